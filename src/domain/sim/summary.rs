//! What screens and the terminal tell of a forecast: every statistic, worked out once from the results.

use std::sync::Arc;

use chrono::{Datelike, NaiveDate};

use super::layout::{Layout, Series};
use super::results::{Bands, Results, Spread};
use super::totals::ChildTally;
use crate::domain::ids::ChildId;
use crate::domain::lookup::IdMap;
use crate::domain::plan::ForecastSettings;

/// Everything told of a forecast.
#[derive(Clone, Debug, PartialEq)]
pub struct Summary {
    /// The version of the model.
    pub model_version: u32,
    /// The seed.
    pub seed: u64,
    /// How many runs it rests on.
    pub runs: u32,
    /// What is counted, and when.
    pub layout: Arc<Layout>,
    /// Child-days without a named social worker in a run, working days.
    pub child_days_without: Spread,
    /// Half the width of the 95 % interval of their mean, as a share of it.
    pub relative_error: Option<f64>,
    /// Allocations in a run.
    pub allocations: Spread,
    /// Mean working days from needing a worker to having one, over the allocations of a run.
    pub mean_wait: Spread,
    /// Waits that ended in an allocation, over all runs, by working days.
    pub waits: Vec<u64>,
    /// Allocations in a run by the return's reason codes.
    pub by_reason: [Spread; 10],
    /// Share of children open at the end with one, two, and three or more workers in the last twelve months.
    pub workers_in_year: [Spread; 3],
    /// The same of children who are looked after.
    pub workers_in_year_looked_after: [Spread; 3],
    /// Staff who left, and who started, in a run.
    pub leavers: Spread,
    /// Staff who started in a run.
    pub starters: Spread,
    /// New children in a run.
    pub arrivals: Spread,
    /// Closed children in a run.
    pub closures: Spread,
    /// Pay in a run, on-costs and agencies included, pounds.
    pub pay: Spread,
    /// Months worked in a run by permanent, agency and fixed-term staff, full-time equivalent.
    pub person_months: [Spread; 3],
    /// The Monday of each week of the forecast.
    pub weeks: Vec<NaiveDate>,
    /// The chance that a team fails on at least one day of a week: shape `[teams][weeks]`, 0 to 1.
    pub failing: Vec<Vec<f64>>,
    /// For each team the first week in which that chance is above the manager's level, as a place in `weeks`.
    pub first_failing: Vec<Option<usize>>,
    /// The runs that stand at 5, 25, 50, 75 and 95 of a hundred by child-days without: those to replay.
    pub runs_at: [u32; 5],
    bands: Vec<Bands>,
    children: IdMap<ChildId, ChildTally>,
}

/// Shares of the runs that [`Summary::runs_at`] stands at.
pub const REPLAYED: [f64; 5] = [0.05, 0.25, 0.5, 0.75, 0.95];

impl Summary {
    /// Works everything out. `children` are the model's open children in its order. Of thinned results
    /// ([`Layout::thinned`]) a count that was not kept is told as nought, and no team fails whose children without a named
    /// social worker were not kept.
    pub fn new(results: &Results, children: &[ChildId], settings: &ForecastSettings) -> Self {
        let layout = Arc::clone(&results.layout);
        let weeks = weeks(&layout.days);
        let level = u32::from(settings.failing_children);
        let stretches: Vec<(usize, usize)> = weeks.iter().map(|(_, days)| *days).collect();
        let failing: Vec<Vec<f64>> = (0..layout.teams.len())
            .map(|team| results.chances_above(Series::UnnamedOfTeam(team), &stretches, level))
            .collect();
        let wanted = f64::from(settings.failing_chance_percent) / 100.0;
        let first_failing =
            failing.iter().map(|weeks| weeks.iter().position(|chance| *chance > wanted)).collect();
        let share = |counts: fn(&super::RunTotals) -> [u32; 3], which: usize| {
            results.spread(move |totals| {
                let counts = counts(totals);
                let all: u32 = counts.iter().sum();
                if all == 0 { 0.0 } else { f64::from(counts[which]) / f64::from(all) }
            })
        };
        Self {
            model_version: results.model_version,
            seed: results.seed,
            runs: results.runs(),
            child_days_without: results.spread(|totals| totals.child_days_without as f64),
            relative_error: results.relative_error(),
            allocations: results.spread(|totals| f64::from(totals.allocations)),
            mean_wait: results.spread(|t| t.wait_days as f64 / f64::from(t.allocations.max(1))),
            waits: results.waits.clone(),
            by_reason: std::array::from_fn(|reason| {
                results.spread(move |totals| f64::from(totals.by_reason[reason]))
            }),
            workers_in_year: std::array::from_fn(|which| share(|totals| totals.workers_in_year, which)),
            workers_in_year_looked_after: std::array::from_fn(|which| {
                share(|totals| totals.workers_in_year_looked_after, which)
            }),
            leavers: results.spread(|totals| f64::from(totals.leavers)),
            starters: results.spread(|totals| f64::from(totals.starters)),
            arrivals: results.spread(|totals| f64::from(totals.arrivals)),
            closures: results.spread(|totals| f64::from(totals.closures)),
            pay: results.spread(super::RunTotals::pay_pounds),
            person_months: std::array::from_fn(|contract| {
                results.spread(|totals| totals.person_months(layout.year)[contract])
            }),
            weeks: weeks.iter().map(|(monday, _)| *monday).collect(),
            failing,
            first_failing,
            runs_at: REPLAYED.map(|share| results.run_at(share).unwrap_or(0)),
            bands: results.all_bands(),
            children: children.iter().copied().zip(results.children.iter().copied()).collect(),
            layout,
        }
    }

    /// The spread of a count over the runs, day by day; nought on every day for one that cannot occur.
    pub fn bands(&self, series: Series) -> Bands {
        let place = self.layout.read_at(series);
        let bands = place.and_then(|place| self.bands.get(place)).cloned();
        bands.unwrap_or_else(|| Bands::nought(self.layout.days.len()))
    }

    /// In how many of the runs things happened to one of today's children; `None` for a child not open in the plan.
    pub fn child(&self, child: ChildId) -> Option<&ChildTally> {
        self.children.get(&child)
    }

    /// The chance that a child loses the worker they have today, and of a day without a named social worker, within 4,
    /// 13 and 26 weeks.
    pub fn chances(&self, child: ChildId) -> Option<([f64; 3], [f64; 3])> {
        let tally = self.child(child)?;
        let runs = f64::from(self.runs.max(1));
        Some((tally.lost.map(|n| f64::from(n) / runs), tally.without.map(|n| f64::from(n) / runs)))
    }
}

/// Each week with its Monday and its first and last day, as places in `days`.
fn weeks(days: &[NaiveDate]) -> Vec<(NaiveDate, (usize, usize))> {
    let mut weeks: Vec<(NaiveDate, (usize, usize))> = Vec::new();
    for (place, day) in days.iter().enumerate() {
        let monday = *day - chrono::Duration::days(i64::from(day.weekday().num_days_from_monday()));
        match weeks.last_mut().filter(|(last, _)| *last == monday) {
            Some((_, span)) => span.1 = place,
            None => weeks.push((monday, (place, place))),
        }
    }
    weeks
}
