//! The definitions of a child's state once more, told day by day and without any thought of speed, to hold the real
//! thing against. Shares only the plan's types and the calendar with it.

use chrono::{Days, NaiveDate};
use proptest::prelude::*;

use super::{ChildState as S, Sight, state_on};
use crate::domain::ahead::Outlook;
use crate::domain::calendar::{Closure, WorkingCalendar};
use crate::domain::ids::{AbsenceId, ChildId, TeamId, WorkerId};
use crate::domain::plan::{
    Absence, AbsenceKind, AbsenceStatus, CaseType, Child, Holder, Plan, Role, Words as _, Worker, WorkingDays,
};
use crate::domain::samples::on;

/// Where somebody is on a day.
#[derive(Clone, Copy, PartialEq)]
enum Where {
    Unknown,
    NotYet,
    Gone,
    AtWork,
    Covered,
    Away,
}

struct Slow<'p> {
    plan: &'p Plan,
    calendar: WorkingCalendar,
}

/// What is true of a child on a day.
#[derive(Clone, Copy, Debug, PartialEq)]
struct Day {
    state: S,
    unnamed: bool,
    present: bool,
}

impl Slow<'_> {
    fn worker(&self, id: WorkerId) -> Option<&Worker> {
        self.plan.workers.iter().find(|w| w.id == id).map(AsRef::as_ref)
    }
    fn employed(worker: &Worker, day: NaiveDate) -> bool {
        worker.first_day.is_none_or(|f| day >= f) && worker.last_day.is_none_or(|l| day <= l)
    }
    /// The agreed absences of somebody that hold on a day.
    fn absences(&self, id: WorkerId, day: NaiveDate) -> Vec<&Absence> {
        let agreed =
            self.plan.absences.iter().filter(|a| a.worker == id && a.status == AbsenceStatus::Agreed);
        let over = |a: &Absence| match (a.last_day, a.expected_return) {
            (Some(last), _) => day > last,
            (None, Some(back)) => day >= back,
            (None, None) => false,
        };
        agreed.map(AsRef::as_ref).filter(|a| a.first_day <= day && !over(a)).collect()
    }
    fn stands_in(&self, id: WorkerId, of: Role, day: NaiveDate) -> bool {
        let unregistered = [Role::PersonalAdviser, Role::FamilyPractitioner, Role::Student];
        self.worker(id).is_some_and(|w| {
            let case_holder = matches!(w.role, Role::SocialWorker | Role::SeniorPractitioner);
            (case_holder || (w.role == of && unregistered.contains(&of))) && Self::employed(w, day)
        }) && self.absences(id, day).is_empty()
    }
    /// Where somebody is, before days off between absences are thought of.
    fn simply(&self, id: WorkerId, day: NaiveDate) -> Where {
        let Some(worker) = self.worker(id) else { return Where::Unknown };
        if worker.first_day.is_some_and(|f| day < f) {
            return Where::NotYet;
        }
        if worker.last_day.is_some_and(|l| day > l) {
            return Where::Gone;
        }
        let absences = self.absences(id, day);
        if absences.is_empty() {
            Where::AtWork
        } else if absences
            .iter()
            .filter(|a| a.cover_from.is_none_or(|named| named <= day))
            .flat_map(|a| &a.cover)
            .any(|c| *c != id && self.stands_in(*c, worker.role, day))
        {
            Where::Covered
        } else {
            Where::Away
        }
    }
    fn works(&self, worker: &Worker, day: NaiveDate) -> bool {
        let days = worker.days_in_week_of(day);
        let unknown = days.days_a_week() == 0 && worker.working_days.days_a_week() == 0;
        let days = if unknown { WorkingDays::MONDAY_TO_FRIDAY } else { days };
        days.works_on(day) && self.calendar.is_working_day(day)
    }
    /// Where somebody is. A day off with only days off between it and an absence on either side belongs to the
    /// absence before it.
    fn whereabouts(&self, id: WorkerId, day: NaiveDate) -> Where {
        let simply = self.simply(id, day);
        let Some(worker) = self.worker(id).filter(|_| simply == Where::AtWork) else { return simply };
        let step = |forward: bool| {
            let mut at = day;
            for _ in 0..20 {
                if self.simply(id, at) != Where::AtWork {
                    return self.simply(id, at);
                }
                if self.works(worker, at) {
                    return Where::AtWork;
                }
                at = if forward { at + Days::new(1) } else { at - Days::new(1) };
            }
            Where::AtWork
        };
        let away = |w: Where| matches!(w, Where::Away | Where::Covered);
        if away(step(true)) && away(step(false)) { step(false) } else { simply }
    }

    /// The days of a child from the day they were given their holder to `to`.
    fn days(&self, child: &Child, to: NaiveDate) -> Vec<(NaiveDate, Option<Day>)> {
        let as_at = self.plan.about.as_at;
        let long_ago = as_at - Days::new(900);
        let start = child.held_since.or(child.opened).unwrap_or(long_ago).min(as_at);
        let start = child.opened.map_or(start, |o| if o > as_at { o } else { start });
        let mut away_since: Option<NaiveDate> = None;
        let mut days = Vec::new();
        for day in start.iter_days().take_while(|day| *day <= to) {
            let open = child.opened.is_none_or(|o| o <= day) && child.closes.is_none_or(|c| day <= c);
            let (state, grace, present) = self.state(child, start, day);
            if !grace {
                away_since = None;
            }
            let since = *away_since.get_or_insert(day);
            let policy = &self.plan.policy;
            let listed = |state: S| policy.unnamed_states.contains(&state);
            let unnamed = if grace {
                let away = self.calendar.working_days_between(since, day);
                listed(S::NamedAway) && away > u32::from(policy.grace_working_days)
            } else if state == S::OtherPractitioner {
                !policy.practitioner_enough_for.contains(&child.case_type)
            } else {
                listed(state)
            };
            if !grace {
                away_since = None;
            }
            days.push((day, open.then_some(Day { state, unnamed, present })));
        }
        days
    }

    /// The state on a day, whether it is in, or past, a grace period, and whether anybody is there.
    fn state(&self, child: &Child, start: NaiveDate, day: NaiveDate) -> (S, bool, bool) {
        match &child.holder {
            Holder::Tray(_) | Holder::Nobody => (S::AwaitingAllocation, false, false),
            Holder::DutyRota(_) => (S::DutyRota, false, false),
            Holder::AwaitingClosure(_) => (S::AwaitingClosure, false, true),
            Holder::Manager(_) => (S::ManagerHeld, false, false),
            Holder::Worker(w) => self.held(child, *w, day, S::Named),
            Holder::DutyWorker(w) => self.held(child, *w, day, S::DutyNamed),
            Holder::LeadPractitioner(w) => self.other(child, *w, day, false),
            Holder::PersonalAdviser(w) => self.other(child, *w, day, true),
            Holder::Transfer { sender, receiver, on, .. } => {
                let handed_over = match (on, sender) {
                    (Some(on), _) => day >= (*on).max(start),
                    (None, Some(_)) => false,
                    (None, None) => true,
                };
                match if handed_over { receiver } else { sender } {
                    None => (S::TransferNobody, false, false),
                    Some(w) => {
                        self.held(child, *w, day, if handed_over { S::Named } else { S::TransferNamed })
                    }
                }
            }
        }
    }
    fn held(&self, child: &Child, id: WorkerId, day: NaiveDate, at_work: S) -> (S, bool, bool) {
        let role = self.worker(id).map(|w| w.role);
        match (self.whereabouts(id, day), role) {
            (Where::Unknown | Where::NotYet, _) | (_, None) => (S::AwaitingAllocation, false, false),
            (Where::Gone, _) => (S::Left, false, false),
            (_, Some(Role::PracticeManager | Role::TeamManager | Role::ServiceManager)) => {
                (S::ManagerHeld, false, false)
            }
            (_, Some(Role::PersonalAdviser)) => self.other(child, id, day, true),
            (_, Some(Role::FamilyPractitioner | Role::Student)) => self.other(child, id, day, false),
            (Where::AtWork, _) => (at_work, false, true),
            (Where::Covered, _) => (S::NamedCovered, false, true),
            (Where::Away, _) => (S::NamedAway, true, false),
        }
    }
    fn other(&self, child: &Child, id: WorkerId, day: NaiveDate, adviser: bool) -> (S, bool, bool) {
        let there = self.whereabouts(id, day);
        let grown_up = child.turns_18.is_none_or(|birthday| day >= birthday);
        match there {
            Where::Unknown | Where::NotYet => (S::AwaitingAllocation, false, false),
            Where::Gone => (S::Left, false, false),
            _ if adviser && child.case_type == CaseType::CareLeaver && grown_up => {
                (S::PersonalAdviserOnly, false, there != Where::Away)
            }
            _ => {
                let enough = self.plan.policy.practitioner_enough_for.contains(&child.case_type);
                let away = there == Where::Away;
                (S::OtherPractitioner, away && enough, !away)
            }
        }
    }
}

/// A day near the plan's date, as days after the Monday ten weeks before it.
fn near() -> impl Strategy<Value = i64> {
    0_i64..140
}

fn dates() -> impl Strategy<Value = Option<i64>> {
    prop_oneof![2 => Just(None), 1 => near().prop_map(Some)]
}

type Person = (usize, Option<i64>, Option<i64>, usize);
type Away = ((u32, i64, i64), (u8, bool), Vec<u32>);
type Case = ((u8, u32, u32), (usize, Option<i64>), (Option<i64>, Option<i64>, Option<i64>, Option<i64>));

prop_compose! {
    /// A small plan around a date near which bank holidays fall, or not.
    fn plan()(
        year_start in prop_oneof![Just("27/04/2026"), Just("07/09/2026"), Just("16/11/2026"), Just("08/02/2027")],
        people in prop::collection::vec((0_usize..12, dates(), dates(), 0_usize..5), 1..6),
        aways in prop::collection::vec(
            ((1_u32..7, near(), 0_i64..30), (0_u8..8, prop::bool::weighted(0.85)), prop::collection::vec(1_u32..8, 0..3)),
            0..9,
        ),
        cases in prop::collection::vec(
            ((0_u8..11, 1_u32..7, 1_u32..7), (0_usize..CaseType::ALL.len(), dates()), (dates(), dates(), dates(), dates())),
            1..5,
        ),
        grace in 0_u16..8,
        closure in dates(),
        no_count in prop::option::of(0_usize..S::ALL.len()),
    ) -> Plan {
        build(on(year_start), &people, &aways, &cases, (grace, closure, no_count))
    }
}

fn build(
    as_at: NaiveDate,
    people: &[Person],
    aways: &[Away],
    cases: &[Case],
    (grace, closure, no_count): (u16, Option<i64>, Option<usize>),
) -> Plan {
    let first = as_at - Days::new(70);
    let day = |n: i64| first + Days::new(n.unsigned_abs());
    let mut plan = Plan::empty(as_at);
    std::sync::Arc::make_mut(&mut plan.about).horizon_weeks = 10;
    let policy = std::sync::Arc::make_mut(&mut plan.policy);
    policy.grace_working_days = grace;
    policy.unnamed_states.retain(|state| no_count.is_none_or(|i| S::ALL[i] != *state));
    if let Some(from) = closure {
        let label = "Closed".to_owned();
        let shut = Closure { first_day: day(from), last_day: day(from + 2), label };
        std::sync::Arc::make_mut(&mut plan.calendar).closures.push(shut);
    }
    for (i, (role, from, to, days)) in people.iter().enumerate() {
        // Social workers more often than others.
        let role = Role::ALL.get(*role).copied().unwrap_or(Role::SocialWorker);
        let mut worker = Worker::new(WorkerId(i as u32 + 1), &format!("Worker {i}"), role, Some(TeamId(1)));
        worker.first_day = from.filter(|from| *from < 100).map(day);
        worker.last_day = to.filter(|to| *to > 40).map(day);
        worker.working_days =
            WorkingDays::parse(["Mon-Fri", "Mon-Wed", "Tue Thu", "", "Mon-Sun"][*days]).unwrap();
        plan.workers.push(worker);
    }
    for (i, ((worker, from, length), (end, agreed), cover)) in aways.iter().enumerate() {
        plan.absences.push(Absence {
            id: AbsenceId(i as u32 + 1),
            worker: WorkerId(*worker),
            kind: AbsenceKind::Sickness,
            first_day: day(*from),
            last_day: (*end > 1).then(|| day(from + length)),
            expected_return: (*end == 1).then(|| day(from + length)),
            status: if *agreed { AbsenceStatus::Agreed } else { AbsenceStatus::Requested },
            cover: cover.iter().map(|id| WorkerId(*id)).collect(),
            // Every other absence has its cover named a few days after it began.
            cover_from: (i % 2 == 1).then(|| day(from + 3)),
            phased_return: None,
            notes: String::new(),
        });
    }
    for (i, ((kind, a, b), (case_type, on), (since, opened, closes, turns_18))) in cases.iter().enumerate() {
        let mut child = Child::new(ChildId(i as u32 + 1), "R", Some(TeamId(1)), CaseType::ALL[*case_type]);
        let (a, b) = (WorkerId(*a), WorkerId(*b));
        let some = |w: WorkerId| (!w.0.is_multiple_of(3)).then_some(w);
        child.holder = match kind {
            0 => Holder::Manager(a),
            1 => Holder::DutyWorker(a),
            2 => Holder::DutyRota(TeamId(1)),
            3 => Holder::Tray(TeamId(1)),
            4 => Holder::LeadPractitioner(a),
            5 => Holder::PersonalAdviser(a),
            6 => Holder::AwaitingClosure(some(a)),
            7 | 8 => Holder::Transfer {
                from: None,
                to: TeamId(2),
                sender: some(a),
                receiver: some(b),
                on: on.map(day),
            },
            _ => Holder::Worker(a),
        };
        (child.held_since, child.opened) = (since.map(day), opened.map(day));
        (child.closes, child.turns_18) = (closes.filter(|c| *c > 50).map(day), turns_18.map(day));
        plan.children.push(child);
    }
    plan
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 600, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn every_open_child_is_in_exactly_one_state_and_the_fast_answer_is_the_slow_one(plan in plan()) {
        let calendar = plan.calendar.compile();
        let sight = Sight::new(&plan, &calendar);
        let slow = Slow { plan: &plan, calendar: calendar.clone() };
        let outlook = Outlook::new(&sight);
        let fast_days = outlook.days();
        let (from, to) = (plan.about.as_at, plan.about.horizon_end());
        prop_assert_eq!(fast_days.len(), (to - from).num_days() as usize + 1);
        let mut counted = vec![([0_u32; 13], 0, 0, 0); fast_days.len()];
        for (place, child) in plan.children.iter().enumerate() {
            let slow_days = slow.days(child, to);
            for (i, day) in from.iter_days().take_while(|day| *day <= to).enumerate() {
                let expected = slow_days.iter().find(|(d, _)| *d == day).and_then(|(_, state)| *state);
                let spell = state_on(&sight, child, day);
                let found = spell.map(|s| Day { state: s.state, unnamed: s.unnamed, present: s.present });
                prop_assert_eq!(found, expected, "{} on {}", child.id, day);
                let today = outlook.today(&plan, place, day).map(|t| t.spell);
                prop_assert_eq!(today, spell);
                prop_assert_eq!(child.is_open(day), expected.is_some());
                if let Some(day) = expected {
                    let count = &mut counted[i];
                    count.0[day.state as usize] += 1;
                    count.1 += u32::from(day.unnamed);
                    count.2 += u32::from(!day.present);
                    count.3 += 1;
                }
            }
        }
        for (fast, slow) in fast_days.iter().zip(&counted) {
            prop_assert_eq!(fast.by_state, slow.0);
            prop_assert_eq!((fast.unnamed, fast.without_present, fast.open()), (slow.1, slow.2, slow.3));
        }
    }

    #[test]
    fn runs_without_a_named_social_worker_are_the_days_that_count(plan in plan()) {
        let calendar = plan.calendar.compile();
        let sight = Sight::new(&plan, &calendar);
        let slow = Slow { plan: &plan, calendar: calendar.clone() };
        let (from, to) = (plan.about.as_at, plan.about.horizon_end());
        let runs = Outlook::new(&sight).runs(&sight);
        for child in &plan.children {
            let theirs: Vec<_> = runs.iter().filter(|run| run.child == child.id).collect();
            for (day, state) in slow.days(child, to).into_iter().filter(|(day, _)| *day >= from) {
                let within = theirs.iter().filter(|run| run.from <= day && day <= run.to).count();
                let counts = state.is_some_and(|state| state.unnamed);
                prop_assert_eq!(within, usize::from(counts), "{} on {}", child.id, day);
            }
            for run in theirs {
                prop_assert_eq!(run.working_days, calendar.working_days_between(run.from, run.to));
                prop_assert!(run.to <= to && !run.spells.is_empty());
            }
        }
    }
}
