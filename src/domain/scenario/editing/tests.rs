//! Edits while a scenario is open: as few changes as say the same, and the way back.

use proptest::prelude::*;

use super::*;
use crate::domain::ids::{ChildId, ScenarioId, TeamId, WorkerId};
use crate::domain::plan::{ChangeReason, Role, arbitrary};
use crate::domain::samples::{on, sound, staff};

fn scenario(edits: &[Edit]) -> Scenario {
    let changes = edits.iter().fold(Vec::new(), and);
    Scenario { id: ScenarioId(1), name: "Try".to_owned(), description: String::new(), changes }
}
fn set(of: Thing, field: &str, to: &str) -> Edit {
    Edit::Set { of, field: field.to_owned(), to: to.to_owned() }
}
fn ada(field: &str, to: &str) -> Edit {
    set(Thing::Worker(WorkerId(3)), field, to)
}
fn put(id: u32, name: &str) -> Edit {
    Edit::Put(vec![AnyRecord::Worker(Box::new(staff(id, name, Role::SocialWorker, 1, 0)))])
}
fn together(edits: Vec<Edit>) -> Edit {
    Edit::Together { label: "several".to_owned(), edits }
}
fn allocate(child: u32, worker: u32) -> Edit {
    let reason = ChangeReason::ManagingCaseloads;
    Edit::Allocate { child: ChildId(child), worker: WorkerId(worker), on: on("07/09/2026"), reason }
}
fn edits(scenario: &Scenario) -> Vec<Edit> {
    let edit = |change: &ScenarioChange| match &change.change {
        Change::Edit(edit) => edit.clone(),
        other => panic!("{other:?}"),
    };
    scenario.changes.iter().map(edit).collect()
}

const NEW: u32 = OWN_IDS.start;

#[test]
fn an_edit_becomes_as_few_changes_as_say_the_same() {
    let new = Thing::Worker(WorkerId(NEW));
    let with_fte = |fte: &str| {
        let mut worker = staff(NEW, "New", Role::SocialWorker, 1, 0);
        worker.fte = crate::domain::fields::Value::read(fte).unwrap();
        Edit::Put(vec![AnyRecord::Worker(Box::new(worker))])
    };
    // The base has Ada (W3) at full time. What is there, what is done, what is there then.
    let table: Vec<(&str, Vec<Edit>, Edit, Vec<Edit>)> = vec![
        ("the first", vec![], ada("fte", "0.8"), vec![ada("fte", "0.8")]),
        (
            "another field",
            vec![ada("fte", "0.8")],
            ada("notes", "x"),
            vec![ada("fte", "0.8"), ada("notes", "x")],
        ),
        (
            "the same again, in its place",
            vec![ada("fte", "0.8"), ada("notes", "x")],
            ada("fte", "0.6"),
            vec![ada("fte", "0.6"), ada("notes", "x")],
        ),
        (
            "the base’s own value",
            vec![ada("fte", "0.8"), ada("notes", "x")],
            ada("fte", "1"),
            vec![ada("notes", "x")],
        ),
        ("nothing new", vec![ada("fte", "0.8")], ada("fte", "0.80"), vec![ada("fte", "0.8")]),
        ("of its own record", vec![put(NEW, "New")], set(new, "fte", "0.5"), vec![with_fte("0.5")]),
        (
            "its own record away",
            vec![put(NEW, "New"), ada("fte", "0.8")],
            Edit::Remove(new),
            vec![ada("fte", "0.8")],
        ),
        (
            "own record away, which others name",
            vec![put(NEW, "New"), ada("supervisor", "W500000")],
            Edit::Remove(new),
            // Ada's supervisor was forgotten with the worker; the base says Max (W1).
            vec![put(NEW, "New"), ada("supervisor", "W500000"), Edit::Remove(new)],
        ),
        (
            "removed after it was changed",
            vec![set(Thing::Worker(WorkerId(7)), "notes", "x")],
            Edit::Remove(Thing::Worker(WorkerId(7))),
            vec![Edit::Remove(Thing::Worker(WorkerId(7)))],
        ),
        ("another worker on the same day", vec![allocate(1, 4)], allocate(1, 5), vec![allocate(1, 5)]),
        (
            "one of a gesture",
            vec![together(vec![ada("fte", "0.8"), ada("notes", "x")])],
            ada("fte", "0.6"),
            vec![together(vec![ada("fte", "0.6"), ada("notes", "x")])],
        ),
        (
            "one of a gesture, as in the base",
            vec![together(vec![ada("fte", "0.8"), ada("notes", "x")])],
            ada("fte", "1"),
            vec![ada("notes", "x")],
        ),
        (
            "a gesture over what is there",
            vec![ada("fte", "0.8"), ada("notes", "x")],
            together(vec![ada("fte", "0.7"), ada("notes", "")]),
            vec![ada("fte", "0.7")],
        ),
        (
            "a gesture",
            vec![],
            together(vec![ada("fte", "0.7"), ada("notes", "y")]),
            vec![together(vec![ada("fte", "0.7"), ada("notes", "y")])],
        ),
    ];
    let base = sound();
    for (name, before, edit, expected) in table {
        let before = scenario(&before);
        let after = with_edit(&base, &before, &edit).unwrap_or_else(|why| panic!("{name}: {why}"));
        assert_eq!(edits(&after), expected, "{name}");
        let shown = with_scenario(&base, &before).plan;
        assert_eq!(with_scenario(&base, &after).plan, apply(&shown, &edit).unwrap(), "{name}");
    }
}

#[test]
fn a_change_that_is_switched_off_is_left_as_it_is() {
    let base = sound();
    let mut before = scenario(&[ada("fte", "0.8")]);
    before.changes[0].on = false;
    let after = with_edit(&base, &before, &ada("fte", "0.6")).unwrap();
    assert_eq!(edits(&after), [ada("fte", "0.8"), ada("fte", "0.6")]);
    assert!(!after.changes[0].on && after.changes[1].on);
}

#[test]
fn a_value_that_another_change_builds_on_is_not_taken_from_under_it() {
    // Ada works in South, then everybody of South … goes by her: the order counts, so both are kept.
    let base = sound();
    let before = scenario(&[ada("name", "Ann"), Edit::MergeWorkers { keep: WorkerId(3), gone: WorkerId(7) }]);
    let after = with_edit(&base, &before, &ada("name", "Anne")).unwrap();
    let shown = with_scenario(&base, &before).plan;
    assert_eq!(with_scenario(&base, &after).plan, apply(&shown, &ada("name", "Anne")).unwrap());
}

#[test]
fn what_is_refused_says_why() {
    let base = sound();
    for edit in [ada("fte", "nine"), Edit::Remove(Thing::Worker(WorkerId(3))), Edit::Remove(Thing::Policy)] {
        assert_eq!(with_edit(&base, &scenario(&[]), &edit), Err(apply(&base, &edit).unwrap_err()));
    }
}

#[test]
fn a_record_that_a_change_makes_is_changed_through_it() {
    let base = sound();
    let made = Thing::Worker(WorkerId(MADE_IDS + 3));
    let before = scenario(&[ada("fte", "0.8"), put(MADE_IDS + 3, "Newcomer")]);
    for edit in [set(made, "fte", "0.5"), Edit::Remove(made)] {
        let Refusal(why) = with_edit(&base, &before, &edit).unwrap_err();
        assert_eq!(why, "Newcomer comes from the change “Add member of staff Newcomer”. Change it there");
    }
    let back = back_to_base(&base, &before, made, None).unwrap();
    assert_eq!(edits(&back.scenario), [ada("fte", "0.8")]);
}

/// What is edited, what goes back, and what is left.
type Case = (Vec<Edit>, Thing, Option<&'static str>, Vec<Edit>);

#[test]
fn one_field_or_a_whole_record_goes_back_to_the_base() {
    let base = sound();
    let worker = |id| Thing::Worker(WorkerId(id));
    let table: Vec<Case> = vec![
        (vec![ada("fte", "0.8"), ada("notes", "x")], worker(3), Some("fte"), vec![ada("notes", "x")]),
        (vec![ada("fte", "0.8"), ada("notes", "x")], worker(3), None, vec![]),
        (
            vec![together(vec![ada("fte", "0.8"), ada("notes", "x")])],
            worker(3),
            Some("fte"),
            vec![ada("notes", "x")],
        ),
        (vec![put(NEW, "New")], worker(NEW), None, vec![]),
        (vec![Edit::Remove(worker(7)), ada("fte", "0.8")], worker(7), None, vec![ada("fte", "0.8")]),
        (vec![allocate(1, 4)], Thing::Child(ChildId(1)), Some("holder"), vec![]),
    ];
    for (before, thing, field, expected) in table {
        let back = back_to_base(&base, &scenario(&before), thing, field).unwrap();
        assert_eq!((edits(&back.scenario), back.switched_off), (expected, vec![]), "{thing} {field:?}");
    }
    let as_it_is = back_to_base(&base, &scenario(&[ada("fte", "0.8")]), worker(4), None);
    assert!(as_it_is.unwrap_err().to_string().contains("as in the base plan already"));
}

#[test]
fn a_change_that_does_more_is_switched_off_and_told() {
    let base = sound();
    let merged = Edit::MergeWorkers { keep: WorkerId(4), gone: WorkerId(3) };
    let before = scenario(std::slice::from_ref(&merged));
    let back = back_to_base(&base, &before, Thing::Child(ChildId(1)), Some("holder")).unwrap();
    assert_eq!(edits(&back.scenario), [merged]);
    assert!(!back.scenario.changes[0].on);
    assert_eq!(back.switched_off.len(), 1);
    assert!(back.switched_off[0].ends_with("one person"), "{:?}", back.switched_off);
}

#[test]
fn numbers_of_their_own_are_free_in_the_base_and_in_every_scenario() {
    let mut base = sound();
    let like = Thing::Worker(WorkerId(0));
    assert_eq!(own_id(&base, &base, like), NEW);
    base.scenarios.push(scenario(&[together(vec![put(NEW + 4, "A"), put(MADE_IDS + 9, "B")])]));
    assert_eq!(own_id(&base, &base, like), NEW + 5);
    assert_eq!(own_id(&base, &base, Thing::Team(TeamId(0))), NEW, "each kind has its own");
    base.workers.push(staff(NEW + 7, "Taken over", Role::SocialWorker, 1, 0));
    assert_eq!(own_id(&base, &base, like), NEW + 8);
    // A record that the base itself adds stays out of their way: W7 is its highest.
    assert_eq!(base.workers.next_id(), WorkerId(8));
    // A change made somebody whom no list of changes names.
    let mut shown = base.clone();
    shown.workers.push(staff(NEW + 20, "Made", Role::SocialWorker, 1, 0));
    assert_eq!(own_id(&base, &shown, like), NEW + 21);
    base.workers.push(staff(OWN_IDS.end - 1, "Last", Role::SocialWorker, 1, 0));
    assert_eq!(own_id(&base, &base, like), NEW, "the lowest that is free");
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 128, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn the_plan_shown_is_always_what_the_edit_makes_of_it(
        base in arbitrary::plan().boxed(),
        done in prop::collection::vec(arbitrary::edit().boxed(), 1..6).boxed(),
    ) {
        let mut open = scenario(&[]);
        let mut shown = base.clone();
        for edit in &done {
            let wanted = apply(&shown, edit);
            let now = with_edit(&base, &open, edit);
            prop_assert_eq!(wanted.is_ok(), now.is_ok());
            let (Ok(mut wanted), Ok(now)) = (wanted, now) else { continue };
            wanted.scenarios = base.scenarios.clone();
            shown = with_scenario(&base, &now).plan;
            prop_assert_eq!(&shown, &wanted);
            open = now;
        }
        for thing in super::super::apart(&base, &shown).changed {
            let back = back_to_base(&base, &open, thing, None);
            let plan = back.map_or_else(|_| shown.clone(), |back| with_scenario(&base, &back.scenario).plan);
            prop_assert_eq!(whole(&plan, thing), whole(&base, thing));
        }
    }
}
