use super::*;
use crate::domain::ids::{AbsenceId, ChildId};
use crate::domain::plan::{Absence, AbsenceKind, AbsenceStatus, CaseType as C, Worker, WorkingDays};
use crate::domain::samples::{leave, on, sound, staff};
use ChildState as S;
use std::sync::Arc;

/// Child 1 on some days: the day, the state, and whether it counts as *no named social worker*.
type Expected<'a> = &'a [(&'a str, Option<(ChildState, bool)>)];

/// The sample plan without its leave, changed, and what child 1 (held by Ada, worker 3, of team 1) is on some days.
fn expect(sentence: &str, change: impl Fn(&mut Plan), expected: Expected<'_>) {
    let mut plan = sound();
    plan.absences = crate::domain::plan::Records::default();
    change(&mut plan);
    let calendar = plan.calendar.compile();
    let sight = Sight::new(&plan, &calendar);
    let child = plan.children.get(ChildId(1)).unwrap();
    for (day, state) in expected {
        let found = state_on(&sight, child, on(day)).map(|spell| (spell.state, spell.unnamed));
        assert_eq!(found, *state, "{sentence}: {day}");
    }
}

fn hold(plan: &mut Plan, holder: Holder) {
    plan.children.change(ChildId(1), |c| c.holder = holder);
}
fn of_type(plan: &mut Plan, case_type: CaseType) {
    plan.children.change(ChildId(1), |c| c.case_type = case_type);
}
fn worker(plan: &mut Plan, id: u32, change: impl FnOnce(&mut Worker)) {
    plan.workers.change(WorkerId(id), change).unwrap();
}
fn sick(id: u32, first: &str, last: &str) -> Absence {
    Absence { kind: AbsenceKind::Sickness, ..leave(id, 3, first, last, &[]) }
}
/// A state that does not count.
#[expect(clippy::unnecessary_wraps, reason = "beside None, for a child who is not open")]
const fn is(state: ChildState) -> Option<(ChildState, bool)> {
    Some((state, false))
}
/// A state that counts as no named social worker.
#[expect(clippy::unnecessary_wraps, reason = "beside None, for a child who is not open")]
const fn unnamed(state: ChildState) -> Option<(ChildState, bool)> {
    Some((state, true))
}

#[test]
fn a_child_is_named_while_their_worker_is_in_post_and_at_work() {
    expect("at work", |_| {}, &[("07/09/2026", is(S::Named)), ("02/03/2026", is(S::Named))]);
    expect(
        "the last day is still in post",
        |plan| worker(plan, 3, |w| w.last_day = Some(on("30/09/2026"))),
        &[("30/09/2026", is(S::Named)), ("01/10/2026", unnamed(S::Left))],
    );
    expect(
        "the first day is in post",
        |plan| worker(plan, 3, |w| w.first_day = Some(on("14/09/2026"))),
        &[("13/09/2026", unnamed(S::AwaitingAllocation)), ("14/09/2026", is(S::Named))],
    );
    expect(
        "open from the first day to the last",
        |plan| {
            plan.children.change(ChildId(1), |c| {
                c.opened = Some(on("09/09/2026"));
                c.closes = Some(on("15/09/2026"));
            });
        },
        &[
            ("08/09/2026", None),
            ("09/09/2026", is(S::Named)),
            ("15/09/2026", is(S::Named)),
            ("16/09/2026", None),
        ],
    );
}

#[test]
fn somebody_away_without_cover_counts_from_the_working_day_after_the_grace_period() {
    expect(
        "away from a Monday: the week and its weekend are in grace",
        |plan| plan.absences.push(leave(1, 3, "21/09/2026", "30/09/2026", &[])),
        &[
            ("20/09/2026", is(S::Named)),
            ("21/09/2026", is(S::NamedAway)),
            ("25/09/2026", is(S::NamedAway)),
            ("26/09/2026", is(S::NamedAway)),
            ("27/09/2026", is(S::NamedAway)),
            ("28/09/2026", unnamed(S::NamedAway)),
            ("30/09/2026", unnamed(S::NamedAway)),
            ("01/10/2026", is(S::Named)),
        ],
    );
    expect(
        // 24 to 28 August are five working days; Monday 31 August is a bank holiday.
        "a bank holiday is no working day",
        |plan| plan.absences.push(leave(1, 3, "24/08/2026", "04/09/2026", &[])),
        &[("31/08/2026", is(S::NamedAway)), ("01/09/2026", unnamed(S::NamedAway))],
    );
    expect(
        "without grace the first working day counts",
        |plan| {
            Arc::make_mut(&mut plan.policy).grace_working_days = 0;
            plan.absences.push(leave(1, 3, "19/09/2026", "25/09/2026", &[]));
        },
        &[("19/09/2026", is(S::NamedAway)), ("21/09/2026", unnamed(S::NamedAway))],
    );
    expect(
        "a request does not count",
        |plan| {
            plan.absences
                .push(Absence { status: AbsenceStatus::Requested, ..sick(1, "07/09/2026", "30/09/2026") });
        },
        &[("30/09/2026", is(S::Named))],
    );
}

#[test]
fn days_off_between_two_absences_belong_to_one_spell_away() {
    expect(
        "leave until Friday and sickness from Monday",
        |plan| {
            plan.absences.push(leave(1, 3, "14/09/2026", "18/09/2026", &[]));
            plan.absences.push(sick(2, "21/09/2026", "25/09/2026"));
        },
        &[
            ("18/09/2026", is(S::NamedAway)),
            ("19/09/2026", is(S::NamedAway)),
            ("21/09/2026", unnamed(S::NamedAway)),
            ("26/09/2026", is(S::Named)),
        ],
    );
    expect(
        "a Friday at work starts the clock again",
        |plan| {
            plan.absences.push(leave(1, 3, "14/09/2026", "17/09/2026", &[]));
            plan.absences.push(sick(2, "21/09/2026", "30/09/2026"));
        },
        &[
            ("18/09/2026", is(S::Named)),
            ("21/09/2026", is(S::NamedAway)),
            ("25/09/2026", is(S::NamedAway)),
            ("28/09/2026", unnamed(S::NamedAway)),
        ],
    );
    expect(
        "somebody who works Monday to Wednesday",
        |plan| {
            worker(plan, 3, |w| w.working_days = WorkingDays::parse("Mon-Wed").unwrap());
            plan.absences.push(leave(1, 3, "14/09/2026", "16/09/2026", &[]));
            plan.absences.push(sick(2, "21/09/2026", "23/09/2026"));
        },
        &[
            ("17/09/2026", is(S::NamedAway)),
            ("21/09/2026", unnamed(S::NamedAway)),
            ("24/09/2026", is(S::Named)),
        ],
    );
}

#[test]
fn an_open_ended_absence_lasts_until_the_expected_return() {
    let open = |back: Option<&str>| Absence {
        last_day: None,
        expected_return: back.map(on),
        ..sick(1, "07/09/2026", "07/09/2026")
    };
    expect(
        "back on the day",
        |plan| plan.absences.push(open(Some("21/09/2026"))),
        &[("20/09/2026", unnamed(S::NamedAway)), ("21/09/2026", is(S::Named))],
    );
    expect(
        "nobody knows when",
        |plan| plan.absences.push(open(None)),
        &[
            ("11/09/2026", is(S::NamedAway)),
            ("14/09/2026", unnamed(S::NamedAway)),
            ("07/09/2030", unnamed(S::NamedAway)),
        ],
    );
}

#[test]
fn cover_counts_only_while_the_cover_is_a_social_worker_who_is_there() {
    let covered = |plan: &mut Plan, cover: &[u32]| {
        plan.absences.push(leave(1, 3, "21/09/2026", "02/10/2026", cover));
    };
    expect(
        "Ben is there",
        |plan| covered(plan, &[4]),
        &[
            ("21/09/2026", is(S::NamedCovered)),
            ("02/10/2026", is(S::NamedCovered)),
            ("03/10/2026", is(S::Named)),
        ],
    );
    expect(
        "Ben leaves: from then on the grace period runs",
        |plan| {
            covered(plan, &[4]);
            worker(plan, 4, |w| w.last_day = Some(on("22/09/2026")));
        },
        &[
            ("22/09/2026", is(S::NamedCovered)),
            ("23/09/2026", is(S::NamedAway)),
            ("29/09/2026", is(S::NamedAway)),
            ("30/09/2026", unnamed(S::NamedAway)),
        ],
    );
    expect(
        "Ben is away himself for two days",
        |plan| {
            covered(plan, &[4]);
            plan.absences.push(leave(2, 4, "23/09/2026", "24/09/2026", &[]));
        },
        &[
            ("22/09/2026", is(S::NamedCovered)),
            ("23/09/2026", is(S::NamedAway)),
            ("25/09/2026", is(S::NamedCovered)),
        ],
    );
    expect(
        "the next on the list steps in",
        |plan| {
            covered(plan, &[4, 5]);
            plan.absences.push(leave(2, 4, "23/09/2026", "24/09/2026", &[]));
        },
        &[("23/09/2026", is(S::NamedCovered))],
    );
    expect("a manager is no cover", |plan| covered(plan, &[1]), &[("21/09/2026", is(S::NamedAway))]);
    expect("nor is the absent worker", |plan| covered(plan, &[3]), &[("21/09/2026", is(S::NamedAway))]);
}

#[test]
fn a_manager_in_place_of_a_worker_is_no_named_social_worker() {
    expect(
        "as manager",
        |p| hold(p, Holder::Manager(WorkerId(1))),
        &[("07/09/2026", unnamed(S::ManagerHeld))],
    );
    expect("as worker", |p| hold(p, Holder::Worker(WorkerId(1))), &[("07/09/2026", unnamed(S::ManagerHeld))]);
    expect(
        "on duty",
        |p| hold(p, Holder::DutyWorker(WorkerId(1))),
        &[("07/09/2026", unnamed(S::ManagerHeld))],
    );
    expect(
        "unless the council counts it",
        |p| {
            hold(p, Holder::Manager(WorkerId(1)));
            Arc::make_mut(&mut p.policy).unnamed_states.retain(|state| *state != S::ManagerHeld);
        },
        &[("07/09/2026", is(S::ManagerHeld))],
    );
}

#[test]
fn duty_trays_and_nobody() {
    let day = "07/09/2026";
    for (holder, expected) in [
        (Holder::DutyWorker(WorkerId(4)), is(S::DutyNamed)),
        (Holder::DutyRota(TeamId(1)), unnamed(S::DutyRota)),
        (Holder::Tray(TeamId(1)), unnamed(S::AwaitingAllocation)),
        (Holder::Nobody, unnamed(S::AwaitingAllocation)),
        (Holder::Worker(WorkerId(99)), unnamed(S::AwaitingAllocation)),
        (Holder::AwaitingClosure(None), is(S::AwaitingClosure)),
        (Holder::AwaitingClosure(Some(WorkerId(4))), is(S::AwaitingClosure)),
    ] {
        let mut plan = sound();
        hold(&mut plan, holder.clone());
        let calendar = plan.calendar.compile();
        let sight = Sight::new(&plan, &calendar);
        let spell = state_on(&sight, plan.children.get(ChildId(1)).unwrap(), on(day));
        assert_eq!(spell.map(|s| (s.state, s.unnamed)), expected, "{holder:?}");
    }
}

#[test]
fn a_personal_adviser_is_enough_for_a_care_leaver_from_their_eighteenth_birthday() {
    let adviser = |plan: &mut Plan, birthday: Option<&str>| {
        of_type(plan, C::CareLeaver);
        hold(plan, Holder::PersonalAdviser(WorkerId(6)));
        plan.children.change(ChildId(1), |c| c.turns_18 = birthday.map(on));
    };
    expect(
        "on the birthday",
        |plan| adviser(plan, Some("15/09/2026")),
        &[("14/09/2026", unnamed(S::OtherPractitioner)), ("15/09/2026", is(S::PersonalAdviserOnly))],
    );
    expect("no birthday: over 18", |plan| adviser(plan, None), &[("07/09/2026", is(S::PersonalAdviserOnly))]);
    expect(
        "an adviser named as the worker is an adviser all the same",
        |plan| {
            adviser(plan, None);
            hold(plan, Holder::Worker(WorkerId(6)));
        },
        &[("07/09/2026", is(S::PersonalAdviserOnly))],
    );
    expect(
        "an adviser who has left",
        |plan| {
            adviser(plan, None);
            worker(plan, 6, |w| w.last_day = Some(on("10/09/2026")));
        },
        &[("10/09/2026", is(S::PersonalAdviserOnly)), ("11/09/2026", unnamed(S::Left))],
    );
}

#[test]
fn a_practitioner_is_enough_for_a_child_in_need_and_for_nobody_else() {
    for (case_type, expected) in [
        (C::ChildInNeed, is(S::OtherPractitioner)),
        (C::ChildProtection, unnamed(S::OtherPractitioner)),
        (C::Assessment, unnamed(S::OtherPractitioner)),
        (C::LookedAfter, unnamed(S::OtherPractitioner)),
    ] {
        let mut plan = sound();
        of_type(&mut plan, case_type);
        hold(&mut plan, Holder::LeadPractitioner(WorkerId(7)));
        let calendar = plan.calendar.compile();
        let sight = Sight::new(&plan, &calendar);
        let spell = state_on(&sight, plan.children.get(ChildId(1)).unwrap(), on("07/09/2026"));
        assert_eq!(spell.map(|s| (s.state, s.unnamed)), expected, "{case_type:?}");
    }
    expect(
        "away without cover, as for a social worker",
        |plan| {
            hold(plan, Holder::LeadPractitioner(WorkerId(7)));
            plan.absences.push(leave(1, 7, "07/09/2026", "18/09/2026", &[]));
        },
        &[("11/09/2026", is(S::OtherPractitioner)), ("14/09/2026", unnamed(S::OtherPractitioner))],
    );
}

fn moving(sender: Option<u32>, receiver: Option<u32>, day: Option<&str>) -> Holder {
    Holder::Transfer {
        from: Some(TeamId(1)),
        to: TeamId(2),
        sender: sender.map(WorkerId),
        receiver: receiver.map(WorkerId),
        on: day.map(on),
    }
}

#[test]
fn a_transfer_keeps_the_sender_until_the_handover_and_then_has_the_receiver_or_nobody() {
    expect(
        "no day agreed: the sender stays",
        |p| hold(p, moving(Some(3), Some(5), None)),
        &[("07/09/2026", is(S::TransferNamed)), ("07/09/2027", is(S::TransferNamed))],
    );
    expect(
        "received on the day",
        |p| hold(p, moving(Some(3), Some(5), Some("01/10/2026"))),
        &[("30/09/2026", is(S::TransferNamed)), ("01/10/2026", is(S::Named))],
    );
    expect(
        "nobody there to receive",
        |p| hold(p, moving(Some(3), None, Some("01/10/2026"))),
        &[("30/09/2026", is(S::TransferNamed)), ("01/10/2026", unnamed(S::TransferNobody))],
    );
    expect(
        "sent, not picked up",
        |p| hold(p, moving(None, None, None)),
        &[("07/09/2026", unnamed(S::TransferNobody))],
    );
    expect("sent and picked up", |p| hold(p, moving(None, Some(5), None)), &[("07/09/2026", is(S::Named))]);
    expect(
        "sent, to be picked up later",
        |p| hold(p, moving(None, Some(5), Some("01/10/2026"))),
        &[("30/09/2026", unnamed(S::TransferNobody)), ("01/10/2026", is(S::Named))],
    );
    expect(
        "the sender leaves first",
        |p| {
            hold(p, moving(Some(3), Some(5), Some("01/10/2026")));
            worker(p, 3, |w| w.last_day = Some(on("25/09/2026")));
        },
        &[
            ("25/09/2026", is(S::TransferNamed)),
            ("26/09/2026", unnamed(S::Left)),
            ("01/10/2026", is(S::Named)),
        ],
    );
    expect(
        "the sender is away",
        |p| {
            hold(p, moving(Some(3), Some(5), Some("01/10/2026")));
            p.absences.push(leave(1, 3, "21/09/2026", "09/10/2026", &[]));
        },
        &[
            ("21/09/2026", is(S::NamedAway)),
            ("28/09/2026", unnamed(S::NamedAway)),
            ("01/10/2026", is(S::Named)),
        ],
    );
}

#[test]
fn a_transfer_from_a_manager_or_a_practitioner_does_not_make_them_a_named_social_worker() {
    expect(
        "from a manager",
        |p| hold(p, moving(Some(1), Some(5), Some("01/10/2026"))),
        &[("07/09/2026", unnamed(S::ManagerHeld)), ("01/10/2026", is(S::Named))],
    );
    expect(
        "from a practitioner",
        |p| {
            of_type(p, C::ChildProtection);
            hold(p, moving(Some(7), Some(5), Some("01/10/2026")));
        },
        &[("07/09/2026", unnamed(S::OtherPractitioner)), ("01/10/2026", is(S::Named))],
    );
}

#[test]
fn without_any_date_recorded_a_long_absence_has_not_just_begun() {
    let unrecorded = |plan: &mut Plan| {
        plan.children.change(ChildId(1), |c| (c.held_since, c.opened) = (None, None));
    };
    expect(
        "away since July",
        |plan| {
            unrecorded(plan);
            plan.absences.push(sick(1, "01/07/2026", "30/09/2026"));
        },
        &[("07/09/2026", unnamed(S::NamedAway)), ("01/10/2026", is(S::Named))],
    );
    expect(
        "given to somebody who is away: the grace period runs from then",
        |plan| {
            plan.children.change(ChildId(1), |c| c.held_since = Some(on("07/09/2026")));
            plan.absences.push(sick(1, "01/07/2026", "30/09/2026"));
        },
        &[("07/09/2026", is(S::NamedAway)), ("14/09/2026", unnamed(S::NamedAway))],
    );
}

#[test]
fn present_is_told_apart_from_named() {
    let mut plan = sound();
    plan.absences =
        [leave(1, 3, "21/09/2026", "25/09/2026", &[]), leave(2, 6, "21/09/2026", "25/09/2026", &[])]
            .into_iter()
            .collect();
    plan.workers.push(staff(8, "Zoe York", Role::PersonalAdviser, 1, 1));
    plan.children.change(ChildId(2), |c| {
        c.case_type = C::CareLeaver;
        c.holder = Holder::PersonalAdviser(WorkerId(6));
    });
    let calendar = plan.calendar.compile();
    let sight = Sight::new(&plan, &calendar);
    for id in [1, 2] {
        let child = plan.children.get(ChildId(id)).unwrap();
        let on_day = |day: &str| state_on(&sight, child, on(day)).map(|s| (s.unnamed, s.present));
        assert_eq!(on_day("18/09/2026"), Some((false, true)), "{id}");
        assert_eq!(on_day("21/09/2026"), Some((false, false)), "{id}");
        assert_eq!(on_day("26/09/2026"), Some((false, true)), "{id}");
    }
    assert_eq!(plan.absences.get(AbsenceId(1)).map(|a| a.worker), Some(WorkerId(3)));
}
