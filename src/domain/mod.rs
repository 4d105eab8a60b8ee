//! The plan and its rules: pure values and pure functions.
//!
//! # Promises
//! - No files, clock, threads, environment or window: everything that is needed is passed in.
//! - A plan changes only through [`edit::apply`], which may refuse with a sentence.
//! - The same plan gives the same answer, on any machine.

pub mod ahead;
pub mod calendar;
pub mod capacity;
pub mod check;
pub mod differ;
pub mod edit;
pub mod fields;
pub mod figures;
pub mod ids;
pub mod lookup;
pub mod official;
pub mod plan;
pub mod presence;
pub mod problem;
pub mod remedy;
pub mod rota;
pub mod routes;
pub mod scenario;
pub mod sim;
pub mod state;
pub mod target;
pub mod units;

#[cfg(test)]
pub(crate) mod samples;
