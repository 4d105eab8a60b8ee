//! The built program: statuses, and what goes to which output.

use std::io::Read as _;
use std::process::Stdio;

use caseload::app::invent;
use caseload::domain::ids::{ChildId, WorkerId};
use caseload::domain::plan::Holder;

use crate::plans::{Folder, one_team, program, run};

#[test]
fn the_status_is_one_exactly_when_the_plan_has_errors() {
    let folder = Folder::new();
    let mut broken = one_team();
    broken.children.change(ChildId(1), |child| child.holder = Holder::Worker(WorkerId(99)));
    let broken = folder.file("broken.ron", caseload::app::format::write(&broken).unwrap());
    for (plan, expected) in [(folder.plan(&one_team()), 0), (broken, 1)] {
        let check = run(&["check", &plan, "--json"]);
        let errors = check.json()["errors"].as_u64().unwrap();
        assert_eq!(check.status, expected, "{}", check.answer);
        assert_eq!(errors > 0, expected == 1);
        assert_eq!(check.messages, "");
        for command in ["flags", "figures"] {
            let ran = run(&[command, &plan, "--json"]);
            assert_eq!(ran.status, expected, "{command}");
            assert_eq!(ran.json()["problems"]["errors"].as_u64(), Some(errors));
            assert_eq!(ran.messages.contains("caseload-cli check"), errors > 0, "{}", ran.messages);
        }
    }
}

#[test]
fn flags_as_json_hold_everything_that_is_promised_and_add_up() {
    let folder = Folder::new();
    let plan = folder.plan(&one_team());
    let json = run(&["flags", &plan, "--json"]).json();
    let states = json["states"].as_object().unwrap();
    assert_eq!(states.len(), 13);
    let total: u64 = states.values().map(|number| number.as_u64().unwrap()).sum();
    assert_eq!(json["open_children"].as_u64(), Some(total));
    assert_eq!(json["no_named_social_worker"].as_u64(), Some(2));
    let has = |place: &serde_json::Value, names: &[&str]| {
        for name in names {
            assert!(place.get(name).is_some(), "{name} is missing");
        }
    };
    has(&json, &["as_at", "on", "counted_states", "without_a_present_worker", "children", "ahead"]);
    has(
        &json["children"][0],
        &[
            "reference",
            "team",
            "case_type",
            "state",
            "since",
            "working_days",
            "unnamed_since",
            "reason",
            "may_never_wait",
            "responsible_manager",
            "remedies",
        ],
    );
    has(
        &json["ahead"][0],
        &["reference", "team", "case_type", "from", "to", "goes_on", "working_days", "reason", "remedies"],
    );
    has(&json["ahead"][0]["remedies"][0], &["what", "because"]);
}

#[test]
fn the_readable_answer_shows_dates_day_first_and_says_what_to_do() {
    let folder = Folder::new();
    let plan = folder.plan(&one_team());
    let text = run(&["flags", &plan, "--on", "2026-09-09"]).answer;
    assert!(text.starts_with("One team, Nowhere, as at 07/09/2026\n"), "{text}");
    assert!(text.contains("No named social worker on 09/09/2026: 3 of 5 open children"), "{text}");
    assert!(text.contains("To put it right: Allocate to "), "{text}");
    assert!(!text.contains("2026-09"), "{text}");
    let text = run(&["figures", &plan, "--team", "north"]).answer;
    assert!(text.contains("Figures of North on 07/09/2026: 6 open children"), "{text}");
}

#[test]
fn the_same_plan_gives_the_same_bytes() {
    let folder = Folder::new();
    let plan = folder.plan(&invent::large(300, 30, 5));
    for args in [
        &["flags", plan.as_str(), "--json"][..],
        &["flags", &plan],
        &["figures", &plan, "--json"],
        &["figures", &plan],
        &["check", &plan, "--json"],
        &["convert", &plan, "--to", "csv", "--table", "children"],
    ] {
        assert!(run(args).answer == run(args).answer, "{args:?}");
    }
}

#[test]
fn wrong_usage_is_two_with_a_sentence_and_no_answer() {
    let folder = Folder::new();
    let plan = folder.plan(&one_team());
    let plan = plan.as_str();
    for (args, expected) in [
        (&["flags", plan, "--on", "06/09/2026"][..], "Give 07/09/2026 or a later day"),
        (&["flags", plan, "--on", "09/23/2026"], "Type the day first"),
        (&["flags", plan, "--weeks", "0"], "--weeks"),
        (&["flags", plan, "--weeks", "521"], "--weeks"),
        (&["figures", plan, "--team", "South"], "There is no team called"),
        (&["flags"], "<PLAN>"),
        (&["fly", plan], "fly"),
        (&["flags", plan, "--colour"], "--colour"),
        (&["convert", plan, "--to", "csv"], "--table"),
        (&["convert", plan, "--table", "staff"], "--to csv"),
        (&["convert", plan, "--json"], "--out"),
        (&["examples", "A first plan"], "--out"),
        (&[], "Usage"),
    ] {
        let ran = run(args);
        assert_eq!(ran.status, 2, "{args:?}: {}", ran.messages);
        assert_eq!(ran.answer, "", "{args:?}");
        assert!(ran.messages.contains(expected), "{args:?}: {}", ran.messages);
    }
}

#[test]
fn help_and_version_are_answers() {
    for args in [&["--help"][..], &["--version"], &["flags", "--help"]] {
        let ran = run(args);
        assert_eq!((ran.status, ran.messages.as_str()), (0, ""), "{args:?}");
        assert!(!ran.answer.is_empty());
    }
}

#[test]
fn a_reader_who_closes_the_pipe_early_is_no_trouble() {
    let folder = Folder::new();
    // Far more than a pipe holds, so that the program is still writing when its reader goes.
    let plan = folder.plan(&invent::large(4_000, 300, 9));
    for args in [
        &["flags", plan.as_str(), "--json"][..],
        &["flags", &plan],
        &["convert", &plan],
        &["convert", &plan, "--to", "csv", "--table", "children"],
    ] {
        let mut child = program(args).stdout(Stdio::piped()).stderr(Stdio::piped()).spawn().unwrap();
        let mut first = [0; 10];
        let mut answer = child.stdout.take().unwrap();
        answer.read_exact(&mut first).unwrap();
        drop(answer);
        let ended = child.wait_with_output().unwrap();
        let messages = String::from_utf8_lossy(&ended.stderr).into_owned();
        assert!(matches!(ended.status.code(), Some(0 | 1)), "{args:?}: {:?} {messages}", ended.status);
        assert!(!messages.contains("panic"), "{messages}");
    }
}

#[cfg(target_os = "linux")]
#[test]
fn an_answer_that_cannot_be_written_is_said() {
    let folder = Folder::new();
    let plan = folder.plan(&one_team());
    let full = std::fs::OpenOptions::new().write(true).open("/dev/full").unwrap();
    let ended = program(&["flags", &plan]).stdout(full).stderr(Stdio::piped()).output().unwrap();
    assert_eq!(ended.status.code(), Some(2));
    assert!(String::from_utf8_lossy(&ended.stderr).starts_with("The answer could not be written"));
}
