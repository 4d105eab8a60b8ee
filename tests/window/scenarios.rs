//! The scenarios screen: scenarios are begun and changed from a list, and read side by side.

use caseload::app::compare::Compared;
use caseload::app::desk::{Action, ChangeKind, Listing, Screen};
use caseload::app::forecast::Progress;
use caseload::domain::edit::Edit;
use caseload::domain::fields;
use caseload::domain::ids::{ScenarioId, Thing};
use caseload::domain::plan::{Plan, Records, Words as _};
use eframe::egui::Key;

use super::support::{Person, first_plan};

fn undo_label(person: &Person) -> String {
    person.desk().session().unwrap().history().undo_label().unwrap_or_default().to_owned()
}

fn without_scenarios() -> Plan {
    Plan { scenarios: Records::default(), ..first_plan() }
}

fn asks(person: &mut Person, listing: Listing) {
    person.does(Action::Scenarios(listing));
}

fn years(person: &mut Person, years: &str) {
    let (field, to) = ("fixed_runs".to_owned(), years.to_owned());
    person.does(Action::Edit(Edit::Set { of: Thing::Forecast, field, to }));
}

/// At the screen with nothing in it.
fn at_none() -> Person {
    let (mut person, _) = Person::with_file(&without_scenarios());
    years(&mut person, "20");
    person.goes_to(Screen::Scenarios);
    person
}

/// With one scenario, which has one change: posts.
fn with_posts() -> (Person, ScenarioId) {
    let mut person = at_none();
    person.presses("New scenario");
    person.presses("Add a change");
    person.chooses(ChangeKind::Posts.label());
    let id = person.plan().scenarios.at(0).unwrap().id;
    (person, id)
}

fn value(person: &Person, id: ScenarioId, field: &str) -> String {
    fields::get(&person.plan(), Thing::Scenario(id), field).unwrap()
}

fn compared(person: &mut Person, runs: u32) {
    person.waits_until("compared", move |desk| {
        let shown = desk.comparisons().shown();
        let there = shown.is_some_and(|shown| shown.runs >= runs && shown.columns.len() > 1);
        // What stood there before may be that of an earlier plan.
        there && matches!(desk.comparisons().progress(), Progress::Finished { .. })
    });
}

fn shown(person: &Person) -> &Compared {
    person.desk().comparisons().shown().unwrap()
}

#[test]
fn an_empty_screen_says_what_a_scenario_is_and_begins_one() {
    let mut person = at_none();
    person.must_see("No scenarios yet: a scenario is a list of changes to the plan");
    person.presses("New scenario");
    assert_eq!(undo_label(&person), "begin Scenario 1");
    person.must_see("The changes of “Scenario 1”");
    person.must_see("Nothing is changed yet: it is the base plan");
    person.ctrl(Key::Z);
    person.must_see("No scenarios yet");
}

#[test]
fn a_change_is_added_from_the_menu_and_its_count_changed_in_the_panel_by_a_step_that_undo_names() {
    let (mut person, id) = with_posts();
    assert_eq!(undo_label(&person), "add to Scenario 1: posts");
    person.must_see("Change 1 of “Scenario 1”");
    person.writes("How many", "6");
    person.keys(&[Key::Enter]);
    assert_eq!(value(&person, id, "0.count"), "6");
    assert_eq!(undo_label(&person), "change Scenario 1: how many, change 1, posts");
    person.writes("How many", "plenty");
    person.keys(&[Key::Enter]);
    person.must_see("Write a whole number");
    assert_eq!(value(&person, id, "0.count"), "6");
    person.keys(&[Key::Escape]);
    person.presses("Undo: change Scenario 1: how many, change 1, posts");
    assert_eq!(value(&person, id, "0.count"), "1");
}

#[test]
fn a_change_is_switched_off_moved_copied_and_removed_from_its_menu_and_the_panel() {
    let (mut person, first) = with_posts();
    person.presses("Add a change");
    person.chooses(ChangeKind::Cap.label());
    person.presses("Switch off");
    assert_eq!(value(&person, first, "1.on"), "no");
    assert_eq!(undo_label(&person), "switch off in Scenario 1: cap of a role");
    person.presses("Move up");
    assert_eq!(value(&person, first, "0.on"), "no");
    person.presses("New scenario");
    let second = person.plan().scenarios.at(1).unwrap().id;
    person.clicks_row("Scenario 1");
    person.asks_row("2. ");
    person.chooses("Copy to “Scenario 2”");
    assert_eq!(person.plan().scenarios.get(second).unwrap().changes.len(), 1);
    person.must_see("Copied to the end of “Scenario 2”");
    person.asks_row("1. ");
    person.chooses("Remove the change");
    assert_eq!(person.plan().scenarios.get(first).unwrap().changes.len(), 1);
}

#[test]
fn names_comments_and_whether_a_change_is_on_are_typed_in_their_cells() {
    let (mut person, id) = with_posts();
    person.clicks_cell("Scenario 1", "Scenario");
    person.keys(&[Key::F2]);
    person.types("Agency first");
    person.keys(&[Key::Enter]);
    assert_eq!(person.plan().scenarios.get(id).unwrap().name, "Agency first");
    person.clicks_cell("1. ", "Comment");
    person.keys(&[Key::F2]);
    person.types("ask finance");
    person.keys(&[Key::Enter]);
    assert_eq!(value(&person, id, "0.comment"), "ask finance");
    person.presses("The scenario’s name and description");
    person.writes("Description", "Until permanent staff arrive");
    person.ctrl(Key::Enter);
    assert_eq!(person.plan().scenarios.get(id).unwrap().description, "Until permanent staff arrive");
}

#[test]
fn the_comparison_appears_by_itself_with_its_sentence_pictures_and_tables() {
    let (mut person, id) = with_posts();
    asks(&mut person, Listing::Add(id, ChangeKind::Demand));
    compared(&mut person, 20);
    person.must_see("Compared on 20 simulated years, the same chances for every plan");
    assert_eq!(shown(&person).columns.len(), 2);
    let title = "Children without a named social worker";
    person.focuses(&format!("{title}, chart"));
    person.keys(&[Key::End]);
    let months = format!(
        "Difference from the base plan: {}",
        caseload::app::view::scenarios::Measure::Unnamed.label()
    );
    let months = months.replace(": C", ": c");
    person.presses(&format!("Show {months} as a table"));
    person.presses(&format!("Show {months} as a chart"));
    person.presses("Unfold: By team and by state");
    person.must_see("by team");
    person.presses("What these figures mean: Side by side");
    person.must_see("The same chances");
    person.presses("Close");
    let copied = person.copies("Copy as CSV: In the whole forecast");
    assert!(copied.starts_with("In the whole forecast,Base plan,Scenario 1"), "{copied}");
    person.presses("Work out what each contributes");
    person.waits_until("contributions", |desk| {
        desk.comparisons().contributions().is_some_and(|told| told.finished && told.runs > 0)
    });
    person.must_see("Each change against the scenario without it, on 20 simulated years");
    person.presses("Leave out what each contributes");
    assert!(!person.sees("Each change against the scenario without it"));
    assert!(person.can_press("Work out what each contributes"));
    // With nothing beside the base plan any more there is nothing to be seen side by side.
    person.does(Action::Scenarios(Listing::Beside(id, false)));
    assert!(!person.sees("What these figures mean: Side by side"));
}

#[test]
fn a_comparison_is_stopped_and_gone_on_with() {
    let (mut person, _) = with_posts();
    years(&mut person, "4000");
    person.waits_until(
        "playing",
        |desk| matches!(desk.comparisons().progress(), Progress::Running { done, .. } if *done > 0),
    );
    person.presses("Stop the comparison");
    person.waits_until("stopped", |desk| matches!(desk.comparisons().progress(), Progress::Stopped { .. }));
    person.must_see("Stopped by you after");
    assert!(!person.can_press("Stop the comparison"));
    person.presses("Continue the comparison");
    assert!(person.can_press("Stop the comparison"));
    person.presses("Stop the comparison");
}

#[test]
fn what_is_not_chosen_is_not_compared() {
    let (mut person, first) = with_posts();
    person.presses("Duplicate");
    compared(&mut person, 20);
    person
        .waits_until("both", |desk| desk.comparisons().shown().is_some_and(|shown| shown.columns.len() == 3));
    person.asks_row("Scenario 1 (copy)");
    person.chooses("Compare, or compare no more");
    let plan = person.plan();
    assert_eq!(person.desk().at_scenarios().beside(&plan), [first]);
    person.finds("compare all scenarios");
    assert_eq!(person.desk().at_scenarios().beside(&plan).len(), 2);
}

#[test]
fn what_differs_is_told_in_words() {
    let (mut person, _) = with_posts();
    // What comes in later would move it out of sight.
    compared(&mut person, 20);
    person.presses("Unfold: What differs");
    person.must_see("In “Scenario 1” ");
    person.presses("and");
    person.chooses("Base plan");
    person.must_see("Nothing differs between the base plan and the base plan");
}

#[test]
fn it_is_found_by_name_and_a_scenario_is_begun_from_anywhere() {
    let mut person = at_none();
    person.goes_to(Screen::Staff);
    person.finds("go to scenarios");
    assert_eq!(person.desk().screen, Screen::Scenarios);
    person.goes_to(Screen::Staff);
    person.finds("new scenario");
    assert_eq!(person.plan().scenarios.len(), 1);
    person.goes_to(Screen::Scenarios);
    person.presses("Back to the base plan");
    assert_eq!(person.desk().session().unwrap().scenario(), None);
    person.presses("Open the scenario");
    assert!(person.desk().session().unwrap().scenario().is_some());
}

#[test]
fn a_number_of_a_change_is_dragged_and_let_go_as_one_step() {
    let (mut person, id) = with_posts();
    let before = person.plan();
    person.holds("Drag: How many", 12.0);
    assert_eq!(*person.plan(), *before, "it is only tried out");
    person.lets_go();
    assert_eq!(value(&person, id, "0.count"), "4");
    person.ctrl(Key::Z);
    assert_eq!(*person.plan(), *before);
}

#[test]
fn the_examples_have_scenarios_that_are_compared() {
    let mut person = Person::with_first_plan();
    years(&mut person, "20");
    person.goes_to(Screen::Scenarios);
    assert!(person.plan().scenarios.len() >= 3);
    compared(&mut person, 20);
    let wanted = person.plan().scenarios.len().min(6) + 1;
    person.waits_until("all", move |desk| {
        desk.comparisons().shown().is_some_and(|s| s.columns.len() == wanted)
    });
    assert!(shown(&person).columns.iter().all(|column| column.outcome.is_ok()));
}

#[test]
fn the_keyboard_alone_reaches_everything() {
    let (mut person, _) = with_posts();
    compared(&mut person, 20);
    person.focuses("New scenario");
    let mut reached = Vec::new();
    for _ in 0..120 {
        reached.extend(person.focused());
        person.keys(&[Key::Tab]);
    }
    for wanted in [
        "New scenario",
        "Duplicate",
        "Add a change",
        "Work out what each contributes",
        "What these figures mean: Side by side",
        "Show Children without a named social worker as a table",
        "Children without a named social worker, chart",
        "Unfold: By team and by state",
        "Unfold: What differs",
        "Unfold: What people cost",
        "How many",
        "Drag: How many",
        "Remove the change",
    ] {
        assert!(
            reached.iter().any(|name| name.starts_with(wanted)),
            "Tab never reaches {wanted}: {reached:?}"
        );
    }
}
