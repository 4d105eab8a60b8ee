//! Individual supervision: everybody's sessions, whoever is due first choosing first.

use std::collections::BTreeSet;

use chrono::NaiveDate;

use super::diary::{Diary, Hindrance};
use super::{
    MOST_A_DAY, NEW_WEEKS, REACH_DAYS, Session, Supervision, due_after, every_weeks, in_order, is_supervised,
    plus,
};
use crate::domain::calendar::format_date;
use crate::domain::ids::WorkerId;
use crate::domain::lookup::IdMap;
use crate::domain::plan::Worker;

/// Everybody's supervision from the plan's date to `to`.
pub(super) fn people(diary: &Diary<'_, '_>, to: NaiveDate) -> Vec<Supervision> {
    let plan = diary.sight.plan();
    let from = diary.from;
    let in_post = |worker: &Worker| {
        worker.first_day.is_none_or(|first| first <= to.max(from))
            && worker.last_day.is_none_or(|last| from <= last)
    };
    let wanted: Vec<&Worker> =
        in_order(plan).into_iter().filter(|worker| in_post(worker) && is_supervised(worker, from)).collect();
    let mut planner = Planner { diary, to, taken: IdMap::default() };
    let mut found: Vec<Supervision> = Vec::with_capacity(wanted.len());
    // Whoever is due first chooses first; of those due on one day, in the order of teams and names.
    let mut queue: BTreeSet<(NaiveDate, usize)> = BTreeSet::new();
    let mut next: Vec<Option<Next>> = Vec::with_capacity(wanted.len());
    for (place, worker) in wanted.iter().enumerate() {
        let base = base_of(diary, worker);
        let due = base.map(|base| due_after(plan, worker, base).1);
        let mut cannot = Vec::new();
        if let Err(why) = planner.supervisor(worker) {
            cannot.push(why);
        } else {
            let first = Next::first(diary, worker, base);
            queue.insert((first.due, place));
            next.push(Some(first));
        }
        next.resize(place + 1, None);
        found.push(Supervision {
            worker: worker.id,
            supervisor: worker.supervisor,
            every_weeks: every_weeks(plan, worker, from.max(base.unwrap_or(from))),
            last: worker.rota.last_supervised,
            due,
            overdue_days: due.map_or(0, |due| overdue(diary, worker, due)),
            sessions: Vec::new(),
            cannot,
        });
    }
    while let Some((_, place)) = queue.pop_first() {
        let (Some(worker), Some(supervision)) = (wanted.get(place), found.get_mut(place)) else { continue };
        let Some(wish) = next.get(place).copied().flatten() else { continue };
        match planner.session(worker, wish) {
            Ok(Some(session)) => {
                let (earliest, due) = due_after(plan, worker, session.date);
                if let Some(next) = next.get_mut(place).filter(|_| earliest <= to) {
                    *next = Some(Next { earliest, due, known: true });
                    queue.insert((due, place));
                }
                supervision.sessions.push(session);
            }
            Ok(None) => {}
            Err(why) => supervision.cannot.push(why),
        }
    }
    found
}

/// The day from which the next supervision counts: the last one, or the day on which somebody new began. `None`: not
/// known.
fn base_of(diary: &Diary<'_, '_>, worker: &Worker) -> Option<NaiveDate> {
    if let Some(last) = worker.rota.last_supervised {
        // One in another post, or on a placement, is not one in this.
        return Some(worker.first_day.map_or(last, |first| first.max(last)));
    }
    let began = worker.first_day.max(worker.asye_start)?;
    let new =
        diary.from.checked_sub_signed(chrono::Duration::weeks(NEW_WEEKS)).is_none_or(|day| day <= began);
    new.then_some(began)
}

/// Days that supervision is overdue on the plan's date. It is not while somebody has been away since before it was due:
/// then it is due when they are back.
fn overdue(diary: &Diary<'_, '_>, worker: &Worker, due: NaiveDate) -> u32 {
    let days = u32::try_from((diary.from - due).num_days()).unwrap_or(0);
    if away_since_before(diary, worker, due) { 0 } else { days }
}

/// Whether somebody is away on the plan's date and has been since before supervision was due.
fn away_since_before(diary: &Diary<'_, '_>, worker: &Worker, due: NaiveDate) -> bool {
    diary.away_since(worker.id, diary.from).is_some_and(|since| since <= due)
}

/// The next supervision of one person, before it has a day.
#[derive(Clone, Copy, Debug)]
struct Next {
    /// Sooner would be too soon.
    earliest: NaiveDate,
    /// By when it has to be.
    due: NaiveDate,
    /// Whether it is known since when. Otherwise it is as soon as can be.
    known: bool,
}

impl Next {
    fn first(diary: &Diary<'_, '_>, worker: &Worker, base: Option<NaiveDate>) -> Self {
        let plan = diary.sight.plan();
        if let Some(base) = base {
            let (earliest, due) = due_after(plan, worker, base);
            return Self { earliest, due, known: true };
        }
        let earliest = worker.first_day.map_or(diary.from, |first| first.max(diary.from));
        Self { earliest, due: due_after(plan, worker, earliest).1, known: false }
    }
}

/// Finds days.
struct Planner<'d, 's, 'p> {
    diary: &'d Diary<'s, 'p>,
    to: NaiveDate,
    /// How many each supervises on a day.
    taken: IdMap<WorkerId, IdMap<DayNumber, u8>>,
}

/// The number of a day, counted as chrono does.
type DayNumber = i32;

impl<'p> Planner<'_, '_, 'p> {
    /// Who supervises somebody, or why nobody does.
    fn supervisor(&self, worker: &Worker) -> Result<&'p Worker, String> {
        let lookup = &self.diary.sight.lookup;
        let name = &worker.name;
        let Some(id) = worker.supervisor else {
            return Err(format!("Nobody is named who supervises {name}: name a supervisor"));
        };
        if id == worker.id {
            return Err(format!("{name} is named as their own supervisor: name somebody else"));
        }
        let Some(supervisor) = lookup.worker(id) else {
            return Err(format!(
                "{id}, who is to supervise {name}, is not in the plan: name a supervisor who is"
            ));
        };
        match supervisor.last_day {
            Some(last) if last < self.diary.from => Err(format!(
                "{} supervises {name} and left after {}: name who does so now",
                supervisor.name,
                format_date(last)
            )),
            _ => Ok(supervisor),
        }
    }

    /// The day for one supervision. `None`: none any more within the days that are planned.
    fn session(&mut self, worker: &Worker, next: Next) -> Result<Option<Session>, String> {
        let supervisor = self.supervisor(worker)?;
        let from = self.diary.from;
        let start = worker.first_day.map_or(next.earliest, |first| first.max(next.earliest)).max(from);
        let end = plus(next.due, REACH_DAYS).max(self.to).min(self.diary.end);
        let end = worker.last_day.map_or(end, |last| last.min(end));
        // Nothing falls due any more for somebody who leaves before.
        if start > self.to || start > end || worker.last_day.is_some_and(|last| last < next.due) {
            return Ok(None);
        }
        let mut tried: Vec<Hindrance> = Vec::new();
        let date = self.find(worker, supervisor, next, (start, end), &mut tried);
        let Some(date) = date else {
            return Err(self.nowhere(worker, supervisor, (start, end), &tried));
        };
        if date > self.to {
            return Ok(None);
        }
        let reasons = self.diary.words(&tried);
        let moved = if !next.known {
            Some("No supervision is recorded before it, so it is as soon as both are at work".to_owned())
        } else if next.due < from && !away_since_before(self.diary, worker, next.due) {
            let since = format!("Overdue since {}", format_date(next.due));
            Some(if reasons.is_empty() { since } else { format!("{since}, and {reasons}") })
        } else {
            (date != next.due).then_some(reasons)
        };
        *self.taken.entry(supervisor.id).or_default().entry(day_number(date)).or_default() += 1;
        Ok(Some(Session { date, due: next.due, moved, late: date > next.due }))
    }

    /// The usual day, the nearest before it that is not too soon, or the first after it. When it is not known since when:
    /// the first of all.
    fn find(
        &self,
        worker: &Worker,
        supervisor: &Worker,
        next: Next,
        (start, end): (NaiveDate, NaiveDate),
        tried: &mut Vec<Hindrance>,
    ) -> Option<NaiveDate> {
        let mut free = |day: NaiveDate| {
            let hindrance = self.hindrance(worker, supervisor, day);
            if hindrance.is_none() {
                return true;
            }
            tried.extend(hindrance);
            false
        };
        let mut after = start;
        if next.known && start <= next.due {
            let mut day = next.due.min(end);
            loop {
                if free(day) {
                    return Some(day);
                }
                match day.pred_opt() {
                    Some(before) if start <= before => day = before,
                    _ => break,
                }
            }
            after = next.due.succ_opt()?;
        }
        after.iter_days().take_while(|day| *day <= end).find(|day| free(*day))
    }

    fn hindrance(&self, worker: &Worker, supervisor: &Worker, day: NaiveDate) -> Option<Hindrance> {
        if !self.diary.sight.calendar.is_working_day(day) {
            return Some(Hindrance::Closed(day));
        }
        let full = || {
            let taken = self.taken.get(&supervisor.id).and_then(|days| days.get(&day_number(day)));
            taken.is_some_and(|taken| *taken >= MOST_A_DAY).then_some(Hindrance::Full(supervisor.id))
        };
        self.diary.hindrance(worker, day).or_else(|| self.diary.hindrance(supervisor, day)).or_else(full)
    }

    /// That there is no day, and what to do.
    fn nowhere(
        &self,
        worker: &Worker,
        supervisor: &Worker,
        (start, end): (NaiveDate, NaiveDate),
        tried: &[Hindrance],
    ) -> String {
        if let Some(last) = supervisor.last_day.filter(|last| *last < end) {
            return format!(
                "Nobody supervises {} after {}, {}’s last day: name who does so then",
                worker.name,
                format_date(last),
                supervisor.name
            );
        }
        format!(
            "There is no day from {} to {} on which {} and {} can meet: {}. Name somebody else for the time, or move leave \
             or duty",
            format_date(start),
            format_date(end),
            worker.name,
            supervisor.name,
            self.diary.words(tried)
        )
    }
}

fn day_number(date: NaiveDate) -> DayNumber {
    chrono::Datelike::num_days_from_ce(&date)
}
