//! The scenarios screen: which scenario helps most, said first; the list of scenarios and of the changes of one; and base and
//! scenarios side by side on the same chances.

mod beside;
pub mod differ;
mod form;
mod list;
mod tables;

pub use beside::{Measure, difference_line, measures, overlay, teams};
pub use form::{change_form, scenario_form};
pub use list::{changes, contributions_sentence, list};
pub use tables::{CHANCE, by_month, by_state, by_team, figures, largest_month, months, statements};

use std::sync::Arc;

use crate::app::compare::{Column, Compared, Comparisons, MOST_BESIDE, Outcome, words as compared_words};
use crate::app::definitions::Definition;
use crate::app::definitions::comparison as defined;
use crate::app::forecast::Progress;
use crate::app::view::forecast::progress::{Next, ProgressView};
use crate::app::words;
use crate::domain::ids::ScenarioId;
use crate::domain::plan::{Plan, lower_first};
use crate::domain::sim::{Difference, Paired};

/// A row of the list: a scenario, or the base plan.
pub type ScenarioRow = Option<ScenarioId>;

/// What the figures of the list mean.
pub const LIST_DEFINED: [Definition; 5] = [
    defined::DIFFERENCE,
    defined::ERROR_OF_DIFFERENCE,
    defined::BETTER,
    defined::PAY,
    defined::PERSON_MONTHS,
];
/// What the figures of the list of changes mean.
pub const CHANGES_DEFINED: [Definition; 2] = [defined::CONTRIBUTION, defined::ERROR_OF_DIFFERENCE];
/// What the pictures mean.
pub const BESIDE_DEFINED: [Definition; 4] = [
    crate::app::definitions::BAND_9_OF_10,
    crate::app::definitions::MEDIAN,
    defined::SAME_CHANCES,
    defined::ERROR_OF_DIFFERENCE,
];
/// What the other figures mean.
pub const FIGURES_DEFINED: [Definition; 8] = [
    defined::CHILD_DAYS,
    defined::WAIT,
    defined::THREE_OR_MORE,
    defined::OVER_CAP,
    defined::MANAGER_HELD,
    defined::PERSON_MONTHS,
    defined::PAY,
    defined::ERROR_OF_DIFFERENCE,
];

/// The base plan of a comparison.
pub fn base_column(compared: &Compared) -> Option<&Column> {
    compared.columns.iter().find(|column| column.scenario.is_none())
}

/// The scenarios of a comparison, with what is told of each against the base plan.
fn against(compared: &Compared) -> Vec<(&Column, &Outcome, &Paired)> {
    let scenarios = compared.columns.iter().filter(|column| column.scenario.is_some());
    let told = |column| {
        let column: &Column = column;
        let outcome = column.outcome.as_ref().ok()?;
        Some((column, outcome, outcome.paired.as_deref()?))
    };
    scenarios.filter_map(told).collect()
}

/// Which scenario leaves fewest children without a named social worker, or what to do next.
pub fn sentence(plan: &Plan, compared: Option<&Compared>) -> String {
    if plan.scenarios.is_empty() {
        return "No scenarios yet: a scenario is a list of changes to the plan. Begin one, or change a value with a \
                scenario open"
            .to_owned();
    }
    let count = words::count(plan.scenarios.len(), "scenario", "scenarios");
    let Some(compared) = compared.filter(|compared| compared.columns.len() > 1) else {
        return if plan.scenarios.iter().all(|scenario| scenario.changes.is_empty()) {
            format!(
                "{count}, and nothing changed in them yet: add a change, and it is compared with the base plan"
            )
        } else {
            format!("{count}: choose which to compare with the base plan")
        };
    };
    let Some(base) = base_column(compared) else { return count };
    let told = against(compared);
    if told.is_empty() {
        let why = compared.columns.iter().find_map(|column| column.outcome.as_ref().err()?.first().cloned());
        let why = why.map_or_else(String::new, |why| format!(": {}", lower_first(why.trim_end_matches('.'))));
        return format!("Nothing can be compared{why}");
    }
    let best = told.iter().min_by(|a, b| a.2.child_days.mean.total_cmp(&b.2.child_days.mean));
    let Some((best, _, paired)) =
        best.filter(|(.., paired)| paired.child_days.mean < 0.0 && paired.child_days.is_told())
    else {
        return if let [(only, ..)] = told.as_slice() {
            format!(
                "“{}” does not leave fewer children without a named social worker than the base plan: {}",
                only.name,
                lower_first(&compared_words::sentence(only, base))
            )
        } else {
            format!(
                "None of {} scenarios can be told to leave fewer children without a named social worker than the base \
                 plan",
                told.len()
            )
        };
    };
    // Of whom the figure is stands before it already.
    let how = lower_first(&compared_words::sentence(best, base))
        .replacen(" children without a named social worker each day", " each day", 1)
        .replacen(" child without a named social worker each day", " each day", 1);
    // Another that cannot be told from the best is not passed over.
    let close = told.iter().filter(|(column, ..)| column.scenario != best.scenario).find(|(.., other)| {
        other.child_days.mean - other.child_days.error < paired.child_days.mean + paired.child_days.error
    });
    let close = close.map_or_else(String::new, |(column, ..)| {
        format!(". “{}” may do as well: the two can hardly be told apart", column.name)
    });
    if told.len() == 1 {
        return format!("“{}” leaves fewer children without a named social worker: {how}", best.name);
    }
    format!(
        "Of {} scenarios, “{}” leaves fewest children without a named social worker: {how}{close}",
        told.len(),
        best.name
    )
}

/// What limits the comparison, a sentence each: plans that cannot be played, changes that were left out.
pub fn notes(plan: &Plan, compared: Option<&Compared>) -> Vec<String> {
    let mut notes = Vec::new();
    for column in compared.iter().flat_map(|compared| &compared.columns) {
        let whose =
            column.scenario.map_or_else(|| "The base plan".to_owned(), |_| format!("“{}”", column.name));
        if let Err(why) = &column.outcome {
            let why: Vec<&str> = why.iter().map(|why| why.trim_end_matches('.')).collect();
            notes.push(format!("{whose} cannot be played: {}", why.join("; ")));
        }
        for left_out in &column.left_out {
            let place = left_out.place + 1;
            notes.push(format!("{whose} leaves change {place} out: {}", lower_first(&left_out.why)));
        }
    }
    if plan.scenarios.len() > MOST_BESIDE {
        notes.push(format!("At most {MOST_BESIDE} scenarios stand beside the base plan at once"));
    }
    notes
}

/// What the comparison rests on: "Compared on 1,000 simulated years, the same chances for every plan".
pub fn rests_on(compared: &Compared) -> String {
    let years = words::count(compared.runs as usize, "simulated year", "simulated years");
    let stopped = if compared.stopped { ", stopped by you" } else { "" };
    format!("Compared on {years}, the same chances for every plan{stopped}")
}

/// Of which plan the comparison on screen is, where that is not the plan as it is.
pub fn whose(comparisons: &Comparisons) -> Option<&'static str> {
    let shown = comparisons.shown().filter(|shown| shown.columns.len() > 1)?;
    let (base, followed) = (base_column(shown)?, comparisons.followed()?);
    if Arc::ptr_eq(&base.plan, followed) {
        return None;
    }
    Some(if matches!(comparisons.progress(), Progress::Running { .. }) {
        "For the plan before the last change; the new comparison follows"
    } else {
        "For the plan before the last change"
    })
}

/// How far the comparison has come; `None` where there is nothing to tell.
pub fn progress(comparing: &Progress) -> Option<ProgressView> {
    let years = |runs: u32| words::count(runs as usize, "simulated year", "simulated years");
    let hint = "Every plan meets the same chances in the same simulated year";
    let view = |share, words, next| Some(ProgressView { share, words, hint: hint.to_owned(), next });
    match comparing {
        Progress::Idle | Progress::Finished { .. } => None,
        Progress::Running { done, wanted } => {
            let share = *done as f32 / (*wanted).max(1) as f32;
            let told = format!("{} of {}", words::thousands(*done as usize), years(*wanted));
            view(Some(share), told, Next::Stop)
        }
        Progress::Stopped { done, wanted } => {
            let done = words::thousands(*done as usize);
            view(None, format!("Stopped by you after {done} of {}", years(*wanted)), Next::Continue)
        }
        Progress::Refused(reasons) => {
            let told = format!("Not compared: {}", words::count(reasons.len(), "reason", "reasons"));
            view(None, told, Next::Reasons(reasons.clone()))
        }
        Progress::Failed => view(
            None,
            "The comparison ended by a mistake of the program. The plan is unharmed; please report it"
                .to_owned(),
            Next::Nothing,
        ),
    }
}

/// A number with its sign: "−14.2", "+0.3", "0".
fn signed(value: f64) -> String {
    let size = value.abs();
    let text = if size >= 100.0 {
        words::thousands(size.round() as usize)
    } else {
        let text = format!("{size:.1}");
        text.strip_suffix(".0").map_or_else(|| text.clone(), str::to_owned)
    };
    match text.as_str() {
        "0" => text,
        _ if value < 0.0 => format!("−{text}"),
        _ => format!("+{text}"),
    }
}

/// The same without a sign.
fn plain(value: f64) -> String {
    signed(value.abs()).trim_start_matches('+').to_owned()
}

/// A difference with its error: "−14.2 ±1.3"; in brackets what cannot be told from chance.
fn with_error(difference: &Difference) -> String {
    if difference.mean == 0.0 && difference.error == 0.0 {
        return "0".to_owned();
    }
    let text = format!("{} ±{}", signed(difference.mean), plain(difference.error));
    if difference.is_told() { text } else { format!("({text})") }
}

/// A difference in pounds with its error.
fn pounds_with_error(difference: &Difference) -> String {
    if difference.mean == 0.0 && difference.error == 0.0 {
        return "£0".to_owned();
    }
    let sign = if difference.mean < 0.0 { "−" } else { "+" };
    let text = format!(
        "{sign}{} ±{}",
        compared_words::money(difference.mean.abs()),
        compared_words::money(difference.error)
    );
    if difference.is_told() { text } else { format!("({text})") }
}

/// What a difference means, for hover.
fn explained(difference: &Difference, unit: &str) -> String {
    if !difference.is_told() {
        return format!("This difference in {unit} cannot be told from chance");
    }
    format!(
        "{} {unit} than the base plan; lower in {} of 100 simulated years",
        if difference.mean < 0.0 { "Fewer" } else { "More" },
        (100.0 * difference.lower).round()
    )
}

#[cfg(test)]
mod tests;
