//! The children screen and the register of those who wait.

use eframe::egui::Ui;

use super::{Memory, head_ui, things_ui};
use crate::app::desk::{Action, Desk, New};
use crate::app::reading::Reading;
use crate::app::view::children::Wanted;
use crate::app::view::table::MenuEntry;
use crate::domain::edit::Edit;
use crate::domain::ids::Thing;
use crate::domain::plan::{Priority, Words as _};
use crate::ui::theme;
use crate::ui::views::Views;

/// What can be done with chosen children.
fn menu() -> Vec<MenuEntry> {
    let mut entries =
        vec![MenuEntry::new("open", "Show in the panel"), MenuEntry::new("family", "Show the family")];
    entries.extend(Priority::ALL.iter().map(|priority| {
        let id = match priority {
            Priority::Urgent => "urgent",
            Priority::High => "high",
            Priority::Medium => "medium",
            Priority::Low => "low",
        };
        MenuEntry::new(id, format!("Priority: {}", priority.label().to_lowercase()))
    }));
    entries.push(MenuEntry::new("remove", "Remove from the plan"));
    entries
}

fn chosen(reading: &Reading, id: &str, things: Vec<Thing>, asked: &mut Vec<Action>) {
    match (id, Priority::from_key(id)) {
        (_, Some(priority)) => asked.push(Action::Edit(Edit::Together {
            label: format!(
                "change the priority of {}",
                crate::app::words::count(things.len(), "child", "children")
            ),
            edits: things
                .into_iter()
                .map(|of| Edit::Set { of, field: "priority".to_owned(), to: priority.key().to_owned() })
                .collect(),
        })),
        ("remove", _) => asked.push(Action::Remove(things)),
        ("open", _) => asked.extend(things.first().map(|thing| Action::Select(*thing))),
        ("family", _) => {
            let family = things.iter().find_map(|thing| match thing {
                Thing::Child(id) => reading.plan.children.get(*id).and_then(|child| child.family),
                _ => None,
            });
            if let Some(family) = family {
                let children = reading.plan.children.iter().filter(|child| child.family == Some(family));
                let only = Some(children.map(|child| child.id).collect());
                asked.push(Action::Show(Wanted { only, ..Wanted::default() }));
            }
        }
        _ => {}
    }
}

pub(super) fn children_ui(
    ui: &mut Ui,
    desk: &mut Desk,
    reading: &Reading,
    views: &mut Views,
    memory: &mut Memory,
    asked: &mut Vec<Action>,
) {
    let wanted = desk.wanted.clone();
    let view = views.children(reading, &wanted);
    head_ui(ui, "Children", &view.sentence);
    ui.horizontal_wrapped(|ui| {
        for (label, other) in [
            ("Everyone", Wanted::default()),
            ("No named social worker", Wanted { unnamed: Some(true), ..Wanted::default() }),
            ("Losing their worker", Wanted { losing: true, ..Wanted::default() }),
            ("Likely to lose their worker", Wanted { at_risk: true, ..Wanted::default() }),
        ] {
            if ui.selectable_label(wanted == other, label).clicked() && wanted != other {
                asked.push(Action::Show(other));
            }
        }
        if ui.button("Add a child").clicked() {
            asked.push(Action::Add(New::Child));
        }
    });
    ui.add_space(theme::GRID);
    let outcome = things_ui(ui, desk, &view.table, memory, &menu(), asked);
    if let Some((id, things)) = outcome.menu {
        chosen(reading, id, things, asked);
    }
}

pub(super) fn waiting_ui(
    ui: &mut Ui,
    desk: &mut Desk,
    reading: &Reading,
    views: &mut Views,
    memory: &mut Memory,
    asked: &mut Vec<Action>,
) {
    let view = views.waiting(reading);
    head_ui(ui, "Waiting", &view.sentence);
    theme::quiet_ui(
        ui,
        "The register: every child without a named social worker, with the clock, when they were last seen, the next review and who is to be told. Choose a child for what would put it right.",
    );
    ui.add_space(theme::GRID);
    let outcome = things_ui(ui, desk, &view.table, memory, &menu(), asked);
    if let Some((id, things)) = outcome.menu {
        chosen(reading, id, things, asked);
    }
}
