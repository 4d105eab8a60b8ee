//! What the screens say of a forecast against ten made-up years, worked out by hand: see `sim::samples::ten_years`.

mod people;
mod replayed;

use std::sync::Arc;

use super::children::{AT_RISK_WEEKS, likely_to_lose, likely_to_lose_sentence, risk};
use super::replay::{events_table, replay_choices, replay_day, replay_line, states_table};
use super::*;
use crate::app::view::children::{Wanted, table};
use crate::app::view::details::details;
use crate::app::view::overview::Leads;
use crate::app::view::table::{SortKey, TableView};
use crate::domain::ids::{ChildId, TeamId, Thing, WorkerId};
use crate::domain::plan::{CaseType, Child, Plan};
use crate::domain::samples::{on, sound, team};
use crate::domain::sim::samples::{forecast, forecast_of, place, results, ten_years, told};
use crate::domain::sim::{RunTotals, Series};

const RESTS_ON: &str = "10 simulated years, mean within ±34.1%";

fn read(plan: Plan) -> Reading {
    Reading::new(Arc::new(plan), None)
}

fn both() -> (Reading, Summary) {
    let plan = sound();
    let summary = forecast(&plan);
    (read(plan), summary)
}

/// The texts of a row.
fn texts<K>(view: &TableView<K>, row: usize) -> Vec<&str> {
    view.rows[row].cells.iter().map(|cell| cell.text.as_str()).collect()
}

/// The text under a column.
fn under<'a, K: PartialEq>(view: &'a TableView<K>, key: &K, column: &str) -> &'a str {
    let column = view.columns.iter().position(|known| known.key == column).unwrap();
    &view.rows.iter().find(|row| row.key == *key).unwrap().cells[column].text
}

/// No run at all.
fn unplayed(plan: &Plan) -> Summary {
    let layout = crate::domain::sim::samples::layout(plan, 52);
    Summary::new(&results(&layout, &[], &[], |_, _, _| 0), &[], &plan.forecast)
}

#[test]
fn the_fan_draws_what_is_known_over_what_is_likely_and_says_when_it_is_worst() {
    let (reading, summary) = both();
    let view = overview::fan(&reading, &summary);
    let at = |day: &str| place(&summary.layout, on(day));
    let august = at("16/08/2027");
    assert_eq!((view.bands[0].low[august], view.bands[0].high[august]), (11.0, 20.0));
    assert_eq!((view.bands[1].low[august], view.bands[1].high[august]), (13.0, 18.0));
    assert_eq!((view.series[0].values[0], view.series[0].values[august]), (1.0, 15.0));
    // The plan looks 26 weeks ahead, to 8 March; the forecast a year.
    let known = &view.series[1].values;
    assert_eq!(known[at("08/03/2027")..=at("08/03/2027")], [0.0]);
    assert!(known[at("09/03/2027")].is_nan());
    assert_eq!(
        view.sentence,
        format!(
            "Likely to be worst in August 2027: in 9 of 10 simulated years between 11 and 20 children have no named \
             social worker on 02/08/2027, typically 15. From what is already known until 08/03/2027, there would be \
             none. {RESTS_ON}"
        )
    );
}

#[test]
fn a_stretch_of_days_off_is_marked_once_with_the_date_and_the_end_of_what_is_known() {
    let (reading, summary) = both();
    let marked: Vec<String> =
        overview::fan(&reading, &summary).marks.iter().map(|(day, _)| format_date(*day)).collect();
    let expected = [
        "07/09/2026", // as at
        "25/12/2026", // to Boxing Day's substitute on Monday 28
        "01/01/2027",
        "08/03/2027", // known until here
        "26/03/2027", // Good Friday to Easter Monday
        "03/05/2027",
        "31/05/2027",
        "30/08/2027",
    ];
    assert_eq!(marked, expected);
}

#[test]
fn the_headline_looks_a_quarter_ahead() {
    let (reading, summary) = both();
    let likely = "1 to 10 children with no named social worker in 9 of 10 simulated years, typically 5";
    assert_eq!(overview::headline(&summary, &reading), format!("Likely on 07/12/2026: {likely}"));
    let short = forecast_of(&reading.plan, 2);
    assert_eq!(overview::headline(&short, &reading), format!("Likely on 21/09/2026: {likely}"));
}

#[test]
fn what_is_known_is_found_by_date_when_the_plan_has_moved_on() {
    let (_, summary) = both();
    let mut plan = sound();
    Arc::make_mut(&mut plan.about).as_at = on("14/09/2026");
    plan.children.change(ChildId(1), |c| c.holder = crate::domain::plan::Holder::Nobody);
    let reading = read(plan);
    let known = &overview::fan(&reading, &summary).series[1].values;
    let at = |day: &str| place(&summary.layout, on(day));
    assert!(known[at("11/09/2026")].is_nan());
    assert_eq!(known[at("14/09/2026")..=at("14/09/2026")], [1.0]);
    // What is known supposes that nobody acts, and may lie far above what is likely: it says so.
    let sentence = overview::sentence(&reading, &summary);
    let known = "From what is already known until 15/03/2027, and if nobody were given a new worker, the most would be \
                 1 on 14/09/2026";
    assert!(sentence.contains(known), "{sentence}");
    assert!(caveats(&reading, &summary).iter().any(|text| text.contains("and the plan as at")));
}

#[test]
fn the_states_expected_add_up_to_the_children_expected() {
    let (reading, summary) = both();
    let view = states::states_table(&reading, &summary, 1);
    assert_eq!(view.rows.len(), 2); // what never occurs is left out
    assert_eq!(texts(&view, 0)[..4], ["Named", "29", "29", "29"]);
    assert_eq!(texts(&view, 1)[..4], ["Awaiting allocation", "1", "5.5", "1 to 10"]);
    let totals = view.totals.unwrap();
    assert_eq!(totals[..4], ["All open children", "30", "34.5", "30 to 39"]);
    assert_eq!(totals.len(), 2 + 2 * 4);
}

#[test]
fn weeks_that_the_forecast_does_not_reach_are_not_told() {
    let reading = read(sound());
    let summary = forecast_of(&reading.plan, 13);
    let titles: Vec<String> =
        states::types_table(&reading, &summary, 1).columns.into_iter().map(|column| column.title).collect();
    assert_eq!(
        titles,
        ["Case type", "Today", "In 4 weeks", "9 of 10, 4 weeks", "In 13 weeks", "9 of 10, 13 weeks"]
    );
    let windows = |weeks| windows(&forecast_of(&reading.plan, weeks));
    assert_eq!(windows(52), [(0, 4), (1, 13), (2, 26)]);
    assert_eq!(windows(13), [(0, 4), (1, 13)]);
    assert_eq!(windows(8), [(0, 4), (1, 8)]);
    assert_eq!(windows(2), [(0, 2)]);
}

#[test]
fn case_types_are_told_by_children_without_a_named_social_worker() {
    let (reading, summary) = both();
    let view = states::types_table(&reading, &summary, 1);
    assert_eq!(view.rows.len(), 1);
    assert_eq!(under(&view, &"child_in_need", "in_26"), "5.5");
    assert_eq!(view.totals.unwrap()[..3], ["No named social worker", "1", "5.5"]);
}

#[test]
fn a_team_fails_from_the_first_week_whose_chance_is_above_the_level() {
    let (reading, summary) = both();
    // More than 5 in five years of ten is not above 50%; in August it is all ten.
    let lines = teams::failing_lines(&reading, &summary);
    assert_eq!(lines.len(), 1);
    assert_eq!(lines[0].words, "North: from the week of 02/08/2027 (100%)");
    assert_eq!(lines[0].leads, Some(Thing::Team(TeamId(1))));
    assert_eq!(
        teams::failing_sentence(&reading, &summary),
        format!(
            "1 of 2 teams is likely to fail within the year: North, from the week of 02/08/2027 (100%). A team \
             fails on a day on which more than 5 of its children have no named social worker; likely is a chance \
             above 50%. {RESTS_ON}"
        )
    );
    let short = teams::failing_sentence(&reading, &forecast_of(&reading.plan, 13));
    assert!(
        short.starts_with(
            "None of the 2 teams is likely to fail within 13 weeks; closest to it is North, in the week of 07/09/2026 (50%)"
        ),
        "{short}"
    );
}

#[test]
fn a_year_of_weeks_is_put_together_by_months_and_a_quarter_is_not() {
    let (reading, summary) = both();
    let heat = teams::failing_heat(&reading, &summary);
    assert_eq!(heat.rows, ["North", "South"]); // nobody is in no team
    assert_eq!(
        (heat.columns.len(), heat.columns[0].as_str(), heat.columns[11].as_str()),
        (13, "09/26", "08/27")
    );
    let cell = &heat.cells[0][11];
    assert_eq!((cell.text.as_str(), cell.level), ("100", 4));
    assert_eq!(
        cell.hint,
        "North, August 2027: fails in 100% of 10 simulated years, worst in the week of 02/08/2027"
    );
    assert_eq!((heat.cells[0][0].text.as_str(), heat.cells[0][0].level), ("50", 2));
    assert_eq!((heat.cells[1][11].text.as_str(), heat.cells[1][11].level), ("0", 0));
    let quarter = teams::failing_heat(&reading, &forecast_of(&reading.plan, 13));
    assert_eq!((quarter.columns.len(), quarter.columns[1].as_str()), (14, "14/09"));
    // 124 weeks are 30 months, more than fit.
    let long = teams::failing_heat(&reading, &forecast_of(&reading.plan, 130));
    assert_eq!(long.columns, ["2026", "2027", "2028", "2029"]);
}

#[test]
fn teams_are_found_by_their_ids_when_the_plan_has_changed() {
    let (_, summary) = both();
    let mut plan = sound();
    plan.teams.remove(TeamId(1));
    plan.teams.insert(0, team(7, "West", 2));
    plan.teams.change(TeamId(2), |team| team.name = "South and coast".to_owned());
    let reading = read(plan);
    assert_eq!(
        teams::failing_heat(&reading, &summary).rows,
        ["T1 (no longer in the plan)", "South and coast"]
    );
    assert_eq!(teams::heat_teams(&reading, &summary), [None, Some(TeamId(2))]);
    assert_eq!(teams::failing_lines(&reading, &summary)[0].leads, None);
    assert!(teams::team_capacity(&reading, &summary, TeamId(7)).is_none());
    let facts = details(&reading, Some(&summary), Thing::Team(TeamId(7))).unwrap().facts;
    assert!(facts.iter().any(|fact| fact.starts_with("Not yet in the forecast")), "{facts:?}");
}

#[test]
fn capacity_is_told_against_the_children_expected() {
    let (reading, summary) = both();
    // 24.5 children against 24 from the first day on; 34.5 against 36, but 39 in one year of twenty.
    let north = teams::team_capacity(&reading, &summary, TeamId(1)).unwrap();
    assert_eq!(
        north.sentence,
        "North: more children are expected than capacity from 08/09/2026. On 06/09/2027, 25 children are expected \
         against a capacity of 24, with 2 free places"
    );
    let names: Vec<&str> = north.series.iter().map(|series| series.name.as_str()).collect();
    assert_eq!(names, ["Open children (middle year)", "Capacity, expected", "Free places, expected"]);
    let all = teams::service_capacity(&reading, &summary).sentence;
    assert!(
        all.contains("enough throughout, but too little on 08/09/2026 in at least 1 of 20 simulated years"),
        "{all}"
    );
    let south = teams::team_capacity(&reading, &summary, TeamId(2)).unwrap().sentence;
    assert!(south.contains("likely to be enough on each day"), "{south}");
}

#[test]
fn the_panel_tells_when_a_team_fails_and_the_chances_ahead() {
    let (reading, summary) = both();
    assert_eq!(
        teams::team_facts(&reading, &summary, TeamId(1)),
        [
            "Likely to fail from the week of 02/08/2027 (100%)",
            "Chance of more than 5 children without a named social worker: 50% in 4 weeks, 50% in 13 weeks, 50% in \
             26 weeks"
        ]
    );
    assert_eq!(teams::team_facts(&reading, &summary, TeamId(2))[0], "Not likely to fail within the year");
}

#[test]
fn rare_is_not_never_and_likely_is_not_certain() {
    let chances = [0.0, 0.004, 0.01, 0.634, 0.995, 1.0].map(chance);
    assert_eq!(chances, ["0%", "under 1%", "1%", "63%", "over 99%", "100%"]);
}

#[test]
fn without_a_forecast_there_is_a_sentence_that_says_what_to_do() {
    let reading = read(sound());
    assert!(nothing(&reading, &[]).contains("has not been worked out yet"));
    assert!(nothing(&read(Plan::empty(on("07/09/2026"))), &[]).contains("bring in the child list"));
    let refused = ["The plan has no team.".to_owned(), "No caps".to_owned()];
    assert_eq!(
        nothing(&reading, &refused),
        "This plan cannot be played forward: the plan has no team (and 1 more reason). Put it right, and the \
         forecast follows by itself"
    );
    assert!(caveats(&reading, &forecast(&reading.plan))[0].starts_with("No new work is set"));
}

#[test]
fn a_forecast_without_a_year_breaks_nothing() {
    let reading = read(sound());
    let summary = unplayed(&reading.plan);
    assert_eq!(summary.bands(Series::Unnamed).p50.len(), 0);
    assert!(overview::fan(&reading, &summary).sentence.contains("No simulated year"));
    assert!(overview::headline(&summary, &reading).contains("has not been worked out yet"));
    assert!(states::states_table(&reading, &summary, 1).empty.contains("has not been worked out yet"));
    assert!(teams::service_capacity(&reading, &summary).sentence.contains("No simulated year"));
    assert!(teams::failing_sentence(&reading, &summary).starts_with("None of the 2 teams"));
    assert!(staff::waits_table(&summary, 1).rows.is_empty());
    assert!(staff::workers_in_year_table(&summary, 1).rows.is_empty());
    assert!(staff::reasons_table(&summary, 1).rows.is_empty());
    assert!(staff::over_cap_fan(&reading, &summary).sentence.contains("No simulated year"));
    assert_eq!(rests_on(&summary), "0 simulated years, too few to say how exact");
}

#[test]
fn whatever_the_plan_tables_have_a_cell_a_column_and_sentences_end_without_a_full_stop() {
    fn square<K>(view: &TableView<K>) {
        assert!(view.rows.iter().all(|row| row.cells.len() == view.columns.len()), "{}", view.name);
        assert!(
            view.totals.as_ref().is_none_or(|totals| totals.len() == view.columns.len()),
            "{}",
            view.name
        );
    }
    for (_, plan) in crate::app::invent::examples() {
        let reading = read(plan);
        for weeks in [1, 26, 104] {
            let summary = forecast_of(&reading.plan, weeks);
            square(&states::states_table(&reading, &summary, 1));
            square(&states::types_table(&reading, &summary, 1));
            square(&staff::waits_table(&summary, 1));
            square(&staff::workers_in_year_table(&summary, 1));
            square(&staff::reasons_table(&summary, 1));
            square(&table(&reading, Some(&summary), &Wanted::everyone(), 1));
            let heat = teams::failing_heat(&reading, &summary);
            assert_eq!(heat.rows.len(), teams::heat_teams(&reading, &summary).len());
            assert!(heat.columns.len() <= 26 && heat.cells.iter().all(|row| row.len() == heat.columns.len()));
            let charts = [
                overview::fan(&reading, &summary),
                staff::over_cap_fan(&reading, &summary),
                teams::service_capacity(&reading, &summary),
            ];
            for chart in &charts {
                let days = chart.x.len();
                assert!(chart.series.iter().all(|line| line.values.len() == days), "{}", chart.title);
                assert!(chart.bands.iter().all(|band| band.low.len() == days && band.high.len() == days));
            }
            let said = charts.into_iter().map(|chart| chart.sentence).chain([
                overview::headline(&summary, &reading),
                teams::failing_sentence(&reading, &summary),
                likely_to_lose_sentence(&reading, &summary, AT_RISK_WEEKS),
                staff::waits_sentence(&summary),
                staff::workers_in_year_sentence(&summary),
            ]);
            for sentence in said {
                assert!(
                    !sentence.ends_with('.') && !sentence.contains("..") && !sentence.contains("  "),
                    "{sentence}"
                );
            }
        }
    }
}
