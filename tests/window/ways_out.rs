//! No way out of a document loses unsaved work without a question, and each answer does what it says.

use std::fs;

use caseload::app::desk::{Action, Ask, New, Then};
use caseload::app::format;
use eframe::egui::Key;

use super::support::{Person, first_plan};

/// One way of leaving a document, and whether it was gone.
struct Way {
    name: &'static str,
    take: fn(&mut Person),
    is_out: fn(&Person) -> bool,
}

fn has_left(person: &Person) -> bool {
    person.desk().session().is_none()
}

const WAYS: [Way; 7] = [
    Way {
        name: "new",
        take: |person| person.ctrl(Key::N),
        is_out: |person| person.plan().children.is_empty(),
    },
    Way { name: "open", take: |person| person.ctrl(Key::O), is_out: |person| person.sees("Open a plan") },
    Way {
        name: "an example",
        take: |person| person.finds("open the example turned"),
        is_out: |person| person.plan().about.title == "Turned the corner",
    },
    Way { name: "close", take: |person| person.ctrl(Key::W), is_out: has_left },
    Way { name: "quit", take: |person| person.ctrl(Key::Q), is_out: Person::is_closing },
    Way { name: "the window", take: Person::closes_window, is_out: Person::is_closing },
    Way {
        name: "the menu",
        take: |person| {
            let about = person.plan().about.clone();
            person.presses(&format!("{} · {}", about.council, about.title));
            person.presses("Quit");
        },
        is_out: Person::is_closing,
    },
];

#[test]
fn nothing_is_asked_where_nothing_would_be_lost() {
    for way in WAYS {
        let mut person = Person::with_first_plan();
        (way.take)(&mut person);
        assert!(person.desk().ask.is_none(), "{}", way.name);
        assert!((way.is_out)(&person), "{}", way.name);
    }
}

#[test]
fn keep_working_keeps_everything() {
    for way in WAYS {
        let mut person = Person::with_first_plan();
        person.does(Action::Add(New::Team));
        let plan = person.plan();
        (way.take)(&mut person);
        person.must_see("Save the plan first?");
        person.presses("Keep working");
        assert_eq!(*person.plan(), *plan, "{}", way.name);
        assert!(!person.is_closing(), "{}", way.name);
        (way.take)(&mut person);
        person.keys(&[Key::Escape]);
        assert_eq!(*person.plan(), *plan, "{}: Escape is to stay", way.name);
        assert!(person.desk().ask.is_none());
    }
}

#[test]
fn going_on_without_saving_goes_on() {
    for way in WAYS {
        let mut person = Person::with_first_plan();
        person.does(Action::Add(New::Team));
        (way.take)(&mut person);
        person.presses("Go on without saving");
        assert!((way.is_out)(&person), "{}", way.name);
        assert!(person.desk().ask.is_none(), "{}", way.name);
    }
}

#[test]
fn saving_first_saves_and_then_goes_on() {
    for way in WAYS {
        let (mut person, path) = Person::with_file(&first_plan());
        person.does(Action::Add(New::Team));
        let plan = person.plan();
        (way.take)(&mut person);
        person.presses("Save");
        person.waits();
        assert!((way.is_out)(&person), "{}", way.name);
        let text = fs::read_to_string(path).unwrap();
        assert_eq!(format::read(&text).unwrap().plan, *plan, "{}", way.name);
    }
}

#[test]
fn saving_first_under_a_name_that_is_still_to_be_chosen_goes_on_once_it_is() {
    let mut person = Person::with_first_plan();
    person.does(Action::Add(New::Team));
    person.ctrl(Key::Q);
    person.presses("Save");
    assert!(!person.is_closing());
    person.keys(&[Key::Enter]);
    person.waits();
    assert!(person.is_closing());
    assert!(person.folder.path().join("a-first-plan.ron").exists());
}

#[test]
fn a_save_that_was_given_up_does_not_close_the_window_at_the_next_save() {
    let mut person = Person::with_first_plan();
    person.does(Action::Add(New::Team));
    person.ctrl(Key::Q);
    person.presses("Save");
    person.must_see("Save the plan");
    person.keys(&[Key::Escape]);
    assert!(!person.is_closing());
    person.ctrl(Key::S);
    person.keys(&[Key::Enter]);
    person.waits();
    assert!(!person.is_closing(), "leaving was given up with the dialog");
    assert!(person.desk().session().is_some());
}

#[test]
fn a_save_that_fails_keeps_the_document_open() {
    let (mut person, path) = Person::with_file(&first_plan());
    person.does(Action::Add(New::Team));
    fs::write(&path, "(somebody else)").unwrap();
    person.ctrl(Key::Q);
    person.presses("Save");
    person.waits();
    person.must_see("Replace the file?");
    person.presses("Keep working");
    assert!(!person.is_closing());
    person.ctrl(Key::S);
    person.waits();
    person.presses("Replace it");
    person.waits();
    assert!(!person.is_closing(), "the question of leaving was answered with staying");
}

#[test]
fn the_last_way_out_is_the_one_that_counts() {
    let mut person = Person::with_first_plan();
    person.does(Action::Add(New::Team));
    person.ctrl(Key::N);
    person.closes_window();
    assert_eq!(person.desk().ask, Some(Ask::Unsaved(Then::Quit)));
    // Behind a question, no key reaches the document.
    person.ctrl(Key::Z);
    person.ctrl(Key::N);
    assert_eq!(person.desk().ask, Some(Ask::Unsaved(Then::Quit)));
    assert!(person.desk().session().unwrap().is_unsaved());
}
