//! The window. The only place that names egui: draws what `app` prepares, returns what the reader asked for.

pub mod app;
pub mod commands;
pub mod fonts;
pub mod frame;
pub mod questions;
pub mod screens;
pub mod theme;
pub mod views;
pub mod widgets;
