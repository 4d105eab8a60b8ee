//! `rota` for people: a picture of everybody's days, then lists.

use std::io::{self, Write};

use chrono::{Datelike as _, Duration, NaiveDate};

use super::answer::{PersonLine, RotaAnswer};
use super::people::{DUTY, FREE, LETTERS, NOT_IN_POST, WORKS};
use crate::app::terminal::plan_file::shown;
use crate::app::terminal::table::{Side, Table, plain};
use crate::app::terminal::{Answer, label_of};
use crate::app::words::{count, thousands};
use crate::domain::plan::{AbsenceKind, AbsenceStatus, Words as _, monday_of};
use crate::domain::units::Days;

use Side::{Left, Right};

/// Weeks that fit a picture.
const MOST_WEEKS_DRAWN: i64 = 8;
/// Names are cut to this many letters in the picture.
const MOST_NAME: usize = 24;

impl Answer for RotaAnswer {
    fn print(&self, out: &mut dyn Write) -> io::Result<()> {
        let heading: Vec<&str> =
            [&self.title, &self.council].into_iter().map(String::as_str).filter(|t| !t.is_empty()).collect();
        let whose = self.team.as_deref().unwrap_or("the whole service");
        writeln!(out, "{}, as at {}", plain(&heading.join(", ")), shown(&self.as_at))?;
        let people = count(self.people.len(), "person", "people");
        writeln!(
            out,
            "Rota of {} from {} to {}: {people}",
            plain(whose),
            shown(&self.from),
            shown(&self.to)
        )?;
        self.picture(out)?;
        titled(out, "Absences, starts, steps and last days", self.events_table().as_ref())?;
        self.red_days(out)?;
        titled(out, "Supervision", self.supervision_table().as_ref())?;
        titled(out, "Group supervision", self.group_table().as_ref())?;
        let year = format!(
            "Annual leave from {} to {}, in the person’s own working days",
            shown(&self.leave_year_from),
            shown(&self.leave_year_to)
        );
        titled(out, &year, self.allowance_table().as_ref())?;
        for crunch in &self.crunches {
            writeln!(out, "  {}", plain(&crunch.sentence))?;
        }
        titled(out, "Managers’ weeks, in hours", self.manager_table().as_ref())
    }
}

/// A table with its title; nothing when it has no rows.
fn titled(out: &mut dyn Write, title: &str, table: Option<&Table>) -> io::Result<()> {
    let Some(table) = table else { return Ok(()) };
    writeln!(out, "\n{title}")?;
    table.write(out)
}

/// A date, or a dash.
fn date(iso: Option<&String>) -> String {
    iso.map_or_else(|| "–".to_owned(), |iso| shown(iso))
}

fn word(text: Option<&String>) -> String {
    text.cloned().unwrap_or_else(|| "–".to_owned())
}

impl RotaAnswer {
    /// A line for each person, a letter for each day, a gap after each Sunday.
    fn picture(&self, out: &mut dyn Write) -> io::Result<()> {
        let (Ok(from), Ok(to)) = (self.from.parse::<NaiveDate>(), self.to.parse::<NaiveDate>()) else {
            return Ok(());
        };
        if self.people.is_empty() {
            return writeln!(out, "\nNobody is in post on these days");
        }
        if (to - from).num_days() >= MOST_WEEKS_DRAWN * 7 {
            return writeln!(
                out,
                "\nMore than {MOST_WEEKS_DRAWN} weeks are not drawn: give --from and --to for fewer"
            );
        }
        let name = |person: &PersonLine| plain(&person.name).chars().take(MOST_NAME).collect::<String>();
        let width = self.people.iter().map(|person| name(person).chars().count()).max().unwrap_or(0).max(4);
        writeln!(out, "\n  {}  {}", pad("Week", width), weeks_heading(from, to).trim_end())?;
        let mut team: Option<&Option<String>> = None;
        for person in &self.people {
            if self.team.is_none() && team != Some(&person.team) {
                writeln!(out, "  {}", plain(person.team.as_deref().unwrap_or("In no team")))?;
                team = Some(&person.team);
            }
            writeln!(out, "  {}  {}", pad(&name(person), width), spaced(&person.days, from))?;
        }
        let letters: Vec<String> = LETTERS.iter().map(|(letter, what)| format!("{letter} {what}")).collect();
        writeln!(
            out,
            "  {}, {DUTY} on duty; a small letter is asked for and not agreed; {WORKS} at work, {FREE} not a working day, \
             {NOT_IN_POST} not in post",
            letters.join(", ")
        )
    }

    fn events_table(&self) -> Option<Table> {
        let mut table =
            Table::new(&[("Who", Left), ("What", Left), ("From", Left), ("To", Left), ("Covered by", Left)]);
        let mut any = false;
        for person in &self.people {
            let mut rows: Vec<(String, [String; 4])> = Vec::new();
            let within =
                |day: &Option<String>| day.clone().filter(|day| self.from <= *day && *day <= self.to);
            let dash = || "–".to_owned();
            let mut at = |day: &str, what: String| {
                rows.push((day.to_owned(), [what, shown(day), dash(), dash()]));
            };
            if let Some(first) = within(&person.first_day) {
                at(&first, "First day".to_owned());
            }
            if let Some(last) = within(&person.last_day) {
                at(&last, "Last day".to_owned());
            }
            for step in &person.asye_steps {
                at(&step.from, format!("ASYE: {}% of the cap", step.percent));
            }
            for step in &person.phased_returns {
                at(&step.from, format!("Phased return: {}% of the cap", step.percent));
            }
            for absence in &person.absences {
                let kind = label_of::<AbsenceKind>(absence.kind);
                let agreed = absence.status == AbsenceStatus::Agreed.key();
                let what = if agreed { kind.to_owned() } else { format!("{kind}, asked for") };
                let to = absence.last_day.as_deref().map_or_else(|| "no end known".to_owned(), shown);
                let cover = if absence.cover.is_empty() { dash() } else { absence.cover.join(", ") };
                rows.push((absence.first_day.clone(), [what, shown(&absence.first_day), to, cover]));
            }
            for turn in &person.duty {
                let pinned = if turn.pinned { ", pinned" } else { "" };
                let what = format!("Duty, {}{pinned}", turn.team);
                rows.push((turn.from.clone(), [what, shown(&turn.from), shown(&turn.to), dash()]));
            }
            rows.sort_by(|(one, _), (other, _)| one.cmp(other));
            for (_, cells) in rows {
                any = true;
                table.row(std::iter::once(person.name.clone()).chain(cells));
            }
        }
        any.then_some(table)
    }

    /// What is wrong with a team on which days, days with the same sentence together.
    fn red_days(&self, out: &mut dyn Write) -> io::Result<()> {
        let mut table = Table::new(&[("Team", Left), ("From", Left), ("To", Left), ("What is wrong", Left)]);
        let mut any = false;
        for team in &self.teams {
            let mut runs: Vec<(&str, &str, String)> = Vec::new();
            for day in team.days.iter().filter(|day| day.working) {
                let red = day.red.join("; ");
                match runs.last_mut() {
                    Some((_, last, words)) if *words == red => *last = &day.date,
                    _ => runs.push((&day.date, &day.date, red)),
                }
            }
            for (from, to, red) in runs.into_iter().filter(|(.., red)| !red.is_empty()) {
                any = true;
                table.row([team.team.clone(), shown(from), shown(to), red]);
            }
        }
        titled(out, "Days on which something is wrong", any.then_some(&table))
    }

    fn supervision_table(&self) -> Option<Table> {
        let mut table = Table::new(&[
            ("Who", Left),
            ("By whom", Left),
            ("Every", Left),
            ("Last", Left),
            ("Due", Left),
            ("Overdue", Right),
            ("Planned", Left),
        ]);
        for one in &self.supervision {
            let planned: Vec<String> = one
                .sessions
                .iter()
                .map(|s| if s.late { format!("{} (late)", shown(&s.date)) } else { shown(&s.date) })
                .collect();
            let mut beneath: Vec<String> = one
                .sessions
                .iter()
                .filter_map(|s| Some(format!("{}: {}", shown(&s.date), s.moved.as_ref()?)))
                .collect();
            beneath.extend(one.cannot.iter().cloned());
            let overdue = match one.overdue_days {
                0 => "–".to_owned(),
                days => count(days as usize, "day", "days"),
            };
            table.row_with(
                [
                    one.name.clone(),
                    one.supervisor.clone().unwrap_or_else(|| "nobody".to_owned()),
                    count(usize::from(one.every_weeks), "week", "weeks"),
                    one.last.as_deref().map_or_else(|| "not recorded".to_owned(), shown),
                    date(one.due.as_ref()),
                    overdue,
                    if planned.is_empty() { "–".to_owned() } else { planned.join(", ") },
                ],
                &beneath,
            );
        }
        (!self.supervision.is_empty()).then_some(table)
    }

    fn group_table(&self) -> Option<Table> {
        let mut table = Table::new(&[("Team", Left), ("Last", Left), ("Due", Left), ("Planned", Left)]);
        for group in &self.group_supervision {
            let planned: Vec<String> = group.sessions.iter().map(|s| shown(&s.date)).collect();
            let moved = group.sessions.iter();
            let moved = moved.filter_map(|s| Some(format!("{}: {}", shown(&s.date), s.moved.as_ref()?)));
            let beneath: Vec<String> = moved.chain(group.cannot.iter().cloned()).collect();
            table.row_with(
                [
                    group.team.clone(),
                    group.last.as_deref().map_or_else(|| "not recorded".to_owned(), shown),
                    date(group.due.as_ref()),
                    if planned.is_empty() { "–".to_owned() } else { planned.join(", ") },
                ],
                &beneath,
            );
        }
        (!self.group_supervision.is_empty()).then_some(table)
    }

    fn allowance_table(&self) -> Option<Table> {
        let mut table = Table::new(&[
            ("Who", Left),
            ("Team", Left),
            ("Allowed", Right),
            ("Carried", Right),
            ("Taken", Right),
            ("Booked", Right),
            ("Left", Right),
            ("Asked for", Right),
            ("How it comes about", Left),
        ]);
        let days = |days: f64| {
            let text = Days::from_hundredths((days.abs() * 100.0).round() as u32).to_string();
            if days < 0.0 { format!("−{text}") } else { text }
        };
        for one in &self.allowances {
            table.row([
                one.name.clone(),
                word(one.team.as_ref()),
                days(one.allowance),
                days(one.carried),
                days(one.taken),
                days(one.booked),
                days(one.left),
                days(one.requested),
                one.how.clone(),
            ]);
        }
        (!self.allowances.is_empty()).then_some(table)
    }

    fn manager_table(&self) -> Option<Table> {
        let mut table = Table::new(&[
            ("Who", Left),
            ("Supervises", Right),
            ("At most", Right),
            ("Supervision", Right),
            ("Children", Right),
            ("Oversight", Right),
            ("Own cases", Right),
            ("For these", Right),
            ("Else", Right),
            ("Asked", Right),
            ("Has", Right),
            ("Freed", Right),
        ]);
        let hours = |hours: f64| format!("{hours:.1}");
        for load in &self.managers {
            table.row_with(
                [
                    load.name.clone(),
                    load.supervises.to_string(),
                    load.most_supervised.to_string(),
                    hours(load.supervision_hours),
                    thousands(load.children as usize),
                    hours(load.oversight_hours),
                    load.own_cases.to_string(),
                    hours(load.own_hours),
                    hours(load.other_hours),
                    hours(load.asked_hours),
                    hours(load.has_hours),
                    hours(load.freed_hours),
                ],
                std::slice::from_ref(&load.sentence),
            );
        }
        (!self.managers.is_empty()).then_some(table)
    }
}

fn pad(text: &str, width: usize) -> String {
    let missing = width.saturating_sub(text.chars().count());
    format!("{text}{}", " ".repeat(missing))
}

/// The first day of each week above its letters: "07/09   14/09".
fn weeks_heading(from: NaiveDate, to: NaiveDate) -> String {
    let mut heading = String::new();
    let mut day = from;
    while day <= to {
        let next = monday_of(day).checked_add_signed(Duration::days(7)).unwrap_or(NaiveDate::MAX);
        let letters = ((next - day).num_days()).min((to - day).num_days() + 1) as usize;
        let mark = format!("{:02}/{:02}", day.day(), day.month());
        // A week of which too few days are shown for its date has none.
        let mark = if letters < mark.len() { String::new() } else { mark };
        heading.push_str(&pad(&mark, letters));
        heading.push(' ');
        day = next;
    }
    heading
}

/// The letters with a gap before each Monday but the first.
fn spaced(days: &str, from: NaiveDate) -> String {
    let mut text = String::with_capacity(days.len() + 8);
    for (day, letter) in from.iter_days().zip(days.chars()) {
        if day != from && day.weekday() == chrono::Weekday::Mon {
            text.push(' ');
        }
        text.push(letter);
    }
    text.trim_end().to_owned()
}
