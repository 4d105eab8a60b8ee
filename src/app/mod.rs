//! The layer between the plan and the window: files, sessions, jobs and views. Names no window library.

pub mod import;
