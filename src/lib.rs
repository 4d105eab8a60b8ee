//! Caseload: which children have no named social worker, today and over the coming months, why, and what
//! would put it right.
//!
//! Three layers, each of which may name only those before it: [`domain`] ← [`app`] ← the window.

pub mod app;
pub mod domain;
