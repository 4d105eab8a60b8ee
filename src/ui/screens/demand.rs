//! The demand screen: where work in and work out come level, then each supposed figure beside the official one.

use std::collections::BTreeMap;

use eframe::egui::{self, Label, RichText, ScrollArea, Ui};
use egui_extras::{Column, TableBuilder};

use super::panel::{head_ui as panel_head_ui, right_ui};
use super::{head_ui, strip_ui, thing_form_ui};
use crate::app::desk::{Action, Desk, From, New};
use crate::app::reading::Reading;
use crate::app::view::demand::{DemandRow, DemandView, MARKS};
use crate::app::view::table::{MenuEntry, TableLayout, TableView};
use crate::domain::ids::Thing;
use crate::ui::theme;
use crate::ui::views::Views;
use crate::ui::widgets::chart::ChartState;
use crate::ui::widgets::choice;
use crate::ui::widgets::form::FormState;
use crate::ui::widgets::line_chart::line_chart_ui;
use crate::ui::widgets::mark::mark_ui;
use crate::ui::widgets::table::{TableState, data_table_ui};

/// The tables whose layout is remembered.
const TABLES: [&str; 5] = ["demand-teams", "demand-work", "demand-workforce", "level-types", "level-teams"];
/// Of those, the two that are only read.
const LEVELS: [&str; 2] = ["level-types", "level-teams"];

/// The parts of the screen.
const PARTS: [&str; 5] =
    ["New work", "How long it stays", "Workforce", "Where it comes level", "Official figures"];

/// What the screen remembers between frames.
#[derive(Debug, Default)]
pub(super) struct Memory {
    tables: BTreeMap<&'static str, TableState<DemandRow>>,
    months: ChartState,
    part: usize,
    /// The area to look at, where it is not the plan's own.
    area: Option<String>,
    /// Whether it is said what coming level means.
    explained: bool,
    /// The row in the panel.
    row: Option<DemandRow>,
    form: FormState,
}

impl Memory {
    pub(super) fn new(layout: impl Fn(&str) -> TableLayout) -> Self {
        let tables = TABLES.iter().map(|name| (*name, TableState::new(layout(name)))).collect();
        Self { tables, ..Self::default() }
    }

    /// Forgets what belonged to another document, but not how tables are laid out.
    pub(super) fn afresh(self) -> Self {
        let tables = self.tables.into_iter().map(|(name, state)| (name, TableState::new(state.layout)));
        Self { tables: tables.collect(), ..Self::default() }
    }

    pub(super) fn form(&mut self) -> &mut FormState {
        &mut self.form
    }

    /// Shows at its cell why a text is not taken. Whether it is a cell of this screen.
    pub(super) fn refuse_in_table(&mut self, thing: Thing, field: &str, sentence: &str) -> bool {
        let Some((row, column)) = DemandRow::of_field(thing, field) else { return false };
        for state in self.tables.values_mut() {
            state.refuse(&row, &column, sentence);
        }
        true
    }

    fn choose(&mut self, row: Option<DemandRow>) {
        if self.row != row {
            self.form.reset();
            self.row = row;
        }
    }
}

pub(super) fn demand_ui(
    ui: &mut Ui,
    desk: &mut Desk,
    reading: &Reading,
    views: &mut Views,
    memory: &mut super::Memory,
    asked: &mut Vec<Action>,
) {
    let memory = &mut memory.demand;
    ScrollArea::vertical().id_salt("demand").auto_shrink([false, false]).show(ui, |ui| {
        let room = ui.available_width();
        ui.scope(|ui| {
            ui.set_max_width(words_width(room, memory.row.is_some() || desk.selected.is_some()));
            top_ui(ui, desk, reading, views, memory, asked);
        });
        let view = views.demand(reading, memory.area.clone().as_ref());
        part_ui(ui, desk, view, memory, asked);
        ui.add_space(theme::GROUP_GAP);
    });
}

/// How wide the words above the tables are: as if the panel were open, so that it opens without moving a row away from under
/// a click; but never too narrow to read.
fn words_width(room: f32, is_open: bool) -> f32 {
    let beside = if is_open { room } else { room - theme::PANEL_WIDTH };
    if beside < theme::TEXT_WIDTH { room } else { beside }
}

/// What comes before the tables.
fn top_ui(
    ui: &mut Ui,
    desk: &Desk,
    reading: &Reading,
    views: &mut Views,
    memory: &mut Memory,
    asked: &mut Vec<Action>,
) {
    let tried = views.demand_tried(desk).map(str::to_owned);
    let looked_at = memory.area.clone();
    let view = views.demand(reading, looked_at.as_ref());
    head_ui(ui, "Demand", tried.as_ref().unwrap_or(&view.sentence));
    notes_ui(ui, view, memory);
    if !view.is_empty {
        strip_ui(ui, desk, reading, views, false);
    }
    let view = views.demand(reading, looked_at.as_ref());
    if let Some(next) = &view.next {
        ui.add(Label::new(RichText::new(next).text_style(theme::strong())).wrap());
        ui.add_space(theme::GRID);
    }
    area_ui(ui, view, reading, memory, asked);
    ui.add_space(theme::GAP);
    ui.horizontal_wrapped(|ui| {
        for (i, part) in PARTS.iter().enumerate() {
            if ui.selectable_label(memory.part == i, *part).clicked() && memory.part != i {
                memory.part = i;
                memory.choose(None);
            }
        }
    });
    ui.add_space(theme::GAP);
    if memory.part < 3 && !reading.plan.teams.is_empty() {
        marks_ui(ui);
    }
}

/// The part that is chosen.
fn part_ui(ui: &mut Ui, desk: &mut Desk, view: &DemandView, memory: &mut Memory, asked: &mut Vec<Action>) {
    match memory.part {
        0 => {
            rows_ui(ui, desk, &view.teams, memory, asked);
            if !view.teams.rows.is_empty() {
                ui.add_space(theme::GROUP_GAP);
                line_chart_ui(ui, &view.months, &mut memory.months);
            }
        }
        1 => rows_ui(ui, desk, &view.work, memory, asked),
        2 => rows_ui(ui, desk, &view.workforce, memory, asked),
        3 => {
            for (title, table) in [("By team", &view.level_teams), ("By type of work", &view.level_types)] {
                theme::subheading_ui(ui, title);
                ui.add_space(theme::GRID);
                rows_ui(ui, desk, table, memory, asked);
                ui.add_space(theme::GROUP_GAP);
            }
        }
        _ => published_ui(ui, view),
    }
}

/// What is to be known of the first sentence, and what it means.
fn notes_ui(ui: &mut Ui, view: &DemandView, memory: &mut Memory) {
    for note in &view.notes {
        theme::quiet_ui(ui, note);
    }
    let words = if memory.explained { "Hide what this means" } else { "What this means" };
    if theme::link_ui(ui, words).on_hover_text(view.definition.text).clicked() {
        memory.explained = !memory.explained;
    }
    if memory.explained {
        ui.scope(|ui| {
            ui.set_max_width(theme::TEXT_WIDTH);
            theme::quiet_ui(ui, view.definition.text);
        });
    }
    ui.add_space(theme::GAP);
}

/// Whose figures they are compared with, and taking them.
fn area_ui(ui: &mut Ui, view: &DemandView, reading: &Reading, memory: &mut Memory, asked: &mut Vec<Action>) {
    if reading.plan.teams.is_empty() {
        ui.horizontal_wrapped(|ui| {
            if ui.add(theme::primary_button(ui, "Add a team")).clicked() {
                asked.push(Action::Add(New::Team));
            }
            if ui.button("Bring in child and staff lists…").clicked() {
                asked.push(Action::Import);
            }
        });
        ui.add_space(theme::GRID);
    }
    ui.horizontal_wrapped(|ui| {
        let label = ui.label("Council, region or England");
        let items: Vec<(&str, &str)> =
            view.areas.iter().map(|item| (item.value.as_str(), item.label.as_str())).collect();
        let id = ui.scope_id().with("area");
        let (response, chosen) = choice::choice_button_ui(ui, id, &items, &view.area, theme::SEARCH_WIDTH);
        response.labelled_by(label.id);
        if chosen.is_some() {
            memory.area = chosen;
        }
        let england = "Use England’s figures";
        let own = if view.area == "England" {
            england.to_owned()
        } else {
            format!("Use the official figures of {}", view.area)
        };
        // With no team, adding one comes first.
        let first = view.is_empty && !reading.plan.teams.is_empty();
        let use_them = if first { ui.add(theme::primary_button(ui, &own)) } else { ui.button(&own) };
        if use_them.on_hover_text("All new work and all lengths at once, as one step to undo").clicked() {
            asked.push(Action::UseOfficial(view.area.clone()));
        }
        if view.is_empty && own != england && ui.button(england).clicked() {
            asked.push(Action::UseOfficial("England".to_owned()));
        }
        let fit = ui.button("Fit to our list").on_hover_text(
            "From the children in the plan, where there are enough; official figures for the rest. One step to undo",
        );
        if fit.clicked() {
            asked.push(Action::FitToList(view.area.clone()));
        }
    });
    let plans_own = if view.chosen.is_empty() {
        "The plan says of no area that it uses its figures".to_owned()
    } else {
        format!("The plan uses: {}", view.chosen)
    };
    theme::quiet_ui(ui, &format!("{plans_own}. Beside it: {}. {}.", view.against, view.against_why));
}

/// What the signs in the cells mean.
fn marks_ui(ui: &mut Ui) {
    ui.horizontal_wrapped(|ui| {
        for mark in MARKS {
            mark_ui(ui, mark);
            theme::quiet_ui(ui, mark.name);
            ui.add_space(theme::GAP);
        }
        theme::quiet_ui(ui, "Choose a row for sources and dragging");
    });
    ui.add_space(theme::GRID);
}

/// One of the tables: chosen rows go to the panel, edited cells to the plan, levels to their children.
fn rows_ui(
    ui: &mut Ui,
    desk: &mut Desk,
    view: &TableView<DemandRow>,
    memory: &mut Memory,
    asked: &mut Vec<Action>,
) {
    let state = memory.tables.entry(view.name).or_insert_with(|| TableState::new(TableLayout::default()));
    // The page scrolls, and each table stands on it whole.
    state.height = Some((view.rows.len() as f32 + 1.0) * theme::ROW_HEIGHT);
    let leads = view.rows.iter().any(|row| row.key.children().is_some());
    let menu = [MenuEntry::new("children", "Show the children")];
    let outcome = data_table_ui(ui, view, state, if leads { &menu } else { &[] });
    let mut chosen = state.selected.iter().next().copied().filter(|_| outcome.selected_changed);
    if outcome.layout_changed
        && let Ok(layout) = serde_json::to_value(&state.layout)
    {
        desk.settings.table_layouts.insert(view.name.to_owned(), layout);
        desk.keep_settings();
    }
    if let Some((row, column, text)) = &outcome.edited {
        let (thing, field) = row.field(column);
        asked.push(Action::Type { thing, field, text: text.clone(), from: From::Table });
    }
    if let Some((_, rows)) = &outcome.menu {
        asked.extend(rows.first().and_then(|row| row.children()).map(Action::Show));
    }
    if let Some(row) = outcome.activated {
        match row.children().filter(|_| LEVELS.contains(&view.name)) {
            Some(children) => asked.push(Action::Show(children)),
            None => chosen = Some(row),
        }
    }
    if let Some(row) = chosen {
        memory.choose(Some(row));
        asked.push(Action::Unselect);
    }
}

/// What the area published.
fn published_ui(ui: &mut Ui, view: &DemandView) {
    theme::subheading_ui(ui, &view.against);
    theme::quiet_ui(ui, view.source);
    ui.add_space(theme::GRID);
    TableBuilder::new(ui)
        .id_salt("published")
        .vscroll(false)
        .cell_layout(egui::Layout::left_to_right(egui::Align::Center))
        .column(Column::exact(theme::LABEL_WIDTH * 2.0))
        .column(Column::exact(theme::FIGURE_WIDTH * 2.0))
        .body(|body| {
            body.rows(theme::ROW_HEIGHT_COMPACT, view.published.len(), |mut row| {
                let Some((label, value)) = view.published.get(row.index()) else { return };
                row.col(|ui| {
                    ui.label(*label);
                });
                row.col(|ui| {
                    ui.with_layout(egui::Layout::right_to_left(egui::Align::Center), |ui| {
                        ui.label(RichText::new(value).text_style(theme::strong()));
                    });
                });
            });
        });
}

/// The chosen row: each of its figures, what it rests on, and a handle to drag it.
pub(super) fn panel_ui(
    ui: &mut Ui,
    reading: &Reading,
    views: &mut Views,
    memory: &mut super::Memory,
    asked: &mut Vec<Action>,
) {
    let memory = &mut memory.demand;
    let Some(row) = memory.row else { return };
    let form = views.demand_row(reading, memory.area.as_ref(), row);
    let thing = row.field("").0;
    memory.form.today = Some(reading.on);
    right_ui(ui, |ui| {
        ui.add_space(theme::GAP);
        let close = panel_head_ui(ui, row.kind(), &row.name(&reading.plan));
        ui.add_space(theme::GRID);
        ScrollArea::vertical().id_salt(("demand row", row)).auto_shrink([false, false]).show(ui, |ui| {
            links_ui(ui, row, reading, asked);
            ui.add_space(theme::GAP);
            if form.groups.iter().all(|group| group.fields.is_empty()) {
                theme::quiet_ui(
                    ui,
                    "Nothing is supposed of it yet. Use official figures, or type in the table.",
                );
            }
            thing_form_ui(ui, form, &mut memory.form, (thing, &reading.plan), asked);
            ui.add_space(theme::GROUP_GAP);
        });
        if close {
            memory.choose(None);
        }
    });
}

fn links_ui(ui: &mut Ui, row: DemandRow, reading: &Reading, asked: &mut Vec<Action>) {
    ui.horizontal_wrapped(|ui| {
        if let Some(children) = row.children()
            && theme::link_ui(ui, "Show its children").clicked()
        {
            asked.push(Action::Show(children));
        }
        if let DemandRow::Team(team) = row
            && reading.plan.teams.get(team).is_some()
            && theme::link_ui(ui, "Show the team").clicked()
        {
            asked.push(Action::Select(Thing::Team(team)));
        }
    });
}
