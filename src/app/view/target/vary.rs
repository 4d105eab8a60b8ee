//! What is varied: as a form of choices with a range of values, with sensible beginnings from the plan.

use chrono::{Datelike as _, Months, NaiveDate};

use super::promises::{all, set};
use crate::app::view::form::{ChoiceItem, FieldView, FormGroup, FormView, Input};
use crate::domain::edit::Edit;
use crate::domain::fields::Value as Field;
use crate::domain::ids::TeamId;
use crate::domain::plan::{CaseType, Contract, Plan, Recruited, Role, Target, Words as _};
use crate::domain::target::{Value, Variation, Varied};
use crate::domain::units::Fte;

/// What can be varied: key, words in the list, and words on the button that begins it.
const KINDS: [(&str, &str, &str); 10] = [
    ("posts", "Posts: how many", "How many posts"),
    ("start", "Posts: from when", "From when the posts"),
    ("agency", "Agency workers: how many", "How many agency workers"),
    ("agency_until", "Agency workers: until when", "Until when agency workers"),
    ("cap", "Caps", "Which cap"),
    ("demand", "New work", "How much new work"),
    ("sickness", "Sickness", "How much sickness"),
    ("turnover", "Leavers", "How many leavers"),
    ("time_to_fill", "Time to fill a post", "How long to fill a post"),
    ("length", "Length of work", "How long work may last"),
];

/// The most values of one range.
const MOST_VALUES: usize = 200;
/// Days of a month, in the mean, by which months between two days are counted.
const DAYS_A_MONTH: i64 = 30;

/// What could be varied, in words, with the edit that begins it.
pub fn kinds(plan: &Plan) -> Vec<(&'static str, Edit)> {
    let begun = |(kind, _, words): &(&str, &str, &'static str)| Some((*words, put(plan, begin(plan, kind)?)));
    KINDS.iter().filter_map(begun).collect()
}

/// The edit that puts a text into one part of what is varied.
///
/// # Errors
/// A sentence, when the text makes no sense there.
pub fn change(plan: &Plan, part: &str, text: &str) -> Result<Edit, String> {
    let now = plan.target.vary.as_ref().ok_or("Choose first what could be changed")?;
    Ok(put(plan, changed(plan, now, part, text)?))
}

fn put(plan: &Plan, vary: Variation) -> Edit {
    let label = format!("vary {}", vary.words(plan));
    let target = Target { vary: Some(vary), ..(*plan.target).clone() };
    Edit::Together { label, edits: vec![set(plan, target, "vary")] }
}

/// Its key in the list of kinds.
pub(super) fn kind(what: &Varied) -> &'static str {
    match what {
        Varied::Posts { .. } => "posts",
        Varied::StartOfPosts { .. } => "start",
        Varied::Agency { .. } => "agency",
        Varied::AgencyUntil { .. } => "agency_until",
        Varied::Cap { .. } => "cap",
        Varied::Demand { .. } => "demand",
        Varied::Sickness => "sickness",
        Varied::Turnover => "turnover",
        Varied::TimeToFill => "time_to_fill",
        Varied::LengthOfWork => "length",
    }
}

/// The first of the month so many months after the one of a day.
pub(super) fn first_of_month(day: NaiveDate, months: u32) -> NaiveDate {
    let first = day.with_day(1).unwrap_or(day);
    first.checked_add_months(Months::new(months)).unwrap_or(first)
}

/// Sensible beginnings of a kind, from the plan: recruiting takes a quarter of a year, agency begins next month.
pub(super) fn begin(plan: &Plan, kind: &str) -> Option<Variation> {
    let as_at = plan.about.as_at;
    let month = |months| first_of_month(as_at, months);
    let (role, teams, fte) = (Role::SocialWorker, Vec::new(), Fte::FULL);
    let (contract, recruited) = (Contract::Permanent, Recruited::Starts);
    let months = |from: u32, to: u32| (from..=to).map(|months| Value::Day(month(months))).collect();
    let percents = |from: u16, to: u16, step: usize| (from..=to).step_by(step).map(Value::Percent).collect();
    let counts = |from: u16, to: u16| (from..=to).map(Value::Count).collect();
    let (what, values): (Varied, Vec<Value>) = match kind {
        "posts" => (Varied::Posts { role, teams, fte, contract, from: month(3), recruited }, counts(0, 40)),
        "start" => (Varied::StartOfPosts { count: 10, role, teams, fte, contract, recruited }, months(1, 12)),
        "agency" => {
            let until = month(7).pred_opt().unwrap_or(as_at);
            (Varied::Agency { teams, from: month(1), until }, counts(0, 20))
        }
        "agency_until" => {
            let ends = (3..=12).map(|months| Value::Day(month(months).pred_opt().unwrap_or(as_at)));
            (Varied::AgencyUntil { count: 5, teams, from: month(1) }, ends.collect())
        }
        "cap" => (Varied::Cap { role }, counts(12, 24)),
        "demand" => (Varied::Demand { team: None, case_type: None }, percents(60, 160, 5)),
        "sickness" => (Varied::Sickness, percents(0, 300, 20)),
        "turnover" => (Varied::Turnover, percents(0, 300, 20)),
        "time_to_fill" => (Varied::TimeToFill, percents(20, 300, 20)),
        "length" => (Varied::LengthOfWork, percents(60, 160, 5)),
        _ => return None,
    };
    Some(Variation { what, values })
}

/// The first and the last value.
fn ends(vary: &Variation) -> (Value, Value) {
    let first = vary.values.first().copied().unwrap_or(Value::Count(0));
    (first, vary.values.last().copied().unwrap_or(first))
}

/// From the first value to the second: in months for days, else as it is counted.
fn step(vary: &Variation) -> u16 {
    let between = match vary.values.as_slice() {
        [Value::Count(a), Value::Count(b), ..] | [Value::Percent(a), Value::Percent(b), ..] => b.abs_diff(*a),
        [Value::Day(a), Value::Day(b), ..] => {
            u16::try_from(((*b - *a).num_days().abs() + DAYS_A_MONTH / 2) / DAYS_A_MONTH).unwrap_or(1)
        }
        _ => 1,
    };
    between.max(1)
}

/// A variation as a form. Keys begin with `prefix` and a full stop.
pub fn form(plan: &Plan, vary: &Variation, prefix: &str) -> FormView {
    let field = |part: &str, label: &str, value: String, input: Input| {
        FieldView::new(format!("{prefix}.{part}"), label, value, input)
    };
    let kinds = KINDS.map(|(key, words, _)| ChoiceItem::new(key, words)).to_vec();
    let mut fields =
        vec![field("kind", "What could be changed", kind(&vary.what).to_owned(), Input::Choice(kinds))];
    let team_items =
        || plan.teams.iter().map(|team| ChoiceItem::new(team.id.to_string(), &team.name)).collect();
    let role_of = |role: &Role| field("role", "Role", role.key().to_owned(), Input::Choice(all::<Role>()));
    let in_teams = |teams: &[TeamId]| {
        let ids: Vec<String> = teams.iter().map(TeamId::to_string).collect();
        field("teams", "Teams", ids.join(","), Input::Several(team_items()))
            .hint("They get the posts in turn. None chosen: every team with social workers")
    };
    let count_of = |count: &u16, label: &str| field("count", label, count.show(), Input::Number);
    let posts = |fte: &Fte, contract: &Contract, recruited: &Recruited| {
        vec![
            field("contract", "Contract", contract.key().to_owned(), Input::Choice(all::<Contract>())),
            field("fte", "Size of each", fte.show(), Input::Number).unit("full-time equivalent"),
            field(
                "recruited",
                "What the day is",
                recruited.key().to_owned(),
                Input::Choice(all::<Recruited>()),
            ),
        ]
    };
    match &vary.what {
        Varied::Posts { role, teams, fte, contract, from, recruited } => {
            fields.extend([role_of(role), in_teams(teams), field("from", "From", from.show(), Input::Date)]);
            fields.extend(posts(fte, contract, recruited));
        }
        Varied::StartOfPosts { count, role, teams, fte, contract, recruited } => {
            fields.extend([count_of(count, "How many posts"), role_of(role), in_teams(teams)]);
            fields.extend(posts(fte, contract, recruited));
        }
        Varied::Agency { teams, from, until } => fields.extend([
            in_teams(teams),
            field("from", "From", from.show(), Input::Date),
            field("until", "Until", until.show(), Input::Date),
        ]),
        Varied::AgencyUntil { count, teams, from } => fields.extend([
            count_of(count, "How many agency workers"),
            in_teams(teams),
            field("from", "From", from.show(), Input::Date),
        ]),
        Varied::Cap { role } => fields.push(role_of(role)),
        Varied::Demand { team, case_type } => fields.extend([
            field("team", "Team", team.show(), Input::OptionalChoice(team_items())).hint("None: every team"),
            field(
                "type",
                "Case type",
                case_type.map_or_else(String::new, |of| of.key().to_owned()),
                Input::OptionalChoice(all::<CaseType>()),
            )
            .hint("None: every type"),
        ]),
        Varied::Sickness | Varied::Turnover | Varied::TimeToFill | Varied::LengthOfWork => {}
    }
    fields.extend(range_fields(vary, &field));
    FormView { title: String::new(), groups: vec![FormGroup { title: String::new(), fields }] }
}

/// The three fields of the range.
fn range_fields(vary: &Variation, field: &impl Fn(&str, &str, String, Input) -> FieldView) -> [FieldView; 3] {
    let (first, last) = ends(vary);
    let text = |value: Value| match value {
        Value::Count(number) | Value::Percent(number) => number.show(),
        Value::Day(day) => day.show(),
    };
    let (input, unit, by) = match first {
        Value::Count(_) => (Input::Number, None, "steps of"),
        Value::Percent(_) => (Input::Number, Some("% of what the plan supposes"), "%"),
        Value::Day(_) => (Input::Date, None, "months"),
    };
    let bound = |part: &str, label: &str, value: Value| {
        let bound = field(part, label, text(value), input.clone());
        match unit {
            Some(unit) => bound.unit(unit),
            None => bound,
        }
    };
    let steps = field("step", "In steps of", step(vary).show(), Input::Number);
    let steps = if by == "steps of" { steps } else { steps.unit(by) };
    [bound("first", "Try from", first), bound("last", "Try to", last), steps]
}

/// The variation with another text in one part.
///
/// # Errors
/// A sentence, when the text makes no sense there.
pub fn changed(plan: &Plan, vary: &Variation, part: &str, text: &str) -> Result<Variation, String> {
    if part == "kind" {
        if kind(&vary.what) == text {
            return Ok(vary.clone());
        }
        let mut begun = begin(plan, text).ok_or("Choose from the list what could be changed")?;
        take_over(&vary.what, &mut begun.what);
        return Ok(begun);
    }
    if matches!(part, "first" | "last" | "step") {
        return with_range(vary, part, text);
    }
    let mut what = vary.what.clone();
    match (&mut what, part) {
        (Varied::Posts { role, .. } | Varied::StartOfPosts { role, .. } | Varied::Cap { role }, "role") => {
            *role = Field::read(text)?;
        }
        (
            Varied::Posts { teams, .. }
            | Varied::StartOfPosts { teams, .. }
            | Varied::Agency { teams, .. }
            | Varied::AgencyUntil { teams, .. },
            "teams",
        ) => *teams = read_teams(text)?,
        (Varied::Posts { fte, .. } | Varied::StartOfPosts { fte, .. }, "fte") => {
            *fte = Field::read(text)?;
            if *fte == Fte::ZERO {
                return Err("A post needs some time: write a number above 0, for example 1".to_owned());
            }
        }
        (Varied::Posts { contract, .. } | Varied::StartOfPosts { contract, .. }, "contract") => {
            *contract = Field::read(text)?;
        }
        (Varied::Posts { recruited, .. } | Varied::StartOfPosts { recruited, .. }, "recruited") => {
            *recruited = Recruited::from_words(text).ok_or("Choose from the list what the day is")?;
        }
        (
            Varied::Posts { from, .. } | Varied::Agency { from, .. } | Varied::AgencyUntil { from, .. },
            "from",
        ) => *from = Field::read(text)?,
        (Varied::Agency { until, .. }, "until") => *until = Field::read(text)?,
        (Varied::StartOfPosts { count, .. } | Varied::AgencyUntil { count, .. }, "count") => {
            *count = Field::read(text)?;
            if *count == 0 {
                return Err("Write how many, 1 or more".to_owned());
            }
        }
        (Varied::Demand { team, .. }, "team") => *team = Field::read(text)?,
        (Varied::Demand { case_type, .. }, "type") => {
            *case_type = if text.trim().is_empty() { None } else { Some(Field::read(text)?) };
        }
        _ => return Err("There is no such part of what could be changed".to_owned()),
    }
    if let Varied::Agency { from, until, .. } = &what
        && until < from
    {
        return Err("The last day is before the first".to_owned());
    }
    Ok(Variation { what, values: vary.values.clone() })
}

fn read_teams(text: &str) -> Result<Vec<TeamId>, String> {
    let parts = text.split(',').map(str::trim).filter(|part| !part.is_empty());
    parts.map(|part| part.parse::<TeamId>().map_err(|error| error.to_string())).collect()
}

/// What two kinds have in common stays when another kind is chosen.
fn take_over(from: &Varied, to: &mut Varied) {
    let (old_role, old_teams) = match from {
        Varied::Posts { role, teams, .. } | Varied::StartOfPosts { role, teams, .. } => {
            (Some(*role), Some(teams))
        }
        Varied::Agency { teams, .. } | Varied::AgencyUntil { teams, .. } => (None, Some(teams)),
        Varied::Cap { role } => (Some(*role), None),
        _ => (None, None),
    };
    match to {
        Varied::Posts { role, teams, .. } | Varied::StartOfPosts { role, teams, .. } => {
            *role = old_role.unwrap_or(*role);
            *teams = old_teams.cloned().unwrap_or_default();
        }
        Varied::Agency { teams, .. } | Varied::AgencyUntil { teams, .. } => {
            *teams = old_teams.cloned().unwrap_or_default();
        }
        Varied::Cap { role } => *role = old_role.unwrap_or(*role),
        _ => {}
    }
}

/// The variation with another first or last value, or another step.
fn with_range(vary: &Variation, part: &str, text: &str) -> Result<Variation, String> {
    let (first, last) = ends(vary);
    let mut by = step(vary);
    let mut bounds = [first, last];
    match (part, &mut bounds) {
        ("first", [bound, _]) | ("last", [_, bound]) => {
            *bound = match *bound {
                Value::Count(_) => Value::Count(Field::read(text)?),
                Value::Percent(_) => Value::Percent(Field::read(text)?),
                Value::Day(_) => Value::Day(Field::read(text)?),
            };
        }
        _ => {
            by = Field::read(text)?;
            if by == 0 {
                return Err("Write the size of a step, 1 or more".to_owned());
            }
        }
    }
    let values = range(bounds[0], bounds[1], by)?;
    Ok(Variation { what: vary.what.clone(), values })
}

/// So many months on; the last day of a month is followed by last days of months.
fn months_on(day: NaiveDate, months: u32) -> Option<NaiveDate> {
    let is_last = day.succ_opt().is_some_and(|next| next.day() == 1);
    if is_last {
        first_of_month(day, 1).checked_add_months(Months::new(months))?.pred_opt()
    } else {
        day.checked_add_months(Months::new(months))
    }
}

/// The values from the first to the last in steps; the last is always one of them.
///
/// # Errors
/// A sentence, when the last is before the first or there are too many.
pub(super) fn range(first: Value, last: Value, by: u16) -> Result<Vec<Value>, String> {
    if last < first {
        return Err(match first {
            Value::Day(_) => "The last day to try is before the first".to_owned(),
            _ => "The last value to try is below the first".to_owned(),
        });
    }
    let nth = |n: usize| -> Option<Value> {
        let steps = u32::try_from(n).ok()?.checked_mul(u32::from(by))?;
        let more = |from: u16| u16::try_from(u32::from(from).checked_add(steps)?).ok();
        match first {
            Value::Count(from) => more(from).map(Value::Count),
            Value::Percent(from) => more(from).map(Value::Percent),
            Value::Day(from) => months_on(from, steps).map(Value::Day),
        }
    };
    let mut values: Vec<Value> =
        (0..=MOST_VALUES).map_while(nth).take_while(|value| *value <= last).collect();
    if values.len() > MOST_VALUES {
        return Err(format!("That is more than {MOST_VALUES} values: take larger steps"));
    }
    if values.last() != Some(&last) {
        values.push(last);
    }
    Ok(values)
}
