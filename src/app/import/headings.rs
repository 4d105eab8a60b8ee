//! Finding the heading row of a sheet, and telling which field a heading means.
//!
//! A heading is compared by its words alone: case, spaces, punctuation and kinds of quotation mark do not matter.
//! Title lines above the headings are skipped; headings spread over two rows by merged cells are put together.

use std::collections::HashSet;

use super::names::tidy_name;
use super::read_workbook::RawSheet;
use super::sheet::{Cell, Heading, NotUnderstood, Source, Table, TableRow, column_letter};
use super::{absence_headings, annex_a_headings, child_list, staff_headings};

/// How many filled rows from the top may hold the headings.
const LOOK_AT_ROWS: usize = 40;
/// Longer text than this is a sentence, not a heading.
const MAX_HEADING_CHARS: usize = 220;

/// The words of a heading in lower case with single spaces, nothing else.
pub fn heading_key(text: &str) -> String {
    let plain = tidy_name(text).to_lowercase().replace('\'', "").replace('&', " and ");
    let spaced: String = plain.chars().map(|c| if c.is_alphanumeric() { c } else { ' ' }).collect();
    spaced.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// How well a heading fits a pattern: 0 is not at all, more is better.
///
/// A pattern is a list of words that must all be there; `-word` must not be there; a pattern starting with `=`
/// must be the whole heading.
pub(super) fn fit(key: &str, pattern: &str) -> usize {
    if let Some(whole) = pattern.strip_prefix('=') {
        return if key == whole { 100 } else { 0 };
    }
    let has = |wanted: &str| key.split(' ').any(|word| word == wanted);
    let mut found = 0;
    for word in pattern.split(' ') {
        match word.strip_prefix('-') {
            Some(unwanted) if has(unwanted) => return 0,
            Some(_) => {}
            None if has(word) => found += 1,
            None => return 0,
        }
    }
    found
}

/// Words of headings of personal columns that no plan needs.
const PERSONAL: [&str; 16] = [
    "email",
    "mail",
    "telephone",
    "phone",
    "mobile",
    "address",
    "postcode",
    "birth",
    "dob",
    "ethnicity",
    "gender",
    "sex",
    "salary",
    "payroll",
    "ni",
    "pay",
];

/// Whether a heading is of a personal column that no plan needs.
pub(super) fn is_personal(key: &str) -> bool {
    key.split(' ').any(|word| PERSONAL.contains(&word))
}

/// Fields and the headings that mean them.
pub(super) type Patterns<F> = [(F, &'static [&'static str])];

/// The field whose pattern fits best, the earlier of two that fit alike.
pub(super) fn field_for<F: Copy>(patterns: &Patterns<F>, key: &str) -> Option<F> {
    let mut best: Option<(usize, F)> = None;
    for (field, alternatives) in patterns {
        let score = alternatives.iter().map(|pattern| fit(key, pattern)).max().unwrap_or(0);
        if score > best.map_or(0, |(score, _)| score) {
            best = Some((score, *field));
        }
    }
    best.map(|(_, field)| field)
}

/// How many different known headings stand in a row.
pub(super) fn known_count<'a>(cells: impl Iterator<Item = &'a str>) -> usize {
    let keys: HashSet<String> = cells
        .filter(|text| text.len() <= MAX_HEADING_CHARS)
        .map(heading_key)
        .filter(|key| is_known(key))
        .collect();
    keys.len()
}

fn is_known(key: &str) -> bool {
    !key.is_empty()
        && (annex_a_headings::is_known(key)
            || child_list::is_known(key)
            || staff_headings::is_known(key)
            || absence_headings::is_known(key))
}

/// A candidate for the heading row: its last row, and the headings by column.
struct Candidate {
    last_row: u32,
    texts: Vec<String>,
    known: usize,
}

/// Finds the headings of a sheet and makes it a table.
pub(super) fn table_from(sheet: RawSheet) -> Table {
    let RawSheet { source, mut rows, mut notes } = sheet;
    let chosen = choose(&rows);
    let header_row = chosen.as_ref().map_or(0, |c| c.last_row + 1);
    let mut headings = Vec::new();
    if let Some(candidate) = &chosen {
        headings = name_columns(candidate, &source, &mut notes);
    }
    let keys: Vec<(usize, String)> = headings.iter().map(|h| (h.column, heading_key(&h.text))).collect();
    let body = rows.split_off(&header_row);
    let last_row = body.keys().next_back().map_or(header_row, |row| row + 1);
    let mut table_rows = Vec::with_capacity(body.len());
    for (row, cells) in body {
        if repeats_headings(&cells, &keys) {
            let place = source.row(row + 1);
            notes.push(NotUnderstood::note(place, "this row repeats the headings and was passed over"));
        } else {
            table_rows.push(TableRow { row_number: row + 1, cells });
        }
    }
    note_unnamed_columns(&table_rows, &headings, &source, &mut notes);
    let blank_rows = last_row - header_row - table_rows.len() as u32;
    Table { source, header_row, headings, rows: table_rows, blank_rows, notes }
}

/// The row, or pair of rows, with the most known headings; failing that, the first row of at least two texts.
fn choose(rows: &std::collections::BTreeMap<u32, Vec<Cell>>) -> Option<Candidate> {
    let mut best: Option<Candidate> = None;
    let mut before: Option<(u32, Vec<String>, usize)> = None;
    let mut first_texts: Option<Candidate> = None;
    for (&row, cells) in rows.iter().take(LOOK_AT_ROWS) {
        let texts = heading_texts(cells);
        let known = known_count(texts.iter().map(String::as_str));
        let filled = texts.iter().filter(|text| !text.is_empty()).count();
        if first_texts.is_none() && filled >= 2 && filled == cells.iter().filter(|c| !c.is_empty()).count() {
            first_texts = Some(Candidate { last_row: row, texts: texts.clone(), known });
        }
        if known > best.as_ref().map_or(0, |c| c.known) {
            best = Some(Candidate { last_row: row, texts: texts.clone(), known });
        }
        // Headings merged downwards, or group headings above: together they must know more than either alone.
        if let Some((above_row, above, above_known)) = &before
            && *above_row + 1 == row
        {
            let both = overlay(above, &texts);
            let both_known = known_count(both.iter().map(String::as_str));
            if both_known > known.max(*above_known) && both_known > best.as_ref().map_or(0, |c| c.known) {
                best = Some(Candidate { last_row: row, texts: both, known: both_known });
            }
        }
        before = Some((row, texts, known));
    }
    best.or(first_texts)
}

fn heading_texts(cells: &[Cell]) -> Vec<String> {
    cells
        .iter()
        .map(|cell| match cell {
            Cell::Text(text) if text.len() <= MAX_HEADING_CHARS => tidy_name(text),
            _ => String::new(),
        })
        .collect()
}

/// The lower heading where there is one, otherwise the upper.
fn overlay(above: &[String], below: &[String]) -> Vec<String> {
    (0..above.len().max(below.len()))
        .map(|column| {
            let lower = below.get(column).filter(|text| !text.is_empty());
            lower.or_else(|| above.get(column)).cloned().unwrap_or_default()
        })
        .collect()
}

fn name_columns(candidate: &Candidate, source: &Source, notes: &mut Vec<NotUnderstood>) -> Vec<Heading> {
    let mut seen: Vec<(String, usize)> = Vec::new();
    let mut headings = Vec::new();
    for (column, text) in candidate.texts.iter().enumerate() {
        let key = heading_key(text);
        if key.is_empty() {
            continue;
        }
        if let Some((_, first)) = seen.iter().find(|(other, _)| *other == key) {
            let place = source.row(candidate.last_row + 1).at(column, text);
            let why = format!(
                "this heading stands twice; column {} is used, this one is not",
                column_letter(*first)
            );
            notes.push(NotUnderstood::value(place, text.clone(), why));
            continue;
        }
        seen.push((key, column));
        headings.push(Heading { column, text: text.clone() });
    }
    headings
}

/// Long printed lists repeat their headings on every page.
fn repeats_headings(cells: &[Cell], keys: &[(usize, String)]) -> bool {
    keys.len() > 1
        && keys.iter().all(|(column, key)| match cells.get(*column) {
            Some(Cell::Text(text)) => heading_key(text) == *key,
            _ => false,
        })
}

/// Says once for each column that holds values but has no heading of its own.
fn note_unnamed_columns(
    rows: &[TableRow],
    headings: &[Heading],
    source: &Source,
    notes: &mut Vec<NotUnderstood>,
) {
    if headings.is_empty() {
        return;
    }
    let width = rows.iter().map(|row| row.cells.len()).max().unwrap_or(0);
    let mut filled = vec![0_usize; width];
    for row in rows {
        for (column, cell) in row.cells.iter().enumerate() {
            filled[column] += usize::from(!cell.is_empty());
        }
    }
    for (column, count) in filled.into_iter().enumerate() {
        let named = headings.iter().any(|h| h.column == column);
        let doubled = notes.iter().any(|note| {
            note.place
                .column
                .as_ref()
                .is_some_and(|c| c.letter == column_letter(column) && !c.heading.is_empty())
        });
        if count == 0 || named || doubled {
            continue;
        }
        let merged = headings.iter().rev().find(|h| h.column < column).filter(|h| h.column + 1 == column);
        let why = match merged {
            Some(left) => format!(
                "{count} values stand under no heading and were not read; if the heading {} is merged across \
                 both columns, give each column its own heading",
                left.text
            ),
            None => {
                format!("{count} values stand under no heading and were not read; give the column a heading")
            }
        };
        notes.push(NotUnderstood::value(source.place().at(column, ""), "", why));
    }
}
