//! Import: files to neutral rows, each with its place, and everything not understood; then, in [`reconcile`], rows
//! to a previewed change of a plan.
//!
//! # Promises
//! - Every row of every file is accounted for: taken, refused with a reason, or blank ([`TableCount`]).
//! - What was not understood is listed with file, sheet, row and column ([`NotUnderstood`]), never dropped.
//! - A bad file gives one plain sentence ([`ReadError`]); the other files are still read.
//! - Errors carry file and sheet names, never the name of a child or worker.
//!
//! Reading does not decide what a row means for the plan; [`reconcile::preview`] proposes it, and the manager accepts.

mod absence_headings;
pub mod absence_list;
pub mod absence_words;
pub mod annex_a;
mod annex_a_headings;
pub mod census;
pub mod child_list;
mod child_row;
mod columns;
mod headings;
pub mod names;
mod read;
mod read_text;
mod read_workbook;
pub mod reconcile;
pub mod roles;
mod sheet;
mod staff_headings;
pub mod staff_list;
pub mod template;
pub mod values;
mod worker_text;
mod working_days;
mod write_templates;

#[cfg(test)]
mod fixtures;
#[cfg(test)]
mod tests;

use std::path::Path;

use super::calendar_files;

pub use absence_list::{AbsenceRow, AbsenceRows, CalendarEvent, Who};
pub use annex_a_headings::list_name;
pub use census::{Census, CensusRow, CensusVacancies, read_census};
pub use child_row::{ChildRow, ChildRows, TableCount};
pub use headings::heading_key;
pub use read::{FileKind, file_kind, load, read_tables, read_tables_from_bytes};
pub use sheet::{
    Cell, ColumnPlace, Heading, MAX_CELLS, MAX_COLUMNS, MAX_FILE_BYTES, MAX_ROWS, MAX_TEXT_BYTES,
    MAX_UNPACKED_BYTES, NotUnderstood, Place, ReadError, Severity, Source, Table, TableRow, column_letter,
};
pub use staff_list::{StaffRow, StaffRows};
pub use worker_text::{TeamNames, WorkerText, worker_text};
pub use working_days::parse_working_days;
pub use write_templates::write_templates;

/// What a table was taken for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TableKind {
    /// Annex A list 1 to 11.
    AnnexA(u8),
    /// A plain child list.
    ChildList,
    /// A staff list.
    StaffList,
    /// A list of absences.
    AbsenceList,
    /// None of these.
    Unknown,
}

/// Tells what a table is from its headings and the name of its sheet or file.
pub fn table_kind(table: &Table) -> TableKind {
    let source = &table.source;
    let named = annex_a::list_in_name(source.sheet.as_deref().unwrap_or(&source.file)).is_some();
    let (child, staff) = (child_list::likeness(table), staff_list::likeness(table));
    let absence = absence_list::likeness(table);
    match annex_a::recognise(table) {
        Some(found) if named || !(child_list::has_telling_heading(table) || absence > 0) => {
            TableKind::AnnexA(found.list)
        }
        _ if child > 0 && child >= staff && child >= absence => TableKind::ChildList,
        _ if absence > staff => TableKind::AbsenceList,
        _ if staff > 0 => TableKind::StaffList,
        _ => TableKind::Unknown,
    }
}

/// Everything read from the files a manager chose.
#[derive(Clone, Debug, PartialEq, Default)]
pub struct Gathered {
    /// Rows about children, from Annex A and plain lists.
    pub children: ChildRows,
    /// People and vacant posts, from staff lists.
    pub staff: Vec<StaffRow>,
    /// Counts of the staff lists.
    pub staff_counts: Vec<TableCount>,
    /// Absences, from lists and calendars.
    pub absences: Vec<AbsenceRow>,
    /// Counts of the absence lists and calendars.
    pub absence_counts: Vec<TableCount>,
    /// Workforce census returns.
    pub censuses: Vec<Census>,
    /// What was not understood outside the child rows: staff lists, absences, censuses, sheets not recognised.
    pub not_understood: Vec<NotUnderstood>,
    /// Files that could not be read at all.
    pub errors: Vec<ReadError>,
}

impl Gathered {
    fn take_absences(&mut self, mut read: AbsenceRows) {
        self.absences.append(&mut read.rows);
        self.absence_counts.push(read.count);
        self.not_understood.append(&mut read.not_understood);
    }
}

/// Whether the end of a file's name says that it is a calendar.
fn is_named_calendar(name: &str) -> bool {
    let ending = name.rsplit_once('.').map_or("", |(_, ending)| ending);
    ["ics", "ical", "icalendar"].iter().any(|known| ending.eq_ignore_ascii_case(known))
}

/// Reads any mixture of files: the front door of import. `teams` are names already known to be teams.
pub fn gather(paths: &[&Path], teams: &[String]) -> Gathered {
    let mut files = Vec::new();
    let mut errors = Vec::new();
    for path in paths {
        match load(path) {
            Ok(file) => files.push(file),
            Err(error) => errors.push(error),
        }
    }
    let files: Vec<(&str, &[u8])> =
        files.iter().map(|(name, bytes)| (name.as_str(), bytes.as_slice())).collect();
    let mut gathered = gather_bytes(&files, teams);
    errors.append(&mut gathered.errors);
    gathered.errors = errors;
    gathered
}

/// As [`gather`], for files already in memory: names and bytes.
pub fn gather_bytes(files: &[(&str, &[u8])], teams: &[String]) -> Gathered {
    let mut gathered = Gathered::default();
    let mut annex_a_tables = Vec::new();
    let mut child_tables = Vec::new();
    let mut known_teams = TeamNames::new(teams);
    for (name, bytes) in files {
        if file_kind(bytes) == FileKind::Xml && !is_old_spreadsheet(bytes) {
            match read_census(name, bytes) {
                Ok(mut census) => {
                    gathered.not_understood.append(&mut census.not_understood);
                    gathered.censuses.push(census);
                }
                Err(error) => gathered.errors.push(error),
            }
            continue;
        }
        if file_kind(bytes) == FileKind::Calendar || is_named_calendar(name) {
            match calendar_files::read(name, bytes) {
                Ok(read) => gathered.take_absences(read),
                Err(error) => gathered.errors.push(error),
            }
            continue;
        }
        let tables = match read_tables_from_bytes(name, bytes) {
            Ok(tables) => tables,
            Err(error) => {
                gathered.errors.push(error);
                continue;
            }
        };
        for table in tables {
            match table_kind(&table) {
                TableKind::AnnexA(_) => annex_a_tables.push(table),
                TableKind::ChildList => child_tables.push(table),
                TableKind::StaffList => {
                    let mut read = staff_list::read(&table);
                    known_teams.add(read.rows.iter().filter_map(|row| row.team.as_deref()));
                    gathered.staff.append(&mut read.rows);
                    gathered.staff_counts.push(read.count);
                    gathered.not_understood.append(&mut read.not_understood);
                }
                TableKind::AbsenceList => gathered.take_absences(absence_list::read(&table)),
                TableKind::Unknown => {
                    let why = format!(
                        "this is neither a child list nor a staff list nor a list of absences, so its {} rows were \
                         not read; if it should be, check that the headings name the child or the worker",
                        table.rows.len()
                    );
                    gathered.not_understood.push(NotUnderstood::note(table.source.place(), why));
                }
            }
        }
    }
    gathered.children = annex_a::read(&annex_a_tables, &known_teams);
    for table in &child_tables {
        let mut read = child_list::read(table, &known_teams);
        gathered.children.rows.append(&mut read.rows);
        gathered.children.counts.append(&mut read.counts);
        gathered.children.not_understood.append(&mut read.not_understood);
    }
    gathered
}

/// Excel's 2003 XML form is XML too; its refusal comes from the table reader, with its own sentence.
fn is_old_spreadsheet(bytes: &[u8]) -> bool {
    let start = &bytes[..bytes.len().min(4000)];
    String::from_utf8_lossy(start).contains("urn:schemas-microsoft-com:office:spreadsheet")
}
