//! Whether an absence that is asked for is safe, and what would make it so (docs/MODEL.md §15).

use chrono::NaiveDate;

use super::cover::CoverProposal;
use crate::domain::calendar::WorkingCalendar;
use crate::domain::ids::{AbsenceId, ChildId, WorkerId};
use crate::domain::plan::{AbsenceKind, Plan};

/// An absence that is asked for.
#[derive(Clone, Debug, PartialEq)]
pub struct Request {
    /// Who asks.
    pub worker: WorkerId,
    /// Why they would be away.
    pub kind: AbsenceKind,
    /// First day away.
    pub first_day: NaiveDate,
    /// Last day away.
    pub last_day: NaiveDate,
    /// Who would cover, in order.
    pub cover: Vec<WorkerId>,
    /// The absence of the plan that it is, when it is there already: it is judged as if it were agreed and not there twice.
    pub absence: Option<AbsenceId>,
}

impl Request {
    /// The request that an absence of the plan stands for. `None` when it has no end or is not in the plan.
    pub fn of(plan: &Plan, absence: AbsenceId) -> Option<Self> {
        let record = plan.absences.get(absence)?;
        Some(Self {
            worker: record.worker,
            kind: record.kind,
            first_day: record.first_day,
            last_day: record.known_last_day()?,
            cover: record.cover.clone(),
            absence: Some(absence),
        })
    }
}

/// How grave a finding is.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Weight {
    /// Makes the request unsafe.
    Unsafe,
    /// To be known before agreeing.
    Know,
}

/// What a finding is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum About {
    /// More away than the team's most.
    TooManyAway,
    /// Less at work than the team's least.
    TooFewPresent,
    /// No manager of the team at work.
    NoManager,
    /// Children with no named social worker because of it: uncovered past the grace period.
    Uncovered,
    /// A duty turn in it.
    Duty,
    /// The cover is away too, is not able to cover, or covers too many.
    Cover,
    /// Visits that fall due.
    Visits,
    /// Reviews, conferences, court and other dated work that fall due.
    Reviews,
    /// Free places of the team.
    FreePlaces,
    /// Colleagues away at the same time.
    Colleagues,
    /// School holidays.
    SchoolHolidays,
    /// More leave than is left.
    Entitlement,
    /// Another absence of the same person on these days.
    Twice,
    /// The days: none of them is worked, they lie in the past, or the person is not in post.
    Days,
}

/// One thing found.
#[derive(Clone, Debug, PartialEq)]
pub struct Finding {
    /// How grave.
    pub weight: Weight,
    /// What about.
    pub about: About,
    /// A plain sentence, with names, numbers and days.
    pub sentence: String,
    /// The children concerned.
    pub children: Vec<ChildId>,
    /// The days concerned.
    pub days: Vec<NaiveDate>,
}

/// Other days on which the same would be safe.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Alternative {
    /// First day away.
    pub first_day: NaiveDate,
    /// Last day away.
    pub last_day: NaiveDate,
}

/// What is said of a request.
#[derive(Clone, Debug, PartialEq)]
pub struct Verdict {
    /// Safe: no finding makes it unsafe.
    pub safe: bool,
    /// In one sentence.
    pub sentence: String,
    /// Days of the absence that the worker would have worked.
    pub working_days: u32,
    /// Children in their name who would be without them.
    pub children: u32,
    /// Everything found, the gravest first.
    pub findings: Vec<Finding>,
    /// The nearest days on which as many working days away would be safe, with the same cover or without any, the nearest
    /// first. Empty when it is safe, or none was found within half a year.
    pub alternatives: Vec<Alternative>,
    /// Cover that would make it safe as it is asked for, the best first. Empty when it is safe or no cover would do.
    pub cover: Vec<CoverProposal>,
}

/// Judges a request. Nothing of the plan is changed.
///
/// # Errors
/// A sentence when the worker is not in the plan or the last day is before the first.
pub fn judge(plan: &Plan, calendar: &WorkingCalendar, request: &Request) -> Result<Verdict, String> {
    let _ = (plan, calendar, request);
    Err(String::new())
}
