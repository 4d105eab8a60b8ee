//! Each kind of change on small plans, worked out by hand; and any change on any plan.

mod scale;
mod staff;
mod teams;
mod told;

use std::collections::BTreeSet;

use proptest::prelude::*;

use super::*;
use crate::domain::plan::arbitrary;

/// The plan with one change.
fn after(plan: &Plan, change: &Change) -> Plan {
    carry_out(plan, change, MADE_IDS).unwrap_or_else(|why| panic!("{why}: {change:?}"))
}

/// Why a change does not apply.
fn why_not(plan: &Plan, change: &Change) -> String {
    carry_out(plan, change, MADE_IDS).map_or_else(|why| why.0, |_| panic!("{change:?} was carried out"))
}

fn switched(changes: &[(Change, bool)]) -> Vec<ScenarioChange> {
    let one = |(change, on): &(Change, bool)| ScenarioChange {
        change: change.clone(),
        on: *on,
        comment: String::new(),
    };
    changes.iter().map(one).collect()
}

/// As [`arbitrary::change`], of teams and people that the plan has, if it has any.
fn fitting(plan: &Plan, change: Change) -> Change {
    let team = |id: TeamId| plan.teams.at(id.0 as usize % plan.teams.len().max(1)).map_or(id, |team| team.id);
    match change {
        Change::AddPosts { team: id, role, count, fte, contract, from, recruited, ramp } => {
            Change::AddPosts { team: team(id), role, count: count % 9, fte, contract, from, recruited, ramp }
        }
        Change::AgencyBridge { team: id, count, from, until } => {
            let (from, until) = (from.min(until), from.max(until));
            Change::AgencyBridge { team: team(id), count: count % 9, from, until }
        }
        Change::ConvertAgency { worker, on } => {
            let place = worker.0 as usize % plan.workers.len().max(1);
            Change::ConvertAgency { worker: plan.workers.at(place).map_or(worker, |w| w.id), on }
        }
        Change::AsyeCohort { team: id, count, from } => {
            Change::AsyeCohort { team: team(id), count: count % 9, from }
        }
        Change::SplitTeam { team: id, new_name, new_id, .. } => {
            let id = team(id);
            let theirs = plan.workers.iter().filter(|worker| worker.team == Some(id));
            let workers = theirs.map(|worker| worker.id).step_by(2).collect();
            Change::SplitTeam { team: id, new_name, new_id, workers }
        }
        Change::MergeTeams { from, into } => Change::MergeTeams { from: team(from), into: team(into) },
        Change::MoveCaseType { case_type, from, to } => {
            Change::MoveCaseType { case_type, from: team(from), to: team(to) }
        }
        other => other,
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_changes_of_any_plan_give_one_plan_or_a_reason_and_leave_the_base_as_it_was(
        base in arbitrary::plan().boxed(),
        changes in prop::collection::vec((arbitrary::change().boxed(), any::<bool>()), 0..5).boxed(),
        fit in any::<bool>(),
    ) {
        let told = format!("{base:?}");
        let fitted: Vec<(Change, bool)> = changes
            .into_iter()
            .map(|(change, on)| (if fit { fitting(&base, change) } else { change }, on))
            .collect();
        let changes = switched(&fitted);
        let (once, twice) = (with_changes(&base, &changes), with_changes(&base, &changes));
        prop_assert_eq!(format!("{once:?}"), format!("{twice:?}"));
        prop_assert_eq!(format!("{base:?}"), told);
        for left_out in &once.left_out {
            prop_assert!(changes[left_out.place].on);
            prop_assert!(!left_out.why.is_empty() && !left_out.why.ends_with('.'), "{}", left_out.why);
        }
        prop_assert_eq!(words_in_turn(&base, &changes).len(), changes.len());
        // Every id of what was made is its own.
        let ids: BTreeSet<u32> = once.plan.workers.iter().map(|worker| worker.id.0).collect();
        prop_assert_eq!(ids.len(), once.plan.workers.len());

        let off: Vec<ScenarioChange> = changes.iter().cloned().map(|c| ScenarioChange { on: false, ..c }).collect();
        let unchanged = with_changes(&base, &off);
        prop_assert!(unchanged.left_out.is_empty());
        prop_assert!(unchanged.plan.workers.same_list(&base.workers) && unchanged.plan == base);
    }
}

#[test]
fn what_a_change_makes_does_not_depend_on_how_much_the_others_make() {
    use crate::domain::ids::WorkerId;
    let base = crate::domain::samples::sound();
    let day = |text| crate::domain::samples::on(text);
    let posts = |count| Change::AddPosts {
        team: TeamId(1),
        role: crate::domain::plan::Role::SocialWorker,
        count,
        fte: crate::domain::units::Fte::FULL,
        contract: crate::domain::plan::Contract::Permanent,
        from: day("05/10/2026"),
        recruited: crate::domain::plan::Recruited::Starts,
        ramp: None,
    };
    let bridge =
        Change::AgencyBridge { team: TeamId(2), count: 1, from: day("05/10/2026"), until: day("18/12/2026") };
    let cap = Change::CapForRole { role: crate::domain::plan::Role::SocialWorker, children: 16 };
    let made = |changes: &[(Change, bool)]| -> Vec<u32> {
        let plan = with_changes(&base, &switched(changes)).plan;
        plan.workers.iter().map(|worker| worker.id.0).filter(|id| *id >= MADE_IDS).collect()
    };
    let (one, two) = ((posts(1), true), (posts(2), true));
    let agency = (bridge, true);
    assert_eq!(made(&[one.clone(), one.clone(), agency.clone()]), [1_000_000, 1_001_000, 1_100_000]);
    assert_eq!(made(&[two, one.clone(), agency.clone()]), [1_000_000, 1_000_001, 1_001_000, 1_100_000]);
    // Switched off it keeps its numbers to itself, and what makes nothing takes none.
    assert_eq!(made(&[(posts(1), false), (cap, true), one.clone(), agency]), [1_001_000, 1_100_000]);
    // A made worker goes back to the base with the change that makes them, and no other.
    let split = Change::SplitTeam {
        team: TeamId(1),
        new_name: "North two".to_owned(),
        new_id: None,
        workers: vec![WorkerId(MADE_IDS)],
    };
    let scenario = Scenario {
        id: crate::domain::ids::ScenarioId(1),
        name: "A".to_owned(),
        description: String::new(),
        changes: switched(&[one.clone(), one, (split, true)]),
    };
    let back = back_to_base(&base, &scenario, Thing::Worker(WorkerId(MADE_IDS)), None).unwrap();
    assert_eq!(back.scenario.changes.iter().map(|change| change.on).collect::<Vec<_>>(), [false, true, true]);
}

#[test]
fn a_change_that_does_not_apply_is_told_with_its_place_and_the_ones_after_it_are_made() {
    let base = crate::domain::samples::sound();
    let north = TeamId(1);
    let changes = switched(&[
        (Change::MergeTeams { from: TeamId(9), into: north }, true),
        (Change::MergeTeams { from: TeamId(8), into: north }, false),
        (Change::CapForRole { role: crate::domain::plan::Role::SocialWorker, children: 16 }, true),
    ]);
    let applied = with_changes(&base, &changes);
    let why = "The team T9 is no longer in the plan".to_owned();
    assert_eq!(applied.left_out, [LeftOut { place: 0, why }]);
    assert_eq!(applied.plan.policy.role_cap(crate::domain::plan::Role::SocialWorker).children, 16);
    assert_eq!(base.policy.role_cap(crate::domain::plan::Role::SocialWorker).children, 18);
}
