//! A promise to children, in words that a simulated year keeps or does not.

use chrono::NaiveDate;

use crate::domain::plan::CaseType;
use crate::domain::state::ChildState;

/// In how many years of a hundred a promise is to be kept that does not say.
pub const USUAL_YEARS: u8 = 95;

/// Something that is to hold on every working day of a period, in so many simulated years of a hundred.
#[derive(Clone, Debug, PartialEq)]
pub struct Promise {
    /// What is promised.
    pub claim: Claim,
    /// The first day of the period. `None`: the day after the plan's date.
    pub from: Option<NaiveDate>,
    /// The last day of the period. `None`: the end of the forecast.
    pub to: Option<NaiveDate>,
    /// In at least so many years of a hundred. 95 by default.
    pub years_of_100: u8,
}

/// What is promised of a day.
#[derive(Clone, Debug, PartialEq)]
pub enum Claim {
    /// No child of these types (empty: of any) has been without a named social worker for more working days in a row
    /// than this, the first day counted.
    NobodyWithoutOver {
        /// The case types; empty for any.
        types: Vec<CaseType>,
        /// Working days.
        working_days: u16,
    },
    /// At most so many children have no named social worker.
    AtMostWithout {
        /// The case types; empty for any.
        types: Vec<CaseType>,
        /// How many.
        children: u16,
    },
    /// At most so many children are in a state.
    AtMostInState {
        /// The state.
        state: ChildState,
        /// How many.
        children: u16,
    },
    /// No team has more children without a named social worker than this.
    NoTeamOver {
        /// How many.
        children: u16,
    },
    /// The average caseload with everybody counted (MODEL.md 4.2) is under so many children.
    AverageUnder {
        /// Children for each full-time social worker who holds a case.
        children: f64,
    },
}
