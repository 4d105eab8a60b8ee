//! Forecasts of the open plan: they begin by themselves whenever the plan changes, and never keep the window waiting.
//!
//! # Promises
//! - The same plan gives the same figures on any number of threads: runs are joined in the order of their numbers.
//! - A newer plan stops the work on an older one within a simulated day. What is on screen stays until there is better.
//! - No run is played twice while its results are kept.
//! - A panic on a thread is [`Progress::Failed`], never a dead window.

pub(crate) mod keeper;
pub mod play;
#[cfg(test)]
mod tests;
pub mod wanted;

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::TryRecvError;
use std::time::{Duration, Instant};

use self::keeper::{Flag, Keeper, News, Work};
use self::play::model_of;
use super::job::{Job, Look, Wake};
use super::reading::Reading;
use super::session::Session;
use crate::domain::edit::Edit;
use crate::domain::plan::Plan;
use crate::domain::sim::trace::Trace;
use crate::domain::sim::{Asked, Layout, Simulator, Summary};

/// While a value is dragged, each change waits this long for the one before to be seen: otherwise nothing would be.
const PATIENCE: Duration = Duration::from_millis(300);

/// A forecast on screen.
#[derive(Clone, Debug)]
pub struct Shown {
    /// The plan that was played: another than the open one while its forecast is not there yet, or one tried out.
    pub plan: Arc<Plan>,
    /// What the runs came to.
    pub summary: Arc<Summary>,
    /// Goes up with every new one, so that views know when to be built again.
    pub number: u64,
    /// Whether a person stopped it before it had all its runs.
    pub stopped: bool,
}

/// How far the work on a forecast has come.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub enum Progress {
    /// There is no plan.
    #[default]
    Idle,
    /// Runs are being played.
    Running {
        /// Runs there are.
        done: u32,
        /// The most there will be.
        wanted: u32,
    },
    /// There are as many runs as the plan's settings ask for.
    Finished {
        /// How many.
        runs: u32,
    },
    /// A person stopped it.
    Stopped {
        /// Runs there are.
        done: u32,
        /// The most there would have been.
        wanted: u32,
    },
    /// The plan cannot be played, for these reasons: a sentence each.
    Refused(Vec<String>),
    /// A fault of the program.
    Failed,
}

/// One simulated year to be looked at event by event.
#[derive(Clone, Debug)]
pub struct Replay {
    /// The number of the run.
    pub run: u32,
    /// What happened.
    pub trace: Trace,
    /// The plan that was played.
    pub plan: Arc<Plan>,
    /// Its days and teams.
    pub layout: Arc<Layout>,
    /// Goes up with every new one.
    pub number: u64,
}

/// The forecasts of the open plan.
pub struct Forecasts {
    shown: Option<Arc<Shown>>,
    progress: Progress,
    note: Option<String>,
    replay: Option<Arc<Replay>>,
    /// The open plan, and which document it belongs to.
    own: Option<(u64, Arc<Plan>)>,
    trying: Option<Trial>,
    keeper: Option<Keeper>,
    /// The ends of all work that may still go on, the newest last.
    flags: Vec<Arc<Flag>>,
    /// The newest work.
    ticket: u64,
    /// The oldest work whose summaries are still of use: while a change is being tried out, those of its beginnings.
    oldest: u64,
    /// Since when the newest changes that are tried out have shown nothing.
    unseen: Option<Instant>,
    was_trial: bool,
    number: u64,
    played: u64,
    replaying: Option<Replaying>,
    wake: Wake,
}

/// A change that is tried out.
struct Trial {
    edit: Edit,
    plan: Arc<Plan>,
    /// The base plan as it would be, where it would be another.
    base: Option<Arc<Plan>>,
}

/// A run that is being played again.
struct Replaying {
    run: u32,
    plan: Arc<Plan>,
    job: Job<Option<(Trace, Arc<Layout>)>>,
    stop: Arc<AtomicBool>,
}

impl std::fmt::Debug for Forecasts {
    /// Says nothing of what is in the plan.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Forecasts").field("progress", &self.progress).finish_non_exhaustive()
    }
}

impl Drop for Forecasts {
    fn drop(&mut self) {
        self.stop_work();
        self.stop_replaying();
    }
}

impl Forecasts {
    /// None yet. `wake` is called whenever there is something for [`Self::tick`] to collect.
    pub fn new(wake: Wake) -> Self {
        Self {
            shown: None,
            progress: Progress::Idle,
            note: None,
            replay: None,
            own: None,
            trying: None,
            keeper: None,
            flags: Vec::new(),
            ticket: 0,
            oldest: 0,
            unseen: None,
            was_trial: false,
            number: 0,
            played: 0,
            replaying: None,
            wake,
        }
    }

    /// The forecast on screen.
    pub fn shown(&self) -> Option<&Arc<Shown>> {
        self.shown.as_ref()
    }
    /// How far the work has come.
    pub fn progress(&self) -> &Progress {
        &self.progress
    }
    /// The simulated year that is being looked at.
    pub fn replay(&self) -> Option<&Arc<Replay>> {
        self.replay.as_ref()
    }
    /// The run that is being played again to be looked at, until it is there.
    pub fn replaying(&self) -> Option<u32> {
        self.replaying.as_ref().map(|replaying| replaying.run)
    }
    /// Whether a change is being tried out: the forecast is of the plan as it would be.
    pub fn is_trying(&self) -> bool {
        self.trying.is_some()
    }
    /// The change that is being tried out, and the plan as it would be.
    pub fn trial(&self) -> Option<(&Edit, &Arc<Plan>)> {
        self.trying.as_ref().map(|trial| (&trial.edit, &trial.plan))
    }
    /// The base plan as it would be with the change that is being tried out, where that changes it.
    pub fn trial_base(&self) -> Option<&Arc<Plan>> {
        self.trying.as_ref()?.base.as_ref()
    }
    /// Why there are fewer runs than the plan's settings ask for, as a sentence.
    pub fn note(&self) -> Option<&str> {
        self.note.as_deref()
    }
    /// How many runs were played since the document was opened, whatever became of them.
    pub fn played(&self) -> u64 {
        self.played
    }

    /// Follows the open document: begins a forecast whenever its plan is another. `document` tells documents apart.
    pub fn follow(&mut self, document: u64, session: Option<&Session>) {
        let Some(session) = session else { return self.clear() };
        match &self.own {
            Some((known, plan)) if *known == document && Arc::ptr_eq(plan, session.plan()) => return,
            Some((known, _)) if *known != document => self.clear(),
            _ => {}
        }
        self.own = Some((document, Arc::clone(session.plan())));
        self.trying = None;
        self.begin(session.reading(), false);
    }

    /// Shows the forecast as it would be after an edit; `None` goes back to the plan as it is. An edit that is refused
    /// is not tried.
    pub fn try_out(&mut self, edit: Option<Edit>, session: &Session) {
        let Some(edit) = edit else {
            if self.trying.take().is_some() {
                self.begin(session.reading(), false);
            }
            return;
        };
        if self.trying.as_ref().is_some_and(|trial| trial.edit == edit) {
            return;
        }
        if let Ok((plan, base)) = session.as_it_would_be(&edit) {
            self.trying = Some(Trial { edit, plan, base });
            self.begin(session.reading(), false);
        }
    }

    /// Stops, and keeps what there is.
    pub fn stop(&mut self) {
        if let (Progress::Running { .. }, Some(flag)) = (&self.progress, self.flags.last()) {
            flag.by_person.store(true, Ordering::Relaxed);
            self.stop_work();
        }
    }

    /// Adds what is missing after a stop.
    pub fn go_on(&mut self, session: &Session) {
        if let Progress::Stopped { .. } = self.progress {
            self.begin(session.reading(), true);
        }
    }

    /// Plays one run of the forecast on screen again, to be looked at.
    pub fn look_at(&mut self, run: u32) {
        self.stop_replaying();
        let Some(shown) = &self.shown else { return };
        let (plan, stop) = (Arc::clone(&shown.plan), Arc::new(AtomicBool::new(false)));
        let (played, flag) = (Arc::clone(&plan), Arc::clone(&stop));
        let work = move || {
            let model = model_of(&played, None, &Asked::default()).ok()?;
            let trace = Simulator::new(&model).trace(run, &flag)?;
            Some((trace, Arc::clone(model.layout())))
        };
        self.replaying = Job::start("replay", Arc::clone(&self.wake), work).ok().map(|job| Replaying {
            run,
            plan,
            job,
            stop,
        });
    }

    /// Lets go of the run that is being looked at.
    pub fn end_replay(&mut self) {
        self.stop_replaying();
        self.replay = None;
    }

    /// Collects what has been made. Whether a run could not be played again, by a fault of the program.
    #[must_use]
    pub fn tick(&mut self) -> bool {
        while let Some(keeper) = &self.keeper {
            match keeper.news() {
                Ok((ticket, news)) => self.hear(ticket, news),
                Err(TryRecvError::Empty) => break,
                Err(TryRecvError::Disconnected) => {
                    self.keeper = None;
                    if matches!(self.progress, Progress::Running { .. }) {
                        self.progress = Progress::Failed;
                    }
                }
            }
        }
        let Some(replaying) = &self.replaying else { return false };
        let look = replaying.job.look();
        if matches!(look, Look::Working) {
            return false;
        }
        let failed = matches!(look, Look::Failed);
        if let (Some(Replaying { run, plan, .. }), Look::Done(Some((trace, layout)))) =
            (self.replaying.take(), look)
        {
            self.number += 1;
            self.replay = Some(Arc::new(Replay { run, trace, plan, layout, number: self.number }));
        }
        failed
    }

    fn hear(&mut self, ticket: u64, news: News) {
        match news {
            News::Played(runs) => self.played += runs,
            News::Summary { plan, summary, stopped } => {
                if ticket >= self.oldest {
                    self.unseen = None;
                    self.number += 1;
                    self.shown = Some(Arc::new(Shown { plan, summary, number: self.number, stopped }));
                }
            }
            _ if ticket != self.ticket => {}
            News::Begun { wanted, note } => {
                self.progress = Progress::Running { done: 0, wanted };
                self.note = note;
            }
            News::Done(runs) => {
                if let Progress::Running { done, .. } = &mut self.progress {
                    *done = runs;
                }
            }
            News::Finished(runs) => self.progress = Progress::Finished { runs },
            News::Stopped { done, wanted } => self.progress = Progress::Stopped { done, wanted },
            News::Refused(sentences) => self.progress = Progress::Refused(sentences),
            News::Failed => self.progress = Progress::Failed,
        }
    }

    /// Begins to make the forecast of the plan that is tried out, or else of the open one.
    fn begin(&mut self, reading: &Reading, go_on: bool) {
        let Some((_, own)) = &self.own else { return };
        let trial = self.trying.is_some();
        let plan = self.trying.as_ref().map_or(own, |trial| &trial.plan);
        let (plan, settings) = (Arc::clone(plan), Arc::clone(&plan.forecast));
        match (trial, self.unseen, self.flags.last()) {
            (true, Some(since), Some(last)) if since.elapsed() < PATIENCE => {
                last.newer.store(true, Ordering::Relaxed);
            }
            _ => {
                self.stop_work();
                self.unseen = trial.then(Instant::now);
            }
        }
        self.flags.retain(|flag| Arc::strong_count(flag) > 1);
        let flag = Arc::new(Flag::default());
        self.flags.push(Arc::clone(&flag));
        self.ticket += 1;
        if !trial || !self.was_trial {
            self.oldest = self.ticket;
        }
        self.was_trial = trial;
        self.progress =
            Progress::Running { done: 0, wanted: settings.fixed_runs.unwrap_or(settings.most_runs) };
        let calendar = (reading.plan.calendar == plan.calendar).then(|| Arc::clone(&reading.calendar));
        self.send(Work { ticket: self.ticket, plan, calendar, trial, go_on, flag });
    }

    /// Hands work to the thread, which is started where there is none.
    fn send(&mut self, work: Work) {
        let back = match &self.keeper {
            Some(keeper) => keeper.give(work),
            None => Some(work),
        };
        let Some(work) = back else { return };
        self.keeper = keeper::start(Arc::clone(&self.wake)).ok();
        let sent = self.keeper.as_ref().is_some_and(|keeper| keeper.give(work).is_none());
        if !sent {
            self.progress = Progress::Failed;
        }
    }

    fn stop_work(&self) {
        for flag in &self.flags {
            flag.stop.store(true, Ordering::Relaxed);
        }
    }

    fn stop_replaying(&mut self) {
        if let Some(replaying) = self.replaying.take() {
            replaying.stop.store(true, Ordering::Relaxed);
        }
    }

    /// Forgets everything: there is no document, or another one.
    fn clear(&mut self) {
        if self.own.is_some() {
            let number = self.number;
            *self = Self::new(Arc::clone(&self.wake));
            self.number = number;
        }
    }
}
