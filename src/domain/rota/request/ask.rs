//! What is asked, beside the plan without it.

use chrono::NaiveDate;

use super::super::cover::alone::held;
use super::super::days::days_of;
use super::Request;
use crate::domain::ahead::Outlook;
use crate::domain::calendar::format_date;
use crate::domain::capacity::carried_by;
use crate::domain::ids::WorkerId;
use crate::domain::lookup::IdMap;
use crate::domain::plan::{Absence, AbsenceStatus, Plan, Worker};
use crate::domain::presence::would_work;
use crate::domain::state::Sight;

/// An absence that is asked for, and the plan without it.
pub(super) struct Ask<'a, 'p> {
    /// The plan without the absence.
    pub sight: &'a Sight<'p>,
    /// Its look-ahead.
    pub outlook: &'a Outlook,
    /// Places of the children in whose holder somebody is named.
    pub held: IdMap<WorkerId, Vec<usize>>,
    /// Who asks.
    pub worker: &'p Worker,
    /// The absence as it would be if it were agreed.
    pub absence: Absence,
    /// Its last day.
    pub last_day: NaiveDate,
    /// Days of it on which they would work.
    pub days: Vec<NaiveDate>,
    /// Places of the children whom they carry on these days.
    pub children: Vec<usize>,
}

/// The plan without what is asked, and the absence as it would be if it were agreed.
pub(super) fn parted(plan: &Plan, request: &Request) -> Result<(Plan, Absence), String> {
    if request.last_day < request.first_day {
        return Err(format!(
            "The last day, {}, is before the first, {}. Correct one of them",
            format_date(request.last_day),
            format_date(request.first_day)
        ));
    }
    let known = request.absence.and_then(|id| plan.absences.get(id));
    let known = known.filter(|absence| absence.worker == request.worker);
    let mut absence = known.map_or_else(
        || Absence {
            id: plan.absences.next_id(),
            worker: request.worker,
            kind: request.kind,
            first_day: request.first_day,
            last_day: None,
            expected_return: None,
            status: AbsenceStatus::Agreed,
            cover: Vec::new(),
            cover_from: None,
            phased_return: None,
            notes: String::new(),
        },
        |absence| (**absence).clone(),
    );
    // Cover that was named late stays as late as it was; other cover holds from the first day.
    absence.cover_from = absence.cover_from.filter(|_| absence.cover == request.cover);
    absence.cover.clone_from(&request.cover);
    (absence.kind, absence.status) = (request.kind, AbsenceStatus::Agreed);
    (absence.first_day, absence.last_day, absence.expected_return) =
        (request.first_day, Some(request.last_day), None);
    let mut base = plan.clone();
    if known.is_some() {
        base.absences.remove(absence.id);
    }
    Ok((base, absence))
}

/// A plan with one more absence.
pub(super) fn with(plan: &Plan, absence: &Absence) -> Plan {
    let mut plan = plan.clone();
    plan.absences.push(absence.clone());
    plan
}

impl<'a, 'p> Ask<'a, 'p> {
    /// For the plan without the absence.
    pub fn new(sight: &'a Sight<'p>, outlook: &'a Outlook, absence: Absence) -> Result<Self, String> {
        let Some(worker) = sight.lookup.worker(absence.worker) else {
            return Err(format!("{} is not in the plan. Choose somebody who is", absence.worker));
        };
        let last_day = absence.known_last_day().unwrap_or(absence.first_day);
        let days: Vec<NaiveDate> = absence
            .first_day
            .iter_days()
            .take_while(|date| *date <= last_day)
            .filter(|date| worker.in_post(*date) && would_work(sight.calendar, worker, *date))
            .collect();
        let held = held(sight.plan());
        let places = held.get(&worker.id).map_or(&[][..], Vec::as_slice);
        let theirs = |place: &usize| {
            let (Some(first), Some(last)) = (days.first(), days.last()) else { return false };
            let (Some(child), Some(spells)) = (sight.plan().children.at(*place), outlook.spells.get(*place))
            else {
                return false;
            };
            days_of(child, spells).any(|(from, to, spell)| {
                from <= *last && *first <= to && carried_by(child, spell) == Some(worker.id)
            })
        };
        let children = places.iter().copied().filter(theirs).collect();
        Ok(Self { sight, outlook, held, worker, absence, last_day, days, children })
    }

    /// The plan without the absence.
    pub fn plan(&self) -> &'p Plan {
        self.sight.plan()
    }
}
