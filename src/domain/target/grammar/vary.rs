//! From text to a variation: what is varied, its values, and the parts after them in any order.

use chrono::{Datelike as _, Days, Months, NaiveDate};

use super::promise::last;
use super::reader::{Reader, When};
use super::{GrammarError, Known};
use crate::domain::ids::TeamId;
use crate::domain::plan::{CaseType, Contract, Plan, Recruited, Role};
use crate::domain::target::{Value, Variation, Varied};
use crate::domain::units::Fte;

/// The most values of one variation.
const MOST_VALUES: usize = 1000;

const WRITE: &str = "Write what is varied: posts, start, agency, agency until, cap, demand, sickness, turnover, time to \
                     fill or length of work. For example “posts 0..40 of social worker from 04/01/2027”";

impl Variation {
    /// Reads a variation. Teams are named by name or id.
    ///
    /// # Errors
    /// The first place that is not understood, or a team that is not in the plan.
    pub fn parse(text: &str, plan: &Plan) -> Result<Self, GrammarError> {
        variation(text, &mut Known { plan: Some(plan), calendar: None })
    }

    /// Reads what [`Self::text`] wrote: teams are named by ids, which may be in no plan, and days by date.
    ///
    /// # Errors
    /// The first place that is not understood.
    pub fn read(text: &str) -> Result<Self, GrammarError> {
        variation(text, &mut Known { plan: None, calendar: None })
    }
}

/// How the values are written.
#[derive(Clone, Copy, PartialEq)]
enum Unit {
    Count,
    Percent,
    /// Days; of a month its first working day.
    First,
    /// Days; of a month its last day.
    Last,
}

fn variation(text: &str, known: &mut Known<'_>) -> Result<Variation, GrammarError> {
    let mut reader = Reader::new(text)?;
    let reader = &mut reader;
    let variation = if reader.take(&["post", "more posts"]) {
        let values = values(reader, known, Unit::Count)?;
        let parts = Parts::read(reader, known, &["of", "in", "from", "fte", "contract", "recruited"])?;
        let what = Varied::Posts {
            role: parts.role.unwrap_or(Role::SocialWorker),
            fte: parts.fte.unwrap_or(Fte::FULL),
            contract: parts.contract.unwrap_or(Contract::Permanent),
            from: needed(parts.from, reader, "Write from when: from 04/01/2027")?,
            recruited: parts.recruited.unwrap_or(Recruited::Starts),
            teams: parts.teams,
        };
        Variation { what, values }
    } else if reader.take(&["start"]) {
        let values = values(reader, known, Unit::First)?;
        let parts = Parts::read(reader, known, &["of", "count", "in", "fte", "contract", "recruited"])?;
        let what = Varied::StartOfPosts {
            count: needed(parts.count, reader, "Write how many posts: of 6 posts")?,
            role: parts.role.unwrap_or(Role::SocialWorker),
            fte: parts.fte.unwrap_or(Fte::FULL),
            contract: parts.contract.unwrap_or(Contract::Permanent),
            recruited: parts.recruited.unwrap_or(Recruited::Starts),
            teams: parts.teams,
        };
        Variation { what, values }
    } else if reader.take(&["agency until", "agency workers until", "agency to"]) {
        let values = values(reader, known, Unit::Last)?;
        let parts = Parts::read(reader, known, &["count", "in", "from"])?;
        let what = Varied::AgencyUntil {
            count: needed(parts.count, reader, "Write how many agency workers: of 3")?,
            from: needed(parts.from, reader, "Write from when: from 04/01/2027")?,
            teams: parts.teams,
        };
        Variation { what, values }
    } else if reader.take(&["agency", "agency workers"]) {
        let values = values(reader, known, Unit::Count)?;
        let parts = Parts::read(reader, known, &["in", "from", "until"])?;
        let from = needed(parts.from, reader, "Write from when: from 04/01/2027")?;
        let until = needed(parts.until, reader, "Write until when: until 31/03/2027")?;
        if until < from {
            return reader
                .wrong_at(0, "The agency workers’ last day is before their first. Change one of the dates");
        }
        Variation { what: Varied::Agency { teams: parts.teams, from, until }, values }
    } else if reader.take(&["cap"]) {
        let values = values(reader, known, Unit::Count)?;
        let parts = Parts::read(reader, known, &["of"])?;
        Variation { what: Varied::Cap { role: parts.role.unwrap_or(Role::SocialWorker) }, values }
    } else if reader.take(&["demand", "new work"]) {
        let values = values(reader, known, Unit::Percent)?;
        let (team, case_type) = of_what_work(reader, known)?;
        Variation { what: Varied::Demand { team, case_type }, values }
    } else {
        let what = if reader.take(&["sickness"]) {
            Varied::Sickness
        } else if reader.take(&["turnover", "leaver"]) {
            Varied::Turnover
        } else if reader.take(&["time to fill"]) {
            Varied::TimeToFill
        } else if reader.take(&["length of work", "length"]) {
            Varied::LengthOfWork
        } else {
            return reader.wrong(WRITE);
        };
        Variation { what, values: values(reader, known, Unit::Percent)? }
    };
    if !reader.is_at_end() {
        return reader.wrong("Take it out, or see docs/TERMINAL.md for what may stand here");
    }
    let early = match &variation.what {
        Varied::AgencyUntil { from, .. } => variation.values.iter().any(|value| *value < Value::Day(*from)),
        _ => false,
    };
    if early {
        return reader
            .wrong_at(0, "An agency worker’s last day is before the first. Change one of the dates");
    }
    Ok(variation)
}

fn needed<T>(part: Option<T>, reader: &Reader, write: &str) -> Result<T, GrammarError> {
    part.map_or_else(|| reader.wrong(write), Ok)
}

/// What may stand after the values.
#[derive(Default)]
struct Parts {
    role: Option<Role>,
    count: Option<u16>,
    teams: Vec<TeamId>,
    fte: Option<Fte>,
    contract: Option<Contract>,
    recruited: Option<Recruited>,
    from: Option<NaiveDate>,
    until: Option<NaiveDate>,
}

impl Parts {
    /// Reads the parts of these names, in any order, to the end.
    fn read(reader: &mut Reader, known: &mut Known<'_>, may: &[&str]) -> Result<Self, GrammarError> {
        let may = |name: &str| may.contains(&name);
        let mut parts = Self::default();
        while !reader.is_at_end() {
            let place = reader.here();
            if reader.sign(&[","]) {
                continue;
            }
            if (may("of") || may("count")) && reader.take(&["of", "for"]) {
                parts.of(reader, &may)?;
            } else if may("in") && reader.take(&["in"]) {
                parts.teams = teams(reader, known)?;
            } else if may("from") && reader.take(&["from"]) {
                parts.from = Some(first_day(reader.when()?, known));
            } else if may("until") && reader.take(&["until", "to", "till"]) {
                parts.until = Some(last(reader.when()?));
            } else if may("recruited") && reader.take(&["advertised"]) {
                parts.recruited = Some(Recruited::Advertised);
            } else if may("recruited") && reader.take(&["starting", "in post"]) {
                parts.recruited = Some(Recruited::Starts);
            } else if may("fte") && reader.take(&["fte", "at"]) {
                parts.fte = Some(fte(reader)?);
                reader.take(&["fte"]);
            } else if let Some(contract) = may("contract").then(|| reader.word::<Contract>()).flatten() {
                parts.contract = Some(contract);
            } else {
                let names = [
                    (may("of") || may("count"), "of"),
                    (may("in"), "in"),
                    (may("from"), "from"),
                    (may("until"), "until"),
                    (may("fte"), "fte"),
                    (may("contract"), "agency, permanent or fixed-term"),
                    (may("recruited"), "advertised"),
                ];
                let names: Vec<&str> = names.iter().filter(|(may, _)| *may).map(|(_, name)| *name).collect();
                reader.back(place);
                return reader.wrong(&format!("Here may stand: {}", names.join("; ")));
            }
        }
        Ok(parts)
    }

    /// After "of": "6 posts of social worker", "3 agency workers", "social worker".
    fn of(&mut self, reader: &mut Reader, may: &dyn Fn(&str) -> bool) -> Result<(), GrammarError> {
        let place = reader.here();
        if may("count")
            && self.count.is_none()
            && let Some(count) = reader.maybe_count()?
        {
            self.count = Some(count);
            reader.take(&["post", "agency worker", "agency", "worker"]);
            let after = reader.here();
            if !reader.take(&["of", "for"]) {
                reader.back(after);
            }
        }
        if may("of")
            && let Some(role) = reader.word()
        {
            self.role = Some(role);
        } else if reader.here() == place {
            return reader.wrong(if may("count") {
                "Write how many, for example “of 6 posts of social worker”"
            } else {
                "Write a role, for example social worker or senior practitioner"
            });
        }
        Ok(())
    }
}

fn fte(reader: &mut Reader) -> Result<Fte, GrammarError> {
    const WRITE: &str = "Write the full-time equivalent as a number above 0 and up to 2, for example 0.8";
    let place = reader.here();
    let value = reader.decimal(WRITE)?;
    match Fte::new(value).filter(|fte| fte.parts() > 0) {
        Some(fte) => Ok(fte),
        None => reader.wrong_at(place, WRITE),
    }
}

/// Teams with commas or "and" between them; "every team" for none in particular.
fn teams(reader: &mut Reader, known: &Known<'_>) -> Result<Vec<TeamId>, GrammarError> {
    if reader.take(&["every team", "all teams", "the service"]) {
        return Ok(Vec::new());
    }
    let mut found = Vec::new();
    loop {
        let place = reader.here();
        let Some(team) = reader.team(known.plan) else {
            return reader.wrong(no_such_team(known));
        };
        if found.contains(&team) {
            return reader.wrong_at(place, "This team stands twice. Take one of them out");
        }
        found.push(team);
        let after = reader.here();
        let comma = reader.sign(&[","]);
        let and = reader.take(&["and"]);
        if comma || and {
            let next = reader.here();
            if reader.team(known.plan).is_some() || and {
                reader.back(next);
                continue;
            }
        }
        reader.back(after);
        return Ok(found);
    }
}

fn no_such_team(known: &Known<'_>) -> &'static str {
    if known.plan.is_some() {
        "Write a team of the plan, by its name or its id"
    } else {
        "Write a team by its id, for example T1"
    }
}

/// After new work: "of North", "of child protection", in either order or not at all.
fn of_what_work(
    reader: &mut Reader,
    known: &Known<'_>,
) -> Result<(Option<TeamId>, Option<CaseType>), GrammarError> {
    let (mut team, mut case_type) = (None, None);
    while !reader.is_at_end() {
        if reader.sign(&[","]) {
            continue;
        }
        if !reader.take(&["of", "in", "for"]) {
            return reader.wrong("Here may stand “of” and a team or a type of work");
        }
        let place = reader.here();
        // A team that is called like a type of work is meant by its name only where the type stands already.
        let kind = if case_type.is_none() { reader.word::<CaseType>() } else { None };
        if kind.is_some() {
            case_type = kind;
        } else if let (None, Some(of)) = (team, reader.team(known.plan)) {
            team = Some(of);
        } else {
            reader.back(place);
            return reader.wrong(no_such_team(known));
        }
    }
    Ok((team, case_type))
}

fn first_day(when: When, known: &mut Known<'_>) -> NaiveDate {
    match when {
        When::Day(day) => day,
        When::Month(first) => known.calendar().working_day_on_or_after(first),
    }
}

/// A value as it is written, before its unit makes a [`Value`] of it.
#[derive(Clone, Copy)]
enum Raw {
    Number(u16),
    When(When),
}

fn values(reader: &mut Reader, known: &mut Known<'_>, unit: Unit) -> Result<Vec<Value>, GrammarError> {
    let begun = reader.here();
    let mut found: Vec<Value> = Vec::new();
    let days = matches!(unit, Unit::First | Unit::Last);
    if days && let Some(months) = so_many_months(reader)? {
        let (count, first) = months;
        for month in 0..u32::from(count) {
            add(&mut found, value(Raw::When(When::Month(later(first, month))), known, unit), reader, begun)?;
        }
        return Ok(found);
    }
    loop {
        let place = reader.here();
        let from = raw(reader, unit)?;
        let range = reader.sign(&["..", "…"]) || reader.take(&["to"]);
        if range {
            let to = raw(reader, unit)?;
            for raw in between(reader, place, from, to)? {
                add(&mut found, value(raw, known, unit), reader, place)?;
            }
        } else {
            add(&mut found, value(from, known, unit), reader, place)?;
        }
        let after = reader.here();
        let comma = reader.sign(&[","]);
        if !(reader.take(&["or", "and"]) || comma) {
            return Ok(found);
        }
        let next = reader.here();
        let more = raw(reader, unit).is_ok();
        reader.back(if more { next } else { after });
        if !more {
            return Ok(found);
        }
    }
}

fn add(found: &mut Vec<Value>, value: Value, reader: &Reader, place: usize) -> Result<(), GrammarError> {
    if found.contains(&value) {
        return reader.wrong_at(place, "This value stands twice. Take one of them out");
    }
    if found.len() == MOST_VALUES {
        return reader.wrong_at(place, "These are too many values. Write a step, for example 0..40 step 2");
    }
    found.push(value);
    Ok(())
}

/// "12 months from 01/2027".
fn so_many_months(reader: &mut Reader) -> Result<Option<(u16, NaiveDate)>, GrammarError> {
    let begun = reader.here();
    let count = reader.maybe_count().ok().flatten();
    let Some(count) = count.filter(|_| reader.take(&["month"])) else {
        reader.back(begun);
        return Ok(None);
    };
    if count == 0 {
        return reader.wrong_at(begun, "Write at least 1 month");
    }
    if !reader.take(&["from"]) {
        return reader.wrong("Write “from” and the first month, for example 12 months from 01/2027");
    }
    let first = match reader.when()? {
        When::Month(first) => first,
        When::Day(day) => day.with_day(1).unwrap_or(day),
    };
    Ok(Some((count, first)))
}

fn later(day: NaiveDate, months: u32) -> NaiveDate {
    day.checked_add_months(Months::new(months)).unwrap_or(NaiveDate::MAX)
}

fn raw(reader: &mut Reader, unit: Unit) -> Result<Raw, GrammarError> {
    match unit {
        Unit::First | Unit::Last => reader.when().map(Raw::When),
        Unit::Count => {
            reader.count("Write a number, a list such as 0, 2, 4 or a range such as 0..8").map(Raw::Number)
        }
        Unit::Percent => {
            let number = reader.count("Write percent, a list or a range such as 80%..150% step 5%")?;
            percent_sign(reader);
            Ok(Raw::Number(number))
        }
    }
}

fn percent_sign(reader: &mut Reader) {
    if !reader.sign(&["%"]) {
        reader.take(&["percent", "per cent"]);
    }
}

fn value(raw: Raw, known: &mut Known<'_>, unit: Unit) -> Value {
    match (raw, unit) {
        (Raw::Number(number), Unit::Percent) => Value::Percent(number),
        (Raw::Number(number), _) => Value::Count(number),
        (Raw::When(when), Unit::Last) => Value::Day(last(when)),
        (Raw::When(when), _) => Value::Day(first_day(when, known)),
    }
}

/// From one value to another, by the step that may follow.
fn between(reader: &mut Reader, place: usize, from: Raw, to: Raw) -> Result<Vec<Raw>, GrammarError> {
    const WRITE: &str = "Write a step of at least 1";
    let step =
        if reader.take(&["step", "in steps of", "by steps of"]) { Some(reader.count(WRITE)?) } else { None };
    if step == Some(0) {
        return reader.wrong_at(reader.here() - 1, WRITE);
    }
    let mut found = Vec::new();
    match (from, to) {
        (Raw::Number(from), Raw::Number(to)) => {
            percent_sign(reader);
            let step = usize::from(step.unwrap_or(1));
            if from <= to {
                found.extend((from..=to).step_by(step).map(Raw::Number));
            } else {
                found.extend((to..=from).rev().step_by(step).map(Raw::Number));
            }
        }
        (Raw::When(from), Raw::When(to)) => {
            let weeks = step.is_some() && reader.take(&["week"]);
            if step.is_some() && !weeks {
                reader.take(&["month"]);
            }
            let step = u32::from(step.unwrap_or(1));
            let day = |when: When| match when {
                When::Day(day) | When::Month(day) => day,
            };
            let whole = matches!((from, to), (When::Month(_), When::Month(_)));
            if weeks && whole {
                return reader.wrong_at(
                    place,
                    "With a step of weeks write days, for example 04/01/2027..29/03/2027 step 2 weeks",
                );
            }
            let (first, end) = (day(from), if whole { day(to) } else { last(to) });
            if end < first {
                return reader
                    .wrong_at(place, "The second date is before the first. Write the earlier one first");
            }
            for times in 0.. {
                let next = if weeks {
                    first.checked_add_days(Days::new(7 * u64::from(step * times))).unwrap_or(NaiveDate::MAX)
                } else {
                    later(first, step.saturating_mul(times))
                };
                if next > end || found.len() > MOST_VALUES {
                    break;
                }
                found.push(Raw::When(if whole { When::Month(next) } else { When::Day(next) }));
            }
        }
        _ => return reader.wrong_at(place, "Write two numbers or two dates"),
    }
    Ok(found)
}
