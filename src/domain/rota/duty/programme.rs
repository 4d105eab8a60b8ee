//! A duty rota as an integer programme for `microlp` (docs/MODEL.md 17.7).
//!
//! Nothing that the solver says is taken unseen: every answer is rounded, held to the rules and counted in whole numbers. It
//! is given a number of nodes of its search, not a time, so that the same plan has the same rota on every machine.

use microlp::{ComparisonOp, Error, LinearExpr, OptimizationDirection, Problem, SolveOptions, Variable};

use super::alike::Alike;
use super::solve::{Held, Instance, Level, Turns};

/// Nodes of a search, shared by as many variables as there are: about a second's worth, whatever the size.
const NODES: u64 = 70_000;

/// What a programme came to.
pub(super) enum Answer {
    /// A rota that keeps the rules; whether none is better on the level.
    Found { turns: Turns, optimal: bool },
    /// There is none.
    None,
    /// The search was not finished, or failed.
    Unknown,
}

/// The rota that is best on a level, of those as good as `held` on the levels before it.
pub(super) fn best(instance: &Instance, level: Level, held: Held, known: &Turns) -> Answer {
    let mut programme = Programme::new(instance, instance.gap, |_, _| true);
    programme.each_turn_once(if level == Level::Unmet { 1.0 } else { 0.0 }, |_| true, held.unmet);
    programme.held(Some(level), held);
    programme.solve(Some(known))
}

/// A rota with more weeks between turns than there have to be, and as good as `held`.
pub(super) fn farther(instance: &Instance, gap: i64, held: Held) -> Answer {
    let mut programme = Programme::new(instance, gap, |_, _| true);
    programme.each_turn_once(0.0, |_| true, held.unmet);
    programme.held(None, held);
    programme.solve(None)
}

/// The same, where it is known what all rotas that are as good have in common.
pub(super) fn farther_of_alike(instance: &Instance, gap: i64, alike: &Alike) -> Answer {
    let mut programme = Programme::new(instance, gap, |person, slot| alike.may_have(person, slot));
    programme.each_turn_once(0.0, |slot| alike.may_be_nobodys(slot), Some(alike.unmet));
    programme.counts(alike);
    programme.solve(None)
}

/// Turns of one week that count alike: one for a team by weeks, those of all its days for a team by days. Nobody has two
/// turns in a week, and which day somebody has makes nothing fairer or farther apart, so that a programme need only say who
/// has one of them. That they can be given out is Hall's condition: of any of the turns, no more people have one who could
/// have no other.
struct Block {
    week: i64,
    bank: bool,
    /// In order.
    slots: Vec<usize>,
}

impl Block {
    /// All turns, in order.
    fn all(instance: &Instance) -> Vec<Self> {
        let mut blocks: Vec<Self> = Vec::new();
        for (slot, (week, bank)) in instance.weeks.iter().zip(&instance.bank).enumerate() {
            let of_week = |block: &&mut Self| block.week == *week;
            match blocks.iter_mut().rev().take_while(of_week).find(|block| block.bank == *bank) {
                Some(block) => block.slots.push(slot),
                None => blocks.push(Self { week: *week, bank: *bank, slots: vec![slot] }),
            }
        }
        blocks
    }
}

/// A programme being put together.
struct Programme<'i> {
    instance: &'i Instance,
    /// Whole weeks at least between two turns of one person.
    gap: i64,
    problem: Problem,
    blocks: Vec<Block>,
    /// Which turns of each block each person could have, by their places in it as bits.
    able: Vec<Vec<u32>>,
    /// Whether each person has a turn of each block: a variable for each that can be.
    has: Vec<Vec<Option<Variable>>>,
    /// Whether a turn is nobody's: a variable for each that can be.
    nobodys: Vec<Option<Variable>>,
}

impl<'i> Programme<'i> {
    /// Everybody who can may have each turn, and no two that are too near.
    fn new(instance: &'i Instance, gap: i64, may: impl Fn(usize, usize) -> bool) -> Self {
        let mut problem = Problem::new(OptimizationDirection::Minimize);
        let blocks = Block::all(instance);
        let people = 0..instance.people.len();
        let can = |person, block: &Block| {
            let able =
                block.slots.iter().map(|slot| instance.can_have(person, *slot, gap) && may(person, *slot));
            able.rev().fold(0_u32, |bits, able| 2 * bits + u32::from(able))
        };
        let able: Vec<Vec<u32>> =
            people.map(|person| blocks.iter().map(|block| can(person, block)).collect()).collect();
        let mut variable = |able: &u32| (*able != 0).then(|| problem.add_binary_var(0.0));
        let has = able.iter().map(|row| row.iter().map(&mut variable).collect()).collect();
        let nobodys = vec![None; instance.weeks.len()];
        let mut programme = Self { instance, gap, problem, blocks, able, has, nobodys };
        for person in 0..instance.people.len() {
            programme.not_too_near(person);
        }
        programme
    }

    /// Every turn has one person or nobody. Of those with nobody there are `unmet`, or each has its cost.
    fn each_turn_once(&mut self, cost: f64, may_be_nobodys: impl Fn(usize) -> bool, unmet: Option<i64>) {
        let mut all = LinearExpr::empty();
        for place in 0..self.blocks.len() {
            let slots = self.blocks.get(place).map_or_else(Vec::new, |block| block.slots.clone());
            for slot in slots.iter().filter(|slot| may_be_nobodys(**slot) && unmet != Some(0)) {
                let nobody = self.problem.add_var(cost, (0.0, 1.0));
                all.add(nobody, 1.0);
                self.nobodys[*slot] = Some(nobody);
            }
            let every = (1_u32 << slots.len()) - 1;
            self.problem.add_constraint(
                self.within(place, &slots, every).0,
                ComparisonOp::Eq,
                slots.len() as f64,
            );
            for some in 1..every {
                let (sum, most) = self.within(place, &slots, some);
                if most > some.count_ones() {
                    self.problem.add_constraint(sum, ComparisonOp::Le, f64::from(some.count_ones()));
                }
            }
        }
        if let Some(unmet) = unmet {
            self.problem.add_constraint(all, ComparisonOp::Eq, unmet as f64);
        }
    }

    /// All who could have none but some of the turns of a block, nobody among them, and how many they are.
    fn within(&self, block: usize, slots: &[usize], some: u32) -> (LinearExpr, u32) {
        let people = self.has.iter().zip(&self.able).filter_map(|(has, able)| {
            let variable = has.get(block).copied().flatten()?;
            (able.get(block)? & !some == 0).then_some(variable)
        });
        let nobody = slots.iter().enumerate().filter(|(place, _)| some >> place & 1 == 1);
        let nobody = nobody.filter_map(|(_, slot)| self.nobodys.get(*slot).copied().flatten());
        let (mut sum, mut most) = (LinearExpr::empty(), 0);
        for variable in people.chain(nobody) {
            sum.add(variable, 1.0);
            most += 1;
        }
        (sum, most)
    }

    /// No two turns of one person in any `gap` weeks and one.
    fn not_too_near(&mut self, person: usize) {
        let row = self.has.get(person).map_or(&[][..], Vec::as_slice);
        let held = self.blocks.iter().zip(row);
        let mine: Vec<(i64, Variable)> =
            held.filter_map(|(block, has)| Some((block.week, (*has)?))).collect();
        let mut reached = 0;
        for (first, (week, _)) in mine.iter().enumerate() {
            let end = mine.partition_point(|(other, _)| *other <= week.saturating_add(self.gap));
            // What ends where the window before ended lies within it.
            if end <= reached || end - first < 2 {
                continue;
            }
            reached = end;
            let mut sum = LinearExpr::empty();
            for (_, variable) in mine.iter().take(end).skip(first) {
                sum.add(*variable, 1.0);
            }
            self.problem.add_constraint(sum, ComparisonOp::Le, 1.0);
        }
    }

    /// As fair, and as fair in bank holidays, as is held; or as can be where that is the level.
    fn held(&mut self, level: Option<Level>, held: Held) {
        if held.unmet.is_some() {
            self.fairly(Measure { banks: false, least: level == Some(Level::Unfair), most: held.unfair });
        }
        if held.unfair.is_some() {
            self.fairly(Measure {
                banks: true,
                least: level == Some(Level::BankUnfair),
                most: held.bank_unfair,
            });
        }
    }

    /// The squares of the distances from the fair shares: one piece for each further turn, dearer than the one before it.
    /// All steps are multiples of 20, since (10 (n + 1) − f)² − (10 n − f)² = 20 (5 (2 n + 1) − f): they are taken as whole
    /// twentieths.
    fn fairly(&mut self, measure: Measure) {
        let weeks = &self.instance.weeks;
        let span = weeks.last().unwrap_or(&0) - weeks.first().unwrap_or(&0);
        let mut all = LinearExpr::empty();
        let mut without = 0;
        for (taker, row) in self.instance.people.iter().zip(&self.has) {
            let cost = |turns| if measure.banks { taker.bank_unfair(turns) } else { taker.unfair(turns) };
            without += cost(0);
            let (mut sum, most) = counted(&self.blocks, row, measure.banks, -1.0);
            if most == 0 {
                continue;
            }
            for turn in 0..most.min(span / (self.gap + 1) + 1) {
                let step = ((cost(turn + 1) - cost(turn)) / 20) as f64;
                let piece = self.problem.add_var(if measure.least { step } else { 0.0 }, (0.0, 1.0));
                sum.add(piece, 1.0);
                all.add(piece, step);
            }
            self.problem.add_constraint(sum, ComparisonOp::Eq, 0.0);
        }
        if let Some(most) = measure.most {
            self.problem.add_constraint(all, ComparisonOp::Le, ((most - without) / 20) as f64 + 0.5);
        }
    }

    /// As many turns for each person, and as many with a bank holiday, as in all rotas that are as good.
    fn counts(&mut self, alike: &Alike) {
        for (row, counts) in self.has.iter().zip(&alike.counts) {
            for (banks, (least, most)) in [(false, counts.turns), (true, counts.banks)] {
                let (sum, all) = counted(&self.blocks, row, banks, 1.0);
                if least == most {
                    self.problem.add_constraint(sum, ComparisonOp::Eq, least as f64);
                    continue;
                }
                if most < all {
                    self.problem.add_constraint(sum.clone(), ComparisonOp::Le, most as f64);
                }
                if least > 0 {
                    self.problem.add_constraint(sum, ComparisonOp::Ge, least as f64);
                }
            }
        }
    }

    /// Solves it, from a known rota on where there is one.
    fn solve(self, known: Option<&Turns>) -> Answer {
        let all = self.has.iter().flatten().flatten().count() as u64;
        let mut options = SolveOptions::default();
        options.node_limit = Some((NODES / all.max(1)).clamp(10, 300));
        options.warm_start = known.map(|known| self.values_of(known));
        let outcome = match self.problem.solve_with(options) {
            Ok(outcome) => outcome,
            Err(Error::Infeasible) => return Answer::None,
            Err(_) => return Answer::Unknown,
        };
        let optimal = outcome.is_optimal();
        let Some(solution) = outcome.solution() else { return Answer::Unknown };
        let is = |variable: Option<Variable>| variable.is_some_and(|has| solution.var_value(has) > 0.5);
        let mut turns: Turns = vec![None; self.instance.weeks.len()];
        for (place, block) in self.blocks.iter().enumerate() {
            let free: Vec<usize> =
                block.slots.iter().copied().filter(|slot| !is(self.nobodys[*slot])).collect();
            let people: Vec<usize> =
                (0..self.has.len()).filter(|person| is(self.has[*person][place])).collect();
            let able = |person: usize, slot: usize| {
                let bit = block.slots.iter().position(|other| *other == slot);
                bit.is_some_and(|bit| self.able[person][place] >> bit & 1 == 1)
            };
            let Some(given) = given_out(&people, &free, &able) else { return Answer::Unknown };
            for (slot, person) in given {
                turns[slot] = Some(person);
            }
        }
        if self.instance.is_valid(&turns) { Answer::Found { turns, optimal } } else { Answer::Unknown }
    }

    /// A known rota as values of the variables.
    fn values_of(&self, known: &Turns) -> Vec<(Variable, f64)> {
        let mut values = Vec::new();
        for (person, row) in self.has.iter().enumerate() {
            for (block, has) in self.blocks.iter().zip(row) {
                let holds = block.slots.iter().any(|slot| known.get(*slot) == Some(&Some(person)));
                values.extend(has.map(|has| (has, f64::from(u8::from(holds)))));
            }
        }
        values
    }
}

/// Each turn with one of as many people, so that each can have theirs; the first turn to the first who can. `None`: they
/// cannot all have one.
fn given_out(
    people: &[usize],
    slots: &[usize],
    able: &dyn Fn(usize, usize) -> bool,
) -> Option<Vec<(usize, usize)>> {
    let (slot, rest) = match (slots, people) {
        ([], []) => return Some(Vec::new()),
        ([slot, rest @ ..], [_, ..]) => (*slot, rest),
        _ => return None,
    };
    people.iter().filter(|person| able(**person, slot)).find_map(|person| {
        let others: Vec<usize> = people.iter().copied().filter(|other| other != person).collect();
        let mut given = given_out(&others, rest, able)?;
        given.push((slot, *person));
        Some(given)
    })
}

/// The sum of what one person has, each so many times, and of how many it is the sum.
fn counted(blocks: &[Block], row: &[Option<Variable>], banks: bool, each: f64) -> (LinearExpr, i64) {
    let mut sum = LinearExpr::empty();
    let mut most = 0;
    let counted = row.iter().zip(blocks).filter(|(_, block)| block.bank || !banks);
    for variable in counted.filter_map(|(variable, _)| *variable) {
        sum.add(variable, each);
        most += 1;
    }
    (sum, most)
}

/// What of fairness goes into a programme.
#[derive(Clone, Copy)]
struct Measure {
    /// Bank holidays only.
    banks: bool,
    /// As small as can be.
    least: bool,
    /// At most this.
    most: Option<i64>,
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn turns_of_a_week_are_given_out_so_that_each_can_have_theirs_or_not_at_all() {
        // Person 7 can have turn 0 alone, person 8 turns 0 and 1, person 9 all three.
        let able = |person: usize, slot: usize| slot <= person - 7;
        let mut given = given_out(&[9, 8, 7], &[0, 1, 2], &able).unwrap();
        given.sort_unstable();
        assert_eq!(given, [(0, 7), (1, 8), (2, 9)]);
        assert_eq!(given_out(&[8, 7], &[1, 2], &able), None);
        assert_eq!(given_out(&[7], &[0, 1], &able), None, "a turn would be left");
    }
}
