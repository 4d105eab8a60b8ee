//! Promises to children and what is varied to keep them: data, grammar, and the search for the least that does.

mod promise;
mod vary;

pub use promise::{Claim, Promise};
pub use vary::{Value, Variation, Varied};
