//! What the target screen shows, built once for each state of the plan and of its searches.

use std::sync::Arc;

use super::{Kept, State};
use crate::app::desk::Desk;
use crate::app::desk::target::{Kind, plays_alike};
use crate::app::reading::Reading;
use crate::app::target::{Answer, Frontier, Grid, Sensitivity};
use crate::app::view::chances::TornadoView;
use crate::app::view::target::answer::{self, AnswerView};
use crate::app::view::target::frontier::{self, FrontierView};
use crate::app::view::target::grid::{self, GridShown, GridView};
use crate::app::view::target::{self, QuestionView, sensitivity};

/// A result, known again by being the very same.
#[derive(Debug)]
struct Same<T>(Arc<T>);

impl<T> PartialEq for Same<T> {
    fn eq(&self, other: &Self) -> bool {
        Arc::ptr_eq(&self.0, &other.0)
    }
}

/// The views of the target screen.
#[derive(Debug, Default)]
pub struct TargetViews {
    built: u64,
    state: State,
    question: Kept<State, QuestionView>,
    answer: Kept<(State, Same<Answer>), AnswerView>,
    frontier: Kept<(State, Same<Frontier>), FrontierView>,
    sensitivity: Kept<(State, Same<Sensitivity>), TornadoView>,
    grid: Kept<(State, Same<Grid>, GridShown), GridView>,
    /// Whether each kind of answer is of the plan as it is.
    alike: [Kept<(State, usize), bool>; 4],
}

impl TargetViews {
    /// Takes note of the state of the document.
    pub(super) fn refresh(&mut self, state: State) {
        self.state = state;
    }

    /// What is promised, what is varied and what people cost.
    pub fn question(&mut self, reading: &Reading) -> &QuestionView {
        self.question.get(self.state, || target::question(&reading.plan))
    }

    /// The answer, if there is one.
    pub fn answer(&mut self, desk: &Desk, reading: &Reading) -> Option<&AnswerView> {
        let found = desk.studies().answer()?;
        self.built += 1;
        let built = self.built;
        let key = (self.state, Same(Arc::clone(found)));
        Some(self.answer.get(key, || answer::view(&reading.plan, found, built)))
    }

    /// Posts against their start, if they have been asked for.
    pub fn frontier(&mut self, desk: &Desk, reading: &Reading) -> Option<&FrontierView> {
        let found = desk.studies().frontier()?;
        let key = (self.state, Same(Arc::clone(found)));
        Some(self.frontier.get(key, || frontier::view(&reading.plan, found)))
    }

    /// What moves the answer most, if that has been asked.
    pub fn sensitivity(&mut self, desk: &Desk) -> Option<&TornadoView> {
        let found = desk.studies().sensitivity()?;
        let key = (self.state, Same(Arc::clone(found)));
        Some(self.sensitivity.get(key, || sensitivity::view(found)))
    }

    /// The grid, looked at like this, if it has been asked for.
    pub fn grid(&mut self, desk: &Desk, reading: &Reading, shown: GridShown) -> Option<&GridView> {
        let found = desk.studies().grid()?;
        self.built += 1;
        let built = self.built;
        let key = (self.state, Same(Arc::clone(found)), shown);
        Some(self.grid.get(key, || grid::view(&reading.plan, found, shown, built)))
    }

    /// What is to be said where an answer is not of the plan as it is; nothing where it is, or there is none.
    pub fn stale(&mut self, desk: &Desk, reading: &Reading, kind: Kind) -> Option<&'static str> {
        let asked_of = desk.asked_of(kind)?;
        let alike = &mut self.alike[kind as usize];
        let at = Arc::as_ptr(asked_of) as usize;
        if !*alike.get((self.state, at), || plays_alike(asked_of, &reading.plan)) {
            return Some("The answer is for the plan as it was before the last changes");
        }
        let same = asked_of.target.promises == reading.plan.target.promises
            && (kind == Kind::Grid || asked_of.target.vary == reading.plan.target.vary);
        (!same).then_some("The answer is for the question as it was")
    }
}
