//! What differs, by hand, and of any two plans.

use std::sync::Arc;

use proptest::prelude::*;

use super::*;
use crate::domain::edit::{Edit, apply};
use crate::domain::ids::{ChildId, TeamId, WorkerId};
use crate::domain::plan::{
    CaseMix, Change, Contract, Recruited, Role, ScenarioChange, TeamDemand, arbitrary,
};
use crate::domain::samples::{on, sound};
use crate::domain::scenario::with_changes;
use crate::domain::units::Fte;

fn words(a: &Plan, b: &Plan) -> Vec<String> {
    differences(a, b).into_iter().map(|difference| difference.words).collect()
}

fn with(plan: &Plan, changes: Vec<Change>) -> Plan {
    let one = |change| ScenarioChange { change, on: true, comment: String::new() };
    let applied = with_changes(plan, &changes.into_iter().map(one).collect::<Vec<_>>());
    assert_eq!(applied.left_out, []);
    applied.plan
}

#[test]
fn a_field_that_was_changed_is_told_with_what_it_was_and_what_it_is() {
    let base = sound();
    let mut plan = base.clone();
    plan.workers.change(WorkerId(3), |ada| {
        ada.fte = Fte::from_parts(6_000);
        ada.last_day = Some(on("18/12/2026"));
        ada.supervisor = Some(WorkerId(2));
    });
    plan.children.remove(ChildId(3));
    let found = differences(&base, &plan);
    let told: Vec<&str> = found.iter().map(|difference| difference.words.as_str()).collect();
    assert_eq!(
        told,
        [
            "Ada Brook, supervised by: Owen Price instead of Moira Nash",
            "Ada Brook, FTE: 0.6 instead of 1.0",
            "Ada Brook, last day: 18/12/2026 instead of nothing",
            "CH-3 is gone",
        ]
    );
    assert_eq!(found[1].thing, Thing::Worker(WorkerId(3)));
    let texts = (found[1].field.as_deref(), found[1].before.as_deref(), found[1].after.as_deref());
    assert_eq!(texts, (Some("fte"), Some("1.0"), Some("0.6")));
    assert_eq!((found[3].field.as_deref(), found[3].after.as_deref()), (None, None));
    // The other way round, what was gone is new.
    assert_eq!(words(&plan, &base).last().map(String::as_str), Some("CH-3 is new"));
}

#[test]
fn what_people_cost_is_told() {
    let base = sound();
    let set =
        |field: &str, to: &str| Edit::Set { of: Thing::Target, field: field.to_owned(), to: to.to_owned() };
    let plan = apply(&base, &set("salary_social_worker", "45000")).unwrap();
    let plan = apply(&plan, &set("agency_day_social_worker", "310")).unwrap();
    let told = words(&base, &plan);
    assert_eq!(told.len(), 2, "{told:?}");
    assert!(told[0].ends_with("salary of social worker (£): 45000 instead of 42000"), "{told:?}");
    assert!(told[1].ends_with("agency rate of social worker (£): 310 instead of 290"), "{told:?}");
}

#[test]
fn what_a_scenario_does_is_told_thing_by_thing() {
    let mut base = sound();
    let mix = |case_type, share| CaseMix { case_type, share };
    Arc::make_mut(&mut base.demand).teams = vec![TeamDemand {
        families_a_week: 4.0,
        case_mix: vec![mix(CaseType::Assessment, 0.75), mix(CaseType::ChildInNeed, 0.25)],
        ..TeamDemand::new(TeamId(1))
    }];
    let plan = with(
        &base,
        vec![
            Change::AddPosts {
                team: TeamId(1),
                role: Role::SocialWorker,
                count: 1,
                fte: Fte::FULL,
                contract: Contract::Permanent,
                from: on("05/10/2026"),
                recruited: Recruited::Starts,
                ramp: None,
            },
            Change::CapForRole { role: Role::SocialWorker, children: 16 },
            Change::ScaleDemand {
                team: None,
                case_type: Some(CaseType::Assessment),
                months: Vec::new(),
                factor: 4.0 / 3.0,
            },
        ],
    );
    // 3 and 1 become 4 and 1.
    assert_eq!(
        words(&base, &plan),
        [
            "The rules, cap of social worker (children): 16 instead of 18",
            "Demand, new families a week, North: 5 instead of 4",
            "Demand, case types of new work, North: assessment 80, child in need 20 instead of assessment 75, child in need 25",
            "Social worker post P1000000 in North is new",
            "New social worker 1 is new",
        ]
    );
}

#[test]
fn priorities_have_no_cell_of_their_own_and_are_told_all_the_same() {
    let mut base = sound();
    Arc::make_mut(&mut base.demand).teams = vec![TeamDemand::new(TeamId(1))];
    let mut plan = base.clone();
    Arc::make_mut(&mut plan.demand).teams[0].priorities = [0.5, 0.5, 0.0, 0.0];
    let found = differences(&base, &plan);
    assert_eq!(found.len(), 1);
    assert_eq!((found[0].thing, found[0].field.as_deref()), (Thing::Demand, Some("teams")));
}

#[test]
fn scenarios_and_what_is_asked_of_a_target_are_no_difference() {
    let base = sound();
    let mut plan = base.clone();
    plan.scenarios.push(crate::domain::plan::Scenario {
        id: crate::domain::ids::ScenarioId(1),
        name: "One".to_owned(),
        description: String::new(),
        changes: Vec::new(),
    });
    Arc::make_mut(&mut plan.target).promises =
        crate::domain::target::promises("nobody waits over 5 working days", 95).unwrap();
    assert_eq!(differences(&base, &plan), []);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn equal_plans_do_not_differ_even_where_they_share_nothing(plan in arbitrary::plan().boxed()) {
        let mut other = plan.clone();
        // The same records anew.
        other.workers = plan.workers.iter().map(|worker| worker.as_ref().clone()).collect();
        other.children = plan.children.iter().map(|child| child.as_ref().clone()).collect();
        other.demand = Arc::new(plan.demand.as_ref().clone());
        prop_assert_eq!(differences(&plan, &other), []);
    }

    #[test]
    fn any_field_that_is_set_to_something_else_is_found(
        plan in arbitrary::plan().boxed(), other in arbitrary::plan().boxed(), kind in 0_usize..12, field in any::<prop::sample::Index>(),
    ) {
        let things = |plan: &Plan| {
            let parts =
                [Thing::About, Thing::Calendar, Thing::Policy, Thing::Demand, Thing::Workforce, Thing::Forecast, Thing::Decisions];
            let records = [
                plan.teams.at(0).map(|r| Thing::Team(r.id)),
                plan.posts.at(0).map(|r| Thing::Post(r.id)),
                plan.workers.at(0).map(|r| Thing::Worker(r.id)),
                plan.absences.at(0).map(|r| Thing::Absence(r.id)),
                plan.children.at(0).map(|r| Thing::Child(r.id)),
            ];
            parts.into_iter().map(Some).chain(records).nth(kind).flatten()
        };
        let (Some(of), Some(from)) = (things(&plan), things(&other)) else { return Ok(()) };
        let info = field.get(fields::of(of));
        let to = fields::get(&other, from, &info.key).unwrap_or_default();
        let edit = Edit::Set { of, field: info.key.clone(), to };
        let Ok(edited) = apply(&plan, &edit) else { return Ok(()) };
        let found = differences(&plan, &edited);
        // A phased return of no weeks and none at all, for one, are written alike.
        let alike = fields::all(&plan, of) == fields::all(&edited, of);
        prop_assert_eq!(found.is_empty(), alike, "{:?}", edit);
        prop_assert!(found.iter().all(|difference| difference.thing == of));
        prop_assert!(found.iter().all(|difference| difference.before != difference.after), "{:?}", found);
    }
}
