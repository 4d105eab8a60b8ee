//! The plan itself: its calendar, dates that are hardly right, and rules without which nothing works.

use chrono::{Datelike as _, Months, NaiveDate};

use super::look::{Found, Look, day, set};
use crate::domain::edit::name_of;
use crate::domain::fields;
use crate::domain::ids::Thing;
use crate::domain::plan::{
    HORIZON_WEEKS, Holder, Plan, PostFilling, Role, Words as _, WorkingDays, lower_first,
};

/// No date in a plan is earlier, except the first day of somebody with long service.
const FIRST_YEAR: i32 = 1990;
/// Nobody at work today started earlier.
const FIRST_YEAR_OF_SERVICE: i32 = 1960;
/// No date in a plan is later than this many years ahead.
const YEARS_AHEAD: u32 = 10;
/// A baby turns 18 within this many years.
const YEARS_TO_18: u32 = 19;

pub(super) fn c601_closure_reversed(look: &Look<'_, '_>, found: &mut Found) {
    for closure in look.plan.calendar.closures.iter().filter(|c| c.last_day < c.first_day) {
        let what = format!(
            "The closure “{}” ends on {}, before it starts ({}), so it closes nothing",
            closure.label,
            day(closure.last_day),
            day(closure.first_day)
        );
        found.add(Thing::Calendar, what, "Correct the first or the last day").field("closures");
    }
}

pub(super) fn c605_horizon(look: &Look<'_, '_>, found: &mut Found) {
    let weeks = look.plan.about.horizon_weeks;
    if !HORIZON_WEEKS.contains(&weeks) {
        let what = format!(
            "The plan looks {weeks} weeks ahead; it should be {} to {}",
            HORIZON_WEEKS.start(),
            HORIZON_WEEKS.end()
        );
        let mend = set(Thing::About, "horizon_weeks", "26".to_owned());
        found.add(Thing::About, what, "Look 26 weeks ahead").field("horizon_weeks").mend_if(Some(mend));
    }
}

pub(super) fn c606_forecast_settings(look: &Look<'_, '_>, found: &mut Found) {
    let mut wrong: Vec<(Thing, &'static str, String)> = Vec::new();
    if look.plan.workforce.leave_block_working_days == 0 {
        let what = "Leave is taken in stretches of no working days: it should be 1 or more".to_owned();
        wrong.push((Thing::Workforce, "leave_block_working_days", what));
    }
    let settings = look.plan.forecast.out_of_range();
    wrong.extend(settings.into_iter().map(|(field, what)| (Thing::Forecast, field, what)));
    if wrong.is_empty() {
        return;
    }
    let usual = Plan::empty(look.plan.about.as_at);
    for (of, field, what) in wrong {
        let mend = fields::get(&usual, of, field).map(|usual| set(of, field, usual));
        found.add(of, what, "Take the usual value, or another in that range").field(field).mend_if(mend);
    }
}

/// A date in the plan: the field it stands in and what the field is called.
type Dated = (&'static str, &'static str, Option<NaiveDate>);

pub(super) fn c602_implausible_date(look: &Look<'_, '_>, found: &mut Found) {
    let plan = look.plan;
    let ahead = |years: u32| look.as_at.checked_add_months(Months::new(12 * years)).unwrap_or(NaiveDate::MAX);
    let (latest, latest_birthday) = (ahead(YEARS_AHEAD), ahead(YEARS_TO_18));
    let mut look_at = |place: Thing, dates: &[Dated]| {
        for (field, label, date) in dates {
            let Some(date) = date else { continue };
            let earliest = if *field == "first_day" && matches!(place, Thing::Worker(_)) {
                FIRST_YEAR_OF_SERVICE
            } else {
                FIRST_YEAR
            };
            let latest = if *field == "turns_18" { latest_birthday } else { latest };
            if date.year() < earliest || *date > latest {
                let what = format!("{}: {label} is {}", name_of(plan, place), day(*date));
                found.add(place, what, "Correct the date, most likely its year").field(field);
            }
        }
    };
    look_at(Thing::About, &[("as_at", "the plan’s date", Some(look.as_at))]);
    for closure in &plan.calendar.closures {
        let dates = [closure.first_day, closure.last_day];
        let odd = dates.into_iter().find(|date| date.year() < FIRST_YEAR || *date > latest);
        look_at(Thing::Calendar, &[("closures", "a closure’s day", odd)]);
    }
    for post in &plan.posts {
        let (since, expected, recruiting) = match post.filling {
            PostFilling::Vacant { since, expected, recruiting_from, .. } => {
                (since, expected, recruiting_from)
            }
            PostFilling::Held { since } => (since, None, None),
            PostFilling::Filled(_) => (None, None, None),
        };
        let dates = [
            ("vacant_since", "vacant since", since),
            ("expected", "the expected start", expected),
            ("recruiting_from", "recruited to from", recruiting),
        ];
        look_at(Thing::Post(post.id), &dates);
    }
    for worker in &plan.workers {
        let dates = [
            ("permanent_from", "permanent from", worker.permanent_from),
            ("first_day", "the first day", worker.first_day),
            ("last_day", "the last day", worker.last_day),
            ("notice_given", "the day of notice", worker.notice_given),
            ("asye_start", "the start of the assessed and supported year", worker.asye_start),
        ];
        look_at(Thing::Worker(worker.id), &dates);
    }
    for absence in &plan.absences {
        let dates = [
            ("first_day", "the first day", Some(absence.first_day)),
            ("last_day", "the last day", absence.last_day),
            ("expected_return", "the expected return", absence.expected_return),
        ];
        look_at(Thing::Absence(absence.id), &dates);
    }
    for child in &plan.children {
        let handover = if let Holder::Transfer { on, .. } = child.holder { on } else { None };
        let odd = |date: &NaiveDate| date.year() < FIRST_YEAR || *date > latest;
        let past = child.past_workers.iter().flat_map(|past| past.from.into_iter().chain([past.to]));
        let dates = [
            ("held_since", "held since", child.held_since),
            ("opened", "the opening day", child.opened),
            ("closes", "the closing day", child.closes),
            ("turns_18", "the eighteenth birthday", child.turns_18),
            ("last_seen", "last seen", child.last_seen),
            ("holder", "the day of the handover", handover),
            ("due", "a day in the list of what falls due", child.due.iter().map(|due| due.on).find(odd)),
            ("past_workers", "a day in the history", past.into_iter().find(odd)),
        ];
        look_at(Thing::Child(child.id), &dates);
    }
}

pub(super) fn c603_no_cap_for_role(look: &Look<'_, '_>, found: &mut Found) {
    let roles =
        [(Role::SocialWorker, "cap_social_worker"), (Role::SeniorPractitioner, "cap_senior_practitioner")];
    for (role, field) in roles {
        let needed = look.plan.workers.iter().any(|worker| worker.role == role && worker.cap.is_none());
        if needed && look.plan.policy.role_cap(role).children == 0 {
            let what = format!(
                "There is no cap for a {}, so nobody in that role has room for a child",
                lower_first(role.label())
            );
            let fix = "Write the most children for one full-time worker in that role";
            found.add(Thing::Policy, what, fix).field(field);
        }
    }
}

pub(super) fn c604_no_allocation_days(look: &Look<'_, '_>, found: &mut Found) {
    if look.plan.policy.allocation_days.days_a_week() == 0 {
        let mend = set(Thing::Policy, "allocation_days", WorkingDays::MONDAY_TO_FRIDAY.text());
        let what = "Children are allocated on no day of the week, so nobody is ever allocated";
        let fix = "Choose the days on which children are allocated";
        found.add(Thing::Policy, what, fix).field("allocation_days").mend(mend);
    }
}
