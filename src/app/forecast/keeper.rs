//! The thread that makes forecasts: one plan after another, with what was made before kept for when it is wanted again.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use super::play::{Ended, model_of, play, threads};
use super::wanted::{WINDOW_BYTES, Wanted};
use crate::app::job::{Teller, Wake};
use crate::domain::calendar::WorkingCalendar;
use crate::domain::plan::{ForecastSettings, Plan};
use crate::domain::sim::{Asked, Model, Results, Summary};

/// Forecasts kept for when their plan comes back.
const KEPT: usize = 20;
/// Threads at most: a forecast shares the machine with everything else.
pub(crate) const MOST_THREADS: usize = 8;
/// How often the number of runs is told.
pub(crate) const TELL_EVERY: Duration = Duration::from_millis(40);

/// How a piece of work is ended from outside.
#[derive(Debug, Default)]
pub(crate) struct Flag {
    /// End now.
    pub(crate) stop: AtomicBool,
    /// A person stopped it: what there is, is shown.
    pub(crate) by_person: AtomicBool,
    /// End as soon as something has been shown: there is newer work.
    pub(super) newer: AtomicBool,
}

/// A plan to be played.
#[derive(Debug)]
pub(super) struct Work {
    /// Goes up with every piece of work.
    pub(super) ticket: u64,
    pub(super) plan: Arc<Plan>,
    /// The plan's calendar, if it has been compiled.
    pub(super) calendar: Option<Arc<WorkingCalendar>>,
    /// Whether it is only tried out: what is kept of the open plan stays.
    pub(super) trial: bool,
    /// Whether to go on even if it was stopped.
    pub(super) go_on: bool,
    pub(super) flag: Arc<Flag>,
}

/// What is told of a piece of work.
#[derive(Debug)]
pub(super) enum News {
    /// It has begun.
    Begun { wanted: u32, note: Option<String> },
    /// So many runs have been made.
    Done(u32),
    /// There is something to show.
    Summary { plan: Arc<Plan>, summary: Arc<Summary>, stopped: bool },
    /// There are enough runs.
    Finished(u32),
    /// A person stopped it.
    Stopped { done: u32, wanted: u32 },
    /// The plan cannot be played.
    Refused(Vec<String>),
    /// A fault of the program.
    Failed,
    /// How many runs were played for it, told last.
    Played(u64),
}

/// News of a piece of work, by its ticket.
pub(super) type Told = (u64, News);

/// The way to the thread. It ends when this is dropped.
pub(super) type Keeper = crate::app::job::Keeper<Work, Told>;

/// Starts the thread.
pub(super) fn start(wake: Wake) -> std::io::Result<Keeper> {
    Keeper::start("forecast", wake, |teller| {
        let mut bench = Bench { memory: Vec::new(), own: None, tried: None, teller };
        move |work: &Work| bench.make(work)
    })
}

/// How far a forecast in the memory got.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Got {
    /// Other work came between.
    Part,
    /// A person stopped it.
    Stopped,
    /// To its end.
    Finished,
}

/// A forecast that was made.
struct Kept {
    plan: Arc<Plan>,
    model: Arc<Model>,
    settings: ForecastSettings,
    summary: Arc<Summary>,
    got: Got,
}

/// All the runs of a model, to which more can be added.
struct Runs {
    model: Arc<Model>,
    results: Results,
}

/// What the thread holds.
struct Bench {
    /// The latest last.
    memory: Vec<Kept>,
    /// The runs of the open plan.
    own: Option<Runs>,
    /// The runs of the plan that is being tried out.
    tried: Option<Runs>,
    teller: Teller<Told>,
}

impl Bench {
    fn tell(&self, work: &Work, news: News) {
        self.teller.tell((work.ticket, news));
    }

    /// Makes a forecast, or finds it.
    fn make(&mut self, work: &Work) {
        let model = match self.model(work) {
            Ok(model) => model,
            Err(sentences) => return self.tell(work, News::Refused(sentences)),
        };
        let settings = &work.plan.forecast;
        let wanted = Wanted::of(settings, model.layout(), WINDOW_BYTES);
        self.tell(work, News::Begun { wanted: wanted.most, note: wanted.note() });

        let mut runs = self.take_runs(&model, work.trial);
        if wanted.enough_at(&runs.results.totals).is_some_and(|enough| enough < runs.results.runs()) {
            // With these settings a forecast from the start would have fewer runs, and other figures.
            runs.results = none(&model);
        }
        let mut shown = 0;
        if let Some(kept) = self.remembered(&model, settings) {
            let (summary, got) = (Arc::clone(&kept.summary), kept.got);
            shown = summary.runs;
            let over = got == Got::Finished || (got == Got::Stopped && !work.go_on);
            self.show(work, &summary, got == Got::Stopped);
            self.remember(work, &model, summary, got);
            if over {
                let end = match got {
                    Got::Finished => News::Finished(shown),
                    _ => News::Stopped { done: shown, wanted: wanted.most },
                };
                self.tell(work, end);
                return self.put_runs(runs, work.trial);
            }
        } else if runs.results.runs() > 0 {
            shown = runs.results.runs();
            let enough = wanted.enough_at(&runs.results.totals) == Some(shown);
            let summary = Arc::new(Summary::new(&runs.results, model.children(), settings));
            self.show(work, &summary, false);
            self.remember(work, &model, summary, if enough { Got::Finished } else { Got::Part });
            if enough {
                self.tell(work, News::Finished(shown));
                return self.put_runs(runs, work.trial);
            }
        }
        self.play(work, &wanted, &mut runs, shown);
        self.put_runs(runs, work.trial);
    }

    /// Plays what is missing. `shown` runs stand on screen already, so that fewer are not shown again.
    fn play(&mut self, work: &Work, wanted: &Wanted, runs: &mut Runs, mut shown: u32) {
        let Runs { model, results } = runs;
        let begun = results.runs();
        results.reserve((wanted.most - begun.min(wanted.most)) as usize);
        let (mut told_at, mut made) = (Instant::now(), Vec::new());
        let teller = self.teller.clone();
        let mut hear = |results: &Results, step: bool| {
            if step && results.runs() > shown {
                let summary = Arc::new(Summary::new(results, model.children(), &work.plan.forecast));
                shown = summary.runs;
                made.push(Arc::clone(&summary));
                let plan = Arc::clone(&work.plan);
                teller.tell((work.ticket, News::Summary { plan, summary, stopped: false }));
            }
            if step || told_at.elapsed() >= TELL_EVERY {
                told_at = Instant::now();
                teller.tell((work.ticket, News::Done(results.runs())));
            }
            if shown > 0 && work.flag.newer.load(Ordering::Relaxed) {
                work.flag.stop.store(true, Ordering::Relaxed);
            }
        };
        let ended = play(model, results, wanted, threads(MOST_THREADS), &work.flag.stop, &mut hear);
        let (done, model) = (results.runs(), Arc::clone(model));
        let last = made.pop();
        match ended {
            Ended::Finished => {
                if let Some(summary) = last {
                    self.remember(work, &model, summary, Got::Finished);
                }
                self.tell(work, News::Finished(done));
            }
            Ended::Stopped if work.flag.by_person.load(Ordering::Relaxed) => {
                let summary = if done > shown {
                    Some(Arc::new(Summary::new(results, model.children(), &work.plan.forecast)))
                } else {
                    last.or_else(|| {
                        self.remembered(&model, &work.plan.forecast).map(|k| Arc::clone(&k.summary))
                    })
                };
                if let Some(summary) = summary {
                    shown = summary.runs;
                    self.show(work, &summary, true);
                    self.remember(work, &model, summary, Got::Stopped);
                }
                self.tell(work, News::Stopped { done: shown, wanted: wanted.most });
            }
            Ended::Stopped => {
                if let Some(summary) = last {
                    self.remember(work, &model, summary, Got::Part);
                }
            }
            Ended::Failed => self.tell(work, News::Failed),
        }
        self.tell(work, News::Played(u64::from(done - begun)));
    }

    /// The plan's model: one that there is already where it is the same, so that it is known again by its address.
    fn model(&self, work: &Work) -> Result<Arc<Model>, Vec<String>> {
        if let Some(kept) = self.memory.iter().find(|kept| Arc::ptr_eq(&kept.plan, &work.plan)) {
            return Ok(Arc::clone(&kept.model));
        }
        let model = model_of(&work.plan, work.calendar.as_ref(), &Asked::default())?;
        let runs = [&self.own, &self.tried].into_iter().flatten().map(|runs| &runs.model);
        let known = self.memory.iter().rev().map(|kept| &kept.model).chain(runs);
        Ok(known.into_iter().find(|known| ***known == model).cloned().unwrap_or_else(|| Arc::new(model)))
    }

    fn remembered(&self, model: &Arc<Model>, settings: &ForecastSettings) -> Option<&Kept> {
        self.memory.iter().find(|kept| Arc::ptr_eq(&kept.model, model) && kept.settings == *settings)
    }

    fn remember(&mut self, work: &Work, model: &Arc<Model>, summary: Arc<Summary>, got: Got) {
        let settings = work.plan.forecast.as_ref().clone();
        self.memory.retain(|kept| !Arc::ptr_eq(&kept.model, model) || kept.settings != settings);
        if self.memory.len() >= KEPT {
            self.memory.remove(0);
        }
        let (plan, model) = (Arc::clone(&work.plan), Arc::clone(model));
        self.memory.push(Kept { plan, model, settings, summary, got });
    }

    fn show(&self, work: &Work, summary: &Arc<Summary>, stopped: bool) {
        let (plan, summary) = (Arc::clone(&work.plan), Arc::clone(summary));
        self.tell(work, News::Summary { plan, summary, stopped });
    }

    /// The runs there are of a model. The open plan's own stay while something else is tried out.
    fn take_runs(&mut self, model: &Arc<Model>, trial: bool) -> Runs {
        let of = |runs: &mut Runs| Arc::ptr_eq(&runs.model, model);
        let found = self.tried.take_if(of).or_else(|| self.own.take_if(of));
        if !trial {
            (self.tried, self.own) = (None, None);
        }
        found.unwrap_or_else(|| Runs { model: Arc::clone(model), results: none(model) })
    }

    fn put_runs(&mut self, runs: Runs, trial: bool) {
        // What was tried out may have come back to the plan as it is.
        if trial && self.own.is_some() {
            self.tried = Some(runs);
        } else {
            self.own = Some(runs);
        }
    }
}

fn none(model: &Model) -> Results {
    Results::none(model.layout(), model.seed(), 0, model.children().len())
}
