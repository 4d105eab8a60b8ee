//! Plays a plan forward, one working day at a time, many times over (docs/MODEL.md §10).
//!
//! # Promises
//! - Pure: dates come from the plan, chance from the seed. No clock, files, threads or window.
//! - Repeatable: the same plan, settings, seed and [`MODEL_VERSION`] give the same bytes on any number of threads.
//! - Stoppable: the stop flag is looked at once a simulated day. A stopped run is left out, the runs before it are kept.

mod layout;
mod results;
mod totals;
pub mod trace;

pub use layout::{Counting, Layout, Series, WINDOW_WEEKS};
pub use results::{Bands, LONGEST_WAIT, MODEL_VERSION, Results, Spread};
pub use totals::{ChildTally, LossReason, RunTotals};
mod summary;
pub use summary::{REPLAYED, Summary};

use std::sync::Arc;
use std::sync::atomic::AtomicBool;

use self::trace::Trace;
use crate::domain::ids::ChildId;
use crate::domain::state::Sight;

/// A plan made ready to be played: everything looked up and tabulated once.
#[derive(Debug, PartialEq)]
pub struct Model {
    layout: Arc<Layout>,
    seed: u64,
    children: Vec<ChildId>,
}

impl Model {
    /// Makes a plan ready. `seed` and `weeks` default to the plan's own forecast settings.
    ///
    /// # Errors
    /// A sentence for each thing that cannot be simulated.
    pub fn new(sight: &Sight<'_>, seed: Option<u64>, weeks: Option<u16>) -> Result<Self, Vec<String>> {
        let _ = (sight, seed, weeks);
        Err(vec!["not yet".to_owned()])
    }
    /// What is counted, and when.
    pub fn layout(&self) -> &Arc<Layout> {
        &self.layout
    }
    /// The seed.
    pub fn seed(&self) -> u64 {
        self.seed
    }
    /// Today's open children, in the model's order.
    pub fn children(&self) -> &[ChildId] {
        &self.children
    }
}

/// Plays runs of one model, and keeps its memory from run to run.
#[derive(Debug)]
pub struct Simulator<'m> {
    model: &'m Model,
}

impl<'m> Simulator<'m> {
    /// Makes the memory.
    pub fn new(model: &'m Model) -> Self {
        Self { model }
    }
    /// Plays `count` runs from number `first`. Fewer when `stop` is set: only whole runs count.
    pub fn runs(&mut self, first: u32, count: u32, stop: &AtomicBool) -> Results {
        let _ = (count, stop);
        Results::none(&self.model.layout, self.model.seed, first, self.model.children.len())
    }
    /// Plays one run again and tells every event. `None` when stopped.
    pub fn trace(&mut self, run: u32, stop: &AtomicBool) -> Option<Trace> {
        let _ = (run, stop);
        None
    }
}
