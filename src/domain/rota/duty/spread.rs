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
    Exchange::new(instance, turns).run();
}

/// A rota while its turns change hands.
struct Exchange<'a> {
    instance: &'a Instance,
    turns: &'a mut Turns,
    /// The turns of each person, in order.
    of: Vec<Vec<usize>>,
}

impl<'a> Exchange<'a> {
    fn new(instance: &'a Instance, turns: &'a mut Turns) -> Self {
        let mut of = vec![Vec::new(); instance.people.len()];
        for (slot, who) in turns.iter().enumerate() {
            if let Some(who) = who {
                of[*who].push(slot);
            }
        }
        Self { instance, turns, of }
    }

    fn run(&mut self) {
        let mut floor = self.least();
        for _ in 0..ROUNDS {
            let mut better = false;
            for slot in 0..self.turns.len() {
                better |= self.given(slot, floor);
                for other in slot + 1..self.turns.len() {
                    let changes = match (self.turns[slot], self.turns[other]) {
                        (Some(one), Some(two)) if one != two => [(slot, Some(two)), (other, Some(one))],
                        _ => continue,
                    };
                    better |= self.tried(&changes, floor);
                }
            }
            better |= self.all_of_two(floor);
            if !better && self.turns.len() <= FEW {
                better = self.three(floor);
            }
            if !better {
                break;
            }
            floor = floor.max(self.least());
        }
    }

    fn give(&mut self, slot: usize, who: Option<usize>) {
        if let Some(before) = self.turns[slot] {
            self.of[before].retain(|other| *other != slot);
        }
        if let Some(who) = who {
            let place = self.of[who].partition_point(|other| *other < slot);
            self.of[who].insert(place, slot);
        }
        self.turns[slot] = who;
    }

    /// The weeks of one person's turns, in order.
    fn weeks(&self, person: usize) -> Vec<i64> {
        self.of[person].iter().map(|slot| self.instance.weeks[*slot]).collect()
    }

    fn gap(&self, person: usize) -> i64 {
        self.instance.gap_between(person, &self.weeks(person))
    }

    /// The least gap of all, in whole weeks, and never less than there has to be.
    fn least(&self) -> i64 {
        let all = (0..self.instance.people.len()).map(|person| self.gap(person));
        all.min().unwrap_or(i64::MAX).clamp(self.instance.gap, FAR)
    }

    /// Gives a turn to somebody else where that is better.
    fn given(&mut self, slot: usize, floor: i64) -> bool {
        let mut better = false;
        for person in 0..self.instance.people.len() {
            if self.turns[slot] != Some(person) {
                let floor = if self.turns[slot].is_none() { self.instance.gap } else { floor };
                better |= self.tried(&[(slot, Some(person))], floor);
            }
        }
        better
    }

    /// Two people change all of their turns.
    fn all_of_two(&mut self, floor: i64) -> bool {
        let mut better = false;
        for one in 0..self.instance.people.len() {
            for other in one + 1..self.instance.people.len() {
                let to = |from: usize, to: usize| self.of[from].iter().map(move |slot| (*slot, Some(to)));
                let mut changes: Vec<(usize, Option<usize>)> = to(one, other).chain(to(other, one)).collect();
                changes.sort_unstable();
                better |= !changes.is_empty() && self.tried(&changes, floor);
            }
        }
        better
    }

    /// Three turns go round.
    fn three(&mut self, floor: i64) -> bool {
        let mut better = false;
        let all = self.turns.len();
        for a in 0..all {
            for b in a + 1..all {
                for c in b + 1..all {
                    let (one, two, three) = (self.turns[a], self.turns[b], self.turns[c]);
                    let apart = one != two && two != three && one != three;
                    if apart && one.is_some() && two.is_some() && three.is_some() {
                        better |= self.tried(&[(a, two), (b, three), (c, one)], floor)
                            || self.tried(&[(a, three), (b, one), (c, two)], floor);
                    }
                }
            }
        }
        better
    }

    /// Makes the changes if that is better, and says whether it was.
    fn tried(&mut self, changes: &[(usize, Option<usize>)], floor: i64) -> bool {
        let can = changes.iter().all(|(slot, who)| {
            let taker = who.and_then(|who| self.instance.people.get(who));
            taker.is_some_and(|taker| taker.able.get(*slot) == Some(&true))
        });
        if !can {
            return false;
        }
        let mut people: Vec<usize> =
            changes.iter().flat_map(|(slot, who)| [self.turns[*slot], *who]).flatten().collect();
        people.sort_unstable();
        people.dedup();
        let filled = changes.iter().any(|(slot, _)| self.turns[*slot].is_none());
        let before = self.worth(&people);
        let old: Vec<(usize, Option<usize>)> =
            changes.iter().map(|(slot, _)| (*slot, self.turns[*slot])).collect();
        for (slot, who) in changes {
            self.give(*slot, *who);
        }
        let wide = people.iter().all(|person| self.gap(*person) >= floor);
        let earlier = || {
            let first = changes.iter().zip(&old).min_by_key(|(change, _)| change.0);
            first.is_some_and(|((_, new), (_, old))| new < old)
        };
        let better = wide && {
            let after = self.worth(&people);
            filled || after < before || (after == before && earlier())
        };
        if !better {
            for (slot, who) in old {
                self.give(slot, who);
            }
        }
        better
    }

    /// What the turns of some people are worth. A pair of turns one week nearer weighs twice as much.
    fn worth(&self, people: &[usize]) -> Worth {
        let mut sum = (0, 0, 0_u64);
        for person in people {
            let Some(taker) = self.instance.people.get(*person) else { continue };
            let mut weeks = self.weeks(*person);
            let banks = self.of[*person].iter().filter(|slot| self.instance.bank[**slot]).count();
            sum.0 += taker.unfair(weeks.len() as i64);
            sum.1 += taker.bank_unfair(banks as i64);
            weeks.extend(&taker.fixed);
            weeks.sort_unstable();
            for pair in weeks.windows(2) {
                let apart = pair.last().unwrap_or(&0) - pair.first().unwrap_or(&0);
                sum.2 = sum.2.saturating_add(1 << (FAR - apart.clamp(0, FAR)));
            }
        }
        sum
    }
}
