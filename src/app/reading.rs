//! Everything that is worked out from a plan once, each time it changes: states, what is known ahead, problems, figures.
//!
//! Holds values only, so that screens can keep it while the plan goes on.

use std::sync::Arc;

use chrono::NaiveDate;

use crate::domain::ahead::{DayCount, Outlook, Today, UnnamedRun};
use crate::domain::calendar::{ServiceCalendar, WorkingCalendar};
use crate::domain::capacity::Loads;
use crate::domain::check::{check_carried_out, check_with};
use crate::domain::figures::{Figures, figures_with};
use crate::domain::ids::{ChildId, Thing};
use crate::domain::plan::{Child, Plan};
use crate::domain::problem::{Problem, Severity};
use crate::domain::remedy::{Remedies, Remedy};
use crate::domain::state::{ChildState, Sight};

/// What finds the problems of a plan.
type Check = fn(&Sight<'_>, &Outlook, &Loads) -> Vec<Problem>;

/// A plan that has been read.
#[derive(Debug)]
pub struct Reading {
    /// The plan.
    pub plan: Arc<Plan>,
    /// Its calendar, compiled.
    pub calendar: Arc<WorkingCalendar>,
    /// The day that is shown: the plan's own date.
    pub on: NaiveDate,
    /// Every child's spells.
    pub outlook: Outlook,
    /// Each child on the day, in the order of the plan's list; `None` when not open.
    pub today: Vec<Option<Today>>,
    /// Counts for each day of the horizon.
    pub days: Vec<DayCount>,
    /// Every run of days without a named social worker.
    pub runs: Vec<UnnamedRun>,
    /// What everybody holds on the day.
    pub loads: Loads,
    /// The official figures of the whole service.
    pub figures: Figures,
    /// Everything wrong with the plan.
    pub problems: Vec<Problem>,
}

impl Reading {
    /// Reads a plan. `before` is an earlier reading, whose compiled calendar is used again when it has not changed.
    pub fn new(plan: Arc<Plan>, before: Option<&Self>) -> Self {
        Self::checked_by(plan, before, check_with)
    }

    /// As [`Self::new`], for a plan with a scenario carried out, on which scenarios are not judged.
    pub fn carried_out(plan: Arc<Plan>, before: Option<&Self>) -> Self {
        Self::checked_by(plan, before, check_carried_out)
    }

    fn checked_by(plan: Arc<Plan>, before: Option<&Self>, check: Check) -> Self {
        let calendar = compiled(&plan.calendar, before);
        let on = plan.about.as_at;
        let sight = Sight::new(&plan, &calendar);
        let outlook = Outlook::new(&sight);
        let loads = Loads::on(&sight, &outlook, on);
        // Checking takes as long as all the rest: the two go on side by side.
        let ((today, days, runs, figures), problems) = std::thread::scope(|scope| {
            let checking = scope.spawn(|| check(&sight, &outlook, &loads));
            let today = (0..plan.children.len()).map(|place| outlook.today(&plan, place, on)).collect();
            let figures = figures_with(&sight, &outlook, &loads, None);
            let rest = (today, outlook.days(), outlook.runs(&sight), figures);
            // A fault in a check is met again here, where faults are told.
            (rest, checking.join().unwrap_or_else(|_| check_with(&sight, &outlook, &loads)))
        });
        drop(sight);
        Self { plan, calendar, on, outlook, today, days, runs, loads, figures, problems }
    }

    /// The plan with everything looked up, for questions that are asked only now and then.
    pub fn sight(&self) -> Sight<'_> {
        Sight::new(&self.plan, &self.calendar)
    }

    /// Counts on the plan's date.
    pub fn now(&self) -> DayCount {
        self.days.first().cloned().unwrap_or_default()
    }

    /// The open children with where each stands in the list and how they are today.
    pub fn open(&self) -> impl Iterator<Item = (usize, &Arc<Child>, &Today)> {
        let pairs = self.plan.children.iter().zip(&self.today).enumerate();
        pairs.filter_map(|(place, (child, today))| today.as_ref().map(|today| (place, child, today)))
    }

    /// The children with no named social worker today.
    pub fn flagged(&self) -> impl Iterator<Item = (usize, &Arc<Child>, &Today)> {
        self.open().filter(|(_, _, today)| today.spell.unnamed)
    }

    /// Working days that a child has been without a named social worker, today counted; `None` when it is not known.
    pub fn working_days_without(&self, today: &Today) -> Option<u32> {
        today.unnamed_since.map(|since| self.calendar.working_days_between(since, self.on))
    }

    /// Whether a child without a named social worker may never be without one.
    pub fn may_never_wait(&self, child: &Child) -> bool {
        self.plan.policy.never_wait.contains(&child.case_type)
    }

    /// Runs of one child.
    pub fn runs_of(&self, child: ChildId) -> impl Iterator<Item = &UnnamedRun> {
        self.runs.iter().filter(move |run| run.child == child)
    }

    /// Single changes that would put one run right, each tried; and, when there is none, why not.
    pub fn remedies(&self, run: &UnnamedRun, most: usize) -> (Vec<Remedy>, Option<String>) {
        let sight = self.sight();
        let Some(child) = sight.lookup.child(run.child) else { return (Vec::new(), None) };
        let remedies = Remedies::new(&sight, &self.outlook);
        let found = remedies.for_run(child, run, most);
        let none = found.is_empty().then(|| remedies.nothing_works(child));
        (found, none)
    }

    /// Problems of one thing.
    pub fn problems_of(&self, thing: Thing) -> impl Iterator<Item = &Problem> {
        self.problems.iter().filter(move |problem| problem.place == thing)
    }

    /// How many problems of a severity.
    pub fn count_of(&self, severity: Severity) -> usize {
        self.problems.iter().filter(|problem| problem.severity == severity).count()
    }

    /// Open children in a state today.
    pub fn in_state(&self, state: ChildState) -> impl Iterator<Item = (usize, &Arc<Child>, &Today)> {
        self.open().filter(move |(_, _, today)| today.spell.state == state)
    }
}

/// The compiled calendar of a plan, taken from an earlier reading when the calendar is the same.
fn compiled(calendar: &Arc<ServiceCalendar>, before: Option<&Reading>) -> Arc<WorkingCalendar> {
    match before {
        Some(before) if before.plan.calendar == *calendar => Arc::clone(&before.calendar),
        _ => Arc::new(WorkingCalendar::new(calendar)),
    }
}
