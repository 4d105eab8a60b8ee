//! An absence tried out on just the part of the plan on which it bears: whom it leaves without a named social worker, and
//! whether one person would cover too many.

use std::collections::BTreeSet;

use chrono::NaiveDate;

use super::super::cover::alone::{Alone, alone, held, total};
use super::ask::{Ask, with};
use crate::domain::ahead::Outlook;
use crate::domain::ids::WorkerId;
use crate::domain::plan::{Absence, AbsenceStatus, Plan, Records};
use crate::domain::state::{Sight, Spell, Why};

/// The days from `from` on, as first and last of each stretch, on which a child has no named social worker after a change
/// and had one before it, or had none for another reason than that their worker is away.
pub(super) fn newly(before: &[Spell], after: &[Spell], from: NaiveDate) -> Vec<(NaiveDate, NaiveDate)> {
    let away = |spell: &Spell| spell.unnamed && matches!(spell.why, Why::Away { .. });
    let mut found: Vec<(NaiveDate, NaiveDate)> = Vec::new();
    if before == after {
        return found;
    }
    for now in after.iter().filter(|now| now.unnamed && from <= now.to) {
        let first = before.partition_point(|was| was.to < now.from);
        let those = before.get(first..).unwrap_or_default().iter().take_while(|was| was.from <= now.to);
        for was in those.filter(|was| !was.unnamed || (away(now) && !away(was))) {
            let days = (was.from.max(now.from).max(from), was.to.min(now.to));
            match found.last_mut().filter(|last| last.1.succ_opt() == Some(days.0)) {
                Some(last) => last.1 = days.1,
                None if days.0 <= days.1 => found.push(days),
                None => {}
            }
        }
    }
    found
}

/// Who would cover more children alone than one person should, where it becomes so or worse by the change: who, on which
/// day, and how many children.
pub(super) fn too_many(before: &Alone, after: &Alone, most: u16) -> Vec<(WorkerId, NaiveDate, u32)> {
    let worse = after.iter().filter_map(|(key, of)| {
        let children = total(of);
        let was = before.get(key).map_or(0, |of| total(of));
        (children > u32::from(most) && children > was).then_some((key.0, key.1, children))
    });
    worse.collect()
}

/// The part of a plan on which an absence with certain cover bears: whoever asks, whom they cover, and everybody who
/// stands in for these or is covered by the same people.
pub(super) struct Trial<'t, 'a, 'p> {
    ask: &'t Ask<'a, 'p>,
    plan: Plan,
    /// Places of its children in the whole plan.
    places: Vec<usize>,
    /// Those whose cover may become another.
    covers: BTreeSet<WorkerId>,
}

impl<'t, 'a, 'p> Trial<'t, 'a, 'p> {
    /// The part on which the absence asked for bears, with `cover` named for it.
    pub fn new(ask: &'t Ask<'a, 'p>, cover: &[WorkerId]) -> Self {
        let plan = ask.plan();
        let asks = ask.worker.id;
        let agreed = || {
            plan.absences.iter().map(AsRef::as_ref).filter(|absence| absence.status == AbsenceStatus::Agreed)
        };
        let covered_by_them = || agreed().filter(|absence| absence.cover.contains(&asks));
        let mut covers: BTreeSet<WorkerId> = cover.iter().copied().collect();
        covers.extend(covered_by_them().flat_map(|absence| absence.cover.iter().copied()));
        covers.remove(&asks);
        let mut away: BTreeSet<WorkerId> = covered_by_them().map(|absence| absence.worker).collect();
        let same_cover = agreed().filter(|absence| absence.cover.iter().any(|id| covers.contains(id)));
        away.extend(same_cover.map(|absence| absence.worker));
        away.insert(asks);

        let of_away = away.iter().filter_map(|id| ask.held.get(id)).flatten().copied();
        let places: Vec<usize> = of_away.collect::<BTreeSet<usize>>().into_iter().collect();
        let children = || places.iter().filter_map(|place| plan.children.at(*place));
        let mut staff = away;
        staff.extend(children().flat_map(|child| child.holder.workers()));
        let stand_in: Vec<WorkerId> = plan
            .absences
            .iter()
            .filter(|absence| staff.contains(&absence.worker))
            .flat_map(|absence| absence.cover.iter().copied())
            .collect();
        staff.extend(stand_in);
        staff.extend(&covers);
        let small = Plan {
            children: children().cloned().collect(),
            workers: plan.workers.iter().filter(|worker| staff.contains(&worker.id)).cloned().collect(),
            absences: plan.absences.iter().filter(|a| staff.contains(&a.worker)).cloned().collect(),
            families: Records::default(),
            posts: Records::default(),
            scenarios: Records::default(),
            ..plan.clone()
        };
        Self { ask, plan: small, places, covers }
    }

    /// Whether with this absence nobody newly has no named social worker, and nobody newly covers too many alone.
    pub fn leaves_nobody_out(&self, absence: &Absence) -> bool {
        let ask = self.ask;
        let plan = with(&self.plan, absence);
        let sight = Sight::new(&plan, ask.sight.calendar);
        let outlook = Outlook::new(&sight);
        let mut children = self.places.iter().zip(&outlook.spells);
        let none_without = children.all(|(place, after)| {
            let before = ask.outlook.spells.get(*place).map_or(&[][..], Vec::as_slice);
            newly(before, after, ask.outlook.from).is_empty()
        });
        if !none_without || self.covers.is_empty() {
            return none_without;
        }
        let window = (absence.first_day, absence.known_last_day().unwrap_or(absence.first_day));
        let concerns = |absence: &Absence| absence.cover.iter().any(|id| self.covers.contains(id));
        let before = alone(ask.sight, ask.outlook, &ask.held, window, concerns);
        let after = alone(&sight, &outlook, &held(&plan), window, concerns);
        let worse = too_many(&before, &after, plan.rota.most_covered);
        worse.iter().all(|(id, ..)| !self.covers.contains(id))
    }
}
