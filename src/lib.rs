//! Caseload: which children have no named social worker, today and over the coming months, why, and what would put
//! it right.
//!
//! Three layers, never back: [`domain`] (the plan and its rules) ← [`app`] (files, import, the open document, what
//! each screen shows) ← `ui` (the window, only with the `gui` feature).

pub mod app;
pub mod domain;
#[cfg(feature = "gui")]
pub mod ui;
