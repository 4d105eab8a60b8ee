//! Who holds a child: whether they may, whether they are what the record calls them, and transfers.

use super::look::{Found, Look, day, set};
use crate::domain::capacity::in_asye;
use crate::domain::fields::Value as _;
use crate::domain::ids::Thing;
use crate::domain::plan::{CaseType, Child, Holder, Role, Words as _, Worker, lower_first};
use crate::domain::state::ChildState;

/// Open children who are held by a person in the plan, with that person.
fn held<'l, 'p>(look: &'l Look<'_, 'p>) -> impl Iterator<Item = (&'p Child, &'p Worker)> + 'l {
    look.open_children().filter_map(|(child, _)| Some((child, look.worker(child.holder.worker()?)?)))
}

fn case_type(child: &Child) -> String {
    lower_first(child.case_type.label())
}

pub(super) fn c331_worker_may_not_hold(look: &Look<'_, '_>, found: &mut Found) {
    for (child, worker) in held(look) {
        if worker.may_not_hold.contains(&child.case_type) {
            let what = format!(
                "{} is held by {}, who may not hold {} work",
                child.reference,
                worker.name,
                case_type(child)
            );
            let fix = "Give the child another worker, or change what this one may hold";
            found.add(Thing::Child(child.id), what, fix).field("holder");
        }
    }
}

pub(super) fn c332_asye_may_not_hold(look: &Look<'_, '_>, found: &mut Found) {
    for (child, worker) in held(look) {
        if look.plan.policy.asye_may_not_hold.contains(&child.case_type) && in_asye(worker, look.as_at) {
            let what = format!(
                "{} is held by {}, who is in their assessed and supported year and may not hold {} work alone",
                child.reference,
                worker.name,
                case_type(child)
            );
            let fix = "Give the child another worker, or note who holds jointly";
            found.add(Thing::Child(child.id), what, fix).field("holder");
        }
    }
}

pub(super) fn c333_adviser_alone_before_18(look: &Look<'_, '_>, found: &mut Found) {
    for (child, worker) in held(look) {
        let alone =
            matches!(child.holder, Holder::PersonalAdviser(_)) || worker.role == Role::PersonalAdviser;
        let Some(birthday) = child.turns_18.filter(|birthday| *birthday > look.as_at) else { continue };
        if alone && child.case_type == CaseType::CareLeaver {
            let what = format!(
                "{} has a personal adviser alone ({}), but turns 18 only on {}",
                child.reference,
                worker.name,
                day(birthday)
            );
            let fix = "Give the child a named social worker until then";
            found.add(Thing::Child(child.id), what, fix).field("holder");
        }
    }
}

pub(super) fn c334_not_a_personal_adviser(look: &Look<'_, '_>, found: &mut Found) {
    for (child, worker) in held(look) {
        if matches!(child.holder, Holder::PersonalAdviser(_)) && worker.role != Role::PersonalAdviser {
            let what = format!(
                "{} is held by {} as their personal adviser, but that is a {}",
                child.reference,
                worker.name,
                lower_first(worker.role.label())
            );
            let fix = "Correct who holds the child, or the role";
            found.add(Thing::Child(child.id), what, fix).field("holder");
        }
    }
}

pub(super) fn c335_not_a_manager(look: &Look<'_, '_>, found: &mut Found) {
    for (child, worker) in held(look) {
        if matches!(child.holder, Holder::Manager(_)) && !worker.role.is_manager() {
            let what = format!(
                "{} is held by {} as a manager, but that is a {}",
                child.reference,
                worker.name,
                lower_first(worker.role.label())
            );
            let fix = "Correct who holds the child, or the role";
            found.add(Thing::Child(child.id), what, fix).field("holder");
        }
    }
}

pub(super) fn c336_duty_not_social_worker(look: &Look<'_, '_>, found: &mut Found) {
    for (child, worker) in held(look) {
        if matches!(child.holder, Holder::DutyWorker(_)) && !worker.role.holds_cases() {
            let what = format!(
                "{} is held on duty by {}, who is a {} and cannot be their named social worker",
                child.reference,
                worker.name,
                lower_first(worker.role.label())
            );
            let fix = "Name a social worker on duty, or correct the role";
            found.add(Thing::Child(child.id), what, fix).field("holder");
        }
    }
}

pub(super) fn c337_practitioner_not_enough(look: &Look<'_, '_>, found: &mut Found) {
    for (child, spell) in look.open_children() {
        let Some(worker) = child.holder.worker().and_then(|id| look.worker(id)) else { continue };
        let enough = look.plan.policy.practitioner_enough_for.contains(&child.case_type);
        // A care leaver's adviser, and a social worker called a practitioner, have codes of their own.
        let theirs = child.case_type == CaseType::CareLeaver && worker.role == Role::PersonalAdviser;
        let registered = worker.role.is_registered();
        if spell.state == ChildState::OtherPractitioner && !enough && !theirs && !registered {
            let what = format!(
                "{} is held by {}, a {}; for {} work that is not enough",
                child.reference,
                worker.name,
                lower_first(worker.role.label()),
                case_type(child)
            );
            let fix = "Give the child a named social worker, or change for what a practitioner is enough";
            found.add(Thing::Child(child.id), what, fix).field("holder");
        }
    }
}

pub(super) fn c338_practitioner_registered(look: &Look<'_, '_>, found: &mut Found) {
    for (child, worker) in held(look) {
        if matches!(child.holder, Holder::LeadPractitioner(_)) && worker.role.holds_cases() {
            let place = Thing::Child(child.id);
            let what = format!(
                "{} is held by {} as a lead practitioner, but that is a social worker",
                child.reference, worker.name
            );
            let fix = "Write them as the child’s worker";
            let mend = set(place, "holder", Holder::Worker(worker.id).show());
            found.add(place, what, fix).field("holder").mend(mend);
        }
    }
}

pub(super) fn c339_held_from_another_team(look: &Look<'_, '_>, found: &mut Found) {
    for (child, worker) in held(look) {
        let (Some(team), Some(theirs)) = (child.team, worker.team) else { continue };
        if matches!(child.holder, Holder::Worker(_)) && team != theirs {
            let what = format!(
                "{} is in {}, but {} is in {}",
                child.reference,
                look.team_name(team),
                worker.name,
                look.team_name(theirs)
            );
            let fix = "Correct the team of the child or of the worker, or write the move as a transfer";
            found.add(Thing::Child(child.id), what, fix).field("team");
        }
    }
}

pub(super) fn c341_transfer_overdue(look: &Look<'_, '_>, found: &mut Found) {
    for (child, _) in look.open_children() {
        if let Holder::Transfer { to, receiver: None, on: Some(on), .. } = child.holder
            && on < look.as_at
        {
            let what = format!(
                "{} was to be handed over to {} on {}, and nobody there has taken them",
                child.reference,
                look.team_name(to),
                day(on)
            );
            let fix = "Name who takes the child, or agree another day";
            found.add(Thing::Child(child.id), what, fix).field("holder");
        }
    }
}

pub(super) fn c342_transfer_to_same_team(look: &Look<'_, '_>, found: &mut Found) {
    for (child, _) in look.open_children() {
        if let Holder::Transfer { from, to, receiver: None, .. } = child.holder
            && from.or(child.team) == Some(to)
        {
            let what = format!(
                "{} is to move to {}, where they already are, and nobody is named to take them",
                child.reference,
                look.team_name(to)
            );
            let fix = "Choose the team they move to, or name who takes them";
            found.add(Thing::Child(child.id), what, fix).field("holder");
        }
    }
}

pub(super) fn c343_receiver_in_another_team(look: &Look<'_, '_>, found: &mut Found) {
    for (child, _) in look.open_children() {
        let Holder::Transfer { to, receiver: Some(receiver), .. } = child.holder else { continue };
        let Some(worker) = look.worker(receiver) else { continue };
        if let Some(team) = worker.team.filter(|team| *team != to) {
            let what = format!(
                "{} is to move to {}, but {} who takes them is in {}",
                child.reference,
                look.team_name(to),
                worker.name,
                look.team_name(team)
            );
            let fix = "Choose somebody in the receiving team, or the team of the receiver";
            found.add(Thing::Child(child.id), what, fix).field("holder");
        }
    }
}

pub(super) fn c344_sender_leaves_first(look: &Look<'_, '_>, found: &mut Found) {
    for (child, worker) in held(look) {
        let Holder::Transfer { on: Some(on), .. } = child.holder else { continue };
        // With the last day on the day before the handover, no day is lost.
        if let Some(last) = worker.last_day.filter(|last| last.succ_opt().is_some_and(|next| next < on)) {
            let what = format!(
                "{} is handed over on {}, but {} leaves on {}",
                child.reference,
                day(on),
                worker.name,
                day(last)
            );
            let fix = "Hand over by the day after their last day, or name somebody for the days between";
            found.add(Thing::Child(child.id), what, fix).field("holder");
        }
    }
}
