//! From what stands in a worker's cell to who holds the child.

use super::options::Options;
use super::people::People;
use super::teams::Teams;
use crate::app::import::names::name_key;
use crate::app::import::roles::{RoleText, parse_role};
use crate::app::import::{Cell, TeamNames, WorkerText, heading_key, worker_text};
use crate::domain::ids::{TeamId, WorkerId};
use crate::domain::plan::{Holder, Role};

/// The words beside a name taken from a personal adviser's column.
pub(super) const ADVISER_TAG: &str = "personal adviser";

/// As what somebody holds a child.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum As {
    Worker,
    Manager,
    Duty,
    Practitioner,
    Adviser,
}

/// What a worker's cell means.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Meaning {
    /// Somebody, by their id.
    Held(WorkerId, As),
    /// Somebody who is not in the plan, by the key of their name.
    Stranger(String),
    /// Whoever is on duty.
    Rota(TeamId),
    /// A team's tray, or nobody.
    Waiting(Option<TeamId>),
}

impl Meaning {
    /// The holder it makes.
    pub(super) fn holder(&self) -> Holder {
        match self {
            Self::Held(id, As::Worker) => Holder::Worker(*id),
            Self::Held(id, As::Manager) => Holder::Manager(*id),
            Self::Held(id, As::Duty) => Holder::DutyWorker(*id),
            Self::Held(id, As::Practitioner) => Holder::LeadPractitioner(*id),
            Self::Held(id, As::Adviser) => Holder::PersonalAdviser(*id),
            Self::Rota(team) => Holder::DutyRota(*team),
            Self::Waiting(Some(team)) => Holder::Tray(*team),
            Self::Waiting(None) | Self::Stranger(_) => Holder::Nobody,
        }
    }
}

/// A worker's cell as it is remembered: reading it again gives the same.
pub(super) fn written(worker: &WorkerText) -> String {
    match worker {
        WorkerText::Blank => String::new(),
        WorkerText::NotAvailable(text)
        | WorkerText::Unallocated(text)
        | WorkerText::DutyTeam(text)
        | WorkerText::TeamName(text)
        | WorkerText::Person(text) => text.clone(),
        WorkerText::ManagerTagged { name, tag } if name.is_empty() => tag.clone(),
        WorkerText::ManagerTagged { name, tag }
        | WorkerText::AgencyTagged { name, tag }
        | WorkerText::PersonTagged { name, tag } => format!("{name} ({tag})"),
        WorkerText::Several(names) => names.join(" / "),
    }
}

/// Reads a remembered cell again.
pub(super) fn read_again(text: &str, teams: &TeamNames) -> WorkerText {
    worker_text(&Cell::Text(text.to_owned()), teams)
}

/// Whether the words beside a name say that the person has left.
pub(super) fn says_left(tag: &str) -> bool {
    let key = heading_key(tag);
    matches!(key.as_str(), "left" | "leaver" | "inactive") || key.starts_with("left ")
}

/// Whether the words beside a name say that the person is away.
pub(super) fn says_away(tag: &str) -> bool {
    let key = heading_key(tag);
    key.starts_with("on ") || matches!(key.as_str(), "maternity leave" | "sick")
}

/// Whether the words beside a name say that the person holds the child on duty.
fn says_duty(tag: &str) -> bool {
    heading_key(tag).split(' ').any(|word| word == "duty")
}

/// The role that words beside a name mean.
pub(super) fn role_of_tag(tag: &str) -> Option<Role> {
    parse_role(tag).and_then(role)
}

/// The plan's role for a job title; `None` for a job that is no part of a plan.
///
/// A senior social worker is read as a senior practitioner, a reviewing officer as a social worker without cases.
pub(super) fn role(text: RoleText) -> Option<Role> {
    Some(match text {
        RoleText::SocialWorker | RoleText::Asye => Role::SocialWorker,
        RoleText::SeniorSocialWorker
        | RoleText::SeniorPractitioner
        | RoleText::AdvancedPractitioner
        | RoleText::ConsultantSocialWorker => Role::SeniorPractitioner,
        RoleText::PracticeManager | RoleText::AssistantTeamManager => Role::PracticeManager,
        RoleText::TeamManager => Role::TeamManager,
        RoleText::GroupManager | RoleText::ServiceManager | RoleText::HeadOfService => Role::ServiceManager,
        RoleText::PersonalAdviser => Role::PersonalAdviser,
        RoleText::FamilySupportWorker | RoleText::FamilyPractitioner | RoleText::SocialWorkAssistant => {
            Role::FamilyPractitioner
        }
        RoleText::Student | RoleText::Apprentice => Role::Student,
        RoleText::ReviewingOfficer => Role::NonCaseHolding,
        RoleText::Administration => return None,
    })
}

/// Who and what there is, for reading cells.
pub(super) struct Known<'a> {
    pub people: &'a People,
    pub teams: &'a Teams,
    pub options: &'a Options,
}

impl Known<'_> {
    /// What a worker's cell means for a child of this team.
    pub(super) fn meaning(&self, worker: &WorkerText, team: Option<TeamId>) -> Meaning {
        match worker {
            WorkerText::Blank | WorkerText::NotAvailable(_) | WorkerText::Unallocated(_) => {
                Meaning::Waiting(team)
            }
            WorkerText::DutyTeam(text) => match self.duty_team(text, team) {
                Some(team) => Meaning::Rota(team),
                None => Meaning::Waiting(None),
            },
            WorkerText::TeamName(text) if self.options.duty_teams.contains(&heading_key(text)) => {
                self.teams.find(text).or(team).map_or(Meaning::Waiting(None), Meaning::Rota)
            }
            WorkerText::TeamName(text) => Meaning::Waiting(self.teams.find(text).or(team)),
            WorkerText::ManagerTagged { name, .. } if name.is_empty() => {
                let manager = team.and_then(|id| self.teams.all.iter().find(|t| t.id == id)?.manager);
                manager.map_or(Meaning::Waiting(team), |id| Meaning::Held(id, As::Manager))
            }
            WorkerText::ManagerTagged { name, .. } => self.person(name, team, Some(As::Manager)),
            WorkerText::PersonTagged { name, tag } => {
                let said = if heading_key(tag) == ADVISER_TAG {
                    Some(As::Adviser)
                } else {
                    says_duty(tag).then_some(As::Duty)
                };
                self.person(name, team, said)
            }
            WorkerText::Several(names) => {
                names.first().map_or(Meaning::Waiting(team), |name| self.person(name, team, None))
            }
            WorkerText::AgencyTagged { name, .. } | WorkerText::Person(name) => self.person(name, team, None),
        }
    }

    fn person(&self, name: &str, team: Option<TeamId>, said: Option<As>) -> Meaning {
        let Some(worker) = self.people.find(name, team).and_then(|place| self.people.all.get(place)) else {
            return Meaning::Stranger(name_key(name));
        };
        let by_role = match worker.role {
            role if role.is_manager() => As::Manager,
            Role::PersonalAdviser => As::Adviser,
            Role::FamilyPractitioner | Role::Student => As::Practitioner,
            _ => As::Worker,
        };
        let held_as = match (said, by_role) {
            // Duty makes a manager no less a manager, and a practitioner no more a social worker.
            (Some(As::Duty), As::Manager | As::Practitioner | As::Adviser) => by_role,
            (Some(said), _) => said,
            (None, by_role) => by_role,
        };
        Meaning::Held(worker.id, held_as)
    }

    /// The team whose duty rota is meant: the one named, or the child's own where the words name none.
    fn duty_team(&self, text: &str, team: Option<TeamId>) -> Option<TeamId> {
        self.teams.find(text).or(if names_a_team(text) { None } else { team })
    }
}

/// Whether words for a duty rota also name a team, so that it is not simply the child's own.
pub(super) fn names_a_team(duty: &str) -> bool {
    const GENERAL: [&str; 17] = [
        "duty", "rota", "worker", "workers", "social", "team", "the", "on", "officer", "desk", "sw", "tray",
        "edt", "daily", "today", "of", "day",
    ];
    heading_key(duty).split(' ').any(|word| !GENERAL.contains(&word))
}
