//! What the lists say of one child, put together from all their rows, with a note wherever two rows disagree.

use chrono::{Datelike as _, NaiveDate};

use super::case_words::{is_disability_team, is_interim_order, priority};
use super::meaning::{ADVISER_TAG, written};
use super::standing::{Found, Standing};
use super::tally::LeftOut;
use crate::app::import::names::name_key;
use crate::app::import::{ChildRow, NotUnderstood, Place, WorkerText, heading_key, list_name};
use crate::domain::calendar::format_date;
use crate::domain::plan::{CaseType, DueDate, DueKind, Priority};

/// What the lists say of a child.
pub(super) struct Facts<'a> {
    /// The reference.
    pub reference: &'a str,
    /// Where the leading row stands.
    pub place: &'a Place,
    /// The type of work; `None` where no row says.
    pub case_type: Option<CaseType>,
    /// Only the closure is awaited.
    pub closing: bool,
    /// The team as written.
    pub team: Option<&'a str>,
    /// What stands for the worker, after the personal adviser's column is taken in.
    pub worker: WorkerText,
    /// Whether a list has a column for the worker.
    pub says_worker: bool,
    /// Others named beside the worker.
    pub others: Vec<(String, &'static str)>,
    /// People named in rows that do not lead.
    pub named: Vec<&'a str>,
    /// Since when the worker holds the child.
    pub allocated_since: Option<NaiveDate>,
    /// When the work began.
    pub opened: Option<NaiveDate>,
    /// When it ends, if the list says so.
    pub closes: Option<NaiveDate>,
    /// The eighteenth birthday.
    pub turns_18: Option<NaiveDate>,
    /// Last seen.
    pub last_seen: Option<NaiveDate>,
    /// Family reference.
    pub family: Option<&'a str>,
    /// What falls due.
    pub due: Vec<DueDate>,
    /// Priority, where it was understood.
    pub priority: Option<Priority>,
    /// Whether an interim order means court.
    pub in_court: bool,
}

/// The list a row comes from, as a person would say it.
fn list_words(row: &ChildRow) -> String {
    match row.list {
        0 => row.place.row.map_or_else(|| "The list".to_owned(), |number| format!("Row {number}")),
        list => format!("List {list} ({})", list_name(list)),
    }
}

/// Puts the rows of one child together. `found` is open, or is to be brought in closed.
pub(super) fn facts<'a>(
    found: &Found<'a>,
    as_at: NaiveDate,
    notes: &mut Vec<NotUnderstood>,
) -> Option<Facts<'a>> {
    let (lead, standing) = *found.rows.first()?;
    let (case_type, closing) = match standing {
        Standing::Open { case_type, closing } => (case_type, closing),
        Standing::Over(_) => (over_type(lead), false),
    };
    let rows = || found.rows.iter().map(|(row, _)| *row);
    let open = |standing: &Standing| matches!(standing, Standing::Open { .. });
    let is_open = open(&standing);
    let live = || found.rows.iter().filter(|(_, s)| open(s) || !is_open).map(|(row, _)| *row);
    let teller = live().find(|row| row.says_worker && !matches!(row.list, 1 | 2 | 10));
    let team = live().find_map(|row| row.team.as_deref());
    disagreements(found, teller, team, notes);
    let births: Vec<NaiveDate> = rows().filter_map(|row| row.birth_date).collect();
    if let (Some(first), Some(other)) =
        (births.first(), births.iter().find(|birth| births.first() != Some(birth)))
    {
        let why = format!(
            "two lists give this child two dates of birth, {} and {}; the first is used",
            format_date(*first),
            format_date(*other)
        );
        notes.push(NotUnderstood::note(lead.place.clone(), why));
    }
    if lead.list == 5 && lead.conference_led_to_plan == Some(true) && is_open {
        let why = "list 5 says the conference made a child protection plan, but the child is not in list 7; \
                   read as child protection";
        notes.push(NotUnderstood::note(lead.place.clone(), why));
    }
    let case_type = case_type.map(|kind| refine(kind, &found.rows, team));
    let (worker, others) = workers(teller, rows(), case_type);
    let began = live().find_map(|row| row.opened);
    let opened = began.filter(|opened| *opened <= as_at);
    if let (Some(began), None) = (began, opened) {
        let why = format!(
            "the start date {} is after the date of the list, so it is left out and the child counts as open",
            format_date(began)
        );
        notes.push(NotUnderstood::note(lead.place.clone(), why));
    }
    let priority_text = live().find_map(|row| row.priority.as_deref());
    let mut named: Vec<&str> = Vec::new();
    for (row, _) in found.rows.iter().filter(|(_, standing)| speaks(*standing)) {
        if let Some(name) = row.worker.person()
            && teller.is_none_or(|teller| !std::ptr::eq(teller, *row) && teller.worker != row.worker)
            && !named.contains(&name)
        {
            named.push(name);
        }
    }
    Some(Facts {
        named,
        reference: found.reference,
        place: &lead.place,
        case_type,
        closing,
        team,
        worker,
        says_worker: teller.is_some(),
        others,
        allocated_since: teller.and_then(|row| row.allocated_since).filter(|since| *since <= as_at),
        opened,
        closes: live().filter(|row| matches!(row.list, 0 | 6) || !is_open).find_map(|row| row.ended),
        turns_18: births.first().copied().and_then(eighteenth),
        last_seen: rows().filter_map(|row| row.last_seen).filter(|seen| *seen <= as_at).max(),
        family: rows().find_map(|row| row.family.as_deref()),
        due: due(live()),
        priority: priority_text.and_then(priority),
        in_court: live().any(|row| row.legal_status.as_deref().is_some_and(is_interim_order)),
    })
}

/// The type of work of a row whose work is over, for children brought in closed.
fn over_type(row: &ChildRow) -> Option<CaseType> {
    match row.list {
        3..=5 => Some(CaseType::Assessment),
        6 => Some(CaseType::ChildInNeed),
        7 => Some(CaseType::ChildProtection),
        8 | 10 => Some(CaseType::LookedAfter),
        9 => Some(CaseType::CareLeaver),
        _ => None,
    }
}

/// Whether a row whose work is over may be brought in, closed on its date.
pub(super) fn can_come_in_closed(row: &ChildRow, standing: Standing) -> bool {
    let kind = matches!(
        standing,
        Standing::Over(
            LeftOut::AssessmentEnded
                | LeftOut::AssessedInNeed
                | LeftOut::Closed
                | LeftOut::PlanEnded
                | LeftOut::CareEnded
        )
    );
    kind && row.ended.is_some_and(|ended| row.opened.is_none_or(|opened| opened <= ended))
}

/// What flags and the team's name add to the type of work.
fn refine(kind: CaseType, rows: &[(&ChildRow, Standing)], team: Option<&str>) -> CaseType {
    let any = |flag: fn(&ChildRow) -> bool| rows.iter().any(|(row, _)| flag(row));
    match kind {
        CaseType::LookedAfter if any(|row| row.unaccompanied) => CaseType::AsylumSeeking,
        CaseType::ChildInNeed | CaseType::Assessment if any(|row| row.private_fostering) => {
            CaseType::PrivateFostering
        }
        CaseType::ChildInNeed if team.is_some_and(is_disability_team) => CaseType::DisabledChild,
        kind => kind,
    }
}

/// The eighteenth birthday. Someone born on 29 February comes of age on 1 March.
fn eighteenth(birth: NaiveDate) -> Option<NaiveDate> {
    birth.with_year(birth.year() + 18).or_else(|| NaiveDate::from_ymd_opt(birth.year() + 18, 3, 1))
}

fn due<'a>(rows: impl Iterator<Item = &'a ChildRow>) -> Vec<DueDate> {
    let mut due: Vec<DueDate> = Vec::new();
    for row in rows {
        for (kind, on) in [(DueKind::Visit, row.next_visit_due), (DueKind::Review, row.next_review_due)] {
            if let Some(on) = on.filter(|_| !due.iter().any(|known| known.kind == kind)) {
                due.push(DueDate { kind, on });
            }
        }
    }
    due
}

/// What stands for the worker, and who is named beside them. For a care leaver without a social worker the personal
/// adviser stands in their place.
fn workers<'a>(
    teller: Option<&ChildRow>,
    rows: impl Iterator<Item = &'a ChildRow>,
    case_type: Option<CaseType>,
) -> (WorkerText, Vec<(String, &'static str)>) {
    let mut worker = teller.map_or(WorkerText::Blank, |row| row.worker.clone());
    let mut others = Vec::new();
    if let WorkerText::Several(names) = &worker {
        others.extend(names.iter().skip(1).map(|name| (name.clone(), "Also in the list")));
        let first = names.first().cloned();
        worker = first.map_or(WorkerText::Blank, WorkerText::Person);
    }
    let mut rows = rows;
    let adviser = rows.find_map(|row| match row.personal_adviser.as_ref()? {
        WorkerText::Several(names) => names.first().cloned(),
        one => one.person().filter(|name| !name_key(name).is_empty()).map(str::to_owned),
    });
    if let Some(name) = adviser {
        let nobody =
            matches!(worker, WorkerText::Blank | WorkerText::NotAvailable(_) | WorkerText::Unallocated(_));
        if nobody && case_type == Some(CaseType::CareLeaver) {
            worker = WorkerText::PersonTagged { name, tag: ADVISER_TAG.to_owned() };
        } else if worker.person().is_none_or(|person| name_key(person) != name_key(&name)) {
            others.push((name, "Personal adviser in the list"));
        }
    }
    (worker, others)
}

/// Whether a row speaks of work that goes on, in its own list or in another.
fn speaks(standing: Standing) -> bool {
    matches!(standing, Standing::Open { .. } | Standing::Over(LeftOut::WentOn))
}

/// Notes where rows that speak of the same time name different workers or teams.
fn disagreements(
    found: &Found<'_>,
    teller: Option<&ChildRow>,
    team: Option<&str>,
    notes: &mut Vec<NotUnderstood>,
) {
    if found.rows.len() < 2 {
        return;
    }
    let Some((lead, _)) = found.rows.first() else { return };
    for (row, _) in found.rows.iter().skip(1).filter(|(_, standing)| speaks(*standing)) {
        if let Some(teller) = teller
            && !std::ptr::eq(teller, *row)
            && row.worker != WorkerText::Blank
            && name_key(&written(&row.worker)) != name_key(&written(&teller.worker))
        {
            let taken = written(&teller.worker);
            let taken = if taken.is_empty() { "nobody" } else { taken.as_str() };
            let why = format!(
                "{} says the worker is {}, {} says {taken}; the latter is used",
                list_words(row),
                written(&row.worker),
                list_words(teller),
            );
            notes.push(NotUnderstood::note(row.place.clone(), why));
        }
        if let (Some(team), Some(other)) = (team, row.team.as_deref())
            && heading_key(team) != heading_key(other)
        {
            let why = format!(
                "{} says the team is {other}, {} says {team}; the latter is used",
                list_words(row),
                list_words(lead),
            );
            notes.push(NotUnderstood::note(row.place.clone(), why));
        }
    }
}
