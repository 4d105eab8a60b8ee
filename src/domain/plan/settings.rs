//! How the forecast is run and when it calls a team failing. The same plan and seed give the same figures everywhere.

use std::ops::RangeInclusive;

/// The error of a mean that can be asked for, in percent of it. Below, runs would be added without end.
pub const ERROR_PERCENT: RangeInclusive<f64> = 0.5..=50.0;
/// How many runs a forecast may be allowed. Below ten there is nothing to see of chance.
pub const MOST_RUNS: RangeInclusive<u32> = 10..=100_000;
/// How many runs can be asked for whatever the error. One is a single possible future, looked at on purpose.
pub const FIXED_RUNS: RangeInclusive<u32> = 1..=100_000;
/// How far ahead the forecast looks, in weeks.
pub const FORECAST_WEEKS: RangeInclusive<u16> = 1..=2_000;
/// The chance that has to be exceeded, in percent. Nothing exceeds 100.
pub const FAILING_CHANCE_PERCENT: RangeInclusive<u8> = 0..=99;

/// How the forecast is run, and from when a team is shown as failing.
#[derive(Clone, Debug, PartialEq)]
pub struct ForecastSettings {
    /// Where chance begins. The same plan and seed give the same figures everywhere.
    pub seed: u64,
    /// How far ahead the forecast looks, in weeks. See [`FORECAST_WEEKS`].
    pub weeks: u16,
    /// Runs are added until the mean's error is below this share of it, in percent. See [`ERROR_PERCENT`].
    pub error_percent: f64,
    /// No more runs than this, whatever the error. See [`MOST_RUNS`].
    pub most_runs: u32,
    /// Exactly this many runs, whatever the error. See [`FIXED_RUNS`]. `None`: as many as the error needs.
    pub fixed_runs: Option<u32>,
    /// A team fails on a day on which more than this many of its children have no named social worker. \[GK\]
    /// default 5.
    pub failing_children: u16,
    /// A team is shown as failing from the first week in which the chance of it exceeds this. \[GK\] default 50.
    pub failing_chance_percent: u8,
}

impl Default for ForecastSettings {
    /// Listed in docs/MODEL.md §8. Those without a source are shown as assumptions.
    fn default() -> Self {
        Self {
            seed: 1,
            weeks: 52,
            error_percent: 3.0,
            most_runs: 1000,
            fixed_runs: None,
            failing_children: 5,
            failing_chance_percent: 50,
        }
    }
}

impl ForecastSettings {
    /// The settings that no forecast can be run with: the key of the field and a sentence. A file may hold any.
    pub fn out_of_range(&self) -> Vec<(&'static str, String)> {
        let mut found = Vec::new();
        if !FORECAST_WEEKS.contains(&self.weeks) {
            found.push(("weeks", outside("How far the forecast looks ahead", &FORECAST_WEEKS, "weeks")));
        }
        if !ERROR_PERCENT.contains(&self.error_percent) {
            found.push(("error_percent", outside("The error of a forecast", &ERROR_PERCENT, "percent")));
        }
        if !MOST_RUNS.contains(&self.most_runs) {
            found.push(("most_runs", outside("The most runs of a forecast", &MOST_RUNS, "runs")));
        }
        if self.fixed_runs.is_some_and(|runs| !FIXED_RUNS.contains(&runs)) {
            found.push(("fixed_runs", outside("A fixed number of runs", &FIXED_RUNS, "runs")));
        }
        if !FAILING_CHANCE_PERCENT.contains(&self.failing_chance_percent) {
            let what = outside("The chance above which a team fails", &FAILING_CHANCE_PERCENT, "percent");
            found.push(("failing_chance_percent", what));
        }
        found
    }
}

fn outside<N: std::fmt::Display>(what: &str, range: &RangeInclusive<N>, unit: &str) -> String {
    format!("{what} should be from {} to {} {unit}", range.start(), range.end())
}
