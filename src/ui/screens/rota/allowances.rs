//! Annual leave: what everybody may take, has taken and booked, and has left.

use eframe::egui::{ScrollArea, Ui};

use super::duty::{defined_ui, height_of, ready};
use crate::app::desk::{Action, Desk, New, RotaPart};
use crate::app::reading::Reading;
use crate::app::view::rota::allowances as view;
use crate::app::view::table::MenuEntry;
use crate::domain::ids::Thing;
use crate::ui::screens::{Memory, things_ui};
use crate::ui::theme;
use crate::ui::views::Views;
use crate::ui::widgets::fold::fold_ui;
use crate::ui::widgets::table::{TableState, data_table_ui};

/// Rows of the table that are seen at once.
const ROWS: usize = 16;

/// What this part remembers between frames.
#[derive(Debug, Default)]
pub struct AllowancesMemory {
    crunches: TableState<Thing>,
}

pub(super) fn allowances_ui(
    ui: &mut Ui,
    desk: &mut Desk,
    reading: &Reading,
    views: &mut Views,
    memory: &mut Memory,
    asked: &mut Vec<Action>,
) {
    ScrollArea::vertical().id_salt("rota-allowances").auto_shrink([false, false]).show(ui, |ui| {
        let shown = views.rota_parts.allowances(reading);
        theme::sentence_ui(ui, &shown.sentence);
        theme::quiet_ui(
            ui,
            "Service, own leave and leave carried over are changed in the table, with F2 or a double click.",
        );
        ui.add_space(theme::GAP);
        let menu = [
            MenuEntry::new("person", "Show the person"),
            MenuEntry::new("absence", "Add an absence"),
            MenuEntry::new("days", "Show them in people and days"),
        ];
        ready(desk, memory, &shown.people, ROWS);
        let outcome = things_ui(ui, desk, &shown.people, memory, &menu, asked);
        if let Some((id, things)) = outcome.menu
            && let Some(thing) = things.first()
        {
            match (id, thing) {
                ("absence", Thing::Worker(worker)) => asked.push(Action::Add(New::Absence(Some(*worker)))),
                ("days", thing) => {
                    asked.extend([Action::Select(*thing), Action::ShowRota(RotaPart::Days)]);
                }
                (_, thing) => asked.push(Action::Select(*thing)),
            }
        }
        ui.add_space(theme::GAP);
        fold_ui(ui, "The end of the leave year, team by team", true, |ui| {
            let state = &mut memory.rota.allowances.crunches;
            (state.bare, state.compact) = (true, true);
            state.height = Some(height_of(&shown.teams, ROWS));
            let menu = [MenuEntry::new("team", "Show the team")];
            let outcome = data_table_ui(ui, &shown.teams, state, &menu);
            let chosen = outcome.menu.and_then(|(_, things)| things.first().copied()).or(outcome.activated);
            asked.extend(chosen.map(Action::Select));
        });
        defined_ui(ui, "Leave allowances", &view::DEFINED, asked);
        ui.add_space(theme::GROUP_GAP);
    });
}
