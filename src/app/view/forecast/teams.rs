//! The teams ahead: when each is likely to fail, and what each can hold against what comes.

use chrono::{Datelike as _, NaiveDate};

use super::super::chart::{HeatCell, HeatView, LineChartView};
use super::super::table::Tone;
use super::{bare_chance, chance, fan_of, line, month, rests_on, span, team_name, whole};
use crate::app::definitions as define;
use crate::app::definitions::Definition;
use crate::app::reading::Reading;
use crate::app::words;
use crate::domain::calendar::format_date;
use crate::domain::ids::{TeamId, Thing};
use crate::domain::sim::{Bands, Series, Summary, WINDOW_WEEKS};

/// What the figures of [`failing_heat`] mean.
pub const FAILING_DEFINED: [Definition; 1] = [define::CHANCE_OF_FAILING];
/// What the figures of [`team_capacity`] mean.
pub const CAPACITY_DEFINED: [Definition; 4] =
    [define::CAPACITY, define::FREE_PLACES, define::BAND_9_OF_10, define::BAND_HALF];

/// Columns that fit beside each other.
const MOST_COLUMNS: usize = 26;

/// The rows of [`failing_heat`], by the team they are for, so that a row that is chosen leads to its team. Children in
/// no team are a row only where there are any; they and teams that are no longer in the plan lead nowhere.
pub fn heat_teams(reading: &Reading, summary: &Summary) -> Vec<Option<TeamId>> {
    let team = |place: usize| summary.layout.teams.get(place).copied().flatten();
    let there = |team: &TeamId| reading.plan.teams.get(*team).is_some();
    places(summary).into_iter().map(|place| team(place).filter(there)).collect()
}

/// Places of the layout's teams that are shown.
fn places(summary: &Summary) -> Vec<usize> {
    let ever = |place: usize| summary.bands(Series::OpenOfTeam(place)).mean.iter().any(|mean| *mean > 0.0);
    let teams = summary.layout.teams.iter().enumerate();
    teams.filter(|(place, team)| team.is_some() || ever(*place)).map(|(place, _)| place).collect()
}

/// Weeks put together for a column: what it is called, how it is called in a sentence, and which weeks it takes.
struct Column {
    name: String,
    period: String,
    weeks: std::ops::Range<usize>,
}

/// Weeks while they fit, else months, else years. A week belongs to the month of its first day in the forecast.
fn columns(summary: &Summary) -> Vec<Column> {
    let first = summary.layout.days.first().copied().unwrap_or_default();
    let start = |monday: &NaiveDate| (*monday).max(first);
    if summary.weeks.len() <= MOST_COLUMNS {
        let weeks = summary.weeks.iter().enumerate();
        return weeks
            .map(|(place, monday)| Column {
                name: monday.format("%d/%m").to_string(),
                period: format!("week of {}", format_date(*monday)),
                weeks: place..place + 1,
            })
            .collect();
    }
    let grouped = |same: fn(NaiveDate, NaiveDate) -> bool, name: fn(NaiveDate) -> (String, String)| {
        let mut columns: Vec<Column> = Vec::new();
        let mut began = first;
        for (place, monday) in summary.weeks.iter().enumerate() {
            let day = start(monday);
            match columns.last_mut() {
                Some(last) if same(began, day) => last.weeks.end = place + 1,
                _ => {
                    let (name, period) = name(day);
                    columns.push(Column { name, period, weeks: place..place + 1 });
                }
            }
            began = day;
        }
        columns
    };
    let months = grouped(
        |a, b| (a.year(), a.month()) == (b.year(), b.month()),
        |day| (day.format("%m/%y").to_string(), month(day)),
    );
    if months.len() <= MOST_COLUMNS {
        return months;
    }
    grouped(|a, b| a.year() == b.year(), |day| (day.year().to_string(), day.year().to_string()))
}

/// The chance that each team fails, by week; where there are too many weeks, the chance in the worst week of each month.
pub fn failing_heat(reading: &Reading, summary: &Summary) -> HeatView {
    let columns = columns(summary);
    let weekly = summary.weeks.len() == columns.len();
    let level = f64::from(reading.plan.forecast.failing_chance_percent) / 100.0;
    let runs = words::count(summary.runs as usize, "simulated year", "simulated years");
    let title = if weekly {
        "Chance in percent that a team fails, by team and week"
    } else if columns.iter().any(|column| column.name.contains('/')) {
        "Chance in percent that a team fails, by team and month: its worst week"
    } else {
        "Chance in percent that a team fails, by team and year: its worst week"
    };
    let mut view = HeatView {
        title: title.to_owned(),
        columns: columns.iter().map(|column| column.name.clone()).collect(),
        ..HeatView::default()
    };
    for place in places(summary) {
        let team = summary.layout.teams.get(place).copied().flatten();
        let name = team_name(reading, team);
        let chances = summary.failing.get(place).map_or(&[][..], Vec::as_slice);
        let cell = |column: &Column| {
            let (week, share) = highest(chances, column.weeks.clone()).unwrap_or((column.weeks.start, 0.0));
            let when = match summary.weeks.get(week) {
                Some(monday) if !weekly && share > 0.0 => {
                    format!(", worst in the week of {}", format_date(*monday))
                }
                _ => String::new(),
            };
            HeatCell {
                value: 100.0 * share,
                text: bare_chance(share),
                level: heat_level(share, level),
                hint: format!("{name}, {}: fails in {} of {runs}{when}", column.period, chance(share)),
            }
        };
        let cells = columns.iter().map(cell).collect();
        view.cells.push(cells);
        view.rows.push(name);
    }
    view
}

/// The highest of some weeks, the earliest of equals, with its place.
fn highest(chances: &[f64], weeks: std::ops::Range<usize>) -> Option<(usize, f64)> {
    let found = weeks.filter_map(|week| Some((week, *chances.get(week)?)));
    found.reduce(|best, now| if now.1 > best.1 { now } else { best })
}

/// Strongly coloured are just the cells above the manager's level.
fn heat_level(share: f64, level: f64) -> u8 {
    if share > level {
        if share > f64::midpoint(level, 1.0) { 4 } else { 3 }
    } else if share > level / 2.0 {
        2
    } else {
        u8::from(share >= 0.05)
    }
}

/// A line of a list that leads to a team.
#[derive(Clone, Debug, PartialEq)]
pub struct TeamLine {
    /// "Assessment North: from the week of 12/10/2026 (63%)".
    pub words: String,
    /// The team, if it is in the plan.
    pub leads: Option<Thing>,
}

/// Teams that are likely to fail, the first to fail first: place of the team, place of the week.
fn first_failing(summary: &Summary) -> Vec<(usize, usize)> {
    let failing = places(summary).into_iter().filter_map(|place| {
        let week = summary.first_failing.get(place).copied().flatten()?;
        Some((place, week))
    });
    let mut failing: Vec<(usize, usize)> = failing.collect();
    failing.sort_by_key(|(place, week)| (*week, *place));
    failing
}

fn chance_of(summary: &Summary, place: usize, week: usize) -> f64 {
    summary.failing.get(place).and_then(|weeks| weeks.get(week)).copied().unwrap_or(0.0)
}

fn week_words(summary: &Summary, week: usize) -> String {
    summary.weeks.get(week).map_or_else(String::new, |monday| format!("the week of {}", format_date(*monday)))
}

/// Every team that is likely to fail, with the first week in which it is.
pub fn failing_lines(reading: &Reading, summary: &Summary) -> Vec<TeamLine> {
    let line = |(place, week): (usize, usize)| {
        let team = summary.layout.teams.get(place).copied().flatten();
        TeamLine {
            words: format!(
                "{}: from {} ({})",
                team_name(reading, team),
                week_words(summary, week),
                chance(chance_of(summary, place, week))
            ),
            leads: team.filter(|id| reading.plan.teams.get(*id).is_some()).map(Thing::Team),
        }
    };
    first_failing(summary).into_iter().map(line).collect()
}

/// How many teams are likely to fail, which is first, and what failing is.
pub fn failing_sentence(reading: &Reading, summary: &Summary) -> String {
    let places = places(summary);
    if places.is_empty() {
        return "There are no teams in the forecast. Add a team, or bring in a child list or a staff list"
            .to_owned();
    }
    let settings = &reading.plan.forecast;
    let rule = format!(
        "A team fails on a day on which more than {} of its children have no named social worker; likely is a chance \
         above {}%. {}",
        settings.failing_children,
        settings.failing_chance_percent,
        rests_on(summary)
    );
    let teams = words::count(places.len(), "team", "teams");
    let name = |place: usize| team_name(reading, summary.layout.teams.get(place).copied().flatten());
    let failing = first_failing(summary);
    if let Some((place, week)) = failing.first() {
        let (is, first) = if failing.len() == 1 { ("is", ":") } else { ("are", "; the first is") };
        return format!(
            "{} of {teams} {is} likely to fail within {}{first} {}, from {} ({}). {rule}",
            failing.len(),
            span(summary),
            name(*place),
            week_words(summary, *week),
            chance(chance_of(summary, *place, *week))
        );
    }
    let closest = places
        .iter()
        .filter_map(|place| {
            let chances = summary.failing.get(*place)?;
            highest(chances, 0..chances.len()).map(|(week, share)| (*place, week, share))
        })
        .reduce(|best, now| if now.2 > best.2 { now } else { best })
        .filter(|(_, _, share)| *share > 0.0);
    let closest = closest.map_or_else(String::new, |(place, week, share)| {
        format!("; closest to it is {}, in {} ({})", name(place), week_words(summary, week), chance(share))
    });
    format!("None of the {teams} is likely to fail within {}{closest}. {rule}", span(summary))
}

/// What the panel says of one team: its first failing week, and its chance in a few of the weeks ahead. Nothing for a
/// team that the forecast does not know.
pub fn team_facts(reading: &Reading, summary: &Summary, team: TeamId) -> Vec<String> {
    let Some(place) = summary.layout.team_place(Some(team)) else {
        return vec![
            "Not yet in the forecast on screen, which tells when a team is likely to fail".to_owned(),
        ];
    };
    let first = summary.first_failing.get(place).copied().flatten();
    let likely = first.map_or_else(
        || format!("Not likely to fail within {}", span(summary)),
        |week| {
            let share = chance(chance_of(summary, place, week));
            format!("Likely to fail from {} ({share})", week_words(summary, week))
        },
    );
    let first_day = summary.layout.days.first().copied().unwrap_or_default();
    let ahead = super::weeks_ahead(summary);
    let chances: Vec<String> = WINDOW_WEEKS
        .iter()
        .filter(|weeks| u32::from(**weeks) <= ahead)
        .filter_map(|weeks| {
            let day = first_day + chrono::Duration::weeks(i64::from(*weeks));
            let week = summary.weeks.partition_point(|monday| *monday <= day).checked_sub(1)?;
            Some(format!("{} in {weeks} weeks", chance(chance_of(summary, place, week))))
        })
        .collect();
    let more = reading.plan.forecast.failing_children;
    let chances = (!chances.is_empty()).then(|| {
        format!("Chance of more than {more} children without a named social worker: {}", chances.join(", "))
    });
    std::iter::once(likely).chain(chances).collect()
}

/// What one team can hold against the children it is likely to have; `None` for a team that the forecast does not know.
pub fn team_capacity(reading: &Reading, summary: &Summary, team: TeamId) -> Option<LineChartView> {
    let place = summary.layout.team_place(Some(team))?;
    let series = [Series::OpenOfTeam(place), Series::CapacityOfTeam(place), Series::FreeOfTeam(place)];
    Some(capacity(reading, summary, &team_name(reading, Some(team)), series))
}

/// The same of the whole service.
pub fn service_capacity(reading: &Reading, summary: &Summary) -> LineChartView {
    let series = [Series::Open, Series::Capacity, Series::FreePlaces];
    capacity(reading, summary, "Whole service", series)
}

fn capacity(reading: &Reading, summary: &Summary, name: &str, series: [Series; 3]) -> LineChartView {
    let [open, capacity, free] = series.map(|series| summary.bands(series));
    let title = format!("{name}: open children against capacity");
    let mut view = fan_of(reading, summary, &open, (&title, "Children"));
    if let Some(first) = view.series.first_mut() {
        "Open children (middle year)".clone_into(&mut first.name);
    }
    view.sentence = capacity_sentence(summary, name, (&open, &capacity, &free));
    view.series.push(line("Capacity, expected", capacity.mean, Tone::Purple, false));
    view.series.push(line("Free places, expected", free.mean, Tone::BlueGreen, true));
    view
}

fn capacity_sentence(
    summary: &Summary,
    name: &str,
    (open, capacity, free): (&Bands, &Bands, &Bands),
) -> String {
    let days = &summary.layout.days;
    let above = |row: &[f64], day: usize| row.get(day).copied().unwrap_or(0.0) > capacity.on(day).mean;
    let Some(last) = open.mean.len().checked_sub(1) else {
        return "No simulated year has been played to its end yet".to_owned();
    };
    let day = |place: usize| days.get(place).copied().map_or_else(String::new, format_date);
    let begins = |row: &[f64]| (0..=last).find(|day| above(row, *day)).map(&day);
    let over = (0..=last).filter(|day| above(&open.mean, *day)).count();
    let to_the_end = (0..=last).rev().take_while(|day| above(&open.mean, *day)).count() == over;
    let room = match (begins(&open.mean), begins(&open.p95)) {
        (Some(typical), _) if to_the_end => {
            format!("more children are expected than capacity from {typical}")
        }
        (Some(typical), _) => format!(
            "more children are expected than capacity on {} of {}, first on {typical}",
            words::thousands(over),
            words::working_days(u32::try_from(last + 1).unwrap_or(u32::MAX))
        ),
        (None, Some(bad)) => {
            format!(
                "capacity is expected to be enough throughout, but too little on {bad} in at least 1 of 20 simulated \
                 years"
            )
        }
        (None, None) => "capacity is likely to be enough on each day".to_owned(),
    };
    let (open, free) = (open.on(last).mean.round(), free.on(last).mean.round());
    format!(
        "{name}: {room}. On {}, {} expected against a capacity of {}, with {}",
        day(last),
        words::count(open as usize, "child is", "children are"),
        whole(capacity.on(last).mean),
        words::count(free as usize, "free place", "free places")
    )
}
