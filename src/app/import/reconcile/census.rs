//! The workforce census: workers without names or teams, matched by registration number or added as the manager says.
//!
//! Cases it reports are noted; no child is invented for them.

use std::collections::BTreeSet;

use super::draft::Draft;
use super::options::CensusChoice;
use super::tally::{Fate, LeftOut};
use super::{ChangeKind, ChangeLine};
use crate::app::import::{Census, CensusRow, NotUnderstood};
use crate::app::words;
use crate::domain::calendar::format_date;
use crate::domain::ids::{TeamId, Thing};
use crate::domain::plan::{Contract, KnownFrom, PostFilling, Role, Words as _, Worker};
use crate::domain::units::Fte;

/// The role a census code means.
fn role(code: Option<u8>) -> Role {
    match code {
        Some(1 | 2) => Role::ServiceManager,
        Some(3) => Role::TeamManager,
        Some(4) => Role::SeniorPractitioner,
        Some(6) => Role::NonCaseHolding,
        _ => Role::SocialWorker,
    }
}

/// Takes a census in.
pub(super) fn take_in(draft: &mut Draft<'_>, census: &Census) {
    let mut seen = BTreeSet::new();
    for (number, row) in census.rows.iter().enumerate() {
        let fate = one_row(draft, census, row, number + 1, &mut seen);
        draft.tally.census(&row.place, fate);
    }
    if draft.options.census_vacancies {
        vacancies(draft, census);
    }
}

fn one_row(
    draft: &mut Draft<'_>,
    census: &Census,
    row: &CensusRow,
    number: usize,
    seen: &mut BTreeSet<usize>,
) -> Fate {
    let left = row.role_end.is_some_and(|end| end < draft.options.as_at);
    let registered = row.swe_number.as_deref().and_then(|number| draft.people.registered(number));
    let place = match (draft.options.census, registered) {
        (CensusChoice::Leave, _) => return Fate::LeftOut(LeftOut::NotAsked),
        (_, Some(place)) => place,
        (CensusChoice::MatchByRegistration, None) => return Fate::LeftOut(LeftOut::NotMatched),
        (CensusChoice::AddAnonymous { .. }, None) if left => return Fate::LeftOut(LeftOut::HadLeft),
        (CensusChoice::AddAnonymous { team }, None) => add(draft, row, number, team),
    };
    if !seen.insert(place) {
        return Fate::Merged;
    }
    update(draft, census, row, place);
    Fate::Taken
}

/// Somebody without a name: the one added for this row by an earlier import, or a new one.
fn add(draft: &mut Draft<'_>, row: &CensusRow, number: usize, team: Option<TeamId>) -> usize {
    let number_text = row.swe_number.as_deref().unwrap_or("");
    let mut number = number;
    loop {
        let name = format!("Census worker {number}");
        let Some(place) = draft.people.find(&name, None) else {
            let place = draft.people.add(&name, role(row.role_code), team, KnownFrom::StaffList);
            if !number_text.is_empty() {
                draft.people.register(place, number_text);
            }
            return place;
        };
        let same = draft.people.all.get(place).is_some_and(|worker| worker.registration == number_text);
        if same {
            return place;
        }
        number += 1;
    }
}

fn update(draft: &mut Draft<'_>, census: &Census, row: &CensusRow, place: usize) {
    let Some(before) = draft.people.all.get(place).cloned() else { return };
    let anonymous = before.name.starts_with("Census worker ");
    let mut worker = before.clone();
    if row.role_code.is_some() && (anonymous || !same_kind(before.role, role(row.role_code))) {
        worker.role = role(row.role_code);
    }
    if let Some(fte) = row.fte_30_sept.or(row.fte).and_then(Fte::new) {
        worker.fte = fte;
    }
    match row.agency {
        Some(true) => worker.contract = Contract::Agency,
        Some(false) if worker.contract == Contract::Agency => worker.contract = Contract::Permanent,
        _ => {}
    }
    worker.first_day = worker.first_day.or(row.role_start);
    worker.last_day = row.role_end.or(worker.last_day);
    if row.standing_code == Some(1) {
        worker.asye_start = worker.asye_start.or(worker.first_day);
    }
    let date = census.reference_date.unwrap_or(draft.options.as_at);
    if let Some(cases) = row.cases_30_sept
        && (anonymous || draft.was_known(place))
    {
        let said = format!(
            "Census of {}: {}{}",
            format_date(date),
            words::count(cases as usize, "case", "cases"),
            away(row)
        );
        if !worker.notes.contains(&said) {
            if !worker.notes.is_empty() {
                worker.notes.push('\n');
            }
            worker.notes.push_str(&said);
        }
    }
    list_changes(draft, place, &before, &worker, date);
    if let Some(slot) = draft.people.all.get_mut(place) {
        *slot = worker;
    }
}

/// The census has fewer roles than a plan: a practice manager stays one where it says first-line manager.
fn same_kind(have: Role, census: Role) -> bool {
    have == census || (have == Role::PracticeManager && census == Role::TeamManager)
}

fn away(row: &CensusRow) -> &'static str {
    match (row.absent_at_30_sept, row.reason_absence.as_deref()) {
        (Some(true), Some("MAT")) => ", on parental leave that day",
        (Some(true), Some("SIC")) => ", off sick that day",
        (Some(true), _) => ", away that day",
        _ => "",
    }
}

fn list_changes(
    draft: &mut Draft<'_>,
    place: usize,
    before: &Worker,
    after: &Worker,
    date: chrono::NaiveDate,
) {
    if !draft.was_known(place) {
        return;
    }
    let fields = [
        ("Role", before.role.label().to_owned(), after.role.label().to_owned()),
        ("FTE", before.fte.to_string(), after.fte.to_string()),
        ("Contract", before.contract.label().to_owned(), after.contract.label().to_owned()),
        ("First day", words::date_or_dash(before.first_day), words::date_or_dash(after.first_day)),
        ("Last day", words::date_or_dash(before.last_day), words::date_or_dash(after.last_day)),
        ("ASYE start", words::date_or_dash(before.asye_start), words::date_or_dash(after.asye_start)),
    ];
    for (field, was, is) in fields.into_iter().filter(|(_, was, is)| was != is) {
        draft.changes.push(ChangeLine {
            kind: ChangeKind::Changed,
            thing: Some(Thing::Worker(before.id)),
            reference: before.name.clone(),
            field,
            before: was,
            after: is,
            why: format!("the workforce census of {} says so", format_date(date)),
            overrides_typed: false,
        });
    }
}

/// Vacant posts for the full-time equivalent that the council reports: whole posts, and one for the rest.
fn vacancies(draft: &mut Draft<'_>, census: &Census) {
    let Some(reported) = census.vacancies.vacancies_fte.filter(|fte| *fte > 0.0) else { return };
    let team = match draft.options.census {
        CensusChoice::AddAnonymous { team } => team,
        _ => None,
    };
    let filling =
        PostFilling::Vacant { since: None, expected: None, recruiting_from: None, covered_by: None };
    let whole = reported.floor().min(10_000.0) as usize;
    let mut added = 0;
    for _ in 0..whole {
        added += usize::from(draft.vacant_post(team, Role::SocialWorker, Fte::FULL, filling.clone()));
    }
    if let Some(rest) = Fte::new(reported.fract()).filter(|rest| *rest != Fte::ZERO) {
        added += usize::from(draft.vacant_post(team, Role::SocialWorker, rest, filling));
    }
    let why = format!(
        "{reported} full-time equivalent of vacancies became {}; the census does not say in which teams",
        words::count(added, "vacant post", "vacant posts")
    );
    draft.notes.push(NotUnderstood::note(census.count.source.place(), why));
}
