//! Caseload: which children have no named social worker, why, and what would put it right.

pub mod app;
