//! What has to come out exactly in every run, whatever happens in it.

use proptest::prelude::*;

use super::{model, runs, services};
use crate::app::invent;
use crate::domain::plan::{Plan, Words as _};
use crate::domain::sim::{Results, RunTotals, Series};
use crate::domain::state::ChildState;

/// The sums of one run, day by day and as a whole.
fn come_out(results: &Results, run: usize) {
    let layout = &results.layout;
    let (days, teams) = (layout.days.len(), layout.teams.len());
    let count = |series, day| results.count(run, series, day);
    let sum = |day, of: &dyn Fn(usize) -> Series, to: usize| (0..to).map(|n| count(of(n), day)).sum::<u32>();
    for day in 0..days {
        let open = count(Series::Open, day);
        let unnamed = count(Series::Unnamed, day);
        assert_eq!(sum(day, &|n| Series::InState(ChildState::ALL[n]), 13), open, "states, day {day}");
        assert_eq!(sum(day, &|n| Series::UnnamedInState(ChildState::ALL[n]), 13), unnamed, "day {day}");
        assert_eq!(sum(day, &|n| Series::UnnamedOfType(layout.types[n]), layout.types.len()), unnamed);
        assert_eq!(sum(day, &Series::UnnamedOfTeam, teams), unnamed, "teams, day {day}");
        assert_eq!(sum(day, &Series::OpenOfTeam, teams), open, "teams, day {day}");
        assert_eq!(sum(day, &Series::CapacityOfTeam, teams), count(Series::Capacity, day));
        assert_eq!(sum(day, &Series::FreeOfTeam, teams), count(Series::FreePlaces, day));
        assert!(count(Series::NotPresent, day) <= open);
    }
    let RunTotals { open, arrivals, closures, .. } = results.totals[run];
    let t = &results.totals[run];
    let over = |series| (1..days).map(|day| u64::from(count(series, day))).sum::<u64>();
    assert_eq!(open.0 + arrivals, closures + open.1, "nobody is lost and nobody made");
    assert_eq!((open.0, open.1), (count(Series::Open, 0), count(Series::Open, days - 1)));
    // Little's law in whole numbers: children in queues summed over the days are the days of their waits.
    assert_eq!(t.child_days_waiting, t.wait_days + t.wait_days_unfinished);
    assert_eq!(t.child_days_open, over(Series::Open));
    assert_eq!(t.child_days_without, over(Series::Unnamed));
    assert_eq!(u64::from(t.allocations), over(Series::Allocations));
    assert_eq!(t.by_reason.iter().sum::<u32>(), t.allocations);
    assert_eq!(
        t.person_days,
        t.person_days_at_work + t.person_days_planned + t.person_days_ill + t.person_days_leave
    );
    assert!(t.came_again <= t.arrivals && t.over_cap <= t.allocations);
}

fn all_come_out(plan: &Plan, count: u32) {
    let results = runs(&model(plan), count);
    assert_eq!(results.runs(), count);
    (0..count as usize).for_each(|run| come_out(&results, run));
    let allocations: u64 = results.totals.iter().map(|totals| u64::from(totals.allocations)).sum();
    assert_eq!(results.waits.iter().sum::<u64>(), allocations, "every allocation ends a wait");
}

#[test]
fn the_sums_of_the_examples_come_out_in_every_run() {
    for (_, plan) in invent::examples() {
        all_come_out(&plan, 5);
    }
}

#[test]
fn the_sums_of_the_reference_model_come_out_in_every_run() {
    all_come_out(&invent::reference(1, 11.7), 3);
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 150, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn the_sums_of_any_service_come_out_in_every_run(seed in any::<u64>()) {
        all_come_out(&services::service(seed), 3);
    }
}
