//! What `leave` answers.

use serde::Serialize;

use super::super::plan_file::{ProblemCounts, iso};
use crate::domain::ids::WorkerId;
use crate::domain::plan::{Absence, AbsenceStatus, Words as _};
use crate::domain::rota::handover::handover_of;
use crate::domain::rota::request::{About, Request, Verdict, Weight};
use crate::domain::state::Sight;

/// What `leave` answers.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct LeaveAnswer {
    /// The plan's title.
    pub title: String,
    /// The council or service.
    pub council: String,
    /// The plan's own date.
    pub as_at: String,
    /// Who would be away.
    pub worker: PersonLine,
    /// Their team's name, or null.
    pub team: Option<String>,
    /// The kind of absence, by its key.
    pub kind: &'static str,
    /// First day away.
    pub from: String,
    /// Last day away.
    pub to: String,
    /// The id of the absence of the plan that it is, or null.
    pub absence: Option<String>,
    /// Who would cover, in order.
    pub cover: Vec<PersonLine>,
    /// Whether it is safe.
    pub safe: bool,
    /// The same in one sentence, with the gravest reason.
    pub sentence: String,
    /// Days of it that they would have worked.
    pub working_days: u32,
    /// Children in their name on these days.
    pub children: u32,
    /// Everything found, the gravest first.
    pub findings: Vec<FindingLine>,
    /// The nearest days on which as many working days would be safe; empty when it is safe.
    pub alternatives: Vec<AlternativeLine>,
    /// Cover that would make it safe; empty when it is safe.
    pub cover_that_would_do: Vec<CoverLine>,
    /// The children to be handed over, the most pressing first.
    pub handover: Vec<HandoverOf>,
    /// How many problems the plan has.
    pub problems: ProblemCounts,
}

/// Somebody.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct PersonLine {
    /// Their id in the plan.
    pub id: String,
    /// Their name.
    pub name: String,
}

/// One thing found.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct FindingLine {
    /// `unsafe` or `know`.
    pub weight: &'static str,
    /// What it is about.
    pub about: &'static str,
    /// A plain sentence.
    pub sentence: String,
    /// References of the children concerned.
    pub children: Vec<String>,
    /// The days concerned.
    pub days: Vec<String>,
}

/// Other days that would be safe.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct AlternativeLine {
    /// First day away.
    pub from: String,
    /// Last day away.
    pub to: String,
}

/// Cover that would make it safe.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct CoverLine {
    /// Who, in order.
    pub people: Vec<PersonLine>,
    /// What speaks for them.
    pub because: String,
    /// What speaks against them, a sentence each.
    pub but: Vec<String>,
    /// Working days on which one of them is at work.
    pub days_covered: u32,
    /// Working days of the absence.
    pub days: u32,
}

/// A child to be handed over.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct HandoverOf {
    /// The child's id in the plan.
    pub id: String,
    /// The case system's reference.
    pub reference: String,
    /// The case type's key.
    pub case_type: &'static str,
    /// Who covers for the most of it, or null.
    pub cover: Option<PersonLine>,
    /// Working days on which nobody named is there.
    pub days_without: u32,
    /// When the child was last seen, or null.
    pub last_seen: Option<String>,
    /// What falls due in it, and the next after it of each kind.
    pub due: Vec<DueLine>,
    /// Whether something falls due in it.
    pub due_within: bool,
}

/// Something that falls due.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct DueLine {
    /// What, by its key.
    pub kind: &'static str,
    /// When.
    pub on: String,
}

/// The key of what a finding is about.
fn about_key(about: About) -> &'static str {
    match about {
        About::TooManyAway => "too_many_away",
        About::TooFewPresent => "too_few_present",
        About::NoManager => "no_manager",
        About::Uncovered => "uncovered",
        About::Duty => "duty",
        About::Cover => "cover",
        About::Visits => "visits",
        About::Reviews => "reviews",
        About::FreePlaces => "free_places",
        About::Colleagues => "colleagues",
        About::SchoolHolidays => "school_holidays",
        About::Entitlement => "entitlement",
        About::Twice => "twice",
        About::Days => "days",
    }
}

/// A verdict on a request as the program answers it.
pub fn leave_answer(
    sight: &Sight<'_>,
    request: &Request,
    verdict: Verdict,
    problems: ProblemCounts,
) -> LeaveAnswer {
    let plan = sight.plan();
    let person = |id: WorkerId| PersonLine { id: id.to_string(), name: sight.lookup.worker_name(id) };
    let people = |ids: &[WorkerId]| ids.iter().copied().map(person).collect::<Vec<PersonLine>>();
    let reference = |id| sight.lookup.child(id).map_or_else(String::new, |child| child.reference.clone());
    let team = sight.lookup.worker(request.worker).and_then(|worker| worker.team);
    LeaveAnswer {
        title: plan.about.title.clone(),
        council: plan.about.council.clone(),
        as_at: iso(plan.about.as_at),
        worker: person(request.worker),
        team: team.map(|team| sight.lookup.team_name(team)),
        kind: request.kind.key(),
        from: iso(request.first_day),
        to: iso(request.last_day),
        absence: request.absence.map(|id| id.to_string()),
        cover: people(&request.cover),
        safe: verdict.safe,
        sentence: verdict.sentence,
        working_days: verdict.working_days,
        children: verdict.children,
        findings: verdict
            .findings
            .into_iter()
            .map(|finding| FindingLine {
                weight: match finding.weight {
                    Weight::Unsafe => "unsafe",
                    Weight::Know => "know",
                },
                about: about_key(finding.about),
                sentence: finding.sentence,
                children: finding.children.into_iter().map(reference).collect(),
                days: finding.days.into_iter().map(iso).collect(),
            })
            .collect(),
        alternatives: verdict
            .alternatives
            .iter()
            .map(|days| AlternativeLine { from: iso(days.first_day), to: iso(days.last_day) })
            .collect(),
        cover_that_would_do: verdict
            .cover
            .into_iter()
            .map(|cover| CoverLine {
                people: people(&cover.people),
                because: cover.because,
                but: cover.but,
                days_covered: cover.days_covered,
                days: cover.days,
            })
            .collect(),
        handover: handed_over(sight, request),
        problems,
    }
}

/// The children to be handed over, were the absence agreed as it is asked for.
fn handed_over(sight: &Sight<'_>, request: &Request) -> Vec<HandoverOf> {
    let known = request.absence.and_then(|id| sight.lookup.absence(id));
    let absence = Absence {
        id: request.absence.unwrap_or_else(|| sight.plan().absences.next_id()),
        worker: request.worker,
        kind: request.kind,
        first_day: request.first_day,
        last_day: Some(request.last_day),
        expected_return: None,
        status: AbsenceStatus::Requested,
        cover: request.cover.clone(),
        cover_from: known.filter(|known| known.cover == request.cover).and_then(|known| known.cover_from),
        phased_return: None,
        notes: String::new(),
    };
    handover_of(sight, &absence)
        .into_iter()
        .map(|line| HandoverOf {
            id: line.child.to_string(),
            reference: sight
                .lookup
                .child(line.child)
                .map_or_else(String::new, |child| child.reference.clone()),
            case_type: line.case_type.key(),
            cover: line.cover.map(|id| PersonLine { id: id.to_string(), name: sight.lookup.worker_name(id) }),
            days_without: line.days_without,
            last_seen: line.last_seen.map(iso),
            due: line.due.into_iter().map(|(kind, on)| DueLine { kind: kind.key(), on: iso(on) }).collect(),
            due_within: line.due_within,
        })
        .collect()
}
