//! The demand screen: where work in and work out come level, first; then every supposed figure beside the official one, with
//! its source, editable in place.

mod change;
mod row;
mod tables;

use chrono::{Datelike as _, Days, NaiveDate};

pub use change::{done, fit_to_list, set, set_families_a_week, set_length, set_share, use_official};
pub use tables::{level_by_team, level_by_type};

use super::chart::{LineChartView, Series};
use super::form::ChoiceItem;
use super::table::{Mark, Shape, TableView, Tone};
use crate::app::definitions::{BALANCE, Definition};
use crate::app::official;
use crate::app::reading::Reading;
use crate::app::words;
use crate::domain::fields;
use crate::domain::ids::{TeamId, Thing};
use crate::domain::official::{
    DemandDefaults, DemandFit, Ground, OfficialFigures, SOURCE, SteadyState, defaults, fit, steady_state,
};
use crate::domain::plan::{CaseType, Demand, Plan, Words as _};

/// What a row of the screen's tables is about.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum DemandRow {
    /// New work of a team; the zero team stands for work of no team.
    Team(TeamId),
    /// One type of work.
    Work(CaseType),
    /// A field of the workforce.
    Workforce(&'static str),
}

impl DemandRow {
    /// The thing and field that a column's cell in this row edits, for `Action::Type`.
    pub fn field(self, column: &str) -> (Thing, String) {
        match self {
            Self::Team(team) => (Thing::Demand, format!("{column}.{team}")),
            Self::Work(case_type) => (Thing::Demand, format!("{column}.{}", case_type.key())),
            Self::Workforce(key) => (Thing::Workforce, key.to_owned()),
        }
    }

    /// The row and column of a field, so that a refusal is shown at its cell.
    pub fn of_field(thing: Thing, field: &str) -> Option<(Self, String)> {
        if thing == Thing::Workforce {
            let info = fields::of(thing).iter().find(|info| info.key == field)?;
            return Some((Self::Workforce(&info.key), "now".to_owned()));
        }
        let (column, of) = field.split_once('.').filter(|_| thing == Thing::Demand)?;
        let row = match of.parse::<TeamId>() {
            Ok(team) => Self::Team(team),
            Err(_) => Self::Work(CaseType::from_key(of.split('.').next()?)?),
        };
        Some((row, column.to_owned()))
    }
}

/// The signs of what a figure rests on.
pub const MARKS: [Mark; 3] = [
    Mark { shape: Shape::RingLetter('A'), tone: Tone::Yellow, name: "assumption, not sourced" },
    Mark { shape: Shape::RingLetter('F'), tone: Tone::BlueGreen, name: "fitted to the list" },
    Mark { shape: Shape::Diamond, tone: Tone::Accent, name: "differs from the default" },
];

/// The whole screen.
#[derive(Clone, Debug, PartialEq)]
pub struct DemandView {
    /// Where work in and work out come level: said before anything else.
    pub sentence: String,
    /// What that means, for hover.
    pub definition: Definition,
    /// What to know of it, in sentences.
    pub notes: Vec<String>,
    /// What to do next, where there is nothing yet to look at.
    pub next: Option<String>,
    /// The area whose figures the plan says it uses; empty when none is chosen.
    pub chosen: String,
    /// The area that the figures are shown against.
    pub against: String,
    /// How that area was come by, in a sentence.
    pub against_why: String,
    /// Areas to choose from: England, regions, councils.
    pub areas: Vec<ChoiceItem>,
    /// The area that the figures are shown against, as it is chosen from the list.
    pub area: String,
    /// Whether the plan has no new work at all.
    pub is_empty: bool,
    /// The source of the official figures, with its date.
    pub source: &'static str,
    /// What the area published, as label and value.
    pub published: Vec<(&'static str, String)>,
    /// New work, a team a row.
    pub teams: TableView<DemandRow>,
    /// How long each type of work lasts and what follows.
    pub work: TableView<DemandRow>,
    /// How the workforce changes.
    pub workforce: TableView<DemandRow>,
    /// Children by type when in equals out, against today's.
    pub level_types: TableView<DemandRow>,
    /// Children and social workers by team when in equals out, against today's.
    pub level_teams: TableView<DemandRow>,
    /// Every supposed figure with what it rests on, for the panel and for copying.
    pub figures: Vec<FigureView>,
    /// New families in a week of each month ahead.
    pub months: LineChartView,
}

/// One supposed figure.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FigureView {
    /// What it belongs to.
    pub thing: Thing,
    /// Its field.
    pub field: String,
    /// Whose it is: a team, a type of work, or a heading of the workforce.
    pub of: String,
    /// What it is called.
    pub label: String,
    /// As it is now, as a person would type it.
    pub now: String,
    /// The official or default figure; empty where there is none.
    pub beside: String,
    /// Where the figure beside it comes from, with its date.
    pub source: String,
    /// "official", "published", "assumption", "fitted", or "own" for one that is neither.
    pub ground: &'static str,
    /// General knowledge has a part in the figure as it is now.
    pub assumption: bool,
    /// The figure as it is now is the one fitted to the list.
    pub fitted: bool,
    /// The figure as it is now is not the official or default one.
    pub differs: bool,
}

impl FigureView {
    /// The sign of what it rests on, where there is something to say.
    pub fn mark(&self) -> Option<Mark> {
        let [assumption, fitted, differs] = MARKS;
        if self.fitted {
            Some(fitted)
        } else if self.differs {
            Some(differs)
        } else {
            self.assumption.then_some(assumption)
        }
    }

    /// What is beside it and what it rests on, as shown on hover.
    pub fn hint(&self) -> String {
        let beside = if self.differs && !self.beside.is_empty() {
            format!("By default {}. ", self.beside)
        } else {
            String::new()
        };
        let ground = if self.assumption && !self.differs { "Assumption. " } else { "" };
        format!("{beside}{ground}{}", self.source).trim().to_owned()
    }
}

/// What the plan's figures are compared with.
pub(super) struct Against {
    pub(super) default: DemandDefaults,
    pub(super) fitted: DemandFit,
    /// Plans that differ from this one in their demand alone, to read their fields.
    pub(super) default_plan: Plan,
    pub(super) fitted_plan: Plan,
}

impl Against {
    fn new(plan: &Plan, figures: &OfficialFigures) -> Self {
        let with = |demand: &Demand| Plan { demand: std::sync::Arc::new(demand.clone()), ..plan.clone() };
        let (default, fitted) = (defaults(plan, figures), fit(plan, figures));
        Self { default_plan: with(&default.demand), fitted_plan: with(&fitted.demand), default, fitted }
    }
}

/// The area that a plan's figures are shown against, and why that one.
pub fn area_of(plan: &Plan) -> (&'static OfficialFigures, String) {
    let demand = &plan.demand.official_figures_of;
    if let Some(figures) = official::of(demand.strip_suffix(FITTED).unwrap_or(demand)) {
        return (figures, "Chosen for this plan".to_owned());
    }
    if let Some(figures) = official::guess(&plan.about.council) {
        return (figures, format!("Found by the plan’s council, {}", plan.about.council));
    }
    let england = official::all().first().map(|area| &area.figures);
    (england.unwrap_or_else(|| england_itself()), "No council is chosen yet".to_owned())
}

/// Written behind the area's name when the figures were fitted to the list.
pub(super) const FITTED: &str = ", fitted to the list";

fn england_itself() -> &'static OfficialFigures {
    static ENGLAND: std::sync::OnceLock<OfficialFigures> = std::sync::OnceLock::new();
    ENGLAND.get_or_init(OfficialFigures::england)
}

/// Whether two texts of a field say the same. New work of a team follows the number of open children, so a twentieth either
/// way is no other figure.
fn same(field: &str, now: &str, other: &str) -> bool {
    if now == other {
        return true;
    }
    match (now.parse::<f64>(), other.parse::<f64>()) {
        (Ok(now), Ok(other)) if field.starts_with("families_a_week.") => {
            (now - other).abs() <= 0.05 * now.max(other)
        }
        _ => false,
    }
}

/// One figure of the demand against the default and the fit.
pub(super) fn figure(plan: &Plan, against: &Against, field: &str) -> FigureView {
    let text = |plan: &Plan| fields::get(plan, Thing::Demand, field).unwrap_or_default();
    let (now, beside, fitted) = (text(plan), text(&against.default_plan), text(&against.fitted_plan));
    let footing = against.default.footing(field);
    let fitting = against.fitted.footing(field).filter(|footing| footing.ground == Ground::Fitted);
    let is_default = same(field, &now, &beside);
    let is_fitted = !is_default && fitting.is_some() && same(field, &now, &fitted);
    let (ground, source) = match (is_default, is_fitted) {
        (false, true) => ("fitted", fitting.map_or_else(String::new, |footing| footing.text.clone())),
        (true, _) => (
            footing.map_or("own", |footing| footing.ground.label()),
            footing.map_or_else(String::new, |footing| footing.text.clone()),
        ),
        _ => ("own", footing.map_or_else(String::new, |footing| footing.text.clone())),
    };
    FigureView {
        thing: Thing::Demand,
        field: field.to_owned(),
        of: fields::whose(plan, Thing::Demand, field).unwrap_or_default(),
        label: fields::info(Thing::Demand, field).map_or_else(String::new, |info| info.label.clone()),
        now,
        beside,
        source,
        ground,
        assumption: is_default && footing.is_some_and(|footing| footing.ground.is_assumption()),
        fitted: is_fitted,
        differs: !is_default,
    }
}

/// Where work in and work out come level, in a sentence, for a plan that is tried out.
pub fn level_sentence(plan: &Plan) -> String {
    steady_state(plan).sentence
}

/// The screen of a plan, against the figures of the area that is looked at; `None` means the plan's own.
pub fn view(reading: &Reading, looked_at: Option<&str>, revision: u64) -> DemandView {
    let plan = &reading.plan;
    let (own, own_why) = area_of(plan);
    let (figures, mut why) = match looked_at.and_then(official::of).filter(|figures| figures.area != own.area)
    {
        Some(figures) => (figures, "To look at: the plan does not use these figures yet".to_owned()),
        None => (own, own_why),
    };
    if figures.referrals.is_none() {
        why.push_str(". It published no figures for the year, so England’s stand in for them");
    }
    let against = Against::new(plan, figures);
    let state = steady_state(plan);
    let mut notes = state.notes.clone();
    if plan.demand.teams.is_empty() {
        notes.extend(against.default.notes.iter().cloned());
    }
    let mut all = tables::demand_figures(plan, &against);
    all.extend(tables::workforce_figures(plan));
    DemandView {
        sentence: state.sentence.clone(),
        definition: BALANCE,
        notes,
        next: next(plan, &state, figures),
        chosen: plan.demand.official_figures_of.clone(),
        against: figures.title(),
        against_why: why,
        area: figures.area.clone(),
        is_empty: plan.demand.teams.is_empty(),
        areas: official::areas().map(|area| ChoiceItem::new(area, area)).collect(),
        source: SOURCE,
        published: tables::published(figures),
        teams: tables::teams(plan, &against, &state, revision),
        work: tables::work(plan, &against, &state, revision),
        workforce: tables::workforce(plan, revision),
        level_types: level_by_type(&state, revision),
        level_teams: level_by_team(plan, &state, revision),
        figures: all,
        months: months(plan, &against.default_plan, figures),
    }
}

/// What to do when there is nothing to look at yet.
fn next(plan: &Plan, state: &SteadyState, figures: &OfficialFigures) -> Option<String> {
    if plan.teams.is_empty() {
        return Some(
            "Add the teams first, or bring in a child list or a staff list: new work comes to teams"
                .to_owned(),
        );
    }
    if !plan.demand.teams.is_empty() {
        return None;
    }
    Some(if state.open_now == 0 {
        "Bring in a child list, so that official figures can be scaled to it; or type new families a week of a team".to_owned()
    } else {
        format!(
            "Use the official figures of {}, scaled to the plan’s {}; choose another council; or fit to the list",
            figures.area,
            words::count(state.open_now, "open child", "open children")
        )
    })
}

/// New families in a week of each of the twelve months from the plan's own.
fn months(plan: &Plan, default: &Plan, figures: &OfficialFigures) -> LineChartView {
    let first = plan.about.as_at.with_day(1).unwrap_or(plan.about.as_at);
    let mut x: Vec<NaiveDate> = vec![first];
    while x.len() < 12 {
        let last = x.last().copied().unwrap_or(first);
        // Thirty-two days after the first of a month lie in the next one.
        let next = last.checked_add_days(Days::new(32)).and_then(|day| day.with_day(1));
        x.push(next.unwrap_or(last));
    }
    let of = |demand: &Demand| -> Vec<f64> {
        let week = |day: &NaiveDate| {
            demand
                .teams
                .iter()
                .map(|team| team.families_a_week * team.month_index[day.month0() as usize])
                .sum()
        };
        x.iter().map(week).collect()
    };
    let (now, official) = (of(&plan.demand), of(&default.demand));
    let mean: f64 = now.iter().sum::<f64>() / 12.0;
    let most = x.iter().zip(&now).max_by(|a, b| a.1.total_cmp(b.1));
    let sentence = match most {
        Some((day, most)) if *most > 0.0 => {
            format!("About {mean:.1} new families come in a week; most in {}, {most:.1}", day.format("%B"))
        }
        _ => "No families come in yet".to_owned(),
    };
    let series = |name: String, values, tone, dashed| Series { name, values, tone, dashed };
    LineChartView {
        title: "New families a week, by month".to_owned(),
        sentence,
        y_label: "New families a week".to_owned(),
        x,
        series: vec![
            series("This plan".to_owned(), now, Tone::Accent, false),
            series(figures.area.clone(), official, Tone::Grey, true),
        ],
        bands: Vec::new(),
        marks: Vec::new(),
    }
}

#[cfg(test)]
mod tests;
