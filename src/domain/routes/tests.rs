//! The table of the rule, line by line.

use super::*;
use crate::domain::ids::{ChildId, WorkerId};
use crate::domain::plan::{CaseMix, Child, Role};
use crate::domain::samples::{on, sound, staff, team};
use CaseType::{Assessment, AsylumSeeking, ChildInNeed, ChildProtection, LookedAfter};

/// A plan of these teams with the types they hold, of which the first so many take new assessments, and their open children.
fn plan(teams: &[&[CaseType]], front_doors: u32, children: &[(u32, CaseType, u32)]) -> Plan {
    let mut plan = sound();
    let numbered = || (1_u32..).zip(teams);
    plan.teams = numbered()
        .map(|(id, holds)| Team { holds: holds.to_vec(), ..team(id, &format!("Team {id}"), 1) })
        .collect();
    // Full-time social workers in post: one in the first team, two in the second and so on.
    plan.workers = numbered()
        .flat_map(|(id, _)| (0..id).map(move |n| staff(10 * id + n, "Ann", Role::SocialWorker, id, 0)))
        .collect();
    let mut number = 0;
    let mut list = Vec::new();
    for (team, case_type, count) in children {
        for _ in 0..*count {
            number += 1;
            list.push(Child::new(ChildId(number), &format!("{number}"), Some(TeamId(*team)), *case_type));
        }
    }
    plan.children = list.into_iter().collect();
    let mut demand = (*plan.demand).clone();
    demand.teams = (1..=front_doors).map(|id| new_work(id, Assessment)).collect();
    plan.demand = demand.into();
    plan
}

fn new_work(team: u32, case_type: CaseType) -> TeamDemand {
    let mut new = TeamDemand::new(TeamId(team));
    new.families_a_week = 2.0;
    new.case_mix = vec![CaseMix { case_type, share: 1.0 }];
    new
}

/// Where work of a type goes from a team, as team and share; 0 for none.
fn of(plan: &Plan, from: u32, case_type: CaseType) -> Vec<(u32, f64)> {
    let routes = Routes::new(plan);
    let shares = routes.of((from > 0).then_some(TeamId(from)), case_type);
    shares.iter().map(|(team, share)| (team.map_or(0, |team| team.0), *share)).collect()
}

/// An assessment team that may keep children in need, and two teams for later work.
const THREE: [&[CaseType]; 3] = [&[Assessment, ChildInNeed], &[ChildInNeed, ChildProtection], &[ChildInNeed]];

#[test]
fn later_teams_keep_what_they_hold() {
    let plan = plan(&THREE, 1, &[(1, ChildInNeed, 5), (2, ChildInNeed, 1), (3, ChildInNeed, 1)]);
    assert_eq!(of(&plan, 2, ChildInNeed), [(2, 1.0)]);
    assert_eq!(of(&plan, 2, ChildProtection), [(2, 1.0)]);
    assert_eq!(of(&plan, 3, ChildInNeed), [(3, 1.0)]);
}

#[test]
fn the_front_door_keeps_as_many_as_it_has_today_and_hands_on_the_rest() {
    let plan = plan(&THREE, 1, &[(1, ChildInNeed, 2), (2, ChildInNeed, 6), (3, ChildInNeed, 2)]);
    let shares = of(&plan, 1, ChildInNeed);
    assert_eq!(shares.iter().map(|(team, _)| *team).collect::<Vec<_>>(), [1, 2, 3]);
    for ((_, share), wanted) in shares.iter().zip([0.2, 0.6, 0.2]) {
        assert!((share - wanted).abs() < 1e-12, "{shares:?}");
    }
}

#[test]
fn two_front_doors_keep_the_same_part_each_its_own() {
    let teams: [&[CaseType]; 3] = [&[Assessment, ChildInNeed], &[Assessment, ChildInNeed], &[ChildInNeed]];
    let plan = plan(&teams, 2, &[(1, ChildInNeed, 2), (3, ChildInNeed, 2)]);
    assert_eq!(of(&plan, 1, ChildInNeed), [(1, 0.5), (3, 0.5)]);
    assert_eq!(of(&plan, 2, ChildInNeed), [(2, 0.5), (3, 0.5)]);
}

#[test]
fn the_front_door_keeps_all_where_nobody_else_holds_it_or_has_any() {
    let alone: [&[CaseType]; 2] = [&[Assessment, ChildInNeed], &[ChildProtection]];
    assert_eq!(of(&plan(&alone, 1, &[(1, ChildInNeed, 3)]), 1, ChildInNeed), [(1, 1.0)]);
    assert_eq!(of(&plan(&alone, 1, &[]), 1, ChildInNeed), [(1, 1.0)]);
    assert_eq!(of(&plan(&THREE, 1, &[(1, ChildInNeed, 3)]), 1, ChildInNeed), [(1, 1.0)]);
}

#[test]
fn with_no_such_children_anywhere_the_front_door_hands_all_on_by_staff() {
    assert_eq!(of(&plan(&THREE, 1, &[]), 1, ChildInNeed), [(2, 0.4), (3, 0.6)]);
    let mut nobody = plan(&THREE, 1, &[]);
    nobody.workers = std::iter::empty::<crate::domain::plan::Worker>().collect();
    assert_eq!(of(&nobody, 1, ChildInNeed), [(2, 0.5), (3, 0.5)]);
}

#[test]
fn what_a_team_does_not_hold_goes_to_the_later_teams_that_do() {
    let plan = plan(&THREE, 1, &[(1, ChildInNeed, 9), (2, ChildInNeed, 1), (3, ChildInNeed, 3)]);
    assert_eq!(of(&plan, 1, ChildProtection), [(2, 1.0)]);
    assert_eq!(of(&plan, 3, ChildProtection), [(2, 1.0)]);
    let outside: [&[CaseType]; 4] = [THREE[0], THREE[1], THREE[2], &[LookedAfter]];
    let mut with_fourth = plan.clone();
    with_fourth.teams = self::plan(&outside, 1, &[]).teams;
    assert_eq!(of(&with_fourth, 4, ChildInNeed), [(2, 0.25), (3, 0.75)]);
    // Only the front door assesses.
    assert_eq!(of(&plan, 2, Assessment), [(1, 1.0)]);
}

#[test]
fn what_nobody_holds_stays_and_so_does_the_work_of_no_team() {
    let mut plan = plan(&THREE, 1, &[(2, ChildInNeed, 1)]);
    assert_eq!(of(&plan, 1, LookedAfter), [(1, 1.0)]);
    assert_eq!(of(&plan, 0, ChildInNeed), [(0, 1.0)]);
    assert_eq!(of(&plan, 99, ChildInNeed), [(0, 1.0)], "a team that is not in the plan");
    plan.teams = std::iter::empty::<Team>().collect();
    assert_eq!(of(&plan, 1, ChildInNeed), [(0, 1.0)]);
}

#[test]
fn a_team_that_says_nothing_holds_anything() {
    let plan = plan(&[&[Assessment], &[]], 1, &[]);
    assert_eq!(of(&plan, 1, ChildInNeed), [(2, 1.0)]);
    assert_eq!(of(&plan, 2, LookedAfter), [(2, 1.0)]);
    // It may assess as well, but the front door keeps what comes to it from outside, even with none open today.
    assert_eq!(of(&plan, 1, Assessment), [(1, 1.0)]);
}

#[test]
fn new_work_of_their_own_type_makes_specialist_teams_no_front_door() {
    let care: &[CaseType] = &[LookedAfter, AsylumSeeking];
    let children = [(2, LookedAfter, 3), (3, LookedAfter, 1)];
    let mut plan = plan(&[&[Assessment], care, care], 1, &children);
    let mut demand = (*plan.demand).clone();
    demand.teams.push(new_work(2, AsylumSeeking));
    plan.demand = demand.into();
    assert_eq!(of(&plan, 2, LookedAfter), [(2, 1.0)]);
    assert_eq!(of(&plan, 1, LookedAfter), [(2, 0.75), (3, 0.25)]);
    // Nor does an entry without families.
    let mut demand = (*plan.demand).clone();
    demand.teams[0].families_a_week = 0.0;
    plan.demand = demand.into();
    assert_eq!(of(&plan, 1, Assessment), [(1, 1.0)]);
}

#[test]
fn children_who_are_closed_and_staff_who_have_gone_count_for_nothing() {
    let mut plan = plan(&THREE, 1, &[(2, ChildInNeed, 1), (3, ChildInNeed, 1)]);
    plan.children.change(ChildId(2), |child| child.closes = Some(on("01/09/2026")));
    assert_eq!(of(&plan, 1, ChildInNeed), [(2, 1.0)]);
    plan.children.change(ChildId(1), |child| child.closes = Some(on("01/09/2026")));
    for number in 30..33 {
        plan.workers.change(WorkerId(number), |worker| worker.last_day = Some(on("01/09/2026")));
    }
    assert_eq!(of(&plan, 1, ChildInNeed), [(2, 1.0)]);
}

#[test]
fn shares_add_to_one_whatever_the_plan() {
    use proptest::prelude::*;
    proptest!(ProptestConfig::with_cases(64), |(plan in crate::domain::plan::arbitrary::plan())| {
        let routes = Routes::new(&plan);
        let teams = plan.teams.iter().map(|team| Some(team.id)).chain([None, Some(TeamId(u32::MAX))]);
        for team in teams {
            for case_type in CaseType::ALL {
                let shares = routes.of(team, *case_type);
                let sum: f64 = shares.iter().map(|(_, share)| share).sum();
                prop_assert!((sum - 1.0).abs() < 1e-9 && shares.iter().all(|(_, share)| *share > 0.0), "{shares:?}");
            }
        }
    });
}
