//! A list that is being brought in: a preview first.
use crate::app::desk::{Action, Desk};
use eframe::egui::Ui;
#[derive(Debug, Default)]
pub(super) struct Memory {}
pub(super) fn import_ui(_ui: &mut Ui, _desk: &mut Desk, _memory: &mut Memory, _asked: &mut Vec<Action>) {}
