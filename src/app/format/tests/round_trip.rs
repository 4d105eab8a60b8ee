//! What is written reads back equal.

use proptest::prelude::*;

use super::*;
use crate::domain::edit::Edit;
use crate::domain::ids::{ChildId, FamilyId, ScenarioId, TeamId, Thing, WorkerId};
use crate::domain::plan::{
    CaseType, Child, DueDate, DueKind, Family, Holder, ListFacts, PastHolder, PastWorker, Role, Scenario,
    ScenarioChange, Team, Worker, arbitrary,
};
use crate::domain::units::Fte;

proptest! {
    #![proptest_config(ProptestConfig { cases: 300, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_plan_reads_back_as_it_was_written_and_writes_to_the_same_bytes(plan in arbitrary::plan()) {
        let text = write(&plan).unwrap();
        let opened = match read(&text) {
            Ok(opened) => opened,
            Err(error) => return Err(TestCaseError::fail(format!("{error}\n{text}"))),
        };
        prop_assert_eq!(&opened.plan, &plan);
        prop_assert!(opened.notes.is_empty());
        prop_assert_eq!(write(&opened.plan).unwrap(), text);
    }

    #[test]
    fn a_plan_reads_the_same_with_the_line_ends_of_any_system(plan in arbitrary::plan()) {
        // Line ends inside texts are written as escapes, so none of the file's own ones is part of a value.
        let text = write(&plan).unwrap();
        prop_assert!(!text.contains('\r'));
        prop_assert_eq!(read(&text.replace('\n', "\r\n")).unwrap().plan, plan);
    }
}

#[test]
fn one_child_is_one_line_and_names_are_written_as_people_write_them() {
    let mut plan = Plan::empty(day(2026, 9, 7));
    let mut child =
        Child::new(ChildId(1), "O'Brien – Zoe\u{308} \"Z\"", Some(TeamId(1)), CaseType::ChildProtection);
    child.held_since = Some(day(2026, 9, 1));
    plan.children.push(child);
    let text = write(&plan).unwrap();
    let line = "            (id: \"C1\", reference: \"O'Brien – Zoe\u{308} \\\"Z\\\"\", team: \"T1\", \
                case_type: child_protection, priority: medium, holder: tray(\"T1\"), held_since: \"2026-09-01\"),";
    assert!(text.lines().any(|l| l == line), "{text}");
    assert!(text.starts_with("// A Caseload plan."), "{text}");
}

#[test]
fn some_may_be_written_or_left_away() {
    let with = |last_day: &str| {
        let workers = format!(
            "workers: [(id: \"W1\", name: \"A\", role: social_worker, fte: 1, contract: agency, last_day: {last_day})]"
        );
        read(&typed(&workers)).unwrap().plan.workers.at(0).unwrap().last_day
    };
    assert_eq!(with("\"2026-09-07\""), Some(day(2026, 9, 7)));
    assert_eq!(with("Some(\"2026-09-07\")"), Some(day(2026, 9, 7)));
    assert_eq!(with("None"), None);
}

#[test]
fn sections_left_out_are_as_in_a_new_plan() {
    let opened = read(&typed("")).unwrap().plan;
    let mut empty = Plan::empty(day(2026, 9, 7));
    std::sync::Arc::make_mut(&mut empty.about).title = "T".to_owned();
    assert_eq!(opened, empty);
}

#[test]
fn a_byte_order_mark_is_no_fault() {
    assert!(read(&format!("\u{feff}{}", typed(""))).is_ok());
}

#[test]
fn the_later_of_two_records_with_one_id_gets_the_next_free_one_and_a_note_says_so() {
    let text = typed(
        "  workers: [
    (id: \"W1\", name: \"First\", role: social_worker, fte: 1.0, contract: permanent),
    (id: \"W1\", name: \"Second\", role: social_worker, fte: 1.0, contract: permanent),
    (id: \"W3\", name: \"Third\", role: social_worker, fte: 1.0, contract: permanent),
  ],
  children: [(id: \"C1\", reference: \"1\", case_type: court, priority: low, holder: worker(\"W7\"))],",
    );
    let opened = read(&text).unwrap();
    let names: Vec<_> = opened.plan.workers.iter().map(|w| (w.id.to_string(), w.name.as_str())).collect();
    // W7 is nobody; the second W1 must not become that person by chance.
    assert_eq!(names, [("W1".to_owned(), "First"), ("W8".to_owned(), "Second"), ("W3".to_owned(), "Third")]);
    assert_eq!(
        opened.notes,
        [
            "Line 5, column 5: a second worker has the id W1. It is now W8, and whatever names W1 still means the first."
        ]
    );
}

#[test]
fn edits_as_deep_as_may_be_written_can_be_read() {
    let deep = |levels: usize| {
        let set = Edit::Set { of: Thing::Worker(WorkerId(12)), field: "fte".into(), to: "0.6".into() };
        let edit = (1..levels).fold(set, |inner, level| {
            if level % 2 == 0 {
                return Edit::Together { label: "l".into(), edits: vec![inner] };
            }
            let change = ScenarioChange { change: Change::Edit(inner), on: true, comment: "c".into() };
            let scenario = Scenario {
                id: ScenarioId(9),
                name: "n".into(),
                description: "d".into(),
                changes: vec![change],
            };
            Edit::Put(vec![AnyRecord::Scenario(Box::new(scenario))])
        });
        let change = ScenarioChange { change: Change::Edit(edit), on: true, comment: String::new() };
        let mut plan = Plan::empty(day(2026, 9, 7));
        plan.scenarios.push(Scenario {
            id: ScenarioId(1),
            name: String::new(),
            description: String::new(),
            changes: vec![change],
        });
        plan
    };
    let deepest = deep(DEEPEST_EDIT);
    assert_eq!(read(&write(&deepest).unwrap()).unwrap().plan, deepest);
    assert_eq!(write(&deep(DEEPEST_EDIT + 1)).unwrap_err().reason, Reason::Unwritable);
}

/// A large authority: 20,000 children, 1,200 members of staff, 60 teams.
fn large() -> Plan {
    let mut plan = Plan::empty(day(2026, 9, 7));
    plan.teams = (1..=60)
        .map(|n| Team {
            id: TeamId(n),
            name: format!("Team {n}"),
            holds: vec![CaseType::ChildProtection],
            manager: Some(WorkerId(n)),
            deputies: vec![WorkerId(n + 60)],
            duty: None,
            new_work_percent: None,
            rota: crate::domain::plan::TeamRota::default(),
            notes: String::new(),
        })
        .collect();
    plan.workers = (1..=1200)
        .map(|n| {
            let mut worker = Worker::new(
                WorkerId(n),
                &format!("Worker Number {n}"),
                Role::SocialWorker,
                Some(TeamId(n % 60 + 1)),
            );
            worker.fte = Fte::from_parts(8000);
            worker.first_day = Some(day(2020, 1, 1));
            worker.supervisor = Some(WorkerId(n % 60 + 1));
            worker
        })
        .collect();
    plan.families = (1..=10_000)
        .map(|n| Family { id: FamilyId(n), reference: format!("FAM-{n}"), notes: String::new() })
        .collect();
    plan.children = (1..=20_000_u32)
        .map(|n| {
            let mut child = Child::new(
                ChildId(n),
                &format!("{}", 400_000 + n),
                Some(TeamId(n % 60 + 1)),
                CaseType::LookedAfter,
            );
            child.family = Some(FamilyId(n / 2 + 1));
            child.holder = Holder::Worker(WorkerId(n % 1200 + 1));
            child.held_since = Some(day(2026, 1, 4));
            child.opened = Some(day(2025, 5, 1));
            child.last_seen = Some(day(2026, 8, 20));
            child.due = vec![
                DueDate { kind: DueKind::Visit, on: day(2026, 9, 20) },
                DueDate { kind: DueKind::Review, on: day(2026, 10, 20) },
            ];
            child.past_workers = vec![PastWorker {
                who: PastHolder::Worker(WorkerId(n % 900 + 1)),
                from: Some(day(2025, 5, 1)),
                to: day(2026, 1, 3),
                reason: None,
            }];
            child.last_list = Some(ListFacts {
                as_at: day(2026, 9, 1),
                team: format!("Team {}", n % 60 + 1),
                worker: format!("Worker Number {}", n % 1200 + 1),
                case_type: CaseType::LookedAfter,
            });
            child
        })
        .collect();
    plan
}

#[test]
fn a_plan_of_20_000_children_comes_back_the_same() {
    let plan = large();
    assert_eq!(read(&write(&plan).unwrap()).unwrap().plan, plan);
}
