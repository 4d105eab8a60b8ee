//! Adding things: a new record with sensible beginnings, selected at once so that its form is open.

use super::{Desk, New};
use crate::domain::edit::{AnyRecord, Edit};
use crate::domain::ids::{AbsenceId, ChildId, FamilyId, PostId, TeamId, Thing, WorkerId};
use crate::domain::plan::{
    Absence, AbsenceKind, AbsenceStatus, CaseType, Child, Family, Plan, Post, PostFilling, Role, Team, Worker,
};
use crate::domain::units::Fte;

impl Desk {
    pub(super) fn add(&mut self, new: New) {
        let Some(session) = &self.session else { return };
        let plan = session.plan();
        let team = self.team_in_mind(plan);
        let (record, thing) = match new {
            New::Team => {
                let (id, number) = session.next(Thing::Team(TeamId(0)));
                let id = TeamId(id);
                let team = Team {
                    id,
                    name: format!("New team {number}"),
                    holds: Vec::new(),
                    manager: None,
                    deputies: Vec::new(),
                    duty: None,
                    new_work_percent: None,
                    rota: crate::domain::plan::TeamRota::default(),
                    notes: String::new(),
                };
                (AnyRecord::Team(Box::new(team)), Thing::Team(id))
            }
            New::Post => {
                let id = PostId(session.next(Thing::Post(PostId(0))).0);
                let filling = PostFilling::Vacant {
                    since: Some(plan.about.as_at),
                    expected: None,
                    recruiting_from: None,
                    covered_by: None,
                };
                let post = Post {
                    id,
                    team,
                    role: Role::SocialWorker,
                    fte: Fte::FULL,
                    filling,
                    notes: String::new(),
                };
                (AnyRecord::Post(Box::new(post)), Thing::Post(id))
            }
            New::Worker => {
                let (id, number) = session.next(Thing::Worker(WorkerId(0)));
                let id = WorkerId(id);
                let worker =
                    Worker::new(id, &format!("New member of staff {number}"), Role::SocialWorker, team);
                (AnyRecord::Worker(Box::new(worker)), Thing::Worker(id))
            }
            New::Absence(worker) => {
                let Some(worker) = worker.or_else(|| self.worker_in_mind(plan)) else {
                    self.told =
                        Some("Add a member of staff first: an absence belongs to somebody".to_owned());
                    return;
                };
                let id = AbsenceId(session.next(Thing::Absence(AbsenceId(0))).0);
                let absence = Absence {
                    id,
                    worker,
                    kind: AbsenceKind::AnnualLeave,
                    first_day: plan.about.as_at,
                    last_day: Some(plan.about.as_at),
                    expected_return: None,
                    status: AbsenceStatus::Agreed,
                    cover: Vec::new(),
                    cover_from: None,
                    phased_return: None,
                    notes: String::new(),
                };
                (AnyRecord::Absence(Box::new(absence)), Thing::Absence(id))
            }
            New::Child => {
                let (id, number) = session.next(Thing::Child(ChildId(0)));
                let id = ChildId(id);
                let mut child = Child::new(id, &format!("New child {number}"), team, CaseType::Assessment);
                child.opened = Some(plan.about.as_at);
                child.held_since = Some(plan.about.as_at);
                (AnyRecord::Child(Box::new(child)), Thing::Child(id))
            }
            New::Family => {
                let (id, number) = session.next(Thing::Family(FamilyId(0)));
                let id = FamilyId(id);
                let family = Family { id, reference: format!("New family {number}"), notes: String::new() };
                (AnyRecord::Family(Box::new(family)), Thing::Family(id))
            }
        };
        let whose = match &record {
            AnyRecord::Absence(absence) => plan.workers.get(absence.worker).map(|worker| worker.name.clone()),
            _ => None,
        };
        if self.apply(&Edit::Put(vec![record])) {
            self.told = whose.map(|name| format!("Added for {name}: choose who, when and why in the panel"));
            self.selected = Some(thing);
        }
    }

    /// The team that a new record most likely belongs to: the selected one, the selected person's, or the first.
    fn team_in_mind(&self, plan: &Plan) -> Option<TeamId> {
        let selected = match self.selected {
            Some(Thing::Team(team)) => Some(team),
            Some(Thing::Worker(worker)) => plan.workers.get(worker).and_then(|worker| worker.team),
            Some(Thing::Child(child)) => plan.children.get(child).and_then(|child| child.team),
            Some(Thing::Post(post)) => plan.posts.get(post).and_then(|post| post.team),
            _ => None,
        };
        selected.or_else(|| plan.teams.at(0).map(|team| team.id))
    }

    fn worker_in_mind(&self, plan: &Plan) -> Option<WorkerId> {
        let selected = match self.selected {
            Some(Thing::Worker(worker)) => Some(worker),
            Some(Thing::Absence(absence)) => plan.absences.get(absence).map(|absence| absence.worker),
            _ => None,
        };
        selected.or_else(|| plan.workers.at(0).map(|worker| worker.id))
    }
}
