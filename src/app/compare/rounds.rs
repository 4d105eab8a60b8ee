//! Plays the plans of a comparison in rounds, so that all of them stand at the same number of runs whenever it is looked.

use std::sync::Arc;
use std::sync::atomic::AtomicBool;

use super::lane::{Detail, Lane, Store, Told, thinned};
use super::{Column, Compared, MOST_BESIDE, Outcome};
use crate::app::forecast::play::{Ended, each, model_of};
use crate::app::forecast::wanted::Wanted;
use crate::domain::calendar::WorkingCalendar;
use crate::domain::ids::ScenarioId;
use crate::domain::plan::{ForecastSettings, Plan};
use crate::domain::scenario::{Applied, LeftOut, with_scenario};
use crate::domain::sim::{Asked, Difference, Model, RunTotals, Spread};

/// Plans that are played together, each once however many columns it stands in.
pub(super) struct Lanes {
    all: Vec<Lane>,
    /// How many runs there are to be, and when it is looked.
    pub(super) wanted: Wanted,
    /// The number of runs at which it was looked last: every lane has so many.
    pub(super) look: u32,
    /// Runs that were played.
    pub(super) played: u64,
}

impl Lanes {
    pub(super) fn new(wanted: Wanted) -> Self {
        Self { all: Vec::new(), wanted, look: 0, played: 0 }
    }

    /// Adds a plan; its place, which is another's where their models are equal.
    pub(super) fn add(&mut self, model: Model, detail: Detail, store: &mut Store) -> usize {
        if let Some(place) = self.all.iter().position(|lane| **lane.model() == model) {
            return place;
        }
        let model = store.known(model);
        self.all.push(store.take(&model, detail));
        self.all.len() - 1
    }

    /// Plays every plan on to the next number of runs at which to look. Tells how many runs there are of each on average.
    pub(super) fn advance(&mut self, threads: usize, stop: &AtomicBool, tell: &mut dyn FnMut(u32)) -> Ended {
        let look = self.wanted.next_look(self.look);
        let count = self.all.len().max(1) as u64;
        for place in 0..self.all.len() {
            let others = self.all.iter().enumerate().filter(|(other, _)| *other != place);
            let others: u64 = others.map(|(_, lane)| u64::from(lane.runs().min(look))).sum();
            let Some(lane) = self.all.get_mut(place) else { continue };
            let begun = lane.runs();
            let mut hear =
                |runs: u32| tell(u32::try_from((others + u64::from(runs)) / count).unwrap_or(look));
            let ended = lane.reach(look, threads, stop, &mut hear);
            self.played += u64::from(lane.runs().saturating_sub(begun));
            if ended != Ended::Finished {
                return ended;
            }
        }
        self.look = look;
        Ended::Finished
    }

    /// Whether nothing need be played for the next look.
    pub(super) fn has_next(&self) -> bool {
        let next = self.wanted.next_look(self.look);
        next > self.look && self.all.iter().all(|lane| lane.has(next))
    }

    /// The totals of a plan's runs as far as it was looked.
    pub(super) fn totals(&self, place: usize) -> &[RunTotals] {
        self.all.get(place).map_or(&[], |lane| lane.totals(self.look))
    }

    /// Gives the runs back to be kept.
    pub(super) fn end(self, store: &mut Store) {
        store.put(self.all);
    }
}

/// One plan of a comparison, made ready.
struct Side {
    scenario: Option<ScenarioId>,
    name: String,
    plan: Arc<Plan>,
    left_out: Vec<LeftOut>,
    /// Its place among the lanes, or why it cannot be played.
    lane: Result<usize, Vec<String>>,
}

/// A comparison that is being made.
pub(crate) struct Rounds {
    sides: Vec<Side>,
    pub(super) lanes: Lanes,
    settings: ForecastSettings,
}

/// How plans are made ready so that all meet the same luck: the base plan's seed and horizon, unless others are asked for.
pub(super) fn same_luck(base: &Plan, asked: &Asked) -> Asked {
    Asked {
        seed: asked.seed.or(Some(base.forecast.seed)),
        weeks: asked.weeks.or(Some(base.forecast.weeks)),
        watches: Vec::new(),
    }
}

/// Makes plans ready on several threads. Those that keep the base plan's calendar share what was worked out of it.
pub(super) fn models(
    base: &Plan,
    plans: &[Arc<Plan>],
    asked: &Asked,
    threads: usize,
) -> Vec<Result<Model, Vec<String>>> {
    let calendar = Arc::new(WorkingCalendar::new(&base.calendar));
    each(plans.len(), threads, |place| {
        let plan = plans.get(place).map_or(base, AsRef::as_ref);
        model_of(plan, (plan.calendar == base.calendar).then_some(&calendar), asked)
    })
}

impl Rounds {
    /// Makes the base plan and the chosen scenarios ready, the first [`MOST_BESIDE`] that the plan has. `bytes` is what the
    /// runs of each may take.
    pub(super) fn new(
        base: &Arc<Plan>,
        chosen: &[ScenarioId],
        asked: &Asked,
        bytes: usize,
        threads: usize,
        store: &mut Store,
    ) -> Self {
        let scenarios: Vec<_> =
            chosen.iter().filter_map(|id| base.scenarios.get(*id)).take(MOST_BESIDE).collect();
        let asked = same_luck(base, asked);
        let applied = each(scenarios.len(), threads, |place| {
            scenarios.get(place).map(|scenario| with_scenario(base, scenario))
        });
        let mut sides = vec![Side {
            scenario: None,
            name: "Base plan".to_owned(),
            plan: Arc::clone(base),
            left_out: Vec::new(),
            lane: Ok(0),
        }];
        for (scenario, applied) in scenarios.iter().zip(applied) {
            let Some(Applied { plan, left_out }) = applied else { continue };
            let (scenario, name) = (Some(scenario.id), scenario.name.clone());
            sides.push(Side { scenario, name, plan: Arc::new(plan), left_out, lane: Ok(0) });
        }
        let plans: Vec<_> = sides.iter().map(|side| Arc::clone(&side.plan)).collect();
        let models = models(base, &plans, &asked, threads);
        // As many runs as there is room for in the plan that keeps most of each.
        let room = models.iter().filter_map(|model| model.as_ref().ok());
        let room = room.map(|model| Wanted::of(&base.forecast, &thinned(model, Detail::Days), bytes));
        let wanted = room.min_by_key(|wanted| wanted.most).unwrap_or_else(|| Wanted::exactly(0));
        let mut lanes = Lanes::new(wanted);
        for (side, model) in sides.iter_mut().zip(models) {
            side.lane = model.map(|model| lanes.add(model, Detail::Days, store));
        }
        Self { sides, lanes, settings: base.forecast.as_ref().clone() }
    }

    /// Why nothing can be played, where that is so: a sentence each.
    pub(super) fn refused(&self) -> Option<Vec<String>> {
        let first = self.sides.first().and_then(|side| side.lane.as_ref().err());
        first.filter(|_| self.sides.iter().all(|side| side.lane.is_err())).cloned()
    }

    /// The models that are played, in the order of the columns.
    pub(super) fn models(&self) -> Vec<Arc<Model>> {
        let lanes = self.sides.iter().filter_map(|side| side.lane.as_ref().ok());
        lanes.filter_map(|place| self.lanes.all.get(*place)).map(|lane| Arc::clone(lane.model())).collect()
    }

    /// Whether there are enough runs: as many as there are to be, or the error of the base plan's mean and of every paired
    /// difference is small enough. That of a difference is measured against the larger of the two means.
    pub(super) fn is_enough(&self) -> bool {
        let wanted = &self.lanes.wanted;
        if self.lanes.look >= wanted.most {
            return true;
        }
        let Some(share) = wanted.error else { return false };
        let child_days = |place: usize| -> Vec<f64> {
            self.lanes.totals(place).iter().map(|totals| totals.child_days_without as f64).collect()
        };
        let exact = |error: f64, mean: f64| error <= share * mean.abs();
        let base = self.sides.first().and_then(|side| side.lane.as_ref().ok());
        let base_days = base.map(|place| child_days(*place));
        let base_mean = base_days.clone().map(Spread::of);
        if base_mean.is_some_and(|spread| !exact(spread.error, spread.mean)) {
            return false;
        }
        self.sides.iter().skip(1).filter_map(|side| side.lane.as_ref().ok()).all(|place| {
            let days = child_days(*place);
            let own = Spread::of(days.clone());
            match (&base_days, base_mean) {
                (Some(base), Some(base_mean)) => {
                    let differences = days.iter().zip(base).map(|(own, base)| own - base).collect();
                    exact(Spread::of(differences).error, own.mean.max(base_mean.mean))
                }
                _ => exact(own.error, own.mean),
            }
        })
    }

    /// What there is to show at the number of runs at which it was looked last. `number` and `stopped` as in
    /// [`Compared`].
    pub(super) fn compared(&mut self, threads: usize, stopped: bool) -> Compared {
        let look = self.lanes.look;
        let base = self.sides.first().and_then(|side| side.lane.as_ref().ok()).copied();
        let told = if look == 0 { Vec::new() } else { self.tell(base, threads) };
        let outcome = |side: &Side| {
            let place = side.lane.clone()?;
            let Some(told) = told.get(place) else { return Err(vec![NOTHING_YET.to_owned()]) };
            Ok(Outcome {
                summary: Arc::clone(&told.summary),
                paired: told.paired.clone().filter(|_| side.scenario.is_some()),
                pay: told.summary.pay,
                person_months: told.summary.person_months,
            })
        };
        let columns = self.sides.iter().map(|side| Column {
            scenario: side.scenario,
            name: side.name.clone(),
            plan: Arc::clone(&side.plan),
            left_out: side.left_out.clone(),
            outcome: outcome(side),
        });
        Compared {
            columns: columns.collect(),
            runs: look,
            wanted: self.lanes.wanted.most,
            stopped,
            number: 0,
        }
    }

    fn tell(&mut self, base: Option<usize>, threads: usize) -> Vec<Told> {
        // The base plan is set against itself only for a scenario that comes to the same.
        let scenarios = self.sides.iter().skip(1);
        let alike = scenarios.filter_map(|side| side.lane.as_ref().ok()).any(|place| Some(*place) == base);
        let (look, lanes) = (self.lanes.look, &mut self.lanes.all);
        let against = base.and_then(|place| lanes.get(place));
        let work = |place: usize| {
            let against = against.filter(|_| alike || Some(place) != base);
            lanes.get(place).map(|lane| lane.tell(look, &self.settings, against))
        };
        let told: Vec<_> = each(lanes.len(), threads, work).into_iter().flatten().collect();
        let model = against.map(|base| Arc::clone(base.model()));
        for (lane, told) in lanes.iter_mut().zip(&told) {
            lane.keep(look, told, &self.settings, model.as_ref());
        }
        told
    }

    /// Gives the runs back to be kept.
    pub(super) fn end(self, store: &mut Store) {
        self.lanes.end(store);
    }
}

/// Instead of an outcome while there is none.
const NOTHING_YET: &str = "Stopped before there was anything to show";

/// The difference of a total between two plans, run by run: the first less the second.
pub(super) fn difference(
    with: &[RunTotals],
    without: &[RunTotals],
    of: impl Fn(&RunTotals) -> f64,
) -> Difference {
    Difference::of(with.iter().zip(without).map(|(with, without)| of(with) - of(without)))
}
