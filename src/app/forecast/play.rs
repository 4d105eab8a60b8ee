//! Plays the runs of a forecast on several threads, and joins them in the order of their numbers.

use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, AtomicU32, AtomicUsize, Ordering};
use std::sync::mpsc::channel;
use std::thread::Builder;

use super::wanted::Wanted;
use crate::domain::calendar::WorkingCalendar;
use crate::domain::plan::Plan;
use crate::domain::sim::{Asked, Model, Results, Simulator};
use crate::domain::state::Sight;

/// Runs that a thread takes at a time: few, so that the first hundred are there early on every thread alike.
const CHUNK: u32 = 10;

/// How playing ended.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Ended {
    /// There are enough runs.
    Finished,
    /// It was stopped. The whole runs before are there.
    Stopped,
    /// A fault of the program on a thread.
    Failed,
}

/// Makes a plan ready to be played. `calendar` is the plan's own, if it has been compiled.
///
/// # Errors
/// A sentence for each thing that is in the way.
pub fn model_of(
    plan: &Plan,
    calendar: Option<&Arc<WorkingCalendar>>,
    asked: &Asked,
) -> Result<Model, Vec<String>> {
    let calendar = calendar.cloned().unwrap_or_else(|| Arc::new(WorkingCalendar::new(&plan.calendar)));
    let model = Model::new(&Sight::new(plan, &calendar), asked);
    // The model looks at the weeks. How many runs there are to be is no matter of its.
    let fixed = plan.forecast.fixed_runs.is_some();
    let matters = |key: &str| key != "weeks" && !(fixed && matches!(key, "error_percent" | "most_runs"));
    let settings = plan.forecast.out_of_range().into_iter().filter(|(key, _)| matters(key));
    let settings: Vec<String> = settings.map(|(_, sentence)| sentence).collect();
    match model {
        Ok(model) if settings.is_empty() => Ok(model),
        Ok(_) => Err(settings),
        Err(sentences) => Err([sentences, settings].concat()),
    }
}

/// Does something for each of so many things on so many threads. What comes of them is in their order.
pub fn each<T: Send>(count: usize, threads: usize, work: impl Fn(usize) -> T + Sync) -> Vec<T> {
    let next = AtomicUsize::new(0);
    let take = || {
        let taken = || Some(next.fetch_add(1, Ordering::Relaxed)).filter(|place| *place < count);
        std::iter::from_fn(taken).map(|place| (place, work(place))).collect::<Vec<_>>()
    };
    let mut done = std::thread::scope(|scope| {
        let hands: Vec<_> = (1..threads.min(count))
            .map_while(|_| Builder::new().name("forecast".to_owned()).spawn_scoped(scope, take).ok())
            .collect();
        let mut done = take();
        for hand in hands {
            done.extend(hand.join().unwrap_or_else(|fault| std::panic::resume_unwind(fault)));
        }
        done
    });
    done.sort_by_key(|(place, _)| *place);
    done.into_iter().map(|(_, made)| made).collect()
}

/// How many threads there are to play on: as many as the machine runs at once, and no more than `most`.
pub fn threads(most: usize) -> usize {
    std::thread::available_parallelism().map_or(2, std::num::NonZero::get).clamp(1, most.max(1))
}

/// Adds runs to `results` until there are enough or `stop` is set, which it also sets itself when there are enough before
/// all have been handed out.
///
/// `tell` hears of every few runs, and whether their number is one at which to look ([`Wanted::is_step`]). What comes
/// out is the same on any number of threads.
pub fn play(
    model: &Model,
    results: &mut Results,
    wanted: &Wanted,
    threads: usize,
    stop: &AtomicBool,
    tell: &mut dyn FnMut(&Results, bool),
) -> Ended {
    let begun = results.runs();
    if begun >= wanted.most {
        return Ended::Finished;
    }
    let chunk = AtomicU32::new(begun / CHUNK);
    let hand = || -> Option<(u32, u32)> {
        let chunk = chunk.fetch_add(1, Ordering::Relaxed);
        let first = chunk.checked_mul(CHUNK)?.max(begun);
        let end = chunk.saturating_add(1).saturating_mul(CHUNK).min(wanted.most);
        (first < end).then(|| (first, end - first))
    };
    std::thread::scope(|scope| {
        let (sender, chunks) = channel::<(u32, Results)>();
        let mut hands = Vec::new();
        for number in 1..=threads.max(1) {
            let (sender, hand) = (sender.clone(), &hand);
            let work = move || {
                let _guard = StopOnPanic(stop);
                let mut simulator = Simulator::new(model);
                while let Some((first, count)) = (!stop.load(Ordering::Relaxed)).then(hand).flatten() {
                    let part = simulator.runs(first, count, stop);
                    if part.runs() == 0 || sender.send((first, part)).is_err() {
                        break;
                    }
                }
            };
            match Builder::new().name(format!("forecast {number}")).spawn_scoped(scope, work) {
                Ok(hand) => hands.push(hand),
                Err(_) => break, // as many as the system gives
            }
        }
        drop(sender);
        let mut finished = false;
        let mut waiting: BTreeMap<u32, Results> = BTreeMap::new();
        for (first, part) in chunks {
            if finished {
                continue;
            }
            waiting.insert(first, part);
            while let Some(part) = waiting.remove(&results.runs()) {
                if !results.join(&part) {
                    break;
                }
                let step = wanted.is_step(results.runs());
                finished = step && wanted.is_enough(results);
                if finished {
                    if results.runs() < wanted.most {
                        stop.store(true, Ordering::Relaxed);
                    }
                    waiting.clear();
                }
                tell(results, step);
            }
        }
        let panics =
            hands.into_iter().map(std::thread::ScopedJoinHandle::join).filter(Result::is_err).count();
        match (panics, finished) {
            (0, true) => Ended::Finished,
            (0, false) if stop.load(Ordering::Relaxed) => Ended::Stopped,
            _ => Ended::Failed,
        }
    })
}

/// Ends the other threads when one has met a fault: what they would still do is of no use.
struct StopOnPanic<'s>(&'s AtomicBool);

impl Drop for StopOnPanic<'_> {
    fn drop(&mut self) {
        if std::thread::panicking() {
            self.0.store(true, Ordering::Relaxed);
        }
    }
}
