//! Whether a member of staff is in post and at work, day by day, from their agreed absences (MODEL.md §2).

use chrono::NaiveDate;

use super::calendar::WorkingCalendar;
use super::ids::{AbsenceId, WorkerId};
use super::lookup::Lookup;
use super::plan::{Absence, AbsenceStatus, Role, Worker, WorkingDays};

/// What is true of a member of staff on a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Presence {
    /// Their first day has not come.
    NotStarted,
    /// In post and at work.
    Present,
    /// Away, with a present social worker named as cover.
    Covered {
        /// The absence.
        absence: AbsenceId,
        /// Who covers.
        by: WorkerId,
    },
    /// Away, and nobody present is named as cover.
    Away {
        /// The absence.
        absence: AbsenceId,
    },
    /// Their last day has passed.
    Left,
}

/// From this day on, until the next entry.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct PresenceFrom {
    /// First day.
    pub from: NaiveDate,
    /// What is true.
    pub what: Presence,
}

/// Whether `absence` takes its worker away on `date`, as far as is known. Requests do not count until agreed.
fn takes_away(absence: &Absence, date: NaiveDate) -> bool {
    absence.status == AbsenceStatus::Agreed && absence.covers(date)
}

/// Whether somebody in the role `by` can stand in for somebody in the role `of`: a social worker for anyone, and for a
/// practitioner or personal adviser also somebody who does the same. A manager stands in for nobody: a child in their
/// name has no named social worker.
pub fn can_stand_in(of: Role, by: Role) -> bool {
    by.holds_cases() || (!of.is_registered() && by == of)
}

/// Whether the worker `id` covers for somebody in the role `of` on `date`: in post, in a role that can stand in, and in
/// no agreed absence of their own.
pub fn can_cover(lookup: &Lookup<'_>, of: Role, id: WorkerId, date: NaiveDate) -> bool {
    lookup.worker(id).is_some_and(|w| can_stand_in(of, w.role) && w.in_post(date))
        && !lookup.absences_of(id).any(|absence| takes_away(absence, date))
}

/// Who stands in for `worker` on a day of their absence: the first person named who can. `None`: nobody.
pub fn cover_on(
    lookup: &Lookup<'_>,
    worker: &Worker,
    absence: &Absence,
    date: NaiveDate,
) -> Option<WorkerId> {
    covers_on(lookup, worker, absence, date).next()
}

/// Everybody named who can stand in for `worker` on a day of their absence, in order; somebody named twice, twice.
pub fn covers_on(
    lookup: &Lookup<'_>,
    worker: &Worker,
    absence: &Absence,
    date: NaiveDate,
) -> impl Iterator<Item = WorkerId> {
    let begun = absence.cover_from.is_none_or(|named| named <= date);
    let named = absence.cover.iter().copied().filter(move |_| begun);
    named.filter(move |id| *id != worker.id && can_cover(lookup, worker.role, *id, date))
}

/// Whether somebody would work on a day, were they not away: a working day of the service and, by their pattern, of
/// theirs. Whose days are not known works on weekdays; somebody may still have a whole week off every second week.
pub fn would_work(calendar: &WorkingCalendar, worker: &Worker, day: NaiveDate) -> bool {
    let days = worker.days_in_week_of(day);
    let never = |days: WorkingDays| days.days_a_week() == 0;
    let theirs = if never(days) && never(worker.working_days) {
        WorkingDays::MONDAY_TO_FRIDAY.works_on(day)
    } else {
        days.works_on(day)
    };
    theirs && calendar.is_working_day(day)
}

/// The plain answer for one day, before days on which nobody works are bridged.
fn plain(lookup: &Lookup<'_>, worker: &Worker, date: NaiveDate) -> Presence {
    if worker.first_day.is_some_and(|first| date < first) {
        return Presence::NotStarted;
    }
    if worker.last_day.is_some_and(|last| last < date) {
        return Presence::Left;
    }
    let mut away: Option<AbsenceId> = None;
    for absence in lookup.absences_of(worker.id).filter(|absence| takes_away(absence, date)) {
        if let Some(by) = cover_on(lookup, worker, absence, date) {
            return Presence::Covered { absence: absence.id, by };
        }
        away = away.or(Some(absence.id));
    }
    away.map_or(Presence::Present, |absence| Presence::Away { absence })
}

/// A worker's presence over all time, in order; the first entry begins at the earliest date there is.
///
/// Days off between two absences (a weekend, a bank holiday, a part-time worker's own days) on which the worker would
/// not have worked anyway belong to the absence before them: leave until Friday and sickness from Monday is one spell.
pub fn presence(lookup: &Lookup<'_>, calendar: &WorkingCalendar, worker: &Worker) -> Vec<PresenceFrom> {
    let mut changes = vec![NaiveDate::MIN];
    changes.extend(worker.first_day);
    changes.extend(worker.last_day.and_then(|last| last.succ_opt()));
    for absence in lookup.absences_of(worker.id) {
        changes.push(absence.first_day);
        changes.extend(absence.cover_from);
        changes.extend(absence.known_last_day().and_then(|last| last.succ_opt()));
        for cover in absence.cover.iter().filter_map(|&id| lookup.worker(id)) {
            changes.extend(cover.first_day);
            changes.extend(cover.last_day.and_then(|last| last.succ_opt()));
            for theirs in lookup.absences_of(cover.id) {
                changes.push(theirs.first_day);
                changes.extend(theirs.known_last_day().and_then(|last| last.succ_opt()));
            }
        }
    }
    changes.sort_unstable();
    changes.dedup();

    let mut line: Vec<PresenceFrom> = Vec::with_capacity(changes.len());
    for from in changes {
        let what = plain(lookup, worker, from);
        if line.last().is_none_or(|last| last.what != what) {
            line.push(PresenceFrom { from, what });
        }
    }
    bridge_days_off(&mut line, calendar, worker);
    line
}

/// Gives days off between two spells away to the spell before them.
fn bridge_days_off(line: &mut Vec<PresenceFrom>, calendar: &WorkingCalendar, worker: &Worker) {
    let away = |what: Presence| matches!(what, Presence::Away { .. } | Presence::Covered { .. });
    let mut i = 1;
    while i + 1 < line.len() {
        let gap = line[i].what == Presence::Present && away(line[i - 1].what) && away(line[i + 1].what);
        if gap && !works_between(calendar, worker, line[i].from, line[i + 1].from) {
            line.remove(i);
            if line[i - 1].what == line[i].what {
                line.remove(i);
            }
        } else {
            i += 1;
        }
    }
}

/// Whether somebody works on any day from `from` up to, not including, `until`.
fn works_between(calendar: &WorkingCalendar, worker: &Worker, from: NaiveDate, until: NaiveDate) -> bool {
    // Nobody is off for more than a fortnight without an absence: a longer gap holds a working day.
    (until - from).num_days() > 14
        || from.iter_days().take_while(|day| *day < until).any(|day| would_work(calendar, worker, day))
}

/// The entry that holds on `date`.
pub fn on(line: &[PresenceFrom], date: NaiveDate) -> Presence {
    let after = line.partition_point(|entry| entry.from <= date);
    line.get(after.saturating_sub(1)).map_or(Presence::Present, |entry| entry.what)
}
