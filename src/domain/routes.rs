//! Which team has a child's work after it has become another type, or when it comes to a team that does not hold its type (MODEL.md §9.6).
//!
//! Promises: one rule for the forecast and for where work comes level. The shares of every way are more than nothing and
//! add to one; a team that is not in the plan counts as none.

use std::collections::BTreeMap;

use super::ids::TeamId;
use super::plan::{CaseType, Plan, Team, TeamDemand, Words as _};

/// Shares of work by team; `None` stands for no team.
type Shares = Vec<(Option<TeamId>, f64)>;

/// Whether a team says that it holds a type, or that it holds any.
pub fn holds(team: &Team, case_type: CaseType) -> bool {
    team.holds.is_empty() || team.holds.contains(&case_type)
}

/// Where work goes, for every team and type of a plan.
#[derive(Debug)]
pub struct Routes {
    /// The ways there are, each once: teams that hold no work of a type share theirs.
    ways: Vec<Shares>,
    /// For each team its ways, in the order of the types.
    of: BTreeMap<Option<TeamId>, Vec<usize>>,
}

/// A team on the way of one type.
struct Place {
    id: TeamId,
    /// New assessments come to it from outside. New work of a specialist team’s own type makes it no front door: nobody
    /// hands on a looked-after child because unaccompanied children come straight to the team.
    front_door: bool,
    /// New work of the type comes to it from outside.
    takes_new: bool,
    holds: bool,
    /// Open children of the type today.
    open: f64,
    /// Time of its social workers who hold cases.
    staff: f64,
}

impl Routes {
    /// Looks at who takes new assessments, who holds what, and whom the teams have today.
    pub fn new(plan: &Plan) -> Self {
        let on = plan.about.as_at;
        let mut open: BTreeMap<(TeamId, CaseType), f64> = BTreeMap::new();
        for child in plan.children.iter().filter(|child| child.is_open(on)) {
            if let Some(team) = child.team {
                *open.entry((team, child.case_type)).or_default() += 1.0;
            }
        }
        let mut staff: BTreeMap<TeamId, f64> = BTreeMap::new();
        for worker in plan.workers.iter().filter(|worker| worker.role.holds_cases() && worker.in_post(on)) {
            if let Some(team) = worker.team {
                *staff.entry(team).or_default() += worker.fte.value();
            }
        }
        let takes_new = |team: TeamId, case_type: CaseType| {
            let comes = |new: &TeamDemand| {
                new.case_mix.iter().any(|mix| mix.case_type == case_type && mix.share > 0.0)
            };
            let mut own = plan.demand.teams.iter().filter(|new| new.team == team);
            own.any(|new| new.families_a_week > 0.0 && comes(new))
        };
        let mut places: Vec<Place> = plan
            .teams
            .iter()
            .map(|team| Place {
                id: team.id,
                front_door: takes_new(team.id, CaseType::Assessment),
                takes_new: false,
                holds: false,
                open: 0.0,
                staff: staff.get(&team.id).copied().unwrap_or_default(),
            })
            .collect();

        // Children in no team stay there: nobody says that it does not hold them.
        let mut routes = Self { ways: vec![vec![(None, 1.0)]], of: BTreeMap::new() };
        routes.of.insert(None, vec![0; CaseType::ALL.len()]);
        for case_type in CaseType::ALL {
            for (place, team) in places.iter_mut().zip(&plan.teams) {
                place.holds = holds(team, *case_type);
                place.takes_new = takes_new(team.id, *case_type);
                place.open = open.get(&(team.id, *case_type)).copied().unwrap_or_default();
            }
            routes.of_type(&places);
        }
        routes
    }

    /// Adds the ways of one type.
    fn of_type(&mut self, places: &[Place]) {
        let holders: Vec<&Place> = places.iter().filter(|place| place.holds).collect();
        let later: Vec<&Place> = holders.iter().copied().filter(|place| !place.front_door).collect();
        // Who has it once it has left a team: those behind the front door, or whoever holds it.
        let onward = among(if later.is_empty() { &holders } else { &later });
        let all: f64 = holders.iter().map(|place| place.open).sum();
        let at_door: f64 = holders.iter().filter(|place| place.front_door).map(|place| place.open).sum();
        let elsewhere = self.ways.len();
        self.ways.push(onward.clone());
        for place in places {
            let stays = vec![(Some(place.id), 1.0)];
            // Nobody has any today: a front door keeps what it takes from outside too, and hands on the rest.
            let nobody = if place.takes_new { 1.0 } else { 0.0 };
            let kept = if all > 0.0 { at_door / all } else { nobody };
            let way = if !place.holds && !holders.is_empty() {
                elsewhere
            } else {
                let goes_on = place.holds && place.front_door && !later.is_empty() && kept < 1.0;
                self.ways.push(if !goes_on {
                    stays
                } else if kept > 0.0 {
                    let rest = onward.iter().map(|(team, share)| (*team, share * (1.0 - kept)));
                    std::iter::once((Some(place.id), kept)).chain(rest).collect()
                } else {
                    onward.clone()
                });
                self.ways.len() - 1
            };
            self.of.entry(Some(place.id)).or_default().push(way);
        }
    }

    /// Where work of a type goes from a team, the team itself included: it alone where the work stays.
    pub fn of(&self, team: Option<TeamId>, case_type: CaseType) -> &[(Option<TeamId>, f64)] {
        let ways = self.of.get(&team).or_else(|| self.of.get(&None));
        let way = ways.and_then(|ways| ways.get(case_type as usize));
        way.and_then(|way| self.ways.get(*way)).map_or(&[], Vec::as_slice)
    }
}

/// Shares by open children; where there are none by the time of social workers; where there is none of that, alike.
fn among(places: &[&Place]) -> Shares {
    let by = |of: fn(&Place) -> f64| -> Option<Shares> {
        let sum: f64 = places.iter().map(|place| of(place)).sum();
        let some = places.iter().filter(|place| of(place) > 0.0);
        (sum > 0.0).then(|| some.map(|place| (Some(place.id), of(place) / sum)).collect())
    };
    by(|place| place.open).or_else(|| by(|place| place.staff)).or_else(|| by(|_| 1.0)).unwrap_or_default()
}

#[cfg(test)]
mod tests;
