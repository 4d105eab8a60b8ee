//! The grid: two or three things varied at once, every combination on the same chances, as a table and a heat map.

use super::scenario::{Proposal, description};
use super::vary::{begin, changed, form, range};
use super::words;
use crate::app::definitions::Definition;
use crate::app::definitions::target as define;
use crate::app::target::{Grid, GridCell, Study};
use crate::app::view::chart::{HeatCell, HeatView};
use crate::app::view::form::FormView;
use crate::app::view::table::{CellView, ColumnView, RowView, TableView};
use crate::app::words::capital;
use crate::domain::plan::{Plan, lower_first};
use crate::domain::sim::Difference;
use crate::domain::target::{Value, Variation};

/// What the figures of the grid mean.
pub const DEFINED: [Definition; 4] =
    [define::GRID_WITHOUT, define::GRID_DIFFERENCE, define::PROMISE_KEPT, define::EXTRA_PAY];
/// The most combinations.
const MOST_CELLS: usize = 400;
/// The most things varied at once.
const MOST_AXES: usize = 3;

/// What is varied at once.
#[derive(Clone, Debug, PartialEq)]
pub struct GridQuestion {
    axes: Vec<Variation>,
}

impl GridQuestion {
    /// Posts against caps, to begin with.
    pub fn of(plan: &Plan) -> Self {
        let axis = |kind: &str, (first, last, step): (u16, u16, u16)| {
            let mut axis = begin(plan, kind)?;
            axis.values = range(Value::Count(first), Value::Count(last), step).ok()?;
            Some(axis)
        };
        Self { axes: axis("posts", (0, 8, 2)).into_iter().chain(axis("cap", (15, 20, 1))).collect() }
    }

    /// Each thing that is varied, as a form.
    pub fn forms(&self, plan: &Plan) -> Vec<FormView> {
        let axes = self.axes.iter().enumerate();
        axes.map(|(place, axis)| form(plan, axis, &format!("axis.{place}"))).collect()
    }

    /// In words, one for each thing that is varied.
    pub fn words(&self, plan: &Plan) -> Vec<String> {
        self.axes.iter().map(|axis| capital(&axis.words(plan))).collect()
    }

    /// The question with another text in one part.
    ///
    /// # Errors
    /// A sentence, when the text makes no sense there.
    pub fn changed(&self, plan: &Plan, key: &str, text: &str) -> Result<Self, String> {
        let gone = "This is no longer varied";
        let (place, part) = key.strip_prefix("axis.").and_then(|rest| rest.split_once('.')).ok_or(gone)?;
        let place: usize = place.parse().map_err(|_| gone)?;
        let mut to = self.clone();
        let axis = to.axes.get_mut(place).ok_or(gone)?;
        *axis = changed(plan, axis, part, text)?;
        to.fits()?;
        Ok(to)
    }

    /// Whether another thing can be varied at the same time.
    pub fn can_grow(&self) -> bool {
        self.axes.len() < MOST_AXES
    }

    /// The question with one thing more, or as it was where there are enough: agency workers, at two ends.
    #[must_use]
    pub fn grown(&self, plan: &Plan) -> Self {
        let mut to = self.clone();
        if let Some(mut axis) = begin(plan, "agency_until").filter(|_| self.can_grow()) {
            axis.values.truncate(2);
            to.axes.push(axis);
        }
        to
    }

    /// The question without the last thing, of which two stay.
    #[must_use]
    pub fn shrunk(&self) -> Self {
        Self { axes: self.axes.iter().take((self.axes.len() - 1).max(2)).cloned().collect() }
    }

    /// How many combinations there are.
    pub fn combinations(&self) -> usize {
        self.axes.iter().map(|axis| axis.values.len()).product()
    }

    fn fits(&self) -> Result<(), String> {
        let many = self.combinations();
        if many > MOST_CELLS {
            return Err(format!(
                "That makes {many} combinations, and {MOST_CELLS} are the most: take larger steps"
            ));
        }
        Ok(())
    }

    /// What is to be worked out.
    pub fn study(&self) -> Study {
        Study::Grid { axes: self.axes.clone() }
    }
}

/// What is shown in the cells.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub enum Measure {
    /// Children without a named social worker.
    #[default]
    Without,
    /// The same against the plan as it is.
    Difference,
    /// Years of 100 in which the promises are kept.
    Kept,
    /// Pay more than the plan's.
    Pay,
}

impl Measure {
    /// All of them, with their words.
    pub const ALL: [(Self, &'static str); 4] = [
        (Self::Without, "Children without"),
        (Self::Difference, "Difference"),
        (Self::Kept, "Promises kept"),
        (Self::Pay, "Pay"),
    ];
}

/// How the grid is looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct GridShown {
    /// What is shown in the cells.
    pub measure: Measure,
    /// Which axis goes down.
    pub down: usize,
    /// Which goes across.
    pub across: usize,
    /// The place of the value at which the third stands.
    pub third: usize,
}

impl Default for GridShown {
    fn default() -> Self {
        Self { measure: Measure::default(), down: 0, across: 1, third: 0 }
    }
}

/// The grid on the screen.
#[derive(Clone, Debug, PartialEq)]
pub struct GridView {
    /// What it came to, in a sentence.
    pub sentence: String,
    /// What each axis is called.
    pub axes: Vec<&'static str>,
    /// The values of the axis that is neither down nor across, where there is one.
    pub third: Option<(&'static str, Vec<String>)>,
    /// Whether there are promises to be kept.
    pub has_promises: bool,
    /// The chosen measure, down and across.
    pub heat: HeatView,
    /// Every combination.
    pub table: TableView<usize>,
    /// A scenario of each combination, in the order of the table.
    pub rows: Vec<Proposal>,
    /// The place in the table of each cell of the heat map.
    pub places: Vec<Vec<usize>>,
}

impl GridView {
    /// The scenario of a cell of the heat map.
    pub fn proposal(&self, (row, column): (usize, usize)) -> Option<&Proposal> {
        self.rows.get(*self.places.get(row)?.get(column)?)
    }
}

/// The grid, looked at like this.
pub fn view(plan: &Plan, grid: &Grid, shown: GridShown, revision: u64) -> GridView {
    let shown = within(grid, shown);
    let third = (0..grid.axes.len()).find(|axis| *axis != shown.down && *axis != shown.across);
    let values = |axis: &Variation| axis.values.iter().map(|value| words::value(*value)).collect();
    let named = |axis: usize| grid.axes.get(axis).map_or("", |axis| words::heading(&axis.what));
    let proposal = |cell: &GridCell| {
        let picks = grid.axes.iter().cloned().zip(cell.values.iter().copied()).collect();
        Proposal::of(plan, picks, description(&grid.promises, cell.kept.as_ref()))
    };
    let places = places(grid, shown, third);
    GridView {
        sentence: sentence(grid),
        axes: (0..grid.axes.len()).map(named).collect(),
        third: third.and_then(|axis| Some((named(axis), values(grid.axes.get(axis)?)))),
        has_promises: grid.cells.iter().any(|cell| cell.kept.is_some()),
        heat: heat(grid, shown, &places),
        table: table(grid, revision),
        rows: grid.cells.iter().map(proposal).collect(),
        places,
    }
}

/// The same way of looking, within what the grid has.
fn within(grid: &Grid, shown: GridShown) -> GridShown {
    let many = grid.axes.len();
    if shown.down < many && shown.across < many && shown.down != shown.across {
        shown
    } else {
        GridShown { measure: shown.measure, ..GridShown::default() }
    }
}

/// Where in the list of combinations each cell stands.
fn places(grid: &Grid, shown: GridShown, third: Option<usize>) -> Vec<Vec<usize>> {
    let many = |axis: usize| grid.axes.get(axis).map_or(0, |axis| axis.values.len());
    // The last axis goes quickest: a step of an earlier one passes over all those behind it.
    let stride = |axis: usize| (axis + 1..grid.axes.len()).map(many).product::<usize>();
    let base = third.map_or(0, |axis| shown.third.min(many(axis).saturating_sub(1)) * stride(axis));
    let of_row = |row: usize| {
        let cell = |column: usize| base + row * stride(shown.down) + column * stride(shown.across);
        (0..many(shown.across)).map(cell).collect()
    };
    (0..many(shown.down)).map(of_row).collect()
}

fn heat(grid: &Grid, shown: GridShown, places: &[Vec<usize>]) -> HeatView {
    let names = |axis: usize, full: bool| -> Vec<String> {
        let Some(axis) = grid.axes.get(axis) else { return Vec::new() };
        let name = |value: &Value| match value {
            _ if full => capital(&words::value_of(&axis.what, *value)),
            Value::Day(day) => day.format("%d/%m").to_string(),
            value => words::value(*value),
        };
        axis.values.iter().map(name).collect()
    };
    let heading = |axis: usize| {
        grid.axes.get(axis).map_or(String::new(), |axis| lower_first(words::heading(&axis.what)))
    };
    let what = match shown.measure {
        Measure::Without => "Children without a named social worker, mean of all days",
        Measure::Difference => "Children without a named social worker, against the plan as it is",
        Measure::Kept => "Years of 100 in which the promises are kept",
        Measure::Pay => "Pay more than the plan’s in £ thousand",
    };
    let figures = |cell: &GridCell| measured(cell, shown.measure);
    let all: Vec<f64> = grid.cells.iter().filter_map(figures).collect();
    let (low, high) = all
        .iter()
        .fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), value| (low.min(*value), high.max(*value)));
    let cell = |place: &usize| match grid.cells.get(*place) {
        Some(cell) => heat_cell(grid, cell, shown.measure, (low, high)),
        None => blank(NOT_YET),
    };
    HeatView {
        title: format!("{what}, by {} and {}", heading(shown.down), heading(shown.across)),
        rows: names(shown.down, true),
        columns: names(shown.across, false),
        cells: places.iter().map(|row| row.iter().map(cell).collect()).collect(),
    }
}

fn measured(cell: &GridCell, measure: Measure) -> Option<f64> {
    if cell.refused.is_some() || cell.runs == 0 {
        return None;
    }
    match measure {
        Measure::Without => Some(cell.without.mean),
        Measure::Difference => Some(cell.against.mean),
        Measure::Kept => cell.kept.map(|kept| kept.share),
        Measure::Pay => Some(cell.pay),
    }
}

const NOT_YET: &str = "Not played yet";

fn blank(hint: &str) -> HeatCell {
    HeatCell { value: f64::NAN, text: "–".to_owned(), level: 0, hint: hint.to_owned() }
}

fn heat_cell(grid: &Grid, cell: &GridCell, measure: Measure, (low, high): (f64, f64)) -> HeatCell {
    if let Some(why) = &cell.refused {
        return blank(why);
    }
    if cell.runs == 0 {
        return blank(NOT_YET);
    }
    let Some(value) = measured(cell, measure) else { return blank("Nothing is promised") };
    let share = if high > low { (value - low) / (high - low) } else { 0.0 };
    let share = if measure == Measure::Kept { 1.0 - share } else { share };
    let text = match measure {
        Measure::Without | Measure::Difference => words::children(value),
        Measure::Kept => words::of_100(value),
        Measure::Pay => words::thousand_pounds(value),
    };
    let shown = if measure == Measure::Kept { 100.0 * value } else { value };
    let kept = cell.kept.map_or_else(String::new, |kept| format!(". Kept in {}", words::kept(&kept)));
    let hint = format!(
        "{}. {} without a named social worker; {}{kept}. Pay: {}. From {}",
        combination(grid, cell),
        words::children(cell.without.mean),
        difference(&cell.against),
        words::more_pounds(cell.pay),
        words::years(cell.runs)
    );
    HeatCell { value: shown, text, level: (4.0 * share).round() as u8, hint }
}

fn combination(grid: &Grid, cell: &GridCell) -> String {
    let axes = grid.axes.iter().zip(&cell.values);
    let parts: Vec<String> = axes.map(|(axis, value)| words::value_of(&axis.what, *value)).collect();
    capital(&parts.join(", "))
}

/// A paired difference in words: "14.2 fewer (±1.1)".
fn difference(of: &Difference) -> String {
    if !of.is_told() {
        return "no difference that can be told from chance".to_owned();
    }
    let more = if of.mean < 0.0 { "fewer" } else { "more" };
    format!(
        "{} {more} (±{}) than the plan as it is",
        words::children(of.mean.abs()),
        words::children(of.error)
    )
}

fn sentence(grid: &Grid) -> String {
    let played = grid.cells.iter().filter(|cell| cell.refused.is_none());
    let fewest = played.min_by(|a, b| a.without.mean.total_cmp(&b.without.mean));
    let Some(fewest) = fewest.filter(|_| grid.runs > 0) else {
        return "The first combinations are being played".to_owned();
    };
    let so_far = if grid.finished { "" } else { "So far: " };
    let many = crate::app::words::count(grid.cells.len(), "combination", "combinations");
    format!(
        "{so_far}{many} on the same {}. Fewest children without a named social worker: {}, with {}: {}",
        words::years(grid.runs),
        words::children(fewest.without.mean),
        lower_first(&combination(grid, fewest)),
        difference(&fewest.against)
    )
}

/// Names of the columns of what is varied.
const OF_AXIS: [&str; MOST_AXES] = ["a1", "a2", "a3"];

/// Every combination, in order.
fn table(grid: &Grid, revision: u64) -> TableView<usize> {
    const WIDTH: f32 = 110.0;
    let mut columns: Vec<ColumnView> = OF_AXIS
        .iter()
        .zip(&grid.axes)
        .map(|(key, axis)| ColumnView::figures(key, words::heading(&axis.what), WIDTH))
        .collect();
    columns.extend([
        ColumnView::figures("without", "Children without", WIDTH + 20.0).hint(define::GRID_WITHOUT.text),
        ColumnView::figures("against", "Difference", WIDTH).hint(define::GRID_DIFFERENCE.text),
        ColumnView::figures("error", "±", WIDTH / 2.0).hint("The error of the difference"),
        ColumnView::figures("kept", "Years of 100", WIDTH).hint(define::PROMISE_KEPT.text),
        ColumnView::figures("pay", "Pay more", WIDTH).hint(define::EXTRA_PAY.text),
        ColumnView::text("remark", "Remark", WIDTH * 2.0),
    ]);
    let row = |(place, cell): (usize, &GridCell)| {
        let mut cells: Vec<CellView> = cell
            .values
            .iter()
            .take(grid.axes.len())
            .map(|value| CellView::number(words::value(*value), super::answer::place_of(*value)))
            .collect();
        let number = |text: String, value: f64| CellView::number(text, value);
        let none = cell.refused.as_deref().or((cell.runs == 0).then_some(NOT_YET));
        if let Some(why) = none {
            cells.extend(std::iter::repeat_n(CellView::missing(), 5));
            cells.push(CellView::text(why));
        } else {
            let kept = |kept: crate::app::target::Kept| {
                number(words::of_100(kept.share), kept.share).hint(words::kept(&kept))
            };
            let told = if cell.against.is_told() { "" } else { "Cannot be told from chance" };
            cells.extend([
                number(words::children(cell.without.mean), cell.without.mean),
                number(words::children(cell.against.mean), cell.against.mean),
                number(words::children(cell.against.error), cell.against.error),
                cell.kept.map_or_else(CellView::missing, kept),
                number(words::pounds(cell.pay), cell.pay),
                CellView::text(told),
            ]);
        }
        RowView::new(place, combination(grid, cell), cells)
    };
    TableView {
        name: "target-grid",
        noun: ("combination", "combinations"),
        columns,
        rows: grid.cells.iter().enumerate().map(row).collect(),
        totals: None,
        empty: "Nothing has been played yet".to_owned(),
        revision,
    }
}
