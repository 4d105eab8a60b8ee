//! The rota that is best, level by level: as few turns with nobody as can be, then fair, then fair in bank holidays, then
//! as far apart as can be (docs/MODEL.md 17.6 to 17.9).
//!
//! Each level is a small integer programme for `microlp`, held to what the levels before it came to. Nothing that it says is
//! taken unseen: every answer is rounded, held to the rules and counted in whole numbers here. It is given a number of nodes
//! of its search, not a time, so that the same plan has the same rota on every machine.

use std::cmp::Ordering;

use microlp::{ComparisonOp, Error, LinearExpr, OptimizationDirection, Problem, SolveOptions, Variable};

use super::spread::exchange;

/// The free turns and those who may take them, as numbers.
#[derive(Clone, Debug)]
pub(super) struct Instance {
    /// Whole weeks at least between two turns of one person.
    pub gap: i64,
    /// The week of each turn, in order.
    pub weeks: Vec<i64>,
    /// Whether each holds a bank holiday.
    pub bank: Vec<bool>,
    /// Who may take one, by name.
    pub people: Vec<Taker>,
}

/// Somebody who may take turns.
#[derive(Clone, Debug)]
pub(super) struct Taker {
    /// Which turns they could take.
    pub able: Vec<bool>,
    /// Weeks of their turns that stay as they are, in order.
    pub fixed: Vec<i64>,
    /// Turns they have: of the year before, and pinned.
    pub have: i64,
    /// Their fair share, in tenths of a turn.
    pub fair: i64,
    /// Of what they have, with a bank holiday.
    pub bank_have: i64,
    /// Their fair share of those, in tenths.
    pub bank_fair: i64,
}

/// Who has each turn.
pub(super) type Turns = Vec<Option<usize>>;

/// How good a rota is; the lower, the better, the first level first.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(super) struct Levels {
    /// Turns with nobody.
    pub unmet: i64,
    /// Squares of the distances from the fair shares, in tenths of a turn, summed up.
    pub unfair: i64,
    /// The same for bank holidays.
    pub bank_unfair: i64,
    /// Whole weeks between the nearest two turns of one person, negative; nobody has two: the least number.
    pub near: i64,
}

/// What was found.
#[derive(Clone, Debug)]
pub(super) struct Solved {
    pub turns: Turns,
    /// That no other is better on any level.
    pub proved: bool,
}

impl Taker {
    /// The square of the distance from the fair share with so many turns more.
    pub fn unfair(&self, turns: i64) -> i64 {
        let off = 10 * (self.have + turns) - self.fair;
        off.saturating_mul(off)
    }
    pub fn bank_unfair(&self, turns: i64) -> i64 {
        let off = 10 * (self.bank_have + turns) - self.bank_fair;
        off.saturating_mul(off)
    }
    /// Whether a turn in a week leaves more than so many weeks to each that stays.
    pub fn is_clear(&self, week: i64, gap: i64) -> bool {
        self.fixed.iter().all(|fixed| (fixed - week).abs() > gap)
    }
}

impl Instance {
    /// The weeks of one person's turns, in order.
    pub fn weeks_of(&self, turns: &Turns, person: usize) -> Vec<i64> {
        let held = turns.iter().zip(&self.weeks).filter(|(who, _)| **who == Some(person));
        held.map(|(_, week)| *week).collect()
    }

    /// Whole weeks between the nearest two turns of one person of which at least one is free; `i64::MAX` for none.
    pub fn least_gap(&self, turns: &Turns, person: usize) -> i64 {
        let weeks = self.weeks_of(turns, person);
        let own = weeks.windows(2).map(|pair| pair.last().unwrap_or(&0) - pair.first().unwrap_or(&0));
        let fixed = self.people.get(person).map_or(&[][..], |taker| taker.fixed.as_slice());
        let others = weeks.iter().flat_map(|week| fixed.iter().map(move |other| (week - other).abs()));
        own.chain(others).min().map_or(i64::MAX, |apart| apart - 1)
    }

    /// Counts a rota.
    pub fn levels(&self, turns: &Turns) -> Levels {
        let unmet = turns.iter().filter(|who| who.is_none()).count() as i64;
        let mut levels = Levels { unmet, unfair: 0, bank_unfair: 0, near: -i64::MAX };
        for (place, taker) in self.people.iter().enumerate() {
            let mine = || turns.iter().zip(&self.bank).filter(move |(who, _)| **who == Some(place));
            levels.unfair += taker.unfair(mine().count() as i64);
            levels.bank_unfair += taker.bank_unfair(mine().filter(|(_, bank)| **bank).count() as i64);
            levels.near = levels.near.max(-self.least_gap(turns, place));
        }
        levels
    }

    /// Whether everybody could take what they have, with the gaps there have to be.
    pub fn is_valid(&self, turns: &Turns) -> bool {
        let able = turns.iter().enumerate().all(|(slot, who)| {
            who.is_none_or(|who| {
                self.people.get(who).and_then(|taker| taker.able.get(slot)).copied().unwrap_or(false)
            })
        });
        able && (0..self.people.len()).all(|person| self.least_gap(turns, person) >= self.gap)
    }
}

/// The best rota.
pub(super) fn solve(instance: &Instance) -> Solved {
    let mut turns = in_turn(instance);
    if instance.weeks.is_empty() || instance.people.is_empty() {
        return Solved { turns, proved: true };
    }
    exchange(instance, &mut turns);
    let mut proved = true;
    let mut held = Held::default();
    for level in [Level::Unmet, Level::Unfair, Level::BankUnfair] {
        let before = instance.levels(&turns);
        match programme(instance, instance.gap, held, Some(level), Some(&turns)) {
            Answer::Found { turns: found, optimal } => {
                let after = instance.levels(&found);
                if level.order(&after, &before) == Ordering::Less {
                    turns = found;
                }
                proved &= optimal;
            }
            Answer::None | Answer::Unknown => proved = false,
        }
        let now = instance.levels(&turns);
        match level {
            Level::Unmet => held.unmet = Some(now.unmet),
            Level::Unfair => held.unfair = Some(now.unfair),
            Level::BankUnfair => held.bank_unfair = Some(now.bank_unfair),
        }
    }
    exchange(instance, &mut turns);
    // One week more between turns, as long as all else stays as good.
    loop {
        let now = instance.levels(&turns);
        if now.near == -i64::MAX {
            break;
        }
        match programme(instance, 1 - now.near, held, None, None) {
            Answer::Found { turns: found, .. } if instance.levels(&found) < now => turns = found,
            Answer::None => break,
            Answer::Found { .. } | Answer::Unknown => {
                proved = false;
                break;
            }
        }
        exchange(instance, &mut turns);
    }
    Solved { turns, proved }
}

/// What is made as small as can be.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Level {
    Unmet,
    Unfair,
    BankUnfair,
}

impl Level {
    /// The order of two rotas as far as this level.
    fn order(self, a: &Levels, b: &Levels) -> Ordering {
        let key = |levels: &Levels| match self {
            Self::Unmet => (levels.unmet, 0, 0),
            Self::Unfair => (levels.unmet, levels.unfair, 0),
            Self::BankUnfair => (levels.unmet, levels.unfair, levels.bank_unfair),
        };
        key(a).cmp(&key(b))
    }
}

/// What the levels before came to.
#[derive(Clone, Copy, Debug, Default)]
struct Held {
    unmet: Option<i64>,
    unfair: Option<i64>,
    bank_unfair: Option<i64>,
}

enum Answer {
    /// A rota that keeps the rules and what is held; whether none is better on the level.
    Found { turns: Turns, optimal: bool },
    /// There is none.
    None,
    /// The search was not finished, or failed.
    Unknown,
}

/// A rota to begin with: turn after turn to whom it suits best, of those who can.
fn in_turn(instance: &Instance) -> Turns {
    let mut turns: Turns = vec![None; instance.weeks.len()];
    let mut counts = vec![0_i64; instance.people.len()];
    let mut last: Vec<Option<i64>> = vec![None; instance.people.len()];
    for (slot, week) in instance.weeks.iter().enumerate() {
        let can = |(place, taker): &(usize, &Taker)| {
            let near = last.get(*place).copied().flatten().is_some_and(|last| week - last <= instance.gap);
            taker.able.get(slot) == Some(&true) && !near && taker.is_clear(*week, instance.gap)
        };
        let cost = |(place, taker): &(usize, &Taker)| {
            let turns = counts.get(*place).copied().unwrap_or(0);
            taker.unfair(turns + 1) - taker.unfair(turns)
        };
        let best = instance.people.iter().enumerate().filter(can).min_by_key(cost).map(|(place, _)| place);
        if let Some(place) = best {
            counts[place] += 1;
            last[place] = Some(*week);
            turns[slot] = Some(place);
        }
    }
    turns
}

/// Whether each person has each turn: a variable for each that can be.
type Held01 = Vec<Vec<Option<Variable>>>;

/// Solves one level, with more than `gap` weeks between turns.
fn programme(
    instance: &Instance,
    gap: i64,
    held: Held,
    level: Option<Level>,
    known: Option<&Turns>,
) -> Answer {
    let mut problem = Problem::new(OptimizationDirection::Minimize);
    let mut hint = Vec::new();
    let mut all = 0_u64;
    let has: Held01 = instance
        .people
        .iter()
        .enumerate()
        .map(|(place, taker)| {
            let able = taker.able.iter().zip(&instance.weeks).enumerate();
            able.map(|(slot, (able, week))| {
                (*able && taker.is_clear(*week, gap)).then(|| {
                    let variable = problem.add_binary_var(0.0);
                    all += 1;
                    if let Some(known) = known {
                        let has = known.get(slot) == Some(&Some(place));
                        hint.push((variable, if has { 1.0 } else { 0.0 }));
                    }
                    variable
                })
            })
            .collect()
        })
        .collect();
    each_turn_once(&mut problem, instance, &has, level, held);
    for row in &has {
        not_too_near(&mut problem, &instance.weeks, row, gap);
    }
    if held.unmet.is_some() {
        fairly(
            &mut problem,
            instance,
            &has,
            gap,
            Measure { banks: false, least: level == Some(Level::Unfair), most: held.unfair },
        );
    }
    if held.unfair.is_some() {
        fairly(
            &mut problem,
            instance,
            &has,
            gap,
            Measure { banks: true, least: level == Some(Level::BankUnfair), most: held.bank_unfair },
        );
    }
    let mut options = SolveOptions::default();
    options.node_limit = Some((NODES / all.max(1)).clamp(50, 5_000));
    options.warm_start = known.map(|_| hint);
    let outcome = match problem.solve_with(options) {
        Ok(outcome) => outcome,
        Err(Error::Infeasible) => return Answer::None,
        Err(_) => return Answer::Unknown,
    };
    let optimal = outcome.is_optimal();
    let Some(solution) = outcome.solution() else { return Answer::Unknown };
    let mut turns: Turns = vec![None; instance.weeks.len()];
    for (place, row) in has.iter().enumerate() {
        for (turn, variable) in turns.iter_mut().zip(row) {
            if variable.is_some_and(|variable| solution.var_value(variable) > 0.5) {
                if turn.is_some() {
                    return Answer::Unknown;
                }
                *turn = Some(place);
            }
        }
    }
    let levels = instance.levels(&turns);
    let keeps = |most: Option<i64>, is: i64| most.is_none_or(|most| is <= most);
    let good = instance.is_valid(&turns)
        && keeps(held.unmet, levels.unmet)
        && keeps(held.unfair, levels.unfair)
        && keeps(held.bank_unfair, levels.bank_unfair);
    if good { Answer::Found { turns, optimal } } else { Answer::Unknown }
}

/// Nodes of the search, shared by as many variables as there are.
const NODES: u64 = 1_500_000;

/// Every turn has one person or nobody; how many have nobody is held, or as few as can be.
fn each_turn_once(
    problem: &mut Problem,
    instance: &Instance,
    has: &Held01,
    level: Option<Level>,
    held: Held,
) {
    let cost = if level == Some(Level::Unmet) { 1.0 } else { 0.0 };
    let mut all = LinearExpr::empty();
    for slot in 0..instance.weeks.len() {
        let nobody = problem.add_var(cost, (0.0, 1.0));
        all.add(nobody, 1.0);
        let mut one = LinearExpr::empty();
        one.add(nobody, 1.0);
        for variable in has.iter().filter_map(|row| row.get(slot).copied().flatten()) {
            one.add(variable, 1.0);
        }
        problem.add_constraint(one, ComparisonOp::Eq, 1.0);
    }
    if let Some(most) = held.unmet {
        problem.add_constraint(all, ComparisonOp::Le, most as f64);
    }
}

/// No two turns of one person in any `gap` weeks and one.
fn not_too_near(problem: &mut Problem, weeks: &[i64], row: &[Option<Variable>], gap: i64) {
    let mine: Vec<(i64, Variable)> =
        weeks.iter().zip(row).filter_map(|(week, variable)| Some((*week, (*variable)?))).collect();
    let mut reached = 0;
    for (first, (week, _)) in mine.iter().enumerate() {
        let end = mine.partition_point(|(other, _)| *other <= week.saturating_add(gap));
        // What ends where the window before ended lies within it.
        if end <= reached || end - first < 2 {
            continue;
        }
        reached = end;
        let mut sum = LinearExpr::empty();
        for (_, variable) in mine.iter().take(end).skip(first) {
            sum.add(*variable, 1.0);
        }
        problem.add_constraint(sum, ComparisonOp::Le, 1.0);
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

/// The squares of the distances from the fair shares: one piece for each further turn, dearer than the one before it. All
/// steps are multiples of 20, since (10 (n + 1) − f)² − (10 n − f)² = 20 (5 (2 n + 1) − f): they are taken as whole twentieths.
fn fairly(problem: &mut Problem, instance: &Instance, has: &Held01, gap: i64, measure: Measure) {
    let span = instance.weeks.last().unwrap_or(&0) - instance.weeks.first().unwrap_or(&0);
    let mut all = LinearExpr::empty();
    let mut without = 0;
    for (taker, row) in instance.people.iter().zip(has) {
        let cost = |turns| if measure.banks { taker.bank_unfair(turns) } else { taker.unfair(turns) };
        without += cost(0);
        let counted = row.iter().zip(&instance.bank).filter(|(_, bank)| **bank || !measure.banks);
        let mut sum = LinearExpr::empty();
        let mut most = 0;
        for variable in counted.filter_map(|(variable, _)| *variable) {
            sum.add(variable, -1.0);
            most += 1;
        }
        if most == 0 {
            continue;
        }
        for turn in 0..most.min(span / (gap + 1) + 1) {
            let step = ((cost(turn + 1) - cost(turn)) / 20) as f64;
            let piece = problem.add_var(if measure.least { step } else { 0.0 }, (0.0, 1.0));
            sum.add(piece, 1.0);
            all.add(piece, step);
        }
        problem.add_constraint(sum, ComparisonOp::Eq, 0.0);
    }
    if let Some(most) = measure.most {
        problem.add_constraint(all, ComparisonOp::Le, ((most - without) / 20) as f64 + 0.5);
    }
}
