//! Figures over days: step lines named at their end, bands, marked days, and a cursor that reads them in words.

use chrono::{Datelike as _, Months, NaiveDate};
use eframe::egui::{self, Color32, Rect, Sense, Stroke, TextStyle, Ui, Vec2b, pos2};
use egui_plot::{
    AxisHints, FilledArea, GridMark, Line, LineStyle, Plot, PlotPoint, PlotPoints, PlotTransform,
};

use super::chart::{self, ChartState, Pick};
use super::one_line;
use crate::app::view::chart::LineChartView;
use crate::app::view::export::chart_csv;
use crate::app::view::table::Tone;
use crate::app::words::thousands;
use crate::ui::theme;

/// Draws the chart. Returns the day chosen: by click or Space, opened by double click or Enter.
pub fn line_chart_ui(ui: &mut Ui, view: &LineChartView, state: &mut ChartState) -> Option<Pick<NaiveDate>> {
    ui.push_id(("line_chart", &view.title), |ui| {
        if chart::title_ui(
            ui,
            &view.title,
            state,
            || view.as_table(),
            || chart_csv(view),
            theme::CHART_HEIGHT,
        ) {
            return None;
        }
        if !view.sentence.is_empty() {
            ui.add(egui::Label::new(&view.sentence).wrap());
        }
        let (Some(first), Some(last)) = (view.x.first(), view.x.last()) else {
            theme::quiet_ui(ui, "There are no days to show");
            return None;
        };
        theme::quiet_ui(ui, &view.y_label);
        let days = (f64::from(first.num_days_from_ce()), f64::from(last.num_days_from_ce()));
        let picked = plot_ui(ui, view, state, days);
        let words = state.reading.map(|at| view.reading(at)).unwrap_or_default();
        chart::reading_ui(ui, &words);
        picked
    })
    .inner
}

fn plot_ui(
    ui: &mut Ui,
    view: &LineChartView,
    state: &mut ChartState,
    days: (f64, f64),
) -> Option<Pick<NaiveDate>> {
    let palette = theme::palette(ui);
    let id = ui.scope_id().with("plot");
    let (bottom, top) = (bottom_of(view), top_of(view));
    let names = name_room(ui, view);
    let width = ui.available_width() - names;
    let end = days.1.max(days.0 + 1.0);
    let output = Plot::new("plot")
        .id(id)
        .height(height(ui))
        .width(width)
        .sense(Sense::click())
        .allow_drag(false)
        .allow_zoom(false)
        .allow_scroll(false)
        .allow_boxed_zoom(false)
        .allow_double_click_reset(false)
        .allow_axis_zoom_drag(false)
        .auto_bounds(Vec2b::FALSE)
        .show_x(false)
        .show_y(false)
        .show_background(false)
        .show_crosshair(false)
        .grid_color(palette.hairline)
        .grid_fade(0.0)
        .show_grid(Vec2b::new(false, true))
        .x_grid_spacer(move |input| day_marks(input.bounds, width))
        .y_grid_spacer(|input| {
            let step = chart::nice_step(input.bounds.1 - input.bounds.0, 5.0);
            let above = (input.bounds.1 / step).floor().max(0.0) as i32;
            let below = (-input.bounds.0 / step).floor().max(0.0) as i32;
            (-below..=above).map(|n| GridMark { value: f64::from(n) * step, step_size: step }).collect()
        })
        // Else dates that have room are drawn fainter the closer they stand.
        .custom_x_axes(vec![
            AxisHints::new_x().label_spacing(theme::DATE_ROOM / 2.0..=theme::DATE_ROOM / 1.5),
        ])
        .x_axis_formatter(|mark, _| {
            day_of(mark.value).map(|day| day.format("%d/%m").to_string()).unwrap_or_default()
        })
        .y_axis_formatter(|mark, _| {
            let sign = if mark.value <= -0.5 { "−" } else { "" };
            format!("{sign}{}", thousands(mark.value.abs().round() as usize))
        })
        .show(ui, |plot| {
            plot.set_plot_bounds_x(days.0..=end);
            plot.set_plot_bounds_y(bottom..=top);
            let xs: Vec<f64> = view.x.iter().map(|day| f64::from(day.num_days_from_ce())).collect();
            for (place, band) in view.bands.iter().enumerate() {
                let count = xs.len().min(band.low.len()).min(band.high.len());
                let fill = if is_overlaid(view) {
                    palette.tone(band.tone).shape.gamma_multiply(theme::OVERLAID_FILL)
                } else {
                    palette.bands[place.min(palette.bands.len() - 1)]
                };
                plot.add(
                    FilledArea::new(&band.name, &xs[..count], &band.low[..count], &band.high[..count])
                        .fill_color(fill),
                );
            }
            for series in &view.series {
                for (part, points) in steps(&xs, &series.values).into_iter().enumerate() {
                    let style = if series.dashed { LineStyle::dashed_dense() } else { LineStyle::Solid };
                    let line = Line::new(&series.name, PlotPoints::Owned(points))
                        .id((&series.name, part))
                        .color(line_colour(palette, view, series.tone))
                        .width(theme::STROKE)
                        .style(style)
                        // Else near steps are merged into one slanting band.
                        .allow_band(false)
                        .allow_hover(false);
                    plot.line(line);
                }
            }
        });
    let response = output.response;
    chart::step_reading(ui, &response, &mut state.reading, view.x.len());
    if let Some(pointer) = response.hover_pos() {
        if chart::pointer_reads(ui) {
            let day = output.transform.value_from_position(pointer).x.round();
            state.reading = nearest(view, day);
        }
    } else if !response.has_focus() {
        state.reading = None;
    }
    let words = state.reading.map_or_else(|| view.sentence.clone(), |at| view.reading(at));
    chart::name_chart(&response, &view.title, &words);
    let floor = output.transform.frame();
    let nought = output.transform.position_from_point_y(0.0).min(floor.bottom());
    ui.painter().hline(floor.x_range(), nought, Stroke::new(theme::HAIRLINE, palette.rule));
    marks_ui(ui, view, &output.transform);
    names_ui(ui, view, &output.transform, names);
    cursor_ui(ui, view, state.pinned.filter(|at| state.reading != Some(*at)), &output.transform);
    cursor_ui(ui, view, state.reading, &output.transform);
    if response.has_focus() {
        let ring = response.rect.expand(theme::STROKE);
        ui.painter().rect_stroke(ring, f32::from(theme::RADIUS), palette.focus(), egui::StrokeKind::Inside);
    }
    let day = state.reading.and_then(|at| view.x.get(at)).copied()?;
    chart::picked(ui, &response).map(|pick| pick.map(|()| day))
}

/// In a low window a chart is lower, so that there is room for what stands around it.
fn height(ui: &Ui) -> f32 {
    let share = ui.ctx().content_rect().height() / 4.0;
    share.clamp(theme::CHART_HEIGHT * 0.6, theme::CHART_HEIGHT)
}

/// Lines over bands are of the stronger colour of their tone.
fn line_colour(palette: &theme::Palette, view: &LineChartView, tone: Tone) -> Color32 {
    let colours = palette.tone(tone);
    if view.bands.is_empty() { colours.shape } else { colours.text }
}

/// The greatest value, with room above for the names of marked days.
fn top_of(view: &LineChartView) -> f64 {
    let lines = view.series.iter().flat_map(|series| &series.values);
    let bands = view.bands.iter().flat_map(|band| &band.high);
    let most = lines.chain(bands).copied().filter(|value| value.is_finite()).fold(0.0, f64::max);
    (most * 1.16).max(1.0)
}

/// Nought, or the least value below it, with room.
fn bottom_of(view: &LineChartView) -> f64 {
    let lines = view.series.iter().flat_map(|series| &series.values);
    let bands = view.bands.iter().flat_map(|band| &band.low);
    lines.chain(bands).copied().filter(|value| value.is_finite()).fold(0.0, f64::min) * 1.08
}

/// Whether bands of several plans lie over each other: then they are seen through, and their lines' names name them.
fn is_overlaid(view: &LineChartView) -> bool {
    view.bands.windows(2).any(|pair| pair[0].tone != pair[1].tone)
}

fn day_of(value: f64) -> Option<NaiveDate> {
    NaiveDate::from_num_days_from_ce_opt(value.round() as i32)
}

fn nearest(view: &LineChartView, day: f64) -> Option<usize> {
    let away = |at: &usize| (f64::from(view.x[*at].num_days_from_ce()) - day).abs();
    (0..view.x.len()).min_by(|a, b| away(a).total_cmp(&away(b)))
}

/// A value holds until the next day: points of a step line, in unbroken runs, none where nothing changes.
fn steps(xs: &[f64], values: &[f64]) -> Vec<Vec<PlotPoint>> {
    let mut runs = Vec::new();
    let mut run: Vec<PlotPoint> = Vec::new();
    for (x, value) in xs.iter().zip(values) {
        if !value.is_finite() {
            runs.extend((!run.is_empty()).then(|| std::mem::take(&mut run)));
            continue;
        }
        let count = run.len();
        if let Some(before) = run.last().map(|point| point.y) {
            let level = (before - value).abs() < f64::EPSILON;
            if level && count > 1 && (run[count - 2].y - value).abs() < f64::EPSILON {
                run.pop();
            } else if !level {
                run.push(PlotPoint::new(*x, before));
            }
        }
        run.push(PlotPoint::new(*x, *value));
    }
    runs.extend((!run.is_empty()).then_some(run));
    runs
}

/// Mondays over a few weeks, else firsts of months: as many as have room for their date.
fn day_marks(bounds: (f64, f64), width: f32) -> Vec<GridMark> {
    const DAYS_A_WEEK: usize = 7;
    const MONTHS: [u32; 5] = [1, 2, 3, 6, 12];
    let (from, to) = (bounds.0.ceil(), bounds.1.floor());
    let Some(first) = day_of(from) else { return Vec::new() };
    let most = f64::from(width / theme::DATE_ROOM).max(1.0);
    if to - from <= 70.0 {
        let monday = from + f64::from((7 - first.weekday().num_days_from_monday()) % 7);
        let weeks = (to - monday).max(0.0) as usize / DAYS_A_WEEK;
        let step = ((weeks as f64 / most).ceil() as usize).max(1);
        let size = (step * DAYS_A_WEEK) as f64;
        return (0..=weeks)
            .step_by(step)
            .map(|n| GridMark { value: monday + (n * DAYS_A_WEEK) as f64, step_size: size })
            .collect();
    }
    let fits = |months: &&u32| (to - from) / (30.0 * f64::from(**months)) <= most;
    let months = MONTHS.iter().find(fits).copied().unwrap_or(12);
    let mut marks = Vec::new();
    let mut day = first.with_day(1);
    while let Some(month) = day {
        let value = f64::from(month.num_days_from_ce());
        if value > to {
            break;
        }
        if value >= from && month.month0() % months == 0 {
            marks.push(GridMark { value, step_size: 30.0 * f64::from(months) });
        }
        day = month.checked_add_months(Months::new(1));
    }
    marks
}

/// The name of a line or band, and where it ends.
struct End<'a> {
    name: &'a str,
    day: NaiveDate,
    value: f64,
    tone: Tone,
}

/// What is named at the end of its line: first what reaches the last day, then what ends before.
fn ends(view: &LineChartView) -> (Vec<End<'_>>, Vec<End<'_>>) {
    let lines = view.series.iter().map(|line| (&line.name, &line.values, line.tone));
    let bands = view.bands.iter().filter(|_| !is_overlaid(view));
    let bands = bands.map(|band| (&band.name, &band.high, band.tone));
    let found = lines.chain(bands).filter_map(|(name, values, tone)| {
        let (at, (day, value)) =
            view.x.iter().zip(values).enumerate().rfind(|(_, (_, value))| value.is_finite())?;
        Some((at, End { name, day: *day, value: *value, tone }))
    });
    // A few days short of the end is the end.
    let near = view.x.len().saturating_sub(view.x.len() / 20 + 1);
    let (reaching, short): (Vec<_>, Vec<_>) = found.partition(|(at, _)| *at >= near);
    let ends = |list: Vec<(usize, _)>| list.into_iter().map(|(_, end)| end).collect();
    (ends(reaching), ends(short))
}

fn name_room(ui: &Ui, view: &LineChartView) -> f32 {
    let width = |name: &str| one_line(ui, name, theme::LINE_NAME_WIDTH, Color32::PLACEHOLDER).size().x;
    let widest = ends(view).0.iter().map(|end| width(end.name)).fold(0.0, f32::max);
    widest + theme::GAP
}

/// Moves heights apart, which ascend, so that each has this room, as little as that takes, and none below the bottom.
fn spread(ys: &mut [f32], room: f32, bottom: f32) {
    let mut free = f32::NEG_INFINITY;
    for y in ys.iter_mut() {
        *y = y.max(free);
        free = *y + room;
    }
    let mut free = bottom;
    for y in ys.iter_mut().rev() {
        *y = y.min(free);
        free = *y - room;
    }
}

/// Writes each name at its line's end, moved apart where they would overlap.
fn names_ui(ui: &Ui, view: &LineChartView, transform: &PlotTransform, room: f32) {
    let frame = *transform.frame();
    let palette = theme::palette(ui);
    let height = ui.text_style_height(&TextStyle::Body);
    let (mut reaching, short) = ends(view);
    reaching.sort_by(|a, b| b.value.total_cmp(&a.value));
    let mut ys: Vec<f32> = reaching.iter().map(|end| transform.position_from_point_y(end.value)).collect();
    spread(&mut ys, height, frame.bottom() - height / 2.0);
    for (y, end) in ys.into_iter().zip(reaching) {
        let colour = palette.tone(end.tone).text;
        let galley = one_line(ui, end.name, room, colour);
        let corner = pos2(frame.right() + theme::GRID, y - height / 2.0);
        ui.painter().galley(corner, galley, colour);
    }
    // A line that ends before is named there, on a ground of its own so that it can be read over the bands.
    for end in short {
        let colour = palette.tone(end.tone).text;
        let galley = one_line(ui, end.name, theme::LINE_NAME_WIDTH, colour);
        let x = transform.position_from_point_x(f64::from(end.day.num_days_from_ce())) + theme::GRID;
        let line = transform.position_from_point_y(end.value);
        // Above its line, but not where marked days are named.
        let above = line - height - theme::GRID;
        let y = if above < frame.top() + height { line + theme::GRID } else { above };
        let corner = pos2(x.min(frame.right() - galley.size().x), y);
        let ground = Rect::from_min_size(corner, galley.size()).expand2(egui::vec2(theme::STROKE, 0.0));
        ui.painter().rect_filled(ground, theme::STROKE, palette.background);
        ui.painter().galley(corner, galley, colour);
    }
}

/// A line down for each marked day, and its name at the top where there is room for it.
fn marks_ui(ui: &Ui, view: &LineChartView, transform: &PlotTransform) {
    let palette = theme::palette(ui);
    let frame = *transform.frame();
    let mut free_from = frame.left();
    let mut marks: Vec<&(NaiveDate, String)> = view.marks.iter().collect();
    marks.sort_by_key(|(day, _)| *day);
    for (day, name) in marks {
        let x = transform.position_from_point_x(f64::from(day.num_days_from_ce()));
        if !frame.x_range().contains(x) {
            continue;
        }
        let line = Stroke::new(theme::HAIRLINE, palette.rule);
        let points = [pos2(x, frame.top()), pos2(x, frame.bottom())];
        ui.painter().extend(egui::Shape::dashed_line(&points, line, theme::GRID / 2.0, theme::GRID));
        let galley = one_line(ui, name, theme::LINE_NAME_WIDTH, palette.quiet);
        let at = (x + theme::GRID / 2.0).min(frame.right() - galley.size().x);
        if at >= free_from {
            free_from = at + galley.size().x + theme::GRID;
            ui.painter().galley(pos2(at, frame.top()), galley, palette.quiet);
        }
    }
}

fn cursor_ui(ui: &Ui, view: &LineChartView, reading: Option<usize>, transform: &PlotTransform) {
    let Some((at, day)) = reading.and_then(|at| Some((at, view.x.get(at)?))) else { return };
    let palette = theme::palette(ui);
    let frame: Rect = *transform.frame();
    let x = transform.position_from_point_x(f64::from(day.num_days_from_ce()));
    ui.painter().vline(x, frame.y_range(), Stroke::new(theme::HAIRLINE, palette.accent));
    for series in &view.series {
        if let Some(value) = series.values.get(at).filter(|value| value.is_finite()) {
            let centre = pos2(x, transform.position_from_point_y(*value));
            ui.painter().circle_filled(centre, theme::GRID, line_colour(palette, view, series.tone));
        }
    }
}

#[cfg(test)]
mod tests {
    use chrono::Days;
    use eframe::egui::Key;
    use egui_kittest::kittest::Queryable as _;

    use super::*;
    use crate::app::view::chart::Series;
    use crate::ui::widgets::testing::{click, harness, press};

    fn view() -> LineChartView {
        let start = NaiveDate::from_ymd_opt(2026, 9, 7).unwrap();
        let x: Vec<NaiveDate> = (0..300).map(|n| start + Days::new(n)).collect();
        let values = (0..300).map(|n| 31.0 - f64::from(n / 30)).collect();
        LineChartView {
            title: "Children without a named worker".into(),
            sentence: "31 today, 22 in July".into(),
            y_label: "Children".into(),
            series: vec![Series { name: "Base plan".into(), values, tone: Tone::Blue, dashed: false }],
            bands: Vec::new(),
            marks: vec![(start, "today".into())],
            x,
        }
    }

    #[test]
    fn a_value_holds_until_the_next_day_and_level_days_cost_no_points() {
        let points = steps(&[0.0, 1.0, 2.0, 3.0, 4.0], &[5.0, 5.0, 5.0, 7.0, f64::NAN]);
        let flat: Vec<(f64, f64)> = points[0].iter().map(|point| (point.x, point.y)).collect();
        assert_eq!(flat, [(0.0, 5.0), (2.0, 5.0), (3.0, 5.0), (3.0, 7.0)]);
        assert_eq!(points.len(), 1);
    }

    #[test]
    fn the_arrow_keys_read_the_days_and_enter_opens_one() {
        let mut harness = harness(
            |ui, (state, picks): &mut (ChartState, Vec<Pick<NaiveDate>>)| {
                picks.extend(line_chart_ui(ui, &view(), state));
            },
            (ChartState::default(), Vec::new()),
        );
        harness.get_by_label("Children without a named worker, chart").focus();
        harness.run();
        press(&mut harness, &[Key::ArrowRight, Key::ArrowRight]);
        harness.get_by_label("Tue 08/09/2026: Base plan 31");
        press(&mut harness, &[Key::End, Key::Enter]);
        assert_eq!(harness.state().1, [Pick::Opened(view().x[299])]);
    }

    #[test]
    fn a_narrow_chart_has_fewer_dates_and_never_none() {
        let year = (739_000.0, 739_365.0);
        let counts = [1200.0, 600.0, 200.0].map(|width| day_marks(year, width).len());
        assert_eq!(counts, [12, 6, 2]);
        assert!(day_marks((739_000.0, 739_056.0), 300.0).len() >= 3);
        assert!(!day_marks((739_000.0, 742_600.0), 400.0).is_empty());
    }

    #[test]
    fn names_are_moved_apart_no_further_than_they_must_and_stay_inside() {
        let apart = |ys: &[f32]| {
            let mut ys = ys.to_vec();
            spread(&mut ys, 10.0, 100.0);
            ys
        };
        assert_eq!(apart(&[5.0, 50.0, 90.0]), [5.0, 50.0, 90.0]);
        assert_eq!(apart(&[5.0, 8.0, 50.0]), [5.0, 15.0, 50.0]);
        assert_eq!(apart(&[5.0, 98.0, 99.0]), [5.0, 90.0, 100.0]);
    }

    #[test]
    fn a_line_that_ends_before_the_others_is_named_where_it_ends() {
        let mut view = view();
        let mut known = view.series[0].clone();
        known.name = "Already known".into();
        known.values[200..].fill(f64::NAN);
        view.series.push(known);
        let (reaching, short) = ends(&view);
        assert_eq!(reaching.iter().map(|end| end.name).collect::<Vec<_>>(), ["Base plan"]);
        assert_eq!((short[0].name, short[0].day), ("Already known", view.x[199]));
    }

    #[test]
    fn the_same_numbers_are_there_as_a_table_and_are_copied() {
        let mut harness = harness(
            |ui, state: &mut ChartState| {
                line_chart_ui(ui, &view(), state);
            },
            ChartState::default(),
        );
        click(&mut harness, "Show Children without a named worker as a table");
        harness.get_by_label_contains("07/09/2026, Base plan 31, Marked today");
        click(&mut harness, "Show Children without a named worker as a chart");
        harness.get_by_label("31 today, 22 in July");
        click(&mut harness, "Copy as CSV: Children without a named worker");
    }
}
