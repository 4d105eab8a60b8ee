//! The frontier: posts against start, a coarse picture at once and a finer one with every round.

use chrono::NaiveDate;

use super::crew::{Ended, Order, Seen, play};
use super::question::Question;
use super::studies::{News, StudyProgress, Workshop};
use super::{Frontier, FrontierCell, Kept};
use crate::domain::plan::{Change, Contract, Recruited, Role};
use crate::domain::target::frontier::{ROUNDS, that_go_on};
use crate::domain::target::search::Tally;
use crate::domain::target::{Value, Variation, Varied};
use crate::domain::units::Fte;

/// Cells that are played before they are told together.
const AT_ONCE: usize = 24;
/// The most cells.
const MOST: usize = 4_000;

/// What is known of a cell.
#[derive(Clone, Default)]
struct Cell {
    tally: Tally,
    /// Of each year, pounds.
    pay: Vec<f64>,
}

/// Plays the frontier of the kind of posts that the plan varies.
pub(super) fn play_frontier(
    question: &Question,
    vary: Option<&Variation>,
    posts: &[u16],
    starts: &[NaiveDate],
    work: &mut Workshop<'_>,
) -> StudyProgress {
    let sorted = |mut list: Vec<u16>| {
        list.sort_unstable();
        list.dedup();
        list
    };
    let posts = sorted(posts.to_vec());
    let mut starts = starts.to_vec();
    starts.sort_unstable();
    starts.dedup();
    let cells_wanted = posts.len() * starts.len();
    if cells_wanted == 0 {
        return StudyProgress::Refused(vec!["Choose at least one number of posts and one start".to_owned()]);
    }
    if cells_wanted > MOST {
        return StudyProgress::Refused(vec![
            "These are too many cells: choose fewer numbers or starts".to_owned(),
        ]);
    }
    let changes = |place: usize| -> Vec<Change> {
        let at = (posts.get(place / starts.len()), starts.get(place % starts.len()));
        let (Some(posts), Some(start)) = at else { return Vec::new() }; // the last place: the plan as it is
        posts_from(vary, *start).changes(&question.base, Value::Count(*posts))
    };
    let as_it_is = cells_wanted;
    let make = |place: usize| {
        if place == as_it_is { question.ready(&[]) } else { question.ready(&changes(place)) }
    };
    let promises = question.wanted.len();
    let mut cells = vec![Cell { tally: Tally::none(promises), pay: Vec::new() }; cells_wanted];
    let mut base_pay: Vec<f64> = Vec::new();
    let mut done = 0;
    let of = cells_wanted as u32 * ROUNDS.last().copied().unwrap_or(0);
    for (number, round) in ROUNDS.iter().enumerate() {
        let tallies: Vec<Tally> = cells.iter().map(|cell| cell.tally.clone()).collect();
        let go_on = that_go_on(&tallies, starts.len());
        let base =
            Order { plan: as_it_is, first: base_pay.len() as u32, count: round - base_pay.len() as u32 };
        let orders: Vec<Order> = go_on
            .iter()
            .map(|place| {
                let first = tallies[*place].runs;
                Order { plan: *place, first, count: round - first }
            })
            .collect();
        let with_base: Vec<Order> = std::iter::once(base).chain(orders).collect();
        for some in with_base.chunks(AT_ONCE) {
            let mut refused = None;
            let ended = play(&make, some, work.threads, work.stop, &mut |order, piece| match piece {
                Err(reasons) => refused = Some(reasons),
                Ok(seen) if some[order].plan == as_it_is => base_pay.extend(seen.pay),
                Ok(seen) => add(&mut cells[some[order].plan], seen),
            });
            if let Some(reasons) = refused {
                return StudyProgress::Refused(reasons);
            }
            done += some.iter().map(|order| order.count).sum::<u32>();
            let words = format!("Round {} of {}", number + 1, ROUNDS.len());
            work.tell(News::Progress { done: done.min(of), of, words });
            work.tell(News::frontier(told(question, vary, (&posts, &starts), &cells, &base_pay, false)));
            match ended {
                Ended::Finished => {}
                Ended::Stopped => return StudyProgress::Stopped,
                Ended::Failed => return StudyProgress::Failed,
            }
        }
    }
    work.tell(News::frontier(told(question, vary, (&posts, &starts), &cells, &base_pay, true)));
    StudyProgress::Finished
}

fn add(cell: &mut Cell, seen: Seen) {
    seen.kept.iter().for_each(|kept| cell.tally.add(*kept));
    cell.pay.extend(seen.pay);
}

/// Posts of the kind that the plan varies, from a day; where it varies something else, full-time social workers.
pub fn posts_from(vary: Option<&Variation>, start: NaiveDate) -> Variation {
    let what = match vary.map(|vary| &vary.what) {
        Some(
            Varied::Posts { role, teams, fte, contract, recruited, .. }
            | Varied::StartOfPosts { role, teams, fte, contract, recruited, .. },
        ) => Varied::Posts {
            role: *role,
            teams: teams.clone(),
            fte: *fte,
            contract: *contract,
            from: start,
            recruited: *recruited,
        },
        _ => Varied::Posts {
            role: Role::SocialWorker,
            teams: Vec::new(),
            fte: Fte::FULL,
            contract: Contract::Permanent,
            from: start,
            recruited: Recruited::Starts,
        },
    };
    Variation { what, values: Vec::new() }
}

fn told(
    question: &Question,
    vary: Option<&Variation>,
    (posts, starts): (&[u16], &[NaiveDate]),
    cells: &[Cell],
    base_pay: &[f64],
    finished: bool,
) -> Frontier {
    let cell = |cell: &Cell| {
        let Tally { runs, all, .. } = cell.tally;
        // Year by year against the plan, so that what is the plan itself costs exactly nothing more.
        let more: f64 = cell.pay.iter().zip(base_pay).map(|(own, base)| own - base).sum();
        FrontierCell {
            kept: Kept::of(all, runs),
            enough: cell.tally.is_enough(&question.wanted),
            pay: if runs == 0 { 0.0 } else { more / f64::from(runs) },
        }
    };
    let first = starts.first().copied().unwrap_or(question.base.about.as_at);
    Frontier {
        promises: question.promises().to_vec(),
        vary: posts_from(vary, first),
        posts: posts.to_vec(),
        starts: starts.to_vec(),
        cells: cells.chunks(starts.len().max(1)).map(|row| row.iter().map(cell).collect()).collect(),
        finished,
    }
}
