//! A value that was found or looked at as a scenario: a named list of changes that says which promise it is to keep.

use super::words;
use crate::app::target::Kept;
use crate::domain::edit::{AnyRecord, Edit};
use crate::domain::plan::{Plan, Scenario, ScenarioChange};
use crate::domain::scenario::{free_name, with_changes};
use crate::domain::target::{Promise, Value, Variation};

/// A scenario that can be made.
#[derive(Clone, Debug, PartialEq)]
pub struct Proposal {
    /// What the button says: "Make a scenario of 8 posts from 01/02/2027".
    pub label: String,
    /// What the scenario will be called.
    pub name: String,
    /// What it is meant to show.
    pub description: String,
    picks: Vec<(Variation, Value)>,
}

impl Proposal {
    /// These values of these variations, together.
    pub(super) fn of(plan: &Plan, picks: Vec<(Variation, Value)>, description: String) -> Self {
        let parts: Vec<String> = picks.iter().map(|(vary, value)| vary.value_words(plan, *value)).collect();
        let name = parts.join("; ");
        Self { label: format!("Make a scenario of {name}"), name, description, picks }
    }

    /// The edit that makes the scenario.
    ///
    /// # Errors
    /// A sentence, when it would change nothing or what it changes is no longer in the plan.
    pub fn edit(&self, plan: &Plan) -> Result<Edit, String> {
        let change = |change| ScenarioChange { change, on: true, comment: String::new() };
        let changes: Vec<ScenarioChange> =
            self.picks.iter().flat_map(|(vary, value)| vary.changes(plan, *value)).map(change).collect();
        if changes.is_empty() {
            return Err("That is the plan as it is: a scenario of it would change nothing".to_owned());
        }
        if let Some(left) = with_changes(plan, &changes).left_out.first() {
            return Err(left.why.clone());
        }
        let scenario = Scenario {
            id: plan.scenarios.next_id(),
            name: free_name(plan, &self.name),
            description: self.description.clone(),
            changes,
        };
        Ok(Edit::Put(vec![AnyRecord::Scenario(Box::new(scenario))]))
    }
}

/// What a scenario that was found is meant to show.
pub(super) fn description(promises: &[Promise], kept: Option<&Kept>) -> String {
    let promised: Vec<String> = promises.iter().map(Promise::words).collect();
    let promised = promised.join("; and ");
    match (promised.is_empty(), kept) {
        (true, _) => "Made from a grid of values".to_owned(),
        (false, None) => format!("To keep the promise: {promised}"),
        (false, Some(kept)) => {
            let (share, runs) = (words::kept(kept), words::years(kept.runs));
            format!("To keep the promise: {promised}. Kept in {share}, from {runs}")
        }
    }
}
