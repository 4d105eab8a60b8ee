//! The parts of a scenario's changes as fields of the scenario: `3.count` is how many posts its fourth change adds. One list
//! serves the form, undo's labels, dragging and trying out, as it does for everything else in the plan.

use std::sync::LazyLock;

use chrono::NaiveDate;

use super::value::{Kind, Value, choices, optional, word};
use super::{FieldInfo, info as info_of};
use crate::domain::calendar::format_date;
use crate::domain::edit::{Edit, apply, name_of};
use crate::domain::ids::{ScenarioId, TeamId, WorkerId};
use crate::domain::plan::{
    CaseType, Change, Contract, Plan, Ramp, Recruited, Role, ScenarioChange, Words, lower_first,
};
use crate::domain::scenario::{ChangeKind, with_changes};
use crate::domain::units::Fte;

/// Key after the point, label, hint, kind.
type Cell = (&'static str, &'static str, &'static str, Kind);

fn with_none<W: Words>(none: &'static str) -> Kind {
    Kind::Choice(std::iter::once(("", none)).chain(choices::<W>()).collect())
}

fn cells() -> Vec<Cell> {
    const MONTHS: [(&str, &str); 12] = [
        ("1", "January"),
        ("2", "February"),
        ("3", "March"),
        ("4", "April"),
        ("5", "May"),
        ("6", "June"),
        ("7", "July"),
        ("8", "August"),
        ("9", "September"),
        ("10", "October"),
        ("11", "November"),
        ("12", "December"),
    ];
    vec![
        ("team", "Team", "The team that is changed", Kind::Team),
        ("every_team", "Team", "None: every team", Kind::Team),
        ("from_team", "From team", "The team that the work or everybody moves from", Kind::Team),
        ("to_team", "To team", "The team that takes it", Kind::Team),
        ("role", "Role", "Whom the posts or the cap are for", Kind::Choice(choices::<Role>())),
        ("count", "How many", "A whole number", Kind::Number),
        ("fte", "FTE of each", "1 is full time", Kind::Number),
        ("contract", "Contract", "How they are employed", Kind::Choice(choices::<Contract>())),
        ("from", "From", "The first day", Kind::Date),
        (
            "recruited",
            "What that day is",
            "The day on which they start, or the day on which recruiting begins: they start after the time to fill",
            Kind::Choice(choices::<Recruited>()),
        ),
        (
            "ramp",
            "Ramp of their own",
            "Share of the cap in their first weeks, one step a line, for example week 6: 60%. Empty: the service’s ramp for starters",
            Kind::Lines,
        ),
        ("until", "Until", "The last day", Kind::Date),
        ("held_until", "Held until", "Empty: the posts are deleted", Kind::OptionalDate),
        ("worker", "Agency worker", "Who becomes permanent", Kind::Worker),
        ("day", "Becomes permanent on", "The first day on the new contract", Kind::Date),
        (
            "children",
            "Cap (children)",
            "Most children for one full-time worker. Exactly at the cap is not over it",
            Kind::Number,
        ),
        ("name", "Name of the new team", "What the team is called", Kind::Text),
        ("workers", "Who moves to it", "They take their children with them", Kind::Workers),
        ("holds", "Holds", "The case types it holds. None: any", Kind::Several(choices::<CaseType>())),
        ("case_type", "Case type", "The work that moves", Kind::Choice(choices::<CaseType>())),
        ("of_type", "Case type", "Of new work", with_none::<CaseType>("Every type")),
        ("months", "In the months", "None: all year", Kind::Several(MONTHS.to_vec())),
        (
            "kind",
            "Kind of absence",
            "Which absences",
            Kind::Choice(choices::<crate::domain::plan::AbsenceKind>()),
        ),
        ("of_contract", "Contract", "Whose leaving", with_none::<Contract>("Every contract")),
        (
            "factor",
            "Becomes, in percent of the plan",
            "100 is as the plan has it, 110 a tenth more, 80 a fifth less",
            Kind::Number,
        ),
        ("to", "Value", "The value in this scenario, written as in the plan’s own form", Kind::Text),
        ("on", "Switched on", "A change that is switched off is kept and not made", Kind::Flag),
        ("comment", "Comment", "Why, or what to check", Kind::Text),
    ]
}

static INFOS: LazyLock<Vec<FieldInfo>> = LazyLock::new(|| {
    let info = |(key, label, hint, kind): Cell| FieldInfo {
        key: key.to_owned(),
        label: label.to_owned(),
        group: "",
        hint: hint.to_owned(),
        kind,
        assumption: false,
    };
    cells().into_iter().map(info).collect()
});

/// The place and the part that a key names.
fn parts(key: &str) -> Option<(usize, &str)> {
    let (place, name) = key.split_once('.')?;
    Some((place.parse().ok()?, name))
}

pub(super) fn info(key: &str) -> Option<&'static FieldInfo> {
    let (_, name) = parts(key)?;
    INFOS.iter().find(|info| info.key == name)
}

fn change_at(plan: &Plan, scenario: ScenarioId, place: usize) -> Option<&ScenarioChange> {
    plan.scenarios.get(scenario)?.changes.get(place)
}

/// Which change it is: "change 4, posts".
pub(super) fn whose(plan: &Plan, scenario: ScenarioId, key: &str) -> Option<String> {
    let (place, name) = parts(key)?;
    let change = &change_at(plan, scenario, place)?.change;
    if let (Change::Edit(Edit::Set { of, field, .. }), "to") = (change, name) {
        let label = info_of(*of, field).map_or(field.as_str(), |info| info.label.as_str());
        return Some(format!("{} of {}", lower_first(label), name_of(plan, *of)));
    }
    Some(format!("change {}, {}", place + 1, lower_first(ChangeKind::of(change).label())))
}

/// The parts that a change has, in the order of its form, without whether it is on and its comment.
fn keys_of(change: &Change) -> &'static [&'static str] {
    match change {
        Change::Edit(Edit::Set { .. }) => &["to"],
        Change::Edit(_) => &[],
        Change::AddPosts { .. } => &["team", "role", "count", "fte", "contract", "from", "recruited", "ramp"],
        Change::AgencyBridge { .. } => &["team", "count", "from", "until"],
        Change::ConvertAgency { .. } => &["worker", "day"],
        Change::HoldVacancies { .. } => &["every_team", "held_until"],
        Change::AsyeCohort { .. } => &["team", "count", "from"],
        Change::CapForRole { .. } => &["role", "children"],
        Change::SplitTeam { .. } => &["team", "name", "workers"],
        Change::AddTeam { .. } => &["name", "holds"],
        Change::MergeTeams { .. } => &["from_team", "to_team"],
        Change::MoveCaseType { .. } => &["case_type", "from_team", "to_team"],
        Change::ScaleDemand { .. } => &["every_team", "of_type", "months", "factor"],
        Change::ScaleAbsence { .. } => &["kind", "factor"],
        Change::ScaleLeavers { .. } => &["of_contract", "factor"],
        Change::ScaleTimeToFill { .. } => &["factor"],
    }
}

/// The fields of one change of a scenario, in the order of its form: those of its kind, then whether it is switched on and
/// its comment. Their keys begin with the place: `3.count`. The value of an ordinary edit is of the kind of the field that it
/// sets. Empty when there is no such change.
pub fn change_fields(plan: &Plan, scenario: ScenarioId, place: usize) -> Vec<FieldInfo> {
    let Some(change) = change_at(plan, scenario, place) else { return Vec::new() };
    let own = keys_of(&change.change).iter().chain(&["on", "comment"]);
    own.filter_map(|name| INFOS.iter().find(|info| info.key == **name))
        .map(|info| {
            let mut info = info.clone();
            if let (Change::Edit(Edit::Set { of, field, .. }), "to") = (&change.change, info.key.as_str())
                && let Some(set) = info_of(*of, field)
            {
                info.label.clone_from(&set.label);
                info.hint.clone_from(&set.hint);
                info.kind = set.kind.clone();
            }
            info.key = format!("{place}.{}", info.key);
            info
        })
        .collect()
}

/// A share of the plan's value as percent, without the noise of binary fractions.
fn percent(factor: f64) -> String {
    ((factor * 1e6).round() / 1e4).to_string()
}

pub(super) fn get(plan: &Plan, scenario: ScenarioId, key: &str) -> Option<String> {
    let (place, name) = parts(key)?;
    let change = change_at(plan, scenario, place)?;
    match name {
        "on" => Some(change.on.show()),
        "comment" => Some(change.comment.clone()),
        _ => read(&change.change, name),
    }
}

fn read(change: &Change, name: &str) -> Option<String> {
    use Change as C;
    Some(match (change, name) {
        (C::Edit(Edit::Set { to, .. }), "to") => to.clone(),
        (
            C::AddPosts { team, .. }
            | C::AgencyBridge { team, .. }
            | C::AsyeCohort { team, .. }
            | C::SplitTeam { team, .. },
            "team",
        )
        | (C::MergeTeams { from: team, .. } | C::MoveCaseType { from: team, .. }, "from_team")
        | (C::MergeTeams { into: team, .. } | C::MoveCaseType { to: team, .. }, "to_team") => {
            team.to_string()
        }
        (C::HoldVacancies { team, .. } | C::ScaleDemand { team, .. }, "every_team") => team.show(),
        (C::AddPosts { role, .. } | C::CapForRole { role, .. }, "role") => role.show(),
        (
            C::AddPosts { count, .. } | C::AgencyBridge { count, .. } | C::AsyeCohort { count, .. },
            "count",
        ) => count.show(),
        (C::AddPosts { fte, .. }, "fte") => fte.show(),
        (C::AddPosts { contract, .. }, "contract") => contract.show(),
        (C::AddPosts { from, .. } | C::AgencyBridge { from, .. } | C::AsyeCohort { from, .. }, "from") => {
            from.show()
        }
        (C::AddPosts { recruited, .. }, "recruited") => recruited.key().to_owned(),
        (C::AddPosts { ramp, .. }, "ramp") => ramp.show(),
        (C::AgencyBridge { until, .. }, "until") => until.show(),
        (C::HoldVacancies { until, .. }, "held_until") => until.show(),
        (C::ConvertAgency { worker, .. }, "worker") => worker.show(),
        (C::ConvertAgency { on, .. }, "day") => on.show(),
        (C::CapForRole { children, .. }, "children") => children.show(),
        (C::SplitTeam { new_name: name, .. } | C::AddTeam { name, .. }, "name") => name.clone(),
        (C::SplitTeam { workers, .. }, "workers") => workers.show(),
        (C::AddTeam { holds, .. }, "holds") => holds.show(),
        (C::MoveCaseType { case_type, .. }, "case_type") => case_type.show(),
        (C::ScaleDemand { case_type, .. }, "of_type") => {
            case_type.map_or_else(String::new, |case_type| case_type.show())
        }
        (C::ScaleDemand { months, .. }, "months") => {
            months.iter().map(ToString::to_string).collect::<Vec<_>>().join(", ")
        }
        (C::ScaleAbsence { kind, .. }, "kind") => kind.show(),
        (C::ScaleLeavers { contract, .. }, "of_contract") => {
            contract.map_or_else(String::new, |contract| contract.show())
        }
        (
            C::ScaleDemand { factor, .. }
            | C::ScaleAbsence { factor, .. }
            | C::ScaleLeavers { factor, .. }
            | C::ScaleTimeToFill { factor },
            "factor",
        ) => percent(*factor),
        _ => return None,
    })
}

/// Puts a part of a change from text. What it names has to be in the plan as the changes before it leave it.
pub(super) fn set(plan: &mut Plan, scenario: ScenarioId, key: &str, text: &str) -> Result<(), String> {
    let none = || format!("There is no field “{key}” here");
    let (place, name) = parts(key).ok_or_else(none)?;
    let known = plan.scenarios.get(scenario).ok_or_else(|| format!("{scenario} is no longer in the plan"))?;
    let mut change = known.changes.get(place).cloned().ok_or_else(|| {
        format!("“{}” has no change {}: choose one from its list", known.name, place.saturating_add(1))
    })?;
    match name {
        "on" => change.on = Value::read(text)?,
        "comment" => change.comment = Value::read(text)?,
        _ => {
            let standing = with_changes(plan, &known.changes[..place]).plan;
            write(&mut change.change, name, text).map_err(|refused| refused.unwrap_or_else(none))?;
            is_there(&standing, &change.change, name)?;
        }
    }
    plan.scenarios.change(scenario, |scenario| {
        if let Some(place) = scenario.changes.get_mut(place) {
            *place = change;
        }
    });
    Ok(())
}

/// Whether what a part names is there when its change is made.
fn is_there(standing: &Plan, change: &Change, name: &str) -> Result<(), String> {
    use Change as C;
    let missing = |id: String| Err(format!("{id} is not in the plan: choose from the list"));
    let team = |id: TeamId| {
        if standing.teams.get(id).is_some() { Ok(()) } else { missing(id.to_string()) }
    };
    let worker = |id: WorkerId| {
        if standing.workers.get(id).is_some() { Ok(()) } else { missing(id.to_string()) }
    };
    match (change, name) {
        (C::Edit(edit @ Edit::Set { .. }), _) => {
            apply(standing, edit).map(|_| ()).map_err(|refusal| refusal.to_string())
        }
        (
            C::AddPosts { team: id, .. }
            | C::AgencyBridge { team: id, .. }
            | C::AsyeCohort { team: id, .. }
            | C::SplitTeam { team: id, .. },
            "team",
        )
        | (C::MergeTeams { from: id, .. } | C::MoveCaseType { from: id, .. }, "from_team")
        | (C::MergeTeams { into: id, .. } | C::MoveCaseType { to: id, .. }, "to_team") => team(*id),
        (C::HoldVacancies { team: id, .. } | C::ScaleDemand { team: id, .. }, "every_team") => {
            id.map_or(Ok(()), team)
        }
        (C::ConvertAgency { worker: id, .. }, "worker") => worker(*id),
        (C::SplitTeam { workers, .. }, "workers") => workers.iter().try_for_each(|id| worker(*id)),
        _ => Ok(()),
    }
}

/// A team that has to be named.
fn team(text: &str) -> Result<TeamId, String> {
    Option::<TeamId>::read(text)?.ok_or_else(|| "Choose a team from the list".to_owned())
}

fn factor(text: &str) -> Result<f64, String> {
    let help = || "Write a percentage from 0 to 1000: 100 is as the plan has it, 110 a tenth more".to_owned();
    let number: f64 = text.trim().trim_end_matches('%').trim().parse().map_err(|_| help())?;
    if (0.0..=1000.0).contains(&number) { Ok(number / 100.0) } else { Err(help()) }
}

fn name_from(text: &str) -> Result<String, String> {
    let name = text.trim();
    if name.is_empty() { Err("A name is needed".to_owned()) } else { Ok(name.to_owned()) }
}

fn months(text: &str) -> Result<Vec<u8>, String> {
    let parts = text.split([',', ';', '\n']).map(str::trim).filter(|part| !part.is_empty());
    let month = |part: &str| {
        let number: Option<u8> = part.parse().ok();
        let help = || format!("“{part}” is not a month: write numbers from 1 to 12, for example 1, 2, 3");
        number.filter(|month| (1..=12).contains(month)).ok_or_else(help)
    };
    let mut months: Vec<u8> = parts.map(month).collect::<Result<_, _>>()?;
    months.sort_unstable();
    months.dedup();
    Ok(months)
}

fn in_order(from: NaiveDate, until: NaiveDate) -> Result<(), String> {
    if from <= until {
        Ok(())
    } else {
        Err(format!(
            "The last day, {}, would be before the first, {}: move the other day first",
            format_date(until),
            format_date(from)
        ))
    }
}

/// Puts one part. The error is `None` where the change has no such part.
fn write(change: &mut Change, name: &str, text: &str) -> Result<(), Option<String>> {
    use Change as C;
    match (change, name) {
        (C::Edit(Edit::Set { to, .. }), "to") => text.clone_into(to),
        (
            C::AddPosts { team: id, .. }
            | C::AgencyBridge { team: id, .. }
            | C::AsyeCohort { team: id, .. }
            | C::SplitTeam { team: id, .. },
            "team",
        ) => *id = team(text)?,
        (
            C::MergeTeams { from: id, into: other } | C::MoveCaseType { from: id, to: other, .. },
            "from_team",
        )
        | (
            C::MergeTeams { into: id, from: other } | C::MoveCaseType { to: id, from: other, .. },
            "to_team",
        ) => {
            let chosen = team(text)?;
            if chosen == *other {
                return Err(Some("Choose two different teams".to_owned()));
            }
            *id = chosen;
        }
        (C::HoldVacancies { team, .. } | C::ScaleDemand { team, .. }, "every_team") => {
            *team = Value::read(text)?;
        }
        (C::AddPosts { role, .. } | C::CapForRole { role, .. }, "role") => *role = Value::read(text)?,
        (
            C::AddPosts { count, .. } | C::AgencyBridge { count, .. } | C::AsyeCohort { count, .. },
            "count",
        ) => {
            let number = u16::read(text)?;
            if number > 500 {
                return Err(Some("Write a whole number from 0 to 500".to_owned()));
            }
            *count = number;
        }
        (C::AddPosts { fte, .. }, "fte") => *fte = Fte::read(text)?,
        (C::AddPosts { contract, .. }, "contract") => *contract = Value::read(text)?,
        (C::AddPosts { from, .. } | C::AsyeCohort { from, .. }, "from") => *from = Value::read(text)?,
        (C::AddPosts { recruited, .. }, "recruited") => *recruited = word(text)?,
        (C::AddPosts { ramp, .. }, "ramp") => *ramp = Option::<Ramp>::read(text)?,
        (C::AgencyBridge { from, until, .. }, "from") => {
            let day = NaiveDate::read(text)?;
            in_order(day, *until)?;
            *from = day;
        }
        (C::AgencyBridge { from, until, .. }, "until") => {
            let day = NaiveDate::read(text)?;
            in_order(*from, day)?;
            *until = day;
        }
        (C::HoldVacancies { until, .. }, "held_until") => *until = Value::read(text)?,
        (C::ConvertAgency { worker, .. }, "worker") => {
            *worker = optional(text, WorkerId::read)?
                .ok_or_else(|| "Choose an agency worker from the list".to_owned())?;
        }
        (C::ConvertAgency { on, .. }, "day") => *on = Value::read(text)?,
        (C::CapForRole { children, .. }, "children") => *children = Value::read(text)?,
        (C::SplitTeam { new_name: name, .. } | C::AddTeam { name, .. }, "name") => *name = name_from(text)?,
        (C::SplitTeam { workers, .. }, "workers") => *workers = Value::read(text)?,
        (C::AddTeam { holds, .. }, "holds") => *holds = Value::read(text)?,
        (C::MoveCaseType { case_type, .. }, "case_type") => *case_type = Value::read(text)?,
        (C::ScaleDemand { case_type, .. }, "of_type") => *case_type = optional(text, word)?,
        (C::ScaleDemand { months: which, .. }, "months") => *which = months(text)?,
        (C::ScaleAbsence { kind, .. }, "kind") => *kind = Value::read(text)?,
        (C::ScaleLeavers { contract, .. }, "of_contract") => *contract = optional(text, word)?,
        (
            C::ScaleDemand { factor: share, .. }
            | C::ScaleAbsence { factor: share, .. }
            | C::ScaleLeavers { factor: share, .. }
            | C::ScaleTimeToFill { factor: share },
            "factor",
        ) => *share = factor(text)?,
        _ => return Err(None),
    }
    Ok(())
}

#[cfg(test)]
mod tests;
