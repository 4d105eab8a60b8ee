//! The menus of the rota as data: what can be done with a bar, with days of a person and with a row.

use crate::domain::ids::{AbsenceId, WorkerId};
use crate::domain::plan::{AbsenceKind, Plan, Words as _, lower_first};
use crate::domain::presence::can_stand_in;

/// Kinds of absence with what adding one is called: "Add annual leave (requested)", "Add sickness".
pub fn kinds() -> Vec<(AbsenceKind, String)> {
    let name = |kind: &AbsenceKind| {
        let asked = if *kind == AbsenceKind::AnnualLeave { ", requested" } else { "" };
        (*kind, format!("Add {}{asked}", lower_first(kind.label())))
    };
    AbsenceKind::ALL.iter().map(name).collect()
}

/// Everybody who could cover an absence by their role: those of the same team first, then by name.
pub fn could_cover(plan: &Plan, absence: AbsenceId) -> Vec<(WorkerId, String)> {
    let Some(absence) = plan.absences.get(absence) else { return Vec::new() };
    let Some(away) = plan.workers.get(absence.worker) else { return Vec::new() };
    let mut people: Vec<_> = plan
        .workers
        .iter()
        .filter(|worker| worker.id != away.id && can_stand_in(away.role, worker.role))
        .filter(|worker| worker.in_post(absence.first_day))
        .collect();
    people.sort_by_cached_key(|worker| (worker.team != away.team, worker.name.to_lowercase(), worker.id));
    people.into_iter().map(|worker| (worker.id, worker.name.clone())).collect()
}

/// Whether one of these absences is only asked for, so that it can be agreed.
pub fn can_agree<'a>(plan: &Plan, mut absences: impl Iterator<Item = &'a AbsenceId>) -> bool {
    use crate::domain::plan::AbsenceStatus::Requested;
    absences.any(|id| plan.absences.get(*id).is_some_and(|absence| absence.status == Requested))
}
