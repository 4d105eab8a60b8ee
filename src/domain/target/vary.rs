//! What is varied: one thing of the plan, at one value after another.

use chrono::NaiveDate;

use crate::domain::ids::TeamId;
use crate::domain::plan::{CaseType, Contract, Recruited, Role};
use crate::domain::units::Fte;

/// One thing that is varied, and the values it takes, from the first to the last.
#[derive(Clone, Debug, PartialEq)]
pub struct Variation {
    /// What.
    pub what: Varied,
    /// The values, in order. Never empty.
    pub values: Vec<Value>,
}

/// What can be varied. A value of it is a list of changes of the plan.
#[derive(Clone, Debug, PartialEq)]
pub enum Varied {
    /// How many posts there are more ([`Value::Count`]), in turn over the teams.
    Posts {
        /// The role.
        role: Role,
        /// The teams, in the order in which they get them; empty for every team that has social workers.
        teams: Vec<TeamId>,
        /// Size of each.
        fte: Fte,
        /// How they are employed.
        contract: Contract,
        /// From when.
        from: NaiveDate,
        /// What that day is.
        recruited: Recruited,
    },
    /// From when a number of posts start ([`Value::Day`]).
    StartOfPosts {
        /// How many.
        count: u16,
        /// The role.
        role: Role,
        /// The teams, as above.
        teams: Vec<TeamId>,
        /// Size of each.
        fte: Fte,
        /// How they are employed.
        contract: Contract,
        /// What the day is.
        recruited: Recruited,
    },
    /// How many agency workers there are from one day to another ([`Value::Count`]), in turn over the teams.
    Agency {
        /// The teams, as above.
        teams: Vec<TeamId>,
        /// First day.
        from: NaiveDate,
        /// Last day.
        until: NaiveDate,
    },
    /// Until when a number of agency workers stay ([`Value::Day`]).
    AgencyUntil {
        /// How many.
        count: u16,
        /// The teams, as above.
        teams: Vec<TeamId>,
        /// First day.
        from: NaiveDate,
    },
    /// The cap of a role, children at full time ([`Value::Count`]).
    Cap {
        /// The role.
        role: Role,
    },
    /// New work in percent of what the plan supposes ([`Value::Percent`]).
    Demand {
        /// The team; `None` for every team.
        team: Option<TeamId>,
        /// The case type; `None` for every type.
        case_type: Option<CaseType>,
    },
    /// Sickness in percent of what the plan supposes ([`Value::Percent`]).
    Sickness,
    /// Leavers in percent of what the plan supposes ([`Value::Percent`]).
    Turnover,
    /// Time to fill a post in percent of what the plan supposes ([`Value::Percent`]).
    TimeToFill,
    /// How long work lasts in percent of what the plan supposes ([`Value::Percent`]).
    LengthOfWork,
}

/// A value of something that is varied.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Value {
    /// So many.
    Count(u16),
    /// A day.
    Day(NaiveDate),
    /// Percent of what the plan supposes: 100 is as it is.
    Percent(u16),
}
