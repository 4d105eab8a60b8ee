//! Forecasts of the open plan: they begin by themselves whenever the plan changes, and never keep the window waiting.
//!
//! # Promises
//! - The same plan gives the same figures on any number of threads: runs are joined in the order of their numbers.
//! - A newer plan stops the work on an older one within a simulated day. What is on screen stays until there is better.
//! - No run is played twice while its results are kept.
//! - A panic on a thread is [`Progress::Failed`], never a dead window.

use std::sync::Arc;

use crate::domain::plan::Plan;
use crate::domain::sim::trace::Trace;
use crate::domain::sim::{Layout, Summary};

/// A forecast on screen.
#[derive(Clone, Debug)]
pub struct Shown {
    /// The plan that was played: another than the open one while its forecast is not there yet, or one tried out.
    pub plan: Arc<Plan>,
    /// What the runs came to.
    pub summary: Arc<Summary>,
    /// Goes up with every new one, so that views know when to be built again.
    pub number: u64,
    /// Whether a person stopped it before it had all its runs.
    pub stopped: bool,
}

/// How far the work on a forecast has come.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub enum Progress {
    /// There is no plan.
    #[default]
    Idle,
    /// Runs are being played.
    Running {
        /// Runs there are.
        done: u32,
        /// The most there will be.
        wanted: u32,
    },
    /// There are as many runs as the plan's settings ask for.
    Finished {
        /// How many.
        runs: u32,
    },
    /// A person stopped it.
    Stopped {
        /// Runs there are.
        done: u32,
        /// The most there would have been.
        wanted: u32,
    },
    /// The plan cannot be played, for these reasons: a sentence each.
    Refused(Vec<String>),
    /// A fault of the program.
    Failed,
}

/// One simulated year to be looked at event by event.
#[derive(Clone, Debug)]
pub struct Replay {
    /// The number of the run.
    pub run: u32,
    /// What happened.
    pub trace: Trace,
    /// The plan that was played.
    pub plan: Arc<Plan>,
    /// Its days and teams.
    pub layout: Arc<Layout>,
    /// Goes up with every new one.
    pub number: u64,
}

/// The forecasts of the open plan.
#[derive(Debug, Default)]
pub struct Forecasts {
    shown: Option<Arc<Shown>>,
    progress: Progress,
    replay: Option<Arc<Replay>>,
    trying: bool,
    note: Option<String>,
}

impl Forecasts {
    /// The forecast on screen.
    pub fn shown(&self) -> Option<&Arc<Shown>> {
        self.shown.as_ref()
    }
    /// How far the work has come.
    pub fn progress(&self) -> &Progress {
        &self.progress
    }
    /// The simulated year that is being looked at.
    pub fn replay(&self) -> Option<&Arc<Replay>> {
        self.replay.as_ref()
    }
    /// Whether a change is being tried out: the forecast is of the plan as it would be.
    pub fn is_trying(&self) -> bool {
        self.trying
    }
    /// Why there are fewer runs than the plan's settings ask for, as a sentence.
    pub fn note(&self) -> Option<&str> {
        self.note.as_deref()
    }
}
