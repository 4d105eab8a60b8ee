//! Opening, saving, conflicts, and work that was left when the program ended badly.

use std::fs;
use std::sync::Arc;

use caseload::app::desk::{Action, New, Screen};
use caseload::app::format;
use caseload::app::store::Recovery;
use caseload::domain::plan::Plan;
use eframe::egui::{Key, Modifiers};

use super::support::{Person, desk_in, first_plan};

fn on_disk(path: &std::path::Path) -> Plan {
    format::read(&fs::read_to_string(path).unwrap()).unwrap().plan
}

#[test]
fn a_new_plan_is_saved_where_the_programs_own_dialog_says() {
    let mut person = Person::with_first_plan();
    person.does(Action::Add(New::Team));
    person.must_see("Not saved");
    person.ctrl(Key::S);
    person.must_see("Save the plan");
    assert_eq!(person.value_of("File name"), "a-first-plan.ron");
    person.writes("File name", "autumn");
    person.keys(&[Key::Enter]);
    person.waits();
    let path = person.folder.path().join("autumn.ron");
    assert_eq!(on_disk(&path), *person.plan());
    assert_eq!(person.desk().window_title(), "autumn.ron – Caseload");
    person.must_see("Saved at");
    assert_eq!(person.desk().settings.recent_files.first(), Some(&path));
}

#[test]
fn saving_over_another_file_is_asked_once_and_leaves_the_old_one_beside_it() {
    let (mut person, path) = Person::with_file(&first_plan());
    person.does(Action::Add(New::Team));
    let other = person.folder.path().join("other.ron");
    fs::write(&other, "(what was here before)").unwrap();
    person.key_with(Modifiers::COMMAND | Modifiers::SHIFT, Key::S);
    person.writes("File name", "other.ron");
    person.keys(&[Key::Enter]);
    person.must_see("“other.ron” is already in this folder");
    person.presses("Replace");
    person.waits();
    assert!(person.desk().ask.is_none(), "asked twice: {:?}", person.desk().ask);
    assert_eq!(on_disk(&other), *person.plan());
    assert_eq!(fs::read_to_string(other.with_extension("ron.bak")).unwrap(), "(what was here before)");
    assert_ne!(on_disk(&path), *person.plan(), "the first file is as it was");
}

#[test]
fn a_file_is_opened_with_ctrl_o_and_listed_at_the_next_start() {
    let mut person = Person::with_nothing();
    let path = person.folder.path().join("winter.ron");
    fs::write(&path, format::write(&first_plan()).unwrap()).unwrap();
    person.ctrl(Key::O);
    person.must_see("Open a plan");
    person.keys(&[Key::ArrowDown, Key::Enter]);
    person.waits();
    assert_eq!(person.desk().window_title(), "winter.ron – Caseload");
    person.must_see("As saved");
    person.ctrl(Key::W);
    person.presses("winter.ron");
    person.waits();
    assert!(person.desk().session().is_some());
}

#[test]
fn a_file_that_is_no_plan_is_refused_with_a_sentence_and_nothing_is_lost() {
    let mut person = Person::with_first_plan();
    person.does(Action::Add(New::Team));
    let plan = person.plan();
    for (name, bytes) in [
        ("empty.ron", Vec::new()),
        ("picture.ron", vec![0x89, b'P', b'N', b'G', 0, 1, 2, 255]),
        ("half.ron", format::write(&plan).unwrap().into_bytes()[..2000].to_vec()),
        ("newer.ron", format::write(&plan).unwrap().replace("version: 1,", "version: 99,").into_bytes()),
    ] {
        let path = person.folder.path().join(name);
        fs::write(&path, bytes).unwrap();
        person.does(Action::OpenPath(path));
        person.presses("Go on without saving");
        person.waits();
        person.must_see("The file could not be opened");
        person.presses("Close");
        assert_eq!(*person.plan(), *plan, "{name}");
    }
}

#[test]
fn a_file_that_someone_else_changed_is_never_overwritten_without_asking() {
    let (mut person, path) = Person::with_file(&first_plan());
    person.does(Action::Add(New::Team));
    let theirs = "// changed by somebody else\n".to_owned() + &format::write(&first_plan()).unwrap();
    fs::write(&path, &theirs).unwrap();
    person.ctrl(Key::S);
    person.waits();
    person.must_see("Replace the file?");
    person.presses("Keep working");
    assert_eq!(fs::read_to_string(&path).unwrap(), theirs);
    person.must_see("Not saved");

    person.ctrl(Key::S);
    person.waits();
    person.presses("Save under another name");
    person.must_see("Save the plan");
    person.keys(&[Key::Escape]);
    assert_eq!(fs::read_to_string(&path).unwrap(), theirs);

    person.ctrl(Key::S);
    person.waits();
    person.presses("Replace it");
    person.waits();
    assert_eq!(on_disk(&path), *person.plan());
    assert_eq!(fs::read_to_string(path.with_extension("ron.bak")).unwrap(), theirs);
    person.must_see("Saved at");
}

#[test]
fn a_file_that_was_removed_meanwhile_is_asked_about() {
    let (mut person, path) = Person::with_file(&first_plan());
    person.does(Action::Add(New::Team));
    fs::remove_file(&path).unwrap();
    person.ctrl(Key::S);
    person.waits();
    person.must_see("Replace the file?");
    person.presses("Replace it");
    person.waits();
    assert_eq!(on_disk(&path), *person.plan());
}

#[test]
fn saving_where_nothing_can_be_written_says_so_and_keeps_the_work() {
    let (mut person, _) = Person::with_file(&first_plan());
    person.does(Action::Add(New::Team));
    let plan = person.plan();
    person.does(Action::SaveTo(person.folder.path().join("no such folder").join("plan.ron")));
    person.waits();
    person.must_see("The plan was not saved");
    person.presses("Close");
    assert_eq!(*person.plan(), *plan);
    person.must_see("Not saved");
}

#[test]
fn unsaved_work_is_offered_once_after_the_program_ended_badly() {
    let folder = tempfile::tempdir().unwrap();
    let mut plan = first_plan();
    Arc::make_mut(&mut plan.about).title = "Kept in the nick of time".to_owned();
    let recovery = Recovery::in_folder(&folder.path().join("data"));
    let slot = recovery.new_slot().unwrap();
    slot.keep(None, None, &format::write(&plan).unwrap()).unwrap();
    drop(slot);

    let mut person = Person::at(desk_in(folder.path()), [1600.0, 1000.0]);
    person.must_see("Take up the work that was not saved?");
    person.presses("Leave it");
    assert!(person.desk().session().is_none());
    drop(person);
    let person = Person::at(desk_in(folder.path()), [1600.0, 1000.0]);
    assert!(!person.sees("Take up the work"), "it is offered once");
}

#[test]
fn unsaved_work_is_taken_up_and_still_not_saved() {
    let folder = tempfile::tempdir().unwrap();
    let mut plan = first_plan();
    Arc::make_mut(&mut plan.about).title = "Kept in the nick of time".to_owned();
    let recovery = Recovery::in_folder(&folder.path().join("data"));
    let slot = recovery.new_slot().unwrap();
    slot.keep(None, None, &format::write(&plan).unwrap()).unwrap();
    drop(slot);

    let mut person = Person::at(desk_in(folder.path()), [1600.0, 1000.0]);
    person.presses("Take it up");
    assert_eq!(*person.plan(), plan);
    person.must_see("The work that was not saved is back");
    person.must_see("Not saved");
    person.ctrl(Key::W);
    person.must_see("Save the plan first?");
    person.presses("Go on without saving");
    drop(person);
    assert!(recovery.list().is_empty(), "what was thrown away on purpose is not offered again");
}

#[test]
fn the_theme_the_zoom_and_the_tables_are_as_they_were_left() {
    let folder = tempfile::tempdir().unwrap();
    let mut person = Person::at(desk_in(folder.path()), [1600.0, 1000.0]);
    person.does(Action::OpenExample(0));
    person.does(Action::Theme(caseload::app::desk::Theme::Dark));
    person.goes_to(Screen::Staff);
    person.presses("Sort by Name");
    let rows = person.rows();
    person.zooms(1.25);
    drop(person);
    let mut person = Person::at(desk_in(folder.path()), [2000.0, 1250.0]);
    assert!((person.desk().settings.zoom - 1.25).abs() < 0.01);
    assert_eq!(person.desk().settings.theme, caseload::app::desk::Theme::Dark);
    person.does(Action::OpenExample(0));
    person.does(Action::Go(Screen::Staff));
    assert_eq!(person.rows(), rows);
}

#[test]
fn lists_are_looked_at_first_and_come_in_as_one_step_that_undo_takes_out_again() {
    let mut person = Person::with_nothing();
    let list = person.folder.path().join("children.csv");
    let rows = "Child ID,Case type,Team,Worker\nR1,CP,North,Ada Brook\nR2,CIN,North,\nR3,CIN,North,Ada Broock\n,CIN,North,\n";
    fs::write(&list, rows).unwrap();
    person.does(Action::ImportPaths(vec![list]));
    person.waits();
    person.must_see("4 rows: 3 children, 1 refused");
    assert!(person.plan().children.is_empty()); // a preview changes nothing
    person.presses("Questions 1");
    person.clicks_row("Are Ada Brook and Ada Broock one person?");
    person.presses("One person");
    person.waits();
    person.presses("Bring it in");
    person.waits();
    // R1 and R3 are with one person now, and R2 waits: 1 of 3.
    person.must_see("1 of 3 children has no named social worker today");
    assert_eq!(person.plan().workers.len(), 1);
    person.ctrl(Key::Z);
    assert!(person.plan().children.is_empty());
}
