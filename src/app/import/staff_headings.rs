//! The headings of staff lists: many words for the same few things.

use super::columns::Meaning;
use super::headings::{Patterns, field_for, is_personal};

/// What a column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Field {
    Name,
    FirstName,
    Surname,
    Team,
    Role,
    Fte,
    Hours,
    Contract,
    Agency,
    Start,
    End,
    Notice,
    Cap,
    AsyeStart,
    Asye,
    Manager,
    WorkingDays,
    Absence,
    SweNumber,
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
            "=practitioner",
            "=staff",
            "=post holder",
            "=postholder",
            "name worker",
            "social worker name",
            "=display name",
            "=colleague",
        ],
    ),
    (Field::FirstName, &["first name", "=forename", "=forenames", "=firstname", "given name", "=known as"]),
    (Field::Surname, &["=surname", "last name", "family name", "=lastname"]),
    (
        Field::Team,
        &["=team", "team name", "=unit", "=service area", "=department", "=cost centre name", "current team"],
    ),
    (
        Field::Role,
        &[
            "=role",
            "job title",
            "=job",
            "=position",
            "=grade",
            "=post",
            "post title",
            "job role",
            "role title",
            "=designation",
            "=title",
            "=job description",
            "position title",
        ],
    ),
    (Field::Fte, &["=fte", "fte", "full time equivalent", "=wte", "whole time equivalent", "=working time"]),
    (
        Field::Hours,
        &[
            "=hours",
            "hours week",
            "weekly hours",
            "contracted hours",
            "contract hours",
            "hours per week",
            "hrs week",
        ],
    ),
    (
        Field::Contract,
        &[
            "=contract",
            "contract type",
            "employment type",
            "employment status",
            "=basis",
            "type contract",
            "=terms",
            "assignment type",
            "perm agency",
            "permanent agency",
            "=employment",
        ],
    ),
    (Field::Agency, &["=agency", "agency worker", "agency y n", "=is agency", "=locum"]),
    (
        Field::Start,
        &[
            "start date -asye -absence",
            "=started",
            "date started",
            "=start",
            "joined",
            "date joined",
            "=in post since",
        ],
    ),
    (
        Field::End,
        &[
            "end date -asye -absence",
            "leaving date",
            "leave date",
            "=leaves",
            "=leaver",
            "last day",
            "date left",
            "=end",
            "contract end",
            "last working day",
            "=leaving",
            "=left",
        ],
    ),
    (
        Field::Notice,
        &["=notice", "notice period", "notice given", "notice date", "date notice", "notice weeks"],
    ),
    (
        Field::Cap,
        &[
            "caseload cap",
            "=cap",
            "max caseload",
            "maximum caseload",
            "caseload limit",
            "=limit",
            "agreed caseload",
            "most children",
            "max cases",
            "protected caseload",
            "target caseload",
        ],
    ),
    (Field::AsyeStart, &["asye start", "asye since", "asye from", "asye date", "asye began", "nqsw start"]),
    (Field::Asye, &["=asye", "asye y n", "=is asye", "=nqsw", "in asye", "asye status"]),
    (
        Field::Manager,
        &[
            "=manager",
            "line manager",
            "=supervisor",
            "managed by",
            "reports to",
            "=supervised by",
            "=team manager",
            "supervising manager",
            "=practice manager",
            "manager name",
        ],
    ),
    (
        Field::WorkingDays,
        &["working days", "days worked", "work pattern", "working pattern", "=days", "=pattern", "days week"],
    ),
    (
        Field::Absence,
        &[
            "=status",
            "=absence",
            "absence status",
            "=availability",
            "=away",
            "current status",
            "=leave",
            "absence reason",
        ],
    ),
    (
        Field::SweNumber,
        &[
            "swe number",
            "swe no",
            "=swe",
            "swe registration",
            "registration number",
            "social work england",
            "swe id",
        ],
    ),
];

const NOT_NEEDED: [&str; 8] =
    ["notes", "comments", "comment", "note", "example", "employee number", "employee id", "number"];

/// Headings that a child list would never have.
pub(super) const TELLING: [Field; 11] = [
    Field::Role,
    Field::Fte,
    Field::Hours,
    Field::Contract,
    Field::Agency,
    Field::Notice,
    Field::Cap,
    Field::AsyeStart,
    Field::Asye,
    Field::WorkingDays,
    Field::SweNumber,
];

pub(super) fn meaning(key: &str) -> Meaning<Field> {
    if is_personal(key) {
        return Meaning::NotKept("this column is personal and not needed to plan; it is not kept");
    }
    match field_for(FIELDS, key) {
        Some(field) => Meaning::Field(field),
        None if NOT_NEEDED.contains(&key) => {
            Meaning::NotKept("this column is not needed to plan; it was not read")
        }
        None => Meaning::Unknown,
    }
}

pub(super) fn is_known(key: &str) -> bool {
    field_for(FIELDS, key).is_some()
}
