//! What each change of a scenario contributes: the scenario against itself with one change left out at a time.

use std::sync::Arc;
use std::sync::atomic::AtomicBool;

use super::lane::{Detail, Store};
use super::rounds::{Lanes, difference, models, same_luck};
use super::{Contribution, Contributions};
use crate::app::forecast::play::Ended;
use crate::app::forecast::wanted::Wanted;
use crate::domain::ids::ScenarioId;
use crate::domain::plan::{Plan, Scenario};
use crate::domain::scenario::{Applied, with_changes, with_scenario, words_in_turn};
use crate::domain::sim::{Asked, RunTotals};

/// A scenario, the base plan, and the scenario without each of its changes, to be played together.
pub(crate) struct OneOut {
    scenario: ScenarioId,
    lanes: Lanes,
    base: Option<usize>,
    whole: usize,
    outs: Vec<Out>,
}

/// The scenario without one of its changes.
struct Out {
    place: usize,
    words: String,
    lane: usize,
}

impl OneOut {
    /// Makes the plans ready, `runs` of each. `None` when there is no such scenario, or it cannot be played.
    pub(super) fn new(
        base: &Arc<Plan>,
        scenario: ScenarioId,
        asked: &Asked,
        runs: u32,
        threads: usize,
        store: &mut Store,
    ) -> Option<Self> {
        let scenario = base.scenarios.get(scenario)?;
        let applied = with_scenario(base, scenario);
        let outs = one_out(base, scenario, &applied);
        let mut plans = vec![Arc::clone(base), Arc::new(applied.plan)];
        plans.extend(outs.iter().map(|(_, _, plan)| Arc::clone(plan)));
        let mut models = models(base, &plans, &same_luck(base, asked), threads).into_iter();
        let (base_model, whole) = (models.next()?.ok(), models.next()?.ok()?);
        let mut lanes = Lanes::new(Wanted::exactly(runs));
        // Only totals are told of these, so that many changes take little room.
        let base = base_model.map(|model| lanes.add(model, Detail::Totals, store));
        let whole = lanes.add(whole, Detail::Totals, store);
        let outs = outs.into_iter().zip(models).filter_map(|((place, words, _), model)| {
            let lane = lanes.add(model.ok()?, Detail::Totals, store);
            Some(Out { place, words, lane })
        });
        let outs = outs.collect();
        Some(Self { scenario: scenario.id, lanes, base, whole, outs })
    }

    /// Plays on to the next number of runs at which to look. Tells how many runs there are of each on average.
    pub(super) fn advance(&mut self, threads: usize, stop: &AtomicBool, tell: &mut dyn FnMut(u32)) -> Ended {
        self.lanes.advance(threads, stop, tell)
    }

    /// How many runs there are of each.
    pub(super) fn runs(&self) -> u32 {
        self.lanes.look
    }

    /// Whether there are as many runs as there are to be.
    pub(super) fn is_finished(&self) -> bool {
        self.lanes.look >= self.lanes.wanted.most
    }

    /// Whether nothing need be played for the next look.
    pub(super) fn has_next(&self) -> bool {
        self.lanes.has_next()
    }

    /// Runs that were played for it.
    pub(super) fn played(&self) -> u64 {
        self.lanes.played
    }

    /// What there is to show.
    pub(super) fn contributions(&self) -> Contributions {
        let whole = self.lanes.totals(self.whole);
        let against = |place: usize, of: fn(&RunTotals) -> f64| {
            if place == self.whole {
                // The same plan: exactly nought.
                return difference(whole, whole, of);
            }
            difference(whole, self.lanes.totals(place), of)
        };
        let contribution = |out: &Out| Contribution {
            place: out.place,
            words: out.words.clone(),
            child_days: against(out.lane, child_days),
            pay: against(out.lane, RunTotals::pay_pounds),
        };
        Contributions {
            scenario: self.scenario,
            list: self.outs.iter().map(contribution).collect(),
            together: self.base.map(|base| against(base, child_days)).unwrap_or_default(),
            together_pay: self.base.map(|base| against(base, RunTotals::pay_pounds)).unwrap_or_default(),
            runs: self.lanes.look,
            finished: self.is_finished(),
            number: 0,
        }
    }

    /// Gives the runs back to be kept.
    pub(super) fn end(self, store: &mut Store) {
        self.lanes.end(store);
    }
}

fn child_days(totals: &RunTotals) -> f64 {
    totals.child_days_without as f64
}

/// The plan without each change that is switched on and applies: the change's place and words, and the plan.
fn one_out(base: &Plan, scenario: &Scenario, whole: &Applied) -> Vec<(usize, String, Arc<Plan>)> {
    let is_left_out = |applied: &Applied, place: usize| applied.left_out.iter().any(|l| l.place == place);
    let applies = |place: &usize| {
        scenario.changes.get(*place).is_some_and(|change| change.on) && !is_left_out(whole, *place)
    };
    let all = words_in_turn(base, &scenario.changes);
    let without = |place: usize| {
        let mut changes = scenario.changes.clone();
        if let Some(change) = changes.get_mut(place) {
            change.on = false;
        }
        let applied = with_changes(base, &changes);
        let mut words = all.get(place).cloned().unwrap_or_default();
        let fell: Vec<String> = (0..changes.len())
            .filter(|other| is_left_out(&applied, *other) && !is_left_out(whole, *other))
            .map(|other| (other + 1).to_string())
            .collect();
        if !fell.is_empty() {
            let noun = if fell.len() == 1 { "change" } else { "changes" };
            words = format!("{words}, and what needs it: {noun} {}", fell.join(", "));
        }
        (place, words, Arc::new(applied.plan))
    };
    (0..scenario.changes.len()).filter(applies).map(without).collect()
}
