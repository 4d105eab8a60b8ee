//! Teams and the establishment.

use std::collections::{HashMap, HashSet};

use chrono::{Datelike as _, Days, Weekday};

use super::look::{Found, Look, count, day, listed, set};
use crate::domain::edit::Edit;
use crate::domain::fields::Value as _;
use crate::domain::ids::{PostId, TeamId, Thing, WorkerId};
use crate::domain::plan::{PostFilling, Worker};
use crate::domain::scenario::is_made;
use crate::domain::units::Fte;

/// The posts that each person fills or covers.
fn posts_of(look: &Look<'_, '_>) -> HashMap<WorkerId, Vec<PostId>> {
    let mut posts: HashMap<WorkerId, Vec<PostId>> = HashMap::new();
    for post in &look.plan.posts {
        if let Some(worker) = post.filling.worker() {
            posts.entry(worker).or_default().push(post.id);
        }
    }
    posts
}

pub(super) fn c501_one_person_in_two_posts(look: &Look<'_, '_>, found: &mut Found) {
    let posts = posts_of(look);
    for worker in &look.plan.workers {
        if let Some(theirs) = posts.get(&worker.id).filter(|theirs| theirs.len() > 1) {
            let names: Vec<String> = theirs.iter().map(ToString::to_string).collect();
            let what =
                format!("{} fills {}: {}", worker.name, count(theirs.len(), "post", "posts"), listed(&names));
            let fix = "Let them fill one post, or make the posts one";
            found.add(Thing::Worker(worker.id), what, fix);
        }
    }
}

pub(super) fn c502_filled_by_somebody_not_in_post(look: &Look<'_, '_>, found: &mut Found) {
    for post in &look.plan.posts {
        let worker = post.filling.worker().and_then(|id| look.worker(id));
        // Whom a scenario brings later is not in post yet, as is meant.
        let odd = |worker: &&Worker| !worker.in_post(look.as_at) && !is_made(worker.id);
        let Some(worker) = worker.filter(odd) else { continue };
        let place = Thing::Post(post.id);
        let filled = matches!(post.filling, PostFilling::Filled(_));
        let (verb, field) = if filled { ("filled", "filled_by") } else { ("covered", "covered_by") };
        let left = worker.last_day.filter(|last| *last < look.as_at);
        let (why, fix) = if left.is_some() {
            ("has left", "Make the post vacant, or choose who fills it now")
        } else {
            ("has not started", "Make the post vacant and write when somebody is expected")
        };
        let mend = left.map(|last| match last.succ_opt() {
            Some(since) if filled => Edit::Together {
                label: format!("make post {} vacant", post.id),
                edits: vec![set(place, field, ""), set(place, "vacant_since", since.show())],
            },
            _ => set(place, field, ""),
        });
        let what = format!("Post {} is {verb} by {}, who {why}", post.id, worker.name);
        found.add(place, what, fix).field(field).mend_if(mend);
    }
}

pub(super) fn c503_post_and_person_differ(look: &Look<'_, '_>, found: &mut Found) {
    let posts = posts_of(look);
    for post in look.plan.posts.iter().filter(|post| post.fte != Fte::ZERO) {
        let PostFilling::Filled(id) = post.filling else { continue };
        let Some(worker) = look.worker(id) else { continue };
        let alone = posts.get(&id).is_some_and(|theirs| theirs.len() == 1);
        if alone && worker.fte != Fte::ZERO && worker.fte != post.fte {
            let what = format!(
                "Post {} is {} FTE, but {} who fills it works {}",
                post.id, post.fte, worker.name, worker.fte
            );
            let fix = "Correct one of them, or add a post for the rest";
            found.add(Thing::Post(post.id), what, fix).field("fte");
        }
    }
}

pub(super) fn c504_post_of_no_size(look: &Look<'_, '_>, found: &mut Found) {
    for post in look.plan.posts.iter().filter(|post| post.fte == Fte::ZERO) {
        let what = format!("Post {} has an FTE of 0", post.id);
        found.add(Thing::Post(post.id), what, "Write its size, or remove it").field("fte");
    }
}

pub(super) fn c505_team_without_manager(look: &Look<'_, '_>, found: &mut Found) {
    for team in look.plan.teams.iter().filter(|team| team.manager.is_none()) {
        let what = format!("{} has no manager, so nobody answers for its waiting children", team.name);
        found.add(Thing::Team(team.id), what, "Choose the team’s manager").field("manager");
    }
}

pub(super) fn c506_manager_not_in_post(look: &Look<'_, '_>, found: &mut Found) {
    for team in &look.plan.teams {
        let manager = team.manager.and_then(|id| look.worker(id));
        if let Some(manager) = manager.filter(|manager| !manager.in_post(look.as_at)) {
            let what =
                format!("{} manages {}, but is not in post on {}", manager.name, team.name, day(look.as_at));
            found.add(Thing::Team(team.id), what, "Choose the team’s manager").field("manager");
        }
    }
}

pub(super) fn c507_nobody_to_hold_children(look: &Look<'_, '_>, found: &mut Found) {
    let mut children: HashMap<TeamId, usize> = HashMap::new();
    for (child, _) in look.open_children() {
        if let Some(team) = child.team {
            *children.entry(team).or_insert(0) += 1;
        }
    }
    // Personal advisers and family practitioners hold children too, where the policy gives them a cap.
    let policy = &look.plan.policy;
    let holding: HashSet<TeamId> = look
        .plan
        .workers
        .iter()
        .filter(|w| w.in_post(look.as_at) && (w.role.holds_cases() || policy.role_cap(w.role).children > 0))
        .filter_map(|w| w.team)
        .collect();
    for team in look.plan.teams.iter().filter(|team| !holding.contains(&team.id)) {
        if let Some(n) = children.get(&team.id) {
            let what = format!(
                "{} has {} and nobody in post who can hold them",
                team.name,
                count(*n, "child", "children")
            );
            let fix = "Give the team staff, or move its children to another team";
            found.add(Thing::Team(team.id), what, fix);
        }
    }
}

pub(super) fn c508_duty_pattern(look: &Look<'_, '_>, found: &mut Found) {
    for team in &look.plan.teams {
        let Some(duty) = &team.duty else { continue };
        let place = Thing::Team(team.id);
        if duty.one_week_in == 0 {
            let what = format!("{} is on duty one week in 0", team.name);
            let fix = "Write one week in how many, or leave it empty when the team takes no duty";
            found.add(place, what, fix).field("duty_one_week_in");
        }
        if let Some(first) = duty.first_week.filter(|first| first.weekday() != Weekday::Mon) {
            let monday = first.checked_sub_days(Days::new(u64::from(first.weekday().num_days_from_monday())));
            let what = format!("{}’s duty week begins on {}, which is not a Monday", team.name, day(first));
            let mend = monday.map(|monday| set(place, "duty_first_week", monday.show()));
            found.add(place, what, "Choose the Monday of that week").field("duty_first_week").mend_if(mend);
        }
    }
}
