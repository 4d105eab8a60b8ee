//! What queueing and renewal theory say, within two errors of the simulated mean and half a day's step.

use std::sync::Arc;

use chrono::NaiveDate;

use super::{model, runs};
use crate::domain::ids::{PostId, TeamId, WorkerId};
use crate::domain::plan::{
    Cap, CaseMix, CaseType, Contract, Demand, Journey, LengthOfWork, Plan, Policy, Post, PostFilling, Ramp,
    Role, Sickness, Team, TeamDemand, Worker, WorkforceChange,
};
use crate::domain::sim::{Results, RunTotals, Series};
use crate::domain::units::Fte;

/// Working days of a year without bank holidays: years beyond 2110 have weekends only.
const YEAR: f64 = 365.25 * 5.0 / 7.0;

/// One team of so many workers with so many places each, so many children on a working day and such a length.
pub(crate) fn bare(workers: u32, cap: u16, a_day: f64, length: LengthOfWork, weeks: u16) -> Plan {
    // The first of a leave year and of a week.
    let mut plan = Plan::empty(NaiveDate::from_ymd_opt(2115, 3, 31).unwrap());
    Arc::make_mut(&mut plan.forecast).weeks = weeks;
    let team = TeamId(1);
    plan.teams.push(Team {
        id: team,
        name: "Team".to_owned(),
        holds: Vec::new(),
        manager: None,
        deputies: Vec::new(),
        duty: None,
        new_work_percent: None,
        rota: crate::domain::plan::TeamRota::default(),
        notes: String::new(),
    });
    for id in 1..=workers {
        let mut worker = Worker::new(WorkerId(id), "", Role::SocialWorker, Some(team));
        worker.cap = Some(Cap { children: cap, points: None });
        plan.workers.push(worker);
        plan.posts.push(Post {
            id: PostId(id),
            team: Some(team),
            role: Role::SocialWorker,
            fte: Fte::FULL,
            filling: PostFilling::Filled(WorkerId(id)),
            notes: String::new(),
        });
    }
    plan.policy = Arc::new(Policy {
        no_new_before_leave_working_days: 0,
        most_new_a_week: None,
        starter_ramp: Ramp::new(&[]),
        over_cap_allowed: Vec::new(),
        never_wait: Vec::new(),
        escalation: Vec::new(),
        ..Policy::default()
    });
    let new = TeamDemand {
        families_a_week: a_day * 5.0,
        case_mix: vec![CaseMix { case_type: CaseType::Assessment, share: 1.0 }],
        ..TeamDemand::new(team)
    };
    plan.demand = Arc::new(Demand {
        official_figures_of: String::new(),
        teams: vec![new],
        journeys: vec![Journey { case_type: CaseType::Assessment, length, then: Vec::new() }],
    });
    plan.workforce = Arc::new(WorkforceChange {
        sickness: Sickness {
            short_spells_a_year: 0.0,
            short_mean_working_days: 0.0,
            long_share_a_year: 0.0,
            long_median_days: 0.0,
            phased_weeks: 0,
        },
        leave_days: (0, 0),
        leavers_a_year: Vec::new(),
        notice_weeks: Vec::new(),
        ..WorkforceChange::default()
    });
    plan
}

/// Mean, twice its error, and variance over the runs.
fn mean_of(values: &[f64]) -> (f64, f64, f64) {
    let n = values.len() as f64;
    let mean = values.iter().sum::<f64>() / n;
    let variance = values.iter().map(|value| (value - mean).powi(2)).sum::<f64>() / (n - 1.0);
    (mean, 2.0 * (variance / n).sqrt(), variance)
}

fn totals(results: &Results, of: impl Fn(&RunTotals) -> f64) -> (f64, f64, f64) {
    mean_of(&results.totals.iter().map(of).collect::<Vec<_>>())
}

fn near(what: &str, wanted: f64, (mean, error, _): (f64, f64, f64), step: f64) {
    println!("{what}: {wanted:.4} by theory, {mean:.4} ± {error:.4} (two errors) played");
    assert!((mean - wanted).abs() <= error + step, "{what}: {wanted} by theory, {mean} ± {error} played");
}

/// M/G/∞: with places for all, the children open at t from an empty start are Poisson with mean λ E[min(T, t)], which
/// comes to λ E[T]. In day steps a child of day d with a length of k whole days is open on days d to d + k − 1, so the
/// mean after t days is λ Σ P(T > j − ½) over j = 0 … t − 1: the integral by the midpoint rule, with one day for a
/// length under a half. Over 40 days on average the two differ by less than a hundredth of a child.
#[test]
fn children_open_with_places_for_all_are_poisson_with_the_mean_of_theory() {
    let a_day = 0.5;
    let (mu, sigma) = (40.0_f64.ln(), (2.0 * 1.5_f64.ln()).sqrt());
    // A median of 40 and a mean of 60 working days.
    let length = LengthOfWork::LogNormal { median_days: 56.0, mean_days: 84.0 };
    let results = runs(&model(&bare(10, 1_000, a_day, length, 104)), 1_000);
    let beyond = |x: f64| 0.5 * libm::erfc((x.ln() - mu) / (sigma * std::f64::consts::SQRT_2));
    for day in [1_usize, 20, 60, 120, 500] {
        let open: Vec<f64> = (0..1_000).map(|run| f64::from(results.count(run, Series::Open, day))).collect();
        // ∫ P(T > x) dx from 0 to the day, by a tenth of a day.
        let steps = day * 10;
        let served: f64 = (0..steps).map(|step| beyond((step as f64 + 0.5) / 10.0) / 10.0).sum();
        let wanted = a_day * served;
        let open = mean_of(&open);
        near(&format!("open on day {day}"), wanted, open, 0.01);
        // A Poisson variance is its mean; its estimate has an error of √(2 ÷ 1,000 + 1 ÷ (1,000 × mean)).
        let error = 2.0 * wanted * (0.002 + 0.001 / wanted).sqrt();
        near(&format!("its variance on day {day}"), wanted, (open.2, error, 0.0), 0.02);
    }
    let full = a_day * 60.0;
    let last: Vec<f64> = (0..1_000).map(|run| f64::from(results.count(run, Series::Open, 520))).collect();
    near("open in the long run", full, mean_of(&last), 0.01 + 0.02 * full * 0.05);
}

/// M/M/c in day steps. Eight places, a mean length of 60 working days, load 0.75: λ = 0.1 a day. Erlang's C for 8 places
/// and 6 erlangs is 0.3570, the mean queue C × ρ ÷ (1 − ρ) = 1.071, the mean wait queue ÷ λ = 10.71 days, and a
/// share C waits. A day's step takes off of a wait at most a day and adds at most one: places freed in the morning are
/// given the same day, so that a wait of less than a day counts as none or as one. The chance to wait is that to find
/// nothing free at the end of the arrival's day, lower by what a day frees: 0.1 closures a day, a tenth of C.
#[test]
fn waits_for_a_few_places_are_those_of_erlang() {
    let length = LengthOfWork::Exponential { mean_days: 84.0 };
    let results = runs(&model(&bare(8, 1, 0.1, length, 1_600)), 200);
    let (c, load) = (8.0_f64, 6.0_f64);
    let terms: Vec<f64> = (0..8)
        .scan(1.0, |term, n| {
            let now = *term;
            *term *= load / f64::from(n + 1);
            Some(now)
        })
        .collect();
    let last = terms[7] * load / 8.0 * c / (c - load);
    let waits = last / (terms.iter().sum::<f64>() + last);
    let queue = waits * load / (c - load);
    // The first 2,000 of 8,000 days are left out: thirty mean lengths.
    let days = results.layout.days.len();
    let waiting = |run: usize| {
        let state = crate::domain::state::ChildState::AwaitingAllocation;
        let counts = results.counts_of_run(run, Series::InState(state));
        counts[2_000..].iter().map(|count| f64::from(*count)).sum::<f64>() / (days - 2_000) as f64
    };
    near("mean queue", queue, mean_of(&(0..200).map(waiting).collect::<Vec<_>>()), 0.05);
    let wait = |t: &RunTotals| t.wait_days as f64 / f64::from(t.allocations.max(1));
    // From the beginning: eight places are empty, which is felt for about 100 of the 8,000 days.
    near("mean wait", queue / 0.1, totals(&results, wait), 0.5 + 10.71 * 100.0 / 8_000.0);
    let all: u64 = results.waits.iter().sum();
    let waited = 1.0 - results.waits[0] as f64 / all as f64;
    println!("share that waits: {waits:.4} by theory, {waited:.4} played");
    assert!((waited - waits).abs() < 0.1 * waits + 0.01);
}

/// Renewal theory: a post is held for a mean time a and empty for a mean time b, so that in the long run b ÷ (a + b) of
/// the posts are vacant. Leaving at 0.5 a year: a = 521.8 working days. Time to fill: a median of 70 days, 50 working
/// days, × exp(0.6² ÷ 2) = 59.86 in the mean. Of 40 posts 40 × 59.86 ÷ 581.6 = 4.117 are empty.
#[test]
fn posts_are_vacant_as_renewal_theory_says() {
    let mut plan = bare(40, 1, 0.0, LengthOfWork::Fixed { days: 10.0 }, 520);
    let workforce = Arc::make_mut(&mut plan.workforce);
    workforce.leavers_a_year = vec![(Contract::Permanent, 0.5)];
    workforce.time_to_fill.permanent_days = 70.0;
    Arc::make_mut(&mut plan.policy).caps[0].cap.children = 1;
    let results = runs(&model(&plan), 300);
    let days = results.layout.days.len();
    let vacant = |run: usize| {
        let filled = results.counts_of_run(run, Series::Capacity);
        40.0 - filled[600..].iter().map(|count| f64::from(*count)).sum::<f64>() / (days - 600) as f64
    };
    let (held, empty) = (YEAR / 0.5, 50.0 * (0.18_f64).exp());
    let wanted = 40.0 * empty / (held + empty);
    // Somebody who leaves is gone in the morning and a starter there in the morning: no step to allow for, but for the
    // half day by which each of two lengths is rounded.
    near("vacant posts", wanted, mean_of(&(0..300).map(vacant).collect::<Vec<_>>()), 0.02);
    near(
        "leavers in ten years",
        40.0 * (days - 1) as f64 / (held + empty),
        totals(&results, |t| f64::from(t.leavers)),
        // At first nobody is missing, and the first vacancy is a full tenure away: 40 × (1 ÷ 521.8 − 1 ÷ 581.6) a day
        // over about one time to fill, and a little more while the vacancies come to their level.
        40.0 * empty * (1.0 / held - 1.0 / (held + empty)) * 1.5,
    );
    let sums: (u64, u64) =
        results.totals.iter().fold((0, 0), |(at, all), t| (at + t.person_days_at_work, all + t.person_days));
    assert_eq!(sums.0, sums.1, "nobody is ever away");
}
