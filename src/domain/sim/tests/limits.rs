//! Plans at the edge of what can be asked: they play without a panic, or are refused in sentences.

use std::sync::Arc;

use proptest::prelude::*;

use super::{made, model, runs, services};
use crate::app::invent;
use crate::domain::plan::{
    Cap, CaseMix, CaseType, Contract, Demand, Journey, LengthOfWork, Outcome, OutcomeShare, Plan, Role,
    TeamDemand, Worker, WorkforceChange, arbitrary,
};
use crate::domain::samples::{on, sound};
use crate::domain::sim::RunTotals;

/// A small service with new work, played over so many weeks.
fn busy(weeks: u16) -> Plan {
    let mut plan = sound();
    Arc::make_mut(&mut plan.forecast).weeks = weeks;
    let demand = Arc::make_mut(&mut plan.demand);
    demand.teams = plan.teams.iter().map(|team| TeamDemand::new(team.id)).collect();
    for new in &mut demand.teams {
        new.families_a_week = 2.0;
        new.case_mix = vec![CaseMix { case_type: CaseType::ChildInNeed, share: 1.0 }];
    }
    demand.journeys = vec![Journey {
        case_type: CaseType::ChildInNeed,
        length: LengthOfWork::Exponential { mean_days: 100.0 },
        then: vec![OutcomeShare { outcome: Outcome::Closes, share: 1.0 }],
    }];
    plan
}

/// [`busy`] for a year with its demand and workforce changed.
fn changed(change: impl FnOnce(&mut Demand, &mut WorkforceChange)) -> Plan {
    let mut plan = busy(52);
    change(Arc::make_mut(&mut plan.demand), Arc::make_mut(&mut plan.workforce));
    plan
}

fn totals(plan: &Plan) -> RunTotals {
    runs(&model(plan), 2).totals[1]
}

#[test]
fn without_new_work_nobody_comes() {
    let plan = changed(|demand, _| demand.teams.iter_mut().for_each(|new| new.families_a_week = 0.0));
    assert_eq!(totals(&plan).arrivals, 0);
    let plan = changed(|demand, _| demand.teams.iter_mut().for_each(|new| new.month_index = [0.0; 12]));
    assert_eq!(totals(&plan).arrivals, 0);
    let plan = changed(|demand, _| demand.teams.iter_mut().for_each(|new| new.case_mix.clear()));
    assert_eq!(totals(&plan).arrivals, 0);
}

#[test]
fn everybody_can_leave_at_once_and_nobody_come() {
    let all = [Contract::Permanent, Contract::Agency, Contract::FixedTerm];
    let plan = changed(|_, workforce| {
        workforce.leavers_a_year = all.map(|contract| (contract, 100.0)).to_vec();
        workforce.notice_weeks = all.map(|contract| (contract, 0)).to_vec();
        workforce.time_to_fill.permanent_days = 73_000.0;
    });
    let t = totals(&plan);
    // Five of the seven hold cases; only one has a post that could be filled again.
    assert_eq!((t.leavers, t.starters), (5, 0));
    let plan = changed(|_, workforce| {
        workforce.leavers_a_year = all.map(|contract| (contract, 100.0)).to_vec();
        workforce.notice_weeks = all.map(|contract| (contract, 0)).to_vec();
        workforce.time_to_fill.permanent_days = 0.0;
    });
    assert!(totals(&plan).starters > 20, "a post is filled a day after it is left");
    let plan = changed(|_, workforce| {
        workforce.leavers_a_year = all.map(|contract| (contract, 100.0)).to_vec();
        workforce.notice_weeks = all.map(|contract| (contract, 520)).to_vec();
    });
    assert_eq!(totals(&plan).leavers, 0, "notice runs beyond the horizon");
}

#[test]
fn work_may_last_no_time_at_all_or_half_a_century() {
    let lasting = |length| {
        let plan = changed(|demand, _| demand.journeys[0].length = length);
        totals(&plan)
    };
    for length in [
        LengthOfWork::Fixed { days: 0.0 },
        LengthOfWork::Exponential { mean_days: 0.0 },
        LengthOfWork::LogNormal { median_days: 0.0, mean_days: 0.0 },
    ] {
        let t = lasting(length);
        // Work lasts a day at least: whoever was given a worker yesterday has closed.
        assert!(t.arrivals > 100 && t.open.1 < 10, "{length:?}: {t:?}");
    }
    for days in [18_262.0, 73_000.0] {
        let t = lasting(LengthOfWork::Fixed { days });
        assert_eq!(t.closures, 0, "{days} days");
    }
    lasting(LengthOfWork::LogNormal { median_days: 18_000.0, mean_days: 73_000.0 });
}

#[test]
fn nobody_has_a_place_where_every_cap_is_nought() {
    let mut plan = busy(52);
    Arc::make_mut(&mut plan.policy)
        .caps
        .iter_mut()
        .for_each(|cap| cap.cap = Cap { children: 0, points: None });
    let t = totals(&plan);
    assert_eq!((t.allocations, t.wait_days), (0, 0));
    assert!(t.child_days_waiting > 0);
}

#[test]
fn two_thousand_weeks_can_be_played() {
    let results = runs(&model(&busy(2_000)), 1);
    assert!(results.layout.days.len() > 9_500);
    assert!(made(&busy(2_001)).unwrap_err()[0].contains("weeks"));
}

#[test]
fn a_plan_may_lack_teams_workers_or_children() {
    let mut plan = Plan::empty(on("07/09/2026"));
    assert_eq!(totals(&plan), RunTotals::default());
    plan = busy(52);
    plan.children.retain(|_| false);
    assert_eq!(totals(&plan).open.0, 0);
    plan.workers.retain(|_| false);
    plan.posts.retain(|_| false);
    let t = totals(&plan);
    assert!(t.arrivals > 0 && t.allocations == 0 && t.person_days == 0);
    plan = busy(52);
    plan.teams.retain(|_| false);
    assert_eq!(totals(&plan).arrivals, 0);
}

#[test]
fn more_new_work_than_any_service_has_is_refused_in_sentences() {
    let plan = changed(|demand, _| demand.teams[0].families_a_week = 20_001.0);
    assert_eq!(made(&plan).unwrap_err(), ["New families a week of T1 must be from 0 to 20000, not 20001"]);
    let plan = changed(|demand, _| demand.teams[0].families_a_week = f64::NAN);
    assert_eq!(made(&plan).unwrap_err().len(), 1);
    let plan = changed(|demand, _| demand.teams[0].re_referral = 0.96);
    assert!(made(&plan).unwrap_err()[0].contains("95 percent"));
}

#[test]
fn more_people_in_no_team_than_can_be_told_apart_are_refused() {
    let mut plan = busy(4);
    for _ in 0..4_001 {
        let id = plan.workers.next_id();
        plan.workers.push(Worker::new(id, "", Role::SocialWorker, None));
    }
    assert!(made(&plan).unwrap_err()[0].contains("in no team"));
}

#[test]
fn twenty_thousand_families_a_week_can_be_played_even_if_one_worker_has_to_take_them_all() {
    let mut plan = busy(6);
    let demand = Arc::make_mut(&mut plan.demand);
    demand.teams.truncate(1);
    demand.teams[0].families_a_week = 20_000.0;
    demand.teams[0].month_index = [1.0; 12];
    let policy = Arc::make_mut(&mut plan.policy);
    policy.over_cap_allowed = vec![CaseType::ChildInNeed];
    plan.workers.retain(|worker| worker.id.0 != 4);
    let t = runs(&model(&plan), 1).totals[0];
    // A worker's children are counted up to 65,535: with as many nobody is given more.
    assert!(t.arrivals > 110_000 && t.allocations >= 65_000, "{t:?}");
}

#[test]
fn shares_may_all_be_nought_or_not_add_up() {
    for share in [0.0, 0.2, 7.0] {
        let plan = changed(|demand, _| {
            for new in &mut demand.teams {
                new.family_sizes = vec![share; 3];
                new.priorities = [share; 4];
                new.case_mix.push(CaseMix { case_type: CaseType::Court, share });
            }
            demand.journeys[0].then.push(OutcomeShare { outcome: Outcome::Becomes(CaseType::Court), share });
        });
        assert!(totals(&plan).arrivals > 100);
    }
}

#[test]
fn nearly_all_closed_work_may_come_again() {
    let plan = changed(|demand, _| demand.teams.iter_mut().for_each(|new| new.re_referral = 0.95));
    let t = totals(&plan);
    assert!(t.came_again > t.families);
}

#[test]
fn leave_may_fill_the_year_and_a_phased_return_take_it() {
    for (days, block) in [(366, 1), (366, 400), (60, 5), (1, 0)] {
        let plan = changed(|_, workforce| {
            (workforce.leave_days, workforce.leave_block_working_days) = ((days, days), block);
        });
        let t = totals(&plan);
        assert!(t.person_days_leave > 0 && t.person_days_leave < t.person_days, "{days} in {block}: {t:?}");
    }
    for weeks in [0, 1, 52, 600] {
        let plan = changed(|_, workforce| {
            workforce.sickness.phased_weeks = weeks;
            workforce.sickness.long_share_a_year = 3.0;
        });
        totals(&plan);
    }
}

#[test]
fn the_examples_can_be_played_over_two_years() {
    for (_, mut plan) in invent::examples() {
        Arc::make_mut(&mut plan.forecast).weeks = 104;
        runs(&model(&plan), 1);
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 60, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn whatever_a_file_can_hold_is_played_or_refused(plan in arbitrary::plan(), tame in any::<bool>(), seed in any::<u64>()) {
        let mut plan = plan;
        let forecast = Arc::make_mut(&mut plan.forecast);
        forecast.weeks = 1 + forecast.weeks % 60;
        if tame {
            // Numbers within bounds, so that more of them are played; all else stays foolish.
            let usual = services::service(seed);
            (plan.demand, plan.workforce) = (usual.demand, usual.workforce);
        }
        match made(&plan) {
            Ok(model) => prop_assert_eq!(runs(&model, 1).runs(), 1),
            Err(sentences) => prop_assert!(!sentences.is_empty()),
        }
    }
}
