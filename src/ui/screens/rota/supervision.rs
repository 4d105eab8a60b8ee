//! Supervision that is due and planned, and what managers’ weeks hold.

use eframe::egui::Ui;

use crate::app::desk::{Action, Desk};
use crate::app::reading::Reading;
use crate::ui::screens::Memory;
use crate::ui::theme;
use crate::ui::views::Views;

/// What this part remembers between frames.
#[derive(Debug, Default)]
pub struct SupervisionMemory {}

pub(super) fn supervision_ui(
    ui: &mut Ui,
    desk: &mut Desk,
    reading: &Reading,
    views: &mut Views,
    memory: &mut Memory,
    asked: &mut Vec<Action>,
) {
    let _ = (desk, reading, views, memory, asked);
    theme::sentence_ui(ui, "Supervision");
}
