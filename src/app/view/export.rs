//! Charts and tables as CSV, for "copy as CSV": what is seen, in the shape in which it is seen.

use super::chart::{HeatView, LineChartView, figure};
use super::table::TableView;

/// A chart, one row a day.
pub fn chart_csv(view: &LineChartView) -> String {
    table_csv(&view.as_table())
}

/// A grid: its columns across, its rows down, the bare figures in the cells.
pub fn heat_csv(view: &HeatView) -> String {
    let header = std::iter::once(String::new()).chain(view.columns.iter().cloned()).collect();
    let row = |(name, cells): (&String, &Vec<super::chart::HeatCell>)| {
        std::iter::once(name.clone()).chain(cells.iter().map(|cell| figure(cell.value))).collect()
    };
    let rows = view.rows.iter().zip(&view.cells).map(row);
    written(std::iter::once(header).chain(rows))
}

/// A whole table: all columns, those not shown too, all rows in their first order, and the totals.
pub fn table_csv<K>(view: &TableView<K>) -> String {
    let header = view.columns.iter().map(|column| column.title.clone()).collect();
    let rows = view.rows.iter().map(|row| row.cells.iter().map(|cell| cell.text.clone()).collect());
    written(std::iter::once(header).chain(rows).chain(view.totals.clone()))
}

fn written(rows: impl Iterator<Item = Vec<String>>) -> String {
    let mut writer = csv::WriterBuilder::new().terminator(csv::Terminator::CRLF).from_writer(Vec::new());
    // Writing to memory cannot fail; an unfinished table would be worse than none.
    let mut whole = true;
    for row in rows {
        whole &= writer.write_record(row.iter().map(|cell| harmless(cell))).is_ok();
    }
    match writer.into_inner() {
        Ok(bytes) if whole => String::from_utf8(bytes).unwrap_or_default(),
        _ => String::new(),
    }
}

/// A text that no spreadsheet takes for a formula. Numbers stay as they are.
pub fn harmless(cell: &str) -> String {
    let first = cell.trim_start().chars().next();
    if matches!(first, Some('=' | '+' | '-' | '@')) && cell.trim().parse::<f64>().is_err() {
        format!("'{cell}")
    } else {
        cell.to_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::view::chart::{Band, HeatCell, Series};
    use crate::app::view::table::{CellView, ColumnView, RowView, Tone};
    use crate::domain::samples::on;

    #[test]
    fn a_chart_is_copied_one_row_a_day_with_lines_and_edges() {
        let view = LineChartView {
            x: vec![on("07/09/2026"), on("08/09/2026")],
            series: vec![Series {
                name: "Known".into(),
                values: vec![3.0, f64::NAN],
                tone: Tone::Grey,
                dashed: false,
            }],
            bands: vec![Band {
                name: "9 of 10 years".into(),
                low: vec![3.0, 2.5],
                high: vec![3.0, 4.0],
                tone: Tone::Blue,
            }],
            marks: vec![(on("07/09/2026"), "As at".into())],
            ..LineChartView::default()
        };
        assert_eq!(
            chart_csv(&view),
            "Day,Known,\"9 of 10 years, from\",\"9 of 10 years, to\",Marked\r\n\
             07/09/2026,3,3,3,As at\r\n08/09/2026,,2.5,4,\r\n"
        );
    }

    #[test]
    fn a_grid_is_copied_as_a_grid_of_bare_figures() {
        let cell = |value, text: &str| HeatCell { value, text: text.into(), level: 0, hint: String::new() };
        let view = HeatView {
            rows: vec!["North".into()],
            columns: vec!["07/09".into(), "14/09".into()],
            cells: vec![vec![cell(0.4, "<1"), cell(63.0, "63")]],
            ..HeatView::default()
        };
        assert_eq!(heat_csv(&view), ",07/09,14/09\r\nNorth,0.4,63\r\n");
    }

    #[test]
    fn a_table_is_copied_with_its_totals_and_nothing_is_taken_for_a_formula() {
        let view = TableView {
            name: "x",
            noun: ("row", "rows"),
            columns: vec![ColumnView::text("a", "A", 1.0), ColumnView::figures("b", "B", 1.0).hidden()],
            rows: vec![RowView::new(1, "", vec![CellView::text("=1+1"), CellView::number("-2", -2.0)])],
            totals: Some(vec!["All".into(), "-2".into()]),
            empty: String::new(),
            revision: 0,
        };
        assert_eq!(table_csv(&view), "A,B\r\n'=1+1,-2\r\nAll,-2\r\n");
    }
}
