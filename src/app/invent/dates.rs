//! The day on which every invented service is as at, and days counted from it.

use chrono::{Datelike as _, Duration, NaiveDate, Weekday};

/// Monday 7 September 2026. Use [`super::shift_to`] for any other week.
pub const AS_AT: NaiveDate = date(2026, 9, 7);

/// A date known when this was written.
pub(super) const fn date(year: i32, month: u32, day: u32) -> NaiveDate {
    match NaiveDate::from_ymd_opt(year, month, day) {
        Some(date) => date,
        None => panic!("no such day"), // every call is a constant of ours
    }
}

/// Bank holidays in England near the as-at date, so that nothing invented falls on one.
const BANK_HOLIDAYS: [NaiveDate; 9] = [
    date(2026, 5, 4),
    date(2026, 5, 25),
    date(2026, 8, 31),
    date(2026, 12, 25),
    date(2026, 12, 28),
    date(2027, 1, 1),
    date(2027, 3, 26),
    date(2027, 3, 29),
    date(2027, 5, 3),
];

/// So many days after the as-at date; before it when negative.
pub(super) fn in_days(days: i64) -> NaiveDate {
    AS_AT.checked_add_signed(Duration::days(days)).unwrap_or(AS_AT)
}

/// The Monday so many weeks after the as-at date.
pub(super) fn monday(weeks: i64) -> NaiveDate {
    in_days(weeks * 7)
}

fn is_working(date: NaiveDate) -> bool {
    !matches!(date.weekday(), Weekday::Sat | Weekday::Sun) && !BANK_HOLIDAYS.contains(&date)
}

/// This day, or the next working day.
pub(super) fn working(date: NaiveDate) -> NaiveDate {
    date.iter_days().find(|day| is_working(*day)).unwrap_or(date)
}

/// This day, or the working day before it.
pub(super) fn working_before(date: NaiveDate) -> NaiveDate {
    date.iter_days().rev().find(|day| is_working(*day)).unwrap_or(date)
}

/// Days from the first to the second.
pub(super) fn days(from: NaiveDate, to: NaiveDate) -> i64 {
    (to - from).num_days()
}
