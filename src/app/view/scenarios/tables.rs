//! The differences as tables: by month, by team and state in a month, and everything else of the whole forecast.

use chrono::NaiveDate;

use super::beside::month;
use super::{Measure, against, base_column, explained, plain, pounds_with_error, with_error};
use crate::app::compare::{Compared, Outcome, words as compared_words};
use crate::app::view::form::ChoiceItem;
use crate::app::view::table::{CellView, ColumnView, RowView, TableView};
use crate::domain::plan::Words as _;
use crate::domain::sim::{Difference, Paired, Series, Spread};
use crate::domain::state::ChildState;

/// What brackets mean.
pub const CHANCE: &str =
    "In brackets: cannot be told from chance. ± is half the width of the 95% confidence interval";

/// Names for columns made from scenarios: there are six at most.
const COLUMNS: [&str; 6] = ["s1", "s2", "s3", "s4", "s5", "s6"];
const NAME_WIDTH: f32 = 260.0;
const FIGURE_WIDTH: f32 = 150.0;

/// The first column, and one for each scenario.
fn columns(first: &str, base: Option<&str>, compared: &Compared) -> Vec<ColumnView> {
    let mut columns = vec![ColumnView::text("name", first, NAME_WIDTH)];
    if let Some(title) = base {
        columns.push(ColumnView::figures("base", title, FIGURE_WIDTH));
    }
    let names = against(compared).into_iter().map(|(column, ..)| column.name.clone());
    columns.extend(COLUMNS.iter().zip(names).map(|(key, name)| ColumnView::figures(key, name, FIGURE_WIDTH)));
    columns
}

fn cell(difference: Option<&Difference>, unit: &str) -> CellView {
    difference.map_or_else(CellView::missing, |difference| {
        CellView::number(with_error(difference), difference.mean).hint(explained(difference, unit))
    })
}

fn at_month(paired: &Paired, series: Series, month: NaiveDate) -> Option<Difference> {
    let place = paired.months.iter().position(|known| *known == month)?;
    let (_, row) = paired.by_month.iter().find(|(known, _)| *known == series)?;
    row.get(place).copied()
}

fn series_of(measure: Measure) -> Series {
    match measure {
        Measure::Unnamed => Series::Unnamed,
        Measure::NotPresent => Series::NotPresent,
        Measure::ManagerHeld => Series::InState(ChildState::ManagerHeld),
        Measure::Awaiting => Series::InState(ChildState::AwaitingAllocation),
        Measure::OverCap => Series::OverCap,
        Measure::Open => Series::Open,
    }
}

fn table<K>(
    name: &'static str,
    noun: (&'static str, &'static str),
    columns: Vec<ColumnView>,
    rows: Vec<RowView<K>>,
    revision: u64,
) -> TableView<K> {
    let empty = "No scenario stands beside the base plan yet".to_owned();
    TableView { name, noun, columns, rows, totals: None, empty, revision }
}

/// The months of the comparison, to choose one: first day and name.
pub fn months(compared: &Compared) -> Vec<(NaiveDate, ChoiceItem)> {
    let told = against(compared);
    let months = told.first().map(|(.., paired)| paired.months.clone()).unwrap_or_default();
    let item = |day: &NaiveDate| (*day, ChoiceItem::new(day.to_string(), month(*day)));
    months.iter().map(item).collect()
}

/// The month in which children without a named social worker differ most, of those that can be told; else the first.
pub fn largest_month(compared: &Compared) -> Option<NaiveDate> {
    let mut largest: Option<(NaiveDate, f64)> = None;
    for (.., paired) in against(compared) {
        let found = paired.by_month.iter().find(|(series, _)| *series == Series::Unnamed);
        for (day, difference) in paired.months.iter().zip(found.map_or(&[][..], |(_, row)| row)) {
            let size = difference.mean.abs();
            if difference.is_told() && largest.is_none_or(|(_, known)| size > known) {
                largest = Some((*day, size));
            }
        }
    }
    largest.map(|(day, _)| day).or_else(|| months(compared).first().map(|(day, _)| *day))
}

/// The difference of a measure by month, the mean over the month's days.
pub fn by_month(compared: &Compared, measure: Measure, revision: u64) -> TableView<usize> {
    let told = against(compared);
    let rows = months(compared).into_iter().enumerate().map(|(place, (day, item))| {
        let mut cells = vec![CellView::number(&item.label, place as f64)];
        for (.., paired) in &told {
            cells.push(cell(at_month(paired, series_of(measure), day).as_ref(), &unit(measure)));
        }
        RowView::new(place, item.label, cells)
    });
    let rows = rows.collect();
    table("compared-months", ("month", "months"), columns("Each day in", None, compared), rows, revision)
}

fn unit(measure: Measure) -> String {
    crate::domain::plan::lower_first(measure.label())
}

/// Children without a named social worker by team in a month.
pub fn by_team(compared: &Compared, day: NaiveDate, revision: u64) -> TableView<usize> {
    let told = against(compared);
    let base = base_column(compared);
    let outcome = base.and_then(|column| column.outcome.as_ref().ok());
    let teams = outcome.map(|outcome| outcome.summary.layout.teams.clone()).unwrap_or_default();
    let rows = teams.iter().enumerate().map(|(place, team)| {
        let name = team.map_or_else(
            || "No team".to_owned(),
            |id| {
                let found = base.and_then(|column| column.plan.teams.get(id));
                found.map_or_else(|| id.to_string(), |team| team.name.clone())
            },
        );
        let mut cells = vec![CellView::text(&name)];
        for (.., paired) in &told {
            let found = at_month(paired, Series::UnnamedOfTeam(place), day);
            cells.push(cell(found.as_ref(), "children without a named social worker"));
        }
        RowView::new(place, name, cells)
    });
    let mut rows: Vec<RowView<usize>> = rows.collect();
    // Teams that only a scenario has stand below, each in its scenario's column.
    for (at, (column, _, paired)) in told.iter().enumerate() {
        let month = paired.months.iter().position(|known| *known == day);
        for (id, row) in &paired.only_other {
            let name = column.plan.teams.get(*id).map_or_else(|| id.to_string(), |team| team.name.clone());
            let name = format!("{name} (only in “{}”)", column.name);
            let found = month.and_then(|month| row.get(month));
            let own = |place| cell(found.filter(|_| place == at), "children without a named social worker");
            let cells = std::iter::once(CellView::text(&name)).chain((0..told.len()).map(own)).collect();
            rows.push(RowView::new(rows.len(), name, cells));
        }
    }
    table(
        "compared-teams",
        ("team", "teams"),
        columns("No named social worker, by team", None, compared),
        rows,
        revision,
    )
}

/// Children in each state in a month.
pub fn by_state(compared: &Compared, day: NaiveDate, revision: u64) -> TableView<usize> {
    let told = against(compared);
    let rows = ChildState::ALL.iter().enumerate().map(|(place, state)| {
        let mut cells = vec![
            CellView::number(state.label(), place as f64).mark(crate::app::view::mark::state_mark(*state)),
        ];
        for (.., paired) in &told {
            cells
                .push(cell(at_month(paired, Series::InState(*state), day).as_ref(), "children in the state"));
        }
        RowView::new(place, state.label(), cells)
    });
    let rows = rows.collect();
    table(
        "compared-states",
        ("state", "states"),
        columns("Children, by state", None, compared),
        rows,
        revision,
    )
}

/// One figure of the whole forecast.
struct Figure {
    key: &'static str,
    name: &'static str,
    unit: &'static str,
    base: fn(&Outcome) -> Spread,
    of: fn(&Paired) -> Difference,
    /// Shown as so many of a hundred.
    is_share: bool,
}

fn mean_of_days(outcome: &Outcome, series: Series) -> Spread {
    let bands = outcome.summary.bands(series);
    let count = bands.mean.len().max(1) as f64;
    Spread { mean: bands.mean.iter().sum::<f64>() / count, ..Spread::default() }
}

const FIGURES: [Figure; 9] = [
    Figure {
        key: "child_days",
        name: "Child-days without a named social worker",
        unit: "child-days",
        base: |outcome| outcome.summary.child_days_without,
        of: |paired| paired.child_days,
        is_share: false,
    },
    Figure {
        key: "wait",
        name: "Wait for a worker (working days)",
        unit: "working days",
        base: |outcome| outcome.summary.mean_wait,
        of: |paired| paired.mean_wait,
        is_share: false,
    },
    Figure {
        key: "three_or_more",
        name: "Three or more workers in a year (%)",
        unit: "children of a hundred",
        base: |outcome| outcome.summary.workers_in_year[2],
        of: |paired| paired.three_or_more,
        is_share: true,
    },
    Figure {
        key: "allocations",
        name: "Allocations",
        unit: "allocations",
        base: |outcome| outcome.summary.allocations,
        of: |paired| paired.allocations,
        is_share: false,
    },
    Figure {
        key: "over_cap",
        name: "Workers over their cap, each day",
        unit: "workers",
        base: |outcome| mean_of_days(outcome, Series::OverCap),
        of: |paired| paired.over_cap,
        is_share: false,
    },
    Figure {
        key: "manager_held",
        name: "Children held by a manager, each day",
        unit: "children",
        base: |outcome| mean_of_days(outcome, Series::InState(ChildState::ManagerHeld)),
        of: |paired| paired.manager_held,
        is_share: false,
    },
    Figure {
        key: "permanent",
        name: "Person-months, permanent",
        unit: "person-months",
        base: |outcome| outcome.person_months[0],
        of: |paired| paired.person_months[0],
        is_share: false,
    },
    Figure {
        key: "agency",
        name: "Person-months, agency",
        unit: "person-months",
        base: |outcome| outcome.person_months[1],
        of: |paired| paired.person_months[1],
        is_share: false,
    },
    Figure {
        key: "fixed_term",
        name: "Person-months, fixed term",
        unit: "person-months",
        base: |outcome| outcome.person_months[2],
        of: |paired| paired.person_months[2],
        is_share: false,
    },
];

/// Waiting, changes of worker, caps, managers, person-months and pay: the base plan’s, and how each scenario differs.
pub fn figures(compared: &Compared, revision: u64) -> TableView<&'static str> {
    let told = against(compared);
    let base = base_column(compared).and_then(|column| column.outcome.as_ref().ok());
    let mut rows: Vec<RowView<&'static str>> = FIGURES
        .iter()
        .map(|figure| {
            let times = if figure.is_share { 100.0 } else { 1.0 };
            let base = base.map(|outcome| (figure.base)(outcome).mean * times);
            let mut cells = vec![CellView::text(figure.name)];
            cells.push(base.map_or_else(CellView::missing, |base| CellView::number(plain(base), base)));
            for (.., paired) in &told {
                let found = (figure.of)(paired);
                let found = Difference { mean: found.mean * times, error: found.error * times, ..found };
                cells.push(cell(Some(&found), figure.unit));
            }
            RowView::new(figure.key, figure.name, cells)
        })
        .collect();
    let mut cells = vec![CellView::text("Pay, on-costs included")];
    cells.push(base.map_or_else(CellView::missing, |outcome| {
        CellView::number(compared_words::money(outcome.pay.mean), outcome.pay.mean)
    }));
    for (.., paired) in &told {
        cells.push(
            CellView::number(pounds_with_error(&paired.pay), paired.pay.mean)
                .hint(explained(&paired.pay, "pounds")),
        );
    }
    rows.push(RowView::new("pay", "Pay, on-costs included", cells));
    table(
        "compared-figures",
        ("figure", "figures"),
        columns("In the whole forecast", Some("Base plan"), compared),
        rows,
        revision,
    )
}

/// The same of one scenario in plain sentences.
pub fn statements(compared: &Compared, scenario: crate::domain::ids::ScenarioId) -> Vec<String> {
    let column = compared.columns.iter().find(|column| column.scenario == Some(scenario));
    let statements = column.map(compared_words::statements).unwrap_or_default();
    statements
        .into_iter()
        .map(|statement| {
            format!("{}: {}", statement.about, crate::domain::plan::lower_first(&statement.text))
        })
        .collect()
}
