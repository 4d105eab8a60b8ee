//! Scenarios made, changed and compared from their screen: which one is looked at, which stand side by side, and what was
//! asked for as labelled edits.

use std::sync::Arc;

use super::{Desk, Screen};
use crate::app::compare::{Comparisons, MOST_BESIDE};
use crate::domain::edit::{Edit, Refusal};
use crate::domain::ids::{ScenarioId, Thing};
use crate::domain::plan::Plan;
pub use crate::domain::scenario::ChangeKind;
use crate::domain::scenario::{
    add_change, copy_changes, duplicate, move_changes, remove_changes, switch_changes,
};

/// Something asked for on the scenarios screen.
#[derive(Clone, Debug, PartialEq)]
pub enum Listing {
    /// To make the same scenarios once more.
    Duplicate(Vec<ScenarioId>),
    /// To take scenarios out of the plan.
    Remove(Vec<ScenarioId>),
    /// To look at a scenario, or at the base plan.
    LookAt(Option<ScenarioId>),
    /// To look at one change of the scenario that is looked at, or at the scenario itself.
    LookAtChange(Option<usize>),
    /// To add a change of this kind.
    Add(ScenarioId, ChangeKind),
    /// To take changes out.
    Take(ScenarioId, Vec<usize>),
    /// To move changes one place up, or else down.
    Move {
        /// The scenario.
        of: ScenarioId,
        /// The changes' places.
        places: Vec<usize>,
        /// Up, or else down.
        up: bool,
    },
    /// To switch changes on or off.
    Switch {
        /// The scenario.
        of: ScenarioId,
        /// The changes' places.
        places: Vec<usize>,
        /// On, or else off.
        on: bool,
    },
    /// To put changes at the end of another scenario too.
    Copy {
        /// The scenario.
        of: ScenarioId,
        /// The changes' places.
        places: Vec<usize>,
        /// The other scenario.
        to: ScenarioId,
    },
    /// To put a scenario beside the base plan, or to take it away.
    Beside(ScenarioId, bool),
    /// To put the first scenarios of the plan beside it, as many as there is room for, and look at them.
    CompareAll,
    /// To know what each change of a scenario contributes; `None`: no more.
    Contributions(Option<ScenarioId>),
    /// To stop the comparison and keep the runs there are.
    Stop,
    /// To add the runs that are missing.
    GoOn,
}

/// What is looked at on the scenarios screen.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct AtScenarios {
    scenario: Option<ScenarioId>,
    /// The base plan is looked at.
    base: bool,
    /// The places of changes, in order.
    changes: Vec<usize>,
    /// Those chosen to stand beside the base plan; `None`: the first of the plan.
    beside: Option<Vec<ScenarioId>>,
}

impl AtScenarios {
    /// The scenario that is looked at: the first, until another or the base plan (`None`) is chosen.
    pub fn scenario(&self, plan: &Plan) -> Option<ScenarioId> {
        let known = self.scenario.filter(|id| plan.scenarios.get(*id).is_some());
        let first = || plan.scenarios.at(0).map(|scenario| scenario.id);
        if self.base { None } else { known.or_else(first) }
    }

    /// The place of the change that is looked at; none where several are.
    pub fn change(&self, plan: &Plan) -> Option<usize> {
        match self.changes(plan) {
            [one] => Some(*one),
            _ => None,
        }
    }

    /// The places of the changes that are chosen, in order.
    pub fn changes(&self, plan: &Plan) -> &[usize] {
        let scenario = self.scenario(plan).filter(|id| self.scenario == Some(*id));
        let count = scenario.and_then(|id| plan.scenarios.get(id)).map_or(0, |s| s.changes.len());
        if self.changes.iter().all(|place| *place < count) { &self.changes } else { &[] }
    }

    /// The scenarios that stand beside the base plan, in the order of the plan: at most [`MOST_BESIDE`].
    pub fn beside(&self, plan: &Plan) -> Vec<ScenarioId> {
        let chosen = |id: &ScenarioId| self.beside.as_ref().is_none_or(|chosen| chosen.contains(id));
        plan.scenarios.iter().map(|scenario| scenario.id).filter(chosen).take(MOST_BESIDE).collect()
    }
}

impl Desk {
    /// What is looked at on the scenarios screen.
    pub fn at_scenarios(&self) -> &AtScenarios {
        &self.at_scenarios
    }

    /// The comparisons of the open document.
    pub fn comparisons(&self) -> &Comparisons {
        &self.comparisons
    }

    /// Follows the document with the comparison, while its screen is open; while a change is tried out, the plan as it would
    /// be.
    pub(super) fn follow_comparison(&mut self) {
        let plan = self
            .session
            .as_ref()
            .map(|session| Arc::clone(self.forecasts.trial_base().unwrap_or_else(|| session.base())));
        let beside = match &plan {
            Some(plan) if self.screen == Screen::Scenarios => self.at_scenarios.beside(plan),
            _ => Vec::new(),
        };
        self.comparisons.follow(self.document, plan.as_ref(), &beside);
    }

    /// Does what was asked for on the scenarios screen.
    pub(super) fn list(&mut self, asked: Listing) {
        let Some(plan) = self.session.as_ref().map(|session| Arc::clone(session.base())) else { return };
        match asked {
            Listing::Duplicate(of) => {
                self.make(duplicate(&plan, &of).map(|(id, edit)| (Some(id), Vec::new(), edit)));
            }
            Listing::Remove(ids) => {
                self.remove(&ids.into_iter().map(Thing::Scenario).collect::<Vec<Thing>>());
            }
            Listing::LookAt(scenario) => {
                self.selected = None;
                if self.at_scenarios.scenario(&plan) != scenario {
                    self.look_at(scenario, Vec::new());
                }
            }
            Listing::LookAtChange(place) => {
                self.selected = None;
                self.look_at(self.at_scenarios.scenario(&plan), place.into_iter().collect());
            }
            Listing::Add(to, kind) => {
                self.make(add_change(&plan, to, kind).map(|(place, edit)| (Some(to), vec![place], edit)));
            }
            Listing::Take(of, places) => {
                self.make(remove_changes(&plan, of, &places).map(|edit| (Some(of), Vec::new(), edit)));
            }
            Listing::Move { of, places, up } => {
                let moved = move_changes(&plan, of, &places, up);
                self.make(moved.map(|(places, edit)| (Some(of), places, edit)));
            }
            Listing::Switch { of, places, on } => {
                self.make(switch_changes(&plan, of, &places, on).map(|edit| (Some(of), places, edit)));
            }
            Listing::Copy { of, places, to } => {
                let name = plan.scenarios.get(to).map_or_else(String::new, |scenario| scenario.name.clone());
                if self.make(copy_changes(&plan, of, &places, to).map(|edit| (Some(of), places, edit))) {
                    self.told = Some(format!("Copied to the end of “{name}”. Undo takes it back"));
                }
            }
            Listing::Beside(id, wanted) => self.put_beside(&plan, id, wanted),
            Listing::CompareAll => {
                self.at_scenarios.beside = None;
                self.go(Screen::Scenarios);
            }
            Listing::Contributions(of) => self.comparisons.ask_contributions(of),
            Listing::Stop => self.comparisons.stop(),
            Listing::GoOn => self.comparisons.go_on(),
        }
    }

    /// Carries an edit of the list out and looks at what it is about. Whether it was carried out.
    fn make(&mut self, edit: Result<(Option<ScenarioId>, Vec<usize>, Edit), Refusal>) -> bool {
        match edit {
            Ok((scenario, changes, edit)) => {
                let done = self.apply(&edit);
                if done {
                    self.selected = None;
                    self.look_at(scenario, changes);
                }
                done
            }
            Err(refusal) => {
                self.told = Some(format!("{refusal}. Nothing was changed"));
                false
            }
        }
    }

    pub(super) fn look_at(&mut self, scenario: Option<ScenarioId>, changes: Vec<usize>) {
        let at = &mut self.at_scenarios;
        (at.scenario, at.base, at.changes) = (scenario, scenario.is_none(), changes);
    }

    fn put_beside(&mut self, plan: &Plan, id: ScenarioId, wanted: bool) {
        let mut beside = self.at_scenarios.beside(plan);
        beside.retain(|other| *other != id);
        if wanted {
            if beside.len() >= MOST_BESIDE {
                self.told = Some(format!(
                    "{MOST_BESIDE} scenarios stand beside the base plan already: take one away first"
                ));
                return;
            }
            beside.push(id);
        }
        self.at_scenarios.beside = Some(beside);
    }
}

#[cfg(test)]
mod tests;
