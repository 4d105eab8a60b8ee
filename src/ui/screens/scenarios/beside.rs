//! Base and scenarios side by side: pictures, then the differences as tables.

use eframe::egui::Ui;

use super::lists::title_ui;
use super::{Memory, defined_ui};
use crate::app::desk::{Action, Desk};
use crate::app::view::export::table_csv;
use crate::app::view::form::ChoiceItem;
use crate::app::view::scenarios::{BESIDE_DEFINED, CHANCE, FIGURES_DEFINED, Measure, measures, teams};
use crate::app::view::table::{RowKey, TableView};
use crate::domain::plan::Plan;
use crate::ui::theme;
use crate::ui::views::Views;
use crate::ui::widgets::chart::copy_ui;
use crate::ui::widgets::choice;
use crate::ui::widgets::fold::fold_ui;
use crate::ui::widgets::line_chart::line_chart_ui;
use crate::ui::widgets::table::{TableState, data_table_ui};

/// A labelled list to choose from. What was chosen just now.
fn choose_ui(ui: &mut Ui, label: &str, items: &[ChoiceItem], current: &str, width: f32) -> Option<String> {
    let name = ui.label(label);
    let items: Vec<(&str, &str)> =
        items.iter().map(|item| (item.value.as_str(), item.label.as_str())).collect();
    let id = ui.scope_id().with(("choose", label));
    let (response, chosen) = choice::choice_button_ui(ui, id, &items, current, width);
    response.labelled_by(name.id);
    chosen
}

/// A table of figures with its title.
fn figures_ui<K: RowKey>(ui: &mut Ui, title: &str, view: &TableView<K>, state: &mut TableState<K>) {
    ui.horizontal_wrapped(|ui| {
        title_ui(ui, title);
        copy_ui(ui, title, || table_csv(view));
    });
    (state.bare, state.compact) = (true, true);
    state.height = Some(theme::ROW_HEIGHT_COMPACT * view.rows.len() as f32);
    data_table_ui(ui, view, state, &[]);
    ui.add_space(theme::GAP);
}

pub(super) fn beside_ui(
    ui: &mut Ui,
    desk: &Desk,
    plan: &Plan,
    views: &mut Views,
    memory: &mut Memory,
    asked: &mut Vec<Action>,
) {
    let at = desk.at_scenarios().scenario(plan);
    fold_ui(ui, "Side by side", true, |ui| {
        ui.horizontal_wrapped(|ui| {
            let width = theme::SEARCH_WIDTH + theme::FIELD_NARROW / 2.0;
            let measure = choose_ui(ui, "Show", &measures(), memory.measure.key(), width);
            if let Some(measure) = measure.and_then(|key| Measure::from_key(&key)) {
                memory.measure = measure;
            }
            if memory.measure.has_teams() {
                let team = memory.team.map_or_else(String::new, |team| team.to_string());
                if let Some(team) = choose_ui(ui, "of", &teams(plan), &team, theme::SEARCH_WIDTH) {
                    memory.team = team.parse().ok();
                }
            }
            defined_ui(ui, "Side by side", &BESIDE_DEFINED, asked);
        });
        ui.add_space(theme::GRID);
        let team = memory.team.filter(|_| memory.measure.has_teams());
        let pictures = views.scenarios.beside(plan, (memory.measure, team, at));
        if let Some(overlay) = &pictures.overlay {
            line_chart_ui(ui, overlay, &mut memory.overlay);
            ui.add_space(theme::GAP);
        }
        if let Some(difference) = &pictures.difference {
            line_chart_ui(ui, difference, &mut memory.difference);
            ui.add_space(theme::GAP);
        }
    });
    let Some(tables) = views.scenarios.tables(memory.measure, memory.month) else { return };
    fold_ui(ui, "Differences by month", true, |ui| {
        theme::quiet_ui(ui, CHANCE);
        let state = memory.tables.entry("months").or_default();
        figures_ui(ui, memory.measure.label(), &tables.months, state);
    });
    fold_ui(ui, "Waiting, changes of worker, staff and pay", true, |ui| {
        theme::quiet_ui(ui, CHANCE);
        figures_ui(ui, "In the whole forecast", &tables.figures, &mut memory.figures);
        defined_ui(ui, "In the whole forecast", &FIGURES_DEFINED, asked);
    });
    fold_ui(ui, "By team and by state", false, |ui| {
        ui.horizontal_wrapped(|ui| {
            let items: Vec<ChoiceItem> = tables.choices.iter().map(|(_, item)| item.clone()).collect();
            let picked = choose_ui(ui, "In", &items, &tables.month.to_string(), theme::SEARCH_WIDTH);
            if let Some(picked) = picked {
                memory.month =
                    tables.choices.iter().find(|(_, item)| item.value == picked).map(|(day, _)| *day);
            }
        });
        theme::quiet_ui(ui, CHANCE);
        let month = tables.choices.iter().find(|(day, _)| *day == tables.month);
        let month = month.map_or("", |(_, item)| item.label.as_str());
        let state = memory.tables.entry("teams").or_default();
        figures_ui(
            ui,
            &format!("Without a named social worker each day in {month}, by team"),
            &tables.teams,
            state,
        );
        let state = memory.tables.entry("states").or_default();
        figures_ui(ui, &format!("Children each day in {month}, by state"), &tables.states, state);
    });
    let statements = views.scenarios.statements(at);
    if !statements.is_empty() {
        fold_ui(ui, "In sentences", false, |ui| {
            for line in statements {
                ui.add(eframe::egui::Label::new(line).wrap().selectable(true));
            }
        });
    }
}
