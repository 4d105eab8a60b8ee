//! The list of scenarios, and the changes of the one that is looked at.

use eframe::egui::{Label, RichText, Ui};

use super::{Memory, defined_ui};
use crate::app::desk::{Action, ChangeKind, Desk, From, Listing, Screen};
use crate::app::forecast::Progress;
use crate::app::view::scenarios::{CHANGES_DEFINED, LIST_DEFINED, ScenarioRow, contributions_sentence};
use crate::app::view::table::{MenuEntry, RowKey, TableView};
use crate::domain::ids::{ScenarioId, Thing};
use crate::domain::plan::{Plan, Words as _};
use crate::ui::theme;
use crate::ui::views::Views;
use crate::ui::widgets::table::{TableOutcome, TableState, data_table_ui};

/// Entries of the menu that copy to other scenarios; a menu has room for so many.
const COPIES: [&str; 12] = [
    "copy-1", "copy-2", "copy-3", "copy-4", "copy-5", "copy-6", "copy-7", "copy-8", "copy-9", "copy-10",
    "copy-11", "copy-12",
];

fn ask(asked: &mut Vec<Action>, listing: Listing) {
    asked.push(Action::Scenarios(listing));
}

/// Draws a table on the page that scrolls, whole, and remembers its layout.
fn whole_ui<K: RowKey>(
    ui: &mut Ui,
    desk: &mut Desk,
    view: &TableView<K>,
    state: &mut TableState<K>,
    menu: &[MenuEntry],
) -> TableOutcome<K> {
    state.height = Some((view.rows.len() as f32 + 1.0) * theme::ROW_HEIGHT);
    let outcome = data_table_ui(ui, view, state, menu);
    if outcome.layout_changed
        && let Ok(layout) = serde_json::to_value(&state.layout)
    {
        desk.settings.table_layouts.insert(view.name.to_owned(), layout);
        desk.keep_settings();
    }
    outcome
}

/// The scenarios, and what can be done with them.
pub(super) fn scenarios_ui(
    ui: &mut Ui,
    desk: &mut Desk,
    plan: &Plan,
    views: &mut Views,
    memory: &mut Memory,
    asked: &mut Vec<Action>,
) {
    let at = desk.at_scenarios().scenario(plan);
    ui.horizontal_wrapped(|ui| {
        let new = if plan.scenarios.is_empty() {
            ui.add(theme::primary_button(ui, "New scenario"))
        } else {
            ui.button("New scenario")
        };
        if new.on_hover_text("Begin an empty list of changes to the plan").clicked() {
            asked.push(Action::NewScenario);
        }
        if let Some(id) = at {
            let is_open = desk.session().is_some_and(|session| session.scenario() == Some(id));
            if is_open {
                let back = ui.button("Back to the base plan");
                if back.on_hover_text("What you change is part of the base plan again").clicked() {
                    asked.push(Action::OpenScenario(None));
                }
            } else {
                let open = ui.button("Open the scenario");
                if open.on_hover_text("Every screen shows it, and what you change is part of it").clicked() {
                    asked.push(Action::OpenScenario(Some(id)));
                }
            }
            if ui.button("Duplicate").clicked() {
                ask(asked, Listing::Duplicate(vec![id]));
            }
            if ui.button("Remove the scenario").clicked() {
                ask(asked, Listing::Remove(vec![id]));
            }
        }
        if !plan.scenarios.is_empty() {
            defined_ui(ui, "Scenarios", &LIST_DEFINED, asked);
        }
    });
    if plan.scenarios.is_empty() {
        return;
    }
    ui.add_space(theme::GRID);
    let view = &views.scenarios.listed(desk, plan).table;
    let menu = [
        MenuEntry::new("beside", "Compare, or compare no more"),
        MenuEntry::new("duplicate", "Duplicate"),
        MenuEntry::new("remove", "Remove the scenario"),
    ];
    let outcome = whole_ui(ui, desk, view, &mut memory.list, &menu);
    if outcome.selected_changed
        && let [row] = memory.list.selected.iter().copied().collect::<Vec<ScenarioRow>>()[..]
    {
        memory.closed = None;
        ask(asked, Listing::LookAt(row));
    }
    match outcome.edited {
        Some((Some(id), "compared", text)) => ask(asked, Listing::Beside(id, text == "yes")),
        Some((Some(id), column, text)) => {
            let (thing, field) = (Thing::Scenario(id), column.to_owned());
            asked.push(Action::Type { thing, field, text, from: From::Table });
        }
        _ => {}
    }
    if let Some((entry, rows)) = outcome.menu {
        let beside = desk.at_scenarios().beside(plan);
        let ids: Vec<ScenarioId> = rows.into_iter().flatten().collect();
        match entry {
            _ if ids.is_empty() => {}
            "beside" => {
                for id in ids {
                    ask(asked, Listing::Beside(id, !beside.contains(&id)));
                }
            }
            "duplicate" => ask(asked, Listing::Duplicate(ids)),
            _ => ask(asked, Listing::Remove(ids)),
        }
    }
}

/// The changes of the scenario that is looked at.
pub(super) fn changes_ui(
    ui: &mut Ui,
    desk: &mut Desk,
    plan: &Plan,
    views: &mut Views,
    memory: &mut Memory,
    asked: &mut Vec<Action>,
) {
    let scenario = desk.at_scenarios().scenario(plan).and_then(|id| plan.scenarios.get(id)).cloned();
    let Some(scenario) = scenario else {
        theme::quiet_ui(ui, "Choose a scenario in the list to see its changes.");
        return;
    };
    theme::subheading_ui(ui, &format!("The changes of “{}”", scenario.name));
    if !scenario.description.is_empty() {
        ui.add(Label::new(&scenario.description).wrap());
    }
    ui.add_space(theme::GRID);
    let id = scenario.id;
    let asks = desk.comparisons().asked() == Some(id);
    ui.horizontal_wrapped(|ui| {
        add_ui(ui, id, asked);
        grid_ui(ui, asked);
        let compared = desk.at_scenarios().beside(plan).contains(&id);
        if compared && !scenario.changes.is_empty() && !asks {
            let ask_it = ui.button("Work out what each contributes");
            if ask_it
                .on_hover_text("The scenario against itself with one change left out at a time")
                .clicked()
            {
                ask(asked, Listing::Contributions(Some(id)));
            }
        }
        if asks && ui.button("Leave out what each contributes").clicked() {
            ask(asked, Listing::Contributions(None));
        }
        defined_ui(ui, "The changes of a scenario", &CHANGES_DEFINED, asked);
    });
    if asks {
        let is_running = matches!(desk.comparisons().progress(), Progress::Running { .. });
        let told = desk.comparisons().contributions().map(AsRef::as_ref);
        theme::quiet_ui(ui, &contributions_sentence(told, is_running));
    }
    ui.add_space(theme::GRID);
    let Some(view) = views.scenarios.changes(desk, plan, id) else { return };
    let menu = menu(plan, id);
    let outcome = whole_ui(ui, desk, view, &mut memory.changes, &menu);
    if outcome.selected_changed
        && let [place] = memory.changes.selected.iter().copied().collect::<Vec<usize>>()[..]
    {
        memory.closed = None;
        ask(asked, Listing::LookAtChange(Some(place)));
    }
    if let Some((place, column, text)) = outcome.edited {
        let (thing, field) = (Thing::Scenario(id), format!("{place}.{column}"));
        asked.push(Action::Type { thing, field, text, from: From::Table });
    }
    if let Some((entry, places)) = outcome.menu {
        chosen(plan, id, entry, places, asked);
    }
}

/// The way to several values at once.
fn grid_ui(ui: &mut Ui, asked: &mut Vec<Action>) {
    let grid = theme::link_ui(ui, "Try several values at once");
    if grid.on_hover_text("On the Target screen: several things at several values each").clicked() {
        asked.push(Action::Go(Screen::Target));
    }
}

/// What can be added, as a menu.
fn add_ui(ui: &mut Ui, to: ScenarioId, asked: &mut Vec<Action>) {
    ui.menu_button("Add a change", |ui| {
        for kind in ChangeKind::offered() {
            if ui.button(kind.label()).clicked() {
                ask(asked, Listing::Add(to, kind));
                ui.close();
            }
        }
    });
}

/// The other scenarios, in order.
pub(super) fn others(plan: &Plan, of: ScenarioId) -> Vec<(ScenarioId, String)> {
    let others = plan.scenarios.iter().filter(|scenario| scenario.id != of);
    others.map(|scenario| (scenario.id, scenario.name.clone())).collect()
}

/// The menu of a change.
fn menu(plan: &Plan, of: ScenarioId) -> Vec<MenuEntry> {
    let mut menu = vec![
        MenuEntry::new("up", "Move up"),
        MenuEntry::new("down", "Move down"),
        MenuEntry::new("switch", "Switch on or off"),
        MenuEntry::new("take", "Remove the change"),
    ];
    let copies = COPIES.iter().zip(others(plan, of));
    menu.extend(copies.map(|(entry, (_, name))| MenuEntry::new(entry, format!("Copy to “{name}”"))));
    menu
}

/// Does what was chosen from the menu with every change that is selected, in one step.
fn chosen(plan: &Plan, of: ScenarioId, entry: &str, places: Vec<usize>, asked: &mut Vec<Action>) {
    let copy =
        COPIES.iter().position(|copy| *copy == entry).and_then(|n| others(plan, of).into_iter().nth(n));
    let is_on =
        |place: &usize| plan.scenarios.get(of).and_then(|s| s.changes.get(*place)).is_some_and(|c| c.on);
    let listing = match (entry, copy) {
        ("up" | "down", _) => Listing::Move { of, places, up: entry == "up" },
        // All the same way: off where all are on.
        ("switch", _) => Listing::Switch { of, on: !places.iter().all(is_on), places },
        (_, Some((to, _))) => Listing::Copy { of, places, to },
        _ => Listing::Take(of, places),
    };
    ask(asked, listing);
}

/// The title of a part.
pub(super) fn title_ui(ui: &mut Ui, words: &str) {
    ui.add(Label::new(RichText::new(words).text_style(theme::strong())).wrap());
}
