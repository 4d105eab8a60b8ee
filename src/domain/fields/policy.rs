//! Fields of the service's own rules.

use super::staff::{optional_number, own};
use super::value::{Kind, Value};
use super::{Field, field};
use crate::domain::plan::{Cap, Policy, Role, RoleCap, Words as _};
use crate::domain::units::Points;

pub(super) fn policy() -> Vec<Field<Policy>> {
    const NAMED: &str = "No named social worker";
    const CAPS: &str = "Caps at full time";
    const RULES: &str = "Allocation";
    const WAITING: &str = "Waiting children";
    let mut fields = vec![
        field!(
            Policy,
            "unnamed_states",
            "States that count",
            NAMED,
            "The states that count as no named social worker. Other practitioner is decided by the next field",
            |r| r.unnamed_states
        ),
        field!(
            Policy,
            "practitioner_enough_for",
            "A practitioner is enough for",
            NAMED,
            "Case types for which a lead practitioner who is not a social worker is enough",
            |r| r.practitioner_enough_for
        ),
        field!(
            Policy,
            "never_wait",
            "May never wait",
            NAMED,
            "Case types that must always have a named social worker. They are flagged more strongly",
            |r| r.never_wait
        ),
        field!(
            Policy,
            "grace_working_days",
            "Grace period (working days)",
            NAMED,
            "[GK] How long a worker may be away without cover before their children count",
            |r| r.grace_working_days
        ),
    ];
    fields.extend(Role::ALL.iter().filter(|role| !role.is_manager()).flat_map(|&role| role_caps(role, CAPS)));
    fields.extend([
        field!(
            Policy,
            "asye_ramp",
            "ASYE ramp",
            CAPS,
            "Share of the cap through the assessed and supported year, one step a line, for example week 6: 60%. Starts at 40% rising to 90% (Newham)",
            |r| r.asye_ramp
        ),
        field!(
            Policy,
            "starter_ramp",
            "New starter's ramp",
            CAPS,
            "[GK] Share of the cap in the weeks after any other start, one step a line",
            |r| r.starter_ramp
        ),
        field!(
            Policy,
            "weights",
            "Case weights (points)",
            CAPS,
            "Points for a child by case type, one a line, for example Child protection: 1.5. Empty: cases are not weighted",
            |r| r.weights
        ),
        field!(
            Policy,
            "suspect_above",
            "Caseloads above this are suspect",
            CAPS,
            "Listed as a problem. DfE leaves out workers with more than 50",
            |r| r.suspect_above
        ),
        field!(
            Policy,
            "most_supervised",
            "Most people one manager should supervise",
            CAPS,
            "[GK] A manager with more is listed as a warning",
            |r| r.most_supervised
        ),
        field!(
            Policy,
            "over_cap_allowed",
            "May go over the cap",
            RULES,
            "[GK] Case types that may be placed over a cap when nobody has room",
            |r| r.over_cap_allowed
        ),
        field!(
            Policy,
            "asye_may_not_hold",
            "ASYE may not hold alone",
            RULES,
            "Case types that a worker in their assessed and supported year may not hold",
            |r| r.asye_may_not_hold
        ),
        field!(
            Policy,
            "reallocate_after_working_days",
            "Reallocate after (working days away)",
            RULES,
            "[GK] Absence after which children are reallocated",
            |r| r.reallocate_after_working_days
        ),
        field!(
            Policy,
            "no_new_before_leave_working_days",
            "No new cases before leave (working days)",
            RULES,
            "[GK] Days before leave in which a worker gets no new cases. 0 switches it off",
            |r| r.no_new_before_leave_working_days
        ),
        field!(
            Policy,
            "most_new_a_week",
            "Most new cases a week",
            RULES,
            "[GK] For one full-time worker. Empty: no limit",
            |r| r.most_new_a_week
        ),
        field!(
            Policy,
            "allocation_days",
            "Allocation days",
            RULES,
            "[GK] Days of the week on which cases are allocated",
            |r| r.allocation_days
        ),
        field!(Policy, "siblings", "Brothers and sisters", RULES, "[GK] Whether they go to one worker", |r| r.siblings),
        field!(
            Policy,
            "transfer_regardless_of_capacity",
            "Transfers are taken whatever the capacity",
            RULES,
            "Yes when a receiving team may not refuse for want of room (Southwark)",
            |r| r.transfer_regardless_of_capacity
        ),
        field!(
            Policy,
            "transfer_handover_working_days",
            "Sender stays named in a transfer (working days)",
            RULES,
            "Working days after a transfer is asked for in which the sending worker stays named; after them the child is in transfer with nobody. A case-transfer protocol on Docsbay sets a date at least two weeks ahead",
            |r| r.transfer_handover_working_days
        ),
        field!(
            Policy,
            "managers_may_hold_overflow",
            "Managers hold what nobody can take",
            RULES,
            "[GK] Yes when a child nobody has room for goes to a manager. They still count as having no named social worker",
            |r| r.managers_may_hold_overflow
        ),
        field!(
            Policy,
            "review_waiting_every_days",
            "Review waiting children every (days)",
            WAITING,
            "Weekly in published procedures (Cumberland, Walsall)",
            |r| r.review_waiting_every_days
        ),
        field!(
            Policy,
            "escalation",
            "Escalation",
            WAITING,
            "[GK] Who is told when, one step a line, for example 10 working days: Service manager",
            |r| r.escalation
        ),
        field!(
            Policy,
            "visits",
            "Visits at least every",
            WAITING,
            "[GK] By case type, one a line, for example Child protection: 14 days",
            |r| r.visits
        ),
        field!(
            Policy,
            "visit_clock",
            "Visit intervals are counted",
            WAITING,
            "[GK] Councils count differently",
            |r| r.visit_clock
        ),
    ]);
    fields
}

/// The cap of one role in children and in points.
fn role_caps(role: Role, group: &'static str) -> [Field<Policy>; 2] {
    fn cap(policy: &Policy, role: Role) -> Option<Cap> {
        policy.caps.iter().find(|rc| rc.role == role).map(|rc| rc.cap)
    }
    let label = format!("{} (children)", role.label());
    let points_label = format!("{} (points)", role.label());
    // 18 is the most in Tower Hamlets and for new starters in Wiltshire; 25 was manageable in Coventry (Ofsted reports).
    let hint = match role {
        Role::SocialWorker | Role::PersonalAdviser => {
            "Most children for one full-time worker. Exactly at the cap is not over it. Empty: the role holds no cases"
        }
        _ => {
            "[GK] Most children for one full-time worker. Exactly at the cap is not over it. Empty: the role holds no cases"
        }
    };
    let (key, points_key) = (format!("cap_{}", role.key()), format!("cap_points_{}", role.key()));
    [
        own(
            (&key, &label, group),
            hint,
            Kind::Number,
            move |p: &Policy| cap(p, role).map_or_else(String::new, |cap| cap.children.to_string()),
            move |p, text| {
                let children: Option<u16> =
                    optional_number(text, "Write a whole number of children, for example 18")?;
                let points = cap(p, role).and_then(|cap| cap.points);
                let place = p.caps.iter().position(|rc| rc.role == role);
                match (children, place) {
                    (Some(children), Some(place)) => p.caps[place].cap = Cap { children, points },
                    (Some(children), None) => p.caps.push(RoleCap { role, cap: Cap { children, points } }),
                    (None, Some(place)) => {
                        p.caps.remove(place);
                    }
                    (None, None) => {}
                }
                Ok(())
            },
        ),
        own(
            (&points_key, &points_label, group),
            "Most points for one full-time worker, where cases are weighted",
            Kind::Number,
            move |p: &Policy| cap(p, role).map_or_else(String::new, |cap| cap.points.show()),
            move |p, text| {
                let points = Option::<Points>::read(text)?;
                match p.caps.iter_mut().find(|rc| rc.role == role) {
                    Some(rc) => rc.cap.points = points,
                    None if points.is_some() => {
                        return Err("Give the role a cap in children first".to_owned());
                    }
                    None => {}
                }
                Ok(())
            },
        ),
    ]
}
