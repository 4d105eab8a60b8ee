//! Duty rota, supervision, leave allowances, handover lists and calendar files, as a person at the window uses them.

use std::sync::Arc;

use caseload::app::desk::{Action, RotaPart, Screen};
use caseload::app::reading::Reading;
use caseload::app::view::rota::{allowances, duty, handover, old_sickness, supervision};
use caseload::domain::calendar::format_date;
use caseload::domain::ids::{AbsenceId, TeamId, Thing, WorkerId};
use caseload::domain::plan::{Absence, AbsenceKind, DutyTurn, Plan};
use eframe::egui::{Key, Modifiers};

use super::support::{Person, desk, first_plan};

const TEAM: TeamId = TeamId(1);

/// A person at a high window with the first example, at a part of the rota.
fn at(part: RotaPart) -> Person {
    let mut person = Person::at(desk(), [1600.0, 1800.0]);
    person.does(Action::OpenExample(0));
    person.goes_to(Screen::Rota);
    person.presses(part.label());
    assert_eq!(person.desk().rota, part);
    person
}

/// A person with this plan, at a part of the rota.
fn with_plan(change: impl Fn(&mut Plan), part: RotaPart) -> Person {
    let mut plan = first_plan();
    change(&mut plan);
    let (mut person, _) = Person::with_file(&plan);
    person.does(Action::ShowRota(part));
    person
}

fn turns(person: &Person) -> Vec<DutyTurn> {
    person.plan().teams.get(TEAM).unwrap().duty.as_ref().map(|duty| duty.turns.clone()).unwrap_or_default()
}

fn makes_rota(person: &mut Person) {
    person.presses("Make the duty rota");
    person.waits_until("the duty rota is made", |desk| !desk.at_rota().is_making());
}

#[test]
fn a_duty_rota_is_made_read_and_put_into_the_plan_as_one_step() {
    let mut person = at(RotaPart::Duty);
    let before = turns(&person);
    makes_rota(&mut person);
    assert_eq!(turns(&person), before, "nothing is changed until it is put in");
    let made = Arc::clone(person.desk().at_rota().made().unwrap());
    let rota = made.rota.as_ref().expect("the family team can take duty").clone();
    let choice = person.desk().at_rota().choice(&person.plan());
    let view = duty::view(&person.reading(), choice, Some(&made), 1).unwrap();
    let shown = view.made.unwrap();
    person.must_see(&shown.headline);
    person.must_see(&shown.proved);
    person.must_see("Turns against the fair share, chart");
    assert_eq!(rota.slots.len(), 26, "a week each for half a year");
    person.presses("Put it into the plan");
    for slot in &rota.slots {
        let turn = turns(&person).into_iter().find(|turn| turn.covers(slot.from));
        assert_eq!(turn.map(|turn| turn.worker), slot.worker);
    }
    assert!(person.can_press("Make the duty rota"));
    person.ctrl(Key::Z);
    assert_eq!(turns(&person), before);
}

#[test]
fn a_rota_is_left_and_the_plan_stays_as_it_was() {
    let mut person = at(RotaPart::Duty);
    let before = person.plan();
    makes_rota(&mut person);
    person.presses("Leave it");
    assert!(person.desk().at_rota().made().is_none());
    assert_eq!(person.plan(), before);
}

#[test]
fn a_turn_is_given_pinned_swapped_and_freed_from_the_table() {
    let mut person = at(RotaPart::Duty);
    makes_rota(&mut person);
    person.presses("Put it into the plan");
    let before = turns(&person);
    // Two turns of two people in weeks in which nobody is away: swapped, each has the other’s.
    let (one, other) = (0..before.len())
        .flat_map(|i| (i + 1..before.len()).map(move |j| (i, j)))
        .find(|(i, j)| {
            let days = [before[*i].from, before[*j].from];
            before[*i].worker != before[*j].worker && person.desk().swap_turns(TEAM, &days).is_ok()
        })
        .expect("two turns that can be swapped");
    let row = |turn: &DutyTurn| caseload::domain::calendar::format_date(turn.from);
    person.clicks_row(&row(&before[one]));
    person.clicks_row_with(&row(&before[other]), Modifiers::COMMAND);
    person.presses("Swap the two, chosen turns");
    let of = |person: &Person, turn: &DutyTurn| {
        turns(person).into_iter().find(|now| now.covers(turn.from)).map(|now| (now.worker, now.pinned))
    };
    assert_eq!(
        of(&person, &before[one]),
        Some((before[other].worker, true)),
        "swapped by hand, it is pinned"
    );
    assert_eq!(of(&person, &before[other]), Some((before[one].worker, true)));
    person.clicks_row(&row(&before[one]));
    person.presses("Unpin, chosen turns");
    assert_eq!(of(&person, &before[one]).map(|(_, pinned)| pinned), Some(false));
    person.asks_row(&row(&before[one]));
    person.chooses("Pin");
    assert_eq!(of(&person, &before[one]).map(|(_, pinned)| pinned), Some(true));
    person.asks_row(&row(&before[one]));
    person.chooses("Free: nobody has it");
    assert_eq!(of(&person, &before[one]), None);
}

#[test]
fn a_team_that_takes_no_duty_begins_with_one_button() {
    let mut person = with_plan(
        |plan| {
            plan.teams.change(TEAM, |team| team.duty = None);
        },
        RotaPart::Duty,
    );
    person.must_see("Family team takes no duty");
    assert!(!person.can_press("Make the duty rota"));
    person.presses("Let Family team take duty every week");
    assert_eq!(person.plan().teams.get(TEAM).unwrap().duty.as_ref().unwrap().one_week_in, 1);
    assert!(person.can_press("Make the duty rota"));
    person.presses("Change how the team takes duty");
    assert_eq!(person.desk().selected, Some(Thing::Team(TEAM)));
    person.must_see("On duty one week in");
}

#[test]
fn weeks_that_make_no_sense_are_refused_at_the_field_and_others_are_looked_at() {
    let mut person = at(RotaPart::Duty);
    person.writes("For", "0");
    person.keys(&[Key::Enter]);
    person.must_see("Write a number of weeks from 1 to 104");
    person.writes("For", "4");
    person.keys(&[Key::Enter]);
    assert_eq!(person.desk().at_rota().choice(&person.plan()).unwrap().weeks, 4);
    assert_eq!(person.rows().len(), 4, "the team is on duty every week: {:?}", person.rows());
}

#[test]
fn the_duty_of_no_team_at_all_says_what_to_do() {
    let mut person = Person::with_nothing();
    person.presses("Empty plan");
    person.does(Action::ShowRota(RotaPart::Duty));
    person.must_see("No team is in the plan yet");
    person.presses("Add a team");
    assert_eq!(person.plan().teams.len(), 1);
}

#[test]
fn a_supervision_that_was_held_is_noted_from_the_row_menu() {
    let mut person = at(RotaPart::Supervision);
    let reading = person.reading();
    let view = supervision::view(&reading, None, 1);
    person.must_see(&view.sentence);
    let row = view.people.rows.iter().find(|row| row.key == Thing::Worker(person.id_of("Kwame Ashworth")));
    let row = row.expect("a senior practitioner is supervised").label.clone();
    person.clicks_row(&row);
    person.must_see("for Kwame Ashworth: supervised");
    person.asks_row(&row);
    person.chooses("Supervised today");
    assert_eq!(person.worker("Kwame Ashworth").rota.last_supervised, Some(reading.on));
    person.asks_row(&row);
    person.chooses("Show the supervisor");
    assert_eq!(person.desk().selected, Some(Thing::Worker(person.id_of("Rosalind Hebblethwaite"))));
}

#[test]
fn leave_of_one_s_own_is_put_in_where_it_stands() {
    let mut person = at(RotaPart::Allowances);
    let view = allowances::view(&person.reading(), None, 1);
    person.must_see(&view.sentence);
    let kwame = Thing::Worker(person.id_of("Kwame Ashworth"));
    let row = view.people.rows.iter().find(|row| row.key == kwame).expect("he has leave").label.clone();
    let column =
        |key: &str| view.people.columns.iter().find(|c| c.key == key).expect("a column").title.clone();
    person.clicks_cell(&row, &column("leave_days"));
    person.keys(&[Key::F2]);
    person.types("lots");
    person.keys(&[Key::Enter]);
    person.must_see("Write days as a number from 0 to 400");
    person.keys(&[Key::Escape]);
    person.keys(&[Key::F2]);
    person.types("31");
    person.keys(&[Key::Enter]);
    assert_eq!(
        person.worker("Kwame Ashworth").rota.leave_days.map(|days| days.to_string()),
        Some("31".into())
    );
}

/// The illness of the first plan: open-ended, nobody covers, 11 children.
fn illness(person: &Person) -> Absence {
    let tariq = person.id_of("Tariq Whittaker");
    person.plan().absences.iter().find(|absence| absence.worker == tariq).unwrap().as_ref().clone()
}

#[test]
fn a_handover_list_is_read_and_saved_as_a_page_to_print() {
    let mut person = at(RotaPart::Absences);
    let absence = illness(&person);
    person.asks_row("Tariq Whittaker");
    person.chooses("Handover list");
    let view = handover::view(&person.reading(), absence.id, 1).unwrap();
    let from = format_date(absence.first_day);
    person.must_see(&format!("Handover: Tariq Whittaker, from {from}, no return date"));
    person.must_see(&view.sentence);
    assert_eq!(view.table.rows.len(), 11, "every child in his name");
    let folder = person.folder.path().to_owned();
    person.desk_mut().settings.last_folders.insert("export".into(), folder.clone());
    person.presses("Save as a page to print…");
    person.must_see("Save the handover list");
    let file = format!("handover-tariq-whittaker-{}.html", from.replace('/', "-"));
    assert_eq!(person.value_of("File name"), file);
    person.keys(&[Key::Enter]);
    person.waits();
    let page = std::fs::read_to_string(folder.join(&file)).unwrap();
    for row in &view.table.rows {
        let Thing::Child(child) = row.key else { panic!("{:?}", row.key) };
        assert!(page.contains(&person.plan().children.get(child).unwrap().reference));
    }
    assert!(!page.to_lowercase().contains("sick"), "why he is away is nobody’s business");
    person.presses("Back to the absences");
    assert_eq!(person.rows().len(), person.plan().absences.len());
}

#[test]
fn the_row_menu_of_an_absence_leads_to_whether_it_is_safe_and_copies_it() {
    let mut person = at(RotaPart::Absences);
    let absence = illness(&person);
    person.asks_row("Tariq Whittaker");
    person.chooses("Copy, as a request");
    assert_eq!(person.plan().absences.iter().filter(|other| other.worker == absence.worker).count(), 2);
    person.ctrl(Key::Z);
    person.asks_row("Tariq Whittaker");
    person.chooses("Is it safe?");
    assert_eq!(person.desk().rota, RotaPart::Days);
    assert_eq!(person.desk().selected, Some(Thing::Absence(absence.id)));
}

#[test]
fn a_calendar_file_of_a_team_is_saved_where_the_dialog_says() {
    let mut person = at(RotaPart::Absences);
    let folder = person.folder.path().to_owned();
    person.desk_mut().settings.last_folders.insert("export".into(), folder.clone());
    person.presses("Save a calendar file…");
    person.chooses("Of Family team");
    person.must_see("Save a calendar file");
    assert_eq!(person.value_of("File name"), "family-team-calendar.ics");
    person.keys(&[Key::Enter]);
    person.waits();
    let text = std::fs::read_to_string(folder.join("family-team-calendar.ics")).unwrap();
    assert!(text.starts_with("BEGIN:VCALENDAR\r\n") && text.ends_with("END:VCALENDAR\r\n"), "{text}");
}

#[test]
fn old_sickness_is_taken_out_with_one_button_and_is_asked_about_nowhere_else() {
    let old = |plan: &mut Plan| {
        let mut absence = plan.absences.at(0).unwrap().as_ref().clone();
        (absence.id, absence.kind) = (AbsenceId(900), AbsenceKind::Sickness);
        absence.worker = WorkerId(7);
        absence.first_day = caseload::domain::calendar::parse_date("02/09/2024").unwrap();
        absence.last_day = caseload::domain::calendar::parse_date("06/09/2024").ok();
        absence.expected_return = None;
        plan.absences.push(absence);
    };
    let mut person = with_plan(old, RotaPart::Absences);
    let count = person.plan().absences.len();
    let view = old_sickness::view(&person.plan()).expect("sickness of two years ago");
    person.must_see(&view.why);
    person.presses(&view.label);
    assert_eq!(person.plan().absences.len(), count - 1);
    assert!(!person.can_press(&view.label));
    person.ctrl(Key::Z);
    person.finds("take out old sickness");
    assert_eq!(person.plan().absences.len(), count - 1);
}

#[test]
fn ctrl_k_leads_to_each_part_of_the_rota_and_makes_the_duty_rota() {
    let mut person = Person::with_first_plan();
    for part in RotaPart::ALL {
        person.finds(&format!("go to rota: {}", part.label().to_lowercase()));
        assert_eq!((person.desk().screen, person.desk().rota), (Screen::Rota, part));
    }
    person.goes_to(Screen::Overview);
    person.finds("make the duty rota");
    assert_eq!((person.desk().screen, person.desk().rota), (Screen::Rota, RotaPart::Duty));
    person.waits_until("the duty rota is made", |desk| desk.at_rota().made().is_some());
    assert!(person.can_press("Leave it"));
}

#[test]
fn what_the_figures_mean_is_said_on_every_part() {
    for (part, of, figure) in [
        (RotaPart::Duty, "Duty rota", "Fair share of duty"),
        (RotaPart::Supervision, "Supervision", "Due and overdue"),
        (RotaPart::Allowances, "Leave allowances", "At the end of the leave year: "),
    ] {
        let mut person = at(part);
        person.presses(&format!("What these figures mean: {of}"));
        person.must_see(figure);
    }
}

#[test]
fn the_keyboard_alone_reaches_everything_of_the_duty_rota() {
    let mut person = at(RotaPart::Duty);
    person.focuses("Change how the team takes duty");
    let mut reached = Vec::new();
    for _ in 0..60 {
        person.keys(&[Key::Tab]);
        reached.extend(person.focused());
    }
    for wanted in ["Make the duty rota", "Save a calendar file…", "Search turns", "What these figures mean"]
    {
        assert!(
            reached.iter().any(|name| name.starts_with(wanted)),
            "Tab never reaches {wanted}: {reached:?}"
        );
    }
}

#[test]
fn every_part_is_drawn_in_a_scenario_in_small_windows_and_with_an_empty_plan() {
    for size in [[640.0, 400.0], [1280.0, 800.0]] {
        let mut person = Person::at(desk(), size);
        person.does(Action::OpenExample(1));
        for part in RotaPart::ALL {
            person.does(Action::ShowRota(part));
            assert!(person.count_of_words() > 15, "{part:?} {size:?}");
        }
        person.does(Action::NewScenario);
        for part in RotaPart::ALL {
            person.does(Action::ShowRota(part));
            assert!(person.count_of_words() > 15, "{part:?} {size:?} in a scenario");
        }
    }
    let mut person = Person::with_nothing();
    person.presses("Empty plan");
    for part in RotaPart::ALL {
        person.does(Action::ShowRota(part));
        assert!(person.count_of_words() > 15, "{part:?}");
    }
    let reading: Arc<Reading> = person.reading();
    assert!(supervision::view(&reading, None, 1).people.rows.is_empty());
}
