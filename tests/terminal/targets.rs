//! `target`: what it answers is what is documented, it finds what can be counted by hand, and a question that is not
//! understood is pointed at.

use serde_json::Value;

use crate::plans::{Folder, all_keys, one_team, run};

/// Nothing left to chance: with `posts` everybody who waits on 7 September has somebody from the day after.
const PROMISE: &str = "at most 0 children awaiting allocation from 14/09/2026 to 18/09/2026";
const VARY: &str = "posts 0..3 of social worker in North from 08/09/2026";

/// The part of docs/TERMINAL.md that is about `target`.
fn documented() -> String {
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/TERMINAL.md");
    let text = std::fs::read_to_string(path).unwrap();
    let from = text.find("## `target`").unwrap();
    let length = text[from..].find("\n## ").unwrap();
    text[from..from + length].to_owned()
}

#[test]
fn every_field_of_the_answer_is_documented() {
    let folder = Folder::new();
    let plan = folder.plan(&one_team());
    let grid = "posts 0, 1 from 08/09/2026; cap 15, 18";
    let asked = [
        "target",
        &plan,
        "--promise",
        PROMISE,
        "--vary",
        VARY,
        "--frontier",
        "--sensitivity",
        "--grid",
        grid,
    ];
    let ran = run(&[&asked[..], &["--json"]].concat());
    assert_eq!(ran.status, 0, "{}", ran.messages);
    let json = ran.json();
    let text = documented();
    let found = all_keys(&json);
    // The seven numbers of a spread are those of `simulate`.
    let spread = ["mean", "error", "p5", "p25", "p50", "p75", "p95"];
    let missing: Vec<&String> = found
        .iter()
        .filter(|key| !spread.contains(&key.as_str()) && !text.contains(&format!("`{key}`")))
        .collect();
    assert!(missing.is_empty(), "not in docs/TERMINAL.md: {missing:?}");
    for part in ["answer", "frontier", "sensitivity", "grid"] {
        assert!(json[part].is_object(), "{part}");
        assert!(json[part]["finished"] == Value::Bool(true), "{part}");
    }
    assert_eq!(json["promises"][0]["text"], PROMISE);
    assert_eq!(json["vary"]["text"], "posts 0..3 of social worker in T1 from 08/09/2026");
    assert_eq!(json["grid"]["cells"].as_array().unwrap().len(), 4);
}

#[test]
fn the_same_question_has_the_same_answer_on_any_number_of_threads_and_from_the_plan_itself() {
    let folder = Folder::new();
    let mut plan = one_team();
    let target = std::sync::Arc::make_mut(&mut plan.target);
    target.promises = vec![PROMISE.parse().unwrap()];
    target.vary = caseload::domain::target::Variation::read(&VARY.replace("North", "T1")).ok();
    let own = folder.plan(&plan);
    let ask = |more: &[&str]| run(&[&["target", &own, "--json"], more].concat());
    let (one, many) = (ask(&["--threads", "1"]), ask(&["--threads", "5"]));
    assert_eq!((one.status, many.status), (0, 0), "{}", one.messages);
    assert!(one.answer == many.answer);
    assert!(ask(&["--promise", PROMISE, "--vary", VARY]).answer == one.answer);
    assert!(run(&["target", &own]).answer.contains("Promised: at most 0 children awaiting allocation"));
}

#[test]
fn a_question_that_is_not_understood_is_pointed_at() {
    let folder = Folder::new();
    let plan = folder.plan(&one_team());
    let ran = run(&["target", &plan, "--promise", "no team ofer 3"]);
    assert_eq!(ran.status, 2);
    assert!(
        ran.messages.contains("  no team ofer 3\n          ^\n“ofer” is not understood here."),
        "{}",
        ran.messages
    );
    let ran = run(&["target", &plan, "--promise", PROMISE, "--vary", "posts 0..3 in South from 08/09/2026"]);
    assert_eq!(ran.status, 2);
    assert!(
        ran.messages.contains(&format!("\n  {}^\n", " ".repeat("posts 0..3 in ".len()))),
        "{}",
        ran.messages
    );
    // Nothing asked at all, and a promise beyond the forecast.
    let ran = run(&["target", &plan]);
    assert_eq!((ran.status, ran.messages.contains("Nothing is promised yet")), (2, true), "{}", ran.messages);
    let ran = run(&["target", &plan, "--promise", "no team over 3 to 31/12/2030", "--vary", VARY]);
    assert_eq!((ran.status, ran.messages.contains("look further ahead")), (2, true), "{}", ran.messages);
    assert_eq!(run(&["target", &plan, "--promise", PROMISE, "--confidence", "1.5"]).status, 2);
    assert_eq!(run(&["target", &plan, "--promise", PROMISE, "--confidence", "0.955"]).status, 2);
    // The plan's own promises say themselves how often: without another it would be about nothing.
    assert_eq!(run(&["target", &plan, "--confidence", "0.9"]).status, 2);
}
