//! A scenario is opened from the bar at the top, edited as the plan is, and goes back to the base plan value by value.

use std::sync::Arc;

use caseload::app::desk::{Action, Screen};
use caseload::app::format;
use caseload::domain::edit::Edit;
use caseload::domain::ids::Thing;
use caseload::domain::plan::{Change, Plan};
use eframe::egui::Key;

use super::support::{Person, first_plan};

fn base(person: &Person) -> Arc<Plan> {
    Arc::clone(person.desk().session().unwrap().base())
}

fn fte(plan: &Plan, name: &str) -> f64 {
    plan.workers.iter().find(|worker| worker.name == name).unwrap().fte.value()
}

/// Somebody with the first example and a scenario of their own, without a change, open in it.
fn with_a_scenario() -> (Person, String) {
    let mut person = Person::with_first_plan();
    person.presses("Base plan");
    person.chooses("New scenario");
    let name = person.desk().session().unwrap().in_scenario().unwrap().name.clone();
    (person, name)
}

#[test]
fn a_value_changed_in_a_scenario_is_marked_and_goes_back_with_one_click() {
    let mut person = Person::with_first_plan();
    person.presses("Base plan");
    person.chooses("New scenario");
    let name = person.desk().session().unwrap().in_scenario().unwrap().name.clone();
    person.must_see(&format!("Scenario: {name}"));
    person.must_see(&format!("With the scenario “{name}”: no change yet"));
    let before = base(&person);
    assert_eq!(*person.plan(), *before);

    person.goes_to(Screen::Staff);
    person.clicks_row("Carys Lewandowska");
    person.writes("FTE", "0.8");
    person.keys(&[Key::Enter]);
    assert!((fte(&person.plan(), "Carys Lewandowska") - 0.8).abs() < 1e-9);
    let was = fte(&before, "Carys Lewandowska");
    assert!((fte(&base(&person), "Carys Lewandowska") - was).abs() < 1e-9, "the base plan is as it was");
    person.must_see("Differs from the base plan");
    person.must_see(&format!("In the base plan: {was}"));
    person.must_see(&format!("With the scenario “{name}”: 1 change"));
    person.must_see("1 member of staff differs from the base plan");
    person.must_see(&format!("Undo: Scenario “{name}”: change Carys Lewandowska: FTE"));
    let row = person.rows().into_iter().find(|row| row.starts_with("Carys Lewandowska")).unwrap();
    assert!(row.contains(&format!("FTE 0.8 (In the base plan: {was})")), "{row}");

    person.presses("Back to the base plan: FTE");
    assert_eq!((*person.plan()).clone(), *before);
    assert_eq!(*base(&person), *before);
    assert!(!person.sees("In the base plan"));
    person.ctrl(Key::Z);
    assert!((fte(&person.plan(), "Carys Lewandowska") - 0.8).abs() < 1e-9);

    person.presses("Close the scenario");
    assert_eq!(*person.plan(), *base(&person));
    assert!((fte(&person.plan(), "Carys Lewandowska") - was).abs() < 1e-9);
    person.must_see("Base plan");
    assert!(!person.sees("With the scenario"));
}

#[test]
fn scenarios_are_found_and_left_from_the_list_of_commands_and_the_title_names_none() {
    let mut person = Person::with_first_plan();
    let (id, name) = {
        let plan = person.plan();
        let scenario = plan.scenarios.at(0).expect("the example carries some");
        (scenario.id, scenario.name.clone())
    };
    person.finds(&format!("open the scenario {name}"));
    assert_eq!(person.desk().session().unwrap().scenario(), Some(id));
    assert!(!person.desk().window_title().contains(&name));
    person.finds("back to the base plan");
    assert_eq!(person.desk().session().unwrap().scenario(), None);
}

#[test]
fn what_is_added_and_taken_out_in_a_scenario_is_told_and_comes_back() {
    let (mut person, _) = with_a_scenario();
    let before = base(&person);
    person.goes_to(Screen::Staff);
    person.presses("Add a member of staff");
    person.must_see("Only in this scenario");
    person.must_see("1 member of staff is only in this scenario");
    let gone = before.absences.at(0).unwrap().id;
    person.does(Action::Remove(vec![Thing::Absence(gone)]));
    assert_eq!(base(&person).absences, before.absences);
    person.goes_to(Screen::Rota);
    person.presses("Absences");
    let back = person.all_that_begin("Bring back ");
    assert_eq!(back.len(), 1, "{back:?}");
    person.presses(&back[0]);
    assert_eq!(person.plan().absences, before.absences);
}

#[test]
fn the_file_holds_the_base_plan_with_its_scenarios_and_lists_need_the_base_plan() {
    let (mut person, path) = Person::with_file(&first_plan());
    person.does(Action::NewScenario);
    let worker = person.plan().workers.at(3).unwrap().id;
    let edit =
        Edit::Set { of: Thing::Worker(worker), field: "notes".to_owned(), to: "only tried".to_owned() };
    person.does(Action::Edit(edit.clone()));
    person.ctrl(Key::S);
    person.waits();
    let written = format::read(&std::fs::read_to_string(&path).unwrap()).unwrap().plan;
    assert_eq!(written, *base(&person));
    assert_eq!(written.workers.get(worker).unwrap().notes, first_plan().workers.get(worker).unwrap().notes);
    let last = written.scenarios.iter().last().unwrap();
    assert_eq!(last.changes[0].change, Change::Edit(edit));

    person.does(Action::Import);
    person.must_see("Go back to the base plan first");
    assert!(person.desk().import.is_none());
}

#[test]
fn a_change_that_does_not_apply_any_more_is_told_at_the_foot() {
    let (mut person, name) = with_a_scenario();
    person.does(Action::Add(caseload::app::desk::New::Family));
    let family = person.desk().selected.unwrap();
    // The scenario's own family is gone on; a second scenario names one that is in no plan.
    let scenario = person.desk().session().unwrap().in_scenario().unwrap().as_ref().clone();
    let mut broken = scenario;
    broken.changes = vec![caseload::domain::plan::ScenarioChange {
        change: Change::Edit(Edit::Set { of: family, field: "notes".into(), to: "x".into() }),
        on: true,
        comment: String::new(),
    }];
    let record = caseload::domain::edit::AnyRecord::Scenario(Box::new(broken));
    person.does(Action::Edit(Edit::Put(vec![record])));
    person.presses("1 change left out");
    person.must_see(&format!("Left out of the scenario “{name}”"));
    person.must_see("no longer in the plan");
}
