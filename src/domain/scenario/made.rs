//! Records that changes make: their ids, and who is invented.

use std::collections::BTreeSet;

use chrono::NaiveDate;

use super::is_made;
use crate::domain::ids::{PostId, TeamId, WorkerId};
use crate::domain::plan::{
    Contract, Plan, Post, PostFilling, Record, Records, Role, Words as _, Worker, lower_first,
};
use crate::domain::units::Fte;

/// The lowest id from `start` on that no record has.
pub(super) fn free_id<T: Record>(records: &Records<T>, start: u32) -> u32 {
    let taken: BTreeSet<u32> =
        records.iter().map(|record| record.id().into()).filter(|id: &u32| *id >= start).collect();
    (start..=u32::MAX).find(|id| !taken.contains(id)).unwrap_or(u32::MAX)
}

/// A post that somebody made fills, or that is vacant. Its id is the lowest free one from `first`.
pub(super) fn add_post(
    plan: &mut Plan,
    first: u32,
    team: Option<TeamId>,
    (role, fte): (Role, Fte),
    filling: PostFilling,
) {
    let id = PostId(free_id(&plan.posts, first));
    plan.posts.push(Post { id, team, role, fte, filling, notes: String::new() });
}

/// Somebody who does not exist yet, full-time and permanent until they are changed: they start on a day and are
/// supervised by the team's manager. Their id is the lowest free one from `first`. What they are called says what they are: "Agency worker 2".
pub(super) fn add_worker(
    plan: &mut Plan,
    first: u32,
    (team, role): (TeamId, Role),
    first_day: NaiveDate,
    what: &str,
    change: impl FnOnce(&mut Worker),
) -> WorkerId {
    let id = free_id(&plan.workers, first);
    let is_numbered = |name: &str| name.strip_prefix(what).is_some_and(|rest| rest.starts_with(' '));
    let alike = plan.workers.iter().filter(|worker| is_made(worker.id) && is_numbered(&worker.name)).count();
    let name = format!("{what} {}", alike + 1);
    let mut worker = Worker::new(WorkerId(id), &name, role, Some(team));
    worker.first_day = Some(first_day);
    worker.supervisor = plan.teams.get(team).and_then(|team| team.manager);
    change(&mut worker);
    plan.workers.push(worker);
    WorkerId(id)
}

/// What somebody made is called before their number.
pub(super) fn kind_of(role: Role, contract: Contract) -> String {
    let role = lower_first(role.label());
    match contract {
        Contract::Agency if role == "social worker" => "Agency worker".to_owned(),
        Contract::Agency => format!("Agency {role}"),
        Contract::Permanent | Contract::FixedTerm => format!("New {role}"),
    }
}
