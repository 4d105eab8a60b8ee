//! Managers’ weeks.

use super::super::table::TableView;
use crate::app::reading::Reading;
use crate::domain::ids::Thing;

/// What managers’ weeks hold.
#[derive(Clone, Debug, PartialEq)]
pub struct ManagersView {
    /// The sentence.
    pub sentence: String,
    /// Every manager.
    pub table: TableView<Thing>,
    /// A remark.
    pub note: String,
}

/// Managers’ weeks.
pub fn view(reading: &Reading, revision: u64) -> ManagersView {
    let _ = reading;
    ManagersView {
        sentence: String::new(),
        table: none("managers", ("manager", "managers"), revision),
        note: String::new(),
    }
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
