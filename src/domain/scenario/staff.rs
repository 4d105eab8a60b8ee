//! Changes of posts and of the people in them (MODEL.md 12.2 to 12.6).

use chrono::{Duration, NaiveDate};

use super::made::{add_post, add_worker, kind_of};
use super::{is_made, known_team, refuse};
use crate::domain::calendar::format_date;
use crate::domain::edit::Refusal;
use crate::domain::ids::{PostId, TeamId, WorkerId};
use crate::domain::plan::{Contract, Plan, Post, PostFilling, Ramp, Recruited, Role};
use crate::domain::units::Fte;

/// The most people that one change brings.
pub(super) const MOST: u16 = 500;

/// What every one of some new posts is.
pub(super) struct NewPosts<'c> {
    pub role: Role,
    pub fte: Fte,
    pub contract: Contract,
    pub ramp: Option<&'c Ramp>,
}

fn counted(count: u16) -> Result<(), Refusal> {
    match count {
        0 => refuse("There has to be at least 1"),
        1..=MOST => Ok(()),
        _ => refuse(format!("At most {MOST} in one change, not {count}")),
    }
}

/// Posts that somebody starts in on a day, or that are recruited to from it.
pub(super) fn add_posts(
    plan: &mut Plan,
    team: TeamId,
    count: u16,
    posts: &NewPosts<'_>,
    from: NaiveDate,
    recruited: Recruited,
) -> Result<(), Refusal> {
    known_team(plan, team)?;
    counted(count)?;
    if posts.fte == Fte::ZERO {
        return refuse("A post needs a size: 1.0 is full time");
    }
    if recruited == Recruited::Advertised && posts.contract != Contract::Permanent {
        return refuse("Only permanent posts are advertised: give the day on which the others start");
    }
    for _ in 0..count {
        let filling = match recruited {
            Recruited::Starts => {
                let what = kind_of(posts.role, posts.contract);
                PostFilling::Filled(add_worker(plan, team, posts.role, from, &what, |worker| {
                    worker.fte = posts.fte;
                    worker.contract = posts.contract;
                    worker.ramp = posts.ramp.cloned();
                }))
            }
            Recruited::Advertised => PostFilling::Vacant {
                since: Some(from),
                expected: None,
                recruiting_from: Some(from),
                covered_by: None,
            },
        };
        add_post(plan, Some(team), posts.role, posts.fte, filling);
    }
    Ok(())
}

/// Agency social workers for a time, in no post.
pub(super) fn agency_bridge(
    plan: &mut Plan,
    team: TeamId,
    count: u16,
    from: NaiveDate,
    until: NaiveDate,
) -> Result<(), Refusal> {
    known_team(plan, team)?;
    counted(count)?;
    if until < from {
        return refuse(format!(
            "The last day, {}, is before the first, {}",
            format_date(until),
            format_date(from)
        ));
    }
    if until < plan.about.as_at {
        return refuse(format!("The last day, {}, is over already", format_date(until)));
    }
    for _ in 0..count {
        let what = kind_of(Role::SocialWorker, Contract::Agency);
        add_worker(plan, team, Role::SocialWorker, from, &what, |worker| {
            worker.contract = Contract::Agency;
            worker.last_day = Some(until);
        });
    }
    Ok(())
}

/// Somebody on another contract becomes permanent, in the vacant post that they cover or in one of their own.
pub(super) fn convert_agency(plan: &mut Plan, id: WorkerId, on: NaiveDate) -> Result<(), Refusal> {
    let Some(worker) = plan.workers.get(id).cloned() else {
        return refuse(format!("{id} is no longer in the plan"));
    };
    let name = &worker.name;
    if worker.contract_on(on) == Contract::Permanent {
        return refuse(format!("{name} is permanent by {} already", format_date(on)));
    }
    if let Some(first) = worker.first_day.filter(|first| *first > on) {
        return refuse(format!("{name} starts only on {}", format_date(first)));
    }
    if let Some(last) = worker.last_day.filter(|last| *last < on) {
        return refuse(format!("{name} leaves before that day, on {}", format_date(last)));
    }
    plan.workers.change(id, |worker| {
        worker.permanent_from = Some(on);
        worker.last_day = None;
        worker.notice_given = None;
    });
    let fills = plan.posts.iter().any(|post| post.filling == PostFilling::Filled(id));
    let covers = plan.posts.iter().find(|post| post.filling.worker() == Some(id)).map(|post| post.id);
    match covers {
        _ if fills => {}
        Some(post) => {
            plan.posts.change(post, |post| post.filling = PostFilling::Filled(id));
        }
        // Where there is no establishment at all, everybody is a post of their own.
        None if plan.posts.iter().all(|post| is_made(post.id)) => {}
        None => add_post(plan, worker.team, worker.role, worker.fte, PostFilling::Filled(id)),
    }
    Ok(())
}

/// Since when a post is vacant in fact, and what is known of it: nobody fills it, or whoever did has left.
fn vacancy(plan: &Plan, post: &Post) -> Option<PostFilling> {
    match post.filling {
        PostFilling::Filled(worker) => {
            let last = plan.workers.get(worker)?.last_day.filter(|last| *last < plan.about.as_at)?;
            Some(PostFilling::Vacant {
                since: last.succ_opt(),
                expected: None,
                recruiting_from: None,
                covered_by: None,
            })
        }
        PostFilling::Vacant { .. } => Some(post.filling.clone()),
        PostFilling::Held { .. } => None,
    }
}

/// Vacant posts are not recruited to before a day, or are deleted.
pub(super) fn hold_vacancies(
    plan: &mut Plan,
    team: Option<TeamId>,
    until: Option<NaiveDate>,
) -> Result<(), Refusal> {
    if let Some(team) = team {
        known_team(plan, team)?;
    }
    if let Some(until) = until.filter(|until| *until <= plan.about.as_at) {
        return refuse(format!("{} has come already: nothing would be held", format_date(until)));
    }
    let ours = |post: &Post| team.is_none_or(|team| post.team == Some(team));
    let Some(until) = until else {
        let gone = |post: &Post| {
            ours(post) && (matches!(post.filling, PostFilling::Held { .. }) || vacancy(plan, post).is_some())
        };
        let gone: Vec<PostId> = plan.posts.iter().filter(|post| gone(post)).map(|post| post.id).collect();
        if gone.is_empty() {
            return refuse("There is no vacant post to delete");
        }
        plan.posts.retain(|post| !gone.contains(&post.id));
        return Ok(());
    };
    let held: Vec<(PostId, PostFilling)> = plan
        .posts
        .iter()
        .filter(|post| ours(post))
        .filter_map(|post| vacancy(plan, post).map(|vacancy| (post.id, vacancy)))
        .collect();
    if held.is_empty() {
        return refuse("There is no vacant post to hold");
    }
    for (id, mut filling) in held {
        if let PostFilling::Vacant { expected, recruiting_from, .. } = &mut filling {
            *expected = expected.filter(|day| *day >= until);
            *recruiting_from = (*recruiting_from).max(Some(until));
        }
        plan.posts.change(id, |post| post.filling = filling);
    }
    Ok(())
}

/// Newly qualified workers, in the vacant posts of social workers first: those that nobody covers before the others.
pub(super) fn asye_cohort(plan: &mut Plan, team: TeamId, count: u16, from: NaiveDate) -> Result<(), Refusal> {
    known_team(plan, team)?;
    counted(count)?;
    let mut vacant: Vec<(bool, PostId, Fte)> = plan
        .posts
        .iter()
        .filter(|post| post.team == Some(team) && post.role == Role::SocialWorker && post.fte > Fte::ZERO)
        .filter_map(|post| match vacancy(plan, post)? {
            PostFilling::Vacant { expected: None, covered_by, .. } => {
                Some((covered_by.is_some(), post.id, post.fte))
            }
            _ => None,
        })
        .collect();
    vacant.sort_by_key(|(covered, ..)| *covered);
    let mut vacant = vacant.into_iter();
    for _ in 0..count {
        let post = vacant.next();
        let fte = post.map_or(Fte::FULL, |(_, _, fte)| fte);
        let worker = add_worker(plan, team, Role::SocialWorker, from, "Newly qualified worker", |worker| {
            worker.asye_start = Some(from);
            worker.fte = fte;
        });
        let filling = PostFilling::Filled(worker);
        match post {
            Some((_, post, _)) => fill(plan, post, filling, from),
            None => add_post(plan, Some(team), Role::SocialWorker, fte, filling),
        }
    }
    Ok(())
}

/// Somebody starts in a vacant post on a day: whoever covers it is given notice then.
fn fill(plan: &mut Plan, post: PostId, filling: PostFilling, from: NaiveDate) {
    let covered_by = plan.posts.get(post).and_then(|post| match post.filling {
        PostFilling::Vacant { covered_by, .. } => covered_by,
        _ => None,
    });
    plan.posts.change(post, |post| post.filling = filling);
    let weeks = |contract: Contract| {
        let notice = plan.workforce.notice_weeks.iter().find(|(of, _)| *of == contract);
        notice.map_or(0, |(_, weeks)| i64::from(*weeks))
    };
    let notice = covered_by.and_then(|id| plan.workers.get(id)).map(|worker| weeks(worker.contract));
    let last = notice.and_then(|weeks| from.checked_add_signed(Duration::days(7 * weeks - 1)));
    let last = last.map(|last| last.max(plan.about.as_at));
    if let (Some(id), Some(last)) = (covered_by, last) {
        plan.workers.change(id, |worker| {
            worker.last_day = Some(worker.last_day.map_or(last, |known| known.min(last)));
        });
    }
}
