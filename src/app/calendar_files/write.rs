//! Writes a calendar file.

use chrono::NaiveDateTime;

use crate::domain::ids::{TeamId, WorkerId};
use crate::domain::plan::Plan;

/// Whose calendar.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CalendarOf {
    /// A member of staff's.
    Person(WorkerId),
    /// A team's.
    Team(TeamId),
    /// A team's duty turns.
    Duty(TeamId),
}

/// What is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct CalendarOptions {
    /// Whether the kinds of absence are told.
    pub reasons: bool,
    /// When it is written.
    pub stamp: NaiveDateTime,
}

/// The calendar as text.
pub fn calendar(plan: &Plan, of: CalendarOf, options: CalendarOptions) -> String {
    let _ = (plan, of, options);
    String::new()
}
