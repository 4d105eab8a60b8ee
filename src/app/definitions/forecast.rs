//! What each figure of a forecast means, by its name in the terminal's JSON. Where a screen shows it too, the words are the same.

use super::{
    ALLOCATION_REASONS, CAPACITY, CHANCE_OF_FAILING, DAY_WITHOUT, Definition, FORECAST_ERROR, FREE_PLACES,
    LOSES_WORKER, WAITS, WORKERS_IN_YEAR,
};

/// The share of looked-after children in England with three or more social workers in the year to the day
/// \[DfE, children looked after in England\].
pub const NATIONAL_THREE_OR_MORE: [(&str, f64); 2] = [("2025-03-31", 0.24), ("2024-03-31", 0.27)];

const fn define(key: &'static str, label: &'static str, text: &'static str) -> Definition {
    Definition { key, label, text }
}

/// The same figure as on the screens, under its name in the JSON.
const fn same(key: &'static str, of: &Definition) -> Definition {
    Definition { key, label: of.label, text: of.text }
}

/// Every figure of a forecast, by the name it has in the terminal's JSON.
pub const ALL: [Definition; 28] = [
    define(
        "replications",
        "Runs",
        "How many times the plan was played forward, each time with other chances. Figures are spread over them: the \
         mean; its error, half the width of its 95 % confidence interval; and the 5th, 25th, 50th, 75th and 95th \
         percentile, so that in 90 runs of 100 the figure lies between p5 and p95",
    ),
    same("relative_error", &FORECAST_ERROR),
    define("open_children", "Open children", "Children open at the end of the day"),
    define(
        "no_named_social_worker",
        "No named social worker",
        "Children who at the end of the day have no named social worker under the plan's own rules",
    ),
    define(
        "without_a_present_worker",
        "Without a present worker",
        "Children for whom nobody is at work at the end of the day, whether or not a worker is named",
    ),
    same("capacity", &CAPACITY),
    same("free_places", &FREE_PLACES),
    define("workers_over_cap", "Workers over their cap", "Workers who hold more than their cap on the day"),
    define("manager_held", "Held by a manager", "Children whom a manager holds in place of a social worker"),
    define("allocations_by_day", "Allocations", "Children given a worker on the day"),
    define(
        "by_state",
        "By state",
        "Children in each of the thirteen states at the end of the day, which add up to the open children; and those \
         of them who have no named social worker under the plan's rules",
    ),
    define("by_case_type", "By case type", "Children of each case type who have no named social worker"),
    define(
        "by_team",
        "By team",
        "For each team its open children, those with no named social worker, the sum of its workers' caps and the free \
         places under them. Children in no team stand last",
    ),
    same("failing", &CHANCE_OF_FAILING),
    define(
        "child_days_without",
        "Child-days without",
        "Children with no named social worker, summed over the working days of a run",
    ),
    define("allocations", "Allocations in a run", "How often a child was given a worker in a run"),
    define(
        "mean_wait_working_days",
        "Wait",
        "Working days from needing a worker to being given one, on average over the allocations of a run. Children who \
         still wait at the end are not counted",
    ),
    same("waits", &WAITS),
    same("reasons", &ALLOCATION_REASONS),
    same("workers_in_year", &WORKERS_IN_YEAR),
    define("leavers", "Leavers", "Staff who left in a run, known ahead or by chance"),
    define("starters", "Starters", "Staff who started in a run, known ahead or by chance"),
    define("arrivals", "Arrivals", "Children whose work was opened in a run, those who came again included"),
    define("closures", "Closures", "Children whose work ended in a run"),
    define(
        "replications_at",
        "Runs to look at",
        "The numbers of the runs that stand at 5, 25, 50, 75 and 95 of a hundred by child-days without: a good year, \
         the middle one, a bad one",
    ),
    define(
        "children_at_risk",
        "Children at risk",
        "Today's open children who in at least one run lose the worker they have today or have a day with no named \
         social worker, with the chance of each and why they most often lose their worker",
    ),
    same("loses_worker", &LOSES_WORKER),
    same("day_without", &DAY_WITHOUT),
];
