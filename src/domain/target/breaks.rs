//! Where promises are broken: which of them, in which months, with which teams and states.

use std::collections::BTreeMap;

use chrono::{Datelike as _, NaiveDate};

use super::Judge;
use crate::domain::plan::Words as _;
use crate::domain::sim::{Layout, Results, Series};
use crate::domain::state::ChildState;

/// What was counted of the runs that broke promises.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Breaks(Vec<Broken>);

/// One promise.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
struct Broken {
    runs: u32,
    /// Runs that broke it in a month, by its first.
    months: BTreeMap<NaiveDate, u32>,
    /// Children without a named social worker on the first broken day of each month, by team and by state.
    teams: Vec<u64>,
    states: Vec<u64>,
}

/// Where a promise is broken most.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Worst {
    /// The promise, by its place.
    pub promise: usize,
    /// Runs that broke it.
    pub runs: u32,
    /// The month in which most of them did, by its first.
    pub month: NaiveDate,
    /// The team with most children without a named social worker then, by its place in the layout.
    pub team: Option<usize>,
    /// The state of most of them.
    pub state: Option<ChildState>,
}

impl Breaks {
    /// Reads runs: what they broke, and which promises each of them kept.
    pub fn read(judge: &Judge, promises: usize, results: &Results) -> (Self, Vec<u32>) {
        let layout = &results.layout;
        let first_of = |day: usize| layout.days.get(day).and_then(|day| day.with_day(1));
        let mut breaks = Self(vec![Broken::default(); promises]);
        let kept = (0..results.runs() as usize).map(|run| {
            let mut kept = judge.all();
            for (promise, broken) in breaks.0.iter_mut().enumerate() {
                let mut month = None;
                for day in judge.broken_days(results, run, promise) {
                    if month.is_none() {
                        broken.runs += 1;
                        kept &= !1_u32.wrapping_shl(promise as u32);
                    }
                    let this = first_of(day);
                    if this != month {
                        month = this;
                        broken.add(layout, results, run, day);
                    }
                }
            }
            kept
        });
        let kept = kept.collect();
        (breaks, kept)
    }

    /// Adds other runs.
    pub fn add(&mut self, more: &Self) {
        let missing = more.0.len().saturating_sub(self.0.len());
        self.0.extend(std::iter::repeat_n(Broken::default(), missing));
        for (broken, more) in self.0.iter_mut().zip(&more.0) {
            broken.runs += more.runs;
            for (month, runs) in &more.months {
                *broken.months.entry(*month).or_default() += runs;
            }
            sum(&mut broken.teams, &more.teams);
            sum(&mut broken.states, &more.states);
        }
    }

    /// The promise that misses what was promised by most, and where it is broken; `None` if none was broken.
    pub fn worst(&self, runs: u32, wanted: &[u8]) -> Option<Worst> {
        let missed = |place: usize, broken: &Broken| {
            let may = i64::from(runs) * (100 - i64::from(wanted.get(place).copied().unwrap_or(100)));
            i64::from(broken.runs) * 100 - may
        };
        let broken = self.0.iter().enumerate().filter(|(_, broken)| broken.runs > 0);
        let (promise, broken) =
            broken.max_by_key(|(place, broken)| (missed(*place, broken), std::cmp::Reverse(*place)))?;
        let (month, _) =
            broken.months.iter().max_by_key(|(month, runs)| (**runs, std::cmp::Reverse(**month)))?;
        let most = |counts: &[u64]| {
            let most = counts.iter().max().copied().filter(|most| *most > 0)?;
            counts.iter().position(|count| *count == most)
        };
        let state = most(&broken.states).and_then(|place| ChildState::ALL.get(place)).copied();
        Some(Worst { promise, runs: broken.runs, month: *month, team: most(&broken.teams), state })
    }
}

impl Broken {
    /// The first broken day of a month in a run.
    fn add(&mut self, layout: &Layout, results: &Results, run: usize, day: usize) {
        if let Some(month) = layout.days.get(day).and_then(|day| day.with_day(1)) {
            *self.months.entry(month).or_default() += 1;
        }
        let count = |series| u64::from(results.count(run, series, day));
        let teams: Vec<u64> =
            (0..layout.teams.len()).map(|team| count(Series::UnnamedOfTeam(team))).collect();
        let states: Vec<u64> =
            ChildState::ALL.iter().map(|state| count(Series::UnnamedInState(*state))).collect();
        sum(&mut self.teams, &teams);
        sum(&mut self.states, &states);
    }
}

fn sum(to: &mut Vec<u64>, from: &[u64]) {
    to.resize(to.len().max(from.len()), 0);
    to.iter_mut().zip(from).for_each(|(to, from)| *to += from);
}
