//! What the scenarios screen shows, built once for each state of the plan and of its comparison.

use std::sync::Arc;

use chrono::NaiveDate;

use super::{Kept, State};
use crate::app::compare::Compared;
use crate::app::desk::Desk;
use crate::app::view::chart::LineChartView;
use crate::app::view::form::{ChoiceItem, FormView};
use crate::app::view::scenarios::differ::{self, DiffersView};
use crate::app::view::scenarios::{self, Measure, ScenarioRow};
use crate::app::view::table::TableView;
use crate::domain::ids::{ScenarioId, TeamId};
use crate::domain::plan::Plan;

/// What stands above everything, and the list of scenarios.
#[derive(Debug)]
pub struct ListedView {
    /// The sentence.
    pub sentence: String,
    /// What limits the comparison.
    pub notes: Vec<String>,
    /// What it rests on.
    pub rests_on: String,
    /// The list.
    pub table: TableView<ScenarioRow>,
}

/// Base and scenarios in pictures.
#[derive(Debug, Default)]
pub struct BesideView {
    /// Over each other.
    pub overlay: Option<LineChartView>,
    /// The difference around nought.
    pub difference: Option<LineChartView>,
}

/// The differences as tables.
#[derive(Debug)]
pub struct ComparedTables {
    /// By month.
    pub months: TableView<usize>,
    /// By team in a month.
    pub teams: TableView<usize>,
    /// By state in a month.
    pub states: TableView<usize>,
    /// Of the whole forecast.
    pub figures: TableView<&'static str>,
    /// The months to choose from.
    pub choices: Vec<(NaiveDate, ChoiceItem)>,
    /// The month that is looked at.
    pub month: NaiveDate,
}

/// What the pictures are of.
type Looked = (Measure, Option<TeamId>, Option<ScenarioId>);

/// The views of the scenarios screen.
#[derive(Debug, Default)]
pub struct ScenariosViews {
    built: u64,
    state: State,
    compared: Option<Arc<Compared>>,
    number: u64,
    listed: Kept<(State, u64, Vec<ScenarioId>), ListedView>,
    changes: Kept<(State, ScenarioId, u64), Option<TableView<usize>>>,
    beside: Kept<(State, u64, Looked), BesideView>,
    tables: Kept<(State, u64, Measure, Option<NaiveDate>), Option<ComparedTables>>,
    statements: Kept<(u64, Option<ScenarioId>), Vec<String>>,
    form: Kept<(State, ScenarioId, Option<usize>), Option<FormView>>,
    differs: Kept<(State, ScenarioRow, ScenarioRow), DiffersView>,
}

impl ScenariosViews {
    /// Takes note of the state of the document and of its comparison.
    pub(super) fn refresh(&mut self, desk: &Desk, state: State) {
        self.state = state;
        self.compared = desk.comparisons().shown().cloned();
        self.number = self.compared.as_ref().map_or(0, |compared| compared.number);
    }

    /// Whether there is a scenario beside the base plan to be looked at.
    pub fn has_comparison(&self, desk: &Desk, plan: &Plan) -> bool {
        !desk.at_scenarios().beside(plan).is_empty()
            && self.compared.as_ref().is_some_and(|compared| compared.columns.len() > 1)
    }

    /// What stands above everything, and the list.
    pub fn listed(&mut self, desk: &Desk, plan: &Plan) -> &ListedView {
        let beside = desk.at_scenarios().beside(plan);
        self.built += 1;
        let (built, compared) = (self.built, self.compared.as_deref());
        self.listed.get((self.state, self.number, beside.clone()), || {
            // What was compared before another choice was made is not told of.
            let compared = compared.filter(|_| !beside.is_empty());
            ListedView {
                sentence: scenarios::sentence(plan, compared),
                notes: scenarios::notes(plan, compared),
                rests_on: compared
                    .filter(|compared| compared.runs > 0)
                    .map(scenarios::rests_on)
                    .unwrap_or_default(),
                table: scenarios::list(plan, &beside, compared, built),
            }
        })
    }

    /// The changes of a scenario.
    pub fn changes(&mut self, desk: &Desk, plan: &Plan, scenario: ScenarioId) -> Option<&TableView<usize>> {
        let told = desk.comparisons().contributions().map(AsRef::as_ref);
        self.built += 1;
        let built = self.built;
        let key = (self.state, scenario, told.map_or(0, |told| told.number));
        let view = self.changes.get(key, || {
            let scenario = plan.scenarios.get(scenario)?;
            Some(scenarios::changes(plan, scenario, told, built))
        });
        view.as_ref()
    }

    /// The pictures.
    pub fn beside(&mut self, plan: &Plan, looked: Looked) -> &BesideView {
        let compared = self.compared.as_deref();
        let (measure, team, scenario) = looked;
        self.beside.get((self.state, self.number, looked), || {
            let Some(compared) = compared else { return BesideView::default() };
            BesideView {
                overlay: scenarios::overlay(plan, compared, measure, team, scenario),
                difference: scenarios::difference_line(plan, compared, measure, team, scenario),
            }
        })
    }

    /// The tables, of a measure and of a month; without one, of the month that differs most.
    pub fn tables(&mut self, measure: Measure, month: Option<NaiveDate>) -> Option<&ComparedTables> {
        self.built += 4;
        let (built, compared) = (self.built, self.compared.as_deref());
        let view = self.tables.get((self.state, self.number, measure, month), || {
            let compared = compared?;
            let choices = scenarios::months(compared);
            let known = month.filter(|month| choices.iter().any(|(day, _)| day == month));
            let month = known.or_else(|| scenarios::largest_month(compared))?;
            Some(ComparedTables {
                months: scenarios::by_month(compared, measure, built),
                teams: scenarios::by_team(compared, month, built - 1),
                states: scenarios::by_state(compared, month, built - 2),
                figures: scenarios::figures(compared, built - 3),
                choices,
                month,
            })
        });
        view.as_ref()
    }

    /// What a scenario comes to besides, in sentences.
    pub fn statements(&mut self, scenario: Option<ScenarioId>) -> &[String] {
        let compared = self.compared.as_deref();
        self.statements.get((self.number, scenario), || {
            let found = compared.zip(scenario);
            found.map(|(compared, scenario)| scenarios::statements(compared, scenario)).unwrap_or_default()
        })
    }

    /// The form of a change, or of the scenario itself.
    pub fn form(&mut self, plan: &Plan, scenario: ScenarioId, change: Option<usize>) -> Option<&FormView> {
        let view = self.form.get((self.state, scenario, change), || match change {
            Some(place) => scenarios::change_form(plan, scenario, place),
            None => scenarios::scenario_form(plan, scenario),
        });
        view.as_ref()
    }

    /// What differs between two.
    pub fn differs(&mut self, plan: &Plan, from: ScenarioRow, to: ScenarioRow) -> &DiffersView {
        self.differs.get((self.state, from, to), || differ::differs(plan, from, to))
    }
}
