//! The duty rota of a team: who has which turn, fairly, around leave, part-time days, the ASYE, recent duty and pinned
//! turns (docs/MODEL.md §17).

use chrono::NaiveDate;

use crate::domain::calendar::WorkingCalendar;
use crate::domain::edit::Edit;
use crate::domain::ids::{TeamId, WorkerId};
use crate::domain::plan::Plan;

/// What is to be planned.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DutyAsk {
    /// The team.
    pub team: TeamId,
    /// From the week that holds this day.
    pub from: NaiveDate,
    /// So many weeks of the calendar.
    pub weeks: u16,
}

/// One turn to be taken.
#[derive(Clone, Debug, PartialEq)]
pub struct DutySlot {
    /// First day.
    pub from: NaiveDate,
    /// Last day.
    pub to: NaiveDate,
    /// Whether a bank holiday or closure shortens it.
    pub bank_holiday: bool,
    /// Who takes it; `None`: nobody can.
    pub worker: Option<WorkerId>,
    /// Whether it was pinned beforehand.
    pub pinned: bool,
    /// Why it is theirs, or why nobody can, in a sentence.
    pub why: String,
}

/// How much duty one person has.
#[derive(Clone, Debug, PartialEq)]
pub struct DutyShare {
    /// Who.
    pub worker: WorkerId,
    /// Turns in the year before.
    pub before: u32,
    /// Turns planned.
    pub turns: u32,
    /// Of them, with a bank holiday.
    pub bank_holidays: u32,
    /// Turns that would be their fair share by working time, turns of the year before counted.
    pub fair: f64,
    /// Turns that they could have taken.
    pub able: u32,
    /// Why they take none at all, if they do not.
    pub why_none: Option<String>,
}

/// A duty rota.
#[derive(Clone, Debug, PartialEq)]
pub struct DutyRota {
    /// What was asked.
    pub ask: DutyAsk,
    /// Every turn, by day.
    pub slots: Vec<DutySlot>,
    /// Everybody of the team, by name.
    pub shares: Vec<DutyShare>,
    /// What cannot be met, a sentence each.
    pub unmet: Vec<String>,
    /// Whether it is proved that there is none better.
    pub proved: bool,
}

/// Makes the rota: the fewest turns with nobody; of those the fairest; of those the fairest in bank holidays; of those the
/// best spread out; of those the first in the order of names. The same plan gives the same rota every time.
///
/// # Errors
/// A sentence for each thing for which no rota can be made: the team takes no duty, is not in the plan.
pub fn plan_duty(plan: &Plan, calendar: &WorkingCalendar, ask: &DutyAsk) -> Result<DutyRota, Vec<String>> {
    let _ = (plan, calendar, ask);
    Err(Vec::new())
}

/// Everything wrong with a rota, worked out anew from the plan without the solver; empty when it is right.
pub fn verify(plan: &Plan, calendar: &WorkingCalendar, rota: &DutyRota) -> Vec<String> {
    let _ = (plan, calendar, rota);
    Vec::new()
}

/// The change that puts a rota into the plan: turns within the weeks asked are replaced, but for pinned ones.
pub fn put_in(plan: &Plan, rota: &DutyRota) -> Edit {
    let _ = (plan, rota);
    Edit::Together { label: String::new(), edits: Vec::new() }
}

/// The change that gives each of two turns, named by a day of each, to who has the other. Both are pinned by it.
///
/// # Errors
/// A sentence: there is no such turn, or somebody is away, does not work then, or may not take duty.
pub fn swap(
    plan: &Plan,
    calendar: &WorkingCalendar,
    team: TeamId,
    one: NaiveDate,
    other: NaiveDate,
) -> Result<Edit, String> {
    let _ = (plan, calendar, team, one, other);
    Err(String::new())
}

/// The change that gives the turn of a day to somebody and pins it; `None` frees it.
///
/// # Errors
/// A sentence, as for [`swap`].
pub fn give(
    plan: &Plan,
    calendar: &WorkingCalendar,
    team: TeamId,
    day: NaiveDate,
    to: Option<WorkerId>,
) -> Result<Edit, String> {
    let _ = (plan, calendar, team, day, to);
    Err(String::new())
}
