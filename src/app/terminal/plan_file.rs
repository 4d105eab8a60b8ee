//! Opening a plan, and what every command works out of it first.

use std::io;
use std::path::Path;

use chrono::NaiveDate;
use serde::Serialize;

use crate::app::session::{OpenFailure, SaveFailure};
use crate::app::{format, store};
use crate::domain::calendar::{WorkingCalendar, format_date};
use crate::domain::plan::Plan;
use crate::domain::problem::{Problem, Severity};
use crate::domain::state::Sight;

/// Why a command gave no answer, as a sentence.
#[derive(Debug, thiserror::Error)]
pub enum Failure {
    /// What was asked for makes no sense with this plan.
    #[error("{0}")]
    Usage(String),
    /// A file could not be opened as a plan.
    #[error(transparent)]
    Open(#[from] OpenFailure),
    /// A file could not be written.
    #[error(transparent)]
    Save(#[from] SaveFailure),
    /// The plan cannot be played forward: a sentence a line.
    #[error("{0}")]
    Refused(String),
    /// A fault of the program while runs were played.
    #[error("The program made a mistake. Nothing was changed; please report it")]
    Fault,
    /// The answer could not be written to standard output.
    #[error("The answer could not be written: {0}")]
    Answer(io::Error),
}

/// The plan in a file, and what had to be changed on the way in.
pub(super) fn open(path: &Path) -> Result<(Plan, Vec<String>), OpenFailure> {
    let opened = store::open(path)?;
    let read = format::read(&opened.text)?;
    let mut notes: Vec<String> = opened.note.into_iter().collect();
    notes.extend(read.notes);
    Ok((read.plan, notes))
}

/// A plan with its calendar compiled.
#[derive(Debug)]
pub struct Reading<'p> {
    plan: &'p Plan,
    calendar: WorkingCalendar,
}

impl<'p> Reading<'p> {
    /// Compiles the plan's calendar.
    pub fn new(plan: &'p Plan) -> Self {
        Self { plan, calendar: WorkingCalendar::new(&plan.calendar) }
    }
    /// The plan with everything in it looked up.
    pub fn sight(&'p self) -> Sight<'p> {
        Sight::new(self.plan, &self.calendar)
    }
}

/// The day that an answer is for: the plan's own, or a later one.
pub(super) fn day(plan: &Plan, on: Option<NaiveDate>) -> Result<NaiveDate, Failure> {
    let as_at = plan.about.as_at;
    match on {
        Some(on) if on < as_at => Err(Failure::Usage(format!(
            "The plan is as at {as_at} and cannot answer for {on}, which is before it. Give {as_at} or a later day",
            as_at = format_date(as_at),
            on = format_date(on)
        ))),
        Some(on) => Ok(on),
        None => Ok(as_at),
    }
}

/// How many problems a plan has, by severity.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize)]
pub struct ProblemCounts {
    /// The answer cannot be trusted until they are mended.
    pub errors: usize,
    /// Probably mistakes, or risks to children.
    pub warnings: usize,
    /// Worth knowing.
    pub notes: usize,
}

/// Counts problems by severity.
pub fn counts_of(problems: &[Problem]) -> ProblemCounts {
    let of = |severity| problems.iter().filter(|problem| problem.severity == severity).count();
    ProblemCounts { errors: of(Severity::Error), warnings: of(Severity::Warning), notes: of(Severity::Note) }
}

/// A date as it stands in JSON: 2026-09-07.
pub(super) fn iso(date: NaiveDate) -> String {
    date.format("%Y-%m-%d").to_string()
}

/// A date as it stands in JSON, as people read it.
pub(super) fn shown(iso: &str) -> String {
    iso.parse().map_or_else(|_| iso.to_owned(), format_date)
}
