//! Lengths of work: their means, the share still open after some days, and log-normal laws from published quantiles.

use crate::domain::plan::LengthOfWork;

/// The upper edges of the published bands of length, in days: three months, six, a year, two years.
pub(super) const EDGES: [f64; 4] = [365.25 / 4.0, 365.25 / 2.0, 365.25, 730.5];
/// The upper quartile of the standard normal law.
const UPPER_QUARTILE: f64 = 0.674_489_750_196_082;
/// No work lasts longer than this: whatever a file says, sums stay finite.
const LONGEST: f64 = 1e6;

/// More spread than this is two kinds of work in one figure, and a law through it would have a mean far beyond either.
const MOST_SPREAD: f64 = 1.5;

/// A number that can be worked with: 0 for what is none, and never beyond `most`.
pub(super) fn sane(value: f64, most: f64) -> f64 {
    if value.is_nan() { 0.0 } else { value.clamp(0.0, most) }
}

/// The mean of a length of work, days.
pub fn mean_days(length: LengthOfWork) -> f64 {
    sane(
        match length {
            LengthOfWork::LogNormal { median_days, mean_days } => mean_days.max(median_days),
            LengthOfWork::Exponential { mean_days } => mean_days,
            LengthOfWork::Fixed { days } => days,
        },
        LONGEST,
    )
}

fn still_open(length: LengthOfWork, days: f64) -> f64 {
    match length {
        LengthOfWork::LogNormal { median_days, mean_days }
            if median_days > 0.0 && mean_days > median_days =>
        {
            let sigma = (2.0 * libm::log(mean_days / median_days)).sqrt();
            if days <= 0.0 { 1.0 } else { 1.0 - normal(libm::log(days / median_days) / sigma) }
        }
        LengthOfWork::LogNormal { median_days: days_all, .. } | LengthOfWork::Fixed { days: days_all } => {
            f64::from(u8::from(days < days_all))
        }
        LengthOfWork::Exponential { mean_days } if mean_days > 0.0 => libm::exp(-days / mean_days),
        LengthOfWork::Exponential { .. } => 0.0,
    }
}

/// The share of what began on the last so many days that is still open, taking each day alike.
pub(super) fn share_still_open(length: LengthOfWork, days: u32) -> f64 {
    let sum: f64 = (0..days).map(|day| still_open(length, f64::from(day) + 0.5)).sum();
    sane(sum / f64::from(days.max(1)), 1.0)
}

/// The share of a standard normal law below `z`.
fn normal(z: f64) -> f64 {
    0.5 * libm::erfc(-z * std::f64::consts::FRAC_1_SQRT_2)
}

/// Below which value this share of a standard normal law lies; found by halving.
fn normal_quantile(share: f64) -> f64 {
    let (mut low, mut high) = (-8.0, 8.0);
    for _ in 0..60 {
        let middle = 0.5 * (low + high);
        if normal(middle) < share { low = middle } else { high = middle }
    }
    0.5 * (low + high)
}

/// Median and mean of the log-normal law with this median and upper quartile.
pub(super) fn from_quartiles(median: f64, upper: f64) -> Option<(f64, f64)> {
    let sigma = (libm::log(upper / median) / UPPER_QUARTILE).min(MOST_SPREAD);
    (median > 0.0 && sigma.is_finite() && sigma >= 0.0)
        .then(|| (median, median * libm::exp(sigma * sigma / 2.0)))
}

/// Median and σ of the log-normal law that comes nearest to shares up to given days: the straight line of logarithms of the
/// days against normal quantiles, by least squares.
pub(super) fn from_shares(below: &[(f64, f64)]) -> Option<(f64, f64)> {
    let points: Vec<(f64, f64)> = below
        .iter()
        .filter(|(days, share)| *days > 0.0 && *share > 0.001 && *share < 0.999)
        .map(|(days, share)| (normal_quantile(*share), libm::log(*days)))
        .collect();
    let count = points.len() as f64;
    let (z, y) = points.iter().fold((0.0, 0.0), |(z, y), point| (z + point.0 / count, y + point.1 / count));
    let (over, under) = points.iter().fold((0.0, 0.0), |(over, under), point| {
        (over + (point.0 - z) * (point.1 - y), under + (point.0 - z) * (point.0 - z))
    });
    let sigma = (over / under).min(MOST_SPREAD);
    (points.len() >= 2 && sigma.is_finite() && sigma > 0.0).then(|| (libm::exp(y - sigma * z), sigma))
}

/// How the lengths of ended plans are spread: median and σ.
pub(super) fn of_bands(bands: &[f64; 5]) -> Option<(f64, f64)> {
    let total: f64 = bands.iter().sum();
    let mut so_far = 0.0;
    let below = EDGES.iter().zip(bands).map(|(edge, band)| {
        so_far += band;
        (*edge, so_far / total)
    });
    from_shares(&below.collect::<Vec<_>>())
}

/// σ of what remains after an assessment, from the episodes that lasted over three months: shorter ones mostly ended with it.
pub(super) fn beyond_assessment(bands: &[f64; 5], assessment_days: f64) -> Option<f64> {
    let total: f64 = bands[1..].iter().sum();
    let mut so_far = 0.0;
    let below = EDGES[1..].iter().zip(&bands[1..]).map(|(edge, band)| {
        so_far += band;
        (edge - assessment_days, so_far / total)
    });
    from_shares(&below.collect::<Vec<_>>()).map(|(_, sigma)| sigma)
}

/// The log-normal law with this mean and σ, in whole days.
pub(super) fn log_normal(mean: f64, sigma: f64) -> LengthOfWork {
    let mean_days = mean.round().max(1.0);
    let median_days = (mean * libm::exp(-sigma * sigma / 2.0)).round().clamp(1.0, mean_days);
    LengthOfWork::LogNormal { median_days, mean_days }
}
