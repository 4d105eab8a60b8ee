//! A rota held against the rules, worked out anew from the plan (docs/MODEL.md 17.10).
//!
//! Shares nothing with what makes rotas: every day is looked at by itself, from the plan and its calendar.

use std::collections::BTreeMap;
use std::rc::Rc;

use chrono::{Days, NaiveDate};

use super::{DutyRota, DutySlot};
use crate::domain::calendar::{WorkingCalendar, format_date};
use crate::domain::ids::WorkerId;
use crate::domain::lookup::Lookup;
use crate::domain::plan::{Absence, AbsenceStatus, DutyPattern, DutyUnit, Plan, Team, Worker, monday_of};

/// Everything wrong with a rota, worked out anew from the plan without the solver; empty when it is right.
pub fn verify(plan: &Plan, calendar: &WorkingCalendar, rota: &DutyRota) -> Vec<String> {
    let Some(recount) = Recount::new(plan, calendar, rota) else {
        return vec![format!("{} takes no duty", rota.ask.team)];
    };
    let mut wrong = recount.turns_wrong();
    if wrong.is_empty() {
        wrong.extend(recount.holders_wrong());
        wrong.extend(recount.unmet_wrong());
        wrong.extend(recount.shares_wrong());
        wrong.extend(recount.better_by_one());
    }
    wrong
}

/// A turn as it has to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct Wanted {
    from: NaiveDate,
    to: NaiveDate,
    pinned: Option<WorkerId>,
}

/// Somebody who could have a free turn.
pub(super) struct Weighed<'a> {
    pub worker: &'a Worker,
    /// Turns of the year before, and those with a bank holiday.
    pub before: (u32, u32),
    /// Fair shares in tenths, of all and of those with a bank holiday.
    pub fair: (i64, i64),
    /// The first days of turns that stay as they are.
    pub settled: Vec<NaiveDate>,
}

/// A plan seen by somebody who checks a rota.
pub(super) struct Recount<'a> {
    plan: &'a Plan,
    calendar: &'a WorkingCalendar,
    lookup: Rc<Lookup<'a>>,
    team: &'a Team,
    pattern: &'a DutyPattern,
    rota: &'a DutyRota,
    start: NaiveDate,
    end: NaiveDate,
}

fn later(day: NaiveDate, days: u64) -> NaiveDate {
    day.checked_add_days(Days::new(days)).unwrap_or(day)
}

/// The agreed absences of somebody.
fn agreed<'a>(lookup: &Lookup<'a>, id: WorkerId) -> impl Iterator<Item = &'a Absence> {
    let of: Vec<&Absence> = lookup.absences_of(id).filter(|a| a.status == AbsenceStatus::Agreed).collect();
    of.into_iter()
}

/// Weeks between the Mondays of two days.
fn weeks_apart(one: NaiveDate, other: NaiveDate) -> i64 {
    ((monday_of(one) - monday_of(other)).num_days() / 7).abs()
}

impl<'a> Recount<'a> {
    pub fn new(plan: &'a Plan, calendar: &'a WorkingCalendar, rota: &'a DutyRota) -> Option<Self> {
        let team = plan.teams.get(rota.ask.team)?;
        let pattern = team.duty.as_ref()?;
        let start = monday_of(rota.ask.from);
        let end = later(start, (7 * u64::from(rota.ask.weeks)).saturating_sub(1));
        Some(Self { plan, calendar, lookup: Rc::new(Lookup::new(plan)), team, pattern, rota, start, end })
    }

    /// The same plan with another rota for the same weeks.
    pub fn with<'b>(&self, rota: &'b DutyRota) -> Recount<'b>
    where
        'a: 'b,
    {
        Recount { lookup: Rc::clone(&self.lookup), rota, ..*self }
    }

    fn is_bank_holiday(&self, day: NaiveDate) -> bool {
        !self.calendar.is_working_day(day) && self.calendar.name_of_day_off(day) != Some("weekend")
    }

    fn at_work(&self, worker: &Worker, day: NaiveDate) -> bool {
        let away = agreed(&self.lookup, worker.id).any(|absence| absence.covers(day));
        self.calendar.is_working_day(day) && worker.works_on(day) && worker.in_post(day) && !away
    }

    /// Whether somebody takes duty in this team.
    pub fn takes_duty(&self, worker: &Worker) -> bool {
        let asked = if self.pattern.order.is_empty() {
            worker.team == Some(self.team.id) && worker.role.holds_cases()
        } else {
            self.pattern.order.contains(&worker.id)
        };
        asked && !worker.rota.no_duty
    }

    /// Whether somebody could have the turn of these days, whatever else they have.
    pub fn could_have(&self, worker: &Worker, from: NaiveDate, to: NaiveDate) -> bool {
        let days: Vec<NaiveDate> = from
            .iter_days()
            .take_while(|day| *day <= to)
            .filter(|day| self.calendar.is_working_day(*day))
            .collect();
        let rules = &self.plan.rota;
        let past_asye = worker
            .asye_start
            .is_none_or(|start| later(start, 7 * u64::from(rules.asye_no_duty_weeks)) <= from);
        let at_work = days.iter().filter(|day| self.at_work(worker, **day)).count();
        let enough = match self.pattern.unit {
            DutyUnit::Day => at_work == days.len(),
            DutyUnit::Week => at_work >= 1 && at_work >= days.len().min(usize::from(rules.least_duty_days)),
        };
        self.takes_duty(worker) && past_asye && days.iter().all(|day| worker.in_post(*day)) && enough
    }

    /// The turns that there have to be, from the days.
    fn wanted(&self) -> Vec<Wanted> {
        let mut wanted: Vec<Wanted> = Vec::new();
        let mut open: Option<(Wanted, Option<usize>)> = None;
        let has_work = |turn: &Wanted| self.calendar.working_days_between(turn.from, turn.to) > 0;
        let earliest = self.pattern.turns.iter().map(|turn| turn.from).min();
        let first = monday_of(self.pattern.first_week.or(earliest).unwrap_or(self.start));
        for day in self.start.iter_days().take_while(|day| *day <= self.end) {
            let held = self.pattern.turns.iter().position(|turn| turn.pinned && turn.covers(day));
            let pinned = held.and_then(|turn| self.pattern.turns.get(turn)).map(|turn| turn.worker);
            let weeks = (monday_of(day) - first).num_days() / 7;
            let duty = weeks % i64::from(self.pattern.one_week_in.max(1)) == 0;
            let goes_on = open.as_ref().is_some_and(|(turn, by)| {
                self.pattern.unit == DutyUnit::Week && *by == held && monday_of(turn.from) == monday_of(day)
            });
            if let Some((turn, _)) = open.as_mut().filter(|_| goes_on) {
                turn.to = day;
                continue;
            }
            wanted.extend(open.take().map(|(turn, _)| turn).filter(has_work));
            open = (duty || pinned.is_some()).then_some((Wanted { from: day, to: day, pinned }, held));
        }
        wanted.extend(open.map(|(turn, _)| turn).filter(has_work));
        wanted
    }

    /// Turns that are missing, too many, or not as they have to be.
    fn turns_wrong(&self) -> Vec<String> {
        let wanted = self.wanted();
        let given: Vec<Wanted> = self
            .rota
            .slots
            .iter()
            .map(|slot| Wanted { from: slot.from, to: slot.to, pinned: slot.worker.filter(|_| slot.pinned) })
            .collect();
        let mut wrong = Vec::new();
        for turn in wanted.iter().filter(|turn| !given.contains(turn)) {
            wrong.push(format!("The turn from {} is missing or not as it is pinned", format_date(turn.from)));
        }
        for turn in given.iter().filter(|turn| !wanted.contains(turn)) {
            wrong.push(format!(
                "There is no turn from {} to {}",
                format_date(turn.from),
                format_date(turn.to)
            ));
        }
        if wrong.is_empty() && wanted != given {
            wrong.push("The turns are not in the order of their days, each once".to_owned());
        }
        for slot in &self.rota.slots {
            let bank =
                slot.from.iter_days().take_while(|day| *day <= slot.to).any(|day| self.is_bank_holiday(day));
            if bank != slot.bank_holiday {
                wrong.push(format!(
                    "The bank holidays from {} are not as the calendar has them",
                    format_date(slot.from)
                ));
            }
            if slot.why.is_empty() {
                wrong.push(format!("The turn from {} says nothing of why", format_date(slot.from)));
            }
        }
        wrong
    }

    /// The first days of all turns of somebody that are not the rota's own free ones, each week or day of a turn by itself.
    fn settled(&self, id: WorkerId) -> Vec<NaiveDate> {
        let mut days: Vec<NaiveDate> = Vec::new();
        for turn in self.pattern.turns.iter().filter(|turn| turn.worker == id) {
            let part = |day: NaiveDate| match self.pattern.unit {
                DutyUnit::Week => monday_of(day).max(turn.from),
                DutyUnit::Day => day,
            };
            let worked = turn.from.iter_days().take_while(|day| *day <= turn.to);
            let mut parts: Vec<NaiveDate> =
                worked.filter(|day| self.calendar.is_working_day(*day)).map(part).collect();
            parts.dedup();
            days.extend(parts.into_iter().filter(|day| *day < self.start || self.end < *day));
        }
        let pinned = self.rota.slots.iter().filter(|slot| slot.pinned && slot.worker == Some(id));
        days.extend(pinned.map(|slot| slot.from));
        days
    }

    /// Whether a free turn leaves the weeks there have to be to all others of the same person but itself.
    fn is_apart(&self, slot: &DutySlot, id: WorkerId) -> bool {
        let gap = i64::from(self.plan.rota.duty_gap_weeks);
        let own = self.rota.slots.iter().filter(|other| {
            !other.pinned && other.worker == Some(id) && (other.from, other.to) != (slot.from, slot.to)
        });
        let others = own.map(|other| other.from).chain(self.settled(id));
        others.into_iter().all(|other| weeks_apart(other, slot.from) > gap)
    }

    /// Free turns of people who may not have them.
    fn holders_wrong(&self) -> Vec<String> {
        let mut wrong = Vec::new();
        for slot in self.rota.slots.iter().filter(|slot| !slot.pinned) {
            let Some(id) = slot.worker else { continue };
            let when = format_date(slot.from);
            let Some(worker) = self.lookup.worker(id) else {
                wrong.push(format!("The turn from {when} is given to {id}, who is not in the plan"));
                continue;
            };
            if !self.could_have(worker, slot.from, slot.to) {
                wrong.push(format!("{} may not have the turn from {when}", worker.name));
            }
            if !self.is_apart(slot, id) {
                wrong.push(format!("{} has another turn too near to that from {when}", worker.name));
            }
        }
        wrong
    }

    /// Turns with nobody that somebody could have, or of which nothing is said.
    fn unmet_wrong(&self) -> Vec<String> {
        let mut wrong = Vec::new();
        for slot in self.rota.slots.iter().filter(|slot| slot.worker.is_none()) {
            let when = format_date(slot.from);
            if !self.rota.unmet.iter().any(|sentence| sentence.starts_with(&when)) {
                wrong.push(format!("Nothing is said of the turn from {when}, which nobody has"));
            }
            for worker in &self.plan.workers {
                if self.could_have(worker, slot.from, slot.to) && self.is_apart(slot, worker.id) {
                    wrong.push(format!("{} could have the turn from {when}, which nobody has", worker.name));
                }
            }
        }
        wrong
    }

    /// Turns in the year before, and those with a bank holiday.
    pub fn before(&self, id: WorkerId) -> (u32, u32) {
        let year = self.start.checked_sub_days(Days::new(364)).unwrap_or(self.start);
        let mut counted = (0, 0);
        for turn in self.pattern.turns.iter().filter(|turn| turn.worker == id) {
            // The weeks (days) of the turn by their first day, and whether one of their days is a bank holiday.
            let mut parts: BTreeMap<NaiveDate, (bool, bool)> = BTreeMap::new();
            for day in turn.from.iter_days().take_while(|day| *day <= turn.to) {
                let first = match self.pattern.unit {
                    DutyUnit::Week => monday_of(day).max(turn.from),
                    DutyUnit::Day => day,
                };
                let part = parts.entry(first).or_default();
                part.0 |= self.calendar.is_working_day(day);
                part.1 |= self.is_bank_holiday(day);
            }
            for (first, (worked, bank)) in parts {
                if worked && year <= first && first < self.start {
                    counted.0 += 1;
                    counted.1 += u32::from(bank);
                }
            }
        }
        counted
    }

    /// Turns within the weeks asked, and those with a bank holiday: of all, or of those that are pinned.
    fn planned(&self, id: WorkerId, all: bool) -> (u32, u32) {
        let mine = || self.rota.slots.iter().filter(|slot| slot.worker == Some(id) && (all || slot.pinned));
        (mine().count() as u32, mine().filter(|slot| slot.bank_holiday).count() as u32)
    }

    fn able(&self, worker: &Worker) -> u32 {
        let free = self.rota.slots.iter().filter(|slot| !slot.pinned);
        free.filter(|slot| self.could_have(worker, slot.from, slot.to)).count() as u32
    }

    /// Working time of somebody that counts for their share: FTE × days on which they owe duty, or nothing.
    fn counts_for(&self, worker: &Worker) -> i64 {
        let shares =
            self.takes_duty(worker) && (self.able(worker) > 0 || self.planned(worker.id, false).0 > 0);
        if !shares {
            return 0;
        }
        let is_long = |absence: &&Absence| {
            absence.known_last_day().is_none_or(|last| later(absence.first_day, 27) <= last)
        };
        let owes = |day: &NaiveDate| {
            let away = agreed(&self.lookup, worker.id).filter(is_long).any(|a| a.covers(*day));
            let learning = worker
                .asye_start
                .is_some_and(|start| *day < later(start, 7 * u64::from(self.plan.rota.asye_no_duty_weeks)));
            worker.in_post(*day) && !away && !learning
        };
        let year = self.start.checked_sub_days(Days::new(364)).unwrap_or(self.start);
        let days = year.iter_days().take_while(|day| *day <= self.end).filter(owes).count();
        i64::from(worker.fte.parts()) * days as i64
    }

    /// Everybody who shares the team's duty: their working time, and what they have had and have pinned.
    fn sharing(&self) -> Vec<(&'a Worker, i64)> {
        let weighed = self.plan.workers.iter().map(|worker| (&**worker, self.counts_for(worker)));
        weighed.filter(|(_, weight)| *weight > 0).collect()
    }

    /// All turns that are shared: free ones, and what those who share had and have pinned; the same with a bank holiday.
    fn shared(&self, sharing: &[(&Worker, i64)]) -> (u32, u32) {
        let free = self.rota.slots.iter().filter(|slot| !slot.pinned);
        let bank = free.clone().filter(|slot| slot.bank_holiday).count() as u32;
        let mut all = (free.count() as u32, bank);
        for (worker, _) in sharing {
            for (turns, banks) in [self.before(worker.id), self.planned(worker.id, false)] {
                all = (all.0 + turns, all.1 + banks);
            }
        }
        all
    }

    /// Shares that are not as they are counted here.
    fn shares_wrong(&self) -> Vec<String> {
        let mut wrong = Vec::new();
        let sharing = self.sharing();
        let total = f64::from(self.shared(&sharing).0);
        let weights: i64 = sharing.iter().map(|(_, weight)| weight).sum();
        let there = |worker: &Worker| {
            let of_team = worker.team == Some(self.team.id) || self.pattern.order.contains(&worker.id);
            let in_time = worker.first_day.is_none_or(|first| first <= self.end)
                && worker.last_day.is_none_or(|last| last >= self.start);
            of_team && in_time
        };
        for worker in self.plan.workers.iter().filter(|worker| there(worker)) {
            let rows = self.rota.shares.iter().filter(|share| share.worker == worker.id);
            if rows.count() != 1 {
                wrong.push(format!("{} does not stand once among the shares", worker.name));
            }
        }
        let name = |id: WorkerId| self.lookup.worker_name(id);
        for share in &self.rota.shares {
            let turns = self.planned(share.worker, true);
            let able = self.lookup.worker(share.worker).map_or(0, |worker| self.able(worker));
            let weight = sharing.iter().find(|(worker, _)| worker.id == share.worker).map_or(0, |(_, w)| *w);
            let fair = if weights == 0 { 0.0 } else { total * weight as f64 / weights as f64 };
            let counted = (share.before, share.turns, share.bank_holidays, share.able);
            let expected = (self.before(share.worker).0, turns.0, turns.1, able);
            if counted != expected || (share.fair - fair).abs() > 1e-9 {
                wrong.push(format!(
                    "The share of {} is {counted:?} and {:.3}, and should be {expected:?} and {fair:.3}",
                    name(share.worker),
                    share.fair
                ));
            }
            if share.why_none.is_some() != (turns.0 == 0) {
                wrong.push(format!("It is not said rightly why {} takes no turn", name(share.worker)));
            }
        }
        wrong
    }

    /// Everybody who could have a free turn, with what does not depend on who has which.
    pub fn weighed(&self) -> Vec<Weighed<'a>> {
        let sharing = self.sharing();
        let (all, banks) = self.shared(&sharing);
        let weights: i128 = sharing.iter().map(|(_, weight)| i128::from(*weight)).sum();
        let tenths = |total: u32, weight: i64| {
            let twice = 2 * i128::from(weight) * 10 * i128::from(total) + weights;
            if weights == 0 { 0 } else { i64::try_from(twice / (2 * weights)).unwrap_or(i64::MAX) }
        };
        let able = self.plan.workers.iter().map(AsRef::as_ref).filter(|worker| self.able(worker) > 0);
        able.map(|worker: &Worker| {
            let weight = sharing.iter().find(|(other, _)| other.id == worker.id).map_or(0, |(_, w)| *w);
            Weighed {
                worker,
                before: self.before(worker.id),
                fair: (tenths(all, weight), tenths(banks, weight)),
                settled: self.settled(worker.id),
            }
        })
        .collect()
    }

    /// How good the rota is, as MODEL.md 17.6 to 17.9 have it: turns with nobody, the squares of the distances from the fair
    /// shares in tenths, the same for bank holidays, and the weeks between the nearest two turns, at most eight, negative.
    pub fn measure(&self, people: &[Weighed<'_>]) -> [i64; 4] {
        // More than eight weeks between turns are no better than eight.
        let mut measure = [0, 0, 0, -8];
        measure[0] = self.rota.slots.iter().filter(|slot| slot.worker.is_none()).count() as i64;
        for Weighed { worker, before, fair, settled } in people {
            let planned = self.planned(worker.id, true);
            let square = |n: i64| n * n;
            measure[1] += square(10 * i64::from(before.0 + planned.0) - fair.0);
            measure[2] += square(10 * i64::from(before.1 + planned.1) - fair.1);
            let own = self.rota.slots.iter().filter(|slot| !slot.pinned && slot.worker == Some(worker.id));
            let own: Vec<NaiveDate> = own.map(|slot| slot.from).collect();
            for (place, day) in own.iter().enumerate() {
                for other in own.iter().skip(place + 1).chain(settled) {
                    measure[3] = measure[3].max(1 - weeks_apart(*day, *other));
                }
            }
        }
        measure
    }

    /// A rota that is said to be the best, and is bettered by giving one turn to somebody else.
    fn better_by_one(&self) -> Vec<String> {
        if !self.rota.proved {
            return Vec::new();
        }
        let people = self.weighed();
        let now = self.measure(&people);
        let counts = |id: WorkerId| {
            let (before, planned) = (self.before(id).0, self.planned(id, true).0);
            i64::from(before + planned)
        };
        let mut wrong = Vec::new();
        let mut other = self.rota.clone();
        for (place, slot) in self.rota.slots.iter().enumerate().filter(|(_, slot)| !slot.pinned) {
            let Some(holder) = slot.worker else { continue };
            for worker in self.plan.workers.iter().filter(|worker| worker.id != holder) {
                // Only somebody with fewer turns could make it fairer by a turn more: all else would be looked at in vain.
                let fewer = counts(worker.id) < counts(holder);
                if !fewer || !self.could_have(worker, slot.from, slot.to) || !self.is_apart(slot, worker.id) {
                    continue;
                }
                other.slots[place].worker = Some(worker.id);
                if self.with(&other).measure(&people) < now {
                    let when = format_date(slot.from);
                    wrong.push(format!("It would be better if {} had the turn from {when}", worker.name));
                }
            }
            other.slots[place].worker = Some(holder);
        }
        wrong
    }
}
