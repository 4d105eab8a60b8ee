//! What an edit is called, for undo and for lists of changes.

use super::{AnyRecord, Edit};
use crate::domain::fields;
use crate::domain::ids::Thing;
use crate::domain::plan::Plan;
use crate::domain::plan::words::Words as _;

/// What a thing is called in a sentence: its name or reference.
pub fn name_of(plan: &Plan, thing: Thing) -> String {
    let or_id = |name: Option<String>| name.unwrap_or_else(|| thing.to_string());
    match thing {
        Thing::About => "the plan".to_owned(),
        Thing::Calendar => "the calendar".to_owned(),
        Thing::Policy => "the rules".to_owned(),
        Thing::Demand => "demand".to_owned(),
        Thing::Workforce => "workforce change".to_owned(),
        Thing::Forecast => "forecast settings".to_owned(),
        Thing::Target => "the promises and costs".to_owned(),
        Thing::Rota => "the rota’s rules".to_owned(),
        Thing::Decisions => "the log of decisions".to_owned(),
        Thing::Team(id) => or_id(plan.teams.get(id).map(|team| team.name.clone())),
        Thing::Worker(id) => or_id(plan.workers.get(id).map(|worker| worker.name.clone())),
        Thing::Family(id) => or_id(plan.families.get(id).map(|family| family.reference.clone())),
        Thing::Child(id) => or_id(plan.children.get(id).map(|child| child.reference.clone())),
        Thing::Scenario(id) => or_id(plan.scenarios.get(id).map(|scenario| scenario.name.clone())),
        Thing::Post(id) => or_id(plan.posts.get(id).map(|post| {
            let team = post.team.and_then(|team| plan.teams.get(team)).map_or("no team", |team| &team.name);
            format!("{} post {id} in {team}", post.role.label().to_lowercase())
        })),
        Thing::Absence(id) => or_id(plan.absences.get(id).map(|absence| {
            let who = plan
                .workers
                .get(absence.worker)
                .map_or_else(|| absence.worker.to_string(), |w| w.name.clone());
            format!("{who}’s {}", absence.kind.label().to_lowercase())
        })),
    }
}

/// The name of a kind of record, for a count of one and of more.
fn noun(record: &AnyRecord) -> (&'static str, &'static str) {
    match record {
        AnyRecord::Team(_) => ("team", "teams"),
        AnyRecord::Post(_) => ("post", "posts"),
        AnyRecord::Worker(_) => ("member of staff", "staff"),
        AnyRecord::Absence(_) => ("absence", "absences"),
        AnyRecord::Family(_) => ("family", "families"),
        AnyRecord::Child(_) => ("child", "children"),
        AnyRecord::Scenario(_) => ("scenario", "scenarios"),
    }
}

/// What `edit` does, as it reads after "Undo": "change Ada Brook’s FTE". `plan` is the plan before the edit.
pub fn label(plan: &Plan, edit: &Edit) -> String {
    match edit {
        Edit::Set { of, field, .. } => {
            let what = fields::info(*of, field).map_or(field.as_str(), |info| info.label.as_str());
            let whose =
                fields::whose(plan, *of, field).map_or_else(String::new, |whose| format!(", {whose}"));
            format!("change {}: {}{whose}", name_of(plan, *of), crate::domain::plan::lower_first(what))
        }
        Edit::Put(records) => match records.as_slice() {
            [record] => format!("add {} {}", noun(record).0, record_name(record)).trim_end().to_owned(),
            [first, ..] => format!("add {} {}", records.len(), noun(first).1),
            [] => "add nothing".to_owned(),
        },
        Edit::Remove(thing) => format!("remove {}", name_of(plan, *thing)),
        Edit::Allocate { child, worker, .. } => {
            format!(
                "allocate {} to {}",
                name_of(plan, Thing::Child(*child)),
                name_of(plan, Thing::Worker(*worker))
            )
        }
        Edit::MergeWorkers { keep, gone } => {
            format!(
                "make {} and {} one person",
                name_of(plan, Thing::Worker(*keep)),
                name_of(plan, Thing::Worker(*gone))
            )
        }
        Edit::Decide(_) => "note a decision".to_owned(),
        Edit::Together { label, .. } => label.clone(),
    }
}

fn record_name(record: &AnyRecord) -> &str {
    match record {
        AnyRecord::Team(team) => &team.name,
        AnyRecord::Worker(worker) => &worker.name,
        AnyRecord::Family(family) => &family.reference,
        AnyRecord::Child(child) => &child.reference,
        AnyRecord::Scenario(scenario) => &scenario.name,
        AnyRecord::Post(_) | AnyRecord::Absence(_) => "",
    }
}
