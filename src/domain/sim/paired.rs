//! Two plans under the same luck, run by run: the paired difference, its error and how often it is for the better.

use chrono::{Datelike as _, NaiveDate};

use super::layout::{Layout, Series};
use super::results::{Results, Row};
use super::totals::RunTotals;
use crate::domain::ids::TeamId;
use crate::domain::plan::Words as _;
use crate::domain::state::ChildState;

/// The difference of one number between two plans, over the runs. Other less base: below nought is fewer.
#[derive(Clone, Copy, Debug, PartialEq, Default)]
pub struct Difference {
    /// Mean over the runs.
    pub mean: f64,
    /// Half the width of the mean's 95 % confidence interval: 1.96 × standard deviation of the differences ÷ √runs.
    pub error: f64,
    /// Share of the runs in which the number is lower, 0 to 1; runs that are alike count half.
    pub lower: f64,
}

impl Difference {
    /// Of these differences, one a run. Nothing but noughts when there are none.
    pub fn of(differences: impl IntoIterator<Item = f64>) -> Self {
        let all: Vec<f64> = differences.into_iter().collect();
        let n = all.len() as f64;
        if all.is_empty() {
            return Self::default();
        }
        let mean = all.iter().sum::<f64>() / n;
        // Around the mean: the same sum of squares without loss of digits.
        let squares: f64 = all.iter().map(|one| (one - mean) * (one - mean)).sum();
        let error = if all.len() < 2 { 0.0 } else { 1.96 * (squares / (n - 1.0) / n).sqrt() };
        let halves: u32 = all.iter().map(|one| u32::from(*one <= 0.0) + u32::from(*one < 0.0)).sum();
        Self { mean, error, lower: f64::from(halves) / 2.0 / n }
    }

    /// Whether it can be told from chance: nought is outside the interval.
    pub fn is_told(&self) -> bool {
        self.mean.abs() > self.error
    }
}

/// Everything told of the difference between two plans under the same luck.
#[derive(Clone, Debug, PartialEq, Default)]
pub struct Paired {
    /// How many pairs of runs it rests on.
    pub runs: u32,
    /// The base plan's days. A day that only the other plan has, such as one that is no closure there, is left out.
    pub days: Vec<NaiveDate>,
    /// Children without a named social worker, by day.
    pub without: Vec<Difference>,
    /// The first of each month that the days touch.
    pub months: Vec<NaiveDate>,
    /// Counts by month, each the mean over the month's days. Shape of the second: `[months]`. Those that both plans have.
    pub by_month: Vec<(Series, Vec<Difference>)>,
    /// Teams that only the other plan has: their children without a named social worker by month, against nought.
    pub only_other: Vec<(TeamId, Vec<Difference>)>,
    /// Child-days without a named social worker in the forecast.
    pub child_days: Difference,
    /// Mean working days from needing a worker to having one.
    pub mean_wait: Difference,
    /// Allocations.
    pub allocations: Difference,
    /// Share of children open at the end with three or more workers in twelve months.
    pub three_or_more: Difference,
    /// Workers over their cap, mean of all days.
    pub over_cap: Difference,
    /// Children held by a manager, mean of all days.
    pub manager_held: Difference,
    /// Pay in the forecast, pounds.
    pub pay: Difference,
    /// Months worked by permanent, agency and fixed-term staff, full-time equivalent.
    pub person_months: [Difference; 3],
}

impl Paired {
    /// Run by run the one plan against the other, as many runs as both have. Nothing at all when they do not begin with the
    /// same run of the same seed, for then they met other luck.
    ///
    /// A day that only the base has is set against the other's last day before it. Of thinned results
    /// ([`Layout::thinned`]) no more is told than what both have kept.
    pub fn new(base: &Results, other: &Results) -> Self {
        let runs = base.totals.len().min(other.totals.len());
        if runs == 0 || (base.seed, base.first_run) != (other.seed, other.first_run) {
            return Self::default();
        }
        let totals = || base.totals.iter().zip(&other.totals);
        let whole = |of: fn(&RunTotals) -> u64| Sums::of(totals().map(|(a, b)| less(of(b), of(a))));
        let share = |of: fn(&RunTotals) -> f64| Difference::of(totals().map(|(a, b)| of(b) - of(a)));
        let (base_year, other_year) = (base.layout.year, other.layout.year);
        let counts = Counts::new(base, other, runs);
        Self {
            runs: runs as u32,
            days: base.layout.days.clone(),
            without: counts.without.iter().map(|sums| sums.difference(1.0)).collect(),
            months: counts.months.iter().map(|(first, _)| *first).collect(),
            child_days: whole(|totals| totals.child_days_without).difference(1.0),
            mean_wait: share(|totals| totals.wait_days as f64 / f64::from(totals.allocations.max(1))),
            allocations: whole(|totals| u64::from(totals.allocations)).difference(1.0),
            three_or_more: share(|totals| {
                let all: u32 = totals.workers_in_year.iter().sum();
                f64::from(totals.workers_in_year[2]) / f64::from(all.max(1))
            }),
            over_cap: counts.all_days(Series::OverCap),
            manager_held: counts.all_days(Series::InState(ChildState::ManagerHeld)),
            pay: whole(|totals| totals.pay_millionths).difference(1_000_000.0),
            person_months: std::array::from_fn(|contract| {
                Difference::of(totals().map(|(a, b)| {
                    b.person_months(other_year)[contract] - a.person_months(base_year)[contract]
                }))
            }),
            by_month: counts.by_month(),
            only_other: only_other(base, other, runs),
        }
    }
}

/// One whole number less another.
fn less(number: u64, by: u64) -> i64 {
    number.wrapping_sub(by) as i64
}

/// Differences in whole numbers, added up exactly.
#[derive(Clone, Copy, Debug, Default)]
struct Sums {
    runs: u32,
    sum: i128,
    squares: i128,
    /// Two for each that is below nought, one for each that is nought.
    halves: u32,
}

impl Sums {
    fn of(differences: impl Iterator<Item = i64>) -> Self {
        let mut sums = Self::default();
        differences.for_each(|difference| sums.add(difference));
        sums
    }
    fn add(&mut self, difference: i64) {
        self.runs += 1;
        self.sum += i128::from(difference);
        self.squares += i128::from(difference) * i128::from(difference);
        self.halves += u32::from(difference <= 0) + u32::from(difference < 0);
    }
    /// The difference, where so many make one.
    fn difference(&self, unit: f64) -> Difference {
        if self.runs == 0 {
            return Difference::default();
        }
        let n = f64::from(self.runs);
        // n² (n − 1) times the variance of the mean, without loss of a digit.
        let exact = self.squares * i128::from(self.runs) - self.sum * self.sum;
        let error =
            if self.runs < 2 { 0.0 } else { 1.96 * (exact as f64 / (n * n * (n - 1.0))).sqrt() / unit };
        Difference { mean: self.sum as f64 / (n * unit), error, lower: f64::from(self.halves) / 2.0 / n }
    }
}

/// Counts of both plans, gone through once.
struct Counts {
    /// By day; empty where not both have kept it.
    without: Vec<Sums>,
    days: usize,
    /// The first of each month, and how many of the days lie in it.
    months: Vec<(NaiveDate, u32)>,
    /// What both have kept.
    series: Vec<Series>,
    /// Shape `[series][months]`.
    monthly: Vec<Vec<Sums>>,
    /// Of all days together, by series.
    whole: Vec<Sums>,
}

impl Counts {
    fn new(base: &Results, other: &Results, runs: usize) -> Self {
        let (here, there) = (&base.layout, &other.layout);
        let days = matched(here, there);
        let (months, month_of) = months(&here.days);
        let shared = shared(here, there);
        let places: Vec<(usize, usize)> = shared.iter().map(|(_, places)| *places).collect();
        let unnamed = shared.iter().position(|(series, _)| *series == Series::Unnamed);
        let mut counts = Self {
            without: vec![Sums::default(); if unnamed.is_some() { days.len() } else { 0 }],
            days: here.days.len(),
            monthly: vec![vec![Sums::default(); months.len()]; shared.len()],
            whole: vec![Sums::default(); shared.len()],
            series: shared.iter().map(|(series, _)| *series).collect(),
            months,
        };
        let mut month_sums = vec![0_i64; shared.len()];
        let mut run_sums = vec![0_i64; shared.len()];
        for run in 0..runs {
            run_sums.fill(0);
            for (day, their_day) in days.iter().enumerate() {
                let before = unnamed.map(|place| month_sums[place]);
                let rows = (base.row(run, day), other.row(run, *their_day));
                add_row(&mut month_sums, rows, &places);
                if let Some((place, before)) = unnamed.zip(before) {
                    counts.without[day].add(month_sums[place] - before);
                }
                if month_of.get(day + 1) == month_of.get(day) {
                    continue;
                }
                for (place, sum) in month_sums.iter_mut().enumerate() {
                    counts.monthly[place][month_of[day]].add(*sum);
                    run_sums[place] += *sum;
                    *sum = 0;
                }
            }
            counts.whole.iter_mut().zip(&run_sums).for_each(|(sums, sum)| sums.add(*sum));
        }
        counts
    }

    /// The mean of all days.
    fn all_days(&self, series: Series) -> Difference {
        let days = self.days.max(1) as f64;
        let sums = self.series.iter().position(|known| *known == series).and_then(|at| self.whole.get(at));
        sums.map_or_else(Difference::default, |sums| sums.difference(days))
    }

    fn by_month(&self) -> Vec<(Series, Vec<Difference>)> {
        let month = |(sums, (_, days)): (&Sums, &(NaiveDate, u32))| sums.difference(f64::from(*days));
        let row = |sums: &Vec<Sums>| sums.iter().zip(&self.months).map(month).collect();
        self.series.iter().copied().zip(self.monthly.iter().map(row)).collect()
    }
}

/// For each of the base's days the other's: the same, or the last before it.
fn matched(here: &Layout, there: &Layout) -> Vec<usize> {
    let until = |day: &NaiveDate| there.days.partition_point(|other| other <= day);
    here.days.iter().map(|day| until(day).saturating_sub(1)).collect()
}

/// The months that the days touch with the number of days in each, and in which of them each day lies.
fn months(days: &[NaiveDate]) -> (Vec<(NaiveDate, u32)>, Vec<usize>) {
    let mut months: Vec<(NaiveDate, u32)> = Vec::new();
    let month_of = days.iter().map(|day| {
        let first = day.with_day(1).unwrap_or(*day);
        match months.last_mut().filter(|(last, _)| *last == first) {
            Some((_, days)) => *days += 1,
            None => months.push((first, 1)),
        }
        months.len() - 1
    });
    let month_of = month_of.collect();
    (months, month_of)
}

/// The counts that are compared month by month, as the base calls them, and where each stands in the one layout and in
/// the other.
fn shared(here: &Layout, there: &Layout) -> Vec<(Series, (usize, usize))> {
    let of_all = [Series::Unnamed, Series::NotPresent, Series::OverCap, Series::Open];
    let of_states = ChildState::ALL.iter().map(|state| Series::InState(*state));
    let teams = here.teams.iter().enumerate().filter_map(|(place, team)| {
        Some((Series::UnnamedOfTeam(place), Series::UnnamedOfTeam(there.team_place(*team)?)))
    });
    let alike = of_all.into_iter().chain(of_states).map(|series| (series, series));
    alike
        .chain(teams)
        .filter_map(|(one, other)| Some((one, (here.place(one)?, there.place(other)?))))
        .collect()
}

/// Children without a named social worker of teams that the base has not, by its months.
fn only_other(base: &Results, other: &Results, runs: usize) -> Vec<(TeamId, Vec<Difference>)> {
    let (here, there) = (&base.layout, &other.layout);
    let days = matched(here, there);
    let (months, month_of) = months(&here.days);
    let own = there.teams.iter().enumerate().filter_map(|(place, team)| {
        let series = Series::UnnamedOfTeam(place);
        let is_own = here.team_place(*team).is_none() && there.place(series).is_some();
        team.filter(|_| is_own).map(|team| (team, series))
    });
    let by_month = |series: Series| {
        let mut monthly = vec![Sums::default(); months.len()];
        for run in 0..runs {
            let mut sums = vec![0_i64; months.len()];
            for (day, month) in days.iter().zip(&month_of) {
                sums[*month] += i64::from(other.count(run, series, *day));
            }
            monthly.iter_mut().zip(sums).for_each(|(all, sum)| all.add(sum));
        }
        monthly.iter().zip(&months).map(|(sums, (_, days))| sums.difference(f64::from(*days))).collect()
    };
    own.map(|(team, series)| (team, by_month(series))).collect()
}

/// Adds the differences of one day.
fn add_row(sums: &mut [i64], rows: (Row<'_>, Row<'_>), places: &[(usize, usize)]) {
    fn add<A, B>(sums: &mut [i64], base: &[A], other: &[B], places: &[(usize, usize)])
    where
        A: Copy + Into<i64>,
        B: Copy + Into<i64>,
    {
        for (sum, (here, there)) in sums.iter_mut().zip(places) {
            *sum += other[*there].into() - base[*here].into();
        }
    }
    match rows {
        (Row::Small(base), Row::Small(other)) => add(sums, base, other, places),
        (Row::Small(base), Row::Large(other)) => add(sums, base, other, places),
        (Row::Large(base), Row::Small(other)) => add(sums, base, other, places),
        (Row::Large(base), Row::Large(other)) => add(sums, base, other, places),
    }
}

#[cfg(test)]
mod tests;
