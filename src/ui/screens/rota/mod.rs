//! The rota: who is away, on duty and supervised when, in parts.

mod absences;
mod allowances;
mod days;
mod duty;
mod request;
mod supervision;

use eframe::egui::Ui;

use super::{Memory as All, head_ui};
use crate::app::desk::{Action, Desk, RotaPart};
use crate::app::reading::Reading;
use crate::ui::theme;
use crate::ui::views::Views;

/// What the parts remember between frames.
#[derive(Debug, Default)]
pub struct Memory {
    /// People by days.
    pub days: days::DaysMemory,
    /// The duty rota.
    pub duty: duty::DutyMemory,
    /// Supervision.
    pub supervision: supervision::SupervisionMemory,
    /// Leave allowances.
    pub allowances: allowances::AllowancesMemory,
}

pub(super) fn rota_ui(
    ui: &mut Ui,
    desk: &mut Desk,
    reading: &Reading,
    views: &mut Views,
    memory: &mut All,
    asked: &mut Vec<Action>,
) {
    let sentence = match desk.rota {
        RotaPart::Days => days::sentence(ui, desk, views, memory),
        _ => views.absences(reading).sentence.clone(),
    };
    head_ui(ui, "Rota", &sentence);
    ui.horizontal_wrapped(|ui| {
        for part in RotaPart::ALL {
            if ui.selectable_label(desk.rota == part, part.label()).clicked() {
                asked.push(Action::ShowRota(part));
            }
        }
    });
    ui.add_space(theme::GAP);
    match desk.rota {
        RotaPart::Days => days::days_ui(ui, desk, reading, views, memory, asked),
        RotaPart::Absences => absences::absences_ui(ui, desk, reading, views, memory, asked),
        RotaPart::Duty => duty::duty_ui(ui, desk, reading, views, memory, asked),
        RotaPart::Supervision => supervision::supervision_ui(ui, desk, reading, views, memory, asked),
        RotaPart::Allowances => allowances::allowances_ui(ui, desk, reading, views, memory, asked),
    }
}
