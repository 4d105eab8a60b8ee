//! The plan: the one thing the user owns. A plain value; copying it is cheap because its parts are shared.
//!
//! Nothing here changes a plan; [`crate::domain::edit::apply`] is the only way that happens.

#[cfg(test)]
pub(crate) mod arbitrary;
mod child;
mod duty;
mod forecast;
mod policy;
mod records;
mod rota;
mod scenario;
mod settings;
mod staff;
mod target;
pub mod words;

use std::sync::Arc;

use chrono::NaiveDate;

pub use child::{Child, DueDate, Family, Holder, ListFacts, Need, PastHolder, PastWorker};
pub use duty::{DutyPattern, DutyStretch, DutyTurn, DutyUnit};
pub use forecast::{
    CaseMix, Demand, Journey, LengthOfWork, Outcome, OutcomeShare, Sickness, TeamDemand, TimeToFill,
    WorkforceChange,
};
pub(crate) use policy::lower_first;
pub use policy::{Cap, EscalationStep, Policy, Ramp, RampStep, RoleCap, SiblingRule, VisitClock, VisitRule};
pub use records::{Record, Records};
pub use rota::{RotaRules, SecondWeek, SupervisionStep, TeamRota, WorkerRota, monday_of};
pub use scenario::{Change, Decision, Recruited, Scenario, ScenarioChange};
pub use settings::{
    ERROR_PERCENT, FAILING_CHANCE_PERCENT, FIXED_RUNS, FORECAST_WEEKS, ForecastSettings, MOST_RUNS,
};
pub use staff::{Absence, PhasedReturn, Post, PostFilling, Team, Worker, WorkingDays};
pub use target::{Costs, Target};
pub use words::{
    AbsenceKind, AbsenceStatus, CaseType, ChangeReason, Contract, DueKind, KnownFrom, Priority, Role, Words,
};

use crate::domain::calendar::ServiceCalendar;

/// A service: its teams, staff, absences, children and rules, as at one date.
#[derive(Clone, Debug, PartialEq)]
pub struct Plan {
    /// Title, dates and notes.
    pub about: Arc<About>,
    /// Bank holidays and the council's own closures.
    pub calendar: Arc<ServiceCalendar>,
    /// The rules the service has set itself.
    pub policy: Arc<Policy>,
    /// Teams, in the order shown.
    pub teams: Records<Team>,
    /// The establishment.
    pub posts: Records<Post>,
    /// Everyone who works, worked or will work in the service.
    pub workers: Records<Worker>,
    /// Absences, past and planned.
    pub absences: Records<Absence>,
    /// Families, or sibling groups.
    pub families: Records<Family>,
    /// Every open child, and those whose closure is dated.
    pub children: Records<Child>,
    /// What comes in and how long it stays.
    pub demand: Arc<Demand>,
    /// Sickness, leave-taking, leavers and recruitment.
    pub workforce: Arc<WorkforceChange>,
    /// How the forecast is run and when it calls a team failing.
    pub forecast: Arc<ForecastSettings>,
    /// What is promised, what is varied to keep it, and what people cost.
    pub target: Arc<Target>,
    /// Supervision, duty and leave as the service does them.
    pub rota: Arc<RotaRules>,
    /// What-ifs: lists of changes, never copies.
    pub scenarios: Records<Scenario>,
    /// Who decided what, oldest first.
    pub decisions: Arc<Vec<Decision>>,
}

/// How far ahead a plan can look, in weeks.
pub const HORIZON_WEEKS: std::ops::RangeInclusive<u16> = 1..=520;

/// What the plan says of itself.
#[derive(Clone, Debug, PartialEq)]
pub struct About {
    /// Title, for example "Autumn plan".
    pub title: String,
    /// The council or service.
    pub council: String,
    /// Who wrote it.
    pub author: String,
    /// The day the facts are as at. Everything before it is history and everything after it is ahead.
    pub as_at: NaiveDate,
    /// How far ahead is looked, in weeks. 26 by default.
    pub horizon_weeks: u16,
    /// Notes.
    pub notes: String,
}

impl About {
    /// The last day looked at: `horizon_weeks` whole weeks after the as-at date.
    pub fn horizon_end(&self) -> NaiveDate {
        self.as_at
            .checked_add_signed(chrono::Duration::weeks(i64::from(self.horizon_weeks)))
            .unwrap_or(NaiveDate::MAX)
    }
}

impl Plan {
    /// A plan with no teams, staff or children, the default rules, as at `as_at`.
    pub fn empty(as_at: NaiveDate) -> Self {
        Self {
            about: Arc::new(About {
                title: "New plan".to_owned(),
                council: String::new(),
                author: String::new(),
                as_at,
                horizon_weeks: 26,
                notes: String::new(),
            }),
            calendar: Arc::new(ServiceCalendar::default()),
            policy: Arc::new(Policy::default()),
            teams: Records::default(),
            posts: Records::default(),
            workers: Records::default(),
            absences: Records::default(),
            families: Records::default(),
            children: Records::default(),
            demand: Arc::new(Demand::default()),
            workforce: Arc::new(WorkforceChange::default()),
            forecast: Arc::new(ForecastSettings::default()),
            target: Arc::new(Target::default()),
            rota: Arc::new(RotaRules::default()),
            scenarios: Records::default(),
            decisions: Arc::default(),
        }
    }
}
