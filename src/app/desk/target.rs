//! Questions of the target screen: what is asked of the studies, whether their answers are of the plan as it is, and
//! making a scenario of an answer.

use std::sync::Arc;

use super::Desk;
use crate::app::target::{Studies, Study};
use crate::app::view::target::{self, scenario::Proposal};
use crate::domain::edit::{AnyRecord, Edit};
use crate::domain::plan::{Plan, Records, Scenario, Target};

/// What was asked last of each kind, and which kind last of all.
#[derive(Debug, Default)]
pub(super) struct Asked {
    last: Option<Kind>,
    plans: [Option<Arc<Plan>>; 4],
}

/// The kinds of question.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// The least that keeps the promise.
    Search,
    /// Posts against their start.
    Frontier,
    /// What moves the answer most.
    Sensitivity,
    /// Several things at once.
    Grid,
}

impl Kind {
    fn of(study: &Study) -> Self {
        match study {
            Study::Search => Self::Search,
            Study::Frontier { .. } => Self::Frontier,
            Study::Sensitivity => Self::Sensitivity,
            Study::Grid { .. } => Self::Grid,
        }
    }
}

impl Desk {
    /// The searches of the open document.
    pub fn studies(&self) -> &Studies {
        &self.studies
    }

    /// The kind of question that was asked last: its work is the one that goes on.
    pub fn asked_last(&self) -> Option<Kind> {
        self.asked.last
    }

    /// The plan of which a kind of question was asked last.
    pub fn asked_of(&self, kind: Kind) -> Option<&Arc<Plan>> {
        self.asked.plans[kind as usize].as_ref()
    }

    pub(super) fn ask_study(&mut self, study: Study) {
        let Some(session) = &self.session else { return };
        let plan = session.plan();
        let kind = Kind::of(&study);
        if kind != Kind::Grid
            && let Some(next) = target::next(plan)
        {
            self.told = Some(next.to_owned());
            return;
        }
        self.asked.last = Some(kind);
        self.asked.plans[kind as usize] = Some(Arc::clone(plan));
        self.told = None;
        self.studies.ask(study, plan);
    }

    pub(super) fn make_scenario(&mut self, proposal: &Proposal) {
        let Some(session) = &self.session else { return };
        match proposal.edit(session.plan()) {
            Ok(edit) => {
                let edit = match session.in_scenario() {
                    Some(open) => after(open, edit),
                    None => edit,
                };
                if self.apply(&edit) {
                    self.told = Some(format!(
                        "Done: the scenario “{}” is among the scenarios. Undo takes it back",
                        proposal.name
                    ));
                }
            }
            Err(sentence) => self.told = Some(format!("{sentence}. Nothing was changed")),
        }
    }

    /// Forgets the questions of another document.
    pub(super) fn forget_studies(&mut self) {
        self.studies = Studies::new(Arc::clone(&self.wake));
        self.asked = Asked::default();
    }
}

/// The edit that makes a scenario of what was found for the plan with a scenario: its changes come first.
fn after(open: &Scenario, edit: Edit) -> Edit {
    let Edit::Put(mut records) = edit else { return edit };
    for record in &mut records {
        if let AnyRecord::Scenario(made) = record {
            made.changes.splice(0..0, open.changes.iter().cloned());
        }
    }
    Edit::Put(records)
}

/// Whether two plans are the same to a search: its question, scenarios and decisions left out.
pub fn plays_alike(a: &Plan, b: &Plan) -> bool {
    let bare = |plan: &Plan| Plan {
        target: Arc::new(Target { costs: plan.target.costs.clone(), ..Target::default() }),
        scenarios: Records::<Scenario>::default(),
        decisions: Arc::default(),
        ..plan.clone()
    };
    bare(a) == bare(b)
}
