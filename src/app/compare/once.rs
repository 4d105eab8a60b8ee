//! One comparison from beginning to end, for whoever waits for it: the terminal program and benches.

use std::sync::Arc;
use std::sync::atomic::AtomicBool;

use super::contributions::OneOut;
use super::lane::Store;
use super::rounds::Rounds;
use super::{Compared, Contributions};
use crate::app::forecast::play::Ended;
use crate::app::forecast::wanted::Wanted;
use crate::domain::ids::ScenarioId;
use crate::domain::plan::Plan;
use crate::domain::sim::Asked;

/// A comparison of which nothing has been played yet.
pub struct Once {
    base: Arc<Plan>,
    chosen: Vec<ScenarioId>,
    asked: Asked,
    rounds: Rounds,
    store: Store,
    threads: usize,
}

impl Once {
    /// Makes the plans ready. `bytes` is what the runs of each may take.
    ///
    /// # Errors
    /// A sentence for each thing that is in the way when not one of them can be played.
    pub fn new(
        base: &Arc<Plan>,
        chosen: &[ScenarioId],
        asked: &Asked,
        bytes: usize,
        threads: usize,
    ) -> Result<Self, Vec<String>> {
        let mut store = Store::default();
        let rounds = Rounds::new(base, chosen, asked, bytes, threads, &mut store);
        if let Some(sentences) = rounds.refused() {
            return Err(sentences);
        }
        let (base, chosen, asked) = (Arc::clone(base), chosen.to_vec(), asked.clone());
        Ok(Self { base, chosen, asked, rounds, store, threads })
    }

    /// How many runs there are to be of each plan.
    pub fn wanted(&self) -> &Wanted {
        &self.rounds.lanes.wanted
    }

    /// Plays until there are enough runs or `stop` is set. `tell` hears of the runs there are of each plan on average, and
    /// whether their number is one at which to look.
    pub fn play(&mut self, stop: &AtomicBool, tell: &mut dyn FnMut(u32, bool)) -> Ended {
        loop {
            let ended = self.rounds.lanes.advance(self.threads, stop, &mut |runs| tell(runs, false));
            if ended != Ended::Finished {
                return ended;
            }
            tell(self.rounds.lanes.look, true);
            if self.rounds.is_enough() {
                return Ended::Finished;
            }
        }
    }

    /// What it came to, as far as all plans stand at the same number of runs.
    pub fn compared(&mut self, stopped: bool) -> Compared {
        self.rounds.compared(self.threads, stopped)
    }

    /// What each change of each scenario that can be played contributes, as many runs as the comparison has; fewer when `stop` is set. `None`
    /// after a fault.
    pub fn contributions(self, stop: &AtomicBool) -> Option<Vec<Contributions>> {
        let Self { base, chosen, asked, rounds, mut store, threads } = self;
        let runs = rounds.lanes.look;
        rounds.end(&mut store);
        let mut all = Vec::new();
        for scenario in chosen.into_iter().filter(|_| runs > 0) {
            let made = OneOut::new(&base, scenario, &asked, runs, threads, &mut store);
            let Some(mut one_out) = made else { continue };
            while !one_out.is_finished() {
                match one_out.advance(threads, stop, &mut |_| {}) {
                    Ended::Finished => {}
                    Ended::Stopped => break,
                    Ended::Failed => return None,
                }
            }
            all.push(one_out.contributions());
            one_out.end(&mut store);
        }
        Some(all)
    }
}
