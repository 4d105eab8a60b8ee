//! Lists of absences, one row each, as personnel systems and leave forms write them; and the neutral row that calendars
//! are read to as well ([`crate::app::calendar_files`]).

use chrono::NaiveDate;

use super::absence_headings::{FIELDS, Field, is_telling, meaning};
use super::absence_words::{Said, Standing, said, standing};
use super::child_row::TableCount;
use super::columns::{RowReader, RowsRead, read_rows};
use super::headings::{field_for, heading_key};
use super::names::tidy_name;
use super::sheet::{Cell, NotUnderstood, Place, Table};
use super::values;
use crate::domain::plan::Words as _;

/// Whose absence it is, as far as the file tells.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Who {
    /// This name, and this registration number where the list has one.
    Named {
        /// The name as written, tidied; may be empty where there is a number.
        name: String,
        /// Social Work England number.
        registration: Option<String>,
        /// Team as written.
        team: Option<String>,
    },
    /// Somebody whose name stands in one of these texts, the most telling text first.
    Mentioned(Vec<String>),
}

/// What a calendar tells of an event beyond its days.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct CalendarEvent {
    /// The event's own mark, the same whenever it is exported.
    pub uid: String,
    /// What the event is called.
    pub title: String,
    /// Length in minutes where it has a time of day; `None` for whole days.
    pub minutes: Option<i64>,
    /// It shows its owner as out of office.
    pub out_of_office: bool,
    /// Written by this program: the absence has no known end, and is only shown up to this day.
    pub shown_to: Option<NaiveDate>,
    /// Written by this program: the day after the last is when they are expected back.
    pub ends_on_expected_return: bool,
    /// Written by this program, and no absence: duty or supervision.
    pub ours_but_no_absence: bool,
}

/// One row of an absence list, or one event of a calendar.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct AbsenceRow {
    /// Where it stands.
    pub place: Place,
    /// Whose it is.
    pub who: Who,
    /// Texts that may tell why, the most telling first.
    pub kind_texts: Vec<String>,
    /// First day away, and the last where it is told. More than one for an event that repeats.
    pub days: Vec<(NaiveDate, Option<NaiveDate>)>,
    /// When they are expected back.
    pub expected_return: Option<NaiveDate>,
    /// Asked for, agreed or off, where it is told.
    pub standing: Option<Standing>,
    /// Names of those who cover, in order; empty where the file does not say.
    pub cover: Vec<String>,
    /// Less than a working day.
    pub part_day: bool,
    /// An example row of the template.
    pub example: bool,
    /// For events of calendars.
    pub event: Option<CalendarEvent>,
}

/// A list or calendar read, with everything not understood.
#[derive(Clone, Debug, PartialEq)]
pub struct AbsenceRows {
    /// Rows in file order.
    pub rows: Vec<AbsenceRow>,
    /// The arithmetic of the table.
    pub count: TableCount,
    /// What was not understood, in file order.
    pub not_understood: Vec<NotUnderstood>,
}

/// How surely a table is a list of absences: its known headings, those of absences alone counting three times; 0 without
/// somebody, a first day and something that speaks of absence.
pub fn likeness(table: &Table) -> usize {
    let found: Vec<(Field, bool)> = table
        .headings
        .iter()
        .map(|heading| heading_key(&heading.text))
        .filter_map(|key| field_for(FIELDS, &key).map(|field| (field, is_telling(field, &key))))
        .collect();
    let has = |wanted: &[Field]| found.iter().any(|(field, _)| wanted.contains(field));
    let telling = found.iter().filter(|(_, telling)| *telling).count();
    let about_absence = has(&[Field::Kind, Field::Reason]) || telling >= 2;
    let whose = has(&[Field::Name, Field::Surname, Field::SweNumber]);
    if whose && has(&[Field::First]) && about_absence { found.len() + 2 * telling } else { 0 }
}

/// Reads a list of absences.
pub fn read(table: &Table) -> AbsenceRows {
    let RowsRead { rows, count, notes } = read_rows(table, meaning, absence);
    AbsenceRows { rows, count, not_understood: notes }
}

fn refuse(reader: &mut RowReader<'_, Field>, field: Field, why: &str) -> Option<AbsenceRow> {
    let (place, text) = (reader.place_of(field), reader.cell(field).shown());
    reader.notes.push(NotUnderstood::row(place, text, why));
    None
}

fn absence(reader: &mut RowReader<'_, Field>) -> Option<AbsenceRow> {
    let name = written_name(reader);
    let registration = reader.text(Field::SweNumber).map(|text| text.to_uppercase().replace(' ', ""));
    if name.is_empty() && registration.is_none() {
        return refuse(reader, Field::Name, "the row does not say whose absence it is");
    }
    let first = match values::parse_date(reader.cell(Field::First)) {
        Ok(Some(first)) => first,
        Ok(None) => return refuse(reader, Field::First, "the row has no first day"),
        Err(why) => return refuse(reader, Field::First, &why),
    };
    let last = match values::parse_date(reader.cell(Field::Last)) {
        Ok(last) => last,
        Err(why) => return refuse(reader, Field::Last, &why),
    };
    let back = reader.date(Field::BackOn).filter(|back| *back > first);
    let last = last.or_else(|| back.and_then(|back| back.pred_opt()));
    if last.is_some_and(|last| last < first) {
        return refuse(reader, Field::Last, "the last day is before the first day; put one of them right");
    }
    let mut kind_texts: Vec<String> =
        [Field::Kind, Field::Reason].into_iter().filter_map(|field| reader.text(field)).collect();
    // Where the reason tells more than the kind of leave, it leads: "Leave", "Maternity".
    if let [kind, reason] = kind_texts.as_slice()
        && !matches!(said(kind), Said::Kind(_))
        && matches!(said(reason), Said::Kind(_))
    {
        kind_texts.reverse();
    }
    let part_day = reader
        .parse(Field::Days, |cell| match cell {
            // A length such as "4 hours" is no number of days.
            Cell::Text(text) if text.to_lowercase().contains('h') => Ok(None),
            other => values::parse_number(other),
        })
        .is_some_and(|days| days > 0.0 && days < 1.0);
    let standing = reader.text(Field::Status).and_then(|text| {
        let standing = match heading_key(&text).as_str() {
            "yes" | "y" | "true" => Some(Standing::Stands(crate::domain::plan::AbsenceStatus::Agreed)),
            "no" | "n" | "false" => Some(Standing::Stands(crate::domain::plan::AbsenceStatus::Requested)),
            _ => crate::domain::plan::AbsenceStatus::from_words(&text)
                .map(Standing::Stands)
                .or_else(|| standing(&text)),
        };
        if standing.is_none() {
            let place = reader.place_of(Field::Status);
            let why = "this does not say whether the absence is asked for or agreed; what the plan says stays, and a new \
                       absence counts as agreed";
            reader.notes.push(NotUnderstood::value(place, text, why));
        }
        standing
    });
    let cover = reader.text(Field::Cover).map_or_else(Vec::new, |text| {
        text.split([';', '/', '&', '\n']).map(tidy_name).filter(|name| !name.is_empty()).collect()
    });
    let example = heading_key(&name).starts_with("example ");
    Some(AbsenceRow {
        place: reader.place(),
        who: Who::Named { name, registration, team: reader.text(Field::Team) },
        kind_texts,
        days: vec![(first, last)],
        expected_return: reader.date(Field::Expected).filter(|back| *back > first),
        standing,
        cover,
        part_day,
        example,
        event: None,
    })
}

/// The name cell, or first name and surname put together.
fn written_name(reader: &mut RowReader<'_, Field>) -> String {
    if let Some(name) = reader.text(Field::Name) {
        return name;
    }
    let parts = [reader.text(Field::FirstName), reader.text(Field::Surname)];
    parts.into_iter().flatten().collect::<Vec<_>>().join(" ")
}
