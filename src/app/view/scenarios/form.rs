//! The forms of the panel: a scenario's name and description, and one of its changes.

use crate::app::view::form::{FormGroup, FormView};
use crate::app::view::record_form::{self, field};
use crate::domain::fields::{self, change_fields};
use crate::domain::ids::{ScenarioId, Thing};
use crate::domain::plan::Plan;
use crate::domain::scenario::with_changes;

/// A scenario's name and description.
pub fn scenario_form(plan: &Plan, scenario: ScenarioId) -> Option<FormView> {
    let mut form = record_form::form(plan, Thing::Scenario(scenario))?;
    for group in &mut form.groups {
        // The panel says that it is a scenario.
        group.title.clear();
    }
    Some(form)
}

/// One change of a scenario: what can be chosen is what there is once the changes before it are made.
pub fn change_form(plan: &Plan, scenario: ScenarioId, place: usize) -> Option<FormView> {
    let thing = Thing::Scenario(scenario);
    let changes = &plan.scenarios.get(scenario)?.changes;
    changes.get(place)?;
    let standing = with_changes(plan, changes.get(..place)?).plan;
    let one = |info: &fields::FieldInfo| {
        let value = fields::get(plan, thing, &info.key)?;
        let known = fields::info(thing, &info.key)?;
        let mut view = field(&standing, thing, info, &info.key, &value);
        // How a number is dragged goes by its name without the place.
        view.drag = crate::app::view::drag::Drag::of(plan, thing, known, &info.key, &value);
        Some(view)
    };
    let fields = change_fields(plan, scenario, place).iter().filter_map(one).collect();
    Some(FormView { title: String::new(), groups: vec![FormGroup { title: String::new(), fields }] })
}
