//! Gestures as edits: what is drawn, moved, resized, copied and chosen, and what undo calls it.

use std::collections::BTreeSet;

use proptest::prelude::*;

use super::{ADA, BEN, day};
use crate::app::view::rota::gesture::{End, Gesture};
use crate::app::view::rota::menu::could_cover;
use crate::app::view::rota::pattern::Pattern;
use crate::app::view::rota::request_card::shown;
use crate::domain::edit::{Edit, apply};
use crate::domain::ids::{AbsenceId, ChildId, WorkerId};
use crate::domain::plan::{Absence, AbsenceKind, AbsenceStatus, Plan};
use crate::domain::rota::cover::CoverProposal;
use crate::domain::rota::request::{About, Alternative, Finding, Request, Verdict, Weight};
use crate::domain::samples::{leave, sound};

const FREE: AbsenceId = AbsenceId(9);

fn set(ids: &[u32]) -> BTreeSet<AbsenceId> {
    ids.iter().map(|id| AbsenceId(*id)).collect()
}

/// The plan after a gesture, and what undo calls it.
fn done(plan: &Plan, gesture: &Gesture) -> (Plan, String) {
    let edit = gesture.edit(plan, FREE, day("04/10/2026")).unwrap();
    let Edit::Together { label, .. } = &edit else { panic!("{edit:?}") };
    (apply(plan, &edit).unwrap(), label.clone())
}

fn absence(plan: &Plan, id: u32) -> Absence {
    Absence::clone(plan.absences.get(AbsenceId(id)).unwrap())
}

/// Days apart, as the drag counts them.
fn dates(absence: &Absence) -> (String, String) {
    let text = crate::domain::calendar::format_date;
    (text(absence.first_day), absence.known_last_day().map_or_else(String::new, text))
}

fn both(first: &str, last: &str) -> (String, String) {
    (first.to_owned(), last.to_owned())
}

#[test]
fn annual_leave_that_is_drawn_is_asked_for_and_sickness_is_so() {
    let plan = sound();
    // Drawn from right to left.
    let add = |kind| Gesture::Add { worker: BEN, kind, first: day("16/09/2026"), last: day("14/09/2026") };
    let (after, label) = done(&plan, &add(AbsenceKind::AnnualLeave));
    assert_eq!(label, "add Ben Cole’s annual leave, 14/09/2026 to 16/09/2026");
    let new = absence(&after, 9);
    assert_eq!((dates(&new), new.status), (both("14/09/2026", "16/09/2026"), AbsenceStatus::Requested));
    let (after, _) = done(&plan, &add(AbsenceKind::Sickness));
    assert_eq!(absence(&after, 9).status, AbsenceStatus::Agreed);
}

#[test]
fn a_bar_moves_with_everything_that_is_dated_in_it() {
    let mut plan = sound();
    plan.absences.change(AbsenceId(1), |absence| absence.cover_from = Some(day("22/09/2026")));
    let (after, label) = done(&plan, &Gesture::Move { absences: set(&[1]), days: 7 });
    assert_eq!(label, "move Ada Brook’s annual leave to 28/09/2026 to 02/10/2026");
    let moved = absence(&after, 1);
    assert_eq!(dates(&moved), both("28/09/2026", "02/10/2026"));
    assert_eq!((moved.cover_from, moved.cover.as_slice()), (Some(day("29/09/2026")), &[BEN][..]));
    // An expected return moves where there is no last day.
    plan.absences.change(AbsenceId(1), |absence| {
        (absence.last_day, absence.expected_return) = (None, Some(day("28/09/2026")));
    });
    let (after, _) = done(&plan, &Gesture::Move { absences: set(&[1]), days: -7 });
    assert_eq!(absence(&after, 1).expected_return, Some(day("21/09/2026")));
    assert_eq!(absence(&after, 1).last_day, None);
}

#[test]
fn several_bars_move_together_as_one_step() {
    let mut plan = sound();
    plan.absences.push(leave(2, 4, "14/09/2026", "15/09/2026", &[]));
    let (after, label) = done(&plan, &Gesture::Move { absences: set(&[1, 2]), days: -1 });
    assert_eq!(label, "move 2 absences 1 day earlier");
    assert_eq!(dates(&absence(&after, 1)), both("20/09/2026", "24/09/2026"));
    assert_eq!(dates(&absence(&after, 2)), both("13/09/2026", "14/09/2026"));
}

#[test]
fn an_end_that_is_dragged_past_the_other_stops_there() {
    let plan = sound();
    let resize = |end, days| Gesture::Resize { absence: AbsenceId(1), end, days };
    let (after, label) = done(&plan, &resize(End::Last, 3));
    assert_eq!(label, "make Ada Brook’s annual leave 21/09/2026 to 28/09/2026");
    assert_eq!(dates(&absence(&after, 1)), both("21/09/2026", "28/09/2026"));
    let (after, _) = done(&plan, &resize(End::Last, -30));
    assert_eq!(dates(&absence(&after, 1)), both("21/09/2026", "21/09/2026"));
    let (after, _) = done(&plan, &resize(End::First, 30));
    assert_eq!(dates(&absence(&after, 1)), both("25/09/2026", "25/09/2026"));
}

#[test]
fn the_end_of_an_open_ended_absence_is_where_it_is_dragged_to_from_the_edge_of_what_is_seen() {
    let mut plan = sound();
    plan.absences.change(AbsenceId(1), |absence| absence.last_day = None);
    // In sight to 04/10: two days back is 02/10.
    let (after, _) = done(&plan, &Gesture::Resize { absence: AbsenceId(1), end: End::Last, days: -2 });
    assert_eq!(absence(&after, 1).last_day, Some(day("02/10/2026")));
}

#[test]
fn what_changes_nothing_is_no_step() {
    let plan = sound();
    let seen = day("04/10/2026");
    for gesture in [
        Gesture::Move { absences: set(&[1]), days: 0 },
        Gesture::Move { absences: set(&[77]), days: 1 },
        Gesture::Agree(set(&[1])),
        Gesture::Kind(set(&[1]), AbsenceKind::AnnualLeave),
        Gesture::Remove(set(&[77])),
        Gesture::Cover(set(&[1]), vec![BEN]),
    ] {
        assert_eq!(gesture.edit(&plan, FREE, seen), None, "{gesture:?}");
    }
}

#[test]
fn agreeing_naming_cover_changing_kind_and_removing_say_what_they_do() {
    let mut plan = sound();
    plan.absences.change(AbsenceId(1), |absence| absence.status = AbsenceStatus::Requested);
    plan.absences.push(leave(2, 4, "14/09/2026", "15/09/2026", &[]));
    let (after, label) = done(&plan, &Gesture::Agree(set(&[1, 2])));
    assert_eq!(
        label, "agree Ada Brook’s annual leave, 21/09/2026 to 25/09/2026",
        "the other is agreed already"
    );
    assert_eq!(absence(&after, 1).status, AbsenceStatus::Agreed);
    let (after, label) = done(&plan, &Gesture::Kind(set(&[2]), AbsenceKind::Training));
    assert_eq!(label, "make Ben Cole’s absence training, 14/09/2026 to 15/09/2026");
    assert_eq!(absence(&after, 2).kind, AbsenceKind::Training);
    let (after, label) = done(&plan, &Gesture::Cover(set(&[2]), vec![ADA, BEN]));
    assert_eq!(label, "name Ada Brook and Ben Cole as cover for Ben Cole’s annual leave");
    assert_eq!(absence(&after, 2).cover, [ADA], "nobody covers for themselves");
    let (after, label) = done(&plan, &Gesture::Remove(set(&[1, 2])));
    assert_eq!((label.as_str(), after.absences.len()), ("remove 2 absences", 0));
}

#[test]
fn a_copied_pattern_keeps_the_days_between_its_absences() {
    let mut plan = sound();
    plan.absences.push(leave(2, 3, "05/10/2026", "06/10/2026", &[]));
    let pattern = Pattern::of_person(&plan, ADA, (day("07/09/2026"), day("31/10/2026"))).unwrap();
    assert_eq!(pattern.words(), "2 absences of Ada Brook");
    // 21/09 becomes 14/09, a week earlier: 05/10 becomes 28/09.
    let paste = Gesture::Paste { pattern, worker: BEN, first: day("14/09/2026") };
    let (after, label) = done(&plan, &paste);
    assert_eq!(label, "paste 2 absences onto Ben Cole");
    assert_eq!(dates(&absence(&after, 9)), both("14/09/2026", "18/09/2026"));
    assert_eq!(dates(&absence(&after, 10)), both("28/09/2026", "29/09/2026"));
    assert!(absence(&after, 9).worker == BEN && absence(&after, 9).cover.is_empty());
    assert_eq!(absence(&after, 1), absence(&plan, 1), "the original stays");
    assert_eq!(Pattern::of(&plan, &set(&[77])), None);
    // Of absences of two people, those of whoever is away first are copied.
    plan.absences.push(leave(3, 4, "01/10/2026", "01/10/2026", &[]));
    assert_eq!(Pattern::of(&plan, &set(&[2, 3])).unwrap().words(), "1 absence of Ben Cole");
}

#[test]
fn cover_is_offered_from_the_same_team_first_and_only_by_role() {
    let plan = sound();
    let names: Vec<String> = could_cover(&plan, AbsenceId(1)).into_iter().map(|(_, name)| name).collect();
    // Ben is in her team; Cyra is a senior practitioner elsewhere; managers, advisers and practitioners cannot.
    assert_eq!(names, ["Ben Cole", "Cyra Dunn"]);
}

#[test]
fn what_is_dragged_is_asked_about_as_the_absence_that_it_is() {
    let plan = sound();
    let seen = day("04/10/2026");
    let moved = Gesture::Move { absences: set(&[1]), days: 7 }.request(&plan, FREE, seen).unwrap();
    assert_eq!((moved.first_day, moved.absence), (day("28/09/2026"), Some(AbsenceId(1))));
    let add = Gesture::Add { worker: BEN, kind: AbsenceKind::AnnualLeave, first: seen, last: seen };
    assert_eq!(add.request(&plan, FREE, seen).unwrap().absence, None);
    assert_eq!(Gesture::Agree(set(&[1])).request(&plan, FREE, seen), None);
}

#[test]
fn the_card_says_what_was_found_and_offers_what_would_be_safe() {
    let mut plan = sound();
    plan.absences.change(AbsenceId(1), |absence| absence.status = AbsenceStatus::Requested);
    let request = Request::of(&plan, AbsenceId(1)).unwrap();
    let finding = |weight, children: &[u32]| Finding {
        weight,
        about: About::Uncovered,
        sentence: "2 children have nobody".to_owned(),
        children: children.iter().map(|id| ChildId(*id)).collect(),
        days: Vec::new(),
    };
    let verdict = Verdict {
        safe: false,
        sentence: "Not safe: 2 children have nobody".to_owned(),
        working_days: 5,
        children: 2,
        findings: vec![finding(Weight::Unsafe, &[1, 2, 99]), finding(Weight::Know, &[])],
        alternatives: vec![Alternative { first_day: day("05/10/2026"), last_day: day("09/10/2026") }],
        cover: vec![CoverProposal {
            people: vec![BEN, WorkerId(5)],
            because: "same team, room for 5".to_owned(),
            but: vec!["Ben Cole is away on 25/09/2026".to_owned()],
            days_covered: 4,
            days: 5,
        }],
    };
    let card = shown(&plan, &request, &verdict);
    assert_eq!(card.title, "Ada Brook, annual leave, 21/09/2026 to 25/09/2026");
    assert_eq!(card.facts, "5 working days; 2 children in their name");
    // Child 99 is not in the plan.
    let named: Vec<&str> = card.findings[0].children.iter().map(|(_, name)| name.as_str()).collect();
    assert_eq!(
        (named, card.findings[0].unsafe_, card.findings[1].unsafe_),
        (vec!["CH-1", "CH-2"], true, false)
    );
    assert_eq!(card.alternatives[0].label, "Move to 05/10/2026 to 09/10/2026");
    let (after, _) = done(&plan, &card.alternatives[0].gesture);
    assert_eq!(dates(&absence(&after, 1)), both("05/10/2026", "09/10/2026"));
    assert_eq!(card.cover[0].label, "Name Ben Cole and Cyra Dunn as cover");
    assert_eq!(
        card.cover[0].hint,
        "Same team, room for 5; at work on 4 of 5 working days. Ben Cole is away on 25/09/2026"
    );
    let (after, _) = done(&plan, &card.agree.clone().unwrap().gesture);
    assert_eq!(absence(&after, 1).status, AbsenceStatus::Agreed);
    // What is agreed already is not agreed again.
    let agreed = shown(&sound(), &request, &verdict);
    assert_eq!(agreed.agree, None);
}

proptest! {
    #[test]
    fn a_bar_moved_there_and_back_is_as_it_was(days in -400_i64..400) {
        prop_assume!(days != 0);
        let plan = sound();
        let (there, _) = done(&plan, &Gesture::Move { absences: set(&[1]), days });
        let (back, _) = done(&there, &Gesture::Move { absences: set(&[1]), days: -days });
        prop_assert_eq!(back, plan);
    }

    #[test]
    fn no_drag_of_an_end_makes_an_absence_end_before_it_begins(days in -400_i64..400, at_end: bool, open: bool) {
        let mut plan = sound();
        if open {
            plan.absences.change(AbsenceId(1), |absence| absence.last_day = None);
        }
        let end = if at_end { End::Last } else { End::First };
        let gesture = Gesture::Resize { absence: AbsenceId(1), end, days };
        if let Some(edit) = gesture.edit(&plan, FREE, day("04/10/2026")) {
            let after = absence(&apply(&plan, &edit).unwrap(), 1);
            prop_assert!(after.known_last_day().is_none_or(|last| after.first_day <= last), "{:?}", after);
        }
    }
}
