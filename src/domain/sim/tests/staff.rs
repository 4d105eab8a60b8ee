//! The checker's own picture of staff: who is in post and at work, and what they may take, from the plan and the events.

use chrono::{Duration, NaiveDate};

use crate::domain::calendar::WorkingCalendar;
use crate::domain::plan::{AbsenceStatus, CaseType, Contract, Plan, Ramp, Role, Worker};
use crate::domain::sim::trace::AwayWhy;
use crate::domain::units::Fte;

/// Somebody of a run.
pub(super) struct Person {
    pub role: Role,
    pub team: usize,
    pub started: bool,
    pub left: bool,
    /// Absences going on, by [`AwayWhy`].
    pub away: [i32; 4],
    /// The plan's worker, for whom the plan says the rest.
    pub known: Option<usize>,
    pub contract: Contract,
    pub asye: bool,
    pub start_day: u32,
    /// Gone on this day, after notice.
    pub gone: u32,
    /// Percent of the cap by a phased return after a long illness, from a day.
    pub phased: Vec<(u32, u32)>,
    /// Days on which unbooked leave begins.
    pub leave_from: Vec<u32>,
    pub new_this_week: u32,
}

pub(super) fn why(why: AwayWhy) -> usize {
    match why {
        AwayWhy::ShortIllness => 0,
        AwayWhy::LongIllness => 1,
        AwayWhy::Leave => 2,
        AwayWhy::Planned => 3,
    }
}

/// A day of the run.
#[derive(Clone, Copy)]
pub(super) struct Today {
    pub day: u32,
    pub date: NaiveDate,
}

impl Person {
    pub fn in_post(&self) -> bool {
        self.started && !self.left
    }
    pub fn at_work(&self) -> bool {
        self.in_post() && self.away.iter().all(|count| *count == 0)
    }

    fn worker<'p>(&self, plan: &'p Plan) -> Option<&'p Worker> {
        self.known.and_then(|place| plan.workers.at(place)).map(std::convert::AsRef::as_ref)
    }

    pub fn in_asye(&self, plan: &Plan, today: Today) -> bool {
        match self.worker(plan) {
            // A year to come limits somebody already: nobody is given what they may not hold next month.
            Some(worker) => worker.asye_start.is_some_and(|start| (today.date - start).num_days() < 364),
            None => self.asye && today.day < self.start_day + 260,
        }
    }

    /// Whether their role, themselves and their year let them hold a type of work.
    pub fn may_hold(&self, plan: &Plan, case_type: CaseType, under_18: bool, today: Today) -> bool {
        let role = match self.role {
            Role::SocialWorker | Role::SeniorPractitioner => true,
            Role::PersonalAdviser => case_type == CaseType::CareLeaver && !under_18,
            Role::FamilyPractitioner => plan.policy.practitioner_enough_for.contains(&case_type),
            _ => false,
        };
        let asye = self.in_asye(plan, today) && plan.policy.asye_may_not_hold.contains(&case_type);
        let own = self.worker(plan).is_some_and(|worker| worker.may_not_hold.contains(&case_type));
        role && !asye && !own
    }

    /// Percent of the cap.
    fn percent(&self, plan: &Plan, today: Today) -> u64 {
        let step = |ramp: &Ramp, week: i64| {
            let mut reached = ramp.steps.iter().filter(|step| i64::from(step.from_week) <= week);
            reached.next_back().map_or(100, |step| u64::from(step.percent))
        };
        let policy = &plan.policy;
        let mut least =
            self.phased.iter().max_by_key(|(day, _)| if *day <= today.day { *day + 1 } else { 0 });
        least = least.filter(|(day, _)| *day <= today.day);
        let phased = least.map_or(100, |(_, percent)| u64::from(*percent));
        let ramp = if let Some(worker) = self.worker(plan) {
            let weeks = |from: NaiveDate| (from <= today.date).then(|| (today.date - from).num_days() / 7);
            let asye = worker.asye_start.and_then(weeks).filter(|week| *week < 52);
            let asye = asye.map_or(100, |week| step(&policy.asye_ramp, week));
            let own = worker.ramp.as_ref().or(worker.asye_start.is_none().then_some(&policy.starter_ramp));
            let starter =
                own.zip(worker.first_day.and_then(weeks)).map_or(100, |(ramp, week)| step(ramp, week));
            let theirs = plan
                .absences
                .iter()
                .filter(|absence| absence.worker == worker.id && absence.status == AbsenceStatus::Agreed);
            let back = theirs.filter_map(|absence| {
                let last = absence.last_day.or(absence.expected_return.map(|day| day - Duration::days(1)))?;
                let week = weeks(last + Duration::days(1))?;
                absence.phased_return.as_ref()?.weekly_percent.get(week as usize).map(|p| u64::from(*p))
            });
            asye.min(starter).min(back.min().unwrap_or(100))
        } else {
            let week = i64::from(today.day - self.start_day) / 5;
            if self.asye {
                if week < 52 { step(&policy.asye_ramp, week) } else { 100 }
            } else if self.contract == Contract::Agency {
                step(plan.workforce.agency_ramp.as_ref().unwrap_or(&policy.starter_ramp), week)
            } else {
                step(&policy.starter_ramp, week)
            }
        };
        ramp.min(phased)
    }

    /// Children and hundredths of a point that they should hold at most.
    pub fn cap(&self, plan: &Plan, today: Today) -> (u64, u64) {
        let worker = self.worker(plan);
        let full = worker.and_then(|worker| worker.cap).unwrap_or_else(|| plan.policy.role_cap(self.role));
        let fte = worker.map_or(Fte::FULL, |worker| worker.fte);
        let part = u64::from(fte.parts()) * self.percent(plan, today);
        let scaled = |value: u64| value * part / 1_000_000;
        let points = full.points.map_or(u64::MAX, |points| scaled(u64::from(points.hundredths())));
        (scaled(u64::from(full.children)), points)
    }

    /// Most new cases in a week: at least one, to the nearest.
    pub fn most_new(&self, plan: &Plan) -> u32 {
        let Some(most) = plan.policy.most_new_a_week else { return u32::MAX };
        let fte = self.worker(plan).map_or(1.0, |worker| worker.fte.value());
        let scaled = (f64::from(most) * fte + 0.5 + 1e-9).floor() as u32;
        if most == 0 { 0 } else { scaled.max(1) }
    }

    /// Too soon before leave, a known absence or the last day.
    pub fn quiet(&self, plan: &Plan, calendar: &WorkingCalendar, today: Today) -> bool {
        let quiet = u32::from(plan.policy.no_new_before_leave_working_days);
        // Before a last day, also while the children are handed over.
        let handover = quiet.max(u32::from(plan.policy.transfer_handover_working_days));
        let soon = |day: u32, quiet: u32| today.day < day && day - today.day <= quiet;
        if self.leave_from.iter().any(|day| soon(*day, quiet)) || soon(self.gone, handover) {
            return true;
        }
        let Some(worker) = self.worker(plan) else { return false };
        let within = |day: NaiveDate, quiet: u32| {
            quiet > 0 && today.date < day && day <= calendar.nth_working_day(today.date, quiet + 1)
        };
        let near = |day: NaiveDate| within(day, quiet);
        worker.last_day.is_some_and(|last| within(last + Duration::days(1), handover))
            || plan.absences.iter().any(|absence| {
                absence.worker == worker.id
                    && absence.status == AbsenceStatus::Agreed
                    && near(absence.first_day)
                    && absence
                        .last_day
                        .or(absence.expected_return.map(|day| day - Duration::days(1)))
                        .is_none_or(|last| last >= absence.first_day)
            })
    }
}
