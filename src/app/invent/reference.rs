//! The reference model as an ordinary plan: a bare service whose forecast an independent simulator can check.

use std::sync::Arc;

use chrono::NaiveDate;

use crate::domain::ids::{ChildId, PostId, TeamId, WorkerId};
use crate::domain::plan::{
    Cap, CaseMix, CaseType, Child, Contract, Demand, Holder, Journey, LengthOfWork, Outcome, OutcomeShare,
    Plan, Policy, Post, PostFilling, Ramp, Role, SiblingRule, Sickness, Team, TeamDemand, TimeToFill, Worker,
    WorkforceChange,
};
use crate::domain::state::ChildState;
use crate::domain::units::Fte;

/// Social workers in a team.
const IN_TEAM: u32 = 15;
/// Open children in a team at the start.
const OPEN: u32 = 250;
/// Working days in 365.25 days without bank holidays, over the 260 of the reference year: its rates are for 260 days.
const YEAR: f64 = 365.25 * 5.0 / 7.0 / 260.0;

/// The reference model: `scale` times eight teams of fifteen, and for each scale so many new children on a working day.
pub fn reference(scale: u32, arrivals_a_day: f64) -> Plan {
    // A Sunday in a year beyond the known bank holidays, with a leave year that begins on the Monday.
    let as_at = NaiveDate::from_ymd_opt(2115, 3, 31).unwrap_or_default();
    let mut plan = Plan::empty(as_at);
    let teams = 8 * scale;
    let about = Arc::make_mut(&mut plan.about);
    about.title = format!("Reference model, {arrivals_a_day} new children a day");
    "Invented".clone_into(&mut about.council);
    about.horizon_weeks = 52;
    plan.policy = Arc::new(policy());
    plan.demand = Arc::new(demand(teams, arrivals_a_day * f64::from(scale)));
    plan.workforce = Arc::new(workforce());
    for team in 1..=teams {
        plan.teams.push(Team {
            id: TeamId(team),
            name: format!("Team {team}"),
            holds: Vec::new(),
            manager: None,
            deputies: Vec::new(),
            duty: None,
            new_work_percent: None,
            rota: crate::domain::plan::TeamRota::default(),
            notes: String::new(),
        });
    }
    for team in 1..=teams {
        people(&mut plan, team);
    }
    plan
}

/// A team's workers in their posts, and its open children given to them by the rule: fewest open, first in the list.
fn people(plan: &mut Plan, team: u32) {
    let cap = |place: u32| 16 + place % 5;
    let first = (team - 1) * IN_TEAM + 1;
    for place in 0..IN_TEAM {
        let id = WorkerId(first + place);
        let mut worker =
            Worker::new(id, &format!("Worker {}", first + place), Role::SocialWorker, Some(TeamId(team)));
        worker.cap = Some(Cap { children: cap(place) as u16, points: None });
        plan.workers.push(worker);
        plan.posts.push(Post {
            id: PostId(first + place),
            team: Some(TeamId(team)),
            role: Role::SocialWorker,
            fte: Fte::FULL,
            filling: PostFilling::Filled(id),
            notes: String::new(),
        });
    }
    let mut held = [0_u32; IN_TEAM as usize];
    for number in 0..OPEN {
        let free = (0..IN_TEAM).filter(|place| held[*place as usize] < cap(*place));
        let Some(place) = free.min_by_key(|place| held[*place as usize]) else { continue };
        held[place as usize] += 1;
        let id = (team - 1) * OPEN + number + 1;
        let reference = format!("R-{id}");
        let mut child = Child::new(ChildId(id), &reference, Some(TeamId(team)), CaseType::Assessment);
        child.holder = Holder::Worker(WorkerId(first + place));
        plan.children.push(child);
    }
}

/// No rule but one: the worker at work who is least full, under the cap, most urgent first.
fn policy() -> Policy {
    Policy {
        unnamed_states: vec![ChildState::Left, ChildState::AwaitingAllocation],
        grace_working_days: 10_000,
        reallocate_after_working_days: 10_000,
        no_new_before_leave_working_days: 0,
        most_new_a_week: None,
        starter_ramp: Ramp::new(&[]),
        asye_ramp: Ramp::new(&[]),
        over_cap_allowed: Vec::new(),
        never_wait: Vec::new(),
        asye_may_not_hold: Vec::new(),
        siblings: SiblingRule::Off,
        escalation: Vec::new(),
        ..Policy::default()
    }
}

fn demand(teams: u32, arrivals_a_day: f64) -> Demand {
    let new = |team| TeamDemand {
        team: TeamId(team),
        families_a_week: arrivals_a_day * 5.0 / f64::from(teams),
        month_index: [1.0; 12],
        family_sizes: vec![1.0],
        case_mix: vec![CaseMix { case_type: CaseType::Assessment, share: 1.0 }],
        re_referral: 0.0,
        priorities: [0.2, 0.5, 0.3, 0.0],
    };
    Demand {
        official_figures_of: String::new(),
        teams: (1..=teams).map(new).collect(),
        journeys: vec![Journey {
            case_type: CaseType::Assessment,
            length: LengthOfWork::LogNormal { median_days: 150.0, mean_days: 240.0 },
            then: vec![OutcomeShare { outcome: Outcome::Closes, share: 1.0 }],
        }],
    }
}

fn workforce() -> WorkforceChange {
    let all = [Contract::Permanent, Contract::Agency, Contract::FixedTerm];
    WorkforceChange {
        sickness: Sickness {
            short_spells_a_year: 1.2 * YEAR,
            short_mean_working_days: 8.0,
            long_share_a_year: 0.0,
            long_median_days: 60.0,
            phased_weeks: 0,
        },
        // The reference draws six stretches of five that may overlap: 28.6 days away. Here they do not overlap.
        leave_days: (29, 29),
        leave_year_starts: 4,
        leave_month_index: [1.0; 12],
        leave_block_working_days: 5,
        leavers_a_year: all.map(|contract| (contract, 0.16 * YEAR)).to_vec(),
        notice_weeks: all.map(|contract| (contract, 0)).to_vec(),
        // A mean of 90 days: the median of a log-normal length with a spread of 0.6.
        time_to_fill: TimeToFill { permanent_days: 75.174_318_9, agency_days: 21.0 },
        asye_cohorts: Vec::new(),
        agency_ramp: None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::app::format;

    #[test]
    fn the_reference_plans_in_benches_are_these() {
        for (name, arrivals_a_day) in [("base", 8.3), ("tight", 11.7)] {
            let path = format!("{}/benches/plans/{name}.ron", env!("CARGO_MANIFEST_DIR"));
            let text = std::fs::read_to_string(&path).unwrap();
            assert_eq!(format::read(&text).unwrap().plan, reference(1, arrivals_a_day), "{name}");
        }
    }
}
