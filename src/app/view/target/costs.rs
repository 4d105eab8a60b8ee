//! What people cost, and the question as text: forms of the plan's own fields of the target.

use crate::app::view::form::{FieldView, FormView};
use crate::app::view::record_form;
use crate::domain::fields;
use crate::domain::ids::Thing;
use crate::domain::plan::{Plan, lower_first};

/// The fields that are the question itself.
const QUESTION: [&str; 2] = ["promises", "vary"];

/// Salaries, agency rates and on-costs: all of it is the manager's own.
pub fn form(plan: &Plan) -> FormView {
    let before = Plan { target: std::sync::Arc::default(), ..plan.clone() };
    let mut view = part(plan, |key| !QUESTION.contains(&key));
    for group in &mut view.groups {
        for field in &mut group.fields {
            shorten(&before, field);
        }
    }
    view
}

/// The promises and what is varied as text, for those who like to type.
pub fn texts(plan: &Plan) -> FormView {
    let mut view = part(plan, |key| QUESTION.contains(&key));
    for group in &mut view.groups {
        group.title = String::new();
    }
    view
}

fn part(plan: &Plan, wanted: impl Fn(&str) -> bool) -> FormView {
    let mut view = record_form::form(plan, Thing::Target).unwrap_or_default();
    for group in &mut view.groups {
        group.fields.retain(|field| wanted(&field.key));
    }
    view.groups.retain(|group| !group.fields.is_empty());
    view
}

/// One line for each figure: its unit, and whether it is still the one that nobody has put in. What it means stands once
/// above them all.
fn shorten(before: &Plan, field: &mut FieldView) {
    let (name, unit) = match field.key.as_str() {
        key if key.starts_with("salary_") => ("Salary, ", "£ a year"),
        key if key.starts_with("agency_day_") => ("Agency, ", "£ a day"),
        _ => ("", "% of the salary"),
    };
    let label = field.label.trim_end_matches(" (£)").trim_end_matches(" (% of salary)").to_owned();
    field.label = if name.is_empty() { label } else { format!("{name}{}", lower_first(&label)) };
    let as_before = fields::get(before, Thing::Target, &field.key).is_some_and(|text| text == field.value);
    let remark = if as_before && field.note.is_some() { ": an assumption, not sourced" } else { "" };
    field.unit = Some(format!("{unit}{remark}"));
    (field.hint, field.note, field.drag) = (String::new(), None, None);
}
