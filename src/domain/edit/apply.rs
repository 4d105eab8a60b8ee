//! Carries an edit out: one plan in, another out, or a refusal that changes nothing.

use std::sync::Arc;

use super::{AnyRecord, Edit, mentions};
use crate::domain::fields::{self, Kind};
use crate::domain::ids::{ChildId, Thing, WorkerId};
use crate::domain::plan::{
    ChangeReason, Child, HORIZON_WEEKS, Holder, KnownFrom, PastHolder, PastWorker, Plan, Record, Records,
    Worker,
};

/// Why an edit was not carried out, as a sentence.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct Refusal(pub String);

/// Carries `edit` out on `plan`. The plan given stays as it was; on a refusal nothing has changed.
///
/// # Errors
/// A [`Refusal`] says in a sentence why the edit makes no sense: a value that cannot be read, a thing that is not in
/// the plan, a removal that would leave children or staff hanging.
pub fn apply(plan: &Plan, edit: &Edit) -> Result<Plan, Refusal> {
    let mut changed = plan.clone();
    carry_out(&mut changed, edit)?;
    Ok(changed)
}

fn carry_out(plan: &mut Plan, edit: &Edit) -> Result<(), Refusal> {
    match edit {
        Edit::Set { of, field, to } => set(plan, *of, field, to),
        Edit::Put(records) => {
            put(plan, records);
            Ok(())
        }
        Edit::Remove(thing) => remove(plan, *thing),
        Edit::Allocate { child, worker, on, reason } => allocate(plan, *child, *worker, *on, *reason),
        Edit::MergeWorkers { keep, gone } => merge(plan, *keep, *gone),
        Edit::Decide(decision) => {
            Arc::make_mut(&mut plan.decisions).push(decision.clone());
            Ok(())
        }
        Edit::Together { edits, .. } => edits.iter().try_for_each(|edit| carry_out(plan, edit)),
    }
}

fn refuse<T>(sentence: impl Into<String>) -> Result<T, Refusal> {
    Err(Refusal(sentence.into()))
}

fn set(plan: &mut Plan, of: Thing, field: &str, to: &str) -> Result<(), Refusal> {
    let Some(info) = fields::info(of, field) else {
        return refuse(format!("There is no field “{field}” here"));
    };
    let names = matches!(info.kind, Kind::Team | Kind::Worker | Kind::Workers | Kind::Family | Kind::Holder);
    // What was missing before stays a problem to be listed; it must not keep other fields from being mended.
    let before = if names { mentions::missing_in(plan, of) } else { Vec::new() };
    fields::set(plan, of, field, to).map_err(Refusal)?;
    let after = if names { mentions::missing_in(plan, of) } else { Vec::new() };
    if let Some(missing) = after.iter().find(|id| !before.contains(id)) {
        return refuse(format!("{missing} is not in the plan: choose from the list"));
    }
    match (of, field) {
        // The date the facts are as at bounds everything: a horizon of nothing shows nothing.
        (Thing::About, "horizon_weeks") if !HORIZON_WEEKS.contains(&plan.about.horizon_weeks) => {
            refuse("Look ahead between 1 and 520 weeks")
        }
        (Thing::Workforce, "leave_block_working_days") if plan.workforce.leave_block_working_days == 0 => {
            refuse("Leave is taken in stretches of at least 1 working day")
        }
        // Only what was typed is judged: another setting that a file brought in must not keep this one from being mended.
        (Thing::Forecast, key) => {
            let wrong = plan.forecast.out_of_range().into_iter().find(|(wrong, _)| *wrong == key);
            wrong.map_or(Ok(()), |(_, why)| refuse(why))
        }
        (Thing::Team(_) | Thing::Worker(_), "name") if to.trim().is_empty() => refuse("A name is needed"),
        (Thing::Child(_) | Thing::Family(_), "reference") if to.trim().is_empty() => {
            refuse("A reference is needed")
        }
        _ => Ok(()),
    }
}

/// Adds records, or puts them in the place of those with the same id, in one pass over each list.
pub(super) fn put(plan: &mut Plan, records: &[AnyRecord]) {
    fn merge<'r, T: Record + 'r>(list: &mut Records<T>, incoming: impl Iterator<Item = &'r T>) {
        let incoming: Vec<&T> = incoming.collect();
        if incoming.is_empty() {
            return;
        }
        let mut place: std::collections::HashMap<T::Id, usize> = std::collections::HashMap::new();
        let mut all: Vec<Arc<T>> = list.iter().cloned().collect();
        for (i, record) in all.iter().enumerate() {
            place.entry(record.id()).or_insert(i);
        }
        for record in incoming {
            let shared = Arc::new(record.clone());
            if let Some(&i) = place.get(&record.id()) {
                all[i] = shared;
            } else {
                place.insert(record.id(), all.len());
                all.push(shared);
            }
        }
        *list = all.into_iter().collect();
    }
    macro_rules! of_kind {
        ($($list:ident, $kind:ident);+) => {$(
            merge(&mut plan.$list, records.iter().filter_map(|record| match record {
                AnyRecord::$kind(record) => Some(record.as_ref()),
                _ => None,
            }));
        )+};
    }
    of_kind!(teams, Team; posts, Post; workers, Worker; absences, Absence; families, Family; children, Child;
        scenarios, Scenario);
}

fn remove(plan: &mut Plan, thing: Thing) -> Result<(), Refusal> {
    take_out(plan, thing)?;
    mentions::switch_off_changes_to(plan, thing);
    Ok(())
}

fn take_out(plan: &mut Plan, thing: Thing) -> Result<(), Refusal> {
    let gone =
        |removed: bool| if removed { Ok(()) } else { refuse(format!("{thing} is no longer in the plan")) };
    match thing {
        Thing::Post(id) => gone(plan.posts.remove(id)),
        Thing::Absence(id) => gone(plan.absences.remove(id)),
        Thing::Scenario(id) => gone(plan.scenarios.remove(id)),
        Thing::Child(id) => gone(plan.children.remove(id)),
        Thing::Family(id) => {
            plan.children.change_where(|child| child.family == Some(id), |child| child.family = None);
            gone(plan.families.remove(id))
        }
        Thing::Worker(id) => {
            let held = plan.children.iter().filter(|child| child.holder.workers().any(|w| w == id)).count();
            if held > 0 {
                let name = plan.workers.get(id).map_or_else(String::new, |worker| worker.name.clone());
                return refuse(format!(
                    "{name} holds {held} {}. Give them to somebody else first, or give {name} a last day instead",
                    children(held)
                ));
            }
            mentions::forget_worker(plan, id);
            gone(plan.workers.remove(id))
        }
        Thing::Team(id) => {
            let held = plan
                .children
                .iter()
                .filter(|child| child.team == Some(id) || child.holder.teams().any(|team| team == id))
                .count();
            let staff = plan.workers.iter().filter(|worker| worker.team == Some(id)).count();
            if held + staff > 0 {
                return refuse(format!(
                    "The team still has {held} {} and {staff} staff. Move them to another team first",
                    children(held)
                ));
            }
            mentions::forget_team(plan, id);
            gone(plan.teams.remove(id))
        }
        Thing::About
        | Thing::Calendar
        | Thing::Policy
        | Thing::Demand
        | Thing::Workforce
        | Thing::Forecast
        | Thing::Target
        | Thing::Rota
        | Thing::Decisions => refuse("That is part of every plan and cannot be removed"),
    }
}

fn children(count: usize) -> &'static str {
    if count == 1 { "child" } else { "children" }
}

/// Gives a child a worker. On or before the plan's date it happens at once, and whoever held the child joins their
/// history; after it, it is an agreed handover with a date.
fn allocate(
    plan: &mut Plan,
    child: ChildId,
    worker: WorkerId,
    on: chrono::NaiveDate,
    reason: ChangeReason,
) -> Result<(), Refusal> {
    let Some(receiver) = plan.workers.get(worker).cloned() else {
        return refuse(format!("{worker} is not in the plan"));
    };
    let as_at = plan.about.as_at;
    let before = plan.clone();
    let happened = plan.children.change(child, |child| {
        settle_handover(&before, child, as_at);
        if on > as_at {
            let to = receiver.team.or(child.team);
            let Some(to) = to else {
                return refuse(format!("{} has no team to receive the child", receiver.name));
            };
            let (from, sender) = match child.holder {
                Holder::Transfer { from, sender, .. } => (from, sender),
                // Work that has ended is not handed over.
                Holder::AwaitingClosure(_) => (child.team, None),
                _ => (child.team, child.holder.worker()),
            };
            if sender.is_none() {
                return refuse(
                    "The child has nobody to stay with until then: allocate them from the plan's date instead",
                );
            }
            child.holder = Holder::Transfer { from, to, sender, receiver: Some(worker), on: Some(on) };
            return Ok(());
        }
        if let Some(previous) = named_holder(&before, &child.holder)
            && previous != worker
        {
            let last = before.workers.get(previous).and_then(|w| w.last_day);
            let until = on.pred_opt().unwrap_or(on);
            let to = last.map_or(until, |last| last.min(until));
            // A choice put right on the same day never was anybody's time with the child.
            if child.held_since.is_none_or(|since| since <= to) {
                child.past_workers.push(PastWorker {
                    who: PastHolder::Worker(previous),
                    from: child.held_since,
                    to,
                    reason: Some(reason),
                });
            }
        }
        // Given again to the worker they have, the child has had them all along.
        let goes_on = child.holder == Holder::Worker(worker) && child.held_since.is_none_or(|s| s <= on);
        child.holder = Holder::Worker(worker);
        if !goes_on {
            child.held_since = Some(on);
        }
        child.team = receiver.team.or(child.team);
        Ok(())
    });
    happened.unwrap_or_else(|| refuse(format!("{child} is no longer in the plan")))
}

/// Writes a handover whose day has come into the child's history: who sent them until then, and who has them since.
pub fn settle_handover(plan: &Plan, child: &mut Child, as_at: chrono::NaiveDate) {
    let Holder::Transfer { to, receiver, on: Some(on), .. } = child.holder else { return };
    if as_at < on {
        return;
    }
    if let (Some(sender), Some(until)) = (named_holder(plan, &child.holder), on.pred_opt())
        && child.held_since.is_none_or(|since| since <= until)
    {
        let last = plan.workers.get(sender).and_then(|worker| worker.last_day);
        child.past_workers.push(PastWorker {
            who: PastHolder::Worker(sender),
            from: child.held_since,
            to: last.map_or(until, |last| last.min(until)),
            reason: Some(ChangeReason::StandardTransfer),
        });
    }
    child.held_since = Some(on);
    child.team = Some(to);
    child.holder = receiver
        .map_or(Holder::Transfer { from: None, to, sender: None, receiver: None, on: None }, Holder::Worker);
}

/// The named worker in a holder whose time with the child belongs in the history: not a manager standing in.
fn named_holder(plan: &Plan, holder: &Holder) -> Option<WorkerId> {
    let id = match holder {
        Holder::Worker(w)
        | Holder::DutyWorker(w)
        | Holder::LeadPractitioner(w)
        | Holder::PersonalAdviser(w)
        | Holder::Transfer { sender: Some(w), .. } => *w,
        _ => return None,
    };
    plan.workers.get(id).filter(|worker| !worker.role.is_manager()).map(|worker| worker.id)
}

fn merge(plan: &mut Plan, keep: WorkerId, gone: WorkerId) -> Result<(), Refusal> {
    if keep == gone {
        return refuse("Choose two different people");
    }
    let Some(other) = plan.workers.get(gone).cloned() else {
        return refuse(format!("{gone} is not in the plan"));
    };
    let differ = plan.workers.get(keep).is_some_and(|kept| {
        kept.last_day.is_some() && other.last_day.is_some() && kept.last_day != other.last_day
    });
    if differ {
        return refuse(format!(
            "The two entries for {} have different last days. Make them the same first",
            other.name
        ));
    }
    let kept = plan.workers.change(keep, |worker| {
        fill_from(worker, &other);
        for name in std::iter::once(&other.name).chain(&other.also_known_as) {
            if *name != worker.name && !worker.also_known_as.contains(name) {
                worker.also_known_as.push(name.clone());
            }
        }
    });
    if kept.is_none() {
        return refuse(format!("{keep} is not in the plan"));
    }
    mentions::rename_worker(plan, gone, keep);
    plan.workers.remove(gone);
    Ok(())
}

/// Fills what one entry for a person does not say from the other. A staff list is believed before a child list.
fn fill_from(worker: &mut Worker, other: &Worker) {
    if worker.known_from == KnownFrom::ChildListOnly && other.known_from != KnownFrom::ChildListOnly {
        (worker.role, worker.fte, worker.contract) = (other.role, other.fte, other.contract);
        worker.permanent_from = other.permanent_from;
        (worker.working_days, worker.known_from) = (other.working_days, other.known_from);
        worker.team = other.team.or(worker.team);
    }
    worker.team = worker.team.or(other.team);
    worker.supervisor = worker.supervisor.or(other.supervisor);
    worker.permanent_from = worker.permanent_from.or(other.permanent_from);
    worker.first_day = worker.first_day.or(other.first_day);
    worker.last_day = worker.last_day.or(other.last_day);
    worker.notice_given = worker.notice_given.or(other.notice_given);
    worker.asye_start = worker.asye_start.or(other.asye_start);
    worker.cap = worker.cap.or(other.cap);
    worker.ramp = worker.ramp.take().or_else(|| other.ramp.clone());
    for skill in &other.skills {
        if !worker.skills.contains(skill) {
            worker.skills.push(skill.clone());
        }
    }
    for case_type in &other.may_not_hold {
        if !worker.may_not_hold.contains(case_type) {
            worker.may_not_hold.push(*case_type);
        }
    }
    if worker.registration.trim().is_empty() {
        worker.registration.clone_from(&other.registration);
    }
    if worker.notes.trim().is_empty() {
        worker.notes.clone_from(&other.notes);
    } else if !other.notes.trim().is_empty() && other.notes != worker.notes {
        worker.notes = format!("{}\n{}", worker.notes, other.notes);
    }
}
