//! How long it takes to compare the largest example with three scenarios, a thousand simulated years of each.
//!
//! Run with `cargo bench --no-default-features --bench compare`. Targets on two cores: the first picture under 0.5 s, the
//! final one under 8 s. At the end it is told how many times the base plan's forecast alone that takes, measured in turn
//! so that a busy machine slows both: four plans should take little more than four times as long.

use std::sync::atomic::AtomicBool;
use std::sync::mpsc::channel;
use std::sync::{Arc, LazyLock};
use std::time::{Duration, Instant};

use caseload::app::compare::{Comparisons, Once};
use caseload::app::forecast::Progress;
use caseload::app::forecast::play::threads;
use caseload::app::forecast::wanted::WINDOW_BYTES;
use caseload::app::invent;
use caseload::domain::ids::{ScenarioId, TeamId};
use caseload::domain::plan::{Change, Contract, Plan, Records, Recruited, Role, Scenario, ScenarioChange};
use caseload::domain::sim::Asked;
use caseload::domain::units::Fte;
use divan::Bencher;

/// Simulated years of each plan.
const RUNS: u32 = 1_000;

/// The largest example with three scenarios of its own.
static PLAN: LazyLock<Arc<Plan>> = LazyLock::new(|| {
    let examples = invent::examples();
    let (_, mut plan) =
        examples.into_iter().max_by_key(|(_, plan)| plan.children.len()).expect("there are examples");
    Arc::make_mut(&mut plan.forecast).fixed_runs = Some(RUNS);
    let team: TeamId = plan.teams.at(0).expect("a team").id;
    let posts = Change::AddPosts {
        team,
        role: Role::SocialWorker,
        count: 6,
        fte: Fte::FULL,
        contract: Contract::Permanent,
        from: plan.about.as_at + chrono::Duration::weeks(8),
        recruited: Recruited::Starts,
        ramp: None,
    };
    let cap = Change::CapForRole { role: Role::SocialWorker, children: 16 };
    let stay = Change::ScaleLeavers { contract: None, factor: 0.8 };
    plan.scenarios = Records::default();
    for (id, change) in (1..).zip([posts, cap, stay]) {
        plan.scenarios.push(Scenario {
            id: ScenarioId(id),
            name: format!("Scenario {id}"),
            description: String::new(),
            changes: vec![ScenarioChange { change, on: true, comment: String::new() }],
        });
    }
    Arc::new(plan)
});

fn main() {
    divan::main();
    let mut ratios: Vec<f64> = (0..3)
        .map(|_| {
            let alone = took(|| base_alone(&PLAN));
            took(|| compared(&PLAN, |made| matches!(made.progress(), Progress::Finished { .. }))) / alone
        })
        .collect();
    ratios.sort_by(f64::total_cmp);
    println!("base and three scenarios: {:.2} times the base alone (median of three)", ratios[1]);
}

fn took(work: impl FnOnce()) -> f64 {
    let begun = Instant::now();
    work();
    begun.elapsed().as_secs_f64()
}

/// Compares as the window does, until `done`.
fn compared(plan: &Arc<Plan>, done: impl Fn(&Comparisons) -> bool) {
    let (sender, woken) = channel();
    let mut comparisons = Comparisons::new(Arc::new(move || {
        sender.send(()).ok();
    }));
    comparisons.follow(1, Some(plan), &[1, 2, 3].map(ScenarioId));
    while !done(&comparisons) {
        woken.recv_timeout(Duration::from_mins(2)).expect("it comes to an end");
        comparisons.tick();
    }
}

/// The same runs of the base plan alone, and what is told of them.
fn base_alone(plan: &Arc<Plan>) {
    let once = Once::new(plan, &[], &Asked::default(), WINDOW_BYTES, threads(8));
    let mut once = once.expect("the plan can be played");
    once.play(&AtomicBool::new(false), &mut |_, _| {});
    once.compared(false);
}

/// From the plans to something to show: a hundred years of each.
#[divan::bench(sample_count = 5, sample_size = 1)]
fn first_picture(bencher: Bencher<'_, '_>) {
    LazyLock::force(&PLAN);
    bencher.bench_local(|| compared(&PLAN, |made| made.shown().is_some()));
}

/// From the plans to the final picture, with every picture before it.
#[divan::bench(sample_count = 3, sample_size = 1)]
fn final_picture(bencher: Bencher<'_, '_>) {
    LazyLock::force(&PLAN);
    bencher.bench_local(|| compared(&PLAN, |made| matches!(made.progress(), Progress::Finished { .. })));
}

/// The base plan alone, for comparison.
#[divan::bench(sample_count = 3, sample_size = 1)]
fn base_plan_alone(bencher: Bencher<'_, '_>) {
    LazyLock::force(&PLAN);
    bencher.bench_local(|| base_alone(&PLAN));
}
