//! The plan is changed in the window, the answer changes with it, and every change can be taken back.

use caseload::app::desk::{Action, New, Screen};
use caseload::app::forecast::Progress;
use caseload::app::view::overview;
use caseload::app::words;
use caseload::domain::edit::{Edit, apply};
use caseload::domain::ids::{ChildId, Thing, WorkerId};
use caseload::domain::plan::{Contract, Priority, Words as _};
use eframe::egui::{Key, Modifiers};

use super::support::{Person, first_plan};

/// A child who waits and for whom one change would put it right.
fn waiting_child(person: &Person) -> (ChildId, String, String) {
    let reading = person.reading();
    let found = reading.flagged().find_map(|(_, child, _)| {
        let run = reading.runs_of(child.id).next()?;
        let remedy = reading.remedies(run, 3).0.into_iter().next()?;
        Some((child.id, child.reference.clone(), remedy.what))
    });
    found.expect("the example has one")
}

#[test]
fn a_child_says_why_since_when_and_what_would_put_it_right_and_doing_it_changes_the_answer() {
    let mut person = Person::with_first_plan();
    let (child, reference, remedy) = waiting_child(&person);
    let before = person.reading().now().unnamed;
    let plan_before = person.plan();
    person.goes_to(Screen::Waiting);
    person.clicks_row(&reference);
    assert_eq!(person.desk().selected, Some(Thing::Child(child)));
    person.must_see("Without a named social worker since");
    person.must_see("answers for them");
    person.must_see("What would put it right");

    person.presses(&format!("Do it: {remedy}"));
    let after = person.reading().now().unnamed;
    assert!(after < before, "{after} of {before} are left");
    person.goes_to(Screen::Overview);
    person.must_see(&overview::sentence(&person.reading()));

    let label = person.desk().session().unwrap().history().undo_label().unwrap().to_owned();
    assert!(!label.is_empty());
    person.presses(&format!("Undo: {label}"));
    assert_eq!(*person.plan(), *plan_before);
    person.must_see(&format!("Undone: {label}"));
    person.must_see(&overview::sentence(&person.reading()));
    person.presses(&format!("Redo: {label}"));
    assert_eq!(person.reading().now().unnamed, after);
    person.ctrl(Key::Z);
    assert_eq!(*person.plan(), *plan_before);
    person.ctrl(Key::Y);
    assert_eq!(person.reading().now().unnamed, after);
}

#[test]
fn a_cell_is_edited_in_place_and_a_wrong_text_stays_with_its_sentence() {
    let mut person = Person::with_first_plan();
    person.goes_to(Screen::Staff);
    person.clicks_cell("Kwame Ashworth", "FTE");
    person.keys(&[Key::F2]);
    person.types("0.6");
    person.keys(&[Key::Enter]);
    assert!((person.worker("Kwame Ashworth").fte.value() - 0.6).abs() < 1e-9);
    person.must_see("Undo: change Kwame Ashworth: FTE");

    let plan = person.plan();
    let of = Thing::Worker(person.id_of("Kwame Ashworth"));
    let wrong = Edit::Set { of, field: "fte".into(), to: "nine".into() };
    let sentence = apply(&plan, &wrong).unwrap_err().to_string();
    person.keys(&[Key::F2]);
    person.types("nine");
    person.keys(&[Key::Enter]);
    person.must_see(&sentence);
    assert_eq!(person.value_of("Edit FTE"), "nine", "what was typed is still there");
    assert_eq!(*person.plan(), *plan, "and is not taken");
    person.keys(&[Key::Escape]);
    assert!(!person.sees(&sentence));
    assert_eq!(*person.plan(), *plan);
}

#[test]
fn the_form_takes_text_dates_and_choices_and_refuses_what_cannot_be() {
    let mut person = Person::with_first_plan();
    person.goes_to(Screen::Staff);
    person.clicks_row("Carys Lewandowska");
    person.writes("FTE", "0.8");
    person.keys(&[Key::Enter]);
    assert!((person.worker("Carys Lewandowska").fte.value() - 0.8).abs() < 1e-9);
    let plan = person.plan();
    person.writes("Last day", "31/02/2027");
    person.keys(&[Key::Enter]);
    assert_eq!(*person.plan(), *plan);
    assert_eq!(person.value_of("Last day"), "31/02/2027");
    person.writes("Last day", "26/02/2027");
    person.keys(&[Key::Enter]);
    let last = person.worker("Carys Lewandowska").last_day;
    assert_eq!(last, chrono::NaiveDate::from_ymd_opt(2027, 2, 26));
    person.presses("Contract");
    person.presses("Agency");
    assert_eq!(person.worker("Carys Lewandowska").contract, Contract::Agency);
}

#[test]
fn what_is_typed_is_kept_when_another_row_is_clicked_or_ctrl_s_is_pressed() {
    let (mut person, path) = Person::with_file(&first_plan());
    person.goes_to(Screen::Staff);
    person.clicks_row("Carys Lewandowska");
    person.writes("FTE", "0.5");
    person.clicks_row("Kwame Ashworth");
    assert!((person.worker("Carys Lewandowska").fte.value() - 0.5).abs() < 1e-9, "lost with the click");

    person.writes("FTE", "0.9");
    person.ctrl(Key::S);
    person.waits();
    assert!(!person.desk().session().unwrap().is_unsaved());
    let text = std::fs::read_to_string(path).unwrap();
    assert!(
        text.contains(r#"name: "Kwame Ashworth", role: senior_practitioner, team: "T1", fte: 0.9"#),
        "not saved"
    );

    person.writes("FTE", "0.7");
    person.closes_window();
    person.must_see("Save the plan first?");
    assert!((person.worker("Kwame Ashworth").fte.value() - 0.7).abs() < 1e-9, "lost with the window");
}

#[test]
fn each_kind_of_thing_is_added_filled_in_and_removed() {
    let mut person = Person::with_first_plan();
    let (field, to) = ("fixed_runs".to_owned(), "20".to_owned());
    person.does(Action::Edit(Edit::Set { of: Thing::Forecast, field, to }));
    for (entry, count) in [
        ("Child", Person::count_children as fn(&Person) -> usize),
        ("Member of staff", Person::count_staff),
        ("Absence", Person::count_absences),
        ("Team", Person::count_teams),
        ("Post", Person::count_posts),
        ("Family", Person::count_families),
    ] {
        let plan = person.plan();
        let before = count(&person);
        person.presses("Add");
        person.chooses(entry);
        assert_eq!(count(&person), before + 1, "{entry}");
        assert!(person.desk().selected.is_some(), "{entry}: its form is open");
        // What the forecast says of it comes in above its buttons and moves them.
        person.waits_until("the forecast", |desk| {
            matches!(desk.forecasts().progress(), Progress::Finished { .. } | Progress::Refused(_))
        });
        assert!(person.can_press("Remove from the plan"), "{entry}");
        person.presses("Remove from the plan");
        assert_eq!(count(&person), before, "{entry}");
        assert_eq!(*person.plan(), *plan, "{entry}");
        assert_eq!(person.desk().selected, None, "{entry}");
        person.ctrl(Key::Z);
        person.ctrl(Key::Z);
        assert_eq!(*person.plan(), *plan, "{entry}");
    }
}

impl Person {
    fn count_children(&self) -> usize {
        self.plan().children.len()
    }
    fn count_staff(&self) -> usize {
        self.plan().workers.len()
    }
    fn count_absences(&self) -> usize {
        self.plan().absences.len()
    }
    fn count_teams(&self) -> usize {
        self.plan().teams.len()
    }
    fn count_posts(&self) -> usize {
        self.plan().posts.len()
    }
    fn count_families(&self) -> usize {
        self.plan().families.len()
    }
}

#[test]
fn a_worker_who_still_holds_children_is_not_removed_and_the_sentence_says_why() {
    let mut person = Person::with_first_plan();
    let plan = person.plan();
    person.goes_to(Screen::Staff);
    person.asks_row("Orla Pemberton");
    person.chooses("Remove from the plan");
    person.must_see("Orla Pemberton holds 14 children");
    person.must_see("Nothing was changed");
    assert_eq!(*person.plan(), *plan);
    person.presses("Close this message");
    assert!(!person.sees("Nothing was changed"));
}

#[test]
fn the_priority_of_several_children_is_changed_as_one_step() {
    let mut person = Person::with_first_plan();
    let plan = person.plan();
    person.goes_to(Screen::Children);
    let rows = person.rows();
    let reference = |row: usize| rows[row].split(',').next().unwrap().to_owned();
    person.clicks_row(&reference(0));
    person.clicks_row_with(&reference(3), Modifiers::SHIFT);
    person.clicks_row_with(&reference(1), Modifiers::COMMAND);
    person.must_see("3 selected");
    person.asks_row(&reference(3));
    person.presses("Priority: urgent");
    let now = person.plan();
    let changed = now.children.iter().zip(plan.children.iter()).filter(|(a, b)| a != b).count();
    assert!(changed <= 3);
    for row in [0, 2, 3] {
        let child = now.children.iter().find(|child| child.reference == reference(row)).unwrap();
        assert_eq!(child.priority, Priority::Urgent);
    }
    person.presses("Undo: change the priority of 3 children");
    assert_eq!(*person.plan(), *plan);
}

#[test]
fn an_agreed_absence_with_cover_changes_who_is_waiting() {
    let mut person = Person::with_first_plan();
    let before = person.reading().now().unnamed;
    person.goes_to(Screen::Rota);
    person.presses("Absences");
    person.clicks_row("Tariq Whittaker");
    assert!(matches!(person.desk().selected, Some(Thing::Absence(_))));
    person.presses("Covered by");
    person.presses("Kwame Ashworth (Senior practitioner)");
    person.keys(&[Key::Escape]);
    assert!(person.reading().now().unnamed < before, "naming cover helps at once");
}

#[test]
fn problems_are_mended_with_a_click() {
    // A supervisor who is not in the plan: an import without the staff list leaves such.
    let mut plan = first_plan();
    let worker = plan.workers.iter().find(|worker| worker.name == "Orla Pemberton").unwrap().id;
    plan.workers.change(worker, |worker| worker.supervisor = Some(WorkerId(999)));
    let (mut person, _) = Person::with_file(&plan);
    person.goes_to(Screen::Problems);
    let reading = person.reading();
    let place =
        reading.problems.iter().position(|problem| problem.mend.is_some()).expect("one can be mended");
    let problem = reading.problems[place].clone();
    assert!(!person.can_press("Mend"), "nothing is chosen yet");
    person.clicks_row(&format!("{}: {}", problem.severity.label(), problem.what));
    assert_eq!(person.desk().selected, Some(problem.place), "the thing is shown beside it");
    person.presses("Mend");
    assert!(!person.reading().problems.contains(&problem));
    person.ctrl(Key::Z);
    assert!(person.reading().problems.contains(&problem));
}

#[test]
fn two_entries_that_are_one_person_are_made_one() {
    let mut person = Person::with_first_plan();
    person.does(Action::Add(New::Worker));
    let new = person.plan().workers.iter().last().unwrap().name.clone();
    let before = person.plan().workers.len();
    person.goes_to(Screen::Staff);
    person.asks_row("Kwame Ashworth");
    person.presses("Two entries are one person: make the first of them stay");
    person.must_see("Choose exactly two entries");
    person.clicks_row("Kwame Ashworth");
    person.clicks_row_with(&new, Modifiers::COMMAND);
    person.asks_row(&new);
    person.presses("Two entries are one person: make the first of them stay");
    assert_eq!(person.plan().workers.len(), before - 1);
    assert!(person.worker("Kwame Ashworth").also_known_as.contains(&new));
    person.must_see(&words::count(before - 1, "member of staff", "staff"));
}

#[test]
fn the_rules_are_changed_in_their_form_and_the_answer_follows() {
    let mut person = Person::with_first_plan();
    let before = person.reading().now().unnamed;
    person.goes_to(Screen::Plan);
    person.presses("Rules");
    person.writes("Grace period (working days)", "60");
    person.keys(&[Key::Enter]);
    assert_eq!(person.plan().policy.grace_working_days, 60);
    assert!(person.reading().now().unnamed < before, "eleven children are within the grace period now");
}
