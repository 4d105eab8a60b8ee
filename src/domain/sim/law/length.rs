//! Lengths of time before they are rounded to whole days.

use std::f64::consts::FRAC_1_SQRT_2;

/// A continuous law of a length of time, in working days.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Length {
    /// The logarithm is normal.
    LogNormal {
        /// The mean of the logarithm: the logarithm of the median.
        mu: f64,
        /// The standard deviation of the logarithm. At 0 or less the length is always its median.
        sigma: f64,
    },
    /// Ends at a constant rate.
    Exponential {
        /// Working days.
        mean: f64,
    },
    /// Always the same.
    Fixed {
        /// Working days.
        days: f64,
    },
}

impl Length {
    /// The log-normal law with this median and mean, in working days: μ = ln median, σ² = 2 ln(mean ÷ median).
    /// Always its median where the mean is not greater, or where either is no positive number.
    pub fn log_normal(median: f64, mean: f64) -> Length {
        let spread = 2.0 * libm::log(mean / median);
        if median > 0.0 && spread > 0.0 && spread.is_finite() {
            Length::LogNormal { mu: libm::log(median), sigma: spread.sqrt() }
        } else {
            Length::Fixed { days: median.max(0.0) }
        }
    }

    /// The chance that it is at most `x` working days. 0 where that is not a number.
    pub fn cdf(&self, x: f64) -> f64 {
        let chance = match *self {
            Length::LogNormal { mu, sigma } if sigma > 0.0 => {
                if x > 0.0 {
                    normal((libm::log(x) - mu) / sigma)
                } else {
                    0.0
                }
            }
            Length::LogNormal { mu, .. } => step(x, libm::exp(mu)),
            Length::Exponential { mean } if mean > 0.0 => -libm::expm1(-x / mean),
            Length::Exponential { mean } => step(x, mean.max(0.0)),
            Length::Fixed { days } => step(x, days),
        };
        if chance > 0.0 { chance.min(1.0) } else { 0.0 }
    }

    /// Working days.
    pub fn mean(&self) -> f64 {
        match *self {
            Length::LogNormal { mu, sigma } => {
                let sigma = sigma.max(0.0);
                libm::exp(mu + sigma * sigma / 2.0)
            }
            Length::Exponential { mean } => mean.max(0.0),
            Length::Fixed { days } => days.max(0.0),
        }
    }

    /// The mean of what passes before `x`, in working days: E\[min(T, x)\].
    ///
    /// Log-normal: mean × Φ((ln x − μ − σ²) ÷ σ) + x × (1 − Φ((ln x − μ) ÷ σ)), Φ being the normal distribution
    /// function (the limited expected value; Klugman, Panjer and Willmot, Loss Models, appendix A).
    /// Exponential: mean × (1 − exp(−x ÷ mean)).
    pub fn mean_up_to(&self, x: f64) -> f64 {
        if x.is_nan() || x <= 0.0 {
            return 0.0;
        }
        let mean = self.mean();
        let days = match *self {
            Length::LogNormal { mu, sigma } if sigma > 0.0 && x < f64::INFINITY => {
                let z = (libm::log(x) - mu) / sigma;
                let ended = normal(z - sigma);
                // A mean too great for a number counts for nothing where nothing has ended.
                (if ended > 0.0 { mean * ended } else { 0.0 }) + x * normal(-z)
            }
            Length::Exponential { mean } if mean > 0.0 && mean < f64::INFINITY => {
                -mean * libm::expm1(-x / mean)
            }
            _ => x,
        };
        days.min(x).min(mean)
    }

    /// Whether it takes more than one value.
    pub(super) fn is_spread(&self) -> bool {
        match *self {
            Length::LogNormal { sigma, .. } => sigma > 0.0,
            Length::Exponential { mean } => mean > 0.0,
            Length::Fixed { .. } => false,
        }
    }

    /// The length with all its times multiplied. A factor of 0 or less leaves no time at all.
    #[must_use]
    pub fn scaled(&self, factor: f64) -> Length {
        if factor.is_nan() || factor <= 0.0 {
            return Length::Fixed { days: 0.0 };
        }
        match *self {
            Length::LogNormal { mu, sigma } => Length::LogNormal { mu: mu + libm::log(factor), sigma },
            Length::Exponential { mean } => Length::Exponential { mean: mean * factor },
            Length::Fixed { days } => Length::Fixed { days: days * factor },
        }
    }
}

/// The normal distribution function: Φ(z) = erfc(−z ÷ √2) ÷ 2.
fn normal(z: f64) -> f64 {
    libm::erfc(-z * FRAC_1_SQRT_2) / 2.0
}

/// The distribution function of a length that is always `days`.
fn step(x: f64, days: f64) -> f64 {
    if x >= days { 1.0 } else { 0.0 }
}
