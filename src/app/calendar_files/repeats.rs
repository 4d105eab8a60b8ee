//! Events that repeat: daily or weekly, for a number of times or until a day. Anything else is said not to be understood.

use chrono::{Datelike as _, Days, NaiveDate, Weekday};

use super::days::moment;
use crate::domain::plan::monday_of;

/// More times than this are no absence of one person.
pub(super) const MOST_TIMES: usize = 400;

const SIMPLE: &str = "only events that repeat daily or weekly, a number of times or until a day, are read; enter the \
                      absence in the plan";

/// The first days of an event that begins on `first` and repeats by `rule`, but for `except`.
pub(super) fn starts(rule: &str, first: NaiveDate, except: &[NaiveDate]) -> Result<Vec<NaiveDate>, String> {
    let (mut weekly, mut every, mut times, mut until) = (None, 1_u64, None, None);
    let mut on: Vec<Weekday> = Vec::new();
    for part in rule.split(';').filter(|part| !part.trim().is_empty()) {
        let (name, value) = part.split_once('=').ok_or(SIMPLE)?;
        let value = value.trim();
        match name.trim().to_uppercase().as_str() {
            "FREQ" => {
                weekly = match value.to_uppercase().as_str() {
                    "DAILY" => Some(false),
                    "WEEKLY" => Some(true),
                    _ => return Err(SIMPLE.to_owned()),
                }
            }
            "INTERVAL" => every = value.parse().ok().filter(|n| (1..=60).contains(n)).ok_or(SIMPLE)?,
            "COUNT" => times = Some(value.parse::<usize>().ok().filter(|n| *n > 0).ok_or(SIMPLE)?),
            "UNTIL" => until = Some(moment(value).ok_or(SIMPLE)?.date()),
            "BYDAY" => {
                for day in value.split(',') {
                    on.push(weekday(day).ok_or(SIMPLE)?);
                }
            }
            "WKST" => {}
            _ => return Err(SIMPLE.to_owned()),
        }
    }
    let weekly = weekly.ok_or(SIMPLE)?;
    if times.is_none() && until.is_none() {
        return Err(
            "the event repeats for ever; give it an end in the calendar, or enter the absence in the plan"
                .to_owned(),
        );
    }
    let monday = monday_of(first);
    let mut found = Vec::new();
    // A day at a time: sixty weeks between two of four hundred times are the most there can be.
    for day in (0..60 * 7 * MOST_TIMES as u64).map_while(|days| first.checked_add_days(Days::new(days))) {
        if until.is_some_and(|until| day > until) || times.is_some_and(|times| found.len() >= times) {
            break;
        }
        let since = (day - first).num_days().cast_unsigned();
        let is_one = if weekly {
            let weeks = (monday_of(day) - monday).num_days().cast_unsigned() / 7;
            let weekday =
                if on.is_empty() { day.weekday() == first.weekday() } else { on.contains(&day.weekday()) };
            weeks.is_multiple_of(every) && (weekday || day == first)
        } else {
            since.is_multiple_of(every) && (on.is_empty() || on.contains(&day.weekday()))
        };
        if is_one {
            if found.len() >= MOST_TIMES {
                return Err(format!(
                    "the event repeats more than {MOST_TIMES} times; enter the absence in the plan"
                ));
            }
            found.push(day);
        }
    }
    found.retain(|day| !except.contains(day));
    Ok(found)
}

/// "MO" to "SU"; a number before it means some week of a month.
fn weekday(text: &str) -> Option<Weekday> {
    Some(match text.trim().to_uppercase().as_str() {
        "MO" => Weekday::Mon,
        "TU" => Weekday::Tue,
        "WE" => Weekday::Wed,
        "TH" => Weekday::Thu,
        "FR" => Weekday::Fri,
        "SA" => Weekday::Sat,
        "SU" => Weekday::Sun,
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn day(d: u32, m: u32) -> NaiveDate {
        NaiveDate::from_ymd_opt(2026, m, d).unwrap()
    }

    #[test]
    fn daily_and_weekly_repeats_are_counted_out() {
        // 07/09/2026 is a Monday.
        let monday = day(7, 9);
        for (rule, expected) in [
            ("FREQ=DAILY;COUNT=3", vec![day(7, 9), day(8, 9), day(9, 9)]),
            ("FREQ=DAILY;INTERVAL=2;UNTIL=20260911", vec![day(7, 9), day(9, 9), day(11, 9)]),
            ("FREQ=WEEKLY;COUNT=3", vec![day(7, 9), day(14, 9), day(21, 9)]),
            ("FREQ=WEEKLY;BYDAY=MO,WE;COUNT=3;WKST=MO", vec![day(7, 9), day(9, 9), day(14, 9)]),
            (
                "FREQ=WEEKLY;INTERVAL=2;BYDAY=FR,MO;UNTIL=20260925T225959Z",
                vec![day(7, 9), day(11, 9), day(21, 9), day(25, 9)],
            ),
            ("FREQ=DAILY;BYDAY=MO,TU;UNTIL=20260915", vec![day(7, 9), day(8, 9), day(14, 9), day(15, 9)]),
        ] {
            assert_eq!(starts(rule, monday, &[]).unwrap(), expected, "{rule}");
        }
    }

    #[test]
    fn exceptions_count_as_times_and_are_left_out() {
        let found = starts("FREQ=DAILY;COUNT=4", day(7, 9), &[day(8, 9)]).unwrap();
        assert_eq!(found, [day(7, 9), day(9, 9), day(10, 9)]);
    }

    #[test]
    fn what_is_not_simple_is_refused_in_words() {
        for (rule, words) in [
            ("FREQ=MONTHLY;COUNT=2", "only events that repeat daily or weekly"),
            ("FREQ=WEEKLY;BYDAY=1MO;COUNT=2", "only events"),
            ("FREQ=WEEKLY", "for ever"),
            ("FREQ=DAILY;COUNT=0", "only events"),
            ("FREQ=DAILY;COUNT=401", "more than 400 times"),
            ("COUNT=2", "only events"),
            ("FREQ", "only events"),
            ("FREQ=DAILY;UNTIL=20990101", "more than 400 times"),
        ] {
            let why = starts(rule, day(7, 9), &[]).unwrap_err();
            assert!(why.contains(words), "{rule}: {why}");
        }
    }
}
