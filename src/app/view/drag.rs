//! Dragging a number or a date: what a value becomes a few steps on, and the edit that tries it out.
//!
//! Numbers are moved in whole ten-thousandths, so that 0.1 and 0.2 make 0.3.

use chrono::{Days, NaiveDate};

use super::record_form::edit_of;
use crate::domain::calendar::{format_date, parse_date};
use crate::domain::edit::{Edit, apply};
use crate::domain::fields::{self, FieldInfo, Kind};
use crate::domain::ids::Thing;
use crate::domain::plan::Plan;

/// One, in ten-thousandths.
const ONE: i64 = 10_000;

/// How the value of a field is dragged.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Drag {
    by: By,
    /// Where an empty field begins; empty where that cannot be said.
    empty: String,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum By {
    /// In ten-thousandths.
    Number { step: i64, low: i64, high: i64 },
    /// No earlier and no later than these.
    Days { low: Option<NaiveDate>, high: Option<NaiveDate> },
}

/// Dates of one record of which the first is never the later.
const IN_ORDER: [(&str, &str); 7] = [
    ("first_day", "last_day"),
    ("first_day", "expected_return"),
    ("first_day", "cover_from"),
    ("cover_from", "last_day"),
    ("notice_given", "last_day"),
    ("vacant_since", "expected"),
    ("opened", "closes"),
];

impl Drag {
    /// How a field of a thing is dragged; `None` when it is neither a number nor a date, or dragging it says nothing.
    pub fn of(plan: &Plan, thing: Thing, info: &FieldInfo, key: &str, value: &str) -> Option<Self> {
        match info.kind {
            Kind::Date | Kind::OptionalDate => {
                let empty = format_date(plan.about.as_at);
                // A date that decides what everything else is as at is not dragged.
                let (low, high) = days_around(plan, thing, key);
                (thing != Thing::About).then_some(Self { by: By::Days { low, high }, empty })
            }
            Kind::Number if key != "seed" => {
                let empty = empty_number(plan, thing, key);
                let now = ten_thousandths(value).or_else(|| ten_thousandths(&empty)).unwrap_or(0);
                let step = if takes_parts(plan, thing, key) { part_step(now) } else { whole_step(now) };
                let (low, high) = range(info);
                Some(Self { by: By::Number { step, low, high }, empty })
            }
            _ => None,
        }
    }

    /// The text so many steps on from this one, within what makes sense. `None` when there is nothing to begin from.
    pub fn moved(&self, from: &str, steps: i64) -> Option<String> {
        let from = if from.trim().is_empty() { self.empty.as_str() } else { from };
        match self.by {
            By::Days { low, high } => {
                let begin = parse_date(from).ok()?;
                let to = moved_day(begin, steps)?;
                let to = low.map_or(to, |low| to.max(low.min(begin)));
                Some(format_date(high.map_or(to, |high| to.min(high.max(begin)))))
            }
            By::Number { step, low, high } => {
                let begin = ten_thousandths(from)?;
                let to = begin.saturating_add(steps.saturating_mul(step));
                // What stands outside already is not pulled in by being touched.
                let to = to.clamp(low.min(begin), high.max(begin));
                Some((to as f64 / ONE as f64).to_string())
            }
        }
    }
}

/// Between which days a date of a record lies, by its other dates.
fn days_around(plan: &Plan, thing: Thing, key: &str) -> (Option<NaiveDate>, Option<NaiveDate>) {
    let day = |key: &str| parse_date(&fields::get(plan, thing, key)?).ok();
    let low =
        IN_ORDER.iter().filter(|(_, later)| *later == key).filter_map(|(earlier, _)| day(earlier)).max();
    let high =
        IN_ORDER.iter().filter(|(earlier, _)| *earlier == key).filter_map(|(_, later)| day(later)).min();
    (low, high)
}

fn moved_day(day: NaiveDate, steps: i64) -> Option<NaiveDate> {
    let days = Days::new(steps.unsigned_abs());
    if steps < 0 { day.checked_sub_days(days) } else { day.checked_add_days(days) }
}

/// A number as written, in ten-thousandths.
fn ten_thousandths(text: &str) -> Option<i64> {
    let number: f64 = text.trim().parse().ok()?;
    (number.is_finite() && number.abs() < 1e9).then_some((number * ONE as f64).round() as i64)
}

/// What an empty number stands for, where it stands for one: a worker's own cap for that of the role.
fn empty_number(plan: &Plan, thing: Thing, key: &str) -> String {
    let Thing::Worker(id) = thing else { return String::new() };
    let cap = plan
        .workers
        .get(id)
        .and_then(|worker| plan.policy.caps.iter().find(|cap| cap.role == worker.role))
        .filter(|_| key == "cap");
    cap.map_or_else(String::new, |cap| cap.cap.children.to_string())
}

/// Whether the field takes parts of one.
fn takes_parts(plan: &Plan, thing: Thing, key: &str) -> bool {
    let half = Edit::Set { of: thing, field: key.to_owned(), to: "0.5".to_owned() };
    apply(plan, &half).is_ok()
}

fn part_step(now: i64) -> i64 {
    match now {
        ..2_000 => ONE / 100,
        2_000..200_000 => ONE / 10,
        _ => ONE,
    }
}

fn whole_step(now: i64) -> i64 {
    match now / ONE {
        ..200 => ONE,
        200..2_000 => ONE * 10,
        _ => ONE * 100,
    }
}

/// The least and most that make sense, in ten-thousandths. What the plan refuses besides is told when it is tried.
fn range(info: &FieldInfo) -> (i64, i64) {
    let percent =
        info.key.contains("percent") || info.label.contains('%') || info.hint.starts_with("Percent");
    match info.key.as_str() {
        "fte" => (0, 2 * ONE),
        "leave_year_starts" => (ONE, 12 * ONE),
        _ if percent => (0, 100 * ONE),
        _ => (0, 65_535 * ONE),
    }
}

/// The edit that tries out a text in a field of a form.
///
/// # Errors
/// The sentence with which the plan would refuse it.
pub fn trial(plan: &Plan, thing: Thing, key: &str, text: &str) -> Result<Edit, String> {
    let (field, to) = edit_of(plan, thing, key, text)?;
    let edit = Edit::Set { of: thing, field, to };
    apply(plan, &edit).map(|_| edit).map_err(|refusal| refusal.to_string())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::ids::{AbsenceId, WorkerId};
    use crate::domain::samples::{leave, sound};

    fn drag(plan: &Plan, thing: Thing, key: &str) -> Drag {
        let info = fields::info(thing, key).unwrap();
        let value = fields::get(plan, thing, key).unwrap();
        Drag::of(plan, thing, info, key, &value).unwrap_or_else(|| panic!("{key} is not dragged"))
    }

    #[test]
    fn caps_go_by_ones_and_never_below_none() {
        let plan = sound();
        let cap = drag(&plan, Thing::Policy, "cap_social_worker");
        assert_eq!(cap.moved("18", -2).as_deref(), Some("16"));
        assert_eq!(cap.moved("18", -40).as_deref(), Some("0"));
        assert_eq!(cap.moved("eighteen", 1), None);
        let points = drag(&plan, Thing::Policy, "suspect_above");
        assert_eq!(points.moved("70000", -1).as_deref(), Some("69999"), "pulled in only by being moved");
    }

    #[test]
    fn contracts_go_by_tenths_without_the_noise_of_fractions_and_no_further_than_two() {
        let plan = sound();
        let worker = plan.workers.iter().next().unwrap().id;
        let fte = drag(&plan, Thing::Worker(worker), "fte");
        assert_eq!(fte.moved("0.2", 1).as_deref(), Some("0.3"));
        assert_eq!(fte.moved("0.55", 1).as_deref(), Some("0.65"));
        assert_eq!(fte.moved("1.0", 40).as_deref(), Some("2"));
        assert_eq!(fte.moved("1.0", -40).as_deref(), Some("0"));
    }

    #[test]
    fn an_own_cap_begins_at_the_caps_of_the_role_and_an_empty_number_cannot_be_moved() {
        let plan = sound();
        let worker = plan.workers.iter().find(|worker| worker.cap.is_none()).unwrap();
        let role = plan.policy.caps.iter().find(|cap| cap.role == worker.role).map(|cap| cap.cap.children);
        let cap = drag(&plan, Thing::Worker(worker.id), "cap");
        assert_eq!(cap.moved("", -1), role.map(|cap| (cap - 1).to_string()));
        assert_eq!(drag(&plan, Thing::Policy, "most_new_a_week").moved("", 1), None);
    }

    #[test]
    fn dates_go_by_days_and_an_empty_one_begins_at_the_plans_date() {
        let mut plan = sound();
        plan.absences.push(leave(77, 1, "14/09/2026", "30/12/2026", &[]));
        let last = drag(&plan, Thing::Absence(AbsenceId(77)), "last_day");
        assert_eq!(last.moved("30/12/2026", 3).as_deref(), Some("02/01/2027"));
        assert_eq!(last.moved("", 0), Some(format_date(plan.about.as_at)));
        assert_eq!(last.moved("30/12/2026", -500).as_deref(), Some("14/09/2026"), "not before it begins");
        let first = drag(&plan, Thing::Absence(AbsenceId(77)), "first_day");
        assert_eq!(first.moved("14/09/2026", 500).as_deref(), Some("30/12/2026"), "not after it ends");
        let about = fields::info(Thing::About, "as_at").unwrap();
        assert_eq!(Drag::of(&plan, Thing::About, about, "as_at", "07/09/2026"), None);
    }

    #[test]
    fn percentages_end_at_a_hundred_and_small_shares_go_by_hundredths() {
        let plan = sound();
        let chance = drag(&plan, Thing::Forecast, "failing_chance_percent");
        assert_eq!(chance.moved("98", 9).as_deref(), Some("100"));
        let share = drag(&plan, Thing::Workforce, "long_share_a_year");
        assert_eq!(share.moved("0.04", 2).as_deref(), Some("0.06"));
        assert_eq!(drag(&plan, Thing::Forecast, "most_runs").moved("1000", 1).as_deref(), Some("1010"));
    }

    #[test]
    fn what_the_plan_refuses_is_refused_before_it_is_tried() {
        let plan = sound();
        let worker = Thing::Worker(plan.workers.iter().next().map_or(WorkerId(1), |worker| worker.id));
        assert!(trial(&plan, worker, "fte", "0.5").is_ok());
        assert!(trial(&plan, worker, "fte", "9").unwrap_err().starts_with("Write the full-time equivalent"));
    }
}
