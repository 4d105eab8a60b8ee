//! How many, of what kind, from when, so that a promise to children is kept: searches on the same chances.
//!
//! # Promises
//! - The same plan, question and seed give the same answer on any number of threads.
//! - Runs are spent where they matter: what is hopeless or obvious is left early.
//! - What there is can be looked at from the first second, and a search that was stopped is a result.

mod crew;
mod frontier;
mod grid;
mod least;
mod question;
mod say;
mod sensitivity;
mod studies;
#[cfg(test)]
mod tests;
mod why;

pub use frontier::posts_from;
pub use least::marks;
pub use studies::{News, Studies, Study, StudyProgress, study};

use chrono::NaiveDate;

use crate::domain::sim::{Difference, Spread};
use crate::domain::state::ChildState;
use crate::domain::target::search::{TOLD, wilson};
use crate::domain::target::{Promise, Value, Variation};

/// How often a promise is kept, as far as is known.
#[derive(Clone, Copy, Debug, PartialEq, Default)]
pub struct Kept {
    /// Simulated years.
    pub runs: u32,
    /// Of them, those in which it was kept.
    pub kept: u32,
    /// Their share, 0 to 1.
    pub share: f64,
    /// The share's 95 % interval (Wilson).
    pub low: f64,
    /// Its upper end.
    pub high: f64,
}

/// What is known of one value.
#[derive(Clone, Debug, PartialEq)]
pub struct Tried {
    /// The value.
    pub value: Value,
    /// Each promise, in order.
    pub promises: Vec<Kept>,
    /// All of them at once.
    pub all: Kept,
    /// Whether every promise is kept as often as it should be.
    pub enough: bool,
    /// Whether that can be told from chance; otherwise it is the likelier of the two.
    pub certain: bool,
    /// Pay in the forecast, pounds, on-costs included.
    pub pay: Spread,
}

/// What keeps the promises from being kept with a little less.
#[derive(Clone, Debug, PartialEq)]
pub struct Binding {
    /// Which promise, by its place.
    pub promise: usize,
    /// The first of the month in which it is broken most often.
    pub month: NaiveDate,
    /// The team with most children without a named social worker in the years in which it is broken.
    pub team: Option<String>,
    /// The state of most of them.
    pub state: Option<ChildState>,
    /// In a sentence.
    pub sentence: String,
}

/// The answer to a question as far as the search has come.
#[derive(Clone, Debug, PartialEq)]
pub struct Answer {
    /// What was promised.
    pub promises: Vec<Promise>,
    /// What was varied.
    pub vary: Variation,
    /// The value that is enough: the least number, the latest start, the earliest end, the highest demand. `None`: none of
    /// them, or not known yet.
    pub found: Option<Value>,
    /// Every value that was tried, in the order of the values.
    pub tried: Vec<Tried>,
    /// What binds at the next value that is not enough.
    pub binds: Option<Binding>,
    /// The answer in a sentence or two: the number, its confidence, or why no number would do.
    pub sentence: String,
    /// How it was searched, in sentences.
    pub how: Vec<String>,
    /// Whether the search is over.
    pub finished: bool,
}

/// Posts against start: the chance of keeping every promise, and what it costs.
#[derive(Clone, Debug, PartialEq)]
pub struct Frontier {
    /// What was promised.
    pub promises: Vec<Promise>,
    /// The kind of posts, from the first of the days.
    pub vary: Variation,
    /// Posts, ascending: the rows.
    pub posts: Vec<u16>,
    /// First days: the columns.
    pub starts: Vec<NaiveDate>,
    /// Shape `[posts][starts]`.
    pub cells: Vec<Vec<FrontierCell>>,
    /// Whether every cell has as many runs as it needs.
    pub finished: bool,
}

/// One cell.
#[derive(Clone, Copy, Debug, PartialEq, Default)]
pub struct FrontierCell {
    /// All promises at once.
    pub kept: Kept,
    /// Whether every promise is kept as often as it should be.
    pub enough: bool,
    /// Pay more than the plan's, pounds, mean.
    pub pay: f64,
}

/// How far the answer moves with one assumption.
#[derive(Clone, Debug, PartialEq)]
pub struct Bar {
    /// The assumption in words: "New work".
    pub what: String,
    /// It is so much percent of what the plan supposes, and the answer is this; `None`: no value would do.
    pub low: (u16, Option<Value>),
    /// The same at the other end.
    pub high: (u16, Option<Value>),
}

/// Which assumption moves the answer most.
#[derive(Clone, Debug, PartialEq)]
pub struct Sensitivity {
    /// What was varied to find the answer.
    pub vary: Variation,
    /// The answer with the assumptions as they are.
    pub answer: Option<Value>,
    /// The widest first.
    pub bars: Vec<Bar>,
    /// Whether all of them have been searched.
    pub finished: bool,
}

/// Two or three things varied at once, every combination on the same chances.
#[derive(Clone, Debug, PartialEq)]
pub struct Grid {
    /// What was promised; there may be nothing.
    pub promises: Vec<Promise>,
    /// What is varied, the outermost first.
    pub axes: Vec<Variation>,
    /// Every combination, the last axis quickest.
    pub cells: Vec<GridCell>,
    /// Simulated years that every cell has at least.
    pub runs: u32,
    /// Whether there are as many as there are to be.
    pub finished: bool,
}

/// One combination.
#[derive(Clone, Debug, PartialEq)]
pub struct GridCell {
    /// A value of each axis.
    pub values: Vec<Value>,
    /// Simulated years of it; none where it has not been played yet.
    pub runs: u32,
    /// Children without a named social worker, mean of all days.
    pub without: Spread,
    /// The same against the plan with nothing varied.
    pub against: Difference,
    /// Pay more than that plan's, pounds, mean.
    pub pay: f64,
    /// All promises at once, where there are any.
    pub kept: Option<Kept>,
    /// Why it cannot be played.
    pub refused: Option<String>,
}

impl Kept {
    /// So many of so many runs.
    pub(super) fn of(kept: u32, runs: u32) -> Self {
        let (low, high) = wilson(kept, runs, TOLD);
        let share = if runs == 0 { 0.0 } else { f64::from(kept) / f64::from(runs) };
        Self { runs, kept, share, low, high }
    }
}
