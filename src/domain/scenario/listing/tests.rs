use super::*;
use crate::domain::edit::{apply, label};
use crate::domain::ids::WorkerId;
use crate::domain::samples::{on, sound};

fn begun() -> (Plan, ScenarioId) {
    let plan = sound();
    let (id, edit) = new_scenario(&plan);
    (apply(&plan, &edit).unwrap(), id)
}

fn added(plan: &Plan, to: ScenarioId, kind: ChangeKind) -> Plan {
    apply(plan, &add_change(plan, to, kind).unwrap().1).unwrap()
}

fn kinds(plan: &Plan, of: ScenarioId) -> Vec<ChangeKind> {
    plan.scenarios.get(of).unwrap().changes.iter().map(|change| ChangeKind::of(&change.change)).collect()
}

#[test]
fn a_scenario_begins_empty_under_a_name_that_is_free() {
    let (plan, first) = begun();
    assert_eq!(plan.scenarios.get(first).unwrap().name, "Scenario 1");
    let (second, edit) = new_scenario(&plan);
    assert_eq!(label(&plan, &edit), "begin Scenario 2");
    let plan = apply(&plan, &edit).unwrap();
    let (third, edit) = duplicate(&plan, &[second]).unwrap();
    let plan = apply(&plan, &edit).unwrap();
    assert_eq!(plan.scenarios.get(third).unwrap().name, "Scenario 2 (copy)");
    let (_, edit) = duplicate(&plan, &[second]).unwrap();
    assert!(apply(&plan, &edit).unwrap().scenarios.iter().any(|s| s.name == "Scenario 2 (copy) 2"));
}

#[test]
fn posts_begin_in_a_team_with_social_workers_on_the_first_of_the_next_month() {
    let (mut plan, id) = begun();
    // A team that nobody works in stands first.
    let mut empty = (**plan.teams.at(0).unwrap()).clone();
    empty.id = TeamId(9);
    plan.teams.insert(0, empty);
    let plan = added(&plan, id, ChangeKind::Posts);
    let change = &plan.scenarios.get(id).unwrap().changes[0];
    assert!(change.on);
    match &change.change {
        Change::AddPosts { team, role, count, from, .. } => {
            assert_eq!((*team, *role, *count), (TeamId(1), Role::SocialWorker, 1));
            // The plan is as at 07/09/2026.
            assert_eq!(*from, on("01/10/2026"));
        }
        other => panic!("{other:?}"),
    }
}

#[test]
fn what_there_is_nothing_for_is_refused_with_what_to_do() {
    let mut plan = Plan::empty(on("07/09/2026"));
    let (id, edit) = new_scenario(&plan);
    plan = apply(&plan, &edit).unwrap();
    let refused = |kind| add_change(&plan, id, kind).unwrap_err().0;
    assert!(refused(ChangeKind::Posts).starts_with("Add a team to the plan first"));
    assert!(refused(ChangeKind::Merge).contains("two teams"));
    assert!(refused(ChangeKind::Convert).contains("nobody to make permanent"));
    assert!(refused(ChangeKind::Edit).starts_with("Open the scenario"));
    assert!(add_change(&plan, ScenarioId(9), ChangeKind::Cap).is_err());
}

#[test]
fn changes_are_moved_switched_and_taken_out_each_as_one_labelled_step() {
    let (plan, id) = begun();
    let plan = added(&added(&plan, id, ChangeKind::Posts), id, ChangeKind::Cap);
    let (places, edit) = move_changes(&plan, id, &[1], true).unwrap();
    assert_eq!((places, label(&plan, &edit).as_str()), (vec![0], "move up in Scenario 1: cap of a role"));
    let plan = apply(&plan, &edit).unwrap();
    assert_eq!(kinds(&plan, id), [ChangeKind::Cap, ChangeKind::Posts]);
    assert_eq!(move_changes(&plan, id, &[0], true).unwrap_err().0, "The change is the first already");
    assert_eq!(move_changes(&plan, id, &[1], false).unwrap_err().0, "The change is the last already");
    let edit = switch_changes(&plan, id, &[1], false).unwrap();
    assert_eq!(label(&plan, &edit), "switch off in Scenario 1: posts");
    let plan = apply(&plan, &edit).unwrap();
    assert!(!plan.scenarios.get(id).unwrap().changes[1].on);
    let edit = remove_changes(&plan, id, &[0]).unwrap();
    assert_eq!(label(&plan, &edit), "remove from Scenario 1: cap of a role");
    assert_eq!(kinds(&apply(&plan, &edit).unwrap(), id), [ChangeKind::Posts]);
    assert!(remove_changes(&plan, id, &[2]).is_err());
}

#[test]
fn a_change_is_copied_with_its_comment_and_a_team_it_makes_gets_an_id_of_its_own() {
    let (plan, id) = begun();
    let plan = added(&plan, id, ChangeKind::Team);
    let (other, edit) = new_scenario(&plan);
    let mut plan = apply(&plan, &edit).unwrap();
    plan.scenarios.change(id, |scenario| scenario.changes[0].comment = "from April".to_owned());
    let plan = apply(&plan, &copy_changes(&plan, id, &[0], other).unwrap()).unwrap();
    let copied = |plan: &Plan| plan.scenarios.get(other).unwrap().changes.clone();
    assert_eq!(copied(&plan)[0].comment, "from April");
    let twice = apply(&plan, &copy_changes(&plan, id, &[0], other).unwrap()).unwrap();
    let ids: Vec<TeamId> = copied(&twice)
        .iter()
        .map(|change| match &change.change {
            Change::AddTeam { id, .. } => *id,
            other => panic!("{other:?}"),
        })
        .collect();
    assert_eq!(ids, [TeamId(OWN_IDS.start), TeamId(OWN_IDS.start + 1)]);
}

#[test]
fn an_id_that_a_change_still_names_is_not_given_to_another_team() {
    let (plan, id) = begun();
    let plan = added(&plan, id, ChangeKind::Team);
    let mut plan = added(&plan, id, ChangeKind::Posts);
    plan.scenarios.change(id, |scenario| {
        if let Change::AddPosts { team, .. } = &mut scenario.changes[1].change {
            *team = TeamId(OWN_IDS.start);
        }
    });
    // The team goes, and the posts in it say that it is gone instead of going to the next one.
    let plan = apply(&plan, &remove_changes(&plan, id, &[0]).unwrap()).unwrap();
    let plan = added(&plan, id, ChangeKind::Team);
    match &plan.scenarios.get(id).unwrap().changes[1].change {
        Change::AddTeam { id, .. } => assert_eq!(*id, TeamId(OWN_IDS.start + 1)),
        other => panic!("{other:?}"),
    }
}

#[test]
fn a_change_to_what_only_its_scenario_has_is_copied_only_where_that_is_too() {
    let (plan, id) = begun();
    let plan = added(&plan, id, ChangeKind::Team);
    let mut plan = added(&plan, id, ChangeKind::Posts);
    plan.scenarios.change(id, |scenario| {
        if let Change::AddPosts { team, .. } = &mut scenario.changes[1].change {
            *team = TeamId(OWN_IDS.start);
        }
    });
    let (other, edit) = new_scenario(&plan);
    let plan = apply(&plan, &edit).unwrap();
    assert_eq!(
        copy_changes(&plan, id, &[1], other).unwrap_err().0,
        "New team is only in “Scenario 1”: copy the change that adds it to “Scenario 2” first, or make this one there"
    );
    let plan = apply(&plan, &copy_changes(&plan, id, &[0], other).unwrap()).unwrap();
    let plan = apply(&plan, &copy_changes(&plan, id, &[1], other).unwrap()).unwrap();
    assert_eq!(kinds(&plan, other), [ChangeKind::Team, ChangeKind::Posts]);
}

#[test]
fn a_team_is_split_into_every_second_social_worker() {
    let (plan, id) = begun();
    let plan = added(&plan, id, ChangeKind::Split);
    match &plan.scenarios.get(id).unwrap().changes[0].change {
        // North has Ada Brook and Ben Cole; its manager and its practitioner hold no cases.
        Change::SplitTeam { team, workers, new_id, .. } => {
            assert_eq!((*team, workers.as_slice()), (TeamId(1), [WorkerId(4)].as_slice()));
            assert_eq!(*new_id, Some(TeamId(OWN_IDS.start)));
        }
        other => panic!("{other:?}"),
    }
}

#[test]
fn several_changes_are_moved_switched_copied_and_taken_out_in_one_step_and_keep_their_order() {
    use ChangeKind as K;
    let (mut plan, id) = begun();
    for kind in [K::Posts, K::Cap, K::Demand, K::Leavers] {
        plan = added(&plan, id, kind);
    }
    // Posts, cap, demand, leavers: the third and fourth go up past the cap.
    let (places, edit) = move_changes(&plan, id, &[3, 2], true).unwrap();
    assert_eq!((places, label(&plan, &edit).as_str()), (vec![1, 2], "move up in Scenario 1: 2 changes"));
    let moved = apply(&plan, &edit).unwrap();
    assert_eq!(kinds(&moved, id), [K::Posts, K::Demand, K::Leavers, K::Cap]);
    // The first stays, and is not passed by the one behind it; the fourth goes up.
    let (places, edit) = move_changes(&plan, id, &[0, 1, 3], true).unwrap();
    assert_eq!(places, [0, 1, 2]);
    assert_eq!(kinds(&apply(&plan, &edit).unwrap(), id), [K::Posts, K::Cap, K::Leavers, K::Demand]);
    assert_eq!(move_changes(&plan, id, &[0, 1], true).unwrap_err().0, "The changes are the first already");
    assert_eq!(move_changes(&plan, id, &[2, 3], false).unwrap_err().0, "The changes are the last already");

    let off = apply(&plan, &switch_changes(&plan, id, &[0, 2], false).unwrap()).unwrap();
    let on: Vec<bool> = off.scenarios.get(id).unwrap().changes.iter().map(|change| change.on).collect();
    assert_eq!(on, [false, true, false, true]);
    let less = apply(&plan, &remove_changes(&plan, id, &[0, 2]).unwrap()).unwrap();
    assert_eq!(kinds(&less, id), [K::Cap, K::Leavers]);
    let (copy, edit) = duplicate(&plan, &[id]).unwrap();
    let twice = apply(&plan, &edit).unwrap();
    let twice = apply(&twice, &copy_changes(&twice, id, &[1, 0], copy).unwrap()).unwrap();
    assert_eq!(kinds(&twice, copy)[4..], [K::Posts, K::Cap]);
    let (_, edit) = duplicate(&twice, &[id, copy]).unwrap();
    assert_eq!(label(&twice, &edit), "duplicate 2 scenarios");
    assert_eq!(apply(&twice, &edit).unwrap().scenarios.len(), 4);
}

#[test]
fn a_change_that_is_switched_off_and_could_not_be_made_says_why() {
    let (plan, id) = begun();
    let mut plan = added(&added(&plan, id, ChangeKind::Cap), id, ChangeKind::Posts);
    plan.scenarios.change(id, |scenario| scenario.changes.iter_mut().for_each(|change| change.on = false));
    let found = |plan: &Plan| would_not_apply(plan, &plan.scenarios.get(id).unwrap().changes);
    assert_eq!(found(&plan), []);
    plan.teams.remove(TeamId(1));
    assert_eq!(found(&plan), [LeftOut { place: 1, why: "The team T1 is no longer in the plan".to_owned() }]);
}
