//! Chances along a line of values, each with its interval, against what they are to reach.

use eframe::egui::{Align2, Rect, Response, Sense, Stroke, StrokeKind, TextStyle, Ui, pos2, vec2};

use super::chart::{self, ChartState, Pick};
use super::{mark, one_line};
use crate::app::view::chances::{Chance, ChancesView};
use crate::app::view::export::table_csv;
use crate::app::view::table::{Shape, Tone};
use crate::ui::theme;

/// Draws the chart. Returns the place of the value chosen: by click or Space, opened by double click or Enter.
pub fn chance_chart_ui(ui: &mut Ui, view: &ChancesView, state: &mut ChartState) -> Option<Pick<usize>> {
    ui.push_id(("chances", &view.title), |ui| {
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
        if view.points.is_empty() {
            theme::quiet_ui(ui, "Nothing has been tried yet");
            return None;
        }
        theme::quiet_ui(ui, &view.y_label);
        let picked = plot_ui(ui, view, state);
        let hint = state.reading.and_then(|at| view.points.get(at)).map(|point| point.hint.as_str());
        chart::reading_ui(ui, hint.unwrap_or_default());
        picked
    })
    .inner
}

/// Where values stand on the screen.
struct Scale {
    frame: Rect,
    x: (f64, f64),
}

impl Scale {
    fn new(view: &ChancesView, frame: Rect) -> Self {
        let places = view.ticks.iter().map(|(x, _)| *x).chain(view.points.iter().map(|point| point.x));
        let (low, high) =
            places.fold((f64::INFINITY, f64::NEG_INFINITY), |(low, high), x| (low.min(x), high.max(x)));
        // A little room at both ends, so that the outermost points are not cut.
        let room = ((high - low) * 0.02).max(0.5);
        Self { frame, x: (low - room, high + room) }
    }

    fn x(&self, value: f64) -> f32 {
        let share = (value - self.x.0) / (self.x.1 - self.x.0);
        self.frame.left() + share as f32 * self.frame.width()
    }

    fn y(&self, share: f64) -> f32 {
        self.frame.bottom() - share.clamp(0.0, 1.0) as f32 * self.frame.height()
    }
}

fn plot_ui(ui: &mut Ui, view: &ChancesView, state: &mut ChartState) -> Option<Pick<usize>> {
    let palette = theme::palette(ui);
    let share = ui.ctx().content_rect().height() / 4.0;
    let height = share.clamp(theme::CHART_HEIGHT * 0.6, theme::CHART_HEIGHT);
    let (rect, _) = ui.allocate_exact_size(vec2(ui.available_width(), height), Sense::hover());
    let response = ui.interact(rect, ui.scope_id().with("plot"), Sense::click());
    let line = ui.text_style_height(&TextStyle::Body);
    let name_room = wanted_room(ui, view);
    let frame = Rect::from_min_max(
        rect.min + vec2(theme::GRID * 8.0, line / 2.0),
        rect.max - vec2(name_room, line * 2.0 + theme::GRID),
    );
    let scale = Scale::new(view, frame);
    axes_ui(ui, view, &scale);
    chart::step_reading(ui, &response, &mut state.reading, view.points.len());
    if let Some(pointer) = response.hover_pos() {
        if chart::pointer_reads(ui) {
            let away = |at: &usize| (scale.x(view.points[*at].x) - pointer.x).abs();
            state.reading = (0..view.points.len()).min_by(|a, b| away(a).total_cmp(&away(b)));
        }
    } else if !response.has_focus() {
        state.reading = None;
    }
    for (at, point) in view.points.iter().enumerate() {
        point_ui(ui, point, &scale, state.reading == Some(at));
    }
    wanted_ui(ui, view, &scale);
    name_ui(&response, view, state);
    if response.has_focus() {
        ui.painter().rect_stroke(rect, f32::from(theme::RADIUS), palette.focus(), StrokeKind::Inside);
    }
    let at = state.reading?;
    chart::picked(ui, &response).map(|pick| pick.map(|()| at))
}

fn name_ui(response: &Response, view: &ChancesView, state: &ChartState) {
    let reading = state.reading.or_else(|| view.points.iter().position(|point| point.chosen));
    let words = reading.and_then(|at| view.points.get(at)).map(|point| point.hint.as_str());
    chart::name_chart(response, &view.title, words.unwrap_or(&view.sentence));
}

/// Lines at every twenty of a hundred, and as many values below as have room.
fn axes_ui(ui: &Ui, view: &ChancesView, scale: &Scale) {
    let palette = theme::palette(ui);
    let font = TextStyle::Body.resolve(ui.style());
    let frame = scale.frame;
    for n in 0..=5 {
        let share = f64::from(n) / 5.0;
        let y = scale.y(share);
        let line = if n == 0 { Stroke::new(theme::HAIRLINE, palette.rule) } else { palette.line() };
        ui.painter().hline(frame.x_range(), y, line);
        let at = pos2(frame.left() - theme::GRID, y);
        ui.painter().text(at, Align2::RIGHT_CENTER, n * 20, font.clone(), palette.quiet);
    }
    let mut free = f32::NEG_INFINITY;
    for (x, name) in every_other(ui, view, scale) {
        let galley = one_line(ui, name, theme::LINE_NAME_WIDTH, palette.quiet);
        let left = scale.x(*x) - galley.size().x / 2.0;
        if left >= free {
            free = left + galley.size().x + theme::GAP;
            ui.painter().galley(pos2(left, frame.bottom() + theme::GRID), galley, palette.quiet);
        }
    }
    let below = pos2(frame.center().x, frame.bottom() + theme::GRID + ui.text_style_height(&TextStyle::Body));
    ui.painter().text(below, Align2::CENTER_TOP, &view.x_label, font, palette.quiet);
}

/// Every so manieth value, so that those written stand evenly.
fn every_other<'a>(ui: &Ui, view: &'a ChancesView, scale: &Scale) -> impl Iterator<Item = &'a (f64, String)> {
    let width = |name: &str| one_line(ui, name, theme::LINE_NAME_WIDTH, theme::palette(ui).quiet).size().x;
    let widest = view.ticks.iter().map(|(_, name)| width(name)).fold(0.0, f32::max) + theme::GAP * 2.0;
    let fit = (scale.frame.width() / widest.max(1.0)).floor().max(1.0) as usize;
    let rough = view.ticks.len().div_ceil(fit.max(1)).max(1);
    // Steps that people count in.
    let step = [1, 2, 5, 10, 20, 50, 100].into_iter().find(|step| *step >= rough).unwrap_or(rough);
    view.ticks.iter().step_by(step)
}

fn point_ui(ui: &Ui, point: &Chance, scale: &Scale, read: bool) {
    let palette = theme::palette(ui);
    let (shape, tone) =
        if point.enough { (Shape::Disc, Tone::BlueGreen) } else { (Shape::Cross, Tone::Vermilion) };
    let colours = palette.tone(tone);
    let x = scale.x(point.x);
    let ends = scale.y(point.high)..=scale.y(point.low);
    if read {
        ui.painter().vline(x, scale.frame.y_range(), Stroke::new(theme::HAIRLINE, palette.accent));
    }
    ui.painter().vline(x, ends, Stroke::new(theme::STROKE, colours.shape));
    let centre = pos2(x, scale.y(point.share));
    mark::paint_in(ui.painter(), shape, centre, theme::MARK_RADIUS, colours.shape);
    if point.chosen {
        let ring = Stroke::new(theme::STROKE, palette.text);
        ui.painter().circle_stroke(centre, theme::MARK_RADIUS + theme::GRID / 2.0, ring);
        let label = one_line(ui, &point.name, theme::LINE_NAME_WIDTH, palette.text);
        // Below the point and beside its interval, where there is room for it.
        let at = pos2(x + theme::GAP, (centre.y + theme::GRID).min(scale.frame.bottom() - label.size().y));
        ui.painter().galley(at, label, palette.text);
    }
}

fn wanted_room(ui: &Ui, view: &ChancesView) -> f32 {
    let name = view.wanted.as_ref().map_or("", |(_, name)| name);
    one_line(ui, name, theme::LINE_NAME_WIDTH, theme::palette(ui).text).size().x + theme::GAP
}

/// What the chances are to reach, named at the line's end.
fn wanted_ui(ui: &Ui, view: &ChancesView, scale: &Scale) {
    let Some((share, name)) = &view.wanted else { return };
    let palette = theme::palette(ui);
    let y = scale.y(*share);
    let points = [pos2(scale.frame.left(), y), pos2(scale.frame.right(), y)];
    let line = Stroke::new(theme::HAIRLINE, palette.accent);
    ui.painter().extend(eframe::egui::Shape::dashed_line(&points, line, theme::GRID, theme::GRID));
    let galley = one_line(ui, name, theme::LINE_NAME_WIDTH, palette.accent);
    let corner = pos2(scale.frame.right() + theme::GRID, y - galley.size().y / 2.0);
    ui.painter().galley(corner, galley, palette.accent);
}

#[cfg(test)]
mod tests {
    use eframe::egui::Key;
    use egui_kittest::kittest::Queryable as _;

    use super::*;
    use crate::ui::widgets::testing::{click, harness, press};

    fn view() -> ChancesView {
        let point = |x: f64, share: f64| Chance {
            x,
            name: format!("{x}"),
            share,
            low: share - 0.02,
            high: share + 0.02,
            enough: share >= 0.95,
            chosen: x > 13.5 && x < 14.5,
            hint: format!("{x} posts: kept in {} years of 100", 100.0 * share),
        };
        ChancesView {
            title: "Years kept".into(),
            x_label: "Posts".into(),
            y_label: "Years of 100".into(),
            ticks: (0..=40).map(|n| (f64::from(n), n.to_string())).collect(),
            points: vec![point(0.0, 0.03), point(13.0, 0.9), point(14.0, 0.96)],
            wanted: Some((0.95, "promised: 95".into())),
            ..ChancesView::default()
        }
    }

    #[test]
    fn the_answer_is_read_first_and_values_are_stepped_through_and_opened() {
        let mut harness = harness(
            |ui, (state, picks): &mut (ChartState, Vec<Pick<usize>>)| {
                picks.extend(chance_chart_ui(ui, &view(), state));
            },
            (ChartState::default(), Vec::new()),
        );
        let chart = harness.get_by_label("Years kept, chart");
        assert_eq!(chart.value().as_deref(), Some("14 posts: kept in 96 years of 100"));
        chart.focus();
        harness.run();
        press(&mut harness, &[Key::ArrowRight, Key::ArrowRight]);
        harness.get_by_label("13 posts: kept in 90 years of 100");
        press(&mut harness, &[Key::Enter]);
        assert_eq!(harness.state().1, [Pick::Opened(1)]);
        click(&mut harness, "Show Years kept as a table");
        harness.get_by_label_contains("13, Years of 100 90.0");
    }
}
