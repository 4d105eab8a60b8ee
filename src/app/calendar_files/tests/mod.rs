//! Tests of calendar files: written and read again, by this program and by another, and files of other programs.

mod bad_files;
mod other_programs;
mod round_trip;
mod second_program;
mod written;

use chrono::{DateTime, Utc};

use super::*;
use crate::app::import::reconcile::{Options, Preview, preview};
use crate::app::import::{Gathered, gather_bytes};
use crate::domain::edit::apply;
use crate::domain::ids::{AbsenceId, TeamId, WorkerId};
use crate::domain::plan::{
    Absence, AbsenceKind, AbsenceStatus, DutyPattern, DutyTurn, Plan, Records, Worker,
};
use crate::domain::samples::{leave, on, sound};

/// Noon on Monday 7 September 2026.
fn noon() -> DateTime<Utc> {
    "2026-09-07T12:00:00Z".parse().unwrap()
}

/// Every way of being away: agreed and asked for, with an end, expected back, and with nothing known; and duty.
fn many_ways() -> Plan {
    let mut plan = sound();
    let mut asked = leave(2, 4, "21/12/2026", "31/12/2026", &[]);
    asked.status = AbsenceStatus::Requested;
    let mut sick = leave(3, 5, "01/09/2026", "01/09/2026", &[4, 3]);
    sick.kind = AbsenceKind::Sickness;
    (sick.last_day, sick.expected_return) = (None, Some(on("05/10/2026")));
    sick.notes = "Back pain; see the doctor’s letter".to_owned();
    let mut for_good = leave(4, 6, "03/08/2026", "03/08/2026", &[]);
    for_good.kind = AbsenceKind::Parental;
    for_good.last_day = None;
    let over = leave(5, 3, "03/08/2026", "14/08/2026", &[]);
    for absence in [asked, sick, for_good, over] {
        plan.absences.push(absence);
    }
    let turn =
        |from, to, worker| DutyTurn { from: on(from), to: on(to), worker: WorkerId(worker), pinned: false };
    plan.teams.change(TeamId(1), |team| {
        team.duty = Some(DutyPattern {
            turns: vec![
                turn("31/08/2026", "06/09/2026", 4),
                turn("07/09/2026", "13/09/2026", 3),
                turn("14/09/2026", "20/09/2026", 4),
            ],
            ..DutyPattern::default()
        });
    });
    plan
}

fn write(plan: &Plan, of: CalendarOf, kinds_told: bool) -> WrittenCalendar {
    calendar(plan, of, CalendarOptions { kinds_told }, noon()).unwrap()
}

/// Lines as they were before they were folded.
fn unfolded(text: &str) -> Vec<String> {
    text.replace("\r\n ", "").split("\r\n").filter(|line| !line.is_empty()).map(str::to_owned).collect()
}

fn gathered(name: &str, text: &str) -> Gathered {
    gather_bytes(&[(name, text.as_bytes())], &[])
}

/// A preview of files, with what every preview promises checked: it adds up, is one edit, and a second time changes nothing.
fn look(plan: &Plan, gathered: &Gathered, options: &Options) -> Preview {
    let shown = preview(Some(plan), gathered, options);
    assert!(shown.reconcile.adds_up(), "{:#?}", shown.reconcile);
    assert!(shown.file_errors.is_empty(), "{:?}", shown.file_errors);
    assert_eq!(apply(plan, &shown.edit).as_ref(), Ok(&shown.plan));
    let again = preview(Some(&shown.plan), gathered, options);
    assert_eq!(again.plan, shown.plan, "the same file twice: {:#?}", again.changes);
    assert!(again.changes.is_empty(), "{:#?}", again.changes);
    shown
}

fn bring_in(plan: &Plan, name: &str, text: &str) -> Preview {
    look(plan, &gathered(name, text), &Options::new(plan.about.as_at))
}

fn whys(shown: &Preview) -> Vec<String> {
    shown.not_understood.iter().map(|it| format!("{}: {}", it.place, it.why)).collect()
}
