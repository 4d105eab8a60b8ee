//! Duty rotas: worked by hand, against every rota there is, and held to the rules.

mod alike;
mod brute;
mod changes;
mod hand;
mod larger;

use std::sync::Arc;

use chrono::{Duration, NaiveDate};

use super::{DutyAsk, DutyRota, plan_duty, verify};
use crate::domain::calendar::WorkingCalendar;
use crate::domain::ids::{TeamId, WorkerId};
use crate::domain::plan::{DutyPattern, DutyTurn, Plan, Role};
use crate::domain::samples::{on, staff, team};

/// Names by id, in their order.
const NAMES: [&str; 6] = ["", "Ada Brook", "Ben Cole", "Cyra Dunn", "Dev Ember", "Eve Frost"];

/// A team on duty every week with so many social workers, as at Monday 7 September 2026.
fn north(people: u32) -> Plan {
    let mut plan = Plan::empty(on("07/09/2026"));
    let mut north = team(1, "North", 99);
    north.duty = Some(DutyPattern::default());
    plan.teams.push(north);
    plan.workers.push(staff(99, "Moira Nash", Role::TeamManager, 1, 0));
    for id in 1..=people {
        let name =
            NAMES.get(id as usize).map_or_else(|| format!("Worker {id:02}"), |name| (*name).to_owned());
        plan.workers.push(staff(id, &name, Role::SocialWorker, 1, 99));
    }
    plan
}

/// The team's duty, to be changed.
fn duty(plan: &mut Plan, change: impl FnOnce(&mut DutyPattern)) {
    plan.teams.change(TeamId(1), |team| change(team.duty.as_mut().unwrap()));
}

fn rules(plan: &mut Plan) -> &mut crate::domain::plan::RotaRules {
    Arc::make_mut(&mut plan.rota)
}

/// A turn of the week that holds a day.
fn week(day: &str, worker: u32, pinned: bool) -> DutyTurn {
    let from = crate::domain::plan::monday_of(on(day));
    DutyTurn { from, to: from + Duration::days(6), worker: WorkerId(worker), pinned }
}

fn rota_from(plan: &Plan, from: NaiveDate, weeks: u16) -> DutyRota {
    let calendar = WorkingCalendar::new(&plan.calendar);
    let rota = plan_duty(plan, &calendar, &DutyAsk { team: TeamId(1), from, weeks }).unwrap();
    assert_eq!(verify(plan, &calendar, &rota), Vec::<String>::new());
    rota
}

/// The rota of so many weeks from the plan's date; nothing is wrong with it.
fn rota(plan: &Plan, weeks: u16) -> DutyRota {
    rota_from(plan, plan.about.as_at, weeks)
}

/// Whose turns they are, by the first letter of the name; "-" is nobody.
fn letters(rota: &DutyRota) -> String {
    let letter = |id: WorkerId| NAMES.get(id.0 as usize).and_then(|name| name.chars().next()).unwrap_or('?');
    rota.slots.iter().map(|slot| slot.worker.map_or('-', letter)).collect()
}

/// How many turns each of some people has.
fn counts(rota: &DutyRota, people: u32) -> Vec<usize> {
    let of = |id| rota.slots.iter().filter(|slot| slot.worker == Some(WorkerId(id))).count();
    (1..=people).map(of).collect()
}
