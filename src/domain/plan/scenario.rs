//! A what-if: a named list of changes to the plan, never a copy of it; and the log of decisions taken.

use chrono::NaiveDate;

use super::Ramp;
use super::words::{AbsenceKind, CaseType, Contract, Role, words};
use crate::domain::edit::Edit;
use crate::domain::ids::{ChildId, ScenarioId, TeamId, WorkerId};
use crate::domain::units::Fte;

/// A named list of changes, applied in order.
#[derive(Clone, Debug, PartialEq)]
pub struct Scenario {
    /// Never changes.
    pub id: ScenarioId,
    /// Name.
    pub name: String,
    /// What it is meant to show.
    pub description: String,
    /// The changes, in order.
    pub changes: Vec<ScenarioChange>,
}

/// One change of a scenario.
#[derive(Clone, Debug, PartialEq)]
pub struct ScenarioChange {
    /// What changes.
    pub change: Change,
    /// Whether it is switched on.
    pub on: bool,
    /// Why.
    pub comment: String,
}

words!(
    /// What the date of new posts is.
    Recruited {
        /// The day on which whoever fills them starts.
        Starts, "starts", "Start on this day";
        /// The day on which recruiting begins; they start after the time to fill, which is drawn.
        Advertised, "advertised", "Advertised from this day";
    }
);

/// What a scenario can change.
#[derive(Clone, Debug, PartialEq)]
pub enum Change {
    /// Any ordinary edit of the plan.
    Edit(Edit),
    /// New posts, filled from a date.
    AddPosts {
        /// The team.
        team: TeamId,
        /// The role.
        role: Role,
        /// How many.
        count: u16,
        /// Size of each.
        fte: Fte,
        /// How they are employed.
        contract: Contract,
        /// The day; [`Recruited`] says of what.
        from: NaiveDate,
        /// What that day is.
        recruited: Recruited,
        /// How fast they take on work, instead of the service's ramp for starters.
        ramp: Option<Ramp>,
    },
    /// Agency workers for a time.
    AgencyBridge {
        /// The team.
        team: TeamId,
        /// How many.
        count: u16,
        /// First day.
        from: NaiveDate,
        /// Last day.
        until: NaiveDate,
    },
    /// An agency worker becomes permanent.
    ConvertAgency {
        /// Who.
        worker: WorkerId,
        /// From when.
        on: NaiveDate,
    },
    /// Vacant posts of a team are not recruited to until a date; without a date they are deleted.
    HoldVacancies {
        /// The team; `None` for every team.
        team: Option<TeamId>,
        /// Until when.
        until: Option<NaiveDate>,
    },
    /// A cohort of newly qualified workers.
    AsyeCohort {
        /// The team.
        team: TeamId,
        /// How many.
        count: u16,
        /// First day.
        from: NaiveDate,
    },
    /// Another cap for a role.
    CapForRole {
        /// The role.
        role: Role,
        /// Children at full time.
        children: u16,
    },
    /// One team becomes two.
    SplitTeam {
        /// The team.
        team: TeamId,
        /// The name of the new team.
        new_name: String,
        /// Its id, so that other changes can name it. `None`: nobody needs to.
        new_id: Option<TeamId>,
        /// Who moves to it.
        workers: Vec<WorkerId>,
    },
    /// A team more, with nobody in it yet.
    AddTeam {
        /// Its id, so that other changes can name it.
        id: TeamId,
        /// Its name.
        name: String,
        /// The case types it holds. Empty: any.
        holds: Vec<CaseType>,
    },
    /// One team is taken into another.
    MergeTeams {
        /// The team that goes.
        from: TeamId,
        /// The team that stays.
        into: TeamId,
    },
    /// A case type moves to another team, which moves the transfer point.
    MoveCaseType {
        /// The case type.
        case_type: CaseType,
        /// From this team.
        from: TeamId,
        /// To this team.
        to: TeamId,
    },
    /// More or less new work.
    ScaleDemand {
        /// The team; `None` for every team.
        team: Option<TeamId>,
        /// The case type; `None` for every type.
        case_type: Option<CaseType>,
        /// Months (1 to 12) in which it holds; empty for all.
        months: Vec<u8>,
        /// 1.1 is ten percent more.
        factor: f64,
    },
    /// More or less absence of a kind.
    ScaleAbsence {
        /// The kind.
        kind: AbsenceKind,
        /// 1.1 is ten percent more.
        factor: f64,
    },
    /// More or fewer leavers.
    ScaleLeavers {
        /// The contract; `None` for every contract.
        contract: Option<Contract>,
        /// 0.8 is a fifth fewer.
        factor: f64,
    },
    /// Slower or faster recruitment.
    ScaleTimeToFill {
        /// 0.5 is twice as fast.
        factor: f64,
    },
}

/// A decision that somebody took, kept with its reason.
#[derive(Clone, Debug, PartialEq)]
pub struct Decision {
    /// When.
    pub on: NaiveDate,
    /// Who decided.
    pub by: String,
    /// The child it was about, if it was about one.
    pub child: Option<ChildId>,
    /// What was decided.
    pub what: String,
    /// Why.
    pub why: String,
}
