//! The words that lists and calendars use of absences: why somebody is away, whether it is agreed, and what only looks
//! like an absence.

use super::headings::heading_key;
use crate::domain::plan::{AbsenceKind, AbsenceStatus, Words as _};

use AbsenceKind::{AnnualLeave, Parental, PublicDuties, Sickness, Special, Training, Unpaid};

/// Words for one kind, the more telling first. Of the words in a text the kind that stands first here is meant: "sick
/// leave" is sickness, "unpaid parental leave" is parental leave.
const KINDS: [(AbsenceKind, &[&str]); 7] = [
    (
        Parental,
        &[
            "maternity",
            "paternity",
            "adoption leave",
            "adoption",
            "parental",
            "shared parental",
            "mat leave",
            "pat leave",
            "spl",
            "antenatal",
            "neonatal",
        ],
    ),
    (PublicDuties, &["jury", "reservist", "reserve forces", "public duty", "public duties", "magistrate"]),
    (
        Unpaid,
        &[
            "unpaid",
            "career break",
            "suspension",
            "suspended",
            "sabbatical",
            "unauthorised",
            "unauthorized",
            "awol",
            "industrial action",
            "strike",
        ],
    ),
    (
        Special,
        &[
            "special",
            "compassionate",
            "bereavement",
            "carer",
            "carers",
            "dependant",
            "dependants",
            "dependent",
            "dependents",
            "emergency leave",
            "domestic",
            "funeral",
        ],
    ),
    (
        Sickness,
        &["sick", "sickness", "ill", "illness", "unwell", "ill health", "lts", "medical leave", "hospital"],
    ),
    (
        Training,
        &[
            "training",
            "study",
            "course",
            "cpd",
            "learning",
            "exam",
            "exams",
            "examination",
            "study day",
            "day release",
        ],
    ),
    (
        AnnualLeave,
        &[
            "annual",
            "annual leave",
            "a l",
            "al",
            "a/l",
            "holiday",
            "holidays",
            "hols",
            "hol",
            "vacation",
            "flexi",
            "flex",
            "flexitime",
            "toil",
            "time off in lieu",
            "lieu",
        ],
    ),
];

/// Words that only say that somebody is not there.
const AWAY: [&str; 14] = [
    "away",
    "off",
    "off work",
    "out of office",
    "out of the office",
    "ooo",
    "oof",
    "absent",
    "absence",
    "leave",
    "on leave",
    "time off",
    "not in",
    "not available",
];

/// Words of what stands in calendars and is no absence, though some of it sounds like one.
const NOT_AWAY: [&str; 19] = [
    "bank holiday",
    "bank holidays",
    "public holiday",
    "school holiday",
    "school holidays",
    "half term",
    "working from home",
    "wfh",
    "home working",
    "birthday",
    "anniversary",
    "duty",
    "on call",
    "supervision",
    "meeting",
    "reminder",
    "deadline",
    "payday",
    "non working day",
];

/// Words between a name and a kind that are neither.
const BETWEEN: [&str; 24] = [
    "on",
    "is",
    "the",
    "a",
    "an",
    "in",
    "at",
    "for",
    "from",
    "to",
    "until",
    "and",
    "of",
    "day",
    "days",
    "full",
    "leave",
    "am",
    "pm",
    "request",
    "requested",
    "approved",
    "agreed",
    "confirmed",
];

/// What a text says of an absence.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Said {
    /// Why somebody is away.
    Kind(AbsenceKind),
    /// That somebody is away, not why.
    Away,
    /// Something that is no absence.
    NotAway,
    /// Nothing of the sort.
    Nothing,
}

/// Whether the words of a phrase stand next to each other in a text of words.
fn holds(words: &[&str], phrase: &str) -> bool {
    let phrase: Vec<&str> = phrase.split(' ').collect();
    words.windows(phrase.len()).any(|window| window == phrase)
}

/// What a text says of an absence. The plan's own words for kinds come first, so that what this program wrote is read
/// as it was meant.
pub fn said(text: &str) -> Said {
    if let Some(kind) = AbsenceKind::from_words(text) {
        return Said::Kind(kind);
    }
    let key = heading_key(text);
    let words: Vec<&str> = key.split(' ').collect();
    let of_kind = |(_, phrases): &&(AbsenceKind, &[&str])| phrases.iter().any(|phrase| holds(&words, phrase));
    // "Training meeting" is training; "bank holiday" is not a holiday.
    let not_away = NOT_AWAY.iter().any(|phrase| holds(&words, phrase));
    match KINDS.iter().find(of_kind) {
        Some((kind, _)) if !not_away || !matches!(kind, AnnualLeave) => Said::Kind(*kind),
        _ if not_away => Said::NotAway,
        _ if AWAY.iter().any(|phrase| holds(&words, phrase)) => Said::Away,
        _ => Said::Nothing,
    }
}

/// A text without the words of absences, so that what is left may be a name. Marks between words become spaces.
pub fn without_absence_words(text: &str) -> String {
    let known: Vec<Vec<&str>> = KINDS
        .iter()
        .flat_map(|(_, phrases)| phrases.iter())
        .chain(&AWAY)
        .chain(&NOT_AWAY)
        .chain(&BETWEEN)
        .map(|phrase| phrase.split(' ').collect())
        .collect();
    let spaced: String = text
        .chars()
        .map(|c| if c.is_alphanumeric() || matches!(c, '\'' | '’' | '-') { c } else { ' ' })
        .collect();
    // A dash that stands alone parts; one within a word belongs to a name.
    let words: Vec<&str> =
        spaced.split_whitespace().filter(|word| word.chars().any(char::is_alphabetic)).collect();
    let keys: Vec<String> = words.iter().map(|word| heading_key(word)).collect();
    let mut left = Vec::new();
    let mut at = 0;
    while let Some(word) = words.get(at) {
        let longest = known
            .iter()
            .filter(|phrase| {
                keys.get(at..at + phrase.len())
                    .is_some_and(|keys| keys.iter().zip(*phrase).all(|(a, b)| a == b))
            })
            .map(Vec::len)
            .max();
        if longest.is_none() {
            left.push(*word);
        }
        at += longest.unwrap_or(1);
    }
    left.join(" ")
}

/// Where an absence stands between asking and having been away.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Standing {
    /// Asked for or agreed.
    Stands(AbsenceStatus),
    /// Cancelled, withdrawn or refused: there is no absence.
    Withdrawn,
}

/// Whether words say that an absence is asked for, agreed or off. `None`: they say none of it.
pub fn standing(text: &str) -> Option<Standing> {
    const WITHDRAWN: [&str; 11] = [
        "cancelled",
        "canceled",
        "withdrawn",
        "rejected",
        "declined",
        "refused",
        "denied",
        "not approved",
        "not agreed",
        "not authorised",
        "deleted",
    ];
    const REQUESTED: [&str; 13] = [
        "requested",
        "request",
        "pending",
        "awaiting",
        "awaiting approval",
        "submitted",
        "tentative",
        "applied",
        "planned",
        "provisional",
        "draft",
        "to be approved",
        "in progress",
    ];
    const AGREED: [&str; 14] = [
        "agreed",
        "approved",
        "authorised",
        "authorized",
        "confirmed",
        "booked",
        "taken",
        "completed",
        "complete",
        "closed",
        "open",
        "current",
        "granted",
        "accepted",
    ];
    let key = heading_key(text);
    let words: Vec<&str> = key.split(' ').collect();
    let any = |phrases: &[&str]| phrases.iter().any(|phrase| holds(&words, phrase));
    if any(&WITHDRAWN) {
        Some(Standing::Withdrawn)
    } else if any(&REQUESTED) {
        Some(Standing::Stands(AbsenceStatus::Requested))
    } else if any(&AGREED) {
        Some(Standing::Stands(AbsenceStatus::Agreed))
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_words_of_many_systems_come_to_the_plans_seven_kinds() {
        for (text, kind) in [
            ("Annual Leave", AnnualLeave),
            ("A/L", AnnualLeave),
            ("AL", AnnualLeave),
            ("TOIL", AnnualLeave),
            ("Flexi-leave", AnnualLeave),
            ("Holiday - Ada Brook", AnnualLeave),
            ("Sick leave", Sickness),
            ("Long-term sickness", Sickness),
            ("Maternity leave", Parental),
            ("Unpaid parental leave", Parental),
            ("Shared Parental Leave", Parental),
            ("Career break", Unpaid),
            ("Unpaid leave", Unpaid),
            ("Compassionate", Special),
            ("Carer's leave", Special),
            ("Jury service", PublicDuties),
            ("Study leave", Training),
            ("Training meeting", Training),
            ("annual_leave", AnnualLeave),
            ("Unpaid or other", Unpaid),
        ] {
            assert_eq!(said(text), Said::Kind(kind), "{text}");
        }
    }

    #[test]
    fn away_is_told_from_why_and_from_what_only_sounds_like_it() {
        for (text, expected) in [
            ("Ada Brook: away", Said::Away),
            ("Out of office", Said::Away),
            ("Leave", Said::Away),
            ("Bank holiday", Said::NotAway),
            ("School holidays", Said::NotAway),
            ("Working from home", Said::NotAway),
            ("Duty: Ada Brook", Said::NotAway),
            ("Supervision with Meg Hill", Said::NotAway),
            ("Core group", Said::Nothing),
            ("", Said::Nothing),
        ] {
            assert_eq!(said(text), expected, "{text}");
        }
    }

    #[test]
    fn what_is_left_of_a_title_without_its_words_of_absence_may_be_a_name() {
        for (text, left) in [
            ("Annual leave: Ada Brook", "Ada Brook"),
            ("Ada Brook - A/L", "Ada Brook"),
            ("Ada O'Brien-Hill (sick)", "Ada O'Brien-Hill"),
            ("Brook, Ada on leave 07/09", "Brook Ada"),
            ("Out of office", ""),
        ] {
            assert_eq!(without_absence_words(text), left, "{text}");
        }
    }

    #[test]
    fn words_for_asked_for_agreed_and_off() {
        for (text, expected) in [
            ("Approved", Some(Standing::Stands(AbsenceStatus::Agreed))),
            ("Not approved", Some(Standing::Withdrawn)),
            ("Awaiting approval", Some(Standing::Stands(AbsenceStatus::Requested))),
            ("CANCELLED", Some(Standing::Withdrawn)),
            ("Requested", Some(Standing::Stands(AbsenceStatus::Requested))),
            ("Purple", None),
        ] {
            assert_eq!(standing(text), expected, "{text}");
        }
    }
}
