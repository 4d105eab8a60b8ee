//! One bar that adds up, with a legend whose items can be chosen.

use eframe::egui::{
    self, Align2, Rect, Response, Role, Sense, Stroke, StrokeKind, TextStyle, Ui, WidgetInfo, pos2, vec2,
};

use super::chart::{self, Pick};
use super::{mark, one_line, one_line_in};
use crate::app::view::chart::{StateBarPart, StateBarView};
use crate::app::words::thousands;
use crate::ui::theme;

/// Narrowest part of the bar that can still be seen and hit.
const PART_MIN: f32 = theme::GRID;

/// Draws the bar and its legend. `selected`: the part chosen now, if any. Returns what was done, and to which part.
pub fn state_bar_ui(ui: &mut Ui, view: &StateBarView, selected: Option<&str>) -> Option<Pick<String>> {
    let on_bar = bar_ui(ui, view, selected);
    ui.add_space(theme::GRID);
    let mut on_legend = None;
    ui.horizontal_wrapped(|ui| {
        for part in &view.parts {
            let response = legend_ui(ui, part, selected == Some(part.key.as_str()));
            on_legend =
                on_legend.take().or(chart::picked(ui, &response).map(|pick| pick.map(|()| part.key.clone())));
        }
    });
    on_bar.or(on_legend)
}

fn bar_ui(ui: &mut Ui, view: &StateBarView, selected: Option<&str>) -> Option<Pick<String>> {
    let palette = theme::palette(ui);
    let flagged =
        view.parts.iter().any(|part| part.flagged && part.count > 0) && !view.flagged_label.is_empty();
    let above = if flagged { theme::TEXT_BODY + theme::GRID * 3.0 } else { 0.0 };
    let width = ui.available_width();
    let (rect, _) = ui.allocate_exact_size(vec2(width, above + theme::BAR_HEIGHT), Sense::hover());
    let bar = Rect::from_min_max(rect.min + vec2(0.0, above), rect.max);
    if view.total == 0 {
        ui.painter().rect_stroke(bar, 0.0, palette.line(), StrokeKind::Inside);
        return None;
    }
    let widths = widths(view, bar.width());
    let mut x = bar.left();
    let mut picked = None;
    let mut bracket: Option<(f32, f32)> = None;
    for (part, width) in view.parts.iter().zip(widths).filter(|(part, _)| part.count > 0) {
        let place = Rect::from_min_size(pos2(x, bar.top()), vec2(width, bar.height()));
        x += width;
        let response = ui.interact(place, ui.scope_id().with(("part", &part.key)), Sense::CLICK);
        let tone = palette.tone(part.mark.tone);
        let body = place.shrink2(vec2(theme::HAIRLINE / 2.0, 0.0));
        // What the chart is about stands out; the rest is a quiet ground.
        let (fill, ink) = if part.flagged {
            (tone.shape, palette.background)
        } else {
            (palette.background.lerp_to_gamma(tone.shape, theme::QUIET_FILL), tone.text)
        };
        ui.painter().rect_filled(body, 0.0, fill);
        if selected == Some(part.key.as_str()) || response.hovered() {
            let line = Stroke::new(theme::STROKE, palette.text);
            ui.painter().rect_stroke(body, 0.0, line, StrokeKind::Inside);
        }
        if width > theme::MARK_RADIUS * 4.0 {
            let radius = theme::MARK_RADIUS;
            mark::paint_in(ui.painter(), part.mark.shape, place.center(), radius, ink);
        }
        if part.flagged {
            bracket = Some((bracket.map_or(place.left(), |(left, _)| left), place.right()));
        }
        picked = picked.or(chart::picked(ui, &response).map(|pick| pick.map(|()| part.key.clone())));
        response.on_hover_text(words(part));
    }
    if let Some((left, right)) = bracket.filter(|_| flagged) {
        bracket_ui(ui, &view.flagged_label, rect, bar.top(), left, right);
    }
    picked
}

/// Widths that add up to the whole, none too narrow to be seen.
fn widths(view: &StateBarView, whole: f32) -> Vec<f32> {
    let total = view.parts.iter().map(|part| part.count).sum::<u32>().max(1) as f32;
    let mut widths: Vec<f32> = view.parts.iter().map(|part| part.count as f32 / total * whole).collect();
    let mut owed = 0.0;
    for (width, part) in widths.iter_mut().zip(&view.parts) {
        if part.count > 0 && *width < PART_MIN {
            owed += PART_MIN - *width;
            *width = PART_MIN;
        }
    }
    if let Some(widest) = widths.iter_mut().max_by(|a, b| a.total_cmp(b)) {
        *widest -= owed;
    }
    widths
}

fn bracket_ui(ui: &Ui, label: &str, rect: Rect, bar_top: f32, left: f32, right: f32) {
    let palette = theme::palette(ui);
    let y = bar_top - theme::GRID;
    let line = Stroke::new(theme::HAIRLINE, palette.text);
    ui.painter().hline(left..=right, y, line);
    for x in [left, right] {
        ui.painter().vline(x, y..=bar_top - theme::HAIRLINE, line);
    }
    let galley = one_line_in(ui, label, rect.width(), palette.text, &theme::strong());
    let wanted = (left + right - galley.size().x) / 2.0;
    let x = wanted.clamp(rect.left(), (rect.right() - galley.size().x).max(rect.left()));
    ui.painter().galley(pos2(x, y - theme::GRID / 2.0 - galley.size().y), galley, palette.text);
}

fn words(part: &StateBarPart) -> String {
    format!("{} {}", part.label, thousands(part.count as usize))
}

fn legend_ui(ui: &mut Ui, part: &StateBarPart, selected: bool) -> Response {
    let palette = theme::palette(ui);
    let label = one_line(ui, &part.label, f32::INFINITY, palette.text);
    let count_style = theme::strong();
    let count = one_line_in(ui, &thousands(part.count as usize), f32::INFINITY, palette.text, &count_style);
    let mark_room = theme::MARK_RADIUS * 2.0 + theme::GRID * 1.5;
    let width = mark_room + label.size().x + theme::GRID + count.size().x + theme::GAP * 2.0;
    let (rect, _) = ui.allocate_exact_size(vec2(width, theme::CONTROL_HEIGHT), Sense::hover());
    let response = ui.interact(rect, ui.scope_id().with(("legend", &part.key)), Sense::click());
    response.widget_info(|| WidgetInfo::selected(Role::Button, true, selected, words(part)));
    let radius = f32::from(theme::RADIUS);
    if selected {
        ui.painter().rect_filled(rect, radius, palette.selected);
    } else if response.hovered() {
        ui.painter().rect_filled(rect, radius, palette.hovered);
    }
    if response.has_focus() {
        ui.painter().rect_stroke(rect, radius, palette.focus(), StrokeKind::Inside);
    }
    let centre = pos2(rect.left() + theme::GAP + theme::MARK_RADIUS, rect.center().y);
    mark::paint(ui, ui.painter(), part.mark, centre);
    let x = rect.left() + theme::GAP + mark_room;
    let middle = |height: f32| rect.center().y - height / 2.0;
    let after = x + label.size().x + theme::GRID;
    ui.painter().galley(pos2(x, middle(label.size().y)), label, palette.text);
    ui.painter().galley(pos2(after, middle(count.size().y)), count, palette.text);
    response
}

/// Words in the middle of a box; heat maps use it too.
pub(super) fn centred(ui: &Ui, rect: Rect, text: &str, colour: egui::Color32) {
    let font = TextStyle::Body.resolve(ui.style());
    ui.painter().text(rect.center(), Align2::CENTER_CENTER, text, font, colour);
}

#[cfg(test)]
mod tests {
    use eframe::egui::Key;
    use egui_kittest::kittest::Queryable as _;

    use super::*;
    use crate::app::view::table::{Mark, Shape, Tone};
    use crate::ui::widgets::testing::{click, harness, press};

    fn view() -> StateBarView {
        let part = |key: &str, label: &str, count: u32, flagged: bool| StateBarPart {
            key: key.into(),
            label: label.into(),
            count,
            mark: Mark { shape: Shape::Triangle, tone: Tone::Purple, name: "Manager-held" },
            flagged,
        };
        StateBarView {
            total: 1204,
            parts: vec![
                part("named", "Named", 1173, false),
                part("held", "Manager-held", 23, true),
                part("waiting", "Awaiting allocation", 8, true),
            ],
            flagged_label: "no named social worker: 31".into(),
        }
    }

    #[test]
    fn the_parts_fill_the_bar_and_none_is_lost() {
        let widths = widths(&view(), 400.0);
        assert!((widths.iter().sum::<f32>() - 400.0).abs() < 0.01);
        assert!(widths.iter().all(|width| *width >= PART_MIN));
    }

    #[test]
    fn a_legend_item_is_selected_by_click_and_opened_by_enter() {
        let mut harness = harness(
            |ui, picks: &mut Vec<Pick<String>>| picks.extend(state_bar_ui(ui, &view(), Some("held"))),
            Vec::new(),
        );
        click(&mut harness, "Manager-held 23");
        assert_eq!(harness.state().as_slice(), [Pick::Selected("held".to_owned())]);
        harness.get_by_label("Awaiting allocation 8").focus();
        harness.run();
        press(&mut harness, &[Key::Enter]);
        assert_eq!(harness.state().last(), Some(&Pick::Opened("waiting".to_owned())));
    }
}
