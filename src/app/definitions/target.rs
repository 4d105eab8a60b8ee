//! What each figure of the target screen means.

use super::Definition;

const fn define(key: &'static str, label: &'static str, text: &'static str) -> Definition {
    Definition { key, label, text }
}

/// Years in which the promise is kept.
pub const PROMISE_KEPT: Definition = define(
    "promise_kept",
    "Years of 100 in which the promise is kept",
    "The plan with this value is played forward many times with chance. A simulated year keeps a promise when it holds \
     on every working day of the promise’s period; with several promises, when all of them do. The figure is the share \
     of simulated years that do, of a hundred",
);
/// The interval of that share.
pub const INTERVAL: Definition = define(
    "promise_interval",
    "Interval",
    "Between these the share would come to lie with ever more simulated years, in 95 cases of 100 (Wilson’s interval). \
     It tells how exact the many years are together, not whether the assumptions hold",
);
/// Enough.
pub const ENOUGH: Definition = define(
    "promise_enough",
    "Enough",
    "A value is enough when every promise is kept in at least as many years of 100 as is promised. Where more simulated \
     years could still turn that round it is said that it cannot be told from chance yet, and which is likelier",
);
/// How many years were played.
pub const RUNS: Definition = define(
    "promise_runs",
    "Simulated years",
    "How many times the plan with this value was played. What is hopeless or obvious is left early; every value meets \
     the same chances",
);
/// What binds.
pub const BINDS: Definition = define(
    "promise_binds",
    "What binds",
    "Of the next value that is not enough: the promise that is broken most often, the month in which that happens most \
     often, the team with most children without a named social worker then, and the state of most of them",
);
/// Pay.
pub const PAY: Definition = define(
    "pay",
    "Pay",
    "What everybody in post is paid over the forecast, on-costs included, and what agencies take, in the mean over the \
     simulated years, at the salaries and rates under Costs. Whole thousands of pounds",
);
/// Pay more than the plan's.
pub const EXTRA_PAY: Definition = define(
    "extra_pay",
    "Pay more than the plan’s",
    "Pay over the forecast less that of the plan as it is, in the mean over the same simulated years",
);
/// The frontier.
pub const FRONTIER: Definition = define(
    "frontier",
    "Posts against their first month",
    "For every number of posts and every first month the share of simulated years in which all promises are kept. Not \
     coloured is what is enough; the stronger the colour, the more is missing",
);
/// Sensitivity.
pub const SENSITIVITY: Definition = define(
    "sensitivity",
    "What moves the answer most",
    "One assumption at a time is set lower and higher than the plan supposes, all else as it is, and the answer is \
     searched anew on the same chances. The longer the bar, the more it is worth checking whether the assumption holds",
);
/// Children without, in a grid.
pub const GRID_WITHOUT: Definition = define(
    "grid_without",
    "Children without a named social worker",
    "Children with no named social worker at the end of the day, mean of all working days of the forecast and of all \
     simulated years",
);
/// The difference, in a grid.
pub const GRID_DIFFERENCE: Definition = define(
    "grid_difference",
    "Difference from the plan as it is",
    "The same less that of the plan as it is, year by simulated year on the same chances; ± is half the width of the \
     95% confidence interval of its mean. A difference smaller than that cannot be told from chance",
);
