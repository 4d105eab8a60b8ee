//! What stands in an "allocated worker" cell: a person, a manager, a duty rota, a team, or nobody.
//!
//! Says what the text is, not what it means for the child: that is for the plan to settle.

use std::collections::HashSet;

use super::headings::heading_key;
use super::names::{name_key, tidy_name};
use super::sheet::Cell;

/// What the text in a worker's cell stands for.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub enum WorkerText {
    /// An empty cell, or only a dash.
    #[default]
    Blank,
    /// The extract could not say: `#N/A`, NULL, unknown. Holds the text.
    NotAvailable(String),
    /// Words for "no worker yet": unallocated, TBC, vacant. Holds the text.
    Unallocated(String),
    /// A duty team or rota rather than a person. Holds the text.
    DutyTeam(String),
    /// A team's name where a person's should stand. Holds the text.
    TeamName(String),
    /// A person whose name carries a manager's title.
    ManagerTagged {
        /// The name without the title.
        name: String,
        /// The title, as written.
        tag: String,
    },
    /// A person marked as agency or locum.
    AgencyTagged {
        /// The name without the mark.
        name: String,
        /// The mark, as written.
        tag: String,
    },
    /// A person with some other words or a number beside the name, such as "(ASYE)", "(Duty)" or "(left)".
    PersonTagged {
        /// The name without the words.
        name: String,
        /// The words, as written.
        tag: String,
    },
    /// Two or more people in one cell, in the order written.
    Several(Vec<String>),
    /// A person's name.
    Person(String),
}

impl WorkerText {
    /// The name of the person meant, if the text names one person.
    pub fn person(&self) -> Option<&str> {
        match self {
            WorkerText::Person(name)
            | WorkerText::ManagerTagged { name, .. }
            | WorkerText::AgencyTagged { name, .. }
            | WorkerText::PersonTagged { name, .. } => Some(name),
            _ => None,
        }
    }
}

const NOT_AVAILABLE: [&str; 13] = [
    "na",
    "n a",
    "null",
    "nan",
    "unknown",
    "not known",
    "not recorded",
    "not available",
    "ref",
    "value",
    "name",
    "worker unknown",
    "no data",
];
const UNALLOCATED: [&str; 28] = [
    "none",
    "nil",
    "nobody",
    "no one",
    "no worker",
    "no social worker",
    "unallocated",
    "un allocated",
    "unassigned",
    "not allocated",
    "not assigned",
    "not yet allocated",
    "to be allocated",
    "to be confirmed",
    "tba",
    "tbc",
    "vacant",
    "vacancy",
    "awaiting allocation",
    "awaiting worker",
    "awaiting social worker",
    "pending",
    "pending allocation",
    "allocation pending",
    "for allocation",
    "waiting list",
    "no allocated worker",
    "no allocated social worker",
];
const TEAM_WORDS: [&str; 24] = [
    "team",
    "teams",
    "unit",
    "service",
    "services",
    "locality",
    "hub",
    "pod",
    "tray",
    "inbox",
    "queue",
    "workflow",
    "mash",
    "office",
    "area",
    "district",
    "panel",
    "department",
    "group",
    "safeguarding",
    "children",
    "childrens",
    "assessment",
    "intake",
];
const DUTY_WORDS: [&str; 4] = ["duty", "edt", "rota", "oohs"];
const MANAGER_TAGS: [&str; 9] = ["tm", "atm", "dtm", "pm", "apm", "gm", "sm", "hos", "head of service"];
const AGENCY_TAGS: [&str; 4] = ["agency", "locum", "agy", "agcy"];
/// Words beside a name that are about the person, not part of the name.
const OTHER_TAGS: [&str; 34] = [
    "asye",
    "nqsw",
    "sw",
    "ssw",
    "asw",
    "sp",
    "ap",
    "pa",
    "fsw",
    "csw",
    "duty",
    "student",
    "left",
    "leaver",
    "inactive",
    "leaving",
    "social worker",
    "senior social worker",
    "senior practitioner",
    "advanced practitioner",
    "personal adviser",
    "personal advisor",
    "family support worker",
    "practice supervisor",
    "ps",
    "iro",
    "covering",
    "cover",
    "temp",
    "temporary",
    "maternity leave",
    "on leave",
    "sick",
    "apprentice",
];

/// Names known to be teams, compared as names are.
#[derive(Clone, Debug, Default)]
pub struct TeamNames {
    keys: HashSet<String>,
}

impl TeamNames {
    /// Team names as written anywhere; different spellings of one name count once.
    pub fn new<T: AsRef<str>>(names: impl IntoIterator<Item = T>) -> Self {
        let mut teams = Self::default();
        teams.add(names);
        teams
    }

    /// Adds more names.
    pub fn add<T: AsRef<str>>(&mut self, names: impl IntoIterator<Item = T>) {
        self.keys.extend(names.into_iter().map(|name| name_key(name.as_ref())).filter(|key| !key.is_empty()));
    }

    /// Whether a text is one of the names.
    pub fn contains(&self, text: &str) -> bool {
        self.keys.contains(&name_key(text))
    }
}

/// Classifies the text of a worker's cell.
pub fn worker_text(cell: &Cell, teams: &TeamNames) -> WorkerText {
    match cell {
        Cell::Error(text) => WorkerText::NotAvailable(text.clone()),
        Cell::Empty => WorkerText::Blank,
        other => classify(&tidy_name(&other.shown()), teams),
    }
}

fn classify(text: &str, teams: &TeamNames) -> WorkerText {
    let key = heading_key(text);
    if key.is_empty() || key == "0" {
        return WorkerText::Blank;
    }
    if NOT_AVAILABLE.contains(&key.as_str())
        && (key != "name" && key != "ref" && key != "value" || text.starts_with('#'))
    {
        return WorkerText::NotAvailable(text.to_owned());
    }
    if UNALLOCATED.contains(&key.as_str())
        || key.starts_with("unallocated")
        || key.starts_with("awaiting alloc")
        || key.starts_with("waiting for alloc")
    {
        return WorkerText::Unallocated(text.to_owned());
    }
    if teams.contains(text) {
        return if has_word(&key, &DUTY_WORDS) {
            WorkerText::DutyTeam(text.to_owned())
        } else {
            WorkerText::TeamName(text.to_owned())
        };
    }
    if let Some((name, tag)) = split_tag(text) {
        return tagged(name, tag, teams);
    }
    if let Some((name, team)) = with_team(text, teams) {
        return WorkerText::PersonTagged { name, tag: team };
    }
    if is_title(&key) {
        // "Team Manager" with no name: a post, not a person.
        return WorkerText::ManagerTagged { name: String::new(), tag: text.to_owned() };
    }
    if has_word(&key, &DUTY_WORDS) || key.contains("out of hours") {
        return WorkerText::DutyTeam(text.to_owned());
    }
    if has_word(&key, &TEAM_WORDS) {
        return WorkerText::TeamName(text.to_owned());
    }
    if let Some(names) = several(text) {
        return WorkerText::Several(names);
    }
    WorkerText::Person(text.to_owned())
}

fn tagged(name: String, tag: String, teams: &TeamNames) -> WorkerText {
    let key = heading_key(&tag);
    if is_title(&key) {
        WorkerText::ManagerTagged { name, tag }
    } else if has_word(&key, &AGENCY_TAGS) {
        WorkerText::AgencyTagged { name, tag }
    } else if has_word(&heading_key(&name), &DUTY_WORDS) {
        WorkerText::DutyTeam(format!("{name} ({tag})"))
    } else if teams.contains(&name) {
        WorkerText::TeamName(name)
    } else {
        WorkerText::PersonTagged { name, tag }
    }
}

fn is_title(key: &str) -> bool {
    MANAGER_TAGS.contains(&key) || has_word(key, &["manager", "mgr", "managers"])
}

fn has_word(key: &str, words: &[&str]) -> bool {
    key.split(' ').any(|word| words.contains(&word))
}

/// Whether words could be a person's name: no digits, and none of the words that teams and duties are named with.
fn could_be_name(text: &str) -> bool {
    let key = heading_key(text);
    !key.is_empty()
        && !key.chars().any(|c| c.is_ascii_digit())
        && !has_word(&key, &TEAM_WORDS)
        && !has_word(&key, &DUTY_WORDS)
        && !is_tag(&key)
}

fn is_tag(key: &str) -> bool {
    is_title(key)
        || has_word(key, &AGENCY_TAGS)
        || OTHER_TAGS.contains(&key)
        || key.starts_with("on ")
        || key.starts_with("left ")
}

/// "Jane Doe (TM)", "Jane Doe [Practice Manager]", "Team Manager - Jane Doe", "Jane Doe - Agency", "Jane Doe 12345".
fn split_tag(text: &str) -> Option<(String, String)> {
    for (open, close) in [('(', ')'), ('[', ']')] {
        if let Some(at) = text.find(open) {
            let end = text[at..].find(close).map_or(text.len(), |end| at + end);
            let tag = text[at + 1..end].trim();
            let after = text.get(end + 1..).unwrap_or("");
            let name = tidy_name(&format!("{} {after}", &text[..at]));
            if !name.is_empty() && !tag.is_empty() {
                return Some((name.trim_end_matches(['-', ',']).trim_end().to_owned(), tag.to_owned()));
            }
        }
    }
    for mark in [" - ", ": ", " | ", ", "] {
        if let Some((left, right)) = text.split_once(mark) {
            let (left, right) = (left.trim(), right.trim());
            let (left_tag, right_tag) = (is_tag(&heading_key(left)), is_tag(&heading_key(right)));
            if left_tag && !right_tag && could_be_name(right) {
                return Some((right.to_owned(), left.to_owned()));
            }
            if right_tag && !left_tag && could_be_name(left) {
                return Some((left.to_owned(), right.to_owned()));
            }
        }
    }
    let (name, last) = text.rsplit_once(' ')?;
    let numbered = last.chars().filter(char::is_ascii_digit).count() >= 3 && could_be_name(name);
    let short_title = last.chars().all(|c| c.is_ascii_uppercase())
        && name.contains(' ')
        && name.chars().any(char::is_lowercase)
        && ["TM", "ATM", "DTM", "PM", "ASYE", "NQSW", "SW", "PA"].contains(&last);
    (numbered || short_title).then(|| (name.trim_end_matches('-').trim_end().to_owned(), last.to_owned()))
}

/// "Jane Doe - Willow Team": a person with the team's name behind.
fn with_team(text: &str, teams: &TeamNames) -> Option<(String, String)> {
    const PLACES: [&str; 5] = ["north", "south", "east", "west", "central"];
    let (name, team) = text.split_once(" - ")?;
    let is_team = teams.contains(team) || has_word(&heading_key(team), &["team", "unit", "service"]);
    let words = name.split_whitespace().count();
    let person = (2..=4).contains(&words) && could_be_name(name) && !has_word(&heading_key(name), &PLACES);
    (is_team && person && !teams.contains(name)).then(|| (name.to_owned(), team.to_owned()))
}

/// Two people in one cell, each with a first name and a surname.
fn several(text: &str) -> Option<Vec<String>> {
    for mark in ["/", ";", "&", "+", " and "] {
        let parts: Vec<String> = text.split(mark).map(tidy_name).filter(|part| !part.is_empty()).collect();
        if parts.len() > 1 && parts.iter().all(|part| part.contains(' ') && could_be_name(part)) {
            return Some(parts);
        }
    }
    None
}

#[cfg(test)]
mod tests {
    use super::*;

    fn of(text: &str) -> WorkerText {
        worker_text(&Cell::Text(text.to_owned()), &TeamNames::new(["Locality 2 Unit 1", "Willow"]))
    }

    #[test]
    fn what_is_nobody_is_told_from_what_is_unknown() {
        for text in ["", "  ", "-", "\u{a0}", "--"] {
            assert_eq!(of(text), WorkerText::Blank, "{text:?}");
        }
        for text in ["#N/A", "N/A", "n/a", "NULL", "unknown", "#REF!", "nan"] {
            assert_eq!(of(text), WorkerText::NotAvailable(text.into()));
        }
        for text in [
            "none",
            "Unallocated",
            "TBC",
            "Vacant",
            "Awaiting  allocation",
            "Unallocated - CIN",
            "To be allocated",
        ] {
            assert_eq!(of(text), WorkerText::Unallocated(tidy_name(text)));
        }
        assert_eq!(
            worker_text(&Cell::Error("#N/A".into()), &TeamNames::default()),
            WorkerText::NotAvailable("#N/A".into())
        );
    }

    #[test]
    fn duty_and_teams_are_not_people() {
        for text in
            ["Locality 4 Duty Team", "Duty", "Duty Worker Rota", "EDT", "Duty - Locality 4", "Out of Hours"]
        {
            assert_eq!(of(text), WorkerText::DutyTeam(text.into()), "{text:?}");
        }
        for text in ["Locality 2\u{a0}Unit 1", "willow", "Children in Care Team 3", "MASH"] {
            assert_eq!(of(text), WorkerText::TeamName(tidy_name(text)), "{text:?}");
        }
    }

    #[test]
    fn titles_and_agency_marks_come_off_the_name() {
        let manager = |tag: &str| WorkerText::ManagerTagged { name: "Jane Doe".into(), tag: tag.into() };
        assert_eq!(of("Jane Doe (TM)"), manager("TM"));
        assert_eq!(of("Team Manager - Jane Doe"), manager("Team Manager"));
        assert_eq!(of("Jane Doe [Practice Manager]"), manager("Practice Manager"));
        assert_eq!(of("Jane Doe, Assistant Team Manager"), manager("Assistant Team Manager"));
        assert_eq!(of("Jane Doe – TM"), manager("TM"));
        assert_eq!(of("Jane Doe TM"), manager("TM"));
        let agency = WorkerText::AgencyTagged { name: "Jane Doe".into(), tag: "Agency".into() };
        assert_eq!(of("Jane Doe (Agency)"), agency);
        assert_eq!(of("Jane Doe - Agency"), agency);
        let other = |tag: &str| WorkerText::PersonTagged { name: "Jane Doe".into(), tag: tag.into() };
        for (text, tag) in [
            ("Jane Doe (ASYE)", "ASYE"),
            ("Jane Doe (Duty)", "Duty"),
            ("Duty - Jane Doe", "Duty"),
            ("Jane Doe (left)", "left"),
            ("Jane Doe 40321", "40321"),
            ("Jane Doe (40321)", "40321"),
            ("Jane Doe - Willow", "Willow"),
            ("Jane Doe - Oak Assessment Team", "Oak Assessment Team"),
        ] {
            assert_eq!(of(text), other(tag), "{text:?}");
        }
        assert_eq!(
            of("Team Manager"),
            WorkerText::ManagerTagged { name: String::new(), tag: "Team Manager".into() }
        );
    }

    #[test]
    fn people_stay_people() {
        for text in ["Dustin\u{a0}Hazlett", "Doe, Jane", "Brandon-Lee Hampton", "Siân O’Neill", "Ada"] {
            assert_eq!(of(text), WorkerText::Person(tidy_name(text)), "{text:?}");
        }
        assert_eq!(
            of("Jane Doe / Ada Brook"),
            WorkerText::Several(vec!["Jane Doe".into(), "Ada Brook".into()])
        );
        assert_eq!(of("Doe, Jane").person(), Some("Doe, Jane"));
    }
}
