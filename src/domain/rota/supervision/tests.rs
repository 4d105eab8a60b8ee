use super::*;
use crate::domain::edit::apply;
use crate::domain::ids::AbsenceId;
use crate::domain::plan::{DutyPattern, DutyTurn, SecondWeek, WorkingDays};
use crate::domain::samples::{leave, on, sound, staff};

/// The plan of [`sound`] in which only Ada, supervised by Moira, is to be supervised.
fn ada_alone() -> Plan {
    let mut plan = sound();
    for other in [2, 4, 5, 6, 7] {
        plan.workers.remove(WorkerId(other));
    }
    plan
}

fn ada(plan: &mut Plan, change: impl FnOnce(&mut Worker)) {
    plan.workers.change(WorkerId(3), change).unwrap();
}

fn planned(plan: &Plan, to: &str) -> SupervisionPlan {
    let calendar = plan.calendar.compile();
    supervision(&Sight::new(plan, &calendar), on(to))
}

fn of(plan: &Plan, id: u32, to: &str) -> Supervision {
    planned(plan, to).people.into_iter().find(|one| one.worker == WorkerId(id)).unwrap()
}

fn session(date: &str, due: &str, moved: Option<&str>, late: bool) -> Session {
    Session { date: on(date), due: on(due), moved: moved.map(str::to_owned), late }
}

#[test]
fn supervision_that_falls_in_leave_is_held_before_it_and_the_next_counts_from_that_day() {
    let mut plan = ada_alone();
    ada(&mut plan, |w| w.rota.last_supervised = Some(on("24/08/2026")));
    // 24/08 + 4 weeks = 21/09, the first day of her leave; the nearest day before it worked by both is Friday 18/09.
    // 18/09 + 4 weeks = 16/10.
    let found = of(&plan, 3, "31/10/2026");
    assert_eq!((found.every_weeks, found.due, found.overdue_days), (4, Some(on("21/09/2026")), 0));
    assert_eq!(
        found.sessions,
        [
            session("18/09/2026", "21/09/2026", Some("Ada Brook is on leave until 25/09/2026"), false),
            session("16/10/2026", "16/10/2026", None, false),
        ]
    );
    assert_eq!(found.cannot, Vec::<String>::new());
}

#[test]
fn the_assessed_and_supported_year_is_weekly_then_fortnightly_and_late_only_where_nothing_else_can_be() {
    let mut plan = ada_alone();
    ada(&mut plan, |w| {
        w.asye_start = Some(on("07/09/2026"));
        w.rota.last_supervised = Some(on("07/09/2026"));
    });
    let away = Some("Ada Brook is on leave until 25/09/2026");
    // Weekly from 07/09: 14/09, then 21/09, in her leave. Half a week after 14/09 is 18/09, a Friday: then. From it, 25/09, and
    // not before 22/09: all leave, so Monday 28/09, late. Weeks 3 to 5 of the year: 05/10, 12/10, 19/10. From week 6, which
    // begins on 19/10, every two: 02/11, 16/11.
    assert_eq!(
        of(&plan, 3, "20/11/2026").sessions,
        [
            session("14/09/2026", "14/09/2026", None, false),
            session("18/09/2026", "21/09/2026", away, false),
            session("28/09/2026", "25/09/2026", away, true),
            session("05/10/2026", "05/10/2026", None, false),
            session("12/10/2026", "12/10/2026", None, false),
            session("19/10/2026", "19/10/2026", None, false),
            session("02/11/2026", "02/11/2026", None, false),
            session("16/11/2026", "16/11/2026", None, false),
        ]
    );
}

#[test]
fn how_often_goes_by_the_steps_of_the_assessed_year_and_by_the_rules_before_and_after_it() {
    let mut plan = ada_alone();
    std::sync::Arc::make_mut(&mut plan.rota).supervision_weeks = 5;
    ada(&mut plan, |w| w.asye_start = Some(on("07/09/2026")));
    let worker = plan.workers.get(WorkerId(3)).unwrap();
    // Week 6 begins 42 days on, week 26 182, and the year is over after 52 weeks, 364 days.
    for (day, every) in [
        ("06/09/2026", 5),
        ("07/09/2026", 1),
        ("18/10/2026", 1),
        ("19/10/2026", 2),
        ("07/03/2027", 2),
        ("08/03/2027", 4),
        ("05/09/2027", 4),
        ("06/09/2027", 5),
    ] {
        assert_eq!(every_weeks(&plan, worker, on(day)), every, "{day}");
    }
    std::sync::Arc::make_mut(&mut plan.rota).supervision_weeks = 0;
    assert_eq!(every_weeks(&plan, worker, on("06/09/2026")), 1, "never more than once a week");
}

#[test]
fn what_cannot_be_in_time_is_late_and_says_everything_that_stood_in_the_way() {
    let mut plan = ada_alone();
    ada(&mut plan, |w| w.rota.last_supervised = Some(on("24/08/2026")));
    plan.absences.change(AbsenceId(1), |a| a.first_day = on("07/09/2026"));
    plan.teams.change(TeamId(1), |team| {
        let turn =
            DutyTurn { from: on("28/09/2026"), to: on("04/10/2026"), worker: WorkerId(1), pinned: false };
        team.duty = Some(DutyPattern { turns: vec![turn], ..DutyPattern::default() });
    });
    // Due 21/09 and not before 07/09: leave to the 25th, Moira's duty to 04/10, so Monday 05/10.
    let why = "Ada Brook is on leave until 25/09/2026, and Moira Nash is on duty";
    let first = of(&plan, 3, "31/10/2026").sessions.remove(0);
    assert_eq!(first, session("05/10/2026", "21/09/2026", Some(why), true));
}

#[test]
fn the_order_of_duty_counts_where_no_turn_is_named() {
    let mut plan = ada_alone();
    ada(&mut plan, |w| w.rota.last_supervised = Some(on("14/09/2026")));
    plan.teams.change(TeamId(1), |team| {
        team.duty = Some(DutyPattern {
            one_week_in: 2,
            first_week: Some(on("28/09/2026")),
            order: vec![WorkerId(1), WorkerId(3)],
            ..DutyPattern::default()
        });
    });
    // The weeks of 28/09 (Moira) and 12/10 (Ada) are duty. Due on Monday 12/10: the Friday before.
    let first = of(&plan, 3, "31/10/2026").sessions.remove(0);
    assert_eq!(first, session("09/10/2026", "12/10/2026", Some("Ada Brook is on duty"), false));
}

#[test]
fn bank_holidays_and_days_off_move_it_to_the_day_before() {
    let mut plan = ada_alone();
    // Four weeks before Friday 25/12/2026.
    ada(&mut plan, |w| w.rota.last_supervised = Some(on("27/11/2026")));
    let christmas = "25/12/2026 is not worked (Christmas Day)";
    let first = of(&plan, 3, "31/12/2026").sessions.remove(0);
    assert_eq!(first, session("24/12/2026", "25/12/2026", Some(christmas), false));

    // Due on Friday 11/09; Moira has the Fridays of every second week from that of 07/09 off.
    ada(&mut plan, |w| w.rota.last_supervised = Some(on("14/08/2026")));
    plan.workers.change(WorkerId(1), |w| {
        let days = WorkingDays::parse("Mon-Thu").unwrap();
        w.rota.second_week = Some(SecondWeek { of: on("07/09/2026"), days });
    });
    let off = "Moira Nash does not work on 11/09/2026 (Fri)";
    let first = of(&plan, 3, "30/09/2026").sessions.remove(0);
    assert_eq!(first, session("10/09/2026", "11/09/2026", Some(off), false));
}

#[test]
fn who_is_new_counts_from_the_first_day_and_of_whom_nothing_is_known_is_seen_as_soon_as_can_be() {
    let mut plan = ada_alone();
    let unknown = Some("No supervision is recorded before it, so it is as soon as both are at work");
    let found = of(&plan, 3, "15/09/2026");
    assert_eq!((found.due, found.overdue_days), (None, 0));
    assert_eq!(found.sessions, [session("07/09/2026", "05/10/2026", unknown, false)]);

    // Started on Monday 03/08: due on 31/08, seven days before the plan's date.
    ada(&mut plan, |w| w.first_day = Some(on("03/08/2026")));
    let found = of(&plan, 3, "15/09/2026");
    assert_eq!((found.due, found.overdue_days), (Some(on("31/08/2026")), 7));
    let overdue = Some("Overdue since 31/08/2026");
    assert_eq!(found.sessions, [session("07/09/2026", "31/08/2026", overdue, true)]);

    // Starts on Monday 28/09: due on 26/10.
    ada(&mut plan, |w| w.first_day = Some(on("28/09/2026")));
    let found = of(&plan, 3, "31/10/2026");
    assert_eq!(found.sessions, [session("26/10/2026", "26/10/2026", None, false)]);

    // 13 weeks before the plan's date is 08/06: new since then, and not since the day before.
    ada(&mut plan, |w| w.first_day = Some(on("08/06/2026")));
    assert_eq!(of(&plan, 3, "15/09/2026").due, Some(on("06/07/2026")));
    ada(&mut plan, |w| w.first_day = Some(on("07/06/2026")));
    assert_eq!(of(&plan, 3, "15/09/2026").due, None);
}

#[test]
fn nobody_is_overdue_who_has_been_away_since_before_it_was_due() {
    let mut plan = ada_alone();
    ada(&mut plan, |w| w.rota.last_supervised = Some(on("06/08/2026"))); // due 03/09
    for (first_day, overdue) in [("03/09/2026", 0), ("04/09/2026", 4)] {
        plan.absences.change(AbsenceId(1), |a| {
            a.kind = crate::domain::plan::AbsenceKind::Sickness;
            (a.first_day, a.last_day) = (on(first_day), Some(on("11/09/2026")));
        });
        let found = of(&plan, 3, "30/09/2026");
        assert_eq!(found.overdue_days, overdue, "away from {first_day}");
        // Monday 14/09 is the first day back. Why somebody is ill is nobody's business.
        let first = found.sessions.first().unwrap();
        assert_eq!((first.date, first.late), (on("14/09/2026"), true));
        let why = first.moved.as_deref().unwrap();
        assert!(why.ends_with("Ada Brook is away until 11/09/2026") && !why.contains("sick"), "{why}");
        assert_eq!(why.starts_with("Overdue since 03/09/2026"), overdue > 0);
    }
}

#[test]
fn who_is_supervised_by_nobody_is_told_with_what_to_do() {
    let cannot = |change: &dyn Fn(&mut Plan)| {
        let mut plan = ada_alone();
        change(&mut plan);
        let found = of(&plan, 3, "30/11/2026");
        (found.sessions.len(), found.cannot.join("|"))
    };
    let supervisor = |id: Option<u32>| cannot(&|plan| ada(plan, |w| w.supervisor = id.map(WorkerId)));
    assert_eq!(supervisor(None).1, "Nobody is named who supervises Ada Brook: name a supervisor");
    assert_eq!(supervisor(Some(3)).1, "Ada Brook is named as their own supervisor: name somebody else");
    assert_eq!(
        supervisor(Some(99)).1,
        "W99, who is to supervise Ada Brook, is not in the plan: name a supervisor who is"
    );
    let left = |day: &'static str| {
        cannot(&move |plan| {
            plan.workers.change(WorkerId(1), |w| w.last_day = Some(on(day)));
            ada(plan, |w| w.rota.last_supervised = Some(on("07/09/2026")));
        })
    };
    assert_eq!(
        left("31/08/2026"),
        (0, "Moira Nash supervises Ada Brook and left after 31/08/2026: name who does so now".to_owned())
    );
    // Due 05/10; Moira's last day, 30/09, is the nearest before it. After that there is nobody.
    assert_eq!(
        left("30/09/2026"),
        (
            1,
            "Nobody supervises Ada Brook after 30/09/2026, Moira Nash’s last day: name who does so then"
                .to_owned()
        )
    );
    let never = cannot(&|plan| {
        plan.absences.push(leave(2, 1, "07/09/2026", "31/12/2027", &[]));
    });
    assert_eq!(never.0, 0);
    assert!(never.1.contains("Moira Nash is on leave until 31/12/2027"), "{}", never.1);
}

#[test]
fn managers_and_students_are_supervised_by_whoever_is_named_and_others_by_somebody() {
    let mut plan = sound();
    plan.workers.push(staff(8, "Kit Lane", Role::Student, 1, 0));
    plan.workers.push(staff(9, "Lou Marsh", Role::ServiceManager, 1, 0));
    plan.workers.change(WorkerId(1), |w| w.supervisor = Some(WorkerId(9)));
    plan.workers.change(WorkerId(6), |w| w.supervisor = None);
    let found = planned(&plan, "30/09/2026");
    let who: Vec<u32> = found.people.iter().map(|one| one.worker.0).collect();
    // North by name: Ada, Ben, Gil, Moira. South: Cyra, Eve. Owen, Lou and Kit have no supervisor and need not have one.
    assert_eq!(who, [3, 4, 7, 1, 5, 6]);
    assert_eq!(found.people[5].cannot.len(), 1, "a personal adviser has to have one");
}

#[test]
fn nobody_supervises_more_than_two_on_a_day() {
    let mut plan = sound();
    plan.workers.push(staff(8, "Kit Lane", Role::SocialWorker, 1, 1));
    // Ada, Ben, Gil and Kit of whom nothing is known: two on Monday, two on Tuesday.
    let found = planned(&plan, "11/09/2026");
    let days = |id: u32| {
        let one = found.people.iter().find(|one| one.worker == WorkerId(id)).unwrap();
        one.sessions.iter().map(|s| s.date).collect::<Vec<_>>()
    };
    assert_eq!(
        [3, 4, 7, 8].map(|id| days(id)[0]),
        ["07", "07", "08", "08"].map(|d| on(&format!("{d}/09/2026")))
    );
}

#[test]
fn nothing_falls_due_any_more_for_somebody_who_leaves_first() {
    let mut plan = ada_alone();
    ada(&mut plan, |w| {
        w.rota.last_supervised = Some(on("07/09/2026"));
        w.last_day = Some(on("04/10/2026"));
    });
    let found = of(&plan, 3, "30/11/2026"); // due 05/10
    assert_eq!((found.sessions, found.cannot), (Vec::new(), Vec::new()));
}

#[test]
fn group_supervision_is_on_the_day_with_most_of_the_team() {
    let mut plan = sound();
    plan.absences.remove(AbsenceId(1));
    plan.teams.change(TeamId(1), |team| team.rota.last_group_supervision = Some(on("17/08/2026")));
    let north = |plan: &Plan| {
        let group = planned(plan, "30/09/2026").teams.remove(0);
        assert_eq!((group.team, group.due), (TeamId(1), Some(on("14/09/2026"))));
        assert_eq!(group.cannot, Vec::<String>::new());
        group.sessions
    };
    // Moira, Ada, Ben and Gil are there on every day: on the day on which it is due.
    assert_eq!(north(&plan), [session("14/09/2026", "14/09/2026", None, false)]);
    // Ben has Mondays and Fridays off: four on Thursday 10/09, three on 14/09. From then, half of four weeks is 24/09, and
    // the due day 08/10: Thursday, after the end of September.
    plan.workers.change(WorkerId(4), |w| w.working_days = WorkingDays::parse("Tue-Thu").unwrap());
    let why = Some("4 of 4 can be there on 10/09/2026, 3 on 14/09/2026");
    assert_eq!(north(&plan), [session("10/09/2026", "14/09/2026", why, false)]);
    // Gil and Ada on duty until 13/09: two are there on 10/09 and three on 14/09.
    plan.teams.change(TeamId(1), |team| {
        let turn = |id| DutyTurn {
            from: on("07/09/2026"),
            to: on("13/09/2026"),
            worker: WorkerId(id),
            pinned: false,
        };
        team.duty = Some(DutyPattern { turns: vec![turn(7)], ..DutyPattern::default() });
    });
    plan.teams.change(TeamId(2), |team| {
        let turn = |id| DutyTurn {
            from: on("07/09/2026"),
            to: on("13/09/2026"),
            worker: WorkerId(id),
            pinned: false,
        };
        team.duty = Some(DutyPattern { turns: vec![turn(3)], ..DutyPattern::default() });
    });
    assert_eq!(north(&plan), [session("14/09/2026", "14/09/2026", None, false)]);
}

#[test]
fn group_supervision_prefers_a_day_with_the_manager_and_may_be_late_or_impossible() {
    let mut plan = sound();
    plan.absences.remove(AbsenceId(1));
    plan.teams.change(TeamId(1), |team| team.rota.last_group_supervision = Some(on("17/08/2026")));
    plan.absences.push(leave(2, 1, "11/09/2026", "14/09/2026", &[])); // Moira
    plan.absences.push(leave(3, 3, "07/09/2026", "10/09/2026", &[])); // Ada
    let north = |plan: &Plan| planned(plan, "20/09/2026").teams.remove(0);
    // Three on every day: 10/09 is the last on which Moira is one of them.
    let why = Some("Neither the manager nor a deputy is at work on 14/09/2026");
    assert_eq!(north(&plan).sessions, [session("10/09/2026", "14/09/2026", why, false)]);

    // Three of four away until Tuesday 15/09: half the team is there on the 16th, two days late.
    for (id, worker) in [(4, 4), (5, 7), (6, 3), (7, 1)] {
        let last = if worker == 7 { "18/09/2026" } else { "15/09/2026" };
        plan.absences.push(leave(id, worker, "07/09/2026", last, &[]));
    }
    let group = north(&plan);
    let why = Some("3 of 4 can be there on 16/09/2026, 0 on 14/09/2026");
    assert_eq!(group.sessions, [session("16/09/2026", "14/09/2026", why, true)]);

    for id in [4, 5, 6, 7] {
        plan.absences.change(AbsenceId(id), |a| a.last_day = Some(on("31/12/2026")));
    }
    let group = north(&plan);
    assert_eq!((group.sessions.len(), group.cannot.len()), (0, 1));
    assert!(
        group.cannot[0]
            .starts_with("There is no day from 07/09/2026 to 14/09/2026 on which two people of North")
    );
}

#[test]
fn a_service_without_group_supervision_plans_none() {
    let mut plan = sound();
    assert_eq!(planned(&plan, "30/09/2026").teams.len(), 2);
    std::sync::Arc::make_mut(&mut plan.rota).group_supervision_weeks = None;
    assert_eq!(planned(&plan, "30/09/2026").teams, []);
}

#[test]
fn saying_that_it_was_held_sets_the_day_and_is_one_step() {
    let plan = sound();
    let edit = supervised_today(&plan, &[WorkerId(3), WorkerId(4), WorkerId(99)]);
    assert_eq!(crate::domain::edit::label(&plan, &edit), "Supervised on 07/09/2026: 2 people");
    let plan = apply(&plan, &edit).unwrap();
    for (id, day) in [(3, Some(on("07/09/2026"))), (4, Some(on("07/09/2026"))), (7, None)] {
        assert_eq!(plan.workers.get(WorkerId(id)).unwrap().rota.last_supervised, day);
    }
    let plan = apply(&plan, &group_supervision_held(&plan, TeamId(2))).unwrap();
    assert_eq!(plan.teams.get(TeamId(2)).unwrap().rota.last_group_supervision, Some(on("07/09/2026")));
}

mod properties {
    use std::collections::BTreeMap;

    use proptest::collection::vec;
    use proptest::prelude::*;

    use super::*;
    use crate::domain::plan::AbsenceStatus;

    /// What one person is like: days worked, days since the last supervision, weeks since the year began.
    type Like = (u8, Option<i64>, Option<i64>);

    fn pattern(bits: u8) -> WorkingDays {
        use chrono::Weekday::{Fri, Mon, Thu, Tue, Wed};
        let days = [Mon, Tue, Wed, Thu, Fri].into_iter().enumerate();
        days.filter(|(i, _)| bits & (1 << i) != 0).fold(WorkingDays::none(), |all, (_, day)| all.with(day))
    }

    /// Two managers and the people they supervise by turns, away and on duty by chance.
    fn service(people: &[Like], away: &[(usize, i64, i64)], duty: &[(usize, i64)]) -> Plan {
        let mut plan = sound();
        plan.absences = crate::domain::plan::Records::default();
        let as_at = plan.about.as_at;
        for (number, (days, last, asye)) in (10..).zip(people) {
            let mut worker = staff(number, &format!("P{number}"), Role::SocialWorker, 1, 1 + number % 2);
            worker.working_days = pattern(*days);
            worker.rota.last_supervised = last.map(|days| as_at - Duration::days(days));
            worker.asye_start = asye.map(|weeks| as_at - Duration::weeks(weeks));
            plan.workers.push(worker);
        }
        let who = |place: usize| plan.workers.at(place % plan.workers.len()).unwrap().id;
        let absences = (1..).zip(away).map(|(id, (place, from, length))| {
            let first = as_at + Duration::days(*from);
            let mut absence = leave(id, 1, "07/09/2026", "07/09/2026", &[]);
            absence.worker = who(*place);
            (absence.first_day, absence.last_day) = (first, Some(first + Duration::days(*length)));
            absence
        });
        let turns = duty.iter().map(|(place, week)| {
            let from = as_at + Duration::weeks(*week);
            DutyTurn { from, to: from + Duration::days(6), worker: who(*place), pinned: false }
        });
        let (absences, turns) = (absences.collect(), turns.collect());
        plan.absences = absences;
        plan.teams
            .change(TeamId(1), |team| team.duty = Some(DutyPattern { turns, ..DutyPattern::default() }));
        plan
    }

    /// Whether somebody is at work and not on duty, worked out plainly.
    fn free(plan: &Plan, id: WorkerId, day: NaiveDate) -> bool {
        let worker = plan.workers.get(id).unwrap();
        let away = plan
            .absences
            .iter()
            .any(|a| a.worker == id && a.status == AbsenceStatus::Agreed && a.covers(day));
        let duty = plan.teams.iter().filter_map(|team| team.duty.as_ref());
        let on_duty = duty.filter_map(|duty| duty.turn_on(day)).any(|turn| turn.worker == id);
        worker.in_post(day) && works_on(worker, day) && !away && !on_duty
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(48))]
        #[test]
        fn sessions_are_on_days_that_both_work_in_time_unless_late_and_the_same_every_time(
            people in vec((1_u8..32, proptest::option::of(0_i64..60), proptest::option::of(0_i64..40)), 1..12),
            away in vec((0_usize..20, -20_i64..180, 0_i64..40), 0..14),
            duty in vec((0_usize..20, 0_i64..26), 0..10),
        ) {
            let plan = service(&people, &away, &duty);
            let calendar = plan.calendar.compile();
            let sight = Sight::new(&plan, &calendar);
            let to = plan.about.as_at + Duration::days(180);
            let found = supervision(&sight, to);
            let mut a_day: BTreeMap<(WorkerId, NaiveDate), u8> = BTreeMap::new();
            for one in &found.people {
                let worker = plan.workers.get(one.worker).unwrap();
                let mut before = one.last;
                for session in &one.sessions {
                    let supervisor = one.supervisor.unwrap();
                    prop_assert!(calendar.is_working_day(session.date), "{session:?}");
                    prop_assert!(free(&plan, one.worker, session.date), "{session:?}");
                    prop_assert!(free(&plan, supervisor, session.date), "{session:?}");
                    prop_assert!(plan.about.as_at <= session.date && session.date <= to);
                    prop_assert_eq!(session.late, session.date > session.due);
                    prop_assert!(session.date == session.due || session.moved.as_ref().is_some_and(|m| !m.is_empty()));
                    if let Some(before) = before {
                        let longest = 7 * i64::from(every_weeks(&plan, worker, before));
                        let interval = (session.date - before).num_days();
                        prop_assert!(session.late || interval <= longest, "{interval} days: {session:?}");
                        prop_assert!(interval * 2 >= (session.due - before).num_days(), "too soon: {session:?}");
                    }
                    before = Some(session.date);
                    let number = a_day.entry((supervisor, session.date)).or_default();
                    *number += 1;
                    prop_assert!(*number <= MOST_A_DAY);
                }
            }
            for group in &found.teams {
                for session in &group.sessions {
                    let there = plan.workers.iter().filter(|w| w.team == Some(group.team));
                    let there = there.filter(|w| free(&plan, w.id, session.date)).count();
                    prop_assert!(there > 1 && calendar.is_working_day(session.date));
                }
            }
            prop_assert_eq!(supervision(&sight, to), found);
        }

        #[test]
        fn no_plan_however_odd_is_too_much(plan in crate::domain::plan::arbitrary::plan()) {
            let calendar = plan.calendar.compile();
            let found = supervision(&Sight::new(&plan, &calendar), plan.about.horizon_end());
            for one in &found.people {
                prop_assert!(one.sessions.windows(2).all(|pair| pair[0].date < pair[1].date));
            }
        }
    }
}
