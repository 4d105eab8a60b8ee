//! Why a save did not happen, as sentences for the person who asked for it.

use std::io;
use std::path::{Path, PathBuf};

use thiserror::Error;

/// Why nothing, or not everything, was saved.
///
/// Each sentence says what happened, what became of the work, and what to do. They name files, so they are for the
/// screen and not for a log.
#[derive(Debug, Error)]
pub enum SaveError {
    /// Somebody else changed the file since it was opened.
    #[error(
        "{} was changed by someone else since you opened it, so it was not saved. Nothing is lost: both versions \
         are still there. Compare them, save under another name, or save over the other version",
        name(path)
    )]
    ChangedOnDisk {
        /// The file.
        path: PathBuf,
    },
    /// The file was deleted or moved away since it was opened.
    #[error(
        "{} is no longer where you opened it: it was moved, renamed or deleted. Nothing is lost: your work is \
         still open here. Save it there again, or save it under another name",
        name(path)
    )]
    DeletedSince {
        /// The file.
        path: PathBuf,
    },
    /// A file of that name is already there, and it is not the one that was opened.
    #[error(
        "There is already a file called {}, so nothing was saved and that file is unchanged. Choose another name, \
         or say that it may be replaced",
        name(path)
    )]
    Exists {
        /// The file.
        path: PathBuf,
    },
    /// The path is that of a folder.
    #[error(
        "{} is a folder, so nothing was saved. Your work is still open here. Choose a file name",
        name(path)
    )]
    IsFolder {
        /// The folder.
        path: PathBuf,
    },
    /// The path is that of a device or something else that is not a file.
    #[error(
        "{} is not an ordinary file, so nothing was saved. Your work is still open here. Choose another name",
        name(path)
    )]
    NotAFile {
        /// The path.
        path: PathBuf,
    },
    /// The folder is not there.
    #[error(
        "The folder {} is not there, or the drive it is on is not connected, so nothing was saved. Your work is \
         still open here. Connect the drive and try again, or save it in another folder", folder.display()
    )]
    FolderGone {
        /// The folder.
        folder: PathBuf,
    },
    /// The path is a link to something that is not there.
    #[error(
        "{} is a link to a file that is not there, so nothing was saved. Your work is still open here. Save it \
         under another name",
        name(path)
    )]
    BrokenLink {
        /// The link.
        path: PathBuf,
    },
    /// The name is longer than the disk allows, or has characters that it does not.
    #[error(
        "The disk does not allow a file of that name: it is too long or has a character that is not allowed. \
         Nothing was saved; your work is still open here. Choose a shorter, plainer name"
    )]
    NameRefused {
        /// The file.
        path: PathBuf,
    },
    /// The file is marked read-only, or this user may not write to it.
    #[error(
        "{} may not be changed: it is read-only for you. It is unchanged and your work is still open here. Use \
         Save as to save it under another name or in another folder",
        name(path)
    )]
    ReadOnlyFile {
        /// The file.
        path: PathBuf,
    },
    /// This user may not read or write here.
    #[error(
        "You do not have permission to save in the folder {}. Nothing was changed there and your work is still open here. \
         Use Save as to save it in a folder of your own, or ask for access", folder.display()
    )]
    NoPermission {
        /// The folder.
        folder: PathBuf,
    },
    /// The whole disk is read-only.
    #[error(
        "The disk that holds {} can only be read, so nothing was saved. Your work is still open here. Use Save as \
         to save it on another disk", folder.display()
    )]
    ReadOnlyDisk {
        /// The folder.
        folder: PathBuf,
    },
    /// No room on the disk, or the user's share of it is used up.
    #[error(
        "The disk is full, or your share of it is used up, so nothing was saved. The file is as it was and your \
         work is still open here. Make room and save again, or use Save as to save it on another disk"
    )]
    DiskFull {
        /// The folder.
        folder: PathBuf,
    },
    /// The previous version could not be kept, so it was not replaced.
    #[error(
        "The previous version could not be kept as {}, so it was not replaced and nothing was saved. Your work is \
         still open here. Close whatever has that file open and save again, or save under another name \
         (the system says: {error})",
        name(backup)
    )]
    NoBackup {
        /// Where the previous version would have been kept.
        backup: PathBuf,
        /// What the system said.
        error: io::Error,
    },
    /// The file could not be replaced; the work is in a finished copy beside it.
    #[error(
        "{} could not be replaced: it may be open in another program or being synchronised. Your work is saved \
         beside it as {}. {} (the system says: {error})", name(path), name(copy), fate.sentence()
    )]
    KeptBeside {
        /// The file that was to be replaced.
        path: PathBuf,
        /// The finished copy of the work.
        copy: PathBuf,
        /// What became of the file that was to be replaced.
        fate: Fate,
        /// What the system said.
        error: io::Error,
    },
    /// The file could be neither replaced nor a copy put beside it.
    #[error(
        "{} could not be replaced: it may be open in another program or being synchronised. It is as it was and \
         your work is still open here. Try again, or save it under another name (the system says: {error})",
        name(path)
    )]
    Refused {
        /// The file.
        path: PathBuf,
        /// What the system said.
        error: io::Error,
    },
    /// What the disk gives back is not what was written, found before anything was replaced.
    #[error(
        "The disk did not give back what was written to it, so nothing was replaced. The file is as it was and \
         your work is still open here. Save it on another disk and have this one looked at"
    )]
    ReadBackDiffers {
        /// The file.
        path: PathBuf,
    },
    /// The file was replaced, but reading it afterwards failed or gave something else.
    #[error("{}", not_confirmed(path, backup.as_deref(), copy.as_deref()))]
    NotConfirmed {
        /// The file.
        path: PathBuf,
        /// The previous version, if there was one.
        backup: Option<PathBuf>,
        /// A second copy of the work, if it could be written.
        copy: Option<PathBuf>,
    },
    /// Anything else, before anything was replaced.
    #[error(
        "{} could not be saved. It is as it was and your work is still open here. Try again, or save it under \
         another name or in another folder (the system says: {error})",
        name(path)
    )]
    Other {
        /// The file.
        path: PathBuf,
        /// What the system said.
        error: io::Error,
    },
}

/// What became of a file that could not be replaced.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Fate {
    /// There was none, and there is none.
    NotCreated,
    /// It holds what it held before.
    AsItWas,
    /// It may be incomplete; the previous version is the backup.
    Torn {
        /// The previous version.
        backup: Option<PathBuf>,
    },
}

impl Fate {
    fn sentence(&self) -> String {
        match self {
            Self::NotCreated => "Rename that copy when the folder lets you".to_owned(),
            Self::AsItWas => {
                "The file itself is as it was. Close the other program and save again".to_owned()
            }
            Self::Torn { backup: Some(backup) } => format!(
                "The file itself may be incomplete; its previous version is kept as {}. Close the other program \
                 and save again",
                name(backup)
            ),
            Self::Torn { backup: None } => "The file itself may be incomplete. Save again".to_owned(),
        }
    }
}

/// The last part of a path, which is how people call a file.
fn name(path: &Path) -> String {
    path.file_name().unwrap_or(path.as_os_str()).to_string_lossy().into_owned()
}

fn not_confirmed(path: &Path, backup: Option<&Path>, copy: Option<&Path>) -> String {
    let mut sentence = format!(
        "{} was written, but the disk did not give the same back, so do not rely on it. Your work is still open here",
        name(path)
    );
    if let Some(copy) = copy {
        sentence = format!("{sentence} and saved a second time as {}", name(copy));
    }
    if let Some(backup) = backup {
        sentence = format!("{sentence}; the previous version is kept as {}", name(backup));
    }
    sentence + ". Save it on another disk before you close it"
}

impl SaveError {
    /// The sentence for a failed step at `path`, when nothing was replaced yet.
    pub(super) fn before_replacing(path: &Path, error: io::Error) -> Self {
        let folder = || path.parent().unwrap_or(path).to_owned();
        match error.kind() {
            io::ErrorKind::StorageFull | io::ErrorKind::QuotaExceeded | io::ErrorKind::FileTooLarge => {
                Self::DiskFull { folder: folder() }
            }
            io::ErrorKind::ReadOnlyFilesystem => Self::ReadOnlyDisk { folder: folder() },
            io::ErrorKind::PermissionDenied => Self::NoPermission { folder: folder() },
            io::ErrorKind::NotFound | io::ErrorKind::NotADirectory => Self::FolderGone { folder: folder() },
            io::ErrorKind::InvalidFilename => Self::NameRefused { path: path.to_owned() },
            io::ErrorKind::IsADirectory => Self::IsFolder { path: path.to_owned() },
            _ => Self::Other { path: path.to_owned(), error },
        }
    }
}
