//! People by days: absence, duty and what is wrong, drawn and changed by drawing.

use std::sync::Arc;

use chrono::NaiveDate;
use eframe::egui::{Context, ScrollArea, Ui};

use super::request;
use crate::app::desk::{Action, Desk, New, RotaPart};
use crate::app::job::Wake;
use crate::app::reading::Reading;
use crate::app::view::rota::choices::{Choices, Order, Span};
use crate::app::view::rota::gesture::Gesture;
use crate::app::view::rota::grid::DaysView;
use crate::app::view::rota::pattern::Pattern;
use crate::domain::ids::{AbsenceId, Thing};
use crate::domain::plan::AbsenceStatus;
use crate::ui::screens::{Memory, note_ui};
use crate::ui::theme;
use crate::ui::views::Views;
use crate::ui::widgets::people_days::{Asked, Drawn, PeopleDaysState, legend_ui, people_days_ui};
use crate::ui::widgets::{choice, field};

/// What this part remembers between frames.
#[derive(Debug, Default)]
pub struct DaysMemory {
    choices: Choices,
    picture: PeopleDaysState,
    copied: Option<Pattern>,
    /// An absence that is not only asked for, and is to be judged all the same.
    judged: Option<AbsenceId>,
}

impl DaysMemory {
    /// Ends a drag that is not drawn any more. Whether there was one.
    pub fn end_lost_drag(&mut self, ctx: &Context) -> bool {
        self.picture.end_lost_drag(ctx)
    }
}

/// Wakes the window when something has been worked out.
fn wake(ui: &Ui) -> Wake {
    let ctx = ui.ctx().clone();
    Arc::new(move || ctx.request_repaint())
}

/// Who is away today, and what is wrong first.
pub(super) fn sentence(ui: &Ui, desk: &Desk, views: &mut Views, memory: &Memory) -> String {
    let Some(session) = desk.session() else { return String::new() };
    let reading = Arc::clone(session.reading());
    let view = views.rota.days(&reading, &memory.rota.days.choices);
    let covers = views.rota.covers(&reading, &view, wake(ui));
    views.rota.sentence(&reading, covers.as_deref())
}

pub(super) fn days_ui(
    ui: &mut Ui,
    desk: &mut Desk,
    reading: &Reading,
    views: &mut Views,
    memory: &mut Memory,
    asked: &mut Vec<Action>,
) {
    let Some(session) = desk.session() else { return };
    let reading_of_job = Arc::clone(session.reading());
    let memory = &mut memory.rota.days;
    if reading.plan.workers.is_empty() {
        if ui.button("Add a member of staff").clicked() {
            asked.push(Action::Add(New::Worker));
        }
        return;
    }
    if let Some(note) = session.marks().and_then(|marks| marks.note("absences")) {
        note_ui(ui, note, asked);
    }
    controls_ui(ui, reading, memory, asked);
    let judged = judged(reading, desk.selected, memory.judged);
    let card = judged.and_then(|absence| views.rota.card(&reading_of_job, absence, wake(ui)));
    ScrollArea::vertical().id_salt("people and days").auto_shrink([false, false]).show(ui, |ui| {
        let view = views.rota.days(reading, &memory.choices);
        let rows = views.rota.rows(&view, &memory.choices);
        let covers = views.rota.covers(&reading_of_job, &view, wake(ui));
        let drawing = memory.picture.drawing();
        let verdict =
            drawing.and_then(|gesture| views.rota.drawn(&reading_of_job, &gesture, view.to, wake(ui)));
        let copied = memory.copied.as_ref().map(Pattern::words);
        let drawn = Drawn {
            view: &view,
            rows: &rows,
            covers: covers.as_deref(),
            plan: &reading.plan,
            verdict: verdict.as_ref().map(|card| card.sentence.as_str()),
            copied: copied.as_deref(),
        };
        let height = height(ui, card.is_some());
        let done = people_days_ui(ui, &drawn, &mut memory.picture, desk.selected, height);
        for what in done {
            take(ui, desk, reading, &view, memory, what, asked);
        }
        if let Some(card) = &card {
            ui.add_space(theme::GAP);
            let gesture = request::card_ui(ui, card, asked);
            if let Some(gesture) = gesture {
                make(desk, reading, &view, memory, &gesture, asked);
            }
        }
        ui.add_space(theme::GAP);
        legend_ui(ui);
    });
}

/// How high the picture is: what is left of the screen, with room for the card below it, but never only a row or two.
fn height(ui: &Ui, card: bool) -> f32 {
    let seen = ui.clip_rect().bottom() - ui.cursor().top();
    let below = theme::ROW_HEIGHT * if card { 9.0 } else { 3.5 };
    (seen - below).max(theme::ROTA_HEAD + theme::ROTA_TEAM + theme::ROW_HEIGHT * 6.0)
}

/// The absence that the card is about: the selected one, when it is only asked for or its safety was asked after.
fn judged(reading: &Reading, selected: Option<Thing>, asked_after: Option<AbsenceId>) -> Option<AbsenceId> {
    let Some(Thing::Absence(id)) = selected else { return None };
    let absence = reading.plan.absences.get(id)?;
    (absence.status == AbsenceStatus::Requested || asked_after == Some(id)).then_some(id)
}

fn controls_ui(ui: &mut Ui, reading: &Reading, memory: &mut DaysMemory, asked: &mut Vec<Action>) {
    let as_at = reading.on;
    ui.horizontal_wrapped(|ui| {
        for span in Span::ALL {
            if ui.selectable_label(memory.choices.span == span, span.label()).clicked() {
                memory.choices.span = span;
            }
        }
        ui.add_space(theme::GAP);
        if ui.button("Earlier").on_hover_text("Go to earlier days").clicked() {
            memory.choices.step(as_at, false);
        }
        if ui.button("Today").clicked() {
            memory.choices.from = None;
        }
        if ui.button("Later").on_hover_text("Go to later days").clicked() {
            memory.choices.step(as_at, true);
        }
        ui.label(memory.choices.range_words(as_at));
        ui.add_space(theme::GAP);
        let items = Order::ALL.map(|order| (order.label(), order.label()));
        let id = ui.scope_id().with("order");
        let now = memory.choices.order.label();
        let (button, chosen) = choice::choice_button_ui(ui, id, &items, now, theme::FIELD_NARROW * 1.25);
        button.accessible_name("Order of people");
        if let Some(order) = Order::ALL.into_iter().find(|order| Some(order.label()) == chosen.as_deref()) {
            memory.choices.order = order;
        }
        let find = field(&mut memory.choices.filter)
            .hint_text("Find people")
            .desired_width(theme::FIELD_NARROW * 1.25);
        ui.add(find).accessible_name("Find people");
        let all = reading.plan.teams.iter().map(|team| Some(team.id)).chain([None]);
        if memory.choices.folded.is_empty() {
            if ui.button("Fold all teams").clicked() {
                memory.choices.folded = all.collect();
            }
        } else if ui.button("Unfold all teams").clicked() {
            memory.choices.folded.clear();
        }
        let link = theme::link_ui(ui, "Table").accessible_name("Show the absences as a table");
        if link.on_hover_text("Every absence in a table").clicked() {
            asked.push(Action::ShowRota(RotaPart::Absences));
        }
        if let Some(copied) = &memory.copied {
            theme::quiet_ui(ui, &format!("Copied: {}", copied.words()));
        }
    });
    ui.add_space(theme::GRID);
}

/// Does what was asked for in the picture.
fn take(
    ui: &Ui,
    desk: &Desk,
    reading: &Reading,
    view: &DaysView,
    memory: &mut DaysMemory,
    what: Asked,
    asked: &mut Vec<Action>,
) {
    match what {
        Asked::Do(gesture) => make(desk, reading, view, memory, &gesture, asked),
        Asked::Try(Some(gesture @ (Gesture::Move { .. } | Gesture::Resize { .. }))) => {
            let edit = gesture.edit(&reading.plan, free(desk), view.to);
            asked.push(Action::TryOut(edit));
        }
        Asked::Try(_) => {
            if desk.forecasts().is_trying() {
                asked.push(Action::TryOut(None));
            }
        }
        Asked::Show(thing) => asked.push(Action::Select(thing)),
        Asked::Judge(absence) => {
            memory.judged = Some(absence);
            asked.push(Action::Select(Thing::Absence(absence)));
        }
        Asked::Copy(absences) => copy(ui, memory, Pattern::of(&reading.plan, &absences)),
        Asked::CopyPerson(worker) => {
            copy(ui, memory, Pattern::of_person(&reading.plan, worker, (view.from, view.to)));
        }
        Asked::Paste(worker, first) => {
            if let Some(pattern) = memory.copied.clone() {
                make(desk, reading, view, memory, &Gesture::Paste { pattern, worker, first }, asked);
            }
        }
        Asked::Fold(team) => memory.choices.fold(team),
        Asked::Zoom(closer) => {
            memory.choices.span = memory.choices.span.zoomed(closer);
            reveal(memory, reading.on);
        }
        Asked::Step(later) => memory.choices.step(reading.on, later),
        Asked::Reveal(day) => memory.choices.reveal(reading.on, day),
    }
}

/// Keeps the day that the keyboard is on in sight.
fn reveal(memory: &mut DaysMemory, as_at: NaiveDate) {
    if let Some(cursor) = memory.picture.cursor {
        memory.choices.reveal(as_at, cursor.day);
    }
}

/// An id that no absence has.
fn free(desk: &Desk) -> AbsenceId {
    AbsenceId(desk.session().map_or(0, |session| session.next(Thing::Absence(AbsenceId(0))).0))
}

/// Makes a gesture one step; what is new is selected, so that its form is open.
fn make(
    desk: &Desk,
    reading: &Reading,
    view: &DaysView,
    memory: &mut DaysMemory,
    gesture: &Gesture,
    asked: &mut Vec<Action>,
) {
    let id = free(desk);
    let Some(edit) = gesture.edit(&reading.plan, id, view.to) else { return };
    asked.push(Action::Edit(edit));
    match gesture {
        Gesture::Add { .. } => asked.push(Action::Select(Thing::Absence(id))),
        Gesture::Place { first, .. } => memory.choices.reveal(reading.on, *first),
        _ => {}
    }
}

/// Keeps what was copied, and puts its words on the clipboard: only with something on it does Ctrl+V paste.
fn copy(ui: &Ui, memory: &mut DaysMemory, pattern: Option<Pattern>) {
    if let Some(pattern) = pattern {
        ui.copy_text(pattern.words());
        memory.copied = Some(pattern);
    }
}
