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
    /// Whether the contributions are played even if the comparison was stopped: they have just been asked for.
    pub(super) asked_now: bool,
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
        // How it ended is told when nothing more is played for it.
        let mut last = match ended {
            Ended::Finished => Some(News::Finished(runs)),
            Ended::Stopped if by_person => {
                if runs > 0 {
                    self.tell(work, News::Compared(rounds.compared(threads, true)));
                }
                Some(News::Stopped { done: runs, wanted })
            }
            Ended::Stopped => None,
            Ended::Failed => Some(News::Failed),
        };
        let mut played = rounds.lanes.played;
        rounds.end(&mut self.store);
        // Of a comparison that is broken off now they are not begun, nor of one that was stopped unless they are asked for.
        let may = match ended {
            Ended::Finished => work.asked_now || !held,
            Ended::Stopped => work.asked_now && held,
            Ended::Failed => false,
        };
        if ended == Ended::Finished && may {
            self.stopped = Vec::new();
        } else if ended == Ended::Stopped && by_person {
            self.stopped.clone_from(&models);
        }
        if let Some(scenario) = work.contributions.filter(|_| may && runs > 0) {
            let (more, done, ended) = self.contribute(work, scenario, runs, threads);
            played += more;
            match ended {
                Ended::Finished => {}
                Ended::Stopped if work.flag.by_person.load(Ordering::Relaxed) => {
                    self.stopped = models;
                    last = Some(News::Stopped { done, wanted: runs });
                }
                Ended::Stopped => last = None,
                Ended::Failed => last = Some(News::Failed),
            }
        }
        if let Some(last) = last {
            self.tell(work, last);
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

    /// Plays a scenario without each of its changes, as many runs as the comparison has. How many runs were played,
    /// how many there are of each, and how it ended.
    fn contribute(
        &mut self,
        work: &Work,
        scenario: ScenarioId,
        runs: u32,
        threads: usize,
    ) -> (u64, u32, Ended) {
        // Making the models takes a while: not when nobody waits for them any more.
        if work.flag.stop.load(Ordering::Relaxed) {
            return (0, 0, Ended::Stopped);
        }
        let asked = Asked::default();
        let Some(mut one_out) = OneOut::new(&work.base, scenario, &asked, runs, threads, &mut self.store)
        else {
            return (0, 0, Ended::Finished);
        };
        let mut ended = Ended::Finished;
        let mut told_at = Instant::now();
        self.tell(work, News::Done { done: 0, wanted: runs });
        while !one_out.is_finished() {
            ended = one_out.advance(threads, &work.flag.stop, &mut |done| {
                if told_at.elapsed() >= TELL_EVERY {
                    told_at = Instant::now();
                    self.tell(work, News::Done { done, wanted: runs });
                }
            });
            if ended != Ended::Finished {
                break;
            }
            if one_out.is_finished() || !one_out.has_next() {
                self.tell(work, News::Contributions(one_out.contributions()));
            }
        }
        let (played, done) = (one_out.played(), one_out.runs());
        one_out.end(&mut self.store);
        (played, done, ended)
    }
}
