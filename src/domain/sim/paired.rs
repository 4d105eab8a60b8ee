//! Two plans under the same luck, run by run: the paired difference, its error and how often it is for the better.

use chrono::NaiveDate;

use super::layout::Series;

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
