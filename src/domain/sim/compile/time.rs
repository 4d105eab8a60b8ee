//! Dates as numbers of working days, and what is special about each.

use chrono::{Datelike, NaiveDate};

use crate::domain::plan::Plan;
use crate::domain::sim::model::{DayKind, NONE};
use crate::domain::state::Sight;

/// The days of a forecast.
pub(in crate::domain::sim) struct Time<'s> {
    /// The plan's date, then every working day after it.
    pub days: Vec<NaiveDate>,
    /// Working days of an average year within the forecast.
    pub year: f64,
    /// Working days for one calendar day.
    pub working: f64,
    sight: &'s Sight<'s>,
}

impl<'s> Time<'s> {
    pub fn new(sight: &'s Sight<'_>, weeks: u16) -> Self {
        let as_at = sight.plan().about.as_at;
        let end = as_at.checked_add_signed(chrono::Duration::weeks(i64::from(weeks))).unwrap_or(as_at);
        let mut days = vec![as_at];
        days.extend(
            as_at
                .iter_days()
                .skip(1)
                .take_while(|day| *day <= end)
                .filter(|day| sight.calendar.is_working_day(*day)),
        );
        // A short forecast over Christmas says nothing of a year: at least a year is counted.
        let year_end = as_at + chrono::Duration::weeks(52);
        let end = end.max(year_end);
        let calendar_days = (end - as_at).num_days().max(1) as f64;
        let counted = sight.calendar.working_days_between(as_at + chrono::Duration::days(1), end);
        let working = f64::from(counted.max(1)) / calendar_days;
        Self { days, year: working * 365.25, working, sight }
    }

    /// The last day's number.
    pub fn last(&self) -> u32 {
        self.days.len() as u32 - 1
    }

    /// The number of the first working day on or after a date: 1 is the first after the plan's date. Before that, 0 and
    /// below. Past the horizon one more than the last.
    pub fn number(&self, date: NaiveDate) -> i32 {
        let as_at = self.days[0];
        if date > as_at {
            return 1 + self.days[1..].partition_point(|day| *day < date) as i32;
        }
        // Nothing older matters, and the first date there is has no number.
        let date = date.max(as_at - chrono::Duration::weeks(52 * 20));
        1 - self.sight.calendar.working_days_between(date, as_at) as i32
    }

    /// The day on which something of this date takes effect: at the earliest the first; [`NONE`] past the horizon.
    pub fn day(&self, date: NaiveDate) -> u32 {
        let day = self.number(date).max(1) as u32;
        if day > self.last() { NONE } else { day }
    }

    /// What is special about each day.
    pub fn kinds(&self, plan: &Plan) -> Vec<DayKind> {
        let monday = |day: NaiveDate| day.num_days_from_ce() - day.weekday().num_days_from_monday() as i32;
        let cohort = |month: u32| -> u16 {
            let cohorts = plan.workforce.asye_cohorts.iter();
            cohorts.filter(|(of, _)| u32::from(*of) == month).map(|(_, count)| *count).sum()
        };
        let mut before: Option<NaiveDate> = None;
        let kinds = self.days.iter().map(|day| {
            let first = before.is_none();
            let starts_week = before.is_some_and(|before| monday(before) != monday(*day));
            let starts_month = before.is_some_and(|before| before.month() != day.month());
            before = Some(*day);
            DayKind {
                starts_week,
                allocates: !first && plan.policy.allocation_days.works_on(*day),
                month: day.month0() as u8,
                cohort: if starts_month { cohort(day.month()) } else { 0 },
            }
        });
        kinds.collect()
    }
}
