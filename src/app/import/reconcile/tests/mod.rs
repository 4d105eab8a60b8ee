//! Tests of the second half of import.

mod absences;
mod first_import;
mod properties;
mod real_files;
mod reimport;
mod staff;

use chrono::NaiveDate;

use super::*;
use crate::app::import::gather_bytes;
use crate::domain::plan::{Child, Worker};

fn day(text: &str) -> NaiveDate {
    text.parse().unwrap()
}

/// Options for lists as at a day.
fn on(text: &str) -> Options {
    Options::new(day(text))
}

/// Files as CSV, by name.
fn files(files: &[(&str, &str)]) -> Gathered {
    let files: Vec<(&str, &[u8])> = files.iter().map(|(name, text)| (*name, text.as_bytes())).collect();
    let gathered = gather_bytes(&files, &[]);
    assert!(gathered.errors.is_empty(), "{:?}", gathered.errors);
    gathered
}

/// A preview, with what every preview promises checked.
fn look(plan: Option<&Plan>, gathered: &Gathered, options: &Options) -> Preview {
    let shown = preview(plan, gathered, options);
    promises(plan, gathered, options, &shown);
    shown
}

/// What every preview promises.
fn promises(plan: Option<&Plan>, gathered: &Gathered, options: &Options, shown: &Preview) {
    assert!(shown.reconcile.adds_up(), "{:#?}", shown.reconcile);
    let base = plan.cloned().unwrap_or_else(|| Plan::empty(options.as_at));
    assert_eq!(apply(&base, &shown.edit).as_ref(), Ok(&shown.plan));
    // Nobody is lost: every child and everybody of before is still there.
    for child in &base.children {
        assert!(shown.plan.children.get(child.id).is_some(), "{}", child.reference);
    }
    let merged = options.same_person.len();
    assert!(shown.plan.workers.len() + merged >= base.workers.len());
    // Nothing names what is not there.
    for child in &shown.plan.children {
        for worker in child.holder.workers() {
            assert!(shown.plan.workers.get(worker).is_some(), "{} names {worker}", child.reference);
        }
        for team in child.holder.teams().chain(child.team) {
            assert!(shown.plan.teams.get(team).is_some(), "{} names {team}", child.reference);
        }
    }
    let again = preview(Some(&shown.plan), gathered, options);
    assert_eq!(again.plan, shown.plan, "the same list twice: {:#?}", again.changes);
    let lines: Vec<_> = again.changes.iter().filter(|line| line.kind != ChangeKind::Missing).collect();
    assert!(lines.is_empty(), "{lines:#?}");
}

fn child<'p>(plan: &'p Plan, reference: &str) -> &'p Child {
    let mut found = plan.children.iter().filter(|child| child.reference == reference);
    let child = found.next().unwrap_or_else(|| panic!("no child {reference}"));
    assert!(found.next().is_none(), "{reference} is there twice");
    child
}

fn worker<'p>(plan: &'p Plan, name: &str) -> &'p Worker {
    plan.workers.iter().find(|worker| worker.name == name).unwrap_or_else(|| panic!("nobody called {name}"))
}

fn team_name(plan: &Plan, child: &Child) -> String {
    child.team.and_then(|id| plan.teams.get(id)).map_or_else(String::new, |team| team.name.clone())
}

/// Who holds a child, as "worker Ada Brook", "tray Willow", "nobody".
fn holder(plan: &Plan, reference: &str) -> String {
    use crate::domain::plan::Holder as H;
    let name = |id: &WorkerId| plan.workers.get(*id).unwrap().name.clone();
    let team = |id: &crate::domain::ids::TeamId| plan.teams.get(*id).unwrap().name.clone();
    match &child(plan, reference).holder {
        H::Worker(w) => format!("worker {}", name(w)),
        H::Manager(w) => format!("manager {}", name(w)),
        H::DutyWorker(w) => format!("duty {}", name(w)),
        H::LeadPractitioner(w) => format!("practitioner {}", name(w)),
        H::PersonalAdviser(w) => format!("adviser {}", name(w)),
        H::DutyRota(t) => format!("rota {}", team(t)),
        H::Tray(t) => format!("tray {}", team(t)),
        H::Nobody => "nobody".to_owned(),
        H::Transfer { to, .. } => format!("transfer {}", team(to)),
        H::AwaitingClosure(_) => "closing".to_owned(),
    }
}

fn notes<'a>(shown: &'a Preview, words: &str) -> Vec<&'a NotUnderstood> {
    shown.not_understood.iter().filter(|note| note.why.contains(words)).collect()
}
