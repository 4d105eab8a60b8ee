//! Every absence, in a table.

use eframe::egui::Ui;

use crate::app::desk::{Action, Desk, New};
use crate::app::reading::Reading;
use crate::app::view::table::MenuEntry;
use crate::app::words;
use crate::domain::edit::Edit;
use crate::domain::ids::Thing;
use crate::domain::plan::{AbsenceStatus, Words as _};
use crate::ui::screens::{Memory, things_ui};
use crate::ui::theme;
use crate::ui::views::Views;

pub(super) fn absences_ui(
    ui: &mut Ui,
    desk: &mut Desk,
    reading: &Reading,
    views: &mut Views,
    memory: &mut Memory,
    asked: &mut Vec<Action>,
) {
    let view = views.absences(reading);
    theme::sentence_ui(ui, &view.sentence);
    ui.add_space(theme::GAP);
    ui.horizontal_wrapped(|ui| {
        if ui.button("Add an absence").clicked() {
            asked.push(Action::Add(New::Absence(None)));
        }
        theme::quiet_ui(ui, "Only agreed absences count in what is known ahead. Name cover in the panel.");
    });
    ui.add_space(theme::GRID);
    let menu = [
        MenuEntry::new("open", "Show in the panel"),
        MenuEntry::new("agree", "Agree"),
        MenuEntry::new("person", "Show the person"),
        MenuEntry::new("remove", "Remove from the plan"),
    ];
    let outcome = things_ui(ui, desk, &view.table, memory, &menu, asked);
    let Some((id, things)) = outcome.menu else { return };
    match id {
        "remove" => asked.push(Action::Remove(things)),
        "open" => asked.extend(things.first().map(|thing| Action::Select(*thing))),
        "agree" => asked.push(Action::Edit(Edit::Together {
            label: format!("agree {}", words::count(things.len(), "absence", "absences")),
            edits: things
                .into_iter()
                .map(|of| Edit::Set {
                    of,
                    field: "status".to_owned(),
                    to: AbsenceStatus::Agreed.key().to_owned(),
                })
                .collect(),
        })),
        "person" => {
            let worker = things.iter().find_map(|thing| match thing {
                Thing::Absence(id) => reading.plan.absences.get(*id).map(|absence| absence.worker),
                _ => None,
            });
            asked.extend(worker.map(|worker| Action::Select(Thing::Worker(worker))));
        }
        _ => {}
    }
}
