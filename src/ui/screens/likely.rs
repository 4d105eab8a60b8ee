//! What is likely, on the screens that show it beside what is known.

use eframe::egui::{RichText, TextStyle, Ui, vec2};

use crate::app::definitions::Definition;
use crate::app::desk::{Action, Screen};
use crate::app::view::chart::{HeatView, LineChartView};
use crate::app::view::children::Wanted;
use crate::app::view::export::table_csv;
use crate::app::view::forecast::replay::ReplayChoice;
use crate::app::view::forecast::{overview as fan, staff, teams};
use crate::app::view::table::{RowKey, TableView};
use crate::domain::ids::{TeamId, Thing};
use crate::ui::theme;
use crate::ui::views::{LikelyView, StaffAhead, TeamsAhead};
use crate::ui::widgets::chart::{ChartState, Pick, copy_ui};
use crate::ui::widgets::fold::fold_ui;
use crate::ui::widgets::heat::heat_ui;
use crate::ui::widgets::line_chart::line_chart_ui;
use crate::ui::widgets::table::{TableState, data_table_ui};

/// What these pictures remember between frames.
#[derive(Debug, Default)]
pub(super) struct Memory {
    fan: ChartState,
    known_heat: ChartState,
    heat: ChartState,
    heat_is_known: bool,
    states: TableState<&'static str>,
    types: TableState<&'static str>,
    failing: ChartState,
    capacity: ChartState,
    over_cap: ChartState,
    waits: TableState<usize>,
    workers: TableState<usize>,
    reasons: TableState<&'static str>,
}

/// How many headings [`teams_ui`] folds.
pub(super) const TEAM_FOLDS: usize = 2;
/// How many headings [`staff_ui`] folds.
pub(super) const STAFF_FOLDS: usize = 4;

/// The way to what a forecast needs.
pub(super) fn demand_ui(ui: &mut Ui, asked: &mut Vec<Action>) {
    if ui.button("Go to the demand").clicked() {
        asked.push(Action::Go(Screen::Demand));
    }
}

/// A link that says what figures mean.
fn defined_ui(ui: &mut Ui, of: &str, figures: &[Definition], asked: &mut Vec<Action>) {
    let link = theme::link_ui(ui, "What these figures mean");
    if link.accessible_name(format!("What these figures mean: {of}")).clicked() {
        let lines = figures.iter().map(|figure| format!("{}: {}.", figure.label, figure.text)).collect();
        asked.push(Action::Tell { title: of.to_owned(), lines });
    }
}

/// A small table of figures with its title.
fn figures_ui<K: RowKey>(ui: &mut Ui, title: &str, view: &TableView<K>, state: &mut TableState<K>) {
    ui.horizontal(|ui| {
        ui.label(RichText::new(title).text_style(theme::strong()));
        copy_ui(ui, title, || table_csv(view));
    });
    (state.bare, state.compact) = (true, true);
    state.height = Some(theme::ROW_HEIGHT_COMPACT * view.rows.len() as f32);
    data_table_ui(ui, view, state, &[]);
    ui.add_space(theme::GAP);
}

/// The years that can be looked at, as buttons; the one that is looked at is pressed.
pub(super) fn choices_ui(
    ui: &mut Ui,
    choices: &[ReplayChoice],
    chosen: Option<u32>,
    asked: &mut Vec<Action>,
) {
    for choice in choices {
        let button = ui.add(eframe::egui::Button::new(&choice.words).selected(chosen == Some(choice.run)));
        if button.on_hover_text(&choice.hint).clicked() {
            asked.push(Action::Replay(choice.run));
        }
    }
}

/// The year ahead on the overview: known over likely, or what is known alone, and why.
pub(super) fn ahead_ui(
    ui: &mut Ui,
    known: &LineChartView,
    likely: Option<&LikelyView>,
    whose: Option<&str>,
    memory: &mut Memory,
    asked: &mut Vec<Action>,
) {
    let Some(likely) = likely else {
        let opened = line_chart_ui(ui, known, &mut memory.fan);
        if matches!(opened, Some(Pick::Opened(_))) {
            asked.push(Action::Show(Wanted { losing: true, ..Wanted::default() }));
        }
        return;
    };
    let opened = line_chart_ui(ui, &likely.fan, &mut memory.fan);
    if matches!(opened, Some(Pick::Opened(_))) {
        asked.push(Action::Show(Wanted { at_risk: true, ..Wanted::default() }));
    }
    ui.horizontal_wrapped(|ui| {
        if !likely.choices.is_empty() {
            ui.label("Look at one simulated year:");
            choices_ui(ui, &likely.choices, None, asked);
        }
        defined_ui(ui, &likely.fan.title, &fan::DEFINED, asked);
    });
    // Its line is kept free, so that nothing below is moved while a new forecast is made.
    match whose {
        Some(whose) => drop(theme::quiet_ui(ui, whose)),
        None => drop(ui.allocate_space(vec2(0.0, ui.text_style_height(&TextStyle::Body)))),
    }
    for caveat in &likely.caveats {
        theme::warning_ui(ui, caveat);
    }
    if !likely.caveats.is_empty() {
        demand_ui(ui, asked);
    }
}

/// Team by week on the overview: likely to fail, or as known.
pub(super) fn heat_of_overview_ui(
    ui: &mut Ui,
    known: &HeatView,
    likely: Option<&LikelyView>,
    memory: &mut Memory,
    asked: &mut Vec<Action>,
) {
    let Some(likely) = likely else {
        if let Some(Pick::Opened(_)) = heat_ui(ui, known, &mut memory.known_heat) {
            asked.push(Action::Go(Screen::Teams));
        }
        return;
    };
    ui.horizontal(|ui| {
        for (known, label) in [(false, "Likely"), (true, "Known")] {
            let button = ui.selectable_label(memory.heat_is_known == known, label);
            let name = format!("Teams by week: {}", label.to_lowercase());
            if button.accessible_name(name).clicked() {
                memory.heat_is_known = known;
            }
        }
    });
    if memory.heat_is_known {
        if let Some(Pick::Opened(_)) = heat_ui(ui, known, &mut memory.known_heat) {
            asked.push(Action::Go(Screen::Teams));
        }
        return;
    }
    match heat_ui(ui, &likely.heat, &mut memory.heat) {
        Some(Pick::Selected((row, _))) => asked.extend(team_at(&likely.heat_teams, row).map(Action::Select)),
        Some(Pick::Opened((row, _))) => {
            asked.push(Action::Go(Screen::Teams));
            asked.extend(team_at(&likely.heat_teams, row).map(Action::Select));
        }
        None => {}
    }
    defined_ui(ui, &likely.heat.title, &teams::FAILING_DEFINED, asked);
}

fn team_at(teams: &[Option<TeamId>], row: usize) -> Option<Thing> {
    teams.get(row).copied().flatten().map(Thing::Team)
}

/// The states and case types ahead, folded.
pub(super) fn states_ui(ui: &mut Ui, likely: &LikelyView, memory: &mut Memory) {
    fold_ui(ui, "By state and type", false, |ui| {
        figures_ui(ui, "Children in each state", &likely.states, &mut memory.states);
        figures_ui(ui, "No named social worker, by case type", &likely.types, &mut memory.types);
    });
}

/// The teams ahead, folded.
pub(super) fn teams_ui(ui: &mut Ui, view: &TeamsAhead, memory: &mut Memory, asked: &mut Vec<Action>) {
    fold_ui(ui, "Teams likely to fail", true, |ui| {
        ui.add(eframe::egui::Label::new(&view.sentence).wrap());
        ui.add_space(theme::GAP);
        if let Some(Pick::Selected((row, _)) | Pick::Opened((row, _))) =
            heat_ui(ui, &view.heat, &mut memory.failing)
        {
            asked.extend(team_at(&view.heat_teams, row).map(Action::Select));
        }
        defined_ui(ui, &view.heat.title, &teams::FAILING_DEFINED, asked);
        ui.add_space(theme::GAP);
        ui.scope(|ui| {
            ui.spacing_mut().item_spacing.y = 0.0;
            for line in &view.lines {
                if let Some(thing) = line.leads {
                    if theme::link_ui(ui, &line.words).clicked() {
                        asked.push(Action::Select(thing));
                    }
                } else {
                    theme::quiet_ui(ui, &line.words);
                }
            }
        });
    });
    fold_ui(ui, "Capacity", false, |ui| {
        theme::quiet_ui(
            ui,
            "Choose a team in the table to see its own; without one it is the whole service.",
        );
        line_chart_ui(ui, &view.capacity, &mut memory.capacity);
        defined_ui(ui, &view.capacity.title, &teams::CAPACITY_DEFINED, asked);
    });
}

/// The staff ahead, folded.
pub(super) fn staff_ui(ui: &mut Ui, view: &StaffAhead, memory: &mut Memory, asked: &mut Vec<Action>) {
    fold_ui(ui, "Over their cap in the year ahead", false, |ui| {
        line_chart_ui(ui, &view.over_cap, &mut memory.over_cap);
        defined_ui(ui, &view.over_cap.title, &staff::OVER_CAP_DEFINED, asked);
    });
    fold_ui(ui, "How long children wait for a worker", false, |ui| {
        ui.add(eframe::egui::Label::new(&view.waits.0).wrap());
        figures_ui(ui, "Waits that end in an allocation", &view.waits.1, &mut memory.waits);
    });
    fold_ui(ui, "How many workers children have in a year", false, |ui| {
        ui.add(eframe::egui::Label::new(&view.workers.0).wrap());
        figures_ui(ui, "Workers in twelve months", &view.workers.1, &mut memory.workers);
    });
    fold_ui(ui, "Why children are given a worker", false, |ui| {
        figures_ui(ui, "Allocations by reason", &view.reasons, &mut memory.reasons);
    });
}
