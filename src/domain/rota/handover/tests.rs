//! Handover lists worked out by hand.

use super::*;
use crate::domain::plan::{AbsenceStatus, DueDate, Holder, Plan};
use crate::domain::samples::{child, leave, on, sound};

fn lines(plan: &Plan, absence: u32) -> Vec<HandoverLine> {
    let calendar = plan.calendar.compile();
    handover(&Sight::new(plan, &calendar), AbsenceId(absence))
}

#[test]
fn the_children_with_something_due_come_first_then_by_case_type_and_reference() {
    // Ada is away from 21 to 25 September. CH-1 is reviewed in it; the visits of all, every 28 days (14 for child
    // protection) from 1 September, are due on the 29th (the 15th, and so the 29th).
    let mut plan = sound();
    plan.children.change(ChildId(1), |child| {
        child.due = vec![DueDate { kind: DueKind::Review, on: on("24/09/2026") }];
    });
    plan.children.change(ChildId(2), |child| child.case_type = CaseType::ChildProtection);
    for (number, holder) in
        [(9, Holder::Worker(WorkerId(3))), (8, Holder::Worker(WorkerId(3))), (7, Holder::Worker(WorkerId(4)))]
    {
        let mut child = child(number, 3, 1, 3);
        child.holder = holder;
        plan.children.push(child);
    }
    let list = lines(&plan, 1);
    let order: Vec<u32> = list.iter().map(|line| line.child.0).collect();
    assert_eq!(order, [1, 8, 9, 2]);
    assert_eq!(list[0].due, [(DueKind::Review, on("24/09/2026")), (DueKind::Visit, on("29/09/2026"))]);
    assert_eq!(list[3].due, [(DueKind::Visit, on("29/09/2026"))]);
    assert!(list[0].due_within && !list[1].due_within);
    assert!(list.iter().all(|line| line.cover == Some(WorkerId(4)) && line.days_without == 0));
    assert_eq!(list[0].last_seen, Some(on("01/09/2026")));
}

#[test]
fn cover_is_who_is_there_on_most_days_and_a_child_handed_over_within_it_counts_only_until_then() {
    // Ben is away from Tuesday 22 to Thursday 24: of five days he covers the Monday and the Friday, Cyra two of the three
    // others, since she leaves on the 23rd, and nobody the 24th.
    let mut plan = sound();
    plan.absences.push(leave(2, 4, "22/09/2026", "24/09/2026", &[]));
    plan.absences.change(AbsenceId(1), |absence| absence.cover = vec![WorkerId(4), WorkerId(5)]);
    plan.workers.change(WorkerId(5), |cyra| cyra.last_day = Some(on("23/09/2026")));
    plan.children.change(ChildId(2), |child| {
        child.holder = Holder::Transfer {
            from: None,
            to: crate::domain::ids::TeamId(2),
            sender: Some(WorkerId(3)),
            receiver: Some(WorkerId(5)),
            on: Some(on("23/09/2026")),
        };
    });
    let list = lines(&plan, 1);
    // Two days each: the first named. From Wednesday CH-2 is Cyra's.
    assert_eq!(
        list.iter().map(|line| (line.child.0, line.cover, line.days_without)).collect::<Vec<_>>(),
        [(1, Some(WorkerId(4)), 1), (2, Some(WorkerId(4)), 0),]
    );
    // The same before it is agreed; without cover nobody, on five days; and nothing of an absence that is not there.
    plan.absences.change(AbsenceId(1), |absence| {
        (absence.status, absence.cover) = (AbsenceStatus::Requested, Vec::new());
    });
    assert_eq!(lines(&plan, 1).first().map(|line| (line.cover, line.days_without)), Some((None, 5)));
    assert_eq!(lines(&plan, 7), []);
}
