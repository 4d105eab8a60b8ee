//! Scenarios made and changed from a list: each gesture is one labelled edit of the whole scenario. Single values are set
//! as fields of the scenario (`3.count`).

use std::collections::BTreeSet;

use chrono::{Datelike as _, Days, Months, NaiveDate};

use super::{LeftOut, OWN_IDS, carry_out, first_ids, own_number, with_changes, with_scenario};
use crate::domain::edit::{AnyRecord, Edit, Refusal, name_of, named_in};
use crate::domain::ids::{ScenarioId, TeamId, Thing};
use crate::domain::plan::words::words;
use crate::domain::plan::{
    AbsenceKind, CaseType, Change, Contract, Plan, Recruited, Role, Scenario, ScenarioChange, Words as _,
    lower_first,
};
use crate::domain::units::Fte;

words!(
    /// The kinds of change that a list offers.
    ChangeKind {
        /// [`Change::AddPosts`].
        Posts, "posts", "Posts";
        /// [`Change::AgencyBridge`].
        Agency, "agency", "Agency workers for a time";
        /// [`Change::ConvertAgency`].
        Convert, "convert", "Agency worker made permanent";
        /// [`Change::HoldVacancies`].
        Vacancies, "vacancies", "Vacancies held or deleted";
        /// [`Change::AsyeCohort`].
        Asye, "asye", "ASYE cohort";
        /// [`Change::CapForRole`].
        Cap, "cap", "Cap of a role";
        /// [`Change::SplitTeam`].
        Split, "split", "Split a team";
        /// [`Change::AddTeam`].
        Team, "team", "A new team";
        /// [`Change::MergeTeams`].
        Merge, "merge", "Merge two teams";
        /// [`Change::MoveCaseType`].
        Move, "move", "Move a case type to another team";
        /// [`Change::ScaleDemand`].
        Demand, "demand", "More or less new work";
        /// [`Change::ScaleAbsence`].
        Absence, "absence", "More or less absence";
        /// [`Change::ScaleLeavers`].
        Leavers, "leavers", "More or fewer leavers";
        /// [`Change::ScaleTimeToFill`].
        TimeToFill, "time_to_fill", "Time to fill posts";
        /// [`Change::Edit`]: made by ordinary editing, and not offered by the list.
        Edit, "edit", "A value of the plan";
    }
);

impl ChangeKind {
    /// The kind of a change.
    pub fn of(change: &Change) -> Self {
        match change {
            Change::AddPosts { .. } => Self::Posts,
            Change::AgencyBridge { .. } => Self::Agency,
            Change::ConvertAgency { .. } => Self::Convert,
            Change::HoldVacancies { .. } => Self::Vacancies,
            Change::AsyeCohort { .. } => Self::Asye,
            Change::CapForRole { .. } => Self::Cap,
            Change::SplitTeam { .. } => Self::Split,
            Change::AddTeam { .. } => Self::Team,
            Change::MergeTeams { .. } => Self::Merge,
            Change::MoveCaseType { .. } => Self::Move,
            Change::ScaleDemand { .. } => Self::Demand,
            Change::ScaleAbsence { .. } => Self::Absence,
            Change::ScaleLeavers { .. } => Self::Leavers,
            Change::ScaleTimeToFill { .. } => Self::TimeToFill,
            Change::Edit(_) => Self::Edit,
        }
    }

    /// Those that can be added from a list, in its order.
    pub fn offered() -> impl Iterator<Item = Self> {
        Self::ALL.iter().copied().filter(|kind| *kind != Self::Edit)
    }
}

fn refuse<T>(sentence: impl Into<String>) -> Result<T, Refusal> {
    Err(Refusal(sentence.into()))
}

fn known(plan: &Plan, id: ScenarioId) -> Result<Scenario, Refusal> {
    let scenario = plan.scenarios.get(id);
    scenario
        .map_or_else(|| refuse(format!("{id} is no longer in the plan")), |found| Ok(Scenario::clone(found)))
}

fn put(label: String, scenario: Scenario) -> Edit {
    Edit::Together { label, edits: vec![Edit::Put(vec![AnyRecord::Scenario(Box::new(scenario))])] }
}

/// A name that no scenario has: the wanted one, or with the first number behind it that is free.
pub(crate) fn free_name(plan: &Plan, wanted: &str) -> String {
    let taken = |name: &str| plan.scenarios.iter().any(|scenario| scenario.name == name);
    if !taken(wanted) {
        return wanted.to_owned();
    }
    let numbered =
        (2..=plan.scenarios.len() + 2).map(|number| format!("{wanted} {number}")).find(|name| !taken(name));
    numbered.unwrap_or_else(|| wanted.to_owned())
}

/// An empty scenario, and its id.
pub fn new_scenario(plan: &Plan) -> (ScenarioId, Edit) {
    let id = plan.scenarios.next_id();
    let name = free_name(plan, &format!("Scenario {}", plan.scenarios.len() + 1));
    let label = format!("begin {name}");
    (id, put(label, Scenario { id, name, description: String::new(), changes: Vec::new() }))
}

/// The same scenarios once more, each under another name, and the id of the last.
///
/// # Errors
/// One is not in the plan, or there are none.
pub fn duplicate(plan: &Plan, of: &[ScenarioId]) -> Result<(ScenarioId, Edit), Refusal> {
    let mut with = plan.clone();
    let mut copies = Vec::with_capacity(of.len());
    let mut last = None;
    for of in of {
        let scenario = known(plan, *of)?;
        let id = with.scenarios.next_id();
        let name = free_name(&with, &format!("{} (copy)", scenario.name));
        let copy = Scenario { id, name, ..scenario.clone() };
        with.scenarios.push(copy.clone());
        copies.push(AnyRecord::Scenario(Box::new(copy)));
        last = Some((id, scenario.name));
    }
    let Some((id, name)) = last else { return refuse("There is nothing to duplicate") };
    let what = if of.len() == 1 { name } else { format!("{} scenarios", of.len()) };
    Ok((id, Edit::Together { label: format!("duplicate {what}"), edits: vec![Edit::Put(copies)] }))
}

/// A change of this kind at the end of the list, with sensible beginnings; and its place.
///
/// # Errors
/// The scenario is not in the plan, or there is nothing that such a change could be about.
pub fn add_change(plan: &Plan, to: ScenarioId, kind: ChangeKind) -> Result<(usize, Edit), Refusal> {
    let mut scenario = known(plan, to)?;
    let change = beginning(plan, &scenario, kind)?;
    scenario.changes.push(ScenarioChange { change, on: true, comment: String::new() });
    let place = scenario.changes.len() - 1;
    let label = format!("add to {}: {}", scenario.name, lower_first(kind.label()));
    Ok((place, put(label, scenario)))
}

/// The scenario, the places of some of its changes, which have to be there, in order and each once, and what they are called.
fn with_some(
    plan: &Plan,
    of: ScenarioId,
    places: &[usize],
) -> Result<(Scenario, BTreeSet<usize>, String), Refusal> {
    let scenario = known(plan, of)?;
    let places: BTreeSet<usize> = places.iter().copied().collect();
    let Some(last) = places.last() else { return refuse("There is no change to do that with") };
    let Some(kind) = scenario.changes.get(*last).map(|change| ChangeKind::of(&change.change)) else {
        return refuse(format!("“{}” has no change {}", scenario.name, last.saturating_add(1)));
    };
    let what =
        if places.len() == 1 { lower_first(kind.label()) } else { format!("{} changes", places.len()) };
    Ok((scenario, places, what))
}

/// Takes changes out of a scenario.
///
/// # Errors
/// There is no such change.
pub fn remove_changes(plan: &Plan, of: ScenarioId, places: &[usize]) -> Result<Edit, Refusal> {
    let (mut scenario, places, what) = with_some(plan, of, places)?;
    for place in places.iter().rev() {
        scenario.changes.remove(*place);
    }
    Ok(put(format!("remove from {}: {what}", scenario.name), scenario))
}

/// Moves changes one place up or down, in the order they have, and their new places in order. Those at the end already stay.
///
/// # Errors
/// There is no such change, or all are first or last already.
pub fn move_changes(
    plan: &Plan,
    of: ScenarioId,
    places: &[usize],
    up: bool,
) -> Result<(Vec<usize>, Edit), Refusal> {
    let (mut scenario, places, what) = with_some(plan, of, places)?;
    let count = scenario.changes.len();
    let mut moved = BTreeSet::new();
    let in_turn: Vec<usize> =
        if up { places.iter().copied().collect() } else { places.iter().rev().copied().collect() };
    for place in in_turn {
        let other = if up { place.checked_sub(1) } else { place.checked_add(1).filter(|p| *p < count) };
        // One that stayed where it was is not passed by those behind it.
        let to = other.filter(|other| !moved.contains(other));
        if let Some(other) = to {
            scenario.changes.swap(place, other);
        }
        moved.insert(to.unwrap_or(place));
    }
    if moved == places {
        let end = if up { "first" } else { "last" };
        return refuse(match places.len() {
            1 => format!("The change is the {end} already"),
            _ => format!("The changes are the {end} already"),
        });
    }
    let way = if up { "up" } else { "down" };
    let label = format!("move {way} in {}: {what}", scenario.name);
    Ok((moved.into_iter().collect(), put(label, scenario)))
}

/// Switches changes on or off.
///
/// # Errors
/// There is no such change.
pub fn switch_changes(plan: &Plan, of: ScenarioId, places: &[usize], on: bool) -> Result<Edit, Refusal> {
    let (mut scenario, places, what) = with_some(plan, of, places)?;
    for place in places {
        if let Some(change) = scenario.changes.get_mut(place) {
            change.on = on;
        }
    }
    let way = if on { "on" } else { "off" };
    Ok(put(format!("switch {way} in {}: {what}", scenario.name), scenario))
}

/// Puts the same changes at the end of another scenario, in the order they have.
///
/// # Errors
/// There is no such change or scenario, or a change names what only its own scenario has.
pub fn copy_changes(plan: &Plan, of: ScenarioId, places: &[usize], to: ScenarioId) -> Result<Edit, Refusal> {
    let (scenario, places, what) = with_some(plan, of, places)?;
    let mut into = known(plan, to)?;
    for place in places {
        let Some(mut copy) = scenario.changes.get(place).cloned() else { continue };
        refuse_re_aimed(plan, (&scenario, place), &into)?;
        // A team that is made has an id of its own in each scenario.
        let made = own_teams(plan, &into);
        match &mut copy.change {
            Change::AddTeam { id, .. } | Change::SplitTeam { new_id: Some(id), .. } if made.contains(id) => {
                *id = free_team(&made);
            }
            _ => {}
        }
        into.changes.push(copy);
    }
    Ok(put(format!("copy to {}: {what}", into.name), into))
}

/// The changes that are switched off and could not be made on the plan with the changes before them, with the reason: such as
/// those about a team that was taken out.
pub fn would_not_apply(base: &Plan, changes: &[ScenarioChange]) -> Vec<LeftOut> {
    let mut plan = base.clone();
    let mut found = Vec::new();
    for (place, (change, first)) in changes.iter().zip(first_ids(changes)).enumerate() {
        match carry_out(&plan, &change.change, first) {
            Ok(changed) if change.on => plan = changed,
            Err(Refusal(why)) if !change.on => found.push(LeftOut { place, why }),
            Ok(_) | Err(_) => {}
        }
    }
    found
}

/// Refuses to copy a change that names what only its own scenario has: in the other it would be to nothing, or to
/// whatever has that id there.
fn refuse_re_aimed(plan: &Plan, (from, place): (&Scenario, usize), to: &Scenario) -> Result<(), Refusal> {
    let Some(change) = from.changes.get(place).map(|change| &change.change) else { return Ok(()) };
    let puts = match change {
        Change::Edit(edit) => put_things(edit),
        _ => Vec::new(),
    };
    let here = with_changes(plan, from.changes.get(..place).unwrap_or_default()).plan;
    let there = with_scenario(plan, to).plan;
    let only_here =
        |thing: &Thing| own_number(*thing) && !puts.contains(thing) && AnyRecord::of(plan, *thing).is_none();
    for thing in named_in(change).into_iter().filter(only_here) {
        let same = match (AnyRecord::of(&here, thing), AnyRecord::of(&there, thing)) {
            (Some(AnyRecord::Team(one)), Some(AnyRecord::Team(other))) => one.name == other.name,
            (one, other) => one == other,
        };
        if !same {
            let name = name_of(&here, thing);
            return refuse(format!(
                "{name} is only in “{}”: copy the change that adds it to “{}” first, or make this one there",
                from.name, to.name
            ));
        }
    }
    Ok(())
}

/// The ids of teams that a scenario makes or names, whether or not those changes apply.
fn own_teams(plan: &Plan, scenario: &Scenario) -> Vec<TeamId> {
    let standing = with_scenario(plan, scenario).plan;
    let stand = standing.teams.iter().map(|team| team.id).filter(|id| OWN_IDS.contains(&id.0));
    let named = scenario.changes.iter().flat_map(|change| match &change.change {
        Change::AddTeam { id, .. } => vec![*id],
        Change::SplitTeam { new_id, .. } => new_id.iter().copied().collect(),
        _ => Vec::new(),
    });
    let still_named = scenario.changes.iter().flat_map(|change| named_in(&change.change));
    let still_named = still_named.filter_map(|thing| match thing {
        Thing::Team(id) if OWN_IDS.contains(&id.0) => Some(id),
        _ => None,
    });
    stand.chain(named).chain(still_named).collect()
}

/// The records that an edit adds or puts in the place of others.
fn put_things(edit: &Edit) -> Vec<Thing> {
    match edit {
        Edit::Put(records) => records.iter().map(AnyRecord::thing).collect(),
        Edit::Together { edits, .. } => edits.iter().flat_map(put_things).collect(),
        _ => Vec::new(),
    }
}

fn free_team(made: &[TeamId]) -> TeamId {
    let highest = made.iter().map(|id| id.0).filter(|id| OWN_IDS.contains(id)).max();
    TeamId(highest.map_or(OWN_IDS.start, |id| id + 1))
}

/// The first of the month after the plan's date.
fn next_month(plan: &Plan) -> NaiveDate {
    let first = plan.about.as_at.with_day(1).unwrap_or(plan.about.as_at);
    first.checked_add_months(Months::new(1)).unwrap_or(first)
}

/// What a change of a kind says at first.
fn beginning(plan: &Plan, scenario: &Scenario, kind: ChangeKind) -> Result<Change, Refusal> {
    let standing = with_scenario(plan, scenario).plan;
    let holds = |team: TeamId| {
        standing.workers.iter().any(|worker| worker.team == Some(team) && worker.role.holds_cases())
    };
    // A team with social workers first, else any.
    let some_team = standing.teams.iter().find(|team| holds(team.id)).or_else(|| standing.teams.at(0));
    let team = || {
        some_team.map_or_else(
            || refuse("Add a team to the plan first: such a change belongs to one"),
            |team| Ok(team.id),
        )
    };
    let two_teams =
        || match (some_team, standing.teams.iter().find(|t| some_team.is_none_or(|s| s.id != t.id))) {
            (Some(first), Some(second)) => Ok((first.id, second.id)),
            _ => refuse("There have to be two teams for that: add another first"),
        };
    let from = next_month(plan);
    Ok(match kind {
        ChangeKind::Posts => Change::AddPosts {
            team: team()?,
            role: Role::SocialWorker,
            count: 1,
            fte: Fte::FULL,
            contract: Contract::Permanent,
            from,
            recruited: Recruited::Advertised,
            ramp: None,
        },
        ChangeKind::Agency => {
            let end =
                from.checked_add_months(Months::new(6)).and_then(|day| day.checked_sub_days(Days::new(1)));
            Change::AgencyBridge { team: team()?, count: 1, from, until: end.unwrap_or(from) }
        }
        ChangeKind::Convert => {
            let stays = |day: Option<NaiveDate>| day.is_none_or(|day| day >= from);
            let agency = standing.workers.iter().find(|worker| {
                worker.contract == Contract::Agency && worker.role.holds_cases() && stays(worker.last_day)
            });
            match agency {
                Some(worker) => Change::ConvertAgency { worker: worker.id, on: from },
                None => {
                    return refuse(format!(
                        "No agency social worker of the plan is in post on {}: there is nobody to make permanent",
                        crate::domain::calendar::format_date(from)
                    ));
                }
            }
        }
        ChangeKind::Vacancies => {
            Change::HoldVacancies { team: None, until: from.checked_add_months(Months::new(6)) }
        }
        ChangeKind::Asye => {
            // Newly qualified workers start in September.
            let year = from.year() + i32::from(from.month() > 9);
            let start = NaiveDate::from_ymd_opt(year, 9, 1).unwrap_or(from);
            Change::AsyeCohort { team: team()?, count: 3, from: start }
        }
        ChangeKind::Cap => {
            let role = Role::SocialWorker;
            let cap = standing.policy.caps.iter().find(|cap| cap.role == role).map(|cap| cap.cap.children);
            Change::CapForRole { role, children: cap.map_or(16, |cap| cap.saturating_sub(2)) }
        }
        ChangeKind::Split => {
            let team = team()?;
            let name = standing.teams.get(team).map_or_else(|| team.to_string(), |team| team.name.clone());
            // Every second social worker.
            let workers = standing.workers.iter().filter(|w| w.team == Some(team) && w.role.holds_cases());
            Change::SplitTeam {
                team,
                new_name: format!("{name} two"),
                new_id: Some(free_team(&own_teams(plan, scenario))),
                workers: workers.skip(1).step_by(2).map(|worker| worker.id).collect(),
            }
        }
        ChangeKind::Team => Change::AddTeam {
            id: free_team(&own_teams(plan, scenario)),
            name: "New team".to_owned(),
            holds: Vec::new(),
        },
        ChangeKind::Merge => {
            let (into, from) = two_teams()?;
            Change::MergeTeams { from, into }
        }
        ChangeKind::Move => {
            let (from, to) = two_teams()?;
            let holds = standing.teams.get(from).and_then(|team| team.holds.first().copied());
            Change::MoveCaseType { case_type: holds.unwrap_or(CaseType::ChildInNeed), from, to }
        }
        ChangeKind::Demand => {
            Change::ScaleDemand { team: None, case_type: None, months: Vec::new(), factor: 1.1 }
        }
        ChangeKind::Absence => Change::ScaleAbsence { kind: AbsenceKind::Sickness, factor: 0.9 },
        ChangeKind::Leavers => Change::ScaleLeavers { contract: None, factor: 0.8 },
        ChangeKind::TimeToFill => Change::ScaleTimeToFill { factor: 0.5 },
        ChangeKind::Edit => {
            return refuse(
                "Open the scenario and change the value where it stands: it becomes a change of the list",
            );
        }
    })
}

#[cfg(test)]
mod tests;
