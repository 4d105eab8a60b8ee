//! The rules of the teams on which somebody's absence bears, day by day: what one more away would break.

use chrono::NaiveDate;

use super::super::days::{Being, TeamDay, being, belongs, managers, team_days};
use super::ask::Ask;
use crate::domain::plan::{Team, Worker};
use crate::domain::units::Fte;

/// A team on which the absence bears.
pub(super) struct Rules<'p> {
    pub team: &'p Team,
    from: NaiveDate,
    days: Vec<TeamDay>,
    managers: Vec<&'p Worker>,
}

/// What one more away breaks or makes worse on a day.
#[derive(Default)]
pub(super) struct Broken {
    /// How many would be away, and the most who may be.
    pub away: Option<(u16, u16)>,
    /// What would be at work, and the least that should be.
    pub present: Option<(Fte, Fte)>,
    /// Nobody of the managers would be at work.
    pub no_manager: bool,
    /// They have the duty turn.
    pub duty: bool,
}

impl Broken {
    pub fn is_any(&self) -> bool {
        self.away.is_some() || self.present.is_some() || self.no_manager || self.duty
    }
}

/// The teams on which the absence of whoever asks bears, on the days from `from` to `to`.
pub(super) fn rules<'p>(ask: &Ask<'_, 'p>, from: NaiveDate, to: NaiveDate) -> Vec<Rules<'p>> {
    let id = ask.worker.id;
    let bears = |team: &Team| {
        belongs(team, ask.worker)
            || team.manager == Some(id)
            || team.deputies.contains(&id)
            || team.duty.as_ref().is_some_and(|duty| {
                duty.order.contains(&id) || duty.turns.iter().any(|turn| turn.worker == id)
            })
    };
    let plan = ask.plan();
    plan.teams
        .iter()
        .map(AsRef::as_ref)
        .filter(|team| bears(team))
        .map(|team| Rules {
            team,
            from,
            days: team_days(ask.sight, ask.outlook, team.id, from, to),
            managers: managers(ask.sight, team),
        })
        .collect()
}

impl Rules<'_> {
    /// What it breaks or makes worse that whoever asks is away on a day as well.
    pub fn broken(&self, ask: &Ask<'_, '_>, date: NaiveDate) -> Broken {
        let worker = ask.worker;
        let at = usize::try_from((date - self.from).num_days()).ok();
        let Some(day) = at.and_then(|at| self.days.get(at)) else { return Broken::default() };
        if being(ask.sight, worker, date) != Being::AtWork {
            return Broken::default();
        }
        let rota = &self.team.rota;
        let ours = belongs(self.team, worker);
        let away = day.away.saturating_add(1);
        let holds = worker.role.holds_cases() && worker.team == Some(self.team.id) && worker.fte > Fte::ZERO;
        let present = Fte::from_parts(day.present.parts().saturating_sub(worker.fte.parts()));
        let is_manager = self.managers.iter().any(|manager| manager.id == worker.id);
        let others_there = || {
            let mut others = self.managers.iter().filter(|manager| manager.id != worker.id);
            others.any(|manager| being(ask.sight, manager, date) == Being::AtWork)
        };
        Broken {
            away: rota.most_away.filter(|most| ours && away > *most).map(|most| (away, most)),
            present: rota
                .least_present
                .filter(|least| holds && present < *least)
                .map(|least| (present, least)),
            no_manager: is_manager && !rota.managers_may_all_be_away && !others_there(),
            duty: self.team.duty.as_ref().and_then(|duty| duty.on_duty(date)) == Some(worker.id),
        }
    }
}
