//! The screens: each begins with one plain sentence that answers its question, then the picture, then the table.

mod children;
mod demand;
mod import;
mod likely;
mod overview;
mod panel;
mod plan;
mod problems;
mod replay;
mod rota;
mod scenarios;
mod staff;
pub mod start;
mod target;
mod teams;

use std::collections::BTreeMap;

use eframe::egui::{Context, Label, RichText, ScrollArea, TextStyle, Ui};

use super::theme;
use super::views::Views;
use super::widgets::chart::ChartState;
use super::widgets::fold;
use super::widgets::form::{FormState, Tried, form_ui};
use super::widgets::mark::mark_ui;
use super::widgets::table::{TableOutcome, TableState, data_table_ui};
use crate::app::desk::{Action, Desk, From, Screen};
use crate::app::reading::Reading;
use crate::app::store::Settings;
use crate::app::view::drag::trial;
use crate::app::view::form::FormView;
use crate::app::view::marks::{DIFFERS, MOST_NAMED, TableNote};
use crate::app::view::table::{MenuEntry, TableLayout, TableView};
use crate::domain::ids::Thing;
use crate::domain::plan::Plan;

pub use panel::panel_ui;

/// What the screens remember between frames.
#[derive(Debug, Default)]
pub struct Memory {
    /// The form in the panel.
    pub form: FormState,
    form_of: Option<Thing>,
    /// The form of the plan's own parts.
    plan_form: FormState,
    plan_part: usize,
    tables: BTreeMap<&'static str, TableState<Thing>>,
    /// What was selected everywhere when each table was last drawn.
    followed: BTreeMap<&'static str, Option<Thing>>,
    problems: TableState<usize>,
    import: import::Memory,
    demand: demand::Memory,
    scenarios: scenarios::Memory,
    target: target::Memory,
    rota: rota::Memory,
    all_to_do: bool,
    likely: likely::Memory,
    replay: replay::Memory,
    distribution: ChartState,
    show_posts: bool,
}

/// Rows of a table that have room however much stands below it.
const LEAST_ROWS: f32 = 6.0;

/// The tables whose layout is remembered.
const TABLES: [&str; 6] = ["children", "waiting", "teams", "posts", "staff", "absences"];

impl Memory {
    /// With the layouts that this person had before.
    pub fn new(settings: &Settings) -> Self {
        let layout = |name: &str| {
            settings
                .table_layouts
                .get(name)
                .and_then(|value| serde_json::from_value::<TableLayout>(value.clone()).ok())
                .unwrap_or_default()
        };
        Self {
            tables: TABLES.iter().map(|name| (*name, TableState::new(layout(name)))).collect(),
            problems: TableState::new(layout("problems")),
            demand: demand::Memory::new(layout),
            scenarios: scenarios::Memory::new(layout),
            ..Self::default()
        }
    }

    /// Forgets what belonged to another document, but not how tables are laid out.
    pub fn afresh(&mut self) {
        let tables = std::mem::take(&mut self.tables);
        let problems = std::mem::take(&mut self.problems);
        let demand = std::mem::take(&mut self.demand);
        let scenarios = std::mem::take(&mut self.scenarios);
        *self = Self {
            tables: tables.into_iter().map(|(name, state)| (name, TableState::new(state.layout))).collect(),
            problems: TableState::new(problems.layout),
            demand: demand.afresh(),
            scenarios: scenarios.afresh(),
            ..Self::default()
        };
    }

    /// Lets a table take the room there is on a page that scrolls, but for so many headings below it.
    fn leave_room(&mut self, table: &'static str, room: f32, folds: usize) {
        // Above and below the rows stand the search, the header, the totals and the count.
        let chrome = theme::CONTROL_HEIGHT * 2.0 + theme::ROW_HEIGHT * 2.0 + theme::GROUP_GAP * 2.0;
        let height = room - chrome - fold::HEIGHT * folds as f32;
        let state = self.tables.entry(table).or_insert_with(|| TableState::new(TableLayout::default()));
        state.height = Some(height.max(theme::ROW_HEIGHT * LEAST_ROWS));
    }

    /// Shows why a text typed in a table is not taken.
    pub fn refuse_in_table(&mut self, screen: Screen, thing: Thing, column: &str, sentence: String) {
        if screen == Screen::Demand && self.demand.refuse_in_table(thing, column, &sentence) {
            return;
        }
        if let (Screen::Scenarios, Thing::Scenario(id)) = (screen, thing) {
            self.scenarios.refuse_in_table(id, column, &sentence);
            return;
        }
        if screen == Screen::Rota {
            // Only the table in which this cell is being edited takes it.
            self.tables.values_mut().for_each(|state| state.refuse(&thing, column, sentence.as_str()));
            return;
        }
        let name = match (screen, thing) {
            (_, Thing::Post(_)) => "posts",
            (Screen::Waiting, _) => "waiting",
            (_, Thing::Child(_)) => "children",
            (_, Thing::Team(_)) => "teams",
            (_, Thing::Absence(_)) => "absences",
            _ => "staff",
        };
        if let Some(state) = self.tables.get_mut(name) {
            state.refuse(&thing, column, sentence);
        }
    }

    /// Shows why a text typed in a form is not taken.
    pub fn refuse_in_form(&mut self, screen: Screen, thing: Thing, field: &str, sentence: String) {
        let form = match (screen, thing) {
            (Screen::Plan, _) => &mut self.plan_form,
            (Screen::Scenarios, Thing::Scenario(_) | Thing::Target) => self.scenarios.form_of(thing),
            (_, Thing::Demand | Thing::Workforce) => self.demand.form(),
            (_, Thing::Target) => self.target.form(),
            _ => &mut self.form,
        };
        form.refuse(field, sentence);
    }

    /// Goes back to the plan as it is where a drag was cut short, by going to another screen for one.
    pub fn end_lost_drags(&mut self, ctx: &Context, asked: &mut Vec<Action>) {
        let forms = [&mut self.form, &mut self.plan_form, self.demand.form()];
        let forms = forms.into_iter().chain(self.scenarios.forms());
        let lost = forms.filter_map(|form| form.end_lost_drag(ctx).then_some(())).count();
        if self.rota.days.end_lost_drag(ctx) || lost > 0 {
            asked.push(Action::TryOut(None));
        }
    }
}

/// Draws a form of a thing and turns what was typed or dragged into actions.
fn thing_form_ui(
    ui: &mut Ui,
    view: &FormView,
    form: &mut FormState,
    (thing, plan): (Thing, &Plan),
    asked: &mut Vec<Action>,
) {
    if let Some((field, text)) = form_ui(ui, view, form) {
        asked.push(Action::Type { thing, field, text, from: From::Form });
    }
    if let Some(field) = form.take_back() {
        asked.push(Action::BackToBase { thing, field: Some(field) });
    }
    match form.take_tried() {
        Some(Tried::To(field, text)) => {
            let answer = trial(plan, thing, &field, &text).map(|edit| asked.push(Action::TryOut(Some(edit))));
            form.answer_try(answer);
        }
        Some(Tried::Over) => asked.push(Action::TryOut(None)),
        None => {}
    }
}

/// What is likely, in a line: on screens that have no picture of it. With `keeps_room`, what stands below does not move
/// under the pointer while it is dragged.
fn strip_ui(ui: &mut Ui, desk: &Desk, reading: &Reading, views: &mut Views, keeps_room: bool) {
    let strip = views.strip(desk, reading);
    ui.add(Label::new(RichText::new(&strip.likely).text_style(theme::strong())).wrap());
    if !strip.stands.is_empty() {
        theme::quiet_ui(ui, &strip.stands);
    } else if keeps_room {
        ui.add_space(ui.text_style_height(&TextStyle::Body) + ui.spacing().item_spacing.y);
    }
    ui.add_space(theme::GRID);
}

/// Draws the screen that is open.
pub fn screen_ui(
    ui: &mut Ui,
    desk: &mut Desk,
    views: &mut Views,
    memory: &mut Memory,
    asked: &mut Vec<Action>,
) {
    let Some(session) = desk.session() else { return };
    let reading = std::sync::Arc::clone(session.reading());
    match desk.screen {
        Screen::Overview => {
            let whose = views.whose();
            overview::overview_ui(ui, views.overview(&reading), whose, memory, asked);
        }
        Screen::Children => children::children_ui(ui, desk, &reading, views, memory, asked),
        Screen::Waiting => children::waiting_ui(ui, desk, &reading, views, memory, asked),
        Screen::Teams => teams::teams_ui(ui, desk, &reading, views, memory, asked),
        Screen::Staff => staff::staff_ui(ui, desk, &reading, views, memory, asked),
        Screen::Rota => rota::rota_ui(ui, desk, &reading, views, memory, asked),
        Screen::Problems => problems::problems_ui(ui, desk, &reading, views, memory, asked),
        Screen::Demand => demand::demand_ui(ui, desk, &reading, views, memory, asked),
        Screen::Scenarios => scenarios::scenarios_ui(ui, desk, &reading, views, memory, asked),
        Screen::Target => target::target_ui(ui, desk, &reading, views, memory, asked),
        Screen::Plan => plan::plan_ui(ui, desk, &reading, views, memory, asked),
        Screen::Import => import::import_ui(ui, desk, &mut memory.import, asked),
        Screen::Replay => replay::replay_ui(ui, desk, &reading, views, &mut memory.replay, asked),
    }
}

/// The entry of a table's menu that makes what is selected as in the base plan again.
const BACK_TO_BASE: &str = "back-to-base";

/// Draws a table of things and turns what the reader did into actions. Returns what is left for the screen.
fn things_ui(
    ui: &mut Ui,
    desk: &mut Desk,
    view: &TableView<Thing>,
    memory: &mut Memory,
    menu: &[MenuEntry],
    asked: &mut Vec<Action>,
) -> TableOutcome<Thing> {
    let state = memory.tables.entry(view.name).or_insert_with(|| TableState::new(TableLayout::default()));
    // One selection everywhere: what was chosen elsewhere is chosen here.
    let followed = memory.followed.insert(view.name, desk.selected).flatten();
    if let Some(selected) = desk.selected
        && followed != desk.selected
        && !state.selected.contains(&selected)
        && view.rows.iter().any(|row| row.key == selected)
    {
        state.select_only(&selected);
        // Found with the keyboard, it is gone on with by keyboard.
        if ui.memory(|memory| memory.focused().is_none()) {
            state.take_keyboard();
        }
    }
    if let Some(note) = desk.session().and_then(|session| session.marks()?.note(view.name)) {
        note_ui(ui, note, asked);
    }
    // While a scenario is open, what differs can be as in the base plan again.
    let mut menu = menu.to_vec();
    if let Some(marks) = desk.session().and_then(|session| session.marks()) {
        let enabled = state.selected.iter().any(|thing| marks.differs(*thing));
        menu.push(MenuEntry { enabled, ..MenuEntry::new(BACK_TO_BASE, "Back to the base plan") });
    }
    let mut outcome = data_table_ui(ui, view, state, &menu);
    if let Some((_, things)) = outcome.menu.take_if(|(entry, _)| *entry == BACK_TO_BASE)
        && let Some(marks) = desk.session().and_then(|session| session.marks())
    {
        let differ: Vec<Thing> = things.into_iter().filter(|thing| marks.differs(*thing)).collect();
        if !differ.is_empty() {
            asked.push(Action::AllBackToBase(differ));
        }
    }
    if outcome.selected_changed {
        match state.selected.iter().next() {
            Some(thing) if state.selected.len() == 1 => asked.push(Action::Select(*thing)),
            _ => {}
        }
    }
    if let Some(thing) = outcome.activated {
        asked.push(Action::Select(thing));
    }
    if let Some((thing, field, text)) = &outcome.edited {
        asked.push(Action::Type {
            thing: *thing,
            field: (*field).to_owned(),
            text: text.clone(),
            from: From::Table,
        });
    }
    if outcome.layout_changed
        && let Ok(layout) = serde_json::to_value(&state.layout)
    {
        desk.settings.table_layouts.insert(view.name.to_owned(), layout);
        desk.keep_settings();
    }
    outcome
}

/// What the open scenario changes in a table, over it.
fn note_ui(ui: &mut Ui, note: &TableNote, asked: &mut Vec<Action>) {
    ui.horizontal_wrapped(|ui| {
        mark_ui(ui, DIFFERS);
        ui.add(Label::new(&note.words).wrap());
        let (named, more) = note.gone.split_at(note.gone.len().min(MOST_NAMED));
        for (name, thing) in named {
            if theme::link_ui(ui, &format!("Bring back {name}")).clicked() {
                asked.push(Action::BackToBase { thing: *thing, field: None });
            }
        }
        if more.is_empty() {
            return;
        }
        let menu = ui.menu_button(format!("and {} more", more.len()), |ui| {
            ScrollArea::vertical().max_height(theme::COMMANDS_HEIGHT).show(ui, |ui| {
                for (name, thing) in more {
                    if ui.button(format!("Bring back {name}")).clicked() {
                        asked.push(Action::BackToBase { thing: *thing, field: None });
                        ui.close();
                    }
                }
            });
        });
        menu.response.on_hover_text("The others that are taken out");
    });
    ui.add_space(theme::GRID);
}

/// The sentence at the top of a screen.
fn head_ui(ui: &mut Ui, title: &str, sentence: &str) {
    ui.add_space(theme::GAP);
    theme::heading_ui(ui, title);
    theme::sentence_ui(ui, sentence);
    ui.add_space(theme::GAP);
}
