//! The program as eframe sees it: collects finished work, takes keys, draws the frame and the screen, then does what
//! was asked for.

use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use eframe::egui::{
    self, CentralPanel, Context, Key, KeyboardShortcut, Modifiers, ThemePreference, Ui, ViewportCommand,
};

use super::commands::{self, CommandList};
use super::screens::{self, Memory};
use super::views::Views;
use super::widgets::people_days;
use super::widgets::pick::{FilePicker, Purpose, PurposeKind};
use super::{frame, questions, theme};
use crate::app::desk::{Action, Desk, From, Request, Theme};
use crate::app::store::Overwrite;

/// The window.
pub struct Window {
    /// The document and everything that is not drawing.
    pub desk: Desk,
    views: Views,
    memory: Memory,
    commands: CommandList,
    picker: FilePicker,
    title: String,
    closing: bool,
    /// The window was asked to close while something was being typed.
    close_asked: bool,
}

impl std::fmt::Debug for Window {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Window").field("desk", &self.desk).finish_non_exhaustive()
    }
}

impl Window {
    /// A window on a new desk for this person, beginning with an action if one is given.
    pub fn new(ctx: &Context, first: Option<Action>) -> Self {
        let waker = ctx.clone();
        let mut desk = Desk::new(Arc::new(move || waker.request_repaint()));
        if let Some(action) = first {
            desk.act(action);
        }
        Self::on(ctx, desk)
    }

    /// A window on this desk.
    pub fn on(ctx: &Context, desk: Desk) -> Self {
        theme::apply(ctx);
        ctx.set_theme(preference(desk.settings.theme));
        if (desk.settings.zoom - 1.0).abs() > 0.01 {
            ctx.set_zoom_factor(desk.settings.zoom);
        }
        // Leaving is a question of its own: no key closes the window without it.
        ctx.options_mut(|options| options.quit_shortcuts.clear());
        let memory = Memory::new(&desk.settings);
        Self {
            desk,
            views: Views::default(),
            memory,
            commands: CommandList::default(),
            picker: FilePicker::default(),
            title: String::new(),
            closing: false,
            close_asked: false,
        }
    }

    /// The same window, asking for files with the program's own dialog whatever the system has.
    #[must_use]
    pub fn with_own_dialogs(mut self) -> Self {
        self.picker.use_own();
        self
    }

    /// Whether the window has been asked to close, with nothing unsaved left in it.
    pub fn is_closing(&self) -> bool {
        self.closing
    }

    /// Work that goes on whether or not the window is seen.
    pub fn collect(&mut self, ctx: &Context) {
        self.desk.tick();
        if ctx.input(|input| input.viewport().close_requested()) && !self.closing {
            ctx.send_viewport_cmd(ViewportCommand::CancelClose);
            if ctx.text_edit_focused() {
                // What is being typed is part of the plan before anyone asks whether it is saved.
                self.close_asked = true;
                ctx.request_repaint();
            } else {
                self.desk.act(Action::Quit);
                self.serve_requests(ctx);
            }
        }
        let title = self.desk.window_title();
        if title != self.title {
            ctx.send_viewport_cmd(ViewportCommand::Title(title.clone()));
            self.title = title;
        }
        let busy = self.desk.is_busy().is_some();
        ctx.request_repaint_after(if busy { Duration::from_millis(100) } else { Duration::from_secs(30) });
    }

    /// Draws everything and does what was asked for.
    pub fn draw(&mut self, ui: &mut Ui) {
        let ctx = ui.ctx().clone();
        let mut asked: Vec<Action> = Vec::new();
        let free = self.desk.ask.is_none() && !self.picker.is_open();
        let mut afterwards: Vec<Action> = Vec::new();
        if free {
            afterwards.extend(shortcuts(&ctx));
            if ctx.input_mut(|input| input.consume_shortcut(&commands::OPEN_LIST)) {
                self.commands.open(&ctx);
            }
        }
        if std::mem::take(&mut self.close_asked) {
            afterwards.push(Action::Quit);
        }
        if !afterwards.is_empty() {
            finish_typing(&ctx);
        }
        for dropped in ctx.input(|input| input.raw.dropped_files.clone()) {
            asked.push(Action::OpenPath(dropped.path().to_owned()));
        }
        self.views.refresh(&self.desk);
        ui.add_enabled_ui(free, |ui| {
            if self.desk.session().is_some() {
                frame::top_ui(ui, &self.desk, &mut self.commands, &mut asked);
                frame::mode_ui(ui, &self.desk, &mut asked);
                frame::foot_ui(ui, &self.desk, &mut asked);
                frame::rail_ui(ui, &self.desk, &mut asked);
                screens::panel_ui(ui, &self.desk, &mut self.views, &mut self.memory, &mut asked);
                CentralPanel::default().show(ui, |ui| {
                    screens::screen_ui(ui, &mut self.desk, &mut self.views, &mut self.memory, &mut asked);
                });
            } else {
                CentralPanel::default().show(ui, |ui| screens::start::start_ui(ui, &self.desk, &mut asked));
            }
        });
        self.memory.end_lost_drags(&ctx, &mut asked);
        if free {
            asked.extend(self.commands.ui(&ctx, &self.desk));
        }
        asked.extend(questions::questions_ui(&ctx, &self.desk));
        if let Some(picked) = self.picker.ui(&ctx) {
            asked.push(picked_action(picked.id, picked.paths));
        }
        asked.extend(afterwards);
        let changed = !asked.is_empty();
        for action in asked {
            self.desk.act(action);
        }
        self.serve_requests(&ctx);
        self.remember_zoom(&ctx);
        if changed {
            ctx.request_repaint();
        }
    }

    fn remember_zoom(&mut self, ctx: &Context) {
        let zoom = ctx.zoom_factor();
        if (zoom - self.desk.settings.zoom).abs() > 0.01 {
            self.desk.settings.zoom = zoom;
            self.desk.keep_settings();
        }
    }

    fn serve_requests(&mut self, ctx: &Context) {
        for request in self.desk.take_requests() {
            match request {
                Request::Close => {
                    self.closing = true;
                    ctx.send_viewport_cmd(ViewportCommand::Close);
                }
                Request::Afresh => self.memory.afresh(),
                Request::Theme(theme) => ctx.set_theme(preference(theme)),
                Request::Refuse { thing, field, sentence, from } => match from {
                    From::Form => {
                        self.memory.refuse_in_form(self.desk.screen, thing, &field, sentence);
                    }
                    From::Table => self.memory.refuse_in_table(self.desk.screen, thing, &field, sentence),
                },
                request => self.pick(request),
            }
        }
    }

    fn pick(&mut self, request: Request) {
        let plans = vec![("Caseload plans".to_owned(), vec!["ron".to_owned()])];
        let folder = |purpose: &str| self.desk.settings.last_folders.get(purpose).cloned();
        let purpose = match request {
            Request::PickOpen => Purpose {
                id: "open",
                title: "Open a plan".to_owned(),
                kind: PurposeKind::Open,
                filters: plans,
                folder: folder("open"),
                file_name: None,
            },
            Request::PickSave(name) => Purpose {
                id: "save",
                title: "Save the plan".to_owned(),
                kind: PurposeKind::Save,
                filters: plans,
                folder: folder("open"),
                file_name: Some(name),
            },
            Request::PickLists => Purpose {
                id: "lists",
                title: "Choose child lists, staff lists, absences and calendars".to_owned(),
                kind: PurposeKind::OpenSeveral,
                filters: vec![(
                    "Lists".to_owned(),
                    ["xlsx", "xls", "xlsb", "ods", "csv", "tsv", "txt", "xml", "ics"]
                        .map(str::to_owned)
                        .to_vec(),
                )],
                folder: folder("import"),
                file_name: None,
            },
            Request::PickTemplates => Purpose {
                id: "templates",
                title: "Where to put the templates".to_owned(),
                kind: PurposeKind::Save,
                filters: vec![("Workbooks".to_owned(), vec!["xlsx".to_owned()])],
                folder: folder("import"),
                file_name: Some("staff-list-template.xlsx".to_owned()),
            },
            Request::PickExport { title, name, kind, extension } => Purpose {
                id: "export",
                title: title.to_owned(),
                kind: PurposeKind::Save,
                filters: vec![(kind.to_owned(), vec![extension.to_owned()])],
                folder: folder("export"),
                file_name: Some(name),
            },
            _ => return,
        };
        self.picker.open(purpose);
    }
}

impl eframe::App for Window {
    fn logic(&mut self, ctx: &Context, _frame: &mut eframe::Frame) {
        self.collect(ctx);
    }

    fn ui(&mut self, ui: &mut Ui, _frame: &mut eframe::Frame) {
        self.draw(ui);
    }

    fn clear_color(&self, visuals: &egui::Visuals) -> [f32; 4] {
        visuals.panel_fill.to_normalized_gamma_f32()
    }

    fn persist_egui_memory(&self) -> bool {
        false
    }
}

fn preference(theme: Theme) -> ThemePreference {
    match theme {
        Theme::System => ThemePreference::System,
        Theme::Light => ThemePreference::Light,
        Theme::Dark => ThemePreference::Dark,
    }
}

fn picked_action(id: &str, paths: Vec<PathBuf>) -> Action {
    let Some(first) = paths.first().cloned() else { return Action::ChooseNothing };
    match id {
        "open" => Action::OpenPath(first),
        // The dialog has asked about the name it was given, not about the one with the ending added.
        "save" if first.extension().is_some() => Action::SaveOver(first),
        "save" => Action::SaveTo(with_extension(first)),
        "lists" => Action::ImportPaths(paths),
        "templates" => Action::SaveTemplatesTo(first),
        "export" => Action::WriteTo(first, Overwrite::Yes),
        _ => Action::ChooseNothing,
    }
}

/// Takes the keyboard from the field that is being typed in, so that what stands there is taken in this frame.
fn finish_typing(ctx: &Context) {
    if ctx.text_edit_focused() {
        ctx.memory_mut(|memory| {
            if let Some(focused) = memory.focused() {
                memory.surrender_focus(focused);
            }
        });
    }
}

/// A plan's file name ends in .ron, whether or not that was typed.
fn with_extension(path: PathBuf) -> PathBuf {
    if path.extension().is_some() { path } else { path.with_extension("ron") }
}

/// The keys that work on every screen.
fn shortcuts(ctx: &Context) -> Vec<Action> {
    let command = |key| KeyboardShortcut::new(Modifiers::COMMAND, key);
    let shifted = |key| KeyboardShortcut::new(Modifiers::COMMAND | Modifiers::SHIFT, key);
    let typing = ctx.text_edit_focused();
    let keys = [
        // With Shift first: a plain shortcut also matches with Shift held.
        (shifted(Key::S), Action::SaveAs),
        (shifted(Key::Z), Action::Redo),
        (command(Key::N), Action::NewPlan),
        (command(Key::O), Action::Open),
        (command(Key::S), Action::Save),
        (command(Key::Z), Action::Undo),
        (command(Key::Y), Action::Redo),
        (command(Key::Q), Action::Quit),
        (command(Key::W), Action::CloseDocument),
        (KeyboardShortcut::new(Modifiers::ALT, Key::ArrowLeft), Action::Back),
    ];
    keys.into_iter()
        // While something is typed, undo belongs to the text.
        .filter(|(_, action)| !(typing && matches!(action, Action::Undo | Action::Redo)))
        // On the rota it moves what is under the cursor.
        .filter(|(_, action)| !(*action == Action::Back && people_days::takes_alt_arrows(ctx)))
        .filter(|(shortcut, _)| ctx.input_mut(|input| input.consume_shortcut(shortcut)))
        .map(|(_, action)| action)
        .collect()
}
