//! Above the rows: search, filter, columns, copy. Below them: how many are shown.

use eframe::egui::containers::menu::{MenuButton, MenuConfig};
use eframe::egui::{Button, PopupCloseBehavior, ScrollArea, Ui};

use super::{TableOutcome, TableState};
use crate::app::view::table::{RowKey, TableView, as_csv, as_tsv, counted};
use crate::app::words::thousands;
use crate::ui::theme;
use crate::ui::widgets::field;

pub(super) fn bar_ui<K: RowKey>(
    ui: &mut Ui,
    view: &TableView<K>,
    state: &mut TableState<K>,
    outcome: &mut TableOutcome<K>,
) {
    ui.horizontal(|ui| {
        let hint = format!("Search {}", view.noun.1);
        let search = field(&mut state.filter.search)
            .id(ui.scope_id().with("search"))
            .hint_text(hint.as_str())
            .desired_width(theme::SEARCH_WIDTH);
        ui.add(search).accessible_name(hint.as_str());
        let filter = Button::new("Filter").selected(state.filters_open);
        if ui.add(filter).on_hover_text("Filter by column, under the headers").clicked() {
            state.filters_open = !state.filters_open;
            if !state.filters_open {
                state.filter.columns.clear();
            }
        }
        let stay = MenuConfig::new().close_behavior(PopupCloseBehavior::CloseOnClickOutside);
        MenuButton::new("Columns").config(stay).ui(ui, |ui| columns_ui(ui, view, state, outcome));
        ui.menu_button("Copy", |ui| {
            let named = |what: &str| format!("{what}: {}", view.noun.1);
            if ui.button("Copy as table").accessible_name(named("Copy as table")).clicked() {
                copy(ui, view, state, as_tsv);
                ui.close();
            }
            if ui.button("Copy as CSV").accessible_name(named("Copy as CSV")).clicked() {
                copy(ui, view, state, as_csv);
                ui.close();
            }
        });
    });
}

type Written<K> = fn(&TableView<K>, &[usize], &[usize]) -> String;

/// Copies the selected rows, or all that are shown if none is selected.
pub(super) fn copy<K: RowKey>(ui: &Ui, view: &TableView<K>, state: &TableState<K>, written: Written<K>) {
    let columns = state.layout.visible(&view.columns);
    ui.copy_text(written(view, &columns, &state.rows_to_copy(view)));
}

fn columns_ui<K: RowKey>(
    ui: &mut Ui,
    view: &TableView<K>,
    state: &mut TableState<K>,
    outcome: &mut TableOutcome<K>,
) {
    theme::outlined(ui);
    ScrollArea::vertical().max_height(theme::POPUP_HEIGHT).show(ui, |ui| {
        let ordered = state.layout.ordered(&view.columns);
        for (place, &index) in ordered.iter().enumerate() {
            let column = &view.columns[index];
            ui.push_id(column.key, |ui| {
                ui.horizontal(|ui| {
                    for (arrow, name, to_front) in [("←", "left", true), ("→", "right", false)] {
                        let can = if to_front { place > 0 } else { place + 1 < ordered.len() };
                        let move_it = ui.add_enabled(can, Button::new(arrow).small());
                        let name = format!("Move {} {name}", column.title);
                        if move_it.accessible_name(name.as_str()).on_hover_text(name).clicked() {
                            state.layout.move_column(&view.columns, column.key, to_front);
                            outcome.layout_changed = true;
                        }
                    }
                    let mut shown = state.layout.is_shown(column);
                    if ui.checkbox(&mut shown, &column.title).changed() {
                        state.layout.show(column, shown);
                        outcome.layout_changed = true;
                    }
                });
            });
        }
    });
    ui.separator();
    if ui.button("Reset columns").clicked() {
        state.layout.reset_columns();
        outcome.layout_changed = true;
    }
}

pub(super) fn foot_ui<K: RowKey>(ui: &mut Ui, view: &TableView<K>, state: &mut TableState<K>) {
    let (shown, all) = (state.shown.len(), view.rows.len());
    let mut words = if shown == all {
        counted(all, view.noun)
    } else {
        format!("{} of {} shown", thousands(shown), counted(all, view.noun))
    };
    if !state.selected.is_empty() {
        words = format!("{words} · {} selected", thousands(state.selected.len()));
    }
    ui.horizontal(|ui| {
        theme::quiet_ui(ui, &words);
        if !state.filter.is_empty() && shown > 0 && theme::link_ui(ui, "Clear the filter").clicked() {
            state.filter.clear();
        }
    });
}
