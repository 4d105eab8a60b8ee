//! The change as it is being put together: the plan's records as they will be, what was noted, what changed.

use std::collections::BTreeSet;

use super::options::Options;
use super::people::People;
use super::tally::Reconcile;
use super::teams::{Families, Teams};
use super::{ChangeKind, ChangeLine};
use crate::app::import::{NotUnderstood, TeamNames};
use crate::domain::calendar::format_date;
use crate::domain::ids::{AbsenceId, PostId, TeamId, Thing};
use crate::domain::plan::{Absence, Plan, Post, PostFilling, Role};
use crate::domain::units::Fte;

/// Everything in the making.
pub(super) struct Draft<'a> {
    pub options: &'a Options,
    /// The plan before the lists, with accepted pairs of its own staff already made one.
    pub base: &'a Plan,
    pub teams: Teams,
    pub people: People,
    pub families: Families,
    pub posts: Vec<Post>,
    /// Absences that are new, or other than in the plan.
    pub absences: Vec<Absence>,
    pub tally: Reconcile,
    pub notes: Vec<NotUnderstood>,
    pub changes: Vec<ChangeLine>,
    /// Vacant posts of the plan that a row has already been matched with.
    matched_posts: BTreeSet<PostId>,
}

impl<'a> Draft<'a> {
    pub(super) fn new(options: &'a Options, base: &'a Plan, people: People, tally: Reconcile) -> Self {
        Self {
            options,
            base,
            teams: Teams::new(base),
            people,
            families: Families::new(base),
            posts: Vec::new(),
            absences: Vec::new(),
            tally,
            notes: Vec::new(),
            changes: Vec::new(),
            matched_posts: BTreeSet::new(),
        }
    }

    /// The date of the lists as people read it.
    pub(super) fn day(&self) -> String {
        format_date(self.options.as_at)
    }

    /// Whether somebody stood in the plan before this import.
    pub(super) fn was_known(&self, place: usize) -> bool {
        place < self.base.workers.len()
    }

    /// Writes a change of somebody's field down, if they stood in the plan before.
    pub(super) fn staff_change(&mut self, place: usize, field: &'static str, before: String, after: String) {
        let Some(worker) = self.people.all.get(place).filter(|_| self.was_known(place)) else { return };
        self.changes.push(ChangeLine {
            kind: ChangeKind::Changed,
            thing: Some(Thing::Worker(worker.id)),
            reference: worker.name.clone(),
            field,
            before,
            after,
            why: format!("the staff list of {} says so", self.day()),
            overrides_typed: false,
        });
    }

    /// All team names, for telling a team from a person.
    pub(super) fn team_names(&self) -> TeamNames {
        TeamNames::new(self.teams.all.iter().map(|team| &team.name))
    }

    /// A vacant post, unless the plan has one like it that no other row has been matched with.
    pub(super) fn vacant_post(
        &mut self,
        team: Option<TeamId>,
        role: Role,
        fte: Fte,
        filling: PostFilling,
    ) -> bool {
        let like = |post: &&std::sync::Arc<Post>| {
            !matches!(post.filling, PostFilling::Filled(_))
                && (post.team, post.role, post.fte) == (team, role, fte)
                && !self.matched_posts.contains(&post.id)
        };
        if let Some(post) = self.base.posts.iter().find(like) {
            self.matched_posts.insert(post.id);
            return false;
        }
        let id = PostId(self.base.posts.next_id().0 + self.posts.len() as u32);
        self.posts.push(Post { id, team, role, fte, filling, notes: String::new() });
        true
    }

    /// Absences as they will be: the plan's, those that the files change, and the new ones.
    pub(super) fn absences_now(&self) -> impl Iterator<Item = &Absence> {
        let changed: BTreeSet<AbsenceId> = self.absences.iter().map(|absence| absence.id).collect();
        let kept = self.base.absences.iter().map(AsRef::as_ref);
        kept.filter(move |absence: &&Absence| !changed.contains(&absence.id)).chain(&self.absences)
    }

    /// The id of the next new absence.
    pub(super) fn next_absence(&self) -> AbsenceId {
        let next = self.base.absences.next_id();
        self.absences.iter().map(|absence| AbsenceId(absence.id.0 + 1)).fold(next, AbsenceId::max)
    }

    /// Vacant posts of the plan that no row was matched with.
    pub(super) fn unmatched_vacancies(&self) -> usize {
        let vacant = |post: &&std::sync::Arc<Post>| !matches!(post.filling, PostFilling::Filled(_));
        self.base.posts.iter().filter(vacant).filter(|post| !self.matched_posts.contains(&post.id)).count()
    }
}
