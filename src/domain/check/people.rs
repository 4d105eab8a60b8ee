//! Staff: dates, contracted time, supervision and ramps.

use std::collections::HashMap;

use super::look::{Found, Look, count, day, listed, set};
use crate::domain::fields::Value as _;
use crate::domain::ids::{Thing, WorkerId};
use crate::domain::plan::{KnownFrom, Ramp, WorkingDays};
use crate::domain::scenario::is_made;
use crate::domain::units::Fte;

/// How far FTE may be from working days over five before it is worth a note, in ten-thousandths of a worker.
const MOST_APART: u32 = 2_500;

pub(super) fn c201_last_day_before_first(look: &Look<'_, '_>, found: &mut Found) {
    for worker in &look.plan.workers {
        if let (Some(first), Some(last)) = (worker.first_day, worker.last_day)
            && last < first
        {
            let what = format!(
                "{}’s last day ({}) is before their first ({}), so they are never in post",
                worker.name,
                day(last),
                day(first)
            );
            found.add(Thing::Worker(worker.id), what, "Correct the first or the last day").field("last_day");
        }
    }
}

pub(super) fn c202_notice_after_last_day(look: &Look<'_, '_>, found: &mut Found) {
    for worker in &look.plan.workers {
        if let (Some(notice), Some(last)) = (worker.notice_given, worker.last_day)
            && last < notice
        {
            let what = format!(
                "{} gave notice on {}, after their last day ({})",
                worker.name,
                day(notice),
                day(last)
            );
            let fix = "Correct the day of notice or the last day";
            found.add(Thing::Worker(worker.id), what, fix).field("notice_given");
        }
    }
}

pub(super) fn c203_no_time_but_children(look: &Look<'_, '_>, found: &mut Found) {
    for worker in look.plan.workers.iter().filter(|worker| worker.fte == Fte::ZERO) {
        let held = look.held_by(worker.id).len();
        if held > 0 {
            let what =
                format!("{} has an FTE of 0 and holds {}", worker.name, count(held, "child", "children"));
            let fix = "Correct their FTE, or give the children to somebody else";
            found.add(Thing::Worker(worker.id), what, fix).field("fte");
        }
    }
}

pub(super) fn c204_no_time(look: &Look<'_, '_>, found: &mut Found) {
    for worker in look.plan.workers.iter().filter(|w| w.fte == Fte::ZERO && w.in_post(look.as_at)) {
        if look.held_by(worker.id).is_empty() {
            let what = format!("{} is in post with an FTE of 0, so they can hold nobody", worker.name);
            let fix = "Correct their FTE, or give them a last day if they have gone";
            found.add(Thing::Worker(worker.id), what, fix).field("fte");
        }
    }
}

pub(super) fn c205_no_working_days(look: &Look<'_, '_>, found: &mut Found) {
    for worker in look.plan.workers.iter().filter(|worker| worker.working_days.days_a_week() == 0) {
        let place = Thing::Worker(worker.id);
        let what = format!("{} works on no day of the week; Monday to Friday is taken instead", worker.name);
        let mend = set(place, "working_days", WorkingDays::MONDAY_TO_FRIDAY.text());
        found.add(place, what, "Choose the days they work").field("working_days").mend(mend);
    }
}

pub(super) fn c206_time_and_days_differ(look: &Look<'_, '_>, found: &mut Found) {
    // Which days somebody works whom a scenario brings is nobody's concern yet.
    for worker in look.plan.workers.iter().filter(|worker| worker.fte != Fte::ZERO && !is_made(worker.id)) {
        let days = worker.working_days.days_a_week();
        let by_days = days * Fte::FULL.parts() / 5;
        if days > 0 && by_days.abs_diff(worker.fte.parts()) > MOST_APART {
            let what = format!(
                "{} has an FTE of {} but works on {}",
                worker.name,
                worker.fte,
                count(days as usize, "day a week", "days a week")
            );
            let fix = "Correct the FTE or the working days, unless the days are short or long";
            found.add(Thing::Worker(worker.id), what, fix).field("working_days");
        }
    }
}

pub(super) fn c207_known_from_child_list_only(look: &Look<'_, '_>, found: &mut Found) {
    for worker in look.plan.workers.iter().filter(|w| w.known_from == KnownFrom::ChildListOnly) {
        let what = format!(
            "{} is named in a child list and on no staff list; their role, FTE and dates are guesses",
            worker.name
        );
        let fix = "Make them one person with the right entry, or correct what is guessed and choose Typed in";
        found.add(Thing::Worker(worker.id), what, fix).field("known_from");
    }
}

pub(super) fn c210_own_supervisor(look: &Look<'_, '_>, found: &mut Found) {
    for worker in look.plan.workers.iter().filter(|worker| worker.supervisor == Some(worker.id)) {
        let place = Thing::Worker(worker.id);
        let what = format!("{} is written as their own supervisor", worker.name);
        let mend = set(place, "supervisor", "");
        found.add(place, what, "Choose another supervisor, or leave it empty").field("supervisor").mend(mend);
    }
}

pub(super) fn c211_supervision_in_a_circle(look: &Look<'_, '_>, found: &mut Found) {
    // Each worker is walked over once: 1 on the walk that is going on, 2 on one that is over.
    let mut seen: HashMap<WorkerId, u8> = HashMap::with_capacity(look.plan.workers.len());
    for start in &look.plan.workers {
        let mut walk: Vec<WorkerId> = Vec::new();
        let mut at = Some(start.id);
        while let Some(id) = at.filter(|id| look.has_worker(*id)) {
            match seen.get(&id) {
                Some(1) => {
                    let circle = walk.iter().position(|w| *w == id).map_or(&[][..], |from| &walk[from..]);
                    if circle.len() > 1 {
                        let names: Vec<String> = circle.iter().map(|id| look.name(*id)).collect();
                        let what = format!("{} supervise one another in a circle", listed(&names));
                        let place = circle.iter().min().copied().unwrap_or(id);
                        let fix = "Choose another supervisor for one of them";
                        found.add(Thing::Worker(place), what, fix).field("supervisor");
                    }
                    break;
                }
                Some(_) => break,
                None => {
                    seen.insert(id, 1);
                    walk.push(id);
                    at = look.worker(id).and_then(|worker| worker.supervisor);
                }
            }
        }
        for id in walk {
            seen.insert(id, 2);
        }
    }
}

pub(super) fn c212_supervisor_not_in_post(look: &Look<'_, '_>, found: &mut Found) {
    for worker in look.plan.workers.iter().filter(|worker| worker.in_post(look.as_at)) {
        let supervisor = worker.supervisor.filter(|id| *id != worker.id).and_then(|id| look.worker(id));
        if let Some(supervisor) = supervisor.filter(|supervisor| !supervisor.in_post(look.as_at)) {
            let what = format!(
                "{} is supervised by {}, who is not in post on {}",
                worker.name,
                supervisor.name,
                day(look.as_at)
            );
            found.add(Thing::Worker(worker.id), what, "Choose another supervisor").field("supervisor");
        }
    }
}

pub(super) fn c213_no_supervisor(look: &Look<'_, '_>, found: &mut Found) {
    let lone = |w: &&std::sync::Arc<crate::domain::plan::Worker>| {
        w.role.holds_cases() && w.in_post(look.as_at) && w.supervisor.is_none()
    };
    for worker in look.plan.workers.iter().filter(lone) {
        let what = format!("Nobody is named as {}’s supervisor", worker.name);
        found.add(Thing::Worker(worker.id), what, "Choose who supervises them").field("supervisor");
    }
}

pub(super) fn c214_supervises_too_many(look: &Look<'_, '_>, found: &mut Found) {
    let mut supervised: HashMap<WorkerId, usize> = HashMap::new();
    for worker in look.plan.workers.iter().filter(|worker| worker.in_post(look.as_at)) {
        if let Some(supervisor) = worker.supervisor.filter(|id| *id != worker.id) {
            *supervised.entry(supervisor).or_insert(0) += 1;
        }
    }
    let most = usize::from(look.plan.policy.most_supervised);
    for worker in &look.plan.workers {
        let n = supervised.get(&worker.id).copied().unwrap_or(0);
        if n > most {
            let what = format!("{} supervises {n} people; the most should be {most}", worker.name);
            let fix = "Give some of them another supervisor, or change the rule";
            found.add(Thing::Worker(worker.id), what, fix);
        }
    }
}

/// What is wrong with a ramp, and its steps in order where that is all it needs.
fn wrong_with(ramp: &Ramp) -> Option<(&'static str, Option<Ramp>)> {
    let steps = &ramp.steps;
    if steps.windows(2).any(|pair| pair[1].from_week <= pair[0].from_week) {
        let mut sorted = ramp.clone();
        sorted.steps.sort_by_key(|step| step.from_week);
        let good = wrong_with_order(&sorted).is_none();
        return Some(("has its weeks out of order", good.then_some(sorted)));
    }
    wrong_with_order(ramp).map(|what| (what, None))
}

fn wrong_with_order(ramp: &Ramp) -> Option<&'static str> {
    let steps = &ramp.steps;
    if steps.windows(2).any(|pair| pair[1].from_week == pair[0].from_week) {
        Some("gives one week twice")
    } else if steps.windows(2).any(|pair| pair[1].percent < pair[0].percent) {
        Some("goes down")
    } else if steps.first().is_some_and(|first| first.from_week > 0) {
        Some("says nothing of the first weeks, so all of the cap holds in them")
    } else if steps.iter().any(|step| step.percent > 100) {
        Some("goes above 100%")
    } else {
        None
    }
}

pub(super) fn c215_ramp_does_not_go_up(look: &Look<'_, '_>, found: &mut Found) {
    let plan = look.plan;
    let shared = [
        (Thing::Policy, "asye_ramp", "The ASYE ramp", Some(&plan.policy.asye_ramp)),
        (Thing::Policy, "starter_ramp", "The new starter’s ramp", Some(&plan.policy.starter_ramp)),
        (Thing::Workforce, "agency_ramp", "The agency worker’s ramp", plan.workforce.agency_ramp.as_ref()),
    ];
    let own = plan.workers.iter().filter_map(|w| w.ramp.as_ref().map(|ramp| (w, ramp)));
    let own = own.map(|(w, ramp)| (Thing::Worker(w.id), "ramp", format!("{}’s ramp", w.name), ramp));
    let shared = shared
        .into_iter()
        .filter_map(|(place, field, name, ramp)| Some((place, field, name.to_owned(), ramp?)));
    for (place, field, name, ramp) in shared.chain(own) {
        if let Some((what, sorted)) = wrong_with(ramp) {
            let fix = "Write the steps from week 0 upwards, each at least as high as the one before";
            let mend = sorted.map(|ramp| set(place, field, ramp.show()));
            found.add(place, format!("{name} {what}"), fix).field(field).mend_if(mend);
        }
    }
}
