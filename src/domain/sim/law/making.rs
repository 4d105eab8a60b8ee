//! Making laws: from lengths of time, shares and rates.

use super::{Law, Length, MOST, TWO_64};

/// Days that the mean of a law of whole days may be out by.
const NEAR: f64 = 1e-9;
/// A mean is summed day by day up to here and by its integral beyond.
const SUMMED: u32 = 256;
/// A greater mean is taken as this by [`Law::poisson`].
const GREATEST_MEAN: f64 = 1e6;

impl Law {
    /// Always this value.
    pub fn always(value: u32) -> Law {
        if value == Law::NEVER { Law::never() } else { Law::of(value, vec![u64::MAX]) }
    }

    /// Always [`Law::NEVER`].
    pub fn never() -> Law {
        Law::of(0, Vec::new())
    }

    /// The length rounded to the nearest whole number of days, at least `least`, tabulated to `last`: P(X ≤ k) is
    /// the length's chance of at most k + ½. No table has more than 65,534 entries, whatever is asked for.
    pub fn rounded(length: &Length, least: u32, last: u32) -> Law {
        Law::tabulated(least, last, |day| length.cdf(f64::from(day) + 0.5))
    }

    /// What is left, in whole working days, of work of this length that has been going on for an unknown time: the
    /// stationary excess, P(R ≤ x) = E\[min(T, x)\] ÷ E\[T\] (Cox, Renewal Theory, 1962, §5.4). Rounded up: it is told at
    /// the end of a day, and what falls within the next day ends on that day.
    pub fn rest(length: &Length, last: u32) -> Law {
        let mean = length.mean();
        if mean <= 0.0 {
            return Law::always(0);
        }
        Law::tabulated(0, last, |day| length.mean_up_to(f64::from(day)) / mean)
    }

    /// As [`Law::rounded`] with at least one day, but the length scaled so that the mean of the whole days, those
    /// beyond the table included, is the mean of the length. One day always where that mean is 1 or less. A fixed
    /// length is one of the two whole numbers beside it, in the shares that keep its mean.
    pub fn whole_days(length: &Length, last: u32) -> Law {
        let mean = length.mean();
        if mean <= 1.0 {
            return Law::tabulated(1, last, |_| 1.0);
        }
        if !length.is_spread() {
            let whole = mean.floor();
            return Law::tabulated(1, last, |day| {
                let day = f64::from(day);
                if day < whole {
                    0.0
                } else if day > whole {
                    1.0
                } else {
                    1.0 - (mean - whole)
                }
            });
        }
        let is_number = mean < f64::INFINITY;
        let factor = if is_number { factor_for_mean(length, mean) } else { 1.0 };
        Law::rounded(&length.scaled(factor), 1, last)
    }

    /// Category 0, 1, 2 … with these weights, which need not add up to 1. Weights that are no positive number count
    /// as 0; where all do, category 0.
    pub fn shares(weights: &[f64]) -> Law {
        let clean = |weight: &f64| if weight.is_finite() { weight.max(0.0) } else { 0.0 };
        Law::weighted(0, &weights.iter().take(MOST).map(clean).collect::<Vec<_>>())
    }

    /// How many come when so many come on average, independently: Poisson. Always 0 for a mean of 0 or less; a mean
    /// beyond a million is taken as a million.
    pub fn poisson(mean: f64) -> Law {
        // Weights relative to the likeliest value, p(k − 1) = p(k) × k ÷ mean, until they no longer count.
        const COUNTS: f64 = 1e-25;
        if mean.is_nan() || mean <= 0.0 {
            return Law::always(0);
        }
        let mean = mean.min(GREATEST_MEAN);
        let likeliest = mean.floor();
        let (mut below, mut value, mut weight) = (Vec::new(), likeliest, 1.0);
        while value > 0.0 && weight > COUNTS {
            weight *= value / mean;
            value -= 1.0;
            below.push(weight);
        }
        let least = value as u32;
        let mut weights: Vec<f64> = below.into_iter().rev().chain([1.0]).collect();
        (value, weight) = (likeliest, 1.0);
        while weight > COUNTS {
            value += 1.0;
            weight *= mean / value;
            weights.push(weight);
        }
        Law::weighted(least, &weights)
    }

    /// The value `first` and those after it with these weights, none negative. `first` always where all are 0.
    fn weighted(first: u32, weights: &[f64]) -> Law {
        let greatest = weights.iter().copied().fold(0.0, f64::max);
        let Some(last) = weights.iter().rposition(|weight| *weight > 0.0) else { return Law::always(first) };
        let running = weights[..=last].iter().scan(0.0, |sum, weight| {
            *sum += weight / greatest;
            Some(*sum)
        });
        let running: Vec<f64> = running.collect();
        let last = first + last as u32;
        Law::tabulated(first, last, |value| {
            if value == last { 1.0 } else { running[(value - first) as usize] / running[running.len() - 1] }
        })
    }

    /// The law of values from `first` to `last` whose chance of at most a value is given.
    fn tabulated(first: u32, last: u32, chance: impl Fn(u32) -> f64) -> Law {
        let mut from = first;
        let mut up_to: Vec<u64> = Vec::new();
        let mut reached = 0;
        for value in (first..=last.min(Law::NEVER - 1)).take(MOST) {
            match greatest_draw(chance(value)) {
                None if up_to.is_empty() => from = value + 1,
                draw => {
                    reached = draw.map_or(reached, |draw| draw.max(reached));
                    up_to.push(reached);
                }
            }
            if reached == u64::MAX {
                break;
            }
        }
        Law::of(from, up_to)
    }
}

/// The greatest of the 2⁶⁴ draws that fall within this chance. `None` where the chance is less than one draw.
fn greatest_draw(chance: f64) -> Option<u64> {
    // Exact: a multiplication by a power of two.
    let draws = chance * TWO_64;
    if draws >= TWO_64 { Some(u64::MAX) } else { (draws as u64).checked_sub(1) }
}

/// What the length must be multiplied by for its whole days, at least one, to have this mean, which is more than 1.
/// False position and halving by turns: a root between two ends is never lost.
fn factor_for_mean(length: &Length, mean: f64) -> f64 {
    let over = |factor: f64| whole_mean(&length.scaled(factor)) - mean;
    // Rounding, and at least one day, take off at most half a day and add at most one.
    let (mut low, mut high) = ((mean - 1.0) / mean, (mean + 0.5) / mean);
    let (mut under, mut above) = (over(low), over(high));
    for turn in 0..100 {
        let straight = low + (high - low) * (-under / (above - under));
        let halved = low + (high - low) / 2.0;
        let factor = if turn % 2 == 0 && straight > low && straight < high { straight } else { halved };
        let error = over(factor);
        if error.abs() < NEAR {
            return factor;
        }
        if error < 0.0 { (low, under) = (factor, error) } else { (high, above) = (factor, error) }
    }
    low + (high - low) / 2.0
}

/// The mean of the length in whole days, at least one: 1 + Σ P(T > k + ½) over k = 1, 2 …
/// The end of the sum is an integral by the midpoint rule, with its first correction (Euler and Maclaurin).
fn whole_mean(length: &Length) -> f64 {
    let mut mean = 1.0;
    for day in 1..SUMMED {
        let beyond = 1.0 - length.cdf(f64::from(day) + 0.5);
        mean += beyond;
        if beyond < NEAR * NEAR {
            return mean;
        }
    }
    let end = f64::from(SUMMED);
    let density = length.cdf(end + 0.5) - length.cdf(end - 0.5);
    mean + (length.mean() - length.mean_up_to(end)) - density / 24.0
}
