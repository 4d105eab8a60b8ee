//! What the keyboard does while the picture has it: the same as the pointer.

use std::collections::BTreeSet;

use chrono::{Days, NaiveDate};
use eframe::egui::{Event, Key, Modifiers, Ui, vec2};

use super::{Asked, Cursor, Drawn, PeopleDaysState};
use crate::app::view::rota::gesture::{End, Gesture};
use crate::app::view::rota::grid::{RowAt, RowOf};
use crate::domain::ids::{AbsenceId, Thing};
use crate::ui::theme;

/// Rows that the page keys go up or down.
const PAGE: usize = 10;

/// Takes the keys that the picture knows, and does what they say.
pub(super) fn take(ui: &Ui, drawn: &Drawn<'_>, state: &mut PeopleDaysState, asked: &mut Vec<Asked>) {
    if drawn.rows.is_empty() || state.drag.is_some() || state.menu_is_open(ui.ctx()) {
        return;
    }
    let events: Vec<Event> = ui.input(|input| input.events.clone());
    for event in events {
        match event {
            Event::Key { key, pressed: true, modifiers, .. } => {
                press(ui, drawn, state, key, modifiers, asked);
            }
            Event::Copy => copy(drawn, state, asked),
            Event::Paste(_) => paste(drawn, state, asked),
            _ => {}
        }
    }
}

fn press(
    ui: &Ui,
    drawn: &Drawn<'_>,
    state: &mut PeopleDaysState,
    key: Key,
    modifiers: Modifiers,
    asked: &mut Vec<Asked>,
) {
    if modifiers.alt {
        let days = match key {
            Key::ArrowLeft => -1,
            Key::ArrowRight => 1,
            _ => return,
        };
        shift(drawn, state, days, modifiers.shift, asked);
        return;
    }
    match key {
        Key::C if !modifiers.shift => copy(drawn, state, asked),
        Key::V if !modifiers.shift => paste(drawn, state, asked),
        Key::ArrowRight
        | Key::ArrowLeft
        | Key::ArrowDown
        | Key::ArrowUp
        | Key::PageDown
        | Key::PageUp
        | Key::Home
        | Key::End
            if !modifiers.command =>
        {
            go(drawn, state, key, modifiers.shift, asked);
        }
        Key::PageDown | Key::PageUp => asked.push(Asked::Step(key == Key::PageDown)),
        Key::Enter | Key::Space => enter(ui, drawn, state, asked),
        Key::Delete | Key::Backspace => {
            let bars = under(drawn, state);
            if !bars.is_empty() {
                asked.push(Asked::Do(Gesture::Remove(bars)));
            }
        }
        Key::A if !modifiers.command => {
            let bars = under(drawn, state);
            if !bars.is_empty() {
                asked.push(Asked::Do(Gesture::Agree(bars)));
            }
        }
        Key::Plus | Key::Equals if !modifiers.command => asked.push(Asked::Zoom(true)),
        Key::Minus if !modifiers.command => asked.push(Asked::Zoom(false)),
        Key::F10 if modifiers.shift => menu(ui, drawn, state),
        Key::Menu => menu(ui, drawn, state),
        _ => {}
    }
}

/// The absences that a key is about: those chosen where the cursor is on one of them, else the one under the cursor.
fn under(drawn: &Drawn<'_>, state: &PeopleDaysState) -> BTreeSet<AbsenceId> {
    match here(drawn, state) {
        Some(bar) if !state.chosen.contains(&bar) => [bar].into(),
        Some(_) => state.chosen.clone(),
        None => BTreeSet::new(),
    }
}

/// The absence under the cursor.
pub(super) fn here(drawn: &Drawn<'_>, state: &PeopleDaysState) -> Option<AbsenceId> {
    let Cursor { row: RowOf::Person(worker), day } = state.cursor? else { return None };
    Some(drawn.view.person(worker)?.bar_on(drawn.view.place(day)?)?.absence)
}

/// Moves what is under the cursor by a day, or its end.
fn shift(drawn: &Drawn<'_>, state: &mut PeopleDaysState, days: i64, only_end: bool, asked: &mut Vec<Asked>) {
    let Some(absence) = here(drawn, state) else { return };
    if only_end {
        asked.push(Asked::Do(Gesture::Resize { absence, end: End::Last, days }));
        // The cursor stays on what is left of it.
        if let (Some(cursor), Some(record)) = (state.cursor.as_mut(), drawn.plan.absences.get(absence)) {
            let last = record.known_last_day();
            if days < 0 && Some(cursor.day) == last && record.first_day < cursor.day {
                cursor.day = stepped(cursor.day, -1);
            }
        }
        return;
    }
    asked.push(Asked::Do(Gesture::Move { absences: under(drawn, state), days }));
    if let Some(cursor) = state.cursor.as_mut() {
        cursor.day = stepped(cursor.day, days);
        state.reveal = true;
    }
}

fn stepped(day: NaiveDate, by: i64) -> NaiveDate {
    let count = Days::new(by.unsigned_abs());
    let to = if by < 0 { day.checked_sub_days(count) } else { day.checked_add_days(count) };
    to.unwrap_or(day)
}

/// Goes to another cell; with Shift, the days on the way are selected.
fn go(drawn: &Drawn<'_>, state: &mut PeopleDaysState, key: Key, shift: bool, asked: &mut Vec<Asked>) {
    let first_day = drawn.view.today.and_then(|day| drawn.view.date(day)).unwrap_or(drawn.view.from);
    let place = state
        .cursor
        .and_then(|cursor| drawn.rows.iter().position(|row| drawn.view.row_of(*row) == Some(cursor.row)));
    state.reveal = true;
    let (Some(cursor), Some(place)) = (state.cursor, place) else {
        // The first person's, today.
        let first = drawn.rows.iter().find(|row| matches!(row, RowAt::Person(_)));
        let row = first.or(drawn.rows.first()).and_then(|row| drawn.view.row_of(*row));
        state.cursor = row.map(|row| Cursor { row, day: first_day });
        return;
    };
    let last = drawn.rows.len() - 1;
    let (mut to, mut day) = (place, cursor.day);
    match key {
        Key::ArrowRight => day = stepped(day, 1),
        Key::ArrowLeft => day = stepped(day, -1),
        Key::ArrowDown => to = (place + 1).min(last),
        Key::ArrowUp => to = place.saturating_sub(1),
        Key::PageDown => to = (place + PAGE).min(last),
        Key::PageUp => to = place.saturating_sub(PAGE),
        Key::Home => day = first_day,
        _ => day = drawn.view.to,
    }
    state.anchor = (shift && to == place).then(|| state.anchor.unwrap_or(cursor.day));
    let row = drawn.rows.get(to).and_then(|row| drawn.view.row_of(*row)).unwrap_or(cursor.row);
    state.cursor = Some(Cursor { row, day });
    if drawn.view.place(day).is_none() {
        asked.push(Asked::Reveal(day));
    }
    if here(drawn, state).is_none_or(|bar| !state.chosen.contains(&bar)) && !shift {
        state.chosen.clear();
    }
}

/// Opens what is under the cursor, or asks why somebody is away on the days that are selected.
fn enter(ui: &Ui, drawn: &Drawn<'_>, state: &mut PeopleDaysState, asked: &mut Vec<Asked>) {
    match (state.cursor.map(|cursor| cursor.row), here(drawn, state)) {
        (Some(RowOf::Team(team)), _) => asked.push(Asked::Fold(team)),
        (Some(RowOf::Person(_)), Some(absence)) if state.anchor.is_none() => {
            state.chosen = [absence].into();
            asked.push(Asked::Show(Thing::Absence(absence)));
        }
        (Some(RowOf::Person(_)), _) => {
            let at = place_of_menu(ui);
            if let Some((worker, first, last)) = state.days() {
                state.open_menu(super::menu::Target::New(worker, first, last), at);
            }
        }
        (None, _) => go(drawn, state, Key::Home, false, asked),
    }
}

fn copy(drawn: &Drawn<'_>, state: &PeopleDaysState, asked: &mut Vec<Asked>) {
    let bars = under(drawn, state);
    let bars = if bars.is_empty() { state.chosen.clone() } else { bars };
    if !bars.is_empty() {
        asked.push(Asked::Copy(bars));
    }
}

fn paste(drawn: &Drawn<'_>, state: &PeopleDaysState, asked: &mut Vec<Asked>) {
    if let (Some((worker, first, _)), Some(_)) = (state.days(), drawn.copied) {
        asked.push(Asked::Paste(worker, first));
    }
}

fn menu(ui: &Ui, drawn: &Drawn<'_>, state: &mut PeopleDaysState) {
    let at = place_of_menu(ui);
    match here(drawn, state) {
        Some(bar) => {
            if !state.chosen.contains(&bar) {
                state.chosen = [bar].into();
            }
            state.open_menu(super::menu::Target::Bars(bar), at);
        }
        None => state.open_days_menu(at),
    }
}

/// In the picture, below the header and beside the names.
fn place_of_menu(ui: &Ui) -> eframe::egui::Pos2 {
    ui.cursor().min + vec2(theme::ROTA_NAMES, theme::ROTA_HEAD) + vec2(theme::GROUP_GAP, theme::GROUP_GAP)
}
