//! The headings of absence lists: many words for the same few things.

use super::columns::Meaning;
use super::headings::{Patterns, field_for, is_personal};

/// What a column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Field {
    Name,
    FirstName,
    Surname,
    SweNumber,
    Team,
    Kind,
    Reason,
    First,
    Last,
    BackOn,
    Expected,
    Days,
    Status,
    Cover,
}

pub(super) const FIELDS: &Patterns<Field> = &[
    (
        Field::Name,
        &[
            "=name",
            "full name",
            "worker name",
            "staff name",
            "employee name",
            "staff member",
            "=worker",
            "=employee",
            "=social worker",
            "=person",
            "=staff",
            "=colleague",
            "=display name",
            "=who",
            "person name",
        ],
    ),
    (Field::FirstName, &["first name", "=forename", "=forenames", "=firstname", "given name", "=known as"]),
    (Field::Surname, &["=surname", "last name", "family name", "=lastname"]),
    (
        Field::SweNumber,
        &["swe number", "swe no", "=swe", "swe registration", "registration number", "social work england"],
    ),
    (Field::Team, &["=team", "team name", "=unit", "=service area", "=department", "current team"]),
    (
        Field::Kind,
        &[
            "absence type",
            "leave type",
            "type absence",
            "type leave",
            "absence kind",
            "kind absence",
            "absence category",
            "leave category",
            "absence name",
            "=type",
            "=kind",
            "=absence",
            "=leave",
            "=category",
            "time type",
        ],
    ),
    (
        Field::Reason,
        &[
            "absence reason",
            "leave reason",
            "reason absence",
            "reason leave",
            "=reason",
            "=why",
            "sub type absence",
        ],
    ),
    (
        Field::First,
        &[
            "absence start -time",
            "leave start -time",
            "absence from",
            "leave from",
            "=first day",
            "first day away",
            "first day absence",
            "first day leave",
            "first day absent",
            "start date -employment -contract -asye",
            "=start",
            "=starts",
            "=from",
            "date from",
            "from date",
            "=begin date",
            "away from",
        ],
    ),
    (
        Field::Last,
        &[
            "absence end -time",
            "leave end -time",
            "absence to",
            "leave to",
            "=last day",
            "last day away",
            "last day absence",
            "last day leave",
            "last day absent",
            "end date -employment -contract -asye",
            "=end",
            "=ends",
            "=to",
            "date to",
            "to date",
            "=until",
            "=finish date",
            "away to",
            "away until",
        ],
    ),
    (
        Field::BackOn,
        &[
            "return date -expected -planned",
            "date returned",
            "=returned",
            "=back on",
            "first day back -expected",
            "return to work date -expected",
        ],
    ),
    (
        Field::Expected,
        &[
            "expected return",
            "expected back",
            "return expected",
            "planned return",
            "expected end",
            "anticipated return",
        ],
    ),
    (
        Field::Days,
        &[
            "=days",
            "days lost",
            "days absent",
            "days away",
            "days taken",
            "working days",
            "absence days",
            "duration days",
            "number days",
            "days duration",
            "=duration",
        ],
    ),
    (
        Field::Status,
        &[
            "=status",
            "absence status",
            "leave status",
            "approval status",
            "request status",
            "=approval",
            "=approved",
        ],
    ),
    (
        Field::Cover,
        &["=cover", "covered by", "cover by", "cover name", "covering worker", "=covering", "cover worker"],
    ),
];

/// Headings that a staff list or a child list would hardly have.
pub(super) fn is_telling(field: Field, key: &str) -> bool {
    let speaks_of_absence =
        key.split(' ').any(|word| matches!(word, "absence" | "absent" | "leave" | "away"))
            && key.contains(' ');
    match field {
        Field::Kind | Field::Reason | Field::Days | Field::First | Field::Last => {
            speaks_of_absence || matches!(key, "first day" | "days lost" | "days taken")
        }
        Field::Cover | Field::BackOn | Field::Expected => true,
        _ => false,
    }
}

/// Words of headings that would tell why somebody is ill.
const TELLS_TOO_MUCH: [&str; 8] =
    ["diagnosis", "symptoms", "medical", "certificate", "fit", "notes", "comments", "comment"];
const NOT_NEEDED: [&str; 20] = [
    "id",
    "employee number",
    "employee id",
    "employee no",
    "staff number",
    "personnel number",
    "number",
    "person number",
    "assignment number",
    "job title",
    "role",
    "fte",
    "manager",
    "line manager",
    "phased return",
    "hours",
    "hours lost",
    "start time",
    "end time",
    "approved by",
];

pub(super) fn meaning(key: &str) -> Meaning<Field> {
    if is_personal(key) || key.split(' ').any(|word| TELLS_TOO_MUCH.contains(&word)) {
        return Meaning::NotKept("this column may say more of somebody than a plan needs; it is not kept");
    }
    if NOT_NEEDED.contains(&key) {
        return Meaning::NotKept("this column is not needed for absences; it was not read");
    }
    field_for(FIELDS, key).map_or(Meaning::Unknown, Meaning::Field)
}

pub(super) fn is_known(key: &str) -> bool {
    field_for(FIELDS, key).is_some()
}
