//! The handover list of an absence: each child, who covers, what falls due.

use chrono::NaiveDate;

use crate::domain::ids::{AbsenceId, ChildId, WorkerId};
use crate::domain::plan::{CaseType, DueKind};
use crate::domain::state::Sight;

/// One child of a handover list.
#[derive(Clone, Debug, PartialEq)]
pub struct HandoverLine {
    /// The child.
    pub child: ChildId,
    /// What the work is.
    pub case_type: CaseType,
    /// Who covers for the most of the absence; `None`: nobody.
    pub cover: Option<WorkerId>,
    /// Working days of the absence on which nobody present covers.
    pub days_without: u32,
    /// When they were last seen.
    pub last_seen: Option<NaiveDate>,
    /// What falls due from the first day of the absence to its last, and the next after it of each kind; by date.
    pub due: Vec<(DueKind, NaiveDate)>,
    /// Whether a date falls within the absence.
    pub due_within: bool,
}

/// The children in the name of whoever is away, the most pressing first: those with something due in it, then by case type
/// and reference.
pub fn handover(sight: &Sight<'_>, absence: AbsenceId) -> Vec<HandoverLine> {
    let _ = (sight, absence);
    Vec::new()
}
