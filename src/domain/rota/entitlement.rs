//! Annual leave: what somebody may take in a leave year, has taken and booked, and what is left (docs/MODEL.md §19).

use chrono::NaiveDate;

use crate::domain::ids::WorkerId;
use crate::domain::state::Sight;
use crate::domain::units::Days;

/// One person's annual leave in one leave year. Days are working days of the person.
#[derive(Clone, Debug, PartialEq)]
pub struct Entitlement {
    /// Who.
    pub worker: WorkerId,
    /// First day of the leave year.
    pub from: NaiveDate,
    /// Last day of the leave year.
    pub to: NaiveDate,
    /// What they may take: by service and working time, for the part of the year they are in post.
    pub allowance: Days,
    /// Carried into the year.
    pub carried: Days,
    /// Taken before the plan's date.
    pub taken: Days,
    /// Agreed, from the plan's date on.
    pub booked: Days,
    /// Asked for and not agreed.
    pub requested: Days,
    /// Allowance and carried less taken and booked; negative when there is more booked than allowed.
    pub left: f64,
    /// How the allowance comes about, in a sentence.
    pub how: String,
}

/// The crunch at the end of a leave year: what a team has still to take, and how many of its people would be away each day.
#[derive(Clone, Debug, PartialEq)]
pub struct Crunch {
    /// Last day of the leave year.
    pub to: NaiveDate,
    /// Working days of the service left in it, from the plan's date on.
    pub working_days_left: u32,
    /// Leave not yet booked that may not be carried over, all together.
    pub must_take: Days,
    /// People away each day on average if it is all taken in the year's last month.
    pub away_each_day_in_last_month: f64,
    /// What that means, in a sentence.
    pub sentence: String,
}

/// Everybody's leave in the leave year that holds `on`, in the order of teams and names. Agency workers have none.
pub fn entitlements(sight: &Sight<'_>, on: NaiveDate) -> Vec<Entitlement> {
    let _ = (sight, on);
    Vec::new()
}

/// The crunch ahead of each team, in the order of teams, for the leave year that holds the plan's date.
pub fn crunches(sight: &Sight<'_>) -> Vec<(crate::domain::ids::TeamId, Crunch)> {
    let _ = sight;
    Vec::new()
}
