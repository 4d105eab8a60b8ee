//! What each worker holds against what they should hold: caps, ramps, phased returns and load (MODEL.md §3).

use chrono::NaiveDate;

use super::ahead::Outlook;
use super::ids::WorkerId;
use super::lookup::IdMap;
use super::plan::{AbsenceStatus, Cap, Child, Plan, Worker};
use super::presence::{Presence, on};
use super::state::{Sight, Spell, Why};
use super::units::Points;

/// The assessed and supported year, in weeks.
pub const ASYE_WEEKS: u16 = 52;

/// What somebody holds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Load {
    /// Children.
    pub children: u32,
    /// Points, zero when the council does not weight cases.
    pub points: Points,
}

impl Load {
    /// Over the cap in children or in points. Exactly at it is not over.
    pub fn is_over(&self, cap: &Cap) -> bool {
        self.children > u32::from(cap.children) || cap.points.is_some_and(|points| self.points > points)
    }
    /// Children that could still be taken under the cap.
    pub fn free_places(&self, cap: &Cap) -> u32 {
        if cap.points.is_some_and(|points| self.points >= points) {
            return 0;
        }
        u32::from(cap.children).saturating_sub(self.children)
    }
}

/// Whole weeks from `start` to `date`; `None` before the start.
fn weeks_since(start: NaiveDate, date: NaiveDate) -> Option<u16> {
    (start <= date).then(|| u16::try_from((date - start).num_days() / 7).unwrap_or(u16::MAX))
}

/// Whether `date` falls in the worker's assessed and supported year.
pub fn in_asye(worker: &Worker, date: NaiveDate) -> bool {
    worker.asye_start.and_then(|start| weeks_since(start, date)).is_some_and(|weeks| weeks < ASYE_WEEKS)
}

/// Percent of the cap that applies to a worker on a day: the least of the assessed and supported year's ramp, the
/// starter's ramp and a phased return.
pub fn percent_of_cap(sight: &Sight<'_>, worker: &Worker, date: NaiveDate) -> u8 {
    let policy = &sight.plan().policy;
    let asye = match worker.asye_start.and_then(|start| weeks_since(start, date)) {
        Some(weeks) if weeks < ASYE_WEEKS => policy.asye_ramp.percent(weeks),
        _ => 100,
    };
    let starter = worker.first_day.and_then(|first| weeks_since(first, date)).map_or(100, |weeks| {
        // A newly qualified worker's year is their start: the two ramps are not counted on top of each other.
        if worker.asye_start.is_some() && worker.ramp.is_none() {
            100
        } else {
            worker.ramp.as_ref().unwrap_or(&policy.starter_ramp).percent(weeks)
        }
    });
    let phased = sight
        .lookup
        .absences_of(worker.id)
        .filter(|absence| absence.status == AbsenceStatus::Agreed)
        .filter_map(|absence| {
            let back = absence.known_last_day()?.succ_opt()?;
            let weeks = weeks_since(back, date)?;
            absence.phased_return.as_ref()?.weekly_percent.get(usize::from(weeks)).copied()
        })
        .min()
        .unwrap_or(100);
    asye.min(starter).min(phased)
}

/// The cap that applies to a worker on a day: their own or their role's, times FTE, times [`percent_of_cap`], rounded
/// down to whole children and to hundredths of a point. Exact arithmetic, the same on every machine.
pub fn cap_on(sight: &Sight<'_>, worker: &Worker, date: NaiveDate) -> Cap {
    let full = worker.cap.unwrap_or_else(|| sight.plan().policy.role_cap(worker.role));
    let percent = u64::from(percent_of_cap(sight, worker, date));
    let scale = |value: u64| value * u64::from(worker.fte.parts()) * percent / 1_000_000;
    Cap {
        children: u16::try_from(scale(u64::from(full.children))).unwrap_or(u16::MAX),
        points: full.points.map(|p| Points::from_hundredths(scale(u64::from(p.hundredths())) as u32)),
    }
}

/// How much of the room for other new work a duty turn takes from somebody on a day, in percent: the service's share on
/// every day of a turn of theirs, in whichever team.
pub fn duty_takes(plan: &Plan, worker: WorkerId, date: NaiveDate) -> u8 {
    let turns = plan.teams.iter().filter_map(|team| team.duty.as_ref()).flat_map(|duty| &duty.turns);
    let on_duty = turns.into_iter().any(|turn| turn.worker == worker && turn.covers(date));
    if on_duty { plan.rota.duty_takes_percent.min(100) } else { 0 }
}

/// A cap less what a duty turn takes of it, rounded down.
pub fn open_cap(cap: Cap, takes: u8) -> Cap {
    let left = u32::from(100 - takes.min(100));
    Cap {
        children: (u32::from(cap.children) * left / 100) as u16,
        points: cap
            .points
            .map(|p| Points::from_hundredths((u64::from(p.hundredths()) * u64::from(left) / 100) as u32)),
    }
}

/// The worker who carries a child in a spell: the one named, at work or away. Nobody carries a child whose worker has
/// left or who waits.
pub fn carried_by(child: &Child, spell: &Spell) -> Option<WorkerId> {
    match spell.why {
        Why::AtWork(w)
        | Why::Covered { worker: w, .. }
        | Why::Away { worker: w, .. }
        | Why::HandingOver { worker: w, .. }
        | Why::Practitioner(w)
        | Why::Adviser(w)
        | Why::Manager(w) => Some(w),
        Why::Closing => child.holder.worker(),
        Why::Left { .. }
        | Why::NotStarted { .. }
        | Why::Unknown(_)
        | Why::DutyRota(_)
        | Why::Tray(_)
        | Why::Nobody
        | Why::Sent(_) => None,
    }
}

/// What everybody holds on one day.
#[derive(Debug, Default)]
pub struct Loads {
    /// The day.
    pub date: NaiveDate,
    by_worker: IdMap<WorkerId, Load>,
}

impl Loads {
    /// Counts every child open on `date` with whoever carries them.
    pub fn on(sight: &Sight<'_>, outlook: &Outlook, date: NaiveDate) -> Self {
        let plan = sight.plan();
        let mut by_worker: IdMap<WorkerId, Load> = IdMap::default();
        for (child, spells) in plan.children.iter().zip(&outlook.spells) {
            let Some(spell) = super::state::spell_on(spells, date).filter(|_| child.is_open(date)) else {
                continue;
            };
            if let Some(worker) = carried_by(child, &spell) {
                let load = by_worker.entry(worker).or_default();
                load.children += 1;
                load.points = [load.points, plan.policy.weight(child.case_type)].into_iter().sum();
            }
        }
        Self { date, by_worker }
    }
    /// What one worker holds.
    pub fn of(&self, worker: WorkerId) -> Load {
        self.by_worker.get(&worker).copied().unwrap_or_default()
    }
}

/// Children whom a worker could take on the day of `loads`, under their cap less what a duty turn takes: none while away,
/// not in post, or in the days before leave in which the policy gives no new cases.
pub fn room(sight: &Sight<'_>, loads: &Loads, worker: &Worker) -> u32 {
    if !worker.role.holds_cases() || on(sight.presence(worker.id), loads.date) != Presence::Present {
        return 0;
    }
    let quiet = u32::from(sight.plan().policy.no_new_before_leave_working_days);
    let until = sight.calendar.nth_working_day(loads.date, quiet + 1);
    let leave_soon = quiet > 0
        && sight
            .presence(worker.id)
            .iter()
            .any(|e| loads.date < e.from && e.from <= until && e.what != Presence::Present);
    if leave_soon {
        return 0;
    }
    let takes = duty_takes(sight.plan(), worker.id, loads.date);
    loads.of(worker.id).free_places(&open_cap(cap_on(sight, worker, loads.date), takes))
}

#[cfg(test)]
mod tests;
