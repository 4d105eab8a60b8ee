//! Quantities with their unit in the type, so that a full-time equivalent is never mistaken for a count.

use std::{fmt, iter::Sum, str::FromStr};

/// Full-time equivalent, held in ten-thousandths so that sums are exact and the same on every machine.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Fte(u32);

impl Fte {
    /// One full-time worker.
    pub const FULL: Self = Self(10_000);
    /// Nobody's time.
    pub const ZERO: Self = Self(0);

    /// `value` in whole workers (0.8 is four days of five), rounded to ten-thousandths.
    /// Nothing below 0 or above 2 is a contract: those, and not-a-number, give `None`.
    pub fn new(value: f64) -> Option<Self> {
        (0.0..=2.0).contains(&value).then(|| Self((value * 10_000.0).round() as u32))
    }

    /// From ten-thousandths of a worker.
    pub const fn from_parts(parts: u32) -> Self {
        Self(parts)
    }

    /// Ten-thousandths of a worker.
    pub const fn parts(self) -> u32 {
        self.0
    }

    /// In whole workers.
    pub fn value(self) -> f64 {
        f64::from(self.0) / 10_000.0
    }
}

impl fmt::Display for Fte {
    /// As few decimals as say it exactly, at least one: 1.0, 0.8, 0.5214.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let text = format!("{:.4}", self.value());
        let trimmed = text.trim_end_matches('0');
        if trimmed.ends_with('.') { write!(f, "{trimmed}0") } else { f.write_str(trimmed) }
    }
}

impl FromStr for Fte {
    type Err = String;
    fn from_str(text: &str) -> Result<Self, String> {
        text.trim().parse().ok().and_then(Self::new).ok_or_else(|| {
            "Write the full-time equivalent as a number from 0 to 2, for example 0.8".to_owned()
        })
    }
}

impl Sum for Fte {
    fn sum<I: Iterator<Item = Self>>(iter: I) -> Self {
        Self(iter.fold(0, |sum, fte| sum.saturating_add(fte.0)))
    }
}

impl std::ops::Add for Fte {
    type Output = Self;
    fn add(self, other: Self) -> Self {
        Self(self.0.saturating_add(other.0))
    }
}

/// A council's own case weight, or a sum of them, in hundredths of a point.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Points(u32);

impl Points {
    /// `value` in points (1.25), rounded to hundredths; `None` below 0 or above 10,000.
    pub fn new(value: f64) -> Option<Self> {
        (0.0..=10_000.0).contains(&value).then(|| Self((value * 100.0).round() as u32))
    }

    /// From hundredths of a point.
    pub const fn from_hundredths(hundredths: u32) -> Self {
        Self(hundredths)
    }

    /// Hundredths of a point.
    pub const fn hundredths(self) -> u32 {
        self.0
    }

    /// In points.
    pub fn value(self) -> f64 {
        f64::from(self.0) / 100.0
    }
}

impl fmt::Display for Points {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let text = format!("{:.2}", self.value());
        f.write_str(text.trim_end_matches('0').trim_end_matches('.'))
    }
}

impl FromStr for Points {
    type Err = String;
    fn from_str(text: &str) -> Result<Self, String> {
        text.trim()
            .parse()
            .ok()
            .and_then(Self::new)
            .ok_or_else(|| "Write points as a number from 0 to 10,000, for example 1.5".to_owned())
    }
}

impl Sum for Points {
    fn sum<I: Iterator<Item = Self>>(iter: I) -> Self {
        Self(iter.fold(0, |sum, points| sum.saturating_add(points.0)))
    }
}

/// Days of leave, in hundredths of a day, so that sums are exact.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct Days(u32);

impl Days {
    /// No day.
    pub const ZERO: Self = Self(0);

    /// `value` in days (12.5), rounded to hundredths; `None` below 0 or above 400.
    pub fn new(value: f64) -> Option<Self> {
        (0.0..=400.0).contains(&value).then(|| Self((value * 100.0).round() as u32))
    }

    /// From hundredths of a day.
    pub const fn from_hundredths(hundredths: u32) -> Self {
        Self(hundredths)
    }

    /// Hundredths of a day.
    pub const fn hundredths(self) -> u32 {
        self.0
    }

    /// In days.
    pub fn value(self) -> f64 {
        f64::from(self.0) / 100.0
    }
}

impl fmt::Display for Days {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let text = format!("{:.2}", self.value());
        f.write_str(text.trim_end_matches('0').trim_end_matches('.'))
    }
}

impl FromStr for Days {
    type Err = String;
    fn from_str(text: &str) -> Result<Self, String> {
        text.trim()
            .parse()
            .ok()
            .and_then(Self::new)
            .ok_or_else(|| "Write days as a number from 0 to 400, for example 12.5".to_owned())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_full_time_equivalent_reads_back_as_written_and_refuses_what_is_no_contract() {
        for text in ["1.0", "0.8", "0.5214", "0.0"] {
            assert_eq!(text.parse::<Fte>().map(|f| f.to_string()), Ok(text.to_owned()));
        }
        for text in ["-0.1", "2.1", "NaN", "half", ""] {
            assert!(text.parse::<Fte>().is_err(), "{text} was taken");
        }
    }

    #[test]
    fn three_tenths_of_a_worker_add_up_exactly() {
        let sum: Fte = ["0.1", "0.2"].iter().filter_map(|t| t.parse::<Fte>().ok()).sum();
        assert_eq!(sum, Fte::from_parts(3000)); // 0.1 + 0.2 is not 0.3 in floating point
    }
}
