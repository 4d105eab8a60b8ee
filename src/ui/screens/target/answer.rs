//! The answer: the chart of chance against value, every value that was tried, and how it was searched.

use eframe::egui::{Label, Ui};

use super::{Memory, defined_ui};
use crate::app::desk::target::Kind;
use crate::app::desk::{Action, Desk};
use crate::app::reading::Reading;
use crate::app::view::target::answer::DEFINED;
use crate::app::view::target::scenario::Proposal;
use crate::ui::theme;
use crate::ui::views::Views;
use crate::ui::widgets::chance_chart::chance_chart_ui;
use crate::ui::widgets::chart::Pick;
use crate::ui::widgets::fold::fold_ui;
use crate::ui::widgets::table::data_table_ui;

/// Rows of the table that are seen at once.
const ROWS: f32 = 8.0;

pub(super) fn answer_ui(
    ui: &mut Ui,
    desk: &Desk,
    reading: &Reading,
    views: &mut Views,
    memory: &mut Memory,
    asked: &mut Vec<Action>,
) {
    let is_stale = views.target.stale(desk, reading, Kind::Search).is_some();
    let Some(view) = views.target.answer(desk, reading) else { return };
    if let Some(binds) = &view.binds {
        ui.add(Label::new(binds).wrap());
        ui.add_space(theme::GRID);
    }
    if let Some(found) = &view.found {
        scenario_ui(ui, found, is_stale.then_some(SEARCH_AGAIN), asked);
    }
    ui.add_space(theme::GAP);
    match chance_chart_ui(ui, &view.chart, &mut memory.chart) {
        Some(Pick::Selected(place)) => memory.tried.select_only(&place),
        Some(Pick::Opened(place)) => {
            memory.tried.select_only(&place);
            asked.extend(view.rows.get(place).filter(|_| !is_stale).cloned().map(Action::MakeScenario));
        }
        None => {}
    }
    defined_ui(ui, &view.chart.title, &DEFINED, asked);
    ui.add_space(theme::GAP);
    for promise in &view.promises {
        theme::quiet_ui(ui, promise);
    }
    memory.tried.bare = true;
    memory.tried.compact = true;
    memory.tried.height = Some(theme::ROW_HEIGHT_COMPACT * (view.table.rows.len() as f32).min(ROWS));
    data_table_ui(ui, &view.table, &mut memory.tried, &[]);
    let chosen = memory.tried.selected.iter().next().and_then(|place| view.rows.get(*place));
    if let Some(proposal) = chosen.filter(|proposal| !is_stale && Some(*proposal) != view.found.as_ref()) {
        ui.add_space(theme::GRID);
        scenario_ui(ui, proposal, None, asked);
    }
    ui.add_space(theme::GAP);
    if !view.how.is_empty() {
        fold_ui(ui, "How it was searched", false, |ui| {
            ui.set_max_width(theme::TEXT_WIDTH);
            for sentence in &view.how {
                ui.add(Label::new(sentence).wrap());
            }
        });
    }
}

/// Instead of a scenario of an answer that is not of the plan as it is.
const SEARCH_AGAIN: &str = "Search again to make a scenario of the answer";

/// The button that makes a scenario, or what to do first where the answer is not of the plan as it is.
pub(super) fn scenario_ui(ui: &mut Ui, proposal: &Proposal, first: Option<&str>, asked: &mut Vec<Action>) {
    if let Some(first) = first {
        theme::quiet_ui(ui, first);
        return;
    }
    let button = ui.add(eframe::egui::Button::new(&proposal.label).wrap());
    if button.on_hover_text("A named list of changes that can be compared with the plan").clicked() {
        asked.push(Action::MakeScenario(proposal.clone()));
    }
}
