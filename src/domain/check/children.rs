//! Children: dates, teams, families, visits and what falls due.

use super::look::{Found, Look, count, day, listed, references, set};
use crate::domain::ids::{TeamId, Thing, WorkerId};
use crate::domain::plan::{DueKind, Holder, Words as _, lower_first};
use crate::domain::rota::due::visit_due;

pub(super) fn c301_held_since_missing(look: &Look<'_, '_>, found: &mut Found) {
    for (child, _) in look.open_children().filter(|(child, _)| child.held_since.is_none()) {
        let what = format!("Nothing says since when {} has been where they are", child.reference);
        let fix = "Write the day, so that waiting times are right";
        found.add(Thing::Child(child.id), what, fix).field("held_since");
    }
}

pub(super) fn c302_held_since_in_the_future(look: &Look<'_, '_>, found: &mut Found) {
    for child in &look.plan.children {
        if let Some(since) = child.held_since.filter(|since| *since > look.as_at) {
            let what = format!("{} is held since {}, which is still to come", child.reference, day(since));
            let fix = "Correct the day, or write the change as a transfer with its date";
            found.add(Thing::Child(child.id), what, fix).field("held_since");
        }
    }
}

pub(super) fn c303_held_before_opened(look: &Look<'_, '_>, found: &mut Found) {
    for child in &look.plan.children {
        if let (Some(since), Some(opened)) = (child.held_since, child.opened)
            && since < opened
        {
            let what = format!(
                "{} is held since {}, before the work began ({})",
                child.reference,
                day(since),
                day(opened)
            );
            found.add(Thing::Child(child.id), what, "Correct one of the two days").field("held_since");
        }
    }
}

pub(super) fn c304_opened_in_the_future(look: &Look<'_, '_>, found: &mut Found) {
    for child in &look.plan.children {
        if let Some(opened) = child.opened.filter(|opened| *opened > look.as_at) {
            let what = format!(
                "{} opens on {}, so they are not counted on {}",
                child.reference,
                day(opened),
                day(look.as_at)
            );
            found
                .add(Thing::Child(child.id), what, "Correct the day, unless the work really begins later")
                .field("opened");
        }
    }
}

pub(super) fn c305_closes_before_opened(look: &Look<'_, '_>, found: &mut Found) {
    for child in &look.plan.children {
        if let (Some(opened), Some(closes)) = (child.opened, child.closes)
            && closes < opened
        {
            let what = format!(
                "{} closes on {}, before the work began ({}), so they are never counted",
                child.reference,
                day(closes),
                day(opened)
            );
            found.add(Thing::Child(child.id), what, "Correct one of the two days").field("closes");
        }
    }
}

pub(super) fn c306_already_closed(look: &Look<'_, '_>, found: &mut Found) {
    for child in &look.plan.children {
        let closed = child.closes.filter(|closes| *closes < look.as_at);
        if let Some(closes) = closed.filter(|closes| child.opened.is_none_or(|opened| opened <= *closes)) {
            let what = format!("{} closed on {} and is no longer counted", child.reference, day(closes));
            let fix = "Remove the child, or take the closing day out if the work goes on";
            found.add(Thing::Child(child.id), what, fix).field("closes");
        }
    }
}

pub(super) fn c307_team_does_not_hold_type(look: &Look<'_, '_>, found: &mut Found) {
    for (child, _) in look.open_children() {
        // A child on the way to another team is expected to be in the wrong one.
        if matches!(child.holder, Holder::Transfer { .. } | Holder::AwaitingClosure(_)) {
            continue;
        }
        let team = child.team.and_then(|id| look.sight.lookup.team(id));
        if let Some(team) = team.filter(|t| !t.holds.is_empty() && !t.holds.contains(&child.case_type)) {
            let what = format!(
                "{} is in {}, which does not hold {} work",
                child.reference,
                team.name,
                lower_first(child.case_type.label())
            );
            let fix = "Transfer the child, correct the case type, or let the team hold it";
            found.add(Thing::Child(child.id), what, fix).field("team");
        }
    }
}

pub(super) fn c308_no_team(look: &Look<'_, '_>, found: &mut Found) {
    for (child, _) in look.open_children().filter(|(child, _)| child.team.is_none()) {
        let what = format!("{} is in no team, so no team’s figures count them", child.reference);
        found.add(Thing::Child(child.id), what, "Choose the child’s team").field("team");
    }
}

pub(super) fn c310_may_never_wait(look: &Look<'_, '_>, found: &mut Found) {
    for (child, spell) in look.open_children() {
        if spell.unnamed && look.plan.policy.never_wait.contains(&child.case_type) {
            let what = format!(
                "{} ({}) counts as without a named social worker ({}), and this kind of work may never wait",
                child.reference,
                lower_first(child.case_type.label()),
                lower_first(spell.state.label())
            );
            let fix = "Give the child a named social worker before any other";
            found.add(Thing::Child(child.id), what, fix).field("holder");
        }
    }
}

/// The different values among some, in order.
fn different<T: Ord>(values: impl Iterator<Item = T>) -> Vec<T> {
    let mut values: Vec<T> = values.collect();
    values.sort_unstable();
    values.dedup();
    values
}

pub(super) fn c311_family_in_several_teams(look: &Look<'_, '_>, found: &mut Found) {
    for (family, children) in look.families() {
        let teams: Vec<TeamId> = different(children.iter().filter_map(|child| child.team));
        if teams.len() > 1 {
            let names: Vec<String> = teams.iter().map(|team| look.team_name(*team)).collect();
            let what = format!("One family’s children ({}) are in {}", references(children), listed(&names));
            found.add(
                Thing::Family(*family),
                what,
                "Bring the children together in one team where that is right",
            );
        }
    }
}

pub(super) fn c312_family_with_several_workers(look: &Look<'_, '_>, found: &mut Found) {
    for (family, children) in look.families() {
        let held = children.iter().filter_map(|child| match child.holder {
            Holder::Worker(worker) => Some(worker),
            _ => None,
        });
        let workers: Vec<WorkerId> = different(held);
        if workers.len() > 1 && different(children.iter().filter_map(|child| child.team)).len() < 2 {
            let names: Vec<String> = workers.iter().map(|id| look.name(*id)).collect();
            let what =
                format!("One family’s children ({}) are held by {}", references(children), listed(&names));
            found.add(
                Thing::Family(*family),
                what,
                "Bring them together with one worker where that is right",
            );
        }
    }
}

pub(super) fn c322_pinned_to_a_leaver(look: &Look<'_, '_>, found: &mut Found) {
    for (child, _) in look.open_children() {
        let pinned = child.pinned_to.and_then(|id| look.worker(id));
        if let Some(worker) = pinned.filter(|w| w.last_day.is_some_and(|last| last < look.as_at)) {
            let place = Thing::Child(child.id);
            let what = format!("{} is to stay with {}, who has left", child.reference, worker.name);
            let fix = "Choose another worker to stay with, or leave it empty";
            found.add(place, what, fix).field("pinned_to").mend(set(place, "pinned_to", ""));
        }
    }
}

pub(super) fn c323_last_seen_in_the_future(look: &Look<'_, '_>, found: &mut Found) {
    for child in &look.plan.children {
        if let Some(seen) = child.last_seen.filter(|seen| *seen > look.as_at) {
            let what = format!("{} was last seen on {}, which is still to come", child.reference, day(seen));
            found.add(Thing::Child(child.id), what, "Correct the day").field("last_seen");
        }
    }
}

pub(super) fn c324_visit_overdue(look: &Look<'_, '_>, found: &mut Found) {
    let policy = &look.plan.policy;
    for (child, _) in look.open_children() {
        // A date given for the child takes the place of the rule.
        if child.due.iter().any(|due| due.kind == DueKind::Visit) {
            continue;
        }
        let rule = policy.visits.iter().find(|rule| rule.case_type == child.case_type);
        let (Some(rule), Some(seen)) = (rule, child.last_seen) else { continue };
        let Some(due) = visit_due(policy, child) else { continue };
        if due < look.as_at {
            let what = format!(
                "{} was last seen on {}; a visit was due by {}",
                child.reference,
                day(seen),
                day(due)
            );
            let fix = format!("See the child. The rule is a visit every {} days", rule.every_days);
            found.add(Thing::Child(child.id), what, fix).field("last_seen");
        }
    }
}

pub(super) fn c325_due_date_passed(look: &Look<'_, '_>, found: &mut Found) {
    for (child, _) in look.open_children() {
        let late: Vec<String> = child
            .due
            .iter()
            .filter(|due| due.on < look.as_at)
            .map(|due| format!("{} ({})", lower_first(due.kind.label()), day(due.on)))
            .collect();
        if !late.is_empty() {
            let what = format!(
                "{}: {} overdue, {}",
                child.reference,
                count(late.len(), "thing", "things"),
                listed(&late)
            );
            let fix = "Do what is overdue, or take it off the list if it is done";
            found.add(Thing::Child(child.id), what, fix).field("due");
        }
    }
}
