//! Which assumption moves the answer most: bars around the answer, and a sentence.

use super::answer::place_of;
use super::words;
use crate::app::definitions::Definition;
use crate::app::definitions::target as define;
use crate::app::target::{Bar, Sensitivity};
use crate::app::view::chances::{TornadoBar, TornadoEnd, TornadoView};
use crate::app::words::capital;
use crate::domain::plan::lower_first;
use crate::domain::target::{Value, Varied};

/// What the figures mean.
pub const DEFINED: [Definition; 1] = [define::SENSITIVITY];

/// The bars, the widest first.
pub fn view(found: &Sensitivity) -> TornadoView {
    let what = &found.vary.what;
    let end = |(percent, answer): &(u16, Option<Value>)| TornadoEnd {
        of: format!("{percent}%"),
        x: answer.map(place_of),
        text: answer.map_or_else(|| "none would do".to_owned(), words::value),
    };
    let bar = |bar: &Bar| TornadoBar { name: bar.what.clone(), low: end(&bar.low), high: end(&bar.high) };
    TornadoView {
        title: "The answer with less and with more of each assumption".to_owned(),
        sentence: sentence(what, found),
        middle: found.answer.map(|answer| {
            let named = words::value_of(what, answer);
            (place_of(answer), named)
        }),
        bars: found.bars.iter().map(bar).collect(),
    }
}

fn sentence(what: &Varied, found: &Sensitivity) -> String {
    let Some(bar) = found.bars.first() else {
        return if found.finished {
            "There is no assumption to move".to_owned()
        } else {
            "The first assumption is being tried".to_owned()
        };
    };
    let so_far = if found.finished { "" } else { "So far: " };
    let named = |value: Value| words::value_of(what, value);
    // What is told is the end that moves the answer further.
    let away = |end: &(u16, Option<Value>)| match (end.1, found.answer) {
        (Some(value), Some(answer)) => (place_of(value) - place_of(answer)).abs(),
        (None, None) => 0.0,
        _ => f64::INFINITY,
    };
    let end = if away(&bar.low) > away(&bar.high) { &bar.low } else { &bar.high };
    if away(end) <= 0.0 {
        return if found.answer.is_some() || !found.finished {
            capital(&format!("{so_far}none of these assumptions moves the answer by itself"))
        } else {
            "No value that was tried would do, whichever of these assumptions is set lower or higher"
                .to_owned()
        };
    }
    let percent = i32::from(end.0) - 100;
    let much = format!("{}% {} of it", percent.abs(), if percent < 0 { "less" } else { "more" });
    let takes = match (end.1, found.answer) {
        (None, _) => "no value that was tried would do".to_owned(),
        (Some(value), Some(answer)) => {
            format!("the answer is {} instead of {}", named(value), words::value(answer))
        }
        (Some(value), None) => {
            format!("the answer is {}; as it is, no value that was tried would do", named(value))
        }
    };
    let name = if so_far.is_empty() { bar.what.clone() } else { lower_first(&bar.what) };
    format!("{so_far}{name} matters most: with {much} {takes}")
}
