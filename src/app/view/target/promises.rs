//! The promises: each in words and as a form of choices, the ready-made ones, and what was chosen as an edit.

use std::sync::Arc;

use crate::app::view::form::{ChoiceItem, FieldView, FormGroup, FormView, Input};
use crate::app::words::capital;
use crate::domain::edit::Edit;
use crate::domain::fields::{self, Value as Field};
use crate::domain::ids::Thing;
use crate::domain::plan::{CaseType, Plan, Target, Words as _};
use crate::domain::state::ChildState;
use crate::domain::target::{Claim, Promise};

/// Kinds of promise: key and words.
const KINDS: [(&str, &str); 5] = [
    ("nobody", "Nobody without a worker for over so long"),
    ("without", "At most so many without a worker"),
    ("state", "At most so many in one state"),
    ("team", "At most so many without a worker in any team"),
    ("average", "An average caseload under"),
];

/// One promise on the screen.
#[derive(Clone, Debug, PartialEq)]
pub struct PromiseRow {
    /// In words.
    pub words: String,
    /// Its parts, to be chosen and typed. Their keys are for `Action::Type` on [`Thing::Target`].
    pub form: FormView,
    /// The edit that takes it back.
    pub remove: Edit,
}

/// The promises of a plan.
pub fn rows(plan: &Plan) -> Vec<PromiseRow> {
    let row = |(place, promise): (usize, &Promise)| PromiseRow {
        words: words(promise),
        form: form(place, promise),
        remove: remove(plan, place, promise),
    };
    plan.target.promises.iter().enumerate().map(row).collect()
}

/// A promise in words that need no grammar to be understood.
fn words(promise: &Promise) -> String {
    let (all, claim) = (promise.words(), promise.claim.to_string());
    let rest = all.strip_prefix(&claim).unwrap_or_default();
    capital(&format!("{}{rest}", claim_words(&promise.claim)))
}

fn claim_words(claim: &Claim) -> String {
    match claim {
        Claim::NoTeamOver { children } => {
            let children = crate::app::words::count(usize::from(*children), "child", "children");
            format!("no team with over {children} without a named social worker")
        }
        Claim::AverageUnder { .. } => format!("{claim}, everyone counted"),
        _ => claim.to_string(),
    }
}

/// Promises to begin with, in words, each with the edit that adds it. The first four are those that services make most.
pub fn ready(plan: &Plan) -> Vec<(String, Edit)> {
    let nobody = |types, working_days| Claim::NobodyWithoutOver { types, working_days };
    let add = |claim: Claim| {
        let words = capital(&claim_words(&claim));
        let promise = Promise { claim, from: None, to: None, years_of_100: 95 };
        let label = format!("promise {}", promise.words());
        let promises = plan.target.promises.iter().cloned().chain([promise]).collect();
        (words, put(plan, promises, label))
    };
    [
        nobody(vec![CaseType::ChildProtection], 1),
        nobody(Vec::new(), 5),
        Claim::AtMostInState { state: ChildState::ManagerHeld, children: 5 },
        Claim::AverageUnder { children: 16.0 },
        Claim::AtMostWithout { types: Vec::new(), children: 10 },
        Claim::NoTeamOver { children: 5 },
    ]
    .map(add)
    .to_vec()
}

/// The edit that takes a promise back.
fn remove(plan: &Plan, place: usize, promise: &Promise) -> Edit {
    let label = format!("take back the promise of {}", promise.words());
    let others = plan.target.promises.iter().enumerate().filter(|(other, _)| *other != place);
    put(plan, others.map(|(_, promise)| promise.clone()).collect(), label)
}

/// The edit that puts a text into one part of a promise.
///
/// # Errors
/// A sentence, when the text makes no sense there.
pub fn change(plan: &Plan, place: usize, part: &str, text: &str) -> Result<Edit, String> {
    let mut promises = plan.target.promises.clone();
    let promise = promises.get_mut(place).ok_or("This promise is no longer in the plan")?;
    *promise = changed(promise, part, text)?;
    let label = format!("promise {}", promise.words());
    Ok(put(plan, promises, label))
}

/// The edit that keeps these promises.
fn put(plan: &Plan, promises: Vec<Promise>, label: String) -> Edit {
    let target = Target { promises, ..(*plan.target).clone() };
    Edit::Together { label, edits: vec![set(plan, target, "promises")] }
}

/// A field of the target, set to what it is in this one.
pub(super) fn set(plan: &Plan, target: Target, field: &str) -> Edit {
    let with = Plan { target: Arc::new(target), ..plan.clone() };
    let to = fields::get(&with, Thing::Target, field).unwrap_or_default();
    Edit::Set { of: Thing::Target, field: field.to_owned(), to }
}

fn kind(claim: &Claim) -> &'static str {
    match claim {
        Claim::NobodyWithoutOver { .. } => "nobody",
        Claim::AtMostWithout { .. } => "without",
        Claim::AtMostInState { .. } => "state",
        Claim::NoTeamOver { .. } => "team",
        Claim::AverageUnder { .. } => "average",
    }
}

/// A promise as a form.
fn form(place: usize, promise: &Promise) -> FormView {
    let field = |part: &str, label: &str, value: String, input: Input| {
        FieldView::new(format!("promise.{place}.{part}"), label, value, input)
    };
    let kinds = KINDS.map(|(key, words)| ChoiceItem::new(key, words)).to_vec();
    let mut fields =
        vec![field("kind", "What is promised", kind(&promise.claim).to_owned(), Input::Choice(kinds))];
    let children =
        |children: u16| field("number", "At most", children.show(), Input::Number).unit("children");
    let types = |types: &Vec<CaseType>| {
        field("types", "Case types", keys(types), Input::Several(all::<CaseType>()))
            .hint("None chosen: all of them")
    };
    match &promise.claim {
        Claim::NobodyWithoutOver { types: of, working_days } => {
            fields.push(field("number", "For over", working_days.show(), Input::Number).unit("working days"));
            fields.push(types(of));
        }
        Claim::AtMostWithout { types: of, children: most } => {
            fields.push(children(*most));
            fields.push(types(of));
        }
        Claim::AtMostInState { state, children: most } => {
            let states = Input::Choice(all::<ChildState>());
            fields.push(field("state", "State", state.key().to_owned(), states));
            fields.push(children(*most));
        }
        Claim::NoTeamOver { children: most } => fields.push(children(*most)),
        Claim::AverageUnder { children: under } => {
            let unit = "children, everyone counted";
            fields.push(field("number", "Under", under.show(), Input::Number).unit(unit));
        }
    }
    fields.push(
        field("years", "In how many years of 100", promise.years_of_100.show(), Input::Number)
            .hint("At least so many of 100 simulated years are to keep it, from the first day to the last"),
    );
    fields.push(
        field("from", "From", promise.from.show(), Input::Date)
            .hint("Empty: from the day after the plan’s date"),
    );
    fields.push(field("to", "To", promise.to.show(), Input::Date).hint("Empty: to the end of the forecast"));
    FormView { title: String::new(), groups: vec![FormGroup { title: String::new(), fields }] }
}

/// Every word of a list, as things to choose.
pub(super) fn all<W: crate::domain::plan::Words>() -> Vec<ChoiceItem> {
    W::ALL.iter().map(|word| ChoiceItem::new(word.key(), word.label())).collect()
}

fn keys(types: &[CaseType]) -> String {
    types.iter().map(|of| of.key()).collect::<Vec<_>>().join(",")
}

/// The promise with another text in one part.
fn changed(promise: &Promise, part: &str, text: &str) -> Result<Promise, String> {
    let mut promise = promise.clone();
    match part {
        "kind" => promise.claim = of_kind(&promise.claim, text)?,
        "years" => {
            promise.years_of_100 = u8::read(text)
                .ok()
                .filter(|years| (1..=100).contains(years))
                .ok_or("Write how many years of 100, from 1 to 100")?;
        }
        "from" => promise.from = Field::read(text)?,
        "to" => promise.to = Field::read(text)?,
        _ => match (&mut promise.claim, part) {
            (Claim::NobodyWithoutOver { working_days, .. }, "number") => *working_days = Field::read(text)?,
            (Claim::NobodyWithoutOver { types, .. } | Claim::AtMostWithout { types, .. }, "types") => {
                *types = Field::read(text)?;
            }
            (
                Claim::AtMostWithout { children, .. }
                | Claim::AtMostInState { children, .. }
                | Claim::NoTeamOver { children },
                "number",
            ) => *children = Field::read(text)?,
            (Claim::AtMostInState { state, .. }, "state") => {
                *state = ChildState::from_words(text).ok_or("Choose a state")?;
            }
            (Claim::AverageUnder { children }, "number") => {
                let under: f64 = Field::read(text)?;
                if under <= 0.0 {
                    return Err("Write a number above 0, for example 16".to_owned());
                }
                *children = under;
            }
            _ => return Err("This promise has no such part".to_owned()),
        },
    }
    if let (Some(from), Some(to)) = (promise.from, promise.to)
        && to < from
    {
        return Err("The last day is before the first".to_owned());
    }
    Ok(promise)
}

/// A claim of another kind, with what the two have in common.
fn of_kind(now: &Claim, key: &str) -> Result<Claim, String> {
    if kind(now) == key {
        return Ok(now.clone());
    }
    let types = match now {
        Claim::NobodyWithoutOver { types, .. } | Claim::AtMostWithout { types, .. } => types.clone(),
        _ => Vec::new(),
    };
    let children = match now {
        Claim::AtMostWithout { children, .. }
        | Claim::AtMostInState { children, .. }
        | Claim::NoTeamOver { children } => *children,
        _ => 5,
    };
    Ok(match key {
        "nobody" => Claim::NobodyWithoutOver { types, working_days: 5 },
        "without" => Claim::AtMostWithout { types, children },
        "state" => Claim::AtMostInState { state: ChildState::ManagerHeld, children },
        "team" => Claim::NoTeamOver { children },
        "average" => Claim::AverageUnder { children: 16.0 },
        _ => return Err("Choose what is promised from the list".to_owned()),
    })
}
