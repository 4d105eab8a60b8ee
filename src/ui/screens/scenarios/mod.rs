//! The scenarios screen: which helps most, the list of them, the changes of one, and base and scenarios side by side.

mod beside;
mod lists;
mod panel;

use std::collections::BTreeMap;
use std::sync::Arc;

use chrono::NaiveDate;
use eframe::egui::{Button, Label, ProgressBar, RichText, ScrollArea, Ui};

use super::head_ui;
use crate::app::definitions::Definition;
use crate::app::desk::{Action, Desk, From, Listing};
use crate::app::reading::Reading;
use crate::app::view::forecast::progress::Next;
use crate::app::view::scenarios::differ::{choices, chosen, key};
use crate::app::view::scenarios::{self, Measure, ScenarioRow};
use crate::app::view::table::TableLayout;
use crate::domain::ids::{ScenarioId, TeamId, Thing};
use crate::domain::plan::Plan;
use crate::ui::theme;
use crate::ui::views::Views;
use crate::ui::widgets::chart::ChartState;
use crate::ui::widgets::choice;
use crate::ui::widgets::fold::fold_ui;
use crate::ui::widgets::form::{FormState, form_ui};
use crate::ui::widgets::table::TableState;

pub(super) use panel::panel_ui;

/// What the screen remembers between frames.
#[derive(Debug, Default)]
pub(super) struct Memory {
    list: TableState<ScenarioRow>,
    changes: TableState<usize>,
    tables: BTreeMap<&'static str, TableState<usize>>,
    figures: TableState<&'static str>,
    overlay: ChartState,
    difference: ChartState,
    measure: Measure,
    team: Option<TeamId>,
    month: Option<NaiveDate>,
    /// What was looked at when the lists were last drawn.
    followed: Option<(ScenarioRow, Vec<usize>)>,
    /// What the panel was closed on.
    closed: Option<(ScenarioId, Option<usize>)>,
    form: FormState,
    form_of: Option<(ScenarioId, Option<usize>)>,
    costs: FormState,
    /// The two of which it is told what differs; `None`: the base plan and the scenario that is looked at.
    differs: Option<(ScenarioRow, ScenarioRow)>,
}

impl Memory {
    pub(super) fn new(layout: impl Fn(&str) -> TableLayout) -> Self {
        Self {
            list: TableState::new(layout("scenarios")),
            changes: TableState::new(layout("scenario-changes")),
            ..Self::default()
        }
    }

    /// Forgets what belonged to another document, but not how tables are laid out.
    pub(super) fn afresh(self) -> Self {
        Self {
            list: TableState::new(self.list.layout),
            changes: TableState::new(self.changes.layout),
            ..Self::default()
        }
    }

    /// The form of a scenario or a change, or that of costs.
    pub(super) fn form_of(&mut self, thing: Thing) -> &mut FormState {
        if thing == Thing::Target { &mut self.costs } else { &mut self.form }
    }

    /// The forms in which numbers are dragged.
    pub(super) fn forms(&mut self) -> [&mut FormState; 2] {
        [&mut self.form, &mut self.costs]
    }

    /// Shows at its cell why a text is not taken.
    pub(super) fn refuse_in_table(&mut self, scenario: ScenarioId, field: &str, sentence: &str) {
        match field.split_once('.') {
            Some((place, column)) => {
                if let Ok(place) = place.parse() {
                    self.changes.refuse(&place, column, sentence);
                }
            }
            None => self.list.refuse(&Some(scenario), field, sentence),
        }
    }

    /// Follows what is looked at: another scenario, or another change, is chosen in the lists too.
    fn follow(&mut self, desk: &Desk, plan: &Plan) {
        let at = desk.at_scenarios();
        let now = (at.scenario(plan), at.changes(plan).to_vec());
        if self.followed.as_ref() == Some(&now) {
            return;
        }
        if self.followed.as_ref().is_none_or(|(scenario, _)| *scenario != now.0) {
            self.list.select_only(&now.0);
            self.changes = TableState::new(std::mem::take(&mut self.changes.layout));
        }
        match now.1.as_slice() {
            [place] => self.changes.select_only(place),
            places => self.changes.selected = places.iter().copied().collect(),
        }
        self.followed = Some(now);
        self.closed = None;
    }
}

pub(super) fn scenarios_ui(
    ui: &mut Ui,
    desk: &mut Desk,
    reading: &Reading,
    views: &mut Views,
    memory: &mut super::Memory,
    asked: &mut Vec<Action>,
) {
    let memory = &mut memory.scenarios;
    let plan = &base_of(desk, reading);
    memory.follow(desk, plan);
    ScrollArea::vertical().id_salt("scenarios").auto_shrink([false, false]).show(ui, |ui| {
        let listed = views.scenarios.listed(desk, plan);
        head_ui(ui, "Scenarios", &listed.sentence);
        for note in &listed.notes {
            theme::warning_ui(ui, note);
        }
        progress_ui(ui, desk, &listed.rests_on, asked);
        ui.add_space(theme::GAP);
        lists::scenarios_ui(ui, desk, plan, views, memory, asked);
        if plan.scenarios.is_empty() {
            return;
        }
        ui.add_space(theme::GROUP_GAP);
        lists::changes_ui(ui, desk, plan, views, memory, asked);
        ui.add_space(theme::GROUP_GAP);
        if views.scenarios.has_comparison(desk, plan) {
            beside::beside_ui(ui, desk, plan, views, memory, asked);
        }
        differs_ui(ui, desk, plan, views, memory);
        fold_ui(ui, "What people cost", false, |ui| {
            theme::quiet_ui(
                ui,
                "Yours to put in: a full-time post for a year, before on-costs, and what an agency takes for a day. Empty: none.",
            );
            ui.add_space(theme::GRID);
            let costs = &views.target.question(reading).costs;
            ui.scope(|ui| {
                ui.set_max_width(theme::TEXT_WIDTH);
                if let Some((field, text)) = form_ui(ui, costs, &mut memory.costs) {
                    asked.push(Action::Type { thing: Thing::Target, field, text, from: From::Form });
                }
            });
        });
        ui.add_space(theme::GROUP_GAP);
    });
}

/// The plan that scenarios are changes of, whichever of them is open.
fn base_of(desk: &Desk, reading: &Reading) -> Arc<Plan> {
    Arc::clone(desk.session().map_or(&reading.plan, |session| session.base()))
}

/// How far the comparison has come, stopping it and going on. Its line is kept free, so that nothing moves.
fn progress_ui(ui: &mut Ui, desk: &Desk, rests_on: &str, asked: &mut Vec<Action>) {
    ui.horizontal_wrapped(|ui| {
        ui.set_min_height(theme::CONTROL_HEIGHT);
        let view = scenarios::progress(desk.comparisons().progress());
        let Some(view) = view else {
            theme::quiet_ui(ui, rests_on);
            return;
        };
        match &view.next {
            Next::Stop => {
                let stop = ui.add(Button::new("Stop")).accessible_name("Stop the comparison");
                if stop.on_hover_text("Stop the comparison and keep the years there are").clicked() {
                    asked.push(Action::Scenarios(Listing::Stop));
                }
                if let Some(share) = view.share {
                    let ground = theme::palette(ui).rule;
                    ui.visuals_mut().extreme_bg_color = ground;
                    let bar = ProgressBar::new(share)
                        .desired_width(theme::PROGRESS.x)
                        .desired_height(theme::PROGRESS.y)
                        .fill(theme::palette(ui).accent);
                    ui.add(bar).accessible_name("Simulated years compared");
                }
                theme::quiet_ui(ui, &view.words).on_hover_text(&view.hint);
            }
            Next::Continue => {
                theme::quiet_ui(ui, &view.words).on_hover_text(&view.hint);
                let go_on = ui.add(Button::new("Continue")).accessible_name("Continue the comparison");
                if go_on.on_hover_text("Play the years that are missing").clicked() {
                    asked.push(Action::Scenarios(Listing::GoOn));
                }
            }
            Next::Reasons(lines) => {
                if theme::link_ui(ui, &view.words).clicked() {
                    let title = "Why nothing is compared".to_owned();
                    asked.push(Action::Tell { title, lines: lines.clone() });
                }
            }
            Next::Nothing => {
                theme::quiet_ui(ui, &view.words);
            }
        }
        if let Some(whose) = scenarios::whose(desk.comparisons()) {
            theme::quiet_ui(ui, whose);
        }
    });
}

/// What differs between two scenarios, or one and the base plan.
fn differs_ui(ui: &mut Ui, desk: &Desk, plan: &Plan, views: &mut Views, memory: &mut Memory) {
    fold_ui(ui, "What differs", false, |ui| {
        let (mut from, mut to) = memory.differs.unwrap_or_else(|| (None, desk.at_scenarios().scenario(plan)));
        let mut changed = false;
        let items = choices(plan);
        let items: Vec<(&str, &str)> =
            items.iter().map(|item| (item.value.as_str(), item.label.as_str())).collect();
        ui.horizontal_wrapped(|ui| {
            for (label, row) in [("Between", &mut from), ("and", &mut to)] {
                let name = ui.label(label);
                let id = ui.scope_id().with(("differs", label));
                let (response, picked) =
                    choice::choice_button_ui(ui, id, &items, &key(*row), theme::SEARCH_WIDTH);
                response.labelled_by(name.id);
                if let Some(picked) = picked {
                    *row = chosen(&picked);
                    changed = true;
                }
            }
        });
        if changed {
            memory.differs = Some((from, to));
        }
        let view = views.scenarios.differs(plan, from, to);
        ui.add_space(theme::GRID);
        ui.add(Label::new(RichText::new(&view.sentence).text_style(theme::strong())).wrap());
        for line in &view.lines {
            ui.add(Label::new(line).wrap().selectable(true));
        }
        if view.more > 0 {
            theme::quiet_ui(ui, &format!("and {} more", view.more));
        }
    });
}

/// A link that says what figures mean.
fn defined_ui(ui: &mut Ui, of: &str, figures: &[Definition], asked: &mut Vec<Action>) {
    let link = theme::link_ui(ui, "What these figures mean");
    if link.accessible_name(format!("What these figures mean: {of}")).clicked() {
        let lines = figures.iter().map(|figure| format!("{}: {}.", figure.label, figure.text)).collect();
        asked.push(Action::Tell { title: of.to_owned(), lines });
    }
}
