//! How long the forecast takes, what each rule costs, how it grows, and that nothing is allocated for each event.
//!
//! Run with `cargo bench --no-default-features --bench forecast`. A run is one simulated year. Targets: 1,000 runs of the
//! reference service under 0.5 s and of the largest example under 2 s on two cores; two threads at least 1.85 times one;
//! ten times the service at most 12 times the time, a hundred times at most 160. Allocations are printed beside the
//! times: those of `year_of_*` are the result's own store, the same however many events there are.

use std::sync::Arc;
use std::sync::LazyLock;
use std::sync::atomic::AtomicBool;

use caseload::app::invent;
use caseload::domain::ahead::Outlook;
use caseload::domain::calendar::WorkingCalendar;
use caseload::domain::plan::{DutyPattern, Plan, Policy, Ramp, SiblingRule};
use caseload::domain::sim::{Asked, Model, Results, Simulator, Summary};
use caseload::domain::state::{ChildState, Sight};
use divan::{AllocProfiler, Bencher, black_box};

#[global_allocator]
static ALLOCATIONS: AllocProfiler = AllocProfiler::system();

/// Runs in one sample.
const RUNS: u32 = 50;

static GO_ON: AtomicBool = AtomicBool::new(false);

fn main() {
    divan::main();
}

fn model(plan: &Plan) -> Model {
    let calendar = WorkingCalendar::new(&plan.calendar);
    let sight = Sight::new(plan, &calendar);
    Model::new(&sight, &Asked { seed: Some(1), ..Asked::default() }).expect("the plan can be simulated")
}

/// Fifty runs of a plan on one thread, in memory that has been used before.
fn play(bencher: Bencher<'_, '_>, plan: &Plan) {
    let model = model(plan);
    let mut simulator = Simulator::new(&model);
    simulator.runs(0, 20, &GO_ON);
    bencher.bench_local(|| black_box(simulator.runs(0, RUNS, &GO_ON)));
}

fn example(name: &str) -> Plan {
    invent::examples().into_iter().find(|(known, _)| *known == name).expect("an example").1
}

/// Fifty years of the reference service, a light load and a heavy one.
#[divan::bench(sample_count = 20, args = [8.3, 11.7])]
fn year_of_reference(bencher: Bencher<'_, '_>, arrivals_a_day: f64) {
    play(bencher, &invent::reference(1, arrivals_a_day));
}

/// The same service ten and a hundred times as large, heavy load.
#[divan::bench(sample_count = 3, sample_size = 1, args = [1, 10, 100])]
fn growth(bencher: Bencher<'_, '_>, scale: u32) {
    let model = model(&invent::reference(scale, 11.7));
    let mut simulator = Simulator::new(&model);
    simulator.runs(0, 2, &GO_ON);
    bencher.bench_local(|| black_box(simulator.runs(0, 10, &GO_ON)));
}

/// Fifty years of each example.
#[divan::bench(sample_count = 10, args = ["first-plan", "held-by-managers", "the-average-hides", "turned-the-corner"])]
fn year_of_example(bencher: Bencher<'_, '_>, name: &str) {
    play(bencher, &example(name));
}

/// A plan made ready.
#[divan::bench(sample_count = 20, args = ["reference", "turned-the-corner"])]
fn make_ready(bencher: Bencher<'_, '_>, name: &str) {
    let plan = if name == "reference" { invent::reference(1, 11.7) } else { example(name) };
    let calendar = WorkingCalendar::new(&plan.calendar);
    bencher.bench_local(|| {
        let sight = Sight::new(&plan, &calendar);
        Model::new(&sight, &Asked::default())
    });
}

/// Everything told of a thousand runs.
#[divan::bench(sample_count = 5, args = ["reference", "turned-the-corner"])]
fn summary(bencher: Bencher<'_, '_>, name: &str) {
    let plan = if name == "reference" { invent::reference(1, 11.7) } else { example(name) };
    let model = model(&plan);
    let results = Simulator::new(&model).runs(0, 1_000, &GO_ON);
    bencher.bench_local(|| Summary::new(&results, model.children(), &plan.forecast));
}

/// What is known ahead for a year, of the reference service.
#[divan::bench(sample_count = 50)]
fn known_for_a_year(bencher: Bencher<'_, '_>) {
    let plan = invent::reference(1, 11.7);
    let calendar = WorkingCalendar::new(&plan.calendar);
    bencher.bench_local(|| {
        let sight = Sight::new(&plan, &calendar);
        let outlook = Outlook::new(&sight);
        (outlook.days(), outlook.runs(&sight))
    });
}

/// A thousand runs of the reference service on so many threads.
#[divan::bench(sample_count = 5, sample_size = 1, args = [1, 2])]
fn thousand_runs_on_threads(bencher: Bencher<'_, '_>, threads: u32) {
    let model = model(&invent::reference(1, 11.7));
    bencher.bench_local(|| on_threads(&model, threads));
}

/// A thousand runs of the largest example on so many threads.
#[divan::bench(sample_count = 3, sample_size = 1, args = [1, 2])]
fn thousand_runs_of_the_largest_example(bencher: Bencher<'_, '_>, threads: u32) {
    let model = model(&example("turned-the-corner"));
    bencher.bench_local(|| on_threads(&model, threads));
}

fn on_threads(model: &Model, threads: u32) -> Vec<Results> {
    let share = 1_000 / threads;
    std::thread::scope(|scope| {
        let play = |thread: u32| move || Simulator::new(model).runs(thread * share, share, &GO_ON);
        let playing: Vec<_> = (0..threads).map(|thread| scope.spawn(play(thread))).collect();
        playing.into_iter().map(|thread| thread.join().expect("a thread ends")).collect()
    })
}

/// One rule more on the heavy reference load.
type Rule = (&'static str, fn(&mut Plan));

static RULES: LazyLock<Vec<Rule>> = LazyLock::new(|| {
    vec![
        ("none", |_| ()),
        ("grace", |plan| {
            policy(plan).grace_working_days = 5;
            policy(plan).unnamed_states.push(ChildState::NamedAway);
        }),
        ("reallocation", |plan| policy(plan).reallocate_after_working_days = 20),
        ("quiet-days", |plan| policy(plan).no_new_before_leave_working_days = 3),
        ("most-new-a-week", |plan| policy(plan).most_new_a_week = Some(3)),
        ("starter-ramp", |plan| policy(plan).starter_ramp = Ramp::new(&[(0, 50), (4, 75), (8, 100)])),
        ("escalation", |plan| policy(plan).escalation = Policy::default().escalation),
        ("families", |plan| new_work(plan, |new| new.family_sizes = vec![0.4, 0.35, 0.15, 0.07, 0.03])),
        ("siblings", |plan| {
            policy(plan).siblings = SiblingRule::WherePossible;
            new_work(plan, |new| new.family_sizes = vec![0.4, 0.35, 0.15, 0.07, 0.03]);
        }),
        ("come-again", |plan| new_work(plan, |new| new.re_referral = 0.2)),
        ("notice", |plan| {
            let workforce = Arc::make_mut(&mut plan.workforce);
            workforce.notice_weeks.iter_mut().for_each(|(_, weeks)| *weeks = 8);
        }),
        ("long-illness", |plan| {
            let sickness = &mut Arc::make_mut(&mut plan.workforce).sickness;
            (sickness.long_share_a_year, sickness.phased_weeks) = (0.04, 4);
        }),
        ("duty", |plan| {
            let first_week = plan.about.as_at.succ_opt();
            let teams: Vec<_> = plan.teams.iter().map(|team| team.id).collect();
            for team in teams {
                let duty =
                    DutyPattern { one_week_in: 4, first_week, order: Vec::new(), ..DutyPattern::default() };
                plan.teams.change(team, |team| team.duty = Some(duty));
            }
        }),
    ]
});

fn policy(plan: &mut Plan) -> &mut Policy {
    Arc::make_mut(&mut plan.policy)
}

/// Changes every team's new work, keeping the number of children that come.
fn new_work(plan: &mut Plan, change: impl Fn(&mut caseload::domain::plan::TeamDemand)) {
    for new in &mut Arc::make_mut(&mut plan.demand).teams {
        change(new);
        let sizes = new.family_sizes.iter().zip(1_u32..).map(|(share, size)| share * f64::from(size));
        let mean = sizes.sum::<f64>() / new.family_sizes.iter().sum::<f64>();
        new.families_a_week *= (1.0 - new.re_referral) / mean;
    }
}

/// What each rule costs on top of the bare model.
#[divan::bench(sample_count = 10, args = RULES.iter().map(|(name, _)| *name))]
fn rule(bencher: Bencher<'_, '_>, name: &str) {
    let mut plan = invent::reference(1, 11.7);
    if let Some((_, switch_on)) = RULES.iter().find(|(known, _)| *known == name) {
        switch_on(&mut plan);
    }
    play(bencher, &plan);
}
