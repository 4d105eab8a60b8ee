//! The reference plans against an independent event-by-event simulation of the same rules (docs/MODEL.md §11).

use super::{model, runs};
use crate::app::invent;
use crate::domain::sim::{Series, Summary};

/// What the other simulator came to, with its standard error where it gives one.
struct Other {
    new_children_a_day: f64,
    runs: u32,
    child_days: (f64, f64),
    waiting_at_the_end: (f64, f64),
    mean_wait_days: f64,
    allocations: f64,
}

/// The script in `SimPy` 4.1: 6,000 runs of the light load and 1,000 of the heavy one.
const OTHERS: [Other; 2] = [
    Other {
        new_children_a_day: 8.3,
        runs: 1_200,
        child_days: (287.2, 6.3),
        waiting_at_the_end: (0.176, 0.022),
        mean_wait_days: 0.115,
        allocations: 2434.1,
    },
    Other {
        new_children_a_day: 11.7,
        runs: 600,
        child_days: (10_413.6, 167.7),
        waiting_at_the_end: (64.9, 1.28),
        mean_wait_days: 2.68,
        allocations: 3295.9,
    },
];

#[test]
fn the_reference_plans_come_to_what_another_simulator_says() {
    for other in OTHERS {
        let plan = invent::reference(1, other.new_children_a_day);
        let model = model(&plan);
        let results = runs(&model, other.runs);
        let summary = Summary::new(&results, model.children(), &plan.forecast);
        let end = summary.bands(Series::Unnamed);
        let end = end.on(summary.layout.days.len() - 1);
        // Errors here are 1.96 standard errors.
        let near = |what: &str, here: f64, error: f64, there: (f64, f64)| {
            let within = error / 1.96 * 2.0 + 2.0 * there.1;
            println!(
                "{} a day, {what}: {here:.2}, the other {:.2} ± {within:.2}",
                other.new_children_a_day, there.0
            );
            assert!((here - there.0).abs() <= within, "{what}: {here} against {} ± {within}", there.0);
        };
        let days = summary.child_days_without;
        near("child-days", days.mean, days.error, other.child_days);
        near("waiting at the end", end.mean, end.error, other.waiting_at_the_end);
        let pooled =
            |of: fn(&crate::domain::sim::RunTotals) -> f64| results.totals.iter().map(of).sum::<f64>();
        let wait = pooled(|t| t.wait_days as f64) / pooled(|t| f64::from(t.allocations));
        // As exact as the child-days, of which it is made.
        let share = |(mean, error): (f64, f64)| error / mean;
        let error = other.mean_wait_days * share((days.mean, days.error));
        near(
            "mean wait",
            wait,
            error,
            (other.mean_wait_days, other.mean_wait_days * share(other.child_days)),
        );
        near("allocations", summary.allocations.mean, summary.allocations.error, (other.allocations, 1.0));
    }
}
