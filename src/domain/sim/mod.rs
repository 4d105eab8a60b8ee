//! Plays a plan forward, one working day at a time, many times over (docs/MODEL.md §10).
//!
//! # Promises
//! - Pure: dates come from the plan, chance from the seed. No clock, files, threads or window.
//! - Repeatable: the same plan, settings, seed and [`MODEL_VERSION`] give the same bytes on any number of threads.
//! - Stoppable: the stop flag is looked at once a simulated day. A stopped run is left out, the runs before it are kept.
//!
//! # The way through
//! [`Model`] is a plan made ready, once. A [`Simulator`] plays runs of it, one after another in the same memory: a day
//! is `people`, `work`, `arrivals`, `transfers`, `allocate` and `record`, in this order. Counts go to
//! [`Results`]; [`Summary`] works out every statistic that is told.

mod allocate;
mod arrivals;
mod case;
mod compile;
pub mod draws;
pub mod law;
mod layout;
mod model;
mod paired;
mod people;
mod posts;
mod presence;
mod queue;
mod record;
mod results;
mod run;
#[cfg(test)]
pub(crate) mod samples;
mod seat;
mod summary;
#[cfg(test)]
pub(crate) mod tests;
mod totals;
pub mod trace;
mod transfers;
mod watch;
mod work;

pub use layout::{Counting, Layout, Series, WINDOW_WEEKS};
pub use model::Model;
pub use paired::{Difference, Paired};
pub use results::{Bands, LONGEST_WAIT, MODEL_VERSION, Results, Spread};
pub use run::Simulator;
pub use summary::{REPLAYED, Summary};
pub use totals::{ChildTally, LossReason, RunTotals};
pub use watch::{Asked, Watch};
