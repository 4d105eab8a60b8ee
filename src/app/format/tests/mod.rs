//! The file as a whole: round trips, refusals, and the promise that no text does harm.

mod documented;
mod refused;
mod round_trip;
mod unharmed;

use chrono::NaiveDate;

use super::*;

fn day(year: i32, month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, month, day).unwrap()
}

/// A small plan as someone might type it, with `more` inside its brackets.
fn typed(more: &str) -> String {
    format!(
        "(format: \"caseload-plan\", version: 1, plan: (\n  about: (title: \"T\", as_at: \"2026-09-07\"),\n{more}\n))"
    )
}

/// What is said about a text that must not open.
fn refusal(text: &str) -> FormatError {
    match read(text) {
        Err(error) => {
            assert!(!error.located.is_empty(), "nothing is said about {text}");
            error
        }
        Ok(_) => panic!("this was opened:\n{text}"),
    }
}
