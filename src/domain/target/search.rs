//! The search for the least value that keeps the promises (docs/MODEL.md §14): which value is tried next, how long it is
//! looked at, and when that is enough. Pure: whoever plays the runs is an [`Oracle`].
//!
//! # Promises
//! - The same marks of the same runs give the same answer.
//! - No value is looked at longer than the last of the looks.

use std::collections::BTreeMap;

use super::Promise;

/// After how many runs a value is looked at.
pub const LOOKS: [u32; 14] =
    [100, 200, 400, 700, 1000, 2000, 3000, 4000, 5000, 6000, 7000, 8000, 9000, 10_000];
/// Standard errors of the interval that decides before the last look: with 3.3 one look in two thousand misleads.
pub const STRICT: f64 = 3.3;
/// Standard errors of the interval that is told.
pub const TOLD: f64 = 1.96;

/// Plays runs of a value and says which promises they keep.
pub trait Oracle {
    /// For each of these runs, with the value at this place, the promises that are kept, a bit each. `None`: it was
    /// stopped, or could not be played.
    fn kept(&mut self, place: usize, first: u32, count: u32) -> Option<Vec<u32>>;
}

/// Wilson's interval of a share: so many of so many runs, `z` standard errors wide to each side (Wilson 1927).
pub fn wilson(kept: u32, runs: u32, z: f64) -> (f64, f64) {
    interval(kept, runs, f64::from(runs), z)
}

/// Where the share of `all` runs will lie, `z` standard errors wide to each side, when so many of the first `runs` of them
/// kept it: Wilson's interval with the correction for a finite population, since what is played already will not change
/// (Cochran 1977, 2.6).
pub fn foreseen(kept: u32, runs: u32, all: u32, z: f64) -> (f64, f64) {
    if runs >= all && runs > 0 {
        let share = f64::from(kept) / f64::from(runs);
        return (share, share);
    }
    let (runs_so_far, all) = (f64::from(runs), f64::from(all));
    interval(kept, runs, runs_so_far * all / (all - runs_so_far), z)
}

/// Wilson's interval of a share that is as certain as that of `n` runs.
fn interval(kept: u32, runs: u32, n: f64, z: f64) -> (f64, f64) {
    if runs == 0 {
        return (0.0, 1.0);
    }
    let share = f64::from(kept) / f64::from(runs);
    let middle = share + z * z / (2.0 * n);
    let half = z * (share * (1.0 - share) / n + z * z / (4.0 * n * n)).sqrt();
    let by = 1.0 + z * z / n;
    // At the ends the formula is exact, and its last bits should not say otherwise.
    let low = if kept == 0 { 0.0 } else { (middle - half) / by };
    let high = if kept == runs { 1.0 } else { (middle + half) / by };
    (low, high)
}

/// How many runs kept what.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Tally {
    /// Runs.
    pub runs: u32,
    /// Of them, those that kept each promise.
    pub promises: Vec<u32>,
    /// Those that kept all of them.
    pub all: u32,
}

impl Tally {
    /// No runs yet.
    pub fn none(promises: usize) -> Self {
        Self { runs: 0, promises: vec![0; promises], all: 0 }
    }

    /// One run more, by the promises that it kept.
    pub fn add(&mut self, kept: u32) {
        self.runs += 1;
        let mut all = true;
        for (place, count) in self.promises.iter_mut().enumerate() {
            let keeps = kept >> place & 1 == 1;
            *count += u32::from(keeps);
            all &= keeps;
        }
        self.all += u32::from(all);
    }

    /// Whether every promise is kept as often as wanted (years of a hundred), by the shares alone.
    pub fn is_enough(&self, wanted: &[u8]) -> bool {
        let enough =
            |(kept, wanted): (&u32, &u8)| u64::from(*kept) * 100 >= u64::from(*wanted) * u64::from(self.runs);
        self.runs > 0 && self.promises.iter().zip(wanted).all(enough)
    }

    /// Whether it can be told from chance that every promise is kept as often as wanted, or that one is not. `None`:
    /// neither.
    pub fn verdict(&self, wanted: &[u8], z: f64) -> Option<bool> {
        self.decided(wanted, |kept| wilson(kept, self.runs, z))
    }

    /// Whether it is as good as certain what so many runs, of which these are the first, will say. `None`: it is not.
    pub fn will_say(&self, all: u32, wanted: &[u8], z: f64) -> Option<bool> {
        self.decided(wanted, |kept| foreseen(kept, self.runs, all, z))
    }

    fn decided(&self, wanted: &[u8], interval: impl Fn(u32) -> (f64, f64)) -> Option<bool> {
        let mut all_above = true;
        for (kept, wanted) in self.promises.iter().zip(wanted) {
            let (low, high) = interval(*kept);
            let wanted = f64::from(*wanted) / 100.0;
            if high < wanted {
                return Some(false);
            }
            all_above &= low > wanted;
        }
        all_above.then_some(true)
    }
}

/// What is known of a value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Known {
    /// Its runs.
    pub tally: Tally,
    /// Whether every promise is kept as often as it should be, as far as is known.
    pub enough: bool,
    /// Whether that can be told from chance.
    pub certain: bool,
    /// Whether it is looked at no longer.
    pub settled: bool,
}

/// A search as far as it has come. Values are known by their places, the worst for the promises first.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Search {
    /// The values that were tried.
    pub tried: BTreeMap<usize, Known>,
    /// The first that is enough.
    pub found: Option<usize>,
    /// Whether the search came to its end.
    pub finished: bool,
}

impl Search {
    /// Runs that were played.
    pub fn runs(&self) -> u64 {
        self.tried.values().map(|known| u64::from(known.tally.runs)).sum()
    }

    /// Two values of which the worse keeps the promises more often, by more than chance: against what the search
    /// supposes.
    pub fn crossed(&self) -> Option<(usize, usize)> {
        let all = |known: &Known| wilson(known.tally.all, known.tally.runs, STRICT);
        let mut best: Option<(usize, f64)> = None;
        for (place, known) in &self.tried {
            let (low, high) = all(known);
            if let Some((worse, above)) = best
                && high < above
            {
                return Some((worse, *place));
            }
            if best.is_none_or(|(_, above)| low > above) {
                best = Some((*place, low));
            }
        }
        None
    }
}

/// How a search is made.
#[derive(Clone, Debug, PartialEq)]
pub struct Plan<'p> {
    /// How many values there are.
    pub values: usize,
    /// Years of a hundred in which each promise is to be kept.
    pub wanted: &'p [u8],
    /// After how many runs a value is looked at; see [`LOOKS`].
    pub looks: &'p [u32],
    /// Whether a later value never keeps the promises less often: then half of the values fall with each that is tried.
    /// Otherwise every one is tried.
    pub ordered: bool,
}

/// Years of a hundred of each promise.
pub fn wanted(promises: &[Promise]) -> Vec<u8> {
    promises.iter().map(|promise| promise.years_of_100).collect()
}

/// The looks up to so many runs.
pub fn looks_until(most: u32) -> &'static [u32] {
    let end = LOOKS.iter().take_while(|look| **look <= most).count();
    LOOKS.get(..end).unwrap_or(&LOOKS)
}

/// Searches for the first value that is enough. `tell` hears after every look.
///
/// The value found and the one before it are both tried, each until it is as good as certain what the last look would
/// say. What counts is that look: whether a value is enough is the same as if every one had been played to the end.
pub fn least(oracle: &mut dyn Oracle, plan: &Plan<'_>, tell: &mut dyn FnMut(&Search, usize)) -> Search {
    let mut search = Search::default();
    if plan.ordered {
        let (mut low, mut high) = (0, plan.values);
        while low < high {
            let middle = low + (high - low) / 2;
            let Some(enough) = look_at(oracle, plan, middle, &mut search, tell) else { return search };
            if enough {
                high = middle;
                search.found = Some(middle);
            } else {
                low = middle + 1;
            }
        }
    } else {
        for place in 0..plan.values {
            let Some(enough) = look_at(oracle, plan, place, &mut search, tell) else { return search };
            if enough && search.found.is_none() {
                search.found = Some(place);
            }
        }
    }
    search.finished = true;
    search
}

/// Looks at one value until it is settled: whether it is enough. `None`: it was stopped.
fn look_at(
    oracle: &mut dyn Oracle,
    plan: &Plan<'_>,
    place: usize,
    search: &mut Search,
    tell: &mut dyn FnMut(&Search, usize),
) -> Option<bool> {
    let mut tally = Tally::none(plan.wanted.len());
    let most = plan.looks.last().copied().unwrap_or(0);
    for (number, look) in plan.looks.iter().enumerate() {
        let bits = oracle.kept(place, tally.runs, look.saturating_sub(tally.runs))?;
        for kept in bits {
            tally.add(kept);
        }
        let last = number + 1 == plan.looks.len();
        let foreseen = tally.will_say(most, plan.wanted, STRICT).filter(|_| !last);
        let settled = foreseen.is_some() || last;
        let enough = foreseen.unwrap_or_else(|| tally.is_enough(plan.wanted));
        let certain = tally.verdict(plan.wanted, STRICT).is_some();
        let known = Known { tally: tally.clone(), enough, certain, settled };
        search.tried.insert(place, known);
        tell(search, place);
        if settled {
            return Some(enough);
        }
    }
    None
}

#[cfg(test)]
mod tests;
