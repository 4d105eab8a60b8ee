//! What the rota of an invented service knows: school holidays, supervision, rules for leave, requests and duty turns.

use std::sync::Arc;

use chrono::{Duration, NaiveDate};

use super::chance::Chance;
use super::dates::{AS_AT, date, in_days, monday, working_before};
use crate::domain::calendar::{Closure, WorkingCalendar};
use crate::domain::edit;
use crate::domain::ids::{AbsenceId, TeamId, WorkerId};
use crate::domain::plan::{Absence, AbsenceKind, AbsenceStatus, Plan, Worker};
use crate::domain::rota::duty::{DutyAsk, plan_duty, put_in};
use crate::domain::units::Fte;

/// Weeks of duty that are planned ahead.
const DUTY_WEEKS: u16 = 16;
/// Supervision that a service holds in time has its last meeting at most this many days ago.
const IN_TIME_DAYS: i64 = 26;

/// How a service keeps to its own rules.
#[derive(Clone, Copy, Debug)]
pub(super) struct Keeps {
    /// Share of staff whose supervision is overdue.
    pub overdue: f64,
    /// Requests for leave that wait for an answer.
    pub requests: usize,
}

/// Fills in what the rota knows. Draws of its own, so that nothing else of the service changes.
pub(super) fn add_rota(plan: &mut Plan, seed: u64, keeps: Keeps) {
    let mut chance = Chance::new(seed, 11);
    Arc::make_mut(&mut plan.calendar).school_holidays = school_holidays();
    supervise(plan, &mut chance, keeps.overdue);
    rules(plan, &mut chance);
    ask_for_leave(plan, &mut chance, keeps.requests);
    let teams: Vec<TeamId> =
        plan.teams.iter().filter(|team| team.duty.is_some()).map(|team| team.id).collect();
    for team in teams {
        add_duty_turns(plan, team);
    }
}

/// Holidays of an invented council, on days on which schools usually have them.
fn school_holidays() -> Vec<Closure> {
    let holiday = |first_day, last_day, label: &str| Closure { first_day, last_day, label: label.to_owned() };
    vec![
        holiday(date(2026, 10, 26), date(2026, 10, 30), "Autumn half-term"),
        holiday(date(2026, 12, 21), date(2027, 1, 1), "Christmas holidays"),
        holiday(date(2027, 2, 15), date(2027, 2, 19), "Spring half-term"),
        holiday(date(2027, 3, 26), date(2027, 4, 9), "Easter holidays"),
        holiday(date(2027, 5, 31), date(2027, 6, 4), "Summer half-term"),
    ]
}

fn supervise(plan: &mut Plan, chance: &mut Chance, overdue: f64) {
    let supervised: Vec<WorkerId> =
        plan.workers.iter().filter(|worker| worker.supervisor.is_some()).map(|worker| worker.id).collect();
    for id in supervised {
        let late = chance.yes(overdue);
        let days = if late { chance.between(31, 75) } else { chance.between(1, IN_TIME_DAYS) };
        plan.workers.change(id, |worker| {
            // A newly qualified worker is seen every week or fortnight.
            let days = if worker.asye_start.is_some() && !late { days % 7 } else { days };
            let held = working_before(in_days(-days));
            worker.rota.last_supervised = Some(held).filter(|day| worker.in_post(*day));
        });
    }
    let teams: Vec<TeamId> = plan.teams.iter().map(|team| team.id).collect();
    for id in teams {
        let days = chance.between(5, 40);
        plan.teams.change(id, |team| {
            team.rota.last_group_supervision = Some(working_before(in_days(-days)));
        });
    }
}

/// No more than a third of a team away, and half of its case holders at work.
fn rules(plan: &mut Plan, chance: &mut Chance) {
    let teams: Vec<TeamId> = plan.teams.iter().map(|team| team.id).collect();
    for id in teams {
        let of_team: Vec<&Worker> = plan
            .workers
            .iter()
            .map(AsRef::as_ref)
            .filter(|worker| worker.team == Some(id) && worker.in_post(AS_AT))
            .collect();
        let holders: Fte = of_team.iter().filter(|worker| worker.role.holds_cases()).map(|w| w.fte).sum();
        let most = of_team.len().div_ceil(3).max(2) as u16;
        let least = Fte::from_parts(holders.parts() / 2 / 5000 * 5000);
        let has_rules = chance.yes(0.8);
        plan.teams.change(id, |team| {
            if has_rules {
                team.rota.most_away = Some(most);
                team.rota.least_present = Some(least).filter(|fte| *fte > Fte::ZERO);
            }
        });
    }
}

/// A week of leave in the autumn half-term or before Christmas, which nobody has agreed yet.
fn ask_for_leave(plan: &mut Plan, chance: &mut Chance, requests: usize) {
    let mut free: Vec<Arc<Worker>> = plan
        .workers
        .iter()
        .filter(|worker| worker.role.holds_cases() && worker.last_day.is_none() && worker.in_post(AS_AT))
        .cloned()
        .collect();
    chance.shuffle(&mut free);
    let mut next = plan.absences.iter().map(|absence| absence.id.0).max().unwrap_or(0);
    let mut asked = 0;
    for worker in free {
        if asked == requests {
            return;
        }
        let weeks_ahead = [7, 15, 16, chance.between(3, 14)][asked % 4];
        let first_day = monday(weeks_ahead);
        let last_day = first_day + Duration::days(4);
        let taken = plan.absences.iter().any(|absence| {
            absence.worker == worker.id
                && absence.first_day <= last_day
                && absence.known_last_day().is_none_or(|last| first_day <= last)
        });
        if taken {
            continue;
        }
        next += 1;
        asked += 1;
        plan.absences.push(requested(next, worker.id, first_day, last_day));
    }
}

fn requested(id: u32, worker: WorkerId, first_day: NaiveDate, last_day: NaiveDate) -> Absence {
    Absence {
        id: AbsenceId(id),
        worker,
        kind: AbsenceKind::AnnualLeave,
        first_day,
        last_day: Some(last_day),
        expected_return: None,
        status: AbsenceStatus::Requested,
        cover: Vec::new(),
        cover_from: None,
        phased_return: None,
        notes: String::new(),
    }
}

/// Turns for the weeks ahead, as the program itself would plan them.
fn add_duty_turns(plan: &mut Plan, team: TeamId) {
    let calendar = WorkingCalendar::new(&plan.calendar);
    let ask = DutyAsk { team, from: AS_AT, weeks: DUTY_WEEKS };
    let Ok(rota) = plan_duty(plan, &calendar, &ask) else { return };
    if let Ok(with) = edit::apply(plan, &put_in(plan, &rota)) {
        *plan = with;
    }
}
