//! What the keyboard does while the rows have it.

use eframe::egui::{Event, Key, Modifiers, Ui, vec2};

use super::{Places, TableOutcome, TableState, body, edit};
use crate::app::view::table::{RowKey, TableView};

/// Takes the keys the table knows out of this frame's input, and does what they say.
pub(super) fn take<K: RowKey>(
    ui: &Ui,
    view: &TableView<K>,
    state: &mut TableState<K>,
    places: &Places,
    page: usize,
    outcome: &mut TableOutcome<K>,
) {
    if state.editing.is_some() || state.shown.is_empty() {
        return;
    }
    let pressed: Vec<(Key, Modifiers)> = ui.input(|input| {
        let keys = input.events.iter().filter_map(|event| match event {
            Event::Key { key, pressed: true, modifiers, .. } => Some((*key, *modifiers)),
            _ => None,
        });
        keys.collect()
    });
    for (key, modifiers) in pressed {
        if modifiers.alt {
            continue;
        }
        let place = state.current.as_ref().and_then(|current| state.place_of(view, current));
        let last = state.shown.len() - 1;
        let goal = match key {
            Key::ArrowDown => Some(place.map_or(0, |place| (place + 1).min(last))),
            Key::ArrowUp => Some(place.map_or(0, |place| place.saturating_sub(1))),
            Key::PageDown => Some(place.map_or(0, |place| (place + page).min(last))),
            Key::PageUp => Some(place.map_or(0, |place| place.saturating_sub(page))),
            Key::Home => Some(0),
            Key::End => Some(last),
            _ => None,
        };
        if let Some(goal) = goal {
            state.move_to(view, goal, modifiers.shift);
            outcome.selected_changed = true;
            continue;
        }
        match key {
            Key::A if modifiers.command => {
                state.selected = state.shown.iter().map(|&row| view.rows[row].key.clone()).collect();
                outcome.selected_changed = true;
            }
            Key::ArrowLeft => step_column(view, state, places, false),
            Key::ArrowRight => step_column(view, state, places, true),
            Key::Enter => outcome.activated.clone_from(&state.current),
            Key::Space => {
                if let Some(current) = state.current.clone() {
                    state.toggle(&current);
                    outcome.selected_changed = true;
                }
            }
            Key::F2 => edit_current(view, state, places),
            Key::F10 if modifiers.shift => open_menu(ui, state, place),
            Key::Menu => open_menu(ui, state, place),
            _ => {}
        }
    }
}

fn step_column<K: RowKey>(view: &TableView<K>, state: &mut TableState<K>, places: &Places, right: bool) {
    let keys: Vec<&'static str> =
        places.columns.iter().map(|(column, ..)| view.columns[*column].key).collect();
    let now = state.column.and_then(|column| keys.iter().position(|key| *key == column));
    let next = match now {
        None => 0,
        Some(now) if right => (now + 1).min(keys.len().saturating_sub(1)),
        Some(now) => now.saturating_sub(1),
    };
    state.column = keys.get(next).copied();
    state.reveal = true;
}

/// Edits the cell the keyboard is on, or else the first in its row that can be.
fn edit_current<K: RowKey>(view: &TableView<K>, state: &mut TableState<K>, places: &Places) {
    let Some(key) = state.current.clone() else { return };
    let Some(row) = view.rows.iter().find(|row| row.key == key) else { return };
    let mut editable = places.columns.iter().map(|(c, ..)| *c).filter(|&c| body::can_edit(view, row, c));
    let own = editable.clone().find(|&column| Some(view.columns[column].key) == state.column);
    if let Some(column) = own.or_else(|| editable.next()) {
        edit::start(view, state, &key, view.columns[column].key);
    }
}

fn open_menu<K: RowKey>(ui: &Ui, state: &mut TableState<K>, place: Option<usize>) {
    // Under the current row, as far as it is in sight.
    let seen = ui.available_rect_before_wrap();
    let down = place.map_or(0.0, |place| (place as f32 + 1.0) * body::row_height(state));
    state.menu_at = Some(seen.min + vec2(super::theme::GROUP_GAP, down.min(seen.height())));
}
