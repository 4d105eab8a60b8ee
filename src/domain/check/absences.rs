//! Absences and who covers them. What lies wholly before the plan's date is history and is not asked about cover.

use std::collections::BTreeMap;
use std::collections::HashMap;

use chrono::NaiveDate;

use super::look::{Found, Look, count, day, listed, set};
use crate::domain::capacity::cap_on;
use crate::domain::fields::Value as _;
use crate::domain::ids::{Thing, WorkerId};
use crate::domain::plan::{Absence, AbsenceStatus, Role, Words as _, Worker, lower_first};
use crate::domain::presence::can_stand_in;
use crate::domain::rota::sickness;

/// More absences than this at once, with one person as the only cover, are too many.
const MOST_COVERED_AT_ONCE: usize = 3;

/// The last day away, or the end of time when nobody knows it.
fn last_day(absence: &Absence) -> NaiveDate {
    absence.known_last_day().unwrap_or(NaiveDate::MAX)
}

/// "Ada Brook’s sickness from 07/09/2026".
fn title(look: &Look<'_, '_>, absence: &Absence) -> String {
    let kind = lower_first(absence.kind.label());
    format!("{}’s absence ({kind}) from {}", look.name(absence.worker), day(absence.first_day))
}

/// Absences with a last day on or after the plan's date.
fn to_come<'l>(look: &'l Look<'_, '_>) -> impl Iterator<Item = &'l Absence> {
    look.plan.absences.iter().map(AsRef::as_ref).filter(|a| {
        let last = last_day(a);
        last >= look.as_at && last >= a.first_day
    })
}

pub(super) fn c121_old_sickness(look: &Look<'_, '_>, found: &mut Found) {
    let old = sickness::old(look.plan);
    let Some(first) = old.first() else { return };
    let mut named: Vec<String> = old
        .iter()
        .take(5)
        .filter_map(|id| look.plan.absences.get(*id))
        .map(|absence| format!("{}’s from {}", look.name(absence.worker), day(absence.first_day)))
        .collect();
    if old.len() > 5 {
        named.push(format!("{} more", old.len() - 5));
    }
    let place = if old.len() == 1 { Thing::Absence(*first) } else { Thing::Rota };
    let months = usize::from(look.plan.rota.keep_sickness_months);
    let what = format!(
        "{} of sickness {} over for longer than the {} for which the plan keeps it: {}",
        count(old.len(), "absence", "absences"),
        if old.len() == 1 { "has been" } else { "have been" },
        count(months, "month", "months"),
        listed(&named)
    );
    let fix = "Take old sickness out of the plan in one step, or keep it for longer in the rules of the rota";
    found.add(place, what, fix).mend_if(sickness::forget(look.plan));
}

pub(super) fn c401_ends_before_it_starts(look: &Look<'_, '_>, found: &mut Found) {
    for absence in &look.plan.absences {
        if let Some(last) = absence.last_day.filter(|last| *last < absence.first_day) {
            let what = format!("{} ends on {}, before it starts", title(look, absence), day(last));
            found
                .add(Thing::Absence(absence.id), what, "Correct the first or the last day")
                .field("last_day");
        }
    }
}

pub(super) fn c402_back_before_going(look: &Look<'_, '_>, found: &mut Found) {
    for absence in &look.plan.absences {
        if let Some(back) = absence.expected_return.filter(|back| *back <= absence.first_day) {
            let what = format!(
                "{}: they are expected back on {}, not after the first day away",
                title(look, absence),
                day(back)
            );
            let fix = "Correct the day on which they are expected back";
            found.add(Thing::Absence(absence.id), what, fix).field("expected_return");
        }
    }
}

pub(super) fn c403_no_expected_return(look: &Look<'_, '_>, found: &mut Found) {
    for absence in to_come(look).filter(|a| a.last_day.is_none() && a.expected_return.is_none()) {
        let what =
            format!("{} has no last day, and nobody says when they are expected back", title(look, absence));
        let fix = "Write the day on which they are expected back; until then they count as away for good";
        found.add(Thing::Absence(absence.id), what, fix).field("expected_return");
    }
}

pub(super) fn c404_outside_employment(look: &Look<'_, '_>, found: &mut Found) {
    for absence in &look.plan.absences {
        let Some(worker) = look.worker(absence.worker) else { continue };
        let after = worker.last_day.is_some_and(|last| last < absence.first_day);
        let before = worker.first_day.is_some_and(|first| last_day(absence) < first);
        if after || before {
            let what = format!(
                "{} lies {}",
                title(look, absence),
                if after { "after their last day" } else { "before their first day" }
            );
            let fix = "Correct the absence, or the days of employment";
            found.add(Thing::Absence(absence.id), what, fix).field("first_day");
        }
    }
}

pub(super) fn c405_two_absences_at_once(look: &Look<'_, '_>, found: &mut Found) {
    for worker in &look.plan.workers {
        let mut theirs: Vec<&Absence> = look
            .sight
            .lookup
            .absences_of(worker.id)
            .filter(|a| a.status == AbsenceStatus::Agreed && last_day(a) >= a.first_day)
            .collect();
        theirs.sort_by_key(|absence| (absence.first_day, absence.id));
        let mut until: Option<&Absence> = None;
        for absence in theirs {
            if let Some(earlier) = until.filter(|earlier| last_day(earlier) >= absence.first_day) {
                let what =
                    format!("{} overlaps the one from {}", title(look, absence), day(earlier.first_day));
                let fix = "End the first where the second begins, or remove one of them";
                found.add(Thing::Absence(absence.id), what, fix).field("first_day");
            }
            if until.is_none_or(|earlier| last_day(earlier) < last_day(absence)) {
                until = Some(absence);
            }
        }
    }
}

/// Each cover of an absence to come, except the absent worker themself.
fn covers<'l>(look: &'l Look<'_, '_>) -> impl Iterator<Item = (&'l Absence, &'l Worker)> {
    to_come(look).flat_map(move |absence| {
        let others = absence.cover.iter().filter(move |id| **id != absence.worker);
        others.filter_map(move |id| Some((absence, look.worker(*id)?)))
    })
}

pub(super) fn c406_cover_away_too(look: &Look<'_, '_>, found: &mut Found) {
    for (absence, cover) in covers(look) {
        let from = absence.first_day.max(look.as_at);
        let clash = look.sight.lookup.absences_of(cover.id).find(|theirs| {
            theirs.status == AbsenceStatus::Agreed
                && theirs.first_day <= last_day(absence)
                && from <= last_day(theirs)
        });
        // Somebody else who is there all the time makes it good.
        let another = absence.cover.iter().any(|id| {
            *id != cover.id
                && look.worker(*id).is_some_and(|w| w.role.holds_cases())
                && look
                    .sight
                    .lookup
                    .absences_of(*id)
                    .all(|theirs| theirs.first_day > last_day(absence) || last_day(theirs) < from)
        });
        if let Some(clash) = clash.filter(|_| !another) {
            let what = format!(
                "{} covers {}, but is away themself from {}",
                cover.name,
                title(look, absence),
                day(clash.first_day)
            );
            let fix = "Name a second person as cover for those days";
            found.add(Thing::Absence(absence.id), what, fix).field("cover");
        }
    }
}

pub(super) fn c407_cover_not_in_post(look: &Look<'_, '_>, found: &mut Found) {
    for (absence, cover) in covers(look) {
        let from = absence.first_day.max(look.as_at);
        let late = cover.first_day.filter(|first| *first > from);
        let early = cover.last_day.filter(|last| *last < last_day(absence));
        let why = match (early, late) {
            (Some(last), _) => format!("their last day is {}", day(last)),
            (None, Some(first)) => format!("they start only on {}", day(first)),
            (None, None) => continue,
        };
        let what = format!("{} covers {}, but {why}", cover.name, title(look, absence));
        let fix = "Name somebody who is in post for the whole absence";
        found.add(Thing::Absence(absence.id), what, fix).field("cover");
    }
}

pub(super) fn c408_cover_holds_no_cases(look: &Look<'_, '_>, found: &mut Found) {
    let of = |absence: &Absence| look.worker(absence.worker).map_or(Role::SocialWorker, |worker| worker.role);
    for (absence, cover) in covers(look).filter(|(absence, cover)| !can_stand_in(of(absence), cover.role)) {
        let what = format!(
            "{} covers {}, but is a {}: the children count as without cover",
            cover.name,
            title(look, absence),
            lower_first(cover.role.label())
        );
        let fix = "Name a social worker or a senior practitioner as cover";
        found.add(Thing::Absence(absence.id), what, fix).field("cover");
    }
}

pub(super) fn c409_own_cover(look: &Look<'_, '_>, found: &mut Found) {
    for absence in look.plan.absences.iter().filter(|absence| absence.cover.contains(&absence.worker)) {
        let place = Thing::Absence(absence.id);
        let others: Vec<WorkerId> =
            absence.cover.iter().copied().filter(|id| *id != absence.worker).collect();
        let what = format!("{} is covered by themself", title(look, absence));
        let known = others.iter().all(|id| look.has_worker(*id)) && look.has_worker(absence.worker);
        let mend = known.then(|| set(place, "cover", others.show()));
        found.add(place, what, "Name somebody else as cover").field("cover").mend_if(mend);
    }
}

pub(super) fn c410_covers_too_many(look: &Look<'_, '_>, found: &mut Found) {
    let mut sole: HashMap<WorkerId, Vec<&Absence>> = HashMap::new();
    for absence in to_come(look).filter(|absence| absence.status == AbsenceStatus::Agreed) {
        if let [only] = absence.cover.as_slice() {
            sole.entry(*only).or_default().push(absence);
        }
    }
    for worker in look.plan.workers.iter().filter(|worker| worker.role.holds_cases()) {
        let Some(absences) = sole.get(&worker.id) else { continue };
        // Absences that begin (+1) and are over (-1) on each day, with the children concerned.
        let mut days: BTreeMap<NaiveDate, (isize, isize)> = BTreeMap::new();
        for absence in absences {
            let children = look.held_by(absence.worker).len().cast_signed();
            let begin = days.entry(absence.first_day.max(look.as_at)).or_default();
            *begin = (begin.0 + 1, begin.1 + children);
            if let Some(after) = last_day(absence).succ_opt() {
                let end = days.entry(after).or_default();
                *end = (end.0 - 1, end.1 - children);
            }
        }
        let (mut absences, mut children) = (0, 0);
        for (date, change) in days {
            (absences, children) = (absences + change.0, children + change.1);
            let cap = cap_on(look.sight, worker, date).children;
            let most = look.plan.rota.most_covered;
            if absences > MOST_COVERED_AT_ONCE.cast_signed()
                || children > isize::try_from(cap.min(most)).unwrap_or(isize::MAX)
            {
                let what = format!(
                    "From {} {} is the only cover for {} with {}; their own cap is {cap}, and no more than {most} should fall \
                     to one person",
                    day(date),
                    worker.name,
                    count(absences as usize, "absence", "absences"),
                    count(children as usize, "child", "children"),
                );
                let fix = "Share the cover among several people";
                found.add(Thing::Worker(worker.id), what, fix);
                break;
            }
        }
    }
}
