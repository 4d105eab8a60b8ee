//! Which days are worked: weekends, bank holidays and the council's own closures.
//!
//! # Promises
//! - Pure: no clock and no files; the same [`ServiceCalendar`] always gives the same answers.
//! - Counting working days takes the same short time over a day or over a century.
//! - No date makes it panic. From 1990 to 2110 bank holidays and closures count; outside those years only
//!   weekends do, since nobody can know the holidays then.
//!
//! # Non-goals
//! - A worker's own leave and part-time days: those belong to the worker, not to the service.

mod bank_holidays;
mod dates;

use chrono::{Datelike, NaiveDate};

pub use bank_holidays::{Division, bank_holidays};
pub use dates::{DateError, format_date, format_date_with_day, parse_date};

use bank_holidays::is_weekend;

/// First year for which bank holidays and closures are counted.
pub const FIRST_YEAR: i32 = 1990;
/// Last year for which bank holidays and closures are counted.
pub const LAST_YEAR: i32 = 2110;

/// Days on which the council's offices are shut besides weekends and bank holidays.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Closure {
    /// First day shut.
    pub first_day: NaiveDate,
    /// Last day shut, inclusive. Before `first_day`, the closure shuts nothing.
    pub last_day: NaiveDate,
    /// What the manager calls it, such as "Christmas shutdown".
    pub label: String,
}

/// What decides the service's working days. Part of the plan.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct ServiceCalendar {
    /// Whose bank holidays are kept.
    pub division: Division,
    /// The council's own closures. Where two overlap, the first listed gives the day its name.
    pub closures: Vec<Closure>,
    /// School holidays: worked as any day, and asked for by many. Told when leave is asked for.
    pub school_holidays: Vec<Closure>,
}

impl ServiceCalendar {
    /// Compiles the calendar for fast answers. Do it once per plan, not once per question.
    pub fn compile(&self) -> WorkingCalendar {
        WorkingCalendar::new(self)
    }
}

/// Why a day within the known years is not worked.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Day {
    Working,
    Weekend,
    BankHoliday(&'static str),
    /// Position in `WorkingCalendar::closure_labels`.
    Closure(u32),
}

/// A [`ServiceCalendar`] compiled for speed.
///
/// Invariant: `worked_before` has one entry more than `days`, and `worked_before[i]` counts the working days
/// among `days[..i]`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WorkingCalendar {
    days: Vec<Day>,
    worked_before: Vec<i64>,
    closure_labels: Vec<String>,
    /// Number of the first known day, counted as chrono does (1 January of year 1 is day 1, a Monday).
    first: i64,
    /// Number of the last known day.
    last: i64,
}

impl WorkingCalendar {
    /// Compiles `calendar`.
    pub fn new(calendar: &ServiceCalendar) -> Self {
        let start = NaiveDate::from_ymd_opt(FIRST_YEAR, 1, 1).unwrap_or(NaiveDate::MIN);
        let end = NaiveDate::from_ymd_opt(LAST_YEAR, 12, 31).unwrap_or(NaiveDate::MIN);
        let first = day_number(start);
        let mut days: Vec<Day> = start
            .iter_days()
            .take_while(|date| *date <= end)
            .map(|date| if is_weekend(date) { Day::Weekend } else { Day::Working })
            .collect();
        // Last written wins, so the order is: closures from last to first, then bank holidays.
        for (index, closure) in calendar.closures.iter().enumerate().rev() {
            if closure.last_day < start || closure.first_day > end || closure.last_day < closure.first_day {
                continue;
            }
            let from = (day_number(closure.first_day.max(start)) - first) as usize;
            let to = (day_number(closure.last_day.min(end)) - first) as usize;
            days[from..=to].fill(Day::Closure(index as u32));
        }
        for year in FIRST_YEAR..=LAST_YEAR {
            for (date, name) in bank_holidays(calendar.division, year) {
                days[(day_number(date) - first) as usize] = Day::BankHoliday(name);
            }
        }
        let mut worked_before = Vec::with_capacity(days.len() + 1);
        let mut worked = 0;
        worked_before.push(worked);
        for day in &days {
            worked += i64::from(*day == Day::Working);
            worked_before.push(worked);
        }
        let closure_labels = calendar.closures.iter().map(|closure| closure.label.clone()).collect();
        Self { days, worked_before, closure_labels, first, last: day_number(end) }
    }

    /// Whether the service works on `date`.
    pub fn is_working_day(&self, date: NaiveDate) -> bool {
        self.known_day(date).map_or(!is_weekend(date), |day| day == Day::Working)
    }

    /// Working days from `from` to `to`, both included; 0 when `to` is before `from`.
    ///
    /// Monday to Friday of an ordinary week is 5; a working day to itself is 1.
    pub fn working_days_between(&self, from: NaiveDate, to: NaiveDate) -> u32 {
        if to < from {
            return 0;
        }
        let count = self.worked_up_to(day_number(to)) - self.worked_up_to(day_number(from) - 1);
        u32::try_from(count).unwrap_or(0)
    }

    /// The working day `working_days` after `date` (before it, when negative), not counting `date` itself.
    ///
    /// 0 gives `date` itself, worked or not. So for a positive number the result is the day on which
    /// [`Self::working_days_between`] counts that many from the day after `date`. A day past what a date can
    /// hold is the last one it can hold (the first, when negative).
    pub fn add_working_days(&self, date: NaiveDate, working_days: i32) -> NaiveDate {
        let number = day_number(date);
        let wanted = match working_days {
            0 => return date,
            1.. => self.worked_up_to(number) + i64::from(working_days),
            _ => self.worked_up_to(number - 1) + 1 + i64::from(working_days),
        };
        // The earliest day by which `wanted` days have been worked: a stretch that holds it, then halving.
        let (earliest, latest) = (day_number(NaiveDate::MIN), day_number(NaiveDate::MAX));
        let (mut low, mut high) = (number, number);
        let mut stretch = 2 * i64::from(working_days).abs() + 7;
        if working_days > 0 {
            while high < latest && self.worked_up_to(high) < wanted {
                (low, high) = (high, (high + stretch).min(latest));
                stretch *= 2;
            }
        } else {
            while low > earliest && self.worked_up_to(low) >= wanted {
                (low, high) = ((low - stretch).max(earliest), low);
                stretch *= 2;
            }
        }
        while low < high {
            let middle = low + (high - low) / 2;
            if self.worked_up_to(middle) >= wanted {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        i32::try_from(low).ok().and_then(NaiveDate::from_num_days_from_ce_opt).unwrap_or(date)
    }

    /// The first working day after `date`, never `date` itself.
    pub fn next_working_day(&self, date: NaiveDate) -> NaiveDate {
        self.add_working_days(date, 1)
    }

    /// The last working day before `date`, never `date` itself.
    pub fn previous_working_day(&self, date: NaiveDate) -> NaiveDate {
        self.add_working_days(date, -1)
    }

    /// `date` if it is worked, otherwise the first working day after it.
    pub fn working_day_on_or_after(&self, date: NaiveDate) -> NaiveDate {
        if self.is_working_day(date) { date } else { self.next_working_day(date) }
    }

    /// The `n`th working day counted from `date` itself: with 1, `date` if it is worked, otherwise the next that is.
    pub fn nth_working_day(&self, date: NaiveDate, n: u32) -> NaiveDate {
        let before = date.pred_opt().unwrap_or(date);
        self.add_working_days(before, i32::try_from(n.max(1)).unwrap_or(i32::MAX))
    }

    /// Why `date` is not worked: the bank holiday's name, else the closure's label, else "weekend". `None` on
    /// a working day.
    pub fn name_of_day_off(&self, date: NaiveDate) -> Option<&str> {
        match self.known_day(date) {
            Some(Day::BankHoliday(name)) => Some(name),
            Some(Day::Closure(index)) => {
                Some(self.closure_labels.get(index as usize).map_or("closed", String::as_str))
            }
            Some(Day::Weekend) => Some("weekend"),
            Some(Day::Working) => None,
            None => is_weekend(date).then_some("weekend"),
        }
    }

    fn known_day(&self, date: NaiveDate) -> Option<Day> {
        let index = usize::try_from(day_number(date) - self.first).ok()?;
        self.days.get(index).copied()
    }

    /// Days worked up to and including the day `number`, from a fixed but unimportant zero; only differences mean
    /// anything.
    fn worked_up_to(&self, number: i64) -> i64 {
        let before = weekdays_up_to(self.first - 1);
        let Ok(known) = usize::try_from(number - self.first + 1) else {
            return weekdays_up_to(number);
        };
        if let Some(worked) = self.worked_before.get(known) {
            return before + worked;
        }
        let worked = self.worked_before.last().copied().unwrap_or(0);
        before + worked + weekdays_up_to(number) - weekdays_up_to(self.last)
    }
}

impl Default for WorkingCalendar {
    fn default() -> Self {
        Self::new(&ServiceCalendar::default())
    }
}

impl From<&ServiceCalendar> for WorkingCalendar {
    fn from(calendar: &ServiceCalendar) -> Self {
        Self::new(calendar)
    }
}

fn day_number(date: NaiveDate) -> i64 {
    i64::from(date.num_days_from_ce())
}

/// Mondays to Fridays among the days 1 to `number`; goes on below zero for earlier days. Day 1 is a Monday.
fn weekdays_up_to(number: i64) -> i64 {
    5 * number.div_euclid(7) + number.rem_euclid(7).min(5)
}

#[cfg(test)]
mod tests;
