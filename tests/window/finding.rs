//! Search, filters, sorting, the command list and the way back.

use caseload::app::desk::{Action, Screen};
use caseload::app::words;
use caseload::domain::ids::Thing;
use eframe::egui::{Key, Modifiers};

use super::support::Person;

#[test]
fn search_and_filters_show_fewer_rows_and_say_how_many() {
    let mut person = Person::with_first_plan();
    person.goes_to(Screen::Children);
    let all = person.reading().now().open() as usize;
    let orla = person.id_of("Orla Pemberton");
    let hers = person.plan().children.iter().filter(|child| child.holder.worker() == Some(orla)).count();
    let mentioned = format!("{hers} of {} shown", words::count(all, "child", "children"));
    person.presses("Filter");
    person.writes("Filter Held by", "orla");
    person.must_see(&mentioned);
    person.presses("Clear the filter");
    person.writes("Search children", "hf-104 court");
    let rows = person.rows();
    assert!(
        !rows.is_empty() && rows.iter().all(|row| row.contains("HF-104") && row.contains("Court")),
        "{rows:?}"
    );
    person.writes("Search children", "there is no such thing");
    person.must_see("No children match");
    person.presses("Clear the filter");
    person.must_see(&words::count(all, "child", "children"));
}

#[test]
fn a_header_sorts_and_the_order_is_remembered_for_the_next_document() {
    let mut person = Person::with_first_plan();
    person.goes_to(Screen::Staff);
    person.presses("Sort by Name");
    let rows = person.rows();
    let mut sorted = rows.clone();
    sorted.sort();
    assert_eq!(rows, sorted);
    person.presses("Sort by Name, ascending");
    sorted.reverse();
    assert_eq!(person.rows(), sorted);
    person.does(Action::OpenExample(0));
    person.goes_to(Screen::Staff);
    assert_eq!(person.rows(), sorted);
    assert!(person.desk().settings.table_layouts.contains_key("staff"));
}

#[test]
fn rows_are_chosen_with_shift_and_ctrl_and_one_of_them_fills_the_panel() {
    let mut person = Person::with_first_plan();
    person.goes_to(Screen::Staff);
    person.clicks_row("Kwame Ashworth");
    assert_eq!(person.desk().selected, Some(Thing::Worker(person.id_of("Kwame Ashworth"))));
    person.clicks_row_with("Tariq Whittaker", Modifiers::SHIFT);
    person.must_see("3 selected");
    person.clicks_row_with("Orla Pemberton", Modifiers::COMMAND);
    person.must_see("2 selected");
}

#[test]
fn one_selection_is_followed_on_every_screen() {
    let mut person = Person::with_first_plan();
    person.goes_to(Screen::Staff);
    person.clicks_row("Kwame Ashworth");
    person.finds("blessing");
    assert_eq!(person.desk().selected, Some(Thing::Worker(person.id_of("Blessing Moyo"))));
    person.must_see("1 selected");
    person.keys(&[Key::Tab]);
    person.presses("Close the panel");
    assert_eq!(person.desk().selected, None);
    assert!(!person.can_press("Close the panel"));
}

#[test]
fn ctrl_k_finds_a_child_a_worker_a_team_a_screen_and_a_command() {
    let mut person = Person::with_first_plan();
    let child = person.plan().children.at(5).unwrap().clone();
    person.finds(&child.reference);
    assert_eq!(person.desk().selected, Some(Thing::Child(child.id)));
    assert_eq!(person.desk().screen, Screen::Children);
    person.finds("orla pem");
    assert_eq!(person.desk().selected, Some(Thing::Worker(person.id_of("Orla Pemberton"))));
    assert_eq!(person.desk().screen, Screen::Staff);
    person.finds("family team");
    assert!(matches!(person.desk().selected, Some(Thing::Team(_))));
    person.finds("go to rota");
    assert_eq!(person.desk().screen, Screen::Rota);
    let before = person.plan().teams.len();
    person.finds("add a team");
    assert_eq!(person.plan().teams.len(), before + 1);
    person.finds("undo");
    assert_eq!(person.plan().teams.len(), before);
    person.ctrl(Key::K);
    person.types("zzz");
    person.must_see("Nothing was found");
    person.keys(&[Key::Enter]);
    person.keys(&[Key::Escape]);
    assert!(!person.sees("Nothing was found"));
}

#[test]
fn the_arrow_keys_choose_in_the_command_list() {
    let mut person = Person::with_first_plan();
    person.ctrl(Key::K);
    person.keys(&[Key::ArrowDown, Key::ArrowDown, Key::ArrowUp, Key::Enter]);
    assert_eq!(person.desk().screen, Screen::Children, "the second line");
}

#[test]
fn alt_left_goes_back_step_by_step() {
    let mut person = Person::with_first_plan();
    person.goes_to(Screen::Staff);
    person.clicks_row("Orla Pemberton");
    person.presses("Show their 14 children");
    assert_eq!(person.desk().screen, Screen::Children);
    person.must_see("14 children");
    person.key_with(Modifiers::ALT, Key::ArrowLeft);
    assert_eq!(person.desk().screen, Screen::Staff);
    person.presses("← Back");
    assert_eq!(person.desk().screen, Screen::Overview);
    assert!(!person.can_press("← Back"));
}

#[test]
fn a_row_opened_with_enter_or_its_menu_leads_to_the_children() {
    let mut person = Person::with_first_plan();
    person.goes_to(Screen::Teams);
    person.asks_row("Family team");
    person.presses("Show those without a named social worker");
    let unnamed = person.reading().flagged().count();
    person.must_see(&words::count(unnamed, "child", "children"));
    person.goes_to(Screen::Staff);
    person.clicks_row("Sandeep Halliwell");
    person.keys(&[Key::Enter]);
    assert_eq!(person.desk().screen, Screen::Children);
    assert!(person.rows().iter().all(|row| row.contains("Sandeep Halliwell")));
}

#[test]
fn siblings_are_shown_together() {
    let mut person = Person::with_first_plan();
    person.goes_to(Screen::Children);
    person.finds("HF-10478");
    person.asks_row("HF-10478");
    person.presses("Show the family");
    assert_eq!(person.rows().len(), 4, "{:?}", person.rows());
}

#[test]
fn escape_gives_the_keyboard_back_to_the_rows() {
    let mut person = Person::with_first_plan();
    person.goes_to(Screen::Staff);
    person.clicks_row("Kwame Ashworth");
    person.ctrl(Key::K);
    person.types("orla");
    person.keys(&[Key::Escape, Key::ArrowDown]);
    assert_eq!(person.desk().selected, Some(Thing::Worker(person.id_of("Orla Pemberton"))));
    person.key_with(Modifiers::SHIFT, Key::F10);
    person.must_see("Show their children");
    person.keys(&[Key::Escape, Key::ArrowDown]);
    assert_eq!(person.desk().selected, Some(Thing::Worker(person.id_of("Tariq Whittaker"))));
}

#[test]
fn what_is_found_with_the_keyboard_is_changed_with_the_keyboard() {
    let mut person = Person::with_first_plan();
    person.finds("carys");
    person.keys(&[Key::F2]);
    person.types("Carys Ravensworth");
    person.keys(&[Key::Enter]);
    assert_eq!(person.worker("Carys Ravensworth").name, "Carys Ravensworth");
}
