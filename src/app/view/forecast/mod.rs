//! What the screens show of a forecast: what is likely, beside what is known.
//!
//! Built from a reading of the plan as it is now and the summary of a forecast, which may be of an earlier state of the
//! plan. Neither is ever looked into by the other's places: children and teams are found by their ids, days by date.

pub mod children;
pub mod overview;
pub mod progress;
pub mod replay;
mod replay_words;
pub mod staff;
pub mod states;
pub mod strip;
pub mod teams;

#[cfg(test)]
mod tests;

use chrono::{Datelike as _, NaiveDate};

use super::chart::{Band, LineChartView, Series as Line};
use super::table::Tone;
use crate::app::reading::Reading;
use crate::app::words;
use crate::domain::ahead::DayCount;
use crate::domain::calendar::format_date;
use crate::domain::ids::TeamId;
use crate::domain::sim::{Bands, Layout, Summary, WINDOW_WEEKS};

/// What stands in place of a forecast that is not there: why, and what to do next. `refused` are the sentences with
/// which the plan was refused, if it was.
pub fn nothing(reading: &Reading, refused: &[String]) -> String {
    if let Some(first) = refused.first() {
        let more = match refused.len() {
            1 => String::new(),
            many => format!(" (and {})", words::count(many - 1, "more reason", "more reasons")),
        };
        return format!(
            "This plan cannot be played forward: {}{more}. Put it right, and the forecast follows by itself",
            crate::domain::plan::lower_first(first.trim_end_matches('.'))
        );
    }
    if is_empty(reading) {
        return "There is nothing to play forward yet: bring in the child list, or say under Demand how much new \
                work comes in"
            .to_owned();
    }
    "What is likely has not been worked out yet; what is known is shown already".to_owned()
}

/// Whether there is neither a child nor new work: nothing to play forward.
pub fn is_empty(reading: &Reading) -> bool {
    reading.now().open() == 0 && reading.plan.demand.teams.is_empty()
}

/// What limits what a forecast can tell, each a sentence with what to do; most plans give none.
pub fn caveats(reading: &Reading, summary: &Summary) -> Vec<String> {
    let mut found = Vec::new();
    if reading.plan.demand.teams.iter().all(|team| team.families_a_week <= 0.0) {
        found.push(
            "No new work is set, so that only today’s children are played forward and the numbers fall too low. Say \
             under Demand how many new families come to each team in a week"
                .to_owned(),
        );
    }
    if let Some(first) = summary.layout.days.first().filter(|first| **first != reading.on) {
        found.push(format!(
            "The forecast on screen is as at {} and the plan as at {}",
            format_date(*first),
            format_date(reading.on)
        ));
    }
    found
}

/// How many years were played and how exact that is: "1,000 simulated years, mean within ±3%".
pub fn rests_on(summary: &Summary) -> String {
    let years = words::count(summary.runs as usize, "simulated year", "simulated years");
    match summary.relative_error {
        Some(error) => format!("{years}, mean within ±{}%", trimmed(100.0 * error)),
        None => format!("{years}, too few to say how exact"),
    }
}

/// A chance as a percentage that never makes the rare look impossible, nor the likely certain.
pub fn chance(share: f64) -> String {
    format!("{}%", bare_chance(share).replace('<', "under ").replace('>', "over "))
}

/// The same for narrow cells: "63", "<1", ">99".
pub(in crate::app::view) fn bare_chance(share: f64) -> String {
    let percent = 100.0 * share;
    if percent > 0.0 && percent < 1.0 {
        "<1".to_owned()
    } else if percent > 99.0 && percent < 100.0 {
        ">99".to_owned()
    } else {
        format!("{percent:.0}")
    }
}

/// One decimal, and none where it is nought or the number is in the thousands.
fn trimmed(value: f64) -> String {
    if value >= 1000.0 {
        return whole(value);
    }
    let text = format!("{value:.1}");
    text.strip_suffix(".0").map_or_else(|| text.clone(), str::to_owned)
}

/// A count that is a whole number kept as a float.
fn whole(value: f64) -> String {
    words::thousands(value.max(0.0).round() as usize)
}

/// "4 to 19", or "4".
fn between(low: f64, high: f64) -> String {
    if whole(low) == whole(high) { whole(low) } else { format!("{} to {}", whole(low), whole(high)) }
}

/// "between 4 and 19 children have", "4 children have", "1 child has".
fn children_have(low: f64, high: f64) -> String {
    if whole(low) != whole(high) {
        return format!("between {} and {} children have", whole(low), whole(high));
    }
    let count = low.max(0.0).round() as usize;
    format!("{} {}", words::count(count, "child", "children"), if count == 1 { "has" } else { "have" })
}

/// How far the forecast looks, in whole weeks.
fn weeks_ahead(summary: &Summary) -> u32 {
    let days = &summary.layout.days;
    let span = days.first().zip(days.last()).map_or(0, |(first, last)| (*last - *first).num_days());
    // The last day may be a Friday before a Monday that is not worked.
    u32::try_from((span + 3) / 7).unwrap_or(0)
}

/// "the year", "26 weeks".
fn span(summary: &Summary) -> String {
    match weeks_ahead(summary) {
        52 | 53 => "the year".to_owned(),
        weeks => words::count(weeks as usize, "week", "weeks"),
    }
}

/// The windows of the chances of children that the forecast reaches, by their place, with their weeks.
fn windows(summary: &Summary) -> Vec<(usize, u32)> {
    let ahead = weeks_ahead(summary);
    let mut reached: Vec<(usize, u32)> = Vec::new();
    for (place, weeks) in WINDOW_WEEKS.iter().enumerate() {
        let weeks = u32::from(*weeks).min(ahead);
        if reached.last().is_none_or(|(_, before)| *before < weeks) {
            reached.push((place, weeks));
        }
    }
    reached
}

/// The place of the last working day within so many weeks, if the forecast goes that far.
fn within_weeks(layout: &Layout, weeks: u32) -> Option<usize> {
    let target = *layout.days.first()? + chrono::Duration::weeks(i64::from(weeks));
    // Up to five days may not be worked around Christmas.
    let reaches = layout.days.last().is_some_and(|last| *last + chrono::Duration::days(5) >= target);
    let place = layout.days.partition_point(|day| *day <= target).checked_sub(1)?;
    reaches.then_some(place)
}

/// What a team of a forecast is called in the plan as it is now.
fn team_name(reading: &Reading, team: Option<TeamId>) -> String {
    team.map_or_else(
        || "No team".to_owned(),
        |id| {
            let team = reading.plan.teams.get(id);
            team.map_or_else(|| format!("{id} (no longer in the plan)"), |team| team.name.clone())
        },
    )
}

/// The two bands around what is likely.
fn two_bands(bands: &Bands, tone: Tone) -> Vec<Band> {
    let band = |name: &str, low: &[f64], high: &[f64]| Band {
        name: name.to_owned(),
        low: low.to_vec(),
        high: high.to_vec(),
        tone,
    };
    vec![band("9 of 10 years", &bands.p5, &bands.p95), band("half of all years", &bands.p25, &bands.p75)]
}

fn line(name: &str, values: Vec<f64>, tone: Tone, dashed: bool) -> Line {
    Line { name: name.to_owned(), values, tone, dashed }
}

/// What is known of a count on the days of a forecast; nothing where the plan does not look that far.
fn known(reading: &Reading, layout: &Layout, of: impl Fn(&DayCount) -> u32) -> Vec<f64> {
    let value = |day: &NaiveDate| {
        let place = usize::try_from((*day - reading.on).num_days()).ok()?;
        reading.days.get(place).map(|count| f64::from(of(count)))
    };
    layout.days.iter().map(|day| value(day).unwrap_or(f64::NAN)).collect()
}

/// No more days off than this are marked: over several years they would hide the lines.
const MOST_MARKS: usize = 16;

/// The plan's date, where what is known ends, and the first day of each stretch of bank holidays or closure.
fn marks(reading: &Reading, layout: &Layout) -> Vec<(NaiveDate, String)> {
    let (Some(first), Some(last)) = (layout.days.first(), layout.days.last()) else { return Vec::new() };
    let mut marks = vec![(*first, "As at".to_owned())];
    let ends = reading.outlook.to;
    if *first < ends && ends < *last {
        marks.push((ends, "Known until here".to_owned()));
    }
    let mut off_before = false;
    let mut days_off = Vec::new();
    for day in first.iter_days().take_while(|day| day <= last) {
        let name = reading.calendar.name_of_day_off(day);
        if let Some(name) = name.filter(|name| *name != "weekend")
            && !off_before
        {
            days_off.push((day, name.to_owned()));
        }
        // Good Friday and Easter Monday are one stretch, and so are the days from Christmas to New Year.
        off_before = name.is_some() && (off_before || name != Some("weekend"));
    }
    if days_off.len() <= MOST_MARKS {
        marks.extend(days_off);
    }
    marks.sort_by_key(|(day, _)| *day);
    marks
}

/// The day on which a count is likely to be highest: by the middle year, then by the highest of 9 in 10, then the
/// earliest. `None` without days or years.
fn worst(bands: &Bands) -> Option<usize> {
    (0..bands.p50.len()).reduce(|worst, day| {
        let (best, now) = (bands.on(worst), bands.on(day));
        let order = now.p50.total_cmp(&best.p50).then(now.p95.total_cmp(&best.p95));
        if order.is_gt() { day } else { worst }
    })
}

/// "August 2027".
fn month(day: NaiveDate) -> String {
    const NAMES: [&str; 12] = [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ];
    format!("{} {}", NAMES.get(day.month0() as usize).copied().unwrap_or_default(), day.year())
}

/// A count over the forecast: the two bands, the middle year, and what is marked.
fn fan_of(
    reading: &Reading,
    summary: &Summary,
    bands: &Bands,
    (title, y_label): (&str, &str),
) -> LineChartView {
    LineChartView {
        title: title.to_owned(),
        sentence: String::new(),
        y_label: y_label.to_owned(),
        x: summary.layout.days.clone(),
        series: vec![line("Likely (middle year)", bands.p50.clone(), Tone::Blue, false)],
        bands: two_bands(bands, Tone::Blue),
        marks: marks(reading, &summary.layout),
    }
}
