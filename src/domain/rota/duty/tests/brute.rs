//! Every rota there is of a small team: none is better, level by level.

use proptest::prelude::*;
use proptest::test_runner::Config;

use super::*;
use crate::domain::plan::{DutyUnit, WorkingDays, monday_of};
use crate::domain::rota::duty::check::{Recount, Weighed};
use crate::domain::samples::leave;
use crate::domain::units::Fte;

/// A person by chance: time, pattern, weeks of leave, weeks of turns before, weeks of the ASYE behind them.
type Drawn = (u32, usize, Vec<i64>, Vec<i64>, Option<i64>);

fn person(weeks: i64) -> impl Strategy<Value = Drawn> {
    (
        prop::sample::select(vec![5_000_u32, 6_000, 8_000, 10_000, 10_000]),
        0..8_usize,
        prop::collection::vec(0..weeks, 0..4),
        prop::collection::vec(1..50_i64, 0..3),
        prop::option::weighted(0.1, 0..40_i64),
    )
}

/// A team whose weeks hold Christmas and New Year.
pub(super) fn drawn(people: &[Drawn], pinned: &[(i64, usize)], gap: u8, unit: DutyUnit) -> Plan {
    let mut plan = north(people.len() as u32);
    let start = on("30/11/2026");
    Arc::make_mut(&mut plan.about).as_at = start;
    rules(&mut plan).duty_gap_weeks = gap;
    let mut turns = Vec::new();
    let mut next = 1;
    for (place, (fte, pattern, away, before, asye)) in people.iter().enumerate() {
        let id = place as u32 + 1;
        plan.workers.change(WorkerId(id), |worker| {
            worker.fte = Fte::from_parts(*fte);
            let days = ["Mon-Thu", "Mon-Wed"].get(*pattern).and_then(|days| WorkingDays::parse(days));
            worker.working_days = days.unwrap_or(WorkingDays::MONDAY_TO_FRIDAY);
            worker.asye_start = asye.map(|weeks| start - Duration::weeks(weeks));
        });
        for week in away {
            let monday = start + Duration::weeks(*week);
            let mut absence = leave(next, id, "07/09/2026", "11/09/2026", &[]);
            (absence.first_day, absence.last_day) = (monday, Some(monday + Duration::days(4)));
            plan.absences.push(absence);
            next += 1;
        }
        turns.extend(before.iter().map(|weeks| {
            let from = start - Duration::weeks(*weeks);
            DutyTurn { from, to: from + Duration::days(6), worker: WorkerId(id), pinned: false }
        }));
    }
    turns.extend(pinned.iter().map(|(week, place)| {
        let from = start + Duration::weeks(*week);
        let worker = WorkerId((place % people.len()) as u32 + 1);
        DutyTurn { from, to: from + Duration::days(6), worker, pinned: true }
    }));
    duty(&mut plan, |duty| (duty.turns, duty.unit) = (turns, unit));
    plan
}

/// Goes through every way to give the free turns from `place` on, and keeps the best measure. Ways with more turns unmet
/// than `most` are no better, and left out.
fn every(
    recount: &Recount<'_>,
    people: &[Weighed<'_>],
    trying: &mut DutyRota,
    place: usize,
    most: usize,
    gap: i64,
    best: &mut [i64; 4],
) {
    let nobody = |rota: &DutyRota, end: usize| {
        rota.slots.iter().take(end).filter(|slot| slot.worker.is_none()).count()
    };
    if nobody(trying, place) > most {
        return;
    }
    let Some(slot) = trying.slots.get(place).cloned() else {
        *best = (*best).min(recount.with(trying).measure(people));
        return;
    };
    if slot.pinned {
        return every(recount, people, trying, place + 1, most, gap, best);
    }
    let apart = |day: NaiveDate| (monday_of(day) - monday_of(slot.from)).num_days().abs() / 7;
    for weighed in people {
        let id = weighed.worker.id;
        let taken = trying.slots.iter().take(place).filter(|other| !other.pinned && other.worker == Some(id));
        let near =
            taken.map(|other| other.from).chain(weighed.settled.iter().copied()).any(|day| apart(day) <= gap);
        if !near && recount.could_have(weighed.worker, slot.from, slot.to) {
            trying.slots[place].worker = Some(id);
            every(recount, people, trying, place + 1, most, gap, best);
        }
    }
    trying.slots[place].worker = None;
    every(recount, people, trying, place + 1, most, gap, best);
}

proptest! {
    #![proptest_config(Config { cases: 64, ..Config::default() })]

    #[test]
    fn no_rota_of_a_small_team_is_better_on_any_level(
        (people, weeks) in (3..=5_usize).prop_flat_map(|people| {
            let weeks = [7, 6, 5][people - 3];
            (prop::collection::vec(person(weeks), people), Just(weeks))
        }),
        pinned in prop::collection::vec((0..5_i64, 0..5_usize), 0..2),
        gap in 0..3_u8,
        by_days in prop::bool::weighted(0.2),
    ) {
        // One week by days has five turns.
        let (unit, weeks) = if by_days { (DutyUnit::Day, 1) } else { (DutyUnit::Week, weeks) };
        let plan = drawn(&people, &pinned, gap, unit);
        let calendar = WorkingCalendar::new(&plan.calendar);
        let ask = DutyAsk { team: TeamId(1), from: plan.about.as_at, weeks: weeks as u16 };
        let rota = plan_duty(&plan, &calendar, &ask).unwrap();
        prop_assert_eq!(verify(&plan, &calendar, &rota), Vec::<String>::new());
        prop_assert!(rota.proved);
        let recount = Recount::new(&plan, &calendar, &rota).unwrap();
        let weighed = recount.weighed();
        let mine = recount.measure(&weighed);
        let mut best = [i64::MAX; 4];
        let mut trying = rota.clone();
        for slot in trying.slots.iter_mut().filter(|slot| !slot.pinned) {
            slot.worker = None;
        }
        every(&recount, &weighed, &mut trying, 0, mine[0] as usize, i64::from(gap), &mut best);
        prop_assert_eq!(mine, best);
    }
}
