//! Scenarios opened and left, begun, and taken back to the base plan value by value.

use super::Desk;
use crate::domain::edit::{AnyRecord, Edit};
use crate::domain::ids::{ScenarioId, Thing};
use crate::domain::plan::Scenario;

impl Desk {
    pub(super) fn open_scenario(&mut self, scenario: Option<ScenarioId>) {
        let Some(session) = &mut self.session else { return };
        if !session.open_scenario(scenario) {
            self.told = Some("The scenario is no longer in the plan".to_owned());
            return;
        }
        self.told = Some(match session.in_scenario() {
            Some(open) => format!("The scenario “{}” is open. What you change now is part of it", open.name),
            None => "Back to the base plan".to_owned(),
        });
        self.forget_what_is_gone();
    }

    pub(super) fn new_scenario(&mut self) {
        let Some(session) = &self.session else { return };
        let scenarios = &session.base().scenarios;
        let taken = |name: &String| scenarios.iter().any(|scenario| scenario.name == *name);
        let name = (1_usize..).map(|number| format!("Scenario {number}")).find(|name| !taken(name));
        let id = scenarios.next_id();
        let name = name.unwrap_or_default();
        let scenario = Scenario { id, name, description: String::new(), changes: Vec::new() };
        if self.apply(&Edit::Put(vec![AnyRecord::Scenario(Box::new(scenario))])) {
            self.open_scenario(Some(id));
        }
    }

    pub(super) fn back_to_base(&mut self, thing: Thing, field: Option<&str>) {
        let Some(session) = &mut self.session else { return };
        self.told = match session.back_to_base(thing, field) {
            Ok(switched_off) if switched_off.is_empty() => None,
            Ok(switched_off) => Some(format!(
                "It is one thing of many that this does, which is now switched off in the scenario: {}",
                switched_off.join("; ")
            )),
            Err(refusal) => Some(format!("{refusal}. Nothing was changed")),
        };
        self.forget_what_is_gone();
    }

    /// Whether a scenario is open, in which lists cannot be brought in; if so, that is told.
    pub(super) fn needs_base(&mut self) -> bool {
        let is_open = self.session.as_ref().is_some_and(|session| session.scenario().is_some());
        if is_open {
            self.told = Some(
                "Lists are brought into the base plan. Go back to the base plan first, then bring them in"
                    .to_owned(),
            );
        }
        is_open
    }
}
