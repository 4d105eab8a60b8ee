//! Exchanges that spread turns out: two or three people change turns, or one gives one away, as long as everything else
//! stays as good (docs/MODEL.md 17.9).

use super::solve::{Instance, Turns};

/// From so many weeks apart on it makes no difference.
const FAR: i64 = 40;
/// Rotas of more turns than this are exchanged by two only.
const FEW: usize = 60;
/// How often everything is gone through at most.
const ROUNDS: usize = 40;

/// Of the turns of a few people: unfair, unfair in bank holidays, and how near they are. The lower, the better.
type Worth = (i64, i64, u64);

/// Makes a rota better by exchanges, until none helps: fewer with nobody, fairer, wider gaps, earlier names first.
pub(super) fn exchange(instance: &Instance, turns: &mut Turns) {
    let mut floor = least(instance, turns);
    for _ in 0..ROUNDS {
        let mut better = false;
        for slot in 0..turns.len() {
            better |= given(instance, turns, slot, floor);
            for other in slot + 1..turns.len() {
                let changes = match (turns[slot], turns[other]) {
                    (Some(one), Some(two)) if one != two => [(slot, Some(two)), (other, Some(one))],
                    _ => continue,
                };
                better |= tried(instance, turns, &changes, floor);
            }
        }
        better |= all_of_two(instance, turns, floor);
        if !better && turns.len() <= FEW {
            better = three(instance, turns, floor);
        }
        if !better {
            break;
        }
        floor = floor.max(least(instance, turns));
    }
}

/// The least gap of all, in whole weeks, and never less than there has to be.
fn least(instance: &Instance, turns: &Turns) -> i64 {
    let all = (0..instance.people.len()).map(|person| instance.least_gap(turns, person));
    all.min().unwrap_or(i64::MAX).clamp(instance.gap, FAR)
}

/// Gives a turn to somebody else where that is better.
fn given(instance: &Instance, turns: &mut Turns, slot: usize, floor: i64) -> bool {
    let mut better = false;
    for person in 0..instance.people.len() {
        if turns[slot] != Some(person) {
            let floor = if turns[slot].is_none() { instance.gap } else { floor };
            better |= tried(instance, turns, &[(slot, Some(person))], floor);
        }
    }
    better
}

/// Two people change all of their turns.
fn all_of_two(instance: &Instance, turns: &mut Turns, floor: i64) -> bool {
    let mut better = false;
    for one in 0..instance.people.len() {
        for other in one + 1..instance.people.len() {
            let change = |(slot, who): (usize, &Option<usize>)| match who {
                Some(who) if *who == one => Some((slot, Some(other))),
                Some(who) if *who == other => Some((slot, Some(one))),
                _ => None,
            };
            let changes: Vec<(usize, Option<usize>)> = turns.iter().enumerate().filter_map(change).collect();
            better |= !changes.is_empty() && tried(instance, turns, &changes, floor);
        }
    }
    better
}

/// Three turns go round.
fn three(instance: &Instance, turns: &mut Turns, floor: i64) -> bool {
    let mut better = false;
    for a in 0..turns.len() {
        for b in a + 1..turns.len() {
            for c in b + 1..turns.len() {
                let (one, two, three) = (turns[a], turns[b], turns[c]);
                if one == two
                    || two == three
                    || one == three
                    || one.is_none()
                    || two.is_none()
                    || three.is_none()
                {
                    continue;
                }
                better |= tried(instance, turns, &[(a, two), (b, three), (c, one)], floor)
                    || tried(instance, turns, &[(a, three), (b, one), (c, two)], floor);
            }
        }
    }
    better
}

/// Makes the changes if that is better, and says whether it was.
fn tried(instance: &Instance, turns: &mut Turns, changes: &[(usize, Option<usize>)], floor: i64) -> bool {
    let can = changes.iter().all(|(slot, who)| {
        let taker = who.and_then(|who| instance.people.get(who));
        taker.is_some_and(|taker| taker.able.get(*slot) == Some(&true))
    });
    if !can {
        return false;
    }
    let mut people: Vec<usize> =
        changes.iter().flat_map(|(slot, who)| [turns[*slot], *who]).flatten().collect();
    people.sort_unstable();
    people.dedup();
    let filled = changes.iter().any(|(slot, _)| turns[*slot].is_none());
    let before = worth(instance, turns, &people);
    let old: Vec<(usize, Option<usize>)> = changes.iter().map(|(slot, _)| (*slot, turns[*slot])).collect();
    for (slot, who) in changes {
        turns[*slot] = *who;
    }
    let wide = people.iter().all(|person| instance.least_gap(turns, *person) >= floor);
    let earlier = || {
        let first = changes.iter().zip(&old).min_by_key(|(change, _)| change.0);
        first.is_some_and(|((_, new), (_, old))| new < old)
    };
    let better = wide && {
        let after = worth(instance, turns, &people);
        filled || after < before || (after == before && earlier())
    };
    if !better {
        for (slot, who) in old {
            turns[slot] = who;
        }
    }
    better
}

/// What the turns of some people are worth. A pair of turns one week nearer weighs twice as much.
fn worth(instance: &Instance, turns: &Turns, people: &[usize]) -> Worth {
    let mut sum = (0, 0, 0_u64);
    for person in people {
        let Some(taker) = instance.people.get(*person) else { continue };
        let mut weeks = instance.weeks_of(turns, *person);
        let banks = turns.iter().zip(&instance.bank).filter(|(who, bank)| **who == Some(*person) && **bank);
        sum.0 += taker.unfair(weeks.len() as i64);
        sum.1 += taker.bank_unfair(banks.count() as i64);
        weeks.extend(&taker.fixed);
        weeks.sort_unstable();
        for pair in weeks.windows(2) {
            let apart = pair.last().unwrap_or(&0) - pair.first().unwrap_or(&0);
            sum.2 = sum.2.saturating_add(1 << (FAR - apart.clamp(0, FAR)));
        }
    }
    sum
}
