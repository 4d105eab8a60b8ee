//! Bars around a value in the middle: how far each of several things moves it.

use eframe::egui::{EventFilter, Key, Rect, Response, Sense, Stroke, StrokeKind, TextStyle, Ui, pos2, vec2};

use super::chart::{self, ChartState};
use super::{one_line, one_line_in};
use crate::app::view::chances::{TornadoBar, TornadoEnd, TornadoView};
use crate::app::view::export::table_csv;
use crate::app::view::table::Tone;
use crate::ui::theme;

/// Draws the bars. They are read by pointing or with the arrow keys.
pub fn tornado_ui(ui: &mut Ui, view: &TornadoView, state: &mut ChartState) {
    ui.push_id(("tornado", &view.title), |ui| {
        let height = theme::ROW_HEIGHT * (view.bars.len() as f32 + 1.0);
        if chart::title_ui(ui, &view.title, state, || view.as_table(), || table_csv(&view.as_table()), height)
        {
            return;
        }
        if !view.sentence.is_empty() {
            ui.add(eframe::egui::Label::new(&view.sentence).wrap());
        }
        if view.bars.is_empty() {
            return;
        }
        plot_ui(ui, view, state);
        let words = state.reading.and_then(|at| view.bars.get(at)).map(TornadoBar::words).unwrap_or_default();
        chart::reading_ui(ui, &words);
    });
}

/// The lowest and the highest place there is, with the middle among them.
fn reach(view: &TornadoView) -> (f64, f64) {
    let ends = view.bars.iter().flat_map(|bar| [bar.low.x, bar.high.x]).flatten();
    let all = ends.chain(view.middle.as_ref().map(|(x, _)| *x));
    let (low, high) =
        all.fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), x| (low.min(x), high.max(x)));
    if low.is_finite() && high > low { (low, high) } else { (0.0, 1.0) }
}

fn plot_ui(ui: &mut Ui, view: &TornadoView, state: &mut ChartState) {
    let palette = theme::palette(ui);
    let line = ui.text_style_height(&TextStyle::Body);
    let size = vec2(ui.available_width(), theme::ROW_HEIGHT * view.bars.len() as f32 + line + theme::GRID);
    let (rect, _) = ui.allocate_exact_size(size, Sense::hover());
    let response = ui.interact(rect, ui.scope_id().with("bars"), Sense::click());
    let names =
        view.bars.iter().map(|bar| one_line(ui, &bar.name, theme::HEAT_NAME_WIDTH, palette.text).size().x);
    let name_room = names.fold(0.0, f32::max) + theme::GAP;
    // The words at both ends of a bar have room beside it.
    let ends = view.bars.iter().flat_map(|bar| [&bar.low, &bar.high]);
    let end_room = ends.map(|end| one_line(ui, &end_words(end), f32::INFINITY, palette.text).size().x);
    let end_room = end_room.fold(0.0, f32::max) + theme::GAP;
    let frame = Rect::from_min_max(
        pos2(rect.left() + name_room + end_room, rect.top() + line + theme::GRID),
        pos2(rect.right() - end_room, rect.bottom()),
    );
    let (low, high) = reach(view);
    let x_of = |x: f64| frame.left() + ((x - low) / (high - low)) as f32 * frame.width();
    let row_at = |y: f32| ((y - frame.top()) / theme::ROW_HEIGHT).floor();
    take_keys(ui, &response, state, view.bars.len());
    if let Some(pointer) = response.hover_pos() {
        if chart::pointer_reads(ui) {
            let row = row_at(pointer.y);
            state.reading = (row >= 0.0 && (row as usize) < view.bars.len()).then_some(row as usize);
        }
    } else if !response.has_focus() {
        state.reading = None;
    }
    let middle = view.middle.as_ref().map_or(low, |(x, _)| *x);
    for (at, bar) in view.bars.iter().enumerate() {
        let top = frame.top() + theme::ROW_HEIGHT * at as f32;
        let row = Rect::from_min_size(pos2(rect.left(), top), vec2(rect.width(), theme::ROW_HEIGHT));
        if state.reading == Some(at) {
            ui.painter().rect_filled(row, f32::from(theme::RADIUS), palette.hovered);
        }
        bar_ui(ui, bar, row, frame, (&x_of, middle));
    }
    if let Some((x, words)) = &view.middle {
        let x = x_of(*x);
        ui.painter().vline(x, frame.y_range(), Stroke::new(theme::HAIRLINE, palette.text));
        let galley = one_line_in(ui, words, frame.width(), palette.text, &theme::strong());
        let left =
            (x - galley.size().x / 2.0).clamp(rect.left(), (rect.right() - galley.size().x).max(rect.left()));
        ui.painter().galley(pos2(left, rect.top()), galley, palette.text);
    }
    let words = state
        .reading
        .and_then(|at| view.bars.get(at))
        .map_or_else(|| view.sentence.clone(), TornadoBar::words);
    chart::name_chart(&response, &view.title, &words);
    if response.has_focus() {
        ui.painter().rect_stroke(rect, f32::from(theme::RADIUS), palette.focus(), StrokeKind::Inside);
    }
}

/// "90%: 12".
fn end_words(end: &TornadoEnd) -> String {
    format!("{}: {}", end.of, end.text)
}

fn bar_ui(ui: &Ui, bar: &TornadoBar, row: Rect, frame: Rect, (x_of, middle): (&dyn Fn(f64) -> f32, f64)) {
    let palette = theme::palette(ui);
    let name = one_line(ui, &bar.name, theme::HEAT_NAME_WIDTH, palette.text);
    let y = row.center().y;
    ui.painter().galley(pos2(row.left(), y - name.size().y / 2.0), name, palette.text);
    // What lies beyond everything reaches the edge at which more of it stands.
    let beyond = |end: &TornadoEnd, edge: f32| end.x.map_or(edge, x_of);
    let goes_up = bar.high.x.zip(bar.low.x).is_none_or(|(high, low)| high >= low);
    let (low, high) = ((&bar.low, Tone::SkyBlue), (&bar.high, Tone::Vermilion));
    let (left, right) = if goes_up { (low, high) } else { (high, low) };
    let (from, to) = (beyond(left.0, frame.left()), beyond(right.0, frame.right()));
    let centre = x_of(middle);
    // Where there is no answer at either end, there is nothing to draw between them.
    let drawn = bar.low.x.or(bar.high.x).is_some();
    for ((end, tone), x) in [(left, from), (right, to)].into_iter().filter(|_| drawn) {
        let colours = palette.tone(tone);
        let part = Rect::from_x_y_ranges(x.min(centre)..=x.max(centre), row.shrink(theme::GRID).y_range());
        let fill = palette
            .background
            .lerp_to_gamma(colours.shape, if end.x.is_some() { 1.0 } else { theme::QUIET_FILL });
        ui.painter().rect_filled(part, 0.0, fill);
    }
    for ((end, tone), x, leftwards) in [(left, from.min(centre), true), (right, to.max(centre), false)] {
        let colour = palette.tone(tone).text;
        let galley = one_line(ui, &end_words(end), f32::INFINITY, colour);
        let at = if leftwards { x - theme::GRID - galley.size().x } else { x + theme::GRID };
        ui.painter().galley(pos2(at, y - galley.size().y / 2.0), galley, colour);
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

    fn view() -> TornadoView {
        let end = |of: &str, x: Option<f64>| TornadoEnd {
            of: of.into(),
            x,
            text: x.map_or_else(|| "none would do".into(), |x| x.to_string()),
        };
        let bar = |name: &str, low, high| TornadoBar {
            name: name.into(),
            low: end("90%", low),
            high: end("110%", high),
        };
        TornadoView {
            title: "What moves it".into(),
            sentence: "New work matters most".into(),
            middle: Some((14.0, "14 posts".into())),
            bars: vec![bar("New work", Some(9.0), None), bar("Sickness", Some(13.0), Some(15.0))],
        }
    }

    #[test]
    fn the_bars_are_read_in_words_and_are_there_as_a_table() {
        let mut harness =
            harness(|ui, state: &mut ChartState| tornado_ui(ui, &view(), state), ChartState::default());
        let chart = harness.get_by_label("What moves it, chart");
        assert_eq!(chart.value().as_deref(), Some("New work matters most"));
        chart.focus();
        harness.run();
        press(&mut harness, &[Key::ArrowDown]);
        harness.get_by_label("New work: 9 at 90%, none would do at 110%");
        press(&mut harness, &[Key::ArrowDown]);
        harness.get_by_label("Sickness: 13 at 90%, 15 at 110%");
        click(&mut harness, "Show What moves it as a table");
        harness.get_by_label_contains("Sickness, With less of it 90%, Answer 13");
    }
}
