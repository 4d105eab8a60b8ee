//! What saving asks of a disk, one small step at a time, so that tests can make any one of them fail.

use std::fs::{self, File, OpenOptions};
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};
use std::time::Duration;

use chrono::NaiveDateTime;
use tempfile::NamedTempFile;

use super::fingerprint::Fingerprint;

/// What stands at a path, links followed.
#[derive(Clone, Debug)]
pub(super) struct Facts {
    /// An ordinary file, not a folder or a device.
    pub is_file: bool,
    /// A folder.
    pub is_folder: bool,
    /// Marked read-only: by its attribute, or by a mode that lets nobody write.
    pub is_read_only: bool,
    #[cfg(unix)]
    mode: u32,
    #[cfg(unix)]
    owner: (u32, u32),
}

impl Facts {
    fn of(metadata: &fs::Metadata) -> Self {
        #[cfg(unix)]
        use std::os::unix::fs::MetadataExt;
        Self {
            is_file: metadata.is_file(),
            is_folder: metadata.is_dir(),
            is_read_only: metadata.permissions().readonly(),
            #[cfg(unix)]
            mode: metadata.mode() & 0o7777,
            #[cfg(unix)]
            owner: (metadata.uid(), metadata.gid()),
        }
    }
}

/// A rename that did not happen, and the file it would have moved.
#[derive(Debug)]
pub(super) struct Refused {
    pub error: io::Error,
    pub temp: NamedTempFile,
}

/// The steps of saving. [`RealDisk`] does them; the provided bodies are the real ones, so a failing disk in a test
/// only overrides the step that fails.
pub(super) trait Disk {
    /// What is at `path`.
    fn facts(&self, path: &Path) -> io::Result<Facts> {
        fs::metadata(path).map(|metadata| Facts::of(&metadata))
    }

    /// The full path of what is at `path`, which must exist; where it leads, if it is a link.
    fn resolve(&self, path: &Path) -> io::Result<PathBuf> {
        if fs::symlink_metadata(path)?.is_symlink() {
            fs::canonicalize(path)
        } else {
            std::path::absolute(path)
        }
    }

    /// The fingerprint of the file at `path`.
    fn fingerprint(&self, path: &Path) -> io::Result<Fingerprint> {
        Fingerprint::of_reader(File::open(path)?)
    }

    /// Whether the file at `path` may be written to; changes nothing.
    fn try_writing(&self, path: &Path) -> io::Result<()> {
        OpenOptions::new().write(true).open(path).map(drop)
    }

    /// An empty file in `folder` that only its owner may read and that vanishes when dropped.
    fn temp_in(&self, folder: &Path) -> io::Result<NamedTempFile> {
        tempfile::Builder::new().prefix(".caseload-").suffix(".tmp").tempfile_in(folder)
    }

    /// Writes all of `bytes` to an open file.
    fn write(&self, file: &mut File, bytes: &[u8]) -> io::Result<()> {
        file.write_all(bytes)?;
        file.flush()
    }

    /// Copies the file at `from` to an open file.
    fn copy(&self, from: &Path, to: &mut File) -> io::Result<()> {
        io::copy(&mut File::open(from)?, to)?;
        to.flush()
    }

    /// Waits until the disk says that it has the file's content.
    fn sync(&self, file: &File) -> io::Result<()> {
        accept_unsupported(file.sync_all())
    }

    /// Gives an open file the owner and permissions of another.
    fn keep_access(&self, file: &File, like: &Facts) -> io::Result<()> {
        #[cfg(unix)]
        {
            use std::os::unix::fs::PermissionsExt;
            let now = Facts::of(&file.metadata()?);
            if now.owner != like.owner {
                std::os::unix::fs::fchown(file, Some(like.owner.0), Some(like.owner.1))?;
            }
            // After the owner, since changing that clears some of the mode.
            if now.mode != like.mode || now.owner != like.owner {
                file.set_permissions(fs::Permissions::from_mode(like.mode))?;
            }
        }
        #[cfg(not(unix))]
        {
            // A new file takes its access from the folder there; the read-only mark was refused earlier.
            let (_, _) = (file, like);
        }
        Ok(())
    }

    /// Puts a finished file at `to`, replacing what is there in one step.
    fn rename_over(&self, temp: NamedTempFile, to: &Path) -> Result<(), Refused> {
        temp.persist(to).map(drop).map_err(|refused| Refused { error: refused.error, temp: refused.file })
    }

    /// Puts a finished file at `to`, where nothing may be yet.
    fn rename_new(&self, temp: NamedTempFile, to: &Path) -> Result<(), Refused> {
        match temp.persist_noclobber(to) {
            Ok(_) => Ok(()),
            // Some network drives cannot rename without replacing; there, look first.
            Err(refused) if refused.error.kind() != io::ErrorKind::AlreadyExists && !to.exists() => {
                self.rename_over(refused.file, to)
            }
            Err(refused) => Err(Refused { error: refused.error, temp: refused.file }),
        }
    }

    /// Overwrites the file at `path` where it stands, and syncs it. Not in one step: a failure leaves a torn file.
    fn write_in_place(&self, path: &Path, bytes: &[u8]) -> io::Result<()> {
        let mut file = OpenOptions::new().write(true).truncate(true).open(path)?;
        file.write_all(bytes)?;
        accept_unsupported(file.sync_all())
    }

    /// Writes a new file at `path`, where nothing may be yet, and syncs it. Removes it again when that fails.
    fn write_new(&self, path: &Path, bytes: &[u8]) -> io::Result<()> {
        let mut options = OpenOptions::new();
        options.write(true).create_new(true);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        let mut file = options.open(path)?;
        file.write_all(bytes).and_then(|()| accept_unsupported(file.sync_all())).inspect_err(|_| {
            fs::remove_file(path).ok();
        })
    }

    /// Waits until the disk says that it has the names in `folder`.
    fn sync_folder(&self, folder: &Path) -> io::Result<()> {
        #[cfg(unix)]
        accept_unsupported(File::open(folder)?.sync_all())?;
        #[cfg(not(unix))]
        let _: &Path = folder;
        Ok(())
    }

    /// Removes the file at `path`.
    fn remove(&self, path: &Path) -> io::Result<()> {
        fs::remove_file(path)
    }

    /// Waits a little before trying again.
    fn pause(&self, length: Duration) {
        std::thread::sleep(length);
    }

    /// The time on the wall, for the name of a kept copy.
    fn now(&self) -> NaiveDateTime {
        chrono::Local::now().naive_local()
    }
}

/// The disk of this machine.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct RealDisk;

impl Disk for RealDisk {}

/// Reads the file at `path`, but never more than `limit` bytes and one.
pub(super) fn read_up_to(path: &Path, limit: u64) -> io::Result<Vec<u8>> {
    let mut bytes = Vec::new();
    File::open(path)?.take(limit.saturating_add(1)).read_to_end(&mut bytes)?;
    Ok(bytes)
}

/// Some network and virtual file systems cannot sync at all; that is no reason to refuse to save there.
fn accept_unsupported(result: io::Result<()>) -> io::Result<()> {
    match result {
        Err(error) if matches!(error.kind(), io::ErrorKind::Unsupported | io::ErrorKind::InvalidInput) => {
            Ok(())
        }
        other => other,
    }
}

/// Puts `bytes` at `path` in one step, for the program's own small files: no backup, no questions.
pub(super) fn replace(disk: &impl Disk, path: &Path, bytes: &[u8]) -> io::Result<()> {
    // Through a link, so that a settings file kept elsewhere stays there.
    let path = disk.resolve(path).unwrap_or_else(|_| path.to_owned());
    let folder = path.parent().ok_or(io::ErrorKind::InvalidFilename)?;
    let mut temp = disk.temp_in(folder)?;
    disk.write(temp.as_file_mut(), bytes)?;
    disk.sync(temp.as_file())?;
    let mut waits = WAITS.iter();
    loop {
        match disk.rename_over(temp, &path) {
            Ok(()) => break,
            Err(refused) => match waits.next() {
                Some(wait) => {
                    disk.pause(*wait);
                    temp = refused.temp;
                }
                None => return Err(refused.error),
            },
        }
    }
    disk.sync_folder(folder).ok();
    Ok(())
}

/// How long to wait between tries at a rename: virus scanners and synchronising programs let go soon.
pub(super) const WAITS: [Duration; 5] = [
    Duration::from_millis(20),
    Duration::from_millis(50),
    Duration::from_millis(100),
    Duration::from_millis(200),
    Duration::from_millis(400),
];
