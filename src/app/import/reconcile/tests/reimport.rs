//! Next week's list brought into a plan: what the manager typed against what the list says.

use super::*;
use crate::domain::ids::Thing;
use crate::domain::plan::{CaseType, ChangeReason, Holder, PastHolder, PastWorker};

const HEADINGS: &str = "Child ID,Case type,Team,Worker,Allocated date,Last seen\n";
const STAFF: &str = "Name,Team,Role,FTE,Contract,Start date\n\
    Ada Brook,Willow,Social Worker,1,Permanent,01/09/2024\n\
    Tom Field,Willow,Social Worker,1,Permanent,01/09/2024\n\
    Nia Glyn,Oak,Social Worker,1,Permanent,01/09/2024\n\
    Petra Lane,Willow,Team Manager,1,Permanent,06/01/2020\n";

fn list(rows: &str) -> Gathered {
    files(&[("children.csv", &format!("{HEADINGS}{rows}"))])
}

/// A plan of one list, as at 7 September 2026.
fn first(rows: &str) -> Plan {
    let gathered = files(&[("children.csv", &format!("{HEADINGS}{rows}")), ("staff.csv", STAFF)]);
    look(None, &gathered, &on("2026-09-07")).plan
}

fn typed(plan: &Plan, reference: &str, field: &str, to: &str) -> Plan {
    let of = Thing::Child(child(plan, reference).id);
    apply(plan, &Edit::Set { of, field: field.into(), to: to.into() }).unwrap()
}

fn allocate(plan: &Plan, reference: &str, name: &str, on: &str) -> Plan {
    let (child, worker) = (child(plan, reference).id, worker(plan, name).id);
    let edit = Edit::Allocate { child, worker, on: day(on), reason: ChangeReason::ManagingCaseloads };
    apply(plan, &edit).unwrap()
}

/// The lines about one child's holder, as (before, after, overrides what was typed).
fn holder_lines(shown: &Preview, reference: &str) -> Vec<(String, String, bool)> {
    let about = |line: &&ChangeLine| line.reference == reference && line.field == "Holder";
    let lines = shown.changes.iter().filter(about);
    lines.map(|line| (line.before.clone(), line.after.clone(), line.overrides_typed)).collect()
}

#[test]
fn typed_values_against_the_list_before_and_the_list_now() {
    // Week 1's worker, what the manager typed since, week 2's worker, then: who holds, whether a line, whether it
    // overrides typing.
    for (week_1, since, week_2, wanted, line) in [
        ("Ada Brook", None, "Ada Brook", "worker Ada Brook", None),
        ("Ada Brook", None, "Tom Field", "worker Tom Field", Some(false)),
        ("Ada Brook", Some("Tom Field"), "Ada Brook", "worker Tom Field", None), // The list has not caught up.
        ("Ada Brook", Some("Tom Field"), "Tom Field", "worker Tom Field", None), // The list has caught up.
        ("Ada Brook", Some("Tom Field"), "Nia Glyn", "worker Nia Glyn", Some(true)),
        ("", Some("Tom Field"), "", "worker Tom Field", None),
        ("", None, "Ada Brook", "worker Ada Brook", Some(false)),
        ("Ada Brook", None, "", "tray Willow", Some(false)),
        ("Ada Brook", None, "Brook, Ada", "worker Ada Brook", None), // Spelt otherwise is no change.
        ("Ada Brook", None, "Petra Lane", "manager Petra Lane", Some(false)),
        ("#N/A", None, "Unallocated", "tray Willow", None), // Nobody, in other words.
        ("Willow", None, "Duty", "rota Willow", Some(false)),
    ] {
        let mut plan = first(&format!("1,CIN,Willow,\"{week_1}\",,\n"));
        if let Some(name) = since {
            plan = allocate(&plan, "1", name, "2026-09-07");
        }
        let shown = look(Some(&plan), &list(&format!("1,CIN,Willow,\"{week_2}\",,\n")), &on("2026-09-14"));
        let case = format!("{week_1} / {since:?} / {week_2}");
        assert_eq!(holder(&shown.plan, "1"), wanted, "{case}");
        let lines = holder_lines(&shown, "1");
        assert_eq!(lines.iter().map(|(_, _, typed)| *typed).next(), line, "{case}: {lines:?}");
        assert_eq!(shown.plan.about.as_at, day("2026-09-14"));
    }
}

#[test]
fn a_change_of_worker_is_written_into_the_history() {
    let plan = first(
        "1,CIN,Willow,Ada Brook,02/03/2026,\n2,CIN,Willow,Ada Brook,02/03/2026,\n3,CIN,Willow,Petra Lane,,\n",
    );
    let week_2 =
        list("1,CIN,Willow,Tom Field,10/09/2026,\n2,CIN,Willow,Tom Field,,\n3,CIN,Willow,Tom Field,,\n");
    let shown = look(Some(&plan), &week_2, &on("2026-09-14"));
    let ada = PastHolder::Worker(worker(&plan, "Ada Brook").id);
    let past =
        |to: &str| PastWorker { who: ada.clone(), from: Some(day("2026-03-02")), to: day(to), reason: None };
    // The list says since 10 September: Ada held the child until the 9th.
    assert_eq!(child(&shown.plan, "1").past_workers, [past("2026-09-09")]);
    assert_eq!(child(&shown.plan, "1").held_since, Some(day("2026-09-10")));
    // The list does not say: until the day before it.
    assert_eq!(child(&shown.plan, "2").past_workers, [past("2026-09-13")]);
    assert_eq!(child(&shown.plan, "2").held_since, Some(day("2026-09-14")));
    // A manager was never their named worker.
    assert_eq!(child(&shown.plan, "3").past_workers, []);
    let why = &shown.changes.iter().find(|line| line.reference == "2").unwrap().why;
    assert_eq!(
        why,
        "the list of 14/09/2026 differs from that of 07/09/2026; since when is not said, so the date of the list is used"
    );
}

#[test]
fn everything_typed_stays_and_dates_follow_the_list() {
    let plan = first("1,CIN,Willow,Ada Brook,02/03/2026,20/08/2026\n");
    let plan = typed(&plan, "1", "priority", "urgent");
    let plan = typed(&plan, "1", "notes", "Ring on Tuesday");
    let plan = typed(&plan, "1", "case_type", "child_protection");
    let shown = look(Some(&plan), &list("1,CIN,Willow,Ada Brook,02/03/2026,10/09/2026\n"), &on("2026-09-14"));
    let after = child(&shown.plan, "1");
    assert_eq!((after.notes.as_str(), after.case_type), ("Ring on Tuesday", CaseType::ChildProtection));
    assert_eq!(after.last_seen, Some(day("2026-09-10")));
    assert_eq!(shown.changes.len(), 1); // last seen alone
    // An older sighting does not undo a newer one.
    let shown =
        look(Some(&shown.plan), &list("1,CIN,Willow,Ada Brook,02/03/2026,01/09/2026\n"), &on("2026-09-21"));
    assert_eq!(child(&shown.plan, "1").last_seen, Some(day("2026-09-10")));
    // The list's own change of type is taken, and said to override.
    let shown = look(Some(&plan), &list("1,CLA,Willow,Ada Brook,02/03/2026,\n"), &on("2026-09-14"));
    assert_eq!(child(&shown.plan, "1").case_type, CaseType::LookedAfter);
    let line = shown.changes.iter().find(|line| line.field == "Case type").unwrap();
    assert!(line.overrides_typed);
}

#[test]
fn an_agreed_handover_waits_for_the_list_and_then_happens() {
    let plan = first("1,CIN,Willow,Ada Brook,02/03/2026,\n");
    let plan = allocate(&plan, "1", "Nia Glyn", "2026-09-10");
    assert_eq!(holder(&plan, "1"), "transfer Oak");
    let same = look(Some(&plan), &list("1,CIN,Willow,Ada Brook,02/03/2026,\n"), &on("2026-09-14"));
    assert_eq!(holder(&same.plan, "1"), "transfer Oak");
    let moved = look(Some(&plan), &list("1,CIN,Oak,Nia Glyn,,\n"), &on("2026-09-14"));
    let after = child(&moved.plan, "1");
    assert_eq!(
        (holder(&moved.plan, "1").as_str(), after.held_since),
        ("worker Nia Glyn", Some(day("2026-09-10")))
    );
    assert_eq!(after.past_workers[0].to, day("2026-09-09"));
    let lines = holder_lines(&moved, "1");
    assert_eq!(lines, [("Moving to Oak".into(), "Nia Glyn".into(), false)]);
}

#[test]
fn children_who_are_gone_close_and_come_back_open() {
    let plan = first("1,CIN,Willow,Ada Brook,,\n2,CIN,Willow,Ada Brook,,\n3,CIN,Willow,Ada Brook,,\n");
    let week_2 = files(&[(
        "children.csv",
        "Child ID,Case type,Team,Worker,Closed,Last seen\n1,CIN,Willow,Ada Brook,,\n3,CIN,Willow,Ada Brook,10/09/2026,\n4,CIN,Willow,Ada Brook,,\n",
    )]);
    let shown = look(Some(&plan), &week_2, &on("2026-09-14"));
    assert_eq!(child(&shown.plan, "2").closes, Some(day("2026-09-13"))); // not in the list: the day before
    assert_eq!(child(&shown.plan, "3").closes, Some(day("2026-09-10"))); // the list says when
    let lines: Vec<_> = shown.changes.iter().map(|line| (line.reference.as_str(), line.kind)).collect();
    assert_eq!(lines, [("4", ChangeKind::New), ("2", ChangeKind::Closed), ("3", ChangeKind::Closed)]);

    let kept = Options { drop_missing: false, ..on("2026-09-14") };
    let shown_kept = look(Some(&plan), &week_2, &kept);
    assert_eq!(child(&shown_kept.plan, "2").closes, None);

    let back = list("1,CIN,Willow,Ada Brook,,\n2,CIN,Willow,Ada Brook,,\n4,CIN,Willow,Ada Brook,,\n");
    let again = look(Some(&shown.plan), &back, &on("2026-09-21"));
    assert_eq!(child(&again.plan, "2").closes, None);
    assert!(again.changes.iter().any(|line| line.reference == "2" && line.kind == ChangeKind::Reopened));
}

#[test]
fn a_list_that_cannot_hold_a_child_does_not_close_them() {
    let text = "Child Unique ID,Child Protection Plan Start Date,Child Protection Plan End Date,Date of the Last Statutory Visit,Allocated Team,Allocated Worker\n1,01/06/2026,,,Willow,Ada Brook\n";
    let plan = first("1,CP,Willow,Ada Brook,,\n2,CIN,Willow,Ada Brook,,\n3,CP,Willow,Ada Brook,,\n");
    let closes = |shown: &Preview| ["1", "2", "3"].map(|reference| child(&shown.plan, reference).closes);
    // List 7 alone: child 3 may have stepped down to list 6, or up to list 8.
    let alone = look(Some(&plan), &files(&[("List 7.csv", text)]), &on("2026-09-14"));
    assert_eq!(closes(&alone), [None; 3]);
    assert_eq!(alone.changes.iter().filter(|line| line.kind == ChangeKind::Missing).count(), 2);
    let list_6 = "Child Unique ID,CIN Start Date,CIN Closure Date,Case Status,Allocated Team,Allocated Worker\n2,01/06/2026,,CIN,Willow,Ada Brook\n";
    let list_8 = "Child Unique ID,Date Started to be Looked After,Date Ceased to be Looked After,Allocated Team,Allocated Worker\n9,01/06/2026,,Willow,Ada Brook\n";
    let all = files(&[("List 6.csv", list_6), ("List 7.csv", text), ("List 8.csv", list_8)]);
    assert_eq!(closes(&look(Some(&plan), &all, &on("2026-09-14"))), [None, None, Some(day("2026-09-13"))]);
    // A staff list alone closes nobody, and neither does a list with no children in it.
    let staff_only = look(Some(&plan), &files(&[("staff.csv", STAFF)]), &on("2026-09-14"));
    let none = look(Some(&plan), &list(""), &on("2026-09-14"));
    for plan in [&staff_only.plan, &none.plan] {
        assert!(plan.children.iter().all(|child| child.closes.is_none()));
    }
    // A list without a column for the worker says nothing of workers.
    let no_column =
        files(&[("c.csv", "Child ID,Case type,Team,Last seen\n1,CP,Willow,\n2,CIN,Willow,\n3,CP,Willow,\n")]);
    let shown = look(Some(&plan), &no_column, &on("2026-09-14"));
    assert_eq!(holder(&shown.plan, "1"), "worker Ada Brook");
}

#[test]
fn half_a_list_raises_a_question() {
    let rows: Vec<String> = (1..=20).map(|n| format!("{n},CIN,Willow,Ada Brook,,\n")).collect();
    let plan = first(&rows.concat());
    let shown = look(Some(&plan), &list(&rows[..8].concat()), &on("2026-09-14"));
    // 12 of 20 would close.
    assert_eq!(shown.questions, [Question::ManyMissing { missing: 12, of: 20 }]);
}

#[test]
fn a_child_typed_in_before_any_list_takes_the_lists_word() {
    let mut plan = first("1,CIN,Willow,Ada Brook,,\n");
    let typed = Child {
        holder: Holder::Worker(worker(&plan, "Tom Field").id),
        ..Child::new(crate::domain::ids::ChildId(900), "77", None, CaseType::Assessment)
    };
    plan = apply(&plan, &Edit::Put(vec![AnyRecord::Child(Box::new(typed))])).unwrap();
    let unseen = look(Some(&plan), &list("1,CIN,Willow,Ada Brook,,\n"), &on("2026-09-14"));
    assert_eq!(child(&unseen.plan, "77").closes, None); // Never in a list, so not missing from one.
    let shown =
        look(Some(&plan), &list("1,CIN,Willow,Ada Brook,,\n77,CIN,Oak,Nia Glyn,,\n"), &on("2026-09-14"));
    assert_eq!((holder(&shown.plan, "77").as_str(), shown.plan.children.len()), ("worker Nia Glyn", 2));
    assert_eq!(holder_lines(&shown, "77"), [("Tom Field".into(), "Nia Glyn".into(), true)]);
}
