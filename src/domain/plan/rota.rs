//! What a rota needs to know of the service, its teams and its people, beyond who they are.

use chrono::{Datelike as _, Duration, NaiveDate};

use super::{Worker, WorkingDays};
use crate::domain::ids::WorkerId;
use crate::domain::units::{Days, Fte};

/// Supervision, duty and leave as the service does them.
#[derive(Clone, Debug, PartialEq)]
pub struct RotaRules {
    /// Individual supervision at least once in this many weeks. Default 4: "at least monthly".
    pub supervision_weeks: u8,
    /// The same through the assessed and supported year: weekly for six weeks, fortnightly to six months, then as for
    /// everybody.
    pub asye_supervision: Vec<SupervisionStep>,
    /// Length of a supervision, minutes. Default 90, uninterrupted.
    pub supervision_minutes: u16,
    /// Preparing and writing up one supervision, minutes. \[GK\] default 60.
    pub supervision_writing_minutes: u16,
    /// Group supervision of a team at least once in this many weeks; `None`: the service has none. \[GK\] default 4.
    pub group_supervision_weeks: Option<u8>,
    /// Length of a group supervision, minutes. \[GK\] default 120.
    pub group_supervision_minutes: u16,
    /// Hours of a full-time week. \[GK\] default 37.
    pub week_hours: f64,
    /// What a manager gives each child of the team besides supervision (decisions, reading, signing), minutes a month.
    /// \[GK\] default 15.
    pub oversight_minutes_a_month: u16,
    /// Hours a week of a full-time manager that are neither supervision, children nor their own cases. \[GK\] default 12.
    pub manager_other_hours: f64,
    /// How much of the room for new work a duty turn takes from whoever has it, in percent. \[GK\] default 50.
    pub duty_takes_percent: u8,
    /// Working days of a week that somebody has to be at work to take its duty. \[GK\] default 4.
    pub least_duty_days: u8,
    /// Whole weeks that lie at least between two duty turns of one person. \[GK\] default 1.
    pub duty_gap_weeks: u8,
    /// Weeks of the assessed and supported year before the first duty turn. \[GK\] default 26.
    pub asye_no_duty_weeks: u16,
    /// Children whom one person covers alone at most, all absences together. \[GK\] default 20.
    pub most_covered: u16,
    /// Days of leave that may be carried into the next leave year. \[GK\] default 5.
    pub carry_over: Days,
    /// Months after its end for which sickness is kept in the plan. \[GK\] default 12.
    pub keep_sickness_months: u16,
}

/// From this week of the assessed and supported year on, supervision is due once in so many weeks.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SupervisionStep {
    /// Whole weeks since the start; the first week is 0.
    pub from_week: u16,
    /// Once in this many weeks.
    pub every_weeks: u8,
}

impl Default for RotaRules {
    /// Sources in docs/MODEL.md §8. Those without one are shown as assumptions.
    fn default() -> Self {
        let step = |from_week, every_weeks| SupervisionStep { from_week, every_weeks };
        Self {
            supervision_weeks: 4,
            asye_supervision: vec![step(0, 1), step(6, 2), step(26, 4)],
            supervision_minutes: 90,
            supervision_writing_minutes: 60,
            group_supervision_weeks: Some(4),
            group_supervision_minutes: 120,
            week_hours: 37.0,
            oversight_minutes_a_month: 15,
            manager_other_hours: 12.0,
            duty_takes_percent: 50,
            least_duty_days: 4,
            duty_gap_weeks: 1,
            asye_no_duty_weeks: 26,
            most_covered: 20,
            carry_over: Days::from_hundredths(500),
            keep_sickness_months: 12,
        }
    }
}

/// What the rota needs to know of a member of staff.
#[derive(Clone, Debug, PartialEq, Default)]
pub struct WorkerRota {
    /// Other working days in every second week: a nine-day fortnight, a job share by weeks.
    pub second_week: Option<SecondWeek>,
    /// Whom they share a job with.
    pub job_share: Option<WorkerId>,
    /// Since when they have served without a break, where that is longer than in this post. It decides their allowance.
    pub service_from: Option<NaiveDate>,
    /// Their own annual leave for a full leave year at full time, instead of the service's.
    pub leave_days: Option<Days>,
    /// Leave carried into the leave year that holds the plan's date.
    pub leave_carried: Days,
    /// The day of their last individual supervision.
    pub last_supervised: Option<NaiveDate>,
    /// They take no duty turns.
    pub no_duty: bool,
}

/// Working days of every second week.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct SecondWeek {
    /// Any day of one such week.
    pub of: NaiveDate,
    /// The days worked in it.
    pub days: WorkingDays,
}

/// What the rota needs to know of a team.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct TeamRota {
    /// No more of the team than this away at once. `None`: no such rule.
    pub most_away: Option<u16>,
    /// At least this much of the team at work, of those who hold cases. `None`: no such rule.
    pub least_present: Option<Fte>,
    /// The team's manager and deputies may all be away at once. Otherwise one of them has to be at work.
    pub managers_may_all_be_away: bool,
    /// The day of the team's last group supervision.
    pub last_group_supervision: Option<NaiveDate>,
}

/// The Monday of the week that holds a day.
pub fn monday_of(date: NaiveDate) -> NaiveDate {
    let back = i64::from(date.weekday().num_days_from_monday());
    date.checked_sub_signed(Duration::days(back)).unwrap_or(date)
}

impl Worker {
    /// The days they work in the week that holds `date`.
    pub fn days_in_week_of(&self, date: NaiveDate) -> WorkingDays {
        match self.rota.second_week {
            Some(second) if (monday_of(date) - monday_of(second.of)).num_days() % 14 == 0 => second.days,
            _ => self.working_days,
        }
    }
    /// Whether they work on this day by their pattern. Bank holidays, closures and absences are the calendar's and the
    /// plan's business.
    pub fn works_on(&self, date: NaiveDate) -> bool {
        self.days_in_week_of(date).works_on(date)
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::plan::Role;

    #[test]
    fn every_second_week_has_its_own_working_days_before_and_after_the_week_that_was_named() {
        let day = |d, m| NaiveDate::from_ymd_opt(2026, m, d).unwrap_or_default();
        let mut worker = Worker::new(WorkerId(1), "Ada Brook", Role::SocialWorker, None);
        let four = WorkingDays::parse("Mon-Thu").unwrap_or(WorkingDays::none());
        // Wednesday 09/09/2026: the Fridays of that week and of every second one are free.
        worker.rota.second_week = Some(SecondWeek { of: day(9, 9), days: four });
        for free in [day(11, 9), day(25, 9), day(28, 8)] {
            assert!(!worker.works_on(free), "{free} is worked");
        }
        for worked in [day(4, 9), day(18, 9), day(10, 9)] {
            assert!(worker.works_on(worked), "{worked} is free");
        }
    }
}
