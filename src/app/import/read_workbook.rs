//! Workbooks (XLSX, XLSB, XLS, ODS) into neutral rows.
//!
//! Cells are taken one at a time where the format allows it, so a stray value in the last column of the last row
//! costs nothing. The parts of a packed workbook are unpacked once, counting, before anything trusts them.

use std::collections::BTreeMap;
use std::io::{Cursor, Read};
use std::panic::AssertUnwindSafe;

use calamine::{Data, DataRef, Ods, Reader, SheetVisible, Xls, Xlsb, Xlsx};

use super::headings;
use super::read::FileKind;
use super::sheet::{
    Cell, MAX_CELLS, MAX_COLUMNS, MAX_ROWS, MAX_TEXT_BYTES, MAX_UNPACKED_BYTES, NotUnderstood, ReadError,
    Source, Table, column_letter,
};

/// Most bytes the list of shared texts may unpack to: each entry costs several times its own size in memory.
const MAX_SHARED_TEXT_BYTES: u64 = 256 * 1024 * 1024;

/// Reads every sheet with something in it.
pub(super) fn read(file: &str, bytes: &[u8], kind: FileKind) -> Result<Vec<Table>, ReadError> {
    // The readers underneath are made for well-meant files; damage must never take the program down with it.
    let result = std::panic::catch_unwind(AssertUnwindSafe(|| read_sheets(file, bytes, kind)));
    result.unwrap_or_else(|_| Err(damaged(file, "")))
}

fn read_sheets(file: &str, bytes: &[u8], kind: FileKind) -> Result<Vec<Table>, ReadError> {
    if kind != FileKind::Xls {
        check_unpacked_size(file, bytes)?;
    }
    let mut budget = Budget::new(file);
    let sheets = match kind {
        FileKind::Xlsx => xlsx(file, bytes, &mut budget),
        FileKind::Xlsb => xlsb(file, bytes, &mut budget),
        FileKind::Ods => ods(file, bytes, &mut budget),
        _ => xls(file, bytes, &mut budget),
    }?;
    Ok(sheets.into_iter().filter(|sheet| !sheet.rows.is_empty()).map(headings::table_from).collect())
}

/// One sheet as read, before its headings are found.
#[derive(Debug)]
pub(super) struct RawSheet {
    pub source: Source,
    /// Rows with something in them, by row counted from 0.
    pub rows: BTreeMap<u32, Vec<Cell>>,
    pub notes: Vec<NotUnderstood>,
}

/// What is still allowed of cells and text for one file.
pub(super) struct Budget {
    file: String,
    cells: usize,
    text_bytes: usize,
}

impl Budget {
    pub(super) fn new(file: &str) -> Self {
        Self { file: file.to_owned(), cells: 0, text_bytes: 0 }
    }

    pub(super) fn take(&mut self, cell: &Cell) -> Result<(), ReadError> {
        self.cells += 1;
        if let Cell::Text(text) = cell {
            self.text_bytes += text.len();
        }
        if self.cells > MAX_CELLS {
            return Err(self.too_large(&format!("it has more than {MAX_CELLS} filled cells")));
        }
        if self.text_bytes > MAX_TEXT_BYTES {
            return Err(
                self.too_large(&format!("it holds more than {} MB of text", MAX_TEXT_BYTES / 1_048_576))
            );
        }
        Ok(())
    }

    pub(super) fn too_large(&self, what: &str) -> ReadError {
        ReadError::TooLarge { file: self.file.clone(), what: what.to_owned() }
    }
}

/// Gathers the cells of one sheet within the limits.
pub(super) struct Gather {
    sheet: RawSheet,
    beyond: Option<(u32, usize, usize)>,
}

impl Gather {
    pub(super) fn new(source: Source) -> Self {
        Self { sheet: RawSheet { source, rows: BTreeMap::new(), notes: Vec::new() }, beyond: None }
    }

    /// Takes one cell; `row` and `column` count from 0. Cells with nothing in them cost nothing.
    pub(super) fn put(
        &mut self,
        row: u32,
        column: usize,
        cell: Cell,
        budget: &mut Budget,
    ) -> Result<(), ReadError> {
        if cell.is_empty() {
            return Ok(());
        }
        if column >= MAX_COLUMNS {
            let (_, _, count) = self.beyond.get_or_insert((row, column, 0));
            *count += 1;
            return Ok(());
        }
        budget.take(&cell)?;
        if !self.sheet.rows.contains_key(&row) && self.sheet.rows.len() >= MAX_ROWS {
            return Err(budget.too_large(&format!("a sheet has more than {MAX_ROWS} filled rows")));
        }
        let cells = self.sheet.rows.entry(row).or_default();
        if cells.len() <= column {
            cells.resize(column + 1, Cell::Empty);
        }
        cells[column] = cell;
        Ok(())
    }

    pub(super) fn finish(mut self) -> RawSheet {
        if let Some((row, column, count)) = self.beyond {
            let why = format!(
                "{count} cells stand beyond column {}; only the first {MAX_COLUMNS} columns are read",
                column_letter(MAX_COLUMNS - 1)
            );
            let place = self.sheet.source.row(row + 1).at(column, "");
            self.sheet.notes.push(NotUnderstood::note(place, why));
        }
        self.sheet
    }
}

fn damaged(file: &str, sheet: &str) -> ReadError {
    let at = if sheet.is_empty() { String::new() } else { format!(" (at sheet {sheet})") };
    ReadError::Damaged { file: file.to_owned(), at }
}

/// Unpacks every part once, keeping nothing, and refuses a workbook that swells beyond the limit.
fn check_unpacked_size(file: &str, bytes: &[u8]) -> Result<(), ReadError> {
    let mut parts = zip::ZipArchive::new(Cursor::new(bytes)).map_err(|_| damaged(file, ""))?;
    let mut left = MAX_UNPACKED_BYTES;
    for index in 0..parts.len() {
        let Ok(part) = parts.by_index(index) else { return Err(damaged(file, "")) };
        if part.encrypted() {
            return Err(ReadError::Password { file: file.to_owned() });
        }
        let name = part.name().map_err(|_| damaged(file, ""))?.to_lowercase();
        let shared = name.ends_with("sharedstrings.xml") || name.ends_with("sharedstrings.bin");
        let limit = if shared { left.min(MAX_SHARED_TEXT_BYTES) } else { left };
        let unpacked = std::io::copy(&mut part.take(limit + 1), &mut std::io::sink());
        let unpacked = unpacked.map_err(|_| damaged(file, ""))?;
        if unpacked > limit {
            let what = format!("it unpacks to more than {} MB", limit / 1_048_576);
            return Err(ReadError::TooLarge { file: file.to_owned(), what });
        }
        left -= unpacked;
    }
    Ok(())
}

fn sheet_source(file: &str, name: &str) -> Source {
    Source { file: file.into(), sheet: Some(name.into()) }
}

fn start(file: &str, name: &str, visible: SheetVisible) -> Gather {
    let mut gather = Gather::new(sheet_source(file, name));
    if visible != SheetVisible::Visible {
        let place = gather.sheet.source.place();
        gather
            .sheet
            .notes
            .push(NotUnderstood::note(place, "this sheet is hidden in the workbook; it was read too"));
    }
    gather
}

fn xlsx(file: &str, bytes: &[u8], budget: &mut Budget) -> Result<Vec<RawSheet>, ReadError> {
    use calamine::XlsxError;
    let mut book: Xlsx<_> = Xlsx::new(Cursor::new(bytes)).map_err(|error| match error {
        XlsxError::Password => ReadError::Password { file: file.to_owned() },
        _ => damaged(file, ""),
    })?;
    let mut sheets = Vec::new();
    for about in book.sheets_metadata().to_vec() {
        let mut gather = start(file, &about.name, about.visible);
        let mut reader = match book.worksheet_cells_reader(&about.name) {
            Ok(reader) => reader,
            // A chart sheet has no cells; that is no fault.
            Err(XlsxError::NotAWorksheet(_)) => continue,
            Err(_) => return Err(damaged(file, &about.name)),
        };
        let mut last = (0, 0);
        loop {
            match reader.next_cell() {
                Ok(Some(cell)) => {
                    last = cell.get_position();
                    let value = from_ref(cell.get_value());
                    gather.put(last.0, last.1 as usize, value, budget)?;
                }
                Ok(None) => break,
                // Newer Excel errors (#SPILL!, #CALC!) are unknown to the reader underneath; the sheet goes on.
                Err(XlsxError::CellError(text)) => {
                    let place = gather.sheet.source.row(last.0 + 1);
                    let why =
                        "a formula error in or after this row was read as an empty cell; look at the formula";
                    gather.sheet.notes.push(NotUnderstood::value(place, text, why));
                }
                Err(_) => return Err(damaged(file, &about.name)),
            }
        }
        drop(reader);
        formulas_without_results(&mut book, &about.name, &mut gather);
        sheets.push(gather.finish());
    }
    Ok(sheets)
}

/// Notes formulas that the program which wrote the workbook stored no result for: their cells look empty.
fn formulas_without_results(book: &mut Xlsx<Cursor<&[u8]>>, name: &str, gather: &mut Gather) {
    let Ok(mut reader) = book.worksheet_cells_reader(name) else { return };
    let mut found: Option<(u32, usize, usize)> = None;
    while let Ok(Some(formula)) = reader.next_formula() {
        let (row, column) = formula.get_position();
        let has_result = gather
            .sheet
            .rows
            .get(&row)
            .and_then(|cells| cells.get(column as usize))
            .is_some_and(|cell| !cell.is_empty());
        if !formula.get_value().is_empty() && !has_result {
            let (_, _, count) = found.get_or_insert((row, column as usize, 0));
            *count += 1;
        }
    }
    if let Some((row, column, count)) = found {
        let place = gather.sheet.source.row(row + 1).at(column, "");
        let why = "formulas from here on have no stored result and were read as empty; open the workbook in a \
                   spreadsheet program, save it and bring it in again";
        gather.sheet.notes.push(NotUnderstood::value(place, format!("{count} formulas"), why));
    }
}

fn xlsb(file: &str, bytes: &[u8], budget: &mut Budget) -> Result<Vec<RawSheet>, ReadError> {
    let mut book: Xlsb<_> = Xlsb::new(Cursor::new(bytes)).map_err(|error| match error {
        calamine::XlsbError::Password => ReadError::Password { file: file.to_owned() },
        _ => damaged(file, ""),
    })?;
    let mut sheets = Vec::new();
    for about in book.sheets_metadata().to_vec() {
        let mut gather = start(file, &about.name, about.visible);
        let Ok(mut reader) = book.worksheet_cells_reader(&about.name) else { continue };
        while let Some(cell) = reader.next_cell().map_err(|_| damaged(file, &about.name))? {
            let (row, column) = cell.get_position();
            gather.put(row, column as usize, from_ref(cell.get_value()), budget)?;
        }
        sheets.push(gather.finish());
    }
    Ok(sheets)
}

fn ods(file: &str, bytes: &[u8], budget: &mut Budget) -> Result<Vec<RawSheet>, ReadError> {
    let mut book: Ods<_> = Ods::new(Cursor::new(bytes)).map_err(|error| match error {
        calamine::OdsError::Password => ReadError::Password { file: file.to_owned() },
        calamine::OdsError::CellLimitExceeded { max, .. } => {
            ReadError::TooLarge { file: file.to_owned(), what: format!("a sheet has more than {max} cells") }
        }
        _ => damaged(file, ""),
    })?;
    whole_ranges(file, &mut book, budget)
}

fn xls(file: &str, bytes: &[u8], budget: &mut Budget) -> Result<Vec<RawSheet>, ReadError> {
    let mut book: Xls<_> = Xls::new(Cursor::new(bytes)).map_err(|error| match error {
        calamine::XlsError::Password => ReadError::Password { file: file.to_owned() },
        _ => damaged(file, ""),
    })?;
    whole_ranges(file, &mut book, budget)
}

/// For the formats that can only be read a sheet at a time.
fn whole_ranges<'a, B>(file: &str, book: &mut B, budget: &mut Budget) -> Result<Vec<RawSheet>, ReadError>
where
    B: Reader<Cursor<&'a [u8]>>,
{
    let mut sheets = Vec::new();
    for about in book.sheets_metadata().to_vec() {
        let mut gather = start(file, &about.name, about.visible);
        let Ok(range) = book.worksheet_range(&about.name) else { continue };
        let (first_row, first_column) = range.start().unwrap_or((0, 0));
        for (row, column, value) in range.used_cells() {
            gather.put(first_row + row as u32, first_column as usize + column, from_data(value), budget)?;
        }
        sheets.push(gather.finish());
    }
    Ok(sheets)
}

fn from_ref(value: &DataRef<'_>) -> Cell {
    match value {
        DataRef::SharedString(text) => Cell::Text((*text).to_owned()),
        other => from_data(&Data::from(other.clone())),
    }
}

fn from_data(value: &Data) -> Cell {
    match value {
        Data::Empty => Cell::Empty,
        Data::Int(number) => Cell::Number(*number as f64),
        Data::Float(number) => Cell::Number(*number),
        Data::String(text) | Data::DurationIso(text) => Cell::Text(text.clone()),
        Data::Bool(flag) => Cell::Flag(*flag),
        Data::Error(error) => Cell::Error(error.to_string()),
        Data::DateTime(moment) if moment.is_duration() => Cell::Number(moment.as_f64()),
        Data::DateTime(moment) => {
            moment.as_datetime().map_or(Cell::Number(moment.as_f64()), |day| Cell::Date(day.date()))
        }
        Data::DateTimeIso(text) => {
            let day = text.get(..10).and_then(|day| day.parse().ok());
            day.map_or_else(|| Cell::Text(text.clone()), Cell::Date)
        }
    }
}
