//! People by days: a picture that is read, and changed by drawing in it, with the pointer or by keyboard.
//!
//! What is drawn becomes a [`Gesture`]; the caller makes an edit of it. Only rows and days in sight are drawn.

mod bars;
mod head;
mod keys;
mod layout;
mod legend;
mod menu;
mod pointer;
mod rows;

use std::collections::BTreeSet;

use chrono::NaiveDate;
use eframe::egui::{
    Context, EventFilter, Id, Rect, Response, Role, ScrollArea, Sense, StrokeKind, Ui, WidgetInfo, vec2,
};

use super::chart;
use crate::app::view::rota::gesture::{End, Gesture};
use crate::app::view::rota::grid::{DaysView, RowAt, RowOf};
use crate::app::view::rota::strip::Covers;
use crate::domain::ids::{AbsenceId, TeamId, Thing, WorkerId};
use crate::domain::plan::{AbsenceKind, Plan};
use crate::ui::theme;
use layout::Layout;
pub use legend::legend_ui;
use menu::OpenMenu;
use rows::Touched;

/// What is drawn.
#[derive(Clone, Copy, Debug)]
pub struct Drawn<'a> {
    /// The days and everybody in them.
    pub view: &'a DaysView,
    /// The rows, in order.
    pub rows: &'a [RowAt],
    /// The strips of the teams, once they are known.
    pub covers: Option<&'a Covers>,
    /// The plan, for showing where things would be.
    pub plan: &'a Plan,
    /// What is said of what is being drawn.
    pub verdict: Option<&'a str>,
    /// What was copied, in words.
    pub copied: Option<&'a str>,
}

/// What a person asks for.
#[derive(Clone, Debug, PartialEq)]
pub enum Asked {
    /// To change the plan.
    Do(Gesture),
    /// To see what it would be, without changing it; `None`: as it is again.
    Try(Option<Gesture>),
    /// To see something in the panel.
    Show(Thing),
    /// To see whether an absence is safe.
    Judge(AbsenceId),
    /// To copy absences.
    Copy(BTreeSet<AbsenceId>),
    /// To copy all absences of a person in sight.
    CopyPerson(WorkerId),
    /// To lay what was copied on a person from a day on.
    Paste(WorkerId, NaiveDate),
    /// To fold a team away or unfold it.
    Fold(Option<TeamId>),
    /// To see fewer days (`true`) or more.
    Zoom(bool),
    /// To see later days (`true`) or earlier ones.
    Step(bool),
    /// To see this day.
    Reveal(NaiveDate),
}

/// Where the keyboard is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cursor {
    /// The row.
    pub row: RowOf,
    /// The day.
    pub day: NaiveDate,
}

/// What is being dragged.
#[derive(Clone, Debug, PartialEq)]
enum Held {
    /// Days of a person, to be away on.
    Days(WorkerId),
    /// Bars, as a whole.
    Bars(BTreeSet<AbsenceId>),
    /// One end of a bar.
    End(AbsenceId, End),
}

#[derive(Clone, Debug)]
struct Dragging {
    held: Held,
    from: NaiveDate,
    to: NaiveDate,
    /// When it was last drawn: what is drawn no more is dragged no more.
    pass: u64,
}

/// What the picture remembers between frames.
#[derive(Debug, Default)]
pub struct PeopleDaysState {
    /// Where the keyboard is.
    pub cursor: Option<Cursor>,
    /// The other end of the days that are selected.
    anchor: Option<NaiveDate>,
    /// The first day in sight, for working out places of selected days.
    from: Option<NaiveDate>,
    /// The absences that are chosen.
    pub chosen: BTreeSet<AbsenceId>,
    drag: Option<Dragging>,
    menu: Option<OpenMenu>,
    serial: u64,
    reveal: bool,
    grab: bool,
    /// How far the wheel has been turned with Ctrl since the last step.
    zoomed: f32,
    last_thing: Option<Thing>,
}

impl PeopleDaysState {
    /// The selected days of a person, by their places in sight.
    fn selected_days(&self, worker: WorkerId) -> Option<(usize, usize)> {
        let cursor = self.cursor.filter(|cursor| cursor.row == RowOf::Person(worker))?;
        let anchor = self.anchor?;
        let from = self.from?;
        let place = |date: NaiveDate| usize::try_from((date - from).num_days()).unwrap_or(0);
        Some((place(anchor.min(cursor.day)), place(anchor.max(cursor.day))))
    }

    /// The selected days, or the one that the cursor is on, of the person that it is on.
    fn days(&self) -> Option<(WorkerId, NaiveDate, NaiveDate)> {
        let Cursor { row: RowOf::Person(worker), day } = self.cursor? else { return None };
        let anchor = self.anchor.unwrap_or(day);
        Some((worker, anchor.min(day), anchor.max(day)))
    }

    /// Whether an absence is somewhere else for now.
    fn lifts(&self, absence: AbsenceId) -> bool {
        match self.drag.as_ref().map(|drag| &drag.held) {
            Some(Held::Bars(bars)) => bars.contains(&absence),
            Some(Held::End(bar, _)) => *bar == absence,
            Some(Held::Days(_)) | None => false,
        }
    }

    /// What is being drawn, if anything.
    pub fn drawing(&self) -> Option<Gesture> {
        let drag = self.drag.as_ref()?;
        let days = (drag.to - drag.from).num_days();
        Some(match &drag.held {
            Held::Days(worker) => Gesture::Add {
                worker: *worker,
                kind: AbsenceKind::AnnualLeave,
                first: drag.from.min(drag.to),
                last: drag.from.max(drag.to),
            },
            Held::Bars(bars) => Gesture::Move { absences: bars.clone(), days },
            Held::End(absence, end) => Gesture::Resize { absence: *absence, end: *end, days },
        })
    }

    /// Ends a drag that is not drawn any more, since another screen is open for one. Whether there was one.
    pub fn end_lost_drag(&mut self, ctx: &Context) -> bool {
        self.drag.take_if(|drag| drag.pass != ctx.cumulative_pass_nr()).is_some()
    }

    /// What was chosen elsewhere is chosen here: the row or bar, and its day where that is known.
    fn follow(&mut self, drawn: &Drawn<'_>, selected: Option<Thing>) {
        if self.last_thing == selected {
            return;
        }
        self.last_thing = selected;
        match selected {
            Some(Thing::Absence(id)) if !self.chosen.contains(&id) => {
                self.chosen = [id].into();
                if let Some(absence) = drawn.plan.absences.get(id) {
                    let day = absence.first_day.max(drawn.view.from);
                    self.cursor = Some(Cursor { row: RowOf::Person(absence.worker), day });
                    self.anchor = None;
                    self.reveal = true;
                }
            }
            Some(Thing::Worker(worker)) => {
                let row = RowOf::Person(worker);
                if self.cursor.is_none_or(|cursor| cursor.row != row) {
                    let day = self.cursor.map_or(drawn.view.from, |cursor| cursor.day);
                    self.cursor = Some(Cursor { row, day });
                    self.anchor = None;
                    self.reveal = true;
                }
            }
            _ => {}
        }
    }
}

/// Where the focused picture leaves its id, so that the window's own keys leave it those it takes.
fn keys_of() -> Id {
    Id::unique("people by days has the keyboard")
}

/// Whether the picture has the keyboard, which takes Alt with the arrow keys for moving what is under the cursor.
pub fn takes_alt_arrows(ctx: &Context) -> bool {
    let grid: Option<Id> = ctx.data(|data| data.get_temp(keys_of()));
    grid.is_some() && ctx.memory(eframe::egui::Memory::focused) == grid
}

/// So much turning of the wheel with Ctrl shows fewer or more days, as the logarithm of what it would enlarge.
const ZOOM_STEP: f32 = 0.15;

/// Draws the picture, so high. Returns what was asked for.
pub fn people_days_ui(
    ui: &mut Ui,
    drawn: &Drawn<'_>,
    state: &mut PeopleDaysState,
    selected: Option<Thing>,
    height: f32,
) -> Vec<Asked> {
    let mut asked = Vec::new();
    state.from = Some(drawn.view.from);
    state.follow(drawn, selected);
    state.chosen.retain(|id| drawn.plan.absences.get(*id).is_some());
    let tops = layout::tops(drawn.rows);
    // The bar for scrolling lies beside the picture, not over it.
    let bar = ui.spacing().scroll.allocated_width();
    let width = ui.available_width();
    let day = layout::day_width(width - theme::ROTA_NAMES - bar, drawn.view.days.len());
    let size = vec2(
        theme::ROTA_NAMES + day * drawn.view.days.len() as f32,
        theme::ROTA_HEAD + tops.last().copied().unwrap_or(0.0),
    );
    // No higher than its rows.
    let height = height.min(size.y + bar);
    let room = Rect::from_min_size(ui.cursor().min, vec2(width, height));
    let grid = ui.interact(room, ui.scope_id().with("grid"), Sense::focusable_noninteractive());
    grid.widget_info(|| WidgetInfo::labeled(Role::Grid, true, drawn.view.title()));
    if std::mem::take(&mut state.grab) {
        grid.request_focus();
    }
    if grid.has_focus() {
        let filter = EventFilter { horizontal_arrows: true, vertical_arrows: true, ..EventFilter::default() };
        ui.memory_mut(|memory| memory.set_focus_lock_filter(grid.id, filter));
        ui.data_mut(|data| data.insert_temp(keys_of(), grid.id));
        keys::take(ui, drawn, state, &mut asked);
    }
    let output = ScrollArea::both()
        .id_salt("people by days")
        .auto_shrink([false, false])
        .max_height(height)
        .min_scrolled_height(height)
        .show_viewport(ui, |ui, viewport| {
            ui.set_min_size(size);
            let origin = ui.max_rect().min;
            let seen = Rect::from_min_size(origin + viewport.min.to_vec2(), viewport.size());
            let layout = Layout::new(origin, seen, day, drawn.view.days.len(), tops);
            picture_ui(ui, drawn, state, &layout, &grid, &mut asked);
        });
    if grid.has_focus() && state.cursor.is_none() {
        let radius = f32::from(theme::RADIUS);
        let ring = output.inner_rect;
        ui.painter().rect_stroke(ring, radius, theme::palette(ui).focus(), StrokeKind::Inside);
    }
    if ui.rect_contains_pointer(output.inner_rect) {
        // One turn of the wheel comes in many small parts.
        state.zoomed += ui.input(eframe::egui::InputState::zoom_delta).ln();
        if state.zoomed.abs() > ZOOM_STEP {
            asked.push(Asked::Zoom(state.zoomed > 0.0));
            state.zoomed = 0.0;
        }
    }
    chart::reading_ui(ui, &reading(drawn, state, grid.has_focus()));
    menu::menu_ui(ui, drawn, state, &grid, &mut asked);
    asked
}

/// The line below: what is being drawn and whether it is safe, or what the cursor is on.
fn reading(drawn: &Drawn<'_>, state: &PeopleDaysState, focused: bool) -> String {
    if let Some(gesture) = state.drawing() {
        let label = gesture.edit(drawn.plan, AbsenceId(u32::MAX), drawn.view.to);
        let label = match label {
            Some(crate::domain::edit::Edit::Together { label, .. }) => crate::app::words::capital(&label),
            _ => "As it is".to_owned(),
        };
        return match drawn.verdict {
            Some(verdict) => format!("{label}. {verdict}"),
            None => format!("{label}. Esc leaves everything as it is"),
        };
    }
    let Some(cursor) = state.cursor.filter(|_| focused) else { return String::new() };
    let place = drawn.view.place(cursor.day);
    let words = place.map(|day| rows::row_words(drawn, cursor.row, day)).unwrap_or_default();
    match state.days() {
        Some((_, first, last)) if first != last => {
            format!("{words}; {} days selected", (last - first).num_days() + 1)
        }
        _ => words,
    }
}

fn picture_ui(
    ui: &mut Ui,
    drawn: &Drawn<'_>,
    state: &mut PeopleDaysState,
    layout: &Layout,
    grid: &Response,
    asked: &mut Vec<Asked>,
) {
    let body = layout.body();
    let ground = ui.interact(body, ui.scope_id().with("ground"), Sense::CLICK | Sense::DRAG);
    head::days_off(ui, &ui.painter_at(body), drawn.view, layout);
    let mut touched: Vec<Touched> = Vec::new();
    for row in layout.rows() {
        rows::row_ui(ui, drawn, state, layout, row, &mut touched);
    }
    head::today(ui, &ui.painter_at(body), drawn.view, layout);
    preview_ui(ui, drawn, state, layout);
    cursor_ui(ui, drawn, state, layout, grid);
    rows::names_ui(ui, drawn, state, layout, &mut touched);
    head::head_ui(ui, drawn.view, layout);
    head::corner_ui(ui, layout, &drawn.view.corner());
    pointer::take(ui, drawn, state, layout, (grid, &ground), touched, asked);
    if std::mem::take(&mut state.reveal)
        && let Some(cell) = cursor_cell(drawn, state, layout)
    {
        ui.scroll_to_rect(Layout::reveal(cell), None);
    }
}

/// The room of the cell that the cursor is on.
fn cursor_cell(drawn: &Drawn<'_>, state: &PeopleDaysState, layout: &Layout) -> Option<Rect> {
    let cursor = state.cursor?;
    let day = drawn.view.place(cursor.day)?;
    let row = drawn.rows.iter().position(|row| drawn.view.row_of(*row) == Some(cursor.row))?;
    Some(layout.cells(row, day, day))
}

/// The cell that the cursor is on, which is what a screen reader reads while the picture has the keyboard.
fn cursor_ui(ui: &mut Ui, drawn: &Drawn<'_>, state: &PeopleDaysState, layout: &Layout, grid: &Response) {
    let (Some(cursor), Some(cell)) = (state.cursor, cursor_cell(drawn, state, layout)) else { return };
    if !grid.has_focus() {
        return;
    }
    let body = layout.body();
    let id = ui.scope_id().with(("cell", cursor.row, cursor.day));
    let response = ui.interact(cell.intersect(body), id, Sense::hover());
    let day = drawn.view.place(cursor.day).unwrap_or(0);
    response.widget_info(|| {
        let words = format!("Cursor: {}", rows::row_words(drawn, cursor.row, day));
        WidgetInfo::labeled(Role::GridCell, true, words)
    });
    ui.ctx().accesskit_node_builder(grid.id, |node| node.set_active_descendant(response.id.accesskit_id()));
    let ring = cell.expand2(vec2((theme::GAP - layout.day).max(0.0) / 2.0, 0.0));
    let radius = f32::from(theme::RADIUS) / 2.0;
    ui.painter_at(body).rect_stroke(ring, radius, theme::palette(ui).focus(), StrokeKind::Inside);
}

/// Where things would be if they were let go now.
fn preview_ui(ui: &Ui, drawn: &Drawn<'_>, state: &PeopleDaysState, layout: &Layout) {
    let Some(gesture) = state.drawing() else { return };
    let painter = ui.painter_at(layout.body());
    for (absence, worker, kind, first, last) in gesture.preview(drawn.plan, drawn.view.to) {
        let row = drawn.rows.iter().position(|row| drawn.view.row_of(*row) == Some(RowOf::Person(worker)));
        let (Some(row), false) = (row, last < drawn.view.from || drawn.view.to < first) else { continue };
        let place =
            |date: NaiveDate| drawn.view.place(date.clamp(drawn.view.from, drawn.view.to)).unwrap_or(0);
        let (first_place, last_place) = (place(first), place(last));
        let theirs = drawn.view.person(worker).map(|person| person.bars.as_slice()).unwrap_or_default();
        let lane = theirs.iter().find(|bar| Some(bar.absence) == absence).map_or((0, 1), |bar| bar.lane);
        let rect = layout.lane(row, first_place, last_place, lane);
        let days = format!("{} – {}", first.format("%d/%m"), last.format("%d/%m"));
        bars::preview(ui, &painter, kind, rect, &days);
    }
}
