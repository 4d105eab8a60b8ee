//! Changes of caps, of what comes in, and of how the workforce changes (MODEL.md 12.11 to 12.15).

use std::sync::Arc;

use super::{known_team, refuse};
use crate::domain::edit::Refusal;
use crate::domain::ids::TeamId;
use crate::domain::plan::{
    AbsenceKind, Cap, CaseType, Contract, Plan, Role, RoleCap, TeamDemand, Words as _, lower_first,
};

/// The highest cap that makes sense, children.
const MOST_CHILDREN: u16 = 500;
/// More than this many times is a slip of the keyboard.
const MOST_TIMES: f64 = 100.0;

fn sensible(factor: f64) -> Result<f64, Refusal> {
    if (0.0..=MOST_TIMES).contains(&factor) {
        Ok(factor)
    } else if factor < 0.0 {
        refuse("A factor cannot be less than nothing: 0.9 is a tenth less, 1.1 a tenth more")
    } else {
        refuse(format!("A factor is a number from 0 to {MOST_TIMES}: 1.1 is a tenth more"))
    }
}

/// Another cap for a role; points stay.
pub(super) fn cap_for_role(plan: &mut Plan, role: Role, children: u16) -> Result<(), Refusal> {
    if role.is_manager() {
        return refuse("Managers have no cap: no case is given to them");
    }
    if children > MOST_CHILDREN {
        return refuse(format!("A cap is at most {MOST_CHILDREN} children, not {children}"));
    }
    let caps = &mut Arc::make_mut(&mut plan.policy).caps;
    match caps.iter_mut().find(|cap| cap.role == role) {
        Some(of) => of.cap.children = children,
        None => caps.push(RoleCap { role, cap: Cap { children, points: None } }),
    }
    Ok(())
}

/// More or less new work: of a team or all, of some months or of a type.
pub(super) fn scale_demand(
    plan: &mut Plan,
    team: Option<TeamId>,
    case_type: Option<CaseType>,
    months: &[u8],
    factor: f64,
) -> Result<(), Refusal> {
    let factor = sensible(factor)?;
    if let Some(team) = team {
        known_team(plan, team)?;
    }
    if let Some(month) = months.iter().find(|month| !(1..=12).contains(*month)) {
        return refuse(format!("A month is a number from 1 to 12, not {month}"));
    }
    if case_type.is_some() && !months.is_empty() {
        return refuse("Choose months or a type of work, not both: make two changes of it");
    }
    let ours = |work: &TeamDemand| team.is_none_or(|team| work.team == team);
    if !plan.demand.teams.iter().any(ours) {
        return refuse("No new work comes there, so there is nothing to change");
    }
    if let Some(of) = case_type
        && !plan.demand.teams.iter().any(|work| ours(work) && share_of(work, of) > 0.0)
    {
        return refuse(format!("No new work of the type {} comes there", lower_first(of.label())));
    }
    for work in Arc::make_mut(&mut plan.demand).teams.iter_mut().filter(|work| ours(work)) {
        match case_type {
            Some(of) => scale_type(work, of, factor),
            None if months.is_empty() => work.families_a_week *= factor,
            None => {
                let of = |month: usize| months.iter().any(|chosen| usize::from(*chosen) == month + 1);
                for (_, index) in work.month_index.iter_mut().enumerate().filter(|(month, _)| of(*month)) {
                    *index *= factor;
                }
            }
        }
    }
    Ok(())
}

/// The share of a type in a team's new work, of 1.
fn share_of(work: &TeamDemand, of: CaseType) -> f64 {
    let all: f64 = work.case_mix.iter().map(|mix| mix.share).sum();
    let its: f64 = work.case_mix.iter().filter(|mix| mix.case_type == of).map(|mix| mix.share).sum();
    if all > 0.0 { its / all } else { 0.0 }
}

/// More or less of one type, with as much of every other type as before.
fn scale_type(work: &mut TeamDemand, of: CaseType, factor: f64) {
    let share = share_of(work, of);
    if share <= 0.0 {
        return;
    }
    let times = 1.0 + share * (factor - 1.0);
    work.families_a_week *= times;
    if times <= 0.0 {
        return; // There was nothing else, and now there is nothing.
    }
    for mix in &mut work.case_mix {
        let own = if mix.case_type == of { factor } else { 1.0 };
        mix.share *= own / times;
    }
}

/// More or less illness, or more or less leave.
pub(super) fn scale_absence(plan: &mut Plan, kind: AbsenceKind, factor: f64) -> Result<(), Refusal> {
    let factor = sensible(factor)?;
    match kind {
        AbsenceKind::Sickness => {
            let sickness = &mut Arc::make_mut(&mut plan.workforce).sickness;
            sickness.short_spells_a_year *= factor;
            sickness.long_share_a_year *= factor;
        }
        AbsenceKind::AnnualLeave => {
            let (at_first, later) = &mut Arc::make_mut(&mut plan.workforce).leave_days;
            for days in [at_first, later] {
                *days = (f64::from(*days) * factor).round() as u16;
            }
        }
        _ => {
            let kind = lower_first(kind.label());
            return refuse(format!(
                "The forecast supposes no {kind} beyond what is in the plan, so there is nothing to scale: choose \
                 sickness or annual leave"
            ));
        }
    }
    Ok(())
}

/// More or fewer leavers.
pub(super) fn scale_leavers(plan: &mut Plan, contract: Option<Contract>, factor: f64) -> Result<(), Refusal> {
    let factor = sensible(factor)?;
    let ours = |of: Contract| contract.is_none_or(|contract| of == contract);
    if !plan.workforce.leavers_a_year.iter().any(|(of, _)| ours(*of)) {
        let who =
            contract.map_or_else(String::new, |of| format!(" on the contract {}", lower_first(of.label())));
        return refuse(format!("The plan supposes no leavers{who}, so there is nothing to scale"));
    }
    for (_, share) in Arc::make_mut(&mut plan.workforce).leavers_a_year.iter_mut().filter(|(of, _)| ours(*of))
    {
        *share *= factor;
    }
    Ok(())
}

/// Slower or faster recruitment, permanent and agency alike.
pub(super) fn scale_time_to_fill(plan: &mut Plan, factor: f64) -> Result<(), Refusal> {
    let factor = sensible(factor)?;
    let time = &mut Arc::make_mut(&mut plan.workforce).time_to_fill;
    time.permanent_days *= factor;
    time.agency_days *= factor;
    Ok(())
}
