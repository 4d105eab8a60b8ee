use proptest::prelude::*;

use super::*;
use crate::domain::check::check_plan;
use crate::domain::ids::{AbsenceId, FamilyId, PostId, ScenarioId, TeamId};
use crate::domain::plan::{
    Change, DutyPattern, Holder, PastHolder, PastWorker, Plan, PostFilling, ScenarioChange, arbitrary,
};
use crate::domain::samples::{on, sound};
use crate::domain::scenario::with_scenario;

fn set(of: Thing, field: &str, to: &str) -> Edit {
    Edit::Set { of, field: field.to_owned(), to: to.to_owned() }
}
fn allocate(child: u32, worker: u32, day: &str) -> Edit {
    let reason = ChangeReason::ManagingCaseloads;
    Edit::Allocate { child: ChildId(child), worker: WorkerId(worker), on: on(day), reason }
}
fn child_1(plan: &Plan) -> &Child {
    plan.children.get(ChildId(1)).unwrap()
}
fn done(plan: &Plan, edit: &Edit) -> Plan {
    apply(plan, edit).unwrap_or_else(|why| panic!("{why}: {edit:?}"))
}

/// The sample plan in which Ada and Ben stand in every place in which a worker can stand.
fn entangled() -> Plan {
    let mut plan = sound();
    let (ada, ben) = (WorkerId(3), WorkerId(4));
    plan.teams.change(TeamId(1), |t| {
        t.deputies = vec![ada, ben, ada];
        t.duty = Some(DutyPattern {
            one_week_in: 2,
            first_week: None,
            order: vec![ben, ada],
            ..DutyPattern::default()
        });
    });
    plan.teams.change(TeamId(2), |t| t.manager = Some(ben));
    plan.workers.change(ada, |w| w.supervisor = Some(ben));
    plan.workers.change(WorkerId(7), |w| w.supervisor = Some(ben));
    plan.children.change(ChildId(3), |c| {
        c.pinned_to = Some(ben);
        c.past_workers =
            vec![PastWorker { who: PastHolder::Worker(ben), from: None, to: on("01/03/2026"), reason: None }];
    });
    plan.posts.change(PostId(1), |p| {
        p.filling =
            PostFilling::Vacant { since: None, expected: None, recruiting_from: None, covered_by: Some(ben) };
    });
    let change = |change| ScenarioChange { change, on: true, comment: String::new() };
    plan.scenarios.push(Scenario {
        id: ScenarioId(1),
        name: "Mixed".to_owned(),
        description: String::new(),
        changes: vec![
            change(Change::ConvertAgency { worker: ben, on: on("01/10/2026") }),
            change(Change::Edit(set(Thing::Worker(ben), "fte", "0.5"))),
            change(Change::Edit(Edit::Remove(Thing::Worker(ben)))),
            change(Change::MergeTeams { from: TeamId(2), into: TeamId(1) }),
            change(Change::Edit(Edit::Remove(Thing::Absence(AbsenceId(1))))),
            change(Change::Edit(Edit::Remove(Thing::Family(FamilyId(1))))),
        ],
    });
    plan
}

/// Codes that say that something names what is not there.
fn dangling(plan: &Plan) -> Vec<String> {
    let problems = check_plan(plan).into_iter();
    let names = |code: &str| ("C101".."C118").contains(&code) && !["C110", "C111", "C112"].contains(&code);
    problems.filter(|p| names(p.code)).map(|p| format!("{}: {}", p.code, p.what)).collect()
}

/// Why changes of scenarios that are switched on do not apply, where that is because of what is not there.
fn dangling_changes(plan: &Plan) -> Vec<String> {
    let left_out = plan.scenarios.iter().flat_map(|scenario| with_scenario(plan, scenario).left_out);
    left_out.map(|left_out| left_out.why).filter(|why| why.contains("in the plan")).collect()
}

#[test]
fn a_refused_edit_changes_nothing_even_as_one_of_several() {
    let plan = sound();
    for edit in [
        set(Thing::Worker(WorkerId(99)), "name", "Nobody"),
        set(Thing::Child(ChildId(1)), "family", "F77"),
        Edit::Remove(Thing::Policy),
        Edit::Remove(Thing::Worker(WorkerId(3))), // holds two children
        Edit::Remove(Thing::Team(TeamId(1))),     // has staff and children
        Edit::Remove(Thing::Absence(AbsenceId(9))),
        allocate(1, 99, "07/09/2026"),
        allocate(99, 4, "07/09/2026"),
        Edit::MergeWorkers { keep: WorkerId(3), gone: WorkerId(3) },
        Edit::MergeWorkers { keep: WorkerId(99), gone: WorkerId(3) },
        Edit::MergeWorkers { keep: WorkerId(3), gone: WorkerId(99) },
    ] {
        assert!(apply(&plan, &edit).is_err(), "{edit:?}");
        let first = set(Thing::Worker(WorkerId(3)), "name", "Changed");
        let both = Edit::Together { label: "two".to_owned(), edits: vec![first, edit] };
        assert!(apply(&plan, &both).is_err());
    }
    assert_eq!(plan, sound());
}

#[test]
fn a_field_can_be_mended_while_another_still_names_something_missing() {
    let mut plan = sound();
    plan.children.change(ChildId(1), |c| {
        c.family = Some(FamilyId(77));
        c.holder = Holder::Worker(WorkerId(88));
    });
    let plan = done(&plan, &set(Thing::Child(ChildId(1)), "holder", "worker W4"));
    assert_eq!(child_1(&plan).holder, Holder::Worker(WorkerId(4)));
    assert!(apply(&plan, &set(Thing::Child(ChildId(1)), "holder", "worker W89")).is_err());
}

#[test]
fn a_child_allocated_today_gets_the_worker_and_the_worker_before_joins_the_history() {
    let plan = done(&sound(), &allocate(1, 4, "07/09/2026"));
    let child = child_1(&plan);
    assert_eq!((&child.holder, child.held_since), (&Holder::Worker(WorkerId(4)), Some(on("07/09/2026"))));
    let past = &child.past_workers[0];
    assert_eq!((&past.who, past.from), (&PastHolder::Worker(WorkerId(3)), Some(on("02/03/2026"))));
    assert_eq!((past.to, past.reason), (on("06/09/2026"), Some(ChangeReason::ManagingCaseloads)));
}

#[test]
fn a_leaver_held_the_child_until_their_last_day_and_a_manager_is_nobodys_history() {
    let mut plan = sound();
    plan.workers.change(WorkerId(3), |w| w.last_day = Some(on("31/07/2026")));
    assert_eq!(child_1(&done(&plan, &allocate(1, 4, "07/09/2026"))).past_workers[0].to, on("31/07/2026"));
    plan.children.change(ChildId(1), |c| c.holder = Holder::Manager(WorkerId(1)));
    assert!(child_1(&done(&plan, &allocate(1, 4, "07/09/2026"))).past_workers.is_empty());
}

#[test]
fn allocating_again_on_the_same_day_or_to_the_same_worker_makes_no_history() {
    let wrong = done(&sound(), &allocate(1, 5, "07/09/2026"));
    let right = done(&wrong, &allocate(1, 4, "07/09/2026"));
    assert_eq!(child_1(&right).past_workers, child_1(&wrong).past_workers);
    let same = done(&sound(), &allocate(1, 3, "07/09/2026"));
    assert_eq!(child_1(&same).held_since, Some(on("02/03/2026")));
    assert!(child_1(&same).past_workers.is_empty());
}

#[test]
fn allocated_for_a_day_to_come_the_child_stays_with_whoever_has_them_until_then() {
    for holder in [Holder::Worker(WorkerId(3)), Holder::DutyWorker(WorkerId(3)), Holder::Manager(WorkerId(3))]
    {
        let mut plan = sound();
        plan.children.change(ChildId(1), |c| c.holder = holder.clone());
        let plan = done(&plan, &allocate(1, 5, "01/10/2026"));
        let expected = Holder::Transfer {
            from: Some(TeamId(1)),
            to: TeamId(2),
            sender: Some(WorkerId(3)),
            receiver: Some(WorkerId(5)),
            on: Some(on("01/10/2026")),
        };
        assert_eq!(child_1(&plan).holder, expected);
        // Before the day comes, another choice keeps the sender.
        let again = done(&plan, &allocate(1, 4, "05/10/2026"));
        assert!(matches!(child_1(&again).holder, Holder::Transfer { sender: Some(WorkerId(3)), .. }));
    }
    let mut plan = sound();
    plan.children.change(ChildId(1), |c| c.holder = Holder::Tray(TeamId(1)));
    assert!(apply(&plan, &allocate(1, 5, "01/10/2026")).is_err());
}

#[test]
fn nothing_is_left_hanging_by_any_removal_that_is_not_refused() {
    let plan = entangled();
    assert_eq!(dangling(&plan), [""; 0]);
    let mut removed = 0;
    let mut things: Vec<Thing> = (0..9).map(|id| Thing::Worker(WorkerId(id))).collect();
    things.extend((0..4).map(|id| Thing::Team(TeamId(id))));
    things.extend((0..4).map(|id| Thing::Child(ChildId(id))));
    things.extend([
        Thing::Post(PostId(1)),
        Thing::Absence(AbsenceId(1)),
        Thing::Family(FamilyId(1)),
        Thing::Scenario(ScenarioId(1)),
    ]);
    for thing in things {
        if let Ok(after) = apply(&plan, &Edit::Remove(thing)) {
            assert_eq!(dangling(&after), [""; 0], "{thing}");
            assert_eq!(dangling_changes(&after), [""; 0], "{thing}");
            removed += 1;
        }
    }
    assert_eq!(removed, 12); // five workers without children, three children and the four at the end
}

#[test]
fn two_entries_that_become_one_person_keep_every_child_and_leave_nothing_hanging() {
    let plan = entangled();
    for (keep, gone) in [(3, 4), (4, 3), (5, 3), (7, 4)] {
        let (keep, gone) = (WorkerId(keep), WorkerId(gone));
        let held = |plan: &Plan, id| plan.children.iter().filter(|c| c.holder.worker() == Some(id)).count();
        let after = done(&plan, &Edit::MergeWorkers { keep, gone });
        assert_eq!(held(&after, keep), held(&plan, keep) + held(&plan, gone));
        assert_eq!(
            (after.children.len(), after.workers.len()),
            (plan.children.len(), plan.workers.len() - 1)
        );
        assert_eq!(dangling(&after), [""; 0], "{keep} {gone}");
        assert_eq!(dangling_changes(&after), [""; 0], "{keep} {gone}");
        let codes: Vec<&str> = check_plan(&after).iter().map(|p| p.code).collect();
        assert!(!codes.contains(&"C409") && !codes.contains(&"C210"), "{keep} {gone}: {codes:?}");
        let kept = after.workers.get(keep).unwrap();
        assert!(kept.also_known_as.contains(&plan.workers.get(gone).unwrap().name));
        assert!(after.teams.iter().all(|t| {
            let mut deputies = t.deputies.clone();
            deputies.retain(|id| *id == keep);
            deputies.len() < 3
        }));
    }
}

#[test]
fn a_worker_removed_stays_in_histories_by_name() {
    let plan = entangled();
    let after = done(&plan, &Edit::Remove(Thing::Worker(WorkerId(4))));
    let past = &after.children.get(ChildId(3)).unwrap().past_workers[0];
    assert_eq!(past.who, PastHolder::Named("Ben Cole".to_owned()));
    let scenario = after.scenarios.get(ScenarioId(1)).unwrap();
    let on: Vec<bool> = scenario.changes.iter().map(|change| change.on).collect();
    assert_eq!(on, [false, false, false, true, true, true]); // to be seen and changed, not gone
}

#[test]
fn a_change_whose_value_names_what_is_removed_is_switched_off_and_one_who_is_renamed_is_named_anew() {
    // Ids are given again: a new W4 would become somebody's supervisor, deputy or cover without being asked.
    let mut plan = sound();
    let ada = Thing::Worker(WorkerId(3));
    let mut newcomer = (**plan.workers.get(WorkerId(3)).unwrap()).clone();
    newcomer.id = WorkerId(500_000);
    newcomer.supervisor = Some(WorkerId(4));
    let edits = [
        set(ada, "supervisor", "W4"),
        set(Thing::Team(TeamId(1)), "deputies", "W7, W4"),
        set(ada, "notes", "Ask W4"),
        Edit::Put(vec![AnyRecord::Worker(Box::new(newcomer))]),
        set(ada, "supervisor", "W40"),
    ];
    let change = |edit| ScenarioChange { change: Change::Edit(edit), on: true, comment: String::new() };
    plan.scenarios.push(Scenario {
        id: ScenarioId(1),
        name: "A".to_owned(),
        description: String::new(),
        changes: edits.into_iter().map(change).collect(),
    });
    let changes = |plan: &Plan| plan.scenarios.get(ScenarioId(1)).unwrap().changes.clone();
    let merged = changes(&done(&plan, &Edit::MergeWorkers { keep: WorkerId(5), gone: WorkerId(4) }));
    assert!(merged.iter().all(|change| change.on));
    assert_eq!(merged[0].change, Change::Edit(set(ada, "supervisor", "W5")));
    assert_eq!(merged[1].change, Change::Edit(set(Thing::Team(TeamId(1)), "deputies", "W7, W5")));
    assert_eq!(merged[4].change, Change::Edit(set(ada, "supervisor", "W40")));
    let Change::Edit(Edit::Put(records)) = &merged[3].change else { panic!("{merged:?}") };
    assert!(matches!(&records[0], AnyRecord::Worker(worker) if worker.supervisor == Some(WorkerId(5))));
    // Ben holds a child, who goes to Ada first.
    plan.children.change_where(
        |child| child.holder.workers().any(|id| id == WorkerId(4)),
        |child| child.holder = Holder::Worker(WorkerId(3)),
    );
    let removed = changes(&done(&plan, &Edit::Remove(Thing::Worker(WorkerId(4)))));
    let on: Vec<bool> = removed.iter().map(|change| change.on).collect();
    assert_eq!(on, [false, false, true, false, true]);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 96, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn the_plan_before_an_edit_stays_as_it_was_so_that_undo_is_keeping_it(
        start in arbitrary::plan().boxed(),
        edits in prop::collection::vec(arbitrary::edit().boxed(), 0..8).boxed(),
    ) {
        let mut history = vec![(start.clone(), format!("{start:?}"))];
        for edit in &edits {
            let now = &history[history.len() - 1].0;
            if let Ok(after) = apply(now, edit) {
                let told = format!("{after:?}");
                history.push((after, told));
            }
        }
        while let Some((plan, told)) = history.pop() {
            prop_assert_eq!(format!("{plan:?}"), told);
        }
    }

    #[test]
    fn putting_the_same_records_twice_is_putting_them_once(start in arbitrary::plan().boxed(), edit in arbitrary::edit().boxed()) {
        if matches!(edit, Edit::Put(_)) {
            let once = apply(&start, &edit).unwrap();
            prop_assert_eq!(apply(&once, &edit), Ok(once));
        }
    }

    #[test]
    fn any_plan_is_checked_without_panic_and_every_mend_is_carried_out(plan in arbitrary::plan().boxed()) {
        for problem in check_plan(&plan) {
            if let Some(mend) = &problem.mend {
                prop_assert!(apply(&plan, mend).is_ok(), "{} {:?}", problem.code, mend);
            }
        }
    }

    #[test]
    fn a_removal_leaves_no_more_hanging_than_before(start in arbitrary::plan().boxed(), id in 0_u32..60, kind in 0_u8..5) {
        let thing = match kind {
            0 => Thing::Worker(WorkerId(id)),
            1 => Thing::Team(TeamId(id)),
            2 => Thing::Family(FamilyId(id)),
            3 => Thing::Child(ChildId(id)),
            _ => Thing::Absence(AbsenceId(id)),
        };
        let name = format!(" {thing}");
        let names = |plan: &Plan| dangling(plan).iter().filter(|p| p.contains(&name)).count();
        if let Ok(after) = apply(&start, &Edit::Remove(thing)) {
            prop_assert!(names(&after) <= names(&start));
        }
    }
}

#[test]
fn a_handover_whose_day_has_come_is_written_into_the_history_before_anything_else_happens() {
    // Sent by Ada to Cyra for 3 August; on 7 September Ben gets the child. Both of the others had them before.
    let mut plan = sound();
    plan.children.change(ChildId(1), |c| {
        c.held_since = Some(on("01/06/2026"));
        c.holder = Holder::Transfer {
            from: Some(TeamId(1)),
            to: TeamId(2),
            sender: Some(WorkerId(3)),
            receiver: Some(WorkerId(5)),
            on: Some(on("03/08/2026")),
        };
    });
    let plan = done(&plan, &allocate(1, 4, "07/09/2026"));
    let child = child_1(&plan);
    let past: Vec<_> =
        child.past_workers.iter().rev().take(2).map(|p| (p.who.clone(), p.from, p.to)).collect();
    assert_eq!(
        past,
        [
            (PastHolder::Worker(WorkerId(5)), Some(on("03/08/2026")), on("06/09/2026")),
            (PastHolder::Worker(WorkerId(3)), Some(on("01/06/2026")), on("02/08/2026")),
        ]
    );
    assert_eq!((&child.holder, child.held_since), (&Holder::Worker(WorkerId(4)), Some(on("07/09/2026"))));
}

#[test]
fn making_two_entries_one_person_loses_nothing_that_only_one_of_them_says() {
    let mut plan = sound();
    plan.workers.change(WorkerId(3), |w| {
        (w.known_from, w.notes) = (crate::domain::plan::KnownFrom::ChildListOnly, "a".to_owned());
    });
    plan.workers.change(WorkerId(4), |w| {
        (w.known_from, w.notes) = (crate::domain::plan::KnownFrom::StaffList, "b".to_owned());
        (w.fte, w.last_day) = (crate::domain::units::Fte::from_parts(6_000), Some(on("30/10/2026")));
        w.skills = vec!["court".to_owned()];
    });
    let merged = done(&plan, &Edit::MergeWorkers { keep: WorkerId(3), gone: WorkerId(4) });
    let kept = merged.workers.get(WorkerId(3)).unwrap();
    assert_eq!(
        (kept.fte.parts(), kept.last_day, kept.notes.as_str()),
        (6_000, Some(on("30/10/2026")), "a\nb")
    );
    assert_eq!(kept.skills, ["court"]);
    // Two last days cannot both be true: nothing is chosen silently.
    plan.workers.change(WorkerId(3), |w| w.last_day = Some(on("31/12/2026")));
    assert!(apply(&plan, &Edit::MergeWorkers { keep: WorkerId(3), gone: WorkerId(4) }).is_err());
    // Nor does the check offer to.
    let name = plan.workers.get(WorkerId(3)).unwrap().name.clone();
    plan.workers.change(WorkerId(4), |w| w.name = name);
    let problems = crate::domain::check::check_plan(&plan);
    let same_name = problems.iter().find(|problem| problem.code == "C208").unwrap();
    assert_eq!(same_name.mend, None);
}
