//! Puts the rows about one child together: whether each still speaks of open work, and which of them leads.
//!
//! Precedence: looked after, court, child protection, pre-proceedings, care leaver, private fostering, disabled child,
//! child in need, assessment. A plain list leads over an Annex A list of the same type; of two rows of one list the
//! later leads.

use std::cmp::Reverse;
use std::collections::HashMap;

use chrono::NaiveDate;

use super::case_words::{Status, is_looked_after, status};
use super::tally::LeftOut;
use crate::app::import::ChildRow;
use crate::domain::plan::CaseType;

/// What a row says of its child.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Standing {
    /// The work is open; the type as far as the row tells.
    Open {
        /// The type of work.
        case_type: Option<CaseType>,
        /// Whether the work has ended and only the closure is awaited.
        closing: bool,
    },
    /// The work is over, or there is none.
    Over(LeftOut),
}

/// Everything the lists hold about one child.
pub(super) struct Found<'a> {
    /// The reference.
    pub reference: &'a str,
    /// The rows with what each says, the leading one first.
    pub rows: Vec<(&'a ChildRow, Standing)>,
}

impl Found<'_> {
    /// Whether the child is open as the lists tell.
    pub(super) fn is_open(&self) -> bool {
        matches!(self.rows.first(), Some((_, Standing::Open { .. })))
    }
}

/// All rows by child, in the order in which children first appear.
pub(super) fn by_child<'a>(rows: impl Iterator<Item = &'a ChildRow>, as_at: NaiveDate) -> Vec<Found<'a>> {
    let mut order: Vec<(&str, Vec<&ChildRow>)> = Vec::new();
    let mut places: HashMap<&str, usize> = HashMap::new();
    for row in rows {
        let place = *places.entry(row.reference.as_str()).or_insert_with(|| {
            order.push((row.reference.as_str(), Vec::new()));
            order.len() - 1
        });
        order[place].1.push(row);
    }
    order.into_iter().map(|(reference, rows)| found(reference, &rows, as_at)).collect()
}

fn found<'a>(reference: &'a str, rows: &[&'a ChildRow], as_at: NaiveDate) -> Found<'a> {
    let mut rows: Vec<(&ChildRow, Standing)> =
        rows.iter().map(|row| (*row, standing(row, rows, as_at))).collect();
    // Stable: of rows alike in all of this the first in the files leads.
    rows.sort_by_key(|(row, standing)| {
        let weight = match standing {
            Standing::Open { case_type, .. } => 1 + case_type.map_or(0, weight),
            Standing::Over(_) => 0,
        };
        let strength = match row.list {
            0 => 2,
            1 | 2 | 10 => 0,
            _ => 1,
        };
        Reverse((weight, strength, row.opened.max(row.allocated_since)))
    });
    Found { reference, rows }
}

/// How much a type of work weighs when a child is in several lists.
fn weight(case_type: CaseType) -> u8 {
    match case_type {
        CaseType::LookedAfter | CaseType::AsylumSeeking => 10,
        CaseType::Court => 9,
        CaseType::ChildProtection => 8,
        CaseType::PreProceedings => 7,
        CaseType::CareLeaver => 6,
        CaseType::PrivateFostering => 5,
        CaseType::DisabledChild => 4,
        CaseType::ChildInNeed => 3,
        CaseType::Assessment => 2,
    }
}

/// What a row says, in the light of the child's other rows.
fn standing(row: &ChildRow, all: &[&ChildRow], as_at: NaiveDate) -> Standing {
    let open = |case_type| Standing::Open { case_type: Some(case_type), closing: false };
    let ended = row.ended.is_some_and(|ended| ended < as_at);
    let in_list = |list: u8| all.iter().any(|other| other.list == list);
    // Whether one of these lists tells what came of something that began on this row's date.
    let told_by = |lists: &[u8]| {
        all.iter().any(|other| {
            let lasted = other.ended.is_none_or(|ended| row.opened.is_none_or(|began| ended >= began));
            lists.contains(&other.list) && lasted
        })
    };
    let over_or = |why, case_type| if ended { Standing::Over(why) } else { open(case_type) };
    match row.list {
        0 => plain(row, ended),
        3 if row.referral_nfa == Some(true) => Standing::Over(LeftOut::NoFurtherAction),
        3 if told_by(&[0, 4, 5, 6, 7, 8, 9]) => Standing::Over(LeftOut::WentOn),
        4 if ended && row.assessed_as_needing == Some(true) => Standing::Over(LeftOut::AssessedInNeed),
        4 => over_or(LeftOut::AssessmentEnded, CaseType::Assessment),
        5 if row.conference_led_to_plan == Some(true) && !in_list(7) => open(CaseType::ChildProtection),
        5 if told_by(&[0, 4, 6, 7, 8]) => Standing::Over(LeftOut::WentOn),
        3 | 5 => open(CaseType::Assessment),
        6 => in_need(row, ended, &in_list),
        7 => over_or(LeftOut::PlanEnded, CaseType::ChildProtection),
        8 => over_or(LeftOut::CareEnded, CaseType::LookedAfter),
        9 => match row.eligibility.as_deref().and_then(status) {
            Some(Status::Closed) => Standing::Over(LeftOut::Closed),
            _ => open(CaseType::CareLeaver),
        },
        10 => over_or(LeftOut::Adopted, CaseType::LookedAfter),
        11 => Standing::Over(LeftOut::Adopters),
        _ => Standing::Over(LeftOut::NotOpen),
    }
}

/// List 6 holds every child in need in law; its case status says what the work is. A status that another list of the
/// same return contradicts is out of date.
fn in_need(row: &ChildRow, ended: bool, in_list: &dyn Fn(u8) -> bool) -> Standing {
    let said = row.case_status.as_deref().and_then(status);
    if ended || said == Some(Status::Closed) {
        return Standing::Over(LeftOut::Closed);
    }
    let case_type = match said {
        Some(Status::Open(CaseType::LookedAfter | CaseType::AsylumSeeking)) if in_list(8) => {
            CaseType::ChildInNeed
        }
        Some(Status::Open(CaseType::ChildProtection)) if in_list(7) => CaseType::ChildInNeed,
        Some(Status::Open(case_type)) => case_type,
        _ => CaseType::ChildInNeed,
    };
    let case_type = fostered(row, case_type);
    Standing::Open { case_type: Some(case_type), closing: said == Some(Status::Closing) }
}

fn plain(row: &ChildRow, ended: bool) -> Standing {
    if row.reference.to_uppercase().starts_with("EXAMPLE-") {
        return Standing::Over(LeftOut::Example);
    }
    let said = row.case_type_text.as_deref().or(row.case_status.as_deref()).and_then(status);
    if ended || said == Some(Status::Closed) {
        return Standing::Over(LeftOut::Closed);
    }
    let by_law = row.legal_status.as_deref().is_some_and(is_looked_after).then_some(CaseType::LookedAfter);
    let case_type = match said {
        Some(Status::Open(case_type)) => Some(fostered(row, case_type)),
        _ if row.private_fostering => Some(CaseType::PrivateFostering),
        _ => by_law,
    };
    Standing::Open { case_type, closing: said == Some(Status::Closing) }
}

/// A privately fostered child in need, or in assessment, is a privately fostered child first.
fn fostered(row: &ChildRow, case_type: CaseType) -> CaseType {
    match case_type {
        CaseType::ChildInNeed | CaseType::Assessment if row.private_fostering => CaseType::PrivateFostering,
        other => other,
    }
}
