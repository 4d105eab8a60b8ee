//! What is not known and has to be supposed: what comes in, how long it stays, and how the workforce changes.
//!
//! The forecast uses these; what is known ahead does not. They are part of the plan and of its file from the start.

use super::Ramp;
use super::words::{CaseType, Contract};
use crate::domain::ids::TeamId;

/// What comes in and how long it stays.
#[derive(Clone, Debug, PartialEq, Default)]
pub struct Demand {
    /// The council, region or country whose official figures the defaults came from. Empty: none chosen.
    pub official_figures_of: String,
    /// New work by team.
    pub teams: Vec<TeamDemand>,
    /// How long each type of work lasts and what it turns into.
    pub journeys: Vec<Journey>,
}

/// New work of one team.
#[derive(Clone, Debug, PartialEq)]
pub struct TeamDemand {
    /// The team.
    pub team: TeamId,
    /// New families in an average week.
    pub families_a_week: f64,
    /// Each month against the average, January first. 1.0 is an average month.
    pub month_index: [f64; 12],
    /// Share of families with 1, 2, 3 … children.
    pub family_sizes: Vec<f64>,
    /// What the new work is.
    pub case_mix: Vec<CaseMix>,
    /// Share of closed work that is referred again within twelve months.
    pub re_referral: f64,
    /// Shares of new families that are urgent, high, medium and low, in the order of `Priority::ALL`.
    pub priorities: [f64; 4],
}

impl TeamDemand {
    /// Every new family of medium priority: the shares until others are given.
    pub const ALL_MEDIUM: [f64; 4] = [0.0, 0.0, 1.0, 0.0];
}

impl TeamDemand {
    /// No new work yet, of families with one child, the same in every month.
    pub fn new(team: TeamId) -> Self {
        Self {
            team,
            families_a_week: 0.0,
            month_index: [1.0; 12],
            family_sizes: vec![1.0],
            case_mix: Vec::new(),
            re_referral: 0.0,
            priorities: Self::ALL_MEDIUM,
        }
    }
}

/// Share of new work of one case type.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct CaseMix {
    /// The case type.
    pub case_type: CaseType,
    /// Its share, of 1.
    pub share: f64,
}

/// How long one type of work lasts and what it turns into.
#[derive(Clone, Debug, PartialEq)]
pub struct Journey {
    /// The case type.
    pub case_type: CaseType,
    /// How long it lasts.
    pub length: LengthOfWork,
    /// What comes after, with shares of 1.
    pub then: Vec<OutcomeShare>,
}

/// The law of a length of time, in calendar days.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum LengthOfWork {
    /// Log-normal, by its median and mean.
    LogNormal {
        /// Median, days.
        median_days: f64,
        /// Mean, days; at least the median.
        mean_days: f64,
    },
    /// Exponential, by its mean.
    Exponential {
        /// Mean, days.
        mean_days: f64,
    },
    /// Always the same.
    Fixed {
        /// Days.
        days: f64,
    },
}

/// One thing that can follow, and how often it does.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct OutcomeShare {
    /// What follows.
    pub outcome: Outcome,
    /// Share, of 1.
    pub share: f64,
}

/// What follows a piece of work.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Outcome {
    /// The child is closed.
    Closes,
    /// The work becomes another type, moving to a team that holds it.
    Becomes(CaseType),
}

/// How the workforce changes by chance.
#[derive(Clone, Debug, PartialEq)]
pub struct WorkforceChange {
    /// Sickness.
    pub sickness: Sickness,
    /// Annual leave at full time, days a year, before and after five years' service.
    pub leave_days: (u16, u16),
    /// First month of the leave year: 4 is April.
    pub leave_year_starts: u8,
    /// How much leave is taken in each month against the average, January first.
    pub leave_month_index: [f64; 12],
    /// Annual leave that is not booked yet is taken in stretches of this many working days, at least 1. \[GK\]
    /// default 5.
    pub leave_block_working_days: u16,
    /// Share of staff who leave in a year, by contract.
    pub leavers_a_year: Vec<(Contract, f64)>,
    /// Notice in weeks, by contract.
    pub notice_weeks: Vec<(Contract, u16)>,
    /// From a vacancy to a start.
    pub time_to_fill: TimeToFill,
    /// Newly qualified workers who start together: month (1 to 12) and how many.
    pub asye_cohorts: Vec<(u8, u16)>,
    /// Ramp for agency workers. `None`: the same as for any starter.
    pub agency_ramp: Option<Ramp>,
}

/// Sickness by chance.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Sickness {
    /// Short spells for one worker in a year.
    pub short_spells_a_year: f64,
    /// Mean length of a short spell, working days.
    pub short_mean_working_days: f64,
    /// Share of staff who have a long spell in a year.
    pub long_share_a_year: f64,
    /// Median length of a long spell, calendar days.
    pub long_median_days: f64,
    /// Weeks of phased return after a long spell.
    pub phased_weeks: u16,
}

/// From a vacancy to a start, calendar days.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct TimeToFill {
    /// Permanent posts, median.
    pub permanent_days: f64,
    /// Agency cover, median.
    pub agency_days: f64,
}

impl Default for WorkforceChange {
    /// Sources in docs/MODEL.md §8. Leavers 11.8 % (DfE 2025); leave 25 and 28 days (Green Book 2023); the rest \[GK\].
    fn default() -> Self {
        Self {
            sickness: Sickness {
                short_spells_a_year: 2.2,
                short_mean_working_days: 2.5,
                long_share_a_year: 0.04,
                long_median_days: 60.0,
                phased_weeks: 4,
            },
            leave_days: (25, 28),
            leave_year_starts: 4,
            leave_month_index: [0.6, 0.8, 1.3, 1.1, 0.9, 0.9, 1.1, 1.7, 0.8, 0.9, 0.6, 1.3],
            leave_block_working_days: 5,
            leavers_a_year: vec![
                (Contract::Permanent, 0.118),
                (Contract::Agency, 0.5),
                (Contract::FixedTerm, 0.118),
            ],
            notice_weeks: vec![(Contract::Permanent, 8), (Contract::Agency, 4), (Contract::FixedTerm, 4)],
            time_to_fill: TimeToFill { permanent_days: 105.0, agency_days: 21.0 },
            asye_cohorts: Vec::new(),
            agency_ramp: None,
        }
    }
}
