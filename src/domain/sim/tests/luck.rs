//! Two plans under the same seed meet the same luck: what differs between them is what the change does.

use std::sync::Arc;

use super::{model, trace};
use crate::app::invent;
use crate::domain::ids::{PostId, TeamId, WorkerId};
use crate::domain::plan::{Contract, Plan, Post, PostFilling, Role, Worker};
use crate::domain::sim::trace::What;
use crate::domain::units::Fte;

/// The plan with more social workers in a team, in posts of their own.
fn with_more(plan: &Plan, team: TeamId, workers: u32) -> Plan {
    let mut plan = plan.clone();
    for _ in 0..workers {
        let id = plan.workers.next_id();
        plan.workers.push(Worker::new(id, "New", Role::SocialWorker, Some(team)));
        let post = plan.posts.next_id();
        plan.posts.push(Post {
            id: post,
            team: Some(team),
            role: Role::SocialWorker,
            fte: Fte::FULL,
            filling: PostFilling::Filled(id),
            notes: String::new(),
        });
    }
    plan
}

/// New children who did not come before: day, family, team, type, priority, number.
fn opened(plan: &Plan, run: u32) -> Vec<String> {
    let told = trace(&model(plan), run);
    let new = told.events.iter().filter(|event| matches!(event.what, What::Opened { .. }));
    new.map(|event| format!("{event:?}")).collect()
}

#[test]
fn more_workers_change_nothing_of_who_comes() {
    let mut plan = invent::held_by_managers();
    // Who comes again depends on who has been closed: without them nothing may differ.
    Arc::make_mut(&mut plan.demand).teams.iter_mut().for_each(|new| new.re_referral = 0.0);
    let more = with_more(&plan, plan.teams.at(0).unwrap().id, 2);
    for run in [0, 1, 17] {
        let before = opened(&plan, run);
        assert!(before.len() > 500, "{}", before.len());
        assert_eq!(before, opened(&more, run));
    }
}

fn without(plan: &Plan, first: u32, count: u32) -> Vec<f64> {
    let model = model(plan);
    let go = std::sync::atomic::AtomicBool::new(false);
    let results = crate::domain::sim::Simulator::new(&model).runs(first, count, &go);
    results.totals.iter().map(|totals| totals.child_days_without as f64).collect()
}

fn variance(values: &[f64]) -> f64 {
    let mean = values.iter().sum::<f64>() / values.len() as f64;
    values.iter().map(|value| (value - mean).powi(2)).sum::<f64>() / (values.len() - 1) as f64
}

/// How many times smaller the variance of the difference is under the same luck than under luck of its own.
fn factor(what: &str, plan: &Plan, other: &Plan, count: u32) -> f64 {
    let (here, same, own) = (without(plan, 0, count), without(other, 0, count), without(other, count, count));
    let difference = |with: &[f64]| here.iter().zip(with).map(|(a, b)| a - b).collect::<Vec<_>>();
    let factor = variance(&difference(&own)) / variance(&difference(&same));
    println!("{what}: the variance of the difference is {factor:.1} times smaller");
    factor
}

#[test]
fn the_same_luck_makes_differences_far_more_exact() {
    let plan = invent::reference(1, 11.7);
    let mut less = plan.clone();
    let workforce = Arc::make_mut(&mut less.workforce);
    for (_, share) in &mut workforce.leavers_a_year {
        *share *= 0.75;
    }
    assert!(factor("turnover 16 to 12 percent", &plan, &less, 60) > 5.0);
}

#[test]
fn two_workers_more_in_each_team_are_judged_under_the_same_luck() {
    let plan = invent::held_by_managers();
    let teams: Vec<TeamId> = plan.teams.iter().map(|team| team.id).collect();
    let more = teams.iter().fold(plan.clone(), |plan, team| with_more(&plan, *team, 2));
    assert!(factor("two workers more in each team", &plan, &more, 40) > 5.0);
    let _: (PostId, WorkerId, Contract);
}
