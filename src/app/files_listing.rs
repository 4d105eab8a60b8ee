//! What is in a folder, as plain data, for the program's own file dialog.
//!
//! Reads names only, never contents. Hidden files are left out.

use std::ffi::OsStr;
use std::fs;
use std::io::ErrorKind;
use std::path::{Component, Path, PathBuf};

use chrono::{DateTime, Local};

use crate::app::view::table::natural_cmp;

/// A folder and what is in it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Listing {
    /// The folder.
    pub folder: PathBuf,
    /// Folders first, then files, each in natural order.
    pub entries: Vec<Entry>,
    /// Why the folder cannot be read, in a sentence.
    pub problem: Option<String>,
}

/// A file or folder.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Entry {
    /// Its name.
    pub name: String,
    /// Where it is.
    pub path: PathBuf,
    /// A folder?
    pub is_folder: bool,
    /// Size in bytes; 0 for folders.
    pub bytes: u64,
    /// When it was last changed, if that is known.
    pub changed: Option<DateTime<Local>>,
}

/// Reads a folder. Files are kept if they end in one of `extensions`; all are if there are none.
pub fn list(folder: &Path, extensions: &[String]) -> Listing {
    let mut listing = Listing { folder: folder.to_owned(), ..Listing::default() };
    let found = match fs::read_dir(folder) {
        Ok(found) => found,
        Err(error) => {
            listing.problem = Some(why_unreadable(error.kind()));
            return listing;
        }
    };
    for item in found.flatten() {
        let path = item.path();
        let name = item.file_name().to_string_lossy().into_owned();
        // Follows links, so that a link to a folder can be entered. A broken one is left out.
        let Ok(about) = fs::metadata(&path) else { continue };
        if name.starts_with('.') || !(about.is_dir() || fits(&path, extensions)) {
            continue;
        }
        let bytes = if about.is_dir() { 0 } else { about.len() };
        let changed = about.modified().ok().map(DateTime::from);
        listing.entries.push(Entry { name, path, is_folder: about.is_dir(), bytes, changed });
    }
    listing.entries.sort_by(|a, b| b.is_folder.cmp(&a.is_folder).then_with(|| natural_cmp(&a.name, &b.name)));
    listing
}

fn why_unreadable(kind: ErrorKind) -> String {
    match kind {
        ErrorKind::NotFound => "This folder is not there. It may have been moved, renamed or disconnected",
        ErrorKind::PermissionDenied => {
            "You are not allowed to read this folder. Choose another, or ask who owns it"
        }
        ErrorKind::NotADirectory => "This is a file, not a folder",
        _ => "This folder cannot be read just now. Choose another, or try again",
    }
    .to_owned()
}

fn fits(path: &Path, extensions: &[String]) -> bool {
    let own = path.extension().and_then(OsStr::to_str).unwrap_or_default();
    extensions.is_empty() || extensions.iter().any(|extension| extension.eq_ignore_ascii_case(own))
}

/// The folder and all above it, outermost first, each with its name.
pub fn trail(folder: &Path) -> Vec<(String, PathBuf)> {
    let mut path = PathBuf::new();
    let mut trail = Vec::new();
    for part in folder.components() {
        path.push(part);
        if !matches!(part, Component::Prefix(_)) {
            let name = part.as_os_str().to_string_lossy().into_owned();
            trail.push((name, path.clone()));
        }
    }
    trail
}

/// Folders people keep things in, as far as this machine has them: name and path.
pub fn places() -> Vec<(String, PathBuf)> {
    let Some(user) = directories::UserDirs::new() else { return Vec::new() };
    let known = [
        ("Home", Some(user.home_dir())),
        ("Documents", user.document_dir()),
        ("Desktop", user.desktop_dir()),
        ("Downloads", user.download_dir()),
    ];
    let there = known.into_iter().filter_map(|(name, path)| Some((name.to_owned(), path?.to_owned())));
    there.filter(|(_, path)| path.is_dir()).collect()
}

/// The folder to start in when none is remembered.
pub fn first_folder() -> PathBuf {
    let place =
        places().into_iter().find(|(name, _)| name == "Documents").or_else(|| places().into_iter().next());
    place.map_or_else(|| std::env::current_dir().unwrap_or_else(|_| PathBuf::from("/")), |(_, path)| path)
}

/// Where a typed path leads, seen from `folder`. "~" is the home folder.
pub fn typed_path(folder: &Path, typed: &str) -> PathBuf {
    let typed = typed.trim();
    if let Some(rest) = typed.strip_prefix('~')
        && let Some(user) = directories::UserDirs::new()
    {
        return user.home_dir().join(rest.trim_start_matches(['/', '\\']));
    }
    folder.join(typed)
}

/// Is there a folder here?
pub fn is_folder(path: &Path) -> bool {
    path.is_dir()
}

/// Is there a file or folder here already?
pub fn exists(path: &Path) -> bool {
    path.exists()
}

/// A file name with the first of `extensions` added, unless it ends in one of them already.
pub fn with_extension(name: &str, extensions: &[String]) -> String {
    match extensions.first() {
        Some(extension) if !fits(Path::new(name), extensions) => format!("{name}.{extension}"),
        _ => name.to_owned(),
    }
}

/// A size as people read it: 812 bytes, 14 kB, 2.3 MB.
pub fn size_text(bytes: u64) -> String {
    const THOUSAND: f64 = 1000.0;
    let size = bytes as f64;
    if size < THOUSAND {
        format!("{bytes} bytes")
    } else if size < THOUSAND * THOUSAND {
        format!("{:.0} kB", size / THOUSAND)
    } else {
        format!("{:.1} MB", size / THOUSAND / THOUSAND)
    }
}

/// Can this machine show the system's own dialog? On a bare Linux desktop there is none to ask.
pub fn system_dialog_is_there() -> bool {
    if !cfg!(target_os = "linux") {
        return true;
    }
    if std::env::var_os("DBUS_SESSION_BUS_ADDRESS").is_none() {
        return false;
    }
    let shared = std::env::var("XDG_DATA_DIRS").unwrap_or_else(|_| "/usr/local/share:/usr/share".to_owned());
    let service = "dbus-1/services/org.freedesktop.portal.Desktop.service";
    std::env::split_paths(&shared).any(|folder| folder.join(service).is_file())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn folders_come_first_and_only_fitting_files_are_listed() {
        let folder = tempfile::tempdir().unwrap();
        for name in ["plan-10.ron", "plan-9.RON", "notes.txt", ".hidden.ron"] {
            fs::write(folder.path().join(name), "").unwrap();
        }
        fs::create_dir(folder.path().join("old")).unwrap();
        let names = |extensions: &[String]| {
            let listing = list(folder.path(), extensions);
            listing.entries.into_iter().map(|entry| entry.name).collect::<Vec<_>>()
        };
        assert_eq!(names(&["ron".to_owned()]), ["old", "plan-9.RON", "plan-10.ron"]);
        assert_eq!(names(&[]), ["old", "notes.txt", "plan-9.RON", "plan-10.ron"]);
    }

    #[test]
    fn a_folder_that_is_not_there_is_a_sentence_not_a_crash() {
        let listing = list(Path::new("/no/such/folder"), &[]);
        assert!(listing.problem.is_some_and(|sentence| sentence.contains("not there")));
    }

    #[test]
    fn a_typed_path_is_seen_from_the_folder() {
        let here = Path::new("/plans");
        assert_eq!(typed_path(here, " autumn.ron "), PathBuf::from("/plans/autumn.ron"));
        assert_eq!(typed_path(here, "/shared/x"), PathBuf::from("/shared/x"));
    }

    #[test]
    fn an_extension_is_added_once() {
        let ron = ["ron".to_owned()];
        assert_eq!(with_extension("autumn", &ron), "autumn.ron");
        assert_eq!(with_extension("autumn.RON", &ron), "autumn.RON");
        assert_eq!(with_extension("v1.2", &ron), "v1.2.ron");
        assert_eq!(with_extension("anything", &[]), "anything");
    }

    #[test]
    fn sizes_are_written_as_people_read_them() {
        assert_eq!(
            [size_text(812), size_text(14_400), size_text(2_300_000)],
            ["812 bytes", "14 kB", "2.3 MB"]
        );
    }
}
