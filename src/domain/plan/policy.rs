//! The rules a service has set itself. Every default is a starting point that the manager can change.

use super::WorkingDays;
use super::words::{CaseType, Role, Words as _};
use crate::domain::state::ChildState;
use crate::domain::units::Points;

/// The most a full-time worker should hold: children and, where the council weights cases, points.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Cap {
    /// Children. Exactly at the cap is not over it.
    pub children: u16,
    /// Points, where the council weights cases.
    pub points: Option<Points>,
}

/// The cap of a role at full time.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RoleCap {
    /// The role.
    pub role: Role,
    /// Its cap.
    pub cap: Cap,
}

/// How much of the cap someone carries in the weeks after a start.
#[derive(Clone, Debug, PartialEq, Eq, Default)]
pub struct Ramp {
    /// Steps in order of `from_week`; full before the first step's week is reached never happens, since the first is 0.
    pub steps: Vec<RampStep>,
}

/// From this week on, this much of the cap, until the next step.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct RampStep {
    /// Whole weeks since the start; the first week is 0.
    pub from_week: u16,
    /// Percent of the cap.
    pub percent: u8,
}

impl Ramp {
    /// From pairs of (week, percent).
    pub fn new(steps: &[(u16, u8)]) -> Self {
        Self { steps: steps.iter().map(|&(from_week, percent)| RampStep { from_week, percent }).collect() }
    }
    /// Percent of the cap after `weeks` whole weeks: that of the last step reached, 100 when there is none.
    pub fn percent(&self, weeks: u16) -> u8 {
        self.steps.iter().rev().find(|step| step.from_week <= weeks).map_or(100, |step| step.percent)
    }
}

/// When children of one case type have to be visited.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct VisitRule {
    /// The case type.
    pub case_type: CaseType,
    /// At least once in this many days.
    pub every_days: u16,
}

/// Who is told about a child who goes on waiting.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct EscalationStep {
    /// After this many working days without a named social worker.
    pub after_working_days: u16,
    /// Who is told.
    pub to: String,
}

super::words::words!(
    /// Whether brothers and sisters go to one worker.
    SiblingRule {
        /// Where one worker has room for them.
        WherePossible, "where_possible", "Together where possible";
        /// Always, even over a cap.
        Always, "always", "Always together";
        /// Each child by themselves.
        Off, "off", "Each child separately";
    }
);

super::words::words!(
    /// Whether the day of a visit is the first day of the next interval.
    VisitClock {
        /// Counted from the day after the visit.
        DayAfter, "day_after", "From the day after the visit";
        /// Counted from and including the day of the visit.
        DayOfVisit, "day_of_visit", "From and including the day of the visit";
    }
);

/// The rules of the service.
#[derive(Clone, Debug, PartialEq)]
pub struct Policy {
    /// The states that count as *no named social worker*. [`ChildState::OtherPractitioner`] is decided by
    /// `practitioner_enough_for` instead, and [`ChildState::NamedAway`] counts only after the grace period.
    pub unnamed_states: Vec<ChildState>,
    /// Case types for which a lead practitioner who is not a social worker is enough.
    pub practitioner_enough_for: Vec<CaseType>,
    /// Case types that may never wait for a named social worker.
    pub never_wait: Vec<CaseType>,
    /// Working days a worker may be away without cover before their children count. \[GK\] default 5.
    pub grace_working_days: u16,
    /// Working days of absence after which children are reallocated. \[GK\] default 20.
    pub reallocate_after_working_days: u16,
    /// Working days before leave in which a worker gets no new cases. \[GK\] default 3.
    pub no_new_before_leave_working_days: u16,
    /// Most new cases for one full-time worker in a week. `None`: no limit. \[GK\] default 3.
    pub most_new_a_week: Option<u16>,
    /// Days of the week on which cases are allocated. \[GK\] default Monday to Friday.
    pub allocation_days: WorkingDays,
    /// Caps by role, at full time.
    pub caps: Vec<RoleCap>,
    /// Points per child by case type. Empty: the council does not weight cases.
    pub weights: Vec<(CaseType, Points)>,
    /// Share of the cap through the assessed and supported year.
    pub asye_ramp: Ramp,
    /// Share of the cap after any other start. \[GK\] default 50 % rising to full in the ninth week.
    pub starter_ramp: Ramp,
    /// Case types that may be placed over a cap when nobody has room. \[GK\] default: child protection, court and
    /// looked after.
    pub over_cap_allowed: Vec<CaseType>,
    /// Case types that a worker in their assessed and supported year may not hold alone.
    pub asye_may_not_hold: Vec<CaseType>,
    /// Brothers and sisters. \[GK\] default: together where possible.
    pub siblings: SiblingRule,
    /// A receiving team takes a transfer whatever its capacity.
    pub transfer_regardless_of_capacity: bool,
    /// Working days after a transfer is asked for in which the sending worker stays named; after them the child is in
    /// transfer with nobody.
    pub transfer_handover_working_days: u16,
    /// A manager may hold what nobody else can take. \[GK\] default: no.
    pub managers_may_hold_overflow: bool,
    /// A waiting child is reviewed at least this often, in days.
    pub review_waiting_every_days: u16,
    /// Who is told when, about a child who waits. \[GK\] default 5, 10 and 20 working days.
    pub escalation: Vec<EscalationStep>,
    /// Visits by case type, where no date is given for the child. \[GK\] default: intervals met in local procedures.
    pub visits: Vec<VisitRule>,
    /// How visit intervals are counted. \[GK\] default: the day of the visit is day 0.
    pub visit_clock: VisitClock,
    /// Most people one manager should supervise. \[GK\] default 6.
    pub most_supervised: u16,
    /// A caseload above this is suspect in a return and listed as a problem. DfE excludes workers with more than 50.
    pub suspect_above: u16,
}

impl Policy {
    /// The cap of a role at full time. A role without one has no room for cases.
    pub fn role_cap(&self, role: Role) -> Cap {
        self.caps.iter().find(|rc| rc.role == role).map_or(Cap { children: 0, points: None }, |rc| rc.cap)
    }
    /// Points of one child of this case type; zero when cases are not weighted.
    pub fn weight(&self, case_type: CaseType) -> Points {
        self.weights.iter().find(|(t, _)| *t == case_type).map_or(Points::default(), |(_, points)| *points)
    }
    /// Whether the council weights cases.
    pub fn weights_cases(&self) -> bool {
        !self.weights.is_empty()
    }
    /// Whether a state counts as *no named social worker* for a case type, once any grace is over.
    pub fn counts_as_unnamed(&self, state: ChildState, case_type: CaseType) -> bool {
        if state == ChildState::OtherPractitioner {
            !self.practitioner_enough_for.contains(&case_type)
        } else {
            self.unnamed_states.contains(&state)
        }
    }
    /// The set of states that count, in words, to print beside every figure.
    pub fn unnamed_in_words(&self) -> String {
        let mut words: Vec<String> = <ChildState as super::words::Words>::ALL
            .iter()
            .filter(|state| self.unnamed_states.contains(state) && **state != ChildState::OtherPractitioner)
            .map(|state| {
                if *state == ChildState::NamedAway {
                    format!("{} (after {} working days)", lower_first(state.label()), self.grace_working_days)
                } else {
                    lower_first(state.label())
                }
            })
            .collect();
        if CaseType::ALL.iter().any(|t| !self.practitioner_enough_for.contains(t)) {
            let enough: Vec<String> =
                self.practitioner_enough_for.iter().map(|t| lower_first(t.label())).collect();
            words.push(if enough.is_empty() {
                "other practitioner".to_owned()
            } else {
                format!("other practitioner (but not for {})", enough.join(", "))
            });
        }
        words.join(", ")
    }
}

/// The label as it reads inside a sentence.
pub(crate) fn lower_first(text: &str) -> String {
    let mut chars = text.chars();
    if text.chars().nth(1).is_some_and(char::is_uppercase) {
        // An abbreviation, such as FTE.
        return text.to_owned();
    }
    chars.next().map_or_else(String::new, |first| first.to_lowercase().chain(chars).collect())
}

impl Default for Policy {
    /// Sources in docs/MODEL.md §8. Those without one are shown as assumptions.
    fn default() -> Self {
        use CaseType as C;
        use ChildState as S;
        let cap = |role, children| RoleCap { role, cap: Cap { children, points: None } };
        let visit = |case_type, every_days| VisitRule { case_type, every_days };
        let step = |after_working_days, to: &str| EscalationStep { after_working_days, to: to.to_owned() };
        Self {
            unnamed_states: vec![
                S::NamedAway,
                S::Left,
                S::ManagerHeld,
                S::DutyRota,
                S::AwaitingAllocation,
                S::TransferNobody,
            ],
            practitioner_enough_for: vec![C::ChildInNeed],
            never_wait: vec![
                C::ChildProtection,
                C::Court,
                C::LookedAfter,
                C::PrivateFostering,
                C::AsylumSeeking,
            ],
            grace_working_days: 5,
            reallocate_after_working_days: 20,
            no_new_before_leave_working_days: 3,
            most_new_a_week: Some(3),
            allocation_days: WorkingDays::MONDAY_TO_FRIDAY,
            caps: vec![
                cap(Role::SocialWorker, 18),
                cap(Role::SeniorPractitioner, 15),
                cap(Role::PersonalAdviser, 25),
                cap(Role::FamilyPractitioner, 15),
            ],
            weights: Vec::new(),
            asye_ramp: Ramp::new(&[(0, 40), (6, 60), (13, 75), (26, 90), (52, 100)]),
            starter_ramp: Ramp::new(&[(0, 50), (4, 75), (8, 100)]),
            over_cap_allowed: vec![C::ChildProtection, C::Court, C::LookedAfter],
            asye_may_not_hold: vec![C::ChildProtection, C::Court],
            siblings: SiblingRule::WherePossible,
            transfer_regardless_of_capacity: true,
            transfer_handover_working_days: 10,
            managers_may_hold_overflow: false,
            review_waiting_every_days: 7,
            escalation: vec![
                step(5, "Team manager"),
                step(10, "Service manager"),
                step(20, "Head of service"),
            ],
            visits: vec![
                visit(C::ChildProtection, 14),
                visit(C::ChildInNeed, 28),
                visit(C::LookedAfter, 42),
                visit(C::AsylumSeeking, 42),
                visit(C::PrivateFostering, 42),
                visit(C::CareLeaver, 56),
            ],
            visit_clock: VisitClock::DayAfter,
            most_supervised: 6,
            suspect_above: 50,
        }
    }
}
