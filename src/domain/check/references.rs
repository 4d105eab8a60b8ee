//! Names of things that are not there, and things that are there twice.

use std::hash::BuildHasherDefault;

use super::look::{Found, Look, count, listed, set};
use crate::domain::edit::{AnyRecord, Edit};
use crate::domain::fields::Value as _;
use crate::domain::ids::{Thing, WorkerId};
use crate::domain::lookup::IdMap;
use crate::domain::plan::{Child, Holder, PastHolder, PostFilling, Record, Records, Scenario};
use crate::domain::scenario::with_scenario;

pub(super) fn c101_unknown_holder(look: &Look<'_, '_>, found: &mut Found) {
    for child in &look.plan.children {
        let Some(missing) = child.holder.workers().find(|id| !look.has_worker(*id)) else { continue };
        let what = format!("{} is held by {missing}, who is not in the plan", child.reference);
        let fix = "Choose who holds the child, or add the missing member of staff";
        let known = |id: Option<WorkerId>| id.filter(|id| look.has_worker(*id));
        let without = match &child.holder {
            Holder::AwaitingClosure(_) => Some(Holder::AwaitingClosure(None)),
            Holder::Transfer { from, to, sender, receiver, on }
                if sender.is_none_or(|s| look.has_worker(s)) =>
            {
                Some(Holder::Transfer {
                    from: *from,
                    to: *to,
                    sender: *sender,
                    receiver: known(*receiver),
                    on: *on,
                })
            }
            _ => None,
        };
        let place = Thing::Child(child.id);
        // An edit of the holder is refused while it names another unknown thing.
        let mend = without.filter(|holder| holder.teams().all(|team| look.has_team(team)));
        found.add(place, what, fix).field("holder").mend_if(mend.map(|h| set(place, "holder", h.show())));
    }
}

pub(super) fn c102_unknown_holding_team(look: &Look<'_, '_>, found: &mut Found) {
    for child in &look.plan.children {
        if let Some(missing) = child.holder.teams().find(|id| !look.has_team(*id)) {
            let what = format!("{} is with {missing}, a team that is not in the plan", child.reference);
            let fix = "Choose the team or the person who holds the child, or add the missing team";
            found.add(Thing::Child(child.id), what, fix).field("holder");
        }
    }
}

pub(super) fn c103_unknown_team_of_child(look: &Look<'_, '_>, found: &mut Found) {
    for child in &look.plan.children {
        if let Some(missing) = child.team.filter(|id| !look.has_team(*id)) {
            let place = Thing::Child(child.id);
            let what = format!("{} is in {missing}, a team that is not in the plan", child.reference);
            found.add(place, what, "Choose the child’s team, or add the missing one").field("team");
        }
    }
}

pub(super) fn c104_unknown_family(look: &Look<'_, '_>, found: &mut Found) {
    for child in &look.plan.children {
        if let Some(missing) = child.family.filter(|id| look.sight.lookup.family(*id).is_none()) {
            let place = Thing::Child(child.id);
            let what = format!("{} is in {missing}, a family that is not in the plan", child.reference);
            let fix = "Choose the child’s family, or leave it empty";
            found.add(place, what, fix).field("family").mend(set(place, "family", ""));
        }
    }
}

pub(super) fn c105_unknown_pinned_worker(look: &Look<'_, '_>, found: &mut Found) {
    for child in &look.plan.children {
        if let Some(missing) = child.pinned_to.filter(|id| !look.has_worker(*id)) {
            let place = Thing::Child(child.id);
            let what = format!("{} is to stay with {missing}, who is not in the plan", child.reference);
            let fix = "Choose the worker the child stays with, or leave it empty";
            found.add(place, what, fix).field("pinned_to").mend(set(place, "pinned_to", ""));
        }
    }
}

pub(super) fn c106_unknown_past_worker(look: &Look<'_, '_>, found: &mut Found) {
    for child in &look.plan.children {
        let missing = child.past_workers.iter().find_map(|past| match past.who {
            PastHolder::Worker(id) if !look.has_worker(id) => Some(id),
            _ => None,
        });
        if let Some(missing) = missing {
            let what = format!("The history of {} names {missing}, who is not in the plan", child.reference);
            let fix = "Write the worker’s name in place of the id, or add the missing member of staff";
            found.add(Thing::Child(child.id), what, fix).field("past_workers");
        }
    }
}

pub(super) fn c107_unknown_team_of_worker(look: &Look<'_, '_>, found: &mut Found) {
    for worker in &look.plan.workers {
        if let Some(missing) = worker.team.filter(|id| !look.has_team(*id)) {
            let place = Thing::Worker(worker.id);
            let what = format!("{} is in {missing}, a team that is not in the plan", worker.name);
            let fix = "Choose their team, or leave it empty";
            found.add(place, what, fix).field("team").mend(set(place, "team", ""));
        }
    }
}

pub(super) fn c108_unknown_supervisor(look: &Look<'_, '_>, found: &mut Found) {
    for worker in &look.plan.workers {
        let place = Thing::Worker(worker.id);
        let missing = |id: Option<WorkerId>| id.filter(|id| !look.has_worker(*id));
        let both = [
            ("supervisor", "is supervised by", missing(worker.supervisor)),
            ("job_share", "shares a job with", missing(worker.rota.job_share)),
        ];
        // An edit of somebody is refused while another of their fields names somebody unknown.
        let alone = both.iter().filter(|(.., missing)| missing.is_some()).count() == 1;
        for (field, what, missing) in both {
            let Some(missing) = missing else { continue };
            let what = format!("{} {what} {missing}, who is not in the plan", worker.name);
            let fix = "Choose somebody from the staff, or leave it empty";
            found.add(place, what, fix).field(field).mend_if(alone.then(|| set(place, field, "")));
        }
    }
}

pub(super) fn c109_unknown_team_of_post(look: &Look<'_, '_>, found: &mut Found) {
    for post in &look.plan.posts {
        if let Some(missing) = post.team.filter(|id| !look.has_team(*id)) {
            let place = Thing::Post(post.id);
            let what = format!("Post {} is in {missing}, a team that is not in the plan", post.id);
            let fix = "Choose the team of the post, or leave it empty";
            found.add(place, what, fix).field("team").mend(set(place, "team", ""));
        }
    }
}

/// The different people who hold some records of one child.
fn holders(group: &[&Child]) -> Vec<WorkerId> {
    let mut ids: Vec<WorkerId> = group.iter().filter_map(|child| child.holder.worker()).collect();
    ids.sort_unstable();
    ids.dedup();
    ids
}

pub(super) fn c110_duplicate_references(look: &Look<'_, '_>, found: &mut Found) {
    for group in look.doubles().iter().filter(|group| holders(group).len() < 2) {
        let what = format!("{} stands in {} records", group[0].reference, group.len());
        let fix = "Keep one record of the child and remove the others, or correct the reference";
        found.add(Thing::Child(group[0].id), what, fix).field("reference");
    }
}

pub(super) fn c111_two_workers_for_a_child(look: &Look<'_, '_>, found: &mut Found) {
    for group in look.doubles() {
        let holders = holders(group);
        if holders.len() < 2 {
            continue;
        }
        let names: Vec<String> = holders.iter().map(|id| look.name(*id)).collect();
        let what =
            format!("{} stands in {} records, held by {}", group[0].reference, group.len(), listed(&names));
        let fix = "Find out who holds the child, keep that record and remove the others";
        found.add(Thing::Child(group[0].id), what, fix).field("reference");
    }
}

pub(super) fn c112_duplicate_ids(look: &Look<'_, '_>, found: &mut Found) {
    fn of<T: Record>(records: &Records<T>, found: &mut Found, thing: impl Fn(T::Id) -> Thing) {
        let mut times: IdMap<T::Id, usize> =
            IdMap::with_capacity_and_hasher(records.len(), BuildHasherDefault::default());
        for record in records {
            let n = times.entry(record.id()).or_insert(0);
            *n += 1;
            if *n == 2 {
                let place = thing(record.id());
                let what = format!("More than one record has the id {place}; only the first is seen");
                found.add(place, what, "Give one of them another id in the file, or remove one");
            }
        }
    }
    let plan = look.plan;
    of(&plan.teams, found, Thing::Team);
    of(&plan.posts, found, Thing::Post);
    of(&plan.workers, found, Thing::Worker);
    of(&plan.absences, found, Thing::Absence);
    of(&plan.families, found, Thing::Family);
    of(&plan.children, found, Thing::Child);
    of(&plan.scenarios, found, Thing::Scenario);
}

pub(super) fn c113_unknown_worker_in_post(look: &Look<'_, '_>, found: &mut Found) {
    for post in &look.plan.posts {
        let Some(missing) = post.filling.worker().filter(|id| !look.has_worker(*id)) else { continue };
        let place = Thing::Post(post.id);
        let (verb, field) = match post.filling {
            PostFilling::Filled(_) => ("filled", "filled_by"),
            PostFilling::Vacant { .. } | PostFilling::Held { .. } => ("covered", "covered_by"),
        };
        let what = format!("Post {} is {verb} by {missing}, who is not in the plan", post.id);
        found
            .add(place, what, "Choose who fills the post, or leave it empty")
            .field(field)
            .mend(set(place, field, ""));
    }
}

pub(super) fn c114_unknown_absent_worker(look: &Look<'_, '_>, found: &mut Found) {
    for absence in look.plan.absences.iter().filter(|absence| !look.has_worker(absence.worker)) {
        let place = Thing::Absence(absence.id);
        let what = format!("Absence {} is of {}, who is not in the plan", absence.id, absence.worker);
        let fix = "Choose who is away, or remove the absence";
        found.add(place, what, fix).field("worker").mend(Edit::Remove(place));
    }
}

/// The list without the people who are not in the plan, if there are any.
fn without_missing(look: &Look<'_, '_>, ids: &[WorkerId]) -> Option<(WorkerId, String)> {
    let missing = ids.iter().copied().find(|id| !look.has_worker(*id))?;
    let known: Vec<WorkerId> = ids.iter().copied().filter(|id| look.has_worker(*id)).collect();
    Some((missing, known.show()))
}

pub(super) fn c115_unknown_cover(look: &Look<'_, '_>, found: &mut Found) {
    for absence in &look.plan.absences {
        if let Some((missing, known)) = without_missing(look, &absence.cover) {
            let place = Thing::Absence(absence.id);
            let who = look.name(absence.worker);
            let what = format!("{missing} is to cover an absence of {who}, but is not in the plan");
            let fix = "Choose who covers, or leave it empty";
            // An edit of the absence is refused while it is of somebody unknown.
            let mend = look.has_worker(absence.worker).then(|| set(place, "cover", known));
            found.add(place, what, fix).field("cover").mend_if(mend);
        }
    }
}

pub(super) fn c116_unknown_manager(look: &Look<'_, '_>, found: &mut Found) {
    for team in &look.plan.teams {
        let place = Thing::Team(team.id);
        let order = team.duty.as_ref().map_or(&[][..], |duty| duty.order.as_slice());
        let turns = team.duty.as_ref().map_or(&[][..], |duty| duty.turns.as_slice());
        let unknown = turns.iter().find(|turn| !look.has_worker(turn.worker));
        let unknown = unknown.map(|turn| {
            let known: Vec<_> = turns.iter().filter(|turn| look.has_worker(turn.worker)).copied().collect();
            (turn.worker, known.show())
        });
        let lists = [
            ("manager", "is the manager", without_missing(look, team.manager.as_slice())),
            ("deputies", "is a deputy", without_missing(look, &team.deputies)),
            ("duty_order", "is in the duty order", without_missing(look, order)),
            ("duty_turns", "has a duty turn", unknown),
        ];
        // An edit of the team is refused while another of its fields names somebody unknown.
        let alone = lists.iter().filter(|(.., missing)| missing.is_some()).count() == 1;
        for (field, what, missing) in lists {
            let Some((missing, known)) = missing else { continue };
            let what = format!("{missing} {what} of {}, but is not in the plan", team.name);
            let fix = "Choose somebody from the staff, or leave it empty";
            found.add(place, what, fix).field(field).mend_if(alone.then(|| set(place, field, known)));
        }
    }
}

pub(super) fn c117_unknown_team_in_demand(look: &Look<'_, '_>, found: &mut Found) {
    for demand in look.plan.demand.teams.iter().filter(|demand| !look.has_team(demand.team)) {
        let what = format!("New work is planned for {}, a team that is not in the plan", demand.team);
        found.add(Thing::Demand, what, "Remove that line of new work, or add the team").field("teams");
    }
}

pub(super) fn c119_unknown_team_varied(look: &Look<'_, '_>, found: &mut Found) {
    let Some(vary) = &look.plan.target.vary else { return };
    if let Some(missing) = vary.teams().iter().find(|team| !look.has_team(**team)) {
        let what =
            format!("What is varied to keep the promises names {missing}, a team that is not in the plan");
        found.add(Thing::Target, what, "Name a team of the plan, or none for every team").field("vary");
    }
}

pub(super) fn c118_change_left_out(look: &Look<'_, '_>, found: &mut Found) {
    for scenario in &look.plan.scenarios {
        let left_out = with_scenario(look.plan, scenario).left_out;
        let Some(first) = left_out.first() else { continue };
        let no_longer = if left_out.len() == 1 { "that no longer applies" } else { "that no longer apply" };
        let what = format!(
            "The scenario “{}” has {} {no_longer}: {}",
            scenario.name,
            count(left_out.len(), "change", "changes"),
            first.why
        );
        let mut without = Scenario::clone(scenario);
        for left_out in &left_out {
            if let Some(change) = without.changes.get_mut(left_out.place) {
                change.on = false;
            }
        }
        let mend = Edit::Put(vec![AnyRecord::Scenario(Box::new(without))]);
        let fix = "Switch the change off, or let it change something else";
        found.add(Thing::Scenario(scenario.id), what, fix).mend(mend);
    }
}
