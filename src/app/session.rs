//! The open document: the plan, where it is kept, what can be undone, and whether anything is unsaved.
//!
//! The base plan is what is kept, saved and undone. What is shown is the base plan, or the base plan with the scenario that
//! is open; see `mode`.

mod mode;

use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::history::History;
use super::reading::Reading;
use super::store::{Fingerprint, Overwrite, SaveError};
use super::view::marks::Marks;
use super::view::mode::ModeView;
use super::{format, store};
use crate::domain::ids::ScenarioId;
use crate::domain::plan::Plan;
use crate::domain::scenario::LeftOut;

/// The open document.
pub struct Session {
    base: Arc<Plan>,
    /// The plan that is shown, and what is worked out from it.
    reading: Arc<Reading>,
    /// The scenario that is open.
    scenario: Option<ScenarioId>,
    /// Its changes that do not apply.
    left_out: Vec<LeftOut>,
    /// What differs from the base plan; nothing while no scenario is open.
    marks: Option<Arc<Marks>>,
    /// What is said of the scenario that is open.
    mode: Option<ModeView>,
    history: History,
    /// The plan as it stands in the file; `None` when it has never been saved.
    saved: Option<Arc<Plan>>,
    path: Option<PathBuf>,
    opened: Option<Fingerprint>,
    /// Goes up with every change, so that views know when to be built again.
    revision: u64,
}

impl std::fmt::Debug for Session {
    /// Says nothing of what is in the plan.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Session").field("revision", &self.revision).finish_non_exhaustive()
    }
}

/// A plan on its way to a file.
#[derive(Clone)]
pub struct Saving {
    plan: Arc<Plan>,
    /// Where to.
    pub path: PathBuf,
    opened: Option<Fingerprint>,
    overwrite: Overwrite,
}

impl std::fmt::Debug for Saving {
    /// Says nothing of what is in the plan.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Saving").finish_non_exhaustive()
    }
}

impl Saving {
    /// Writes the file.
    ///
    /// # Errors
    /// A sentence; the file that was there is still there.
    pub fn run(&self) -> Result<store::Saved, SaveFailure> {
        let text = format::write(&self.plan)?;
        Ok(store::save(&self.path, &text, self.opened.as_ref(), self.overwrite)?)
    }
}

/// A file could not be opened as a plan; the error is what to tell the user.
#[derive(Debug, thiserror::Error)]
pub enum OpenFailure {
    /// It could not be read.
    #[error(transparent)]
    File(#[from] store::OpenError),
    /// It is not a plan, or there is something wrong in it.
    #[error(transparent)]
    Format(#[from] format::FormatError),
}

/// A plan could not be saved; the error is what to tell the user.
#[derive(Debug, thiserror::Error)]
pub enum SaveFailure {
    /// It could not be written.
    #[error(transparent)]
    File(#[from] SaveError),
    /// It could not be turned into text.
    #[error(transparent)]
    Format(#[from] format::FormatError),
}

impl Session {
    /// A new document that has never been saved.
    pub fn unsaved(plan: Plan) -> Self {
        let plan = Arc::new(plan);
        let reading = Arc::new(Reading::new(Arc::clone(&plan), None));
        Self {
            base: plan,
            reading,
            scenario: None,
            left_out: Vec::new(),
            marks: None,
            mode: None,
            history: History::default(),
            saved: None,
            path: None,
            opened: None,
            revision: 1,
        }
    }

    /// A new document with nothing in it worth keeping, so that leaving it needs no question.
    pub fn untouched(plan: Plan) -> Self {
        let mut session = Self::unsaved(plan);
        session.saved = Some(Arc::clone(&session.base));
        session
    }

    /// Opens a file. The notes are for the user: what was renumbered, converted or ignored on the way in.
    ///
    /// # Errors
    /// A sentence for each thing that is wrong; nothing is opened by halves.
    pub fn open(path: &Path) -> Result<(Self, Vec<String>), OpenFailure> {
        // A relative path would mean another file once the program looks from elsewhere.
        let path = &std::path::absolute(path).unwrap_or_else(|_| path.to_owned());
        let opened = store::open(path)?;
        let read = format::read(&opened.text)?;
        let mut session = Self::unsaved(read.plan);
        session.path = Some(path.to_owned());
        session.opened = Some(opened.fingerprint);
        let mut notes: Vec<String> = opened.note.into_iter().collect();
        if read.notes.is_empty() {
            session.saved = Some(Arc::clone(&session.base));
        }
        notes.extend(read.notes);
        Ok((session, notes))
    }

    /// Takes up work that was kept when the program last ended without closing it.
    ///
    /// # Errors
    /// As [`Self::open`].
    pub fn recover(
        text: &str,
        path: Option<PathBuf>,
        opened: Option<Fingerprint>,
    ) -> Result<Self, OpenFailure> {
        let mut session = Self::unsaved(format::read(text)?.plan);
        session.path = path;
        session.opened = opened;
        Ok(session)
    }

    /// What it takes to save to `path`, to be run anywhere and then handed to [`Self::saved`].
    pub fn saving(&self, path: &Path, overwrite: Overwrite) -> Saving {
        let opened = self.opened.clone().filter(|_| self.path.as_deref() == Some(path));
        Saving { plan: Arc::clone(&self.base), path: path.to_owned(), opened, overwrite }
    }

    /// Takes note that a plan was saved.
    pub fn saved(&mut self, saving: &Saving, fingerprint: Fingerprint) {
        self.path = Some(saving.path.clone());
        self.opened = Some(fingerprint);
        self.saved = Some(Arc::clone(&saving.plan));
    }

    /// Goes one step back. Whether there was one.
    pub fn undo(&mut self) -> bool {
        let step = self.history.undo(&self.base);
        step.map(|plan| self.show(plan)).is_some()
    }

    /// Goes one step forward again. Whether there was one.
    pub fn redo(&mut self) -> bool {
        let step = self.history.redo(&self.base);
        step.map(|plan| self.show(plan)).is_some()
    }

    /// The plan that is kept, saved and undone.
    pub fn base(&self) -> &Arc<Plan> {
        &self.base
    }
    /// The plan that is shown: the base plan, or the base plan with the open scenario.
    pub fn plan(&self) -> &Arc<Plan> {
        &self.reading.plan
    }
    /// What is worked out from the plan that is shown.
    pub fn reading(&self) -> &Arc<Reading> {
        &self.reading
    }
    /// What can be undone and done again.
    pub fn history(&self) -> &History {
        &self.history
    }
    /// The file.
    pub fn path(&self) -> Option<&Path> {
        self.path.as_deref()
    }
    /// The content of the file when it was last read or written.
    pub fn opened(&self) -> Option<&Fingerprint> {
        self.opened.as_ref()
    }
    /// Whether there is anything that the file does not hold.
    pub fn is_unsaved(&self) -> bool {
        self.saved.as_ref().is_none_or(|saved| !Arc::ptr_eq(saved, &self.base) && **saved != *self.base)
    }
    /// Goes up with every change of what is shown.
    pub fn revision(&self) -> u64 {
        self.revision
    }
}

#[cfg(test)]
mod tests {
    use std::io::Write as _;

    use super::*;

    /// What opening a file of this content says; never a crash, and nothing opened by halves.
    fn refused(content: &[u8], length: Option<u64>) -> String {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("plan.ron");
        let mut file = std::fs::File::create(&path).unwrap();
        file.write_all(content).unwrap();
        if let Some(length) = length {
            file.set_len(length).unwrap();
        }
        drop(file);
        Session::open(&path).err().map_or_else(String::new, |error| error.to_string())
    }

    #[test]
    fn huge_files_are_refused_with_a_sentence() {
        let brackets = vec![b'('; 100_000_000];
        let words = "a plan ".repeat(15_000_000).into_bytes();
        for (content, length) in
            [(brackets.as_slice(), None), (words.as_slice(), None), (b"(", Some(300 << 20))]
        {
            let sentence = refused(content, length);
            assert!(!sentence.is_empty() && sentence.len() < 2_000, "{sentence}");
        }
    }

    #[test]
    fn a_plan_saved_and_opened_again_is_the_same_plan_and_has_nothing_unsaved() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("plan.ron");
        let mut session = Session::unsaved(crate::app::invent::first_plan());
        assert!(session.is_unsaved());
        let saving = session.saving(&path, Overwrite::No);
        let saved = saving.run().unwrap();
        session.saved(&saving, saved.fingerprint);
        assert!(!session.is_unsaved());
        let (opened, notes) = Session::open(&path).unwrap();
        assert_eq!((opened.plan(), notes.as_slice()), (session.plan(), [].as_slice()));
        assert!(!opened.is_unsaved());
    }
}
