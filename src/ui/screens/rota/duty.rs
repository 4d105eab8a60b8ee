//! The duty rota of a team: made, changed, and whether it is fair.

mod turns;

use chrono::NaiveDate;
use eframe::egui::{Label, RichText, ScrollArea, Spinner, Ui};

use crate::app::calendar_files::CalendarOf;
use crate::app::definitions::Definition;
use crate::app::desk::rota::RotaAsk;
use crate::app::desk::{Action, Desk, New};
use crate::app::reading::Reading;
use crate::app::view::rota::duty::{self, DEFINED, DutyView, MadeView};
use crate::app::view::table::{RowKey, TableLayout, TableView};
use crate::domain::edit::Edit;
use crate::domain::ids::{TeamId, Thing, WorkerId};
use crate::ui::screens::Memory;
use crate::ui::theme;
use crate::ui::views::Views;
use crate::ui::widgets::chart::ChartState;
use crate::ui::widgets::fold::fold_ui;
use crate::ui::widgets::form::{FormState, form_ui};
use crate::ui::widgets::share_bars::share_bars_ui;
use crate::ui::widgets::table::{TableState, data_table_ui};

/// What this part remembers between frames.
#[derive(Debug, Default)]
pub struct DutyMemory {
    question: FormState,
    turns: Option<TableState<NaiveDate>>,
    shares: TableState<WorkerId>,
    bars: ChartState,
}

pub(super) fn duty_ui(
    ui: &mut Ui,
    desk: &mut Desk,
    reading: &Reading,
    views: &mut Views,
    memory: &mut Memory,
    asked: &mut Vec<Action>,
) {
    let memory = &mut memory.rota.duty;
    let choice = desk.at_rota().choice(&reading.plan);
    let (Some(choice), Some(view)) = (choice, views.rota_parts.duty(desk, reading)) else {
        theme::sentence_ui(ui, "No team is in the plan yet: a duty rota belongs to a team");
        ui.add_space(theme::GAP);
        if ui.add(theme::primary_button(ui, "Add a team")).clicked() {
            asked.push(Action::Add(New::Team));
        }
        return;
    };
    ScrollArea::vertical().id_salt("rota-duty").auto_shrink([false, false]).show(ui, |ui| {
        theme::sentence_ui(ui, &view.sentence);
        ui.add_space(theme::GAP);
        question_ui(ui, view, memory, reading, asked);
        pattern_ui(ui, view, choice.team, reading, asked);
        if !view.takes_duty {
            return;
        }
        ui.add_space(theme::GAP);
        make_ui(ui, desk, view, choice.team, asked);
        if let Some(made) = &view.made {
            made_ui(ui, made);
        }
        ui.add_space(theme::GAP);
        turns::turns_ui(ui, desk, view, choice.team, &mut memory.turns, asked);
        ui.add_space(theme::GAP);
        if let Some(made) = view.made.as_ref().filter(|made| !made.shares.rows.is_empty()) {
            fold_ui(ui, "How fair it is", true, |ui| shares_ui(ui, made, memory, asked));
        }
        defined_ui(ui, "Duty rota", &DEFINED, asked);
        ui.add_space(theme::GROUP_GAP);
    });
}

/// Which team, from when, for how long.
fn question_ui(
    ui: &mut Ui,
    view: &DutyView,
    memory: &mut DutyMemory,
    reading: &Reading,
    asked: &mut Vec<Action>,
) {
    memory.question.today = Some(reading.on);
    let committed = ui
        .scope(|ui| {
            ui.set_max_width(theme::TEXT_WIDTH);
            form_ui(ui, &view.question, &mut memory.question)
        })
        .inner;
    if let Some((field, text)) = committed {
        match duty::ask_of(&field, &text) {
            Ok(ask) => asked.push(Action::Rota(ask)),
            Err(sentence) => memory.question.refuse(&field, sentence),
        }
    }
}

/// How the team takes duty, and where that is changed; or how to begin.
fn pattern_ui(ui: &mut Ui, view: &DutyView, team: TeamId, reading: &Reading, asked: &mut Vec<Action>) {
    ui.add_space(theme::GRID);
    ui.scope(|ui| {
        ui.set_max_width(theme::TEXT_WIDTH);
        ui.add(Label::new(&view.pattern).wrap());
    });
    ui.add_space(theme::GRID);
    ui.horizontal_wrapped(|ui| {
        let name = reading.plan.teams.get(team).map_or("the team", |team| team.name.as_str());
        if !view.takes_duty {
            let words = format!("Let {name} take duty every week");
            if ui.add(theme::primary_button(ui, &words)).clicked() {
                asked.push(Action::Edit(Edit::Set {
                    of: Thing::Team(team),
                    field: "duty_one_week_in".to_owned(),
                    to: "1".to_owned(),
                }));
            }
        }
        let link = theme::link_ui(ui, "Change how the team takes duty");
        if link.on_hover_text("In the panel: one week in how many, week or day, order, first week").clicked()
        {
            asked.push(Action::Select(Thing::Team(team)));
        }
    });
}

/// Making the rota, putting it in, leaving it.
fn make_ui(ui: &mut Ui, desk: &Desk, view: &DutyView, team: TeamId, asked: &mut Vec<Action>) {
    ui.horizontal_wrapped(|ui| {
        let mut ask = |ask| asked.push(Action::Rota(ask));
        if desk.at_rota().is_making() {
            ui.add(Spinner::new()).accessible_name("The duty rota is being made");
            ui.label("Making the duty rota…");
            if ui.button("Stop").on_hover_text("Nothing is changed").clicked() {
                ask(RotaAsk::StopDuty);
            }
            return;
        }
        let Some(made) = &view.made else {
            let make = ui.add(theme::primary_button(ui, "Make the duty rota"));
            if make.on_hover_text("A proposal: nothing is changed until you put it into the plan").clicked() {
                ask(RotaAsk::MakeDuty);
            }
            calendar_ui(ui, team, &mut ask);
            return;
        };
        let put = theme::primary_button(ui, "Put it into the plan");
        let put = ui.add_enabled(made.can_be_put_in, put);
        if put.on_hover_text("Pinned turns stay. One step to undo").clicked() {
            ask(RotaAsk::PutDutyIn);
        }
        if ui.button("Leave it").on_hover_text("The plan stays as it is").clicked() {
            ask(RotaAsk::LeaveDuty);
        }
        if ui.button("Make it again").clicked() {
            ask(RotaAsk::MakeDuty);
        }
        calendar_ui(ui, team, &mut ask);
    });
}

fn calendar_ui(ui: &mut Ui, team: TeamId, ask: &mut impl FnMut(RotaAsk)) {
    let button = ui.button("Save a calendar file…");
    if button.on_hover_text("The team’s duty turns as the plan has them, for any calendar").clicked() {
        ask(RotaAsk::SaveCalendar(CalendarOf::Duty(team)));
    }
}

/// What the rota comes to, what cannot be met, and whether it is proved best.
fn made_ui(ui: &mut Ui, made: &MadeView) {
    ui.add_space(theme::GAP);
    ui.scope(|ui| {
        ui.set_max_width(theme::TEXT_WIDTH);
        ui.add(Label::new(RichText::new(&made.headline).text_style(theme::strong())).wrap());
        if let Some(warning) = &made.warning {
            theme::warning_ui(ui, warning);
        }
        if !made.proved.is_empty() {
            theme::quiet_ui(ui, &made.proved);
        }
        for sentence in &made.unmet {
            theme::warning_ui(ui, sentence);
        }
    });
}

fn shares_ui(ui: &mut Ui, made: &MadeView, memory: &mut DutyMemory, asked: &mut Vec<Action>) {
    if !made.bars.bars.is_empty() {
        share_bars_ui(ui, &made.bars, &mut memory.bars);
        ui.add_space(theme::GAP);
    }
    (memory.shares.bare, memory.shares.compact) = (true, true);
    memory.shares.height = Some(theme::ROW_HEIGHT_COMPACT * made.shares.rows.len() as f32);
    let outcome = data_table_ui(ui, &made.shares, &mut memory.shares, &[]);
    asked.extend(outcome.activated.map(|worker| Action::Select(Thing::Worker(worker))));
    ui.add_space(theme::GRID);
}

/// A link that says what figures mean.
pub(super) fn defined_ui(ui: &mut Ui, of: &str, figures: &[Definition], asked: &mut Vec<Action>) {
    let link = theme::link_ui(ui, "What these figures mean");
    if link.accessible_name(format!("What these figures mean: {of}")).clicked() {
        let lines = figures.iter().map(|figure| format!("{}: {}.", figure.label, figure.text)).collect();
        asked.push(Action::Tell { title: of.to_owned(), lines });
    }
}

/// The layout that this person gave a table before.
pub(super) fn layout_of(desk: &Desk, table: &str) -> TableLayout {
    let kept = desk.settings.table_layouts.get(table);
    kept.and_then(|value| serde_json::from_value(value.clone()).ok()).unwrap_or_default()
}

/// Remembers the layout of a table.
pub(super) fn keep_layout(desk: &mut Desk, table: &str, layout: &TableLayout) {
    if let Ok(layout) = serde_json::to_value(layout) {
        desk.settings.table_layouts.insert(table.to_owned(), layout);
        desk.keep_settings();
    }
}

/// The height of a table on a page that scrolls: all its rows, but no more than so many.
pub(super) fn height_of<K: RowKey>(view: &TableView<K>, most: usize) -> f32 {
    theme::ROW_HEIGHT * view.rows.len().clamp(1, most) as f32
}

/// Makes a table of things ready for a page that scrolls: laid out as before, no higher than so many rows.
pub(super) fn ready(desk: &Desk, memory: &mut Memory, view: &TableView<Thing>, most: usize) {
    let state = memory.tables.entry(view.name).or_insert_with(|| TableState::new(layout_of(desk, view.name)));
    state.height = Some(height_of(view, most));
}
