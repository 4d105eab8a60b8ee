//! The open document: files, import, history, and what each screen shows as plain data. Never names the window.

pub mod format;
pub mod history;
pub mod import;
pub mod reading;
pub mod session;
pub mod store;
pub mod view;
pub mod words;
