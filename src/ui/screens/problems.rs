//! The problems screen.

use eframe::egui::Ui;

use super::{Memory, head_ui};
use crate::app::desk::{Action, Desk};
use crate::app::reading::Reading;
use crate::app::view::table::MenuEntry;
use crate::domain::edit::Edit;
use crate::ui::theme;
use crate::ui::views::Views;
use crate::ui::widgets::table::data_table_ui;

pub(super) fn problems_ui(
    ui: &mut Ui,
    desk: &mut Desk,
    reading: &Reading,
    views: &mut Views,
    memory: &mut Memory,
    asked: &mut Vec<Action>,
) {
    let view = views.problems(reading);
    head_ui(ui, "Problems", &view.sentence);
    let mendable: Vec<usize> = memory
        .problems
        .selected
        .iter()
        .copied()
        .filter(|place| reading.problems.get(*place).is_some_and(|problem| problem.mend.is_some()))
        .collect();
    ui.horizontal_wrapped(|ui| {
        let label = if mendable.len() > 1 { format!("Mend {} chosen", mendable.len()) } else { "Mend".to_owned() };
        if ui.add_enabled(!mendable.is_empty(), eframe::egui::Button::new(label)).clicked() {
            mend(reading, &mendable, asked);
        }
        theme::quiet_ui(
            ui,
            "Choose a problem to see the thing it is about in the panel. Where there is one sensible way to mend it, Mend does it; undo takes it back.",
        );
    });
    ui.add_space(theme::GRID);
    let mend_entry = MenuEntry { enabled: !mendable.is_empty(), ..MenuEntry::new("mend", "Mend") };
    let menu = [MenuEntry::new("open", "Show in the panel"), mend_entry];
    let outcome = data_table_ui(ui, &view.table, &mut memory.problems, &menu);
    let place_of =
        |row: Option<&usize>| row.and_then(|row| reading.problems.get(*row)).map(|problem| problem.place);
    if outcome.selected_changed && memory.problems.selected.len() == 1 {
        asked.extend(place_of(memory.problems.selected.iter().next()).map(Action::Select));
    }
    if let Some(place) = outcome.activated.as_ref().and_then(|row| place_of(Some(row))) {
        asked.push(Action::Select(place));
    }
    if let Some((id, rows)) = outcome.menu {
        match id {
            "mend" => mend(reading, &rows, asked),
            _ => asked.extend(place_of(rows.first()).map(Action::Select)),
        }
    }
    if outcome.layout_changed
        && let Ok(layout) = serde_json::to_value(&memory.problems.layout)
    {
        desk.settings.table_layouts.insert("problems".to_owned(), layout);
        desk.keep_settings();
    }
}

fn mend(reading: &Reading, rows: &[usize], asked: &mut Vec<Action>) {
    let edits: Vec<Edit> =
        rows.iter().filter_map(|row| reading.problems.get(*row)).filter_map(|p| p.mend.clone()).collect();
    match edits.len() {
        0 => {}
        1 => asked.extend(edits.into_iter().map(Action::Edit)),
        count => asked.push(Action::Edit(Edit::Together { label: format!("mend {count} problems"), edits })),
    }
}
