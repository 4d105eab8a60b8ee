//! The handover list of an absence: each child, who covers, what falls due; on the screen and on a page to print.

use chrono::NaiveDate;

use crate::app::reading::Reading;
use crate::app::view::cells;
use crate::app::view::table::{CellView, ColumnView, RowView, TableView};
use crate::app::words;
use crate::domain::calendar::format_date;
use crate::domain::ids::{AbsenceId, Thing};
use crate::domain::lookup::Lookup;
use crate::domain::plan::{Absence, AbsenceStatus, DueKind, Words as _, lower_first};
use crate::domain::rota::handover::{HandoverLine, handover};

/// A handover list.
#[derive(Clone, Debug, PartialEq)]
pub struct HandoverView {
    /// Whose and when: "Handover: Ada Brook, 21/09/2026 to 25/09/2026".
    pub title: String,
    /// The sentence.
    pub sentence: String,
    /// Who covers.
    pub cover: String,
    /// The date of the plan that it is made from.
    pub as_at: String,
    /// The children, the most pressing first.
    pub table: TableView<Thing>,
    /// The words of which the file’s name is made.
    pub file_words: String,
}

/// The handover list of an absence. `None` when it is not in the plan.
pub fn view(reading: &Reading, absence: AbsenceId, revision: u64) -> Option<HandoverView> {
    let sight = reading.sight();
    let record = sight.lookup.absence(absence)?;
    let lines = handover(&sight, absence);
    let who = sight.lookup.worker_name(record.worker);
    let last = record.known_last_day();
    Some(HandoverView {
        title: format!("Handover: {who}, {}", days(record)),
        sentence: sentence(&who, &lines),
        cover: cover(&sight.lookup, record),
        as_at: format_date(reading.on),
        file_words: format!("handover {who} {}", format_date(record.first_day)),
        table: table(&sight.lookup, &lines, (record.first_day, last), &who, revision),
    })
}

fn days(absence: &Absence) -> String {
    let first = format_date(absence.first_day);
    match absence.known_last_day() {
        Some(last) if last == absence.first_day => first,
        Some(last) => format!("{first} to {}", format_date(last)),
        None => format!("from {first}, no return date"),
    }
}

fn sentence(who: &str, lines: &[HandoverLine]) -> String {
    if lines.is_empty() {
        return format!("No child is in the name of {who}: there is nothing to hand over");
    }
    let due = lines.iter().filter(|line| line.due_within).count();
    let alone = lines.iter().filter(|line| line.days_without > 0).count();
    let due = match due {
        0 => "nothing falls due meanwhile".to_owned(),
        due => format!("for {} something falls due meanwhile", words::thousands(due)),
    };
    let alone = match alone {
        0 => "somebody present covers every day".to_owned(),
        alone => format!("for {} nobody present covers on some day", words::thousands(alone)),
    };
    format!("{} to hand over: {due}, {alone}", words::count(lines.len(), "child", "children"))
}

fn cover(lookup: &Lookup<'_>, absence: &Absence) -> String {
    let status = match absence.status {
        AbsenceStatus::Agreed => "agreed",
        AbsenceStatus::Requested => "asked for, not agreed",
    };
    let kind = match absence.kind {
        // What is the matter with somebody is nobody’s business on a list that is passed on.
        crate::domain::plan::AbsenceKind::AnnualLeave => lower_first(absence.kind.label()),
        _ => "absence".to_owned(),
    };
    let names: Vec<String> = absence.cover.iter().map(|id| lookup.worker_name(*id)).collect();
    let names = if names.is_empty() { "nobody is named as cover".to_owned() } else { names.join(", then ") };
    let from = absence.cover_from.map_or_else(String::new, |day| format!(", from {}", format_date(day)));
    format!("{} ({status}). Cover: {names}{from}", words::capital(&kind))
}

fn table(
    lookup: &Lookup<'_>,
    lines: &[HandoverLine],
    (first, last): (NaiveDate, Option<NaiveDate>),
    who: &str,
    revision: u64,
) -> TableView<Thing> {
    let columns = vec![
        ColumnView::text("child", "Child", 110.0),
        ColumnView::text("case_type", "Type of work", 140.0),
        ColumnView::text("cover", "Cover", 160.0).hint("For the most of the absence"),
        ColumnView::figures("days_without", "Days without", 100.0)
            .hint("Working days of the absence on which nobody present covers"),
        ColumnView::text("last_seen", "Last seen", 90.0),
        ColumnView::text("due_within", "Due meanwhile", 260.0),
        ColumnView::text("due_after", "Next after it", 260.0),
    ];
    let row = |line: &HandoverLine| {
        let reference =
            lookup.child(line.child).map_or_else(|| line.child.to_string(), |child| child.reference.clone());
        let within = |due: &&(DueKind, NaiveDate)| first <= due.1 && last.is_none_or(|last| due.1 <= last);
        let (meanwhile, after): (Vec<_>, Vec<_>) = line.due.iter().partition(within);
        let cover = match line.cover {
            Some(cover) => CellView::text(lookup.worker_name(cover)),
            None => CellView::text("Nobody").problem("Nobody present covers for this child"),
        };
        let cells = vec![
            CellView::text(&reference),
            CellView::text(line.case_type.label()),
            cover,
            cells::whole(line.days_without),
            cells::date(line.last_seen),
            CellView::text(due_words(&meanwhile)),
            CellView::text(due_words(&after)),
        ];
        RowView::new(Thing::Child(line.child), reference, cells)
    };
    TableView {
        name: "handover",
        noun: ("child", "children"),
        columns,
        rows: lines.iter().map(row).collect(),
        totals: None,
        empty: format!("No child is in the name of {who}"),
        revision,
    }
}

/// "Visit 22/09/2026, Review 24/09/2026".
fn due_words(due: &[(DueKind, NaiveDate)]) -> String {
    let each = due.iter().map(|(kind, day)| format!("{} {}", kind.label(), format_date(*day)));
    each.collect::<Vec<_>>().join(", ")
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use super::*;
    use crate::domain::ids::{ChildId, WorkerId};
    use crate::domain::plan::{AbsenceKind, CaseType};
    use crate::domain::samples::{on, sound};

    fn line(child: u32, cover: Option<u32>, due: &[(DueKind, &str)], within: bool) -> HandoverLine {
        HandoverLine {
            child: ChildId(child),
            case_type: CaseType::ChildInNeed,
            cover: cover.map(WorkerId),
            days_without: u32::from(cover.is_none()) * 5,
            last_seen: Some(on("01/09/2026")),
            due: due.iter().map(|(kind, day)| (*kind, on(day))).collect(),
            due_within: within,
        }
    }

    #[test]
    fn what_falls_due_in_the_absence_stands_apart_from_what_comes_after() {
        let plan = sound(); // Ada Brook is away from Monday 21/09 to Friday 25/09/2026; Ben Cole covers.
        let lookup = Lookup::new(&plan);
        let due = [
            (DueKind::Review, "24/09/2026"),
            (DueKind::Review, "26/09/2026"),
            (DueKind::Review, "25/09/2026"),
        ];
        let lines = [line(1, Some(4), &due, true), line(2, None, &[], false)];
        let days = (on("21/09/2026"), Some(on("25/09/2026")));
        let table = table(&lookup, &lines, days, "Ada Brook", 1);
        let review = DueKind::Review.label();
        assert_eq!(table.rows[0].cells[5].text, format!("{review} 24/09/2026, {review} 25/09/2026"));
        assert_eq!(
            table.rows[0].cells[6].text,
            format!("{review} 26/09/2026"),
            "Saturday is after the last day"
        );
        assert_eq!(table.rows[1].cells[2].text, "Nobody");
        assert_eq!(
            sentence("Ada Brook", &lines),
            "2 children to hand over: for 1 something falls due meanwhile, for 1 nobody present covers on some day"
        );
    }

    #[test]
    fn the_list_says_whose_and_when_and_never_why_somebody_is_ill() {
        let mut plan = sound();
        plan.absences.change(AbsenceId(1), |absence| absence.kind = AbsenceKind::Sickness);
        let reading = Reading::new(Arc::new(plan), None);
        let view = view(&reading, AbsenceId(1), 1).unwrap();
        assert_eq!(view.title, "Handover: Ada Brook, 21/09/2026 to 25/09/2026");
        assert_eq!(view.cover, "Absence (agreed). Cover: Ben Cole");
        assert!(super::view(&reading, AbsenceId(9), 1).is_none());
    }

    #[test]
    fn the_children_of_whoever_is_away_are_on_the_list() {
        let reading = Reading::new(Arc::new(sound()), None);
        let view = view(&reading, AbsenceId(1), 1).unwrap();
        // Children 1 and 2 are in Ada Brook’s name; child 3 is in South.
        let mut listed: Vec<Thing> = view.table.rows.iter().map(|row| row.key).collect();
        listed.sort();
        assert_eq!(listed, [Thing::Child(ChildId(1)), Thing::Child(ChildId(2))]);
    }
}
