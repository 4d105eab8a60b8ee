//! What is supposed of new work: shares that add up, lengths that are possible, nothing left without a law.

use std::collections::BTreeSet;

use super::look::{Found, Look};
use crate::domain::ids::Thing;
use crate::domain::plan::{CaseType, LengthOfWork, Outcome, Words as _, lower_first};

/// How far shares may be from 1.
const NEARLY: f64 = 0.01;

fn adds_up(shares: impl Iterator<Item = f64>) -> Result<(), f64> {
    let sum: f64 = shares.sum();
    // A hair is allowed for binary fractions, so that 0.99 is still within 0.01 of 1.
    if (sum - 1.0).abs() <= NEARLY + 1e-9 { Ok(()) } else { Err(sum * 100.0) }
}

pub(super) fn c801_shares_do_not_add_up(look: &Look<'_, '_>, found: &mut Found) {
    let demand = &look.plan.demand;
    let fix = "Correct the shares so that they add up to 100";
    for team in demand.teams.iter().filter(|team| team.families_a_week > 0.0) {
        let name = look.team_name(team.team);
        if let Err(sum) = adds_up(team.case_mix.iter().map(|mix| mix.share)) {
            let what = format!("The case types of {name}’s new work add up to {sum:.0}%");
            found.add(Thing::Demand, what, fix).field("teams");
        }
        if let Err(sum) = adds_up(team.priorities.iter().copied()) {
            let what = format!("The priorities of {name}’s new work add up to {sum:.0}%");
            found.add(Thing::Demand, what, fix).field("teams");
        }
        if let Err(sum) = adds_up(team.family_sizes.iter().copied()) {
            let what = format!("The family sizes of {name}’s new work add up to {sum:.0}%");
            found.add(Thing::Demand, what, fix).field("teams");
        }
    }
    for journey in &demand.journeys {
        if let Err(sum) = adds_up(journey.then.iter().map(|next| next.share)) {
            let what =
                format!("What follows {} work adds up to {sum:.0}%", lower_first(journey.case_type.label()));
            found.add(Thing::Demand, what, fix).field("journeys");
        }
    }
}

pub(super) fn c802_journey_missing(look: &Look<'_, '_>, found: &mut Found) {
    let demand = &look.plan.demand;
    let comes_in = demand
        .teams
        .iter()
        .filter(|team| team.families_a_week > 0.0)
        .flat_map(|team| team.case_mix.iter().filter(|mix| mix.share > 0.0).map(|mix| mix.case_type));
    let follows = demand.journeys.iter().flat_map(|journey| &journey.then).filter_map(|next| {
        if let Outcome::Becomes(case_type) = next.outcome {
            (next.share > 0.0).then_some(case_type)
        } else {
            None
        }
    });
    let needed: BTreeSet<CaseType> = comes_in.chain(follows).collect();
    for case_type in needed {
        if !demand.journeys.iter().any(|journey| journey.case_type == case_type) {
            let what = format!(
                "{} work comes in, but nothing says how long it lasts and what follows",
                case_type.label()
            );
            let fix = "Add a line for that case type";
            found.add(Thing::Demand, what, fix).field("journeys");
        }
    }
}

pub(super) fn c803_mean_below_median(look: &Look<'_, '_>, found: &mut Found) {
    for journey in &look.plan.demand.journeys {
        if let LengthOfWork::LogNormal { median_days, mean_days } = journey.length
            && mean_days < median_days
        {
            let what = format!(
                "{} work has a mean length of {mean_days} days and a median of {median_days}: the mean of this \
                 kind of length is never below the median",
                journey.case_type.label()
            );
            found.add(Thing::Demand, what, "Correct the mean or the median").field("journeys");
        }
    }
}

pub(super) fn c804_team_shares_do_not_add_up(look: &Look<'_, '_>, found: &mut Found) {
    let shares: Vec<u32> =
        look.plan.teams.iter().filter_map(|team| team.new_work_percent.map(u32::from)).collect();
    let sum: u32 = shares.iter().sum();
    if !shares.is_empty() && sum != 100 {
        let what = format!("The teams’ shares of new work add up to {sum}%");
        found.add(
            Thing::Demand,
            what,
            "Correct the shares of new work of the teams so that they add up to 100",
        );
    }
}
