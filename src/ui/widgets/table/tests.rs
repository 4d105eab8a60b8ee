use eframe::egui::{Key, Modifiers, OutputCommand, Pos2, pos2};
use egui_kittest::Harness;
use egui_kittest::kittest::{NodeT as _, Queryable as _};

use super::*;
use crate::app::view::table::{CellView, ColumnView, Editor, Mark, RowView, Shape, TableFilter, Tone};
use crate::ui::widgets::testing::{click, harness, press, press_with, type_text};

struct Screen {
    view: TableView<u32>,
    state: TableState<u32>,
    /// Everything reported, except frames in which nothing was.
    reports: Vec<TableOutcome<u32>>,
    /// Refuse edits with this sentence.
    refuse: Option<&'static str>,
}

fn view() -> TableView<u32> {
    let teams = [("n", "North"), ("s", "South")].map(|(v, l)| (v.to_owned(), l.to_owned())).to_vec();
    let mark = Mark { shape: Shape::Square, tone: Tone::Vermilion, name: "Awaiting allocation" };
    let row = |key: u32, team: &str, wait: f64| {
        let cells = vec![
            CellView::text(format!("C-{key}")),
            CellView::text(team).mark(mark),
            CellView::number(format!("{wait}"), wait),
        ];
        RowView::new(key, format!("C-{key}"), cells)
    };
    TableView {
        name: "children",
        noun: ("child", "children"),
        columns: vec![
            ColumnView::text("child", "Child", 120.0).editor(Editor::Text),
            ColumnView::text("team", "Team", 120.0).editor(Editor::Choice(teams)),
            ColumnView::figures("wait", "Wait", 80.0).editor(Editor::Number).hint("Working days"),
        ],
        rows: vec![
            row(104, "North", 41.0),
            row(9, "South", 3.0),
            row(10, "North", 7.0),
            row(88, "South", 7.0),
        ],
        totals: Some(vec!["Total".into(), String::new(), "58".into()]),
        empty: "No children are open. Import a list to start".into(),
        revision: 1,
    }
}

fn screen(view: TableView<u32>) -> Harness<'static, Screen> {
    let screen = Screen { view, state: TableState::default(), reports: Vec::new(), refuse: None };
    harness(
        |ui, screen: &mut Screen| {
            let menu = [MenuEntry::new("allocate", "Allocate…")];
            let outcome = data_table_ui(ui, &screen.view, &mut screen.state, &menu);
            if let (Some(sentence), Some((key, column, _))) = (screen.refuse, &outcome.edited) {
                screen.state.refuse(key, column, sentence);
            }
            if outcome != TableOutcome::default() {
                screen.reports.push(outcome);
            }
        },
        screen,
    )
}

fn click_row(harness: &mut Harness<'_, Screen>, part: &str, modifiers: Modifiers) {
    harness.get_by_label_contains(part).click_modifiers(modifiers);
    harness.run();
}

fn double_click(harness: &mut Harness<'_, Screen>, part: &str, share: f32) {
    let rect = harness.get_by_label_contains(part).rect();
    double_click_at(harness, pos2(rect.left() + share, rect.center().y));
}

fn double_click_at(harness: &mut Harness<'_, Screen>, pos: Pos2) {
    let slow = |seconds: f64| {
        move |options: &mut eframe::egui::Options| {
            options.input_options.max_double_click_delay = seconds;
        }
    };
    harness.ctx.options_mut(slow(9.0));
    harness.hover_at(pos);
    for pressed in [true, false, true, false] {
        harness.event(eframe::egui::Event::PointerButton {
            pos,
            button: eframe::egui::PointerButton::Primary,
            pressed,
            modifiers: Modifiers::default(),
        });
    }
    harness.run();
    harness.ctx.options_mut(slow(0.3));
}

fn selected(harness: &Harness<'_, Screen>) -> Vec<u32> {
    harness.state().state.selected.iter().copied().collect()
}

fn order(harness: &Harness<'_, Screen>) -> Vec<u32> {
    let screen = harness.state();
    screen.state.shown().iter().map(|&row| screen.view.rows[row].key).collect()
}

fn last_edit(harness: &Harness<'_, Screen>) -> Option<(u32, &'static str, String)> {
    harness.state().reports.iter().rev().find_map(|report| report.edited.clone())
}

fn copied(harness: &Harness<'_, Screen>) -> Option<String> {
    let commands = &harness.output().platform_output.commands;
    commands.iter().find_map(|command| match command {
        OutputCommand::CopyText(text) => Some(text.clone()),
        _ => None,
    })
}

#[test]
fn a_header_sorts_by_mouse_and_by_keyboard_and_says_so() {
    let mut harness = screen(view());
    click(&mut harness, "Sort by Child");
    assert_eq!(order(&harness), [9, 10, 88, 104]);
    click(&mut harness, "Sort by Child, ascending");
    assert_eq!(order(&harness), [104, 88, 10, 9]);
    harness.get_by_label("Sort by Wait").focus();
    harness.run();
    press(&mut harness, &[Key::Enter]);
    assert_eq!(order(&harness), [9, 10, 88, 104]);
    press(&mut harness, &[Key::Space]);
    assert_eq!(order(&harness), [104, 10, 88, 9]);
    assert!(harness.state().reports.iter().all(|report| report.layout_changed));
}

#[test]
fn typing_in_the_search_and_under_a_header_shows_fewer_rows() {
    let mut harness = screen(view());
    click(&mut harness, "Search children");
    type_text(&mut harness, "north");
    assert_eq!(order(&harness), [104, 10]);
    harness.get_by_label_contains("2 of 4 children shown");
    click(&mut harness, "Filter");
    click(&mut harness, "Filter Wait");
    type_text(&mut harness, ">10");
    assert_eq!(order(&harness), [104]);
    type_text(&mut harness, "0000");
    harness.get_by_label_contains("No children match");
    click(&mut harness, "Clear the filter");
    assert_eq!(order(&harness).len(), 4);
}

#[test]
fn rows_are_selected_with_click_shift_and_ctrl() {
    let mut harness = screen(view());
    click_row(&mut harness, "C-104", Modifiers::NONE);
    assert_eq!(selected(&harness), [104]);
    click_row(&mut harness, "C-10,", Modifiers::SHIFT);
    assert_eq!(selected(&harness), [9, 10, 104]);
    click_row(&mut harness, "C-9,", Modifiers::COMMAND);
    assert_eq!(selected(&harness), [10, 104]);
    harness.get_by_label_contains("2 selected");
    let row = harness.get_by_label_contains("C-104");
    assert_eq!(row.accesskit_node().toggled(), Some(eframe::egui::accesskit::Toggled::True));
}

#[test]
fn the_keyboard_alone_moves_selects_and_opens() {
    let mut harness = screen(view());
    click_row(&mut harness, "C-104", Modifiers::NONE);
    press(&mut harness, &[Key::ArrowDown, Key::ArrowDown]);
    assert_eq!(selected(&harness), [10]);
    press_with(&mut harness, Modifiers::SHIFT, Key::End);
    assert_eq!(selected(&harness), [10, 88]);
    press_with(&mut harness, Modifiers::COMMAND, Key::A);
    assert_eq!(selected(&harness).len(), 4);
    press(&mut harness, &[Key::Home, Key::Enter]);
    assert_eq!(harness.state().reports.last().unwrap().activated, Some(104));
}

#[test]
fn a_filter_never_leaves_hidden_rows_selected() {
    let mut harness = screen(view());
    click_row(&mut harness, "C-104", Modifiers::NONE);
    press_with(&mut harness, Modifiers::COMMAND, Key::A);
    harness.state_mut().state.filter = TableFilter { search: "south".into(), ..TableFilter::default() };
    harness.run();
    assert_eq!(selected(&harness), [9, 88]);
    assert!(harness.state().reports.last().unwrap().selected_changed);
}

#[test]
fn enter_commits_an_edit_and_escape_leaves_it() {
    let mut harness = screen(view());
    click_row(&mut harness, "C-104", Modifiers::NONE);
    press(&mut harness, &[Key::F2]);
    type_text(&mut harness, "C-7");
    assert_eq!(last_edit(&harness), None, "nothing is reported while typing");
    press(&mut harness, &[Key::Enter]);
    // The click was in the middle of the table, which no column covers: F2 took the first cell that can be edited.
    assert_eq!(last_edit(&harness), Some((104, "child", "C-7".into())));
    assert!(!harness.state().state.is_editing());

    press(&mut harness, &[Key::F2]);
    type_text(&mut harness, "nonsense");
    press(&mut harness, &[Key::Escape]);
    assert!(!harness.state().state.is_editing());
    assert_eq!(last_edit(&harness), Some((104, "child", "C-7".into())));
    press(&mut harness, &[Key::ArrowDown]);
    assert_eq!(selected(&harness), [9], "the keyboard is back with the rows");
}

#[test]
fn a_refused_text_stays_with_its_sentence() {
    let mut harness = screen(view());
    harness.state_mut().refuse = Some("Type a number of days");
    double_click(&mut harness, "C-104", 300.0);
    type_text(&mut harness, "soon");
    press(&mut harness, &[Key::Enter]);
    assert_eq!(last_edit(&harness), Some((104, "wait", "soon".into())));
    harness.get_by_label("Type a number of days");
    assert_eq!(harness.get_by_label("Edit Wait").value().as_deref(), Some("soon"));
    harness.state_mut().refuse = None;
    press_with(&mut harness, Modifiers::COMMAND, Key::A);
    type_text(&mut harness, "12");
    press(&mut harness, &[Key::Enter]);
    assert_eq!(last_edit(&harness), Some((104, "wait", "12".into())));
    assert!(harness.query_by_label("Type a number of days").is_none());
}

#[test]
fn tab_commits_and_goes_on_to_the_next_cell_that_can_be_edited() {
    let mut harness = screen(view());
    double_click(&mut harness, "C-104", 300.0);
    type_text(&mut harness, "12");
    press(&mut harness, &[Key::Tab]);
    assert_eq!(last_edit(&harness), Some((104, "wait", "12".into())));
    assert_eq!(harness.get_by_label("Edit Child").value().as_deref(), Some("C-9"), "the next row");
    assert!(harness.get_by_label("Edit Child").is_focused());
}

#[test]
fn a_choice_is_made_from_a_list() {
    let mut harness = screen(view());
    double_click(&mut harness, "C-104", 180.0);
    click(&mut harness, "South");
    assert_eq!(last_edit(&harness), Some((104, "team", "s".into())));
    assert!(!harness.state().state.is_editing());
}

#[test]
fn a_choice_is_made_with_the_keyboard_alone() {
    let mut harness = screen(view());
    double_click(&mut harness, "C-104", 180.0);
    press(&mut harness, &[Key::ArrowDown, Key::Enter]);
    assert_eq!(last_edit(&harness), Some((104, "team", "s".into())));
    press(&mut harness, &[Key::F2]);
    assert!(harness.state().state.is_editing());
    press(&mut harness, &[Key::Escape]);
    assert!(!harness.state().state.is_editing());
    press(&mut harness, &[Key::ArrowDown]);
    assert_eq!(selected(&harness), [9], "the keyboard is back with the rows");
}

#[test]
fn an_edge_is_dragged_and_fitted() {
    let mut harness = screen(view());
    let header = harness.get_by_label("Sort by Child").rect();
    let edge = header.right_center();
    harness.drag_at(edge);
    harness.run();
    harness.hover_at(edge + eframe::egui::vec2(40.0, 0.0));
    harness.run();
    harness.drop_at(edge + eframe::egui::vec2(40.0, 0.0));
    harness.run();
    assert!((harness.get_by_label("Sort by Child").rect().width() - 160.0).abs() < 2.0);
    assert!(harness.state().reports.last().unwrap().layout_changed);
    let edge = harness.get_by_label("Sort by Child").rect().right_center();
    double_click_at(&mut harness, edge);
    let fitted = harness.get_by_label("Sort by Child").rect().width();
    assert!(fitted < 100.0, "{fitted} is wider than the longest text needs");
}

#[test]
fn a_click_on_another_row_keeps_what_was_typed() {
    let mut harness = screen(view());
    double_click(&mut harness, "C-104", 300.0);
    type_text(&mut harness, "12");
    click_row(&mut harness, "C-88", Modifiers::NONE);
    assert_eq!(last_edit(&harness), Some((104, "wait", "12".into())));
    assert!(!harness.state().state.is_editing());
}

#[test]
fn double_click_opens_a_row_where_nothing_can_be_edited() {
    let mut harness = screen(view());
    double_click(&mut harness, "C-9,", 600.0);
    assert_eq!(harness.state().reports.last().unwrap().activated, Some(9));
}

#[test]
fn the_row_menu_acts_on_the_selected_rows() {
    let mut harness = screen(view());
    click_row(&mut harness, "C-104", Modifiers::NONE);
    press_with(&mut harness, Modifiers::SHIFT, Key::ArrowDown);
    press_with(&mut harness, Modifiers::SHIFT, Key::F10);
    press(&mut harness, &[Key::Enter]);
    assert_eq!(harness.state().reports.last().unwrap().menu, Some(("allocate", vec![104, 9])));

    harness.get_by_label_contains("C-88").click_secondary();
    harness.run();
    click(&mut harness, "Allocate…");
    assert_eq!(harness.state().reports.last().unwrap().menu, Some(("allocate", vec![88])));
}

#[test]
fn ctrl_c_copies_the_selected_rows_with_a_header() {
    let mut harness = screen(view());
    click_row(&mut harness, "C-104", Modifiers::NONE);
    harness.event(eframe::egui::Event::Copy);
    harness.step();
    assert_eq!(copied(&harness).as_deref(), Some("Child\tTeam\tWait\nC-104\tNorth\t41\n"));
}

#[test]
fn columns_are_hidden_moved_and_reset_from_the_menu() {
    let mut harness = screen(view());
    click(&mut harness, "Columns");
    click(&mut harness, "Team");
    assert!(harness.query_by_label("Sort by Team").is_none());
    click(&mut harness, "Move Wait left");
    click(&mut harness, "Move Wait left");
    let columns = harness.state().view.columns.clone();
    assert_eq!(harness.state().state.layout.visible(&columns), [2, 0]);
    click(&mut harness, "Reset columns");
    assert_eq!(harness.state().state.layout.visible(&columns), [0, 1, 2]);
}

#[test]
fn an_empty_table_says_what_to_do_next() {
    let mut harness = screen(TableView { rows: Vec::new(), ..view() });
    harness.run();
    harness.get_by_label("No children are open. Import a list to start");
}

#[test]
fn rows_far_down_are_reached_and_drawn() {
    let mut big = view();
    big.rows =
        (1..=20_000).map(|key| RowView { key, label: format!("C-{key}"), ..big.rows[0].clone() }).collect();
    big.totals = None;
    let mut harness = screen(big);
    click_row(&mut harness, "C-1,", Modifiers::NONE);
    press(&mut harness, &[Key::End]);
    assert_eq!(selected(&harness), [20_000]);
    harness.get_by_label_contains("C-20000");
    let rows = harness.query_all_by_role(eframe::egui::accesskit::Role::Row).count();
    assert!(rows < 40, "{rows} rows drawn");
}
