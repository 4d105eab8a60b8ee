//! What many simulated years came to: counts by day, totals by run, and the chances of today's children.
//!
//! Everything kept is a whole number, so that results put together in any way are the same to the last bit. Statistics
//! are worked out when asked for.

use std::sync::Arc;

use super::layout::{Layout, Series};
use super::totals::{ChildTally, RunTotals};

/// The version of the model. It goes up with every change that can change a figure, and is part of every result.
pub const MODEL_VERSION: u32 = 1;

/// Counts of all runs. Shape: `[runs][days][series]`: a day is written at once, and read at once.
#[derive(Clone, Debug, PartialEq)]
enum Cells {
    /// While no count is above 65,535.
    Small(Vec<u16>),
    /// For services larger than any.
    Large(Vec<u32>),
}

/// The counts of one day of one run.
#[derive(Clone, Copy)]
pub(super) enum Row<'r> {
    Small(&'r [u16]),
    Large(&'r [u32]),
}

/// The results of consecutive runs.
#[derive(Clone, Debug, PartialEq)]
pub struct Results {
    /// The version of the model that made them.
    pub model_version: u32,
    /// The seed.
    pub seed: u64,
    /// The number of the first run.
    pub first_run: u32,
    /// What is counted, and when.
    pub layout: Arc<Layout>,
    /// Totals of each run, in order.
    pub totals: Vec<RunTotals>,
    /// The chances of each of today's open children, in the order of the model's list of them.
    pub children: Vec<ChildTally>,
    /// Waits that ended in an allocation, by working days: 0, 1, 2 … and the last for all that are longer.
    pub waits: Vec<u64>,
    cells: Cells,
}

/// Longest wait told apart from longer ones, working days.
pub const LONGEST_WAIT: usize = 260;

/// The spread of a count over the runs, by day.
#[derive(Clone, Debug, PartialEq, Default)]
pub struct Bands {
    /// Mean.
    pub mean: Vec<f64>,
    /// Half the width of the mean's 95 % confidence interval: 1.96 × standard deviation ÷ √runs.
    pub error: Vec<f64>,
    /// In 5 runs of 100 it was this or less.
    pub p5: Vec<f64>,
    /// A quarter of runs.
    pub p25: Vec<f64>,
    /// Median.
    pub p50: Vec<f64>,
    /// Three quarters of runs.
    pub p75: Vec<f64>,
    /// In 95 runs of 100 it was this or less.
    pub p95: Vec<f64>,
}

/// The spread of one number over the runs.
#[derive(Clone, Copy, Debug, PartialEq, Default)]
pub struct Spread {
    /// Mean.
    pub mean: f64,
    /// Half the width of the mean's 95 % confidence interval.
    pub error: f64,
    /// 5th percentile.
    pub p5: f64,
    /// 25th percentile.
    pub p25: f64,
    /// Median.
    pub p50: f64,
    /// 75th percentile.
    pub p75: f64,
    /// 95th percentile.
    pub p95: f64,
}

impl Results {
    /// No runs yet.
    pub fn none(layout: &Arc<Layout>, seed: u64, first_run: u32, children: usize) -> Self {
        Self {
            model_version: MODEL_VERSION,
            seed,
            first_run,
            layout: Arc::clone(layout),
            totals: Vec::new(),
            children: vec![ChildTally::default(); children],
            waits: vec![0; LONGEST_WAIT + 1],
            cells: Cells::Small(Vec::new()),
        }
    }

    /// How many runs there are.
    pub fn runs(&self) -> u32 {
        self.totals.len() as u32
    }

    /// Makes room for this many runs more, so that nothing is allocated while they run.
    pub fn reserve(&mut self, runs: usize) {
        let numbers = runs * self.layout.numbers_a_run();
        match &mut self.cells {
            Cells::Small(cells) => cells.reserve_exact(numbers),
            Cells::Large(cells) => cells.reserve_exact(numbers),
        }
        self.totals.reserve(runs);
    }

    /// Adds one run: its counts `[days][series]` and its totals.
    pub(super) fn push(&mut self, counts: &[u32], totals: RunTotals) {
        debug_assert_eq!(counts.len(), self.layout.numbers_a_run());
        if let Cells::Small(cells) = &mut self.cells {
            let highest = counts.iter().fold(0, |high, count| high.max(*count));
            if u16::try_from(highest).is_ok() {
                cells.extend(counts.iter().map(|count| *count as u16));
                self.totals.push(totals);
                return;
            }
        }
        self.enlarge();
        if let Cells::Large(cells) = &mut self.cells {
            cells.extend_from_slice(counts);
        }
        self.totals.push(totals);
    }

    fn enlarge(&mut self) {
        if let Cells::Small(cells) = &self.cells {
            self.cells = Cells::Large(cells.iter().map(|count| u32::from(*count)).collect());
        }
    }

    /// Adds later runs, of which no more is kept than this layout has. Whether they follow on: results of another model,
    /// another seed or other runs are not taken.
    #[must_use]
    pub fn join(&mut self, later: &Self) -> bool {
        let follows = later.first_run == self.first_run + self.runs();
        if !follows || later.seed != self.seed || later.children.len() != self.children.len() {
            return false;
        }
        let same = Arc::ptr_eq(&self.layout, &later.layout) || self.layout == later.layout;
        let places = if same { None } else { self.layout.places_in(&later.layout) };
        if !same && places.is_none() {
            return false;
        }
        if matches!(later.cells, Cells::Large(_)) {
            self.enlarge();
        }
        let picked = places.as_deref().map(|places| (places, later.layout.series().len()));
        match (&mut self.cells, &later.cells) {
            (Cells::Small(cells), Cells::Small(more)) => pick(cells, more, picked, |count| count),
            (Cells::Large(cells), Cells::Large(more)) => pick(cells, more, picked, |count| count),
            (Cells::Large(cells), Cells::Small(more)) => pick(cells, more, picked, u32::from),
            (Cells::Small(_), Cells::Large(_)) => return false, // cannot be: made larger just above
        }
        self.totals.extend_from_slice(&later.totals);
        for (child, more) in self.children.iter_mut().zip(&later.children) {
            child.add(more);
        }
        for (wait, more) in self.waits.iter_mut().zip(&later.waits) {
            *wait += more;
        }
        true
    }

    /// A copy of the first of these runs. Waits and the chances of children are not kept run by run: they come from
    /// `then`, what they were when there were so many runs.
    #[must_use]
    pub fn first(&self, runs: u32, then: (&[ChildTally], &[u64])) -> Self {
        fn begin<T: Copy>(cells: &[T], numbers: usize) -> Vec<T> {
            cells.get(..numbers).unwrap_or(cells).to_vec()
        }
        let numbers = runs as usize * self.layout.numbers_a_run();
        Self {
            layout: Arc::clone(&self.layout),
            totals: begin(&self.totals, runs as usize),
            children: then.0.to_vec(),
            waits: then.1.to_vec(),
            cells: match &self.cells {
                Cells::Small(cells) => Cells::Small(begin(cells, numbers)),
                Cells::Large(cells) => Cells::Large(begin(cells, numbers)),
            },
            ..*self
        }
    }

    /// Bytes kept for each run, about.
    pub fn bytes_a_run(layout: &Layout) -> usize {
        layout.numbers_a_run() * 2 + std::mem::size_of::<RunTotals>()
    }

    /// A count on one day of one run, both counted from 0.
    pub fn count(&self, run: usize, series: Series, day: usize) -> u32 {
        let at = run * self.layout.numbers_a_run() + day * self.layout.series().len();
        self.layout.read_at(series).map_or(0, |place| self.cell(at + place))
    }

    /// A count on every day of one run.
    pub fn counts_of_run(&self, run: usize, series: Series) -> Vec<u32> {
        (0..self.layout.days.len()).map(|day| self.count(run, series, day)).collect()
    }

    /// A count by its place in the layout, on one day of one run. For reading many.
    pub(in crate::domain) fn count_at(&self, run: usize, day: usize, place: usize) -> u32 {
        self.cell(run * self.layout.numbers_a_run() + day * self.layout.series().len() + place)
    }

    /// All counts of one day of one run, in the layout's order.
    pub(super) fn row(&self, run: usize, day: usize) -> Row<'_> {
        let width = self.layout.series().len();
        let from = run * self.layout.numbers_a_run() + day * width;
        match &self.cells {
            Cells::Small(cells) => Row::Small(cells.get(from..from + width).unwrap_or_default()),
            Cells::Large(cells) => Row::Large(cells.get(from..from + width).unwrap_or_default()),
        }
    }

    fn cell(&self, at: usize) -> u32 {
        match &self.cells {
            Cells::Small(cells) => cells.get(at).copied().map_or(0, u32::from),
            Cells::Large(cells) => cells.get(at).copied().unwrap_or(0),
        }
    }

    /// The spread of every count over the runs, day by day, in the layout's order. Empty without runs.
    pub fn all_bands(&self) -> Vec<Bands> {
        let (days, width) = (self.layout.days.len(), self.layout.series().len());
        let mut bands = vec![Bands::default(); width];
        if self.totals.is_empty() {
            return bands;
        }
        let mut columns: Vec<Vec<u32>> = vec![Vec::with_capacity(self.totals.len()); width];
        let mut tally = Vec::new();
        for day in 0..days {
            columns.iter_mut().for_each(Vec::clear);
            for run in 0..self.totals.len() {
                let at = run * self.layout.numbers_a_run() + day * width;
                match &self.cells {
                    Cells::Small(cells) => {
                        let row = cells.get(at..at + width).unwrap_or_default();
                        columns
                            .iter_mut()
                            .zip(row)
                            .for_each(|(column, count)| column.push(u32::from(*count)));
                    }
                    Cells::Large(cells) => {
                        let row = cells.get(at..at + width).unwrap_or_default();
                        columns.iter_mut().zip(row).for_each(|(column, count)| column.push(*count));
                    }
                }
            }
            for (bands, column) in bands.iter_mut().zip(&mut columns) {
                bands.push(spread_of_counts(column, &mut tally));
            }
        }
        bands
    }

    /// The spread of one count over the runs, day by day. Empty without runs.
    pub fn bands(&self, series: Series) -> Bands {
        let days = self.layout.days.len();
        let mut bands = Bands::default();
        if self.totals.is_empty() {
            return bands;
        }
        let Some(place) = self.layout.read_at(series) else { return Bands::nought(days) };
        let (mut column, mut tally) = (Vec::new(), Vec::new());
        for day in 0..days {
            column.clear();
            let at = day * self.layout.series().len() + place;
            let runs = 0..self.totals.len();
            column.extend(runs.map(|run| self.cell(run * self.layout.numbers_a_run() + at)));
            bands.push(spread_of_counts(&mut column, &mut tally));
        }
        bands
    }

    /// The share of runs in which a count is more than `level` on any of the days of a stretch, for each of these
    /// stretches of days (first and last).
    pub fn chances_above(&self, series: Series, stretches: &[(usize, usize)], level: u32) -> Vec<f64> {
        let runs = self.totals.len();
        let Some(place) = self.layout.read_at(series).filter(|_| runs > 0) else {
            return vec![0.0; stretches.len()];
        };
        let width = self.layout.series().len();
        let mut above = vec![0_u32; stretches.len()];
        for run in 0..runs {
            let at = run * self.layout.numbers_a_run() + place;
            for (above, (from, to)) in above.iter_mut().zip(stretches) {
                *above += u32::from((*from..=*to).any(|day| self.cell(at + day * width) > level));
            }
        }
        above.iter().map(|above| f64::from(*above) / runs as f64).collect()
    }

    /// The spread of a total over the runs.
    pub fn spread(&self, of: impl Fn(&RunTotals) -> f64) -> Spread {
        Spread::of(self.totals.iter().map(of).collect())
    }

    /// The number of the run whose days without a named social worker stand at `share` (0 to 1) of all runs: 0.5 is
    /// the middle one. `None` without runs.
    pub fn run_at(&self, share: f64) -> Option<u32> {
        let mut order: Vec<(u64, u32)> =
            self.totals.iter().zip(self.first_run..).map(|(t, run)| (t.child_days_without, run)).collect();
        order.sort_unstable();
        let rank = rank(order.len(), share)?;
        order.get(rank).map(|(_, run)| *run)
    }

    /// The error of the mean number of child-days without a named social worker, as a share of that mean. `None` while
    /// there are too few runs to say; nought when every run came to the same.
    pub fn relative_error(&self) -> Option<f64> {
        if self.totals.len() < 2 {
            return None;
        }
        let spread = self.spread(|totals| totals.child_days_without as f64);
        if spread.error <= 0.0 { Some(0.0) } else { Some(spread.error / spread.mean) }
    }
}

/// Adds the counts of later runs: all of them, or of each day, which has so many, those at these places.
fn pick<A: Copy, B>(to: &mut Vec<B>, from: &[A], picked: Option<(&[usize], usize)>, as_is: impl Fn(A) -> B) {
    let Some((places, width)) = picked else {
        to.extend(from.iter().map(|count| as_is(*count)));
        return;
    };
    for row in from.chunks_exact(width) {
        to.extend(places.iter().map(|place| as_is(row[*place])));
    }
}

/// The place of a share of `count` values in order, by nearest rank.
fn rank(count: usize, share: f64) -> Option<usize> {
    let rank = (share * count as f64).ceil() as usize;
    (count > 0).then(|| rank.clamp(1, count) - 1)
}

/// Half the width of a 95 % interval from the number, sum and sum of squares of values.
fn half_width(count: f64, sum: f64, squares: f64) -> f64 {
    if count < 2.0 {
        return 0.0;
    }
    let variance = ((squares - sum * sum / count) / (count - 1.0)).max(0.0);
    1.96 * (variance / count).sqrt()
}

impl Spread {
    /// Of these values.
    pub fn of(mut values: Vec<f64>) -> Self {
        if values.is_empty() {
            return Self::default();
        }
        let count = values.len() as f64;
        let mean = values.iter().sum::<f64>() / count;
        // Around the mean: the same sum of squares without loss of digits.
        let squares: f64 = values.iter().map(|value| (value - mean) * (value - mean)).sum();
        values.sort_unstable_by(f64::total_cmp);
        let at = |share| rank(values.len(), share).and_then(|rank| values.get(rank)).copied().unwrap_or(mean);
        Self {
            mean,
            error: half_width(count, 0.0, squares),
            p5: at(0.05),
            p25: at(0.25),
            p50: at(0.5),
            p75: at(0.75),
            p95: at(0.95),
        }
    }
}

impl Bands {
    pub(super) fn nought(days: usize) -> Self {
        let row = || vec![0.0; days];
        Self { mean: row(), error: row(), p5: row(), p25: row(), p50: row(), p75: row(), p95: row() }
    }
    fn push(&mut self, spread: Spread) {
        self.mean.push(spread.mean);
        self.error.push(spread.error);
        self.p5.push(spread.p5);
        self.p25.push(spread.p25);
        self.p50.push(spread.p50);
        self.p75.push(spread.p75);
        self.p95.push(spread.p95);
    }
    /// The spread on one day.
    pub fn on(&self, day: usize) -> Spread {
        let at = |row: &[f64]| row.get(day).copied().unwrap_or(0.0);
        Spread {
            mean: at(&self.mean),
            error: at(&self.error),
            p5: at(&self.p5),
            p25: at(&self.p25),
            p50: at(&self.p50),
            p75: at(&self.p75),
            p95: at(&self.p95),
        }
    }
}

/// The spread of whole numbers. Their order is found by counting them, far quicker than by sorting, since counts of
/// children lie close together.
fn spread_of_counts(values: &mut [u32], tally: &mut Vec<u32>) -> Spread {
    let count = values.len();
    let (low, high) = values.iter().fold((u32::MAX, 0), |(low, high), v| (low.min(*v), high.max(*v)));
    if low == high {
        let same = f64::from(low);
        return Spread { mean: same, error: 0.0, p5: same, p25: same, p50: same, p75: same, p95: same };
    }
    let sum: u64 = values.iter().map(|v| u64::from(*v)).sum();
    // From the lowest value up, so that the squares stay small: exact until the last step.
    let shifted: u64 = sum - u64::from(low) * count as u64;
    let squares: u64 = values.iter().map(|v| u64::from(v - low) * u64::from(v - low)).sum();
    let n = count as f64;
    let exact = u128::from(squares) * count as u128 - u128::from(shifted) * u128::from(shifted);
    let error = if count < 2 { 0.0 } else { 1.96 * (exact as f64 / (n * n * (n - 1.0))).sqrt() };
    let ranks = [0.05, 0.25, 0.5, 0.75, 0.95].map(|share| rank(count, share).unwrap_or(0));
    let at = if (high - low) as usize <= 4 * count + 64 {
        tally.clear();
        tally.resize((high - low) as usize + 1, 0);
        for value in values.iter() {
            tally[(value - low) as usize] += 1;
        }
        let mut found = [0.0; 5];
        let (mut seen, mut next) = (0_usize, 0);
        for (step, tally) in tally.iter().enumerate() {
            seen += *tally as usize;
            while next < 5 && ranks[next] < seen {
                found[next] = f64::from(low + step as u32);
                next += 1;
            }
        }
        found
    } else {
        values.sort_unstable();
        ranks.map(|rank| values.get(rank).copied().map_or(0.0, f64::from))
    };
    Spread { mean: sum as f64 / n, error, p5: at[0], p25: at[1], p50: at[2], p75: at[3], p95: at[4] }
}
