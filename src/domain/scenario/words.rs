//! Changes of a scenario in words.

use crate::domain::calendar::format_date;
use crate::domain::edit::{Edit, label, name_of, readable};
use crate::domain::fields;
use crate::domain::ids::{TeamId, Thing, WorkerId};
use crate::domain::plan::{
    AbsenceKind, CaseType, Change, Contract, Plan, Recruited, Role, ScenarioChange, Words as _, lower_first,
};
use crate::domain::units::Fte;

/// A change in words, without a full stop: "Add 3 social worker posts, full time and permanent, in North from
/// 07/09/2026". `plan` is the plan before it; what the change names need not be there any more.
pub fn words(plan: &Plan, change: &Change) -> String {
    let team = |id: TeamId| name_of(plan, Thing::Team(id));
    let worker = |id: WorkerId| name_of(plan, Thing::Worker(id));
    match change {
        Change::Edit(edit) => edit_words(plan, edit),
        Change::AddPosts { team: id, role, count, fte, contract, from, recruited, ramp } => {
            let day = match recruited {
                Recruited::Starts => format!(" from {}", format_date(*from)),
                Recruited::Advertised => format!(", advertised from {}", format_date(*from)),
            };
            let ramp = if ramp.is_some() { ", with a start-up ramp of their own" } else { "" };
            let size = if *fte == Fte::FULL { "full time".to_owned() } else { format!("{fte} FTE") };
            let contract = contract_words(*contract);
            let posts = counted(*count, &format!("{} post", lower_first(role.label())), "s");
            format!("Add {posts}, {size} and {contract}, in {}{day}{ramp}", team(*id))
        }
        Change::AgencyBridge { team: id, count, from, until } => {
            let who = counted(*count, "agency worker", "s");
            format!("Add {who} in {} from {} to {}", team(*id), format_date(*from), format_date(*until))
        }
        Change::ConvertAgency { worker: id, on } => {
            format!("{} becomes permanent on {}", worker(*id), format_date(*on))
        }
        Change::HoldVacancies { team: id, until } => {
            let place = id.map_or_else(|| "every team".to_owned(), team);
            match until {
                Some(until) => {
                    format!("Vacant posts in {place} are not recruited to before {}", format_date(*until))
                }
                None => format!("Delete the vacant posts in {place}"),
            }
        }
        Change::AsyeCohort { team: id, count, from } => {
            let who = counted(*count, "newly qualified worker", "s");
            format!("Add {who} in {} from {}", team(*id), format_date(*from))
        }
        Change::CapForRole { role, children } => {
            let before = plan.policy.role_cap(*role).children;
            let instead = instead_of(&children.to_string(), &before.to_string());
            format!("Cap of {}: {instead}", plural(*role))
        }
        Change::SplitTeam { team: id, new_name, workers, .. } => {
            let names: Vec<String> = workers.iter().map(|id| worker(*id)).collect();
            let moves = if names.len() == 1 { "moves" } else { "move" };
            format!("Split {}: {} {moves} to a new team, {new_name}", team(*id), listed_briefly(&names))
        }
        Change::AddTeam { name, holds, .. } => {
            let held: Vec<String> = holds.iter().map(|of| lower_first(of.label())).collect();
            let held = if held.is_empty() { "any work".to_owned() } else { listed(&held) };
            format!("Add the team {name}, which holds {held}")
        }
        Change::MergeTeams { from, into } => format!("{} is taken into {}", team(*from), team(*into)),
        Change::MoveCaseType { case_type, from, to } => {
            let what = lower_first(case_type.label());
            format!("Work of the type {what} moves from {} to {}", team(*from), team(*to))
        }
        Change::ScaleDemand { team: id, case_type, months, factor } => {
            let place = id.map_or_else(|| "every team".to_owned(), team);
            let of = case_type
                .map_or_else(String::new, |of: CaseType| format!(" of the type {}", lower_first(of.label())));
            let names: Vec<String> = months.iter().map(|month| month_name(*month)).collect();
            let when = if names.is_empty() { String::new() } else { format!(" in {}", listed(&names)) };
            format!("New work{of} in {place}{when}: {}", times(*factor, "less"))
        }
        Change::ScaleAbsence { kind, factor } => {
            let kind = if *kind == AbsenceKind::Sickness { "Sickness" } else { kind.label() };
            format!("{kind}: {}", times(*factor, "less"))
        }
        Change::ScaleLeavers { contract, factor } => {
            let who = contract.map_or_else(String::new, |of| match of {
                Contract::Permanent => " among permanent staff".to_owned(),
                Contract::Agency => " among agency staff".to_owned(),
                Contract::FixedTerm => " among staff on a fixed term".to_owned(),
            });
            format!("Leavers{who}: {}", times(*factor, "fewer"))
        }
        Change::ScaleTimeToFill { factor } => format!("Time to fill a post: {}", times(*factor, "less")),
    }
}

/// Every change in words, each against the plan with those before it that are switched on and apply.
pub fn words_in_turn(base: &Plan, changes: &[ScenarioChange]) -> Vec<String> {
    let mut plan = base.clone();
    let mut all = Vec::with_capacity(changes.len());
    for (change, first) in changes.iter().zip(super::first_ids(changes)) {
        all.push(words(&plan, &change.change));
        if change.on
            && let Ok(changed) = super::carry_out(&plan, &change.change, first)
        {
            plan = changed;
        }
    }
    all
}

fn edit_words(plan: &Plan, edit: &Edit) -> String {
    let Edit::Set { of, field, to } = edit else { return upper_first(&label(plan, edit)) };
    let Some(info) = fields::info(*of, field) else { return upper_first(&label(plan, edit)) };
    let name = field_name(plan, *of, field, &info.label);
    let after = readable(plan, info, to);
    match fields::get(plan, *of, field) {
        Some(before) => format!("{name}: {}", instead_of(&after, &readable(plan, info, &before))),
        None => format!("{name}: {after}"),
    }
}

/// What a field of a thing is called at the beginning of a sentence: "Ada Brook, last day".
pub(crate) fn field_name(plan: &Plan, of: Thing, field: &str, label: &str) -> String {
    let whose = fields::whose(plan, of, field).map_or_else(String::new, |whose| format!(", {whose}"));
    // Caps and pay stand under headings of their own in the form; alone their labels say only whose they are.
    let what = match of {
        Thing::Policy if field.starts_with("cap_") => "cap of ",
        Thing::Target if field.starts_with("salary_") => "salary of ",
        Thing::Target if field.starts_with("agency_day_") => "agency rate of ",
        _ => "",
    };
    format!("{}, {what}{}{whose}", upper_first(&name_of(plan, of)), lower_first(label))
}

/// "16 instead of 18"; the value alone where it is the same.
pub(crate) fn instead_of(after: &str, before: &str) -> String {
    if after == before { format!("{after}, as it is") } else { format!("{after} instead of {before}") }
}

/// With a capital at the start.
pub(crate) fn upper_first(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map_or_else(String::new, |first| first.to_uppercase().chain(chars).collect())
}

fn counted(count: u16, what: &str, many: &str) -> String {
    format!("{count} {what}{}", if count == 1 { "" } else { many })
}

fn contract_words(contract: Contract) -> &'static str {
    match contract {
        Contract::Permanent => "permanent",
        Contract::Agency => "agency",
        Contract::FixedTerm => "for a fixed term",
    }
}

fn plural(role: Role) -> String {
    match role {
        Role::NonCaseHolding => "social workers without cases".to_owned(),
        role => format!("{}s", lower_first(role.label())),
    }
}

/// "a, b and c".
fn listed(names: &[String]) -> String {
    match names {
        [] => "nobody".to_owned(),
        [one] => one.clone(),
        [most @ .., last] => format!("{} and {last}", most.join(", ")),
    }
}

/// As [`listed`], but only the first two of many by name.
fn listed_briefly(names: &[String]) -> String {
    match names {
        [first, second, rest @ ..] if rest.len() > 1 => {
            format!("{first}, {second} and {} others", rest.len())
        }
        names => listed(names),
    }
}

fn month_name(month: u8) -> String {
    const NAMES: [&str; 12] = [
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
    ];
    let name = usize::from(month).checked_sub(1).and_then(|place| NAMES.get(place));
    name.map_or_else(|| format!("month {month}"), |name| (*name).to_owned())
}

/// "10% more", "20% less", "as it is".
fn times(factor: f64, less: &str) -> String {
    let percent = ((factor - 1.0) * 1000.0).round() / 10.0;
    if percent == 0.0 {
        return "as it is".to_owned();
    }
    let word = if percent > 0.0 { "more" } else { less };
    format!("{}% {word}", percent.abs())
}
