//! The target screen: a promise is chosen and changed, what could be changed is chosen, it is searched, stopped, and made a
//! scenario.

use std::time::{Duration, Instant};

use caseload::app::desk::{Action, Screen};
use caseload::app::target::StudyProgress;
use caseload::app::view::target;
use caseload::domain::edit::Edit;
use caseload::domain::ids::Thing;
use caseload::domain::plan::Change;
use caseload::domain::target::{Claim, Value, Varied};
use eframe::egui::Key;

use super::support::Person;

const NOBODY_WAITS: &str = "No child without a named social worker for over 5 working days";

fn at_target() -> Person {
    let mut person = Person::with_first_plan();
    // The forecast is not what is looked at here, and takes the machine.
    person.does(set(Thing::Forecast, "fixed_runs", "10"));
    // The examples come with a question of their own.
    person.does(set(Thing::Target, "promises", ""));
    person.does(set(Thing::Target, "vary", ""));
    person.goes_to(Screen::Target);
    person
}

fn set(of: Thing, field: &str, to: &str) -> Action {
    Action::Edit(Edit::Set { of, field: field.to_owned(), to: to.to_owned() })
}

/// With a question that is searched in a moment: two weeks ahead, up to two posts.
fn with_small_question() -> Person {
    let mut person = at_target();
    let as_at = person.plan().about.as_at;
    let day = |days| caseload::domain::calendar::format_date(as_at + chrono::Duration::days(days));
    person.does(set(
        Thing::Target,
        "promises",
        &format!("at most 1000 children without a named social worker to {}", day(14)),
    ));
    person.does(set(Thing::Target, "vary", &format!("posts 0..2 of social worker from {}", day(7))));
    person
}

fn until(person: &mut Person, done: impl Fn(&StudyProgress) -> bool) {
    let since = Instant::now();
    while !done(person.desk().studies().progress()) {
        assert!(since.elapsed() < Duration::from_mins(2), "it never came to an end");
        std::thread::sleep(Duration::from_millis(2));
        person.look();
    }
    person.look();
}

#[test]
fn a_promise_is_chosen_and_changed_in_words_and_taken_back() {
    let mut person = at_target();
    person.must_see("Choose a promise to children, then what could be changed to keep it");
    assert!(!person.can_press("Search the target"));
    person.presses(NOBODY_WAITS);
    let words = "No child without a named social worker for over 5 working days, in 95 years of 100";
    person.presses(&format!("Change: {words}"));
    person.writes("For over", "3");
    person.keys(&[Key::Enter]);
    let claim = person.plan().target.promises[0].claim.clone();
    assert_eq!(claim, Claim::NobodyWithoutOver { types: Vec::new(), working_days: 3 });
    person.writes("In how many years of 100", "120");
    person.keys(&[Key::Enter]);
    person.must_see("Write how many years of 100, from 1 to 100");
    person.keys(&[Key::Escape]);
    person.ctrl(Key::Z);
    assert_eq!(
        person.plan().target.promises[0].claim,
        Claim::NobodyWithoutOver { types: Vec::new(), working_days: 5 }
    );
    person.presses(&format!("Remove: {words}"));
    assert!(person.plan().target.promises.is_empty());
}

#[test]
fn what_could_be_changed_is_chosen_and_its_range_typed() {
    let mut person = at_target();
    person.presses(NOBODY_WAITS);
    person.must_see("Choose what could be changed to keep the promise");
    person.presses("How many posts");
    person.presses("Change: what could be changed");
    person.writes("Try to", "2");
    person.keys(&[Key::Enter]);
    let vary = person.plan().target.vary.clone().unwrap();
    assert!(matches!(vary.what, Varied::Posts { .. }));
    assert_eq!(vary.values, [0, 1, 2].map(Value::Count));
    assert!(person.can_press("Search the target"));
}

#[test]
fn the_answer_and_every_value_tried_are_read_and_made_a_scenario() {
    let mut person = with_small_question();
    person.presses("Search the target");
    until(&mut person, |progress| *progress == StudyProgress::Finished);
    let answer = person.desk().studies().answer().unwrap().clone();
    person.must_see(&target::headline(&person.plan(), Some(&answer)));
    let view = target::answer::view(&person.plan(), &answer, 1);
    person.focuses(&format!("{}, chart", view.chart.title));
    person.keys(&[Key::ArrowRight]);
    person.must_see(&view.chart.points[0].hint);
    person.must_see("Sort by Simulated years");
    // Nobody more is needed where a thousand may be without: another value is looked at and made a scenario.
    let last = view.rows.len() - 1;
    let scenarios = person.plan().scenarios.len();
    person.does(Action::MakeScenario(view.rows[last].clone()));
    assert_eq!(person.plan().scenarios.len(), scenarios + 1);
    let made = person.plan().scenarios.iter().last().unwrap().clone();
    assert!(matches!(made.changes[0].change, Change::AddPosts { .. }), "{made:?}");
    assert!(made.description.contains("at most 1000 children"), "{}", made.description);
    person.must_see("Done: the scenario");
    assert!(!person.sees("The answer is for"), "a scenario more is no other question");
    person.does(set(Thing::Target, "vary", "posts 0..3 of social worker from 01/12/2026"));
    person.must_see("The answer is for the question as it was");
    assert!(person.can_press("Search again"));
    // A scenario of it would promise what was not searched for.
    assert!(!person.sees("Make a scenario of"));
    person.must_see("Search again to make a scenario of the answer");
}

#[test]
fn a_search_is_stopped_and_what_there_is_stays() {
    let mut person = at_target();
    person.presses(NOBODY_WAITS);
    person.presses("How many posts");
    person.finds("search the target");
    person.presses("Stop the search");
    until(&mut person, |progress| !matches!(progress, StudyProgress::Running { .. }));
    assert_eq!(*person.desk().studies().progress(), StudyProgress::Stopped);
    person.must_see("Stopped by you");
    assert!(person.can_press("Search the target"));
}

#[test]
fn a_promise_that_is_typed_wrong_stays_with_its_sentence() {
    let mut person = at_target();
    person.presses(NOBODY_WAITS);
    person.presses("Write the question as text");
    person.writes("What is varied", "posts many");
    person.keys(&[Key::Enter]);
    assert_eq!(person.value_of("What is varied"), "posts many");
    assert!(person.plan().target.vary.is_none());
    let wrong = Edit::Set { of: Thing::Target, field: "vary".into(), to: "posts many".into() };
    let sentence = caseload::domain::edit::apply(&person.plan(), &wrong).unwrap_err().to_string();
    person.must_see(&sentence);
    person.writes("What is varied", "sickness 80%..120% step 20%");
    person.keys(&[Key::Enter]);
    assert!(matches!(person.plan().target.vary.as_ref().unwrap().what, Varied::Sickness));
}

#[test]
fn the_frontier_is_drawn_from_the_list_of_commands_and_a_cell_of_it_becomes_a_scenario() {
    let mut person = with_small_question();
    person.goes_to(Screen::Overview);
    person.finds("draw the frontier");
    assert_eq!(person.desk().screen, Screen::Target);
    until(&mut person, |progress| *progress == StudyProgress::Finished);
    let frontier = person.desk().studies().frontier().unwrap().clone();
    let view = target::frontier::view(&person.plan(), &frontier);
    person.must_see(&view.sentence);
    let cell = view.proposal((0, 0)).unwrap();
    person.focuses(&format!("{}, chart", view.chance.title));
    person.keys(&[Key::Space]);
    person.presses(&cell.label);
    assert!(person.plan().scenarios.iter().any(|scenario| scenario.name == cell.name));
    person.presses("Posts by month: cost");
    person.must_see(&view.cost.title);
}

#[test]
fn what_people_cost_is_the_manager_s_own() {
    let mut person = at_target();
    person.presses("Unfold: What people cost");
    person.writes("Salary, social worker", "45000");
    person.keys(&[Key::Enter]);
    assert_eq!(person.plan().target.costs.salary(caseload::domain::plan::Role::SocialWorker), 45_000);
    person.must_see("£ a year");
}

#[test]
fn the_keyboard_alone_reaches_everything() {
    let mut person = with_small_question();
    let mut reached = Vec::new();
    person.presses("Change: what could be changed");
    for _ in 0..90 {
        person.keys(&[Key::Tab]);
        reached.extend(person.focused());
    }
    for wanted in [
        "Change: At most 1000 children",
        "Remove: At most 1000 children",
        "Add a promise",
        "Write the question as text",
        "What could be changed",
        "Try to",
        "Search the target",
        "Draw the frontier",
        "Try the assumptions",
        "Unfold: Several things at once",
        "Unfold: What people cost",
    ] {
        assert!(
            reached.iter().any(|name| name.starts_with(wanted)),
            "Tab never reaches {wanted}: {reached:?}"
        );
    }
}
