//! What the work with a child looks like, by case type: how long it has run, what is due, who came before.

use chrono::{Duration, NaiveDate};

use super::chance::Chance;
use super::dates::{AS_AT, days, in_days, working};
use super::spec::TeamKind;
use crate::domain::plan::{CaseType, ChangeReason, Child, DueDate, DueKind, Need, Priority};

use CaseType as C;

/// Case types with their shares.
pub(super) type Mix = &'static [(CaseType, f64)];

/// What a team of this kind holds.
pub(super) fn mix(kind: TeamKind) -> Mix {
    match kind {
        TeamKind::Assessment => &[
            (C::Assessment, 0.86),
            (C::ChildInNeed, 0.09),
            (C::ChildProtection, 0.04),
            (C::PrivateFostering, 0.01),
        ],
        TeamKind::Safeguarding => &[
            (C::ChildInNeed, 0.43),
            (C::ChildProtection, 0.35),
            (C::PreProceedings, 0.07),
            (C::Court, 0.13),
            (C::PrivateFostering, 0.02),
        ],
        TeamKind::LookedAfter => &[(C::LookedAfter, 0.86), (C::Court, 0.07), (C::AsylumSeeking, 0.07)],
        TeamKind::Disabled => &[(C::DisabledChild, 0.86), (C::ChildInNeed, 0.06), (C::LookedAfter, 0.08)],
        TeamKind::LeavingCare => &[(C::LookedAfter, 0.75), (C::AsylumSeeking, 0.25)],
        TeamKind::Everything => &[
            (C::Assessment, 0.26),
            (C::ChildInNeed, 0.33),
            (C::ChildProtection, 0.18),
            (C::PreProceedings, 0.03),
            (C::Court, 0.05),
            (C::LookedAfter, 0.15),
        ],
    }
}

/// What a newly qualified worker holds in a team of this kind: no child protection and no court.
pub(super) fn asye_mix(kind: TeamKind) -> Mix {
    match kind {
        TeamKind::Assessment => &[(C::Assessment, 0.85), (C::ChildInNeed, 0.15)],
        TeamKind::Safeguarding => &[(C::ChildInNeed, 1.0)],
        TeamKind::LookedAfter => &[(C::LookedAfter, 1.0)],
        TeamKind::Everything => &[(C::Assessment, 0.3), (C::ChildInNeed, 0.7)],
        other => mix(other),
    }
}

/// Children in need only.
pub(super) const IN_NEED: Mix = &[(C::ChildInNeed, 1.0)];
/// Care leavers only.
pub(super) const LEAVERS: Mix = &[(C::CareLeaver, 1.0)];
/// The work that may wait: assessments and children in need.
pub(super) fn less_pressing(kind: TeamKind) -> Mix {
    if matches!(kind, TeamKind::Assessment | TeamKind::Everything) {
        &[(C::Assessment, 1.0)]
    } else {
        IN_NEED
    }
}

/// The shortest and longest that open work of a type has run, in days.
fn open_days(case_type: CaseType) -> (i64, i64) {
    match case_type {
        C::Assessment => (1, 66),
        C::ChildInNeed => (15, 420),
        C::ChildProtection => (12, 540),
        C::PreProceedings => (20, 140),
        C::Court => (20, 330),
        C::LookedAfter => (40, 2600),
        C::CareLeaver => (100, 1500),
        C::DisabledChild => (50, 2200),
        C::PrivateFostering => (15, 300),
        C::AsylumSeeking => (25, 900),
    }
}

/// Days between visits.
fn visit_days(case_type: CaseType) -> i64 {
    match case_type {
        C::ChildProtection => 14,
        C::Assessment | C::PreProceedings | C::Court => 21,
        C::ChildInNeed => 28,
        C::LookedAfter | C::PrivateFostering | C::AsylumSeeking => 42,
        C::CareLeaver => 56,
        C::DisabledChild => 84,
    }
}

/// The day the work began.
pub(super) fn opened(chance: &mut Chance, case_type: CaseType) -> NaiveDate {
    let (shortest, longest) = open_days(case_type);
    let ago = if case_type == C::Assessment {
        // 45 working days are nine weeks: a few are over.
        if chance.yes(0.1) { chance.between(63, longest) } else { chance.between(shortest, 62) }
    } else {
        chance.mostly_low(shortest, longest)
    };
    working(in_days(-ago)).min(AS_AT)
}

/// When last seen, what is due, how pressing, what is needed: all that follows from the type and the beginning.
pub(super) fn fill(chance: &mut Chance, child: &mut Child, late_visits: f64) {
    let case_type = child.case_type;
    let opened = child.opened.unwrap_or(AS_AT);
    let interval = visit_days(case_type);
    let ago = if chance.yes(late_visits) {
        interval + 1 + chance.mostly_low(1, interval / 2)
    } else {
        chance.between(0, interval)
    };
    let seen = super::dates::working_before(in_days(-ago.max(1)));
    child.last_seen = (seen >= opened).then_some(seen);
    let visit = child.last_seen.unwrap_or(opened) + Duration::days(interval);

    let mut due = vec![DueDate { kind: DueKind::Visit, on: visit }];
    let mut ahead = |kind, chance: &mut Chance, low, high| {
        due.push(DueDate { kind, on: working(in_days(chance.between(low, high))) });
    };
    match case_type {
        C::Assessment => {
            let left = 63 - days(opened, AS_AT);
            ahead(DueKind::Assessment, chance, left, left);
        }
        C::ChildInNeed => ahead(DueKind::Meeting, chance, 1, 42),
        C::ChildProtection => {
            ahead(DueKind::Meeting, chance, 1, 42);
            ahead(DueKind::Conference, chance, 5, 170);
        }
        C::PreProceedings => ahead(DueKind::Meeting, chance, 3, 42),
        C::Court => ahead(DueKind::Court, chance, 4, 60),
        C::LookedAfter | C::CareLeaver | C::AsylumSeeking | C::DisabledChild => {
            ahead(DueKind::Review, chance, 4, 175);
        }
        C::PrivateFostering => {}
    }

    let birthday = |chance: &mut Chance, low, high| Some(in_days(chance.between(low, high)));
    child.turns_18 = match case_type {
        C::CareLeaver => birthday(chance, -1400, -20),
        C::AsylumSeeking => birthday(chance, 10, 900),
        C::LookedAfter if chance.yes(0.15) => birthday(chance, 10, 700),
        _ => None,
    };
    let ending = matches!(case_type, C::Assessment | C::ChildInNeed) && chance.yes(0.025);
    child.closes = ending.then(|| working(in_days(chance.between(3, 30))));
    if let Some(closes) = child.closes {
        due.retain(|due| due.on <= closes);
    }
    due.sort_by_key(|due| due.on);
    child.due = due;

    let pressing = matches!(case_type, C::ChildProtection | C::PreProceedings | C::Court);
    let shares = if pressing { [0.04, 0.5, 0.44, 0.02] } else { [0.01, 0.12, 0.67, 0.2] };
    let order = [Priority::Urgent, Priority::High, Priority::Medium, Priority::Low];
    child.priority = order[chance.weighted(shares.into_iter())];

    if case_type == C::Court && chance.yes(0.4) {
        child.needs.push(Need::Court);
    }
    if chance.yes(0.03) {
        let languages = ["Urdu", "Polish", "Romanian", "Arabic", "Somali", "Punjabi"];
        child.needs.extend(chance.pick(&languages).map(|language| Need::Language(language.to_owned())));
    }
    if case_type == C::DisabledChild && chance.yes(0.1) {
        let skills = ["British Sign Language", "autism"];
        child.needs.extend(chance.pick(&skills).map(|skill| Need::Skill(skill.to_owned())));
    }
}

/// Why a child changed worker. The shares lean on the national return: about one change in five is a standard transfer.
pub(super) fn change_reason(chance: &mut Chance) -> ChangeReason {
    use ChangeReason as R;
    const REASONS: [(ChangeReason, f64); 8] = [
        (R::ManagingCaseloads, 0.27),
        (R::WorkerLeft, 0.29),
        (R::StandardTransfer, 0.2),
        (R::AbsenceCover, 0.09),
        (R::FirstContact, 0.08),
        (R::Restructure, 0.04),
        (R::ChildAsked, 0.02),
        (R::ParentAsked, 0.01),
    ];
    REASONS[chance.weighted(REASONS.iter().map(|(_, share)| *share))].0
}
