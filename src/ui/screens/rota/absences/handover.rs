//! The handover list of an absence: read here, and saved as a page to print.

use eframe::egui::{Label, Ui};

use crate::app::desk::rota::RotaAsk;
use crate::app::desk::{Action, Desk};
use crate::app::reading::Reading;
use crate::app::view::table::MenuEntry;
use crate::domain::ids::AbsenceId;
use crate::ui::screens::rota::duty::layout_of;
use crate::ui::screens::{Memory, things_ui};
use crate::ui::theme;
use crate::ui::views::Views;
use crate::ui::widgets::table::TableState;

pub(super) fn handover_ui(
    ui: &mut Ui,
    desk: &mut Desk,
    reading: &Reading,
    views: &mut Views,
    memory: &mut Memory,
    (absence, asked): (AbsenceId, &mut Vec<Action>),
) {
    let view = views.rota_parts.handover(reading, absence);
    ui.horizontal_wrapped(|ui| {
        if ui.button("Back to the absences").clicked() {
            asked.push(Action::Rota(RotaAsk::Handover(None)));
        }
        if view.is_some() {
            let save = ui.add(theme::primary_button(ui, "Save as a page to print…"));
            if save.on_hover_text("One file that any browser opens and prints").clicked() {
                asked.push(Action::Rota(RotaAsk::SaveHandover));
            }
        }
    });
    ui.add_space(theme::GAP);
    let Some(view) = view else {
        theme::sentence_ui(ui, "The absence is not in the plan any more");
        return;
    };
    theme::subheading_ui(ui, &view.title);
    ui.add(Label::new(&view.cover).wrap());
    theme::sentence_ui(ui, &view.sentence);
    ui.add_space(theme::GAP);
    let name = view.table.name;
    memory.tables.entry(name).or_insert_with(|| TableState::new(layout_of(desk, name)));
    let menu = [MenuEntry::new("child", "Show the child")];
    let outcome = things_ui(ui, desk, &view.table, memory, &menu, asked);
    if let Some((_, things)) = outcome.menu {
        asked.extend(things.first().map(|thing| Action::Select(*thing)));
    }
}
