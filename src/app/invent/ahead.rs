//! What an invented service supposes of the future: new work, how long work lasts, how staff change.
//!
//! England's official figures, as for any plan, leant towards the children whom the service has: an invented list has
//! more of one type and fewer of another than England, and would otherwise drift for years before it came level.

use std::collections::BTreeMap;
use std::sync::Arc;

use super::spec::{Ahead, Spec};
use crate::domain::official::{OfficialFigures, defaults, mean_days, steady_state};
use crate::domain::plan::{
    CaseType, Contract, Demand, Journey, LengthOfWork, Outcome, OutcomeShare, Plan, Sickness, TeamDemand,
    TimeToFill, WorkforceChange,
};

/// How far a share of what follows may lie from England's.
const SHARES: (f64, f64) = (0.4, 2.0);
/// How far a length may lie from England's.
const LENGTHS: (f64, f64) = (0.75, 1.35);
/// At most this share of any work turns into other work.
const MOST: f64 = 0.95;

/// Numbers by case type.
type ByType = BTreeMap<CaseType, f64>;

/// New work and journeys with which work in and work out come level near today's open children.
pub(super) fn demand(plan: &Plan, ahead: Ahead) -> Demand {
    let mut plan = plan.clone();
    let mut demand = defaults(&plan, &OfficialFigures::england()).demand;
    let mut wanted = ByType::new();
    for child in plan.children.iter().filter(|child| child.is_open(plan.about.as_at)) {
        *wanted.entry(child.case_type).or_default() += 1.0;
    }
    let open: f64 = wanted.values().sum();
    let assessments = wanted.get(&CaseType::Assessment).copied().unwrap_or_default();
    // What assessments leave of the total is for all other work alike.
    let others = (ahead.open * open - ahead.assessed * assessments) / (open - assessments).max(1.0);
    for (case_type, count) in &mut wanted {
        *count *= if *case_type == CaseType::Assessment { ahead.assessed } else { others };
    }
    lean_shares(&mut demand, &wanted);
    plan.demand = Arc::new(demand.clone());
    lean_lengths(&mut demand, &wanted, &level(&plan));
    plan.demand = Arc::new(demand.clone());
    let open: f64 = level(&plan).values().sum();
    if open > 0.0 {
        new_work_times(&mut demand, wanted.values().sum::<f64>() / open, |_| true);
    }
    for team in &mut demand.teams {
        team.families_a_week = round_to(team.families_a_week, 100.0);
    }
    demand
}

/// Open children of each type where the plan's demand comes level.
fn level(plan: &Plan) -> ByType {
    let level = steady_state(plan).level;
    level.into_iter().flat_map(|level| level.by_type).map(|of| (of.case_type, of.children)).collect()
}

/// So many times the new work of the teams that are meant.
fn new_work_times(demand: &mut Demand, times: f64, meant: impl Fn(&TeamDemand) -> bool) {
    for team in demand.teams.iter_mut().filter(|team| meant(team)) {
        team.families_a_week *= times;
    }
}

/// Brings assessments to the number wanted by new work, and what follows them by its shares.
fn lean_shares(demand: &mut Demand, wanted: &ByType) {
    let days: ByType = demand.journeys.iter().map(|of| (of.case_type, mean_days(of.length))).collect();
    let begin: ByType = wanted
        .iter()
        .filter_map(|(case_type, open)| Some((*case_type, open / days.get(case_type)?.max(1.0))))
        .collect();
    let begins = |case_type: CaseType| begin.get(&case_type).copied().unwrap_or_default();
    let assessed = straight(demand).get(&CaseType::Assessment).copied().unwrap_or_default();
    if assessed > 0.0 && begins(CaseType::Assessment) > 0.0 {
        let assesses =
            |team: &TeamDemand| team.case_mix.iter().any(|of| of.case_type == CaseType::Assessment);
        new_work_times(demand, begins(CaseType::Assessment) / assessed, assesses);
    }
    let straight = straight(demand);
    let mut after = ByType::new();
    for journey in &demand.journeys {
        for then in &journey.then {
            if let Outcome::Becomes(next) = then.outcome {
                *after.entry(next).or_default() += begins(journey.case_type) * then.share;
            }
        }
    }
    for journey in &mut demand.journeys {
        for then in &mut journey.then {
            if let Outcome::Becomes(next) = then.outcome {
                let missing = begins(next) - straight.get(&next).copied().unwrap_or_default();
                let times = missing / after.get(&next).copied().unwrap_or_default().max(1e-9);
                then.share *= times.clamp(SHARES.0, SHARES.1);
            }
        }
        close_the_rest(journey);
    }
}

/// Children who come straight from outside in a day, by type.
fn straight(demand: &Demand) -> ByType {
    let mut straight = ByType::new();
    for team in &demand.teams {
        let size: f64 =
            team.family_sizes.iter().zip(1_u32..).map(|(share, size)| share * f64::from(size)).sum();
        let a_day = team.families_a_week * size / 7.0 / (1.0 - team.re_referral);
        for mix in &team.case_mix {
            *straight.entry(mix.case_type).or_default() += a_day * mix.share;
        }
    }
    straight
}

/// Shares in parts of a thousand; what they leave closes.
fn close_the_rest(journey: &mut Journey) {
    journey.then.retain(|then| then.outcome != Outcome::Closes);
    let sum: f64 = journey.then.iter().map(|then| then.share).sum();
    for then in &mut journey.then {
        then.share = round_to(then.share * (MOST / sum).min(1.0), 1000.0);
    }
    journey.then.retain(|then| then.share > 0.0);
    let onward: f64 = journey.then.iter().map(|then| then.share).sum();
    journey.then.push(OutcomeShare { outcome: Outcome::Closes, share: round_to(1.0 - onward, 1000.0) });
}

/// What shares leave of the way to the number wanted, by length; assessments keep theirs, which the law limits.
fn lean_lengths(demand: &mut Demand, wanted: &ByType, level: &ByType) {
    for journey in demand.journeys.iter_mut().filter(|of| of.case_type != CaseType::Assessment) {
        let (Some(wanted), Some(level)) = (wanted.get(&journey.case_type), level.get(&journey.case_type))
        else {
            continue;
        };
        let times = (wanted / level.max(1e-9)).clamp(LENGTHS.0, LENGTHS.1);
        if let LengthOfWork::LogNormal { median_days, mean_days } = &mut journey.length {
            *median_days = (*median_days * times).round();
            *mean_days = (*mean_days * times).round();
        }
    }
}

fn round_to(value: f64, parts: f64) -> f64 {
    (value * parts).round() / parts
}

/// The ordinary workforce assumptions, with this service's leavers, its recruiting and its September cohort.
pub(super) fn workforce(spec: &Spec) -> WorkforceChange {
    let usual = WorkforceChange::default();
    let turnover = spec.ahead.leavers.unwrap_or((0.118 * spec.churn).min(0.25));
    WorkforceChange {
        asye_cohorts: match spec.teams.len() {
            0..=4 => Vec::new(),
            teams => vec![(9, teams.div_ceil(4) as u16)],
        },
        leavers_a_year: vec![
            (Contract::Permanent, round_to(turnover, 1000.0)),
            (Contract::Agency, round_to((0.45 * spec.churn).min(0.7), 1000.0)),
            (Contract::FixedTerm, round_to(turnover, 1000.0)),
        ],
        sickness: Sickness { long_share_a_year: spec.ahead.long_illness, ..usual.sickness },
        time_to_fill: TimeToFill { permanent_days: spec.ahead.days_to_fill, ..usual.time_to_fill },
        ..usual
    }
}

#[cfg(test)]
mod tests {
    use super::super::examples;
    use super::*;

    #[test]
    fn examples_come_level_where_their_story_says() {
        let stories = [
            ("first-plan", 0.95, 1.05),
            ("held-by-managers", 1.03, 1.06),
            ("the-average-hides", 0.99, 1.05),
            ("turned-the-corner", 0.95, 1.0),
        ];
        for ((file, plan), (story, least, most)) in examples().iter().zip(stories) {
            let state = steady_state(plan);
            let times = state.level.unwrap().children / state.open_now as f64;
            assert!(*file == story && (least..=most).contains(&times), "{file}: {times}");
        }
    }

    #[test]
    fn lengths_and_shares_stay_near_those_of_england() {
        for (file, plan) in examples() {
            let england = defaults(&plan, &OfficialFigures::england()).demand;
            for (ours, theirs) in plan.demand.journeys.iter().zip(&england.journeys) {
                let times = mean_days(ours.length) / mean_days(theirs.length);
                assert!(
                    ours.case_type == theirs.case_type && (0.74..=1.36).contains(&times),
                    "{file}: {ours:?}"
                );
                let sum: f64 = ours.then.iter().map(|then| then.share).sum();
                let closes = ours.then.iter().any(|then| then.outcome == Outcome::Closes && then.share > 0.0);
                assert!((sum - 1.0).abs() < 1e-9 && closes, "{file}: {ours:?}");
            }
        }
    }
}
