//! Forms are typed in, chosen in, stepped and dragged.

use egui_kittest::Harness;
use egui_kittest::kittest::Queryable as _;

use super::*;
use crate::app::view::form::FormGroup;
use crate::ui::widgets::testing::{click, harness, press, press_with, type_text};

struct Screen {
    view: FormView,
    state: FormState,
    committed: Vec<(String, String)>,
    refuse: Option<&'static str>,
}

fn screen(fields: Vec<FieldView>) -> Harness<'static, Screen> {
    let view =
        FormView { title: "Worker".into(), groups: vec![FormGroup { title: "Contract".into(), fields }] };
    let today = NaiveDate::from_ymd_opt(2026, 9, 7);
    let state = FormState { today, ..FormState::default() };
    harness(
        |ui, screen: &mut Screen| {
            let Some((key, text)) = form_ui(ui, &screen.view, &mut screen.state) else { return };
            if let Some(sentence) = screen.refuse {
                screen.state.refuse(&key, sentence);
            } else {
                let fields = screen.view.groups.iter_mut().flat_map(|group| &mut group.fields);
                for field in fields.filter(|field| field.key == key) {
                    field.value.clone_from(&text);
                }
            }
            screen.committed.push((key, text));
        },
        Screen { view, state, committed: Vec::new(), refuse: None },
    )
}

fn committed<'a>(harness: &'a Harness<'_, Screen>) -> Vec<(&'a str, &'a str)> {
    harness.state().committed.iter().map(|(key, text)| (key.as_str(), text.as_str())).collect()
}

fn many(count: usize) -> Vec<ChoiceItem> {
    (1..=count).map(|n| ChoiceItem::new(format!("t{n}"), format!("Team {n}"))).collect()
}

#[test]
fn text_is_committed_once_on_enter_or_when_the_field_is_left() {
    let mut harness = screen(vec![
        FieldView::new("name", "Name", "Ada", Input::Text).hint("As in the rota"),
        FieldView::new("cap", "Cap", "18", Input::Number).unit("children"),
    ]);
    click(&mut harness, "Name");
    type_text(&mut harness, " Brook");
    assert_eq!(committed(&harness), [], "not with each key");
    press(&mut harness, &[Key::Enter]);
    assert_eq!(committed(&harness), [("name", "Ada Brook")]);
    click(&mut harness, "Cap");
    press_with(&mut harness, Modifiers::COMMAND, Key::A);
    type_text(&mut harness, "20");
    click(&mut harness, "Name");
    assert_eq!(committed(&harness).last(), Some(&("cap", "20")));
    assert_eq!(committed(&harness).len(), 2);
    assert!(!harness.state().state.has_drafts());
}

#[test]
fn escape_brings_the_old_text_back() {
    let mut harness = screen(vec![FieldView::new("name", "Name", "Ada", Input::Text)]);
    click(&mut harness, "Name");
    type_text(&mut harness, "x");
    press(&mut harness, &[Key::Escape]);
    assert_eq!(committed(&harness), []);
    assert_eq!(harness.get_by_label("Name").value().as_deref(), Some("Ada"));
}

#[test]
fn a_refused_text_stays_with_its_sentence_until_it_is_put_right() {
    let mut harness = screen(vec![FieldView::new("cap", "Cap", "18", Input::Number)]);
    harness.state_mut().refuse = Some("Type a number of children, such as 18");
    click(&mut harness, "Cap");
    type_text(&mut harness, "x");
    press(&mut harness, &[Key::Tab]);
    harness.get_by_label("Type a number of children, such as 18");
    assert_eq!(harness.get_by_label("Cap").value().as_deref(), Some("18x"));
    harness.state_mut().refuse = None;
    click(&mut harness, "Cap");
    press(&mut harness, &[Key::End, Key::Backspace]);
    assert!(harness.query_by_label("Type a number of children, such as 18").is_none());
    press(&mut harness, &[Key::Tab]);
    assert_eq!(committed(&harness).len(), 1, "back at the old value there is nothing to commit");
    assert_eq!(harness.get_by_label("Cap").value().as_deref(), Some("18"));
}

#[test]
fn a_flag_and_a_choice_are_committed_at_once() {
    let mut harness = screen(vec![
        FieldView::new("asye", "In ASYE", "no", Input::Flag),
        FieldView::new("team", "Team", "t1", Input::Choice(many(3))),
        FieldView::new("mentor", "Mentor", "t1", Input::OptionalChoice(many(3))),
    ]);
    click(&mut harness, "In ASYE");
    click(&mut harness, "Team");
    click(&mut harness, "Team 2");
    click(&mut harness, "Mentor");
    click(&mut harness, "None");
    assert_eq!(committed(&harness), [("asye", "yes"), ("team", "t2"), ("mentor", "")]);
    assert_eq!(harness.get_by_label("Team").value().as_deref(), Some("Team 2"));
}

#[test]
fn a_long_list_is_searched_and_chosen_from_with_the_keyboard() {
    let mut harness = screen(vec![FieldView::new("team", "Team", "t1", Input::Choice(many(30)))]);
    harness.get_by_label("Team").focus();
    harness.run();
    press(&mut harness, &[Key::Enter]);
    type_text(&mut harness, "27");
    assert!(harness.query_by_label("Team 5").is_none());
    press(&mut harness, &[Key::Enter]);
    assert_eq!(committed(&harness), [("team", "t27")]);
    assert!(harness.query_by_label("Search the list").is_none(), "the list has closed");
    press(&mut harness, &[Key::Enter]);
    press(&mut harness, &[Key::ArrowDown, Key::ArrowDown, Key::Enter]);
    assert_eq!(committed(&harness).last(), Some(&("team", "t2")));
}

#[test]
fn several_are_chosen_without_the_list_closing() {
    let mut harness = screen(vec![FieldView::new("skills", "Skills", "t3", Input::Several(many(4)))]);
    click(&mut harness, "Skills");
    click(&mut harness, "Team 1");
    click(&mut harness, "Team 3");
    assert_eq!(committed(&harness), [("skills", "t1,t3"), ("skills", "t1")]);
}

#[test]
fn a_date_is_picked_with_the_arrow_keys() {
    let mut harness = screen(vec![FieldView::new("start", "Start", "", Input::Date)]);
    click(&mut harness, "Choose date for Start");
    press(&mut harness, &[Key::ArrowDown, Key::ArrowRight, Key::PageDown, Key::Enter]);
    assert_eq!(committed(&harness), [("start", "15/10/2026")]);
    click(&mut harness, "Choose date for Start");
    click(&mut harness, "Next month");
    click(&mut harness, "2 November 2026");
    assert_eq!(committed(&harness).last(), Some(&("start", "02/11/2026")));
}

#[test]
fn several_lines_keep_their_line_ends() {
    let mut harness = screen(vec![FieldView::new("note", "Note", "", Input::Lines)]);
    click(&mut harness, "Note");
    type_text(&mut harness, "one");
    press(&mut harness, &[Key::Enter]);
    type_text(&mut harness, "two");
    press_with(&mut harness, Modifiers::COMMAND, Key::Enter);
    assert_eq!(committed(&harness), [("note", "one\ntwo")]);
}

#[test]
fn what_is_only_read_is_shown_in_words() {
    let mut field = FieldView::new("load", "Load", "17.5", Input::ReadOnly).note("Assumption, not sourced");
    field.shown = Some("17½ children".into());
    let harness = screen(vec![field]);
    harness.get_by_label("17½ children");
    harness.get_by_label("Assumption, not sourced");
}
