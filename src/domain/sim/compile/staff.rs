//! Who fills which seat, what is known of them, and how staff change by chance.

use chrono::NaiveDate;

use super::leave::{LeaveShares, leave_years};
use super::time::Time;
use super::{Places, most_new, work_of};
use crate::domain::capacity::{ASYE_WEEKS, duty_takes, percent_of_cap};
use crate::domain::ids::WorkerId;
use crate::domain::lookup::IdMap;
use crate::domain::plan::{AbsenceStatus, Contract, Plan, Post, PostFilling, Role, Worker};
use crate::domain::presence::{Presence, PresenceFrom, can_stand_in};
use crate::domain::scenario::is_made;
use crate::domain::sim::draws::entity;
use crate::domain::sim::law::{Law, Length};
use crate::domain::sim::model::{
    DayPay, FirstFill, Known, KnownFrom, NONE, Refill, Rules, SeatModel, Staff, TypeModel, place_of,
};
use crate::domain::sim::seat::{Seat, status, work};
use crate::domain::state::Sight;
use crate::domain::units::Fte;

/// Mean of a log-normal length ÷ its median, by its spread: exp(σ² ÷ 2). Time to fill has σ = 0.6.
const FILL_MEAN: f64 = 1.197_217_363_121_810_2;
/// Long illness: σ = 0.7.
const LONG_MEAN: f64 = 1.277_621_313_204_886_6;
/// Short illness: σ = 1.
const SHORT_MEAN: f64 = 1.648_721_270_700_128_2;
/// Mean working days until a closure is authorised.
const CLOSURE: f64 = 10.0;

/// Names of draws: posts, workers without one, and the plan's own people.
const POST: u64 = 1;
const WORKER: u64 = 2;
const PERSON: u64 = 3;

/// Every seat in the order of teams, how each stands on the plan's date, and where each worker sits.
pub(super) fn seats(
    sight: &Sight<'_>,
    places: &Places,
    time: &Time<'_>,
    rules: &Rules,
    types: &[TypeModel],
) -> (Vec<SeatModel>, Vec<Seat>, IdMap<WorkerId, u32>) {
    let plan = sight.plan();
    let mut posts: IdMap<WorkerId, &Post> = IdMap::default();
    let mut covering: IdMap<WorkerId, &Post> = IdMap::default();
    for post in &plan.posts {
        match post.filling {
            PostFilling::Filled(worker) => {
                posts.entry(worker).or_insert(post);
            }
            PostFilling::Vacant { covered_by: Some(worker), .. } => {
                covering.entry(worker).or_insert(post);
            }
            _ => {}
        }
    }
    // Who sits where: the plan's workers, then vacant posts, put side by side by team.
    let mut drafts: Vec<Draft<'_>> = Vec::new();
    for (number, worker) in plan.workers.iter().enumerate() {
        drafts.push(Draft {
            team: places.team(worker.team),
            worker: Some((number as u32, worker)),
            post: posts.get(&worker.id).copied(),
            covers: covering.get(&worker.id).copied(),
        });
    }
    for post in &plan.posts {
        if let PostFilling::Vacant { .. } = post.filling {
            let team = places.team(post.team);
            drafts.push(Draft { team, worker: None, post: Some(post), covers: None });
        }
    }
    drafts.sort_by_key(|draft| draft.team);
    let vacant = |post: &Post| {
        let is_it = |d: &Draft<'_>| d.worker.is_none() && d.post.is_some_and(|p| p.id == post.id);
        drafts.iter().position(is_it).map_or(NONE, |place| place as u32)
    };
    let people: IdMap<WorkerId, u32> = drafts
        .iter()
        .zip(0_u32..)
        .filter_map(|(draft, seat)| draft.worker.map(|(_, worker)| (worker.id, seat)))
        .collect();
    let making = Making { sight, time, rules, types, people: &people, leave: LeaveShares::new(plan, time) };
    let made: Vec<(SeatModel, Seat)> = drafts
        .iter()
        .map(|draft| {
            let post = draft.covers.map_or(NONE, &vacant);
            making.seat(draft, post)
        })
        .collect();
    let (models, seats) = made.into_iter().unzip();
    (models, seats, people)
}

/// A seat before it is made.
struct Draft<'p> {
    team: u16,
    worker: Option<(u32, &'p Worker)>,
    post: Option<&'p Post>,
    /// The vacant post that the worker covers.
    covers: Option<&'p Post>,
}

struct Making<'a> {
    sight: &'a Sight<'a>,
    time: &'a Time<'a>,
    rules: &'a Rules,
    types: &'a [TypeModel],
    people: &'a IdMap<WorkerId, u32>,
    leave: LeaveShares,
}

impl Making<'_> {
    fn seat(&self, draft: &Draft<'_>, covered_post: u32) -> (SeatModel, Seat) {
        let plan = self.sight.plan();
        let role = match (draft.post, draft.worker) {
            (Some(post), _) => post.role,
            (None, Some((_, worker))) => worker.role,
            (None, None) => Role::SocialWorker,
        };
        let fte = match (draft.post, draft.worker) {
            (Some(post), _) if post.fte > Fte::ZERO => post.fte,
            (_, Some((_, worker))) => worker.fte,
            _ => Fte::FULL,
        };
        let (does, _) = work_of(role, self.types, &self.rules.counts);
        // What a scenario's changes make does not turn a plan without posts into one with an establishment.
        let alone = plan.posts.iter().all(|post| is_made(post.id))
            && draft.worker.is_none_or(|(_, worker)| !is_made(worker.id));
        let refill = if does == work::NONE {
            Refill::Never
        } else if covered_post != NONE {
            Refill::Agency { post: covered_post }
        } else if draft.post.is_some() || alone {
            Refill::Permanent
        } else {
            Refill::Never
        };
        let cap = plan.policy.role_cap(role);
        let key = match (draft.post, draft.worker) {
            (Some(post), _) => entity(POST, u64::from(u32::from(post.id))),
            (None, Some((_, worker))) => entity(WORKER, u64::from(u32::from(worker.id))),
            (None, None) => 0,
        };
        let pay = |role| DayPay::new(&plan.target.costs, role, self.time.year);
        let mut model = SeatModel {
            team: draft.team,
            key,
            refill,
            role,
            own_role: draft.worker.map_or(role, |(_, worker)| worker.role),
            fte: fte.parts(),
            full_cap: cap.children,
            full_points: cap.points.map(crate::domain::units::Points::hundredths),
            first_fill: FirstFill::None,
            covered_by: NONE,
            known: Vec::new(),
            percents: Vec::new(),
            cover: Vec::new(),
            covers: Vec::new(),
            quiet: Vec::new(),
            duty: Vec::new(),
            leaves: NONE,
            hands_over: NONE,
            converts: NONE,
            leave: Vec::new(),
            asye_ends: NONE,
            mask_after_asye: 0,
            own_pay: pay(draft.worker.map_or(role, |(_, worker)| worker.role)),
            pay: pay(role),
        };
        let mut seat = Seat::empty(draft.team);
        if let Some((number, worker)) = draft.worker {
            self.sit(&mut model, &mut seat, number, worker);
        } else if let Some(post) = draft.post {
            self.vacancy(&mut model, post);
        }
        (model, seat)
    }

    /// A post that nobody fills.
    fn vacancy(&self, model: &mut SeatModel, post: &Post) {
        let PostFilling::Vacant { since, expected, recruiting_from, covered_by } = post.filling else {
            return;
        };
        let as_at = self.sight.plan().about.as_at;
        if model.refill == Refill::Never {
            return;
        }
        model.first_fill = match (expected.filter(|day| *day > as_at), recruiting_from, since) {
            (Some(day), ..) => match self.time.day(day) {
                NONE => FirstFill::None,
                day => FirstFill::On(day),
            },
            (None, Some(from), _) if from >= as_at => FirstFill::Advertised(match self.time.number(from) {
                ..=0 => 0,
                day => day as u32,
            }),
            (None, Some(since), _) | (None, None, Some(since)) => {
                FirstFill::Running((-self.time.number(since)).max(0) as u32)
            }
            (None, None, None) => FirstFill::Unknown,
        };
        model.covered_by = covered_by.and_then(|worker| self.people.get(&worker)).copied().unwrap_or(NONE);
    }

    /// One of the plan's own workers.
    fn sit(&self, model: &mut SeatModel, seat: &mut Seat, number: u32, worker: &Worker) {
        let plan = self.sight.plan();
        let as_at = plan.about.as_at;
        let line = self.sight.presence(worker.id);
        let now = known(crate::domain::presence::on(line, as_at), self.people);
        if now == Known::Left {
            // Gone already: the seat is empty, and has been since.
            seat.generation = 0;
            if model.refill == Refill::Permanent {
                let since = worker.last_day.map_or(0, |last| (-self.time.number(last)).max(0) as u32);
                model.first_fill = FirstFill::Running(since);
            }
            return;
        }
        seat.key = entity(PERSON, u64::from(u32::from(worker.id)));
        seat.person = number;
        let cap = worker.cap.unwrap_or_else(|| plan.policy.role_cap(worker.role));
        seat.full_cap = cap.children;
        seat.full_points = cap.points.map_or(u32::MAX, crate::domain::units::Points::hundredths);
        seat.fte = worker.fte.parts();
        let first = worker.first_day.map_or(as_at, |first| first.max(as_at));
        seat.contract = place_of(worker.contract_on(first)) as u8;
        if let Some(from) = worker.permanent_from.filter(|from| *from > first) {
            model.converts = self.time.day(from);
        }
        (seat.work, seat.mask) = work_of(worker.role, self.types, &self.rules.counts);
        for case_type in &worker.may_not_hold {
            if let Some(kind) = self.types.iter().position(|model| model.case_type == *case_type) {
                seat.mask &= !(1 << kind);
            }
        }
        model.mask_after_asye = seat.mask;
        if let Some(start) = worker.asye_start {
            let end = start + chrono::Duration::weeks(i64::from(ASYE_WEEKS));
            if end > as_at {
                seat.mask &= !self.rules.asye_may_not;
                model.asye_ends = self.time.day(end);
            }
        }
        seat.most_new = most_new(self.rules.most_new, worker.fte.parts());
        seat.known = now;
        seat.status = match now {
            Known::NotStarted => status::NOT_STARTED,
            Known::Present => status::AT_WORK,
            Known::Covered(_) => status::COVERED,
            Known::Away => status::AWAY,
            Known::Left => status::EMPTY,
        };
        if now == Known::Away {
            seat.away_from = self.away_since(line, as_at);
            seat.past_grace = seat.away_from + self.rules.grace as i32 <= 0;
        }
        model.known = self.known(line);
        if let Some(last) = worker.last_day {
            // Nobody goes before they have come, whatever a plan says.
            let after = last.succ_opt().unwrap_or(last).max(worker.first_day.unwrap_or(last));
            model.leaves = self.time.day(after);
            let gone = self.number_beyond(after).max(0) as u32;
            model.hands_over = crate::domain::sim::people::hand_over_from(gone, self.rules.handover_days);
            seat.leaving = true;
        }
        self.percents(model, seat, worker);
        self.quiet(model, line);
        model.leave = self.leave.of(plan, self.time, worker);
    }

    /// What is known after the plan's date, by day.
    fn known(&self, line: &[PresenceFrom]) -> Vec<KnownFrom> {
        let as_at = self.time.days[0];
        let mut list: Vec<KnownFrom> = Vec::new();
        for entry in line.iter().filter(|entry| entry.from > as_at && entry.what != Presence::Left) {
            let day = self.time.day(entry.from);
            if day == NONE {
                continue;
            }
            if list.last().is_some_and(|last| last.day == day) {
                list.pop(); // Over before a working day came.
            }
            list.push(KnownFrom { day, known: known(entry.what, self.people) });
        }
        list
    }

    /// The first working day of the stretch away without cover that holds `date`.
    fn away_since(&self, line: &[PresenceFrom], date: NaiveDate) -> i32 {
        let at = line.partition_point(|entry| entry.from <= date);
        let mut since = date;
        for entry in line[..at].iter().rev() {
            if !matches!(entry.what, Presence::Away { .. }) {
                break;
            }
            since = entry.from;
        }
        self.time.number(since)
    }

    /// The share of the cap, from ramps and phased returns, wherever it changes.
    fn percents(&self, model: &mut SeatModel, seat: &mut Seat, worker: &Worker) {
        let sight = self.sight;
        let policy = &sight.plan().policy;
        let as_at = self.time.days[0];
        let last_step = |ramp: &crate::domain::plan::Ramp| ramp.steps.last().map_or(0, |s| s.from_week);
        let ramp = worker.ramp.as_ref().unwrap_or(&policy.starter_ramp);
        let ramp_end = worker.first_day.map(|day| day + chrono::Duration::weeks(i64::from(last_step(ramp))));
        let asye_end = worker.asye_start.map(|day| day + chrono::Duration::weeks(i64::from(ASYE_WEEKS)));
        let phased = sight.lookup.absences_of(worker.id).any(|absence| absence.phased_return.is_some());
        seat.known_percent = percent_of_cap(sight, worker, as_at);
        self.duty(model, seat, worker.id);
        let changes =
            phased || ramp_end.is_some_and(|end| end > as_at) || asye_end.is_some_and(|end| end > as_at);
        if changes {
            let mut before = seat.known_percent;
            for (day, date) in (0_u32..).zip(&self.time.days).skip(1) {
                let percent = percent_of_cap(sight, worker, *date);
                if percent != before {
                    model.percents.push((day, percent));
                    before = percent;
                }
            }
        }
        seat.set_cap();
    }

    /// What known duty turns take, wherever it changes.
    fn duty(&self, model: &mut SeatModel, seat: &mut Seat, worker: WorkerId) {
        let plan = self.sight.plan();
        let turns = plan.teams.iter().filter_map(|team| team.duty.as_ref()).flat_map(|duty| &duty.turns);
        if !turns.into_iter().any(|turn| turn.worker == worker) {
            return;
        }
        seat.duty_takes = duty_takes(plan, worker, self.time.days[0]);
        let mut before = seat.duty_takes;
        for (day, date) in (0_u32..).zip(&self.time.days).skip(1) {
            let takes = duty_takes(plan, worker, *date);
            if takes != before {
                model.duty.push((day, takes));
                before = takes;
            }
        }
    }

    /// The number of a date, counted on past the horizon.
    fn number_beyond(&self, date: NaiveDate) -> i32 {
        let last = self.time.days[self.time.days.len() - 1];
        let number = self.time.number(date);
        let Some(next) = last.succ_opt().filter(|next| *next < date) else { return number };
        let date = date.min(last + chrono::Duration::weeks(52));
        number + self.sight.calendar.working_days_between(next, date.pred_opt().unwrap_or(date)) as i32
    }

    /// Days before a known absence or last day in which no new case is given.
    fn quiet(&self, model: &mut SeatModel, line: &[PresenceFrom]) {
        let days = self.rules.quiet_days;
        let as_at = self.time.days[0];
        if days == 0 {
            return;
        }
        let mut present = true;
        for entry in line {
            let goes = !matches!(entry.what, Presence::Present | Presence::NotStarted);
            if entry.from > as_at && goes && present {
                let from = self.number_beyond(entry.from);
                let start = (from - days as i32).max(1) as u32;
                if start <= self.time.last() && from >= 1 && start < from as u32 {
                    model.quiet.push((start, from as u32));
                }
            }
            present = !goes;
        }
    }
}

/// What is known, by seat.
fn known(what: Presence, people: &IdMap<WorkerId, u32>) -> Known {
    match what {
        Presence::NotStarted => Known::NotStarted,
        Presence::Present => Known::Present,
        Presence::Covered { by, .. } => Known::Covered(people.get(&by).copied().unwrap_or(NONE)),
        Presence::Away { .. } => Known::Away,
        Presence::Left => Known::Left,
    }
}

/// Who can cover for whom, and when.
pub(super) fn cover(
    sight: &Sight<'_>,
    seats: &mut [SeatModel],
    people: &IdMap<WorkerId, u32>,
    time: &Time<'_>,
) {
    let plan = sight.plan();
    for absence in plan.absences.iter().filter(|absence| absence.status == AbsenceStatus::Agreed) {
        let (Some(worker), Some(seat)) = (sight.lookup.worker(absence.worker), people.get(&absence.worker))
        else {
            continue;
        };
        let from = absence.cover_from.map_or(absence.first_day, |named| named.max(absence.first_day));
        let last = absence.known_last_day();
        if last.is_some_and(|last| last < time.days[0]) {
            continue;
        }
        let from = time.number(from).max(0) as u32;
        let to = last.map_or(NONE, |last| (time.number(last.succ_opt().unwrap_or(last)) - 1).max(0) as u32);
        for by in &absence.cover {
            let can = sight.lookup.worker(*by).is_some_and(|by| can_stand_in(worker.role, by.role));
            let Some(cover) = people.get(by).filter(|cover| can && *cover != seat) else { continue };
            seats[*seat as usize].cover.push((from, to, *cover));
            let list = &mut seats[*cover as usize].covers;
            if !list.contains(seat) {
                list.push(*seat);
            }
        }
    }
}

/// How staff change by chance.
pub(super) fn staff(plan: &Plan, time: &Time<'_>) -> Staff {
    let w = &plan.workforce;
    let last = time.last();
    let gap = |a_year: f64| {
        (a_year > 0.0).then(|| Law::rounded(&Length::Exponential { mean: time.year / a_year }, 1, last))
    };
    let log_normal = |median: f64, mean: f64| Length::log_normal(median, median * mean);
    let fill = log_normal(w.time_to_fill.permanent_days, FILL_MEAN).scaled(time.working);
    let agency = log_normal(w.time_to_fill.agency_days, FILL_MEAN).scaled(time.working);
    let long = log_normal(w.sickness.long_median_days, LONG_MEAN).scaled(time.working);
    let short = log_normal(w.sickness.short_mean_working_days / SHORT_MEAN, SHORT_MEAN);
    let of = |contract: Contract| {
        let share = w.leavers_a_year.iter().find(|(of, _)| *of == contract).map_or(0.0, |(_, s)| *s);
        gap(share)
    };
    let notice = |contract: Contract| {
        w.notice_weeks.iter().find(|(of, _)| *of == contract).map_or(0, |(_, weeks)| u32::from(*weeks) * 5)
    };
    let contracts = [Contract::Permanent, Contract::Agency, Contract::FixedTerm];
    let weeks = u32::from(w.sickness.phased_weeks.min(52));
    Staff {
        short_gap: gap(w.sickness.short_spells_a_year),
        short_length: Law::whole_days(&short, last),
        long_gap: gap(w.sickness.long_share_a_year),
        long_length: Law::rounded(&long, 1, last),
        // 40 percent in the first week back, rising evenly to full in the last.
        phased: (0..weeks).map(|week| (40 + 60 * week / (weeks - 1).max(1)).min(100) as u8).collect(),
        tenure: contracts.map(of),
        notice: contracts.map(notice),
        fill_rest: Law::rest(&fill, last),
        fill: Law::rounded(&fill, 1, last + 520),
        agency_fill: Law::rounded(&agency, 1, last),
        leave_block: u32::from(w.leave_block_working_days.max(1)),
        leave_new: w.leave_days.0,
        leave_years: leave_years(w, time),
        closure: Law::rounded(&Length::Exponential { mean: CLOSURE }, 1, last),
    }
}
