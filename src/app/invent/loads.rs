//! How many children each worker holds.

use super::chance::Chance;
use super::dates::{AS_AT, days};
use super::spec::{Spec, TeamKind, Total};
use super::staff::Draft;
use crate::domain::plan::{Policy, Role};

/// Gives every seat its number of children.
pub(super) fn share_children(draft: &mut Draft, spec: &Spec, policy: &Policy) {
    let mut chance = Chance::new(spec.seed, 2);
    let mut social_workers = Vec::new();
    for place in 0..draft.seats.len() {
        let (team, id) = (draft.seats[place].team, draft.seats[place].worker);
        let Some(worker) = draft.worker(id).filter(|_| !draft.seats[place].empty) else { continue };
        let ordinary = worker.role == Role::SocialWorker && worker.asye_start.is_none();
        let weeks = worker.first_day.map_or(500, |first| days(first, AS_AT) / 7).clamp(0, 500) as u16;
        let share = if worker.asye_start.is_some() {
            policy.asye_ramp.percent(weeks)
        } else {
            policy.starter_ramp.percent(weeks)
        };
        let role = match worker.role {
            Role::SeniorPractitioner => 0.84,
            Role::PersonalAdviser => 1.3,
            Role::FamilyPractitioner => 0.7,
            _ if draft.kinds[team] == TeamKind::LeavingCare => 0.85,
            _ => 1.0,
        };
        let low = if ordinary { f64::from(spec.range.0) } else { 1.0 };
        let range = low..=f64::from(spec.range.1);
        let mean = spec.teams[team].load * role;
        // Drawn again when out of range, so that nobody piles up at its ends.
        let full_time =
            (0..20).map(|_| mean * chance.bell(1.0, spec.spread)).find(|drawn| range.contains(drawn));
        let full_time = full_time.unwrap_or(mean).clamp(*range.start(), *range.end());
        let load = (full_time * worker.fte.value() * f64::from(share) / 100.0).round().max(1.0) as u16;
        if worker.role.holds_cases() {
            social_workers.push((place, load, worker.fte.value(), ordinary && share == 100));
        }
        draft.seats[place].load = load;
    }

    let unheld = spec.unheld;
    let held_otherwise: usize = draft
        .seats
        .iter()
        .filter(|seat| draft.worker(seat.worker).is_some_and(|worker| !worker.role.holds_cases()))
        .map(|seat| usize::from(seat.load))
        .sum();
    let apart = held_otherwise
        + unheld.manager
        + unheld.duty_worker
        + unheld.duty_rota
        + unheld.tray
        + unheld.nobody
        + unheld.transfer_nobody
        + unheld.left
        + unheld.awaiting_closure;
    let drawn: usize = social_workers.iter().map(|(_, load, _, _)| usize::from(*load)).sum();
    let wanted = match spec.total {
        Total::AsDrawn => drawn,
        Total::Children(total) => total.saturating_sub(apart),
        Total::Average(average) => {
            let fte: f64 = social_workers.iter().map(|(_, _, fte, _)| fte).sum();
            (average * fte).round() as usize
        }
    };
    adjust(&mut chance, &mut social_workers, spec, drawn, wanted);
    for (place, load, _, _) in social_workers {
        draft.seats[place].load = load;
    }
}

/// Moves the sum to `wanted` a child at a time, first among the ordinary workers within the range, then anywhere.
fn adjust(
    chance: &mut Chance,
    loads: &mut [(usize, u16, f64, bool)],
    spec: &Spec,
    drawn: usize,
    wanted: usize,
) {
    let mut sum = drawn;
    chance.shuffle(loads);
    for ordinary_only in [true, false] {
        while sum != wanted {
            let before = sum;
            for (_, load, fte, ordinary) in loads.iter_mut() {
                let most = f64::from(spec.range.1) * *fte;
                let fewest = f64::from(spec.range.0) * *fte;
                let within = *ordinary && f64::from(*load) < most && f64::from(*load) > fewest;
                if sum == wanted || (ordinary_only && !within) {
                    continue;
                }
                if sum < wanted {
                    (*load, sum) = (*load + 1, sum + 1);
                } else if *load > 1 {
                    (*load, sum) = (*load - 1, sum - 1);
                }
            }
            if sum == before {
                break;
            }
        }
    }
}
