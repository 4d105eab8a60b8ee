//! How the target screen speaks: what is varied and its values, chances of keeping a promise, and money.

use crate::app::target::Kept;
use crate::app::words;
use crate::domain::calendar::format_date;
use crate::domain::plan::Recruited;
use crate::domain::target::{Value, Varied};

/// A value of what is varied, alone: "14", "01/02/2027", "110%".
pub fn value(value: Value) -> String {
    match value {
        Value::Count(count) => words::thousands(usize::from(count)),
        Value::Day(day) => format_date(day),
        Value::Percent(percent) => format!("{percent}%"),
    }
}

/// A value of what is varied, with what it is: "14 posts", "a start on 01/02/2027", "110% of the new work".
pub fn value_of(what: &Varied, to: Value) -> String {
    let number = value(to);
    let count = match to {
        Value::Count(count) => usize::from(count),
        _ => 0,
    };
    match what {
        Varied::Posts { .. } => words::count(count, "post", "posts"),
        Varied::StartOfPosts { .. } => format!("posts from {number}"),
        Varied::Agency { .. } => words::count(count, "agency worker", "agency workers"),
        Varied::AgencyUntil { .. } => format!("agency until {number}"),
        Varied::Cap { .. } => format!("a cap of {number}"),
        Varied::Demand { .. } => format!("{number} of the new work"),
        Varied::Sickness => format!("{number} of the sickness"),
        Varied::Turnover => format!("{number} of the leavers"),
        Varied::TimeToFill => format!("{number} of the time to fill"),
        Varied::LengthOfWork => format!("{number} of the length of work"),
    }
}

/// What the values of it are called at the head of a column: "Posts", "First day".
pub fn heading(what: &Varied) -> &'static str {
    match what {
        Varied::Posts { .. } => "Posts",
        Varied::StartOfPosts { recruited: Recruited::Starts, .. } => "First day",
        Varied::StartOfPosts { recruited: Recruited::Advertised, .. } => "Advertised from",
        Varied::Agency { .. } => "Agency workers",
        Varied::AgencyUntil { .. } => "Agency until",
        Varied::Cap { .. } => "Cap",
        Varied::Demand { .. } => "New work",
        Varied::Sickness => "Sickness",
        Varied::Turnover => "Leavers",
        Varied::TimeToFill => "Time to fill",
        Varied::LengthOfWork => "Length of work",
    }
}

/// How often something was kept: "96 years of 100 (92 to 98)".
pub fn kept(kept: &Kept) -> String {
    let [share, low, high] = [kept.share, kept.low, kept.high].map(of_100);
    format!("{} ({low} to {high})", words::years_of_100(&share))
}

/// A share as so many of a hundred, so that the rare never looks impossible, nor the likely certain.
pub fn of_100(share: f64) -> String {
    crate::app::view::forecast::bare_chance(share)
}

/// "1,200 simulated years".
pub fn years(runs: u32) -> String {
    words::count(runs as usize, "simulated year", "simulated years")
}

/// Money to the nearest thousand pounds: "£1,204,000", "−£12,000".
pub fn pounds(value: f64) -> String {
    let thousands = (value.abs() / 1000.0).round() as usize;
    let sign = if value < 0.0 && thousands > 0 { "−" } else { "" };
    format!("{sign}£{}", words::thousands(thousands * 1000))
}

/// Money against that of the plan as it is: "£312,000 more", "£4,000 less", "as much".
pub fn more_pounds(value: f64) -> String {
    let more = if value < 0.0 { "less" } else { "more" };
    if value.abs() < 500.0 { "as much".to_owned() } else { format!("{} {more}", pounds(value.abs())) }
}

/// Money for narrow cells, in thousands of pounds: "312".
pub fn thousand_pounds(value: f64) -> String {
    let thousands = (value / 1000.0).round();
    let sign = if thousands < 0.0 { "−" } else { "" };
    format!("{sign}{}", words::thousands(thousands.abs() as usize))
}

/// One decimal under a hundred, none from there on: a number of children, which may be a difference.
pub fn children(value: f64) -> String {
    let size = value.abs();
    let sign = if value < 0.0 && size >= 0.05 { "−" } else { "" };
    if size < 99.95 {
        format!("{sign}{size:.1}")
    } else {
        format!("{sign}{}", words::thousands(size.round() as usize))
    }
}
