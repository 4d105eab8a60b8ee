//! Teams, posts, members of staff and absences, as version 1 writes them.

use serde::{Deserialize, Serialize};

use super::policy::{Cap, RampStep, ramp};
use super::rota::{DutyTurn, TeamRota, WorkerRota, is_week, week};
use super::words::{AbsenceKind, AbsenceStatus, CaseType, Contract, DutyUnit, KnownFrom, Role, all};
use super::{text, texts};
use crate::app::format::reader::{Read, Reader};
use crate::domain::plan;

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Team {
    id: String,
    name: String,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    holds: Vec<CaseType>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    manager: Option<String>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    deputies: Vec<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    duty: Option<DutyPattern>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    new_work_percent: Option<u8>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    rota: Option<TeamRota>,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    notes: String,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct DutyPattern {
    one_week_in: u8,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    first_week: Option<String>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    order: Vec<String>,
    #[serde(default = "week", skip_serializing_if = "is_week")]
    unit: DutyUnit,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    turns: Vec<DutyTurn>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Post {
    id: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    team: Option<String>,
    role: Role,
    fte: f64,
    filling: PostFilling,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    notes: String,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "snake_case")]
enum PostFilling {
    Filled(String),
    Vacant {
        #[serde(default, skip_serializing_if = "Option::is_none")]
        since: Option<String>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        expected: Option<String>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        recruiting_from: Option<String>,
        #[serde(default, skip_serializing_if = "Option::is_none")]
        covered_by: Option<String>,
    },
    Held {
        #[serde(default, skip_serializing_if = "Option::is_none")]
        since: Option<String>,
    },
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Worker {
    id: String,
    name: String,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    also_known_as: Vec<String>,
    role: Role,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    team: Option<String>,
    fte: f64,
    #[serde(default = "monday_to_friday", skip_serializing_if = "is_monday_to_friday")]
    working_days: String,
    contract: Contract,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    permanent_from: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    first_day: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    last_day: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    notice_given: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    asye_start: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    cap: Option<Cap>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    ramp: Option<Vec<RampStep>>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    skills: Vec<String>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    may_not_hold: Vec<CaseType>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    supervisor: Option<String>,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    registration: String,
    #[serde(default = "typed", skip_serializing_if = "is_typed")]
    known_from: KnownFrom,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    rota: Option<WorkerRota>,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    notes: String,
}

fn monday_to_friday() -> String {
    "Mon Tue Wed Thu Fri".to_owned()
}

fn is_monday_to_friday(days: &String) -> bool {
    *days == monday_to_friday()
}

fn typed() -> KnownFrom {
    KnownFrom::Typed
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "the serialiser gives a reference")]
fn is_typed(known_from: &KnownFrom) -> bool {
    matches!(known_from, KnownFrom::Typed)
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Absence {
    id: String,
    worker: String,
    kind: AbsenceKind,
    first_day: String,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    last_day: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    expected_return: Option<String>,
    status: AbsenceStatus,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    cover: Vec<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    cover_from: Option<String>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    phased_return: Option<PhasedReturn>,
    #[serde(default, skip_serializing_if = "String::is_empty")]
    notes: String,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct PhasedReturn {
    weekly_percent: Vec<u8>,
}

impl From<&plan::Team> for Team {
    fn from(team: &plan::Team) -> Self {
        Self {
            id: team.id.to_string(),
            name: team.name.clone(),
            holds: all(&team.holds),
            manager: text(team.manager),
            deputies: texts(&team.deputies),
            duty: team.duty.as_ref().map(|duty| DutyPattern {
                one_week_in: duty.one_week_in,
                first_week: text(duty.first_week),
                order: texts(&duty.order),
                unit: duty.unit.into(),
                turns: duty.turns.iter().map(DutyTurn::from).collect(),
            }),
            new_work_percent: team.new_work_percent,
            rota: TeamRota::unless_default(&team.rota),
            notes: team.notes.clone(),
        }
    }
}

impl Read for Team {
    type Value = plan::Team;
    fn read(self, reader: &mut Reader) -> plan::Team {
        reader.record("team", &self.id, |reader| plan::Team {
            id: reader.id("id", &self.id),
            name: self.name,
            holds: all(&self.holds),
            manager: reader.maybe_id("manager", self.manager),
            deputies: reader.ids("deputies", &self.deputies),
            duty: reader.maybe("duty", self.duty),
            new_work_percent: self.new_work_percent,
            rota: reader.maybe("rota", self.rota).unwrap_or_default(),
            notes: self.notes,
        })
    }
}

impl Read for DutyPattern {
    type Value = plan::DutyPattern;
    fn read(self, reader: &mut Reader) -> plan::DutyPattern {
        plan::DutyPattern {
            one_week_in: self.one_week_in,
            first_week: reader.maybe_date("first_week", self.first_week),
            order: reader.ids("order", &self.order),
            unit: self.unit.into(),
            turns: reader.list("turns", self.turns),
        }
    }
}

impl From<&plan::Post> for Post {
    fn from(post: &plan::Post) -> Self {
        Self {
            id: post.id.to_string(),
            team: text(post.team),
            role: post.role.into(),
            fte: post.fte.value(),
            filling: match &post.filling {
                plan::PostFilling::Filled(worker) => PostFilling::Filled(worker.to_string()),
                plan::PostFilling::Vacant { since, expected, recruiting_from, covered_by } => {
                    PostFilling::Vacant {
                        since: text(*since),
                        expected: text(*expected),
                        recruiting_from: text(*recruiting_from),
                        covered_by: text(*covered_by),
                    }
                }
                plan::PostFilling::Held { since } => PostFilling::Held { since: text(*since) },
            },
            notes: post.notes.clone(),
        }
    }
}

impl Read for Post {
    type Value = plan::Post;
    fn read(self, reader: &mut Reader) -> plan::Post {
        reader.record("post", &self.id, |reader| plan::Post {
            id: reader.id("id", &self.id),
            team: reader.maybe_id("team", self.team),
            role: self.role.into(),
            fte: reader.fte("fte", self.fte),
            filling: match self.filling {
                PostFilling::Filled(worker) => plan::PostFilling::Filled(reader.id("filling", &worker)),
                PostFilling::Vacant { since, expected, recruiting_from, covered_by } => {
                    reader.inside("filling", |reader| plan::PostFilling::Vacant {
                        since: reader.maybe_date("since", since),
                        expected: reader.maybe_date("expected", expected),
                        recruiting_from: reader.maybe_date("recruiting_from", recruiting_from),
                        covered_by: reader.maybe_id("covered_by", covered_by),
                    })
                }
                PostFilling::Held { since } => reader.inside("filling", |reader| plan::PostFilling::Held {
                    since: reader.maybe_date("since", since),
                }),
            },
            notes: self.notes,
        })
    }
}

impl From<&plan::Worker> for Worker {
    fn from(worker: &plan::Worker) -> Self {
        Self {
            id: worker.id.to_string(),
            name: worker.name.clone(),
            also_known_as: worker.also_known_as.clone(),
            role: worker.role.into(),
            team: text(worker.team),
            fte: worker.fte.value(),
            working_days: worker.working_days.text(),
            contract: worker.contract.into(),
            permanent_from: text(worker.permanent_from),
            first_day: text(worker.first_day),
            last_day: text(worker.last_day),
            notice_given: text(worker.notice_given),
            asye_start: text(worker.asye_start),
            cap: worker.cap.as_ref().map(Cap::from),
            ramp: worker.ramp.as_ref().map(ramp),
            skills: worker.skills.clone(),
            may_not_hold: all(&worker.may_not_hold),
            supervisor: text(worker.supervisor),
            registration: worker.registration.clone(),
            known_from: worker.known_from.into(),
            rota: WorkerRota::unless_default(&worker.rota),
            notes: worker.notes.clone(),
        }
    }
}

impl Read for Worker {
    type Value = plan::Worker;
    fn read(self, reader: &mut Reader) -> plan::Worker {
        reader.record("worker", &self.id, |reader| plan::Worker {
            id: reader.id("id", &self.id),
            name: self.name,
            also_known_as: self.also_known_as,
            role: self.role.into(),
            team: reader.maybe_id("team", self.team),
            fte: reader.fte("fte", self.fte),
            working_days: reader.working_days("working_days", &self.working_days),
            contract: self.contract.into(),
            permanent_from: reader.maybe_date("permanent_from", self.permanent_from),
            first_day: reader.maybe_date("first_day", self.first_day),
            last_day: reader.maybe_date("last_day", self.last_day),
            notice_given: reader.maybe_date("notice_given", self.notice_given),
            asye_start: reader.maybe_date("asye_start", self.asye_start),
            cap: reader.maybe("cap", self.cap),
            ramp: self.ramp.map(|steps| plan::Ramp { steps: reader.list("ramp", steps) }),
            skills: self.skills,
            may_not_hold: all(&self.may_not_hold),
            supervisor: reader.maybe_id("supervisor", self.supervisor),
            registration: self.registration,
            known_from: self.known_from.into(),
            rota: reader.maybe("rota", self.rota).unwrap_or_default(),
            notes: self.notes,
        })
    }
}

impl From<&plan::Absence> for Absence {
    fn from(absence: &plan::Absence) -> Self {
        Self {
            id: absence.id.to_string(),
            worker: absence.worker.to_string(),
            kind: absence.kind.into(),
            first_day: absence.first_day.to_string(),
            last_day: text(absence.last_day),
            expected_return: text(absence.expected_return),
            status: absence.status.into(),
            cover: texts(&absence.cover),
            cover_from: text(absence.cover_from),
            phased_return: absence
                .phased_return
                .as_ref()
                .map(|phased| PhasedReturn { weekly_percent: phased.weekly_percent.clone() }),
            notes: absence.notes.clone(),
        }
    }
}

impl Read for Absence {
    type Value = plan::Absence;
    fn read(self, reader: &mut Reader) -> plan::Absence {
        reader.record("absence", &self.id, |reader| plan::Absence {
            id: reader.id("id", &self.id),
            worker: reader.id("worker", &self.worker),
            kind: self.kind.into(),
            first_day: reader.date("first_day", &self.first_day),
            last_day: reader.maybe_date("last_day", self.last_day),
            expected_return: reader.maybe_date("expected_return", self.expected_return),
            status: self.status.into(),
            cover: reader.ids("cover", &self.cover),
            cover_from: reader.maybe_date("cover_from", self.cover_from),
            phased_return: self
                .phased_return
                .map(|phased| plan::PhasedReturn { weekly_percent: phased.weekly_percent }),
            notes: self.notes,
        })
    }
}
