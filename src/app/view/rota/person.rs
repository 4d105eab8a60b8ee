//! One person on the rota: when they are away, on duty, off, new, back by steps and gone.

use chrono::{Days, NaiveDate};

use crate::app::reading::Reading;
use crate::app::view::table::Tone;
use crate::app::words;
use crate::domain::calendar::format_date;
use crate::domain::capacity::ASYE_WEEKS;
use crate::domain::ids::{AbsenceId, TeamId, WorkerId};
use crate::domain::lookup::Lookup;
use crate::domain::plan::{
    Absence, AbsenceKind, AbsenceStatus, DutyStretch, Ramp, Words as _, Worker, lower_first,
};

/// How a kind of absence is told apart: by a letter, a short word, a pattern and a hue.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct KindSign {
    /// Where there is room for one letter.
    pub letter: &'static str,
    /// Where there is room for a word.
    pub short: &'static str,
    /// The hue.
    pub tone: Tone,
    /// The pattern.
    pub pattern: Pattern,
}

/// A pattern along the foot of a bar.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Pattern {
    /// One line.
    Line,
    /// A thick line.
    Thick,
    /// Two lines.
    Double,
    /// Dots.
    Dots,
    /// Short dashes.
    Dashes,
    /// Long dashes.
    LongDashes,
    /// Upright strokes.
    Strokes,
}

/// The sign of a kind of absence.
pub fn sign(kind: AbsenceKind) -> KindSign {
    use AbsenceKind as K;
    let (letter, short, tone, pattern) = match kind {
        K::AnnualLeave => ("L", "Leave", Tone::Blue, Pattern::Line),
        K::Sickness => ("S", "Sick", Tone::Vermilion, Pattern::Thick),
        K::Parental => ("P", "Parental", Tone::Purple, Pattern::Double),
        K::Training => ("T", "Training", Tone::BlueGreen, Pattern::Dots),
        K::Special => ("C", "Special", Tone::Yellow, Pattern::Dashes),
        K::PublicDuties => ("D", "Public duties", Tone::SkyBlue, Pattern::LongDashes),
        K::Unpaid => ("U", "Unpaid", Tone::Grey, Pattern::Strokes),
    };
    KindSign { letter, short, tone, pattern }
}

/// One absence of one person, as far as it is in sight. Days are counted from the first that is shown.
#[derive(Clone, Debug, PartialEq)]
pub struct Bar {
    /// The absence.
    pub absence: AbsenceId,
    /// Why.
    pub kind: AbsenceKind,
    /// Asked for and not agreed.
    pub requested: bool,
    /// Its first day in sight.
    pub first: usize,
    /// Its last day in sight.
    pub last: usize,
    /// It began before the days in sight.
    pub began_before: bool,
    /// It goes on after them.
    pub goes_on: bool,
    /// Nobody knows when it ends.
    pub open_ended: bool,
    /// Which of the lanes it lies in, where several lie over each other, and how many there are.
    pub lane: (u8, u8),
    /// Who covers, in a few words: "Ben Cole", "no cover"; nothing where nobody needs cover.
    pub cover: String,
    /// Whether it leaves children uncovered that somebody should cover.
    pub no_cover: bool,
    /// Weeks of a phased return in sight: first day, last day, percent of the usual caseload.
    pub tail: Vec<(usize, usize, u8)>,
    /// Everything, for reading aloud.
    pub words: String,
    /// How it differs from the base plan while a scenario is open.
    pub differs: bool,
}

/// A duty turn in sight.
#[derive(Clone, Debug, PartialEq)]
pub struct DutyMark {
    /// First day in sight.
    pub first: usize,
    /// Last day in sight.
    pub last: usize,
    /// It stays as it is when the rota is made anew.
    pub pinned: bool,
    /// No turn is in the plan: the team's order gives it.
    pub by_order: bool,
}

/// A day on which something begins or ends for a person.
#[derive(Clone, Debug, PartialEq)]
pub struct DayMark {
    /// The day.
    pub day: usize,
    /// What.
    pub what: MarkKind,
}

/// What begins or ends on a day.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum MarkKind {
    /// The first day in post.
    FirstDay,
    /// The last day in post.
    LastDay,
    /// From here on the assessed and supported year allows this share of a caseload, in percent.
    Asye(u8),
}

impl MarkKind {
    /// In words.
    pub fn words(self) -> String {
        match self {
            Self::FirstDay => "first day in post".to_owned(),
            Self::LastDay => "last day in post".to_owned(),
            Self::Asye(100) => "end of the assessed and supported year".to_owned(),
            Self::Asye(percent) => {
                format!("assessed and supported year: {percent} % of a caseload from here on")
            }
        }
    }
}

/// A person and their days in sight.
#[derive(Clone, Debug, PartialEq)]
pub struct PersonView {
    /// Who.
    pub worker: WorkerId,
    /// Their team.
    pub team: Option<TeamId>,
    /// Their name.
    pub name: String,
    /// Their role.
    pub role: &'static str,
    /// Where the role stands among roles.
    pub(super) role_place: usize,
    /// Children in their name.
    pub children: u32,
    /// Days in sight on which they do not work though the service does: theirs by pattern, or out of post.
    pub off: Vec<bool>,
    /// Days in sight on which they are not in post.
    pub out_of_post: Vec<bool>,
    /// When they are away.
    pub bars: Vec<Bar>,
    /// When they are on duty.
    pub duty: Vec<DutyMark>,
    /// What begins and ends.
    pub marks: Vec<DayMark>,
    /// Working days in sight on which they are in an agreed or requested absence.
    pub days_away: u32,
    /// The first day, from the plan's date on, of their next absence; of the present one, where they are away.
    pub next_absence: Option<NaiveDate>,
    /// Everything, for reading aloud.
    pub words: String,
    /// They differ from the base plan while a scenario is open.
    pub differs: bool,
}

/// What a person is looked at with.
pub(super) struct Looking<'a> {
    pub reading: &'a Reading,
    pub lookup: &'a Lookup<'a>,
    pub from: NaiveDate,
    pub to: NaiveDate,
    pub count: usize,
}

impl Looking<'_> {
    /// Which day in sight a date is, negative before the first.
    fn place(&self, date: NaiveDate) -> i64 {
        (date - self.from).num_days()
    }
    /// The days in sight between two dates; nothing where none is.
    fn clip(&self, first: NaiveDate, last: NaiveDate) -> Option<(usize, usize)> {
        let end = i64::try_from(self.count).ok()? - 1;
        let (first, last) = (self.place(first).max(0), self.place(last).min(end));
        (first <= last).then_some((first as usize, last as usize))
    }
    fn day(&self, date: NaiveDate) -> Option<usize> {
        self.clip(date, date).map(|(day, _)| day)
    }
}

/// When an absence is, in words: "14/12/2026 to 18/12/2026".
pub fn when(absence: &Absence) -> String {
    let first = format_date(absence.first_day);
    match (absence.last_day, absence.expected_return) {
        (Some(last), _) if last == absence.first_day => first,
        (Some(last), _) => format!("{first} to {}", format_date(last)),
        (None, Some(back)) => format!("from {first}, expected back {}", format_date(back)),
        (None, None) => format!("from {first}, no return date known"),
    }
}

/// An absence in words: who, why, when, whether agreed, who covers, how many children.
pub fn absence_words(lookup: &Lookup<'_>, absence: &Absence, children: u32) -> String {
    let status = lower_first(absence.status.label());
    let cover = cover_names(lookup, absence);
    let cover = match (cover.is_empty(), children) {
        (false, _) => format!(", covered by {}", listed(&cover)),
        (true, 0) => String::new(),
        (true, _) => ", no cover named".to_owned(),
    };
    let held = words::count(children as usize, "child", "children");
    let phased = absence.phased_return.as_ref().map_or_else(String::new, |phased| {
        let percents: Vec<String> = phased.weekly_percent.iter().map(|p| format!("{p} %")).collect();
        format!("; then back by steps: {} of a caseload, a week each", percents.join(", "))
    });
    format!(
        "{}, {}, {}, {status}{cover}; {held}{phased}",
        lookup.worker_name(absence.worker),
        lower_first(absence.kind.label()),
        when(absence),
    )
}

fn cover_names(lookup: &Lookup<'_>, absence: &Absence) -> Vec<String> {
    absence.cover.iter().map(|id| lookup.worker_name(*id)).collect()
}

/// "Ada Brook", "Ada Brook and Ben Cole", "Ada Brook, Ben Cole and Cyra Dunn".
pub(super) fn listed(names: &[String]) -> String {
    match names {
        [] => String::new(),
        [one] => one.clone(),
        [others @ .., last] => format!("{} and {last}", others.join(", ")),
    }
}

pub(super) fn person(
    look: &Looking<'_>,
    worker: &Worker,
    turns: &[DutyStretch],
    differs: impl Fn(AbsenceId) -> bool,
) -> PersonView {
    let reading = look.reading;
    let days: Vec<NaiveDate> = look.from.iter_days().take(look.count).collect();
    let works = |day: &NaiveDate| worker.works_on(*day) && worker.in_post(*day);
    let children = reading.loads.of(worker.id).children;
    let mut absences: Vec<&Absence> = look.lookup.absences_of(worker.id).collect();
    absences.sort_by_key(|absence| (absence.first_day, absence.id));
    let mut bars: Vec<Bar> =
        absences.iter().filter_map(|absence| bar(look, absence, children, &differs)).collect();
    lanes(&mut bars);
    let away = |day: &NaiveDate| absences.iter().any(|absence| absence.covers(*day));
    let days_away =
        days.iter().filter(|day| works(day) && reading.calendar.is_working_day(**day) && away(day)).count();
    let next = absences.iter().filter(|absence| absence.known_last_day().is_none_or(|l| reading.on <= l));
    let duty = turns
        .iter()
        .filter_map(|turn| {
            let (first, last) = look.clip(turn.from, turn.to)?;
            let pinned = turn.turn.is_some_and(|turn| turn.pinned);
            Some(DutyMark { first, last, pinned, by_order: turn.turn.is_none() })
        })
        .collect();
    let team = worker.team.map_or_else(|| "no team".to_owned(), |team| look.lookup.team_name(team));
    PersonView {
        worker: worker.id,
        team: worker.team,
        name: worker.name.clone(),
        role: worker.role.label(),
        role_place: crate::domain::plan::Role::ALL.iter().position(|r| *r == worker.role).unwrap_or(0),
        children,
        off: days.iter().map(|day| !works(day) && reading.calendar.is_working_day(*day)).collect(),
        out_of_post: days.iter().map(|day| !worker.in_post(*day)).collect(),
        days_away: days_away as u32,
        next_absence: next.map(|absence| absence.first_day.max(reading.on)).min(),
        words: format!(
            "{}, {}, {team}, {} FTE; away on {} of the days shown; {}",
            worker.name,
            lower_first(worker.role.label()),
            worker.fte,
            words::working_days(days_away as u32),
            words::count(children as usize, "child", "children"),
        ),
        bars,
        duty,
        marks: marks(look, worker),
        differs: false,
    }
}

fn bar(
    look: &Looking<'_>,
    absence: &Absence,
    children: u32,
    differs: &impl Fn(AbsenceId) -> bool,
) -> Option<Bar> {
    let known = absence.known_last_day();
    let end = known.unwrap_or(look.to.max(absence.first_day)).max(absence.first_day);
    let tail = tail(look, absence);
    let (first, last) = match look.clip(absence.first_day, end) {
        Some(seen) => seen,
        // Only the phased return is in sight: the bar stands before the first day.
        None if !tail.is_empty() => (0, 0),
        None => return None,
    };
    let needs = children > 0 && absence.cover.is_empty();
    let names = cover_names(look.lookup, absence);
    Some(Bar {
        absence: absence.id,
        kind: absence.kind,
        requested: absence.status == AbsenceStatus::Requested,
        first,
        last,
        began_before: absence.first_day < look.from,
        goes_on: known.is_none_or(|last| look.to < last),
        open_ended: known.is_none(),
        lane: (0, 1),
        cover: if needs { "no cover".to_owned() } else { names.join(", ") },
        no_cover: needs,
        tail,
        words: absence_words(look.lookup, absence, children),
        differs: differs(absence.id),
    })
}

fn tail(look: &Looking<'_>, absence: &Absence) -> Vec<(usize, usize, u8)> {
    let (Some(phased), Some(last)) = (&absence.phased_return, absence.known_last_day()) else {
        return Vec::new();
    };
    let week = |number: usize| {
        let first = last.checked_add_days(Days::new(1 + 7 * number as u64))?;
        let end = first.checked_add_days(Days::new(6))?;
        look.clip(first, end)
    };
    let weeks = phased.weekly_percent.iter().enumerate();
    weeks.filter_map(|(number, percent)| week(number).map(|(first, end)| (first, end, *percent))).collect()
}

/// Puts bars that lie over each other into lanes of their own, the earlier one above.
fn lanes(bars: &mut [Bar]) {
    let mut start = 0;
    while start < bars.len() {
        // Those that hang together, one over the next.
        let mut end = start;
        let mut ends: Vec<usize> = Vec::new();
        let mut reach = 0;
        while let Some(bar) = bars.get_mut(end).filter(|bar| end == start || bar.first <= reach) {
            let lane = ends.iter().position(|taken| *taken < bar.first).unwrap_or(ends.len());
            match ends.get_mut(lane) {
                Some(taken) => *taken = bar.last,
                None => ends.push(bar.last),
            }
            bar.lane.0 = u8::try_from(lane).unwrap_or(u8::MAX);
            reach = reach.max(bar.last);
            end += 1;
        }
        let count = u8::try_from(ends.len()).unwrap_or(u8::MAX);
        for bar in bars.iter_mut().take(end).skip(start) {
            bar.lane.1 = count;
        }
        start = end;
    }
}

fn marks(look: &Looking<'_>, worker: &Worker) -> Vec<DayMark> {
    let mut marks = Vec::new();
    let mut mark = |date: Option<NaiveDate>, what| {
        marks.extend(date.and_then(|date| look.day(date)).map(|day| DayMark { day, what }));
    };
    mark(worker.first_day, MarkKind::FirstDay);
    mark(worker.last_day, MarkKind::LastDay);
    if let Some(start) = worker.asye_start {
        let ramp: &Ramp = &look.reading.plan.policy.asye_ramp;
        let week = |week: u16| start.checked_add_days(Days::new(7 * u64::from(week)));
        for step in ramp.steps.iter().filter(|step| step.from_week < ASYE_WEEKS) {
            mark(week(step.from_week), MarkKind::Asye(step.percent));
        }
        mark(week(ASYE_WEEKS), MarkKind::Asye(100));
    }
    marks
}

impl PersonView {
    /// The bar on a day, the uppermost lane first.
    pub fn bar_on(&self, day: usize) -> Option<&Bar> {
        self.bars
            .iter()
            .find(|bar| (bar.first..=bar.last).contains(&day) && !(bar.began_before && bar.only_tail()))
    }

    /// What is there to say of a day besides absence: duty, a day off, what begins and ends.
    pub fn day_words(&self, day: usize) -> Vec<String> {
        let mut said = Vec::new();
        if let Some(turn) = self.duty.iter().find(|turn| (turn.first..=turn.last).contains(&day)) {
            let words = match turn {
                DutyMark { pinned: true, .. } => "on duty, pinned",
                DutyMark { by_order: true, .. } => "on duty by the team’s order",
                _ => "on duty",
            };
            said.push(words.to_owned());
        }
        if self.out_of_post.get(day) == Some(&true) {
            said.push("not in post".to_owned());
        } else if self.off.get(day) == Some(&true) {
            said.push("not a working day of theirs".to_owned());
        }
        said.extend(self.marks.iter().filter(|mark| mark.day == day).map(|mark| mark.what.words()));
        let phased = |bar: &Bar| {
            let week = bar.tail.iter().find(|(first, last, _)| (*first..=*last).contains(&day))?;
            Some(format!("back by steps: {} % of a caseload", week.2))
        };
        said.extend(self.bars.iter().filter_map(phased));
        said
    }
}

impl Bar {
    /// Whether nothing but the phased return is in sight.
    pub fn only_tail(&self) -> bool {
        self.began_before && self.first == 0 && self.tail.first().is_some_and(|(first, ..)| *first == 0)
    }
}
