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

/// A programme being put together.
struct Programme<'i> {
    instance: &'i Instance,
    /// Whole weeks at least between two turns of one person.
    gap: i64,
    problem: Problem,
    /// Whether each person has each turn: a variable for each that can be.
    has: Vec<Vec<Option<Variable>>>,
}

impl<'i> Programme<'i> {
    /// Everybody who can may have each turn, and no two that are too near.
    fn new(instance: &'i Instance, gap: i64, may: impl Fn(usize, usize) -> bool) -> Self {
        let mut problem = Problem::new(OptimizationDirection::Minimize);
        let mut has: Vec<Vec<Option<Variable>>> = Vec::with_capacity(instance.people.len());
        for person in 0..instance.people.len() {
            let mut variable = |slot| {
                (instance.can_have(person, slot, gap) && may(person, slot))
                    .then(|| problem.add_binary_var(0.0))
            };
            has.push((0..instance.weeks.len()).map(&mut variable).collect());
        }
        let mut programme = Self { instance, gap, problem, has };
        for person in 0..instance.people.len() {
            programme.not_too_near(person);
        }
        programme
    }

    /// Every turn has one person or nobody. Of those with nobody there are `unmet`, or each has its cost.
    fn each_turn_once(&mut self, cost: f64, may_be_nobodys: impl Fn(usize) -> bool, unmet: Option<i64>) {
        let mut all = LinearExpr::empty();
        for slot in 0..self.instance.weeks.len() {
            let mut one = LinearExpr::empty();
            let most = if may_be_nobodys(slot) && unmet != Some(0) { 1.0 } else { 0.0 };
            let nobody = self.problem.add_var(cost, (0.0, most));
            all.add(nobody, 1.0);
            one.add(nobody, 1.0);
            for variable in self.has.iter().filter_map(|row| row.get(slot).copied().flatten()) {
                one.add(variable, 1.0);
            }
            self.problem.add_constraint(one, ComparisonOp::Eq, 1.0);
        }
        if let Some(unmet) = unmet {
            self.problem.add_constraint(all, ComparisonOp::Eq, unmet as f64);
        }
    }

    /// No two turns of one person in any `gap` weeks and one.
    fn not_too_near(&mut self, person: usize) {
        let row = self.has.get(person).map_or(&[][..], Vec::as_slice);
        let held = self.instance.weeks.iter().zip(row);
        let mine: Vec<(i64, Variable)> = held.filter_map(|(week, has)| Some((*week, (*has)?))).collect();
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
            let (mut sum, most) = self.instance.counted(row, measure.banks, -1.0);
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
                let (sum, all) = self.instance.counted(row, banks, 1.0);
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
        let hint: Option<Vec<(Variable, f64)>> = known.map(|known| {
            let all = self.has.iter().enumerate().flat_map(|(person, row)| {
                let of = row.iter().zip(known);
                of.filter_map(move |(has, who)| Some(((*has)?, f64::from(u8::from(*who == Some(person))))))
            });
            all.collect()
        });
        let all = self.has.iter().flatten().flatten().count() as u64;
        let mut options = SolveOptions::default();
        options.node_limit = Some((NODES / all.max(1)).clamp(10, 300));
        options.warm_start = hint;
        let outcome = match self.problem.solve_with(options) {
            Ok(outcome) => outcome,
            Err(Error::Infeasible) => return Answer::None,
            Err(_) => return Answer::Unknown,
        };
        let optimal = outcome.is_optimal();
        let Some(solution) = outcome.solution() else { return Answer::Unknown };
        let mut turns: Turns = vec![None; self.instance.weeks.len()];
        for (person, row) in self.has.iter().enumerate() {
            for (turn, variable) in turns.iter_mut().zip(row) {
                if variable.is_some_and(|variable| solution.var_value(variable) > 0.5) {
                    if turn.is_some() {
                        return Answer::Unknown;
                    }
                    *turn = Some(person);
                }
            }
        }
        if self.instance.is_valid(&turns) { Answer::Found { turns, optimal } } else { Answer::Unknown }
    }
}

impl Instance {
    /// The sum of what one person has, each so many times, and of how many it is the sum.
    fn counted(&self, row: &[Option<Variable>], banks: bool, each: f64) -> (LinearExpr, i64) {
        let mut sum = LinearExpr::empty();
        let mut most = 0;
        let counted = row.iter().zip(&self.bank).filter(|(_, bank)| **bank || !banks);
        for variable in counted.filter_map(|(variable, _)| *variable) {
            sum.add(variable, each);
            most += 1;
        }
        (sum, most)
    }
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
