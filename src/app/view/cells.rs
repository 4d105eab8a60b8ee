//! Cells that several screens share: dates that sort as dates, counts, choices of teams and staff.

use chrono::{Datelike as _, NaiveDate};

use super::table::{CellView, Editor};
use crate::domain::calendar::format_date;
use crate::domain::fields::{self, Kind};
use crate::domain::ids::Thing;
use crate::domain::plan::Plan;

/// A date that sorts by day; a missing one sorts last.
pub fn date(date: Option<NaiveDate>) -> CellView {
    date.map_or_else(CellView::missing, |date| {
        CellView::number(format_date(date), f64::from(date.num_days_from_ce()))
    })
}

/// A whole number.
pub fn whole(number: u32) -> CellView {
    CellView::number(number.to_string(), f64::from(number))
}

/// A whole number, or nothing.
pub fn optional_whole(number: Option<u32>) -> CellView {
    number.map_or_else(CellView::missing, whole)
}

/// A number with one decimal, or nothing.
pub fn decimal(number: Option<f64>) -> CellView {
    number.map_or_else(CellView::missing, |value| CellView::number(format!("{value:.1}"), value))
}

/// The value and label of every team.
pub fn teams(plan: &Plan) -> Vec<(String, String)> {
    plan.teams.iter().map(|team| (team.id.to_string(), team.name.clone())).collect()
}

/// The value and label of everyone.
pub fn staff(plan: &Plan) -> Vec<(String, String)> {
    let mut staff: Vec<(String, String)> =
        plan.workers.iter().map(|worker| (worker.id.to_string(), worker.name.clone())).collect();
    staff.sort_by_cached_key(|(_, name)| name.to_lowercase());
    staff
}

/// How a field is edited in a table.
pub fn editor(plan: &Plan, of: Thing, field: &str) -> Editor {
    let none = || std::iter::once((String::new(), "None".to_owned()));
    match fields::info(of, field).map(|info| &info.kind) {
        Some(Kind::Text | Kind::Days) => Editor::Text,
        Some(Kind::Number) => Editor::Number,
        Some(Kind::Date | Kind::OptionalDate) => Editor::Date,
        Some(Kind::Choice(words)) => Editor::Choice(
            words.iter().map(|(key, label)| ((*key).to_owned(), (*label).to_owned())).collect(),
        ),
        Some(Kind::Team) => Editor::Choice(none().chain(teams(plan)).collect()),
        Some(Kind::Worker) => Editor::Choice(none().chain(staff(plan)).collect()),
        _ => Editor::None,
    }
}
