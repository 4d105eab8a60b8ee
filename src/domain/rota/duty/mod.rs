//! The duty rota of a team: who has which turn, fairly, around leave, part-time days, the ASYE, recent duty and pinned
//! turns (docs/MODEL.md §17).
//!
//! # Promises
//! - A turn is given only to somebody who may take it and can: [`verify`] holds every rule of the page to a rota, and shares
//!   nothing with what made it.
//! - [`DutyRota::proved`] is true only when no rota is better on any of the four levels of [`plan_duty`]. Where the search
//!   came to the end of its bounds first, it is false, and the rota is the best that was found.
//! - The same plan gives the same rota on every machine: no clock bounds the search, and ties go by the order of names.

mod alike;
mod check;
mod edits;
mod problem;
mod programme;
mod solve;
mod spread;
#[cfg(test)]
mod tests;
mod why;

use chrono::NaiveDate;

pub use check::verify;
pub use edits::{give, put_in, swap};

use crate::domain::calendar::WorkingCalendar;
use crate::domain::ids::{TeamId, WorkerId};
use crate::domain::plan::Plan;
use problem::DutyProblem;
use why::Reasons;

/// The most weeks that can be asked for at once: two years.
pub const MOST_DUTY_WEEKS: u16 = 104;

/// What is to be planned.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DutyAsk {
    /// The team.
    pub team: TeamId,
    /// From the week that holds this day.
    pub from: NaiveDate,
    /// So many weeks of the calendar.
    pub weeks: u16,
}

/// One turn to be taken.
#[derive(Clone, Debug, PartialEq)]
pub struct DutySlot {
    /// First day.
    pub from: NaiveDate,
    /// Last day.
    pub to: NaiveDate,
    /// Whether a bank holiday or closure shortens it.
    pub bank_holiday: bool,
    /// Who takes it; `None`: nobody can.
    pub worker: Option<WorkerId>,
    /// Whether it was pinned beforehand.
    pub pinned: bool,
    /// Why it is theirs, or why nobody can, in a sentence.
    pub why: String,
}

/// How much duty one person has.
#[derive(Clone, Debug, PartialEq)]
pub struct DutyShare {
    /// Who.
    pub worker: WorkerId,
    /// Turns in the year before.
    pub before: u32,
    /// Turns planned.
    pub turns: u32,
    /// Of them, with a bank holiday.
    pub bank_holidays: u32,
    /// Turns that would be their fair share by working time, turns of the year before counted.
    pub fair: f64,
    /// Turns that they could have taken, for themselves alone. Pinned ones do not count.
    pub able: u32,
    /// Why they take none at all, if they do not.
    pub why_none: Option<String>,
}

/// A duty rota.
#[derive(Clone, Debug, PartialEq)]
pub struct DutyRota {
    /// What was asked.
    pub ask: DutyAsk,
    /// Every turn, by day.
    pub slots: Vec<DutySlot>,
    /// Everybody of the team, by name.
    pub shares: Vec<DutyShare>,
    /// What cannot be met, a sentence each.
    pub unmet: Vec<String>,
    /// Whether it is proved that there is none better.
    pub proved: bool,
}

/// Makes the rota: the fewest turns with nobody; of those the fairest; of those the fairest in bank holidays; of those the
/// one with the most weeks between the nearest two turns of one person, up to two months. What is alike in all four is
/// spread out further by exchanges, and goes by the order of names. The same plan gives the same rota every time.
///
/// # Errors
/// A sentence for each thing for which no rota can be made: the team takes no duty, is not in the plan.
pub fn plan_duty(plan: &Plan, calendar: &WorkingCalendar, ask: &DutyAsk) -> Result<DutyRota, Vec<String>> {
    let mut wrong = Vec::new();
    if ask.weeks == 0 || ask.weeks > MOST_DUTY_WEEKS {
        wrong.push(format!("Ask for 1 to {MOST_DUTY_WEEKS} weeks of duty, not {}", ask.weeks));
    }
    let team = plan.teams.get(ask.team);
    let pattern = team.and_then(|team| team.duty.as_ref());
    match (team, pattern) {
        (None, _) => wrong.push(format!("{} is not in the plan. Choose a team that is", ask.team)),
        (Some(team), None) => wrong.push(format!(
            "{} takes no duty. Say on its form one week in how many it is on duty, with 1 for every week",
            team.name
        )),
        _ => {}
    }
    let (Some(team), Some(pattern), true) = (team, pattern, wrong.is_empty()) else { return Err(wrong) };
    let problem = DutyProblem::new(plan, calendar, team, pattern, ask);
    if !problem.people.iter().any(problem::Person::takes) {
        return Err(vec![format!(
            "Nobody in {} takes duty in these weeks. Name people in its order of duty, or bring in social workers or senior practitioners who take duty",
            team.name
        )]);
    }
    let (instance, free, takers) = problem.instance();
    let solved = solve::solve(&instance);
    let mut who: Vec<Option<WorkerId>> = problem.slots.iter().map(|slot| slot.pinned).collect();
    for (slot, person) in free.iter().zip(&solved.turns) {
        let person = person.and_then(|place| takers.get(place)).and_then(|place| problem.people.get(*place));
        if let Some(holder) = who.get_mut(*slot) {
            *holder = person.map(|person| person.id);
        }
    }
    let reasons = Reasons::new(&problem, &who);
    let slots = problem.slots.iter().enumerate().map(|(place, slot)| DutySlot {
        from: slot.from,
        to: slot.to,
        bank_holiday: slot.bank,
        worker: who.get(place).copied().flatten(),
        pinned: slot.pinned.is_some(),
        why: reasons.of_slot(place),
    });
    Ok(DutyRota {
        ask: *ask,
        slots: slots.collect(),
        shares: reasons.shares(),
        unmet: reasons.unmet(),
        proved: solved.proved,
    })
}
