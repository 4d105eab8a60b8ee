//! What is counted on every day of every run, and where each count stands in the store.

use std::sync::Arc;

use chrono::NaiveDate;

use super::watch::Watch;
use crate::domain::ids::TeamId;
use crate::domain::plan::{CaseType, Words as _};
use crate::domain::state::ChildState;

/// One count, taken at the end of each day.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Series {
    /// Open children.
    Open,
    /// Children who count as having no named social worker.
    Unnamed,
    /// Children without a present worker, whether or not one is named.
    NotPresent,
    /// Children that everybody in post who holds cases could hold: the sum of their caps on the day.
    Capacity,
    /// Free places under the caps of those who are at work.
    FreePlaces,
    /// Workers who hold more than their cap.
    OverCap,
    /// Children given a worker on the day.
    Allocations,
    /// Children in a state.
    InState(ChildState),
    /// Of the children in a state, those who count as having no named social worker.
    UnnamedInState(ChildState),
    /// Children of a case type with no named social worker.
    UnnamedOfType(CaseType),
    /// Children of a team with no named social worker. Teams in the order of [`Layout::teams`].
    UnnamedOfTeam(usize),
    /// Open children of a team.
    OpenOfTeam(usize),
    /// The sum of the caps of a team's workers.
    CapacityOfTeam(usize),
    /// Free places of a team.
    FreeOfTeam(usize),
    /// What was asked for on top, by its place in [`Layout::watches`].
    Watched(usize),
}

/// The days and the counts of a forecast. Shape of a run: `[days][series]`.
#[derive(Clone, Debug, PartialEq)]
pub struct Layout {
    /// The plan's date, then every working day after it to the end of the horizon.
    pub days: Vec<NaiveDate>,
    /// The plan's teams in order; `None`, last, stands for children in no team.
    pub teams: Vec<Option<TeamId>>,
    /// The case types that can occur.
    pub types: Vec<CaseType>,
    /// The last day within 4, 13 and 26 weeks, as a place in `days`.
    pub windows: [usize; 3],
    /// What is counted on top of the usual.
    pub watches: Vec<Watch>,
    /// Working days of a year.
    pub year: f64,
    series: Vec<Series>,
    /// Whether a state counts: never, always, or for some of its children.
    counting: [Counting; 13],
    /// States in which some children count, by their number: their unnamed children are counted apart.
    pub(super) partly_unnamed: Vec<usize>,
}

/// Whether the children in a state count as having no named social worker.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Counting {
    /// None of them.
    Never,
    /// All of them.
    Always,
    /// Some: after a grace period, or by case type.
    Sometimes,
}

/// Weeks after which the chance of losing a worker is told.
pub const WINDOW_WEEKS: [u16; 3] = [4, 13, 26];

/// Counts of the whole service, at the beginning of every layout and in this order.
pub(super) const WHOLE: [Series; 7] = [
    Series::Open,
    Series::Unnamed,
    Series::NotPresent,
    Series::Capacity,
    Series::FreePlaces,
    Series::OverCap,
    Series::Allocations,
];

impl Layout {
    /// The counts for these days, teams and case types.
    pub(super) fn new(
        days: Vec<NaiveDate>,
        teams: Vec<Option<TeamId>>,
        types: Vec<CaseType>,
        counting: [Counting; 13],
        watches: Vec<Watch>,
        year: f64,
    ) -> Arc<Self> {
        let mut series = WHOLE.to_vec();
        series.extend(ChildState::ALL.iter().map(|state| Series::InState(*state)));
        series.extend(
            ChildState::ALL
                .iter()
                .filter(|state| counting[**state as usize] == Counting::Sometimes)
                .map(|state| Series::UnnamedInState(*state)),
        );
        series.extend(types.iter().map(|case_type| Series::UnnamedOfType(*case_type)));
        series.extend((0..teams.len()).map(Series::UnnamedOfTeam));
        series.extend((0..teams.len()).map(Series::OpenOfTeam));
        series.extend((0..teams.len()).map(Series::CapacityOfTeam));
        series.extend((0..teams.len()).map(Series::FreeOfTeam));
        series.extend((0..watches.len()).map(Series::Watched));
        let first = days.first().copied().unwrap_or_default();
        let windows = WINDOW_WEEKS.map(|weeks| {
            let last = first + chrono::Duration::weeks(i64::from(weeks));
            days.partition_point(|day| *day <= last).saturating_sub(1)
        });
        let partly = |place: &usize| counting[*place] == Counting::Sometimes;
        let partly_unnamed = (0..counting.len()).filter(partly).collect();
        Arc::new(Self { days, teams, types, windows, watches, year, series, counting, partly_unnamed })
    }

    /// Every count that is kept, in order.
    pub fn series(&self) -> &[Series] {
        &self.series
    }

    /// The same days with no more counts than are to be kept, for results that would be large. The others read as nought.
    pub fn thinned(&self, keep: impl Fn(Series) -> bool) -> Arc<Self> {
        let series = self.series.iter().copied().filter(|series| keep(*series)).collect();
        Arc::new(Self { series, ..self.clone() })
    }

    /// Where each count of this layout stands in the fuller one that it was thinned from; `None` if it was not.
    pub(super) fn places_in(&self, full: &Self) -> Option<Vec<usize>> {
        let same = self.days == full.days
            && self.teams == full.teams
            && self.types == full.types
            && self.watches == full.watches
            && self.counting == full.counting
            && self.year.total_cmp(&full.year).is_eq();
        if !same {
            return None;
        }
        self.series.iter().map(|series| full.place(*series)).collect()
    }

    /// The place of a count that is kept by itself.
    pub(super) fn place(&self, series: Series) -> Option<usize> {
        self.series.iter().position(|kept| *kept == series)
    }

    /// Where to read a count: itself, one that is always the same, or `None` when it is always nought.
    pub(in crate::domain) fn read_at(&self, series: Series) -> Option<usize> {
        if let Series::UnnamedInState(state) = series {
            return match self.counting[state as usize] {
                Counting::Never => None,
                Counting::Always => self.place(Series::InState(state)),
                Counting::Sometimes => self.place(series),
            };
        }
        self.place(series)
    }

    /// The place of a team in [`Self::teams`].
    pub fn team_place(&self, team: Option<TeamId>) -> Option<usize> {
        self.teams.iter().position(|known| *known == team)
    }

    /// Numbers that one run keeps.
    pub fn numbers_a_run(&self) -> usize {
        self.series.len() * self.days.len()
    }
}
