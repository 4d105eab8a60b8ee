//! How a value of each type is written as text and read back.

use std::str::FromStr;

use chrono::NaiveDate;

use crate::domain::calendar::{format_date, parse_date};
use crate::domain::ids::{FamilyId, TeamId, WorkerId};
use crate::domain::plan::{Words, WorkingDays};
use crate::domain::units::{Days, Fte, Points};

/// What kind of value a field takes, so that a form can offer the right control.
#[derive(Clone, Debug, PartialEq)]
pub enum Kind {
    /// One line.
    Text,
    /// One entry a line.
    Lines,
    /// A number.
    Number,
    /// A date, required.
    Date,
    /// A date or nothing.
    OptionalDate,
    /// "yes" or "no".
    Flag,
    /// One of some words: key and label.
    Choice(Vec<(&'static str, &'static str)>),
    /// Any of some words, comma-separated keys.
    Several(Vec<(&'static str, &'static str)>),
    /// A team or nothing.
    Team,
    /// A member of staff or nothing.
    Worker,
    /// Several members of staff in order, comma-separated.
    Workers,
    /// A family or nothing.
    Family,
    /// Days of the week.
    Days,
    /// Who holds a child: see [`crate::domain::fields`] on holders.
    Holder,
}

/// A value that can stand in a field.
pub trait Value: Sized {
    /// Its kind.
    fn kind() -> Kind;
    /// As a person would type it; empty for nothing.
    fn show(&self) -> String;
    /// From what a person typed; the error is a sentence.
    fn read(text: &str) -> Result<Self, String>;
}

impl Value for String {
    fn kind() -> Kind {
        Kind::Text
    }
    fn show(&self) -> String {
        self.clone()
    }
    fn read(text: &str) -> Result<Self, String> {
        Ok(text.trim().to_owned())
    }
}

impl Value for Vec<String> {
    fn kind() -> Kind {
        Kind::Lines
    }
    fn show(&self) -> String {
        self.join("\n")
    }
    fn read(text: &str) -> Result<Self, String> {
        Ok(entries(text).map(str::to_owned).collect())
    }
}

impl Value for bool {
    fn kind() -> Kind {
        Kind::Flag
    }
    fn show(&self) -> String {
        if *self { "yes" } else { "no" }.to_owned()
    }
    fn read(text: &str) -> Result<Self, String> {
        match text.trim().to_lowercase().as_str() {
            "yes" | "y" | "true" => Ok(true),
            "no" | "n" | "false" | "" => Ok(false),
            _ => Err("Write yes or no".to_owned()),
        }
    }
}

impl Value for NaiveDate {
    fn kind() -> Kind {
        Kind::Date
    }
    fn show(&self) -> String {
        format_date(*self)
    }
    fn read(text: &str) -> Result<Self, String> {
        parse_date(text).map_err(|error| error.to_string())
    }
}

impl Value for Option<NaiveDate> {
    fn kind() -> Kind {
        Kind::OptionalDate
    }
    fn show(&self) -> String {
        self.map_or_else(String::new, format_date)
    }
    fn read(text: &str) -> Result<Self, String> {
        optional(text, |text| parse_date(text).map_err(|error| error.to_string()))
    }
}

/// A whole number from `0` to what the type holds.
fn whole<N: FromStr>(text: &str, most: u64) -> Result<N, String> {
    text.trim().parse().map_err(|_| format!("Write a whole number from 0 to {most}"))
}

impl Value for u8 {
    fn kind() -> Kind {
        Kind::Number
    }
    fn show(&self) -> String {
        self.to_string()
    }
    fn read(text: &str) -> Result<Self, String> {
        whole(text, 255)
    }
}

impl Value for u16 {
    fn kind() -> Kind {
        Kind::Number
    }
    fn show(&self) -> String {
        self.to_string()
    }
    fn read(text: &str) -> Result<Self, String> {
        whole(text, 65_535)
    }
}

impl Value for u32 {
    fn kind() -> Kind {
        Kind::Number
    }
    fn show(&self) -> String {
        self.to_string()
    }
    fn read(text: &str) -> Result<Self, String> {
        whole(text, Self::MAX.into())
    }
}

impl Value for u64 {
    fn kind() -> Kind {
        Kind::Number
    }
    fn show(&self) -> String {
        self.to_string()
    }
    fn read(text: &str) -> Result<Self, String> {
        whole(text, Self::MAX)
    }
}

impl Value for Option<u32> {
    fn kind() -> Kind {
        Kind::Number
    }
    fn show(&self) -> String {
        self.map_or_else(String::new, |n| n.to_string())
    }
    fn read(text: &str) -> Result<Self, String> {
        optional(text, |text| whole(text, u32::MAX.into()))
    }
}

impl Value for Option<u8> {
    fn kind() -> Kind {
        Kind::Number
    }
    fn show(&self) -> String {
        self.map_or_else(String::new, |n| n.to_string())
    }
    fn read(text: &str) -> Result<Self, String> {
        optional(text, |text| whole(text, 255))
    }
}

impl Value for Option<u16> {
    fn kind() -> Kind {
        Kind::Number
    }
    fn show(&self) -> String {
        self.map_or_else(String::new, |n| n.to_string())
    }
    fn read(text: &str) -> Result<Self, String> {
        optional(text, |text| whole(text, 65_535))
    }
}

impl Value for f64 {
    fn kind() -> Kind {
        Kind::Number
    }
    fn show(&self) -> String {
        self.to_string()
    }
    fn read(text: &str) -> Result<Self, String> {
        let number: Option<Self> = text.trim().parse().ok();
        number
            .filter(|n| n.is_finite() && *n >= 0.0 && *n <= 1e6)
            .ok_or_else(|| "Write a number, 0 or more, for example 2.5".to_owned())
    }
}

impl Value for Fte {
    fn kind() -> Kind {
        Kind::Number
    }
    fn show(&self) -> String {
        self.to_string()
    }
    fn read(text: &str) -> Result<Self, String> {
        text.parse()
    }
}

impl Value for Option<Points> {
    fn kind() -> Kind {
        Kind::Number
    }
    fn show(&self) -> String {
        self.map_or_else(String::new, |points| points.to_string())
    }
    fn read(text: &str) -> Result<Self, String> {
        optional(text, str::parse)
    }
}

impl Value for Days {
    fn kind() -> Kind {
        Kind::Number
    }
    fn show(&self) -> String {
        self.to_string()
    }
    fn read(text: &str) -> Result<Self, String> {
        optional(text, str::parse).map(Option::unwrap_or_default)
    }
}

impl Value for Option<Days> {
    fn kind() -> Kind {
        Kind::Number
    }
    fn show(&self) -> String {
        self.map_or_else(String::new, |days| days.to_string())
    }
    fn read(text: &str) -> Result<Self, String> {
        optional(text, str::parse)
    }
}

impl Value for WorkingDays {
    fn kind() -> Kind {
        Kind::Days
    }
    fn show(&self) -> String {
        self.text()
    }
    fn read(text: &str) -> Result<Self, String> {
        Self::parse(text)
            .ok_or_else(|| "Write the days worked, for example Mon Tue Wed or Mon-Fri".to_owned())
    }
}

macro_rules! optional_id {
    ($type:ty, $kind:ident) => {
        impl Value for Option<$type> {
            fn kind() -> Kind {
                Kind::$kind
            }
            fn show(&self) -> String {
                self.map_or_else(String::new, |id| id.to_string())
            }
            fn read(text: &str) -> Result<Self, String> {
                optional(text, |text| text.parse::<$type>().map_err(|error| error.to_string()))
            }
        }
    };
}
optional_id!(TeamId, Team);
optional_id!(WorkerId, Worker);
optional_id!(FamilyId, Family);

impl Value for WorkerId {
    fn kind() -> Kind {
        Kind::Worker
    }
    fn show(&self) -> String {
        self.to_string()
    }
    fn read(text: &str) -> Result<Self, String> {
        text.parse::<Self>().map_err(|error| error.to_string())
    }
}

impl Value for Vec<WorkerId> {
    fn kind() -> Kind {
        Kind::Workers
    }
    fn show(&self) -> String {
        let ids: Vec<String> = self.iter().map(ToString::to_string).collect();
        ids.join(", ")
    }
    fn read(text: &str) -> Result<Self, String> {
        let parts = text.split([',', ';', '\n']).map(str::trim).filter(|part| !part.is_empty());
        parts.map(|part| part.parse::<WorkerId>().map_err(|error| error.to_string())).collect()
    }
}

/// The keys and labels of a fixed list of words.
pub(super) fn choices<W: Words>() -> Vec<(&'static str, &'static str)> {
    W::ALL.iter().map(|word| (word.key(), word.label())).collect()
}

/// One of a fixed list of words, by key or label.
pub(super) fn word<W: Words>(text: &str) -> Result<W, String> {
    W::from_words(text).ok_or_else(|| {
        let labels: Vec<&str> = W::ALL.iter().map(|word| word.label()).collect();
        format!("“{}” is not one of: {}", text.trim(), labels.join(", "))
    })
}

/// `read` of the text, or nothing when there is none.
pub(super) fn optional<V>(text: &str, read: impl Fn(&str) -> Result<V, String>) -> Result<Option<V>, String> {
    let text = text.trim();
    if text.is_empty() { Ok(None) } else { read(text).map(Some) }
}

/// The entries of a field of lines, one a line. A semicolon may stand in an entry.
pub(super) fn entries(text: &str) -> impl Iterator<Item = &str> {
    text.split('\n').map(str::trim).filter(|entry| !entry.is_empty())
}

/// Reads every entry of a field of lines, saying which one was not understood.
pub(super) fn each<V>(text: &str, read: impl Fn(&str) -> Result<V, String>) -> Result<Vec<V>, String> {
    entries(text).map(|entry| read(entry).map_err(|why| format!("“{entry}”: {why}"))).collect()
}
