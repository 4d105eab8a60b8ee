//! Changes of teams: a new one, two of one, one of two, and which of them holds what (MODEL.md 12.7 to 12.10).

use std::sync::Arc;

use chrono::NaiveDate;

use super::made::free_id;
use super::{OWN_IDS, known_team, refuse};
use crate::domain::edit::Refusal;
use crate::domain::ids::{TeamId, WorkerId};
use crate::domain::plan::{
    CaseType, DutyPattern, Holder, Plan, Role, Team, TeamDemand, Words as _, Worker, lower_first,
};
use crate::domain::routes::holds;

/// A team with nobody in it.
pub(super) fn add_team(plan: &mut Plan, id: TeamId, name: &str, holds: &[CaseType]) -> Result<(), Refusal> {
    named(name)?;
    free(plan, id)?;
    plan.teams.push(Team {
        id,
        name: name.trim().to_owned(),
        holds: holds.to_vec(),
        manager: None,
        deputies: Vec::new(),
        duty: None,
        new_work_percent: None,
        rota: crate::domain::plan::TeamRota::default(),
        notes: String::new(),
    });
    Ok(())
}

fn named(name: &str) -> Result<(), Refusal> {
    if name.trim().is_empty() { refuse("A team needs a name") } else { Ok(()) }
}

fn free(plan: &Plan, id: TeamId) -> Result<(), Refusal> {
    match plan.teams.get(id) {
        Some(team) => refuse(format!("The team {} has the id {id} already", team.name)),
        None => Ok(()),
    }
}

/// Some of a team's people become a team of their own, with their posts and children.
pub(super) fn split_team(
    plan: &mut Plan,
    old: TeamId,
    new_name: &str,
    new_id: Option<TeamId>,
    movers: &[WorkerId],
) -> Result<(), Refusal> {
    known_team(plan, old)?;
    named(new_name)?;
    let Some(team) = plan.teams.get(old).cloned() else { return Ok(()) };
    let new = new_id.unwrap_or_else(|| TeamId(free_id(&plan.teams, OWN_IDS.start)));
    free(plan, new)?;
    if movers.is_empty() {
        return refuse("Nobody is chosen who moves to the new team");
    }
    for id in movers {
        match plan.workers.get(*id) {
            None => return refuse(format!("{id}, who is to move, is no longer in the plan")),
            Some(worker) if worker.team != Some(old) => {
                return refuse(format!("{} is no longer in {}", worker.name, team.name));
            }
            Some(_) => {}
        }
    }
    let moves = |id: WorkerId| movers.contains(&id);
    let share = share_of_time(plan, old, &moves);
    let manager_of = |wanted: &dyn Fn(&Worker) -> bool| {
        let of = |role| {
            let ours = plan.workers.iter().filter(|w| w.team == Some(old) && w.role == role && wanted(w));
            ours.map(|worker| worker.id).next()
        };
        of(Role::TeamManager).or_else(|| of(Role::PracticeManager))
    };
    let new_manager = manager_of(&|worker| moves(worker.id));
    let old_manager = match team.manager {
        // Their manager goes: whoever manages among those who stay, or else they go on managing both.
        Some(manager) if moves(manager) => manager_of(&|w| !moves(w.id)).or(Some(manager)),
        manager => manager,
    };
    let manager = new_manager.or(team.manager);
    let part = |ids: &[WorkerId], going: bool| -> Vec<WorkerId> {
        ids.iter().copied().filter(|id| moves(*id) == going).collect()
    };
    let deputies = |going, lead: Option<WorkerId>| {
        let mut deputies = part(&team.deputies, going);
        deputies.retain(|id| Some(*id) != lead);
        deputies
    };
    let duty = |going| {
        team.duty.as_ref().map(|duty| DutyPattern {
            order: part(&duty.order, going),
            turns: duty.turns.iter().copied().filter(|turn| moves(turn.worker) == going).collect(),
            ..duty.clone()
        })
    };
    let percent = team.new_work_percent.map(|percent| (f64::from(percent) * share).round() as u8);
    let split = Team {
        id: new,
        name: new_name.trim().to_owned(),
        holds: team.holds.clone(),
        manager,
        deputies: deputies(true, manager),
        duty: duty(true),
        new_work_percent: percent,
        rota: team.rota.clone(),
        notes: String::new(),
    };
    let (deputies, duty) = (deputies(false, old_manager), duty(false));
    plan.teams.change(old, |team| {
        team.manager = old_manager;
        team.deputies = deputies;
        team.duty = duty;
        team.new_work_percent = team.new_work_percent.zip(percent).map(|(all, new)| all.saturating_sub(new));
    });
    plan.teams.push(split);
    plan.workers.change_where(
        |worker| moves(worker.id),
        |worker| {
            worker.team = Some(new);
            let by_old = worker.supervisor.is_some() && worker.supervisor == team.manager;
            if by_old && new_manager.is_some_and(|manager| manager != worker.id) {
                worker.supervisor = new_manager;
            }
        },
    );
    plan.posts.change_where(
        |post| post.team == Some(old) && post.filling.worker().is_some_and(moves),
        |post| post.team = Some(new),
    );
    move_children(plan, old, new, &moves);
    split_demand(plan, old, new, share);
    Ok(())
}

/// The share of the time of a team's social workers that is of those who move; by heads where there is no time.
fn share_of_time(plan: &Plan, team: TeamId, moves: &dyn Fn(WorkerId) -> bool) -> f64 {
    let on = plan.about.as_at;
    let theirs: Vec<&Worker> =
        plan.workers.iter().map(AsRef::as_ref).filter(|w: &&Worker| w.team == Some(team)).collect();
    let time = |wanted: &dyn Fn(&Worker) -> bool| -> u32 {
        let holders = theirs.iter().filter(|w| w.role.holds_cases() && w.in_post(on) && wanted(w));
        holders.map(|worker| worker.fte.parts()).sum()
    };
    let all = time(&|_| true);
    if all > 0 {
        return f64::from(time(&|worker| moves(worker.id))) / f64::from(all);
    }
    let moving = theirs.iter().filter(|worker| moves(worker.id)).count();
    moving as f64 / theirs.len().max(1) as f64
}

/// Children held by those who move go with them.
fn move_children(plan: &mut Plan, old: TeamId, new: TeamId, moves: &dyn Fn(WorkerId) -> bool) {
    let holds = |holder: &Holder| holder.worker().is_some_and(moves);
    let receives = |holder: &Holder| matches!(holder, Holder::Transfer { to, receiver: Some(w), .. } if *to == old && moves(*w));
    plan.children.change_where(
        |child| (child.team == Some(old) && holds(&child.holder)) || receives(&child.holder),
        |child| {
            let (held, received) = (holds(&child.holder), receives(&child.holder));
            if child.team == Some(old) && held {
                child.team = Some(new);
            }
            if let Holder::Transfer { from, to, .. } = &mut child.holder {
                if held && *from == Some(old) {
                    *from = Some(new);
                }
                if received {
                    *to = new;
                }
            }
        },
    );
}

fn split_demand(plan: &mut Plan, old: TeamId, new: TeamId, share: f64) {
    if !plan.demand.teams.iter().any(|work| work.team == old) {
        return;
    }
    let demand = Arc::make_mut(&mut plan.demand);
    let mut split = Vec::new();
    for work in demand.teams.iter_mut().filter(|work| work.team == old) {
        split.push(TeamDemand { team: new, families_a_week: work.families_a_week * share, ..work.clone() });
        work.families_a_week *= 1.0 - share;
    }
    demand.teams.extend(split);
}

/// Everything of one team goes to another.
pub(super) fn merge_teams(plan: &mut Plan, gone: TeamId, into: TeamId) -> Result<(), Refusal> {
    known_team(plan, gone)?;
    known_team(plan, into)?;
    if gone == into {
        return refuse("Choose two different teams");
    }
    let Some(team) = plan.teams.get(gone).cloned() else { return Ok(()) };
    plan.teams.change(into, |kept| unite(kept, &team));
    plan.teams.remove(gone);
    plan.workers.change_where(|worker| worker.team == Some(gone), |worker| worker.team = Some(into));
    plan.posts.change_where(|post| post.team == Some(gone), |post| post.team = Some(into));
    let as_at = plan.about.as_at;
    let managers: Vec<WorkerId> =
        plan.workers.iter().filter(|worker| worker.role.is_manager()).map(|worker| worker.id).collect();
    plan.children.change_where(
        |child| child.team == Some(gone) || child.holder.teams().any(|team| team == gone),
        |child| {
            if child.team == Some(gone) {
                child.team = Some(into);
            }
            child.holder = merged_holder(&child.holder, (gone, into), as_at, &managers);
        },
    );
    merge_demand(plan, gone, into);
    Ok(())
}

fn unite(kept: &mut Team, gone: &Team) {
    kept.holds = if kept.holds.is_empty() || gone.holds.is_empty() {
        Vec::new()
    } else {
        let both = CaseType::ALL.iter().copied();
        both.filter(|of| kept.holds.contains(of) || gone.holds.contains(of)).collect()
    };
    let manager = kept.manager.or(gone.manager);
    kept.manager = manager;
    for deputy in gone.manager.iter().chain(&gone.deputies) {
        if Some(*deputy) != manager && !kept.deputies.contains(deputy) {
            kept.deputies.push(*deputy);
        }
    }
    match (&mut kept.duty, &gone.duty) {
        (None, duty) => kept.duty.clone_from(duty),
        // An empty order means that everybody shares it, those who come too.
        (Some(duty), Some(theirs)) if !duty.order.is_empty() => {
            let new: Vec<WorkerId> =
                theirs.order.iter().copied().filter(|id| !duty.order.contains(id)).collect();
            duty.order.extend(new);
        }
        (Some(_), _) => {}
    }
    kept.new_work_percent = match (kept.new_work_percent, gone.new_work_percent) {
        (Some(a), Some(b)) => Some(a.saturating_add(b).min(100)),
        (a, b) => a.or(b),
    };
}

/// Who holds a child once one team is part of another. A transfer between the two is none any more: whoever has the
/// child keeps them, and one who was sent and picked up by nobody waits in the tray.
fn merged_holder(
    holder: &Holder,
    (gone, into): (TeamId, TeamId),
    as_at: NaiveDate,
    managers: &[WorkerId],
) -> Holder {
    let now = |team: TeamId| if team == gone { into } else { team };
    match holder {
        Holder::DutyRota(team) => Holder::DutyRota(now(*team)),
        Holder::Tray(team) => Holder::Tray(now(*team)),
        Holder::Transfer { from, to, sender, receiver, on } => {
            let (from, to) = (from.map(now), now(*to));
            if from != Some(to) || receiver.is_some() {
                return Holder::Transfer { from, to, sender: *sender, receiver: *receiver, on: *on };
            }
            match sender.filter(|_| on.is_none_or(|on| on > as_at)) {
                Some(sender) if managers.contains(&sender) => Holder::Manager(sender),
                Some(sender) => Holder::Worker(sender),
                None => Holder::Tray(to),
            }
        }
        other => other.clone(),
    }
}

fn merge_demand(plan: &mut Plan, gone: TeamId, into: TeamId) {
    if !plan.demand.teams.iter().any(|work| work.team == gone) {
        return;
    }
    let demand = Arc::make_mut(&mut plan.demand);
    let (ours, mut others): (Vec<TeamDemand>, Vec<TeamDemand>) = std::mem::take(&mut demand.teams)
        .into_iter()
        .partition(|work| work.team == gone || work.team == into);
    // What the team that stays says comes first.
    let (kept, came): (Vec<TeamDemand>, Vec<TeamDemand>) =
        ours.into_iter().partition(|work| work.team == into);
    let mut ours = kept.into_iter().chain(came);
    if let Some(first) = ours.next() {
        let mut sum = ours.fold(first, |sum, work| added(&sum, &work));
        sum.team = into;
        others.push(sum);
    }
    // In the order of the teams, as they stood.
    let place = |work: &TeamDemand| plan.teams.iter().position(|team| team.id == work.team);
    others.sort_by_key(|work| place(work).unwrap_or(usize::MAX));
    demand.teams = others;
}

/// The new work of two teams together: families by their number, work by the children they bring.
fn added(a: &TeamDemand, b: &TeamDemand) -> TeamDemand {
    let families = [a.families_a_week, b.families_a_week];
    let children = [families[0] * mean_size(&a.family_sizes), families[1] * mean_size(&b.family_sizes)];
    let sum = families[0] + families[1];
    if !(sum > 0.0 && sum.is_finite()) {
        return a.clone();
    }
    let by = |weights: [f64; 2], a: f64, b: f64| {
        let all = weights[0] + weights[1];
        if all > 0.0 { (a * weights[0] + b * weights[1]) / all } else { a }
    };
    let (size_a, size_b) = (of_one(&a.family_sizes), of_one(&b.family_sizes));
    let sizes = size_a.len().max(size_b.len());
    let at = |list: &[f64], place: usize| list.get(place).copied().unwrap_or(0.0);
    let shares = |work: &TeamDemand| of_one(&work.case_mix.iter().map(|mix| mix.share).collect::<Vec<f64>>());
    let (mix_a, mix_b) = (shares(a), shares(b));
    let share = |work: &TeamDemand, shares: &[f64], of: CaseType| -> f64 {
        work.case_mix.iter().zip(shares).filter(|(mix, _)| mix.case_type == of).map(|(_, share)| share).sum()
    };
    let mix = CaseType::ALL.iter().map(|of| crate::domain::plan::CaseMix {
        case_type: *of,
        share: by(children, share(a, &mix_a, *of), share(b, &mix_b, *of)),
    });
    let (order_a, order_b) = (of_one(&a.priorities), of_one(&b.priorities));
    TeamDemand {
        team: a.team,
        families_a_week: sum,
        month_index: std::array::from_fn(|month| by(families, a.month_index[month], b.month_index[month])),
        family_sizes: (0..sizes).map(|place| by(families, at(&size_a, place), at(&size_b, place))).collect(),
        case_mix: mix.filter(|mix| mix.share > 0.0).collect(),
        re_referral: by(children, a.re_referral, b.re_referral),
        priorities: std::array::from_fn(|place| by(families, order_a[place], order_b[place])),
    }
}

/// Shares brought to a sum of one; as they are where they have none.
fn of_one(shares: &[f64]) -> Vec<f64> {
    let sum: f64 = shares.iter().sum();
    if sum > 0.0 && sum.is_finite() {
        shares.iter().map(|share| share / sum).collect()
    } else {
        shares.to_vec()
    }
}

/// Children of a family, in the mean: one where nothing is said.
fn mean_size(sizes: &[f64]) -> f64 {
    let sizes = of_one(sizes);
    let mean: f64 = (1_u32..).zip(&sizes).map(|(size, share)| f64::from(size) * share).sum();
    if mean > 0.0 { mean } else { 1.0 }
}

/// One team holds a type no longer, and another does.
pub(super) fn move_case_type(
    plan: &mut Plan,
    case_type: CaseType,
    from: TeamId,
    to: TeamId,
) -> Result<(), Refusal> {
    known_team(plan, from)?;
    known_team(plan, to)?;
    if from == to {
        return refuse("Choose two different teams");
    }
    let Some(team) = plan.teams.get(from) else { return Ok(()) };
    let name = lower_first(case_type.label());
    if !holds(team, case_type) {
        return refuse(format!("{} does not hold work of the type {name}", team.name));
    }
    if team.holds.iter().all(|held| *held == case_type) && !team.holds.is_empty() {
        return refuse(format!("{} holds nothing else: take it into the other team instead", team.name));
    }
    plan.teams.change(from, |team| {
        if team.holds.is_empty() {
            team.holds = CaseType::ALL.to_vec();
        }
        team.holds.retain(|held| *held != case_type);
    });
    plan.teams.change(to, |team| {
        if !holds(team, case_type) {
            team.holds.push(case_type);
        }
    });
    Ok(())
}
