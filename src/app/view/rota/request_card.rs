//! The card "Is this request safe?": what is said of an absence that is asked for, and what can be done about it.

use super::gesture::Gesture;
use super::person::{listed, when};
use crate::app::reading::Reading;
use crate::app::words;
use crate::domain::calendar::format_date;
use crate::domain::ids::{AbsenceId, ChildId};
use crate::domain::plan::Words as _;
use crate::domain::plan::{AbsenceStatus, Plan, lower_first};
use crate::domain::rota::request::{Request, Verdict, Weight, judge};

/// One thing found.
#[derive(Clone, Debug, PartialEq)]
pub struct FindingLine {
    /// Makes the request unsafe.
    pub unsafe_: bool,
    /// The sentence.
    pub sentence: String,
    /// The children behind it, by reference.
    pub children: Vec<(ChildId, String)>,
}

/// Something that can be done, as a button.
#[derive(Clone, Debug, PartialEq)]
pub struct CardAct {
    /// What the button says.
    pub label: String,
    /// Why, in a sentence or two.
    pub hint: String,
    /// What it does.
    pub gesture: Gesture,
}

/// The card.
#[derive(Clone, Debug, PartialEq)]
pub struct RequestCard {
    /// Whose absence, and when.
    pub title: String,
    /// Whether it is safe.
    pub safe: bool,
    /// What is said, in a sentence.
    pub sentence: String,
    /// Working days it takes, and children left without.
    pub facts: String,
    /// What was found, the gravest first.
    pub findings: Vec<FindingLine>,
    /// The nearest days that are safe.
    pub alternatives: Vec<CardAct>,
    /// Cover that would make it safe.
    pub cover: Vec<CardAct>,
    /// Agreeing, where it is only asked for.
    pub agree: Option<CardAct>,
}

/// What is asked by an absence of the plan; nothing where it has no end.
pub fn request_of(plan: &Plan, absence: AbsenceId) -> Option<Request> {
    Request::of(plan, absence)
}

/// Judges a request. Takes its time on a large plan: not for the thread that draws. `None` where nothing can be said.
pub fn card(reading: &Reading, request: &Request) -> Option<RequestCard> {
    let verdict = judge(&reading.plan, &reading.calendar, request).ok()?;
    Some(shown(&reading.plan, request, &verdict))
}

/// A verdict as a card.
pub(super) fn shown(plan: &Plan, request: &Request, verdict: &Verdict) -> RequestCard {
    let name = |id| plan.workers.get(id).map_or_else(|| id.to_string(), |worker| worker.name.clone());
    let record = request.absence.and_then(|id| plan.absences.get(id));
    let days = if request.first_day == request.last_day {
        format_date(request.first_day)
    } else {
        format!("{} to {}", format_date(request.first_day), format_date(request.last_day))
    };
    let days = record.map_or(days, |record| when(record));
    let one = request.absence.into_iter().collect::<std::collections::BTreeSet<AbsenceId>>();
    let findings = verdict.findings.iter().map(|finding| FindingLine {
        unsafe_: finding.weight == Weight::Unsafe,
        sentence: finding.sentence.clone(),
        children: finding
            .children
            .iter()
            .filter_map(|id| Some((*id, plan.children.get(*id)?.reference.clone())))
            .collect(),
    });
    let alternatives = verdict.alternatives.iter().filter_map(|other| {
        let (first, last) = (other.first_day, other.last_day);
        let to = if first == last {
            format_date(first)
        } else {
            format!("{} to {}", format_date(first), format_date(last))
        };
        Some(CardAct {
            label: format!("Move to {to}"),
            hint: "The same number of working days away, and safe".to_owned(),
            gesture: Gesture::Place { absence: request.absence?, first, last },
        })
    });
    let cover = verdict.cover.iter().filter(|_| request.absence.is_some()).map(|proposal| {
        let names: Vec<String> = proposal.people.iter().map(|id| name(*id)).collect();
        let mut hint = format!(
            "{}; at work on {} of {}",
            words::capital(&proposal.because),
            proposal.days_covered,
            words::working_days(proposal.days)
        );
        for but in &proposal.but {
            hint = format!("{hint}. {but}");
        }
        CardAct {
            label: format!("Name {} as cover", listed(&names)),
            hint,
            gesture: Gesture::Cover(one.clone(), proposal.people.clone()),
        }
    });
    let agree = record.filter(|record| record.status == AbsenceStatus::Requested).map(|_| CardAct {
        label: "Agree".to_owned(),
        hint: if verdict.safe {
            "From now on the absence counts in what is known ahead".to_owned()
        } else {
            "It is not safe as it is; it can be agreed all the same".to_owned()
        },
        gesture: Gesture::Agree(one.clone()),
    });
    RequestCard {
        title: format!("{}, {}, {days}", name(request.worker), lower_first(request.kind.label())),
        safe: verdict.safe,
        sentence: verdict.sentence.clone(),
        facts: format!(
            "{}; {} in their name",
            words::working_days(verdict.working_days),
            words::count(verdict.children as usize, "child", "children")
        ),
        findings: findings.collect(),
        alternatives: alternatives.collect(),
        cover: cover.collect(),
        agree,
    }
}
