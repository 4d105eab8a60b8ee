//! One line for screens without a picture of the forecast: what is likely in a quarter and in a year, so that a change that
//! is tried out there shows what it does; and what is being tried out.

use super::{between, nothing, whole, within_weeks};
use crate::app::forecast::Progress;
use crate::app::reading::Reading;
use crate::domain::edit::{Edit, label, name_of};
use crate::domain::fields;
use crate::domain::ids::Thing;
use crate::domain::plan::{Plan, lower_first};
use crate::domain::sim::{Series, Summary};

/// The weeks ahead of which the line speaks.
const WEEKS: [u32; 2] = [13, 52];

/// What is likely, and how it stands without the change that is tried out.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Strip {
    /// What is likely.
    pub likely: String,
    /// The same for the plan as it stands; empty while nothing is tried out.
    pub stands: String,
}

/// What is likely in a quarter and in a year. `own` is the forecast of the plan as it stands, while a change is tried out.
pub fn strip(summary: &Summary, own: Option<&Summary>) -> Strip {
    let told = |summary: &Summary, with_band: bool| -> Option<String> {
        let bands = summary.bands(Series::Unnamed);
        let parts = places(summary).into_iter().map(|(weeks, place)| {
            let day = bands.on(place);
            let typical = format!("typically {}", whole(day.p50));
            let words = if with_band { format!("{} ({typical})", between(day.p5, day.p95)) } else { typical };
            let unit = if weeks == WEEKS[0] { " weeks" } else { "" };
            format!("{words} in {weeks}{unit}")
        });
        let parts: Vec<String> = parts.collect();
        (summary.runs > 0 && !parts.is_empty()).then(|| parts.join(", "))
    };
    Strip {
        likely: told(summary, true).map_or_else(
            || "Children without a named social worker: no simulated year has been played yet".to_owned(),
            |words| format!("Children without a named social worker: likely {words}"),
        ),
        stands: own
            .and_then(|own| told(own, false))
            .map_or_else(String::new, |words| format!("As the plan stands: {words}")),
    }
}

/// The weeks that the forecast reaches, with the last working day within each.
fn places(summary: &Summary) -> Vec<(u32, usize)> {
    WEEKS.into_iter().filter_map(|weeks| Some((weeks, within_weeks(&summary.layout, weeks)?))).collect()
}

/// What stands there instead while there is no forecast.
pub fn none_yet(reading: &Reading, progress: &Progress) -> Strip {
    let likely = match progress {
        Progress::Refused(sentences) => nothing(reading, sentences),
        Progress::Running { .. } => {
            "Children without a named social worker: what is likely is being worked out".to_owned()
        }
        Progress::Failed => "What is likely could not be worked out".to_owned(),
        _ => nothing(reading, &[]),
    };
    Strip { likely, stands: String::new() }
}

/// What is being tried out, in a sentence.
pub fn trying_out(plan: &Plan, edit: &Edit) -> String {
    let what = match edit {
        Edit::Set { of, field, to } => {
            let label = fields::info(*of, field).map_or(field.as_str(), |info| info.label.as_str());
            let whose =
                fields::whose(plan, *of, field).map_or_else(String::new, |whose| format!(", {whose}"));
            let label = lower_first(label);
            match of {
                Thing::Policy if field.starts_with("cap_") => match label.split_once(" (") {
                    Some((role, unit)) => {
                        format!("cap at full time, {role}: {to} {}", unit.trim_end_matches(')'))
                    }
                    None => format!("cap at full time, {label}: {to}"),
                },
                Thing::Policy | Thing::Forecast | Thing::Workforce | Thing::Demand => {
                    format!("{label}{whose}: {to}")
                }
                _ => format!("{}, {label}{whose}: {to}", name_of(plan, *of)),
            }
        }
        other => label(plan, other),
    };
    format!("Trying out: {what} (not yet part of the plan)")
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::ids::WorkerId;
    use crate::domain::samples::sound;
    use crate::domain::sim::samples::forecast;

    fn set(of: Thing, field: &str, to: &str) -> Edit {
        Edit::Set { of, field: field.to_owned(), to: to.to_owned() }
    }

    #[test]
    fn a_quarter_and_a_year_are_told_in_one_line_and_against_the_plan_as_it_stands() {
        let summary = forecast(&sound());
        let Strip { likely, stands } = strip(&summary, None);
        assert!(likely.starts_with("Children without a named social worker: likely "), "{likely}");
        assert!(likely.contains(") in 13 weeks, ") && likely.ends_with(") in 52"), "{likely}");
        assert_eq!(stands, "");
        let tried = strip(&summary, Some(&summary));
        assert!(tried.stands.starts_with("As the plan stands: typically "), "{}", tried.stands);
    }

    #[test]
    fn what_is_tried_out_is_told_in_words() {
        let plan = sound();
        assert_eq!(
            trying_out(&plan, &set(Thing::Policy, "cap_social_worker", "16")),
            "Trying out: cap at full time, social worker: 16 children (not yet part of the plan)"
        );
        let name = name_of(&plan, Thing::Worker(WorkerId(1)));
        assert_eq!(
            trying_out(&plan, &set(Thing::Worker(WorkerId(1)), "fte", "0.6")),
            format!("Trying out: {name}, FTE: 0.6 (not yet part of the plan)")
        );
        assert_eq!(
            trying_out(&plan, &set(Thing::Demand, "median.assessment", "50")),
            "Trying out: median days, assessment: 50 (not yet part of the plan)"
        );
    }
}
