//! What people cost, as a form: all of it is the manager's own.

use crate::app::view::form::FormView;
use crate::app::view::record_form;
use crate::domain::ids::Thing;
use crate::domain::plan::Plan;

/// The heading under which the costs stand among the fields of the target.
const GROUP: &str = "Costs";

/// Salaries, agency rates and on-costs.
pub fn form(plan: &Plan) -> FormView {
    part(plan, |group| group.starts_with(GROUP))
}

/// The promises and what is varied as text, for those who like to type.
pub fn texts(plan: &Plan) -> FormView {
    part(plan, |group| !group.starts_with(GROUP))
}

fn part(plan: &Plan, wanted: impl Fn(&str) -> bool) -> FormView {
    let mut view = record_form::form(plan, Thing::Target).unwrap_or_default();
    view.groups.retain(|group| wanted(&group.title));
    view
}
