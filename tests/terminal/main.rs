//! The terminal program, run as its users run it: statuses, what goes to which output, and answers worked out by hand.

mod answers;
mod files;
mod plans;
mod program;
