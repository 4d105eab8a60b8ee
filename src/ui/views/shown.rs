//! What each screen shows, put together.

use crate::app::view::chart::{HeatView, LineChartView, StateBarView};
use crate::app::view::forecast::replay as year;
use crate::app::view::forecast::teams::TeamLine;
use crate::app::view::overview::{FigureLine, ToDo};
use crate::app::view::table::TableView;
use crate::domain::ids::TeamId;

/// What the overview shows of the plan as it is.
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
    /// Team by week, as known.
    pub heat: HeatView,
    /// Neither children nor work to come: there is nothing to show at all.
    pub is_empty: bool,
}

/// What the overview shows of what is likely.
#[derive(Debug)]
pub struct AheadView {
    /// In one line, or why that is not known.
    pub headline: String,
    /// What there is to do because of it.
    pub to_do: Vec<ToDo>,
    /// The pictures, where there is a forecast.
    pub likely: Option<LikelyView>,
    /// Whether what is missing is found under Demand.
    pub by_demand: bool,
}

/// What the overview shows of a forecast.
#[derive(Debug)]
pub struct LikelyView {
    /// Known over likely.
    pub fan: LineChartView,
    /// Years to be looked at.
    pub choices: Vec<year::ReplayChoice>,
    /// Team by week: the chance of failing.
    pub heat: HeatView,
    /// The teams of its rows.
    pub heat_teams: Vec<Option<TeamId>>,
    /// The states ahead.
    pub states: TableView<&'static str>,
    /// The case types ahead.
    pub types: TableView<&'static str>,
    /// What limits it.
    pub caveats: Vec<String>,
}

/// What the teams screen shows of a forecast.
#[derive(Debug)]
pub struct TeamsAhead {
    /// How many teams are likely to fail.
    pub sentence: String,
    /// Which.
    pub lines: Vec<TeamLine>,
    /// When.
    pub heat: HeatView,
    /// The teams of its rows.
    pub heat_teams: Vec<Option<TeamId>>,
    /// Open children against capacity, of the chosen team or the whole service.
    pub capacity: LineChartView,
}

/// What the staff screen shows of a forecast.
#[derive(Debug)]
pub struct StaffAhead {
    /// Workers over their cap.
    pub over_cap: LineChartView,
    /// The waits, in a sentence and as a table.
    pub waits: (String, TableView<usize>),
    /// Changes of worker, in a sentence and as a table.
    pub workers: (String, TableView<usize>),
    /// Why children are given a worker.
    pub reasons: TableView<&'static str>,
}

/// One day of a simulated year.
#[derive(Debug)]
pub struct ReplayDay {
    /// Its sentence and where its events lead.
    pub view: year::ReplayDayView,
    /// Its events.
    pub events: TableView<usize>,
    /// Its states.
    pub states: TableView<usize>,
}

/// A sentence and a table.
#[derive(Debug)]
pub struct ListView<K> {
    /// The sentence.
    pub sentence: String,
    /// The table.
    pub table: TableView<K>,
}
