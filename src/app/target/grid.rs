//! The grid: two or three things varied at once, every combination on the same chances, told round by round.

use super::crew::{Ended, Order, Seen, play};
use super::question::Question;
use super::studies::{News, StudyProgress, Workshop};
use super::{Grid, GridCell, Kept};
use crate::domain::plan::Change;
use crate::domain::sim::{Difference, Spread};
use crate::domain::target::search::Tally;
use crate::domain::target::{Value, Variation};

/// Years of every cell after each round.
const ROUNDS: [u32; 5] = [10, 50, 100, 200, 400];
/// The most combinations.
const MOST: usize = 2_000;
/// Cells that are played before how far it has come is told.
const AT_ONCE: usize = 24;

/// Plays every combination.
pub(super) fn play_grid(question: &Question, axes: &[Variation], work: &mut Workshop<'_>) -> StudyProgress {
    let refuse = |sentence: &str| StudyProgress::Refused(vec![sentence.to_owned()]);
    if axes.is_empty() || axes.len() > 3 {
        return refuse("Vary one, two or three things at once");
    }
    let combinations = combinations(axes);
    if combinations.is_empty() || combinations.len() > MOST {
        return refuse("These are too many combinations: choose fewer values");
    }
    let changes = |values: &[Value]| -> Vec<Change> {
        axes.iter().zip(values).flat_map(|(axis, value)| axis.changes(&question.base, *value)).collect()
    };
    let as_it_is = combinations.len();
    let make = |place: usize| match combinations.get(place) {
        Some(values) => question.ready(&changes(values)),
        None => question.ready(&[]),
    };
    let mut seen: Vec<Seen> = vec![Seen::default(); combinations.len() + 1];
    let mut refused: Vec<Option<String>> = vec![None; combinations.len() + 1];
    let of = seen.len() as u32 * ROUNDS.last().copied().unwrap_or(0);
    let (mut done, mut played) = (0, 0);
    for (number, round) in ROUNDS.iter().enumerate() {
        let goes_on = |place: &usize| refused[*place].is_none();
        let orders: Vec<Order> = std::iter::once(as_it_is)
            .chain(0..as_it_is)
            .filter(goes_on)
            .map(|plan| Order { plan, first: played, count: round - played })
            .collect();
        for some in orders.chunks(AT_ONCE) {
            let ended = play(&make, some, work.threads, work.stop, &mut |order, piece| {
                let place = some[order].plan;
                match piece {
                    Ok(piece) => seen[place].add(piece),
                    Err(reasons) => refused[place] = Some(reasons.join(". ")),
                }
            });
            if let Some(reason) = &refused[as_it_is] {
                return refuse(reason);
            }
            match ended {
                Ended::Finished => {}
                Ended::Stopped => return StudyProgress::Stopped,
                Ended::Failed => return StudyProgress::Failed,
            }
            done += some.iter().map(|order| order.count).sum::<u32>();
            let words = format!("Round {} of {}", number + 1, ROUNDS.len());
            work.tell(News::Progress { done: done.min(of), of, words });
            // The first round is told cell by cell, so that something is seen at once.
            if number == 0 {
                work.tell(News::grid(told(question, axes, &combinations, &seen, &refused, (0, false))));
            }
        }
        played = *round;
        let finished = number + 1 == ROUNDS.len();
        work.tell(News::grid(told(question, axes, &combinations, &seen, &refused, (played, finished))));
    }
    StudyProgress::Finished
}

/// A value of each axis, the last axis quickest.
fn combinations(axes: &[Variation]) -> Vec<Vec<Value>> {
    let size = axes.iter().try_fold(1_usize, |size, axis| size.checked_mul(axis.values.len()));
    if size.is_none_or(|size| size > MOST) {
        return Vec::new();
    }
    axes.iter().fold(vec![Vec::new()], |all, axis| {
        let longer = |before: &Vec<Value>| {
            let before = before.clone();
            axis.values.iter().map(move |value| [before.as_slice(), &[*value]].concat()).collect::<Vec<_>>()
        };
        all.iter().flat_map(longer).collect()
    })
}

fn told(
    question: &Question,
    axes: &[Variation],
    combinations: &[Vec<Value>],
    seen: &[Seen],
    refused: &[Option<String>],
    (runs, finished): (u32, bool),
) -> Grid {
    let as_it_is = seen.last();
    let cell = |(place, values): (usize, &Vec<Value>)| {
        let (own, refused) = (&seen[place], refused[place].clone());
        let mut tally = Tally::none(question.wanted.len());
        own.kept.iter().for_each(|kept| tally.add(*kept));
        let pairs = as_it_is.iter().flat_map(|base| own.without.iter().zip(&base.without));
        // Year by year against the plan, so that what is the plan itself costs exactly nothing more.
        let more: f64 = as_it_is
            .iter()
            .flat_map(|base| own.pay.iter().zip(&base.pay))
            .map(|(own, base)| own - base)
            .sum();
        GridCell {
            values: values.clone(),
            runs: own.pay.len() as u32,
            without: Spread::of(own.without.clone()),
            against: Difference::of(pairs.map(|(own, base)| own - base)),
            pay: more / own.pay.len().max(1) as f64,
            kept: (tally.runs > 0).then(|| Kept::of(tally.all, tally.runs)),
            refused,
        }
    };
    let cells = combinations.iter().enumerate().map(cell).collect();
    Grid { promises: question.promises().to_vec(), axes: axes.to_vec(), cells, runs, finished }
}
