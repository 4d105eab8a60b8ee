//! What a spreadsheet or text file gives us: tables of neutral cells, each with the place it came from.
//!
//! # Promises
//! - Row numbers and column letters are those the user sees in Excel.
//! - Nothing is dropped in silence: whatever reading leaves out stands in [`Table::notes`].
//! - Does not know what a heading means (see the list modules) and does not touch the plan.

use std::fmt;
use std::sync::Arc;

use chrono::NaiveDate;

/// Largest file read, in bytes (256 MiB).
pub const MAX_FILE_BYTES: u64 = 256 * 1024 * 1024;
/// Most rows with something in them read from one sheet.
pub const MAX_ROWS: usize = 1_000_000;
/// Most columns read from one sheet; cells further right are reported, not read.
pub const MAX_COLUMNS: usize = 500;
/// Most bytes the parts of a workbook may unpack to (1 GiB).
pub const MAX_UNPACKED_BYTES: u64 = 1024 * 1024 * 1024;
/// Most filled cells read from one file.
pub const MAX_CELLS: usize = 10_000_000;
/// Most bytes of text kept from one file; a small workbook can repeat one long text a million times.
pub const MAX_TEXT_BYTES: usize = 512 * 1024 * 1024;

/// One cell, as the file holds it. Text is kept as written; tidying is the reader's business.
#[derive(Clone, Debug, PartialEq, Default)]
pub enum Cell {
    /// Nothing, or only spaces.
    #[default]
    Empty,
    /// Text as written.
    Text(String),
    /// A number.
    Number(f64),
    /// A date cell; a time of day is dropped.
    Date(NaiveDate),
    /// A true/false cell.
    Flag(bool),
    /// A formula error, such as `#N/A`.
    Error(String),
}

impl Cell {
    /// Whether there is nothing in the cell.
    pub fn is_empty(&self) -> bool {
        match self {
            Cell::Empty => true,
            Cell::Text(text) => text.chars().all(|c| c.is_whitespace() || c == '\u{200b}' || c == '\u{feff}'),
            _ => false,
        }
    }

    /// The cell as the user would read it, for showing in the preview.
    pub fn shown(&self) -> String {
        match self {
            Cell::Empty => String::new(),
            Cell::Text(text) | Cell::Error(text) => text.clone(),
            Cell::Number(number) => format!("{number}"),
            Cell::Date(date) => date.format("%d/%m/%Y").to_string(),
            Cell::Flag(flag) => if *flag { "TRUE" } else { "FALSE" }.to_owned(),
        }
    }
}

/// The file and sheet a table came from. A text file has no sheet.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Source {
    /// File name without its folder.
    pub file: Arc<str>,
    /// Sheet name; `None` for a text file.
    pub sheet: Option<Arc<str>>,
}

impl Source {
    /// A source with no sheet.
    pub fn file(name: &str) -> Self {
        Self { file: name.into(), sheet: None }
    }

    /// The place of this whole table.
    pub fn place(&self) -> Place {
        Place { file: self.file.clone(), sheet: self.sheet.clone(), row: None, column: None }
    }

    /// The place of one row.
    pub fn row(&self, row_number: u32) -> Place {
        Place { row: Some(row_number), ..self.place() }
    }
}

/// A column, as the user would point at it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ColumnPlace {
    /// Letters as in Excel: A, B … AA; empty in XML, where the heading is the element's name.
    pub letter: String,
    /// The heading above it, tidied; empty where the column has none.
    pub heading: String,
}

/// Where something stands: file, and as far as known sheet, row and column.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Place {
    /// File name without its folder.
    pub file: Arc<str>,
    /// Sheet name, for workbooks.
    pub sheet: Option<Arc<str>>,
    /// Row as in Excel (first row is 1); line number for XML.
    pub row: Option<u32>,
    /// Column, where one cell is meant.
    pub column: Option<ColumnPlace>,
}

impl Place {
    /// The same row, pointing at one column.
    #[must_use]
    pub fn at(&self, column: usize, heading: &str) -> Self {
        let column = ColumnPlace { letter: column_letter(column), heading: heading.to_owned() };
        Place { column: Some(column), ..self.clone() }
    }
}

impl fmt::Display for Place {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.file)?;
        if let Some(sheet) = &self.sheet {
            write!(f, ", sheet {sheet}")?;
        }
        if let Some(row) = self.row {
            write!(f, ", row {row}")?;
        }
        if let Some(column) = &self.column {
            match (column.letter.as_str(), column.heading.as_str()) {
                ("", heading) => write!(f, ", {heading}")?,
                (letter, "") => write!(f, ", column {letter}")?,
                (letter, heading) => write!(f, ", column {letter} ({heading})")?,
            }
        }
        Ok(())
    }
}

/// Column letters for a column counted from 0: 0 is A, 26 is AA.
pub fn column_letter(column: usize) -> String {
    let mut letters = Vec::new();
    let mut rest = column + 1;
    while rest > 0 {
        letters.push(char::from(b'A' + ((rest - 1) % 26) as u8));
        rest = (rest - 1) / 26;
    }
    letters.iter().rev().collect()
}

/// How much is lost by something not understood.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Severity {
    /// Nothing is lost; the user should know.
    Note,
    /// One value is left out; the row is read.
    ValueIgnored,
    /// The whole row is left out.
    RowRefused,
}

/// Something in a file that was not understood, or was read in a way the user should know about.
#[derive(Clone, Debug, PartialEq)]
pub struct NotUnderstood {
    /// Where it stands.
    pub place: Place,
    /// What stands there, for the preview; empty where the sentence says it all.
    pub text: String,
    /// What is wrong and what to do, in one plain sentence.
    pub why: String,
    /// How much is lost.
    pub severity: Severity,
}

impl NotUnderstood {
    /// A note: nothing is lost.
    pub fn note(place: Place, why: impl Into<String>) -> Self {
        Self { place, text: String::new(), why: why.into(), severity: Severity::Note }
    }

    /// A value left out.
    pub fn value(place: Place, text: impl Into<String>, why: impl Into<String>) -> Self {
        Self { place, text: text.into(), why: why.into(), severity: Severity::ValueIgnored }
    }

    /// A row left out.
    pub fn row(place: Place, text: impl Into<String>, why: impl Into<String>) -> Self {
        Self { place, text: text.into(), why: why.into(), severity: Severity::RowRefused }
    }
}

/// One heading of a table.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Heading {
    /// Column counted from 0; also the index into [`TableRow::cells`].
    pub column: usize,
    /// The heading as written, with spaces tidied.
    pub text: String,
}

/// One row under the headings with something in it.
#[derive(Clone, Debug, PartialEq)]
pub struct TableRow {
    /// Row as in Excel, first row 1.
    pub row_number: u32,
    /// Cells by column from column A; may be shorter than the heading row.
    pub cells: Vec<Cell>,
}

impl TableRow {
    /// The cell in a column, empty where the row is shorter.
    pub fn cell(&self, column: usize) -> &Cell {
        self.cells.get(column).unwrap_or(&Cell::Empty)
    }
}

/// One sheet, or one text file, with its headings found.
#[derive(Clone, Debug, PartialEq)]
pub struct Table {
    /// Where it came from.
    pub source: Source,
    /// Row of the headings as in Excel; 0 where none was found.
    pub header_row: u32,
    /// Headings with text, left to right. Of two alike the first is used, the other is in the notes.
    pub headings: Vec<Heading>,
    /// Rows below the headings with something in them.
    pub rows: Vec<TableRow>,
    /// Rows between the headings and the last filled row with nothing in them, or repeating the headings.
    pub blank_rows: u32,
    /// What reading left out or guessed.
    pub notes: Vec<NotUnderstood>,
}

impl Table {
    /// The place of one cell.
    pub fn place(&self, row_number: u32, column: usize) -> Place {
        let heading = self.headings.iter().find(|h| h.column == column).map_or("", |h| h.text.as_str());
        self.source.row(row_number).at(column, heading)
    }

    /// The place of a heading.
    pub fn heading_place(&self, column: usize) -> Place {
        self.place(self.header_row, column)
    }

    /// Rows under the headings, filled or blank.
    pub fn rows_read(&self) -> usize {
        self.rows.len() + self.blank_rows as usize
    }
}

/// Why a file could not be read at all. Each is one plain sentence: what, where, how to mend.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ReadError {
    /// The file could not be opened or read from disk.
    #[error("{file} could not be opened: {why}. Check that it exists and is not open in another program.")]
    CannotOpen {
        /// File name.
        file: String,
        /// What the system said.
        why: String,
    },
    /// Nothing in the file.
    #[error("{file} is empty. Export it again from the case system and check it opens in Excel.")]
    Empty {
        /// File name.
        file: String,
    },
    /// Over a limit of this program.
    #[error("{file} is too large: {what}. Split it, or export fewer columns or a shorter period.")]
    TooLarge {
        /// File name.
        file: String,
        /// Which limit, with its number.
        what: String,
    },
    /// The workbook is locked.
    #[error(
        "{file} is protected by a password. Open it in Excel, remove the password (File, Info, Protect Workbook) and save a copy."
    )]
    Password {
        /// File name.
        file: String,
    },
    /// Cut off or damaged.
    #[error(
        "{file} is damaged or was only partly copied{at}. Copy or export it again; if Excel can open it, save it there as a new XLSX file."
    )]
    Damaged {
        /// File name.
        file: String,
        /// Where, as `, at sheet List 6`; may be empty.
        at: String,
    },
    /// Some other kind of file, with what to do instead.
    #[error("{file} is {what}, not a spreadsheet this program reads. {mend}")]
    WrongKind {
        /// File name.
        file: String,
        /// What it is.
        what: String,
        /// What to do.
        mend: String,
    },
    /// Named as a calendar, and none.
    #[error(
        "{file} is not a calendar, whatever the end of its name says. Export the calendar again as an iCalendar file (.ics) and choose that one."
    )]
    NotCalendar {
        /// File name.
        file: String,
    },
    /// A calendar that stops in the middle.
    #[error(
        "{file} stops in the middle, in line {line}: it was only partly copied. Export the calendar again and choose that file."
    )]
    CalendarCutOff {
        /// File name.
        file: String,
        /// The last line.
        line: u32,
    },
    /// A text file that is not text throughout.
    #[error(
        "{file} has a byte that is not text in row {row}. Open it in Excel and save it as XLSX or CSV UTF-8."
    )]
    NotText {
        /// File name.
        file: String,
        /// Row as in Excel.
        row: u32,
    },
    /// A quotation mark that is never closed swallows the rest of the file.
    #[error(
        "{file} has a quotation mark in row {row} that is never closed. Remove it, or save the file as XLSX."
    )]
    OpenQuote {
        /// File name.
        file: String,
        /// Row as in Excel.
        row: u32,
    },
}
