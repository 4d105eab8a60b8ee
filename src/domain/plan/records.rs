//! A list of records that copies in a moment: the list and each record are shared until one of them changes.

use std::sync::Arc;

use crate::domain::scenario::OWN_IDS;

/// Something in a list that has an id.
pub trait Record: Clone {
    /// The kind of id.
    type Id: Copy + Eq + Ord + std::hash::Hash + std::fmt::Display + From<u32> + Into<u32>;
    /// This record's id.
    fn id(&self) -> Self::Id;
}

/// Records in the order of the file, shared between copies of a plan.
#[derive(Debug)]
pub struct Records<T>(Arc<Vec<Arc<T>>>);

impl<T> Clone for Records<T> {
    fn clone(&self) -> Self {
        Self(Arc::clone(&self.0))
    }
}

impl<T> Default for Records<T> {
    fn default() -> Self {
        Self(Arc::default())
    }
}

impl<T: PartialEq> PartialEq for Records<T> {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.0, &other.0)
            || (self.0.len() == other.0.len()
                && self.0.iter().zip(other.0.iter()).all(|(a, b)| Arc::ptr_eq(a, b) || a == b))
    }
}

impl<T> FromIterator<T> for Records<T> {
    fn from_iter<I: IntoIterator<Item = T>>(iter: I) -> Self {
        Self(Arc::new(iter.into_iter().map(Arc::new).collect()))
    }
}

impl<T> FromIterator<Arc<T>> for Records<T> {
    fn from_iter<I: IntoIterator<Item = Arc<T>>>(iter: I) -> Self {
        Self(Arc::new(iter.into_iter().collect()))
    }
}

impl<'a, T> IntoIterator for &'a Records<T> {
    type Item = &'a Arc<T>;
    type IntoIter = std::slice::Iter<'a, Arc<T>>;
    fn into_iter(self) -> Self::IntoIter {
        self.0.iter()
    }
}

impl<T> Records<T> {
    /// In file order.
    pub fn iter(&self) -> std::slice::Iter<'_, Arc<T>> {
        self.0.iter()
    }
    /// How many.
    pub fn len(&self) -> usize {
        self.0.len()
    }
    /// Whether there are none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
    /// The record at a position in file order.
    pub fn at(&self, position: usize) -> Option<&Arc<T>> {
        self.0.get(position)
    }
    /// Whether both are the very same shared list, so that nothing in it can have changed.
    pub fn same_list(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.0, &other.0)
    }
}

impl<T: Record> Records<T> {
    /// The first record with this id.
    pub fn get(&self, id: T::Id) -> Option<&Arc<T>> {
        self.0.iter().find(|record| record.id() == id)
    }
    /// An id that no record has: one more than the highest, or the lowest that is free. Ids that are kept for scenarios
    /// are not counted, and not given.
    pub fn next_id(&self) -> T::Id {
        let ids = || self.0.iter().map(|record| record.id().into());
        let next: u32 = ids().filter(|id| *id < OWN_IDS.start).max().unwrap_or(0) + 1;
        let free = Some(next).filter(|next| *next < OWN_IDS.start).or_else(|| {
            // Somebody wrote the highest number there is by hand: the lowest that is free will do.
            let used: std::collections::HashSet<u32> = ids().collect();
            (1..u32::MAX).find(|number| !used.contains(number))
        });
        T::Id::from(free.unwrap_or(u32::MAX))
    }
    /// Adds at the end.
    pub fn push(&mut self, record: T) {
        Arc::make_mut(&mut self.0).push(Arc::new(record));
    }
    /// Adds at a position, or at the end when there are fewer.
    pub fn insert(&mut self, position: usize, record: T) {
        let list = Arc::make_mut(&mut self.0);
        list.insert(position.min(list.len()), Arc::new(record));
    }
    /// Takes the first record with this id out; whether there was one.
    pub fn remove(&mut self, id: T::Id) -> bool {
        let Some(position) = self.0.iter().position(|record| record.id() == id) else { return false };
        Arc::make_mut(&mut self.0).remove(position);
        true
    }
    /// Changes the first record with this id in place; `None` when there is none.
    pub fn change<R>(&mut self, id: T::Id, change: impl FnOnce(&mut T) -> R) -> Option<R> {
        let position = self.0.iter().position(|record| record.id() == id)?;
        let record = Arc::make_mut(&mut self.0).get_mut(position)?;
        Some(change(Arc::make_mut(record)))
    }
    /// Changes every record for which `wanted` holds. Records not wanted stay shared.
    pub fn change_where(&mut self, wanted: impl Fn(&T) -> bool, change: impl Fn(&mut T)) {
        if !self.0.iter().any(|record| wanted(record)) {
            return;
        }
        for record in Arc::make_mut(&mut self.0) {
            if wanted(record) {
                change(Arc::make_mut(record));
            }
        }
    }
    /// Keeps only the records for which `wanted` holds.
    pub fn retain(&mut self, wanted: impl Fn(&T) -> bool) {
        if self.0.iter().any(|record| !wanted(record)) {
            Arc::make_mut(&mut self.0).retain(|record| wanted(record));
        }
    }
}

macro_rules! record {
    ($type:ty, $id:ident) => {
        impl Record for $type {
            type Id = crate::domain::ids::$id;
            fn id(&self) -> Self::Id {
                self.id
            }
        }
        impl From<u32> for crate::domain::ids::$id {
            fn from(number: u32) -> Self {
                Self(number)
            }
        }
        impl From<crate::domain::ids::$id> for u32 {
            fn from(id: crate::domain::ids::$id) -> u32 {
                id.0
            }
        }
    };
}

record!(super::Team, TeamId);
record!(super::Post, PostId);
record!(super::Worker, WorkerId);
record!(super::Absence, AbsenceId);
record!(super::Family, FamilyId);
record!(super::Child, ChildId);
record!(super::Scenario, ScenarioId);
