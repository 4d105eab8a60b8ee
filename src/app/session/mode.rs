//! Changes of the document: of the base plan, or, while a scenario is open, of that scenario.

use std::sync::Arc;

use super::Session;
use crate::app::reading::Reading;
use crate::app::view::marks::Marks;
use crate::app::view::mode::{ModeView, mode};
use crate::domain::edit::{AnyRecord, Edit, Refusal, apply, label, name_of};
use crate::domain::fields;
use crate::domain::ids::{ScenarioId, Thing};
use crate::domain::plan::{Plan, Scenario, lower_first};
use crate::domain::scenario::{LeftOut, OWN_IDS, back_to_base, own_id, with_edit, with_scenario};

impl Session {
    /// Carries an edit out, and remembers the plan before it. An edit that changes nothing leaves no step behind. While a
    /// scenario is open it becomes a change of the scenario, but for what all scenarios share.
    ///
    /// # Errors
    /// The refusal's sentence; nothing has changed.
    pub fn apply(&mut self, edit: &Edit) -> Result<(), Refusal> {
        let Some(open) = self.in_scenario() else {
            let changed = apply(&self.base, edit)?;
            self.remember(changed, label(&self.base, edit));
            return Ok(());
        };
        let name = open.name.clone();
        let (shared, own) = parted(edit);
        let mut changed = match &shared {
            Some(shared) => apply(&self.base, shared)?,
            None => Plan::clone(&self.base),
        };
        if let Some(own) = &own {
            let Some(open) = changed.scenarios.get(open.id) else {
                return Err(Refusal("The scenario would be gone".to_owned()));
            };
            let record = AnyRecord::Scenario(Box::new(with_edit(&changed, open, own)?));
            changed = apply(&changed, &Edit::Put(vec![record]))?;
        }
        let label = match own {
            Some(_) => format!("Scenario “{name}”: {}", label(self.plan(), edit)),
            None => label(&self.base, edit),
        };
        self.remember(changed, label);
        Ok(())
    }

    /// Whether, while a scenario is open, an edit changes something of the base plan that is the same for every scenario.
    pub fn changes_base(&self, edit: &Edit) -> bool {
        fn is_of_all(edit: &Edit) -> bool {
            match edit {
                Edit::Set { of, .. } | Edit::Remove(of) => !matches!(of, Thing::Scenario(_)),
                Edit::Together { edits, .. } => edits.iter().any(is_of_all),
                Edit::Decide(_) => true,
                Edit::Put(_) | Edit::Allocate { .. } | Edit::MergeWorkers { .. } => false,
            }
        }
        self.scenario.is_some() && parted(edit).0.is_some_and(|shared| is_of_all(&shared))
    }

    /// What an edit would make of the plan that is shown, and of the base plan where it changes that: nothing is changed.
    ///
    /// # Errors
    /// The refusal's sentence.
    pub fn as_it_would_be(&self, edit: &Edit) -> Result<(Arc<Plan>, Option<Arc<Plan>>), Refusal> {
        let (shared, own) = match self.scenario {
            Some(_) => parted(edit),
            None => (Some(edit.clone()), None),
        };
        let Some(shared) = shared else { return Ok((Arc::new(apply(self.plan(), edit)?), None)) };
        let base = Arc::new(apply(&self.base, &shared)?);
        let open = self.scenario.and_then(|open| base.scenarios.get(open));
        let mut plan = match open {
            Some(open) => Arc::new(with_scenario(&base, open).plan),
            None => Arc::clone(&base),
        };
        if let Some(own) = own {
            plan = Arc::new(apply(&plan, &own)?);
        }
        Ok((plan, Some(base)))
    }

    /// Makes one field of a thing, or whole things, in the open scenario as they are in the base plan again. Returns in
    /// words the changes that were switched off for it, since they do other things too.
    ///
    /// # Errors
    /// A sentence; nothing has changed.
    pub fn back_to_base(&mut self, things: &[Thing], field: Option<&str>) -> Result<Vec<String>, Refusal> {
        let Some(open) = self.in_scenario() else {
            return Err(Refusal("No scenario is open".to_owned()));
        };
        let mut scenario = Scenario::clone(open);
        let mut switched_off = Vec::new();
        for thing in things {
            let back = back_to_base(&self.base, &scenario, *thing, field)?;
            scenario = back.scenario;
            switched_off.extend(back.switched_off);
        }
        let what = match *things {
            [thing] => {
                let of = field.and_then(|field| fields::info(thing, field));
                let of = of.map_or_else(String::new, |info| format!(": {}", lower_first(&info.label)));
                let is_gone = name_of(self.plan(), thing) == thing.to_string();
                let plan = if is_gone { &self.base } else { self.plan() };
                format!("{}{of}", name_of(plan, thing))
            }
            _ => format!("{} things", things.len()),
        };
        let label = format!("Scenario “{}”: {what}, back to the base plan", open.name);
        let record = AnyRecord::Scenario(Box::new(scenario));
        let changed = apply(&self.base, &Edit::Put(vec![record]))?;
        self.remember(changed, label);
        Ok(switched_off)
    }

    /// Shows the plan with a scenario, or, with `None`, the base plan. No step of undo. Whether there is such a scenario.
    pub fn open_scenario(&mut self, scenario: Option<ScenarioId>) -> bool {
        let is_there = scenario.is_none_or(|id| self.base.scenarios.get(id).is_some());
        if is_there && scenario != self.scenario {
            self.scenario = scenario;
            self.show(Arc::clone(&self.base));
        }
        is_there
    }

    /// The scenario that is open.
    pub fn scenario(&self) -> Option<ScenarioId> {
        self.scenario
    }
    /// Its changes that are switched on and do not apply to the plan any more.
    pub fn left_out(&self) -> &[LeftOut] {
        &self.left_out
    }
    /// What differs from the base plan; nothing while no scenario is open.
    pub fn marks(&self) -> Option<&Arc<Marks>> {
        self.marks.as_ref()
    }
    /// What is said of the scenario that is open.
    pub fn mode(&self) -> Option<&ModeView> {
        self.mode.as_ref()
    }
    /// The scenario that is open, as it stands.
    pub fn in_scenario(&self) -> Option<&Arc<Scenario>> {
        self.base.scenarios.get(self.scenario?)
    }

    /// The number of the id of what is added next, of the same kind as `like`: one that nothing has, and while a scenario is
    /// open one that the base plan never gives. And a number for its name.
    pub fn next(&self, like: Thing) -> (u32, u32) {
        let plan = self.plan();
        let free = match like {
            Thing::Team(_) => plan.teams.next_id().0,
            Thing::Post(_) => plan.posts.next_id().0,
            Thing::Worker(_) => plan.workers.next_id().0,
            Thing::Absence(_) => plan.absences.next_id().0,
            Thing::Family(_) => plan.families.next_id().0,
            Thing::Child(_) => plan.children.next_id().0,
            _ => 0,
        };
        if self.scenario.is_none() {
            return (free, free);
        }
        let own = own_id(&self.base, plan, like);
        (own, free + own.saturating_sub(OWN_IDS.start))
    }

    /// Takes a changed base plan, if it is one, with a step of undo.
    fn remember(&mut self, changed: Plan, label: String) {
        if changed != *self.base {
            self.history.push(label, Arc::clone(&self.base));
            self.show(Arc::new(changed));
        }
    }

    /// Shows a base plan, with the scenario that is open if it has that.
    pub(super) fn show(&mut self, base: Arc<Plan>) {
        self.base = base;
        let open = self.in_scenario().cloned();
        self.scenario = open.as_ref().map(|open| open.id);
        let applied = open.map(|open| with_scenario(&self.base, &open));
        let (plan, left_out) = match applied {
            // With no change in it, the one plan is the other.
            Some(applied) if applied.plan == *self.base => (Arc::clone(&self.base), applied.left_out),
            Some(applied) => (Arc::new(applied.plan), applied.left_out),
            None => (Arc::clone(&self.base), Vec::new()),
        };
        self.left_out = left_out;
        self.marks = self.scenario.map(|_| Arc::new(Marks::new(&self.base, &plan)));
        let read = if Arc::ptr_eq(&plan, &self.base) { Reading::new } else { Reading::carried_out };
        self.reading = Arc::new(read(plan, Some(&self.reading)));
        self.mode = mode(self);
        self.revision += 1;
    }
}

/// Whether a thing is the same for the base plan and every scenario.
fn is_shared(thing: Thing) -> bool {
    use Thing as T;
    matches!(thing, T::About | T::Forecast | T::Target | T::Decisions | T::Scenario(_))
}

/// An edit in two: what all scenarios share, and what becomes a change of the open one. A decision that belongs to a
/// gesture is left out of it: what is only tried has not been decided.
fn parted(edit: &Edit) -> (Option<Edit>, Option<Edit>) {
    let whole = |shared: bool| if shared { (Some(edit.clone()), None) } else { (None, Some(edit.clone())) };
    match edit {
        Edit::Set { of, .. } | Edit::Remove(of) => whole(is_shared(*of)),
        Edit::Decide(_) => whole(true),
        Edit::Allocate { .. } | Edit::MergeWorkers { .. } => whole(false),
        Edit::Put(records) => {
            let (shared, own): (Vec<_>, Vec<_>) =
                records.iter().cloned().partition(|record| is_shared(record.thing()));
            let put = |records: Vec<AnyRecord>| (!records.is_empty()).then_some(Edit::Put(records));
            (put(shared), put(own))
        }
        Edit::Together { label, edits } => {
            let (shared, own): (Vec<_>, Vec<_>) = edits.iter().map(parted).unzip();
            let (mut shared, own): (Vec<Edit>, Vec<Edit>) =
                (shared.into_iter().flatten().collect(), own.into_iter().flatten().collect());
            if !own.is_empty() {
                shared.retain(|edit| !matches!(edit, Edit::Decide(_)));
            }
            let together = |mut edits: Vec<Edit>| match edits.len() {
                0 | 1 => edits.pop(),
                _ => Some(Edit::Together { label: label.clone(), edits }),
            };
            (together(shared), together(own))
        }
    }
}

#[cfg(test)]
mod tests;
