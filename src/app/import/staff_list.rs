//! A staff list, as a manager or a personnel system would write one: one row a person or a vacant post.

use chrono::{NaiveDate, Weekday};

use super::child_row::TableCount;
use super::columns::{RowReader, RowsRead, read_rows};
use super::headings::{field_for, heading_key};
use super::names::tidy_name;
use super::roles::{ContractText, RoleText, parse_contract, parse_role, says_agency};
use super::sheet::{Cell, NotUnderstood, Place, Table};
use super::staff_headings::{FIELDS, Field, TELLING, meaning};
use super::values::{self, Fte};
use super::worker_text::{TeamNames, WorkerText, worker_text};
use super::working_days::parse_working_days;

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

/// How surely a table is a staff list: its known headings, those only staff have counting three times; 0 without a
/// name and one of team, role, working time or contract.
pub fn likeness(table: &Table) -> usize {
    let keys = table.headings.iter().map(|h| heading_key(&h.text));
    let fields: Vec<Field> = keys.filter_map(|key| field_for(FIELDS, &key)).collect();
    let named = fields.contains(&Field::Name) || fields.contains(&Field::Surname);
    let about_work = fields
        .iter()
        .any(|f| matches!(f, Field::Team | Field::Role | Field::Fte | Field::Hours | Field::Contract));
    let telling = fields.iter().filter(|field| TELLING.contains(field)).count();
    // A table that merely has a name and a grade among many other columns is something else.
    let enough = fields.len() >= 4 || fields.len() * 4 >= table.headings.len();
    if named && about_work && enough { fields.len() + 2 * telling } else { 0 }
}

/// Reads a staff list.
pub fn read(table: &Table) -> StaffRows {
    let RowsRead { rows, count, notes } = read_rows(table, meaning, person);
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
    let name = match worker_text(&name_cell, &TeamNames::default()) {
        WorkerText::Person(name) => name,
        WorkerText::AgencyTagged { name, .. } => {
            agency_named = true;
            name
        }
        WorkerText::ManagerTagged { name, tag } | WorkerText::PersonTagged { name, tag }
            if !name.is_empty() =>
        {
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
        && !matches!(
            heading_key(away).as_str(),
            "active" | "in post" | "working" | "present" | "current" | "at work"
        )
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
