//! The same bytes: run again, in parts, with used memory, or told event by event.

use std::sync::atomic::AtomicBool;

use super::{model, runs, services, trace};
use crate::app::invent;
use crate::domain::plan::Words as _;
use crate::domain::sim::trace::What;
use crate::domain::sim::{MODEL_VERSION, Results, Series, Simulator};
use crate::domain::state::ChildState;

static GO: AtomicBool = AtomicBool::new(false);

#[test]
fn runs_in_parts_joined_are_the_runs_at_once() {
    for seed in 0..10 {
        let model = model(&services::service(seed));
        let whole = runs(&model, 20);
        let mut simulator = Simulator::new(&model);
        let later = simulator.runs(7, 13, &GO);
        let mut parts = simulator.runs(0, 7, &GO);
        assert!(parts.join(&later));
        assert_eq!(parts, whole);
        assert_eq!(runs(&model, 20), whole);
    }
}

#[test]
fn a_used_simulator_plays_as_a_fresh_one() {
    let model = model(&invent::held_by_managers());
    let mut used = Simulator::new(&model);
    used.runs(40, 2, &GO);
    used.trace(9, &GO);
    // A run stopped at once leaves nothing behind either.
    assert_eq!(used.runs(3, 5, &AtomicBool::new(true)).runs(), 0);
    assert_eq!(used.trace(3, &AtomicBool::new(true)), None);
    assert_eq!(used.runs(3, 2, &GO), Simulator::new(&model).runs(3, 2, &GO));
    assert_eq!(used.trace(4, &GO), Some(trace(&model, 4)));
}

#[test]
fn a_run_told_has_the_counts_of_the_run_played() {
    for seed in 20..40 {
        let model = model(&services::service(seed));
        let results = runs(&model, 3);
        for run in 0..3 {
            let told = trace(&model, run as u32);
            let mut days = 0;
            for event in &told.events {
                let What::DayEnds { by_state, unnamed, .. } = event.what else { continue };
                assert_eq!(event.day, days);
                let count = |series| results.count(run, series, event.day as usize);
                assert_eq!(unnamed, count(Series::Unnamed));
                for state in ChildState::ALL {
                    assert_eq!(by_state[*state as usize], count(Series::InState(*state)));
                }
                days += 1;
            }
            assert_eq!(days as usize, results.layout.days.len());
            let allocated = told.events.iter().filter(|event| matches!(event.what, What::Allocated { .. }));
            assert_eq!(allocated.count(), results.totals[run].allocations as usize);
        }
    }
}

/// FNV-1a over every count and total, in order.
fn hash(results: &Results) -> u64 {
    let mut hash = 0xcbf2_9ce4_8422_2325_u64;
    let mut take = |text: String| {
        for byte in text.bytes() {
            hash = (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
        }
    };
    for run in 0..results.runs() as usize {
        // Without what people cost, which is known by itself.
        let totals = format!("{:?}", results.totals[run]);
        let (children, _) = totals.split_once(", pay_millionths").unwrap();
        take(format!("{children} }}"));
        for series in results.layout.series() {
            take(format!("{:?}", results.counts_of_run(run, *series)));
        }
    }
    take(format!("{:?} {:?}", results.children, results.waits));
    hash
}

/// If this fails, a figure of some forecast has changed: [`MODEL_VERSION`] goes up and the numbers are put in anew.
#[test]
fn a_known_service_comes_to_known_figures() {
    // Open at first and at last, came, closed, allocations, transfers, left, started.
    const FIRST: [u32; 8] = [84, 52, 101, 133, 94, 14, 9, 10];
    const LAST: [u32; 8] = [84, 42, 80, 122, 66, 14, 9, 11];
    const HASH: u64 = 16_340_446_974_164_796_877;
    let model = model(&services::service(2028));
    let results = runs(&model, 20);
    let of = |run: usize| {
        let t = &results.totals[run];
        [t.open.0, t.open.1, t.arrivals, t.closures, t.allocations, t.transfers, t.leavers, t.starters]
    };
    assert_eq!((MODEL_VERSION, of(0), of(19), hash(&results)), (1, FIRST, LAST, HASH));
}
