//! `duty`: a team's duty rota, who has which turn and why, what cannot be met, and whether it is fair.

use std::io::{self, Write};

use chrono::NaiveDate;
use serde::Serialize;

use super::figures::find_team;
use super::plan_file::{Failure, iso, shown};
use super::scenario::carried_out;
use super::table::{Side, Table, plain};
use super::{Answer, DutyArgs, Exit, Form, convert, convert_answer, give, say};
use crate::app::words::count;
use crate::domain::calendar::WorkingCalendar;
use crate::domain::edit::apply;
use crate::domain::lookup::Lookup;
use crate::domain::plan::{DutyUnit, Plan, Words as _};
use crate::domain::rota::duty::{DutyAsk, DutyRota, MOST_DUTY_WEEKS, plan_duty, put_in};

/// What `duty` answers.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct DutyAnswer {
    /// The plan's title.
    pub title: String,
    /// The council or service.
    pub council: String,
    /// The plan's own date.
    pub as_at: String,
    /// The team's id in the plan.
    pub team_id: String,
    /// The team's name.
    pub team: String,
    /// The Monday of the first week.
    pub from: String,
    /// The Sunday of the last week.
    pub to: String,
    /// Weeks of the calendar, on duty or not.
    pub weeks: u16,
    /// `week` or `day`: how long one turn is.
    pub unit: &'static str,
    /// Whether it is proved that no rota has fewer turns with nobody, is fairer, is fairer in bank holidays or lies further
    /// apart, in this order.
    pub proved: bool,
    /// Turns that nobody has.
    pub turns_unmet: usize,
    /// Every turn, by day.
    pub turns: Vec<TurnLine>,
    /// Everybody of the team, by name.
    pub shares: Vec<ShareLine>,
    /// What cannot be met, a sentence each.
    pub unmet: Vec<String>,
    /// The plan file that was written with the rota in it, or null.
    pub out: Option<String>,
    /// Where the file that was replaced is kept, if one was.
    pub backup: Option<String>,
}

/// One turn.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct TurnLine {
    /// First day.
    pub from: String,
    /// Last day.
    pub to: String,
    /// Whether a bank holiday or closure shortens it.
    pub bank_holiday: bool,
    /// The id of whose turn it is, or null.
    pub worker_id: Option<String>,
    /// Whose turn it is, or null.
    pub worker: Option<String>,
    /// Whether it was pinned beforehand.
    pub pinned: bool,
    /// Why it is theirs, or why nobody can.
    pub why: String,
}

/// What somebody has of duty.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ShareLine {
    /// Their id in the plan.
    pub id: String,
    /// Their name.
    pub name: String,
    /// Turns in the 52 weeks before.
    pub before: u32,
    /// Turns planned.
    pub turns: u32,
    /// Of them, with a bank holiday.
    pub bank_holidays: u32,
    /// What would be fair of both together, in hundredths of a turn.
    pub fair: f64,
    /// Turns that they could have taken, for themselves alone.
    pub able: u32,
    /// Why they take none, or null.
    pub why_none: Option<String>,
}

/// Carries the command out.
pub(super) fn duty(
    args: &DutyArgs,
    answers: &mut dyn Write,
    messages: &mut dyn Write,
) -> Result<Exit, Failure> {
    let plan = carried_out(&args.plan, args.scenario.as_deref(), messages)?;
    if let Some(out) = &args.out {
        convert::refuse_existing(out, args.replace)?;
    }
    let (mut answer, rota) = duty_answer(&plan, &args.team, args.from, args.weeks)?;
    if let Some(out) = &args.out {
        let with = apply(&plan, &put_in(&plan, &rota)).map_err(|why| Failure::Refused(why.to_string()))?;
        let saved = convert_answer(&with, Form::Plan, None)?.save(&args.plan, out, args.replace)?;
        if let Some(note) = &saved.note {
            say(messages, note);
        }
        answer.out = Some(saved.out);
        answer.backup = saved.backup;
    }
    give(&answer, args.json, answers)?;
    Ok(if rota.unmet.is_empty() { Exit::Fine } else { Exit::Problems })
}

/// Makes the duty rota of a team by name or id, from a day (the plan's own if `None`) for so many weeks (as far as the plan
/// looks ahead if `None`).
///
/// # Errors
/// [`Failure::Usage`] for a team that is not in the plan or is there twice; [`Failure::Refused`] when no rota can be made.
pub fn duty_answer(
    plan: &Plan,
    team: &str,
    from: Option<NaiveDate>,
    weeks: Option<u16>,
) -> Result<(DutyAnswer, DutyRota), Failure> {
    let team = find_team(plan, team)?;
    let ask = DutyAsk {
        team: team.id,
        from: from.unwrap_or(plan.about.as_at),
        weeks: weeks.unwrap_or(plan.about.horizon_weeks.clamp(1, MOST_DUTY_WEEKS)),
    };
    let calendar = WorkingCalendar::new(&plan.calendar);
    let rota = plan_duty(plan, &calendar, &ask).map_err(|why| Failure::Refused(why.join("\n")))?;
    let lookup = Lookup::new(plan);
    let monday = crate::domain::plan::monday_of(ask.from);
    let last = monday.checked_add_signed(chrono::Duration::days(7 * i64::from(ask.weeks) - 1));
    let turns = rota.slots.iter().map(|slot| TurnLine {
        from: iso(slot.from),
        to: iso(slot.to),
        bank_holiday: slot.bank_holiday,
        worker_id: slot.worker.map(|id| id.to_string()),
        worker: slot.worker.map(|id| lookup.worker_name(id)),
        pinned: slot.pinned,
        why: slot.why.clone(),
    });
    let shares = rota.shares.iter().map(|share| ShareLine {
        id: share.worker.to_string(),
        name: lookup.worker_name(share.worker),
        before: share.before,
        turns: share.turns,
        bank_holidays: share.bank_holidays,
        fair: (share.fair * 100.0).round() / 100.0,
        able: share.able,
        why_none: share.why_none.clone(),
    });
    let answer = DutyAnswer {
        title: plan.about.title.clone(),
        council: plan.about.council.clone(),
        as_at: iso(plan.about.as_at),
        team_id: team.id.to_string(),
        team: team.name.clone(),
        from: iso(monday),
        to: iso(last.unwrap_or(monday)),
        weeks: ask.weeks,
        unit: team.duty.as_ref().map_or(DutyUnit::Week, |duty| duty.unit).key(),
        proved: rota.proved,
        turns_unmet: rota.slots.iter().filter(|slot| slot.worker.is_none()).count(),
        turns: turns.collect(),
        shares: shares.collect(),
        unmet: rota.unmet.clone(),
        out: None,
        backup: None,
    };
    Ok((answer, rota))
}

impl Answer for DutyAnswer {
    fn print(&self, out: &mut dyn Write) -> io::Result<()> {
        let heading: Vec<&str> =
            [&self.title, &self.council].into_iter().map(String::as_str).filter(|t| !t.is_empty()).collect();
        writeln!(out, "{}, as at {}", plain(&heading.join(", ")), shown(&self.as_at))?;
        let (team, from, to) = (plain(&self.team), shown(&self.from), shown(&self.to));
        if self.turns.is_empty() {
            return writeln!(out, "{team} is not on duty from {from} to {to}");
        }
        let turns = count(self.turns.len(), "turn", "turns");
        let nobody = match self.turns_unmet {
            0 => "somebody has each".to_owned(),
            unmet => format!("nobody has {unmet}"),
        };
        writeln!(out, "Duty of {team} from {from} to {to}: {turns}, {nobody}")?;
        let proved = if self.proved {
            "It is proved that no other is better: fewer with nobody, fairer, fairer in bank holidays, further apart"
        } else {
            "It is the best that was found; that no other is better could not be proved"
        };
        writeln!(out, "{proved}\n")?;
        let mut table = Table::new(&[
            ("From", Side::Left),
            ("To", Side::Left),
            ("On duty", Side::Left),
            ("Bank holiday", Side::Left),
            ("Why", Side::Left),
        ]);
        for turn in &self.turns {
            table.row([
                shown(&turn.from),
                shown(&turn.to),
                turn.worker.clone().unwrap_or_else(|| "nobody".to_owned()),
                if turn.bank_holiday { "yes" } else { "" }.to_owned(),
                turn.why.clone(),
            ]);
        }
        table.write(out)?;
        writeln!(out, "\nShares")?;
        self.shares_table().write(out)?;
        if !self.unmet.is_empty() {
            writeln!(out, "\nCannot be met")?;
            for sentence in &self.unmet {
                writeln!(out, "  {}", plain(sentence))?;
            }
        }
        if let Some(written) = &self.out {
            writeln!(out, "\nWrote the plan with this rota to {}", plain(written))?;
        }
        if let Some(backup) = &self.backup {
            writeln!(out, "What was there before is kept as {}", plain(backup))?;
        }
        Ok(())
    }
}

impl DutyAnswer {
    fn shares_table(&self) -> Table {
        let mut table = Table::new(&[
            ("Name", Side::Left),
            ("Year before", Side::Right),
            ("Turns", Side::Right),
            ("Fair for both", Side::Right),
            ("Bank holidays", Side::Right),
            ("Could take", Side::Right),
            ("Why none", Side::Left),
        ]);
        for share in &self.shares {
            table.row([
                share.name.clone(),
                share.before.to_string(),
                share.turns.to_string(),
                format!("{:.1}", share.fair),
                share.bank_holidays.to_string(),
                share.able.to_string(),
                share.why_none.clone().unwrap_or_default(),
            ]);
        }
        table
    }
}
