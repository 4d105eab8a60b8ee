//! The target screen: the question at the top, then the answer, posts against their start, what moves it, several things at
//! once, and what people cost.

mod answer;
mod grid;
mod more;
mod question;

use eframe::egui::{ProgressBar, ScrollArea, Ui};

use super::head_ui;
use crate::app::definitions::Definition;
use crate::app::desk::target::Kind;
use crate::app::desk::{Action, Desk, From};
use crate::app::reading::Reading;
use crate::app::target::Study;
use crate::app::view::form::FormView;
use crate::app::view::mode;
use crate::app::view::target::frontier::FrontierQuestion;
use crate::app::view::target::grid::{GridQuestion, GridShown};
use crate::app::view::target::{self, progress};
use crate::domain::ids::Thing;
use crate::domain::plan::Plan;
use crate::ui::theme;
use crate::ui::views::Views;
use crate::ui::widgets::chart::ChartState;
use crate::ui::widgets::fold::fold_ui;
use crate::ui::widgets::form::{FormState, form_ui};
use crate::ui::widgets::table::TableState;

/// The part of the question whose form is open.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum Open {
    /// None: the question stands in words.
    #[default]
    Nothing,
    /// One of the promises.
    Promise(usize),
    /// What is varied.
    Vary,
    /// Both as text.
    Texts,
    /// Which posts and months.
    Frontier,
    /// One of the things varied at once.
    Axis(usize),
}

/// What the screen remembers between frames.
#[derive(Debug, Default)]
pub(super) struct Memory {
    open: Open,
    form: FormState,
    chart: ChartState,
    tried: TableState<usize>,
    frontier: Option<FrontierQuestion>,
    by_cost: bool,
    chance: ChartState,
    cost: ChartState,
    /// The cell of the frontier that is looked at.
    cell: Option<(usize, usize)>,
    tornado: ChartState,
    grid: Option<GridQuestion>,
    shown: GridShown,
    grid_heat: ChartState,
    combinations: TableState<usize>,
    /// The cell of the grid that is looked at.
    grid_cell: Option<(usize, usize)>,
}

impl Memory {
    pub(super) fn form(&mut self) -> &mut FormState {
        &mut self.form
    }

    fn opens(&mut self, part: Open) {
        self.open = if self.open == part { Open::Nothing } else { part };
        self.form.reset();
    }
}

pub(super) fn target_ui(
    ui: &mut Ui,
    desk: &Desk,
    reading: &Reading,
    views: &mut Views,
    memory: &mut super::Memory,
    asked: &mut Vec<Action>,
) {
    let memory = &mut memory.target;
    memory.form.today = Some(reading.on);
    ScrollArea::vertical().id_salt("target").auto_shrink([false, false]).show(ui, |ui| {
        let answer = desk.studies().answer().map(AsRef::as_ref);
        head_ui(ui, "Target", &target::headline(&reading.plan, answer));
        stale_ui(ui, desk, reading, views, (Kind::Search, &Study::Search), asked);
        if desk.session().is_some_and(|session| session.scenario().is_some()) {
            theme::quiet_ui(ui, mode::FOR_ALL);
        }
        question::question_ui(ui, reading, views, memory, asked);
        question::search_ui(ui, desk, reading, asked);
        ui.add_space(theme::GROUP_GAP);
        answer::answer_ui(ui, desk, reading, views, memory, asked);
        fold_ui(ui, "Posts against their first month", true, |ui| {
            more::frontier_ui(ui, desk, reading, views, memory, asked);
        });
        fold_ui(ui, "What moves the answer most", true, |ui| {
            more::sensitivity_ui(ui, desk, reading, views, memory, asked);
        });
        fold_ui(ui, "Several things at once", false, |ui| {
            grid::grid_ui(ui, desk, reading, views, memory, asked);
        });
        fold_ui(ui, "What people cost", false, |ui| {
            theme::quiet_ui(
                ui,
                "Yours to put in: a full-time post for a year, before on-costs, and what an agency takes for a day. Empty: none.",
            );
            ui.add_space(theme::GRID);
            let costs = &views.target.question(reading).costs;
            if let Some((field, text)) = form_ui(ui, costs, &mut memory.form) {
                asked.push(Action::Type { thing: Thing::Target, field, text, from: From::Form });
            }
        });
        ui.add_space(theme::GROUP_GAP);
    });
}

/// A part of the question as a form, a little in from the edge. Returns the field and text that were committed.
fn part_form_ui(ui: &mut Ui, view: &FormView, form: &mut FormState) -> Option<(String, String)> {
    ui.add_space(theme::GRID);
    let committed = ui.indent("form", |ui| {
        ui.set_max_width(theme::TEXT_WIDTH);
        form_ui(ui, view, form)
    });
    ui.add_space(theme::GRID);
    committed.inner
}

/// Says where an answer is not of the plan as it is or was broken off, and offers to ask again.
fn stale_ui(
    ui: &mut Ui,
    desk: &Desk,
    reading: &Reading,
    views: &mut Views,
    (kind, again): (Kind, &Study),
    asked: &mut Vec<Action>,
) {
    let studies = desk.studies();
    let finished = match kind {
        Kind::Search => studies.answer().map(|found| found.finished),
        Kind::Frontier => studies.frontier().map(|found| found.finished),
        Kind::Sensitivity => studies.sensitivity().map(|found| found.finished),
        Kind::Grid => studies.grid().map(|found| found.finished),
    };
    let Some(finished) = finished else { return };
    let broken_off = progress::broken_off(finished || desk.asked_last() == Some(kind));
    let Some(words) = views.target.stale(desk, reading, kind).or(broken_off) else { return };
    ui.horizontal_wrapped(|ui| {
        theme::warning_ui(ui, words);
        let again_name = match kind {
            Kind::Search => "Search again",
            Kind::Frontier => "Draw it again",
            Kind::Sensitivity | Kind::Grid => "Work it out again",
        };
        if target::next(&reading.plan).is_none() || kind == Kind::Grid {
            let button = ui.button(again_name);
            let of = match kind {
                Kind::Search => "",
                Kind::Frontier => ": posts against their first month",
                Kind::Sensitivity => ": what moves the answer most",
                Kind::Grid => ": several things at once",
            };
            if button.accessible_name(format!("{again_name}{of}")).clicked() {
                asked.push(Action::Ask(again.clone()));
            }
        }
    });
    ui.add_space(theme::GRID);
}

/// How far the work on a kind of question has come, and stopping it.
fn progress_ui(ui: &mut Ui, desk: &Desk, kind: Kind, asked: &mut Vec<Action>) {
    let Some(view) = progress::progress(desk.studies()).filter(|_| desk.asked_last() == Some(kind)) else {
        return;
    };
    if let Some(share) = view.share {
        if ui.button("Stop").accessible_name("Stop the search").on_hover_text("What there is stays").clicked()
        {
            asked.push(Action::StopStudy);
        }
        let ground = theme::palette(ui).rule;
        ui.scope(|ui| {
            ui.visuals_mut().extreme_bg_color = ground;
            let bar = ProgressBar::new(share)
                .desired_width(theme::PROGRESS.x)
                .desired_height(theme::PROGRESS.y)
                .fill(theme::palette(ui).accent);
            ui.add(bar).accessible_name("How far the search has come");
        });
    }
    theme::quiet_ui(ui, &view.words);
    for reason in &view.reasons {
        theme::warning_ui(ui, reason);
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

/// Whether the question is whole, so that it can be searched.
fn is_whole(plan: &Plan) -> bool {
    target::next(plan).is_none()
}
