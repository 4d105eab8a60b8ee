//! A date: typed as dd/mm/yyyy, or picked from a month.

use chrono::{Datelike as _, Days, Months, NaiveDate};
use eframe::egui::{
    self, Align2, Button, EventFilter, Id, Key, Popup, PopupCloseBehavior, Rect, Response, Role, Sense,
    StrokeKind, Ui, WidgetInfo, vec2,
};

use crate::ui::theme;

const DAYS_A_WEEK: u64 = 7;
const WEEKS_SHOWN: u64 = 6;
const WEEK: [&str; 7] = ["Mo", "Tu", "We", "Th", "Fr", "Sa", "Su"];

/// Kept until an opened month has taken the keyboard.
#[derive(Clone, Copy, Default)]
struct Fresh;

/// A small button that opens a month. Returns the day picked.
///
/// `start`: the day the month opens at. `name`: what the date is, for "Choose date for …".
pub fn date_button_ui(ui: &mut Ui, id: Id, name: &str, start: NaiveDate) -> Option<NaiveDate> {
    let size = vec2(theme::CONTROL_HEIGHT, theme::CONTROL_HEIGHT);
    let words = format!("Choose date for {name}");
    let button = ui.add_sized(size, Button::new("")).accessible_name(words.as_str()).on_hover_text(words);
    icon(ui, button.rect);
    let cursor = id.with("cursor");
    if button.clicked() {
        ui.data_mut(|data| {
            data.insert_temp(cursor, start);
            data.insert_temp(cursor, Fresh);
        });
    }
    let picked = Popup::from_toggle_button_response(&button)
        .close_behavior(PopupCloseBehavior::CloseOnClickOutside)
        .show(|ui| {
            let picked = month_ui(ui, cursor, start);
            if picked.is_some() {
                ui.close();
            }
            picked
        })
        .and_then(|inner| inner.inner);
    if picked.is_some() {
        button.request_focus();
    }
    picked
}

fn icon(ui: &Ui, rect: Rect) {
    let palette = theme::palette(ui);
    let page = Rect::from_center_size(rect.center(), vec2(theme::GRID * 3.0, theme::GRID * 3.0));
    let line = egui::Stroke::new(theme::HAIRLINE, palette.quiet);
    ui.painter().rect_stroke(page, theme::HAIRLINE, line, StrokeKind::Middle);
    let head = Rect::from_min_size(page.min, vec2(page.width(), theme::GRID));
    ui.painter().rect_filled(head, theme::HAIRLINE, palette.quiet);
}

/// One month. The day the keyboard is on is kept under `cursor`.
fn month_ui(ui: &mut Ui, cursor: Id, start: NaiveDate) -> Option<NaiveDate> {
    let palette = theme::palette(ui);
    let mut at = ui.data(|data| data.get_temp::<NaiveDate>(cursor)).unwrap_or(start);
    let before = at;
    let mut picked = None;
    let cell = vec2(theme::GRID * 8.0, theme::CONTROL_HEIGHT);
    let width = cell.x * DAYS_A_WEEK as f32;
    ui.set_width(width);
    ui.horizontal(|ui| {
        if ui.button("←").accessible_name("Previous month").clicked() {
            at = at - Months::new(1);
        }
        let title =
            Rect::from_min_size(ui.cursor().min, vec2(width - theme::GRID * 17.0, theme::CONTROL_HEIGHT));
        ui.allocate_rect(title, Sense::hover());
        let font = theme::strong().resolve(ui.style());
        let month = at.format("%B %Y");
        ui.painter().text(title.center(), Align2::CENTER_CENTER, month, font, palette.text);
        if ui.button("→").accessible_name("Next month").clicked() {
            at = at + Months::new(1);
        }
    });
    let size = vec2(width, cell.y * (WEEKS_SHOWN + 1) as f32);
    let (rect, _) = ui.allocate_exact_size(size, Sense::hover());
    let grid = ui.interact(rect, cursor.with("grid"), Sense::focusable_noninteractive());
    grid.widget_info(|| WidgetInfo::labeled(Role::Grid, true, at.format("%A %-d %B %Y")));
    if grid.has_focus() {
        ui.data_mut(|data| data.remove::<Fresh>(cursor));
    } else if ui.data(|data| data.get_temp::<Fresh>(cursor)).is_some() {
        grid.request_focus();
    }
    if grid.has_focus() {
        (at, picked) = take_keys(ui, &grid, at);
    }
    let font = egui::TextStyle::Body.resolve(ui.style());
    for (column, name) in WEEK.iter().enumerate() {
        let place = Rect::from_min_size(rect.min + vec2(column as f32 * cell.x, 0.0), cell);
        ui.painter().text(place.center(), Align2::CENTER_CENTER, name, font.clone(), palette.quiet);
    }
    let first = at.with_day(1).unwrap_or(at);
    let monday = first - Days::new(u64::from(first.weekday().num_days_from_monday()));
    for offset in 0..DAYS_A_WEEK * WEEKS_SHOWN {
        let day = monday + Days::new(offset);
        let (column, row) = (offset % DAYS_A_WEEK, offset / DAYS_A_WEEK + 1);
        let corner = rect.min + vec2(column as f32 * cell.x, row as f32 * cell.y);
        let place = Rect::from_min_size(corner, cell).shrink(theme::HAIRLINE);
        let response = ui.interact(place, cursor.with(day), Sense::CLICK);
        response.widget_info(|| WidgetInfo::labeled(Role::GridCell, true, day.format("%-d %B %Y")));
        if response.clicked() {
            picked = Some(day);
        }
        let colour = if day.month() == at.month() { palette.text } else { palette.quiet };
        if day == at {
            ui.painter().rect_filled(place, f32::from(theme::RADIUS), palette.selected);
        } else if response.hovered() {
            ui.painter().rect_filled(place, f32::from(theme::RADIUS), palette.hovered);
        }
        if day == at && grid.has_focus() {
            let radius = f32::from(theme::RADIUS);
            ui.painter().rect_stroke(place, radius, palette.focus(), StrokeKind::Inside);
        }
        ui.painter().text(place.center(), Align2::CENTER_CENTER, day.day(), font.clone(), colour);
    }
    if at != before {
        ui.data_mut(|data| data.insert_temp(cursor, at));
    }
    picked
}

/// Arrows go by day and week, Page Up and Down by month; Enter picks.
fn take_keys(ui: &Ui, grid: &Response, from: NaiveDate) -> (NaiveDate, Option<NaiveDate>) {
    let arrows = EventFilter { horizontal_arrows: true, vertical_arrows: true, ..EventFilter::default() };
    ui.memory_mut(|memory| memory.set_focus_lock_filter(grid.id, arrows));
    let pressed = |key: Key| ui.input(|input| input.num_presses(key)) as u64;
    let mut at = from;
    at = at + Days::new(pressed(Key::ArrowRight)) - Days::new(pressed(Key::ArrowLeft));
    at = at + Days::new(pressed(Key::ArrowDown) * DAYS_A_WEEK)
        - Days::new(pressed(Key::ArrowUp) * DAYS_A_WEEK);
    at = at + Months::new(pressed(Key::PageDown) as u32) - Months::new(pressed(Key::PageUp) as u32);
    let picked = (pressed(Key::Enter) + pressed(Key::Space) > 0).then_some(at);
    (at, picked)
}
