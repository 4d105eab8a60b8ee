//! The question: what is promised and what could be changed, in words; each opens as a form.

use eframe::egui::{Button, Label, RichText, Ui};

use super::{Memory, Open, is_whole, part_form_ui, progress_ui};
use crate::app::desk::target::Kind;
use crate::app::desk::{Action, Desk, From};
use crate::app::reading::Reading;
use crate::app::target::Study;
use crate::app::view::target::{QuestionView, progress};
use crate::domain::ids::Thing;
use crate::ui::theme;
use crate::ui::views::Views;

pub(super) fn question_ui(
    ui: &mut Ui,
    reading: &Reading,
    views: &mut Views,
    memory: &mut Memory,
    asked: &mut Vec<Action>,
) {
    let view = views.target.question(reading);
    title_ui(ui, "What is promised");
    promises_ui(ui, view, memory, asked);
    ui.add_space(theme::GAP);
    title_ui(ui, "What could be changed");
    vary_ui(ui, view, memory, asked);
    if memory.open == Open::Texts {
        theme::quiet_ui(ui, "Ctrl+Enter takes what is typed in several lines.");
        typed(part_form_ui(ui, &view.texts, &mut memory.form), asked);
    }
}

fn title_ui(ui: &mut Ui, title: &str) {
    ui.add(Label::new(RichText::new(title).text_style(theme::strong())));
}

fn typed(committed: Option<(String, String)>, asked: &mut Vec<Action>) {
    if let Some((field, text)) = committed {
        asked.push(Action::Type { thing: Thing::Target, field, text, from: From::Form });
    }
}

fn promises_ui(ui: &mut Ui, view: &QuestionView, memory: &mut Memory, asked: &mut Vec<Action>) {
    for (place, promise) in view.promises.iter().enumerate() {
        ui.push_id(("promise", place), |ui| {
            ui.horizontal_wrapped(|ui| {
                ui.add(Label::new(&promise.words).wrap());
                let is_open = memory.open == Open::Promise(place);
                change_ui(ui, &promise.words, is_open, || memory.opens(Open::Promise(place)));
                let remove = theme::link_ui(ui, "Remove");
                if remove.accessible_name(format!("Remove: {}", promise.words)).clicked() {
                    memory.open = Open::Nothing;
                    memory.form.reset();
                    asked.push(Action::Edit(promise.remove.clone()));
                }
            });
            if memory.open == Open::Promise(place) {
                let committed = part_form_ui(ui, &promise.form, &mut memory.form);
                typed(committed, asked);
            }
        });
    }
    if view.promises.is_empty() {
        for (words, edit) in &view.ready {
            if ui.add(Button::new(words).wrap()).clicked() {
                asked.push(Action::Edit(edit.clone()));
            }
        }
        return;
    }
    ui.horizontal_wrapped(|ui| {
        ui.menu_button("Add a promise", |ui| {
            for (words, edit) in &view.ready {
                if ui.button(words).clicked() {
                    asked.push(Action::Edit(edit.clone()));
                    ui.close();
                }
            }
        });
        let words = if memory.open == Open::Texts { "Close the text" } else { "Write the question as text" };
        if theme::link_ui(ui, words).clicked() {
            memory.opens(Open::Texts);
        }
    });
}

fn change_ui(ui: &mut Ui, of: &str, is_open: bool, change: impl FnOnce()) {
    let words = if is_open { "Close" } else { "Change" };
    if theme::link_ui(ui, words).accessible_name(format!("{words}: {of}")).clicked() {
        change();
    }
}

fn vary_ui(ui: &mut Ui, view: &QuestionView, memory: &mut Memory, asked: &mut Vec<Action>) {
    let (Some(words), Some(form)) = (&view.vary, &view.vary_form) else {
        ui.horizontal_wrapped(|ui| {
            for (words, edit) in &view.kinds {
                if ui.button(*words).clicked() {
                    asked.push(Action::Edit(edit.clone()));
                }
            }
        });
        return;
    };
    ui.horizontal_wrapped(|ui| {
        ui.add(Label::new(words).wrap());
        let is_open = memory.open == Open::Vary;
        change_ui(ui, "what could be changed", is_open, || memory.opens(Open::Vary));
    });
    if memory.open == Open::Vary {
        let committed = part_form_ui(ui, form, &mut memory.form);
        typed(committed, asked);
    }
}

/// Searching, and how far it has come.
pub(super) fn search_ui(ui: &mut Ui, desk: &Desk, reading: &Reading, asked: &mut Vec<Action>) {
    ui.add_space(theme::GAP);
    ui.horizontal_wrapped(|ui| {
        let running = progress::is_running(desk.studies()) && desk.asked_last() == Some(Kind::Search);
        if !running {
            let search = theme::primary_button(ui, "Search");
            let button = ui.add_enabled(is_whole(&reading.plan), search).accessible_name("Search the target");
            if button.on_hover_text("Look for what it takes to keep the promise").clicked() {
                asked.push(Action::Ask(Study::Search));
            }
        }
        progress_ui(ui, desk, Kind::Search, asked);
    });
}
