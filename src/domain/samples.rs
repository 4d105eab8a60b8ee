//! Small plans for tests.

use chrono::NaiveDate;

use crate::domain::calendar::parse_date;
use crate::domain::ids::{AbsenceId, ChildId, FamilyId, PostId, TeamId, WorkerId};
use crate::domain::plan::{
    Absence, AbsenceKind, AbsenceStatus, CaseType, Child, Family, Holder, Plan, Post, PostFilling, Role,
    Team, Worker,
};
use crate::domain::units::Fte;

/// A date as a person writes it.
pub(crate) fn on(text: &str) -> NaiveDate {
    parse_date(text).unwrap()
}

/// A team with a manager.
pub(crate) fn team(id: u32, name: &str, manager: u32) -> Team {
    Team {
        id: TeamId(id),
        name: name.to_owned(),
        holds: Vec::new(),
        manager: Some(WorkerId(manager)),
        deputies: Vec::new(),
        duty: None,
        new_work_percent: None,
        rota: crate::domain::plan::TeamRota::default(),
        notes: String::new(),
    }
}

/// A full-time worker; supervisor 0 is nobody.
pub(crate) fn staff(id: u32, name: &str, role: Role, team: u32, supervisor: u32) -> Worker {
    let mut worker = Worker::new(WorkerId(id), name, role, Some(TeamId(team)));
    worker.supervisor = (supervisor > 0).then_some(WorkerId(supervisor));
    worker
}

/// A child in need, seen on 1 September and held since 2 March.
pub(crate) fn child(id: u32, family: u32, team: u32, worker: u32) -> Child {
    let mut child = Child::new(ChildId(id), &format!("CH-{id}"), Some(TeamId(team)), CaseType::ChildInNeed);
    child.family = Some(FamilyId(family));
    child.holder = Holder::Worker(WorkerId(worker));
    child.held_since = Some(on("02/03/2026"));
    child.opened = Some(on("02/02/2026"));
    child.last_seen = Some(on("01/09/2026"));
    child
}

/// Agreed annual leave.
pub(crate) fn leave(id: u32, worker: u32, first: &str, last: &str, cover: &[u32]) -> Absence {
    Absence {
        id: AbsenceId(id),
        worker: WorkerId(worker),
        kind: AbsenceKind::AnnualLeave,
        first_day: on(first),
        last_day: Some(on(last)),
        expected_return: None,
        status: AbsenceStatus::Agreed,
        cover: cover.iter().map(|id| WorkerId(*id)).collect(),
        cover_from: None,
        phased_return: None,
        notes: String::new(),
    }
}

/// A full-time social worker's post.
pub(crate) fn post(id: u32, team: u32, filling: PostFilling) -> Post {
    Post {
        id: PostId(id),
        team: Some(TeamId(team)),
        role: Role::SocialWorker,
        fte: Fte::FULL,
        filling,
        notes: String::new(),
    }
}

/// A plan as at Monday 7 September 2026 in which nothing is doubtful: two teams, seven staff, three children of two
/// families, one week of leave with cover.
pub(crate) fn sound() -> Plan {
    let mut plan = Plan::empty(on("07/09/2026"));
    plan.teams = [team(1, "North", 1), team(2, "South", 2)].into_iter().collect();
    plan.workers = [
        staff(1, "Moira Nash", Role::TeamManager, 1, 0),
        staff(2, "Owen Price", Role::TeamManager, 2, 0),
        staff(3, "Ada Brook", Role::SocialWorker, 1, 1),
        staff(4, "Ben Cole", Role::SocialWorker, 1, 1),
        staff(5, "Cyra Dunn", Role::SeniorPractitioner, 2, 2),
        staff(6, "Eve Frost", Role::PersonalAdviser, 2, 2),
        staff(7, "Gil Hart", Role::FamilyPractitioner, 1, 1),
    ]
    .into_iter()
    .collect();
    plan.posts = [post(1, 1, PostFilling::Filled(WorkerId(3)))].into_iter().collect();
    plan.absences = [leave(1, 3, "21/09/2026", "25/09/2026", &[4])].into_iter().collect();
    let family = |id| Family { id: FamilyId(id), reference: format!("FA-{id}"), notes: String::new() };
    plan.families = [family(1), family(2)].into_iter().collect();
    plan.children = [child(1, 1, 1, 3), child(2, 1, 1, 3), child(3, 2, 2, 5)].into_iter().collect();
    plan
}
