//! What is counted because somebody asked, and what people cost: by hand, and against the checker's own books.

use std::sync::Arc;

use proptest::prelude::*;

use super::certain::still;
use super::checked::told;
use super::checker::booked;
use super::{model, runs, services, trace, watching};
use crate::app::invent;
use crate::domain::ids::WorkerId;
use crate::domain::plan::{CaseType, Contract, Holder, PastHolder, PastWorker, Plan, Words as _};
use crate::domain::samples::{child, leave, on, sound};
use crate::domain::sim::{Results, Series, Watch};
use crate::domain::state::ChildState;
use crate::domain::units::Fte;

fn over(working_days: u16) -> Watch {
    Watch::WithoutOver { types: Vec::new(), working_days }
}

/// Children of `samples::sound` with nothing by chance, the plan's date being Monday 7 September 2026, with watches.
fn played(watches: &[Watch], change: impl FnOnce(&mut Plan)) -> Results {
    let mut plan = sound();
    plan.children.retain(|_| false);
    plan.absences.retain(|_| false);
    change(&mut plan);
    runs(&watching(&still(&plan), watches), 2)
}

/// What a watch counts on a day of the first run; the second is no different.
fn watched(results: &Results, watch: usize, date: &str) -> u32 {
    let day = results.layout.days.iter().position(|day| *day == on(date)).unwrap();
    let count = |run| results.count(run, Series::Watched(watch), day);
    assert_eq!(count(0), count(1));
    count(0)
}

#[test]
fn working_days_in_a_row_count_from_the_first_day_after_grace() {
    // Away from Monday the 14th to Friday 2 October: that week is grace; from the 21st there are ten days without.
    let watches = [over(0), over(1), over(9), over(10)];
    let results = played(&watches, |plan| {
        plan.children.push(child(1, 1, 1, 3));
        plan.absences.push(leave(1, 3, "14/09/2026", "02/10/2026", &[]));
    });
    for (date, wanted) in [
        ("18/09/2026", [0, 0, 0, 0]),
        ("21/09/2026", [1, 0, 0, 0]), // the first day
        ("22/09/2026", [1, 1, 0, 0]), // the second is more than one
        ("01/10/2026", [1, 1, 0, 0]), // the ninth
        ("02/10/2026", [1, 1, 1, 0]), // the tenth is more than nine and not more than ten
        ("05/10/2026", [0, 0, 0, 0]),
    ] {
        assert_eq!([0, 1, 2, 3].map(|watch| watched(&results, watch, date)), wanted, "{date}");
    }
}

#[test]
fn who_has_nobody_on_the_plans_date_counts_from_the_day_the_plan_says() {
    let results = played(&[over(2), over(3), over(0)], |plan| {
        // Their worker had them to Wednesday 2 September: Thursday, Friday and Monday are three days.
        let mut known = child(1, 1, 1, 3);
        (known.holder, known.held_since) = (Holder::Nobody, Some(on("04/09/2026")));
        known.past_workers = vec![PastWorker {
            who: PastHolder::Worker(WorkerId(4)),
            from: Some(on("02/03/2026")),
            to: on("02/09/2026"),
            reason: None,
        }];
        plan.children.push(known);
        // Nothing is recorded: the plan's date is their first.
        let mut unknown = child(2, 2, 1, 3);
        (unknown.holder, unknown.held_since, unknown.opened) = (Holder::Nobody, None, None);
        plan.children.push(unknown);
    });
    let on_day = |date| [0, 1, 2].map(|watch| watched(&results, watch, date));
    assert_eq!(on_day("07/09/2026"), [1, 0, 2]); // three days, and one
    assert_eq!(on_day("08/09/2026"), [1, 1, 2]); // four, and two
    assert_eq!(on_day("09/09/2026"), [2, 1, 2]); // five, and three
    assert_eq!(on_day("10/09/2026"), [2, 2, 2]);
}

#[test]
fn only_children_of_the_types_asked_for_are_counted() {
    let types = |types: &[CaseType]| Watch::WithoutOver { types: types.to_vec(), working_days: 1 };
    let watches = [
        types(&[CaseType::ChildProtection]),
        types(&[CaseType::ChildInNeed, CaseType::ChildProtection]),
        types(&[CaseType::Court]),
    ];
    let results = played(&watches, |plan| {
        for id in 1..=3 {
            let mut one = child(id, id, 1, 3);
            one.holder = Holder::Nobody;
            if id == 3 {
                one.case_type = CaseType::ChildProtection;
            }
            plan.children.push(one);
        }
    });
    assert_eq!([0, 1, 2].map(|watch| watched(&results, watch, "01/12/2026")), [1, 3, 0]);
}

#[test]
fn holders_time_is_that_of_social_workers_who_hold_a_child_at_work_or_away() {
    let results = played(&[Watch::HolderTime], |plan| {
        // Ada holds one and is away, Cyra holds one at 0.6; Ben holds nobody; a manager and a practitioner do not count.
        for (id, worker) in [(1, 3), (2, 5), (3, 1), (4, 7)] {
            plan.children.push(child(id, id, 1, worker));
        }
        plan.workers.change(WorkerId(5), |worker| worker.fte = Fte::from_parts(6_000));
        plan.workers.change(WorkerId(3), |worker| worker.last_day = Some(on("30/10/2026")));
        plan.absences.push(leave(1, 3, "14/09/2026", "18/09/2026", &[]));
    });
    assert_eq!(watched(&results, 0, "07/09/2026"), 160);
    assert_eq!(watched(&results, 0, "16/09/2026"), 160, "away");
    assert_eq!(watched(&results, 0, "30/10/2026"), 160, "the last day");
    assert_eq!(watched(&results, 0, "02/11/2026"), 60, "gone");
}

/// Everything watched in runs of a service, against the checker's own books.
fn as_booked(seed: u64) -> Result<(), TestCaseError> {
    let mut plan = told(seed);
    // The books cannot say when a grace period is over: nobody away counts.
    Arc::make_mut(&mut plan.policy).unnamed_states.retain(|state| *state != ChildState::NamedAway);
    let some = [CaseType::ChildInNeed, CaseType::Assessment, CaseType::LookedAfter];
    let mut watches: Vec<Watch> = [0, 1, 4, 10].map(over).to_vec();
    watches.push(Watch::WithoutOver { types: some.to_vec(), working_days: 2 });
    watches.push(Watch::HolderTime);
    let watching = watching(&plan, &watches);
    let results = runs(&watching, 2);
    for run in 0..2 {
        let told = trace(&watching, run as u32);
        let booked = booked(&plan, &told, watching.layout()).map_err(TestCaseError::fail)?;
        for (day, book) in booked.iter().enumerate() {
            let count = |watch| results.count(run, Series::Watched(watch), day);
            prop_assert_eq!(results.count(run, Series::Unnamed, day) as usize, book.without.len());
            for (place, watch) in watches.iter().enumerate() {
                let wanted = match watch {
                    Watch::WithoutOver { types, working_days } => {
                        let right = |(case_type, days): &&(CaseType, u32)| {
                            *days > u32::from(*working_days)
                                && (types.is_empty() || types.contains(case_type))
                        };
                        book.without.iter().filter(right).count() as u32
                    }
                    Watch::HolderTime => (book.holders + 50) / 100,
                };
                prop_assert_eq!(count(place), wanted, "{:?}, run {}, day {}", watch, run, day);
            }
        }
    }
    // Watching changes nothing of what is watched.
    let alone = runs(&model(&plan), 2);
    prop_assert_eq!(&alone.totals, &results.totals);
    for series in alone.layout.series() {
        prop_assert_eq!(alone.counts_of_run(1, *series), results.counts_of_run(1, *series));
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 60, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn what_is_watched_is_what_the_checkers_own_books_say(seed in any::<u64>()) {
        as_booked(seed)?;
    }

    #[test]
    fn pay_is_time_in_post_at_its_price(seed in any::<u64>()) {
        let mut plan = services::service(seed);
        let costs = &mut Arc::make_mut(&mut plan.target).costs;
        costs.salaries = crate::domain::plan::Role::ALL.iter().map(|role| (*role, 50_000)).collect();
        costs.agency_a_day = crate::domain::plan::Role::ALL.iter().map(|role| (*role, 300)).collect();
        costs.on_costs_percent = 20;
        let results = runs(&model(&plan), 2);
        for totals in &results.totals {
            let [permanent, agency, fixed] = totals.fte_days.map(|days| days as f64 / 10_000.0);
            let wanted = (permanent + fixed) * 60_000.0 / results.layout.year + agency * 300.0;
            prop_assert!((totals.pay_pounds() - wanted).abs() < 0.1, "{} {}", totals.pay_pounds(), wanted);
        }
    }
}

#[test]
fn pay_and_person_months_are_those_of_everybody_in_post() {
    let mut plan = still(&sound());
    Arc::make_mut(&mut plan.forecast).weeks = 26;
    plan.workers.change(WorkerId(4), |worker| {
        (worker.contract, worker.fte) = (Contract::Agency, Fte::from_parts(6_000));
        worker.last_day = Some(on("30/09/2026"));
    });
    plan.workers.change(WorkerId(7), |worker| worker.contract = Contract::FixedTerm);
    plan.workers.change(WorkerId(2), |worker| worker.first_day = Some(on("01/10/2026")));
    let results = runs(&model(&plan), 1);
    let totals = results.totals[0];
    let (days, year) = (results.layout.days.len() as f64 - 1.0, results.layout.year);
    // 8 to 30 September are 17 working days, on which one manager is not there yet and Ben Cole still is.
    let salaries = f64::from(58_000 + 42_000 + 48_000 + 32_000 + 31_000) * days + 58_000.0 * (days - 17.0);
    let wanted = 1.3 * salaries / year + 17.0 * 290.0 * 0.6;
    assert!((totals.pay_pounds() - wanted).abs() < 0.01, "{} is not {wanted}", totals.pay_pounds());
    let count = results.layout.days.len() as u64 - 1;
    assert_eq!(totals.fte_days, [(5 * count - 17) * 10_000, 17 * 6_000, count * 10_000]);
    let months = totals.person_months(year);
    assert!((months[2] - days / (year / 12.0)).abs() < 1e-9);
}

#[test]
fn whoever_fills_a_post_costs_what_the_post_costs() {
    let plan = invent::reference(1, 8.3);
    let results = runs(&model(&plan), 1);
    let totals = &results.totals[0];
    assert!(totals.leavers > 0 && totals.starters > 0);
    // All are full-time and hold cases, so the time in post is that of everybody.
    assert_eq!(totals.fte_days.iter().sum::<u64>(), totals.person_days * 10_000);
    let wanted = totals.person_days as f64 * 42_000.0 * 1.3 / results.layout.year;
    assert!((totals.pay_pounds() - wanted).abs() < 1.0, "{} is not {wanted}", totals.pay_pounds());
}
