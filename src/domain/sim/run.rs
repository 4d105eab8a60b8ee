//! One run: its memory, and the order of a day.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use super::case::{Case, hold};
use super::draws::Draws;
use super::model::{Model, NONE, STATES};
use super::people::StaffEvent;
use super::queue::Queue;
use super::results::{LONGEST_WAIT, MODEL_VERSION, Results};
use super::seat::Seat;
use super::totals::{LossReason, RunTotals};
use super::trace::{Event, Trace, What};
use super::watch::Watched;

/// Where events of a run are told. Telling nobody costs nothing.
pub(super) trait Tell {
    /// Whether anybody listens.
    const LISTENS: bool;
    /// Something happened.
    fn tell(&mut self, day: u32, what: What);
}

/// Nobody listens.
pub(super) struct Nobody;

impl Tell for Nobody {
    const LISTENS: bool = false;
    fn tell(&mut self, _: u32, _: What) {}
}

impl Tell for Vec<Event> {
    const LISTENS: bool = true;
    fn tell(&mut self, day: u32, what: What) {
        self.push(Event { day, what });
    }
}

/// Something for each day, in the order in which it was put there. Keeps its memory from run to run.
#[derive(Debug)]
pub(super) struct Diary<T>(Vec<Vec<T>>);

impl<T: Copy> Diary<T> {
    fn new(days: usize) -> Self {
        Self((0..days).map(|_| Vec::new()).collect())
    }
    fn clear(&mut self) {
        self.0.iter_mut().for_each(Vec::clear);
    }
    /// Puts something on a day. What lies beyond the last day is dropped.
    pub fn put(&mut self, day: u32, what: T) {
        if let Some(list) = self.0.get_mut(day as usize) {
            list.push(what);
        }
    }
    /// The entry at a place of a day.
    pub fn at(&self, day: u32, place: usize) -> Option<T> {
        self.0.get(day as usize).and_then(|list| list.get(place)).copied()
    }
}

/// Somebody who is to be referred again.
#[derive(Clone, Copy, Debug)]
pub(super) struct Return {
    pub key: u64,
    pub team: u16,
    /// Who held the child, and in which seat.
    pub person: u32,
    pub seat: u32,
    pub number: u32,
}

/// Counts that change as things happen.
#[derive(Clone, Debug, Default)]
pub(super) struct Live {
    pub by_state: [u32; STATES],
    pub unnamed_in_state: [u32; STATES],
    pub unnamed: u32,
    pub open: u32,
    pub not_present: u32,
    pub over_cap: u32,
    pub allocations: u32,
    pub waiting: u32,
    pub unnamed_of_type: [u32; 16],
    pub unnamed_of_team: Vec<u32>,
    pub open_of_team: Vec<u32>,
    pub capacity_of_team: Vec<u32>,
    pub free_of_team: Vec<u32>,
    /// People in post who hold cases, by how they spend the day: at work, planned absence, ill, leave.
    pub people: [u32; 4],
    /// Everybody in post: ten-thousandths of full-time by contract, and what they are paid for a day in millionths of a
    /// pound.
    pub fte: [u32; 3],
    pub pay: u64,
}

impl Live {
    /// As another, in the same memory.
    fn copy_from(&mut self, other: &Self) {
        let lists = |live: &mut Self| {
            [
                std::mem::take(&mut live.unnamed_of_team),
                std::mem::take(&mut live.open_of_team),
                std::mem::take(&mut live.capacity_of_team),
                std::mem::take(&mut live.free_of_team),
            ]
        };
        let [mut unnamed, mut open, mut capacity, mut free] = lists(self);
        unnamed.clone_from(&other.unnamed_of_team);
        open.clone_from(&other.open_of_team);
        capacity.clone_from(&other.capacity_of_team);
        free.clone_from(&other.free_of_team);
        *self = Self {
            unnamed_of_team: unnamed,
            open_of_team: open,
            capacity_of_team: capacity,
            free_of_team: free,
            ..*other
        };
    }
}

/// What is derived of a seat, so that a change can take the old away.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Derived {
    pub capacity: u32,
    pub free: u32,
    pub over: bool,
    /// 0 nobody, then one more than the place in [`Live::people`].
    pub spends: u8,
    /// Of whoever is in post, whether they hold cases or not.
    pub contract: u8,
    pub fte: u32,
    pub pay: u64,
}

/// The memory of a run.
#[derive(Debug)]
pub(super) struct Run<'m> {
    pub m: &'m Model,
    pub draws: Draws,
    pub day: u32,
    pub cases: Vec<Case>,
    pub free_slots: Vec<u32>,
    pub seats: Vec<Seat>,
    /// For each seat the key of whoever has room; `u32::MAX` for nobody with room.
    pub keys: Vec<u32>,
    pub derived: Vec<Derived>,
    /// These three as every run begins.
    first_live: Live,
    first_derived: Vec<Derived>,
    first_keys: Vec<u32>,
    pub queues: Vec<Queue>,
    pub ends: Diary<u32>,
    pub staff: Diary<StaffEvent>,
    pub clocks: Diary<StaffEvent>,
    pub returns: Diary<Return>,
    pub sends: Diary<(u32, u32)>,
    pub escalations: Diary<(u32, u32)>,
    /// Children whose grace ends on a day of their own, or who turn 18.
    pub graces: Diary<(u32, u32)>,
    pub births: Diary<(u32, u32, bool)>,
    pub live: Live,
    /// Counts of all days, `[days][series]`.
    pub out: Vec<u32>,
    pub totals: RunTotals,
    /// Waits of this run that ended in an allocation, by working days.
    pub waits: Vec<u32>,
    /// Children sent to a team that has to take them whatever its capacity.
    pub forced: Vec<(u32, u32)>,
    /// Today's children: the day on which they lost their worker and why, and the first day without one.
    pub lost: Vec<(u32, LossReason)>,
    pub without: Vec<u32>,
    pub touched: Vec<u32>,
    pub newly_unnamed: Vec<u32>,
    /// What is counted because somebody asked.
    pub watched: Watched,
    /// Children who joined a queue today.
    pub joined: Vec<u32>,
    /// New work of today by team, which joins the queue's lists only if nobody takes it.
    pub fresh: Vec<Vec<u32>>,
    /// Seats whose presence is to be looked at again.
    pub changed: Vec<u32>,
    pub scratch: Vec<u32>,
    /// Somebody who held a child who moved on has a place more today.
    pub freed: bool,
    pub next_number: u32,
    pub next_person: u32,
    pub next_family: u32,
}

impl<'m> Run<'m> {
    fn new(m: &'m Model) -> Self {
        let days = m.days.len();
        let teams = m.teams.len();
        let live = Live {
            unnamed_of_team: vec![0; teams],
            open_of_team: vec![0; teams],
            capacity_of_team: vec![0; teams],
            free_of_team: vec![0; teams],
            ..Live::default()
        };
        let mut run = Self {
            m,
            draws: Draws::new(m.seed, 0),
            day: 0,
            cases: Vec::new(),
            free_slots: Vec::new(),
            seats: Vec::new(),
            keys: vec![u32::MAX; m.seats.len()],
            derived: vec![Derived::default(); m.seats.len()],
            first_live: Live::default(),
            first_derived: Vec::new(),
            first_keys: Vec::new(),
            queues: Vec::new(),
            ends: Diary::new(days),
            staff: Diary::new(days),
            clocks: Diary::new(days),
            returns: Diary::new(days),
            sends: Diary::new(days),
            escalations: Diary::new(days),
            graces: Diary::new(days),
            births: Diary::new(days),
            live,
            out: vec![0; m.layout.numbers_a_run()],
            totals: RunTotals::default(),
            waits: vec![0; LONGEST_WAIT + 1],
            lost: vec![(NONE, LossReason::WorkerLeft); m.children.len()],
            without: vec![NONE; m.children.len()],
            touched: Vec::new(),
            newly_unnamed: Vec::new(),
            watched: Watched::new(&m.layout),
            joined: Vec::new(),
            fresh: vec![Vec::new(); teams],
            changed: Vec::new(),
            scratch: Vec::new(),
            freed: false,
            forced: Vec::new(),
            next_number: 0,
            next_person: 0,
            next_family: 0,
        };
        run.count_start();
        run
    }

    /// Everything as on the plan's date, with the chances of run `number`.
    fn begin<S: Tell>(&mut self, number: u32, tell: &mut S) {
        let m = self.m;
        self.draws = Draws::new(m.seed, number);
        self.day = 0;
        self.cases.clone_from(&m.start.cases);
        self.free_slots.clear();
        self.seats.clone_from(&m.start.seats);
        self.queues.clone_from(&m.start.queues);
        self.ends.clear();
        self.staff.clear();
        self.clocks.clear();
        self.returns.clear();
        self.sends.clear();
        self.escalations.clear();
        self.graces.clear();
        self.births.clear();
        self.totals = RunTotals::default();
        for origin in self.touched.drain(..) {
            self.lost[origin as usize].0 = NONE;
            self.without[origin as usize] = NONE;
        }
        self.newly_unnamed.clear();
        self.watched.begin(m);
        self.joined.clear();
        self.fresh.iter_mut().for_each(Vec::clear);
        // Who waits on the plan's date is told of and may be held by a manager as anybody who waits later.
        self.joined.extend((0_u32..).zip(&self.cases).filter(|(_, case)| case.queued).map(|(slot, _)| slot));
        self.forced.clear();
        self.waits.fill(0);
        self.changed.clear();
        self.next_number = m.start.cases.len() as u32;
        self.next_person = m.workers.len() as u32;
        self.next_family = 0;
        self.begin_counts();
        self.begin_work();
        self.begin_people();
        self.record(tell);
    }

    /// Counts on the plan's date, from the cases and seats themselves: once, for every run begins with the same.
    fn count_start(&mut self) {
        self.cases.clone_from(&self.m.start.cases);
        self.seats.clone_from(&self.m.start.seats);
        self.live.waiting = self.m.start.waiting;
        for seat in 0..self.seats.len() as u32 {
            self.refresh(seat);
        }
        for slot in 0..self.cases.len() as u32 {
            if self.cases[slot as usize].open {
                self.count(slot, true);
            }
        }
        self.first_live.clone_from(&self.live);
        self.first_derived.clone_from(&self.derived);
        self.first_keys.clone_from(&self.keys);
    }

    /// Counts as on the plan's date.
    fn begin_counts(&mut self) {
        self.live.copy_from(&self.first_live);
        self.derived.clone_from(&self.first_derived);
        self.keys.clone_from(&self.first_keys);
        for slot in &self.m.start.unnamed {
            self.mark_without(self.m.start.cases[*slot as usize].origin);
        }
        self.totals.open.0 = self.live.open;
    }

    /// A day, from morning to evening. Each step is one function.
    fn play_day<S: Tell>(&mut self, tell: &mut S) {
        self.people(tell);
        self.work(tell);
        self.arrivals(tell);
        self.transfers(tell);
        if self.live.waiting > 0 && self.m.days[self.day as usize].allocates {
            self.allocate(tell);
        }
        self.leave_waiting(tell);
        self.record(tell);
    }

    /// Plays a whole run. Whether it came to its end: a stopped one did not.
    fn play<S: Tell>(&mut self, number: u32, stop: &AtomicBool, tell: &mut S) -> bool {
        self.begin(number, tell);
        for day in 1..self.m.days.len() as u32 {
            if stop.load(Ordering::Relaxed) {
                return false;
            }
            self.day = day;
            self.play_day(tell);
        }
        self.end();
        true
    }

    /// A free slot for a new child; what stands in it is somebody who has gone.
    #[inline]
    pub fn slot(&mut self) -> u32 {
        self.free_slots.pop().unwrap_or_else(|| {
            self.cases.push(Case::new(0, 0, 0, 0, 0));
            self.cases.len() as u32 - 1
        })
    }

    /// The state a child is in.
    pub fn state(&self, case: &Case) -> usize {
        if case.hold == hold::NOBODY {
            usize::from(case.state)
        } else {
            super::presence::state(case.hold, self.seats[case.seat as usize].status)
        }
    }
}

/// Plays runs of one model, and keeps its memory from run to run.
#[derive(Debug)]
pub struct Simulator<'m> {
    run: Run<'m>,
}

impl<'m> Simulator<'m> {
    /// Makes the memory.
    pub fn new(model: &'m Model) -> Self {
        Self { run: Run::new(model) }
    }

    /// Plays `count` runs from number `first`. Fewer when `stop` is set: only whole runs count.
    pub fn runs(&mut self, first: u32, count: u32, stop: &AtomicBool) -> Results {
        let m = self.run.m;
        let mut results = Results::none(&m.layout, m.seed, first, m.children.len());
        results.reserve(count as usize);
        for number in first..first.saturating_add(count) {
            if !self.run.play(number, stop, &mut Nobody) {
                break;
            }
            self.run.keep(&mut results);
        }
        results
    }

    /// Plays one run again and tells every event. `None` when stopped.
    pub fn trace(&mut self, run: u32, stop: &AtomicBool) -> Option<Trace> {
        let m = self.run.m;
        let mut events = Vec::new();
        self.run.play(run, stop, &mut events).then(|| Trace {
            model_version: MODEL_VERSION,
            seed: m.seed,
            run,
            events,
            children: m.children.clone(),
            workers: m.workers.clone(),
            teams: Arc::clone(&m.layout).teams.clone(),
        })
    }
}
