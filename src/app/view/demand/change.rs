//! What a person can do on the demand screen, as edits: one figure, or all of them at once.

use super::FITTED;
use crate::app::{official, words};
use crate::domain::edit::{Edit, apply};
use crate::domain::fields::Value as _;
use crate::domain::ids::{TeamId, Thing};
use crate::domain::official::{DemandDefaults, Ground, defaults, fit, steady_state};
use crate::domain::plan::{CaseType, Plan, Words as _};

/// The edit that puts a text into a field of the demand.
///
/// # Errors
/// A sentence, when the text makes no sense there.
pub fn set(plan: &Plan, field: impl Into<String>, to: impl Into<String>) -> Result<Edit, String> {
    let edit = Edit::Set { of: Thing::Demand, field: field.into(), to: to.into() };
    apply(plan, &edit).map(|_| edit).map_err(|refusal| refusal.to_string())
}

/// New families a week of a team.
///
/// # Errors
/// A sentence, when it is not a number or the team is not in the plan.
pub fn set_families_a_week(plan: &Plan, team: TeamId, to: &str) -> Result<Edit, String> {
    set(plan, format!("families_a_week.{team}"), to)
}

/// The length of a type of work by its median and mean, both at once.
///
/// # Errors
/// A sentence, when they are not numbers or the mean is below the median.
pub fn set_length(plan: &Plan, case_type: CaseType, median: &str, mean: &str) -> Result<Edit, String> {
    let text = format!("log-normal median {} mean {}", median.trim(), mean.trim());
    set(plan, format!("length.{}", case_type.key()), text)
}

/// The share of a type of work that turns into another; what is left closes.
///
/// # Errors
/// A sentence, when it is no percentage or more than is left.
pub fn set_share(plan: &Plan, from: CaseType, to: CaseType, percent: &str) -> Result<Edit, String> {
    set(plan, format!("share.{}.{}", from.key(), to.key()), percent)
}

fn all_of(made: &DemandDefaults, of: String, label: String) -> Edit {
    let set = |field: &str, to: String| Edit::Set { of: Thing::Demand, field: field.to_owned(), to };
    Edit::Together {
        label,
        edits: vec![
            set("official_figures_of", of),
            set("teams", made.demand.teams.show()),
            set("journeys", made.demand.journeys.show()),
        ],
    }
}

/// The official figures of an area for everything: teams, journeys and whose they are.
///
/// # Errors
/// A sentence, when there is no such area or nobody to take new work.
pub fn use_official(plan: &Plan, area: &str) -> Result<Edit, String> {
    let figures = official::of(area).ok_or_else(|| {
        format!("There are no official figures of “{}”: choose a council, a region or England", area.trim())
    })?;
    let made = defaults(plan, figures);
    if made.demand.teams.is_empty() {
        return Err(made.notes.first().cloned().unwrap_or_else(|| "No team takes new work".to_owned()));
    }
    Ok(all_of(&made, figures.title(), format!("use the official figures of {}", figures.area)))
}

/// Everything fitted to the plan's list, and the official figures of an area where the list says too little.
///
/// # Errors
/// A sentence, when there is no such area or the list says too little of everything.
pub fn fit_to_list(plan: &Plan, area: &str) -> Result<Edit, String> {
    let figures = official::of(area).ok_or_else(|| {
        format!("There are no official figures of “{}”: choose a council, a region or England", area.trim())
    })?;
    let made = fit(plan, figures);
    if !made.footings.iter().any(|footing| footing.ground == Ground::Fitted) {
        let why = made.notes.first().map_or_else(String::new, |note| format!(". {note}"));
        return Err(format!(
            "The list says too little to fit to: thirty children of a type with the day their work began, or thirty families{why}"
        ));
    }
    Ok(all_of(&made, format!("{}{FITTED}", figures.title()), "fit new work to the list".to_owned()))
}

/// What has been done once all figures are others: whose they are, how much comes in, where that comes level.
pub fn done(after: &Plan) -> String {
    let demand = &after.demand;
    let families: f64 = demand.teams.iter().map(|team| team.families_a_week).sum();
    let level = steady_state(after).level.map_or_else(String::new, |level| {
        format!(
            ". Work in equals work out at about {}",
            words::count(level.children.round() as usize, "child", "children")
        )
    });
    format!(
        "Done: new work is now {}: {families:.1} new families a week to {}{level}. Undo takes it back",
        demand.official_figures_of,
        words::count(demand.teams.len(), "team", "teams")
    )
}
