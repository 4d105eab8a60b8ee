//! Default new work of each team: the official figures of an area, scaled to the plan's open children (MODEL.md §9.2).

use std::collections::BTreeMap;

use super::flows::{by_type, onward, place};
use super::journeys::{assessed, footings, journeys};
use super::{DemandDefaults, Ground, OfficialFigures, SOURCE, YEAR, law, round_to, thousands};
use crate::domain::ids::TeamId;
use crate::domain::plan::{
    CaseMix, CaseType, Demand, Journey, Plan, Team, TeamDemand, Words as _, lower_first,
};
use crate::domain::routes::holds;

/// Share of families with one, two, three … children. \[GK\]
pub const FAMILY_SIZES: [f64; 5] = [0.40, 0.35, 0.15, 0.07, 0.03];
/// The same of work that comes straight to a specialist team. \[GK\]
const SPECIALIST_SIZES: [f64; 2] = [0.9, 0.1];
/// Share of a specialist team's closed work that comes back. \[GK\]
const SPECIALIST_AGAIN: f64 = 0.05;
/// Types that come straight to the team that holds them, with the share of its work that does. \[GK\]
const DIRECT: [(CaseType, f64); 3] =
    [(CaseType::DisabledChild, 0.9), (CaseType::AsylumSeeking, 1.0), (CaseType::PrivateFostering, 1.0)];
/// Weeks of a year.
pub(super) const WEEKS: f64 = 365.0 / 7.0;

/// Children a week by case type.
pub(super) type ByType = BTreeMap<CaseType, f64>;

/// The mean number of children in a family.
pub(super) fn mean_size(sizes: &[f64]) -> f64 {
    let (sum, children) = sizes.iter().zip(1_u32..).fold((0.0, 0.0), |(sum, children), (share, size)| {
        let share = law::sane(*share, 1e6);
        (sum + share, children + share * f64::from(size))
    });
    if sum > 0.0 { children / sum } else { 1.0 }
}

/// Open children of a type with a team.
fn open_in(plan: &Plan, team: TeamId, case_type: CaseType) -> usize {
    let open = plan.children.iter().filter(|child| child.is_open(plan.about.as_at));
    open.filter(|child| child.team == Some(team) && child.case_type == case_type).count()
}

/// FTE of the social workers of a team who hold cases and are in post.
pub(super) fn staff(plan: &Plan, team: Option<TeamId>) -> f64 {
    let ours = |worker: &&std::sync::Arc<crate::domain::plan::Worker>| {
        worker.role.holds_cases() && worker.in_post(plan.about.as_at)
    };
    plan.workers
        .iter()
        .filter(ours)
        .filter(|worker| team.is_none() || worker.team == team)
        .fold(0.0, |sum, worker| sum + worker.fte.value())
}

/// The teams that a type of work comes to from outside, each with its share.
fn takers(plan: &Plan, case_type: CaseType) -> Vec<(TeamId, f64)> {
    let mut teams: Vec<&Team> =
        plan.teams.iter().map(AsRef::as_ref).filter(|team| team.holds.contains(&case_type)).collect();
    if teams.is_empty() {
        // Nobody says who holds it: those who have some now, or else all who may hold any.
        let any: Vec<&Team> =
            plan.teams.iter().map(AsRef::as_ref).filter(|team| team.holds.is_empty()).collect();
        let some: Vec<&Team> =
            any.iter().copied().filter(|team| open_in(plan, team.id, case_type) > 0).collect();
        teams = if some.is_empty() { any } else { some };
    }
    let set: Vec<Option<f64>> = teams.iter().map(|team| team.new_work_percent.map(f64::from)).collect();
    let weights: Vec<f64> = if set.iter().flatten().sum::<f64>() > 0.0 {
        // What the others leave is shared by those for whom nothing is said.
        let rest = (100.0 - set.iter().flatten().sum::<f64>()).max(0.0);
        let unset = set.iter().filter(|share| share.is_none()).count().max(1) as f64;
        set.into_iter().map(|share| share.unwrap_or(rest / unset)).collect()
    } else {
        let staff: Vec<f64> = teams.iter().map(|team| staff(plan, Some(team.id))).collect();
        if staff.iter().all(|fte| *fte > 0.0) {
            staff
        } else {
            teams.iter().map(|team| open_in(plan, team.id, case_type) as f64).collect()
        }
    };
    let sum: f64 = weights.iter().sum();
    let even = 1.0 / teams.len().max(1) as f64;
    teams
        .iter()
        .zip(weights)
        .map(|(team, weight)| (team.id, if sum > 0.0 { weight / sum } else { even }))
        .collect()
}

/// The teams to which a type comes straight, each with the open children that its work keeps up: those that hold the type.
/// Private fostering comes in where assessments do, if those teams hold it.
fn direct_to(plan: &Plan, case_type: CaseType, entries: &[f64; 10]) -> Vec<(TeamId, f64)> {
    let holders = plan.teams.iter().filter(|team| holds(team, case_type));
    let each = holders.map(|team| (team.id, open_in(plan, team.id, case_type) as f64));
    if case_type != CaseType::PrivateFostering || entries[place(CaseType::Assessment)] <= 0.0 {
        return each.collect();
    }
    let mut front = takers(plan, CaseType::Assessment);
    front.retain(|(team, share)| {
        *share > 0.0 && plan.teams.get(*team).is_some_and(|team| holds(team, case_type))
    });
    let sum: f64 = front.iter().map(|(_, share)| share).sum();
    let open: f64 = each.clone().map(|(_, open)| open).sum();
    if sum > 0.0 {
        front.into_iter().map(|(team, share)| (team, open * share / sum)).collect()
    } else {
        each.collect()
    }
}

/// What comes in from outside for each child assessed in the area: assessments, or what the teams of others send on.
fn entries(all: &[Journey], held: &impl Fn(CaseType) -> bool) -> [f64; 10] {
    let mut begin = [0.0; 10];
    begin[place(CaseType::Assessment)] = 1.0;
    if held(CaseType::Assessment) {
        return begin;
    }
    let Some((flow, _)) = by_type(all, &begin) else { return [0.0; 10] };
    let mut entries = [0.0; 10];
    for journey in all.iter().filter(|journey| !held(journey.case_type)) {
        for (to, share) in onward(journey).into_iter().filter(|(to, _)| held(*to)) {
            entries[place(to)] += flow[place(journey.case_type)] * share;
        }
    }
    entries
}

/// How many children are assessed in a year for a plan of this size, and how that was worked out.
fn scaled(
    plan: &Plan,
    figures: &OfficialFigures,
    all: &[Journey],
    mine: &[Journey],
    entries: &[f64; 10],
) -> (f64, String) {
    let england = OfficialFigures::england();
    let (area, assessed, episodes) = match (assessed(figures), figures.episodes_at_31_march) {
        (Some(assessed), Some(episodes)) if episodes > 0.0 => (figures, assessed, episodes),
        // One without the other says nothing of how many come for each who is open.
        _ => (&england, assessed(&england).unwrap_or_default(), england.episodes_at_31_march.unwrap_or(1.0)),
    };
    let open = plan.children.iter().filter(|child| child.is_open(plan.about.as_at)).count() as f64;
    let (size, what) = if open > 0.0 {
        (open, format!("the plan’s {} open children", thousands(open)))
    } else {
        let cap = f64::from(plan.policy.role_cap(crate::domain::plan::Role::SocialWorker).children);
        let size = staff(plan, None) * cap;
        (
            size,
            format!(
                "the {} children for whom the plan’s social workers have places, none being open",
                thousands(size)
            ),
        )
    };
    let mut begin = [0.0; 10];
    begin[place(CaseType::Assessment)] = 1.0;
    let days = |journeys: &[Journey], begin: &[f64; 10]| {
        by_type(journeys, begin).map_or(0.0, |(_, open)| open.iter().sum::<f64>())
    };
    let part = law::sane(days(mine, entries) / days(all, &begin), 1.0);
    if part <= 0.0 {
        return (0.0, "No team holds what comes in".to_owned());
    }
    let part_words = if part > 0.995 {
        String::new()
    } else {
        format!(", of whom about {:.0}% are of the types that these teams hold", part * 100.0)
    };
    let text = format!(
        "{}, {YEAR} (DfE): {} children referred with further action, for {} in need on 31 March{part_words}; scaled to {what}",
        area.area,
        thousands(assessed),
        thousands(episodes)
    );
    (assessed * size / (episodes * part), text)
}

/// Shares in parts of a thousand that add up to one.
pub(super) fn mix(work: &ByType) -> Vec<CaseMix> {
    let sum: f64 = work.values().sum();
    let mut mix: Vec<CaseMix> = work
        .iter()
        .map(|(case_type, count)| CaseMix { case_type: *case_type, share: round_to(count / sum, 1000.0) })
        .filter(|mix| mix.share > 0.0)
        .collect();
    let over: f64 = mix.iter().map(|mix| mix.share).sum::<f64>() - 1.0;
    if let Some(most) = mix.iter_mut().max_by(|a, b| a.share.total_cmp(&b.share)) {
        most.share = round_to(most.share - over, 1000.0);
    }
    mix
}

/// The default demand of a plan, from the official figures of an area.
pub fn defaults(plan: &Plan, figures: &OfficialFigures) -> DemandDefaults {
    let held = |case_type: CaseType| plan.teams.iter().any(|team| holds(team, case_type));
    let all = journeys(figures, &|_| true);
    let mine = journeys(figures, &held);
    let entries = entries(&all, &held);
    let (assessed, how) = scaled(plan, figures, &all, &mine, &entries);

    let mut work: BTreeMap<TeamId, ByType> = BTreeMap::new();
    for case_type in CaseType::ALL.iter().filter(|case_type| entries[place(**case_type)] > 0.0) {
        let a_week = assessed * entries[place(*case_type)] / WEEKS;
        for (team, share) in takers(plan, *case_type) {
            *work.entry(team).or_default().entry(*case_type).or_default() += a_week * share;
        }
    }
    let mut direct: BTreeMap<TeamId, String> = BTreeMap::new();
    for (case_type, part) in DIRECT {
        let Some(journey) = mine.iter().find(|journey| journey.case_type == case_type) else { continue };
        let days = law::mean_days(journey.length).max(1.0);
        for (team, open) in direct_to(plan, case_type, &entries) {
            if open > 0.0 {
                *work.entry(team).or_default().entry(case_type).or_default() += open * part * 7.0 / days;
                let words = direct.entry(team).or_default();
                let more = format!(
                    "; {} work at the rate that keeps {open:.0} open, {days} days each (no source found)",
                    lower_first(case_type.label())
                );
                words.push_str(&more);
            }
        }
    }
    let mut made = DemandDefaults {
        demand: Demand { official_figures_of: figures.title(), teams: Vec::new(), journeys: mine },
        footings: Vec::new(),
        notes: Vec::new(),
    };
    for team in &plan.teams {
        let Some(work) = work.get(&team.id).filter(|work| work.values().sum::<f64>() > 0.0) else { continue };
        let demand = team_demand(team.id, work, figures);
        let specialist = is_specialist(work);
        let says = |name: &str| format!("{name}.{}", team.id);
        let also = direct.get(&team.id).map_or("", String::as_str);
        if specialist {
            let mut text = also.trim_start_matches("; ").to_owned();
            if let Some(first) = text.get_mut(..1) {
                first.make_ascii_uppercase();
            }
            made.rests(says("families_a_week"), Ground::Assumed, text);
            made.rests(says("months"), Ground::Assumed, "No source found: the same in every month");
            made.rests(says("re_referral"), Ground::Assumed, "No source found");
        } else {
            let text = format!(
                "{how}. {:.2} children to a family (an assumption); the share of new families without the re-referrals{also}",
                mean_size(&demand.family_sizes)
            );
            made.rests(says("families_a_week"), Ground::PartlyAssumed, text);
            let text =
                format!("{}, referrals by month, mean of 2019 and 2022 to 2024 (DfE)", figures.months_of);
            made.rests(says("months"), Ground::Official, text);
            let whose = if figures.re_referral_percent.is_some() { &figures.area } else { "England" };
            let text = format!("{whose}, {YEAR} (DfE): re-referrals within twelve months");
            made.rests(says("re_referral"), Ground::Official, text);
        }
        made.rests(says("sizes"), Ground::Assumed, "No source found for families of children in need");
        made.rests(
            says("mix"),
            Ground::Assumed,
            "New work begins with an assessment, or as the type the team takes",
        );
        made.demand.teams.push(demand);
    }
    if plan.teams.is_empty() {
        made.notes.push("There are no teams to take new work".to_owned());
    } else if made.demand.teams.is_empty() {
        made.notes.push(
            "No team takes new work: there are neither open children nor social workers to scale it to"
                .to_owned(),
        );
    }
    if figures.referrals.is_none() || figures.episodes_at_31_march.is_none() {
        made.notes.push(format!(
            "{} published no figures for the year: England’s stand in for them ({SOURCE})",
            figures.area
        ));
    }
    footings(figures, &mut made);
    made
}

/// Whether all of a team's new work comes straight to it as a specialist team.
fn is_specialist(work: &ByType) -> bool {
    work.keys().all(|case_type| DIRECT.iter().any(|(direct, _)| direct == case_type))
}

fn team_demand(team: TeamId, work: &ByType, figures: &OfficialFigures) -> TeamDemand {
    let specialist = is_specialist(work);
    let sizes: &[f64] = if specialist { &SPECIALIST_SIZES } else { &FAMILY_SIZES };
    let england = OfficialFigures::england().re_referral_percent.unwrap_or_default();
    let again = round_to(figures.re_referral_percent.unwrap_or(england) / 100.0, 1000.0);
    let re_referral = if specialist { SPECIALIST_AGAIN } else { law::sane(again, 0.9) };
    let children: f64 = work.values().sum();
    TeamDemand {
        families_a_week: round_to(children / mean_size(sizes) * (1.0 - re_referral), 100.0),
        month_index: if specialist { [1.0; 12] } else { figures.month_index },
        family_sizes: sizes.to_vec(),
        case_mix: mix(work),
        re_referral,
        ..TeamDemand::new(team)
    }
}
