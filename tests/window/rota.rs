//! The rota is changed by drawing in it, with the mouse and by keyboard, to the same result.

use caseload::app::desk::{Action, RotaPart, Screen};
use caseload::domain::calendar::format_date;
use caseload::domain::ids::{AbsenceId, Thing};
use caseload::domain::plan::{Absence, AbsenceKind, AbsenceStatus, Plan, monday_of};
use chrono::{Days, NaiveDate};
use eframe::egui::{Key, Modifiers, Pos2, pos2};

use super::support::{Person, first_plan};

const ALT: Modifiers = Modifiers::ALT;
const SHIFT: Modifiers = Modifiers::SHIFT;

/// A plan in which nobody is away, but for one person on leave from Monday to Wednesday of its second week.
fn plan_with(leave: bool) -> Plan {
    let mut plan = first_plan();
    std::sync::Arc::make_mut(&mut plan.forecast).fixed_runs = Some(10);
    let absences: Vec<Absence> = if leave {
        vec![Absence {
            id: AbsenceId(1),
            worker: plan.workers.iter().find(|worker| worker.name == name(&plan)).unwrap().id,
            kind: AbsenceKind::AnnualLeave,
            first_day: day(&plan, 7),
            last_day: Some(day(&plan, 9)),
            expected_return: None,
            status: AbsenceStatus::Requested,
            cover: Vec::new(),
            cover_from: None,
            phased_return: None,
            notes: String::new(),
        }]
    } else {
        Vec::new()
    };
    plan.absences = absences.into_iter().collect();
    plan
}

/// Somebody in post all the time, with a name of nobody else's.
fn name(plan: &Plan) -> String {
    let there = |worker: &&std::sync::Arc<caseload::domain::plan::Worker>| {
        worker.first_day.is_none_or(|first| first < plan.about.as_at)
            && worker.last_day.is_none()
            && worker.team.is_some()
            && plan.workers.iter().filter(|other| other.name.contains(&worker.name)).count() == 1
    };
    plan.workers.iter().find(there).unwrap().name.clone()
}

/// So many days after the Monday with which the picture begins.
fn day(plan: &Plan, days: u64) -> NaiveDate {
    monday_of(plan.about.as_at) + Days::new(days)
}

/// At the rota, with only this person's row in sight.
fn at_rota(plan: &Plan) -> Person {
    let (mut person, _) = Person::with_file(plan);
    person.goes_to(Screen::Rota);
    person.writes("Find people", &name(plan));
    person
}

/// The middle of a day in the row of the person.
fn cell(person: &Person, plan: &Plan, days: u64) -> Pos2 {
    let date = day(plan, days);
    let column = person.place_of(&format!("{} {}", date.format("%a"), format_date(date)));
    let row = person.place_of(&format!("{}, ", name(plan)));
    pos2(column.center().x, row.center().y)
}

/// Gives the picture the keyboard, with the cursor on this day of the person.
fn at_cell(person: &mut Person, plan: &Plan, days: u64) {
    let (from, to) = (format_date(day(plan, 0)), format_date(day(plan, 27)));
    let people = plan.workers.iter().filter(|worker| {
        worker.first_day.is_none_or(|first| first <= day(plan, 27))
            && worker.last_day.is_none_or(|last| day(plan, 0) <= last)
    });
    person.focuses(&format!("People and days: {} people from {from} to {to}", people.count()));
    person.keys(&[Key::Home]);
    let today = (plan.about.as_at - day(plan, 0)).num_days() as u64;
    for _ in today..days {
        person.keys(&[Key::ArrowRight]);
    }
}

fn only(person: &Person) -> Absence {
    let plan = person.plan();
    assert_eq!(plan.absences.len(), 1, "{:?}", plan.absences);
    Absence::clone(plan.absences.at(0).unwrap())
}

fn steps(person: &Person) -> String {
    person.desk().session().unwrap().history().undo_label().unwrap_or_default().to_owned()
}

#[test]
fn leave_is_drawn_on_empty_days_with_the_mouse_and_by_keyboard_to_the_same_result() {
    let plan = plan_with(false);
    let mut by_mouse = at_rota(&plan);
    let (from, to) = (cell(&by_mouse, &plan, 8), cell(&by_mouse, &plan, 10));
    by_mouse.drags(from, to);
    assert!(by_mouse.plan().absences.is_empty(), "nothing has changed yet");
    by_mouse.must_see(&format!("Add {}’s annual leave", name(&plan)));
    by_mouse.lets_go();
    by_mouse.chooses("Add annual leave, requested");
    let drawn = only(&by_mouse);
    assert_eq!((drawn.first_day, drawn.last_day), (day(&plan, 8), Some(day(&plan, 10))));
    assert_eq!(drawn.status, AbsenceStatus::Requested);
    assert_eq!(by_mouse.desk().selected, Some(Thing::Absence(drawn.id)), "its form is open");
    assert!(
        steps(&by_mouse).starts_with(&format!("add {}’s annual leave", name(&plan))),
        "{}",
        steps(&by_mouse)
    );

    let mut by_keys = at_rota(&plan);
    at_cell(&mut by_keys, &plan, 8);
    by_keys.key_with(SHIFT, Key::ArrowRight);
    by_keys.key_with(SHIFT, Key::ArrowRight);
    by_keys.must_see("3 days selected");
    by_keys.keys(&[Key::Enter]);
    by_keys.must_see("Add sickness");
    by_keys.keys(&[Key::Enter]);
    assert_eq!(only(&by_keys), drawn);
    by_keys.ctrl(Key::Z);
    assert!(by_keys.plan().absences.is_empty(), "one step");
}

#[test]
fn a_bar_is_moved_with_the_mouse_and_by_keyboard_to_the_same_result() {
    let plan = plan_with(true);
    let mut by_mouse = at_rota(&plan);
    by_mouse.drags(cell(&by_mouse, &plan, 8), cell(&by_mouse, &plan, 15));
    assert_eq!(*by_mouse.plan(), plan, "nothing has changed yet");
    by_mouse.must_see(&format!("Move {}’s annual leave to ", name(&plan)));
    by_mouse.lets_go();
    assert_eq!((only(&by_mouse).first_day, only(&by_mouse).last_day), (day(&plan, 14), Some(day(&plan, 16))));
    assert!(!by_mouse.desk().forecasts().is_trying());

    let mut by_keys = at_rota(&plan);
    at_cell(&mut by_keys, &plan, 8);
    for _ in 0..8 {
        by_keys.key_with(ALT, Key::ArrowRight);
    }
    by_keys.key_with(ALT, Key::ArrowLeft);
    assert_eq!(only(&by_keys), only(&by_mouse));
    assert_eq!(by_keys.desk().screen, Screen::Rota, "the key does not leave the screen");
    by_mouse.ctrl(Key::Z);
    assert_eq!(*by_mouse.plan(), plan, "one step");
}

#[test]
fn the_end_of_a_bar_is_dragged_with_the_mouse_and_by_keyboard_and_escape_leaves_it() {
    let plan = plan_with(true);
    let bar_words = format!("{}, annual leave", name(&plan));
    let mut by_mouse = at_rota(&plan);
    let end = |person: &Person| {
        let bar = person.place_of(&bar_words);
        pos2(bar.right() - 2.0, bar.center().y)
    };
    by_mouse.drags(end(&by_mouse), cell(&by_mouse, &plan, 12));
    by_mouse.keys(&[Key::Escape]);
    by_mouse.lets_go();
    assert_eq!(*by_mouse.plan(), plan);
    by_mouse.drags(end(&by_mouse), cell(&by_mouse, &plan, 11));
    by_mouse.lets_go();
    assert_eq!((only(&by_mouse).first_day, only(&by_mouse).last_day), (day(&plan, 7), Some(day(&plan, 11))));

    let mut by_keys = at_rota(&plan);
    at_cell(&mut by_keys, &plan, 8);
    for _ in 0..2 {
        by_keys.key_with(ALT | SHIFT, Key::ArrowRight);
    }
    assert_eq!(only(&by_keys), only(&by_mouse));
}

#[test]
fn a_bar_is_agreed_covered_and_removed_from_its_menu_and_by_keys() {
    let plan = plan_with(true);
    let mut person = at_rota(&plan);
    person.asks_at(cell(&person, &plan, 8));
    person.chooses("Agree");
    assert_eq!(only(&person).status, AbsenceStatus::Agreed);
    person.ctrl(Key::Z);
    at_cell(&mut person, &plan, 8);
    person.keys(&[Key::A]);
    assert_eq!(only(&person).status, AbsenceStatus::Agreed);
    person.asks_at(cell(&person, &plan, 8));
    person.chooses("Remove from the plan");
    assert!(person.plan().absences.is_empty());
    person.ctrl(Key::Z);
    person.clicks(cell(&person, &plan, 9), Modifiers::NONE);
    assert_eq!(person.desk().selected, Some(Thing::Absence(AbsenceId(1))));
    person.keys(&[Key::Delete]);
    assert!(person.plan().absences.is_empty());
}

#[test]
fn a_pattern_is_copied_and_laid_on_other_days() {
    let plan = plan_with(true);
    let mut person = at_rota(&plan);
    at_cell(&mut person, &plan, 8);
    person.keys(&[Key::C]);
    person.must_see("Copied: 1 absence of ");
    for _ in 0..6 {
        person.keys(&[Key::ArrowRight]);
    }
    person.keys(&[Key::V]);
    let pasted = Absence::clone(person.plan().absences.at(1).unwrap());
    assert_eq!((pasted.first_day, pasted.last_day), (day(&plan, 14), Some(day(&plan, 16))));
    assert_eq!(pasted.worker, only_worker(&plan));
}

fn only_worker(plan: &Plan) -> caseload::domain::ids::WorkerId {
    plan.absences.at(0).unwrap().worker
}

#[test]
fn more_or_fewer_days_are_shown_teams_are_folded_and_a_table_says_the_same() {
    let plan = plan_with(true);
    let (mut person, _) = Person::with_file(&plan);
    person.goes_to(Screen::Rota);
    let team = plan.teams.at(0).unwrap().name.clone();
    let shown = |person: &Person| person.all_that_begin(&format!("Fold away: {team}")).len();
    assert_eq!(shown(&person), 1);
    person.presses("Fold all teams");
    assert_eq!((shown(&person), person.all_that_begin(&format!("Unfold: {team}")).len()), (0, 1));
    person.presses("Unfold all teams");
    for span in ["2 weeks", "3 months", "6 months", "1 year"] {
        person.presses(span);
    }
    let last = monday_of(plan.about.as_at) + chrono::Months::new(12) - Days::new(1);
    person.must_see(&format!("to {}", format_date(last)));
    person.presses("Show the absences as a table");
    assert_eq!(person.desk().rota, RotaPart::Absences);
    assert!(person.rows()[0].starts_with(&name(&plan)), "{:?}", person.rows());
}

#[test]
fn in_a_scenario_drawing_changes_the_scenario_and_not_the_base_plan() {
    let plan = plan_with(true);
    let mut person = at_rota(&plan);
    person.does(Action::NewScenario);
    person.does(Action::Go(Screen::Rota));
    person.drags(cell(&person, &plan, 8), cell(&person, &plan, 9));
    person.lets_go();
    assert_eq!(only(&person).first_day, day(&plan, 8));
    let base = person.desk().session().unwrap().base().absences.at(0).unwrap().first_day;
    assert_eq!(base, day(&plan, 7));
    person.must_see("1 absence differs from the base plan");
    person.must_see("(Differs from the base plan)");
}
