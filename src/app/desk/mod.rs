//! The desk: the open document, where the person is, what is selected, questions that wait for an answer, and work
//! under way. It takes [`Action`]s and knows no window, so that tests drive it as a person would.

mod action;
mod adding;
mod demand;
mod exports;
mod files;
mod importing;
mod mode;
pub mod rota;
mod scenarios;
pub mod target;

use std::path::PathBuf;
use std::sync::Arc;
use std::time::{Duration, Instant};

pub use action::{Action, Answer, From, ImportChoice, New, Request, RotaPart, Screen, Theme};
pub use scenarios::{AtScenarios, ChangeKind, Listing};

use super::compare::Comparisons;
use super::forecast::Forecasts;
use super::import_session::ImportSession;
use super::job::{Job, Wake};
use super::session::{OpenFailure, SaveFailure, Saving, Session};
use super::store::{Kept, Recovery, Saved, Settings, SettingsFile, Slot};
use super::target::Studies;
use super::view::children::Wanted;
use super::view::record_form;
use super::view::target as target_view;
use crate::domain::edit::Edit;
use crate::domain::ids::Thing;

/// Unsaved work is kept this often.
const KEEP_EVERY: Duration = Duration::from_mins(1);

/// What to do once nothing unsaved stands in the way.
#[derive(Clone, Debug, PartialEq)]
pub enum Then {
    /// Begin an empty plan.
    New,
    /// Choose a plan to open.
    Choose,
    /// Open this one.
    Open(PathBuf),
    /// Open an example.
    Example(usize),
    /// Show the file that has been read.
    ShowOpened,
    /// Go to the start screen.
    Start,
    /// Leave the program.
    Quit,
}

/// A question that waits for an answer.
#[derive(Clone, Debug, PartialEq)]
pub enum Ask {
    /// There is unsaved work.
    Unsaved(Then),
    /// The file is not the one that was opened, or stands in the way; the sentence says which.
    Conflict {
        /// The file.
        path: PathBuf,
        /// What to tell.
        sentence: String,
    },
    /// Work was left when the program last ended.
    Recover(Kept),
    /// Something to be read, a line each.
    Tell {
        /// Heading.
        title: String,
        /// The lines.
        lines: Vec<String>,
    },
}

/// Where the person is.
#[derive(Clone, Debug, PartialEq)]
struct Place {
    screen: Screen,
    selected: Option<Thing>,
    wanted: Wanted,
}

/// An opened document on its way from its thread.
type Opening = Result<(Session, Vec<String>), OpenFailure>;

/// The desk.
pub struct Desk {
    session: Option<Session>,
    /// Where the person is.
    pub screen: Screen,
    /// The part of the rota that is open.
    pub rota: RotaPart,
    /// What is selected, on every screen.
    pub selected: Option<Thing>,
    /// Which children the children screen shows.
    pub wanted: Wanted,
    back: Vec<Place>,
    /// The question that waits.
    pub ask: Option<Ask>,
    /// One line that tells what happened.
    pub told: Option<String>,
    /// What the person prefers.
    pub settings: Settings,
    settings_file: Option<SettingsFile>,
    /// The list being brought in.
    pub import: Option<ImportSession>,
    opening: Option<Job<Opening>>,
    /// A file that has been read and waits to be shown, with what there is to say of it.
    opened: Option<(Box<Session>, Vec<String>)>,
    saving: Option<(Saving, Job<Result<Saved, SaveFailure>>)>,
    after_save: Option<Then>,
    recovery: Option<Recovery>,
    slot: Option<Arc<Slot>>,
    keeping: Option<(u64, Job<Result<(), String>>)>,
    kept_at: Instant,
    kept_revision: u64,
    /// When the document was last saved, as a time of day.
    pub saved_at: Option<String>,
    wake: Wake,
    requests: Vec<Request>,
    document: u64,
    forecasts: Forecasts,
    comparisons: Comparisons,
    at_scenarios: AtScenarios,
    studies: Studies,
    asked: target::Asked,
    at_rota: rota::AtRota,
    exports: exports::Exports,
}

impl std::fmt::Debug for Desk {
    /// Says nothing of what is in the plan.
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.debug_struct("Desk").field("screen", &self.screen).finish_non_exhaustive()
    }
}

impl Desk {
    /// A desk for this person, with their settings and any work left behind.
    pub fn new(wake: Wake) -> Self {
        let settings_file = SettingsFile::of_this_person().ok();
        let recovery = Recovery::of_this_person().ok();
        Self::with(wake, settings_file, recovery)
    }

    /// A desk that keeps nothing, for tests.
    pub fn keeping_nothing(wake: Wake) -> Self {
        Self::with(wake, None, None)
    }

    /// A desk with its settings and recovery in these places.
    pub fn with(wake: Wake, settings_file: Option<SettingsFile>, recovery: Option<Recovery>) -> Self {
        let (settings, told) = settings_file.as_ref().map_or_else(Default::default, SettingsFile::load);
        if let Some(recovery) = &recovery {
            recovery.tidy(chrono::Utc::now());
        }
        let forecasts = Forecasts::new(wake.clone());
        let comparisons = Comparisons::new(wake.clone());
        let studies = Studies::new(wake.clone());
        let left = recovery.as_ref().and_then(|recovery| recovery.to_offer().into_iter().next());
        Self {
            session: None,
            screen: Screen::Overview,
            rota: RotaPart::default(),
            selected: None,
            wanted: Wanted::everyone(),
            back: Vec::new(),
            ask: left.map(Ask::Recover),
            told,
            settings,
            settings_file,
            import: None,
            opening: None,
            opened: None,
            saving: None,
            after_save: None,
            recovery,
            slot: None,
            keeping: None,
            kept_at: Instant::now(),
            kept_revision: 0,
            saved_at: None,
            wake,
            requests: Vec::new(),
            document: 0,
            forecasts,
            comparisons,
            at_scenarios: AtScenarios::default(),
            studies,
            asked: target::Asked::default(),
            at_rota: rota::AtRota::default(),
            exports: exports::Exports::default(),
        }
    }

    /// The open document.
    pub fn session(&self) -> Option<&Session> {
        self.session.as_ref()
    }

    /// The forecasts of the open document.
    pub fn forecasts(&self) -> &Forecasts {
        &self.forecasts
    }

    /// Whether a file is being opened or saved.
    pub fn is_busy(&self) -> Option<&'static str> {
        if self.opening.is_some() {
            Some("Opening…")
        } else if self.saving.is_some() {
            Some("Saving…")
        } else if self.import.as_ref().is_some_and(ImportSession::is_reading) {
            Some("Reading the lists…")
        } else if self.exports.is_writing() {
            Some("Writing the file…")
        } else {
            None
        }
    }

    /// What the window has been asked to do since the last call.
    pub fn take_requests(&mut self) -> Vec<Request> {
        std::mem::take(&mut self.requests)
    }

    /// Does what a person asks for.
    pub fn act(&mut self, action: Action) {
        match action {
            Action::Go(screen) => self.go(screen),
            Action::ShowRota(part) => self.show_rota(part),
            Action::Rota(asked) => self.ask_rota(asked),
            Action::Back => self.go_back(),
            Action::Show(wanted) => {
                self.remember_place();
                self.wanted = wanted;
                self.screen = Screen::Children;
            }
            Action::Select(thing) => self.selected = Some(thing),
            Action::Unselect => self.selected = None,
            Action::Edit(edit) => self.edit(&edit),
            Action::Type { thing, field, text, from } => self.take_typed(thing, field, &text, from),
            Action::Add(new) => self.add(new),
            Action::Remove(things) => self.remove(&things),
            Action::Undo => {
                let label = self.session.as_ref().and_then(|s| s.history().undo_label()).map(str::to_owned);
                if self.session.as_mut().is_some_and(Session::undo) {
                    self.told = label.map(|label| format!("Undone: {label}"));
                    self.forget_what_is_gone();
                }
            }
            Action::Redo => {
                let label = self.session.as_ref().and_then(|s| s.history().redo_label()).map(str::to_owned);
                if self.session.as_mut().is_some_and(Session::redo) {
                    self.told = label.map(|label| format!("Done again: {label}"));
                    self.forget_what_is_gone();
                }
            }
            Action::NewPlan => self.unless_unsaved(Then::New),
            Action::Open => self.unless_unsaved(Then::Choose),
            Action::OpenPath(path) => self.unless_unsaved(Then::Open(path)),
            Action::OpenExample(which) => self.unless_unsaved(Then::Example(which)),
            Action::CloseDocument => self.unless_unsaved(Then::Start),
            Action::Quit => self.unless_unsaved(Then::Quit),
            Action::Save => self.save(),
            Action::SaveAs => self.request_save_as(),
            Action::SaveShared => self.save_shared(),
            Action::WriteTo(path, overwrite) => self.write_export(&path, overwrite),
            Action::SaveTo(path) => self.start_save(&path, super::store::Overwrite::No),
            Action::SaveOver(path) => self.save_over(&path),
            Action::ChooseNothing => {
                self.after_save = None;
                self.exports.choose_nothing();
            }
            Action::Import | Action::ImportPaths(_) | Action::Importing(ImportChoice::Accept)
                if self.needs_base() => {}
            Action::Import => self.requests.push(Request::PickLists),
            Action::ImportPaths(paths) => self.start_import(paths),
            Action::Importing(choice) => self.decide_import(choice),
            Action::SaveTemplates => self.requests.push(Request::PickTemplates),
            Action::SaveTemplatesTo(path) => self.save_templates(&path),
            Action::Answer(answer) => self.answer(answer),
            Action::Theme(theme) => {
                self.settings.theme = theme;
                self.requests.push(Request::Theme(theme));
                self.keep_settings();
            }
            Action::TryOut(edit) => {
                if let Some(session) = &self.session {
                    self.forecasts.try_out(edit, session);
                }
            }
            Action::UseOfficial(area) => self.use_official(&area),
            Action::FitToList(area) => self.fit_to_list(&area),
            Action::StopForecast => self.forecasts.stop(),
            Action::ContinueForecast => {
                if let Some(session) = &self.session {
                    self.forecasts.go_on(session);
                }
            }
            Action::Ask(study) => self.ask_study(study),
            Action::StopStudy => self.studies.stop(),
            Action::MakeScenario(proposal) => self.make_scenario(&proposal),
            Action::Replay(run) => {
                self.go(Screen::Replay);
                self.forecasts.look_at(run);
            }
            Action::EndReplay => {
                self.forecasts.end_replay();
                if self.screen == Screen::Replay {
                    self.go(Screen::Overview);
                }
            }
            Action::OpenScenario(scenario) => self.open_scenario(scenario),
            Action::NewScenario => self.new_scenario(),
            Action::BackToBase { thing, field } => self.back_to_base(&[thing], field.as_deref()),
            Action::AllBackToBase(things) => self.back_to_base(&things, None),
            Action::Scenarios(asked) => self.list(asked),
            Action::Tell { title, lines } => self.ask = Some(Ask::Tell { title, lines }),
            Action::Dismiss => self.told = None,
        }
        self.forecasts.follow(self.document, self.session.as_ref());
        self.follow_comparison();
    }

    fn go(&mut self, screen: Screen) {
        if screen != self.screen {
            self.remember_place();
        }
        if screen == Screen::Children {
            self.wanted = Wanted::everyone();
        }
        self.screen = screen;
    }

    fn remember_place(&mut self) {
        let place = Place { screen: self.screen, selected: self.selected, wanted: self.wanted.clone() };
        if self.back.last() != Some(&place) {
            self.back.push(place);
        }
        if self.back.len() > 50 {
            self.back.remove(0);
        }
    }

    fn go_back(&mut self) {
        if let Some(place) = self.back.pop() {
            self.screen = place.screen;
            self.wanted = place.wanted;
            self.selected = place.selected;
            self.forget_what_is_gone();
        }
    }

    /// Whether there is anywhere to go back to.
    pub fn can_go_back(&self) -> bool {
        !self.back.is_empty()
    }

    /// Carries an edit out; a refusal is told. Whether it was carried out.
    pub(super) fn apply(&mut self, edit: &Edit) -> bool {
        let Some(session) = &mut self.session else { return false };
        let for_all = session.changes_base(edit).then(|| mode::FOR_ALL.to_owned());
        match session.apply(edit) {
            Ok(()) => {
                self.told = for_all;
                self.forget_what_is_gone();
                true
            }
            Err(refusal) => {
                self.told = Some(format!("{refusal}. Nothing was changed"));
                false
            }
        }
    }

    fn take_typed(&mut self, thing: Thing, field: String, text: &str, from: From) {
        let Some(session) = &mut self.session else { return };
        let of_question = match thing {
            Thing::Target => target_view::edit_of(session.plan(), &field, text),
            _ => None,
        };
        let edit = of_question
            .unwrap_or_else(|| {
                record_form::edit_of(session.plan(), thing, &field, text).map(|(key, to)| Edit::Set {
                    of: thing,
                    field: key,
                    to,
                })
            })
            .and_then(|edit| {
                let for_all = session.changes_base(&edit).then(|| mode::FOR_ALL.to_owned());
                session.apply(&edit).map(|()| for_all).map_err(|refusal| refusal.to_string())
            });
        match edit {
            Ok(told) => self.told = told,
            Err(sentence) => self.requests.push(Request::Refuse { thing, field, sentence, from }),
        }
    }

    fn remove(&mut self, things: &[Thing]) {
        let Some(session) = &self.session else { return };
        let plan = session.plan();
        let edit = match things {
            [] => return,
            [one] => Edit::Remove(*one),
            many => Edit::Together {
                label: format!("remove {} things", many.len()),
                edits: many.iter().map(|thing| Edit::Remove(*thing)).collect(),
            },
        };
        let label = crate::domain::edit::label(plan, &edit);
        let before = Arc::clone(session.base());
        if self.apply(&edit) {
            let off =
                self.session.as_ref().map_or_else(String::new, |s| mode::switched_off(&before, s.base()));
            self.told = Some(format!("Done: {label}{off}. Undo brings it back"));
        }
    }

    /// Lets go of a selection that is no longer in the plan.
    fn forget_what_is_gone(&mut self) {
        let gone = |thing: &Thing| {
            self.session.as_ref().is_none_or(|s| crate::domain::fields::all(s.plan(), *thing).is_empty())
        };
        if self.selected.as_ref().is_some_and(gone) {
            self.selected = None;
        }
    }

    /// Looks at work under way and keeps unsaved work. Called whenever the window wakes, and at least every minute.
    pub fn tick(&mut self) {
        self.collect_opened();
        self.collect_saved();
        if let Some(import) = &mut self.import {
            if let Some(session) = &self.session {
                import.keep_up(session.base());
            }
            import.collect();
        }
        self.collect_kept();
        self.collect_rota();
        self.collect_written();
        self.forecasts.follow(self.document, self.session.as_ref());
        if self.forecasts.tick() {
            self.told = Some(files::FAULT.to_owned());
        }
        self.follow_comparison();
        self.comparisons.tick();
        self.studies.tick();
        if self.kept_at.elapsed() >= KEEP_EVERY {
            self.keep_unsaved();
        }
    }

    /// Remembers the settings. A failure is told once and changes nothing else.
    pub fn keep_settings(&mut self) {
        if let Some(file) = &self.settings_file
            && let Err(error) = file.save(&self.settings)
        {
            self.told = Some(error.to_string());
        }
    }

    /// The title of the window: the file's name and nothing from inside the plan.
    pub fn window_title(&self) -> String {
        let Some(session) = &self.session else { return "Caseload".to_owned() };
        let name = session
            .path()
            .and_then(|path| path.file_name())
            .map_or_else(|| "New plan".into(), |name| name.to_string_lossy());
        let mark = if session.is_unsaved() { " (not saved)" } else { "" };
        format!("{name}{mark} – Caseload")
    }

    /// Shows another document.
    pub(super) fn show(&mut self, session: Session) {
        self.session = Some(session);
        self.document += 1;
        self.forget_studies();
        self.screen = Screen::Overview;
        self.selected = None;
        self.wanted = Wanted::everyone();
        self.back.clear();
        self.import = None;
        self.saved_at = None;
        self.at_scenarios = AtScenarios::default();
        self.at_rota = rota::AtRota::default();
        self.exports.choose_nothing();
        self.kept_revision = 0;
        self.requests.push(Request::Afresh);
    }

    /// Goes up with every document that is shown, so that what belongs to an earlier one is forgotten.
    pub fn document(&self) -> u64 {
        self.document
    }
}

#[cfg(test)]
mod tests;
