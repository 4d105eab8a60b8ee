//! `figures`: the official figures with their definitions, and the same with everyone counted.

use chrono::NaiveDate;
use serde::Serialize;

use super::ByName;
use super::plan_file::{Failure, ProblemCounts, counts_of, day, iso};
use crate::app::definitions::{self as define, Definition};
use crate::domain::ahead::Outlook;
use crate::domain::check::check;
use crate::domain::figures::{self as domain, Figures, Rate, figures};
use crate::domain::ids::{TeamId, WorkerId};
use crate::domain::plan::{Plan, Team};
use crate::domain::state::Sight;
use crate::domain::units::Points;

/// What `figures` answers.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct FiguresAnswer {
    /// The plan's title.
    pub title: String,
    /// The council or service.
    pub council: String,
    /// The plan's own date.
    pub as_at: String,
    /// The day that the figures are for.
    pub on: String,
    /// The team that they are for, or null for the whole service.
    pub team: Option<String>,
    /// The rules: which states count as *no named social worker*, in words.
    pub counted_states: String,
    /// Children open on the day.
    pub open_children: u32,
    /// Every figure with its definition.
    pub figures: Vec<Figure>,
    /// The children whom the official average leaves out.
    pub left_out: LeftOut,
    /// Caseloads by size.
    pub bands: Vec<Band>,
    /// Social workers over their cap on the day, heaviest first.
    pub over_cap: Vec<OverCap>,
    /// Managers and how many they supervise.
    pub spans: Vec<SpanLine>,
    /// The most people one manager should supervise, under the plan's rules.
    pub most_supervised: u16,
    /// The main figures of each team (of the one team when one was asked for).
    pub teams: Vec<TeamLine>,
    /// Open children whose work sits with no team: with the rows of `teams` they add up to `open_children`.
    pub open_children_in_no_team: u32,
    /// How many problems the plan has.
    pub problems: ProblemCounts,
}

/// One figure.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Figure {
    /// Stable key.
    pub key: &'static str,
    /// What people call it.
    pub label: &'static str,
    /// What it means.
    pub definition: &'static str,
    /// What is counted.
    pub numerator: f64,
    /// Of what.
    pub denominator: f64,
    /// The figure, to four decimals; null when there is nothing to divide by.
    pub value: Option<f64>,
    /// `children_per_fte` or `percent`.
    pub unit: &'static str,
}

/// Children whom the official average leaves out.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct LeftOut {
    /// What it means.
    pub definition: &'static str,
    /// How many.
    pub children: u32,
    /// By state, only states in which there are any; adds up to `children`.
    pub by_state: ByName,
    /// Their references, in the order of the plan.
    pub references: Vec<String>,
}

/// Caseloads of one size.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct Band {
    /// Children held, in words.
    pub label: &'static str,
    /// The fewest children.
    pub from: u32,
    /// Social workers, headcount.
    pub workers: u32,
    /// The same, full-time equivalent.
    pub fte: f64,
}

/// A social worker over their cap.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct OverCap {
    /// Their id in the plan.
    pub id: String,
    /// Their name.
    pub name: String,
    /// Their team, or null.
    pub team: Option<String>,
    /// Children they hold.
    pub children: u32,
    /// Children they should hold at most.
    pub cap_children: u16,
    /// Points they hold; zero where cases are not weighted.
    pub points: f64,
    /// Points they should hold at most; null where there is no such cap.
    pub cap_points: Option<f64>,
}

/// A manager and the people they supervise.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct SpanLine {
    /// Their id in the plan.
    pub id: String,
    /// Their name.
    pub name: String,
    /// Their team, or null.
    pub team: Option<String>,
    /// Staff in post whose supervisor they are.
    pub supervises: u32,
    /// Children they hold themselves.
    pub holds_children: u32,
    /// More than the plan's rules allow.
    pub over: bool,
}

/// One team's main figures. Rates are in percent, to four decimals; null when there is nothing to divide by.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct TeamLine {
    /// The team's id in the plan.
    pub id: String,
    /// Its name.
    pub team: String,
    /// Open children whose work sits with it.
    pub open_children: u32,
    /// Those of them whom the official average leaves out.
    pub left_out: u32,
    /// Its social workers who hold at least one child.
    pub holders: u32,
    /// Those of them over their cap.
    pub over_cap: u32,
    /// The official average caseload.
    pub average_caseload: Option<f64>,
    /// Average caseload, everyone counted.
    pub average_everyone: Option<f64>,
    /// Vacancy rate.
    pub vacancy_percent: Option<f64>,
    /// Agency rate.
    pub agency_percent: Option<f64>,
    /// Turnover rate.
    pub turnover_percent: Option<f64>,
    /// Sickness absence rate.
    pub absence_percent: Option<f64>,
}

/// Works the figures out for a day (the plan's own if `None`) and a team by name or id (all if `None`).
///
/// # Errors
/// [`Failure::Usage`] for a day before the plan's own date, and for a team that is not in the plan or is there twice.
pub fn figures_answer(
    sight: &Sight<'_>,
    on: Option<NaiveDate>,
    team: Option<&str>,
) -> Result<FiguresAnswer, Failure> {
    let plan = sight.plan();
    let on = day(plan, on)?;
    let team = team.map(|text| find_team(plan, text)).transpose()?;
    let outlook = Outlook::new(sight);
    let all = figures(sight, &outlook, on, team.map(|team| team.id));
    let shown: Vec<&Team> =
        team.map_or_else(|| plan.teams.iter().map(AsRef::as_ref).collect(), |team| vec![team]);

    Ok(FiguresAnswer {
        title: plan.about.title.clone(),
        council: plan.about.council.clone(),
        as_at: iso(plan.about.as_at),
        on: iso(on),
        team: team.map(|team| team.name.clone()),
        counted_states: plan.policy.unnamed_in_words(),
        open_children: all.open_children,
        figures: every_figure(&all),
        left_out: LeftOut {
            definition: define::LEFT_OUT.text,
            children: all.left_out_children.len() as u32,
            by_state: ByName::states(all.left_out.iter().copied()),
            references: all
                .left_out_children
                .iter()
                .filter_map(|id| sight.lookup.child(*id))
                .map(|child| child.reference.clone())
                .collect(),
        },
        bands: domain::BANDS
            .iter()
            .zip(&all.bands)
            .map(|((from, label), (workers, fte))| Band {
                label,
                from: *from,
                workers: *workers,
                fte: fte.value(),
            })
            .collect(),
        over_cap: over_cap(sight, &all),
        spans: all
            .spans
            .iter()
            .map(|span| SpanLine {
                id: span.manager.to_string(),
                name: sight.lookup.worker_name(span.manager),
                team: team_of(sight, span.manager),
                supervises: span.supervises,
                holds_children: span.holds,
                over: span.supervises > u32::from(plan.policy.most_supervised),
            })
            .collect(),
        most_supervised: plan.policy.most_supervised,
        teams: shown
            .into_iter()
            .map(|team| team_line(team, &figures(sight, &outlook, on, Some(team.id))))
            .collect(),
        open_children_in_no_team: plan
            .children
            .iter()
            .filter(|child| team.is_none() && child.is_open(on))
            .filter(|child| child.team.is_none_or(|team| sight.lookup.team(team).is_none()))
            .count() as u32,
        problems: counts_of(&check(sight)),
    })
}

/// The team that a text names: by id, or else by name whatever the case of its letters.
pub(super) fn find_team<'p>(plan: &'p Plan, text: &str) -> Result<&'p Team, Failure> {
    if let Ok(id) = text.parse::<TeamId>()
        && let Some(team) = plan.teams.get(id)
    {
        return Ok(team);
    }
    let wanted = text.trim().to_lowercase();
    let mut named = plan.teams.iter().filter(|team| team.name.trim().to_lowercase() == wanted);
    match (named.next(), named.next()) {
        (Some(team), None) => Ok(team),
        (Some(one), Some(other)) => Err(Failure::Usage(format!(
            "More than one team is called “{}”. Give its id instead, {} or {}",
            text.trim(),
            one.id,
            other.id
        ))),
        (None, _) => {
            let names: Vec<&str> = plan.teams.iter().map(|team| team.name.as_str()).collect();
            let known = if names.is_empty() {
                "The plan has no teams".to_owned()
            } else {
                format!("The teams are: {}", names.join(", "))
            };
            Err(Failure::Usage(format!("There is no team called “{}”. {known}", text.trim())))
        }
    }
}

fn every_figure(all: &Figures) -> Vec<Figure> {
    let over_cap = Rate { count: all.over_cap.len() as f64, of: all.caseloads.len() as f64 };
    vec![
        figure(&define::AVERAGE_CASELOAD, all.average_caseload, "children_per_fte"),
        figure(&define::AVERAGE_EVERYONE, all.average_everyone, "children_per_fte"),
        figure(&define::OVER_CAP, over_cap, "percent"),
        figure(&define::VACANCY, all.vacancy, "percent"),
        figure(&define::AGENCY, all.agency, "percent"),
        figure(&define::VACANCIES_COVERED, all.vacancies_covered, "percent"),
        figure(&define::TURNOVER, all.turnover, "percent"),
        figure(&define::ABSENCE, all.absence, "percent"),
    ]
}

fn figure(definition: &Definition, rate: Rate, unit: &'static str) -> Figure {
    let value = if unit == "percent" { rate.percent() } else { rate.value() };
    Figure {
        key: definition.key,
        label: definition.label,
        definition: definition.text,
        numerator: rounded(rate.count),
        denominator: rounded(rate.of),
        value: value.map(rounded),
        unit,
    }
}

/// To four decimals, so that a sum of tenths never shows as 0.30000000000000004.
pub(super) fn rounded(value: f64) -> f64 {
    (value * 10_000.0).round() / 10_000.0
}

fn team_of(sight: &Sight<'_>, worker: WorkerId) -> Option<String> {
    let team = sight.lookup.worker(worker)?.team?;
    Some(sight.lookup.team_name(team))
}

fn over_cap(sight: &Sight<'_>, all: &Figures) -> Vec<OverCap> {
    let over = all.caseloads.iter().filter(|caseload| all.over_cap.contains(&caseload.worker));
    over.map(|caseload| OverCap {
        id: caseload.worker.to_string(),
        name: sight.lookup.worker_name(caseload.worker),
        team: team_of(sight, caseload.worker),
        children: caseload.load.children,
        cap_children: caseload.cap.children,
        points: caseload.load.points.value(),
        cap_points: caseload.cap.points.map(Points::value),
    })
    .collect()
}

fn team_line(team: &Team, figures: &Figures) -> TeamLine {
    TeamLine {
        id: team.id.to_string(),
        team: team.name.clone(),
        open_children: figures.open_children,
        left_out: figures.left_out_children.len() as u32,
        holders: figures.caseloads.len() as u32,
        over_cap: figures.over_cap.len() as u32,
        average_caseload: figures.average_caseload.value().map(rounded),
        average_everyone: figures.average_everyone.value().map(rounded),
        vacancy_percent: figures.vacancy.percent().map(rounded),
        agency_percent: figures.agency.percent().map(rounded),
        turnover_percent: figures.turnover.percent().map(rounded),
        absence_percent: figures.absence.percent().map(rounded),
    }
}
