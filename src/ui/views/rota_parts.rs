//! What the parts of the rota show but for people and days, built once for each state of the plan.

use std::sync::Arc;

use super::{Kept, State};
use crate::app::desk::Desk;
use crate::app::desk::rota::{DutyChoice, DutyMade};
use crate::app::reading::Reading;
use crate::app::view::cells;
use crate::app::view::marks::Marks;
use crate::app::view::rota::allowances::{self, AllowancesView};
use crate::app::view::rota::duty::{self, DutyView};
use crate::app::view::rota::handover::{self, HandoverView};
use crate::app::view::rota::managers::{self, ManagersView};
use crate::app::view::rota::old_sickness::{self, OldSickness};
use crate::app::view::rota::sessions::{self, SessionsView};
use crate::app::view::rota::supervision::{self, SupervisionView};
use crate::app::view::table::Editor;
use crate::domain::ids::{AbsenceId, Thing, WorkerId};

/// What is edited in place in the table of allowances.
const EDITED: [&str; 3] = ["service_from", "leave_days", "leave_carried"];

/// The rota that was made, known again by being the very same.
#[derive(Debug)]
struct SameMade(Option<Arc<DutyMade>>);

impl PartialEq for SameMade {
    fn eq(&self, other: &Self) -> bool {
        match (&self.0, &other.0) {
            (Some(one), Some(other)) => Arc::ptr_eq(one, other),
            (one, other) => one.is_none() && other.is_none(),
        }
    }
}

/// The views of the rota’s parts.
#[derive(Debug, Default)]
pub struct RotaPartViews {
    built: u64,
    state: State,
    marks: Option<Arc<Marks>>,
    duty: Kept<(State, Option<DutyChoice>, SameMade), Option<DutyView>>,
    supervision: Kept<State, SupervisionView>,
    sessions: Kept<State, SessionsView>,
    managers: Kept<State, ManagersView>,
    allowances: Kept<State, AllowancesView>,
    handover: Kept<(State, AbsenceId), Option<HandoverView>>,
    old_sickness: Kept<State, Option<OldSickness>>,
}

impl RotaPartViews {
    /// Takes note of the state of the document.
    pub(super) fn refresh(&mut self, desk: &Desk, state: State) {
        self.state = state;
        self.marks = desk.session().and_then(|session| session.marks()).cloned();
    }

    /// The duty rota. `None` in a plan without a team.
    pub fn duty(&mut self, desk: &Desk, reading: &Reading) -> Option<&DutyView> {
        self.built += 1;
        let built = self.built;
        let choice = desk.at_rota().choice(&reading.plan);
        let made = desk.at_rota().made().cloned();
        let key = (self.state, choice, SameMade(made.clone()));
        self.duty.get(key, || duty::view(reading, choice, made.as_deref(), built)).as_ref()
    }

    /// Supervision.
    pub fn supervision(&mut self, reading: &Reading) -> &SupervisionView {
        self.built += 1;
        let (built, marks) = (self.built, self.marks.as_deref());
        self.supervision.get(self.state, || {
            let mut view = supervision::view(reading, None, built);
            if let Some(marks) = marks {
                marks.table(&mut view.people);
                marks.table(&mut view.teams);
            }
            view
        })
    }

    /// What is planned for everybody.
    pub fn sessions(&mut self, reading: &Reading) -> &SessionsView {
        self.built += 1;
        let built = self.built;
        self.sessions.get(self.state, || sessions::view(reading, built))
    }

    /// Managers’ weeks.
    pub fn managers(&mut self, reading: &Reading) -> &ManagersView {
        self.built += 1;
        let (built, marks) = (self.built, self.marks.as_deref());
        self.managers.get(self.state, || {
            let mut view = managers::view(reading, built);
            if let Some(marks) = marks {
                marks.table(&mut view.table);
            }
            view
        })
    }

    /// Leave allowances, whose service, own leave and leave carried over are edited in place.
    pub fn allowances(&mut self, reading: &Reading) -> &AllowancesView {
        self.built += 1;
        let (built, marks) = (self.built, self.marks.as_deref());
        self.allowances.get(self.state, || {
            let mut view = allowances::view(reading, None, built);
            let edited = view.people.columns.iter_mut().filter(|column| EDITED.contains(&column.key));
            for column in edited.filter(|column| column.editor == Editor::None) {
                column.editor = cells::editor(&reading.plan, Thing::Worker(WorkerId(0)), column.key);
            }
            if let Some(marks) = marks {
                marks.table(&mut view.people);
                marks.table(&mut view.teams);
            }
            view
        })
    }

    /// The handover list of an absence. `None` when it is not in the plan any more.
    pub fn handover(&mut self, reading: &Reading, absence: AbsenceId) -> Option<&HandoverView> {
        self.built += 1;
        let built = self.built;
        self.handover.get((self.state, absence), || handover::view(reading, absence, built)).as_ref()
    }

    /// Sickness that is kept no longer.
    pub fn old_sickness(&mut self, reading: &Reading) -> Option<&OldSickness> {
        self.old_sickness.get(self.state, || old_sickness::view(&reading.plan)).as_ref()
    }
}
