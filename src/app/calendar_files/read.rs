//! Reads a calendar file: each event to a neutral row, with its place, and everything not understood.
//!
//! What an event means for the plan (whose it is, why, whether it is an absence at all) is settled with the plan at hand,
//! by [`crate::app::import::reconcile`].

use std::collections::BTreeMap;

use chrono::{Days, NaiveDate};

use super::days::{self, Moment, Span, moment};
use super::lines::{Line, Said, lines};
use super::marks::{self, EXPECTED, SHOWN_TO};
use super::repeats::starts;
use crate::app::import::absence_words::Standing;
use crate::app::import::names::tidy_name;
use crate::app::import::{
    AbsenceRow, AbsenceRows, CalendarEvent, ColumnPlace, NotUnderstood, Place, ReadError, Source, TableCount,
    Who,
};
use crate::app::words::count;
use crate::domain::plan::AbsenceStatus;

/// Most events read from one file.
const MOST_EVENTS: usize = 100_000;

/// One event as the file holds it.
struct Event {
    line: u32,
    said: Vec<Said>,
    complete: bool,
}

/// First and last day; no last day where it is not known.
type Stretch = (NaiveDate, Option<NaiveDate>);

impl Event {
    fn one(&self, name: &str) -> Option<&Said> {
        self.said.iter().find(|said| said.name == name)
    }
    fn all<'e>(&'e self, name: &'e str) -> impl Iterator<Item = &'e Said> {
        self.said.iter().filter(move |said| said.name == name)
    }
    fn value(&self, name: &str) -> &str {
        self.one(name).map_or("", |said| said.value.trim())
    }
}

/// A file taken apart.
#[derive(Default)]
struct Parts {
    events: Vec<Event>,
    calendar_name: String,
    cancelled: bool,
    others: BTreeMap<String, usize>,
    closed: bool,
}

/// Reads a calendar file that is in memory.
///
/// # Errors
/// When it is no calendar, or stops in the middle; everything else is told among what was not understood.
pub fn read(file: &str, bytes: &[u8]) -> Result<AbsenceRows, ReadError> {
    let read = lines(file, bytes)?;
    let begins = read.all.first().is_some_and(|line| is_mark(line, "BEGIN").as_deref() == Some("VCALENDAR"));
    if !begins {
        let empty = read.all.is_empty();
        let file = file.to_owned();
        return Err(if empty { ReadError::Empty { file } } else { ReadError::NotCalendar { file } });
    }
    let source = Source::file(file);
    let mut notes = Vec::new();
    if read.guessed_letters {
        let why = "some letters are not stored as UTF-8; they were read as Windows-1252. Check accented letters in names";
        notes.push(NotUnderstood::note(source.place(), why));
    }
    let parts = take_apart(&read.all, &source, &mut notes);
    if !parts.closed {
        return Err(ReadError::CalendarCutOff { file: file.to_owned(), line: read.last });
    }
    if parts.events.len() > MOST_EVENTS {
        let what = format!("{} events, and at most {MOST_EVENTS} are read", parts.events.len());
        return Err(ReadError::TooLarge { file: file.to_owned(), what });
    }
    for (component, number) in &parts.others {
        let what = match component.as_str() {
            "VTODO" => count(*number, "task was", "tasks were"),
            "VJOURNAL" => count(*number, "diary entry was", "diary entries were"),
            "VFREEBUSY" => {
                count(*number, "list of free and busy times was", "lists of free and busy times were")
            }
            other => format!("{number} of {other} were"),
        };
        let why = format!("{what} not read: only events can be absences");
        notes.push(NotUnderstood::note(source.place(), why));
    }
    if parts.events.is_empty() {
        notes.push(NotUnderstood::note(source.place(), "there are no events in this calendar"));
    }
    let changed_ones = changed_ones(&parts.events);
    let mut rows = Vec::new();
    let mut refused = 0;
    for event in &parts.events {
        let reading = Reading { source: &source, parts: &parts, changed_ones: &changed_ones };
        match reading.row(event, &mut notes) {
            Ok(row) => rows.push(row),
            Err((place, why)) => {
                refused += 1;
                notes.push(NotUnderstood::row(place, title(event), why));
            }
        }
    }
    let count =
        TableCount { source, list: 0, rows_read: parts.events.len(), taken: rows.len(), refused, blank: 0 };
    Ok(AbsenceRows { rows, count, not_understood: notes })
}

/// What "BEGIN:…" or "END:…" begins or ends.
fn is_mark(line: &Line, mark: &str) -> Option<String> {
    let (name, what) = line.text.split_once(':')?;
    name.trim().eq_ignore_ascii_case(mark).then(|| what.trim().to_uppercase())
}

/// The events of the file. What stands inside an event in a part of its own, such as an alarm, is not the event's.
fn take_apart(all: &[Line], source: &Source, notes: &mut Vec<NotUnderstood>) -> Parts {
    let mut parts = Parts::default();
    let mut open: Vec<String> = Vec::new();
    for line in all {
        if let Some(what) = is_mark(line, "BEGIN") {
            if what == "VEVENT" {
                // An event in an event: the one before was never ended.
                open.truncate(1);
                parts.events.push(Event { line: line.number, said: Vec::new(), complete: false });
            } else if open.len() == 1 && !matches!(what.as_str(), "VTIMEZONE" | "VCALENDAR") {
                *parts.others.entry(what.clone()).or_default() += 1;
            }
            open.push(what);
            continue;
        }
        if let Some(what) = is_mark(line, "END") {
            if open.contains(&what) {
                while open.pop().is_some_and(|last| last != what) {}
            }
            if what == "VEVENT"
                && let Some(event) = parts.events.last_mut()
            {
                event.complete = true;
            }
            parts.closed = open.is_empty();
            continue;
        }
        let in_event = open.last().is_some_and(|last| last == "VEVENT");
        if !in_event && open.len() != 1 {
            continue;
        }
        let Some(said) = Said::read(line) else {
            if in_event {
                let place = source.row(line.number);
                notes.push(NotUnderstood::value(
                    place,
                    line.text.clone(),
                    "this line is no part of a calendar",
                ));
            }
            continue;
        };
        if in_event {
            if let Some(event) = parts.events.last_mut() {
                event.said.push(said);
            }
        } else if said.name == "X-WR-CALNAME" {
            parts.calendar_name = tidy_name(&said.value.replace('\\', ""));
        } else if said.name == "METHOD" {
            parts.cancelled = said.value.trim().eq_ignore_ascii_case("CANCEL");
        }
    }
    parts
}

/// For each mark of an event that repeats, the days on which one of its times stands as an event of its own.
fn changed_ones(events: &[Event]) -> BTreeMap<String, Vec<NaiveDate>> {
    let mut changed: BTreeMap<String, Vec<NaiveDate>> = BTreeMap::new();
    for event in events {
        if let Some(at) = event.one("RECURRENCE-ID").and_then(|said| moment(&said.value)) {
            changed.entry(event.value("UID").to_owned()).or_default().push(at.date());
        }
    }
    changed
}

fn title(event: &Event) -> String {
    tidy_name(event.value("SUMMARY"))
}

/// A file being read.
struct Reading<'a> {
    source: &'a Source,
    parts: &'a Parts,
    changed_ones: &'a BTreeMap<String, Vec<NaiveDate>>,
}

impl Reading<'_> {
    fn place(&self, said: &Said) -> Place {
        let column = ColumnPlace { letter: String::new(), heading: said.name.clone() };
        Place { column: Some(column), ..self.source.row(said.line) }
    }

    /// One event as a row, or where it is refused and why.
    fn row(&self, event: &Event, notes: &mut Vec<NotUnderstood>) -> Result<AbsenceRow, (Place, String)> {
        let here = self.source.row(event.line);
        if !event.complete {
            return Err((here, "this event has no end; export the calendar again".to_owned()));
        }
        let Some(start) = event.one("DTSTART") else {
            return Err((here, "this event does not say when it starts".to_owned()));
        };
        let Some(at) = moment(&start.value) else {
            let why = format!("the start of the event, “{}”, is not understood", start.value.trim());
            return Err((self.place(start), why));
        };
        let span =
            days::span(at, event.one("DTEND"), event.one("DURATION")).map_err(|why| (here.clone(), why))?;
        let days = self.days(event, at, span)?;
        if let Some(said) = event.one("RDATE") {
            let why = "further days of the event are not read; enter them in the plan";
            notes.push(NotUnderstood::value(self.place(said), said.value.clone(), why));
        }
        let title = title(event);
        let mut kind_texts: Vec<String> = event.all("CATEGORIES").flat_map(Said::items).collect();
        kind_texts.push(title.clone());
        let uid = event.value("UID").to_owned();
        let ours = |name: &str| event.value(name);
        let shown_to = match moment(ours(SHOWN_TO)) {
            Some(Moment::Day(day)) => Some(day),
            _ => None,
        };
        let facts = CalendarEvent {
            ours_but_no_absence: marks::is_no_absence(&uid),
            uid,
            title,
            minutes: span.minutes,
            out_of_office: event.value("X-MICROSOFT-CDO-BUSYSTATUS").eq_ignore_ascii_case("OOF"),
            shown_to,
            ends_on_expected_return: ours(EXPECTED).eq_ignore_ascii_case("TRUE"),
        };
        let standing = if self.parts.cancelled {
            Some(Standing::Withdrawn)
        } else {
            match event.value("STATUS").to_uppercase().as_str() {
                "CANCELLED" => Some(Standing::Withdrawn),
                "TENTATIVE" => Some(Standing::Stands(AbsenceStatus::Requested)),
                "CONFIRMED" => Some(Standing::Stands(AbsenceStatus::Agreed)),
                _ => None,
            }
        };
        Ok(AbsenceRow {
            place: here,
            who: Who::Mentioned(self.mentions(event)),
            kind_texts,
            days,
            expected_return: None,
            standing,
            cover: Vec::new(),
            part_day: false,
            example: false,
            event: Some(facts),
        })
    }

    /// First and last days, each time that the event takes place; times that follow on each other are one.
    fn days(&self, event: &Event, at: Moment, span: Span) -> Result<Vec<Stretch>, (Place, String)> {
        let length = (span.last - span.first).num_days().max(0).cast_unsigned();
        let Some(rule) = event.one("RRULE") else { return Ok(vec![(span.first, Some(span.last))]) };
        let mut except: Vec<NaiveDate> = event
            .all("EXDATE")
            .flat_map(|said| said.value.split(','))
            .filter_map(moment)
            .map(Moment::date)
            .collect();
        if event.one("RECURRENCE-ID").is_none()
            && let Some(changed) = self.changed_ones.get(event.value("UID"))
        {
            except.extend(changed);
        }
        let starts = starts(&rule.value, at.date(), &except).map_err(|why| (self.place(rule), why))?;
        let mut days: Vec<(NaiveDate, Option<NaiveDate>)> = Vec::new();
        for first in starts {
            let last = first.checked_add_days(Days::new(length)).unwrap_or(first);
            match days.last_mut() {
                Some((_, Some(before))) if before.succ_opt().is_some_and(|next| first <= next) => {
                    *before = last.max(*before);
                }
                _ => days.push((first, Some(last))),
            }
        }
        if days.is_empty() {
            return Err((self.place(rule), "every time of this event is taken out again".to_owned()));
        }
        Ok(days)
    }

    /// Where the name of whoever is away may stand, the most telling first.
    fn mentions(&self, event: &Event) -> Vec<String> {
        let mut texts = vec![title(event)];
        let people: Vec<&Said> = event.all("ATTENDEE").collect();
        // Of several who are asked along, nobody can say whose event it is.
        if let [one] = people.as_slice() {
            texts.extend(person(one));
        }
        texts.extend(event.one("ORGANIZER").into_iter().flat_map(person));
        texts.push(self.parts.calendar_name.split('@').next().unwrap_or_default().to_owned());
        let stem = self.source.file.rsplit_once('.').map_or(self.source.file.as_ref(), |(stem, _)| stem);
        texts.push(tidy_name(&stem.replace('_', " ")));
        texts.retain(|text| !text.trim().is_empty());
        texts
    }
}

/// The name beside an address, then the part of the address that may be a name.
fn person(said: &Said) -> Vec<String> {
    let name = said.parameter("CN").map(|name| name.split('@').next().unwrap_or_default().to_owned());
    let address = said.value.trim();
    let address = address.split_once(':').map_or(address, |(_, rest)| rest);
    let local = address.split_once('@').map(|(local, _)| local.replace(['.', '_'], " "));
    name.into_iter().chain(local).map(|text| tidy_name(&text)).collect()
}
