//! Fields of the plan itself, its calendar and its scenarios.

use super::{Field, Kind, Value, field};
use crate::domain::calendar::{ServiceCalendar, format_date, parse_date};
use crate::domain::ids::ChildId;
use crate::domain::plan::{About, Decision, Scenario};

pub(super) fn about() -> Vec<Field<About>> {
    vec![
        field!(About, "title", "Title", "Plan", "What the plan is called, for example Autumn plan", |r| r
            .title),
        field!(About, "council", "Council or service", "Plan", "Whose plan it is", |r| r.council),
        field!(About, "author", "Written by", "Plan", "Who answers for the plan", |r| r.author),
        field!(
            About,
            "as_at",
            "As at",
            "Plan",
            "The day the facts are as at. Days before it are history and days after it are ahead",
            |r| r.as_at
        ),
        field!(
            About,
            "horizon_weeks",
            "Look ahead (weeks)",
            "Plan",
            "How many weeks ahead are looked at, counted from the as-at date",
            |r| r.horizon_weeks
        ),
        field!(About, "notes", "Notes", "Plan", "Anything a colleague should know", |r| r.notes),
    ]
}

pub(super) fn calendar() -> Vec<Field<ServiceCalendar>> {
    vec![
        field!(
            ServiceCalendar,
            "division",
            "Bank holidays of",
            "Calendar",
            "The part of the United Kingdom whose bank holidays apply. They are worked out by rule",
            |r| r.division
        ),
        field!(
            ServiceCalendar,
            "closures",
            "The council's own closures",
            "Calendar",
            "One a line, for example 29/12/2026 - 31/12/2026: Christmas closure. They are not working days",
            |r| r.closures
        ),
        field!(
            ServiceCalendar,
            "school_holidays",
            "School holidays",
            "Calendar",
            "One a line, for example 21/12/2026 - 01/01/2027: Christmas. They are worked; leave in them is asked for by many",
            |r| r.school_holidays
        ),
    ]
}

pub(super) fn scenario() -> Vec<Field<Scenario>> {
    vec![
        field!(Scenario, "name", "Name", "Scenario", "What the scenario is called", |r| r.name),
        field!(Scenario, "description", "Description", "Scenario", "What it is meant to show", |r| r
            .description),
    ]
}

pub(super) fn decisions() -> Vec<Field<Vec<Decision>>> {
    vec![super::staff::own(
        ("log", "Decisions", "Decisions"),
        "One a line, oldest first: date | who decided | child (C12) or nothing | what | why",
        Kind::Lines,
        |log: &Vec<Decision>| log.show(),
        |log: &mut Vec<Decision>, text: &str| {
            *log = Value::read(text)?;
            Ok(())
        },
    )]
}

impl Value for Vec<Decision> {
    fn kind() -> Kind {
        Kind::Lines
    }
    fn show(&self) -> String {
        let lines: Vec<String> = self
            .iter()
            .map(|decision| {
                let child = decision.child.map_or_else(String::new, |child| child.to_string());
                format!(
                    "{} | {} | {child} | {} | {}",
                    format_date(decision.on),
                    decision.by,
                    decision.what,
                    decision.why
                )
            })
            .collect();
        lines.join("\n")
    }
    fn read(text: &str) -> Result<Self, String> {
        // A semicolon may stand in a sentence: only line ends part decisions.
        text.lines()
            .filter(|line| !line.trim().is_empty())
            .map(|line| {
                let help = "write date | who | child or nothing | what | why";
                let parts: Vec<&str> = line.splitn(5, '|').map(str::trim).collect();
                let [on, by, child, what, why] = parts.as_slice() else { return Err(help.to_owned()) };
                let child = if child.is_empty() {
                    None
                } else {
                    Some(child.parse::<ChildId>().map_err(|error| error.to_string())?)
                };
                Ok(Decision {
                    on: parse_date(on).map_err(|error| error.to_string())?,
                    by: (*by).to_owned(),
                    child,
                    what: (*what).to_owned(),
                    why: (*why).to_owned(),
                })
            })
            .collect()
    }
}
