//! Every screen says something, in any size, light or dark.

use caseload::app::desk::{Action, Screen, Theme};
use caseload::app::examples::EXAMPLES;
use caseload::app::view::overview;
use caseload::app::words;
use caseload::domain::ids::Thing;
use caseload::domain::plan::Words as _;

use super::support::{Person, desk};

#[test]
fn first_start_offers_the_examples_a_list_to_bring_in_an_empty_plan_and_a_file() {
    let person = Person::with_nothing();
    for example in EXAMPLES {
        assert!(person.can_press(example.name), "{}", example.name);
        person.must_see(example.about);
    }
    for label in
        ["Bring in child and staff lists…", "Empty plan", "Save the list templates…", "Open…   Ctrl+O"]
    {
        assert!(person.can_press(label), "{label}");
    }
    assert_eq!(person.desk().window_title(), "Caseload");
}

#[test]
fn each_example_opens_with_one_click_and_its_sentence_is_what_the_reading_says() {
    let mut person = Person::with_nothing();
    for example in EXAMPLES {
        person.presses(example.name);
        let reading = person.reading();
        person.must_see(&overview::sentence(&reading));
        let unnamed = words::thousands(reading.flagged().count());
        assert!(overview::sentence(&reading).starts_with(&unnamed), "{}", example.name);
        let title = person.desk().window_title();
        assert_eq!(title, "New plan – Caseload", "nothing from inside the plan");
        person.does(Action::CloseDocument);
    }
}

#[test]
fn every_screen_of_the_rail_opens_and_says_something() {
    let mut person = Person::with_first_plan();
    for screen in Screen::RAIL {
        person.goes_to(screen);
        assert!(person.count_of_words() > 40, "{screen:?} is nearly empty:\n{}", person.everything());
        person.must_see(screen.label());
        let has_rows = !matches!(screen, Screen::Overview | Screen::Target | Screen::Plan);
        assert!(!has_rows || !person.rows().is_empty() || person.reading().problems.is_empty(), "{screen:?}");
    }
}

#[test]
fn an_empty_plan_has_screens_that_explain_themselves_and_three_steps_to_begin_with() {
    let mut person = Person::with_nothing();
    person.presses("Empty plan");
    person.must_see("There are no open children in the plan yet");
    person.must_see("Three steps make a plan");
    person.presses("Give it a title, a date and your rules");
    assert_eq!(person.desk().screen, Screen::Plan);
    person.goes_to(Screen::Overview);
    person.presses("Put in who is away");
    assert_eq!(person.desk().screen, Screen::Rota);
    for screen in Screen::RAIL {
        person.goes_to(screen);
        assert!(person.count_of_words() > 20, "{screen:?}");
    }
    person.goes_to(Screen::Overview);
    assert!(person.can_press("Bring in the child list and the staff list"));
    person.finds("examples and recent");
    assert!(person.desk().session().is_none(), "nothing was put in, so nothing is asked");
}

#[test]
fn every_screen_is_drawn_in_the_dark_and_enlarged_with_a_panel_open() {
    for (theme, zoom, size) in [
        (Theme::Dark, 1.0, [1280.0, 800.0]),
        (Theme::Light, 1.5, [1280.0, 800.0]),
        (Theme::Dark, 2.0, [1280.0, 800.0]),
        (Theme::Light, 1.0, [640.0, 400.0]),
        (Theme::Light, 1.0, [1920.0, 1080.0]),
    ] {
        let mut person = Person::at(desk(), size);
        person.does(Action::OpenExample(0));
        person.does(Action::Theme(theme));
        person.zooms(zoom);
        let child = Thing::Child(person.reading().flagged().next().unwrap().1.id);
        for selected in [None, Some(child), Some(Thing::Worker(person.id_of("Orla Pemberton")))] {
            person.does(selected.map_or(Action::Unselect, Action::Select));
            for screen in Screen::RAIL {
                person.does(Action::Go(screen));
                assert!(person.count_of_words() > 15, "{screen:?} {theme:?} {zoom} {size:?}");
            }
        }
    }
}

#[test]
fn the_bar_adds_up_and_each_part_leads_to_exactly_the_children_behind_it() {
    let mut person = Person::with_first_plan();
    let bar = overview::state_bar(&person.reading());
    assert_eq!(bar.parts.iter().map(|part| part.count).sum::<u32>(), bar.total);
    for part in &bar.parts {
        person.goes_to(Screen::Overview);
        person.presses(&format!("{} {}", part.label, words::thousands(part.count as usize)));
        assert_eq!(person.desk().screen, Screen::Children);
        person.must_see(&words::count(part.count as usize, "child", "children"));
        let wanted = overview::behind(&part.key).unwrap();
        let state = wanted.state.unwrap();
        let rows = person.rows();
        assert!(rows.iter().all(|row| row.contains(state.label())), "{}: {rows:?}", part.label);
        let in_sight = rows.len() as u32;
        assert!(in_sight == part.count || in_sight > 20, "{in_sight} of {}", part.count);
    }
}

#[test]
fn a_figure_and_a_thing_to_do_lead_to_what_they_are_about() {
    // High enough that nothing has to be scrolled to.
    let mut person = Person::at(desk(), [1600.0, 1800.0]);
    person.does(Action::OpenExample(0));
    let left_out = person.reading().figures.left_out_children.len();
    person.presses("Show them: With everyone counted");
    person.must_see(&words::count(left_out, "child", "children"));
    person.key_with(eframe::egui::Modifiers::ALT, eframe::egui::Key::ArrowLeft);
    assert_eq!(person.desk().screen, Screen::Overview);
    let to_do = overview::to_do(&person.reading());
    assert!(!to_do.is_empty());
    for todo in to_do {
        person.goes_to(Screen::Overview);
        if let Some(more) = (1..9).map(|n| format!("Show {n} more")).find(|more| person.can_press(more)) {
            person.presses(&more);
        }
        person.does(Action::Unselect);
        person.presses(&todo.what);
        let moved = person.desk().screen != Screen::Overview || person.desk().selected.is_some();
        assert!(moved, "{} leads nowhere", todo.what);
    }
}

#[test]
fn the_lists_to_read_are_the_numbers_of_the_rail() {
    let mut person = Person::with_first_plan();
    let waiting = person.reading().flagged().count();
    person.goes_to(Screen::Waiting);
    assert_eq!(person.rows().len(), waiting);
    let problems = person.reading().problems.len();
    person.goes_to(Screen::Problems);
    assert_eq!(person.rows().len(), problems);
    person.goes_to(Screen::Staff);
    assert_eq!(person.rows().len(), person.plan().workers.len());
    person.goes_to(Screen::Rota);
    person.presses("Absences");
    assert_eq!(person.rows().len(), person.plan().absences.len());
}

#[test]
fn the_keyboard_alone_reaches_the_rail_the_table_and_the_panel() {
    use eframe::egui::Key;
    let mut person = Person::with_first_plan();
    person.goes_to(Screen::Children);
    let child = Thing::Child(person.reading().flagged().next().unwrap().1.id);
    person.selects(child);
    let mut reached = Vec::new();
    for _ in 0..120 {
        person.keys(&[Key::Tab]);
        reached.extend(person.focused());
    }
    for wanted in ["Problems", "Search children", "HF-", "Remove from the plan", "Close the panel"] {
        assert!(
            reached.iter().any(|name| name.starts_with(wanted)),
            "Tab never reaches {wanted}: {reached:?}"
        );
    }
}
