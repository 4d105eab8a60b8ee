//! Teams and families by name: found in the plan, or added.

use std::collections::HashMap;

use crate::app::import::heading_key;
use crate::app::import::names::tidy_name;
use crate::domain::ids::{FamilyId, TeamId};
use crate::domain::plan::{Family, Plan, Team};

/// Teams by name. Capitals, spaces and punctuation do not make another team.
pub(super) struct Teams {
    /// The plan's teams as they will be, then the new ones.
    pub all: Vec<Team>,
    by_key: HashMap<String, TeamId>,
    /// Names as written, so that each spelling is worked out once.
    spellings: HashMap<String, TeamId>,
    next: u32,
}

impl Teams {
    pub(super) fn new(plan: &Plan) -> Self {
        let all: Vec<Team> = plan.teams.iter().map(|team| team.as_ref().clone()).collect();
        let mut by_key = HashMap::new();
        for team in &all {
            by_key.entry(heading_key(&team.name)).or_insert(team.id);
        }
        Self { all, by_key, spellings: HashMap::new(), next: plan.teams.next_id().0 }
    }

    /// The team of this name, if there is one.
    pub(super) fn find(&self, name: &str) -> Option<TeamId> {
        self.spellings.get(name).or_else(|| self.by_key.get(&heading_key(name))).copied()
    }

    /// The team of this name, added if there is none; `None` for a name of no letters.
    pub(super) fn find_or_add(&mut self, name: &str) -> Option<TeamId> {
        if let Some(id) = self.spellings.get(name) {
            return Some(*id);
        }
        let key = heading_key(name);
        if key.is_empty() {
            return None;
        }
        if let Some(id) = self.by_key.get(&key) {
            self.spellings.insert(name.to_owned(), *id);
            return Some(*id);
        }
        let id = TeamId(self.next);
        self.next += 1;
        self.all.push(Team {
            id,
            name: tidy_name(name),
            holds: Vec::new(),
            manager: None,
            deputies: Vec::new(),
            duty: None,
            new_work_percent: None,
            rota: crate::domain::plan::TeamRota::default(),
            notes: String::new(),
        });
        self.by_key.insert(key, id);
        self.spellings.insert(name.to_owned(), id);
        Some(id)
    }

    pub(super) fn get_mut(&mut self, id: TeamId) -> Option<&mut Team> {
        self.all.iter_mut().find(|team| team.id == id)
    }

    pub(super) fn name(&self, id: TeamId) -> String {
        self.all.iter().find(|team| team.id == id).map_or_else(|| id.to_string(), |team| team.name.clone())
    }
}

/// Families by reference.
pub(super) struct Families {
    /// Families not in the plan yet.
    pub added: Vec<Family>,
    by_reference: HashMap<String, FamilyId>,
    next: u32,
}

impl Families {
    pub(super) fn new(plan: &Plan) -> Self {
        let by_reference = plan.families.iter().map(|family| (family.reference.clone(), family.id)).collect();
        Self { added: Vec::new(), by_reference, next: plan.families.next_id().0 }
    }

    pub(super) fn find_or_add(&mut self, reference: &str) -> FamilyId {
        if let Some(id) = self.by_reference.get(reference) {
            return *id;
        }
        let id = FamilyId(self.next);
        self.next += 1;
        self.added.push(Family { id, reference: reference.to_owned(), notes: String::new() });
        self.by_reference.insert(reference.to_owned(), id);
        id
    }
}
