//! The studies of the open plan's question: asked for by a person, played on a thread of their own, told as they come.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::sync::mpsc::{Receiver, TryRecvError, channel};

use chrono::NaiveDate;

use super::question::Question;
use super::{Answer, Frontier, Grid, Sensitivity, frontier, grid, least, sensitivity};
use crate::app::forecast::play::threads;
use crate::app::job::Wake;
use crate::domain::plan::Plan;
use crate::domain::target::Variation;

/// Threads at most: a study shares the machine with everything else.
const MOST_THREADS: usize = 8;

/// What can be asked about the plan's promises and what it varies.
#[derive(Clone, Debug, PartialEq)]
pub enum Study {
    /// The least that keeps the promises.
    Search,
    /// Posts against start. The kind of posts is that of what is varied.
    Frontier {
        /// Numbers of posts.
        posts: Vec<u16>,
        /// First days.
        starts: Vec<NaiveDate>,
    },
    /// Which assumption moves the answer most.
    Sensitivity,
    /// One, two or three things varied at once. There need be no promises.
    Grid {
        /// What is varied, the outermost first.
        axes: Vec<Variation>,
    },
}

/// How far a study has come.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub enum StudyProgress {
    /// Nothing was asked.
    #[default]
    Idle,
    /// It is being played.
    Running {
        /// Steps done.
        done: u32,
        /// Steps there will be, about.
        of: u32,
        /// What is being done.
        words: String,
    },
    /// It came to its end.
    Finished,
    /// A person stopped it: what there is, is a result.
    Stopped,
    /// It cannot be played, for these reasons: a sentence each.
    Refused(Vec<String>),
    /// A fault of the program.
    Failed,
}

/// What is told of a study under way.
#[derive(Clone, Debug)]
pub enum News {
    /// How far it has come.
    Progress {
        /// Steps done.
        done: u32,
        /// Steps there will be, about.
        of: u32,
        /// What is being done.
        words: String,
    },
    /// The answer so far.
    Answer(Arc<Answer>),
    /// The frontier so far.
    Frontier(Arc<Frontier>),
    /// The sensitivity so far.
    Sensitivity(Arc<Sensitivity>),
    /// The grid so far.
    Grid(Arc<Grid>),
    /// How it ended. Told last.
    Ended(StudyProgress),
}

impl News {
    pub(super) fn answer(answer: Answer) -> Self {
        Self::Answer(Arc::new(answer))
    }
    pub(super) fn frontier(frontier: Frontier) -> Self {
        Self::Frontier(Arc::new(frontier))
    }
    pub(super) fn sensitivity(sensitivity: Sensitivity) -> Self {
        Self::Sensitivity(Arc::new(sensitivity))
    }
    pub(super) fn grid(grid: Grid) -> Self {
        Self::Grid(Arc::new(grid))
    }
}

/// What a study is carried out with.
pub(super) struct Workshop<'w> {
    pub threads: usize,
    pub stop: &'w AtomicBool,
    pub hear: &'w mut dyn FnMut(News),
}

impl Workshop<'_> {
    pub(super) fn tell(&mut self, news: News) {
        (self.hear)(news);
    }
}

/// Carries a study out here and now, on so many threads, until its end or until `stop` is set. `hear` is told what there
/// is, as it comes. The same plan and study give the same news on any number of threads.
pub fn study(
    study: &Study,
    base: &Arc<Plan>,
    threads: usize,
    stop: &AtomicBool,
    hear: &mut dyn FnMut(News),
) -> StudyProgress {
    let mut work = Workshop { threads, stop, hear };
    let question = match study {
        Study::Grid { .. } if base.target.promises.is_empty() => Ok(Question::about(base, &[])),
        _ => Question::new(base),
    };
    let question = match question {
        Ok(question) => question,
        Err(reasons) => return StudyProgress::Refused(reasons),
    };
    let vary = base.target.vary.as_ref().filter(|vary| !vary.values.is_empty());
    match (study, vary) {
        (Study::Grid { axes }, _) => grid::play_grid(&question, axes, &mut work),
        (Study::Frontier { posts, starts }, vary) => {
            frontier::play_frontier(&question, vary, posts, starts, &mut work)
        }
        (_, None) => StudyProgress::Refused(vec![
            "Nothing is varied yet: say first what may change, such as posts".to_owned(),
        ]),
        (Study::Search, Some(vary)) => least::answer(&question, vary, &mut work),
        (Study::Sensitivity, Some(vary)) => sensitivity::play_sensitivity(&question, vary, &mut work),
    }
}

/// Studies of one document: the latest of each kind, and the one under way.
pub struct Studies {
    answer: Option<Arc<Answer>>,
    frontier: Option<Arc<Frontier>>,
    sensitivity: Option<Arc<Sensitivity>>,
    grid: Option<Arc<Grid>>,
    progress: StudyProgress,
    under_way: Option<UnderWay>,
    number: u64,
    wake: Wake,
}

struct UnderWay {
    news: Receiver<News>,
    stop: Arc<AtomicBool>,
}

impl std::fmt::Debug for Studies {
    /// Says nothing of what is in the plan.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Studies").field("running", &self.under_way.is_some()).finish_non_exhaustive()
    }
}

impl Drop for Studies {
    fn drop(&mut self) {
        self.let_go();
    }
}

impl Studies {
    /// None yet. `wake` is called whenever there is something for [`Self::tick`] to collect.
    pub fn new(wake: Wake) -> Self {
        Self {
            answer: None,
            frontier: None,
            sensitivity: None,
            grid: None,
            progress: StudyProgress::Idle,
            under_way: None,
            number: 0,
            wake,
        }
    }

    /// The answer to the last search, as far as it has come.
    pub fn answer(&self) -> Option<&Arc<Answer>> {
        self.answer.as_ref()
    }
    /// The last frontier, as far as it has come.
    pub fn frontier(&self) -> Option<&Arc<Frontier>> {
        self.frontier.as_ref()
    }
    /// The last sensitivity, as far as it has come.
    pub fn sensitivity(&self) -> Option<&Arc<Sensitivity>> {
        self.sensitivity.as_ref()
    }
    /// The last grid, as far as it has come.
    pub fn grid(&self) -> Option<&Arc<Grid>> {
        self.grid.as_ref()
    }
    /// How far the study under way has come, or how the last one ended.
    pub fn progress(&self) -> &StudyProgress {
        &self.progress
    }
    /// Goes up with everything that is new, so that views know when to be built again.
    pub fn number(&self) -> u64 {
        self.number
    }

    /// Begins a study of the plan's question. One that is under way is let go, and what was found before of this kind.
    pub fn ask(&mut self, wanted: Study, base: &Arc<Plan>) {
        self.let_go();
        // What was found before is of another plan or question: it would look like the answer to this one.
        match &wanted {
            Study::Search => self.answer = None,
            Study::Frontier { .. } => self.frontier = None,
            Study::Sensitivity => self.sensitivity = None,
            Study::Grid { .. } => self.grid = None,
        }
        self.number += 1;
        self.progress = StudyProgress::Running { done: 0, of: 1, words: "Making ready".to_owned() };
        let (sender, news) = channel();
        let stop = Arc::new(AtomicBool::new(false));
        let (base, flag, wake) = (Arc::clone(base), Arc::clone(&stop), Arc::clone(&self.wake));
        let work = move || {
            let mut hear = |news| {
                // Nobody listens any more when another study was asked for: the flag ends this one.
                if sender.send(news).is_ok() {
                    wake();
                }
            };
            let ended = study(&wanted, &base, threads(MOST_THREADS), &flag, &mut hear);
            hear(News::Ended(ended));
        };
        match std::thread::Builder::new().name("target".to_owned()).spawn(work) {
            Ok(_) => self.under_way = Some(UnderWay { news, stop }),
            Err(_) => self.progress = StudyProgress::Failed,
        }
    }

    /// Stops, and keeps what there is.
    pub fn stop(&mut self) {
        if let Some(under_way) = &self.under_way {
            under_way.stop.store(true, Ordering::Relaxed);
        }
    }

    /// Forgets everything: there is no document, or another one.
    pub fn clear(&mut self) {
        let number = self.number + 1;
        *self = Self::new(Arc::clone(&self.wake));
        self.number = number;
    }

    /// Collects what has been told.
    pub fn tick(&mut self) {
        while let Some(under_way) = &self.under_way {
            match under_way.news.try_recv() {
                Ok(news) => self.hear(news),
                Err(TryRecvError::Empty) => break,
                Err(TryRecvError::Disconnected) => {
                    self.number += 1;
                    self.under_way = None;
                    self.progress = StudyProgress::Failed;
                }
            }
        }
    }

    fn hear(&mut self, news: News) {
        self.number += 1;
        match news {
            News::Progress { done, of, words } => self.progress = StudyProgress::Running { done, of, words },
            News::Answer(answer) => self.answer = Some(answer),
            News::Frontier(frontier) => self.frontier = Some(frontier),
            News::Sensitivity(sensitivity) => self.sensitivity = Some(sensitivity),
            News::Grid(grid) => self.grid = Some(grid),
            News::Ended(ended) => {
                self.progress = ended;
                self.under_way = None;
            }
        }
    }

    fn let_go(&mut self) {
        if let Some(under_way) = self.under_way.take() {
            under_way.stop.store(true, Ordering::Relaxed);
        }
    }
}
