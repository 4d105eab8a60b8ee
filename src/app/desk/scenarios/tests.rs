use super::*;
use crate::app::desk::Action;
use crate::domain::plan::Change;

fn desk() -> Desk {
    let mut desk = Desk::keeping_nothing(Arc::new(|| {}));
    desk.act(Action::NewPlan);
    desk.act(Action::Add(crate::app::desk::New::Team));
    desk
}

fn asks(desk: &mut Desk, asked: Listing) {
    desk.act(Action::Scenarios(asked));
}

fn plan(desk: &Desk) -> Arc<Plan> {
    Arc::clone(desk.session().unwrap().plan())
}

fn undo_label(desk: &Desk) -> String {
    desk.session().unwrap().history().undo_label().unwrap_or_default().to_owned()
}

#[test]
fn a_scenario_is_begun_looked_at_and_given_a_change_which_is_looked_at_too() {
    let mut desk = desk();
    desk.act(Action::NewScenario);
    assert_eq!(undo_label(&desk), "begin Scenario 1");
    let id = desk.at_scenarios().scenario(&plan(&desk)).unwrap();
    assert_eq!(desk.session().unwrap().scenario(), Some(id), "it is open too");
    asks(&mut desk, Listing::Add(id, ChangeKind::Posts));
    assert_eq!(desk.at_scenarios().change(&plan(&desk)), Some(0));
    assert_eq!(undo_label(&desk), "add to Scenario 1: posts");
    desk.act(Action::Undo);
    assert_eq!(desk.at_scenarios().change(&plan(&desk)), None, "it is gone, and no longer looked at");
    desk.act(Action::Undo);
    assert_eq!(desk.at_scenarios().scenario(&plan(&desk)), None);
}

#[test]
fn a_change_is_moved_switched_off_copied_and_taken_out_each_as_one_step() {
    let mut desk = desk();
    desk.act(Action::NewScenario);
    let first = desk.at_scenarios().scenario(&plan(&desk)).unwrap();
    asks(&mut desk, Listing::Add(first, ChangeKind::Posts));
    asks(&mut desk, Listing::Add(first, ChangeKind::Cap));
    asks(&mut desk, Listing::Move { of: first, places: vec![1], up: true });
    assert_eq!(desk.at_scenarios().change(&plan(&desk)), Some(0), "what is moved stays looked at");
    asks(&mut desk, Listing::Switch { of: first, places: vec![0], on: false });
    desk.act(Action::NewScenario);
    let second = desk.at_scenarios().scenario(&plan(&desk)).unwrap();
    asks(&mut desk, Listing::Copy { of: first, places: vec![1], to: second });
    assert!(desk.told.as_deref().unwrap().starts_with("Copied to the end of “Scenario 2”"));
    let plan_now = plan(&desk);
    let copied = &plan_now.scenarios.get(second).unwrap().changes;
    assert!(matches!(copied.as_slice(), [change] if matches!(change.change, Change::AddPosts { .. })));
    asks(&mut desk, Listing::Take(first, vec![0]));
    assert_eq!(undo_label(&desk), "remove from Scenario 1: cap of a role");
    asks(&mut desk, Listing::Move { of: first, places: vec![0], up: true });
    assert_eq!(desk.told.as_deref(), Some("The change is the first already. Nothing was changed"));
}

#[test]
fn the_first_six_stand_beside_the_base_plan_until_others_are_chosen() {
    let mut desk = desk();
    for _ in 0..8 {
        desk.act(Action::NewScenario);
    }
    let ids: Vec<ScenarioId> = plan(&desk).scenarios.iter().map(|scenario| scenario.id).collect();
    assert_eq!(desk.at_scenarios().beside(&plan(&desk)), ids[..6]);
    asks(&mut desk, Listing::Beside(ids[7], true));
    assert!(desk.told.as_deref().unwrap().contains("take one away first"));
    asks(&mut desk, Listing::Beside(ids[0], false));
    asks(&mut desk, Listing::Beside(ids[7], true));
    let expected: Vec<ScenarioId> = ids[1..6].iter().chain(&ids[7..8]).copied().collect();
    assert_eq!(desk.at_scenarios().beside(&plan(&desk)), expected, "in the order of the plan");
    asks(&mut desk, Listing::CompareAll);
    assert_eq!(desk.at_scenarios().beside(&plan(&desk)), ids[..6]);
}

#[test]
fn a_scenario_that_is_opened_is_looked_at() {
    let mut desk = desk();
    desk.act(Action::NewScenario);
    desk.act(Action::NewScenario);
    let first = plan(&desk).scenarios.at(0).unwrap().id;
    assert_ne!(desk.at_scenarios().scenario(&plan(&desk)), Some(first));
    desk.act(Action::OpenScenario(Some(first)));
    assert_eq!(desk.at_scenarios().scenario(&plan(&desk)), Some(first));
}

#[test]
fn several_changes_that_are_moved_are_one_step_and_stay_chosen() {
    let mut desk = desk();
    desk.act(Action::NewScenario);
    let id = desk.at_scenarios().scenario(&plan(&desk)).unwrap();
    for kind in [ChangeKind::Posts, ChangeKind::Cap, ChangeKind::Demand] {
        asks(&mut desk, Listing::Add(id, kind));
    }
    let before = plan(&desk);
    asks(&mut desk, Listing::Move { of: id, places: vec![1, 2], up: true });
    assert_eq!(desk.at_scenarios().changes(&plan(&desk)), [0, 1]);
    desk.act(Action::Undo);
    assert_eq!(*plan(&desk), *before);
}

#[test]
fn removing_a_team_tells_which_changes_of_scenarios_it_switches_off() {
    let mut desk = desk();
    let team = Thing::Team(plan(&desk).teams.at(0).unwrap().id);
    desk.act(Action::NewScenario);
    let id = desk.at_scenarios().scenario(&plan(&desk)).unwrap();
    // The posts are in the team, the agency workers too; a cap is not.
    for kind in [ChangeKind::Posts, ChangeKind::Cap, ChangeKind::Agency] {
        asks(&mut desk, Listing::Add(id, kind));
    }
    desk.act(Action::OpenScenario(None));
    desk.act(Action::Remove(vec![team]));
    let told = desk.told.clone().unwrap();
    assert!(
        told.ends_with(". 2 changes of scenarios that were about it are switched off. Undo brings it back"),
        "{told}"
    );
    let on: Vec<bool> =
        plan(&desk).scenarios.get(id).unwrap().changes.iter().map(|change| change.on).collect();
    assert_eq!(on, [false, true, false]);
}

#[test]
fn an_edit_of_what_scenarios_do_not_change_says_that_the_base_plan_was_changed() {
    let mut desk = desk();
    let retitle = || {
        let (of, field, to) = (Thing::About, "title".to_owned(), "North and South".to_owned());
        Action::Edit(Edit::Set { of, field, to })
    };
    desk.act(Action::NewScenario);
    desk.act(retitle());
    let told = "This is the same for every scenario: the base plan was changed";
    assert_eq!(desk.told.as_deref(), Some(told));
    assert_eq!(desk.session().unwrap().base().about.title, "North and South");
    desk.act(Action::OpenScenario(None));
    desk.act(Action::Undo);
    desk.act(retitle());
    assert_eq!(desk.told, None);
}
