//! One simulated year: its line over the bands of all years, and its days one by one.

use eframe::egui::{Align, Button, Key, Layout, Modifiers, ScrollArea, Slider, Ui, vec2};

use super::{head_ui, likely};
use crate::app::desk::{Action, Desk, Screen};
use crate::app::reading::Reading;
use crate::app::view::forecast::{self, progress};
use crate::domain::plan::lower_first;
use crate::ui::theme;
use crate::ui::views::{ReplayDay, Views};
use crate::ui::widgets::chart::{ChartState, Pick};
use crate::ui::widgets::line_chart::line_chart_ui;
use crate::ui::widgets::table::{TableState, data_table_ui};

/// What the screen remembers between frames.
#[derive(Debug, Default)]
pub(super) struct Memory {
    /// The day that is told; the first is the one the forecast begins on.
    day: Option<u32>,
    chart: ChartState,
    events: TableState<usize>,
    states: TableState<usize>,
}

/// Rows of the day's events that always have room.
const ROWS: f32 = 11.0;

pub(super) fn replay_ui(
    ui: &mut Ui,
    desk: &Desk,
    reading: &Reading,
    views: &mut Views,
    memory: &mut Memory,
    asked: &mut Vec<Action>,
) {
    let whole = ui.available_height();
    ScrollArea::vertical().id_salt("replay").auto_shrink([false, false]).show(ui, |ui| {
        let top = ui.cursor().top();
        let replay = views.replay().cloned();
        let plan = desk.session().map(crate::app::session::Session::plan);
        let is_of_now = plan.is_some_and(|plan| progress::replay_is_of(desk.forecasts(), plan));
        let run = replay.as_ref().map(|replay| replay.run).filter(|_| is_of_now);
        let chosen = views.choices().iter().find(|choice| Some(choice.run) == run).cloned();
        let sentence = match chosen {
            Some(choice) => format!("{}. {}", choice.words, choice.hint),
            None if replay.is_some() => {
                "This simulated year is of the plan before the last change, or of an earlier forecast"
                    .to_owned()
            }
            None if views.has_forecast() => "Choose a simulated year to see what happens in it".to_owned(),
            None => forecast::nothing(reading, views.refused()),
        };
        head_ui(ui, Screen::Replay.label(), &sentence);
        years_ui(ui, desk, run, views, asked);
        let Some(replay) = replay else {
            for choice in views.choices() {
                ui.add_space(theme::GRID);
                theme::quiet_ui(ui, &format!("{}: {}.", choice.words, lower_first(&choice.hint)));
            }
            if !views.refused().is_empty() {
                likely::demand_ui(ui, asked);
            }
            return;
        };
        let last = u32::try_from(replay.layout.days.len()).unwrap_or(1).saturating_sub(1);
        let before = memory.day.unwrap_or(1).min(last);
        let mut day = before;
        memory.chart.pinned = Some(day as usize);
        ui.add_space(theme::GAP);
        if let Some(year) = views.year()
            && let Some(Pick::Selected(date) | Pick::Opened(date)) =
                line_chart_ui(ui, year, &mut memory.chart)
        {
            day = replay.layout.days.iter().position(|known| *known == date).map_or(day, |at| at as u32);
        }
        ui.add_space(theme::GAP);
        steps_ui(ui, &mut day, last);
        if day != before {
            memory.events.selected.clear();
            ui.ctx().request_repaint();
        }
        memory.day = Some(day);
        let Some(told) = views.day(reading, day) else { return };
        theme::sentence_ui(ui, &told.view.sentence);
        ui.add_space(theme::GAP);
        let used = ui.cursor().top() - top;
        day_ui(ui, told, whole - used, memory, asked);
    });
}

/// Which year, and the way back.
fn years_ui(ui: &mut Ui, desk: &Desk, run: Option<u32>, views: &mut Views, asked: &mut Vec<Action>) {
    ui.horizontal_wrapped(|ui| {
        if ui.button("Back to the overview").clicked() {
            asked.push(Action::EndReplay);
        }
        likely::choices_ui(ui, views.choices(), run, asked);
        if desk.forecasts().replaying().is_some() {
            ui.label("Replaying…");
        }
    });
}

/// A day back, a day on, or any day; the arrow keys too where nothing else has the keyboard.
fn steps_ui(ui: &mut Ui, day: &mut u32, last: u32) {
    let free = ui.is_enabled() && ui.memory(|memory| memory.focused().is_none());
    let presses = |ui: &mut Ui, key| free && ui.input_mut(|input| input.consume_key(Modifiers::NONE, key));
    let (back, on) = (presses(ui, Key::ArrowLeft), presses(ui, Key::ArrowRight));
    ui.horizontal(|ui| {
        let button = ui.add_enabled(*day > 0, Button::new("←")).accessible_name("The day before");
        if button.on_hover_text("The day before (←)").clicked() || back {
            *day = day.saturating_sub(1);
        }
        let button = ui.add_enabled(*day < last, Button::new("→")).accessible_name("The next day");
        if button.on_hover_text("The next day (→)").clicked() || on {
            *day = (*day + 1).min(last);
        }
        ui.spacing_mut().slider_width = ui.available_width() - theme::GAP;
        let palette = theme::palette(ui);
        ui.visuals_mut().widgets.inactive.bg_fill = palette.rule;
        ui.visuals_mut().selection.bg_fill = palette.accent;
        let slider = Slider::new(day, 0..=last).show_value(false).trailing_fill(true);
        ui.add(slider).accessible_name("Day of the simulated year");
    });
}

/// What happens on the day, and beside it the states at its end.
fn day_ui(ui: &mut Ui, told: &ReplayDay, room: f32, memory: &mut Memory, asked: &mut Vec<Action>) {
    // Above and below the rows stand the search, the header and the count.
    let chrome = theme::CONTROL_HEIGHT * 2.0 + theme::ROW_HEIGHT + theme::GROUP_GAP * 2.0;
    let rows = (room - chrome).max(ROWS * theme::ROW_HEIGHT);
    memory.events.height = Some(rows);
    (memory.states.bare, memory.states.compact) = (true, true);
    memory.states.height = Some(rows + theme::CONTROL_HEIGHT);
    let wide = ui.available_width() >= theme::STATES_WIDTH * 2.0;
    let left = if wide {
        ui.available_width() - theme::STATES_WIDTH - theme::GROUP_GAP
    } else {
        ui.available_width()
    };
    let column = |ui: &mut Ui, width: f32, body: &mut dyn FnMut(&mut Ui)| {
        let down = Layout::top_down(Align::Min);
        ui.allocate_ui_with_layout(vec2(width, rows + chrome), down, |ui| {
            ui.set_width(width);
            body(ui);
        });
    };
    let mut events = |ui: &mut Ui| {
        let outcome = data_table_ui(ui, &told.events, &mut memory.events, &[]);
        let chosen = memory.events.selected.iter().next().copied().filter(|_| outcome.selected_changed);
        let chosen = chosen.or(outcome.activated).and_then(|row| told.view.events.get(row));
        asked.extend(chosen.and_then(|event| event.thing).map(Action::Select));
    };
    let mut states = |ui: &mut Ui| {
        data_table_ui(ui, &told.states, &mut memory.states, &[]);
    };
    if wide {
        ui.horizontal_top(|ui| {
            column(ui, left, &mut events);
            ui.add_space(theme::GROUP_GAP - theme::GAP);
            column(ui, theme::STATES_WIDTH - theme::GAP, &mut states);
        });
    } else {
        events(ui);
        ui.add_space(theme::GAP);
        states(ui);
    }
    ui.add_space(theme::GAP);
}
