//! What the screens show, built once for each state of the plan and kept until it changes.

mod rota;
mod rota_parts;
mod scenarios;
mod shown;
mod target;

use std::sync::Arc;

use crate::app::desk::Desk;
use crate::app::forecast::{Replay, Shown};
use crate::app::reading::Reading;
use crate::app::view::chart::{DistributionView, LineChartView};
use crate::app::view::children::Wanted;
use crate::app::view::demand::{self, DemandRow, DemandView};
use crate::app::view::details::{Details, details};
use crate::app::view::forecast::children::AT_RISK_WEEKS;
use crate::app::view::forecast::strip::{self, Strip};
use crate::app::view::forecast::{self, progress, replay as year};
use crate::app::view::form::FormView;
use crate::app::view::marks::Marks;
use crate::app::view::table::TableView;
use crate::app::view::{absences, children, overview, problems, record_form, staff, teams};
use crate::domain::edit::Edit;
use crate::domain::ids::{TeamId, Thing};
pub use rota::RotaViews;
pub use rota_parts::RotaPartViews;
pub use scenarios::{BesideView, ComparedTables, ListedView, ScenariosViews};
pub use shown::{AheadView, LikelyView, ListView, OverviewView, ReplayDay, StaffAhead, TeamsAhead};
pub use target::TargetViews;

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

/// A state of a document: which, and which revision of its plan.
type State = (u64, u64);

/// The state of the document, the area that is looked at, and the row.
type RowKey = ((u64, u64), Option<String>, DemandRow);

/// The views of the open document.
#[derive(Debug, Default)]
pub struct Views {
    /// Goes up with every view built, so that no two tables have the same.
    built: u64,
    /// The state of the document, told apart from an earlier document's.
    state: State,
    document: u64,
    /// The forecast on screen; none while the plan is one that cannot be played.
    shown: Option<Arc<Shown>>,
    /// Which it is.
    forecast: u64,
    /// Whose it is, where it is not that of the plan as it is.
    whose: Option<&'static str>,
    refused: Vec<String>,
    /// What differs from the base plan, while a scenario is open.
    marks: Option<Arc<Marks>>,
    replay: Option<Arc<Replay>>,
    overview: Kept<State, OverviewView>,
    ahead: Kept<(State, u64, usize), AheadView>,
    children: Kept<(State, u64, Wanted), ListView<Thing>>,
    teams_ahead: Kept<(State, u64, Option<TeamId>), Option<TeamsAhead>>,
    staff_ahead: Kept<(State, u64), Option<StaffAhead>>,
    choices: Kept<u64, Vec<year::ReplayChoice>>,
    year: Kept<(u64, u64), Option<LineChartView>>,
    day: Kept<(State, u64, u32), Option<ReplayDay>>,
    waiting: Kept<State, ListView<Thing>>,
    teams: Kept<State, ListView<Thing>>,
    posts: Kept<State, ListView<Thing>>,
    staff: Kept<State, (ListView<Thing>, DistributionView)>,
    absences: Kept<State, ListView<Thing>>,
    problems: Kept<State, ListView<usize>>,
    details: Kept<(State, u64, Thing), Option<Details>>,
    forms: Kept<(State, Thing), Option<FormView>>,
    demand: Kept<(State, Option<String>), DemandView>,
    demand_row: Kept<RowKey, FormView>,
    demand_tried: Kept<(State, Edit), String>,
    /// The forecast of the plan as it stands, to tell what a change that is tried out makes of it.
    own_forecast: Option<Arc<Shown>>,
    strip: Kept<(Option<u64>, bool), Strip>,
    /// The scenarios screen's.
    pub scenarios: ScenariosViews,
    /// The target screen's.
    pub target: TargetViews,
    /// People by days on the rota screen.
    pub rota: RotaViews,
    /// Those of the rota's parts.
    pub rota_parts: RotaPartViews,
}

impl Views {
    /// Takes note of the state of the document. Call once a frame.
    pub fn refresh(&mut self, desk: &Desk) {
        let revision = desk.session().map_or(0, crate::app::session::Session::revision);
        if desk.document() != self.document {
            *self = Self { built: self.built, document: desk.document(), ..Self::default() };
        }
        self.state = (self.document, revision);
        self.marks = desk.session().and_then(|session| session.marks()).cloned();
        self.scenarios.refresh(desk, self.state);
        self.target.refresh(self.state);
        self.rota.refresh(self.state, self.marks.as_ref());
        self.rota_parts.refresh(desk, self.state);
        if let (Some(session), Some(shown)) = (desk.session(), desk.forecasts().shown())
            && Arc::ptr_eq(session.plan(), &shown.plan)
            && self.own_forecast.as_ref().is_none_or(|own| own.number != shown.number)
        {
            self.own_forecast = Some(Arc::clone(shown));
        }
        let (forecasts, plan) = (desk.forecasts(), desk.session().map(crate::app::session::Session::plan));
        let refused = progress::reasons(forecasts);
        if self.refused != refused {
            self.refused = refused.to_vec();
        }
        self.shown = forecasts.shown().filter(|_| refused.is_empty()).cloned();
        self.forecast = self.shown.as_ref().map_or(0, |shown| shown.number);
        self.whose = plan.and_then(|plan| progress::whose(forecasts, plan));
        self.replay = forecasts.replay().cloned();
    }

    /// Whether there is a forecast to show.
    pub fn has_forecast(&self) -> bool {
        self.shown.is_some()
    }

    /// Whose forecast is on screen, where it is not that of the plan as it is.
    pub fn whose(&self) -> Option<&'static str> {
        self.whose.filter(|_| self.shown.is_some())
    }

    /// Why the plan cannot be played, a sentence each.
    pub fn refused(&self) -> &[String] {
        &self.refused
    }

    /// The simulated year that is looked at.
    pub fn replay(&self) -> Option<&Arc<Replay>> {
        self.replay.as_ref()
    }

    /// The overview: what is known, and what is likely.
    pub fn overview(&mut self, reading: &Reading) -> (&OverviewView, &AheadView) {
        self.built += 2;
        let (built, refused) = (self.built, &self.refused);
        let summary = self.shown.as_ref().map(|shown| &shown.summary);
        let known = self.overview.get(self.state, || OverviewView {
            sentence: overview::sentence(reading),
            counted: reading.plan.policy.unnamed_in_words(),
            bar: overview::state_bar(reading),
            ahead: overview::look_ahead(reading),
            to_do: overview::to_do(reading),
            figures: overview::figures(reading),
            heat: teams::heat(reading),
            is_empty: forecast::is_empty(reading),
        });
        let ahead = self.ahead.get((self.state, self.forecast, refused.len()), || AheadView {
            headline: summary.map_or_else(
                || forecast::nothing(reading, refused),
                |summary| forecast::overview::headline(summary, reading),
            ),
            to_do: summary.map(|summary| forecast::children::to_do(reading, summary)).unwrap_or_default(),
            likely: summary.map(|summary| LikelyView {
                fan: forecast::overview::fan(reading, summary),
                choices: year::replay_choices(summary),
                heat: forecast::teams::failing_heat(reading, summary),
                heat_teams: forecast::teams::heat_teams(reading, summary),
                states: forecast::states::states_table(reading, summary, built),
                types: forecast::states::types_table(reading, summary, built - 1),
                caveats: forecast::caveats(reading, summary),
            }),
            by_demand: !refused.is_empty(),
        });
        (known, ahead)
    }

    /// The teams ahead: the chosen team's capacity, or else the whole service's. `None` without a forecast.
    pub fn teams_ahead(&mut self, reading: &Reading, chosen: Option<TeamId>) -> Option<&TeamsAhead> {
        let summary = &self.shown.as_ref()?.summary;
        let view = self.teams_ahead.get((self.state, self.forecast, chosen), || {
            let of_team = chosen.and_then(|team| forecast::teams::team_capacity(reading, summary, team));
            Some(TeamsAhead {
                sentence: forecast::teams::failing_sentence(reading, summary),
                lines: forecast::teams::failing_lines(reading, summary),
                heat: forecast::teams::failing_heat(reading, summary),
                heat_teams: forecast::teams::heat_teams(reading, summary),
                capacity: of_team.unwrap_or_else(|| forecast::teams::service_capacity(reading, summary)),
            })
        });
        view.as_ref()
    }

    /// The staff ahead. `None` without a forecast.
    pub fn staff_ahead(&mut self, reading: &Reading) -> Option<&StaffAhead> {
        use forecast::staff;
        let summary = &self.shown.as_ref()?.summary;
        self.built += 3;
        let built = self.built;
        let view = self.staff_ahead.get((self.state, self.forecast), || {
            Some(StaffAhead {
                over_cap: staff::over_cap_fan(reading, summary),
                waits: (staff::waits_sentence(summary), staff::waits_table(summary, built)),
                workers: (
                    staff::workers_in_year_sentence(summary),
                    staff::workers_in_year_table(summary, built - 1),
                ),
                reasons: staff::reasons_table(summary, built - 2),
            })
        });
        view.as_ref()
    }

    /// The years of the forecast on screen that can be looked at.
    pub fn choices(&mut self) -> &[year::ReplayChoice] {
        let summary = self.shown.as_ref().map(|shown| &shown.summary);
        self.choices
            .get(self.forecast, || summary.map(|summary| year::replay_choices(summary)).unwrap_or_default())
    }

    /// The simulated year that is looked at, over the bands of all years.
    pub fn year(&mut self) -> Option<&LineChartView> {
        let replay = self.replay.as_ref()?;
        let summary = self.shown.as_ref().map(|shown| shown.summary.as_ref());
        let key = (self.forecast, replay.number);
        self.year.get(key, || Some(year::replay_line(summary, &replay.trace, &replay.layout))).as_ref()
    }

    /// One day of it.
    pub fn day(&mut self, reading: &Reading, day: u32) -> Option<&ReplayDay> {
        let replay = self.replay.as_ref()?;
        self.built += 2;
        let built = self.built;
        let built_day = self.day.get((self.state, replay.number, day), || {
            let view = year::replay_day(&replay.trace, &replay.layout, &reading.plan, day);
            let (events, states) = (year::events_table(&view, built), year::states_table(&view, built - 1));
            Some(ReplayDay { view, events, states })
        });
        built_day.as_ref()
    }

    /// The children who are wanted.
    pub fn children(&mut self, reading: &Reading, wanted: &Wanted) -> &ListView<Thing> {
        self.built += 1;
        let built = self.built;
        let (marks, summary) =
            (self.marks.as_deref(), self.shown.as_ref().map(|shown| shown.summary.as_ref()));
        self.children.get((self.state, self.forecast, wanted.clone()), || ListView {
            sentence: summary.filter(|_| wanted.at_risk).map_or_else(
                || children::sentence(reading, wanted),
                |summary| forecast::children::likely_to_lose_sentence(reading, summary, AT_RISK_WEEKS),
            ),
            table: marked(marks, children::table(reading, summary, wanted, built)),
        })
    }

    /// The register.
    pub fn waiting(&mut self, reading: &Reading) -> &ListView<Thing> {
        self.built += 1;
        let (marks, built) = (self.marks.as_deref(), self.built);
        self.waiting.get(self.state, || ListView {
            sentence: children::waiting_sentence(reading),
            table: marked(marks, children::waiting(reading, built)),
        })
    }

    /// The teams.
    pub fn teams(&mut self, reading: &Reading) -> &ListView<Thing> {
        self.built += 1;
        let (marks, built) = (self.marks.as_deref(), self.built);
        self.teams.get(self.state, || ListView {
            sentence: teams::sentence(reading),
            table: marked(marks, teams::table(reading, built)),
        })
    }

    /// The establishment.
    pub fn posts(&mut self, reading: &Reading) -> &ListView<Thing> {
        self.built += 1;
        let (marks, built) = (self.marks.as_deref(), self.built);
        self.posts.get(self.state, || ListView {
            sentence: teams::sentence(reading),
            table: marked(marks, teams::posts(reading, built)),
        })
    }

    /// Everyone, and the distribution of caseloads.
    pub fn staff(&mut self, reading: &Reading) -> &(ListView<Thing>, DistributionView) {
        self.built += 1;
        let (marks, built) = (self.marks.as_deref(), self.built);
        self.staff.get(self.state, || {
            let table = marked(marks, staff::table(reading, None, built));
            let list = ListView { sentence: staff::sentence(reading), table };
            (list, staff::distribution(reading))
        })
    }

    /// The absences.
    pub fn absences(&mut self, reading: &Reading) -> &ListView<Thing> {
        self.built += 1;
        let (marks, built) = (self.marks.as_deref(), self.built);
        self.absences.get(self.state, || ListView {
            sentence: absences::sentence(reading),
            table: marked(marks, absences::table(reading, built)),
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
        let summary = self.shown.as_ref().map(|shown| shown.summary.as_ref());
        // Of the others a forecast tells nothing.
        let forecast = if matches!(thing, Thing::Child(_) | Thing::Team(_)) { self.forecast } else { 0 };
        let marks = self.marks.as_deref();
        let build = || {
            let mut details = details(reading, summary, thing)?;
            if let Some(marks) = marks {
                marks.details(&mut details);
            }
            Some(details)
        };
        self.details.get((self.state, forecast, thing), build).as_ref()
    }

    /// The form of a part of the plan that has no panel.
    pub fn form(&mut self, reading: &Reading, thing: Thing) -> Option<&FormView> {
        let marks = self.marks.as_deref();
        let build = || record_form::form(&reading.plan, thing).map(|form| marked_form(marks, form, thing));
        self.forms.get((self.state, thing), build).as_ref()
    }

    /// The demand screen, against the figures of the area that is looked at.
    pub fn demand(&mut self, reading: &Reading, looked_at: Option<&String>) -> &DemandView {
        self.built += 1;
        let built = self.built;
        let area = looked_at.map(String::as_str);
        let marks = self.marks.as_deref();
        self.demand.get((self.state, looked_at.cloned()), || {
            let mut view = demand::view(reading, area, built);
            if let Some(marks) = marks {
                marks.demand(&mut view);
            }
            view
        })
    }

    /// One row of it as a form.
    pub fn demand_row(&mut self, reading: &Reading, looked_at: Option<&String>, row: DemandRow) -> &FormView {
        self.demand(reading, looked_at);
        let key = (self.state, looked_at.cloned(), row);
        let Self { demand, demand_row, marks, .. } = self;
        demand_row.get(key, || {
            let form = demand.0.as_ref().map(|(_, view)| view.row_form(&reading.plan, row));
            marked_form(marks.as_deref(), form.unwrap_or_default(), row.field("").0)
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

/// A table with what differs from the base plan marked.
fn marked(marks: Option<&Marks>, mut table: TableView<Thing>) -> TableView<Thing> {
    if let Some(marks) = marks {
        marks.table(&mut table);
    }
    table
}

/// A form of a thing with what differs from the base plan marked.
fn marked_form(marks: Option<&Marks>, mut form: FormView, thing: Thing) -> FormView {
    if let Some(marks) = marks {
        marks.form(&mut form, thing);
    }
    form
}
