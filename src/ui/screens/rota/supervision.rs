//! Supervision that is due and planned, and what managers’ weeks hold.

use chrono::NaiveDate;
use eframe::egui::{ScrollArea, Ui};

use super::duty::{defined_ui, height_of, ready};
use crate::app::desk::{Action, Desk};
use crate::app::reading::Reading;
use crate::app::view::rota::{managers, supervision as view};
use crate::app::view::table::MenuEntry;
use crate::domain::ids::{TeamId, Thing, WorkerId};
use crate::ui::screens::{Memory, things_ui};
use crate::ui::theme;
use crate::ui::views::Views;
use crate::ui::widgets::fold::fold_ui;
use crate::ui::widgets::table::{TableState, data_table_ui};

/// Rows of a table that are seen at once.
const ROWS: usize = 14;

/// What this part remembers between frames.
#[derive(Debug, Default)]
pub struct SupervisionMemory {
    sessions: TableState<NaiveDate>,
}

pub(super) fn supervision_ui(
    ui: &mut Ui,
    desk: &mut Desk,
    reading: &Reading,
    views: &mut Views,
    memory: &mut Memory,
    asked: &mut Vec<Action>,
) {
    ScrollArea::vertical().id_salt("rota-supervision").auto_shrink([false, false]).show(ui, |ui| {
        people_ui(ui, desk, reading, views, memory, asked);
        sessions_ui(ui, desk, reading, views, memory);
        fold_ui(ui, "Group supervision", true, |ui| teams_ui(ui, desk, reading, views, memory, asked));
        fold_ui(ui, "Managers’ weeks", true, |ui| {
            managers_ui(ui, desk, reading, views, memory, asked);
            defined_ui(ui, "Managers’ weeks", &managers::DEFINED, asked);
        });
        defined_ui(ui, "Supervision", &view::DEFINED, asked);
        ui.add_space(theme::GROUP_GAP);
    });
}

/// Everybody’s own supervision.
fn people_ui(
    ui: &mut Ui,
    desk: &mut Desk,
    reading: &Reading,
    views: &mut Views,
    memory: &mut Memory,
    asked: &mut Vec<Action>,
) {
    let shown = views.rota_parts.supervision(reading);
    theme::sentence_ui(ui, &shown.sentence);
    ui.add_space(theme::GAP);
    let menu = [
        MenuEntry::new("held", "Supervised today"),
        MenuEntry::new("person", "Show the person"),
        MenuEntry::new("supervisor", "Show the supervisor"),
    ];
    ready(desk, memory, &shown.people, ROWS);
    let outcome = things_ui(ui, desk, &shown.people, memory, &menu, asked);
    let Some((id, things)) = outcome.menu else { return };
    let workers = workers_of(&things);
    match id {
        "held" => asked.push(Action::Edit(view::held_today(&reading.plan, &workers))),
        "person" => asked.extend(things.first().map(|thing| Action::Select(*thing))),
        _ => {
            let first = workers.first().and_then(|worker| reading.plan.workers.get(*worker));
            match first.and_then(|worker| worker.supervisor) {
                Some(supervisor) => asked.push(Action::Select(Thing::Worker(supervisor))),
                None => {
                    desk.told = Some("Nobody supervises them: put in who does, in the panel".to_owned());
                }
            }
        }
    }
}

/// What is planned for the person who is chosen, by date.
fn sessions_ui(ui: &mut Ui, desk: &Desk, reading: &Reading, views: &mut Views, memory: &mut Memory) {
    ui.add_space(theme::GRID);
    let Some(Thing::Worker(worker)) = desk.selected else {
        theme::quiet_ui(ui, "Choose a person in the table to see when they are supervised.");
        ui.add_space(theme::GAP);
        return;
    };
    let sessions = views.rota_parts.sessions(reading);
    let Some(person) = sessions.of(worker) else {
        let name = reading.plan.workers.get(worker).map_or("This person", |worker| worker.name.as_str());
        theme::quiet_ui(ui, &format!("No supervision is planned for {name}."));
        ui.add_space(theme::GAP);
        return;
    };
    ui.label(&person.sentence);
    for sentence in &person.cannot {
        theme::warning_ui(ui, sentence);
    }
    ui.add_space(theme::GRID);
    let state = &mut memory.rota.supervision.sessions;
    (state.bare, state.compact) = (true, true);
    state.height = Some(height_of(&person.table, ROWS / 2));
    data_table_ui(ui, &person.table, state, &[]);
    ui.add_space(theme::GAP);
}

/// Group supervision of the teams.
fn teams_ui(
    ui: &mut Ui,
    desk: &mut Desk,
    reading: &Reading,
    views: &mut Views,
    memory: &mut Memory,
    asked: &mut Vec<Action>,
) {
    let shown = views.rota_parts.supervision(reading);
    let menu = [MenuEntry::new("held", "Held today"), MenuEntry::new("team", "Show the team")];
    ready(desk, memory, &shown.teams, ROWS / 2);
    let outcome = things_ui(ui, desk, &shown.teams, memory, &menu, asked);
    let Some((id, things)) = outcome.menu else { return };
    match id {
        "held" => asked.push(Action::Edit(view::group_held_today(&reading.plan, &teams_of(&things)))),
        _ => asked.extend(things.first().map(|thing| Action::Select(*thing))),
    }
}

/// What managers’ weeks hold against what they have.
fn managers_ui(
    ui: &mut Ui,
    desk: &mut Desk,
    reading: &Reading,
    views: &mut Views,
    memory: &mut Memory,
    asked: &mut Vec<Action>,
) {
    let shown = views.rota_parts.managers(reading);
    if !shown.sentence.is_empty() {
        ui.label(&shown.sentence);
    }
    ui.add_space(theme::GRID);
    ready(desk, memory, &shown.table, ROWS);
    let menu = [MenuEntry::new("person", "Show the person")];
    let outcome = things_ui(ui, desk, &shown.table, memory, &menu, asked);
    if let Some((_, things)) = outcome.menu {
        asked.extend(things.first().map(|thing| Action::Select(*thing)));
    }
}

fn workers_of(things: &[Thing]) -> Vec<WorkerId> {
    let worker = |thing: &Thing| if let Thing::Worker(worker) = thing { Some(*worker) } else { None };
    things.iter().filter_map(worker).collect()
}

fn teams_of(things: &[Thing]) -> Vec<TeamId> {
    let team = |thing: &Thing| if let Thing::Team(team) = thing { Some(*team) } else { None };
    things.iter().filter_map(team).collect()
}
