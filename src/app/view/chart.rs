//! Charts as plain data. Each can be read as a table of the same numbers. Drawn by `ui::widgets`.

use chrono::NaiveDate;

use super::table::{CellView, ColumnView, Mark, RowView, TableView, Tone};
use crate::app::words::capital;
use crate::domain::calendar::format_date;

/// One bar whose parts add up.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct StateBarView {
    /// What the parts add up to.
    pub total: u32,
    /// The parts, in the order drawn. Flagged ones are best put together, at the end.
    pub parts: Vec<StateBarPart>,
    /// Said over the flagged parts, such as "no named social worker: 31".
    pub flagged_label: String,
}

/// One part of the bar.
#[derive(Clone, Debug, PartialEq)]
pub struct StateBarPart {
    /// Stable name, handed back when chosen.
    pub key: String,
    /// Its words.
    pub label: String,
    /// How many.
    pub count: u32,
    /// Its shape and hue.
    pub mark: Mark,
    /// Does it belong to the group the chart is about?
    pub flagged: bool,
}

/// Figures over days.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct LineChartView {
    /// Stable title.
    pub title: String,
    /// The chart in words.
    pub sentence: String,
    /// What is counted.
    pub y_label: String,
    /// The days, ascending.
    pub x: Vec<NaiveDate>,
    /// The lines, each with one value a day.
    pub series: Vec<Series>,
    /// Bands behind the lines: name, low and high, each with one value a day.
    pub bands: Vec<Band>,
    /// Days with a name, such as today, bank holidays and planned events.
    pub marks: Vec<(NaiveDate, String)>,
}

/// One line.
#[derive(Clone, Debug, PartialEq)]
pub struct Series {
    /// Written at the line's end.
    pub name: String,
    /// One value a day; NaN where there is none.
    pub values: Vec<f64>,
    /// Its hue.
    pub tone: Tone,
    /// Dashed, as a second sign beside the hue?
    pub dashed: bool,
}

/// One band between two lines.
#[derive(Clone, Debug, PartialEq)]
pub struct Band {
    /// What it is, such as "9 of 10 years".
    pub name: String,
    /// Lower edge, one value a day.
    pub low: Vec<f64>,
    /// Upper edge, one value a day.
    pub high: Vec<f64>,
    /// Its hue.
    pub tone: Tone,
}

/// One dot a worker, against their cap.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct DistributionView {
    /// Stable title.
    pub title: String,
    /// What the tick means, such as "cap".
    pub cap_label: String,
    /// How many workers in each band of load.
    pub bands: Vec<(String, f64)>,
    /// The dots.
    pub dots: Vec<Dot>,
}

/// One dot.
#[derive(Clone, Debug, PartialEq)]
pub struct Dot {
    /// Stable name, handed back when chosen.
    pub key: String,
    /// Who it is.
    pub label: String,
    /// What they carry.
    pub load: f64,
    /// What they may carry.
    pub cap: f64,
    /// Over the cap?
    pub over: bool,
}

/// A grid of figures, coloured by how much they matter.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct HeatView {
    /// Stable title.
    pub title: String,
    /// Names of the rows.
    pub rows: Vec<String>,
    /// Names of the columns.
    pub columns: Vec<String>,
    /// One list of cells for each row.
    pub cells: Vec<Vec<HeatCell>>,
}

/// One figure.
#[derive(Clone, Debug, PartialEq)]
pub struct HeatCell {
    /// The figure, for copying.
    pub value: f64,
    /// The figure as shown.
    pub text: String,
    /// How strongly it is coloured, 0 to 4.
    pub level: u8,
    /// What it means, in a sentence.
    pub hint: String,
}

/// A figure without needless decimals: 12, 12.5, 0.33.
pub fn figure(value: f64) -> String {
    if !value.is_finite() {
        return String::new();
    }
    let text = format!("{value:.2}");
    text.trim_end_matches('0').trim_end_matches('.').to_owned()
}

/// The same within a sentence: 1,204.
fn told(value: f64) -> String {
    if value >= 1000.0 { crate::app::words::thousands(value.round() as usize) } else { figure(value) }
}

fn cell(value: f64) -> CellView {
    if value.is_finite() { CellView::number(figure(value), value) } else { CellView::missing() }
}

/// A revision for a table made from a chart: changes when its numbers do.
fn revision(rows: &[RowView<usize>]) -> u64 {
    use std::hash::{DefaultHasher, Hash, Hasher};
    let mut hasher = DefaultHasher::new();
    for row in rows {
        for cell in &row.cells {
            cell.text.hash(&mut hasher);
        }
    }
    hasher.finish()
}

pub(super) fn table(
    name: &'static str,
    noun: (&'static str, &'static str),
    columns: Vec<ColumnView>,
    rows: Vec<RowView<usize>>,
) -> TableView<usize> {
    let revision = revision(&rows);
    let empty = format!("There are no {} to show", noun.1);
    TableView { name, noun, columns, rows, totals: None, empty, revision }
}

/// Names for columns made from data. A chart has few lines and bands.
const COLUMN_KEYS: [&str; 32] = [
    "c0", "c1", "c2", "c3", "c4", "c5", "c6", "c7", "c8", "c9", "c10", "c11", "c12", "c13", "c14", "c15",
    "c16", "c17", "c18", "c19", "c20", "c21", "c22", "c23", "c24", "c25", "c26", "c27", "c28", "c29", "c30",
    "c31",
];

pub(super) const FIGURE_WIDTH: f32 = 120.0;
pub(super) const NAME_WIDTH: f32 = 200.0;

impl LineChartView {
    /// The same numbers as a table, one row a day.
    pub fn as_table(&self) -> TableView<usize> {
        let mut lines: Vec<(String, &[f64])> = Vec::new();
        for series in &self.series {
            lines.push((series.name.clone(), &series.values));
        }
        for band in &self.bands {
            lines.push((format!("{}, from", band.name), &band.low));
            lines.push((format!("{}, to", band.name), &band.high));
        }
        let mut columns = vec![ColumnView::text("day", "Day", FIGURE_WIDTH)];
        for ((title, _), key) in lines.iter().zip(COLUMN_KEYS) {
            columns.push(ColumnView::figures(key, title.clone(), FIGURE_WIDTH));
        }
        columns.push(ColumnView::text("mark", "Marked", NAME_WIDTH));
        let row = |(index, day): (usize, &NaiveDate)| {
            let text = format_date(*day);
            let mut cells = vec![CellView::number(text.clone(), index as f64)];
            let values = lines.iter().take(COLUMN_KEYS.len()).map(|(_, values)| values.get(index));
            cells.extend(values.map(|value| value.map_or_else(CellView::missing, |value| cell(*value))));
            cells.push(CellView::text(self.marks_on(*day)));
            RowView::new(index, text, cells)
        };
        table("line_chart", ("day", "days"), columns, self.x.iter().enumerate().map(row).collect())
    }

    /// What is marked on a day, separated by commas.
    pub fn marks_on(&self, day: NaiveDate) -> String {
        let names = self.marks.iter().filter(|(marked, _)| *marked == day).map(|(_, name)| name.as_str());
        names.collect::<Vec<_>>().join(", ")
    }

    /// One day in words: "Mon 07/09/2026: Base plan 31, Autumn plan 12 to 19".
    pub fn reading(&self, index: usize) -> String {
        let Some(day) = self.x.get(index) else { return String::new() };
        let mut parts = Vec::new();
        for series in &self.series {
            if let Some(value) = series.values.get(index).filter(|value| value.is_finite()) {
                parts.push(format!("{} {}", series.name, told(*value)));
            }
        }
        for band in &self.bands {
            if let (Some(low), Some(high)) = (band.low.get(index), band.high.get(index))
                && low.is_finite()
            {
                parts.push(format!("{} {} to {}", band.name, told(*low), told(*high)));
            }
        }
        let marks = self.marks_on(*day);
        if !marks.is_empty() {
            parts.push(marks);
        }
        format!("{} {}: {}", day.format("%a"), format_date(*day), parts.join(", "))
    }
}

impl DistributionView {
    /// The same numbers as a table, one row a worker.
    pub fn as_table(&self) -> TableView<usize> {
        let columns = vec![
            ColumnView::text("worker", "Worker", NAME_WIDTH),
            ColumnView::figures("load", "Carries", FIGURE_WIDTH),
            ColumnView::figures("cap", capital(&self.cap_label), FIGURE_WIDTH),
            ColumnView::figures("over", "Over by", FIGURE_WIDTH),
        ];
        let row = |(index, dot): (usize, &Dot)| {
            let over = if dot.over { cell(dot.load - dot.cap) } else { CellView::missing() };
            let cells = vec![CellView::text(&dot.label), cell(dot.load), cell(dot.cap), over];
            RowView::new(index, &dot.label, cells)
        };
        table("distribution", ("worker", "workers"), columns, self.dots.iter().enumerate().map(row).collect())
    }
}

impl HeatView {
    /// The same figures as a table, one row for each row and column.
    pub fn as_table(&self) -> TableView<usize> {
        let columns = vec![
            ColumnView::text("row", "Row", NAME_WIDTH),
            ColumnView::text("column", "Column", FIGURE_WIDTH),
            ColumnView::figures("value", "Figure", FIGURE_WIDTH),
        ];
        let mut rows = Vec::new();
        for (name, cells) in self.rows.iter().zip(&self.cells) {
            for (column, heat) in self.columns.iter().zip(cells) {
                let figures = vec![
                    CellView::text(name),
                    CellView::number(column, rows.len() as f64),
                    CellView::number(&heat.text, heat.value).hint(&heat.hint),
                ];
                rows.push(RowView::new(rows.len(), format!("{name}, {column}"), figures));
            }
        }
        table("heat", ("figure", "figures"), columns, rows)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn figures_carry_no_needless_decimals() {
        assert_eq!(
            [figure(12.0), figure(12.5), figure(1.0 / 3.0), figure(100.0)],
            ["12", "12.5", "0.33", "100"]
        );
    }

    #[test]
    fn a_day_is_read_in_words_with_its_marks() {
        let day = NaiveDate::from_ymd_opt(2026, 9, 7).unwrap();
        let view = LineChartView {
            x: vec![day],
            series: vec![Series {
                name: "Base plan".into(),
                values: vec![31.0],
                tone: Tone::Blue,
                dashed: false,
            }],
            bands: vec![Band {
                name: "9 of 10 years".into(),
                low: vec![4.0],
                high: vec![19.5],
                tone: Tone::Blue,
            }],
            marks: vec![(day, "today".into())],
            ..LineChartView::default()
        };
        assert_eq!(view.reading(0), "Mon 07/09/2026: Base plan 31, 9 of 10 years 4 to 19.5, today");
        assert_eq!(view.reading(1), "");
        let table = view.as_table();
        assert_eq!(table.columns.len(), 5);
        assert_eq!(table.rows[0].cells[3].text, "19.5");
        assert_eq!(table.rows[0].cells[4].text, "today");
    }
}
