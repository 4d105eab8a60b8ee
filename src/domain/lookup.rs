//! Finding things in a plan quickly: built once for a plan and read many times.

use std::collections::HashMap;
use std::hash::{BuildHasherDefault, Hasher};

use super::ids::{AbsenceId, ChildId, FamilyId, PostId, TeamId, WorkerId};
use super::plan::{Absence, Child, Family, Plan, Post, Record, Records, Team, Worker};

/// Something for each id. Ids are small numbers that a plan gives out itself, so a plain spread of them is enough, and
/// many times as quick as the standard one.
pub type IdMap<Id, V> = HashMap<Id, V, BuildHasherDefault<IdHasher>>;

/// Spreads the number of an id over a map.
#[derive(Clone, Copy, Debug, Default)]
pub struct IdHasher(u64);

impl Hasher for IdHasher {
    fn finish(&self) -> u64 {
        self.0
    }
    fn write(&mut self, bytes: &[u8]) {
        for byte in bytes {
            self.write_u32(u32::from(*byte));
        }
    }
    fn write_u32(&mut self, number: u32) {
        let spread = (self.0 ^ u64::from(number)).wrapping_mul(0x9E37_79B9_7F4A_7C15);
        self.0 = spread ^ (spread >> 32);
    }
}

/// Where everything in a plan is. Holds no copy of the records, only of their places.
#[derive(Debug)]
pub struct Lookup<'p> {
    /// The plan it was built for.
    pub plan: &'p Plan,
    teams: IdMap<TeamId, u32>,
    posts: IdMap<PostId, u32>,
    workers: IdMap<WorkerId, u32>,
    absences: IdMap<AbsenceId, u32>,
    families: IdMap<FamilyId, u32>,
    children: IdMap<ChildId, u32>,
    absences_of: IdMap<WorkerId, Vec<u32>>,
}

fn places<T: Record>(records: &Records<T>) -> IdMap<T::Id, u32> {
    let mut places = IdMap::with_capacity_and_hasher(records.len(), BuildHasherDefault::default());
    for (place, record) in records.iter().enumerate() {
        places.entry(record.id()).or_insert(place as u32);
    }
    places
}

impl<'p> Lookup<'p> {
    /// Reads the whole plan once.
    pub fn new(plan: &'p Plan) -> Self {
        let mut absences_of: IdMap<WorkerId, Vec<u32>> = IdMap::default();
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
