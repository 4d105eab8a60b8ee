//! A list that is being brought in: a preview first.
use eframe::egui::Ui;
use crate::app::desk::{Action, Desk};
#[derive(Debug, Default)]
pub(super) struct Memory {}
pub(super) fn import_ui(_ui: &mut Ui, _desk: &mut Desk, _memory: &mut Memory, _asked: &mut Vec<Action>) {}
