//! The handover list of an absence: each child, who covers, what falls due.

use chrono::NaiveDate;

use super::days::days_of;
use super::due::dates;
use crate::domain::capacity::carried_by;
use crate::domain::ids::{AbsenceId, ChildId, WorkerId};
use crate::domain::plan::{Absence, CaseType, DueKind};
use crate::domain::presence::{cover_on, would_work};
use crate::domain::state::{Sight, spells};

/// One child of a handover list.
#[derive(Clone, Debug, PartialEq)]
pub struct HandoverLine {
    /// The child.
    pub child: ChildId,
    /// What the work is.
    pub case_type: CaseType,
    /// Who covers for the most of the absence; `None`: nobody.
    pub cover: Option<WorkerId>,
    /// Working days of the absence on which nobody present covers.
    pub days_without: u32,
    /// When they were last seen.
    pub last_seen: Option<NaiveDate>,
    /// What falls due from the first day of the absence to its last, and the next after it of each kind; by date.
    pub due: Vec<(DueKind, NaiveDate)>,
    /// Whether a date falls within the absence.
    pub due_within: bool,
}

/// The children in the name of whoever is away, the most pressing first: those with something due in it, then by case type
/// and reference.
pub fn handover(sight: &Sight<'_>, absence: AbsenceId) -> Vec<HandoverLine> {
    sight.lookup.absence(absence).map_or_else(Vec::new, |absence| handover_of(sight, absence))
}

/// As [`handover`], for an absence that need not be in the plan, nor be agreed. One without an end is looked at to the
/// plan's horizon.
pub fn handover_of(sight: &Sight<'_>, absence: &Absence) -> Vec<HandoverLine> {
    let Some(worker) = sight.lookup.worker(absence.worker) else { return Vec::new() };
    let plan = sight.plan();
    let first = absence.first_day;
    let last = absence.known_last_day().unwrap_or_else(|| plan.about.horizon_end());
    let days: Vec<NaiveDate> = first
        .iter_days()
        .take_while(|date| *date <= last)
        .filter(|date| worker.in_post(*date) && would_work(sight.calendar, worker, *date))
        .collect();
    let cover: Vec<(NaiveDate, Option<WorkerId>)> =
        days.into_iter().map(|date| (date, cover_on(&sight.lookup, worker, absence, date))).collect();
    let mut lines: Vec<(&str, HandoverLine)> = plan
        .children
        .iter()
        .filter(|child| child.holder.workers().any(|id| id == worker.id))
        .filter_map(|child| {
            let spells = spells(sight, child);
            let theirs: Vec<(NaiveDate, NaiveDate)> = days_of(child, &spells)
                .filter(|(from, to, spell)| {
                    *from <= last && first <= *to && carried_by(child, spell) == Some(worker.id)
                })
                .map(|(from, to, _)| (from, to))
                .collect();
            let holds = |date: NaiveDate| theirs.iter().any(|(from, to)| *from <= date && date <= *to);
            if theirs.is_empty() {
                return None;
            }
            let cover: Vec<Option<WorkerId>> =
                cover.iter().filter(|(date, _)| holds(*date)).map(|(_, by)| *by).collect();
            let due = dates(&plan.policy, child, first, last);
            Some((
                child.reference.as_str(),
                HandoverLine {
                    child: child.id,
                    case_type: child.case_type,
                    cover: for_the_most(&absence.cover, &cover),
                    days_without: cover.iter().filter(|by| by.is_none()).count() as u32,
                    last_seen: child.last_seen,
                    due_within: due.iter().any(|(_, date)| *date <= last && holds(*date)),
                    due,
                },
            ))
        })
        .collect();
    lines.sort_by(|(a_reference, a), (b_reference, b)| {
        (!a.due_within, a.case_type, a_reference, a.child).cmp(&(
            !b.due_within,
            b.case_type,
            b_reference,
            b.child,
        ))
    });
    lines.into_iter().map(|(_, line)| line).collect()
}

/// Who of those named covers on most of the days; of two who do on as many, the first named.
fn for_the_most(named: &[WorkerId], days: &[Option<WorkerId>]) -> Option<WorkerId> {
    let counted = named.iter().map(|id| (*id, days.iter().filter(|by| **by == Some(*id)).count()));
    let mut best: Option<(WorkerId, usize)> = None;
    for (id, days) in counted.filter(|(_, days)| *days > 0) {
        if best.is_none_or(|(_, most)| days > most) {
            best = Some((id, days));
        }
    }
    best.map(|(id, _)| id)
}

#[cfg(test)]
mod tests;
