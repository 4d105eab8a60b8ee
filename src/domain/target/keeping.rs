//! Whether a simulated year keeps promises, on which days it breaks them, and what has to be counted to tell.

use std::ops::RangeInclusive;

use chrono::{Duration, NaiveDate};

use super::promise::{Claim, Promise};
use crate::domain::calendar::{WorkingCalendar, format_date};
use crate::domain::plan::{CaseType, FORECAST_WEEKS, Plan};
use crate::domain::sim::{Layout, Results, Series, Watch};

/// The most promises that are looked at together: each is a bit of a number.
pub const MOST_PROMISES: usize = 32;

/// Promises, and what it takes to tell whether they are kept.
#[derive(Clone, Debug, PartialEq)]
pub struct Keeping {
    promises: Vec<Promise>,
    watches: Vec<Watch>,
    /// The first and last day of each promise's period.
    periods: Vec<(NaiveDate, NaiveDate)>,
    refused: Vec<String>,
}

impl Keeping {
    /// Promises about a plan. A period that is not given begins on the day after the plan's date, as every promise does at
    /// the earliest, and ends with the plan's forecast.
    pub fn new(promises: &[Promise], plan: &Plan) -> Self {
        let mut watches = Vec::new();
        for watch in promises.iter().filter_map(|promise| watches_of(&promise.claim)) {
            if !watches.contains(&watch) {
                watches.push(watch);
            }
        }
        let tomorrow = plan.about.as_at.succ_opt().unwrap_or(plan.about.as_at);
        let end = end_of_forecast(plan);
        let period =
            |promise: &Promise| (promise.from.unwrap_or(tomorrow).max(tomorrow), promise.to.unwrap_or(end));
        let periods: Vec<_> = promises.iter().map(period).collect();
        let refused = refuse(promises, &periods, plan);
        Self { promises: promises.to_vec(), watches, periods, refused }
    }

    /// The promises, in the order in which they are asked about.
    pub fn promises(&self) -> &[Promise] {
        &self.promises
    }

    /// What has to be counted on top of the usual, each once: for [`crate::domain::sim::Asked`].
    pub fn watches(&self) -> &[Watch] {
        &self.watches
    }

    /// A sentence for each thing for which the promises cannot be looked at; empty when they can.
    pub fn refused(&self) -> &[String] {
        &self.refused
    }

    /// How many weeks have to be simulated until every promise is kept or broken: no more than the plan's forecast has.
    pub fn weeks(&self, plan: &Plan) -> u16 {
        let last = self.periods.iter().map(|(_, to)| *to).max().unwrap_or(plan.about.as_at);
        let days = (last - plan.about.as_at).num_days().max(0);
        let weeks = u16::try_from((days + 6) / 7).unwrap_or(u16::MAX);
        weeks.min(plan.forecast.weeks).max(*FORECAST_WEEKS.start())
    }

    /// Whether a count has to be kept for these promises, for thinning results. `layout` is the full one.
    pub fn needs(&self, layout: &Layout, series: Series) -> bool {
        self.promises.iter().any(|promise| counts_of(&promise.claim, layout).contains(&series))
    }

    /// Made ready for results of this layout. `None` if it lacks a count that they need, or the promises are refused.
    pub fn on(&self, layout: &Layout) -> Option<Judge> {
        if !self.refused.is_empty() {
            return None;
        }
        let rules = self.promises.iter().zip(&self.periods).map(|(promise, period)| {
            let places: Option<Vec<usize>> =
                counts_of(&promise.claim, layout).into_iter().map(|series| layout.read_at(series)).collect();
            Some(Rule { places: places?, most: most_of(&promise.claim), days: days_within(layout, *period) })
        });
        Some(Judge { rules: rules.collect::<Option<_>>()? })
    }
}

/// Tells of runs whether they keep promises. Promises by their place in the list that was given.
#[derive(Clone, Debug, PartialEq)]
pub struct Judge {
    rules: Vec<Rule>,
}

/// A promise as it is looked up.
#[derive(Clone, Debug, PartialEq)]
struct Rule {
    /// Where the counts stand.
    places: Vec<usize>,
    most: Most,
    /// The days on which it is to hold, as places in the layout's; empty when there is none.
    days: std::ops::Range<usize>,
}

/// When a day is in order.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Most {
    /// All counts together are at most so many.
    Together(u64),
    /// Each count is.
    Each(u64),
    /// The first ÷ the second, which is in hundredths of full-time, is under so many hundredths.
    AverageUnder(u64),
}

impl Judge {
    /// The promises that a run keeps, a bit each: the first is 1.
    pub fn kept(&self, results: &Results, run: usize) -> u32 {
        let bits = self.rules.iter().zip(0_u32..);
        let kept = bits.filter(|(rule, _)| rule.broken(results, run).next().is_none());
        kept.fold(0, |kept, (_, place)| kept | 1_u32.wrapping_shl(place))
    }

    /// What [`Self::kept`] says of a run that keeps all of them.
    pub fn all(&self) -> u32 {
        (0..self.rules.len() as u32).fold(0, |all, place| all | 1_u32.wrapping_shl(place))
    }

    /// The first day on which a run breaks a promise, as a place in the layout's days; `None` if it keeps it.
    pub fn first_broken(&self, results: &Results, run: usize, promise: usize) -> Option<usize> {
        self.broken_days(results, run, promise).next()
    }

    /// The days on which a run breaks a promise, as places in the layout's days, in order.
    pub fn broken_days<'r>(
        &'r self,
        results: &'r Results,
        run: usize,
        promise: usize,
    ) -> impl Iterator<Item = usize> + 'r {
        self.rules.get(promise).into_iter().flat_map(move |rule| rule.broken(results, run))
    }
}

impl Rule {
    fn broken<'r>(&'r self, results: &'r Results, run: usize) -> impl Iterator<Item = usize> + 'r {
        self.days.clone().filter(move |day| !self.holds(results, run, *day))
    }

    fn holds(&self, results: &Results, run: usize, day: usize) -> bool {
        let mut counts = self.places.iter().map(|place| u64::from(results.count_at(run, day, *place)));
        match self.most {
            Most::Together(most) => counts.sum::<u64>() <= most,
            Most::Each(most) => counts.all(|count| count <= most),
            Most::AverageUnder(hundredths) => {
                let (open, time) = (counts.next().unwrap_or(0), counts.next().unwrap_or(0));
                // Open ÷ (time ÷ 100) < hundredths ÷ 100. With nobody who holds a child, only if there is no child.
                open == 0 || open * 10_000 < hundredths * time
            }
        }
    }
}

fn watches_of(claim: &Claim) -> Option<Watch> {
    match claim {
        Claim::NobodyWithoutOver { types, working_days } => {
            Some(Watch::WithoutOver { types: in_order(types), working_days: *working_days })
        }
        Claim::AverageUnder { .. } => Some(Watch::HolderTime),
        _ => None,
    }
}

/// The same types once and in order, so that a list in other words is no other watch.
fn in_order(types: &[CaseType]) -> Vec<CaseType> {
    let mut types = types.to_vec();
    types.sort_unstable();
    types.dedup();
    types
}

/// The counts that say whether a day is in order. A type or team that cannot occur is not counted.
fn counts_of(claim: &Claim, layout: &Layout) -> Vec<Series> {
    let watched = || {
        let watch = watches_of(claim);
        let place = layout.watches.iter().position(|known| Some(known) == watch.as_ref());
        // Past the end where it is not watched, so that it is found to be missing.
        Series::Watched(place.unwrap_or(layout.watches.len()))
    };
    match claim {
        Claim::NobodyWithoutOver { .. } => vec![watched()],
        Claim::AtMostWithout { types, .. } if types.is_empty() => vec![Series::Unnamed],
        Claim::AtMostWithout { types, .. } => {
            let occur = in_order(types).into_iter().filter(|case_type| layout.types.contains(case_type));
            occur.map(Series::UnnamedOfType).collect()
        }
        Claim::AtMostInState { state, .. } => vec![Series::InState(*state)],
        Claim::NoTeamOver { .. } => (0..layout.teams.len()).map(Series::UnnamedOfTeam).collect(),
        Claim::AverageUnder { .. } => vec![Series::Open, watched()],
    }
}

fn most_of(claim: &Claim) -> Most {
    match claim {
        Claim::NobodyWithoutOver { .. } => Most::Together(0),
        Claim::AtMostWithout { children, .. } | Claim::AtMostInState { children, .. } => {
            Most::Together(u64::from(*children))
        }
        Claim::NoTeamOver { children } => Most::Each(u64::from(*children)),
        Claim::AverageUnder { children } => Most::AverageUnder((children * 100.0).round() as u64),
    }
}

/// The days within a period, without the plan's date.
fn days_within(layout: &Layout, (from, to): (NaiveDate, NaiveDate)) -> std::ops::Range<usize> {
    let first = layout.days.partition_point(|day| *day < from).max(1);
    first..layout.days.partition_point(|day| *day <= to)
}

fn end_of_forecast(plan: &Plan) -> NaiveDate {
    let weeks = Duration::weeks(i64::from(plan.forecast.weeks));
    plan.about.as_at.checked_add_signed(weeks).unwrap_or(NaiveDate::MAX)
}

fn refuse(promises: &[Promise], periods: &[(NaiveDate, NaiveDate)], plan: &Plan) -> Vec<String> {
    const AVERAGES: RangeInclusive<f64> = 0.01..=10_000.0;
    let mut found = Vec::new();
    if promises.len() > MOST_PROMISES {
        found.push(format!("No more than {MOST_PROMISES} promises are looked at together: take some away"));
    }
    let calendar = WorkingCalendar::new(&plan.calendar);
    let end = end_of_forecast(plan);
    for (number, (promise, (from, to))) in (1..).zip(promises.iter().zip(periods)) {
        if let Claim::AverageUnder { children } = &promise.claim
            && !AVERAGES.contains(children)
        {
            found.push(format!("The average of promise {number} must be from 0.01 to 10,000 children"));
        }
        if let Some(first) = promise.from.filter(|first| promise.to.is_some_and(|to| to < *first)) {
            let (first, to) = (format_date(first), format_date(*to));
            found.push(format!(
                "Promise {number} begins on {first}, after its last day, {to}: change one of them"
            ));
        } else if *to > end {
            found.push(format!(
                "Promise {number} lasts to {}, and the forecast ends on {}: end it by then, or look further ahead",
                format_date(*to),
                format_date(end)
            ));
        } else if calendar.working_day_on_or_after(*from) > *to {
            found.push(format!(
                "Promise {number} has no working day of the forecast in its period, which is to end on {}: change its days",
                format_date(*to)
            ));
        }
    }
    found
}

#[cfg(test)]
mod tests;
