//! How many runs a forecast is to have, and after how many there is something new to show.
//!
//! Whether there are enough is asked after certain numbers of runs only, so that the answer does not depend on how many
//! threads there are or how quick they are.

use crate::app::words::{count, thousands};
use crate::domain::plan::ForecastSettings;
use crate::domain::sim::{Layout, Results, RunTotals, Spread};

/// The fewest runs that an error is told from.
const FEWEST: u32 = 100;
/// What a forecast in the window may keep of its runs, in bytes.
pub const WINDOW_BYTES: usize = 64 << 20;
/// Runs that are made however much each of them keeps.
const ALWAYS: usize = 20;

/// How many runs a forecast is to have.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Wanted {
    /// Never more than this.
    pub most: u32,
    /// Fewer, once the mean's error is this share of it or less.
    pub error: Option<f64>,
    /// What the settings allow, where that is more than there is room for.
    asked: Option<u32>,
}

impl Wanted {
    /// As many as the plan's settings ask for, as far as they fit into so many bytes.
    pub fn of(settings: &ForecastSettings, layout: &Layout, bytes: usize) -> Self {
        let asked = settings.fixed_runs.unwrap_or(settings.most_runs);
        let fit = (bytes / Results::bytes_a_run(layout).max(1)).max(ALWAYS);
        let most = asked.min(u32::try_from(fit).unwrap_or(u32::MAX));
        let error = settings.fixed_runs.is_none().then_some(settings.error_percent / 100.0);
        Self { most, error, asked: (most < asked).then_some(asked) }
    }

    /// Exactly so many.
    pub fn exactly(runs: u32) -> Self {
        Self { most: runs, error: None, asked: None }
    }

    /// Why there are fewer runs than the settings allow, as a sentence.
    pub fn note(&self) -> Option<String> {
        self.asked.map(|asked| {
            format!(
                "At most {} are made, not {}: more would take too much memory for so many days and teams",
                count(self.most as usize, "run", "runs"),
                thousands(asked as usize)
            )
        })
    }

    /// Whether so many runs are a number at which to look.
    pub fn is_step(&self, runs: u32) -> bool {
        runs == self.most || (runs >= FEWEST && next_step(runs - 1) == runs)
    }

    /// The next number of runs at which to look after this one; [`Self::most`] when there is none.
    pub fn next_look(&self, after: u32) -> u32 {
        next_step(after).min(self.most)
    }

    /// Whether there are enough runs. To be asked at a step.
    pub fn is_enough(&self, results: &Results) -> bool {
        results.runs() >= self.most || (results.runs() >= FEWEST && self.is_exact(results.relative_error()))
    }

    fn is_exact(&self, error: Option<f64>) -> bool {
        matches!((error, self.error), (Some(error), Some(wanted)) if error <= wanted)
    }

    /// After how many of these runs there were enough; `None` when there are too few yet.
    pub fn enough_at(&self, totals: &[RunTotals]) -> Option<u32> {
        let there = u32::try_from(totals.len()).unwrap_or(u32::MAX);
        let mut step = FEWEST.min(self.most);
        while step <= there {
            let first = totals.get(..step as usize).unwrap_or_default();
            let spread = Spread::of(first.iter().map(|totals| totals.child_days_without as f64).collect());
            let error = if spread.error <= 0.0 { 0.0 } else { spread.error / spread.mean };
            if step == self.most || self.is_exact(Some(error)) {
                return Some(step);
            }
            step = next_step(step).min(self.most);
        }
        None
    }
}

/// The next number of runs at which to look: 100, 200, 400, 700, 1000, 2000, 4000 …
fn next_step(after: u32) -> u32 {
    let mut ten = FEWEST;
    loop {
        for times in [1, 2, 4, 7] {
            match ten.checked_mul(times) {
                Some(step) if step > after => return step,
                Some(_) => {}
                None => return u32::MAX,
            }
        }
        let Some(more) = ten.checked_mul(10) else { return u32::MAX };
        ten = more;
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn steps(wanted: Wanted) -> Vec<u32> {
        (0..=wanted.most).filter(|runs| wanted.is_step(*runs)).collect()
    }

    #[test]
    fn it_is_looked_at_a_hundred_runs_and_then_at_about_twice_as_many_each_time() {
        assert_eq!(steps(Wanted::exactly(4_500)), [100, 200, 400, 700, 1000, 2000, 4000, 4500]);
        assert_eq!(steps(Wanted::exactly(40)), [40]);
        assert_eq!(steps(Wanted::exactly(100)), [100]);
        assert_eq!(next_step(u32::MAX - 1), u32::MAX);
    }

    #[test]
    fn runs_with_little_between_them_are_enough_early_and_others_are_not() {
        let runs = |spread: u64, count: u64| -> Vec<RunTotals> {
            let of =
                |n: u64| RunTotals { child_days_without: 1_000 + (n % 2) * spread, ..RunTotals::default() };
            (0..count).map(of).collect()
        };
        let wanted = Wanted { most: 1_000, error: Some(0.03), asked: None };
        assert_eq!(wanted.enough_at(&runs(10, 99)), None);
        assert_eq!(wanted.enough_at(&runs(10, 500)), Some(100));
        assert_eq!(wanted.enough_at(&runs(0, 100)), Some(100));
        // The mean is 1,500 and the standard deviation 500: an error of 3 % of the mean takes 475 runs.
        assert_eq!(wanted.enough_at(&runs(1_000, 900)), Some(700));
        assert_eq!(Wanted::exactly(400).enough_at(&runs(10, 900)), Some(400));
        assert_eq!(Wanted::exactly(30).enough_at(&runs(10, 90)), Some(30));
    }
}
