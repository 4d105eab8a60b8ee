//! What the rota shows and what drawing on it means, on a small plan worked by hand.

mod drawing;
mod gestures;

use std::sync::Arc;

use chrono::NaiveDate;

use super::grid::{DaysView, days_view};
use crate::app::reading::Reading;
use crate::domain::ids::WorkerId;
use crate::domain::plan::Plan;
use crate::domain::samples::on;

pub(super) const ADA: WorkerId = WorkerId(3);
pub(super) const BEN: WorkerId = WorkerId(4);

pub(super) fn read(plan: &Plan) -> Reading {
    Reading::new(Arc::new(plan.clone()), None)
}

/// The days from one to another as the screen shows them.
pub(super) fn view(plan: &Plan, from: &str, to: &str) -> DaysView {
    days_view(&read(plan), (on(from), on(to)), None)
}

/// Four weeks from the plan's own Monday.
pub(super) fn four_weeks(plan: &Plan) -> DaysView {
    view(plan, "07/09/2026", "04/10/2026")
}

pub(super) fn day(text: &str) -> NaiveDate {
    on(text)
}
