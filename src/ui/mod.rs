//! The window. The only place that names egui: draws what `app` prepares, returns what the reader asked for.

pub mod fonts;
pub mod theme;
pub mod widgets;
