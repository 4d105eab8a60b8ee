//! The window. See the crate's own documentation for what it shows.
#![cfg_attr(not(debug_assertions), windows_subsystem = "windows")]

use std::ffi::OsString;
use std::panic::{self, AssertUnwindSafe};
use std::path::PathBuf;
use std::process::ExitCode;
use std::sync::atomic::{AtomicBool, Ordering};

use caseload::app::desk::Action;
use caseload::app::examples;
use caseload::ui::app::Window;
use eframe::egui::ViewportBuilder;

/// Whether there is a window: from then on a fault is a fault, and not a missing display.
static IS_OPEN: AtomicBool = AtomicBool::new(false);

fn main() -> ExitCode {
    let first = start(std::env::args_os().skip(1));
    let mut viewport = ViewportBuilder::default()
        .with_title("Caseload")
        .with_app_id("caseload")
        .with_inner_size([1280.0, 800.0])
        .with_min_inner_size([640.0, 400.0]);
    if let Ok(icon) = eframe::icon_data::from_png_bytes(include_bytes!("../assets/icon.png")) {
        viewport = viewport.with_icon(icon);
    }
    let options = eframe::NativeOptions { viewport, ..Default::default() };
    // What opens windows gives up with an error or with a panic, as it likes. Both get the same sentence.
    let hook = panic::take_hook();
    panic::set_hook(Box::new(move |info| {
        if IS_OPEN.load(Ordering::Relaxed) {
            hook(info);
        }
    }));
    let run = panic::catch_unwind(AssertUnwindSafe(|| {
        eframe::run_native(
            "caseload",
            options,
            Box::new(|cc| {
                let window = Window::new(&cc.egui_ctx, first);
                IS_OPEN.store(true, Ordering::Relaxed);
                Ok(Box::new(window))
            }),
        )
    }));
    match run {
        Ok(Ok(())) => ExitCode::SUCCESS,
        Err(_) if IS_OPEN.load(Ordering::Relaxed) => ExitCode::FAILURE,
        Ok(Err(eframe::Error::Wgpu(_))) => no_window("the graphics of this computer cannot draw it"),
        _ => no_window("there is no display"),
    }
}

/// `caseload PLAN` opens a plan, `caseload --example NAME` one of the examples, dated to this week.
fn start(mut words: impl Iterator<Item = OsString>) -> Option<Action> {
    let first = words.next()?;
    if first != "--example" {
        return Some(Action::OpenPath(PathBuf::from(first)));
    }
    let name = words.next().unwrap_or_default();
    Some(Action::OpenExample(examples::place_of(&name.to_string_lossy()).unwrap_or(0)))
}

fn no_window(why: &str) -> ExitCode {
    eprintln!(
        "Caseload cannot open a window here, because {why}; the terminal program works without one: caseload-cli --help"
    );
    ExitCode::FAILURE
}
