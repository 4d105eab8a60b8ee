//! A plan's tables as CSV, for a spreadsheet: names in place of ids, labels in place of keys, dates as dd/mm/yyyy.

use chrono::NaiveDate;

use super::TableChoice;
use crate::app::view::export::harmless;
use crate::app::words::holder;
use crate::domain::ahead::Outlook;
use crate::domain::calendar::format_date;
use crate::domain::capacity::{Loads, cap_on};
use crate::domain::fields::Value as _;
use crate::domain::ids::{TeamId, WorkerId};
use crate::domain::lookup::Lookup;
use crate::domain::plan::{Need, Words};
use crate::domain::state::Sight;

/// One table of the plan as CSV, with a line of headings. States, loads and caps are as on the plan's own date.
///
/// A text that a spreadsheet would take for a formula gets an apostrophe before it.
///
/// # Errors
/// When the table cannot be written, which no memory here refuses.
pub fn csv_table(sight: &Sight<'_>, table: TableChoice) -> Result<String, csv::Error> {
    let rows = match table {
        TableChoice::Children => children(sight),
        TableChoice::Staff => staff(sight),
        TableChoice::Absences => absences(sight),
        TableChoice::Teams => teams(sight),
    };
    let mut writer =
        csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(Vec::<u8>::new());
    for row in rows {
        writer.write_record(row.iter().map(|cell| harmless(cell)))?;
    }
    let bytes = writer.into_inner().map_err(csv::IntoInnerError::into_error)?;
    Ok(String::from_utf8_lossy(&bytes).into_owned())
}

type Rows = Vec<Vec<String>>;

fn headed(headings: &[&str], rows: impl Iterator<Item = Vec<String>>) -> Rows {
    std::iter::once(headings.iter().map(|heading| (*heading).to_owned()).collect()).chain(rows).collect()
}

fn date(date: Option<NaiveDate>) -> String {
    date.map_or_else(String::new, format_date)
}

fn team(lookup: &Lookup<'_>, team: Option<TeamId>) -> String {
    team.map_or_else(String::new, |team| lookup.team_name(team))
}

fn worker(lookup: &Lookup<'_>, worker: Option<WorkerId>) -> String {
    worker.map_or_else(String::new, |worker| lookup.worker_name(worker))
}

fn workers(lookup: &Lookup<'_>, workers: &[WorkerId]) -> String {
    joined(workers.iter().map(|id| lookup.worker_name(*id)))
}

fn labels<W: Words>(words: &[W]) -> String {
    joined(words.iter().map(|word| word.label().to_owned()))
}

fn joined(parts: impl Iterator<Item = String>) -> String {
    parts.collect::<Vec<_>>().join("; ")
}

fn children(sight: &Sight<'_>) -> Rows {
    let (plan, lookup) = (sight.plan(), &sight.lookup);
    let outlook = Outlook::new(sight);
    let headings = [
        "Id",
        "Reference",
        "Family",
        "Team",
        "Case type",
        "Priority",
        "State",
        "No named social worker",
        "Without since",
        "Held by",
        "Held since",
        "Opened",
        "Closes",
        "Turns 18",
        "Last seen",
        "Falls due",
        "Needs",
        "Stays with",
        "Notes",
    ];
    let rows = plan.children.iter().enumerate().map(|(place, child)| {
        let today = outlook.today(plan, place, plan.about.as_at);
        let family = child
            .family
            .map(|id| lookup.family(id).map_or_else(|| id.to_string(), |family| family.reference.clone()));
        let state = today.map_or("Not open", |today| today.spell.state.label());
        let unnamed = today.is_some_and(|today| today.spell.unnamed);
        vec![
            child.id.to_string(),
            child.reference.clone(),
            family.unwrap_or_default(),
            team(lookup, child.team),
            child.case_type.label().to_owned(),
            child.priority.label().to_owned(),
            state.to_owned(),
            if unnamed { "yes" } else { "no" }.to_owned(),
            date(today.and_then(|today| today.unnamed_since)),
            holder(lookup, child),
            date(child.held_since),
            date(child.opened),
            date(child.closes),
            date(child.turns_18),
            date(child.last_seen),
            joined(child.due.iter().map(|due| format!("{} {}", format_date(due.on), due.kind.label()))),
            joined(child.needs.iter().map(|need| match need {
                Need::Court => "court".to_owned(),
                Need::Language(language) => format!("language: {language}"),
                Need::Skill(skill) => skill.clone(),
            })),
            worker(lookup, child.pinned_to),
            child.notes.clone(),
        ]
    });
    headed(&headings, rows)
}

fn staff(sight: &Sight<'_>) -> Rows {
    let (plan, lookup) = (sight.plan(), &sight.lookup);
    let loads = Loads::on(sight, &Outlook::new(sight), plan.about.as_at);
    let headings = [
        "Id",
        "Name",
        "Team",
        "Role",
        "FTE",
        "Contract",
        "Start date",
        "Leaving date",
        "Notice",
        "Caseload cap",
        "ASYE start",
        "Manager",
        "Working days",
        "SWE number",
        "Skills",
        "Children held",
        "Cap on the day",
        "Notes",
    ];
    let rows = plan.workers.iter().map(|person| {
        vec![
            person.id.to_string(),
            person.name.clone(),
            team(lookup, person.team),
            person.role.label().to_owned(),
            person.fte.to_string(),
            person.contract.label().to_owned(),
            date(person.first_day),
            date(person.last_day),
            date(person.notice_given),
            person.cap.map_or_else(String::new, |cap| cap.children.to_string()),
            date(person.asye_start),
            worker(lookup, person.supervisor),
            person.working_days.text(),
            person.registration.clone(),
            joined(person.skills.iter().cloned()),
            loads.of(person.id).children.to_string(),
            cap_on(sight, person, plan.about.as_at).children.to_string(),
            person.notes.clone(),
        ]
    });
    headed(&headings, rows)
}

fn absences(sight: &Sight<'_>) -> Rows {
    let (plan, lookup) = (sight.plan(), &sight.lookup);
    let headings = [
        "Id",
        "Name",
        "Team",
        "Kind",
        "First day",
        "Last day",
        "Expected return",
        "Status",
        "Cover",
        "Phased return",
        "Notes",
    ];
    let rows = plan.absences.iter().map(|absence| {
        let person = lookup.worker(absence.worker);
        vec![
            absence.id.to_string(),
            lookup.worker_name(absence.worker),
            team(lookup, person.and_then(|person| person.team)),
            absence.kind.label().to_owned(),
            format_date(absence.first_day),
            date(absence.last_day),
            date(absence.expected_return),
            absence.status.label().to_owned(),
            workers(lookup, &absence.cover),
            absence.phased_return.show(),
            absence.notes.clone(),
        ]
    });
    headed(&headings, rows)
}

fn teams(sight: &Sight<'_>) -> Rows {
    let (plan, lookup) = (sight.plan(), &sight.lookup);
    let headings = [
        "Id",
        "Name",
        "Holds",
        "Manager",
        "Deputies",
        "On duty one week in",
        "A duty week begins on",
        "Duty order",
        "Share of new work (%)",
        "Staff in post",
        "Open children",
        "Notes",
    ];
    let as_at = plan.about.as_at;
    let rows = plan.teams.iter().map(|record| {
        let duty = record.duty.as_ref();
        let staff = plan.workers.iter().filter(|w| w.team == Some(record.id) && w.in_post(as_at));
        let open = plan.children.iter().filter(|c| c.team == Some(record.id) && c.is_open(as_at));
        vec![
            record.id.to_string(),
            record.name.clone(),
            labels(&record.holds),
            worker(lookup, record.manager),
            workers(lookup, &record.deputies),
            duty.map_or_else(String::new, |duty| duty.one_week_in.to_string()),
            date(duty.and_then(|duty| duty.first_week)),
            duty.map_or_else(String::new, |duty| workers(lookup, &duty.order)),
            record.new_work_percent.show(),
            staff.count().to_string(),
            open.count().to_string(),
            record.notes.clone(),
        ]
    });
    headed(&headings, rows)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_spreadsheet_would_run_is_made_harmless_and_numbers_are_not_touched() {
        for (cell, expected) in [
            ("=1+1", "'=1+1"),
            (" @SUM(A1)", "' @SUM(A1)"),
            ("+44", "+44"),
            ("-0.5", "-0.5"),
            ("- no names", "'- no names"),
            ("Court", "Court"),
            ("", ""),
        ] {
            assert_eq!(harmless(cell), expected);
        }
    }
}
