//! Keeps unsaved work, so that a crash or a power cut costs a minute and not a morning.
//!
//! Each open document has a [`Slot`]: a lock file that its program holds for as long as it runs, and beside it the
//! latest unsaved text. The system lets go of the lock however the program ends, so work whose lock is free
//! belongs to nobody any more and can be offered.
//!
//! # Promises
//! - One running copy of the program never sees or takes the work of another.
//! - Only this person may read the files, and their names say nothing about the plan.
//! - Work is offered once; declined work stays for [`KEEP_DAYS`] days in case of regret and is then removed.
//!
//! # Non-goals
//! - Keeping versions: each slot holds the latest text only.

use std::fs::{self, DirBuilder, File, OpenOptions, TryLockError};
use std::io;
use std::path::{Path, PathBuf};
use std::time::Duration;

use chrono::{DateTime, Days, Utc};
use serde::{Deserialize, Serialize};
use thiserror::Error;

use super::disk::{Disk, RealDisk, replace};
use super::fingerprint::Fingerprint;

/// Days for which declined work is kept.
const KEEP_DAYS: u64 = 30;
/// Tries at a lock that another copy may hold for the moment of a look.
const LOCK_TRIES: u32 = 5;

/// Why unsaved work could not be kept or brought back.
#[derive(Debug, Error)]
pub enum RecoveryError {
    /// The system knows no folder for this person's data.
    #[error("Unsaved work cannot be kept: this computer has no folder for it. Save often")]
    NoFolder,
    /// Another running copy of the program has it.
    #[error("This work is open in another window of the program. Close it there first")]
    InUse,
    /// It was taken or removed meanwhile.
    #[error("This work is no longer there: it was opened or removed in another window of the program")]
    Gone,
    /// It is there but damaged.
    #[error(
        "The unsaved work that was kept is damaged and cannot be brought back. Open the file as it was last saved"
    )]
    Damaged,
    /// Reading or writing failed.
    #[error(
        "Unsaved work cannot be kept or read at the moment; save often. Check that there is room on the disk (the system says: {0})"
    )]
    Disk(#[from] io::Error),
}

/// Unsaved work that a program left when it ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Kept {
    /// Which slot holds it.
    pub slot: String,
    /// The file it was opened from or saved to, if any.
    pub original_path: Option<PathBuf>,
    /// What that file held then; pass it to [`super::save()`].
    pub opened: Option<Fingerprint>,
    /// When it was kept.
    pub when: DateTime<Utc>,
    /// Whether the person has been asked about it.
    pub was_offered: bool,
}

/// Unsaved work brought back.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct KeptWork {
    /// Where it came from.
    pub kept: Kept,
    /// The text.
    pub text: String,
}

/// What stands in a slot's file.
#[derive(Serialize, Deserialize)]
struct SlotFile {
    version: u32,
    when: DateTime<Utc>,
    original_path: Option<String>,
    opened: Option<String>,
    text: String,
}

/// Where one person's unsaved work is kept.
#[derive(Clone, Debug)]
pub struct Recovery {
    folder: PathBuf,
}

/// A running program's place for one document's unsaved work, held until dropped.
#[derive(Debug)]
pub struct Slot {
    id: String,
    folder: PathBuf,
    /// Holds the lock; never read.
    _lock: File,
}

impl Recovery {
    /// The person's own: in their folder for local data, or in the one that `CASELOAD_DATA_DIR` names.
    pub fn of_this_person() -> Result<Self, RecoveryError> {
        let folder = match std::env::var_os("CASELOAD_DATA_DIR").filter(|folder| !folder.is_empty()) {
            Some(folder) => PathBuf::from(folder),
            None => directories::ProjectDirs::from("", "", "Caseload")
                .ok_or(RecoveryError::NoFolder)?
                .data_local_dir()
                .to_owned(),
        };
        Ok(Self::in_folder(&folder))
    }

    /// In `folder`, which is made when first needed.
    pub fn in_folder(folder: &Path) -> Self {
        Self { folder: folder.join("unsaved") }
    }

    /// A new, empty slot for a document of this program.
    pub fn new_slot(&self) -> Result<Slot, RecoveryError> {
        let mut builder = DirBuilder::new();
        #[cfg(unix)]
        std::os::unix::fs::DirBuilderExt::mode(&mut builder, 0o700);
        builder.recursive(true).create(&self.folder)?;
        // A random name that no other program has, for this person's eyes only.
        let file =
            tempfile::Builder::new().prefix("").suffix(".lock").rand_bytes(16).tempfile_in(&self.folder)?;
        file.as_file().try_lock().map_err(not_locked)?;
        let id = file.path().file_stem().unwrap_or_default().to_string_lossy().into_owned();
        let (lock, _) = file.keep().map_err(|error| error.error)?;
        Ok(Slot { id, folder: self.folder.clone(), _lock: lock })
    }

    /// Work left by programs that have ended, the latest first, whether offered before or not.
    ///
    /// Work of running programs and work that cannot be read is left out.
    pub fn list(&self) -> Vec<Kept> {
        let Ok(entries) = fs::read_dir(&self.folder) else { return Vec::new() };
        let mut found: Vec<Kept> = entries
            .flatten()
            .map(|entry| entry.path())
            .filter(|path| path.extension().is_some_and(|extension| extension == "work"))
            .filter_map(|path| {
                let id = path.file_stem()?.to_str()?.to_owned();
                // Held only for the look.
                let _lock = self.lock(&id).ok()?;
                self.read(&id).ok().map(|work| work.kept)
            })
            .collect();
        found.sort_by(|a, b| b.when.cmp(&a.when).then_with(|| a.slot.cmp(&b.slot)));
        found
    }

    /// What to ask the person about when the program starts: [`Self::list`] without what was offered before.
    pub fn to_offer(&self) -> Vec<Kept> {
        self.list().into_iter().filter(|kept| !kept.was_offered).collect()
    }

    /// Notes that the person has been asked, so that they are not asked again.
    pub fn mark_offered(&self, slot: &str) -> Result<(), RecoveryError> {
        let _lock = self.lock(slot)?;
        if !path_in(&self.folder, slot, "work").exists() {
            return Err(RecoveryError::Gone);
        }
        replace(&RealDisk, &path_in(&self.folder, slot, "offered"), b"")?;
        Ok(())
    }

    /// Brings work back. From now on the slot is this program's, the work still in it; keep or discard it there.
    pub fn take(&self, slot: &str) -> Result<(Slot, KeptWork), RecoveryError> {
        let lock = self.lock(slot)?;
        let work = self.read(slot)?;
        Ok((Slot { id: slot.to_owned(), folder: self.folder.clone(), _lock: lock }, work))
    }

    /// Removes work that nobody wants.
    pub fn discard(&self, slot: &str) -> Result<(), RecoveryError> {
        let lock = self.lock(slot)?;
        Slot { id: slot.to_owned(), folder: self.folder.clone(), _lock: lock }.discard()
    }

    /// Removes what was offered and declined more than 30 days before `now`, and empty slots as old as that.
    /// Work that was never offered stays.
    pub fn tidy(&self, now: DateTime<Utc>) {
        let Some(limit) = now.checked_sub_days(Days::new(KEEP_DAYS)) else { return };
        for kept in self.list() {
            if kept.was_offered && kept.when < limit {
                self.discard(&kept.slot).ok();
            }
        }
        let Ok(entries) = fs::read_dir(&self.folder) else { return };
        for path in entries.flatten().map(|entry| entry.path()) {
            let Some(id) = path.file_stem().and_then(|stem| stem.to_str()) else { continue };
            let is_old = || {
                fs::metadata(&path)
                    .and_then(|m| m.modified())
                    .is_ok_and(|time| DateTime::<Utc>::from(time) < limit)
            };
            let is_empty_slot = path.extension().is_some_and(|extension| extension == "lock")
                && !path_in(&self.folder, id, "work").exists();
            if is_empty_slot && is_old() {
                self.discard(id).ok();
            }
        }
    }

    /// Takes hold of a slot that no running program has.
    fn lock(&self, slot: &str) -> Result<File, RecoveryError> {
        // A name from a list, never a path to somewhere else.
        if slot.is_empty() || !slot.chars().all(|c| c.is_ascii_alphanumeric()) {
            return Err(RecoveryError::Gone);
        }
        let mut options = OpenOptions::new();
        options.read(true).write(true).create(true).truncate(false);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        let file = options.open(path_in(&self.folder, slot, "lock"))?;
        for attempt in 1.. {
            match file.try_lock() {
                Ok(()) => break,
                Err(TryLockError::WouldBlock) if attempt < LOCK_TRIES => {
                    RealDisk.pause(Duration::from_millis(10));
                }
                Err(error) => return Err(not_locked(error)),
            }
        }
        Ok(file)
    }

    fn read(&self, slot: &str) -> Result<KeptWork, RecoveryError> {
        let bytes = match fs::read(path_in(&self.folder, slot, "work")) {
            Ok(bytes) => bytes,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Err(RecoveryError::Gone),
            Err(error) => return Err(error.into()),
        };
        let file: SlotFile = serde_json::from_slice(&bytes).map_err(|_| RecoveryError::Damaged)?;
        if file.version != 1 {
            return Err(RecoveryError::Damaged);
        }
        let kept = Kept {
            slot: slot.to_owned(),
            original_path: file.original_path.map(PathBuf::from),
            opened: file.opened.as_deref().and_then(Fingerprint::from_text),
            when: file.when,
            was_offered: path_in(&self.folder, slot, "offered").exists(),
        };
        Ok(KeptWork { kept, text: file.text })
    }
}

impl Slot {
    /// The slot's name, random and without meaning.
    pub fn id(&self) -> &str {
        &self.id
    }

    /// Keeps `text` as the latest unsaved work, in one step, in place of what was kept before.
    ///
    /// `original_path` and `opened`: the file it was opened from or last saved to, and what that held.
    pub fn keep(
        &self,
        original_path: Option<&Path>,
        opened: Option<&Fingerprint>,
        text: &str,
    ) -> Result<(), RecoveryError> {
        let file = SlotFile {
            version: 1,
            when: Utc::now(),
            original_path: original_path.map(|path| path.to_string_lossy().into_owned()),
            opened: opened.map(Fingerprint::to_text),
            text: text.to_owned(),
        };
        let bytes = serde_json::to_vec(&file).map_err(io::Error::from)?;
        replace(&RealDisk, &self.path("work"), &bytes)?;
        // Newer work than what the person was asked about.
        remove_if_there(&self.path("offered"))?;
        Ok(())
    }

    /// Removes the work since it is saved now; the slot stays this program's.
    pub fn clear(&self) -> Result<(), RecoveryError> {
        remove_if_there(&self.path("work"))?;
        remove_if_there(&self.path("offered"))?;
        Ok(())
    }

    /// Removes the work and gives the slot up: the document was saved or its changes were not wanted.
    pub fn discard(self) -> Result<(), RecoveryError> {
        self.clear()?;
        // Last, and while still held: whoever opens it from now on finds no work.
        remove_if_there(&self.path("lock"))?;
        Ok(())
    }

    fn path(&self, extension: &str) -> PathBuf {
        path_in(&self.folder, &self.id, extension)
    }
}

fn path_in(folder: &Path, slot: &str, extension: &str) -> PathBuf {
    folder.join(format!("{slot}.{extension}"))
}

fn remove_if_there(path: &Path) -> io::Result<()> {
    match fs::remove_file(path) {
        Err(error) if error.kind() != io::ErrorKind::NotFound => Err(error),
        _ => Ok(()),
    }
}

fn not_locked(error: TryLockError) -> RecoveryError {
    match error {
        TryLockError::WouldBlock => RecoveryError::InUse,
        TryLockError::Error(error) => RecoveryError::Disk(error),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn recovery() -> (tempfile::TempDir, Recovery) {
        let folder = tempfile::tempdir().unwrap();
        let recovery = Recovery::in_folder(folder.path());
        (folder, recovery)
    }

    fn names(recovery: &Recovery) -> Vec<String> {
        let Ok(entries) = fs::read_dir(&recovery.folder) else { return Vec::new() };
        entries.map(|entry| entry.unwrap().file_name().into_string().unwrap()).collect()
    }

    #[test]
    fn work_left_by_a_program_that_ended_comes_back() {
        let (_folder, recovery) = recovery();
        assert_eq!(recovery.list(), []);
        let opened = Fingerprint::of(b"as saved");
        let slot = recovery.new_slot().unwrap();
        slot.keep(None, None, "first").unwrap();
        slot.keep(Some(Path::new("/plans/Zoë.caseload")), Some(&opened), "second “version”\n").unwrap();
        assert_eq!(recovery.list(), [], "still held");
        drop(slot); // what the system does when a program ends, however it ends

        let [kept] = recovery.to_offer().try_into().unwrap();
        assert_eq!(kept.original_path.as_deref(), Some(Path::new("/plans/Zoë.caseload")));
        assert_eq!(kept.opened, Some(opened));
        assert!(Utc::now() - kept.when < chrono::TimeDelta::minutes(1));
        let (slot, work) = recovery.take(&kept.slot).unwrap();
        assert_eq!(work.text, "second “version”\n");
        assert_eq!(recovery.list(), [], "held again");
        assert!(matches!(recovery.take(&kept.slot), Err(RecoveryError::InUse)));
        assert!(matches!(recovery.discard(&kept.slot), Err(RecoveryError::InUse)));
        slot.discard().unwrap();
        assert_eq!(names(&recovery), [""; 0], "nothing left");
        assert!(matches!(recovery.take(&kept.slot), Err(RecoveryError::Gone)));
    }

    #[test]
    fn work_is_offered_once_unless_there_is_newer() {
        let (_folder, recovery) = recovery();
        let slot = recovery.new_slot().unwrap();
        slot.keep(None, None, "text").unwrap();
        let id = slot.id().to_owned();
        assert!(matches!(recovery.mark_offered(&id), Err(RecoveryError::InUse)));
        drop(slot);
        recovery.mark_offered(&id).unwrap();
        assert_eq!(recovery.to_offer(), []);
        assert!(recovery.list()[0].was_offered);
        let (slot, _) = recovery.take(&id).unwrap();
        slot.keep(None, None, "newer").unwrap();
        drop(slot);
        assert_eq!(recovery.to_offer().len(), 1);
    }

    #[test]
    fn saved_work_is_not_offered() {
        let (_folder, recovery) = recovery();
        let slot = recovery.new_slot().unwrap();
        slot.keep(None, None, "text").unwrap();
        slot.clear().unwrap();
        drop(slot);
        assert_eq!(recovery.list(), []);
    }

    #[test]
    fn two_programs_have_their_own_slots() {
        let (_folder, recovery) = recovery();
        let (mine, theirs) = (recovery.new_slot().unwrap(), recovery.new_slot().unwrap());
        assert_ne!(mine.id(), theirs.id());
        mine.keep(None, None, "mine").unwrap();
        theirs.keep(None, None, "theirs").unwrap();
        drop(theirs);
        let [kept] = recovery.list().try_into().unwrap();
        assert_eq!(recovery.take(&kept.slot).unwrap().1.text, "theirs");
    }

    #[test]
    fn only_declined_work_grows_too_old() {
        let (_folder, recovery) = recovery();
        let [declined, fresh, empty] = [(); 3].map(|()| recovery.new_slot().unwrap());
        declined.keep(None, None, "declined").unwrap();
        fresh.keep(None, None, "never offered").unwrap();
        let id = declined.id().to_owned();
        drop((declined, fresh, empty));
        recovery.mark_offered(&id).unwrap();
        recovery.tidy(Utc::now() + chrono::TimeDelta::days(29));
        assert_eq!(recovery.list().len(), 2);
        recovery.tidy(Utc::now() + chrono::TimeDelta::days(31));
        let [left] = recovery.list().try_into().unwrap();
        assert_eq!(recovery.take(&left.slot).unwrap().1.text, "never offered");
        assert_eq!(names(&recovery).len(), 2, "one slot: its lock and its work");
    }

    #[test]
    fn damaged_work_is_left_out_and_odd_names_lead_nowhere() {
        let (_folder, recovery) = recovery();
        let slot = recovery.new_slot().unwrap();
        slot.keep(None, None, "text").unwrap();
        fs::write(slot.path("work"), "{").unwrap();
        let id = slot.id().to_owned();
        drop(slot);
        assert_eq!(recovery.list(), []);
        assert!(matches!(recovery.take(&id), Err(RecoveryError::Damaged)));
        for odd in ["", "../settings", "a/b", "."] {
            assert!(matches!(recovery.discard(odd), Err(RecoveryError::Gone)), "{odd}");
        }
    }

    #[cfg(unix)]
    #[test]
    fn only_this_person_may_read_and_names_say_nothing() {
        use std::os::unix::fs::PermissionsExt;
        let (_folder, recovery) = recovery();
        let slot = recovery.new_slot().unwrap();
        slot.keep(Some(Path::new("/plans/Zoë.caseload")), None, "text").unwrap();
        let mode = |path: &Path| fs::metadata(path).unwrap().permissions().mode() & 0o777;
        assert_eq!(mode(&recovery.folder), 0o700);
        for name in names(&recovery) {
            assert!(name.is_ascii() && !name.contains("caseload"), "{name}");
            assert_eq!(mode(&recovery.folder.join(name)), 0o600);
        }
    }
}
