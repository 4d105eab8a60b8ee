//! Saving on a disk that fails: every step, at every turn, once or for good.

use std::cell::Cell;
use std::fs::{self, File};
use std::time::Duration;

use chrono::NaiveDateTime;

use super::*;

const OLD: &str = "Old plan, Zoë\n";
const NEW: &str = "New plan, Zoë, and rather longer\n";

#[derive(Clone, Copy, Debug, PartialEq)]
enum Step {
    Nothing,
    Facts,
    Resolve,
    Fingerprint,
    /// Reading back gives something else.
    WrongFingerprint,
    TryWriting,
    TempIn,
    Write,
    Copy,
    KeepAccess,
    Sync,
    RenameOver,
    /// The rename happens but reports that it did not.
    RenameLost,
    RenameNew,
    WriteInPlace,
    WriteNew,
    SyncFolder,
    Remove,
}

const STEPS: [Step; 18] = [
    Step::Nothing,
    Step::Facts,
    Step::Resolve,
    Step::Fingerprint,
    Step::WrongFingerprint,
    Step::TryWriting,
    Step::TempIn,
    Step::Write,
    Step::Copy,
    Step::KeepAccess,
    Step::Sync,
    Step::RenameOver,
    Step::RenameLost,
    Step::RenameNew,
    Step::WriteInPlace,
    Step::WriteNew,
    Step::SyncFolder,
    Step::Remove,
];

/// Fails at `step`: the uses from `first` on, `times` of them.
#[derive(Debug)]
struct FailingDisk {
    step: Step,
    first: usize,
    times: usize,
    kind: io::ErrorKind,
    /// This file is held by another program: it can be written over, but not renamed over.
    held: Option<PathBuf>,
    used: Cell<usize>,
    pauses: Cell<usize>,
}

impl FailingDisk {
    fn new(step: Step, first: usize, times: usize, kind: io::ErrorKind) -> Self {
        Self { step, first, times, kind, held: None, used: Cell::new(0), pauses: Cell::new(0) }
    }

    fn holding(self, path: &Path) -> Self {
        Self { held: Some(path.to_owned()), ..self }
    }

    fn fails(&self, step: Step) -> bool {
        if step != self.step {
            return false;
        }
        let use_number = self.used.replace(self.used.get() + 1);
        use_number >= self.first && use_number - self.first < self.times
    }

    fn check(&self, step: Step) -> io::Result<()> {
        if self.fails(step) { Err(self.kind.into()) } else { Ok(()) }
    }
}

impl Disk for FailingDisk {
    fn facts(&self, path: &Path) -> io::Result<Facts> {
        self.check(Step::Facts).and_then(|()| RealDisk.facts(path))
    }
    fn resolve(&self, path: &Path) -> io::Result<PathBuf> {
        self.check(Step::Resolve).and_then(|()| RealDisk.resolve(path))
    }
    fn fingerprint(&self, path: &Path) -> io::Result<Fingerprint> {
        self.check(Step::Fingerprint)?;
        let real = RealDisk.fingerprint(path)?;
        Ok(if self.fails(Step::WrongFingerprint) { Fingerprint::of(b"something else") } else { real })
    }
    fn try_writing(&self, path: &Path) -> io::Result<()> {
        self.check(Step::TryWriting).and_then(|()| RealDisk.try_writing(path))
    }
    fn temp_in(&self, folder: &Path) -> io::Result<NamedTempFile> {
        self.check(Step::TempIn).and_then(|()| RealDisk.temp_in(folder))
    }
    fn write(&self, file: &mut File, bytes: &[u8]) -> io::Result<()> {
        if self.fails(Step::Write) {
            RealDisk.write(file, &bytes[..bytes.len() / 2])?;
            return Err(self.kind.into());
        }
        RealDisk.write(file, bytes)
    }
    fn copy(&self, from: &Path, to: &mut File) -> io::Result<()> {
        self.check(Step::Copy).and_then(|()| RealDisk.copy(from, to))
    }
    fn keep_access(&self, file: &File, like: &Facts) -> io::Result<()> {
        self.check(Step::KeepAccess).and_then(|()| RealDisk.keep_access(file, like))
    }
    fn sync(&self, file: &File) -> io::Result<()> {
        // Not really: thousands of scenes would wait for the disk.
        let _: &File = file;
        self.check(Step::Sync)
    }
    fn rename_over(&self, temp: NamedTempFile, to: &Path) -> Result<(), Refused> {
        if self.held.as_deref() == Some(to) {
            return Err(Refused { error: io::ErrorKind::PermissionDenied.into(), temp });
        }
        if self.fails(Step::RenameLost) {
            fs::copy(temp.path(), to).unwrap();
            return Err(Refused { error: self.kind.into(), temp });
        }
        match self.check(Step::RenameOver) {
            Ok(()) => RealDisk.rename_over(temp, to),
            Err(error) => Err(Refused { error, temp }),
        }
    }
    fn rename_new(&self, temp: NamedTempFile, to: &Path) -> Result<(), Refused> {
        if self.held.as_deref() == Some(to) {
            return Err(Refused { error: io::ErrorKind::PermissionDenied.into(), temp });
        }
        match self.check(Step::RenameNew) {
            Ok(()) => RealDisk.rename_new(temp, to),
            Err(error) => Err(Refused { error, temp }),
        }
    }
    fn write_in_place(&self, path: &Path, bytes: &[u8]) -> io::Result<()> {
        if self.fails(Step::WriteInPlace) {
            fs::write(path, &bytes[..bytes.len() / 2]).unwrap();
            return Err(self.kind.into());
        }
        fs::write(path, bytes)
    }
    fn write_new(&self, path: &Path, bytes: &[u8]) -> io::Result<()> {
        self.check(Step::WriteNew).and_then(|()| RealDisk.write_new(path, bytes))
    }
    fn sync_folder(&self, folder: &Path) -> io::Result<()> {
        let _: &Path = folder;
        self.check(Step::SyncFolder)
    }
    fn remove(&self, path: &Path) -> io::Result<()> {
        self.check(Step::Remove).and_then(|()| RealDisk.remove(path))
    }
    fn pause(&self, _: Duration) {
        self.pauses.set(self.pauses.get() + 1);
    }
    fn now(&self) -> NaiveDateTime {
        "2026-09-07T09:30:00".parse().unwrap()
    }
}

struct Scene {
    _folder: tempfile::TempDir,
    path: PathBuf,
    opened: Option<Fingerprint>,
}

impl Scene {
    fn new(exists: bool) -> Self {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("plan.caseload");
        if exists {
            fs::write(&path, OLD).unwrap();
        }
        Self { _folder: folder, path, opened: exists.then(|| Fingerprint::of(OLD.as_bytes())) }
    }

    fn save(&self, disk: &FailingDisk) -> Result<Saved, SaveError> {
        save_on(disk, &self.path, NEW.as_bytes(), self.opened.as_ref(), Overwrite::No)
    }

    fn beside(&self, name: &str) -> PathBuf {
        self.path.with_file_name(name)
    }

    fn names(&self) -> Vec<String> {
        let entries = fs::read_dir(self.path.parent().unwrap()).unwrap();
        let mut names: Vec<_> = entries.map(|e| e.unwrap().file_name().into_string().unwrap()).collect();
        names.sort();
        names
    }
}

fn content(path: &Path) -> Option<String> {
    fs::read_to_string(path).ok()
}

const COPY: &str = "plan (unsaved copy 2026-09-07 093000).caseload";

/// What must hold whatever failed: see the promises of the module.
fn check_promises(scene: &Scene, result: &Result<Saved, SaveError>, what: &str) {
    let old = scene.opened.as_ref().map(|_| OLD.to_owned());
    let now = content(&scene.path);
    let (is_old, is_new) = (now == old, now.as_deref() == Some(NEW));
    let mut expected_names = vec!["plan.caseload".to_owned(), "plan.caseload.bak".to_owned()];
    match result {
        Ok(saved) => {
            assert!(is_new, "{what}: said saved, holds {now:?}");
            assert_eq!(saved.fingerprint, Fingerprint::of(NEW.as_bytes()));
            assert_eq!(saved.backup.as_deref().and_then(content), old, "{what}");
            if saved.note.as_ref().is_some_and(|note| note.contains(COPY)) {
                expected_names.push(COPY.to_owned());
            }
        }
        Err(error) => {
            let sentence = error.to_string();
            match error {
                SaveError::KeptBeside { copy, fate, .. } => {
                    assert_eq!(content(copy).as_deref(), Some(NEW), "{what}");
                    assert!(sentence.contains(COPY), "{what}: {sentence}");
                    match fate {
                        Fate::AsItWas | Fate::NotCreated => assert!(is_old, "{what}: {now:?}"),
                        Fate::Torn { backup } => {
                            assert_eq!(backup.as_deref().and_then(content), old, "{what}");
                            assert!(sentence.contains("incomplete"), "{what}: {sentence}");
                        }
                    }
                }
                SaveError::NotConfirmed { backup, .. } => {
                    assert!(is_new, "{what}: {now:?}");
                    assert_eq!(backup.as_deref().and_then(content), old, "{what}");
                }
                _ => assert!(is_old, "{what}: said {sentence:?}, holds {now:?}"),
            }
            assert!(
                ["still open here", "Nothing is lost", "saved beside", "that file is unchanged"]
                    .iter()
                    .any(|comfort| sentence.contains(comfort)),
                "{what}: {sentence}"
            );
            if let SaveError::KeptBeside { .. } | SaveError::NotConfirmed { copy: Some(_), .. } = error {
                expected_names.push(COPY.to_owned());
            }
        }
    }
    if let Some(backup) = content(&scene.beside("plan.caseload.bak")) {
        assert_eq!(Some(backup), old, "{what}: the backup is the old version, whole");
    }
    for name in scene.names() {
        assert!(expected_names.contains(&name), "{what}: {name} was left behind after {result:?}");
    }
}

#[test]
fn after_any_one_failure_the_old_or_the_new_is_whole_and_the_sentence_is_true() {
    let kinds = [
        io::ErrorKind::StorageFull,
        io::ErrorKind::PermissionDenied,
        io::ErrorKind::ResourceBusy,
        io::ErrorKind::NotFound,
        io::ErrorKind::Other,
    ];
    let (mut good, mut bad, mut beside) = (0, 0, 0);
    let mut scenes = Vec::new();
    for step in STEPS {
        for kind in kinds {
            for times in [1, 3, usize::MAX] {
                for (exists, held) in [(true, false), (true, true), (false, false), (false, true)] {
                    scenes.push((step, kind, times, exists, held));
                }
            }
        }
    }
    for (step, kind, times, exists, held) in scenes {
        // From the first use of the step, from the second, and so on until the step is not used that often.
        for first in 0.. {
            let what = format!("{step:?} {kind:?} from {first}, {times} times, exists {exists}, held {held}");
            let scene = Scene::new(exists);
            let mut disk = FailingDisk::new(step, first, times, kind);
            if held {
                disk = disk.holding(&scene.path);
            }
            let result = scene.save(&disk);
            check_promises(&scene, &result, &what);
            match result {
                Ok(_) => good += 1,
                Err(SaveError::KeptBeside { .. }) => beside += 1,
                Err(_) => bad += 1,
            }
            if disk.used.get() <= first {
                break;
            }
        }
    }
    println!("{good} saved all the same, {bad} refused, {beside} kept beside");
    assert!(good > 0 && bad > 0 && beside > 0);
}

/// One failure for good at `step`, on an existing file.
fn error_of(step: Step, kind: io::ErrorKind) -> SaveError {
    let scene = Scene::new(true);
    let result = scene.save(&FailingDisk::new(step, 0, usize::MAX, kind));
    check_promises(&scene, &result, &format!("{step:?} {kind:?}"));
    result.unwrap_err()
}

#[test]
fn each_failure_has_its_own_sentence() {
    use io::ErrorKind as K;
    for step in [Step::Write, Step::Sync, Step::Copy, Step::TempIn] {
        assert!(matches!(error_of(step, K::StorageFull), SaveError::DiskFull { .. }), "{step:?}");
        assert!(matches!(error_of(step, K::QuotaExceeded), SaveError::DiskFull { .. }), "{step:?}");
        assert!(matches!(error_of(step, K::ReadOnlyFilesystem), SaveError::ReadOnlyDisk { .. }), "{step:?}");
    }
    assert!(matches!(error_of(Step::TempIn, K::PermissionDenied), SaveError::NoPermission { .. }));
    assert!(matches!(error_of(Step::TempIn, K::NotFound), SaveError::FolderGone { .. }));
    assert!(matches!(error_of(Step::TryWriting, K::PermissionDenied), SaveError::ReadOnlyFile { .. }));
    assert!(matches!(error_of(Step::Copy, K::Other), SaveError::NoBackup { .. }));
    assert!(matches!(error_of(Step::RenameOver, K::PermissionDenied), SaveError::NoBackup { .. }));
    assert!(matches!(error_of(Step::Fingerprint, K::Other), SaveError::Other { .. }));
}

#[test]
fn a_disk_that_gives_back_something_else_is_found_out() {
    let save_with = |first| {
        let scene = Scene::new(true);
        let disk = FailingDisk::new(Step::WrongFingerprint, first, 1, io::ErrorKind::Other);
        let result = scene.save(&disk);
        check_promises(&scene, &result, &format!("reading {first}"));
        result.unwrap_err()
    };
    // Readings: the file, the temporary file, the file again, the backup, the result.
    assert!(matches!(save_with(0), SaveError::ChangedOnDisk { .. }));
    assert!(matches!(save_with(1), SaveError::ReadBackDiffers { .. }));
    assert!(matches!(save_with(2), SaveError::ChangedOnDisk { .. }));
    assert!(matches!(save_with(3), SaveError::ChangedOnDisk { .. }));
    let error = save_with(4);
    assert!(matches!(error, SaveError::NotConfirmed { copy: Some(_), .. }), "{error:?}");
    assert!(error.to_string().contains("plan.caseload.bak"), "{error}");
}

#[test]
fn a_file_held_for_a_moment_is_waited_for() {
    let scene = Scene::new(true);
    // The first rename is the backup's; the next three are refused.
    let disk = FailingDisk::new(Step::RenameOver, 1, 3, io::ErrorKind::PermissionDenied);
    let saved = scene.save(&disk).unwrap();
    assert_eq!((saved.note, disk.pauses.get()), (None, 3));
    check_promises(&scene, &Ok(Saved { note: None, ..scene_saved(&scene) }), "waited");
}

fn scene_saved(scene: &Scene) -> Saved {
    Saved {
        fingerprint: Fingerprint::of(NEW.as_bytes()),
        note: None,
        backup: Some(scene.beside("plan.caseload.bak")),
    }
}

#[test]
fn a_file_held_for_long_is_written_over_where_it_stands_and_that_is_said() {
    for exists in [true, false] {
        let scene = Scene::new(exists);
        let disk = FailingDisk::new(Step::Nothing, 0, 0, io::ErrorKind::Other).holding(&scene.path);
        let result = scene.save(&disk);
        check_promises(&scene, &result, "held");
        let note = result.unwrap().note.unwrap();
        assert!(note.contains("written over where it stands"), "{note}");
        assert!(!scene.names().contains(&COPY.to_owned()));
    }
}

#[test]
fn a_torn_file_is_put_back_or_owned_up_to() {
    use io::ErrorKind::StorageFull;
    let scene = Scene::new(true);
    let result = scene.save(&FailingDisk::new(Step::WriteInPlace, 0, 1, StorageFull).holding(&scene.path));
    check_promises(&scene, &result, "put back");
    assert!(matches!(result, Err(SaveError::KeptBeside { fate: Fate::AsItWas, .. })), "{result:?}");

    let scene = Scene::new(true);
    let result = scene.save(&FailingDisk::new(Step::WriteInPlace, 0, 9, StorageFull).holding(&scene.path));
    check_promises(&scene, &result, "torn");
    let error = result.unwrap_err();
    assert!(matches!(error, SaveError::KeptBeside { fate: Fate::Torn { backup: Some(_) }, .. }), "{error:?}");
    assert!(error.to_string().contains("plan.caseload.bak"), "{error}");
}

#[test]
fn a_second_unsaved_copy_does_not_replace_the_first() {
    let scene = Scene::new(true);
    fs::write(scene.beside(COPY), "an earlier one").unwrap();
    let disk = FailingDisk::new(Step::WriteInPlace, 0, 9, io::ErrorKind::Other).holding(&scene.path);
    let Err(SaveError::KeptBeside { copy, .. }) = scene.save(&disk) else { panic!("should be kept beside") };
    assert_eq!(copy, scene.beside("plan (unsaved copy 2026-09-07 093000 2).caseload"));
    assert_eq!(content(&scene.beside(COPY)).as_deref(), Some("an earlier one"));
}

#[test]
fn somebody_who_saves_at_the_same_time_is_noticed() {
    /// Another program saves while the temporary file is being written.
    struct Meanwhile(PathBuf);
    impl Disk for Meanwhile {
        fn sync(&self, file: &File) -> io::Result<()> {
            fs::write(&self.0, "theirs").unwrap();
            RealDisk.sync(file)
        }
    }
    for exists in [true, false] {
        let scene = Scene::new(exists);
        let disk = Meanwhile(scene.path.clone());
        let result = save_on(&disk, &scene.path, NEW.as_bytes(), scene.opened.as_ref(), Overwrite::No);
        match result {
            Err(SaveError::ChangedOnDisk { .. }) if exists => {}
            Err(SaveError::Exists { .. }) if !exists => {}
            other => panic!("{other:?}"),
        }
        assert_eq!(content(&scene.path).as_deref(), Some("theirs"));
        assert_eq!(scene.names(), ["plan.caseload"]);
    }
}
