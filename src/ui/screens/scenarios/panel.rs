//! The panel at the right: the change that is looked at, or the scenario's name and description.

use eframe::egui::{ScrollArea, Ui};

use super::lists::others;
use crate::app::desk::ChangeKind;
use crate::app::desk::{Action, Desk, Listing};
use crate::app::reading::Reading;
use crate::app::view::table::CellView;
use crate::domain::ids::{ScenarioId, Thing};
use crate::domain::plan::{Plan, Words as _};
use crate::ui::screens::panel::{head_ui, right_ui};
use crate::ui::screens::thing_form_ui;
use crate::ui::theme;
use crate::ui::views::Views;

/// Draws it while a scenario is looked at.
pub(in crate::ui::screens) fn panel_ui(
    ui: &mut Ui,
    desk: &Desk,
    reading: &Reading,
    views: &mut Views,
    memory: &mut crate::ui::screens::Memory,
    asked: &mut Vec<Action>,
) {
    let memory = &mut memory.scenarios;
    let base = super::base_of(desk, reading);
    let (plan, at) = (&*base, desk.at_scenarios());
    let Some(scenario) = at.scenario(plan).and_then(|id| plan.scenarios.get(id)).cloned() else { return };
    let (id, place) = (scenario.id, at.change(plan));
    if memory.closed == Some((id, place)) {
        return;
    }
    if memory.form_of != Some((id, place)) {
        memory.form.reset();
        memory.form_of = Some((id, place));
    }
    memory.form.today = Some(reading.on);
    let change = place.and_then(|place| scenario.changes.get(place));
    let (kind, title) = match (place, change) {
        (Some(place), Some(change)) => {
            let what = views.scenarios.changes(desk, plan, id).and_then(|view| view.rows.get(place));
            let what = what.and_then(|row| row.cells.get(2)).map(|cell: &CellView| cell.text.clone());
            let kind = ChangeKind::of(&change.change).label();
            (format!("Change {} of “{}”", place + 1, scenario.name), what.unwrap_or_else(|| kind.to_owned()))
        }
        _ => ("Scenario".to_owned(), scenario.name.clone()),
    };
    let Some(form) = views.scenarios.form(plan, id, place) else { return };
    let thing = Thing::Scenario(id);
    right_ui(ui, |ui| {
        ui.add_space(theme::GAP);
        if head_ui(ui, &kind, &title) {
            memory.closed = Some((id, place));
        }
        ui.add_space(theme::GRID);
        ScrollArea::vertical().id_salt(("scenario", id, place)).auto_shrink([false, false]).show(ui, |ui| {
            if place.is_some() && theme::link_ui(ui, "The scenario’s name and description").clicked() {
                asked.push(Action::Scenarios(Listing::LookAtChange(None)));
            }
            ui.add_space(theme::GRID);
            thing_form_ui(ui, form, &mut memory.form, (thing, plan), asked);
            ui.add_space(theme::GAP);
            if let (Some(place), Some(change)) = (place, change) {
                buttons_ui(ui, plan, (id, place, change.on), asked);
            }
            ui.add_space(theme::GROUP_GAP);
        });
    });
}

/// What can be done with the change besides.
fn buttons_ui(ui: &mut Ui, plan: &Plan, (of, place, on): (ScenarioId, usize, bool), asked: &mut Vec<Action>) {
    let mut ask = |listing| asked.push(Action::Scenarios(listing));
    ui.horizontal_wrapped(|ui| {
        let last = plan.scenarios.get(of).map_or(0, |scenario| scenario.changes.len().saturating_sub(1));
        for (label, up, enabled) in [("Move up", true, place > 0), ("Move down", false, place < last)] {
            if ui.add_enabled(enabled, eframe::egui::Button::new(label)).clicked() {
                ask(Listing::Move { of, places: vec![place], up });
            }
        }
        let switch = if on { "Switch off" } else { "Switch on" };
        if ui.button(switch).clicked() {
            ask(Listing::Switch { of, places: vec![place], on: !on });
        }
        let others = others(plan, of);
        if !others.is_empty() {
            ui.menu_button("Copy to", |ui| {
                for (to, name) in others {
                    if ui.button(format!("Copy to “{name}”")).clicked() {
                        ask(Listing::Copy { of, places: vec![place], to });
                        ui.close();
                    }
                }
            });
        }
        if ui.button("Remove the change").clicked() {
            ask(Listing::Take(of, vec![place]));
        }
    });
}
