//! Plans for these tests, and ways to put them in files.

use std::collections::BTreeSet;
use std::path::PathBuf;
use std::process::{Command, Output};
use std::sync::Arc;

use caseload::app::format;
use caseload::domain::calendar::parse_date;
use caseload::domain::ids::{AbsenceId, ChildId, TeamId, WorkerId};
use caseload::domain::plan::{
    Absence, AbsenceKind, AbsenceStatus, CaseType, Child, Holder, Plan, Role, Team, Worker,
};
use chrono::NaiveDate;
use serde_json::Value;

/// A date typed as dd/mm/yyyy.
pub fn date(text: &str) -> NaiveDate {
    parse_date(text).unwrap()
}

/// One team as at Monday 7 September 2026; a bank holiday fell on Monday 31 August.
///
/// - R1: child in need with Ada, at work.
/// - R2: child protection in the manager's name since Monday 24 August.
/// - R3: assessment in the tray since Thursday 3 September.
/// - R4: child in need with Ben, whose last day is Friday 18 September.
/// - R5: child in need with Cal, off sick without cover since Tuesday 1 September: five days of grace, 1 to 4 and 7.
/// - R6: child in need with Ada, closes on Tuesday 8 September.
///
/// Dee holds nobody.
pub fn one_team() -> Plan {
    let mut plan = Plan::empty(date("07/09/2026"));
    let about = Arc::make_mut(&mut plan.about);
    "One team".clone_into(&mut about.title);
    "Nowhere".clone_into(&mut about.council);
    let north = TeamId(1);
    plan.teams.push(Team {
        id: north,
        name: "North".to_owned(),
        holds: Vec::new(),
        manager: Some(WorkerId(1)),
        deputies: Vec::new(),
        duty: None,
        new_work_percent: None,
        rota: caseload::domain::plan::TeamRota::default(),
        notes: String::new(),
    });
    let mut worker = |id, name: &str, role| {
        let mut worker = Worker::new(WorkerId(id), name, role, Some(north));
        worker.first_day = Some(date("06/01/2020"));
        worker.supervisor = (id > 1).then_some(WorkerId(1));
        if name == "Ben" {
            worker.last_day = Some(date("18/09/2026"));
        }
        plan.workers.push(worker);
    };
    worker(1, "Meg", Role::TeamManager);
    worker(2, "Ada", Role::SocialWorker);
    worker(3, "Ben", Role::SocialWorker);
    worker(4, "Cal", Role::SocialWorker);
    worker(5, "Dee", Role::SocialWorker);
    plan.absences.push(Absence {
        id: AbsenceId(1),
        worker: WorkerId(4),
        kind: AbsenceKind::Sickness,
        first_day: date("01/09/2026"),
        last_day: None,
        expected_return: None,
        status: AbsenceStatus::Agreed,
        cover: Vec::new(),
        cover_from: None,
        phased_return: None,
        notes: String::new(),
    });
    let mut child = |id: u32, case_type, holder, since: &str| {
        let mut child = Child::new(ChildId(id), &format!("R{id}"), Some(north), case_type);
        child.holder = holder;
        child.held_since = Some(date(since));
        child.opened = Some(date(since));
        if id == 6 {
            child.closes = Some(date("08/09/2026"));
        }
        plan.children.push(child);
    };
    child(1, CaseType::ChildInNeed, Holder::Worker(WorkerId(2)), "01/07/2026");
    child(2, CaseType::ChildProtection, Holder::Manager(WorkerId(1)), "24/08/2026");
    child(3, CaseType::Assessment, Holder::Tray(north), "03/09/2026");
    child(4, CaseType::ChildInNeed, Holder::Worker(WorkerId(3)), "01/07/2026");
    child(5, CaseType::ChildInNeed, Holder::Worker(WorkerId(4)), "01/07/2026");
    child(6, CaseType::ChildInNeed, Holder::Worker(WorkerId(2)), "01/07/2026");
    plan
}

/// A folder that goes when it is dropped.
pub struct Folder(tempfile::TempDir);

impl Folder {
    /// An empty folder.
    pub fn new() -> Self {
        Self(tempfile::tempdir().unwrap())
    }
    /// A path in it.
    pub fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }
    /// A file in it.
    pub fn file(&self, name: &str, content: impl AsRef<[u8]>) -> String {
        let path = self.path(name);
        std::fs::write(&path, content).unwrap();
        path.to_str().unwrap().to_owned()
    }
    /// A plan in a file in it.
    pub fn plan(&self, plan: &Plan) -> String {
        self.file("plan.ron", format::write(plan).unwrap())
    }
}

/// How a run of the program ended.
pub struct Ran {
    pub status: i32,
    pub answer: String,
    pub messages: String,
}

impl Ran {
    /// The answer as JSON.
    pub fn json(&self) -> serde_json::Value {
        serde_json::from_str(&self.answer).unwrap_or_else(|error| panic!("{error}: {}", self.answer))
    }
}

/// The program, not yet started.
pub fn program(args: &[&str]) -> Command {
    let mut command = Command::new(env!("CARGO_BIN_EXE_caseload-cli"));
    command.args(args);
    command
}

/// Runs the program to its end.
pub fn run(args: &[&str]) -> Ran {
    let Output { status, stdout, stderr } = program(args).output().unwrap();
    Ran {
        status: status.code().unwrap(),
        answer: String::from_utf8(stdout).unwrap(),
        messages: String::from_utf8(stderr).unwrap(),
    }
}

/// Every key of an answer, however deep.
pub fn all_keys(answer: &Value) -> BTreeSet<String> {
    let within: Vec<&Value> = match answer {
        Value::Object(fields) => fields.values().collect(),
        Value::Array(list) => list.iter().collect(),
        _ => Vec::new(),
    };
    let own = answer.as_object().into_iter().flat_map(|fields| fields.keys().cloned());
    own.chain(within.into_iter().flat_map(all_keys)).collect()
}
