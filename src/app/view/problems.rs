//! The problems screen: everything wrong with the plan, with where it is and how to mend it.

use super::mark::severity_mark;
use super::table::{CellView, ColumnView, RowView, TableView};
use crate::app::reading::Reading;
use crate::app::words;
use crate::domain::edit::name_of;
use crate::domain::plan::Words as _;
use crate::domain::problem::Severity;

/// The sentence at the top of the screen.
pub fn sentence(reading: &Reading) -> String {
    let [errors, warnings, notes] =
        [Severity::Error, Severity::Warning, Severity::Note].map(|severity| reading.count_of(severity));
    if reading.problems.is_empty() {
        return "Nothing was found wrong with the plan".to_owned();
    }
    let mut text = format!(
        "{}, {} and {}",
        words::count(errors, "error", "errors"),
        words::count(warnings, "warning", "warnings"),
        words::count(notes, "note", "notes")
    );
    text += if errors > 0 {
        ". Errors make the answer untrustworthy until they are mended"
    } else {
        ". Nothing here makes the answer wrong; warnings are worth a look"
    };
    text
}

/// Every problem. The key of a row is its place in the reading's list.
pub fn table(reading: &Reading, revision: u64) -> TableView<usize> {
    let columns = vec![
        ColumnView::text("severity", "How serious", 110.0),
        ColumnView::text("place", "Where", 190.0),
        ColumnView::text("what", "What is wrong", 430.0),
        ColumnView::text("fix", "How to mend it", 400.0),
        ColumnView::text("code", "Code", 60.0).hint("Explained in docs/CODES.md"),
    ];
    let rows = reading
        .problems
        .iter()
        .enumerate()
        .map(|(place, problem)| {
            let cells = vec![
                CellView::number(problem.severity.label(), f64::from(problem.severity as u8))
                    .mark(severity_mark(problem.severity)),
                CellView::text(name_of(&reading.plan, problem.place)),
                CellView::text(&problem.what),
                CellView::text(&problem.fix),
                CellView::text(problem.code),
            ];
            RowView::new(place, format!("{}: {}", problem.severity.label(), problem.what), cells)
        })
        .collect();
    TableView {
        name: "problems",
        noun: ("problem", "problems"),
        columns,
        rows,
        totals: None,
        empty: "Nothing was found wrong with the plan".to_owned(),
        revision,
    }
}
