//! What has to be supposed about new work and the workforce, as version 1 writes it.

use serde::{Deserialize, Serialize};

use super::policy::{RampStep, ramp};
use super::words::{CaseType, Contract};
use crate::app::format::reader::{Read, Reader};
use crate::domain::plan;

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Demand {
    #[serde(default, skip_serializing_if = "String::is_empty")]
    official_figures_of: String,
    #[serde(default)]
    teams: Vec<TeamDemand>,
    #[serde(default)]
    journeys: Vec<Journey>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct TeamDemand {
    team: String,
    families_a_week: f64,
    month_index: Vec<f64>,
    family_sizes: Vec<f64>,
    case_mix: Vec<CaseMix>,
    re_referral: f64,
    #[serde(default = "all_medium", skip_serializing_if = "is_all_medium")]
    priorities: Vec<f64>,
}

/// Shares of urgent, high, medium and low.
fn all_medium() -> Vec<f64> {
    vec![0.0, 0.0, 1.0, 0.0]
}

fn is_all_medium(shares: &[f64]) -> bool {
    shares == all_medium()
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct CaseMix {
    case_type: CaseType,
    share: f64,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Journey {
    case_type: CaseType,
    length: LengthOfWork,
    then: Vec<OutcomeShare>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "snake_case")]
enum LengthOfWork {
    LogNormal { median_days: f64, mean_days: f64 },
    Exponential { mean_days: f64 },
    Fixed { days: f64 },
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct OutcomeShare {
    outcome: Outcome,
    share: f64,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "snake_case")]
enum Outcome {
    Closes,
    Becomes(CaseType),
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Workforce {
    sickness: Sickness,
    leave_days: LeaveDays,
    leave_year_starts: u8,
    leave_month_index: Vec<f64>,
    leavers_a_year: Vec<Leavers>,
    notice_weeks: Vec<Notice>,
    time_to_fill: TimeToFill,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    asye_cohorts: Vec<AsyeCohort>,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    agency_ramp: Option<Vec<RampStep>>,
    #[serde(default = "a_week", skip_serializing_if = "is_a_week")]
    leave_block_working_days: u16,
}

/// In working days.
fn a_week() -> u16 {
    5
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde hands it over by reference")]
fn is_a_week(days: &u16) -> bool {
    *days == a_week()
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Sickness {
    short_spells_a_year: f64,
    short_mean_working_days: f64,
    long_share_a_year: f64,
    long_median_days: f64,
    phased_weeks: u16,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct LeaveDays {
    at_first: u16,
    after_five_years: u16,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Leavers {
    contract: Contract,
    share: f64,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Notice {
    contract: Contract,
    weeks: u16,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct TimeToFill {
    permanent_days: f64,
    agency_days: f64,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct AsyeCohort {
    month: u8,
    count: u16,
}

impl From<&plan::Demand> for Demand {
    fn from(demand: &plan::Demand) -> Self {
        Self {
            official_figures_of: demand.official_figures_of.clone(),
            teams: demand.teams.iter().map(TeamDemand::from).collect(),
            journeys: demand.journeys.iter().map(Journey::from).collect(),
        }
    }
}

impl Read for Demand {
    type Value = plan::Demand;
    fn read(self, reader: &mut Reader) -> plan::Demand {
        plan::Demand {
            official_figures_of: self.official_figures_of,
            teams: reader.list("teams", self.teams),
            journeys: reader.list("journeys", self.journeys),
        }
    }
}

impl From<&plan::TeamDemand> for TeamDemand {
    fn from(team: &plan::TeamDemand) -> Self {
        let mix = |mix: &plan::CaseMix| CaseMix { case_type: mix.case_type.into(), share: mix.share };
        Self {
            team: team.team.to_string(),
            families_a_week: team.families_a_week,
            month_index: team.month_index.to_vec(),
            family_sizes: team.family_sizes.clone(),
            case_mix: team.case_mix.iter().map(mix).collect(),
            re_referral: team.re_referral,
            priorities: team.priorities.to_vec(),
        }
    }
}

impl Read for TeamDemand {
    type Value = plan::TeamDemand;
    fn read(self, reader: &mut Reader) -> plan::TeamDemand {
        reader.record("demand of team", &self.team, |reader| plan::TeamDemand {
            team: reader.id("team", &self.team),
            families_a_week: reader.number("families_a_week", self.families_a_week),
            month_index: reader.months("month_index", self.month_index),
            family_sizes: reader.numbers("family_sizes", self.family_sizes),
            case_mix: reader.list("case_mix", self.case_mix),
            re_referral: reader.number("re_referral", self.re_referral),
            priorities: priorities(reader, self.priorities),
        })
    }
}

fn priorities(reader: &mut Reader, shares: Vec<f64>) -> [f64; 4] {
    const FIELD: &str = "priorities";
    reader.numbers(FIELD, shares).try_into().unwrap_or_else(|shares: Vec<f64>| {
        let what = format!("is for 4 priorities and holds {}", shares.len());
        reader.wrong(FIELD, &what, "Write four shares: urgent, high, medium, low");
        plan::TeamDemand::ALL_MEDIUM
    })
}

impl Read for CaseMix {
    type Value = plan::CaseMix;
    fn read(self, reader: &mut Reader) -> plan::CaseMix {
        plan::CaseMix { case_type: self.case_type.into(), share: reader.number("share", self.share) }
    }
}

impl From<&plan::Journey> for Journey {
    fn from(journey: &plan::Journey) -> Self {
        let then = |then: &plan::OutcomeShare| OutcomeShare {
            outcome: match then.outcome {
                plan::Outcome::Closes => Outcome::Closes,
                plan::Outcome::Becomes(case_type) => Outcome::Becomes(case_type.into()),
            },
            share: then.share,
        };
        Self {
            case_type: journey.case_type.into(),
            length: match journey.length {
                plan::LengthOfWork::LogNormal { median_days, mean_days } => {
                    LengthOfWork::LogNormal { median_days, mean_days }
                }
                plan::LengthOfWork::Exponential { mean_days } => LengthOfWork::Exponential { mean_days },
                plan::LengthOfWork::Fixed { days } => LengthOfWork::Fixed { days },
            },
            then: journey.then.iter().map(then).collect(),
        }
    }
}

impl Read for Journey {
    type Value = plan::Journey;
    fn read(self, reader: &mut Reader) -> plan::Journey {
        plan::Journey {
            case_type: self.case_type.into(),
            length: reader.part("length", self.length),
            then: reader.list("then", self.then),
        }
    }
}

impl Read for LengthOfWork {
    type Value = plan::LengthOfWork;
    fn read(self, reader: &mut Reader) -> plan::LengthOfWork {
        match self {
            Self::LogNormal { median_days, mean_days } => plan::LengthOfWork::LogNormal {
                median_days: reader.number("median_days", median_days),
                mean_days: reader.number("mean_days", mean_days),
            },
            Self::Exponential { mean_days } => {
                plan::LengthOfWork::Exponential { mean_days: reader.number("mean_days", mean_days) }
            }
            Self::Fixed { days } => plan::LengthOfWork::Fixed { days: reader.number("days", days) },
        }
    }
}

impl Read for OutcomeShare {
    type Value = plan::OutcomeShare;
    fn read(self, reader: &mut Reader) -> plan::OutcomeShare {
        plan::OutcomeShare {
            outcome: match self.outcome {
                Outcome::Closes => plan::Outcome::Closes,
                Outcome::Becomes(case_type) => plan::Outcome::Becomes(case_type.into()),
            },
            share: reader.number("share", self.share),
        }
    }
}

impl From<&plan::WorkforceChange> for Workforce {
    fn from(workforce: &plan::WorkforceChange) -> Self {
        let plan::Sickness {
            short_spells_a_year,
            short_mean_working_days,
            long_share_a_year,
            long_median_days,
            phased_weeks,
        } = workforce.sickness;
        Self {
            sickness: Sickness {
                short_spells_a_year,
                short_mean_working_days,
                long_share_a_year,
                long_median_days,
                phased_weeks,
            },
            leave_days: LeaveDays {
                at_first: workforce.leave_days.0,
                after_five_years: workforce.leave_days.1,
            },
            leave_year_starts: workforce.leave_year_starts,
            leave_month_index: workforce.leave_month_index.to_vec(),
            leavers_a_year: workforce
                .leavers_a_year
                .iter()
                .map(|&(contract, share)| Leavers { contract: contract.into(), share })
                .collect(),
            notice_weeks: workforce
                .notice_weeks
                .iter()
                .map(|&(contract, weeks)| Notice { contract: contract.into(), weeks })
                .collect(),
            time_to_fill: TimeToFill {
                permanent_days: workforce.time_to_fill.permanent_days,
                agency_days: workforce.time_to_fill.agency_days,
            },
            asye_cohorts: workforce
                .asye_cohorts
                .iter()
                .map(|&(month, count)| AsyeCohort { month, count })
                .collect(),
            agency_ramp: workforce.agency_ramp.as_ref().map(ramp),
            leave_block_working_days: workforce.leave_block_working_days,
        }
    }
}

impl Read for Workforce {
    type Value = plan::WorkforceChange;
    fn read(self, reader: &mut Reader) -> plan::WorkforceChange {
        plan::WorkforceChange {
            sickness: reader.part("sickness", self.sickness),
            leave_days: (self.leave_days.at_first, self.leave_days.after_five_years),
            leave_year_starts: self.leave_year_starts,
            leave_month_index: reader.months("leave_month_index", self.leave_month_index),
            leavers_a_year: reader.list("leavers_a_year", self.leavers_a_year),
            notice_weeks: self.notice_weeks.iter().map(|n| (n.contract.into(), n.weeks)).collect(),
            time_to_fill: reader.part("time_to_fill", self.time_to_fill),
            asye_cohorts: self.asye_cohorts.iter().map(|cohort| (cohort.month, cohort.count)).collect(),
            agency_ramp: self
                .agency_ramp
                .map(|steps| plan::Ramp { steps: reader.list("agency_ramp", steps) }),
            leave_block_working_days: self.leave_block_working_days,
        }
    }
}

impl Read for Sickness {
    type Value = plan::Sickness;
    fn read(self, reader: &mut Reader) -> plan::Sickness {
        plan::Sickness {
            short_spells_a_year: reader.number("short_spells_a_year", self.short_spells_a_year),
            short_mean_working_days: reader.number("short_mean_working_days", self.short_mean_working_days),
            long_share_a_year: reader.number("long_share_a_year", self.long_share_a_year),
            long_median_days: reader.number("long_median_days", self.long_median_days),
            phased_weeks: self.phased_weeks,
        }
    }
}

impl Read for Leavers {
    type Value = (plan::Contract, f64);
    fn read(self, reader: &mut Reader) -> Self::Value {
        (self.contract.into(), reader.number("share", self.share))
    }
}

impl Read for TimeToFill {
    type Value = plan::TimeToFill;
    fn read(self, reader: &mut Reader) -> plan::TimeToFill {
        plan::TimeToFill {
            permanent_days: reader.number("permanent_days", self.permanent_days),
            agency_days: reader.number("agency_days", self.agency_days),
        }
    }
}
