//! Who could cover an absence: proposals in order, and what is wrong with cover that is named (docs/MODEL.md §16).

use chrono::NaiveDate;

use crate::domain::ahead::Outlook;
use crate::domain::ids::{AbsenceId, WorkerId};
use crate::domain::plan::Absence;
use crate::domain::state::Sight;

/// One or several people who together could cover an absence.
#[derive(Clone, Debug, PartialEq)]
pub struct CoverProposal {
    /// Who, in order of preference: the second stands in on days on which the first is away.
    pub people: Vec<WorkerId>,
    /// Why they stand where they stand: "same team, room for 5, knows 2 of the families, covers nobody else".
    pub because: String,
    /// What speaks against it, a sentence each.
    pub but: Vec<String>,
    /// Working days of the absence on which one of them is at work.
    pub days_covered: u32,
    /// Working days of the absence.
    pub days: u32,
}

/// Something wrong with cover that is named.
#[derive(Clone, Debug, PartialEq)]
pub struct CoverProblem {
    /// The absence.
    pub absence: AbsenceId,
    /// Who covers.
    pub cover: WorkerId,
    /// The days on which it is so.
    pub days: Vec<NaiveDate>,
    /// A plain sentence.
    pub sentence: String,
}

/// Who could cover an absence, the best first, at most `most`. The absence need not be in the plan, nor be agreed.
pub fn propose(sight: &Sight<'_>, outlook: &Outlook, absence: &Absence, most: usize) -> Vec<CoverProposal> {
    let _ = (sight, outlook, absence, most);
    Vec::new()
}

/// What is wrong with the cover that absences name: cover away itself, in a role that cannot stand in, or covering more
/// children alone than the service's most.
pub fn problems(sight: &Sight<'_>, outlook: &Outlook) -> Vec<CoverProblem> {
    let _ = (sight, outlook);
    Vec::new()
}
