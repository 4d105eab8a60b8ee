//! Generic widgets, each drawn from plain view data.

pub mod chance_chart;
pub mod chart;
pub mod choice;
pub mod date;
pub mod distribution;
pub mod drag;
pub mod file_dialog;
pub mod fold;
pub mod form;
pub mod heat;
pub mod line_chart;
pub mod mark;
pub mod people_days;
pub mod pick;
pub mod share_bars;
pub mod state_bar;
pub mod table;
#[cfg(test)]
pub mod testing;
pub mod tornado;

use std::sync::Arc;

use eframe::egui::text::{LayoutJob, TextWrapping};
use eframe::egui::{Align2, Color32, Galley, TextBuffer, TextEdit, TextStyle, Ui};

/// A text field of one line, its text in the middle. `desired_width` is the width of the whole field.
pub fn field(text: &mut dyn TextBuffer) -> TextEdit<'_> {
    TextEdit::singleline(text).align(Align2::LEFT_CENTER)
}

/// Body text on one line, cut with "…" where it does not fit.
pub fn one_line(ui: &Ui, text: &str, width: f32, colour: Color32) -> Arc<Galley> {
    one_line_in(ui, text, width, colour, &TextStyle::Body)
}

/// Text of this style on one line, cut with "…" where it does not fit.
pub fn one_line_in(ui: &Ui, text: &str, width: f32, colour: Color32, style: &TextStyle) -> Arc<Galley> {
    let mut job = LayoutJob::simple_singleline(text.to_owned(), style.resolve(ui.style()), colour);
    job.wrap = TextWrapping::truncate_at_width(width.max(0.0));
    ui.painter().layout_job(job)
}
