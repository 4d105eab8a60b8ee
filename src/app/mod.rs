//! The open document: files, import, history, and what each screen shows as plain data. Never names the window.

pub mod calendar_files;
pub mod compare;
pub mod definitions;
pub mod desk;
pub mod examples;
pub mod files_listing;
pub mod forecast;
pub mod format;
pub mod history;
pub mod import;
pub mod import_session;
pub mod invent;
pub mod job;
pub mod official;
pub mod reading;
pub mod session;
pub mod store;
pub mod target;
pub mod terminal;
pub mod view;
pub mod words;
