//! Child lists: who is in them, the staff and teams they name, and what became of children who are not in them.

use std::collections::{BTreeMap, BTreeSet, HashMap, HashSet};
use std::sync::Arc;

use chrono::NaiveDate;

use super::case_words::status;
use super::child::{self, Scene};
use super::draft::Draft;
use super::facts::{Facts, can_come_in_closed, facts};
use super::meaning::{Known, names_a_team, role_of_tag, says_away, says_left, written};
use super::standing::{Found, Standing, by_child};
use super::tally::{Fate, LeftOut};
use super::{ChangeKind, ChangeLine};
use crate::app::import::names::tidy_name;
use crate::app::import::{Gathered, NotUnderstood, Place, Source, WorkerText, heading_key};
use crate::app::words;
use crate::domain::calendar::format_date;
use crate::domain::ids::{ChildId, TeamId, Thing};
use crate::domain::plan::{CaseType, Child, Contract, KnownFrom, Plan, Role, Words as _, lower_first};

/// The children as they will be, for those who change; and how many the lists hold.
pub(super) struct Outcome {
    /// New children, and children of the plan who change.
    pub children: Vec<Child>,
    /// Children in the lists that were brought in.
    pub in_lists: usize,
    /// Children of earlier lists who are not in these, and how many there might have been.
    pub missing: (usize, usize),
    /// Children each member of staff has in these lists, by place.
    pub held: HashMap<usize, usize>,
}

/// The children as the lists tell of them.
pub(super) struct Told<'a> {
    found: Vec<Found<'a>>,
    said: Vec<Facts<'a>>,
}

fn by_reference(base: &Plan) -> HashMap<&str, &Arc<Child>> {
    base.children.iter().rev().map(|child| (child.reference.as_str(), child)).collect()
}

/// Reads the child rows, and adds the teams and people they name. Who holds whom is decided later, in [`settle`].
pub(super) fn read<'a>(draft: &mut Draft<'_>, gathered: &'a Gathered) -> Told<'a> {
    let as_at = draft.options.as_at;
    let base = draft.base;
    let rows = gathered.children.rows.iter().chain(&gathered.children.left_out);
    let found = by_child(rows, as_at);
    let mut said = Vec::new();
    for child in &found {
        let lead_in_closed = draft.options.include_closed
            && child.rows.first().is_some_and(|(row, standing)| can_come_in_closed(row, *standing));
        let comes_in = child.is_open() || lead_in_closed;
        count_rows(draft, child, comes_in);
        if comes_in {
            said.extend(facts(child, as_at, &mut draft.notes));
        }
    }
    draft.tally.children_in_lists = said.len();
    let existing = by_reference(base);
    name_teams(draft, &said);
    name_people(draft, &said, &existing);
    say_unknown(draft, &found, &said, &existing);
    Told { found, said }
}

/// Makes the children new, brings them up to date, and closes those who are gone.
pub(super) fn settle(draft: &mut Draft<'_>, gathered: &Gathered, told: &Told<'_>) -> Outcome {
    let Told { found, said } = told;
    let base = draft.base;
    let existing = by_reference(base);
    let held = held(draft, said);
    let team_names = draft.team_names();
    let mut children = Vec::new();
    let mut next = base.children.next_id().0;
    for facts in said {
        let family = facts.family.map(|reference| draft.families.find_or_add(reference));
        let known = Known { people: &draft.people, teams: &draft.teams, options: draft.options };
        let scene = Scene { base, known, team_names: &team_names };
        if let Some(before) = existing.get(facts.reference) {
            let (after, mut lines) = child::update(&scene, before, facts, family);
            draft.changes.append(&mut lines);
            if after != ***before {
                children.push(after);
            }
        } else {
            let new = child::new(&scene, ChildId(next), facts, family);
            next += 1;
            if !base.children.is_empty() {
                draft.changes.push(ChangeLine {
                    kind: ChangeKind::New,
                    thing: Some(Thing::Child(new.id)),
                    reference: new.reference.clone(),
                    field: "Child",
                    before: String::new(),
                    after: child::holder_words(&scene, &new.holder),
                    why: "not in the plan before".to_owned(),
                    overrides_typed: false,
                });
            }
            children.push(new);
        }
    }
    let missing = close_missing(draft, gathered, found, said, &mut children);
    Outcome { children, in_lists: said.len(), missing, held }
}

fn count_rows(draft: &mut Draft<'_>, child: &Found<'_>, comes_in: bool) {
    for (at, (row, standing)) in child.rows.iter().enumerate() {
        let fate = match standing {
            _ if comes_in && at == 0 => Fate::Taken,
            _ if comes_in => Fate::Merged,
            Standing::Over(why) => Fate::LeftOut(*why),
            Standing::Open { .. } => Fate::Merged,
        };
        draft.tally.child(row, fate);
    }
}

/// Adds the teams that the lists name, in a team's column or in place of a worker.
fn name_teams(draft: &mut Draft<'_>, said: &[Facts<'_>]) {
    for facts in said {
        if let Some(name) = facts.team {
            draft.teams.find_or_add(name);
        }
        match &facts.worker {
            WorkerText::TeamName(name) => {
                draft.teams.find_or_add(name);
            }
            WorkerText::DutyTeam(name) if names_a_team(name) || facts.team.is_none() => {
                draft.teams.find_or_add(name);
            }
            _ => {}
        }
    }
}

/// Somebody named in a child list and known from nowhere else.
struct Stranger {
    name: String,
    role: Role,
    agency: bool,
    teams: Vec<(Option<TeamId>, usize)>,
}

/// The name and the words beside it, where a cell names a person.
fn person_in(worker: &WorkerText) -> Option<(&str, Option<&str>)> {
    let (name, tag) = match worker {
        WorkerText::Person(name) => (name, None),
        WorkerText::ManagerTagged { name, tag }
        | WorkerText::AgencyTagged { name, tag }
        | WorkerText::PersonTagged { name, tag } => (name, Some(tag.as_str())),
        _ => return None,
    };
    // A cell of nothing but punctuation names nobody.
    name.chars().any(char::is_alphanumeric).then_some((name.as_str(), tag))
}

/// Adds everybody whom the lists name and nobody knows, in the team most of their children are in.
fn name_people(draft: &mut Draft<'_>, said: &[Facts<'_>], existing: &HashMap<&str, &Arc<Child>>) {
    let mut order: Vec<Stranger> = Vec::new();
    let mut places: HashMap<String, usize> = HashMap::new();
    let mut tags: BTreeMap<(usize, String), Place> = BTreeMap::new();
    for facts in said {
        let team = facts.team.and_then(|name| draft.teams.find(name));
        let lead = person_in(&facts.worker).map(|(name, tag)| (name, tag, Some(&facts.worker), team));
        // The team is the one the leading list gives: it says nothing of somebody whom only another list names.
        let elsewhere = facts.named.iter().map(|name| (*name, None, None, None));
        let others = facts.others.iter().map(|(name, what)| {
            let adviser = what.starts_with("Personal adviser").then_some(super::meaning::ADVISER_TAG);
            (name.as_str(), adviser, None, team)
        });
        for (name, tag, cell, team) in lead.into_iter().chain(others).chain(elsewhere) {
            let key = draft.people.key(name);
            if key.is_empty() {
                continue;
            }
            if let Some(place) = draft.people.find(name, team) {
                draft.people.remember(place, name);
                if let Some(tag) = tag.filter(|tag| says_left(tag) || says_away(tag)) {
                    tags.entry((place, tag.to_owned())).or_insert_with(|| facts.place.clone());
                }
                continue;
            }
            // Somebody whom the manager took out of the plan does not come back while the list says nothing new.
            let last = existing.get(facts.reference).and_then(|child| child.last_list.as_ref());
            let text = |worker: &str| worker.strip_suffix(child::CLOSING).unwrap_or(worker).to_owned();
            if last.is_some_and(|last| cell.is_some_and(|cell| text(&last.worker) == written(cell))) {
                continue;
            }
            let at = *places.entry(key).or_insert_with(|| {
                order.push(Stranger {
                    name: name.to_owned(),
                    role: Role::SocialWorker,
                    agency: false,
                    teams: Vec::new(),
                });
                order.len() - 1
            });
            let Some(stranger) = order.get_mut(at) else { continue };
            match cell {
                Some(WorkerText::ManagerTagged { tag, .. }) => {
                    let role = role_of_tag(tag).filter(|role| role.is_manager());
                    stranger.role = role.unwrap_or(Role::TeamManager);
                }
                Some(WorkerText::AgencyTagged { .. }) => stranger.agency = true,
                _ => {
                    if let Some(role) = tag.and_then(role_of_tag)
                        && stranger.role == Role::SocialWorker
                    {
                        stranger.role = role;
                    }
                }
            }
            let child = usize::from(cell.is_some());
            match stranger.teams.iter_mut().find(|(known, _)| *known == team) {
                Some((_, children)) => *children += child,
                None => stranger.teams.push((team, child)),
            }
        }
    }
    for stranger in order {
        // The first of the fullest; a team counts for more than none.
        let team = stranger
            .teams
            .iter()
            .rev()
            .max_by_key(|(team, children)| (team.is_some(), *children))
            .and_then(|(team, _)| *team);
        let place = draft.people.add(&stranger.name, stranger.role, team, KnownFrom::ChildListOnly);
        if let Some(worker) = draft.people.all.get_mut(place).filter(|_| stranger.agency) {
            worker.contract = Contract::Agency;
        }
    }
    for facts in said {
        let Some((name, Some(tag))) = person_in(&facts.worker) else { continue };
        if (says_left(tag) || says_away(tag))
            && let Some(place) = draft.people.find(name, facts.team.and_then(|team| draft.teams.find(team)))
        {
            tags.entry((place, tag.to_owned())).or_insert_with(|| facts.place.clone());
        }
    }
    said_of_people(draft, tags);
}

/// Words beside a name: who has left is given a last day, so that their children do not pass for held; who is away is
/// only noted, for the list does not say since when.
fn said_of_people(draft: &mut Draft<'_>, tags: BTreeMap<(usize, String), Place>) {
    let Some(day_before) = draft.options.as_at.pred_opt() else { return };
    for ((place, tag), at) in tags {
        let Some(worker) = draft.people.all.get(place) else { continue };
        let (name, last) = (worker.name.clone(), worker.last_day);
        let why = if says_left(&tag) {
            if last.is_some() {
                continue;
            }
            if let Some(worker) = draft.people.all.get_mut(place) {
                worker.last_day = Some(day_before);
            }
            draft.staff_change(place, "Last day", String::new(), format_date(day_before));
            format!(
                "{name} is marked “{tag}”, without a date: the last day is taken as {}; put it right in the plan",
                format_date(day_before)
            )
        } else {
            format!("{name} is marked “{tag}”: enter the absence with its dates in the plan")
        };
        draft.notes.push(NotUnderstood::note(at, why));
    }
}

/// One note for each case status that is not known, and one for lists that have none.
fn say_unknown(
    draft: &mut Draft<'_>,
    found: &[Found<'_>],
    said: &[Facts<'_>],
    existing: &HashMap<&str, &Arc<Child>>,
) {
    let new: HashSet<&str> = said
        .iter()
        .filter(|facts| facts.case_type.is_none() && !existing.contains_key(facts.reference))
        .map(|facts| facts.reference)
        .collect();
    let mut unknown: BTreeMap<(String, String), (Place, usize)> = BTreeMap::new();
    let mut urgency: BTreeMap<(String, String), (Place, usize)> = BTreeMap::new();
    for child in found {
        for (row, _) in &child.rows {
            let source = || Source { file: row.place.file.clone(), sheet: row.place.sheet.clone() }.place();
            let text = row.case_type_text.as_deref().filter(|text| status(text).is_none());
            if row.list == 0 && (text.is_some() || new.contains(row.reference.as_str())) {
                let place = source();
                let key = (place.to_string(), text.unwrap_or("").to_owned());
                unknown.entry(key).or_insert((place, 0)).1 += 1;
            }
            if let Some(text) = &row.priority
                && super::case_words::priority(text).is_none()
            {
                let place = source();
                let key = (place.to_string(), text.clone());
                urgency.entry(key).or_insert((place, 0)).1 += 1;
            }
        }
    }
    for ((_, text), (place, rows)) in unknown {
        let rows = words::count(rows, "row", "rows");
        draft.notes.push(if text.is_empty() {
            let why =
                format!("{rows} say nothing of the type of work; a child new to the plan is read as in need");
            NotUnderstood::note(place, why)
        } else {
            let why = format!(
                "this type of work, in {rows}, is not known; a child new to the plan is read as in need"
            );
            NotUnderstood::value(place, text, why)
        });
    }
    for ((_, text), (place, rows)) in urgency {
        let rows = words::count(rows, "row", "rows");
        let why = format!("this priority, in {rows}, is not known; medium is used");
        draft.notes.push(NotUnderstood::value(place, text, why));
    }
}

/// How many children of these lists each member of staff is named for.
fn held(draft: &Draft<'_>, said: &[Facts<'_>]) -> HashMap<usize, usize> {
    let mut held = HashMap::new();
    for facts in said {
        let team = facts.team.and_then(|team| draft.teams.find(team));
        if let Some(place) = person_in(&facts.worker).and_then(|(name, _)| draft.people.find(name, team)) {
            *held.entry(place).or_insert(0) += 1;
        }
    }
    held
}

/// Children of an earlier list who are not in these lists: closed on the day before, or kept; always listed.
fn close_missing(
    draft: &mut Draft<'_>,
    gathered: &Gathered,
    found: &[Found<'_>],
    said: &[Facts<'_>],
    children: &mut Vec<Child>,
) -> (usize, usize) {
    let as_at = draft.options.as_at;
    let Some(day_before) = as_at.pred_opt() else { return (0, 0) };
    let lists: BTreeSet<u8> = gathered.children.counts.iter().map(|count| count.list).collect();
    if said.is_empty() {
        return (0, 0);
    }
    let here: HashSet<&str> = said.iter().map(|facts| facts.reference).collect();
    let over: HashMap<&str, &Found<'_>> = found
        .iter()
        .filter(|child| !child.is_open() && !here.contains(child.reference))
        .map(|child| (child.reference, child))
        .collect();
    let refused: usize = gathered.children.counts.iter().map(|count| count.refused).sum();
    let day = draft.day();
    let (mut missing, mut might) = (0, 0);
    for child in &draft.base.children {
        let open = child.closes.is_none_or(|closes| closes >= as_at);
        let begun = child.opened.is_none_or(|opened| opened < as_at);
        let ended = over.get(child.reference.as_str()).and_then(|found| told_over(found));
        let last = child.last_list.as_ref().map(|last| last.case_type);
        let Some(case_type) = last.or(ended.map(|_| child.case_type)).filter(|_| open && begun) else {
            continue;
        };
        might += usize::from(last.is_some());
        if here.contains(child.reference.as_str()) {
            continue;
        }
        let mut line = ChangeLine {
            kind: ChangeKind::Missing,
            thing: Some(Thing::Child(child.id)),
            reference: child.reference.clone(),
            field: "Closes",
            before: words::date_or_dash(child.closes),
            after: "Kept open".to_owned(),
            why: String::new(),
            overrides_typed: last.is_none(),
        };
        let closes = match ended {
            Some((why, on)) if why == LeftOut::Closed || covered(&lists, case_type) => {
                line.why = format!("in the list of {day} as: {}", lower_first(why.label()));
                let on = on.filter(|on| *on < as_at).unwrap_or(day_before);
                Some(on.max(child.opened.unwrap_or(on)))
            }
            _ if !covered(&lists, case_type) => {
                line.why = format!("not every list that could hold them is among those of {day}");
                None
            }
            _ if !draft.options.drop_missing => {
                line.why = format!("no longer in the list of {day}; kept as you chose");
                None
            }
            _ => {
                missing += 1;
                line.why = if refused == 0 {
                    format!("no longer in the list of {day}")
                } else {
                    let rows = words::count(refused, "row was", "rows were");
                    format!("no longer in the list of {day}; {rows} refused, which may be about them")
                };
                Some(day_before)
            }
        };
        if let Some(on) = closes {
            line.kind = ChangeKind::Closed;
            line.after = format_date(on);
            children.push(Child { closes: Some(on), ..child.as_ref().clone() });
        }
        draft.changes.push(line);
    }
    (missing, might)
}

/// Why a child who is not open is not, and since when, where a list says that the work has ended. A referral that went
/// nowhere says nothing of work that was going on already.
fn told_over(found: &Found<'_>) -> Option<(LeftOut, Option<NaiveDate>)> {
    found.rows.iter().find_map(|(row, standing)| match standing {
        Standing::Over(
            why @ (LeftOut::Closed
            | LeftOut::AssessmentEnded
            | LeftOut::AssessedInNeed
            | LeftOut::PlanEnded
            | LeftOut::CareEnded
            | LeftOut::Adopted),
        ) => Some((*why, row.ended)),
        _ => None,
    })
}

/// Whether these lists between them would hold a child last known with this type of work, had they stepped up or down
/// since: a list that was not brought is no sign that its children have closed.
fn covered(lists: &BTreeSet<u8>, case_type: CaseType) -> bool {
    let has = |list: u8| lists.contains(&list);
    has(0)
        || match case_type {
            CaseType::CareLeaver => has(9),
            CaseType::Assessment => (has(3) || has(4) || has(5)) && has(6) && has(7) && has(8),
            _ => has(6) && has(7) && has(8),
        }
}

/// The same text, whatever its spaces and capitals.
pub(super) fn same_words(a: &str, b: &str) -> bool {
    a == b || heading_key(&tidy_name(a)) == heading_key(&tidy_name(b))
}
