//! Scenarios opened and left, begun, and taken back to the base plan value by value.

use std::sync::Arc;

use super::Desk;
use crate::domain::edit::Edit;
use crate::domain::ids::{ScenarioId, Thing};
use crate::domain::plan::{Plan, Scenario};
use crate::domain::scenario::new_scenario;

/// What is told of an edit of something that scenarios do not change, while one is open.
pub(super) const FOR_ALL: &str = "This is the same for every scenario: the base plan was changed";

/// What an edit has switched off in scenarios, to go behind a sentence; empty where that is nothing.
pub(super) fn switched_off(before: &Plan, after: &Plan) -> String {
    let off = |scenario: &Arc<Scenario>| {
        let now = after.scenarios.get(scenario.id)?;
        Some(scenario.changes.iter().zip(&now.changes).filter(|(was, is)| was.on && !is.on).count())
    };
    match before.scenarios.iter().filter_map(off).sum::<usize>() {
        0 => String::new(),
        1 => ". 1 change of a scenario that was about it is switched off".to_owned(),
        many => format!(". {many} changes of scenarios that were about it are switched off"),
    }
}

impl Desk {
    pub(super) fn open_scenario(&mut self, scenario: Option<ScenarioId>) {
        let Some(session) = &mut self.session else { return };
        if !session.open_scenario(scenario) {
            self.told = Some("The scenario is no longer in the plan".to_owned());
            return;
        }
        let base = Arc::clone(session.base());
        self.told = Some(match session.in_scenario() {
            Some(open) => format!("The scenario “{}” is open. What you change now is part of it", open.name),
            None => "Back to the base plan".to_owned(),
        });
        if scenario.is_some() && self.at_scenarios.scenario(&base) != scenario {
            self.look_at(scenario, Vec::new());
        }
        self.forget_what_is_gone();
    }

    /// Carries an edit out, and tells what making two people one switches off in scenarios.
    pub(super) fn edit(&mut self, edit: &Edit) {
        let before = self.session.as_ref().map(|session| Arc::clone(session.base()));
        if self.apply(edit)
            && let (Edit::MergeWorkers { .. }, Some(before), Some(session)) = (edit, before, &self.session)
        {
            let off = switched_off(&before, session.base());
            if !off.is_empty() {
                self.told = Some(format!("The two entries are one{off}. Undo brings them back"));
            }
        }
    }

    pub(super) fn new_scenario(&mut self) {
        let Some(session) = &self.session else { return };
        let (id, edit) = new_scenario(session.base());
        if self.apply(&edit) {
            self.open_scenario(Some(id));
        }
    }

    pub(super) fn back_to_base(&mut self, things: &[Thing], field: Option<&str>) {
        let Some(session) = &mut self.session else { return };
        self.told = match session.back_to_base(things, field) {
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
