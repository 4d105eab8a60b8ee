//! Scenarios side by side, on the same chances.
//!
//! # Promises
//! - Run n of every plan meets the same luck, so differences are paired.
//! - The same plans and settings give the same figures on any number of threads.
//! - There is something to show after a hundred runs of each; a comparison that was stopped is a result.

mod bench;
mod comparisons;
mod contributions;
mod lane;
mod once;
mod rounds;
#[cfg(test)]
mod tests;
pub mod words;

use std::sync::Arc;

pub use self::comparisons::Comparisons;
pub use self::once::Once;
use crate::domain::ids::ScenarioId;
use crate::domain::plan::Plan;
use crate::domain::scenario::LeftOut;
use crate::domain::sim::{Difference, Paired, Spread, Summary};

/// The most scenarios that stand beside the base plan.
pub const MOST_BESIDE: usize = 6;

/// A comparison as far as it has come.
#[derive(Clone, Debug)]
pub struct Compared {
    /// The base plan first, then the scenarios in the order in which they were chosen.
    pub columns: Vec<Column>,
    /// Simulated years that every column rests on.
    pub runs: u32,
    /// As many as there are to be.
    pub wanted: u32,
    /// Whether a person stopped it before.
    pub stopped: bool,
    /// Goes up with every new one, so that views know when to be built again.
    pub number: u64,
}

/// One plan of a comparison.
#[derive(Clone, Debug)]
pub struct Column {
    /// The scenario; `None` for the base plan.
    pub scenario: Option<ScenarioId>,
    /// What it is called.
    pub name: String,
    /// The plan that was played.
    pub plan: Arc<Plan>,
    /// Changes that do not apply any more.
    pub left_out: Vec<LeftOut>,
    /// What its runs came to, or why it cannot be played, a sentence each.
    pub outcome: Result<Outcome, Vec<String>>,
}

/// What the runs of one plan came to.
#[derive(Clone, Debug)]
pub struct Outcome {
    /// Bands by day and the rest. Of its counts those of the whole service, of states and of teams' children without a named
    /// social worker are kept; others read as nought.
    pub summary: Arc<Summary>,
    /// Against the base plan; `None` for the base plan itself, or where that cannot be played.
    pub paired: Option<Arc<Paired>>,
    /// Pay in the forecast, pounds, on-costs included.
    pub pay: Spread,
    /// Months worked by permanent, agency and fixed-term staff, full-time equivalent.
    pub person_months: [Spread; 3],
}

/// What one change of a scenario contributes: the scenario against itself without this change.
#[derive(Clone, Debug, PartialEq)]
pub struct Contribution {
    /// Its place in the scenario's list, from 0.
    pub place: usize,
    /// The change in words.
    pub words: String,
    /// Child-days without a named social worker: with the change less without it. Below nought: it helps.
    pub child_days: Difference,
    /// Pay in the forecast, pounds: with the change less without it.
    pub pay: Difference,
}

/// What each change of a scenario contributes, as far as it is known.
#[derive(Clone, Debug, PartialEq)]
pub struct Contributions {
    /// The scenario.
    pub scenario: ScenarioId,
    /// Its changes that are switched on and apply, in order.
    pub list: Vec<Contribution>,
    /// Child-days without a named social worker: the whole scenario less the base plan. Changes that help or hinder each
    /// other do not add up to it.
    pub together: Difference,
    /// Pay in the forecast, pounds: the whole scenario less the base plan.
    pub together_pay: Difference,
    /// Simulated years that each rests on.
    pub runs: u32,
    /// Whether there are as many as the comparison has.
    pub finished: bool,
    /// Goes up with every new one.
    pub number: u64,
}
