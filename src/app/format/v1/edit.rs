//! Edits of the plan that stand in scenarios, as version 1 writes them.

use serde::{Deserialize, Serialize};

use super::child::{Child, Family};
use super::scenario::{Decision, Scenario};
use super::staff::{Absence, Post, Team, Worker};
use super::words::ChangeReason;
use crate::app::format::reader::{Read, Reader};
use crate::domain::edit;
use crate::domain::ids::Thing;

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "snake_case")]
pub(super) enum Edit {
    Set { of: String, field: String, to: String },
    Put(Vec<AnyRecord>),
    Remove(String),
    Allocate { child: String, worker: String, on: String, reason: ChangeReason },
    MergeWorkers { keep: String, gone: String },
    Decide(Decision),
    Together { label: String, edits: Vec<Edit> },
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "snake_case")]
pub(super) enum AnyRecord {
    Team(Box<Team>),
    Post(Box<Post>),
    Worker(Box<Worker>),
    Absence(Box<Absence>),
    Family(Box<Family>),
    Child(Box<Child>),
    Scenario(Box<Scenario>),
}

impl From<&edit::Edit> for Edit {
    fn from(edit: &edit::Edit) -> Self {
        use edit::Edit as E;
        match edit {
            E::Set { of, field, to } => {
                Self::Set { of: of.to_string(), field: field.clone(), to: to.clone() }
            }
            E::Put(records) => Self::Put(records.iter().map(AnyRecord::from).collect()),
            E::Remove(thing) => Self::Remove(thing.to_string()),
            E::Allocate { child, worker, on, reason } => Self::Allocate {
                child: child.to_string(),
                worker: worker.to_string(),
                on: on.to_string(),
                reason: (*reason).into(),
            },
            E::MergeWorkers { keep, gone } => {
                Self::MergeWorkers { keep: keep.to_string(), gone: gone.to_string() }
            }
            E::Decide(decision) => Self::Decide(Decision::from(decision)),
            E::Together { label, edits } => {
                Self::Together { label: label.clone(), edits: edits.iter().map(Self::from).collect() }
            }
        }
    }
}

impl Read for Edit {
    type Value = edit::Edit;
    fn read(self, reader: &mut Reader) -> edit::Edit {
        use edit::Edit as E;
        match self {
            Self::Set { of, field, to } => E::Set { of: thing(reader, "of", &of), field, to },
            Self::Put(records) => E::Put(reader.items(records)),
            Self::Remove(of) => E::Remove(thing(reader, "remove", &of)),
            Self::Allocate { child, worker, on, reason } => E::Allocate {
                child: reader.id("child", &child),
                worker: reader.id("worker", &worker),
                on: reader.date("on", &on),
                reason: reason.into(),
            },
            Self::MergeWorkers { keep, gone } => {
                E::MergeWorkers { keep: reader.id("keep", &keep), gone: reader.id("gone", &gone) }
            }
            Self::Decide(decision) => E::Decide(decision.read(reader)),
            Self::Together { label, edits } => E::Together { label, edits: reader.list("edits", edits) },
        }
    }
}

/// The id of anything, or the name of a section.
fn thing(reader: &mut Reader, field: &'static str, text: &str) -> Thing {
    text.parse().unwrap_or_else(|_| {
        let fix = "Write an id such as \"W12\", or one of \"plan\", \"calendar\", \"policy\", \"demand\", \"workforce\", \"forecast\"";
        reader.wrong(field, &format!("“{text}” is nothing that can be changed"), fix);
        Thing::About
    })
}

impl From<&edit::AnyRecord> for AnyRecord {
    fn from(record: &edit::AnyRecord) -> Self {
        use edit::AnyRecord as R;
        match record {
            R::Team(team) => Self::Team(Box::new((&**team).into())),
            R::Post(post) => Self::Post(Box::new((&**post).into())),
            R::Worker(worker) => Self::Worker(Box::new((&**worker).into())),
            R::Absence(absence) => Self::Absence(Box::new((&**absence).into())),
            R::Family(family) => Self::Family(Box::new((&**family).into())),
            R::Child(child) => Self::Child(Box::new((&**child).into())),
            R::Scenario(scenario) => Self::Scenario(Box::new((&**scenario).into())),
        }
    }
}

impl Read for AnyRecord {
    type Value = edit::AnyRecord;
    fn read(self, reader: &mut Reader) -> edit::AnyRecord {
        use edit::AnyRecord as R;
        match self {
            Self::Team(team) => R::Team(Box::new(team.read(reader))),
            Self::Post(post) => R::Post(Box::new(post.read(reader))),
            Self::Worker(worker) => R::Worker(Box::new(worker.read(reader))),
            Self::Absence(absence) => R::Absence(Box::new(absence.read(reader))),
            Self::Family(family) => R::Family(Box::new(family.read(reader))),
            Self::Child(child) => R::Child(Box::new(child.read(reader))),
            Self::Scenario(scenario) => R::Scenario(Box::new(scenario.read(reader))),
        }
    }
}
