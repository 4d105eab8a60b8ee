//! Fields of how the forecast is run.

use super::{Field, field};
use crate::domain::plan::ForecastSettings;

pub(super) fn forecast() -> Vec<Field<ForecastSettings>> {
    const RUNS: &str = "Runs";
    const FAILING: &str = "A failing team";
    vec![
        field!(
            ForecastSettings,
            "seed",
            "Seed",
            RUNS,
            "The same plan and seed give the same figures everywhere",
            |r| r.seed
        ),
        field!(
            ForecastSettings,
            "weeks",
            "Looks ahead (weeks)",
            RUNS,
            "How far ahead the forecast looks, in weeks. 1 to 2000",
            |r| r.weeks
        ),
        field!(
            ForecastSettings,
            "error_percent",
            "Error of the mean (%)",
            RUNS,
            "Runs are added until the mean's error is below this share of it. 0.5 to 50",
            |r| r.error_percent
        ),
        field!(
            ForecastSettings,
            "most_runs",
            "Most runs",
            RUNS,
            "No more runs than this, whatever the error. 10 to 100000",
            |r| r.most_runs
        ),
        field!(
            ForecastSettings,
            "fixed_runs",
            "Fixed number of runs",
            RUNS,
            "Exactly this many runs, whatever the error. Empty: as many as the error needs",
            |r| r.fixed_runs
        ),
        field!(
            ForecastSettings,
            "failing_children",
            "A team fails above (children)",
            FAILING,
            "[GK] A team fails on a day on which more than this many of its children have no named social worker",
            |r| r.failing_children
        ),
        field!(
            ForecastSettings,
            "failing_chance_percent",
            "Shown as failing above a chance of (%)",
            FAILING,
            "[GK] A team is shown as failing from the first week in which the chance of it exceeds this",
            |r| r.failing_chance_percent
        ),
    ]
}
