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
    /// By the first of each month in which a run broke it.
    months: BTreeMap<NaiveDate, OfMonth>,
}

/// One month.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
struct OfMonth {
    /// Runs that broke the promise in it.
    runs: u32,
    /// Children without a named social worker on the first broken day, by team and by state.
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
            for (month, more) in &more.months {
                let month = broken.months.entry(*month).or_default();
                month.runs += more.runs;
                sum(&mut month.teams, &more.teams);
                sum(&mut month.states, &more.states);
            }
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
        let (first, month) =
            broken.months.iter().max_by_key(|(first, month)| (month.runs, std::cmp::Reverse(**first)))?;
        let most = |counts: &[u64]| {
            let most = counts.iter().max().copied().filter(|most| *most > 0)?;
            counts.iter().position(|count| *count == most)
        };
        let state = most(&month.states).and_then(|place| ChildState::ALL.get(place)).copied();
        Some(Worst { promise, runs: broken.runs, month: *first, team: most(&month.teams), state })
    }
}

impl Broken {
    /// The first broken day of a month in a run.
    fn add(&mut self, layout: &Layout, results: &Results, run: usize, day: usize) {
        let Some(first) = layout.days.get(day).and_then(|day| day.with_day(1)) else { return };
        let month = self.months.entry(first).or_default();
        month.runs += 1;
        let count = |series| u64::from(results.count(run, series, day));
        let teams: Vec<u64> =
            (0..layout.teams.len()).map(|team| count(Series::UnnamedOfTeam(team))).collect();
        let states: Vec<u64> =
            ChildState::ALL.iter().map(|state| count(Series::UnnamedInState(*state))).collect();
        sum(&mut month.teams, &teams);
        sum(&mut month.states, &states);
    }
}

fn sum(to: &mut Vec<u64>, from: &[u64]) {
    to.resize(to.len().max(from.len()), 0);
    to.iter_mut().zip(from).for_each(|(to, from)| *to += from);
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_team_and_state_told_are_those_of_the_month_that_is_told() {
        // Three runs break it in December, with two children of the first team each; one in January, with nine of the second.
        let day = |month, year| NaiveDate::from_ymd_opt(year, month, 1).unwrap_or_default();
        let of = |runs, teams: [u64; 2]| OfMonth { runs, teams: teams.to_vec(), states: Vec::new() };
        let december = (day(12, 2026), of(3, [6, 0]));
        let january = (day(1, 2027), of(1, [0, 9]));
        let all = Breaks(vec![Broken { runs: 4, months: [december.clone(), january.clone()].into() }]);
        let told = |breaks: &Breaks| breaks.worst(10, &[95]).map(|worst| (worst.month, worst.team));
        assert_eq!(told(&all), Some((day(12, 2026), Some(0))));
        // Put together of parts it is the same.
        let mut parts = Breaks(vec![Broken { runs: 3, months: [december].into() }]);
        parts.add(&Breaks(vec![Broken { runs: 1, months: [january].into() }]));
        assert_eq!(parts, all);
    }
}
