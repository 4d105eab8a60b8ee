//! What this person prefers, kept apart from every plan.
//!
//! # Promises
//! - Never in the way: settings that cannot be read are put aside, defaults are used, and a note says so.
//! - Settings written by a newer version keep the fields this one does not know.
//!
//! # Non-goals
//! - Two running copies: the one that writes last wins.

use std::collections::BTreeMap;
use std::fs;
use std::io;
use std::path::{Path, PathBuf};

use serde::{Deserialize, Serialize};
use serde_json::Value;
use thiserror::Error;

use super::disk::{RealDisk, read_up_to, replace};

/// Recent files remembered.
const RECENT: usize = 10;
/// Settings larger than this are not ours.
const LIMIT_BYTES: u64 = 16 * 1024 * 1024;
/// Smallest and largest zoom; outside it the program could not be used to change it back.
const ZOOM: std::ops::RangeInclusive<f32> = 0.5..=3.0;

/// Light or dark.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "lowercase")]
pub enum Theme {
    /// As the rest of the desktop.
    #[default]
    System,
    /// Dark text on a light ground.
    Light,
    /// Light text on a dark ground.
    Dark,
}

/// A person's preferences. Nothing here says anything about a child or a worker, except that file names may.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(default)]
pub struct Settings {
    /// Files opened or saved lately, the latest first, each once, at most ten. See [`Settings::remember_file`].
    pub recent_files: Vec<PathBuf>,
    /// Light or dark.
    pub theme: Theme,
    /// Size of everything, 1.0 being the desktop's own. Kept between 0.5 and 3.0.
    pub zoom: f32,
    /// Columns, widths and sorting of each table, in a form only the table understands.
    pub table_layouts: BTreeMap<String, Value>,
    /// The folder last used for each purpose, such as "open" or "export".
    pub last_folders: BTreeMap<String, PathBuf>,
    /// Fields of a newer version, kept as they are.
    #[serde(flatten)]
    pub unknown: BTreeMap<String, Value>,
}

impl Default for Settings {
    fn default() -> Self {
        Self {
            recent_files: Vec::new(),
            theme: Theme::default(),
            zoom: 1.0,
            table_layouts: BTreeMap::new(),
            last_folders: BTreeMap::new(),
            unknown: BTreeMap::new(),
        }
    }
}

impl Settings {
    /// Puts `path` first among the recent files and drops the oldest above ten. A path that is not text, which
    /// the settings file could not hold, is not remembered.
    pub fn remember_file(&mut self, path: &Path) {
        if path.to_str().is_none() {
            return;
        }
        self.forget_file(path);
        self.recent_files.insert(0, path.to_owned());
        self.recent_files.truncate(RECENT);
    }

    /// Takes `path` out of the recent files, for instance since it is gone.
    pub fn forget_file(&mut self, path: &Path) {
        self.recent_files.retain(|known| known != path);
    }

    /// Within limits, whatever somebody typed into the file.
    fn tidied(mut self) -> Self {
        let mut seen = Vec::with_capacity(RECENT);
        for path in std::mem::take(&mut self.recent_files) {
            if !seen.contains(&path) && seen.len() < RECENT {
                seen.push(path);
            }
        }
        self.recent_files = seen;
        self.zoom = if self.zoom.is_finite() { self.zoom.clamp(*ZOOM.start(), *ZOOM.end()) } else { 1.0 };
        self
    }
}

/// Why settings were not written. They stay in force until the program is closed.
#[derive(Debug, Error)]
pub enum SettingsError {
    /// The system knows no folder for this person's settings.
    #[error(
        "Your settings cannot be kept: this computer has no folder for them. They last until you close the program"
    )]
    NoFolder,
    /// Writing failed.
    #[error("Your settings could not be kept and last until you close the program. Check that {} can be written to (the system says: {error})", path.display())]
    NotWritten {
        /// The file.
        path: PathBuf,
        /// What the system said.
        error: io::Error,
    },
}

/// Where one person's settings are kept.
#[derive(Clone, Debug)]
pub struct SettingsFile {
    path: PathBuf,
}

impl SettingsFile {
    /// The person's own: in their folder for settings, or in the one that `CASELOAD_CONFIG_DIR` names.
    pub fn of_this_person() -> Result<Self, SettingsError> {
        let folder = match std::env::var_os("CASELOAD_CONFIG_DIR").filter(|folder| !folder.is_empty()) {
            Some(folder) => PathBuf::from(folder),
            None => directories::ProjectDirs::from("", "", "Caseload")
                .ok_or(SettingsError::NoFolder)?
                .config_dir()
                .to_owned(),
        };
        Ok(Self::in_folder(&folder))
    }

    /// In `folder`, which is made when first written to.
    pub fn in_folder(folder: &Path) -> Self {
        Self { path: folder.join("settings.json") }
    }

    /// The settings, and a note if they had to be replaced by defaults. None there yet is no cause for a note.
    pub fn load(&self) -> (Settings, Option<String>) {
        let bytes = match read_up_to(&self.path, LIMIT_BYTES) {
            Ok(bytes) => bytes,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return (Settings::default(), None),
            Err(error) => {
                let note = format!(
                    "Your settings could not be read, so the usual ones are used (the system says: {error})"
                );
                return (Settings::default(), Some(note));
            }
        };
        let read = if bytes.len() as u64 > LIMIT_BYTES {
            None
        } else {
            serde_json::from_slice::<Settings>(&bytes).ok()
        };
        if let Some(settings) = read {
            return (settings.tidied(), None);
        }
        let aside = self.path.with_extension("json.broken");
        let note = match fs::rename(&self.path, &aside) {
            Ok(()) => format!(
                "Your settings could not be understood, so the usual ones are used. The old ones are kept as {}",
                aside.display()
            ),
            Err(error) => format!(
                "Your settings could not be understood, so the usual ones are used, and the old ones will be replaced \
                 (they could not be put aside; the system says: {error})"
            ),
        };
        (Settings::default(), Some(note))
    }

    /// Writes the settings in one step; the file may be read by this person only.
    pub fn save(&self, settings: &Settings) -> Result<(), SettingsError> {
        let fail = |error: io::Error| SettingsError::NotWritten { path: self.path.clone(), error };
        let mut text = serde_json::to_vec_pretty(settings).map_err(|error| fail(error.into()))?;
        text.push(b'\n');
        if let Some(folder) = self.path.parent() {
            fs::create_dir_all(folder).map_err(fail)?;
        }
        replace(&RealDisk, &self.path, &text).map_err(fail)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn folder() -> (tempfile::TempDir, SettingsFile) {
        let folder = tempfile::tempdir().unwrap();
        let file = SettingsFile::in_folder(&folder.path().join("not yet made"));
        (folder, file)
    }

    #[test]
    fn what_is_saved_is_loaded() {
        let (_folder, file) = folder();
        assert_eq!(file.load(), (Settings::default(), None));
        let mut settings = Settings { theme: Theme::Dark, zoom: 1.25, ..Settings::default() };
        settings.remember_file(Path::new("/plans/a.caseload"));
        settings.table_layouts.insert("workers".to_owned(), serde_json::json!({ "widths": [10, 20] }));
        settings.last_folders.insert("open".to_owned(), PathBuf::from("/plans"));
        file.save(&settings).unwrap();
        assert_eq!(file.load(), (settings.clone(), None));
        file.save(&settings).unwrap();
        assert_eq!(fs::read_dir(file.path.parent().unwrap()).unwrap().count(), 1, "nothing else left there");
    }

    #[test]
    fn recent_files_are_the_latest_ten_each_once() {
        let mut settings = Settings::default();
        for n in 0..12 {
            settings.remember_file(Path::new(&format!("{n}")));
        }
        settings.remember_file(Path::new("5"));
        let names: Vec<_> = settings.recent_files.iter().map(|p| p.to_string_lossy().into_owned()).collect();
        assert_eq!(names.join(" "), "5 11 10 9 8 7 6 4 3 2");
        settings.forget_file(Path::new("11"));
        assert_eq!(settings.recent_files.len(), 9);
    }

    #[test]
    fn broken_settings_are_put_aside() {
        for broken in ["", "{", "[]", "{\"zoom\": \"big\"}", "\u{0}"] {
            let (_folder, file) = folder();
            fs::create_dir_all(file.path.parent().unwrap()).unwrap();
            fs::write(&file.path, broken).unwrap();
            let (settings, note) = file.load();
            assert_eq!(settings, Settings::default());
            assert!(note.unwrap().contains("settings.json.broken"));
            assert_eq!(fs::read_to_string(file.path.with_extension("json.broken")).unwrap(), broken);
            assert_eq!(file.load(), (Settings::default(), None), "said once");
        }
    }

    #[test]
    fn odd_values_are_brought_within_limits_and_newer_fields_survive() {
        let (_folder, file) = folder();
        fs::create_dir_all(file.path.parent().unwrap()).unwrap();
        let text = r#"{"zoom": 1e30, "recent_files": ["a", "b", "a"], "from_the_future": {"x": 1}}"#;
        fs::write(&file.path, text).unwrap();
        let (settings, note) = file.load();
        assert_eq!(note, None);
        assert!((settings.zoom - 3.0).abs() < f32::EPSILON);
        assert_eq!(settings.recent_files.len(), 2);
        file.save(&settings).unwrap();
        assert!(fs::read_to_string(&file.path).unwrap().contains("from_the_future"));
    }

    #[test]
    fn settings_that_cannot_be_written_or_read_say_so() {
        let folder = tempfile::tempdir().unwrap();
        fs::write(folder.path().join("a file"), "").unwrap();
        let file = SettingsFile::in_folder(&folder.path().join("a file"));
        assert!(file.save(&Settings::default()).unwrap_err().to_string().contains("until you close"));
        assert!(file.load().1.unwrap().contains("could not be read"));
    }
}
