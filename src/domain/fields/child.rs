//! Fields of children and families.

use super::{Field, field};
use crate::domain::plan::{Child, Family};

pub(super) fn child() -> Vec<Field<Child>> {
    const WHO: &str = "Who holds the child";
    const DATES: &str = "Dates";
    const NEEDS: &str = "Needs";
    vec![
        field!(Child, "reference", "Reference", "Child", "The case system's reference, not a name", |r| r
            .reference),
        field!(Child, "family", "Family", "Child", "Brothers and sisters are in one family", |r| r.family),
        field!(Child, "team", "Team", "Child", "The team that the work sits with", |r| r.team),
        field!(Child, "case_type", "Case type", "Child", "What the work is", |r| r.case_type),
        field!(Child, "priority", "Priority", "Child", "How pressing their allocation is", |r| r.priority),
        field!(Child, "holder", "Held by", WHO, "Who holds the child on the plan's date", |r| r.holder),
        field!(Child, "held_since", "Held since", WHO, "Since when. Empty: not recorded", |r| r.held_since),
        field!(
            Child,
            "past_workers",
            "Held before by",
            WHO,
            "One a line, oldest first, for example 01/02/2026 - 03/04/2026: W12 (LEFTRL). A name may stand for an id",
            |r| r.past_workers
        ),
        field!(
            Child,
            "pinned_to",
            "Stays with",
            WHO,
            "The worker they are to stay with, whatever else changes",
            |r| r.pinned_to
        ),
        field!(Child, "opened", "Opened", DATES, "When the work began", |r| r.opened),
        field!(Child, "closes", "Closes", DATES, "Last day of the work, if its end is agreed", |r| r.closes),
        field!(Child, "turns_18", "Turns 18", DATES, "Eighteenth birthday, where it matters", |r| r.turns_18),
        field!(Child, "last_seen", "Last seen", DATES, "When the child was last seen", |r| r.last_seen),
        field!(Child, "due", "Falls due", DATES, "One a line, for example 14/09/2026 Visit", |r| r.due),
        field!(
            Child,
            "needs",
            "Needs of their worker",
            NEEDS,
            "One a line: court, language: Urdu, or any skill",
            |r| r.needs
        ),
        field!(Child, "notes", "Notes", NEEDS, "No names, please: this is not the case record", |r| r.notes),
    ]
}

pub(super) fn family() -> Vec<Field<Family>> {
    vec![
        field!(Family, "reference", "Reference", "Family", "A reference, not a name", |r| r.reference),
        field!(Family, "notes", "Notes", "Family", "No names, please: this is not the case record", |r| r
            .notes),
    ]
}
