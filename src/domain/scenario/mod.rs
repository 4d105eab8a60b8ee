//! Scenarios: carrying out a list of changes on the plan as it stands, never on a copy that grows old.
//!
//! # Promises
//! - The base plan stays as it was; what no change touches follows it.
//! - A change that no longer applies is left out and told, with the reason; the changes after it are still made.
//! - The same plan and changes give the same plan.

mod apart;
mod editing;
mod listing;
mod made;
mod scale;
mod staff;
mod teams;
#[cfg(test)]
mod tests;
mod words;

pub use apart::{Apart, apart};
pub use editing::{Back, back_to_base, own_id, with_edit};

use crate::domain::edit::{Refusal, apply};
use crate::domain::ids::{TeamId, Thing};
use crate::domain::plan::{Change, Plan, Scenario, ScenarioChange};

pub(crate) use listing::free_name;
pub use listing::{
    ChangeKind, add_change, copy_changes, duplicate, move_changes, new_scenario, remove_changes,
    switch_changes, would_not_apply,
};
pub(super) use words::{field_name, instead_of, upper_first};
pub use words::{words, words_in_turn};

/// A plan as it would be.
#[derive(Clone, Debug)]
pub struct Applied {
    /// The plan with every change that applies.
    pub plan: Plan,
    /// Those that are switched on and do not apply, in order.
    pub left_out: Vec<LeftOut>,
}

/// A change that was left out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LeftOut {
    /// Its place in the list, from 0.
    pub place: usize,
    /// Why, as a sentence without a full stop.
    pub why: String,
}

/// Records that ordinary editing adds within a scenario have ids from here on, so that a record that is added to the base
/// plan later never takes the place of one.
pub const OWN_IDS: std::ops::Range<u32> = 500_000..1_000_000;
/// Records that changes make (posts, their workers) have ids from here on. They are changed through the change.
pub const MADE_IDS: u32 = 1_000_000;
/// Changes of one kind begin this far from those of the next.
const IDS_OF_A_KIND: u32 = 100_000;
/// A change makes fewer records than this.
const IDS_OF_A_CHANGE: u32 = 1_000;

/// Whether a record was made by a change of a scenario.
pub fn is_made(id: impl Into<u32>) -> bool {
    id.into() >= MADE_IDS
}

/// Whether something is numbered as what scenarios add.
fn own_number(thing: Thing) -> bool {
    editing::number(thing) >= OWN_IDS.start
}

/// The plan as a scenario would have it.
pub fn with_scenario(base: &Plan, scenario: &Scenario) -> Applied {
    with_changes(base, &scenario.changes)
}

/// The plan as these changes would have it. Changes that are switched off are passed over.
pub fn with_changes(base: &Plan, changes: &[ScenarioChange]) -> Applied {
    let mut plan = base.clone();
    let mut left_out = Vec::new();
    let on = |(_, (change, _)): &(usize, (&ScenarioChange, u32))| change.on;
    for (place, (change, first)) in changes.iter().zip(first_ids(changes)).enumerate().filter(on) {
        match carry_out(&plan, &change.change, first) {
            Ok(changed) => plan = changed,
            Err(Refusal(why)) => left_out.push(LeftOut { place, why }),
        }
    }
    // What a removal switches off in scenarios is no part of a what-if: they belong to the base plan.
    plan.scenarios = base.scenarios.clone();
    Applied { plan, left_out }
}

/// The id from which each change numbers what it makes. Changes of a kind have a block of ids each, in order, whether
/// they are switched on or not: what one makes does not depend on how much the others make.
pub(super) fn first_ids(changes: &[ScenarioChange]) -> Vec<u32> {
    let mut made = [0_u32; 4];
    let first = |change: &ScenarioChange| {
        let kind = match change.change {
            Change::AddPosts { .. } => 0,
            Change::AgencyBridge { .. } => 1,
            Change::ConvertAgency { .. } => 2,
            Change::AsyeCohort { .. } => 3,
            _ => return MADE_IDS,
        };
        made[kind] += 1;
        MADE_IDS + kind as u32 * IDS_OF_A_KIND + (made[kind] - 1) * IDS_OF_A_CHANGE
    };
    changes.iter().map(first).collect()
}

/// One change, which numbers what it makes from an id on.
///
/// # Errors
/// Why it does not apply to this plan.
pub fn carry_out(plan: &Plan, change: &Change, first: u32) -> Result<Plan, Refusal> {
    let mut changed = plan.clone();
    let to = &mut changed;
    match change {
        Change::Edit(edit) => return apply(plan, edit),
        Change::AddPosts { team, role, count, fte, contract, from, recruited, ramp } => {
            let posts = staff::NewPosts { role: *role, fte: *fte, contract: *contract, ramp: ramp.as_ref() };
            staff::add_posts(to, first, (*team, *count), &posts, *from, *recruited)
        }
        Change::AgencyBridge { team, count, from, until } => {
            staff::agency_bridge(to, first, (*team, *count), *from, *until)
        }
        Change::ConvertAgency { worker, on } => staff::convert_agency(to, first, *worker, *on),
        Change::HoldVacancies { team, until } => staff::hold_vacancies(to, *team, *until),
        Change::AsyeCohort { team, count, from } => staff::asye_cohort(to, first, (*team, *count), *from),
        Change::CapForRole { role, children } => scale::cap_for_role(to, *role, *children),
        Change::SplitTeam { team, new_name, new_id, workers } => {
            teams::split_team(to, *team, new_name, *new_id, workers)
        }
        Change::AddTeam { id, name, holds } => teams::add_team(to, *id, name, holds),
        Change::MergeTeams { from, into } => teams::merge_teams(to, *from, *into),
        Change::MoveCaseType { case_type, from, to: into } => {
            teams::move_case_type(to, *case_type, *from, *into)
        }
        Change::ScaleDemand { team, case_type, months, factor } => {
            scale::scale_demand(to, *team, *case_type, months, *factor)
        }
        Change::ScaleAbsence { kind, factor } => scale::scale_absence(to, *kind, *factor),
        Change::ScaleLeavers { contract, factor } => scale::scale_leavers(to, *contract, *factor),
        Change::ScaleTimeToFill { factor } => scale::scale_time_to_fill(to, *factor),
    }?;
    Ok(changed)
}

fn refuse<T>(sentence: impl Into<String>) -> Result<T, Refusal> {
    Err(Refusal(sentence.into()))
}

/// Refuses a change to a team that is not in the plan.
fn known_team(plan: &Plan, team: TeamId) -> Result<(), Refusal> {
    match plan.teams.get(team) {
        Some(_) => Ok(()),
        None => refuse(format!("The team {} is no longer in the plan", Thing::Team(team))),
    }
}
