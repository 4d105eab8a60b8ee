//! Two more charts as plain data: chances with their intervals along a line of values, and bars around a value in the
//! middle. Each can be read as a table of the same numbers. Drawn by `ui::widgets`.

use super::chart::{FIGURE_WIDTH, NAME_WIDTH, table};
use super::table::{CellView, ColumnView, RowView, TableView};

/// Chances along a line of values, each with its interval, and a line which they are to reach.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct ChancesView {
    /// Stable title.
    pub title: String,
    /// The chart in words.
    pub sentence: String,
    /// What the values are, such as "Posts".
    pub x_label: String,
    /// What the chances are of.
    pub y_label: String,
    /// Where values are written under the chart, ascending: place and text.
    pub ticks: Vec<(f64, String)>,
    /// The points, ascending.
    pub points: Vec<Chance>,
    /// What they are to reach, 0 to 1, and its name.
    pub wanted: Option<(f64, String)>,
}

/// One point.
#[derive(Clone, Debug, PartialEq)]
pub struct Chance {
    /// Where it stands.
    pub x: f64,
    /// Its value in words.
    pub name: String,
    /// The chance, 0 to 1.
    pub share: f64,
    /// The lower end of its interval.
    pub low: f64,
    /// The upper end.
    pub high: f64,
    /// Is it enough?
    pub enough: bool,
    /// Is it the answer?
    pub chosen: bool,
    /// What it means, in a sentence.
    pub hint: String,
}

impl ChancesView {
    /// The same numbers as a table, one row a value.
    pub fn as_table(&self) -> TableView<usize> {
        let columns = vec![
            ColumnView::text("value", &self.x_label, FIGURE_WIDTH),
            ColumnView::figures("share", "Years of 100", FIGURE_WIDTH),
            ColumnView::figures("low", "From", FIGURE_WIDTH),
            ColumnView::figures("high", "To", FIGURE_WIDTH),
            ColumnView::text("enough", "Enough", FIGURE_WIDTH),
        ];
        let percent = |share: f64| CellView::number(format!("{:.1}", 100.0 * share), 100.0 * share);
        let row = |(place, point): (usize, &Chance)| {
            let cells = vec![
                CellView::number(&point.name, point.x),
                percent(point.share).hint(&point.hint),
                percent(point.low),
                percent(point.high),
                CellView::text(if point.enough { "Enough" } else { "Not enough" }),
            ];
            RowView::new(place, &point.name, cells)
        };
        table("chances", ("value", "values"), columns, self.points.iter().enumerate().map(row).collect())
    }
}

/// How far something moves with each of several things, around a value in the middle.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct TornadoView {
    /// Stable title.
    pub title: String,
    /// The chart in words.
    pub sentence: String,
    /// The value in the middle, where there is one: place and words.
    pub middle: Option<(f64, String)>,
    /// The bars, the widest first.
    pub bars: Vec<TornadoBar>,
}

/// One bar.
#[derive(Clone, Debug, PartialEq)]
pub struct TornadoBar {
    /// What is moved.
    pub name: String,
    /// With less of it.
    pub low: TornadoEnd,
    /// With more of it.
    pub high: TornadoEnd,
}

/// One end of a bar.
#[derive(Clone, Debug, PartialEq)]
pub struct TornadoEnd {
    /// How much of it there is: "90%".
    pub of: String,
    /// Where the end is; `None`: beyond everything, or nowhere.
    pub x: Option<f64>,
    /// The answer there: "21", "none would do".
    pub text: String,
}

impl TornadoBar {
    /// The bar in words: "New work: 12 at 90%, 21 at 110%".
    pub fn words(&self) -> String {
        let Self { name, low, high } = self;
        format!("{name}: {} at {}, {} at {}", low.text, low.of, high.text, high.of)
    }
}

impl TornadoView {
    /// The same numbers as a table, one row a bar.
    pub fn as_table(&self) -> TableView<usize> {
        let columns = vec![
            ColumnView::text("what", "Assumption", NAME_WIDTH),
            ColumnView::text("low", "With less of it", FIGURE_WIDTH),
            ColumnView::figures("at_low", "Answer", FIGURE_WIDTH),
            ColumnView::text("high", "With more of it", FIGURE_WIDTH),
            ColumnView::figures("at_high", "Answer", FIGURE_WIDTH),
        ];
        let end = |end: &TornadoEnd| match end.x {
            Some(x) => CellView::number(&end.text, x),
            None => CellView::text(&end.text),
        };
        let row = |(place, bar): (usize, &TornadoBar)| {
            let cells = vec![
                CellView::text(&bar.name),
                CellView::text(&bar.low.of),
                end(&bar.low),
                CellView::text(&bar.high.of),
                end(&bar.high),
            ];
            RowView::new(place, &bar.name, cells)
        };
        let rows = self.bars.iter().enumerate().map(row).collect();
        table("tornado", ("assumption", "assumptions"), columns, rows)
    }
}
