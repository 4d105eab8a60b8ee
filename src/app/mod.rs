//! The open document: files, import, history, and what each screen shows as plain data. Never names the window.

pub mod invent;
