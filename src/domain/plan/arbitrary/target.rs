//! Promises, variations and costs by chance, for tests.

use proptest::prelude::*;
use proptest::sample::{select, subsequence};

use super::*;
use crate::domain::target::{Claim, Promise, Value, Variation, Varied};

/// Any promise that can be written.
pub fn promise() -> impl Strategy<Value = Promise> {
    let types = || subsequence(CaseType::ALL.to_vec(), 0..4);
    let claim = prop_oneof![
        (types(), any::<u16>())
            .prop_map(|(types, working_days)| Claim::NobodyWithoutOver { types, working_days }),
        (types(), any::<u16>()).prop_map(|(types, children)| Claim::AtMostWithout { types, children }),
        (word::<ChildState>(), any::<u16>())
            .prop_map(|(state, children)| Claim::AtMostInState { state, children }),
        any::<u16>().prop_map(|children| Claim::NoTeamOver { children }),
        (1_u32..=100_000).prop_map(|cents| Claim::AverageUnder { children: f64::from(cents) / 100.0 }),
    ];
    (claim, of(date()), of(date()), 1_u8..=100).prop_map(|(claim, from, to, years_of_100)| {
        let (from, to) = match (from, to) {
            (Some(a), Some(b)) => (Some(a.min(b)), Some(a.max(b))),
            either => either,
        };
        Promise { claim, from, to, years_of_100 }
    })
}

/// Any variation that can be written.
pub fn variation() -> BoxedStrategy<Variation> {
    let teams = || subsequence((1..6).map(TeamId).collect::<Vec<_>>(), 0..4);
    let full = || (1_u32..=20_000).prop_map(Fte::from_parts);
    let numbers = || {
        let any_of_them = proptest::collection::btree_set(any::<u16>(), 1..6);
        let range = (0_u16..100, 1_u16..20, 1_u16..9)
            .prop_map(|(first, step, count)| (0..count).map(|n| first + n * step).collect::<Vec<_>>());
        prop_oneof![
            any_of_them.prop_map(|set| set.into_iter().collect()),
            range.clone(),
            range.prop_map(|mut values| {
                values.reverse();
                values
            })
        ]
    };
    let counts = || numbers().prop_map(|n: Vec<u16>| n.into_iter().map(Value::Count).collect::<Vec<_>>());
    let percents = || numbers().prop_map(|n: Vec<u16>| n.into_iter().map(Value::Percent).collect::<Vec<_>>());
    let days = || {
        proptest::collection::btree_set(date(), 1..6)
            .prop_map(|set| set.into_iter().map(Value::Day).collect::<Vec<_>>())
    };
    let staff = || (word::<Role>(), teams(), full(), word::<Contract>(), word::<Recruited>());
    let posts =
        (staff(), date(), counts()).prop_map(|((role, teams, fte, contract, recruited), from, values)| {
            Variation { what: Varied::Posts { role, teams, fte, contract, from, recruited }, values }
        });
    let start = (staff(), any::<u16>(), days()).prop_map(
        |((role, teams, fte, contract, recruited), count, values)| Variation {
            what: Varied::StartOfPosts { count, role, teams, fte, contract, recruited },
            values,
        },
    );
    let agency = (teams(), date(), date(), counts()).prop_map(|(teams, a, b, values)| Variation {
        what: Varied::Agency { teams, from: a.min(b), until: a.max(b) },
        values,
    });
    let until = (teams(), any::<u16>(), days()).prop_map(|(teams, count, values)| {
        let first = values.iter().min().copied();
        let from = if let Some(Value::Day(first)) = first { first } else { NaiveDate::default() };
        Variation { what: Varied::AgencyUntil { count, teams, from }, values }
    });
    let cap = (word(), counts()).prop_map(|(role, values)| Variation { what: Varied::Cap { role }, values });
    let demand = (of((1_u32..6).prop_map(TeamId)), of(word()), percents())
        .prop_map(|(team, case_type, values)| Variation { what: Varied::Demand { team, case_type }, values });
    let scaled = select(vec![Varied::Sickness, Varied::Turnover, Varied::TimeToFill, Varied::LengthOfWork]);
    let scaled = (scaled, percents()).prop_map(|(what, values)| Variation { what, values });
    prop_oneof![posts, start, agency, until, cap, demand, scaled].boxed()
}

pub(super) fn target() -> impl Strategy<Value = Target> {
    let pay = || vec((word(), any::<u32>()), 0..3);
    let costs = (pay(), pay(), any::<u16>()).prop_map(|(salaries, agency_a_day, on_costs_percent)| Costs {
        salaries,
        agency_a_day,
        on_costs_percent,
    });
    let costs = prop_oneof![Just(Costs::default()), costs];
    let free = (vec(promise(), 0..3), of(variation()), costs).prop_map(|(promises, vary, costs)| Target {
        promises,
        vary,
        costs,
    });
    prop_oneof![Just(Target::default()), free]
}
