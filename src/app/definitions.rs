//! What each figure means, in the words that stand beside it wherever it is shown.

pub mod comparison;
pub mod forecast;
pub mod rota;
pub mod target;

/// A figure's name and meaning.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Definition {
    /// Stable key, in snake case.
    pub key: &'static str,
    /// What people call it.
    pub label: &'static str,
    /// What is divided by what, who counts and who does not.
    pub text: &'static str,
}

/// The official average caseload.
pub const AVERAGE_CASELOAD: Definition = Definition {
    key: "average_caseload",
    label: "Average caseload, as DfE computes it",
    text: "Children held by social workers, agency included, divided by the full-time equivalent of the social \
           workers who hold at least one child. Managers count on neither side, so a child whom a manager, a duty \
           rota, a tray or nobody holds is left out",
};
/// The same with everyone counted.
pub const AVERAGE_EVERYONE: Definition = Definition {
    key: "average_everyone",
    label: "Average caseload, everyone counted",
    text: "All open children, whoever holds them or nobody, divided by the same full-time equivalent as the average \
           that DfE computes: what each would hold if every open child were with a social worker",
};
/// Where work in equals work out.
pub const BALANCE: Definition = Definition {
    key: "balance",
    label: "Where work in equals work out",
    text: "The children who would be open at once if the supposed new work went on for ever as it is: how many begin \
           each type of work in a day, times how long it lasts in the mean, added up. Social workers are those \
           children divided by the cap of a full-time social worker; care leavers count with personal advisers where \
           the plan has any. Months, sickness, vacancies and waiting are left out: it is no forecast",
};
/// Share of case holders over their cap.
pub const OVER_CAP: Definition = Definition {
    key: "over_cap",
    label: "Social workers over their cap",
    text: "Social workers who hold more children, or more points where the council weights cases, than their cap on \
           the day, divided by all who hold at least one child, by headcount. The cap is scaled by full-time \
           equivalent, by the first year or weeks in post and by a phased return; exactly at the cap is not over it",
};
/// Vacancy rate.
pub const VACANCY: Definition = Definition {
    key: "vacancy",
    label: "Vacancy rate",
    text: "Vacant social worker posts divided by vacant posts and social workers in post, full-time equivalent. A post \
           that an agency worker covers or that is held open counts as vacant; agency workers are not in post",
};
/// Agency rate.
pub const AGENCY: Definition = Definition {
    key: "agency",
    label: "Agency rate",
    text: "Agency social workers divided by agency social workers and social workers in post, full-time equivalent",
};
/// Vacancies covered by agency.
pub const VACANCIES_COVERED: Definition = Definition {
    key: "vacancies_covered",
    label: "Vacancies covered by agency",
    text: "Vacant social worker posts that an agency worker covers divided by all vacant social worker posts, \
           full-time equivalent",
};
/// Turnover rate.
pub const TURNOVER: Definition = Definition {
    key: "turnover",
    label: "Turnover rate",
    text: "Social workers who left in the twelve months before the day divided by social workers in post on the day, \
           full-time equivalent, agency excluded. Only leavers who are in the plan can be counted",
};
/// Absence rate.
pub const ABSENCE: Definition = Definition {
    key: "absence",
    label: "Sickness absence rate",
    text: "Working days lost to sickness in the twelve months to the day divided by social workers in post, full-time \
           equivalent, times 253 working days, agency excluded. Only absences that are in the plan can be counted",
};
/// Children whom the official average leaves out.
pub const LEFT_OUT: Definition = Definition {
    key: "left_out",
    label: "Children left out of the official average",
    text: "Open children whom no social worker in post holds: the difference between the two averages",
};
/// Distribution of caseloads.
pub const BANDS: Definition = Definition {
    key: "bands",
    label: "Caseloads by size",
    text: "Social workers who hold at least one child, by how many children they hold for each full-time \
           equivalent, in the bands that DfE published for 2021: headcount and full-time equivalent. Somebody without \
           contracted time, or with more than 50 for each, is in no band",
};
/// Spans of control.
pub const SPANS: Definition = Definition {
    key: "spans",
    label: "Spans of control",
    text: "Each manager in post on the day, the staff in post whose supervisor they are, and the children whom they \
           hold themselves",
};
/// What is known ahead.
pub const KNOWN_AHEAD: Definition = Definition {
    key: "known_ahead",
    label: "Already known",
    text: "Children with no named social worker on a day if only what the plan holds happens: the absences, leavers, \
           handovers and closures with a date. No chance, no new work and no allocation that is not agreed",
};
/// Nine of ten years.
pub const BAND_9_OF_10: Definition = Definition {
    key: "band_9_of_10",
    label: "9 of 10 years",
    text: "The plan is played forward many times with chance: new work, illness, leavers, starters. The figure lies \
           within the band in 9 of 10 of these simulated years; in 1 of 20 it is lower and in 1 of 20 higher. Day by \
           day: no single year runs along an edge",
};
/// Half of all years.
pub const BAND_HALF: Definition = Definition {
    key: "band_half",
    label: "Half of all years",
    text: "In half of the simulated years the figure lies within the band; in a quarter it is lower and in a quarter \
           higher",
};
/// Median.
pub const MEDIAN: Definition = Definition {
    key: "median",
    label: "Middle year",
    text: "In half of the simulated years the figure is this or less. What is meant by typical",
};
/// Mean.
pub const EXPECTED: Definition = Definition {
    key: "expected",
    label: "Expected",
    text: "The mean over all simulated years. Expected figures of the parts add up to the expected whole; bands do not",
};
/// Error of the mean.
pub const FORECAST_ERROR: Definition = Definition {
    key: "forecast_error",
    label: "Error of a forecast",
    text: "Half the width of the 95% confidence interval of the mean number of child-days without a named social \
           worker, as a share of that mean. It tells how exact the many years are together, not how wide the years \
           lie apart, nor whether the assumptions hold. More simulated years make it smaller",
};
/// Chance that a team fails.
pub const CHANCE_OF_FAILING: Definition = Definition {
    key: "chance_of_failing",
    label: "Chance that a team fails",
    text: "The share of simulated years in which, on at least one day of the week, more children of the team have no \
           named social worker than the forecast's settings allow. A team is likely to fail from the first week in \
           which the chance is above the level in the settings",
};
/// Capacity ahead.
pub const CAPACITY: Definition = Definition {
    key: "capacity",
    label: "Capacity",
    text: "Children whom everybody in post who holds cases could hold: the sum of their caps on the day, scaled by \
           full-time equivalent, ramp and phased return. Those who are away count, since they keep their children",
};
/// Free places ahead.
pub const FREE_PLACES: Definition = Definition {
    key: "free_places",
    label: "Free places",
    text: "Places under the caps of those who are at work on the day. Smaller than capacity less children: somebody \
           who is away takes nobody new, and nobody takes over for a colleague who is over their cap",
};
/// Waits.
pub const WAITS: Definition = Definition {
    key: "waits",
    label: "Waits that ended in an allocation",
    text: "Working days from joining a team's queue to being given a worker, over all allocations of all simulated \
           years. Children who still wait at the end are not among them",
};
/// Workers per child.
pub const WORKERS_IN_YEAR: Definition = Definition {
    key: "workers_in_year",
    label: "Workers per child in twelve months",
    text: "Of the children who are open on the last day of the forecast, the share who had one, two, or three or more \
           workers in the twelve months before. DfE, looked-after children with three or more social workers in the \
           year to 31 March: 24% in 2025, 27% in 2024",
};
/// Loses their worker.
pub const LOSES_WORKER: Definition = Definition {
    key: "loses_worker",
    label: "Chance of losing their worker",
    text: "The share of simulated years in which the child loses the worker they have today while their work goes on: \
           the worker leaves or is away too long, the work moves or changes, or they are given to somebody else",
};
/// A day without.
pub const DAY_WITHOUT: Definition = Definition {
    key: "day_without",
    label: "Chance of a day without",
    text: "The share of simulated years in which the child has no named social worker on at least one day",
};
/// Allocations by reason.
pub const ALLOCATION_REASONS: Definition = Definition {
    key: "allocation_reasons",
    label: "Allocations by reason",
    text: "How often a child is given a worker in a simulated year, by the reason codes of the SSDA903 return’s social \
           worker episodes",
};
