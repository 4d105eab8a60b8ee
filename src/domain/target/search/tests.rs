//! The search against an oracle whose shares are known.

use super::*;

/// Whether a run keeps a promise of this share: by a number from 0 to 1 that belongs to the run and the salt, the same
/// for every value, as the same chances are.
fn keeps(share: f64, run: u32, salt: u64) -> bool {
    let mut x = (u64::from(run) << 20) ^ salt.wrapping_mul(0x9E37_79B9_7F4A_7C15);
    for _ in 0..3 {
        x = (x ^ (x >> 31)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
    }
    ((x >> 11) as f64) / ((1_u64 << 53) as f64) < share
}

struct Shares {
    /// The share of each promise at each value.
    of_values: Vec<Vec<f64>>,
    salt: u64,
    played: u64,
    stop_after: u64,
}

impl Oracle for Shares {
    fn kept(&mut self, place: usize, first: u32, count: u32) -> Option<Vec<u32>> {
        if self.played >= self.stop_after {
            return None;
        }
        self.played += u64::from(count);
        let bits = |run: u32| {
            let shares = self.of_values[place].iter().enumerate();
            shares.fold(0, |bits, (promise, share)| {
                bits | u32::from(keeps(*share, run, self.salt + 1000 * promise as u64)) << promise
            })
        };
        Some((first..first + count).map(bits).collect())
    }
}

fn search(shares: &[Vec<f64>], wanted: &[u8], salt: u64, ordered: bool) -> (Search, u64) {
    let mut oracle = Shares { of_values: shares.to_vec(), salt, played: 0, stop_after: u64::MAX };
    let plan = Plan { values: shares.len(), wanted, looks: &LOOKS, ordered };
    let found = least(&mut oracle, &plan, &mut |_, _| ());
    (found, oracle.played)
}

#[test]
fn wilsons_interval_is_that_of_his_paper() {
    // 95 of 100 at 1.96: the middle (0.95 + 1.9208 ÷ 100) ÷ 1.038416 = 0.93334, half the width
    // 1.96 × √(0.95 × 0.05 ÷ 100 + 0.9604 ÷ 10,000) ÷ 1.038416 = 0.04511.
    let (low, high) = wilson(95, 100, TOLD);
    assert!((low - 0.88823).abs() < 1e-4 && (high - 0.97845).abs() < 1e-4, "{low} {high}");
    assert_eq!(wilson(0, 0, TOLD), (0.0, 1.0));
    assert_eq!(wilson(0, 50, TOLD).0.to_bits(), 0.0_f64.to_bits());
    assert_eq!(wilson(50, 50, TOLD).1.to_bits(), 1.0_f64.to_bits());
    // All of 100 kept: 100 ÷ (100 + 3.3²) = 0.9018, so that 100 runs never settle a promise of 95 years.
    assert!((wilson(100, 100, STRICT).0 - 100.0 / 110.89).abs() < 1e-12);
}

/// The share grows by five in a hundred with every value, and is over 95 from the twentieth on. In 300 searches with
/// other chances each, the value found is the first that is enough in 299 or more: those values are two and a half
/// in a hundred from the promise, four standard errors and more of a thousand runs.
#[test]
fn the_first_that_is_enough_is_found() {
    let shares: Vec<Vec<f64>> =
        (0..41).map(|n| vec![(f64::from(n) * 0.05 - 0.025).clamp(0.0, 1.0)]).collect();
    let found: Vec<Option<usize>> = (0..300).map(|salt| search(&shares, &[95], salt, true).0.found).collect();
    let right = found.iter().filter(|found| **found == Some(20)).count();
    assert!(right >= 299, "{right} of 300 right");
}

#[test]
fn what_is_found_and_what_comes_before_it_are_both_tried_and_no_value_longer_than_the_last_look() {
    for salt in 0..40 {
        let shares: Vec<Vec<f64>> = (0..30).map(|n| vec![0.80 + 0.01 * f64::from(n).min(19.0)]).collect();
        let (search, played) = search(&shares, &[90], salt, true);
        assert!(search.finished);
        let found = search.found.unwrap();
        assert!(search.tried[&found].enough && search.tried[&found].settled);
        assert!(found == 0 || !search.tried[&(found - 1)].enough);
        // By halving: of 30 values at most 5 are tried.
        assert!(search.tried.len() <= 5, "{}", search.tried.len());
        assert!(search.tried.values().all(|known| known.tally.runs <= 10_000));
        assert_eq!(search.runs(), played);
        // The value that keeps it in 90 years exactly is number 10: never far from there.
        assert!((9..=11).contains(&found), "{found}");
    }
}

#[test]
fn the_hopeless_and_the_obvious_are_left_after_a_look_or_two() {
    let shares = vec![vec![0.0], vec![0.2], vec![1.0], vec![1.0]];
    let (search, played) = search(&shares, &[95], 7, true);
    assert_eq!(search.found, Some(2));
    // 0.2 against 0.95 in 100 runs; 1.0 against 0.95 in 400 (see the interval of all kept).
    assert_eq!(search.tried[&1].tally.runs, 100);
    assert_eq!(search.tried[&2].tally.runs, 400);
    assert!(search.tried.values().all(|known| known.certain));
    assert_eq!(played, 500);
}

#[test]
fn every_promise_has_to_hold() {
    // The first holds from value 1 on, the second from value 3.
    let shares = vec![vec![0.2, 0.2], vec![0.99, 0.2], vec![0.99, 0.5], vec![0.99, 0.99], vec![1.0, 1.0]];
    assert_eq!(search(&shares, &[95, 90], 1, true).0.found, Some(3));
    // The second is promised in fewer years.
    assert_eq!(search(&shares, &[95, 30], 1, true).0.found, Some(2));
}

#[test]
fn at_the_promise_itself_the_share_decides_and_says_so() {
    let (search, _) = search(&[vec![0.95]], &[95], 3, true);
    let known = &search.tried[&0];
    let kept = (0..10_000).filter(|run| keeps(0.95, *run, 3)).count();
    assert_eq!(known.enough, kept >= 9_500);
    let undecided =
        (0..40).filter(|salt| !super::tests::search(&[vec![0.95]], &[95], *salt, true).0.tried[&0].certain);
    // Looks at one in a thousand each: of 40 hardly one is called certain by mistake.
    assert!(undecided.count() >= 38);
}

#[test]
fn where_the_share_of_all_runs_will_lie_narrows_to_what_it_is() {
    // Half of 10,000 played: as certain as 10,000 of endlessly many would be.
    assert_eq!(foreseen(4750, 5000, 10_000, STRICT), {
        let (low, high) = wilson(9500, 10_000, STRICT);
        (low, high)
    });
    // 1,000 of 10,000: 1,000 × 10,000 ÷ 9,000 = 1,111.1, whose square root is 1.054 times that of 1,000.
    let width = |(low, high): (f64, f64)| high - low;
    let ratio = width(wilson(500, 1000, TOLD)) / width(foreseen(500, 1000, 10_000, TOLD));
    assert!((ratio - 1.054).abs() < 0.002, "{ratio}");
    assert_eq!(foreseen(9400, 10_000, 10_000, STRICT), (0.94, 0.94));
    assert_eq!(foreseen(0, 0, 10_000, STRICT), (0.0, 1.0));
}

#[test]
fn a_value_left_early_is_judged_as_all_its_runs_would_judge_it() {
    // From half a year in a hundred below the promise to half a year above it, 40 times each.
    let (mut right, mut early, mut all) = (0, 0, 0);
    for step in 0..=10 {
        let share = 0.945 + 0.001 * f64::from(step);
        for salt in 0..40 {
            let known = search(&[vec![share]], &[95], salt, true).0.tried[&0].clone();
            let kept = (0..10_000).filter(|run| keeps(share, *run, salt)).count();
            all += 1;
            right += u32::from(known.enough == (kept >= 9_500));
            early += u32::from(known.tally.runs < 10_000);
        }
    }
    assert!(right >= all - 2, "{right} of {all} right");
    assert!(early >= all / 2, "{early} of {all} left early");
}

#[test]
fn none_of_them_is_said_and_an_order_that_is_not_known_tries_them_all() {
    let none = search(&[vec![0.1], vec![0.2], vec![0.3]], &[95], 1, true).0;
    assert_eq!((none.found, none.finished), (None, true));
    assert!(none.tried.contains_key(&2), "the last is tried before none is said to do");
    let shares = vec![vec![0.2], vec![0.99], vec![0.5], vec![0.99]];
    let all = search(&shares, &[95], 1, false).0;
    assert_eq!((all.found, all.tried.len()), (Some(1), 4));
    assert_eq!(all.crossed(), Some((1, 2)));
    assert_eq!(none.crossed(), None);
}

#[test]
fn a_search_that_is_stopped_says_what_it_knows() {
    let shares: Vec<Vec<f64>> = (0..41).map(|n| vec![f64::from(n) / 40.0]).collect();
    let mut oracle = Shares { of_values: shares, salt: 1, played: 0, stop_after: 150 };
    let plan = Plan { values: 41, wanted: &[95], looks: &LOOKS, ordered: true };
    let mut heard = 0;
    let search = least(&mut oracle, &plan, &mut |_, _| heard += 1);
    assert!(!search.finished);
    assert!(heard >= 1 && !search.tried.is_empty());
}
