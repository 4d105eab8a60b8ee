//! Larger teams: everything that is said of them holds, and the sizes of real teams are proved.

use proptest::prelude::*;
use proptest::test_runner::Config;

use super::brute::drawn;
use super::*;
use crate::domain::plan::{DutyUnit, WorkingDays};

/// Thirty people over a year with so many weeks of leave each, by a fixed rule.
fn thirty(weeks_away: u32) -> Plan {
    // A plain congruential sequence: any spread will do.
    let mut state = 7_u64;
    let mut next = |end: u64| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) % end
    };
    let people: Vec<_> = (0..30)
        .map(|_| {
            let fte = [10_000, 10_000, 10_000, 8_000, 6_000][next(5) as usize];
            let away = (0..weeks_away).map(|_| next(52) as i64).collect::<Vec<_>>();
            let before = (0..=next(2)).map(|_| 1 + next(50) as i64).collect::<Vec<_>>();
            (fte, 7, away, before, (next(10) == 0).then(|| next(30) as i64))
        })
        .collect();
    drawn(&people, &[(3, 4), (20, 17)], 1, DutyUnit::Week)
}

#[test]
fn thirty_people_over_a_year_are_proved_with_much_leave_or_little() {
    for weeks_away in [6, 26] {
        let rota = rota(&thirty(weeks_away), 52);
        assert!(rota.proved, "{weeks_away} weeks away");
        assert_eq!(rota.slots.len(), 52);
    }
}

#[test]
fn thirty_people_by_single_days_are_proved_where_some_work_on_mondays_alone() {
    let mut plan = thirty(6);
    duty(&mut plan, |duty| {
        duty.unit = DutyUnit::Day;
        duty.turns.retain(|turn| !turn.pinned);
    });
    // Of four who work on Mondays alone one at most can have a day of duty in a week, of two who work on two days two.
    for (worker, days) in [(1, "Mon"), (2, "Mon"), (3, "Mon"), (4, "Mon"), (5, "Mon Tue"), (6, "Mon Tue")] {
        plan.workers.change(WorkerId(worker), |w| w.working_days = WorkingDays::parse(days).unwrap());
    }
    let rota = rota(&plan, 26);
    assert!(rota.proved);
    let calendar = WorkingCalendar::new(&plan.calendar);
    assert_eq!(verify(&plan, &calendar, &rota), Vec::<String>::new());
    assert!(rota.slots.len() > 120 && rota.slots.iter().all(|slot| slot.worker.is_some()));
}

#[test]
fn the_same_plan_has_the_same_rota_whatever_the_order_of_its_lists() {
    let plan = thirty(12);
    let once = rota(&plan, 26);
    let mut other = plan.clone();
    other.workers = plan.workers.iter().rev().map(|worker| (**worker).clone()).collect();
    other.absences = plan.absences.iter().rev().map(|absence| (**absence).clone()).collect();
    assert_eq!(rota(&plan, 26), once);
    assert_eq!(rota(&other, 26), once);
}

proptest! {
    #![proptest_config(Config { cases: 12, ..Config::default() })]

    #[test]
    fn nothing_is_wrong_with_a_rota_of_any_team(
        people in prop::collection::vec(
            (
                prop::sample::select(vec![5_000_u32, 8_000, 10_000]),
                0..8_usize,
                prop::collection::vec(0..20_i64, 0..8),
                prop::collection::vec(1..60_i64, 0..4),
                prop::option::weighted(0.2, 0..40_i64),
            ),
            4..14,
        ),
        pinned in prop::collection::vec((0..16_i64, 0..14_usize), 0..4),
        gap in 0..6_u8,
        by_days in prop::bool::weighted(0.3),
        weeks in 4..18_u16,
    ) {
        let unit = if by_days { DutyUnit::Day } else { DutyUnit::Week };
        let plan = drawn(&people, &pinned, gap, unit);
        let calendar = WorkingCalendar::new(&plan.calendar);
        let weeks = if by_days { weeks.min(8) } else { weeks };
        let ask = DutyAsk { team: TeamId(1), from: plan.about.as_at, weeks };
        let rota = plan_duty(&plan, &calendar, &ask).unwrap();
        prop_assert_eq!(verify(&plan, &calendar, &rota), Vec::<String>::new());
        let kept = |turn: &&DutyTurn| turn.pinned && turn.from < plan.about.as_at + Duration::weeks(i64::from(weeks));
        let turns = plan.teams.get(TeamId(1)).unwrap().duty.clone().unwrap().turns;
        for turn in turns.iter().filter(kept) {
            let slots = rota.slots.iter().filter(|slot| turn.covers(slot.from) && slot.pinned);
            prop_assert!(slots.count() > 0);
        }
    }
}
