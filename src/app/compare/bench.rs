//! The thread that makes comparisons: one after another, with the runs of plans kept for when they are wanted again.

use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::Instant;

use super::contributions::OneOut;
use super::lane::Store;
use super::rounds::Rounds;
use super::{Compared, Contributions};
use crate::app::forecast::keeper::{Flag, MOST_THREADS, TELL_EVERY};
use crate::app::forecast::play::{Ended, threads};
use crate::app::forecast::wanted::WINDOW_BYTES;
use crate::app::job::{Keeper, Teller, Wake};
use crate::domain::ids::ScenarioId;
use crate::domain::plan::Plan;
use crate::domain::sim::{Asked, Model};

/// Plans to be compared.
pub(super) struct Work {
    /// Goes up with every piece of work.
    pub(super) ticket: u64,
    pub(super) base: Arc<Plan>,
    pub(super) chosen: Vec<ScenarioId>,
    /// The scenario of which it is asked what each change contributes.
    pub(super) contributions: Option<ScenarioId>,
    /// Whether to go on even if it was stopped.
    pub(super) go_on: bool,
    pub(super) flag: Arc<Flag>,
}

/// What is told of a piece of work.
pub(super) enum News {
    /// So many runs there are of each plan on average, and as many as there are to be.
    Done { done: u32, wanted: u32 },
    /// There is something to show.
    Compared(Compared),
    /// There is something to show of what each change contributes.
    Contributions(Contributions),
    /// There are enough runs.
    Finished(u32),
    /// A person stopped it.
    Stopped { done: u32, wanted: u32 },
    /// No plan can be played.
    Refused(Vec<String>),
    /// A fault of the program.
    Failed,
    /// How many runs were played, told last.
    Played(u64),
}

/// News of a piece of work, by its ticket.
pub(super) type Told = (u64, News);

/// Starts the thread.
pub(super) fn start(wake: Wake) -> std::io::Result<Keeper<Work, Told>> {
    Keeper::start("comparison", wake, |teller| {
        let mut bench = Bench { store: Store::default(), stopped: Vec::new(), teller };
        move |work: &Work| bench.make(work)
    })
}

/// What the thread holds.
struct Bench {
    store: Store,
    /// The plans of a comparison that a person stopped.
    stopped: Vec<Arc<Model>>,
    teller: Teller<Told>,
}

impl Bench {
    fn tell(&self, work: &Work, news: News) {
        self.teller.tell((work.ticket, news));
    }

    fn make(&mut self, work: &Work) {
        let threads = threads(MOST_THREADS);
        let (base, asked) = (&work.base, Asked::default());
        let mut rounds = Rounds::new(base, &work.chosen, &asked, WINDOW_BYTES, threads, &mut self.store);
        if let Some(sentences) = rounds.refused() {
            self.tell(work, News::Compared(rounds.compared(threads, false)));
            return self.tell(work, News::Refused(sentences));
        }
        let models = rounds.models();
        let is_stopped = |(a, b): (&Arc<Model>, &Arc<Model>)| Arc::ptr_eq(a, b);
        let held = !work.go_on
            && models.len() == self.stopped.len()
            && models.iter().zip(&self.stopped).all(is_stopped);
        let ended = self.play(work, &mut rounds, threads, held);
        let (runs, wanted) = (rounds.lanes.look, rounds.lanes.wanted.most);
        let by_person = held || work.flag.by_person.load(Ordering::Relaxed);
        match ended {
            Ended::Finished => {
                self.stopped = Vec::new();
                self.tell(work, News::Finished(runs));
            }
            Ended::Stopped if by_person => {
                if runs > 0 {
                    self.tell(work, News::Compared(rounds.compared(threads, true)));
                }
                self.stopped = models;
                self.tell(work, News::Stopped { done: runs, wanted });
            }
            Ended::Stopped => {}
            Ended::Failed => self.tell(work, News::Failed),
        }
        let mut played = rounds.lanes.played;
        rounds.end(&mut self.store);
        if let Some(scenario) = work.contributions.filter(|_| runs > 0 && ended != Ended::Failed) {
            played += self.contribute(work, scenario, runs, threads);
        }
        self.tell(work, News::Played(played));
    }

    /// Plays what is missing, and tells what it came to at every look that had to be played for. `held`: nothing is played.
    fn play(&self, work: &Work, rounds: &mut Rounds, threads: usize, held: bool) -> Ended {
        let wanted = rounds.lanes.wanted.most;
        let mut told_at = Instant::now();
        loop {
            if held && !rounds.lanes.has_next() {
                return Ended::Stopped;
            }
            let mut hear = |done: u32| {
                if told_at.elapsed() >= TELL_EVERY {
                    told_at = Instant::now();
                    self.tell(work, News::Done { done, wanted });
                }
            };
            let ended = rounds.lanes.advance(threads, &work.flag.stop, &mut hear);
            if ended != Ended::Finished {
                return ended;
            }
            let enough = rounds.is_enough();
            if enough || !rounds.lanes.has_next() {
                self.tell(work, News::Done { done: rounds.lanes.look, wanted });
                self.tell(work, News::Compared(rounds.compared(threads, false)));
            }
            if enough {
                return Ended::Finished;
            }
        }
    }

    /// Plays a scenario without each of its changes, as many runs as the comparison has. How many runs were played.
    fn contribute(&mut self, work: &Work, scenario: ScenarioId, runs: u32, threads: usize) -> u64 {
        let asked = Asked::default();
        let Some(mut one_out) = OneOut::new(&work.base, scenario, &asked, runs, threads, &mut self.store)
        else {
            return 0;
        };
        while !one_out.is_finished() {
            match one_out.advance(threads, &work.flag.stop) {
                Ended::Finished => {}
                Ended::Stopped => break,
                Ended::Failed => {
                    self.tell(work, News::Failed);
                    break;
                }
            }
            if one_out.is_finished() || !one_out.has_next() {
                self.tell(work, News::Contributions(one_out.contributions()));
            }
        }
        let played = one_out.played();
        one_out.end(&mut self.store);
        played
    }
}
