//! Every absence, in a table; the handover list of one; calendar files; and sickness that is kept no longer.

mod handover;

use eframe::egui::{ScrollArea, Ui};

use crate::app::calendar_files::CalendarOf;
use crate::app::desk::rota::RotaAsk;
use crate::app::desk::{Action, Desk, New, RotaPart};
use crate::app::reading::Reading;
use crate::app::view::table::MenuEntry;
use crate::app::words;
use crate::domain::edit::Edit;
use crate::domain::ids::{AbsenceId, Thing, WorkerId};
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
    if let Some(absence) = desk.at_rota().handover() {
        handover::handover_ui(ui, desk, reading, views, memory, (absence, asked));
        return;
    }
    top_ui(ui, desk, reading, views, asked);
    let menu = [
        MenuEntry::new("open", "Show in the panel"),
        MenuEntry::new("safe", "Is it safe?"),
        MenuEntry::new("handover", "Handover list"),
        MenuEntry::new("agree", "Agree"),
        MenuEntry::new("copy", "Copy, as a request"),
        MenuEntry::new("person", "Show the person"),
        MenuEntry::new("remove", "Remove from the plan"),
    ];
    let view = views.absences(reading);
    let outcome = things_ui(ui, desk, &view.table, memory, &menu, asked);
    let Some((id, things)) = outcome.menu else { return };
    let first = things.first().copied();
    match id {
        "remove" => asked.push(Action::Remove(things)),
        "open" => asked.extend(first.map(Action::Select)),
        "safe" => asked.extend(
            first.into_iter().flat_map(|thing| [Action::ShowRota(RotaPart::Days), Action::Select(thing)]),
        ),
        "handover" => asked.extend(
            absences_of(&things).first().map(|absence| Action::Rota(RotaAsk::Handover(Some(*absence)))),
        ),
        "copy" => asked.push(Action::Rota(RotaAsk::Copy(absences_of(&things)))),
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
            let worker = first.and_then(|thing| worker_of(reading, thing));
            asked.extend(worker.map(|worker| Action::Select(Thing::Worker(worker))));
        }
        _ => {}
    }
}

/// What stands above the table.
fn top_ui(ui: &mut Ui, desk: &Desk, reading: &Reading, views: &mut Views, asked: &mut Vec<Action>) {
    ui.horizontal_wrapped(|ui| {
        if ui.button("Add an absence").clicked() {
            asked.push(Action::Add(New::Absence(None)));
        }
        let bring = ui.button("Bring in absences…");
        if bring.on_hover_text("From a calendar file or a list, with a preview").clicked() {
            asked.push(Action::Import);
        }
        calendar_ui(ui, desk, reading, asked);
        theme::quiet_ui(ui, "Only agreed absences count in what is known ahead. Name cover in the panel.");
    });
    if let Some(old) = views.rota_parts.old_sickness(reading) {
        ui.horizontal_wrapped(|ui| {
            if ui.button(&old.label).clicked() {
                asked.push(Action::Rota(RotaAsk::TakeOutOldSickness));
            }
            theme::quiet_ui(ui, &old.why);
        });
    }
    ui.add_space(theme::GRID);
}

/// The menu of calendar files: of the person who is chosen, of a team, of a team’s duty.
fn calendar_ui(ui: &mut Ui, desk: &Desk, reading: &Reading, asked: &mut Vec<Action>) {
    let plan = &reading.plan;
    let person = desk.selected.and_then(|thing| worker_of(reading, thing));
    let person = person.and_then(|worker| plan.workers.get(worker));
    ui.menu_button("Save a calendar file…", |ui| {
        theme::outlined(ui);
        let mut reasons = desk.at_rota().reasons();
        let tick = ui.checkbox(&mut reasons, "Say why somebody is away");
        if tick.on_hover_text("Otherwise the file says only that they are away").changed() {
            asked.push(Action::Rota(RotaAsk::CalendarReasons(reasons)));
        }
        ui.separator();
        let mut offer = |ui: &mut Ui, words: String, of: CalendarOf| {
            if ui.button(words).clicked() {
                asked.push(Action::Rota(RotaAsk::SaveCalendar(of)));
                ui.close();
            }
        };
        match person {
            Some(worker) => offer(ui, format!("Of {}", worker.name), CalendarOf::Person(worker.id)),
            None => {
                theme::quiet_ui(ui, "Choose an absence in the table for one person’s calendar");
            }
        }
        ScrollArea::vertical().max_height(theme::POPUP_HEIGHT).show(ui, |ui| {
            for team in &plan.teams {
                offer(ui, format!("Of {}", team.name), CalendarOf::Team(team.id));
                if team.duty.is_some() {
                    offer(ui, format!("Duty of {}", team.name), CalendarOf::Duty(team.id));
                }
            }
        });
    });
}

/// The person that a thing is, or is about.
fn worker_of(reading: &Reading, thing: Thing) -> Option<WorkerId> {
    match thing {
        Thing::Worker(worker) => Some(worker),
        Thing::Absence(absence) => reading.plan.absences.get(absence).map(|absence| absence.worker),
        _ => None,
    }
}

fn absences_of(things: &[Thing]) -> Vec<AbsenceId> {
    let absence = |thing: &Thing| if let Thing::Absence(absence) = thing { Some(*absence) } else { None };
    things.iter().filter_map(absence).collect()
}
