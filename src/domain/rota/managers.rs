//! A manager's span, supervision and own cases against what one person can do (docs/MODEL.md §18).

use crate::domain::ahead::Outlook;
use crate::domain::capacity::Loads;
use crate::domain::ids::WorkerId;
use crate::domain::state::Sight;

/// What a manager's week holds, hours on average.
#[derive(Clone, Debug, PartialEq)]
pub struct ManagerLoad {
    /// Who.
    pub manager: WorkerId,
    /// People they supervise, in post.
    pub span: u32,
    /// The most that the service wants one to supervise.
    pub most: u32,
    /// Individual supervision with its writing up, and group supervision, hours a week.
    pub supervision: f64,
    /// Children of those they supervise and of the team they manage.
    pub children: u32,
    /// Oversight of them, hours a week.
    pub oversight: f64,
    /// Children in their own name.
    pub own_cases: u32,
    /// Hours a week that those take: as much of a full week as they are of the cap of a social worker.
    pub own: f64,
    /// Everything else, hours a week.
    pub other: f64,
    /// Hours a week that they have.
    pub has: f64,
    /// The sum of what is asked of them.
    pub asked: f64,
    /// What a team of the most that the service wants would free, hours a week; zero when the span is within it.
    pub freed_by_smaller_team: f64,
    /// What that means, in a sentence.
    pub sentence: String,
}

/// Every manager of a team and everybody who supervises, the most overburdened first.
pub fn manager_loads(sight: &Sight<'_>, outlook: &Outlook, loads: &Loads) -> Vec<ManagerLoad> {
    let _ = (sight, outlook, loads);
    Vec::new()
}
