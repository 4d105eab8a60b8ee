//! Paints the shapes of the states. Painted, not written, so that they never depend on a typeface.

use eframe::egui::{
    self, Align2, FontId, Painter, Pos2, Response, Sense, Shape as Paint, Stroke, Ui, pos2, vec2,
};

use crate::app::view::table::{Mark, Shape};
use crate::ui::{fonts, theme};

/// Paints a mark with its centre here, in its own hue.
pub fn paint(ui: &Ui, painter: &Painter, mark: Mark, centre: Pos2) {
    let colour = theme::palette(ui).tone(mark.tone).shape;
    paint_in(painter, mark.shape, centre, theme::MARK_RADIUS, colour);
}

/// A mark that takes part in the layout; its name is shown on hover and read out.
pub fn mark_ui(ui: &mut Ui, mark: Mark) -> Response {
    let side = theme::MARK_RADIUS * 2.0 + HALF * 4.0;
    let (rect, response) = ui.allocate_exact_size(vec2(side, side), Sense::hover());
    paint(ui, ui.painter(), mark, rect.center());
    response.widget_info(|| egui::WidgetInfo::labeled(egui::Role::Image, true, mark.name));
    response.on_hover_text(mark.name)
}

const HALF: f32 = 0.5;

/// Paints a shape of this radius and colour.
pub fn paint_in(painter: &Painter, shape: Shape, c: Pos2, r: f32, colour: egui::Color32) {
    let line = Stroke::new(theme::HAIRLINE * 1.5, colour);
    let at = |x: f32, y: f32| pos2(c.x + x * r, c.y + y * r);
    let filled = |points: Vec<Pos2>| {
        painter.add(Paint::convex_polygon(points, colour, Stroke::NONE));
    };
    match shape {
        Shape::Disc => {
            painter.circle_filled(c, r * 0.9, colour);
        }
        Shape::HalfDisc => {
            painter.circle_stroke(c, r * 0.9, line);
            filled(arc(c, r * 0.9, 90.0, 270.0));
        }
        Shape::QuarterDisc => {
            painter.circle_stroke(c, r * 0.9, line);
            let mut wedge = arc(c, r * 0.9, 270.0, 360.0);
            wedge.push(c);
            filled(wedge);
        }
        Shape::Cross => {
            let thick = Stroke::new(theme::STROKE, colour);
            painter.line_segment([at(-0.75, -0.75), at(0.75, 0.75)], thick);
            painter.line_segment([at(-0.75, 0.75), at(0.75, -0.75)], thick);
        }
        Shape::Triangle => filled(vec![at(0.0, -0.95), at(1.0, 0.8), at(-1.0, 0.8)]),
        Shape::Diamond => filled(diamond(&at, 1.0)),
        Shape::DiamondOutline => {
            painter.add(Paint::closed_line(diamond(&at, 0.95), line));
        }
        Shape::Square => filled(vec![at(-0.8, -0.8), at(0.8, -0.8), at(0.8, 0.8), at(-0.8, 0.8)]),
        Shape::TwoWay => {
            arrow(painter, at(-1.1, -0.45), at(1.1, -0.45), r, line);
            arrow(painter, at(1.1, 0.45), at(-1.1, 0.45), r, line);
        }
        Shape::ArrowBar => {
            arrow(painter, at(-1.1, 0.0), at(0.75, 0.0), r, line);
            painter.line_segment([at(1.05, -0.8), at(1.05, 0.8)], line);
        }
        Shape::Corner => filled(vec![at(-0.7, -0.9), at(0.9, -0.9), at(0.9, 0.7)]),
        Shape::RingLetter(letter) => {
            painter.circle_stroke(c, r * 1.2, line);
            let font = FontId::new(r * 1.7, fonts::semibold());
            painter.text(c, Align2::CENTER_CENTER, letter, font, colour);
        }
    }
}

fn diamond(at: &impl Fn(f32, f32) -> Pos2, size: f32) -> Vec<Pos2> {
    vec![at(0.0, -size), at(size, 0.0), at(0.0, size), at(-size, 0.0)]
}

/// Points along a circle, angles in degrees clockwise from the right.
fn arc(centre: Pos2, radius: f32, from: f32, to: f32) -> Vec<Pos2> {
    const STEPS: u8 = 12;
    let angle = |step: u8| (from + (to - from) * f32::from(step) / f32::from(STEPS)).to_radians();
    (0..=STEPS).map(|step| centre + radius * vec2(angle(step).cos(), angle(step).sin())).collect()
}

fn arrow(painter: &Painter, from: Pos2, to: Pos2, radius: f32, line: Stroke) {
    painter.line_segment([from, to], line);
    let back = (from - to).normalized() * radius * 0.5;
    for side in [back.rot90(), -back.rot90()] {
        painter.line_segment([to, to + back + side * 0.8], line);
    }
}
