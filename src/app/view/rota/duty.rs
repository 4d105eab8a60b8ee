//! The duty rota of a team: its turns in the plan, and the rota that was made beside them.

use chrono::{Datelike as _, Days, NaiveDate};

use super::duty_shares::{self, ShareBarsView};
use crate::app::definitions::Definition;
use crate::app::definitions::rota as define;
use crate::app::desk::rota::{DUTY_WEEKS, DutyChoice, DutyMade, RotaAsk, is_outdated};
use crate::app::reading::Reading;
use crate::app::view::form::{ChoiceItem, FieldView, FormGroup, FormView, Input};
use crate::app::view::table::{CellView, ColumnView, Editor, Mark, RowView, Shape, TableView, Tone};
use crate::app::words;
use crate::domain::calendar::{WorkingCalendar, format_date, format_date_with_day, parse_date};
use crate::domain::ids::WorkerId;
use crate::domain::lookup::Lookup;
use crate::domain::plan::{DutyPattern, DutyTurn, DutyUnit, Plan, Team};
use crate::domain::rota::duty::{DutyRota, DutySlot};

/// The figures of this part whose meaning can be read.
pub const DEFINED: [Definition; 2] = [define::FAIR_SHARE, define::DUTY_TURN];

/// What the duty part shows.
#[derive(Clone, Debug, PartialEq)]
pub struct DutyView {
    /// Which team, from when, for how long.
    pub question: FormView,
    /// The sentence.
    pub sentence: String,
    /// How the team takes duty; or how to begin, when it takes none.
    pub pattern: String,
    /// Whether the team takes duty at all.
    pub takes_duty: bool,
    /// The turns, each known by its first day.
    pub turns: TableView<NaiveDate>,
    /// Who can be given a turn: value and label.
    pub people: Vec<ChoiceItem>,
    /// The rota that was made.
    pub made: Option<MadeView>,
}

/// The rota that was made.
#[derive(Clone, Debug, PartialEq)]
pub struct MadeView {
    /// What it comes to.
    pub headline: String,
    /// Whether it is proved that there is none better.
    pub proved: String,
    /// What cannot be met, or why there is no rota, a sentence each.
    pub unmet: Vec<String>,
    /// What is to be known before it is put in: the plan has changed since, or it was found to be wrong.
    pub warning: Option<String>,
    /// Whether it can be put into the plan.
    pub can_be_put_in: bool,
    /// Everybody’s share.
    pub shares: TableView<WorkerId>,
    /// The same as a picture.
    pub bars: ShareBarsView,
}

/// One turn to be taken by somebody, as the plan has it.
#[derive(Clone, Debug, PartialEq)]
struct Slot {
    from: NaiveDate,
    to: NaiveDate,
    /// Names of the days off in it.
    days_off: String,
}

/// The duty part; `None` in a plan without a team.
pub fn view(
    reading: &Reading,
    choice: Option<DutyChoice>,
    made: Option<&DutyMade>,
    revision: u64,
) -> Option<DutyView> {
    let choice = choice?;
    let team = reading.plan.teams.get(choice.team)?;
    let made = made.filter(|made| made.choice == choice);
    let rota = made.and_then(|made| made.rota.as_ref().ok());
    let lookup = Lookup::new(&reading.plan);
    let slots = slots(team, &reading.calendar, &choice, rota);
    Some(DutyView {
        question: question(&reading.plan, &choice),
        sentence: sentence(team, &choice, &slots),
        pattern: pattern(&lookup, team),
        takes_duty: team.duty.is_some(),
        turns: turns(&lookup, team, &choice, (&slots, rota), revision),
        people: people(&reading.plan, team),
        made: made.map(|made| made_view(reading, &lookup, team, made, revision)),
    })
}

/// Which team, from when, for how long, as a form.
fn question(plan: &Plan, choice: &DutyChoice) -> FormView {
    let teams = plan.teams.iter().map(|team| ChoiceItem::new(team.id.to_string(), &team.name)).collect();
    let fields = vec![
        FieldView::new("team", "Duty of", choice.team.to_string(), Input::Choice(teams)),
        FieldView::new("from", "From the week of", format_date(choice.from), Input::Date),
        FieldView::new("weeks", "For", choice.weeks.to_string(), Input::Number).unit("weeks"),
    ];
    FormView { title: String::new(), groups: vec![FormGroup { title: String::new(), fields }] }
}

/// What a text typed into the question asks for.
///
/// # Errors
/// A sentence when it cannot be read.
pub fn ask_of(field: &str, text: &str) -> Result<RotaAsk, String> {
    match field {
        "team" => text.parse().map(RotaAsk::DutyTeam).map_err(|_| "Choose a team of the plan".to_owned()),
        "from" => parse_date(text).map(RotaAsk::DutyFrom).map_err(|error| error.to_string()),
        _ => text.trim().parse().ok().filter(|weeks| DUTY_WEEKS.contains(weeks)).map_or_else(
            || Err(format!("Write a number of weeks from {} to {}", DUTY_WEEKS.start(), DUTY_WEEKS.end())),
            |weeks| Ok(RotaAsk::DutyWeeks(weeks)),
        ),
    }
}

fn sentence(team: &Team, choice: &DutyChoice, slots: &[Slot]) -> String {
    let Some(duty) = &team.duty else { return format!("{} takes no duty", team.name) };
    let free = slots.iter().filter(|slot| turn_of(duty, slot).is_none()).count();
    let days = format!("from {} to {}", format_date(choice.from), format_date(choice.to()));
    match (slots.len(), free) {
        (0, _) => format!("{} has no duty turn {days}", team.name),
        (all, 0) => {
            format!(
                "{} has {} {days}, each in somebody’s name",
                team.name,
                words::count(all, "turn", "turns")
            )
        }
        (all, free) => format!(
            "{} has {} {days}, {} of them in nobody’s name",
            team.name,
            words::count(all, "turn", "turns"),
            words::thousands(free)
        ),
    }
}

/// How the team takes duty, in words.
fn pattern(lookup: &Lookup<'_>, team: &Team) -> String {
    let Some(duty) = &team.duty else {
        return "A team that takes duty answers for the service’s new work in its weeks, and whoever has the turn takes \
                less other work. To begin, let the team take duty every week; then say in the panel whether it is one \
                week in two or three, and make the rota"
            .to_owned();
    };
    let every = match duty.one_week_in {
        0 | 1 => "On duty every week".to_owned(),
        weeks => format!("On duty one week in {weeks}"),
    };
    let begins = duty.counted_from().map_or_else(
        || if duty.one_week_in > 1 { ", but not known from which week".to_owned() } else { String::new() },
        |first| format!(", counted from the week of {}", format_date(first)),
    );
    let unit = match duty.unit {
        DutyUnit::Week => "a week at a time",
        DutyUnit::Day => "a day at a time",
    };
    let order: Vec<String> = duty.order.iter().map(|id| lookup.worker_name(*id)).collect();
    let order = if order.is_empty() {
        "Where a turn is in nobody’s name, everybody shares it".to_owned()
    } else {
        format!("Where a turn is in nobody’s name, the order holds: {}", order.join(", "))
    };
    format!("{every}{begins}, {unit}. {order}")
}

/// The turns to be taken in the weeks that are looked at: those of the rota that was made, or else of the team’s pattern;
/// and those that the plan has besides.
fn slots(team: &Team, calendar: &WorkingCalendar, choice: &DutyChoice, rota: Option<&DutyRota>) -> Vec<Slot> {
    let Some(duty) = &team.duty else { return Vec::new() };
    let slot = |from, to| Slot { from, to, days_off: days_off(calendar, from, to) };
    let mut slots: Vec<Slot> = match rota {
        Some(rota) => rota.slots.iter().map(|made| slot(made.from, made.to)).collect(),
        None => of_pattern(duty, calendar, choice).into_iter().map(|(from, to)| slot(from, to)).collect(),
    };
    let (first, last) = (choice.from, choice.to());
    let besides: Vec<Slot> = duty
        .turns
        .iter()
        .filter(|turn| turn.from <= last && first <= turn.to)
        .filter(|turn| !slots.iter().any(|slot| turn.from <= slot.to && slot.from <= turn.to))
        .map(|turn| slot(turn.from, turn.to))
        .collect();
    slots.extend(besides);
    slots.sort_by_key(|slot| (slot.from, slot.to));
    slots.dedup_by_key(|slot| slot.from);
    slots
}

/// First and last days of the turns of a pattern. None when it is not known in which weeks the team is on duty.
fn of_pattern(
    duty: &DutyPattern,
    calendar: &WorkingCalendar,
    choice: &DutyChoice,
) -> Vec<(NaiveDate, NaiveDate)> {
    let mondays =
        (0..u64::from(choice.weeks)).filter_map(|week| choice.from.checked_add_days(Days::new(week * 7)));
    let weeks = mondays.filter(|monday| duty.is_duty_week(*monday));
    let days = |monday: NaiveDate| monday.iter_days().take(7);
    match duty.unit {
        DutyUnit::Week => {
            weeks.filter_map(|monday| Some((monday, monday.checked_add_days(Days::new(6))?))).collect()
        }
        DutyUnit::Day => {
            let worked = weeks.flat_map(days).filter(|day| calendar.is_working_day(*day));
            worked.map(|day| (day, day)).collect()
        }
    }
}

/// The most days of a turn that are looked at.
const LONGEST: usize = 400;

/// The names of the bank holidays and closures in a turn.
fn days_off(calendar: &WorkingCalendar, from: NaiveDate, to: NaiveDate) -> String {
    // Nobody is on duty for longer, whatever was typed.
    let days = from.iter_days().take(LONGEST).take_while(|day| *day <= to);
    let names = days.filter_map(|day| calendar.name_of_day_off(day)).filter(|name| *name != "weekend");
    let mut names: Vec<&str> = names.collect();
    names.dedup();
    names.join(", ")
}

/// The turn of the plan that a slot is.
fn turn_of<'d>(duty: &'d DutyPattern, slot: &Slot) -> Option<&'d DutyTurn> {
    duty.turn_on(slot.from).or_else(|| duty.turns.iter().find(|t| t.from <= slot.to && slot.from <= t.to))
}

/// Somebody else has the turn than the plan says.
const OTHER: Mark = Mark { shape: Shape::TwoWay, tone: Tone::Blue, name: "Somebody else than in the plan" };

fn turns(
    lookup: &Lookup<'_>,
    team: &Team,
    choice: &DutyChoice,
    (slots, rota): (&[Slot], Option<&DutyRota>),
    revision: u64,
) -> TableView<NaiveDate> {
    let none = DutyPattern::default();
    let duty = team.duty.as_ref().unwrap_or(&none);
    let choices =
        people(lookup.plan, team).into_iter().map(|item| (item.value, item.label)).collect::<Vec<_>>();
    let yes_no =
        [("yes", "Pinned"), ("no", "Not pinned")].map(|(key, label)| (key.to_owned(), label.to_owned()));
    let mut columns = vec![
        ColumnView::text("days", "Turn", 190.0),
        ColumnView::text("now", "In the plan", 230.0)
            .hint("Who has the turn. Changing it pins the turn")
            .editor(Editor::Choice(choices)),
        ColumnView::text("pinned", "Pinned", 90.0)
            .hint("A pinned turn stays as it is when the rota is made anew")
            .editor(Editor::Choice(yes_no.to_vec())),
        ColumnView::text("days_off", "Bank holiday", 150.0),
    ];
    if rota.is_some() {
        columns.insert(2, ColumnView::text("proposed", "As made now", 180.0).hint("Not in the plan yet"));
        columns.push(ColumnView::text("why", "Why", 320.0));
    }
    let row = |slot: &Slot| {
        let turn = turn_of(duty, slot);
        let ordered = duty.by_order(slot.from);
        let now = match (turn, ordered) {
            (Some(turn), _) => {
                CellView::text(lookup.worker_name(turn.worker)).edit_text(turn.worker.to_string())
            }
            (None, Some(worker)) => CellView::text(format!("{} (by the order)", lookup.worker_name(worker)))
                .edit_text("")
                .hint("No turn is in the plan for these days: the team’s order decides"),
            (None, None) => CellView::missing().edit_text(""),
        };
        let pinned = turn.is_some_and(|turn| turn.pinned);
        let pinned =
            CellView::text(if pinned { "Pinned" } else { "" }).edit_text(if pinned { "yes" } else { "no" });
        let days = if slot.from == slot.to {
            format_date_with_day(slot.from)
        } else {
            format!("{} to {}", format_date(slot.from), format_date(slot.to))
        };
        let mut cells = vec![
            CellView::number(&days, f64::from(slot.from.num_days_from_ce())),
            now,
            pinned,
            CellView::text(&slot.days_off),
        ];
        if let Some(rota) = rota {
            let made = rota.slots.iter().find(|made| made.from == slot.from);
            let (proposed, why) = proposed(lookup, made, turn.map(|turn| turn.worker));
            cells.insert(2, proposed);
            cells.push(CellView::text(why));
        }
        RowView::new(slot.from, days, cells)
    };
    TableView {
        name: "duty-turns",
        noun: ("turn", "turns"),
        columns,
        rows: slots.iter().map(row).collect(),
        totals: None,
        empty: match &team.duty {
            None => "A team that takes no duty has no turns".to_owned(),
            Some(duty) if duty.one_week_in > 1 && duty.counted_from().is_none() => {
                "It is not known in which weeks the team is on duty. Put in the Monday of one of them, in the panel"
                    .to_owned()
            }
            Some(_) => format!(
                "The team is not on duty from {} to {}. Look at more weeks",
                format_date(choice.from),
                format_date(choice.to())
            ),
        },
        revision,
    }
}

/// What the rota that was made says of a turn, and why.
fn proposed(lookup: &Lookup<'_>, made: Option<&DutySlot>, now: Option<WorkerId>) -> (CellView, String) {
    let Some(made) = made else {
        return (CellView::missing(), "Not a turn of the rota that was made".to_owned());
    };
    let cell = match made.worker {
        Some(worker) => CellView::text(lookup.worker_name(worker)),
        None => CellView::text("Nobody").problem(&made.why),
    };
    let cell = if made.worker.is_some() && made.worker != now { cell.mark(OTHER) } else { cell };
    (cell, made.why.clone())
}

/// Who can be given a turn: nobody, then the people of the team, then everybody else.
fn people(plan: &Plan, team: &Team) -> Vec<ChoiceItem> {
    let mut staff: Vec<(bool, String, WorkerId)> =
        plan.workers.iter().map(|w| (w.team != Some(team.id), w.name.clone(), w.id)).collect();
    staff.sort_by_cached_key(|(other, name, id)| (*other, name.to_lowercase(), *id));
    let nobody = std::iter::once(ChoiceItem::new("", "Nobody"));
    let named = staff.into_iter().map(|(_, name, id)| ChoiceItem::new(id.to_string(), name));
    nobody.chain(named).collect()
}

fn made_view(
    reading: &Reading,
    lookup: &Lookup<'_>,
    team: &Team,
    made: &DutyMade,
    revision: u64,
) -> MadeView {
    let outdated = is_outdated(&made.plan, &reading.plan);
    let rota = match &made.rota {
        Ok(rota) => rota,
        Err(reasons) => {
            return MadeView {
                headline: "No duty rota can be made".to_owned(),
                proved: String::new(),
                unmet: reasons.clone(),
                warning: outdated.then(|| "The plan has changed since: try again".to_owned()),
                can_be_put_in: false,
                shares: duty_shares::table(lookup, &[], &[], revision),
                bars: ShareBarsView::default(),
            };
        }
    };
    let none = DutyPattern::default();
    let duty = team.duty.as_ref().unwrap_or(&none);
    let of = |made: &DutySlot| Slot { from: made.from, to: made.to, days_off: String::new() };
    let now: Vec<Option<WorkerId>> =
        rota.slots.iter().map(|made| turn_of(duty, &of(made)).map(|turn| turn.worker)).collect();
    let other = rota.slots.iter().zip(&now).filter(|(made, now)| made.worker != **now).count();
    let nobody = rota.slots.iter().filter(|made| made.worker.is_none()).count();
    let nobody = match nobody {
        0 => "none of them with nobody".to_owned(),
        count => format!("{} of them with nobody", words::thousands(count)),
    };
    let warning = if outdated {
        Some("The rota was made for the plan as it was. Make it again before it is put in".to_owned())
    } else {
        (!made.wrong.is_empty())
            .then(|| format!("The rota was found to be wrong and is not put in: {}", made.wrong.join("; ")))
    };
    MadeView {
        headline: format!(
            "{}, {nobody}; {} other than in the plan",
            words::count(rota.slots.len(), "turn", "turns"),
            words::thousands(other)
        ),
        proved: if rota.proved {
            "It is proved that no rota is better: none leaves fewer turns with nobody, and of those none is fairer"
                .to_owned()
        } else {
            "It is the best that was found in the time there is; whether there is a better one is not known"
                .to_owned()
        },
        unmet: rota.unmet.clone(),
        can_be_put_in: warning.is_none() && !rota.slots.is_empty(),
        warning,
        shares: duty_shares::table(lookup, &rota.shares, &now, revision),
        bars: duty_shares::bars(lookup, &rota.shares),
    }
}

#[cfg(test)]
mod tests;
