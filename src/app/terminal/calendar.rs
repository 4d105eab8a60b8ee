//! `calendar`: a person's, a team's or a team's duty calendar as an iCalendar file.

use std::io::{self, Write};
use std::path::Path;

use chrono::{DateTime, Utc};
use serde::Serialize;

use super::convert::refuse_existing;
use super::figures::find_team;
use super::plan_file::Failure;
use super::{Answer, CalendarArgs, Exit, give, open, say, table, written};
use crate::app::calendar_files::{self, CalendarOf, CalendarOptions, WrittenCalendar};
use crate::app::session::SaveFailure;
use crate::app::store::{Overwrite, save};
use crate::app::words::count;
use crate::domain::ids::WorkerId;
use crate::domain::plan::{Plan, Worker};

/// What `calendar` answers once it has written a file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct CalendarAnswer {
    /// The file that was read.
    pub from: String,
    /// The file that was written.
    pub out: String,
    /// What the calendar is called.
    pub calendar: String,
    /// Events in it.
    pub events: usize,
    /// Whether it tells why people are away.
    pub reasons: bool,
    /// Where the file that was replaced is kept, if one was.
    pub backup: Option<String>,
    /// What to know about it.
    pub notes: Vec<String>,
}

/// The calendar that is asked for, stamped with a moment.
///
/// # Errors
/// [`Failure::Usage`] when nobody and no team is of this name, or the team takes no duty.
pub fn calendar_answer(
    plan: &Plan,
    args: &CalendarArgs,
    stamp: DateTime<Utc>,
) -> Result<WrittenCalendar, Failure> {
    let of = match (&args.worker, &args.team, &args.duty) {
        (Some(worker), _, _) => CalendarOf::Person(find_worker(plan, worker)?.id),
        (_, Some(team), _) => CalendarOf::Team(find_team(plan, team)?.id),
        (_, _, Some(team)) => CalendarOf::Duty(find_team(plan, team)?.id),
        (None, None, None) => {
            return Err(Failure::Usage("Say whose calendar: --worker, --team or --duty".to_owned()));
        }
    };
    let options = CalendarOptions { kinds_told: args.reasons };
    calendar_files::calendar(plan, of, options, stamp).map_err(Failure::Usage)
}

pub(super) fn calendar(
    args: &CalendarArgs,
    answers: &mut dyn Write,
    messages: &mut dyn Write,
) -> Result<Exit, Failure> {
    let plan = open(&args.plan, messages)?;
    let calendar = calendar_answer(&plan, args, Utc::now())?;
    let Some(out) = &args.out else {
        for note in &calendar.notes {
            say(messages, note);
        }
        return written(answers.write_all(calendar.text.as_bytes()).and_then(|()| answers.flush()));
    };
    let answer = save_to(calendar, args, out)?;
    for note in &answer.notes {
        say(messages, note);
    }
    give(&answer, args.json, answers)?;
    Ok(Exit::Fine)
}

fn save_to(calendar: WrittenCalendar, args: &CalendarArgs, out: &Path) -> Result<CalendarAnswer, Failure> {
    let overwrite = if args.replace { Overwrite::Yes } else { Overwrite::No };
    refuse_existing(out, args.replace)?;
    let saved = save(out, &calendar.text, None, overwrite).map_err(SaveFailure::from)?;
    let mut notes = calendar.notes;
    notes.extend(saved.note);
    Ok(CalendarAnswer {
        from: args.plan.display().to_string(),
        out: out.display().to_string(),
        calendar: calendar.name,
        events: calendar.events,
        reasons: args.reasons,
        backup: saved.backup.map(|path| path.display().to_string()),
        notes,
    })
}

impl Answer for CalendarAnswer {
    fn print(&self, out: &mut dyn Write) -> io::Result<()> {
        let events = count(self.events, "event", "events");
        writeln!(out, "Wrote {events} of {} to {}", table::plain(&self.calendar), table::plain(&self.out))?;
        if let Some(backup) = &self.backup {
            writeln!(out, "What was there before is kept as {}", table::plain(backup))?;
        }
        Ok(())
    }
}

/// The person of this name, whatever the case of its letters, or with this id.
fn find_worker<'p>(plan: &'p Plan, text: &str) -> Result<&'p Worker, Failure> {
    let wanted = text.trim().to_lowercase();
    let named: Vec<&Worker> = plan
        .workers
        .iter()
        .map(AsRef::as_ref)
        .filter(|worker| worker.name.trim().to_lowercase() == wanted)
        .collect();
    match named.as_slice() {
        [one] => return Ok(one),
        [] => {}
        several => {
            let ids: Vec<String> = several.iter().map(|worker| worker.id.to_string()).collect();
            return Err(Failure::Usage(format!(
                "More than one person is called “{}”. Give an id instead: {}",
                text.trim(),
                ids.join(" or ")
            )));
        }
    }
    let id = text.trim().to_uppercase().parse::<WorkerId>().ok();
    id.and_then(|id| plan.workers.get(id)).map(AsRef::as_ref).ok_or_else(|| {
        Failure::Usage(format!(
            "Nobody in the plan is called “{}”. To see everybody: caseload-cli convert PLAN --to csv --table staff",
            text.trim()
        ))
    })
}
