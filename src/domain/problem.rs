//! Something in a plan or a file that a person should know, with what, where and how to mend it.

use super::edit::Edit;
use super::ids::Thing;
use super::plan::words::words;

words!(
    /// How serious a problem is.
    Severity {
        /// The answer cannot be trusted until it is mended.
        Error, "error", "Error";
        /// Probably a mistake, or a risk to children.
        Warning, "warning", "Warning";
        /// Worth knowing.
        Note, "note", "Note";
    }
);

/// A problem in a plan.
#[derive(Clone, Debug, PartialEq)]
pub struct Problem {
    /// Stable code, for example C110. Each is a heading in docs/CODES.md.
    pub code: &'static str,
    /// How serious it is.
    pub severity: Severity,
    /// What is wrong, as a sentence.
    pub what: String,
    /// The thing it is about.
    pub place: Thing,
    /// The field of the thing, where it is one.
    pub field: Option<&'static str>,
    /// How to mend it, as a sentence.
    pub fix: String,
    /// An edit that mends it, where there is exactly one sensible way.
    pub mend: Option<Edit>,
}
