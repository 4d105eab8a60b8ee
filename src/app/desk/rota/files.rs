//! Files that the rota writes: handover lists to print and calendars. Chosen in a dialog, written on a thread of its own
//! so that a slow drive never holds the window up, and whole or not at all.

use std::path::{Path, PathBuf};

use super::super::files::{FAULT, file_name};
use super::super::{Desk, Request};
use crate::app::calendar_files::{CalendarOf, CalendarOptions, calendar};
use crate::app::job::{Job, Look};
use crate::app::store::{Overwrite, save};
use crate::app::view::rota::{handover, handover_page};
use crate::domain::edit::name_of;
use crate::domain::ids::{AbsenceId, Thing};

/// What is to be written once it is known where.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Export {
    /// The handover list of an absence.
    Handover(AbsenceId),
    /// A calendar.
    Calendar(CalendarOf),
}

impl Export {
    /// What the file's name ends in.
    fn extension(self) -> &'static str {
        match self {
            Self::Handover(_) => "html",
            Self::Calendar(_) => "ics",
        }
    }
}

/// A file that is being written.
#[derive(Debug)]
pub(super) struct Writing {
    path: PathBuf,
    job: Job<Result<Option<String>, String>>,
}

impl Desk {
    pub(super) fn save_handover(&mut self) {
        let (Some(session), Some(absence)) = (&self.session, self.at_rota.handover) else { return };
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

    fn pick_export(&mut self, export: Export, title: &'static str, name: String, kind: &'static str) {
        self.at_rota.export = Some(export);
        self.requests.push(Request::PickExport { title, name, kind, extension: export.extension() });
    }

    /// Writes what was asked for last. A name without an ending gets its own, which the dialog has not asked about.
    pub(super) fn write_export(&mut self, path: &Path, overwrite: Overwrite) {
        let (Some(session), Some(export)) = (&self.session, self.at_rota.export.take()) else { return };
        if self.at_rota.writing.is_some() {
            self.told = Some("The last file is still being written; try again in a moment".to_owned());
            return;
        }
        let text = match export {
            Export::Handover(absence) => {
                let Some(view) = handover::view(session.reading(), absence, 0) else {
                    self.told =
                        Some("The absence is not in the plan any more. Nothing was written".to_owned());
                    return;
                };
                handover_page::page(&view)
            }
            Export::Calendar(of) => {
                let options = CalendarOptions { kinds_told: self.at_rota.reasons };
                match calendar(session.plan(), of, options, chrono::Utc::now()) {
                    Ok(written) => written.text,
                    Err(sentence) => {
                        self.tell(NOT_WRITTEN, vec![sentence]);
                        return;
                    }
                }
            }
        };
        let (path, overwrite) = match path.extension() {
            Some(_) => (path.to_owned(), overwrite),
            None => (path.with_extension(export.extension()), Overwrite::No),
        };
        let to = path.clone();
        let work = move || {
            save(&to, &text, None, overwrite).map(|saved| saved.note).map_err(|error| error.to_string())
        };
        match Job::start("write a file", self.wake.clone(), work) {
            Ok(job) => self.at_rota.writing = Some(Writing { path, job }),
            Err(error) => self.tell(NOT_WRITTEN, vec![error.to_string()]),
        }
    }

    pub(super) fn collect_written(&mut self) {
        let Some(writing) = &self.at_rota.writing else { return };
        let outcome = match writing.job.look() {
            Look::Working => return,
            Look::Failed => Err(FAULT.to_owned()),
            Look::Done(outcome) => outcome,
        };
        let Some(Writing { path, .. }) = self.at_rota.writing.take() else { return };
        match outcome {
            Ok(note) => {
                self.remember_folder("export", &path);
                self.told = note.or_else(|| Some(format!("Written to {}", path.display())));
            }
            Err(sentence) => self.tell(NOT_WRITTEN, sentence.lines().map(str::to_owned).collect()),
        }
    }
}

const NOT_WRITTEN: &str = "The file was not written";
