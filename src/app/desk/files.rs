//! Opening, saving, leaving and recovering: nothing that is not saved is ever lost without a question.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::Instant;

use super::{Answer, Ask, Desk, Request, Then};
use crate::app::examples;
use crate::app::format;
use crate::app::job::{Job, Look};
use crate::app::session::{SaveFailure, Session};
use crate::app::store::{Overwrite, SaveError};
use crate::domain::plan::Plan;

impl Desk {
    /// Goes on at once when nothing would be lost, otherwise asks.
    pub(super) fn unless_unsaved(&mut self, then: Then) {
        if self.saving.is_some() {
            // A save belongs to the document that is open: it is finished before anything else is.
            self.after_save = Some(then);
            self.told = Some("The plan is being saved first".to_owned());
        } else if self.session.as_ref().is_some_and(Session::is_unsaved) {
            self.ask = Some(Ask::Unsaved(then));
        } else {
            self.go_on(then);
        }
    }

    fn go_on(&mut self, then: Then) {
        match then {
            Then::New => {
                self.leave_document();
                let today = chrono::Local::now().date_naive();
                self.show(Session::untouched(Plan::empty(today)));
            }
            Then::ShowOpened => {
                let Some((session, notes)) = self.opened.take() else { return };
                self.leave_document();
                self.show(*session);
                if !notes.is_empty() {
                    self.tell("The plan was opened, with changes", notes);
                }
            }
            Then::Choose => self.requests.push(Request::PickOpen),
            Then::Open(path) => self.start_open(path),
            Then::Example(which) => {
                let today = chrono::Local::now().date_naive();
                match examples::open(which, today) {
                    Ok(plan) => {
                        self.leave_document();
                        self.show(Session::untouched(plan));
                    }
                    Err(error) => self.tell("The example could not be opened", vec![error.to_string()]),
                }
            }
            Then::Start => {
                self.leave_document();
                self.session = None;
                self.forget_studies();
                self.selected = None;
                self.import = None;
                self.requests.push(Request::Afresh);
            }
            Then::Quit => {
                self.leave_document();
                self.session = None;
                self.forget_studies();
                self.requests.push(Request::Close);
            }
        }
    }

    /// The document is saved or not wanted: work kept in case of a crash is not needed any more.
    fn leave_document(&mut self) {
        // What is still being kept would otherwise be written after it was thrown away.
        if let Some((_, job)) = self.keeping.take() {
            job.wait();
        }
        let thrown = self.slot.take().map(|slot| match Arc::try_unwrap(slot) {
            Ok(slot) => slot.discard(),
            Err(shared) => shared.clear(),
        });
        if let Some(Err(error)) = thrown {
            self.told = Some(error.to_string());
        }
    }

    pub(super) fn tell(&mut self, title: &str, lines: Vec<String>) {
        self.ask = Some(Ask::Tell { title: title.to_owned(), lines });
    }

    fn start_open(&mut self, path: PathBuf) {
        self.remember_folder("open", &path);
        match Job::start("open", self.wake.clone(), move || Session::open(&path)) {
            Ok(job) => self.opening = Some(job),
            Err(error) => self.tell("The file could not be opened", vec![error.to_string()]),
        }
    }

    /// Shows a file that has been read, once nothing else waits for an answer or is being saved.
    pub(super) fn collect_opened(&mut self) {
        if self.ask.is_some() || self.saving.is_some() {
            return;
        }
        let Some(job) = &self.opening else { return };
        match job.look() {
            Look::Working => {}
            Look::Failed => {
                self.opening = None;
                self.tell("The file could not be opened", vec![FAULT.to_owned()]);
            }
            Look::Done(Ok((session, notes))) => {
                self.opening = None;
                if let Some(path) = session.path() {
                    self.settings.remember_file(path);
                    self.keep_settings();
                }
                self.opened = Some((Box::new(session), notes));
                // Something may have been typed, or work taken up again, since the file was asked for.
                self.unless_unsaved(Then::ShowOpened);
            }
            Look::Done(Err(error)) => {
                self.opening = None;
                let lines = error.to_string().lines().map(str::to_owned).collect();
                self.tell("The file could not be opened", lines);
            }
        }
    }

    pub(super) fn save(&mut self) {
        match self.session.as_ref().map(|session| session.path().map(Path::to_owned)) {
            Some(Some(path)) => self.start_save(&path, Overwrite::No),
            Some(None) => self.request_save_as(),
            None => {}
        }
    }

    pub(super) fn request_save_as(&mut self) {
        let Some(session) = &self.session else { return };
        let name = session.path().and_then(Path::file_name).map_or_else(
            || format!("{}.ron", file_name(&session.base().about.title)),
            |name| name.to_string_lossy().into_owned(),
        );
        self.requests.push(Request::PickSave(name));
    }

    pub(super) fn start_save(&mut self, path: &Path, overwrite: Overwrite) {
        let Some(session) = &self.session else { return };
        if self.saving.is_some() {
            self.told = Some("The last save is still under way; try again in a moment".to_owned());
            return;
        }
        let saving = session.saving(path, overwrite);
        let work = saving.clone();
        match Job::start("save", self.wake.clone(), move || work.run()) {
            Ok(job) => self.saving = Some((saving, job)),
            Err(error) => self.tell("The plan was not saved", vec![error.to_string()]),
        }
    }

    /// Saves in place of another file, as the dialog has asked; the document's own file is still looked at first.
    pub(super) fn save_over(&mut self, path: &Path) {
        let own = self.session.as_ref().and_then(Session::path) == Some(path);
        self.start_save(path, if own { Overwrite::No } else { Overwrite::Yes });
    }

    pub(super) fn collect_saved(&mut self) {
        let Some((_, job)) = &self.saving else { return };
        let outcome = match job.look() {
            Look::Working => return,
            Look::Failed => None,
            Look::Done(outcome) => Some(outcome),
        };
        let Some((saving, _)) = self.saving.take() else { return };
        match outcome {
            None => self.tell("The plan was not saved", vec![FAULT.to_owned()]),
            Some(Ok(saved)) => {
                if let Some(session) = &mut self.session {
                    session.saved(&saving, saved.fingerprint);
                }
                self.saved_at = Some(chrono::Local::now().format("%H:%M").to_string());
                self.told = saved.note;
                self.settings.remember_file(&saving.path);
                self.remember_folder("open", &saving.path);
                let unsaved = self.session.as_ref().is_some_and(Session::is_unsaved);
                if unsaved {
                    // Something was typed while the plan was being saved: keep it at the next turn.
                    self.kept_revision = 0;
                } else if let Some(slot) = &self.slot
                    && let Err(error) = slot.clear()
                {
                    self.told = Some(error.to_string());
                }
                if let Some(then) = self.after_save.take() {
                    self.unless_unsaved(then);
                }
            }
            Some(Err(SaveFailure::File(
                error @ (SaveError::ChangedOnDisk { .. }
                | SaveError::DeletedSince { .. }
                | SaveError::Exists { .. }),
            ))) => self.ask = Some(Ask::Conflict { path: saving.path, sentence: error.to_string() }),
            Some(Err(error)) => {
                self.after_save = None;
                let lines = error.to_string().lines().map(str::to_owned).collect();
                self.tell("The plan was not saved", lines);
            }
        }
    }

    /// Keeps unsaved work in case the program ends badly, on a thread of its own.
    pub(super) fn keep_unsaved(&mut self) {
        self.kept_at = Instant::now();
        let Some(session) = &self.session else { return };
        if !session.is_unsaved() || session.revision() == self.kept_revision {
            return;
        }
        let Some(recovery) = &self.recovery else { return };
        if self.slot.is_none() {
            match recovery.new_slot() {
                Ok(slot) => self.slot = Some(Arc::new(slot)),
                Err(error) => {
                    self.told = Some(error.to_string());
                    return;
                }
            }
        }
        let Some(slot) = self.slot.clone() else { return };
        if self.keeping.is_some() {
            return;
        }
        let revision = session.revision();
        let (path, opened) = (session.path().map(Path::to_owned), session.opened().cloned());
        let plan = Arc::clone(session.base());
        let work = move || {
            let text = format::write(&plan).map_err(|error| error.to_string())?;
            slot.keep(path.as_deref(), opened.as_ref(), &text).map_err(|error| error.to_string())
        };
        match Job::start("keep unsaved work", self.wake.clone(), work) {
            Ok(job) => self.keeping = Some((revision, job)),
            Err(error) => self.told = Some(error.to_string()),
        }
    }

    pub(super) fn collect_kept(&mut self) {
        let Some((revision, job)) = &self.keeping else { return };
        match job.look() {
            Look::Working => return,
            Look::Done(Ok(())) => self.kept_revision = *revision,
            Look::Done(Err(sentence)) => self.told = Some(sentence),
            Look::Failed => self.told = Some(FAULT.to_owned()),
        }
        self.keeping = None;
    }

    pub(super) fn answer(&mut self, answer: Answer) {
        let Some(ask) = self.ask.take() else { return };
        match (ask, answer) {
            (Ask::Unsaved(then), Answer::Save) => {
                self.after_save = Some(then);
                self.save();
            }
            (Ask::Unsaved(then), Answer::Discard) => self.go_on(then),
            (Ask::Conflict { path, .. }, Answer::Replace) => self.start_save(&path, Overwrite::Yes),
            (Ask::Conflict { .. }, Answer::SaveElsewhere) => self.request_save_as(),
            (Ask::Recover(kept), Answer::Recover) => self.recover(&kept.slot),
            (Ask::Recover(kept), _) => {
                if let Some(recovery) = &self.recovery
                    && let Err(error) = recovery.mark_offered(&kept.slot)
                {
                    self.told = Some(error.to_string());
                }
            }
            _ => {
                self.after_save = None;
                self.opened = None;
            }
        }
    }

    fn recover(&mut self, slot: &str) {
        let Some(recovery) = &self.recovery else { return };
        match recovery.take(slot) {
            Ok((slot, work)) => match Session::recover(&work.text, work.kept.original_path, work.kept.opened)
            {
                Ok(session) => {
                    self.show(session);
                    self.slot = Some(Arc::new(slot));
                    self.told = Some("The work that was not saved is back. Save it to keep it".to_owned());
                }
                Err(error) => self.tell("The work could not be taken up", vec![error.to_string()]),
            },
            Err(error) => self.tell("The work could not be taken up", vec![error.to_string()]),
        }
    }

    pub(super) fn save_templates(&mut self, path: &Path) {
        let folder = path.parent().map_or_else(PathBuf::new, Path::to_owned);
        let written = crate::app::import::write_templates(&folder);
        match written {
            Ok(names) => {
                self.told = Some(format!("Written to {}: {}", folder.display(), names.join(", ")));
            }
            Err(error) => self.tell("The templates were not written", vec![error]),
        }
    }

    pub(super) fn remember_folder(&mut self, purpose: &str, path: &Path) {
        if let Some(folder) = path.parent() {
            self.settings.last_folders.insert(purpose.to_owned(), folder.to_owned());
            self.keep_settings();
        }
    }
}

/// What is said when work on a thread ended in a fault of the program.
pub(super) const FAULT: &str =
    "The program made a mistake. Nothing was changed and nothing was lost; please report it";

/// A title as the name of a file: letters, figures and dashes.
pub(super) fn file_name(title: &str) -> String {
    let name: String = title
        .chars()
        .map(|c| if c.is_alphanumeric() { c.to_lowercase().next().unwrap_or(c) } else { '-' })
        .collect();
    let name = name.trim_matches('-').to_owned();
    if name.is_empty() { "plan".to_owned() } else { name }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_title_becomes_a_plain_file_name() {
        assert_eq!(file_name("Autumn plan 2026"), "autumn-plan-2026");
        assert_eq!(file_name("???"), "plan");
    }
}
