//! One row about one child, from whichever list it came: neutral, not yet a change to the plan.

use chrono::NaiveDate;

use super::sheet::{NotUnderstood, Place, Source};
use super::worker_text::WorkerText;

/// A row about a child. The same child may stand in several rows; nothing is put together here.
#[derive(Clone, Debug, PartialEq)]
pub struct ChildRow {
    /// Where it stands.
    pub place: Place,
    /// Annex A list, 1 to 10; 0 for a plain child list.
    pub list: u8,
    /// The child's reference in the case system.
    pub reference: String,
    /// Date of birth.
    pub birth_date: Option<NaiveDate>,
    /// Age in years as the file gives it; a little below 0 for an unborn child.
    pub age_years: Option<f64>,
    /// Team as written, tidied.
    pub team: Option<String>,
    /// What stands for the worker.
    pub worker: WorkerText,
    /// Whether the list has a column for the worker at all. Without one, a blank worker says nothing.
    pub says_worker: bool,
    /// What stands for the personal adviser, where the list has that column.
    pub personal_adviser: Option<WorkerText>,
    /// Family or sibling-group reference.
    pub family: Option<String>,
    /// The list's start date: contact, referral, assessment start, strategy discussion, plan start, looked after
    /// from, entered care.
    pub opened: Option<NaiveDate>,
    /// The list's end date: authorisation, closure, plan end, ceased to be looked after, adoption order.
    pub ended: Option<NaiveDate>,
    /// Case status as written (list 6).
    pub case_status: Option<String>,
    /// Unaccompanied asylum-seeking child, now or formerly.
    pub unaccompanied: bool,
    /// Has a disability.
    pub disabled: bool,
    /// Any sign of private fostering.
    pub private_fostering: bool,
    /// Last seen: last seen, last visit or last contact.
    pub last_seen: Option<NaiveDate>,
    /// Latest review: conference, looked-after review, pathway plan review.
    pub last_review: Option<NaiveDate>,
    /// Care leaver eligibility as written (list 9).
    pub eligibility: Option<String>,
    /// Referral closed with no further action (list 3).
    pub referral_nfa: Option<bool>,
    /// Primary need or category of need as written.
    pub needs_noted: Option<String>,
    /// Assessed as requiring social care support (list 4).
    pub assessed_as_needing: Option<bool>,
    /// Legal status as written (list 8); an interim order means open care proceedings.
    pub legal_status: Option<String>,
    /// Initial child protection conference (list 5).
    pub conference: Option<NaiveDate>,
    /// Whether that conference made a plan (list 5).
    pub conference_led_to_plan: Option<bool>,
    /// Since when the worker holds the child (plain list).
    pub allocated_since: Option<NaiveDate>,
    /// Case type as written (plain list).
    pub case_type_text: Option<String>,
    /// Priority as written (plain list).
    pub priority: Option<String>,
    /// When the next visit is due (plain list).
    pub next_visit_due: Option<NaiveDate>,
    /// When the next review or conference is due (plain list).
    pub next_review_due: Option<NaiveDate>,
}

impl ChildRow {
    /// A row with only its place, list and reference.
    pub fn new(place: Place, list: u8, reference: String) -> Self {
        Self {
            place,
            list,
            reference,
            birth_date: None,
            age_years: None,
            team: None,
            worker: WorkerText::Blank,
            says_worker: true,
            personal_adviser: None,
            family: None,
            opened: None,
            ended: None,
            case_status: None,
            unaccompanied: false,
            disabled: false,
            private_fostering: false,
            last_seen: None,
            last_review: None,
            eligibility: None,
            referral_nfa: None,
            needs_noted: None,
            assessed_as_needing: None,
            legal_status: None,
            conference: None,
            conference_led_to_plan: None,
            allocated_since: None,
            case_type_text: None,
            priority: None,
            next_visit_due: None,
            next_review_due: None,
        }
    }
}

impl ChildRow {
    /// Whether the start date lies further before birth than an unborn child can be known of. One of the two
    /// dates is then a slip.
    pub(super) fn opened_long_before_birth(&self) -> bool {
        self.birth_date.zip(self.opened).is_some_and(|(birth, opened)| (birth - opened).num_days() > 290)
    }
}

/// Says once for each table how many workers' cells hold something other than a person's name. The rows
/// themselves carry the text.
pub(super) fn worker_notes(rows: &[ChildRow], place: &Place) -> Vec<NotUnderstood> {
    let count = |is: fn(&WorkerText) -> bool| rows.iter().filter(|row| is(&row.worker)).count();
    let all = rows.len();
    [
        (
            count(|w| matches!(w, WorkerText::NotAvailable(_))),
            "could not be looked up (such as #N/A): read as nobody named",
        ),
        (count(|w| matches!(w, WorkerText::DutyTeam(_))), "is a duty team or rota, not a person"),
        (count(|w| matches!(w, WorkerText::TeamName(_))), "is a team's name, not a person"),
        (count(|w| matches!(w, WorkerText::ManagerTagged { .. })), "is marked as a manager"),
    ]
    .into_iter()
    .filter(|(rows, _)| *rows > 0)
    .map(|(rows, what)| {
        NotUnderstood::note(place.clone(), format!("in {rows} of {all} rows the worker {what}"))
    })
    .collect()
}

/// The arithmetic of one table: every row read is accounted for.
///
/// Invariant: `rows_read == taken + refused + blank`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct TableCount {
    /// Where the table came from.
    pub source: Source,
    /// Annex A list; 0 for a plain list.
    pub list: u8,
    /// Rows under the headings, filled or blank.
    pub rows_read: usize,
    /// Rows read as children, staff or workers, including those then left out by rule.
    pub taken: usize,
    /// Rows refused, each with its reason among the things not understood.
    pub refused: usize,
    /// Rows with nothing in them, or repeating the headings.
    pub blank: usize,
}

/// Child rows from one or many tables, with everything not understood.
#[derive(Clone, Debug, PartialEq, Default)]
pub struct ChildRows {
    /// Rows of children open to social care as far as the lists tell, and all rows of a plain list.
    pub rows: Vec<ChildRow>,
    /// Rows of lists 1 and 2 whose child is in no other list: not open to a social worker.
    pub left_out: Vec<ChildRow>,
    /// One count for each table.
    pub counts: Vec<TableCount>,
    /// What was not understood, in file order.
    pub not_understood: Vec<NotUnderstood>,
}
