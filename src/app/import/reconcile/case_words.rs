//! Case types in the words of case systems: statuses, legal statuses, priorities, what a team is for.

use crate::app::import::heading_key;
use crate::domain::plan::{CaseType, Priority, Words as _};

/// What a case status means.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Status {
    /// Open, with this type of work.
    Open(CaseType),
    /// Ended, the closure not yet authorised.
    Closing,
    /// Closed.
    Closed,
}

/// Statuses known whole, without the letter codes in front of them.
const EXACT: [(&str, CaseType); 42] = [
    ("cla", CaseType::LookedAfter),
    ("lac", CaseType::LookedAfter),
    ("cic", CaseType::LookedAfter),
    ("la", CaseType::LookedAfter),
    ("s20", CaseType::LookedAfter),
    ("s31", CaseType::LookedAfter),
    ("ico", CaseType::LookedAfter),
    ("fco", CaseType::LookedAfter),
    ("adoption", CaseType::LookedAfter),
    ("cp", CaseType::ChildProtection),
    ("cpp", CaseType::ChildProtection),
    ("cp plan", CaseType::ChildProtection),
    ("icpc", CaseType::ChildProtection),
    ("cin", CaseType::ChildInNeed),
    ("cinp", CaseType::ChildInNeed),
    ("cin plan", CaseType::ChildInNeed),
    ("s17", CaseType::ChildInNeed),
    ("family help", CaseType::ChildInNeed),
    ("assessment", CaseType::Assessment),
    ("asmt", CaseType::Assessment),
    ("open asmt", CaseType::Assessment),
    ("sa", CaseType::Assessment),
    ("sw assessment", CaseType::Assessment),
    ("c and f", CaseType::Assessment),
    ("c and fa", CaseType::Assessment),
    ("caf", CaseType::Assessment),
    ("s47", CaseType::Assessment),
    ("referral", CaseType::Assessment),
    ("duty", CaseType::Assessment),
    ("plo", CaseType::PreProceedings),
    ("pre proceedings", CaseType::PreProceedings),
    ("court", CaseType::Court),
    ("proceedings", CaseType::Court),
    ("in proceedings", CaseType::Court),
    ("cl", CaseType::CareLeaver),
    ("relevant", CaseType::CareLeaver),
    ("qualifying", CaseType::CareLeaver),
    ("eligible", CaseType::CareLeaver),
    ("uasc", CaseType::AsylumSeeking),
    ("pf", CaseType::PrivateFostering),
    ("cwd", CaseType::DisabledChild),
    ("dct", CaseType::DisabledChild),
];

/// Words that must all stand in the status, tried in order: what carries more weight comes first.
const CONTAINS: [(&str, CaseType); 32] = [
    ("unaccompanied", CaseType::AsylumSeeking),
    ("uasc", CaseType::AsylumSeeking),
    ("care leaver", CaseType::CareLeaver),
    ("leaving care", CaseType::CareLeaver),
    ("former relevant", CaseType::CareLeaver),
    ("looked after", CaseType::LookedAfter),
    ("in care", CaseType::LookedAfter),
    ("lac", CaseType::LookedAfter),
    ("cla", CaseType::LookedAfter),
    ("care order", CaseType::LookedAfter),
    ("section 20", CaseType::LookedAfter),
    ("adoption", CaseType::LookedAfter),
    ("pre proceedings", CaseType::PreProceedings),
    ("public law outline", CaseType::PreProceedings),
    ("plo", CaseType::PreProceedings),
    ("care proceedings", CaseType::Court),
    ("court", CaseType::Court),
    ("proceedings", CaseType::Court),
    ("child protection", CaseType::ChildProtection),
    ("cp plan", CaseType::ChildProtection),
    ("cpp", CaseType::ChildProtection),
    ("cp", CaseType::ChildProtection),
    ("private fostering", CaseType::PrivateFostering),
    ("privately fostered", CaseType::PrivateFostering),
    ("disabled", CaseType::DisabledChild),
    ("disabilities", CaseType::DisabledChild),
    ("section 47", CaseType::Assessment),
    ("assessment", CaseType::Assessment),
    ("child need", CaseType::ChildInNeed),
    ("cin", CaseType::ChildInNeed),
    ("section 17", CaseType::ChildInNeed),
    ("referral", CaseType::Assessment),
];

/// What a case status means; `None` where it is not known.
pub(super) fn status(text: &str) -> Option<Status> {
    if let Some(case_type) = CaseType::from_words(text) {
        return Some(Status::Open(case_type));
    }
    let key = heading_key(text);
    // "c) Child in need plan", "1 - CIN": the code goes.
    let bare = match key.split_once(' ') {
        Some((code, rest)) if code.len() == 1 && code != "s" => rest,
        _ => key.as_str(),
    };
    let has = |word: &str| bare.split(' ').any(|w| w == word);
    if has("closed") || has("ended") || has("ceased") || has("inactive") {
        return Some(Status::Closed);
    }
    if has("closing") || has("closure") {
        return Some(Status::Closing);
    }
    let exact = EXACT.iter().find(|(words, _)| *words == bare);
    let found = exact.or_else(|| CONTAINS.iter().find(|(words, _)| words.split(' ').all(has)));
    found.map(|(_, case_type)| Status::Open(*case_type))
}

/// An interim order means that care proceedings are before the court.
pub(super) fn is_interim_order(legal_status: &str) -> bool {
    let key = heading_key(legal_status);
    let has = |word: &str| key.split(' ').any(|w| w == word);
    has("c1") || has("ico") || (has("interim") && (has("care") || has("order")))
}

/// Whether a legal status says that the child is looked after.
pub(super) fn is_looked_after(legal_status: &str) -> bool {
    const CODES: [&str; 13] = ["c1", "c2", "d1", "e1", "j1", "j2", "j3", "l1", "l2", "l3", "v2", "v3", "v4"];
    let key = heading_key(legal_status);
    let has = |word: &str| key.split(' ').any(|w| w == word);
    CODES.iter().any(|code| has(code))
        || has("s20")
        || (has("section") && has("20"))
        || (has("care") && has("order"))
        || (has("placement") && has("order"))
}

/// Whether a team's name says that it works with disabled children.
pub(super) fn is_disability_team(name: &str) -> bool {
    let key = heading_key(name);
    key.split(' ').any(|word| {
        matches!(word, "cwd" | "dct" | "disabled" | "disability" | "disabilities" | "sendcwd")
            || word == "cwdt"
    })
}

/// How pressing an allocation is, in words or colours; `None` where it is not known.
pub(super) fn priority(text: &str) -> Option<Priority> {
    if let Some(priority) = Priority::from_words(text) {
        return Some(priority);
    }
    let key = heading_key(text);
    let has = |words: &[&str]| key.split(' ').any(|word| words.contains(&word));
    if has(&["urgent", "critical", "immediate", "emergency"]) {
        Some(Priority::Urgent)
    } else if has(&["high", "red"]) {
        Some(Priority::High)
    } else if has(&["medium", "amber", "moderate", "normal", "standard"]) {
        Some(Priority::Medium)
    } else if has(&["low", "green"]) {
        Some(Priority::Low)
    } else {
        None
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn statuses_as_case_systems_write_them() {
        use CaseType as C;
        for (text, case_type) in [
            ("CLA", C::LookedAfter),
            ("CLA&CP", C::LookedAfter),
            ("LAC", C::LookedAfter),
            ("b) Looked after child", C::LookedAfter),
            ("CP", C::ChildProtection),
            ("CPP", C::ChildProtection),
            ("Child protection plan", C::ChildProtection),
            ("c) Child in need plan", C::ChildInNeed),
            ("CiN Plan", C::ChildInNeed),
            ("child_in_need", C::ChildInNeed),
            ("Open asmt", C::Assessment),
            ("Assessment", C::Assessment),
            ("Care leaver", C::CareLeaver),
            ("PLO", C::PreProceedings),
            ("Pre-proceedings", C::PreProceedings),
            ("Care proceedings", C::Court),
            ("Private fostering", C::PrivateFostering),
            ("UASC", C::AsylumSeeking),
        ] {
            assert_eq!(status(text), Some(Status::Open(case_type)), "{text}");
        }
        assert_eq!(status("Closed - stepdown"), Some(Status::Closed));
        assert_eq!(status("Awaiting closure"), Some(Status::Closing));
        assert_eq!(status("Blue"), None);
    }

    #[test]
    fn only_an_interim_order_means_proceedings() {
        for (text, interim) in [
            ("C1: ICO", true),
            ("Interim care order", true),
            ("C2 Full care order", false),
            ("E1 Placement order", false),
            ("V2 Section 20", false),
        ] {
            assert_eq!((is_interim_order(text), is_looked_after(text)), (interim, true), "{text}");
        }
        assert!(!is_looked_after("Supervision order"));
    }

    #[test]
    fn priorities_in_words_and_colours() {
        assert_eq!(priority("RAG: Red"), Some(Priority::High));
        assert_eq!(priority("amber"), Some(Priority::Medium));
        assert_eq!(priority("urgent"), Some(Priority::Urgent));
        assert_eq!(priority("3"), None);
    }
}
