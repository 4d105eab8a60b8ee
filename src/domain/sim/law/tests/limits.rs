//! Parameters at their limits, and beyond them.

use super::*;

const ODD: [f64; 12] =
    [f64::NEG_INFINITY, -1e300, -3.0, 0.0, 1e-300, 1e-9, 1.0, 13_000.0, 1e15, 1e300, f64::INFINITY, f64::NAN];

/// Every law of this length, asked a little.
fn tried(length: &Length) {
    for last in [0, 1, 40] {
        for law in [
            Law::rounded(length, 0, last),
            Law::rounded(length, 3, last),
            Law::rest(length, last),
            Law::whole_days(length, last),
        ] {
            assert!(law.up_to.is_sorted());
            assert!(law.mean_to().is_finite());
            for bits in [0, 1 << 63, u64::MAX] {
                let value = law.draw(bits);
                assert!(value <= last || value == Law::NEVER, "{length:?} gives {value}");
                let beyond = law.draw_beyond(2, bits);
                assert!(beyond.is_none_or(|value| value > 2), "{length:?}");
            }
        }
    }
    for x in ODD {
        let (chance, mean) = (length.cdf(x), length.mean_up_to(x));
        assert!((0.0..=1.0).contains(&chance), "{length:?} at {x}: {chance}");
        assert!(mean >= 0.0, "{length:?} at {x}: {mean}");
        assert!((0.0..=1.0).contains(&length.scaled(x).cdf(1.0)));
    }
}

#[test]
fn no_length_makes_a_law_panic_or_go_on_for_ever() {
    for one in ODD {
        tried(&Length::Fixed { days: one });
        tried(&Length::Exponential { mean: one });
        for other in ODD {
            tried(&Length::log_normal(one, other));
            tried(&Length::LogNormal { mu: one, sigma: other });
        }
    }
}

#[test]
fn no_weight_and_no_rate_makes_a_law_panic() {
    for one in ODD {
        assert!(Law::poisson(one).draw(1 << 63) <= 1_000_000);
        assert_eq!(Law::shares(&[one]), Law::always(0));
        for other in ODD {
            assert!(Law::shares(&[one, other]).draw(1 << 63) <= 1);
        }
    }
}

#[test]
fn laws_without_weight_give_the_first_category() {
    assert_eq!(Law::shares(&[]), Law::always(0));
    assert_eq!(Law::shares(&[0.0, 0.0]), Law::always(0));
    assert_eq!(Law::shares(&[0.0, -1.0, f64::NAN]), Law::always(0));
    assert_eq!(Law::poisson(0.0), Law::always(0));
}

#[test]
fn a_constant_law_gives_its_value_whatever_is_drawn() {
    for value in [0, 1, 77, 1_000_000, u32::MAX - 1, Law::NEVER] {
        let law = Law::always(value);
        assert!([0, 1, 1 << 63, u64::MAX].iter().all(|bits| law.draw(*bits) == value));
        assert_near(law.mean_to(), if value == Law::NEVER { 0.0 } else { f64::from(value) }, 0.0);
    }
    assert_eq!(Law::always(Law::NEVER), Law::never());
}

#[test]
fn a_length_without_spread_is_fixed() {
    let fixed = Length::Fixed { days: 12.0 };
    for length in [fixed, Length::log_normal(12.0, 12.0), Length::log_normal(12.0, 7.0)] {
        assert_eq!(Law::rounded(&length, 0, 100), Law::always(12));
        assert_eq!(Law::whole_days(&length, 100), Law::always(12));
    }
    let narrow = Length::LogNormal { mu: libm::log(12.2), sigma: 0.0 };
    assert_eq!(Law::rounded(&narrow, 0, 100), Law::always(12));
    assert_near(Law::whole_days(&narrow, 100).mean_to(), 12.2, 1e-9);
}

#[test]
fn no_time_at_all_is_the_least_there_is() {
    for length in [
        Length::Fixed { days: 0.0 },
        Length::Exponential { mean: 0.0 },
        Length::log_normal(0.0, 0.0),
        Length::log_normal(5.0, 9.0).scaled(0.0),
    ] {
        assert_eq!(Law::rounded(&length, 0, 100), Law::always(0));
        assert_eq!(Law::rounded(&length, 4, 100), Law::always(4));
        assert_eq!(Law::rest(&length, 100), Law::always(0));
        assert_eq!(Law::whole_days(&length, 100), Law::always(1));
    }
}

#[test]
fn fifty_years_are_mostly_beyond_a_year() {
    let law = Law::rounded(&Length::Exponential { mean: 13_000.0 }, 0, 260);
    assert_near(law.up_to(260), 1.0 - (-260.5 / 13_000.0_f64).exp(), 1e-12);
    assert_eq!(Law::rounded(&Length::Fixed { days: 13_000.0 }, 0, 260), Law::never());
    let law = Law::rounded(&Length::Fixed { days: 13_000.0 }, 0, u32::MAX);
    assert_eq!(law, Law::always(13_000));
}

#[test]
fn a_table_asked_to_end_nowhere_ends() {
    let law = Law::rounded(&Length::Exponential { mean: 1e9 }, 0, u32::MAX);
    assert_eq!(law.up_to.len(), MOST + 1);
    assert_eq!(law.draw(0), 0);
    assert_eq!(law.draw(u64::MAX), Law::NEVER);
    assert_eq!(Law::rounded(&Length::Fixed { days: 1.0 }, u32::MAX, u32::MAX), Law::never());
}
