//! Runs told event by event, gone through by the independent checker.

use std::sync::Arc;

use proptest::prelude::*;

use super::checker::check;
use super::{model, services, trace};
use crate::app::invent;
use crate::domain::plan::{Contract, Plan, WorkingDays};
use crate::domain::units::Fte;

fn checked(plan: &Plan, runs: u32) -> Result<(), String> {
    let model = model(plan);
    for run in 0..runs {
        let told = trace(&model, run);
        check(plan, &told, model.layout()).map_err(|wrong| format!("run {run}, {wrong}"))?;
    }
    Ok(())
}

#[test]
fn the_examples_are_played_by_the_rules() {
    for (file, mut plan) in invent::examples() {
        // The events do not say which post somebody starts in: all are alike.
        plan.posts.change_where(|_| true, |post| post.fte = Fte::FULL);
        Arc::make_mut(&mut plan.forecast).weeks = 20;
        checked(&plan, 2).unwrap_or_else(|wrong| panic!("{file}: {wrong}"));
    }
}

#[test]
fn the_reference_model_is_played_by_the_rules() {
    let mut plan = invent::reference(1, 11.7);
    Arc::make_mut(&mut plan.forecast).weeks = 26;
    checked(&plan, 1).unwrap();
}

/// A service by chance without what the events do not tell: days off of somebody's own, and the time of a post that no
/// plan has but its last worker's.
pub(super) fn told(seed: u64) -> Plan {
    let mut plan = services::with_duty_turns(services::service(seed), seed);
    let alone = plan.posts.is_empty();
    plan.workers.change_where(
        |_| true,
        |worker| {
            worker.working_days = WorkingDays::MONDAY_TO_FRIDAY;
            if alone || worker.contract == Contract::Agency {
                worker.fte = Fte::FULL;
            }
        },
    );
    plan
}

/// The plan with no more children and absences than it takes to go wrong.
fn smallest(mut plan: Plan) -> (Plan, String) {
    for id in plan.children.iter().map(|child| child.id).collect::<Vec<_>>() {
        let mut less = plan.clone();
        if less.children.remove(id) && checked(&less, 2).is_err() {
            plan = less;
        }
    }
    for id in plan.absences.iter().map(|absence| absence.id).collect::<Vec<_>>() {
        let mut less = plan.clone();
        if less.absences.remove(id) && checked(&less, 2).is_err() {
            plan = less;
        }
    }
    let wrong = checked(&plan, 2).unwrap_err();
    (plan, wrong)
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 150, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_service_is_played_by_the_rules(seed in any::<u64>()) {
        let plan = told(seed);
        if checked(&plan, 2).is_err() {
            let (plan, wrong) = smallest(plan);
            prop_assert!(false, "{}\n{:?}\n{:?}", wrong, plan.children, plan.absences);
        }
    }
}
