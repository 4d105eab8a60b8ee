//! Who is away: sickness and parental leave first, then training and leave round them, then who covers.

use chrono::{Duration, NaiveDate};

use super::chance::Chance;
use super::dates::{AS_AT, days, in_days, monday, working, working_before};
use super::spec::{Away, Spec};
use super::staff::Draft;
use crate::domain::ids::{AbsenceId, TeamId, WorkerId};
use crate::domain::plan::{
    Absence, AbsenceKind, AbsenceStatus, Contract, PhasedReturn, Role, Worker, WorkforceChange,
};

/// Weeks before the as-at date for which leave is listed.
const WEEKS_BACK: i64 = 3;
/// Weeks after it.
const WEEKS_AHEAD: i64 = 26;

impl Draft {
    /// A new agreed absence without cover.
    pub fn add_absence(
        &mut self,
        worker: WorkerId,
        kind: AbsenceKind,
        first_day: NaiveDate,
        last_day: Option<NaiveDate>,
    ) -> &mut Absence {
        let place = self.absences.len();
        self.absences.push(Absence {
            id: AbsenceId(place as u32 + 1),
            worker,
            kind,
            first_day,
            last_day,
            expected_return: None,
            status: AbsenceStatus::Agreed,
            cover: Vec::new(),
            cover_from: None,
            phased_return: None,
            notes: String::new(),
        });
        &mut self.absences[place]
    }
}

/// Everyone in post or about to be, managers included.
fn staff(draft: &Draft) -> Vec<Worker> {
    draft.workers.iter().filter(|worker| worker.last_day.is_none_or(|last| last >= AS_AT)).cloned().collect()
}

/// Sickness and parental leave. Comes before children are shared out: whoever is on parental leave has none.
pub(super) fn add_long_absences(draft: &mut Draft, spec: &Spec) {
    let mut chance = Chance::new(spec.seed, 5);
    let settled =
        |worker: &Worker| worker.last_day.is_none() && worker.first_day.is_some_and(|f| days(f, AS_AT) > 300);
    let mut able: Vec<Worker> =
        staff(draft).into_iter().filter(|w| settled(w) && w.role != Role::ServiceManager).collect();
    chance.shuffle(&mut able);
    let count = |share: f64| (draft.workers.len() as f64 * share).round() as usize;
    let (sick, parental) = (count(spec.away.sick), count(spec.away.parental));
    let (holding, mut others): (Vec<Worker>, Vec<Worker>) =
        able.into_iter().partition(|w| w.role.holds_cases());
    // Agency workers have no parental leave from the council; a manager on long leave would need a story.
    let (mut employed, agency): (Vec<Worker>, Vec<Worker>) =
        holding.into_iter().partition(|worker| worker.contract != Contract::Agency);
    for number in 0..parental {
        let Some(worker) = employed.pop() else { break };
        let first_day = monday(if number % 3 == 1 { chance.between(5, 20) } else { -chance.between(4, 36) });
        let last_day = first_day + Duration::days(7 * chance.between(38, 50) + 4);
        draft.add_absence(worker.id, AbsenceKind::Parental, first_day, Some(last_day));
        if first_day <= AS_AT {
            for seat in draft.seats.iter_mut().filter(|seat| seat.worker == worker.id) {
                seat.empty = true;
            }
        }
    }
    others.extend(agency);
    others.extend(employed);
    chance.shuffle(&mut others);
    for (number, worker) in others.iter().take(sick + sick.div_ceil(2)).enumerate() {
        if number >= sick {
            // Back from a long illness, by steps.
            let back = monday(-chance.between(0, 2));
            let first_day = working(back - Duration::days(chance.between(40, 100)));
            let absence = draft.add_absence(worker.id, AbsenceKind::Sickness, first_day, back.pred_opt());
            absence.phased_return = Some(PhasedReturn { weekly_percent: vec![40, 60, 80] });
        } else if number % 2 == 0 {
            let first_day = working(in_days(-chance.between(28, 90)));
            let back = (number % 4 == 0).then(|| monday(chance.between(2, 9)));
            let absence = draft.add_absence(worker.id, AbsenceKind::Sickness, first_day, None);
            absence.expected_return = back;
            absence.phased_return = back.map(|_| PhasedReturn { weekly_percent: vec![40, 60, 80] });
        } else {
            let first_day = working_before(in_days(-chance.between(0, 6)));
            let last_day = working(in_days(chance.between(0, 4)));
            draft.add_absence(worker.id, AbsenceKind::Sickness, first_day, Some(last_day));
        }
    }
}

/// Leave and training over the weeks around the as-at date and ahead, and cover for everything.
pub(super) fn add_leave_and_cover(draft: &mut Draft, spec: &Spec, leave_index: &[f64; 12]) {
    let mut chance = Chance::new(spec.seed, 6);
    add_past_sickness(draft, &mut chance, spec.away.sick);
    let weights: Vec<f64> =
        (-WEEKS_BACK..WEEKS_AHEAD).map(|week| week_weight(monday(week), leave_index)).collect();
    let year: f64 = (0..52).map(|week| week_weight(monday(week), leave_index)).sum();
    // How many of each team are off in each week, so that not everybody is away together.
    let mut off = vec![vec![0_usize; weights.len()]; draft.teams.len() + 1];
    for worker in staff(draft) {
        let in_sight = weights.iter().sum::<f64>() / year;
        let budget = f64::from(spec.away.leave_days) * worker.fte.value() * in_sight * chance.bell(1.0, 0.12);
        let team = worker.team.map_or(draft.teams.len(), |team| team.0 as usize - 1);
        let size = draft.workers.iter().filter(|mate| mate.team == worker.team).count();
        add_leave(draft, &mut chance, &worker, budget, &weights, &mut off[team], size);
        if worker.asye_start.is_some() || chance.yes(0.2) {
            for _ in 0..chance.between(1, 4) {
                let day = working(in_days(chance.between(3, 170)));
                if in_post_and_free(draft, &worker, day, day) && worker.works_on(day) {
                    draft.add_absence(worker.id, AbsenceKind::Training, day, Some(day));
                }
            }
        }
    }
    draft.absences.sort_by_key(|absence| (absence.first_day, absence.worker));
    for (place, absence) in draft.absences.iter_mut().enumerate() {
        absence.id = AbsenceId(place as u32 + 1);
    }
    name_cover(draft, &mut chance, spec.away);
}

/// Sickness of the last year, now over: two or three short spells each, and a long one here and there.
fn add_past_sickness(draft: &mut Draft, chance: &mut Chance, share: f64) {
    let usual = share / Away::default().sick;
    for worker in staff(draft) {
        let mut spells: Vec<i64> = Vec::new();
        for _ in 0..3 {
            if chance.yes(0.73 * usual) {
                spells.push(chance.between(1, 5));
            }
        }
        if chance.yes(0.05 * usual) {
            spells.push(chance.between(30, 90));
        }
        for length in spells {
            let first_day = working(in_days(-chance.between(length + 3, 363)));
            let last_day = working_before(first_day + Duration::days(length - 1)).max(first_day);
            if last_day < AS_AT && in_post_and_free(draft, &worker, first_day, last_day) {
                draft.add_absence(worker.id, AbsenceKind::Sickness, first_day, Some(last_day));
            }
        }
    }
}

/// How much leave is taken in a week against others: by month, with school holidays on top.
fn week_weight(monday: NaiveDate, leave_index: &[f64; 12]) -> f64 {
    use chrono::Datelike as _;
    let friday = monday + Duration::days(4);
    let month = leave_index[friday.month0() as usize];
    let holiday = match (friday.month(), friday.day()) {
        (12, 22..=31) | (1, 1) => return 3.6, // Christmas, whichever month the week ends in
        (10, 25..=31) | (2, 14..=20) | (5, 27..=31) => 1.9, // half-terms
        (4, 1..=12) => 1.6,                   // Easter, more or less
        _ => 1.0,
    };
    month * holiday
}

fn add_leave(
    draft: &mut Draft,
    chance: &mut Chance,
    worker: &Worker,
    budget: f64,
    weights: &[f64],
    off: &mut [usize],
    team_size: usize,
) {
    let week_days = f64::from(worker.working_days.days_a_week());
    let mut left = budget;
    for _ in 0..60 {
        if left < 1.0 {
            return;
        }
        let week = chance.weighted(weights.iter().copied());
        let start = monday(i64::from(week as u32) - WEEKS_BACK);
        let (weeks, short) = if left >= 2.0 * week_days && chance.yes(0.22) {
            (2, false)
        } else {
            (1, left < week_days || chance.yes(0.3))
        };
        let friday = start + Duration::days(7 * weeks - 3);
        let (first_day, last_day) = if short {
            let length = if left >= 2.0 && chance.yes(0.6) { 2 } else { 1 };
            // A long weekend, at one end of the week or the other.
            if chance.yes(0.5) {
                (start, start + Duration::days(length - 1))
            } else {
                (friday - Duration::days(length - 1), friday)
            }
        } else {
            (start, friday)
        };
        let (first_day, last_day) = (working(first_day), working_before(last_day));
        let taken = first_day
            .iter_days()
            .take_while(|day| *day <= last_day)
            .filter(|day| worker.works_on(*day) && working(*day) == *day);
        let taken = taken.count() as f64;
        let crowded = (week..(week + weeks as usize).min(off.len()))
            .any(|week| off[week] + 1 > (team_size / if weights[week] > 2.0 { 2 } else { 3 }).max(1));
        if taken == 0.0 || (crowded && !short) || !in_post_and_free(draft, worker, first_day, last_day) {
            continue;
        }
        left -= taken;
        for week in off.iter_mut().skip(week).take(weeks as usize) {
            *week += 1;
        }
        let undecided = match days(AS_AT, first_day) {
            ..=6 => 0.0,
            7..=41 => 0.1,
            _ => 0.3,
        };
        let requested = chance.yes(undecided);
        let absence = draft.add_absence(worker.id, AbsenceKind::AnnualLeave, first_day, Some(last_day));
        if requested {
            absence.status = AbsenceStatus::Requested;
        }
    }
}

fn in_post_and_free(draft: &Draft, worker: &Worker, first_day: NaiveDate, last_day: NaiveDate) -> bool {
    worker.in_post(first_day)
        && worker.in_post(last_day)
        && !draft
            .absences
            .iter()
            .any(|absence| absence.worker == worker.id && overlaps(absence, first_day, last_day))
}

fn overlaps(absence: &Absence, first_day: NaiveDate, last_day: NaiveDate) -> bool {
    absence.first_day <= last_day && absence.known_last_day().is_none_or(|last| first_day <= last)
}

/// Names a colleague who is there for the whole time, where one is to be named and there is one.
fn name_cover(draft: &mut Draft, chance: &mut Chance, away: Away) {
    // A service that names cover for nearly everything does so for a single day too.
    let too_short = |length: i64| length < 2 && away.cover_named < 0.9;
    for place in 0..draft.absences.len() {
        let absence = &draft.absences[place];
        let Some(worker) = draft.worker(absence.worker) else { continue };
        let last_day = absence.known_last_day().unwrap_or(in_days(7 * WEEKS_AHEAD));
        let empty = draft.seats.iter().any(|seat| seat.worker == worker.id && seat.empty);
        if last_day < AS_AT
            || too_short(days(absence.first_day, last_day))
            || empty
            || !chance.yes(away.cover_named)
        {
            continue;
        }
        let first_day = absence.first_day.max(AS_AT);
        // Nobody promises half a year: cover for a long absence is looked for over its next four weeks.
        let last_day = last_day.min(first_day + Duration::days(28));
        let alike = |mate: &Worker| {
            if worker.role.is_manager() {
                mate.role.is_manager() && mate.role != Role::ServiceManager
            } else if worker.role == Role::PersonalAdviser {
                mate.role == Role::PersonalAdviser
            } else {
                mate.role.holds_cases() && mate.asye_start.is_none()
            }
        };
        let kind = |team: Option<TeamId>| team.and_then(|team| draft.kinds.get(team.0 as usize - 1));
        let free = |near: &dyn Fn(&Worker) -> bool| -> Vec<WorkerId> {
            let mates = draft.workers.iter().filter(|mate| mate.id != worker.id && alike(mate) && near(mate));
            let there = mates.filter(|mate| in_post_and_free(draft, mate, first_day, last_day));
            there.map(|mate| mate.id).collect()
        };
        // In the team first, and in a team of the same kind where nobody there is free.
        let mut free_mates = free(&|mate| mate.team == worker.team);
        if free_mates.is_empty() {
            free_mates = free(&|mate| kind(mate.team) == kind(worker.team));
        }
        let mut cover: Vec<WorkerId> = chance.pick(&free_mates).into_iter().collect();
        if chance.yes(0.2) {
            cover.extend(chance.pick(&free_mates).filter(|second| !cover.contains(second)));
        }
        draft.absences[place].cover = cover;
    }
}

/// How leave is spread over the year, January first.
pub(super) fn leave_index() -> [f64; 12] {
    WorkforceChange::default().leave_month_index
}
