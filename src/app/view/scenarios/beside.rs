//! Base and scenarios in one picture: the bands and middle years overlaid, and the difference with its error around nought.

use chrono::{Datelike as _, NaiveDate};

use super::{against, base_column, plain, signed};
use crate::app::compare::{Compared, Outcome};
use crate::app::view::chart::{Band, LineChartView, Series as Line};
use crate::app::view::form::ChoiceItem;
use crate::app::view::table::Tone;
use crate::domain::ids::TeamId;
use crate::domain::plan::Plan;
use crate::domain::sim::{Bands, Difference, Paired, Series};
use crate::domain::state::ChildState;

/// What can be seen side by side.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Default)]
pub enum Measure {
    /// Children without a named social worker, of the whole service or one team.
    #[default]
    Unnamed,
    /// Children without a present worker.
    NotPresent,
    /// Children whom a manager holds.
    ManagerHeld,
    /// Children who await allocation.
    Awaiting,
    /// Workers over their cap.
    OverCap,
    /// Open children.
    Open,
}

impl Measure {
    /// All of them.
    pub const ALL: [Self; 6] =
        [Self::Unnamed, Self::NotPresent, Self::ManagerHeld, Self::Awaiting, Self::OverCap, Self::Open];

    /// A stable word.
    pub fn key(self) -> &'static str {
        match self {
            Self::Unnamed => "unnamed",
            Self::NotPresent => "not_present",
            Self::ManagerHeld => "manager_held",
            Self::Awaiting => "awaiting",
            Self::OverCap => "over_cap",
            Self::Open => "open",
        }
    }

    /// What it counts.
    pub fn label(self) -> &'static str {
        match self {
            Self::Unnamed => "Children without a named social worker",
            Self::NotPresent => "Children without a present worker",
            Self::ManagerHeld => "Children held by a manager",
            Self::Awaiting => "Children awaiting allocation",
            Self::OverCap => "Workers over their cap",
            Self::Open => "Open children",
        }
    }

    /// The one with this key.
    pub fn from_key(key: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|measure| measure.key() == key)
    }

    /// Whether it is counted by team too.
    pub fn has_teams(self) -> bool {
        self == Self::Unnamed
    }

    /// Where it is counted in one plan: a team has its place in that plan's list.
    fn series(self, outcome: &Outcome, team: Option<TeamId>) -> Option<Series> {
        if let (true, Some(team)) = (self.has_teams(), team) {
            return outcome.summary.layout.team_place(Some(team)).map(Series::UnnamedOfTeam);
        }
        Some(match self {
            Self::Unnamed => Series::Unnamed,
            Self::NotPresent => Series::NotPresent,
            Self::ManagerHeld => Series::InState(ChildState::ManagerHeld),
            Self::Awaiting => Series::InState(ChildState::AwaitingAllocation),
            Self::OverCap => Series::OverCap,
            Self::Open => Series::Open,
        })
    }
}

/// The measures to choose from.
pub fn measures() -> Vec<ChoiceItem> {
    Measure::ALL.into_iter().map(|measure| ChoiceItem::new(measure.key(), measure.label())).collect()
}

/// The teams to choose from, after the whole service.
pub fn teams(plan: &Plan) -> Vec<ChoiceItem> {
    let whole = std::iter::once(ChoiceItem::new("", "Whole service"));
    whole.chain(plan.teams.iter().map(|team| ChoiceItem::new(team.id.to_string(), &team.name))).collect()
}

/// Hue of the base plan, and of the scenarios in their order; every second is dashed, so that hue is never the only sign.
const TONES: [Tone; 7] =
    [Tone::Grey, Tone::Blue, Tone::Vermilion, Tone::BlueGreen, Tone::Purple, Tone::Yellow, Tone::SkyBlue];

fn tone(place: usize) -> (Tone, bool) {
    (TONES[place % TONES.len()], place > 0 && place.is_multiple_of(2))
}

/// So many bands can be told apart where they lie over each other; of more plans only those looked at have theirs.
const MOST_BANDS: usize = 3;

fn title(measure: Measure, plan: &Plan, team: Option<TeamId>) -> String {
    let team = team.filter(|_| measure.has_teams()).and_then(|id| plan.teams.get(id));
    team.map_or_else(|| measure.label().to_owned(), |team| format!("{}: {}", measure.label(), team.name))
}

/// The values of another plan on the days of the base plan.
fn on_days(days: &[NaiveDate], own: &[NaiveDate], values: &[f64]) -> Vec<f64> {
    let at = |day: &NaiveDate| own.binary_search(day).ok().and_then(|place| values.get(place)).copied();
    days.iter().map(|day| at(day).unwrap_or(f64::NAN)).collect()
}

/// Base and scenarios over each other: the middle year of each as a line, and the band of 9 of 10 years. `looked_at` is the
/// scenario whose band stays where there are too many.
pub fn overlay(
    plan: &Plan,
    compared: &Compared,
    measure: Measure,
    team: Option<TeamId>,
    looked_at: Option<crate::domain::ids::ScenarioId>,
) -> Option<LineChartView> {
    let base = base_column(compared).and_then(|column| column.outcome.as_ref().ok());
    let first = base.or_else(|| compared.columns.iter().find_map(|column| column.outcome.as_ref().ok()))?;
    let days = first.summary.layout.days.clone();
    let (mut series, mut bands, mut ends) = (Vec::new(), Vec::new(), Vec::new());
    let few = compared.columns.len() <= MOST_BANDS;
    for (place, column) in compared.columns.iter().enumerate() {
        let Ok(outcome) = &column.outcome else { continue };
        let Some(counted) = measure.series(outcome, team) else { continue };
        let found: Bands = outcome.summary.bands(counted);
        let own = &outcome.summary.layout.days;
        let (tone, dashed) = tone(place);
        let values = on_days(&days, own, &found.p50);
        if let Some(last) = values.iter().rfind(|value| value.is_finite()) {
            ends.push((column.name.clone(), *last));
        }
        series.push(Line { name: column.name.clone(), values, tone, dashed });
        if few || column.scenario.is_none() || column.scenario == looked_at {
            bands.push(Band {
                name: format!("{}, 9 of 10 years", column.name),
                low: on_days(&days, own, &found.p5),
                high: on_days(&days, own, &found.p95),
                tone,
            });
        }
    }
    let last = days.last().map(|day| day.format("%B %Y").to_string()).unwrap_or_default();
    let ends: Vec<String> = ends.iter().map(|(name, value)| format!("{name} {}", plain(*value))).collect();
    Some(LineChartView {
        title: title(measure, plan, team),
        sentence: format!("Middle year at the end, {last}: {}", ends.join(", ")),
        y_label: measure.label().to_owned(),
        x: days,
        series,
        bands,
        marks: Vec::new(),
    })
}

/// The difference of every scenario from the base plan, over the band within which one cannot be told from chance: by day for
/// children without a named social worker of the whole service, by month for everything else.
pub fn difference_line(
    plan: &Plan,
    compared: &Compared,
    measure: Measure,
    team: Option<TeamId>,
    looked_at: Option<crate::domain::ids::ScenarioId>,
) -> Option<LineChartView> {
    let base = base_column(compared)?.outcome.as_ref().ok()?;
    let told = against(compared);
    let (_, _, first) = told.first()?;
    let daily = measure == Measure::Unnamed && team.is_none();
    let counted = measure.series(base, team)?;
    let row = |paired: &Paired| -> Option<Vec<Difference>> {
        if daily {
            return Some(paired.without.clone());
        }
        paired.by_month.iter().find(|(series, _)| *series == counted).map(|(_, row)| row.clone())
    };
    let x = if daily { first.days.clone() } else { first.months.clone() };
    let (mut series, mut bands, mut largest) =
        (Vec::new(), Vec::new(), None::<(String, NaiveDate, Difference)>);
    for (column, _, paired) in &told {
        let own = if daily { &paired.days } else { &paired.months };
        let Some(found) = row(paired) else { continue };
        let mean: Vec<f64> = found.iter().map(|difference| difference.mean).collect();
        let error: Vec<f64> = found.iter().map(|difference| difference.error).collect();
        let place = compared.columns.iter().position(|other| other.scenario == column.scenario).unwrap_or(0);
        let (tone, dashed) = tone(place);
        series.push(Line { name: column.name.clone(), values: on_days(&x, own, &mean), tone, dashed });
        if told.len() == 1 || column.scenario == looked_at {
            let error = on_days(&x, own, &error);
            bands.push(Band {
                name: format!("Within chance, {}", column.name),
                low: error.iter().map(|error| -error).collect(),
                high: error,
                tone: Tone::Grey,
            });
        }
        for (day, difference) in own.iter().zip(&found).filter(|(_, difference)| difference.is_told()) {
            if largest.as_ref().is_none_or(|(.., known)| difference.mean.abs() > known.mean.abs()) {
                largest = Some((column.name.clone(), *day, *difference));
            }
        }
    }
    if series.is_empty() {
        return None;
    }
    // The first lies at nought by definition: every plan begins with the same children.
    let sentence = largest.map_or_else(
        || "No difference that can be told from chance".to_owned(),
        |(name, day, difference)| {
            let day = if daily { crate::domain::calendar::format_date(day) } else { month(day) };
            format!(
                "Largest: {name}, {} ±{} {} {day}",
                signed(difference.mean),
                plain(difference.error),
                if daily { "on" } else { "in" }
            )
        },
    );
    Some(LineChartView {
        title: format!(
            "Difference from the base plan: {}",
            crate::domain::plan::lower_first(&title(measure, plan, team))
        ),
        sentence,
        y_label: "Difference from the base plan".to_owned(),
        x,
        series,
        bands,
        marks: Vec::new(),
    })
}

/// "March 2027".
pub(super) fn month(day: NaiveDate) -> String {
    debug_assert!(day.day() >= 1);
    day.format("%B %Y").to_string()
}
