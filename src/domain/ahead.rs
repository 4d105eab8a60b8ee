//! What is known ahead, without any chance: who has no named social worker on each day, and every run of such days.

use chrono::NaiveDate;

use super::ids::{ChildId, TeamId, WorkerId};
use super::plan::{Child, PastHolder, Plan, Words as _};
use super::state::{ChildState, Sight, Spell, Why, spell_on, spells};

/// Every child's spells, worked out once for a plan.
#[derive(Debug)]
pub struct Outlook {
    /// First day: the plan's own date.
    pub from: NaiveDate,
    /// Last day of the horizon.
    pub to: NaiveDate,
    /// The spells of each child, in the order of the plan's list.
    pub spells: Vec<Vec<Spell>>,
}

/// A child as they are on one day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Today {
    /// The spell that holds on the day.
    pub spell: Spell,
    /// Since when the state has held. `None`: not recorded.
    pub since: Option<NaiveDate>,
    /// Since when there has been no named social worker, if there is none now and it is recorded.
    pub unnamed_since: Option<NaiveDate>,
}

/// A run of days on which a child has no named social worker.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct UnnamedRun {
    /// The child.
    pub child: ChildId,
    /// First day; before the plan's own date when it has already begun.
    pub from: NaiveDate,
    /// Last day within the horizon.
    pub to: NaiveDate,
    /// Whether it goes on past the horizon, as far as is known.
    pub goes_on: bool,
    /// Working days from `from` to `to`, both counted.
    pub working_days: u32,
    /// The spells that make it up, in order; never empty.
    pub spells: Vec<Spell>,
}

/// Children in each state on one day.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct DayCount {
    /// Children in each state, in the order of [`ChildState::ALL`].
    pub by_state: [u32; 13],
    /// Children with no named social worker.
    pub unnamed: u32,
    /// Children without a present worker, whether or not one is named.
    pub without_present: u32,
}

impl DayCount {
    /// Children in a state.
    pub fn of(&self, state: ChildState) -> u32 {
        self.by_state[state as usize]
    }
    /// All open children: the states add up to it.
    pub fn open(&self) -> u32 {
        self.by_state.iter().sum()
    }
    fn add(&mut self, spell: &Spell) {
        self.by_state[spell.state as usize] += 1;
        self.unnamed += u32::from(spell.unnamed);
        self.without_present += u32::from(!spell.present);
    }
    /// From one day to the next: with the spells that start on it, without those that ended the day before.
    fn change(&mut self, starting: &Self, ended: &Self) {
        for ((count, more), less) in self.by_state.iter_mut().zip(starting.by_state).zip(ended.by_state) {
            *count = *count + more - less;
        }
        self.unnamed = self.unnamed + starting.unnamed - ended.unnamed;
        self.without_present = self.without_present + starting.without_present - ended.without_present;
    }
}

impl Outlook {
    /// Works out every child's spells.
    pub fn new(sight: &Sight<'_>) -> Self {
        let plan = sight.plan();
        Self {
            from: plan.about.as_at,
            to: plan.about.horizon_end(),
            spells: plan.children.iter().map(|child| spells(sight, child)).collect(),
        }
    }

    /// Children in each state on each day from the plan's date to the end of the horizon, both counted.
    pub fn days(&self) -> Vec<DayCount> {
        self.days_where(|_| true)
    }

    /// As [`Self::days`], for the children whose place in the plan's list is `wanted`.
    pub fn days_where(&self, wanted: impl Fn(usize) -> bool) -> Vec<DayCount> {
        let length = (self.to - self.from).num_days().max(0) as usize + 1;
        let mut starting = vec![DayCount::default(); length];
        let mut ended = vec![DayCount::default(); length];
        for spell in self.spells.iter().enumerate().filter(|(place, _)| wanted(*place)).flat_map(|(_, s)| s) {
            if spell.to < self.from || self.to < spell.from {
                continue;
            }
            starting[(spell.from - self.from).num_days().max(0) as usize].add(spell);
            if spell.to < self.to {
                ended[(spell.to - self.from).num_days() as usize + 1].add(spell);
            }
        }
        let mut count = DayCount::default();
        let days = starting.iter().zip(&ended).map(|(starting, ended)| {
            count.change(starting, ended);
            count.clone()
        });
        days.collect()
    }

    /// The state of the child at `place` in the plan's list on `date`; `None` when they are not open.
    pub fn today(&self, plan: &Plan, place: usize, date: NaiveDate) -> Option<Today> {
        let child = plan.children.at(place)?;
        let spells = self.spells.get(place)?;
        child.is_open(date).then(|| spell_on(spells, date))?.map(|spell| today(child, spells, spell))
    }

    /// Every run of days without a named social worker that touches the horizon, in the order of the plan's list.
    pub fn runs(&self, sight: &Sight<'_>) -> Vec<UnnamedRun> {
        let children = &sight.plan().children;
        children
            .iter()
            .zip(&self.spells)
            .flat_map(|(child, spells)| unnamed_runs(sight, child, spells, (self.from, self.to)))
            .collect()
    }
}

/// What is to be said of a child whose spell on the day is `spell`.
fn today(child: &Child, spells: &[Spell], spell: Spell) -> Today {
    // A grace period splits one stretch away in two; the state has held since the first of them began.
    let mut from = spell.from;
    for earlier in spells.iter().rev().filter(|earlier| earlier.from < spell.from) {
        if earlier.state != spell.state || earlier.to.succ_opt() != Some(from) {
            break;
        }
        from = earlier.from;
    }
    let first = spells.first().map_or(from, |first| first.from);
    let since = if from == first && child.held_since.is_none() { None } else { Some(from) };
    Today {
        spell,
        since,
        unnamed_since: spell.unnamed.then(|| unnamed_since(child, spells, spell)).flatten(),
    }
}

/// Since when a child has had no named social worker, if there is none on `date` and it is recorded. `spells` are theirs.
pub(super) fn unnamed_since_on(child: &Child, spells: &[Spell], date: NaiveDate) -> Option<NaiveDate> {
    let spell = spell_on(spells, date).filter(|spell| spell.unnamed)?;
    unnamed_since(child, spells, spell)
}

/// Since when a child without a named social worker has had none, looking through their history: a child moved from
/// a worker who left to a manager has been without one since the worker left.
fn unnamed_since(child: &Child, spells: &[Spell], spell: Spell) -> Option<NaiveDate> {
    let mut from = spell.from;
    for earlier in spells.iter().rev().filter(|earlier| earlier.from < spell.from) {
        if !earlier.unnamed || earlier.to.succ_opt() != Some(from) {
            break;
        }
        from = earlier.from;
    }
    let reaches_back = spells.first().is_some_and(|first| first.from == from);
    if !reaches_back {
        return Some(from);
    }
    let last_named = child.past_workers.iter().map(|past| past.to).filter(|to| *to < from).max();
    match (last_named.and_then(|to| to.succ_opt()), child.held_since) {
        // A worker of an earlier piece of work does not make the wait begin before this one did.
        (Some(after), _) => Some(child.opened.map_or(after, |opened| after.max(opened)).min(from)),
        (None, Some(_)) => Some(from),
        // A list that says neither since when nor who before: the work may have begun years before the wait did.
        (None, None) => None,
    }
}

/// A child's runs of days without a named social worker that touch the days from `window.0` to `window.1`.
pub fn unnamed_runs(
    sight: &Sight<'_>,
    child: &Child,
    spells: &[Spell],
    window: (NaiveDate, NaiveDate),
) -> Vec<UnnamedRun> {
    let mut runs: Vec<UnnamedRun> = Vec::new();
    for spell in spells.iter().filter(|spell| spell.unnamed) {
        match runs
            .last_mut()
            .filter(|run| run.spells.last().and_then(|s| s.to.succ_opt()) == Some(spell.from))
        {
            Some(run) => run.spells.push(*spell),
            None => runs.push(UnnamedRun {
                child: child.id,
                from: spell.from,
                to: spell.to,
                goes_on: false,
                working_days: 0,
                spells: vec![*spell],
            }),
        }
    }
    runs.retain_mut(|run| {
        let last = run.spells.last().map_or(run.from, |spell| spell.to);
        if last < window.0 || window.1 < run.from {
            return false;
        }
        if run.from <= window.0
            && let Some(since) = run.spells.first().and_then(|first| unnamed_since(child, spells, *first))
        {
            run.from = since;
        }
        run.goes_on = window.1 < last;
        run.to = last.min(window.1);
        run.working_days = sight.calendar.working_days_between(run.from, run.to);
        true
    });
    runs
}

/// The manager who answers for a child in a spell: the manager who holds them; otherwise the manager of the team that
/// is to receive them, runs the duty rota or has the work; otherwise the holder's own supervisor.
///
/// A manager who is not in post that day gives way to the first deputy who is.
pub fn responsible_manager(
    sight: &Sight<'_>,
    child: &Child,
    spell: &Spell,
    date: NaiveDate,
) -> Option<WorkerId> {
    if let Why::Manager(manager) = spell.why {
        return Some(manager);
    }
    let team = match spell.why {
        Why::Sent(team) | Why::DutyRota(team) | Why::Tray(team) => Some(team),
        _ => child.team,
    };
    let in_post = |id: &WorkerId| sight.lookup.worker(*id).is_some_and(|worker| worker.in_post(date));
    team.and_then(|team| manager_of(sight, team, &in_post)).or_else(|| {
        let holder = child.holder.worker().and_then(|id| sight.lookup.worker(id))?;
        holder.supervisor.filter(in_post)
    })
}

fn manager_of(sight: &Sight<'_>, team: TeamId, in_post: &impl Fn(&WorkerId) -> bool) -> Option<WorkerId> {
    let team = sight.lookup.team(team)?;
    team.manager.into_iter().chain(team.deputies.iter().copied()).find(|id| in_post(id)).or(team.manager)
}

/// The most recent worker in a child's history, by name.
pub fn last_worker(sight: &Sight<'_>, child: &Child) -> Option<String> {
    let past = child.past_workers.iter().max_by_key(|past| past.to)?;
    Some(match &past.who {
        PastHolder::Worker(id) => sight.lookup.worker_name(*id),
        PastHolder::Named(name) => name.clone(),
    })
}

/// All states with their counts, in order, whether or not any child is in them.
pub fn states(count: &DayCount) -> impl Iterator<Item = (ChildState, u32)> + '_ {
    ChildState::ALL.iter().map(|state| (*state, count.of(*state)))
}

#[cfg(test)]
mod tests;
