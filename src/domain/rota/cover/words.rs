//! What is said of cover that is proposed: what speaks for it and what against.

use chrono::NaiveDate;

use super::super::words::{count, listed, on_days};
use super::CoverProposal;
use super::ranking::{Able, Asked, Group, Ranking};
use crate::domain::capacity::in_asye;
use crate::domain::plan::{CaseType, KnownFrom, Words as _, lower_first};

/// A group as a proposal.
pub(super) fn told(ranking: &Ranking<'_, '_>, asked: &Asked<'_>, group: &Group<'_, '_>) -> CoverProposal {
    let because = match group.people.as_slice() {
        [one] => speaks_for(ranking, one),
        people => {
            let each: Vec<String> = people
                .iter()
                .map(|one| format!("{}: {}", one.worker.name, speaks_for(ranking, one)))
                .collect();
            each.join("; ")
        }
    };
    CoverProposal {
        people: group.people.iter().map(|one| one.worker.id).collect(),
        because,
        but: speaks_against(ranking, asked, group),
        days_covered: group.covered,
        days: asked.days.len() as u32,
    }
}

/// "same team, room for 5, knows 2 of the children, covers nobody else".
fn speaks_for(ranking: &Ranking<'_, '_>, one: &Able<'_>) -> String {
    let mut parts: Vec<String> = Vec::new();
    if one.shares_job {
        parts.push("shares the job".to_owned());
    }
    parts.push(match one.worker.team {
        _ if one.same_team => "same team".to_owned(),
        Some(team) => format!("in {}", ranking.sight.lookup.team_name(team)),
        None => "in no team".to_owned(),
    });
    parts.push(match one.free() {
        0 if one.load.is_over(&one.cap) => "over their cap".to_owned(),
        0 => "at their cap".to_owned(),
        free => format!("room for {free}"),
    });
    if one.knows > 0 {
        parts.push(format!("knows {} of the children", one.knows));
    }
    parts.push(match one.covering {
        0 => "covers nobody else".to_owned(),
        others => format!("covers {} already", count(others as usize, "other absence", "other absences")),
    });
    parts.join(", ")
}

fn speaks_against(ranking: &Ranking<'_, '_>, asked: &Asked<'_>, group: &Group<'_, '_>) -> Vec<String> {
    let mut but = Vec::new();
    let nobody = |at: &usize| !group.people.iter().any(|one| one.at_work.get(*at) == Some(&true));
    let missing: Vec<NaiveDate> =
        asked.days.iter().enumerate().filter(|(at, _)| nobody(at)).map(|(_, date)| *date).collect();
    if !missing.is_empty() {
        but.push(match group.people.as_slice() {
            [one] => format!("{} is not at work {}", one.worker.name, on_days(&missing)),
            _ => format!("None of them is at work {}", on_days(&missing)),
        });
    }
    let most = ranking.sight.plan().rota.most_covered;
    for (who, days, worst) in &group.too_many {
        if let Some(one) = group.people.get(*who) {
            but.push(format!(
                "{} alone would cover {} {}, and no more than {most} should fall to one person",
                one.worker.name,
                count(*worst as usize, "child", "children"),
                on_days(days)
            ));
        }
    }
    for one in &group.people {
        let name = &one.worker.name;
        if !one.duty.is_empty() {
            but.push(format!("{name} has the duty turn {}", on_days(&one.duty)));
        }
        if let Some(types) = not_alone(ranking, asked, one) {
            but.push(format!("{name} may not hold {types} alone"));
        }
        if one.worker.known_from == KnownFrom::ChildListOnly {
            but.push(format!("{name} is known only from a child list, so check who they are first"));
        }
    }
    but
}

/// The case types among the children that somebody may not hold, in words.
fn not_alone(ranking: &Ranking<'_, '_>, asked: &Asked<'_>, one: &Able<'_>) -> Option<String> {
    let plan = ranking.sight.plan();
    let newly = asked.days.first().is_some_and(|first| in_asye(one.worker, *first));
    let may_not = |kind: CaseType| {
        one.worker.may_not_hold.contains(&kind) || (newly && plan.policy.asye_may_not_hold.contains(&kind))
    };
    let children = asked.children.iter().filter_map(|place| plan.children.at(*place));
    let found: Vec<CaseType> = children.map(|child| child.case_type).filter(|kind| may_not(*kind)).collect();
    let types: Vec<String> = CaseType::ALL
        .iter()
        .filter(|kind| found.contains(kind))
        .map(|kind| lower_first(kind.label()))
        .collect();
    (!types.is_empty()).then(|| listed(&types))
}
