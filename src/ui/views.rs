//! What the screens show, built once for each state of the plan and kept until it changes.

use std::sync::Arc;

use crate::app::desk::Desk;
use crate::app::forecast::Shown;
use crate::app::reading::Reading;
use crate::app::view::chart::{DistributionView, HeatView, LineChartView, StateBarView};
use crate::app::view::children::Wanted;
use crate::app::view::demand::{self, DemandRow, DemandView};
use crate::app::view::details::{Details, details};
use crate::app::view::forecast::strip::{self, Strip};
use crate::app::view::form::FormView;
use crate::app::view::overview::{FigureLine, ToDo};
use crate::app::view::table::TableView;
use crate::app::view::{absences, children, overview, problems, record_form, staff, teams};
use crate::domain::edit::Edit;
use crate::domain::ids::Thing;

/// A value that is built again when its key changes.
#[derive(Debug)]
struct Kept<K, V>(Option<(K, V)>);

impl<K, V> Default for Kept<K, V> {
    fn default() -> Self {
        Self(None)
    }
}

impl<K: PartialEq, V> Kept<K, V> {
    fn get(&mut self, key: K, build: impl FnOnce() -> V) -> &V {
        if self.0.as_ref().is_some_and(|(known, _)| *known != key) {
            self.0 = None;
        }
        &self.0.get_or_insert_with(|| (key, build())).1
    }
}

/// Everything the overview shows.
#[derive(Debug)]
pub struct OverviewView {
    /// The sentence.
    pub sentence: String,
    /// The states that count, in words.
    pub counted: String,
    /// The states, adding up.
    pub bar: StateBarView,
    /// What is known ahead.
    pub ahead: LineChartView,
    /// The few things to do now.
    pub to_do: Vec<ToDo>,
    /// The official figures.
    pub figures: Vec<FigureLine>,
    /// Team by week.
    pub heat: HeatView,
}

/// A sentence and a table.
#[derive(Debug)]
pub struct ListView<K> {
    /// The sentence.
    pub sentence: String,
    /// The table.
    pub table: TableView<K>,
}

/// The state of the document, the area that is looked at, and the row.
type RowKey = ((u64, u64), Option<String>, DemandRow);

/// The views of the open document.
#[derive(Debug, Default)]
pub struct Views {
    /// Goes up with every view built, so that no two tables have the same.
    built: u64,
    /// The state of the document, told apart from an earlier document's.
    state: (u64, u64),
    document: u64,
    overview: Kept<(u64, u64), OverviewView>,
    children: Kept<((u64, u64), Wanted), ListView<Thing>>,
    waiting: Kept<(u64, u64), ListView<Thing>>,
    teams: Kept<(u64, u64), ListView<Thing>>,
    posts: Kept<(u64, u64), ListView<Thing>>,
    staff: Kept<(u64, u64), (ListView<Thing>, DistributionView)>,
    absences: Kept<(u64, u64), ListView<Thing>>,
    problems: Kept<(u64, u64), ListView<usize>>,
    details: Kept<((u64, u64), Thing), Option<Details>>,
    forms: Kept<((u64, u64), Thing), Option<FormView>>,
    demand: Kept<((u64, u64), Option<String>), DemandView>,
    demand_row: Kept<RowKey, FormView>,
    demand_tried: Kept<((u64, u64), Edit), String>,
    /// The forecast of the plan as it stands, to tell what a change that is tried out makes of it.
    own_forecast: Option<Arc<Shown>>,
    strip: Kept<(Option<u64>, bool), Strip>,
}

impl Views {
    /// Takes note of the state of the document. Call once a frame.
    pub fn refresh(&mut self, desk: &Desk) {
        let revision = desk.session().map_or(0, crate::app::session::Session::revision);
        if desk.document() != self.document {
            *self = Self { built: self.built, document: desk.document(), ..Self::default() };
        }
        self.state = (self.document, revision);
        if let (Some(session), Some(shown)) = (desk.session(), desk.forecasts().shown())
            && Arc::ptr_eq(session.plan(), &shown.plan)
            && self.own_forecast.as_ref().is_none_or(|own| own.number != shown.number)
        {
            self.own_forecast = Some(Arc::clone(shown));
        }
    }

    /// The overview.
    pub fn overview(&mut self, reading: &Reading) -> &OverviewView {
        self.overview.get(self.state, || OverviewView {
            sentence: overview::sentence(reading),
            counted: reading.plan.policy.unnamed_in_words(),
            bar: overview::state_bar(reading),
            ahead: overview::look_ahead(reading),
            to_do: overview::to_do(reading),
            figures: overview::figures(reading),
            heat: teams::heat(reading),
        })
    }

    /// The children who are wanted.
    pub fn children(&mut self, reading: &Reading, wanted: &Wanted) -> &ListView<Thing> {
        self.built += 1;
        let built = self.built;
        self.children.get((self.state, wanted.clone()), || ListView {
            sentence: children::sentence(reading, wanted),
            table: children::table(reading, None, wanted, built),
        })
    }

    /// The register.
    pub fn waiting(&mut self, reading: &Reading) -> &ListView<Thing> {
        self.built += 1;
        let built = self.built;
        self.waiting.get(self.state, || ListView {
            sentence: children::waiting_sentence(reading),
            table: children::waiting(reading, built),
        })
    }

    /// The teams.
    pub fn teams(&mut self, reading: &Reading) -> &ListView<Thing> {
        self.built += 1;
        let built = self.built;
        self.teams.get(self.state, || ListView {
            sentence: teams::sentence(reading),
            table: teams::table(reading, built),
        })
    }

    /// The establishment.
    pub fn posts(&mut self, reading: &Reading) -> &ListView<Thing> {
        self.built += 1;
        let built = self.built;
        self.posts.get(self.state, || ListView {
            sentence: teams::sentence(reading),
            table: teams::posts(reading, built),
        })
    }

    /// Everyone, and the distribution of caseloads.
    pub fn staff(&mut self, reading: &Reading) -> &(ListView<Thing>, DistributionView) {
        self.built += 1;
        let built = self.built;
        self.staff.get(self.state, || {
            let list =
                ListView { sentence: staff::sentence(reading), table: staff::table(reading, None, built) };
            (list, staff::distribution(reading))
        })
    }

    /// The absences.
    pub fn absences(&mut self, reading: &Reading) -> &ListView<Thing> {
        self.built += 1;
        let built = self.built;
        self.absences.get(self.state, || ListView {
            sentence: absences::sentence(reading),
            table: absences::table(reading, built),
        })
    }

    /// The problems.
    pub fn problems(&mut self, reading: &Reading) -> &ListView<usize> {
        self.built += 1;
        let built = self.built;
        self.problems.get(self.state, || ListView {
            sentence: problems::sentence(reading),
            table: problems::table(reading, built),
        })
    }

    /// The panel's content.
    pub fn details(&mut self, reading: &Reading, thing: Thing) -> Option<&Details> {
        self.details.get((self.state, thing), || details(reading, None, thing)).as_ref()
    }

    /// The form of a part of the plan that has no panel.
    pub fn form(&mut self, reading: &Reading, thing: Thing) -> Option<&FormView> {
        self.forms.get((self.state, thing), || record_form::form(&reading.plan, thing)).as_ref()
    }

    /// The demand screen, against the figures of the area that is looked at.
    pub fn demand(&mut self, reading: &Reading, looked_at: Option<&String>) -> &DemandView {
        self.built += 1;
        let built = self.built;
        let area = looked_at.map(String::as_str);
        self.demand.get((self.state, looked_at.cloned()), || demand::view(reading, area, built))
    }

    /// One row of it as a form.
    pub fn demand_row(&mut self, reading: &Reading, looked_at: Option<&String>, row: DemandRow) -> &FormView {
        self.demand(reading, looked_at);
        let key = (self.state, looked_at.cloned(), row);
        let Self { demand, demand_row, .. } = self;
        demand_row.get(key, || {
            demand.0.as_ref().map_or_else(FormView::default, |(_, view)| view.row_form(&reading.plan, row))
        })
    }

    /// Where work in and work out would come level after a change that is tried out; nothing while none is.
    pub fn demand_tried(&mut self, desk: &Desk) -> Option<&str> {
        let (edit, plan) = desk.forecasts().trial()?;
        Some(self.demand_tried.get((self.state, edit.clone()), || demand::level_sentence(plan)))
    }

    /// What is likely, in a line.
    pub fn strip(&mut self, desk: &Desk, reading: &Reading) -> &Strip {
        let forecasts = desk.forecasts();
        let Some(shown) = forecasts.shown() else {
            // It changes with the work on it, and is short.
            self.strip = Kept::default();
            return self.strip.get((None, false), || strip::none_yet(reading, forecasts.progress()));
        };
        let trial = forecasts.is_trying();
        let own = self.own_forecast.as_ref().filter(|own| trial && own.number != shown.number);
        let key = (Some(shown.number), own.is_some());
        self.strip.get(key, || strip::strip(&shown.summary, own.map(|own| &*own.summary)))
    }
}
