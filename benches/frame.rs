//! How long one frame of each screen takes with a large service: 20,000 children and 1,200 members of staff.
//!
//! Run with `cargo bench --bench frame`. Target: under 8 ms of processor time for a frame after the first, on one
//! core of an office machine, everything but the painting itself. Measured here and asserted in no test.

use std::cell::RefCell;
use std::sync::{Arc, LazyLock};
use std::time::Duration;

use caseload::app::desk::{Action, Desk, RotaPart, Screen};
use caseload::app::{format, invent};
use caseload::domain::ids::Thing;
use caseload::domain::plan::Plan;
use caseload::domain::rota::supervision::supervision;
use caseload::domain::state::Sight;
use caseload::ui::app::Window;
use caseload::ui::theme;
use chrono::Days;
use divan::Bencher;
use eframe::egui::{Event, Key, Modifiers, MouseWheelSource, MouseWheelUnit, TouchPhase, pos2, vec2};
use egui_kittest::Harness;
use egui_kittest::kittest::Queryable as _;

static PLAN: LazyLock<Plan> = LazyLock::new(|| invent::large(20_000, 1_200, 1));

fn main() {
    divan::main();
}

type Seat = (Option<Desk>, Option<Window>);

/// A window with the large plan open on this screen, its first frames over.
fn window(screen: Screen, selected: Option<Thing>) -> Harness<'static, Seat> {
    let folder = tempfile::tempdir().expect("a folder");
    let path = folder.path().join("large.ron");
    std::fs::write(&path, format::write(&PLAN).expect("the plan can be written")).expect("room on the disk");
    let mut desk = Desk::keeping_nothing(Arc::new(|| {}));
    desk.act(Action::OpenPath(path));
    while desk.is_busy().is_some() {
        std::thread::sleep(Duration::from_millis(5));
        desk.tick();
    }
    assert_eq!(desk.session().map(|session| session.plan().children.len()), Some(20_000));
    desk.act(Action::Go(screen));
    if let Some(thing) = selected {
        desk.act(Action::Select(thing));
    }
    let mut harness =
        Harness::builder().with_size([1920.0, 1080.0]).with_context_setup(theme::apply).build_ui_state(
            |ui, (desk, window): &mut Seat| {
                let ctx = ui.ctx().clone();
                if let Some(desk) = desk.take() {
                    *window = Some(Window::on(&ctx, desk).with_own_dialogs());
                }
                if let Some(window) = window {
                    window.collect(&ctx);
                    window.draw(ui);
                }
            },
            (Some(desk), None),
        );
    harness.run_steps(6);
    harness
}

fn frames(bencher: Bencher<'_, '_>, screen: Screen, selected: Option<Thing>) {
    let harness = RefCell::new(window(screen, selected));
    bencher.bench_local(|| harness.borrow_mut().step());
}

#[divan::bench(args = Screen::RAIL, max_time = 2)]
fn screen(bencher: Bencher<'_, '_>, screen: Screen) {
    frames(bencher, screen, None);
}

#[divan::bench(args = RotaPart::ALL, max_time = 2)]
fn rota(bencher: Bencher<'_, '_>, part: RotaPart) {
    let mut harness = window(Screen::Rota, None);
    show_part(&mut harness, part);
    let harness = RefCell::new(harness);
    bencher.bench_local(|| harness.borrow_mut().step());
}

/// Everybody's days over a year, standing still and turned by the wheel.
#[divan::bench(args = [0.0, -120.0], max_time = 2)]
fn rota_over_a_year(bencher: Bencher<'_, '_>, wheel: f32) {
    let mut harness = window(Screen::Rota, None);
    harness.get_by_label("1 year").click();
    harness.run_steps(6);
    harness.hover_at(pos2(900.0, 600.0));
    let harness = RefCell::new(harness);
    bencher.bench_local(|| {
        let mut harness = harness.borrow_mut();
        if wheel != 0.0 {
            harness.event(Event::MouseWheel {
                unit: MouseWheelUnit::Point,
                delta: vec2(0.0, wheel),
                phase: TouchPhase::Move,
                source: MouseWheelSource::Wheel,
                modifiers: Modifiers::NONE,
            });
        }
        harness.step();
    });
}

fn show_part(harness: &mut Harness<'static, Seat>, part: RotaPart) {
    harness.get_by_label(part.label()).click();
    harness.run_steps(6);
}

/// When everybody is supervised over the year to come: what the supervision part waits for once, on a thread.
#[divan::bench(max_time = 2)]
fn supervision_of_a_year(bencher: Bencher<'_, '_>) {
    let calendar = PLAN.calendar.compile();
    let until = PLAN.about.as_at + Days::new(364);
    bencher.bench_local(|| supervision(&Sight::new(&PLAN, &calendar), until));
}

#[divan::bench(max_time = 2)]
fn a_child_in_the_panel(bencher: Bencher<'_, '_>) {
    frames(bencher, Screen::Waiting, PLAN.children.at(0).map(|child| Thing::Child(child.id)));
}

#[divan::bench(max_time = 2)]
fn a_worker_in_the_panel(bencher: Bencher<'_, '_>) {
    frames(bencher, Screen::Staff, PLAN.workers.at(5).map(|worker| Thing::Worker(worker.id)));
}

#[divan::bench(max_time = 2)]
fn the_command_list(bencher: Bencher<'_, '_>) {
    let mut harness = window(Screen::Children, None);
    harness.key_press_modifiers(Modifiers::COMMAND, Key::K);
    harness.run_steps(3);
    harness.event(Event::Text("an".to_owned()));
    harness.run_steps(3);
    let harness = RefCell::new(harness);
    bencher.bench_local(|| harness.borrow_mut().step());
}
