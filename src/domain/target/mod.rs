//! Promises to children and what is varied to keep them: data, grammar, and the search for the least that does.

<<<<<<< HEAD
mod changes;
mod grammar;
=======
mod keeping;
>>>>>>> w-sim
mod promise;
mod vary;
mod words;

<<<<<<< HEAD
pub use changes::resolved;
pub use grammar::{GrammarError, promises};
=======
pub use keeping::{Judge, Keeping, MOST_PROMISES};
>>>>>>> w-sim
pub use promise::{Claim, Promise};
pub use vary::{Value, Variation, Varied};
