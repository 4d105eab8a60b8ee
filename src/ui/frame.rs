//! What stands around every screen: the rail at the left, the bar at the top, the foot.

use eframe::egui::{self, Align, Button, Layout, Panel, ProgressBar, RichText, Ui};

use super::commands::CommandList;
use super::theme;
use crate::app::desk::{Action, Desk, Listing, New, Screen, Theme};
use crate::app::session::Session;
use crate::app::view::forecast::progress::{self, Next};
use crate::app::view::forecast::strip::trying_out;
use crate::app::view::mode;
use crate::app::words;
use crate::domain::calendar::format_date_with_day;
use crate::domain::problem::Severity;

/// The plan, its date, undo and redo, and the way to every command.
pub fn top_ui(ui: &mut Ui, desk: &Desk, commands: &mut CommandList, asked: &mut Vec<Action>) {
    let Some(session) = desk.session() else { return };
    Panel::top("top").show(ui, |ui| {
        ui.add_space(theme::GRID);
        ui.horizontal(|ui| {
            let about = &session.plan().about;
            let title = if about.council.is_empty() {
                about.title.clone()
            } else {
                format!("{} · {}", about.council, about.title)
            };
            ui.menu_button(RichText::new(title).text_style(theme::strong()), |ui| {
                plan_menu_ui(ui, desk, asked);
            })
            .response
            .on_hover_text("Open, save and bring in");
            ui.separator();
            scenario_menu_ui(ui, session, asked);
            ui.separator();
            ui.label(format!("as at {}", format_date_with_day(about.as_at)));
            ui.separator();
            let history = session.history();
            undo_ui(ui, "↶", "Undo", "Ctrl+Z", history.undo_label(), Action::Undo, asked);
            undo_ui(ui, "↷", "Redo", "Ctrl+Y", history.redo_label(), Action::Redo, asked);
            let back = ui.add_enabled(desk.can_go_back(), Button::new("← Back"));
            if back.on_hover_text("To where you were (Alt+←)").clicked() {
                asked.push(Action::Back);
            }
            ui.menu_button("Add", |ui| add_menu_ui(ui, asked)).response.on_hover_text("Add to the plan");
            ui.with_layout(Layout::right_to_left(Align::Center), |ui| {
                let find = Button::new(RichText::new("Find or do…   Ctrl+K").color(theme::palette(ui).quiet));
                if ui.add(find).on_hover_text("Every screen, command, child, worker and team").clicked() {
                    commands.open(ui.ctx());
                }
                if let Some((edit, _)) = desk.forecasts().trial() {
                    let words = trying_out(session.plan(), edit);
                    let quiet = RichText::new(&words).color(theme::palette(ui).quiet);
                    ui.add(egui::Label::new(quiet).truncate()).on_hover_text(&words);
                }
            });
        });
        ui.add_space(theme::GRID);
    });
}

/// Which plan is shown, and the others to choose from.
fn scenario_menu_ui(ui: &mut Ui, session: &Session, asked: &mut Vec<Action>) {
    let open = session.scenario();
    let name = session.in_scenario().map(|open| open.name.as_str());
    let label = name.map_or_else(|| "Base plan".to_owned(), |name| format!("Scenario: {}", short(name)));
    let text = match name {
        Some(_) => RichText::new(&label).text_style(theme::strong()).color(theme::palette(ui).accent),
        None => RichText::new(&label),
    };
    let hover = match name {
        Some(name) => format!("The scenario “{name}” is open: what you change is part of it"),
        None => "Open a scenario: the plan as it would be".to_owned(),
    };
    let menu = ui.menu_button(text, |ui| {
        let mut entry = |ui: &mut Ui, label: &str, is_open: bool, action: Action| {
            if ui.add(Button::selectable(is_open, label)).clicked() {
                asked.push(action);
                ui.close();
            }
        };
        entry(ui, "The base plan", open.is_none(), Action::OpenScenario(None));
        for (id, name) in mode::scenarios(session) {
            entry(ui, &name, open == Some(id), Action::OpenScenario(Some(id)));
        }
        ui.separator();
        entry(ui, "New scenario", false, Action::NewScenario);
    });
    menu.response.on_hover_text(hover);
}

/// A name cut to what the bar has room for.
fn short(name: &str) -> String {
    const MOST: usize = 28;
    if name.chars().count() <= MOST {
        return name.to_owned();
    }
    name.chars().take(MOST - 1).chain(std::iter::once('…')).collect()
}

/// Above every screen while a scenario is open: whose figures are shown, and the way back.
pub fn mode_ui(ui: &mut Ui, desk: &Desk, asked: &mut Vec<Action>) {
    let Some(view) = desk.session().and_then(Session::mode) else { return };
    let ground = egui::Frame::side_top_panel(ui.style()).fill(theme::palette(ui).marked);
    Panel::top("scenario").frame(ground).show(ui, |ui| {
        ui.horizontal_wrapped(|ui| {
            ui.label(RichText::new(&view.sentence).text_style(theme::strong()));
            ui.label(view.editing);
            if desk.screen != Screen::Scenarios && theme::link_ui(ui, "See its changes").clicked() {
                asked.push(Action::Scenarios(Listing::LookAt(desk.session().and_then(Session::scenario))));
                asked.push(Action::Go(Screen::Scenarios));
            }
            if theme::link_ui(ui, "Close the scenario").on_hover_text("Back to the base plan").clicked() {
                asked.push(Action::OpenScenario(None));
            }
        });
    });
}

fn undo_ui(
    ui: &mut Ui,
    sign: &str,
    word: &str,
    keys: &str,
    label: Option<&str>,
    action: Action,
    asked: &mut Vec<Action>,
) {
    let name = label
        .map_or_else(|| format!("Nothing to {}", word.to_lowercase()), |label| format!("{word}: {label}"));
    let response = ui.add_enabled(label.is_some(), Button::new(sign)).accessible_name(&name);
    let hover = format!("{name} ({keys})");
    if response.on_hover_text(&hover).on_disabled_hover_text(&hover).clicked() {
        asked.push(action);
    }
}

fn plan_menu_ui(ui: &mut Ui, desk: &Desk, asked: &mut Vec<Action>) {
    let mut entry = |ui: &mut Ui, label: &str, keys: &str, action: Action| {
        let button = Button::new(label);
        let button = if keys.is_empty() { button } else { button.shortcut_text(keys) };
        if ui.add(button).clicked() {
            asked.push(action);
            ui.close();
        }
    };
    entry(ui, "New plan", "Ctrl+N", Action::NewPlan);
    entry(ui, "Open…", "Ctrl+O", Action::Open);
    entry(ui, "Save", "Ctrl+S", Action::Save);
    entry(ui, "Save as…", "Ctrl+Shift+S", Action::SaveAs);
    entry(ui, "Save a copy to share, without sickness…", "", Action::SaveShared);
    ui.separator();
    entry(ui, "Bring in child and staff lists…", "", Action::Import);
    entry(ui, "Save the list templates…", "", Action::SaveTemplates);
    ui.separator();
    entry(ui, "Examples and recent plans", "Ctrl+W", Action::CloseDocument);
    ui.separator();
    for (theme, label) in [(Theme::System, "As the desktop"), (Theme::Light, "Light"), (Theme::Dark, "Dark")]
    {
        if ui.radio(desk.settings.theme == theme, label).clicked() {
            asked.push(Action::Theme(theme));
            ui.close();
        }
    }
    ui.separator();
    if ui.add(Button::new("Quit").shortcut_text("Ctrl+Q")).clicked() {
        asked.push(Action::Quit);
    }
}

/// What can be added, as a menu.
pub fn add_menu_ui(ui: &mut Ui, asked: &mut Vec<Action>) {
    for (new, label) in [
        (New::Child, "Child"),
        (New::Worker, "Member of staff"),
        (New::Absence(None), "Absence"),
        (New::Team, "Team"),
        (New::Post, "Post"),
        (New::Family, "Family"),
    ] {
        if ui.button(label).clicked() {
            asked.push(Action::Add(new));
            ui.close();
        }
    }
}

/// The screens.
pub fn rail_ui(ui: &mut Ui, desk: &Desk, asked: &mut Vec<Action>) {
    let Some(session) = desk.session() else { return };
    let reading = session.reading();
    Panel::left("rail").resizable(false).exact_size(theme::RAIL_WIDTH).show(ui, |ui| {
        ui.add_space(theme::GAP);
        for screen in Screen::RAIL {
            let count = match screen {
                Screen::Waiting => reading.now().unnamed as usize,
                Screen::Problems => reading.count_of(Severity::Error) + reading.count_of(Severity::Warning),
                _ => 0,
            };
            let selected = desk.screen == screen;
            let style = if selected { theme::strong() } else { egui::TextStyle::Body };
            let label = RichText::new(screen.label()).text_style(style.clone());
            let number = if count > 0 { words::thousands(count) } else { String::new() };
            let name =
                if count > 0 { format!("{}, {count}", screen.label()) } else { screen.label().to_owned() };
            let button = Button::selectable(selected, label)
                .right_text(RichText::new(number).text_style(style))
                .min_size(egui::vec2(ui.available_width(), theme::ROW_HEIGHT));
            if ui.add(button).accessible_name(name).clicked() {
                asked.push(Action::Go(screen));
            }
        }
    });
}

/// Problems, saving, work under way and what just happened.
pub fn foot_ui(ui: &mut Ui, desk: &Desk, asked: &mut Vec<Action>) {
    let Some(session) = desk.session() else { return };
    let reading = session.reading();
    Panel::bottom("foot").show(ui, |ui| {
        ui.add_space(theme::GRID);
        ui.horizontal(|ui| {
            let counts = [
                (Severity::Error, "error", "errors"),
                (Severity::Warning, "warning", "warnings"),
                (Severity::Note, "note", "notes"),
            ];
            let counts: Vec<String> = counts
                .into_iter()
                .map(|(severity, one, many)| (reading.count_of(severity), one, many))
                .filter(|(count, ..)| *count > 0)
                .map(|(count, one, many)| words::count(count, one, many))
                .collect();
            let problems = if counts.is_empty() { "No problems".to_owned() } else { counts.join(", ") };
            if theme::link_ui(ui, &problems).clicked() {
                asked.push(Action::Go(Screen::Problems));
            }
            ui.separator();
            let saved = match (session.is_unsaved(), &desk.saved_at, session.path()) {
                (true, _, _) => "Not saved".to_owned(),
                (false, Some(time), _) => format!("Saved at {time}"),
                (false, None, Some(_)) => "As saved".to_owned(),
                (false, None, None) => "Nothing to save yet".to_owned(),
            };
            ui.label(saved);
            left_out_ui(ui, desk, asked);
            forecast_ui(ui, desk, asked);
            if let Some(busy) = desk.is_busy() {
                ui.separator();
                ui.label(busy);
            }
            if let Some(told) = &desk.told {
                ui.separator();
                if ui.add(Button::new("×").frame(false)).accessible_name("Close this message").clicked() {
                    asked.push(Action::Dismiss);
                }
                ui.add(egui::Label::new(told).truncate()).on_hover_text(told);
            }
        });
        ui.add_space(theme::GRID);
    });
}

/// Changes of the open scenario that do not apply, and why.
fn left_out_ui(ui: &mut Ui, desk: &Desk, asked: &mut Vec<Action>) {
    let Some(view) = desk.session().and_then(Session::mode) else { return };
    let Some((words, lines)) = &view.left_out else { return };
    ui.separator();
    if theme::link_ui(ui, words).on_hover_text("Changes of the scenario that do not apply, and why").clicked()
    {
        let title = format!("Left out of the scenario “{}”", view.name);
        asked.push(Action::Tell { title, lines: lines.clone() });
    }
}

/// How far the forecast has come, and what can be done about it. What changes stands last, so that nothing jumps.
fn forecast_ui(ui: &mut Ui, desk: &Desk, asked: &mut Vec<Action>) {
    let Some(plan) = desk.session().map(crate::app::session::Session::plan) else { return };
    let Some(view) = progress::progress(desk.forecasts(), plan) else { return };
    ui.separator();
    if let Some(share) = view.share {
        ui.label("Forecast");
        let ground = theme::palette(ui).rule;
        ui.visuals_mut().extreme_bg_color = ground;
        let bar = ProgressBar::new(share)
            .desired_width(theme::PROGRESS.x)
            .desired_height(theme::PROGRESS.y)
            .fill(theme::palette(ui).accent);
        ui.add(bar).accessible_name("Simulated years played");
    }
    match &view.next {
        Next::Stop => {
            let stop = ui.button("Stop").accessible_name("Stop the forecast");
            if stop.on_hover_text("Stop the forecast and keep the years there are").clicked() {
                asked.push(Action::StopForecast);
            }
            ui.label(&view.words).on_hover_text(&view.hint);
        }
        Next::Continue => {
            ui.label(&view.words).on_hover_text(&view.hint);
            let go_on = ui.button("Continue").accessible_name("Continue the forecast");
            if go_on.on_hover_text("Play the years that are missing").clicked() {
                asked.push(Action::ContinueForecast);
            }
        }
        Next::Reasons(lines) => {
            if theme::link_ui(ui, &view.words)
                .on_hover_text("Why the plan cannot be played forward")
                .clicked()
            {
                let title = "Why there is no forecast".to_owned();
                asked.push(Action::Tell { title, lines: lines.clone() });
            }
        }
        Next::Nothing => {
            ui.label(&view.words).on_hover_text(&view.hint);
        }
    }
    let whose = progress::whose(desk.forecasts(), plan);
    if let Some(whose) = whose.filter(|_| !matches!(view.next, Next::Continue | Next::Reasons(_))) {
        let quiet = RichText::new(whose).color(theme::palette(ui).quiet);
        ui.add(egui::Label::new(quiet).truncate()).on_hover_text(whose);
    }
}
