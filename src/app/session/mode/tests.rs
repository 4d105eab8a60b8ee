//! The base plan is what is kept; a scenario that is open is edited as the plan is.

use super::*;
use crate::app::format;
use crate::app::store::Overwrite;
use crate::domain::ids::{ChildId, TeamId, WorkerId};
use crate::domain::plan::{Change, ChangeReason, Decision, ScenarioChange};
use crate::domain::samples::{on, sound};

const ADA: Thing = Thing::Worker(WorkerId(3));
const TRY: ScenarioId = ScenarioId(1);

fn set(of: Thing, field: &str, to: &str) -> Edit {
    Edit::Set { of, field: field.to_owned(), to: to.to_owned() }
}

/// The sample plan with an empty scenario, which is open.
fn session() -> Session {
    let mut plan = sound();
    plan.scenarios.push(Scenario {
        id: TRY,
        name: "Try".to_owned(),
        description: String::new(),
        changes: Vec::new(),
    });
    let mut session = Session::untouched(plan);
    assert!(session.open_scenario(Some(TRY)));
    session
}

fn fte(plan: &Plan) -> f64 {
    plan.workers.get(WorkerId(3)).unwrap().fte.value()
}

fn changes(session: &Session) -> usize {
    session.base().scenarios.get(TRY).unwrap().changes.len()
}

#[test]
fn an_edit_while_a_scenario_is_open_changes_the_scenario_and_what_is_shown_but_not_the_base() {
    let mut session = session();
    session.apply(&set(ADA, "fte", "0.6")).unwrap();
    assert_eq!((fte(session.plan()), fte(session.base())), (0.6, 1.0));
    assert_eq!(session.history().undo_label(), Some("Scenario “Try”: change Ada Brook: FTE"));
    assert!(session.is_unsaved(), "the scenario is part of the plan");
    session.apply(&set(ADA, "fte", "1")).unwrap();
    assert_eq!(changes(&session), 0);
    assert!(!session.is_unsaved());
    // What is refused changes nothing and leaves no step.
    let before = (session.revision(), session.history().undo_label().map(str::to_owned));
    session.apply(&set(ADA, "fte", "nine")).unwrap_err();
    assert_eq!(before, (session.revision(), session.history().undo_label().map(str::to_owned)));
}

#[test]
fn what_is_not_changed_follows_the_base() {
    let mut session = session();
    session.apply(&set(ADA, "fte", "0.6")).unwrap();
    session.open_scenario(None);
    session.apply(&set(ADA, "notes", "of the base")).unwrap();
    session.apply(&set(ADA, "fte", "0.9")).unwrap();
    session.open_scenario(Some(TRY));
    let ada = session.plan().workers.get(WorkerId(3)).unwrap();
    assert_eq!((fte(session.plan()), ada.notes.as_str()), (0.6, "of the base"));
}

#[test]
fn what_all_scenarios_share_is_changed_in_the_base() {
    let mut session = session();
    session.apply(&set(Thing::About, "title", "Autumn")).unwrap();
    assert_eq!((session.base().about.title.as_str(), changes(&session)), ("Autumn", 0));
    assert_eq!(session.history().undo_label(), Some("change the plan: title"));
    session.apply(&set(Thing::Scenario(TRY), "name", "Tried")).unwrap();
    assert_eq!(session.in_scenario().unwrap().name, "Tried");
    // What is done in a scenario is no decision.
    let decision = Decision {
        on: on("07/09/2026"),
        by: String::new(),
        child: None,
        what: "Allocate".to_owned(),
        why: String::new(),
    };
    let allocate = Edit::Allocate {
        child: ChildId(1),
        worker: WorkerId(4),
        on: on("07/09/2026"),
        reason: ChangeReason::ManagingCaseloads,
    };
    let edits = vec![allocate.clone(), Edit::Decide(decision.clone())];
    session.apply(&Edit::Together { label: "allocate".to_owned(), edits }).unwrap();
    assert!(session.base().decisions.is_empty() && session.plan().decisions.is_empty());
    assert_eq!(session.in_scenario().unwrap().changes[0].change, Change::Edit(allocate));
    session.apply(&Edit::Decide(decision)).unwrap();
    assert_eq!(session.base().decisions.len(), 1);
}

#[test]
fn undo_and_redo_go_through_the_history_of_the_base_and_close_a_scenario_that_they_take_away() {
    let mut session = Session::untouched(sound());
    let before = Arc::clone(session.base());
    let scenario = session_scenario();
    session.apply(&Edit::Put(vec![AnyRecord::Scenario(Box::new(scenario))])).unwrap();
    let revision = session.revision();
    session.open_scenario(Some(TRY));
    assert!(session.revision() > revision);
    session.apply(&set(ADA, "fte", "0.6")).unwrap();
    assert!(session.undo());
    assert_eq!((session.scenario(), fte(session.plan())), (Some(TRY), 1.0));
    assert!(session.undo());
    assert_eq!((session.scenario(), session.base(), session.plan()), (None, &before, &before));
    assert!(!session.undo());
    assert!(session.redo() && session.redo());
    assert_eq!((session.scenario(), fte(session.plan())), (None, 1.0));
    session.open_scenario(Some(TRY));
    assert!((fte(session.plan()) - 0.6).abs() < 1e-9);
    assert!(!session.open_scenario(Some(ScenarioId(9))));
    assert_eq!(session.scenario(), Some(TRY));
    session.apply(&Edit::Remove(Thing::Scenario(TRY))).unwrap();
    assert_eq!(session.scenario(), None);
}

fn session_scenario() -> Scenario {
    Scenario::clone(session().in_scenario().unwrap())
}

#[test]
fn the_base_is_what_is_saved_and_kept_and_a_plan_is_opened_without_a_scenario() {
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("plan.ron");
    let mut session = session();
    session.apply(&set(ADA, "fte", "0.6")).unwrap();
    let saving = session.saving(&path, Overwrite::No);
    let saved = saving.run().unwrap();
    session.saved(&saving, saved.fingerprint);
    assert!(!session.is_unsaved());
    let text = std::fs::read_to_string(&path).unwrap();
    assert_eq!(&format::read(&text).unwrap().plan, session.base().as_ref());
    let recovered = Session::recover(&text, None, None).unwrap();
    assert_eq!(
        (recovered.scenario(), recovered.plan(), recovered.base()),
        (None, session.base(), session.base())
    );
}

#[test]
fn a_value_goes_back_to_the_base_and_a_change_that_does_not_apply_is_told() {
    let mut session = session();
    session.apply(&set(ADA, "fte", "0.6")).unwrap();
    assert_eq!(session.back_to_base(&[ADA], Some("fte")), Ok(Vec::new()));
    assert_eq!(session.plan(), session.base());
    assert_eq!(session.history().undo_label(), Some("Scenario “Try”: Ada Brook: FTE, back to the base plan"));
    session.back_to_base(&[ADA], Some("fte")).unwrap_err();

    let mut scenario = session_scenario();
    let gone = Change::Edit(set(Thing::Worker(WorkerId(77)), "fte", "0.5"));
    scenario.changes.push(ScenarioChange { change: gone, on: true, comment: String::new() });
    session.apply(&Edit::Put(vec![AnyRecord::Scenario(Box::new(scenario))])).unwrap();
    assert_eq!(session.left_out().len(), 1);
    assert_eq!(session.plan(), session.base());
    session.open_scenario(None);
    assert!(session.left_out().is_empty() && session.marks().is_none());
}

#[test]
fn what_is_added_in_a_scenario_never_takes_an_id_that_the_base_gives() {
    let mut session = session();
    let team = Thing::Team(TeamId(0));
    assert_eq!(session.next(team), (OWN_IDS.start, 3));
    session.open_scenario(None);
    assert_eq!(session.next(team), (3, 3)); // the sample has two teams
}

#[test]
fn what_is_the_same_for_every_scenario_is_known_to_change_the_base_plan() {
    let mut session = session();
    let title = set(Thing::About, "title", "Another");
    assert!(session.changes_base(&title));
    assert!(!session.changes_base(&set(ADA, "fte", "0.6")));
    assert!(!session.changes_base(&set(Thing::Scenario(TRY), "name", "Try again")));
    session.open_scenario(None);
    assert!(!session.changes_base(&title), "nobody wonders about it outside a scenario");
}

#[test]
fn trying_out_a_change_of_the_open_scenario_shows_the_plan_with_that_change() {
    let mut session = session();
    session.apply(&set(ADA, "fte", "0.6")).unwrap();
    let (plan, base) = session.as_it_would_be(&set(Thing::Scenario(TRY), "0.on", "no")).unwrap();
    assert_eq!((fte(session.plan()), fte(&plan)), (0.6, 1.0));
    assert!(!base.unwrap().scenarios.get(TRY).unwrap().changes[0].on);
    let (plan, base) = session.as_it_would_be(&set(ADA, "fte", "0.8")).unwrap();
    assert_eq!((fte(&plan), base), (0.8, None));
}

#[test]
fn scenarios_are_judged_on_the_base_plan_and_not_on_another_scenario() {
    let mut session = session();
    let mut plan = Plan::clone(session.base());
    plan.workers.change(WorkerId(5), |worker| worker.contract = crate::domain::plan::Contract::Agency);
    let convert = Change::ConvertAgency { worker: WorkerId(5), on: on("01/10/2026") };
    let change = |change| ScenarioChange { change, on: true, comment: String::new() };
    plan.scenarios.push(Scenario {
        id: ScenarioId(2),
        name: "Other".to_owned(),
        description: String::new(),
        changes: vec![change(convert)],
    });
    session = Session::untouched(plan);
    let left_out = |session: &Session| session.reading().problems.iter().filter(|p| p.code == "C118").count();
    assert_eq!(left_out(&session), 0);
    assert!(session.open_scenario(Some(TRY)));
    // The agency worker is permanent in the open scenario: the other is still a change of the base plan.
    session.apply(&set(Thing::Worker(WorkerId(5)), "contract", "permanent")).unwrap();
    assert_eq!(left_out(&session), 0);
    session.open_scenario(None);
    session.apply(&set(Thing::Worker(WorkerId(5)), "contract", "permanent")).unwrap();
    assert_eq!(left_out(&session), 1);
}

#[test]
fn several_things_go_back_to_the_base_plan_in_one_step() {
    let mut session = session();
    let ben = Thing::Worker(WorkerId(4));
    let before = session.plan().workers.clone();
    session.apply(&set(ADA, "fte", "0.6")).unwrap();
    session.apply(&set(ben, "fte", "0.5")).unwrap();
    assert_eq!(session.back_to_base(&[ADA, ben], None), Ok(Vec::new()));
    assert_eq!((changes(&session), session.plan().workers == before), (0, true));
    assert_eq!(session.history().undo_label(), Some("Scenario “Try”: 2 things, back to the base plan"));
    session.undo();
    assert_eq!((fte(session.plan()), changes(&session)), (0.6, 2));
}
