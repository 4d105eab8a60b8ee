//! The menus: for bars, for days of a person, for a row, and why somebody is away on days just drawn.

use std::collections::BTreeSet;

use chrono::NaiveDate;
use eframe::egui::{
    Button, Context, Id, Key, Popup, PopupAnchor, Pos2, Response, ScrollArea, SetOpenCommand, Ui,
};

use super::{Asked, Drawn, PeopleDaysState};
use crate::app::view::rota::gesture::Gesture;
use crate::app::view::rota::menu::{can_agree, could_cover, kinds};
use crate::domain::ids::{AbsenceId, Thing, WorkerId};
use crate::domain::plan::{AbsenceKind, Words as _};
use crate::ui::theme;

/// What a menu is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Target {
    /// The chosen bars, this one among them.
    Bars(AbsenceId),
    /// Days of a person.
    Days(WorkerId, NaiveDate, NaiveDate),
    /// Days of a person that were just drawn: only why is asked.
    New(WorkerId, NaiveDate, NaiveDate),
    /// A person.
    Row(WorkerId),
}

/// A menu that is open, or about to be.
#[derive(Clone, Copy, Debug)]
pub(super) struct OpenMenu {
    target: Target,
    at: Pos2,
    /// A new number each time: else the click that opens it here would close the one still open elsewhere.
    serial: u64,
    /// It has not been drawn yet.
    fresh: bool,
    /// The frame that opened it: a key that opened it chooses nothing from it.
    frame: u64,
}

impl PeopleDaysState {
    /// Opens a menu here.
    pub(super) fn open_menu(&mut self, target: Target, at: Pos2) {
        self.serial += 1;
        self.menu = Some(OpenMenu { target, at, serial: self.serial, fresh: true, frame: 0 });
    }

    /// Opens the menu of the selected days.
    pub(super) fn open_days_menu(&mut self, at: Pos2) {
        if let Some((worker, first, last)) = self.days() {
            self.open_menu(Target::Days(worker, first, last), at);
        }
    }

    /// Whether a menu is open, which has the keys then.
    pub(super) fn menu_is_open(&self, ctx: &Context) -> bool {
        self.menu.is_some_and(|menu| menu.fresh || Popup::is_id_open(ctx, id_of(menu.serial)))
    }
}

fn id_of(serial: u64) -> Id {
    Id::unique(("people by days, menu", serial))
}

/// Draws the menu that is open, and takes what is chosen from it.
pub(super) fn menu_ui(
    ui: &mut Ui,
    drawn: &Drawn<'_>,
    state: &mut PeopleDaysState,
    grid: &Response,
    asked: &mut Vec<Asked>,
) {
    let Some(menu) = state.menu else { return };
    let id = id_of(menu.serial);
    if !menu.fresh && !Popup::is_id_open(ui.ctx(), id) {
        state.menu = None;
        return;
    }
    let now = ui.ctx().cumulative_frame_nr();
    let frame = if menu.fresh { now } else { menu.frame };
    state.menu = Some(OpenMenu { fresh: false, frame, ..menu });
    let open = menu.fresh.then_some(SetOpenCommand::Bool(true));
    let chosen = Popup::menu(grid)
        .id(id)
        .anchor(PopupAnchor::Position(menu.at))
        .open_memory(open)
        .show(|ui| {
            ui.set_min_width(theme::POPUP_WIDTH / 2.0);
            let mut list = List { ui, first: menu.fresh, armed: frame != now, chosen: None };
            match menu.target {
                Target::Bars(absence) => bars_ui(&mut list, drawn, &state.chosen, absence),
                Target::New(worker, first, last) => add_ui(&mut list, (worker, first, last)),
                Target::Days(worker, first, last) => {
                    add_ui(&mut list, (worker, first, last));
                    list.ui.separator();
                    paste_ui(&mut list, drawn, worker, first);
                    list.entry("Show the person", true, || Asked::Show(Thing::Worker(worker)));
                }
                Target::Row(worker) => row_ui(&mut list, drawn, worker),
            }
            if list.chosen.is_some() {
                list.ui.close();
            }
            list.chosen
        })
        .and_then(|inner| inner.inner);
    let left = ui.input(|input| input.key_pressed(Key::Escape));
    if chosen.is_some() || left {
        if matches!(menu.target, Target::New(..)) {
            state.anchor = None;
        }
        grid.request_focus();
    }
    asked.extend(chosen);
}

/// A menu being drawn: its first entry takes the keyboard when it opens.
struct List<'u> {
    ui: &'u mut Ui,
    first: bool,
    armed: bool,
    chosen: Option<Asked>,
}

impl List<'_> {
    fn entry(&mut self, label: &str, enabled: bool, what: impl FnOnce() -> Asked) {
        let button = self.ui.add_enabled(enabled, Button::new(label));
        if std::mem::take(&mut self.first) {
            button.request_focus();
        }
        if button.clicked() && self.armed {
            self.chosen = Some(what());
        }
    }

    fn within(&mut self, label: &str, entries: impl FnOnce(&mut List<'_>)) {
        let mut chosen = None;
        self.ui.menu_button(label, |ui| {
            ScrollArea::vertical().max_height(theme::POPUP_HEIGHT).show(ui, |ui| {
                let mut list = List { ui, first: false, armed: true, chosen: None };
                entries(&mut list);
                chosen = list.chosen;
            });
        });
        self.chosen = self.chosen.take().or(chosen);
    }
}

/// Why somebody is away: annual leave first, as it is asked for most.
fn add_ui(list: &mut List<'_>, (worker, first, last): (WorkerId, NaiveDate, NaiveDate)) {
    for (kind, label) in kinds() {
        list.entry(&label, true, || Asked::Do(Gesture::Add { worker, kind, first, last }));
    }
}

fn paste_ui(list: &mut List<'_>, drawn: &Drawn<'_>, worker: WorkerId, first: NaiveDate) {
    let label =
        drawn.copied.map_or_else(|| "Paste".to_owned(), |copied| format!("Paste {copied} from here on"));
    list.entry(&label, drawn.copied.is_some(), || Asked::Paste(worker, first));
}

fn bars_ui(list: &mut List<'_>, drawn: &Drawn<'_>, chosen: &BTreeSet<AbsenceId>, absence: AbsenceId) {
    let all = || chosen.clone();
    list.entry("Show in the panel", true, || Asked::Show(Thing::Absence(absence)));
    let agree = can_agree(drawn.plan, chosen.iter());
    list.entry("Agree", agree, || Asked::Do(Gesture::Agree(all())));
    list.entry("Is it safe?", chosen.len() == 1, || Asked::Judge(absence));
    list.within("Name cover", |list| {
        for (worker, name) in could_cover(drawn.plan, absence) {
            list.entry(&name, true, || Asked::Do(Gesture::Cover(all(), vec![worker])));
        }
        list.entry("Nobody", true, || Asked::Do(Gesture::Cover(all(), Vec::new())));
    });
    list.within("Change to", |list| {
        for kind in AbsenceKind::ALL {
            list.entry(kind.label(), true, || Asked::Do(Gesture::Kind(all(), *kind)));
        }
    });
    list.entry("Copy", true, || Asked::Copy(all()));
    list.ui.separator();
    list.entry("Remove from the plan", true, || Asked::Do(Gesture::Remove(all())));
}

fn row_ui(list: &mut List<'_>, drawn: &Drawn<'_>, worker: WorkerId) {
    list.entry("Show the person", true, || Asked::Show(Thing::Worker(worker)));
    let has = drawn.view.person(worker).is_some_and(|person| !person.bars.is_empty());
    list.entry("Copy all absences shown", has, || Asked::CopyPerson(worker));
}
