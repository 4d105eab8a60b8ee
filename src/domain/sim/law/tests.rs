//! Laws agree with theory, and with what they always gave.

use super::*;
use crate::domain::sim::draws::tests::agree;
use crate::domain::sim::draws::{Draws, Purpose};

mod limits;

const DRAWS: u64 = 200_000;

fn bits() -> impl Iterator<Item = u64> {
    let draws = Draws::new(11, 0);
    (0..DRAWS).map(move |n| draws.bits(Purpose::Length, n))
}

/// Draws agree with these chances of at most each value, gathered so that no class expects fewer than ten.
fn assert_agrees(law: &Law, up_to: impl Fn(u32) -> f64, last: u32) {
    assert_drawn(|bits| law.draw(bits), up_to, last);
}

fn assert_drawn(draw: impl Fn(u64) -> u32, up_to: impl Fn(u32) -> f64, last: u32) {
    let mut ends = Vec::new();
    let mut expected = Vec::new();
    let mut before = 0.0;
    for value in 0..=last {
        let chance = up_to(value);
        let more = (chance - before) * DRAWS as f64;
        if more >= 10.0 && (1.0 - chance) * DRAWS as f64 >= 10.0 {
            ends.push(value);
            expected.push(more);
            before = chance;
        }
    }
    expected.push((1.0 - before) * DRAWS as f64);
    let mut counts = vec![0_u64; expected.len()];
    for value in bits().map(draw) {
        counts[ends.partition_point(|end| *end < value)] += 1;
    }
    assert!(counts.len() > 1);
    assert!(agree(&counts, &expected), "{counts:?} against {expected:?}");
}

fn assert_near(found: f64, wanted: f64, tolerance: f64) {
    println!("{found} against {wanted}, tolerance {tolerance}");
    assert!((found - wanted).abs() <= tolerance, "{found} is not within {tolerance} of {wanted}");
}

fn lengths() -> [Length; 6] {
    [
        Length::log_normal(60.0, 90.0),
        Length::log_normal(3.0, 5.0),
        Length::log_normal(2.0, 8.0),
        Length::Exponential { mean: 8.0 },
        Length::Exponential { mean: 700.0 },
        Length::Fixed { days: 45.25 },
    ]
}

#[test]
fn rounded_lengths_agree_with_theory() {
    for length in &lengths()[..5] {
        let law = Law::rounded(length, 0, 2000);
        assert_agrees(&law, |day| length.cdf(f64::from(day) + 0.5), 2000);
        let law = Law::rounded(length, 3, 2000);
        assert_agrees(&law, |day| if day < 3 { 0.0 } else { length.cdf(f64::from(day) + 0.5) }, 2000);
    }
}

#[test]
fn what_lies_beyond_the_table_is_never() {
    let law = Law::rounded(&Length::Exponential { mean: 100.0 }, 0, 260);
    let never = bits().filter(|bits| law.draw(*bits) == Law::NEVER).count() as f64;
    assert_near(never / DRAWS as f64, (-2.605_f64).exp(), 0.002);
    assert_eq!(law.draw(u64::MAX), Law::NEVER);
    assert!(bits().all(|bits| law.draw(bits) <= 260 || law.draw(bits) == Law::NEVER));
}

#[test]
fn the_log_normal_law_has_its_median_and_its_mean() {
    let length = Length::log_normal(60.0, 90.0);
    assert_near(length.cdf(60.0), 0.5, 1e-14);
    assert_near(length.mean(), 90.0, 1e-12);
    // Φ(1) to 16 digits.
    let Length::LogNormal { mu, sigma } = length else { panic!("not log-normal") };
    assert_near(length.cdf(libm::exp(mu + sigma)), 0.841_344_746_068_542_9, 1e-14);
    assert_eq!(Length::log_normal(30.0, 30.0), Length::Fixed { days: 30.0 });
}

#[test]
fn the_mean_up_to_a_time_is_the_area_above_the_distribution_function() {
    for length in lengths() {
        for end in [0.5_f64, 7.0, 45.5, 300.0] {
            let steps = 20_000;
            let width = end / f64::from(steps);
            let area: f64 = (0..steps).map(|n| 1.0 - length.cdf((f64::from(n) + 0.5) * width)).sum();
            assert_near(length.mean_up_to(end), area * width, 2.0 * width);
        }
        assert_near(length.mean_up_to(1e12), length.mean(), 1e-6);
    }
}

#[test]
fn a_scaled_length_has_its_mean_scaled() {
    for length in lengths() {
        assert_near(length.scaled(2.5).mean(), 2.5 * length.mean(), 1e-9);
        assert_near(length.scaled(2.5).cdf(50.0), length.cdf(20.0), 1e-12);
    }
}

#[test]
fn the_rest_of_an_exponential_length_is_the_exponential_length() {
    let length = Length::Exponential { mean: 37.0 };
    let rest = Law::rest(&length, 1000);
    for day in 0..=1000 {
        assert_near(rest.up_to(day), length.cdf(f64::from(day)), 1e-14);
    }
}

#[test]
fn the_rest_of_a_fixed_length_is_uniform() {
    // Told at the end of a day, and rounded up: what is left of 20.5 days ends within 1 to 21 days.
    let law = Law::rest(&Length::Fixed { days: 20.5 }, 100);
    assert_agrees(&law, |day| (f64::from(day) / 20.5).min(1.0), 21);
    assert_eq!(law.draw(u64::MAX), 21);
}

#[test]
fn the_rest_of_a_log_normal_length_has_the_mean_of_renewal_theory() {
    // E[R] = E[T²] / 2E[T] = mean × exp(σ²) / 2; rounded up, half a day more.
    let length = Length::log_normal(60.0, 90.0);
    let wanted = 90.0 * (90.0 / 60.0_f64).powi(2) / 2.0 + 0.5;
    assert_near(Law::rest(&length, 60_000).mean_to(), wanted, 0.01);
}

#[test]
fn whole_days_keep_the_mean_of_the_length() {
    for length in lengths() {
        assert_near(Law::whole_days(&length, 60_000).mean_to(), length.mean(), 1e-4);
    }
    for mean in [1.0, 1.01, 1.5, 2.0, 3.7, 8.0, 130.0, 900.0] {
        // Of greater spreads, too much lies beyond the table to leave the mean of the table alone.
        for spread in [1.0, 1.000_001, 1.01, 1.3, if mean < 20.0 { 2.0 } else { 1.3 }] {
            let law = Law::whole_days(&Length::log_normal(mean / spread, mean), 60_000);
            assert_near(law.mean_to(), mean, 1e-4);
            assert!(law.draw(0) >= 1);
        }
        let law = Law::whole_days(&Length::Exponential { mean }, 60_000);
        assert_near(law.mean_to(), mean, 1e-5);
    }
}

#[test]
fn drawn_whole_days_have_the_mean_of_the_length() {
    let law = Law::whole_days(&Length::Exponential { mean: 4.0 }, 2000);
    let sum: u64 = bits().map(|bits| u64::from(law.draw(bits))).sum();
    // Four standard errors.
    assert_near(sum as f64 / DRAWS as f64, 4.0, 4.0 * 4.0 / (DRAWS as f64).sqrt());
}

#[test]
fn an_exponential_length_forgets_its_age() {
    let length = Length::Exponential { mean: 60.0 };
    let law = Law::rounded(&length, 0, 1500);
    for age in [0, 12, 200] {
        let mut sum = 0.0;
        for bits in bits() {
            let value = law.draw_beyond(age, bits).expect("some weight is left");
            assert!(value > age);
            sum += f64::from(value - age) - 0.5;
        }
        // The day after `age` is half a day on average; four standard errors.
        assert_near(sum / DRAWS as f64, 60.0, 4.0 * 60.0 / (DRAWS as f64).sqrt());
    }
}

#[test]
fn a_draw_beyond_an_age_is_the_law_given_that_age() {
    let length = Length::log_normal(60.0, 90.0);
    let law = Law::rounded(&length, 0, 2000);
    for age in [0, 80, 300] {
        let gone = length.cdf(f64::from(age) + 0.5);
        let given = |day: u32| ((length.cdf(f64::from(day) + 0.5) - gone) / (1.0 - gone)).max(0.0);
        assert_drawn(|bits| law.draw_beyond(age, bits).expect("some weight is left"), given, 2000);
    }
}

#[test]
fn nothing_is_drawn_where_nothing_is_left() {
    let law = Law::rounded(&Length::Exponential { mean: 10.0 }, 0, 1000);
    assert!(law.draw_beyond(200, 0).is_some());
    assert_eq!(law.draw_beyond(220, 0), None);
    assert_eq!(law.draw_beyond(u32::MAX, 0), None);
    assert_eq!(Law::always(5).draw_beyond(4, u64::MAX), Some(5));
    assert_eq!(Law::always(5).draw_beyond(5, 0), None);
    // What is beyond the table counts as left.
    let law = Law::rounded(&Length::Exponential { mean: 100.0 }, 0, 100);
    assert_eq!(law.draw_beyond(100, 0), Some(Law::NEVER));
    assert_eq!(law.draw_beyond(4000, u64::MAX), Some(Law::NEVER));
    assert_eq!(Law::never().draw_beyond(9, 7), Some(Law::NEVER));
}

#[test]
fn shares_agree_with_their_weights() {
    let law = Law::shares(&[0.0, 3.0, 1.0, 0.0, 4.0, 0.0]);
    assert_agrees(&law, |n| [0.0, 0.375, 0.5, 0.5, 1.0, 1.0][n as usize], 5);
    assert!(bits().all(|bits| ![0, 3, 5].contains(&law.draw(bits))));
    assert_eq!((law.draw(0), law.draw(u64::MAX)), (1, 4));
}

#[test]
fn poisson_counts_agree_with_theory() {
    for mean in [0.3_f64, 4.0, 30.0] {
        let mut running = Vec::new();
        let (mut weight, mut sum) = ((-mean).exp(), 0.0);
        for n in 0..100 {
            sum += weight;
            running.push(sum);
            weight *= mean / f64::from(n + 1);
        }
        assert_agrees(&Law::poisson(mean), |n| running[n as usize], 99);
    }
}

#[test]
fn poisson_counts_have_their_mean_as_variance_even_when_great() {
    for mean in [0.01, 0.99, 1.0, 250.5, 10_000.0, 900_000.0] {
        let law = Law::poisson(mean);
        assert_near(law.mean_to() / mean, 1.0, 1e-9);
        let square = |bits| (f64::from(law.draw(bits)) - mean).powi(2);
        let variance = bits().map(square).sum::<f64>() / DRAWS as f64;
        assert_near(variance / mean, 1.0, 4.0 * ((2.0 + 1.0 / mean) / DRAWS as f64).sqrt());
    }
}

#[test]
fn a_greater_draw_never_gives_a_smaller_value() {
    for length in lengths() {
        for law in [Law::rounded(&length, 0, 500), Law::rest(&length, 500), Law::whole_days(&length, 500)] {
            let values = (0..=4096_u64).map(|n| law.draw(n.saturating_mul(1 << 52)));
            assert!(values.is_sorted());
            let beyond = (0..=4096_u64).map(|n| law.draw_beyond(9, n.saturating_mul(1 << 52)));
            assert!(beyond.is_sorted());
        }
    }
}

#[test]
fn the_look_up_finds_what_a_search_finds() {
    for law in [
        Law::rounded(&Length::log_normal(60.0, 90.0), 1, 260),
        Law::rounded(&Length::log_normal(900.0, 2000.0), 0, 10_400),
        Law::rounded(&Length::log_normal(500.0, 500.001), 0, 10_400),
        Law::poisson(10_000.0),
        Law::shares(&[1e-18, 1.0, 1e-18, 1e-18, 5.0]),
    ] {
        let slow = |bits| {
            let entry = law.up_to.partition_point(|up_to| *up_to < bits);
            if entry + 1 == law.up_to.len() { Law::NEVER } else { law.first + entry as u32 }
        };
        let edges = law.up_to.iter().flat_map(|edge| [*edge, edge.saturating_add(1), edge.saturating_sub(1)]);
        for bits in edges.chain(bits().take(10_000)).chain([0, 1, u64::MAX]) {
            assert_eq!(law.draw(bits), slow(bits));
        }
    }
}

#[test]
fn the_same_bits_always_give_the_same_value() {
    let laws = [
        Law::rounded(&Length::log_normal(60.0, 90.0), 1, 260),
        Law::rounded(&Length::Exponential { mean: 75.0 }, 0, 260),
        Law::rest(&Length::log_normal(120.0, 200.0), 2000),
        Law::whole_days(&Length::log_normal(2.0, 4.5), 260),
        Law::whole_days(&Length::Exponential { mean: 4.5 }, 260),
        Law::poisson(12.5),
        Law::poisson(10_000.0),
        Law::shares(&[0.2, 0.5, 0.1]),
    ];
    let draws = Draws::new(1, 0);
    let drawn = laws.iter().map(|law| [1, 2, 3, 4, 5, 6].map(|n| law.draw(draws.bits(Purpose::Length, n))));
    let drawn: Vec<[u32; 6]> = drawn.collect();
    assert_eq!(drawn, DRAWN, "{drawn:?}");
    // Down to the last bit of every threshold.
    let sums: Vec<u64> = laws
        .iter()
        .map(|law| law.up_to.iter().fold(0, |sum: u64, up_to| sum.wrapping_mul(31).wrapping_add(*up_to)))
        .collect();
    assert_eq!(sums, SUMS, "{sums:#x?}");
}

const DRAWN: [[u32; 6]; 8] = [
    [65, 33, 54, 127, Law::NEVER, 51],
    [58, 22, 45, 119, 245, 42],
    [158, 56, 120, 386, 1140, 110],
    [2, 1, 2, 6, 19, 2],
    [3, 1, 3, 7, 14, 2],
    [13, 10, 12, 15, 19, 12],
    [10010, 9934, 9988, 10083, 10178, 9982],
    [1, 1, 1, 1, 2, 1],
];
const SUMS: [u64; 8] = [
    0x7187_165e_fb0b_8d45,
    0x9d34_2b4e_7ccb_bf00,
    0xa992_7014_fd3b_556f,
    0x4fc0_bd0e_6c8b_c83f,
    0xd65b_1bcd_b7cd_75a0,
    0x6f62_9584_56bf_3749,
    0xa9cd_6f9e_2522_bbdc,
    0xa000_0000_01d1_03c0,
];
