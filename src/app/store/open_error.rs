//! Why a file could not be opened, as sentences for the person who asked for it.

use std::io;
use std::path::{Path, PathBuf};

use thiserror::Error;

/// Why a file was not opened. The file itself is never touched.
#[derive(Debug, Error)]
pub enum OpenError {
    /// Nothing is there.
    #[error("{} is not there. It may have been moved, renamed or deleted, or its drive is not connected", path.display())]
    Missing {
        /// The path.
        path: PathBuf,
    },
    /// The path is that of a folder.
    #[error("{} is a folder. Choose a file in it", name(path))]
    IsFolder {
        /// The folder.
        path: PathBuf,
    },
    /// A device or something else that is not a file.
    #[error("{} is not an ordinary file. Choose another", name(path))]
    NotAFile {
        /// The path.
        path: PathBuf,
    },
    /// This user may not read it.
    #[error("You do not have permission to read {}. Ask its owner for access, or for a copy", name(path))]
    NoPermission {
        /// The file.
        path: PathBuf,
    },
    /// Larger than any plan.
    #[error(
        "{} is {megabytes} MB; the most that can be opened is {limit_megabytes} MB. Check that it is the right file",
        name(path)
    )]
    TooBig {
        /// The file.
        path: PathBuf,
        /// Its size, in whole mebibytes, rounded up.
        megabytes: u64,
        /// The limit, in mebibytes.
        limit_megabytes: u64,
    },
    /// No content.
    #[error(
        "{} is empty. If it should not be, look for its backup, {}.bak, in the same folder",
        name(path),
        name(path)
    )]
    Empty {
        /// The file.
        path: PathBuf,
    },
    /// A zip file, which every modern spreadsheet and document is.
    #[error(
        "{} is a spreadsheet, a document or a zip file, not text. A spreadsheet can be imported instead of opened",
        name(path)
    )]
    Zipped {
        /// The file.
        path: PathBuf,
    },
    /// Not text at all.
    #[error(
        "{} is not a text file. Check that it is the right file; if it should be, look for its backup, {}.bak, in the same folder",
        name(path),
        name(path)
    )]
    NotText {
        /// The file.
        path: PathBuf,
    },
    /// Text, but not in an encoding that is understood.
    #[error(
        "{} has a character that is not UTF-8 on line {line} (byte {byte}). Open it in the program that wrote it and \
         save it as UTF-8, or look for its backup, {}.bak, in the same folder",
        name(path),
        name(path)
    )]
    BadCharacter {
        /// The file.
        path: PathBuf,
        /// Line of the first bad character, from 1.
        line: usize,
        /// Position of the first bad character, from 0.
        byte: usize,
    },
    /// Text marked as UTF-16, with something else in it.
    #[error(
        "{} is marked as UTF-16 text but is damaged. Open it in the program that wrote it and save it as UTF-8",
        name(path)
    )]
    BadUtf16 {
        /// The file.
        path: PathBuf,
    },
    /// Anything else.
    #[error(
        "{} could not be read. Try again; if it is on a network or synchronised drive, wait until it is there (the system says: {error})",
        name(path)
    )]
    Other {
        /// The file.
        path: PathBuf,
        /// What the system said.
        error: io::Error,
    },
}

impl OpenError {
    pub(super) fn of(path: &Path, error: io::Error) -> Self {
        let path = path.to_owned();
        match error.kind() {
            io::ErrorKind::NotFound | io::ErrorKind::NotADirectory | io::ErrorKind::InvalidFilename => {
                Self::Missing { path }
            }
            io::ErrorKind::PermissionDenied => Self::NoPermission { path },
            io::ErrorKind::IsADirectory => Self::IsFolder { path },
            _ => Self::Other { path, error },
        }
    }
}

fn name(path: &Path) -> String {
    path.file_name().unwrap_or(path.as_os_str()).to_string_lossy().into_owned()
}
