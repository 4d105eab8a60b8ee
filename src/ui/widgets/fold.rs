//! A heading that folds what is below it away.

use eframe::egui::{self, Role, Sense, Ui, WidgetInfo, vec2};

use super::one_line_in;
use crate::ui::theme;

/// Height of the heading, with the space around it.
pub const HEIGHT: f32 = theme::CONTROL_HEIGHT + theme::GRID;

/// Draws the heading, and below it the body while it is unfolded, which it is at first if `open`.
pub fn fold_ui(ui: &mut Ui, title: &str, open: bool, body: impl FnOnce(&mut Ui)) {
    ui.push_id(("fold", title), |ui| {
        let id = ui.scope_id().with("open");
        let mut is_open = ui.data(|data| data.get_temp(id)).unwrap_or(open);
        let palette = theme::palette(ui);
        let galley = one_line_in(ui, title, f32::INFINITY, palette.text, &theme::emphasis());
        let tip = theme::GRID * 4.0;
        let size = vec2(tip + galley.size().x + theme::GAP, theme::CONTROL_HEIGHT);
        let (rect, _) = ui.allocate_exact_size(size, Sense::hover());
        let response = ui.interact(rect, ui.scope_id().with("heading"), Sense::click());
        if response.clicked() {
            is_open = !is_open;
            ui.data_mut(|data| data.insert_temp(id, is_open));
        }
        let name = if is_open { format!("Fold away: {title}") } else { format!("Unfold: {title}") };
        response.widget_info(|| WidgetInfo::selected(Role::Button, true, is_open, &name));
        let radius = f32::from(theme::RADIUS);
        if response.hovered() {
            ui.painter().rect_filled(rect, radius, palette.hovered);
        }
        if response.has_focus() {
            ui.painter().rect_stroke(rect, radius, palette.focus(), egui::StrokeKind::Inside);
        }
        let middle = rect.left_center() + vec2(theme::GAP, 0.0);
        theme::triangle(ui, middle, is_open, palette.quiet);
        let at = egui::pos2(rect.left() + tip, rect.center().y - galley.size().y / 2.0);
        ui.painter().galley(at, galley, palette.text);
        if is_open {
            body(ui);
            ui.add_space(theme::GROUP_GAP);
        }
    });
}

#[cfg(test)]
mod tests {
    use eframe::egui::Key;
    use egui_kittest::kittest::Queryable as _;

    use super::*;
    use crate::ui::widgets::testing::{click, harness, press};

    #[test]
    fn what_is_folded_away_is_unfolded_by_mouse_and_by_keyboard() {
        let mut harness = harness(
            |ui, (): &mut ()| {
                fold_ui(ui, "By state", false, |ui| {
                    ui.label("Named: 12");
                });
            },
            (),
        );
        assert!(harness.query_by_label("Named: 12").is_none());
        click(&mut harness, "Unfold: By state");
        harness.get_by_label("Named: 12");
        harness.get_by_label("Fold away: By state").focus();
        harness.run();
        press(&mut harness, &[Key::Enter]);
        assert!(harness.query_by_label("Named: 12").is_none());
    }
}
