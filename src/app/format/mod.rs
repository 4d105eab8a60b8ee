//! The plan file: text in, plan out, and back. Knows nothing of disks; see docs/FORMAT.md for every field.
//!
//! # Promises
//! - A plan that was written reads back equal, and writes to the same bytes.
//! - A file of any version ever released opens. One from a newer program is refused by name and nothing of it is read.
//! - Nothing is dropped or guessed: a field that is not known is refused with its line, and every wrong value is listed
//!   at once with the record it stands in.
//! - No text, however broken or deeply nested, does more than give an error.
//!
//! # How a file is read
//! The header alone says which version it is; that version's own types (`v1`, frozen once released) are parsed;
//! `migrate` walks them up to the newest; `reader` turns texts and numbers into values.

mod explain;
mod header;
mod layout;
mod lexer;
mod migrate;
mod place;
mod reader;
#[cfg(test)]
mod tests;
mod v1;

use std::fmt;

pub use header::CURRENT_VERSION;
use place::Place;
use reader::{Read as _, Reader};

use crate::domain::edit::{AnyRecord, Edit};
use crate::domain::plan::{Change, Plan};

/// The deepest that edits inside scenarios may hold edits themselves: as much as any reader of the file has to take.
const DEEPEST_EDIT: usize = 6;

/// A plan from a file.
#[derive(Clone, Debug, PartialEq)]
pub struct OpenedPlan {
    /// The plan.
    pub plan: Plan,
    /// What had to be changed on the way in, one sentence each. Empty when it is just what the file says.
    pub notes: Vec<String>,
}

/// One thing that is wrong with a file.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Located {
    /// The line, from 1, where it is known.
    pub line: Option<usize>,
    /// The column, from 1, where it is known.
    pub column: Option<usize>,
    /// What is wrong.
    pub what: String,
    /// What to do about it.
    pub fix: String,
}

impl Located {
    fn new(place: Option<Place>, what: impl Into<String>, fix: impl Into<String>) -> Self {
        Self {
            line: place.map(|place| place.line),
            column: place.map(|place| place.column),
            what: what.into(),
            fix: fix.into(),
        }
    }

    fn nowhere(what: impl Into<String>, fix: impl Into<String>) -> Self {
        Self::new(None, what, fix)
    }
}

impl fmt::Display for Located {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match (self.line, self.column) {
            (Some(line), Some(column)) => write!(f, "Line {line}, column {column}: ")?,
            (Some(line), None) => write!(f, "Line {line}: ")?,
            _ => {}
        }
        write!(f, "{}. {}.", self.what, self.fix)
    }
}

/// Why a text gives no plan, or a plan no text.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Reason {
    /// The text is no Caseload plan.
    NotAPlan,
    /// A newer Caseload wrote it. Nothing of it was read.
    Newer,
    /// It cannot be understood from the place given onwards.
    Unreadable,
    /// It can be understood, and holds values that cannot be. All of them are listed.
    Values,
    /// The plan in memory holds something that a file cannot.
    Unwritable,
}

/// A text that gives no plan, or a plan that gives no text, and everything that is wrong with it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FormatError {
    /// The kind of trouble.
    pub reason: Reason,
    /// What is wrong, never empty.
    pub located: Vec<Located>,
}

impl fmt::Display for FormatError {
    /// One line for each thing that is wrong.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (i, located) in self.located.iter().enumerate() {
            write!(f, "{}{located}", if i == 0 { "" } else { "\n" })?;
        }
        Ok(())
    }
}

impl std::error::Error for FormatError {}

/// The plan that a text describes.
///
/// # Errors
/// [`FormatError`] with everything that is wrong: the first place that cannot be understood, or else all values that
/// cannot be.
pub fn read(text: &str) -> Result<OpenedPlan, FormatError> {
    let text = text.strip_prefix('\u{feff}').unwrap_or(text);
    let version = header::version(text)?;
    let newest = migrate::parse(text, version).map_err(|error| FormatError {
        reason: Reason::Unreadable,
        located: vec![explain::explain(text, &error)],
    })?;
    let mut reader = Reader::new(text);
    let plan = newest.read(&mut reader);
    let (wrong, changed) = reader.finish();
    if wrong.is_empty() {
        let notes = changed.iter().map(ToString::to_string).collect();
        Ok(OpenedPlan { plan, notes })
    } else {
        Err(FormatError { reason: Reason::Values, located: wrong })
    }
}

/// The text that describes a plan, always the same for equal plans.
///
/// # Errors
/// [`Reason::Unwritable`] when the plan holds what [`read`] would refuse: a date in the year 9999, two records with one
/// id. The sentences name the records.
pub fn write(plan: &Plan) -> Result<String, FormatError> {
    let refuse = |located| FormatError { reason: Reason::Unwritable, located };
    let too_deep =
        plan.scenarios.iter().find(|s| s.changes.iter().any(|c| !is_writable(&c.change, DEEPEST_EDIT)));
    if let Some(scenario) = too_deep {
        let what =
            format!("scenario {}: an edit holds edits that hold edits, too deep for a file", scenario.id);
        return Err(refuse(vec![Located::nowhere(what, "Take the inner edits out of it")]));
    }
    let file_types = v1::Plan::from(plan);
    let text = layout::write(&file_types).map_err(|error| {
        refuse(vec![Located::nowhere(
            format!("The plan could not be put into words: {error}"),
            "Please report this",
        )])
    })?;
    let mut reader = Reader::new("");
    drop(file_types.read(&mut reader));
    let (mut wrong, doubled) = reader.finish();
    wrong
        .extend(doubled.into_iter().map(|found| Located::nowhere(found.what, "Give one of them another id")));
    if wrong.is_empty() { Ok(text) } else { Err(refuse(wrong)) }
}

/// Whether edits inside edits go no deeper than `levels`.
fn is_writable(change: &Change, levels: usize) -> bool {
    fn edit_is(edit: &Edit, levels: usize) -> bool {
        let Some(inner) = levels.checked_sub(1) else { return false };
        match edit {
            Edit::Together { edits, .. } => edits.iter().all(|edit| edit_is(edit, inner)),
            Edit::Put(records) => records.iter().all(|record| match record {
                AnyRecord::Scenario(scenario) => {
                    scenario.changes.iter().all(|c| is_writable(&c.change, inner))
                }
                _ => true,
            }),
            _ => true,
        }
    }
    match change {
        Change::Edit(edit) => edit_is(edit, levels),
        _ => true,
    }
}
