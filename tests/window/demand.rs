//! The demand screen: new work is looked at, typed, taken from official figures and fitted to the list.

use caseload::app::desk::{Action, Screen};
use caseload::app::view::demand;
use caseload::domain::edit::{Edit, apply};
use caseload::domain::ids::Thing;
use caseload::domain::plan::{Demand, Plan};
use eframe::egui::{Key, Modifiers};
use std::sync::Arc;

use super::support::{Person, first_plan};

fn undo_label(person: &Person) -> String {
    person.desk().session().unwrap().history().undo_label().unwrap_or_default().to_owned()
}

fn at_demand() -> Person {
    let mut person = Person::with_first_plan();
    person.goes_to(Screen::Demand);
    person
}

fn without_demand() -> Plan {
    Plan { demand: Arc::new(Demand::default()), ..first_plan() }
}

#[test]
fn it_begins_with_where_work_comes_level_and_what_that_means() {
    let mut person = at_demand();
    person.must_see("work in equals work out");
    assert!(!person.sees("The children who would be open at once if"));
    person.presses("What this means");
    person.must_see("The children who would be open at once if");
    for (part, words) in [
        ("How long it stays", "Median days"),
        ("Workforce", "Short spells a year"),
        ("Where it comes level", "By type of work"),
        ("Official figures", "Referrals in the year"),
        ("New work", "Families a week"),
    ] {
        person.presses(part);
        person.must_see(words);
    }
}

#[test]
fn it_is_found_by_name_and_left_with_the_back_key() {
    let mut person = Person::with_first_plan();
    person.finds("go to demand");
    assert_eq!(person.desk().screen, Screen::Demand);
    person.key_with(Modifiers::ALT, Key::ArrowLeft);
    assert_eq!(person.desk().screen, Screen::Overview);
}

#[test]
fn a_figure_is_typed_in_its_cell_and_a_wrong_one_stays_with_its_sentence() {
    let mut person = at_demand();
    let before = person.plan();
    let team = before.teams.iter().next().unwrap().clone();
    person.clicks_cell(&team.name, "Families a week");
    person.keys(&[Key::F2]);
    person.types("9.5");
    person.keys(&[Key::Enter]);
    let taken = person.plan().demand.teams.iter().find(|line| line.team == team.id).unwrap().families_a_week;
    assert!((taken - 9.5).abs() < 1e-9);
    assert!(undo_label(&person).contains("new families a week"), "{}", undo_label(&person));

    let plan = person.plan();
    let field = format!("families_a_week.{}", team.id);
    let wrong = Edit::Set { of: Thing::Demand, field, to: "many".into() };
    let sentence = apply(&plan, &wrong).unwrap_err().to_string();
    person.keys(&[Key::F2]);
    person.types("many");
    person.keys(&[Key::Enter]);
    person.must_see(&sentence);
    assert_eq!(person.value_of("Edit Families a week"), "many");
    assert_eq!(*person.plan(), *plan);
    person.keys(&[Key::Escape]);
    person.ctrl(Key::Z);
    assert_eq!(*person.plan(), *before);
}

#[test]
fn the_length_of_work_and_the_workforce_are_typed_in_their_cells_too() {
    let mut person = at_demand();
    person.presses("How long it stays");
    person.clicks_cell("Assessment", "Mean days");
    person.keys(&[Key::F2]);
    person.types("77");
    person.keys(&[Key::Enter]);
    assert!(undo_label(&person).contains("mean days, assessment"), "{}", undo_label(&person));
    person.presses("Workforce");
    person.clicks_cell("Short spells a year", "Now");
    person.keys(&[Key::F2]);
    person.types("3.1");
    person.keys(&[Key::Enter]);
    assert!((person.plan().workforce.sickness.short_spells_a_year - 3.1).abs() < 1e-9);
}

#[test]
fn the_panel_has_a_row_s_figures_with_their_sources_and_refuses_there() {
    let mut person = at_demand();
    let team = person.plan().teams.iter().next().unwrap().clone();
    person.does(Action::UseOfficial("England".to_owned()));
    person.clicks_row(&team.name);
    person.must_see("New work of a team");
    person.must_see("England, 2023/24");
    person.writes("Come again", "99");
    person.keys(&[Key::Enter]);
    person.must_see("No more than 95 percent can come again");
    person.writes("Come again", "30");
    person.keys(&[Key::Enter]);
    person.must_see("Your own. By default ");
    person.presses("Show the team");
    assert_eq!(person.desk().selected, Some(Thing::Team(team.id)));
    person.presses("Close the panel");
    person.presses("Show its children");
    assert_eq!((person.desk().screen, person.desk().wanted.team), (Screen::Children, Some(team.id)));
}

#[test]
fn an_area_is_looked_for_by_name_and_its_figures_are_one_step_that_tells_what_it_did() {
    let (mut person, _) = Person::with_file(&without_demand());
    let before = person.plan();
    person.goes_to(Screen::Demand);
    person.must_see("Nothing is said yet of new work");
    assert!(person.can_press("Use England’s figures"));
    person.presses("Council, region or England");
    person.types("croy");
    person.keys(&[Key::Enter]);
    person.must_see("the plan does not use these figures yet");
    assert_eq!(*person.plan(), *before, "looking changes nothing");
    person.presses("Use the official figures of Croydon");
    person.must_see("Done: new work is now Croydon, 2023/24: ");
    assert_eq!(person.plan().demand.official_figures_of, "Croydon, 2023/24");
    assert_eq!(undo_label(&person), "use the official figures of Croydon");
    person.must_see("work in equals work out");
    person.ctrl(Key::Z);
    assert_eq!(*person.plan(), *before);
}

#[test]
fn the_fit_tells_what_it_did_or_why_it_cannot() {
    let mut person = at_demand();
    person.presses("Fit to our list");
    let plan = person.plan();
    if undo_label(&person) == "fit new work to the list" {
        person.must_see("fitted to the list");
        person.must_see("Done: new work is now ");
        person.ctrl(Key::Z);
    } else {
        let area = demand::area_of(&plan).0.area.clone();
        let sentence = demand::fit_to_list(&plan, &area).unwrap_err();
        person.must_see(&sentence);
    }
}

#[test]
fn an_empty_plan_says_what_to_do_first() {
    let mut person = Person::with_nothing();
    person.presses("Empty plan");
    person.goes_to(Screen::Demand);
    person.must_see("Add the teams first");
    person.presses("Use England’s figures");
    person.must_see("There are no teams to take new work. Nothing was changed");
    person.presses("Add a team");
    assert_eq!(person.plan().teams.len(), 1);
}

#[test]
fn a_level_leads_to_the_children_behind_it() {
    let mut person = at_demand();
    if person.plan().demand.teams.is_empty() {
        person.does(Action::UseOfficial("England".to_owned()));
    }
    person.presses("Where it comes level");
    let team = person.plan().teams.iter().next().unwrap().clone();
    person.clicks_row(&team.name);
    person.keys(&[Key::Enter]);
    assert_eq!((person.desk().screen, person.desk().wanted.team), (Screen::Children, Some(team.id)));
}

#[test]
fn the_keyboard_alone_reaches_everything() {
    let mut person = at_demand();
    person.does(Action::UseOfficial("England".to_owned()));
    let team = person.plan().teams.iter().next().unwrap().name.clone();
    person.clicks_row(&team);
    let mut reached = Vec::new();
    for _ in 0..80 {
        person.keys(&[Key::Tab]);
        reached.extend(person.focused());
    }
    for wanted in [
        "What this means",
        "Council, region or England",
        "Use England’s figures",
        "Fit to our list",
        "Workforce",
        team.as_str(),
        "New families a week",
        "Drag: New families a week",
        "Show its children",
    ] {
        assert!(
            reached.iter().any(|name| name.starts_with(wanted)),
            "Tab never reaches {wanted}: {reached:?}"
        );
    }
}
