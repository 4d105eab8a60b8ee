//! The staff ahead: who is over their cap, how long children wait, how often they change worker, and why.

use super::super::chart::LineChartView;
use super::super::table::{CellView, ColumnView, RowView, TableView};
use super::{between, fan_of, month, rests_on, trimmed, whole, worst};
use crate::app::definitions as define;
use crate::app::definitions::Definition;
use crate::app::reading::Reading;
use crate::app::words;
use crate::domain::calendar::format_date;
use crate::domain::plan::{ChangeReason, Words as _};
use crate::domain::sim::{Series, Spread, Summary};

/// What the figures of [`over_cap_fan`] mean.
pub const OVER_CAP_DEFINED: [Definition; 4] =
    [define::OVER_CAP, define::MEDIAN, define::BAND_9_OF_10, define::BAND_HALF];

/// Workers over their cap in the months ahead.
pub fn over_cap_fan(reading: &Reading, summary: &Summary) -> LineChartView {
    let bands = summary.bands(Series::OverCap);
    let mut view = fan_of(reading, summary, &bands, ("Workers over their cap", "Workers"));
    // Only today is known: who holds whom ahead depends on who is given whom.

    let now = match reading.figures.over_cap.len() {
        0 => "No social worker is over their cap today".to_owned(),
        over => {
            format!("{} over their cap today", words::count(over, "social worker is", "social workers are"))
        }
    };
    let likely = worst(&bands).and_then(|place| {
        let (day, spread) = (*summary.layout.days.get(place)?, bands.on(place));
        Some(if spread.p95 <= 0.0 {
            "On each day ahead nobody is in 9 of 10 simulated years".to_owned()
        } else {
            format!(
                "Likely to be worst in {}: {} on {} in 9 of 10 simulated years, typically {}",
                month(day),
                between(spread.p5, spread.p95),
                format_date(day),
                whole(spread.p50)
            )
        })
    });
    let likely = likely.unwrap_or_else(|| "No simulated year has been played to its end yet".to_owned());
    view.sentence = format!("{now}. {likely}. {}", rests_on(summary));
    view
}

/// Waits told together: what they are called, and the working days from and to.
const WAITS: [(&str, usize, usize); 6] = [
    ("The same day", 0, 0),
    ("1 to 2 working days", 1, 2),
    ("3 to 5 working days", 3, 5),
    ("6 to 10 working days", 6, 10),
    ("11 to 20 working days", 11, 20),
    ("More than 20 working days", 21, usize::MAX),
];

fn waits_of(summary: &Summary, from: usize, to: usize) -> u64 {
    let waits = summary.waits.iter().enumerate().filter(|(days, _)| (from..=to).contains(days));
    waits.map(|(_, count)| count).sum()
}

/// Share of a whole, as a cell.
fn share(part: f64, of: f64) -> CellView {
    if of <= 0.0 {
        CellView::missing()
    } else {
        CellView::number(format!("{:.1}%", 100.0 * part / of), part / of)
    }
}

/// "Expected a year", or over as long as the forecast looks.
fn expected_title(summary: &Summary) -> String {
    match super::span(summary).as_str() {
        "the year" => "Expected a year".to_owned(),
        weeks => format!("Expected in {weeks}"),
    }
}

/// The waits in one sentence.
pub fn waits_sentence(summary: &Summary) -> String {
    let all: u64 = summary.waits.iter().sum();
    if all == 0 {
        return "In no simulated year is a child given a worker: nobody waits, or nobody has room".to_owned();
    }
    let percent = |from, to| trimmed(100.0 * waits_of(summary, from, to) as f64 / all as f64);
    format!(
        "Of the waits that end in an allocation, {}% last no more than 2 working days and {}% more than 20; the mean \
         is {} working days. {}",
        percent(0, 2),
        percent(21, usize::MAX),
        trimmed(summary.mean_wait.mean),
        rests_on(summary)
    )
}

/// Waits that ended in an allocation, by how long they were.
pub fn waits_table(summary: &Summary, revision: u64) -> TableView<usize> {
    let all: u64 = summary.waits.iter().sum();
    let runs = f64::from(summary.runs.max(1));
    let columns = vec![
        ColumnView::text("wait", define::WAITS.label, 220.0).hint(define::WAITS.text),
        ColumnView::figures("share", "Share", 80.0).hint("Of all waits that ended in an allocation"),
        ColumnView::figures("expected", expected_title(summary), 130.0).hint(define::EXPECTED.text),
    ];
    let rows = WAITS.iter().enumerate().map(|(place, (label, from, to))| {
        let waits = waits_of(summary, *from, *to) as f64;
        let cells = vec![
            CellView::number(*label, place as f64),
            share(waits, all as f64),
            CellView::number(trimmed(waits / runs), waits / runs),
        ];
        RowView::new(place, *label, cells)
    });
    let rows: Vec<_> = if all == 0 { Vec::new() } else { rows.collect() };
    let totals = vec!["All".to_owned(), "100%".to_owned(), trimmed(all as f64 / runs)];
    TableView {
        name: "forecast_waits",
        noun: ("length of wait", "lengths of wait"),
        columns,
        totals: (!rows.is_empty()).then_some(totals),
        rows,
        empty: waits_sentence(summary),
        revision,
    }
}

/// Share of looked-after children in England with three or more social workers in the year to 31 March (DfE).
const THREE_OR_MORE: [(i32, f64); 2] = [(2025, 0.24), (2024, 0.27)];

/// The changes of worker in one sentence, against the national figure.
pub fn workers_in_year_sentence(summary: &Summary) -> String {
    let (all, after) = (summary.workers_in_year[2], summary.workers_in_year_looked_after);
    if summary.workers_in_year.iter().all(|share| share.mean <= 0.0) {
        return "No child is open at the end of any simulated year".to_owned();
    }
    let looked_after = if after.iter().all(|share| share.mean <= 0.0) {
        "no looked-after child is open then".to_owned()
    } else {
        let (low, high) = (whole(100.0 * after[2].p5), whole(100.0 * after[2].p95));
        let band = if low == high { String::new() } else { format!(" ({low}% to {high}% in 9 of 10 years)") };
        format!("of looked-after children {}%{band}", whole(100.0 * after[2].mean))
    };
    format!(
        "At the end, {}% of children are expected to have had three or more workers in twelve months; {looked_after}. \
         In England it was {}% of looked-after children in {} and {}% in {}",
        whole(100.0 * all.mean),
        whole(100.0 * THREE_OR_MORE[0].1),
        THREE_OR_MORE[0].0,
        whole(100.0 * THREE_OR_MORE[1].1),
        THREE_OR_MORE[1].0
    )
}

/// How many workers children had in twelve months, against the national figures.
pub fn workers_in_year_table(summary: &Summary, revision: u64) -> TableView<usize> {
    let after = &summary.workers_in_year_looked_after;
    let any_after = after.iter().any(|share| share.mean > 0.0);
    let national = |key: &'static str, (year, _): (i32, f64)| {
        ColumnView::figures(key, format!("England {year}"), 110.0).hint(format!(
            "Looked-after children with three or more social workers in the year to 31 March {year} (DfE)"
        ))
    };
    let columns = vec![
        ColumnView::text("workers", define::WORKERS_IN_YEAR.label, 260.0).hint(define::WORKERS_IN_YEAR.text),
        ColumnView::figures("all", "All children", 100.0).hint(define::EXPECTED.text),
        ColumnView::figures("all_band", "9 of 10 years", 120.0).hint(define::BAND_9_OF_10.text),
        ColumnView::figures("after", "Looked after", 100.0).hint(define::EXPECTED.text),
        ColumnView::figures("after_band", "Looked after, 9 of 10", 150.0).hint(define::BAND_9_OF_10.text),
        national("england_2025", THREE_OR_MORE[0]),
        national("england_2024", THREE_OR_MORE[1]),
    ];
    let percent = |value: f64| CellView::number(format!("{}%", whole(100.0 * value)), value);
    let figures = |spread: &Spread| {
        let band = format!("{}%", between(100.0 * spread.p5, 100.0 * spread.p95));
        [percent(spread.mean), CellView::number(band, spread.p95)]
    };
    let rows = ["One", "Two", "Three or more"].iter().enumerate().map(|(place, label)| {
        let mut cells = vec![CellView::number(*label, place as f64)];
        cells.extend(figures(&summary.workers_in_year[place]));
        if any_after {
            cells.extend(figures(&after[place]));
        } else {
            cells.extend([CellView::missing(), CellView::missing()]);
        }
        let england = THREE_OR_MORE.map(|(_, value)| value);
        cells.extend(england.map(|value| if place == 2 { percent(value) } else { CellView::missing() }));
        RowView::new(place, *label, cells)
    });
    let none = summary.workers_in_year.iter().all(|share| share.mean <= 0.0);
    TableView {
        name: "forecast_workers_in_year",
        noun: ("number of workers", "numbers of workers"),
        columns,
        rows: if none { Vec::new() } else { rows.collect() },
        totals: None,
        empty: workers_in_year_sentence(summary),
        revision,
    }
}

/// Allocations by the return's reason codes, those that occur.
pub fn reasons_table(summary: &Summary, revision: u64) -> TableView<&'static str> {
    let all = summary.allocations;
    let columns = vec![
        ColumnView::text("code", "Code", 90.0).hint("As the SSDA903 return has it"),
        ColumnView::text("reason", "Reason", 230.0).hint(define::ALLOCATION_REASONS.text),
        ColumnView::figures("expected", expected_title(summary), 130.0).hint(define::EXPECTED.text),
        ColumnView::figures("band", "9 of 10 years", 120.0).hint(define::BAND_9_OF_10.text),
        ColumnView::figures("share", "Share", 80.0).hint("Of all expected allocations"),
    ];
    let reasons = ChangeReason::ALL.iter().zip(&summary.by_reason);
    let rows: Vec<RowView<&'static str>> = reasons
        .filter(|(_, spread)| spread.mean > 0.0)
        .map(|(reason, spread)| {
            let cells = vec![
                CellView::text(reason.key()),
                CellView::text(reason.label()),
                CellView::number(trimmed(spread.mean), spread.mean),
                CellView::number(between(spread.p5, spread.p95), spread.p95),
                share(spread.mean, all.mean),
            ];
            RowView::new(reason.key(), reason.label(), cells)
        })
        .collect();
    let totals =
        ["All".to_owned(), String::new(), trimmed(all.mean), between(all.p5, all.p95), "100%".to_owned()];
    TableView {
        name: "forecast_reasons",
        noun: ("reason", "reasons"),
        columns,
        totals: (!rows.is_empty()).then(|| totals.to_vec()),
        rows,
        empty: waits_sentence(summary),
        revision,
    }
}
