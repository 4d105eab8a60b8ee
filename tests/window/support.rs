//! A window with a desk of its own, and the hands and eyes of the person at it.

mod pointing;

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, Instant};

use caseload::app::desk::{Action, Desk, Screen};
use caseload::app::reading::Reading;
use caseload::app::store::{Recovery, SettingsFile};
use caseload::app::{format, invent};
use caseload::domain::ids::{Thing, WorkerId};
use caseload::domain::plan::{Plan, Worker};
use caseload::ui::app::Window;
use caseload::ui::theme;
use eframe::egui::accesskit::Role;
use eframe::egui::{
    Event, Key, Modifiers, OutputCommand, PointerButton, Pos2, ViewportEvent, ViewportId, pos2,
};
use egui_kittest::kittest::{NodeT as _, Queryable as _};
use egui_kittest::{Harness, Node};

/// The window and, until its first frame, the desk it will have.
pub struct Seat {
    desk: Option<Desk>,
    window: Option<Window>,
}

/// A person at the window.
pub struct Person {
    harness: Harness<'static, Seat>,
    last_click: Pos2,
    /// A folder of their own.
    pub folder: tempfile::TempDir,
}

/// A desk that nothing wakes.
pub fn desk() -> Desk {
    Desk::keeping_nothing(Arc::new(|| {}))
}

/// A desk that keeps settings and unsaved work under this folder.
pub fn desk_in(folder: &Path) -> Desk {
    let settings = SettingsFile::in_folder(&folder.join("settings"));
    Desk::with(Arc::new(|| {}), Some(settings), Some(Recovery::in_folder(&folder.join("data"))))
}

/// The plan that the first example shows.
pub fn first_plan() -> Plan {
    invent::examples()[0].1.clone()
}

/// Roles of things that can be pressed.
const PRESSED: [Role; 10] = [
    Role::Button,
    Role::Link,
    Role::CheckBox,
    Role::RadioButton,
    Role::ComboBox,
    Role::TextInput,
    Role::MultilineTextInput,
    Role::ColumnHeader,
    Role::MenuItem,
    Role::Tab,
];

impl Person {
    /// Sits down at a window of this size.
    pub fn at(desk: Desk, size: [f32; 2]) -> Self {
        let seat = Seat { desk: Some(desk), window: None };
        let harness = Harness::builder()
            .with_size(size)
            .with_max_steps(24)
            .with_context_setup(theme::apply)
            .build_ui_state(
                |ui, seat: &mut Seat| {
                    let ctx = ui.ctx().clone();
                    if let Some(desk) = seat.desk.take() {
                        seat.window = Some(Window::on(&ctx, desk).with_own_dialogs());
                    }
                    let window = seat.window.as_mut().expect("made in the first frame");
                    window.collect(&ctx);
                    window.draw(ui);
                },
                seat,
            );
        let mut person = Self { harness, last_click: Pos2::ZERO, folder: tempfile::tempdir().unwrap() };
        let folder = person.folder.path().to_owned();
        person.desk_mut().settings.last_folders.insert("open".into(), folder);
        person.look();
        person
    }

    /// Sits down with nothing open.
    pub fn with_nothing() -> Self {
        Self::at(desk(), [1600.0, 1000.0])
    }

    /// Sits down with the first example open.
    pub fn with_first_plan() -> Self {
        let mut person = Self::with_nothing();
        person.does(Action::OpenExample(0));
        person
    }

    /// Sits down with a plan opened from a file of theirs.
    pub fn with_file(plan: &Plan) -> (Self, PathBuf) {
        let mut person = Self::with_nothing();
        let path = person.folder.path().join("plan.ron");
        std::fs::write(&path, format::write(plan).unwrap()).unwrap();
        person.does(Action::OpenPath(path.clone()));
        person.waits();
        (person, path)
    }

    /// Lets frames go by until nothing moves.
    pub fn look(&mut self) {
        self.harness.run();
    }

    /// Lets frames go by until files are read and written.
    pub fn waits(&mut self) {
        let since = Instant::now();
        self.look();
        while self.desk().is_busy().is_some() {
            assert!(since.elapsed() < Duration::from_mins(1), "a file takes for ever");
            std::thread::sleep(Duration::from_millis(5));
            self.harness.step();
        }
        self.look();
    }

    /// The desk.
    pub fn desk(&self) -> &Desk {
        &self.harness.state().window.as_ref().unwrap().desk
    }

    /// The desk, to arrange things on it.
    pub fn desk_mut(&mut self) -> &mut Desk {
        &mut self.harness.state_mut().window.as_mut().unwrap().desk
    }

    /// Whether the window is closing.
    pub fn is_closing(&self) -> bool {
        self.harness.state().window.as_ref().unwrap().is_closing()
    }

    /// The plan that is open.
    pub fn plan(&self) -> Arc<Plan> {
        Arc::clone(self.desk().session().expect("a plan is open").plan())
    }

    /// What is worked out from it.
    pub fn reading(&self) -> Arc<Reading> {
        Arc::clone(self.desk().session().expect("a plan is open").reading())
    }

    /// A member of staff by name.
    pub fn worker(&self, name: &str) -> Worker {
        self.plan().workers.iter().find(|worker| worker.name == name).expect("in the plan").as_ref().clone()
    }

    /// A member of staff by name, as a thing.
    pub fn id_of(&self, name: &str) -> WorkerId {
        self.worker(name).id
    }

    /// Asks for something as a button or a key would.
    pub fn does(&mut self, action: Action) {
        self.desk_mut().act(action);
        self.look();
    }

    /// Selects a thing.
    pub fn selects(&mut self, thing: Thing) {
        self.does(Action::Select(thing));
    }

    /// Everything that can be pressed and has exactly this name.
    fn pressable<'a>(&'a self, label: &'a str) -> Vec<Node<'a>> {
        // An entry of a menu ends in its keys.
        let keys = format!("{label} Ctrl+");
        self.harness
            .query_all_by_label_contains(label)
            .filter(move |node| {
                node.accesskit_node().label().is_some_and(|name| name == label || name.starts_with(&keys))
            })
            .filter(|node| PRESSED.contains(&node.accesskit_node().role()))
            .filter(|node| !node.accesskit_node().is_disabled())
            .collect()
    }

    /// Whether there is something to press with this name.
    pub fn can_press(&self, label: &str) -> bool {
        !self.pressable(label).is_empty()
    }

    /// Whether these words stand anywhere.
    pub fn sees(&self, words: &str) -> bool {
        self.harness.query_all_by_label_contains(words).next().is_some()
            || self.harness.query_all_by_value(words).next().is_some()
    }

    /// Fails unless these words stand somewhere.
    #[track_caller]
    pub fn must_see(&self, words: &str) {
        assert!(self.sees(words), "not to be seen: {words}\n{}", self.everything());
    }

    /// The names of everything that can be pressed and begins with these words.
    pub fn all_that_begin(&self, words: &str) -> Vec<String> {
        let found = self.harness.query_all_by_label_contains(words);
        found
            .filter(|node| PRESSED.contains(&node.accesskit_node().role()))
            .filter_map(|node| node.accesskit_node().label())
            .filter(|name| name.starts_with(words))
            .collect()
    }

    /// Presses what has exactly this name.
    #[track_caller]
    pub fn presses(&mut self, label: &str) {
        assert!(
            self.pressable(label).len() == 1,
            "{} things are called {label}\n{}",
            self.pressable(label).len(),
            self.everything()
        );
        self.presses_nearest(label, None);
    }

    /// Chooses from the menu that was just opened: the entry of this name that is nearest to the last click.
    #[track_caller]
    pub fn chooses(&mut self, label: &str) {
        self.presses_nearest(label, Some(self.last_click));
    }

    #[track_caller]
    fn presses_nearest(&mut self, label: &str, to: Option<Pos2>) {
        let to = to.unwrap_or_default();
        let nearest = |person: &Self| {
            let rects = person.pressable(label).into_iter().map(|node| node.rect());
            rects.min_by(|a, b| a.distance_to_pos(to).total_cmp(&b.distance_to_pos(to)))
        };
        let Some(rect) = nearest(self) else {
            panic!("nothing to press is called {label}\n{}", self.everything());
        };
        // Above the foot; what is further down is scrolled to.
        let mut window = self.harness.ctx.content_rect();
        window.max.y -= 50.0;
        if !window.contains(rect.center()) {
            for node in self.pressable(label) {
                node.scroll_to_me();
            }
            self.look();
        }
        let rect = nearest(self).expect("still there");
        self.clicks_at(rect.center(), PointerButton::Primary, Modifiers::NONE);
    }

    /// Goes to a screen by the rail.
    #[track_caller]
    pub fn goes_to(&mut self, screen: Screen) {
        let counted = format!("{},", screen.label());
        let rail = |node: &Node<'_>| {
            let label = node.accesskit_node().label().unwrap_or_default();
            node.accesskit_node().role() == Role::Button
                && node.rect().right() < 260.0
                && (label == screen.label() || label.starts_with(&counted))
        };
        let found = self.harness.query_all_by_label_contains(screen.label()).find(rail);
        found.unwrap_or_else(|| panic!("the rail has no {screen:?}")).click();
        self.look();
        assert_eq!(self.desk().screen, screen);
    }

    /// The names of the rows in sight.
    pub fn rows(&self) -> Vec<String> {
        let rows = self.harness.query_all_by_role(Role::Row);
        rows.filter_map(|row| row.accesskit_node().label())
            .filter(|label| !label.starts_with("Total:"))
            .collect()
    }

    /// A point in the row that begins with this name: under this header, or near its left edge.
    #[track_caller]
    pub fn place_in_row(&self, row: &str, column: Option<&str>) -> Pos2 {
        let place = self
            .harness
            .query_all_by_role(Role::Row)
            .find(|node| node.accesskit_node().label().is_some_and(|label| label.starts_with(row)))
            .unwrap_or_else(|| panic!("no row begins with {row}: {:?}", self.rows()))
            .rect();
        let x = column.map_or(place.left() + 40.0, |column| {
            let header = self.harness.query_all_by_role(Role::ColumnHeader).find(|node| {
                node.accesskit_node().label().is_some_and(|label| label == format!("Sort by {column}"))
            });
            header.unwrap_or_else(|| panic!("no column is called {column}")).rect().center().x
        });
        pos2(x, place.center().y)
    }

    /// Clicks the row that begins with this name.
    #[track_caller]
    pub fn clicks_row(&mut self, row: &str) {
        self.clicks_at(self.place_in_row(row, None), PointerButton::Primary, Modifiers::NONE);
    }

    /// Clicks the row with a key held.
    #[track_caller]
    pub fn clicks_row_with(&mut self, row: &str, modifiers: Modifiers) {
        self.clicks_at(self.place_in_row(row, None), PointerButton::Primary, modifiers);
    }

    /// Opens the menu of the row.
    #[track_caller]
    pub fn asks_row(&mut self, row: &str) {
        self.clicks_at(self.place_in_row(row, None), PointerButton::Secondary, Modifiers::NONE);
    }

    /// Clicks the cell under a header.
    #[track_caller]
    pub fn clicks_cell(&mut self, row: &str, column: &str) {
        self.clicks_at(self.place_in_row(row, Some(column)), PointerButton::Primary, Modifiers::NONE);
    }

    fn clicks_at(&mut self, pos: Pos2, button: PointerButton, modifiers: Modifiers) {
        self.last_click = pos;
        self.harness.hover_at(pos);
        self.harness.event(Event::ModifiersChanged(modifiers));
        for pressed in [true, false] {
            self.harness.event(Event::PointerButton { pos, button, pressed, modifiers });
        }
        self.harness.event(Event::ModifiersChanged(Modifiers::NONE));
        self.look();
        self.harness.remove_cursor();
        self.look();
        // Long enough after it that the next click is not the second half of a double click.
        for _ in 0..3 {
            self.harness.step();
        }
    }

    /// Presses keys one after the other.
    pub fn keys(&mut self, keys: &[Key]) {
        for key in keys {
            self.harness.key_press(*key);
            self.look();
        }
    }

    /// Presses a key with others held.
    pub fn key_with(&mut self, modifiers: Modifiers, key: Key) {
        self.harness.key_press_modifiers(modifiers, key);
        self.look();
    }

    /// Ctrl and a key.
    pub fn ctrl(&mut self, key: Key) {
        self.key_with(Modifiers::COMMAND, key);
    }

    /// Types into what has the keyboard.
    pub fn types(&mut self, text: &str) {
        self.harness.event(Event::Text(text.to_owned()));
        self.look();
    }

    /// Goes into a field, puts this text in place of what is there, and does not leave it.
    #[track_caller]
    pub fn writes(&mut self, field: &str, text: &str) {
        self.presses(field);
        self.ctrl(Key::A);
        self.types(text);
    }

    /// What stands in a field.
    #[track_caller]
    pub fn value_of(&self, field: &str) -> String {
        let found = self.pressable(field);
        found.first().unwrap_or_else(|| panic!("no field is called {field}")).value().unwrap_or_default()
    }

    /// Takes the command list and asks it for something.
    pub fn finds(&mut self, words: &str) {
        self.ctrl(Key::K);
        self.types(words);
        self.keys(&[Key::Enter]);
    }

    /// Closes the window with its own button.
    pub fn closes_window(&mut self) {
        let viewport = self.harness.input_mut().viewports.entry(ViewportId::ROOT).or_default();
        viewport.events.push(ViewportEvent::Close);
        self.look();
    }

    /// Gives the keyboard to what has exactly this name.
    #[track_caller]
    pub fn focuses(&mut self, label: &str) {
        self.harness.get_by_label(label).focus();
        self.look();
    }

    /// Presses what has exactly this name, and says what that put on the clipboard.
    #[track_caller]
    pub fn copies(&mut self, label: &str) -> String {
        assert_eq!(self.pressable(label).len(), 1, "{label}\n{}", self.everything());
        // It may stand further down the page.
        self.pressable(label)[0].scroll_to_me();
        self.look();
        self.pressable(label)[0].click();
        for _ in 0..8 {
            self.harness.step();
            let commands = &self.harness.output().platform_output.commands;
            let text = commands.iter().find_map(|command| match command {
                OutputCommand::CopyText(text) => Some(text.clone()),
                _ => None,
            });
            if let Some(text) = text {
                return text;
            }
        }
        panic!("{label} copied nothing");
    }

    /// What has the keyboard, by name.
    pub fn focused(&self) -> Option<String> {
        let all = self.harness.root().children_recursive();
        let focused = all.into_iter().find(Node::is_focused)?;
        let node = focused.accesskit_node();
        node.label().or_else(|| node.value())
    }

    /// Makes everything larger or smaller.
    pub fn zooms(&mut self, factor: f32) {
        self.harness.ctx.set_zoom_factor(factor);
        self.look();
    }

    /// Everything there is to read, for a test that fails.
    pub fn everything(&self) -> String {
        let nodes = self.harness.root().children_recursive();
        let lines = nodes.into_iter().filter_map(|node| {
            let inner = node.accesskit_node();
            let words = inner.label().or_else(|| inner.value())?;
            Some(format!("  {:?}: {words}", inner.role()))
        });
        lines.take(150).collect::<Vec<_>>().join("\n")
    }

    /// How many things on the window can be read.
    pub fn count_of_words(&self) -> usize {
        let nodes = self.harness.root().children_recursive();
        nodes
            .into_iter()
            .filter(|node| node.accesskit_node().label().or_else(|| node.accesskit_node().value()).is_some())
            .count()
    }
}
