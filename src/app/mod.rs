//! The open document, files and jobs, and what each screen shows as plain data. Never names egui.

pub mod files_listing;
pub mod view;
