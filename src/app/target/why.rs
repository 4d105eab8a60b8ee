//! Why no value would do: what limits the answer is tried out, one thing at a time, at the best of the values.

use std::sync::atomic::Ordering;

use super::crew::{Ended, Order, Seen, play};
use super::question::Question;
use super::say;
use super::studies::Workshop;
use crate::app::words::years_of_100;
use crate::domain::calendar::format_date;
use crate::domain::plan::{Change, Recruited};
use crate::domain::target::search::{STRICT, Search, Tally, looks_until};
use crate::domain::target::{Promise, Value, Variation, Varied};

/// The last look of each try.
const LAST_LOOK: u32 = 1000;
/// How many weeks later the promises may begin, at most: these are tried.
const WEEKS_LATER: [i64; 4] = [4, 8, 13, 26];

/// A thing that might be what limits.
struct Try {
    /// "the start", in a sentence about what limits.
    what: &'static str,
    /// "with everybody in post from the first day".
    with: String,
    tally: Tally,
    enough: bool,
}

/// The answer where none of the values is enough, with what limits it.
pub(super) fn none_would_do(
    question: &Question,
    vary: &Variation,
    order: &[Value],
    search: &Search,
    work: &mut Workshop<'_>,
) -> String {
    let base = &question.base;
    let (Some(best), Some(known)) = (order.last().copied(), search.tried.get(&(order.len() - 1))) else {
        return say::not_known(search);
    };
    let told = match order.first() {
        Some(first) if *first != best => {
            let (low, high) = if *first < best { (*first, best) } else { (best, *first) };
            format!("No value from {} to {} would do", low.words(), high.words())
        }
        _ => "This would not do".to_owned(),
    };
    let told = format!("{told}: {}", say::at_best(vary, base, best, &known.tally));
    if !matches!(
        vary.what,
        Varied::Posts { .. }
            | Varied::StartOfPosts { .. }
            | Varied::Agency { .. }
            | Varied::AgencyUntil { .. }
    ) {
        return format!("{told}. Vary something else, such as posts");
    }
    let tries = tries(question, vary, best, work);
    let said = |tried: &Try| format!("{} ({})", tried.with, short(&tried.tally));
    let all: Vec<String> = tries.iter().map(said).collect();
    if work.stop.load(Ordering::Relaxed) {
        // What limits it is not known before all of it was tried.
        return if all.is_empty() { told } else { format!("{told}. Tried until then: {}", all.join("; ")) };
    }
    let limits: Vec<&Try> = tries.iter().filter(|tried| tried.enough).collect();
    if let [first, more @ ..] = limits.as_slice() {
        let said = |tried: &Try| format!("{} it would be kept in {}", tried.with, short(&tried.tally));
        let all: Vec<String> = std::iter::once(first).chain(more).map(|tried| said(tried)).collect();
        return format!("{told}. What limits it is {}: {}", first.what, all.join("; "));
    }
    if tries.is_empty() {
        return told;
    }
    format!("{told}. Nothing that was tried would do alone: {}", all.join("; "))
}

fn short(tally: &Tally) -> String {
    years_of_100(&say::years(f64::from(tally.all) / f64::from(tally.runs.max(1))))
}

fn tries(question: &Question, vary: &Variation, best: Value, work: &mut Workshop<'_>) -> Vec<Try> {
    let base = &question.base;
    let changes = vary.changes(base, best);
    let mut tries = Vec::new();
    let mut add = |what, with: String, question: &Question, changes: &[Change], work: &mut Workshop<'_>| {
        if let Some((tally, enough)) = chance(question, changes, work) {
            tries.push(Try { what, with, tally, enough });
        }
    };
    let first_day = question.tomorrow();
    let at_once: Vec<Change> =
        changes.iter().cloned().map(|change| from_the_first_day(change, first_day)).collect();
    if at_once != changes {
        let with = "with everybody in post from the first day".to_owned();
        add("when they start", with, question, &at_once, work);
    }
    let filled = [vec![Change::ScaleTimeToFill { factor: 0.01 }], changes.clone()].concat();
    add("the time to fill posts", "with every post filled at once".to_owned(), question, &filled, work);
    if let Some((from, later)) = later(question, &changes, work) {
        let with = format!("if the promise began on {}", format_date(from));
        tries.push(Try { what: "the promise’s first day", with, tally: later, enough: true });
    }
    if let Some(more) = twice_as_many(vary, best) {
        let (vary, value) = more;
        let with = format!("with {}", vary.value_words(base, value));
        if let Some((tally, enough)) = chance(question, &vary.changes(base, value), work) {
            tries.push(Try { what: "how many there are", with, tally, enough });
        }
    }
    tries
}

/// The same people in post from the first day.
fn from_the_first_day(change: Change, first_day: chrono::NaiveDate) -> Change {
    match change {
        Change::AddPosts { team, role, count, fte, contract, ramp, .. } => Change::AddPosts {
            team,
            role,
            count,
            fte,
            contract,
            from: first_day,
            recruited: Recruited::Starts,
            ramp,
        },
        Change::AgencyBridge { team, count, until, from } => {
            Change::AgencyBridge { team, count, from: first_day.min(from), until }
        }
        other => other,
    }
}

fn twice_as_many(vary: &Variation, best: Value) -> Option<(Variation, Value)> {
    let mut more = vary.clone();
    match (&mut more.what, best) {
        (Varied::Posts { .. } | Varied::Agency { .. }, Value::Count(count)) if count > 0 => {
            Some((more, Value::Count(count.saturating_mul(2))))
        }
        (Varied::StartOfPosts { count, .. } | Varied::AgencyUntil { count, .. }, value) if *count > 0 => {
            *count = count.saturating_mul(2);
            Some((more, value))
        }
        _ => None,
    }
}

/// The earliest first day from which the promises would be kept, of those that are tried: those who wait today are
/// placed by then, or they are not what limits.
fn later(
    question: &Question,
    changes: &[Change],
    work: &mut Workshop<'_>,
) -> Option<(chrono::NaiveDate, Tally)> {
    let base = &question.base;
    for weeks in WEEKS_LATER {
        let from = base.about.as_at.checked_add_signed(chrono::Duration::weeks(weeks))?;
        let moved: Vec<Promise> = question
            .promises()
            .iter()
            .map(|promise| {
                let from = Some(promise.from.map_or(from, |own| own.max(from)));
                Promise { from, ..promise.clone() }
            })
            .collect();
        if moved == question.promises() {
            continue;
        }
        let question = Question::about(base, &moved);
        if !question.keeping.refused().is_empty() {
            return None;
        }
        if let Some((tally, true)) = chance(&question, changes, work) {
            return Some((from, tally));
        }
    }
    None
}

/// How often the promises are kept with these changes, and whether that is enough; `None` where it cannot be played or
/// was stopped.
fn chance(question: &Question, changes: &[Change], work: &Workshop<'_>) -> Option<(Tally, bool)> {
    let make = |_: usize| question.ready(changes);
    let mut tally = Tally::none(question.wanted.len());
    for look in looks_until(LAST_LOOK) {
        let order = Order { plan: 0, first: tally.runs, count: look - tally.runs };
        let mut seen = Some(Seen::default());
        let ended =
            play(&make, &[order], work.threads, work.stop, &mut |_, piece| match (piece, &mut seen) {
                (Ok(piece), Some(seen)) => seen.add(piece),
                _ => seen = None,
            });
        let seen = seen.filter(|_| ended == Ended::Finished)?;
        seen.kept.iter().for_each(|kept| tally.add(*kept));
        if let Some(enough) = tally.verdict(&question.wanted, STRICT) {
            return Some((tally, enough));
        }
    }
    let enough = tally.is_enough(&question.wanted);
    Some((tally, enough))
}
