//! The teams screen: teams and their establishment.

use eframe::egui::{ScrollArea, Ui};

use super::{Memory, head_ui, likely, things_ui};
use crate::app::desk::{Action, Desk, New};
use crate::app::reading::Reading;
use crate::app::view::children::Wanted;
use crate::app::view::table::MenuEntry;
use crate::app::view::teams::NO_TEAM;
use crate::domain::ids::Thing;
use crate::ui::theme;
use crate::ui::views::Views;

pub(super) fn teams_ui(
    ui: &mut Ui,
    desk: &mut Desk,
    reading: &Reading,
    views: &mut Views,
    memory: &mut Memory,
    asked: &mut Vec<Action>,
) {
    let whole = ui.available_height();
    ScrollArea::vertical().id_salt("teams").auto_shrink([false, false]).show(ui, |ui| {
        list_ui(ui, desk, reading, views, memory, (whole, asked));
        let chosen = match desk.selected {
            Some(Thing::Team(team)) => Some(team),
            _ => None,
        };
        if let Some(ahead) = views.teams_ahead(reading, chosen) {
            likely::teams_ui(ui, ahead, &mut memory.likely, asked);
        }
    });
}

/// The teams or the posts, in the room that the headings below leave.
fn list_ui(
    ui: &mut Ui,
    desk: &mut Desk,
    reading: &Reading,
    views: &mut Views,
    memory: &mut Memory,
    (whole, asked): (f32, &mut Vec<Action>),
) {
    let top = ui.cursor().top();
    let folds = if views.has_forecast() { likely::TEAM_FOLDS } else { 0 };
    let view = if memory.show_posts { views.posts(reading) } else { views.teams(reading) };
    head_ui(ui, "Teams", &view.sentence);
    ui.horizontal_wrapped(|ui| {
        if ui.selectable_label(!memory.show_posts, "Teams").clicked() {
            memory.show_posts = false;
        }
        if ui.selectable_label(memory.show_posts, "Posts").clicked() {
            memory.show_posts = true;
        }
        let (label, new) =
            if memory.show_posts { ("Add a post", New::Post) } else { ("Add a team", New::Team) };
        if ui.button(label).clicked() {
            asked.push(Action::Add(new));
        }
    });
    ui.add_space(theme::GRID);
    let mut menu = vec![MenuEntry::new("open", "Show in the panel")];
    if !memory.show_posts {
        menu.push(MenuEntry::new("children", "Show the team’s children"));
        menu.push(MenuEntry::new("flagged", "Show those without a named social worker"));
    }
    menu.push(MenuEntry::new("remove", "Remove from the plan"));
    memory.leave_room(view.table.name, whole - (ui.cursor().top() - top), folds);
    let outcome = things_ui(ui, desk, &view.table, memory, &menu, asked);
    // Children in no team have a row of their own.
    let of = |team: Option<_>| match team {
        Some(NO_TEAM) => Wanted { no_team: true, ..Wanted::default() },
        team => Wanted { team, ..Wanted::default() },
    };
    let team_of = |thing: Option<&Thing>| match thing {
        Some(Thing::Team(team)) => Some(*team),
        _ => None,
    };
    if let Some(team) = team_of(outcome.activated.as_ref()) {
        asked.push(Action::Show(of(Some(team))));
    }
    if let Some((id, things)) = outcome.menu {
        let team = team_of(things.first());
        match id {
            "remove" => asked.push(Action::Remove(things)),
            "open" => asked.extend(things.first().map(|thing| Action::Select(*thing))),
            "children" => asked.push(Action::Show(of(team))),
            "flagged" => asked.push(Action::Show(Wanted { unnamed: Some(true), ..of(team) })),
            _ => {}
        }
    }
}
