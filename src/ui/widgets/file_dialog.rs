//! The program's own dialog for opening and saving files, for machines whose system has none.

use std::path::{Path, PathBuf};

use eframe::egui::{self, Context, Id, Key, Modal, Sides, Ui};

use crate::app::files_listing::{self, Entry, Listing};
use crate::app::view::table::{CellView, ColumnView, RowView, TableLayout, TableView};
use crate::ui::theme;
use crate::ui::widgets::table::{TableState, data_table_ui};
use crate::ui::widgets::{choice, field};

/// What a file is wanted for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Purpose {
    /// Stable name, handed back with the answer.
    pub id: &'static str,
    /// Title of the dialog.
    pub title: String,
    /// Open one, open several, or save.
    pub kind: PurposeKind,
    /// Kinds of file: what they are called, and how their names end. "All files" is added.
    pub filters: Vec<(String, Vec<String>)>,
    /// Where to start. `None`: where the last dialog ended.
    pub folder: Option<PathBuf>,
    /// The name offered for saving.
    pub file_name: Option<String>,
}

/// Whether files are opened or saved.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PurposeKind {
    /// One file to read.
    Open,
    /// One or more files to read.
    OpenSeveral,
    /// One file to write.
    Save,
}

/// An open dialog.
#[derive(Debug)]
pub struct FileDialog {
    purpose: Purpose,
    listing: Listing,
    filter: usize,
    view: TableView<PathBuf>,
    table: TableState<PathBuf>,
    typed_path: String,
    file_name: String,
    replace: Option<PathBuf>,
    sentence: Option<String>,
    fresh: bool,
}

/// How a dialog ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum DialogEnd {
    /// With these files, at least one.
    Chosen(Vec<PathBuf>),
    /// With none.
    Cancelled,
}

impl FileDialog {
    /// A dialog in this folder.
    pub fn new(purpose: Purpose, folder: &Path) -> Self {
        let mut table = TableState::new(TableLayout::default()).bare();
        table.compact = true;
        table.height = Some(theme::DIALOG_SIZE.y * 0.6);
        let mut dialog = Self {
            file_name: purpose.file_name.clone().unwrap_or_default(),
            purpose,
            listing: Listing::default(),
            filter: 0,
            view: empty_view(),
            table,
            typed_path: String::new(),
            replace: None,
            sentence: None,
            fresh: true,
        };
        dialog.go_to(folder);
        dialog
    }

    /// What the file is wanted for.
    pub fn purpose(&self) -> &Purpose {
        &self.purpose
    }

    /// The folder shown.
    pub fn folder(&self) -> &Path {
        &self.listing.folder
    }

    fn extensions(&self) -> Vec<String> {
        self.purpose.filters.get(self.filter).map(|(_, extensions)| extensions.clone()).unwrap_or_default()
    }

    fn go_to(&mut self, folder: &Path) {
        self.listing = files_listing::list(folder, &self.extensions());
        self.typed_path = self.listing.folder.to_string_lossy().into_owned();
        let rows = self.listing.entries.iter().map(row).collect();
        let empty = match &self.listing.problem {
            Some(problem) => problem.clone(),
            None => "There is nothing of this kind in this folder".to_owned(),
        };
        let revision = self.view.revision + 1;
        self.view = TableView { rows, empty, revision, ..empty_view() };
        self.table.selected.clear();
        self.sentence = None;
    }

    fn up(&mut self) {
        let Some(parent) = self.listing.folder.parent().map(Path::to_owned) else { return };
        let child = self.listing.folder.clone();
        self.go_to(&parent);
        self.table.select_only(&child);
        self.table.take_keyboard();
    }

    /// Draws the dialog. Returns how it ended, once it has.
    pub fn ui(&mut self, ctx: &Context) -> Option<DialogEnd> {
        let modal = Modal::new(Id::unique("file_dialog"))
            .backdrop_color(theme::veil(ctx))
            .frame(egui::Frame::popup(&ctx.global_style()).inner_margin(theme::GROUP_GAP));
        let response = modal.show(ctx, |ui| {
            ui.set_width(theme::DIALOG_SIZE.x);
            theme::heading_ui(ui, &self.purpose.title);
            ui.add_space(theme::GAP);
            match self.replace.clone() {
                Some(path) => self.replace_ui(ui, path),
                None => self.choose_ui(ui),
            }
        });
        if response.should_close() && response.inner.is_none() {
            if self.replace.take().is_some() {
                return None;
            }
            return Some(DialogEnd::Cancelled);
        }
        response.inner
    }

    fn choose_ui(&mut self, ui: &mut Ui) -> Option<DialogEnd> {
        let mut end = self.path_ui(ui);
        ui.add_space(theme::GRID);
        self.list_ui(ui, &mut end);
        ui.add_space(theme::GAP);
        let save = self.purpose.kind == PurposeKind::Save;
        ui.horizontal(|ui| {
            if save {
                let label = ui.label("File name");
                let field = field(&mut self.file_name).desired_width(theme::SEARCH_WIDTH);
                let response = ui.add(field).labelled_by(label.id);
                if self.fresh {
                    response.request_focus();
                }
                if response.lost_focus() && ui.input(|input| input.key_pressed(Key::Enter)) {
                    end = end.take().or_else(|| self.confirm());
                }
            }
            self.filter_ui(ui);
        });
        self.fresh = false;
        if let Some(sentence) = &self.sentence {
            theme::warning_ui(ui, sentence);
        }
        ui.add_space(theme::GAP);
        let words = if save { "Save" } else { "Open" };
        Sides::new().show(
            ui,
            |_| {},
            |ui| {
                let ready = save && !self.file_name.trim().is_empty() || !self.table.selected.is_empty();
                if ui.add_enabled(ready, theme::primary_button(ui, words)).clicked() {
                    end = end.take().or_else(|| self.confirm());
                }
                if ui.button("Cancel").clicked() {
                    end = Some(DialogEnd::Cancelled);
                }
            },
        );
        end
    }

    fn path_ui(&mut self, ui: &mut Ui) -> Option<DialogEnd> {
        let mut end = None;
        let mut goal = None;
        ui.horizontal(|ui| {
            let up = ui.add_enabled(self.listing.folder.parent().is_some(), egui::Button::new("↑"));
            if up.accessible_name("Folder above").on_hover_text("Folder above (Backspace)").clicked() {
                self.up();
            }
            let field = field(&mut self.typed_path).desired_width(ui.available_width());
            let response = ui.add(field).accessible_name("Folder");
            if response.lost_focus() && ui.input(|input| input.key_pressed(Key::Enter)) {
                let path = files_listing::typed_path(&self.listing.folder, &self.typed_path);
                if files_listing::is_folder(&path) {
                    goal = Some(path);
                } else if self.purpose.kind == PurposeKind::Save {
                    self.sentence = Some("There is no such folder".to_owned());
                } else if files_listing::exists(&path) {
                    end = Some(DialogEnd::Chosen(vec![path]));
                } else {
                    self.sentence = Some("There is no such file or folder".to_owned());
                }
            }
        });
        ui.horizontal_wrapped(|ui| {
            for (name, path) in files_listing::trail(&self.listing.folder) {
                if theme::link_ui(ui, &name).clicked() {
                    goal = Some(path);
                }
            }
            theme::quiet_ui(ui, "·");
            for (name, path) in files_listing::places() {
                if theme::link_ui(ui, &name).clicked() {
                    goal = Some(path);
                }
            }
        });
        if let Some(folder) = goal {
            self.go_to(&folder);
            self.table.take_keyboard();
        }
        end
    }

    fn list_ui(&mut self, ui: &mut Ui, end: &mut Option<DialogEnd>) {
        if self.fresh && self.purpose.kind != PurposeKind::Save {
            self.table.take_keyboard();
        }
        let height = theme::DIALOG_SIZE.y * 0.6 + theme::ROW_HEIGHT;
        let (place, _) =
            ui.allocate_exact_size(egui::vec2(ui.available_width(), height), egui::Sense::hover());
        let mut part = ui.new_child(egui::UiBuilder::new().max_rect(place).id_salt("files"));
        let outcome = data_table_ui(&mut part, &self.view, &mut self.table, &[]);
        if self.purpose.kind != PurposeKind::OpenSeveral
            && self.table.selected.len() > 1
            && let Some(current) = self.table.current().cloned()
        {
            self.table.select_only(&current);
        }
        if outcome.selected_changed
            && self.purpose.kind == PurposeKind::Save
            && let Some(name) = self.selected_files().first().map(|entry| entry.name.clone())
        {
            self.file_name = name;
        }
        if let Some(path) = outcome.activated {
            if self.listing.entries.iter().any(|entry| entry.path == path && entry.is_folder) {
                self.go_to(&path);
                self.table.take_keyboard();
            } else {
                *end = self.confirm();
            }
        }
        let typing = ui.ctx().text_edit_focused();
        if !typing && ui.input_mut(|input| input.consume_key(egui::Modifiers::NONE, Key::Backspace)) {
            self.up();
        }
    }

    fn filter_ui(&mut self, ui: &mut Ui) {
        let all = self.purpose.filters.len();
        let labels: Vec<String> = (0..=all).map(|index| index.to_string()).collect();
        let names = self.purpose.filters.iter().map(|(label, _)| label.as_str()).chain(["All files"]);
        let items: Vec<(&str, &str)> = labels.iter().map(String::as_str).zip(names).collect();
        let label = ui.label("Show");
        let id = ui.scope_id().with("kind_of_file");
        let now = self.filter.min(all).to_string();
        let (response, chosen) = choice::choice_button_ui(ui, id, &items, &now, theme::FIELD_NARROW * 1.5);
        response.labelled_by(label.id);
        if let Some(chosen) = chosen.and_then(|chosen| chosen.parse().ok()) {
            self.filter = chosen;
            let folder = self.listing.folder.clone();
            self.go_to(&folder);
        }
    }

    fn selected_files(&self) -> Vec<&Entry> {
        let chosen = |entry: &&Entry| !entry.is_folder && self.table.selected.contains(&entry.path);
        self.listing.entries.iter().filter(chosen).collect()
    }

    /// What the main button does: goes into a chosen folder, asks before replacing, or ends.
    fn confirm(&mut self) -> Option<DialogEnd> {
        let files: Vec<PathBuf> = self.selected_files().into_iter().map(|entry| entry.path.clone()).collect();
        if self.purpose.kind == PurposeKind::Save {
            let name = self.file_name.trim();
            if name.is_empty() {
                self.sentence = Some("Type a name for the file".to_owned());
                return None;
            }
            let path = files_listing::typed_path(&self.listing.folder, name);
            if files_listing::is_folder(&path) {
                self.go_to(&path);
                self.file_name = self.purpose.file_name.clone().unwrap_or_default();
                return None;
            }
            let path = files_listing::typed_path(
                &self.listing.folder,
                &files_listing::with_extension(name, &self.extensions()),
            );
            if files_listing::exists(&path) {
                self.replace = Some(path);
                return None;
            }
            return Some(DialogEnd::Chosen(vec![path]));
        }
        if files.is_empty() {
            let folder = self.table.selected.iter().next().cloned();
            if let Some(folder) = folder {
                self.go_to(&folder);
                self.table.take_keyboard();
            }
            return None;
        }
        Some(DialogEnd::Chosen(files))
    }

    fn replace_ui(&mut self, ui: &mut Ui, path: PathBuf) -> Option<DialogEnd> {
        let name = path.file_name().unwrap_or_default().to_string_lossy().into_owned();
        theme::sentence_ui(ui, &format!("“{name}” is already in this folder. Saving replaces what is in it"));
        ui.add_space(theme::GROUP_GAP);
        let mut end = None;
        Sides::new().show(
            ui,
            |_| {},
            |ui| {
                if ui.add(theme::primary_button(ui, "Replace")).clicked() {
                    end = Some(DialogEnd::Chosen(vec![path]));
                }
                let keep = ui.button("Choose another name");
                if ui.memory(|memory| memory.focused().is_none()) {
                    keep.request_focus();
                }
                if keep.clicked() {
                    self.replace = None;
                    self.fresh = true;
                }
            },
        );
        end
    }
}

fn empty_view() -> TableView<PathBuf> {
    TableView {
        name: "files",
        noun: ("file", "files"),
        columns: vec![
            ColumnView::text("name", "Name", theme::DIALOG_SIZE.x * 0.55),
            ColumnView::text("changed", "Changed", theme::DIALOG_SIZE.x * 0.24),
            ColumnView::figures("size", "Size", theme::DIALOG_SIZE.x * 0.17),
        ],
        rows: Vec::new(),
        totals: None,
        empty: String::new(),
        revision: 0,
    }
}

fn row(entry: &Entry) -> RowView<PathBuf> {
    let shown = if entry.is_folder { format!("{}/", entry.name) } else { entry.name.clone() };
    let changed = entry.changed.map_or_else(CellView::missing, |at| {
        CellView::number(at.format("%d/%m/%Y %H:%M").to_string(), at.timestamp() as f64)
    });
    let size = if entry.is_folder {
        CellView::missing()
    } else {
        CellView::number(files_listing::size_text(entry.bytes), entry.bytes as f64)
    };
    RowView::new(entry.path.clone(), shown.clone(), vec![CellView::text(shown), changed, size])
}

#[cfg(test)]
mod tests {
    use std::fs;

    use egui_kittest::Harness;
    use egui_kittest::kittest::Queryable as _;

    use super::*;
    use crate::ui::widgets::testing::{click, harness, press, press_with, type_text};

    struct Screen {
        dialog: Option<FileDialog>,
        end: Option<DialogEnd>,
    }

    fn folder() -> tempfile::TempDir {
        let folder = tempfile::tempdir().unwrap();
        fs::create_dir(folder.path().join("last year")).unwrap();
        fs::write(folder.path().join("last year/summer.ron"), "").unwrap();
        for name in ["autumn.ron", "winter.ron", "list.csv"] {
            fs::write(folder.path().join(name), "").unwrap();
        }
        folder
    }

    fn screen(folder: &Path, kind: PurposeKind) -> Harness<'static, Screen> {
        let purpose = Purpose {
            id: "plan",
            title: "Open a plan".into(),
            kind,
            filters: vec![("Plans".into(), vec!["ron".into()])],
            folder: None,
            file_name: None,
        };
        let dialog = Some(FileDialog::new(purpose, folder));
        harness(
            |ui, screen: &mut Screen| {
                let Some(dialog) = &mut screen.dialog else { return };
                if let Some(end) = dialog.ui(ui.ctx()) {
                    screen.end = Some(end);
                    screen.dialog = None;
                }
            },
            Screen { dialog, end: None },
        )
    }

    #[test]
    fn a_file_is_opened_with_the_keyboard_alone() {
        let folder = folder();
        let mut harness = screen(folder.path(), PurposeKind::Open);
        assert!(harness.query_by_label_contains("list.csv").is_none(), "only plans are listed");
        press(&mut harness, &[Key::ArrowDown, Key::Enter]);
        harness.get_by_label_contains("summer.ron");
        press(&mut harness, &[Key::Backspace]);
        press(&mut harness, &[Key::ArrowDown, Key::Enter]);
        assert_eq!(harness.state().end, Some(DialogEnd::Chosen(vec![folder.path().join("autumn.ron")])));
    }

    #[test]
    fn all_files_can_be_shown_and_several_chosen() {
        let folder = folder();
        let mut harness = screen(folder.path(), PurposeKind::OpenSeveral);
        click(&mut harness, "Show");
        click(&mut harness, "All files");
        harness.get_by_label_contains("autumn.ron").click();
        harness.run();
        press_with(&mut harness, egui::Modifiers::SHIFT, Key::ArrowDown);
        click(&mut harness, "Open");
        let wanted = ["autumn.ron", "list.csv"].map(|name| folder.path().join(name)).to_vec();
        assert_eq!(harness.state().end, Some(DialogEnd::Chosen(wanted)));
    }

    #[test]
    fn saving_adds_the_extension_and_asks_before_replacing() {
        let folder = folder();
        let mut harness = screen(folder.path(), PurposeKind::Save);
        type_text(&mut harness, "autumn");
        press(&mut harness, &[Key::Enter]);
        harness.get_by_label_contains("“autumn.ron” is already in this folder");
        press(&mut harness, &[Key::Escape]);
        assert_eq!(harness.state().end, None, "Escape only leaves the question");
        click(&mut harness, "Save");
        click(&mut harness, "Replace");
        assert_eq!(harness.state().end, Some(DialogEnd::Chosen(vec![folder.path().join("autumn.ron")])));
    }

    #[test]
    fn a_typed_path_is_followed_and_a_wrong_one_explained() {
        let folder = folder();
        let mut harness = screen(folder.path(), PurposeKind::Open);
        click(&mut harness, "Folder");
        press_with(&mut harness, egui::Modifiers::COMMAND, Key::A);
        type_text(&mut harness, "nowhere.ron");
        press(&mut harness, &[Key::Enter]);
        harness.get_by_label("There is no such file or folder");
        click(&mut harness, "Folder");
        press_with(&mut harness, egui::Modifiers::COMMAND, Key::A);
        type_text(&mut harness, "winter.ron");
        press(&mut harness, &[Key::Enter]);
        assert_eq!(harness.state().end, Some(DialogEnd::Chosen(vec![folder.path().join("winter.ron")])));
    }

    #[test]
    fn a_folder_that_cannot_be_read_says_why_and_escape_cancels() {
        let mut harness = screen(Path::new("/no/such/folder"), PurposeKind::Open);
        harness.get_by_label_contains("This folder is not there");
        press(&mut harness, &[Key::Escape]);
        assert_eq!(harness.state().end, Some(DialogEnd::Cancelled));
    }
}
