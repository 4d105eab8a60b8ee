//! The nearest days on which as many working days away would be safe.

use std::cmp::Reverse;

use chrono::{Duration, NaiveDate};

use super::Alternative;
use super::ask::Ask;
use super::rules::rules;
use super::trial::Trial;
use crate::domain::plan::AbsenceStatus;
use crate::domain::presence::would_work;

/// So many days are looked at on each side of the first day asked for.
pub(super) const DAYS_EACH_SIDE: i64 = 182;

/// Every stretch of as many working days of theirs as are asked for, that begins on one of them, not before the plan's
/// date and within half a year of the first day; the nearest first, of two as near the later.
pub(super) fn stretches(ask: &Ask<'_, '_>) -> Vec<Alternative> {
    let wanted = ask.days.len();
    let first = ask.absence.first_day;
    let lo = (first - Duration::days(DAYS_EACH_SIDE)).max(ask.outlook.from);
    let hi = first + Duration::days(DAYS_EACH_SIDE);
    // Whoever works one day a fortnight needs so long, and holidays come on top.
    let end = hi + Duration::days(28 * wanted as i64 + 366);
    let mut days: Vec<NaiveDate> = Vec::new();
    let mut starts = 0;
    for date in lo.iter_days().take_while(|date| *date <= end) {
        if date > hi && days.len() + 1 >= starts + wanted {
            break;
        }
        if ask.worker.in_post(date) && would_work(ask.sight.calendar, ask.worker, date) {
            starts += usize::from(date <= hi);
            days.push(date);
        }
    }
    let mut found: Vec<Alternative> = if wanted == 0 {
        Vec::new()
    } else {
        let whole = days.windows(wanted).take(starts);
        whole
            .filter_map(|days| Some(Alternative { first_day: *days.first()?, last_day: *days.last()? }))
            .collect()
    };
    found.sort_by_key(|days| ((days.first_day - first).num_days().abs(), Reverse(days.first_day)));
    found
}

/// The first `most` of these that are safe, with the cover that is named.
pub(super) fn alternatives(ask: &Ask<'_, '_>, most: usize) -> Vec<Alternative> {
    let stretches = stretches(ask);
    let (Some(from), Some(to)) =
        (stretches.iter().map(|s| s.first_day).min(), stretches.iter().map(|s| s.last_day).max())
    else {
        return Vec::new();
    };
    // For each day, how many days up to it are such that they cannot be away on them.
    let rules = rules(ask, from, to);
    let elsewhere: Vec<(NaiveDate, NaiveDate)> = ask
        .sight
        .lookup
        .absences_of(ask.worker.id)
        .filter(|absence| absence.status == AbsenceStatus::Agreed)
        .map(|absence| (absence.first_day, absence.known_last_day().unwrap_or(NaiveDate::MAX)))
        .collect();
    let mut barred: Vec<u32> = vec![0];
    let mut sum = 0;
    for date in from.iter_days().take_while(|date| *date <= to) {
        let twice = elsewhere.iter().any(|(first, last)| *first <= date && date <= *last);
        let is_barred = twice || rules.iter().any(|rules| rules.broken(ask, date).is_any());
        sum += u32::from(is_barred);
        barred.push(sum);
    }
    let up_to = |days: i64| usize::try_from(days).ok().and_then(|at| barred.get(at)).copied();
    let is_open = |days: &Alternative| {
        up_to((days.first_day - from).num_days()) == up_to((days.last_day - from).num_days() + 1)
    };
    let trial = Trial::new(ask, &ask.absence.cover);
    let is_safe = |days: &Alternative| {
        let mut absence = ask.absence.clone();
        (absence.first_day, absence.last_day) = (days.first_day, Some(days.last_day));
        // Cover that was named late for the days asked for is named in time for others.
        absence.cover_from = None;
        is_open(days) && trial.leaves_nobody_out(&absence)
    };
    stretches.into_iter().filter(is_safe).take(most).collect()
}
