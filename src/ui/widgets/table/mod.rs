//! The table: any [`TableView`], sorted, filtered, selected, edited and copied, with the mouse or the keyboard alone.
//!
//! # Promises
//! - Changes nothing but its own [`TableState`]; what the reader asks for comes back as a [`TableOutcome`].
//! - Draws only the rows in sight, and arranges them anew only when the view, the filter or the sorting changes.
//! - Ids follow the key of a row and the name of a column, never their places.
//!
//! Drawn by hand within a scroll area of both directions, so that the bar for scrolling up and down stays in sight
//! however wide the table is, and widths live in the remembered layout alone.

mod bar;
mod body;
mod edit;
mod header;
mod keys;
mod state;
#[cfg(test)]
mod tests;

use eframe::egui::{Ui, UiBuilder};

pub use state::{TableOutcome, TableState};

use crate::app::view::table::{Align, MenuEntry, RowKey, TableView};
use crate::ui::theme;

/// Draws the table in the room there is. `menu` is offered for the selected rows.
pub fn data_table_ui<K: RowKey>(
    ui: &mut Ui,
    view: &TableView<K>,
    state: &mut TableState<K>,
    menu: &[MenuEntry],
) -> TableOutcome<K> {
    let mut outcome = TableOutcome::default();
    outcome.selected_changed |= state.refresh(view);
    ui.scope_builder(UiBuilder::new().id_salt(("data_table", view.name)), |ui| {
        if !state.bare && !view.rows.is_empty() {
            bar::bar_ui(ui, view, state, &mut outcome);
            ui.add_space(theme::GRID);
        }
        if view.rows.is_empty() {
            ui.add_space(theme::GAP);
            theme::quiet_ui(ui, &view.empty);
            return;
        }
        let room = ui.available_width() - ui.spacing().scroll.allocated_width();
        let places = Places::of(view, state, room);
        // Header, rows and totals stand close together.
        let spacing = std::mem::replace(&mut ui.spacing_mut().item_spacing.y, 0.0);
        header::header_ui(ui, view, state, &places, &mut outcome);
        body::body_ui(ui, view, state, &places, menu, &mut outcome);
        ui.spacing_mut().item_spacing.y = spacing;
        if !state.bare {
            ui.add_space(theme::GRID);
            bar::foot_ui(ui, view, state);
        }
    });
    outcome
}

/// Where the shown columns stand, from the left edge of the table.
struct Places {
    /// Position in the view, left edge, width.
    columns: Vec<(usize, f32, f32)>,
    width: f32,
}

impl Places {
    fn of<K: RowKey>(view: &TableView<K>, state: &TableState<K>, room: f32) -> Self {
        let mut width = 0.0;
        let mut columns = Vec::new();
        for index in state.layout.visible(&view.columns) {
            let own = state.layout.width(&view.columns[index]).max(theme::COLUMN_MIN);
            columns.push((index, width, own));
            width += own;
        }
        // Words at the end have what room is left: a sentence is not cut beside an empty place.
        if let Some((index, _, own)) = columns.last_mut()
            && view.columns[*index].align == Align::Left
            && width < room
        {
            *own += room - width;
            width = room;
        }
        Self { columns, width }
    }

    /// The shown column at this distance from the left edge.
    fn at(&self, x: f32) -> Option<usize> {
        self.columns.iter().find(|(_, left, width)| (*left..*left + *width).contains(&x)).map(|(c, ..)| *c)
    }
}
