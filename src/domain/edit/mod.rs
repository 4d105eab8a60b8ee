//! Every change that can be made to a plan, as data.
//!
//! A typed field, a drag, an import and a scenario all become an [`Edit`]; [`apply`] is the only function that turns
//! one plan into another. It is pure: the plan it is given stays as it was, and a refusal changes nothing.

mod apply;
mod label;
mod mentions;
mod readable;

use chrono::NaiveDate;

pub use apply::{Refusal, apply, settle_handover};
pub use label::{label, name_of};
pub(super) use mentions::named_in;
pub use readable::{NOTHING, readable};

use super::ids::{ChildId, Thing, WorkerId};
use super::plan::{Absence, ChangeReason, Child, Decision, Family, Plan, Post, Scenario, Team, Worker};

/// One change to a plan.
#[derive(Clone, Debug, PartialEq)]
pub enum Edit {
    /// One field of one thing gets a new value, written as a person would type it.
    Set {
        /// What changes.
        of: Thing,
        /// The field's key, as listed by [`super::fields`].
        field: String,
        /// The new value.
        to: String,
    },
    /// Records are added, or take the place of those with the same id.
    Put(Vec<AnyRecord>),
    /// One thing is taken out of the plan, and every mention of it with it. Refused while children or staff hang on it.
    Remove(Thing),
    /// A child gets a worker on a day: at once when the day has come, otherwise as an agreed handover.
    Allocate {
        /// The child.
        child: ChildId,
        /// Their worker from that day.
        worker: WorkerId,
        /// The day.
        on: NaiveDate,
        /// Why, for the child's history.
        reason: ChangeReason,
    },
    /// Two entries turn out to be one person: everything that names `gone` names `keep` instead.
    MergeWorkers {
        /// The entry that stays.
        keep: WorkerId,
        /// The entry that goes.
        gone: WorkerId,
    },
    /// A decision is written to the log.
    Decide(Decision),
    /// Several changes that are one gesture: all of them happen or none does.
    Together {
        /// What the gesture is called, for undo.
        label: String,
        /// The changes, in order.
        edits: Vec<Edit>,
    },
}

/// A whole record of any kind.
#[derive(Clone, Debug, PartialEq)]
pub enum AnyRecord {
    /// A team.
    Team(Box<Team>),
    /// A post.
    Post(Box<Post>),
    /// A member of staff.
    Worker(Box<Worker>),
    /// An absence.
    Absence(Box<Absence>),
    /// A family.
    Family(Box<Family>),
    /// A child.
    Child(Box<Child>),
    /// A scenario.
    Scenario(Box<Scenario>),
}

impl AnyRecord {
    /// What it is the record of.
    pub fn thing(&self) -> Thing {
        match self {
            Self::Team(r) => Thing::Team(r.id),
            Self::Post(r) => Thing::Post(r.id),
            Self::Worker(r) => Thing::Worker(r.id),
            Self::Absence(r) => Thing::Absence(r.id),
            Self::Family(r) => Thing::Family(r.id),
            Self::Child(r) => Thing::Child(r.id),
            Self::Scenario(r) => Thing::Scenario(r.id),
        }
    }

    /// The record of a thing in a plan. `None` when it is not there, or a part of every plan.
    pub fn of(plan: &Plan, thing: Thing) -> Option<Self> {
        match thing {
            Thing::Team(id) => plan.teams.get(id).map(|r| Self::Team(Box::new((**r).clone()))),
            Thing::Post(id) => plan.posts.get(id).map(|r| Self::Post(Box::new((**r).clone()))),
            Thing::Worker(id) => plan.workers.get(id).map(|r| Self::Worker(Box::new((**r).clone()))),
            Thing::Absence(id) => plan.absences.get(id).map(|r| Self::Absence(Box::new((**r).clone()))),
            Thing::Family(id) => plan.families.get(id).map(|r| Self::Family(Box::new((**r).clone()))),
            Thing::Child(id) => plan.children.get(id).map(|r| Self::Child(Box::new((**r).clone()))),
            Thing::Scenario(id) => plan.scenarios.get(id).map(|r| Self::Scenario(Box::new((**r).clone()))),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests;
