//! Scenarios as they are named on the command line: by their name in any case, or by their id.

use super::plan_file::Failure;
use crate::app::compare::MOST_BESIDE;
use crate::app::words::count;
use crate::domain::ids::ScenarioId;
use crate::domain::plan::{Plan, Scenario};

/// The scenario of this name or id.
///
/// # Errors
/// When there is none, or more than one: the sentence lists those there are.
pub(super) fn find_scenario<'p>(plan: &'p Plan, text: &str) -> Result<&'p Scenario, Failure> {
    let wanted = text.trim();
    let lower = wanted.to_lowercase();
    let is_id = |scenario: &Scenario| scenario.id.to_string().eq_ignore_ascii_case(wanted);
    let is_named = |scenario: &Scenario| scenario.name.trim().to_lowercase() == lower;
    let all = || plan.scenarios.iter().map(AsRef::as_ref);
    let named: Vec<&Scenario> = all().filter(|scenario| is_named(scenario)).collect();
    match (named.as_slice(), all().find(|scenario| is_id(scenario))) {
        ([one], _) => Ok(one),
        ([], Some(one)) => Ok(one),
        ([], None) => {
            Err(Failure::Usage(format!("There is no scenario “{wanted}”. {}", those_there_are(plan))))
        }
        (several, _) => {
            let ids: Vec<String> = several.iter().map(|scenario| scenario.id.to_string()).collect();
            Err(Failure::Usage(format!(
                "More than one scenario is called “{wanted}”. Give one of their ids: {}",
                ids.join(", ")
            )))
        }
    }
}

/// Scenarios by name or id, in the order given, each once; all of them for “all”.
///
/// # Errors
/// When one is not there, or there are more than stand side by side.
pub(super) fn chosen(plan: &Plan, names: &[String]) -> Result<Vec<ScenarioId>, Failure> {
    let every = |name: &String| {
        let is_all = name.trim().eq_ignore_ascii_case("all");
        is_all && !plan.scenarios.iter().any(|s| s.name.trim().eq_ignore_ascii_case("all"))
    };
    let mut found: Vec<ScenarioId> = Vec::new();
    for name in names {
        let ids = if every(name) {
            plan.scenarios.iter().map(|scenario| scenario.id).collect()
        } else {
            vec![find_scenario(plan, name)?.id]
        };
        found.extend(ids.into_iter().filter(|id| !found.contains(id)).collect::<Vec<_>>());
    }
    if found.is_empty() {
        return Err(Failure::Usage(those_there_are(plan)));
    }
    if found.len() > MOST_BESIDE {
        return Err(Failure::Usage(format!(
            "{MOST_BESIDE} scenarios at most stand beside the plan, not {}. {}",
            found.len(),
            those_there_are(plan)
        )));
    }
    Ok(found)
}

fn those_there_are(plan: &Plan) -> String {
    let each: Vec<String> =
        plan.scenarios.iter().map(|scenario| format!("“{}” ({})", scenario.name, scenario.id)).collect();
    if each.is_empty() {
        return "The plan has no scenarios. Make one in the window, on the screen Scenarios".to_owned();
    }
    format!("The plan has {}: {}", count(each.len(), "scenario", "scenarios"), each.join(", "))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::invent::first_plan;

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
        let found = chosen(plan, &names).map_err(|failure| failure.to_string())?;
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
    fn a_name_that_is_not_there_is_answered_with_those_that_are() {
        let some = plan(&["Six posts", "Twice", "twice"]);
        assert_eq!(
            asked(&some, &["Seven posts"]),
            Err("There is no scenario “Seven posts”. The plan has 3 scenarios: “Six posts” (S1), “Twice” (S2), “twice” (S3)"
                .to_owned())
        );
        assert!(asked(&some, &["TWICE"]).unwrap_err().ends_with("Give one of their ids: S2, S3"));
        let none = plan(&[]);
        for name in ["all", "Six posts"] {
            assert!(asked(&none, &[name]).unwrap_err().contains("The plan has no scenarios"), "{name}");
        }
        let many = plan(&["1", "2", "3", "4", "5", "6", "7"]);
        assert!(asked(&many, &["all"]).unwrap_err().starts_with("6 scenarios at most"));
    }
}
