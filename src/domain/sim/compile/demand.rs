//! New work, how long it lasts and where it goes, as tables.

use std::sync::Arc;

use chrono::NaiveDate;

use super::time::Time;
use super::{Places, points};
use crate::domain::ids::WorkerId;
use crate::domain::lookup::IdMap;
use crate::domain::plan::{CaseType, DutyPattern, Journey, LengthOfWork, Outcome, Plan, TeamDemand};
use crate::domain::routes::Routes;
use crate::domain::sim::law::{Law, Length};
use crate::domain::sim::model::{Families, NONE, Route, SeatModel, TeamModel, TypeModel};

/// Ages up to which what is left of work is drawn from its age: four years of working days.
const OLDEST: u32 = 1_040;

/// What teams are to the draws.
const TEAM: u64 = 4;

/// A length of the plan, in working days.
fn length(of: LengthOfWork, working: f64) -> Length {
    let calendar = match of {
        LengthOfWork::LogNormal { median_days, mean_days } => Length::log_normal(median_days, mean_days),
        LengthOfWork::Exponential { mean_days } => Length::Exponential { mean: mean_days },
        LengthOfWork::Fixed { days } => Length::Fixed { days },
    };
    calendar.scaled(working)
}

pub(super) fn types(plan: &Plan, places: &Places, time: &Time<'_>) -> Vec<TypeModel> {
    let policy = &plan.policy;
    let last = time.last();
    places
        .types
        .iter()
        .map(|case_type| {
            let journey = plan.demand.journeys.iter().find(|journey| journey.case_type == *case_type);
            let (law, aged, rest) = journey.map_or_else(
                || (Law::never(), Law::never(), Law::never()),
                |journey| {
                    let length = length(journey.length, time.working);
                    let aged = Law::rounded(&length, 1, last + OLDEST);
                    (Law::rounded(&length, 1, last), aged, Law::rest(&length, last))
                },
            );
            let (outcome, then) = outcomes(journey, places);
            TypeModel {
                case_type: *case_type,
                length: law,
                aged,
                rest,
                outcome,
                then,
                never_waits: policy.never_wait.contains(case_type),
                over_cap: policy.over_cap_allowed.contains(case_type),
                points: points(policy, *case_type),
            }
        })
        .collect()
}

fn outcomes(journey: Option<&Journey>, places: &Places) -> (Law, Vec<Option<u8>>) {
    let then = journey.map(|journey| journey.then.as_slice()).unwrap_or_default();
    let weights: Vec<f64> = then.iter().map(|then| then.share).collect();
    let then = then.iter().map(|then| match then.outcome {
        Outcome::Closes => None,
        Outcome::Becomes(next) => Some(places.kind(next)),
    });
    let then: Vec<Option<u8>> = then.collect();
    // Shares that are all nought decide nothing: the work closes.
    if weights.iter().all(|weight| *weight <= 0.0) {
        return (Law::always(0), Vec::new());
    }
    (Law::shares(&weights), then)
}

/// Where a team's work of each type goes.
fn routes(all: &Routes, places: &Places, number: usize) -> Vec<Route> {
    let own = number as u16;
    let route = |case_type: &CaseType| {
        let shares = all.of(places.teams[number], *case_type);
        match shares {
            [] => Route::Stays,
            [(team, _)] if places.team(*team) == own => Route::Stays,
            [(team, _)] => Route::To(places.team(*team)),
            _ => Route::Among {
                teams: shares.iter().map(|(team, _)| places.team(*team)).collect(),
                law: Law::shares(&shares.iter().map(|(_, share)| *share).collect::<Vec<_>>()),
            },
        }
    };
    places.types.iter().map(route).collect()
}

pub(super) fn teams(
    plan: &Plan,
    places: &Places,
    time: &Time<'_>,
    people: &IdMap<WorkerId, u32>,
    seats: &[SeatModel],
) -> Vec<TeamModel> {
    let ways = Routes::new(plan);
    let mut counts = Counts::default();
    places
        .teams
        .iter()
        .enumerate()
        .map(|(number, id)| {
            let team = id.and_then(|id| plan.teams.get(id));
            let first = seats.partition_point(|seat| usize::from(seat.team) < number) as u32;
            let last = seats.partition_point(|seat| usize::from(seat.team) <= number) as u32;
            let holds = match team {
                Some(team) if !team.holds.is_empty() => places.mask(&team.holds),
                _ => u16::MAX,
            };
            let new = id.and_then(|id| plan.demand.teams.iter().find(|new| new.team == id));
            let duty = team.and_then(|team| team.duty.as_ref());
            let order = duty.map(|duty| on_duty(duty, time, people)).unwrap_or_default();
            let duty_days: Vec<bool> = order.iter().map(|(on_duty, _)| *on_duty).collect();
            TeamModel {
                seats: (first, last),
                holds,
                routes: routes(&ways, places, number),
                managed: team.is_some_and(|team| team.manager.is_some()),
                families: new.map(|new| families(new, places, time, duty, duty_days, &mut counts)),
                again: new.map_or(0, |new| threshold(new.re_referral)),
                duty: order.into_iter().map(|(_, seat)| seat).collect(),
            }
        })
        .collect()
}

/// Laws of how many come, made once for each mean.
#[derive(Default)]
struct Counts(Vec<(u64, Arc<Law>)>);

impl Counts {
    fn of(&mut self, mean: f64) -> Arc<Law> {
        let bits = mean.to_bits();
        match self.0.binary_search_by_key(&bits, |(known, _)| *known) {
            Ok(place) => Arc::clone(&self.0[place].1),
            Err(place) => {
                let law = Arc::new(Law::poisson(mean));
                self.0.insert(place, (bits, Arc::clone(&law)));
                law
            }
        }
    }
}

/// A share as a threshold of 64 bits.
fn threshold(share: f64) -> u64 {
    (share.clamp(0.0, 1.0) * 18_446_744_073_709_551_616.0) as u64
}

fn families(
    new: &TeamDemand,
    places: &Places,
    time: &Time<'_>,
    duty: Option<&DutyPattern>,
    duty_days: Vec<bool>,
    counts: &mut Counts,
) -> Families {
    // An average week's families, spread over the working days of an average year.
    let a_day = new.families_a_week * (365.25 / 7.0) / time.year;
    let mut by_month = |factor: f64| -> Vec<Arc<Law>> {
        new.month_index.iter().map(|index| counts.of(a_day * index * factor)).collect()
    };
    let one_in = duty.map_or(1.0, |duty| f64::from(duty.one_week_in.max(1)));
    let sizes: f64 = new.family_sizes.iter().sum();
    let children: f64 = new.family_sizes.iter().zip(1_u32..).map(|(share, n)| share * f64::from(n)).sum();
    let mean_size = if sizes > 0.0 { children / sizes } else { 1.0 };
    let again = new.re_referral;
    Families {
        count: by_month(1.0),
        on_duty: if duty_days.is_empty() { Vec::new() } else { by_month(one_in) },
        duty_days,
        // Closed work returns at the rate at which new children come, of whom a share were here before.
        returning: if again > 0.0 { by_month(mean_size * again / (1.0 - again)) } else { Vec::new() },
        size: Law::shares(&new.family_sizes),
        types: new.case_mix.iter().map(|mix| places.kind(mix.case_type)).collect(),
        mix: Law::shares(&new.case_mix.iter().map(|mix| mix.share).collect::<Vec<_>>()),
        priority: Law::shares(&new.priorities),
        key: crate::domain::sim::draws::entity(TEAM, u64::from(u32::from(new.team))),
    }
}

/// For each day whether it lies in a duty week of the team, and who takes new work first. Empty when the team's duty
/// makes no difference: no duty week is known, or it is on duty every week with nobody in particular.
fn on_duty(duty: &DutyPattern, time: &Time<'_>, people: &IdMap<WorkerId, u32>) -> Vec<(bool, u32)> {
    let nobody_in_particular = duty.order.is_empty() && duty.turns.is_empty();
    if duty.counted_from().is_none() || (duty.one_week_in <= 1 && nobody_in_particular) {
        return Vec::new();
    }
    let day = |date: &NaiveDate| {
        let seat = duty.on_duty(*date).and_then(|worker| people.get(&worker)).copied();
        (duty.is_duty_week(*date), seat.unwrap_or(NONE))
    };
    time.days.iter().map(day).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::ids::TeamId;
    use crate::domain::plan::CaseMix;
    use crate::domain::samples::sound;

    #[test]
    fn a_way_with_one_end_asks_for_no_draw() {
        let mut plan = sound(); // Children in need: two in North, one in South.
        let mut new = TeamDemand::new(TeamId(1));
        new.families_a_week = 1.0;
        new.case_mix = vec![CaseMix { case_type: CaseType::Assessment, share: 1.0 }];
        let mut demand = (*plan.demand).clone();
        demand.teams.push(new);
        plan.demand = demand.into();
        plan.teams.change(TeamId(2), |team| team.holds = vec![CaseType::ChildInNeed, CaseType::Court]);
        let types = vec![CaseType::Assessment, CaseType::ChildInNeed, CaseType::Court];
        let places = Places { teams: vec![Some(TeamId(1)), Some(TeamId(2)), None], types };
        let all = Routes::new(&plan);
        let north = routes(&all, &places, 0);
        let law = Law::shares(&[2.0 / 3.0, 1.0 / 3.0]);
        assert_eq!(north, [Route::Stays, Route::Among { teams: vec![0, 1], law }, Route::To(1)]);
        assert_eq!(routes(&all, &places, 1), [Route::To(0), Route::Stays, Route::Stays]);
        assert_eq!(routes(&all, &places, 2), [Route::Stays, Route::Stays, Route::Stays]);
    }
}
