//! The target screen: what is promised to children, what could be changed to keep it, and what that takes.

pub mod answer;
pub mod costs;
pub mod frontier;
pub mod grid;
pub mod progress;
pub mod promises;
pub mod scenario;
pub mod sensitivity;
#[cfg(test)]
mod tests;
pub mod vary;
mod words;

use super::form::FormView;
use crate::app::target::Answer;
use crate::app::words::capital;
use crate::domain::edit::Edit;
use crate::domain::plan::Plan;
use promises::PromiseRow;

/// The question on the screen.
#[derive(Clone, Debug, PartialEq)]
pub struct QuestionView {
    /// What to do next, where the question is not whole yet.
    pub next: Option<&'static str>,
    /// What is promised.
    pub promises: Vec<PromiseRow>,
    /// Promises to begin with, in words, with the edit that makes them.
    pub ready: Vec<(String, Edit)>,
    /// What is varied, in words.
    pub vary: Option<String>,
    /// The same as a form.
    pub vary_form: Option<FormView>,
    /// What could be varied, in words, with the edit that begins it.
    pub kinds: Vec<(&'static str, Edit)>,
    /// Promises and what is varied as text.
    pub texts: FormView,
    /// What people cost.
    pub costs: FormView,
}

/// The question of a plan.
pub fn question(plan: &Plan) -> QuestionView {
    let target = &plan.target;
    QuestionView {
        next: next(plan),
        promises: promises::rows(plan),
        ready: promises::ready(plan),
        vary: target.vary.as_ref().map(|vary| capital(&vary.words(plan))),
        vary_form: target.vary.as_ref().map(|of| vary::form(plan, of, "vary")),
        kinds: vary::kinds(plan),
        texts: costs::texts(plan),
        costs: costs::form(plan),
    }
}

/// What is still missing of the question.
pub fn next(plan: &Plan) -> Option<&'static str> {
    match (plan.target.promises.is_empty(), plan.target.vary.is_none()) {
        (true, true) => Some("Choose a promise to children, then what could be changed to keep it"),
        (true, false) => Some("Choose a promise to children: without one there is nothing to keep"),
        (false, true) => Some("Choose what could be changed to keep the promise"),
        (false, false) => None,
    }
}

/// The first sentence of the screen: the answer, or the next step.
pub fn headline(plan: &Plan, answer: Option<&Answer>) -> String {
    if let Some(next) = next(plan) {
        return next.to_owned();
    }
    answer
        .map(|answer| answer.sentence.clone())
        .filter(|sentence| !sentence.is_empty())
        .unwrap_or_else(|| "Search, to see what it takes to keep the promise".to_owned())
}

/// What was typed or chosen in a part of the question, as an edit; `None` where the field is one of the plan's own.
pub fn edit_of(plan: &Plan, field: &str, text: &str) -> Option<Result<Edit, String>> {
    if let Some(part) = field.strip_prefix("vary.") {
        return Some(vary::change(plan, part, text));
    }
    let (place, part) = field.strip_prefix("promise.")?.split_once('.')?;
    Some(promises::change(plan, place.parse().ok()?, part, text))
}
