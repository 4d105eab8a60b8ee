//! Annual leave by leave year: when it is taken, and what is left of it.

use chrono::{Datelike as _, NaiveDate};

use super::time::Time;
use crate::domain::plan::{AbsenceKind, AbsenceStatus, Plan, Worker, WorkforceChange};
use crate::domain::sim::law::Law;
use crate::domain::sim::model::LeaveYear;

/// Full-time service after which leave is longer, years.
const LONG_SERVICE: i32 = 5;

/// The first day of the leave year that holds a date.
fn leave_year_of(date: NaiveDate, first_month: u32) -> NaiveDate {
    let year = if date.month() >= first_month { date.year() } else { date.year() - 1 };
    NaiveDate::from_ymd_opt(year, first_month, 1).unwrap_or(date)
}

/// The leave years of the forecast: when leave is taken in each, and what share of it is still to come.
pub(super) fn leave_years(w: &WorkforceChange, time: &Time<'_>) -> Vec<LeaveYear> {
    let first_month = u32::from(w.leave_year_starts.clamp(1, 12));
    let weight = |date: &NaiveDate| w.leave_month_index[date.month0() as usize];
    let mut years: Vec<LeaveYear> = Vec::new();
    let mut day = 1;
    while day <= time.last() as usize {
        let start = leave_year_of(time.days[day], first_month);
        let until = NaiveDate::from_ymd_opt(start.year() + 1, first_month, 1).unwrap_or(NaiveDate::MAX);
        let end = time.days.partition_point(|date| *date < until) - 1;
        // A whole year's weight: every weekday of it, near enough to the working days.
        let weekdays = |date: &NaiveDate| date.weekday().num_days_from_monday() < 5;
        let whole: f64 =
            start.iter_days().take_while(|date| *date < until).filter(weekdays).map(|d| weight(&d)).sum();
        // Bank holidays carry no leave: their weight goes to the other days.
        let holidays = time.year / (365.25 * 5.0 / 7.0);
        let whole = whole * holidays;
        let days = &time.days[day..=end];
        let mut from = vec![0.0; days.len()];
        let mut sum = 0.0;
        for (place, date) in days.iter().enumerate().rev() {
            sum += weight(date);
            from[place] = if whole > 0.0 { (sum / whole).min(1.0) } else { 0.0 };
        }
        let block = usize::from(w.leave_block_working_days.max(1));
        let begins = days.len().saturating_sub(block - 1).max(1);
        let weights: Vec<f64> = days[..begins].iter().map(weight).collect();
        years.push(LeaveYear {
            days: (day as u32, end as u32),
            start: Law::shares(&weights),
            share_from: from,
        });
        day = end + 1;
    }
    years
}

/// What leave the plan's workers have still to take.
pub(super) struct LeaveShares {
    years: Vec<LeaveYear>,
}

impl LeaveShares {
    pub fn new(plan: &Plan, time: &Time<'_>) -> Self {
        Self { years: leave_years(&plan.workforce, time) }
    }

    /// By leave year: the entitlement's share that falls in the forecast, less what is booked in it.
    pub fn of(&self, plan: &Plan, time: &Time<'_>, worker: &Worker) -> Vec<u32> {
        let (at_first, long_service) = plan.workforce.leave_days;
        let as_at = time.days[0];
        let served = |first: NaiveDate| as_at.years_since(first).is_some_and(|y| y as i32 >= LONG_SERVICE);
        // Somebody whose first day is not recorded was there before anything in the plan.
        let entitlement = if worker.first_day.is_none_or(served) { long_service } else { at_first };
        let from = worker.first_day.map_or(1, |first| time.number(first).max(1) as u32);
        self.years
            .iter()
            .map(|year| {
                let first = from.max(year.days.0);
                if first > year.days.1 {
                    return 0;
                }
                let share = year.share_from[(first - year.days.0) as usize];
                let days = share * f64::from(entitlement);
                let booked: u32 = plan
                    .absences
                    .iter()
                    .filter(|absence| {
                        absence.worker == worker.id
                            && absence.kind == AbsenceKind::AnnualLeave
                            && absence.status == AbsenceStatus::Agreed
                    })
                    .map(|absence| {
                        let last = absence.known_last_day().unwrap_or(NaiveDate::MAX);
                        let from = time.number(absence.first_day).max(first as i32);
                        let to = last.succ_opt().map_or(time.last() as i32 + 1, |after| time.number(after));
                        (to.min(year.days.1 as i32 + 1) - from).max(0) as u32
                    })
                    .sum();
                ((days + 0.5) as u32).saturating_sub(booked)
            })
            .collect()
    }
}
