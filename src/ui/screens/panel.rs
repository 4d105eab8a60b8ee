//! The panel at the right: what is selected, why, since when, and what would put it right.

use eframe::egui::{self, Panel, RichText, ScrollArea, Ui};

use super::{Memory, demand, scenarios, thing_form_ui};
use crate::app::desk::{Action, Desk, New, Screen};
use crate::app::view::details::{Details, RunView};
use crate::domain::ids::Thing;
use crate::ui::theme;
use crate::ui::views::Views;

/// Draws the panel when something is selected.
pub fn panel_ui(ui: &mut Ui, desk: &Desk, views: &mut Views, memory: &mut Memory, asked: &mut Vec<Action>) {
    let Some(session) = desk.session() else { return };
    let reading = std::sync::Arc::clone(session.reading());
    if desk.screen == Screen::Demand && desk.selected.is_none() {
        demand::panel_ui(ui, &reading, views, memory, asked);
        return;
    }
    if desk.screen == Screen::Scenarios && desk.selected.is_none() {
        scenarios::panel_ui(ui, desk, &reading, views, memory, asked);
        return;
    }
    let Some(thing) = desk.selected else { return };
    if desk.screen == Screen::Import || desk.screen == Screen::Plan {
        return;
    }
    if memory.form_of != Some(thing) {
        memory.form.reset();
        memory.form_of = Some(thing);
    }
    let Some(details) = views.details(&reading, thing) else { return };
    memory.form.today = Some(reading.on);
    right_ui(ui, |ui| {
        ui.add_space(theme::GAP);
        if head_ui(ui, details.kind, &details.title) {
            asked.push(Action::Unselect);
        }
        ui.add_space(theme::GRID);
        ScrollArea::vertical().id_salt(("panel", thing)).auto_shrink([false, false]).show(ui, |ui| {
            facts_ui(ui, details, asked);
            for run in &details.runs {
                run_ui(ui, run, asked);
            }
            ui.add_space(theme::GAP);
            thing_form_ui(ui, &details.form, &mut memory.form, (thing, &reading.plan), asked);
            ui.add_space(theme::GAP);
            actions_ui(ui, thing, asked);
            ui.add_space(theme::GROUP_GAP);
        });
    });
}

/// The panel's place and size.
pub(super) fn right_ui(ui: &mut Ui, content: impl FnOnce(&mut Ui)) {
    Panel::right("panel")
        .default_size(theme::PANEL_WIDTH)
        .size_range(theme::PANEL_RANGE.0..=theme::PANEL_RANGE.1)
        .show(ui, content);
}

/// What the panel is about. Whether it is to be closed.
pub(super) fn head_ui(ui: &mut Ui, kind: &str, title: &str) -> bool {
    let close = ui.horizontal(|ui| {
        theme::quiet_ui(ui, kind);
        ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
            ui.add(egui::Button::new("×")).accessible_name("Close the panel").clicked()
        })
        .inner
    });
    ui.add(egui::Label::new(RichText::new(title).text_style(theme::emphasis())).wrap());
    close.inner
}

fn facts_ui(ui: &mut Ui, details: &Details, asked: &mut Vec<Action>) {
    for fact in &details.facts {
        ui.add(egui::Label::new(fact).wrap());
    }
    for problem in &details.problems {
        theme::warning_ui(ui, problem);
    }
    if !details.links.is_empty() {
        ui.horizontal_wrapped(|ui| {
            for (label, thing) in &details.links {
                if theme::link_ui(ui, label).clicked() {
                    asked.push(Action::Select(*thing));
                }
            }
        });
    }
    if let Some((label, wanted)) = &details.children
        && theme::link_ui(ui, label).clicked()
    {
        asked.push(Action::Show(wanted.clone()));
    }
}

fn run_ui(ui: &mut Ui, run: &RunView, asked: &mut Vec<Action>) {
    ui.add_space(theme::GAP);
    theme::subheading_ui(ui, "Without a named social worker");
    ui.add(egui::Label::new(&run.when).wrap());
    ui.add(egui::Label::new(RichText::new(&run.why).color(theme::palette(ui).quiet)).wrap());
    ui.add_space(theme::GRID);
    if let Some(none) = &run.none {
        theme::warning_ui(ui, none);
        return;
    }
    ui.label(RichText::new("What would put it right").text_style(theme::strong()));
    for remedy in &run.remedies {
        ui.horizontal_wrapped(|ui| {
            let name = format!("Do it: {}", remedy.what);
            if ui.add(egui::Button::new("Do it")).accessible_name(name).clicked() {
                asked.push(Action::Edit(remedy.edit.clone()));
            }
            ui.add(egui::Label::new(&remedy.what).wrap());
        });
        theme::quiet_ui(ui, &remedy.because);
    }
}

fn actions_ui(ui: &mut Ui, thing: Thing, asked: &mut Vec<Action>) {
    ui.horizontal_wrapped(|ui| {
        if let Thing::Worker(worker) = thing
            && ui.button("Add an absence").clicked()
        {
            asked.push(Action::Add(New::Absence(Some(worker))));
        }
        if !thing.is_part_of_every_plan() && ui.button("Remove from the plan").clicked() {
            asked.push(Action::Remove(vec![thing]));
        }
    });
}
