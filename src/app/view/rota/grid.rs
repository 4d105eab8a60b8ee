//! The rota as a picture: people by days, made once for a state of the plan and the days in sight.

use std::collections::{BTreeMap, BTreeSet};

use chrono::{Datelike as _, NaiveDate, Weekday};

use super::choices::{Choices, Order};
use super::person::{Looking, PersonView, listed, person};
use crate::app::reading::Reading;
use crate::app::view::marks::Marks;
use crate::app::words;
use crate::domain::calendar::format_date;
use crate::domain::ids::{AbsenceId, TeamId, Thing, WorkerId};
use crate::domain::lookup::Lookup;
use crate::domain::plan::{AbsenceStatus, DutyStretch};
use crate::domain::state::ChildState;

/// What kind of day it is for the whole service.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum DayKind {
    /// The service works.
    Working,
    /// Saturday or Sunday.
    Weekend,
    /// A bank holiday or a closure of the council's.
    Closed,
}

/// One day in sight.
#[derive(Clone, Debug, PartialEq)]
pub struct DayView {
    /// The day.
    pub date: NaiveDate,
    /// What kind of day.
    pub kind: DayKind,
    /// The bank holiday's or closure's name.
    pub closed: Option<String>,
    /// The school holiday's name.
    pub school: Option<String>,
}

/// A team, or the group of those in none.
#[derive(Clone, Debug, PartialEq)]
pub struct TeamView {
    /// The team; `None` for those in none.
    pub team: Option<TeamId>,
    /// Its name.
    pub name: String,
    /// How many people are in sight of it.
    pub people: usize,
    /// It differs from the base plan while a scenario is open.
    pub differs: bool,
}

/// Everything of a range of days, whatever is folded, filtered or in which order.
#[derive(Clone, Debug, PartialEq)]
pub struct DaysView {
    /// The first day in sight.
    pub from: NaiveDate,
    /// The last.
    pub to: NaiveDate,
    /// Which day is the plan's own, where it is in sight.
    pub today: Option<usize>,
    /// The days.
    pub days: Vec<DayView>,
    /// Teams in the plan's order, those in none at the end.
    pub teams: Vec<TeamView>,
    /// Everybody in post on any of the days, by name.
    pub people: Vec<PersonView>,
}

/// One row of the picture, by its place in the lists of [`DaysView`].
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum RowAt {
    /// A team, and whether its people are folded away.
    Team(usize, bool),
    /// A person.
    Person(usize),
}

/// What a row is of, whatever moves above it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum RowOf {
    /// A team.
    Team(Option<TeamId>),
    /// A person.
    Person(WorkerId),
}

/// The days from `from` to `to` of everybody in post on any of them.
pub fn days_view(reading: &Reading, (from, to): (NaiveDate, NaiveDate), marks: Option<&Marks>) -> DaysView {
    let plan = &reading.plan;
    let lookup = Lookup::new(plan);
    let count = usize::try_from((to - from).num_days() + 1).unwrap_or(1);
    let look = Looking { reading, lookup: &lookup, from, to, count };
    let differs = |thing| marks.is_some_and(|marks| marks.differs(thing));
    let mut turns: BTreeMap<WorkerId, Vec<DutyStretch>> = BTreeMap::new();
    for duty in plan.teams.iter().filter_map(|team| team.duty.as_ref()) {
        for stretch in duty.stretches(from, to) {
            turns.entry(stretch.worker).or_default().push(stretch);
        }
    }
    let in_sight = |first: Option<NaiveDate>, last: Option<NaiveDate>| {
        first.is_none_or(|first| first <= to) && last.is_none_or(|last| from <= last)
    };
    let mut people: Vec<PersonView> = plan
        .workers
        .iter()
        .filter(|worker| in_sight(worker.first_day, worker.last_day))
        .map(|worker| {
            let turns = turns.get(&worker.id).map_or(&[][..], Vec::as_slice);
            let mut view = person(&look, worker, turns, |id: AbsenceId| differs(Thing::Absence(id)));
            view.differs = differs(Thing::Worker(worker.id));
            view
        })
        .collect();
    people.sort_by_cached_key(|person| (person.name.to_lowercase(), person.worker));
    let known: BTreeSet<TeamId> = plan.teams.iter().map(|team| team.id).collect();
    for person in &mut people {
        // A team that is not in the plan is none.
        person.team = person.team.filter(|team| known.contains(team));
    }
    let mut counts: BTreeMap<Option<TeamId>, usize> = BTreeMap::new();
    for person in &people {
        *counts.entry(person.team).or_default() += 1;
    }
    let people_of = |team| counts.get(&team).copied().unwrap_or(0);
    let mut teams: Vec<TeamView> = plan
        .teams
        .iter()
        .map(|team| TeamView {
            team: Some(team.id),
            name: team.name.clone(),
            people: people_of(Some(team.id)),
            differs: differs(Thing::Team(team.id)),
        })
        .collect();
    if people_of(None) > 0 {
        let name = "No team".to_owned();
        teams.push(TeamView { team: None, name, people: people_of(None), differs: false });
    }
    let days: Vec<DayView> = from.iter_days().take(count).map(|date| day(reading, date)).collect();
    let today = days.iter().position(|day| day.date == reading.on);
    DaysView { from, to, today, days, teams, people }
}

fn day(reading: &Reading, date: NaiveDate) -> DayView {
    let weekend = matches!(date.weekday(), Weekday::Sat | Weekday::Sun);
    let closed = reading.calendar.name_of_day_off(date).filter(|_| !weekend).map(str::to_owned);
    let kind = match (weekend, reading.calendar.is_working_day(date)) {
        (true, _) => DayKind::Weekend,
        (false, true) => DayKind::Working,
        (false, false) => DayKind::Closed,
    };
    let schools = &reading.plan.calendar.school_holidays;
    let school = schools.iter().find(|holiday| holiday.first_day <= date && date <= holiday.last_day);
    DayView { date, kind, closed, school: school.map(|holiday| holiday.label.clone()) }
}

impl DayView {
    /// The day in words: "Mon 14/12/2026, school holiday: Christmas, Christmas Day".
    pub fn words(&self, today: bool) -> String {
        let mut said = format!("{} {}", self.date.format("%a"), format_date(self.date));
        if today {
            said.push_str(", the plan’s date");
        }
        if let Some(closed) = &self.closed {
            said = format!("{said}, {closed}");
        }
        if let Some(school) = &self.school {
            let label = if school.is_empty() { "school holiday" } else { school.as_str() };
            said = format!("{said}, schools are closed: {label}");
        }
        said
    }
}

impl DaysView {
    /// The rows for what is chosen: teams with their people, in order, folded and filtered.
    pub fn arranged(&self, choices: &Choices) -> Vec<RowAt> {
        let wanted: Vec<String> = choices.filter.split_whitespace().map(str::to_lowercase).collect();
        let mut rows = Vec::new();
        for (place, team) in self.teams.iter().enumerate() {
            let matches = |person: &PersonView| {
                let all = format!("{} {} {}", person.name, person.role, team.name).to_lowercase();
                wanted.iter().all(|word| all.contains(word))
            };
            let mut people: Vec<usize> = self
                .people
                .iter()
                .enumerate()
                .filter(|(_, person)| person.team == team.team && matches(person))
                .map(|(at, _)| at)
                .collect();
            if people.is_empty() && !wanted.is_empty() {
                continue;
            }
            self.sort(&mut people, choices.order);
            // A search shows what it finds.
            let folded = wanted.is_empty() && choices.folded.contains(&team.team);
            rows.push(RowAt::Team(place, folded));
            if !folded {
                rows.extend(people.into_iter().map(RowAt::Person));
            }
        }
        rows
    }

    /// People are in the order of their names already, and stay so where the rest is equal.
    fn sort(&self, people: &mut [usize], order: Order) {
        let of = |at: &usize| self.people.get(*at);
        match order {
            Order::Name => {}
            Order::Role => people.sort_by_key(|at| of(at).map(|person| person.role_place)),
            Order::DaysAway => {
                people.sort_by_key(|at| of(at).map(|person| std::cmp::Reverse(person.days_away)));
            }
            Order::NextAbsence => {
                people.sort_by_key(|at| of(at).map(|person| person.next_absence.unwrap_or(NaiveDate::MAX)));
            }
        }
    }

    /// What a row is of.
    pub fn row_of(&self, row: RowAt) -> Option<RowOf> {
        match row {
            RowAt::Team(place, _) => self.teams.get(place).map(|team| RowOf::Team(team.team)),
            RowAt::Person(place) => self.people.get(place).map(|person| RowOf::Person(person.worker)),
        }
    }

    /// A person by who they are.
    pub fn person(&self, worker: WorkerId) -> Option<&PersonView> {
        self.people.iter().find(|person| person.worker == worker)
    }

    /// The date of a day in sight.
    pub fn date(&self, day: usize) -> Option<NaiveDate> {
        self.days.get(day).map(|day| day.date)
    }

    /// Which day in sight a date is.
    pub fn place(&self, date: NaiveDate) -> Option<usize> {
        let place = usize::try_from((date - self.from).num_days()).ok()?;
        (place < self.days.len()).then_some(place)
    }

    /// A person on a day, in words, for hover and for reading aloud.
    pub fn cell_words(&self, person: &PersonView, day: usize) -> String {
        let Some(view) = self.days.get(day) else { return String::new() };
        let here = view.words(self.today == Some(day));
        let also = person.day_words(day);
        let also = if also.is_empty() { String::new() } else { format!("; {}", also.join("; ")) };
        match person.bar_on(day) {
            Some(bar) => format!("{}. {here}{also}", bar.words),
            None => format!("{}, {here}{}", person.name, if also.is_empty() { ": not away" } else { &also }),
        }
    }

    /// How many people there are, for the corner above their names.
    pub fn corner(&self) -> String {
        words::count(self.people.len(), "person", "people")
    }

    /// How many people there are in sight, in words, with the days.
    pub fn title(&self) -> String {
        format!(
            "People and days: {} from {} to {}",
            words::count(self.people.len(), "person", "people"),
            format_date(self.from),
            format_date(self.to)
        )
    }
}

/// Who is away on the plan's date and how many children nobody covers, in a sentence.
pub fn away_today(reading: &Reading) -> String {
    let plan = &reading.plan;
    if plan.workers.is_empty() {
        return "No staff are in the plan yet: add them under Staff, or bring a staff list in".to_owned();
    }
    let agreed = plan.absences.iter().filter(|a| a.status == AbsenceStatus::Agreed && a.covers(reading.on));
    let away: BTreeSet<WorkerId> = agreed.map(|absence| absence.worker).collect();
    let uncovered = reading.in_state(ChildState::NamedAway).count();
    let mut names: Vec<String> = plan
        .workers
        .iter()
        .filter(|worker| away.contains(&worker.id) && worker.in_post(reading.on))
        .map(|worker| worker.name.clone())
        .collect();
    let without = match uncovered {
        0 => "every child of theirs has cover".to_owned(),
        count => format!("{} without cover", words::count(count, "child is", "children are")),
    };
    match names.len() {
        0 => "Nobody is away today".to_owned(),
        1..=MOST_NAMED => {
            names.sort();
            let verb = if names.len() == 1 { "is" } else { "are" };
            format!("{} {verb} away today; {without}", listed(&names))
        }
        many => format!("{} away today; {without}", words::count(many, "person is", "people are")),
    }
}

/// People named in the sentence at the top; more are counted.
const MOST_NAMED: usize = 3;
