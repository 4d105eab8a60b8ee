//! `--scenario`: the plan as one of its scenarios would have it.

use std::io::Write;
use std::path::Path;
use std::sync::Arc;

use super::plan_file::Failure;
use super::{open, say};
use crate::domain::ids::ScenarioId;
use crate::domain::plan::{Plan, Scenario};
use crate::domain::scenario::{with_scenario, words_in_turn};

/// Opens a plan and, if a scenario is named, carries it out. The scenario itself is no longer among those of the plan:
/// it has been made, and carried out a second time it would add everything again. Changes that do not apply are told.
pub(super) fn open_as(path: &Path, named: Option<&str>, messages: &mut dyn Write) -> Result<Plan, Failure> {
    let base = open(path, messages)?;
    let Some(named) = named else { return Ok(base) };
    let scenario = find(&base, named)?;
    let applied = with_scenario(&base, scenario);
    let words = words_in_turn(&base, &scenario.changes);
    for left_out in &applied.left_out {
        let words = words.get(left_out.place).map_or("", String::as_str);
        say(
            messages,
            &format!(
                "Change {} of the scenario “{}” is left out: {}. {words}",
                left_out.place + 1,
                scenario.name,
                left_out.why
            ),
        );
    }
    let mut plan = applied.plan;
    plan.scenarios.remove(scenario.id);
    Ok(plan)
}

/// The scenario of this name, whatever the case of its letters, or with this id.
pub(super) fn find<'p>(plan: &'p Plan, named: &str) -> Result<&'p Arc<Scenario>, Failure> {
    let plain = |name: &str| name.trim().to_lowercase();
    let wanted = plain(named);
    let of_name: Vec<&Arc<Scenario>> =
        plan.scenarios.iter().filter(|scenario| plain(&scenario.name) == wanted).collect();
    if let [one] = of_name.as_slice() {
        return Ok(one);
    }
    let id = named.trim().to_uppercase().parse::<ScenarioId>().ok();
    if let Some(scenario) = id.and_then(|id| plan.scenarios.get(id)).filter(|_| of_name.is_empty()) {
        return Ok(scenario);
    }
    let listed = |scenarios: &mut dyn Iterator<Item = &Arc<Scenario>>| {
        scenarios.map(|s| format!("{} ({})", s.name, s.id)).collect::<Vec<String>>().join(", ")
    };
    Err(Failure::Usage(if plan.scenarios.is_empty() {
        "The plan has no scenarios".to_owned()
    } else if of_name.is_empty() {
        format!(
            "There is no scenario “{}” in the plan. There are: {}",
            named.trim(),
            listed(&mut plan.scenarios.iter())
        )
    } else {
        let ids = listed(&mut of_name.into_iter());
        format!("More than one scenario is called “{}”. Give its id: {ids}", named.trim())
    }))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::calendar::parse_date;

    fn plan() -> Plan {
        let mut plan = Plan::empty(parse_date("07/09/2026").unwrap());
        for (id, name) in [(1, "A cap of 16"), (2, "Agency first"), (3, "agency FIRST"), (4, "S1")] {
            plan.scenarios.push(Scenario {
                id: ScenarioId(id),
                name: name.to_owned(),
                description: String::new(),
                changes: Vec::new(),
            });
        }
        plan
    }

    #[test]
    fn a_scenario_is_found_by_its_name_and_otherwise_by_its_id() {
        let plan = plan();
        for (named, id) in [("a CAP of 16 ", 1), ("S2", 2), ("s3", 3), ("S1", 4)] {
            assert_eq!(find(&plan, named).map(|found| found.id.0).ok(), Some(id), "{named}");
        }
    }

    #[test]
    fn a_name_that_is_none_or_two_is_refused_with_those_there_are() {
        let why = |plan: &Plan, named| find(plan, named).unwrap_err().to_string();
        assert_eq!(
            why(&plan(), "A cap of 17"),
            "There is no scenario “A cap of 17” in the plan. There are: A cap of 16 (S1), Agency first (S2), agency FIRST (S3), S1 (S4)"
        );
        assert_eq!(
            why(&plan(), "Agency first"),
            "More than one scenario is called “Agency first”. Give its id: Agency first (S2), agency FIRST (S3)"
        );
        assert_eq!(why(&Plan::empty(parse_date("07/09/2026").unwrap()), "S1"), "The plan has no scenarios");
    }
}
