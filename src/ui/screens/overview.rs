//! The overview.

use eframe::egui::{self, ScrollArea, Ui};
use egui_extras::{Column, TableBuilder};

use super::{Memory, head_ui};
use crate::app::desk::{Action, Screen};
use crate::app::view::children::Wanted;
use crate::app::view::overview::{Leads, ToDo, behind};
use crate::ui::theme;
use crate::ui::views::OverviewView;
use crate::ui::widgets::chart::Pick;
use crate::ui::widgets::heat::heat_ui;
use crate::ui::widgets::line_chart::line_chart_ui;
use crate::ui::widgets::state_bar::state_bar_ui;

pub(super) fn overview_ui(ui: &mut Ui, view: &OverviewView, memory: &mut Memory, asked: &mut Vec<Action>) {
    ScrollArea::vertical().auto_shrink([false, false]).show(ui, |ui| {
        head_ui(ui, "Overview", &view.sentence);
        if view.bar.total == 0 {
            empty_ui(ui, asked);
            return;
        }
        if let Some(Pick::Selected(key) | Pick::Opened(key)) = state_bar_ui(ui, &view.bar, None)
            && let Some(wanted) = behind(&key)
        {
            asked.push(Action::Show(wanted));
        }
        ui.add_space(theme::GRID);
        theme::quiet_ui(ui, &format!("Counted as no named social worker: {}.", view.counted));
        ui.add_space(theme::GROUP_GAP);
        let wide = ui.available_width() >= theme::TWO_COLUMNS;
        if wide {
            ui.columns(2, |columns| {
                to_do_ui(&mut columns[0], &view.to_do, asked);
                figures_ui(&mut columns[1], view, asked);
            });
        } else {
            to_do_ui(ui, &view.to_do, asked);
        }
        ui.add_space(theme::GROUP_GAP);
        if line_chart_ui(ui, &view.ahead, &mut memory.ahead)
            .is_some_and(|pick| matches!(pick, Pick::Opened(_)))
        {
            asked.push(Action::Show(Wanted { losing: true, ..Wanted::default() }));
        }
        ui.add_space(theme::GROUP_GAP);
        if !wide {
            figures_ui(ui, view, asked);
            ui.add_space(theme::GROUP_GAP);
        }
        if let Some(Pick::Opened(_)) = heat_ui(ui, &view.heat, &mut memory.heat) {
            asked.push(Action::Go(Screen::Teams));
        }
        ui.add_space(theme::GROUP_GAP);
    });
}

fn empty_ui(ui: &mut Ui, asked: &mut Vec<Action>) {
    ui.label("Three steps make a plan:");
    ui.add_space(theme::GRID);
    ui.horizontal_wrapped(|ui| {
        ui.label("1.");
        if theme::link_ui(ui, "Give it a title, a date and your rules").clicked() {
            asked.push(Action::Go(Screen::Plan));
        }
    });
    ui.horizontal_wrapped(|ui| {
        ui.label("2.");
        if theme::link_ui(ui, "Bring in the child list and the staff list").clicked() {
            asked.push(Action::Import);
        }
        ui.label("or add teams, staff and children by hand with Add.");
    });
    ui.horizontal_wrapped(|ui| {
        ui.label("3.");
        if theme::link_ui(ui, "Put in who is away").clicked() {
            asked.push(Action::Go(Screen::Absence));
        }
        ui.label("and come back here.");
    });
}

/// What is asked for by going where something leads.
fn follow(leads: &Leads) -> Action {
    match leads {
        Leads::Children(wanted) => Action::Show(wanted.clone()),
        Leads::Staff => Action::Go(Screen::Staff),
        Leads::Problems => Action::Go(Screen::Problems),
        Leads::Thing(thing) => Action::Select(*thing),
    }
}

fn to_do_ui(ui: &mut Ui, list: &[ToDo], asked: &mut Vec<Action>) {
    theme::subheading_ui(ui, "Do now");
    if list.is_empty() {
        theme::quiet_ui(ui, "Nothing presses.");
    }
    for to_do in list {
        if theme::link_ui(ui, &to_do.what).clicked() {
            asked.push(follow(&to_do.leads));
        }
    }
}

fn figures_ui(ui: &mut Ui, view: &OverviewView, asked: &mut Vec<Action>) {
    theme::subheading_ui(ui, "Official figures");
    TableBuilder::new(ui)
        .id_salt("figures")
        .vscroll(false)
        .cell_layout(egui::Layout::left_to_right(egui::Align::Center))
        .column(Column::exact(theme::LABEL_WIDTH))
        .column(Column::exact(theme::FIGURE_WIDTH))
        .column(Column::remainder().clip(true))
        .body(|body| {
            body.rows(theme::ROW_HEIGHT_COMPACT, view.figures.len(), |mut row| {
                let Some(line) = view.figures.get(row.index()) else { return };
                row.col(|ui| {
                    ui.label(line.name);
                });
                row.col(|ui| {
                    ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
                        ui.add_space(theme::GAP);
                        ui.label(egui::RichText::new(&line.value).text_style(theme::strong()));
                    });
                });
                row.col(|ui| {
                    if let Some(leads) = &line.leads {
                        let name = format!("Show them: {}", line.name);
                        if theme::link_ui(ui, "Show them").accessible_name(name).clicked() {
                            asked.push(follow(leads));
                        }
                    }
                    let quiet = egui::RichText::new(&line.definition).color(theme::palette(ui).quiet);
                    ui.add(egui::Label::new(quiet).truncate()).on_hover_text(&line.definition);
                });
            });
        });
}
