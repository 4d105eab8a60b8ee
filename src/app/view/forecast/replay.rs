//! One simulated year told day by day: which years there are to choose from, its line, and what happens on a day.

use chrono::NaiveDate;

use super::super::chart::LineChartView;
use super::super::mark::state_mark;
use super::super::table::{CellView, ColumnView, Mark, RowView, TableView, Tone};
use super::replay_words::Names;
use super::{line, two_bands};
use crate::app::words;
use crate::domain::calendar::format_date_with_day;
use crate::domain::ids::Thing;
use crate::domain::plan::{Plan, Words as _};
use crate::domain::sim::trace::{Event, Trace, What};
use crate::domain::sim::{Layout, Series, Summary};
use crate::domain::state::ChildState;

/// A year that can be replayed.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReplayChoice {
    /// The number of the run.
    pub run: u32,
    /// "A bad year".
    pub words: String,
    /// What makes it one, in a sentence.
    pub hint: String,
}

/// The years worth looking at, from good to bad. Of few years the same may stand in several places: it is told once.
pub fn replay_choices(summary: &Summary) -> Vec<ReplayChoice> {
    const WORDS: [(&str, &str); 5] = [
        (
            "A very good year",
            "Only 5 of 100 simulated years come to fewer days without a named social worker",
        ),
        ("A good year", "A quarter of the simulated years come to fewer days without a named social worker"),
        ("A middling year", "Half of the simulated years come to fewer days without a named social worker"),
        ("A bad year", "A quarter of the simulated years come to more days without a named social worker"),
        ("A very bad year", "Only 5 of 100 simulated years come to more days without a named social worker"),
    ];
    let mut choices: Vec<ReplayChoice> = Vec::new();
    if summary.runs == 0 {
        return choices;
    }
    if summary.runs == 1 {
        let hint = "The only year that was played: it tells nothing of chance".to_owned();
        return vec![ReplayChoice { run: summary.runs_at[0], words: "The one year".to_owned(), hint }];
    }
    // From the middle outwards, so that of few years the middling one keeps its name.
    for place in [2, 1, 3, 0, 4] {
        let run = summary.runs_at[place];
        if choices.iter().all(|choice| choice.run != run) {
            let (words, hint) = WORDS[place];
            choices.push(ReplayChoice { run, words: words.to_owned(), hint: hint.to_owned() });
        }
    }
    let place_of = |choice: &ReplayChoice| WORDS.iter().position(|(words, _)| *words == choice.words);
    choices.sort_by_key(place_of);
    choices
}

/// One line of a replayed day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReplayLine {
    /// What happens, as a sentence without a full stop.
    pub words: String,
    /// The child or member of staff of the plan whom it happens to. `None` for those who exist in this year alone.
    pub thing: Option<Thing>,
}

/// Children in one state at the end of a replayed day.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReplayState {
    /// The state's sign.
    pub mark: Mark,
    /// The state in words.
    pub label: &'static str,
    /// How many children.
    pub count: u32,
    /// How many more than at the end of the day before, if that is told.
    pub change: Option<i64>,
}

/// One day of a replayed year.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct ReplayDayView {
    /// The day; `None` past the end of the forecast.
    pub date: Option<NaiveDate>,
    /// The day in one sentence.
    pub sentence: String,
    /// What happens, in order.
    pub events: Vec<ReplayLine>,
    /// The states at its end that hold any child, or did the day before.
    pub by_state: Vec<ReplayState>,
    /// Children with no named social worker at its end.
    pub unnamed: u32,
}

/// What a day ends with.
fn end_of(trace: &Trace, day: u32) -> Option<([u32; 13], u32, u32)> {
    day_of(trace, day).iter().rev().find_map(|event| match event.what {
        What::DayEnds { by_state, unnamed, waiting } => Some((by_state, unnamed, waiting)),
        _ => None,
    })
}

/// The events of a day. A year is told in order.
fn day_of(trace: &Trace, day: u32) -> &[Event] {
    let from = trace.events.partition_point(|event| event.day < day);
    let to = trace.events.partition_point(|event| event.day <= day);
    trace.events.get(from..to).unwrap_or_default()
}

/// One day of a year in plain sentences. Names and references are the plan's as it is now.
pub fn replay_day(trace: &Trace, layout: &Layout, plan: &Plan, day: u32) -> ReplayDayView {
    let date = layout.days.get(day as usize).copied();
    let Some(on) = date else {
        let sentence = "The simulated year has ended. Go back to an earlier day".to_owned();
        return ReplayDayView { date, sentence, events: Vec::new(), by_state: Vec::new(), unnamed: 0 };
    };
    let names = Names::new(trace, layout, plan);
    let events: Vec<ReplayLine> =
        day_of(trace, day).iter().filter_map(|event| names.told(&event.what)).collect();
    let before = day.checked_sub(1).and_then(|before| end_of(trace, before));
    let end = end_of(trace, day);
    let unnamed = end.map_or(0, |(_, unnamed, _)| unnamed);
    let by_state = end.map_or_else(Vec::new, |(counts, _, _)| states(&counts, before.map(|before| before.0)));
    let happens = match events.len() {
        0 => "Nothing happens".to_owned(),
        many => words::count(many, "thing happens", "things happen"),
    };
    let sentence = end.map_or_else(
        || format!("{}, the day the forecast begins. {happens}", format_date_with_day(on)),
        |(_, unnamed, waiting)| {
            let than = before.map_or_else(String::new, |(_, earlier, _)| compared(unnamed, earlier));
            format!(
                "{} of this simulated year: {} no named social worker{than}; {} in a queue. {happens}",
                format_date_with_day(on),
                super::children_have(f64::from(unnamed), f64::from(unnamed)),
                words::count(waiting as usize, "child waits", "children wait"),
            )
        },
    );
    ReplayDayView { date, sentence, events, by_state, unnamed }
}

/// ", 2 more than the day before".
fn compared(now: u32, before: u32) -> String {
    match now.cmp(&before) {
        std::cmp::Ordering::Equal => ", as many as the day before".to_owned(),
        std::cmp::Ordering::Greater => format!(", {} more than the day before", now - before),
        std::cmp::Ordering::Less => format!(", {} fewer than the day before", before - now),
    }
}

fn states(counts: &[u32; 13], before: Option<[u32; 13]>) -> Vec<ReplayState> {
    let state = |state: &ChildState| {
        let place = *state as usize;
        let earlier = before.map(|before| before[place]);
        let change = earlier.map(|earlier| i64::from(counts[place]) - i64::from(earlier));
        let shown = counts[place] > 0 || earlier.is_some_and(|earlier| earlier > 0);
        let (mark, label) = (state_mark(*state), state.label());
        shown.then_some(ReplayState { mark, label, count: counts[place], change })
    };
    ChildState::ALL.iter().filter_map(state).collect()
}

/// What happens on a day as a table, a row for each event: the row is its place in [`ReplayDayView::events`].
pub fn events_table(view: &ReplayDayView, revision: u64) -> TableView<usize> {
    let columns = vec![
        ColumnView::text("what", "What happens", 480.0).hint("In the order in which it happens on the day"),
    ];
    let row = |(place, event): (usize, &ReplayLine)| {
        RowView::new(place, event.words.clone(), vec![CellView::text(&event.words)])
    };
    TableView {
        name: "replay_events",
        noun: ("event", "events"),
        columns,
        rows: view.events.iter().enumerate().map(row).collect(),
        totals: None,
        empty: "Nothing happens on this day".to_owned(),
        revision,
    }
}

/// The states at the end of a day as a table, with how they changed since the day before.
pub fn states_table(view: &ReplayDayView, revision: u64) -> TableView<usize> {
    let columns = vec![
        ColumnView::text("state", "State", 190.0),
        ColumnView::figures("count", "Children", 80.0).hint("At the end of the day"),
        ColumnView::figures("change", "Change", 80.0).hint("Since the end of the day before"),
    ];
    let row = |(place, state): (usize, &ReplayState)| {
        let change = state.change.filter(|change| *change != 0);
        let change = change.map_or_else(CellView::missing, |change| {
            CellView::number(format!("{change:+}").replace('-', "−"), change as f64)
        });
        let count = CellView::number(words::thousands(state.count as usize), f64::from(state.count));
        let cells = vec![CellView::text(state.label).mark(state.mark), count, change];
        RowView::new(place, state.label, cells)
    };
    TableView {
        name: "replay_states",
        noun: ("state", "states"),
        columns,
        rows: view.by_state.iter().enumerate().map(row).collect(),
        totals: None,
        empty: "The states are told at the end of each later day".to_owned(),
        revision,
    }
}

/// Children with no named social worker on each day of one year, over the bands of all years where these are of the
/// same days.
pub fn replay_line(summary: Option<&Summary>, trace: &Trace, layout: &Layout) -> LineChartView {
    let bands = summary.filter(|summary| summary.layout.days == layout.days);
    let bands = bands.map(|summary| summary.bands(Series::Unnamed));
    let mut values = vec![f64::NAN; layout.days.len()];
    for event in &trace.events {
        if let (What::DayEnds { unnamed, .. }, Some(value)) = (event.what, values.get_mut(event.day as usize))
        {
            *value = f64::from(unnamed);
        }
    }
    let days = layout.days.iter().zip(&values).filter(|(_, value)| value.is_finite());
    let most = days.reduce(|most, day| if day.1 > most.1 { day } else { most });
    let sentence = most.map_or_else(
        || "Nothing is told of this year".to_owned(),
        |(day, value)| {
            format!(
                "In this simulated year {} no named social worker on the worst day, {}",
                super::children_have(*value, *value),
                format_date_with_day(*day)
            )
        },
    );
    LineChartView {
        title: "Children with no named social worker in this simulated year".to_owned(),
        sentence,
        y_label: "Children".to_owned(),
        x: layout.days.clone(),
        series: std::iter::once(line("this year", values, Tone::Vermilion, false))
            .chain(bands.as_ref().map(|bands| line("the middle year", bands.p50.clone(), Tone::Blue, true)))
            .collect(),
        bands: bands.as_ref().map(|bands| two_bands(bands, Tone::Blue)).unwrap_or_default(),
        marks: layout.days.first().map(|day| (*day, "As at".to_owned())).into_iter().collect(),
    }
}
