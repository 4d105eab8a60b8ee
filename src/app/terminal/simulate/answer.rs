//! What `simulate` answers: every statistic of a forecast by name.

use serde::Serialize;
use serde::ser::{SerializeMap, Serializer};

use super::super::plan_file::iso;
use crate::app::definitions::Definition;
use crate::app::definitions::forecast as define;
use crate::domain::ids::TeamId;
use crate::domain::plan::{ChangeReason, ForecastSettings, Plan, Words};
use crate::domain::sim::{Bands, ChildTally, Series, Spread, Summary};
use crate::domain::state::ChildState;

/// Things by name, in the order given.
#[derive(Clone, Debug, PartialEq)]
pub struct Named<T>(pub Vec<(&'static str, T)>);

impl<T: Serialize> Serialize for Named<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let mut map = serializer.serialize_map(Some(self.0.len()))?;
        for (name, thing) in &self.0 {
            map.serialize_entry(name, thing)?;
        }
        map.end()
    }
}

impl<T> Named<T> {
    /// What has this name.
    pub fn get(&self, name: &str) -> Option<&T> {
        self.0.iter().find(|(known, _)| *known == name).map(|(_, thing)| thing)
    }
}

/// The spread of a count over the runs, by day.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ByDay {
    /// Mean.
    pub mean: Vec<f64>,
    /// Half the width of the mean's 95 % confidence interval.
    pub error: Vec<f64>,
    /// 5th percentile.
    pub p5: Vec<f64>,
    /// 25th percentile.
    pub p25: Vec<f64>,
    /// Median.
    pub p50: Vec<f64>,
    /// 75th percentile.
    pub p75: Vec<f64>,
    /// 95th percentile.
    pub p95: Vec<f64>,
}

/// The spread of one number over the runs.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Spreading {
    /// Mean.
    pub mean: f64,
    /// Half the width of the mean's 95 % confidence interval.
    pub error: f64,
    /// 5th percentile.
    pub p5: f64,
    /// 25th percentile.
    pub p25: f64,
    /// Median.
    pub p50: f64,
    /// 75th percentile.
    pub p75: f64,
    /// 95th percentile.
    pub p95: f64,
}

/// Children in a state.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct StateDays {
    /// How many.
    pub children: ByDay,
    /// How many of them have no named social worker under the plan's rules.
    pub no_named_social_worker: ByDay,
}

/// Children of a case type.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct TypeDays {
    /// How many have no named social worker.
    pub no_named_social_worker: ByDay,
}

/// A team.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct TeamDays {
    /// Its id; null for the children in no team.
    pub id: Option<String>,
    /// Its name; null for the children in no team.
    pub name: Option<String>,
    /// Its open children.
    pub open: ByDay,
    /// Its children with no named social worker.
    pub no_named_social_worker: ByDay,
    /// The sum of its workers' caps.
    pub capacity: ByDay,
    /// Free places under them.
    pub free_places: ByDay,
    /// The chance that it fails on at least one day of a week, by week.
    pub failing: Vec<f64>,
    /// The Monday of the first week in which that chance is above the plan's level, or null.
    pub first_failing_week: Option<String>,
}

/// Shares of children by how many workers they had in a year.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct WorkersInYear {
    /// One.
    pub one: Spreading,
    /// Two.
    pub two: Spreading,
    /// Three or more.
    pub three_or_more: Spreading,
}

/// How many workers children had in a year.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct WorkersInYearOf {
    /// Of all children open at the end.
    pub all: WorkersInYear,
    /// Of those of them who are looked after.
    pub looked_after: WorkersInYear,
    /// The share of looked-after children in England with three or more in the year to the day.
    pub national_three_or_more: Named<f64>,
}

/// Chances within 4, 13 and 26 weeks.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct Within {
    /// Within 4 weeks.
    pub weeks_4: f64,
    /// Within 13 weeks.
    pub weeks_13: f64,
    /// Within 26 weeks.
    pub weeks_26: f64,
}

/// One of today's children who may lose their worker, or be without one.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct AtRisk {
    /// The child's id.
    pub id: String,
    /// The case system's reference.
    pub reference: String,
    /// The chance that they lose the worker they have today.
    pub loses_worker: Within,
    /// The chance of at least one day with no named social worker.
    pub day_without: Within,
    /// The commonest reason for losing the worker, or null.
    pub reason: Option<&'static str>,
}

/// What `simulate` answers.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct SimulateAnswer {
    /// The plan's title.
    pub title: String,
    /// The council or service.
    pub council: String,
    /// The plan's own date.
    pub as_at: String,
    /// The version of the model.
    pub model_version: u32,
    /// The seed.
    pub seed: u64,
    /// How many runs it rests on.
    pub replications: u32,
    /// The most runs there would have been.
    pub wanted: u32,
    /// Whether somebody stopped it before.
    pub stopped: bool,
    /// Half the width of the 95 % interval of the mean of `child_days_without`, as a share of it; null when not known.
    pub relative_error: Option<f64>,
    /// A team fails on a day on which more than this many of its children have no named social worker.
    pub failing_children: u16,
    /// The chance above which a team is shown as failing, percent.
    pub failing_chance_percent: u8,
    /// The days: the plan's own, and every working day after it.
    pub days: Vec<String>,
    /// The Monday of each week.
    pub weeks: Vec<String>,
    /// Open children.
    pub open_children: ByDay,
    /// Children with no named social worker.
    pub no_named_social_worker: ByDay,
    /// Children for whom no worker is at work.
    pub without_a_present_worker: ByDay,
    /// The sum of the caps.
    pub capacity: ByDay,
    /// Free places under the caps of those at work.
    pub free_places: ByDay,
    /// Workers over their cap.
    pub workers_over_cap: ByDay,
    /// Children whom a manager holds.
    pub manager_held: ByDay,
    /// Children given a worker on the day.
    pub allocations_by_day: ByDay,
    /// By the state's key.
    pub by_state: Named<StateDays>,
    /// By the case type's key.
    pub by_case_type: Named<TypeDays>,
    /// Teams in the plan's order, then the children in no team.
    pub by_team: Vec<TeamDays>,
    /// Days without a named social worker, summed over the children of a run.
    pub child_days_without: Spreading,
    /// Allocations of a run.
    pub allocations: Spreading,
    /// The mean wait of a run.
    pub mean_wait_working_days: Spreading,
    /// Waits of all runs by working days; the last for all that are longer.
    pub waits: Vec<u64>,
    /// Allocations of a run by the return's reason code.
    pub reasons: Named<Spreading>,
    /// How many workers children had in a year.
    pub workers_in_year: WorkersInYearOf,
    /// Staff who left in a run.
    pub leavers: Spreading,
    /// Staff who started.
    pub starters: Spreading,
    /// New children.
    pub arrivals: Spreading,
    /// Closed children.
    pub closures: Spreading,
    /// The runs that stand at 5, 25, 50, 75 and 95 of a hundred by `child_days_without`: those to look at.
    pub replications_at: Named<u32>,
    /// Today's children with a chance above nought, the highest first.
    pub children_at_risk: Vec<AtRisk>,
    /// What each means.
    pub definitions: Named<&'static str>,
}

/// Puts the answer together. `wanted` is the most runs there would have been.
pub fn simulate_answer(
    plan: &Plan,
    summary: &Summary,
    settings: &ForecastSettings,
    wanted: u32,
    stopped: bool,
) -> SimulateAnswer {
    let days = |series| by_day(&summary.bands(series));
    let layout = &summary.layout;
    let state = |state: &ChildState| {
        let of = StateDays {
            children: days(Series::InState(*state)),
            no_named_social_worker: days(Series::UnnamedInState(*state)),
        };
        (state.key(), of)
    };
    let case_type = |case_type: &crate::domain::plan::CaseType| {
        (case_type.key(), TypeDays { no_named_social_worker: days(Series::UnnamedOfType(*case_type)) })
    };
    let reason = |(reason, spread): (&ChangeReason, &Spread)| (reason.key(), spreading(spread));
    SimulateAnswer {
        title: plan.about.title.clone(),
        council: plan.about.council.clone(),
        as_at: iso(plan.about.as_at),
        model_version: summary.model_version,
        seed: summary.seed,
        replications: summary.runs,
        wanted,
        stopped,
        relative_error: summary.relative_error.filter(|error| error.is_finite()).map(rounded),
        failing_children: settings.failing_children,
        failing_chance_percent: settings.failing_chance_percent,
        days: layout.days.iter().copied().map(iso).collect(),
        weeks: summary.weeks.iter().copied().map(iso).collect(),
        open_children: days(Series::Open),
        no_named_social_worker: days(Series::Unnamed),
        without_a_present_worker: days(Series::NotPresent),
        capacity: days(Series::Capacity),
        free_places: days(Series::FreePlaces),
        workers_over_cap: days(Series::OverCap),
        manager_held: days(Series::InState(ChildState::ManagerHeld)),
        allocations_by_day: days(Series::Allocations),
        by_state: Named(ChildState::ALL.iter().map(state).collect()),
        by_case_type: Named(layout.types.iter().map(case_type).collect()),
        by_team: (0..layout.teams.len()).map(|place| team(plan, summary, place)).collect(),
        child_days_without: spreading(&summary.child_days_without),
        allocations: spreading(&summary.allocations),
        mean_wait_working_days: spreading(&summary.mean_wait),
        waits: summary.waits.clone(),
        reasons: Named(ChangeReason::ALL.iter().zip(&summary.by_reason).map(reason).collect()),
        workers_in_year: WorkersInYearOf {
            all: in_year(&summary.workers_in_year),
            looked_after: in_year(&summary.workers_in_year_looked_after),
            national_three_or_more: Named(define::NATIONAL_THREE_OR_MORE.to_vec()),
        },
        leavers: spreading(&summary.leavers),
        starters: spreading(&summary.starters),
        arrivals: spreading(&summary.arrivals),
        closures: spreading(&summary.closures),
        replications_at: Named(["p5", "p25", "p50", "p75", "p95"].into_iter().zip(summary.runs_at).collect()),
        children_at_risk: at_risk(plan, summary),
        definitions: Named(define::ALL.iter().map(|Definition { key, text, .. }| (*key, *text)).collect()),
    }
}

fn team(plan: &Plan, summary: &Summary, place: usize) -> TeamDays {
    let days = |series| by_day(&summary.bands(series));
    let id: Option<TeamId> = summary.layout.teams.get(place).copied().flatten();
    let first = summary.first_failing.get(place).copied().flatten();
    TeamDays {
        id: id.map(|id| id.to_string()),
        name: id.map(|id| plan.teams.get(id).map_or_else(|| id.to_string(), |team| team.name.clone())),
        open: days(Series::OpenOfTeam(place)),
        no_named_social_worker: days(Series::UnnamedOfTeam(place)),
        capacity: days(Series::CapacityOfTeam(place)),
        free_places: days(Series::FreeOfTeam(place)),
        failing: summary.failing.get(place).into_iter().flatten().copied().map(rounded).collect(),
        first_failing_week: first.and_then(|week| summary.weeks.get(week)).copied().map(iso),
    }
}

fn at_risk(plan: &Plan, summary: &Summary) -> Vec<AtRisk> {
    let tallied = plan.children.iter().filter_map(|child| Some((child, summary.child(child.id)?)));
    let mut found: Vec<_> = tallied.filter(|(_, tally)| weight(tally) != [0; 6]).collect();
    // Stable: equals stay in the order of the plan.
    found.sort_by_key(|(_, tally)| std::cmp::Reverse(weight(tally)));
    let runs = f64::from(summary.runs.max(1));
    let within = |[four, thirteen, half]: [u32; 3]| {
        let chance = |runs_with: u32| rounded(f64::from(runs_with) / runs);
        Within { weeks_4: chance(four), weeks_13: chance(thirteen), weeks_26: chance(half) }
    };
    let line = |(child, tally): (&std::sync::Arc<crate::domain::plan::Child>, &ChildTally)| AtRisk {
        id: child.id.to_string(),
        reference: child.reference.clone(),
        loses_worker: within(tally.lost),
        day_without: within(tally.without),
        reason: tally.commonest().map(Words::key),
    };
    found.into_iter().map(line).collect()
}

/// By what children at risk are put in order: losing their worker within half a year, then a day without one within
/// it, then the same sooner.
fn weight(tally: &ChildTally) -> [u32; 6] {
    let ([lost_4, lost_13, lost_26], [without_4, without_13, without_26]) = (tally.lost, tally.without);
    [lost_26, without_26, lost_13, without_13, lost_4, without_4]
}

fn in_year([one, two, three_or_more]: &[Spread; 3]) -> WorkersInYear {
    WorkersInYear { one: spreading(one), two: spreading(two), three_or_more: spreading(three_or_more) }
}

pub(in crate::app::terminal) fn by_day(bands: &Bands) -> ByDay {
    let row = |row: &[f64]| row.iter().copied().map(rounded).collect();
    ByDay {
        mean: row(&bands.mean),
        error: row(&bands.error),
        p5: row(&bands.p5),
        p25: row(&bands.p25),
        p50: row(&bands.p50),
        p75: row(&bands.p75),
        p95: row(&bands.p95),
    }
}

pub(in crate::app::terminal) fn spreading(spread: &Spread) -> Spreading {
    Spreading {
        mean: rounded(spread.mean),
        error: rounded(spread.error),
        p5: rounded(spread.p5),
        p25: rounded(spread.p25),
        p50: rounded(spread.p50),
        p75: rounded(spread.p75),
        p95: rounded(spread.p95),
    }
}

/// To six decimals.
pub(in crate::app::terminal) fn rounded(value: f64) -> f64 {
    (value * 1_000_000.0).round() / 1_000_000.0
}
