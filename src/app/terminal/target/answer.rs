//! What `target` answers, by name.

use serde::Serialize;
use serde::ser::Serializer;

use super::super::plan_file::iso;
use super::super::simulate::{Spreading, rounded, spreading};
use super::Found;
use crate::app::target::{Answer, Frontier, Grid, Kept, Sensitivity};
use crate::domain::plan::{Plan, Words};
use crate::domain::sim::MODEL_VERSION;
use crate::domain::target::{Value, Variation};

/// A value: a number, or a day as 2027-01-04.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct ValueText(pub Value);

impl Serialize for ValueText {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        match self.0 {
            Value::Count(number) | Value::Percent(number) => serializer.serialize_u16(number),
            Value::Day(day) => serializer.serialize_str(&iso(day)),
        }
    }
}

/// A promise.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct PromiseLine {
    /// As it is written.
    pub text: String,
    /// In words.
    pub words: String,
    /// Years of a hundred in which it is to be kept.
    pub years_of_100: u8,
}

/// What is varied.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct VaryLine {
    /// As it is written.
    pub text: String,
    /// In words.
    pub words: String,
}

/// How often something is kept.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct KeptLine {
    /// Simulated years.
    pub runs: u32,
    /// Of them, those in which it was kept.
    pub kept: u32,
    /// Their share.
    pub share: f64,
    /// Its 95 % interval.
    pub low: f64,
    /// Its upper end.
    pub high: f64,
}

impl From<&Kept> for KeptLine {
    fn from(kept: &Kept) -> Self {
        Self {
            runs: kept.runs,
            kept: kept.kept,
            share: rounded(kept.share),
            low: rounded(kept.low),
            high: rounded(kept.high),
        }
    }
}

/// A value that was tried.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct TriedLine {
    /// The value.
    pub value: ValueText,
    /// Whether every promise is kept as often as it should be.
    pub enough: bool,
    /// Whether that can be told from chance.
    pub certain: bool,
    /// All promises at once.
    pub all: KeptLine,
    /// Each of them.
    pub promises: Vec<KeptLine>,
    /// Pay, pounds.
    pub pay: Spreading,
}

/// What binds.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct BindsLine {
    /// The promise, by its place from 0.
    pub promise: usize,
    /// The first of the month.
    pub month: String,
    /// The team.
    pub team: Option<String>,
    /// The state's key.
    pub state: Option<&'static str>,
    /// In a sentence.
    pub sentence: String,
}

/// The least that keeps the promises.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct AnswerPart {
    /// The value, or null.
    pub found: Option<ValueText>,
    /// In a sentence or two.
    pub sentence: String,
    /// Whether the search came to its end.
    pub finished: bool,
    /// What binds at the next value that is not enough.
    pub binds: Option<BindsLine>,
    /// Every value that was tried.
    pub tried: Vec<TriedLine>,
    /// How it was searched.
    pub how: Vec<String>,
}

/// A cell of the frontier.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct FrontierPoint {
    /// All promises at once.
    pub kept: KeptLine,
    /// Whether every promise is kept as often as it should be.
    pub enough: bool,
    /// Pay more than the plan's, pounds.
    pub pay: f64,
}

/// Posts against start.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct FrontierPart {
    /// Posts: the rows.
    pub posts: Vec<u16>,
    /// First days: the columns.
    pub starts: Vec<String>,
    /// Whether every cell has its runs.
    pub finished: bool,
    /// Cells by row and column.
    pub cells: Vec<Vec<FrontierPoint>>,
}

/// An end of a bar.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize)]
pub struct BarEnd {
    /// Percent of what the plan supposes.
    pub percent: u16,
    /// The answer then, or null where no value would do.
    pub answer: Option<ValueText>,
}

/// How far the answer moves with one assumption.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct BarLine {
    /// The assumption.
    pub what: String,
    /// A little lower.
    pub low: BarEnd,
    /// A little higher.
    pub high: BarEnd,
}

/// Which assumption moves the answer most.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct SensitivityPart {
    /// The answer as things are.
    pub answer: Option<ValueText>,
    /// Whether all were searched.
    pub finished: bool,
    /// The widest first.
    pub bars: Vec<BarLine>,
}

/// An axis of a grid.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct AxisLine {
    /// As it is written.
    pub text: String,
    /// Its values.
    pub values: Vec<ValueText>,
}

/// A paired difference.
#[derive(Clone, Copy, Debug, PartialEq, Serialize)]
pub struct DifferenceLine {
    /// Mean.
    pub mean: f64,
    /// Half the width of its 95 % interval.
    pub error: f64,
    /// Share of the years in which the number is lower.
    pub lower: f64,
}

/// A combination.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct GridLine {
    /// A value of each axis.
    pub values: Vec<ValueText>,
    /// Children without a named social worker, mean of all days.
    pub no_named_social_worker: Spreading,
    /// The same against the plan as it is.
    pub against_plan: DifferenceLine,
    /// Pay more than the plan's, pounds.
    pub pay: f64,
    /// All promises at once, or null where there are none.
    pub kept: Option<KeptLine>,
    /// Why it cannot be played, or null.
    pub refused: Option<String>,
}

/// Every combination of two or three things.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct GridPart {
    /// The axes, the outermost first.
    pub axes: Vec<AxisLine>,
    /// Simulated years of every cell.
    pub runs: u32,
    /// Whether there are as many as there are to be.
    pub finished: bool,
    /// The cells, the last axis quickest.
    pub cells: Vec<GridLine>,
}

/// What `target` answers.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct TargetAnswer {
    /// The plan's title.
    pub title: String,
    /// The council.
    pub council: String,
    /// The plan's date.
    pub as_at: String,
    /// The version of the model.
    pub model_version: u32,
    /// The seed.
    pub seed: u64,
    /// Whether somebody stopped it.
    pub stopped: bool,
    /// What is promised.
    pub promises: Vec<PromiseLine>,
    /// What is varied.
    pub vary: Option<VaryLine>,
    /// The least that keeps it.
    pub answer: Option<AnswerPart>,
    /// Posts against start.
    pub frontier: Option<FrontierPart>,
    /// Which assumption moves the answer.
    pub sensitivity: Option<SensitivityPart>,
    /// Two or three things at once.
    pub grid: Option<GridPart>,
}

impl TargetAnswer {
    /// What the studies of a plan came to.
    pub(super) fn new(plan: &Plan, found: &Found) -> Self {
        let promise = |promise: &crate::domain::target::Promise| PromiseLine {
            text: promise.to_string(),
            words: promise.words(),
            years_of_100: promise.years_of_100,
        };
        let vary = |vary: &Variation| VaryLine { text: vary.text(), words: vary.words(plan) };
        Self {
            title: plan.about.title.clone(),
            council: plan.about.council.clone(),
            as_at: iso(plan.about.as_at),
            model_version: MODEL_VERSION,
            seed: plan.forecast.seed,
            stopped: found.stopped,
            promises: plan.target.promises.iter().map(promise).collect(),
            vary: plan.target.vary.as_ref().map(vary),
            answer: found.answer.as_deref().map(answer),
            frontier: found.frontier.as_deref().map(frontier),
            sensitivity: found.sensitivity.as_deref().map(sensitivity),
            grid: found.grid.as_deref().map(grid),
        }
    }
}

fn answer(answer: &Answer) -> AnswerPart {
    AnswerPart {
        found: answer.found.map(ValueText),
        sentence: answer.sentence.clone(),
        finished: answer.finished,
        binds: answer.binds.as_ref().map(|binds| BindsLine {
            promise: binds.promise,
            month: iso(binds.month),
            team: binds.team.clone(),
            state: binds.state.map(Words::key),
            sentence: binds.sentence.clone(),
        }),
        tried: answer
            .tried
            .iter()
            .map(|tried| TriedLine {
                value: ValueText(tried.value),
                enough: tried.enough,
                certain: tried.certain,
                all: (&tried.all).into(),
                promises: tried.promises.iter().map(Into::into).collect(),
                pay: spreading(&tried.pay),
            })
            .collect(),
        how: answer.how.clone(),
    }
}

fn frontier(frontier: &Frontier) -> FrontierPart {
    let cell = |cell: &crate::app::target::FrontierCell| FrontierPoint {
        kept: (&cell.kept).into(),
        enough: cell.enough,
        pay: rounded(cell.pay),
    };
    FrontierPart {
        posts: frontier.posts.clone(),
        starts: frontier.starts.iter().map(|start| iso(*start)).collect(),
        finished: frontier.finished,
        cells: frontier.cells.iter().map(|row| row.iter().map(cell).collect()).collect(),
    }
}

fn sensitivity(sensitivity: &Sensitivity) -> SensitivityPart {
    let end = |(percent, answer): (u16, Option<Value>)| BarEnd { percent, answer: answer.map(ValueText) };
    SensitivityPart {
        answer: sensitivity.answer.map(ValueText),
        finished: sensitivity.finished,
        bars: sensitivity
            .bars
            .iter()
            .map(|bar| BarLine { what: bar.what.clone(), low: end(bar.low), high: end(bar.high) })
            .collect(),
    }
}

fn grid(grid: &Grid) -> GridPart {
    let values = |values: &[Value]| values.iter().map(|value| ValueText(*value)).collect();
    GridPart {
        axes: grid
            .axes
            .iter()
            .map(|axis| AxisLine { text: axis.text(), values: values(&axis.values) })
            .collect(),
        runs: grid.runs,
        finished: grid.finished,
        cells: grid
            .cells
            .iter()
            .map(|cell| GridLine {
                values: values(&cell.values),
                no_named_social_worker: spreading(&cell.without),
                against_plan: DifferenceLine {
                    mean: rounded(cell.against.mean),
                    error: rounded(cell.against.error),
                    lower: rounded(cell.against.lower),
                },
                pay: rounded(cell.pay),
                kept: cell.kept.as_ref().map(Into::into),
                refused: cell.refused.clone(),
            })
            .collect(),
    }
}
