//! The header that stays: titles to sort by, edges to resize, filter fields.

use eframe::egui::{
    self, CursorIcon, Rect, Response, Role, Sense, Stroke, StrokeKind, TextEdit, TextStyle, Ui, UiBuilder,
    WidgetInfo, pos2, vec2,
};

use super::{Places, TableOutcome, TableState};
use crate::app::view::table::{Align, ColumnView, RowKey, TableView};
use crate::ui::theme;
use crate::ui::widgets::{one_line, one_line_in};

pub(super) fn header_ui<K: RowKey>(
    ui: &mut Ui,
    view: &TableView<K>,
    state: &mut TableState<K>,
    places: &Places,
    outcome: &mut TableOutcome<K>,
) {
    let palette = theme::palette(ui);
    let title_height = theme::ROW_HEIGHT;
    let filter_height = if state.filters_open { theme::ROW_HEIGHT + theme::GRID } else { 0.0 };
    let size = vec2(ui.available_width(), title_height + filter_height);
    let (rect, _) = ui.allocate_exact_size(size, Sense::hover());
    ui.painter().rect_filled(rect, 0.0, palette.side);
    ui.painter().hline(rect.x_range(), rect.bottom(), Stroke::new(theme::HAIRLINE, palette.rule));
    let mut head = ui.new_child(UiBuilder::new().id_salt("header").max_rect(rect));
    head.set_clip_rect(rect.expand(theme::HAIRLINE).intersect(ui.clip_rect()));
    for &(index, left, width) in &places.columns {
        let column = &view.columns[index];
        let corner = pos2(rect.left() + left - state.scroll_x, rect.top());
        let title = Rect::from_min_size(corner, vec2(width, title_height));
        if title_ui(&mut head, column, state, title).clicked() {
            state.layout.toggle_sort(column.key);
            state.reveal = true;
            outcome.layout_changed = true;
        }
        if state.filters_open {
            let field = Rect::from_min_size(title.left_bottom(), vec2(width, filter_height));
            filter_ui(&mut head, column, state, field);
        }
    }
    // After all titles, so that an edge is above its neighbours.
    for &(index, left, width) in &places.columns {
        let column = &view.columns[index];
        let x = rect.left() + left + width - state.scroll_x;
        let edge = Rect::from_center_size(pos2(x, rect.center().y), vec2(theme::EDGE_GRAB, rect.height()));
        if let Some(width) = edge_ui(&mut head, view, state, index, edge, x - width) {
            state.layout.set_width(column, width.round());
            outcome.layout_changed = true;
        }
    }
}

fn title_ui<K: RowKey>(ui: &mut Ui, column: &ColumnView, state: &TableState<K>, rect: Rect) -> Response {
    let palette = theme::palette(ui);
    let sort = state.layout.sort.as_ref().filter(|sort| sort.column == column.key);
    let response = ui.interact(rect, ui.scope_id().with(("title", column.key)), Sense::click());
    response.widget_info(|| {
        let way = match sort.map(|sort| sort.descending) {
            None => "",
            Some(false) => ", ascending",
            Some(true) => ", descending",
        };
        WidgetInfo::labeled(Role::ColumnHeader, true, format!("Sort by {}{way}", column.title))
    });
    if response.hovered() {
        ui.painter().rect_filled(rect.shrink(theme::HAIRLINE), 0.0, palette.hovered);
    }
    let colour = if sort.is_some() { palette.text } else { palette.quiet };
    let arrow =
        sort.map(|sort| one_line(ui, if sort.descending { "↓" } else { "↑" }, f32::INFINITY, palette.accent));
    let arrow_width = arrow.as_ref().map_or(0.0, |arrow| arrow.size().x + theme::GRID);
    let room = rect.width() - 2.0 * theme::CELL_PADDING - arrow_width;
    let title = one_line_in(ui, &column.title, room, colour, &theme::strong());
    let inner = rect.shrink2(vec2(theme::CELL_PADDING, 0.0));
    let y = rect.center().y - title.size().y / 2.0;
    let (title_x, arrow_x) = match column.align {
        Align::Left => (inner.left(), inner.left() + title.size().x + theme::GRID),
        Align::Right => (inner.right() - title.size().x, inner.right() - title.size().x - arrow_width),
    };
    let painter = ui.painter_at(rect);
    painter.galley(pos2(title_x, y), title, colour);
    if let Some(arrow) = arrow {
        painter.galley(pos2(arrow_x, y), arrow, palette.accent);
    }
    if response.has_focus() {
        let ring = rect.shrink(theme::STROKE);
        ui.painter().rect_stroke(ring, f32::from(theme::RADIUS), palette.focus(), StrokeKind::Inside);
    }
    if column.hint.is_empty() { response } else { response.on_hover_text(&column.hint) }
}

fn filter_ui<K: RowKey>(ui: &mut Ui, column: &ColumnView, state: &mut TableState<K>, rect: Rect) {
    let id = ui.scope_id().with(("filter", column.key));
    let inner = rect.shrink2(vec2(theme::GRID / 2.0, theme::GRID / 2.0));
    let text = state.filter.columns.entry(column.key).or_default();
    let field = TextEdit::singleline(text)
        .id(id)
        .desired_width(inner.width())
        .min_size(inner.size())
        .align(egui::Align2::LEFT_CENTER);
    let mut cell = ui.new_child(UiBuilder::new().max_rect(inner));
    cell.set_clip_rect(inner.expand(theme::STROKE).intersect(ui.clip_rect()));
    let response = cell.add(field).accessible_name(format!("Filter {}", column.title));
    response.on_hover_text("Part of a word, or a comparison such as >10");
}

/// The edge of a column. Returns the new width while it is dragged, or once it is double-clicked.
fn edge_ui<K: RowKey>(
    ui: &mut Ui,
    view: &TableView<K>,
    state: &TableState<K>,
    index: usize,
    rect: Rect,
    left: f32,
) -> Option<f32> {
    let palette = theme::palette(ui);
    let column = &view.columns[index];
    let response = ui.interact(rect, ui.scope_id().with(("edge", column.key)), Sense::CLICK | Sense::DRAG);
    let line = if response.hovered() || response.dragged() {
        ui.set_cursor_icon(CursorIcon::ResizeColumn);
        palette.focus()
    } else {
        palette.line()
    };
    let y = rect.y_range().shrink(theme::GRID);
    ui.painter().vline(rect.center().x, y, line);
    if response.double_clicked() {
        return Some(fitting_width(ui, view, state, index));
    }
    let pointer = response.dragged().then(|| ui.input(|input| input.pointer.latest_pos())).flatten()?;
    Some((pointer.x - left).max(theme::COLUMN_MIN))
}

/// The width at which the longest texts of a column are just not cut.
fn fitting_width<K: RowKey>(ui: &Ui, view: &TableView<K>, state: &TableState<K>, index: usize) -> f32 {
    const MEASURED: usize = 40;
    let column = &view.columns[index];
    let mut texts: Vec<&str> = state
        .shown
        .iter()
        .filter_map(|&row| view.rows[row].cells.get(index))
        .map(|c| c.text.as_str())
        .collect();
    texts.sort_unstable_by_key(|text| std::cmp::Reverse(text.len()));
    let colour = theme::palette(ui).text;
    let measure =
        |text: &str, style: &TextStyle| one_line_in(ui, text, f32::INFINITY, colour, style).size().x;
    let title = measure(&column.title, &theme::strong()) + theme::GRID * 4.0;
    let widest =
        texts.iter().take(MEASURED).map(|text| measure(text, &TextStyle::Body)).fold(title, f32::max);
    let marked =
        state.shown.iter().any(|&row| view.rows[row].cells.get(index).is_some_and(|c| c.mark.is_some()));
    let mark = if marked { super::body::MARK_ROOM } else { 0.0 };
    (widest + mark + 2.0 * theme::CELL_PADDING + theme::STROKE)
        .clamp(theme::COLUMN_MIN, theme::COLUMN_FIT_MAX)
}
