//! A team day by day: who is there, what room is left, which children have nobody at work, and what is wrong
//! (docs/MODEL.md §15).

use chrono::NaiveDate;

use super::words::count;
use crate::domain::ahead::Outlook;
use crate::domain::capacity::{Load, cap_on, carried_by, duty_takes, open_cap};
use crate::domain::ids::{TeamId, WorkerId};
use crate::domain::lookup::{IdMap, Lookup};
use crate::domain::plan::{Team, Worker};
use crate::domain::presence::{Presence, on, would_work};
use crate::domain::state::{Sight, Spell, Why};
use crate::domain::units::{Fte, Points};

/// A team on one day.
#[derive(Clone, Debug, PartialEq)]
pub struct TeamDay {
    /// The day.
    pub date: NaiveDate,
    /// Whether the service works on it. On other days there is nothing to count, and nothing is wrong.
    pub working: bool,
    /// Posts of the team for people who hold cases, filled or not. Without posts in the plan: its people in post.
    pub established: Fte,
    /// Time of those who hold cases and are at work. Somebody whose day it is not is not there, nor away.
    pub present: Fte,
    /// People of the team, managers included, in an agreed absence on a day that they would work.
    pub away: u16,
    /// Children that the team's workers could take under their caps.
    pub free_places: u32,
    /// Children of the team whose named worker is away with nobody present as cover.
    pub uncovered: u32,
    /// Who has the duty turn.
    pub on_duty: Option<WorkerId>,
    /// What is wrong, the gravest first. Empty: nothing.
    pub red: Vec<Red>,
}

/// What is wrong with a team on a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Red {
    /// The manager and every deputy are away at once.
    NoManager,
    /// Less is at work than the team's own least.
    TooFewPresent {
        /// At work.
        present: Fte,
        /// The team's least.
        least: Fte,
    },
    /// More people are away than the team's own most.
    TooManyAway {
        /// Away.
        away: u16,
        /// The team's most.
        most: u16,
    },
    /// Children whose worker has been away uncovered for longer than the grace period: they have no named social worker.
    PastGrace {
        /// How many.
        children: u32,
    },
    /// Whoever has the duty turn is away.
    DutyAway(WorkerId),
    /// The team is on duty, takes duty by turns, and nobody has this one.
    NobodyOnDuty,
}

impl Red {
    /// As a sentence: "4 away, and no more than 3 may be".
    pub fn words(&self, lookup: &Lookup<'_>) -> String {
        match self {
            Self::NoManager => {
                "No manager is at work: the manager and every deputy are away or off".to_owned()
            }
            Self::TooFewPresent { present, least } => {
                format!("{present} FTE at work, and at least {least} should be")
            }
            Self::TooManyAway { away, most } => format!("{away} away, and no more than {most} may be"),
            Self::PastGrace { children } => format!(
                "{} no named social worker: theirs is away, and nobody at work is named as cover",
                count(*children as usize, "child has", "children have")
            ),
            Self::DutyAway(worker) => {
                format!("{} has the duty turn and is not at work", lookup.worker_name(*worker))
            }
            Self::NobodyOnDuty => "The team is on duty, and nobody has the turn".to_owned(),
        }
    }
}

/// What somebody does on a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Being {
    /// In post and at work.
    AtWork,
    /// Away on a day that they would work.
    Away,
    /// A day on which they do not work anyway.
    Off,
    /// Not in post.
    NotInPost,
}

/// What somebody does on a day.
pub(super) fn being(sight: &Sight<'_>, worker: &Worker, date: NaiveDate) -> Being {
    let what = on(sight.presence(worker.id), date);
    match what {
        Presence::NotStarted | Presence::Left => Being::NotInPost,
        _ if !would_work(sight.calendar, worker, date) => Being::Off,
        Presence::Present => Being::AtWork,
        Presence::Covered { .. } | Presence::Away { .. } => Being::Away,
    }
}

/// Whether somebody counts among a team's people: it is their team, or they manage it or deputise and have no team.
pub(super) fn belongs(team: &Team, worker: &Worker) -> bool {
    match worker.team {
        Some(own) => own == team.id,
        None => team.manager == Some(worker.id) || team.deputies.contains(&worker.id),
    }
}

/// A team's manager and deputies, as far as they are in the plan.
pub(super) fn managers<'p>(sight: &Sight<'p>, team: &Team) -> Vec<&'p Worker> {
    let mut ids: Vec<WorkerId> = Vec::new();
    for id in team.manager.into_iter().chain(team.deputies.iter().copied()) {
        if !ids.contains(&id) {
            ids.push(id);
        }
    }
    ids.into_iter().filter_map(|id| sight.lookup.worker(id)).collect()
}

/// Days from the first of a window to a day within it.
fn place(from: NaiveDate, date: NaiveDate) -> usize {
    usize::try_from((date - from).num_days()).unwrap_or(0)
}

/// What begins and ends on each day of a window, added up in one go.
pub(super) struct Tally<T> {
    from: NaiveDate,
    to: NaiveDate,
    changes: Vec<T>,
}

impl<T: Copy + Default + std::ops::AddAssign + std::ops::SubAssign> Tally<T> {
    pub fn new(from: NaiveDate, to: NaiveDate) -> Self {
        Self { from, to, changes: vec![T::default(); place(from, to) + 2] }
    }
    /// Counts `what` from the first day to the last, as far as they lie in the window.
    pub fn add(&mut self, (first, last): (NaiveDate, NaiveDate), what: T) {
        if last < self.from || self.to < first || last < first {
            return;
        }
        let (begin, end) = (place(self.from, first.max(self.from)), place(self.from, last.min(self.to)) + 1);
        if let Some(change) = self.changes.get_mut(begin) {
            *change += what;
        }
        if let Some(change) = self.changes.get_mut(end) {
            *change -= what;
        }
    }
    /// What there is on each day of the window.
    pub fn days(self) -> Vec<T> {
        let mut sum = T::default();
        self.changes
            .into_iter()
            .map(|change| {
                sum += change;
                sum
            })
            .collect()
    }
}

/// What one worker holds: children and hundredths of points.
#[derive(Clone, Copy, Default)]
struct Held(i64, i64);

impl std::ops::AddAssign for Held {
    fn add_assign(&mut self, other: Self) {
        *self = Self(self.0 + other.0, self.1 + other.1);
    }
}

impl std::ops::SubAssign for Held {
    fn sub_assign(&mut self, other: Self) {
        *self = Self(self.0 - other.0, self.1 - other.1);
    }
}

/// The days on which each spell of a child is what is known of them: the first reaches back to when they opened.
pub(super) fn days_of<'s>(
    child: &crate::domain::plan::Child,
    spells: &'s [Spell],
) -> impl Iterator<Item = (NaiveDate, NaiveDate, &'s Spell)> {
    let (opened, closes) = (child.opened.unwrap_or(NaiveDate::MIN), child.closes.unwrap_or(NaiveDate::MAX));
    spells.iter().enumerate().filter_map(move |(i, spell)| {
        let from = if i == 0 { NaiveDate::MIN } else { spell.from }.max(opened);
        let to = spell.to.min(closes);
        (from <= to).then_some((from, to, spell))
    })
}

/// What a team's children and workers come to on each day of a window.
struct Counts {
    uncovered: Vec<i64>,
    past_grace: Vec<i64>,
    held: Vec<Vec<Held>>,
}

fn counts(
    sight: &Sight<'_>,
    outlook: &Outlook,
    team: TeamId,
    holders: &[&Worker],
    (from, to): (NaiveDate, NaiveDate),
) -> Counts {
    let mut places: IdMap<WorkerId, usize> = IdMap::default();
    for (place, worker) in holders.iter().enumerate() {
        places.insert(worker.id, place);
    }
    let mut uncovered = Tally::new(from, to);
    let mut past_grace = Tally::new(from, to);
    let mut held: Vec<Tally<Held>> = holders.iter().map(|_| Tally::new(from, to)).collect();
    let plan = sight.plan();
    for (child, spells) in plan.children.iter().zip(&outlook.spells) {
        let points = i64::from(plan.policy.weight(child.case_type).hundredths());
        for (first, last, spell) in days_of(child, spells) {
            if last < from || to < first {
                continue;
            }
            if let Some(at) = carried_by(child, spell).and_then(|id| places.get(&id))
                && let Some(held) = held.get_mut(*at)
            {
                held.add((first, last), Held(1, points));
            }
            let Why::Away { worker, .. } = spell.why else { continue };
            let ours = child.team.or_else(|| sight.lookup.worker(worker)?.team) == Some(team);
            if ours {
                uncovered.add((first, last), 1);
                past_grace.add((first, last), i64::from(spell.unnamed));
            }
        }
    }
    Counts {
        uncovered: uncovered.days(),
        past_grace: past_grace.days(),
        held: held.into_iter().map(Tally::days).collect(),
    }
}

/// A team on every day from `from` to `to`, both counted.
pub fn team_days(
    sight: &Sight<'_>,
    outlook: &Outlook,
    team: TeamId,
    from: NaiveDate,
    to: NaiveDate,
) -> Vec<TeamDay> {
    let Some(team) = sight.lookup.team(team).filter(|_| from <= to) else { return Vec::new() };
    let plan = sight.plan();
    let people: Vec<&Worker> =
        plan.workers.iter().map(AsRef::as_ref).filter(|worker| belongs(team, worker)).collect();
    let holders: Vec<&Worker> = people
        .iter()
        .copied()
        .filter(|worker| worker.role.holds_cases() && worker.team == Some(team.id))
        .collect();
    let counts = counts(sight, outlook, team.id, &holders, (from, to));
    let posts: Fte = plan
        .posts
        .iter()
        .filter(|post| post.team == Some(team.id) && post.role.holds_cases())
        .map(|post| post.fte)
        .sum();
    let managers = managers(sight, team);
    let turns = team.duty.as_ref().map_or(&[][..], |duty| duty.turns.as_slice());
    let planned = turns.iter().map(|turn| turn.from).min().zip(turns.iter().map(|turn| turn.to).max());
    let quiet = u32::from(plan.policy.no_new_before_leave_working_days);
    let days = from.iter_days().take_while(|date| *date <= to);
    days.enumerate()
        .map(|(at, date)| {
            let established = if plan.posts.is_empty() {
                holders.iter().filter(|worker| worker.in_post(date)).map(|worker| worker.fte).sum()
            } else {
                posts
            };
            let mut day = TeamDay {
                date,
                working: sight.calendar.is_working_day(date),
                established,
                present: Fte::ZERO,
                away: 0,
                free_places: 0,
                uncovered: 0,
                on_duty: None,
                red: Vec::new(),
            };
            if !day.working {
                return day;
            }
            for worker in &people {
                let being = being(sight, worker, date);
                day.away += u16::from(being == Being::Away);
                if being == Being::AtWork && worker.role.holds_cases() && worker.team == Some(team.id) {
                    day.present = day.present + worker.fte;
                }
            }
            let until = sight.calendar.nth_working_day(date, quiet + 1);
            let until = if quiet > 0 { until } else { date };
            for (worker, held) in holders.iter().zip(&counts.held) {
                let held = held.get(at).copied().unwrap_or_default();
                day.free_places += room(sight, worker, held, (date, until));
            }
            let at_day = |days: &[i64]| days.get(at).map_or(0, |n| u32::try_from(*n).unwrap_or(0));
            day.uncovered = at_day(&counts.uncovered);
            day.on_duty = team.duty.as_ref().and_then(|duty| duty.on_duty(date));
            let between = planned.is_some_and(|(first, last)| first <= date && date <= last);
            let nobody = between
                && day.on_duty.is_none()
                && team.duty.as_ref().is_some_and(|duty| duty.is_duty_week(date));
            day.red = red(sight, team, &managers, &day, (at_day(&counts.past_grace), nobody));
            day
        })
        .collect()
}

/// Children whom a worker could take on a day under their cap, as [`crate::domain::capacity::room`]: none while away, or
/// with days away that begin by `until`.
fn room(sight: &Sight<'_>, worker: &Worker, held: Held, (date, until): (NaiveDate, NaiveDate)) -> u32 {
    let line = sight.presence(worker.id);
    let next = line.partition_point(|entry| entry.from <= date);
    let now = next.checked_sub(1).and_then(|now| line.get(now)).map(|entry| entry.what);
    let leaves = |entry: &&crate::domain::presence::PresenceFrom| entry.from <= until;
    let mut soon = line.get(next..).unwrap_or_default().iter().take_while(leaves);
    if now != Some(Presence::Present) || soon.any(|entry| entry.what != Presence::Present) {
        return 0;
    }
    let load = Load {
        children: u32::try_from(held.0).unwrap_or(0),
        points: Points::from_hundredths(u32::try_from(held.1).unwrap_or(0)),
    };
    let takes = duty_takes(sight.plan(), worker.id, date);
    load.free_places(&open_cap(cap_on(sight, worker, date), takes))
}

/// What is wrong with a team on a day, the gravest first: children, then who answers for them, then the team's own rules.
fn red(
    sight: &Sight<'_>,
    team: &Team,
    managers: &[&Worker],
    day: &TeamDay,
    (past_grace, nobody_on_duty): (u32, bool),
) -> Vec<Red> {
    let mut red = Vec::new();
    if past_grace > 0 {
        red.push(Red::PastGrace { children: past_grace });
    }
    if !team.rota.managers_may_all_be_away {
        let are = |wanted: Being| managers.iter().any(|worker| being(sight, worker, day.date) == wanted);
        if are(Being::Away) && !are(Being::AtWork) {
            red.push(Red::NoManager);
        }
    }
    if let Some(id) = day.on_duty {
        let being = sight.lookup.worker(id).map(|worker| being(sight, worker, day.date));
        if matches!(being, None | Some(Being::Away | Being::NotInPost)) {
            red.push(Red::DutyAway(id));
        }
    } else if nobody_on_duty {
        red.push(Red::NobodyOnDuty);
    }
    if let Some(least) = team.rota.least_present.filter(|least| day.present < *least) {
        red.push(Red::TooFewPresent { present: day.present, least });
    }
    if let Some(most) = team.rota.most_away.filter(|most| day.away > *most) {
        red.push(Red::TooManyAway { away: day.away, most });
    }
    red
}

#[cfg(test)]
mod tests;
