//! A child, who holds them, and who held them before.

use chrono::NaiveDate;

use super::words::{CaseType, ChangeReason, DueKind, Priority};
use crate::domain::ids::{ChildId, FamilyId, TeamId, WorkerId};

/// One child. Each child counts as one, and has a named social worker or has not, whatever is true of their siblings.
#[derive(Clone, Debug, PartialEq)]
pub struct Child {
    /// Never changes.
    pub id: ChildId,
    /// The case system's reference. A reference, not a name.
    pub reference: String,
    /// Their family, or sibling group.
    pub family: Option<FamilyId>,
    /// The team that the work sits with.
    pub team: Option<TeamId>,
    /// What the work is.
    pub case_type: CaseType,
    /// How pressing their allocation is.
    pub priority: Priority,
    /// Who holds them now.
    pub holder: Holder,
    /// Since when. `None`: not recorded, which is a problem to be listed.
    pub held_since: Option<NaiveDate>,
    /// When the work began.
    pub opened: Option<NaiveDate>,
    /// The day the work ends, if that is agreed. They are open on that day.
    pub closes: Option<NaiveDate>,
    /// Their eighteenth birthday, where it matters. The date of birth itself is not kept.
    pub turns_18: Option<NaiveDate>,
    /// When they were last seen.
    pub last_seen: Option<NaiveDate>,
    /// What falls due, and when.
    pub due: Vec<DueDate>,
    /// Who held them before, oldest first.
    pub past_workers: Vec<PastWorker>,
    /// What their worker has to be able to do.
    pub needs: Vec<Need>,
    /// The worker they are to stay with, whatever else changes.
    pub pinned_to: Option<WorkerId>,
    /// What the last imported list said, so that the next list can be told from what was typed here.
    pub last_list: Option<ListFacts>,
    /// Notes.
    pub notes: String,
}

impl Child {
    /// A child newly waiting in a team's tray, with nothing else said.
    pub fn new(id: ChildId, reference: &str, team: Option<TeamId>, case_type: CaseType) -> Self {
        Self {
            id,
            reference: reference.to_owned(),
            family: None,
            team,
            case_type,
            priority: Priority::Medium,
            holder: team.map_or(Holder::Nobody, Holder::Tray),
            held_since: None,
            opened: None,
            closes: None,
            turns_18: None,
            last_seen: None,
            due: Vec::new(),
            past_workers: Vec::new(),
            needs: Vec::new(),
            pinned_to: None,
            last_list: None,
            notes: String::new(),
        }
    }

    /// Open on `date`: begun (or no beginning recorded) and not yet closed.
    pub fn is_open(&self, date: NaiveDate) -> bool {
        self.opened.is_none_or(|opened| opened <= date) && self.closes.is_none_or(|closes| date <= closes)
    }
}

/// Who holds a child.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Holder {
    /// A named worker. Whether that makes a *named social worker* depends on their role and on the day.
    Worker(WorkerId),
    /// A manager, in place of a worker.
    Manager(WorkerId),
    /// A designated duty worker, by name.
    DutyWorker(WorkerId),
    /// Whoever is on duty in a team.
    DutyRota(TeamId),
    /// A team's tray: awaiting allocation.
    Tray(TeamId),
    /// Nobody at all.
    Nobody,
    /// Moving from one team to another, or from one worker to the next.
    Transfer {
        /// The team that sends, where it is known.
        from: Option<TeamId>,
        /// The team that receives, and whose manager answers for the child once sent.
        to: TeamId,
        /// The sending worker, until the handover. `None`: already sent.
        sender: Option<WorkerId>,
        /// The worker who takes over on the day of the handover, if one is named.
        receiver: Option<WorkerId>,
        /// The day of the handover. `None`: not agreed yet, so the sender, if any, stays.
        on: Option<NaiveDate>,
    },
    /// A lead practitioner who is not a social worker.
    LeadPractitioner(WorkerId),
    /// A personal adviser alone.
    PersonalAdviser(WorkerId),
    /// The work has ended; a manager has still to authorise the closure. With whoever did the work, where known.
    AwaitingClosure(Option<WorkerId>),
}

impl Holder {
    /// The person in whose name the child is recorded, if it is a person: in a transfer, the sender.
    pub fn worker(&self) -> Option<WorkerId> {
        match self {
            Self::Worker(w)
            | Self::Manager(w)
            | Self::DutyWorker(w)
            | Self::LeadPractitioner(w)
            | Self::PersonalAdviser(w) => Some(*w),
            Self::Transfer { sender, .. } => *sender,
            Self::AwaitingClosure(worker) => *worker,
            Self::DutyRota(_) | Self::Tray(_) | Self::Nobody => None,
        }
    }
    /// The person who holds the child on `date`: in a transfer, the receiver from the day of the handover.
    pub fn worker_on(&self, date: NaiveDate) -> Option<WorkerId> {
        match self {
            Self::Transfer { receiver, on: Some(on), .. } if *on <= date => *receiver,
            Self::Transfer { sender: None, receiver, on: None, .. } => *receiver,
            holder => holder.worker(),
        }
    }
    /// Every person named in it.
    pub fn workers(&self) -> impl Iterator<Item = WorkerId> {
        let receiver = if let Self::Transfer { receiver, .. } = self { *receiver } else { None };
        self.worker().into_iter().chain(receiver)
    }
    /// Every team named in it.
    pub fn teams(&self) -> impl Iterator<Item = TeamId> {
        let (a, b) = match self {
            Self::DutyRota(team) | Self::Tray(team) => (Some(*team), None),
            Self::Transfer { from, to, .. } => (Some(*to), *from),
            _ => (None, None),
        };
        a.into_iter().chain(b)
    }
}

/// Something that falls due for a child.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct DueDate {
    /// What.
    pub kind: DueKind,
    /// When.
    pub on: NaiveDate,
}

/// A worker who held a child before.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct PastWorker {
    /// Who.
    pub who: PastHolder,
    /// From when, where known.
    pub from: Option<NaiveDate>,
    /// Until when. They held the child on that day.
    pub to: NaiveDate,
    /// Why it changed.
    pub reason: Option<ChangeReason>,
}

/// Who held a child before: someone in the plan, or a name that is not.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum PastHolder {
    /// Someone in the plan.
    Worker(WorkerId),
    /// Someone who is not in the plan, as written in a list.
    Named(String),
}

/// What a child's worker has to be able to do.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Need {
    /// Experience of court.
    Court,
    /// A language.
    Language(String),
    /// Anything else, as one phrase that a worker's skills may hold.
    Skill(String),
}

/// What the last imported list said of a child, as written there.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ListFacts {
    /// The date of the list.
    pub as_at: NaiveDate,
    /// The team's name.
    pub team: String,
    /// The worker's name, or what stood in its place.
    pub worker: String,
    /// The case type that the list gave.
    pub case_type: CaseType,
}

/// A family, or sibling group, allocated together where it can be.
#[derive(Clone, Debug, PartialEq)]
pub struct Family {
    /// Never changes.
    pub id: FamilyId,
    /// A reference, not a name.
    pub reference: String,
    /// Notes.
    pub notes: String,
}
