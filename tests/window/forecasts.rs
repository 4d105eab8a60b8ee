//! What is likely: it comes by itself, is stopped and gone on with, read as a table, copied and replayed.

use std::time::{Duration, Instant};

use caseload::app::desk::{Action, Screen};
use caseload::app::forecast::Progress;
use caseload::app::view::forecast::{children, overview, progress, staff, teams};
use caseload::app::words;
use caseload::domain::edit::Edit;
use caseload::domain::ids::Thing;
use eframe::egui::Key;

use super::support::Person;

/// The first example with so many simulated years asked for.
fn with_years(years: &str) -> Person {
    let mut person = Person::with_first_plan();
    person.does(set(Thing::Forecast, "fixed_runs", years));
    person
}

fn set(of: Thing, field: &str, to: &str) -> Action {
    Action::Edit(Edit::Set { of, field: field.to_owned(), to: to.to_owned() })
}

/// Lets the window wake until this is so.
fn until(person: &mut Person, done: impl Fn(&Person) -> bool) {
    let since = Instant::now();
    while !done(person) {
        assert!(since.elapsed() < Duration::from_mins(2), "it never came to an end");
        std::thread::sleep(Duration::from_millis(2));
        person.look();
    }
    person.look();
}

fn finished(person: &mut Person) {
    until(person, |person| matches!(person.desk().forecasts().progress(), Progress::Finished { .. }));
}

fn forecast(years: &str) -> Person {
    let mut person = with_years(years);
    finished(&mut person);
    person
}

#[test]
fn the_foot_tells_how_far_it_is_and_it_is_stopped_and_gone_on_with() {
    let mut person = with_years("4000");
    until(
        &mut person,
        |person| matches!(person.desk().forecasts().progress(), Progress::Running { done, .. } if *done > 0),
    );
    let told = progress::progress(person.desk().forecasts(), &person.plan()).unwrap();
    person.must_see(&told.words);
    person.presses("Stop the forecast");
    until(&mut person, |person| matches!(person.desk().forecasts().progress(), Progress::Stopped { .. }));
    person.must_see("Stopped by you after");
    assert!(!person.can_press("Stop the forecast"));
    person.presses("Continue the forecast");
    assert!(person.can_press("Stop the forecast"));
    person.finds("stop the forecast");
    until(&mut person, |person| matches!(person.desk().forecasts().progress(), Progress::Stopped { .. }));
    let mut person = forecast("20");
    person.must_see("Forecast: 20 simulated years, ±");
    person.goes_to(Screen::Teams);
    person.must_see("Forecast: 20 simulated years, ±");
}

#[test]
fn the_overview_says_what_is_likely_and_the_fan_is_read_by_keys_as_a_table_and_copied() {
    let mut person = forecast("20");
    let shown = person.desk().forecasts().shown().unwrap().clone();
    let reading = person.reading();
    person.must_see(&overview::headline(&shown.summary, &reading));
    let fan = overview::fan(&reading, &shown.summary);
    person.must_see(&fan.sentence);
    person.focuses(&format!("{}, chart", fan.title));
    person.keys(&[Key::ArrowRight, Key::ArrowRight]);
    person.must_see(&fan.reading(1));
    assert!(fan.reading(1).contains("9 of 10 years") && fan.reading(1).contains("middle year"));
    person.presses(&format!("Show {} as a table", fan.title));
    let rows = person.rows();
    let today = format!("{}, Likely (middle year)", caseload::domain::calendar::format_date(fan.x[0]));
    assert!(rows.iter().any(|row| row.contains(&today)), "{today}: {rows:?}");
    let copied = person.copies(&format!("Copy as CSV: {}", fan.title));
    assert_eq!(copied.lines().count(), fan.x.len() + 1);
    assert!(copied.starts_with("Day,Likely (middle year),Already known,"), "{copied}");
    person.presses(&format!("What these figures mean: {}", fan.title));
    person.must_see("Close");
    person.keys(&[Key::Escape]);
    person.presses("Unfold: By state and type");
    let copied = person.copies("Copy as CSV: Children in each state");
    assert!(copied.starts_with("State,Today,In 4 weeks"), "{copied}");
    person.presses("Teams by week: known");
    person.presses("Teams by week: likely");
}

#[test]
fn a_change_of_the_plan_changes_the_picture_and_until_then_the_foot_says_whose_it_is() {
    let mut person = forecast("20");
    let before = person.desk().forecasts().shown().unwrap().clone();
    let leaver = person.id_of("Orla Pemberton");
    let tomorrow = caseload::domain::calendar::format_date(person.reading().on + chrono::Days::new(1));
    person.does(set(Thing::Worker(leaver), "last_day", &tomorrow));
    if person.desk().forecasts().shown().unwrap().number == before.number {
        person.must_see("For the plan before the last change");
    }
    finished(&mut person);
    let after = person.desk().forecasts().shown().unwrap().clone();
    assert_ne!(
        overview::headline(&before.summary, &person.reading()),
        overview::headline(&after.summary, &person.reading())
    );
    person.must_see(&overview::headline(&after.summary, &person.reading()));
    assert!(!person.sees("For the plan before the last change"));
}

#[test]
fn children_likely_to_lose_their_worker_are_found_from_the_overview_and_by_a_filter() {
    let mut person = forecast("20");
    let (reading, shown) = (person.reading(), person.desk().forecasts().shown().unwrap().clone());
    let found = children::likely_to_lose(&reading, &shown.summary, children::AT_RISK_WEEKS);
    assert!(!found.is_empty());
    let to_do = children::to_do(&reading, &shown.summary);
    person.presses(&to_do[0].what);
    assert_eq!(person.desk().screen, Screen::Children);
    person.must_see(&children::likely_to_lose_sentence(&reading, &shown.summary, children::AT_RISK_WEEKS));
    person.must_see(&words::count(found.len(), "child", "children"));
    person.presses("Everyone");
    person.presses("Likely to lose their worker");
    person.must_see("Sort by Loses in 13 weeks");
    person.selects(Thing::Child(found[0]));
    person.must_see("Chance of losing their worker");
}

#[test]
fn teams_and_staff_show_what_is_likely_below_what_is_known() {
    let mut person = forecast("20");
    let (reading, shown) = (person.reading(), person.desk().forecasts().shown().unwrap().clone());
    person.goes_to(Screen::Teams);
    person.must_see(&teams::failing_sentence(&reading, &shown.summary));
    person.presses("Unfold: Capacity");
    let whole = teams::service_capacity(&reading, &shown.summary);
    person.must_see(&whole.sentence);
    let team = person.plan().teams.iter().next().unwrap().id;
    person.selects(Thing::Team(team));
    let own = teams::team_capacity(&reading, &shown.summary, team).unwrap();
    person.must_see(&own.sentence);
    assert!(teams::team_facts(&reading, &shown.summary, team).iter().all(|fact| person.sees(fact)));
    person.does(Action::Unselect);
    person.goes_to(Screen::Staff);
    person.presses("Unfold: Over their cap in the year ahead");
    person.must_see(&staff::over_cap_fan(&reading, &shown.summary).sentence);
    person.presses("Unfold: How long children wait for a worker");
    person.must_see(&staff::waits_sentence(&shown.summary));
    person.presses("Unfold: How many workers children have in a year");
    person.must_see(&staff::workers_in_year_sentence(&shown.summary));
    person.presses("Unfold: Why children are given a worker");
    person.must_see("Copy as CSV: Allocations by reason");
}

#[test]
fn a_simulated_year_is_replayed_day_by_day_with_the_arrow_keys() {
    let mut person = forecast("20");
    person.finds("replay a simulated year");
    assert_eq!(person.desk().screen, Screen::Replay);
    person.must_see("Choose a simulated year");
    person.presses("A bad year");
    until(&mut person, |person| person.desk().forecasts().replay().is_some());
    person.must_see("A quarter of the simulated years come to more days");
    let days = person.desk().forecasts().replay().unwrap().layout.days.clone();
    let date = |place: usize| caseload::domain::calendar::format_date_with_day(days[place]);
    person.must_see(&format!("{} of this simulated year", date(1)));
    person.keys(&[Key::ArrowRight, Key::ArrowRight]);
    person.must_see(&format!("{} of this simulated year", date(3)));
    person.keys(&[Key::ArrowLeft]);
    person.must_see(&format!("{} of this simulated year", date(2)));
    person.presses("The next day");
    person.must_see(&format!("{} of this simulated year", date(3)));
    person.focuses("Day of the simulated year");
    person.keys(&[Key::ArrowRight]);
    person.must_see(&format!("{} of this simulated year", date(4)));
    // Far enough for something to happen to somebody of the plan.
    let replay = person.desk().forecasts().replay().unwrap().clone();
    let plan = person.plan();
    let day_of =
        |day| caseload::app::view::forecast::replay::replay_day(&replay.trace, &replay.layout, &plan, day);
    let (mut day, mut told) = (4, day_of(4));
    while !told.events.iter().any(|event| event.thing.is_some()) {
        person.keys(&[Key::ArrowRight]);
        day += 1;
        told = day_of(day);
    }
    let event = told.events.iter().find(|event| event.thing.is_some()).unwrap();
    person.clicks_row(&event.words);
    assert_eq!(person.desk().selected, event.thing);
    person.presses("Back to the overview");
    assert_eq!(person.desk().screen, Screen::Overview);
    assert!(person.desk().forecasts().replay().is_none());
}

#[test]
fn a_plan_that_cannot_be_played_says_why_at_the_foot_and_on_the_overview() {
    let person = Person::with_first_plan();
    let mut plan = person.plan().as_ref().clone();
    std::sync::Arc::make_mut(&mut plan.forecast).weeks = 0;
    let (mut person, _) = Person::with_file(&plan);
    until(&mut person, |person| matches!(person.desk().forecasts().progress(), Progress::Refused(_)));
    person.must_see("This plan cannot be played forward");
    person.presses("No forecast: 1 reason");
    person.must_see("Why there is no forecast");
    person.keys(&[Key::Escape]);
    person.presses("Go to the demand");
}
