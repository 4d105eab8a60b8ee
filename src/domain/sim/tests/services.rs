//! Services by chance, small and near one date, in which everything that a simulator can meet happens often.

use std::sync::Arc;

use chrono::{Duration, NaiveDate, Weekday};

use crate::domain::calendar::Closure;
use crate::domain::ids::{AbsenceId, ChildId, FamilyId, PostId, TeamId, WorkerId};
use crate::domain::plan::{
    Absence, AbsenceKind, AbsenceStatus, Cap, CaseMix, CaseType, Child, Contract, Demand, DutyPattern,
    DutyTurn, EscalationStep, Holder, Journey, LengthOfWork, Outcome, OutcomeShare, PastHolder, PastWorker,
    PhasedReturn, Plan, Policy, Post, PostFilling, Priority, Ramp, Role, SiblingRule, Sickness, Team,
    TeamDemand, TimeToFill, Words as _, Worker, WorkforceChange, WorkingDays,
};
use crate::domain::sim::draws::entity;
use crate::domain::state::ChildState;
use crate::domain::units::{Fte, Points};

/// Throws of a die that are the same for the same seed.
pub(super) struct Dice(u64);

impl Dice {
    pub fn new(seed: u64) -> Self {
        Self(seed)
    }
    /// 0 to one less than `n`.
    pub fn upto(&mut self, n: u32) -> u32 {
        self.0 = entity(self.0, 1);
        (self.0 >> 33) as u32 % n.max(1)
    }
    pub fn percent(&mut self, chance: u32) -> bool {
        self.upto(100) < chance
    }
    pub fn pick<T: Copy>(&mut self, from: &[T]) -> T {
        from[self.upto(from.len() as u32) as usize]
    }
    /// One of a list of words, or none.
    fn some<T: Copy>(&mut self, chance: u32, from: &[T]) -> Vec<T> {
        from.iter().copied().filter(|_| self.percent(chance)).collect()
    }
}

/// Duty turns for teams that take duty, by chance; with draws of their own, so that [`service`] stays what it was.
pub(super) fn with_duty_turns(mut plan: Plan, seed: u64) -> Plan {
    let mut d = Dice::new(seed ^ 0x7475_726E);
    let as_at = plan.about.as_at;
    std::sync::Arc::make_mut(&mut plan.rota).duty_takes_percent = d.upto(101) as u8;
    let teams: Vec<TeamId> =
        plan.teams.iter().filter(|team| team.duty.is_some()).map(|team| team.id).collect();
    for id in teams {
        let turns: Vec<DutyTurn> = (0..d.upto(6))
            .map(|_| {
                let from = crate::domain::plan::monday_of(day(&mut d, as_at, 20, 60));
                let worker = WorkerId(1 + d.upto(8));
                DutyTurn { from, to: from + Duration::days(6), worker, pinned: false }
            })
            .collect();
        plan.teams.change(id, |team| team.duty.iter_mut().for_each(|duty| duty.turns.clone_from(&turns)));
    }
    plan
}

/// A service by chance.
pub(super) fn service(seed: u64) -> Plan {
    let mut dice = Dice::new(seed);
    let d = &mut dice;
    let as_at = NaiveDate::from_ymd_opt(2026, 9, 7).unwrap() + Duration::days(i64::from(d.upto(14)));
    let mut plan = Plan::empty(as_at);
    let about = Arc::make_mut(&mut plan.about);
    about.horizon_weeks = 8 + d.upto(30) as u16;
    let weeks = about.horizon_weeks;
    let forecast = Arc::make_mut(&mut plan.forecast);
    (forecast.weeks, forecast.seed) = (weeks, seed);
    if d.percent(30) {
        let first_day = day(d, as_at, 0, 60);
        let closure = Closure { first_day, last_day: first_day + Duration::days(4), label: String::new() };
        Arc::make_mut(&mut plan.calendar).closures.push(closure);
    }
    let teams = 1 + d.upto(3);
    for id in 1..=teams {
        plan.teams.push(team(d, id, as_at));
    }
    let mut id = 0;
    for team in 1..=teams {
        for _ in 0..=d.upto(6) {
            id += 1;
            plan.workers.push(worker(d, id, team, as_at));
        }
    }
    for team in 1..=teams {
        let place = WorkerId(1 + d.upto(id));
        plan.teams.change(TeamId(team), |t| t.manager = Some(place));
    }
    posts(d, &mut plan, as_at);
    for number in 1..=d.upto(id * 2 + 1) {
        plan.absences.push(absence(d, number, id, as_at));
    }
    let children = d.upto(id * 8 + 2);
    for number in 1..=children {
        plan.children.push(child(d, number, (teams, id), as_at));
    }
    plan.policy = Arc::new(policy(d));
    plan.demand = Arc::new(demand(d, teams));
    plan.workforce = Arc::new(workforce(d));
    plan
}

/// A day between so many days before and after another.
fn day(d: &mut Dice, from: NaiveDate, before: u32, after: u32) -> NaiveDate {
    from + Duration::days(i64::from(d.upto(before + after + 1)) - i64::from(before))
}

fn maybe<T>(d: &mut Dice, chance: u32, value: impl FnOnce(&mut Dice) -> T) -> Option<T> {
    if d.percent(chance) { Some(value(d)) } else { None }
}

fn team(d: &mut Dice, id: u32, as_at: NaiveDate) -> Team {
    Team {
        id: TeamId(id),
        name: format!("Team {id}"),
        holds: if d.percent(60) { Vec::new() } else { d.some(50, CaseType::ALL) },
        manager: None,
        deputies: Vec::new(),
        duty: maybe(d, 40, |d| DutyPattern {
            one_week_in: d.upto(4) as u8,
            first_week: maybe(d, 80, |d| day(d, as_at, 40, 40)),
            order: (0..d.upto(3)).map(|_| WorkerId(1 + d.upto(8))).collect(),
            ..DutyPattern::default()
        }),
        new_work_percent: None,
        rota: crate::domain::plan::TeamRota::default(),
        notes: String::new(),
    }
}

fn worker(d: &mut Dice, id: u32, team: u32, as_at: NaiveDate) -> Worker {
    use Role as R;
    let roles = [
        R::SocialWorker,
        R::SocialWorker,
        R::SocialWorker,
        R::SocialWorker,
        R::SocialWorker,
        R::SeniorPractitioner,
        R::PersonalAdviser,
        R::FamilyPractitioner,
        R::TeamManager,
        R::Student,
        R::NonCaseHolding,
    ];
    let role = d.pick(&roles);
    let team = if d.percent(4) { None } else { Some(TeamId(team)) };
    let mut worker = Worker::new(WorkerId(id), &format!("Worker {id}"), role, team);
    worker.fte = d.pick(&[Fte::FULL, Fte::FULL, Fte::from_parts(8_000), Fte::from_parts(5_000)]);
    if d.percent(20) {
        worker.working_days = WorkingDays::none().with(Weekday::Mon).with(Weekday::Tue).with(Weekday::Sat);
    }
    worker.contract =
        d.pick(&[Contract::Permanent, Contract::Permanent, Contract::Agency, Contract::FixedTerm]);
    worker.first_day = maybe(d, 50, |d| day(d, as_at, 400, 60));
    worker.last_day = maybe(d, 25, |d| day(d, as_at, 20, 150));
    worker.asye_start =
        maybe(d, 20, |d| worker.first_day.unwrap_or(as_at) + Duration::days(i64::from(d.upto(9))));
    let cap = |d: &mut Dice| Cap {
        children: d.upto(14) as u16,
        points: maybe(d, 30, |d| Points::from_hundredths(d.upto(3_000))),
    };
    worker.cap = maybe(d, 60, cap);
    worker.ramp = maybe(d, 20, |d| Ramp::new(&[(0, d.upto(60) as u8), (3, 70), (6, 100)]));
    worker.may_not_hold = if d.percent(15) { d.some(30, CaseType::ALL) } else { Vec::new() };
    worker
}

fn posts(d: &mut Dice, plan: &mut Plan, as_at: NaiveDate) {
    if d.percent(25) {
        return;
    }
    let workers: Vec<_> = plan.workers.iter().map(|worker| (worker.id, worker.team, worker.role)).collect();
    let agency: Vec<WorkerId> =
        plan.workers.iter().filter(|w| w.contract == Contract::Agency).map(|w| w.id).collect();
    let mut id = 0;
    let mut next = |team, role, filling| {
        id += 1;
        Post { id: PostId(id), team, role, fte: Fte::FULL, filling, notes: String::new() }
    };
    for (worker, team, role) in workers {
        if !agency.contains(&worker) && d.percent(85) {
            let role = if d.percent(5) { Role::SocialWorker } else { role };
            plan.posts.push(next(team, role, PostFilling::Filled(worker)));
        }
    }
    for _ in 0..d.upto(5) {
        let team = Some(TeamId(1 + d.upto(plan.teams.len() as u32)));
        let filling = if d.percent(20) {
            PostFilling::Held { since: None }
        } else {
            PostFilling::Vacant {
                since: maybe(d, 50, |d| day(d, as_at, 300, 0)),
                expected: maybe(d, 30, |d| day(d, as_at, 10, 90)),
                recruiting_from: None,
                covered_by: maybe(d, 60, |d| d.upto(8)).and_then(|place| agency.get(place as usize).copied()),
            }
        };
        let role =
            d.pick(&[Role::SocialWorker, Role::SocialWorker, Role::PersonalAdviser, Role::TeamManager]);
        plan.posts.push(next(team, role, filling));
    }
}

fn absence(d: &mut Dice, id: u32, workers: u32, as_at: NaiveDate) -> Absence {
    let first_day = day(d, as_at, 60, 120);
    let length = if d.percent(20) { 150 } else { d.pick(&[1, 5, 12, 30]) };
    let last_day = maybe(d, 85, |d| first_day + Duration::days(i64::from(d.upto(length))));
    Absence {
        id: AbsenceId(id),
        worker: WorkerId(1 + d.upto(workers)),
        kind: d.pick(AbsenceKind::ALL),
        first_day,
        last_day,
        expected_return: maybe(d, 50, |d| day(d, first_day, 0, 60)),
        status: d.pick(&[AbsenceStatus::Agreed, AbsenceStatus::Agreed, AbsenceStatus::Requested]),
        cover: (0..d.upto(3)).map(|_| WorkerId(1 + d.upto(workers + 1))).collect(),
        cover_from: maybe(d, 20, |d| day(d, first_day, 3, 9)),
        phased_return: maybe(d, 20, |_| PhasedReturn { weekly_percent: vec![40, 60, 80] }),
        notes: String::new(),
    }
}

fn child(d: &mut Dice, id: u32, (teams, workers): (u32, u32), as_at: NaiveDate) -> Child {
    let team = maybe(d, 92, |d| TeamId(1 + d.upto(teams)));
    let mut child = Child::new(ChildId(id), &format!("C-{id}"), team, d.pick(CaseType::ALL));
    child.family = maybe(d, 60, |d| FamilyId(1 + d.upto(id)));
    child.priority = d.pick(Priority::ALL);
    let someone = |d: &mut Dice| {
        let unknown = u32::from(d.percent(5));
        WorkerId(1 + d.upto(workers + unknown))
    };
    let to = TeamId(1 + d.upto(teams));
    child.holder = match d.upto(20) {
        0..=7 => Holder::Worker(someone(d)),
        8 => Holder::Manager(someone(d)),
        9 => Holder::DutyWorker(someone(d)),
        10 => Holder::DutyRota(to),
        11 => Holder::Tray(to),
        12 => Holder::Nobody,
        13..=15 => Holder::Transfer {
            from: None,
            to,
            sender: maybe(d, 80, someone),
            receiver: maybe(d, 60, someone),
            on: maybe(d, 80, |d| day(d, as_at, 20, 60)),
        },
        16 => Holder::LeadPractitioner(someone(d)),
        17 | 18 => Holder::PersonalAdviser(someone(d)),
        _ => Holder::AwaitingClosure(maybe(d, 70, someone)),
    };
    child.opened = maybe(d, 80, |d| day(d, as_at, 500, 50));
    child.held_since = maybe(d, 60, |d| day(d, as_at, 100, 0));
    child.closes = maybe(d, 20, |d| day(d, as_at, 5, 90));
    child.turns_18 = maybe(d, 30, |d| day(d, as_at, 200, 100));
    if matches!(child.holder, Holder::PersonalAdviser(_)) && d.percent(60) {
        child.case_type = CaseType::CareLeaver;
    }
    child.pinned_to = maybe(d, 10, |_| child.holder.worker()).flatten();
    child.past_workers = (0..d.upto(3))
        .map(|_| PastWorker {
            who: if d.percent(50) { PastHolder::Worker(someone(d)) } else { PastHolder::Named("X".into()) },
            from: None,
            to: day(d, as_at, 500, 0),
            reason: None,
        })
        .collect();
    child
}

fn policy(d: &mut Dice) -> Policy {
    let usual = Policy::default();
    let types = CaseType::ALL;
    Policy {
        unnamed_states: if d.percent(60) {
            usual.unnamed_states.clone()
        } else {
            d.some(50, ChildState::ALL)
        },
        practitioner_enough_for: d.some(30, types),
        never_wait: d.some(30, types),
        grace_working_days: d.pick(&[0, 1, 5, 10]),
        reallocate_after_working_days: d.pick(&[0, 5, 20]),
        no_new_before_leave_working_days: d.pick(&[0, 3, 8]),
        most_new_a_week: d.pick(&[None, Some(0), Some(1), Some(3), Some(3)]),
        allocation_days: d.pick(&[
            WorkingDays::MONDAY_TO_FRIDAY,
            WorkingDays::none().with(Weekday::Mon).with(Weekday::Thu),
        ]),
        weights: if d.percent(30) {
            types.iter().map(|t| (*t, Points::from_hundredths(d.upto(400)))).collect()
        } else {
            Vec::new()
        },
        over_cap_allowed: if d.percent(50) { Vec::new() } else { d.some(30, types) },
        asye_may_not_hold: d.some(30, types),
        siblings: d.pick(SiblingRule::ALL),
        transfer_regardless_of_capacity: d.percent(50),
        transfer_handover_working_days: d.pick(&[0, 3, 10]),
        managers_may_hold_overflow: d.percent(40),
        escalation: [5, 2, 20]
            .iter()
            .filter(|_| d.percent(60))
            .map(|days| EscalationStep { after_working_days: *days, to: String::new() })
            .collect(),
        ..usual
    }
}

fn demand(d: &mut Dice, teams: u32) -> Demand {
    let share = |d: &mut Dice| f64::from(d.upto(10)) / 10.0;
    let of_team = |d: &mut Dice, team| TeamDemand {
        team: TeamId(team),
        families_a_week: f64::from(d.upto(30)) / 10.0,
        month_index: std::array::from_fn(|_| share(d) * 2.0),
        family_sizes: (0..d.upto(5)).map(|_| share(d)).collect(),
        case_mix: (0..=d.upto(4))
            .map(|_| CaseMix { case_type: d.pick(CaseType::ALL), share: share(d) })
            .collect(),
        re_referral: d.pick(&[0.0, 0.2, 0.6]),
        priorities: std::array::from_fn(|_| share(d)),
    };
    let journey = |d: &mut Dice, case_type: CaseType| Journey {
        case_type,
        length: match d.upto(3) {
            0 => LengthOfWork::LogNormal {
                median_days: f64::from(d.upto(60)),
                mean_days: f64::from(d.upto(160)),
            },
            1 => LengthOfWork::Exponential { mean_days: f64::from(d.upto(100)) },
            _ => LengthOfWork::Fixed { days: f64::from(d.upto(80)) },
        },
        then: (0..d.upto(4))
            .map(|_| OutcomeShare {
                outcome: if d.percent(40) {
                    Outcome::Closes
                } else {
                    Outcome::Becomes(d.pick(CaseType::ALL))
                },
                share: share(d),
            })
            .collect(),
    };
    Demand {
        official_figures_of: String::new(),
        teams: (1..=teams).filter_map(|team| maybe(d, 85, |d| of_team(d, team))).collect(),
        journeys: CaseType::ALL.iter().filter_map(|t| maybe(d, 85, |d| journey(d, *t))).collect(),
    }
}

fn workforce(d: &mut Dice) -> WorkforceChange {
    WorkforceChange {
        sickness: Sickness {
            short_spells_a_year: f64::from(d.upto(8)),
            short_mean_working_days: f64::from(d.upto(6)),
            long_share_a_year: f64::from(d.upto(10)) / 5.0,
            long_median_days: f64::from(d.upto(50)),
            phased_weeks: d.pick(&[0, 1, 4]),
        },
        leave_days: (d.upto(40) as u16, d.upto(40) as u16),
        leave_year_starts: d.upto(13) as u8,
        leave_block_working_days: d.upto(7) as u16,
        leavers_a_year: Contract::ALL.iter().map(|c| (*c, f64::from(d.upto(20)) / 10.0)).collect(),
        notice_weeks: Contract::ALL.iter().map(|c| (*c, d.upto(8) as u16)).collect(),
        time_to_fill: TimeToFill {
            permanent_days: f64::from(d.upto(60)),
            agency_days: f64::from(d.upto(20)),
        },
        asye_cohorts: (0..d.upto(3)).map(|_| (1 + d.upto(12) as u8, d.upto(4) as u16)).collect(),
        agency_ramp: maybe(d, 30, |_| Ramp::new(&[(0, 80), (2, 100)])),
        ..WorkforceChange::default()
    }
}
