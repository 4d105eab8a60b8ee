//! Text files of separated values into neutral rows: encoding, separator and quotes are found out, not asked for.
//!
//! Every cell is text, so leading zeros survive. Rows are counted as Excel counts them: a blank line is a row, a
//! line break inside quotes is not.

use super::headings;
use super::read_workbook::{Budget, Gather, RawSheet};
use super::sheet::{Cell, NotUnderstood, ReadError, Source, Table};

const SEPARATORS: [(char, &str); 4] =
    [(',', "comma"), (';', "semicolon"), ('\t', "tab"), ('|', "vertical bar")];
/// How much of a file is looked at to find the separator.
const SNIFF_ROWS: usize = 60;
/// A cell of more lines than this is a quotation mark that was never closed, not a long note.
const MAX_LINES_IN_CELL: usize = 200;

/// Reads a text file as one table.
pub(super) fn read(file: &str, bytes: &[u8]) -> Result<Table, ReadError> {
    let (text, mut notes) = decode(file, bytes)?;
    let mut body = text.as_str();
    let mut first_row = 0;
    let mut named = None;
    // Excel's own hint, `sep=;` on the first line, is a row to Excel's eye only when it is not understood.
    if let Some(rest) = body.strip_prefix("sep=").or_else(|| body.strip_prefix("\"sep=")) {
        named = rest.chars().next();
        body = body.split_once('\n').map_or("", |(_, rest)| rest);
        first_row = 1;
    }
    if body.trim().is_empty() {
        return Err(ReadError::Empty { file: file.to_owned() });
    }
    let separator = named.unwrap_or_else(|| sniff(body));
    let source = Source::file(file);
    if let Some((_, name)) = SEPARATORS.iter().find(|(mark, _)| *mark == separator && separator != ',') {
        notes.push(NotUnderstood::note(source.place(), format!("the columns are separated by {name}s")));
    }
    let mut sheet = split(file, source, body, separator, first_row)?;
    sheet.notes.splice(0..0, notes);
    if sheet.rows.is_empty() {
        return Err(ReadError::Empty { file: file.to_owned() });
    }
    Ok(headings::table_from(sheet))
}

/// The file as text, with a note where the encoding had to be guessed.
fn decode(file: &str, bytes: &[u8]) -> Result<(String, Vec<NotUnderstood>), ReadError> {
    let note = |why: &str| vec![NotUnderstood::note(Source::file(file).place(), why)];
    let (text, notes) = if let Some((encoding, mark)) = encoding_rs::Encoding::for_bom(bytes) {
        (encoding.decode_without_bom_handling(&bytes[mark..]).0.into_owned(), Vec::new())
    } else if let Some(encoding) = wide_without_mark(bytes) {
        let text = encoding.decode_without_bom_handling(bytes).0.into_owned();
        (text, note("the file does not say how its letters are stored; it was read as UTF-16"))
    } else if let Ok(text) = std::str::from_utf8(bytes) {
        (text.to_owned(), Vec::new())
    } else {
        let text = encoding_rs::WINDOWS_1252.decode_without_bom_handling(bytes).0.into_owned();
        let why = "the letters are not stored as UTF-8; the file was read as Windows-1252. \
                   Check accented letters and pound signs, or save it again as CSV UTF-8";
        (text, note(why))
    };
    check_is_text(file, &text)?;
    Ok((text, notes))
}

/// UTF-16 without its mark: in English text every second byte is nought.
fn wide_without_mark(bytes: &[u8]) -> Option<&'static encoding_rs::Encoding> {
    let start = &bytes[..bytes.len().min(2000) & !1];
    let pairs = start.len() / 2;
    if pairs < 8 {
        return None;
    }
    let noughts = |odd: usize| start.iter().skip(odd).step_by(2).filter(|b| **b == 0).count();
    match (noughts(0), noughts(1)) {
        (0, high) if high * 10 > pairs * 8 => Some(encoding_rs::UTF_16LE),
        (high, 0) if high * 10 > pairs * 8 => Some(encoding_rs::UTF_16BE),
        _ => None,
    }
}

/// Refuses what is not text: many control characters is no list at all, a single nought is a damaged row.
fn check_is_text(file: &str, text: &str) -> Result<(), ReadError> {
    let odd =
        |c: char| c == '\0' || (c.is_control() && !matches!(c, '\t' | '\n' | '\r' | '\u{c}' | '\u{1a}'));
    let looked_at = text.chars().take(20_000);
    let (mut all, mut controls, mut noughts) = (0_usize, 0_usize, 0_usize);
    for c in looked_at {
        all += 1;
        controls += usize::from(odd(c) || c == '\u{fffd}');
        noughts += usize::from(c == '\0');
    }
    if controls * 20 > all || noughts * 50 > all {
        return Err(ReadError::WrongKind {
            file: file.to_owned(),
            what: "not text, and no kind of file this program knows".into(),
            mend: "Export the list as XLSX or CSV and choose that file.".into(),
        });
    }
    if let Some(at) = text.find('\0') {
        let row = text[..at].matches('\n').count() as u32 + 1;
        return Err(ReadError::NotText { file: file.to_owned(), row });
    }
    Ok(())
}

/// The separator that makes the most known headings in one row, then the most columns.
fn sniff(body: &str) -> char {
    let mut best = (0, 0, ',');
    for (separator, _) in SEPARATORS {
        let (mut known, mut columns) = (0, 0);
        let mut rows = Fields::new(body, separator);
        for _ in 0..SNIFF_ROWS {
            let Ok(Some(row)) = rows.next_row() else { break };
            known = known.max(headings::known_count(row.iter().map(String::as_str)));
            columns = columns.max(row.len());
        }
        if (known, columns) > (best.0, best.1) {
            best = (known, columns, separator);
        }
    }
    best.2
}

fn split(
    file: &str,
    source: Source,
    body: &str,
    separator: char,
    first_row: u32,
) -> Result<RawSheet, ReadError> {
    let mut gather = Gather::new(source);
    let mut budget = Budget::new(file);
    let mut fields = Fields::new(body, separator);
    let mut row = first_row;
    loop {
        match fields.next_row() {
            Ok(Some(cells)) => {
                for (column, text) in cells.into_iter().enumerate() {
                    gather.put(row, column, Cell::Text(text), &mut budget)?;
                }
            }
            Ok(None) => return Ok(gather.finish()),
            Err(OpenQuote) => return Err(ReadError::OpenQuote { file: file.to_owned(), row: row + 1 }),
        }
        row += 1;
    }
}

/// A quotation mark opened and never closed.
struct OpenQuote;

/// Splits text into rows of fields by the usual rules (RFC 4180), forgiving a stray quotation mark inside a field.
struct Fields<'a> {
    rest: &'a str,
    separator: char,
}

impl<'a> Fields<'a> {
    fn new(body: &'a str, separator: char) -> Self {
        Self { rest: body, separator }
    }

    fn next_row(&mut self) -> Result<Option<Vec<String>>, OpenQuote> {
        if self.rest.is_empty() || self.rest == "\u{1a}" {
            return Ok(None);
        }
        let mut row = Vec::new();
        loop {
            let (field, end) = self.next_field()?;
            row.push(field);
            if end {
                return Ok(Some(row));
            }
        }
    }

    /// One field, and whether it ended its row.
    fn next_field(&mut self) -> Result<(String, bool), OpenQuote> {
        let mut field = String::new();
        if let Some(quoted) = self.rest.strip_prefix('"') {
            self.rest = quoted;
            loop {
                let Some(at) = self.rest.find('"') else { return Err(OpenQuote) };
                field.push_str(&self.rest[..at]);
                self.rest = &self.rest[at + 1..];
                if field.matches('\n').count() > MAX_LINES_IN_CELL {
                    return Err(OpenQuote);
                }
                if let Some(doubled) = self.rest.strip_prefix('"') {
                    field.push('"');
                    self.rest = doubled;
                } else {
                    break;
                }
            }
        }
        let ends = [self.separator, '\n', '\r'];
        let at = self.rest.find(ends).unwrap_or(self.rest.len());
        field.push_str(&self.rest[..at]);
        self.rest = &self.rest[at..];
        let Some(mark) = self.rest.chars().next() else { return Ok((field, true)) };
        self.rest = &self.rest[mark.len_utf8()..];
        if mark == '\r' {
            self.rest = self.rest.strip_prefix('\n').unwrap_or(self.rest);
        }
        Ok((field, mark != self.separator))
    }
}
