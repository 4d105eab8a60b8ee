//! Staff by name: every spelling that means one person, found in the plan, in the staff list, or met in a child list.

use std::collections::{BTreeMap, HashMap};

use super::options::{Options, SamePerson};
use crate::app::import::names::{name_key, tidy_name};
use crate::domain::ids::{TeamId, WorkerId};
use crate::domain::plan::{KnownFrom, Plan, Role, Worker};

/// Everybody, by every spelling.
pub(super) struct People {
    /// The plan's staff as they will be, then the new ones.
    pub all: Vec<Worker>,
    by_key: HashMap<String, Vec<usize>>,
    by_registration: HashMap<String, usize>,
    places: HashMap<WorkerId, usize>,
    /// Accepted spellings: the key to look for instead.
    instead: BTreeMap<String, String>,
    /// Keys of names as written, so that each spelling is worked out once.
    keys: HashMap<String, String>,
    next: u32,
}

impl People {
    pub(super) fn new(plan: &Plan) -> Self {
        let mut people = Self {
            all: Vec::with_capacity(plan.workers.len()),
            by_key: HashMap::new(),
            by_registration: HashMap::new(),
            places: HashMap::new(),
            instead: BTreeMap::new(),
            keys: HashMap::new(),
            next: plan.workers.next_id().0,
        };
        for worker in &plan.workers {
            people.enter(worker.as_ref().clone());
        }
        people
    }

    fn enter(&mut self, worker: Worker) -> usize {
        let place = self.all.len();
        for name in std::iter::once(&worker.name).chain(&worker.also_known_as) {
            let places = self.by_key.entry(name_key(name)).or_default();
            if !places.contains(&place) {
                places.push(place);
            }
        }
        if !worker.registration.is_empty() {
            self.by_registration.entry(worker.registration.to_uppercase()).or_insert(place);
        }
        self.places.entry(worker.id).or_insert(place);
        self.all.push(worker);
        place
    }

    /// What is compared of a name as written, after the manager's decisions.
    pub(super) fn key(&mut self, name: &str) -> String {
        if let Some(key) = self.keys.get(name) {
            return key.clone();
        }
        let key = self.decided(name_key(name));
        self.keys.insert(name.to_owned(), key.clone());
        key
    }

    fn decided(&self, key: String) -> String {
        self.instead.get(&key).cloned().unwrap_or(key)
    }

    /// Takes the manager's accepted pairs in. Of two spellings the one already in the plan leads, then one on a
    /// staff list (`listed`), then the first.
    pub(super) fn accept(&mut self, options: &Options, listed: impl Fn(&str) -> bool) {
        for ((a, b), decision) in &options.same_person {
            if *decision != SamePerson::Accepted {
                continue;
            }
            let (a, b) = (self.decided(a.clone()), self.decided(b.clone()));
            if a == b {
                continue;
            }
            let rank = |key: &str| (self.by_key.contains_key(key), listed(key));
            let (lead, other) = if rank(&b) > rank(&a) { (b, a) } else { (a, b) };
            for key in self.instead.values_mut().filter(|key| **key == other) {
                key.clone_from(&lead);
            }
            self.instead.insert(other, lead);
        }
        self.keys.clear();
    }

    /// The person of this name, preferring one in this team where two share a name.
    pub(super) fn find(&self, name: &str, team: Option<TeamId>) -> Option<usize> {
        let found = match self.keys.get(name) {
            Some(key) => self.by_key.get(key),
            None => self.by_key.get(&self.decided(name_key(name))),
        };
        self.choose(found?, team)
    }

    fn choose(&self, places: &[usize], team: Option<TeamId>) -> Option<usize> {
        let in_team =
            |place: &&usize| team.is_some() && self.all.get(**place).is_some_and(|w| w.team == team);
        places.iter().find(in_team).or_else(|| places.first()).copied()
    }

    /// Everybody of this name.
    pub(super) fn all_named(&mut self, name: &str) -> Vec<usize> {
        let key = self.key(name);
        self.by_key.get(&key).cloned().unwrap_or_default()
    }

    /// The person with this registration number.
    pub(super) fn registered(&self, number: &str) -> Option<usize> {
        self.by_registration.get(&number.to_uppercase()).copied()
    }

    /// Adds somebody; `place` in [`Self::all`] is returned.
    pub(super) fn add(&mut self, name: &str, role: Role, team: Option<TeamId>, from: KnownFrom) -> usize {
        let mut worker = Worker::new(WorkerId(self.next), &as_people_say_it(name), role, team);
        worker.known_from = from;
        self.next += 1;
        let place = self.enter(worker);
        // The spelling may lead to another by a decision: found under both.
        let key = self.key(name);
        let places = self.by_key.entry(key).or_default();
        if !places.contains(&place) {
            places.push(place);
        }
        place
    }

    /// Remembers a registration number.
    pub(super) fn register(&mut self, place: usize, number: &str) {
        self.by_registration.entry(number.to_uppercase()).or_insert(place);
        if let Some(worker) = self.all.get_mut(place) {
            number.clone_into(&mut worker.registration);
        }
    }

    /// Remembers another spelling, where it would not be found by itself.
    pub(super) fn also_known_as(&mut self, place: usize, name: &str) {
        let name = as_people_say_it(name);
        let key = name_key(&name);
        let Some(worker) = self.all.get_mut(place) else { return };
        let known = std::iter::once(&worker.name).chain(&worker.also_known_as).any(|n| name_key(n) == key);
        if !known && !key.is_empty() {
            worker.also_known_as.push(name);
            let places = self.by_key.entry(key).or_default();
            if !places.contains(&place) {
                places.push(place);
            }
        }
    }

    /// Remembers a spelling that only a decision of the manager led here, so that next week's list finds it by itself.
    pub(super) fn remember(&mut self, place: usize, name: &str) {
        if !self.instead.is_empty() {
            self.also_known_as(place, name);
        }
    }

    pub(super) fn place_of(&self, id: WorkerId) -> Option<usize> {
        self.places.get(&id).copied()
    }

    pub(super) fn by_id(&self, id: WorkerId) -> Option<&Worker> {
        self.all.get(self.place_of(id)?)
    }

    pub(super) fn name(&self, id: WorkerId) -> String {
        self.by_id(id).map_or_else(|| id.to_string(), |worker| worker.name.clone())
    }
}

/// "Brook, Ada" as "Ada Brook"; anything else tidied.
pub(super) fn as_people_say_it(name: &str) -> String {
    let tidy = tidy_name(name);
    match tidy.split_once(',') {
        Some((surname, first))
            if !surname.trim().is_empty() && !first.trim().is_empty() && !first.contains(',') =>
        {
            format!("{} {}", first.trim(), surname.trim())
        }
        _ => tidy,
    }
}
