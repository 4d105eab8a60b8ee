//! Laws of whole numbers, tabulated: a draw is a look-up by whole-number arithmetic, the same on every system.
//!
//! # Promises
//! - Everything is worked out by `libm`, which is Rust throughout, and by exact operations. Nothing here depends on the
//!   mathematics of the platform.
//! - A greater draw never gives a smaller value, so two laws can be compared under the same draws.
//! - No parameter, however foolish, makes it panic or run on for ever.

mod length;
mod making;

pub use length::Length;

/// More entries than this are never tabulated: over 250 years of working days.
const MOST: usize = u16::MAX as usize - 1;
/// Weight below which nothing is said to be left: 10⁻⁹ of 2⁶⁴.
const LEAST_LEFT: u64 = 18_446_744_073;

/// A law of whole numbers 0, 1, 2 …, tabulated up to a last value; everything beyond is [`Law::NEVER`].
#[derive(Clone, Debug, PartialEq)]
pub struct Law {
    /// The value of the first entry, the least that has any weight.
    first: u32,
    /// For each value from `first`, the greatest draw that gives this value or a smaller one. The last entry is
    /// always `u64::MAX` and stands for "never"; it is out of reach where the entry before it is `u64::MAX` too.
    up_to: Vec<u64>,
    /// For each of equal stretches of draws, the entry of its smallest draw (Chen and Asau 1974).
    guide: Vec<u16>,
    /// Draws are brought to stretches by moving them down by so many bits.
    shift: u32,
}

impl Law {
    /// What is drawn beyond the table.
    pub const NEVER: u32 = u32::MAX;

    /// The value, where there is only one: nothing has to be drawn then.
    #[inline]
    pub fn only(&self) -> Option<u32> {
        match self.up_to.as_slice() {
            [_] => Some(Law::NEVER),
            [u64::MAX, ..] => Some(self.first),
            _ => None,
        }
    }

    /// The value of these 64 fair bits.
    #[inline]
    pub fn draw(&self, bits: u64) -> u32 {
        let mut entry = usize::from(self.guide[(bits >> self.shift) as usize]);
        while bits > self.up_to[entry] {
            entry += 1;
        }
        if entry + 1 == self.up_to.len() { Law::NEVER } else { self.first + entry as u32 }
    }

    /// The whole value, given that it is more than `age`. `None` where less than 10⁻⁹ of the law's weight lies beyond
    /// `age`, what is beyond the table included.
    pub fn draw_beyond(&self, age: u32, bits: u64) -> Option<u32> {
        let Some(gone) = self.reached(age) else { return Some(self.draw(bits)) };
        let left = u64::MAX - gone;
        // The bits, fair over all draws, brought to those that are left.
        let among = (u128::from(bits) * u128::from(left)) >> 64;
        (left >= LEAST_LEFT).then(|| self.draw(gone + 1 + among as u64))
    }

    /// The chance that the value is at most this.
    pub fn up_to(&self, value: u32) -> f64 {
        self.reached(value).map_or(0.0, |draws| (draws as f64 + 1.0) / TWO_64)
    }

    /// The mean of the values that are tabulated, given that the value is one of them. 0 where there are none.
    pub fn mean_to(&self) -> f64 {
        let mut before = 0.0;
        let (mut weight, mut sum) = (0.0, 0.0);
        for (draws, value) in self.up_to[..self.up_to.len() - 1].iter().zip(self.first..) {
            let until = (*draws as f64 + 1.0) / TWO_64;
            sum += f64::from(value) * (until - before);
            weight += until - before;
            before = until;
        }
        if weight > 0.0 { sum / weight } else { 0.0 }
    }

    /// The greatest draw that gives at most this value; `None` where no draw does.
    fn reached(&self, value: u32) -> Option<u64> {
        let tabulated = self.up_to.len() - 1;
        let entry = (value.checked_sub(self.first)? as usize).min(tabulated.checked_sub(1)?);
        Some(self.up_to[entry])
    }

    /// The law with these entries, which must not fall, from `first` on. Entries that no draw gives are left out.
    fn of(first: u32, mut up_to: Vec<u64>) -> Law {
        up_to.truncate(MOST);
        // A law without entries is always the same.
        let first = if up_to.is_empty() { 0 } else { first };
        up_to.push(u64::MAX);
        let bits = (4 * up_to.len()).next_power_of_two().clamp(2, 1 << 14).trailing_zeros();
        let shift = u64::BITS - bits;
        let mut entry = 0;
        let guide = (0..1_u64 << bits).map(|stretch| {
            while up_to[entry] < stretch << shift {
                entry += 1;
            }
            entry as u16
        });
        Law { first, guide: guide.collect(), up_to, shift }
    }
}

/// As many draws as there are.
const TWO_64: f64 = 18_446_744_073_709_551_616.0;

#[cfg(test)]
mod tests;
