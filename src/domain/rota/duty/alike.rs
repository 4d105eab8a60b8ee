//! What all rotas that are as good as a given one have in common (docs/MODEL.md 17.7).
//!
//! Without the distances between turns, a rota is a flow: each turn goes to one person or nobody, and each further turn of a
//! person costs more than the one before it. A flow is the cheapest exactly when no circle of changes makes it cheaper, and
//! then there are prices at which every change costs at least nothing; what is dearer at these prices is in no cheapest flow
//! (optimality by reduced costs and complementary slackness: Ahuja, Magnanti and Orlin, *Network Flows*, 1993, chapter 9).
//! So a rota that keeps the distances and is the cheapest without them is proved to be the best on the first three levels,
//! and a wider one that is as good need only be looked for among the few that the prices leave.

use std::ops::{Add, Neg};

use super::solve::{Instance, Turns};

/// Unmet, unfair, unfair in bank holidays: what a change costs on the first three levels, the first before the others.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
struct Cost(i64, i64, i64);

impl Add for Cost {
    type Output = Self;
    fn add(self, other: Self) -> Self {
        Self(self.0 + other.0, self.1 + other.1, self.2 + other.2)
    }
}

impl Neg for Cost {
    type Output = Self;
    fn neg(self) -> Self {
        Self(-self.0, -self.1, -self.2)
    }
}

/// How many turns one person has in all rotas that are as good: the least and the most.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Counts {
    pub turns: (i64, i64),
    /// Of them, with a bank holiday.
    pub banks: (i64, i64),
}

/// What all rotas that are as good on the first three levels have in common.
#[derive(Clone, Debug)]
pub(super) struct Alike {
    /// Turns with nobody.
    pub unmet: i64,
    /// For each person.
    pub counts: Vec<Counts>,
    /// Which turns each person may have.
    may: Vec<Vec<bool>>,
    /// Which turns may be nobody's.
    nobodys: Vec<bool>,
}

/// One change: from a place of the flow to another, at a cost.
struct Change {
    from: usize,
    to: usize,
    cost: Cost,
}

/// The places of the flow, by number: the turns, the people, their bank holidays, nobody, and the end.
struct Places {
    turns: usize,
    people: usize,
}

impl Places {
    fn person(&self, person: usize) -> usize {
        self.turns + person
    }
    fn banks(&self, person: usize) -> usize {
        self.turns + self.people + person
    }
    fn nobody(&self) -> usize {
        self.turns + 2 * self.people
    }
    fn end(&self) -> usize {
        self.nobody() + 1
    }
    /// Where a turn goes that somebody has.
    fn holder(&self, person: usize, bank: bool) -> usize {
        if bank { self.banks(person) } else { self.person(person) }
    }
}

/// A rota and what it is made of.
struct Flow<'a> {
    instance: &'a Instance,
    held: &'a Turns,
    places: Places,
    turns: Vec<i64>,
    banks: Vec<i64>,
    unmet: i64,
}

impl Alike {
    /// What all rotas as good as this one have in common; `None` where there would be a better one if turns of one person
    /// could be as near to each other as one likes.
    pub fn of(instance: &Instance, held: &Turns) -> Option<Self> {
        let flow = Flow::new(instance, held);
        let prices = flow.prices()?;
        Some(flow.alike(&prices))
    }

    /// Whether somebody has a turn in any of them.
    pub fn may_have(&self, person: usize, slot: usize) -> bool {
        self.may.get(person).and_then(|row| row.get(slot)).copied().unwrap_or(false)
    }

    /// Whether a turn is nobody's in any of them.
    pub fn may_be_nobodys(&self, slot: usize) -> bool {
        self.nobodys.get(slot).copied().unwrap_or(false)
    }
}

impl<'a> Flow<'a> {
    fn new(instance: &'a Instance, held: &'a Turns) -> Self {
        let people = instance.people.len();
        let (mut turns, mut banks, mut unmet) = (vec![0; people], vec![0; people], 0);
        for (who, bank) in held.iter().zip(&instance.bank) {
            match who {
                Some(who) => {
                    turns[*who] += 1;
                    banks[*who] += i64::from(*bank);
                }
                None => unmet += 1,
            }
        }
        Self { instance, held, places: Places { turns: held.len(), people }, turns, banks, unmet }
    }

    /// What one turn more costs somebody who has so many.
    fn further(&self, person: usize, turns: i64) -> Cost {
        let taker = &self.instance.people[person];
        Cost(0, taker.unfair(turns + 1) - taker.unfair(turns), 0)
    }

    /// The same for turns with a bank holiday.
    fn further_bank(&self, person: usize, banks: i64) -> Cost {
        let taker = &self.instance.people[person];
        Cost(0, 0, taker.bank_unfair(banks + 1) - taker.bank_unfair(banks))
    }

    /// Every change that can be made.
    fn changes(&self) -> Vec<Change> {
        let mut changes = Vec::new();
        let mut add = |from, to, cost| changes.push(Change { from, to, cost });
        let (places, nothing) = (&self.places, Cost::default());
        for (slot, (who, bank)) in self.held.iter().zip(&self.instance.bank).enumerate() {
            for person in 0..places.people {
                if self.instance.can_have(person, slot, self.instance.gap) {
                    let holder = places.holder(person, *bank);
                    let (from, to) = if *who == Some(person) { (holder, slot) } else { (slot, holder) };
                    add(from, to, nothing);
                }
            }
            let (from, to) = if who.is_none() { (places.nobody(), slot) } else { (slot, places.nobody()) };
            add(from, to, nothing);
        }
        add(places.nobody(), places.end(), Cost(1, 0, 0));
        if self.unmet > 0 {
            add(places.end(), places.nobody(), Cost(-1, 0, 0));
        }
        for (person, (turns, banks)) in self.turns.iter().zip(&self.banks).enumerate() {
            add(places.person(person), places.end(), self.further(person, *turns));
            if *turns > 0 {
                add(places.end(), places.person(person), -self.further(person, turns - 1));
            }
            add(places.banks(person), places.person(person), self.further_bank(person, *banks));
            if *banks > 0 {
                add(places.person(person), places.banks(person), -self.further_bank(person, banks - 1));
            }
        }
        changes
    }

    /// A price for each place, so that no change costs less than nothing: the lengths of the shortest ways (Bellman and
    /// Ford). `None`: a circle of changes makes it cheaper.
    fn prices(&self) -> Option<Vec<Cost>> {
        let changes = self.changes();
        let mut prices = vec![Cost::default(); self.places.end() + 1];
        for _ in 0..=prices.len() {
            let mut lower = false;
            for change in &changes {
                let through = prices[change.from] + change.cost;
                if through < prices[change.to] {
                    prices[change.to] = through;
                    lower = true;
                }
            }
            if !lower {
                return Some(prices);
            }
        }
        None
    }

    fn alike(&self, prices: &[Cost]) -> Alike {
        let places = &self.places;
        // What a change costs at these prices is nothing: a rota with it may be as good.
        let free = |from: usize, to: usize, cost: Cost| prices[from] + cost == prices[to];
        let nothing = Cost::default();
        let has = |person, slot: usize| {
            let holder = places.holder(person, self.instance.bank[slot]);
            self.held[slot] == Some(person) || free(slot, holder, nothing)
        };
        let range = |now: i64, from: usize, to: usize, further: &dyn Fn(i64) -> Cost| {
            let fewer = now > 0 && free(to, from, -further(now - 1));
            (now - i64::from(fewer), now + i64::from(free(from, to, further(now))))
        };
        let counts = (0..places.people).map(|person| {
            let (own, banks) = (places.person(person), places.banks(person));
            let further = |turns| self.further(person, turns);
            let further_bank = |banks| self.further_bank(person, banks);
            Counts {
                turns: range(self.turns[person], own, places.end(), &further),
                banks: range(self.banks[person], banks, own, &further_bank),
            }
        });
        let slots = || 0..places.turns;
        Alike {
            unmet: self.unmet,
            counts: counts.collect(),
            may: (0..places.people).map(|person| slots().map(|slot| has(person, slot)).collect()).collect(),
            nobodys: slots()
                .map(|slot| self.held[slot].is_none() || free(slot, places.nobody(), nothing))
                .collect(),
        }
    }
}
