//! A cap, a contract or an absence is dragged: the forecast follows, and only letting go changes the plan.

use caseload::app::desk::{Desk, Screen};
use caseload::domain::ids::Thing;
use caseload::domain::plan::Role;
use eframe::egui::{Key, Modifiers};

use super::support::{Person, first_plan};

const CAP: &str = "Social worker (children)";

/// A person at a plan whose forecast is quickly made, and made.
fn at_quick_plan() -> Person {
    let mut plan = first_plan();
    std::sync::Arc::make_mut(&mut plan.forecast).fixed_runs = Some(10);
    let (mut person, _) = Person::with_file(&plan);
    person.waits_until("a forecast of the plan", is_own);
    person
}

/// Whether the forecast on screen is of the plan as it is.
fn is_own(desk: &Desk) -> bool {
    let plan = desk.session().map(caseload::app::session::Session::plan);
    desk.forecasts().shown().zip(plan).is_some_and(|(shown, plan)| std::sync::Arc::ptr_eq(&shown.plan, plan))
}

fn cap_of(plan: &caseload::domain::plan::Plan) -> u16 {
    plan.policy.caps.iter().find(|cap| cap.role == Role::SocialWorker).unwrap().cap.children
}

fn steps(person: &Person) -> Option<String> {
    person.desk().session().unwrap().history().undo_label().map(str::to_owned)
}

#[test]
fn a_dragged_cap_is_tried_out_and_becomes_one_step_when_it_is_let_go() {
    let mut person = at_quick_plan();
    let before = person.plan();
    let cap = cap_of(&before);
    person.goes_to(Screen::Plan);
    person.presses("Rules");
    person.must_see("Children without a named social worker: likely ");
    let shown = person.desk().forecasts().shown().unwrap().number;
    let handle = format!("Drag: {CAP}");

    person.holds(&handle, -9.0);
    assert_eq!(person.value_of(CAP), (cap - 2).to_string());
    person.must_see(&format!(
        "Trying out: cap at full time, social worker: {} children (not yet part of the plan)",
        cap - 2
    ));
    assert_eq!(*person.plan(), *before, "nothing has changed yet");
    person.waits_until("a forecast of what is tried out", |desk| {
        desk.forecasts().shown().is_some_and(|shown| cap_of(&shown.plan) == cap - 2)
    });
    assert!(person.desk().forecasts().shown().unwrap().number > shown);
    person.must_see("As the plan stands: typically ");

    person.moves_by(-8.0);
    assert_eq!(person.value_of(CAP), (cap - 4).to_string());
    person.lets_go();
    assert_eq!(cap_of(&person.plan()), cap - 4);
    assert!(!person.sees("Trying out"));
    assert!(steps(&person).unwrap().contains("social worker (children)"), "{:?}", steps(&person));
    person.waits_until("a forecast of the plan as it is now", is_own);
    person.ctrl(Key::Z);
    assert_eq!(*person.plan(), *before, "one step");
    assert_eq!(steps(&person), None);
}

#[test]
fn escape_while_dragging_leaves_everything_as_it_was() {
    let mut person = at_quick_plan();
    let before = person.plan();
    person.goes_to(Screen::Plan);
    person.presses("Rules");
    person.holds(&format!("Drag: {CAP}"), 40.0);
    assert!(person.desk().forecasts().is_trying());
    person.keys(&[Key::Escape]);
    assert!(!person.desk().forecasts().is_trying());
    assert_eq!(person.value_of(CAP), cap_of(&before).to_string());
    person.moves_by(40.0);
    person.lets_go();
    assert_eq!(*person.plan(), *before);
    assert_eq!(steps(&person), None);
    person.waits_until("the forecast of the plan as it is", is_own);
}

#[test]
fn a_drag_that_ends_where_it_began_leaves_no_step_and_one_below_nothing_stops_there() {
    let mut person = at_quick_plan();
    let before = person.plan();
    person.goes_to(Screen::Plan);
    person.presses("Rules");
    let handle = format!("Drag: {CAP}");
    person.holds(&handle, 20.0);
    person.moves_by(-20.0);
    person.lets_go();
    assert_eq!((steps(&person), person.desk().forecasts().is_trying()), (None, false));
    person.holds(&handle, -400.0);
    assert_eq!(person.value_of(CAP), "0");
    person.keys(&[Key::Escape]);
    person.lets_go();
    assert_eq!(*person.plan(), *before);
}

#[test]
fn leaving_the_screen_while_dragging_goes_back_to_the_plan_as_it_is() {
    let mut person = at_quick_plan();
    let before = person.plan();
    person.goes_to(Screen::Plan);
    person.presses("Rules");
    person.holds(&format!("Drag: {CAP}"), 40.0);
    person.key_with(Modifiers::ALT, Key::ArrowLeft);
    assert_eq!(person.desk().screen, Screen::Overview);
    assert!(!person.desk().forecasts().is_trying());
    person.lets_go();
    assert_eq!(*person.plan(), *before);
}

#[test]
fn the_keys_step_a_number_and_a_date_and_each_step_is_taken_like_typing() {
    let mut person = at_quick_plan();
    person.goes_to(Screen::Staff);
    person.clicks_row("Carys Lewandowska");
    let fte = person.worker("Carys Lewandowska").fte.value();
    person.presses("FTE");
    person.key_with(Modifiers::COMMAND, Key::ArrowDown);
    person.key_with(Modifiers::ALT, Key::ArrowDown);
    assert!((person.worker("Carys Lewandowska").fte.value() - (fte - 0.2)).abs() < 1e-9);
    person.key_with(Modifiers::COMMAND, Key::ArrowUp);
    assert!((person.worker("Carys Lewandowska").fte.value() - (fte - 0.1)).abs() < 1e-9);
    assert_eq!(steps(&person).as_deref(), Some("change Carys Lewandowska: FTE"));

    person.writes("Last day", "26/02/2027");
    person.keys(&[Key::Enter]);
    person.focuses("Drag: Last day");
    person.keys(&[Key::ArrowRight, Key::ArrowRight, Key::ArrowDown]);
    let last = person.worker("Carys Lewandowska").last_day;
    assert_eq!(last, chrono::NaiveDate::from_ymd_opt(2027, 2, 27));
}

#[test]
fn an_absence_is_dragged_by_days_and_cannot_end_before_it_begins() {
    let mut person = at_quick_plan();
    let plan = person.plan();
    let absence = plan.absences.iter().find(|absence| absence.last_day.is_some()).unwrap().clone();
    person.goes_to(Screen::Rota);
    person.selects(Thing::Absence(absence.id));
    person.holds("Drag: Last day", 12.0);
    person.lets_go();
    let last = person.plan().absences.get(absence.id).unwrap().last_day;
    assert_eq!(last, absence.last_day.map(|day| day + chrono::Days::new(3)));
    person.holds("Drag: Last day", -1_200.0);
    person.lets_go();
    let now = person.plan().absences.get(absence.id).unwrap().clone();
    assert!(now.last_day >= Some(now.first_day), "{:?} {:?}", now.first_day, now.last_day);
}

#[test]
fn dragging_new_work_tells_at_once_where_it_would_come_level() {
    let mut person = at_quick_plan();
    person.goes_to(Screen::Demand);
    person.does(caseload::app::desk::Action::UseOfficial("England".to_owned()));
    let plan = person.plan();
    let team = plan.teams.iter().next().unwrap().name.clone();
    let sentence = caseload::app::view::demand::level_sentence(&plan);
    person.must_see(&sentence);
    person.clicks_row(&team);
    person.holds("Drag: New families a week", 120.0);
    assert!(!person.sees(&sentence), "the sentence follows");
    person.must_see("Trying out: new families a week");
    person.keys(&[Key::Escape]);
    person.lets_go();
    person.must_see(&sentence);
    assert_eq!(*person.plan(), *plan);
}
