//! A plain child list, as a manager or a case system would write one: one row a child, any order of columns.
//!
//! Names of children are never kept: a reference is enough.

use std::collections::HashSet;

use super::annex_a_headings;
use super::child_row::{ChildRow, ChildRows, TableCount, worker_notes};
use super::columns::{Columns, Meaning, RowReader};
use super::headings::{Patterns, field_for, heading_key};
use super::sheet::{NotUnderstood, Table};
use super::values;
use super::worker_text::{TeamNames, WorkerText, worker_text};

/// What a column holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Field {
    Reference,
    ChildName,
    BirthDate,
    Age,
    CaseType,
    Team,
    Worker,
    PersonalAdviser,
    AllocatedSince,
    Opened,
    Closed,
    LastSeen,
    LastReview,
    NextVisit,
    NextReview,
    Priority,
    Family,
    Uasc,
    Disabled,
    PrivateFostering,
    LegalStatus,
}

const FIELDS: &Patterns<Field> = &[
    (
        Field::Reference,
        &[
            "child id",
            "child identifier",
            "child reference",
            "child ref",
            "child number",
            "child unique",
            "person id",
            "client id",
            "case id",
            "case reference",
            "case number",
            "case ref",
            "mosaic id",
            "lcs id",
            "system id",
            "=id",
            "=reference",
            "=ref",
            "=reference number",
            "=ref no",
            "=case no",
            "=person number",
            "=upn",
            "=child",
            "=pseudonym",
            "=child code",
            "swift id",
            "liquidlogic id",
            "eclipse id",
        ],
    ),
    (
        Field::ChildName,
        &["child name", "name child", "childs name", "young person name", "=forename", "service user name"],
    ),
    (Field::BirthDate, &["date birth", "=dob", "=d o b", "birth date"]),
    (Field::Age, &["=age", "=age years", "age child", "=current age"]),
    (
        Field::CaseType,
        &[
            "case type",
            "=type",
            "case status",
            "=status",
            "=category",
            "plan type",
            "current plan",
            "legal category",
            "type case",
            "=cin cp cla",
            "involvement type",
            "child status",
            "=plan",
        ],
    ),
    (
        Field::Team,
        &[
            "=team",
            "team name",
            "allocated team",
            "current team",
            "=unit",
            "holding team",
            "responsible team",
        ],
    ),
    (
        Field::Worker,
        &[
            "=worker",
            "allocated worker",
            "allocated to",
            "=social worker",
            "allocated social worker",
            "=sw",
            "case worker",
            "=caseworker",
            "key worker",
            "=keyworker",
            "lead worker",
            "lead practitioner",
            "case holder",
            "named worker",
            "named social worker",
            "=allocated",
            "current worker",
            "=practitioner",
            "worker name",
            "lead professional",
            "social worker name",
        ],
    ),
    (Field::PersonalAdviser, &["personal adviser", "personal advisor", "=pa", "pa name"]),
    (
        Field::AllocatedSince,
        &[
            "allocated date",
            "date allocated",
            "allocated since",
            "allocation date",
            "date allocation",
            "allocated on",
            "worker start date",
            "worker since",
        ],
    ),
    (
        Field::Opened,
        &[
            "=opened",
            "date opened",
            "opened date",
            "open date",
            "=open since",
            "=start date",
            "case start date",
            "referral date",
            "date referral",
            "=opened on",
            "episode start",
        ],
    ),
    (Field::Closed, &["=closed", "date closed", "closed date", "closure date", "=end date", "case end date"]),
    (
        Field::LastSeen,
        &[
            "last seen",
            "last visit",
            "last visited",
            "date seen",
            "most recent visit",
            "last statutory visit",
        ],
    ),
    (Field::LastReview, &["last review -next", "latest review", "last conference", "last rcpc"]),
    (Field::NextVisit, &["next visit", "visit due", "next statutory visit"]),
    (Field::NextReview, &["next review", "review due", "next conference", "next rcpc", "conference due"]),
    (
        Field::Priority,
        &["=priority", "priority rating", "=rag", "rag rating", "=risk", "risk rating", "=urgency"],
    ),
    (
        Field::Family,
        &[
            "=family",
            "family id",
            "family reference",
            "family ref",
            "family group",
            "=siblings",
            "=sibling",
            "sibling group",
            "sibling id",
            "household id",
            "=household",
            "family number",
            "=family name",
        ],
    ),
    (Field::Uasc, &["=uasc", "unaccompanied asylum", "=unaccompanied"]),
    (Field::Disabled, &["disability", "=disabled", "disabled child", "=cwd"]),
    (Field::PrivateFostering, &["private fostering", "privately fostered", "=pf"]),
    (Field::LegalStatus, &["legal status"]),
];

const NOT_NEEDED: [&str; 6] = ["gender", "sex", "ethnicity", "ethnic origin", "notes", "example"];

/// Headings that only a plain list would have, which tell it from an Annex A list.
const TELLING: [Field; 7] = [
    Field::CaseType,
    Field::AllocatedSince,
    Field::NextVisit,
    Field::NextReview,
    Field::Priority,
    Field::Family,
    Field::ChildName,
];

/// Further headings that a staff list would never have.
const ABOUT_CHILDREN: [Field; 8] = [
    Field::LastSeen,
    Field::LastReview,
    Field::BirthDate,
    Field::Age,
    Field::Uasc,
    Field::Disabled,
    Field::PrivateFostering,
    Field::LegalStatus,
];

fn meaning(key: &str) -> Meaning<Field> {
    match field_for(FIELDS, key) {
        Some(Field::ChildName) => {
            Meaning::NotKept("names of children are not kept; the reference is enough to know the child by")
        }
        Some(field) => Meaning::Field(field),
        None if NOT_NEEDED.contains(&key) => Meaning::NotNeeded,
        None => Meaning::Unknown,
    }
}

pub(super) fn is_known(key: &str) -> bool {
    meaning(key) != Meaning::Unknown
}

/// How surely a table is a plain child list: its known headings, those only a child has counting three times; 0
/// without a reference.
pub fn likeness(table: &Table) -> usize {
    let keys: Vec<String> = table.headings.iter().map(|h| heading_key(&h.text)).collect();
    let fields: Vec<Field> = keys.iter().filter_map(|key| field_for(FIELDS, key)).collect();
    let has_reference =
        fields.contains(&Field::Reference) || keys.iter().any(|k| annex_a_headings::is_reference(k));
    let about_work = fields.iter().any(|f| matches!(f, Field::Worker | Field::Team | Field::CaseType));
    let telling =
        fields.iter().filter(|field| TELLING.contains(field) || ABOUT_CHILDREN.contains(field)).count();
    let enough = fields.len() >= 4 || fields.len() * 4 >= table.headings.len();
    if has_reference && about_work && enough { fields.len() + 2 * telling } else { 0 }
}

/// Whether a table has a column that no Annex A list has.
pub fn has_telling_heading(table: &Table) -> bool {
    table
        .headings
        .iter()
        .filter(|h| !annex_a_headings::is_known(&heading_key(&h.text)))
        .filter_map(|h| field_for(FIELDS, &heading_key(&h.text)))
        .any(|field| TELLING.contains(&field))
}

/// Reads a plain child list.
pub fn read(table: &Table, teams: &TeamNames) -> ChildRows {
    let mut all = ChildRows::default();
    let notes = &mut all.not_understood;
    notes.extend(table.notes.iter().cloned());
    let columns = Columns::find(table, meaning, notes);
    if !columns.has(Field::Worker) {
        let why = "no column for the worker was found; every child is read as having no worker named";
        notes.push(NotUnderstood::note(table.source.place(), why));
    }
    let mut teams = teams.clone();
    if let Some(column) = columns.column(Field::Team) {
        let names: HashSet<String> = table.rows.iter().map(|row| row.cell(column).shown()).collect();
        teams.add(names.into_iter().filter(|name| !values::is_blank_text(name)));
    }
    let mut refused = 0;
    for row in &table.rows {
        let mut reader = RowReader { table, columns: &columns, row, notes: &mut *notes };
        match child(&mut reader, &teams) {
            Some(child) => all.rows.push(child),
            None => refused += 1,
        }
    }
    notes.extend(worker_notes(&all.rows, &table.source.place()));
    all.counts.push(TableCount {
        source: table.source.clone(),
        list: 0,
        rows_read: table.rows_read(),
        taken: all.rows.len(),
        refused,
        blank: table.blank_rows as usize,
    });
    all
}

fn child(reader: &mut RowReader<'_, Field>, teams: &TeamNames) -> Option<ChildRow> {
    let reference = match values::parse_reference(reader.cell(Field::Reference)) {
        Ok(Some(reference)) => reference,
        other => {
            let why = other.err().unwrap_or_else(|| {
                "the row has no child's reference, so it cannot be told which child it is about".into()
            });
            let (place, text) = (reader.place_of(Field::Reference), reader.cell(Field::Reference).shown());
            reader.notes.push(NotUnderstood::row(place, text, why));
            return None;
        }
    };
    let mut child = ChildRow::new(reader.place(), 0, reference);
    child.birth_date = reader.date(Field::BirthDate);
    child.age_years = reader.parse(Field::Age, values::parse_age);
    child.case_type_text = reader.text(Field::CaseType);
    child.team = reader.text(Field::Team);
    child.worker = worker_text(reader.cell(Field::Worker), teams);
    child.says_worker = reader.columns.has(Field::Worker);
    if reader.columns.has(Field::PersonalAdviser) {
        child.personal_adviser = Some(worker_text(reader.cell(Field::PersonalAdviser), teams));
    }
    child.allocated_since = reader.date(Field::AllocatedSince);
    child.opened = reader.date(Field::Opened);
    child.ended = reader.date(Field::Closed);
    child.last_seen = reader.date(Field::LastSeen);
    child.last_review = reader.date(Field::LastReview);
    child.next_visit_due = reader.date(Field::NextVisit);
    child.next_review_due = reader.date(Field::NextReview);
    child.priority = reader.text(Field::Priority);
    child.family = reader.parse(Field::Family, values::parse_reference);
    child.unaccompanied = reader.parse(Field::Uasc, values::parse_unaccompanied) == Some(true);
    child.disabled = reader.disability(Field::Disabled);
    child.legal_status = reader.text(Field::LegalStatus);
    let kind = child.case_type_text.as_deref().map(heading_key).unwrap_or_default();
    child.private_fostering =
        reader.yes_no(Field::PrivateFostering) == Some(true) || kind.contains("private foster");
    if let WorkerText::Several(names) = &child.worker {
        let why = format!("{} people stand in one cell; the first is taken as the worker", names.len());
        reader.note(Field::Worker, why);
    }
    if child.opened_long_before_birth() {
        reader.note(Field::Opened, "this is long before the child's date of birth; both are kept as written");
    }
    Some(child)
}
