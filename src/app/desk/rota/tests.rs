//! What is asked of the rota: turns pinned, absences copied, files written whole or not at all.

use std::path::Path;
use std::time::{Duration, Instant};

use super::super::{Action, Ask, Request};
use super::*;
use crate::app::store::Overwrite;
use crate::domain::plan::{AbsenceKind, DutyPattern};
use crate::domain::samples::{on, sound};

const TEAM: TeamId = TeamId(1);

/// A desk with a small plan as at Monday 07/09/2026, whose team North has two duty turns.
fn desk() -> Desk {
    let turn = |from: &str, to: &str, worker| DutyTurn {
        from: on(from),
        to: on(to),
        worker: WorkerId(worker),
        pinned: false,
    };
    let mut plan = sound();
    plan.teams.change(TEAM, |team| {
        team.duty = Some(DutyPattern {
            first_week: Some(on("07/09/2026")),
            turns: vec![turn("07/09/2026", "13/09/2026", 3), turn("14/09/2026", "20/09/2026", 4)],
            ..DutyPattern::default()
        });
    });
    let mut desk = Desk::keeping_nothing(Arc::new(|| {}));
    desk.show(crate::app::session::Session::unsaved(plan));
    desk.take_requests();
    desk
}

fn plan(desk: &Desk) -> Arc<Plan> {
    Arc::clone(desk.session().unwrap().plan())
}

fn pinned(desk: &Desk) -> Vec<bool> {
    plan(desk).teams.get(TEAM).unwrap().duty.as_ref().unwrap().turns.iter().map(|turn| turn.pinned).collect()
}

fn asks(desk: &mut Desk, ask: RotaAsk) {
    desk.act(Action::Rota(ask));
}

/// Looks at the work under way until it is done.
fn settled(desk: &mut Desk) {
    let begun = Instant::now();
    while desk.is_busy().is_some() || desk.at_rota().is_making() {
        assert!(begun.elapsed() < Duration::from_mins(1), "it never came to an end");
        desk.tick();
        std::thread::sleep(Duration::from_millis(2));
    }
}

#[test]
fn turns_are_pinned_and_let_go_by_any_of_their_days_as_one_step_to_undo() {
    let mut desk = desk();
    let both = [on("09/09/2026"), on("20/09/2026")];
    let edit = desk.pin_turns(TEAM, &both, true).unwrap();
    desk.act(Action::Edit(edit));
    assert_eq!(pinned(&desk), [true, true]);
    let edit = desk.pin_turns(TEAM, &both[..1], false).unwrap();
    desk.act(Action::Edit(edit));
    assert_eq!(pinned(&desk), [false, true]);
    assert_eq!(desk.session().unwrap().history().undo_label(), Some("unpin 1 duty turn of North"));
    desk.act(Action::Undo);
    desk.act(Action::Undo);
    assert_eq!(pinned(&desk), [false, false]);
    assert!(desk.pin_turns(TEAM, &[on("21/09/2026")], true).unwrap_err().starts_with("Nobody has a turn"));
}

#[test]
fn two_turns_and_no_other_number_are_swapped() {
    let desk = desk();
    for days in [&[][..], &[on("07/09/2026")], &[on("07/09/2026"), on("14/09/2026"), on("21/09/2026")]] {
        assert!(desk.swap_turns(TEAM, days).unwrap_err().contains("exactly two"), "{days:?}");
    }
}

#[test]
fn duty_is_looked_at_from_the_first_week_that_has_not_begun_until_somebody_says_otherwise() {
    let mut desk = desk();
    // The plan is as at a Monday: its own week has not begun before it.
    let choice = desk.at_rota().choice(&plan(&desk)).unwrap();
    assert_eq!((choice.team, choice.from, choice.weeks), (TEAM, on("07/09/2026"), 26));
    assert_eq!(choice.to(), on("07/03/2027")); // 26 weeks are 182 days: Monday 08/03/2027 is the day after.
    let later = Edit::Set { of: Thing::About, field: "as_at".to_owned(), to: "09/09/2026".to_owned() };
    desk.act(Action::Edit(later));
    assert_eq!(desk.at_rota().choice(&plan(&desk)).unwrap().from, on("14/09/2026"));
    asks(&mut desk, RotaAsk::DutyTeam(TeamId(2)));
    asks(&mut desk, RotaAsk::DutyFrom(on("07/10/2026"))); // A Wednesday: its Monday is 05/10.
    asks(&mut desk, RotaAsk::DutyWeeks(9));
    let choice = desk.at_rota().choice(&plan(&desk)).unwrap();
    assert_eq!((choice.team, choice.from, choice.weeks), (TeamId(2), on("05/10/2026"), 9));
    desk.act(Action::NewPlan);
    desk.act(Action::Answer(super::super::Answer::Discard));
    assert_eq!(desk.at_rota().choice(&plan(&desk)), None, "nothing is remembered of another document");
}

#[test]
fn a_rota_belongs_to_what_was_asked_and_is_forgotten_when_something_else_is() {
    let mut desk = desk();
    asks(&mut desk, RotaAsk::MakeDuty);
    assert!(desk.at_rota().is_making());
    settled(&mut desk);
    let made = Arc::clone(desk.at_rota().made().expect("it came to something"));
    assert_eq!(made.choice, desk.at_rota().choice(&plan(&desk)).unwrap());
    asks(&mut desk, RotaAsk::DutyWeeks(4));
    assert!(desk.at_rota().made().is_none());
    asks(&mut desk, RotaAsk::MakeDuty);
    asks(&mut desk, RotaAsk::StopDuty);
    assert!(!desk.at_rota().is_making());
    desk.tick();
    assert!(desk.at_rota().made().is_none(), "what was stopped is not heard of again");
}

#[test]
fn a_rota_is_put_into_the_plan_as_one_step() {
    let mut desk = desk();
    asks(&mut desk, RotaAsk::MakeDuty);
    settled(&mut desk);
    let made = Arc::clone(desk.at_rota().made().unwrap());
    let rota = made.rota.as_ref().expect("North can take duty");
    assert!(made.wrong.is_empty(), "{:?}", made.wrong);
    let before = plan(&desk);
    asks(&mut desk, RotaAsk::PutDutyIn);
    assert!(desk.at_rota().made().is_none());
    let after = plan(&desk);
    let turns = &after.teams.get(TEAM).unwrap().duty.as_ref().unwrap().turns;
    for slot in &rota.slots {
        let turn = turns.iter().find(|turn| turn.covers(slot.from));
        assert_eq!(turn.map(|turn| turn.worker), slot.worker, "{}", slot.from);
    }
    desk.act(Action::Undo);
    assert_eq!(plan(&desk), before);
}

#[test]
fn a_rota_of_a_plan_that_has_changed_since_is_not_put_in() {
    let mut desk = desk();
    asks(&mut desk, RotaAsk::MakeDuty);
    settled(&mut desk);
    desk.act(Action::Remove(vec![Thing::Absence(AbsenceId(1))]));
    let before = plan(&desk);
    asks(&mut desk, RotaAsk::PutDutyIn);
    assert_eq!(plan(&desk), before);
    assert!(desk.told.as_ref().unwrap().contains("Nothing was changed"));
}

#[test]
fn a_copied_absence_is_a_request_of_its_own_that_is_looked_at_next() {
    let mut desk = desk();
    asks(&mut desk, RotaAsk::Copy(vec![AbsenceId(1)]));
    let plan = plan(&desk);
    let (first, copy) = (plan.absences.at(0).unwrap(), plan.absences.at(1).unwrap());
    assert_ne!(first.id, copy.id);
    assert_eq!((first.worker, first.first_day, first.last_day), (copy.worker, copy.first_day, copy.last_day));
    assert_eq!(copy.status, AbsenceStatus::Requested);
    assert_eq!(desk.selected, Some(Thing::Absence(copy.id)));
}

/// Asks for the handover list of the one absence to be written to this file.
fn writes_handover(desk: &mut Desk, path: &Path, overwrite: Overwrite) {
    asks(desk, RotaAsk::Handover(Some(AbsenceId(1))));
    asks(desk, RotaAsk::SaveHandover);
    desk.act(Action::WriteTo(path.to_owned(), overwrite));
    settled(desk);
}

#[test]
fn a_handover_list_is_written_under_a_name_that_says_whose_and_when() {
    let folder = tempfile::tempdir().unwrap();
    let mut desk = desk();
    asks(&mut desk, RotaAsk::Handover(Some(AbsenceId(1))));
    assert_eq!((desk.screen, desk.rota), (Screen::Rota, RotaPart::Absences));
    asks(&mut desk, RotaAsk::SaveHandover);
    let requests = desk.take_requests();
    let [Request::PickExport { name, extension, .. }] = requests.as_slice() else { panic!("{requests:?}") };
    assert_eq!((name.as_str(), *extension), ("handover-ada-brook-21-09-2026.html", "html"));
    // Typed without an ending: it gets its own.
    desk.act(Action::WriteTo(folder.path().join("list"), Overwrite::Yes));
    settled(&mut desk);
    let page = std::fs::read_to_string(folder.path().join("list.html")).unwrap();
    assert!(page.contains("<title>Handover: Ada Brook, 21/09/2026 to 25/09/2026</title>"));
    assert!(desk.told.as_ref().unwrap().starts_with("Written to"));
}

#[test]
fn what_cannot_be_written_leaves_nothing_behind_and_is_told() {
    let folder = tempfile::tempdir().unwrap();
    let mut desk = desk();
    writes_handover(&mut desk, &folder.path().join("gone").join("list.html"), Overwrite::Yes);
    assert!(matches!(&desk.ask, Some(Ask::Tell { title, .. }) if title == "The file was not written"));
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 0);
    desk.ask = None;
    // The dialog has asked about the name that was typed, not about the one with the ending.
    let there = folder.path().join("list.html");
    std::fs::write(&there, "what was here before").unwrap();
    writes_handover(&mut desk, &folder.path().join("list"), Overwrite::Yes);
    assert!(desk.ask.is_some());
    assert_eq!(std::fs::read_to_string(&there).unwrap(), "what was here before");
    assert_eq!(std::fs::read_dir(folder.path()).unwrap().count(), 1);
}

#[test]
fn a_calendar_file_is_named_after_whose_it_is_and_nothing_is_written_when_none_is_chosen() {
    let folder = tempfile::tempdir().unwrap();
    let mut desk = desk();
    for (of, wanted) in [
        (CalendarOf::Person(WorkerId(3)), "ada-brook-calendar.ics"),
        (CalendarOf::Team(TEAM), "north-calendar.ics"),
        (CalendarOf::Duty(TEAM), "north-duty.ics"),
    ] {
        asks(&mut desk, RotaAsk::SaveCalendar(of));
        let requests = desk.take_requests();
        assert!(
            matches!(&requests[..], [Request::PickExport { name, .. }] if name == wanted),
            "{requests:?}"
        );
        let path = folder.path().join(wanted);
        desk.act(Action::WriteTo(path.clone(), Overwrite::Yes));
        settled(&mut desk);
        let text = std::fs::read_to_string(&path).unwrap();
        assert!(text.starts_with("BEGIN:VCALENDAR"), "{text:?}");
    }
    desk.act(Action::ChooseNothing);
    desk.act(Action::WriteTo(folder.path().join("never.ics"), Overwrite::Yes));
    settled(&mut desk);
    assert!(!folder.path().join("never.ics").exists());
}

#[test]
fn a_copy_to_share_tells_of_no_sickness_and_never_takes_the_place_of_the_plan() {
    let folder = tempfile::tempdir().unwrap();
    let own = folder.path().join("north.ron");
    let mut desk = desk();
    let mut sick = Plan::clone(&plan(&desk));
    sick.absences.change(AbsenceId(1), |absence| {
        (absence.kind, absence.notes) = (AbsenceKind::Sickness, "A bad back".to_owned());
    });
    desk.show(crate::app::session::Session::unsaved(sick));
    desk.act(Action::SaveTo(own.clone()));
    settled(&mut desk);
    let kept = std::fs::read_to_string(&own).unwrap();
    desk.take_requests();
    desk.act(Action::SaveShared);
    let requests = desk.take_requests();
    assert!(
        matches!(&requests[..], [Request::PickExport { name, .. }] if name == "north-to-share.ron"),
        "{requests:?}"
    );
    // In the place of the plan itself it would lose what others may not see.
    desk.act(Action::WriteTo(own.clone(), Overwrite::Yes));
    settled(&mut desk);
    assert!(matches!(&desk.ask, Some(Ask::Tell { title, .. }) if title == "The file was not written"));
    assert_eq!(std::fs::read_to_string(&own).unwrap(), kept);
    desk.ask = None;
    desk.act(Action::SaveShared);
    let copy = folder.path().join("north-to-share.ron");
    desk.act(Action::WriteTo(copy.clone(), Overwrite::Yes));
    settled(&mut desk);
    let shared = std::fs::read_to_string(&copy).unwrap();
    assert!(kept.contains("sickness") && kept.contains("A bad back"));
    let read = crate::app::format::read(&shared).unwrap().plan;
    assert!(read.absences.iter().all(|absence| absence.kind != AbsenceKind::Sickness));
    assert!(!shared.contains("A bad back"));
    assert_eq!(
        read.absences.len(),
        desk.session().unwrap().plan().absences.len(),
        "it keeps its days and cover"
    );
    assert_eq!(desk.session().unwrap().path(), Some(own.as_path()), "the plan stays the plan");
}
