//! Dates as people type them and as spreadsheets export them, day first; and as this program shows them.

use chrono::{Datelike, NaiveDate, NaiveTime, Weekday};
use thiserror::Error;

/// Two-digit years below this are 20xx, from it on 19xx: children and their workers were born after 1970.
const PIVOT: i32 = 70;
/// Years a date may have; beyond them lie typing slips such as 1899 and 9999.
const YEARS: std::ops::RangeInclusive<i32> = 1900..=2199;
/// Characters of the typed text repeated in an error.
const SHOWN: usize = 30;

/// Why a text is not a date. The sentence says what to type instead; it repeats what was typed, so show it to the
/// person who typed it and never log it.
#[derive(Clone, Debug, PartialEq, Eq, Error)]
pub enum DateError {
    /// Nothing was typed.
    #[error("There is no date. Type it as day/month/year, for example 07/09/2026")]
    Empty,
    /// Not in any form that is understood.
    #[error("“{typed}” is not a date. Type it as day/month/year, for example 07/09/2026")]
    NotADate {
        /// What was typed, cut short.
        typed: String,
    },
    /// Day and month seem swapped.
    #[error("“{typed}” has no month {month}. Type the day first, then the month: {suggestion}")]
    MonthFirst {
        /// What was typed, cut short.
        typed: String,
        /// The number that stands where the month should.
        month: u32,
        /// The date with day and month swapped.
        suggestion: String,
    },
    /// The month or the day is not in the calendar.
    #[error(
        "“{typed}” is not in the calendar. Check the day and the month, and type it as day/month/year, for example 07/09/2026"
    )]
    NoSuchDay {
        /// What was typed, cut short.
        typed: String,
    },
    /// Too long ago or too far ahead to be meant.
    #[error(
        "The year {year} is outside 1900 to 2199. Type the year with four digits, for example 07/09/2026; leave the date empty if it is not known"
    )]
    YearOutOfRange {
        /// The year that was typed.
        year: i32,
    },
    /// The day of the week does not fit.
    #[error("“{typed}” is a {actual}. Check the date, or leave out the day of the week")]
    WrongWeekday {
        /// What was typed, cut short.
        typed: String,
        /// The day of the week that the date falls on.
        actual: &'static str,
    },
}

/// Reads a date typed by a person or exported by a spreadsheet. Day first unless the year comes first.
///
/// Understood: 07/09/2026, 7/9/26, 07-09-2026, 07.09.2026, 2026-09-07, 2026-09-07T00:00:00Z, 07/09/2026 00:00,
/// 7 Sep 2026, 07-Sep-26, 7th September 2026, and what [`format_date_with_day`] writes. Two-digit years from 70
/// are 19xx, below it 20xx. A time of day is checked and dropped; no time zone is applied.
///
/// # Errors
/// A [`DateError`] whose sentence says what to type.
pub fn parse_date(text: &str) -> Result<NaiveDate, DateError> {
    let typed = text.trim();
    if typed.is_empty() {
        return Err(DateError::Empty);
    }
    let shown = || {
        let mut cut: String =
            typed.chars().take(SHOWN).map(|c| if c.is_control() { ' ' } else { c }).collect();
        if typed.chars().count() > SHOWN {
            cut.push('…');
        }
        cut
    };
    let not_a_date = || DateError::NotADate { typed: shown() };

    // Longer than any date: do not walk through a whole pasted document.
    if typed.len() > 80 {
        return Err(not_a_date());
    }
    let (body, weekday) = split_weekday(typed);
    let (day, month, year) =
        split_parts(body).or_else(|| split_time(body).and_then(split_parts)).ok_or_else(not_a_date)?;
    if !YEARS.contains(&year) {
        return Err(DateError::YearOutOfRange { year });
    }
    let Some(date) = NaiveDate::from_ymd_opt(year, month, day) else {
        if let (13.., Some(swapped)) = (month, NaiveDate::from_ymd_opt(year, day, month)) {
            return Err(DateError::MonthFirst { typed: shown(), month, suggestion: format_date(swapped) });
        }
        return Err(DateError::NoSuchDay { typed: shown() });
    };
    match weekday {
        Some(weekday) if weekday != date.weekday() => {
            Err(DateError::WrongWeekday { typed: shown(), actual: weekday_name(date.weekday()) })
        }
        _ => Ok(date),
    }
}

/// The date as this program shows it everywhere: 07/09/2026.
pub fn format_date(date: NaiveDate) -> String {
    let (day, month) = (date.day(), date.month());
    let Some(year) = u32::try_from(date.year()).ok().filter(|year| *year <= 9999) else {
        return format!("{day:02}/{month:02}/{:04}", date.year());
    };
    // By hand: a table of 20,000 children writes a hundred thousand of them at each change.
    let two = |number: u32| {
        [number / 10 % 10, number % 10].map(|digit| char::from_digit(digit, 10).unwrap_or_default())
    };
    let mut text = String::with_capacity(10);
    text.extend(two(day));
    text.push('/');
    text.extend(two(month));
    text.push('/');
    text.extend(two(year / 100));
    text.extend(two(year));
    text
}

/// The date with its day of the week, for places where the day matters: 07/09/2026 (Mon).
pub fn format_date_with_day(date: NaiveDate) -> String {
    format!("{} ({})", format_date(date), &weekday_name(date.weekday())[..3])
}

fn weekday_name(weekday: Weekday) -> &'static str {
    match weekday {
        Weekday::Mon => "Monday",
        Weekday::Tue => "Tuesday",
        Weekday::Wed => "Wednesday",
        Weekday::Thu => "Thursday",
        Weekday::Fri => "Friday",
        Weekday::Sat => "Saturday",
        Weekday::Sun => "Sunday",
    }
}

/// Takes "(Mon)" off the end, or "Mon" and "Monday," off the beginning.
fn split_weekday(text: &str) -> (&str, Option<Weekday>) {
    if let Some((body, inside)) = text.strip_suffix(')').and_then(|t| t.rsplit_once('('))
        && let Ok(weekday) = inside.trim().parse::<Weekday>()
    {
        return (body.trim_end(), Some(weekday));
    }
    if let Some((word, body)) = text.split_once(char::is_whitespace)
        && let Ok(weekday) = word.trim_end_matches(',').parse::<Weekday>()
    {
        return (body.trim_start(), Some(weekday));
    }
    (text, None)
}

/// The part before a time of day, if what follows it is one.
fn split_time(text: &str) -> Option<&str> {
    let at = text.find(['T', 't', ' ']).filter(|&at| text[..at].ends_with(|c: char| c.is_ascii_digit()))?;
    // "7 Sep 2026 09:30": the first space is not yet the end of the date.
    let at = if text.contains(':') && text[at..].contains(' ') {
        let colon = text.find(':')?;
        text[..colon].rfind(['T', 't', ' '])?
    } else {
        at
    };
    is_time(text[at + 1..].trim()).then(|| text[..at].trim_end())
}

/// Whether `text` is a time of day, with or without seconds, am or pm, and an offset from Greenwich.
fn is_time(text: &str) -> bool {
    let upper = text.to_ascii_uppercase();
    if let Some(twelve_hour) = upper.strip_suffix("AM").or_else(|| upper.strip_suffix("PM")) {
        let hour_fits = twelve_hour.split(':').next().and_then(|hour| hour.trim().parse().ok());
        return hour_fits.is_some_and(|hour: u32| (1..=12).contains(&hour))
            && is_clock(twelve_hour.trim_end());
    }
    let clock = match upper.find(['Z', '+', '-']) {
        Some(at) => {
            let offset = upper[at..].trim_start_matches(['Z', '+', '-']);
            let digits = offset.chars().filter(char::is_ascii_digit).count();
            let tidy = upper.len() - at - offset.len() == 1
                && offset.chars().all(|c| c.is_ascii_digit() || c == ':')
                && if upper[at..].starts_with('Z') { offset.is_empty() } else { digits == 2 || digits == 4 };
            if !tidy {
                return false;
            }
            upper[..at].trim_end()
        }
        None => upper.as_str(),
    };
    is_clock(clock)
}

fn is_clock(text: &str) -> bool {
    ["%H:%M:%S%.f", "%H:%M"].iter().any(|form| NaiveTime::parse_from_str(text, form).is_ok())
}

/// Day, month and year of a date without a time, unchecked against the calendar.
fn split_parts(text: &str) -> Option<(u32, u32, i32)> {
    if text.chars().any(|c| c.is_ascii_alphabetic()) {
        return split_worded(text);
    }
    let separator = text.chars().find(|c| !c.is_ascii_digit()).filter(|c| "/-.".contains(*c))?;
    let mut parts = text.split(separator);
    let (first, second, third) = (parts.next()?, parts.next()?, parts.next()?);
    if parts.next().is_some() {
        return None;
    }
    if first.len() == 4 {
        Some((short_number(third)?, short_number(second)?, year_number(first)?))
    } else {
        Some((short_number(first)?, short_number(second)?, year_number(third)?))
    }
}

/// "7 Sep 2026", "07-Sep-26", "7th September, 2026".
fn split_worded(text: &str) -> Option<(u32, u32, i32)> {
    let mut parts = text.split([' ', '-', '/', '.', ',', '\u{a0}']).filter(|part| !part.is_empty());
    let (day, month, year) = (parts.next()?, parts.next()?, parts.next()?);
    if parts.next().is_some() {
        return None;
    }
    let day = ["st", "nd", "rd", "th"].iter().find_map(|end| day.strip_suffix(end)).unwrap_or(day);
    Some((short_number(day)?, month_number(month)?, year_number(year)?))
}

fn month_number(word: &str) -> Option<u32> {
    const MONTHS: [&str; 12] = [
        "january",
        "february",
        "march",
        "april",
        "may",
        "june",
        "july",
        "august",
        "september",
        "october",
        "november",
        "december",
    ];
    let word = word.to_lowercase();
    if word == "sept" {
        return Some(9);
    }
    let index =
        MONTHS.iter().position(|month| word == *month || (word.len() == 3 && month.starts_with(&word)))?;
    Some(index as u32 + 1)
}

/// A day or month: one or two digits.
fn short_number(text: &str) -> Option<u32> {
    let fits = matches!(text.len(), 1 | 2) && text.bytes().all(|b| b.is_ascii_digit());
    fits.then(|| text.parse().ok()).flatten()
}

/// A year: two or four digits.
fn year_number(text: &str) -> Option<i32> {
    if !text.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    let year: i32 = text.parse().ok()?;
    match text.len() {
        4 => Some(year),
        2 if year < PIVOT => Some(2000 + year),
        2 => Some(1900 + year),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use proptest::prelude::*;

    use super::*;

    #[test]
    fn every_form_that_is_understood() {
        let expected = NaiveDate::from_ymd_opt(2026, 9, 7).unwrap();
        for typed in [
            "07/09/2026",
            "7/9/2026",
            "07-09-2026",
            "07.09.2026",
            "7.9.26",
            "7/9/26",
            " 07/09/2026 ",
            "\u{a0}07/09/2026",
            "2026-09-07",
            "2026/09/07",
            "2026-9-7",
            "2026-09-07T00:00:00",
            "2026-09-07 00:00:00",
            "2026-09-07T23:59:59.123Z",
            "2026-09-07T00:00:00+01:00",
            "2026-09-07 09:30:00 -0100",
            "2026-09-07T09:30",
            "07/09/2026 00:00",
            "07/09/2026 12:00:00 AM",
            "07/09/2026 9:30 pm",
            "7 Sep 2026",
            "07-Sep-26",
            "07-SEP-2026",
            "7 September 2026",
            "7 Sept 2026",
            "7th September 2026",
            "7th September, 2026",
            "7 Sep 2026 09:30",
            "07/09/2026 (Mon)",
            "Mon 7 Sep 2026",
            "Monday, 7 September 2026",
            "7/Sep/2026",
            "7  Sep  2026",
        ] {
            assert_eq!(parse_date(typed), Ok(expected), "{typed}");
        }
    }

    #[test]
    fn two_digit_years_turn_at_seventy() {
        for (typed, year) in [("1/1/00", 2000), ("1/1/69", 2069), ("1/1/70", 1970), ("1-Jan-99", 1999)] {
            assert_eq!(parse_date(typed).unwrap().year(), year, "{typed}");
        }
    }

    #[test]
    fn nonsense_is_refused() {
        for typed in [
            "tomorrow",
            "07/09",
            "07092026",
            "46272",
            "7/9-2026",
            "7//2026",
            "/9/2026",
            "7/9/2026/1",
            "7/9/226",
            "7/9/02026",
            "-7/9/2026",
            "+7/9/2026",
            "7/9/2o26",
            "Sep 2026",
            "7 Foo 2026",
            "7 Ma 2026",
            "September 7 2026",
            "07/09/2026 25:00",
            "07/09/2026 later",
            "2026-09-07T",
            "2026-09-07T00:00:00Q",
            "07/09/2026 13:00 PM",
            "007/09/2026",
            "٧/٩/٢٠٢٦",
            "T",
            " T10:00",
            "é/é/é",
            "2026-09-07T00:00:00++01",
            "7 9 2026",
            ":",
            "(Mon)",
            "07/09/2026 10:00:00 +1",
            "#N/A",
            "n/k",
            "dd/mm/yyyy",
        ] {
            let error = parse_date(typed).unwrap_err();
            assert!(matches!(error, DateError::NotADate { .. }), "{typed}: {error:?}");
            assert!(error.to_string().contains("day/month/year"), "{error}");
        }
        for typed in ["", "  ", "\t\n"] {
            assert_eq!(parse_date(typed), Err(DateError::Empty));
        }
    }

    #[test]
    fn each_mistake_gets_its_own_sentence() {
        for (typed, sentence) in [
            ("09/13/2026", "“09/13/2026” has no month 13. Type the day first, then the month: 13/09/2026"),
            (
                "31/02/2026",
                "“31/02/2026” is not in the calendar. Check the day and the month, and type it as day/month/year, \
                 for example 07/09/2026",
            ),
            (
                "01/01/1899",
                "The year 1899 is outside 1900 to 2199. Type the year with four digits, for example 07/09/2026; \
                 leave the date empty if it is not known",
            ),
            (
                "07/09/2026 (Tue)",
                "“07/09/2026 (Tue)” is a Monday. Check the date, or leave out the day of the week",
            ),
        ] {
            assert_eq!(parse_date(typed).unwrap_err().to_string(), sentence);
        }
        assert_eq!(parse_date("31/12/9999"), Err(DateError::YearOutOfRange { year: 9999 }));
        assert_eq!(parse_date("0000-00-00"), Err(DateError::YearOutOfRange { year: 0 }));
        assert!(matches!(parse_date("29/02/2026"), Err(DateError::NoSuchDay { .. })));
        assert!(parse_date("29/02/2028").is_ok());
        assert!(matches!(parse_date("0/1/2026"), Err(DateError::NoSuchDay { .. })));
        assert!(matches!(parse_date("20/20/2026"), Err(DateError::NoSuchDay { .. })));
    }

    #[test]
    fn long_text_is_cut_short_in_the_sentence() {
        let sentence = parse_date(&"word ".repeat(1_000_000)).unwrap_err().to_string();
        assert!(sentence.len() < 150, "{sentence}");
    }

    #[test]
    fn shown_with_its_day() {
        let date = NaiveDate::from_ymd_opt(2026, 9, 7).unwrap();
        assert_eq!(format_date(date), "07/09/2026");
        assert_eq!(format_date_with_day(date), "07/09/2026 (Mon)");
        drop(format_date_with_day(NaiveDate::MAX));
        drop(format_date_with_day(NaiveDate::MIN));
        let early = NaiveDate::from_ymd_opt(812, 1, 31).unwrap();
        assert_eq!(format_date(early), "31/01/0812");
    }

    proptest! {
        #[test]
        fn what_is_shown_can_be_typed(days in 693_596..803_168_i32) {
            // 1 January 1900 to 31 December 2199.
            let date = NaiveDate::from_num_days_from_ce_opt(days).unwrap();
            prop_assert_eq!(parse_date(&format_date(date)), Ok(date));
            prop_assert_eq!(parse_date(&format_date_with_day(date)), Ok(date));
            prop_assert_eq!(parse_date(&date.to_string()), Ok(date));
            prop_assert_eq!(parse_date(&date.format("%-d %B %Y").to_string()), Ok(date));
        }

        #[test]
        fn no_text_makes_it_panic(text in "\\PC{0,40}") {
            drop(parse_date(&text));
        }

        #[test]
        fn nothing_like_a_date_makes_it_panic(text in "[0-9TtZzé:/. ()\\-+AaPpMmSep]{0,24}") {
            drop(parse_date(&text));
        }
    }
}
