//! From a plan to a model: ids become places, dates become working days, laws become tables (MODEL.md §10.1).

mod children;
mod demand;
mod leave;
mod refuse;
mod staff;
mod time;

use super::case::hold;
use super::layout::{Counting, Layout};
use super::model::{Model, Rules, STATES, TypeModel};
use super::seat::work;
use super::watch::{self, Asked};
use crate::domain::ids::TeamId;
use crate::domain::plan::{
    CaseType, FORECAST_WEEKS, Outcome, Plan, Policy, Ramp, Role, SiblingRule, Words as _,
};
use crate::domain::state::{ChildState, Sight};
use crate::domain::units::Fte;
use time::Time;

impl Model {
    /// Makes a plan ready, as it is asked for.
    ///
    /// # Errors
    /// A sentence for each thing that cannot be simulated.
    pub fn new(sight: &Sight<'_>, asked: &Asked) -> Result<Self, Vec<String>> {
        let plan = sight.plan();
        let weeks = asked.weeks.unwrap_or(plan.forecast.weeks);
        let refused = refuse::refuse(plan, weeks);
        if !refused.is_empty() {
            return Err(refused);
        }
        let weeks = weeks.clamp(*FORECAST_WEEKS.start(), *FORECAST_WEEKS.end());
        let time = Time::new(sight, weeks);
        let case_types = case_types(plan);
        let places = Places::new(plan, case_types);
        let rules = rules(plan, &places.types, &time);
        let types: Vec<TypeModel> = demand::types(plan, &places, &time);
        let (mut seats, first_seats, people) = staff::seats(sight, &places, &time, &rules, &types);
        let staff = staff::staff(plan, &time);
        staff::cover(sight, &mut seats, &people, &time);
        let teams = demand::teams(plan, &places, &time, &people, &seats);
        let layout = Layout::new(
            time.days.clone(),
            places.teams.clone(),
            places.types.clone(),
            counting(&rules, places.types.len()),
            asked.watches.clone(),
            time.year,
        );
        let mut started = children::start(sight, &places, &time, &people, &types, &rules, first_seats);
        if watch::is_of_children(&asked.watches) {
            started.start.unnamed_since = children::unnamed_since(sight, &time, &started);
        }
        Ok(Self {
            layout,
            seed: asked.seed.unwrap_or(plan.forecast.seed),
            children: started.children,
            workers: plan.workers.iter().map(|worker| worker.id).collect(),
            days: time.kinds(plan),
            rules,
            types,
            teams,
            seats,
            staff,
            start: started.start,
        })
    }
}

/// Where teams and case types stand.
pub(super) struct Places {
    /// The plan's teams; `None`, last, if anybody is in no team.
    pub teams: Vec<Option<TeamId>>,
    /// Case types that can occur.
    pub types: Vec<CaseType>,
}

impl Places {
    fn new(plan: &Plan, types: Vec<CaseType>) -> Self {
        let mut teams: Vec<Option<TeamId>> = plan.teams.iter().map(|team| Some(team.id)).collect();
        let known = |team: Option<TeamId>| team.is_some_and(|team| plan.teams.get(team).is_some());
        let none = plan.children.iter().any(|child| !known(child.team))
            || plan.workers.iter().any(|worker| !known(worker.team));
        if none || teams.is_empty() {
            teams.push(None);
        }
        Self { teams, types }
    }
    /// The place of a team; of one that is not in the plan, the last.
    pub fn team(&self, team: Option<TeamId>) -> u16 {
        let place = self.teams.iter().position(|known| *known == team && known.is_some());
        place.unwrap_or(self.teams.len() - 1) as u16
    }
    /// The place of a case type.
    pub fn kind(&self, case_type: CaseType) -> u8 {
        self.types.iter().position(|known| *known == case_type).unwrap_or(0) as u8
    }
    /// A bit for each of these types.
    pub fn mask(&self, types: &[CaseType]) -> u16 {
        types.iter().filter(|t| self.types.contains(t)).fold(0, |mask, t| mask | 1 << self.kind(*t))
    }
}

/// Case types that occur in the plan or can follow from those that do, in the order of [`CaseType::ALL`].
fn case_types(plan: &Plan) -> Vec<CaseType> {
    let mut found: Vec<CaseType> = plan.children.iter().map(|child| child.case_type).collect();
    found.extend(plan.demand.teams.iter().flat_map(|team| &team.case_mix).map(|mix| mix.case_type));
    found.sort_unstable();
    found.dedup();
    let mut next = 0;
    while let Some(case_type) = found.get(next).copied() {
        next += 1;
        let journey = plan.demand.journeys.iter().find(|journey| journey.case_type == case_type);
        for then in journey.iter().flat_map(|journey| &journey.then) {
            if let Outcome::Becomes(next) = then.outcome
                && then.share > 0.0
                && !found.contains(&next)
            {
                found.push(next);
            }
        }
    }
    CaseType::ALL.iter().copied().filter(|case_type| found.contains(case_type)).collect()
}

fn rules(plan: &Plan, types: &[CaseType], time: &Time) -> Rules {
    let policy = &plan.policy;
    let mut counts = [[false; 16]; STATES];
    for state in ChildState::ALL {
        for (kind, case_type) in types.iter().enumerate() {
            counts[*state as usize][kind] = policy.counts_as_unnamed(*state, *case_type);
        }
    }
    let at_work =
        [ChildState::Named, ChildState::NamedCovered, ChildState::DutyNamed, ChildState::TransferNamed];
    let asye_may_not = types
        .iter()
        .enumerate()
        .filter(|(_, case_type)| policy.asye_may_not_hold.contains(case_type))
        .fold(0, |mask, (kind, _)| mask | 1 << kind);
    let mut escalation: Vec<u32> =
        policy.escalation.iter().map(|step| u32::from(step.after_working_days)).collect();
    escalation.sort_unstable();
    let agency = plan.workforce.agency_ramp.as_ref().unwrap_or(&policy.starter_ramp);
    Rules {
        counts,
        places_without_room: !policy.over_cap_allowed.is_empty() || policy.siblings == SiblingRule::Always,
        ordinary: at_work.iter().all(|state| counts[*state as usize].iter().all(|counts| !counts)),
        grace: u32::from(policy.grace_working_days),
        reallocate_after: u32::from(policy.reallocate_after_working_days),
        quiet_days: u32::from(policy.no_new_before_leave_working_days),
        most_new: policy.most_new_a_week,
        siblings: policy.siblings,
        transfer_over_cap: policy.transfer_regardless_of_capacity,
        handover_days: u32::from(policy.transfer_handover_working_days),
        manager_overflow: policy.managers_may_hold_overflow,
        escalation,
        weighted: policy.weights_cases(),
        year: time.year,
        starter_ramp: weekly(&policy.starter_ramp, false),
        asye_ramp: weekly(&policy.asye_ramp, true),
        agency_ramp: weekly(agency, false),
        asye_may_not,
    }
}

/// Percent of the cap in each week; the last stands for all that follow. Empty when it is full throughout.
fn weekly(ramp: &Ramp, year_of_asye: bool) -> Vec<u8> {
    let last = if year_of_asye {
        crate::domain::capacity::ASYE_WEEKS - 1
    } else {
        ramp.steps.last().map_or(0, |step| step.from_week).min(520)
    };
    let mut weekly: Vec<u8> = (0..=last).map(|week| ramp.percent(week)).collect();
    if year_of_asye {
        weekly.push(100);
    }
    if weekly.iter().all(|percent| *percent == 100) { Vec::new() } else { weekly }
}

/// What counts as no named social worker, state by state.
fn counting(rules: &Rules, types: usize) -> [Counting; 13] {
    std::array::from_fn(|state| {
        let counts = &rules.counts[state][..types];
        let away = &rules.counts[ChildState::NamedAway as usize][..types];
        let any = counts.iter().any(|counts| *counts);
        if state == ChildState::NamedAway as usize {
            return if any { Counting::Sometimes } else { Counting::Never };
        }
        if !counts.is_empty() && counts.iter().all(|counts| *counts) {
            return Counting::Always;
        }
        let by_absence = state == ChildState::OtherPractitioner as usize && away.iter().any(|counts| *counts);
        if any || by_absence { Counting::Sometimes } else { Counting::Never }
    })
}

/// What somebody in a role does with cases, and the types that the role may hold, a bit each: a social worker any, a
/// practitioner those for which one is enough, a personal adviser care leavers.
pub(super) fn work_of(role: Role, types: &[TypeModel], counts: &[[bool; 16]; STATES]) -> (u8, u16) {
    let mask = |wanted: &dyn Fn(usize, &TypeModel) -> bool| {
        let held = types.iter().enumerate().filter(|(kind, model)| wanted(*kind, model));
        held.fold(0_u16, |mask, (kind, _)| mask | 1 << kind)
    };
    match role {
        Role::SocialWorker | Role::SeniorPractitioner => (work::SOCIAL_WORKER, u16::MAX),
        Role::PersonalAdviser => (work::ADVISER, mask(&|_, model| model.case_type == CaseType::CareLeaver)),
        Role::FamilyPractitioner => {
            (work::PRACTITIONER, mask(&|kind, _| !counts[ChildState::OtherPractitioner as usize][kind]))
        }
        _ => (work::NONE, 0),
    }
}

/// What somebody's name stands for when they are given a child.
pub(super) fn held_as(does: u8, role: Role, kind: &TypeModel, under_18: bool) -> u8 {
    match does {
        work::SOCIAL_WORKER => hold::WORKER,
        work::ADVISER if kind.case_type == CaseType::CareLeaver && !under_18 => hold::ADVISER,
        work::ADVISER | work::PRACTITIONER => hold::PRACTITIONER,
        _ if role.is_manager() => hold::MANAGER,
        _ if role.is_registered() => hold::WORKER,
        _ => hold::PRACTITIONER,
    }
}

/// Most new cases in a week for somebody of this time: at least one, rounded to the nearest.
pub(super) fn most_new(full_time: Option<u16>, fte: u32) -> u16 {
    full_time.map_or(u16::MAX, |most| {
        let parts = u64::from(Fte::FULL.parts());
        let scaled = (u64::from(most) * u64::from(fte) + parts / 2) / parts;
        (scaled as u16).max(u16::from(most > 0))
    })
}

/// Points of a case type, in hundredths.
pub(super) fn points(policy: &Policy, case_type: CaseType) -> u32 {
    policy.weight(case_type).hundredths()
}
