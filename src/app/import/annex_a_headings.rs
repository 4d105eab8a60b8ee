//! The headings of Ofsted's ILACS Annex A child-level lists, in the 2021 and January 2024 layouts.
//!
//! Source of the heading texts: Ofsted ILACS Annex A. They are matched by their telling words, because councils
//! retype them (see [`super::headings`]).

use super::columns::Meaning;
use super::headings::{Patterns, field_for, fit};

/// What a column of a list holds, as far as the plan needs it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Field {
    Reference,
    BirthDate,
    Age,
    Team,
    Worker,
    PersonalAdviser,
    Family,
    Opened,
    Ended,
    CaseStatus,
    Uasc,
    Disabled,
    PrivateFostering,
    LastSeen,
    LastReview,
    Eligibility,
    ReferralNfa,
    AssessedAsNeeding,
    PrimaryNeed,
    LegalStatus,
    ConferenceDate,
    ConferenceLedToPlan,
}

/// Columns any list may have.
const COMMON: &Patterns<Field> = &[
    (Field::Reference, &["child id", "child identifier", "child reference", "child unique"]),
    (Field::BirthDate, &["date birth", "=dob", "=d o b", "=birth date"]),
    (Field::Age, &["=age", "age child", "=age years", "=age at date", "=current age"]),
    (Field::Team, &["allocated team", "=team", "=team name", "=current team", "=allocated unit"]),
    (
        Field::Worker,
        &[
            "allocated worker",
            "allocated social worker",
            "=worker",
            "=social worker",
            "=case worker",
            "=key worker",
            "=lead worker",
        ],
    ),
    (Field::PersonalAdviser, &["personal advisor", "personal adviser"]),
    (Field::Family, &["family identifier", "family id"]),
    (Field::Disabled, &["disability", "disabled"]),
    (Field::Uasc, &["unaccompanied asylum", "=uasc"]),
    (Field::PrivateFostering, &["private fostering", "privately fostered"]),
];

/// Columns every list has that the plan does not need.
const COMMON_NOT_NEEDED: &[&str] = &["=gender", "=sex", "ethnicity", "=ethnic origin"];

/// One list: what it is called, the columns that are its own, and those it has that the plan does not need.
struct List {
    number: u8,
    name: &'static str,
    own: &'static Patterns<Field>,
    not_needed: &'static [&'static str],
}

const LISTS: [List; 11] = [
    List {
        number: 1,
        name: "contacts",
        own: &[(Field::Opened, &["date contact -latest -iro", "contact date"])],
        not_needed: &["contact source"],
    },
    List {
        number: 2,
        name: "early help",
        own: &[
            (Field::Opened, &["assessment start date -continuous"]),
            (Field::Ended, &["assessment completion date", "assessment end date"]),
        ],
        not_needed: &["organisation completing assessment", "organisation completing"],
    },
    List {
        number: 3,
        name: "referrals",
        own: &[
            (Field::Opened, &["date referral -number", "referral date"]),
            (Field::ReferralNfa, &["referral nfa", "referral no further action"]),
        ],
        not_needed: &["referral source", "number referrals"],
    },
    List {
        number: 4,
        name: "assessments",
        own: &[
            (Field::Opened, &["assessment start date", "assessment start"]),
            (
                Field::Ended,
                &["assessment date authorisation", "assessment authorised", "assessment authorisation"],
            ),
            (
                Field::AssessedAsNeeding,
                &["child assessed requiring support", "assessed requiring social care", "assessed in need"],
            ),
        ],
        not_needed: &["seen during assessment"],
    },
    List {
        number: 5,
        name: "section 47 enquiries and initial conferences",
        own: &[
            (
                Field::Opened,
                &[
                    "strategy discussion start date",
                    "strategy discussion date",
                    "section 47 start date",
                    "s47 start date",
                ],
            ),
            (Field::ConferenceDate, &["date initial child protection conference", "date icpc"]),
            (Field::ConferenceLedToPlan, &["initial child protection conference result", "icpc result"]),
        ],
        not_needed: &[
            "conference unnecessary",
            "icpc unnecessary",
            "number section 47",
            "number s47",
            "number icpcs",
        ],
    },
    List {
        number: 6,
        name: "children in need",
        own: &[
            (Field::Opened, &["cin start date", "child in need start date"]),
            (Field::Ended, &["cin closure date", "cin end date", "child in need closure date"]),
            (Field::PrimaryNeed, &["primary need"]),
            (Field::LastSeen, &["date child last seen", "last seen"]),
            (Field::CaseStatus, &["case status"]),
        ],
        not_needed: &["reason closure"],
    },
    List {
        number: 7,
        name: "child protection plans",
        own: &[
            (Field::Opened, &["child protection plan start date", "cp plan start date", "cpp start date"]),
            (Field::Ended, &["child protection plan end date", "cp plan end date", "cpp end date"]),
            (Field::LastSeen, &["last statutory visit"]),
            (Field::LastReview, &["latest review conference", "last review conference"]),
        ],
        not_needed: &[
            "initial category abuse",
            "latest category abuse",
            "seen alone",
            "emergency protection order",
            "number previous child protection plans",
        ],
    },
    List {
        number: 8,
        name: "looked-after children",
        own: &[
            (Field::Opened, &["date started looked after"]),
            (Field::Ended, &["date ceased looked after"]),
            (Field::LegalStatus, &["childs legal status", "legal status -start", "child legal status"]),
            (Field::LastReview, &["latest statutory review", "last statutory review"]),
            (Field::LastSeen, &["last social work visit"]),
            (Field::PrimaryNeed, &["category need"]),
        ],
        not_needed: &[
            "second or subsequent period",
            "start date legal status",
            "permanence plan",
            "iro visit",
            "iro contact",
            "health assessment",
            "dental check",
            "number placements",
            "reason ceased",
            "start date placement",
            "placement type",
            "placement provider",
            "placement postcode",
            "urn placement",
            "placement location",
            "la placement",
            "number episodes missing",
            "number episodes absent",
            "return interview",
        ],
    },
    List {
        number: 9,
        name: "care leavers",
        own: &[
            (Field::Eligibility, &["eligibility category", "=eligibility", "care leaver eligibility"]),
            (Field::LastReview, &["pathway plan review", "pathway plan date"]),
            (Field::LastSeen, &["latest date contact", "last date contact", "date last contact"]),
        ],
        not_needed: &[
            "la in touch",
            "type accommodation",
            "suitability accommodation",
            "accommodation type",
            "activity status",
        ],
    },
    List {
        number: 10,
        name: "children with an adoption plan",
        own: &[
            (Field::Opened, &["date child entered care", "entered care"]),
            (Field::Ended, &["date adoption order"]),
        ],
        not_needed: &[
            "decision should be placed adoption",
            "placement order",
            "matching child prospective adopters",
            "date placed adoption -decision",
            "decision no longer placed adoption",
            "reason no longer placed adoption",
            "placed fostering ffa",
            "concurrent planning",
        ],
    },
    List {
        number: 11,
        name: "adopters",
        own: &[],
        not_needed: &[
            "adopter identifier",
            "adopter fostering adoption",
            "date enquiry received",
            "stage 1 started",
            "stage 1 ended",
            "stage 2 started",
            "stage 2 ended",
            "application submitted",
            "application approved",
            "adopter matched",
            "placed adopter",
            "children placed",
            "date adoption order",
            "leaving adoption process",
            "=disability",
        ],
    },
];

/// The plain name of a list, such as "child protection plans".
pub fn list_name(list: u8) -> &'static str {
    LISTS.iter().find(|l| l.number == list).map_or("child list", |l| l.name)
}

/// What a heading means in a list.
pub(super) fn meaning(list: u8, key: &str) -> Meaning<Field> {
    let Some(list) = LISTS.iter().find(|l| l.number == list) else { return Meaning::Unknown };
    let not_needed = list.not_needed.iter().chain(COMMON_NOT_NEEDED).map(|p| fit(key, p)).max().unwrap_or(0);
    // A list's own heading is tried before the common ones; what fits a heading to leave out better is left out.
    let field = field_for(list.own, key).or_else(|| field_for(COMMON, key));
    let score = |patterns: &Patterns<Field>| {
        patterns
            .iter()
            .flat_map(|(_, alternatives)| alternatives.iter())
            .map(|p| fit(key, p))
            .max()
            .unwrap_or(0)
    };
    match field {
        Some(field) if score(list.own).max(score(COMMON)) >= not_needed => Meaning::Field(field),
        _ if not_needed > 0 => Meaning::NotNeeded,
        _ => Meaning::Unknown,
    }
}

/// How many of a list's own headings are among these, and how many there could be.
pub(super) fn own_headings(list: u8, keys: &[String]) -> (usize, usize) {
    let Some(list) = LISTS.iter().find(|l| l.number == list) else { return (0, 0) };
    let own = list.own.iter().map(|(_, alternatives)| *alternatives);
    let left_out = list.not_needed.iter().map(std::slice::from_ref);
    let patterns: Vec<&[&str]> = own.chain(left_out).collect();
    let found =
        keys.iter().filter(|key| patterns.iter().any(|all| all.iter().any(|p| fit(key, p) > 0))).count();
    (found, patterns.len())
}

/// Whether a heading has the child's reference.
pub(super) fn is_reference(key: &str) -> bool {
    field_for(COMMON, key) == Some(Field::Reference)
}

/// Whether the heading belongs to any list.
pub(super) fn is_known(key: &str) -> bool {
    LISTS.iter().any(|list| meaning(list.number, key) != Meaning::Unknown)
}

#[cfg(test)]
mod tests {
    use super::super::headings::heading_key;
    use super::*;

    fn field(list: u8, heading: &str) -> Meaning<Field> {
        meaning(list, &heading_key(heading))
    }

    #[test]
    fn headings_of_both_layouts_are_told_apart_by_their_words() {
        use Field as F;
        for (list, heading, wanted) in [
            (3, "Child Unique ID", F::Reference),
            (3, "child unique  identifier ", F::Reference),
            (3, "Date of Referral", F::Opened),
            (3, "Date of referral", F::Opened),
            (3, "Referral NFA?", F::ReferralNfa),
            (4, "Continuous Assessment Start Date", F::Opened),
            (4, "Continuous Assessment Date of Authorisation", F::Ended),
            (
                4,
                "Was the child assessed as requiring LA children’s social care support?",
                F::AssessedAsNeeding,
            ),
            (5, "Strategy discussion initiating Section 47 Enquiry Start Date", F::Opened),
            (5, "Date of Initial Child Protection Conference", F::ConferenceDate),
            (
                5,
                "Did the Initial Child Protection Conference Result in a Child Protection Plan",
                F::ConferenceLedToPlan,
            ),
            (6, "CIN Start Date", F::Opened),
            (6, "CIN Closure Date", F::Ended),
            (6, "Date Child Was Last Seen", F::LastSeen),
            (7, "Child Protection Plan Start Date", F::Opened),
            (7, "Child Protection Plan End Date", F::Ended),
            (7, "Date of the Last Statutory Visit", F::LastSeen),
            (7, "Date of latest review conference", F::LastReview),
            (8, "Unaccompanied Asylum Seeking Child (UASC) within the Last 12 Months (Y/N))", F::Uasc),
            (8, "Date Started to be Looked After", F::Opened),
            (8, "Date Ceased to be Looked After", F::Ended),
            (8, "Child's Legal Status", F::LegalStatus),
            (8, "Date of Latest Statutory Review", F::LastReview),
            (8, "Date of Last Social Work Visit", F::LastSeen),
            (9, "Allocated Personal Advisor", F::PersonalAdviser),
            (9, "Latest Pathway Plan Review Date", F::LastReview),
            (9, "Latest Date of Contact", F::LastSeen),
            (9, "Unaccompanied Asylum Seeking Child (UASC), or formerly UASC if 18 or over (Y/N)", F::Uasc),
            (10, "Date of Adoption Order ", F::Ended),
            (10, "Family identifier", F::Family),
            (10, "Age of Child (Years)", F::Age),
        ] {
            assert_eq!(field(list, heading), Meaning::Field(wanted), "{heading}");
        }
        for (list, heading) in [
            (3, "Number of Referrals in Last 12 Months"),
            (5, "Was an Initial Child Protection Conference deemed unnecessary?"),
            (7, "Number of Previous Child Protection Plans"),
            (8, "Start date of current legal status"),
            (8, "Date of Last IRO Visit / Contact to the Child"),
            (
                8,
                "Is this a second or subsequent period of being a Looked After Child within the last 12 months (Y/N)",
            ),
            (8, "Number of Episodes the Child has been ‘Missing’ from their Placement in the last 12 months"),
            (10, "Date of Decision that Child Should be Placed for Adoption"),
            (10, "Date the child was placed for fostering in FFA or concurrent planning placement"),
        ] {
            assert_eq!(field(list, heading), Meaning::NotNeeded, "{heading}");
        }
        assert_eq!(field(6, "Favourite colour"), Meaning::Unknown);
    }
}
