//! The import preview: one sentence, and tables of lists, questions, changes and what was not understood.

use super::cells;
use super::table::{CellView, ColumnView, RowView, TableView};
use crate::app::import::reconcile::{ListTally, NameAsked, Preview, Question, reasons_left_out, totals};
use crate::app::import::{NotUnderstood, Severity};
use crate::app::words::count;
use crate::domain::plan::{Words as _, lower_first};

/// Everything the preview screen shows. The key of a row is its place in the preview's own list.
#[derive(Clone, Debug, PartialEq)]
pub struct PreviewSummary {
    /// "1,204 rows: 1,130 children, 52 merged, 20 left out, 2 refused. 9 things were not understood".
    pub sentence: String,
    /// What accepting will be called, for the button and for undo.
    pub label: String,
    /// Files that could not be read, each a sentence.
    pub file_errors: Vec<String>,
    /// Why rows were left out, each a sentence.
    pub left_out: Vec<String>,
    /// What became of the rows of each list, with totals.
    pub lists: TableView<usize>,
    /// What the manager may want to decide.
    pub questions: TableView<usize>,
    /// What changes in the plan.
    pub changes: TableView<usize>,
    /// Everything not understood.
    pub not_understood: TableView<usize>,
}

/// The preview as a screen shows it.
pub fn summary(preview: &Preview, revision: u64) -> PreviewSummary {
    let label = match &preview.edit {
        crate::domain::edit::Edit::Together { label, .. } => label.clone(),
        edit => crate::domain::edit::label(&preview.plan, edit),
    };
    let left_out = reasons_left_out(&preview.reconcile.children)
        .into_iter()
        .chain(reasons_left_out(&preview.reconcile.staff))
        .chain(reasons_left_out(&preview.reconcile.absences))
        .chain(reasons_left_out(&preview.reconcile.census))
        .map(|(why, rows)| format!("{}: {}", count(rows, "row", "rows"), lower_first(why.label())))
        .collect();
    PreviewSummary {
        sentence: sentence(preview),
        label,
        file_errors: preview.file_errors.clone(),
        left_out,
        lists: lists(preview, revision),
        questions: questions(preview, revision),
        changes: changes(preview, revision),
        not_understood: not_understood(&preview.not_understood, revision),
    }
}

/// The arithmetic in a sentence, children first, then staff, then what was not understood.
fn sentence(preview: &Preview) -> String {
    let mut sentences = Vec::new();
    let parts = |lists: &[ListTally], one: &str, many: &str| {
        let sum = totals(lists);
        let mut parts = vec![count(sum.taken, one, many)];
        for (rows, what) in [
            (sum.vacancies, "vacant posts"),
            (sum.merged, "merged"),
            (sum.left_out, "left out"),
            (sum.refused, "refused"),
            (sum.blank, "blank"),
        ] {
            if rows > 0 {
                let what = if rows == 1 { what.trim_end_matches('s') } else { what };
                parts.push(count(rows, what, what));
            }
        }
        format!("{}: {}", count(sum.rows_read, "row", "rows"), parts.join(", "))
    };
    let reconcile = &preview.reconcile;
    if !reconcile.children.is_empty() {
        sentences.push(parts(&reconcile.children, "child", "children"));
    }
    if !reconcile.staff.is_empty() {
        sentences.push(format!("Staff list, {}", parts(&reconcile.staff, "member of staff", "staff")));
    }
    if !reconcile.absences.is_empty() {
        sentences.push(format!("Absences, {}", parts(&reconcile.absences, "absence", "absences")));
    }
    if !reconcile.census.is_empty() {
        sentences.push(format!("Workforce census, {}", parts(&reconcile.census, "member of staff", "staff")));
    }
    let lost = preview.not_understood.iter().filter(|item| item.severity > Severity::Note).count();
    let notes = preview.not_understood.len() - lost;
    if !preview.file_errors.is_empty() {
        sentences.push(format!("{} could not be read", count(preview.file_errors.len(), "file", "files")));
    }
    sentences.push(match lost {
        0 => "Everything was understood".to_owned(),
        1 => "1 thing was not understood".to_owned(),
        _ => format!("{} were not understood", count(lost, "thing", "things")),
    });
    if notes > 0 {
        sentences.push(count(notes, "note", "notes"));
    }
    sentences.join(". ")
}

/// What became of the rows, one line a list.
fn lists(preview: &Preview, revision: u64) -> TableView<usize> {
    let columns = vec![
        ColumnView::text("list", "List", 260.0),
        ColumnView::text("file", "File", 220.0),
        ColumnView::figures("rows", "Rows", 70.0).hint("Rows under the headings, filled or blank"),
        ColumnView::figures("taken", "Taken", 80.0)
            .hint("Rows that each became one child, one member of staff or one absence"),
        ColumnView::figures("vacancies", "Vacant posts", 100.0),
        ColumnView::figures("merged", "Merged", 80.0)
            .hint("Rows about a child, a person or an absence that another row already stands for"),
        ColumnView::figures("left_out", "Left out", 80.0)
            .hint("Closed, not open to social care, adopters, cancelled absences; the reasons are above"),
        ColumnView::figures("refused", "Refused", 80.0).hint("Each is listed with its place and reason"),
        ColumnView::figures("blank", "Blank", 70.0),
    ];
    let reconcile = &preview.reconcile;
    let all: Vec<&ListTally> = reconcile
        .children
        .iter()
        .chain(&reconcile.staff)
        .chain(&reconcile.absences)
        .chain(&reconcile.census)
        .collect();
    let figures = |tally: &ListTally| {
        [
            tally.rows_read,
            tally.taken,
            tally.vacancies,
            tally.merged,
            tally.left_out_rows(),
            tally.refused,
            tally.blank,
        ]
    };
    let mut sums = [0; 7];
    let rows = all
        .iter()
        .enumerate()
        .map(|(place, tally)| {
            let sheet =
                tally.source.sheet.as_ref().map_or_else(String::new, |sheet| format!(", sheet {sheet}"));
            let mut cells =
                vec![CellView::text(&tally.name), CellView::text(format!("{}{sheet}", tally.source.file))];
            for (sum, figure) in sums.iter_mut().zip(figures(tally)) {
                *sum += figure;
                cells.push(cells::whole(figure as u32));
            }
            if let Some(cell) = cells.get_mut(6).filter(|_| !tally.left_out.is_empty()) {
                let why: Vec<String> = tally
                    .left_out
                    .iter()
                    .map(|(why, rows)| format!("{rows}: {}", lower_first(why.label())))
                    .collect();
                cell.hint = Some(why.join("; "));
            }
            RowView::new(place, tally.name.clone(), cells)
        })
        .collect();
    let totals = ["All lists".to_owned(), String::new()]
        .into_iter()
        .chain(sums.iter().map(|sum| crate::app::words::thousands(*sum)))
        .collect();
    TableView {
        name: "import_lists",
        noun: ("list", "lists"),
        columns,
        rows,
        totals: Some(totals),
        empty: "No list was read. Choose a child list, a staff list, absences or all of them".to_owned(),
        revision,
    }
}

fn questions(preview: &Preview, revision: u64) -> TableView<usize> {
    let columns = vec![
        ColumnView::text("question", "Question", 320.0),
        ColumnView::text("a", "One spelling", 200.0),
        ColumnView::figures("a_children", "Children", 80.0),
        ColumnView::text("b", "The other spelling", 200.0),
        ColumnView::figures("b_children", "Children", 80.0),
        ColumnView::text("why", "Why it is asked", 320.0),
    ];
    let rows = preview
        .questions
        .iter()
        .enumerate()
        .map(|(place, question)| match question {
            Question::SamePerson { a, b, why, likely, .. } => {
                let words = if *likely { "Very likely one person?" } else { "One person?" };
                let known = |name: &NameAsked| match name {
                    NameAsked { only_away: true, .. } => "Only among the absences",
                    NameAsked { in_staff_list: true, .. } => "In the staff list",
                    _ => "Only in the child list",
                };
                let cells = vec![
                    CellView::text(words),
                    CellView::text(&a.name).hint(known(a)),
                    cells::whole(a.children as u32),
                    CellView::text(&b.name).hint(known(b)),
                    cells::whole(b.children as u32),
                    CellView::text(*why),
                ];
                RowView::new(place, format!("Are {} and {} one person?", a.name, b.name), cells)
            }
            Question::ManyMissing { missing, of } => {
                let words = format!("Close {missing} of {of} children?");
                let why = "they are not in this list; it may be the wrong file, or only part of the list";
                let blank = CellView::missing;
                let cells =
                    vec![CellView::text(&words), blank(), blank(), blank(), blank(), CellView::text(why)];
                RowView::new(place, words, cells)
            }
        })
        .collect();
    TableView {
        name: "import_questions",
        noun: ("question", "questions"),
        columns,
        rows,
        totals: None,
        empty: "Nothing to decide".to_owned(),
        revision,
    }
}

fn changes(preview: &Preview, revision: u64) -> TableView<usize> {
    let columns = vec![
        ColumnView::text("reference", "Child or person", 160.0),
        ColumnView::text("kind", "Change", 110.0),
        ColumnView::text("field", "What", 110.0),
        ColumnView::text("before", "Before", 180.0),
        ColumnView::text("after", "After", 180.0),
        ColumnView::text("typed", "Typed here", 90.0)
            .hint("The plan’s value was typed since the last list; the list takes its place"),
        ColumnView::text("why", "Why", 380.0),
    ];
    let rows = preview
        .changes
        .iter()
        .enumerate()
        .map(|(place, line)| {
            let cells = vec![
                CellView::text(&line.reference),
                CellView::text(line.kind.label()),
                CellView::text(line.field),
                CellView::text(&line.before),
                CellView::text(&line.after),
                CellView::text(if line.overrides_typed { "Yes" } else { "" }),
                CellView::text(&line.why).hint(&line.why),
            ];
            let label = format!("{}: {} from {} to {}", line.reference, line.field, line.before, line.after);
            RowView::new(place, label, cells)
        })
        .collect();
    TableView {
        name: "import_changes",
        noun: ("change", "changes"),
        columns,
        rows,
        totals: None,
        empty: "Nothing in the plan changes, or there was nothing in it yet".to_owned(),
        revision,
    }
}

fn not_understood(items: &[NotUnderstood], revision: u64) -> TableView<usize> {
    let columns = vec![
        ColumnView::text("severity", "What is lost", 120.0),
        ColumnView::text("file", "File", 180.0),
        ColumnView::text("sheet", "Sheet", 100.0),
        ColumnView::figures("row", "Row", 70.0),
        ColumnView::text("column", "Column", 200.0),
        ColumnView::text("text", "What stands there", 180.0),
        ColumnView::text("why", "Why", 460.0),
    ];
    let rows = items
        .iter()
        .enumerate()
        .map(|(place, item)| {
            let column = item.place.column.as_ref().map_or_else(String::new, |column| {
                [column.letter.as_str(), column.heading.as_str()].join(" ").trim().to_owned()
            });
            let cells = vec![
                CellView::number(lost(item.severity), -f64::from(item.severity as u8)),
                CellView::text(item.place.file.as_ref()),
                CellView::text(item.place.sheet.as_deref().unwrap_or("")),
                cells::optional_whole(item.place.row),
                CellView::text(column),
                CellView::text(&item.text),
                CellView::text(&item.why).hint(&item.why),
            ];
            RowView::new(place, format!("{}: {}", item.place, item.why), cells)
        })
        .collect();
    TableView {
        name: "import_not_understood",
        noun: ("thing", "things"),
        columns,
        rows,
        totals: None,
        empty: "Everything was understood".to_owned(),
        revision,
    }
}

fn lost(severity: Severity) -> &'static str {
    match severity {
        Severity::Note => "Nothing, a note",
        Severity::ValueIgnored => "One value",
        Severity::RowRefused => "The whole row",
    }
}
