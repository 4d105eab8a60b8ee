//! The example plans that come with the program: invented councils, invented people, dated to this week.

use chrono::NaiveDate;

use super::format;
use super::invent::shift_to;
use crate::domain::plan::Plan;

/// One example.
#[derive(Clone, Copy, Debug)]
pub struct Example {
    /// Its name.
    pub name: &'static str,
    /// What it shows.
    pub about: &'static str,
    text: &'static str,
}

/// The examples, the simplest first.
pub const EXAMPLES: [Example; 4] = [
    Example {
        name: "A first plan",
        about: "One team, seven staff and about seventy children: understood in five minutes",
        text: include_str!("../../saves/first-plan.ron"),
    },
    Example {
        name: "Held by managers",
        about: "23 children held by a manager; vacancies of 40%, and 80% in assessment",
        text: include_str!("../../saves/held-by-managers.ron"),
    },
    Example {
        name: "The average hides",
        about: "41% agency staff, and an average of 18.5 that hides workers at 26 to 28",
        text: include_str!("../../saves/the-average-hides.ron"),
    },
    Example {
        name: "Turned the corner",
        about: "Small teams and a short waiting list that is reviewed every week",
        text: include_str!("../../saves/turned-the-corner.ron"),
    },
];

/// Where an example stands, by its name or the name of its file: "A first plan", "first-plan".
pub fn place_of(name: &str) -> Option<usize> {
    let plain = |name: &str| name.to_lowercase().replace(['-', '_'], " ").trim_start_matches("a ").to_owned();
    EXAMPLES.iter().position(|example| plain(example.name) == plain(name))
}

/// Opens an example, moved by whole weeks so that its Monday is this week's.
///
/// # Errors
/// When it cannot be read, which a test rules out.
pub fn open(which: usize, today: NaiveDate) -> Result<Plan, format::FormatError> {
    let example = EXAMPLES.get(which).unwrap_or(&EXAMPLES[0]);
    Ok(shift_to(&format::read(example.text)?.plan, today))
}
