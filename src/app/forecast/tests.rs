//! Forecasts are the same however they are made, nothing is played twice, and nobody waits.

use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};
use std::time::{Duration, Instant};

use super::play::{Ended, model_of, play};
use super::wanted::Wanted;
use super::{Progress, Shown};
use crate::app::desk::{Action, Desk};
use crate::app::invent::{first_plan, large};
use crate::domain::edit::Edit;
use crate::domain::ids::Thing;
use crate::domain::plan::{Holder, Plan};
use crate::domain::sim::{Model, Results, Summary};

fn model(plan: &Plan) -> Model {
    model_of(plan, None, &crate::domain::sim::Asked::default()).unwrap()
}

fn none(model: &Model) -> Results {
    Results::none(model.layout(), model.seed(), 0, model.children().len())
}

/// So many runs on so many threads.
fn played(model: &Model, runs: u32, threads: usize) -> Results {
    let mut results = none(model);
    let stop = AtomicBool::new(false);
    let ended = play(model, &mut results, &Wanted::exactly(runs), threads, &stop, &mut |_, _| {});
    assert_eq!((ended, results.runs()), (Ended::Finished, runs));
    results
}

fn desk() -> Desk {
    Desk::keeping_nothing(Arc::new(|| {}))
}

/// Looks at the work under way until `done`, as the window does whenever it wakes.
fn until(desk: &mut Desk, done: impl Fn(&Desk) -> bool) {
    let begun = Instant::now();
    while !done(desk) {
        assert!(begun.elapsed() < Duration::from_mins(2), "it never came to an end");
        desk.tick();
        std::thread::sleep(Duration::from_millis(1));
    }
}

/// Waits for all that is wanted, and says what is on screen.
fn finished(desk: &mut Desk) -> Arc<Shown> {
    until(desk, |desk| matches!(desk.forecasts().progress(), Progress::Finished { .. }));
    let shown = Arc::clone(desk.forecasts().shown().unwrap());
    assert!(!shown.stopped);
    shown
}

fn set(of: Thing, field: &str, to: &str) -> Edit {
    Edit::Set { of, field: field.to_owned(), to: to.to_owned() }
}

/// The first plan open, with so many runs wanted.
fn open(runs: &str) -> Desk {
    let mut desk = desk();
    desk.act(Action::OpenExample(0));
    desk.act(Action::Edit(set(Thing::Forecast, "fixed_runs", runs)));
    desk
}

/// An edit that nobody can simulate away: somebody leaves on this day.
fn leaves(desk: &Desk, on: &str) -> Edit {
    let plan = desk.session().unwrap().plan();
    let holds = |worker| plan.children.iter().any(|child| child.holder == Holder::Worker(worker));
    let worker = plan.workers.iter().find(|w| w.last_day.is_none() && holds(w.id)).unwrap();
    set(Thing::Worker(worker.id), "last_day", on)
}

#[test]
fn any_number_of_threads_gives_the_same_bytes() {
    let model = model(&large(60, 12, 3));
    let one = played(&model, 57, 1);
    assert!(one == played(&model, 57, 2));
    assert!(one == played(&model, 57, 7));
}

#[test]
fn runs_added_later_give_the_same_bytes_as_all_at_once() {
    let model = model(&first_plan());
    let all = played(&model, 64, 2);
    for first in [1, 10, 33, 63] {
        let mut results = played(&model, first, 2);
        let stop = AtomicBool::new(false);
        let ended = play(&model, &mut results, &Wanted::exactly(64), 3, &stop, &mut |_, _| {});
        assert_eq!(ended, Ended::Finished);
        assert!(results == all, "{first} runs and then the rest");
    }
}

#[test]
fn a_forecast_that_is_stopped_keeps_whole_runs_and_can_be_gone_on_with() {
    let model = model(&first_plan());
    let mut results = none(&model);
    let stop = AtomicBool::new(false);
    let ended = play(&model, &mut results, &Wanted::exactly(5_000), 2, &stop, &mut |results, _| {
        if results.runs() >= 20 {
            stop.store(true, Ordering::Relaxed);
        }
    });
    assert_eq!(ended, Ended::Stopped);
    let runs = results.runs();
    assert!((20..5_000).contains(&runs), "{runs}");
    assert!(results == played(&model, runs, 1));
    stop.store(false, Ordering::Relaxed);
    play(&model, &mut results, &Wanted::exactly(runs + 7), 2, &stop, &mut |_, _| {});
    assert!(results == played(&model, runs + 7, 1));
}

#[test]
fn a_forecast_stopped_before_it_begins_has_no_runs() {
    let model = model(&first_plan());
    let stop = AtomicBool::new(true);
    let mut results = none(&model);
    let ended = play(&model, &mut results, &Wanted::exactly(50), 2, &stop, &mut |_, _| {});
    assert_eq!((ended, results.runs()), (Ended::Stopped, 0));
}

#[test]
fn a_fault_while_runs_are_collected_ends_the_threads_that_play_them() {
    let model = model(&first_plan());
    let collecting = std::panic::AssertUnwindSafe(|| {
        let (stop, wanted) = (AtomicBool::new(false), Wanted::exactly(u32::MAX));
        play(&model, &mut none(&model), &wanted, 2, &stop, &mut |_, _| panic!("on purpose"))
    });
    assert!(std::panic::catch_unwind(collecting).is_err());
}

#[test]
fn a_fault_on_the_thread_is_told_and_the_next_change_begins_again() {
    let faulty = Arc::new(AtomicBool::new(true));
    let fault = Arc::clone(&faulty);
    let mut desk = Desk::keeping_nothing(Arc::new(move || {
        let forecasting = std::thread::current().name() == Some("forecast");
        assert!(!(forecasting && fault.load(Ordering::Relaxed)), "on purpose");
    }));
    desk.act(Action::OpenExample(0));
    until(&mut desk, |desk| *desk.forecasts().progress() == Progress::Failed);
    faulty.store(false, Ordering::Relaxed);
    desk.act(Action::Edit(set(Thing::Forecast, "fixed_runs", "20")));
    assert_eq!(finished(&mut desk).summary.runs, 20);
}

#[test]
fn a_plan_is_forecast_as_soon_as_it_is_open_and_again_after_each_change() {
    let mut desk = open("120");
    let shown = finished(&mut desk);
    assert!(Arc::ptr_eq(&shown.plan, desk.session().unwrap().plan()));
    let plan = desk.session().unwrap().plan();
    let model = model(plan);
    let expected = Summary::new(&played(&model, 120, 1), model.children(), &plan.forecast);
    assert!(*shown.summary == expected);

    let edit = leaves(&desk, "01/02/2027");
    desk.act(Action::Edit(edit));
    // What there was stays until there is something new.
    assert_eq!(desk.forecasts().shown().unwrap().number, shown.number);
    let after = finished(&mut desk);
    assert!(after.number > shown.number && *after.summary != *shown.summary);
    desk.act(Action::CloseDocument);
    desk.act(Action::Answer(crate::app::desk::Answer::Discard));
    assert!(desk.forecasts().shown().is_none());
    assert_eq!(*desk.forecasts().progress(), Progress::Idle);
}

#[test]
fn undo_finds_the_forecast_that_was_made_before() {
    let mut desk = open("130");
    let before = finished(&mut desk);
    let edit = leaves(&desk, "01/02/2027");
    desk.act(Action::Edit(edit));
    let after = finished(&mut desk);
    let played = desk.forecasts().played();
    for (action, expected) in [(Action::Undo, &before), (Action::Redo, &after), (Action::Undo, &before)] {
        desk.act(action);
        assert!(Arc::ptr_eq(&finished(&mut desk).summary, &expected.summary));
    }
    desk.tick();
    assert_eq!(desk.forecasts().played(), played);
}

#[test]
fn an_edit_of_a_note_plays_nothing() {
    let mut desk = open("110");
    let before = finished(&mut desk);
    let child = desk.session().unwrap().plan().children.at(0).unwrap().id;
    until(&mut desk, |desk| desk.forecasts().played() >= 110);
    let played = desk.forecasts().played();
    desk.act(Action::Edit(set(Thing::Child(child), "notes", "Seen on Monday")));
    let after = finished(&mut desk);
    assert!(Arc::ptr_eq(&after.summary, &before.summary) && after.number > before.number);
    assert!(Arc::ptr_eq(&after.plan, desk.session().unwrap().plan()));
    assert_eq!(desk.forecasts().played(), played);
}

#[test]
fn more_runs_are_added_to_those_there_are_and_another_level_of_failing_needs_none() {
    let mut desk = open("100");
    finished(&mut desk);
    until(&mut desk, |desk| desk.forecasts().played() >= 100);
    let before = desk.forecasts().played();
    desk.act(Action::Edit(set(Thing::Forecast, "failing_children", "0")));
    finished(&mut desk);
    assert_eq!(desk.forecasts().played(), before);
    desk.act(Action::Edit(set(Thing::Forecast, "fixed_runs", "150")));
    assert_eq!(finished(&mut desk).summary.runs, 150);
    until(&mut desk, |desk| desk.forecasts().played() > before);
    assert_eq!(desk.forecasts().played(), before + 50);
    // Fewer are another forecast: the same as on a machine that never made more.
    desk.act(Action::Edit(set(Thing::Forecast, "fixed_runs", "40")));
    assert_eq!(finished(&mut desk).summary.runs, 40);
}

#[test]
fn what_is_tried_out_touches_neither_plan_nor_history_and_is_there_when_it_is_done() {
    let mut desk = open("140");
    let own = finished(&mut desk);
    let (plan, revision) = {
        let session = desk.session().unwrap();
        (Arc::clone(session.plan()), session.revision())
    };
    let edit = leaves(&desk, "01/02/2027");
    desk.act(Action::TryOut(Some(edit.clone())));
    assert!(desk.forecasts().is_trying());
    let tried = finished(&mut desk);
    assert!(!Arc::ptr_eq(&tried.plan, &plan) && !Arc::ptr_eq(&tried.summary, &own.summary));
    let session = desk.session().unwrap();
    assert!(Arc::ptr_eq(session.plan(), &plan) && session.revision() == revision);

    until(&mut desk, |desk| desk.forecasts().played() >= 280);
    let played = desk.forecasts().played();
    desk.act(Action::TryOut(None));
    assert!(!desk.forecasts().is_trying());
    assert!(Arc::ptr_eq(&finished(&mut desk).summary, &own.summary));
    desk.act(Action::TryOut(Some(edit.clone())));
    desk.act(Action::Edit(edit));
    assert!(!desk.forecasts().is_trying());
    assert!(Arc::ptr_eq(&finished(&mut desk).summary, &tried.summary));
    desk.tick();
    assert_eq!(desk.forecasts().played(), played);
}

#[test]
fn an_edit_that_is_refused_is_not_tried_out() {
    let mut desk = open("30");
    finished(&mut desk);
    desk.act(Action::TryOut(Some(set(Thing::Forecast, "fixed_runs", "many"))));
    assert!(!desk.forecasts().is_trying());
    assert!(matches!(desk.forecasts().progress(), Progress::Finished { .. }));
}

#[test]
fn while_a_value_is_dragged_something_of_it_is_seen() {
    let mut desk = open("400");
    for day in 1..=28 {
        let edit = leaves(&desk, &format!("{day:02}/02/2027"));
        desk.act(Action::TryOut(Some(edit)));
        desk.tick();
    }
    until(&mut desk, |desk| {
        desk.forecasts()
            .shown()
            .is_some_and(|shown| !Arc::ptr_eq(&shown.plan, desk.session().unwrap().plan()))
    });
    desk.act(Action::TryOut(None));
    let own = finished(&mut desk);
    assert!(Arc::ptr_eq(&own.plan, desk.session().unwrap().plan()) && own.summary.runs == 400);
}

#[test]
fn a_person_stops_a_forecast_and_sees_what_there_is() {
    let mut desk = open("3000");
    // On a machine that is quick and busy a forecast may be over before it is stopped: then the next one.
    for seed in 2..20 {
        until(&mut desk, |desk| match desk.forecasts().progress() {
            Progress::Running { done, .. } => *done >= 30,
            progress => matches!(progress, Progress::Finished { .. }),
        });
        desk.act(Action::StopForecast);
        until(&mut desk, |desk| !matches!(desk.forecasts().progress(), Progress::Running { .. }));
        let Progress::Stopped { done, wanted } = *desk.forecasts().progress() else {
            desk.act(Action::Edit(set(Thing::Forecast, "seed", &seed.to_string())));
            continue;
        };
        let shown = Arc::clone(desk.forecasts().shown().unwrap());
        assert!(shown.stopped && shown.summary.runs == done && (30..wanted).contains(&done));
        let (plan, model) = (&shown.plan, model(&shown.plan));
        assert!(*shown.summary == Summary::new(&played(&model, done, 2), model.children(), &plan.forecast));
        return;
    }
    panic!("no forecast was ever stopped");
}

#[test]
fn a_stopped_forecast_goes_on_with_the_runs_it_has() {
    let mut desk = open("300");
    desk.act(Action::StopForecast);
    until(&mut desk, |desk| matches!(desk.forecasts().progress(), Progress::Stopped { .. }));
    let Progress::Stopped { done, wanted: 300 } = *desk.forecasts().progress() else { panic!() };
    assert!(done < 300);
    desk.act(Action::ContinueForecast);
    let all = finished(&mut desk);
    let (plan, model) = (&all.plan, model(&all.plan));
    assert!(*all.summary == Summary::new(&played(&model, 300, 2), model.children(), &plan.forecast));
}

#[test]
fn where_there_is_no_room_for_all_runs_it_is_said() {
    let model = model(&first_plan());
    let settings = &first_plan().forecast;
    let wanted = Wanted::of(settings, model.layout(), 1 << 20);
    assert!((20..settings.most_runs).contains(&wanted.most), "{wanted:?}");
    assert!(wanted.note().unwrap().ends_with("more would take too much memory for so many days and teams"));
    assert_eq!(Wanted::of(settings, model.layout(), 1).most, 20);
    assert_eq!(Wanted::of(settings, model.layout(), usize::MAX).note(), None);
}

#[test]
fn one_run_is_looked_at_event_by_event() {
    let mut desk = open("20");
    let shown = finished(&mut desk);
    desk.act(Action::Replay(7));
    assert_eq!(desk.forecasts().replaying(), Some(7));
    until(&mut desk, |desk| desk.forecasts().replay().is_some());
    let replay = Arc::clone(desk.forecasts().replay().unwrap());
    assert_eq!((replay.run, replay.trace.run), (7, 7));
    assert!(Arc::ptr_eq(&replay.plan, &shown.plan) && !replay.trace.events.is_empty());
    desk.act(Action::EndReplay);
    assert!(desk.forecasts().replay().is_none());
}

#[test]
fn a_plan_that_cannot_be_played_says_why() {
    let mut desk = desk();
    desk.act(Action::NewPlan);
    until(&mut desk, |desk| !matches!(desk.forecasts().progress(), Progress::Running { .. }));
    match desk.forecasts().progress() {
        Progress::Refused(why) => assert!(!why.is_empty() && desk.forecasts().shown().is_none()),
        progress => assert!(matches!(progress, Progress::Finished { .. }), "{progress:?}"),
    }
}
