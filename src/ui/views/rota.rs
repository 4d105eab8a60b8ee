//! What the rota screen shows, built once for each state of the plan; what takes long comes from a thread of its own.

use std::collections::BTreeSet;
use std::sync::Arc;

use chrono::NaiveDate;

use super::{Kept, State};
use crate::app::job::{Job, Look, Wake};
use crate::app::reading::Reading;
use crate::app::view::marks::Marks;
use crate::app::view::rota::choices::{Choices, Order};
use crate::app::view::rota::gesture::Gesture;
use crate::app::view::rota::grid::{self, DaysView, RowAt};
use crate::app::view::rota::request_card::{self, RequestCard};
use crate::app::view::rota::strip::{self, Covers};
use crate::domain::ids::{AbsenceId, TeamId};

/// An answer that is worked out on a thread of its own, one at a time, the newest question first.
#[derive(Debug)]
struct Asking<K, V> {
    at_work: Option<(K, Job<V>)>,
    found: Option<(K, V)>,
    /// What could not be answered: it is not asked again.
    failed: Option<K>,
}

impl<K, V> Default for Asking<K, V> {
    fn default() -> Self {
        Self { at_work: None, found: None, failed: None }
    }
}

impl<K: Clone + PartialEq, V: Send + 'static> Asking<K, V> {
    /// Looks for what has come in, and asks where nothing is known and nobody is at work.
    fn ask<W: FnOnce() -> V + Send + 'static>(&mut self, key: &K, wake: Wake, work: impl FnOnce() -> W) {
        if let Some((asked, job)) = self.at_work.take() {
            match job.look() {
                Look::Working => self.at_work = Some((asked, job)),
                Look::Done(answer) => self.found = Some((asked, answer)),
                Look::Failed => self.failed = Some(asked),
            }
        }
        let known = self.found.as_ref().is_some_and(|(found, _)| found == key);
        if known || self.at_work.is_some() || self.failed.as_ref() == Some(key) {
            return;
        }
        match Job::start("rota", wake, work()) {
            Ok(job) => self.at_work = Some((key.clone(), job)),
            Err(_) => self.failed = Some(key.clone()),
        }
    }

    fn answer(&self, of: impl FnOnce(&K) -> bool) -> Option<&V> {
        self.found.as_ref().filter(|(key, _)| of(key)).map(|(_, answer)| answer)
    }
}

/// First and last day.
type Range = (NaiveDate, NaiveDate);
/// What decides which rows there are, and in which order.
type RowsKey = (State, Range, Order, String, BTreeSet<Option<TeamId>>);
/// What is judged: an absence of the plan, or what is being drawn.
type CardKey = (State, Judged);

/// What is judged.
#[derive(Clone, Debug, PartialEq)]
enum Judged {
    Absence(AbsenceId),
    Drawn(Gesture),
}

/// The views of the rota screen.
#[derive(Debug, Default)]
pub struct RotaViews {
    state: State,
    marks: Option<Arc<Marks>>,
    away: Kept<State, String>,
    days: Kept<(State, Range), Arc<DaysView>>,
    rows: Kept<RowsKey, Arc<Vec<RowAt>>>,
    covers: Asking<(State, Range), Arc<Covers>>,
    card: Asking<CardKey, Option<Arc<RequestCard>>>,
    drawn: Asking<CardKey, Option<Arc<RequestCard>>>,
}

impl RotaViews {
    /// Takes note of the state of the document.
    pub(super) fn refresh(&mut self, state: State, marks: Option<&Arc<Marks>>) {
        self.state = state;
        self.marks = marks.cloned();
    }

    /// The days in sight with everybody in them.
    pub fn days(&mut self, reading: &Reading, choices: &Choices) -> Arc<DaysView> {
        let range = choices.range(reading.on);
        let marks = self.marks.as_deref();
        Arc::clone(self.days.get((self.state, range), || Arc::new(grid::days_view(reading, range, marks))))
    }

    /// The rows, in the order that is chosen.
    pub fn rows(&mut self, view: &DaysView, choices: &Choices) -> Arc<Vec<RowAt>> {
        let key =
            (self.state, (view.from, view.to), choices.order, choices.filter.clone(), choices.folded.clone());
        Arc::clone(self.rows.get(key, || Arc::new(view.arranged(choices))))
    }

    /// The cover strips of the days in sight; those of the plan before the last change until they are worked out.
    pub fn covers(&mut self, reading: &Arc<Reading>, view: &DaysView, wake: Wake) -> Option<Arc<Covers>> {
        let range = (view.from, view.to);
        self.covers.ask(&(self.state, range), wake, || {
            let reading = Arc::clone(reading);
            move || Arc::new(strip::covers(&reading, range))
        });
        let (document, _) = self.state;
        self.covers.answer(|(state, of)| state.0 == document && *of == range).cloned()
    }

    /// Who is away today and what is wrong first, in a sentence.
    pub fn sentence(&mut self, reading: &Reading, covers: Option<&Covers>) -> String {
        let away = self.away.get(self.state, || grid::away_today(reading));
        match covers.map(Covers::first_red).filter(|red| !red.is_empty()) {
            Some(red) => format!("{away}; {red}"),
            None => away.clone(),
        }
    }

    /// Whether an absence of the plan is safe. `None`: nothing can be said of it, or not yet.
    pub fn card(
        &mut self,
        reading: &Arc<Reading>,
        absence: AbsenceId,
        wake: Wake,
    ) -> Option<Arc<RequestCard>> {
        let request = request_card::request_of(&reading.plan, absence)?;
        let key = (self.state, Judged::Absence(absence));
        self.card.ask(&key, wake, || {
            let reading = Arc::clone(reading);
            move || request_card::card(&reading, &request).map(Arc::new)
        });
        self.card.answer(|known| *known == key).cloned().flatten()
    }

    /// Whether what is being drawn would be safe; that of where it was a moment ago until it is worked out.
    pub fn drawn(
        &mut self,
        reading: &Arc<Reading>,
        gesture: &Gesture,
        seen_to: NaiveDate,
        wake: Wake,
    ) -> Option<Arc<RequestCard>> {
        let request = gesture.request(&reading.plan, AbsenceId(u32::MAX), seen_to)?;
        let key = (self.state, Judged::Drawn(gesture.clone()));
        self.drawn.ask(&key, wake, || {
            let reading = Arc::clone(reading);
            move || request_card::card(&reading, &request).map(Arc::new)
        });
        self.drawn.answer(|known| *known == key).cloned().flatten()
    }
}
