//! Saving on the real disk.

use std::fs;

use super::*;

const OLD: &str = "Old plan, Zoë\n";
const NEW: &str = "New plan, Zoë, and rather longer\n";

fn folder() -> tempfile::TempDir {
    tempfile::tempdir().unwrap()
}

fn names(folder: &Path) -> Vec<String> {
    let mut names: Vec<_> =
        fs::read_dir(folder).unwrap().map(|e| e.unwrap().file_name().into_string().unwrap()).collect();
    names.sort();
    names
}

fn read(path: &Path) -> String {
    fs::read_to_string(path).unwrap()
}

#[test]
fn a_new_file_then_the_next_version() {
    let folder = folder();
    let path = folder.path().join("plan.caseload");
    let first = save(&path, OLD, None, Overwrite::No).unwrap();
    assert_eq!(first, Saved { fingerprint: Fingerprint::of(OLD.as_bytes()), note: None, backup: None });
    assert_eq!(names(folder.path()), ["plan.caseload"]);

    let second = save(&path, NEW, Some(&first.fingerprint), Overwrite::No).unwrap();
    assert_eq!(second.note, None);
    assert_eq!(read(&path), NEW);
    assert_eq!(read(&second.backup.clone().unwrap()), OLD);
    assert_eq!(names(folder.path()), ["plan.caseload", "plan.caseload.bak"]);

    // What was saved opens again, and saving the same once more does not lose the earlier version.
    assert_eq!(super::super::open(&path).unwrap().fingerprint, second.fingerprint);
    let third = save(&path, NEW, Some(&second.fingerprint), Overwrite::No).unwrap();
    assert_eq!(third, Saved { backup: None, ..second });
    assert_eq!(read(&folder.path().join("plan.caseload.bak")), OLD);
}

#[test]
fn a_file_changed_by_somebody_else_is_not_replaced_unasked() {
    let folder = folder();
    let path = folder.path().join("plan.caseload");
    let opened = save(&path, OLD, None, Overwrite::No).unwrap().fingerprint;
    fs::write(&path, "theirs").unwrap();
    let error = save(&path, NEW, Some(&opened), Overwrite::No).unwrap_err();
    assert!(matches!(error, SaveError::ChangedOnDisk { .. }));
    assert!(error.to_string().starts_with("plan.caseload was changed by someone else"), "{error}");
    assert_eq!(read(&path), "theirs");
    assert_eq!(names(folder.path()), ["plan.caseload"]);

    let saved = save(&path, NEW, Some(&opened), Overwrite::Yes).unwrap();
    assert_eq!((read(&path).as_str(), read(&saved.backup.unwrap()).as_str()), (NEW, "theirs"));
}

#[test]
fn a_touched_file_with_the_same_content_is_not_a_conflict() {
    let folder = folder();
    let path = folder.path().join("plan.caseload");
    let opened = save(&path, OLD, None, Overwrite::No).unwrap().fingerprint;
    fs::remove_file(&path).unwrap();
    fs::write(&path, OLD).unwrap();
    assert!(save(&path, NEW, Some(&opened), Overwrite::No).is_ok());
}

#[test]
fn a_deleted_file_is_said_and_written_afresh_when_asked() {
    let folder = folder();
    let path = folder.path().join("plan.caseload");
    let opened = save(&path, OLD, None, Overwrite::No).unwrap().fingerprint;
    fs::remove_file(&path).unwrap();
    let error = save(&path, NEW, Some(&opened), Overwrite::No).unwrap_err();
    assert!(matches!(error, SaveError::DeletedSince { .. }));
    assert_eq!(names(folder.path()), [""; 0]);
    assert_eq!(save(&path, NEW, Some(&opened), Overwrite::Yes).unwrap().backup, None);
    assert_eq!(read(&path), NEW);
}

#[test]
fn a_file_that_was_never_opened_is_not_replaced_unasked() {
    let folder = folder();
    let path = folder.path().join("other.caseload");
    fs::write(&path, OLD).unwrap();
    assert!(matches!(save(&path, NEW, None, Overwrite::No), Err(SaveError::Exists { .. })));
    assert_eq!(read(&path), OLD);
    let saved = save(&path, NEW, None, Overwrite::Yes).unwrap();
    assert_eq!((read(&path).as_str(), read(&saved.backup.unwrap()).as_str()), (NEW, OLD));
}

#[test]
fn paths_that_cannot_be_a_file() {
    let folder = folder();
    fs::write(folder.path().join("a file"), "").unwrap();
    let try_saving = |path: &Path| save(path, NEW, None, Overwrite::Yes).unwrap_err();
    assert!(matches!(try_saving(folder.path()), SaveError::IsFolder { .. }));
    assert!(matches!(try_saving(&folder.path().join("gone/plan")), SaveError::FolderGone { .. }));
    assert!(matches!(try_saving(&folder.path().join("a file/plan")), SaveError::FolderGone { .. }));
    assert!(matches!(try_saving(Path::new("")), SaveError::NameRefused { .. }));
    #[cfg(unix)]
    {
        assert!(matches!(try_saving(&folder.path().join("n".repeat(300))), SaveError::NameRefused { .. }));
        assert!(matches!(try_saving(Path::new("/dev/null")), SaveError::NotAFile { .. }));
    }
    assert_eq!(names(folder.path()), ["a file"]);
}

#[test]
fn the_longest_name_still_gets_a_backup_and_a_copy_name() {
    let folder = folder();
    let name = format!("{}é.caseload", "n".repeat(244));
    assert_eq!(name.len(), LONGEST_NAME);
    let path = folder.path().join(&name);
    let opened = save(&path, OLD, None, Overwrite::No).unwrap().fingerprint;
    let backup = save(&path, NEW, Some(&opened), Overwrite::No).unwrap().backup.unwrap();
    assert_eq!(read(&backup), OLD);
    assert!(backup.extension().unwrap() == "bak" && backup != path);
    assert!(
        with_name(&path, " (unsaved copy 2026-09-07 093000)", ".caseload").file_name().unwrap().len() <= 255
    );
}

#[test]
fn a_backup_that_cannot_be_kept_stops_the_save() {
    let folder = folder();
    let path = folder.path().join("plan.caseload");
    let opened = save(&path, OLD, None, Overwrite::No).unwrap().fingerprint;
    fs::create_dir_all(folder.path().join("plan.caseload.bak/full")).unwrap();
    let error = save(&path, NEW, Some(&opened), Overwrite::No).unwrap_err();
    assert!(matches!(error, SaveError::NoBackup { .. }), "{error:?}");
    assert_eq!(read(&path), OLD);
    assert_eq!(names(folder.path()), ["plan.caseload", "plan.caseload.bak"]);
}

#[cfg(unix)]
mod unix {
    use std::os::unix::fs::{PermissionsExt, symlink};

    use super::*;

    fn mode(path: &Path) -> u32 {
        fs::metadata(path).unwrap().permissions().mode() & 0o777
    }

    fn set_mode(path: &Path, mode: u32) {
        fs::set_permissions(path, fs::Permissions::from_mode(mode)).unwrap();
    }

    #[test]
    fn new_files_are_private_and_existing_ones_keep_their_permissions() {
        let folder = folder();
        let path = folder.path().join("plan.caseload");
        let opened = save(&path, OLD, None, Overwrite::No).unwrap().fingerprint;
        assert_eq!(mode(&path), 0o600);
        set_mode(&path, 0o664);
        let saved = save(&path, NEW, Some(&opened), Overwrite::No).unwrap();
        assert_eq!((mode(&path), mode(&saved.backup.unwrap())), (0o664, 0o664));
    }

    #[test]
    fn a_read_only_file_is_not_replaced_even_when_asked() {
        let folder = folder();
        let path = folder.path().join("plan.caseload");
        fs::write(&path, OLD).unwrap();
        set_mode(&path, 0o444);
        let error = save(&path, NEW, None, Overwrite::Yes).unwrap_err();
        assert!(matches!(error, SaveError::ReadOnlyFile { .. }));
        assert!(error.to_string().contains("Save as"), "{error}");
        assert_eq!(read(&path), OLD);
        assert_eq!(names(folder.path()), ["plan.caseload"]);
    }

    #[test]
    fn a_read_only_folder_is_said() {
        let folder = folder();
        let path = folder.path().join("plan.caseload");
        fs::write(&path, OLD).unwrap();
        set_mode(folder.path(), 0o555);
        if tempfile::tempfile_in(folder.path()).is_ok() {
            println!("SKIPPED: this user (root) may write everywhere; the failing disk covers it");
        } else {
            let error = save(&path, NEW, None, Overwrite::Yes).unwrap_err();
            assert!(matches!(error, SaveError::NoPermission { .. }), "{error:?}");
        }
        set_mode(folder.path(), 0o755);
        assert_eq!(names(folder.path()), ["plan.caseload"]);
    }

    #[test]
    fn a_link_is_saved_through_and_stays_a_link() {
        let (home, elsewhere) = (folder(), folder());
        let (link, real) = (home.path().join("plan.caseload"), elsewhere.path().join("real.caseload"));
        fs::write(&real, OLD).unwrap();
        symlink(&real, &link).unwrap();
        let opened = super::super::super::open(&link).unwrap().fingerprint;
        save(&link, NEW, Some(&opened), Overwrite::No).unwrap();
        assert!(link.is_symlink());
        assert_eq!(read(&real), NEW);
        assert_eq!(names(elsewhere.path()), ["real.caseload", "real.caseload.bak"]);
        assert_eq!(names(home.path()), ["plan.caseload"]);

        fs::remove_file(&real).unwrap();
        assert!(matches!(save(&link, NEW, Some(&opened), Overwrite::Yes), Err(SaveError::BrokenLink { .. })));
    }

    /// A disk of 64 KiB that really runs full. Only root can make one.
    #[cfg(target_os = "linux")]
    #[test]
    fn a_full_disk_leaves_the_old_file_and_nothing_else() {
        struct Mounted(tempfile::TempDir);
        impl Drop for Mounted {
            fn drop(&mut self) {
                std::process::Command::new("umount").arg(self.0.path()).status().ok();
            }
        }
        let folder = folder();
        let mount = std::process::Command::new("mount")
            .args(["-t", "tmpfs", "-o", "size=64k", "tmpfs"])
            .arg(folder.path())
            .output();
        if !mount.is_ok_and(|output| output.status.success()) {
            println!("SKIPPED: no small disk can be mounted here; the failing disk covers it");
            return;
        }
        let folder = Mounted(folder);
        let path = folder.0.path().join("plan.caseload");
        let opened = save(&path, OLD, None, Overwrite::No).unwrap().fingerprint;
        // Too large at once; then small enough itself, but with no room for the backup beside it.
        let error = save(&path, &"x".repeat(100_000), Some(&opened), Overwrite::No).unwrap_err();
        assert!(matches!(error, SaveError::DiskFull { .. }), "{error:?}");
        assert_eq!(names(folder.0.path()), ["plan.caseload"]);
        let large = "y".repeat(30_000);
        let opened = save(&path, &large, Some(&opened), Overwrite::No).unwrap().fingerprint;
        let error = save(&path, &"z".repeat(25_000), Some(&opened), Overwrite::No).unwrap_err();
        assert!(matches!(error, SaveError::DiskFull { .. }), "{error:?}");
        assert_eq!(read(&path), large);
        assert_eq!(names(folder.0.path()), ["plan.caseload", "plan.caseload.bak"]);
        println!("A really full disk was tried");
    }
}
