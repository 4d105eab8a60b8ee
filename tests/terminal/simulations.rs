//! `simulate`: what it answers is what is documented, it adds up, and a run can be played again and compared.

use std::collections::BTreeSet;
use std::process::Stdio;

use serde_json::Value;

use crate::plans::{Folder, Ran, one_team, program, run};

/// The keys of an object, and of the objects in it as deep as they are documented.
fn keys(value: &Value) -> BTreeSet<String> {
    value.as_object().into_iter().flat_map(|object| object.keys().cloned()).collect()
}

/// The part of docs/TERMINAL.md that is about `simulate`.
fn documented() -> String {
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/TERMINAL.md");
    let text = std::fs::read_to_string(path).unwrap();
    let from = text.find("## `simulate`").unwrap();
    let length = text[from..].find("\n## ").unwrap();
    text[from..from + length].to_owned()
}

/// The words between backticks in the first cells of the rows of a table whose heading begins so.
fn first_cells(text: &str, heading: &str) -> (BTreeSet<String>, BTreeSet<String>) {
    let (mut whole, mut below) = (BTreeSet::new(), BTreeSet::new());
    let rows = text.lines().skip_while(|line| !line.starts_with(heading)).skip(2);
    for row in rows.take_while(|line| line.starts_with('|')) {
        let cell = row.split('|').nth(1).unwrap();
        let names = cell.split('`').skip(1).step_by(2).map(str::to_owned);
        if cell.contains('…') { below.extend(names) } else { whole.extend(names) }
    }
    (whole, below)
}

fn simulated(plan: &str, more: &[&str]) -> Ran {
    let ran = run(&[&["simulate", plan], more].concat());
    assert_eq!(ran.status, 0, "{}", ran.messages);
    ran
}

fn numbers(value: &Value) -> Vec<f64> {
    value.as_array().unwrap().iter().map(|number| number.as_f64().unwrap()).collect()
}

#[test]
fn the_fields_of_the_answer_are_those_that_are_documented() {
    let folder = Folder::new();
    let plan = folder.plan(&one_team());
    let json = simulated(&plan, &["--replications", "60", "--weeks", "30", "--json"]).json();
    let text = documented();
    let (whole, below) = first_cells(&text, "| Field | |");
    assert_eq!(keys(&json), whole, "the answer on the left, docs/TERMINAL.md on the right");
    let at_risk = json["children_at_risk"].as_array().unwrap();
    assert!(!at_risk.is_empty(), "Ben leaves, so his child is at risk");
    let given: BTreeSet<String> = keys(&json["by_team"][0]).union(&keys(&at_risk[0])).cloned().collect();
    assert_eq!(given, below);
    for place in [
        &json["by_state"]["named"],
        &json["by_state"],
        &json["by_case_type"]["assessment"],
        &json["open_children"],
        &json["allocations"],
        &json["reasons"],
        &json["workers_in_year"],
        &json["workers_in_year"]["all"],
        &json["replications_at"],
        &at_risk[0]["loses_worker"],
    ] {
        for key in keys(place) {
            let state = caseload::domain::plan::Words::from_key(&key);
            let state: Option<caseload::domain::state::ChildState> = state;
            assert!(state.is_some() || text.contains(&format!("`{key}`")), "{key} is not documented");
        }
    }
    let about_it = [
        "title",
        "council",
        "as_at",
        "model_version",
        "seed",
        "wanted",
        "stopped",
        "days",
        "weeks",
        "definitions",
        "failing_children",
        "failing_chance_percent",
    ];
    for figure in whole.iter().filter(|key| !about_it.contains(&key.as_str())) {
        assert!(json["definitions"].get(figure).is_some(), "{figure} has no definition");
    }
    for (key, meaning) in json["definitions"].as_object().unwrap() {
        assert!(text.contains(&format!("`{key}`")) && meaning.as_str().unwrap().len() > 30, "{key}");
    }
}

#[test]
fn the_answer_adds_up_by_state_and_by_team_and_does_not_hang_on_the_number_of_threads() {
    let folder = Folder::new();
    let plan = folder.plan(&one_team());
    let args = ["--replications", "50", "--weeks", "12", "--json", "--threads"];
    let one = simulated(&plan, &[&args[..], &["1"]].concat());
    let many = simulated(&plan, &[&args[..], &["5"]].concat());
    assert!(one.answer == many.answer);
    let json = one.json();
    assert_eq!((json["replications"].as_u64(), json["stopped"].as_bool()), (Some(50), Some(false)));
    let days = json["days"].as_array().unwrap().len();
    assert_eq!((json["days"][0].as_str(), days), (Some("2026-09-07"), 61));
    let sum = |lists: Vec<&Value>| {
        let lists: Vec<Vec<f64>> = lists.into_iter().map(|bands| numbers(&bands["mean"])).collect();
        (0..days).map(|day| lists.iter().map(|list| list[day]).sum::<f64>()).collect::<Vec<f64>>()
    };
    let open = numbers(&json["open_children"]["mean"]);
    let states = json["by_state"].as_object().unwrap();
    assert_eq!(states.len(), 13);
    let teams = json["by_team"].as_array().unwrap();
    for sums in [
        sum(states.values().map(|state| &state["children"]).collect()),
        sum(teams.iter().map(|team| &team["open"]).collect()),
    ] {
        for (sum, open) in sums.iter().zip(&open) {
            assert!((sum - open).abs() < 1e-3, "{sum} and {open}");
        }
    }
    let unnamed = numbers(&json["no_named_social_worker"]["mean"]);
    for sums in [
        sum(states.values().map(|state| &state["no_named_social_worker"]).collect()),
        sum(teams.iter().map(|team| &team["no_named_social_worker"]).collect()),
        sum(json["by_case_type"]
            .as_object()
            .unwrap()
            .values()
            .map(|t| &t["no_named_social_worker"])
            .collect()),
    ] {
        for (sum, unnamed) in sums.iter().zip(&unnamed) {
            assert!((sum - unnamed).abs() < 1e-3, "{sum} and {unnamed}");
        }
    }
    let waits: f64 = numbers(&json["waits"]).iter().sum();
    let allocations = json["allocations"]["mean"].as_f64().unwrap();
    assert!((waits - allocations * 50.0).abs() < 1e-2, "{waits} waits, {allocations} allocations a run");
    for place in ["open_children", "child_days_without"] {
        for percentile in ["p5", "p25", "p50", "p75", "p95", "mean", "error"] {
            assert!(json[place].get(percentile).is_some(), "{place} {percentile}");
        }
    }
}

#[test]
fn the_plans_own_date_is_what_flags_says_of_it() {
    let folder = Folder::new();
    let plan = folder.plan(&one_team());
    let json = simulated(&plan, &["--replications", "10", "--weeks", "2", "--json"]).json();
    let flags = run(&["flags", &plan, "--json"]).json();
    for field in ["open_children", "no_named_social_worker"] {
        assert_eq!(json[field]["p50"][0].as_f64(), flags[field].as_f64(), "{field}");
        assert_eq!(json[field]["error"][0].as_f64(), Some(0.0), "{field}");
    }
    for (state, children) in flags["states"].as_object().unwrap() {
        assert_eq!(json["by_state"][state]["children"]["p50"][0].as_f64(), children.as_f64(), "{state}");
    }
}

#[test]
fn the_readable_answer_begins_with_a_sentence() {
    let folder = Folder::new();
    let plan = folder.plan(&one_team());
    let ran = simulated(&plan, &["--replications", "120"]);
    let mut lines = ran.answer.lines();
    assert_eq!(lines.next(), Some("One team, Nowhere, as at 07/09/2026"));
    let sentence = lines.next().unwrap();
    assert!(sentence.starts_with("On ") && sentence.contains("have no named social worker"), "{sentence}");
    for part in ["Month by month", "Teams on the last day", "24% at 31/03/2025, 27% at 31/03/2024 [DfE]"] {
        assert!(ran.answer.contains(part), "{part}\n{}", ran.answer);
    }
    assert!(!ran.answer.contains("2026-"), "{}", ran.answer);
    // Standard error is no terminal here: lines, and none that is written over.
    assert!(!ran.messages.contains('\r') && ran.messages.contains("100 of 120 runs\n"), "{}", ran.messages);
    assert!(ran.messages.contains("120 runs in "), "{}", ran.messages);
}

#[test]
fn csv_has_a_row_for_every_day_and_count() {
    let folder = Folder::new();
    let plan = folder.plan(&one_team());
    let args = ["--replications", "20", "--weeks", "3"];
    let json = simulated(&plan, &[&args[..], &["--json"]].concat()).json();
    let ran = simulated(&plan, &[&args[..], &["--csv"]].concat());
    let mut reader = csv::Reader::from_reader(ran.answer.as_bytes());
    let rows: Vec<csv::StringRecord> = reader.records().map(Result::unwrap).collect();
    let days = json["days"].as_array().unwrap().len();
    let types = json["by_case_type"].as_object().unwrap().len();
    let teams = json["by_team"].as_array().unwrap().len();
    assert_eq!(rows.len(), days * (7 + 26 + types + 4 * teams));
    let text = documented();
    for row in &rows {
        assert!(text.contains(&format!("`{}`", &row[1])), "{} is not documented", &row[1]);
    }
    let open: Vec<f64> =
        rows.iter().filter(|row| &row[1] == "open_children").map(|row| row[3].parse().unwrap()).collect();
    assert_eq!(open, numbers(&json["open_children"]["mean"]));
}

#[test]
fn a_trace_is_played_again_and_agrees_until_it_is_changed() {
    let folder = Folder::new();
    let plan = folder.plan(&one_team());
    let traced = simulated(&plan, &["--trace", "4", "--weeks", "20", "--seed", "9"]).answer;
    let header: Value = serde_json::from_str(traced.lines().next().unwrap()).unwrap();
    assert_eq!((header["run"].as_u64(), header["seed"].as_u64()), (Some(4), Some(9)));
    let file = folder.file("trace.jsonl", &traced);
    let verified = simulated(&plan, &["--verify-trace", &file]);
    assert_eq!(verified.answer, format!("All {} events agree\n", traced.lines().count() - 1));

    let text = documented();
    let (events, _) = first_cells(&text, "| `event` |");
    for line in traced.lines().skip(1) {
        let event: Value = serde_json::from_str(line).unwrap();
        assert!(events.contains(event["event"].as_str().unwrap()), "{event}");
        assert!(!line.contains("Ada") && !line.contains("R1"), "{line}");
    }

    let place = traced.rfind("\"waiting\":").unwrap();
    let changed = format!("{}\"waiting\":987}}\n", &traced[..place]);
    let shorter = traced.trim_end().rsplit_once('\n').unwrap().0.to_owned();
    let longer = format!("{traced}{{\"day\":1}}\n");
    for wrong in [changed, shorter, longer] {
        let ran = run(&["simulate", &plan, "--verify-trace", &folder.file("wrong.jsonl", wrong)]);
        assert_eq!(ran.status, 1, "{}", ran.messages);
        assert!(ran.answer.starts_with("Event ") && ran.answer.contains("Played again: "), "{}", ran.answer);
    }
}

#[test]
fn a_trace_of_something_else_is_refused_with_a_sentence() {
    let folder = Folder::new();
    let plan = folder.plan(&one_team());
    let traced = simulated(&plan, &["--trace", "0", "--weeks", "4"]).answer;
    let file = folder.file("trace.jsonl", &traced);
    let mut other = one_team();
    std::sync::Arc::make_mut(&mut other.about).title = "Another".to_owned();
    let other = folder.file("other.ron", caseload::app::format::write(&other).unwrap());
    let older = folder.file("older.jsonl", traced.replacen("\"model_version\":", "\"model_version\":9", 1));
    let prose = folder.file("prose.jsonl", "Dear colleague");
    for (plan, file, expected) in [
        (&other, &file, "another plan"),
        (&plan, &older, "version 9"),
        (&plan, &prose, "is not a trace"),
        (&plan, &folder.path("missing").to_str().unwrap().to_owned(), "could not be read"),
    ] {
        let ran = run(&["simulate", plan, "--verify-trace", file]);
        assert_eq!((ran.status, ran.answer.as_str()), (2, ""), "{}", ran.messages);
        assert!(ran.messages.contains(expected), "{}", ran.messages);
    }
}

#[test]
fn options_that_do_not_go_together_are_wrong_usage() {
    let folder = Folder::new();
    let plan = folder.plan(&one_team());
    for args in [
        &["--json", "--csv"][..],
        &["--replications", "0"],
        &["--replications", "100001"],
        &["--weeks", "0"],
        &["--threads", "0"],
        &["--trace", "1", "--json"],
        &["--trace", "1", "--replications", "9"],
        &["--verify-trace", "x", "--seed", "1"],
    ] {
        let ran = run(&[&["simulate", &plan], args].concat());
        assert_eq!((ran.status, ran.answer.as_str()), (2, ""), "{args:?}");
        assert!(!ran.messages.is_empty());
    }
}

/// Ctrl+C by the shell's own `kill`, so that nothing here needs to know signals.
#[cfg(unix)]
#[test]
fn ctrl_c_gives_the_runs_made_so_far() {
    let folder = Folder::new();
    let plan = folder.plan(&one_team());
    let args = ["simulate", &plan, "--replications", "100000", "--weeks", "26", "--json"];
    let mut child = program(&args).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
    // The first line on standard error is that of the first hundred runs.
    let mut first = String::new();
    let mut messages = std::io::BufReader::new(child.stderr.take().unwrap());
    std::io::BufRead::read_line(&mut messages, &mut first).unwrap();
    assert_eq!(first, "100 of 100,000 runs\n");
    let asked = std::process::Command::new("kill").args(["-INT", &child.id().to_string()]).status();
    assert!(asked.unwrap().success());
    let ended = child.wait_with_output().unwrap();
    assert_eq!(ended.status.code(), Some(0));
    let json: Value = serde_json::from_slice(&ended.stdout).unwrap();
    assert_eq!(json["stopped"].as_bool(), Some(true));
    let runs = json["replications"].as_u64().unwrap();
    assert!((100..100_000).contains(&runs), "{runs}");
    let mut rest = String::new();
    std::io::Read::read_to_string(&mut messages, &mut rest).unwrap();
    assert!(rest.contains("Stopped after "), "{rest}");
}

#[test]
fn a_plan_that_cannot_be_played_says_all_that_is_in_the_way() {
    let folder = Folder::new();
    let mut plan = one_team();
    std::sync::Arc::make_mut(&mut plan.forecast).weeks = 0;
    std::sync::Arc::make_mut(&mut plan.forecast).most_runs = 1;
    let ran = run(&["simulate", &folder.plan(&plan)]);
    assert_eq!((ran.status, ran.answer.as_str()), (2, ""), "{}", ran.messages);
    assert!(ran.messages.contains("weeks ahead") && ran.messages.contains("most runs"), "{}", ran.messages);
}
