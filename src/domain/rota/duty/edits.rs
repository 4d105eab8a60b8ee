//! A duty rota put into the plan, and single turns swapped or given, as changes of the plan.

use chrono::NaiveDate;

use super::DutyRota;
use super::problem::{Rules, after, never};
use super::why::{bar_words, days};
use crate::domain::calendar::{WorkingCalendar, format_date};
use crate::domain::edit::Edit;
use crate::domain::fields::Value as _;
use crate::domain::ids::{TeamId, Thing, WorkerId};
use crate::domain::plan::{DutyPattern, DutyTurn, DutyUnit, Plan, Team, monday_of};

/// The change that puts a rota into the plan: turns within the weeks asked are replaced, but for pinned ones.
pub fn put_in(plan: &Plan, rota: &DutyRota) -> Edit {
    let team = plan.teams.get(rota.ask.team);
    let start = monday_of(rota.ask.from);
    let end = after(start, 7 * i64::from(rota.ask.weeks) - 1);
    let name = team.map_or_else(|| rota.ask.team.to_string(), |team| team.name.clone());
    let label = format!("put in the duty rota of {name}, {}", days(start, end));
    let Some(pattern) = team.and_then(|team| team.duty.as_ref()) else {
        return Edit::Together { label, edits: Vec::new() };
    };
    let mut turns: Vec<DutyTurn> = Vec::new();
    for turn in &pattern.turns {
        if turn.pinned || turn.to < start || end < turn.from {
            turns.push(*turn);
            continue;
        }
        // What lies outside the weeks asked stays.
        if turn.from < start {
            turns.push(DutyTurn { to: after(start, -1), ..*turn });
        }
        if end < turn.to {
            turns.push(DutyTurn { from: after(end, 1), ..*turn });
        }
    }
    turns.extend(rota.slots.iter().filter(|slot| !slot.pinned).filter_map(|slot| {
        Some(DutyTurn { from: slot.from, to: slot.to, worker: slot.worker?, pinned: false })
    }));
    turns.sort_by_key(|turn| turn.from);
    let mut edits = vec![set(rota.ask.team, &turns)];
    // Counted from a turn, the weeks on duty would move with the next turn that is given before it.
    if pattern.one_week_in > 1 && pattern.first_week.is_none() {
        let first = pattern.counted_from().unwrap_or(start);
        edits.push(Edit::Set {
            of: Thing::Team(rota.ask.team),
            field: "duty_first_week".to_owned(),
            to: Some(first).show(),
        });
    }
    Edit::Together { label, edits }
}

/// The change that gives each of two turns, named by a day of each, to who has the other. Both are pinned by it.
///
/// # Errors
/// A sentence: there is no such turn, or somebody is away, does not work then, or may not take duty.
pub fn swap(
    plan: &Plan,
    calendar: &WorkingCalendar,
    team: TeamId,
    one: NaiveDate,
    other: NaiveDate,
) -> Result<Edit, String> {
    let (team, pattern) = on_duty(plan, team)?;
    let (first, second) = (place_of(team, pattern, one)?, place_of(team, pattern, other)?);
    let mut turns = pattern.turns.clone();
    let (Some(a), Some(b)) = (turns.get(first).copied(), turns.get(second).copied()) else {
        return Err(nobody_has(team, one));
    };
    if first == second {
        return Err(format!(
            "{} and {} lie in one turn. Choose days of two",
            format_date(one),
            format_date(other)
        ));
    }
    if a.worker == b.worker {
        let name = name(plan, a.worker);
        return Err(format!("{name} has both turns, so there is nothing to swap"));
    }
    may_take(plan, calendar, team, pattern, b.worker, (a.from, a.to))?;
    may_take(plan, calendar, team, pattern, a.worker, (b.from, b.to))?;
    for (place, worker) in [(first, b.worker), (second, a.worker)] {
        if let Some(turn) = turns.get_mut(place) {
            (turn.worker, turn.pinned) = (worker, true);
        }
    }
    let label = format!(
        "swap duty of {} ({}) and {} ({})",
        name(plan, a.worker),
        format_date(a.from),
        name(plan, b.worker),
        format_date(b.from)
    );
    Ok(Edit::Together { label, edits: vec![set(team.id, &turns)] })
}

/// The change that gives the turn of a day to somebody and pins it; `None` frees it. Where the day has no turn, the one
/// that its week or day would be is made.
///
/// # Errors
/// A sentence, as for [`swap`].
pub fn give(
    plan: &Plan,
    calendar: &WorkingCalendar,
    team: TeamId,
    day: NaiveDate,
    to: Option<WorkerId>,
) -> Result<Edit, String> {
    let (team, pattern) = on_duty(plan, team)?;
    let mut turns = pattern.turns.clone();
    let place = turns.iter().position(|turn| turn.covers(day));
    let label = match (to, place) {
        (None, None) => return Err(nobody_has(team, day)),
        (None, Some(place)) => {
            let turn = turns.remove(place);
            format!("free the duty turn of {} in {}", format_date(turn.from), team.name)
        }
        (Some(worker), place) => {
            let (from, last) = match place.and_then(|place| turns.get(place)) {
                Some(turn) => (turn.from, turn.to),
                None => open_days(pattern, calendar, day)?,
            };
            may_take(plan, calendar, team, pattern, worker, (from, last))?;
            let new = DutyTurn { from, to: last, worker, pinned: true };
            match place.and_then(|place| turns.get_mut(place)) {
                Some(turn) => *turn = new,
                None => turns.push(new),
            }
            turns.sort_by_key(|turn| turn.from);
            format!("give the duty turn of {} in {} to {}", format_date(from), team.name, name(plan, worker))
        }
    };
    Ok(Edit::Together { label, edits: vec![set(team.id, &turns)] })
}

fn set(team: TeamId, turns: &[DutyTurn]) -> Edit {
    Edit::Set { of: Thing::Team(team), field: "duty_turns".to_owned(), to: turns.to_vec().show() }
}

fn on_duty(plan: &Plan, team: TeamId) -> Result<(&Team, &DutyPattern), String> {
    let found = plan.teams.get(team).ok_or_else(|| format!("{team} is not in the plan"))?;
    let pattern = found.duty.as_ref().ok_or_else(|| {
        format!("{} takes no duty. Say on its form one week in how many it is on duty", found.name)
    })?;
    Ok((found, pattern))
}

fn place_of(team: &Team, pattern: &DutyPattern, day: NaiveDate) -> Result<usize, String> {
    pattern.turns.iter().position(|turn| turn.covers(day)).ok_or_else(|| nobody_has(team, day))
}

fn nobody_has(team: &Team, day: NaiveDate) -> String {
    format!("No turn of {} holds {}. Give it to somebody first", team.name, format_date(day))
}

fn name(plan: &Plan, id: WorkerId) -> String {
    plan.workers.get(id).map_or_else(|| format!("{id} (not in the plan)"), |worker| worker.name.clone())
}

/// The days around one that no turn holds: of its week, or the day itself.
fn open_days(
    pattern: &DutyPattern,
    calendar: &WorkingCalendar,
    day: NaiveDate,
) -> Result<(NaiveDate, NaiveDate), String> {
    if pattern.unit == DutyUnit::Day {
        return if calendar.is_working_day(day) {
            Ok((day, day))
        } else {
            Err(format!("{} is no working day, so it has no turn of duty", format_date(day)))
        };
    }
    let monday = monday_of(day);
    let open = |other: &NaiveDate| pattern.turn_on(*other).is_none();
    let week: Vec<NaiveDate> = (0..7).map(|i| after(monday, i)).collect();
    let from = week.iter().rev().filter(|other| **other <= day).take_while(|other| open(other)).last();
    let to = week.iter().filter(|other| day <= **other).take_while(|other| open(other)).last();
    Ok((from.copied().unwrap_or(day), to.copied().unwrap_or(day)))
}

/// That somebody may take a turn and can. Who else is named for duty makes no difference, nor does how near their next
/// turn is: the manager has decided.
fn may_take(
    plan: &Plan,
    calendar: &WorkingCalendar,
    team: &Team,
    pattern: &DutyPattern,
    id: WorkerId,
    (from, to): (NaiveDate, NaiveDate),
) -> Result<(), String> {
    let worker = plan.workers.get(id).ok_or_else(|| format!("{id} is not in the plan"))?;
    let cannot =
        |because: &str| Err(format!("{} cannot take the turn of {}: {because}", worker.name, days(from, to)));
    let anybody = DutyPattern { order: Vec::new(), ..pattern.clone() };
    if let Some(bar) = never(worker, team, pattern).and_then(|_| never(worker, team, &anybody)) {
        return cannot(&bar_words(bar).0);
    }
    let rules = Rules::new(plan, calendar, pattern.unit);
    // A turn over several weeks has to be possible in each of them; one by days on each of its working days.
    let mut monday = monday_of(from);
    while monday <= to {
        let (first, last) = (monday.max(from), after(monday, 6).min(to));
        let parts: Vec<(NaiveDate, NaiveDate)> = match pattern.unit {
            DutyUnit::Week => vec![(first, last)],
            DutyUnit::Day => rules.working_days(first, last).map(|day| (day, day)).collect(),
        };
        for (first, last) in parts.into_iter().filter(|(a, b)| rules.working_days(*a, *b).next().is_some()) {
            if let Some(bar) = rules.bar(worker, first, last) {
                return cannot(&bar_words(bar).0);
            }
        }
        let next = after(monday, 7);
        if next <= monday {
            break;
        }
        monday = next;
    }
    Ok(())
}
