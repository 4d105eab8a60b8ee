//! The scenarios that are to stand side by side, as they are named on the command line.

use super::super::plan_file::Failure;
use super::super::scenario::find;
use crate::app::compare::MOST_BESIDE;
use crate::domain::ids::ScenarioId;
use crate::domain::plan::Plan;

/// Scenarios by name or id, in the order given, each once; all of them for “all”.
///
/// # Errors
/// When one is not there, or there are more than stand side by side.
pub(super) fn chosen_scenarios(plan: &Plan, names: &[String]) -> Result<Vec<ScenarioId>, Failure> {
    let every = |name: &String| {
        let is_all = name.trim().eq_ignore_ascii_case("all");
        is_all && !plan.scenarios.iter().any(|s| s.name.trim().eq_ignore_ascii_case("all"))
    };
    let mut found: Vec<ScenarioId> = Vec::new();
    for name in names {
        let ids = if every(name) {
            plan.scenarios.iter().map(|scenario| scenario.id).collect()
        } else {
            vec![find(plan, name)?.id]
        };
        found.extend(ids.into_iter().filter(|id| !found.contains(id)).collect::<Vec<_>>());
    }
    if found.is_empty() {
        return Err(Failure::Usage(
            "The plan has no scenarios. Make one in the window, on the screen Scenarios".to_owned(),
        ));
    }
    if found.len() > MOST_BESIDE {
        return Err(Failure::Usage(format!(
            "{MOST_BESIDE} scenarios at most stand beside the plan, not {}. Name those that matter most",
            found.len()
        )));
    }
    Ok(found)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::invent::first_plan;
    use crate::domain::plan::Scenario;

    fn plan(names: &[&str]) -> Plan {
        let mut plan = first_plan();
        plan.scenarios = crate::domain::plan::Records::default();
        for (id, name) in (1..).zip(names) {
            plan.scenarios.push(Scenario {
                id: ScenarioId(id),
                name: (*name).to_owned(),
                description: String::new(),
                changes: Vec::new(),
            });
        }
        plan
    }

    fn asked(plan: &Plan, names: &[&str]) -> Result<Vec<u32>, String> {
        let names: Vec<String> = names.iter().map(|name| (*name).to_owned()).collect();
        let found = chosen_scenarios(plan, &names).map_err(|failure| failure.to_string())?;
        Ok(found.into_iter().map(|id| id.0).collect())
    }

    #[test]
    fn scenarios_are_found_by_name_in_any_case_by_id_and_all_at_once() {
        let plan = plan(&["Six posts", "Élan", "A cap of 16"]);
        assert_eq!(asked(&plan, &["a CAP of 16", " six posts"]), Ok(vec![3, 1]));
        assert_eq!(asked(&plan, &["s2", "éLAN"]), Ok(vec![2]));
        assert_eq!(asked(&plan, &["S3", "All"]), Ok(vec![3, 1, 2]));
    }

    #[test]
    fn what_is_not_there_and_more_than_stand_side_by_side_is_refused() {
        let some = plan(&["Six posts"]);
        assert!(asked(&some, &["Six posts", "Seven posts"]).unwrap_err().contains("“Seven posts”"));
        assert!(asked(&plan(&[]), &["all"]).unwrap_err().contains("The plan has no scenarios"));
        let many = plan(&["1", "2", "3", "4", "5", "6", "7"]);
        assert!(asked(&many, &["all"]).unwrap_err().starts_with("6 scenarios at most"));
        assert_eq!(asked(&many, &["1", "S7"]), Ok(vec![1, 7]));
    }
}
