//! Where a plan names a worker, a team or a family, so that a removal or a merge leaves nothing hanging.

use super::apply::put;
use super::{AnyRecord, Edit};
use crate::domain::fields::{self, Kind};
use crate::domain::ids::{TeamId, Thing, WorkerId};
use crate::domain::plan::{Change, Holder, PastHolder, Plan, PostFilling};

/// The ids of what `of` names and that is not in the plan, as text.
pub(super) fn missing_in(plan: &Plan, of: Thing) -> Vec<String> {
    let is_missing = |thing: &Thing| match *thing {
        Thing::Worker(id) => plan.workers.get(id).is_none(),
        Thing::Team(id) => plan.teams.get(id).is_none(),
        Thing::Family(id) => plan.families.get(id).is_none(),
        _ => false,
    };
    let named = named_by(plan, of).unwrap_or_default();
    named.iter().filter(|thing| is_missing(thing)).map(ToString::to_string).collect()
}

/// What a thing of the plan names: people, then teams, then families. `None` when it is not in the plan.
fn named_by(plan: &Plan, of: Thing) -> Option<Vec<Thing>> {
    let mut workers: Vec<WorkerId> = Vec::new();
    let mut teams: Vec<TeamId> = Vec::new();
    let mut families = Vec::new();
    match of {
        Thing::Team(id) => {
            let team = plan.teams.get(id)?;
            workers.extend(team.manager);
            workers.extend(&team.deputies);
            workers.extend(team.duty.iter().flat_map(|duty| &duty.order));
            workers.extend(team.duty.iter().flat_map(|duty| &duty.turns).map(|turn| turn.worker));
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
            workers.extend(worker.rota.job_share);
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
        | Thing::Forecast
        | Thing::Target
        | Thing::Rota
        | Thing::Decisions
        | Thing::Family(_)
        | Thing::Scenario(_) => {}
    }
    let workers = workers.into_iter().map(Thing::Worker);
    let named = workers.chain(teams.into_iter().map(Thing::Team));
    Some(named.chain(families.into_iter().map(Thing::Family)).collect())
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
        let mut kept = keep.filter(|keep| !ids.contains(keep));
        ids.retain_mut(|id| {
            if *id != gone {
                return true;
            }
            // The first mention becomes the one who stays; any other goes.
            kept.take().map(|keep| *id = keep).is_some()
        });
    };
    plan.teams.change_where(
        |t| {
            t.manager == Some(gone)
                || t.deputies.contains(&gone)
                || t.duty.as_ref().is_some_and(|duty| {
                    duty.order.contains(&gone) || duty.turns.iter().any(|turn| turn.worker == gone)
                })
        },
        |team| {
            one(&mut team.manager);
            list(&mut team.deputies);
            if let Some(duty) = &mut team.duty {
                list(&mut duty.order);
                match keep {
                    Some(keep) => {
                        let theirs = duty.turns.iter_mut().filter(|turn| turn.worker == gone);
                        theirs.for_each(|turn| turn.worker = keep);
                    }
                    None => duty.turns.retain(|turn| turn.worker != gone),
                }
            }
        },
    );
    plan.posts.change_where(
        |post| post.filling.worker() == Some(gone),
        |post| match (&mut post.filling, keep) {
            (PostFilling::Filled(worker), Some(keep)) => *worker = keep,
            (PostFilling::Vacant { covered_by, .. }, keep) => *covered_by = keep,
            (filling, None) => {
                *filling = PostFilling::Vacant {
                    since: None,
                    expected: None,
                    recruiting_from: None,
                    covered_by: None,
                }
            }
            (PostFilling::Held { .. }, Some(_)) => {}
        },
    );
    plan.workers.change_where(|w| w.supervisor == Some(gone), |worker| one(&mut worker.supervisor));
    plan.workers.change_where(|w| w.rota.job_share == Some(gone), |worker| one(&mut worker.rota.job_share));
    match keep {
        Some(keep) => plan.absences.change_where(|a| a.worker == gone, |absence| absence.worker = keep),
        None => plan.absences.retain(|absence| absence.worker != gone),
    }
    plan.absences.change_where(|a| a.cover.contains(&gone), |absence| list(&mut absence.cover));
    if let Some(keep) = keep {
        // Two who were one person covered or supervised themself.
        let own = |cover: &[WorkerId]| cover.contains(&keep);
        plan.absences.change_where(
            |a| a.worker == keep && own(&a.cover),
            |absence| absence.cover.retain(|id| *id != keep),
        );
        plan.workers
            .change_where(|w| w.id == keep && w.supervisor == Some(keep), |worker| worker.supervisor = None);
        plan.workers.change_where(
            |w| w.id == keep && w.rota.job_share == Some(keep),
            |worker| worker.rota.job_share = None,
        );
        rename_in_scenarios(plan, gone, keep);
    }
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
    if plan.target.vary.as_ref().is_some_and(|vary| vary.teams().contains(&gone)) {
        let target = std::sync::Arc::make_mut(&mut plan.target);
        target.vary = target.vary.take().and_then(|vary| vary.without_team(gone));
    }
}

/// Switches off every change of a scenario that is to something no longer in the plan. It stays to be seen and changed.
pub(super) fn switch_off_changes_to(plan: &mut Plan, gone: Thing) {
    plan.scenarios.change_where(
        |scenario| scenario.changes.iter().any(|change| change.on && change_mentions(&change.change, gone)),
        |scenario| {
            for change in &mut scenario.changes {
                if change_mentions(&change.change, gone) {
                    change.on = false;
                }
            }
        },
    );
}

/// Whether a change cannot be made without `thing`.
fn change_mentions(change: &Change, thing: Thing) -> bool {
    named_in(change).contains(&thing)
}

/// Everything without which a change cannot be made: all that it is to, and all that its values name.
pub(in crate::domain) fn named_in(change: &Change) -> Vec<Thing> {
    let mut named = Vec::new();
    match change {
        Change::Edit(edit) => named_in_edit(edit, &mut named),
        Change::AddPosts { team, .. }
        | Change::AgencyBridge { team, .. }
        | Change::AsyeCohort { team, .. } => named.push(Thing::Team(*team)),
        Change::ConvertAgency { worker, .. } => named.push(Thing::Worker(*worker)),
        Change::HoldVacancies { team, .. } | Change::ScaleDemand { team, .. } => {
            named.extend(team.map(Thing::Team));
        }
        Change::SplitTeam { team, workers, .. } => {
            named.push(Thing::Team(*team));
            named.extend(workers.iter().copied().map(Thing::Worker));
        }
        Change::MergeTeams { from, into: to } | Change::MoveCaseType { from, to, .. } => {
            named.extend([Thing::Team(*from), Thing::Team(*to)]);
        }
        Change::AddTeam { .. }
        | Change::CapForRole { .. }
        | Change::ScaleAbsence { .. }
        | Change::ScaleLeavers { .. }
        | Change::ScaleTimeToFill { .. } => {}
    }
    named
}

fn named_in_edit(edit: &Edit, named: &mut Vec<Thing>) {
    match edit {
        Edit::Set { of, field, to } => {
            named.push(*of);
            // One cell of the demand: "families_a_week.T1".
            named.extend(ids_in(field));
            if fields::info(*of, field).is_some_and(|info| holds_ids(&info.kind)) {
                named.extend(ids_in(to));
            }
        }
        Edit::Put(records) => {
            let plan = only(records);
            for record in records {
                named.push(record.thing());
                named.extend(named_by(&plan, record.thing()).unwrap_or_default());
            }
        }
        Edit::Remove(thing) => named.push(*thing),
        Edit::Allocate { child, worker, .. } => {
            named.extend([Thing::Child(*child), Thing::Worker(*worker)]);
        }
        Edit::MergeWorkers { keep, gone } => named.extend([Thing::Worker(*keep), Thing::Worker(*gone)]),
        Edit::Together { edits, .. } => edits.iter().for_each(|edit| named_in_edit(edit, named)),
        Edit::Decide(_) => {}
    }
}

/// Whether values of a kind name people, teams or families by their ids.
fn holds_ids(kind: &Kind) -> bool {
    matches!(kind, Kind::Team | Kind::Worker | Kind::Family | Kind::Workers | Kind::Holder | Kind::Lines)
}

fn ids_in(text: &str) -> impl Iterator<Item = Thing> {
    let words = text.split(|c: char| !c.is_ascii_alphanumeric());
    words.filter(|word| word.ends_with(|c: char| c.is_ascii_digit())).filter_map(|word| word.parse().ok())
}

/// A plan with nothing but these records.
fn only(records: &[AnyRecord]) -> Plan {
    let mut plan = Plan::empty(chrono::NaiveDate::default());
    put(&mut plan, records);
    plan
}

fn rename_in_scenarios(plan: &mut Plan, gone: WorkerId, keep: WorkerId) {
    let mentioned = |change: &Change| change_mentions(change, Thing::Worker(gone));
    plan.scenarios.change_where(
        |scenario| scenario.changes.iter().any(|change| mentioned(&change.change)),
        |scenario| {
            for change in scenario.changes.iter_mut().filter(|change| mentioned(&change.change)) {
                change.on &= rename_in_change(&mut change.change, gone, keep);
            }
        },
    );
}

/// Puts `keep` in the place of `gone`; whether what the change says still makes sense.
fn rename_in_change(change: &mut Change, gone: WorkerId, keep: WorkerId) -> bool {
    match change {
        Change::Edit(edit) => rename_in_edit(edit, gone, keep),
        Change::ConvertAgency { worker, .. } => {
            *worker = keep;
            true
        }
        Change::SplitTeam { workers, .. } => {
            workers.retain(|id| *id != keep);
            workers.iter_mut().filter(|id| **id == gone).for_each(|id| *id = keep);
            true
        }
        _ => true,
    }
}

fn rename_in_edit(edit: &mut Edit, gone: WorkerId, keep: WorkerId) -> bool {
    match edit {
        Edit::Set { of, field, to } => {
            if fields::info(*of, field).is_some_and(|info| holds_ids(&info.kind)) {
                *to = renamed(to, gone, keep);
            }
            if *of == Thing::Worker(gone) {
                *of = Thing::Worker(keep);
            }
            true
        }
        Edit::Put(records) if records.iter().all(|record| record.thing() != Thing::Worker(gone)) => {
            let mut plan = only(records);
            rename_worker(&mut plan, gone, keep);
            for record in records {
                if let Some(renamed) = AnyRecord::of(&plan, record.thing()) {
                    *record = renamed;
                }
            }
            true
        }
        Edit::Allocate { worker, .. } if *worker == gone => {
            *worker = keep;
            true
        }
        Edit::Together { edits, .. } => {
            let mut sense = true;
            for edit in edits {
                sense &= rename_in_edit(edit, gone, keep);
            }
            sense
        }
        // Neither a removal of one entry nor a merge of the two is meant for the person they have become.
        edit => {
            let mut named = Vec::new();
            named_in_edit(edit, &mut named);
            !named.contains(&Thing::Worker(gone))
        }
    }
}

/// A value that names somebody by another id.
fn renamed(text: &str, gone: WorkerId, keep: WorkerId) -> String {
    let (gone, keep) = (gone.to_string(), keep.to_string());
    let is_in_word = |c: char| c.is_ascii_alphanumeric();
    let mut told = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find(&gone) {
        let (before, from) = rest.split_at(at);
        let after = &from[gone.len()..];
        let whole = !before.ends_with(is_in_word) && !after.starts_with(is_in_word);
        told.push_str(before);
        told.push_str(if whole { &keep } else { &gone });
        rest = after;
    }
    told.push_str(rest);
    told
}
