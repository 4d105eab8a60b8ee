//! The two lists: scenarios with what they come to, and the changes of one with what each contributes.

use super::{ScenarioRow, against, base_column, explained, plain, pounds_with_error, signed, with_error};
use crate::app::compare::{Compared, Contributions, words as compared_words};
use crate::app::view::forecast::chance;
use crate::app::view::table::{CellView, ColumnView, Editor, Mark, RowView, Shape, TableView, Tone};
use crate::app::words;
use crate::domain::ids::ScenarioId;
use crate::domain::plan::{Plan, Scenario};
use crate::domain::scenario::{with_scenario, words_in_turn, would_not_apply};
use crate::domain::sim::Difference;

/// The sign of a scenario that stands beside the base plan.
const BESIDE: Mark = Mark { shape: Shape::Disc, tone: Tone::Accent, name: "compared" };
/// The sign of a change that no longer applies.
const LEFT_OUT: Mark = Mark { shape: Shape::Triangle, tone: Tone::Yellow, name: "no longer applies" };

fn yes_or_no() -> Editor {
    Editor::Choice(vec![("yes".to_owned(), "Yes".to_owned()), ("no".to_owned(), "No".to_owned())])
}

fn yes(on: bool) -> &'static str {
    if on { "Yes" } else { "No" }
}

fn told(difference: &Difference, unit: &str) -> CellView {
    CellView::number(with_error(difference), difference.mean).hint(explained(difference, unit))
}

/// The scenarios, after the base plan: which are compared, and what each comes to against it.
pub fn list(
    plan: &Plan,
    beside: &[ScenarioId],
    compared: Option<&Compared>,
    revision: u64,
) -> TableView<ScenarioRow> {
    let columns = vec![
        ColumnView::text("name", "Scenario", 200.0).editor(Editor::Text),
        ColumnView::text("compared", "Compared", 95.0)
            .editor(yes_or_no())
            .hint("Whether it stands beside the base plan"),
        ColumnView::figures("changes", "Changes", 85.0).hint("Changes that are switched on"),
        ColumnView::figures("left_out", "Left out", 80.0).hint("Changes that no longer apply"),
        ColumnView::figures("child_days", "Child-days without", 160.0).hint(
            "Child-days without a named social worker in the forecast; of a scenario the difference from the base plan",
        ),
        ColumnView::figures("better", "Years better", 105.0)
            .hint("Simulated years in which fewer child-days are without a named social worker"),
        ColumnView::figures("pay", "Pay", 165.0)
            .hint("Pay in the forecast, on-costs included; of a scenario the difference from the base plan"),
        ColumnView::figures("person_months", "Person-months", 120.0)
            .hint("Months worked, full-time equivalent; of a scenario the difference from the base plan"),
    ];
    let mut rows = vec![base_row(compared)];
    let told = compared.map(against).unwrap_or_default();
    for scenario in &plan.scenarios {
        let is_beside = beside.contains(&scenario.id);
        let found = told.iter().find(|(column, ..)| column.scenario == Some(scenario.id) && is_beside);
        let on = scenario.changes.iter().filter(|change| change.on).count();
        let left_out = with_scenario(plan, scenario).left_out.len();
        let mut compared = CellView::text(yes(is_beside)).edit_text(if is_beside { "yes" } else { "no" });
        if is_beside {
            compared = compared.mark(BESIDE);
        }
        let mut name = CellView::text(&scenario.name);
        if !scenario.description.is_empty() {
            name = name.hint(&scenario.description);
        }
        let mut left = CellView::number(
            if left_out == 0 { String::new() } else { left_out.to_string() },
            left_out as f64,
        );
        if left_out > 0 {
            left = left.mark(LEFT_OUT);
        }
        let mut cells = vec![name, compared, CellView::number(on.to_string(), on as f64), left];
        match found {
            Some((.., paired)) => {
                let months = paired.person_months.iter().map(|months| months.mean).sum::<f64>();
                cells.extend([
                    self::told(&paired.child_days, "child-days without a named social worker"),
                    CellView::number(chance(paired.child_days.lower), paired.child_days.lower),
                    CellView::number(pounds_with_error(&paired.pay), paired.pay.mean)
                        .hint(explained(&paired.pay, "pounds")),
                    CellView::number(signed(months), months),
                ]);
            }
            None => cells.extend(std::iter::repeat_n(CellView::missing(), 4)),
        }
        rows.push(RowView::new(Some(scenario.id), &scenario.name, cells));
    }
    TableView {
        name: "scenarios",
        noun: ("plan", "plans"),
        columns,
        rows,
        totals: None,
        empty: String::new(),
        revision,
    }
}

fn base_row(compared: Option<&Compared>) -> RowView<ScenarioRow> {
    let name = "Base plan";
    let mut cells = vec![
        CellView::text(name),
        CellView::text("Yes").mark(BESIDE),
        CellView::missing(),
        CellView::missing(),
    ];
    match compared.and_then(base_column).and_then(|column| column.outcome.as_ref().ok()) {
        Some(outcome) => {
            let days = outcome.summary.child_days_without;
            let months = outcome.person_months.iter().map(|months| months.mean).sum::<f64>();
            cells.extend([
                CellView::number(format!("{} ±{}", plain(days.mean), plain(days.error)), days.mean),
                CellView::missing(),
                CellView::number(compared_words::money(outcome.pay.mean), outcome.pay.mean),
                CellView::number(plain(months), months),
            ]);
        }
        None => cells.extend(std::iter::repeat_n(CellView::missing(), 4)),
    }
    RowView { locked: true, ..RowView::new(None, name, cells) }
}

/// The changes of a scenario, in order, in words: each in the plan as the changes before it leave it.
pub fn changes(
    plan: &Plan,
    scenario: &Scenario,
    contributions: Option<&Contributions>,
    revision: u64,
) -> TableView<usize> {
    let contributions = contributions.filter(|told| told.scenario == scenario.id && told.runs > 0);
    let mut columns = vec![
        ColumnView::figures("number", "No.", 50.0),
        ColumnView::text("on", "On", 60.0)
            .editor(yes_or_no())
            .hint("A change that is switched off is kept and not made"),
        ColumnView::text("what", "Change", 380.0),
    ];
    if contributions.is_some() {
        columns.extend([
            ColumnView::figures("child_days", "Child-days without", 150.0)
                .hint("With the change less without it, all other changes made. Below nought it helps"),
            ColumnView::figures("pay", "Pay", 160.0).hint("With the change less without it"),
        ]);
    }
    columns.push(ColumnView::text("comment", "Comment", 200.0).editor(Editor::Text));
    let left_out = with_scenario(plan, scenario).left_out;
    let would_not = would_not_apply(plan, &scenario.changes);
    let words = words_in_turn(plan, &scenario.changes);
    let rows = scenario.changes.iter().zip(words).enumerate().map(|(place, (change, what))| {
        let mut cell = CellView::text(&what);
        if let Some(left_out) = left_out.iter().find(|left_out| left_out.place == place) {
            cell = CellView::text(format!("No longer applies: {}. {what}", left_out.why)).mark(LEFT_OUT);
        } else if let Some(would_not) = would_not.iter().find(|would_not| would_not.place == place) {
            cell = CellView::text(format!("Would not apply: {}. {what}", would_not.why)).mark(LEFT_OUT);
        }
        let number = place + 1;
        let mut cells = vec![
            CellView::number(number.to_string(), number as f64),
            CellView::text(yes(change.on)).edit_text(if change.on { "yes" } else { "no" }),
            cell,
        ];
        if let Some(contributions) = contributions {
            match contributions.list.iter().find(|told| told.place == place) {
                Some(told) => cells.extend([
                    self::told(&told.child_days, "child-days without a named social worker")
                        .hint(&told.words),
                    CellView::number(pounds_with_error(&told.pay), told.pay.mean),
                ]),
                None => cells.extend([CellView::missing(), CellView::missing()]),
            }
        }
        cells.push(CellView::text(&change.comment));
        RowView::new(place, format!("{number}. {what}"), cells)
    });
    TableView {
        name: "scenario-changes",
        noun: ("change", "changes"),
        columns,
        rows: rows.collect(),
        totals: None,
        empty: "Nothing is changed yet: it is the base plan. Add a change, or open the scenario and change values \
                where they stand"
            .to_owned(),
        revision,
    }
}

/// What the whole list contributes, and on what that rests.
pub fn contributions_sentence(contributions: Option<&Contributions>, is_running: bool) -> String {
    let Some(contributions) = contributions.filter(|contributions| contributions.runs > 0) else {
        return if is_running {
            "What each change contributes is being worked out".to_owned()
        } else {
            "What each change contributes has not been worked out".to_owned()
        };
    };
    let years = words::count(contributions.runs as usize, "simulated year", "simulated years");
    let going_on = if contributions.finished { "" } else { " so far" };
    format!(
        "Each change against the scenario without it, on {years}{going_on}. All together: {} child-days without a named \
         social worker, {} in pay. Changes that help or hinder each other do not add up to it",
        with_error(&contributions.together),
        pounds_with_error(&contributions.together_pay)
    )
}
