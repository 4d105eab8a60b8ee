//! What the prices say of all rotas that are as good, held against every rota there is.

use proptest::prelude::*;
use proptest::test_runner::Config;

use super::super::alike::Alike;
use super::super::solve::{Instance, Levels, Taker, Turns};

/// The first three levels.
fn first_three(levels: Levels) -> (i64, i64, i64) {
    (levels.unmet, levels.unfair, levels.bank_unfair)
}

/// Every rota, turns of one person as near to each other as one likes.
fn every(instance: &Instance, begun: &mut Turns, all: &mut Vec<Turns>) {
    let slot = begun.len();
    if slot == instance.weeks.len() {
        all.push(begun.clone());
        return;
    }
    let who = (0..instance.people.len()).filter(|person| instance.can_have(*person, slot, instance.gap));
    for who in who.map(Some).chain([None]) {
        begun.push(who);
        every(instance, begun, all);
        begun.pop();
    }
}

/// One person: which turns they could take, the weeks of those that stay, and what they have and is fair.
fn taker() -> impl Strategy<Value = Taker> {
    let able = prop::collection::vec(prop::bool::weighted(0.7), 5);
    (able, prop::option::of(-3_i64..9), 0..3_i64, 0..40_i64, 0..2_i64, 0..20_i64).prop_map(
        |(able, fixed, have, fair, bank_have, bank_fair)| Taker {
            able,
            fixed: fixed.into_iter().collect(),
            have,
            fair,
            bank_have,
            bank_fair,
        },
    )
}

proptest! {
    #![proptest_config(Config { cases: 96, ..Config::default() })]

    #[test]
    fn prices_are_found_for_the_best_rotas_alone_and_leave_all_of_them(
        people in prop::collection::vec(taker(), 1..=3),
        bank in prop::collection::vec(prop::bool::weighted(0.3), 5),
        gap in 0..2_i64,
    ) {
        let instance = Instance { gap, weeks: (0..5).collect(), bank, people };
        let mut all = Vec::new();
        every(&instance, &mut Vec::new(), &mut all);
        let level = |turns: &Turns| first_three(instance.levels(turns));
        let least = all.iter().map(level).min().unwrap();
        let best: Vec<&Turns> = all.iter().filter(|turns| level(turns) == least).collect();
        for turns in &all {
            let alike = Alike::of(&instance, turns);
            prop_assert_eq!(alike.is_some(), level(turns) == least, "{:?}", turns);
            let Some(alike) = alike else { continue };
            prop_assert_eq!(alike.unmet, least.0);
            for other in &best {
                for (slot, who) in other.iter().enumerate() {
                    let left = who.map_or(alike.may_be_nobodys(slot), |who| alike.may_have(who, slot));
                    prop_assert!(left, "{:?} has the turn {} of {:?}", who, slot, other);
                }
                for (person, counts) in alike.counts.iter().enumerate() {
                    let mine = || other.iter().zip(&instance.bank).filter(|(who, _)| **who == Some(person));
                    let turns = mine().count() as i64;
                    let banks = mine().filter(|(_, bank)| **bank).count() as i64;
                    prop_assert!((counts.turns.0..=counts.turns.1).contains(&turns));
                    prop_assert!((counts.banks.0..=counts.banks.1).contains(&banks));
                }
            }
        }
    }
}
