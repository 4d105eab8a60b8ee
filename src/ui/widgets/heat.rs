//! A grid of figures: the figure first, colour second.

use eframe::egui::{
    EventFilter, Key, Rect, Response, Role, ScrollArea, Sense, Stroke, StrokeKind, Ui, Vec2, WidgetInfo,
    pos2, vec2,
};

use super::chart::{self, ChartState, Pick};
use super::{one_line, state_bar};
use crate::app::view::chart::HeatView;
use crate::app::view::export::heat_csv;
use crate::ui::theme;

/// Draws the grid. Returns the row and column chosen: by click or Space, opened by double click or Enter.
pub fn heat_ui(ui: &mut Ui, view: &HeatView, state: &mut ChartState) -> Option<Pick<(usize, usize)>> {
    ui.push_id(("heat", &view.title), |ui| {
        if chart::title_ui(ui, &view.title, state, || view.as_table(), || heat_csv(view), theme::CHART_HEIGHT)
        {
            return None;
        }
        if view.rows.is_empty() || view.columns.is_empty() {
            theme::quiet_ui(ui, "There is nothing to compare yet");
            return None;
        }
        // A grid that is out of sight still shows its scroll bar at the edge of the screen: leave its room empty.
        let room = vec2(ui.available_width(), theme::HEAT_CELL.y * (view.rows.len() + 2) as f32);
        if !ui.is_rect_visible(Rect::from_min_size(ui.cursor().min, room)) {
            ui.allocate_space(room);
            return None;
        }
        let picked = ui.horizontal_top(|ui| {
            ui.spacing_mut().item_spacing.x = 0.0;
            names_ui(ui, view);
            // Cells shrink to what fits; only a grid that still does not fit scrolls sideways.
            let cell = cell_size(ui.available_width(), view.columns.len());
            if cell.x * view.columns.len() as f32 <= ui.available_width() {
                grid_ui(ui, view, state, cell)
            } else {
                ScrollArea::horizontal().id_salt("weeks").show(ui, |ui| grid_ui(ui, view, state, cell)).inner
            }
        });
        let hint = state.reading.and_then(|at| cell_words(view, at));
        chart::reading_ui(ui, &hint.unwrap_or_default());
        picked.inner
    })
    .inner
}

fn cell_words(view: &HeatView, at: usize) -> Option<String> {
    let (row, column) = (at / view.columns.len(), at % view.columns.len());
    let cell = view.cells.get(row)?.get(column)?;
    let place = format!("{}, {}: {}", view.rows.get(row)?, view.columns.get(column)?, cell.text);
    Some(if cell.hint.is_empty() { place } else { format!("{place}. {}", cell.hint) })
}

fn names_ui(ui: &mut Ui, view: &HeatView) {
    let palette = theme::palette(ui);
    let galleys: Vec<_> =
        view.rows.iter().map(|name| one_line(ui, name, theme::HEAT_NAME_WIDTH, palette.text)).collect();
    let width = galleys.iter().map(|galley| galley.size().x).fold(0.0, f32::max) + theme::GAP;
    let height = theme::HEAT_CELL.y * (view.rows.len() + 1) as f32;
    let (rect, _) = ui.allocate_exact_size(vec2(width, height), Sense::hover());
    for (row, galley) in galleys.into_iter().enumerate() {
        let middle = rect.top() + theme::HEAT_CELL.y * (row as f32 + 1.5);
        let y = middle - galley.size().y / 2.0;
        ui.painter().galley(pos2(rect.left(), y), galley, palette.text);
    }
}

/// The size of a cell when so many columns share this width.
fn cell_size(width: f32, columns: usize) -> Vec2 {
    let share = (width / columns.max(1) as f32).floor();
    vec2(share.clamp(theme::HEAT_CELL_MIN, theme::HEAT_CELL.x), theme::HEAT_CELL.y)
}

fn grid_ui(ui: &mut Ui, view: &HeatView, state: &mut ChartState, cell: Vec2) -> Option<Pick<(usize, usize)>> {
    let palette = theme::palette(ui);
    let (columns, rows) = (view.columns.len(), view.rows.len());
    let size = vec2(cell.x * columns as f32, cell.y * (rows + 1) as f32);
    let (rect, _) = ui.allocate_exact_size(size, Sense::hover());
    let id = ui.scope_id();
    let grid = ui.interact(rect, id.with("grid"), Sense::focusable_noninteractive());
    let mut picked = if grid.has_focus() { take_keys(ui, &grid, state, (rows, columns), cell) } else { None };
    let spoken = state.reading.and_then(|at| cell_words(view, at)).unwrap_or_default();
    chart::name_chart(&grid, &view.title, &spoken);
    for (column, name) in view.columns.iter().enumerate() {
        let place = Rect::from_min_size(rect.min + vec2(column as f32 * cell.x, 0.0), cell);
        // In narrow cells every other date is written, so that they do not run together.
        let room = cell.x >= theme::HEAT_CELL.x || column % 2 == 0;
        if room && ui.is_rect_visible(place) {
            state_bar::centred(ui, place, name, palette.quiet);
        }
    }
    let mut hovered = None;
    for row in 0..rows {
        for column in 0..columns {
            let corner = rect.min + vec2(column as f32 * cell.x, (row + 1) as f32 * cell.y);
            let place = Rect::from_min_size(corner, cell);
            let Some(heat) = view.cells.get(row).and_then(|cells| cells.get(column)) else { continue };
            if !ui.is_rect_visible(place) {
                continue;
            }
            let at = row * columns + column;
            let response = ui.interact(place, id.with(("cell", row, column)), Sense::CLICK);
            response.widget_info(|| {
                WidgetInfo::labeled(Role::GridCell, true, cell_words(view, at).unwrap_or_default())
            });
            let level = usize::from(heat.level).min(palette.heat.len() - 1);
            let body = place.shrink(theme::HAIRLINE);
            ui.painter().rect_filled(body, theme::STROKE, palette.heat[level]);
            state_bar::centred(ui, place, &heat.text, palette.text);
            if let Some(pick) = chart::picked(ui, &response) {
                state.reading = Some(at);
                grid.request_focus();
                picked = Some(pick.map(|()| (row, column)));
            }
            if response.hovered() {
                hovered = Some(at);
            }
            let read = state.reading == Some(at);
            if read && grid.has_focus() {
                ui.painter().rect_stroke(body, theme::STROKE, palette.focus(), StrokeKind::Inside);
            } else if read || response.hovered() {
                let line = Stroke::new(theme::HAIRLINE, palette.accent);
                ui.painter().rect_stroke(body, theme::STROKE, line, StrokeKind::Inside);
            }
        }
    }
    if hovered.is_some() {
        if chart::pointer_reads(ui) {
            state.reading = hovered;
        }
    } else if !grid.has_focus() {
        state.reading = None;
    }
    picked
}

fn take_keys(
    ui: &Ui,
    grid: &Response,
    state: &mut ChartState,
    (rows, columns): (usize, usize),
    cell: Vec2,
) -> Option<Pick<(usize, usize)>> {
    let arrows = EventFilter { horizontal_arrows: true, vertical_arrows: true, ..EventFilter::default() };
    ui.memory_mut(|memory| memory.set_focus_lock_filter(grid.id, arrows));
    let presses = |key: Key| ui.input(|input| input.num_presses(key));
    let steps = [Key::ArrowRight, Key::ArrowLeft, Key::ArrowDown, Key::ArrowUp].map(presses);
    let at = state.reading.unwrap_or(0);
    let (mut row, mut column) = (at / columns, at % columns);
    column = (column + steps[0]).saturating_sub(steps[1]).min(columns - 1);
    row = (row + steps[2]).saturating_sub(steps[3]).min(rows - 1);
    let moved = row * columns + column;
    if state.reading != Some(moved) {
        state.reading = Some(moved);
        let corner = grid.rect.min + vec2(column as f32 * cell.x, (row + 1) as f32 * cell.y);
        ui.scroll_to_rect(Rect::from_min_size(corner, cell), None);
    }
    if presses(Key::Enter) > 0 {
        return Some(Pick::Opened((row, column)));
    }
    (presses(Key::Space) > 0).then_some(Pick::Selected((row, column)))
}

#[cfg(test)]
mod tests {
    use egui_kittest::kittest::Queryable as _;

    use super::*;
    use crate::app::view::chart::HeatCell;
    use crate::ui::widgets::testing::{click, harness, press};

    fn view() -> HeatView {
        let cell = |value: f64| HeatCell {
            value,
            text: format!("{value} %"),
            level: (value / 25.0) as u8,
            hint: "Of what the team can carry".into(),
        };
        HeatView {
            title: "Load by team and week".into(),
            rows: vec!["North".into(), "South".into()],
            columns: vec!["07/09".into(), "14/09".into(), "21/09".into()],
            cells: vec![vec![cell(80.0), cell(90.0), cell(100.0)], vec![cell(10.0), cell(20.0), cell(30.0)]],
        }
    }

    #[test]
    fn a_cell_is_chosen_by_click_and_by_keys() {
        let mut harness = harness(
            |ui, (state, picks): &mut (ChartState, Vec<Pick<(usize, usize)>>)| {
                picks.extend(heat_ui(ui, &view(), state));
            },
            (ChartState::default(), Vec::new()),
        );
        harness.get_by_label_contains("South, 14/09: 20 %").click();
        harness.run();
        assert_eq!(harness.state().1, [Pick::Selected((1, 1))]);
        press(&mut harness, &[Key::ArrowUp, Key::ArrowRight, Key::Enter]);
        assert_eq!(harness.state().1.last(), Some(&Pick::Opened((0, 2))));
        click(&mut harness, "Show Load by team and week as a table");
        harness.get_by_label_contains("North, 21/09, Row North, Column 21/09, Figure 100 %");
    }
}
