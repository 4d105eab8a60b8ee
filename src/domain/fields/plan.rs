//! Fields of the plan itself, its calendar and its scenarios.

use super::{Field, field};
use crate::domain::calendar::ServiceCalendar;
use crate::domain::plan::{About, Scenario};

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
    ]
}

pub(super) fn scenario() -> Vec<Field<Scenario>> {
    vec![
        field!(Scenario, "name", "Name", "Scenario", "What the scenario is called", |r| r.name),
        field!(Scenario, "description", "Description", "Scenario", "What it is meant to show", |r| r
            .description),
    ]
}
