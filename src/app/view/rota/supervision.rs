//! Supervision: due, overdue and planned.

use super::super::table::TableView;
use crate::app::reading::Reading;
use crate::domain::edit::Edit;
use crate::domain::ids::{TeamId, Thing, WorkerId};
use crate::domain::plan::Plan;

/// What the supervision part shows.
#[derive(Clone, Debug, PartialEq)]
pub struct SupervisionView {
    /// The sentence.
    pub sentence: String,
    /// Everybody.
    pub people: TableView<Thing>,
    /// Group supervision.
    pub teams: TableView<Thing>,
    /// A remark.
    pub note: String,
}

/// The supervision part.
pub fn view(reading: &Reading, revision: u64) -> SupervisionView {
    let _ = reading;
    SupervisionView {
        sentence: String::new(),
        people: none("supervision", ("person", "people"), revision),
        teams: none("group-supervision", ("team", "teams"), revision),
        note: String::new(),
    }
}

/// The change that notes supervision held on the plan’s date.
pub fn held_today(plan: &Plan, workers: &[WorkerId]) -> Edit {
    let _ = (plan, workers);
    Edit::Together { label: String::new(), edits: Vec::new() }
}

/// The change that notes group supervision held on the plan’s date.
pub fn group_held_today(plan: &Plan, teams: &[TeamId]) -> Edit {
    let _ = (plan, teams);
    Edit::Together { label: String::new(), edits: Vec::new() }
}

fn none(name: &'static str, noun: (&'static str, &'static str), revision: u64) -> TableView<Thing> {
    TableView {
        name,
        noun,
        columns: Vec::new(),
        rows: Vec::new(),
        totals: None,
        empty: "There is nothing to show yet".to_owned(),
        revision,
    }
}
