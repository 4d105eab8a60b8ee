//! A staff list, as a manager or a personnel system would write one: one row a person or a vacant post.

use chrono::{NaiveDate, Weekday};

use super::child_row::TableCount;
use super::columns::{Columns, Meaning, RowReader};
use super::headings::{Patterns, field_for, heading_key};
use super::names::tidy_name;
use super::roles::{ContractText, RoleText, parse_contract, parse_role, says_agency};
use super::sheet::{Cell, NotUnderstood, Place, Table};
use super::values::{self, Fte};
use super::worker_text::{WorkerText, worker_text};

/// One person, or one vacant post.
#[derive(Clone, Debug, PartialEq)]
pub struct StaffRow {
    /// Where it stands.
    pub place: Place,
    /// The person's name, tidied, without titles or marks in brackets; empty for a vacant post.
    pub name: String,
    /// Whether the row is a post with nobody in it.
    pub vacant: bool,
    /// Team as written.
    pub team: Option<String>,
    /// Job title as written.
    pub role_text: Option<String>,
    /// What the job title means, where known.
    pub role: Option<RoleText>,
    /// Working time.
    pub fte: Option<Fte>,
    /// Terms, where known.
    pub contract: Option<ContractText>,
    /// First day.
    pub start: Option<NaiveDate>,
    /// Last day.
    pub end: Option<NaiveDate>,
    /// Notice as written: a date, or a length.
    pub notice: Option<String>,
    /// Agreed most children at once.
    pub cap: Option<u32>,
    /// Said to be in the assessed and supported year.
    pub asye: bool,
    /// When that year began.
    pub asye_start: Option<NaiveDate>,
    /// Name of the manager or supervisor.
    pub manager: Option<String>,
    /// Days of the week worked, Monday first.
    pub working_days: Option<Vec<Weekday>>,
    /// Absence or status as written, such as "on maternity leave since March".
    pub absence_text: Option<String>,
    /// Social Work England number.
    pub swe_number: Option<String>,
}

/// A staff list read, with everything not understood.
#[derive(Clone, Debug, PartialEq)]
pub struct StaffRows {
    /// People and vacant posts, in file order.
    pub rows: Vec<StaffRow>,
    /// The arithmetic of the table.
    pub count: TableCount,
    /// What was not understood, in file order.
    pub not_understood: Vec<NotUnderstood>,
}

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

const FIELDS: &Patterns<Field> = &[
    (
        Field::Name,
        &[
            "=name", "full name", "worker name", "staff name", "employee name", "staff member", "=worker", "=employee",
            "=social worker", "=person", "=practitioner", "=staff", "=post holder", "=postholder", "name worker",
            "social worker name", "=display name", "=colleague",
        ],
    ),
    (Field::FirstName, &["first name", "=forename", "=forenames", "=firstname", "given name", "=known as"]),
    (Field::Surname, &["=surname", "last name", "family name", "=lastname"]),
    (Field::Team, &["=team", "team name", "=unit", "=service area", "=department", "=cost centre name", "current team"]),
    (
        Field::Role,
        &[
            "=role", "job title", "=job", "=position", "=grade", "=post", "post title", "job role", "role title",
            "=designation", "=title", "=job description", "=level", "position title",
        ],
    ),
    (Field::Fte, &["=fte", "fte", "full time equivalent", "=wte", "whole time equivalent", "=working time"]),
    (
        Field::Hours,
        &["=hours", "hours week", "weekly hours", "contracted hours", "contract hours", "hours per week", "hrs week"],
    ),
    (
        Field::Contract,
        &["=contract", "contract type", "employment type", "employment status", "=basis", "type contract", "=terms",
          "assignment type", "perm agency", "permanent agency", "=employment"],
    ),
    (Field::Agency, &["=agency", "agency worker", "agency y n", "=is agency", "=locum"]),
    (Field::Start, &["start date -asye -absence", "=started", "date started", "=start", "joined", "date joined", "=in post since"]),
    (
        Field::End,
        &["end date -asye -absence", "leaving date", "leave date", "=leaves", "=leaver", "last day", "date left", "=end",
          "contract end", "last working day", "=leaving", "=left"],
    ),
    (Field::Notice, &["=notice", "notice period", "notice given", "notice date", "date notice", "notice weeks"]),
    (
        Field::Cap,
        &["caseload cap", "=cap", "max caseload", "maximum caseload", "caseload limit", "=limit", "agreed caseload",
          "most children", "max cases", "protected caseload", "target caseload"],
    ),
    (Field::AsyeStart, &["asye start", "asye since", "asye from", "asye date", "asye began", "nqsw start"]),
    (Field::Asye, &["=asye", "asye y n", "=is asye", "=nqsw", "in asye", "asye status"]),
    (
        Field::Manager,
        &["=manager", "line manager", "=supervisor", "managed by", "reports to", "=supervised by", "=team manager",
          "supervising manager", "=practice manager", "manager name"],
    ),
    (Field::WorkingDays, &["working days", "days worked", "work pattern", "working pattern", "=days", "=pattern", "days week"]),
    (
        Field::Absence,
        &["=status", "=absence", "absence status", "=availability", "=away", "current status", "=leave", "absence reason"],
    ),
    (Field::SweNumber, &["swe number", "swe no", "=swe", "swe registration", "registration number", "social work england", "swe id"]),
];

const NOT_KEPT: [&str; 16] = [
    "email", "mail", "telephone", "phone", "mobile", "address", "postcode", "birth", "dob", "ethnicity", "gender", "sex",
    "salary", "payroll", "ni", "pay",
];
const NOT_NEEDED: [&str; 8] = ["notes", "comments", "comment", "note", "example", "employee number", "employee id", "number"];

fn meaning(key: &str) -> Meaning<Field> {
    if key.split(' ').any(|word| NOT_KEPT.contains(&word)) {
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

/// How surely a table is a staff list: the number of its headings that are known, 0 without a name and one of team,
/// role, working time or contract.
pub fn likeness(table: &Table) -> usize {
    let keys = table.headings.iter().map(|h| heading_key(&h.text));
    let fields: Vec<Field> = keys.filter_map(|key| field_for(FIELDS, &key)).collect();
    let named = fields.contains(&Field::Name) || fields.contains(&Field::Surname);
    let about_work = fields
        .iter()
        .any(|f| matches!(f, Field::Team | Field::Role | Field::Fte | Field::Hours | Field::Contract));
    if named && about_work { fields.len() } else { 0 }
}

/// Reads a staff list.
pub fn read(table: &Table) -> StaffRows {
    let mut notes = table.notes.clone();
    let columns = Columns::find(table, meaning, &mut notes);
    let mut rows = Vec::new();
    let mut refused = 0;
    for row in &table.rows {
        let mut reader = RowReader { table, columns: &columns, row, notes: &mut notes };
        match person(&mut reader) {
            Some(person) => rows.push(person),
            None => refused += 1,
        }
    }
    let count = TableCount {
        source: table.source.clone(),
        list: 0,
        rows_read: table.rows_read(),
        taken: rows.len(),
        refused,
        blank: table.blank_rows as usize,
    };
    StaffRows { rows, count, not_understood: notes }
}

/// The name cell, or first name and surname put together.
fn written_name(reader: &RowReader<'_, Field>) -> (Field, Cell) {
    if reader.columns.has(Field::Name) && !reader.cell(Field::Name).is_empty() {
        return (Field::Name, reader.cell(Field::Name).clone());
    }
    // An error in either half makes the whole name one.
    for field in [Field::FirstName, Field::Surname] {
        if let Cell::Error(text) = reader.cell(field) {
            return (field, Cell::Error(text.clone()));
        }
    }
    let both = format!("{} {}", reader.cell(Field::FirstName).shown(), reader.cell(Field::Surname).shown());
    (Field::Surname, Cell::Text(tidy_name(&both)))
}

fn person(reader: &mut RowReader<'_, Field>) -> Option<StaffRow> {
    let (name_field, name_cell) = written_name(reader);
    let mut agency_named = false;
    let mut tag_role = None;
    let mut vacant = false;
    let name = match worker_text(&name_cell, &[]) {
        WorkerText::Person(name) => name,
        WorkerText::AgencyTagged { name, .. } => {
            agency_named = true;
            name
        }
        WorkerText::ManagerTagged { name, tag } | WorkerText::PersonTagged { name, tag } if !name.is_empty() => {
            tag_role = parse_role(&tag);
            if tag_role.is_none() {
                reader.note(name_field, format!("“{tag}” beside the name was not read as part of it"));
            }
            name
        }
        WorkerText::Unallocated(_) => {
            vacant = true;
            String::new()
        }
        other => {
            let why = match other {
                WorkerText::Several(_) => "there are several names in one cell; give each person a row",
                WorkerText::DutyTeam(_) | WorkerText::TeamName(_) => "this is a team's name, not a person's",
                _ => "the row has no name",
            };
            let place = reader.place_of(name_field);
            reader.notes.push(NotUnderstood::row(place, name_cell.shown(), why));
            return None;
        }
    };
    let role_text = reader.text(Field::Role);
    let role = role_text.as_deref().and_then(parse_role).or(tag_role);
    if let (Some(text), None) = (&role_text, role) {
        let why = "this job title is not known; choose the role in the preview";
        let place = reader.place_of(Field::Role);
        reader.notes.push(NotUnderstood::value(place, text.clone(), why));
    }
    let fte = fte(reader);
    let contract = contract(reader, agency_named || role_text.as_deref().is_some_and(says_agency));
    let row = StaffRow {
        place: reader.place(),
        name,
        vacant,
        team: reader.text(Field::Team),
        role,
        role_text,
        fte,
        contract,
        start: reader.date(Field::Start),
        end: reader.date(Field::End),
        notice: reader.text(Field::Notice),
        cap: reader.parse(Field::Cap, values::parse_whole),
        asye: role == Some(RoleText::Asye) || asye(reader),
        asye_start: asye_start(reader),
        manager: reader.text(Field::Manager),
        working_days: reader.parse(Field::WorkingDays, parse_working_days),
        absence_text: reader.text(Field::Absence),
        swe_number: reader.text(Field::SweNumber).map(|text| text.to_uppercase().replace(' ', "")),
    };
    if let (Some(start), Some(end)) = (row.start, row.end)
        && end < start
    {
        reader.note(Field::End, "the last day is before the first day; both are kept as written");
    }
    if let Some(away) = &row.absence_text
        && !matches!(heading_key(away).as_str(), "active" | "in post" | "working" | "present" | "current" | "at work")
    {
        reader.note(Field::Absence, "read as a note; enter the absence with its dates in the plan");
    }
    Some(row)
}

/// Full-time equivalent if given, otherwise weekly hours.
fn fte(reader: &mut RowReader<'_, Field>) -> Option<Fte> {
    let field = if reader.cell(Field::Fte).is_empty() { Field::Hours } else { Field::Fte };
    let found = reader.parse(field, |cell| match (field, cell) {
        (Field::Hours, Cell::Number(hours)) => values::parse_fte(&Cell::Text(format!("{hours} hours"))),
        (Field::Hours, Cell::Text(text)) if text.trim().parse::<f64>().is_ok() => {
            values::parse_fte(&Cell::Text(format!("{} hours", text.trim())))
        }
        _ => values::parse_fte(cell),
    })?;
    if let Some(how) = &found.note {
        let why = format!("working time read as {} full-time equivalent ({how})", found.fte);
        reader.note(field, why);
    }
    Some(found)
}

fn contract(reader: &mut RowReader<'_, Field>, marked_agency: bool) -> Option<ContractText> {
    let text = reader.text(Field::Contract);
    let contract = text.as_deref().and_then(parse_contract);
    if let (Some(text), None) = (&text, contract) {
        let place = reader.place_of(Field::Contract);
        let why = "this kind of contract is not known; choose it in the preview";
        reader.notes.push(NotUnderstood::value(place, text.clone(), why));
    }
    // An agency column may hold yes or no, or the agency's name.
    let agency = match values::parse_yes_no(reader.cell(Field::Agency)) {
        Ok(value) => value,
        Err(_) => Some(true),
    };
    match (agency, contract) {
        (Some(true), _) => Some(ContractText::Agency),
        (_, None) if marked_agency => Some(ContractText::Agency),
        (Some(false), None) => None,
        (_, contract) => contract,
    }
}

/// The ASYE column may hold yes or no, or the date the year began.
fn asye(reader: &mut RowReader<'_, Field>) -> bool {
    let dated = matches!(values::parse_date(reader.cell(Field::Asye)), Ok(Some(_)));
    dated || reader.yes_no(Field::Asye) == Some(true)
}

fn asye_start(reader: &mut RowReader<'_, Field>) -> Option<NaiveDate> {
    let in_flag = values::parse_date(reader.cell(Field::Asye)).ok().flatten();
    reader.date(Field::AsyeStart).or(in_flag)
}

/// Days of the week: "Mon-Wed", "Mon, Tue, Thu", "M T W", "MTWTF", "Monday to Friday", "all".
pub fn parse_working_days(cell: &Cell) -> Result<Option<Vec<Weekday>>, String> {
    const WEEK: [Weekday; 5] = [Weekday::Mon, Weekday::Tue, Weekday::Wed, Weekday::Thu, Weekday::Fri];
    let text = tidy_name(&cell.shown()).to_lowercase();
    if values::is_blank_text(&text) {
        return Ok(None);
    }
    let key = heading_key(&text);
    let unclear = || format!("“{text}” is not days of the week; write them such as Mon, Tue, Thu");
    if matches!(key.as_str(), "all" | "full time" | "every day" | "5 days" | "5" | "all week" | "weekdays") {
        return Ok(Some(WEEK.to_vec()));
    }
    let spread = text.replace(" to ", "-").replace(" - ", "-").replace(" till ", "-");
    let mut days = Vec::new();
    for part in spread.split(|c: char| !c.is_alphabetic() && c != '-').filter(|part| !part.is_empty() && *part != "and") {
        if let Some((from, to)) = part.split_once('-') {
            let (from, to) = (weekday(from).ok_or_else(unclear)?, weekday(to).ok_or_else(unclear)?);
            if from > to {
                return Err(unclear());
            }
            days.extend(from..=to);
        } else if let Some(day) = weekday(part) {
            days.push(day);
        } else {
            days.extend(letters(part).ok_or_else(unclear)?);
        }
    }
    days.sort_unstable();
    days.dedup();
    if days.is_empty() || days.iter().any(|day| *day > 4) {
        return Err(unclear());
    }
    Ok(Some(days.into_iter().filter_map(|day| WEEK.get(day).copied()).collect()))
}

/// A day's name or short form, Monday 0. One letter is enough where it is clear.
fn weekday(word: &str) -> Option<usize> {
    let full = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];
    let word = word.trim_end_matches('s');
    match word {
        "m" => Some(0),
        "t" | "tu" => Some(1),
        "w" => Some(2),
        "th" | "thur" => Some(3),
        "f" => Some(4),
        _ => full.iter().position(|day| word.len() >= 2 && (day.starts_with(word) || *day == format!("{word}s"))),
    }
}

/// Run-together letters, such as "mtw" or "mtwthf"; a second "t" is Thursday.
fn letters(word: &str) -> Option<Vec<usize>> {
    let mut days: Vec<usize> = Vec::new();
    let mut rest = word;
    while let Some(first) = rest.chars().next() {
        let (day, used) = match first {
            'm' => (0, 1),
            't' if rest.starts_with("th") => (3, 2),
            't' if rest.starts_with("tu") => (1, 2),
            't' => (if days.contains(&1) || days.contains(&2) { 3 } else { 1 }, 1),
            'w' => (2, 1),
            'f' => (4, 1),
            _ => return None,
        };
        days.push(day);
        rest = &rest[used..];
    }
    Some(days)
}
