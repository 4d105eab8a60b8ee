//! The window. See the crate's own documentation for what it shows.
#![cfg_attr(not(debug_assertions), windows_subsystem = "windows")]

use std::path::PathBuf;
use std::process::ExitCode;

use caseload::ui::app::Window;
use eframe::egui::ViewportBuilder;

fn main() -> ExitCode {
    let path = std::env::args_os().nth(1).map(PathBuf::from);
    let mut viewport = ViewportBuilder::default()
        .with_title("Caseload")
        .with_app_id("caseload")
        .with_inner_size([1280.0, 800.0])
        .with_min_inner_size([640.0, 400.0]);
    if let Ok(icon) = eframe::icon_data::from_png_bytes(include_bytes!("../assets/icon.png")) {
        viewport = viewport.with_icon(icon);
    }
    let options = eframe::NativeOptions { viewport, ..Default::default() };
    let run =
        eframe::run_native("caseload", options, Box::new(|cc| Ok(Box::new(Window::new(&cc.egui_ctx, path)))));
    match run {
        Ok(()) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!(
                "Caseload could not open a window here ({error}). On a machine without a display or graphics, use the \
                 terminal program instead: caseload-cli --help"
            );
            ExitCode::FAILURE
        }
    }
}
