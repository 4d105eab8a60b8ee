use super::*;
use crate::domain::edit::{AnyRecord, Edit, apply};
use crate::domain::ids::{ChildId, FamilyId, TeamId, WorkerId};
use crate::domain::plan::Role;
use crate::domain::problem::Severity;
use crate::domain::samples::{on, sound, staff};

#[test]
fn nothing_is_found_in_a_sound_plan_or_in_an_empty_one() {
    assert_eq!(check_plan(&sound()), []);
    assert_eq!(check_plan(&Plan::empty(on("07/09/2026"))), []);
}

#[test]
fn every_code_has_its_heading_with_its_title_in_the_documentation_and_none_is_left_over() {
    let page = include_str!("../../../../docs/CODES.md");
    let headings: Vec<&str> = page.lines().filter_map(|line| line.strip_prefix("### ")).collect();
    let expected: Vec<String> = CODES.iter().map(|(code, _, title)| format!("{code} {title}")).collect();
    assert_eq!(headings, expected);
}

#[test]
fn a_change_to_what_an_earlier_change_of_the_scenario_makes_applies_and_only_those_that_do_not_are_switched_off()
 {
    use crate::domain::ids::{ScenarioId, Thing};
    use crate::domain::plan::{Change, Scenario, ScenarioChange};
    use crate::domain::scenario::MADE_IDS;
    let mut plan = sound();
    let (from, until) = (on("01/10/2026"), on("31/03/2027"));
    // Agency workers that changes make are numbered from a hundred thousand after the first id that changes give.
    let made = Thing::Worker(WorkerId(MADE_IDS + 100_000));
    let part_time = Edit::Set { of: made, field: "fte".to_owned(), to: "0.5".to_owned() };
    let changes = [
        Change::AgencyBridge { team: TeamId(1), count: 1, from, until },
        Change::Edit(part_time),
        Change::AsyeCohort { team: TeamId(9), count: 1, from },
    ];
    let changes = changes.map(|change| ScenarioChange { change, on: true, comment: String::new() });
    plan.scenarios.push(Scenario {
        id: ScenarioId(1),
        name: "Bridge".to_owned(),
        description: String::new(),
        changes: changes.to_vec(),
    });
    let found = check_plan(&plan);
    let [problem] = found.as_slice() else { panic!("{found:?}") };
    assert_eq!(
        problem.what,
        "The scenario “Bridge” has 1 change that no longer applies: The team T9 is no longer in the plan"
    );
    let mended = apply(&plan, problem.mend.as_ref().unwrap()).unwrap();
    let on: Vec<bool> = mended.scenarios.at(0).unwrap().changes.iter().map(|change| change.on).collect();
    assert_eq!(on, [true, true, false]);
}

#[test]
fn codes_are_in_order_and_each_is_there_once() {
    assert!(CODES.windows(2).all(|pair| pair[0].0 < pair[1].0));
}

#[test]
fn all_problems_come_at_once_the_serious_first_and_always_in_the_same_order() {
    let mut plan = sound();
    for id in [2, 1] {
        plan.children.change(ChildId(id), |c| {
            c.family = Some(FamilyId(99));
            c.held_since = None;
            c.team = Some(TeamId(88));
        });
    }
    let found: Vec<(Severity, &str, String)> =
        check_plan(&plan).into_iter().map(|p| (p.severity, p.code, p.place.to_string())).collect();
    let expected = [
        (Severity::Error, "C103", "C1"),
        (Severity::Error, "C103", "C2"),
        (Severity::Warning, "C104", "C1"),
        (Severity::Warning, "C104", "C2"),
        (Severity::Note, "C301", "C1"),
        (Severity::Note, "C301", "C2"),
    ]
    .map(|(severity, code, place)| (severity, code, place.to_owned()));
    // The worker's team differs from a team that does not exist: that is a note of its own.
    assert_eq!(found.iter().filter(|f| f.1 != "C339").cloned().collect::<Vec<_>>(), expected);
    let mut sorted = found.clone();
    sorted.sort();
    assert_eq!(found, sorted);
}

#[test]
fn nothing_that_is_said_holds_an_edit_that_would_be_refused() {
    for case in super::rules::CASES {
        let mut plan = sound();
        (case.bad)(&mut plan);
        for problem in check_plan(&plan) {
            let Some(mend) = &problem.mend else { continue };
            let mended = apply(&plan, mend).unwrap_or_else(|why| panic!("{}: {why}", problem.code));
            let still =
                check_plan(&mended).iter().any(|p| p.code == problem.code && p.place == problem.place);
            assert!(!still, "{} is not mended by {mend:?}", problem.code);
        }
    }
}

#[test]
fn sentences_start_with_a_capital_and_end_without_a_full_stop() {
    for case in super::rules::CASES {
        let mut plan = sound();
        (case.bad)(&mut plan);
        for problem in check_plan(&plan) {
            for sentence in [&problem.what, &problem.fix] {
                let first = sentence.chars().next().unwrap();
                assert!(!first.is_lowercase() && !sentence.ends_with('.'), "{}: {sentence}", problem.code);
            }
            if let Some(field) = problem.field {
                let known = crate::domain::fields::info(problem.place, field).is_some();
                assert!(known, "{}: {} has no field {field}", problem.code, problem.place);
            }
        }
    }
}

#[test]
fn an_entry_from_a_child_list_gives_way_to_the_one_from_a_staff_list() {
    use crate::domain::plan::KnownFrom;
    let mut plan = sound();
    plan.workers.change(WorkerId(3), |w| w.known_from = KnownFrom::ChildListOnly);
    let mut twin = staff(8, "Brook,  ADA", Role::SocialWorker, 1, 1);
    twin.known_from = KnownFrom::StaffList;
    plan.workers.push(twin);
    let problems = check_plan(&plan);
    let same = problems.iter().find(|p| p.code == "C208").unwrap();
    assert_eq!(same.mend, Some(Edit::MergeWorkers { keep: WorkerId(8), gone: WorkerId(3) }));
}

#[test]
fn what_a_scenario_adds_itself_is_not_missing() {
    use crate::domain::ids::{ScenarioId, Thing};
    use crate::domain::plan::{Change, Scenario, ScenarioChange};
    let mut plan = sound();
    let on = |change| ScenarioChange { change, on: true, comment: String::new() };
    let new = AnyRecord::Worker(Box::new(staff(50, "Zoe York", Role::SocialWorker, 1, 1)));
    plan.scenarios.push(Scenario {
        id: ScenarioId(1),
        name: "One more".to_owned(),
        description: String::new(),
        changes: vec![
            on(Change::Edit(Edit::Put(vec![new]))),
            on(Change::Edit(Edit::Set {
                of: Thing::Worker(WorkerId(50)),
                field: "fte".to_owned(),
                to: "0.8".to_owned(),
            })),
        ],
    });
    assert_eq!(codes(&plan), [""; 0]);
}
