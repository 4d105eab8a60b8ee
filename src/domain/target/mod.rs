//! Promises to children and what is varied to keep them: data, grammar, and the search for the least that does.

mod breaks;
mod changes;
pub mod frontier;
mod grammar;
mod keeping;
mod promise;
pub mod search;
mod vary;
mod words;

pub use breaks::{Breaks, Worst};
pub use changes::resolved;
pub use grammar::{GrammarError, promises};
pub use keeping::{Judge, Keeping, MOST_PROMISES};
pub use promise::{Claim, Promise, USUAL_YEARS};
pub use vary::{Value, Variation, Varied};
