//! The rows in sight, the total row, and the row menu.

use eframe::egui::{
    self, Event, EventFilter, Id, Popup, PopupAnchor, Rect, Response, Role, ScrollArea, Sense,
    SetOpenCommand, StrokeKind, Ui, WidgetInfo, pos2, vec2,
};

use super::{Places, TableOutcome, TableState, bar, edit, keys};
use crate::app::view::marks::DIFFERS;
use crate::app::view::table::{
    Align, CellView, Editor, MenuEntry, RowKey, RowView, TableView, as_tsv, counted,
};
use crate::ui::theme;
use crate::ui::widgets::{mark, one_line, one_line_in};

/// Room a mark takes in front of a cell's text.
pub(super) const MARK_ROOM: f32 = theme::MARK_RADIUS * 2.0 + theme::GRID * 2.0;

pub(super) fn row_height<K>(state: &TableState<K>) -> f32 {
    if state.compact { theme::ROW_HEIGHT_COMPACT } else { theme::ROW_HEIGHT }
}

pub(super) fn body_ui<K: RowKey>(
    ui: &mut Ui,
    view: &TableView<K>,
    state: &mut TableState<K>,
    places: &Places,
    menu: &[MenuEntry],
    outcome: &mut TableOutcome<K>,
) {
    let row = row_height(state);
    let below = if state.bare { 0.0 } else { theme::CONTROL_HEIGHT + theme::GAP }
        + if view.totals.is_some() { row + theme::GRID } else { 0.0 };
    let room = ui.available_height() - below;
    // Within a page that scrolls, the room is endless: then a table is as high as a dozen rows at most.
    let room = if room.is_finite() { room } else { row * 12.0 };
    let height = state.height.unwrap_or(room).max(row * 3.0);
    let needed = state.shown.len() as f32 * row;
    let start = ui.cursor().min;
    let seen = Rect::from_min_size(start, vec2(ui.available_width(), height.min(needed.max(row))));

    let grid = ui.interact(seen, ui.scope_id().with("grid"), Sense::focusable_noninteractive());
    grid.widget_info(|| {
        WidgetInfo::labeled(Role::Grid, true, format!("Table of {}", counted(state.shown.len(), view.noun)))
    });
    edit::settle(ui, view, state, grid.id);
    if std::mem::take(&mut state.grab) {
        grid.request_focus();
    }
    if grid.has_focus() {
        let filter = EventFilter { horizontal_arrows: true, vertical_arrows: true, ..EventFilter::default() };
        ui.memory_mut(|memory| memory.set_focus_lock_filter(grid.id, filter));
        let page = (height / row).floor().max(2.0) as usize - 1;
        keys::take(ui, view, state, places, page, outcome);
        if ui.input(|input| input.events.iter().any(|event| matches!(event, Event::Copy))) {
            bar::copy(ui, view, state, as_tsv);
        }
    }
    if state.shown.is_empty() {
        ui.horizontal(|ui| {
            theme::quiet_ui(ui, &format!("No {} match.", view.noun.1));
            if theme::link_ui(ui, "Clear the filter").clicked() {
                state.filter.clear();
            }
        });
        return;
    }

    // On a page that scrolls a table has the height it was given, however little of it is in sight.
    let least = state.height.map_or(row * 3.0, |_| height);
    let scroll = ScrollArea::both()
        .id_salt("body")
        .auto_shrink([false, true])
        .max_height(height)
        .min_scrolled_height(least);
    let focused = grid.has_focus();
    let output = scroll.show_viewport(ui, |ui, viewport| {
        let width = places.width.max(viewport.width());
        ui.set_min_size(vec2(places.width, needed));
        let origin = ui.max_rect().min;
        let first = (viewport.min.y / row).floor().max(0.0) as usize;
        let last = ((viewport.max.y / row).ceil().max(0.0) as usize).min(state.shown.len());
        for place in first..last {
            let Some(&index) = state.shown.get(place) else { break };
            let top_left = origin + vec2(0.0, place as f32 * row);
            let rect = Rect::from_min_size(top_left, vec2(width, row));
            row_ui(ui, view, state, places, (place, index), rect, (grid.id, focused), outcome);
        }
        if std::mem::take(&mut state.reveal)
            && let Some(place) = state.current.as_ref().and_then(|key| state.place_of(view, key))
        {
            let column = state
                .column
                .and_then(|key| places.columns.iter().find(|(c, ..)| view.columns[*c].key == key));
            let (left, width) = column.map_or((viewport.min.x, 1.0), |(_, left, width)| (*left, *width));
            let target = Rect::from_min_size(origin + vec2(left, place as f32 * row), vec2(width, row));
            ui.scroll_to_rect(target, None);
        }
    });
    state.scroll_x = output.state.clamped_offset().x;
    if focused && state.current.is_none() {
        let radius = f32::from(theme::RADIUS);
        ui.painter().rect_stroke(seen, radius, theme::palette(ui).focus(), StrokeKind::Inside);
    }
    if let Some(totals) = &view.totals {
        totals_ui(ui, view, state, places, totals, row);
    }
    menu_ui(ui, view, state, menu, &grid, outcome);
}

/// Draws one row, and takes what the mouse does to it.
#[expect(clippy::too_many_arguments, reason = "what a row is drawn from, all of it from one caller")]
fn row_ui<K: RowKey>(
    ui: &mut Ui,
    view: &TableView<K>,
    state: &mut TableState<K>,
    places: &Places,
    (place, index): (usize, usize),
    rect: Rect,
    (grid, focused): (Id, bool),
    outcome: &mut TableOutcome<K>,
) {
    let palette = theme::palette(ui);
    let Some(row) = view.rows.get(index) else { return };
    let response = ui.interact(rect, grid.with(&row.key), Sense::CLICK);
    let selected = state.selected.contains(&row.key);
    response.widget_info(|| WidgetInfo::selected(Role::Row, true, selected, spoken(view, row, places)));
    let pointer = ui.input(|input| input.pointer.latest_pos());
    let under = pointer.and_then(|pointer| places.at(pointer.x - rect.left()));
    take_mouse(ui, view, state, (place, index), under, &response, grid, outcome);

    let selected = state.selected.contains(&row.key);
    if selected {
        ui.painter().rect_filled(rect, 0.0, palette.selected);
    } else if response.hovered() {
        ui.painter().rect_filled(rect, 0.0, palette.hovered);
    }
    ui.painter().hline(rect.x_range(), rect.bottom() - theme::HAIRLINE / 2.0, palette.line());
    let is_current = state.current.as_ref() == Some(&row.key);
    if is_current && focused {
        ui.ctx().accesskit_node_builder(grid, |node| node.set_active_descendant(response.id.accesskit_id()));
        let bar = Rect::from_min_size(rect.min, vec2(theme::STROKE + theme::HAIRLINE, rect.height()));
        ui.painter().rect_filled(bar, 0.0, palette.accent);
    }
    let seen = ui.clip_rect();
    for &(column, left, width) in &places.columns {
        let cell_rect = Rect::from_min_size(rect.min + vec2(left, 0.0), vec2(width, rect.height()));
        if !seen.intersects(cell_rect) {
            continue;
        }
        let Some(cell) = row.cells.get(column) else { continue };
        let key = view.columns[column].key;
        let editing = state.editing.as_ref().is_some_and(|e| e.key == row.key && e.column == key);
        if editing {
            edit::cell_ui(ui, &view.columns[column], state, cell_rect, grid, outcome);
            continue;
        }
        let cut = cell_ui(ui, cell, view.columns[column].align, cell_rect);
        if is_current && focused && state.column == Some(key) {
            let ring = cell_rect.shrink(theme::HAIRLINE);
            ui.painter().rect_stroke(ring, f32::from(theme::RADIUS), palette.focus(), StrokeKind::Inside);
        }
        if response.hovered() && under == Some(column) {
            hint_ui(&response, cell, cut);
        }
    }
}

#[expect(clippy::too_many_arguments, reason = "split from `row_ui` for length only")]
fn take_mouse<K: RowKey>(
    ui: &Ui,
    view: &TableView<K>,
    state: &mut TableState<K>,
    (place, index): (usize, usize),
    under: Option<usize>,
    response: &Response,
    grid: Id,
    outcome: &mut TableOutcome<K>,
) {
    let row = &view.rows[index];
    if response.clicked() {
        edit::send(state, outcome);
        let modifiers = ui.input(|input| input.modifiers);
        if modifiers.command {
            state.toggle(&row.key);
        } else {
            state.move_to(view, place, modifiers.shift);
            state.reveal = false;
        }
        state.column = under.map(|column| view.columns[column].key);
        outcome.selected_changed = true;
        ui.memory_mut(|memory| memory.request_focus(grid));
    }
    if response.double_clicked() {
        match under.filter(|&column| can_edit(view, row, column)) {
            Some(column) => edit::start(view, state, &row.key, view.columns[column].key),
            None => outcome.activated = Some(row.key.clone()),
        }
    }
    if response.secondary_clicked() {
        if !state.selected.contains(&row.key) {
            state.move_to(view, place, false);
            state.reveal = false;
            outcome.selected_changed = true;
        }
        state.menu_at = response.interact_pointer_pos();
        ui.memory_mut(|memory| memory.request_focus(grid));
    }
}

pub(super) fn can_edit<K>(view: &TableView<K>, row: &RowView<K>, column: usize) -> bool {
    !row.locked && view.columns.get(column).is_some_and(|column| column.editor != Editor::None)
}

/// A row as a screen reader says it: its name, then what its shown cells say.
fn spoken<K: RowKey>(view: &TableView<K>, row: &RowView<K>, places: &Places) -> String {
    let mut words = row.label.clone();
    for (column, ..) in &places.columns {
        if let Some(cell) = row.cells.get(*column)
            && !cell.text.is_empty()
            && cell.text != row.label
        {
            words = format!("{words}, {} {}", view.columns[*column].title, cell.text);
        }
        if let Some(base) = row.cells.get(*column).and_then(|cell| cell.base.as_ref()) {
            words = format!("{words} ({base})");
        }
    }
    words
}

/// Paints a cell. Returns whether its text was cut.
fn cell_ui(ui: &Ui, cell: &CellView, align: Align, rect: Rect) -> bool {
    let palette = theme::palette(ui);
    if cell.base.is_some() {
        let corner = rect.right_top() + vec2(-theme::MARK_RADIUS, theme::MARK_RADIUS);
        mark::paint(ui, &ui.painter_at(rect), DIFFERS, corner);
    }
    let mut inner = rect.shrink2(vec2(theme::CELL_PADDING, 0.0));
    let mut colour = palette.text;
    if let Some(mark) = cell.mark {
        let centre = pos2(inner.left() + theme::MARK_RADIUS, inner.center().y);
        mark::paint(ui, &ui.painter_at(rect), mark, centre);
        inner.min.x += MARK_ROOM;
        colour = palette.tone(mark.tone).text;
    }
    if cell.problem.is_some() {
        colour = palette.warning;
    }
    if cell.text.is_empty() && cell.problem.is_none() {
        return false;
    }
    let galley = one_line(ui, &cell.text, inner.width(), colour);
    let x = match align {
        Align::Left => inner.left(),
        Align::Right => inner.right() - galley.size().x,
    };
    let (cut, size) = (galley.elided, galley.size());
    let y = rect.center().y - size.y / 2.0;
    if cell.problem.is_some() {
        let width = size.x.max(theme::GRID * 4.0);
        let from = if align == Align::Right { inner.right() - width } else { x };
        let line = egui::Stroke::new(theme::HAIRLINE, palette.warning);
        ui.painter().hline(from..=from + width, y + size.y, line);
    }
    ui.painter().galley(pos2(x, y), galley, colour);
    cut
}

fn hint_ui(response: &Response, cell: &CellView, cut: bool) {
    let lines = [
        cut.then_some(cell.text.as_str()),
        cell.mark.map(|mark| mark.name).filter(|name| *name != cell.text),
        cell.problem.as_deref(),
        cell.base.as_deref(),
        cell.hint.as_deref(),
    ];
    let words: Vec<&str> = lines.into_iter().flatten().collect();
    if !words.is_empty() {
        response.clone().on_hover_text_at_pointer(words.join("\n"));
    }
}

fn totals_ui<K: RowKey>(
    ui: &mut Ui,
    view: &TableView<K>,
    state: &TableState<K>,
    places: &Places,
    totals: &[String],
    height: f32,
) {
    let palette = theme::palette(ui);
    let (rect, response) = ui.allocate_exact_size(vec2(ui.available_width(), height), Sense::hover());
    response.widget_info(|| WidgetInfo::labeled(Role::Row, true, format!("Total: {}", totals.join(" "))));
    let painter = ui.painter_at(rect);
    painter.hline(rect.x_range(), rect.top(), egui::Stroke::new(theme::HAIRLINE, palette.rule));
    for &(index, left, width) in &places.columns {
        let Some(text) = totals.get(index).filter(|text| !text.is_empty()) else { continue };
        let cell = Rect::from_min_size(rect.min + vec2(left - state.scroll_x, 0.0), vec2(width, height));
        let inner = cell.shrink2(vec2(theme::CELL_PADDING, 0.0));
        let galley = one_line_in(ui, text, inner.width(), palette.text, &theme::strong());
        let x = match view.columns[index].align {
            Align::Left => inner.left(),
            Align::Right => inner.right() - galley.size().x,
        };
        painter.galley(pos2(x, inner.center().y - galley.size().y / 2.0), galley, palette.text);
    }
}

fn menu_ui<K: RowKey>(
    ui: &mut Ui,
    view: &TableView<K>,
    state: &mut TableState<K>,
    menu: &[MenuEntry],
    grid: &Response,
    outcome: &mut TableOutcome<K>,
) {
    let opened = state.menu_at.take();
    if let Some(at) = opened {
        // A new id each time: else the click that opens it here would close the one still open elsewhere.
        state.menu_open = Some((at, state.menu_open.map_or(0, |(_, serial)| serial + 1)));
    }
    let Some((at, serial)) = state.menu_open else { return };
    let id = ui.scope_id().with(("row_menu", serial));
    if opened.is_none() && !Popup::is_id_open(ui.ctx(), id) {
        return;
    }
    let chosen = Popup::menu(grid)
        .id(id)
        .anchor(PopupAnchor::Position(at))
        .open_memory(opened.map(|_| SetOpenCommand::Bool(true)))
        .show(|ui| {
            ui.set_min_width(theme::POPUP_WIDTH / 2.0);
            let mut chosen = None;
            for (index, entry) in menu.iter().enumerate() {
                let button = ui.add_enabled(entry.enabled, egui::Button::new(&entry.label));
                if opened.is_some() && index == 0 {
                    button.request_focus();
                }
                if button.clicked() {
                    chosen = Some(entry.id);
                    ui.close();
                }
            }
            if !menu.is_empty() {
                ui.separator();
            }
            if ui.button("Copy as table").clicked() {
                bar::copy(ui, view, state, as_tsv);
                ui.close();
            }
            chosen
        })
        .and_then(|inner| inner.inner);
    if let Some(chosen) = chosen {
        outcome.menu = Some((chosen, state.selected_in_order(view)));
        grid.request_focus();
    } else if ui.input(|input| input.key_pressed(egui::Key::Escape)) {
        grid.request_focus();
    }
}
