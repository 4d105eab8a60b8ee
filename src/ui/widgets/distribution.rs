//! One dot a worker against their cap, in order of what they carry: never a mean.

use eframe::egui::{Align2, Rect, Sense, Stroke, StrokeKind, TextStyle, Ui, pos2, vec2};

use super::chart::{self, ChartState, Pick};
use super::mark;
use crate::app::view::chart::{DistributionView, Dot, figure};
use crate::app::view::export::table_csv;
use crate::app::view::table::{Mark, Shape, Tone};
use crate::ui::theme;

/// Draws the distribution. Returns the worker chosen: by click or Space, opened by double click or Enter.
pub fn distribution_ui(ui: &mut Ui, view: &DistributionView, state: &mut ChartState) -> Option<Pick<String>> {
    ui.push_id(("distribution", &view.title), |ui| {
        if chart::title_ui(
            ui,
            &view.title,
            state,
            || view.as_table(),
            || table_csv(&view.as_table()),
            theme::CHART_HEIGHT,
        ) {
            return None;
        }
        if view.dots.is_empty() {
            theme::quiet_ui(ui, "There are no workers to show");
            return None;
        }
        bands_ui(ui, view);
        legend_ui(ui, view);
        let mut dots: Vec<&Dot> = view.dots.iter().collect();
        dots.sort_by(|a, b| b.load.total_cmp(&a.load).then_with(|| a.label.cmp(&b.label)));
        let picked = plot_ui(ui, view, &dots, state);
        let words = state.reading.and_then(|at| dots.get(at)).map(|dot| words(view, dot)).unwrap_or_default();
        chart::reading_ui(ui, &words);
        picked
    })
    .inner
}

fn words(view: &DistributionView, dot: &Dot) -> String {
    let over = if dot.over { format!(", over by {}", figure(dot.load - dot.cap)) } else { String::new() };
    format!("{}: {} against a {} of {}{over}", dot.label, figure(dot.load), view.cap_label, figure(dot.cap))
}

fn bands_ui(ui: &mut Ui, view: &DistributionView) {
    let parts: Vec<String> =
        view.bands.iter().map(|(label, count)| format!("{label}: {}", figure(*count))).collect();
    if !parts.is_empty() {
        theme::quiet_ui(ui, &parts.join(" · "));
    }
}

const WITHIN: Mark = Mark { shape: Shape::Disc, tone: Tone::Blue, name: "Within" };
const OVER: Mark = Mark { shape: Shape::Triangle, tone: Tone::Vermilion, name: "Over" };

fn legend_ui(ui: &mut Ui, view: &DistributionView) {
    let quiet = theme::palette(ui).quiet;
    ui.horizontal(|ui| {
        for (mark, words) in [(OVER, "over their"), (WITHIN, "within their")] {
            mark::mark_ui(ui, mark);
            theme::quiet_ui(ui, &format!("{words} {}", view.cap_label));
            ui.add_space(theme::GAP);
        }
        let (rect, _) = ui.allocate_exact_size(vec2(theme::GRID * 4.0, theme::GRID), Sense::hover());
        ui.painter().hline(rect.x_range(), rect.center().y, Stroke::new(theme::STROKE, quiet));
        theme::quiet_ui(ui, &view.cap_label);
    });
}

fn plot_ui(
    ui: &mut Ui,
    view: &DistributionView,
    dots: &[&Dot],
    state: &mut ChartState,
) -> Option<Pick<String>> {
    let palette = theme::palette(ui);
    // The table under it is not to be squeezed out of a low window.
    let share = ui.ctx().content_rect().height() / 5.0;
    let size = vec2(ui.available_width(), share.clamp(theme::CHART_HEIGHT / 2.0, theme::CHART_HEIGHT));
    let (rect, _) = ui.allocate_exact_size(size, Sense::hover());
    let response = ui.interact(rect, ui.scope_id().with("dots"), Sense::click());
    let axis_room = theme::GRID * 8.0;
    let frame =
        Rect::from_min_max(rect.min + vec2(axis_room, theme::GAP), rect.max - vec2(theme::GRID, theme::GAP));
    let most = dots.iter().map(|dot| dot.load.max(dot.cap)).fold(1.0, f64::max) * 1.08;
    let y_of = |value: f64| frame.bottom() - (value / most) as f32 * frame.height();
    let step = chart::nice_step(most, 5.0);
    let font = TextStyle::Body.resolve(ui.style());
    for n in 0..=(most / step).floor() as usize {
        let value = n as f64 * step;
        let y = y_of(value);
        ui.painter().hline(frame.x_range(), y, palette.line());
        let at = pos2(frame.left() - theme::GRID, y);
        ui.painter().text(at, Align2::RIGHT_CENTER, figure(value), font.clone(), palette.quiet);
    }
    // Few workers stand together at the left rather than spread thin.
    let pitch = (frame.width() / dots.len() as f32).min(theme::GRID * 6.0);
    let x_of = |at: usize| frame.left() + pitch * (at as f32 + 0.5);
    chart::step_reading(ui, &response, &mut state.reading, dots.len());
    if let Some(pointer) = response.hover_pos() {
        if chart::pointer_reads(ui) {
            let at = ((pointer.x - frame.left()) / pitch).floor();
            state.reading = (at >= 0.0 && (at as usize) < dots.len()).then_some(at as usize);
        }
    } else if !response.has_focus() {
        state.reading = None;
    }
    let radius = theme::MARK_RADIUS.min(pitch * 0.45).max(theme::STROKE);
    for (at, dot) in dots.iter().enumerate() {
        let x = x_of(at);
        let half = (pitch * 0.4).min(theme::GRID * 2.0);
        ui.painter().hline(x - half..=x + half, y_of(dot.cap), Stroke::new(theme::STROKE, palette.quiet));
        let Mark { shape, tone, .. } = if dot.over { OVER } else { WITHIN };
        let centre = pos2(x, y_of(dot.load));
        mark::paint_in(ui.painter(), shape, centre, radius, palette.tone(tone).shape);
        if state.reading == Some(at) {
            let column = Rect::from_x_y_ranges(x - pitch / 2.0..=x + pitch / 2.0, frame.y_range());
            ui.painter().rect_stroke(
                column,
                0.0,
                Stroke::new(theme::HAIRLINE, palette.accent),
                StrokeKind::Inside,
            );
        }
    }
    let reading = state.reading.and_then(|at| dots.get(at));
    let over = dots.iter().filter(|dot| dot.over).count();
    let spoken = reading.map_or_else(
        || format!("{} of {} over their {}", over, dots.len(), view.cap_label),
        |dot| words(view, dot),
    );
    chart::name_chart(&response, &view.title, &spoken);
    if response.has_focus() {
        let radius = f32::from(theme::RADIUS);
        ui.painter().rect_stroke(rect, radius, palette.focus(), StrokeKind::Inside);
    }
    let key = reading?.key.clone();
    chart::picked(ui, &response).map(|pick| pick.map(|()| key))
}

#[cfg(test)]
mod tests {
    use eframe::egui::Key;
    use egui_kittest::kittest::Queryable as _;

    use super::*;
    use crate::ui::widgets::testing::{click, harness, press};

    fn view() -> DistributionView {
        let dot = |key: &str, load: f64, cap: f64| Dot {
            key: key.into(),
            label: key.to_uppercase(),
            load,
            cap,
            over: load > cap,
        };
        DistributionView {
            title: "Caseloads".into(),
            cap_label: "cap".into(),
            bands: vec![("0 to 10".into(), 1.0), ("11 to 20".into(), 1.0)],
            dots: vec![dot("ada", 10.0, 18.0), dot("bea", 20.5, 18.0)],
        }
    }

    #[test]
    fn the_heaviest_load_is_read_first_and_opened() {
        let mut harness = harness(
            |ui, (state, picks): &mut (ChartState, Vec<Pick<String>>)| {
                picks.extend(distribution_ui(ui, &view(), state));
            },
            (ChartState::default(), Vec::new()),
        );
        let chart = harness.get_by_label("Caseloads, chart");
        assert_eq!(chart.value().as_deref(), Some("1 of 2 over their cap"));
        chart.focus();
        harness.run();
        press(&mut harness, &[Key::ArrowRight]);
        harness.get_by_label("BEA: 20.5 against a cap of 18, over by 2.5");
        press(&mut harness, &[Key::ArrowRight, Key::Enter]);
        assert_eq!(harness.state().1, [Pick::Opened("ada".to_owned())]);
        click(&mut harness, "Show Caseloads as a table");
        harness.get_by_label_contains("BEA, Carries 20.5, Cap 18, Over by 2.5");
    }
}
