//! The simulator proved: against what is known ahead, an independent checker, sums that must come out, and theory.

mod by_hand;
mod bytes;
mod certain;
mod checked;
mod checker;
mod limits;
mod luck;
mod reference;
mod scenarios;
mod services;
mod staff;
mod sums;
pub(crate) mod theory;
mod watched;

use std::sync::atomic::AtomicBool;

use super::{Asked, Model, Results, Simulator, Watch, trace::Trace};
use crate::domain::calendar::WorkingCalendar;
use crate::domain::plan::Plan;
use crate::domain::state::Sight;

/// A plan made ready, or why it cannot be.
fn made(plan: &Plan) -> Result<Model, Vec<String>> {
    let calendar = WorkingCalendar::new(&plan.calendar);
    Model::new(&Sight::new(plan, &calendar), &Asked::default())
}

/// A plan made ready, with something counted on top.
fn watching(plan: &Plan, watches: &[Watch]) -> Model {
    let calendar = WorkingCalendar::new(&plan.calendar);
    let asked = Asked { watches: watches.to_vec(), ..Asked::default() };
    Model::new(&Sight::new(plan, &calendar), &asked).unwrap()
}

/// A plan made ready.
fn model(plan: &Plan) -> Model {
    made(plan).unwrap()
}

/// Runs of a model from the first on.
fn runs(model: &Model, count: u32) -> Results {
    Simulator::new(model).runs(0, count, &AtomicBool::new(false))
}

/// One run told event by event.
fn trace(model: &Model, run: u32) -> Trace {
    Simulator::new(model).trace(run, &AtomicBool::new(false)).unwrap()
}
