//! Everybody's days for `rota`: absences, duty, ramps, and a letter for each day.

use chrono::{Duration, NaiveDate};

use super::answer::{AbsenceLine, DutyLine, PersonLine, ShareLine};
use crate::app::terminal::plan_file::iso;
use crate::domain::capacity::ASYE_WEEKS;
use crate::domain::fields::Value as _;
use crate::domain::plan::{Absence, AbsenceKind, AbsenceStatus, DutyPattern, Team, Words as _, Worker};
use crate::domain::state::Sight;

/// A working day.
pub(super) const WORKS: char = '=';
/// A day that is not worked.
pub(super) const FREE: char = '·';
/// Not in post.
pub(super) const NOT_IN_POST: char = '-';
/// On duty.
pub(super) const DUTY: char = 'D';
/// Letters of absences, in the order of the key beneath the picture.
pub(super) const LETTERS: [(char, &str); 5] = [
    ('L', "annual leave"),
    ('S', "sickness"),
    ('P', "parental leave"),
    ('T', "training"),
    ('O', "another absence"),
];

fn letter(kind: AbsenceKind) -> char {
    match kind {
        AbsenceKind::AnnualLeave => 'L',
        AbsenceKind::Sickness => 'S',
        AbsenceKind::Parental => 'P',
        AbsenceKind::Training => 'T',
        AbsenceKind::Special | AbsenceKind::PublicDuties | AbsenceKind::Unpaid => 'O',
    }
}

/// Who is on duty on each day for one team: turns, and the order where a day has none.
pub(super) struct TeamDuty<'p> {
    team: &'p Team,
    duty: &'p DutyPattern,
}

impl<'p> TeamDuty<'p> {
    pub(super) fn of(team: &'p Team) -> Option<Self> {
        Some(Self { team, duty: team.duty.as_ref()? })
    }
}

/// One person from `from` to `to`.
pub(super) fn person(
    sight: &Sight<'_>,
    duties: &[TeamDuty<'_>],
    worker: &Worker,
    (from, to): (NaiveDate, NaiveDate),
) -> PersonLine {
    let lookup = &sight.lookup;
    let mut absences: Vec<&Absence> = lookup
        .absences_of(worker.id)
        .filter(|absence| absence.first_day <= to && absence.known_last_day().is_none_or(|last| from <= last))
        .collect();
    absences.sort_by_key(|absence| (absence.first_day, absence.id));
    let duty = duties.iter().flat_map(|duty| {
        let own = duty.duty.stretches(from, to).into_iter().filter(|stretch| stretch.worker == worker.id);
        own.map(|stretch| {
            let pinned = stretch.turn.is_some_and(|turn| turn.pinned);
            let (first, last) = (iso(stretch.from), iso(stretch.to));
            (stretch.from, DutyLine { team: duty.team.name.clone(), from: first, to: last, pinned })
        })
    });
    let mut duty: Vec<(NaiveDate, DutyLine)> = duty.collect();
    duty.sort_by_key(|(first, _)| *first);
    PersonLine {
        id: worker.id.to_string(),
        name: worker.name.clone(),
        team: worker.team.map(|team| lookup.team_name(team)),
        role: worker.role.key(),
        fte: worker.fte.value(),
        working_days: worker.working_days.text(),
        second_week: worker.rota.second_week.map(|second| Some(second).show()),
        first_day: worker.first_day.map(iso),
        last_day: worker.last_day.map(iso),
        days: days(sight, duties, worker, &absences, (from, to)),
        absences: absences
            .iter()
            .map(|absence| AbsenceLine {
                id: absence.id.to_string(),
                kind: absence.kind.key(),
                status: absence.status.key(),
                first_day: iso(absence.first_day),
                last_day: absence.known_last_day().map(iso),
                cover: absence.cover.iter().map(|id| lookup.worker_name(*id)).collect(),
            })
            .collect(),
        duty: duty.into_iter().map(|(_, line)| line).collect(),
        asye_start: worker.asye_start.map(iso),
        asye_steps: asye_steps(sight, worker, (from, to)),
        phased_returns: phased_returns(&absences_all(sight, worker), (from, to)),
    }
}

/// A letter for each day.
fn days(
    sight: &Sight<'_>,
    duties: &[TeamDuty<'_>],
    worker: &Worker,
    absences: &[&Absence],
    (from, to): (NaiveDate, NaiveDate),
) -> String {
    let one = |day: NaiveDate| {
        if !worker.in_post(day) {
            return NOT_IN_POST;
        }
        if !sight.calendar.is_working_day(day) || !worker.works_on(day) {
            return FREE;
        }
        let of =
            |status| absences.iter().find(move |absence| absence.status == status && absence.covers(day));
        if let Some(absence) = of(AbsenceStatus::Agreed) {
            letter(absence.kind)
        } else if let Some(absence) = of(AbsenceStatus::Requested) {
            letter(absence.kind).to_ascii_lowercase()
        } else if duties.iter().any(|duty| duty.duty.on_duty(day) == Some(worker.id)) {
            DUTY
        } else {
            WORKS
        }
    };
    from.iter_days().take_while(|day| *day <= to).map(one).collect()
}

/// Steps of the assessed and supported year within the days, and its end.
fn asye_steps(sight: &Sight<'_>, worker: &Worker, (from, to): (NaiveDate, NaiveDate)) -> Vec<ShareLine> {
    let Some(start) = worker.asye_start else { return Vec::new() };
    let ramp = &sight.plan().policy.asye_ramp;
    let steps = ramp.steps.iter().map(|step| (step.from_week, step.percent));
    let steps = steps.filter(|(week, _)| *week < ASYE_WEEKS).chain([(ASYE_WEEKS, 100)]);
    shares(steps.map(|(week, percent)| (start, week, percent)), (from, to))
}

fn absences_all<'p>(sight: &Sight<'p>, worker: &Worker) -> Vec<&'p Absence> {
    let agreed = |absence: &&Absence| absence.status == AbsenceStatus::Agreed;
    sight.lookup.absences_of(worker.id).filter(agreed).collect()
}

/// Weeks of phased returns within the days, and the day from which it is full again.
fn phased_returns(absences: &[&Absence], (from, to): (NaiveDate, NaiveDate)) -> Vec<ShareLine> {
    let mut lines = Vec::new();
    for absence in absences {
        let back = absence.known_last_day().and_then(|last| last.succ_opt());
        if let (Some(back), Some(phased)) = (back, &absence.phased_return) {
            let weeks = (0_u16..).zip(phased.weekly_percent.iter().copied().chain([100]));
            lines.extend(shares(weeks.map(|(week, percent)| (back, week, percent)), (from, to)));
        }
    }
    lines.sort_by(|one, other| one.from.cmp(&other.from));
    lines
}

/// Shares from so many weeks after a start, of those that begin within the days.
fn shares(
    steps: impl Iterator<Item = (NaiveDate, u16, u8)>,
    (from, to): (NaiveDate, NaiveDate),
) -> Vec<ShareLine> {
    let day = |start: NaiveDate, week: u16| start.checked_add_signed(Duration::weeks(i64::from(week)));
    steps
        .filter_map(|(start, week, percent)| Some((day(start, week)?, percent)))
        .filter(|(day, _)| from <= *day && *day <= to)
        .map(|(day, percent)| ShareLine { from: iso(day), percent })
        .collect()
}
