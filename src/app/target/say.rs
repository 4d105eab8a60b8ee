//! What the studies say in sentences.

use chrono::NaiveDate;

use super::question::Question;
use crate::app::words::{capital, count, thousands, years_of_100};
use crate::domain::calendar::format_date;
use crate::domain::plan::{Plan, Words as _, lower_first};
use crate::domain::target::search::{LOOKS, Search, TOLD, Tally, wilson};
use crate::domain::target::{Promise, Value, Variation, Varied, Worst};

/// "97" or "94.6": years of a hundred, with a decimal where it is not whole.
pub(super) fn years(share: f64) -> String {
    let text = format!("{:.1}", share * 100.0);
    text.strip_suffix(".0").map_or_else(|| text.clone(), str::to_owned)
}

/// "97 years of 100 (95.4 to 98.1; 1,000 simulated)".
pub(super) fn share_of(kept: u32, runs: u32) -> String {
    let (low, high) = wilson(kept, runs, TOLD);
    let share = f64::from(kept) / f64::from(runs.max(1));
    let (low, high, runs) = (years(low), years(high), thousands(runs as usize));
    format!("{} ({low} to {high}; {runs} simulated)", years_of_100(&years(share)))
}

/// "January 2027".
pub(super) fn month(first: NaiveDate) -> String {
    first.format("%B %Y").to_string()
}

/// How far a search has come.
pub(super) fn looked_at(
    search: &Search,
    place: usize,
    vary: &Variation,
    base: &Plan,
    order: &[Value],
) -> String {
    let (Some(value), Some(known)) = (order.get(place), search.tried.get(&place)) else {
        return String::new();
    };
    let years = count(known.tally.runs as usize, "year", "years");
    format!("{}: {years}", capital(&vary.value_words(base, *value)))
}

/// While nothing is known.
pub(super) fn not_known(search: &Search) -> String {
    match search.tried.len() {
        0 => "Nothing is known yet".to_owned(),
        tried => format!("Not known yet: {} tried so far", count(tried, "value", "values")),
    }
}

/// While it is being searched: what would do as far as is known.
pub(super) fn so_far(search: &Search, vary: &Variation, base: &Plan, order: &[Value]) -> String {
    match search.found.and_then(|place| order.get(place)) {
        Some(value) => {
            let tried = count(search.tried.len(), "value", "values");
            format!(
                "The answer so far: {}. {tried} tried, and the search goes on",
                vary.value_words(base, *value)
            )
        }
        None => not_known(search),
    }
}

fn promises(number: usize) -> &'static str {
    if number == 1 { "the promise is kept" } else { "every promise is kept" }
}

/// The answer, where a value is enough.
pub(super) fn found(
    search: &Search,
    place: usize,
    vary: &Variation,
    base: &Plan,
    order: &[Value],
    number: usize,
) -> String {
    let (Some(value), Some(known)) = (order.get(place).copied(), search.tried.get(&place)) else {
        return not_known(search);
    };
    let words = vary.value_words(base, value);
    let kept = share_of(known.tally.all, known.tally.runs);
    let is_plan_as_it_is = vary.changes(base, value).is_empty();
    let mut sentence = if place == 0 && is_plan_as_it_is {
        format!("Nothing has to change: as the plan stands {} in {kept}", promises(number))
    } else if place == 0 {
        format!("Even the first is enough: with {words} {} in {kept}", promises(number))
    } else {
        let least = match vary.what {
            Varied::Posts { .. } | Varied::Agency { .. } => "the least that keeps it",
            Varied::StartOfPosts { .. } => "the latest start that keeps it",
            Varied::AgencyUntil { .. } => "the earliest end that keeps it",
            Varied::Cap { .. } => "the lowest cap that keeps it",
            _ => "the most that the plan can bear",
        };
        format!("{} is {least}: {} in {kept}", capital(&words), promises(number))
    };
    if let Some((before, value)) =
        place.checked_sub(1).and_then(|before| Some((search.tried.get(&before)?, order.get(before)?)))
    {
        let kept = share_of(before.tally.all, before.tally.runs);
        sentence = format!("{sentence}. With {} in {kept}", value.words());
    }
    sentence
}

/// What binds.
pub(super) fn binding(with: &str, promise: &Promise, runs: u32, worst: &Worst, team: Option<&str>) -> String {
    let broken = years_of_100(&years(f64::from(worst.runs) / f64::from(runs.max(1))));
    let team = team.map_or_else(String::new, |team| format!(", with most children in {team}"));
    let state = worst.state.map_or_else(String::new, |state| {
        format!(", most of them in the state “{}”", lower_first(state.label()))
    });
    let month = month(worst.month);
    format!("With {with}, “{}” is broken in {broken}, most often in {month}{team}{state}", promise.claim)
}

/// How it was searched.
pub(super) fn how(search: &Search, question: &Question, vary: &Variation, order: &[Value]) -> Vec<String> {
    let base = &question.base;
    let (tried, of) = (search.tried.len(), order.len());
    let mut how = vec![format!(
        "Every value meets the same chances: seed {}, the same simulated years from the first on",
        base.forecast.seed
    )];
    how.push(match vary.is_better_when_more() {
        Some(_) => format!(
            "{} of {of} were tried, by halving what is left: it is supposed that {} never keeps a promise less often",
            count(tried, "value", "values"),
            if vary.is_better_when_more() == Some(true) { "more" } else { "less or earlier" }
        ),
        None => format!("{} of {of} were tried, one after the other", count(tried, "value", "values")),
    });
    how.push(format!(
        "A value is looked at after {} years. At the last look its share decides; it is left before as soon as it is as good as certain (99.9 %, Wilson) what the last would say",
        LOOKS.iter().map(|look| thousands(*look as usize)).collect::<Vec<_>>().join(", ")
    ));
    how.push(format!(
        "{} of {} weeks were played in all",
        count(usize::try_from(search.runs()).unwrap_or(usize::MAX), "simulated year", "simulated years"),
        question.weeks
    ));
    if question.weeks < base.forecast.weeks {
        let weeks = chrono::Duration::weeks(i64::from(question.weeks));
        let until = base.about.as_at.checked_add_signed(weeks).unwrap_or(base.about.as_at);
        how.push(format!("No promise goes beyond {}: pay is counted until then", format_date(until)));
    }
    for (place, known) in search.tried.iter().filter(|(_, known)| known.settled && !known.certain) {
        let Some(value) = order.get(*place) else { continue };
        how.push(format!(
            "{}: whether this is enough cannot be told from chance in {}; the likelier is given",
            capital(&vary.value_words(base, *value)),
            count(known.tally.runs as usize, "year", "years"),
        ));
    }
    if let Some((worse, better)) = search.crossed()
        && let (Some(a), Some(b)) = (order.get(worse), order.get(better))
    {
        how.push(format!(
            "Against what is supposed, the promises are kept more often with {} than with {}: look at more values",
            a.words(),
            b.words()
        ));
    }
    how
}

/// A value that is not enough, in words: "40 posts … : kept in 12 years of 100".
pub(super) fn at_best(vary: &Variation, base: &Plan, value: Value, tally: &Tally) -> String {
    format!("with {} it is kept in {}", vary.value_words(base, value), share_of(tally.all, tally.runs))
}
