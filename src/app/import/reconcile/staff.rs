//! Staff lists: people and vacant posts, matched with the plan's staff by registration number and by name.
//!
//! What the file says replaces what the plan says; what it does not say is kept; nobody is ever removed.

use std::collections::{BTreeMap, HashMap};

use super::draft::Draft;
use super::meaning::role as role_of_title;
use super::people::as_people_say_it;
use super::tally::{Fate, LeftOut};
use super::{ChangeKind, ChangeLine};
use crate::app::import::names::name_key;
use crate::app::import::roles::{ContractText, RoleText};
use crate::app::import::values::{Fte as FteText, parse_date};
use crate::app::import::{Cell, NotUnderstood, Source, StaffRow};
use crate::app::words;
use crate::domain::ids::{TeamId, Thing, WorkerId};
use crate::domain::plan::{Cap, Contract, KnownFrom, PostFilling, Role, Words as _, Worker, WorkingDays};
use crate::domain::units::Fte;

/// A member of staff by place, with the row that may name who supervises them.
pub(super) type Supervised<'r> = (usize, &'r StaffRow);

/// Settles what needs everybody known, those named only in child lists and roles chosen by hand included: who
/// supervises whom, and who manages a team.
pub(super) fn settle(draft: &mut Draft<'_>, rows: &[StaffRow], supervised: Vec<Supervised<'_>>) {
    if !rows.is_empty() {
        supervise(draft, supervised);
        managers(draft, rows);
    }
}

/// Takes the staff rows in.
pub(super) fn take_in<'r>(draft: &mut Draft<'_>, rows: &'r [StaffRow]) -> Vec<Supervised<'r>> {
    if rows.is_empty() {
        return Vec::new();
    }
    let mut seen: HashMap<usize, &StaffRow> = HashMap::new();
    let mut supervisors = Vec::new();
    let mut no_team = BTreeMap::new();
    for row in rows {
        let fate = one_row(draft, row, &mut seen, &mut supervisors);
        draft.tally.staff(&row.place, fate);
        if fate == Fate::Taken && row.team.is_none() {
            *no_team.entry((row.place.file.clone(), row.place.sheet.clone())).or_insert(0) += 1;
        }
    }
    for ((file, sheet), count) in no_team {
        let why = format!("{} without a team in the staff list", words::count(count, "person", "people"));
        draft.notes.push(NotUnderstood::note(Source { file, sheet }.place(), why));
    }
    // After all rows: two part-time rows of one person make one change, or none.
    let mut places: Vec<usize> = seen.keys().copied().collect();
    places.sort_unstable();
    for place in places {
        if let Some(before) = draft.base.workers.at(place) {
            list_changes(draft, place, before);
        }
    }
    missing(draft, &seen);
    if let Some(row) = rows.iter().find(|row| !row.vacant) {
        let why = "posts were made for vacant rows only: a staff list names people, not the establishment, so no \
                   filled post was invented for them";
        let place = Source { file: row.place.file.clone(), sheet: row.place.sheet.clone() }.place();
        draft.notes.push(NotUnderstood::note(place, why));
    }
    supervisors
}

fn one_row<'r>(
    draft: &mut Draft<'_>,
    row: &'r StaffRow,
    seen: &mut HashMap<usize, &'r StaffRow>,
    supervisors: &mut Vec<Supervised<'r>>,
) -> Fate {
    if name_key(&row.name).starts_with("example ") {
        return Fate::LeftOut(LeftOut::Example);
    }
    if row.role == Some(RoleText::Administration) {
        return Fate::LeftOut(LeftOut::NotCaseWork);
    }
    let team = row.team.as_deref().and_then(|name| draft.teams.find_or_add(name));
    let chosen = draft.options.roles.get(&name_key(&row.name)).copied();
    let role = chosen.or_else(|| row.role.and_then(role_of_title));
    if row.vacant {
        vacancy(draft, row, team, role);
        return Fate::Vacancy;
    }
    let place = if let Some(place) = matching(draft, row, team) {
        draft.people.also_known_as(place, &row.name);
        if let Some(first) = seen.get(&place) {
            second_row(draft, place, first, row);
            return Fate::Merged;
        }
        place
    } else {
        draft.people.add(&row.name, role.unwrap_or(Role::SocialWorker), team, KnownFrom::StaffList)
    };
    seen.insert(place, row);
    update(draft, place, row, team, role);
    supervisors.push((place, row));
    Fate::Taken
}

/// The person a row is about: by registration number, else by name unless the numbers differ.
fn matching(draft: &mut Draft<'_>, row: &StaffRow, team: Option<TeamId>) -> Option<usize> {
    let number = row.swe_number.as_deref().unwrap_or("");
    if !number.is_empty()
        && let Some(place) = draft.people.registered(number)
    {
        return Some(place);
    }
    let mut named = draft.people.all_named(&row.name);
    named.retain(|place| {
        draft.people.all.get(*place).is_some_and(|worker| {
            number.is_empty()
                || worker.registration.is_empty()
                || worker.registration.eq_ignore_ascii_case(number)
        })
    });
    let in_team = named.iter().find(|place| draft.people.all.get(**place).is_some_and(|w| w.team == team));
    in_team.or_else(|| named.first()).copied()
}

fn vacancy(draft: &mut Draft<'_>, row: &StaffRow, team: Option<TeamId>, role: Option<Role>) {
    let fte = row.fte.as_ref().and_then(plan_fte).unwrap_or(Fte::FULL);
    let expected = row.start.filter(|start| *start > draft.options.as_at);
    let filling = PostFilling::Vacant { since: None, expected, recruiting_from: None, covered_by: None };
    draft.vacant_post(team, role.unwrap_or(Role::SocialWorker), fte, filling);
}

fn plan_fte(fte: &FteText) -> Option<Fte> {
    Fte::new(fte.fte)
}

/// A second row of one person: part-time posts are put together, anything else is only noted.
fn second_row(draft: &mut Draft<'_>, place: usize, first: &StaffRow, row: &StaffRow) {
    let fte = |row: &StaffRow| row.fte.as_ref().and_then(plan_fte);
    let one_of_two = row.team != first.team || row.role_text != first.role_text;
    let why = match (fte(first), fte(row)) {
        (Some(a), Some(b)) if one_of_two && a + b <= Fte::FULL && a != Fte::ZERO && b != Fte::ZERO => {
            if let Some(worker) = draft.people.all.get_mut(place) {
                worker.fte = a + b;
            }
            format!(
                "a second row for {}: read as two part-time posts of one person, {} full-time equivalent in all; \
                 the first row's team and role are used",
                row.name,
                a + b
            )
        }
        _ => {
            format!("a second row for {}: read as the same person, and only the first row is used", row.name)
        }
    };
    draft.notes.push(NotUnderstood::note(row.place.clone(), why));
}

/// Puts what the row says in the place of what is there.
fn update(draft: &mut Draft<'_>, place: usize, row: &StaffRow, team: Option<TeamId>, role: Option<Role>) {
    let Some(before) = draft.people.all.get(place).cloned() else { return };
    let known = draft.was_known(place);
    let mut worker = before.clone();
    if let Some(role) = role {
        worker.role = role;
    }
    worker.team = team.or(worker.team);
    if let Some(fte) = row.fte.as_ref().and_then(plan_fte) {
        worker.fte = fte;
    }
    if let Some(contract) = row.contract {
        worker.contract = match contract {
            ContractText::Permanent => Contract::Permanent,
            ContractText::Agency => Contract::Agency,
            ContractText::FixedTerm
            | ContractText::MaternityCover
            | ContractText::Secondment
            | ContractText::Casual => Contract::FixedTerm,
        };
    }
    worker.first_day = row.start.or(worker.first_day);
    worker.last_day = row.end.or(worker.last_day);
    if let Some(children) = row.cap.and_then(|cap| u16::try_from(cap).ok()) {
        worker.cap = Some(Cap { children, points: worker.cap.and_then(|cap| cap.points) });
    }
    if row.asye {
        worker.asye_start = row.asye_start.or(worker.asye_start).or(worker.first_day);
        if worker.asye_start.is_none() {
            let why = format!(
                "{} is in the assessed and supported year, but the list does not say since when",
                row.name
            );
            draft.notes.push(NotUnderstood::note(row.place.clone(), why));
        }
    } else {
        worker.asye_start = row.asye_start.or(worker.asye_start);
    }
    if let Some(days) = &row.working_days {
        worker.working_days = days.iter().fold(WorkingDays::none(), |days, day| days.with(*day));
    }
    match row.notice.as_deref().map(|text| parse_date(&Cell::Text(text.to_owned()))) {
        Some(Ok(date)) => worker.notice_given = date.or(worker.notice_given),
        Some(Err(_)) => {
            let text = row.notice.clone().unwrap_or_default();
            let why = "notice is kept as a date; a length of notice is not used";
            draft.notes.push(NotUnderstood { text, ..NotUnderstood::note(row.place.clone(), why) });
        }
        None => {}
    }
    if let (Some(away), false) = (&row.absence_text, known) {
        worker.notes = format!("In the staff list: {away}");
    }
    if worker.known_from == KnownFrom::ChildListOnly {
        worker.known_from = KnownFrom::StaffList;
    }
    if let Some(slot) = draft.people.all.get_mut(place) {
        *slot = worker;
    }
    if let Some(number) = row.swe_number.as_deref().filter(|number| *number != before.registration) {
        draft.people.register(place, number);
    }
}

fn list_changes(draft: &mut Draft<'_>, place: usize, before: &Worker) {
    let Some(after) = draft.people.all.get(place).cloned() else { return };
    let team = |draft: &Draft<'_>, id: Option<TeamId>| id.map_or_else(String::new, |id| draft.teams.name(id));
    let cap = |worker: &Worker| worker.cap.map_or_else(String::new, |cap| cap.children.to_string());
    let fields = [
        ("Team", team(draft, before.team), team(draft, after.team)),
        ("Role", before.role.label().to_owned(), after.role.label().to_owned()),
        ("FTE", before.fte.to_string(), after.fte.to_string()),
        ("Contract", before.contract.label().to_owned(), after.contract.label().to_owned()),
        ("First day", words::date_or_dash(before.first_day), words::date_or_dash(after.first_day)),
        ("Last day", words::date_or_dash(before.last_day), words::date_or_dash(after.last_day)),
        ("Notice given", words::date_or_dash(before.notice_given), words::date_or_dash(after.notice_given)),
        ("ASYE start", words::date_or_dash(before.asye_start), words::date_or_dash(after.asye_start)),
        ("Cap", cap(before), cap(&after)),
        ("Working days", before.working_days.text(), after.working_days.text()),
        ("Registration", before.registration.clone(), after.registration.clone()),
        ("Known from", before.known_from.label().to_owned(), after.known_from.label().to_owned()),
    ];
    for (field, before, after) in fields {
        if before != after {
            draft.staff_change(place, field, before, after);
        }
    }
}

/// Supervisors by name, once everybody is known.
fn supervise(draft: &mut Draft<'_>, rows: Vec<Supervised<'_>>) {
    for (place, row) in rows {
        let Some(name) = row.manager.as_deref() else { continue };
        let Some(worker) = draft.people.all.get(place) else { continue };
        let (id, before, team) = (worker.id, worker.supervisor, worker.team);
        let found = draft.people.find(name, team).and_then(|at| draft.people.all.get(at)).map(|w| w.id);
        match found {
            Some(found) if found != id => {
                if before != Some(found) {
                    let was = before.map_or_else(String::new, |id| draft.people.name(id));
                    draft.staff_change(place, "Supervisor", was, draft.people.name(found));
                    if let Some(worker) = draft.people.all.get_mut(place) {
                        worker.supervisor = Some(found);
                    }
                }
            }
            Some(_) => {}
            None => {
                let why =
                    format!("{} is named as manager, but is not in the staff list", as_people_say_it(name));
                draft.notes.push(NotUnderstood::note(row.place.clone(), why));
            }
        }
    }
}

/// A team without a manager gets the one team manager that the staff list puts in it.
fn managers(draft: &mut Draft<'_>, rows: &[StaffRow]) {
    let as_at = draft.options.as_at;
    let mut of_team: BTreeMap<TeamId, Vec<WorkerId>> = BTreeMap::new();
    for worker in &draft.people.all {
        if worker.role == Role::TeamManager
            && worker.known_from != KnownFrom::ChildListOnly
            && worker.last_day.is_none_or(|last| last >= as_at)
            && let Some(team) = worker.team
        {
            of_team.entry(team).or_default().push(worker.id);
        }
    }
    for (id, people) in of_team {
        let [manager] = people[..] else {
            if let Some(row) = rows.first()
                && draft.base.teams.get(id).is_none()
            {
                let why = format!(
                    "{} has {} team managers in the staff list; choose its manager in the plan",
                    draft.teams.name(id),
                    people.len()
                );
                let place = Source { file: row.place.file.clone(), sheet: row.place.sheet.clone() }.place();
                draft.notes.push(NotUnderstood::note(place, why));
            }
            continue;
        };
        let name = draft.people.name(manager);
        let known = draft.base.teams.get(id).is_some();
        let Some(team) = draft.teams.get_mut(id).filter(|team| team.manager.is_none()) else { continue };
        team.manager = Some(manager);
        let reference = team.name.clone();
        if known {
            draft.changes.push(ChangeLine {
                kind: ChangeKind::Changed,
                thing: Some(Thing::Team(id)),
                reference,
                field: "Manager",
                before: String::new(),
                after: name,
                why: "the only team manager whom the staff list puts in the team".to_owned(),
                overrides_typed: false,
            });
        }
    }
}

/// Staff of an earlier list who are not in this one are kept, and listed.
fn missing(draft: &mut Draft<'_>, seen: &HashMap<usize, &StaffRow>) {
    let as_at = draft.options.as_at;
    let day = draft.day();
    for (place, worker) in draft.base.workers.iter().enumerate() {
        let expected = worker.known_from == KnownFrom::StaffList
            && worker.last_day.is_none_or(|last| last >= as_at)
            && !seen.contains_key(&place);
        if expected {
            draft.changes.push(ChangeLine {
                kind: ChangeKind::Missing,
                thing: Some(Thing::Worker(worker.id)),
                reference: worker.name.clone(),
                field: "Staff list",
                before: "In the staff list".to_owned(),
                after: "Kept".to_owned(),
                why: format!("not in the staff list of {day}; give a last day if they have left"),
                overrides_typed: false,
            });
        }
    }
    let vacancies = draft.unmatched_vacancies();
    if vacancies > 0 {
        draft.changes.push(ChangeLine {
            kind: ChangeKind::Missing,
            thing: None,
            reference: words::count(vacancies, "vacant post", "vacant posts"),
            field: "Staff list",
            before: "Vacant".to_owned(),
            after: "Kept".to_owned(),
            why: format!("not among the vacant rows of the staff list of {day}"),
            overrides_typed: false,
        });
    }
}
