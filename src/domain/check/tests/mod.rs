//! For every code: the least plan that has it and nothing else, and a plan that only just has not.

mod rules;
mod whole;

use super::{CODES, check_plan};
use crate::domain::plan::Plan;

/// The codes found in a plan, each once.
fn codes(plan: &Plan) -> Vec<&'static str> {
    let mut codes: Vec<&str> = check_plan(plan).iter().map(|problem| problem.code).collect();
    codes.sort_unstable();
    codes.dedup();
    codes
}
