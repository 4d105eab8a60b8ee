//! Where work in and work out come level: children by type and team, and the social workers to hold them (MODEL.md §9.5).

use std::collections::BTreeMap;

use super::defaults::{mean_size, staff};
use super::flows::{Next, flows, onward};
use super::law::{mean_days, sane};
use super::thousands;
use crate::domain::ids::TeamId;
use crate::domain::plan::{CaseType, Journey, Plan, Role, Words as _, lower_first};
use crate::domain::routes::{Routes, holds};

/// Nobody speaks of more families a week than this: sums stay finite whatever a file says.
const MOST: f64 = 1e9;

/// Work of one type when in equals out.
#[derive(Clone, Debug, PartialEq)]
pub struct TypeLevel {
    /// The case type.
    pub case_type: CaseType,
    /// Pieces of work that begin in a week, new and after other work.
    pub begin_a_week: f64,
    /// How long one lasts in the mean, days.
    pub mean_days: f64,
    /// Children open at once.
    pub children: f64,
    /// Children open in the plan on its date.
    pub open_now: usize,
}

/// Work of one team when in equals out.
#[derive(Clone, Debug, PartialEq)]
pub struct TeamLevel {
    /// The team; `None` for work of no team.
    pub team: Option<TeamId>,
    /// Children open at once.
    pub children: f64,
    /// Full-time social workers at the cap who would hold them.
    pub social_workers: f64,
    /// Children open in the plan on its date.
    pub open_now: usize,
    /// FTE of the team's social workers who hold cases.
    pub fte_now: f64,
}

/// Where the numbers come level.
#[derive(Clone, Debug, PartialEq)]
pub struct Level {
    /// By type, in the order of the list of types; those that nobody comes to are left out.
    pub by_type: Vec<TypeLevel>,
    /// By team, in the plan's order.
    pub by_team: Vec<TeamLevel>,
    /// Children open at once.
    pub children: f64,
    /// Of them care leavers whom personal advisers hold; none where the plan has no personal advisers.
    pub with_advisers: f64,
    /// Full-time social workers at the cap who would hold the others. `None`: no cap is set.
    pub social_workers: Option<f64>,
    /// Full-time personal advisers at their cap.
    pub advisers: Option<f64>,
}

/// Work in and work out, as a sentence; the numbers where there is a balance.
#[derive(Clone, Debug, PartialEq)]
pub struct SteadyState {
    /// The balance, if there is one.
    pub level: Option<Level>,
    /// Open children in the plan on its date.
    pub open_now: usize,
    /// FTE of the plan's social workers who hold cases.
    pub fte_now: f64,
    /// Children for one full-time social worker.
    pub cap: u16,
    /// All of it in a sentence or two.
    pub sentence: String,
    /// What to know of it, in sentences.
    pub notes: Vec<String>,
}

/// A team and a type of work: one stage of the way through the service.
type Stage = (Option<TeamId>, CaseType);

/// Works out where the plan's own demand comes level: every flow through the journeys, times how long each lasts (Little's law).
pub fn steady_state(plan: &Plan) -> SteadyState {
    let on = plan.about.as_at;
    let mut state = SteadyState {
        level: None,
        open_now: plan.children.iter().filter(|child| child.is_open(on)).count(),
        fte_now: staff(plan, None),
        cap: plan.policy.role_cap(Role::SocialWorker).children,
        sentence: String::new(),
        notes: Vec::new(),
    };
    let (begin, never) = arrivals(plan);
    if let Some(team) = never {
        let name = plan.teams.get(team).map_or_else(|| team.to_string(), |team| team.name.clone());
        state.sentence = format!(
            "Work in and work out never come level: all the closed work of {name} comes back. Lower its share of re-referrals"
        );
        return state;
    }
    if begin.values().sum::<f64>() <= 0.0 {
        let said = if plan.demand.teams.is_empty() {
            "Nothing is said yet of new work. Choose a council to take its official figures, or fit to your list"
        } else {
            "No families come in: give at least one team new families a week, or choose a council to take its official figures"
        };
        said.clone_into(&mut state.sentence);
        return state;
    }
    let network = Network::new(plan, &begin);
    state.notes.clone_from(&network.notes);
    match flows(&network.begin, &network.next) {
        Ok(flow) => {
            let level = network.level(plan, &flow);
            state.sentence = sentence(&state, &level);
            if level.with_advisers > 0.0 {
                let text = format!(
                    "Of the children, {} are care leavers whom personal advisers hold: {} full-time at their cap of {}",
                    thousands(level.with_advisers),
                    level.advisers.map_or_else(|| "no number of them".to_owned(), thousands),
                    plan.policy.role_cap(Role::PersonalAdviser).children
                );
                state.notes.insert(0, text);
            }
            state.level = Some(level);
        }
        Err(stuck) => {
            let mut types: Vec<CaseType> = stuck.0.iter().map(|stage| network.stages[*stage].1).collect();
            types.sort_unstable();
            types.dedup();
            let names: Vec<String> = types.iter().map(|case_type| lower_first(case_type.label())).collect();
            state.sentence = format!(
                "Work in and work out never come level: {} work goes round without end. Let a share of it close",
                names.join(" and ")
            );
        }
    }
    state
}

/// "With these numbers, work in equals work out at about 1,420 children and 79 full-time social workers …".
fn sentence(state: &SteadyState, level: &Level) -> String {
    let workers = match level.social_workers {
        Some(workers) => {
            let who = if format!("{workers:.0}") == "1" { "social worker" } else { "social workers" };
            format!("{} full-time {who}, each at the cap of {}", thousands(workers), state.cap)
        }
        None => "an unknown number of social workers, since their role has no cap".to_owned(),
    };
    format!(
        "With these numbers, work in equals work out at about {} and {workers}. The plan has {} and {:.1} FTE of social workers in post",
        children(level.children),
        if state.open_now == 1 {
            "1 open child".to_owned()
        } else {
            format!("{} open children", thousands(state.open_now as f64))
        },
        state.fte_now
    )
}

fn children(count: f64) -> String {
    let text = thousands(count);
    if text == "1" { "1 child".to_owned() } else { format!("{text} children") }
}

/// Children who begin each day by team and type, re-referrals with them; or the team whose work never stays closed.
fn arrivals(plan: &Plan) -> (BTreeMap<Stage, f64>, Option<TeamId>) {
    let mut begin: BTreeMap<Stage, f64> = BTreeMap::new();
    for team in &plan.demand.teams {
        let months: f64 = team.month_index.iter().map(|month| sane(*month, 1e3)).sum::<f64>() / 12.0;
        let new = sane(team.families_a_week, MOST) * months * mean_size(&team.family_sizes) / 7.0;
        let sum: f64 = team.case_mix.iter().map(|mix| sane(mix.share, 1e6)).sum();
        if new <= 0.0 || sum <= 0.0 {
            continue;
        }
        // Of all that comes, a share has been before: all = new ÷ (1 − share).
        let again = sane(team.re_referral, 1.0);
        if again > 0.999_999 {
            return (begin, Some(team.team));
        }
        for mix in &team.case_mix {
            let a_day = new / (1.0 - again) * sane(mix.share, 1e6) / sum;
            if a_day > 0.0 {
                *begin.entry((Some(team.team), mix.case_type)).or_default() += a_day;
            }
        }
    }
    (begin, None)
}

/// The stages that children come to and the ways between them.
struct Network<'p> {
    stages: Vec<Stage>,
    begin: Vec<f64>,
    next: Vec<Next>,
    journeys: BTreeMap<CaseType, &'p Journey>,
    notes: Vec<String>,
}

impl<'p> Network<'p> {
    fn new(plan: &'p Plan, begin: &BTreeMap<Stage, f64>) -> Self {
        let mut journeys: BTreeMap<CaseType, &Journey> = BTreeMap::new();
        for journey in &plan.demand.journeys {
            journeys.entry(journey.case_type).or_insert(journey);
        }
        let routes = Routes::new(plan);
        let mut network =
            Self { stages: Vec::new(), begin: Vec::new(), next: Vec::new(), journeys, notes: Vec::new() };
        let mut places: BTreeMap<Stage, usize> = BTreeMap::new();
        let mut missing: Vec<CaseType> = Vec::new();
        for (stage, count) in begin {
            let (team, case_type) = *stage;
            // New work of a type that its team does not hold goes on the same day.
            let held = team.and_then(|team| plan.teams.get(team)).is_some_and(|team| holds(team, case_type));
            let own = [(team, 1.0)];
            for (team, part) in if held { &own[..] } else { routes.of(team, case_type) } {
                let place = network.place((*team, case_type), &mut places);
                network.begin[place] += count * part;
            }
        }
        let mut done = 0;
        while done < network.stages.len() {
            let (team, case_type) = network.stages[done];
            let onward = if let Some(journey) = network.journeys.get(&case_type) {
                onward(journey)
            } else {
                if !missing.contains(&case_type) {
                    missing.push(case_type);
                }
                Vec::new()
            };
            for (to, share) in onward {
                for (team, part) in routes.of(team, to) {
                    let place = network.place((*team, to), &mut places);
                    network.next[done].push((place, share * part));
                }
            }
            done += 1;
        }
        missing.sort_unstable();
        network.notes.extend(missing.into_iter().map(|case_type| {
            format!(
                "Nothing says how long {} work lasts, so its children are not counted",
                lower_first(case_type.label())
            )
        }));
        let nobody_holds = |case_type: CaseType| !plan.teams.iter().any(|team| holds(team, case_type));
        let mut homeless: Vec<CaseType> =
            network.stages.iter().map(|stage| stage.1).filter(|case_type| nobody_holds(*case_type)).collect();
        homeless.sort_unstable();
        homeless.dedup();
        network.notes.extend(homeless.into_iter().map(|case_type| {
            format!("No team holds {} work, though it comes to some", lower_first(case_type.label()))
        }));
        network
    }

    fn place(&mut self, stage: Stage, places: &mut BTreeMap<Stage, usize>) -> usize {
        *places.entry(stage).or_insert_with(|| {
            self.stages.push(stage);
            self.begin.push(0.0);
            self.next.push(Next::new());
            self.stages.len() - 1
        })
    }

    fn level(&self, plan: &Plan, flow: &[f64]) -> Level {
        let on = plan.about.as_at;
        let open = |wanted: &dyn Fn(&crate::domain::plan::Child) -> bool| {
            plan.children.iter().filter(|child| child.is_open(on) && wanted(child)).count()
        };
        let mean = |case_type: CaseType| {
            self.journeys.get(&case_type).map_or(0.0, |journey| mean_days(journey.length))
        };
        let advisers =
            plan.workers.iter().any(|worker| worker.role == Role::PersonalAdviser && worker.in_post(on));
        let cap = f64::from(plan.policy.role_cap(Role::SocialWorker).children);
        let mut level = Level {
            by_type: Vec::new(),
            by_team: Vec::new(),
            children: 0.0,
            with_advisers: 0.0,
            social_workers: None,
            advisers: None,
        };
        for &case_type in CaseType::ALL {
            let a_day: f64 = self
                .stages
                .iter()
                .zip(flow)
                .filter(|(stage, _)| stage.1 == case_type)
                .map(|(_, flow)| flow)
                .sum();
            if a_day > 0.0 {
                let children = a_day * mean(case_type);
                level.children += children;
                if advisers && case_type == CaseType::CareLeaver {
                    level.with_advisers += children;
                }
                level.by_type.push(TypeLevel {
                    case_type,
                    begin_a_week: a_day * 7.0,
                    mean_days: mean(case_type),
                    children,
                    open_now: open(&|child| child.case_type == case_type),
                });
            }
        }
        let teams = plan.teams.iter().map(|team| Some(team.id)).chain([None]);
        for team in teams {
            let of_team = || self.stages.iter().zip(flow).filter(move |(stage, _)| stage.0 == team);
            // From zero, since the sum of nothing is written “-0”.
            let children = of_team().fold(0.0, |sum, (stage, flow)| sum + flow * mean(stage.1));
            let held = of_team()
                .filter(|(stage, _)| !(advisers && stage.1 == CaseType::CareLeaver))
                .fold(0.0, |sum, (stage, flow)| sum + flow * mean(stage.1));
            let open_now = open(&|child| child.team == team);
            if team.is_some() || children > 0.0 {
                level.by_team.push(TeamLevel {
                    team,
                    children,
                    social_workers: if cap > 0.0 { held / cap } else { 0.0 },
                    open_now,
                    fte_now: if team.is_some() { staff(plan, team) } else { 0.0 },
                });
            }
        }
        let adviser_cap = f64::from(plan.policy.role_cap(Role::PersonalAdviser).children);
        level.social_workers = (cap > 0.0).then(|| (level.children - level.with_advisers) / cap);
        level.advisers =
            (level.with_advisers > 0.0 && adviser_cap > 0.0).then(|| level.with_advisers / adviser_cap);
        level
    }
}
