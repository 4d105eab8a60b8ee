//! One simulated year told event by event, for replay and for checking.

use crate::domain::ids::{ChildId, TeamId, WorkerId};
use crate::domain::plan::{CaseType, ChangeReason, Contract, Priority, Role};
use crate::domain::state::ChildState;

/// A child of a run: first those open in the plan, in the plan's order, then new ones in the order they came.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct CaseNo(pub u32);

/// Somebody of a run: first the plan's workers, in the plan's order, then those who start, in the order they do.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct PersonNo(pub u32);

/// Why somebody is away.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum AwayWhy {
    /// A short illness, by chance.
    ShortIllness,
    /// A long illness, by chance.
    LongIllness,
    /// Leave that was not booked yet.
    Leave,
    /// An absence that the plan holds.
    Planned,
}

/// Why a child needs a worker.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum NeedWhy {
    /// Nobody held them when the plan was made, or a manager or a duty rota did.
    Backlog,
    /// New work.
    New,
    /// Their worker left.
    WorkerLeft,
    /// Their worker is away too long.
    LongAbsence,
    /// The work moves to another team.
    Transfer,
    /// The work became one that their worker may not hold.
    MayNotHold,
}

/// What happened.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum What {
    /// New work.
    Opened {
        /// The child.
        case: CaseNo,
        /// The family, counted from 0 in the run.
        family: u32,
        /// The team, as a place in the layout's list.
        team: usize,
        /// What the work is.
        case_type: CaseType,
        /// How pressing.
        priority: Priority,
        /// The work of an earlier child who has come again.
        again: Option<CaseNo>,
    },
    /// The work ended.
    Closed {
        /// The child.
        case: CaseNo,
    },
    /// The work became another type.
    Became {
        /// The child.
        case: CaseNo,
        /// What it is now.
        case_type: CaseType,
    },
    /// The child needs a worker in a team: they join its queue, or their need is known while a worker still holds them.
    Needs {
        /// The child.
        case: CaseNo,
        /// The team, as a place in the layout's list.
        team: usize,
        /// Why.
        why: NeedWhy,
    },
    /// The need has gone without an allocation: the worker came back.
    NeedsNoMore {
        /// The child.
        case: CaseNo,
    },
    /// In a transfer: the sending worker is no longer named.
    Sent {
        /// The child.
        case: CaseNo,
    },
    /// A manager holds the child until somebody has room.
    HeldByManager {
        /// The child.
        case: CaseNo,
    },
    /// Given a worker.
    Allocated {
        /// The child.
        case: CaseNo,
        /// To whom.
        to: PersonNo,
        /// Why, by the return's codes.
        reason: ChangeReason,
        /// Working days waited.
        waited: u32,
        /// Whether it went over the worker's cap.
        over_cap: bool,
    },
    /// Somebody has waited until a step of escalation.
    Escalated {
        /// The child.
        case: CaseNo,
        /// Which step of the policy's list, from 0.
        step: u8,
    },
    /// Away from this day.
    Away {
        /// Who.
        person: PersonNo,
        /// Why.
        why: AwayWhy,
    },
    /// An absence has ended. Several may overlap: at work only when all have.
    Back {
        /// Who.
        person: PersonNo,
        /// Which absence.
        why: AwayWhy,
    },
    /// Notice is given.
    Notice {
        /// Who.
        person: PersonNo,
        /// The last working day, as a place in the days; past the end if beyond the horizon.
        last_day: u32,
    },
    /// Gone: yesterday was their last day.
    Left {
        /// Who.
        person: PersonNo,
    },
    /// Somebody started.
    Started {
        /// Who.
        person: PersonNo,
        /// The team, as a place in the layout's list.
        team: usize,
        /// What they do.
        role: Role,
        /// How they are employed.
        contract: Contract,
        /// Newly qualified, in the assessed and supported year.
        asye: bool,
    },
    /// The day is over, with these counts.
    DayEnds {
        /// Children in each state.
        by_state: [u32; 13],
        /// Children with no named social worker.
        unnamed: u32,
        /// Children waiting in queues.
        waiting: u32,
    },
}

/// Something that happened on a day.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Event {
    /// The day, as a place in the layout's days: 1 is the first working day after the plan's date.
    pub day: u32,
    /// What happened.
    pub what: What,
}

/// One run, told event by event.
#[derive(Clone, Debug, PartialEq)]
pub struct Trace {
    /// The version of the model.
    pub model_version: u32,
    /// The seed.
    pub seed: u64,
    /// The number of the run.
    pub run: u32,
    /// What happened, in order.
    pub events: Vec<Event>,
    /// The plan's children who are open, by their number in the run.
    pub children: Vec<ChildId>,
    /// The plan's workers, by their number in the run.
    pub workers: Vec<WorkerId>,
    /// The layout's teams.
    pub teams: Vec<Option<TeamId>>,
}

/// All states in their order, for reading [`What::DayEnds`].
pub const STATES: usize = 13;
const _: () = assert!(ChildState::AwaitingClosure as usize + 1 == STATES);
