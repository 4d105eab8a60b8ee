use std::sync::Arc;

use proptest::prelude::*;

use super::*;
use crate::app::examples;
use crate::app::view::table::Editor;
use crate::domain::calendar::parse_date;
use crate::domain::edit::{Edit, apply, label};
use crate::domain::plan::Outcome;
use crate::domain::samples::{on, sound};

fn example(which: usize) -> Plan {
    examples::open(which, parse_date("20/11/2026").unwrap()).unwrap()
}

fn seen(plan: &Plan) -> DemandView {
    view(&Reading::new(Arc::new(plan.clone()), None), None, 1)
}

fn figure_of(view: &DemandView, field: &str) -> FigureView {
    view.figures.iter().find(|figure| figure.field == field).unwrap_or_else(|| panic!("no {field}")).clone()
}

#[test]
fn an_empty_plan_says_what_to_do_next() {
    let view = seen(&Plan::empty(on("07/09/2026")));
    assert!(view.sentence.starts_with("Nothing is said yet of new work"), "{}", view.sentence);
    assert!(view.next.unwrap().starts_with("Add the teams first"));
    assert_eq!(view.against, "England, 2023/24");
    assert_eq!(view.areas.len(), 165);
    let with_list = seen(&sound());
    assert_eq!(
        with_list.next.unwrap(),
        "Use the official figures of England, scaled to the plan’s 3 open children; choose another council; or fit to the list"
    );
    assert_eq!(with_list.against_why, "No council is chosen yet");
}

#[test]
fn the_first_thing_said_is_where_work_in_equals_work_out() {
    let view = seen(&example(1));
    assert!(
        view.sentence.starts_with("With these numbers, work in equals work out at about "),
        "{}",
        view.sentence
    );
    assert!(
        view.sentence.contains(
            " full-time social workers, each at the cap of 18. The plan has 1,239 open children and "
        )
    );
    assert_eq!(view.next, None);
    assert!(
        view.months.sentence.contains("new families come in a week; most in June"),
        "{}",
        view.months.sentence
    );
    assert_eq!(view.months.x.len(), 12);
    assert!(
        view.published.iter().any(|(label, value)| *label == "Referrals in the year" && value == "621,880")
    );
}

#[test]
fn the_figures_of_a_council_are_taken_in_one_step_and_stand_against_themselves() {
    let plan = example(1);
    let edit = use_official(&plan, "Croydon").unwrap();
    assert_eq!(label(&plan, &edit), "use the official figures of Croydon");
    let after = apply(&plan, &edit).unwrap();
    assert_eq!(after.demand.official_figures_of, "Croydon, 2023/24");
    let view = seen(&after);
    assert_eq!((view.chosen.as_str(), view.against.as_str()), ("Croydon, 2023/24", "Croydon, 2023/24"));
    let differing: Vec<&str> = view
        .figures
        .iter()
        .filter(|figure| figure.thing == Thing::Demand && figure.differs)
        .map(|figure| figure.field.as_str())
        .collect();
    assert!(differing.is_empty(), "{differing:?}");
    // 41 working days × 7 ÷ 5 = 57.4.
    let median = figure_of(&view, "median.assessment");
    assert_eq!((median.now.as_str(), median.ground, median.assumption), ("57", "official", false));
    assert_eq!(
        median.source,
        "Croydon, 2023/24 (DfE): median 41 working days, upper quartile 48, times 7 ÷ 5"
    );
    let sizes = figure_of(&view, "sizes.T1");
    assert!(sizes.assumption && sizes.mark().unwrap().name == "assumption, not sourced");
    assert_eq!(figure_of(&view, "re_referral.T1").now, "23.1");
    assert!(use_official(&plan, "Atlantis").unwrap_err().contains("no official figures of “Atlantis”"));
    assert_eq!(
        use_official(&Plan::empty(on("07/09/2026")), "Croydon").unwrap_err(),
        "There are no teams to take new work"
    );
}

#[test]
fn a_fit_says_so_and_what_it_rests_on() {
    let plan = example(1);
    let after = apply(&plan, &fit_to_list(&plan, "Croydon").unwrap()).unwrap();
    assert_eq!(after.demand.official_figures_of, "Croydon, 2023/24, fitted to the list");
    let view = seen(&after);
    assert_eq!(view.against, "Croydon, 2023/24");
    let families = figure_of(&view, "families_a_week.T1");
    assert!(
        families.fitted && families.ground == "fitted" && families.source.starts_with("From "),
        "{families:?}"
    );
    assert_eq!(families.mark().unwrap().name, "fitted to the list");
    assert!(fit_to_list(&sound(), "England").unwrap_err().starts_with("The list says too little to fit to"));
}

#[test]
fn every_cell_that_can_be_edited_takes_its_own_text_back() {
    let plan = apply(&example(3), &use_official(&example(3), "England").unwrap()).unwrap();
    let view = seen(&plan);
    let mut tried = 0;
    for table in [&view.teams, &view.work, &view.workforce] {
        for row in table.rows.iter().filter(|row| !row.locked) {
            assert_eq!(row.cells.len(), table.columns.len());
            for (column, cell) in table.columns.iter().zip(&row.cells) {
                let Some(text) = cell.edit_text.as_ref().filter(|text| !text.is_empty()) else { continue };
                assert_ne!(column.editor, Editor::None, "{}", column.key);
                let (of, field) = row.key.field(column.key);
                assert_eq!(
                    DemandRow::of_field(of, &field),
                    Some((row.key, column.key.to_owned())),
                    "{field}"
                );
                let after = apply(&plan, &Edit::Set { of, field: field.clone(), to: text.clone() });
                assert!(after.is_ok_and(|after| after == plan), "{field}: {text}");
                tried += 1;
            }
        }
    }
    assert!(tried > 60, "{tried}");
}

#[test]
fn one_figure_is_changed_by_itself_and_is_marked() {
    let plan = apply(&example(1), &use_official(&example(1), "England").unwrap()).unwrap();
    let edit = set_families_a_week(&plan, TeamId(1), "9.5").unwrap();
    assert_eq!(
        label(&plan, &edit),
        "change demand: new families a week, North Assessment"
            .replace("North Assessment", &plan.teams.get(TeamId(1)).unwrap().name)
    );
    let after = apply(&plan, &edit).unwrap();
    let families = figure_of(&seen(&after), "families_a_week.T1");
    assert!(families.differs && families.mark().unwrap().name == "differs from the default");
    assert!(families.hint().starts_with("By default "), "{}", families.hint());
    let longer = apply(&plan, &set_length(&plan, CaseType::Court, "200", "250").unwrap()).unwrap();
    assert_eq!(figure_of(&seen(&longer), "mean.court").now, "250");
    // A share more is a share less that closes: 8.1 % of assessments lead to child protection by default, 63.2 % close.
    let more =
        apply(&plan, &set_share(&plan, CaseType::Assessment, CaseType::ChildProtection, "10").unwrap())
            .unwrap();
    let then = &more.demand.journeys[0].then;
    let share = |outcome| then.iter().find(|next| next.outcome == outcome).unwrap().share;
    assert!((share(Outcome::Becomes(CaseType::ChildProtection)) - 0.1).abs() < 1e-9);
    assert!((share(Outcome::Closes) - 0.613).abs() < 1e-6, "{then:?}");
}

#[test]
fn what_makes_no_sense_is_refused_with_a_sentence() {
    let plan = apply(&example(1), &use_official(&example(1), "England").unwrap()).unwrap();
    for refused in [
        set_families_a_week(&plan, TeamId(1), "many"),
        set_families_a_week(&plan, TeamId(99), "2"),
        set_length(&plan, CaseType::Court, "300", "200"),
        set_share(&plan, CaseType::Assessment, CaseType::ChildProtection, "90"),
        set_share(&plan, CaseType::Assessment, CaseType::Assessment, "5"),
        set(&plan, "mean.assessment", "10"),
        set(&plan, "median.assessment", "1000"),
        set(&plan, "sizes.T1", "40 35"),
        set(&plan, "mix.T1", "assessment 20"),
        set(&plan, "then.court", "closes 50"),
        set(&plan, "re_referral.T1", "99"),
        set(&plan, "months.T1", "1 1 1"),
        set(&plan, "wishes.T1", "3"),
    ] {
        let sentence = refused.expect_err("taken");
        assert!(sentence.len() > 15, "{sentence}");
    }
}

#[test]
fn a_team_gets_its_first_new_work_by_one_number_and_loses_it_by_none() {
    let plan = sound();
    let after = apply(&plan, &set_families_a_week(&plan, TeamId(2), "1.5").unwrap()).unwrap();
    let line = &after.demand.teams[0];
    assert_eq!((line.team, line.case_mix[0].case_type), (TeamId(2), CaseType::Assessment));
    let back = apply(&after, &set_families_a_week(&after, TeamId(2), "").unwrap()).unwrap();
    assert_eq!(back, plan);
    assert!(set(&plan, "sizes.T2", "100").unwrap_err().starts_with("Give South new families a week first"));
}

#[test]
fn the_workforce_stands_beside_its_defaults_with_assumptions_marked() {
    let mut plan = sound();
    Arc::make_mut(&mut plan.workforce).time_to_fill.permanent_days = 150.0;
    let view = seen(&plan);
    let days = figure_of(&view, "permanent_days");
    assert_eq!(
        (days.now.as_str(), days.beside.as_str(), days.differs, days.assumption),
        ("150", "105", true, false)
    );
    assert!(figure_of(&view, "short_spells_a_year").assumption);
    let leavers = figure_of(&view, "leavers_permanent");
    assert_eq!((leavers.ground, leavers.source.as_str()), ("published", "DfE turnover, 2025: 11.8 %"));
    let locked: Vec<&str> =
        view.workforce.rows.iter().filter(|row| row.locked).map(|row| row.label.as_str()).collect();
    assert_eq!(locked, ["Agency worker's ramp", "Newly qualified cohorts"]);
}

#[test]
fn a_council_without_figures_is_shown_against_englands_and_says_so() {
    let plan = apply(&example(1), &use_official(&example(1), "Hampshire").unwrap()).unwrap();
    let view = seen(&plan);
    assert_eq!(
        view.against_why,
        "Chosen for this plan. It published no figures for the year, so England’s stand in for them"
    );
    assert!(view.published.iter().all(|(_, value)| value == "not available" || !value.is_empty()));
    assert!(figure_of(&view, "families_a_week.T1").source.starts_with("England, 2023/24"));
}

#[test]
fn another_area_can_be_looked_at_without_being_used() {
    let plan = example(1);
    let reading = Reading::new(Arc::new(plan.clone()), None);
    let other = view(&reading, Some("Croydon"), 1);
    assert_eq!((other.area.as_str(), other.against.as_str()), ("Croydon", "Croydon, 2023/24"));
    assert_eq!(other.against_why, "To look at: the plan does not use these figures yet");
    assert_eq!(other.chosen, plan.demand.official_figures_of);
    assert_eq!(view(&reading, Some("Atlantis"), 1).area, seen(&plan).area);
}

#[test]
fn a_row_has_a_form_with_each_figure_its_source_and_a_handle_for_its_numbers() {
    let plan = apply(&example(1), &use_official(&example(1), "England").unwrap()).unwrap();
    let view = seen(&plan);
    let form = view.row_form(&plan, DemandRow::Team(TeamId(1)));
    let fields = &form.groups[0].fields;
    assert_eq!(fields[0].key, "families_a_week.T1");
    assert!(fields[0].drag.is_some() && fields[0].note.as_ref().unwrap().contains("England"), "{fields:?}");
    let after = apply(&plan, &set_families_a_week(&plan, TeamId(1), "9.5").unwrap()).unwrap();
    let own = seen(&after).row_form(&after, DemandRow::Team(TeamId(1)));
    assert!(own.groups[0].fields[0].note.as_ref().unwrap().starts_with("Your own. By default "), "{own:?}");
    let work = view.row_form(&plan, DemandRow::Work(CaseType::Assessment));
    assert_eq!(work.groups[0].fields.len(), 4);
    let workforce = view.row_form(&plan, DemandRow::Workforce("short_spells_a_year"));
    assert_eq!(workforce.groups[0].fields.len(), 1);
    let none = Plan { demand: Arc::new(Demand::default()), ..plan.clone() };
    let leaving = none.teams.iter().last().unwrap().id;
    let first = seen(&none).row_form(&none, DemandRow::Team(leaving));
    assert_eq!(first.groups[0].fields[0].key, format!("families_a_week.{leaving}"));
}

#[test]
fn what_was_done_to_the_whole_demand_is_told_with_where_it_comes_level() {
    let before = Plan { demand: Arc::new(Demand::default()), ..example(1) };
    let after = apply(&before, &use_official(&before, "England").unwrap()).unwrap();
    let told = done(&after);
    assert!(told.starts_with("Done: new work is now England, 2023/24: "), "{told}");
    assert!(told.contains(" new families a week to ") && told.ends_with(". Undo takes it back"), "{told}");
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, cases: 24, ..ProptestConfig::default() })]

    #[test]
    fn any_plan_can_be_shown(plan in crate::domain::plan::arbitrary::plan()) {
        let view = seen(&plan);
        prop_assert!(!view.sentence.is_empty());
        for table in [&view.teams, &view.work, &view.workforce, &view.level_types, &view.level_teams] {
            prop_assert!(table.rows.iter().all(|row| row.cells.len() == table.columns.len()), "{}", table.name);
            let keys: std::collections::BTreeSet<_> = table.rows.iter().map(|row| row.key).collect();
            // A plan by chance may call a team T0, which here stands for no team.
            prop_assert!(keys.len() == table.rows.len() || table.name == "level-teams", "{}", table.name);
        }
    }
}
