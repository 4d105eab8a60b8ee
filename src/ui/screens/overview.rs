//! The overview.

use eframe::egui::{self, ScrollArea, Ui};
use egui_extras::{Column, TableBuilder};

use super::{Memory, head_ui, likely};
use crate::app::desk::{Action, Screen};
use crate::app::view::overview::{Leads, ToDo, behind};
use crate::ui::theme;
use crate::ui::views::{AheadView, OverviewView};
use crate::ui::widgets::chart::Pick;
use crate::ui::widgets::state_bar::state_bar_ui;

pub(super) fn overview_ui(
    ui: &mut Ui,
    (view, ahead): (&OverviewView, &AheadView),
    whose: Option<&str>,
    memory: &mut Memory,
    asked: &mut Vec<Action>,
) {
    ScrollArea::vertical().auto_shrink([false, false]).show(ui, |ui| {
        head_ui(ui, "Overview", &view.sentence);
        if view.is_empty {
            empty_ui(ui, asked);
            return;
        }
        // Here from the beginning, so that nothing is moved when the forecast comes.
        if ahead.by_demand {
            theme::warning_ui(ui, &ahead.headline);
            likely::demand_ui(ui, asked);
        } else {
            ui.add(egui::Label::new(&ahead.headline).wrap().selectable(true));
        }
        ui.add_space(theme::GAP);
        if let Some(Pick::Selected(key) | Pick::Opened(key)) = state_bar_ui(ui, &view.bar, None)
            && let Some(wanted) = behind(&key)
        {
            asked.push(Action::Show(wanted));
        }
        ui.add_space(theme::GRID);
        let counted = format!("Counted as no named social worker: {}.", view.counted);
        let quiet = egui::RichText::new(&counted).color(theme::palette(ui).quiet);
        ui.add(egui::Label::new(quiet).truncate()).on_hover_text(&counted);
        ui.add_space(theme::GROUP_GAP);
        let to_do: Vec<&ToDo> = view.to_do.iter().chain(&ahead.to_do).collect();
        let wide = ui.available_width() >= theme::TWO_COLUMNS;
        if wide {
            ui.columns(2, |columns| {
                to_do_ui(&mut columns[0], &to_do, &mut true, asked);
                figures_ui(&mut columns[1], view, asked);
            });
        } else {
            to_do_ui(ui, &to_do, &mut memory.all_to_do, asked);
        }
        ui.add_space(theme::GROUP_GAP);
        likely::ahead_ui(ui, &view.ahead, ahead.likely.as_ref(), whose, &mut memory.likely, asked);
        ui.add_space(theme::GROUP_GAP);
        if !wide {
            figures_ui(ui, view, asked);
            ui.add_space(theme::GROUP_GAP);
        }
        likely::heat_of_overview_ui(ui, &view.heat, ahead.likely.as_ref(), &mut memory.likely, asked);
        if let Some(likely) = &ahead.likely {
            ui.add_space(theme::GROUP_GAP);
            likely::states_ui(ui, likely, &mut memory.likely);
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
            asked.push(Action::Go(Screen::Rota));
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

/// In a narrow window no more than these are shown at first.
const FIRST_TO_DO: usize = 6;

fn to_do_ui(ui: &mut Ui, list: &[&ToDo], all: &mut bool, asked: &mut Vec<Action>) {
    theme::subheading_ui(ui, "Do now");
    if list.is_empty() {
        theme::quiet_ui(ui, "Nothing presses.");
    }
    let shown = if *all || list.len() <= FIRST_TO_DO + 1 { list.len() } else { FIRST_TO_DO };
    // Of their own width also in a column: else the line under them is drawn right across it.
    ui.vertical(|ui| {
        ui.spacing_mut().item_spacing.y = 0.0;
        for to_do in list.iter().take(shown) {
            if theme::link_ui(ui, &to_do.what).clicked() {
                asked.push(follow(&to_do.leads));
            }
        }
    });
    if shown < list.len() && ui.button(format!("Show {} more", list.len() - shown)).clicked() {
        *all = true;
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
