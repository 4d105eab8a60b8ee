//! Scenarios: carrying out a list of changes on the plan as it stands, never on a copy that grows old.
//!
//! # Promises
//! - The base plan stays as it was; what no change touches follows it.
//! - A change that no longer applies is left out and told, with the reason; the changes after it are still made.
//! - The same plan and changes give the same plan.

mod listing;

pub use listing::{
    ChangeKind, add_change, copy_change, duplicate, move_change, new_scenario, remove_change, switch_change,
};

use crate::domain::edit::{Refusal, apply};
use crate::domain::plan::{Change, Plan, Scenario, ScenarioChange};

/// A plan as it would be.
#[derive(Clone, Debug)]
pub struct Applied {
    /// The plan with every change that applies.
    pub plan: Plan,
    /// Those that are switched on and do not apply, in order.
    pub left_out: Vec<LeftOut>,
}

/// A change that was left out.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct LeftOut {
    /// Its place in the list, from 0.
    pub place: usize,
    /// Why, as a sentence without a full stop.
    pub why: String,
}

/// Records that ordinary editing adds within a scenario have ids from here on, so that a record that is added to the base
/// plan later never takes the place of one.
pub const OWN_IDS: std::ops::Range<u32> = 500_000..1_000_000;
/// Records that changes make (posts, their workers) have ids from here on. They are changed through the change.
pub const MADE_IDS: u32 = 1_000_000;

/// The plan as a scenario would have it.
pub fn with_scenario(base: &Plan, scenario: &Scenario) -> Applied {
    with_changes(base, &scenario.changes)
}

/// The plan as these changes would have it. Changes that are switched off are passed over.
pub fn with_changes(base: &Plan, changes: &[ScenarioChange]) -> Applied {
    let mut plan = base.clone();
    let mut left_out = Vec::new();
    for (place, change) in changes.iter().enumerate().filter(|(_, change)| change.on) {
        match carry_out(&plan, &change.change) {
            Ok(changed) => plan = changed,
            Err(Refusal(why)) => left_out.push(LeftOut { place, why }),
        }
    }
    Applied { plan, left_out }
}

/// One change.
///
/// # Errors
/// Why it does not apply to this plan.
pub fn carry_out(plan: &Plan, change: &Change) -> Result<Plan, Refusal> {
    match change {
        Change::Edit(edit) => apply(plan, edit),
        _ => Err(Refusal("This kind of change is not made yet".to_owned())),
    }
}
