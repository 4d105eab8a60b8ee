//! The staff screen: the distribution of caseloads, and everyone.

use eframe::egui::{ScrollArea, Ui};

use super::{Memory, head_ui, likely, things_ui};
use crate::app::desk::{Action, Desk, New};
use crate::app::reading::Reading;
use crate::app::view::children::Wanted;
use crate::app::view::table::MenuEntry;
use crate::domain::edit::Edit;
use crate::domain::ids::Thing;
use crate::ui::theme;
use crate::ui::views::Views;
use crate::ui::widgets::chart::Pick;
use crate::ui::widgets::distribution::distribution_ui;

pub(super) fn staff_ui(
    ui: &mut Ui,
    desk: &mut Desk,
    reading: &Reading,
    views: &mut Views,
    memory: &mut Memory,
    asked: &mut Vec<Action>,
) {
    let whole = ui.available_height();
    ScrollArea::vertical().id_salt("staff").auto_shrink([false, false]).show(ui, |ui| {
        list_ui(ui, desk, reading, views, memory, (whole, asked));
        if let Some(ahead) = views.staff_ahead(reading) {
            likely::staff_ui(ui, ahead, &mut memory.likely, asked);
        }
    });
}

/// Everyone, in the room that the headings below leave.
fn list_ui(
    ui: &mut Ui,
    desk: &mut Desk,
    reading: &Reading,
    views: &mut Views,
    memory: &mut Memory,
    (whole, asked): (f32, &mut Vec<Action>),
) {
    let top = ui.cursor().top();
    let folds = if views.has_forecast() { likely::STAFF_FOLDS } else { 0 };
    let (list, distribution) = views.staff(reading);
    head_ui(ui, "Staff", &list.sentence);
    if !distribution.dots.is_empty() {
        if let Some(Pick::Selected(key) | Pick::Opened(key)) =
            distribution_ui(ui, distribution, &mut memory.distribution)
            && let Ok(worker) = key.parse()
        {
            asked.push(Action::Select(Thing::Worker(worker)));
        }
        ui.add_space(theme::GAP);
    }
    ui.horizontal_wrapped(|ui| {
        if ui.button("Add a member of staff").clicked() {
            asked.push(Action::Add(New::Worker));
        }
    });
    ui.add_space(theme::GRID);
    let menu = [
        MenuEntry::new("open", "Show in the panel"),
        MenuEntry::new("children", "Show their children"),
        MenuEntry::new("absence", "Add an absence"),
        MenuEntry::new("merge", "Two entries are one person: make the first of them stay"),
        MenuEntry::new("remove", "Remove from the plan"),
    ];
    memory.leave_room(list.table.name, whole - (ui.cursor().top() - top), folds);
    let outcome = things_ui(ui, desk, &list.table, memory, &menu, asked);
    let worker_of = |thing: Option<&Thing>| match thing {
        Some(Thing::Worker(worker)) => Some(*worker),
        _ => None,
    };
    if let Some(worker) = worker_of(outcome.activated.as_ref()) {
        asked.push(Action::Show(Wanted { worker: Some(worker), ..Wanted::default() }));
    }
    if let Some((id, things)) = outcome.menu {
        let worker = worker_of(things.first());
        match id {
            "remove" => asked.push(Action::Remove(things)),
            "open" => asked.extend(things.first().map(|thing| Action::Select(*thing))),
            "children" => asked.push(Action::Show(Wanted { worker, ..Wanted::default() })),
            "absence" => asked.push(Action::Add(New::Absence(worker))),
            "merge" => {
                if let [Thing::Worker(keep), Thing::Worker(gone)] = things.as_slice() {
                    asked.push(Action::Edit(Edit::MergeWorkers { keep: *keep, gone: *gone }));
                } else {
                    desk.told = Some(
                        "Choose exactly two entries, with Ctrl and a click, to make them one".to_owned(),
                    );
                }
            }
            _ => {}
        }
    }
}
