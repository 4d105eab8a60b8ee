//! `import`: lists into a plan, previewed to the last row, and written only when that was asked for.

use std::path::Path;

use serde::Serialize;

use super::ImportArgs;
use super::plan_file::{Failure, ProblemCounts, Reading, counts_of, iso};
use crate::app::import::reconcile::{
    self, ChangeLine, ListTally, Options, Question, Totals, preview, totals,
};
use crate::app::import::{self, NotUnderstood, Severity, gather};
use crate::app::words::count;
use crate::domain::check::check;
use crate::domain::edit::Edit;
use crate::domain::plan::{Plan, Words as _};

/// What `import` answers.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ImportAnswer {
    /// The day the lists are as at, which becomes the plan's own date.
    pub as_at: String,
    /// What the import is called, for example "bring in the child list of 07/09/2026 (1,204 children)".
    pub label: String,
    /// The file that was written; null when the import was only previewed.
    pub out: Option<String>,
    /// Where the file that was replaced is kept, if one was.
    pub backup: Option<String>,
    /// What became of the rows, in total.
    pub reconcile: Sums,
    /// What became of the rows of each list.
    pub lists: Vec<List>,
    /// What changes in a plan that already holds children or staff.
    pub changes: Vec<Changed>,
    /// What may be decided before accepting, and with which option.
    pub questions: Vec<Asked>,
    /// Everything not understood, and everything read in a way to know about.
    pub not_understood: Vec<Unread>,
    /// Children in the plan afterwards, closed ones included.
    pub children_in_plan: usize,
    /// Staff in the plan afterwards.
    pub staff_in_plan: usize,
    /// Absences in the plan afterwards.
    pub absences_in_plan: usize,
    /// Teams in the plan afterwards.
    pub teams_in_plan: usize,
    /// How many problems the plan then has.
    pub problems: ProblemCounts,
}

/// Rows in total: in each part, `rows_read` is the sum of all the others.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Sums {
    /// Of lists of children.
    pub children: Tally,
    /// Of staff lists.
    pub staff: Tally,
    /// Of lists of absences and calendars.
    pub absences: Tally,
    /// Of workforce census returns.
    pub census: Tally,
    /// Children that the lists hold, counted apart from the rows; the same as `children.taken`.
    pub children_in_lists: usize,
    /// Whether every row of every list is accounted for, and each child counted exactly once.
    pub adds_up: bool,
}

/// What became of rows.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct Tally {
    /// Rows under the headings.
    pub rows_read: usize,
    /// Rows that each became a child, a member of staff or an absence.
    pub taken: usize,
    /// Rows that each became a vacant post.
    pub vacancies: usize,
    /// Rows about a child, a person or an absence that another row already stands for.
    pub merged: usize,
    /// Rows left out by rule.
    pub left_out: usize,
    /// Rows refused.
    pub refused: usize,
    /// Rows with nothing in them.
    pub blank: usize,
}

/// One list.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct List {
    /// `children`, `staff`, `absences` or `census`.
    pub kind: &'static str,
    /// File name without its folder.
    pub file: String,
    /// Sheet name, or null.
    pub sheet: Option<String>,
    /// What the list is.
    pub name: String,
    /// What became of its rows.
    #[serde(flatten)]
    pub rows: Tally,
    /// Rows left out, by reason; adds up to `left_out`.
    pub left_out_because: Vec<LeftOutRows>,
}

/// Rows left out for one reason.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct LeftOutRows {
    /// The reason's stable key.
    pub key: &'static str,
    /// The reason in words.
    pub why: &'static str,
    /// How many.
    pub rows: usize,
}

/// One thing that changes.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Changed {
    /// `new`, `changed`, `closed`, `reopened` or `missing`.
    pub kind: &'static str,
    /// Id of what it is about, or null where it is about several things.
    pub place: Option<String>,
    /// The child's reference, or the name of the person or team.
    pub reference: String,
    /// What changes, in words.
    pub field: &'static str,
    /// What the plan says.
    pub before: String,
    /// What it will say.
    pub after: String,
    /// Why.
    pub why: String,
    /// Whether something typed since the last list is undone by it.
    pub overrides_typed: bool,
}

/// Something to decide.
#[derive(Clone, Debug, PartialEq, Serialize)]
#[serde(tag = "kind", rename_all = "snake_case")]
pub enum Asked {
    /// Two spellings that may be one person.
    SamePerson {
        /// The one.
        a: String,
        /// The other.
        b: String,
        /// What makes them alike.
        why: &'static str,
        /// Whether they are very likely one person.
        likely: bool,
    },
    /// So many children are missing that the list may be the wrong one.
    ManyMissing {
        /// Children who would close.
        missing: usize,
        /// Children of earlier lists who were open.
        of: usize,
    },
}

/// Something not understood.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Unread {
    /// `row_refused`, `value_ignored` or `note`.
    pub severity: &'static str,
    /// File name without its folder.
    pub file: String,
    /// Sheet name, or null.
    pub sheet: Option<String>,
    /// Row as in a spreadsheet (the first is 1), or null.
    pub row: Option<u32>,
    /// Column letter, or null.
    pub column: Option<String>,
    /// The heading above it, or null.
    pub heading: Option<String>,
    /// What stands there.
    pub text: String,
    /// What is wrong and what to do.
    pub why: String,
}

/// The choices that the options make.
///
/// # Errors
/// [`Failure::Usage`] when lists of children or staff come without their date, or absences without anybody to have them.
pub fn import_options(args: &ImportArgs, base: Option<&Plan>) -> Result<Options, Failure> {
    let absences_alone = args.children.is_empty() && args.staff.is_empty();
    let as_at = match (args.as_at, base) {
        (Some(as_at), _) if !absences_alone => as_at,
        (None, _) if !absences_alone => {
            return Err(Failure::Usage("Say which day the lists are as at: --as-at DATE".to_owned()));
        }
        // Absences alone say nothing of how the children stand: the plan's date stays.
        (_, Some(base)) => base.about.as_at,
        (_, None) => {
            let why = "Absences are matched with the staff of a plan. Give the plan with --into, or its staff list with --staff";
            return Err(Failure::Usage(why.to_owned()));
        }
    };
    let mut options = Options::new(as_at);
    if let Some(kind) = args.untold_kind {
        options.untold_kind = kind;
    }
    args.manager.iter().for_each(|name| options.is_manager(name));
    args.duty_team.iter().for_each(|team| options.is_duty_team(team));
    args.one_person.iter().for_each(|(a, b)| options.one_person(a, b));
    options.drop_missing = !args.keep_missing;
    options.include_closed = args.include_closed;
    Ok(options)
}

/// Reads the lists and says what they would make of the plan (of a new one if `None`). Nothing is written.
///
/// # Errors
/// [`Failure::Usage`] when any file cannot be read, with a line for each, or when there is not one list in them.
pub fn import_answer(
    base: Option<&Plan>,
    files: &[&Path],
    options: &Options,
) -> Result<(Plan, ImportAnswer), Failure> {
    let teams: Vec<String> =
        base.map_or_else(Vec::new, |plan| plan.teams.iter().map(|team| team.name.clone()).collect());
    let preview = preview(base, &gather(files, &teams), options);
    if !preview.file_errors.is_empty() {
        return Err(Failure::Usage(preview.file_errors.join("\n")));
    }
    let tally = &preview.reconcile;
    let kinds = [
        ("children", &tally.children),
        ("staff", &tally.staff),
        ("absences", &tally.absences),
        ("census", &tally.census),
    ];
    if kinds.iter().all(|(_, lists)| lists.is_empty()) {
        let mut lines = vec![
            "There is no child list and no staff list in these files, nor a list of absences".to_owned(),
        ];
        lines.extend(preview.not_understood.iter().map(|it| format!("{}: {}", it.place, it.why)));
        return Err(Failure::Usage(lines.join("\n")));
    }
    let label = match &preview.edit {
        Edit::Together { label, .. } => label.clone(),
        edit => crate::domain::edit::label(&preview.plan, edit),
    };
    let answer = ImportAnswer {
        as_at: iso(options.as_at),
        label,
        out: None,
        backup: None,
        reconcile: Sums {
            children: rows(totals(&tally.children)),
            staff: rows(totals(&tally.staff)),
            absences: rows(totals(&tally.absences)),
            census: rows(totals(&tally.census)),
            children_in_lists: tally.children_in_lists,
            adds_up: tally.adds_up(),
        },
        lists: kinds
            .iter()
            .flat_map(|(kind, lists)| lists.iter().map(|list| list_line(kind, list)))
            .collect(),
        changes: preview.changes.iter().map(changed).collect(),
        questions: preview.questions.iter().map(asked).collect(),
        not_understood: in_order(&preview.not_understood).map(unread).collect(),
        children_in_plan: preview.plan.children.len(),
        staff_in_plan: preview.plan.workers.len(),
        absences_in_plan: preview.plan.absences.len(),
        teams_in_plan: preview.plan.teams.len(),
        problems: counts_of(&check(&Reading::new(&preview.plan).sight())),
    };
    Ok((preview.plan, answer))
}

impl ImportAnswer {
    /// Whether the plan may be written without asking: not when so many children would close that the list is more
    /// likely the wrong one, unless that was `decided`.
    ///
    /// # Errors
    /// [`Failure::Usage`] with what to decide.
    pub fn may_be_written(&self, decided: bool) -> Result<(), Failure> {
        let many = self.questions.iter().find_map(|question| match question {
            Asked::ManyMissing { missing, of } if !decided => Some((*missing, *of)),
            _ => None,
        });
        let Some((missing, of)) = many else { return Ok(()) };
        Err(Failure::Usage(format!(
            "{missing} of {} from the last list are not in this one, so it may be the wrong list or part of one. Nothing was \
             written. Give --close-missing if their work has ended, or --keep-missing to keep them open",
            count(of, "child", "children")
        )))
    }
}

/// Refused rows first, then values left out, then notes; otherwise as they stand in the files.
fn in_order(all: &[NotUnderstood]) -> impl Iterator<Item = &NotUnderstood> {
    let severities = [Severity::RowRefused, Severity::ValueIgnored, Severity::Note];
    severities.into_iter().flat_map(|severity| all.iter().filter(move |it| it.severity == severity))
}

fn rows(sum: Totals) -> Tally {
    Tally {
        rows_read: sum.rows_read,
        taken: sum.taken,
        vacancies: sum.vacancies,
        merged: sum.merged,
        left_out: sum.left_out,
        refused: sum.refused,
        blank: sum.blank,
    }
}

fn list_line(kind: &'static str, list: &ListTally) -> List {
    List {
        kind,
        file: list.source.file.to_string(),
        sheet: list.source.sheet.as_ref().map(ToString::to_string),
        name: list.name.clone(),
        rows: rows(totals(std::slice::from_ref(list))),
        left_out_because: list
            .left_out
            .iter()
            .map(|(why, rows)| LeftOutRows { key: why.key(), why: why.label(), rows: *rows })
            .collect(),
    }
}

fn changed(line: &ChangeLine) -> Changed {
    Changed {
        kind: line.kind.key(),
        place: line.thing.map(|thing| thing.to_string()),
        reference: line.reference.clone(),
        field: line.field,
        before: line.before.clone(),
        after: line.after.clone(),
        why: line.why.clone(),
        overrides_typed: line.overrides_typed,
    }
}

fn asked(question: &reconcile::Question) -> Asked {
    match question {
        Question::SamePerson { a, b, why, likely, .. } => {
            Asked::SamePerson { a: a.name.clone(), b: b.name.clone(), why, likely: *likely }
        }
        Question::ManyMissing { missing, of } => Asked::ManyMissing { missing: *missing, of: *of },
    }
}

fn unread(it: &import::NotUnderstood) -> Unread {
    let part = |text: &str| (!text.is_empty()).then(|| text.to_owned());
    Unread {
        severity: match it.severity {
            Severity::Note => "note",
            Severity::ValueIgnored => "value_ignored",
            Severity::RowRefused => "row_refused",
        },
        file: it.place.file.to_string(),
        sheet: it.place.sheet.as_ref().map(ToString::to_string),
        row: it.place.row,
        column: it.place.column.as_ref().and_then(|column| part(&column.letter)),
        heading: it.place.column.as_ref().and_then(|column| part(&column.heading)),
        text: it.text.clone(),
        why: it.why.clone(),
    }
}
