//! Children whom one person alone covers, day by day, all absences together.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::super::days::{Tally, days_of};
use crate::domain::ahead::Outlook;
use crate::domain::ids::{AbsenceId, WorkerId};
use crate::domain::lookup::{IdMap, Lookup};
use crate::domain::plan::{Absence, AbsenceStatus, Plan, Worker};
use crate::domain::presence::covers_on;
use crate::domain::state::{Sight, Why};

/// For whoever covers and each working day: the absences they cover alone and how many children each leaves to them.
pub(in crate::domain::rota) type Alone = BTreeMap<(WorkerId, NaiveDate), Vec<(AbsenceId, u32)>>;

/// Places of the children in whose holder somebody is named.
pub(in crate::domain::rota) fn held(plan: &Plan) -> IdMap<WorkerId, Vec<usize>> {
    let mut held: IdMap<WorkerId, Vec<usize>> = IdMap::default();
    for (place, child) in plan.children.iter().enumerate() {
        for worker in child.holder.workers() {
            let places = held.entry(worker).or_default();
            if places.last() != Some(&place) {
                places.push(place);
            }
        }
    }
    held
}

/// The one person named who can cover an absence on a day, if there is just one.
pub(super) fn sole_cover(
    lookup: &Lookup<'_>,
    worker: &Worker,
    absence: &Absence,
    date: NaiveDate,
) -> Option<WorkerId> {
    let mut covers = covers_on(lookup, worker, absence, date);
    let first = covers.next()?;
    covers.all(|other| other == first).then_some(first)
}

/// Children whom an absence leaves to cover, on each day of a window.
pub(super) fn children_covered(
    outlook: &Outlook,
    plan: &Plan,
    places: &[usize],
    absence: AbsenceId,
    (from, to): (NaiveDate, NaiveDate),
) -> Vec<i64> {
    let mut children = Tally::new(from, to);
    for place in places {
        let (Some(child), Some(spells)) = (plan.children.at(*place), outlook.spells.get(*place)) else {
            continue;
        };
        for (first, last, spell) in days_of(child, spells) {
            if matches!(spell.why, Why::Covered { absence: of, .. } if of == absence) {
                children.add((first, last), 1);
            }
        }
    }
    children.days()
}

/// What everybody covers alone on the working days from `from` to `to`, of the agreed absences that are `wanted`.
pub(in crate::domain::rota) fn alone(
    sight: &Sight<'_>,
    outlook: &Outlook,
    held: &IdMap<WorkerId, Vec<usize>>,
    (from, to): (NaiveDate, NaiveDate),
    wanted: impl Fn(&Absence) -> bool,
) -> Alone {
    let mut alone = Alone::new();
    let plan = sight.plan();
    for absence in plan.absences.iter().map(AsRef::as_ref) {
        if absence.status != AbsenceStatus::Agreed || absence.cover.is_empty() || !wanted(absence) {
            continue;
        }
        let first = absence.first_day.max(from);
        let last = absence.known_last_day().unwrap_or(NaiveDate::MAX).min(to);
        let (Some(worker), Some(places)) = (sight.lookup.worker(absence.worker), held.get(&absence.worker))
        else {
            continue;
        };
        if last < first {
            continue;
        }
        let children = children_covered(outlook, plan, places, absence.id, (first, last));
        for (date, children) in first.iter_days().take_while(|date| *date <= last).zip(children) {
            let children = u32::try_from(children).unwrap_or(0);
            if children > 0
                && sight.calendar.is_working_day(date)
                && let Some(by) = sole_cover(&sight.lookup, worker, absence, date)
            {
                alone.entry((by, date)).or_default().push((absence.id, children));
            }
        }
    }
    alone
}

/// Children whom one person covers alone on a day.
pub(in crate::domain::rota) fn total(of: &[(AbsenceId, u32)]) -> u32 {
    of.iter().map(|(_, children)| children).sum()
}
