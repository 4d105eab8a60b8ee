//! How every child stands on the plan's date.

use chrono::NaiveDate;

use super::time::Time;
use super::{Places, held_as};
use crate::domain::ids::{ChildId, FamilyId, WorkerId};
use crate::domain::lookup::IdMap;
use crate::domain::plan::{
    CaseType, Child, Holder, Outcome, PastHolder, Plan, Priority, Role, SiblingRule, Words as _,
};
use crate::domain::sim::case::{Case, hold, need_code};
use crate::domain::sim::draws::entity;
use crate::domain::sim::model::{NONE, Opening, Rules, Start, StartEnd, TypeModel, UNKNOWN};
use crate::domain::sim::queue::Queue;
use crate::domain::sim::seat::{Seat, status, work};
use crate::domain::sim::trace::NeedWhy;
use crate::domain::sim::work::class_of;
use crate::domain::state::{ChildState, Sight, Spell, spell_on, spells};

/// The oldest age from which what is left of work is drawn, working days.
const OLDEST: u32 = 1_040;

/// The children of a model and how everything stands.
pub(super) struct Started {
    pub children: Vec<ChildId>,
    pub start: Start,
}

pub(super) fn start(
    sight: &Sight<'_>,
    places: &Places,
    time: &Time<'_>,
    people: &IdMap<WorkerId, u32>,
    types: &[TypeModel],
    rules: &Rules,
    seats: Vec<Seat>,
) -> Started {
    let plan = sight.plan();
    let making = Making {
        plan,
        sight,
        places,
        time,
        people,
        types,
        rules,
        entry: entry_types(plan),
        start: Start {
            cases: Vec::with_capacity(plan.children.len()),
            seats,
            queues: vec![Queue::new(); places.teams.len()],
            waiting: 0,
            ends: Vec::new(),
            opens: Vec::new(),
            handovers: Vec::new(),
            sends: Vec::new(),
            birthdays: Vec::new(),
            named: Vec::new(),
            unnamed: Vec::new(),
            unnamed_since: Vec::new(),
        },
        children: Vec::new(),
        families: Vec::new(),
    };
    making.all()
}

/// Since which working day each child without a named social worker has had none (MODEL.md 1.4); if that is not
/// recorded, since the plan's date.
pub(super) fn unnamed_since(sight: &Sight<'_>, time: &Time<'_>, started: &Started) -> Vec<i32> {
    let as_at = sight.plan().about.as_at;
    let since = |slot: &u32| {
        let child = sight.plan().children.get(*started.children.get(*slot as usize)?)?;
        crate::domain::ahead::unnamed_since_on(child, &spells(sight, child), as_at)
    };
    started.start.unnamed.iter().map(|slot| time.number(since(slot).unwrap_or(as_at))).collect()
}

/// Types with which work begins and that nothing else turns into: their age is that of the whole work.
fn entry_types(plan: &Plan) -> Vec<CaseType> {
    let follows = |case_type: CaseType| {
        let mut then = plan.demand.journeys.iter().flat_map(|journey| &journey.then);
        then.any(|then| then.share > 0.0 && then.outcome == Outcome::Becomes(case_type))
    };
    let mixes = plan.demand.teams.iter().flat_map(|team| &team.case_mix);
    let begun: Vec<CaseType> = mixes.filter(|mix| mix.share > 0.0).map(|mix| mix.case_type).collect();
    begun.into_iter().filter(|case_type| !follows(*case_type)).collect()
}

struct Making<'a> {
    plan: &'a Plan,
    sight: &'a Sight<'a>,
    places: &'a Places,
    time: &'a Time<'a>,
    people: &'a IdMap<WorkerId, u32>,
    types: &'a [TypeModel],
    rules: &'a Rules,
    entry: Vec<CaseType>,
    start: Start,
    children: Vec<ChildId>,
    families: Vec<(FamilyId, u32)>,
}

impl Making<'_> {
    fn all(mut self) -> Started {
        let plan = self.plan;
        let as_at = plan.about.as_at;
        let end = self.time.days.last().copied().unwrap_or(as_at);
        for child in &plan.children {
            let opens_later = child.opened.is_some_and(|opened| opened > as_at && opened <= end);
            // Opened and closed over one weekend: nobody sees it.
            let over = |closes: NaiveDate| {
                child.opened.is_some_and(|opened| {
                    self.time.number(opened) > self.time.number(closes.succ_opt().unwrap_or(closes)) - 1
                })
            };
            let open = child.is_open(child.opened.unwrap_or(as_at)) && !child.closes.is_some_and(over);
            if child.is_open(as_at) || (opens_later && open) {
                self.child(child, opens_later);
            }
        }
        self.start.opens.sort_unstable_by_key(|opening| (opening.day, opening.slot));
        self.start.handovers.sort_unstable();
        if self.rules.siblings != SiblingRule::Off {
            self.siblings();
        }
        Started { children: self.children, start: self.start }
    }

    fn child(&mut self, child: &Child, opens_later: bool) {
        let as_at = self.plan.about.as_at;
        let spells = spells(self.sight, child);
        let on = if opens_later { child.opened.unwrap_or(as_at) } else { as_at };
        let Some(spell) = spell_on(&spells, on) else { return };
        let slot = self.start.cases.len() as u32;
        let kind = self.places.kind(child.case_type);
        let priority = Priority::ALL.iter().position(|p| *p == child.priority).unwrap_or(2) as u8;
        let key = entity(0, u64::from(u32::from(child.id)));
        let mut case = Case::new(key, slot, self.places.team(child.team), kind, priority);
        case.origin = self.children.len() as u32;
        case.class = class_of(self.types[usize::from(kind)].never_waits, priority);
        case.pinned = child.pinned_to.is_some();
        case.under_18 = child.turns_18.is_some_and(|birthday| birthday > on);
        case.state = ChildState::AwaitingAllocation as u8;
        case.unnamed = spell.unnamed;
        case.held_on = spells.first().map_or(0, |first| self.time.number(first.from));
        if let Holder::Transfer { on: Some(handover), .. } = child.holder
            && handover <= on
        {
            // Their present worker's since the handover, not since the sender had them.
            case.held_on = case.held_on.max(self.time.number(handover));
        }
        case.open = !opens_later;
        self.history(child, &mut case);
        self.children.push(child.id);
        self.start.cases.push(case);
        self.hold(child, slot, &spell);
        let case = self.start.cases[slot as usize];
        self.start.named.push(case.hold != hold::NOBODY && case.hold != hold::MANAGER && !case.unnamed);
        if case.open && case.unnamed {
            self.start.unnamed.push(slot);
        }
        let needs = self.needs(child, slot, &spell, on);
        if opens_later {
            let held = (case.seat, case.hold);
            self.let_go(slot);
            let day = self.time.day(on);
            if day != NONE {
                self.start.opens.push(Opening { day, slot, held, needs });
            }
        } else if let Some((team, why)) = needs {
            self.seek(slot, team, why);
        }
        self.end(child, slot);
        if let Some(birthday) = child.turns_18.filter(|birthday| *birthday > on) {
            match self.time.day(birthday) {
                NONE => {}
                day => self.start.birthdays.push((day, slot, self.is_advised(child, on))),
            }
        }
        if let Some(family) = child.family {
            self.families.push((family, slot));
        }
    }

    /// Who held the child before, and when that changed.
    fn history(&self, child: &Child, case: &mut Case) {
        let mut past: Vec<(NaiveDate, u32)> = child
            .past_workers
            .iter()
            .zip(0_u32..)
            .map(|(past, place)| {
                let number = match &past.who {
                    PastHolder::Worker(id) => self.sight.lookup.worker_place(*id).map(|place| place as u32),
                    PastHolder::Named(_) => None,
                };
                // Somebody who is not in the plan is nobody else either.
                (past.to, number.unwrap_or(NONE - 1 - place))
            })
            .collect();
        past.sort_by_key(|(to, _)| *to);
        let now = child.holder.worker().and_then(|id| self.sight.lookup.worker_place(id));
        let mut people = past.iter().map(|(_, who)| *who).chain(now.map(|place| place as u32));
        let mut ends = past.iter().map(|(to, _)| self.time.number(*to));
        let Some(mut latest) = people.next() else { return };
        case.people[0] = latest;
        for who in people {
            let day = ends.next().unwrap_or(0);
            if who == latest {
                continue;
            }
            latest = who;
            if !case.people.contains(&who) {
                case.changed = [day, case.changed[0]];
            }
            case.people = [who, case.people[0], case.people[1]];
        }
    }

    /// Who holds the child, as the simulator keeps it (MODEL.md 1.2).
    fn hold(&mut self, child: &Child, slot: u32, spell: &Spell) {
        let state = |making: &mut Self, state: ChildState| {
            making.start.cases[slot as usize].state = state as u8;
        };
        match &child.holder {
            Holder::Worker(worker) => self.by(*worker, slot, hold::WORKER),
            Holder::DutyWorker(worker) => self.by(*worker, slot, hold::DUTY),
            Holder::LeadPractitioner(worker) => self.by(*worker, slot, hold::PRACTITIONER),
            Holder::PersonalAdviser(worker) => {
                let over_18_leaver =
                    child.case_type == CaseType::CareLeaver && !self.start.cases[slot as usize].under_18;
                let as_what = if over_18_leaver { hold::ADVISER } else { hold::PRACTITIONER };
                self.by(*worker, slot, as_what);
            }
            Holder::Manager(_) => state(self, ChildState::ManagerHeld),
            Holder::DutyRota(_) => state(self, ChildState::DutyRota),
            Holder::Tray(_) | Holder::Nobody => state(self, ChildState::AwaitingAllocation),
            Holder::AwaitingClosure(worker) => {
                state(self, ChildState::AwaitingClosure);
                if let Some(worker) = worker {
                    self.by(*worker, slot, hold::CLOSING);
                    if self.start.cases[slot as usize].hold == hold::NOBODY {
                        state(self, ChildState::AwaitingClosure);
                    }
                }
            }
            Holder::Transfer { to, sender, receiver, on, .. } => {
                let as_at = self.plan.about.as_at;
                let to = self.places.team(Some(*to));
                self.start.cases[slot as usize].queue_team = to;
                let handed_over = on.map_or(sender.is_none(), |on| on <= as_at);
                if handed_over {
                    match receiver {
                        Some(receiver) => self.by(*receiver, slot, hold::WORKER),
                        None => state(self, ChildState::TransferNobody),
                    }
                    return;
                }
                match sender {
                    Some(sender) => self.by(*sender, slot, hold::SENDER),
                    None => state(self, ChildState::TransferNobody),
                }
                // On the day of their opening, for a child who opens after the day agreed.
                let on = on.map(|on| child.opened.map_or(on, |opened| opened.max(on)));
                if let Some(day) = on.map(|on| self.time.day(on)).filter(|day| *day != NONE) {
                    let seat = |worker: &WorkerId| self.people.get(worker).copied().unwrap_or(UNKNOWN);
                    self.start.handovers.push((day, slot, receiver.as_ref().map_or(NONE, seat)));
                }
            }
        }
        debug_assert!(
            !self.start.cases[slot as usize].open || self.state(slot) == spell.state as usize,
            "{:?}: {:?} is not {:?}",
            child.id,
            self.state(slot),
            spell.state
        );
    }

    fn state(&self, slot: u32) -> usize {
        let case = &self.start.cases[slot as usize];
        if case.hold == hold::NOBODY {
            usize::from(case.state)
        } else {
            crate::domain::sim::presence::state(case.hold, self.start.seats[case.seat as usize].status)
        }
    }

    /// By somebody's name; what they are counts for more than what a list calls them.
    fn by(&mut self, worker: WorkerId, slot: u32, as_what: u8) {
        let (Some(seat), Some(record)) =
            (self.people.get(&worker).copied(), self.sight.lookup.worker(worker))
        else {
            return; // Not in the plan: nobody.
        };
        let s = &self.start.seats[seat as usize];
        if s.status == status::EMPTY {
            self.start.cases[slot as usize].state = ChildState::Left as u8;
            return;
        }
        let case = &self.start.cases[slot as usize];
        let kind = &self.types[usize::from(case.kind)];
        let as_what = match as_what {
            hold::WORKER | hold::DUTY | hold::SENDER => {
                let does = if s.work == work::NONE && record.role.is_registered() && !record.role.is_manager()
                {
                    work::SOCIAL_WORKER
                } else {
                    s.work
                };
                match held_as(does, record.role, kind, case.under_18) {
                    hold::WORKER => as_what,
                    other => other,
                }
            }
            other => other,
        };
        let points = kind.points;
        let head = self.start.seats[seat as usize].head;
        let s = &mut self.start.seats[seat as usize];
        s.head = slot;
        s.held[usize::from(as_what)] += 1;
        s.load += 1;
        s.points += points;
        if head != NONE {
            self.start.cases[head as usize].previous = slot;
        }
        let case = &mut self.start.cases[slot as usize];
        (case.seat, case.hold, case.next) = (seat, as_what, head);
    }

    /// Whoever is to hold a child who opens later does not hold them yet. The child is the first in their list.
    fn let_go(&mut self, slot: u32) {
        let case = &mut self.start.cases[slot as usize];
        if case.hold == hold::NOBODY {
            return;
        }
        let (seat, held_as, next) = (case.seat, case.hold, case.next);
        (case.hold, case.next) = (hold::NOBODY, NONE);
        let points = self.types[usize::from(case.kind)].points;
        let s = &mut self.start.seats[seat as usize];
        s.head = next;
        s.held[usize::from(held_as)] -= 1;
        s.load -= 1;
        s.points -= points;
        if next != NONE {
            self.start.cases[next as usize].previous = NONE;
        }
    }

    /// Whether the child's holder is a personal adviser, or becomes one by what the list calls them.
    fn is_advised(&self, child: &Child, on: NaiveDate) -> bool {
        let adviser = |worker: &WorkerId| {
            self.sight.lookup.worker(*worker).is_some_and(|worker| worker.role == Role::PersonalAdviser)
        };
        match &child.holder {
            Holder::PersonalAdviser(_) => true,
            Holder::LeadPractitioner(_) => false,
            holder => holder.worker_on(on).as_ref().is_some_and(adviser),
        }
    }

    /// In which team the child needs a worker from `on`, the plan's date or the day they open, and why.
    fn needs(&self, child: &Child, slot: u32, spell: &Spell, on: NaiveDate) -> Option<(u16, NeedWhy)> {
        let case = self.start.cases[slot as usize];
        let as_at = self.plan.about.as_at;
        let need = match (&child.holder, spell.state) {
            (_, ChildState::AwaitingClosure) => return None,
            // Somebody is to take over on a day that is agreed; whoever opens later, perhaps that same day.
            (Holder::Transfer { receiver: Some(_), on: Some(handover), .. }, _) if *handover > on => {
                return None;
            }
            (Holder::Transfer { on: Some(handover), .. }, _) if as_at < *handover && *handover <= on => {
                return None;
            }
            (Holder::Transfer { .. }, ChildState::TransferNobody | ChildState::TransferNamed) => {
                NeedWhy::Transfer
            }
            (Holder::Transfer { .. }, ChildState::NamedCovered | ChildState::NamedAway)
                if case.hold == hold::SENDER =>
            {
                NeedWhy::Transfer
            }
            (_, ChildState::Left) => NeedWhy::WorkerLeft,
            // Held by somebody who is still to come.
            (_, ChildState::AwaitingAllocation) if case.hold != hold::NOBODY => return None,
            (
                _,
                ChildState::AwaitingAllocation
                | ChildState::DutyRota
                | ChildState::ManagerHeld
                | ChildState::TransferNobody,
            ) => NeedWhy::Backlog,
            (_, ChildState::OtherPractitioner)
                if self.rules.counts[spell.state as usize][usize::from(case.kind)] =>
            {
                NeedWhy::Backlog
            }
            _ => return None,
        };
        let sent = matches!(child.holder, Holder::Transfer { .. });
        Some((if sent { case.queue_team } else { self.team_of(child) }, need))
    }

    /// The child waits for a worker from the start.
    fn seek(&mut self, slot: u32, team: u16, need: NeedWhy) {
        let case = &mut self.start.cases[slot as usize];
        case.queue_team = team;
        case.queued_on = 0;
        case.need = need_code(need);
        self.start.queues[usize::from(team)].join(&mut self.start.cases, slot);
        self.start.waiting += 1;
    }

    /// The team in whose queue a child waits: their own, else that of whoever holds them.
    fn team_of(&self, child: &Child) -> u16 {
        let own = child.team.filter(|team| self.plan.teams.get(*team).is_some());
        let holders = || child.holder.teams().next();
        let workers = || child.holder.worker().and_then(|id| self.sight.lookup.worker(id)?.team);
        self.places.team(own.or_else(holders).or_else(workers))
    }

    /// When the work ends.
    fn end(&mut self, child: &Child, slot: u32) {
        let as_at = self.plan.about.as_at;
        if let Some(closes) = child.closes {
            let case = &mut self.start.cases[slot as usize];
            case.end_known = true;
            let day = closes.succ_opt().map_or(NONE, |after| self.time.day(after));
            case.due = day;
            if day != NONE {
                self.start.ends.push((slot, StartEnd::On(day)));
            }
            return;
        }
        let closing = self.start.cases[slot as usize].hold == hold::CLOSING
            || matches!(child.holder, Holder::AwaitingClosure(_));
        let begun = child.opened.filter(|opened| self.entry.contains(&child.case_type) && *opened <= as_at);
        let end = if closing {
            StartEnd::Closing
        } else if let Some(opened) = begun {
            let age = (-self.time.number(opened)).max(0) as u32;
            if age <= OLDEST { StartEnd::Age(age) } else { StartEnd::Unknown }
        } else if child.opened.is_some_and(|opened| opened > as_at) {
            StartEnd::Age(0)
        } else {
            StartEnd::Unknown
        };
        self.start.ends.push((slot, end));
    }

    /// Brothers and sisters, in rings.
    fn siblings(&mut self) {
        self.families.sort_unstable();
        let families = std::mem::take(&mut self.families);
        for family in families.chunk_by(|a, b| a.0 == b.0).filter(|family| family.len() > 1) {
            for (place, (_, slot)) in family.iter().enumerate() {
                let (_, next) = family[(place + 1) % family.len()];
                let (_, previous) = family[(place + family.len() - 1) % family.len()];
                let case = &mut self.start.cases[*slot as usize];
                (case.sibling_next, case.sibling_previous) = (next, previous);
            }
        }
    }
}
