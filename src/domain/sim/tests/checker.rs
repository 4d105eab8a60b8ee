//! An independent checker of a run told event by event: it reads the plan, the events and the days, and keeps its own
//! books of who holds whom, who waits and who is there. It shares no code with the simulator.

/// What has to be so, or the sentence that says it is not.
macro_rules! must {
    ($right:expr, $($say:tt)+) => { if !$right { return Err(format!($($say)+)); } };
}

mod events;

use std::collections::BTreeMap;

use chrono::Datelike as _;

use super::staff::{Person, Today, why as kind_of};
use crate::domain::ahead::Outlook;
use crate::domain::calendar::WorkingCalendar;
use crate::domain::plan::{
    AbsenceStatus, CaseType, Child, Holder, Plan, Priority, Role, SiblingRule, Words as _,
};
use crate::domain::presence::{Presence, on};
use crate::domain::sim::Layout;
use crate::domain::sim::trace::{AwayWhy, NeedWhy, Trace, What};
use crate::domain::state::{ChildState as S, Sight};
use crate::domain::units::Fte;

/// What somebody's name stands for.
#[derive(Clone, Copy, PartialEq, Debug)]
enum As {
    Worker,
    Duty,
    Sender,
    Practitioner,
    Adviser,
    Manager,
    Closing,
}

#[derive(Debug)]
struct Waiting {
    team: usize,
    since: u32,
    why: NeedWhy,
    class: u8,
}

#[derive(Debug)]
#[expect(clippy::struct_field_names, reason = "a case type is what the field calls it")]
struct Case {
    case_type: CaseType,
    priority: usize,
    holder: Option<(u32, As)>,
    /// The state while nobody holds them.
    own: S,
    waiting: Option<Waiting>,
    family: u64,
    under_18: bool,
    advised: bool,
    /// Given to somebody in this run.
    given: bool,
    sent: bool,
    duty: bool,
    lost_today: bool,
    /// The plan's child, and the day of an agreed handover.
    known: Option<usize>,
    handover: u32,
}

struct Checker<'a> {
    plan: &'a Plan,
    calendar: &'a WorkingCalendar,
    layout: &'a Layout,
    cases: BTreeMap<u32, Case>,
    people: BTreeMap<u32, Person>,
    today: Today,
    opened: usize,
    closed: usize,
    handed_over: bool,
    /// Type, class, since and team of those placed today in their turn.
    placed: Vec<(CaseType, u8, u32, usize, u32)>,
    /// The number of the next new child.
    next: u32,
    /// Days on which unbooked leave begins, by person.
    leave: BTreeMap<u32, Vec<u32>>,
    /// The day on which somebody is gone.
    left: BTreeMap<u32, u32>,
    children: &'a [crate::domain::ids::ChildId],
    /// By number: working days in a row without a named social worker.
    in_a_row: BTreeMap<u32, u32>,
    booked: Vec<Booked>,
}

/// What the checker's own books say at the end of a day.
#[derive(Debug)]
pub(super) struct Booked {
    /// Children who surely have no named social worker: their type, and for how many working days in a row.
    pub without: Vec<(CaseType, u32)>,
    /// Full-time equivalent of social workers in post who hold anybody, ten-thousandths.
    pub holders: u32,
}

/// Whether everything told of a run is right; the first thing that is not, in a sentence.
pub(super) fn check(plan: &Plan, trace: &Trace, layout: &Layout) -> Result<(), String> {
    booked(plan, trace, layout).map(|_| ())
}

/// The same, with what the checker's own books say of each day.
pub(super) fn booked(plan: &Plan, trace: &Trace, layout: &Layout) -> Result<Vec<Booked>, String> {
    let calendar = WorkingCalendar::new(&plan.calendar);
    let mut checker = Checker::new(plan, &calendar, layout, trace);
    for event in &trace.events {
        let day = event.day;
        if day != checker.today.day {
            must!(day == checker.today.day + 1, "day {day} does not follow");
            checker.new_day(day);
        }
        checker.event(&event.what).map_err(|wrong| {
            format!("day {day}: {:?}: {wrong}; before: {}", event.what, before(trace, &event.what, day))
        })?;
    }
    Ok(checker.booked)
}

/// What was told of the same child before.
fn before(trace: &Trace, what: &What, day: u32) -> String {
    let child = |what: &What| {
        let text = format!("{what:?}");
        text.split_once("CaseNo(")
            .and_then(|(_, rest)| rest.split_once(')'))
            .map(|(number, _)| number.to_owned())
    };
    let Some(this) = child(what) else { return String::new() };
    let told =
        trace.events.iter().filter(|event| event.day <= day && child(&event.what).as_ref() == Some(&this));
    told.map(|event| format!("{} {:?}", event.day, event.what)).collect::<Vec<_>>().join("; ")
}

impl<'a> Checker<'a> {
    fn new(plan: &'a Plan, calendar: &'a WorkingCalendar, layout: &'a Layout, trace: &'a Trace) -> Self {
        let date = plan.about.as_at;
        let sight = Sight::new(plan, calendar);
        let place = |team| layout.teams.iter().position(|known| *known == team && team.is_some());
        let mut people = BTreeMap::new();
        for (number, worker) in plan.workers.iter().enumerate() {
            let now = on(sight.presence(worker.id), date);
            let mut away = [0; 4];
            away[kind_of(AwayWhy::Planned)] =
                i32::from(matches!(now, Presence::Away { .. } | Presence::Covered { .. }));
            let person = Person {
                role: worker.role,
                team: place(worker.team).unwrap_or(layout.teams.len() - 1),
                started: now != Presence::NotStarted,
                left: now == Presence::Left,
                away,
                known: Some(number),
                contract: worker.contract,
                asye: false,
                start_day: 0,
                gone: 0,
                phased: Vec::new(),
                leave_from: Vec::new(),
                new_this_week: 0,
            };
            people.insert(number as u32, person);
        }
        let mut checker = Self {
            plan,
            calendar,
            layout,
            cases: BTreeMap::new(),
            people,
            today: Today { day: 0, date },
            opened: 0,
            closed: 0,
            handed_over: false,
            placed: Vec::new(),
            next: trace.children.len() as u32,
            leave: BTreeMap::new(),
            left: BTreeMap::new(),
            children: &trace.children,
            in_a_row: BTreeMap::new(),
            booked: Vec::new(),
        };
        for (number, id) in trace.children.iter().enumerate() {
            let place = plan.children.iter().position(|child| child.id == *id).unwrap();
            let child = plan.children.at(place).unwrap();
            if child.opened.is_none_or(|opened| opened <= date) {
                checker.known_child(number as u32, place, child);
            }
        }
        for event in &trace.events {
            if let What::Away { person, why: AwayWhy::Leave } = event.what {
                checker.leave.entry(person.0).or_default().push(event.day);
            }
            if let What::Left { person } = event.what {
                checker.left.insert(person.0, event.day);
            }
        }
        for (number, days) in &checker.leave {
            if let Some(person) = checker.people.get_mut(number) {
                person.leave_from.clone_from(days);
            }
        }
        checker
    }

    fn class(&self, case_type: CaseType, priority: usize) -> u8 {
        priority as u8 + if self.plan.policy.never_wait.contains(&case_type) { 0 } else { 4 }
    }

    /// A child of the plan, on the plan's date or on the day of their opening.
    fn known_child(&mut self, number: u32, place: usize, child: &Child) {
        let date = self.today.date;
        let as_at = self.plan.about.as_at;
        let (mut named, mut own) = (None, S::AwaitingAllocation);
        let mut handover = u32::MAX;
        let mut sent_to = None;
        match &child.holder {
            Holder::Worker(worker) => named = Some((*worker, As::Worker)),
            Holder::DutyWorker(worker) => named = Some((*worker, As::Duty)),
            Holder::LeadPractitioner(worker) => named = Some((*worker, As::Practitioner)),
            Holder::PersonalAdviser(worker) => named = Some((*worker, As::Adviser)),
            Holder::AwaitingClosure(worker) => {
                own = S::AwaitingClosure;
                named = worker.map(|worker| (worker, As::Closing));
            }
            Holder::Manager(_) => own = S::ManagerHeld,
            Holder::DutyRota(_) => own = S::DutyRota,
            Holder::Tray(_) | Holder::Nobody => {}
            Holder::Transfer { to, sender, receiver, on, .. } => {
                sent_to = Some(*to);
                if on.map_or(sender.is_none(), |on| on <= as_at) {
                    named = receiver.map(|receiver| (receiver, As::Worker));
                    if receiver.is_none() {
                        own = S::TransferNobody;
                    }
                } else {
                    named = sender.map(|sender| (sender, As::Sender));
                    if sender.is_none() {
                        own = S::TransferNobody;
                    }
                    let on = on.map(|on| on.max(child.opened.unwrap_or(on)));
                    handover = on.map_or(u32::MAX, |on| {
                        (1 + self.layout.days[1..].partition_point(|day| *day < on)) as u32
                    });
                }
            }
        }
        let under_18 = child.turns_18.is_some_and(|birthday| birthday > date);
        let person = |id| self.plan.workers.iter().position(|worker| worker.id == id).map(|n| n as u32);
        let mut advised = false;
        let mut holder = None;
        if let Some((worker, what)) = named
            && let Some(number) = person(worker)
        {
            if self.people[&number].left {
                own = if what == As::Closing { S::AwaitingClosure } else { S::Left };
            } else {
                let role = self.people[&number].role;
                advised = what == As::Adviser || what != As::Practitioner && role == Role::PersonalAdviser;
                holder = Some((number, Self::what_is(what, role, child.case_type, under_18)));
            }
        }
        let agreed = handover != u32::MAX
            && matches!(child.holder, Holder::Transfer { receiver: Some(_), on: Some(on), .. } if on > date);
        let state = holder.map(|(number, what)| self.state_of(number, what));
        let wrong = holder.is_some_and(|(_, what)| matches!(what, As::Practitioner))
            && !self.plan.policy.practitioner_enough_for.contains(&child.case_type);
        let need = match (holder, own) {
            _ if agreed => None,
            (None, S::AwaitingClosure) | (Some((_, As::Closing)), _) => None,
            (None, _) => Some(()),
            _ if !self.people[&holder.unwrap().0].started => None,
            (Some((_, As::Manager | As::Sender)), _) => Some(()),
            _ if wrong && state == Some(S::OtherPractitioner) => Some(()),
            _ => None,
        };
        let team = sent_to.or(child.team.filter(|team| self.plan.teams.get(*team).is_some()));
        let team = team.or_else(|| child.holder.teams().next());
        let team = team.or_else(|| {
            child.holder.worker().and_then(|id| self.plan.workers.get(id)).and_then(|worker| worker.team)
        });
        let place_of = self.layout.teams.iter().position(|known| *known == team && team.is_some());
        let priority = Priority::ALL.iter().position(|p| *p == child.priority).unwrap();
        let class = self.class(child.case_type, priority);
        // On a later day the need itself is told.
        let waiting = need.filter(|()| self.today.day == 0).map(|()| Waiting {
            team: place_of.unwrap_or(self.layout.teams.len() - 1),
            since: 0,
            why: NeedWhy::Backlog,
            class,
        });
        let case = Case {
            case_type: child.case_type,
            priority,
            holder,
            own,
            waiting,
            family: child.family.map_or(u64::MAX - u64::from(number), |family| u64::from(family.0)),
            under_18,
            advised,
            given: false,
            sent: false,
            duty: false,
            lost_today: false,
            known: Some(place),
            handover,
        };
        self.cases.insert(number, case);
        self.opened += 1;
    }

    /// What somebody in a role is to a child whom a list gives them as `what`.
    fn what_is(what: As, role: Role, case_type: CaseType, under_18: bool) -> As {
        let adviser =
            if case_type == CaseType::CareLeaver && !under_18 { As::Adviser } else { As::Practitioner };
        match what {
            As::Closing | As::Practitioner => what,
            As::Adviser => adviser,
            _ if role.is_manager() => As::Manager,
            _ if role == Role::PersonalAdviser => adviser,
            _ if !role.is_registered() => As::Practitioner,
            _ => what,
        }
    }

    fn state_of(&self, number: u32, what: As) -> S {
        let person = &self.people[&number];
        match what {
            As::Closing => S::AwaitingClosure,
            _ if !person.started => S::AwaitingAllocation,
            As::Manager => S::ManagerHeld,
            As::Practitioner => S::OtherPractitioner,
            As::Adviser => S::PersonalAdviserOnly,
            _ if !person.at_work() => {
                if self.is_covered(person) {
                    S::NamedCovered
                } else {
                    S::NamedAway
                }
            }
            As::Duty => S::DutyNamed,
            As::Sender => S::TransferNamed,
            As::Worker => S::Named,
        }
    }

    /// Somebody who can stand in is named for an absence of today, and is at work.
    fn is_covered(&self, person: &Person) -> bool {
        let Some(worker) = person.known.and_then(|place| self.plan.workers.at(place)) else { return false };
        let date = self.today.date;
        let there = |id| {
            let place = self.plan.workers.iter().position(|worker| worker.id == id);
            place.is_some_and(|place| {
                let cover = &self.people[&(place as u32)];
                let same = !worker.role.is_registered() && cover.role == worker.role;
                (cover.role.holds_cases() || same) && cover.at_work()
            })
        };
        let absences = self.plan.absences.iter().filter(|absence| {
            absence.worker == worker.id && absence.status == AbsenceStatus::Agreed && absence.covers(date)
        });
        let mut named = absences.filter(|absence| absence.cover_from.is_none_or(|from| from <= date));
        named.any(|absence| absence.cover.iter().any(|id| *id != worker.id && there(*id)))
    }

    fn new_day(&mut self, day: u32) {
        let date = self.layout.days[day as usize];
        if date.iso_week() != self.today.date.iso_week() {
            self.people.values_mut().for_each(|person| person.new_this_week = 0);
        }
        self.today = Today { day, date };
        self.handed_over = false;
        self.placed.clear();
        self.cases.values_mut().for_each(|case| case.lost_today = false);
    }

    /// Handovers that the plan agrees for today, which no event tells. Those to somebody who is not there are told.
    fn hand_over(&mut self) {
        if std::mem::replace(&mut self.handed_over, true) {
            return;
        }
        let today = self.today.day;
        let mut due: Vec<u32> = Vec::new();
        due.extend(self.cases.iter().filter(|(_, case)| case.handover == today).map(|(number, _)| *number));
        for number in due {
            let case = &self.cases[&number];
            let child = self.plan.children.at(case.known.unwrap()).unwrap();
            let Holder::Transfer { receiver, .. } = &child.holder else { continue };
            if case.given && case.holder.is_some() {
                continue;
            }
            let place = receiver.map(|id| self.plan.workers.iter().position(|worker| worker.id == id));
            let gone = place.flatten().is_some_and(|place| self.people[&(place as u32)].left);
            let case = self.cases.get_mut(&number).unwrap();
            match place {
                Some(Some(place)) if !gone => {
                    let role = self.people[&(place as u32)].role;
                    let what = Self::what_is(As::Worker, role, case.case_type, case.under_18);
                    (case.holder, case.waiting) = (Some((place as u32, what)), None);
                    case.advised = role == Role::PersonalAdviser;
                }
                Some(Some(_)) => (case.holder, case.own) = (None, S::Left),
                Some(None) => (case.holder, case.own) = (None, S::AwaitingAllocation),
                None => (case.holder, case.own) = (None, S::TransferNobody),
            }
        }
        self.birthdays();
    }

    /// Eighteenth birthdays, after the handovers of the day.
    fn birthdays(&mut self) {
        let (plan, date) = (self.plan, self.today.date);
        for case in self.cases.values_mut().filter(|case| case.under_18) {
            let child = plan.children.at(case.known.unwrap()).unwrap();
            if child.turns_18.is_some_and(|birthday| birthday <= date) {
                case.under_18 = false;
                let adviser = case.advised
                    || case.given
                        && case
                            .holder
                            .is_some_and(|(who, _)| self.people[&who].role == Role::PersonalAdviser);
                if let (true, CaseType::CareLeaver, Some((who, As::Practitioner))) =
                    (adviser, case.case_type, case.holder)
                {
                    case.holder = Some((who, As::Adviser));
                }
            }
        }
    }

    /// What the books say at the end of a day, of those who surely have no named social worker.
    fn book(&mut self, without: &[u32]) {
        let before = std::mem::take(&mut self.in_a_row);
        for number in without {
            let days = match before.get(number) {
                _ if self.today.day == 0 => self.days_before(*number),
                Some(days) => days + 1,
                None => 1,
            };
            self.in_a_row.insert(*number, days);
        }
        let holds = |(number, person): &(&u32, &Person)| {
            let social_worker = person.role.is_registered() && !person.role.is_manager();
            social_worker && person.in_post() && self.load(**number).0 > 0
        };
        let fte = |(_, person): (&u32, &Person)| {
            let worker = person.known.and_then(|place| self.plan.workers.at(place));
            worker.map_or(Fte::FULL, |worker| worker.fte).parts()
        };
        let holders = self.people.iter().filter(holds).map(fte).sum();
        let row = self.in_a_row.iter();
        let without = row.map(|(number, days)| (self.cases[number].case_type, *days)).collect();
        self.booked.push(Booked { without, holders });
    }

    /// On the plan's date: working days since the day the plan says.
    fn days_before(&self, number: u32) -> u32 {
        let (date, place) = (self.today.date, self.cases[&number].known.unwrap());
        let sight = Sight::new(self.plan, self.calendar);
        let today = Outlook::new(&sight).today(self.plan, place, date).unwrap();
        self.calendar.working_days_between(today.unnamed_since.unwrap_or(date), date)
    }

    fn load(&self, number: u32) -> (u64, u64) {
        let held = self.cases.values().filter(|case| case.holder.is_some_and(|(who, _)| who == number));
        held.fold((0, 0), |(children, points), case| {
            (children + 1, points + u64::from(self.plan.policy.weight(case.case_type).hundredths()))
        })
    }

    fn is_full(&self, number: u32) -> bool {
        let (children, points) = self.load(number);
        let (most, most_points) = self.people[&number].cap(self.plan, self.today);
        children >= most || points >= most_points
    }
}
