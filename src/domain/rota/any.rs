//! Small services by chance, for tests of the rota: two teams over some weeks, close enough together to get into each
//! other's way.

use std::sync::Arc;

use chrono::{Duration, NaiveDate, Weekday};
use proptest::collection::vec;
use proptest::option::of;
use proptest::prelude::*;
use proptest::sample::select;

use super::request::Request;
use crate::domain::calendar::Closure;
use crate::domain::ids::{AbsenceId, ChildId, FamilyId, TeamId, WorkerId};
use crate::domain::plan::{
    Absence, AbsenceKind, AbsenceStatus, Cap, CaseType, Child, DutyPattern, DutyTurn, Holder, PastHolder,
    PastWorker, Plan, Role, SecondWeek, TeamRota, Worker, WorkingDays,
};
use crate::domain::samples::{on, staff, team};
use crate::domain::state::ChildState;
use crate::domain::units::Fte;

const STAFF: std::ops::Range<u32> = 1..11;

/// A day from three weeks before the plan's date to twelve after it.
fn day() -> impl Strategy<Value = NaiveDate> {
    (-21_i64..84).prop_map(|days| on("07/09/2026") + Duration::days(days))
}

fn id() -> impl Strategy<Value = WorkerId> {
    STAFF.prop_map(WorkerId)
}

fn pattern() -> impl Strategy<Value = WorkingDays> {
    use Weekday::{Fri, Mon, Thu, Tue, Wed};
    let days = vec(select(vec![Mon, Tue, Wed, Thu, Fri]), 0..5);
    prop_oneof![
        3 => Just(WorkingDays::MONDAY_TO_FRIDAY),
        1 => days.prop_map(|days| days.into_iter().fold(WorkingDays::none(), WorkingDays::with)),
    ]
}

prop_compose! {
    fn worker(number: u32)(
        role in select(vec![Role::SocialWorker, Role::SocialWorker, Role::SeniorPractitioner, Role::PersonalAdviser,
            Role::FamilyPractitioner]),
        team in prop_oneof![5 => (1_u32..3).prop_map(Some), 1 => Just(None)], fte in 1_u32..=10, days in pattern(),
        second in of((day(), pattern())), first in prop_oneof![6 => Just(None), 1 => day().prop_map(Some)],
        last in prop_oneof![6 => Just(None), 1 => day().prop_map(Some)], cap in 0_u16..6, share in of(id()),
    ) -> Worker {
        let role = if number < 3 { Role::TeamManager } else { role };
        let mut worker = staff(number, &format!("Worker {number}"), role, 1, 0);
        worker.team = if number < 3 { Some(TeamId(number)) } else { team.map(TeamId) };
        (worker.fte, worker.working_days) = (Fte::from_parts(fte * 1_000), days);
        worker.rota.second_week = second.map(|(of, days)| SecondWeek { of, days });
        worker.rota.job_share = share;
        (worker.first_day, worker.last_day) = (first, last);
        worker.cap = Some(Cap { children: cap, points: None });
        worker
    }
}

prop_compose! {
    fn absence(number: u32)(
        worker in id(), first in day(), length in 0_i64..25, open in 0_u8..12, agreed in 0_u8..4,
        cover in vec(id(), 0..3), late in of(0_i64..10),
    ) -> Absence {
        Absence {
            id: AbsenceId(number),
            worker,
            kind: AbsenceKind::AnnualLeave,
            first_day: first,
            last_day: (open > 0).then_some(first + Duration::days(length)),
            expected_return: None,
            status: if agreed > 0 { AbsenceStatus::Agreed } else { AbsenceStatus::Requested },
            cover,
            cover_from: late.map(|late| first + Duration::days(late)),
            phased_return: None,
            notes: String::new(),
        }
    }
}

fn holder() -> impl Strategy<Value = Holder> {
    prop_oneof![
        8 => id().prop_map(Holder::Worker),
        1 => id().prop_map(Holder::DutyWorker),
        1 => id().prop_map(Holder::LeadPractitioner),
        1 => Just(Holder::Tray(TeamId(1))),
        1 => id().prop_map(|id| Holder::AwaitingClosure(Some(id))),
        2 => (of(id()), of(id()), of(day())).prop_map(|(sender, receiver, on)| {
            Holder::Transfer { from: None, to: TeamId(2), sender, receiver, on }
        }),
    ]
}

prop_compose! {
    fn child(number: u32)(
        holder in holder(), team in of(1_u32..3), family in of(1_u32..5), past in of(id()),
        case_type in select(vec![CaseType::ChildInNeed, CaseType::ChildProtection, CaseType::CareLeaver]),
        (held, opened, closes) in (of(day()), of(day()), of(day())),
    ) -> Child {
        let mut child = Child::new(ChildId(number), &format!("CH-{number}"), team.map(TeamId), case_type);
        (child.holder, child.family) = (holder, family.map(FamilyId));
        (child.held_since, child.opened, child.closes) = (held, opened, closes);
        child.past_workers = past
            .map(|id| PastWorker { who: PastHolder::Worker(id), from: None, to: on("01/07/2026"), reason: None })
            .into_iter()
            .collect();
        child
    }
}

prop_compose! {
    fn duty()(
        one_week_in in 1_u8..4, first in of(day()), order in vec(id(), 0..4),
        turns in vec((day(), 0_i64..7, id()), 0..5),
    ) -> DutyPattern {
        let turns = turns.into_iter().map(|(from, days, worker)| {
            DutyTurn { from, to: from + Duration::days(days), worker, pinned: false }
        });
        DutyPattern { one_week_in, first_week: first, order, turns: turns.collect(), ..DutyPattern::default() }
    }
}

prop_compose! {
    fn rules()(
        most_away in of(0_u16..4), least in of(0_u32..40), free in any::<bool>(), deputy in of(id()),
        duty in of(duty()),
    ) -> (TeamRota, Vec<WorkerId>, Option<DutyPattern>) {
        let rota = TeamRota {
            most_away,
            least_present: least.map(|least| Fte::from_parts(least * 1_000)),
            managers_may_all_be_away: free,
            last_group_supervision: None,
        };
        (rota, deputy.into_iter().collect(), duty)
    }
}

prop_compose! {
    /// A small service as at Monday 7 September 2026, of which nobody knows what is in it.
    pub fn service()(
        workers in STAFF.map(worker).collect::<Vec<_>>(),
        absences in vec(any::<()>(), 0..9).prop_flat_map(|list| {
            (1..=list.len() as u32).map(absence).collect::<Vec<_>>()
        }),
        children in vec(any::<()>(), 0..16).prop_flat_map(|list| {
            (1..=list.len() as u32).map(child).collect::<Vec<_>>()
        }),
        (north, south) in (rules(), rules()), (grace, quiet, most_covered) in (0_u16..7, 0_u16..4, 0_u16..5),
        closed in of((day(), 0_i64..5)), duty_counts in 0_u8..5,
    ) -> Plan {
        let mut plan = Plan::empty(on("07/09/2026"));
        let mut teams = [team(1, "North", 1), team(2, "South", 2)];
        for (team, (rota, deputies, duty)) in teams.iter_mut().zip([north, south]) {
            (team.rota, team.deputies, team.duty) = (rota, deputies, duty);
        }
        plan.teams = teams.into_iter().collect();
        plan.workers = workers.into_iter().collect();
        plan.absences = absences.into_iter().collect();
        plan.children = children.into_iter().collect();
        let policy = Arc::make_mut(&mut plan.policy);
        (policy.grace_working_days, policy.no_new_before_leave_working_days) = (grace, quiet);
        if duty_counts == 0 {
            policy.unnamed_states.push(ChildState::DutyNamed);
        }
        Arc::make_mut(&mut plan.rota).most_covered = most_covered;
        if let Some((first_day, days)) = closed {
            let last_day = first_day + Duration::days(days);
            let closure = Closure { first_day, last_day, label: "Closed".to_owned() };
            Arc::make_mut(&mut plan.calendar).closures.push(closure);
        }
        plan
    }
}

prop_compose! {
    /// An absence that somebody of such a service asks for, now and then one that is in the plan already.
    pub fn request()(
        worker in id(), first in day(), length in 0_i64..20, cover in vec(id(), 0..3), absence in of(1_u32..9),
    ) -> Request {
        Request {
            worker,
            kind: AbsenceKind::AnnualLeave,
            first_day: first,
            last_day: first + Duration::days(length),
            cover,
            absence: absence.map(AbsenceId),
        }
    }
}
