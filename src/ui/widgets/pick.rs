//! Asks for files: with the system's own dialog where there is one, else with the program's.
//!
//! The system's dialog runs on a thread of its own, one at a time, so that the window goes on being drawn.
//! Set `CASELOAD_OWN_DIALOGS=1` to always get the program's own.

use std::path::{Path, PathBuf};
use std::sync::mpsc::{Receiver, TryRecvError, sync_channel};
use std::time::{Duration, Instant};

use eframe::egui::Context;

use super::file_dialog::{DialogEnd, FileDialog};
pub use super::file_dialog::{Purpose, PurposeKind};
use crate::app::files_listing;

/// Setting this to 1 forces the program's own dialog.
pub const OWN_DIALOGS: &str = "CASELOAD_OWN_DIALOGS";

/// Nobody reads and cancels a dialog faster than this: the system failed to show it.
const TOO_FAST: Duration = Duration::from_millis(250);

/// What was picked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Picked {
    /// What the files were wanted for: [`Purpose::id`].
    pub id: &'static str,
    /// The files. Empty: cancelled.
    pub paths: Vec<PathBuf>,
}

/// Asks for files, one question at a time.
#[derive(Debug, Default)]
pub struct FilePicker {
    open: Option<Asking>,
    last_folder: Option<PathBuf>,
    system_failed: bool,
}

#[derive(Debug)]
enum Asking {
    Own(Box<FileDialog>),
    /// To be asked in the next frame, when there is a window to wake.
    SystemSoon(Purpose),
    System {
        purpose: Purpose,
        since: Instant,
        answer: Receiver<Option<Vec<PathBuf>>>,
    },
}

impl FilePicker {
    /// Asks. Does nothing, and says `false`, while another question is open.
    pub fn open(&mut self, purpose: Purpose) -> bool {
        if self.open.is_some() {
            return false;
        }
        let own = std::env::var_os(OWN_DIALOGS).is_some_and(|value| value == "1");
        self.open = Some(if own || self.system_failed || !files_listing::system_dialog_is_there() {
            self.own(purpose)
        } else {
            Asking::SystemSoon(purpose)
        });
        true
    }

    /// From now on, asks with the program's own dialog whatever the system has.
    pub fn use_own(&mut self) {
        self.system_failed = true;
    }

    /// Asks with the program's own dialog, whatever the system has.
    pub fn open_own(&mut self, purpose: Purpose) -> bool {
        if self.open.is_none() {
            self.open = Some(self.own(purpose));
            return true;
        }
        false
    }

    /// Is a question open? While one is, do not save or open the same file elsewhere.
    pub fn is_open(&self) -> bool {
        self.open.is_some()
    }

    /// The folder of the last answer.
    pub fn last_folder(&self) -> Option<&Path> {
        self.last_folder.as_deref()
    }

    /// Starts the next question in this folder, unless it says otherwise.
    pub fn set_last_folder(&mut self, folder: PathBuf) {
        self.last_folder = Some(folder);
    }

    fn own(&self, purpose: Purpose) -> Asking {
        let folder = self.start(&purpose);
        Asking::Own(Box::new(FileDialog::new(purpose, &folder)))
    }

    fn start(&self, purpose: &Purpose) -> PathBuf {
        let wanted = purpose.folder.clone().or_else(|| self.last_folder.clone());
        wanted.filter(|folder| files_listing::is_folder(folder)).unwrap_or_else(files_listing::first_folder)
    }

    /// Draws the dialog, or waits for the system's. Call in every frame. Returns the answer once.
    pub fn ui(&mut self, ctx: &Context) -> Option<Picked> {
        match self.open.take()? {
            Asking::SystemSoon(purpose) => {
                let folder = self.start(&purpose);
                self.open = Some(match ask_system(&purpose, folder, ctx.clone()) {
                    Some(answer) => Asking::System { purpose, since: Instant::now(), answer },
                    None => self.own(purpose),
                });
                None
            }
            Asking::System { purpose, since, answer } => match answer.try_recv() {
                Ok(None) if since.elapsed() < TOO_FAST => self.fall_back(purpose),
                Ok(paths) => Some(self.end(purpose.id, paths.unwrap_or_default())),
                Err(TryRecvError::Empty) => {
                    self.open = Some(Asking::System { purpose, since, answer });
                    None
                }
                // The thread is gone without an answer.
                Err(TryRecvError::Disconnected) => self.fall_back(purpose),
            },
            Asking::Own(mut dialog) => match dialog.ui(ctx) {
                None => {
                    self.open = Some(Asking::Own(dialog));
                    None
                }
                Some(DialogEnd::Cancelled) => Some(self.end(dialog.purpose().id, Vec::new())),
                Some(DialogEnd::Chosen(paths)) => Some(self.end(dialog.purpose().id, paths)),
            },
        }
    }

    fn fall_back(&mut self, purpose: Purpose) -> Option<Picked> {
        self.system_failed = true;
        self.open = Some(self.own(purpose));
        None
    }

    fn end(&mut self, id: &'static str, paths: Vec<PathBuf>) -> Picked {
        if let Some(folder) = paths.first().and_then(|path| path.parent()) {
            self.last_folder = Some(folder.to_owned());
        }
        Picked { id, paths }
    }
}

/// Starts the system's dialog. `None`: it could not even be started.
fn ask_system(purpose: &Purpose, folder: PathBuf, ctx: Context) -> Option<Receiver<Option<Vec<PathBuf>>>> {
    let mut dialog = rfd::FileDialog::new().set_title(&purpose.title).set_directory(folder);
    for (label, extensions) in &purpose.filters {
        dialog = dialog.add_filter(label, extensions);
    }
    dialog = dialog.add_filter("All files", &["*"]);
    if let Some(name) = &purpose.file_name {
        dialog = dialog.set_file_name(name);
    }
    let kind = purpose.kind;
    let ask = move || match kind {
        PurposeKind::Open => dialog.pick_file().map(|path| vec![path]),
        PurposeKind::OpenSeveral => dialog.pick_files(),
        PurposeKind::Save => dialog.save_file().map(|path| vec![path]),
    };
    let (sender, receiver) = sync_channel(1);
    if cfg!(target_os = "macos") {
        // There, dialogs may only be shown by the thread that draws.
        sender.send(ask()).ok()?;
        return Some(receiver);
    }
    std::thread::Builder::new()
        .name("file dialog".to_owned())
        .spawn(move || {
            // Nobody waits for the answer once the window is closed.
            drop(sender.send(ask()));
            ctx.request_repaint();
        })
        .ok()?;
    Some(receiver)
}

#[cfg(test)]
mod tests {
    use eframe::egui::Key;

    use super::*;
    use crate::ui::widgets::testing::{harness, press};

    #[test]
    fn one_question_at_a_time_and_the_last_folder_is_remembered() {
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join("plan.ron"), "").unwrap();
        let purpose = Purpose {
            id: "open_plan",
            title: "Open a plan".into(),
            kind: PurposeKind::Open,
            filters: Vec::new(),
            folder: Some(folder.path().to_owned()),
            file_name: None,
        };
        let mut picker = FilePicker::default();
        assert!(picker.open_own(purpose.clone()));
        assert!(!picker.open(purpose));
        let mut harness = harness(
            |ui, (picker, answers): &mut (FilePicker, Vec<Picked>)| answers.extend(picker.ui(ui.ctx())),
            (picker, Vec::new()),
        );
        press(&mut harness, &[Key::ArrowDown, Key::Enter]);
        let path = folder.path().join("plan.ron");
        assert_eq!(harness.state().1, [Picked { id: "open_plan", paths: vec![path] }]);
        assert_eq!(harness.state().0.last_folder(), Some(folder.path()));
        assert!(!harness.state().0.is_open());
    }
}
