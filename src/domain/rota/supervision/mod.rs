//! Supervision: when it is due, and on which days it can be (docs/MODEL.md §18).

mod diary;
mod group;
mod one;

use chrono::{Duration, NaiveDate};

use crate::domain::capacity::ASYE_WEEKS;
use crate::domain::edit::Edit;
use crate::domain::fields::Value as _;
use crate::domain::ids::{TeamId, Thing, WorkerId};
use crate::domain::plan::{Plan, Role, Worker};
use crate::domain::state::Sight;

use diary::Diary;
pub(in crate::domain::rota) use diary::works_on;

/// The most people whom one supervises on one day. \[GK\]
pub const MOST_A_DAY: u8 = 2;
/// Somebody who started, or began the assessed and supported year, no longer ago than this is new: their first supervision
/// counts from that day. \[GK\]
pub const NEW_WEEKS: i64 = 13;
/// A day is looked for as far after the due day at least, even past the last day planned to.
const REACH_DAYS: i64 = 56;
/// As far as is ever planned: ten years and the reach.
const FURTHEST_DAYS: i64 = 520 * 7;

/// One supervision that is planned.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Session {
    /// The day.
    pub date: NaiveDate,
    /// By when it has to be.
    pub due: NaiveDate,
    /// Why it is not on its usual day, if it is not.
    pub moved: Option<String>,
    /// Later than it should be.
    pub late: bool,
}

/// The individual supervision of one person.
#[derive(Clone, Debug, PartialEq)]
pub struct Supervision {
    /// Who is supervised.
    pub worker: WorkerId,
    /// By whom; `None`: nobody is named.
    pub supervisor: Option<WorkerId>,
    /// Once in so many weeks, on the day it begins.
    pub every_weeks: u8,
    /// The last one, where it is known.
    pub last: Option<NaiveDate>,
    /// When the next is due; `None` when the last is not known and they are not new.
    pub due: Option<NaiveDate>,
    /// Days overdue on the plan's date.
    pub overdue_days: u32,
    /// What is planned, by day.
    pub sessions: Vec<Session>,
    /// What cannot be, a sentence each: nobody supervises them, no day in reach on which both are at work.
    pub cannot: Vec<String>,
}

/// Group supervision of one team.
#[derive(Clone, Debug, PartialEq)]
pub struct GroupSupervision {
    /// The team.
    pub team: TeamId,
    /// The last one, where it is known.
    pub last: Option<NaiveDate>,
    /// When the next is due.
    pub due: Option<NaiveDate>,
    /// What is planned, by day: on the days on which most of the team are there, duty left out.
    pub sessions: Vec<Session>,
    /// What cannot be, a sentence each.
    pub cannot: Vec<String>,
}

/// Everybody's supervision.
#[derive(Clone, Debug, PartialEq, Default)]
pub struct SupervisionPlan {
    /// In the order of teams and names.
    pub people: Vec<Supervision>,
    /// In the order of teams.
    pub teams: Vec<GroupSupervision>,
}

/// Plans supervision from the plan's date to `to`, around leave, working days and duty.
pub fn supervision(sight: &Sight<'_>, to: NaiveDate) -> SupervisionPlan {
    let from = sight.plan().about.as_at;
    let to = to.min(plus(from, FURTHEST_DAYS));
    let diary = Diary::new(sight, from, plus(to.max(from), REACH_DAYS));
    SupervisionPlan { people: one::people(&diary, to), teams: group::teams(&diary, to) }
}

/// Once in how many weeks somebody is supervised, on a day: in the assessed and supported year by its steps, otherwise as
/// everybody.
pub fn every_weeks(plan: &Plan, worker: &Worker, date: NaiveDate) -> u8 {
    let weeks = worker.asye_start.filter(|start| *start <= date).map(|start| (date - start).num_days() / 7);
    let step = weeks.filter(|weeks| *weeks < i64::from(ASYE_WEEKS)).and_then(|weeks| {
        let reached = plan.rota.asye_supervision.iter().filter(|step| i64::from(step.from_week) <= weeks);
        reached.max_by_key(|step| step.from_week)
    });
    step.map_or(plan.rota.supervision_weeks, |step| step.every_weeks).max(1)
}

/// Whether somebody is to be supervised at all: whoever has a supervisor, and, even if nobody supervises them, whoever
/// holds cases, is a practitioner or a personal adviser, or is in the assessed and supported year.
pub fn is_supervised(worker: &Worker, date: NaiveDate) -> bool {
    worker.supervisor.is_some()
        || worker.role.holds_cases()
        || matches!(worker.role, Role::PersonalAdviser | Role::FamilyPractitioner)
        || crate::domain::capacity::in_asye(worker, date)
}

/// The change that says that these people were supervised on the plan's date. Those who are not in the plan are left out.
pub fn supervised_today(plan: &Plan, people: &[WorkerId]) -> Edit {
    let day = plan.about.as_at.show();
    let workers: Vec<&Worker> =
        people.iter().filter_map(|id| plan.workers.get(*id)).map(AsRef::as_ref).collect();
    let label = match workers.as_slice() {
        [one] => format!("Supervised on {day}: {}", one.name),
        many => format!("Supervised on {day}: {} people", many.len()),
    };
    let set = |worker: &&Worker| Edit::Set {
        of: Thing::Worker(worker.id),
        field: "last_supervised".to_owned(),
        to: day.clone(),
    };
    Edit::Together { label, edits: workers.iter().map(set).collect() }
}

/// The change that says that a team had its group supervision on the plan's date.
pub fn group_supervision_held(plan: &Plan, team: TeamId) -> Edit {
    Edit::Set {
        of: Thing::Team(team),
        field: "last_group_supervision".to_owned(),
        to: plan.about.as_at.show(),
    }
}

/// Everybody in the order of teams and names; those in no team of the plan last.
pub fn in_order(plan: &Plan) -> Vec<&Worker> {
    let place = |team: Option<TeamId>| {
        team.and_then(|id| plan.teams.iter().position(|team| team.id == id)).unwrap_or(usize::MAX)
    };
    let mut workers: Vec<&Worker> = plan.workers.iter().map(AsRef::as_ref).collect();
    workers.sort_by_cached_key(|worker| (place(worker.team), worker.name.to_lowercase(), worker.id));
    workers
}

/// A day so many days later; the last day there is when that is past it.
pub(in crate::domain::rota) fn plus(date: NaiveDate, days: i64) -> NaiveDate {
    date.checked_add_signed(Duration::days(days)).unwrap_or(NaiveDate::MAX)
}

/// When a supervision that counts from `base` is due, and the first day on which it is not too soon: after half the
/// interval.
fn due_after(plan: &Plan, worker: &Worker, base: NaiveDate) -> (NaiveDate, NaiveDate) {
    let by = |day: NaiveDate| plus(day, 7 * i64::from(every_weeks(plan, worker, day)));
    // Who begins the assessed and supported year in between is supervised as often as that asks for.
    let begins = worker.asye_start.filter(|start| base < *start).map(by);
    let due = begins.map_or_else(|| by(base), |begins| begins.min(by(base)));
    (plus(base, (due - base).num_days().saturating_add(1) / 2), due)
}

#[cfg(test)]
mod tests;
