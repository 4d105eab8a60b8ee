//! Who could cover an absence: proposals in order, and what is wrong with cover that is named (docs/MODEL.md §16).

pub(super) mod alone;
mod ranking;
mod words;

use std::collections::BTreeMap;

use chrono::NaiveDate;

use super::words::{count, on_days, span};
use crate::domain::ahead::Outlook;
use crate::domain::calendar::format_date;
use crate::domain::ids::{AbsenceId, WorkerId};
use crate::domain::plan::{Absence, Words as _, lower_first};
use crate::domain::presence::{can_cover, can_stand_in, cover_on, would_work};
use crate::domain::state::Sight;
use alone::{alone, held, total};
pub(crate) use ranking::Ranking;

/// One or several people who together could cover an absence.
#[derive(Clone, Debug, PartialEq)]
pub struct CoverProposal {
    /// Who, in order of preference: the second stands in on days on which the first is away.
    pub people: Vec<WorkerId>,
    /// Why they stand where they stand: "same team, room for 5, knows 2 of the children, covers nobody else".
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
    Ranking::new(sight, outlook).propose(absence, most)
}

/// What is wrong with the cover that absences name: cover away itself, in a role that cannot stand in, or covering more
/// children alone than the service's most.
pub fn problems(sight: &Sight<'_>, outlook: &Outlook) -> Vec<CoverProblem> {
    let mut found = Vec::new();
    for absence in &sight.plan().absences {
        found.extend(problems_of(sight, absence, (outlook.from, outlook.to)));
    }
    let most = u32::from(sight.plan().rota.most_covered);
    let alone = alone(sight, outlook, &held(sight.plan()), (outlook.from, outlook.to), |_| true);
    let mut too_many: BTreeMap<(AbsenceId, WorkerId), (Vec<NaiveDate>, u32)> = BTreeMap::new();
    for ((cover, date), of) in alone {
        let children = total(&of);
        if children > most {
            for (absence, _) in of {
                let (days, worst) = too_many.entry((absence, cover)).or_default();
                days.push(date);
                *worst = children.max(*worst);
            }
        }
    }
    for ((absence, cover), (days, worst)) in too_many {
        let sentence = format!(
            "{} alone covers {} {}, and no more than {most} should fall to one person",
            sight.lookup.worker_name(cover),
            count(worst as usize, "child", "children"),
            on_days(&days)
        );
        found.push(CoverProblem { absence, cover, days, sentence });
    }
    found.sort_by_key(|problem| (problem.absence, problem.cover));
    found
}

/// Cover of one absence that is away itself, cannot stand in or is not in the plan, on the working days of a window.
pub(super) fn problems_of(
    sight: &Sight<'_>,
    absence: &Absence,
    (from, to): (NaiveDate, NaiveDate),
) -> Vec<CoverProblem> {
    let Some(worker) = sight.lookup.worker(absence.worker) else { return Vec::new() };
    let last = absence.known_last_day().unwrap_or(to).min(to);
    let days: Vec<NaiveDate> = absence
        .first_day
        .max(from)
        .iter_days()
        .take_while(|date| *date <= last)
        .filter(|date| worker.in_post(*date) && would_work(sight.calendar, worker, *date))
        .collect();
    if days.is_empty() {
        return Vec::new();
    }
    let whose = format!(
        "{}’s {} {}",
        worker.name,
        lower_first(absence.kind.label()),
        absence.known_last_day().map_or_else(
            || format!("from {}", format_date(absence.first_day)),
            |last| span(absence.first_day, last)
        )
    );
    let open = |date: &NaiveDate| {
        absence.cover_from.is_none_or(|named| named <= *date)
            && cover_on(&sight.lookup, worker, absence, *date).is_none()
    };
    let mut found: Vec<CoverProblem> = Vec::new();
    for &cover in &absence.cover {
        if found.iter().any(|problem| problem.cover == cover) {
            continue;
        }
        let name = sight.lookup.worker_name(cover);
        let (days, sentence) = match sight.lookup.worker(cover) {
            None => (days.clone(), format!("{name} is to cover {whose}")),
            Some(_) if cover == worker.id => (days.clone(), format!("{whose} is covered by themself")),
            Some(other) if !can_stand_in(worker.role, other.role) => (
                days.clone(),
                format!(
                    "{name} is to cover {whose}, but as a {} cannot stand in for a {}",
                    lower_first(other.role.label()),
                    lower_first(worker.role.label())
                ),
            ),
            Some(other) => {
                let gone: Vec<NaiveDate> = days
                    .iter()
                    .copied()
                    .filter(|date| !can_cover(&sight.lookup, worker.role, other.id, *date) && open(date))
                    .collect();
                let sentence = format!(
                    "{name} is to cover {whose}, but is away or not in post {}, with nobody else named who is there",
                    on_days(&gone)
                );
                (gone, sentence)
            }
        };
        if !days.is_empty() {
            found.push(CoverProblem { absence: absence.id, cover, days, sentence });
        }
    }
    found
}

#[cfg(test)]
mod tests;
