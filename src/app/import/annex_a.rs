//! Ofsted ILACS Annex A: recognises each list and reads its rows.
//!
//! # Promises
//! - A list is known by its sheet (or file) name and by its headings; where they disagree the headings win, and
//!   the user is told.
//! - Lists 1 and 2 hold children who need not be open to social care: their rows are kept apart in
//!   [`ChildRows::left_out`] unless the child stands in one of lists 3 to 10. List 11 holds adopters, no children.
//! - The same child in two lists stays two rows: putting them together is not done here.

use std::collections::HashSet;

use super::annex_a_headings::{self as known, Field, list_name};
use super::child_row::{ChildRow, ChildRows, TableCount, worker_notes};
use super::columns::{Columns, RowReader};
use super::headings::heading_key;
use super::sheet::{Cell, NotUnderstood, Table};
use super::values;
use super::worker_text::{TeamNames, WorkerText, worker_text};

/// Which list a table is, and what to tell the user about how that was decided.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ListFound {
    /// 1 to 11.
    pub list: u8,
    /// Set where the name says another list than the headings.
    pub note: Option<String>,
}

/// Which Annex A list a table is; `None` if it is none of them.
pub fn recognise(table: &Table) -> Option<ListFound> {
    let keys: Vec<String> = table.headings.iter().map(|h| heading_key(&h.text)).collect();
    let named = list_in_name(table.source.sheet.as_deref().unwrap_or(&table.source.file));
    let (mut best, mut best_found) = (0_u8, 0);
    for list in 1..=11 {
        let (found, _) = known::own_headings(list, &keys);
        let better = found > best_found || (found == best_found && found > 0 && named == Some(list));
        if better {
            (best, best_found) = (list, found);
        }
    }
    let has_reference = keys.iter().any(|key| known::is_reference(key));
    if let Some(named) = named {
        let (found, _) = known::own_headings(named, &keys);
        // A list with most of its columns taken out is still the list its name says.
        if found == best_found && (found > 0 || has_reference) {
            return Some(ListFound { list: named, note: None });
        }
    }
    let (_, possible) = known::own_headings(best, &keys);
    let enough = if named.is_some() { 1 } else { possible.min(3) };
    if best == 0 || best_found < enough || (best != 11 && !has_reference) {
        return None;
    }
    let note = named.filter(|named| *named != best).map(|named| {
        format!("the name says list {named}, but the headings are those of list {best} ({}); it was read as list {best}", list_name(best))
    });
    Some(ListFound { list: best, note })
}

/// The list number in a sheet or file name: "List 6", `list_06.csv`, "Annex A List 6 CIN", "6", "6. CIN".
pub fn list_in_name(name: &str) -> Option<u8> {
    let stem = name
        .rsplit_once('.')
        .filter(|(_, ending)| ending.len() <= 4 && ending.chars().all(char::is_alphabetic));
    let lower = stem.map_or(name, |(stem, _)| stem).to_lowercase();
    let number = |text: &str| -> Option<u8> {
        let rest = text.trim_start_matches([' ', '_', '-', '.', '\u{a0}']);
        let digits: String = rest.chars().take_while(char::is_ascii_digit).collect();
        digits.parse().ok().filter(|list| (1..=11).contains(list))
    };
    lower.match_indices("list").find_map(|(at, word)| number(&lower[at + word.len()..])).or_else(|| {
        let digits = lower.trim().chars().take_while(char::is_ascii_digit).count();
        let rest = lower.trim().get(digits..).unwrap_or("");
        let apart = rest.is_empty() || rest.starts_with([' ', '.', '_', ')', ':']) || rest.starts_with(" -");
        let dated = rest.chars().any(|c| c.is_ascii_digit());
        number(lower.trim()).filter(|_| digits > 0 && apart && !dated)
    })
}

/// Reads every Annex A list among the tables; other tables are passed over.
pub fn read(tables: &[Table], teams: &TeamNames) -> ChildRows {
    let mut all = ChildRows::default();
    let lists: Vec<(&Table, ListFound)> =
        tables.iter().filter_map(|table| recognise(table).map(|found| (table, found))).collect();
    let mut known_teams = teams.clone();
    for (table, found) in &lists {
        known_teams.add(team_names(table, found.list));
    }
    for (table, found) in &lists {
        if let Some(why) = &found.note {
            all.not_understood.push(NotUnderstood::note(table.source.place(), why.clone()));
        }
        if found.list == 11 {
            let why =
                format!("list 11 holds adopters, not children; its {} rows were not read", table.rows.len());
            all.not_understood.push(NotUnderstood::note(table.source.place(), why));
            all.counts.push(TableCount {
                source: table.source.clone(),
                list: 11,
                rows_read: table.rows_read(),
                taken: table.rows.len(),
                refused: 0,
                blank: table.blank_rows as usize,
            });
            continue;
        }
        read_list(table, found.list, &known_teams, &mut all);
    }
    leave_out_not_open(&mut all);
    all
}

/// Team names in a table's own team column, so that a team in the worker's cell is known for what it is.
fn team_names(table: &Table, list: u8) -> HashSet<String> {
    let columns = Columns::find(table, |key| known::meaning(list, key), &mut Vec::new());
    let Some(column) = columns.column(Field::Team) else { return HashSet::new() };
    table
        .rows
        .iter()
        .filter_map(|row| match row.cell(column) {
            Cell::Text(text) if !values::is_blank_text(text) => Some(super::names::tidy_name(text)),
            _ => None,
        })
        .collect()
}

fn read_list(table: &Table, list: u8, teams: &TeamNames, all: &mut ChildRows) {
    let notes = &mut all.not_understood;
    notes.extend(table.notes.iter().cloned());
    let columns = Columns::find(table, |key| known::meaning(list, key), notes);
    if (3..=9).contains(&list) && !columns.has(Field::Worker) {
        let why =
            "there is no Allocated Worker column; every child in this list is read as having no worker named";
        notes.push(NotUnderstood::note(table.source.place(), why));
    }
    let before = all.rows.len();
    let mut refused = 0;
    for row in &table.rows {
        let mut reader = RowReader { table, columns: &columns, row, notes: &mut *notes };
        match child(&mut reader, list, teams) {
            Some(child) => all.rows.push(child),
            None => refused += 1,
        }
    }
    if list >= 3 {
        notes.extend(worker_notes(&all.rows[before..], &table.source.place()));
    }
    all.counts.push(TableCount {
        source: table.source.clone(),
        list,
        rows_read: table.rows_read(),
        taken: all.rows.len() - before,
        refused,
        blank: table.blank_rows as usize,
    });
}

fn child(reader: &mut RowReader<'_, Field>, list: u8, teams: &TeamNames) -> Option<ChildRow> {
    let reference = match values::parse_reference(reader.cell(Field::Reference)) {
        Ok(Some(reference)) => reference,
        Ok(None) => {
            let why = "the row has no child's reference, so it cannot be told which child it is about";
            let place = reader.place_of(Field::Reference);
            reader.notes.push(NotUnderstood::row(place, "", why));
            return None;
        }
        Err(why) => {
            let (place, text) = (reader.place_of(Field::Reference), reader.cell(Field::Reference).shown());
            reader.notes.push(NotUnderstood::row(place, text, why));
            return None;
        }
    };
    let mut child = ChildRow::new(reader.place(), list, reference);
    child.birth_date = reader.date(Field::BirthDate);
    child.age_years = reader.parse(Field::Age, values::parse_age);
    child.team = reader.text(Field::Team);
    child.worker = worker_text(reader.cell(Field::Worker), teams);
    child.says_worker = reader.columns.has(Field::Worker);
    if reader.columns.has(Field::PersonalAdviser) {
        child.personal_adviser = Some(worker_text(reader.cell(Field::PersonalAdviser), teams));
    }
    child.family = reader.parse(Field::Family, values::parse_reference);
    child.opened = reader.date(Field::Opened);
    child.ended = reader.date(Field::Ended);
    child.case_status = reader.text(Field::CaseStatus);
    child.unaccompanied = reader.parse(Field::Uasc, values::parse_unaccompanied) == Some(true);
    child.disabled = reader.disability(Field::Disabled);
    child.private_fostering = reader.yes_no(Field::PrivateFostering) == Some(true)
        || child.case_status.as_deref().is_some_and(says_private_fostering);
    child.last_seen = reader.date(Field::LastSeen);
    child.last_review = reader.date(Field::LastReview);
    child.eligibility = reader.text(Field::Eligibility);
    child.referral_nfa = reader.parse(Field::ReferralNfa, values::parse_no_further_action);
    child.needs_noted = reader.text(Field::PrimaryNeed);
    child.assessed_as_needing = assessed(reader);
    child.legal_status = reader.text(Field::LegalStatus);
    child.conference = reader.date(Field::ConferenceDate);
    child.conference_led_to_plan = reader.yes_no(Field::ConferenceLedToPlan);
    if let WorkerText::Several(names) = &child.worker {
        let why = format!("{} people stand in one cell; the first is taken as the worker", names.len());
        reader.note(Field::Worker, why);
    }
    if let (Some(opened), Some(ended)) = (child.opened, child.ended)
        && ended < opened
    {
        reader.note(Field::Ended, "the end date is before the start date; both are kept as written");
    }
    if child.opened_long_before_birth() {
        reader.note(Field::Opened, "this is long before the child's date of birth; both are kept as written");
    }
    Some(child)
}

/// Some councils put the outcome's name in this column instead of yes or no; that is a note, not a loss.
fn assessed(reader: &mut RowReader<'_, Field>) -> Option<bool> {
    match values::parse_yes_no(reader.cell(Field::AssessedAsNeeding)) {
        Ok(value) => value,
        Err(why) => {
            let (place, text) =
                (reader.place_of(Field::AssessedAsNeeding), reader.cell(Field::AssessedAsNeeding).shown());
            let why = format!("{why}; the child is read as assessed, outcome not known");
            reader.notes.push(NotUnderstood::value(place, text, why));
            None
        }
    }
}

fn says_private_fostering(text: &str) -> bool {
    let key = heading_key(text);
    key.contains("private foster") || key.contains("privately foster")
}

/// Moves rows of lists 1 and 2 aside unless their child is in another list, and says how many for each table.
fn leave_out_not_open(all: &mut ChildRows) {
    let open: HashSet<String> =
        all.rows.iter().filter(|row| row.list >= 3).map(|row| row.reference.clone()).collect();
    let (kept, left_out): (Vec<_>, Vec<_>) =
        all.rows.drain(..).partition(|row| row.list >= 3 || open.contains(&row.reference));
    all.rows = kept;
    all.left_out = left_out;
    for count in all.counts.iter().filter(|count| count.list <= 2) {
        let here =
            |row: &&ChildRow| row.place.file == count.source.file && row.place.sheet == count.source.sheet;
        let left = all.left_out.iter().filter(here).count();
        if left > 0 {
            let why = format!(
                "{left} of {} rows of list {} ({}) are about children in none of lists 3 to 10: not open to a \
                 social worker, left out",
                count.taken,
                count.list,
                list_name(count.list)
            );
            all.not_understood.push(NotUnderstood::note(count.source.place(), why));
        }
    }
}
