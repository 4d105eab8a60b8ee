//! What scenarios bring: posts that are advertised later, people who become permanent, agency workers for a time.

use std::sync::Arc;

use super::{model, trace};
use crate::domain::ids::{PostId, TeamId, WorkerId};
use crate::domain::plan::{
    Change, Contract, Plan, PostFilling, Records, Recruited, Role, ScenarioChange, Sickness,
};
use crate::domain::samples::{on, post, sound};
use crate::domain::scenario::with_changes;
use crate::domain::sim::trace::What;
use crate::domain::units::Fte;

const NORTH: TeamId = TeamId(1);

/// A plan as at Monday 7 September 2026 in which nobody is ill and nobody leaves.
fn calm() -> Plan {
    let mut plan = sound();
    plan.absences = Records::default();
    let workforce = Arc::make_mut(&mut plan.workforce);
    workforce.sickness = Sickness { short_spells_a_year: 0.0, long_share_a_year: 0.0, ..workforce.sickness };
    workforce.leavers_a_year = Vec::new();
    Arc::make_mut(&mut plan.forecast).weeks = 156;
    plan
}

fn with(plan: &Plan, change: Change) -> Plan {
    let applied = with_changes(plan, &[ScenarioChange { change, on: true, comment: String::new() }]);
    assert_eq!(applied.left_out, []);
    applied.plan
}

/// The days on which somebody starts in a run, and on which contract.
fn starts(plan: &Plan, run: u32) -> Vec<(u32, Contract)> {
    let told = trace(&model(plan), run);
    let started = told.events.iter().filter_map(|event| match event.what {
        What::Started { contract, .. } => Some((event.day, contract)),
        _ => None,
    });
    started.collect()
}

/// The days on which somebody leaves in a run.
fn leaves(plan: &Plan, run: u32) -> Vec<u32> {
    let told = trace(&model(plan), run);
    told.events
        .iter()
        .filter(|event| matches!(event.what, What::Left { .. }))
        .map(|event| event.day)
        .collect()
}

fn day(plan: &Plan, date: &str) -> u32 {
    let days = &model(plan).layout().days.clone();
    days.partition_point(|day| *day < on(date)) as u32
}

fn advertised(from: &str) -> Change {
    Change::AddPosts {
        team: NORTH,
        role: Role::SocialWorker,
        count: 1,
        fte: Fte::FULL,
        contract: Contract::Permanent,
        from: on(from),
        recruited: Recruited::Advertised,
        ramp: None,
    }
}

#[test]
fn a_post_that_is_advertised_is_filled_after_the_same_time_whenever_that_is() {
    let (early, late) = (with(&calm(), advertised("05/10/2026")), with(&calm(), advertised("01/03/2027")));
    for run in 0..20 {
        let ([(first, _)], [(second, _)]) = (&starts(&early, run)[..], &starts(&late, run)[..]) else {
            panic!("one starts in three years")
        };
        let waited = first - day(&early, "05/10/2026");
        assert!(waited > 0);
        assert_eq!(second - day(&late, "01/03/2027"), waited, "run {run}");
    }
}

#[test]
fn nobody_is_recruited_to_a_vacancy_before_the_day_until_which_it_is_held() {
    let mut base = calm();
    let since = Some(on("01/06/2026"));
    base.posts.push(post(
        2,
        1,
        PostFilling::Vacant { since, expected: None, recruiting_from: None, covered_by: None },
    ));
    let held = with(&base, Change::HoldVacancies { team: None, until: Some(on("01/04/2027")) });
    let until = day(&held, "01/04/2027");
    let mut sooner = 0;
    for run in 0..20 {
        assert!(starts(&held, run)[0].0 > until, "run {run}");
        sooner += u32::from(starts(&base, run)[0].0 < until);
    }
    assert!(sooner > 15, "{sooner}");
    // Nor by somebody of a cohort, who would take it otherwise.
    Arc::make_mut(&mut base.workforce).asye_cohorts = vec![(11, 1)];
    let held = with(&base, Change::HoldVacancies { team: None, until: Some(on("01/04/2027")) });
    assert!(starts(&held, 0)[0].0 > until);
}

#[test]
fn agency_workers_for_a_time_are_not_replaced_and_everybody_else_is_as_before() {
    // No posts at all: every worker is their own post.
    let mut base = calm();
    base.posts = Records::default();
    base.workers.change(WorkerId(4), |ben| ben.last_day = Some(on("25/09/2026")));
    let bridge =
        Change::AgencyBridge { team: NORTH, count: 3, from: on("14/09/2026"), until: on("18/12/2026") };
    let plan = with(&base, bridge);
    for run in 0..10 {
        // The three on 14 September, and whoever follows Ben.
        let agency = (day(&plan, "14/09/2026"), Contract::Agency);
        let mut wanted = vec![agency; 3];
        wanted.extend(starts(&base, run));
        assert_eq!(wanted.len(), 4);
        assert_eq!(starts(&plan, run), wanted, "run {run}");
        assert_eq!(leaves(&plan, run).len(), 4);
    }
    // A post that a change makes is filled again; it does not make the others somebody else's.
    let plan = with(&base, advertised("05/10/2026"));
    assert_eq!(starts(&plan, 0).len(), 2);
}

#[test]
fn people_outside_the_establishment_are_not_replaced_because_the_last_vacancy_is_deleted() {
    let mut base = calm();
    let since = Some(on("01/06/2026"));
    let vacant = PostFilling::Vacant { since, expected: None, recruiting_from: None, covered_by: None };
    base.posts = [post(2, 1, vacant)].into_iter().collect();
    // Ben is in no post: nobody follows him.
    base.workers.change(WorkerId(4), |ben| ben.last_day = Some(on("25/09/2026")));
    let plan = with(&base, Change::HoldVacancies { team: None, until: None });
    for run in 0..5 {
        assert_eq!(starts(&plan, run), []);
    }
}

#[test]
fn whoever_becomes_permanent_leaves_as_permanent_staff_do() {
    let mut base = calm();
    // Agency workers leave within weeks here, permanent ones never.
    Arc::make_mut(&mut base.workforce).leavers_a_year = vec![(Contract::Agency, 1.0)];
    base.workers.change(WorkerId(4), |ben| ben.contract = Contract::Agency);
    let covered_by = Some(WorkerId(4));
    base.posts.push(post(
        2,
        1,
        PostFilling::Vacant {
            since: None,
            expected: None,
            recruiting_from: Some(on("03/09/2029")),
            covered_by,
        },
    ));
    let plan = with(&base, Change::ConvertAgency { worker: WorkerId(4), on: on("01/03/2027") });
    let from = day(&plan, "01/03/2027");
    assert_eq!(plan.posts.get(PostId(2)).unwrap().filling, PostFilling::Filled(WorkerId(4)));
    let (mut before, mut stayed) = (0, 0);
    for run in 0..40 {
        let gone = leaves(&base, run);
        let first = gone.first().copied().unwrap_or(u32::MAX);
        let now = leaves(&plan, run);
        // Notice is four weeks. Given before the day it holds; later it is none.
        if first <= from + 19 {
            before += 1;
            assert_eq!(now.first(), Some(&first), "run {run}");
            // Recruiting runs: whoever follows is permanent.
            assert_eq!(starts(&plan, run)[0].1, Contract::Permanent);
        } else if first > from + 20 {
            stayed += 1;
            assert_eq!(now, [0; 0], "run {run}");
        }
    }
    assert!(before > 5 && stayed > 5, "{before} {stayed}");
}
