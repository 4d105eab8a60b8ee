//! What is asked beyond the answer: posts against their first month, and what moves the answer most.

use eframe::egui::Ui;

use super::answer::scenario_ui;
use super::{Memory, Open, defined_ui, is_whole, part_form_ui, progress_ui, stale_ui};
use crate::app::desk::target::Kind;
use crate::app::desk::{Action, Desk};
use crate::app::reading::Reading;
use crate::app::target::Study;
use crate::app::view::target::{frontier, progress, sensitivity};
use crate::ui::theme;
use crate::ui::views::Views;
use crate::ui::widgets::chart::Pick;
use crate::ui::widgets::heat::heat_ui;
use crate::ui::widgets::tornado::tornado_ui;

/// A button that asks, and beside it how far the work has come.
pub(super) fn ask_ui(
    ui: &mut Ui,
    desk: &Desk,
    (kind, words, can): (Kind, &str, bool),
    study: impl FnOnce() -> Study,
    asked: &mut Vec<Action>,
) {
    ui.horizontal_wrapped(|ui| {
        let running = progress::is_running(desk.studies()) && desk.asked_last() == Some(kind);
        if !running && ui.add_enabled(can, eframe::egui::Button::new(words)).clicked() {
            asked.push(Action::Ask(study()));
        }
        progress_ui(ui, desk, kind, asked);
    });
}

pub(super) fn frontier_ui(
    ui: &mut Ui,
    desk: &Desk,
    reading: &Reading,
    views: &mut Views,
    memory: &mut Memory,
    asked: &mut Vec<Action>,
) {
    let question = memory.frontier.clone().unwrap_or_else(|| frontier::FrontierQuestion::of(&reading.plan));
    stale_ui(ui, desk, reading, views, (Kind::Frontier, &question.study()), asked);
    ui.horizontal_wrapped(|ui| {
        ui.label(question.words());
        let is_open = memory.open == Open::Frontier;
        let words = if is_open { "Close" } else { "Change" };
        if theme::link_ui(ui, words).accessible_name(format!("{words}: which posts and months")).clicked() {
            memory.opens(Open::Frontier);
        }
    });
    if memory.open == Open::Frontier
        && let Some((key, text)) = part_form_ui(ui, &question.form(), &mut memory.form)
    {
        match question.changed(&key, &text) {
            Ok(question) => memory.frontier = Some(question),
            Err(sentence) => memory.form.refuse(&key, sentence),
        }
    }
    let can = is_whole(&reading.plan);
    ask_ui(ui, desk, (Kind::Frontier, "Draw the frontier", can), || question.study(), asked);
    let is_stale = views.target.stale(desk, reading, Kind::Frontier).is_some();
    let Some(view) = views.target.frontier(desk, reading) else {
        theme::quiet_ui(
            ui,
            "Not drawn yet. It shows for each number of posts and each first month how often the promise would be kept, and what it costs.",
        );
        return;
    };
    ui.add_space(theme::GRID);
    ui.add(eframe::egui::Label::new(&view.sentence).wrap());
    ui.horizontal(|ui| {
        for (by_cost, label) in [(false, "Chance"), (true, "Cost")] {
            let button = ui.selectable_label(memory.by_cost == by_cost, label);
            if button.accessible_name(format!("Posts by month: {}", label.to_lowercase())).clicked() {
                memory.by_cost = by_cost;
            }
        }
    });
    let (heat, state) =
        if memory.by_cost { (&view.cost, &mut memory.cost) } else { (&view.chance, &mut memory.chance) };
    match heat_ui(ui, heat, state) {
        Some(Pick::Selected(cell)) => memory.cell = Some(cell),
        Some(Pick::Opened(cell)) => {
            memory.cell = Some(cell);
            asked.extend(view.proposal(cell).filter(|_| !is_stale).cloned().map(Action::MakeScenario));
        }
        None => {}
    }
    match memory.cell.and_then(|cell| view.proposal(cell)) {
        Some(proposal) => {
            scenario_ui(
                ui,
                proposal,
                is_stale.then_some("Draw it again to make a scenario of a cell"),
                asked,
            );
        }
        None => drop(theme::quiet_ui(ui, "Choose a cell to make it a scenario.")),
    }
    defined_ui(ui, "Posts against their first month", &frontier::DEFINED, asked);
}

pub(super) fn sensitivity_ui(
    ui: &mut Ui,
    desk: &Desk,
    reading: &Reading,
    views: &mut Views,
    memory: &mut Memory,
    asked: &mut Vec<Action>,
) {
    stale_ui(ui, desk, reading, views, (Kind::Sensitivity, &Study::Sensitivity), asked);
    let can = is_whole(&reading.plan);
    let words = "Try the assumptions";
    ask_ui(ui, desk, (Kind::Sensitivity, words, can), || Study::Sensitivity, asked);
    let Some(view) = views.target.sensitivity(desk) else {
        theme::quiet_ui(
            ui,
            "Not tried yet. Each assumption is set lower and higher, and the answer is searched anew: so it is seen which is worth checking.",
        );
        return;
    };
    ui.add_space(theme::GRID);
    tornado_ui(ui, view, &mut memory.tornado);
    defined_ui(ui, &view.title, &sensitivity::DEFINED, asked);
}
