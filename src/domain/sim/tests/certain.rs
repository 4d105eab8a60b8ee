//! Nothing left to chance: what is played forward is what is known ahead, day by day.

use std::sync::Arc;

use chrono::NaiveDate;
use proptest::prelude::*;

use super::{model, runs, services};
use crate::app::invent;
use crate::domain::ahead::Outlook;
use crate::domain::calendar::WorkingCalendar;
use crate::domain::ids::TeamId;
use crate::domain::plan::{
    Child, Demand, Holder, Plan, PostFilling, Sickness, Words as _, WorkforceChange, WorkingDays,
};
use crate::domain::sim::Series;
use crate::domain::state::{ChildState, Sight, spell_on};

/// The plan without anything that could happen by chance. A closure that waits to be authorised is one of these: it is
/// agreed for a day beyond the horizon, which changes nothing that is known.
pub(super) fn still(plan: &Plan) -> Plan {
    let mut plan = plan.clone();
    let end = plan.about.horizon_end() + chrono::Duration::days(10);
    plan.demand = Arc::new(Demand::default());
    plan.workforce = Arc::new(WorkforceChange {
        sickness: Sickness {
            short_spells_a_year: 0.0,
            short_mean_working_days: 0.0,
            long_share_a_year: 0.0,
            long_median_days: 0.0,
            phased_weeks: 0,
        },
        leave_days: (0, 0),
        leavers_a_year: Vec::new(),
        asye_cohorts: Vec::new(),
        ..WorkforceChange::default()
    });
    let policy = Arc::make_mut(&mut plan.policy);
    policy.allocation_days = WorkingDays::none();
    plan.posts.change_where(
        |post| matches!(post.filling, PostFilling::Vacant { .. }),
        |post| post.filling = PostFilling::Held { since: None },
    );
    plan.children.change_where(
        |child| matches!(child.holder, Holder::AwaitingClosure(_)) && child.closes.is_none(),
        |child| child.closes = Some(end),
    );
    let weeks = plan.about.horizon_weeks;
    Arc::make_mut(&mut plan.forecast).weeks = weeks;
    plan
}

/// The team that a child's work sits with. What is known ahead leaves it as it is in the list; in a forecast a handover
/// that lies ahead takes the work to the receiving team: the one documented difference.
fn team_on(plan: &Plan, child: &Child, date: NaiveDate) -> Option<TeamId> {
    let moved = match child.holder {
        Holder::Transfer { to, on: Some(on), .. } if plan.about.as_at < on && on <= date => Some(to),
        _ => child.team,
    };
    moved.filter(|team| plan.teams.get(*team).is_some())
}

/// Every count of children on every working day, from the outlook and from the simulator.
pub(super) fn compare(plan: &Plan) -> Result<(), String> {
    let calendar = WorkingCalendar::new(&plan.calendar);
    let sight = Sight::new(plan, &calendar);
    let model = model(plan);
    let results = runs(&model, 2);
    let outlook = Outlook::new(&sight);
    let known = outlook.days();
    let layout = model.layout();
    for run in 0..2 {
        for (day, date) in layout.days.iter().enumerate() {
            let count = |series| results.count(run, series, day);
            let today = &known[(*date - outlook.from).num_days() as usize];
            let same = |what: &dyn std::fmt::Debug, known: u32, played: u32| {
                if known == played {
                    return Ok(());
                }
                Err(format!("{what:?} on day {day}, {date}: known {known}, played {played}"))
            };
            for state in ChildState::ALL {
                same(state, today.of(*state), count(Series::InState(*state)))?;
            }
            same(&"open", today.open(), count(Series::Open))?;
            same(&"unnamed", today.unnamed, count(Series::Unnamed))?;
            same(&"not present", today.without_present, count(Series::NotPresent))?;
            let unnamed = |wanted: &dyn Fn(&Child) -> bool| {
                let children = plan.children.iter().zip(&outlook.spells);
                let theirs = children.filter(|(child, _)| wanted(child) && child.is_open(*date));
                theirs
                    .filter(|(_, spells)| spell_on(spells, *date).is_some_and(|spell| spell.unnamed))
                    .count() as u32
            };
            for case_type in &layout.types {
                let known = unnamed(&|child| child.case_type == *case_type);
                same(case_type, known, count(Series::UnnamedOfType(*case_type)))?;
            }
            for (place, team) in layout.teams.iter().enumerate() {
                let known = unnamed(&|child| team_on(plan, child, *date) == *team);
                same(team, known, count(Series::UnnamedOfTeam(place)))?;
            }
        }
    }
    Ok(())
}

#[test]
fn the_examples_played_without_chance_are_what_is_known_ahead() {
    for (file, plan) in invent::examples() {
        compare(&still(&plan)).unwrap_or_else(|difference| panic!("{file}: {difference}"));
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 200, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_service_played_without_chance_is_what_is_known_ahead(seed in any::<u64>()) {
        let plan = still(&services::service(seed));
        if let Err(difference) = compare(&plan) {
            prop_assert!(false, "{}", difference);
        }
    }
}
