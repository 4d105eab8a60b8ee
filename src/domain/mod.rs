//! The plan and its rules: pure. No files, clock, threads, environment or window.

pub mod calendar;
