//! The state of a child on a day: exactly one, with its reason (MODEL.md §1). The heart of the program.
//!
//! [`spells`] gives a child's states over time, as far as is known; [`state_on`] the one that holds on a day. Both
//! read the plan and change nothing. Whether a spell counts as *no named social worker* follows the plan's policy.

use chrono::NaiveDate;

use super::calendar::WorkingCalendar;
use super::ids::{AbsenceId, TeamId, WorkerId};
use super::lookup::Lookup;
use super::plan::words::words;
use super::plan::{CaseType, Child, Holder, Plan, Role};
use super::presence::{Presence, PresenceFrom, presence};

words!(
    /// The state of a child on a day. Every open child is in exactly one.
    ChildState {
        /// A registered social worker in post and at work.
        Named, "named", "Named";
        /// Their worker is away, and a present social worker is named as cover.
        NamedCovered, "named_covered", "Named, covered";
        /// Their worker is away, and nobody present is named as cover.
        NamedAway, "named_away", "Named, away";
        /// Their worker's last day has passed.
        Left, "left", "Worker left";
        /// A manager's name stands for a worker's.
        ManagerHeld, "manager_held", "Manager-held";
        /// Held by a designated duty worker.
        DutyNamed, "duty_named", "Duty, named";
        /// Held by whoever is on duty.
        DutyRota, "duty_rota", "Duty, rota";
        /// In a team's tray, or with nobody.
        AwaitingAllocation, "awaiting_allocation", "Awaiting allocation";
        /// Due to move; the sending worker is still named.
        TransferNamed, "transfer_named", "In transfer, named";
        /// Sent and not yet picked up; the receiving team's manager answers for the child.
        TransferNobody, "transfer_nobody", "In transfer, nobody";
        /// A lead practitioner who is not a social worker.
        OtherPractitioner, "other_practitioner", "Other practitioner";
        /// A care leaver over 18 with a personal adviser alone.
        PersonalAdviserOnly, "personal_adviser_only", "Personal adviser only";
        /// The work has ended and the closure is not yet authorised.
        AwaitingClosure, "awaiting_closure", "Awaiting closure";
    }
);

/// Why a child is in a state.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Why {
    /// This worker is in post and at work.
    AtWork(WorkerId),
    /// This worker is away and another covers.
    Covered {
        /// Who is away.
        worker: WorkerId,
        /// Their absence.
        absence: AbsenceId,
        /// Who covers.
        by: WorkerId,
    },
    /// This worker is away and nobody present covers.
    Away {
        /// Who is away.
        worker: WorkerId,
        /// Their absence.
        absence: AbsenceId,
    },
    /// This worker's last day has passed.
    Left {
        /// Who left.
        worker: WorkerId,
    },
    /// This worker has not started yet.
    NotStarted {
        /// Who will start.
        worker: WorkerId,
    },
    /// The holder is not in the plan.
    Unknown(WorkerId),
    /// A manager holds the child.
    Manager(WorkerId),
    /// Whoever is on duty in this team.
    DutyRota(TeamId),
    /// In this team's tray.
    Tray(TeamId),
    /// With nobody.
    Nobody,
    /// Sent to this team and not picked up.
    Sent(TeamId),
    /// Still with this worker until the handover.
    HandingOver {
        /// Who sends.
        worker: WorkerId,
        /// The receiving team.
        to: TeamId,
    },
    /// A practitioner who is not a social worker.
    Practitioner(WorkerId),
    /// A personal adviser.
    Adviser(WorkerId),
    /// Waiting for a closure to be authorised.
    Closing,
}

/// A stretch of days over which a child's state stays the same.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Spell {
    /// First day.
    pub from: NaiveDate,
    /// Last day; [`NaiveDate::MAX`] when no end is known.
    pub to: NaiveDate,
    /// The state.
    pub state: ChildState,
    /// Why.
    pub why: Why,
    /// Whether it counts as *no named social worker* under the plan's policy.
    pub unnamed: bool,
    /// Whether a worker who knows the child, or a present cover, is at work.
    pub present: bool,
}

/// What [`spells`] reads: the plan with its places looked up, the calendar and everyone's presence. Built once a plan.
#[derive(Debug)]
pub struct Sight<'p> {
    /// The plan with its places looked up.
    pub lookup: Lookup<'p>,
    /// The calendar.
    pub calendar: &'p WorkingCalendar,
    /// Presence of each worker, in the order of the plan's list.
    presence: Vec<Vec<PresenceFrom>>,
}

impl<'p> Sight<'p> {
    /// Reads the plan once.
    pub fn new(plan: &'p Plan, calendar: &'p WorkingCalendar) -> Self {
        let lookup = Lookup::new(plan);
        let presence = plan.workers.iter().map(|worker| presence(&lookup, calendar, worker)).collect();
        Self { lookup, calendar, presence }
    }
    /// The plan.
    pub fn plan(&self) -> &'p Plan {
        self.lookup.plan
    }
    /// A worker's presence over time; empty for someone who is not in the plan.
    pub fn presence(&self, worker: WorkerId) -> &[PresenceFrom] {
        self.lookup.worker_place(worker).and_then(|place| self.presence.get(place)).map_or(&[], Vec::as_slice)
    }
    /// Whether a worker is in post and at work on a day.
    pub fn is_present(&self, worker: WorkerId, date: NaiveDate) -> bool {
        self.lookup.worker(worker).is_some()
            && super::presence::on(self.presence(worker), date) == Presence::Present
    }
}

/// A child's states over time, in order and without gaps, from the day they were last given their holder until they
/// close. Where that day is not recorded it is the day they opened; where that is not either, see `start_unrecorded`.
///
/// Days before the plan's own date are what today's facts say of them; the holder before that is in the history.
pub fn spells(sight: &Sight<'_>, child: &Child) -> Vec<Spell> {
    let as_at = sight.plan().about.as_at;
    let start =
        child.held_since.or(child.opened).unwrap_or_else(|| start_unrecorded(sight, child)).min(as_at);
    let start = child.opened.map_or(start, |opened| if opened > as_at { opened } else { start });
    let end = child.closes.unwrap_or(NaiveDate::MAX);
    if end < start {
        return Vec::new();
    }
    let mut line = Line { sight, child, end, spells: Vec::with_capacity(4) };
    match &child.holder {
        Holder::Worker(w) => line.held_by(*w, start, end, Held::As(None)),
        Holder::DutyWorker(w) => line.held_by(*w, start, end, Held::As(Some(ChildState::DutyNamed))),
        Holder::LeadPractitioner(w) => line.held_by(*w, start, end, Held::Practitioner),
        Holder::PersonalAdviser(w) => line.held_by(*w, start, end, Held::Adviser),
        Holder::Manager(w) => line.push(start, end, ChildState::ManagerHeld, Why::Manager(*w)),
        Holder::DutyRota(team) => line.push(start, end, ChildState::DutyRota, Why::DutyRota(*team)),
        Holder::Tray(team) => line.push(start, end, ChildState::AwaitingAllocation, Why::Tray(*team)),
        Holder::Nobody => line.push(start, end, ChildState::AwaitingAllocation, Why::Nobody),
        Holder::AwaitingClosure(_) => line.push(start, end, ChildState::AwaitingClosure, Why::Closing),
        Holder::Transfer { to, sender, receiver, on, .. } => {
            let handover = on.unwrap_or(if sender.is_some() { NaiveDate::MAX } else { start }).max(start);
            let before_end = handover.pred_opt().unwrap_or(handover).min(end);
            if handover > start {
                match sender {
                    Some(w) => line.held_by(*w, start, before_end, Held::HandingOver(*to)),
                    None => line.push(start, before_end, ChildState::TransferNobody, Why::Sent(*to)),
                }
            }
            if handover <= end && handover < NaiveDate::MAX {
                match receiver {
                    Some(w) => line.held_by(*w, handover, end, Held::As(None)),
                    None => line.push(handover, end, ChildState::TransferNobody, Why::Sent(*to)),
                }
            }
        }
    }
    line.spells
}

/// The first day of a child of whom nothing is recorded: the plan's date; or the day before their worker went away or
/// had left, or before a handover, if that is earlier. A child list without dates must not make a long absence look as
/// if it began today.
fn start_unrecorded(sight: &Sight<'_>, child: &Child) -> NaiveDate {
    let as_at = sight.plan().about.as_at;
    match &child.holder {
        Holder::Transfer { sender, receiver, on: Some(on), .. } if *on <= as_at => {
            let since = receiver.map(|receiver| last_at_work(sight, receiver, as_at));
            since.filter(|since| on <= since).unwrap_or_else(|| {
                sender.map_or(*on, |sender| last_at_work(sight, sender, on.pred_opt().unwrap_or(*on)))
            })
        }
        Holder::Transfer { sender: None, receiver: Some(receiver), on: None, .. } => {
            last_at_work(sight, *receiver, as_at)
        }
        holder => holder.worker().map_or(as_at, |worker| last_at_work(sight, worker, as_at)),
    }
}

/// `date`, or the last day before it on which a worker who is away or has left by then was at work.
fn last_at_work(sight: &Sight<'_>, worker: WorkerId, date: NaiveDate) -> NaiveDate {
    let line = sight.presence(worker);
    let at = line.partition_point(|entry| entry.from <= date);
    let mut last = date;
    for entry in line.get(..at).unwrap_or_default().iter().rev() {
        if matches!(entry.what, Presence::Present | Presence::NotStarted) {
            break;
        }
        last = entry.from.pred_opt().unwrap_or(entry.from);
        if entry.what == Presence::Left {
            break;
        }
    }
    last
}

/// The spell that holds on `date`, or `None` when the child is not open on it.
///
/// A day before the first spell (before the holder was recorded) is answered with the first spell: today's facts are
/// all that is known.
pub fn state_on(sight: &Sight<'_>, child: &Child, date: NaiveDate) -> Option<Spell> {
    if !child.is_open(date) {
        return None;
    }
    spell_on(&spells(sight, child), date)
}

/// The spell that holds on `date`, of a child open on it.
pub fn spell_on(spells: &[Spell], date: NaiveDate) -> Option<Spell> {
    let after = spells.partition_point(|spell| spell.from <= date);
    spells.get(after.saturating_sub(1)).filter(|spell| date <= spell.to).copied()
}

/// What a worker's name stands for.
#[derive(Clone, Copy)]
enum Held {
    /// As the child's worker, or in the given state when at work.
    As(Option<ChildState>),
    /// Until a handover to a team.
    HandingOver(TeamId),
    /// As a lead practitioner.
    Practitioner,
    /// As a personal adviser.
    Adviser,
}

/// A child's spells as they are laid down.
struct Line<'a, 'p> {
    sight: &'a Sight<'p>,
    child: &'a Child,
    end: NaiveDate,
    spells: Vec<Spell>,
}

impl Line<'_, '_> {
    fn push(&mut self, from: NaiveDate, to: NaiveDate, state: ChildState, why: Why) {
        let unnamed = self.sight.plan().policy.counts_as_unnamed(state, self.child.case_type);
        let present = matches!(
            state,
            ChildState::Named
                | ChildState::NamedCovered
                | ChildState::DutyNamed
                | ChildState::TransferNamed
                | ChildState::AwaitingClosure
        );
        self.push_as(Spell { from, to, state, why, unnamed, present });
    }

    /// As [`Self::push`], for somebody who is not a social worker: whether they are at work is told separately.
    fn push_other(
        &mut self,
        (from, to): (NaiveDate, NaiveDate),
        state: ChildState,
        why: Why,
        what: Presence,
    ) {
        let unnamed = self.sight.plan().policy.counts_as_unnamed(state, self.child.case_type);
        let present = !matches!(what, Presence::Away { .. });
        self.push_as(Spell { from, to, state, why, unnamed, present });
    }

    fn push_as(&mut self, spell: Spell) {
        let spell = Spell { to: spell.to.min(self.end), ..spell };
        if spell.from <= spell.to {
            self.spells.push(spell);
        }
    }

    /// The spells in which `worker` holds the child, from `from` to `to`.
    fn held_by(&mut self, worker: WorkerId, from: NaiveDate, to: NaiveDate, held: Held) {
        let sight = self.sight;
        let Some(record) = sight.lookup.worker(worker) else {
            self.push(from, to, ChildState::AwaitingAllocation, Why::Unknown(worker));
            return;
        };
        let line = sight.presence(worker);
        let first = line.partition_point(|entry| entry.from <= from).saturating_sub(1);
        for (i, entry) in line.iter().enumerate().skip(first) {
            let spell_from = entry.from.max(from);
            let spell_to =
                line.get(i + 1).and_then(|next| next.from.pred_opt()).unwrap_or(NaiveDate::MAX).min(to);
            if spell_from > to {
                break;
            }
            match entry.what {
                Presence::Left => self.push(spell_from, spell_to, ChildState::Left, Why::Left { worker }),
                Presence::NotStarted => {
                    self.push(
                        spell_from,
                        spell_to,
                        ChildState::AwaitingAllocation,
                        Why::NotStarted { worker },
                    );
                }
                what => self.in_post(worker, record.role, what, (spell_from, spell_to), held),
            }
        }
    }

    /// A spell in which `worker` is in post, at work or not.
    fn in_post(
        &mut self,
        worker: WorkerId,
        role: Role,
        what: Presence,
        (from, to): (NaiveDate, NaiveDate),
        held: Held,
    ) {
        let held = match held {
            // What somebody is counts for more than what a list calls them.
            Held::As(_) | Held::HandingOver(_) if role.is_manager() => {
                return self.push(from, to, ChildState::ManagerHeld, Why::Manager(worker));
            }
            Held::As(_) | Held::HandingOver(_) if role == Role::PersonalAdviser => Held::Adviser,
            Held::As(_) | Held::HandingOver(_) if !role.is_registered() => Held::Practitioner,
            held => held,
        };
        match held {
            Held::As(state) => {
                let state = state.unwrap_or(ChildState::Named);
                self.at_work_or_away(worker, what, (from, to), (state, Why::AtWork(worker)));
            }
            Held::HandingOver(team) => self.at_work_or_away(
                worker,
                what,
                (from, to),
                (ChildState::TransferNamed, Why::HandingOver { worker, to: team }),
            ),
            Held::Practitioner => self.practitioner(worker, what, (from, to)),
            Held::Adviser => self.adviser(worker, what, (from, to)),
        }
    }

    fn at_work_or_away(
        &mut self,
        worker: WorkerId,
        what: Presence,
        (from, to): (NaiveDate, NaiveDate),
        (state, why): (ChildState, Why),
    ) {
        match what {
            Presence::Covered { absence, by } => {
                self.push(from, to, ChildState::NamedCovered, Why::Covered { worker, absence, by });
            }
            Presence::Away { absence } => {
                let unnamed_after_grace =
                    self.sight.plan().policy.counts_as_unnamed(ChildState::NamedAway, self.child.case_type);
                self.with_grace(
                    from,
                    to,
                    ChildState::NamedAway,
                    Why::Away { worker, absence },
                    unnamed_after_grace,
                );
            }
            Presence::Present | Presence::NotStarted | Presence::Left => self.push(from, to, state, why),
        }
    }

    /// A lead practitioner who is not a social worker. Where one is enough, being away without cover counts as it
    /// does for a social worker; where one is not, nothing about their presence makes it better.
    fn practitioner(&mut self, worker: WorkerId, what: Presence, (from, to): (NaiveDate, NaiveDate)) {
        let state = ChildState::OtherPractitioner;
        let policy = &self.sight.plan().policy;
        match what {
            Presence::Away { absence } if !policy.counts_as_unnamed(state, self.child.case_type) => {
                let after_grace = policy.counts_as_unnamed(ChildState::NamedAway, self.child.case_type);
                self.with_grace(from, to, state, Why::Away { worker, absence }, after_grace);
            }
            _ => self.push_other((from, to), state, Why::Practitioner(worker), what),
        }
    }

    /// A personal adviser: enough for a care leaver from their eighteenth birthday, otherwise another practitioner.
    fn adviser(&mut self, worker: WorkerId, what: Presence, (from, to): (NaiveDate, NaiveDate)) {
        if self.child.case_type != CaseType::CareLeaver {
            return self.practitioner(worker, what, (from, to));
        }
        let birthday = self.child.turns_18.unwrap_or(NaiveDate::MIN);
        if birthday > from {
            self.practitioner(worker, what, (from, to.min(birthday.pred_opt().unwrap_or(birthday))));
        }
        if birthday <= to {
            let days = (birthday.max(from), to);
            self.push_other(days, ChildState::PersonalAdviserOnly, Why::Adviser(worker), what);
        }
    }

    /// Lays down days without a present worker, unnamed only from the working day after the grace period.
    ///
    /// With a grace of 5 and a first day away on a Monday, that Monday to Friday are in grace and the next Monday is not.
    fn with_grace(&mut self, from: NaiveDate, to: NaiveDate, state: ChildState, why: Why, counts: bool) {
        let spell = Spell { from, to, state, why, unnamed: false, present: false };
        // Leave that ends on a Friday and sickness that begins on the Monday are one spell away: the clock goes on.
        let clock_from = self
            .spells
            .last()
            .filter(|last| {
                !last.present && last.to.succ_opt() == Some(from) && matches!(last.why, Why::Away { .. })
            })
            .map_or(from, |last| self.away_since(last.from));
        let grace = u32::from(self.sight.plan().policy.grace_working_days);
        let counts_from = self.sight.calendar.nth_working_day(clock_from, grace + 1);
        if !counts || counts_from > to {
            self.push_as(spell);
        } else if counts_from <= from {
            self.push_as(Spell { unnamed: true, ..spell });
        } else {
            self.push_as(Spell { to: counts_from.pred_opt().unwrap_or(from), ..spell });
            self.push_as(Spell { from: counts_from, unnamed: true, ..spell });
        }
    }

    /// The first day of the run of days away that holds `day`.
    fn away_since(&self, day: NaiveDate) -> NaiveDate {
        let mut since = day;
        for spell in self.spells.iter().rev().filter(|spell| spell.from <= day) {
            if !matches!(spell.why, Why::Away { .. }) {
                break;
            }
            since = spell.from;
        }
        since
    }
}

#[cfg(test)]
mod tests;

#[cfg(test)]
mod reference;
