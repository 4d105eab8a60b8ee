//! Who holds how many, and children whose worker has left, is leaving or has not come.

use super::look::{Found, Look, count, day, references};
use crate::domain::capacity::cap_on;
use crate::domain::ids::Thing;
use crate::domain::plan::{Child, Holder, Worker};
use crate::domain::units::Fte;

pub(super) fn c701_suspect_caseload(look: &Look<'_, '_>, found: &mut Found) {
    let most = look.plan.policy.suspect_above;
    for worker in &look.plan.workers {
        let children = look.loads.of(worker.id).children;
        if children > u32::from(most) {
            let what = format!(
                "{} holds {children} children; more than {most} is hardly one person’s work",
                worker.name
            );
            let fix = "Look for a team or a tray under a person’s name, and correct who holds the children";
            found.add(Thing::Worker(worker.id), what, fix);
        }
    }
}

pub(super) fn c702_over_the_cap(look: &Look<'_, '_>, found: &mut Found) {
    for worker in look.plan.workers.iter().filter(|w| !w.role.is_manager() && w.fte != Fte::ZERO) {
        let load = look.loads.of(worker.id);
        let has_cap = worker.cap.is_some() || look.plan.policy.role_cap(worker.role).children > 0;
        if !has_cap || load.children > u32::from(look.plan.policy.suspect_above) {
            continue;
        }
        let cap = cap_on(look.sight, worker, look.as_at);
        if load.is_over(&cap) {
            let points = cap.points.map_or_else(String::new, |p| format!(" ({} points of {p})", load.points));
            let what = format!(
                "{} holds {}{points}; their cap on {} is {}",
                worker.name,
                count(load.children as usize, "child", "children"),
                day(look.as_at),
                cap.children
            );
            let fix =
                "Give some of the children to somebody with room, or give the worker a cap of their own";
            found.add(Thing::Worker(worker.id), what, fix);
        }
    }
}

pub(super) fn c703_left_with_children(look: &Look<'_, '_>, found: &mut Found) {
    for worker in &look.plan.workers {
        let Some(last) = worker.last_day.filter(|last| *last < look.as_at) else { continue };
        let held = without_handover(look, worker, None);
        if !held.is_empty() {
            let what = format!(
                "{} left on {} and still holds {}: {}",
                worker.name,
                day(last),
                count(held.len(), "child", "children"),
                references(&held)
            );
            found.add(Thing::Worker(worker.id), what, "Give each of the children a new worker");
        }
    }
}

pub(super) fn c704_leaver_without_handovers(look: &Look<'_, '_>, found: &mut Found) {
    let horizon = look.as_at..=look.plan.about.horizon_end();
    for worker in &look.plan.workers {
        let Some(last) = worker.last_day.filter(|last| horizon.contains(last)) else { continue };
        let held = without_handover(look, worker, last.succ_opt());
        if !held.is_empty() {
            let what = format!(
                "{} leaves on {} with {} not handed over: {}",
                worker.name,
                day(last),
                count(held.len(), "child", "children"),
                references(&held)
            );
            let fix = "Agree for each child who takes over, and on which day";
            found.add(Thing::Worker(worker.id), what, fix);
        }
    }
}

/// The children of somebody who leaves for whom nobody takes over by `by` (on any day, without one), and who are
/// still open after the last day.
fn without_handover<'p>(
    look: &Look<'_, 'p>,
    worker: &Worker,
    by: Option<chrono::NaiveDate>,
) -> Vec<&'p Child> {
    let mut held = look.held_by(worker.id);
    held.retain(|child| match child.holder {
        // The work is over, or ends before they go.
        Holder::AwaitingClosure(_) => false,
        _ if child.closes.is_some_and(|closes| worker.last_day.is_some_and(|last| closes <= last)) => false,
        Holder::Transfer { receiver: Some(_), on: Some(on), .. } => match by {
            // A handover some days too late has a code of its own.
            Some(_) => false,
            None => on > look.as_at,
        },
        _ => true,
    });
    held
}

pub(super) fn c705_not_started_with_children(look: &Look<'_, '_>, found: &mut Found) {
    for worker in &look.plan.workers {
        let Some(first) = worker.first_day.filter(|first| *first > look.as_at) else { continue };
        let held = look.held_by(worker.id);
        if !held.is_empty() {
            let what = format!(
                "{} starts only on {} and already holds {}: {}",
                worker.name,
                day(first),
                count(held.len(), "child", "children"),
                references(&held)
            );
            let fix = "Say who holds the children until then, and write the start as a handover";
            found.add(Thing::Worker(worker.id), what, fix);
        }
    }
}
