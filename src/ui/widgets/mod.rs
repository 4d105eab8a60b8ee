//! Generic widgets, each drawn from plain view data.

pub mod choice;
pub mod date;
pub mod form;
pub mod mark;
pub mod table;
#[cfg(test)]
pub mod testing;

use std::sync::Arc;

use eframe::egui::text::{LayoutJob, TextWrapping};
use eframe::egui::{Color32, Galley, TextStyle, Ui};

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
