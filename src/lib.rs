//! Which children have no named social worker, today and over the coming months, why, and what would put it right.

pub mod app;
#[cfg(feature = "gui")]
pub mod ui;
