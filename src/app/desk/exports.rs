//! Files beside the plan's own: handover lists to print, calendars, and a copy to share. Chosen in a dialog, written on a
//! thread of its own so that a slow drive never holds the window up, and whole or not at all.

use std::path::{Path, PathBuf};
use std::sync::Arc;

use super::files::{FAULT, file_name};
use super::{Desk, Request};
use crate::app::calendar_files::{CalendarOf, CalendarOptions, calendar};
use crate::app::format;
use crate::app::job::{Job, Look};
use crate::app::store::{Overwrite, save};
use crate::app::view::rota::{handover, handover_page};
use crate::domain::edit::name_of;
use crate::domain::ids::{AbsenceId, Thing};
use crate::domain::rota::sickness::without_sickness;

/// What is to be written once it is known where.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Export {
    /// The handover list of an absence.
    Handover(AbsenceId),
    /// A calendar.
    Calendar(CalendarOf),
    /// A copy of the plan without anybody's sickness.
    Shared,
}

impl Export {
    /// What the file's name ends in.
    fn extension(self) -> &'static str {
        match self {
            Self::Handover(_) => "html",
            Self::Calendar(_) => "ics",
            Self::Shared => "ron",
        }
    }
}

/// What is asked for and what is being written.
#[derive(Debug, Default)]
pub(super) struct Exports {
    asked: Option<Export>,
    writing: Option<Writing>,
}

/// What goes into a file, made on the thread that writes it where that takes long.
type Text = Box<dyn FnOnce() -> Result<String, String> + Send>;

/// A file that is being written.
#[derive(Debug)]
struct Writing {
    path: PathBuf,
    job: Job<Result<Option<String>, String>>,
}

impl Exports {
    /// Whether a file is being written.
    pub fn is_writing(&self) -> bool {
        self.writing.is_some()
    }

    /// No file was chosen: nothing is written.
    pub fn choose_nothing(&mut self) {
        self.asked = None;
    }
}

impl Desk {
    pub(super) fn save_handover(&mut self) {
        let (Some(session), Some(absence)) = (&self.session, self.at_rota.handover()) else { return };
        let Some(view) = handover::view(session.reading(), absence, 0) else { return };
        let name = format!("{}.html", file_name(&view.file_words));
        self.pick_export(Export::Handover(absence), "Save the handover list", name, "Pages to print");
    }

    pub(super) fn save_calendar(&mut self, of: CalendarOf) {
        let Some(session) = &self.session else { return };
        let plan = session.plan();
        let words = match of {
            CalendarOf::Person(worker) => format!("{} calendar", name_of(plan, Thing::Worker(worker))),
            CalendarOf::Team(team) => format!("{} calendar", name_of(plan, Thing::Team(team))),
            CalendarOf::Duty(team) => format!("{} duty", name_of(plan, Thing::Team(team))),
        };
        let name = format!("{}.ics", file_name(&words));
        self.pick_export(Export::Calendar(of), "Save a calendar file", name, "Calendars");
    }

    /// A copy of the plan to give to others: whoever may see the plan need not see who was ill.
    pub(super) fn save_shared(&mut self) {
        let Some(session) = &self.session else { return };
        let stem = session.path().and_then(Path::file_stem);
        let stem = stem.map_or_else(
            || file_name(&session.base().about.title),
            |stem| stem.to_string_lossy().into_owned(),
        );
        let name = format!("{stem}-to-share.ron");
        self.pick_export(Export::Shared, "Save a copy to share", name, "Caseload plans");
    }

    fn pick_export(&mut self, export: Export, title: &'static str, name: String, kind: &'static str) {
        self.exports.asked = Some(export);
        self.requests.push(Request::PickExport { title, name, kind, extension: export.extension() });
    }

    /// Writes what was asked for last. A name without an ending gets its own, which the dialog has not asked about.
    pub(super) fn write_export(&mut self, path: &Path, overwrite: Overwrite) {
        let (Some(session), Some(export)) = (&self.session, self.exports.asked.take()) else { return };
        if self.exports.writing.is_some() {
            self.told = Some("The last file is still being written; try again in a moment".to_owned());
            return;
        }
        let (path, overwrite) = match path.extension() {
            Some(_) => (path.to_owned(), overwrite),
            None => (path.with_extension(export.extension()), Overwrite::No),
        };
        let own = session.path().map(Path::to_owned);
        let text: Text = match export {
            Export::Shared => {
                let plan = Arc::clone(session.base());
                Box::new(move || format::write(&without_sickness(&plan)).map_err(|error| error.to_string()))
            }
            Export::Handover(absence) => {
                let Some(view) = handover::view(session.reading(), absence, 0) else {
                    self.told =
                        Some("The absence is not in the plan any more. Nothing was written".to_owned());
                    return;
                };
                let page = handover_page::page(&view);
                Box::new(move || Ok(page))
            }
            Export::Calendar(of) => {
                let options = CalendarOptions { kinds_told: self.at_rota.reasons() };
                match calendar(session.plan(), of, options, chrono::Utc::now()) {
                    Ok(written) => Box::new(move || Ok(written.text)),
                    Err(sentence) => {
                        self.tell(NOT_WRITTEN, vec![sentence]);
                        return;
                    }
                }
            }
        };
        let to = path.clone();
        let work = move || {
            if own.is_some_and(|own| is_same_file(&own, &to)) {
                return Err(OWN_FILE.to_owned());
            }
            let saved = save(&to, &text()?, None, overwrite).map_err(|error| error.to_string())?;
            // Whoever gives the copy away should know of what else lies there, which may tell more.
            let backup = saved.backup.filter(|_| export == Export::Shared).map(|backup| {
                format!(
                    "Written to {}. What was there before is kept beside it as {}; it may hold sickness",
                    to.display(),
                    backup.file_name().unwrap_or_default().display()
                )
            });
            Ok(saved.note.or(backup))
        };
        match Job::start("write a file", self.wake.clone(), work) {
            Ok(job) => self.exports.writing = Some(Writing { path, job }),
            Err(error) => self.tell(NOT_WRITTEN, vec![error.to_string()]),
        }
    }

    pub(super) fn collect_written(&mut self) {
        let Some(writing) = &self.exports.writing else { return };
        let outcome = match writing.job.look() {
            Look::Working => return,
            Look::Failed => Err(FAULT.to_owned()),
            Look::Done(outcome) => outcome,
        };
        let Some(Writing { path, .. }) = self.exports.writing.take() else { return };
        match outcome {
            Ok(note) => {
                self.remember_folder("export", &path);
                self.told = note.or_else(|| Some(format!("Written to {}", path.display())));
            }
            Err(sentence) => self.tell(NOT_WRITTEN, sentence.lines().map(str::to_owned).collect()),
        }
    }
}

/// Whether two paths lead to one file.
fn is_same_file(one: &Path, other: &Path) -> bool {
    one == other || matches!((one.canonicalize(), other.canonicalize()), (Ok(one), Ok(other)) if one == other)
}

const OWN_FILE: &str = "This is the file of the plan that is open, which would be lost. Choose another name";
const NOT_WRITTEN: &str = "The file was not written";
