//! The first thing anyone sees: the examples, a list to bring in, an empty plan, or what was open before.

use eframe::egui::{self, ScrollArea, Ui, UiBuilder};

use crate::app::desk::{Action, Desk};
use crate::app::examples::EXAMPLES;
use crate::ui::theme;

/// Draws it.
pub fn start_ui(ui: &mut Ui, desk: &Desk, asked: &mut Vec<Action>) {
    ScrollArea::vertical().auto_shrink([false, false]).show(ui, |ui| {
        // In the middle of a wide window, from the edge of a narrow one.
        let beside = ((ui.available_width() - theme::TEXT_WIDTH) / 2.0).max(0.0);
        let mut column = ui.available_rect_before_wrap();
        column.min.x += beside;
        column.set_width(column.width().min(theme::TEXT_WIDTH));
        ui.scope_builder(UiBuilder::new().max_rect(column), |ui| column_ui(ui, desk, asked));
    });
}

fn column_ui(ui: &mut Ui, desk: &Desk, asked: &mut Vec<Action>) {
    ui.add_space(theme::GROUP_GAP);
    ui.spacing_mut().item_spacing.y = theme::GAP;
    theme::heading_ui(ui, "Caseload");
    theme::sentence_ui(
        ui,
        "Which children have no named social worker, today and over the coming months, why, and what would put it right.",
    );
    if let Some(busy) = desk.is_busy() {
        ui.label(busy);
    }
    ui.add_space(theme::GROUP_GAP);
    theme::subheading_ui(ui, "Look at an example");
    theme::quiet_ui(
        ui,
        "Invented councils and people, dated to this week. Change anything: nothing is kept unless you save it.",
    );
    ui.add_space(theme::GRID);
    for (i, example) in EXAMPLES.iter().enumerate() {
        ui.horizontal_wrapped(|ui| {
            if theme::link_ui(ui, example.name).clicked() {
                asked.push(Action::OpenExample(i));
            }
            theme::quiet_ui(ui, example.about);
        });
    }
    ui.add_space(theme::GROUP_GAP);
    theme::subheading_ui(ui, "Begin with your own service");
    ui.add_space(theme::GRID);
    ui.horizontal_wrapped(|ui| {
        if ui.add(theme::primary_button(ui, "Bring in child and staff lists…")).clicked() {
            asked.push(Action::Import);
        }
        if ui.button("Empty plan").clicked() {
            asked.push(Action::NewPlan);
        }
        if ui.button("Save the list templates…").clicked() {
            asked.push(Action::SaveTemplates);
        }
    });
    theme::quiet_ui(
        ui,
        "Lists: an Ofsted Annex A workbook or its lists as CSV, any child list with a heading row, a staff list, or the DfE workforce census. You see what was understood before anything is taken.",
    );
    ui.add_space(theme::GROUP_GAP);
    theme::subheading_ui(ui, "Open a plan");
    ui.add_space(theme::GRID);
    if ui.button("Open…   Ctrl+O").clicked() {
        asked.push(Action::Open);
    }
    for path in &desk.settings.recent_files {
        let name =
            path.file_name().map_or_else(|| path.display().to_string(), |n| n.to_string_lossy().into_owned());
        ui.horizontal_wrapped(|ui| {
            if theme::link_ui(ui, &name).clicked() {
                asked.push(Action::OpenPath(path.clone()));
            }
            let folder = path.parent().map_or_else(String::new, |folder| folder.display().to_string());
            theme::quiet_ui(ui, &folder);
        });
    }
    if let Some(told) = &desk.told {
        ui.add_space(theme::GROUP_GAP);
        ui.add(egui::Label::new(told).wrap());
    }
    ui.add_space(theme::GROUP_GAP);
    theme::quiet_ui(ui, "Caseload plans; it is not the case record, and it never decides for you.");
}
