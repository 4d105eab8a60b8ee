//! What the bars, lines and figures mean.

use eframe::egui::{Rect, Response, Role, Sense, Stroke, Ui, WidgetInfo, vec2};

use super::bars;
use crate::app::view::table::{Shape as Sign, Tone};
use crate::domain::plan::{AbsenceKind, Words as _};
use crate::ui::theme;
use crate::ui::widgets::mark;

/// Draws the legend on as many lines as it takes.
pub fn legend_ui(ui: &mut Ui) {
    ui.horizontal_wrapped(|ui| {
        ui.spacing_mut().item_spacing.x = theme::GRID;
        for kind in AbsenceKind::ALL {
            entry(ui, kind.label(), |ui, rect| bars::sample(ui, ui.painter(), rect, *kind, false));
        }
        entry(ui, "Requested", |ui, rect| {
            bars::sample(ui, ui.painter(), rect, AbsenceKind::AnnualLeave, true);
        });
        entry(ui, "Nobody covers", |ui, rect| {
            let colour = theme::palette(ui).tone(Tone::Vermilion).shape;
            mark::paint_in(ui.painter(), Sign::Square, rect.center(), theme::GRID, colour);
        });
        entry(ui, "Duty (filled: pinned)", |ui, rect| bars::duty(ui, ui.painter(), rect, true));
        entry(ui, "Day off", |ui, rect| {
            ui.painter().rect_filled(rect, 0.0, theme::palette(ui).day_off);
        });
        entry(ui, "Bank holiday or closure", |ui, rect| {
            ui.painter().rect_filled(rect, 0.0, theme::palette(ui).holiday);
        });
        entry(ui, "School holiday", |ui, rect| {
            let strip = Stroke::new(theme::STROKE, theme::palette(ui).tone(Tone::Yellow).shape);
            ui.painter().hline(rect.x_range(), rect.bottom() - theme::GRID, strip);
        });
        entry(ui, "Red day", |ui, rect| {
            ui.painter().rect_filled(rect, 0.0, theme::palette(ui).soft(Tone::Vermilion));
            let colour = theme::palette(ui).tone(Tone::Vermilion).shape;
            mark::paint_in(ui.painter(), Sign::Triangle, rect.center(), theme::GRID, colour);
        });
        theme::quiet_ui(ui, "A team’s strip: time at work; +3 free places; !6 children uncovered");
    });
}

fn entry(ui: &mut Ui, words: &str, paint: impl FnOnce(&Ui, Rect)) -> Response {
    let size = vec2(theme::GRID * 5.0, theme::GRID * 4.5);
    let inner = ui.horizontal(|ui| {
        let (rect, response) = ui.allocate_exact_size(size, Sense::hover());
        response.widget_info(|| WidgetInfo::labeled(Role::Image, true, words));
        paint(ui, rect);
        theme::quiet_ui(ui, words);
        ui.add_space(theme::GAP);
    });
    inner.response
}
