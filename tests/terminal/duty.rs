//! `duty`: what it answers is documented, adds up, and is written only when that is asked for.

use caseload::app::format;
use caseload::domain::ids::{TeamId, WorkerId};
use caseload::domain::plan::{DutyPattern, Plan};

use crate::plans::{Folder, all_keys, one_team, run};

/// Ada, Ben (until 18 September), Cal (ill) and Dee, on duty every week.
fn on_duty() -> Plan {
    let mut plan = one_team();
    plan.teams.change(TeamId(1), |team| team.duty = Some(DutyPattern::default()));
    plan
}

#[test]
fn every_field_of_the_answer_is_documented() {
    let folder = Folder::new();
    let ran = run(&["duty", &folder.plan(&on_duty()), "--team", "North", "--weeks", "4", "--json"]);
    assert_eq!(ran.status, 0, "{}", ran.messages);
    let path = std::path::Path::new(env!("CARGO_MANIFEST_DIR")).join("docs/TERMINAL.md");
    let text = std::fs::read_to_string(path).unwrap();
    let from = text.find("## `duty`").expect("docs/TERMINAL.md has a part on duty");
    let part = &text[from..from + text[from + 1..].find("\n## ").map_or(text.len() - from, |end| end + 1)];
    let found = all_keys(&ran.json());
    let missing: Vec<&String> = found.iter().filter(|key| !part.contains(&format!("`{key}`"))).collect();
    assert!(missing.is_empty(), "not in docs/TERMINAL.md: {missing:?}");
}

#[test]
fn turns_are_met_by_those_who_can_and_shares_add_up() {
    let folder = Folder::new();
    let plan = folder.plan(&on_duty());
    let asked = ["duty", &plan, "--team", "T1", "--weeks", "4", "--from", "09/09/2026"];
    let ran = run(&[&asked[..], &["--json"]].concat());
    assert_eq!(ran.status, 0, "{}", ran.messages);
    let json = ran.json();
    // Ben's last day is the Friday of the second week: Ada and Dee take turns, and Ben one of the first two weeks or none.
    let turns = json["turns"].as_array().unwrap();
    assert_eq!((turns.len(), json["turns_unmet"].as_u64()), (4, Some(0)));
    assert_eq!(turns[0]["from"], "2026-09-07");
    assert_eq!(json["to"], "2026-10-04");
    assert!(turns.iter().all(|turn| turn["worker"] != "Cal" && turn["why"] != ""));
    let sum: u64 =
        json["shares"].as_array().unwrap().iter().map(|share| share["turns"].as_u64().unwrap()).sum();
    assert_eq!(sum, 4);
    assert_eq!(json["proved"], true);
    assert!(
        run(&asked)
            .answer
            .contains("Duty of North from 07/09/2026 to 04/10/2026: 4 turns, somebody has each")
    );
    assert_eq!(run(&[&asked[..], &["--json"]].concat()).answer, ran.answer);
}

#[test]
fn a_turn_that_nobody_can_take_is_status_one_and_what_makes_no_sense_two() {
    let folder = Folder::new();
    let mut plan = on_duty();
    for id in [2, 3] {
        plan.workers.change(WorkerId(id), |worker| worker.rota.no_duty = true);
    }
    // Only Dee is left, with a week between her turns: two of three.
    let path = folder.plan(&plan);
    let ran = run(&["duty", &path, "--team", "North", "--weeks", "3"]);
    assert_eq!(ran.status, 1, "{}", ran.messages);
    assert!(
        ran.answer.contains("Cannot be met\n  14/09/2026 to 20/09/2026: nobody can: Cal is away; Dee had"),
        "{}",
        ran.answer
    );
    for wrong in [
        &["duty", &path, "--team", "South"][..],
        &["duty", &path, "--weeks", "3"],
        &["duty", &path, "--team", "North", "--weeks", "0"],
        &["duty", &path, "--team", "North", "--weeks", "105"],
        &["duty", &folder.file("none.ron", format::write(&one_team()).unwrap()), "--team", "North"],
    ] {
        let ran = run(wrong);
        assert_eq!((ran.status, ran.answer.as_str()), (2, ""), "{wrong:?}");
    }
}

#[test]
fn the_rota_is_written_into_a_plan_only_when_that_is_asked_for() {
    let folder = Folder::new();
    let path = folder.plan(&on_duty());
    let out = folder.path("with.ron");
    let out = out.to_str().unwrap();
    let asked = ["duty", &path, "--team", "North", "--weeks", "4", "--out", out, "--json"];
    let ran = run(&asked);
    assert_eq!((ran.status, ran.json()["out"].as_str()), (0, Some(out)), "{}", ran.messages);
    let written = format::read(&std::fs::read_to_string(out).unwrap()).unwrap().plan;
    let turns = written.teams.get(TeamId(1)).unwrap().duty.clone().unwrap().turns;
    let told: Vec<String> = ran.json()["turns"]
        .as_array()
        .unwrap()
        .iter()
        .map(|turn| turn["worker_id"].as_str().unwrap().to_owned())
        .collect();
    assert_eq!(turns.iter().map(|turn| turn.worker.to_string()).collect::<Vec<_>>(), told);
    assert_eq!(run(&asked).status, 2); // it is there already
    assert_eq!(run(&[&asked[..], &["--replace"]].concat()).status, 0);
    let base = format::read(&std::fs::read_to_string(&path).unwrap()).unwrap().plan;
    assert!(base == on_duty());
}
