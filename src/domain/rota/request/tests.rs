//! Requests judged by hand, and held against the whole plan with the absence agreed.

mod by_hand;
mod whole;

use super::*;
use crate::domain::samples::on;

/// A request for annual leave.
fn ask_for(worker: u32, first: &str, last: &str, cover: &[u32]) -> Request {
    Request {
        worker: WorkerId(worker),
        kind: AbsenceKind::AnnualLeave,
        first_day: on(first),
        last_day: on(last),
        cover: cover.iter().map(|id| WorkerId(*id)).collect(),
        absence: None,
    }
}

fn judged(plan: &Plan, request: &Request) -> Verdict {
    judge(plan, &plan.calendar.compile(), request).unwrap()
}
