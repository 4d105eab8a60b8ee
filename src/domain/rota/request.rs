//! Whether an absence that is asked for is safe, and what would make it so (docs/MODEL.md §15).

mod ask;
mod elsewhere;
mod findings;
mod known;
mod rules;
mod trial;
mod words;

use chrono::NaiveDate;

use super::cover::{CoverProposal, Ranking};
use crate::domain::ahead::Outlook;
use crate::domain::calendar::WorkingCalendar;
use crate::domain::ids::{AbsenceId, ChildId, WorkerId};
use crate::domain::plan::{AbsenceKind, Plan};
use crate::domain::state::Sight;
use ask::Ask;
use trial::Trial;

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

/// Alternatives told at most.
const MOST_ALTERNATIVES: usize = 3;
/// Proposals of cover told at most, and so many tried for them.
const MOST_COVER: (usize, usize) = (3, 12);

/// Whether an absence of this kind is asked for and can be on other days. Sickness, parental leave and public duties
/// come as they come: what is found is what they need.
pub fn is_asked_for(kind: AbsenceKind) -> bool {
    !matches!(kind, AbsenceKind::Sickness | AbsenceKind::Parental | AbsenceKind::PublicDuties)
}

/// Judges a request. Nothing of the plan is changed.
///
/// # Errors
/// A sentence when the worker is not in the plan or the last day is before the first.
pub fn judge(plan: &Plan, calendar: &WorkingCalendar, request: &Request) -> Result<Verdict, String> {
    let (base, absence) = ask::parted(plan, request)?;
    let sight = Sight::new(&base, calendar);
    let outlook = Outlook::new(&sight);
    let ask = Ask::new(&sight, &outlook, absence)?;
    let findings = findings::findings(&ask);
    let safe = is_safe(&findings);
    let alternatives = if safe || !is_asked_for(request.kind) {
        Vec::new()
    } else {
        elsewhere::alternatives(&ask, MOST_ALTERNATIVES)
    };
    let cover = if safe { Vec::new() } else { cover_that_would_do(&ask, &findings) };
    Ok(Verdict {
        safe,
        sentence: words::verdict(&ask, &findings),
        working_days: ask.days.len() as u32,
        children: ask.children.len() as u32,
        findings,
        alternatives,
        cover,
    })
}

/// Whether nothing that was found makes the request unsafe.
fn is_safe(findings: &[Finding]) -> bool {
    findings.iter().all(|finding| finding.weight != Weight::Unsafe)
}

/// Cover with which nothing would be unsafe, each tried, where children and cover are all that is.
fn cover_that_would_do(ask: &Ask<'_, '_>, findings: &[Finding]) -> Vec<CoverProposal> {
    let mut grave = findings.iter().filter(|finding| finding.weight == Weight::Unsafe);
    if !grave.all(|finding| matches!(finding.about, About::Uncovered | About::Cover)) {
        return Vec::new();
    }
    let (most, tried) = MOST_COVER;
    let proposals = Ranking::new(ask.sight, ask.outlook).propose(&ask.absence, tried);
    let would_do = |proposal: &CoverProposal| {
        let mut absence = ask.absence.clone();
        if absence.cover != proposal.people {
            (absence.cover, absence.cover_from) = (proposal.people.clone(), None);
        }
        Trial::new(ask, &absence.cover).leaves_nobody_out(&absence)
    };
    proposals.into_iter().filter(would_do).take(most).collect()
}

#[cfg(test)]
mod tests;
