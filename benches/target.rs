//! How long a target search takes, and how often it is right.
//!
//! Run with `cargo bench --no-default-features --bench target`. The question is that of the heavy reference service
//! (benches/plans/tight.ron): how many social workers more, from 0 to 40, until nobody waits over five working days. For
//! twenty seeds the search's answer is held against 10,000 years at every number, which takes a quarter of an hour. Targets: right for 19 of 20 seeds, a search
//! in under 6 s and a frontier of 20 numbers and 12 starts in under 60 s, with a picture in the first, on two cores.

use std::process::ExitCode;
use std::sync::Arc;
use std::sync::atomic::AtomicBool;
use std::time::Instant;

use caseload::app::invent;
use caseload::app::target::{News, Study, StudyProgress, study};
use caseload::domain::plan::Plan;
use caseload::domain::target::search::{LOOKS, Tally};
use caseload::domain::target::{Value, Variation, promises};

const SEEDS: u64 = 20;
/// Years after which a number far from the promise is left.
const FIRST: u32 = 2_000;
const THREADS: usize = 2;
const PROMISE: &str = "nobody waits over 5 working days from 01/07/2115";
const VARY: &str = "posts 0..40 of social worker from 01/04/2115";

fn main() -> ExitCode {
    // Under `cargo test --benches` nothing is measured.
    if !std::env::args().any(|arg| arg == "--bench") {
        return ExitCode::SUCCESS;
    }
    let numbers: Vec<u16> = (0..=40).collect();
    let plan = asked(invent::reference(1, 11.7), 1);
    let mut right = 0;
    let mut longest: f64 = 0.0;
    for seed in 1..=SEEDS {
        let plan = with_seed(&plan, seed);
        let begun = Instant::now();
        let (found, runs) = searched(&plan);
        let seconds = begun.elapsed().as_secs_f64();
        longest = longest.max(seconds);
        let truth = by_every_number(&plan, &numbers);
        right += u32::from(found == truth);
        println!(
            "seed {seed:2}: found {found:?} in {seconds:.2} s and {runs} years; 10,000 at every number say {truth:?}"
        );
    }
    println!("right for {right} of {SEEDS} seeds; the longest search took {longest:.2} s");
    let begun = Instant::now();
    let mut first = None;
    let frontier = Study::Frontier { posts: (0..40).step_by(2).collect(), starts: starts() };
    let ended = study(&frontier, &plan, THREADS, &AtomicBool::new(false), &mut |news| {
        if matches!(news, News::Frontier(_)) && first.is_none() {
            first = Some(begun.elapsed().as_secs_f64());
        }
    });
    let seconds = begun.elapsed().as_secs_f64();
    println!(
        "frontier of 20 × 12: {ended:?} in {seconds:.1} s, a picture after {:.2} s",
        first.unwrap_or(f64::NAN)
    );
    let begun = Instant::now();
    let ended = study(&Study::Sensitivity, &plan, THREADS, &AtomicBool::new(false), &mut |_| ());
    println!("sensitivity: {ended:?} in {:.1} s", begun.elapsed().as_secs_f64());
    ExitCode::SUCCESS
}

fn asked(mut plan: Plan, seed: u64) -> Arc<Plan> {
    let target = Arc::make_mut(&mut plan.target);
    target.promises = promises(PROMISE, 95).expect("a promise");
    target.vary = Some(Variation::read(VARY).expect("a variation"));
    Arc::make_mut(&mut plan.forecast).seed = seed;
    Arc::new(plan)
}

fn with_seed(plan: &Arc<Plan>, seed: u64) -> Arc<Plan> {
    let mut plan = Plan::clone(plan);
    Arc::make_mut(&mut plan.forecast).seed = seed;
    Arc::new(plan)
}

fn starts() -> Vec<chrono::NaiveDate> {
    let vary = Variation::read("start 12 months from 04/2115 of 1").expect("starts");
    vary.values
        .iter()
        .filter_map(|value| if let Value::Day(day) = value { Some(*day) } else { None })
        .collect()
}

/// What the search finds, and how many years it plays.
fn searched(plan: &Arc<Plan>) -> (Option<Value>, u64) {
    let mut answer = None;
    let ended = study(&Study::Search, plan, THREADS, &AtomicBool::new(false), &mut |news| {
        if let News::Answer(told) = news {
            answer = Some(told);
        }
    });
    assert_eq!(ended, StudyProgress::Finished);
    let answer = answer.expect("an answer");
    (answer.found, answer.tried.iter().map(|tried| u64::from(tried.all.runs)).sum())
}

/// The first number from which on 10,000 years of the same seed keep the promise in 95 of a hundred.
fn by_every_number(plan: &Arc<Plan>, numbers: &[u16]) -> Option<Value> {
    let most = LOOKS[LOOKS.len() - 1];
    // Far below and above nothing can change: looked at from the top until it is broken too often.
    let mut least = None;
    for number in numbers.iter().rev() {
        let mut tally = Tally::none(1);
        for kept in caseload::app::target::marks(plan, Value::Count(*number), FIRST, THREADS) {
            tally.add(kept);
        }
        // Seven standard errors off after 2,000 years: what 10,000 say needs no playing.
        if tally.verdict(&[95], 7.0).is_none() {
            tally = Tally::none(1);
            for kept in caseload::app::target::marks(plan, Value::Count(*number), most, THREADS) {
                tally.add(kept);
            }
        }
        if tally.is_enough(&[95]) {
            least = Some(Value::Count(*number));
        } else if f64::from(tally.all) < 0.9 * f64::from(tally.runs) {
            break;
        }
    }
    least
}
