//! When an event is: dates, times of day and lengths, brought down to days.

use chrono::{Datelike as _, Duration, NaiveDate, NaiveDateTime, NaiveTime, Weekday};

use super::lines::Said;

/// A start or an end as written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Moment {
    /// A whole day.
    Day(NaiveDate),
    /// A time of day, on the clock of whoever wrote it; what was written in universal time is put on England's clock.
    Time(NaiveDateTime),
}

impl Moment {
    pub(super) fn date(self) -> NaiveDate {
        match self {
            Self::Day(date) => date,
            Self::Time(time) => time.date(),
        }
    }
}

/// When an event is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Span {
    pub first: NaiveDate,
    pub last: NaiveDate,
    /// Length where it has a time of day.
    pub minutes: Option<i64>,
}

/// The last Sunday of a month with 31 days, at one in the morning of universal time: when England's clocks change.
fn clocks_change(year: i32, month: u32) -> Option<NaiveDateTime> {
    let end = NaiveDate::from_ymd_opt(year, month, 31)?;
    let back = i64::from(end.weekday().days_since(Weekday::Sun));
    end.checked_sub_signed(Duration::days(back))?.and_hms_opt(1, 0, 0)
}

/// Universal time on England's clock: an hour on from the last Sunday of March to the last Sunday of October.
pub(super) fn on_our_clock(utc: NaiveDateTime) -> NaiveDateTime {
    let summer = clocks_change(utc.year(), 3).zip(clocks_change(utc.year(), 10));
    let forward = summer.is_some_and(|(from, to)| from <= utc && utc < to);
    utc.checked_add_signed(Duration::hours(i64::from(forward))).unwrap_or(utc)
}

/// Reads "20260907", "20260907T090000" or "20260907T080000Z".
pub(super) fn moment(text: &str) -> Option<Moment> {
    let text = text.trim();
    let digits = |part: &str, length: usize| part.len() == length && part.bytes().all(|b| b.is_ascii_digit());
    let (day, time) = match text.split_once(['T', 't']) {
        Some((day, time)) => (day, Some(time)),
        None => (text, None),
    };
    if !digits(day, 8) {
        return None;
    }
    let date =
        NaiveDate::parse_from_str(day, "%Y%m%d").ok().filter(|date| (1900..2300).contains(&date.year()))?;
    let Some(time) = time else { return Some(Moment::Day(date)) };
    let (clock, utc) = match time.strip_suffix(['Z', 'z']) {
        Some(clock) => (clock, true),
        None => (time, false),
    };
    if !digits(clock, 6) && !digits(clock, 4) {
        return None;
    }
    let number = |from: usize| clock.get(from..from + 2).and_then(|part| part.parse::<u32>().ok());
    // A leap second is the last second of its minute.
    let time = NaiveTime::from_hms_opt(number(0)?, number(2)?, number(4).unwrap_or(0).min(59))?;
    let at = date.and_time(time);
    Some(Moment::Time(if utc { on_our_clock(at) } else { at }))
}

/// Reads "P5D", "P1W", "PT7H30M" as minutes. Nothing below nought.
fn minutes(text: &str) -> Option<i64> {
    let rest = text.trim().trim_start_matches('+').strip_prefix(['P', 'p'])?;
    let (mut total, mut number, mut in_time, mut any) = (0_i64, String::new(), false, false);
    for letter in rest.chars() {
        match letter.to_ascii_uppercase() {
            'T' => in_time = true,
            digit if digit.is_ascii_digit() => number.push(digit),
            unit => {
                let count: i64 = number.parse().ok()?;
                let each = match (unit, in_time) {
                    ('W', false) => 7 * 24 * 60,
                    ('D', false) => 24 * 60,
                    ('H', true) => 60,
                    ('M', true) => 1,
                    ('S', true) => 0,
                    _ => return None,
                };
                total = total.checked_add(count.checked_mul(each)?)?;
                number.clear();
                any = true;
            }
        }
    }
    (any && number.is_empty() && (0..=60 * 24 * 3660).contains(&total)).then_some(total)
}

/// When an event with this start, end and length is. `Err`: a sentence.
pub(super) fn span(start: Moment, end: Option<&Said>, length: Option<&Said>) -> Result<Span, String> {
    let end = match (end, length) {
        (Some(said), _) => Some(moment(&said.value).ok_or_else(|| not_a_time("end", &said.value))?),
        (None, Some(said)) => {
            let length = minutes(&said.value).ok_or_else(|| not_a_time("length", &said.value))?;
            match start {
                Moment::Day(day) => {
                    let days = (length + 24 * 60 - 1) / (24 * 60);
                    day.checked_add_signed(Duration::days(days)).map(Moment::Day)
                }
                Moment::Time(time) => time.checked_add_signed(Duration::minutes(length)).map(Moment::Time),
            }
        }
        (None, None) => None,
    };
    let midnight = |time: NaiveDateTime| time.time() == NaiveTime::MIN;
    Ok(match (start, end) {
        (Moment::Day(first), None) => Span { first, last: first, minutes: None },
        // The end is the first day that no longer belongs to it. Some programs write the last day itself for one day.
        (Moment::Day(first), Some(end)) => whole_days(first, end.date())?,
        (Moment::Time(start), Some(Moment::Time(end))) => {
            let length = (end - start).num_minutes();
            if length < 0 {
                return Err(ends_first());
            }
            // Whole days written as midnight to midnight are whole days.
            if length > 0 && midnight(start) && midnight(end) {
                whole_days(start.date(), end.date())?
            } else {
                let last =
                    end.checked_sub_signed(Duration::seconds(1)).map_or(end, |before| before.max(start));
                Span { first: start.date(), last: last.date(), minutes: Some(length) }
            }
        }
        (Moment::Time(start), Some(Moment::Day(end))) => whole_days(start.date(), end)?,
        (Moment::Time(start), None) => Span { first: start.date(), last: start.date(), minutes: Some(0) },
    })
}

fn whole_days(first: NaiveDate, end: NaiveDate) -> Result<Span, String> {
    if end < first {
        return Err(ends_first());
    }
    let last = end.pred_opt().unwrap_or(end).max(first);
    Ok(Span { first, last, minutes: None })
}

fn ends_first() -> String {
    "the event ends before it starts; put one of them right in the calendar".to_owned()
}

fn not_a_time(what: &str, text: &str) -> String {
    format!("the {what} of the event, “{}”, is not understood", text.trim())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(d: u32, m: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, m, d).unwrap()
    }

    fn said(value: &str) -> Said {
        Said::read(&super::super::lines::Line { number: 1, text: format!("X:{value}") }).unwrap()
    }

    #[test]
    fn universal_time_is_put_on_englands_clock() {
        // In 2026 the clocks go on on Sunday 29 March and back on Sunday 25 October, at one in the morning.
        for (text, date) in [
            ("20260706T230000Z", day(7, 7)),
            ("20260706T225959Z", day(6, 7)),
            ("20261206T230000Z", day(6, 12)),
            ("20260328T233000Z", day(28, 3)),
            ("20260329T233000Z", day(30, 3)),
            ("20261024T233000Z", day(25, 10)),
            ("20261025T233000Z", day(25, 10)),
            ("20260706T230000", day(6, 7)),
        ] {
            assert_eq!(moment(text).unwrap().date(), date, "{text}");
        }
    }

    #[test]
    fn what_is_no_time_is_none() {
        for text in ["", "2026-09-07", "20261332", "20260907T25", "20260907T2500", "99990101", "soon"] {
            assert_eq!(moment(text), None, "{text}");
        }
    }

    #[test]
    fn ends_and_lengths_come_to_first_and_last_days() {
        for (start, end, length, first, last, minutes) in [
            ("20260907", None, None, day(7, 9), day(7, 9), None),
            ("20260907", Some("20260908"), None, day(7, 9), day(7, 9), None),
            ("20260907", Some("20260907"), None, day(7, 9), day(7, 9), None),
            ("20260907", Some("20260912"), None, day(7, 9), day(11, 9), None),
            ("20260907", None, Some("P5D"), day(7, 9), day(11, 9), None),
            ("20260907", None, Some("P1W"), day(7, 9), day(13, 9), None),
            ("20260907T000000", Some("20260912T000000"), None, day(7, 9), day(11, 9), None),
            // Half past one to half past five: 240 minutes.
            ("20260907T133000", Some("20260907T173000"), None, day(7, 9), day(7, 9), Some(240)),
            ("20260907T090000", None, Some("PT7H30M"), day(7, 9), day(7, 9), Some(450)),
            // From nine to midnight is one day, not two.
            ("20260907T090000", Some("20260908T000000"), None, day(7, 9), day(7, 9), Some(900)),
            ("20260907T090000", None, None, day(7, 9), day(7, 9), Some(0)),
        ] {
            let (end, length) = (end.map(said), length.map(said));
            let found = span(moment(start).unwrap(), end.as_ref(), length.as_ref()).unwrap();
            assert_eq!(found, Span { first, last, minutes }, "{start} {end:?} {length:?}");
        }
        let wrong = span(moment("20260907").unwrap(), Some(&said("20260901")), None).unwrap_err();
        assert!(wrong.contains("ends before it starts"), "{wrong}");
        for length in ["5D", "PD", "P5", "-P1D", "PT5X", "P99999D"] {
            assert!(span(moment("20260907").unwrap(), None, Some(&said(length))).is_err(), "{length}");
        }
    }
}
