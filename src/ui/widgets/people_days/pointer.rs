//! What the pointer does: choosing, drawing on empty days, moving bars and their ends, menus.

use std::collections::BTreeSet;

use eframe::egui::{CursorIcon, Key, PointerButton, Pos2, Response, Ui};

use super::layout::{Hit, Layout};
use super::menu::Target;
use super::rows::{Touched, row_words};
use super::{Asked, Cursor, Dragging, Drawn, Held, PeopleDaysState};
use crate::app::view::rota::grid::{RowAt, RowOf};
use crate::app::view::rota::person::{Bar, PersonView};
use crate::domain::ids::Thing;

/// Takes what the pointer did in this frame.
pub(super) fn take(
    ui: &Ui,
    drawn: &Drawn<'_>,
    state: &mut PeopleDaysState,
    layout: &Layout,
    (grid, ground): (&Response, &Response),
    touched: Vec<Touched>,
    asked: &mut Vec<Asked>,
) {
    if state.drag.is_some() {
        drag_on(ui, drawn, state, layout, (grid, ground), asked);
        return;
    }
    let pointer = ui.input(|input| input.pointer.latest_pos());
    let mut over = None;
    for touched in touched {
        match touched {
            Touched::Bar(place, at, response) => {
                let found =
                    drawn.view.people.get(place).and_then(|person| Some((person, person.bars.get(at)?)));
                let Some((person, bar)) = found else { continue };
                bar_touched(ui, drawn, state, layout, (person, bar), &response, grid, asked);
                if response.hovered() {
                    over = Some(response);
                }
            }
            Touched::Row(row, response) => row_touched(drawn, state, row, &response, grid, asked),
        }
    }
    let hit = pointer.map_or(Hit::Nothing, |at| layout.hit(drawn.view, drawn.rows, at));
    if ground.hovered() || over.is_some() {
        let icon = match hit {
            Hit::Bar { end: Some(_), .. } => Some(CursorIcon::ResizeHorizontal),
            Hit::Bar { .. } => Some(CursorIcon::Grab),
            Hit::Day { .. } => Some(CursorIcon::Cell),
            _ => None,
        };
        if let Some(icon) = icon {
            ui.set_cursor_icon(icon);
        }
        let words = hover_words(drawn, hit);
        if !words.is_empty() {
            over.unwrap_or_else(|| ground.clone()).on_hover_text_at_pointer(words);
        }
    }
    ground_touched(ui, drawn, state, layout, (grid, ground), asked);
}

fn hover_words(drawn: &Drawn<'_>, hit: Hit) -> String {
    let of_person = |place: usize, day| {
        let row = drawn.view.row_of(RowAt::Person(place));
        row.map_or_else(String::new, |row| row_words(drawn, row, day))
    };
    match hit {
        Hit::Bar { place, bar, .. } => {
            let bar = drawn.view.people.get(place).and_then(|person| person.bars.get(bar));
            bar.map_or_else(String::new, |bar| bar.words.clone())
        }
        Hit::Day { place, day } => of_person(place, day),
        Hit::Team { place, day: Some(day) } => {
            let row = drawn.view.row_of(RowAt::Team(place, false));
            row.map_or_else(String::new, |row| row_words(drawn, row, day))
        }
        Hit::Team { .. } | Hit::Name { .. } | Hit::Nothing => String::new(),
    }
}

impl PeopleDaysState {
    /// Puts the cursor on a day of a row.
    pub(super) fn put(&mut self, drawn: &Drawn<'_>, row: RowOf, day: usize) {
        if let Some(day) = drawn.view.date(day) {
            self.cursor = Some(Cursor { row, day });
            self.anchor = None;
        }
    }
}

#[expect(clippy::too_many_arguments, reason = "what a bar is touched with, all of it from one caller")]
fn bar_touched(
    ui: &Ui,
    drawn: &Drawn<'_>,
    state: &mut PeopleDaysState,
    layout: &Layout,
    (person, bar): (&PersonView, &Bar),
    response: &Response,
    grid: &Response,
    asked: &mut Vec<Asked>,
) {
    let at = response.interact_pointer_pos();
    let day = at.map_or(bar.first, |at| layout.day_at(at.x)).clamp(bar.first, bar.last);
    if response.clicked() {
        let several = ui.input(|input| input.modifiers.command || input.modifiers.shift);
        state.put(drawn, RowOf::Person(person.worker), day);
        if !several {
            state.chosen = BTreeSet::from([bar.absence]);
            asked.push(Asked::Show(Thing::Absence(bar.absence)));
        } else if !state.chosen.remove(&bar.absence) {
            state.chosen.insert(bar.absence);
        }
        grid.request_focus();
    }
    if response.secondary_clicked() {
        state.put(drawn, RowOf::Person(person.worker), day);
        if !state.chosen.contains(&bar.absence) {
            state.chosen = BTreeSet::from([bar.absence]);
        }
        state.open_menu(Target::Bars(bar.absence), at.unwrap_or(response.rect.center()));
        grid.request_focus();
    }
}

fn row_touched(
    drawn: &Drawn<'_>,
    state: &mut PeopleDaysState,
    row: RowAt,
    response: &Response,
    grid: &Response,
    asked: &mut Vec<Asked>,
) {
    let Some(of) = drawn.view.row_of(row) else { return };
    let day = drawn.view.today.unwrap_or(0);
    if response.clicked() {
        state.put(drawn, of, day);
        match of {
            RowOf::Team(team) => asked.push(Asked::Fold(team)),
            RowOf::Person(worker) => asked.push(Asked::Show(Thing::Worker(worker))),
        }
        grid.request_focus();
    }
    if response.secondary_clicked() {
        state.put(drawn, of, day);
        let at = response.interact_pointer_pos().unwrap_or(response.rect.center());
        match of {
            RowOf::Team(team) => asked.extend(team.map(|team| Asked::Show(Thing::Team(team)))),
            RowOf::Person(worker) => state.open_menu(Target::Row(worker), at),
        }
        grid.request_focus();
    }
}

/// Clicks beside bars, and the beginning of a drag.
fn ground_touched(
    ui: &Ui,
    drawn: &Drawn<'_>,
    state: &mut PeopleDaysState,
    layout: &Layout,
    (grid, ground): (&Response, &Response),
    asked: &mut Vec<Asked>,
) {
    let hit_at = |at: Option<Pos2>| at.map(|at| (at, layout.hit(drawn.view, drawn.rows, at)));
    if ground.clicked() || ground.secondary_clicked() {
        let Some((at, hit)) = hit_at(ground.interact_pointer_pos()) else { return };
        grid.request_focus();
        match hit {
            Hit::Day { place, day } => {
                let Some(row) = drawn.view.row_of(RowAt::Person(place)) else { return };
                let date = drawn.view.date(day);
                let within = state.days().zip(date).is_some_and(|((worker, first, last), date)| {
                    row == RowOf::Person(worker) && first <= date && date <= last
                });
                // A menu asked for on selected days is for all of them.
                if !(within && ground.secondary_clicked()) {
                    let shift = ui.input(|input| input.modifiers.shift);
                    let from = state.cursor.filter(|cursor| shift && cursor.row == row);
                    let anchor = from.map(|cursor| state.anchor.unwrap_or(cursor.day));
                    state.put(drawn, row, day);
                    state.anchor = anchor;
                    state.chosen.clear();
                }
                if ground.secondary_clicked() || ground.double_clicked() {
                    state.open_days_menu(at);
                }
            }
            Hit::Team { place, day: Some(day) } => {
                let Some(row) = drawn.view.row_of(RowAt::Team(place, false)) else { return };
                state.put(drawn, row, day);
                if let RowOf::Team(Some(team)) = row {
                    asked.push(Asked::Show(Thing::Team(team)));
                }
            }
            _ => {}
        }
    }
    if ground.drag_started_by(PointerButton::Primary) {
        let Some((_, hit)) = hit_at(ui.input(|input| input.pointer.press_origin())) else { return };
        grid.request_focus();
        begin(ui, drawn, state, hit);
    }
}

/// Takes hold of what is under the pointer.
fn begin(ui: &Ui, drawn: &Drawn<'_>, state: &mut PeopleDaysState, hit: Hit) {
    let (Hit::Day { place, day } | Hit::Bar { place, day, .. }) = hit else { return };
    let (Some(person), Some(date)) = (drawn.view.people.get(place), drawn.view.date(day)) else { return };
    let held = if let Hit::Bar { bar, end, .. } = hit {
        let Some(bar) = person.bars.get(bar) else { return };
        if let Some(end) = end {
            state.chosen = BTreeSet::from([bar.absence]);
            Held::End(bar.absence, end)
        } else {
            if !state.chosen.contains(&bar.absence) {
                state.chosen = BTreeSet::from([bar.absence]);
            }
            Held::Bars(state.chosen.clone())
        }
    } else {
        state.chosen.clear();
        Held::Days(person.worker)
    };
    state.put(drawn, RowOf::Person(person.worker), day);
    let pass = ui.ctx().cumulative_pass_nr();
    state.drag = Some(Dragging { held, from: date, to: date, pass });
}

/// One more frame of a drag.
fn drag_on(
    ui: &Ui,
    drawn: &Drawn<'_>,
    state: &mut PeopleDaysState,
    layout: &Layout,
    (grid, ground): (&Response, &Response),
    asked: &mut Vec<Asked>,
) {
    let pointer = ui.input(|input| input.pointer.latest_pos());
    let Some(drag) = state.drag.as_mut() else { return };
    drag.pass = ui.ctx().cumulative_pass_nr();
    if ui.input(|input| input.key_pressed(Key::Escape)) {
        ui.ctx().stop_dragging();
        state.drag = None;
        state.anchor = None;
        asked.push(Asked::Try(None));
        grid.request_focus();
        return;
    }
    let is_days = matches!(drag.held, Held::Days(_));
    ui.set_cursor_icon(if is_days { CursorIcon::Cell } else { CursorIcon::Grabbing });
    let before = drag.to;
    if let Some(date) = pointer.and_then(|at| drawn.view.date(layout.day_at(at.x))) {
        drag.to = date;
    }
    let to = drag.to;
    if ground.drag_stopped() || !ground.dragged() {
        let gesture = state.drawing();
        let drag = state.drag.take();
        asked.push(Asked::Try(None));
        match (drag.map(|drag| (drag.held, drag.from)), gesture) {
            (Some((Held::Days(worker), from)), _) => {
                // The days stay selected, and a small menu asks why.
                state.cursor = Some(Cursor { row: RowOf::Person(worker), day: to });
                state.anchor = Some(from);
                let at = pointer.unwrap_or(ground.rect.center());
                state.open_menu(Target::New(worker, from.min(to), from.max(to)), at);
            }
            (Some((_, from)), Some(gesture)) if from != to => {
                if let Some(cursor) = state.cursor.as_mut() {
                    cursor.day = to;
                }
                asked.push(Asked::Do(gesture));
            }
            _ => {}
        }
        return;
    }
    if before != to
        && let Some(gesture) = state.drawing()
    {
        asked.push(Asked::Try(Some(gesture)));
    }
    // Beside the days in sight, those beyond come into sight.
    if let Some(at) = pointer.filter(|at| !layout.body().x_range().contains(at.x))
        && let Some(day) = drawn.view.place(to)
    {
        let row = layout.row_at(at.y).unwrap_or(0);
        ui.scroll_to_rect(Layout::reveal(layout.cells(row, day, day)), None);
        ui.ctx().request_repaint();
    }
}
