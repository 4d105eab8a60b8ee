//! Editing a cell in place: Enter commits, Esc leaves, Tab goes on; what is refused stays in sight with its sentence.

use eframe::egui::text::CCursorRange;
use eframe::egui::{
    self, Align2, Area, Frame, Id, Key, Order, Popup, PopupAnchor, PopupCloseBehavior, Rect, SetOpenCommand,
    TextEdit, Ui, UiBuilder, UiKind,
};

use super::state::Editing;
use super::{TableOutcome, TableState, body};
use crate::app::view::table::{Align, ColumnView, Editor, RowKey, TableView};
use crate::ui::theme;
use crate::ui::widgets::choice::{self, ListKind};
use crate::ui::widgets::one_line;

/// Starts editing a cell with what it says now.
pub(super) fn start<K: RowKey>(
    view: &TableView<K>,
    state: &mut TableState<K>,
    key: &K,
    column: &'static str,
) {
    let Some(row) = view.rows.iter().find(|row| row.key == *key) else { return };
    let Some(index) = view.columns.iter().position(|c| c.key == column) else { return };
    let Some(cell) = row.cells.get(index) else { return };
    let text = cell.edit_text.clone().unwrap_or_else(|| cell.text.clone());
    state.editing = Some(Editing {
        key: key.clone(),
        column,
        text,
        sent: false,
        refused: None,
        focus: true,
        go_on: false,
    });
    state.current = Some(key.clone());
    state.column = Some(column);
    state.reveal = true;
}

/// Hands the edit to the caller.
pub(super) fn send<K: RowKey>(state: &mut TableState<K>, outcome: &mut TableOutcome<K>) {
    if let Some(editing) = state.editing.as_mut().filter(|editing| !editing.sent) {
        editing.sent = true;
        editing.refused = None;
        outcome.edited = Some((editing.key.clone(), editing.column, editing.text.clone()));
    }
}

/// What was sent in an earlier frame and not refused since is taken: close it, or go on to the next cell.
pub(super) fn settle<K: RowKey>(ui: &Ui, view: &TableView<K>, state: &mut TableState<K>, grid: Id) {
    let Some(editing) = state.editing.take_if(|editing| editing.sent) else { return };
    if editing.go_on
        && let Some((key, column)) = next_cell(view, state, &editing)
    {
        start(view, state, &key, column);
    } else {
        ui.memory_mut(|memory| memory.request_focus(grid));
    }
}

/// The next cell that can be edited: in the same row, else in the next one.
fn next_cell<K: RowKey>(
    view: &TableView<K>,
    state: &TableState<K>,
    from: &Editing<K>,
) -> Option<(K, &'static str)> {
    let columns = state.layout.visible(&view.columns);
    let after = columns.iter().position(|&column| view.columns[column].key == from.column)? + 1;
    let place = state.place_of(view, &from.key)?;
    let here = columns[after..].iter().map(|&column| (place, column));
    let below = columns.iter().map(|&column| (place + 1, column));
    here.chain(below).find_map(|(place, column)| {
        let row = view.rows.get(*state.shown.get(place)?)?;
        body::can_edit(view, row, column).then(|| (row.key.clone(), view.columns[column].key))
    })
}

/// Draws the editor in the cell.
pub(super) fn cell_ui<K: RowKey>(
    ui: &mut Ui,
    column: &ColumnView,
    state: &mut TableState<K>,
    rect: Rect,
    grid: Id,
    outcome: &mut TableOutcome<K>,
) {
    let Some(editing) = &mut state.editing else { return };
    let id = grid.with((&editing.key, editing.column, "editor"));
    let mut leave = false;
    let mut commit = false;
    if let Editor::Choice(items) = &column.editor {
        let items: Vec<(&str, &str)> = items.iter().map(|(v, l)| (v.as_str(), l.as_str())).collect();
        let first = std::mem::take(&mut editing.focus);
        if first {
            choice::forget_search(ui.ctx(), id);
        }
        let palette = theme::palette(ui);
        let shown = items.iter().find(|(value, _)| *value == editing.text).map_or("", |(_, label)| label);
        let galley = one_line(ui, shown, rect.width() - 2.0 * theme::CELL_PADDING, palette.text);
        let y = rect.center().y - galley.size().y / 2.0;
        ui.painter().galley(egui::pos2(rect.left() + theme::CELL_PADDING, y), galley, palette.text);
        ui.painter().rect_stroke(rect, f32::from(theme::RADIUS), palette.focus(), egui::StrokeKind::Inside);
        let popup =
            Popup::new(id.with("popup"), ui.ctx().clone(), PopupAnchor::ParentRect(rect), ui.layer_id())
                .kind(egui::PopupKind::Menu)
                .close_behavior(PopupCloseBehavior::CloseOnClickOutside)
                .width(rect.width().max(theme::POPUP_WIDTH))
                .open_memory(first.then_some(SetOpenCommand::Bool(true)));
        let still_open = first || popup.is_open();
        // Only as long as the rows still have the keyboard: else the arrow keys could not move on in the list.
        let kind = if ui.memory(|memory| memory.has_focus(grid)) {
            ListKind::OneWithKeyboard
        } else {
            ListKind::One
        };
        let chosen = popup
            .show(|ui| choice::choice_list_ui(ui, id, &items, |value| value == editing.text, kind))
            .and_then(|inner| inner.inner);
        if let Some(chosen) = chosen {
            editing.text = chosen;
            Popup::close_id(ui.ctx(), id.with("popup"));
            commit = true;
        } else if !still_open {
            leave = true;
        }
    } else {
        let mut cell = ui.new_child(UiBuilder::new().max_rect(rect));
        cell.set_clip_rect(rect.expand(theme::STROKE).intersect(ui.clip_rect()));
        let side = if column.align == Align::Right { Align2::RIGHT_CENTER } else { Align2::LEFT_CENTER };
        let mut field = TextEdit::singleline(&mut editing.text)
            .id(id)
            .align(side)
            .desired_width(rect.width())
            .min_size(rect.size());
        if column.editor == Editor::Date {
            field = field.hint_text("dd/mm/yyyy");
        }
        let mut output = field.show(&mut cell);
        let response = output.response.response.accessible_name(format!("Edit {}", column.title));
        if std::mem::take(&mut editing.focus) {
            response.request_focus();
            output.state.cursor.set_char_range(Some(CCursorRange::select_all_str(&editing.text)));
            output.state.store(ui.ctx(), id);
        } else if response.lost_focus() && !editing.sent {
            leave = ui.input(|input| input.key_pressed(Key::Escape));
            commit = !leave;
            editing.go_on = ui.input(|input| input.key_pressed(Key::Tab) && !input.modifiers.shift);
        }
        if let Some(sentence) = &editing.refused {
            refusal_ui(ui, id, rect, sentence);
        }
    }
    if commit {
        send(state, outcome);
    } else if leave {
        state.editing = None;
        ui.memory_mut(|memory| memory.request_focus(grid));
    }
}

fn refusal_ui(ui: &Ui, id: Id, cell: Rect, sentence: &str) {
    Area::new(id.with("refusal"))
        .kind(UiKind::Tooltip)
        .order(Order::Tooltip)
        .fixed_pos(cell.left_bottom())
        .interactable(false)
        .show(ui.ctx(), |ui| {
            Frame::popup(ui.style()).show(ui, |ui| {
                ui.set_max_width(theme::POPUP_WIDTH);
                theme::warning_ui(ui, sentence);
            });
        });
}
