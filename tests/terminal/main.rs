//! The terminal program, run as its users run it: statuses, what goes to which output, and answers worked out by hand.
#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

mod answers;
mod calendar;
mod comparisons;
mod duty;
mod files;
mod imports;
mod leave;
mod plans;
mod program;
mod rota;
mod simulations;
mod targets;
