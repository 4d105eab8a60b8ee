//! Saves a file so that at every moment either the old or the new content is whole on the disk.
//!
//! # Order of steps
//! 1. Look: a file, a folder, a link? Changed since it was opened? Writable?
//! 2. Write a temporary file in the same folder, sync it, read it back.
//! 3. Look again for changes, then copy the old content to the backup, in the same careful way.
//! 4. Rename over, sync the folder, read back.
//! 5. If the rename is refused for long: put the finished file beside under a clear name, write over the old one
//!    where it stands, read back, and only then remove the copy.

use std::ffi::OsString;
use std::io;
use std::path::{Path, PathBuf};

use tempfile::NamedTempFile;

use super::disk::{Disk, Facts, RealDisk, Refused, WAITS};
use super::fingerprint::Fingerprint;
use super::save_error::{Fate, SaveError};

/// Whether a file that is not the one that was opened may be replaced.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Overwrite {
    /// The person has seen the warning and said yes.
    Yes,
    /// Ask first: a conflict is an error.
    No,
}

/// A finished save.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Saved {
    /// What the file holds now; keep it for the next save.
    pub fingerprint: Fingerprint,
    /// Something the person should know, though the save is good.
    pub note: Option<String>,
    /// Where the previous version is kept, if there was one and it was different.
    pub backup: Option<PathBuf>,
}

/// Longest file name, in bytes, that common disks allow.
const LONGEST_NAME: usize = 255;

/// Saves `text` as UTF-8 at `path`. See [`save_bytes`].
pub fn save(
    path: &Path,
    text: &str,
    opened: Option<&Fingerprint>,
    choice: Overwrite,
) -> Result<Saved, SaveError> {
    save_bytes(path, text.as_bytes(), opened, choice)
}

/// Saves `bytes` at `path`, through links, keeping the previous version as `<name>.bak`.
///
/// `opened`: what was last read from or saved to this same path; `None` for a path that was never opened. A file
/// whose content is no longer that, or that is unexpectedly there or gone, is an error unless `choice` is
/// [`Overwrite::Yes`]. A file that already holds `bytes` is left alone, backup included.
///
/// New files may be read by their owner only; an existing file keeps its permissions.
pub fn save_bytes(
    path: &Path,
    bytes: &[u8],
    opened: Option<&Fingerprint>,
    choice: Overwrite,
) -> Result<Saved, SaveError> {
    save_on(&RealDisk, path, bytes, opened, choice)
}

/// Where the bytes go.
struct Target {
    path: PathBuf,
    folder: PathBuf,
    /// The file that is there already.
    existing: Option<Facts>,
}

pub(super) fn save_on(
    disk: &impl Disk,
    path: &Path,
    bytes: &[u8],
    opened: Option<&Fingerprint>,
    choice: Overwrite,
) -> Result<Saved, SaveError> {
    let target = find_target(disk, path)?;
    let fail = |error| SaveError::before_replacing(&target.path, error);
    let wanted = Fingerprint::of(bytes);

    let before = content_now(disk, &target).map_err(fail)?;
    if choice == Overwrite::No {
        let path = target.path.clone();
        match (opened, &before) {
            (Some(opened), Some(now)) if opened != now => return Err(SaveError::ChangedOnDisk { path }),
            (Some(_), None) => return Err(SaveError::DeletedSince { path }),
            (None, Some(_)) => return Err(SaveError::Exists { path }),
            (Some(_), Some(_)) | (None, None) => {}
        }
    }
    if before.as_ref() == Some(&wanted) {
        return Ok(Saved { fingerprint: wanted, note: None, backup: None });
    }
    if let Some(facts) = &target.existing {
        check_writable(disk, &target.path, facts)?;
    }

    let temp = finished_temp(disk, &target, bytes, &wanted)?;
    let access = target.existing.as_ref().map_or(Ok(()), |facts| disk.keep_access(temp.as_file(), facts));
    // Writing took a moment: has anyone else saved meanwhile?
    match (&before, content_now(disk, &target).map_err(fail)?) {
        (before, now) if *before == now => {}
        (None, _) => return Err(SaveError::Exists { path: target.path.clone() }),
        (_, None) => return Err(SaveError::DeletedSince { path: target.path.clone() }),
        _ => return Err(SaveError::ChangedOnDisk { path: target.path.clone() }),
    }
    let backup = match (&target.existing, &before) {
        (Some(facts), Some(before)) => Some(keep_backup(disk, &target, facts, before)?),
        _ => None,
    };

    let job = Job { disk, target: &target, bytes, wanted: &wanted, before, backup };
    match access {
        Ok(()) => job.rename(temp),
        // A rename would hand the file to another owner or other readers; writing over it does not.
        Err(error) => job.in_place(Refused { error, temp }),
    }
}

fn find_target(disk: &impl Disk, path: &Path) -> Result<Target, SaveError> {
    let fail = |error| SaveError::before_replacing(path, error);
    if path.as_os_str().is_empty() {
        return Err(SaveError::NameRefused { path: path.to_owned() });
    }
    match disk.facts(path) {
        Ok(facts) if facts.is_folder => Err(SaveError::IsFolder { path: path.to_owned() }),
        Ok(facts) if !facts.is_file => Err(SaveError::NotAFile { path: path.to_owned() }),
        Ok(facts) => {
            let path = disk.resolve(path).map_err(fail)?;
            let folder = path.parent().unwrap_or(&path).to_owned();
            Ok(Target { path, folder, existing: Some(facts) })
        }
        Err(error) if error.kind() == io::ErrorKind::NotFound => {
            if path.is_symlink() {
                return Err(SaveError::BrokenLink { path: path.to_owned() });
            }
            let Some(name) = path.file_name() else {
                return Err(SaveError::NameRefused { path: path.to_owned() });
            };
            let folder = match path.parent() {
                Some(folder) if !folder.as_os_str().is_empty() => folder,
                _ => Path::new("."),
            };
            let folder = disk.resolve(folder).map_err(fail)?;
            if !disk.facts(&folder).map_err(fail)?.is_folder {
                return Err(SaveError::FolderGone { folder });
            }
            Ok(Target { path: folder.join(name), folder, existing: None })
        }
        Err(error) => Err(fail(error)),
    }
}

/// What the target holds at this moment; `None` if it is not there.
fn content_now(disk: &impl Disk, target: &Target) -> io::Result<Option<Fingerprint>> {
    match disk.fingerprint(&target.path) {
        Ok(fingerprint) => Ok(Some(fingerprint)),
        Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(None),
        Err(error) => Err(error),
    }
}

/// A rename would replace a file that may not be written to; that is not ours to decide.
fn check_writable(disk: &impl Disk, path: &Path, facts: &Facts) -> Result<(), SaveError> {
    if facts.is_read_only {
        return Err(SaveError::ReadOnlyFile { path: path.to_owned() });
    }
    match disk.try_writing(path) {
        Err(error) if error.kind() == io::ErrorKind::PermissionDenied => {
            Err(SaveError::ReadOnlyFile { path: path.to_owned() })
        }
        Err(error) if error.kind() == io::ErrorKind::ReadOnlyFilesystem => {
            Err(SaveError::before_replacing(path, error))
        }
        // Held by another program: the rename may still work, or be tried again until it does.
        Ok(()) | Err(_) => Ok(()),
    }
}

/// A temporary file that holds `bytes`, synced and read back. It vanishes when dropped.
fn finished_temp(
    disk: &impl Disk,
    target: &Target,
    bytes: &[u8],
    wanted: &Fingerprint,
) -> Result<NamedTempFile, SaveError> {
    let fail = |error| SaveError::before_replacing(&target.path, error);
    let mut temp = disk.temp_in(&target.folder).map_err(fail)?;
    disk.write(temp.as_file_mut(), bytes).map_err(fail)?;
    disk.sync(temp.as_file()).map_err(fail)?;
    if disk.fingerprint(temp.path()).map_err(fail)? != *wanted {
        return Err(SaveError::ReadBackDiffers { path: target.path.clone() });
    }
    Ok(temp)
}

/// Copies the old content to `<name>.bak`, checked, replacing an older backup in one step.
///
/// A copy and not a hard link, since writing in place would write into the link as well.
fn keep_backup(
    disk: &impl Disk,
    target: &Target,
    facts: &Facts,
    before: &Fingerprint,
) -> Result<PathBuf, SaveError> {
    let backup = with_name(&target.path, "", ".bak");
    let fail = |error: io::Error| match SaveError::before_replacing(&target.path, error) {
        SaveError::Other { error, .. } => SaveError::NoBackup { backup: backup.clone(), error },
        known => known,
    };
    let mut temp = disk.temp_in(&target.folder).map_err(fail)?;
    disk.copy(&target.path, temp.as_file_mut()).map_err(fail)?;
    // If the backup cannot be given to the same people it stays with its owner alone, which is safe.
    disk.keep_access(temp.as_file(), facts).ok();
    disk.sync(temp.as_file()).map_err(fail)?;
    if disk.fingerprint(temp.path()).map_err(fail)? != *before {
        return Err(SaveError::ChangedOnDisk { path: target.path.clone() });
    }
    rename_patiently(disk, temp, &backup, true)
        .map_err(|refused| SaveError::NoBackup { backup: backup.clone(), error: refused.error })?;
    Ok(backup)
}

/// The rename, tried again a few times if something else holds the file for a moment.
fn rename_patiently(
    disk: &impl Disk,
    mut temp: NamedTempFile,
    to: &Path,
    replace: bool,
) -> Result<(), Refused> {
    let mut waits = WAITS.iter();
    loop {
        let result = if replace { disk.rename_over(temp, to) } else { disk.rename_new(temp, to) };
        let Err(refused) = result else { return Ok(()) };
        // No patience helps against these.
        let hopeless = matches!(
            refused.error.kind(),
            io::ErrorKind::AlreadyExists
                | io::ErrorKind::NotFound
                | io::ErrorKind::StorageFull
                | io::ErrorKind::ReadOnlyFilesystem
                | io::ErrorKind::InvalidFilename
        );
        match waits.next() {
            Some(wait) if !hopeless => disk.pause(*wait),
            _ => return Err(refused),
        }
        temp = refused.temp;
    }
}

/// The last steps, once the new content is finished and the old one kept.
struct Job<'a, D: Disk> {
    disk: &'a D,
    target: &'a Target,
    bytes: &'a [u8],
    wanted: &'a Fingerprint,
    /// What the target held before, and so what the backup holds.
    before: Option<Fingerprint>,
    backup: Option<PathBuf>,
}

impl<D: Disk> Job<'_, D> {
    fn rename(self, temp: NamedTempFile) -> Result<Saved, SaveError> {
        let path = &self.target.path;
        match rename_patiently(self.disk, temp, path, self.target.existing.is_some()) {
            Ok(()) => {}
            // Over a network a rename can happen and the answer be lost.
            Err(_) if self.holds_the_new_content() => {}
            Err(refused) if refused.error.kind() == io::ErrorKind::AlreadyExists => {
                return Err(SaveError::Exists { path: path.clone() });
            }
            Err(refused) => return self.in_place(refused),
        }
        let note = self.disk.sync_folder(&self.target.folder).err().map(|_| {
            "Saved, but the disk has not confirmed it yet. Leave it connected for a while".to_owned()
        });
        if self.holds_the_new_content() {
            return Ok(self.saved(note));
        }
        let copy = self.copy_path().filter(|copy| self.disk.write_new(copy, self.bytes).is_ok());
        Err(SaveError::NotConfirmed { path: path.clone(), backup: self.backup, copy })
    }

    /// The rename was refused: writes over the file where it stands, with both contents safe elsewhere meanwhile.
    fn in_place(self, refused: Refused) -> Result<Saved, SaveError> {
        let path = self.target.path.clone();
        let Refused { error, temp } = refused;
        let Some(copy) = self.keep_beside(temp) else {
            return Err(match SaveError::before_replacing(&path, error) {
                SaveError::Other { path, error } => SaveError::Refused { path, error },
                known => known,
            });
        };
        let existed = self.target.existing.is_some();
        let written = if existed {
            self.disk.write_in_place(&path, self.bytes)
        } else {
            self.disk.write_new(&path, self.bytes)
        };
        let trouble = match written {
            Ok(()) if self.holds_the_new_content() => {
                let mut note = "The file could not be replaced in one step (another program may have it open, or the \
                                folder is synchronised or on a network), so it was written over where it stands and \
                                checked"
                    .to_owned();
                if self.disk.remove(&copy).is_err() {
                    note = format!(
                        "{note}. A second copy is left as {}; you may delete it",
                        display_name(&copy)
                    );
                }
                return Ok(self.saved(Some(note)));
            }
            Ok(()) => io::Error::other("reading back gave something else"),
            Err(error) => error,
        };
        let fate = if existed {
            self.old_content_back()
        } else if trouble.kind() == io::ErrorKind::AlreadyExists {
            Fate::AsItWas
        } else {
            self.nothing_back()
        };
        Err(SaveError::KeptBeside { path, copy, fate, error: trouble })
    }

    /// After a failed write in place: is the old content still there, or can it be put back from the backup?
    fn old_content_back(&self) -> Fate {
        let torn = Fate::Torn { backup: self.backup.clone() };
        let (Some(backup), Some(before)) = (&self.backup, &self.before) else { return torn };
        let is_back = || self.disk.fingerprint(&self.target.path).is_ok_and(|now| now == *before);
        if is_back() {
            return Fate::AsItWas;
        }
        let Ok(old) = super::disk::read_up_to(backup, before.length()) else { return torn };
        if self.disk.write_in_place(&self.target.path, &old).is_ok() && is_back() {
            Fate::AsItWas
        } else {
            torn
        }
    }

    /// After a failed write of a new file: it must not be left half-written under the name that was asked for.
    fn nothing_back(&self) -> Fate {
        match self.disk.facts(&self.target.path) {
            Err(error) if error.kind() == io::ErrorKind::NotFound => Fate::NotCreated,
            _ => Fate::Torn { backup: None },
        }
    }

    /// Keeps the finished file under a clear name, by renaming it or, where renames are refused, writing it anew.
    fn keep_beside(&self, temp: NamedTempFile) -> Option<PathBuf> {
        let copy = self.copy_path()?;
        let kept =
            self.disk.rename_new(temp, &copy).is_ok() || self.disk.write_new(&copy, self.bytes).is_ok();
        let whole = kept && self.disk.fingerprint(&copy).is_ok_and(|now| now == *self.wanted);
        if kept && !whole {
            self.disk.remove(&copy).ok();
        }
        whole.then_some(copy)
    }

    /// A free name such as "plan (unsaved copy 2026-09-07 093000).caseload".
    fn copy_path(&self) -> Option<PathBuf> {
        let when = self.disk.now().format("%Y-%m-%d %H%M%S");
        let extension =
            self.target.path.extension().map(|e| format!(".{}", e.to_string_lossy())).unwrap_or_default();
        (1..10)
            .map(|n| if n == 1 { String::new() } else { format!(" {n}") })
            .map(|n| {
                with_name(
                    &self.target.path.with_extension(""),
                    &format!(" (unsaved copy {when}{n})"),
                    &extension,
                )
            })
            .find(
                |path| matches!(self.disk.facts(path), Err(error) if error.kind() == io::ErrorKind::NotFound),
            )
    }

    fn holds_the_new_content(&self) -> bool {
        self.disk.fingerprint(&self.target.path).is_ok_and(|now| now == *self.wanted)
    }

    fn saved(self, note: Option<String>) -> Saved {
        Saved { fingerprint: self.wanted.clone(), note, backup: self.backup }
    }
}

/// `path` with `middle` and `end` added to its name, which is cut short if the whole were too long for a disk.
fn with_name(path: &Path, middle: &str, end: &str) -> PathBuf {
    let name = path.file_name().unwrap_or_default();
    let mut longer = OsString::from(name);
    if name.len() + middle.len() + end.len() > LONGEST_NAME {
        let text = name.to_string_lossy();
        let mut cut = LONGEST_NAME.saturating_sub(middle.len() + end.len()).min(text.len());
        while !text.is_char_boundary(cut) {
            cut -= 1;
        }
        longer = OsString::from(&text[..cut]);
    }
    longer.push(middle);
    longer.push(end);
    path.with_file_name(longer)
}

fn display_name(path: &Path) -> String {
    path.file_name().unwrap_or_default().to_string_lossy().into_owned()
}

#[cfg(test)]
#[path = "save_failure_tests.rs"]
mod failure_tests;
#[cfg(test)]
#[path = "save_tests.rs"]
mod tests;
