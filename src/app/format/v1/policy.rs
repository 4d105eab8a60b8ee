//! The rules of a service, as version 1 writes them. Every rule has to be there: a list left out by mistake would
//! quietly change which children count.

use serde::{Deserialize, Serialize};

use super::words::{CaseType, ChildState, Role, SiblingRule, VisitClock, all};
use crate::app::format::reader::{Read, Reader};
use crate::domain::plan;
use crate::domain::units::Points;

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Policy {
    unnamed_states: Vec<ChildState>,
    practitioner_enough_for: Vec<CaseType>,
    never_wait: Vec<CaseType>,
    grace_working_days: u16,
    reallocate_after_working_days: u16,
    no_new_before_leave_working_days: u16,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    most_new_a_week: Option<u16>,
    allocation_days: String,
    caps: Vec<RoleCap>,
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    weights: Vec<Weight>,
    asye_ramp: Vec<RampStep>,
    starter_ramp: Vec<RampStep>,
    over_cap_allowed: Vec<CaseType>,
    asye_may_not_hold: Vec<CaseType>,
    siblings: SiblingRule,
    transfer_regardless_of_capacity: bool,
    #[serde(default = "two_weeks", skip_serializing_if = "is_two_weeks")]
    transfer_handover_working_days: u16,
    managers_may_hold_overflow: bool,
    review_waiting_every_days: u16,
    escalation: Vec<EscalationStep>,
    visits: Vec<VisitRule>,
    visit_clock: VisitClock,
    most_supervised: u16,
    suspect_above: u16,
}

/// In working days.
fn two_weeks() -> u16 {
    10
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde hands it over by reference")]
fn is_two_weeks(days: &u16) -> bool {
    *days == two_weeks()
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Cap {
    children: u16,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    points: Option<f64>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct RoleCap {
    role: Role,
    children: u16,
    #[serde(default, skip_serializing_if = "Option::is_none")]
    points: Option<f64>,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct Weight {
    case_type: CaseType,
    points: f64,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct RampStep {
    from_week: u16,
    percent: u8,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct EscalationStep {
    after_working_days: u16,
    to: String,
}

#[derive(Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
struct VisitRule {
    case_type: CaseType,
    every_days: u16,
}

/// The steps of a ramp for the file.
pub(super) fn ramp(ramp: &plan::Ramp) -> Vec<RampStep> {
    ramp.steps.iter().map(|step| RampStep { from_week: step.from_week, percent: step.percent }).collect()
}

impl Read for RampStep {
    type Value = plan::RampStep;
    fn read(self, _: &mut Reader) -> plan::RampStep {
        plan::RampStep { from_week: self.from_week, percent: self.percent }
    }
}

impl From<&plan::Cap> for Cap {
    fn from(cap: &plan::Cap) -> Self {
        Self { children: cap.children, points: cap.points.map(Points::value) }
    }
}

impl Read for Cap {
    type Value = plan::Cap;
    fn read(self, reader: &mut Reader) -> plan::Cap {
        plan::Cap {
            children: self.children,
            points: self.points.map(|points| reader.points("points", points)),
        }
    }
}

impl Read for RoleCap {
    type Value = plan::RoleCap;
    fn read(self, reader: &mut Reader) -> plan::RoleCap {
        plan::RoleCap {
            role: self.role.into(),
            cap: Cap { children: self.children, points: self.points }.read(reader),
        }
    }
}

impl Read for Weight {
    type Value = (plan::CaseType, Points);
    fn read(self, reader: &mut Reader) -> Self::Value {
        (self.case_type.into(), reader.points("points", self.points))
    }
}

impl From<&plan::Policy> for Policy {
    fn from(policy: &plan::Policy) -> Self {
        Self {
            unnamed_states: all(&policy.unnamed_states),
            practitioner_enough_for: all(&policy.practitioner_enough_for),
            never_wait: all(&policy.never_wait),
            grace_working_days: policy.grace_working_days,
            reallocate_after_working_days: policy.reallocate_after_working_days,
            no_new_before_leave_working_days: policy.no_new_before_leave_working_days,
            most_new_a_week: policy.most_new_a_week,
            allocation_days: policy.allocation_days.text(),
            caps: policy
                .caps
                .iter()
                .map(|plan::RoleCap { role, cap }| RoleCap {
                    role: (*role).into(),
                    children: cap.children,
                    points: cap.points.map(Points::value),
                })
                .collect(),
            weights: policy
                .weights
                .iter()
                .map(|(case_type, points)| Weight { case_type: (*case_type).into(), points: points.value() })
                .collect(),
            asye_ramp: ramp(&policy.asye_ramp),
            starter_ramp: ramp(&policy.starter_ramp),
            over_cap_allowed: all(&policy.over_cap_allowed),
            asye_may_not_hold: all(&policy.asye_may_not_hold),
            siblings: policy.siblings.into(),
            transfer_regardless_of_capacity: policy.transfer_regardless_of_capacity,
            transfer_handover_working_days: policy.transfer_handover_working_days,
            managers_may_hold_overflow: policy.managers_may_hold_overflow,
            review_waiting_every_days: policy.review_waiting_every_days,
            escalation: policy
                .escalation
                .iter()
                .map(|step| EscalationStep {
                    after_working_days: step.after_working_days,
                    to: step.to.clone(),
                })
                .collect(),
            visits: policy
                .visits
                .iter()
                .map(|rule| VisitRule { case_type: rule.case_type.into(), every_days: rule.every_days })
                .collect(),
            visit_clock: policy.visit_clock.into(),
            most_supervised: policy.most_supervised,
            suspect_above: policy.suspect_above,
        }
    }
}

impl Read for Policy {
    type Value = plan::Policy;
    fn read(self, reader: &mut Reader) -> plan::Policy {
        plan::Policy {
            unnamed_states: all(&self.unnamed_states),
            practitioner_enough_for: all(&self.practitioner_enough_for),
            never_wait: all(&self.never_wait),
            grace_working_days: self.grace_working_days,
            reallocate_after_working_days: self.reallocate_after_working_days,
            no_new_before_leave_working_days: self.no_new_before_leave_working_days,
            most_new_a_week: self.most_new_a_week,
            allocation_days: reader.working_days("allocation_days", &self.allocation_days),
            caps: reader.list("caps", self.caps),
            weights: reader.list("weights", self.weights),
            asye_ramp: plan::Ramp { steps: reader.list("asye_ramp", self.asye_ramp) },
            starter_ramp: plan::Ramp { steps: reader.list("starter_ramp", self.starter_ramp) },
            over_cap_allowed: all(&self.over_cap_allowed),
            asye_may_not_hold: all(&self.asye_may_not_hold),
            siblings: self.siblings.into(),
            transfer_regardless_of_capacity: self.transfer_regardless_of_capacity,
            transfer_handover_working_days: self.transfer_handover_working_days,
            managers_may_hold_overflow: self.managers_may_hold_overflow,
            review_waiting_every_days: self.review_waiting_every_days,
            escalation: self
                .escalation
                .into_iter()
                .map(|step| plan::EscalationStep { after_working_days: step.after_working_days, to: step.to })
                .collect(),
            visits: self
                .visits
                .iter()
                .map(|rule| plan::VisitRule { case_type: rule.case_type.into(), every_days: rule.every_days })
                .collect(),
            visit_clock: self.visit_clock.into(),
            most_supervised: self.most_supervised,
            suspect_above: self.suspect_above,
        }
    }
}
