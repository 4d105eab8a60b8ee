//! Find or do: one list that reaches every screen, command, child, worker and team (Ctrl+K).

use eframe::egui::{
    self, Align2, Context, Id, Key, KeyboardShortcut, Modal, Modifiers, ScrollArea, TextEdit, vec2,
};

use super::theme;
use crate::app::desk::rota::RotaAsk;
use crate::app::desk::{Action, Desk, Listing, New, RotaPart, Screen};
use crate::app::examples::EXAMPLES;
use crate::app::target::Study;
use crate::app::view::forecast::replay::replay_choices;
use crate::app::view::mode;
use crate::app::view::target::frontier::FrontierQuestion;
use crate::domain::ids::Thing;
use crate::domain::plan::lower_first;

/// Opens the list.
pub const OPEN_LIST: KeyboardShortcut = KeyboardShortcut::new(Modifiers::COMMAND, Key::K);
/// The most lines shown.
const MOST: usize = 40;

/// The list and what is typed in it.
#[derive(Debug, Default)]
pub struct CommandList {
    is_open: bool,
    typed: String,
    chosen: usize,
    fresh: bool,
    /// What had the keyboard before.
    before: Option<Id>,
    /// What is to have it again, and after how many frames: none can take it while the list is still drawn above.
    give_back: Option<(Id, u8)>,
}

/// One line of the list.
struct Line {
    label: String,
    kind: &'static str,
    actions: Vec<Action>,
}

impl CommandList {
    /// Opens it, empty.
    pub fn open(&mut self, ctx: &Context) {
        let before = ctx.memory(egui::Memory::focused);
        *self = Self { is_open: true, fresh: true, before, ..Self::default() };
    }

    /// Draws it when it is open. Returns what was chosen.
    pub fn ui(&mut self, ctx: &Context, desk: &Desk) -> Vec<Action> {
        if !self.is_open {
            self.give_back(ctx);
            return Vec::new();
        }
        let lines = find(desk, &self.typed);
        self.chosen = self.chosen.min(lines.len().saturating_sub(1));
        let mut done = None;
        ctx.input_mut(|input| {
            if input.consume_key(Modifiers::NONE, Key::ArrowDown) {
                self.chosen = (self.chosen + 1).min(lines.len().saturating_sub(1));
            }
            if input.consume_key(Modifiers::NONE, Key::ArrowUp) {
                self.chosen = self.chosen.saturating_sub(1);
            }
            if input.consume_key(Modifiers::NONE, Key::Enter) {
                done = Some(self.chosen);
            }
        });
        let id = Id::unique("find or do");
        // At the top and always of one height, so that nothing moves under the eye while typing.
        let area = Modal::default_area(id).anchor(Align2::CENTER_TOP, vec2(0.0, theme::COMMANDS_TOP));
        let modal = Modal::new(id).area(area).show(ctx, |ui| {
            ui.set_width(theme::COMMANDS_WIDTH);
            let field = TextEdit::singleline(&mut self.typed)
                .hint_text("A screen, a command, a child, a worker or a team")
                .desired_width(f32::INFINITY);
            let response = ui.add(field);
            response.widget_info(|| {
                let mut info = egui::WidgetInfo::labeled(egui::Role::TextInput, true, "Find or do");
                info.current_text_value = Some(self.typed.clone());
                info
            });
            if self.fresh {
                response.request_focus();
                self.fresh = false;
            }
            if response.changed() {
                self.chosen = 0;
            }
            ui.add_space(theme::GRID);
            let room = (ctx.content_rect().height() - theme::COMMANDS_TOP * 4.0).max(theme::COMMANDS_TOP);
            let height = theme::COMMANDS_HEIGHT.min(room);
            ui.set_min_height(height);
            ScrollArea::vertical().max_height(height).min_scrolled_height(height).show(ui, |ui| {
                ui.set_min_width(ui.available_width());
                if lines.is_empty() {
                    theme::quiet_ui(ui, "Nothing was found. Try part of a name or a reference");
                }
                for (i, line) in lines.iter().enumerate() {
                    let button = egui::Button::selectable(i == self.chosen, &line.label)
                        .right_text(egui::RichText::new(line.kind).color(theme::palette(ui).quiet))
                        .min_size(egui::vec2(ui.available_width(), theme::ROW_HEIGHT_COMPACT));
                    let response = ui.add(button);
                    if i == self.chosen {
                        response.scroll_to_me(None);
                    }
                    if response.clicked() {
                        done = Some(i);
                    }
                }
            });
        });
        let chosen = done.and_then(|chosen| lines.into_iter().nth(chosen));
        if chosen.is_some() || modal.should_close() {
            self.is_open = false;
            ctx.memory_mut(|memory| {
                if let Some(focused) = memory.focused() {
                    memory.surrender_focus(focused);
                }
            });
            // Back to where the keyboard was, unless it goes somewhere else now.
            self.give_back = self.before.filter(|_| chosen.is_none()).map(|id| (id, 1));
            ctx.request_repaint();
        }
        chosen.map(|line| line.actions).unwrap_or_default()
    }
}

impl CommandList {
    fn give_back(&mut self, ctx: &Context) {
        match self.give_back.take() {
            Some((id, 0)) => ctx.memory_mut(|memory| memory.request_focus(id)),
            Some((id, frames)) => {
                self.give_back = Some((id, frames - 1));
                ctx.request_repaint();
            }
            None => {}
        }
    }
}

/// Scenarios to open, to leave and to begin.
fn scenarios(desk: &Desk) -> Vec<Line> {
    let Some(session) = desk.session() else { return Vec::new() };
    let line = |label: String, action| Line { label, kind: "Command", actions: vec![action] };
    let mut lines = vec![line("New scenario".to_owned(), Action::NewScenario)];
    if session.scenario().is_some() {
        lines.push(line("Back to the base plan".to_owned(), Action::OpenScenario(None)));
    }
    let others = mode::scenarios(session).into_iter().filter(|(id, _)| session.scenario() != Some(*id));
    lines.extend(
        others.map(|(id, name)| line(format!("Open the scenario “{name}”"), Action::OpenScenario(Some(id)))),
    );
    lines
}

/// Everything that matches what is typed: screens and commands first, then teams, staff and children.
fn find(desk: &Desk, typed: &str) -> Vec<Line> {
    let wanted = typed.trim().to_lowercase();
    let matches = |label: &str| wanted.split_whitespace().all(|word| label.to_lowercase().contains(word));
    let mut lines: Vec<Line> = Vec::new();
    for screen in Screen::RAIL {
        lines.push(Line {
            label: format!("Go to {}", screen.label()),
            kind: "Screen",
            actions: vec![Action::Go(screen)],
        });
    }
    lines.extend(RotaPart::ALL.map(|part| Line {
        label: format!("Go to Rota: {}", part.label()),
        kind: "Screen",
        actions: vec![Action::ShowRota(part)],
    }));
    let session = desk.session();
    let undo =
        session.and_then(|s| s.history().undo_label()).map(|label| (format!("Undo: {label}"), Action::Undo));
    let redo =
        session.and_then(|s| s.history().redo_label()).map(|label| (format!("Redo: {label}"), Action::Redo));
    let commands = [
        ("Save", Action::Save),
        ("Save as…", Action::SaveAs),
        ("Save a copy to share, without sickness…", Action::SaveShared),
        ("Open…", Action::Open),
        ("New plan", Action::NewPlan),
        ("Bring in child and staff lists…", Action::Import),
        ("Save the list templates…", Action::SaveTemplates),
        ("Add a child", Action::Add(New::Child)),
        ("Add a member of staff", Action::Add(New::Worker)),
        ("Add an absence", Action::Add(New::Absence(None))),
        ("Add a team", Action::Add(New::Team)),
        ("Add a post", Action::Add(New::Post)),
        ("Add a family", Action::Add(New::Family)),
        ("Search the target", Action::Ask(Study::Search)),
        ("Try the assumptions of the target", Action::Ask(Study::Sensitivity)),
        ("Make the duty rota", Action::Rota(RotaAsk::MakeDuty)),
        ("Take out old sickness", Action::Rota(RotaAsk::TakeOutOldSickness)),
        ("Compare all scenarios", Action::Scenarios(Listing::CompareAll)),
        ("Replay a simulated year", Action::Go(Screen::Replay)),
        ("Stop the forecast", Action::StopForecast),
        ("Continue the forecast", Action::ContinueForecast),
        ("Examples and recent plans", Action::CloseDocument),
        ("Quit", Action::Quit),
    ];
    let commands =
        undo.into_iter().chain(redo).chain(commands.map(|(label, action)| (label.to_owned(), action)));
    let frontier = session.map(|session| {
        let study = FrontierQuestion::of(session.plan()).study();
        ("Draw the frontier".to_owned(), Action::Ask(study))
    });
    lines.extend(commands.chain(frontier).map(|(label, action)| Line {
        label,
        kind: "Command",
        // What is asked is read on its own screen.
        actions: match action {
            Action::Ask(_) => vec![Action::Go(Screen::Target), action],
            Action::Rota(RotaAsk::MakeDuty) => vec![Action::ShowRota(RotaPart::Duty), action],
            Action::Rota(RotaAsk::TakeOutOldSickness) => vec![Action::ShowRota(RotaPart::Absences), action],
            action => vec![action],
        },
    }));
    lines.extend(scenarios(desk));
    let shown = desk.forecasts().shown();
    let years = shown.into_iter().flat_map(|shown| replay_choices(&shown.summary));
    lines.extend(years.map(|year| Line {
        label: format!("Replay a simulated year: {}", lower_first(&year.words)),
        kind: "Command",
        actions: vec![Action::Replay(year.run)],
    }));
    lines.extend(EXAMPLES.iter().enumerate().map(|(i, example)| Line {
        label: format!("Open the example “{}”", example.name),
        kind: "Command",
        actions: vec![Action::OpenExample(i)],
    }));
    lines.retain(|line| matches(&line.label));
    if wanted.is_empty() {
        return lines;
    }
    if let Some(session) = session {
        let plan = session.plan();
        let to = |screen, thing| vec![Action::Go(screen), Action::Select(thing)];
        let teams = plan.teams.iter().filter(|team| matches(&team.name));
        lines.extend(teams.map(|team| Line {
            label: team.name.clone(),
            kind: "Team",
            actions: to(Screen::Teams, Thing::Team(team.id)),
        }));
        let staff = plan.workers.iter().filter(|worker| matches(&worker.name));
        lines.extend(staff.take(MOST).map(|worker| Line {
            label: worker.name.clone(),
            kind: "Member of staff",
            actions: to(Screen::Staff, Thing::Worker(worker.id)),
        }));
        let families = plan.families.iter().filter(|family| matches(&family.reference));
        lines.extend(families.take(MOST / 4).map(|family| Line {
            label: family.reference.clone(),
            kind: "Family",
            actions: vec![Action::Select(Thing::Family(family.id))],
        }));
        let children = plan.children.iter().filter(|child| matches(&child.reference));
        lines.extend(children.take(MOST).map(|child| Line {
            label: child.reference.clone(),
            kind: "Child",
            actions: to(Screen::Children, Thing::Child(child.id)),
        }));
    }
    lines.truncate(MOST);
    lines
}
