//! A team day by day: who is there, what room is left, which children have nobody at work, and what is wrong.

use chrono::NaiveDate;

use crate::domain::ahead::Outlook;
use crate::domain::ids::{TeamId, WorkerId};
use crate::domain::lookup::Lookup;
use crate::domain::state::Sight;
use crate::domain::units::Fte;

/// A team on one day.
#[derive(Clone, Debug, PartialEq)]
pub struct TeamDay {
    /// The day.
    pub date: NaiveDate,
    /// Whether the service works on it. On other days there is nothing to count, and nothing is wrong.
    pub working: bool,
    /// Posts of the team for people who hold cases, filled or not. Without posts in the plan: its people in post.
    pub established: Fte,
    /// Time of those who hold cases and are at work. Somebody whose day it is not is not there, nor away.
    pub present: Fte,
    /// People of the team, managers included, in an agreed absence on a day that they would work.
    pub away: u16,
    /// Children that the team's workers could take under their caps.
    pub free_places: u32,
    /// Children of the team whose named worker is away with nobody present as cover.
    pub uncovered: u32,
    /// Who has the duty turn.
    pub on_duty: Option<WorkerId>,
    /// What is wrong, the gravest first. Empty: nothing.
    pub red: Vec<Red>,
}

/// What is wrong with a team on a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Red {
    /// The manager and every deputy are away at once.
    NoManager,
    /// Less is at work than the team's own least.
    TooFewPresent {
        /// At work.
        present: Fte,
        /// The team's least.
        least: Fte,
    },
    /// More people are away than the team's own most.
    TooManyAway {
        /// Away.
        away: u16,
        /// The team's most.
        most: u16,
    },
    /// Children whose worker has been away uncovered for longer than the grace period: they have no named social worker.
    PastGrace {
        /// How many.
        children: u32,
    },
    /// Whoever has the duty turn is away.
    DutyAway(WorkerId),
    /// The team is on duty, takes duty by turns, and nobody has this one.
    NobodyOnDuty,
}

impl Red {
    /// As a sentence: "4 away, and no more than 3 may be".
    pub fn words(&self, lookup: &Lookup<'_>) -> String {
        let _ = lookup;
        String::new()
    }
}

/// A team on every day from `from` to `to`, both counted.
pub fn team_days(
    sight: &Sight<'_>,
    outlook: &Outlook,
    team: TeamId,
    from: NaiveDate,
    to: NaiveDate,
) -> Vec<TeamDay> {
    let _ = (sight, outlook, team, from, to);
    Vec::new()
}
