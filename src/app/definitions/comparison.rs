//! What the figures of a comparison mean.

use super::Definition;

/// A paired difference.
pub const DIFFERENCE: Definition = Definition {
    key: "difference",
    label: "Difference from the base plan",
    text: "The scenario’s figure less the base plan’s in the same simulated year, the mean over all years. Both meet the \
           same chances: the same families come and the same people fall ill, so that what differs is what was changed",
};
/// Its error.
pub const ERROR_OF_DIFFERENCE: Definition = Definition {
    key: "error_of_difference",
    label: "±, and brackets",
    text: "Half the width of the 95% confidence interval of the mean difference. Where nought lies within it the \
           difference stands in brackets: it cannot be told from chance. More simulated years make it smaller",
};
/// The share of years that are better.
pub const BETTER: Definition = Definition {
    key: "better",
    label: "Years better",
    text: "The share of simulated years in which the scenario has fewer child-days without a named social worker than \
           the base plan. Years that are alike count half",
};
/// Pay.
pub const PAY: Definition = Definition {
    key: "pay",
    label: "Pay",
    text: "Salaries of everybody in post by role and full-time equivalent with on-costs, and what agencies take by the \
           day, over the forecast. Salaries, rates and on-costs are the manager’s own, under Costs; those that came \
           with the program are assumptions",
};
/// Person-months.
pub const PERSON_MONTHS: Definition = Definition {
    key: "person_months",
    label: "Person-months",
    text: "Months worked in the forecast, full-time equivalent: two people at half time for a month are one",
};
/// What a change contributes.
pub const CONTRIBUTION: Definition = Definition {
    key: "contribution",
    label: "What a change contributes",
    text: "The scenario less the same scenario without this one change, on the same chances. Below nought it helps. \
           Changes that help or hinder each other do not add up to the whole",
};
/// Common random numbers.
pub const SAME_CHANCES: Definition = Definition {
    key: "same_chances",
    label: "The same chances",
    text: "Simulated year 1 of every plan has the same luck, and so on: differences come from what was changed, not from \
           a year that happened to be worse",
};
/// Child-days.
pub const CHILD_DAYS: Definition = Definition {
    key: "child_days",
    label: "Child-days without a named social worker",
    text: "Children with no named social worker, summed over the working days of the forecast",
};
/// Waiting.
pub const WAIT: Definition = Definition {
    key: "wait",
    label: "Wait for a worker",
    text: "Working days from needing a worker to being given one, on average over the allocations of a simulated year. \
           Children who still wait at the end are not counted",
};
/// Three or more workers.
pub const THREE_OR_MORE: Definition = Definition {
    key: "three_or_more",
    label: "Three or more workers in a year",
    text: "Of the children who are open on the last day, how many of a hundred had three or more workers in the twelve \
           months before",
};
/// Over the cap.
pub const OVER_CAP: Definition = Definition {
    key: "workers_over_cap",
    label: "Workers over their cap",
    text: "Workers who hold more than their cap, the mean of all days",
};
/// Manager-held.
pub const MANAGER_HELD: Definition = Definition {
    key: "held_by_manager",
    label: "Children held by a manager",
    text: "Children whom a manager holds in place of a social worker, the mean of all days",
};
