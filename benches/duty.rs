//! How long a duty rota takes, and whether it is proved to be the best.
//!
//! Run with `cargo bench --no-default-features --bench duty`. Targets, in a release build on one core of an office machine:
//! 30 people over 52 weeks under 2 s and proved, with six weeks of leave each (ordinary), with twenty-six (tight), with
//! eight weeks between turns (narrow), with no more people than the weeks between turns allow (few), and by single days (days).

use std::process::ExitCode;
use std::sync::Arc;
use std::time::Instant;

use caseload::domain::calendar::{WorkingCalendar, parse_date};
use caseload::domain::ids::{AbsenceId, TeamId, WorkerId};
use caseload::domain::plan::{
    Absence, AbsenceKind, AbsenceStatus, DutyPattern, DutyTurn, DutyUnit, Plan, Role, Team, Worker,
};
use caseload::domain::rota::duty::{DutyAsk, plan_duty, verify};
use caseload::domain::units::Fte;
use chrono::{Duration, NaiveDate};

const SEEDS: u64 = 10;
const WEEKS: u16 = 52;

fn main() -> ExitCode {
    // Under `cargo test --benches` nothing is measured.
    if !std::env::args().any(|arg| arg == "--bench") {
        return ExitCode::SUCCESS;
    }
    for (name, people, weeks_away, gap, unit) in [
        ("ordinary", 30, 6, 1, DutyUnit::Week),
        ("tight", 30, 26, 1, DutyUnit::Week),
        ("narrow", 30, 12, 8, DutyUnit::Week),
        ("few", 5, 6, 3, DutyUnit::Week),
        ("days", 30, 6, 1, DutyUnit::Day),
    ] {
        let (mut longest, mut proved, mut unmet) = (0.0_f64, 0, 0);
        for seed in 1..=SEEDS {
            let mut plan = team(people, weeks_away, gap, seed);
            plan.teams.change(TeamId(1), |team| team.duty.iter_mut().for_each(|duty| duty.unit = unit));
            let calendar = WorkingCalendar::new(&plan.calendar);
            let ask = DutyAsk { team: TeamId(1), from: plan.about.as_at, weeks: WEEKS };
            let begun = Instant::now();
            let rota = plan_duty(&plan, &calendar, &ask).expect("a rota");
            longest = longest.max(begun.elapsed().as_secs_f64());
            proved += u32::from(rota.proved);
            unmet += rota.slots.iter().filter(|slot| slot.worker.is_none()).count();
            assert!(verify(&plan, &calendar, &rota).is_empty(), "{name}, seed {seed}");
        }
        println!(
            "{name:8} {people:2} people, {weeks_away:2} weeks away, {gap} between: longest {longest:.2} s, proved {proved} of {SEEDS}, {unmet} turns unmet"
        );
    }
    ExitCode::SUCCESS
}

/// A team on duty every week; the same seed gives the same team.
fn team(people: u32, weeks_away: u32, gap: u8, seed: u64) -> Plan {
    let mut state = seed;
    let mut next = |end: u64| {
        state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
        (state >> 33) % end
    };
    let start: NaiveDate = parse_date("07/09/2026").expect("a date");
    let mut plan = Plan::empty(start);
    Arc::make_mut(&mut plan.rota).duty_gap_weeks = gap;
    let mut duty = DutyPattern::default();
    let mut absences = 1;
    for id in 1..=people {
        let mut worker =
            Worker::new(WorkerId(id), &format!("Worker {id:02}"), Role::SocialWorker, Some(TeamId(1)));
        worker.fte = Fte::from_parts([10_000, 10_000, 10_000, 8_000, 6_000][next(5) as usize]);
        plan.workers.push(worker);
        for _ in 0..weeks_away {
            let monday = start + Duration::weeks(next(u64::from(WEEKS)) as i64);
            plan.absences.push(Absence {
                id: AbsenceId(absences),
                worker: WorkerId(id),
                kind: AbsenceKind::AnnualLeave,
                first_day: monday,
                last_day: Some(monday + Duration::days(4)),
                expected_return: None,
                status: AbsenceStatus::Agreed,
                cover: Vec::new(),
                cover_from: None,
                phased_return: None,
                notes: String::new(),
            });
            absences += 1;
        }
        for _ in 0..=next(2) {
            let from = start - Duration::weeks(1 + next(51) as i64);
            duty.turns.push(DutyTurn {
                from,
                to: from + Duration::days(6),
                worker: WorkerId(id),
                pinned: false,
            });
        }
    }
    plan.teams.push(Team {
        id: TeamId(1),
        name: "North".to_owned(),
        holds: Vec::new(),
        manager: None,
        deputies: Vec::new(),
        duty: Some(duty),
        new_work_percent: None,
        rota: caseload::domain::plan::TeamRota::default(),
        notes: String::new(),
    });
    plan
}
