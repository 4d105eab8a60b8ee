//! The whole window, driven as a person drives it: by what can be read and pressed, with the mouse or the keyboard.
//!
//! Nothing is drawn to a screen. Files are real, in folders that go away with the test.

#![allow(clippy::unwrap_used, reason = "a panic is how a test reports")]

mod demand;
mod documents;
mod dragging;
mod editing;
mod finding;
mod forecasts;
mod rota;
mod rota_parts;
mod scenario_mode;
mod scenarios;
mod screens;
mod sequences;
mod support;
mod target;
mod ways_out;
