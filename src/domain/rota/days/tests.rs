//! Team days worked out by hand, and against the slow way of counting them.

use std::sync::Arc;

use proptest::prelude::*;

use super::*;
use crate::domain::capacity::{self, Loads};
use crate::domain::plan::{AbsenceStatus, DutyPattern, DutyTurn, Plan, WorkingDays};
use crate::domain::rota::any::service;
use crate::domain::samples::{leave, on as date, sound, staff};
use crate::domain::state::state_on;

fn days(plan: &Plan, team: u32, from: &str, to: &str) -> Vec<TeamDay> {
    let calendar = plan.calendar.compile();
    let sight = Sight::new(plan, &calendar);
    let outlook = Outlook::new(&sight);
    team_days(&sight, &outlook, TeamId(team), date(from), date(to))
}

fn north(plan: &Plan, day: &str) -> TeamDay {
    days(plan, 1, day, day).remove(0)
}

fn fte(tenths: u32) -> Fte {
    Fte::from_parts(tenths * 1_000)
}

/// The sound plan with something changed.
fn changed(change: impl FnOnce(&mut Plan)) -> Plan {
    let mut plan = sound();
    change(&mut plan);
    plan
}

#[test]
fn a_team_is_counted_day_by_day() {
    // North: Ada holds two and is away from Monday 21 to Friday 25 September, covered by Ben, who holds none. Each has a cap
    // of 18; Gil is no social worker, and Moira manages. One post.
    type Row = (&'static str, u32, u16, u32, u32);
    let rows: [(&str, Plan, &[Row]); 5] = [
        (
            "as it is",
            sound(),
            &[
                // day, tenths of FTE present, away, free places, uncovered
                ("07/09/2026", 20, 0, 34, 0),
                ("15/09/2026", 20, 0, 34, 0),
                // Three working days before leave nobody is given a new case: 16, 17 and 18 are before the 21st.
                ("16/09/2026", 20, 0, 18, 0),
                ("19/09/2026", 0, 0, 0, 0), // a Saturday
                ("21/09/2026", 10, 1, 18, 0),
                ("25/09/2026", 10, 1, 18, 0),
                ("28/09/2026", 20, 0, 34, 0),
            ],
        ),
        (
            "without cover",
            changed(|plan| plan.absences.change_where(|_| true, |absence| absence.cover.clear())),
            &[("18/09/2026", 20, 0, 18, 0), ("21/09/2026", 10, 1, 18, 2), ("28/09/2026", 20, 0, 34, 0)],
        ),
        (
            "Ada works from Monday to Wednesday, 0.6",
            changed(|plan| {
                plan.workers.change(WorkerId(3), |ada| {
                    (ada.fte, ada.working_days) = (fte(6), WorkingDays::parse("Mon-Wed").unwrap());
                });
            }),
            // Her cap is 10, and two are in her name. On Thursday she is neither there nor away.
            &[("07/09/2026", 16, 0, 26, 0), ("10/09/2026", 10, 0, 26, 0), ("24/09/2026", 10, 0, 18, 0)],
        ),
        (
            "the manager is away as well, and Ben leaves on the 22nd",
            changed(|plan| {
                plan.absences.push(leave(2, 1, "22/09/2026", "22/09/2026", &[]));
                plan.workers.change(WorkerId(4), |ben| ben.last_day = Some(date("22/09/2026")));
            }),
            // From the 23rd nobody covers. Ben takes no new case in his last three working days.
            &[("16/09/2026", 20, 0, 18, 0), ("22/09/2026", 10, 2, 0, 0), ("23/09/2026", 0, 1, 0, 2)],
        ),
        (
            "a bank holiday",
            changed(|plan| Arc::make_mut(&mut plan.about).as_at = date("24/08/2026")),
            &[("28/08/2026", 20, 0, 34, 0), ("31/08/2026", 0, 0, 0, 0)],
        ),
    ];
    for (what, plan, rows) in rows {
        for (day, present, away, free, uncovered) in rows {
            let counted = north(&plan, day);
            assert_eq!(
                (counted.present, counted.away, counted.free_places, counted.uncovered),
                (fte(*present), *away, *free, *uncovered),
                "{what}, {day}"
            );
            assert_eq!(counted.established, Fte::FULL);
        }
    }
    // Without posts in the plan, its people who hold cases.
    let without = changed(|plan| plan.posts = crate::domain::plan::Records::default());
    assert_eq!(north(&without, "21/09/2026").established, fte(20));
}

#[test]
fn what_is_wrong_with_a_day_is_told_the_gravest_first_and_only_on_the_days_on_which_it_is() {
    let mut plan = sound();
    plan.absences.change_where(|_| true, |absence| absence.cover.clear());
    plan.absences.push(leave(2, 1, "24/09/2026", "25/09/2026", &[])); // Moira, who has no deputy
    Arc::make_mut(&mut plan.policy).grace_working_days = 3;
    plan.teams.change(TeamId(1), |team| {
        (team.rota.most_away, team.rota.least_present) = (Some(1), Some(fte(15)));
        let turn = |from: &str, to: &str, worker| DutyTurn {
            from: date(from),
            to: date(to),
            worker: WorkerId(worker),
            pinned: false,
        };
        team.duty = Some(DutyPattern {
            turns: vec![
                turn("14/09/2026", "20/09/2026", 4),
                turn("21/09/2026", "24/09/2026", 3),
                turn("28/09/2026", "04/10/2026", 4),
            ],
            ..DutyPattern::default()
        });
    });
    let few = Red::TooFewPresent { present: fte(10), least: fte(15) };
    let many = Red::TooManyAway { away: 2, most: 1 };
    let ada = Red::DutyAway(WorkerId(3));
    // Grace is Monday to Wednesday.
    let past = Red::PastGrace { children: 2 };
    let expected: [(&str, Vec<Red>); 9] = [
        ("18/09/2026", vec![]),
        ("19/09/2026", vec![]),
        ("21/09/2026", vec![ada, few]),
        ("23/09/2026", vec![ada, few]),
        ("24/09/2026", vec![past, Red::NoManager, ada, few, many]),
        // On the 25th nobody has the turn, between two that are planned.
        ("25/09/2026", vec![past, Red::NoManager, Red::NobodyOnDuty, few, many]),
        ("28/09/2026", vec![]),
        ("05/10/2026", vec![]), // no turn is planned so far ahead
        ("11/09/2026", vec![]),
    ];
    for (day, red) in expected {
        assert_eq!(north(&plan, day).red, red, "{day}");
    }
    let lookup = Lookup::new(&plan);
    let words: Vec<String> = north(&plan, "24/09/2026").red.iter().map(|red| red.words(&lookup)).collect();
    assert_eq!(
        words,
        [
            "2 children have no named social worker: theirs is away, and nobody at work is named as cover",
            "No manager is at work: the manager and every deputy are away or off",
            "Ada Brook has the duty turn and is not at work",
            "1.0 FTE at work, and at least 1.5 should be",
            "2 away, and no more than 1 may be",
        ]
    );
    // A deputy at work is enough, one whose day it is not is not; and a team may do without.
    let managed = |change: &dyn Fn(&mut Plan)| {
        let mut plan = plan.clone();
        change(&mut plan);
        north(&plan, "24/09/2026").red.contains(&Red::NoManager)
    };
    let deputy = |days: &'static str| {
        move |plan: &mut Plan| {
            let mut deputy = staff(8, "Hal Innes", crate::domain::plan::Role::PracticeManager, 1, 0);
            deputy.working_days = WorkingDays::parse(days).unwrap();
            plan.workers.push(deputy);
            plan.teams.change(TeamId(1), |team| team.deputies = vec![WorkerId(8)]);
        }
    };
    assert!(!managed(&deputy("Mon-Fri")));
    assert!(managed(&deputy("Mon-Wed"))); // the 24th is a Thursday
    assert!(!managed(&|plan| {
        plan.teams.change(TeamId(1), |team| team.rota.managers_may_all_be_away = true);
    }));
}

#[test]
fn where_no_turn_is_planned_the_order_decides_who_is_on_duty() {
    // One week in two from that of 7 September: Ada, then Ben, then Ada.
    let plan = changed(|plan| {
        plan.teams.change(TeamId(1), |team| {
            team.duty = Some(DutyPattern {
                one_week_in: 2,
                first_week: Some(date("07/09/2026")),
                order: vec![WorkerId(3), WorkerId(4)],
                ..DutyPattern::default()
            });
        });
    });
    for (day, who) in [
        ("11/09/2026", Some(3)),
        ("14/09/2026", None),
        ("21/09/2026", Some(4)),
        ("05/10/2026", Some(3)),
        ("24/08/2026", Some(4)), // the weeks before go on backwards
    ] {
        assert_eq!(north(&plan, day).on_duty, who.map(WorkerId), "{day}");
    }
}

/// One team on one day, counted without any shortcut.
fn slowly(sight: &Sight<'_>, outlook: &Outlook, team: &Team, day: NaiveDate) -> (Fte, u16, u32, u32, u32) {
    let plan = sight.plan();
    let loads = Loads::on(sight, outlook, day);
    let mut all = (Fte::ZERO, 0, 0, 0, 0);
    for worker in plan.workers.iter().filter(|worker| belongs(team, worker)) {
        let works = worker.in_post(day) && would_work(sight.calendar, worker, day);
        let away = sight
            .lookup
            .absences_of(worker.id)
            .any(|absence| absence.status == AbsenceStatus::Agreed && absence.covers(day));
        all.1 += u16::from(works && away);
        if worker.role.holds_cases() && worker.team.is_some() {
            all.2 += capacity::room(sight, &loads, worker);
            if works && !away {
                all.0 = all.0 + worker.fte;
            }
        }
    }
    for child in &plan.children {
        let Some(spell) = state_on(sight, child, day) else { continue };
        let Why::Away { worker, .. } = spell.why else { continue };
        let theirs = child.team.or_else(|| sight.lookup.worker(worker).and_then(|worker| worker.team));
        if theirs == Some(team.id) {
            (all.3, all.4) = (all.3 + 1, all.4 + u32::from(spell.unnamed));
        }
    }
    all
}

proptest! {
    #[test]
    fn every_day_is_what_it_is_when_counted_by_itself(plan in service(), from in 0_i64..60) {
        let calendar = plan.calendar.compile();
        let sight = Sight::new(&plan, &calendar);
        let outlook = Outlook::new(&sight);
        let from = date("24/08/2026") + chrono::Duration::days(from);
        for team in &plan.teams {
            let days = team_days(&sight, &outlook, team.id, from, from + chrono::Duration::days(40));
            prop_assert_eq!(days.len(), 41);
            for day in days.iter().filter(|day| day.working) {
                let (present, away, free, uncovered, past) = slowly(&sight, &outlook, team, day.date);
                prop_assert_eq!((day.present, day.away), (present, away), "{}", day.date);
                prop_assert_eq!((day.free_places, day.uncovered), (free, uncovered), "{}", day.date);
                let red = (past > 0).then_some(Red::PastGrace { children: past });
                prop_assert_eq!(day.red.iter().find(|red| matches!(red, Red::PastGrace { .. })).copied(), red);
                prop_assert_eq!(
                    day.red.iter().any(|red| matches!(red, Red::TooManyAway { .. })),
                    team.rota.most_away.is_some_and(|most| away > most)
                );
                prop_assert_eq!(
                    day.red.iter().any(|red| matches!(red, Red::TooFewPresent { .. })),
                    team.rota.least_present.is_some_and(|least| present < least)
                );
            }
            prop_assert!(days.iter().all(|day| day.working || day.red.is_empty()));
        }
    }
}
