//! From text to promises.

use std::str::FromStr;

use chrono::{Datelike as _, NaiveDate};

use super::GrammarError;
use super::reader::{Reader, When};
use crate::domain::plan::CaseType;
use crate::domain::target::{Claim, Promise, USUAL_YEARS};

/// The most promises in one text: as many as one run's marks hold.
const MOST: usize = 32;

const WRITE: &str = "Write, for example, “no child without a named social worker for over 5 working days”, “at most 5 \
                     manager-held”, “no team over 3” or “average caseload under 16”";
const OVER: [&str; 5] = ["over", "more than", "longer than", "above", "for over"];

impl FromStr for Promise {
    type Err = GrammarError;
    fn from_str(text: &str) -> Result<Self, GrammarError> {
        let mut reader = Reader::new(text)?;
        let promise = promise(&mut reader, USUAL_YEARS)?;
        if reader.is_at_end() { Ok(promise) } else { reader.wrong(REST) }
    }
}

const REST: &str = "After the promise write “from” and “to” with a date, or “in 95 of 100 years”";

/// Every promise of a text that parts them by semicolons. `usual_years`: years of a hundred for those that say none.
///
/// # Errors
/// The first place that is not understood.
pub fn promises(text: &str, usual_years: u8) -> Result<Vec<Promise>, GrammarError> {
    let mut reader = Reader::new(text)?;
    let mut found = Vec::new();
    loop {
        while reader.sign(&[";"]) {}
        if reader.is_at_end() && !found.is_empty() {
            return Ok(found);
        }
        if found.len() == MOST {
            return reader.wrong_at(reader.here(), "These are too many promises at once. Leave some out");
        }
        found.push(promise(&mut reader, usual_years)?);
        if !reader.is_at_end() && !reader.sign(&[";"]) {
            return reader.wrong(REST);
        }
    }
}

fn promise(reader: &mut Reader, usual_years: u8) -> Result<Promise, GrammarError> {
    let claim = claim(reader)?;
    let mut promise = Promise { claim, from: None, to: None, years_of_100: usual_years };
    loop {
        let place = reader.here();
        if reader.sign(&[","]) {
            continue;
        }
        if reader.take(&["from", "since"]) {
            promise.from = Some(first(reader.when()?));
        } else if reader.take(&["to", "until", "till", "by", "up to"]) {
            promise.to = Some(last(reader.when()?));
        } else if reader.take(&["between"]) {
            promise.from = Some(first(reader.when()?));
            if !reader.take(&["and"]) {
                return reader.wrong("Write “and” and the last day");
            }
            promise.to = Some(last(reader.when()?));
        } else if reader.take(&["on"]) {
            let on = reader.when()?;
            (promise.from, promise.to) = (Some(first(on)), Some(last(on)));
        } else if reader.take(&["in at least", "in"]) {
            promise.years_of_100 = years(reader)?;
        } else {
            return Ok(promise);
        }
        if let (Some(from), Some(to)) = (promise.from, promise.to)
            && to < from
        {
            return reader
                .wrong_at(place, "The last day is before the first. Write the earlier one after “from”");
        }
    }
}

fn first(when: When) -> NaiveDate {
    match when {
        When::Day(day) | When::Month(day) => day,
    }
}

/// The day, or the last day of the month.
pub(super) fn last(when: When) -> NaiveDate {
    match when {
        When::Day(day) => day,
        When::Month(first) => {
            let (year, month) =
                if first.month() == 12 { (first.year() + 1, 1) } else { (first.year(), first.month() + 1) };
            NaiveDate::from_ymd_opt(year, month, 1).and_then(|next| next.pred_opt()).unwrap_or(first)
        }
    }
}

/// "95 of 100 years", "19 years of 20", "95 %".
fn years(reader: &mut Reader) -> Result<u8, GrammarError> {
    const WRITE: &str = "Write, for example, “in 95 of 100 years”, with a number from 1 to 100";
    let place = reader.here();
    let some = reader.count(WRITE)?;
    let of = if reader.sign(&["%"]) || reader.take(&["percent", "per cent"]) {
        if reader.take(&["of"]) {
            reader.take(&["all"]);
            reader.take(&["year"]);
        }
        100
    } else {
        reader.take(&["year", "time"]);
        if !reader.take(&["of", "out of", "of every", "in", "in every"]) {
            return reader.wrong(WRITE);
        }
        let of = reader.count(WRITE)?;
        reader.take(&["year", "time"]);
        of
    };
    let hundredths = u32::from(some) * 100;
    let whole = of > 0 && hundredths.is_multiple_of(u32::from(of));
    let share = if whole { hundredths / u32::from(of) } else { 0 };
    match u8::try_from(share).ok().filter(|share| (1..=100).contains(share)) {
        Some(share) => Ok(share),
        None => reader.wrong_at(place, WRITE),
    }
}

fn claim(reader: &mut Reader) -> Result<Claim, GrammarError> {
    if reader.take(&["at most", "no more than", "not more than", "up to"]) {
        return at_most(reader);
    }
    if reader.take(&["average caseload", "the average caseload", "average"]) {
        return average(reader);
    }
    if reader.take(&["no team"]) {
        const WRITE: &str = "Write how many children a team may have: no team over 3";
        reader.take(&["has", "with"]);
        if !reader.take(&OVER) {
            return reader.wrong(WRITE);
        }
        let children = reader.count(WRITE)?;
        let before = reader.here();
        reader.take(&["child"]);
        if !is_without(reader)? && reader.here() != before {
            return reader.wrong("Write “without a named social worker”, or nothing");
        }
        return Ok(Claim::NoTeamOver { children });
    }
    if reader.take(&["nobody", "no one", "noone"]) {
        return nobody(reader, Vec::new());
    }
    if reader.take(&["no"]) {
        let types = types(reader)?;
        reader.take(&["child"]);
        return nobody(reader, types);
    }
    reader.wrong(WRITE)
}

/// Case types with commas or "or" between them; none for any.
fn types(reader: &mut Reader) -> Result<Vec<CaseType>, GrammarError> {
    let mut found = Vec::new();
    loop {
        let place = reader.here();
        let Some(case_type) = reader.word::<CaseType>() else {
            return if found.is_empty() {
                Ok(found)
            } else {
                reader.wrong("Write a type of work, for example child protection")
            };
        };
        if found.contains(&case_type) {
            return reader.wrong_at(place, "This type of work stands twice. Take one of them out");
        }
        found.push(case_type);
        // "no court child or child in need without": the noun may stand after each.
        let after = reader.here();
        reader.take(&["child"]);
        let comma = reader.sign(&[","]);
        if !(reader.take(&["or", "and"]) || comma) {
            reader.back(after);
            return Ok(found);
        }
    }
}

/// The rest of a claim about nobody, from "without" or "waits" on.
fn nobody(reader: &mut Reader, types: Vec<CaseType>) -> Result<Claim, GrammarError> {
    let waits = reader.take(&["wait", "is waiting", "waiting", "has to wait"]);
    if !waits && !is_without(reader)? {
        return reader
            .wrong("Write “without a named social worker” or “waits”, and over how many working days");
    }
    reader.take(&["for"]);
    if !reader.take(&OVER) {
        return if waits {
            reader.wrong("Write for how long: over 5 working days")
        } else {
            Ok(Claim::NobodyWithoutOver { types, working_days: 0 })
        };
    }
    let working_days = reader.count("Write a number of working days, for example over 5 working days")?;
    if !reader.take(&["working day"]) && reader.take(&["day", "week", "month"]) {
        reader.back(reader.here() - 1);
        return reader.wrong("Time is counted in working days: a week is 5 of them");
    }
    Ok(Claim::NobodyWithoutOver { types, working_days })
}

/// Reads "without a named social worker", in as many words as people use.
fn is_without(reader: &mut Reader) -> Result<bool, GrammarError> {
    if !reader.take(&["without", "is without", "goes without", "are without", "with no", "has no", "have no"])
    {
        return Ok(false);
    }
    reader.take(&["a", "any"]);
    if reader.take(&["named social worker", "social worker", "named worker", "worker", "name"]) {
        Ok(true)
    } else {
        reader.wrong("Write “a named social worker”")
    }
}

fn at_most(reader: &mut Reader) -> Result<Claim, GrammarError> {
    let children = reader.count("Write how many children: at most 5")?;
    let begun = reader.here();
    let types = types(reader)?;
    reader.take(&["child"]);
    if is_without(reader)? || reader.take(&["wait", "waiting"]) {
        return Ok(Claim::AtMostWithout { types, children });
    }
    reader.back(begun);
    reader.take(&["child"]);
    reader.take(&["that are", "who are", "are", "in the state"]);
    match reader.word() {
        Some(state) => Ok(Claim::AtMostInState { state, children }),
        None => reader.wrong(
            "Write “children without a named social worker”, or a state, for example “manager-held” or “awaiting allocation”",
        ),
    }
}

fn average(reader: &mut Reader) -> Result<Claim, GrammarError> {
    const WRITE: &str = "Write, for example, “average caseload under 16”, with a number from 0 to 1000";
    if !reader.take(&["under", "below", "less than"]) {
        return reader.wrong(WRITE);
    }
    let place = reader.here();
    let children = reader.decimal(WRITE)?;
    if !(children > 0.0 && children <= 1000.0) {
        return reader.wrong_at(place, WRITE);
    }
    reader.take(&["child"]);
    reader.take(&["counting everybody", "everybody counted", "with everybody counted"]);
    Ok(Claim::AverageUnder { children })
}
