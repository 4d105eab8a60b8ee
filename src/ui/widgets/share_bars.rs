//! Bars of turns, those with a bank holiday told apart, each against a tick for what would be fair.

use eframe::egui::{self, EventFilter, Key, Rect, Response, Sense, Stroke, StrokeKind, Ui, pos2, vec2};

use super::chart::{self, ChartState};
use super::one_line;
use crate::app::view::export::table_csv;
use crate::app::view::rota::duty_shares::{ShareBar, ShareBarsView};
use crate::app::view::table::Tone;
use crate::ui::theme;

/// Draws the bars. They are read by pointing or with the arrow keys.
pub fn share_bars_ui(ui: &mut Ui, view: &ShareBarsView, state: &mut ChartState) {
    ui.push_id(("share_bars", &view.title), |ui| {
        let height = theme::ROW_HEIGHT * (view.bars.len() as f32 + 1.0);
        if chart::title_ui(ui, &view.title, state, || view.as_table(), || table_csv(&view.as_table()), height) {
            return;
        }
        if !view.sentence.is_empty() {
            ui.add(egui::Label::new(&view.sentence).wrap());
        }
        if view.bars.is_empty() {
            return;
        }
        theme::quiet_ui(
            ui,
            "Filled: turns. Hatched, at the end of a bar: those with a bank holiday. Upright line: the fair share.",
        );
        plot_ui(ui, view, state);
        let words = state.reading.and_then(|at| view.bars.get(at)).map(ShareBar::words).unwrap_or_default();
        chart::reading_ui(ui, &words);
    });
}

fn plot_ui(ui: &mut Ui, view: &ShareBarsView, state: &mut ChartState) {
    let palette = theme::palette(ui);
    let size = vec2(ui.available_width().min(theme::TEXT_WIDTH), theme::ROW_HEIGHT * view.bars.len() as f32);
    let (rect, _) = ui.allocate_exact_size(size, Sense::hover());
    let response = ui.interact(rect, ui.scope_id().with("bars"), Sense::click());
    let names =
        view.bars.iter().map(|bar| one_line(ui, &bar.name, theme::HEAT_NAME_WIDTH, palette.text).size().x);
    let left = rect.left() + names.fold(0.0, f32::max) + theme::GAP;
    let right = rect.right() - theme::FIGURE_WIDTH;
    let most = view.bars.iter().map(|bar| f64::from(bar.ordinary + bar.bank_holidays).max(bar.fair));
    let most = most.fold(1.0, f64::max);
    let x_of = |turns: f64| left + (turns / most) as f32 * (right - left);
    take_keys(ui, &response, state, view.bars.len());
    if let Some(pointer) = response.hover_pos() {
        if chart::pointer_reads(ui) {
            let row = ((pointer.y - rect.top()) / theme::ROW_HEIGHT).floor();
            state.reading = (row >= 0.0 && (row as usize) < view.bars.len()).then_some(row as usize);
        }
    } else if !response.has_focus() {
        state.reading = None;
    }
    for (at, bar) in view.bars.iter().enumerate() {
        let top = rect.top() + theme::ROW_HEIGHT * at as f32;
        let row = Rect::from_min_size(pos2(rect.left(), top), vec2(rect.width(), theme::ROW_HEIGHT));
        if state.reading == Some(at) {
            ui.painter().rect_filled(row, f32::from(theme::RADIUS), palette.hovered);
        }
        bar_ui(ui, bar, row, &x_of);
    }
    let words =
        state.reading.and_then(|at| view.bars.get(at)).map_or_else(|| view.sentence.clone(), ShareBar::words);
    chart::name_chart(&response, &view.title, &words);
    if response.has_focus() {
        ui.painter().rect_stroke(rect, f32::from(theme::RADIUS), palette.focus(), StrokeKind::Inside);
    }
}

fn bar_ui(ui: &Ui, bar: &ShareBar, row: Rect, x_of: &dyn Fn(f64) -> f32) {
    let palette = theme::palette(ui);
    let name = one_line(ui, &bar.name, theme::HEAT_NAME_WIDTH, palette.text);
    let y = row.center().y;
    ui.painter().galley(pos2(row.left(), y - name.size().y / 2.0), name, palette.text);
    let all = bar.ordinary + bar.bank_holidays;
    let inner = row.shrink2(vec2(0.0, theme::GRID));
    let part = |from: u32, to: u32| {
        Rect::from_x_y_ranges(x_of(f64::from(from))..=x_of(f64::from(to)), inner.y_range())
    };
    ui.painter().rect_filled(part(0, bar.ordinary), 0.0, palette.tone(Tone::SkyBlue).shape);
    if bar.bank_holidays > 0 {
        hatched(ui, part(bar.ordinary, all), palette.tone(Tone::Vermilion).shape);
    }
    let fair = x_of(bar.fair);
    ui.painter().vline(
        fair,
        row.shrink2(vec2(0.0, theme::HAIRLINE)).y_range(),
        Stroke::new(theme::STROKE, palette.text),
    );
    let figure =
        if bar.bank_holidays > 0 { format!("{all} ({})", bar.bank_holidays) } else { all.to_string() };
    let galley = one_line(ui, &figure, theme::FIGURE_WIDTH, palette.text);
    let x = x_of(f64::from(all)).max(fair) + theme::GRID;
    ui.painter().galley(pos2(x, y - galley.size().y / 2.0), galley, palette.text);
}

/// Slanting lines within an outline: told apart without its hue.
fn hatched(ui: &Ui, part: Rect, colour: egui::Color32) {
    let painter = ui.painter_at(part);
    let line = Stroke::new(theme::HAIRLINE, colour);
    painter.rect_stroke(part, 0.0, line, StrokeKind::Inside);
    let mut x = part.left() - part.height();
    while x < part.right() {
        painter.line_segment([pos2(x, part.bottom()), pos2(x + part.height(), part.top())], line);
        x += theme::GRID;
    }
}

/// Up and Down step through the bars.
fn take_keys(ui: &Ui, response: &Response, state: &mut ChartState, count: usize) {
    if !response.has_focus() || count == 0 {
        return;
    }
    let filter = EventFilter { vertical_arrows: true, ..EventFilter::default() };
    ui.memory_mut(|memory| memory.set_focus_lock_filter(response.id, filter));
    let presses = |key: Key| ui.input(|input| input.num_presses(key));
    let (down, up) = (presses(Key::ArrowDown), presses(Key::ArrowUp));
    if down + up > 0 {
        state.reading = Some(match state.reading {
            None => 0,
            Some(at) => (at + down).saturating_sub(up).min(count - 1),
        });
    }
}

#[cfg(test)]
mod tests {
    use egui_kittest::kittest::Queryable as _;

    use super::*;
    use crate::ui::widgets::testing::{click, harness, press};

    #[test]
    fn the_bars_are_read_in_words_by_keyboard_and_are_there_as_a_table() {
        let bar = |name: &str, ordinary, bank_holidays, fair| ShareBar {
            name: name.into(),
            ordinary,
            bank_holidays,
            fair,
        };
        let view = ShareBarsView {
            title: "Turns against the fair share".into(),
            sentence: "Everybody has what is fair".into(),
            bars: vec![bar("Ada Brook", 3, 1, 3.8), bar("Ben Cole", 1, 0, 1.0)],
        };
        let mut harness =
            harness(move |ui, state: &mut ChartState| share_bars_ui(ui, &view, state), ChartState::default());
        harness.get_by_label("Turns against the fair share, chart").focus();
        harness.run();
        press(&mut harness, &[Key::ArrowDown]);
        harness.get_by_label("Ada Brook: 4 turns, 1 of them with a bank holiday; 3.8 would be fair");
        press(&mut harness, &[Key::ArrowDown]);
        harness.get_by_label("Ben Cole: 1 turn; 1.0 would be fair");
        click(&mut harness, "Show Turns against the fair share as a table");
        harness.get_by_label_contains("Ada Brook, Turns 4, With a bank holiday 1");
    }
}
