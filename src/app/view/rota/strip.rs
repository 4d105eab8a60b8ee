//! The cover strip of each team: who is there, what room is left, which children nobody covers, and what is wrong.

use std::collections::BTreeMap;

use chrono::NaiveDate;

use crate::app::reading::Reading;
use crate::app::words;
use crate::domain::calendar::format_date;
use crate::domain::ids::{TeamId, WorkerId};
use crate::domain::rota::days::{Red, TeamDay, team_days};

/// A team on one day, for drawing.
#[derive(Clone, Debug, PartialEq)]
pub struct CoverDay {
    /// The day.
    pub date: NaiveDate,
    /// Whether there is anything to count.
    pub working: bool,
    /// Time at work: "4.5".
    pub present: String,
    /// Time at work against the posts, from 0 to 1.
    pub share: f32,
    /// Children that could be taken under the caps.
    pub free: u32,
    /// Children whose worker is away with nobody as cover.
    pub uncovered: u32,
    /// Who has the duty turn.
    pub on_duty: Option<WorkerId>,
    /// Something is wrong.
    pub red: bool,
    /// Everything, for reading aloud.
    pub words: String,
}

/// What is wrong with a team on some days.
#[derive(Clone, Debug, PartialEq)]
pub struct RedDays {
    /// The team.
    pub team: TeamId,
    /// The first day.
    pub first: NaiveDate,
    /// In a sentence: "North has too few at work on 3 days from 21/12/2026".
    pub sentence: String,
}

/// The strips of all teams over the days in sight.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Covers {
    teams: BTreeMap<TeamId, Vec<CoverDay>>,
    /// What is wrong from the plan's date on, the first day first.
    pub red: Vec<RedDays>,
    /// Whether anything could be counted.
    pub counted: bool,
}

impl Covers {
    /// A team's days, in order from the first in sight; none where nothing could be counted.
    pub fn of(&self, team: TeamId) -> &[CoverDay] {
        self.teams.get(&team).map_or(&[], Vec::as_slice)
    }

    /// What is wrong first, in words for the sentence at the top.
    pub fn first_red(&self) -> String {
        match self.red.as_slice() {
            [] if self.counted => "no team has a red day in the days shown".to_owned(),
            [] => String::new(),
            [one] => one.sentence.clone(),
            [first, rest @ ..] => {
                let more = words::count(rest.len(), "other thing is", "other things are");
                format!("{}; {more} wrong in the days shown", first.sentence)
            }
        }
    }
}

/// The strips of all teams. Takes its time on a large plan: not for the thread that draws.
pub fn covers(reading: &Reading, (from, to): (NaiveDate, NaiveDate)) -> Covers {
    let sight = reading.sight();
    let mut covers = Covers::default();
    for team in &reading.plan.teams {
        let days = team_days(&sight, &reading.outlook, team.id, from, to);
        covers.add(reading, team.id, &team.name, &days, |red| red.words(&sight.lookup));
    }
    covers.red.sort_by_key(|red| red.first);
    covers
}

impl Covers {
    /// Adds the days of a team.
    pub(super) fn add(
        &mut self,
        reading: &Reading,
        team: TeamId,
        name: &str,
        days: &[TeamDay],
        why: impl Fn(&Red) -> String,
    ) {
        self.counted |= !days.is_empty();
        let mut found: BTreeMap<u8, (Red, Vec<NaiveDate>)> = BTreeMap::new();
        for day in days.iter().filter(|day| reading.on <= day.date) {
            for red in &day.red {
                found.entry(kind_of(*red)).or_insert_with(|| (*red, Vec::new())).1.push(day.date);
            }
        }
        self.red.extend(found.into_values().filter_map(|(red, dates)| {
            let first = *dates.first()?;
            Some(RedDays { team, first, sentence: red_sentence(name, red, &dates) })
        }));
        let cover = |day: &TeamDay| CoverDay {
            date: day.date,
            working: day.working,
            present: day.present.to_string(),
            share: share(day),
            free: day.free_places,
            uncovered: day.uncovered,
            on_duty: day.on_duty,
            red: !day.red.is_empty(),
            words: day_words(reading, name, day, &why),
        };
        self.teams.insert(team, days.iter().map(cover).collect());
    }
}

fn share(day: &TeamDay) -> f32 {
    let established = day.established.value();
    if established <= 0.0 { 0.0 } else { (day.present.value() / established).clamp(0.0, 1.0) as f32 }
}

fn day_words(reading: &Reading, name: &str, day: &TeamDay, why: &impl Fn(&Red) -> String) -> String {
    let date = format!("{} {}", day.date.format("%a"), format_date(day.date));
    if !day.working {
        return format!("{name}, {date}: the service does not work");
    }
    let mut said = format!(
        "{name}, {date}: {} of {} FTE at work, {} away, {}, {} uncovered",
        day.present,
        day.established,
        day.away,
        words::count(day.free_places as usize, "free place", "free places"),
        words::count(day.uncovered as usize, "child", "children"),
    );
    if let Some(duty) = day.on_duty.and_then(|worker| reading.plan.workers.get(worker)) {
        said = format!("{said}, {} on duty", duty.name);
    }
    for red in &day.red {
        said = format!("{said}. {}", why(red));
    }
    said
}

/// Where a kind of fault stands, the gravest first: days of one kind are told together.
fn kind_of(red: Red) -> u8 {
    match red {
        Red::PastGrace { .. } => 0,
        Red::NoManager => 1,
        Red::TooFewPresent { .. } => 2,
        Red::TooManyAway { .. } => 3,
        Red::DutyAway(_) => 4,
        Red::NobodyOnDuty => 5,
    }
}

fn red_sentence(name: &str, red: Red, dates: &[NaiveDate]) -> String {
    let what = match red {
        Red::PastGrace { .. } => "has children without a named social worker through absence",
        Red::NoManager => "has no manager at work",
        Red::TooFewPresent { .. } => "has too few at work",
        Red::TooManyAway { .. } => "has too many away",
        Red::DutyAway(_) => "has a duty worker who is away",
        Red::NobodyOnDuty => "has nobody on duty",
    };
    let first = dates.first().map_or_else(String::new, |first| format_date(*first));
    match dates.len() {
        1 => format!("{name} {what} on {first}"),
        many => format!("{name} {what} on {many} days from {first}"),
    }
}
