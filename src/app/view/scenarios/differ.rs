//! What differs between two scenarios, or between one and the base plan, in words.

use super::ScenarioRow;
use crate::app::view::form::ChoiceItem;
use crate::app::words;
use crate::domain::differ::differences;
use crate::domain::ids::ScenarioId;
use crate::domain::plan::Plan;
use crate::domain::scenario::with_scenario;

/// What differs, a sentence a line, and a sentence above it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct DiffersView {
    /// How much differs.
    pub sentence: String,
    /// Each thing that differs.
    pub lines: Vec<String>,
    /// Differences that are not listed, because there are too many.
    pub more: usize,
}

/// No more lines are drawn: nobody reads them.
const MOST_LINES: usize = 200;

/// The base plan and the scenarios, to choose from.
pub fn choices(plan: &Plan) -> Vec<ChoiceItem> {
    let base = std::iter::once(ChoiceItem::new("", "Base plan"));
    let scenario = |scenario: &std::sync::Arc<crate::domain::plan::Scenario>| {
        ChoiceItem::new(scenario.id.to_string(), &scenario.name)
    };
    base.chain(plan.scenarios.iter().map(scenario)).collect()
}

/// The choice of this key.
pub fn chosen(key: &str) -> ScenarioRow {
    key.parse::<ScenarioId>().ok()
}

/// The key of a choice.
pub fn key(row: ScenarioRow) -> String {
    row.map_or_else(String::new, |id| id.to_string())
}

fn standing(plan: &Plan, row: ScenarioRow) -> (Plan, String) {
    match row.and_then(|id| plan.scenarios.get(id)) {
        Some(scenario) => (with_scenario(plan, scenario).plan, format!("“{}”", scenario.name)),
        None => (plan.clone(), "the base plan".to_owned()),
    }
}

/// What is different in one from what it is in the other.
pub fn differs(plan: &Plan, from: ScenarioRow, to: ScenarioRow) -> DiffersView {
    let ((a, a_name), (b, b_name)) = (standing(plan, from), standing(plan, to));
    let mut lines: Vec<String> = differences(&a, &b).into_iter().map(|found| found.words).collect();
    let sentence = if lines.is_empty() {
        format!("Nothing differs between {a_name} and {b_name}")
    } else {
        format!("In {b_name} {} from {a_name}", words::count(lines.len(), "thing differs", "things differ"))
    };
    let more = lines.len().saturating_sub(MOST_LINES);
    lines.truncate(MOST_LINES);
    DiffersView { sentence, lines, more }
}
