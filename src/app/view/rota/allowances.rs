//! Leave allowances.

use super::super::table::TableView;
use crate::app::reading::Reading;
use crate::domain::ids::Thing;

/// What the allowances part shows.
#[derive(Clone, Debug, PartialEq)]
pub struct AllowancesView {
    /// The sentence.
    pub sentence: String,
    /// Everybody.
    pub table: TableView<Thing>,
    /// The crunch of each team.
    pub crunches: TableView<Thing>,
    /// A remark.
    pub note: String,
}

/// The allowances part.
pub fn view(reading: &Reading, revision: u64) -> AllowancesView {
    let _ = reading;
    AllowancesView {
        sentence: String::new(),
        table: none("allowances", ("person", "people"), revision),
        crunches: none("crunches", ("team", "teams"), revision),
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
