//! What is refused, and in which words.

use super::*;

/// The text with one worker, who has these fields besides id, name, role and contract.
fn worker(fields: &str) -> String {
    typed(&format!(
        "  workers: [\n    (id: \"W12\", name: \"A\", role: social_worker, contract: agency, {fields}),\n  ],"
    ))
}

#[test]
fn what_is_no_plan_or_a_newer_one_is_refused_by_name() {
    let table = [
        ("", Reason::NotAPlan, "There is nothing in this file"),
        ("  // only a comment", Reason::NotAPlan, "There is nothing in this file"),
        ("hello", Reason::NotAPlan, "This is not a Caseload plan"),
        ("(format: \"other\", version: 1)", Reason::NotAPlan, "This is not a Caseload plan"),
        ("(a: (format: \"caseload-plan\", version: 1))", Reason::NotAPlan, "This is not a Caseload plan"),
        ("(format: \"caseload-plan\")", Reason::NotAPlan, "This plan does not give its file version"),
        ("(format: \"caseload-plan\", version: 0)", Reason::NotAPlan, "file version as 0"),
        ("(format: \"caseload-plan\", version: one)", Reason::NotAPlan, "file version as one"),
        (
            // Nothing else of a newer file is looked at, not even whether it is RON.
            "(plan: {<new> \"}\", format: 3}, format: \"caseload-plan\", version: 3, ]]",
            Reason::Newer,
            "This plan was saved by a newer Caseload (file version 3; this program reads up to 1). It has been left as it was. Update Caseload, or ask for a copy saved as version 1.",
        ),
        (
            "(format: \"caseload-plan\", version: 99999999999999999999)",
            Reason::Newer,
            "file version 99999999999999999999;",
        ),
    ];
    for (text, reason, what) in table {
        let error = refusal(text);
        assert_eq!(error.reason, reason, "{text}: {error}");
        assert!(error.to_string().contains(what), "{text}: {error}");
    }
}

#[test]
fn what_cannot_be_understood_is_said_with_its_place_and_what_to_do() {
    // The worker stands on line 4 of the text, the rest on line 3.
    let table = [
        (
            worker("fte: 1.0, grde: 3"),
            4,
            "there is no field “grde” in a worker. Fields are: id, name, also_known_as",
        ),
        (worker("ft: 1.0"), 4, "there is no field “ft” in a worker. Write fte? Fields are"),
        (
            worker("team: \"T1\""),
            4,
            "the field “fte” is missing in a worker, which ends here. Add fte: and its value",
        ),
        (worker("fte: 1.0, fte: 1.0"), 4, "the field “fte” stands twice in a worker"),
        (worker("fte: \"1.0\""), 4, "a number is expected here"),
        (worker("fte: 1.0, team: T1"), 4, "a text in double quotes is expected here"),
        (worker("fte: 1.0, cap: (children: 70000)"), 4, "this number is too large"),
        (worker("fte: 1.0, cap: (children: -1)"), 4, "this number is too large, or below 0"),
        (worker("fte: 1.0, cap: (children: many)"), 4, "a whole number is expected here"),
        (worker("fte: 1.0, may_not_hold: court"), 4, "a list is expected here"),
        (
            worker("fte: 1.0, may_not_hold: [cort]"),
            4,
            "“cort” is not a case type. Write court? Write one of: assessment",
        ),
        (worker("fte: 1.0 team: \"T1\""), 4, "a comma is expected here"),
        (worker("fte 1.0"), 4, "a colon is expected here"),
        (worker("fte: 1.0, notes: \"a\\q\""), 4, "a backslash in this text"),
        (worker("fte: 1.0, skills: [\"court\""), 4, "this “[” is never closed. Write the “]”"),
        (
            typed("posts: [(id: \"P1\", role: student, fte: 1, filling: vacant)]"),
            3,
            "an opening round bracket is expected",
        ),
        (typed("families: [(id: \"F1\")"), 3, "this “[” is never closed"),
        (typed("teams: [(id: \"T1\", name: \"never closed)]"), 3, "never closed"),
        (typed("people: []"), 3, "there is no field “people” in the plan"),
        (format!("{} x", typed("")), 4, "there is something after the end of the plan"),
        (typed("/* never closed"), 3, "a comment is opened with /* and never closed"),
    ];
    for (text, line, what) in table {
        let error = refusal(&text);
        assert_eq!(error.reason, Reason::Unreadable);
        assert!(error.to_string().contains(what), "wanted {what}, got {error}\n{text}");
        assert_eq!(error.located[0].line, Some(line), "{error}\n{text}");
    }
    let error = refusal(&worker("fte: 1.0, grde: 3"));
    assert_eq!(error.located[0].column, Some(77), "{error}"); // where “grde” begins
}

#[test]
fn every_wrong_value_is_listed_at_once_with_its_record_and_place() {
    let text = typed(
        "  calendar: (division: scotland, closures: [(first_day: \"2026-12-24\", last_day: \"24 Dec\")]),
  workers: [
    (id: \"W12\", name: \"A\", role: social_worker, fte: 3.5, contract: agency, last_day: \"31/02/2026\"),
    (id: \"12\", name: \"B\", role: student, fte: NaN, contract: agency, working_days: \"Mon Funday\"),
  ],
  children: [
    (id: \"C1\", reference: \"r\", case_type: court, priority: low, holder: transfer(to: \"W1\", on: \"1899-12-31\"),
      due: [(kind: visit, on: \"2026-09-01\"), (kind: visit, on: \"9999-12-31\")]),
  ],
  demand: (teams: [(team: \"T1\", families_a_week: inf, month_index: [1.0], family_sizes: [], case_mix: [], re_referral: 0)]),
  scenarios: [(id: \"S1\", name: \"n\", changes: [
    (change: edit(put([child((id: \"C2\", reference: \"\", case_type: court, priority: low, holder: nobody, opened: \"2026-02-30\"))]))),
    (change: edit(set(of: \"everything\", field: \"f\", to: \"t\"))),
  ])],",
    );
    let dates = "Write dates as year-month-day, for example \"2026-09-07\"";
    let fte = "Write a number from 0 to 2: 1.0 is full time, 0.8 is four days of five";
    let days = "Write days with spaces between, for example \"Mon Tue Wed\" or \"Mon-Thu\"";
    let things = "Write an id such as \"W12\", or one of \"plan\", \"calendar\", \"policy\", \"demand\", \"workforce\", \"forecast\"";
    let wanted = [
        (3, "\"24 Dec\")", "calendar: last_day “24 Dec” is not a date", dates),
        (5, "3.5,", "worker W12: fte 3.5 is not a full-time equivalent", fte),
        (5, "\"31/02/2026\")", "worker W12: last_day “31/02/2026” is not a date", dates),
        (
            6,
            "\"12\",",
            "worker 12: id “12” is not a member of staff",
            "Write the letter W and a number, for example W12",
        ),
        (6, "NaN,", "worker 12: fte NaN is not a full-time equivalent", fte),
        (
            6,
            "\"Mon Funday\")",
            "worker 12: working_days “Mon Funday” is not a list of days of the week",
            days,
        ),
        (9, "\"W1\",", "child C1: to “W1” is not a team", "Write the letter T and a number, for example T12"),
        (9, "\"1899-12-31\")", "child C1: on “1899-12-31” is not in the years 1900 to 2199", dates),
        (10, "\"9999-12-31\")", "child C1: on “9999-12-31” is not in the years 1900 to 2199", dates),
        (
            12,
            "inf,",
            "demand of team T1: families_a_week inf is not a number that can be reckoned with",
            "Write a plain number, for example 1.5",
        ),
        (
            12,
            "[1.0],",
            "demand of team T1: month_index is for 12 months and holds 1",
            "Write twelve numbers, January first",
        ),
        (14, "\"2026-02-30\"", "child C2: opened “2026-02-30” is not a date", dates),
        (15, "\"everything\",", "scenario S1: of “everything” is nothing that can be changed", things),
    ];
    let error = refusal(&text);
    assert_eq!(error.reason, Reason::Values);
    assert_eq!(error.located.len(), wanted.len(), "{error}");
    for (said, (line, stands_there, what, fix)) in error.located.iter().zip(wanted) {
        assert_eq!((said.line, said.what.as_str(), said.fix.as_str()), (Some(line), what, fix));
        let there: String =
            text.lines().nth(line - 1).unwrap().chars().skip(said.column.unwrap() - 1).collect();
        assert!(there.starts_with(stands_there), "{said} points to {there}");
    }
    assert!(
        error
            .to_string()
            .starts_with("Line 3, column 81: calendar: last_day “24 Dec” is not a date. Write dates")
    );
}

#[test]
fn a_plan_that_a_file_cannot_hold_is_not_written() {
    use crate::domain::ids::WorkerId;
    use crate::domain::plan::{Role, Worker};
    use crate::domain::units::Fte;

    let mut plan = Plan::empty(day(2026, 9, 7));
    let mut worker = Worker::new(WorkerId(1), "A", Role::SocialWorker, None);
    worker.fte = Fte::from_parts(30_000);
    worker.last_day = Some(NaiveDate::MAX);
    plan.workers.push(worker.clone());
    plan.workers.push(worker);
    let error = write(&plan).unwrap_err();
    assert_eq!(error.reason, Reason::Unwritable);
    let said = error.to_string();
    for what in ["worker W1: fte 3 ", "worker W1: last_day", "a second worker has the id W1"] {
        assert!(said.contains(what), "{said}");
    }
}
