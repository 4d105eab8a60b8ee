//! Promises kept and broken, by hand.

use std::sync::Arc;

use chrono::Datelike as _;

use super::{Claim, Keeping, Promise};
use crate::domain::plan::{CaseType, Plan};
use crate::domain::samples::{on, sound};
use crate::domain::sim::{Layout, Results, RunTotals, Series, Watch, samples};
use crate::domain::state::ChildState;

/// `samples::sound`, as at Monday 7 September 2026, with a forecast to Monday 6 September 2027.
fn plan() -> Plan {
    let mut plan = sound();
    Arc::make_mut(&mut plan.forecast).weeks = 52;
    plan
}

fn promise(claim: Claim, from: &str, to: &str) -> Promise {
    let day = |text: &str| if text.is_empty() { None } else { Some(on(text)) };
    Promise { claim, from: day(from), to: day(to), years_of_100: 95 }
}

/// In so many of the sample's ten years, of which year `k` has `k` children without anybody and in August `k + 10`.
fn kept_in(claim: Claim, from: &str, to: &str) -> Vec<u32> {
    let plan = plan();
    let results = samples::ten_years(&plan, 52);
    let keeping = Keeping::new(&[promise(claim, from, to)], &plan);
    assert_eq!(keeping.refused(), Vec::<String>::new());
    let judge = keeping.on(&results.layout).unwrap();
    (1..=10).filter(|k| judge.kept(&results, *k - 1) == judge.all()).map(|k| k as u32).collect()
}

#[test]
fn at_most_so_many_without_is_kept_while_no_day_has_more() {
    let most = |children| Claim::AtMostWithout { types: Vec::new(), children };
    // To July the worst day of year k has k; with August it has k + 10.
    assert_eq!(kept_in(most(4), "", "31/07/2027"), [1, 2, 3, 4]);
    assert_eq!(kept_in(most(4), "", ""), Vec::<u32>::new());
    assert_eq!(kept_in(most(14), "", ""), [1, 2, 3, 4]);
    // From September 2027 on it is k again.
    assert_eq!(kept_in(most(2), "01/09/2027", ""), [1, 2]);
    // By type: all of them are in need, and nobody who is looked after; a type that cannot occur is kept.
    let of = |types: &[CaseType]| Claim::AtMostWithout { types: types.to_vec(), children: 4 };
    assert_eq!(kept_in(of(&[CaseType::ChildInNeed, CaseType::LookedAfter]), "", "31/07/2027").len(), 4);
    assert_eq!(kept_in(of(&[CaseType::LookedAfter]), "", "").len(), 10);
    assert_eq!(kept_in(of(&[CaseType::Court]), "", "").len(), 10);
}

#[test]
fn states_and_teams_are_looked_at_day_by_day() {
    let state = |state, children| Claim::AtMostInState { state, children };
    assert_eq!(kept_in(state(ChildState::AwaitingAllocation, 7), "", "31/07/2027").len(), 7);
    assert_eq!(kept_in(state(ChildState::ManagerHeld, 0), "", "").len(), 10);
    // All are in one team: what no team has more of is what that one has.
    assert_eq!(kept_in(Claim::NoTeamOver { children: 3 }, "", "31/07/2027"), [1, 2, 3]);
}

#[test]
fn the_plans_date_is_as_it_is_and_breaks_no_promise() {
    // One child has nobody on the plan's date in every year; promised from then or from any day before.
    let nobody = || Claim::AtMostWithout { types: Vec::new(), children: 0 };
    let plan = plan();
    let keeping = Keeping::new(&[promise(nobody(), "01/01/2026", "08/09/2026")], &plan);
    let layout = samples::layout(&plan, 52);
    let totals = [RunTotals::default(); 2];
    let results = samples::results(&layout, &totals, &[], |run, series, day| {
        u32::from(series == Series::Unnamed && (day == 0 || (run == 1 && day == 1)))
    });
    let judge = keeping.on(&layout).unwrap();
    assert_eq!((judge.kept(&results, 0), judge.kept(&results, 1)), (1, 0));
}

#[test]
fn the_days_on_which_a_promise_is_broken_are_told() {
    let plan = plan();
    let results = samples::ten_years(&plan, 52);
    let claims = [
        promise(Claim::AtMostWithout { types: Vec::new(), children: 12 }, "", ""),
        promise(Claim::NoTeamOver { children: 20 }, "", ""),
    ];
    let keeping = Keeping::new(&claims, &plan);
    let judge = keeping.on(&results.layout).unwrap();
    // Year 3 has 13 in August 2027 and no more than 3 otherwise; year 2 has 12.
    let august: Vec<usize> =
        (0..results.layout.days.len()).filter(|day| results.layout.days[*day].month() == 8).collect();
    assert_eq!(judge.broken_days(&results, 2, 0).collect::<Vec<_>>(), august);
    assert_eq!(judge.first_broken(&results, 2, 0), august.first().copied());
    assert_eq!(judge.first_broken(&results, 1, 0), None);
    assert_eq!(judge.broken_days(&results, 2, 1).count(), 0);
    assert_eq!(judge.broken_days(&results, 2, 9).count(), 0, "there is no such promise");
    // A bit for each promise: the second is kept alone, or both are.
    assert_eq!((judge.kept(&results, 2), judge.kept(&results, 1), judge.all()), (0b10, 0b11, 0b11));
}

/// One year in which as many children are open, watched ones have nobody and holders' time there is as the days say.
fn year(keeping: &Keeping, count: impl Fn(&Layout, Series, usize) -> u32) -> (Results, Plan) {
    let plan = plan();
    let layout = samples::layout_watching(&plan, 52, keeping.watches().to_vec());
    let results =
        samples::results(&layout, &[RunTotals::default()], &[], |_, series, day| count(&layout, series, day));
    (results, plan)
}

#[test]
fn an_average_is_under_its_limit_to_the_last_child() {
    let claim = Claim::AverageUnder { children: 16.5 };
    let keeping = Keeping::new(&[promise(claim, "", "")], &plan());
    assert_eq!(keeping.watches(), [Watch::HolderTime]);
    let broken = |open: u32, time: u32| {
        let (results, _) = year(&keeping, |_, series, _| match series {
            Series::Open => open,
            Series::Watched(0) => time,
            _ => 0,
        });
        keeping.on(&results.layout).unwrap().kept(&results, 0) == 0
    };
    // 4.00 full-time: 66 ÷ 4 is 16.5 and not under it, 65 is. At 4.01 66 is: 16.46.
    assert!(broken(66, 400) && !broken(65, 400) && !broken(66, 401));
    // Nobody holds a child: well only where there is none.
    assert!(broken(1, 0) && !broken(0, 0));
}

#[test]
fn nobody_over_so_many_days_is_broken_by_the_first_child_who_is() {
    let over =
        |types: &[CaseType], working_days| Claim::NobodyWithoutOver { types: types.to_vec(), working_days };
    let (need, court) = (CaseType::ChildInNeed, CaseType::Court);
    let promises = [
        promise(over(&[], 5), "", ""),
        promise(over(&[court, need], 1), "", "31/12/2026"),
        promise(over(&[need, court, need], 1), "01/01/2027", ""),
    ];
    let keeping = Keeping::new(&promises, &plan());
    // The same watch in other words, for another period, is counted once.
    assert_eq!(keeping.watches().len(), 2);
    let (results, plan) = year(&keeping, |layout, series, day| {
        u32::from(series == Series::Watched(1) && layout.days[day] == on("05/01/2027"))
    });
    let judge = keeping.on(&results.layout).unwrap();
    assert_eq!(judge.kept(&results, 0), 0b011);
    // Results in which it was not counted cannot tell.
    assert!(keeping.on(&samples::layout(&plan, 52)).is_none());
    // Nor can those from which what is needed was thinned away.
    let needed = results.layout.thinned(|series| keeping.needs(&results.layout, series));
    assert_eq!(needed.series(), [Series::Watched(0), Series::Watched(1)]);
    assert!(keeping.on(&needed).is_some());
    assert!(keeping.on(&results.layout.thinned(|series| series == Series::Watched(0))).is_none());
}

#[test]
fn no_more_weeks_are_simulated_than_it_takes_to_decide() {
    let nobody = || Claim::NoTeamOver { children: 0 };
    let weeks = |to: &[&str]| {
        let promises: Vec<Promise> = to.iter().map(|to| promise(nobody(), "", to)).collect();
        Keeping::new(&promises, &plan()).weeks(&plan())
    };
    assert_eq!(weeks(&["14/09/2026"]), 1); // a week after the plan's date
    assert_eq!(weeks(&["15/09/2026"]), 2);
    assert_eq!(weeks(&["15/09/2026", "05/10/2026"]), 4);
    assert_eq!(weeks(&["15/09/2026", ""]), 52);
    assert_eq!(weeks(&[]), 1);
}

#[test]
fn a_period_that_cannot_be_looked_at_is_refused_in_a_sentence() {
    let refused = |from, to| {
        let claim = Claim::NoTeamOver { children: 0 };
        let keeping = Keeping::new(&[promise(claim, from, to)], &plan());
        assert!(keeping.on(&samples::layout(&plan(), 52)).is_none());
        keeping.refused().join("; ")
    };
    assert_eq!(
        refused("", "07/09/2027"),
        "Promise 1 lasts to 07/09/2027, and the forecast ends on 06/09/2027: end it by then, or look further ahead"
    );
    assert_eq!(
        refused("01/03/2027", "01/02/2027"),
        "Promise 1 begins on 01/03/2027, after its last day, 01/02/2027: change one of them"
    );
    let none = |end| {
        format!(
            "Promise 1 has no working day of the forecast in its period, which is to end on {end}: change its days"
        )
    };
    assert_eq!(refused("12/09/2026", "13/09/2026"), none("13/09/2026")); // a weekend
    assert_eq!(refused("", "07/09/2026"), none("07/09/2026")); // the plan's date
    assert_eq!(refused("01/10/2027", ""), none("06/09/2027")); // beyond the forecast
    let many = vec![promise(Claim::NoTeamOver { children: 0 }, "", ""); 33];
    assert_eq!(
        Keeping::new(&many, &plan()).refused(),
        ["No more than 32 promises are looked at together: take some away"]
    );
    let average = promise(Claim::AverageUnder { children: f64::NAN }, "", "");
    assert_eq!(
        Keeping::new(&[average], &plan()).refused(),
        ["The average of promise 1 must be from 0.01 to 10,000 children"]
    );
}
