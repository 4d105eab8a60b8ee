//! Where a plan names a worker, a team or a family, so that a removal or a merge leaves nothing hanging.

use crate::domain::ids::{TeamId, Thing, WorkerId};
use crate::domain::plan::{Holder, PastHolder, Plan, PostFilling};

/// The id of something that `of` names and that is not in the plan, as text.
pub(super) fn missing_in(plan: &Plan, of: Thing) -> Option<String> {
    let mut workers: Vec<WorkerId> = Vec::new();
    let mut teams: Vec<TeamId> = Vec::new();
    let mut families = Vec::new();
    match of {
        Thing::Team(id) => {
            let team = plan.teams.get(id)?;
            workers.extend(team.manager);
            workers.extend(&team.deputies);
            workers.extend(team.duty.iter().flat_map(|duty| &duty.order));
        }
        Thing::Post(id) => {
            let post = plan.posts.get(id)?;
            teams.extend(post.team);
            workers.extend(post.filling.worker());
        }
        Thing::Worker(id) => {
            let worker = plan.workers.get(id)?;
            teams.extend(worker.team);
            workers.extend(worker.supervisor);
        }
        Thing::Absence(id) => {
            let absence = plan.absences.get(id)?;
            workers.push(absence.worker);
            workers.extend(&absence.cover);
        }
        Thing::Child(id) => {
            let child = plan.children.get(id)?;
            teams.extend(child.team);
            teams.extend(child.holder.teams());
            workers.extend(child.holder.workers());
            workers.extend(child.pinned_to);
            families.extend(child.family);
        }
        Thing::About
        | Thing::Calendar
        | Thing::Policy
        | Thing::Demand
        | Thing::Workforce
        | Thing::Decisions
        | Thing::Family(_)
        | Thing::Scenario(_) => {}
    }
    let worker = workers.iter().find(|id| plan.workers.get(**id).is_none()).map(ToString::to_string);
    let team = teams.iter().find(|id| plan.teams.get(**id).is_none()).map(ToString::to_string);
    let family = families.iter().find(|id| plan.families.get(**id).is_none()).map(ToString::to_string);
    worker.or(team).or(family)
}

/// Takes a worker, whom no child depends on, out of everything that names them. Their name stays in histories.
pub(super) fn forget_worker(plan: &mut Plan, gone: WorkerId) {
    let name = plan.workers.get(gone).map_or_else(|| gone.to_string(), |worker| worker.name.clone());
    change_worker(plan, gone, None, &name);
}

/// Puts `keep` wherever `gone` is named.
pub(super) fn rename_worker(plan: &mut Plan, gone: WorkerId, keep: WorkerId) {
    change_worker(plan, gone, Some(keep), "");
}

fn change_worker(plan: &mut Plan, gone: WorkerId, keep: Option<WorkerId>, name: &str) {
    let one = |id: &mut Option<WorkerId>| {
        if *id == Some(gone) {
            *id = keep;
        }
    };
    let list = |ids: &mut Vec<WorkerId>| {
        if let Some(place) = ids.iter().position(|id| *id == gone) {
            match keep.filter(|keep| !ids.contains(keep)) {
                Some(keep) => ids[place] = keep,
                None => {
                    ids.remove(place);
                }
            }
        }
    };
    plan.teams.change_where(
        |t| {
            t.manager == Some(gone)
                || t.deputies.contains(&gone)
                || t.duty.as_ref().is_some_and(|duty| duty.order.contains(&gone))
        },
        |team| {
            one(&mut team.manager);
            list(&mut team.deputies);
            if let Some(duty) = &mut team.duty {
                list(&mut duty.order);
            }
        },
    );
    plan.posts.change_where(
        |post| post.filling.worker() == Some(gone),
        |post| match (&mut post.filling, keep) {
            (PostFilling::Filled(worker), Some(keep)) => *worker = keep,
            (PostFilling::Vacant { covered_by, .. }, keep) => *covered_by = keep,
            (filling, None) => {
                *filling = PostFilling::Vacant { since: None, expected: None, covered_by: None }
            }
            (PostFilling::Held { .. }, Some(_)) => {}
        },
    );
    plan.workers.change_where(|w| w.supervisor == Some(gone), |worker| one(&mut worker.supervisor));
    match keep {
        Some(keep) => plan.absences.change_where(|a| a.worker == gone, |absence| absence.worker = keep),
        None => plan.absences.retain(|absence| absence.worker != gone),
    }
    plan.absences.change_where(|a| a.cover.contains(&gone), |absence| list(&mut absence.cover));
    plan.children.change_where(
        |child| {
            child.holder.workers().any(|w| w == gone)
                || child.pinned_to == Some(gone)
                || child.past_workers.iter().any(|past| past.who == PastHolder::Worker(gone))
        },
        |child| {
            if let Some(keep) = keep {
                rename_holder(&mut child.holder, gone, keep);
            }
            one(&mut child.pinned_to);
            for past in child.past_workers.iter_mut().filter(|past| past.who == PastHolder::Worker(gone)) {
                past.who = keep.map_or_else(|| PastHolder::Named(name.to_owned()), PastHolder::Worker);
            }
        },
    );
}

fn rename_holder(holder: &mut Holder, gone: WorkerId, keep: WorkerId) {
    let one = |id: &mut WorkerId| {
        if *id == gone {
            *id = keep;
        }
    };
    match holder {
        Holder::Worker(w)
        | Holder::Manager(w)
        | Holder::DutyWorker(w)
        | Holder::LeadPractitioner(w)
        | Holder::PersonalAdviser(w)
        | Holder::AwaitingClosure(Some(w)) => one(w),
        Holder::Transfer { sender, receiver, .. } => {
            sender.iter_mut().for_each(one);
            receiver.iter_mut().for_each(one);
        }
        Holder::DutyRota(_) | Holder::Tray(_) | Holder::Nobody | Holder::AwaitingClosure(None) => {}
    }
}

/// Takes a team, which nobody works in and no child depends on, out of everything that names it.
pub(super) fn forget_team(plan: &mut Plan, gone: TeamId) {
    plan.posts.change_where(|post| post.team == Some(gone), |post| post.team = None);
    if plan.demand.teams.iter().any(|demand| demand.team == gone) {
        std::sync::Arc::make_mut(&mut plan.demand).teams.retain(|demand| demand.team != gone);
    }
}
