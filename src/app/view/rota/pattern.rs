//! Several absences of one person, copied to be laid on another person or other days.

use std::collections::BTreeSet;

use chrono::{Duration, NaiveDate};

use super::person::listed;
use crate::app::words;
use crate::domain::ids::{AbsenceId, WorkerId};
use crate::domain::plan::{Absence, Plan};

/// Absences of one person with the days between them.
#[derive(Clone, Debug, PartialEq)]
pub struct Pattern {
    /// By first day, never empty.
    absences: Vec<Absence>,
    /// Whose they were.
    pub of: String,
}

impl Pattern {
    /// These absences of the person who has the first of them; nothing where none is in the plan.
    pub fn of(plan: &Plan, chosen: &BTreeSet<AbsenceId>) -> Option<Self> {
        let mut absences: Vec<Absence> =
            chosen.iter().filter_map(|id| plan.absences.get(*id)).map(|a| Absence::clone(a)).collect();
        absences.sort_by_key(|absence| (absence.first_day, absence.id));
        let worker = absences.first()?.worker;
        absences.retain(|absence| absence.worker == worker);
        let of = plan.workers.get(worker).map_or_else(|| worker.to_string(), |worker| worker.name.clone());
        Some(Self { absences, of })
    }

    /// Every absence of a person that touches these days.
    pub fn of_person(plan: &Plan, worker: WorkerId, (from, to): (NaiveDate, NaiveDate)) -> Option<Self> {
        let theirs = plan.absences.iter().filter(|absence| absence.worker == worker);
        let seen = theirs.filter(|absence| {
            absence.first_day <= to && absence.known_last_day().is_none_or(|last| from <= last)
        });
        Self::of(plan, &seen.map(|absence| absence.id).collect())
    }

    /// The same absences on a person, the first of them from a day on, with ids from this one on. Who covered is not copied:
    /// that is named for each absence anew.
    pub(super) fn onto(&self, worker: WorkerId, first: NaiveDate, first_free: AbsenceId) -> Vec<Absence> {
        let Some(begin) = self.absences.first().map(|absence| absence.first_day) else { return Vec::new() };
        let by: Duration = first - begin;
        let later = |date: NaiveDate| date.checked_add_signed(by).unwrap_or(date);
        let copy = |(place, absence): (usize, &Absence)| Absence {
            id: AbsenceId(first_free.0.saturating_add(place as u32)),
            worker,
            first_day: later(absence.first_day),
            last_day: absence.last_day.map(later),
            expected_return: absence.expected_return.map(later),
            cover: Vec::new(),
            cover_from: None,
            notes: String::new(),
            ..absence.clone()
        };
        self.absences.iter().enumerate().map(copy).collect()
    }

    /// What was copied, in words: "2 absences of Ada Brook".
    pub fn words(&self) -> String {
        let count = words::count(self.absences.len(), "absence", "absences");
        format!("{count} of {}", listed(std::slice::from_ref(&self.of)))
    }
}
