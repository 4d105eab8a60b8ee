//! The comparison of the open plan with chosen scenarios: it begins by itself whenever one of them is another.

use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::sync::mpsc::TryRecvError;

use super::bench::{News, Told, Work, start};
use super::{Compared, Contributions};
use crate::app::forecast::Progress;
use crate::app::forecast::keeper::Flag;
use crate::app::job::{Keeper, Wake};
use crate::domain::ids::ScenarioId;
use crate::domain::plan::Plan;

/// The comparisons of the open plan with its scenarios.
pub struct Comparisons {
    shown: Option<Arc<Compared>>,
    contributions: Option<Arc<Contributions>>,
    progress: Progress,
    /// The document that is followed.
    document: Option<u64>,
    /// The base plan as it is, while something is compared with it.
    followed: Option<Arc<Plan>>,
    /// What is compared, or was; `None` when that was broken off.
    wish: Option<Wish>,
    /// The scenario of which it is asked what each change contributes.
    asked: Option<ScenarioId>,
    pub(super) keeper: Option<Keeper<Work, Told>>,
    /// The end of the newest work.
    flag: Option<Arc<Flag>>,
    ticket: u64,
    number: u64,
    played: u64,
    wake: Wake,
}

/// What is to be compared.
#[derive(Clone)]
struct Wish {
    base: Arc<Plan>,
    chosen: Vec<ScenarioId>,
    asked: Option<ScenarioId>,
}

impl std::fmt::Debug for Comparisons {
    /// Says nothing of what is in the plan.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Comparisons").field("progress", &self.progress).finish_non_exhaustive()
    }
}

impl Drop for Comparisons {
    fn drop(&mut self) {
        self.stop_work();
    }
}

/// Why work on a comparison is begun.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Begun {
    /// The plan, or what is chosen, is another.
    Anew,
    /// Contributions are asked for.
    Asked,
    /// A person goes on with what they stopped.
    Again,
}

impl Comparisons {
    /// None yet. `wake` is called whenever there is something for [`Self::tick`] to collect.
    pub fn new(wake: Wake) -> Self {
        Self {
            shown: None,
            contributions: None,
            progress: Progress::Idle,
            document: None,
            followed: None,
            wish: None,
            asked: None,
            keeper: None,
            flag: None,
            ticket: 0,
            number: 0,
            played: 0,
            wake,
        }
    }

    /// The comparison on screen: it may be of plans that have changed since, until there is a newer one.
    pub fn shown(&self) -> Option<&Arc<Compared>> {
        self.shown.as_ref()
    }
    /// How far the work has come, that on contributions included.
    pub fn progress(&self) -> &Progress {
        &self.progress
    }
    /// The base plan as it is followed: that of [`Self::shown`] may be an earlier one. `None` while nothing is compared.
    pub fn followed(&self) -> Option<&Arc<Plan>> {
        self.followed.as_ref()
    }
    /// The scenario of which it is asked what each change contributes.
    pub fn asked(&self) -> Option<ScenarioId> {
        self.asked
    }
    /// What each change of the scenario that was asked for contributes, as far as it is known.
    pub fn contributions(&self) -> Option<&Arc<Contributions>> {
        self.contributions.as_ref()
    }
    /// How many runs were played since the document was opened, whatever became of them.
    pub fn played(&self) -> u64 {
        self.played
    }

    /// Follows the open document: begins whenever the base plan, the list of chosen scenarios or one of them is another.
    /// `document` tells documents apart. Nothing is played while nothing is chosen, and what was made stays.
    pub fn follow(&mut self, document: u64, base: Option<&Arc<Plan>>, chosen: &[ScenarioId]) {
        if base.is_none() || self.document != Some(document) {
            self.clear();
        }
        let Some(base) = base else { return };
        self.document = Some(document);
        self.followed = (!chosen.is_empty()).then(|| Arc::clone(base));
        if chosen.is_empty() {
            return self.pause();
        }
        let same =
            |wish: &Wish| Arc::ptr_eq(&wish.base, base) && wish.chosen == chosen && wish.asked == self.asked;
        if !self.wish.as_ref().is_some_and(same) {
            let wish = Wish { base: Arc::clone(base), chosen: chosen.to_vec(), asked: self.asked };
            self.begin(wish, Begun::Anew);
        }
    }

    /// Asks what each change of a scenario contributes, of the base plan that is compared; `None` asks for nothing. It is
    /// played once the comparison has its runs.
    pub fn ask_contributions(&mut self, scenario: Option<ScenarioId>) {
        if self.asked == scenario {
            return;
        }
        self.asked = scenario;
        self.contributions = None;
        if let Some(wish) = self.wish.clone().filter(|wish| wish.asked != scenario) {
            self.begin(Wish { asked: scenario, ..wish }, Begun::Asked);
        }
    }

    /// Stops, and keeps what there is.
    pub fn stop(&mut self) {
        if let Some(flag) = &self.flag {
            flag.by_person.store(true, Ordering::Relaxed);
            self.stop_work();
        }
    }

    /// Adds what is missing after a stop.
    pub fn go_on(&mut self) {
        let stopped = matches!(self.progress, Progress::Stopped { .. })
            || (matches!(self.progress, Progress::Finished { .. }) && self.contributes());
        if let Some(wish) = self.wish.clone().filter(|_| stopped) {
            self.begin(wish, Begun::Again);
        }
    }

    /// Collects what has been made.
    pub fn tick(&mut self) {
        while let Some(keeper) = &self.keeper {
            match keeper.news() {
                Ok((ticket, news)) => self.hear(ticket, news),
                Err(TryRecvError::Empty) => break,
                Err(TryRecvError::Disconnected) => {
                    self.keeper = None;
                    if matches!(self.progress, Progress::Running { .. }) || self.contributes() {
                        self.progress = Progress::Failed;
                    }
                }
            }
        }
    }

    fn hear(&mut self, ticket: u64, news: News) {
        match news {
            News::Played(runs) => self.played += runs,
            _ if ticket != self.ticket => {}
            News::Compared(compared) => {
                self.number += 1;
                self.shown = Some(Arc::new(Compared { number: self.number, ..compared }));
            }
            News::Contributions(contributions) => {
                self.number += 1;
                self.contributions = Some(Arc::new(Contributions { number: self.number, ..contributions }));
            }
            News::Done { done, wanted } => self.progress = Progress::Running { done, wanted },
            News::Finished(runs) => self.progress = Progress::Finished { runs },
            News::Stopped { done, wanted } => self.progress = Progress::Stopped { done, wanted },
            News::Refused(sentences) => self.progress = Progress::Refused(sentences),
            News::Failed => self.progress = Progress::Failed,
        }
    }

    fn begin(&mut self, wish: Wish, begun: Begun) {
        self.stop_work();
        self.ticket += 1;
        let flag = Arc::new(Flag::default());
        self.flag = Some(Arc::clone(&flag));
        let settings = &wish.base.forecast;
        let wanted = settings.fixed_runs.unwrap_or(settings.most_runs);
        self.progress = Progress::Running { done: 0, wanted };
        let (base, chosen) = (Arc::clone(&wish.base), wish.chosen.clone());
        let (go_on, asked_now) = (begun == Begun::Again, begun != Begun::Anew);
        let work =
            Work { ticket: self.ticket, base, chosen, contributions: wish.asked, go_on, asked_now, flag };
        // They are of one plan and one scenario: of another they would look like its own.
        let same = |old: &Wish| Arc::ptr_eq(&old.base, &wish.base) && old.asked == wish.asked;
        if !self.wish.as_ref().is_some_and(same) {
            self.contributions = None;
        }
        self.wish = Some(wish);
        let back = match &self.keeper {
            Some(keeper) => keeper.give(work),
            None => Some(work),
        };
        let Some(work) = back else { return };
        self.keeper = start(Arc::clone(&self.wake)).ok();
        if self.keeper.as_ref().is_none_or(|keeper| keeper.give(work).is_some()) {
            self.progress = Progress::Failed;
        }
    }

    /// Breaks off what is under way, to be begun again when something is chosen.
    fn pause(&mut self) {
        if matches!(self.progress, Progress::Running { .. }) || self.contributes() {
            self.stop_work();
            self.wish = None;
            self.progress = Progress::Idle;
            // What is still told of it comes too late.
            self.ticket += 1;
        }
    }

    /// Whether contributions are asked for that are not all there.
    fn contributes(&self) -> bool {
        self.wish.as_ref().is_some_and(|wish| wish.asked.is_some())
            && !self.contributions.as_ref().is_some_and(|made| made.finished)
    }

    fn stop_work(&self) {
        if let Some(flag) = &self.flag {
            flag.stop.store(true, Ordering::Relaxed);
        }
    }

    /// Forgets everything: there is no document, or another one.
    fn clear(&mut self) {
        if self.document.is_some() {
            let number = self.number;
            *self = Self::new(Arc::clone(&self.wake));
            self.number = number;
        }
    }
}
