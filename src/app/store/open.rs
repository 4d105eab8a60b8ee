//! Reads a file as text, whatever common program wrote it, or says why it cannot.

use std::fs;
use std::path::{Path, PathBuf};

use encoding_rs::{Encoding, UTF_8};

use super::disk::read_up_to;
use super::fingerprint::Fingerprint;
use super::open_error::OpenError;

/// The largest file that is opened: far above any plan, far below what would bring the machine down.
const LIMIT_BYTES: u64 = 256 * MEBIBYTE;
const MEBIBYTE: u64 = 1024 * 1024;

/// A file that was read as text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Opened {
    /// The text, without a byte order mark.
    pub text: String,
    /// What the file holds, for [`super::save()`] to compare with.
    pub fingerprint: Fingerprint,
    /// Something the person should know, such as that it was UTF-16.
    pub note: Option<String>,
}

/// A file that was read as it is, such as one locked with a passphrase.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct OpenedBytes {
    /// The content.
    pub bytes: Vec<u8>,
    /// What the file holds, for [`super::save_bytes`] to compare with.
    pub fingerprint: Fingerprint,
}

/// Reads the text file at `path`: UTF-8 with or without a byte order mark, or UTF-16 with one. At most 256 MiB.
pub fn open(path: &Path) -> Result<Opened, OpenError> {
    open_up_to(path, LIMIT_BYTES).and_then(|opened| into_text(path, opened))
}

/// Reads the file at `path` without looking at what is in it. At most 256 MiB.
pub fn open_bytes(path: &Path) -> Result<OpenedBytes, OpenError> {
    open_up_to(path, LIMIT_BYTES)
}

fn open_up_to(path: &Path, limit: u64) -> Result<OpenedBytes, OpenError> {
    let owned = || -> PathBuf { path.to_owned() };
    let too_big = |length: u64| OpenError::TooBig {
        path: owned(),
        megabytes: length.div_ceil(MEBIBYTE),
        limit_megabytes: limit / MEBIBYTE,
    };
    // Before opening: opening a pipe would wait for ever.
    let metadata = fs::metadata(path).map_err(|error| OpenError::of(path, error))?;
    if metadata.is_dir() {
        return Err(OpenError::IsFolder { path: owned() });
    }
    if !metadata.is_file() {
        return Err(OpenError::NotAFile { path: owned() });
    }
    if metadata.len() > limit {
        return Err(too_big(metadata.len()));
    }
    let bytes = read_up_to(path, limit).map_err(|error| OpenError::of(path, error))?;
    if bytes.len() as u64 > limit {
        return Err(too_big(bytes.len() as u64));
    }
    if bytes.is_empty() {
        return Err(OpenError::Empty { path: owned() });
    }
    Ok(OpenedBytes { fingerprint: Fingerprint::of(&bytes), bytes })
}

fn into_text(path: &Path, opened: OpenedBytes) -> Result<Opened, OpenError> {
    let path = || path.to_owned();
    let OpenedBytes { mut bytes, fingerprint } = opened;
    let mut note = None;
    let text = match Encoding::for_bom(&bytes) {
        Some((encoding, mark)) if encoding != UTF_8 => {
            let text = encoding
                .decode_without_bom_handling_and_without_replacement(&bytes[mark..])
                .ok_or_else(|| OpenError::BadUtf16 { path: path() })?
                .into_owned();
            note = Some("The file was UTF-16 text. It will be saved as UTF-8".to_owned());
            text
        }
        marked => {
            let mark = marked.map_or(0, |(_, mark)| mark);
            if mark > 0 {
                bytes.drain(..mark);
                note = Some(
                    "The file began with an invisible mark (UTF-8 BOM). It will be saved without".to_owned(),
                );
            }
            if bytes.starts_with(b"PK\x03\x04") {
                return Err(OpenError::Zipped { path: path() });
            }
            String::from_utf8(bytes).map_err(|error| {
                let bad = error.utf8_error().valid_up_to();
                let bytes = error.as_bytes();
                if looks_binary(bytes) {
                    return OpenError::NotText { path: path() };
                }
                let line = bytes[..bad].split(|byte| *byte == b'\n').count();
                OpenError::BadCharacter { path: path(), line, byte: bad + mark }
            })?
        }
    };
    if text.contains('\0') {
        return Err(OpenError::NotText { path: path() });
    }
    if text.trim().is_empty() {
        return Err(OpenError::Empty { path: path() });
    }
    Ok(Opened { text, fingerprint, note })
}

/// Text in an old encoding has a few strange bytes; a picture or a program has control characters all over.
fn looks_binary(bytes: &[u8]) -> bool {
    bytes.iter().any(|byte| matches!(byte, 0..=8 | 14..=31))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn opening(bytes: &[u8]) -> Result<Opened, OpenError> {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("plan.caseload");
        fs::write(&path, bytes).unwrap();
        open(&path)
    }

    #[test]
    fn plain_text_needs_no_note() {
        let opened = opening("Zoë’s team\n".as_bytes()).unwrap();
        assert_eq!((opened.text.as_str(), opened.note), ("Zoë’s team\n", None));
        assert_eq!(opened.fingerprint, Fingerprint::of("Zoë’s team\n".as_bytes()));
    }

    #[test]
    fn marks_and_utf_16_are_understood_and_said() {
        let utf16 = |swap: bool| -> Vec<u8> {
            "\u{feff}Zoë 😀"
                .encode_utf16()
                .flat_map(|unit| if swap { unit.to_be_bytes() } else { unit.to_le_bytes() })
                .collect()
        };
        for (bytes, noted) in [
            ("\u{feff}Zoë 😀".as_bytes().to_vec(), "UTF-8 BOM"),
            (utf16(false), "UTF-16"),
            (utf16(true), "UTF-16"),
        ] {
            let opened = opening(&bytes).unwrap();
            assert_eq!(opened.text, "Zoë 😀");
            assert!(opened.note.unwrap().contains(noted));
            assert_eq!(opened.fingerprint, Fingerprint::of(&bytes), "of the file, not of the text");
        }
    }

    #[test]
    fn what_is_not_text_is_refused_with_a_sentence() {
        let table: [(&[u8], &str); 10] = [
            (b"", "is empty"),
            (b" \r\n", "is empty"),
            (b"\xef\xbb\xbf", "is empty"),
            (b"\xff\xfe", "is empty"),
            (b"PK\x03\x04rest of a workbook", "spreadsheet"),
            (b"\x89PNG\r\n\x1a\n\0\0", "not a text file"),
            (b"text with a \0 in it", "not a text file"),
            (b"one\ntwo\nZo\xeb\n", "line 3 (byte 10)"),
            (b"\xef\xbb\xbfZo\xeb", "line 1 (byte 5)"),
            (b"\xff\xfe\x00\xd8a\0", "marked as UTF-16"),
        ];
        for (bytes, sentence) in table {
            let error = opening(bytes).unwrap_err().to_string();
            assert!(error.contains(sentence) && error.starts_with("plan.caseload"), "{bytes:?}: {error}");
        }
    }

    #[test]
    fn folders_missing_files_and_giants_are_refused() {
        let folder = tempfile::tempdir().unwrap();
        assert!(matches!(open(folder.path()), Err(OpenError::IsFolder { .. })));
        let missing = folder.path().join("no such folder").join("plan.caseload");
        assert!(matches!(open(&missing), Err(OpenError::Missing { .. })));
        assert!(matches!(open(&folder.path().join("x".repeat(300))), Err(OpenError::Missing { .. })));
        let path = folder.path().join("giant");
        fs::File::create(&path).unwrap().set_len(LIMIT_BYTES + 1).unwrap();
        let error = open(&path).unwrap_err().to_string();
        assert!(error.contains("257 MB") && error.contains("256 MB"), "{error}");
        fs::write(&path, "twelve bytes").unwrap();
        assert!(open_up_to(&path, 12).is_ok());
        assert!(matches!(open_up_to(&path, 11), Err(OpenError::TooBig { .. })));
        assert!(matches!(open_up_to(&path.join("below a file"), 11), Err(OpenError::Missing { .. })));
    }

    #[cfg(unix)]
    #[test]
    fn a_device_is_refused_without_reading_it() {
        assert!(matches!(open(Path::new("/dev/zero")), Err(OpenError::NotAFile { .. })));
    }

    #[cfg(unix)]
    #[test]
    fn a_file_of_somebody_else_is_refused() {
        use std::os::unix::fs::PermissionsExt;
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("plan.caseload");
        fs::write(&path, "text").unwrap();
        fs::set_permissions(&path, fs::Permissions::from_mode(0o000)).unwrap();
        if fs::File::open(&path).is_ok() {
            println!("SKIPPED: this user (root) may read everything");
            return;
        }
        assert!(matches!(open(&path), Err(OpenError::NoPermission { .. })));
    }
}
