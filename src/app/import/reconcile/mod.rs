//! The second half of import: rows to a previewed change of a plan, for the manager to accept or cancel.
//!
//! # Promises
//! - Pure: rows, plan and choices in; a preview out. Nothing is read, written or changed.
//! - Every row is accounted for ([`Reconcile::adds_up`]), and every child of the lists is in the plan exactly once.
//! - Accepting is one edit, so one step of undo: applying [`Preview::edit`] to the plan gives [`Preview::plan`].
//! - The same list twice changes nothing. Nobody is ever removed: children close, staff stay and are listed.
//! - A date that no list gives is not invented, but for a change of holder between two lists (said in the change).
//!
//! How it decides is in docs/IMPORT.md.

mod absences;
mod case_words;
mod census;
mod child;
mod children;
mod draft;
mod facts;
mod meaning;
mod options;
mod people;
mod questions;
mod staff;
mod standing;
mod tally;
mod teams;
mod whose;

#[cfg(test)]
mod tests;

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;

pub use options::{CensusChoice, Options, SamePerson};
pub use questions::{NameAsked, Question};
pub use tally::{LeftOut, ListTally, Reconcile, Totals, totals};

use self::draft::Draft;
use self::people::People;
use super::names::name_key;
use super::{Gathered, NotUnderstood};
use crate::app::words;
use crate::domain::calendar::format_date;
use crate::domain::edit::{AnyRecord, Edit, apply};
use crate::domain::ids::{Thing, WorkerId};
use crate::domain::plan::{KnownFrom, Plan, Record, Records, Role, words::words};

words!(
    /// What kind of change a line is.
    ChangeKind {
        /// A child who was not in the plan.
        New, "new", "New";
        /// A value that the list gives otherwise.
        Changed, "changed", "Changed";
        /// A child whose work has ended.
        Closed, "closed", "Closed";
        /// A child who was closed and is open again.
        Reopened, "reopened", "Open again";
        /// Somebody who is not in the list and is kept.
        Missing, "missing", "Not in the list, kept";
    }
);

/// One thing that a new list changes in the plan, or would.
#[derive(Clone, Debug, PartialEq)]
pub struct ChangeLine {
    /// What kind of change.
    pub kind: ChangeKind,
    /// What it is about; `None` where it is about several things.
    pub thing: Option<Thing>,
    /// The child's reference, or the name of the person or team.
    pub reference: String,
    /// What changes, in words.
    pub field: &'static str,
    /// What the plan says.
    pub before: String,
    /// What it will say.
    pub after: String,
    /// Why.
    pub why: String,
    /// Whether the plan's value was typed since the last list, so that accepting undoes the typing.
    pub overrides_typed: bool,
}

/// An import, before anybody has accepted it.
#[derive(Clone, Debug)]
pub struct Preview {
    /// The plan as it would be.
    pub plan: Plan,
    /// The one edit that makes it, from the plan given (or from an empty one as at the date of the lists).
    pub edit: Edit,
    /// What became of every row.
    pub reconcile: Reconcile,
    /// What changes in a plan that already holds children or staff.
    pub changes: Vec<ChangeLine>,
    /// What the manager may want to decide before accepting.
    pub questions: Vec<Question>,
    /// Everything not understood, and everything read in a way the manager should know about.
    pub not_understood: Vec<NotUnderstood>,
    /// Files that could not be read, each a sentence.
    pub file_errors: Vec<String>,
}

/// What the rows would change in the plan. Without a plan, one is made as at the date of the lists.
pub fn preview(plan: Option<&Plan>, gathered: &Gathered, options: &Options) -> Preview {
    let given = plan.cloned().unwrap_or_else(|| Plan::empty(options.as_at));
    let (mut edits, base) = merge_accepted(&given, options);
    let people = people(&base, gathered, options);
    let mut draft = Draft::new(options, &base, people, Reconcile::new(gathered));
    let supervised = staff::take_in(&mut draft, &gathered.staff);
    for census in &gathered.censuses {
        census::take_in(&mut draft, census);
    }
    let told = children::read(&mut draft, gathered);
    draft.take_choices();
    staff::settle(&mut draft, &gathered.staff, supervised);
    let outcome = children::settle(&mut draft, gathered, &told);
    let strangers = absences::take_in(&mut draft, &gathered.absences);
    let mut questions = questions::questions(&draft, &outcome);
    questions.extend(questions::of_strangers(&draft, &strangers));
    older_list(&mut draft, gathered);
    let rows = gathered.children.counts.len() + gathered.staff_counts.len() + gathered.censuses.len();
    if rows > 0 && base.about.as_at != options.as_at {
        edits.push(Edit::Set { of: Thing::About, field: "as_at".to_owned(), to: format_date(options.as_at) });
    }
    let records = records(&draft, &outcome.children);
    if !records.is_empty() {
        edits.push(Edit::Put(records));
    }
    let label = label(gathered, options.as_at, outcome.in_lists, &draft.tally);
    let edit = Edit::Together { label, edits };
    // Whole records and a date cannot be refused; if they ever were, the plan would simply stay as it is.
    let plan = apply(&given, &edit).unwrap_or(given);
    let mut not_understood = gathered.not_understood.clone();
    not_understood.extend(gathered.children.not_understood.iter().cloned());
    not_understood.append(&mut draft.notes);
    Preview {
        plan,
        edit,
        reconcile: draft.tally,
        changes: draft.changes,
        questions,
        not_understood,
        file_errors: gathered.errors.iter().map(ToString::to_string).collect(),
    }
}

/// What undo will call it: "bring in the child list of 07/09/2026 (1,204 children)".
fn label(gathered: &Gathered, as_at: NaiveDate, children: usize, tally: &Reconcile) -> String {
    let mut lists = Vec::new();
    let mut counts = Vec::new();
    if !gathered.children.counts.is_empty() {
        lists.push("child list");
        counts.push(words::count(children, "child", "children"));
    }
    if !gathered.staff_counts.is_empty() {
        lists.push("staff list");
        counts.push(words::count(totals(&tally.staff).taken, "member of staff", "staff"));
    }
    if !gathered.absence_counts.is_empty() {
        lists.push("absences");
        counts.push(words::count(totals(&tally.absences).taken, "absence", "absences"));
    }
    if !gathered.censuses.is_empty() {
        lists.push("workforce census");
    }
    let lists = if lists.is_empty() { "lists".to_owned() } else { lists.join(" and ") };
    let counts = if counts.is_empty() { String::new() } else { format!(" ({})", counts.join(", ")) };
    format!("bring in the {lists} of {}{counts}", format_date(as_at))
}

/// Everybody by name, with the manager's accepted pairs taken in.
fn people(base: &Plan, gathered: &Gathered, options: &Options) -> People {
    let mut people = People::new(base);
    if !options.same_person.is_empty() {
        let listed: BTreeSet<String> = gathered.staff.iter().map(|row| name_key(&row.name)).collect();
        people.accept(options, |key| listed.contains(key));
    }
    people
}

/// Accepted pairs who are two entries of the plan itself become one. The one on a staff list stays.
fn merge_accepted(given: &Plan, options: &Options) -> (Vec<Edit>, Plan) {
    let mut edits = Vec::new();
    let mut base = given.clone();
    for ((a, b), decision) in &options.same_person {
        if *decision != SamePerson::Accepted {
            continue;
        }
        let entry = |key: &str| {
            base.workers.iter().find(|worker| {
                std::iter::once(&worker.name).chain(&worker.also_known_as).any(|name| name_key(name) == key)
            })
        };
        let (Some(a), Some(b)) = (entry(a), entry(b)) else { continue };
        if a.id == b.id {
            continue;
        }
        let b_leads = a.known_from == KnownFrom::ChildListOnly && b.known_from != KnownFrom::ChildListOnly;
        let (keep, gone): (WorkerId, WorkerId) = if b_leads { (b.id, a.id) } else { (a.id, b.id) };
        let edit = Edit::MergeWorkers { keep, gone };
        if let Ok(merged) = apply(&base, &edit) {
            base = merged;
            edits.push(edit);
        }
    }
    (edits, base)
}

/// A list older than the plan is probably the wrong file.
fn older_list(draft: &mut Draft<'_>, gathered: &Gathered) {
    let plan_day = draft.base.about.as_at;
    if plan_day <= draft.options.as_at || draft.base.children.is_empty() {
        return;
    }
    if let Some(count) = gathered.children.counts.first() {
        let why = format!(
            "this list is as at {}, earlier than the plan ({}); check that it is the right one",
            draft.day(),
            format_date(plan_day)
        );
        draft.notes.push(NotUnderstood::note(count.source.place(), why));
    }
}

impl Draft<'_> {
    /// Roles and managers as the manager chose them.
    fn take_choices(&mut self) {
        if self.options.managers.is_empty() && self.options.roles.is_empty() {
            return;
        }
        for place in 0..self.people.all.len() {
            let Some(worker) = self.people.all.get(place) else { continue };
            let key = name_key(&worker.name);
            let chosen = self.options.roles.get(&key).copied();
            let is_manager = self.options.managers.contains(&key) && !worker.role.is_manager();
            let role = chosen.or(is_manager.then_some(Role::TeamManager));
            let before = worker.role;
            if let Some(role) = role.filter(|role| *role != before)
                && let Some(worker) = self.people.all.get_mut(place)
            {
                worker.role = role;
                if let Some(id) = self.base.workers.at(place).map(|worker| worker.id) {
                    use crate::domain::plan::Words as _;
                    self.changes.push(ChangeLine {
                        kind: ChangeKind::Changed,
                        thing: Some(Thing::Worker(id)),
                        reference: self.people.name(id),
                        field: "Role",
                        before: before.label().to_owned(),
                        after: role.label().to_owned(),
                        why: "as you chose".to_owned(),
                        overrides_typed: false,
                    });
                }
            }
        }
    }
}

/// The records that are new, or other than before.
fn records(draft: &Draft<'_>, children: &[crate::domain::plan::Child]) -> Vec<AnyRecord> {
    fn differing<'r, T: Record + PartialEq>(
        before: &'r Records<T>,
        after: &'r [T],
    ) -> impl Iterator<Item = &'r T> {
        after
            .iter()
            .enumerate()
            .filter(|(i, record)| before.at(*i).is_none_or(|old| **old != **record))
            .map(|(_, r)| r)
    }
    let base = draft.base;
    let teams = differing(&base.teams, &draft.teams.all).map(|r| AnyRecord::Team(Box::new(r.clone())));
    let workers = differing(&base.workers, &draft.people.all).map(|r| AnyRecord::Worker(Box::new(r.clone())));
    let posts = draft.posts.iter().map(|r| AnyRecord::Post(Box::new(r.clone())));
    let absences = draft.absences.iter().map(|r| AnyRecord::Absence(Box::new(r.clone())));
    let families = draft.families.added.iter().map(|r| AnyRecord::Family(Box::new(r.clone())));
    let children = children.iter().map(|r| AnyRecord::Child(Box::new(r.clone())));
    teams.chain(workers).chain(posts).chain(absences).chain(families).chain(children).collect()
}

/// Rows refused and left out by reason, over all lists of children.
pub fn reasons_left_out(lists: &[ListTally]) -> BTreeMap<LeftOut, usize> {
    let mut sums = BTreeMap::new();
    for (why, rows) in lists.iter().flat_map(|list| &list.left_out) {
        *sums.entry(*why).or_insert(0) += rows;
    }
    sums
}
