//! Supervision, duty and leave, as version 1 writes them: left out while as usual.
//!
//! What is left out is part of the version, as in [`super::settings`]: it stands here, not in the program's own defaults.

use serde::{Deserialize, Serialize};

use super::text;
use super::words::DutyUnit;
use crate::app::format::reader::{Read, Reader};
use crate::domain::plan;

#[derive(PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct Rota {
    supervision_weeks: u8,
    asye_supervision: Vec<Step>,
    supervision_minutes: u16,
    supervision_writing_minutes: u16,
    group_supervision_weeks: u8,
    group_supervision_minutes: u16,
    week_hours: f64,
    oversight_minutes_a_month: u16,
    manager_other_hours: f64,
    duty_takes_percent: u8,
    least_duty_days: u8,
    duty_gap_weeks: u8,
    asye_no_duty_weeks: u16,
    most_covered: u16,
    carry_over: f64,
    keep_sickness_months: u16,
}

#[derive(Clone, Copy, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Step {
    from_week: u16,
    every_weeks: u8,
}

impl Default for Rota {
    fn default() -> Self {
        let step = |from_week, every_weeks| Step { from_week, every_weeks };
        Self {
            supervision_weeks: 4,
            asye_supervision: vec![step(0, 1), step(6, 2), step(26, 4)],
            supervision_minutes: 90,
            supervision_writing_minutes: 60,
            group_supervision_weeks: 4,
            group_supervision_minutes: 120,
            week_hours: 37.0,
            oversight_minutes_a_month: 15,
            manager_other_hours: 12.0,
            duty_takes_percent: 50,
            least_duty_days: 4,
            duty_gap_weeks: 1,
            asye_no_duty_weeks: 26,
            most_covered: 20,
            carry_over: 5.0,
            keep_sickness_months: 12,
        }
    }
}

impl Rota {
    /// The section, unless it says nothing.
    pub fn unless_default(rules: &plan::RotaRules) -> Option<Self> {
        Some(Self::from(rules)).filter(|rota| *rota != Self::default())
    }
}

impl From<&plan::RotaRules> for Rota {
    fn from(rules: &plan::RotaRules) -> Self {
        let step =
            |step: &plan::SupervisionStep| Step { from_week: step.from_week, every_weeks: step.every_weeks };
        Self {
            supervision_weeks: rules.supervision_weeks,
            asye_supervision: rules.asye_supervision.iter().map(step).collect(),
            supervision_minutes: rules.supervision_minutes,
            supervision_writing_minutes: rules.supervision_writing_minutes,
            group_supervision_weeks: rules.group_supervision_weeks.unwrap_or(0),
            group_supervision_minutes: rules.group_supervision_minutes,
            week_hours: rules.week_hours,
            oversight_minutes_a_month: rules.oversight_minutes_a_month,
            manager_other_hours: rules.manager_other_hours,
            duty_takes_percent: rules.duty_takes_percent,
            least_duty_days: rules.least_duty_days,
            duty_gap_weeks: rules.duty_gap_weeks,
            asye_no_duty_weeks: rules.asye_no_duty_weeks,
            most_covered: rules.most_covered,
            carry_over: rules.carry_over.value(),
            keep_sickness_months: rules.keep_sickness_months,
        }
    }
}

impl Read for Rota {
    type Value = plan::RotaRules;
    fn read(self, reader: &mut Reader) -> plan::RotaRules {
        let step =
            |step: Step| plan::SupervisionStep { from_week: step.from_week, every_weeks: step.every_weeks };
        plan::RotaRules {
            supervision_weeks: self.supervision_weeks,
            asye_supervision: self.asye_supervision.into_iter().map(step).collect(),
            supervision_minutes: self.supervision_minutes,
            supervision_writing_minutes: self.supervision_writing_minutes,
            group_supervision_weeks: Some(self.group_supervision_weeks).filter(|weeks| *weeks > 0),
            group_supervision_minutes: self.group_supervision_minutes,
            week_hours: reader.number("week_hours", self.week_hours),
            oversight_minutes_a_month: self.oversight_minutes_a_month,
            manager_other_hours: reader.number("manager_other_hours", self.manager_other_hours),
            duty_takes_percent: self.duty_takes_percent,
            least_duty_days: self.least_duty_days,
            duty_gap_weeks: self.duty_gap_weeks,
            asye_no_duty_weeks: self.asye_no_duty_weeks,
            most_covered: self.most_covered,
            carry_over: reader.days("carry_over", self.carry_over),
            keep_sickness_months: self.keep_sickness_months,
        }
    }
}

#[derive(Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct WorkerRota {
    #[serde(skip_serializing_if = "Option::is_none")]
    second_week: Option<SecondWeek>,
    #[serde(skip_serializing_if = "Option::is_none")]
    job_share: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    service_from: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    leave_days: Option<f64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    leave_carried: Option<f64>,
    #[serde(skip_serializing_if = "Option::is_none")]
    last_supervised: Option<String>,
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    no_duty: bool,
}

#[derive(PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct SecondWeek {
    of: String,
    days: String,
}

impl WorkerRota {
    /// The part, unless it says nothing.
    pub fn unless_default(rota: &plan::WorkerRota) -> Option<Self> {
        let second =
            |second: plan::SecondWeek| SecondWeek { of: second.of.to_string(), days: second.days.text() };
        let written = Self {
            second_week: rota.second_week.map(second),
            job_share: text(rota.job_share),
            service_from: text(rota.service_from),
            leave_days: rota.leave_days.map(crate::domain::units::Days::value),
            leave_carried: Some(rota.leave_carried.value()).filter(|days| *days > 0.0),
            last_supervised: text(rota.last_supervised),
            no_duty: rota.no_duty,
        };
        Some(written).filter(|rota| *rota != Self::default())
    }
}

impl Read for WorkerRota {
    type Value = plan::WorkerRota;
    fn read(self, reader: &mut Reader) -> plan::WorkerRota {
        plan::WorkerRota {
            second_week: reader.maybe("second_week", self.second_week),
            job_share: reader.maybe_id("job_share", self.job_share),
            service_from: reader.maybe_date("service_from", self.service_from),
            leave_days: self.leave_days.map(|days| reader.days("leave_days", days)),
            leave_carried: self
                .leave_carried
                .map(|days| reader.days("leave_carried", days))
                .unwrap_or_default(),
            last_supervised: reader.maybe_date("last_supervised", self.last_supervised),
            no_duty: self.no_duty,
        }
    }
}

impl Read for SecondWeek {
    type Value = plan::SecondWeek;
    fn read(self, reader: &mut Reader) -> plan::SecondWeek {
        plan::SecondWeek { of: reader.date("of", &self.of), days: reader.working_days("days", &self.days) }
    }
}

#[derive(Default, PartialEq, Serialize, Deserialize)]
#[serde(deny_unknown_fields, default)]
pub(super) struct TeamRota {
    #[serde(skip_serializing_if = "Option::is_none")]
    most_away: Option<u16>,
    #[serde(skip_serializing_if = "Option::is_none")]
    least_present: Option<f64>,
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    managers_may_all_be_away: bool,
    #[serde(skip_serializing_if = "Option::is_none")]
    last_group_supervision: Option<String>,
}

impl TeamRota {
    /// The part, unless it says nothing.
    pub fn unless_default(rota: &plan::TeamRota) -> Option<Self> {
        let written = Self {
            most_away: rota.most_away,
            least_present: rota.least_present.map(crate::domain::units::Fte::value),
            managers_may_all_be_away: rota.managers_may_all_be_away,
            last_group_supervision: text(rota.last_group_supervision),
        };
        Some(written).filter(|rota| *rota != Self::default())
    }
}

impl Read for TeamRota {
    type Value = plan::TeamRota;
    fn read(self, reader: &mut Reader) -> plan::TeamRota {
        plan::TeamRota {
            most_away: self.most_away,
            least_present: self.least_present.map(|fte| reader.team_fte("least_present", fte)),
            managers_may_all_be_away: self.managers_may_all_be_away,
            last_group_supervision: reader.maybe_date("last_group_supervision", self.last_group_supervision),
        }
    }
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct DutyTurn {
    from: String,
    to: String,
    worker: String,
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pinned: bool,
}

impl From<&plan::DutyTurn> for DutyTurn {
    fn from(turn: &plan::DutyTurn) -> Self {
        Self {
            from: turn.from.to_string(),
            to: turn.to.to_string(),
            worker: turn.worker.to_string(),
            pinned: turn.pinned,
        }
    }
}

impl Read for DutyTurn {
    type Value = plan::DutyTurn;
    fn read(self, reader: &mut Reader) -> plan::DutyTurn {
        plan::DutyTurn {
            from: reader.date("from", &self.from),
            to: reader.date("to", &self.to),
            worker: reader.id("worker", &self.worker),
            pinned: self.pinned,
        }
    }
}

/// How long a turn is when it is left out.
pub(super) fn week() -> DutyUnit {
    DutyUnit::Week
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "the serialiser gives a reference")]
pub(super) fn is_week(unit: &DutyUnit) -> bool {
    matches!(unit, DutyUnit::Week)
}
