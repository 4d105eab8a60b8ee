//! Repeatable chance: the same seed gives the same service on any machine.
//!
//! `SplitMix64` (Steele, Lea and Flood 2014), with whole numbers and plain arithmetic only, so that no platform's
//! mathematics library can change a result.

/// A stream of repeatable chance.
#[derive(Clone, Debug)]
pub(super) struct Chance(u64);

impl Chance {
    /// A stream for a seed and a purpose: adding draws for one purpose changes nothing in another.
    pub fn new(seed: u64, purpose: u64) -> Self {
        let mut chance = Self(seed ^ purpose.wrapping_mul(0xD1B5_4A32_D192_ED03));
        chance.next();
        chance
    }

    fn next(&mut self) -> u64 {
        self.0 = self.0.wrapping_add(0x9E37_79B9_7F4A_7C15);
        let mut z = self.0;
        z = (z ^ (z >> 30)).wrapping_mul(0xBF58_476D_1CE4_E5B9);
        z = (z ^ (z >> 27)).wrapping_mul(0x94D0_49BB_1331_11EB);
        z ^ (z >> 31)
    }

    /// From 0 up to, not including, `end`; 0 when there is nothing below `end`.
    pub fn below(&mut self, end: usize) -> usize {
        (((self.next() >> 32) * end as u64) >> 32) as usize
    }

    /// From `low` to `high`, both possible.
    pub fn between(&mut self, low: i64, high: i64) -> i64 {
        low + i64::from(self.below(usize::try_from(high - low + 1).unwrap_or(1)) as u32)
    }

    /// From `low` to `high`, both possible, and more often near `low`.
    pub fn mostly_low(&mut self, low: i64, high: i64) -> i64 {
        let share = self.share();
        low + (share * share * (high - low + 1) as f64) as i64
    }

    /// From 0 up to, not including, 1.
    pub fn share(&mut self) -> f64 {
        (self.next() >> 11) as f64 / (1_u64 << 53) as f64
    }

    /// True in this share of cases.
    pub fn yes(&mut self, share: f64) -> bool {
        self.share() < share
    }

    /// Near `mean`, in the shape of a bell with this standard deviation and never more than six of them away.
    pub fn bell(&mut self, mean: f64, deviation: f64) -> f64 {
        let sum: f64 = (0..12).map(|_| self.share()).sum();
        mean + deviation * (sum - 6.0)
    }

    /// One of these; `None` when there are none.
    pub fn pick<T: Clone>(&mut self, of: &[T]) -> Option<T> {
        of.get(self.below(of.len())).cloned()
    }

    /// A place in a list of weights, each as likely as its weight; the last one when all are zero.
    pub fn weighted(&mut self, weights: impl Iterator<Item = f64> + Clone) -> usize {
        let mut left = self.share() * weights.clone().sum::<f64>();
        let mut last = 0;
        for (place, weight) in weights.enumerate() {
            if weight > 0.0 {
                last = place;
                if left < weight {
                    return place;
                }
            }
            left -= weight;
        }
        last
    }

    /// Into an order of chance.
    pub fn shuffle<T>(&mut self, list: &mut [T]) {
        for end in (1..list.len()).rev() {
            list.swap(end, self.below(end + 1));
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_seed_repeats_and_every_draw_stays_in_its_range() {
        let (mut a, mut b, mut c) = (Chance::new(1, 2), Chance::new(1, 2), Chance::new(1, 3));
        let (first, second): (Vec<_>, Vec<_>) = (0..100).map(|_| (a.next(), b.next())).unzip();
        assert_eq!(first, second);
        assert_ne!(first[0], c.next());
        for _ in 0..10_000 {
            assert!((3..=5).contains(&a.between(3, 5)));
            assert!((0..=9).contains(&a.mostly_low(0, 9)));
            assert_eq!(a.weighted([0.0, 2.0, 0.0].into_iter()), 1);
        }
        assert_eq!(a.below(0), 0);
        assert_eq!(a.pick::<u8>(&[]), None);
    }
}
