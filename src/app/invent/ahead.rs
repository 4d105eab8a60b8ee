//! What an invented service supposes of the future: new work, how long work lasts, how staff change.
//!
//! Lengths and shares follow England's flows of 2023/24 (the Department for Education's figures on children in
//! need): about a third of assessments lead on to a plan, a child in need is open for just over half a year in the
//! mean, a child protection plan for 0.8 of a year, proceedings for 38 weeks, care for two and a half years.

use super::cases;
use super::children::FAMILY_SIZES;
use super::spec::{Spec, TeamKind};
use super::staff::Draft;
use crate::domain::ids::TeamId;
use crate::domain::plan::{
    CaseMix, CaseType, Contract, Demand, Journey, LengthOfWork, Outcome, OutcomeShare, TeamDemand,
    WorkforceChange,
};

/// Referrals in each month against an average one, January first (England, 2019 and 2022 to 2024).
const REFERRALS_BY_MONTH: [f64; 12] =
    [1.03, 0.96, 1.07, 0.90, 1.09, 1.10, 1.03, 0.84, 1.00, 1.04, 1.07, 0.87];
/// The same in every month.
const LEVEL: [f64; 12] = [1.0; 12];

/// New work that keeps each team about as full as it is, and the journeys of children through the service.
pub(super) fn demand(draft: &Draft) -> Demand {
    let children_in =
        |team: TeamId| draft.children.iter().filter(|child| child.team == Some(team)).count() as f64;
    let mean_size: f64 = FAMILY_SIZES.iter().zip(1_u32..).map(|(share, size)| share * f64::from(size)).sum();
    let teams = draft.teams.iter().zip(&draft.kinds).filter_map(|(team, kind)| {
        // Weeks that new work stays in such a team, and the share of its work that comes straight from outside.
        let (weeks, direct) = match kind {
            TeamKind::Assessment => (8.5, 1.0),
            TeamKind::Everything => (20.0, 1.0),
            TeamKind::Disabled => (128.0, 0.9),
            TeamKind::LookedAfter => (120.0, 0.12),
            TeamKind::Safeguarding | TeamKind::LeavingCare => return None,
        };
        let mix: cases::Mix = match kind {
            TeamKind::Assessment | TeamKind::Everything => &[
                (CaseType::Assessment, 0.97),
                (CaseType::ChildProtection, 0.02),
                (CaseType::PrivateFostering, 0.01),
            ],
            TeamKind::Disabled => &[(CaseType::DisabledChild, 1.0)],
            _ => &[(CaseType::AsylumSeeking, 0.6), (CaseType::LookedAfter, 0.4)],
        };
        let front_door = matches!(kind, TeamKind::Assessment | TeamKind::Everything);
        Some(TeamDemand {
            team: team.id,
            families_a_week: round_to(children_in(team.id) * direct / weeks / mean_size, 100.0),
            month_index: if front_door { REFERRALS_BY_MONTH } else { LEVEL },
            family_sizes: FAMILY_SIZES.to_vec(),
            case_mix: mix.iter().map(|&(case_type, share)| CaseMix { case_type, share }).collect(),
            re_referral: if front_door { 0.224 } else { 0.05 },
            priorities: TeamDemand::ALL_MEDIUM,
        })
    });
    Demand {
        official_figures_of: "England, 2023/24".to_owned(),
        teams: teams.collect(),
        journeys: journeys(&draft.kinds),
    }
}

fn round_to(value: f64, parts: f64) -> f64 {
    (value * parts).round() / parts
}

/// A case type, the median and the mean of its days, and what it turns into with shares; the rest closes.
type Course = (CaseType, f64, f64, cases::Mix);

/// How long each type of work lasts and what follows. What no team holds leads nowhere but to closure.
pub(super) fn journeys(kinds: &[TeamKind]) -> Vec<Journey> {
    use CaseType as C;
    const COURSES: [Course; 10] = [
        (
            C::Assessment,
            47.0,
            49.0,
            &[
                (C::ChildInNeed, 0.28),
                (C::ChildProtection, 0.095),
                (C::LookedAfter, 0.015),
                (C::DisabledChild, 0.01),
            ],
        ),
        (
            C::ChildInNeed,
            100.0,
            204.0,
            &[(C::ChildProtection, 0.07), (C::PreProceedings, 0.02), (C::LookedAfter, 0.02)],
        ),
        (
            C::ChildProtection,
            240.0,
            292.0,
            &[(C::ChildInNeed, 0.55), (C::PreProceedings, 0.15), (C::Court, 0.05), (C::LookedAfter, 0.05)],
        ),
        (
            C::PreProceedings,
            100.0,
            112.0,
            &[(C::Court, 0.5), (C::ChildInNeed, 0.35), (C::ChildProtection, 0.15)],
        ),
        (C::Court, 250.0, 266.0, &[(C::LookedAfter, 0.6), (C::ChildInNeed, 0.25)]),
        (C::LookedAfter, 620.0, 912.0, &[(C::CareLeaver, 0.35), (C::ChildInNeed, 0.1)]),
        (C::CareLeaver, 1300.0, 1400.0, &[]),
        (C::DisabledChild, 600.0, 900.0, &[(C::LookedAfter, 0.05)]),
        (C::PrivateFostering, 160.0, 220.0, &[(C::ChildInNeed, 0.15)]),
        (C::AsylumSeeking, 500.0, 600.0, &[(C::CareLeaver, 0.9)]),
    ];
    let held = |case_type: CaseType| kinds.iter().any(|kind| kind.takes(case_type));
    COURSES
        .into_iter()
        .map(|(case_type, median_days, mean_days, then)| {
            let mut then: Vec<OutcomeShare> = then
                .iter()
                .filter(|(next, _)| held(*next))
                .map(|&(next, share)| OutcomeShare { outcome: Outcome::Becomes(next), share })
                .collect();
            let onward: f64 = then.iter().map(|next| next.share).sum();
            if onward < 0.9995 {
                then.push(OutcomeShare { outcome: Outcome::Closes, share: round_to(1.0 - onward, 1000.0) });
            }
            Journey { case_type, length: LengthOfWork::LogNormal { median_days, mean_days }, then }
        })
        .collect()
}

/// The ordinary workforce assumptions, with this service's leave and its September cohort.
pub(super) fn workforce(spec: &Spec) -> WorkforceChange {
    let turnover = (0.118 * spec.churn).min(0.25);
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
        ..WorkforceChange::default()
    }
}
