//! Undo and redo: labelled snapshots of the shared plan, one for each committed gesture.

use std::sync::Arc;

use crate::domain::plan::Plan;

/// The most steps kept. A snapshot shares everything that did not change, so a hundred cost little.
const MOST: usize = 100;

/// A plan as it was before something was done.
#[derive(Clone, Debug)]
struct Step {
    label: String,
    plan: Arc<Plan>,
}

/// What can be undone and done again. Not saved.
#[derive(Clone, Debug, Default)]
pub struct History {
    done: Vec<Step>,
    undone: Vec<Step>,
}

impl History {
    /// Remembers `before`, the plan before `label` was done. What had been undone can no longer be done again.
    pub fn push(&mut self, label: String, before: Arc<Plan>) {
        self.undone.clear();
        self.done.push(Step { label, plan: before });
        if self.done.len() > MOST {
            self.done.remove(0);
        }
    }
    /// Goes one step back from `now`.
    pub fn undo(&mut self, now: &Arc<Plan>) -> Option<Arc<Plan>> {
        let step = self.done.pop()?;
        self.undone.push(Step { label: step.label, plan: Arc::clone(now) });
        Some(step.plan)
    }
    /// Goes one step forward again from `now`.
    pub fn redo(&mut self, now: &Arc<Plan>) -> Option<Arc<Plan>> {
        let step = self.undone.pop()?;
        self.done.push(Step { label: step.label, plan: Arc::clone(now) });
        Some(step.plan)
    }
    /// What undo would undo.
    pub fn undo_label(&self) -> Option<&str> {
        self.done.last().map(|step| step.label.as_str())
    }
    /// What redo would do again.
    pub fn redo_label(&self) -> Option<&str> {
        self.undone.last().map(|step| step.label.as_str())
    }
}
