use std::sync::Arc;

use super::*;
use crate::app::compare::{Contribution, Contributions};
use crate::app::desk::Screen;
use crate::app::desk::{Action, Desk};
use crate::app::forecast::Progress;
use crate::domain::ids::TeamId;
use crate::domain::plan::{Change, Scenario, ScenarioChange};
use crate::domain::samples::{on, sound};
use crate::domain::sim::{Series, Spread, samples};
use crate::domain::state::ChildState;

const FIRST: ScenarioId = ScenarioId(1);
const SECOND: ScenarioId = ScenarioId(2);

fn bridge(team: u32) -> ScenarioChange {
    let change = Change::AgencyBridge {
        team: TeamId(team),
        count: 2,
        from: on("01/10/2026"),
        until: on("31/03/2027"),
    };
    ScenarioChange { change, on: true, comment: "ask finance".to_owned() }
}

/// Two scenarios; the second one's only change is to a team that is not there.
fn plan() -> Plan {
    let mut plan = sound();
    let scenario =
        |id, name: &str, changes| Scenario { id, name: name.to_owned(), description: String::new(), changes };
    plan.scenarios =
        [scenario(FIRST, "Agency first", vec![bridge(1)]), scenario(SECOND, "Too late", vec![bridge(9)])]
            .into_iter()
            .collect();
    plan
}

fn difference(mean: f64, error: f64, lower: f64) -> Difference {
    Difference { mean, error, lower }
}

/// A comparison made up: the base plan of `samples::forecast`, and scenarios whose child-days differ by these.
fn compared(plan: &Plan, days: &[(ScenarioId, Difference)]) -> Compared {
    let summary = Arc::new(samples::forecast(plan));
    let months = vec![on("01/02/2027"), on("01/03/2027")];
    let outcome = |paired| Outcome {
        summary: Arc::clone(&summary),
        paired,
        pay: Spread { mean: 1_240_000.0, ..Spread::default() },
        person_months: [72.0, 6.0, 0.0].map(|mean| Spread { mean, ..Spread::default() }),
    };
    let column = |scenario: Option<ScenarioId>, name: String, paired| Column {
        scenario,
        name,
        plan: Arc::new(plan.clone()),
        left_out: Vec::new(),
        outcome: Ok(outcome(paired)),
    };
    let mut columns = vec![column(None, "Base plan".to_owned(), None)];
    for (id, child_days) in days {
        // In February a hundredth of the child-days, and in March a fiftieth.
        let by = |share: f64| difference(child_days.mean * share, child_days.error * share, child_days.lower);
        let row = vec![by(0.01), by(0.02)];
        let paired = Paired {
            runs: 1_000,
            days: summary.layout.days.clone(),
            without: vec![by(0.01); summary.layout.days.len()],
            months: months.clone(),
            by_month: vec![
                (Series::Unnamed, row.clone()),
                (Series::UnnamedOfTeam(0), row.clone()),
                (Series::InState(ChildState::AwaitingAllocation), row),
            ],
            only_other: if *id == FIRST {
                vec![(TeamId(500_000), vec![by(0.01), by(0.03)])]
            } else {
                Vec::new()
            },
            child_days: *child_days,
            pay: difference(310_000.0, 9_000.0, 0.0),
            person_months: [difference(0.0, 0.0, 0.5), difference(12.0, 0.1, 0.0), difference(0.0, 0.0, 0.5)],
            ..Paired::default()
        };
        let name = plan.scenarios.get(*id).map_or_else(String::new, |scenario| scenario.name.clone());
        columns.push(column(Some(*id), name, Some(Arc::new(paired))));
    }
    Compared { columns, runs: 1_000, wanted: 1_000, stopped: false, number: 1 }
}

/// The first helps much, of the second nothing can be told.
fn usual(plan: &Plan) -> Compared {
    compared(plan, &[(FIRST, difference(-700.0, 60.0, 0.995)), (SECOND, difference(-20.0, 30.0, 0.55))])
}

#[test]
fn the_first_sentence_says_which_scenario_helps_most_when_and_how_sure_that_is() {
    let plan = plan();
    // 2 of a hundred of 700 child-days are 14 children a day in March.
    assert_eq!(
        sentence(&plan, Some(&usual(&plan))),
        "Of 2 scenarios, “Agency first” leaves fewest children without a named social worker: about 14 fewer each \
         day in March, at £310,000 more; all but certain"
    );
    let one = compared(&plan, &[(FIRST, difference(-700.0, 60.0, 0.995))]);
    assert!(sentence(&plan, Some(&one)).starts_with("“Agency first” leaves fewer children"));
}

#[test]
fn what_cannot_be_told_from_chance_is_called_so_and_a_close_second_is_named() {
    let plan = plan();
    let chance =
        compared(&plan, &[(FIRST, difference(-20.0, 30.0, 0.6)), (SECOND, difference(5.0, 9.0, 0.4))]);
    assert!(sentence(&plan, Some(&chance)).starts_with("None of 2 scenarios can be told to leave fewer"));
    let close =
        compared(&plan, &[(FIRST, difference(-700.0, 60.0, 1.0)), (SECOND, difference(-650.0, 60.0, 1.0))]);
    assert!(
        sentence(&plan, Some(&close))
            .ends_with("“Too late” may do as well: the two can hardly be told apart")
    );
}

#[test]
fn without_scenarios_or_changes_it_says_what_to_do_next() {
    let mut plan = plan();
    assert!(sentence(&plan, None).contains("choose which to compare"));
    plan.scenarios.change_where(|_| true, |scenario| scenario.changes.clear());
    assert!(sentence(&plan, None).contains("add a change"));
    plan.scenarios = crate::domain::plan::Records::default();
    assert!(sentence(&plan, None).starts_with("No scenarios yet: a scenario is a list of changes"));
}

#[test]
fn what_is_left_out_or_cannot_be_played_is_told_in_the_notes() {
    let plan = plan();
    let mut compared = usual(&plan);
    compared.columns[1].outcome = Err(vec!["There is no work.".to_owned()]);
    compared.columns[2].left_out =
        vec![crate::domain::scenario::LeftOut { place: 0, why: "The team T9 is gone".to_owned() }];
    assert_eq!(
        notes(&plan, Some(&compared)),
        [
            "“Agency first” cannot be played: There is no work",
            "“Too late” leaves change 1 out: the team T9 is gone"
        ]
    );
}

#[test]
fn the_list_has_the_base_plan_first_and_differences_in_brackets_where_they_may_be_chance() {
    let plan = plan();
    let view = list(&plan, &[FIRST, SECOND], Some(&usual(&plan)), 1);
    let texts = |row: usize| view.rows[row].cells.iter().map(|cell| cell.text.as_str()).collect::<Vec<_>>();
    // 100 k child-days for k from 1 to 10: 550 in the mean.
    assert_eq!((view.rows[0].key, view.rows[0].locked), (None, true));
    assert!(texts(0)[4].starts_with("550 ±"), "{:?}", texts(0));
    assert_eq!(texts(1)[..4], ["Agency first", "Yes", "1", ""]);
    assert_eq!(texts(1)[4..], ["−700 ±60", "over 99%", "+£310,000 ±£9,000", "+12"]);
    // Its team is not in the plan.
    assert_eq!(texts(2)[3..5], ["1", "(−20 ±30)"]);
    let alone = list(&plan, &[SECOND], Some(&usual(&plan)), 2);
    assert_eq!(alone.rows[1].cells[1].text, "No");
    assert_eq!(alone.rows[1].cells[4].text, "", "what is not compared has no figures");
}

#[test]
fn changes_are_told_in_words_and_one_that_no_longer_applies_says_why() {
    let plan = plan();
    let view = changes(&plan, plan.scenarios.get(SECOND).unwrap(), None, 1);
    assert!(view.rows[0].cells[2].text.starts_with("No longer applies: "), "{:?}", view.rows[0].cells[2]);
    let first = plan.scenarios.get(FIRST).unwrap();
    let told = Contributions {
        scenario: FIRST,
        list: vec![Contribution {
            place: 0,
            words: "Two agency workers".to_owned(),
            child_days: difference(-700.0, 60.0, 1.0),
            pay: difference(310_000.0, 9_000.0, 0.0),
        }],
        together: difference(-700.0, 60.0, 1.0),
        together_pay: difference(310_000.0, 9_000.0, 0.0),
        runs: 1_000,
        finished: true,
        number: 1,
    };
    let view = changes(&plan, first, Some(&told), 2);
    let texts: Vec<&str> = view.rows[0].cells.iter().map(|cell| cell.text.as_str()).collect();
    assert_eq!(texts[..2], ["1", "Yes"]);
    assert_eq!(texts[3..], ["−700 ±60", "+£310,000 ±£9,000", "ask finance"]);
    assert!(contributions_sentence(Some(&told), false).contains("on 1,000 simulated years"));
    assert_eq!(changes(&plan, plan.scenarios.get(SECOND).unwrap(), Some(&told), 3).columns.len(), 4);
}

#[test]
fn base_and_scenarios_lie_over_each_other_each_with_its_own_hue_and_dash() {
    let plan = plan();
    let compared = usual(&plan);
    let view = overlay(&plan, &compared, Measure::Unnamed, None, Some(FIRST)).unwrap();
    let names: Vec<&str> = view.series.iter().map(|line| line.name.as_str()).collect();
    assert_eq!(names, ["Base plan", "Agency first", "Too late"]);
    assert_eq!(view.bands.len(), 3);
    let looks: std::collections::HashSet<String> =
        view.series.iter().map(|line| format!("{:?} {}", line.tone, line.dashed)).collect();
    assert_eq!(looks.len(), 3);
    // In August the middle of ten years is 15.
    let august =
        samples::place(&compared.columns[0].outcome.as_ref().unwrap().summary.layout, on("03/08/2027"));
    assert!((view.series[0].values[august] - 15.0).abs() < 1e-9);
    let team = overlay(&plan, &compared, Measure::Unnamed, Some(TeamId(1)), None).unwrap();
    assert_eq!(team.title, "Children without a named social worker: North");
}

#[test]
fn the_difference_lies_over_the_band_within_which_it_may_be_chance() {
    let plan = plan();
    let compared = compared(&plan, &[(FIRST, difference(-700.0, 60.0, 0.995))]);
    let daily = difference_line(&plan, &compared, Measure::Unnamed, None, None).unwrap();
    assert_eq!(daily.x.len(), daily.series[0].values.len());
    assert!((daily.series[0].values[3] + 7.0).abs() < 1e-9);
    // A hundredth of the error of 60.
    assert!((daily.bands[0].high[3] - 0.6).abs() < 1e-9 && (daily.bands[0].low[3] + 0.6).abs() < 1e-9);
    let monthly = difference_line(&plan, &compared, Measure::Unnamed, Some(TeamId(1)), None).unwrap();
    assert_eq!(monthly.x, [on("01/02/2027"), on("01/03/2027")]);
    assert_eq!(monthly.sentence, "Largest: Agency first, −14 ±1.2 in March 2027");
    assert!(difference_line(&plan, &compared, Measure::Open, None, None).is_none(), "not told of");
}

#[test]
fn months_teams_states_and_figures_are_tables_with_a_column_for_each_scenario() {
    let plan = plan();
    let compared = usual(&plan);
    let months = by_month(&compared, Measure::Unnamed, 1);
    assert_eq!(months.columns.len(), 3);
    let texts = |row: &crate::app::view::table::RowView<usize>| {
        row.cells.iter().map(|cell| cell.text.clone()).collect::<Vec<_>>()
    };
    assert_eq!(texts(&months.rows[1]), ["March 2027", "−14 ±1.2", "(−0.4 ±0.6)"]);
    let teams = by_team(&compared, on("01/03/2027"), 2);
    assert_eq!(texts(&teams.rows[0]), ["North", "−14 ±1.2", "(−0.4 ±0.6)"]);
    assert_eq!(texts(&teams.rows[1]), ["South", "", ""]);
    // A team that only the first scenario has stands below: three hundredths of 700 child-days.
    let [.., nobody, own] = &teams.rows[..] else { panic!("{}", teams.rows.len()) };
    assert_eq!(nobody.label, "No team");
    assert_eq!(texts(own), ["T500000 (only in “Agency first”)", "−21 ±1.8", ""]);
    let states = by_state(&compared, on("01/02/2027"), 3);
    let waiting = states.rows.iter().find(|row| row.label == "Awaiting allocation").unwrap();
    assert_eq!(texts(waiting)[1], "−7 ±0.6");
    let figures = figures(&compared, 4);
    let row = |key: &str| figures.rows.iter().find(|row| row.key == key).unwrap();
    assert_eq!(row("agency").cells[1].text, "6");
    assert_eq!(row("agency").cells[2].text, "+12 ±0.1");
    assert_eq!(row("pay").cells[1].text, "£1.2 million");
}

#[test]
fn the_form_of_a_change_has_its_fields_and_offers_what_there_is() {
    let plan = plan();
    let form = change_form(&plan, FIRST, 0).unwrap();
    let keys: Vec<&str> = form.groups[0].fields.iter().map(|field| field.key.as_str()).collect();
    assert_eq!(keys, ["0.team", "0.count", "0.from", "0.until", "0.on", "0.comment"]);
    assert!(form.groups[0].fields[1].drag.is_some());
    assert_eq!(change_form(&plan, FIRST, 1), None);
}

#[test]
fn what_differs_is_told_between_any_two() {
    let plan = plan();
    let same = differ::differs(&plan, None, Some(SECOND));
    assert_eq!(same.sentence, "Nothing differs between the base plan and “Too late”");
    let view = differ::differs(&plan, None, Some(FIRST));
    assert!(view.sentence.starts_with("In “Agency first” ") && !view.lines.is_empty(), "{view:?}");
    assert_eq!(differ::chosen(&differ::key(Some(FIRST))), Some(FIRST));
    assert_eq!(differ::chosen(""), None);
}

#[test]
fn progress_tells_how_far_it_is_and_what_can_be_done() {
    let running = progress(&Progress::Running { done: 400, wanted: 1_000 }).unwrap();
    assert_eq!((running.words.as_str(), running.next), ("400 of 1,000 simulated years", Next::Stop));
    let stopped = progress(&Progress::Stopped { done: 400, wanted: 1_000 }).unwrap();
    assert_eq!(stopped.next, Next::Continue);
    assert_eq!(progress(&Progress::Finished { runs: 1_000 }), None);
}

#[test]
fn the_comparison_begins_when_the_screen_is_open_and_something_stands_beside() {
    let mut desk = Desk::keeping_nothing(Arc::new(|| {}));
    desk.act(Action::OpenExample(0));
    desk.act(Action::Edit(crate::domain::edit::Edit::Set {
        of: crate::domain::ids::Thing::Forecast,
        field: "fixed_runs".to_owned(),
        to: "20".to_owned(),
    }));
    desk.act(Action::NewScenario);
    desk.act(Action::Go(Screen::Scenarios));
    let begun = std::time::Instant::now();
    while desk.comparisons().shown().is_none_or(|shown| shown.runs < 20) {
        assert!(begun.elapsed() < std::time::Duration::from_mins(2), "it never came");
        desk.tick();
        std::thread::sleep(std::time::Duration::from_millis(1));
    }
    let shown = desk.comparisons().shown().unwrap();
    // Nothing is changed in it: every difference is exactly nought.
    let plan = desk.session().unwrap().plan();
    let view = list(plan, &desk.at_scenarios().beside(plan), Some(shown), 1);
    assert_eq!(view.rows.last().unwrap().cells[4].text, "0");
}
