//! Writes a person's, a team's or a team's duty calendar.
//!
//! # Promises
//! - By default somebody is "away", whatever the reason; the reason is told only where that was asked for. No child, no
//!   note and no phased return is ever told.
//! - Only what is not over on the plan's date is written, and no further ahead than the plan looks, two years at most.
//! - The same plan, choice and moment give the same text; lines end in CRLF and have at most 75 octets.

use std::sync::Arc;

use chrono::{DateTime, Duration, NaiveDate, Utc};
use icalendar::{Calendar, Component as _, Event, EventLike as _, EventStatus, Property};

use super::marks::{self, EXPECTED, SHOWN_TO};
use crate::app::import::names::tidy_name;
use crate::domain::calendar::{WorkingCalendar, format_date};
use crate::domain::ids::{TeamId, WorkerId};
use crate::domain::plan::{Absence, AbsenceStatus, Plan, Team, Words as _, lower_first};
use crate::domain::rota::supervision::{Session, supervision};
use crate::domain::state::Sight;

/// Nothing that the plan works out is written further ahead than this, in weeks.
const MOST_WEEKS: i64 = 104;

/// Octets of a line, its end not counted.
const MOST_OCTETS: usize = 75;

/// Whose calendar.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum CalendarOf {
    /// A person: their absences, duty and supervision.
    Person(WorkerId),
    /// A team: the absences of everybody in it, and its group supervision.
    Team(TeamId),
    /// A team's duty: who has which turn.
    Duty(TeamId),
}

/// How it is written.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Default)]
pub struct CalendarOptions {
    /// Tell why somebody is away. Otherwise they are "away".
    pub kinds_told: bool,
}

/// A calendar as text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WrittenCalendar {
    /// The whole file.
    pub text: String,
    /// What the calendar is called.
    pub name: String,
    /// A name for the file.
    pub file_name: String,
    /// How many events are in it.
    pub events: usize,
    /// What to know about it, a sentence each.
    pub notes: Vec<String>,
}

/// An event to be written, before it is.
struct Entry {
    first: NaiveDate,
    last: NaiveDate,
    uid: String,
    title: String,
    told: Vec<String>,
    category: Option<String>,
    status: EventStatus,
    /// Whether it makes its owner unavailable in their own calendar.
    busy: bool,
    marks: Vec<Property>,
}

/// Writes a calendar. `stamp` is the moment of writing, which a calendar program needs to tell new from old.
///
/// # Errors
/// A sentence: the person or the team is not in the plan, or the team takes no duty.
pub fn calendar(
    plan: &Plan,
    of: CalendarOf,
    options: CalendarOptions,
    stamp: DateTime<Utc>,
) -> Result<WrittenCalendar, String> {
    let working = WorkingCalendar::new(&plan.calendar);
    let sight = Sight::new(plan, &working);
    let writing = Writing { plan, sight: &sight, options, notes: Vec::new() };
    writing.written(of, stamp)
}

struct Writing<'a> {
    plan: &'a Plan,
    sight: &'a Sight<'a>,
    options: CalendarOptions,
    notes: Vec<String>,
}

impl Writing<'_> {
    fn written(mut self, of: CalendarOf, stamp: DateTime<Utc>) -> Result<WrittenCalendar, String> {
        let (name, mut entries) = match of {
            CalendarOf::Person(id) => {
                let worker = self.plan.workers.get(id).ok_or_else(|| format!("{id} is not in the plan"))?;
                let mut entries = self.absences(|absence| absence.worker == id, true);
                for team in &self.plan.teams {
                    entries.extend(
                        self.duty(team).into_iter().filter(|(worker, _)| *worker == id).map(|(_, e)| e),
                    );
                }
                entries.extend(self.supervision_of(id));
                (tidy_name(&worker.name), entries)
            }
            CalendarOf::Team(id) => {
                let team = self.team(id)?;
                let theirs = |absence: &Absence| {
                    self.plan.workers.get(absence.worker).is_some_and(|worker| worker.team == Some(id))
                };
                let absences: Vec<Arc<Absence>> =
                    self.plan.absences.iter().filter(|absence| theirs(absence)).cloned().collect();
                let mut entries =
                    self.absences(|absence| absences.iter().any(|one| one.id == absence.id), false);
                entries.extend(self.group_supervision(id));
                (tidy_name(&team.name), entries)
            }
            CalendarOf::Duty(id) => {
                let team = self.team(id)?;
                if team.duty.is_none() {
                    return Err(format!("{} takes no duty, so there is no duty calendar", team.name));
                }
                let entries = self.duty(&team).into_iter().map(|(_, entry)| entry).collect();
                (format!("{}: duty", tidy_name(&team.name)), entries)
            }
        };
        entries.sort_by(|a, b| (a.first, a.last, &a.uid).cmp(&(b.first, b.last, &b.uid)));
        if entries.is_empty() {
            self.notes.push(format!(
                "There is nothing to write from {} on: the calendar is empty",
                format_date(self.plan.about.as_at)
            ));
        }
        let events = entries.len();
        let mut written = Calendar::empty();
        for (key, value) in [
            ("VERSION", "2.0"),
            ("PRODID", "-//Caseload//Rota//EN"),
            ("CALSCALE", "GREGORIAN"),
            ("METHOD", "PUBLISH"),
        ] {
            written.append_property(Property::new(key, value));
        }
        // The crate escapes this name only where its kind is said, so it is kept free of what would need it.
        let plain: String =
            name.chars().map(|c| if matches!(c, '\\' | ',' | ';') { ' ' } else { c }).collect();
        written.append_property(Property::new("X-WR-CALNAME", tidy_name(&plain)));
        for entry in entries {
            written.push(entry.event(stamp));
        }
        let text = folded(&written.to_string());
        Ok(WrittenCalendar { text, file_name: file_name(&name), name, events, notes: self.notes })
    }

    fn team(&self, id: TeamId) -> Result<Arc<Team>, String> {
        self.plan.teams.get(id).cloned().ok_or_else(|| format!("{id} is not in the plan"))
    }

    /// The last day of what is written of things without an end.
    fn until(&self) -> NaiveDate {
        let about = &self.plan.about;
        let most = about.as_at.checked_add_signed(Duration::weeks(MOST_WEEKS)).unwrap_or(NaiveDate::MAX);
        about.horizon_end().min(most)
    }

    fn name(&self, id: WorkerId) -> String {
        tidy_name(&self.sight.lookup.worker_name(id))
    }

    /// Absences that are not over on the plan's date.
    fn absences(&mut self, wanted: impl Fn(&Absence) -> bool, busy: bool) -> Vec<Entry> {
        let as_at = self.plan.about.as_at;
        let plan = self.plan;
        let mut entries = Vec::new();
        for absence in plan.absences.iter().filter(|absence| wanted(absence)) {
            let known = absence.known_last_day();
            if known.is_some_and(|last| last < as_at.max(absence.first_day)) {
                continue;
            }
            let who = self.name(absence.worker);
            let mut marks = Vec::new();
            let mut told = Vec::new();
            let last = if let Some(last) = known {
                if absence.last_day.is_none() {
                    marks.push(Property::new(EXPECTED, "TRUE"));
                    let back = last.succ_opt().unwrap_or(last);
                    told.push(format!("Expected back on {}", format_date(back)));
                }
                last
            } else {
                let last = self.until().max(absence.first_day);
                marks.push(Property::new(SHOWN_TO, last.format("%Y%m%d").to_string()));
                told.push(format!("No day of return is known; shown up to {}", format_date(last)));
                self.notes.push(format!(
                    "Nobody knows when {who}, away from {}, is back: shown up to {}, as far as the plan looks ahead",
                    format_date(absence.first_day),
                    format_date(last)
                ));
                last
            };
            if !absence.cover.is_empty() {
                let cover: Vec<String> = absence.cover.iter().map(|id| self.name(*id)).collect();
                told.push(format!("Covered by {}", cover.join(", ")));
            }
            let kind = self.options.kinds_told.then(|| absence.kind.label());
            let why = kind.map_or_else(|| "away".to_owned(), lower_first);
            entries.push(Entry {
                first: absence.first_day,
                last,
                uid: marks::absence_uid(absence.id, absence.worker),
                title: format!("{who}: {why}"),
                told,
                category: kind.map(str::to_owned),
                status: match absence.status {
                    AbsenceStatus::Requested => EventStatus::Tentative,
                    AbsenceStatus::Agreed => EventStatus::Confirmed,
                },
                busy,
                marks,
            });
        }
        entries
    }

    /// The turns of a team from the plan's date on, each with who has it: those that are planned, and where there is none
    /// whoever the team's order gives the day.
    fn duty(&self, team: &Team) -> Vec<(WorkerId, Entry)> {
        let Some(duty) = &team.duty else { return Vec::new() };
        let as_at = self.plan.about.as_at;
        let until = self.until();
        let last = duty.turns.iter().map(|turn| turn.from).fold(until, NaiveDate::max);
        // What is agreed is written however far ahead it lies, what the order gives no further than the plan looks.
        duty.stretches(as_at, last)
            .into_iter()
            .filter(|stretch| stretch.turn.is_some() || stretch.from <= until)
            .map(|stretch| {
                let (worker, first) = (stretch.worker, stretch.from);
                let entry = Entry {
                    first,
                    last: stretch.to,
                    uid: marks::duty_uid(team.id, first, worker),
                    title: format!("Duty: {}", self.name(worker)),
                    told: vec![format!("Duty of {}", tidy_name(&team.name))],
                    category: Some("Duty".to_owned()),
                    status: EventStatus::Confirmed,
                    busy: false,
                    marks: Vec::new(),
                };
                (worker, entry)
            })
            .collect()
    }

    /// The supervision somebody has and gives.
    fn supervision_of(&self, id: WorkerId) -> Vec<Entry> {
        let planned = supervision(self.sight, self.until());
        let mut entries = Vec::new();
        for one in &planned.people {
            let title = if one.worker == id {
                one.supervisor.map_or_else(
                    || "Supervision".to_owned(),
                    |by| format!("Supervision with {}", self.name(by)),
                )
            } else if one.supervisor == Some(id) {
                format!("Supervision: {}", self.name(one.worker))
            } else {
                continue;
            };
            entries.extend(sessions(&one.sessions, &one.worker.to_string(), &title));
        }
        if let Some(team) = self.plan.workers.get(id).and_then(|worker| worker.team) {
            entries.extend(self.group_supervision(team));
        }
        entries
    }

    fn group_supervision(&self, team: TeamId) -> Vec<Entry> {
        let planned = supervision(self.sight, self.until());
        let title = format!("Group supervision: {}", tidy_name(&self.sight.lookup.team_name(team)));
        planned
            .teams
            .iter()
            .filter(|group| group.team == team)
            .flat_map(|group| sessions(&group.sessions, &team.to_string(), &title))
            .collect()
    }
}

fn sessions(sessions: &[Session], who: &str, title: &str) -> Vec<Entry> {
    sessions
        .iter()
        .map(|session| Entry {
            first: session.date,
            last: session.date,
            uid: marks::supervision_uid(who, session.date),
            title: title.to_owned(),
            told: Vec::new(),
            category: Some("Supervision".to_owned()),
            status: EventStatus::Confirmed,
            busy: false,
            marks: Vec::new(),
        })
        .collect()
}

impl Entry {
    fn event(self, stamp: DateTime<Utc>) -> Event {
        let mut event = Event::new();
        event.timestamp(stamp).uid(&self.uid).summary(&self.title).status(self.status);
        event.starts(self.first);
        // The end is the first day that no longer belongs to it.
        event.ends(self.last.succ_opt().unwrap_or(self.last));
        event.add_property("TRANSP", if self.busy { "OPAQUE" } else { "TRANSPARENT" });
        if !self.told.is_empty() {
            event.description(&self.told.join("\n"));
        }
        if let Some(category) = &self.category {
            event.add_multi_property("CATEGORIES", category);
        }
        for mark in self.marks {
            event.append_property(mark);
        }
        event.done()
    }
}

/// Lines folded anew at 75 octets, the space that a folded line begins with among them: the crate's own last part of a line
/// is one too long where it is just full.
fn folded(text: &str) -> String {
    let mut folded = String::with_capacity(text.len() + text.len() / 64);
    for line in text.replace("\r\n ", "").split_inclusive("\r\n") {
        let (line, end) = line.strip_suffix("\r\n").map_or((line, ""), |line| (line, "\r\n"));
        let mut octets = 0;
        for letter in line.chars() {
            if octets + letter.len_utf8() > MOST_OCTETS {
                folded.push_str("\r\n ");
                octets = 1;
            }
            octets += letter.len_utf8();
            folded.push(letter);
        }
        folded.push_str(end);
    }
    folded
}

/// "Assessment North: duty" as "assessment-north-duty.ics".
fn file_name(name: &str) -> String {
    let plain: String =
        name.to_lowercase().chars().map(|c| if c.is_alphanumeric() { c } else { ' ' }).collect();
    let stem = plain.split_whitespace().collect::<Vec<_>>().join("-");
    if stem.is_empty() { "calendar.ics".to_owned() } else { format!("{stem}.ics") }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_line_that_just_fits_is_not_folded_and_one_octet_more_goes_to_the_next() {
        // 75 octets fit; of 76 the last goes on a line of its own; a letter of two octets is not parted; a second line
        // holds 74 after its space.
        let of = |number| "x".repeat(number);
        for (line, expected) in [
            (of(75), of(75)),
            (of(76), format!("{}\r\n x", of(75))),
            (format!("{}é", of(74)), format!("{}\r\n é", of(74))),
            (of(149), format!("{}\r\n {}", of(75), of(74))),
            (of(150), format!("{}\r\n {}\r\n x", of(75), of(74))),
        ] {
            assert_eq!(folded(&format!("{line}\r\n")), format!("{expected}\r\n"));
        }
    }
}
