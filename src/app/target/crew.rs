//! Plays runs of several plans on several threads and reads them, in the order in which they were asked for.

use std::collections::BTreeMap;
use std::sync::atomic::{AtomicBool, AtomicUsize, Ordering};
use std::sync::mpsc::channel;
use std::sync::{Arc, OnceLock};
use std::thread::Builder;

use crate::domain::sim::{Model, Results, RunTotals, Simulator};
use crate::domain::target::{Breaks, Judge};

/// Runs that a thread takes at a time.
const CHUNK: u32 = 10;

/// A plan made ready, and what tells whether its runs keep the promises; `None` where there are none.
pub(super) struct Ready {
    pub model: Model,
    pub judge: Option<Judge>,
    /// How many promises there are.
    pub promises: usize,
}

/// Runs that are wanted of a plan, which is known by its place.
#[derive(Clone, Copy, Debug)]
pub(super) struct Order {
    pub plan: usize,
    pub first: u32,
    pub count: u32,
}

/// What was read of runs that follow on each other.
#[derive(Clone, Debug, Default)]
pub(super) struct Seen {
    /// The promises that each run kept, a bit each.
    pub kept: Vec<u32>,
    /// Pay of each run, pounds.
    pub pay: Vec<f64>,
    /// Children without a named social worker in each run, mean of all days.
    pub without: Vec<f64>,
    /// What was broken, and where.
    pub breaks: Breaks,
}

impl Seen {
    fn read(ready: &Ready, results: &Results) -> Self {
        let days = (results.layout.days.len().max(2) - 1) as f64;
        let (breaks, kept) = ready
            .judge
            .as_ref()
            .map_or_else(Default::default, |judge| Breaks::read(judge, ready.promises, results));
        Self {
            kept,
            pay: results.totals.iter().map(RunTotals::pay_pounds).collect(),
            without: results.totals.iter().map(|totals| totals.child_days_without as f64 / days).collect(),
            breaks,
        }
    }

    /// Adds the runs that follow.
    pub(super) fn add(&mut self, more: Self) {
        self.kept.extend(more.kept);
        self.pay.extend(more.pay);
        self.without.extend(more.without);
        self.breaks.add(&more.breaks);
    }
}

/// How playing ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Ended {
    /// Everything that was wanted is there.
    Finished,
    /// It was stopped.
    Stopped,
    /// A fault of the program on a thread.
    Failed,
}

/// What makes a plan ready by its place, or says why it cannot be played.
pub(super) type Make<'m> = dyn Fn(usize) -> Result<Ready, Vec<String>> + Sync + 'm;

/// A part of an order: its place in the list, the first run and how many.
#[derive(Clone, Copy)]
struct Chunk {
    order: usize,
    first: u32,
    count: u32,
}

/// Plays what is ordered. `take` gets it piece by piece, the runs of each order in the order of their numbers, and for a
/// plan that cannot be played the reasons once for each piece. What comes out is the same on any number of threads.
pub(super) fn play(
    make: &Make<'_>,
    orders: &[Order],
    threads: usize,
    stop: &AtomicBool,
    take: &mut dyn FnMut(usize, Result<Seen, Vec<String>>),
) -> Ended {
    let chunks: Vec<Chunk> =
        orders.iter().enumerate().flat_map(|(place, order)| chunks_of(place, *order)).collect();
    let made: Vec<OnceLock<Result<Arc<Ready>, Vec<String>>>> =
        orders.iter().map(|_| OnceLock::new()).collect();
    let next = AtomicUsize::new(0);
    // Set by a thread that meets a fault: the others need not go on. `stop` is the person's alone.
    let broken = AtomicBool::new(false);
    let hand = || {
        let go_on = !stop.load(Ordering::Relaxed) && !broken.load(Ordering::Relaxed);
        if !go_on {
            return None;
        }
        let place = next.fetch_add(1, Ordering::Relaxed);
        chunks.get(place).map(|chunk| (place, *chunk))
    };
    std::thread::scope(|scope| {
        let (sender, pieces) = channel();
        let mut hands = Vec::new();
        for number in 1..=threads.clamp(1, chunks.len().max(1)) {
            let (sender, hand, made, broken) = (sender.clone(), &hand, &made, &broken);
            let work = move || {
                let _guard = SayWhenPanicking(broken);
                let mut at = hand();
                while let Some((_, Chunk { order, .. })) = at {
                    let ready = made[order].get_or_init(|| make(orders[order].plan).map(Arc::new)).clone();
                    let mut simulator = ready.as_ref().ok().map(|ready| Simulator::new(&ready.model));
                    while let Some((place, chunk)) = at.filter(|(_, chunk)| chunk.order == order) {
                        let piece = match (&ready, &mut simulator) {
                            (Ok(ready), Some(simulator)) => {
                                let results = simulator.runs(chunk.first, chunk.count, stop);
                                if results.runs() < chunk.count {
                                    return;
                                }
                                Ok(Seen::read(ready, &results))
                            }
                            (Err(reasons), _) => Err(reasons.clone()),
                            (Ok(_), None) => return, // cannot be: made just above
                        };
                        if sender.send((place, order, piece)).is_err() {
                            return;
                        }
                        at = hand();
                    }
                }
            };
            match Builder::new().name(format!("target {number}")).spawn_scoped(scope, work) {
                Ok(hand) => hands.push(hand),
                Err(_) => break, // as many as the system gives
            }
        }
        drop(sender);
        let mut waiting = BTreeMap::new();
        let mut taken = 0;
        for (place, order, piece) in pieces {
            waiting.insert(place, (order, piece));
            while let Some((order, piece)) = waiting.remove(&taken) {
                take(order, piece);
                taken += 1;
            }
        }
        let panics =
            hands.into_iter().map(std::thread::ScopedJoinHandle::join).filter(Result::is_err).count();
        match panics {
            0 if taken == chunks.len() => Ended::Finished,
            0 if stop.load(Ordering::Relaxed) => Ended::Stopped,
            _ => Ended::Failed,
        }
    })
}

fn chunks_of(order: usize, wanted: Order) -> impl Iterator<Item = Chunk> {
    let end = wanted.first.saturating_add(wanted.count);
    let firsts = (wanted.first..end).step_by(CHUNK as usize);
    firsts.map(move |first| Chunk { order, first, count: CHUNK.min(end - first) })
}

/// Ends the other threads when one has met a fault: what they would still do is of no use.
struct SayWhenPanicking<'b>(&'b AtomicBool);

impl Drop for SayWhenPanicking<'_> {
    fn drop(&mut self) {
        if std::thread::panicking() {
            self.0.store(true, Ordering::Relaxed);
        }
    }
}
