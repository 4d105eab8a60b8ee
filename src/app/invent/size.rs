//! From a few numbers and shares to the description of a whole service, for tests and timing.

use crate::domain::plan::CaseType;

use super::spec::{Away, Moves, Spec, TeamKind, TeamSpec, Total, Unheld};
use super::staff::LEFT_BEHIND;

/// A service of any size, by a few numbers.
#[derive(Clone, Debug, PartialEq)]
pub struct Size {
    /// Children in all.
    pub children: usize,
    /// Staff in all: managers, agency workers, starters and those just gone included.
    pub workers: usize,
    /// Teams in all.
    pub teams: usize,
    /// Vacant posts over vacant posts and social workers paid by the council.
    pub vacancy: f64,
    /// Agency social workers over all social workers.
    pub agency: f64,
    /// Share of children in a manager's name.
    pub manager_held: f64,
    /// Share of children on duty, half of them with a named duty worker.
    pub duty: f64,
    /// Share of children in a team's tray.
    pub tray: f64,
    /// Share of children in transfer, two thirds of them still with the sending worker.
    pub transfer: f64,
    /// Share of children led by a practitioner who is not a social worker.
    pub other_practitioner: f64,
    /// Share of children in the name of somebody who has left.
    pub left: f64,
    /// Share of children waiting for a closure to be authorised.
    pub awaiting_closure: f64,
}

impl Default for Size {
    /// A middling council. Vacancy and agency are the national rates of September 2025; the rest is supposed.
    fn default() -> Self {
        Self {
            children: 1500,
            workers: 110,
            teams: 11,
            vacancy: 0.142,
            agency: 0.13,
            manager_held: 0.008,
            duty: 0.016,
            tray: 0.015,
            transfer: 0.016,
            other_practitioner: 0.04,
            left: 0.004,
            awaiting_closure: 0.012,
        }
    }
}

impl Size {
    /// The whole description.
    pub fn spec(&self, seed: u64) -> Spec {
        let team_count = self.teams.max(1);
        let service_managers = team_count.div_ceil(10);
        let part = |share: f64| (self.children as f64 * share).round() as usize;
        let left = part(self.left).min(self.workers / 20 * LEFT_BEHIND);
        let starters = self.workers / 60;
        let left_this_year = self.workers / 40;
        let staffed = left_this_year + service_managers + team_count + starters + left.div_ceil(LEFT_BEHIND);
        let practitioners = self.workers.saturating_sub(staffed);

        let mut teams = named_teams(team_count);
        let mut advisers = 0;
        for place in 0..practitioners {
            let team = &mut teams[place % team_count];
            if team.kind == TeamKind::LeavingCare && (place / team_count) % 4 != 3 {
                team.advisers += 1;
                advisers += 1;
            } else {
                team.social_workers += 1;
            }
        }
        share_out(&mut teams, part(self.other_practitioner) / 11, |team| {
            let room =
                team.kind.takes(CaseType::ChildInNeed) && team.social_workers > 3 && team.practitioners < 2;
            if room {
                (team.social_workers, team.practitioners) = (team.social_workers - 1, team.practitioners + 1);
            }
            room
        });

        let registered =
            (practitioners - advisers - teams.iter().map(|t| usize::from(t.practitioners)).sum::<usize>())
                + team_count
                + service_managers;
        let agency = (registered as f64 * self.agency).round() as usize;
        let paid = registered.saturating_sub(agency) as f64;
        let vacancies = (paid * self.vacancy / (1.0 - self.vacancy).max(0.05)).round() as usize;
        let vacancies = vacancies.saturating_sub(starters); // a starter's post is vacant until the first day
        share_out(&mut teams, agency, |team| {
            let room = team.social_workers > 0;
            if room {
                (team.social_workers, team.agency) = (team.social_workers - 1, team.agency + 1);
            }
            room
        });
        share_out(&mut teams, vacancies, |team| {
            team.vacancies += 1;
            true
        });
        for (place, team) in teams.iter_mut().enumerate() {
            if place % 2 == 0 && team.social_workers > 4 {
                (team.social_workers, team.practice_manager) = (team.social_workers - 1, true);
            }
            team.seniors = u16::from(team.social_workers > 2);
            team.part_time = u16::from(team.social_workers > 3);
            team.asye = u16::from(team.social_workers > 4 && place % 2 == 0);
        }

        let holders = practitioners.max(1) as f64;
        let load = self.children as f64 * 0.97 / holders;
        for team in &mut teams {
            team.load = load;
        }
        Spec {
            service_managers: service_managers as u16,
            total: Total::Children(self.children),
            range: ((load / 3.0) as u16, (load * 1.7).ceil() as u16),
            unheld: Unheld {
                manager: part(self.manager_held),
                duty_worker: part(self.duty / 2.0),
                duty_rota: part(self.duty / 2.0),
                tray: part(self.tray),
                nobody: part(self.tray / 10.0),
                transfer_named: part(self.transfer * 2.0 / 3.0),
                transfer_nobody: part(self.transfer / 3.0),
                left,
                awaiting_closure: part(self.awaiting_closure),
                only_less_pressing: false,
                reviewed_weekly: false,
                longest_days: 35,
            },
            away: Away::default(),
            moves: Moves {
                leavers: (self.workers / 50) as u16,
                left_this_year: left_this_year as u16,
                starters: starters as u16,
                asye_starters: (starters / 2) as u16,
            },
            ..Spec::new(seed, "A service of any size", "Carrowshire", "CS", teams)
        }
    }
}

/// Teams in the usual proportions, named as services name them, with nobody in them yet.
fn named_teams(count: usize) -> Vec<TeamSpec> {
    const AREAS: [&str; 6] = ["North", "South", "East", "West", "Central", "Coast"];
    // In every ten teams: two or three for assessment, four for safeguarding, two for looked after, one for the rest.
    const PATTERN: [TeamKind; 10] = [
        TeamKind::Assessment,
        TeamKind::Safeguarding,
        TeamKind::LookedAfter,
        TeamKind::Safeguarding,
        TeamKind::LeavingCare,
        TeamKind::Assessment,
        TeamKind::Safeguarding,
        TeamKind::Disabled,
        TeamKind::Safeguarding,
        TeamKind::LookedAfter,
    ];
    if count < 5 {
        return (1..=count)
            .map(|number| TeamSpec::new(format!("Family team {number}"), TeamKind::Everything, 0, 0.0))
            .collect();
    }
    let mut seen = [0_usize; 5];
    (0..count)
        .map(|place| {
            let kind = PATTERN[place % PATTERN.len()];
            let number = {
                seen[kind as usize] += 1;
                seen[kind as usize]
            };
            let name = match kind {
                TeamKind::Assessment => {
                    let area = AREAS[(number - 1) % AREAS.len()];
                    let round = (number - 1) / AREAS.len();
                    if round == 0 {
                        format!("Assessment {area}")
                    } else {
                        format!("Assessment {area} {}", round + 1)
                    }
                }
                TeamKind::Safeguarding => format!("Safeguarding {number}"),
                TeamKind::LookedAfter => format!("Looked after {number}"),
                TeamKind::Disabled if number == 1 => "Disabled children".to_owned(),
                TeamKind::Disabled => format!("Disabled children {number}"),
                TeamKind::LeavingCare if number == 1 => "Leaving care".to_owned(),
                TeamKind::LeavingCare => format!("Leaving care {number}"),
                TeamKind::Everything => format!("Family team {number}"),
            };
            TeamSpec::new(name, kind, 0, 0.0)
        })
        .collect()
}

/// Gives `count` things out to the teams in turn, passing over those that `give` refuses for.
fn share_out(teams: &mut [TeamSpec], count: usize, give: impl Fn(&mut TeamSpec) -> bool) {
    let mut left = count;
    while left > 0 {
        let before = left;
        for team in teams.iter_mut() {
            if left > 0 && give(team) {
                left -= 1;
            }
        }
        if left == before {
            return;
        }
    }
}
