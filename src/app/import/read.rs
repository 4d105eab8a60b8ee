//! The front door for spreadsheets and text files: decides by content what a file is, then reads its tables.
//!
//! # Promises
//! - The name's ending is only a hint: a workbook named `.csv` is still read as a workbook.
//! - A bad file gives one [`ReadError`] with a plain sentence. Reading never panics, whatever the bytes.

use std::io::Read;
use std::path::Path;

use super::read_text;
use super::read_workbook;
use super::sheet::{MAX_FILE_BYTES, ReadError, Table};

/// What the bytes of a file are, told from the bytes themselves.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum FileKind {
    /// Excel 2007 and later.
    Xlsx,
    /// Excel binary workbook.
    Xlsb,
    /// `OpenDocument` spreadsheet.
    Ods,
    /// Excel 97 to 2003.
    Xls,
    /// A workbook locked with a password.
    Locked,
    /// A web page, often saved with the ending `.xls` by case systems.
    WebPage,
    /// XML; may be the workforce census.
    Xml,
    /// A calendar (iCalendar).
    Calendar,
    /// Separated values.
    Text,
    /// Something else, with its plain name and what to do.
    Other(&'static str, &'static str),
}

/// Reads every table of a file on disk. See [`read_tables_from_bytes`].
pub fn read_tables(path: &Path) -> Result<Vec<Table>, ReadError> {
    let (name, bytes) = load(path)?;
    read_tables_from_bytes(&name, &bytes)
}

/// The file's name without its folder, and its bytes, refused over [`MAX_FILE_BYTES`] before they are read.
pub fn load(path: &Path) -> Result<(String, Vec<u8>), ReadError> {
    let name = path.file_name().unwrap_or(path.as_os_str()).to_string_lossy().into_owned();
    let cannot = |error: &std::io::Error| ReadError::CannotOpen { file: name.clone(), why: plain(error) };
    let file = std::fs::File::open(path).map_err(|e| cannot(&e))?;
    let about = file.metadata().map_err(|e| cannot(&e))?;
    if about.is_dir() {
        return Err(ReadError::CannotOpen { file: name, why: "it is a folder".into() });
    }
    check_size(&name, about.len())?;
    let mut bytes = Vec::with_capacity(about.len() as usize);
    // The file may grow while it is read; the limit holds for what is read, not for what was promised.
    file.take(MAX_FILE_BYTES + 1).read_to_end(&mut bytes).map_err(|e| cannot(&e))?;
    check_size(&name, bytes.len() as u64)?;
    Ok((name, bytes))
}

/// Reads every table of a file already in memory: one per sheet with something in it, hidden sheets too.
pub fn read_tables_from_bytes(file: &str, bytes: &[u8]) -> Result<Vec<Table>, ReadError> {
    check_size(file, bytes.len() as u64)?;
    if bytes.iter().all(|b| b.is_ascii_whitespace() || *b == 0) {
        return Err(ReadError::Empty { file: file.to_owned() });
    }
    let wrong = |what: &str, mend: &str| {
        Err(ReadError::WrongKind { file: file.to_owned(), what: what.to_owned(), mend: mend.to_owned() })
    };
    match file_kind(bytes) {
        kind @ (FileKind::Xlsx | FileKind::Xlsb | FileKind::Ods | FileKind::Xls) => {
            read_workbook::read(file, bytes, kind)
        }
        FileKind::Locked => Err(ReadError::Password { file: file.to_owned() }),
        FileKind::WebPage => wrong(
            "a web page, whatever the end of its name says",
            "Open it in Excel, choose Save As, and pick Excel Workbook (.xlsx).",
        ),
        FileKind::Xml if looks_like(bytes, b"urn:schemas-microsoft-com:office:spreadsheet") => wrong(
            "a spreadsheet in the old Excel 2003 XML form",
            "Open it in Excel, choose Save As, and pick Excel Workbook (.xlsx).",
        ),
        FileKind::Xml => wrong(
            "an XML file",
            "The only XML read here is the DfE social work workforce census; for lists, export XLSX or CSV.",
        ),
        FileKind::Calendar => wrong("a calendar", "Give it the ending .ics and choose it again."),
        FileKind::Other(what, mend) => wrong(what, mend),
        FileKind::Text => read_text::read(file, bytes).map(|table| vec![table]),
    }
}

/// Tells what a file is from its first bytes and, for packed files, from the names of the parts inside.
pub fn file_kind(bytes: &[u8]) -> FileKind {
    const EXPORT: &str = "Export the list as XLSX or CSV and choose that file.";
    if bytes.starts_with(b"PK") {
        return zip_kind(bytes);
    }
    if bytes.starts_with(&[0xD0, 0xCF, 0x11, 0xE0, 0xA1, 0xB1, 0x1A, 0xE1]) {
        if looks_like(bytes, &utf16("EncryptedPackage")) || looks_like(bytes, &utf16("EncryptionInfo")) {
            return FileKind::Locked;
        }
        if looks_like(bytes, &utf16("WordDocument")) && !looks_like(bytes, &utf16("Workbook")) {
            return FileKind::Other("a Word document", EXPORT);
        }
        return FileKind::Xls;
    }
    if bytes.starts_with(b"%PDF") {
        return FileKind::Other("a PDF", EXPORT);
    }
    if bytes.starts_with(&[0x89, b'P', b'N', b'G']) || bytes.starts_with(&[0xFF, 0xD8, 0xFF]) {
        return FileKind::Other("a picture", EXPORT);
    }
    if bytes.starts_with(b"{\\rtf") {
        return FileKind::Other("a rich text document", EXPORT);
    }
    if bytes.starts_with(&[0x1F, 0x8B]) || bytes.starts_with(b"7z\xBC\xAF") || bytes.starts_with(b"Rar!") {
        return FileKind::Other("a packed archive", "Unpack it first and choose the spreadsheet inside.");
    }
    let start = opening_text(bytes);
    if ["<!doctype html", "<html", "<head", "<body", "<table", "<meta", "<style", "mime-version:", "<div"]
        .iter()
        .any(|mark| start.starts_with(mark))
    {
        return FileKind::WebPage;
    }
    if start.starts_with("begin:vcalendar") {
        return FileKind::Calendar;
    }
    if start.starts_with("[{") || start.starts_with('{') {
        return FileKind::Other("a JSON file", EXPORT);
    }
    if start.starts_with('<') {
        let web_page = start.contains("<html") || start.contains("http://www.w3.org/1999/xhtml");
        return if web_page { FileKind::WebPage } else { FileKind::Xml };
    }
    FileKind::Text
}

/// The first 2,000 characters in lower case without a byte order mark or leading space, whatever the encoding.
fn opening_text(bytes: &[u8]) -> String {
    let start = &bytes[..bytes.len().min(4000)];
    let (text, _, _) = encoding_rs::UTF_8.decode(start);
    text.trim_start_matches(['\u{feff}', ' ', '\t', '\r', '\n'])
        .chars()
        .take(2000)
        .collect::<String>()
        .to_lowercase()
}

fn zip_kind(bytes: &[u8]) -> FileKind {
    const MEND: &str = "Copy or export it again.";
    let Ok(parts) = zip::ZipArchive::new(std::io::Cursor::new(bytes)) else {
        // Cut off: the list of parts stands at the end. The workbook reader says so in its own words.
        return FileKind::Xlsx;
    };
    let names: Vec<String> = parts
        .file_names()
        .filter_map(|name| name.ok().map(|name| name.replace('\\', "/").to_lowercase()))
        .collect();
    let has = |wanted: &str| names.iter().any(|name| name == wanted);
    if has("xl/workbook.bin") {
        FileKind::Xlsb
    } else if names.iter().any(|name| name.starts_with("xl/")) {
        FileKind::Xlsx
    } else if has("content.xml") {
        FileKind::Ods
    } else if names.iter().any(|name| name.starts_with("word/")) {
        FileKind::Other("a Word document", "Export the list as XLSX or CSV and choose that file.")
    } else if names.iter().any(|name| name.rsplit_once('.').is_some_and(|(_, ending)| ending == "iwa")) {
        FileKind::Other("an Apple Numbers file", "In Numbers choose Export To, Excel, and choose that file.")
    } else if parts.is_empty() {
        FileKind::Other("an empty archive", MEND)
    } else {
        FileKind::Other("a zip archive", "Unpack it first and choose the spreadsheet inside.")
    }
}

fn check_size(file: &str, size: u64) -> Result<(), ReadError> {
    if size > MAX_FILE_BYTES {
        let what = format!("{} MB, and at most {} MB is read", size / 1_048_576, MAX_FILE_BYTES / 1_048_576);
        return Err(ReadError::TooLarge { file: file.to_owned(), what });
    }
    Ok(())
}

/// The system's reason in plain words.
fn plain(error: &std::io::Error) -> String {
    match error.kind() {
        std::io::ErrorKind::NotFound => "there is no such file".into(),
        std::io::ErrorKind::PermissionDenied => "you have no permission to read it".into(),
        _ => error.to_string(),
    }
}

fn utf16(text: &str) -> Vec<u8> {
    text.encode_utf16().flat_map(u16::to_le_bytes).collect()
}

/// Whether `wanted` stands anywhere in the bytes. Walks only to bytes that could begin it.
fn looks_like(bytes: &[u8], wanted: &[u8]) -> bool {
    let Some(first) = wanted.first() else { return true };
    let mut rest = bytes;
    while let Some(at) = rest.iter().position(|b| b == first) {
        rest = &rest[at..];
        if rest.starts_with(wanted) {
            return true;
        }
        rest = &rest[1..];
    }
    false
}
