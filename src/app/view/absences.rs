//! The absence screen: who is away when, who covers, and what it means for the children.

use chrono::NaiveDate;

use super::cells;
use super::table::{CellView, ColumnView, RowView, TableView};
use crate::app::reading::Reading;
use crate::app::words;
use crate::domain::calendar::format_date;
use crate::domain::fields::Value as _;
use crate::domain::ids::{AbsenceId, Thing};
use crate::domain::plan::{Absence, AbsenceStatus, Words as _, Worker};

/// The sentence at the top of the screen.
pub fn sentence(reading: &Reading) -> String {
    let away: Vec<_> = reading
        .plan
        .absences
        .iter()
        .filter(|absence| absence.status == AbsenceStatus::Agreed && absence.covers(reading.on))
        .collect();
    if reading.plan.absences.is_empty() {
        return "No absence is in the plan yet".to_owned();
    }
    let mut people: Vec<_> = away.iter().map(|absence| absence.worker).collect();
    people.sort_unstable();
    people.dedup();
    let uncovered = reading.in_state(crate::domain::state::ChildState::NamedAway).count();
    format!(
        "{} away today, leaving {} without cover",
        words::count(people.len(), "member of staff is", "staff are"),
        words::count(uncovered, "child", "children")
    )
}

/// Every absence, those that have not ended first.
pub fn table(reading: &Reading, revision: u64) -> TableView<Thing> {
    let plan = &reading.plan;
    let sight = reading.sight();
    let any = Thing::Absence(AbsenceId(0));
    let editor = |field: &str| cells::editor(plan, any, field);
    let columns = vec![
        ColumnView::text("worker", "Who", 160.0).editor(editor("worker")),
        ColumnView::text("team", "Team", 150.0),
        ColumnView::text("kind", "Why", 110.0).editor(editor("kind")),
        ColumnView::text("first_day", "First day", 90.0).editor(editor("first_day")),
        ColumnView::text("last_day", "Last day", 90.0).editor(editor("last_day")),
        ColumnView::text("expected_return", "Expected back", 110.0).editor(editor("expected_return")),
        ColumnView::figures("days", "Working days", 110.0)
            .hint("On which they would have worked; open-ended ones to the end of the horizon"),
        ColumnView::text("status", "Agreed", 90.0).editor(editor("status")),
        ColumnView::text("cover", "Covered by", 170.0),
        ColumnView::figures("children", "Children", 75.0).hint("Children in their name today"),
        ColumnView::text("phased_return", "Phased return", 120.0).editor(editor("phased_return")).hidden(),
        ColumnView::text("notes", "Notes", 200.0).editor(editor("notes")).hidden(),
    ];
    let mut absences: Vec<&Absence> = plan.absences.iter().map(AsRef::as_ref).collect();
    absences.sort_by_key(|absence| {
        let over = absence.known_last_day().is_some_and(|last| last < reading.on);
        (over, absence.first_day, absence.id)
    });
    let rows = absences
        .into_iter()
        .map(|absence| {
            let thing = Thing::Absence(absence.id);
            let worker = sight.lookup.worker(absence.worker);
            let days = worker.map_or(0, |worker| days_of(reading, worker, absence));
            let who = sight.lookup.worker_name(absence.worker);
            let team =
                worker.and_then(|w| w.team).map_or_else(String::new, |team| sight.lookup.team_name(team));
            let covers: Vec<String> = absence.cover.iter().map(|id| sight.lookup.worker_name(*id)).collect();
            let children = reading.loads.of(absence.worker).children;
            let mut cover = CellView::text(covers.join(", "));
            let uncovered = covers.is_empty()
                && children > 0
                && absence.status == AbsenceStatus::Agreed
                && absence.known_last_day().is_none_or(|last| reading.on <= last)
                && days > u32::from(plan.policy.grace_working_days);
            if uncovered {
                cover = CellView::text("Nobody")
                    .problem("Longer than the grace period, and nobody is named as cover");
            }
            let cells = vec![
                CellView::text(&who).edit_text(absence.worker.show()),
                CellView::text(team),
                CellView::text(absence.kind.label()).edit_text(absence.kind.key()),
                cells::date(Some(absence.first_day)),
                cells::date(absence.last_day),
                cells::date(absence.expected_return),
                cells::whole(days),
                CellView::text(absence.status.label()).edit_text(absence.status.key()),
                cover,
                cells::whole(children),
                CellView::text(absence.phased_return.show()),
                CellView::text(&absence.notes),
            ];
            RowView::new(
                thing,
                format!("{who}, {} from {}", absence.kind.label(), format_date(absence.first_day)),
                cells,
            )
        })
        .collect();
    TableView {
        name: "absences",
        noun: ("absence", "absences"),
        columns,
        rows,
        totals: None,
        empty: "No absence is in the plan. Add leave, sickness or training to see which children it leaves uncovered".to_owned(),
        revision,
    }
}

/// Working days of the service on which the absent worker would have worked, to the end of the horizon at most.
pub fn working_days(reading: &Reading, absence: &Absence) -> u32 {
    reading.plan.workers.get(absence.worker).map_or(0, |worker| days_of(reading, worker, absence))
}

fn days_of(reading: &Reading, worker: &Worker, absence: &Absence) -> u32 {
    let last: NaiveDate = absence.known_last_day().unwrap_or(reading.outlook.to).min(reading.outlook.to);
    let longest = absence.first_day.checked_add_signed(chrono::Duration::days(3660)).unwrap_or(last);
    absence
        .first_day
        .iter_days()
        .take_while(|day| *day <= last.min(longest))
        .filter(|day| worker.works_on(*day) && reading.calendar.is_working_day(*day))
        .count() as u32
}
