//! Which assumption moves the answer most: the search again with one assumption at a time a little lower and higher.

use super::least::{Readings, Values};
use super::question::{Question, in_search_order};
use super::studies::{News, StudyProgress, Workshop};
use super::{Bar, Sensitivity};
use crate::domain::plan::Change;
use crate::domain::target::search::{self, least, looks_until};
use crate::domain::target::{Value, Variation, Varied};

/// The last look of each search: the answer is to move, not to be exact.
const LAST_LOOK: u32 = 1000;

/// Each assumption in words, and by how many percent it may be out.
fn assumptions() -> [(&'static str, Varied, u16); 5] {
    [
        ("New work", Varied::Demand { team: None, case_type: None }, 10),
        ("Sickness", Varied::Sickness, 20),
        ("Turnover", Varied::Turnover, 20),
        ("Time to fill", Varied::TimeToFill, 25),
        ("Length of work", Varied::LengthOfWork, 10),
    ]
}

/// Searches with each assumption at both ends. What is varied itself is left out.
pub(super) fn play_sensitivity(
    question: &Question,
    vary: &Variation,
    work: &mut Workshop<'_>,
) -> StudyProgress {
    let (order, ordered) = in_search_order(vary);
    let assumed: Vec<_> = assumptions().into_iter().filter(|(_, varied, _)| *varied != vary.what).collect();
    let of = 1 + 2 * assumed.len() as u32;
    let mut done = 0;
    let mut ask = |first: &[Change], words: String, work: &mut Workshop<'_>| {
        work.tell(News::Progress { done, of, words });
        done += 1;
        let seen = Readings::default();
        let mut values = Values {
            question,
            vary,
            order: &order,
            first,
            threads: work.threads,
            stop: work.stop,
            seen: &seen,
            ended: StudyProgress::Finished,
        };
        let looks = looks_until(LAST_LOOK);
        let plan = search::Plan { values: order.len(), wanted: &question.wanted, looks, ordered };
        let found = least(&mut values, &plan, &mut |_, _| ());
        if found.finished { Ok(found.found) } else { Err(values.ended) }
    };
    let value = |place: Option<usize>| -> Option<Value> { place.and_then(|place| order.get(place)).copied() };
    let answer = match ask(&[], "The plan as it is".to_owned(), work) {
        Ok(place) => place,
        Err(ended) => return ended,
    };
    // Each with the width of its bar: in places, none of the values being one beyond the last.
    let mut bars: Vec<(usize, Bar)> = Vec::new();
    let width = |place: Option<usize>| place.unwrap_or(order.len());
    let mut told =
        Sensitivity { vary: vary.clone(), answer: value(answer), bars: Vec::new(), finished: false };
    work.tell(News::sensitivity(told.clone()));
    for (what, varied, by) in assumed {
        let mut at = |percent: u16, work: &mut Workshop<'_>| {
            let one = Variation { what: varied.clone(), values: Vec::new() };
            let changes = one.changes(&question.base, Value::Percent(percent));
            ask(&changes, format!("{what} at {percent} %"), work)
        };
        let (low, high) = (100 - by, 100 + by);
        let ends = at(low, work).and_then(|least| Ok((least, at(high, work)?)));
        let (at_low, at_high) = match ends {
            Ok(ends) => ends,
            // An assumption that this plan does not make, such as new work where none comes.
            Err(StudyProgress::Refused(_)) => continue,
            Err(ended) => return ended,
        };
        let bar = Bar { what: what.to_owned(), low: (low, value(at_low)), high: (high, value(at_high)) };
        let mut places = [width(at_low), width(at_high), width(answer)];
        places.sort_unstable();
        bars.push((places[2] - places[0], bar));
        // The widest first; of equals in the order in which they were tried.
        bars.sort_by_key(|(width, _)| std::cmp::Reverse(*width));
        told.bars = bars.iter().map(|(_, bar)| bar.clone()).collect();
        work.tell(News::sensitivity(told.clone()));
    }
    told.finished = true;
    work.tell(News::sensitivity(told));
    StudyProgress::Finished
}
