//! `leave`: what it answers is worked out by hand, and the status says whether the absence is safe.

use caseload::domain::ids::{AbsenceId, TeamId, WorkerId};
use caseload::domain::plan::{Absence, AbsenceKind, AbsenceStatus};
use serde_json::{Value, json};

use crate::plans::{Folder, date, one_team, run};

fn asked<'a>(plan: &'a str, worker: &'a str, from: &'a str, to: &'a str, more: &[&'a str]) -> Vec<&'a str> {
    let asked = ["leave", plan, "--worker", worker, "--from", from, "--to", to];
    [&asked[..], more].concat()
}

#[test]
fn leave_that_leaves_a_child_without_a_named_social_worker_is_not_safe_and_cover_makes_it_so() {
    // Ada has R1, and R6 until Tuesday 8 September. Ten working days from Monday 5 to Friday 16 October: five are grace, and
    // from Monday 12 to Friday 16 R1 has no named social worker.
    let folder = Folder::new();
    let plan = folder.plan(&one_team());
    let ran = run(&asked(&plan, "ada", "05/10/2026", "2026-10-16", &["--json"]));
    assert_eq!((ran.status, ran.messages.as_str()), (1, ""));
    let answer = ran.json();
    assert_eq!(answer["safe"], false);
    assert_eq!(answer["worker"], json!({ "id": "W2", "name": "Ada" }));
    assert_eq!((&answer["team"], &answer["kind"]), (&json!("North"), &json!("annual_leave")));
    assert_eq!((&answer["from"], &answer["to"]), (&json!("2026-10-05"), &json!("2026-10-16")));
    assert_eq!((&answer["working_days"], &answer["children"]), (&json!(10), &json!(1)));
    assert_eq!(answer["cover"], json!([]));
    assert_eq!(answer["absence"], Value::Null);
    let first = &answer["findings"][0];
    assert_eq!((&first["weight"], &first["about"]), (&json!("unsafe"), &json!("uncovered")));
    assert_eq!(first["children"], json!(["R1"]));
    assert_eq!(first["days"], json!(["2026-10-12", "2026-10-13", "2026-10-14", "2026-10-15", "2026-10-16"]));
    // Ben leaves in September and Cal is off sick for good: only Dee.
    let cover = answer["cover_that_would_do"].as_array().unwrap();
    assert_eq!(cover.len(), 1);
    assert_eq!(cover[0]["people"], json!([{ "id": "W5", "name": "Dee" }]));
    assert_eq!(cover[0]["because"], "same team, room for 18, covers nobody else");
    assert_eq!((&cover[0]["days_covered"], &cover[0]["days"]), (&json!(10), &json!(10)));
    assert_eq!(answer["alternatives"], json!([]));
    let handover = answer["handover"].as_array().unwrap();
    assert_eq!(handover.len(), 1);
    assert_eq!((&handover[0]["reference"], &handover[0]["cover"]), (&json!("R1"), &Value::Null));
    assert_eq!(handover[0]["days_without"], 10);

    let ran = run(&asked(&plan, "W2", "05/10/2026", "16/10/2026", &["--cover", "Dee", "--json"]));
    let answer = ran.json();
    assert_eq!((ran.status, &answer["safe"]), (0, &json!(true)), "{}", ran.answer);
    assert_eq!(answer["handover"][0]["cover"]["name"], "Dee");
    assert_eq!(answer["handover"][0]["days_without"], 0);
}

#[test]
fn the_nearest_safe_days_are_told_and_an_absence_of_the_plan_is_not_counted_beside_itself() {
    // Cal is off sick for good, and one may be away at once: nobody else ever may. With two it is Dee's week that counts.
    let folder = Folder::new();
    let mut plan = one_team();
    plan.teams.change(TeamId(1), |team| team.rota.most_away = Some(2));
    plan.absences.push(Absence {
        id: AbsenceId(2),
        worker: WorkerId(5),
        kind: AbsenceKind::Training,
        first_day: date("12/10/2026"),
        last_day: Some(date("16/10/2026")),
        expected_return: None,
        status: AbsenceStatus::Agreed,
        cover: Vec::new(),
        cover_from: None,
        phased_return: None,
        notes: String::new(),
    });
    let plan = folder.plan(&plan);
    let ran = run(&asked(&plan, "Ada", "15/10/2026", "16/10/2026", &["--json"]));
    assert_eq!(ran.status, 1);
    let answer = ran.json();
    assert_eq!(answer["findings"][0]["about"], "too_many_away");
    let day = |from: &str, to: &str| json!({ "from": from, "to": to });
    assert_eq!(
        answer["alternatives"],
        json!([
            day("2026-10-19", "2026-10-20"), // four days later
            day("2026-10-20", "2026-10-21"),
            day("2026-10-21", "2026-10-22"), // six; seven earlier would be the 8th and 9th
        ])
    );
    let ran = run(&asked(&plan, "Dee", "12/10/2026", "16/10/2026", &["--json"]));
    assert_eq!(ran.status, 0, "{}", ran.answer);
    let answer = ran.json();
    assert_eq!((&answer["absence"], &answer["kind"]), (&json!("A2"), &json!("training")));
}

#[test]
fn the_readable_answer_says_why_when_instead_and_who_could_cover() {
    let folder = Folder::new();
    let plan = folder.plan(&one_team());
    let text = run(&asked(&plan, "Ada", "05/10/2026", "16/10/2026", &[])).answer;
    for part in [
        "One team, Nowhere, as at 07/09/2026\nNot safe\n",
        "Ada’s annual leave from 05/10/2026 to 16/10/2026 is not safe as it is asked for: 1 child would have no named \
         social worker on 5 days from 12/10/2026 to 16/10/2026",
        "10 working days, 1 child in their name; cover: nobody\n",
        "\nWhy it is not safe\n  1 child would have",
        "\nCover that would make it safe\n",
        "  Dee  10 of 10  same team, room for 18, covers nobody else\n",
        "\nTo be handed over\n",
        "  R1         Child in need  nobody            10  not recorded",
    ] {
        assert!(text.contains(part), "{part}\n{text}");
    }
    assert!(!text.contains("2026-10"), "{text}");
    let sick = run(&asked(&plan, "Ada", "05/10/2026", "16/10/2026", &["--kind", "sickness"]));
    assert_eq!(sick.status, 1);
    assert!(sick.answer.contains("Ada’s sickness from 05/10/2026 to 16/10/2026 needs something done: "));
}

#[test]
fn what_cannot_be_answered_is_refused_with_a_sentence() {
    let folder = Folder::new();
    let plan = folder.plan(&one_team());
    for (asked, expected) in [
        (
            asked(&plan, "Adda", "05/10/2026", "16/10/2026", &[]),
            "There is nobody called “Adda”. The names most like it are: Ada (W2), ",
        ),
        (
            asked(&plan, "Ada", "05/10/2026", "16/10/2026", &["--cover", "Dea"]),
            "There is nobody called “Dea”. ",
        ),
        (
            asked(&plan, "Ada", "16/10/2026", "05/10/2026", &[]),
            "The last day, 05/10/2026, is before the first, 16/10/2026. ",
        ),
        (
            asked(&plan, "Ada", "05/10/2026", "16/10/2026", &["--scenario", "None"]),
            "The plan has no scenarios",
        ),
    ] {
        let ran = run(&asked);
        assert_eq!((ran.status, ran.answer.as_str()), (2, ""), "{expected}");
        assert!(ran.messages.starts_with(expected), "{}", ran.messages);
    }
    let ran = run(&asked(&plan, "Ada", "05/10/2026", "16/10/2026", &["--kind", "holiday"]));
    assert_eq!(
        (ran.status, ran.messages.contains("annual_leave, sickness, parental")),
        (2, true),
        "{}",
        ran.messages
    );
}
