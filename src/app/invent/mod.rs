//! Services that do not exist: the four example plans, and plans of any size for tests and timing.
//!
//! Promises: the same description and seed give the same plan on any machine; councils and people are invented;
//! children have references only. Every plan is as at [`AS_AT`]; [`shift_to`] moves one to any other week.

mod absences;
mod ahead;
mod average_hides;
mod cases;
mod chance;
mod children;
mod dates;
mod first_plan;
mod held_by_managers;
mod loads;
mod names;
mod reference;
mod rota;
mod scenarios;
mod shift;
mod size;
mod spec;
mod staff;
mod turned_the_corner;

#[cfg(test)]
mod tests;

use std::sync::Arc;

pub use average_hides::average_hides;
pub use dates::AS_AT;
pub use first_plan::first_plan;
pub use held_by_managers::held_by_managers;
pub use reference::reference;
pub use shift::shift_to;
pub use size::Size;
pub use spec::{Ahead, Away, Moves, Spec, TeamKind, TeamSpec, Total, Unheld};
pub use turned_the_corner::turned_the_corner;

use crate::domain::plan::{About, Decision, Plan, Policy};
use staff::Draft;

/// The example plans in the order in which they are offered, each with the name of its file.
pub fn examples() -> [(&'static str, Plan); 4] {
    [
        ("first-plan", first_plan()),
        ("held-by-managers", held_by_managers()),
        ("the-average-hides", average_hides()),
        ("turned-the-corner", turned_the_corner()),
    ]
}

/// A whole service from its description.
pub fn service(spec: &Spec) -> Plan {
    let policy = Policy::default();
    let mut draft = Draft::new(spec.seed);
    if spec.teams.is_empty() {
        return finish(draft, spec, policy);
    }
    staff::add_staff(&mut draft, spec);
    absences::add_long_absences(&mut draft, spec);
    loads::share_children(&mut draft, spec, &policy);
    children::add_children(&mut draft, spec);
    absences::add_leave_and_cover(&mut draft, spec, &absences::leave_index());
    finish(draft, spec, policy)
}

/// A service with this many children and staff, and realistic absences: for timing and for tests that need size.
pub fn large(children: usize, workers: usize, seed: u64) -> Plan {
    service(&Size { children, workers, teams: (workers / 10).max(1), ..Size::default() }.spec(seed))
}

/// An entry of the log, so many days before the as-at date.
fn decision(days_ago: i64, by: &str, what: &str, why: &str) -> Decision {
    Decision {
        on: dates::working_before(dates::in_days(-days_ago)),
        by: by.to_owned(),
        child: None,
        what: what.to_owned(),
        why: why.to_owned(),
    }
}

/// The draft as a plan.
fn finish(draft: Draft, spec: &Spec, policy: Policy) -> Plan {
    let mut plan = Plan {
        about: Arc::new(About {
            title: spec.title.clone(),
            council: spec.council.clone(),
            author: "An invented example".to_owned(),
            notes: spec.notes.clone(),
            ..Plan::empty(AS_AT).about.as_ref().clone()
        }),
        policy: Arc::new(policy),
        workforce: Arc::new(ahead::workforce(spec)),
        teams: draft.teams.into_iter().collect(),
        posts: draft.posts.into_iter().collect(),
        workers: draft.workers.into_iter().collect(),
        absences: draft.absences.into_iter().collect(),
        families: draft.families.into_iter().collect(),
        children: draft.children.into_iter().collect(),
        ..Plan::empty(AS_AT)
    };
    plan.demand = Arc::new(ahead::demand(&plan, spec.ahead));
    plan
}
