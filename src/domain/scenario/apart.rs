//! Where a plan and its base are apart: what differs, what only one of them has.

use std::collections::{BTreeSet, HashMap};
use std::sync::Arc;

use crate::domain::ids::Thing;
use crate::domain::plan::{Plan, Record, Records};

/// Where a plan and its base are apart. Scenarios are left out: they are the base plan's alone.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Apart {
    /// Records and parts that both have and that differ.
    pub changed: BTreeSet<Thing>,
    /// Records that only the plan has.
    pub added: BTreeSet<Thing>,
    /// Records that only the base has, in its order.
    pub gone: Vec<Thing>,
}

/// Where a plan is apart from its base. What the two share is passed over without being read.
pub fn apart(base: &Plan, plan: &Plan) -> Apart {
    fn part<T: PartialEq>(base: &Arc<T>, plan: &Arc<T>, thing: Thing, apart: &mut Apart) {
        if !Arc::ptr_eq(base, plan) && base != plan {
            apart.changed.insert(thing);
        }
    }
    fn list<T: Record + PartialEq>(
        base: &Records<T>,
        plan: &Records<T>,
        thing: impl Fn(T::Id) -> Thing,
        apart: &mut Apart,
    ) {
        if base.same_list(plan) {
            return;
        }
        let mut left: HashMap<T::Id, &Arc<T>> = base.iter().map(|record| (record.id(), record)).collect();
        for record in plan {
            match left.remove(&record.id()) {
                None => {
                    apart.added.insert(thing(record.id()));
                }
                Some(before) if Arc::ptr_eq(before, record) || before == record => {}
                Some(_) => {
                    apart.changed.insert(thing(record.id()));
                }
            }
        }
        let gone = base.iter().map(|record| record.id()).filter(|id| left.contains_key(id));
        apart.gone.extend(gone.map(thing));
    }
    let mut found = Apart::default();
    part(&base.about, &plan.about, Thing::About, &mut found);
    part(&base.calendar, &plan.calendar, Thing::Calendar, &mut found);
    part(&base.policy, &plan.policy, Thing::Policy, &mut found);
    part(&base.demand, &plan.demand, Thing::Demand, &mut found);
    part(&base.workforce, &plan.workforce, Thing::Workforce, &mut found);
    part(&base.forecast, &plan.forecast, Thing::Forecast, &mut found);
    part(&base.target, &plan.target, Thing::Target, &mut found);
    part(&base.rota, &plan.rota, Thing::Rota, &mut found);
    part(&base.decisions, &plan.decisions, Thing::Decisions, &mut found);
    list(&base.teams, &plan.teams, Thing::Team, &mut found);
    list(&base.posts, &plan.posts, Thing::Post, &mut found);
    list(&base.workers, &plan.workers, Thing::Worker, &mut found);
    list(&base.absences, &plan.absences, Thing::Absence, &mut found);
    list(&base.families, &plan.families, Thing::Family, &mut found);
    list(&base.children, &plan.children, Thing::Child, &mut found);
    found
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::ids::{ChildId, WorkerId};
    use crate::domain::samples::{sound, staff};

    #[test]
    fn a_plan_and_its_base_are_apart_where_a_value_differs_and_nowhere_else() {
        let base = sound();
        assert_eq!(apart(&base, &base.clone()), Apart::default());
        let mut plan = base.clone();
        // Touched, and put back as it was: another record with the same content.
        plan.workers.change(WorkerId(3), |worker| worker.notes = worker.notes.clone());
        assert_eq!(apart(&base, &plan), Apart::default());
        plan.workers.change(WorkerId(4), |worker| worker.name.push('!'));
        plan.workers.push(staff(99, "New", crate::domain::plan::Role::SocialWorker, 1, 0));
        plan.children.remove(ChildId(2));
        Arc::make_mut(&mut plan.policy).most_supervised += 1;
        let expected = Apart {
            changed: BTreeSet::from([Thing::Policy, Thing::Worker(WorkerId(4))]),
            added: BTreeSet::from([Thing::Worker(WorkerId(99))]),
            gone: vec![Thing::Child(ChildId(2))],
        };
        assert_eq!(apart(&base, &plan), expected);
    }
}
