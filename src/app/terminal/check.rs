//! `check`: everything wrong with a plan, all at once, with what, where and how to mend it.

use std::io::{self, Write};

use serde::Serialize;

use super::plan_file::{counts_of, iso};
use super::table::{Side, Table};
use super::{Answer, label_of};
use crate::app::words::count;
use crate::domain::check::check;
use crate::domain::edit::name_of;
use crate::domain::plan::{Plan, Words as _};
use crate::domain::problem::{Problem, Severity};
use crate::domain::state::Sight;

/// What `check` answers.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct CheckAnswer {
    /// The plan's own date.
    pub as_at: String,
    /// Problems of severity error.
    pub errors: usize,
    /// Problems of severity warning.
    pub warnings: usize,
    /// Problems of severity note.
    pub notes: usize,
    /// All of them: errors first, then warnings, then notes.
    pub problems: Vec<ProblemLine>,
}

/// One problem.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ProblemLine {
    /// Its stable code.
    pub code: &'static str,
    /// `error`, `warning` or `note`.
    pub severity: &'static str,
    /// What is wrong.
    pub what: String,
    /// The id of the thing it is about.
    pub place: String,
    /// What people call that thing.
    pub name: String,
    /// The field of the thing, where it is one.
    pub field: Option<&'static str>,
    /// How to mend it.
    pub fix: String,
}

/// Checks a plan.
pub fn check_answer(plan: &Plan, sight: &Sight<'_>) -> CheckAnswer {
    answer_of(plan, &check(sight))
}

fn answer_of(plan: &Plan, problems: &[Problem]) -> CheckAnswer {
    let counts = counts_of(problems);
    let in_order = Severity::ALL
        .iter()
        .flat_map(|severity| problems.iter().filter(move |problem| problem.severity == *severity));
    CheckAnswer {
        as_at: iso(plan.about.as_at),
        errors: counts.errors,
        warnings: counts.warnings,
        notes: counts.notes,
        problems: in_order
            .map(|problem| ProblemLine {
                code: problem.code,
                severity: problem.severity.key(),
                what: problem.what.clone(),
                place: problem.place.to_string(),
                name: name_of(plan, problem.place),
                field: problem.field,
                fix: problem.fix.clone(),
            })
            .collect(),
    }
}

impl Answer for CheckAnswer {
    fn print(&self, out: &mut dyn Write) -> io::Result<()> {
        for severity in Severity::ALL {
            let mut table =
                Table::new(&[("Code", Side::Left), ("Where", Side::Left), ("What is wrong", Side::Left)]);
            let of_it = self.problems.iter().filter(|problem| problem.severity == severity.key());
            let mut number = 0;
            for problem in of_it {
                number += 1;
                let place = if problem.name == problem.place {
                    problem.place.clone()
                } else {
                    format!("{} ({})", problem.name, problem.place)
                };
                let fix = [format!("To mend it: {}", problem.fix)];
                table.row_with([problem.code.to_owned(), place, problem.what.clone()], &fix);
            }
            if number > 0 {
                writeln!(out, "{}s ({number})", label_of::<Severity>(severity.key()))?;
                table.write(out)?;
                writeln!(out)?;
            }
        }
        writeln!(
            out,
            "{}, {}, {}",
            count(self.errors, "error", "errors"),
            count(self.warnings, "warning", "warnings"),
            count(self.notes, "note", "notes")
        )
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::calendar::parse_date;
    use crate::domain::ids::{Thing, WorkerId};

    fn problem(code: &'static str, severity: Severity) -> Problem {
        Problem {
            code,
            severity,
            what: format!("{code} is wrong"),
            place: Thing::Worker(WorkerId(7)),
            field: Some("fte"),
            fix: "Write another number".to_owned(),
            mend: None,
        }
    }

    #[test]
    fn problems_are_grouped_by_severity_and_counted() {
        let plan = Plan::empty(parse_date("07/09/2026").unwrap());
        let problems = [
            problem("C300", Severity::Note),
            problem("C100", Severity::Error),
            problem("C200", Severity::Warning),
            problem("C101", Severity::Error),
        ];
        let answer = answer_of(&plan, &problems);
        let codes: Vec<&str> = answer.problems.iter().map(|problem| problem.code).collect();
        assert_eq!(codes, ["C100", "C101", "C200", "C300"]);
        assert_eq!((answer.errors, answer.warnings, answer.notes), (2, 1, 1));

        let mut out = Vec::new();
        answer.print(&mut out).unwrap();
        let text = String::from_utf8(out).unwrap();
        assert!(text.starts_with("Errors (2)\n"), "{text}");
        assert!(
            text.contains("C200  W7     C200 is wrong\n      To mend it: Write another number"),
            "{text}"
        );
        assert!(text.ends_with("\n2 errors, 1 warning, 1 note\n"), "{text}");

        let json = serde_json::to_value(&answer).unwrap();
        assert_eq!(json["as_at"], "2026-09-07");
        assert_eq!(
            json["problems"][0],
            serde_json::json!({"code": "C100", "severity": "error", "what": "C100 is wrong", "place": "W7",
                "name": "W7", "field": "fte", "fix": "Write another number"})
        );
    }

    #[test]
    fn a_plan_without_problems_says_so_in_its_closing_line() {
        let plan = Plan::empty(parse_date("07/09/2026").unwrap());
        let mut out = Vec::new();
        answer_of(&plan, &[]).print(&mut out).unwrap();
        assert_eq!(String::from_utf8(out).unwrap(), "0 errors, 0 warnings, 0 notes\n");
    }
}
