//! `compare`: what it answers is what is documented, it adds up, and wrong names are answered with the right ones.

use std::sync::Arc;

use caseload::domain::edit::Edit;
use caseload::domain::ids::{ScenarioId, TeamId, Thing, WorkerId};
use caseload::domain::plan::{Change, Contract, Plan, Recruited, Role, Scenario, ScenarioChange};
use caseload::domain::units::Fte;
use serde_json::Value;

use crate::plans::{Folder, Ran, all_keys, date, one_team, run};

/// One team with two scenarios: two posts more, and one that changes nothing but a note; the first has a change for a
/// team that is not there.
fn with_scenarios() -> Plan {
    let mut plan = one_team();
    let posts = |team| Change::AddPosts {
        team: TeamId(team),
        role: Role::SocialWorker,
        count: 2,
        fte: Fte::FULL,
        contract: Contract::Permanent,
        from: date("05/10/2026"),
        recruited: Recruited::Starts,
        ramp: None,
    };
    let note = Edit::Set {
        of: Thing::Worker(WorkerId(2)),
        field: "notes".to_owned(),
        to: "Back on Monday".to_owned(),
    };
    let mut add = |id, name: &str, changes: Vec<Change>| {
        let change = |change| ScenarioChange { change, on: true, comment: "Asked for".to_owned() };
        plan.scenarios.push(Scenario {
            id: ScenarioId(id),
            name: name.to_owned(),
            description: "To see".to_owned(),
            changes: changes.into_iter().map(change).collect(),
        });
    };
    add(1, "Two posts", vec![posts(1), posts(9)]);
    add(2, "A note", vec![Change::Edit(note)]);
    Arc::make_mut(&mut plan.forecast).weeks = 30;
    plan
}

fn compared(plan: &str, more: &[&str]) -> Ran {
    let ran = run(&[&["compare", plan, "--replications", "60"], more].concat());
    assert_eq!(ran.status, 0, "{}", ran.messages);
    ran
}

#[test]
fn every_field_of_the_answer_is_documented() {
    let folder = Folder::new();
    let plan = folder.plan(&with_scenarios());
    let json = compared(&plan, &["--scenarios", "all", "--contributions", "--json"]).json();
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/TERMINAL.md");
    let text = std::fs::read_to_string(path).unwrap();
    let from = text.find("## `compare`").unwrap();
    let text = &text[from..from + text[from..].find("\n## ").unwrap()];
    let found = all_keys(&json);
    for key in found {
        let state: Option<caseload::domain::state::ChildState> =
            caseload::domain::plan::Words::from_key(&key);
        let case_type: Option<caseload::domain::plan::CaseType> =
            caseload::domain::plan::Words::from_key(&key);
        let known = state.is_some() || case_type.is_some() || text.contains(&format!("`{key}`"));
        assert!(known, "{key} is not documented");
    }
    for key in ["base", "scenarios", "paired", "left_out", "differences", "contributions", "by_month"] {
        assert!(text.contains(&format!("`{key}`")), "{key}");
    }
}

#[test]
fn the_answer_is_the_same_on_any_number_of_threads_and_tells_what_was_left_out() {
    let folder = Folder::new();
    let plan = folder.plan(&with_scenarios());
    let args = ["--scenarios", "two POSTS,s2", "--contributions", "--json", "--threads"];
    let one = compared(&plan, &[&args[..], &["1"]].concat());
    let many = compared(&plan, &[&args[..], &["5"]].concat());
    assert!(one.answer == many.answer);
    let json = one.json();
    assert_eq!(json["replications"].as_u64(), Some(60));
    let scenarios = json["scenarios"].as_array().unwrap();
    let names: Vec<&str> = scenarios.iter().map(|scenario| scenario["name"].as_str().unwrap()).collect();
    assert_eq!(names, ["Two posts", "A note"]);
    let [posts, note] = scenarios.as_slice() else { panic!("two scenarios") };
    assert_eq!(posts["left_out"].as_array().unwrap().len(), 1);
    assert_eq!(posts["left_out"][0]["place"].as_u64(), Some(2));
    assert!(!posts["left_out"][0]["why"].as_str().unwrap().is_empty());
    assert_eq!(posts["changes"].as_array().unwrap().len(), 2);
    assert!(!posts["differences"].as_array().unwrap().is_empty());
    // Two posts more are paid and work; how much they are worth is not known by hand, but the paired difference of a
    // total is the difference of the means.
    let number = |value: &Value| value.as_f64().unwrap();
    for figure in ["child_days_without", "pay", "allocations", "mean_wait_working_days"] {
        let difference = number(&posts["paired"][figure]["mean"]);
        let means = number(&posts["figures"][figure]["mean"]) - number(&json["base"][figure]["mean"]);
        assert!(
            (difference - means).abs() < 1e-3 * means.abs().max(1.0),
            "{figure}: {difference} and {means}"
        );
    }
    assert!(number(&posts["paired"]["person_months"]["permanent"]["mean"]) > 0.0);
    let days = json["days"].as_array().unwrap().len();
    assert_eq!(posts["paired"]["by_day"]["mean"].as_array().unwrap().len(), days);
    let months = json["months"].as_array().unwrap().len();
    assert_eq!(posts["paired"]["by_month"]["open_children"]["mean"].as_array().unwrap().len(), months);
    assert_eq!(posts["contributions"]["changes"].as_array().unwrap().len(), 1);

    assert_eq!(note["sentence"].as_str(), Some("No difference that can be told from chance"));
    assert!(number(&note["paired"]["child_days_without"]["error"]).abs() < 1e-12);
    assert_eq!(note["paired"]["child_days_without"]["told"].as_bool(), Some(false));
}

#[test]
fn the_readable_answer_has_a_sentence_for_each_scenario_and_its_changes() {
    let folder = Folder::new();
    let plan = folder.plan(&with_scenarios());
    let ran = compared(&plan, &["--scenarios", "all"]);
    let mut lines = ran.answer.lines();
    assert_eq!(lines.next(), Some("One team, Nowhere, as at 07/09/2026"));
    assert!(lines.next().unwrap().starts_with("Two posts: "), "{}", ran.answer);
    assert_eq!(lines.next(), Some("A note: No difference that can be told from chance"));
    assert_eq!(lines.next(), Some("60 runs of each plan, on the same chances; seed 1"));
    for part in ["Side by side", "Left out: ", "September 2026", "Pay, pounds"] {
        assert!(ran.answer.contains(part), "{part}\n{}", ran.answer);
    }
    assert!(ran.messages.contains("60 runs of each plan in "), "{}", ran.messages);
}

#[test]
fn a_name_that_is_not_there_and_wrong_usage_are_status_2() {
    let folder = Folder::new();
    let plan = folder.plan(&with_scenarios());
    let wrong = run(&["compare", &plan, "--scenarios", "Three posts"]);
    assert_eq!((wrong.status, wrong.answer.as_str()), (2, ""));
    assert!(wrong.messages.contains("Two posts (S1), A note (S2)"), "{}", wrong.messages);
    for args in [&[][..], &["--scenarios", "all", "--replications", "0"], &["--scenarios", "all", "--csv"]] {
        let ran = run(&[&["compare", &plan], args].concat());
        assert_eq!((ran.status, ran.answer.as_str()), (2, ""), "{args:?}");
    }
    let none = folder.file("none.ron", caseload::app::format::write(&one_team()).unwrap());
    let ran = run(&["compare", &none, "--scenarios", "all"]);
    assert!(ran.status == 2 && ran.messages.contains("no scenarios"), "{}", ran.messages);
}
