//! Finding things in a plan quickly: built once for a plan and read many times.

use std::collections::HashMap;

use super::ids::{AbsenceId, ChildId, FamilyId, PostId, TeamId, WorkerId};
use super::plan::{Absence, Child, Family, Plan, Post, Record, Records, Team, Worker};

/// Where everything in a plan is. Holds no copy of the records, only of their places.
#[derive(Debug)]
pub struct Lookup<'p> {
    /// The plan it was built for.
    pub plan: &'p Plan,
    teams: HashMap<TeamId, u32>,
    posts: HashMap<PostId, u32>,
    workers: HashMap<WorkerId, u32>,
    absences: HashMap<AbsenceId, u32>,
    families: HashMap<FamilyId, u32>,
    children: HashMap<ChildId, u32>,
    absences_of: HashMap<WorkerId, Vec<u32>>,
}

fn places<T: Record>(records: &Records<T>) -> HashMap<T::Id, u32> {
    let mut places = HashMap::with_capacity(records.len());
    for (place, record) in records.iter().enumerate() {
        places.entry(record.id()).or_insert(place as u32);
    }
    places
}

impl<'p> Lookup<'p> {
    /// Reads the whole plan once.
    pub fn new(plan: &'p Plan) -> Self {
        let mut absences_of: HashMap<WorkerId, Vec<u32>> = HashMap::new();
        for (place, absence) in plan.absences.iter().enumerate() {
            absences_of.entry(absence.worker).or_default().push(place as u32);
        }
        Self {
            plan,
            teams: places(&plan.teams),
            posts: places(&plan.posts),
            workers: places(&plan.workers),
            absences: places(&plan.absences),
            families: places(&plan.families),
            children: places(&plan.children),
            absences_of,
        }
    }

    /// The team with this id.
    pub fn team(&self, id: TeamId) -> Option<&'p Team> {
        self.plan.teams.at(*self.teams.get(&id)? as usize).map(AsRef::as_ref)
    }
    /// The post with this id.
    pub fn post(&self, id: PostId) -> Option<&'p Post> {
        self.plan.posts.at(*self.posts.get(&id)? as usize).map(AsRef::as_ref)
    }
    /// The member of staff with this id.
    pub fn worker(&self, id: WorkerId) -> Option<&'p Worker> {
        self.plan.workers.at(self.worker_place(id)?).map(AsRef::as_ref)
    }
    /// Where in the list a member of staff stands.
    pub fn worker_place(&self, id: WorkerId) -> Option<usize> {
        self.workers.get(&id).map(|place| *place as usize)
    }
    /// The absence with this id.
    pub fn absence(&self, id: AbsenceId) -> Option<&'p Absence> {
        self.plan.absences.at(*self.absences.get(&id)? as usize).map(AsRef::as_ref)
    }
    /// The family with this id.
    pub fn family(&self, id: FamilyId) -> Option<&'p Family> {
        self.plan.families.at(*self.families.get(&id)? as usize).map(AsRef::as_ref)
    }
    /// The child with this id.
    pub fn child(&self, id: ChildId) -> Option<&'p Child> {
        self.plan.children.at(*self.children.get(&id)? as usize).map(AsRef::as_ref)
    }
    /// All absences of a member of staff, in file order.
    pub fn absences_of(&self, id: WorkerId) -> impl Iterator<Item = &'p Absence> + '_ {
        self.absences_of
            .get(&id)
            .into_iter()
            .flatten()
            .filter_map(|place| self.plan.absences.at(*place as usize).map(AsRef::as_ref))
    }

    /// The name of a member of staff, or their id when they are not in the plan.
    pub fn worker_name(&self, id: WorkerId) -> String {
        self.worker(id).map_or_else(|| format!("{id} (not in the plan)"), |worker| worker.name.clone())
    }
    /// The name of a team, or its id when it is not in the plan.
    pub fn team_name(&self, id: TeamId) -> String {
        self.team(id).map_or_else(|| format!("{id} (not in the plan)"), |team| team.name.clone())
    }
}
