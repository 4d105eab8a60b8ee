//! Single values out of cells: dates, yes or no, ages, whole numbers, working time.
//!
//! Every parser gives `Ok(None)` for an empty cell or words meaning nothing, and `Err` with one plain sentence for
//! something it cannot make out. Nothing is guessed that a manager could not check at a glance.

use chrono::{Datelike, Days, NaiveDate};

use super::headings::heading_key;
use super::names::tidy_name;
use super::sheet::Cell;
use crate::domain::calendar::{self, DateError};

/// Hours of a full-time week in local government, used to turn hours into full-time equivalent. A common
/// default, not a sourced figure; councils differ between 35 and 37.
pub const FULL_WEEK_HOURS: f64 = 37.0;
/// Working days of a full-time week.
pub const FULL_WEEK_DAYS: f64 = 5.0;

const FIRST_YEAR: i32 = 1900;
const LAST_YEAR: i32 = 2199;
/// Excel day numbers taken as dates in text and number cells: 1954 to 2146.
const SERIALS: std::ops::RangeInclusive<f64> = 20_000.0..=90_000.0;

/// Whether a text only says that there is nothing.
pub fn is_blank_text(text: &str) -> bool {
    let key = heading_key(text);
    matches!(
        key.as_str(),
        "" | "n a"
            | "na"
            | "null"
            | "none"
            | "nan"
            | "nil"
            | "not recorded"
            | "not known"
            | "unknown"
            | "tbc"
            | "not applicable"
    )
}

/// A date: a date cell, Excel's day number, or text such as 07/09/2026, 2026-09-07, 7 Sep 2026, with or without a
/// time of day. Day comes before month, as in England.
pub fn parse_date(cell: &Cell) -> Result<Option<NaiveDate>, String> {
    match cell {
        Cell::Empty => Ok(None),
        Cell::Date(date) => in_range(*date).map(Some),
        Cell::Number(number) => from_number(*number).map(Some),
        Cell::Flag(_) => Err("this is a true/false value, not a date".into()),
        Cell::Error(text) => Err(format!("the cell holds the formula error {text}, not a date")),
        Cell::Text(text) if is_blank_text(text) => Ok(None),
        Cell::Text(text) => parse_date_text(text).map(Some),
    }
}

fn in_range(date: NaiveDate) -> Result<NaiveDate, String> {
    let year = date.year();
    if (FIRST_YEAR..=LAST_YEAR).contains(&year) && date.ordinal() + (year - FIRST_YEAR) as u32 > 1 {
        return Ok(date);
    }
    Err(format!(
        "{} is a stand-in for an empty date, or a slip; clear the cell or put the year right",
        date.format("%d/%m/%Y")
    ))
}

fn from_number(number: f64) -> Result<NaiveDate, String> {
    let whole = number.trunc();
    if SERIALS.contains(&whole) || (0.0..=1.0).contains(&whole) {
        // Excel counts from 30 December 1899.
        let start = NaiveDate::from_ymd_opt(1899, 12, 30).ok_or("no calendar")?;
        let date = start.checked_add_days(Days::new(whole as u64)).ok_or("no such date")?;
        return in_range(date);
    }
    if (19_000_101.0..=21_991_231.0).contains(&whole) {
        let whole = whole as u32;
        let date = NaiveDate::from_ymd_opt((whole / 10_000).cast_signed(), whole / 100 % 100, whole % 100);
        return date.ok_or_else(|| format!("{whole} is not a date"));
    }
    Err(format!("{number} is a number that is not a date; write the date as day/month/year"))
}

/// Text is read as a person would type it ([`calendar::parse_date`]); on top of that come what exports write:
/// day numbers, 20260907, the month's name first, any wrong day of the week beside a date.
fn parse_date_text(text: &str) -> Result<NaiveDate, String> {
    let tidy = tidy_name(text);
    let not_a_date = || format!("“{tidy}” is not a date; write it as day/month/year, such as 07/09/2026");
    if let Ok(number) = tidy.parse::<f64>() {
        return from_number(number).map_err(|_| not_a_date());
    }
    match calendar::parse_date(&tidy) {
        Ok(date) => in_range(date),
        Err(DateError::MonthFirst { .. }) => {
            Err(format!("“{tidy}” has the month first; dates are read as day/month/year"))
        }
        Err(DateError::YearOutOfRange { .. }) => Err(format!(
            "{tidy} is a stand-in for an empty date, or a slip; clear the cell or put the year right"
        )),
        Err(_) => {
            let day_first = day_first(&tidy).ok_or_else(not_a_date)?;
            in_range(calendar::parse_date(&day_first).map_err(|_| not_a_date())?)
        }
    }
}

/// "September 7, 2026" and "Tue 7 Sep 2026" as "7 September 2026": the day of the week left out, the day first.
fn day_first(tidy: &str) -> Option<String> {
    let mut parts: Vec<&str> =
        tidy.split([' ', ',', '-', '/', '.']).filter(|part| !part.is_empty()).collect();
    if parts.first().is_some_and(|word| word.parse::<chrono::Weekday>().is_ok()) {
        parts.remove(0);
    }
    let [first, second, year, ..] = parts[..] else { return None };
    let worded = first.parse::<chrono::Month>().is_ok() || first.eq_ignore_ascii_case("sept");
    Some(if worded { format!("{second} {first} {year}") } else { format!("{first} {second} {year}") })
}

fn is_number(word: &str) -> bool {
    !word.is_empty() && word.chars().all(|c| c.is_ascii_digit())
}

/// Yes or no, with or without a leading letter or code: "a) Yes", "1 - Yes", Y, TRUE. "Not stated" is neither.
pub fn parse_yes_no(cell: &Cell) -> Result<Option<bool>, String> {
    let text = match cell {
        Cell::Empty => return Ok(None),
        Cell::Flag(flag) => return Ok(Some(*flag)),
        Cell::Error(text) => return Err(format!("the cell holds the formula error {text}, not yes or no")),
        other => other.shown(),
    };
    if is_blank_text(&text) {
        return Ok(None);
    }
    let key = heading_key(&text);
    let words: Vec<&str> = key.split(' ').collect();
    let bare = match words[..] {
        [code, ref rest @ ..] if !rest.is_empty() && code.len() == 1 => rest.join(" "),
        _ => key.clone(),
    };
    match bare.as_str() {
        "yes" | "y" | "true" | "1" | "t" => Ok(Some(true)),
        "no" | "n" | "false" | "0" | "f" => Ok(Some(false)),
        bare if is_blank_text(bare) || bare.starts_with("not ") || bare == "dont know" => Ok(None),
        bare if bare.starts_with("yes ") => Ok(Some(true)),
        _ if says_no_and_why(&text) => Ok(Some(false)),
        _ => Err(format!("“{}” is neither yes nor no", tidy_name(&text))),
    }
}

/// "No - not needed", but not "No further action", which is another thing altogether.
fn says_no_and_why(text: &str) -> bool {
    let lower = tidy_name(text).to_lowercase();
    ["no -", "no,", "no:", "no;", "no ("].iter().any(|start| lower.starts_with(start))
}

/// Whether a referral was closed with no further action: yes or no, or NFA and FA.
pub fn parse_no_further_action(cell: &Cell) -> Result<Option<bool>, String> {
    match heading_key(&cell.shown()).as_str() {
        "nfa" | "no further action" => Ok(Some(true)),
        "fa" | "further action" => Ok(Some(false)),
        _ => parse_yes_no(cell),
    }
}

/// Whether a child came unaccompanied seeking asylum: yes or no, or UASC and Non-UASC.
pub fn parse_unaccompanied(cell: &Cell) -> Result<Option<bool>, String> {
    match heading_key(&cell.shown()).as_str() {
        "uasc" | "former uasc" | "formerly uasc" => Ok(Some(true)),
        "non uasc" | "not uasc" => Ok(Some(false)),
        _ => parse_yes_no(cell),
    }
}

/// A disability: `Some` means yes, holding the name of a condition where one stands for yes, otherwise empty.
pub fn parse_disability(cell: &Cell) -> Result<Option<String>, String> {
    match parse_yes_no(cell) {
        Ok(answer) => Ok(answer.filter(|yes| *yes).map(|_| String::new())),
        Err(why) => match (cell, heading_key(&cell.shown()).as_str()) {
            (Cell::Text(_), "no disability" | "nobt" | "refu" | "refused" | "not obtained") => Ok(None),
            (Cell::Text(_), key) if key.starts_with("nobt ") => Ok(None),
            (Cell::Text(text), _) => Ok(Some(tidy_name(text))),
            _ => Err(why),
        },
    }
}

/// An age in years, with or without a fraction.
pub fn parse_age(cell: &Cell) -> Result<Option<f64>, String> {
    let age = match cell {
        Cell::Empty => return Ok(None),
        Cell::Number(number) => *number,
        Cell::Text(text) if is_blank_text(text) => return Ok(None),
        Cell::Text(text) => {
            let tidy = tidy_name(text).to_lowercase();
            if tidy.contains("unborn") {
                return Ok(None);
            }
            let number: String =
                tidy.chars().take_while(|c| c.is_ascii_digit() || *c == '.' || *c == '-').collect();
            number.parse().map_err(|_| format!("“{}” is not an age in years", tidy_name(text)))?
        }
        other => return Err(format!("“{}” is not an age in years", other.shown())),
    };
    // Unborn children come out of case systems with small negative ages; care leavers go to 25.
    if (-1.0..=30.0).contains(&age) {
        Ok(Some(age))
    } else {
        Err(format!("{age} is not the age of a child or care leaver"))
    }
}

/// A whole number, such as a cap on a caseload. Text such as "16 cases" counts.
pub fn parse_whole(cell: &Cell) -> Result<Option<u32>, String> {
    match parse_number(cell)? {
        None => Ok(None),
        Some(number) if number.fract().abs() < 1e-9 && (0.0..1e6).contains(&number) => {
            Ok(Some(number as u32))
        }
        Some(number) => Err(format!("{number} is not a whole number")),
    }
}

/// A number; text may carry words after it.
pub fn parse_number(cell: &Cell) -> Result<Option<f64>, String> {
    match cell {
        Cell::Empty => Ok(None),
        Cell::Number(number) => Ok(Some(*number)),
        Cell::Text(text) if is_blank_text(text) => Ok(None),
        Cell::Text(text) => {
            let tidy = tidy_name(text);
            let number: String =
                tidy.chars().take_while(|c| c.is_ascii_digit() || matches!(c, '.' | ',')).collect();
            let plain = number.replace(',', "");
            plain.parse().map(Some).map_err(|_| format!("“{tidy}” is not a number"))
        }
        other => Err(format!("“{}” is not a number", other.shown())),
    }
}

/// Working time as full-time equivalent, with a note where it had to be worked out.
#[derive(Clone, Debug, PartialEq)]
pub struct Fte {
    /// 1.0 is full time.
    pub fte: f64,
    /// How it was worked out, where it was not given as such.
    pub note: Option<String>,
}

/// Full-time equivalent: 0.8, 80%, "30 hours", "4 days", 37/37, "full time". Bare numbers from 8 to 48 are hours.
pub fn parse_fte(cell: &Cell) -> Result<Option<Fte>, String> {
    let text = match cell {
        Cell::Number(number) => format!("{number}"),
        Cell::Text(text) => tidy_name(text).to_lowercase(),
        Cell::Empty => return Ok(None),
        other => return Err(format!("“{}” is not working time", other.shown())),
    };
    if is_blank_text(&text) {
        return Ok(None);
    }
    let words = heading_key(&text);
    if matches!(words.as_str(), "full time" | "fulltime" | "ft" | "full") {
        return Ok(Some(Fte { fte: 1.0, note: None }));
    }
    let unclear = || format!("“{text}” is not working time; write full-time equivalent, such as 0.8");
    let mut numbers = text
        .split(|c: char| !c.is_ascii_digit() && c != '.')
        .filter_map(|part| part.trim_matches('.').parse::<f64>().ok());
    let first = numbers.next().ok_or_else(unclear)?;
    let second = numbers.next();
    let worked_out = |fte: f64, how: String| Fte { fte, note: Some(how) };
    let found = if let (Some(whole), true) = (second, text.contains('/') || text.contains(" of ")) {
        if whole <= 0.0 {
            return Err(unclear());
        }
        worked_out(first / whole, format!("{first} of {whole}"))
    } else if text.contains('%') {
        worked_out(first / 100.0, format!("{first}%"))
    } else if words.contains("day") {
        worked_out(first / FULL_WEEK_DAYS, format!("{first} of {FULL_WEEK_DAYS} days"))
    } else if words.contains("hour") || words.contains("hr") || (8.0..=48.0).contains(&first) {
        worked_out(first / FULL_WEEK_HOURS, format!("{first} of {FULL_WEEK_HOURS} hours"))
    } else if (48.0..=100.0).contains(&first) {
        worked_out(first / 100.0, format!("read as {first}%"))
    } else {
        Fte { fte: first, note: None }
    };
    if text.starts_with('-') || !(0.0..=1.3).contains(&found.fte) {
        return Err(format!("{text} is not working time between 0 and full time"));
    }
    // A thousandth is finer than any contract.
    Ok(Some(Fte { fte: (found.fte * 1000.0).round() / 1000.0, note: found.note }))
}

/// A child's reference as the case system writes it. Text keeps its leading noughts; a whole number loses its ".0".
pub fn parse_reference(cell: &Cell) -> Result<Option<String>, String> {
    match cell {
        Cell::Empty => Ok(None),
        Cell::Number(number) if number.fract().abs() < 1e-9 && (0.0..1e15).contains(number) => {
            Ok(Some(format!("{number:.0}")))
        }
        Cell::Text(text) if is_blank_text(text) || text.trim() == "-" => Ok(None),
        Cell::Text(text) => {
            let tidy = tidy_name(text);
            let tidy = tidy.strip_suffix(".0").filter(|rest| is_number(rest)).unwrap_or(&tidy);
            let shortened = tidy.to_lowercase().split_once("e+").is_some_and(|(start, end)| {
                is_number(end) && start.chars().all(|c| c.is_ascii_digit() || c == '.')
            });
            if shortened {
                return Err(format!(
                    "Excel has cut the reference short to {tidy}; format the column as text and export again"
                ));
            }
            Ok(Some(tidy.to_owned()))
        }
        other => Err(format!("“{}” is not a child's reference", other.shown())),
    }
}
