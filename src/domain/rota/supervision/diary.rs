//! Who can meet on a day, and in words why somebody cannot.

use chrono::{Datelike as _, NaiveDate};

use crate::domain::calendar::{format_date, format_date_with_day};
use crate::domain::ids::WorkerId;
use crate::domain::plan::{Absence, AbsenceKind, AbsenceStatus, DutyPattern, Plan, Worker, WorkingDays};
use crate::domain::state::Sight;

/// Why somebody cannot meet on a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Hindrance {
    /// The service does not work.
    Closed(NaiveDate),
    /// Not in post.
    NotInPost(WorkerId),
    /// In an agreed absence on this day.
    Away(WorkerId, NaiveDate),
    /// Not one of their working days.
    DayOff(WorkerId, NaiveDate),
    /// On duty.
    Duty(WorkerId),
    /// Supervises enough others on that day.
    Full(WorkerId),
}

impl Hindrance {
    /// Whether telling one of the two is enough.
    fn same(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Closed(_), Self::Closed(_)) => true,
            (Self::Away(one, _), Self::Away(other, _)) | (Self::DayOff(one, _), Self::DayOff(other, _)) => {
                one == other
            }
            _ => self == other,
        }
    }
}

/// Everybody's days between two: working days, absences and duty.
#[derive(Debug)]
pub(super) struct Diary<'s, 'p> {
    pub sight: &'s Sight<'p>,
    /// The first day that can be planned: the plan's date.
    pub from: NaiveDate,
    /// The last day that is known.
    pub end: NaiveDate,
    /// Who has a duty turn on which day, in order.
    duty: Vec<(WorkerId, NaiveDate)>,
}

impl<'s, 'p> Diary<'s, 'p> {
    pub fn new(sight: &'s Sight<'p>, from: NaiveDate, end: NaiveDate) -> Self {
        Self { sight, from, end, duty: duty_days(sight.plan(), from, end) }
    }

    /// Whether somebody has a duty turn on a day.
    pub fn is_on_duty(&self, worker: WorkerId, date: NaiveDate) -> bool {
        self.duty.binary_search(&(worker, date)).is_ok()
    }

    /// Why somebody cannot meet on a day that the service works, if they cannot.
    pub fn hindrance(&self, worker: &Worker, date: NaiveDate) -> Option<Hindrance> {
        if !worker.in_post(date) {
            Some(Hindrance::NotInPost(worker.id))
        } else if !self.sight.is_present(worker.id, date) {
            Some(Hindrance::Away(worker.id, date))
        } else if !works_on(worker, date) {
            Some(Hindrance::DayOff(worker.id, date))
        } else {
            self.is_on_duty(worker.id, date).then_some(Hindrance::Duty(worker.id))
        }
    }

    /// Since when somebody who is away on a day has been; `None` when they are not.
    pub fn away_since(&self, worker: WorkerId, date: NaiveDate) -> Option<NaiveDate> {
        use crate::domain::presence::Presence;
        let line = self.sight.presence(worker);
        let until = line.partition_point(|entry| entry.from <= date);
        let away = line
            .get(..until)?
            .iter()
            .rev()
            .take_while(|entry| matches!(entry.what, Presence::Away { .. } | Presence::Covered { .. }));
        away.last().map(|entry| entry.from)
    }

    /// Hindrances in words, each once, the first three: "Ada is on leave until 24/12/2026, and Moira is on duty".
    pub fn words(&self, hindrances: &[Hindrance]) -> String {
        let mut told: Vec<Hindrance> = Vec::new();
        for hindrance in hindrances {
            // That weekends are not worked goes without saying, unless it was one to begin with.
            let weekend =
                matches!(hindrance, Hindrance::Closed(day) if day.weekday().num_days_from_monday() > 4);
            if told.len() < 3
                && (told.is_empty() || !weekend)
                && !told.iter().any(|known| known.same(hindrance))
            {
                told.push(*hindrance);
            }
        }
        let words: Vec<String> = told.iter().map(|hindrance| self.one_in_words(*hindrance)).collect();
        match words.split_last() {
            Some((last, [])) => last.clone(),
            Some((last, before)) => format!("{}, and {last}", before.join(", ")),
            None => String::new(),
        }
    }

    fn one_in_words(&self, hindrance: Hindrance) -> String {
        let lookup = &self.sight.lookup;
        let name = |worker| lookup.worker_name(worker);
        match hindrance {
            Hindrance::Closed(day) => {
                let why = self.sight.calendar.name_of_day_off(day).unwrap_or("closed");
                format!("{} is not worked ({why})", format_date(day))
            }
            Hindrance::NotInPost(worker) => {
                let (first, last) =
                    lookup.worker(worker).map_or((None, None), |worker| (worker.first_day, worker.last_day));
                match (last, first) {
                    (Some(last), _) if first.is_none_or(|first| first <= self.from) => {
                        format!("{}’s last day is {}", name(worker), format_date(last))
                    }
                    (_, Some(first)) => format!("{}’s first day is {}", name(worker), format_date(first)),
                    _ => format!("{} is not in post", name(worker)),
                }
            }
            Hindrance::Away(worker, day) => {
                let absence = lookup
                    .absences_of(worker)
                    .filter(|absence| absence.status == AbsenceStatus::Agreed && absence.covers(day))
                    .max_by_key(|absence| absence.known_last_day().unwrap_or(NaiveDate::MAX));
                // Why somebody is away is their own matter, but for leave.
                let what = match absence.map(|absence| absence.kind) {
                    Some(AbsenceKind::AnnualLeave) => "on leave",
                    _ => "away",
                };
                let until = absence
                    .and_then(Absence::known_last_day)
                    .map_or_else(String::new, |last| format!(" until {}", format_date(last)));
                format!("{} is {what}{until}", name(worker))
            }
            Hindrance::DayOff(worker, day) => {
                format!("{} does not work on {}", name(worker), format_date_with_day(day))
            }
            Hindrance::Duty(worker) => format!("{} is on duty", name(worker)),
            Hindrance::Full(worker) => format!("{} supervises enough others that day", name(worker)),
        }
    }
}

/// Whether somebody works on a day by their pattern. Whose days are not known works on weekdays.
pub(in crate::domain::rota) fn works_on(worker: &Worker, date: NaiveDate) -> bool {
    let days = worker.days_in_week_of(date);
    if days.days_a_week() == 0 && worker.working_days.days_a_week() == 0 {
        WorkingDays::MONDAY_TO_FRIDAY.works_on(date)
    } else {
        days.works_on(date)
    }
}

/// Who has a duty turn on which day, in order.
fn duty_days(plan: &Plan, from: NaiveDate, end: NaiveDate) -> Vec<(WorkerId, NaiveDate)> {
    let duties = plan.teams.iter().filter_map(|team| team.duty.as_ref());
    let all = from.iter_days().take_while(|date| *date <= end);
    let who = |duty: &'_ DutyPattern, date| Some((duty.on_duty(date)?, date));
    let mut days: Vec<(WorkerId, NaiveDate)> =
        duties.flat_map(|duty| all.clone().filter_map(move |date| who(duty, date))).collect();
    days.sort_unstable();
    days
}
