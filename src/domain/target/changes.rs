//! What a value of a variation stands for: a list of changes of the plan.

use chrono::NaiveDate;

use super::{Value, Variation, Varied};
use crate::domain::edit::Edit;
use crate::domain::fields;
use crate::domain::ids::{TeamId, Thing};
use crate::domain::plan::{AbsenceKind, Change, LengthOfWork, Plan, Words as _};

impl Variation {
    /// Whether a promise is kept more often with a greater value: `None` where that cannot be said beforehand. A later
    /// day is a greater one.
    pub fn is_better_when_more(&self) -> Option<bool> {
        match self.what {
            Varied::Posts { .. } | Varied::Agency { .. } | Varied::AgencyUntil { .. } => Some(true),
            Varied::Cap { .. } => None,
            Varied::StartOfPosts { .. }
            | Varied::Demand { .. }
            | Varied::Sickness
            | Varied::Turnover
            | Varied::TimeToFill
            | Varied::LengthOfWork => Some(false),
        }
    }

    /// The teams that are named.
    pub fn teams(&self) -> &[TeamId] {
        match &self.what {
            Varied::Posts { teams, .. }
            | Varied::StartOfPosts { teams, .. }
            | Varied::Agency { teams, .. }
            | Varied::AgencyUntil { teams, .. } => teams,
            Varied::Demand { team, .. } => team.as_slice(),
            _ => &[],
        }
    }

    /// The same without a team; `None` where it is the only one that is named.
    #[must_use]
    pub fn without_team(mut self, gone: TeamId) -> Option<Self> {
        match &mut self.what {
            Varied::Posts { teams, .. }
            | Varied::StartOfPosts { teams, .. }
            | Varied::Agency { teams, .. }
            | Varied::AgencyUntil { teams, .. } => {
                let named = !teams.is_empty();
                teams.retain(|team| *team != gone);
                (!named || !teams.is_empty()).then_some(self)
            }
            Varied::Demand { team, .. } if *team == Some(gone) => None,
            _ => Some(self),
        }
    }

    /// The changes that a value stands for. Posts go to the teams in turn, so that one more post leaves the others where
    /// they are. None for what leaves the plan as it is, and for a value of another kind.
    pub fn changes(&self, plan: &Plan, value: Value) -> Vec<Change> {
        match (&self.what, value) {
            (Varied::Posts { role, teams, fte, contract, from, recruited }, Value::Count(count)) => {
                in_turn(&resolved(plan, teams), count, |team, count| Change::AddPosts {
                    team,
                    role: *role,
                    count,
                    fte: *fte,
                    contract: *contract,
                    from: *from,
                    recruited: *recruited,
                    ramp: None,
                })
            }
            (Varied::StartOfPosts { count, role, teams, fte, contract, recruited }, Value::Day(from)) => {
                in_turn(&resolved(plan, teams), *count, |team, count| Change::AddPosts {
                    team,
                    role: *role,
                    count,
                    fte: *fte,
                    contract: *contract,
                    from,
                    recruited: *recruited,
                    ramp: None,
                })
            }
            (Varied::Agency { teams, from, until }, Value::Count(count)) => {
                bridges(&resolved(plan, teams), count, *from, *until)
            }
            (Varied::AgencyUntil { count, teams, from }, Value::Day(until)) => {
                bridges(&resolved(plan, teams), *count, *from, until)
            }
            (Varied::Cap { role }, Value::Count(children)) => {
                vec![Change::CapForRole { role: *role, children }]
            }
            (_, Value::Percent(100)) => Vec::new(),
            (what, Value::Percent(percent)) => scaled(plan, what, f64::from(percent) / 100.0),
            _ => Vec::new(),
        }
    }
}

fn scaled(plan: &Plan, what: &Varied, factor: f64) -> Vec<Change> {
    match what {
        Varied::Demand { team, case_type } => {
            vec![Change::ScaleDemand { team: *team, case_type: *case_type, months: Vec::new(), factor }]
        }
        Varied::Sickness => vec![Change::ScaleAbsence { kind: AbsenceKind::Sickness, factor }],
        Varied::Turnover => vec![Change::ScaleLeavers { contract: None, factor }],
        Varied::TimeToFill => vec![Change::ScaleTimeToFill { factor }],
        Varied::LengthOfWork => longer_work(plan, factor).into_iter().collect(),
        _ => Vec::new(),
    }
}

/// Every length of work times a factor, as one gesture; `None` where the plan supposes none.
fn longer_work(plan: &Plan, factor: f64) -> Option<Change> {
    let edits: Vec<Edit> = plan
        .demand
        .journeys
        .iter()
        .map(|journey| {
            let length = match journey.length {
                LengthOfWork::LogNormal { median_days, mean_days } => LengthOfWork::LogNormal {
                    median_days: median_days * factor,
                    mean_days: mean_days * factor,
                },
                LengthOfWork::Exponential { mean_days } => {
                    LengthOfWork::Exponential { mean_days: mean_days * factor }
                }
                LengthOfWork::Fixed { days } => LengthOfWork::Fixed { days: days * factor },
            };
            Edit::Set {
                of: Thing::Demand,
                field: format!("length.{}", journey.case_type.key()),
                to: fields::length_text(length),
            }
        })
        .collect();
    let label = format!("Length of work {:.0} %", factor * 100.0);
    (!edits.is_empty()).then_some(Change::Edit(Edit::Together { label, edits }))
}

/// The teams of a variation; where it names none, every team with social workers in post or with posts for them, and
/// where there is no such team, every team.
pub fn resolved(plan: &Plan, teams: &[TeamId]) -> Vec<TeamId> {
    if !teams.is_empty() {
        return teams.to_vec();
    }
    let as_at = plan.about.as_at;
    let has_social_workers = |team: TeamId| {
        plan.workers.iter().any(|worker| {
            worker.team == Some(team)
                && worker.role.holds_cases()
                && worker.last_day.is_none_or(|last| last >= as_at)
        }) || plan.posts.iter().any(|post| post.team == Some(team) && post.role.holds_cases())
    };
    let all = || plan.teams.iter().map(|team| team.id);
    let found: Vec<TeamId> = all().filter(|team| has_social_workers(*team)).collect();
    if found.is_empty() { all().collect() } else { found }
}

/// One change for each team that gets any: the first team gets the first, the next the next, and so on round.
fn in_turn(teams: &[TeamId], count: u16, change: impl Fn(TeamId, u16) -> Change) -> Vec<Change> {
    let of = teams.len();
    let share = |place: usize| (usize::from(count) + of - 1 - place) / of;
    let shares = teams.iter().enumerate().map(|(place, team)| (*team, share(place) as u16));
    shares.filter(|(_, count)| *count > 0).map(|(team, count)| change(team, count)).collect()
}

fn bridges(teams: &[TeamId], count: u16, from: NaiveDate, until: NaiveDate) -> Vec<Change> {
    in_turn(teams, count, |team, count| Change::AgencyBridge { team, count, from, until })
}
