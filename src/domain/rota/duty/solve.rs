//! The rota that is best, level by level: as few turns with nobody as can be, then fair, then fair in bank holidays, then
//! as far apart as can be (docs/MODEL.md 17.6 to 17.9).
//!
//! A rota made by exchanges is mostly the best on the first three levels already, which prices prove ([`Alike`]). Where it is
//! not proved so, each level is an integer programme, held to what the levels before it came to.

use std::cmp::Ordering;

use super::alike::Alike;
use super::programme::{self, Answer};
use super::spread::exchange;

/// Weeks between two turns of one person from which on more of them are no better: two months. \[GK\]
pub(super) const ENOUGH_WEEKS: i64 = 8;

/// The free turns and those who may take them, as numbers.
#[derive(Clone, Debug)]
pub(super) struct Instance {
    /// Whole weeks at least between two turns of one person.
    pub gap: i64,
    /// The week of each turn, in order.
    pub weeks: Vec<i64>,
    /// Whether each holds a bank holiday.
    pub bank: Vec<bool>,
    /// Who may take one, by name.
    pub people: Vec<Taker>,
}

/// Somebody who may take turns.
#[derive(Clone, Debug)]
pub(super) struct Taker {
    /// Which turns they could take.
    pub able: Vec<bool>,
    /// Weeks of their turns that stay as they are, in order.
    pub fixed: Vec<i64>,
    /// Turns they have: of the year before, and pinned.
    pub have: i64,
    /// Their fair share, in tenths of a turn.
    pub fair: i64,
    /// Of what they have, with a bank holiday.
    pub bank_have: i64,
    /// Their fair share of those, in tenths.
    pub bank_fair: i64,
}

/// Who has each turn.
pub(super) type Turns = Vec<Option<usize>>;

/// How good a rota is; the lower, the better, the first level first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Levels {
    /// Turns with nobody.
    pub unmet: i64,
    /// Squares of the distances from the fair shares, in tenths of a turn, summed up.
    pub unfair: i64,
    /// The same for bank holidays.
    pub bank_unfair: i64,
    /// Whole weeks between the nearest two turns of one person, [`ENOUGH_WEEKS`] at most, negative.
    pub near: i64,
}

/// What was found.
#[derive(Clone, Debug)]
pub(super) struct Solved {
    pub turns: Turns,
    /// That no other is better on any level.
    pub proved: bool,
}

impl Taker {
    /// The square of the distance from the fair share with so many turns more.
    pub fn unfair(&self, turns: i64) -> i64 {
        let off = 10 * (self.have + turns) - self.fair;
        off.saturating_mul(off)
    }
    pub fn bank_unfair(&self, turns: i64) -> i64 {
        let off = 10 * (self.bank_have + turns) - self.bank_fair;
        off.saturating_mul(off)
    }
    /// Whether a turn in a week leaves more than so many weeks to each that stays.
    pub fn is_clear(&self, week: i64, gap: i64) -> bool {
        self.fixed.iter().all(|fixed| (fixed - week).abs() > gap)
    }
}

impl Instance {
    /// Whether somebody could have a turn, with more than `gap` weeks to those that stay.
    pub fn can_have(&self, person: usize, slot: usize, gap: i64) -> bool {
        self.people
            .get(person)
            .zip(self.weeks.get(slot))
            .is_some_and(|(taker, week)| taker.able.get(slot) == Some(&true) && taker.is_clear(*week, gap))
    }

    /// Whole weeks between the nearest two turns of one person of which at least one is free; `i64::MAX` for none.
    pub fn least_gap(&self, turns: &Turns, person: usize) -> i64 {
        let held = turns.iter().zip(&self.weeks).filter(|(who, _)| **who == Some(person));
        self.gap_between(person, &held.map(|(_, week)| *week).collect::<Vec<i64>>())
    }

    /// The same, of the weeks of their free turns, in order.
    pub fn gap_between(&self, person: usize, weeks: &[i64]) -> i64 {
        let own = weeks.windows(2).map(|pair| pair.last().unwrap_or(&0) - pair.first().unwrap_or(&0));
        let fixed = self.people.get(person).map_or(&[][..], |taker| taker.fixed.as_slice());
        let others = weeks.iter().flat_map(|week| fixed.iter().map(move |other| (week - other).abs()));
        own.chain(others).min().map_or(i64::MAX, |apart| apart - 1)
    }

    /// Counts a rota.
    pub fn levels(&self, turns: &Turns) -> Levels {
        let unmet = turns.iter().filter(|who| who.is_none()).count() as i64;
        let mut levels = Levels { unmet, unfair: 0, bank_unfair: 0, near: -ENOUGH_WEEKS };
        for (place, taker) in self.people.iter().enumerate() {
            let mine = || turns.iter().zip(&self.bank).filter(move |(who, _)| **who == Some(place));
            levels.unfair += taker.unfair(mine().count() as i64);
            levels.bank_unfair += taker.bank_unfair(mine().filter(|(_, bank)| **bank).count() as i64);
            levels.near = levels.near.max(-self.least_gap(turns, place));
        }
        levels
    }

    /// Whether everybody could take what they have, with the gaps there have to be.
    pub fn is_valid(&self, turns: &Turns) -> bool {
        let able = turns.iter().enumerate().all(|(slot, who)| {
            who.is_none_or(|who| {
                self.people.get(who).and_then(|taker| taker.able.get(slot)).copied().unwrap_or(false)
            })
        });
        able && (0..self.people.len()).all(|person| self.least_gap(turns, person) >= self.gap)
    }
}

/// The best rota.
pub(super) fn solve(instance: &Instance) -> Solved {
    let mut turns = in_turn(instance);
    if instance.weeks.is_empty() || instance.people.is_empty() {
        return Solved { turns, proved: true };
    }
    exchange(instance, &mut turns);
    let mut proved = true;
    if Alike::of(instance, &turns).is_none() {
        proved = level_by_level(instance, &mut turns);
        exchange(instance, &mut turns);
        proved |= Alike::of(instance, &turns).is_some();
    }
    proved &= farther(instance, &mut turns);
    Solved { turns, proved }
}

/// Makes the first three levels as good as can be, and says whether it is proved that they are.
fn level_by_level(instance: &Instance, turns: &mut Turns) -> bool {
    let mut proved = true;
    let mut held = Held::default();
    for level in [Level::Unmet, Level::Unfair, Level::BankUnfair] {
        match programme::best(instance, level, held, turns) {
            Answer::Found { turns: found, optimal } => {
                if level.order(&instance.levels(&found), &instance.levels(turns)) == Ordering::Less {
                    *turns = found;
                }
                proved &= optimal;
            }
            Answer::None | Answer::Unknown => proved = false,
        }
        let now = instance.levels(turns);
        match level {
            Level::Unmet => held.unmet = Some(now.unmet),
            Level::Unfair => held.unfair = Some(now.unfair),
            Level::BankUnfair => held.bank_unfair = Some(now.bank_unfair),
        }
    }
    proved
}

/// One week more between turns, again and again, as long as all else stays as good and it makes a difference. Whether it is
/// proved that there cannot be more.
fn farther(instance: &Instance, turns: &mut Turns) -> bool {
    loop {
        let now = instance.levels(turns);
        let gap = 1 - now.near;
        if now.near == -ENOUGH_WEEKS || gap <= instance.gap {
            return true;
        }
        let answer = match Alike::of(instance, turns) {
            Some(alike) => programme::farther_of_alike(instance, gap, &alike),
            None => programme::farther(instance, gap, Held::all(&now)),
        };
        match answer {
            Answer::Found { turns: found, .. } if instance.levels(&found) < now => *turns = found,
            Answer::None => return true,
            Answer::Found { .. } | Answer::Unknown => return false,
        }
        exchange(instance, turns);
    }
}

/// What is made as small as can be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Level {
    Unmet,
    Unfair,
    BankUnfair,
}

impl Level {
    /// The order of two rotas as far as this level.
    fn order(self, a: &Levels, b: &Levels) -> Ordering {
        let key = |levels: &Levels| match self {
            Self::Unmet => (levels.unmet, 0, 0),
            Self::Unfair => (levels.unmet, levels.unfair, 0),
            Self::BankUnfair => (levels.unmet, levels.unfair, levels.bank_unfair),
        };
        key(a).cmp(&key(b))
    }
}

/// What the levels before came to.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Held {
    pub unmet: Option<i64>,
    pub unfair: Option<i64>,
    pub bank_unfair: Option<i64>,
}

impl Held {
    /// Everything that a rota came to.
    fn all(levels: &Levels) -> Self {
        Self { unmet: Some(levels.unmet), unfair: Some(levels.unfair), bank_unfair: Some(levels.bank_unfair) }
    }
}

/// A rota to begin with: turn after turn to whom it suits best, of those who can.
fn in_turn(instance: &Instance) -> Turns {
    let mut turns: Turns = vec![None; instance.weeks.len()];
    let mut counts = vec![0_i64; instance.people.len()];
    let mut last: Vec<Option<i64>> = vec![None; instance.people.len()];
    for (slot, week) in instance.weeks.iter().enumerate() {
        let can = |(place, _): &(usize, &Taker)| {
            let near = last.get(*place).copied().flatten().is_some_and(|last| week - last <= instance.gap);
            !near && instance.can_have(*place, slot, instance.gap)
        };
        let cost = |(place, taker): &(usize, &Taker)| {
            let turns = counts.get(*place).copied().unwrap_or(0);
            taker.unfair(turns + 1) - taker.unfair(turns)
        };
        let best = instance.people.iter().enumerate().filter(can).min_by_key(cost).map(|(place, _)| place);
        if let Some(place) = best {
            counts[place] += 1;
            last[place] = Some(*week);
            turns[slot] = Some(place);
        }
    }
    turns
}
