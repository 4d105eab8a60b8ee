//! Paired differences by hand, and against what theory says of them.

use std::sync::Arc;
use std::sync::atomic::AtomicBool;

use super::{Difference, Paired};
use crate::app::invent;
use crate::domain::calendar::{Closure, WorkingCalendar};
use crate::domain::ids::TeamId;
use crate::domain::plan::{Plan, Post, PostFilling, Role, Worker};
use crate::domain::samples::{on, sound, team};
use crate::domain::sim::draws::{entity, unit};
use crate::domain::sim::{Asked, Model, Results, RunTotals, Series, Simulator, samples};
use crate::domain::state::{ChildState, Sight};
use crate::domain::units::Fte;

fn runs(plan: &Plan, first: u32, count: u32) -> Results {
    let calendar = WorkingCalendar::new(&plan.calendar);
    let model = Model::new(&Sight::new(plan, &calendar), &Asked::default()).unwrap();
    Simulator::new(&model).runs(first, count, &AtomicBool::new(false))
}

fn close(one: f64, other: f64) -> bool {
    (one - other).abs() < 1e-9 * (1.0 + other.abs())
}

#[test]
fn a_difference_is_the_mean_with_its_error_and_the_share_below_nought() {
    // −3, −1, 0, 2: mean −0.5; squares about it 6.25 + 0.25 + 0.25 + 6.25 = 13; ÷ 3 ÷ 4 and the root is 1.0408.
    let difference = Difference::of([-3.0, -1.0, 0.0, 2.0]);
    assert!(close(difference.mean, -0.5));
    assert!(close(difference.error, 1.96 * (13.0_f64 / 12.0).sqrt()));
    // Two below nought and half of the one that is nought.
    assert!(close(difference.lower, 2.5 / 4.0));
    assert!(!difference.is_told());
    assert!(Difference::of([-3.0, -2.0, -3.0, -2.0]).is_told());
    assert_eq!(Difference::of([]), Difference::default());
    assert_eq!(Difference::of([4.0]), Difference { mean: 4.0, error: 0.0, lower: 0.0 });
}

#[test]
fn a_plan_against_itself_is_nought_and_cannot_be_told() {
    let results = runs(&invent::held_by_managers(), 0, 4);
    let paired = Paired::new(&results, &results);
    let nought = Difference { mean: 0.0, error: 0.0, lower: 0.5 };
    assert_eq!((paired.runs, &paired.days), (4, &results.layout.days));
    assert!(paired.without.iter().all(|difference| *difference == nought));
    assert_eq!(paired.without.len(), paired.days.len());
    for (series, months) in &paired.by_month {
        assert_eq!(months.len(), paired.months.len());
        assert!(months.iter().all(|month| *month == nought && !month.is_told()), "{series:?}");
    }
    let single = [
        paired.child_days,
        paired.mean_wait,
        paired.allocations,
        paired.three_or_more,
        paired.over_cap,
        paired.manager_held,
        paired.pay,
    ];
    assert!(single.iter().chain(&paired.person_months).all(|difference| *difference == nought));
}

#[test]
fn runs_that_met_other_luck_are_not_paired() {
    let plan = sound();
    let base = runs(&plan, 0, 3);
    assert_eq!(Paired::new(&base, &runs(&plan, 1, 3)), Paired::default());
    let mut other = plan.clone();
    Arc::make_mut(&mut other.forecast).seed += 1;
    assert_eq!(Paired::new(&base, &runs(&other, 0, 3)), Paired::default());
    assert_eq!(Paired::new(&base, &runs(&plan, 0, 2)).runs, 2, "as many as both have");
}

/// Four years of the sample plan's layout for so many weeks; a count is what `count` says of run and day.
fn years(plan: &Plan, weeks: i64, count: impl Fn(usize, Series, usize) -> u32) -> Results {
    let layout = samples::layout(plan, weeks);
    let totals = [1_u64, 2, 3, 4].map(|k| RunTotals {
        child_days_without: 100 * k,
        pay_millionths: 2_000_000 * k * k,
        fte_days: [10_000 * 21 * k, 0, 0],
        ..RunTotals::default()
    });
    samples::results(&layout, &totals, &[], count)
}

#[test]
fn days_are_matched_by_date_and_teams_by_who_they_are() {
    let plan = sound();
    // The other plan has a team more, before the others, is closed for a day, and ends in another week.
    let mut other = plan.clone();
    other.teams = [team(9, "New", 1)].into_iter().chain(plan.teams.iter().map(|t| (**t).clone())).collect();
    let closed = on("01/10/2026");
    let closure = Closure { first_day: closed, last_day: closed, label: String::new() };
    Arc::make_mut(&mut other.calendar).closures.push(closure);
    let base = years(&plan, 6, |_, series, day| match series {
        Series::Unnamed => 10,
        Series::UnnamedOfTeam(0) => 4,
        Series::OverCap => u32::from(day == 0),
        _ => 0,
    });
    let others = samples::layout(&other, 6);
    let changed = years(&other, 6, |run, series, day| match series {
        // From October on it is less by the number of the run, from none to three.
        Series::Unnamed if others.days[day] > on("01/10/2026") => 10 - run as u32,
        Series::Unnamed => 10,
        Series::UnnamedOfTeam(0) => 50,
        Series::UnnamedOfTeam(1) => 5,
        Series::InState(ChildState::ManagerHeld) => 2,
        _ => 0,
    });
    let paired = Paired::new(&base, &changed);
    assert_eq!(paired.days, base.layout.days);
    // The team that only the other has is told for itself: fifty children every day, and none without it.
    let [(own, months)] = &paired.only_other[..] else { panic!("{:?}", paired.only_other) };
    assert_eq!((*own, months.len()), (TeamId(9), 2));
    assert!(months.iter().all(|month| close(month.mean, 50.0) && month.is_told()));
    assert!(Paired::new(&changed, &base).only_other.is_empty());
    assert_eq!(paired.months, [on("01/09/2026"), on("01/10/2026")]);
    // The 1st, on which the other is closed, is set against its 30 September; the 2nd is −0, −1, −2, −3.
    let day = |date: &str| paired.without[paired.days.iter().position(|day| *day == on(date)).unwrap()];
    assert!(close(day("01/10/2026").mean, 0.0));
    assert!(close(day("02/10/2026").mean, -1.5));
    // Squares about the mean: 2 × (1.5² + 0.5²) = 5.
    assert!(close(day("02/10/2026").error, 1.96 * (5.0_f64 / 12.0).sqrt()));
    assert!(close(day("02/10/2026").lower, 3.5 / 4.0));
    let month = |series: Series, month: usize| {
        paired.by_month.iter().find(|(known, _)| *known == series).map(|(_, months)| months[month])
    };
    // In October, to Monday the 19th, 13 days, of which 12 are less.
    let october = month(Series::Unnamed, 1).unwrap();
    assert!(close(october.mean, -1.5 * 12.0 / 13.0));
    assert!(close(october.error, 1.96 * (5.0_f64 / 12.0).sqrt() * 12.0 / 13.0));
    assert!(close(month(Series::Unnamed, 0).unwrap().mean, 0.0));
    // North has 4 in the one and 5 in the other, wherever it stands in the list; the new team is told of nowhere.
    assert!(close(month(Series::UnnamedOfTeam(0), 0).unwrap().mean, 1.0));
    assert!(month(Series::UnnamedOfTeam(3), 0).is_none());
    // One worker over their cap on one of 31 days fewer; two children more with a manager.
    assert!(close(paired.over_cap.mean, -1.0 / paired.days.len() as f64));
    assert!(close(paired.manager_held.mean, 2.0));
    assert_eq!(paired.child_days, Difference { mean: 0.0, error: 0.0, lower: 0.5 });
}

#[test]
fn pay_and_time_are_told_in_pounds_and_months() {
    let plan = sound();
    let base = years(&plan, 4, |_, _, _| 0);
    let mut more = base.clone();
    for totals in &mut more.totals {
        totals.pay_millionths += 1_500_000;
        totals.fte_days[1] += 10_000 * 42; // Two months of 21 working days, one person full-time.
    }
    let paired = Paired::new(&base, &more);
    assert!(close(paired.pay.mean, 1.5) && close(paired.pay.error, 0.0));
    assert!(close(paired.person_months[1].mean, 2.0));
    assert!(close(paired.person_months[0].mean, 0.0));
}

#[test]
fn what_was_not_kept_is_not_told() {
    let plan = sound();
    let full = years(&plan, 6, |run, series, _| if series == Series::Unnamed { run as u32 } else { 1 });
    let keep = |series| matches!(series, Series::Unnamed | Series::OverCap);
    let mut thin = Results::none(&full.layout.thinned(keep), full.seed, full.first_run, 0);
    assert!(thin.join(&full));
    assert_eq!(thin.counts_of_run(3, Series::Unnamed), full.counts_of_run(3, Series::Unnamed));
    assert_eq!(thin.counts_of_run(3, Series::OverCap), full.counts_of_run(3, Series::OverCap));
    assert_eq!(thin.counts_of_run(3, Series::Open), vec![0; full.layout.days.len()]);
    assert_eq!(thin.totals, full.totals);
    let paired = Paired::new(&thin, &full);
    let told: Vec<Series> = paired.by_month.iter().map(|(series, _)| *series).collect();
    assert_eq!(told, [Series::Unnamed, Series::OverCap]);
    // A summary of what was kept is that of the whole.
    let summary = crate::domain::sim::Summary::new(&thin, &[], &plan.forecast);
    assert_eq!(summary.bands(Series::Unnamed), full.bands(Series::Unnamed));
    // A thinned part does not make up a whole, and nothing kept is nothing told.
    let mut whole = Results::none(&full.layout, full.seed, full.first_run, 0);
    assert!(!whole.join(&thin));
    let mut none = Results::none(&full.layout.thinned(|_| false), full.seed, full.first_run, 0);
    assert!(none.join(&full));
    let paired = Paired::new(&none, &none);
    assert!(paired.without.is_empty() && paired.by_month.is_empty());
    assert_eq!(paired.runs, 4);
}

#[test]
fn two_workers_more_help_and_pairing_says_so_more_surely() {
    let mut plan = invent::reference(1, 11.7);
    Arc::make_mut(&mut plan.forecast).weeks = 26;
    let mut more = plan.clone();
    for _ in 0..2 {
        let id = more.workers.next_id();
        let team = Some(TeamId(1));
        more.workers.push(Worker::new(id, "New", Role::SocialWorker, team));
        more.posts.push(Post {
            id: more.posts.next_id(),
            team,
            role: Role::SocialWorker,
            fte: Fte::FULL,
            filling: PostFilling::Filled(id),
            notes: String::new(),
        });
    }
    let (base, other) = (runs(&plan, 0, 40), runs(&more, 0, 40));
    let paired = Paired::new(&base, &other);
    let child_days = |results: &Results| results.spread(|totals| totals.child_days_without as f64);
    let (one, two) = (child_days(&base), child_days(&other));
    assert!(close(paired.child_days.mean, two.mean - one.mean));
    assert!(paired.child_days.mean < 0.0 && paired.child_days.is_told());
    // The error of a difference of two forecasts that do not share their luck.
    let unpaired = one.error.hypot(two.error);
    assert!(paired.child_days.error < unpaired, "{} is not below {unpaired}", paired.child_days.error);
    assert!(paired.pay.mean > 0.0 && paired.person_months[0].mean > 0.0);
}

#[test]
fn the_interval_of_a_known_difference_covers_it_in_95_of_a_hundred() {
    // Differences whose mean is −2 and that are far from normal: the cube of a number between −1 and 1.
    let mut covered = 0;
    for seed in 0..4_000 {
        let one = |run: u64| (2.0 * unit(entity(entity(seed, 7), run)) - 1.0).powi(3) * 5.0 - 2.0;
        let difference = Difference::of((0..200).map(one));
        covered += u32::from((difference.mean + 2.0).abs() <= difference.error);
    }
    let share = f64::from(covered) / 4_000.0;
    assert!((0.93..=0.97).contains(&share), "{share}");
}
