//! A question made ready: the plan as it stands, what is promised of it, and any changes of it as a plan to be played.

use std::sync::Arc;

use super::crew::Ready;
use crate::app::forecast::play::model_of;
use crate::domain::calendar::WorkingCalendar;
use crate::domain::plan::{Change, Plan, ScenarioChange};
use crate::domain::scenario::with_changes;
use crate::domain::sim::Asked;
use crate::domain::target::search::wanted;
use crate::domain::target::{Keeping, Promise, Value, Variation};

/// A question about a plan.
pub(super) struct Question {
    pub base: Arc<Plan>,
    calendar: Arc<WorkingCalendar>,
    pub keeping: Keeping,
    /// Years of a hundred of each promise.
    pub wanted: Vec<u8>,
    /// How many weeks are simulated.
    pub weeks: u16,
}

impl Question {
    /// What the plan promises, simulated until it is kept or broken.
    ///
    /// # Errors
    /// A sentence for each thing that is in the way.
    pub(super) fn new(base: &Arc<Plan>) -> Result<Self, Vec<String>> {
        if base.target.promises.is_empty() {
            return Err(vec!["Nothing is promised yet: say first what is to be kept".to_owned()]);
        }
        let question = Self::about(base, &base.target.promises);
        let refused = question.keeping.refused();
        if refused.is_empty() { Ok(question) } else { Err(refused.to_vec()) }
    }

    /// The same with other promises, or none.
    pub(super) fn about(base: &Arc<Plan>, promises: &[Promise]) -> Self {
        let keeping = Keeping::new(promises, base);
        let weeks = if promises.is_empty() { base.forecast.weeks } else { keeping.weeks(base) };
        Self {
            base: Arc::clone(base),
            calendar: Arc::new(WorkingCalendar::new(&base.calendar)),
            wanted: wanted(promises),
            keeping,
            weeks,
        }
    }

    /// What is promised.
    pub(super) fn promises(&self) -> &[Promise] {
        self.keeping.promises()
    }

    /// The plan with these changes, made ready.
    ///
    /// # Errors
    /// A sentence for each thing that cannot be played, and for each change that does not apply.
    pub(super) fn ready(&self, changes: &[Change]) -> Result<Ready, Vec<String>> {
        let on =
            |change: &Change| ScenarioChange { change: change.clone(), on: true, comment: String::new() };
        let changes: Vec<ScenarioChange> = changes.iter().map(on).collect();
        let applied = with_changes(&self.base, &changes);
        if !applied.left_out.is_empty() {
            let mut reasons: Vec<String> = applied.left_out.into_iter().map(|left| left.why).collect();
            reasons.dedup();
            return Err(reasons);
        }
        let calendar = (applied.plan.calendar == self.base.calendar).then_some(&self.calendar);
        let watches = self.keeping.watches().to_vec();
        let asked = Asked { seed: None, weeks: Some(self.weeks), watches };
        let model = model_of(&applied.plan, calendar, &asked)?;
        let judge = if self.promises().is_empty() {
            None
        } else {
            let judge = self.keeping.on(model.layout());
            Some(judge.ok_or_else(|| vec!["The promises cannot be looked at in this plan".to_owned()])?)
        };
        Ok(Ready { model, judge, promises: self.promises().len() })
    }

    /// The first working day after the plan's date.
    pub(super) fn tomorrow(&self) -> chrono::NaiveDate {
        self.calendar.next_working_day(self.base.about.as_at)
    }
}

/// The values of a variation in the order of a search, the worst for the promises first, and whether that order is known.
pub(super) fn in_search_order(vary: &Variation) -> (Vec<Value>, bool) {
    let mut values = vary.values.clone();
    values.sort_unstable();
    values.dedup();
    let better = vary.is_better_when_more();
    if better == Some(false) {
        values.reverse();
    }
    (values, better.is_some())
}
