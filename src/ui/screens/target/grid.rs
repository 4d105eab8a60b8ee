//! Several things at once: what is varied, the heat map of the chosen measure, and every combination.

use eframe::egui::{Label, Ui};

use super::answer::scenario_ui;
use super::more::ask_ui;
use super::{Memory, Open, defined_ui, part_form_ui, stale_ui};
use crate::app::desk::target::Kind;
use crate::app::desk::{Action, Desk};
use crate::app::reading::Reading;
use crate::app::view::target::grid::{DEFINED, GridQuestion, GridView, Measure};
use crate::ui::theme;
use crate::ui::views::Views;
use crate::ui::widgets::chart::Pick;
use crate::ui::widgets::choice;
use crate::ui::widgets::fold::fold_ui;
use crate::ui::widgets::heat::heat_ui;
use crate::ui::widgets::table::data_table_ui;

/// Rows of the table that are seen at once.
const ROWS: f32 = 12.0;

pub(super) fn grid_ui(
    ui: &mut Ui,
    desk: &Desk,
    reading: &Reading,
    views: &mut Views,
    memory: &mut Memory,
    asked: &mut Vec<Action>,
) {
    let question = memory.grid.clone().unwrap_or_else(|| GridQuestion::of(&reading.plan));
    stale_ui(ui, desk, reading, views, (Kind::Grid, &question.study()), asked);
    question_ui(ui, reading, &question, memory);
    let many = crate::app::words::count(question.combinations(), "combination", "combinations");
    let words = format!("Play {many}");
    ask_ui(ui, desk, (Kind::Grid, &words, true), || question.study(), asked);
    let is_stale = views.target.stale(desk, reading, Kind::Grid).is_some();
    let Some(view) = views.target.grid(desk, reading, memory.shown) else { return };
    ui.add_space(theme::GRID);
    ui.add(Label::new(&view.sentence).wrap());
    shown_ui(ui, view, memory);
    match heat_ui(ui, &view.heat, &mut memory.grid_heat) {
        Some(Pick::Selected(cell)) => memory.grid_cell = Some(cell),
        Some(Pick::Opened(cell)) => {
            memory.grid_cell = Some(cell);
            asked.extend(view.proposal(cell).filter(|_| !is_stale).cloned().map(Action::MakeScenario));
        }
        None => {}
    }
    match memory.grid_cell.and_then(|cell| view.proposal(cell)) {
        Some(proposal) => scenario_ui(
            ui,
            proposal,
            is_stale.then_some("Work it out again to make a scenario of a cell"),
            asked,
        ),
        None => drop(theme::quiet_ui(ui, "Choose a cell to make it a scenario.")),
    }
    defined_ui(ui, "Several things at once", &DEFINED, asked);
    fold_ui(ui, "Every combination", false, |ui| {
        memory.combinations.compact = true;
        memory.combinations.height =
            Some(theme::ROW_HEIGHT_COMPACT * (view.table.rows.len() as f32).min(ROWS));
        data_table_ui(ui, &view.table, &mut memory.combinations, &[]);
    });
}

/// What is varied at once, in words; each opens as a form.
fn question_ui(ui: &mut Ui, reading: &Reading, question: &GridQuestion, memory: &mut Memory) {
    let forms = question.forms(&reading.plan);
    let mut changed = None;
    for (place, (words, form)) in question.words(&reading.plan).iter().zip(&forms).enumerate() {
        ui.push_id(("axis", place), |ui| {
            ui.horizontal_wrapped(|ui| {
                ui.add(Label::new(words).wrap());
                let is_open = memory.open == Open::Axis(place);
                let link = if is_open { "Close" } else { "Change" };
                if theme::link_ui(ui, link).accessible_name(format!("{link}: {words}")).clicked() {
                    memory.opens(Open::Axis(place));
                }
            });
            if memory.open == Open::Axis(place)
                && let Some((key, text)) = part_form_ui(ui, form, &mut memory.form)
            {
                match question.changed(&reading.plan, &key, &text) {
                    Ok(question) => changed = Some(question),
                    Err(sentence) => memory.form.refuse(&key, sentence),
                }
            }
        });
    }
    let (words, other) = if question.can_grow() {
        ("Vary a third thing", question.grown(&reading.plan))
    } else {
        ("Leave the third thing", question.shrunk())
    };
    if theme::link_ui(ui, words).clicked() {
        memory.opens(Open::Nothing);
        changed = Some(other);
    }
    if changed.is_some() {
        memory.grid = changed;
    }
}

/// What is shown in the cells, which axes they stand on, and where the third stands.
fn shown_ui(ui: &mut Ui, view: &GridView, memory: &mut Memory) {
    let before = memory.shown;
    ui.horizontal_wrapped(|ui| {
        for (measure, label) in Measure::ALL {
            if measure == Measure::Kept && !view.has_promises {
                continue;
            }
            let button = ui.selectable_label(memory.shown.measure == measure, label);
            if button.accessible_name(format!("Show in the cells: {}", label.to_lowercase())).clicked() {
                memory.shown.measure = measure;
            }
        }
    });
    if let Some((name, values)) = &view.third {
        ui.horizontal_wrapped(|ui| {
            ui.label("Left out of the picture");
            let axes: Vec<(String, &str)> =
                view.axes.iter().enumerate().map(|(place, axis)| (place.to_string(), *axis)).collect();
            let third = (0..view.axes.len())
                .find(|axis| *axis != memory.shown.down && *axis != memory.shown.across)
                .unwrap_or_default();
            let items: Vec<(&str, &str)> = axes.iter().map(|(place, axis)| (place.as_str(), *axis)).collect();
            let id = ui.scope_id().with("third");
            let now = third.to_string();
            let (button, chosen) = choice::choice_button_ui(ui, id, &items, &now, theme::FIELD_NARROW);
            button.accessible_name("Which is left out of the picture");
            if let Some(axis) = chosen.and_then(|chosen| chosen.parse::<usize>().ok()) {
                let others: Vec<usize> = (0..view.axes.len()).filter(|other| *other != axis).collect();
                if let [down, across] = others.as_slice() {
                    (memory.shown.down, memory.shown.across, memory.shown.third) = (*down, *across, 0);
                }
            }
            ui.label("stands at");
            let places: Vec<String> = (0..values.len()).map(|place| place.to_string()).collect();
            let items: Vec<(&str, &str)> =
                places.iter().zip(values).map(|(place, value)| (place.as_str(), value.as_str())).collect();
            let id = ui.scope_id().with("value");
            let now = memory.shown.third.to_string();
            let (button, chosen) = choice::choice_button_ui(ui, id, &items, &now, theme::FIELD_NARROW);
            button.accessible_name(format!("{name} stands at"));
            if let Some(place) = chosen.and_then(|chosen| chosen.parse().ok()) {
                memory.shown.third = place;
            }
        });
    }
    if memory.shown != before {
        memory.grid_cell = None;
    }
}
