//! Whatever is done in whatever order: nothing breaks, and undoing everything brings the first plan back.

use std::sync::LazyLock;
use std::time::{Duration, Instant};

use caseload::app::desk::{Action, Desk, From, New, Screen};
use caseload::app::format;
use caseload::app::official;
use caseload::app::view::children::Wanted;
use caseload::domain::edit::Edit;
use caseload::domain::fields;
use caseload::domain::ids::Thing;
use caseload::domain::plan::Plan;
use caseload::domain::scenario::{apart, with_scenario};
use proptest::prelude::*;

use super::support::{desk, first_plan};

/// One thing that a person does, by numbers that are taken as far round as there are things.
#[derive(Clone, Debug)]
enum Step {
    Go(usize),
    Select(usize),
    Add(usize),
    Remove(Vec<usize>),
    Type { thing: usize, field: usize, text: String },
    Take { thing: usize, field: usize, from: usize },
    Remedy(usize),
    Mend(usize),
    Undo,
    Redo,
    Back,
    Save,
    Show(usize),
    Official(usize),
    Fit,
    TryOut { thing: usize, field: usize, text: String },
    OpenScenario(usize),
    NewScenario,
    BackToBase { thing: usize, field: Option<usize> },
}

fn step() -> impl Strategy<Value = Step> {
    let number = 0_usize..10_000;
    let text = prop_oneof![
        Just(String::new()),
        Just("0.5".to_owned()),
        Just("31/02/2027".to_owned()),
        "[0-3]?[0-9]/[01]?[0-9]/20(1[0-9]|2[6-9])",
        "[0-9]{1,3}",
        "yes|no|W[1-9]|T1|nobody|urgent|agreed|Mon Tue",
        "\\PC{0,12}",
    ];
    prop_oneof![
        1 => number.clone().prop_map(Step::Go),
        2 => number.clone().prop_map(Step::Select),
        2 => number.clone().prop_map(Step::Add),
        2 => prop::collection::vec(number.clone(), 1..4).prop_map(Step::Remove),
        6 => (number.clone(), number.clone(), text)
            .prop_map(|(thing, field, text)| Step::Type { thing, field, text }),
        4 => (number.clone(), number.clone(), number.clone())
            .prop_map(|(thing, field, from)| Step::Take { thing, field, from }),
        2 => number.clone().prop_map(Step::Remedy),
        1 => number.clone().prop_map(Step::Mend),
        3 => Just(Step::Undo),
        2 => Just(Step::Redo),
        1 => Just(Step::Back),
        1 => Just(Step::Save),
        1 => number.clone().prop_map(Step::Show),
        1 => number.clone().prop_map(Step::Official),
        1 => Just(Step::Fit),
        1 => (number.clone(), number.clone(), "[0-9]{1,2}")
            .prop_map(|(thing, field, text)| Step::TryOut { thing, field, text }),
        3 => number.clone().prop_map(Step::OpenScenario),
        1 => Just(Step::NewScenario),
        2 => (number.clone(), prop::option::of(number))
            .prop_map(|(thing, field)| Step::BackToBase { thing, field }),
    ]
}

fn things(plan: &Plan) -> Vec<Thing> {
    let mut all =
        vec![Thing::About, Thing::Calendar, Thing::Policy, Thing::Demand, Thing::Workforce, Thing::Forecast];
    all.extend(plan.teams.iter().map(|record| Thing::Team(record.id)));
    all.extend(plan.posts.iter().map(|record| Thing::Post(record.id)));
    all.extend(plan.workers.iter().map(|record| Thing::Worker(record.id)));
    all.extend(plan.absences.iter().map(|record| Thing::Absence(record.id)));
    all.extend(plan.families.iter().map(|record| Thing::Family(record.id)).take(5));
    all.extend(plan.children.iter().map(|record| Thing::Child(record.id)).take(20));
    all
}

fn action_of(desk: &Desk, step: &Step) -> Option<Action> {
    let session = desk.session()?;
    let plan = session.plan();
    let all = things(plan);
    let thing = |number: usize| all[number % all.len()];
    let field = |thing: Thing, number: usize| {
        let fields = fields::all(plan, thing);
        (!fields.is_empty()).then(|| fields[number % fields.len()].clone())
    };
    Some(match step {
        Step::Go(number) => Action::Go(Screen::RAIL[number % Screen::RAIL.len()]),
        Step::Select(number) => Action::Select(thing(*number)),
        Step::Add(number) => {
            let kinds = [New::Team, New::Post, New::Worker, New::Absence(None), New::Child, New::Family];
            Action::Add(kinds[number % kinds.len()])
        }
        Step::Remove(numbers) => Action::Remove(numbers.iter().map(|number| thing(*number)).collect()),
        Step::Type { thing: number, field: which, text } => {
            let thing = thing(*number);
            let (info, _) = field(thing, *which)?;
            Action::Type { thing, field: info.key.clone(), text: text.clone(), from: From::Form }
        }
        Step::Take { thing: number, field: which, from } => {
            // What another thing of the same kind has is mostly a value that can be taken.
            let thing = thing(*number);
            let (info, _) = field(thing, *which)?;
            let others: Vec<String> = all
                .iter()
                .filter(|other| std::mem::discriminant(*other) == std::mem::discriminant(&thing))
                .filter_map(|other| fields::get(plan, *other, &info.key))
                .collect();
            let text = others.get(from % others.len().max(1))?.clone();
            Action::Edit(Edit::Set { of: thing, field: info.key.clone(), to: text })
        }
        Step::Remedy(number) => {
            let reading = session.reading();
            let run = reading.runs.get(number % reading.runs.len().max(1))?;
            Action::Edit(reading.remedies(run, 1).0.into_iter().next()?.edit)
        }
        Step::Mend(number) => {
            let mends: Vec<_> = session.reading().problems.iter().filter_map(|p| p.mend.clone()).collect();
            Action::Edit(mends.get(number % mends.len().max(1))?.clone())
        }
        Step::Undo => Action::Undo,
        Step::Redo => Action::Redo,
        Step::Back => Action::Back,
        Step::Save => Action::Save,
        Step::Official(number) => {
            Action::UseOfficial(official::areas().nth(number % 165).unwrap().to_owned())
        }
        Step::Fit => Action::FitToList("England".to_owned()),
        Step::TryOut { thing: number, field: which, text } => {
            let of = thing(*number);
            let (info, _) = field(of, *which)?;
            Action::TryOut(Some(Edit::Set { of, field: info.key.clone(), to: text.clone() }))
        }
        Step::OpenScenario(number) => {
            // Now and then back to the base plan.
            let scenarios = &session.base().scenarios;
            let which = number % (scenarios.len() + 1);
            Action::OpenScenario(scenarios.at(which).map(|scenario| scenario.id))
        }
        Step::NewScenario => Action::NewScenario,
        Step::BackToBase { thing: number, field: which } => {
            // Mostly of what differs, which is little among so much.
            let apart = apart(session.base(), plan);
            let differ: Vec<Thing> = apart.changed.into_iter().chain(apart.added).chain(apart.gone).collect();
            let thing = if differ.is_empty() { thing(*number) } else { differ[number % differ.len()] };
            let field = which.and_then(|which| field(thing, which)).map(|(info, _)| info.key.clone());
            Action::BackToBase { thing, field }
        }
        Step::Show(number) => Action::Show(Wanted { losing: number % 2 == 0, ..Wanted::default() }),
    })
}

/// Lets work on threads come to its end.
fn settle(desk: &mut Desk) {
    let since = Instant::now();
    loop {
        desk.tick();
        if desk.is_busy().is_none() {
            return;
        }
        assert!(since.elapsed() < Duration::from_secs(30), "work that never ends");
        std::thread::sleep(Duration::from_millis(1));
    }
}

static TEXT: LazyLock<String> = LazyLock::new(|| format::write(&first_plan()).unwrap());

proptest! {
    #![proptest_config(ProptestConfig { cases: 24, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_sequence_of_actions_can_be_taken_back_to_the_first_plan(
        steps in prop::collection::vec(step(), 1..40)
    ) {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("plan.ron");
        std::fs::write(&path, TEXT.as_str()).unwrap();
        let mut desk = desk();
        desk.act(Action::OpenPath(path.clone()));
        settle(&mut desk);
        let first = desk.session().unwrap().base().clone();
        for step in &steps {
            let Some(action) = action_of(&desk, step) else { continue };
            desk.act(action);
            settle(&mut desk);
            prop_assert!(desk.ask.is_none(), "{:?} asks {:?}", step, desk.ask);
            let session = desk.session().unwrap();
            let reading = session.reading();
            // The states always add up to the open children.
            prop_assert_eq!(reading.now().open() as usize, reading.open().count());
            prop_assert_eq!(reading.now().unnamed as usize, reading.flagged().count());
            if matches!(step, Step::Save) {
                prop_assert!(!session.is_unsaved());
                let text = std::fs::read_to_string(&path).unwrap();
                prop_assert_eq!(&format::read(&text).unwrap().plan, session.base().as_ref());
            }
            // What is shown is the base plan, or the base plan with the open scenario.
            match session.in_scenario() {
                None => prop_assert_eq!(session.plan(), session.base()),
                Some(open) => {
                    prop_assert_eq!(session.plan().as_ref(), &with_scenario(session.base(), open).plan);
                }
            }
            prop_assert_eq!(session.scenario(), session.in_scenario().map(|open| open.id));
            let gone = |thing: Thing| fields::all(session.plan(), thing).is_empty();
            prop_assert!(!desk.selected.is_some_and(gone), "what is selected is gone after {:?}", step);
        }
        while desk.session().unwrap().history().undo_label().is_some() {
            desk.act(Action::Undo);
        }
        prop_assert_eq!(desk.session().unwrap().base().as_ref(), first.as_ref());
        desk.act(Action::OpenScenario(None));
        prop_assert_eq!(desk.session().unwrap().plan().as_ref(), first.as_ref());
        drop(desk.take_requests());
    }
}
