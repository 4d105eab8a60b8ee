//! Comparisons are the same however they are made, nothing is played twice, and nobody waits.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use super::words::{UNTOLD, sentence};
use super::{Compared, Comparisons, Contributions, Once};
use crate::app::forecast::Progress;
use crate::app::forecast::play::Ended;
use crate::app::forecast::wanted::WINDOW_BYTES;
use crate::app::invent::{first_plan, reference};
use crate::domain::edit::{Edit, apply};
use crate::domain::ids::{ScenarioId, TeamId, Thing};
use crate::domain::plan::{Change, Contract, Plan, Records, Recruited, Role, Scenario, ScenarioChange};
use crate::domain::sim::{Asked, Difference};
use crate::domain::units::Fte;

/// A plan with so many runs wanted and these scenarios, whose ids count from 1.
fn with(mut plan: Plan, runs: u32, scenarios: &[&[Change]]) -> Arc<Plan> {
    Arc::make_mut(&mut plan.forecast).fixed_runs = Some(runs);
    plan.scenarios = Records::default();
    for (id, changes) in (1..).zip(scenarios) {
        plan.scenarios.push(scenario(id, changes));
    }
    Arc::new(plan)
}

fn scenario(id: u32, changes: &[Change]) -> Scenario {
    let change =
        |change: &Change| ScenarioChange { change: change.clone(), on: true, comment: String::new() };
    Scenario {
        id: ScenarioId(id),
        name: format!("Scenario {id}"),
        description: String::new(),
        changes: changes.iter().map(change).collect(),
    }
}

/// The same plan with other changes in one of its scenarios.
fn changed(plan: &Arc<Plan>, id: u32, changes: &[Change]) -> Arc<Plan> {
    let mut plan = plan.as_ref().clone();
    plan.scenarios.change(ScenarioId(id), |known| *known = scenario(id, changes));
    Arc::new(plan)
}

/// Posts of a team, filled from the plan's own date on.
fn posts(plan: &Plan, team: u32, count: u16) -> Change {
    Change::AddPosts {
        team: TeamId(team),
        role: Role::SocialWorker,
        count,
        fte: Fte::FULL,
        contract: Contract::Permanent,
        from: plan.about.as_at + chrono::Duration::weeks(2),
        recruited: Recruited::Starts,
        ramp: None,
    }
}

fn note(plan: &Plan) -> Change {
    let child = plan.children.at(0).unwrap().id;
    set(Thing::Child(child), "notes", "Seen on Monday")
}

fn set(of: Thing, field: &str, to: &str) -> Change {
    Change::Edit(Edit::Set { of, field: field.to_owned(), to: to.to_owned() })
}

fn ids(numbers: &[u32]) -> Vec<ScenarioId> {
    numbers.iter().copied().map(ScenarioId).collect()
}

/// All of it at once, on so many threads.
fn once(plan: &Arc<Plan>, chosen: &[u32], threads: usize) -> (Compared, Vec<Contributions>) {
    let go_on = AtomicBool::new(false);
    let mut once = Once::new(plan, &ids(chosen), &Asked::default(), WINDOW_BYTES, threads).unwrap();
    assert_eq!(once.play(&go_on, &mut |_, _| {}), Ended::Finished);
    let compared = once.compared(false);
    (compared, once.contributions(&go_on).unwrap())
}

/// Whether two comparisons tell the same.
fn same(one: &Compared, other: &Compared) -> bool {
    let columns = one.columns.iter().zip(&other.columns);
    one.runs == other.runs
        && one.columns.len() == other.columns.len()
        && columns.into_iter().all(|(one, other)| match (&one.outcome, &other.outcome) {
            (Ok(one), Ok(other)) => one.summary == other.summary && one.paired == other.paired,
            (one, other) => one.as_ref().err() == other.as_ref().err(),
        })
}

/// Looks at the work under way until `done`, as the window does whenever it wakes.
fn until(comparisons: &mut Comparisons, done: impl Fn(&Comparisons) -> bool) {
    let begun = Instant::now();
    while !done(comparisons) {
        assert!(begun.elapsed() < Duration::from_mins(2), "it never came to an end");
        comparisons.tick();
        std::thread::sleep(Duration::from_millis(1));
    }
}

fn finished(comparisons: &mut Comparisons) -> Arc<Compared> {
    until(comparisons, |comparisons| matches!(comparisons.progress(), Progress::Finished { .. }));
    Arc::clone(comparisons.shown().unwrap())
}

fn comparisons() -> Comparisons {
    Comparisons::new(Arc::new(|| {}))
}

#[test]
fn the_same_comparison_is_the_same_on_any_number_of_threads_and_in_the_window() {
    let base = first_plan();
    let plan = with(base.clone(), 130, &[&[posts(&base, 1, 2)], &[posts(&base, 1, 1), note(&base)]]);
    let (one, contributions) = once(&plan, &[1, 2], 1);
    assert_eq!((one.runs, one.wanted, one.columns.len()), (130, 130, 3));
    for threads in [2, 5] {
        let (other, also) = once(&plan, &[1, 2], threads);
        assert!(same(&one, &other) && also == contributions, "{threads} threads");
    }
    let mut comparisons = comparisons();
    comparisons.follow(1, Some(&plan), &ids(&[1, 2]));
    assert!(same(&finished(&mut comparisons), &one));
    assert!(!format!("{comparisons:?}").contains("Scenario"));
}

#[test]
fn a_scenario_without_effect_shares_the_runs_of_the_plan_and_differs_by_exactly_nought() {
    let base = first_plan();
    let plan = with(base.clone(), 110, &[&[note(&base)]]);
    let mut comparisons = comparisons();
    comparisons.follow(1, Some(&plan), &ids(&[1]));
    let shown = finished(&mut comparisons);
    let [base, scenario] = shown.columns.as_slice() else { panic!("two columns") };
    let paired = scenario.outcome.as_ref().unwrap().paired.as_ref().unwrap();
    let nothing = Difference { mean: 0.0, error: 0.0, lower: 0.5 };
    assert!(paired.runs == 110 && paired.child_days == nothing && paired.pay == nothing);
    assert!(paired.without.iter().all(|day| *day == nothing) && !paired.child_days.is_told());
    assert_eq!(sentence(scenario, base), UNTOLD);
    until(&mut comparisons, |comparisons| comparisons.played() > 0);
    assert_eq!(comparisons.played(), 110);
}

#[test]
fn more_posts_leave_fewer_children_without_a_worker_and_it_says_so() {
    let base = reference(1, 11.7);
    let plan = with(base.clone(), 100, &[&[posts(&base, 1, 6)]]);
    let (compared, _) = once(&plan, &[1], 2);
    let scenario = &compared.columns[1];
    let outcome = scenario.outcome.as_ref().unwrap();
    let paired = outcome.paired.as_ref().unwrap();
    assert!(paired.child_days.is_told() && paired.child_days.mean < 0.0, "{:?}", paired.child_days);
    assert!(paired.person_months[0].mean > 0.0 && paired.pay.mean > 0.0);
    let text = sentence(scenario, &compared.columns[0]);
    assert!(text.starts_with("About ") && text.contains("fewer") && text.contains(", at £"), "{text}");
}

#[test]
fn a_changed_scenario_is_the_only_one_played_again_and_going_back_plays_none() {
    let base = first_plan();
    let plan = with(base.clone(), 120, &[&[posts(&base, 1, 1)], &[posts(&base, 1, 2)]]);
    let mut comparisons = comparisons();
    comparisons.follow(1, Some(&plan), &ids(&[1, 2]));
    let first = finished(&mut comparisons);
    until(&mut comparisons, |comparisons| comparisons.played() >= 360);
    // Nothing is another: nothing begins.
    comparisons.follow(1, Some(&plan), &ids(&[1, 2]));
    assert!(matches!(comparisons.progress(), Progress::Finished { runs: 120 }));

    let other = changed(&plan, 2, &[posts(&base, 1, 3)]);
    comparisons.follow(1, Some(&other), &ids(&[1, 2]));
    let second = finished(&mut comparisons);
    assert!(second.number > first.number && !same(&first, &second));
    until(&mut comparisons, |comparisons| comparisons.played() >= 480);

    comparisons.follow(1, Some(&plan), &ids(&[1, 2]));
    assert!(same(&finished(&mut comparisons), &first));
    // Another order, and one left away, of what there is.
    comparisons.follow(1, Some(&plan), &ids(&[2]));
    assert_eq!(finished(&mut comparisons).columns.len(), 2);
    comparisons.follow(1, Some(&plan), &[]);
    comparisons.follow(1, Some(&plan), &ids(&[2]));
    assert!(matches!(comparisons.progress(), Progress::Finished { .. }));
    comparisons.follow(1, Some(&other), &ids(&[1, 2]));
    assert!(same(&finished(&mut comparisons), &second));
    std::thread::sleep(Duration::from_millis(20));
    comparisons.tick();
    assert_eq!(comparisons.played(), 480);
}

#[test]
fn every_round_shows_all_plans_at_the_same_number_of_runs() {
    let base = first_plan();
    let plan = with(base.clone(), 500, &[&[posts(&base, 1, 1)]]);
    let mut comparisons = comparisons();
    comparisons.follow(1, Some(&plan), &ids(&[1]));
    let mut seen: Vec<u32> = Vec::new();
    let begun = Instant::now();
    while !matches!(comparisons.progress(), Progress::Finished { .. }) {
        assert!(begun.elapsed() < Duration::from_mins(2));
        comparisons.tick();
        let Some(shown) = comparisons.shown() else { continue };
        for column in &shown.columns {
            assert_eq!(column.outcome.as_ref().unwrap().summary.runs, shown.runs);
        }
        seen.push(shown.runs);
    }
    seen.dedup();
    assert!(seen.iter().all(|runs| [100, 200, 400, 500].contains(runs)), "{seen:?}");
    assert_eq!(seen.last(), Some(&500));

    // A scenario more stands at a hundred while the others have all their runs.
    let more = {
        let mut plan = plan.as_ref().clone();
        plan.scenarios.push(scenario(2, &[posts(&base, 1, 2)]));
        Arc::new(plan)
    };
    comparisons.follow(1, Some(&more), &ids(&[1, 2]));
    until(&mut comparisons, |comparisons| comparisons.shown().is_some_and(|shown| shown.columns.len() == 3));
    let shown = Arc::clone(comparisons.shown().unwrap());
    for column in &shown.columns {
        assert_eq!(column.outcome.as_ref().unwrap().summary.runs, shown.runs);
    }
    assert!(same(&finished(&mut comparisons), &once(&more, &[1, 2], 1).0));
}

#[test]
fn a_comparison_ends_when_the_errors_are_small_enough_and_not_before() {
    let mut base = first_plan();
    let settings = Arc::make_mut(&mut base.forecast);
    (settings.fixed_runs, settings.most_runs, settings.error_percent) = (None, 10_000, 20.0);
    base.scenarios = Records::default();
    base.scenarios.push(scenario(1, &[posts(&base, 1, 1)]));
    let (early, _) = once(&Arc::new(base.clone()), &[1], 2);
    Arc::make_mut(&mut base.forecast).error_percent = 8.0;
    let (late, _) = once(&Arc::new(base.clone()), &[1], 2);
    assert!(early.runs < late.runs, "{} and {}", early.runs, late.runs);
    for (compared, share) in [(&early, 0.2), (&late, 0.08)] {
        let outcome = |column: usize| compared.columns[column].outcome.as_ref().unwrap();
        let means = [0, 1].map(|column| outcome(column).summary.child_days_without.mean);
        assert!(outcome(0).summary.relative_error.unwrap() <= share);
        let error = outcome(1).paired.as_ref().unwrap().child_days.error;
        assert!(error <= share * means[0].max(means[1]), "{error} of {means:?}");
    }
}

#[test]
fn what_was_stopped_is_a_result_and_can_go_on() {
    let base = first_plan();
    let plan = with(base.clone(), 100_000, &[&[posts(&base, 1, 1)]]);
    let mut comparisons = comparisons();
    comparisons.follow(1, Some(&plan), &ids(&[1]));
    until(&mut comparisons, |comparisons| comparisons.shown().is_some());
    comparisons.stop();
    until(&mut comparisons, |comparisons| matches!(comparisons.progress(), Progress::Stopped { .. }));
    let shown = Arc::clone(comparisons.shown().unwrap());
    assert!(shown.stopped && shown.runs >= 100 && shown.runs < shown.wanted);
    assert!(shown.columns.iter().all(|column| column.outcome.is_ok()));

    // An edit that changes no figure lets it rest.
    let child = base.children.at(0).unwrap().id;
    let edit = Edit::Set { of: Thing::Child(child), field: "notes".to_owned(), to: "Seen".to_owned() };
    let noted = Arc::new(apply(&plan, &edit).unwrap());
    comparisons.follow(1, Some(&noted), &ids(&[1]));
    until(&mut comparisons, |comparisons| matches!(comparisons.progress(), Progress::Stopped { .. }));
    assert!(same(comparisons.shown().unwrap(), &shown));

    comparisons.go_on();
    until(&mut comparisons, |comparisons| comparisons.shown().is_some_and(|now| now.runs > shown.runs));
    assert!(!comparisons.shown().unwrap().stopped);
    // Nothing is chosen any more: it ends, and what there was stays.
    comparisons.follow(1, Some(&noted), &[]);
    assert_eq!(*comparisons.progress(), Progress::Idle);
    assert!(comparisons.shown().is_some());
    comparisons.follow(2, Some(&noted), &[]);
    assert!(comparisons.shown().is_none());
}

#[test]
fn nothing_is_started_while_nothing_is_chosen() {
    let plan = with(first_plan(), 100, &[&[]]);
    let woken = Arc::new(AtomicBool::new(false));
    let wake = Arc::clone(&woken);
    let mut comparisons = Comparisons::new(Arc::new(move || wake.store(true, Ordering::Relaxed)));
    comparisons.follow(1, Some(&plan), &[]);
    comparisons.follow(1, None, &ids(&[1]));
    comparisons.ask_contributions(Some(ScenarioId(1)));
    assert_eq!(*comparisons.progress(), Progress::Idle);
    assert!(comparisons.keeper.is_none() && !woken.load(Ordering::Relaxed));
}

#[test]
fn a_scenario_that_cannot_be_played_says_why_and_the_others_go_on() {
    let base = first_plan();
    // A thousand thousand times the new work is more than any service has.
    let more = Change::ScaleDemand { team: None, case_type: None, months: Vec::new(), factor: 100.0 };
    let many = [more.clone(), more.clone(), more];
    let gone = posts(&base, 99, 1);
    let plan = with(base.clone(), 100, &[&many, &[gone, posts(&base, 1, 1)]]);
    let (compared, _) = once(&plan, &[1, 2, 77], 2);
    let [_, refused, fine] = compared.columns.as_slice() else { panic!("three columns") };
    let why = refused.outcome.as_ref().unwrap_err();
    assert!(why[0].starts_with("New families a week"), "{why:?}");
    assert!(sentence(refused, &compared.columns[0]).starts_with("It cannot be played: "));
    assert!(fine.outcome.is_ok());
    assert_eq!(fine.left_out.len(), 1);
    assert_eq!(fine.left_out[0].place, 0);

    // A base plan that cannot be played leaves the scenarios with nothing to be measured against.
    let mut broken = plan.as_ref().clone();
    Arc::make_mut(&mut broken.forecast).failing_chance_percent = 101;
    let refused = Once::new(&Arc::new(broken), &ids(&[2]), &Asked::default(), WINDOW_BYTES, 2);
    assert!(refused.is_err());
}

#[test]
fn a_fault_on_the_thread_is_told_and_the_next_change_begins_again() {
    let faulty = Arc::new(AtomicBool::new(true));
    let fault = Arc::clone(&faulty);
    let mut comparisons = Comparisons::new(Arc::new(move || {
        let comparing = std::thread::current().name() == Some("comparison");
        assert!(!(comparing && fault.load(Ordering::Relaxed)), "on purpose");
    }));
    let plan = with(first_plan(), 20, &[&[]]);
    comparisons.follow(1, Some(&plan), &ids(&[1]));
    until(&mut comparisons, |comparisons| *comparisons.progress() == Progress::Failed);
    faulty.store(false, Ordering::Relaxed);
    comparisons.follow(1, Some(&changed(&plan, 1, &[note(&plan)])), &ids(&[1]));
    assert_eq!(finished(&mut comparisons).runs, 20);
}

#[test]
fn what_two_independent_changes_contribute_adds_up_to_the_whole() {
    // Teams of the reference service have nothing to do with each other.
    let base = reference(1, 11.7);
    let plan = with(base.clone(), 100, &[&[posts(&base, 1, 4), note(&base), posts(&base, 2, 3)]]);
    let mut comparisons = comparisons();
    comparisons.follow(1, Some(&plan), &ids(&[1]));
    comparisons.ask_contributions(Some(ScenarioId(1)));
    until(&mut comparisons, |comparisons| comparisons.contributions().is_some_and(|made| made.finished));
    let made = Arc::clone(comparisons.contributions().unwrap());
    assert_eq!((made.scenario, made.runs, made.list.len()), (ScenarioId(1), 100, 3));
    assert_eq!(made.list.iter().map(|one| one.place).collect::<Vec<_>>(), [0, 1, 2]);
    assert_eq!(made.list[1].child_days, Difference { mean: 0.0, error: 0.0, lower: 0.5 });
    let [first, last] = [0, 2].map(|place| made.list[place].child_days);
    assert!(first.is_told() && last.is_told() && first.mean < 0.0 && last.mean < 0.0);
    let sum = first.mean + last.mean;
    assert!(
        (sum - made.together.mean).abs() < 0.01 * made.together.mean.abs(),
        "{sum} of {:?}",
        made.together
    );
    assert!(made.list.iter().all(|one| !one.words.is_empty()));
    // The base, the scenario and two others were played: the note's is the scenario itself.
    until(&mut comparisons, |comparisons| comparisons.played() >= 400);
    assert_eq!(comparisons.played(), 400);
    comparisons.ask_contributions(None);
    assert!(comparisons.contributions().is_none());
}

#[test]
fn contributions_are_part_of_the_work_are_stopped_with_it_and_are_of_one_plan_only() {
    let base = first_plan();
    let changes = [posts(&base, 1, 2), posts(&base, 1, 1)];
    let plan = with(base.clone(), 1000, &[&changes]);
    let mut comparisons = comparisons();
    comparisons.follow(1, Some(&plan), &ids(&[1]));
    comparisons.ask_contributions(Some(ScenarioId(1)));
    assert_eq!(comparisons.asked(), Some(ScenarioId(1)));
    until(&mut comparisons, |comparisons| comparisons.contributions().is_some());
    comparisons.stop();
    until(&mut comparisons, |comparisons| !matches!(comparisons.progress(), Progress::Running { .. }));
    let stopped = matches!(comparisons.progress(), Progress::Stopped { .. });
    assert_eq!(stopped, !comparisons.contributions().unwrap().finished, "{:?}", comparisons.progress());
    // A note changes nothing that is played: what was stopped stays so, and what was told was of the plan before.
    let noted = changed(&plan, 1, &[&changes[..], &[note(&plan)]].concat());
    comparisons.follow(1, Some(&noted), &ids(&[1]));
    assert!(comparisons.contributions().is_none());
    finished(&mut comparisons);
    assert!(comparisons.contributions().is_none() || !stopped);
    comparisons.ask_contributions(None);
    assert_eq!(comparisons.asked(), None);
    finished(&mut comparisons);
    assert!(comparisons.contributions().is_none());
}

#[test]
fn a_comparison_of_the_plan_before_says_so_until_there_is_a_newer_one() {
    use crate::app::view::scenarios::whose;
    let base = first_plan();
    let plan = with(base.clone(), 20, &[&[posts(&base, 1, 2)]]);
    let mut comparisons = comparisons();
    comparisons.follow(1, Some(&plan), &ids(&[1]));
    finished(&mut comparisons);
    assert_eq!(whose(&comparisons), None);
    comparisons.follow(1, Some(&changed(&plan, 1, &[posts(&base, 1, 3)])), &ids(&[1]));
    assert_eq!(whose(&comparisons), Some("For the plan before the last change; the new comparison follows"));
    finished(&mut comparisons);
    assert_eq!(whose(&comparisons), None);
}
