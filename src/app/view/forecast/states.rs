//! The states ahead as tables: how many children are expected in each, and how many of each case type without a worker.

use super::super::mark::state_mark;
use super::super::table::{CellView, ColumnView, RowView, TableView};
use super::{between, trimmed, whole, within_weeks};
use crate::app::definitions as define;
use crate::app::reading::Reading;
use crate::app::words;
use crate::domain::calendar::format_date;
use crate::domain::plan::Words as _;
use crate::domain::sim::{Bands, Series, Summary};
use crate::domain::state::ChildState;

/// The weeks ahead that are told.
const WEEKS: [(u32, &str, &str); 4] =
    [(4, "in_4", "band_4"), (13, "in_13", "band_13"), (26, "in_26", "band_26"), (52, "in_52", "band_52")];

struct Row {
    key: &'static str,
    label: &'static str,
    bands: Bands,
    state: Option<ChildState>,
}

/// Children expected in each state today and 4, 13, 26 and 52 weeks ahead. The expected numbers add up to the total.
pub fn states_table(reading: &Reading, summary: &Summary, revision: u64) -> TableView<&'static str> {
    let rows = ChildState::ALL.iter().map(|state| Row {
        key: state.key(),
        label: state.label(),
        bands: summary.bands(Series::InState(*state)),
        state: Some(*state),
    });
    let total = ("All open children", summary.bands(Series::Open));
    build(
        "forecast_states",
        ("State", ("state", "states")),
        rows.collect(),
        &total,
        (reading, summary),
        revision,
    )
}

/// Children with no named social worker by case type, today and 4, 13, 26 and 52 weeks ahead.
pub fn types_table(reading: &Reading, summary: &Summary, revision: u64) -> TableView<&'static str> {
    let rows = summary.layout.types.iter().map(|case_type| Row {
        key: case_type.key(),
        label: case_type.label(),
        bands: summary.bands(Series::UnnamedOfType(*case_type)),
        state: None,
    });
    let total = ("No named social worker", summary.bands(Series::Unnamed));
    let head = ("Case type", ("case type", "case types"));
    build("forecast_types", head, rows.collect(), &total, (reading, summary), revision)
}

fn build(
    name: &'static str,
    (title, noun): (&'static str, (&'static str, &'static str)),
    rows: Vec<Row>,
    total: &(&'static str, Bands),
    (reading, summary): (&Reading, &Summary),
    revision: u64,
) -> TableView<&'static str> {
    let layout = &summary.layout;
    let reached: Vec<(usize, &(u32, &'static str, &'static str))> =
        WEEKS.iter().filter_map(|weeks| Some((within_weeks(layout, weeks.0)?, weeks))).collect();
    let mut columns = vec![
        ColumnView::text("what", title, 175.0),
        ColumnView::figures("today", "Today", 60.0).hint("On the day the forecast begins, as it is known"),
    ];
    for (place, (weeks, expected, band)) in &reached {
        let on = layout.days.get(*place).copied().map_or_else(String::new, format_date);
        columns.push(ColumnView::figures(expected, format!("In {weeks} weeks"), 94.0).hint(format!(
            "{} on {on}. {}",
            define::EXPECTED.label,
            define::EXPECTED.text
        )));
        columns.push(ColumnView::figures(band, format!("9 of 10, {weeks} weeks"), 124.0).hint(format!(
            "{} on {on}. {}",
            define::BAND_9_OF_10.label,
            define::BAND_9_OF_10.text
        )));
    }
    let figures = |bands: &Bands| -> Vec<CellView> {
        let today = bands.on(0).p50;
        let mut cells = vec![CellView::number(whole(today), today)];
        for (place, _) in &reached {
            let spread = bands.on(*place);
            cells.push(CellView::number(trimmed(spread.mean), spread.mean));
            cells.push(CellView::number(between(spread.p5, spread.p95), spread.p95));
        }
        cells
    };
    // What never occurs in any year is left out.
    let occurs = |bands: &Bands| bands.mean.iter().any(|mean| *mean > 0.0);
    let rows: Vec<RowView<&'static str>> = rows
        .into_iter()
        .filter(|row| occurs(&row.bands))
        .map(|row| {
            let first = CellView::text(row.label);
            let first = row.state.map_or(first.clone(), |state| first.mark(state_mark(state)));
            RowView::new(row.key, row.label, std::iter::once(first).chain(figures(&row.bands)).collect())
        })
        .collect();
    let texts = figures(&total.1).into_iter().map(|cell| cell.text);
    let totals = std::iter::once(total.0.to_owned()).chain(texts).collect();
    let empty = if summary.runs == 0 {
        super::nothing(reading, &[])
    } else {
        format!(
            "In none of {} is there any",
            words::count(summary.runs as usize, "simulated year", "simulated years")
        )
    };
    let totals = (!rows.is_empty()).then_some(totals);
    TableView { name, noun, columns, rows, totals, empty, revision }
}
