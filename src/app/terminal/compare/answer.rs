//! What `compare` answers: every plan's figures, and every scenario's paired differences by name.

use std::sync::Arc;

use serde::Serialize;

use super::super::plan_file::iso;
use super::super::simulate::{by_day, rounded, spreading};
use super::super::{ByDay, Named, Spreading};
use crate::app::compare::words::{by_team, sentence, statements};
use crate::app::compare::{Column, Compared, Contributions};
use crate::domain::differ::differences;
use crate::domain::ids::TeamId;
use crate::domain::plan::{CaseType, Plan, Scenario, Words as _};
use crate::domain::scenario::words_in_turn;
use crate::domain::sim::{Difference, MODEL_VERSION, Paired, Series, Spread};
use crate::domain::state::ChildState;

/// The difference of one number between a scenario and the plan, run by run: below nought is fewer in the scenario.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct DifferenceOf {
    /// Mean.
    pub mean: f64,
    /// Half the width of the mean's 95 % confidence interval.
    pub error: f64,
    /// The share of runs in which it is lower in the scenario; runs that are alike count half.
    pub lower: f64,
    /// Whether it can be told from chance.
    pub told: bool,
}

/// The same by day or by month.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct DifferenceRows {
    /// Mean.
    pub mean: Vec<f64>,
    /// Half the width of the mean's 95 % confidence interval.
    pub error: Vec<f64>,
    /// The share of runs in which it is lower in the scenario.
    pub lower: Vec<f64>,
}

/// Staff by how they are employed.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct OfStaff<T> {
    /// Permanent.
    pub permanent: T,
    /// Agency.
    pub agency: T,
    /// Fixed-term.
    pub fixed_term: T,
}

/// What the runs of one plan came to.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Figures {
    /// Children with no named social worker, by day.
    pub no_named_social_worker: ByDay,
    /// Open children, by day.
    pub open_children: ByDay,
    /// Children whom a manager holds, by day.
    pub manager_held: ByDay,
    /// Workers over their cap, by day.
    pub workers_over_cap: ByDay,
    /// Days without a named social worker, summed over the children of a run.
    pub child_days_without: Spreading,
    /// The mean wait of a run.
    pub mean_wait_working_days: Spreading,
    /// Allocations of a run.
    pub allocations: Spreading,
    /// The share of children open at the end with three or more workers in twelve months.
    pub three_or_more_workers: Spreading,
    /// Pay in a run, pounds.
    pub pay: Spreading,
    /// Months worked, full-time equivalent.
    pub person_months: OfStaff<Spreading>,
}

/// Children in a state, by month.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct StateMonths {
    /// How many.
    pub children: Option<DifferenceRows>,
    /// Those of them with no named social worker, where some count and some do not.
    pub no_named_social_worker: Option<DifferenceRows>,
}

/// A team that both plans have, by month.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct TeamMonths {
    /// Its id; null for the children in no team.
    pub id: Option<String>,
    /// Its name; null for the children in no team.
    pub name: Option<String>,
    /// Its open children.
    pub open: Option<DifferenceRows>,
    /// Its children with no named social worker.
    pub no_named_social_worker: Option<DifferenceRows>,
    /// The sum of its workers' caps.
    pub capacity: Option<DifferenceRows>,
}

/// Differences by month: of the mean of a count over the month's days.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct MonthsOf {
    /// Children with no named social worker.
    pub no_named_social_worker: Option<DifferenceRows>,
    /// Open children.
    pub open_children: Option<DifferenceRows>,
    /// Children for whom no worker is at work.
    pub without_a_present_worker: Option<DifferenceRows>,
    /// The sum of the caps.
    pub capacity: Option<DifferenceRows>,
    /// Workers over their cap.
    pub workers_over_cap: Option<DifferenceRows>,
    /// By the state's key.
    pub by_state: Named<StateMonths>,
    /// By the case type's key: children with no named social worker.
    pub by_case_type: Named<DifferenceRows>,
    /// Teams that both plans have.
    pub by_team: Vec<TeamMonths>,
    /// Teams that only the scenario has, against nought.
    pub only_in_scenario: Vec<OwnTeamMonths>,
}

/// A team that only the scenario has, by month.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct OwnTeamMonths {
    /// The team's id in the scenario.
    pub id: String,
    /// Its name.
    pub name: String,
    /// Its children with no named social worker.
    pub no_named_social_worker: DifferenceRows,
}

/// A scenario against the plan, run by run.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct PairedOf {
    /// Child-days without a named social worker.
    pub child_days_without: DifferenceOf,
    /// The mean wait of a run.
    pub mean_wait_working_days: DifferenceOf,
    /// Allocations.
    pub allocations: DifferenceOf,
    /// The share of children open at the end with three or more workers in twelve months.
    pub three_or_more_workers: DifferenceOf,
    /// Workers over their cap, mean of all days.
    pub workers_over_cap: DifferenceOf,
    /// Children whom a manager holds, mean of all days.
    pub manager_held: DifferenceOf,
    /// Pay in the forecast, pounds.
    pub pay: DifferenceOf,
    /// Months worked, full-time equivalent.
    pub person_months: OfStaff<DifferenceOf>,
    /// Children with no named social worker, by day.
    pub by_day: DifferenceRows,
    /// By month.
    pub by_month: MonthsOf,
}

/// A change of a scenario.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ChangeLine {
    /// Its place in the scenario's list, from 1.
    pub place: usize,
    /// Whether it is switched on.
    pub on: bool,
    /// What it changes.
    pub words: String,
    /// Why.
    pub comment: String,
}

/// A change that does not apply any more.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct LeftOutLine {
    /// Its place in the scenario's list, from 1.
    pub place: usize,
    /// Why.
    pub why: String,
}

/// What one change contributes: the scenario less the same without it.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ContributionLine {
    /// Its place in the scenario's list, from 1.
    pub place: usize,
    /// What it changes.
    pub words: String,
    /// Child-days without a named social worker.
    pub child_days_without: DifferenceOf,
    /// Pay, pounds.
    pub pay: DifferenceOf,
}

/// What the changes of a scenario contribute.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ContributionLines {
    /// How many runs they rest on.
    pub replications: u32,
    /// One change left out at a time.
    pub changes: Vec<ContributionLine>,
}

/// A scenario.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ScenarioLine {
    /// Its id.
    pub id: String,
    /// Its name.
    pub name: String,
    /// What it is meant to show.
    pub description: String,
    /// Its changes.
    pub changes: Vec<ChangeLine>,
    /// Those that are switched on and do not apply.
    pub left_out: Vec<LeftOutLine>,
    /// What differs from the plan, in words.
    pub differences: Vec<String>,
    /// Why it cannot be played: a sentence each. Empty when it can.
    pub refused: Vec<String>,
    /// What it comes to in one sentence.
    pub sentence: String,
    /// The rest in a sentence each.
    pub statements: Named<String>,
    /// Teams with a difference that can be told, in a sentence each.
    pub teams: Vec<String>,
    /// What its runs came to; null when it cannot be played.
    pub figures: Option<Figures>,
    /// Against the plan; null when one of them cannot be played.
    pub paired: Option<PairedOf>,
    /// What its changes contribute; null when that was not asked for.
    pub contributions: Option<ContributionLines>,
}

/// What `compare` answers.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct CompareAnswer {
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
    /// How many runs of each plan it rests on.
    pub replications: u32,
    /// The most runs there would have been.
    pub wanted: u32,
    /// Whether somebody stopped it before.
    pub stopped: bool,
    /// The days of the base plan: its own date, and every working day after it.
    pub days: Vec<String>,
    /// The first day of each month that the days touch.
    pub months: Vec<String>,
    /// Why the plan itself cannot be played: a sentence each. Empty when it can.
    pub refused: Vec<String>,
    /// What the plan's own runs came to; null when it cannot be played.
    pub base: Option<Figures>,
    /// The scenarios, in the order in which they were asked for.
    pub scenarios: Vec<ScenarioLine>,
}

/// Puts the answer together. `None` when there is not even the base plan.
pub fn compare_answer(
    compared: &Compared,
    contributions: &[Contributions],
    seed: u64,
) -> Option<CompareAnswer> {
    let (base, scenarios) = compared.columns.split_first()?;
    let plan = &base.plan;
    let days =
        base.outcome.as_ref().map(|outcome| outcome.summary.layout.days.as_slice()).unwrap_or_default();
    let paired = scenarios.iter().find_map(|column| column.outcome.as_ref().ok()?.paired.as_ref());
    Some(CompareAnswer {
        title: plan.about.title.clone(),
        council: plan.about.council.clone(),
        as_at: iso(plan.about.as_at),
        model_version: MODEL_VERSION,
        seed,
        replications: compared.runs,
        wanted: compared.wanted,
        stopped: compared.stopped,
        days: days.iter().copied().map(iso).collect(),
        months: paired.map_or_else(Vec::new, |paired| paired.months.iter().copied().map(iso).collect()),
        refused: base.outcome.as_ref().err().cloned().unwrap_or_default(),
        base: figures(base),
        scenarios: scenarios.iter().filter_map(|column| scenario(column, base, contributions)).collect(),
    })
}

fn scenario(column: &Column, base: &Column, contributions: &[Contributions]) -> Option<ScenarioLine> {
    let scenario: &Arc<Scenario> = base.plan.scenarios.get(column.scenario?)?;
    let words = words_in_turn(&base.plan, &scenario.changes);
    let change = |(place, (change, words)): (usize, (&crate::domain::plan::ScenarioChange, String))| {
        ChangeLine { place: place + 1, on: change.on, words, comment: change.comment.clone() }
    };
    let paired = column.outcome.as_ref().ok().and_then(|outcome| outcome.paired.as_ref());
    Some(ScenarioLine {
        id: scenario.id.to_string(),
        name: scenario.name.clone(),
        description: scenario.description.clone(),
        changes: scenario.changes.iter().zip(words).enumerate().map(change).collect(),
        left_out: column
            .left_out
            .iter()
            .map(|left_out| LeftOutLine { place: left_out.place + 1, why: left_out.why.clone() })
            .collect(),
        differences: differences(&base.plan, &column.plan).into_iter().map(|differs| differs.words).collect(),
        refused: column.outcome.as_ref().err().cloned().unwrap_or_default(),
        sentence: sentence(column, base),
        statements: Named(statements(column).into_iter().map(|said| (said.key, said.text)).collect()),
        teams: by_team(column, base).into_iter().map(|(team, text)| format!("{team}: {text}")).collect(),
        figures: figures(column),
        paired: paired.map(|paired| paired_of(paired, column, base)),
        contributions: contributions.iter().find(|made| made.scenario == scenario.id).map(contributed),
    })
}

fn contributed(made: &Contributions) -> ContributionLines {
    let line = |contribution: &crate::app::compare::Contribution| ContributionLine {
        place: contribution.place + 1,
        words: contribution.words.clone(),
        child_days_without: difference(&contribution.child_days),
        pay: difference(&contribution.pay),
    };
    ContributionLines { replications: made.runs, changes: made.list.iter().map(line).collect() }
}

fn figures(column: &Column) -> Option<Figures> {
    let outcome = column.outcome.as_ref().ok()?;
    let summary = &outcome.summary;
    let days = |series| by_day(&summary.bands(series));
    let [permanent, agency, fixed_term]: [Spreading; 3] =
        std::array::from_fn(|which| outcome.person_months.get(which).map_or_else(nothing, spreading));
    Some(Figures {
        no_named_social_worker: days(Series::Unnamed),
        open_children: days(Series::Open),
        manager_held: days(Series::InState(ChildState::ManagerHeld)),
        workers_over_cap: days(Series::OverCap),
        child_days_without: spreading(&summary.child_days_without),
        mean_wait_working_days: spreading(&summary.mean_wait),
        allocations: spreading(&summary.allocations),
        three_or_more_workers: spreading(&summary.workers_in_year[2]),
        pay: spreading(&outcome.pay),
        person_months: OfStaff { permanent, agency, fixed_term },
    })
}

fn nothing() -> Spreading {
    spreading(&Spread::default())
}

fn difference(of: &Difference) -> DifferenceOf {
    DifferenceOf {
        mean: rounded(of.mean),
        error: rounded(of.error),
        lower: rounded(of.lower),
        told: of.is_told(),
    }
}

fn rows(of: &[Difference]) -> DifferenceRows {
    DifferenceRows {
        mean: of.iter().map(|one| rounded(one.mean)).collect(),
        error: of.iter().map(|one| rounded(one.error)).collect(),
        lower: of.iter().map(|one| rounded(one.lower)).collect(),
    }
}

fn paired_of(paired: &Paired, column: &Column, base: &Column) -> PairedOf {
    let [permanent, agency, fixed_term] = &paired.person_months;
    PairedOf {
        child_days_without: difference(&paired.child_days),
        mean_wait_working_days: difference(&paired.mean_wait),
        allocations: difference(&paired.allocations),
        three_or_more_workers: difference(&paired.three_or_more),
        workers_over_cap: difference(&paired.over_cap),
        manager_held: difference(&paired.manager_held),
        pay: difference(&paired.pay),
        person_months: OfStaff {
            permanent: difference(permanent),
            agency: difference(agency),
            fixed_term: difference(fixed_term),
        },
        by_day: rows(&paired.without),
        by_month: months_of(paired, column, base),
    }
}

fn months_of(paired: &Paired, column: &Column, base: &Column) -> MonthsOf {
    let of =
        |series: Series| paired.by_month.iter().find(|(kept, _)| *kept == series).map(|(_, row)| rows(row));
    let state = |state: &ChildState| {
        let months = StateMonths {
            children: of(Series::InState(*state)),
            no_named_social_worker: of(Series::UnnamedInState(*state)),
        };
        (state.key(), months)
    };
    let case_type = |case_type: &CaseType| Some((case_type.key(), of(Series::UnnamedOfType(*case_type))?));
    let teams: &[Option<TeamId>] =
        base.outcome.as_ref().map(|outcome| outcome.summary.layout.teams.as_slice()).unwrap_or_default();
    let team = |(place, team): (usize, &Option<TeamId>)| TeamMonths {
        id: team.map(|id| id.to_string()),
        name: team.map(|id| name_of(&base.plan, id)),
        open: of(Series::OpenOfTeam(place)),
        no_named_social_worker: of(Series::UnnamedOfTeam(place)),
        capacity: of(Series::CapacityOfTeam(place)),
    };
    MonthsOf {
        no_named_social_worker: of(Series::Unnamed),
        open_children: of(Series::Open),
        without_a_present_worker: of(Series::NotPresent),
        capacity: of(Series::Capacity),
        workers_over_cap: of(Series::OverCap),
        by_state: Named(ChildState::ALL.iter().map(state).collect()),
        by_case_type: Named(CaseType::ALL.iter().filter_map(case_type).collect()),
        by_team: teams.iter().enumerate().map(team).filter(|team| team.open.is_some()).collect(),
        only_in_scenario: paired
            .only_other
            .iter()
            .map(|(id, months)| OwnTeamMonths {
                id: id.to_string(),
                name: name_of(&column.plan, *id),
                no_named_social_worker: rows(months),
            })
            .collect(),
    }
}

fn name_of(plan: &Plan, id: TeamId) -> String {
    plan.teams.get(id).map_or_else(|| id.to_string(), |team| team.name.clone())
}
