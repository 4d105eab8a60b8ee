//! What-ifs and the log of decisions, as version 1 writes them.

use serde::{Deserialize, Serialize};

use super::edit::Edit;
use super::policy::{RampStep, ramp as ramp_steps};
use super::words::{AbsenceKind, CaseType, Contract, Recruited, Role};
use super::{text, texts};
use crate::app::format::reader::{Read, Reader};
use crate::domain::plan;

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Scenario {
    id: String,
    name: String,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    description: String,
    #[serde(default)]
    changes: Vec<ScenarioChange>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct ScenarioChange {
    change: Change,
    #[serde(default = "switched_on", skip_serializing_if = "is_switched_on")]
    on: bool,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    comment: String,
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "the serialiser gives a reference")]
fn is_usual(recruited: &Recruited) -> bool {
    matches!(recruited, Recruited::Starts)
}

fn switched_on() -> bool {
    true
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "the serialiser gives a reference")]
fn is_switched_on(on: &bool) -> bool {
    *on
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "snake_case")]
enum Change {
    Edit(Edit),
    AddPosts {
        team: String,
        role: Role,
        count: u16,
        fte: f64,
        contract: Contract,
        from: String,
        #[serde(default, skip_serializing_if = "is_usual")]
        recruited: Recruited,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        ramp: Option<Vec<RampStep>>,
    },
    AgencyBridge {
        team: String,
        count: u16,
        from: String,
        until: String,
    },
    ConvertAgency {
        worker: String,
        on: String,
    },
    HoldVacancies {
        #[serde(default, skip_serializing_if = "Option::is_none")]
        team: Option<String>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        until: Option<String>,
    },
    AsyeCohort {
        team: String,
        count: u16,
        from: String,
    },
    CapForRole {
        role: Role,
        children: u16,
    },
    SplitTeam {
        team: String,
        new_name: String,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        new_id: Option<String>,
        workers: Vec<String>,
    },
    AddTeam {
        id: String,
        name: String,
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        holds: Vec<CaseType>,
    },
    MergeTeams {
        from: String,
        into: String,
    },
    MoveCaseType {
        case_type: CaseType,
        from: String,
        to: String,
    },
    ScaleDemand {
        #[serde(default, skip_serializing_if = "Option::is_none")]
        team: Option<String>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        case_type: Option<CaseType>,
        #[serde(default, skip_serializing_if = "Vec::is_empty")]
        months: Vec<u8>,
        factor: f64,
    },
    ScaleAbsence {
        kind: AbsenceKind,
        factor: f64,
    },
    ScaleLeavers {
        #[serde(default, skip_serializing_if = "Option::is_none")]
        contract: Option<Contract>,
        factor: f64,
    },
    ScaleTimeToFill {
        factor: f64,
    },
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Decision {
    on: String,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    by: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    child: Option<String>,
    what: String,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    why: String,
}

impl From<&plan::Scenario> for Scenario {
    fn from(scenario: &plan::Scenario) -> Self {
        let change = |change: &plan::ScenarioChange| ScenarioChange {
            change: Change::from(&change.change),
            on: change.on,
            comment: change.comment.clone(),
        };
        Self {
            id: scenario.id.to_string(),
            name: scenario.name.clone(),
            description: scenario.description.clone(),
            changes: scenario.changes.iter().map(change).collect(),
        }
    }
}

impl Read for Scenario {
    type Value = plan::Scenario;
    fn read(self, reader: &mut Reader) -> plan::Scenario {
        reader.record("scenario", &self.id, |reader| plan::Scenario {
            id: reader.id("id", &self.id),
            name: self.name,
            description: self.description,
            changes: reader.list("changes", self.changes),
        })
    }
}

impl Read for ScenarioChange {
    type Value = plan::ScenarioChange;
    fn read(self, reader: &mut Reader) -> plan::ScenarioChange {
        plan::ScenarioChange {
            change: reader.part("change", self.change),
            on: self.on,
            comment: self.comment,
        }
    }
}

impl From<&plan::Change> for Change {
    fn from(change: &plan::Change) -> Self {
        use plan::Change as C;
        match change {
            C::Edit(edit) => Self::Edit(Edit::from(edit)),
            C::AddPosts { team, role, count, fte, contract, from, recruited, ramp } => Self::AddPosts {
                team: team.to_string(),
                role: (*role).into(),
                count: *count,
                fte: fte.value(),
                contract: (*contract).into(),
                from: from.to_string(),
                recruited: (*recruited).into(),
                ramp: ramp.as_ref().map(ramp_steps),
            },
            C::AgencyBridge { team, count, from, until } => Self::AgencyBridge {
                team: team.to_string(),
                count: *count,
                from: from.to_string(),
                until: until.to_string(),
            },
            C::ConvertAgency { worker, on } => {
                Self::ConvertAgency { worker: worker.to_string(), on: on.to_string() }
            }
            C::HoldVacancies { team, until } => {
                Self::HoldVacancies { team: text(*team), until: text(*until) }
            }
            C::AsyeCohort { team, count, from } => {
                Self::AsyeCohort { team: team.to_string(), count: *count, from: from.to_string() }
            }
            C::CapForRole { role, children } => {
                Self::CapForRole { role: (*role).into(), children: *children }
            }
            C::SplitTeam { team, new_name, new_id, workers } => Self::SplitTeam {
                team: team.to_string(),
                new_name: new_name.clone(),
                new_id: text(*new_id),
                workers: texts(workers),
            },
            C::AddTeam { id, name, holds } => Self::AddTeam {
                id: id.to_string(),
                name: name.clone(),
                holds: holds.iter().map(|case_type| (*case_type).into()).collect(),
            },
            C::MergeTeams { from, into } => {
                Self::MergeTeams { from: from.to_string(), into: into.to_string() }
            }
            C::MoveCaseType { case_type, from, to } => Self::MoveCaseType {
                case_type: (*case_type).into(),
                from: from.to_string(),
                to: to.to_string(),
            },
            C::ScaleDemand { team, case_type, months, factor } => Self::ScaleDemand {
                team: text(*team),
                case_type: case_type.map(Into::into),
                months: months.clone(),
                factor: *factor,
            },
            C::ScaleAbsence { kind, factor } => Self::ScaleAbsence { kind: (*kind).into(), factor: *factor },
            C::ScaleLeavers { contract, factor } => {
                Self::ScaleLeavers { contract: contract.map(Into::into), factor: *factor }
            }
            C::ScaleTimeToFill { factor } => Self::ScaleTimeToFill { factor: *factor },
        }
    }
}

impl Read for Change {
    type Value = plan::Change;
    fn read(self, reader: &mut Reader) -> plan::Change {
        use plan::Change as C;
        match self {
            Self::Edit(edit) => C::Edit(edit.read(reader)),
            Self::AddPosts { team, role, count, fte, contract, from, recruited, ramp } => C::AddPosts {
                team: reader.id("team", &team),
                role: role.into(),
                count,
                fte: reader.fte("fte", fte),
                contract: contract.into(),
                from: reader.date("from", &from),
                recruited: recruited.into(),
                ramp: ramp.map(|steps| plan::Ramp { steps: reader.list("ramp", steps) }),
            },
            Self::AgencyBridge { team, count, from, until } => C::AgencyBridge {
                team: reader.id("team", &team),
                count,
                from: reader.date("from", &from),
                until: reader.date("until", &until),
            },
            Self::ConvertAgency { worker, on } => {
                C::ConvertAgency { worker: reader.id("worker", &worker), on: reader.date("on", &on) }
            }
            Self::HoldVacancies { team, until } => C::HoldVacancies {
                team: reader.maybe_id("team", team),
                until: reader.maybe_date("until", until),
            },
            Self::AsyeCohort { team, count, from } => {
                C::AsyeCohort { team: reader.id("team", &team), count, from: reader.date("from", &from) }
            }
            Self::CapForRole { role, children } => C::CapForRole { role: role.into(), children },
            Self::SplitTeam { team, new_name, new_id, workers } => C::SplitTeam {
                team: reader.id("team", &team),
                new_name,
                new_id: reader.maybe_id("new_id", new_id),
                workers: reader.ids("workers", &workers),
            },
            Self::AddTeam { id, name, holds } => C::AddTeam {
                id: reader.id("id", &id),
                name,
                holds: holds.into_iter().map(Into::into).collect(),
            },
            Self::MergeTeams { from, into } => {
                C::MergeTeams { from: reader.id("from", &from), into: reader.id("into", &into) }
            }
            Self::MoveCaseType { case_type, from, to } => C::MoveCaseType {
                case_type: case_type.into(),
                from: reader.id("from", &from),
                to: reader.id("to", &to),
            },
            Self::ScaleDemand { team, case_type, months, factor } => C::ScaleDemand {
                team: reader.maybe_id("team", team),
                case_type: case_type.map(Into::into),
                months,
                factor: reader.number("factor", factor),
            },
            Self::ScaleAbsence { kind, factor } => {
                C::ScaleAbsence { kind: kind.into(), factor: reader.number("factor", factor) }
            }
            Self::ScaleLeavers { contract, factor } => C::ScaleLeavers {
                contract: contract.map(Into::into),
                factor: reader.number("factor", factor),
            },
            Self::ScaleTimeToFill { factor } => {
                C::ScaleTimeToFill { factor: reader.number("factor", factor) }
            }
        }
    }
}

impl From<&plan::Decision> for Decision {
    fn from(decision: &plan::Decision) -> Self {
        Self {
            on: decision.on.to_string(),
            by: decision.by.clone(),
            child: text(decision.child),
            what: decision.what.clone(),
            why: decision.why.clone(),
        }
    }
}

impl Read for Decision {
    type Value = plan::Decision;
    fn read(self, reader: &mut Reader) -> plan::Decision {
        plan::Decision {
            on: reader.date("on", &self.on),
            by: self.by,
            child: reader.maybe_id("child", self.child),
            what: self.what,
            why: self.why,
        }
    }
}
