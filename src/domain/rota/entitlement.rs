//! Annual leave: what somebody may take in a leave year, has taken and booked, and what is left (docs/MODEL.md §19).

use chrono::{Datelike as _, Months, NaiveDate};

use super::supervision::{in_order, works_on};
use crate::domain::calendar::format_date;
use crate::domain::ids::{TeamId, WorkerId};
use crate::domain::plan::{AbsenceKind, AbsenceStatus, Contract, Plan, Worker};
use crate::domain::state::Sight;
use crate::domain::units::{Days, Fte};

/// Months of service after which leave is longer.
const LONG_SERVICE_MONTHS: u32 = 60;
/// Hundredths of a half day: what an allowance is rounded up to. \[GK\]
const HALF: u64 = 50;

/// One person's annual leave in one leave year. Days are working days of the person.
#[derive(Clone, Debug, PartialEq)]
pub struct Entitlement {
    /// Who.
    pub worker: WorkerId,
    /// First day of the leave year.
    pub from: NaiveDate,
    /// Last day of the leave year.
    pub to: NaiveDate,
    /// What they may take: by service and working time, for the part of the year they are in post.
    pub allowance: Days,
    /// Carried into the year.
    pub carried: Days,
    /// Taken before the plan's date.
    pub taken: Days,
    /// Agreed, from the plan's date on.
    pub booked: Days,
    /// Asked for and not agreed.
    pub requested: Days,
    /// Allowance and carried less taken and booked; negative when there is more booked than allowed.
    pub left: f64,
    /// How the allowance comes about, in a sentence.
    pub how: String,
}

/// The crunch at the end of a leave year: what a team has still to take, and how many of its people would be away each day.
#[derive(Clone, Debug, PartialEq)]
pub struct Crunch {
    /// Last day of the leave year.
    pub to: NaiveDate,
    /// Working days of the service left in it, from the plan's date on.
    pub working_days_left: u32,
    /// Leave not yet booked that may not be carried over, all together.
    pub must_take: Days,
    /// People away each day on average if it is all taken in the year's last month.
    pub away_each_day_in_last_month: f64,
    /// What that means, in a sentence.
    pub sentence: String,
}

/// The first and last day of the leave year that holds a day.
pub fn leave_year(plan: &Plan, on: NaiveDate) -> (NaiveDate, NaiveDate) {
    let month = u32::from(plan.workforce.leave_year_starts.clamp(1, 12));
    let year = if on.month() >= month { on.year() } else { on.year() - 1 };
    let from = NaiveDate::from_ymd_opt(year, month, 1).unwrap_or(on);
    let next = from.checked_add_months(Months::new(12)).and_then(|next| next.pred_opt());
    (from, next.unwrap_or(NaiveDate::MAX))
}

/// Everybody's leave in the leave year that holds `on`, in the order of teams and names. Agency workers have none.
pub fn entitlements(sight: &Sight<'_>, on: NaiveDate) -> Vec<Entitlement> {
    let year = leave_year(sight.plan(), on);
    in_order(sight.plan()).into_iter().filter_map(|worker| one(sight, worker, year)).collect()
}

/// One person's leave in one leave year; `None` when they have none, or left before the plan's date.
fn one(sight: &Sight<'_>, worker: &Worker, (from, to): (NaiveDate, NaiveDate)) -> Option<Entitlement> {
    let plan = sight.plan();
    let as_at = plan.about.as_at;
    // An agency worker who is taken on has leave from the day they are.
    let began = match worker.contract {
        Contract::Agency => Some(worker.permanent_from?),
        Contract::Permanent | Contract::FixedTerm => None,
    };
    let first = worker.first_day.max(began).map_or(from, |first| first.max(from));
    let last = worker.last_day.map_or(to, |last| last.min(to));
    if first > last || worker.last_day.is_some_and(|last| last < as_at) {
        return None;
    }
    let (allowance, how) = allowance(plan, worker, (from, to), (first, last));
    let (agreed, asked) = days_of_leave(sight, worker, first, last);
    let taken = agreed.iter().filter(|day| **day < as_at).count();
    let (taken, booked) = (whole(taken), whole(agreed.len() - taken));
    let carried = if from <= as_at && as_at <= to { worker.rota.leave_carried } else { Days::ZERO };
    let left = i64::from(allowance.hundredths()) + i64::from(carried.hundredths())
        - i64::from(taken.hundredths())
        - i64::from(booked.hundredths());
    Some(Entitlement {
        worker: worker.id,
        from,
        to,
        allowance,
        carried,
        taken,
        booked,
        requested: whole(asked),
        left: left as f64 / 100.0,
        how,
    })
}

/// Whole days.
fn whole(days: usize) -> Days {
    Days::from_hundredths(100 * days as u32)
}

/// Weekdays that somebody works in two weeks, of ten. Somebody without contracted time works on none.
fn weekdays_of_ten(worker: &Worker, from: NaiveDate) -> u64 {
    if worker.fte == Fte::ZERO {
        return 0;
    }
    let fortnight = from.iter_days().take(14);
    fortnight.filter(|day| day.weekday().num_days_from_monday() < 5 && works_on(worker, *day)).count() as u64
}

/// What somebody may take in a leave year, of which they are in post for a part, and how that comes about.
///
/// The days of a full-time week are turned into the person's own: whoever works four days a week has four days for each week
/// of leave, whether these are long or short.
fn allowance(
    plan: &Plan,
    worker: &Worker,
    (from, to): (NaiveDate, NaiveDate),
    (first, last): (NaiveDate, NaiveDate),
) -> (Days, String) {
    let (at_first, later) = plan.workforce.leave_days;
    // Somebody whose beginning is not recorded was there before anything in the plan.
    let since = worker.rota.service_from.or(worker.first_day);
    let reached = since.and_then(|since| since.checked_add_months(Months::new(LONG_SERVICE_MONTHS)));
    let (full, of_what) = if let Some(own) = worker.rota.leave_days {
        (own, "of their own".to_owned())
    } else if since.is_none() || reached.is_some_and(|reached| reached <= to) {
        (Days::from_hundredths(100 * u32::from(later)), "after five years’ service".to_owned())
    } else {
        (Days::from_hundredths(100 * u32::from(at_first)), "a year".to_owned())
    };
    let ten = weekdays_of_ten(worker, from);
    let in_post = (last - first).num_days() as u64 + 1;
    let of_year = (to - from).num_days() as u64 + 1;
    let (top, bottom) = (u64::from(full.hundredths()) * ten * in_post, 10 * of_year);
    let halves = top.div_ceil(bottom * HALF);
    let days = Days::from_hundredths(u32::try_from(halves * HALF).unwrap_or(u32::MAX));

    let mut how = format!("{full} days {of_what}");
    if ten != 10 {
        let week = Days::from_hundredths(ten as u32 * 50);
        how = format!("{how}, × {week} of 5 days a week");
    }
    if in_post != of_year {
        how = format!("{how}, × {in_post} of {of_year} days in post");
    }
    let exact = halves * HALF * bottom == top;
    if !exact {
        how = format!("{how}, rounded up to half days");
    }
    if ten != 10 || in_post != of_year || !exact {
        how = format!("{how}: {days}");
    }
    (days, how)
}

/// Days of annual leave that somebody would have worked: those agreed, by day, and how many are asked for besides.
fn days_of_leave(
    sight: &Sight<'_>,
    worker: &Worker,
    first: NaiveDate,
    last: NaiveDate,
) -> (Vec<NaiveDate>, usize) {
    let days = |status: AbsenceStatus| {
        let mut days: Vec<NaiveDate> = Vec::new();
        let leave = sight.lookup.absences_of(worker.id);
        for absence in leave.filter(|a| a.kind == AbsenceKind::AnnualLeave && a.status == status) {
            let to = absence.known_last_day().map_or(last, |day| day.min(last));
            let stretch = absence.first_day.max(first).iter_days().take_while(|day| *day <= to);
            days.extend(stretch.filter(|day| sight.calendar.is_working_day(*day) && works_on(worker, *day)));
        }
        // A day that is in two absences is one day.
        days.sort_unstable();
        days.dedup();
        days
    };
    let agreed = days(AbsenceStatus::Agreed);
    let asked = days(AbsenceStatus::Requested);
    let asked = asked.iter().filter(|day| agreed.binary_search(day).is_err()).count();
    (agreed, asked)
}

/// The crunch ahead of each team, in the order of teams, for the leave year that holds the plan's date.
pub fn crunches(sight: &Sight<'_>) -> Vec<(TeamId, Crunch)> {
    let plan = sight.plan();
    let all = entitlements(sight, plan.about.as_at);
    let of_team = |team: TeamId| -> Vec<(&Entitlement, &Worker)> {
        let pairs = all.iter().filter_map(|one| Some((one, sight.lookup.worker(one.worker)?)));
        pairs.filter(|(_, worker)| worker.team == Some(team)).collect()
    };
    plan.teams
        .iter()
        .map(|team| (team, of_team(team.id)))
        .filter(|(_, people)| !people.is_empty())
        .map(|(team, people)| (team.id, crunch(sight, &team.name, &people)))
        .collect()
}

fn crunch(sight: &Sight<'_>, team: &str, people: &[(&Entitlement, &Worker)]) -> Crunch {
    let plan = sight.plan();
    let as_at = plan.about.as_at;
    let (_, to) = leave_year(plan, as_at);
    let month = to.with_day(1).unwrap_or(to).max(as_at);
    // What may be carried is scaled as the allowance is; whoever leaves carries nothing.
    let must = |one: &Entitlement, worker: &Worker, leaves: bool| -> u64 {
        let carry = u64::from(plan.rota.carry_over.hundredths()) * weekdays_of_ten(worker, one.from) / 10;
        let left = (one.left * 100.0).round().max(0.0) as u64;
        left.saturating_sub(if leaves { 0 } else { carry })
    };
    let (mut all, mut in_month) = (0, 0);
    for (one, worker) in people {
        let leaves = worker.last_day.is_some_and(|last| last < to);
        let days = must(one, worker, leaves);
        all += days;
        if !leaves {
            let (agreed, _) = days_of_leave(sight, worker, month, to);
            in_month += days + 100 * agreed.len() as u64;
        }
    }
    let of_month = sight.calendar.working_days_between(month, to);
    let away = if of_month == 0 { 0.0 } else { in_month as f64 / 100.0 / f64::from(of_month) };
    let must_take = Days::from_hundredths(u32::try_from(all).unwrap_or(u32::MAX));
    let number = people.len();
    let whose = if number == 1 { "person".to_owned() } else { format!("{number} people") };
    let sentence = if all == 0 {
        format!("Nobody in {team} has leave left that has to be taken by {}", format_date(to))
    } else {
        format!(
            "{team} has {must_take} days of leave to take by {} that may not be carried over. If it is all left to the last \
             month, {away:.1} of its {whose} are away each day",
            format_date(to)
        )
    };
    Crunch {
        to,
        working_days_left: sight.calendar.working_days_between(as_at, to),
        must_take,
        away_each_day_in_last_month: away,
        sentence,
    }
}

#[cfg(test)]
mod tests;
