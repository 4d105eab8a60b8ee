//! Ordinary editing while a scenario is open: an edit becomes a change of the scenario, as few of them as say the same.
//!
//! # Promises
//! - The plan with the scenario is afterwards what the edit makes of the plan that is shown.
//! - A value set again takes the place of the one before; the base's own value leaves no change behind.
//! - What is refused changes nothing.

use std::collections::BTreeSet;

use super::{MADE_IDS, OWN_IDS, carry_out, first_ids, with_changes, with_scenario, words_in_turn};
use crate::domain::edit::{AnyRecord, Edit, Refusal, apply, name_of};
use crate::domain::fields;
use crate::domain::ids::Thing;
use crate::domain::plan::{Change, Plan, Record, Records, Scenario, ScenarioChange};

/// The scenario with an edit of the plan that it shows.
///
/// # Errors
/// The edit's own refusal, or what changes a record that cannot be edited by itself.
pub fn with_edit(base: &Plan, scenario: &Scenario, edit: &Edit) -> Result<Scenario, Refusal> {
    let before = with_scenario(base, scenario);
    refuse_made(base, &scenario.changes, &before.plan, edit)?;
    let mut wanted = apply(&before.plan, edit)?;
    wanted.scenarios = base.scenarios.clone();
    if wanted == before.plan {
        return Ok(scenario.clone());
    }
    let says_it = |changes: &Vec<ScenarioChange>| {
        let applied = with_changes(base, changes);
        applied.plan == wanted && applied.left_out.len() <= before.left_out.len()
    };
    let changes = shorter(base, scenario, edit, (&before.plan, &wanted)).into_iter().find(says_it);
    let changes = changes.unwrap_or_else(|| and(scenario.changes.clone(), edit));
    Ok(Scenario { changes, ..scenario.clone() })
}

/// Lists of changes that may say the same as this one with the edit at its end, the shortest first. It makes of the plan
/// that is shown the one that is wanted.
fn shorter(
    base: &Plan,
    scenario: &Scenario,
    edit: &Edit,
    (shown, wanted): (&Plan, &Plan),
) -> Vec<Vec<ScenarioChange>> {
    let changes = &scenario.changes;
    let others = || without(changes, &|earlier| takes_place_of(edit, earlier));
    match edit {
        Edit::Together { edits, .. } => {
            let mut one_by_one = scenario.clone();
            for edit in edits {
                match with_edit(base, &one_by_one, edit) {
                    Ok(scenario) => one_by_one = scenario,
                    Err(_) => return Vec::new(),
                }
            }
            let grows = one_by_one.changes.len() > changes.len();
            if grows { Vec::new() } else { vec![one_by_one.changes] }
        }
        Edit::Set { of, .. } => {
            vec![others(), folded(shown, changes, edit, *of), in_place(changes, edit), and(others(), edit)]
        }
        Edit::Remove(_) => {
            // What only the scenario had and nobody has any more.
            let gone = |thing: Thing| !has(base, thing) && !has(wanted, thing);
            let pruned = mapped(changes, &mut |earlier| match earlier {
                Edit::Put(records) => {
                    let kept: Vec<AnyRecord> =
                        records.iter().filter(|record| !gone(record.thing())).cloned().collect();
                    (!kept.is_empty()).then_some(Edit::Put(kept))
                }
                Edit::Set { of, .. } | Edit::Remove(of) if gone(*of) => None,
                Edit::Allocate { child, .. } if gone(Thing::Child(*child)) => None,
                other => Some(other.clone()),
            });
            vec![pruned.clone(), and(without(&pruned, &|earlier| takes_place_of(edit, earlier)), edit)]
        }
        _ => vec![others(), in_place(changes, edit), and(others(), edit)],
    }
}

/// Whether an edit says all that an earlier one did.
fn takes_place_of(edit: &Edit, earlier: &Edit) -> bool {
    let is_put = |thing: Thing| match edit {
        Edit::Put(records) => records.iter().any(|record| record.thing() == thing),
        Edit::Remove(removed) => *removed == thing,
        _ => false,
    };
    match (edit, earlier) {
        (Edit::Set { of, field, .. }, Edit::Set { of: thing, field: key, .. }) => of == thing && field == key,
        (Edit::Allocate { child, .. }, Edit::Allocate { child: other, .. }) => child == other,
        (_, Edit::Put(records)) => records.iter().all(|record| is_put(record.thing())),
        (_, Edit::Set { of, .. }) => is_put(*of),
        _ => false,
    }
}

/// The changes and one more.
fn and(mut changes: Vec<ScenarioChange>, edit: &Edit) -> Vec<ScenarioChange> {
    changes.push(ScenarioChange { change: Change::Edit(edit.clone()), on: true, comment: String::new() });
    changes
}

/// The changes with the last one whose place the edit takes in its place, and without the others.
fn in_place(changes: &[ScenarioChange], edit: &Edit) -> Vec<ScenarioChange> {
    let mut left = 0_usize;
    mapped(changes, &mut |earlier| {
        left += usize::from(takes_place_of(edit, earlier));
        Some(earlier.clone())
    });
    mapped(changes, &mut |earlier| {
        if !takes_place_of(edit, earlier) {
            return Some(earlier.clone());
        }
        left -= 1;
        (left == 0).then(|| edit.clone())
    })
}

/// The changes with a field set within the record that they put into the plan that is `shown`.
fn folded(shown: &Plan, changes: &[ScenarioChange], edit: &Edit, of: Thing) -> Vec<ScenarioChange> {
    let with_field = |record: &AnyRecord| {
        let plan = apply(shown, &Edit::Put(vec![record.clone()])).ok()?;
        AnyRecord::of(&apply(&plan, edit).ok()?, of)
    };
    mapped(changes, &mut |earlier| match earlier {
        Edit::Put(records) => {
            let fold = |record: &AnyRecord| {
                let changed = if record.thing() == of { with_field(record) } else { None };
                changed.unwrap_or_else(|| record.clone())
            };
            Some(Edit::Put(records.iter().map(fold).collect()))
        }
        other => Some(other.clone()).filter(|earlier| !takes_place_of(edit, earlier)),
    })
}

/// The changes without certain edits.
fn without(changes: &[ScenarioChange], drop: &dyn Fn(&Edit) -> bool) -> Vec<ScenarioChange> {
    mapped(changes, &mut |edit| (!drop(edit)).then(|| edit.clone()))
}

/// The changes with each edit that is switched on as `map` has it, those within gestures too. A gesture that has lost
/// some of its edits falls into the rest of them: its name would say too much.
fn mapped(changes: &[ScenarioChange], map: &mut dyn FnMut(&Edit) -> Option<Edit>) -> Vec<ScenarioChange> {
    let mut all = Vec::with_capacity(changes.len());
    for change in changes {
        let Change::Edit(edit) = change.change.clone() else {
            all.push(change.clone());
            continue;
        };
        if !change.on {
            all.push(change.clone());
            continue;
        }
        let edits = parts(&edit);
        let kept: Vec<Edit> = edits.iter().filter_map(&mut *map).collect();
        let kept = match edit {
            Edit::Together { label, .. } if kept.len() == edits.len() => {
                vec![Edit::Together { label, edits: kept }]
            }
            _ => kept,
        };
        let comment = |first: bool| if first { change.comment.clone() } else { String::new() };
        all.extend(kept.into_iter().enumerate().map(|(i, edit)| ScenarioChange {
            change: Change::Edit(edit),
            on: true,
            comment: comment(i == 0),
        }));
    }
    all
}

/// The single edits that an edit consists of.
fn parts(edit: &Edit) -> Vec<Edit> {
    match edit {
        Edit::Together { edits, .. } => edits.iter().flat_map(parts).collect(),
        one => vec![one.clone()],
    }
}

fn has(plan: &Plan, thing: Thing) -> bool {
    thing.is_part_of_every_plan() || AnyRecord::of(plan, thing).is_some()
}

pub(super) fn number(thing: Thing) -> u32 {
    match thing {
        Thing::Team(id) => id.0,
        Thing::Post(id) => id.0,
        Thing::Worker(id) => id.0,
        Thing::Absence(id) => id.0,
        Thing::Family(id) => id.0,
        Thing::Child(id) => id.0,
        Thing::Scenario(id) => id.0,
        _ => 0,
    }
}

/// Refuses an edit of a record that another change of the scenario makes.
fn refuse_made(base: &Plan, changes: &[ScenarioChange], shown: &Plan, edit: &Edit) -> Result<(), Refusal> {
    let touched = |edit: &Edit| -> Vec<Thing> {
        match edit {
            Edit::Set { of, .. } | Edit::Remove(of) => vec![*of],
            Edit::Put(records) => records.iter().map(AnyRecord::thing).collect(),
            Edit::MergeWorkers { keep, gone } => vec![Thing::Worker(*keep), Thing::Worker(*gone)],
            _ => Vec::new(),
        }
    };
    let mut touched = parts(edit).iter().flat_map(touched).collect::<Vec<_>>().into_iter();
    let made = touched.find(|thing| number(*thing) >= MADE_IDS && !has(base, *thing) && has(shown, *thing));
    let Some(made) = made else { return Ok(()) };
    let maker = cause(base, changes, &|plan| has(plan, made).to_string());
    let words =
        maker.and_then(|place| words_in_turn(base, changes).into_iter().nth(place)).unwrap_or_default();
    Err(Refusal(format!("{} comes from the change “{words}”. Change it there", name_of(shown, made))))
}

/// The last change that makes a difference to what is looked at.
fn cause(base: &Plan, changes: &[ScenarioChange], look: &dyn Fn(&Plan) -> String) -> Option<usize> {
    let mut plan = base.clone();
    let mut now = look(&plan);
    let mut last = None;
    for (place, (change, first)) in changes.iter().zip(first_ids(changes)).enumerate() {
        if !change.on {
            continue;
        }
        let Ok(next) = carry_out(&plan, &change.change, first) else { continue };
        let then = look(&next);
        if then != now {
            (now, last) = (then, Some(place));
        }
        plan = next;
    }
    last
}

/// A scenario in which something is as in the base plan again.
#[derive(Clone, Debug, PartialEq)]
pub struct Back {
    /// The scenario.
    pub scenario: Scenario,
    /// Changes that do more than this one thing and are now switched off, in words.
    pub switched_off: Vec<String>,
}

/// The scenario with one field of a thing, or the whole thing, as in the base plan again: edits of it are taken out, and
/// a change that does it among other things is switched off.
///
/// # Errors
/// When it is as in the base plan already, or is only in the scenario and cannot be taken out of it.
pub fn back_to_base(
    base: &Plan,
    scenario: &Scenario,
    thing: Thing,
    field: Option<&str>,
) -> Result<Back, Refusal> {
    let shown = with_scenario(base, scenario).plan;
    // What a change makes goes with it, and only with it: those that do something to it are left to tell so themselves.
    let is_made = !has(base, thing) && number(thing) >= MADE_IDS;
    let look = |plan: &Plan| match field {
        _ if is_made => has(plan, thing).to_string(),
        Some(field) => fields::get(plan, thing, field).unwrap_or_default(),
        None => whole(plan, thing),
    };
    let wanted = look(base);
    if look(&shown) == wanted {
        return Err(Refusal(format!("{} is as in the base plan already", name_of(&shown, thing))));
    }
    if !has(base, thing) && !is_made {
        let scenario = with_edit(base, scenario, &Edit::Remove(thing))?;
        return Ok(Back { scenario, switched_off: Vec::new() });
    }
    let is_of_it = |edit: &Edit| match edit {
        Edit::Set { of, field: key, .. } => *of == thing && field.is_none_or(|field| field == key),
        Edit::Put(records) => field.is_none() && records.iter().all(|record| record.thing() == thing),
        Edit::Remove(removed) => *removed == thing,
        Edit::Allocate { child, .. } => field.is_none() && thing == Thing::Child(*child),
        _ => false,
    };
    let mut changes = without(&scenario.changes, &is_of_it);
    let mut switched_off = Vec::new();
    while look(&with_changes(base, &changes).plan) != wanted {
        let Some(place) = cause(base, &changes, &look) else { break };
        match &changes[place].change {
            // Said in other words, such as one cell of the demand: the same field all the same.
            Change::Edit(Edit::Set { of, .. }) if *of == thing => {
                changes.remove(place);
            }
            Change::Edit(Edit::Allocate { child, .. }) if thing == Thing::Child(*child) => {
                changes.remove(place);
            }
            _ => {
                switched_off.extend(words_in_turn(base, &changes).into_iter().nth(place));
                changes[place].on = false;
            }
        }
    }
    Ok(Back { scenario: Scenario { changes, ..scenario.clone() }, switched_off })
}

/// Everything that a plan says of a thing, to be compared.
fn whole(plan: &Plan, thing: Thing) -> String {
    match AnyRecord::of(plan, thing) {
        Some(record) => format!("{record:?}"),
        None => fields::all(plan, thing).into_iter().map(|(_, text)| text + "\n").collect(),
    }
}

/// A number for a record that is added in a scenario, of the same kind as `like`: one that neither the base plan, nor the
/// plan that is shown, nor any scenario uses, within [`OWN_IDS`].
pub fn own_id(base: &Plan, shown: &Plan, like: Thing) -> u32 {
    fn numbers<T: Record>(list: &Records<T>) -> Vec<u32> {
        list.iter().map(|record| record.id().into()).collect()
    }
    let kind = std::mem::discriminant(&like);
    let of_plan = |plan: &Plan| match like {
        Thing::Team(_) => numbers(&plan.teams),
        Thing::Post(_) => numbers(&plan.posts),
        Thing::Worker(_) => numbers(&plan.workers),
        Thing::Absence(_) => numbers(&plan.absences),
        Thing::Family(_) => numbers(&plan.families),
        Thing::Child(_) => numbers(&plan.children),
        _ => Vec::new(),
    };
    let mut used: BTreeSet<u32> = [base, shown].into_iter().flat_map(of_plan).collect();
    for change in base.scenarios.iter().flat_map(|scenario| &scenario.changes) {
        let made: Vec<Thing> = match &change.change {
            Change::AddTeam { id, .. } => vec![Thing::Team(*id)],
            Change::SplitTeam { new_id, .. } => new_id.map(Thing::Team).into_iter().collect(),
            Change::Edit(edit) => parts(edit)
                .iter()
                .flat_map(|edit| match edit {
                    Edit::Put(records) => records.iter().map(AnyRecord::thing).collect(),
                    _ => Vec::new(),
                })
                .collect(),
            _ => Vec::new(),
        };
        used.extend(made.into_iter().filter(|thing| std::mem::discriminant(thing) == kind).map(number));
    }
    let highest = used.range(OWN_IDS).next_back().map_or(OWN_IDS.start, |last| last + 1);
    if OWN_IDS.contains(&highest) {
        return highest;
    }
    OWN_IDS.clone().find(|id| !used.contains(id)).unwrap_or(OWN_IDS.start)
}

#[cfg(test)]
mod tests;
