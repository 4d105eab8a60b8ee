//! Why a turn is whose it is, why nobody can take it, and why somebody takes none, in sentences.

use std::cmp::Ordering;

use chrono::NaiveDate;

use super::DutyShare;
use super::problem::{Bar, DutyProblem, Person, Slot};
use crate::domain::calendar::format_date;
use crate::domain::ids::WorkerId;
use crate::domain::plan::{AbsenceStatus, DutyUnit, Words as _};

/// As many names are listed for one reason.
const MOST_NAMES: usize = 4;

/// "07/12/2026 to 13/12/2026", or the day.
pub(super) fn days(from: NaiveDate, to: NaiveDate) -> String {
    if from == to { format_date(from) } else { format!("{} to {}", format_date(from), format_date(to)) }
}

/// Why somebody cannot take a turn, for one person and for several: "is away", "are away".
pub(super) fn bar_words(bar: Bar) -> (String, String) {
    let both = |one: &str, many: &str| (one.to_owned(), many.to_owned());
    match bar {
        Bar::Role => both("is in a role that takes no duty", "are in roles that take no duty"),
        Bar::NotNamed => both("is not named for the team’s duty", "are not named for the team’s duty"),
        Bar::NoDuty => both("takes no duty", "take no duty"),
        Bar::NotInPost => both("is not in post", "are not in post"),
        Bar::Asye(until) => {
            let rest = format!("in the first weeks of the ASYE, until {}", format_date(until));
            (format!("is {rest}"), format!("are {rest}"))
        }
        Bar::Pattern { needs: 1, .. } => both("does not work then", "do not work then"),
        Bar::Pattern { works, needs } => {
            let rest = format!("only {} of its days, and {needs} are needed", none_or(works));
            (format!("works {rest}"), format!("work {rest}"))
        }
        Bar::Away { at_work: 0, .. } => both("is away", "are away"),
        Bar::Away { at_work, of, needs } => {
            let rest = format!("at work on {at_work} of its {of} working days, and {needs} are needed");
            (format!("is {rest}"), format!("are {rest}"))
        }
    }
}

fn none_or(number: u32) -> String {
    if number == 0 { "none".to_owned() } else { number.to_string() }
}

/// "Ada Brook", "Ada Brook and Ben Cole", "Ada Brook, Ben Cole, Cyra Dunn, Eve Frost and 3 more".
fn names(list: &[String]) -> String {
    if list.len() > MOST_NAMES {
        return format!("{} and {} more", list[..MOST_NAMES].join(", "), list.len() - MOST_NAMES);
    }
    match list.split_last() {
        None => String::new(),
        Some((last, [])) => last.clone(),
        Some((last, first)) => format!("{} and {last}", first.join(", ")),
    }
}

/// Reasons in the order in which they are met, each with everybody for whom it holds.
#[derive(Default)]
struct Grouped(Vec<((String, String), Vec<String>)>);

impl Grouped {
    fn add(&mut self, words: (String, String), name: String) {
        match self.0.iter_mut().find(|(known, _)| *known == words) {
            Some((_, list)) => list.push(name),
            None => self.0.push((words, vec![name])),
        }
    }
    fn text(&self) -> String {
        let one = |((one, many), list): &((String, String), Vec<String>)| {
            format!("{} {}", names(list), if list.len() == 1 { one } else { many })
        };
        self.0.iter().map(one).collect::<Vec<String>>().join("; ")
    }
}

/// Reasons for a rota.
pub(super) struct Reasons<'a, 'p> {
    problem: &'a DutyProblem<'p>,
    who: &'a [Option<WorkerId>],
}

impl<'a, 'p> Reasons<'a, 'p> {
    pub fn new(problem: &'a DutyProblem<'p>, who: &'a [Option<WorkerId>]) -> Self {
        Self { problem, who }
    }

    /// The slots that somebody has.
    fn slots_of(&self, id: WorkerId) -> impl Iterator<Item = &'a Slot> + '_ {
        self.problem
            .slots
            .iter()
            .zip(self.who)
            .filter(move |(_, who)| **who == Some(id))
            .map(|(slot, _)| slot)
    }

    /// Turns in the year before and in the rota before a day.
    fn so_far(&self, person: &Person<'_>, day: NaiveDate) -> u32 {
        person.before + self.slots_of(person.id).filter(|slot| slot.from < day).count() as u32
    }

    /// A turn of somebody that lies too near to a slot and keeps them from it: one of the rota that comes before, or one that
    /// stays as it is.
    fn too_near(&self, person: &Person<'_>, slot: &Slot) -> Option<(String, String)> {
        let gap = i64::from(self.problem.rules.plan.rota.duty_gap_weeks);
        let near = |week: i64| (week - slot.week).abs() <= gap;
        let mut before = self.slots_of(person.id).take_while(|other| other.from < slot.from);
        if let Some(other) = before.find(|other| near(other.week)) {
            let words = format!("had the turn of {}, too near", format_date(other.from));
            return Some((words.clone(), words));
        }
        let outside = person.fixed.iter().copied().find(|week| near(*week))?;
        let words = match outside.cmp(&slot.week) {
            Ordering::Less => "a turn shortly before",
            Ordering::Equal => "a turn in that week",
            Ordering::Greater => "a turn shortly after",
        };
        Some((format!("has {words}"), format!("have {words}")))
    }

    /// Why a turn is whose it is.
    pub fn of_slot(&self, place: usize) -> String {
        let Some(slot) = self.problem.slots.get(place) else { return String::new() };
        if slot.pinned.is_some() {
            return match self.broken(place) {
                Some(broken) => format!("Pinned, and kept though {broken}"),
                None => "Pinned".to_owned(),
            };
        }
        let id = self.who.get(place).copied().flatten();
        let person = self.problem.people.iter().find(|person| Some(person.id) == id);
        let mut sentence = match person {
            Some(person) => self.why_theirs(person, slot, place),
            None => self.why_nobody(slot, place),
        };
        if let Some(asked) = person.and_then(|person| self.asked_for(person, slot)) {
            sentence.push_str(&asked);
        }
        sentence
    }

    fn why_theirs(&self, person: &Person<'_>, slot: &Slot, place: usize) -> String {
        let own = self.so_far(person, slot.from);
        let fair = self.problem.fair(person);
        // Turns so far by share, compared without a division.
        let fewer = |other: &&Person<'_>| {
            other.id != person.id
                && other.weight > 0
                && i128::from(self.so_far(other, slot.from)) * i128::from(person.weight)
                    < i128::from(own) * i128::from(other.weight)
        };
        let behind: Vec<&Person<'_>> = self.problem.people.iter().filter(fewer).collect();
        let mut grouped = Grouped::default();
        let mut only_one = true;
        let takers = self.problem.people.iter().filter(|other| other.takes() && other.id != person.id);
        for other in takers {
            let reason = match other.bars.get(place).copied().flatten() {
                Some(bar) => Some(bar_words(bar)),
                None => self.too_near(other, slot),
            };
            only_one &= reason.is_some();
            match reason {
                Some(words) => grouped.add(words, other.name()),
                None if behind.iter().any(|one| one.id == other.id) => {
                    grouped.add(self.elsewhere(other, slot), other.name());
                }
                None => {}
            }
        }
        let because = grouped.text();
        let sentence = if only_one {
            "The only one who can".to_owned()
        } else if behind.is_empty() {
            format!("The fewest turns so far by their share: {own} of {fair:.1}")
        } else {
            format!("{own} of {fair:.1} turns so far")
        };
        if because.is_empty() { sentence } else { format!("{sentence}; {because}") }
    }

    /// Which turn somebody has instead who has had fewer.
    fn elsewhere(&self, person: &Person<'_>, slot: &Slot) -> (String, String) {
        match self.slots_of(person.id).find(|other| other.from > slot.from) {
            Some(next) => {
                let day = format_date(next.from);
                (format!("has the turn of {day} instead"), format!("have the turn of {day} instead"))
            }
            None => ("has had their share".to_owned(), "have had their share".to_owned()),
        }
    }

    fn why_nobody(&self, slot: &Slot, place: usize) -> String {
        let mut grouped = Grouped::default();
        for person in self.problem.people.iter().filter(|person| person.takes()) {
            let words = match person.bars.get(place).copied().flatten() {
                Some(bar) => bar_words(bar),
                None => self.too_near(person, slot).unwrap_or_else(|| self.later(person, slot)),
            };
            grouped.add(words, person.name());
        }
        format!("Nobody can: {}", grouped.text())
    }

    /// The turn after one that nobody has, which keeps somebody from it.
    fn later(&self, person: &Person<'_>, slot: &Slot) -> (String, String) {
        match self.slots_of(person.id).find(|other| other.from > slot.from) {
            Some(next) => {
                let rest = format!("the turn of {}, too near", format_date(next.from));
                (format!("has {rest}"), format!("have {rest}"))
            }
            None => ("is needed for other turns".to_owned(), "are needed for other turns".to_owned()),
        }
    }

    /// Leave that is asked for and not agreed, in the turn of somebody.
    fn asked_for(&self, person: &Person<'_>, slot: &Slot) -> Option<String> {
        let absence = self.problem.rules.lookup.absences_of(person.id).find(|absence| {
            absence.status == AbsenceStatus::Requested
                && absence.first_day <= slot.to
                && absence.known_last_day().is_none_or(|last| slot.from <= last)
        })?;
        let when = absence.known_last_day().map_or_else(
            || format!("from {}", format_date(absence.first_day)),
            |last| days(absence.first_day, last),
        );
        Some(format!(". Has asked to be away {when}, which is not agreed"))
    }

    /// Which rule a pinned turn breaks.
    fn broken(&self, place: usize) -> Option<String> {
        let slot = self.problem.slots.get(place)?;
        let person = self.problem.people.iter().find(|person| Some(person.id) == slot.pinned)?;
        if person.worker.is_none() {
            return Some(format!("{} has it", person.name()));
        }
        if let Some(bar) = person.bars.get(place).copied().flatten() {
            return Some(format!("{} {}", person.name(), bar_words(bar).0));
        }
        // Its own week stands once among the fixed ones.
        let gap = i64::from(self.problem.rules.plan.rota.duty_gap_weeks);
        let mut own = true;
        let near = person.fixed.iter().find(|week| {
            let is_own = **week == slot.week && std::mem::take(&mut own);
            !is_own && (**week - slot.week).abs() <= gap
        })?;
        let words = match near.cmp(&slot.week) {
            Ordering::Less => "shortly before it",
            Ordering::Equal => "in the same week",
            Ordering::Greater => "shortly after it",
        };
        Some(format!("{} has a turn {words}", person.name()))
    }

    /// What cannot be met.
    pub fn unmet(&self) -> Vec<String> {
        let one = |(place, slot): (usize, &Slot)| {
            let when = days(slot.from, slot.to);
            if slot.pinned.is_some() {
                return self.broken(place).map(|broken| format!("{when}: the turn is pinned, and {broken}"));
            }
            let nobody = self.who.get(place).copied().flatten().is_none();
            nobody.then(|| format!("{when}: {}", lower(&self.why_nobody(slot, place))))
        };
        self.problem.slots.iter().enumerate().filter_map(one).collect()
    }

    /// How much duty everybody has.
    pub fn shares(&self) -> Vec<DutyShare> {
        let one = |person: &Person<'_>| {
            let turns = self.slots_of(person.id).count() as u32;
            DutyShare {
                worker: person.id,
                before: person.before,
                turns,
                bank_holidays: self.slots_of(person.id).filter(|slot| slot.bank).count() as u32,
                fair: self.problem.fair(person),
                able: person.able(&self.problem.slots),
                why_none: (turns == 0).then(|| self.why_none(person)),
            }
        };
        self.problem.people.iter().map(one).collect()
    }

    fn why_none(&self, person: &Person<'_>) -> String {
        let slots = &self.problem.slots;
        let role = person.worker.map_or("", |worker| worker.role.label());
        match person.never {
            Some(Bar::NoDuty) => return "Takes no duty, as their form says".to_owned(),
            Some(Bar::Role) => return format!("{role}: takes no duty in this team"),
            Some(_) => return "Not among those named for the team’s duty".to_owned(),
            None => {}
        }
        let free = || slots.iter().zip(&person.bars).filter(|(slot, _)| slot.pinned.is_none());
        let all = free().count();
        if all == 0 {
            return "There is no free turn".to_owned();
        }
        let able = person.able(slots);
        if able == 0 {
            return self.never_able(person, all);
        }
        let fair = self.problem.fair(person);
        if f64::from(person.before) + 0.5 >= fair {
            let turns = if person.before == 1 { "turn" } else { "turns" };
            return format!("Had {} {turns} in the year before, and {fair:.1} are fair", person.before);
        }
        format!("Could take {able} of {all} turns, and others need those more or have none besides")
    }

    /// Why somebody can take none of the free turns.
    fn never_able(&self, person: &Person<'_>, all: usize) -> String {
        let bars = || {
            let free = self.problem.slots.iter().zip(&person.bars).filter(|(slot, _)| slot.pinned.is_none());
            free.filter_map(|(_, bar)| *bar)
        };
        let least = self.problem.rules.plan.rota.least_duty_days;
        let week = self.problem.rules.unit == DutyUnit::Week;
        let counts = [
            bars().filter(|bar| matches!(bar, Bar::Pattern { .. })).count(),
            bars().filter(|bar| matches!(bar, Bar::Away { .. })).count(),
            bars().filter(|bar| matches!(bar, Bar::Asye(_))).count(),
            bars().filter(|bar| matches!(bar, Bar::NotInPost)).count(),
        ];
        match (counts, person.worker) {
            ([pattern, ..], Some(worker)) if pattern == all && week => {
                let days = worker.working_days.days_a_week();
                format!("Works {days} days a week, and a duty week needs {least}: can never take one")
            }
            ([pattern, ..], _) if pattern == all => "Does not work on any of the days".to_owned(),
            ([_, away, ..], _) if away == all => "Away".to_owned(),
            ([.., asye, _], _) if asye == all => {
                let until =
                    bars().find_map(|bar| if let Bar::Asye(until) = bar { Some(until) } else { None });
                let until = until.map_or_else(String::new, |until| format!(", until {}", format_date(until)));
                format!("In the first weeks of the ASYE{until}")
            }
            ([.., post], _) if post == all => "Not in post".to_owned(),
            (counts, _) => {
                let words = ["works too few days", "away", "in the first weeks of the ASYE", "not in post"];
                let parts = counts.iter().zip(words).filter(|(count, _)| **count > 0);
                let parts: Vec<String> = parts.map(|(count, words)| format!("{words} for {count}")).collect();
                format!("Can take none of the {all} turns: {}", parts.join(", "))
            }
        }
    }
}

/// With a small first letter.
fn lower(text: &str) -> String {
    let mut letters = text.chars();
    letters.next().map_or_else(String::new, |first| first.to_lowercase().chain(letters).collect())
}
