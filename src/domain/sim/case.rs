//! One child in a run.

use super::model::NONE;
use super::trace::NeedWhy;

/// What a seat's name stands for. As whole numbers, since they index the seat's counts.
pub(super) mod hold {
    /// By nobody: the state is the child's own.
    pub const NOBODY: u8 = 0;
    /// As the child's worker.
    pub const WORKER: u8 = 1;
    /// As a designated duty worker.
    pub const DUTY: u8 = 2;
    /// As the sender, until a transfer is picked up.
    pub const SENDER: u8 = 3;
    /// As a lead practitioner who is not a social worker.
    pub const PRACTITIONER: u8 = 4;
    /// As the personal adviser of somebody over 18.
    pub const ADVISER: u8 = 5;
    /// As a manager whose name stands in a worker's place.
    pub const MANAGER: u8 = 6;
    /// Until a closure is authorised.
    pub const CLOSING: u8 = 7;
    /// How many there are.
    pub const COUNT: usize = 8;
}

/// One child in a run. A slot is used again once the child is closed.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(super) struct Case {
    /// What the child is to the draws.
    pub key: u64,
    /// The day on which the work ends; [`NONE`] while it stands still or ends beyond the horizon.
    pub due: u32,
    /// Working days of work left when it last stood still; [`NONE`]: beyond the horizon.
    pub rest: u32,
    /// Who holds the child.
    pub seat: u32,
    /// Neighbours in the seat's list.
    pub next: u32,
    pub previous: u32,
    /// Neighbours in the queue.
    pub queue_next: u32,
    pub queue_previous: u32,
    /// The day on which the child joined the queue.
    pub queued_on: u32,
    /// Neighbours among brothers and sisters; itself when there are none.
    pub sibling_next: u32,
    pub sibling_previous: u32,
    /// The people who held the child, latest first, by number of person.
    pub people: [u32; 3],
    /// The days on which the worker last changed, latest first. Days before the plan's date are negative.
    pub changed: [i32; 2],
    /// The day on which the present worker was given the child, for grace; may be before the plan's date.
    pub held_on: i32,
    /// The child's number in the run.
    pub number: u32,
    /// The place among today's children; [`NONE`] for new ones.
    pub origin: u32,
    /// The worker the child is to stay with.
    pub pinned: bool,
    pub team: u16,
    /// The team in whose queue the child is.
    pub queue_team: u16,
    pub steps: u16,
    pub kind: u8,
    pub hold: u8,
    /// The state, when nobody holds the child.
    pub state: u8,
    pub priority: u8,
    /// The queue's class, 0 the most urgent.
    pub class: u8,
    /// Steps of escalation taken.
    pub escalated: u8,
    pub need: u8,
    pub open: bool,
    pub queued: bool,
    /// In the queue's lists. New work joins them only if nobody takes it on its first day.
    pub linked: bool,
    pub unnamed: bool,
    /// Part of the counts. New work is counted once the day's allocation is over.
    pub counted: bool,
    /// New work of a duty week, which goes to whoever is on duty first.
    pub duty: bool,
    /// Under 18 with a known birthday: not yet a personal adviser's alone.
    pub under_18: bool,
    /// The day of the end is known and stands whatever happens.
    pub end_known: bool,
}

impl Case {
    /// A child with nothing said.
    pub fn new(key: u64, number: u32, team: u16, kind: u8, priority: u8) -> Self {
        Self {
            key,
            due: NONE,
            rest: NONE,
            seat: NONE,
            next: NONE,
            previous: NONE,
            queue_next: NONE,
            queue_previous: NONE,
            queued_on: NONE,
            sibling_next: NONE,
            sibling_previous: NONE,
            people: [NONE; 3],
            changed: [i32::MIN; 2],
            held_on: i32::MIN,
            number,
            origin: NONE,
            pinned: false,
            team,
            queue_team: team,
            steps: 0,
            kind,
            hold: hold::NOBODY,
            state: 0,
            priority,
            class: 0,
            escalated: 0,
            need: 0,
            open: true,
            queued: false,
            linked: false,
            unnamed: false,
            counted: true,
            duty: false,
            under_18: false,
            end_known: false,
        }
    }
}

/// Why a child needs a worker, as a number that fits the case.
pub(super) fn need_code(why: NeedWhy) -> u8 {
    match why {
        NeedWhy::Backlog => 0,
        NeedWhy::New => 1,
        NeedWhy::WorkerLeft => 2,
        NeedWhy::LongAbsence => 3,
        NeedWhy::Transfer => 4,
        NeedWhy::MayNotHold => 5,
    }
}

/// The need of a number.
pub(super) fn need_of(code: u8) -> NeedWhy {
    match code {
        1 => NeedWhy::New,
        2 => NeedWhy::WorkerLeft,
        3 => NeedWhy::LongAbsence,
        4 => NeedWhy::Transfer,
        5 => NeedWhy::MayNotHold,
        _ => NeedWhy::Backlog,
    }
}
