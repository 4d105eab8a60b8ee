//! The least that keeps the promises: the search of the domain, played on threads, and its answer.

use std::cell::RefCell;
use std::collections::BTreeMap;
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

use super::crew::{Ended, Order, Seen, play};
use super::question::{Question, in_search_order};
use super::say;
use super::studies::{News, StudyProgress, Workshop};
use super::why;
use super::{Answer, Binding, Kept, Tried};
use crate::domain::plan::{Change, Plan};
use crate::domain::sim::Spread;
use crate::domain::target::search::{self, LOOKS, Oracle, Search, least};
use crate::domain::target::{Value, Variation};

/// What was read of each value, by its place.
pub(super) type Readings = RefCell<BTreeMap<usize, Seen>>;

/// Plays the values of a variation.
pub(super) struct Values<'q> {
    pub question: &'q Question,
    pub vary: &'q Variation,
    pub order: &'q [Value],
    /// Changes made before those of the value.
    pub first: &'q [Change],
    pub threads: usize,
    pub stop: &'q AtomicBool,
    pub seen: &'q Readings,
    /// How it ended, where it did not go on.
    pub ended: StudyProgress,
}

impl Oracle for Values<'_> {
    fn kept(&mut self, place: usize, first: u32, count: u32) -> Option<Vec<u32>> {
        let value = *self.order.get(place)?;
        let changes = changes_of(&self.question.base, self.first, self.vary, value);
        let make = |_: usize| self.question.ready(&changes);
        let mut all = Seen::default();
        let mut refused = None;
        let order = Order { plan: place, first, count };
        let ended = play(&make, &[order], self.threads, self.stop, &mut |_, piece| match piece {
            Ok(seen) => all.add(seen),
            Err(reasons) => refused = Some(reasons),
        });
        self.ended = match (ended, refused) {
            (Ended::Failed, _) => StudyProgress::Failed,
            (_, Some(reasons)) => StudyProgress::Refused(reasons),
            (Ended::Stopped, None) => StudyProgress::Stopped,
            (Ended::Finished, None) => {
                let kept = all.kept.clone();
                self.seen.borrow_mut().entry(place).or_default().add(all);
                return Some(kept);
            }
        };
        None
    }
}

/// For each of the first simulated years with a value of what the plan varies, the promises that it keeps, a bit each: what
/// a search looks at, for whoever holds the search against all of it. Empty where there is no such question.
pub fn marks(base: &Arc<Plan>, value: Value, runs: u32, threads: usize) -> Vec<u32> {
    let (Ok(question), Some(vary)) = (Question::new(base), &base.target.vary) else { return Vec::new() };
    let seen = Readings::default();
    let stop = AtomicBool::new(false);
    let (first, ended) = (&[][..], StudyProgress::Finished);
    let (question, order, stop) = (&question, &[value][..], &stop);
    let mut values = Values { question, vary, order, first, threads, stop, seen: &seen, ended };
    values.kept(0, 0, runs).unwrap_or_default()
}

/// The changes of a value after those that are made first.
pub(super) fn changes_of(base: &Plan, first: &[Change], vary: &Variation, value: Value) -> Vec<Change> {
    [first.to_vec(), vary.changes(base, value)].concat()
}

/// Searches, and tells the answer as it comes.
pub(super) fn answer(question: &Question, vary: &Variation, work: &mut Workshop<'_>) -> StudyProgress {
    let (order, ordered) = in_search_order(vary);
    let seen = Readings::default();
    let mut values = Values {
        question,
        vary,
        order: &order,
        first: &[],
        threads: work.threads,
        stop: work.stop,
        seen: &seen,
        ended: StudyProgress::Finished,
    };
    let plan = search::Plan { values: order.len(), wanted: &question.wanted, looks: &LOOKS, ordered };
    let expected = if ordered { order.len().next_power_of_two().ilog2() + 1 } else { order.len() as u32 };
    let search = least(&mut values, &plan, &mut |search, place| {
        let settled = search.tried.values().filter(|known| known.settled).count() as u32;
        let words = say::looked_at(search, place, vary, &question.base, &order);
        work.tell(News::Progress {
            done: settled,
            of: expected.max(settled + u32::from(settled == 0)),
            words,
        });
        work.tell(News::answer(told(question, vary, &order, &seen, search)));
    });
    let mut ended = values.ended;
    let mut answer = told(question, vary, &order, &seen, &search);
    answer.finished = search.finished;
    answer.how = say::how(&search, question, vary, &order);
    answer.sentence = if let Some(place) = search.found {
        say::found(&search, place, vary, &question.base, &order, question.promises().len())
    } else if search.finished {
        let words = "Why no value would do".to_owned();
        work.tell(News::Progress { done: expected, of: expected + 1, words });
        work.tell(News::answer(Answer { finished: false, ..answer.clone() }));
        let why = why::none_would_do(question, vary, &order, &search, work);
        if work.stop.load(Ordering::Relaxed) {
            ended = StudyProgress::Stopped;
            answer.finished = false;
        }
        why
    } else {
        say::not_known(&search)
    };
    if ended == StudyProgress::Stopped {
        answer.sentence = format!("Stopped before the end. {}", answer.sentence);
    }
    if !matches!(ended, StudyProgress::Refused(_) | StudyProgress::Failed) {
        work.tell(News::answer(answer));
    }
    ended
}

/// The answer as far as the search has come.
fn told(question: &Question, vary: &Variation, order: &[Value], seen: &Readings, search: &Search) -> Answer {
    let seen = seen.borrow();
    let mut tried: Vec<Tried> = search
        .tried
        .iter()
        .filter_map(|(place, known)| {
            let tally = &known.tally;
            Some(Tried {
                value: *order.get(*place)?,
                promises: tally.promises.iter().map(|kept| Kept::of(*kept, tally.runs)).collect(),
                all: Kept::of(tally.all, tally.runs),
                enough: known.enough,
                certain: known.certain,
                pay: seen.get(place).map_or_else(Spread::default, |seen| Spread::of(seen.pay.clone())),
            })
        })
        .collect();
    tried.sort_by_key(|tried| tried.value);
    let best_not_enough = search.tried.iter().rev().find(|(_, known)| !known.enough);
    let binds = best_not_enough.and_then(|(place, known)| {
        let runs = known.tally.runs;
        let worst = seen.get(place)?.breaks.worst(runs, &question.wanted)?;
        let team = worst.team.and_then(|place| question.base.teams.at(place)).map(|team| team.name.clone());
        let with = vary.value_words(&question.base, *order.get(*place)?);
        let promise = question.promises().get(worst.promise)?;
        let sentence = say::binding(&with, promise, runs, &worst, team.as_deref());
        Some(Binding { promise: worst.promise, month: worst.month, team, state: worst.state, sentence })
    });
    Answer {
        promises: question.promises().to_vec(),
        vary: vary.clone(),
        found: search.found.and_then(|place| order.get(place)).copied(),
        tried,
        binds,
        sentence: say::so_far(search, vary, &question.base, order),
        how: Vec::new(),
        finished: false,
    }
}
