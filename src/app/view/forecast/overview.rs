//! The overview's forecast: children with no named social worker in the months ahead, known and likely.

use super::super::chart::LineChartView;
use super::super::table::Tone;
use super::{between, children_have, fan_of, known, line, month, rests_on, whole, worst};
use crate::app::definitions as define;
use crate::app::definitions::Definition;
use crate::app::reading::Reading;
use crate::domain::calendar::format_date;
use crate::domain::sim::{Series, Summary};

/// What the figures of the fan mean, in the order in which they meet the eye.
pub const DEFINED: [Definition; 5] =
    [define::KNOWN_AHEAD, define::MEDIAN, define::BAND_9_OF_10, define::BAND_HALF, define::FORECAST_ERROR];

/// The year ahead: what is known drawn over what is likely.
pub fn fan(reading: &Reading, summary: &Summary) -> LineChartView {
    let bands = summary.bands(Series::Unnamed);
    let title = ("Children with no named social worker: known and likely", "Children");
    let mut view = fan_of(reading, summary, &bands, title);
    let known = known(reading, &summary.layout, |day| day.unnamed);
    view.series.push(line("Already known", known, Tone::Vermilion, false));
    view.sentence = sentence(reading, summary);
    view
}

/// When it is likely to be worst, how bad, what of it is known, and what that rests on.
pub fn sentence(reading: &Reading, summary: &Summary) -> String {
    let bands = summary.bands(Series::Unnamed);
    let days = &summary.layout.days;
    let Some((place, day)) = worst(&bands).and_then(|place| Some((place, *days.get(place)?))) else {
        return "No simulated year has been played to its end yet".to_owned();
    };
    let spread = bands.on(place);
    let likely = if spread.p95 <= 0.0 {
        "Likely: on each day ahead every child has a named social worker in 9 of 10 simulated years"
            .to_owned()
    } else {
        format!(
            "Likely to be worst in {}: in 9 of 10 simulated years {} no named social worker on {}, typically {}",
            month(day),
            children_have(spread.p5, spread.p95),
            format_date(day),
            whole(spread.p50)
        )
    };
    format!("{likely}. {}. {}", known_words(reading, summary), rests_on(summary))
}

/// The most that is already known.
fn known_words(reading: &Reading, summary: &Summary) -> String {
    let known = known(reading, &summary.layout, |day| day.unnamed);
    let days = summary.layout.days.iter().zip(&known).filter(|(_, value)| value.is_finite());
    let most = days.reduce(|most, day| if day.1 > most.1 { day } else { most });
    let until = format_date(reading.outlook.to);
    match most {
        Some((day, value)) if *value > 0.0 => {
            format!(
                "From what is already known until {until}, and if nobody were given a new worker, the most would be {} on {}",
                whole(*value),
                format_date(*day)
            )
        }
        Some(_) => format!("From what is already known until {until}, there would be none"),
        None => format!("What is known ends on {until}, before the forecast begins"),
    }
}

/// A quarter ahead, or as far as the forecast looks, in one line for the top of the overview.
pub fn headline(summary: &Summary, reading: &Reading) -> String {
    let place = summary.layout.windows[1];
    let Some(day) = summary.layout.days.get(place).filter(|_| summary.runs > 0) else {
        return super::nothing(reading, &[]);
    };
    let spread = summary.bands(Series::Unnamed).on(place);
    let noun = if between(spread.p5, spread.p95) == "1" { "child" } else { "children" };
    format!(
        "Likely on {}: {} {noun} with no named social worker in 9 of 10 simulated years, typically {}",
        format_date(*day),
        between(spread.p5, spread.p95),
        whole(spread.p50)
    )
}
