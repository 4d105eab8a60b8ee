//! The lines of a calendar file: unfolded, decoded, each with the number of the line that it began on.

use icalendar::parser::Property;

use crate::app::import::ReadError;

/// One unfolded line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Line {
    /// Number of the line that it began on; the first is 1.
    pub number: u32,
    /// Its text.
    pub text: String,
}

/// A file as lines.
pub(super) struct Lines {
    /// The unfolded lines that are not blank.
    pub all: Vec<Line>,
    /// Number of the last line.
    pub last: u32,
    /// Some letters were stored as in Windows of old.
    pub guessed_letters: bool,
}

/// Splits a file into its lines. Folds are undone among bytes, since some programs fold in the middle of a letter.
pub(super) fn lines(file: &str, bytes: &[u8]) -> Result<Lines, ReadError> {
    let wide;
    let bytes = match encoding_rs::Encoding::for_bom(bytes) {
        Some((encoding, mark)) if encoding != encoding_rs::UTF_8 => {
            let rest = bytes.get(mark..).unwrap_or_default();
            wide = encoding.decode_without_bom_handling(rest).0.into_owned();
            wide.as_bytes()
        }
        Some((_, mark)) => bytes.get(mark..).unwrap_or_default(),
        None => bytes,
    };
    let mut folded: Vec<(u32, Vec<u8>)> = Vec::new();
    let mut last = 0;
    for raw in bytes.split(|byte| *byte == b'\n') {
        last += 1;
        let raw = raw.strip_suffix(b"\r").unwrap_or(raw);
        if raw.contains(&0) {
            return Err(ReadError::NotText { file: file.to_owned(), row: last });
        }
        match (raw.first(), folded.last_mut()) {
            (Some(b' ' | b'\t'), Some((_, before))) => {
                before.extend_from_slice(raw.get(1..).unwrap_or_default());
            }
            _ => folded.push((last, raw.to_vec())),
        }
    }
    let mut guessed_letters = false;
    let all = folded
        .into_iter()
        .map(|(number, raw)| {
            let text = String::from_utf8(raw).unwrap_or_else(|error| {
                guessed_letters = true;
                encoding_rs::WINDOWS_1252.decode_without_bom_handling(error.as_bytes()).0.into_owned()
            });
            Line { number, text }
        })
        .filter(|line| !line.text.trim().is_empty())
        .collect();
    Ok(Lines { all, last, guessed_letters })
}

/// A property of an event: its name in capitals, its value, and its parameters by name.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Said {
    pub line: u32,
    pub name: String,
    pub value: String,
    parameters: Vec<(String, String)>,
}

impl Said {
    /// Reads a line. `None`: it is not a property with a value.
    pub(super) fn read(line: &Line) -> Option<Self> {
        let property = Property::try_from(line.text.as_str()).ok()?;
        let name = property.name.as_str().to_uppercase();
        // A name alone, or one that was only read up to a letter that no name has.
        let rest = line.text.trim_start().get(name.len()..).unwrap_or_default();
        if name.is_empty() || !rest.starts_with([':', ';']) || !line.text.contains(':') {
            return None;
        }
        let parameters = property
            .params
            .iter()
            .map(|parameter| {
                let value = parameter.val.as_ref().map_or("", |value| value.as_str());
                (parameter.key.as_str().to_uppercase(), value.trim_matches('"').to_owned())
            })
            .collect();
        Some(Self { line: line.number, name, value: property.val.as_str().to_owned(), parameters })
    }

    /// A parameter's value, without quotation marks.
    pub(super) fn parameter(&self, name: &str) -> Option<&str> {
        self.parameters.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str())
    }

    /// The items of a list of texts, such as CATEGORIES.
    pub(super) fn items(&self) -> Vec<String> {
        let mut items = vec![String::new()];
        let mut letters = self.value.chars();
        while let Some(letter) = letters.next() {
            match (letter, items.last_mut()) {
                ('\\', Some(item)) => match letters.next() {
                    Some('n' | 'N') => item.push(' '),
                    Some(other) => item.push(other),
                    None => {}
                },
                (',', _) => items.push(String::new()),
                (other, Some(item)) => item.push(other),
                (_, None) => {}
            }
        }
        items.into_iter().map(|item| item.trim().to_owned()).filter(|item| !item.is_empty()).collect()
    }
}
