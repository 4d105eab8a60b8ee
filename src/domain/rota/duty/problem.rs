//! What a duty rota is made of, read from a plan: the turns to be taken, who could take them, and what each has had
//! (docs/MODEL.md 17.1 to 17.5).

use chrono::{Datelike as _, Duration, NaiveDate, Weekday};

use super::DutyAsk;
use super::solve::{Instance, Taker};
use crate::domain::calendar::WorkingCalendar;
use crate::domain::ids::WorkerId;
use crate::domain::lookup::Lookup;
use crate::domain::plan::{AbsenceStatus, DutyPattern, DutyTurn, DutyUnit, Plan, Team, Worker, monday_of};

/// Days of the year before that are counted: 52 weeks.
pub(super) const YEAR_DAYS: i64 = 364;
/// An agreed absence of so many days or more is no time in which duty is owed. \[GK\]
pub(super) const LONG_ABSENCE_DAYS: i64 = 28;

/// Number of the week that holds a day; Mondays begin one.
pub(super) fn week_of(day: NaiveDate) -> i64 {
    (i64::from(day.num_days_from_ce()) - 1).div_euclid(7)
}

/// The day so many days after another.
pub(super) fn after(day: NaiveDate, days: i64) -> NaiveDate {
    day.checked_add_signed(Duration::days(days)).unwrap_or(day)
}

/// Why somebody cannot take a turn, whatever the others do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) enum Bar {
    /// Their role takes no duty.
    Role,
    /// The team says who takes duty, and they are not among them.
    NotNamed,
    /// They take no duty.
    NoDuty,
    /// Not in post on all of its working days.
    NotInPost,
    /// Before this day of the assessed and supported year.
    Asye(NaiveDate),
    /// Their pattern has fewer working days in it than are needed.
    Pattern {
        /// Days they work.
        works: u32,
        /// Days needed.
        needs: u32,
    },
    /// Away on too many of its days.
    Away {
        /// Days they are at work.
        at_work: u32,
        /// Working days that it has.
        of: u32,
        /// Days needed.
        needs: u32,
    },
}

/// The rules for one person and one turn.
pub(super) struct Rules<'p> {
    pub plan: &'p Plan,
    pub calendar: &'p WorkingCalendar,
    pub lookup: Lookup<'p>,
    pub unit: DutyUnit,
}

impl<'p> Rules<'p> {
    pub fn new(plan: &'p Plan, calendar: &'p WorkingCalendar, unit: DutyUnit) -> Self {
        Self { plan, calendar, lookup: Lookup::new(plan), unit }
    }

    /// The working days from one day to another, both counted.
    pub fn working_days(&self, from: NaiveDate, to: NaiveDate) -> impl Iterator<Item = NaiveDate> + '_ {
        from.iter_days().take_while(move |day| *day <= to).filter(|day| self.calendar.is_working_day(*day))
    }

    /// Whether a bank holiday or a closure falls on what would be a working day of it.
    pub fn holds_bank_holiday(&self, from: NaiveDate, to: NaiveDate) -> bool {
        let weekday = |day: &NaiveDate| !matches!(day.weekday(), Weekday::Sat | Weekday::Sun);
        from.iter_days()
            .take_while(|day| *day <= to)
            .any(|day| weekday(&day) && !self.calendar.is_working_day(day))
    }

    pub fn away(&self, worker: &Worker, day: NaiveDate) -> bool {
        let mut absences = self.lookup.absences_of(worker.id);
        absences.any(|absence| absence.status == AbsenceStatus::Agreed && absence.covers(day))
    }

    /// The first day from which the assessed and supported year lets somebody take duty.
    pub fn asye_until(&self, worker: &Worker) -> Option<NaiveDate> {
        worker.asye_start.map(|start| after(start, 7 * i64::from(self.plan.rota.asye_no_duty_weeks)))
    }

    /// Why somebody who may take duty cannot take a turn that lies within one week.
    pub fn bar(&self, worker: &Worker, from: NaiveDate, to: NaiveDate) -> Option<Bar> {
        let days: Vec<NaiveDate> = self.working_days(from, to).collect();
        if !days.iter().all(|day| worker.in_post(*day)) {
            return Some(Bar::NotInPost);
        }
        if let Some(until) = self.asye_until(worker).filter(|until| from < *until) {
            return Some(Bar::Asye(until));
        }
        let of = days.len() as u32;
        let needs = match self.unit {
            DutyUnit::Week => u32::from(self.plan.rota.least_duty_days).clamp(1, of.max(1)),
            DutyUnit::Day => 1,
        };
        let works = days.iter().filter(|day| worker.works_on(**day)).count() as u32;
        if works < needs {
            return Some(Bar::Pattern { works, needs });
        }
        let here = days.iter().filter(|day| worker.works_on(**day) && !self.away(worker, **day)).count();
        let at_work = here as u32;
        (at_work < needs).then_some(Bar::Away { at_work, of, needs })
    }

    /// Days from one to another on which somebody owes duty: in post, past the first weeks of the assessed and supported
    /// year, and in no long agreed absence.
    fn owing_days(&self, worker: &Worker, from: NaiveDate, to: NaiveDate) -> i64 {
        let long: Vec<(NaiveDate, Option<NaiveDate>)> = self
            .lookup
            .absences_of(worker.id)
            .filter(|absence| absence.status == AbsenceStatus::Agreed)
            .map(|absence| (absence.first_day, absence.known_last_day()))
            .filter(|(first, last)| {
                last.is_none_or(|last| (last - *first).num_days() + 1 >= LONG_ABSENCE_DAYS)
            })
            .collect();
        let until = self.asye_until(worker);
        let owes = |day: &NaiveDate| {
            worker.in_post(*day)
                && until.is_none_or(|until| until <= *day)
                && !long.iter().any(|(first, last)| *first <= *day && last.is_none_or(|last| *day <= last))
        };
        from.iter_days().take_while(|day| *day <= to).filter(owes).count() as i64
    }
}

/// One turn.
#[derive(Clone, Debug)]
pub(super) struct Slot {
    pub from: NaiveDate,
    pub to: NaiveDate,
    pub week: i64,
    pub bank: bool,
    /// Who has it beforehand.
    pub pinned: Option<WorkerId>,
}

/// Somebody who may be asked, or is told why not.
#[derive(Debug)]
pub(super) struct Person<'p> {
    pub id: WorkerId,
    /// `None`: a turn is pinned to somebody who is not in the plan.
    pub worker: Option<&'p Worker>,
    /// Why they take no duty at all, whatever the turn.
    pub never: Option<Bar>,
    /// Turns and turns with a bank holiday in the year before.
    pub before: u32,
    pub bank_before: u32,
    /// The same within the weeks asked, pinned.
    pub pinned: u32,
    pub bank_pinned: u32,
    /// Weeks of all turns that stay as they are.
    pub fixed: Vec<i64>,
    /// For each slot why they cannot take it.
    pub bars: Vec<Option<Bar>>,
    /// Working time that counts for the share; 0 for those who can take no turn at all.
    pub weight: i64,
}

impl Person<'_> {
    pub fn name(&self) -> String {
        self.worker.map_or_else(|| format!("{} (not in the plan)", self.id), |worker| worker.name.clone())
    }
    /// Whether they take duty at all.
    pub fn takes(&self) -> bool {
        self.never.is_none()
    }
    /// Turns that they could take for themselves alone.
    pub fn able(&self, slots: &[Slot]) -> u32 {
        let free = slots.iter().zip(&self.bars).filter(|(slot, bar)| slot.pinned.is_none() && bar.is_none());
        free.count() as u32
    }
}

/// Everything that a rota depends on.
pub(super) struct DutyProblem<'p> {
    pub rules: Rules<'p>,
    pub slots: Vec<Slot>,
    /// By name.
    pub people: Vec<Person<'p>>,
    /// Turns to be shared, those of the year before among them; the same with a bank holiday.
    pub total: i64,
    pub bank_total: i64,
    pub weights: i64,
}

impl<'p> DutyProblem<'p> {
    pub fn new(
        plan: &'p Plan,
        calendar: &'p WorkingCalendar,
        team: &'p Team,
        pattern: &'p DutyPattern,
        ask: &DutyAsk,
    ) -> Self {
        let rules = Rules::new(plan, calendar, pattern.unit);
        let start = monday_of(ask.from);
        let end = after(start, 7 * i64::from(ask.weeks) - 1);
        let slots = slots(&rules, pattern, start, ask.weeks);
        let pieces: Vec<(NaiveDate, NaiveDate, WorkerId)> =
            pattern.turns.iter().flat_map(|turn| pieces(&rules, turn)).collect();

        let listed = |worker: &&Worker| {
            let team_or_named = worker.team == Some(team.id) || pattern.order.contains(&worker.id);
            let there = worker.first_day.is_none_or(|first| first <= end)
                && worker.last_day.is_none_or(|last| start <= last);
            let pinned = slots.iter().any(|slot| slot.pinned == Some(worker.id));
            (team_or_named && there) || pinned
        };
        let workers: Vec<&Worker> = plan.workers.iter().map(AsRef::as_ref).filter(listed).collect();
        let mut people: Vec<Person<'p>> = workers
            .into_iter()
            .map(|worker| {
                let never = never(worker, team, pattern);
                let bars = slots.iter().map(|slot| never.or_else(|| rules.bar(worker, slot.from, slot.to)));
                Person { never, bars: bars.collect(), ..nobody(worker.id, Some(worker)) }
            })
            .collect();
        for id in slots.iter().filter_map(|slot| slot.pinned) {
            if !people.iter().any(|person| person.id == id) {
                people.push(Person { bars: vec![Some(Bar::NotNamed); slots.len()], ..nobody(id, None) });
            }
        }
        people.sort_by_key(|person| (person.name(), person.id));

        for person in &mut people {
            for (from, to, _) in pieces.iter().filter(|(.., who)| *who == person.id) {
                let bank = u32::from(rules.holds_bank_holiday(*from, *to));
                if *from < start || *from > end {
                    person.fixed.push(week_of(*from));
                }
                if *from < start && (start - *from).num_days() <= YEAR_DAYS {
                    person.before += 1;
                    person.bank_before += bank;
                }
            }
            for slot in slots.iter().filter(|slot| slot.pinned == Some(person.id)) {
                person.fixed.push(slot.week);
                person.pinned += 1;
                person.bank_pinned += u32::from(slot.bank);
            }
            person.fixed.sort_unstable();
            if let Some(worker) = person.worker.filter(|_| person.takes())
                && (person.able(&slots) > 0 || person.pinned > 0)
            {
                let days = rules.owing_days(worker, after(start, -YEAR_DAYS), end);
                person.weight = i64::from(worker.fte.parts()) * days;
            }
        }
        let free = |bank: bool| {
            slots.iter().filter(|slot| slot.pinned.is_none() && (slot.bank || !bank)).count() as i64
        };
        let sharing = || people.iter().filter(|person| person.weight > 0);
        let total = free(false) + sharing().map(|p| i64::from(p.before + p.pinned)).sum::<i64>();
        let bank_total =
            free(true) + sharing().map(|p| i64::from(p.bank_before + p.bank_pinned)).sum::<i64>();
        let weights = people.iter().map(|person| person.weight).sum();
        Self { rules, slots, people, total, bank_total, weights }
    }

    /// What would be somebody's fair share of so many turns, in turns.
    pub fn fair(&self, person: &Person<'_>) -> f64 {
        if self.weights == 0 { 0.0 } else { self.total as f64 * person.weight as f64 / self.weights as f64 }
    }

    /// The same in whole tenths, the nearest, for the rota's arithmetic.
    fn tenths(&self, total: i64, weight: i64) -> i64 {
        let (share, all) = (i128::from(weight) * i128::from(total) * 10, i128::from(self.weights));
        if all == 0 { 0 } else { i64::try_from((share + all / 2) / all).unwrap_or(i64::MAX) }
    }

    /// The free turns and those who may take them, as numbers. People and slots keep their order; the second and third
    /// say which of the problem's they are.
    pub fn instance(&self) -> (Instance, Vec<usize>, Vec<usize>) {
        let free: Vec<usize> = (0..self.slots.len()).filter(|i| self.slot(*i).pinned.is_none()).collect();
        let takers: Vec<usize> = (0..self.people.len())
            .filter(|i| self.people.get(*i).is_some_and(|p| p.takes() && p.able(&self.slots) > 0))
            .collect();
        let people = takers.iter().filter_map(|i| self.people.get(*i)).map(|person| Taker {
            able: free.iter().map(|i| person.bars.get(*i).is_some_and(Option::is_none)).collect(),
            fixed: person.fixed.clone(),
            have: i64::from(person.before + person.pinned),
            fair: self.tenths(self.total, person.weight),
            bank_have: i64::from(person.bank_before + person.bank_pinned),
            bank_fair: self.tenths(self.bank_total, person.weight),
        });
        let instance = Instance {
            gap: i64::from(self.rules.plan.rota.duty_gap_weeks),
            weeks: free.iter().map(|i| self.slot(*i).week).collect(),
            bank: free.iter().map(|i| self.slot(*i).bank).collect(),
            people: people.collect(),
        };
        (instance, free, takers)
    }

    fn slot(&self, place: usize) -> &Slot {
        &self.slots[place]
    }
}

/// Why somebody takes no duty in a team at all.
pub(super) fn never(worker: &Worker, team: &Team, pattern: &DutyPattern) -> Option<Bar> {
    if worker.rota.no_duty {
        return Some(Bar::NoDuty);
    }
    if pattern.order.contains(&worker.id) {
        return None;
    }
    if worker.team != Some(team.id) || !worker.role.holds_cases() {
        return Some(Bar::Role);
    }
    (!pattern.order.is_empty()).then_some(Bar::NotNamed)
}

/// Somebody of whom nothing is known yet.
fn nobody(id: WorkerId, worker: Option<&Worker>) -> Person<'_> {
    Person {
        id,
        worker,
        never: worker.is_none().then_some(Bar::NotNamed),
        before: 0,
        bank_before: 0,
        pinned: 0,
        bank_pinned: 0,
        fixed: Vec::new(),
        bars: Vec::new(),
        weight: 0,
    }
}

/// A turn in parts, each within one week, or each one working day; parts without a working day are none.
fn pieces(rules: &Rules<'_>, turn: &DutyTurn) -> Vec<(NaiveDate, NaiveDate, WorkerId)> {
    let mut parts: Vec<(NaiveDate, NaiveDate, WorkerId)> = Vec::new();
    for day in rules.working_days(turn.from, turn.to) {
        let (from, to) = match rules.unit {
            DutyUnit::Day => (day, day),
            DutyUnit::Week => (monday_of(day).max(turn.from), after(monday_of(day), 6).min(turn.to)),
        };
        if parts.last().is_none_or(|last| last.0 != from) {
            parts.push((from, to, turn.worker));
        }
    }
    parts
}

/// Every turn of the weeks asked: what is pinned as it is, and in weeks of duty what is left beside it.
fn slots(rules: &Rules<'_>, pattern: &DutyPattern, start: NaiveDate, weeks: u16) -> Vec<Slot> {
    let one_in = i64::from(pattern.one_week_in.max(1));
    let first = week_of(pattern.counted_from().unwrap_or(start));
    let mut slots: Vec<Slot> = Vec::new();
    for number in 0..i64::from(weeks) {
        let monday = after(start, 7 * number);
        let week = week_of(monday);
        let on_duty = (week - first).rem_euclid(one_in) == 0;
        // Runs of days that the same pinned turn holds, or none does.
        let mut runs: Vec<(Option<usize>, NaiveDate, NaiveDate)> = Vec::new();
        for day in (0..7).map(|i| after(monday, i)) {
            let held = pattern.turns.iter().position(|turn| turn.pinned && turn.covers(day));
            match runs.last_mut() {
                Some((by, _, last)) if *by == held && rules.unit == DutyUnit::Week => *last = day,
                _ => runs.push((held, day, day)),
            }
        }
        for (held, from, to) in runs {
            let pinned = held.and_then(|turn| pattern.turns.get(turn)).map(|turn| turn.worker);
            if (pinned.is_some() || on_duty) && rules.working_days(from, to).next().is_some() {
                let bank = rules.holds_bank_holiday(from, to);
                slots.push(Slot { from, to, week, bank, pinned });
            }
        }
    }
    slots
}
