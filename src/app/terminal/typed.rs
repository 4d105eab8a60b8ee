//! Values as they are typed behind options: kinds, dates, shares, pairs of names, and how much can be asked for.

use chrono::NaiveDate;

use crate::domain::calendar::parse_date;
use crate::domain::plan::{AbsenceKind, FIXED_RUNS, FORECAST_WEEKS, Words as _};

/// How many years can be asked for.
pub(super) fn runs_asked() -> std::ops::RangeInclusive<i64> {
    i64::from(*FIXED_RUNS.start())..=i64::from(*FIXED_RUNS.end())
}

/// How many weeks a forecast can be asked for.
pub(super) fn weeks_asked() -> std::ops::RangeInclusive<i64> {
    i64::from(*FORECAST_WEEKS.start())..=i64::from(*FORECAST_WEEKS.end())
}

/// A kind of absence, by its key or its label.
pub(super) fn kind(text: &str) -> Result<AbsenceKind, String> {
    AbsenceKind::from_words(text).ok_or_else(|| {
        let keys: Vec<&str> = AbsenceKind::ALL.iter().map(|kind| kind.key()).collect();
        format!("give one of {}", keys.join(", "))
    })
}

/// A date as people type it.
pub(super) fn date(text: &str) -> Result<NaiveDate, String> {
    parse_date(text).map_err(|error| error.to_string())
}

/// A share of years, in hundredths.
pub(super) fn confidence(text: &str) -> Result<f64, String> {
    let share: Option<f64> = text.trim().parse().ok();
    share
        .filter(|share| {
            (0.01..=1.0).contains(share) && ((share * 100.0).round() / 100.0 - share).abs() < 1e-9
        })
        .ok_or_else(|| "Write a share from 0.01 to 1 in hundredths, for example 0.95".to_owned())
}

/// Two names parted by an equals sign.
pub(super) fn two_names(text: &str) -> Result<(String, String), String> {
    let names = text.split_once('=').map(|(a, b)| (a.trim().to_owned(), b.trim().to_owned()));
    names
        .filter(|(a, b)| !a.is_empty() && !b.is_empty())
        .ok_or_else(|| "Write both spellings, for example “Ada Brook=Brook, Ada”".to_owned())
}
