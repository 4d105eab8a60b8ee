//! Children and families, as version 1 writes them.

use serde::{Deserialize, Serialize};

use super::text;
use super::words::{CaseType, ChangeReason, DueKind, Priority};
use crate::app::format::reader::{Read, Reader};
use crate::domain::plan;

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Child {
    id: String,
    reference: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    family: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    team: Option<String>,
    case_type: CaseType,
    priority: Priority,
    holder: Holder,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    held_since: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    opened: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    closes: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    turns_18: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    last_seen: Option<String>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    due: Vec<DueDate>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    past_workers: Vec<PastWorker>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    needs: Vec<Need>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pinned_to: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    last_list: Option<ListFacts>,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    notes: String,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "snake_case")]
enum Holder {
    Worker(String),
    Manager(String),
    DutyWorker(String),
    DutyRota(String),
    Tray(String),
    Nobody,
    Transfer {
        #[serde(default, skip_serializing_if = "Option::is_none")]
        from: Option<String>,
        to: String,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        sender: Option<String>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        receiver: Option<String>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        on: Option<String>,
    },
    LeadPractitioner(String),
    PersonalAdviser(String),
    AwaitingClosure {
        #[serde(default, skip_serializing_if = "Option::is_none")]
        worker: Option<String>,
    },
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct DueDate {
    kind: DueKind,
    on: String,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct PastWorker {
    who: PastHolder,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    from: Option<String>,
    to: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    reason: Option<ChangeReason>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "snake_case")]
enum PastHolder {
    Worker(String),
    Named(String),
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "snake_case")]
enum Need {
    Court,
    Language(String),
    Skill(String),
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct ListFacts {
    as_at: String,
    team: String,
    worker: String,
    case_type: CaseType,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Family {
    id: String,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    reference: String,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    notes: String,
}

impl From<&plan::Child> for Child {
    fn from(child: &plan::Child) -> Self {
        Self {
            id: child.id.to_string(),
            reference: child.reference.clone(),
            family: text(child.family),
            team: text(child.team),
            case_type: child.case_type.into(),
            priority: child.priority.into(),
            holder: Holder::from(&child.holder),
            held_since: text(child.held_since),
            opened: text(child.opened),
            closes: text(child.closes),
            turns_18: text(child.turns_18),
            last_seen: text(child.last_seen),
            due: child
                .due
                .iter()
                .map(|due| DueDate { kind: due.kind.into(), on: due.on.to_string() })
                .collect(),
            past_workers: child.past_workers.iter().map(PastWorker::from).collect(),
            needs: child.needs.iter().map(Need::from).collect(),
            pinned_to: text(child.pinned_to),
            last_list: child.last_list.as_ref().map(|facts| ListFacts {
                as_at: facts.as_at.to_string(),
                team: facts.team.clone(),
                worker: facts.worker.clone(),
                case_type: facts.case_type.into(),
            }),
            notes: child.notes.clone(),
        }
    }
}

impl Read for Child {
    type Value = plan::Child;
    fn read(self, reader: &mut Reader) -> plan::Child {
        reader.record("child", &self.id, |reader| plan::Child {
            id: reader.id("id", &self.id),
            reference: self.reference,
            family: reader.maybe_id("family", self.family),
            team: reader.maybe_id("team", self.team),
            case_type: self.case_type.into(),
            priority: self.priority.into(),
            holder: self.holder.read(reader),
            held_since: reader.maybe_date("held_since", self.held_since),
            opened: reader.maybe_date("opened", self.opened),
            closes: reader.maybe_date("closes", self.closes),
            turns_18: reader.maybe_date("turns_18", self.turns_18),
            last_seen: reader.maybe_date("last_seen", self.last_seen),
            due: reader.list("due", self.due),
            past_workers: reader.list("past_workers", self.past_workers),
            needs: self.needs.into_iter().map(plan::Need::from).collect(),
            pinned_to: reader.maybe_id("pinned_to", self.pinned_to),
            last_list: reader.maybe("last_list", self.last_list),
            notes: self.notes,
        })
    }
}

impl From<&plan::Holder> for Holder {
    fn from(holder: &plan::Holder) -> Self {
        use plan::Holder as H;
        match holder {
            H::Worker(worker) => Self::Worker(worker.to_string()),
            H::Manager(worker) => Self::Manager(worker.to_string()),
            H::DutyWorker(worker) => Self::DutyWorker(worker.to_string()),
            H::DutyRota(team) => Self::DutyRota(team.to_string()),
            H::Tray(team) => Self::Tray(team.to_string()),
            H::Nobody => Self::Nobody,
            H::Transfer { from, to, sender, receiver, on } => Self::Transfer {
                from: text(*from),
                to: to.to_string(),
                sender: text(*sender),
                receiver: text(*receiver),
                on: text(*on),
            },
            H::LeadPractitioner(worker) => Self::LeadPractitioner(worker.to_string()),
            H::PersonalAdviser(worker) => Self::PersonalAdviser(worker.to_string()),
            H::AwaitingClosure(worker) => Self::AwaitingClosure { worker: text(*worker) },
        }
    }
}

impl Read for Holder {
    type Value = plan::Holder;
    /// Read in the child itself, since most are one id and the place of that is the field's.
    fn read(self, reader: &mut Reader) -> plan::Holder {
        use plan::Holder as H;
        const FIELD: &str = "holder";
        match self {
            Self::Worker(worker) => H::Worker(reader.id(FIELD, &worker)),
            Self::Manager(worker) => H::Manager(reader.id(FIELD, &worker)),
            Self::DutyWorker(worker) => H::DutyWorker(reader.id(FIELD, &worker)),
            Self::DutyRota(team) => H::DutyRota(reader.id(FIELD, &team)),
            Self::Tray(team) => H::Tray(reader.id(FIELD, &team)),
            Self::Nobody => H::Nobody,
            Self::Transfer { from, to, sender, receiver, on } => reader.inside(FIELD, |reader| H::Transfer {
                from: reader.maybe_id("from", from),
                to: reader.id("to", &to),
                sender: reader.maybe_id("sender", sender),
                receiver: reader.maybe_id("receiver", receiver),
                on: reader.maybe_date("on", on),
            }),
            Self::LeadPractitioner(worker) => H::LeadPractitioner(reader.id(FIELD, &worker)),
            Self::PersonalAdviser(worker) => H::PersonalAdviser(reader.id(FIELD, &worker)),
            Self::AwaitingClosure { worker } => {
                H::AwaitingClosure(reader.inside(FIELD, |reader| reader.maybe_id("worker", worker)))
            }
        }
    }
}

impl Read for DueDate {
    type Value = plan::DueDate;
    fn read(self, reader: &mut Reader) -> plan::DueDate {
        plan::DueDate { kind: self.kind.into(), on: reader.date("on", &self.on) }
    }
}

impl From<&plan::PastWorker> for PastWorker {
    fn from(past: &plan::PastWorker) -> Self {
        Self {
            who: match &past.who {
                plan::PastHolder::Worker(worker) => PastHolder::Worker(worker.to_string()),
                plan::PastHolder::Named(name) => PastHolder::Named(name.clone()),
            },
            from: text(past.from),
            to: past.to.to_string(),
            reason: past.reason.map(Into::into),
        }
    }
}

impl Read for PastWorker {
    type Value = plan::PastWorker;
    fn read(self, reader: &mut Reader) -> plan::PastWorker {
        plan::PastWorker {
            who: match self.who {
                PastHolder::Worker(worker) => plan::PastHolder::Worker(reader.id("who", &worker)),
                PastHolder::Named(name) => plan::PastHolder::Named(name),
            },
            from: reader.maybe_date("from", self.from),
            to: reader.date("to", &self.to),
            reason: self.reason.map(Into::into),
        }
    }
}

impl From<&plan::Need> for Need {
    fn from(need: &plan::Need) -> Self {
        match need {
            plan::Need::Court => Self::Court,
            plan::Need::Language(language) => Self::Language(language.clone()),
            plan::Need::Skill(skill) => Self::Skill(skill.clone()),
        }
    }
}

impl From<Need> for plan::Need {
    fn from(need: Need) -> Self {
        match need {
            Need::Court => Self::Court,
            Need::Language(language) => Self::Language(language),
            Need::Skill(skill) => Self::Skill(skill),
        }
    }
}

impl Read for ListFacts {
    type Value = plan::ListFacts;
    fn read(self, reader: &mut Reader) -> plan::ListFacts {
        plan::ListFacts {
            as_at: reader.date("as_at", &self.as_at),
            team: self.team,
            worker: self.worker,
            case_type: self.case_type.into(),
        }
    }
}

impl From<&plan::Family> for Family {
    fn from(family: &plan::Family) -> Self {
        Self { id: family.id.to_string(), reference: family.reference.clone(), notes: family.notes.clone() }
    }
}

impl Read for Family {
    type Value = plan::Family;
    fn read(self, reader: &mut Reader) -> plan::Family {
        reader.record("family", &self.id, |reader| plan::Family {
            id: reader.id("id", &self.id),
            reference: self.reference,
            notes: self.notes,
        })
    }
}
