//! Turns the texts and numbers of a file into values, and gathers *everything* that is wrong with them.
//!
//! A wrong value is noted with its path and a stand-in takes its place, so that reading goes on to the end. Stand-ins
//! never leave this module's callers: with any problem noted, no plan is given out.

use std::collections::BTreeSet;
use std::fmt::Write as _;
use std::str::FromStr;

use chrono::{Datelike, NaiveDate};

use super::Located;
use super::lexer::{Kind, Tokens};
use super::place::places;
use crate::domain::ids::IdError;
use crate::domain::plan::{Record, WorkingDays};
use crate::domain::units::{Days, Fte, Points};

/// The years that a plan may speak of. Outside them is a slip of the keyboard.
const YEARS: std::ops::RangeInclusive<i32> = 1900..=2199;

/// A part of a file's types that becomes a part of the plan.
pub(super) trait Read {
    /// What it becomes.
    type Value;
    /// Gives the value, or a stand-in after noting what is wrong.
    fn read(self, reader: &mut Reader) -> Self::Value;
}

enum Step {
    Field(&'static str),
    Position(usize),
}

/// Something found while reading, with the path of the value it is about.
struct Found {
    path: String,
    what: String,
    fix: String,
}

/// Reads values and remembers where it is.
pub(super) struct Reader<'a> {
    text: &'a str,
    path: Vec<Step>,
    record: Option<(&'static str, String)>,
    wrong: Vec<Found>,
    changed: Vec<Found>,
}

impl<'a> Reader<'a> {
    /// Reads values that were parsed from `text`.
    pub fn new(text: &'a str) -> Self {
        Self { text, path: vec![Step::Field("plan")], record: None, wrong: Vec::new(), changed: Vec::new() }
    }

    /// What is wrong, and what was changed on the way in, both with their places and in the order of the plan.
    pub fn finish(self) -> (Vec<Located>, Vec<Located>) {
        let wrong = self.wrong.len();
        let all: Vec<Found> = self.wrong.into_iter().chain(self.changed).collect();
        if all.is_empty() {
            return (Vec::new(), Vec::new());
        }
        let paths: Vec<&str> = all.iter().map(|found| found.path.as_str()).collect();
        let places = places(self.text, &paths);
        let mut located: Vec<Located> = all
            .into_iter()
            .zip(places)
            .map(|(found, place)| Located::new(place, found.what, found.fix))
            .collect();
        let changed = located.split_off(wrong);
        (located, changed)
    }

    fn path(&self) -> String {
        self.path.iter().fold(String::new(), |mut path, step| {
            // Writing to a String cannot fail.
            match step {
                Step::Field(field) => write!(path, "{field}/"),
                Step::Position(position) => write!(path, "{position}/"),
            }
            .unwrap_or_default();
            path
        })
    }

    /// Notes that the value of `field` is wrong.
    pub fn wrong(&mut self, field: &'static str, what: &str, fix: impl Into<String>) {
        let record = self.record.as_ref().map_or_else(
            || {
                self.path.iter().find_map(|step| match step {
                    Step::Field("plan") | Step::Position(_) => None,
                    Step::Field(section) => Some((*section).to_owned()),
                })
            },
            |(kind, id)| Some(format!("{kind} {id}")),
        );
        let what =
            record.map_or_else(|| format!("{field} {what}"), |record| format!("{record}: {field} {what}"));
        self.path.push(Step::Field(field));
        self.wrong.push(Found { path: self.path(), what, fix: fix.into() });
        self.path.pop();
    }

    /// Reads what is inside `field`.
    pub fn inside<T>(&mut self, field: &'static str, read: impl FnOnce(&mut Self) -> T) -> T {
        self.path.push(Step::Field(field));
        let value = read(self);
        self.path.pop();
        value
    }

    /// Reads one part.
    pub fn part<T: Read>(&mut self, field: &'static str, part: T) -> T::Value {
        self.inside(field, |reader| part.read(reader))
    }

    /// Reads a part that may be left out.
    pub fn maybe<T: Read>(&mut self, field: &'static str, part: Option<T>) -> Option<T::Value> {
        part.map(|part| self.part(field, part))
    }

    /// Reads every part of a list.
    pub fn list<T: Read>(&mut self, field: &'static str, parts: Vec<T>) -> Vec<T::Value> {
        self.inside(field, |reader| reader.items(parts))
    }

    /// Reads every part of a list that has no field of its own.
    pub fn items<T: Read>(&mut self, parts: Vec<T>) -> Vec<T::Value> {
        parts
            .into_iter()
            .enumerate()
            .map(|(position, part)| {
                self.path.push(Step::Position(position));
                let value = part.read(self);
                self.path.pop();
                value
            })
            .collect()
    }

    /// Reads a record: whatever is wrong until `read` returns is said of it.
    pub fn record<T>(&mut self, kind: &'static str, id: &str, read: impl FnOnce(&mut Self) -> T) -> T {
        let outer = self.record.replace((kind, id.to_owned()));
        let value = read(self);
        self.record = outer;
        value
    }

    /// A date.
    pub fn date(&mut self, field: &'static str, text: &str) -> NaiveDate {
        let fix = "Write dates as year-month-day, for example \"2026-09-07\"";
        match iso_date(text) {
            Some(date) if YEARS.contains(&date.year()) => return date,
            Some(_) => self.wrong(
                field,
                &format!("“{text}” is not in the years {} to {}", YEARS.start(), YEARS.end()),
                fix,
            ),
            None => self.wrong(field, &format!("“{text}” is not a date"), fix),
        }
        NaiveDate::default()
    }

    /// A date that may be left out.
    pub fn maybe_date(&mut self, field: &'static str, text: Option<String>) -> Option<NaiveDate> {
        text.map(|text| self.date(field, &text))
    }

    /// An id.
    pub fn id<I: FromStr<Err = IdError> + From<u32>>(&mut self, field: &'static str, text: &str) -> I {
        text.parse().unwrap_or_else(|error: IdError| {
            let error = error.to_string();
            let (what, fix) = error.split_once(": ").unwrap_or((&error, ""));
            self.wrong(field, what, sentence(fix));
            I::from(0)
        })
    }

    /// An id that may be left out.
    pub fn maybe_id<I: FromStr<Err = IdError> + From<u32>>(
        &mut self,
        field: &'static str,
        text: Option<String>,
    ) -> Option<I> {
        text.map(|text| self.id(field, &text))
    }

    /// Several ids.
    pub fn ids<I: FromStr<Err = IdError> + From<u32>>(
        &mut self,
        field: &'static str,
        texts: &[String],
    ) -> Vec<I> {
        texts.iter().map(|text| self.id(field, text)).collect()
    }

    /// A number: any that is one.
    pub fn number(&mut self, field: &'static str, value: f64) -> f64 {
        if value.is_finite() {
            return value;
        }
        self.wrong(
            field,
            &format!("{value} is not a number that can be reckoned with"),
            "Write a plain number, for example 1.5",
        );
        0.0
    }

    /// Several numbers.
    pub fn numbers(&mut self, field: &'static str, values: Vec<f64>) -> Vec<f64> {
        values.into_iter().map(|value| self.number(field, value)).collect()
    }

    /// Twelve numbers, January first.
    pub fn months(&mut self, field: &'static str, values: Vec<f64>) -> [f64; 12] {
        self.numbers(field, values).try_into().unwrap_or_else(|values: Vec<f64>| {
            let what = format!("is for 12 months and holds {}", values.len());
            self.wrong(field, &what, "Write twelve numbers, January first");
            [1.0; 12]
        })
    }

    /// A full-time equivalent.
    pub fn fte(&mut self, field: &'static str, value: f64) -> Fte {
        Fte::new(value).unwrap_or_else(|| {
            let fix = "Write a number from 0 to 2: 1.0 is full time, 0.8 is four days of five";
            self.wrong(field, &format!("{value} is not a full-time equivalent"), fix);
            Fte::ZERO
        })
    }

    /// The time of several people together, full-time equivalent.
    pub fn team_fte(&mut self, field: &'static str, value: f64) -> Fte {
        if (0.0..=1000.0).contains(&value) {
            return Fte::from_parts((value * f64::from(Fte::FULL.parts())).round() as u32);
        }
        let fix = "Write a number from 0 to 1000: 3.5 is three and a half full-time workers";
        self.wrong(field, &format!("{value} is not the time of a team"), fix);
        Fte::ZERO
    }

    /// Days of leave.
    pub fn days(&mut self, field: &'static str, value: f64) -> Days {
        Days::new(value).unwrap_or_else(|| {
            let fix = "Write a number from 0 to 400, for example 12.5";
            self.wrong(field, &format!("{value} is not a number of days"), fix);
            Days::ZERO
        })
    }

    /// Points.
    pub fn points(&mut self, field: &'static str, value: f64) -> Points {
        Points::new(value).unwrap_or_else(|| {
            self.wrong(
                field,
                &format!("{value} is not a number of points"),
                "Write a number from 0 to 10000, for example 1.5",
            );
            Points::default()
        })
    }

    /// Days of the week.
    pub fn working_days(&mut self, field: &'static str, text: &str) -> WorkingDays {
        WorkingDays::parse(text).unwrap_or_else(|| {
            let fix = "Write days with spaces between, for example \"Mon Tue Wed\" or \"Mon-Thu\"";
            self.wrong(field, &format!("“{text}” is not a list of days of the week"), fix);
            WorkingDays::none()
        })
    }

    /// Gives every record whose id was taken before a new one, and says so. Whatever names the id means the first.
    pub fn tell_apart<T: Record>(
        &mut self,
        field: &'static str,
        kind: &str,
        letter: char,
        records: &mut [T],
        set_id: impl Fn(&mut T, T::Id),
    ) {
        let mut taken = BTreeSet::new();
        let doubled: Vec<usize> = (0..records.len()).filter(|i| !taken.insert(records[*i].id())).collect();
        let mut next = if doubled.is_empty() { 0 } else { self.highest_mentioned(letter) };
        for position in doubled {
            let old = records[position].id();
            next = next.saturating_add(1);
            while !taken.insert(T::Id::from(next)) {
                next = next.checked_add(1).unwrap_or(1);
            }
            let new = T::Id::from(next);
            set_id(&mut records[position], new);
            self.changed.push(Found {
                path: format!("plan/{field}/{position}/"),
                what: format!("a second {kind} has the id {old}"),
                fix: format!("It is now {new}, and whatever names {old} still means the first"),
            });
        }
    }

    /// The highest number in anything in the text that looks like an id with this letter, used or only mentioned.
    fn highest_mentioned(&self, letter: char) -> u32 {
        Tokens::new(self.text)
            .filter(|token| token.kind == Kind::Text)
            .filter_map(|token| token.inside().strip_prefix(letter)?.parse::<u32>().ok())
            .max()
            .unwrap_or(0)
    }
}

/// With a capital at the start.
fn sentence(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
}

/// Exactly four digits, two and two.
fn iso_date(text: &str) -> Option<NaiveDate> {
    let bytes = text.trim().as_bytes();
    let number = |range: std::ops::Range<usize>| {
        bytes
            .get(range)?
            .iter()
            .try_fold(0_u32, |n, b| b.is_ascii_digit().then(|| n * 10 + u32::from(b - b'0')))
    };
    (bytes.len() == 10 && bytes[4] == b'-' && bytes[7] == b'-').then_some(())?;
    NaiveDate::from_ymd_opt(i32::try_from(number(0..4)?).ok()?, number(5..7)?, number(8..10)?)
}
