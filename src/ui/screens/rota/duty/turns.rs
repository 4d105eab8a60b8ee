//! The turns of a team’s duty: given to somebody, pinned, swapped and freed, in the table or with the buttons below it.

use chrono::NaiveDate;
use eframe::egui::{Button, Ui};

use super::{height_of, keep_layout, layout_of};
use crate::app::desk::{Action, Desk};
use crate::app::view::rota::duty::DutyView;
use crate::app::view::table::MenuEntry;
use crate::domain::edit::Edit;
use crate::domain::ids::TeamId;
use crate::ui::theme;
use crate::ui::widgets::choice;
use crate::ui::widgets::table::{TableState, data_table_ui};

/// Rows of the table that are seen at once.
const ROWS: usize = 14;

/// What the row menu and the buttons offer.
const OFFERED: [(&str, &str); 4] =
    [("pin", "Pin"), ("unpin", "Unpin"), ("swap", "Swap the two"), ("free", "Free: nobody has it")];

pub(super) fn turns_ui(
    ui: &mut Ui,
    desk: &mut Desk,
    view: &DutyView,
    team: TeamId,
    state: &mut Option<TableState<NaiveDate>>,
    asked: &mut Vec<Action>,
) {
    let table = &view.turns;
    let state = state.get_or_insert_with(|| TableState::new(layout_of(desk, table.name)));
    state.height = Some(height_of(table, ROWS));
    let entry = |(id, label): (&'static str, &str)| MenuEntry {
        enabled: can(id, state.selected.len()),
        ..MenuEntry::new(id, label)
    };
    let menu = OFFERED.map(entry);
    let outcome = data_table_ui(ui, table, state, &menu);
    if outcome.layout_changed {
        keep_layout(desk, table.name, &state.layout);
    }
    if let Some((day, column, text)) = &outcome.edited {
        let edit = match *column {
            "pinned" => desk.pin_turns(team, &[*day], text == "yes"),
            _ => to_of(text).and_then(|to| desk.give_turns(team, &[*day], to)),
        };
        match edit {
            Ok(edit) => asked.push(Action::Edit(edit)),
            Err(sentence) => state.refuse(day, column, sentence),
        }
    }
    if let Some((id, days)) = &outcome.menu {
        let edit = edit_of(desk, team, id, days);
        ask(desk, edit, asked);
    }
    if !table.rows.is_empty() {
        chosen_ui(ui, desk, view, team, state, asked);
    }
}

/// The buttons for the turns that are chosen in the table.
fn chosen_ui(
    ui: &mut Ui,
    desk: &mut Desk,
    view: &DutyView,
    team: TeamId,
    state: &TableState<NaiveDate>,
    asked: &mut Vec<Action>,
) {
    let days: Vec<NaiveDate> = state.selected.iter().copied().collect();
    ui.horizontal_wrapped(|ui| {
        if days.is_empty() {
            theme::quiet_ui(ui, "Choose turns in the table to give, pin, swap or free them.");
            return;
        }
        let label = ui.label(if days.len() == 1 { "Give the turn to" } else { "Give the turns to" });
        let items: Vec<(&str, &str)> =
            view.people.iter().map(|item| (item.value.as_str(), item.label.as_str())).collect();
        let id = ui.scope_id().with("give");
        let (button, chosen) =
            choice::choice_button_ui(ui, id, &items, "Choose a person", theme::SEARCH_WIDTH);
        button.labelled_by(label.id);
        if let Some(text) = chosen {
            let edit = to_of(&text).and_then(|to| desk.give_turns(team, &days, to));
            ask(desk, edit, asked);
        }
        for (id, label) in OFFERED {
            let button = ui.add_enabled(can(id, days.len()), Button::new(label));
            if button.accessible_name(format!("{label}, chosen turns")).clicked() {
                let edit = edit_of(desk, team, id, &days);
                ask(desk, edit, asked);
            }
        }
    });
}

/// Whether something can be done with so many turns.
fn can(id: &str, chosen: usize) -> bool {
    if id == "swap" { chosen == 2 } else { chosen > 0 }
}

/// Who is meant by the value of a choice; nobody by an empty one.
fn to_of(text: &str) -> Result<Option<crate::domain::ids::WorkerId>, String> {
    if text.is_empty() {
        return Ok(None);
    }
    text.parse().map(Some).map_err(|_| "Choose somebody of the plan".to_owned())
}

fn edit_of(desk: &Desk, team: TeamId, id: &str, days: &[NaiveDate]) -> Result<Edit, String> {
    match id {
        "swap" => desk.swap_turns(team, days),
        "free" => desk.give_turns(team, days, None),
        id => desk.pin_turns(team, days, id == "pin"),
    }
}

/// Asks for an edit, or tells why there is none.
fn ask(desk: &mut Desk, edit: Result<Edit, String>, asked: &mut Vec<Action>) {
    match edit {
        Ok(edit) => asked.push(Action::Edit(edit)),
        Err(sentence) => desk.told = Some(format!("{sentence}. Nothing was changed")),
    }
}
