//! Reading the cells of a row by field, with everything not understood written down where it stands.

use chrono::NaiveDate;

use super::child_row::TableCount;
use super::headings::heading_key;
use super::names::tidy_name;
use super::sheet::{Cell, NotUnderstood, Place, Table, TableRow, column_letter};
use super::values;

/// What a heading turned out to be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Meaning<F> {
    /// Read into this field.
    Field(F),
    /// Known, and left out without remark.
    NotNeeded,
    /// Known, and left out on purpose; the sentence says so once.
    NotKept(&'static str),
    /// Not known.
    Unknown,
}

/// Which column holds which field.
pub(super) struct Columns<F> {
    fields: Vec<(F, usize)>,
}

impl<F: Copy + PartialEq> Columns<F> {
    /// Goes over the headings once. Unknown headings with values under them are reported once each.
    pub(super) fn find(
        table: &Table,
        mut meaning: impl FnMut(&str) -> Meaning<F>,
        notes: &mut Vec<NotUnderstood>,
    ) -> Self {
        let mut fields: Vec<(F, usize)> = Vec::new();
        for heading in &table.headings {
            let place = table.heading_place(heading.column);
            match meaning(&heading_key(&heading.text)) {
                Meaning::Field(field) => {
                    if let Some((_, first)) = fields.iter().find(|(other, _)| *other == field) {
                        let why = format!(
                            "this heading means the same as that of column {}; that column is used, this one is not",
                            column_letter(*first)
                        );
                        notes.push(NotUnderstood::value(place, heading.text.clone(), why));
                    } else {
                        fields.push((field, heading.column));
                    }
                }
                Meaning::NotNeeded => {}
                Meaning::NotKept(why) => notes.push(NotUnderstood::note(place, why)),
                Meaning::Unknown if table.rows.iter().all(|row| row.cell(heading.column).is_empty()) => {}
                Meaning::Unknown => notes.push(NotUnderstood::value(
                    place,
                    heading.text.clone(),
                    "this heading is not known, so the column was not read",
                )),
            }
        }
        Self { fields }
    }

    /// Whether there is a column for the field.
    pub(super) fn has(&self, field: F) -> bool {
        self.column(field).is_some()
    }

    pub(super) fn column(&self, field: F) -> Option<usize> {
        self.fields.iter().find(|(other, _)| *other == field).map(|(_, column)| *column)
    }
}

/// The rows of a list that say what they have to, and the arithmetic of them all.
pub(super) struct RowsRead<R> {
    pub rows: Vec<R>,
    pub count: TableCount,
    pub notes: Vec<NotUnderstood>,
}

/// Reads a list row by row: `meaning` tells the columns, `read` one row, `None` for one that is refused.
pub(super) fn read_rows<F: Copy + PartialEq, R>(
    table: &Table,
    meaning: impl FnMut(&str) -> Meaning<F>,
    mut read: impl FnMut(&mut RowReader<'_, F>) -> Option<R>,
) -> RowsRead<R> {
    let mut notes = table.notes.clone();
    let columns = Columns::find(table, meaning, &mut notes);
    let mut rows = Vec::new();
    let mut refused = 0;
    for row in &table.rows {
        match read(&mut RowReader { table, columns: &columns, row, notes: &mut notes }) {
            Some(read) => rows.push(read),
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
    RowsRead { rows, count, notes }
}

/// One row, read field by field.
pub(super) struct RowReader<'a, F> {
    pub table: &'a Table,
    pub columns: &'a Columns<F>,
    pub row: &'a TableRow,
    pub notes: &'a mut Vec<NotUnderstood>,
}

impl<F: Copy + PartialEq> RowReader<'_, F> {
    pub(super) fn place(&self) -> Place {
        self.table.source.row(self.row.row_number)
    }

    /// The place of the field's cell, or of the row where there is no such column.
    pub(super) fn place_of(&self, field: F) -> Place {
        match self.columns.column(field) {
            Some(column) => self.table.place(self.row.row_number, column),
            None => self.place(),
        }
    }

    pub(super) fn cell(&self, field: F) -> &Cell {
        self.columns.column(field).map_or(&Cell::Empty, |column| self.row.cell(column))
    }

    /// Reads a field with one of the parsers of [`values`]; a refusal leaves the value out and says why.
    pub(super) fn parse<T>(
        &mut self,
        field: F,
        parse: impl FnOnce(&Cell) -> Result<Option<T>, String>,
    ) -> Option<T> {
        match parse(self.cell(field)) {
            Ok(value) => value,
            Err(why) => {
                let text = self.cell(field).shown();
                self.notes.push(NotUnderstood::value(self.place_of(field), text, why));
                None
            }
        }
    }

    pub(super) fn date(&mut self, field: F) -> Option<NaiveDate> {
        self.parse(field, values::parse_date)
    }

    pub(super) fn yes_no(&mut self, field: F) -> Option<bool> {
        self.parse(field, values::parse_yes_no)
    }

    /// Disability: yes or no, or the name of a condition, which means yes and is noted.
    pub(super) fn disability(&mut self, field: F) -> bool {
        let found = values::parse_disability(self.cell(field));
        if let Ok(Some(condition)) = &found
            && !condition.is_empty()
        {
            self.note(field, "the name of a condition was read as yes; the condition itself is not kept");
        }
        self.parse(field, |_| found).is_some()
    }

    /// Text, tidied; words for "nothing here" count as nothing; a formula error is reported.
    pub(super) fn text(&mut self, field: F) -> Option<String> {
        self.parse(field, |cell| match cell {
            Cell::Error(text) => Err(format!("the cell holds the formula error {text}")),
            Cell::Text(text) if text.trim_start().starts_with('#') && values::is_blank_text(text) => {
                Err(format!("the cell holds the formula error {}", text.trim()))
            }
            other => {
                let text = tidy_name(&other.shown());
                Ok((!values::is_blank_text(&text)).then_some(text))
            }
        })
    }

    /// Adds a note about a field's cell.
    pub(super) fn note(&mut self, field: F, why: impl Into<String>) {
        let place = self.place_of(field);
        let text = self.cell(field).shown();
        self.notes.push(NotUnderstood { text, ..NotUnderstood::note(place, why) });
    }
}
