//! Forecasts for tests, made without playing: ten years whose figures are worked out by hand.

use std::sync::Arc;

use chrono::{Datelike as _, Duration, NaiveDate};

use super::layout::{Counting, Layout, Series};
use super::results::Results;
use super::summary::Summary;
use super::totals::{ChildTally, RunTotals};
use super::trace::{AwayWhy, CaseNo, Event, NeedWhy, PersonNo, Trace, What};
use super::watch::Watch;
use crate::domain::calendar::WorkingCalendar;
use crate::domain::ids::ChildId;
use crate::domain::plan::{CaseType, ChangeReason, Contract, Plan, Priority, Role};
use crate::domain::state::ChildState;

/// Working days of a year.
const YEAR: f64 = 252.0;

/// The plan's date and the working days of so many weeks after it; its teams, and children in none; two case types.
pub(crate) fn layout(plan: &Plan, weeks: i64) -> Arc<Layout> {
    layout_watching(plan, weeks, Vec::new())
}

/// The same, with something counted on top.
pub(crate) fn layout_watching(plan: &Plan, weeks: i64, watches: Vec<Watch>) -> Arc<Layout> {
    let calendar = WorkingCalendar::new(&plan.calendar);
    let first = plan.about.as_at;
    let last = first + Duration::weeks(weeks);
    let later = first.iter_days().skip(1).take_while(|day| *day <= last);
    let days = std::iter::once(first).chain(later.filter(|day| calendar.is_working_day(*day))).collect();
    let teams = plan.teams.iter().map(|team| Some(team.id)).chain([None]).collect();
    let mut counting = [Counting::Never; 13];
    for state in [ChildState::Left, ChildState::ManagerHeld, ChildState::DutyRota] {
        counting[state as usize] = Counting::Always;
    }
    counting[ChildState::AwaitingAllocation as usize] = Counting::Always;
    counting[ChildState::NamedAway as usize] = Counting::Sometimes;
    Layout::new(days, teams, vec![CaseType::ChildInNeed, CaseType::LookedAfter], counting, watches, YEAR)
}

/// Results with these counts, by run, series and day, and these totals.
pub(crate) fn results(
    layout: &Arc<Layout>,
    totals: &[RunTotals],
    children: &[ChildTally],
    count: impl Fn(usize, Series, usize) -> u32,
) -> Results {
    let mut results = Results::none(layout, 1, 0, children.len());
    for (run, totals) in totals.iter().enumerate() {
        let series = layout.series();
        let counts: Vec<u32> = (0..layout.days.len())
            .flat_map(|day| series.iter().map(move |series| (*series, day)))
            .map(|(series, day)| count(run, series, day))
            .collect();
        results.push(&counts, *totals);
    }
    results.children = children.to_vec();
    results
}

/// Ten years of `samples::sound` that differ by a number from 1 to 10, `k`.
///
/// - Today 1 of 30 children has no named social worker. From tomorrow `k` of `29 + k` have none, in August `k + 10`:
///   in order 1, 3, 5, 8 and 10 of the ten, 5.5 in the mean; in August 11, 13, 15, 18 and 20, 15.5 in the mean.
/// - All of them await allocation and are in need, in the first team, which has all children but ten.
/// - Caps add up to 24 in the first team and 12 in the second; each has 2 free places. In five years one worker is
///   over their cap.
/// - Child-days without a named social worker are `100 k`, so that year `k` is the `k`th in order; allocations `k`,
///   one of them to manage caseloads and the others because a worker left, 2 working days' wait each.
pub(crate) fn ten_years(plan: &Plan, weeks: i64) -> Results {
    let layout = layout(plan, weeks);
    let totals: Vec<RunTotals> = (1..=10).map(totals_of).collect();
    let tally = |lost, without, reasons| ChildTally { lost, without, reasons };
    let children = [
        tally([2, 6, 9], [1, 5, 8], [6, 2, 0, 0, 1]),
        tally([0, 5, 5], [0, 1, 1], [0, 5, 0, 0, 0]),
        tally([0; 3], [0; 3], [0; 5]),
    ];
    let days = layout.days.clone();
    let mut results = results(&layout, &totals, &children, |run, series, day| {
        let k = if day == 0 { 1 } else { run as u32 + 1 };
        let unnamed = if days[day].month() == 8 { k + 10 } else { k };
        match series {
            Series::Unnamed
            | Series::UnnamedOfType(CaseType::ChildInNeed)
            | Series::InState(ChildState::AwaitingAllocation)
            | Series::UnnamedOfTeam(0) => unnamed,
            Series::Open => 29 + k,
            Series::InState(ChildState::Named) => 29 + k - unnamed,
            Series::OpenOfTeam(0) => 19 + k,
            Series::OpenOfTeam(1) => 10,
            Series::Capacity => 36,
            Series::CapacityOfTeam(0) => 24,
            Series::CapacityOfTeam(1) => 12,
            Series::FreePlaces => 4,
            Series::FreeOfTeam(0 | 1) => 2,
            Series::OverCap => u32::from(k > 5),
            _ => 0,
        }
    });
    for (days, waits) in [(0, 20), (1, 10), (2, 5), (3, 10), (10, 5), (15, 3), (30, 2)] {
        results.waits[days] = waits;
    }
    results
}

fn totals_of(k: u32) -> RunTotals {
    let mut by_reason = [0; 10];
    by_reason[ChangeReason::ManagingCaseloads as usize] = 1;
    by_reason[ChangeReason::WorkerLeft as usize] = k - 1;
    RunTotals {
        child_days_without: u64::from(k) * 100,
        allocations: k,
        wait_days: u64::from(k) * 2,
        by_reason,
        workers_in_year: [10, 5, 5],
        workers_in_year_looked_after: [6, 1, 3],
        ..RunTotals::default()
    }
}

/// [`ten_years`] over 52 weeks, told of the plan's open children.
pub(crate) fn forecast(plan: &Plan) -> Summary {
    let children: Vec<ChildId> = plan.children.iter().map(|child| child.id).collect();
    Summary::new(&ten_years(plan, 52), &children, &plan.forecast)
}

/// The same, as short or long as wanted.
pub(crate) fn forecast_of(plan: &Plan, weeks: i64) -> Summary {
    let children: Vec<ChildId> = plan.children.iter().map(|child| child.id).collect();
    Summary::new(&ten_years(plan, weeks), &children, &plan.forecast)
}

/// A year told: on its first day Ada Brook falls ill and a family comes; on the second the new child is given to a
/// starter and the first child needs somebody new. One, then two children have no named social worker.
pub(crate) fn told(plan: &Plan) -> Trace {
    let (known, new) = (CaseNo(0), CaseNo(plan.children.len() as u32));
    let starter = PersonNo(plan.workers.len() as u32);
    let ada = plan.workers.iter().position(|worker| worker.name == "Ada Brook").unwrap_or(0);
    let ada = PersonNo(ada as u32);
    let ends = |unnamed: u32| {
        let mut by_state = [0; 13];
        by_state[ChildState::Named as usize] = 30 - unnamed;
        by_state[ChildState::AwaitingAllocation as usize] = unnamed;
        What::DayEnds { by_state, unnamed, waiting: unnamed }
    };
    let opened = What::Opened {
        case: new,
        family: 0,
        team: 0,
        case_type: CaseType::ChildInNeed,
        priority: Priority::High,
        again: None,
    };
    let started = What::Started {
        person: starter,
        team: 0,
        role: Role::SocialWorker,
        contract: Contract::Agency,
        asye: false,
    };
    let allocated = What::Allocated {
        case: new,
        to: starter,
        reason: ChangeReason::FirstContact,
        waited: 1,
        over_cap: false,
    };
    let events = vec![
        (1, What::Away { person: ada, why: AwayWhy::LongIllness }),
        (1, opened),
        (1, What::Needs { case: new, team: 0, why: NeedWhy::New }),
        (1, ends(1)),
        (2, started),
        (2, allocated),
        (2, What::Needs { case: known, team: 0, why: NeedWhy::LongAbsence }),
        (2, What::Needs { case: CaseNo(1), team: 1, why: NeedWhy::Transfer }),
        (2, ends(2)),
    ];
    Trace {
        model_version: 1,
        seed: 1,
        run: 4,
        events: events.into_iter().map(|(day, what)| Event { day, what }).collect(),
        children: plan.children.iter().map(|child| child.id).collect(),
        workers: plan.workers.iter().map(|worker| worker.id).collect(),
        teams: plan.teams.iter().map(|team| Some(team.id)).chain([None]).collect(),
    }
}

/// The day of a layout, for reading charts by date.
pub(crate) fn place(layout: &Layout, day: NaiveDate) -> usize {
    layout.days.iter().position(|known| *known == day).unwrap_or(usize::MAX)
}
