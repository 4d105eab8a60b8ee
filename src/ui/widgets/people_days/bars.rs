//! Bars of absence and what marks single days, painted.

use eframe::egui::{Color32, Painter, Rect, Shape, Stroke, StrokeKind, Ui, pos2, vec2};

use crate::app::view::marks::DIFFERS;
use crate::app::view::rota::person::{Bar, KindSign, MarkKind, Pattern, sign};
use crate::app::view::table::{Shape as Sign, Tone};
use crate::domain::plan::AbsenceKind;
use crate::ui::theme;
use crate::ui::widgets::{mark, one_line, one_line_in};

/// How a bar is painted.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Look {
    /// As it is.
    Plain,
    /// Chosen.
    Chosen,
    /// Somewhere else for now, since it is being dragged.
    Lifted,
}

/// Paints a bar with as many words as it has room for.
pub(super) fn bar(ui: &Ui, painter: &Painter, bar: &Bar, rect: Rect, look: Look) {
    let palette = theme::palette(ui);
    let sign = sign(bar.kind);
    let hue = palette.tone(sign.tone).shape;
    if look == Look::Lifted {
        outline(painter, rect, Stroke::new(theme::HAIRLINE, hue), true);
        return;
    }
    ground(ui, painter, rect, sign, bar.requested);
    if bar.goes_on {
        // An arrow at the edge: it does not end here.
        let tip = rect.right_center() - vec2(theme::STROKE, 0.0);
        let back = vec2(theme::GRID, theme::GRID);
        if rect.width() > theme::GRID * 3.0 {
            let points = vec![tip, tip - back, tip + vec2(-back.x, back.y)];
            painter.add(Shape::convex_polygon(points, hue, Stroke::NONE));
        }
    }
    let mut room = rect.shrink2(vec2(theme::GRID, 0.0));
    if bar.no_cover && room.width() > theme::GRID * 5.0 {
        let centre = pos2(room.right() - theme::GRID, room.center().y - theme::HAIRLINE);
        mark::paint_in(painter, Sign::Square, centre, theme::GRID, palette.tone(Tone::Vermilion).shape);
        room.max.x -= theme::GRID * 3.0;
    }
    label(ui, painter, room, &words(sign, &bar.cover, room.width()), bar.requested);
    if bar.differs {
        let corner = rect.right_top() + vec2(-theme::MARK_RADIUS, theme::MARK_RADIUS);
        mark::paint(ui, painter, DIFFERS, corner);
    }
    if look == Look::Chosen {
        painter.rect_stroke(rect, f32::from(theme::RADIUS), palette.focus(), StrokeKind::Inside);
    }
}

/// What a bar of this width says: the word and who covers, the word, the letter, or nothing.
fn words(sign: KindSign, cover: &str, width: f32) -> String {
    let needs = |text: &str| text.chars().count() as f32 * theme::TEXT_BODY * 0.55;
    let whole = if cover.is_empty() { sign.short.to_owned() } else { format!("{} · {cover}", sign.short) };
    if needs(sign.short) + theme::GRID * 6.0 <= width {
        whole
    } else if needs(sign.short) <= width {
        sign.short.to_owned()
    } else if needs(sign.letter) <= width {
        sign.letter.to_owned()
    } else {
        String::new()
    }
}

fn label(ui: &Ui, painter: &Painter, room: Rect, text: &str, on_hatching: bool) {
    if text.is_empty() || room.height() < theme::TEXT_BODY {
        return;
    }
    let palette = theme::palette(ui);
    let galley = one_line(ui, text, room.width(), palette.text);
    let at = pos2(room.left(), room.center().y - galley.size().y / 2.0 - theme::HAIRLINE);
    if on_hatching {
        let behind = Rect::from_min_size(at, galley.size()).expand2(vec2(theme::STROKE, -theme::STROKE));
        painter.rect_filled(behind, theme::STROKE, palette.background);
    }
    painter.galley(at, galley, palette.text);
}

/// The ground of a bar: filled when agreed, hatched and dashed when only asked for; the kind's pattern at its foot.
fn ground(ui: &Ui, painter: &Painter, rect: Rect, sign: KindSign, requested: bool) {
    let palette = theme::palette(ui);
    let hue = palette.tone(sign.tone).shape;
    let radius = f32::from(theme::RADIUS) / 2.0;
    if requested {
        painter.rect_filled(rect, radius, palette.background);
        hatch(painter, rect, palette.soft(sign.tone));
    } else {
        painter.rect_filled(rect, radius, palette.soft(sign.tone));
    }
    foot(painter, rect, sign.pattern, hue);
    outline(painter, rect, Stroke::new(theme::HAIRLINE, hue), requested);
}

/// Slanting lines over a rectangle.
pub(super) fn hatch(painter: &Painter, rect: Rect, colour: Color32) {
    let painter = painter.with_clip_rect(rect.intersect(painter.clip_rect()));
    let seen = painter.clip_rect();
    if !seen.is_positive() {
        return;
    }
    let line = Stroke::new(theme::STROKE, colour);
    let height = rect.height();
    // Lines stand at the same places however far the bar reaches out of sight.
    let first = ((seen.left() - rect.left() - height) / theme::HATCH).floor();
    let count = ((seen.width() + height * 2.0) / theme::HATCH).ceil() as u32;
    for step in 0..=count {
        let x = rect.left() + (first + step as f32) * theme::HATCH;
        painter.line_segment([pos2(x, rect.bottom()), pos2(x + height, rect.top())], line);
    }
}

fn outline(painter: &Painter, rect: Rect, line: Stroke, dashed: bool) {
    let rect = rect.shrink(theme::HAIRLINE / 2.0);
    if !dashed {
        painter.rect_stroke(rect, f32::from(theme::RADIUS) / 2.0, line, StrokeKind::Middle);
        return;
    }
    let corners =
        [rect.left_top(), rect.right_top(), rect.right_bottom(), rect.left_bottom(), rect.left_top()];
    painter.extend(Shape::dashed_line(&corners, line, theme::GRID, theme::GRID * 0.75));
}

/// The pattern of a kind along the foot of a bar.
fn foot(painter: &Painter, rect: Rect, pattern: Pattern, hue: Color32) {
    let painter = painter.with_clip_rect(rect.intersect(painter.clip_rect()));
    let y = rect.bottom() - theme::STROKE;
    let line = Stroke::new(theme::STROKE, hue);
    let across = |y: f32| [pos2(rect.left(), y), pos2(rect.right(), y)];
    let dashes = |dash: f32, gap: f32| {
        painter.extend(Shape::dashed_line(&across(y), line, dash, gap));
    };
    match pattern {
        Pattern::Line => {
            painter.line_segment(across(y), line);
        }
        Pattern::Thick => {
            let strip = Rect::from_min_max(pos2(rect.left(), rect.bottom() - theme::GRID), rect.max);
            painter.rect_filled(strip, 0.0, hue);
        }
        Pattern::Double => {
            let thin = Stroke::new(theme::HAIRLINE, hue);
            painter.line_segment(across(y), thin);
            painter.line_segment(across(y - theme::STROKE * 1.5), thin);
        }
        Pattern::Dots => dashes(theme::STROKE, theme::STROKE * 1.5),
        Pattern::Dashes => dashes(theme::GRID, theme::STROKE * 1.5),
        Pattern::LongDashes => dashes(theme::GRID * 2.5, theme::GRID),
        Pattern::Strokes => {
            let count = (rect.width() / theme::GRID).min(1_000.0) as u32;
            for step in 0..=count {
                let x = rect.left() + step as f32 * theme::GRID;
                let stroke = [pos2(x, rect.bottom()), pos2(x, rect.bottom() - theme::GRID)];
                painter.line_segment(stroke, Stroke::new(theme::HAIRLINE, hue));
            }
        }
    }
}

/// Where something is while it is drawn or dragged.
pub(super) fn preview(ui: &Ui, painter: &Painter, kind: AbsenceKind, rect: Rect, text: &str) {
    let palette = theme::palette(ui);
    ground(ui, painter, rect, sign(kind), true);
    painter.rect_stroke(rect, f32::from(theme::RADIUS) / 2.0, palette.focus(), StrokeKind::Inside);
    label(ui, painter, rect.shrink2(vec2(theme::GRID, 0.0)), text, true);
}

/// A week of a phased return: the fuller the caseload, the fainter.
pub(super) fn tail(ui: &Ui, painter: &Painter, rect: Rect, kind: AbsenceKind, percent: u8) {
    let palette = theme::palette(ui);
    let away = f32::from(100 - percent.min(100)) / 100.0;
    let height = (rect.height() - theme::GRID) * away;
    let body = Rect::from_min_max(pos2(rect.left(), rect.bottom() - height.max(theme::STROKE)), rect.max);
    painter.rect_filled(body, 0.0, palette.soft(sign(kind).tone));
    painter.hline(
        body.x_range(),
        body.top(),
        Stroke::new(theme::HAIRLINE, palette.tone(sign(kind).tone).shape),
    );
    if rect.width() > theme::GRID * 9.0 {
        let galley = one_line(ui, &format!("{percent} %"), rect.width(), palette.quiet);
        let at = pos2(rect.left() + theme::GRID, rect.center().y - galley.size().y / 2.0);
        painter.galley(at, galley, palette.quiet);
    }
}

/// A duty turn: a line along the top with a diamond at its beginning, filled when pinned.
pub(super) fn duty(ui: &Ui, painter: &Painter, rect: Rect, pinned: bool) {
    let colour = theme::palette(ui).tone(Tone::SkyBlue).shape;
    let y = rect.top() + theme::STROKE;
    painter.hline(rect.x_range(), y, Stroke::new(theme::STROKE, colour));
    let shape = if pinned { Sign::Diamond } else { Sign::DiamondOutline };
    if rect.width() > theme::GRID * 3.0 {
        let centre = pos2(rect.left() + theme::GRID * 1.5, rect.top() + theme::GRID * 1.5);
        mark::paint_in(painter, shape, centre, theme::GRID, colour);
        if rect.width() > theme::GRID * 18.0 {
            let quiet = theme::palette(ui).tone(Tone::SkyBlue).text;
            let galley = one_line_in(ui, "Duty", rect.width(), quiet, &eframe::egui::TextStyle::Small);
            painter.galley(pos2(centre.x + theme::GRID * 1.5, rect.top() + theme::STROKE), galley, quiet);
        }
    }
}

/// The first or last day in post, or a step of the assessed and supported year.
pub(super) fn day_mark(ui: &Ui, painter: &Painter, rect: Rect, what: MarkKind) {
    let palette = theme::palette(ui);
    let colour = palette.quiet;
    let line = Stroke::new(theme::STROKE, colour);
    let tip = theme::GRID;
    match what {
        MarkKind::FirstDay => {
            painter.vline(rect.left() + theme::HAIRLINE, rect.y_range(), line);
            let at = pos2(rect.left() + theme::STROKE, rect.center().y);
            let points = vec![at + vec2(0.0, -tip), at + vec2(tip, 0.0), at + vec2(0.0, tip)];
            painter.add(Shape::convex_polygon(points, colour, Stroke::NONE));
        }
        MarkKind::LastDay => {
            painter.vline(rect.right() - theme::HAIRLINE, rect.y_range(), line);
            let at = pos2(rect.right() - theme::STROKE * 1.5, rect.center().y);
            mark::paint_in(painter, Sign::Cross, at - vec2(tip / 2.0, 0.0), tip, colour);
        }
        MarkKind::Asye(percent) => {
            let height = rect.height() * f32::from(percent.min(100)) / 100.0;
            let step = Rect::from_min_max(pos2(rect.left(), rect.bottom() - height), rect.max);
            painter.vline(step.left(), step.y_range(), Stroke::new(theme::HAIRLINE, colour));
            let end = step.left() + theme::GAP;
            painter.hline(step.left()..=end, step.top() + theme::HAIRLINE, line);
            if rect.width() >= theme::ROTA_DAY_NUMBERED {
                let galley = one_line(ui, &format!("{percent} %"), f32::INFINITY, colour);
                let y = rect.bottom() - galley.size().y;
                painter.galley(pos2(step.left() + theme::STROKE, y), galley, colour);
            }
        }
    }
}

/// A sample of a kind for the legend.
pub(super) fn sample(ui: &Ui, painter: &Painter, rect: Rect, kind: AbsenceKind, requested: bool) {
    let sign = sign(kind);
    ground(ui, painter, rect, sign, requested);
    label(ui, painter, rect.shrink2(vec2(theme::GRID, 0.0)), sign.letter, requested);
}
