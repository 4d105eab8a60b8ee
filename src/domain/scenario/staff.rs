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
    first: u32,
    (team, count): (TeamId, u16),
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
    if recruited == Recruited::Advertised && !is_recruited_to(posts.role) {
        return refuse(
            "Posts of managers and of those who hold no work are not recruited to in the forecast: give the day on which they start",
        );
    }
    for _ in 0..count {
        let filling = match recruited {
            Recruited::Starts => {
                let what = kind_of(posts.role, posts.contract);
                PostFilling::Filled(add_worker(plan, first, (team, posts.role), from, &what, |worker| {
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
        add_post(plan, first, Some(team), (posts.role, posts.fte), filling);
    }
    Ok(())
}

/// Whether the forecast fills posts of a role (MODEL.md 10.2).
fn is_recruited_to(role: Role) -> bool {
    role.holds_cases() || matches!(role, Role::PersonalAdviser | Role::FamilyPractitioner)
}

/// Agency social workers for a time, in no post.
pub(super) fn agency_bridge(
    plan: &mut Plan,
    first: u32,
    (team, count): (TeamId, u16),
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
        add_worker(plan, first, (team, Role::SocialWorker), from, &what, |worker| {
            worker.contract = Contract::Agency;
            worker.last_day = Some(until);
        });
    }
    Ok(())
}

/// Somebody on another contract becomes permanent, in the vacant post that they cover or in one of their own.
pub(super) fn convert_agency(
    plan: &mut Plan,
    first: u32,
    id: WorkerId,
    on: NaiveDate,
) -> Result<(), Refusal> {
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
    if fills {
        return Ok(());
    }
    // A post in which somebody else is to start stays theirs, and so does one that is advertised only later.
    let covers: Vec<(PostId, bool)> = plan
        .posts
        .iter()
        .filter(|post| post.filling.worker() == Some(id))
        .map(|post| (post.id, is_for_others(plan, post, on)))
        .collect();
    if let Some((post, _)) = covers.iter().find(|(_, others)| !others) {
        plan.posts.change(*post, |post| post.filling = PostFilling::Filled(id));
        return Ok(());
    }
    for (post, _) in &covers {
        plan.posts.change(*post, |post| {
            if let PostFilling::Vacant { covered_by, .. } = &mut post.filling {
                *covered_by = None;
            }
        });
    }
    // Where there is no establishment at all, everybody is a post of their own.
    if plan.posts.iter().any(|post| !is_made(post.id)) {
        add_post(plan, first, worker.team, (worker.role, worker.fte), PostFilling::Filled(id));
    }
    Ok(())
}

/// Whether somebody is expected in a vacant post, or a change advertises it only after a day.
fn is_for_others(plan: &Plan, post: &Post, on: NaiveDate) -> bool {
    let expected = |day: Option<NaiveDate>| day.is_some_and(|day| day > plan.about.as_at);
    matches!(post.filling, PostFilling::Vacant { expected: day, .. } if expected(day)) || is_later(post, on)
}

/// Whether a change made the post and advertises it only after a day.
fn is_later(post: &Post, day: NaiveDate) -> bool {
    let later = |from: Option<NaiveDate>| from.is_some_and(|from| from > day);
    is_made(post.id)
        && matches!(post.filling, PostFilling::Vacant { recruiting_from, .. } if later(recruiting_from))
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

/// Whether a post is held on purpose; one of no size is deleted already.
fn is_held_open(post: &Post) -> bool {
    matches!(post.filling, PostFilling::Held { .. }) && post.fte > Fte::ZERO
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
    let as_at = plan.about.as_at;
    let ours = |post: &Post| team.is_none_or(|team| post.team == Some(team)) && !is_later(post, as_at);
    let Some(until) = until else {
        let gone = |post: &Post| ours(post) && (is_held_open(post) || vacancy(plan, post).is_some());
        let gone: Vec<PostId> = plan.posts.iter().filter(|post| gone(post)).map(|post| post.id).collect();
        if gone.is_empty() {
            return refuse("There is no vacant post to delete");
        }
        // A plan with posts is not one without them (10.2) because its last are deleted: one stays, held and of no size.
        let is_last = plan.posts.iter().all(|post| gone.contains(&post.id) || is_made(post.id));
        let stays = gone.iter().copied().find(|id| is_last && !is_made(*id));
        plan.posts.retain(|post| stays == Some(post.id) || !gone.contains(&post.id));
        if let Some(last) = stays {
            plan.posts.change(last, |post| {
                post.fte = Fte::ZERO;
                post.filling = PostFilling::Held { since: None };
            });
        }
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
pub(super) fn asye_cohort(
    plan: &mut Plan,
    first: u32,
    (team, count): (TeamId, u16),
    from: NaiveDate,
) -> Result<(), Refusal> {
    known_team(plan, team)?;
    counted(count)?;
    let mut vacant: Vec<(bool, PostId, Fte)> = plan
        .posts
        .iter()
        .filter(|post| post.team == Some(team) && post.role == Role::SocialWorker && post.fte > Fte::ZERO)
        .filter(|post| !is_later(post, from))
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
        let worker =
            add_worker(plan, first, (team, Role::SocialWorker), from, "Newly qualified worker", |worker| {
                worker.asye_start = Some(from);
                worker.fte = fte;
            });
        let filling = PostFilling::Filled(worker);
        match post {
            Some((_, post, _)) => fill(plan, post, filling, from),
            None => add_post(plan, first, Some(team), (Role::SocialWorker, fte), filling),
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
