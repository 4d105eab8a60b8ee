//! Nothing that is not saved is lost, whatever is asked for while a file is being opened or saved.

use std::path::{Path, PathBuf};
use std::sync::Arc;
use std::time::{Duration, Instant};

use super::{Action, Answer, Ask, Desk, ImportChoice, Request};
use crate::app::format;
use crate::app::invent::first_plan;
use crate::app::store::Recovery;
use crate::domain::edit::Edit;
use crate::domain::ids::Thing;
use crate::domain::plan::Plan;

fn desk() -> Desk {
    Desk::keeping_nothing(Arc::new(|| {}))
}

/// Looks at the work under way until `done`, as the window does whenever it wakes.
fn until(desk: &mut Desk, done: impl Fn(&Desk) -> bool) {
    let begun = Instant::now();
    while !done(desk) {
        assert!(begun.elapsed() < Duration::from_mins(1), "it never came to an end");
        desk.tick();
        std::thread::sleep(Duration::from_millis(2));
    }
}

fn settled(desk: &mut Desk) {
    until(desk, |desk| desk.is_busy().is_none() || desk.ask.is_some());
}

fn title(desk: &Desk) -> &str {
    desk.session().map_or("", |session| &session.plan().about.title)
}

fn retitle(desk: &mut Desk, to: &str) {
    let edit = Edit::Set { of: Thing::About, field: "title".to_owned(), to: to.to_owned() };
    desk.act(Action::Edit(edit));
}

fn saved_plan(folder: &Path, name: &str) -> PathBuf {
    let path = folder.join(name);
    let mut plan: Plan = first_plan();
    Arc::make_mut(&mut plan.about).title = name.to_owned();
    std::fs::write(&path, format::write(&plan).unwrap()).unwrap();
    path
}

#[test]
fn a_save_under_way_is_finished_before_another_document_is_shown() {
    let folder = tempfile::tempdir().unwrap();
    let mine = folder.path().join("mine.ron");
    let mut desk = desk();
    desk.act(Action::NewPlan);
    retitle(&mut desk, "Mine");
    desk.act(Action::SaveTo(mine.clone()));
    desk.act(Action::OpenExample(0));
    assert_eq!(title(&desk), "Mine"); // still the one being saved
    settled(&mut desk);
    // The example is shown now, belongs to no file, and the file holds what was saved.
    assert_eq!(title(&desk), "A first plan");
    assert_eq!(desk.session().unwrap().path(), None);
    assert_eq!(format::read(&std::fs::read_to_string(&mine).unwrap()).unwrap().plan.about.title, "Mine");
}

#[test]
fn leaving_waits_for_a_save_even_of_a_plan_without_changes() {
    let folder = tempfile::tempdir().unwrap();
    let copy = folder.path().join("copy.ron");
    let mut desk = desk();
    desk.act(Action::OpenExample(0));
    desk.act(Action::SaveTo(copy.clone()));
    desk.act(Action::Quit);
    assert!(!desk.take_requests().contains(&Request::Close));
    settled(&mut desk);
    assert!(desk.take_requests().contains(&Request::Close));
    assert!(copy.exists());
}

#[test]
fn what_is_typed_while_a_file_is_being_opened_is_asked_about() {
    let folder = tempfile::tempdir().unwrap();
    let path = saved_plan(folder.path(), "other.ron");
    let mut desk = desk();
    desk.act(Action::NewPlan);
    desk.act(Action::OpenPath(path));
    retitle(&mut desk, "Typed meanwhile");
    settled(&mut desk);
    assert!(matches!(desk.ask, Some(Ask::Unsaved(_))));
    desk.act(Action::Answer(Answer::Stay));
    settled(&mut desk);
    assert_eq!((title(&desk), &desk.ask), ("Typed meanwhile", &None));
}

#[test]
fn recovered_work_is_not_replaced_by_the_file_the_program_was_started_with() {
    let folder = tempfile::tempdir().unwrap();
    let path = saved_plan(folder.path(), "started-with.ron");
    let recovery = Recovery::in_folder(&folder.path().join("kept"));
    let mut kept = first_plan();
    Arc::make_mut(&mut kept.about).title = "Kept".to_owned();
    recovery.new_slot().unwrap().keep(None, None, &format::write(&kept).unwrap()).unwrap();

    let mut desk = Desk::with(Arc::new(|| {}), None, Some(recovery));
    assert!(matches!(desk.ask, Some(Ask::Recover(_))));
    desk.act(Action::OpenPath(path));
    desk.act(Action::Answer(Answer::Recover));
    until(&mut desk, |desk| desk.ask.is_some());
    assert!(matches!(desk.ask, Some(Ask::Unsaved(_))));
    assert_eq!(title(&desk), "Kept");
    desk.act(Action::Answer(Answer::Discard));
    assert_eq!(title(&desk), "started-with.ron");
}

#[test]
fn accepting_lists_keeps_what_was_typed_since_they_were_put_together() {
    let folder = tempfile::tempdir().unwrap();
    let list = folder.path().join("children.csv");
    std::fs::write(&list, "Child ID,Case type,Team,Worker\nR1,CIN,North,Ada Brook\n").unwrap();
    let mut desk = desk();
    desk.act(Action::NewPlan);
    desk.act(Action::ImportPaths(vec![list.clone()]));
    settled(&mut desk);
    desk.act(Action::Importing(ImportChoice::Accept));
    let child = desk.session().unwrap().plan().children.at(0).map(|child| child.id).unwrap();

    desk.act(Action::ImportPaths(vec![list]));
    settled(&mut desk);
    // In one frame: a note is typed and the lists are accepted.
    let note = Edit::Set { of: Thing::Child(child), field: "notes".to_owned(), to: "typed".to_owned() };
    desk.act(Action::Edit(note));
    desk.act(Action::Importing(ImportChoice::Accept));
    settled(&mut desk);
    desk.act(Action::Importing(ImportChoice::Accept));
    assert_eq!(desk.session().unwrap().plan().children.get(child).unwrap().notes, "typed");
    assert!(desk.import.is_none());
}
