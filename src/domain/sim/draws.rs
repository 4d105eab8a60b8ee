//! Keyed draws: each belongs to what it decides, not to the order in which things happen.
//!
//! # Promises
//! - A draw is a function of (seed, replication, purpose, entity, number) and of nothing else. One more event
//!   elsewhere changes no other draw, so two plans under the same seed meet the same luck.
//! - Whole-number arithmetic only: the same bits on every system. Numbers of purposes are never changed and
//!   never used again for something else.

/// What a draw decides. The numbers are part of what a seed means: never renumbered.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[repr(u8)]
pub enum Purpose {
    /// How many families come.
    Families = 0,
    /// How many children come back early from work closed before the start.
    EarlyReturns = 1,
    /// How many children a family has.
    FamilySize = 2,
    /// Which kind of case it is.
    CaseType = 3,
    /// How urgent it is.
    Priority = 4,
    /// How long the work lasts.
    Length = 5,
    /// How the work ends.
    Outcome = 6,
    /// Whether the child is referred again.
    Again = 7,
    /// When the child is referred again.
    AgainWhen = 8,
    /// Time until the next short absence.
    ShortGap = 9,
    /// How long a short absence lasts.
    ShortLength = 10,
    /// Time until the next long absence.
    LongGap = 11,
    /// How long a long absence lasts.
    LongLength = 12,
    /// When leave begins.
    LeaveStart = 13,
    /// How long a worker stays.
    Tenure = 14,
    /// How long a post stays empty.
    FillTime = 15,
    /// Which team receives the work.
    ReceivingTeam = 16,
    /// What is left of work that was open at the start.
    Rest = 17,
    /// Whether a closure is authorised.
    ClosureAuthorised = 18,
    /// How long it takes to fill a post from an agency.
    AgencyFill = 19,
}

impl Purpose {
    /// How many purposes there are.
    pub const COUNT: usize = 20;
}

/// Odd, 2⁶⁴ divided by the golden ratio: spreads neighbouring entities over all bits.
const STEP: u64 = 0x9e37_79b9_7f4a_7c15;
/// Odd: the step from one draw of an entity to its next.
const NEXT: u64 = 0xd1b5_4a32_d192_ed03;

/// The finaliser of `SplitMix64` (Steele, Lea and Flood 2014; constants of Stafford's variant 13). One-to-one.
#[inline]
const fn mix(x: u64) -> u64 {
    let x = (x ^ (x >> 30)).wrapping_mul(0xbf58_476d_1ce4_e5b9);
    let x = (x ^ (x >> 27)).wrapping_mul(0x94d0_49bb_1331_11eb);
    x ^ (x >> 31)
}

/// The draws of one replication.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Draws {
    keys: [u64; Purpose::COUNT],
}

impl Draws {
    /// The draws of one replication under a seed.
    pub fn new(seed: u64, replication: u32) -> Draws {
        let run = entity(seed, u64::from(replication));
        let mut keys = [0; Purpose::COUNT];
        for (purpose, key) in (0..).zip(&mut keys) {
            *key = entity(run, purpose);
        }
        Draws { keys }
    }

    /// 64 fair bits for this purpose and entity. For one purpose, two entities never share theirs.
    #[inline]
    pub fn bits(&self, purpose: Purpose, entity: u64) -> u64 {
        mix(self.keys[purpose as usize].wrapping_add(entity.wrapping_mul(STEP)))
    }

    /// 64 fair bits: draw number `n`, from 0, of this purpose and entity. None of them is that of [`Draws::bits`].
    #[inline]
    pub fn nth(&self, purpose: Purpose, entity: u64, n: u32) -> u64 {
        mix(self.bits(purpose, entity).wrapping_add((u64::from(n) + 1).wrapping_mul(NEXT)))
    }
}

/// One entity made of two numbers, in this order: the third child of the fifth family is `entity(5, 3)`.
/// For one `a`, two values of `b` never give the same entity.
#[inline]
pub const fn entity(a: u64, b: u64) -> u64 {
    mix(mix(a.wrapping_add(STEP)).wrapping_add(b.wrapping_mul(NEXT)))
}

/// An entity within another: the family of a day, the child of a family. As [`entity`], but `of` must be an entity
/// already, whose bits are spread.
#[inline]
pub const fn within(of: u64, n: u64) -> u64 {
    mix(of.wrapping_add(n.wrapping_add(1).wrapping_mul(NEXT)))
}

/// Bits as a number strictly between 0 and 1: the middle of one of 2⁵² equal steps, without rounding.
#[inline]
pub fn unit(bits: u64) -> f64 {
    const STEPS: f64 = (1_u64 << 52) as f64;
    ((bits >> 12) as f64 + 0.5) / STEPS
}

#[cfg(test)]
pub(super) mod tests;
