//! What the manager has decided about an import: every choice has a default that loses nobody.

use std::collections::{BTreeMap, BTreeSet};

use chrono::NaiveDate;

use crate::app::import::heading_key;
use crate::app::import::names::name_key;
use crate::domain::ids::TeamId;
use crate::domain::plan::{AbsenceKind, Role};

/// Whether two names are one person.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum SamePerson {
    /// One person, spelt two ways.
    Accepted,
    /// Two people.
    KeptApart,
}

/// What to do with the workers of a workforce census, which have no names and no teams.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CensusChoice {
    /// Those whose registration number is in the plan update it; the others are added as "Census worker 1" and so on.
    AddAnonymous {
        /// The team they are put in.
        team: Option<TeamId>,
    },
    /// Only those whose registration number is in the plan or the staff list are used.
    MatchByRegistration,
    /// The census changes nothing.
    Leave,
}

/// The manager's choices. [`Options::new`] gives the defaults.
#[derive(Clone, Debug, PartialEq)]
pub struct Options {
    /// The day the lists are as at; the plan's date becomes this day.
    pub as_at: NaiveDate,
    /// Decisions on pairs of names; see [`Options::one_person`] and [`Options::two_people`].
    pub same_person: BTreeMap<(String, String), SamePerson>,
    /// Names the manager says are managers, as [`name_key`]s; see [`Options::is_manager`].
    pub managers: BTreeSet<String>,
    /// Roles the manager chose for names, as [`name_key`]s; see [`Options::has_role`].
    pub roles: BTreeMap<String, Role>,
    /// Team names in a worker's cell that mean the duty rota, as [`heading_key`]s; see [`Options::is_duty_team`].
    pub duty_teams: BTreeSet<String>,
    /// What to do with a census.
    pub census: CensusChoice,
    /// Whether the vacancies a census reports become vacant posts. Off by default: the census does not say where.
    pub census_vacancies: bool,
    /// Children of an earlier list who are not in this one: closed on the day before (the default), or kept open.
    pub drop_missing: bool,
    /// Whether children whose work has ended with a date are brought in too, closed on that date.
    pub include_closed: bool,
    /// Why somebody is taken to be away of whom a list or calendar only says that they are. By default special leave.
    pub untold_kind: AbsenceKind,
}

impl Options {
    /// The defaults, for lists as at this day.
    pub fn new(as_at: NaiveDate) -> Self {
        Self {
            as_at,
            same_person: BTreeMap::new(),
            managers: BTreeSet::new(),
            roles: BTreeMap::new(),
            duty_teams: BTreeSet::new(),
            census: CensusChoice::MatchByRegistration,
            census_vacancies: false,
            drop_missing: true,
            include_closed: false,
            untold_kind: AbsenceKind::Special,
        }
    }

    /// These two spellings are one person: the other spelling is remembered in the plan.
    pub fn one_person(&mut self, a: &str, b: &str) {
        self.same_person.insert(pair(a, b), SamePerson::Accepted);
    }
    /// These two names are two people: do not ask again.
    pub fn two_people(&mut self, a: &str, b: &str) {
        self.same_person.insert(pair(a, b), SamePerson::KeptApart);
    }
    /// This name is a manager’s.
    pub fn is_manager(&mut self, name: &str) {
        self.managers.insert(name_key(name));
    }
    /// This person has this role.
    pub fn has_role(&mut self, name: &str, role: Role) {
        self.roles.insert(name_key(name), role);
    }
    /// This team’s name in a worker’s cell means whoever is on duty in it.
    pub fn is_duty_team(&mut self, name: &str) {
        self.duty_teams.insert(heading_key(name));
    }
}

/// Two names in a fixed order, so that a decision is found whichever way round it is asked.
pub(super) fn pair(a: &str, b: &str) -> (String, String) {
    let (a, b) = (name_key(a), name_key(b));
    if a <= b { (a, b) } else { (b, a) }
}
