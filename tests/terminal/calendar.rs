//! Calendars out, absences in, and sickness left out of what is shared.

use std::sync::Arc;

use caseload::app::format;
use caseload::domain::ids::{AbsenceId, TeamId, WorkerId};
use caseload::domain::plan::{Absence, AbsenceKind, AbsenceStatus, DutyPattern, DutyTurn, Plan};

use crate::plans::{Folder, date, one_team, run};

/// [`one_team`], with a week of leave for Ada, and duty for Dee in the week of the plan.
fn with_leave_and_duty() -> Plan {
    let mut plan = one_team();
    plan.absences.push(Absence {
        id: AbsenceId(2),
        worker: WorkerId(2),
        kind: AbsenceKind::AnnualLeave,
        first_day: date("21/09/2026"),
        last_day: Some(date("25/09/2026")),
        expected_return: None,
        status: AbsenceStatus::Agreed,
        cover: vec![WorkerId(5)],
        cover_from: None,
        phased_return: None,
        notes: String::new(),
    });
    let turn =
        DutyTurn { from: date("07/09/2026"), to: date("13/09/2026"), worker: WorkerId(5), pinned: false };
    plan.teams.change(TeamId(1), |team| {
        team.duty = Some(DutyPattern { turns: vec![turn], ..DutyPattern::default() });
    });
    plan
}

#[test]
fn a_calendar_goes_to_standard_output_with_reasons_only_where_they_were_asked_for() {
    let folder = Folder::new();
    let plan = folder.plan(&with_leave_and_duty());
    let ran = run(&["calendar", &plan, "--team", "north"]);
    assert_eq!(ran.status, 0, "{}", ran.messages);
    assert!(ran.answer.starts_with("BEGIN:VCALENDAR\r\n") && ran.answer.ends_with("END:VCALENDAR\r\n"));
    assert!(ran.answer.contains("SUMMARY:Ada: away\r\n") && ran.answer.contains("SUMMARY:Cal: away\r\n"));
    assert!(!ran.answer.contains("ickness") && !ran.answer.contains("nnual"), "{}", ran.answer);
    // Cal is off sick, and nobody knows until when: 26 weeks from 07/09/2026 are until 08/03/2027.
    assert_eq!(
        ran.messages,
        "Nobody knows when Cal, away from 01/09/2026, is back: shown up to 08/03/2027, as far as the plan looks ahead\n"
    );
    let told = run(&["calendar", &plan, "--worker", "W4", "--reasons"]).answer;
    assert!(told.contains("SUMMARY:Cal: sickness\r\n"), "{told}");
    let duty = run(&["calendar", &plan, "--duty", "T1"]).answer;
    assert!(duty.contains("SUMMARY:Duty: Dee\r\n") && !duty.contains("away"), "{duty}");
}

#[test]
fn a_calendar_is_written_to_a_file_and_read_back_into_its_plan_without_a_change() {
    let folder = Folder::new();
    let plan = folder.plan(&with_leave_and_duty());
    let out = folder.path("north.ics").to_str().unwrap().to_owned();
    let ran = run(&["calendar", &plan, "--team", "North", "--out", &out, "--json"]);
    let json = ran.json();
    assert_eq!((ran.status, &json["out"], &json["reasons"]), (0, &out.as_str().into(), &false.into()));
    assert!(json["events"].as_u64() >= Some(2), "{json}");
    let again = run(&["calendar", &plan, "--team", "North", "--out", &out]);
    assert_eq!(again.status, 2);
    assert!(again.messages.contains("is already there"), "{}", again.messages);
    let text = run(&["calendar", &plan, "--team", "North", "--out", &out, "--replace"]);
    assert!(text.answer.contains("events of North to "), "{}", text.answer);

    let before = std::fs::read_to_string(&plan).unwrap();
    let ran = run(&["import", "--absences", &out, "--into", &plan, "--out", &plan, "--replace", "--json"]);
    let json = ran.json();
    assert_eq!(json["reconcile"]["adds_up"], true);
    assert!(json["reconcile"]["absences"]["taken"].as_u64() >= Some(2), "{json}");
    assert_eq!(json["changes"].as_array().map(Vec::len), Some(0), "{json}");
    assert_eq!(std::fs::read_to_string(&plan).unwrap(), before);
}

#[test]
fn a_list_of_absences_is_previewed_and_then_taken_into_a_plan_whose_date_stays() {
    let folder = Folder::new();
    let plan = folder.plan(&one_team());
    let list = folder.file(
        "leave.csv",
        "Name,Leave type,First day away,Last day away\nAda,Annual leave,21/09/2026,25/09/2026\nZed,Sick,21/09/2026,\nDee,Leave,05/10/2026,06/10/2026\n",
    );
    let preview = run(&["import", "--absences", &list, "--into", &plan]);
    assert!(preview.answer.contains("This is a preview"), "{}", preview.answer);
    assert!(preview.answer.contains("nobody of this name is in the plan"), "{}", preview.answer);
    let out = folder.path("new.ron").to_str().unwrap().to_owned();
    let ran = run(&[
        "import",
        "--absences",
        &list,
        "--into",
        &plan,
        "--out",
        &out,
        "--untold-kind",
        "annual_leave",
        "--json",
    ]);
    let json = ran.json();
    assert_eq!((json["as_at"].as_str(), json["absences_in_plan"].as_u64()), (Some("2026-09-07"), Some(3)));
    let rows = &json["reconcile"]["absences"];
    assert_eq!((&rows["rows_read"], &rows["taken"], &rows["refused"]), (&3.into(), &2.into(), &1.into()));
    assert_eq!(json["lists"][0]["kind"], "absences");
    let written = format::read(&std::fs::read_to_string(&out).unwrap()).unwrap().plan;
    let dee = written.absences.iter().find(|absence| absence.worker == WorkerId(5)).unwrap();
    assert_eq!(dee.kind, AbsenceKind::AnnualLeave);
}

#[test]
fn what_cannot_be_asked_is_refused_in_one_sentence() {
    let folder = Folder::new();
    let plan = folder.plan(&one_team());
    let bad = folder.file("bad.ics", "<html></html>");
    for (args, words) in [
        (vec!["calendar", &plan], "--worker"),
        (vec!["calendar", &plan, "--worker", "Zed"], "Nobody in the plan is called “Zed”"),
        (vec!["calendar", &plan, "--team", "South"], "North"),
        (vec!["calendar", &plan, "--duty", "North"], "North takes no duty"),
        (vec!["calendar", &plan, "--worker", "Ada", "--team", "North"], "cannot be used with"),
        (vec!["import", "--absences", &bad, "--into", &plan], "bad.ics is not a calendar"),
        (vec!["import", "--absences", &bad], "Give the plan with --into"),
        (vec!["import", "--absences", &bad, "--into", &plan, "--untold-kind", "gone"], "annual_leave"),
    ] {
        let ran = run(&args);
        assert_eq!((ran.status, ran.answer.as_str()), (2, ""), "{args:?}");
        assert!(ran.messages.contains(words), "{args:?}: {}", ran.messages);
    }
}

#[test]
fn a_copy_without_sickness_has_none_and_the_plan_keeps_its_own() {
    let folder = Folder::new();
    let mut plan = one_team();
    let mut over = plan.absences.at(0).unwrap().as_ref().clone();
    (over.id, over.first_day, over.last_day) = (AbsenceId(2), date("01/06/2026"), Some(date("05/06/2026")));
    plan.absences.push(over);
    Arc::make_mut(&mut plan.about).title = "To share".to_owned();
    let file = folder.plan(&plan);
    let shared = run(&["convert", &file, "--without-sickness"]);
    assert_eq!(shared.status, 0, "{}", shared.messages);
    let copy = format::read(&shared.answer).unwrap().plan;
    // Cal's sickness lasts: the days stay, the reason goes. What ended in June is gone.
    assert_eq!(copy.absences.len(), 1);
    assert_eq!(copy.absences.at(0).unwrap().kind, AbsenceKind::Special);
    assert_eq!(format::read(&std::fs::read_to_string(&file).unwrap()).unwrap().plan, plan);
    let table = run(&["convert", &file, "--to", "csv", "--table", "absences", "--without-sickness"]).answer;
    assert!(!table.contains("Sickness"), "{table}");
}
