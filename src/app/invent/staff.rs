//! Teams, posts and the people in them.

use chrono::{NaiveDate, Weekday};

use super::chance::Chance;
use super::dates::{AS_AT, days, in_days, monday, working, working_before};
use super::names::Names;
use super::spec::{Spec, TeamKind, TeamSpec};
use crate::domain::ids::{PostId, TeamId, WorkerId};
use crate::domain::plan::{
    Absence, Child, Contract, DutyPattern, Family, KnownFrom, Post, PostFilling, Role, Team, Worker,
    WorkingDays,
};
use crate::domain::units::Fte;

/// A worker who holds children, and how many.
#[derive(Clone, Debug)]
pub(super) struct Seat {
    /// Who.
    pub worker: WorkerId,
    /// The place of their team in the list of teams.
    pub team: usize,
    /// How many children.
    pub load: u16,
    /// On a leave so long that their children went to others.
    pub empty: bool,
}

/// A service while it is being made.
#[derive(Debug)]
pub(super) struct Draft {
    /// Teams, numbered from 1 in this order, as are all records here.
    pub teams: Vec<Team>,
    /// What each team is for, in the same order.
    pub kinds: Vec<TeamKind>,
    /// The establishment.
    pub posts: Vec<Post>,
    /// Everyone.
    pub workers: Vec<Worker>,
    /// Absences.
    pub absences: Vec<Absence>,
    /// Families.
    pub families: Vec<Family>,
    /// Children.
    pub children: Vec<Child>,
    /// Those who hold children, in the order of the teams.
    pub seats: Vec<Seat>,
    /// Those whose last day has passed and who still have children in their name.
    pub gone: Vec<Seat>,
    /// People who held children once and are not in the plan.
    pub once_here: Vec<String>,
    /// Names not given yet.
    pub names: Names,
}

impl Draft {
    /// Nothing yet.
    pub fn new(seed: u64) -> Self {
        Self {
            teams: Vec::new(),
            kinds: Vec::new(),
            posts: Vec::new(),
            workers: Vec::new(),
            absences: Vec::new(),
            families: Vec::new(),
            children: Vec::new(),
            seats: Vec::new(),
            gone: Vec::new(),
            once_here: Vec::new(),
            names: Names::new(seed),
        }
    }

    /// Workers are numbered from 1 in the order of the list.
    pub fn worker(&self, id: WorkerId) -> Option<&Worker> {
        self.workers.get((id.0 as usize).checked_sub(1)?)
    }

    /// Changes one member of staff.
    pub fn change_worker(&mut self, id: WorkerId, change: impl FnOnce(&mut Worker)) {
        if let Some(worker) = (id.0 as usize).checked_sub(1).and_then(|place| self.workers.get_mut(place)) {
            change(worker);
        }
    }

    /// A new team without people.
    pub fn add_team(&mut self, name: &str, kind: TeamKind) -> TeamId {
        let id = TeamId(self.teams.len() as u32 + 1);
        self.teams.push(Team {
            id,
            name: name.to_owned(),
            holds: kind.holds(),
            manager: None,
            deputies: Vec::new(),
            duty: None,
            new_work_percent: None,
            rota: crate::domain::plan::TeamRota::default(),
            notes: String::new(),
        });
        self.kinds.push(kind);
        id
    }

    /// A new member of staff, full-time and permanent.
    pub fn add_worker(&mut self, role: Role, team: Option<TeamId>, first_day: NaiveDate) -> WorkerId {
        let name = self.names.next();
        let id = WorkerId(self.workers.len() as u32 + 1);
        self.workers.push(Worker {
            first_day: Some(first_day),
            known_from: KnownFrom::StaffList,
            ..Worker::new(id, &name, role, team)
        });
        id
    }

    /// A new post.
    pub fn add_post(&mut self, team: Option<TeamId>, role: Role, fte: Fte, filling: PostFilling) -> PostId {
        let id = PostId(self.posts.len() as u32 + 1);
        self.posts.push(Post { id, team, role, fte, filling, notes: String::new() });
        id
    }

    /// Someone paid by the council, in a post of their own.
    pub fn appoint(&mut self, role: Role, team: Option<TeamId>, first_day: NaiveDate) -> WorkerId {
        let id = self.add_worker(role, team, first_day);
        self.add_post(team, role, Fte::FULL, PostFilling::Filled(id));
        id
    }

    /// Makes someone part-time, and their post with them.
    pub fn make_part_time(&mut self, id: WorkerId, week: &[Weekday]) {
        let fte = Fte::from_parts(week.len() as u32 * 2000);
        let working_days = week.iter().fold(WorkingDays::none(), |week, day| week.with(*day));
        self.change_worker(id, |worker| (worker.fte, worker.working_days) = (fte, working_days));
        for post in self.posts.iter_mut().filter(|post| post.filling == PostFilling::Filled(id)) {
            post.fte = fte;
        }
    }
}

use Weekday::{Fri, Mon, Thu, Tue, Wed};
/// The weeks that part-timers work, in turn: four days, three, four, three.
const PART_TIME_WEEKS: [&[Weekday]; 4] =
    [&[Mon, Tue, Wed, Thu], &[Wed, Thu, Fri], &[Mon, Tue, Thu, Fri], &[Mon, Tue, Wed]];

/// When the newly qualified began: last September's cohort, nearly through, this year's spring, and this September's.
const COHORTS: [(i64, f64); 3] = [(-50, 0.45), (-30, 0.2), (-1, 0.35)];

const SKILLS: [&str; 12] = [
    "court",
    "Urdu",
    "Polish",
    "Romanian",
    "Arabic",
    "Somali",
    "Punjabi",
    "British Sign Language",
    "autism",
    "exploitation",
    "unaccompanied children",
    "life story work",
];

/// The whole staff of a service, in post, gone and to come.
pub(super) fn add_staff(draft: &mut Draft, spec: &Spec) {
    let mut chance = Chance::new(spec.seed, 1);
    let people: usize = spec.teams.iter().map(|t| usize::from(t.social_workers + t.agency)).sum();
    draft.once_here = (0..(people / 3).max(8)).map(|_| draft.names.next()).collect();
    let heads: Vec<WorkerId> = (0..spec.service_managers)
        .map(|_| draft.appoint(Role::ServiceManager, None, in_days(-chance.between(700, 4000))))
        .collect();
    let mut part_timers = 0;
    for (place, team) in spec.teams.iter().enumerate() {
        let manager = add_team_staff(draft, &mut chance, team, &mut part_timers);
        if let Some(head) = heads.get(place * heads.len() / spec.teams.len().max(1)) {
            draft.change_worker(manager, |worker| worker.supervisor = Some(*head));
        }
    }
    add_leavers(draft, &mut chance, spec);
    add_gone(draft, &mut chance, spec);
    add_former(draft, &mut chance, spec);
    add_starters(draft, &mut chance, spec);
    share_new_work(draft);
    add_duty(draft);
}

fn add_team_staff(
    draft: &mut Draft,
    chance: &mut Chance,
    spec: &TeamSpec,
    part_timers: &mut usize,
) -> WorkerId {
    let team = draft.add_team(&spec.name, spec.kind);
    let place = draft.teams.len() - 1;
    let manager = draft.appoint(Role::TeamManager, Some(team), in_days(-chance.between(300, 4500)));
    let deputy = spec.practice_manager.then(|| {
        let deputy = draft.appoint(Role::PracticeManager, Some(team), in_days(-chance.between(300, 3000)));
        draft.change_worker(deputy, |worker| worker.supervisor = Some(manager));
        deputy
    });
    let mut staff = Vec::new();
    for number in 0..spec.social_workers {
        let senior = number < spec.seniors;
        let asye = !senior && number < spec.seniors + spec.asye;
        let role = if senior { Role::SeniorPractitioner } else { Role::SocialWorker };
        let first_day = if asye {
            monday(COHORTS[chance.weighted(COHORTS.iter().map(|(_, share)| *share))].0)
        } else if !senior && chance.yes(0.06) {
            in_days(-7 * chance.between(1, 7)) // still on the start-up ramp
        } else {
            in_days(-7 * chance.mostly_low(if senior { 120 } else { 20 }, 700))
        };
        let first_day = working(first_day);
        let worker = draft.appoint(role, Some(team), first_day);
        if asye {
            draft.change_worker(worker, |worker| worker.asye_start = Some(first_day));
        } else if chance.yes(0.45) || senior {
            let skill = if senior { Some(SKILLS[0]) } else { chance.pick(&SKILLS) };
            draft.change_worker(worker, |worker| worker.skills.extend(skill.map(str::to_owned)));
        }
        // Part-timers come from the end of the list: seniors and the newly qualified are first.
        if number + spec.part_time >= spec.social_workers && !asye {
            draft.make_part_time(worker, PART_TIME_WEEKS[*part_timers % PART_TIME_WEEKS.len()]);
            *part_timers += 1;
        }
        staff.push(worker);
    }
    for number in 0..spec.agency.max(spec.vacancies) {
        let agency = (number < spec.agency).then(|| {
            let first_day = working(in_days(-7 * chance.mostly_low(2, 90)));
            let worker = draft.add_worker(Role::SocialWorker, Some(team), first_day);
            draft.change_worker(worker, |worker| worker.contract = Contract::Agency);
            staff.push(worker);
            worker
        });
        if number < spec.vacancies {
            let since = Some(working(in_days(-7 * chance.mostly_low(3, 80))));
            let expected = chance.yes(0.3).then(|| monday(chance.between(5, 18)));
            let filling = if agency.is_none() && chance.yes(0.15) {
                PostFilling::Held { since }
            } else {
                PostFilling::Vacant { since, expected, recruiting_from: None, covered_by: agency }
            };
            draft.add_post(Some(team), Role::SocialWorker, Fte::FULL, filling);
        }
    }
    for (role, count) in
        [(Role::PersonalAdviser, spec.advisers), (Role::FamilyPractitioner, spec.practitioners)]
    {
        for _ in 0..count {
            staff.push(draft.appoint(role, Some(team), working(in_days(-7 * chance.mostly_low(10, 600)))));
        }
    }
    for (number, worker) in staff.iter().enumerate() {
        // A practice manager takes every other member of the team.
        let supervisor = deputy.filter(|_| number % 2 == 1).unwrap_or(manager);
        draft.change_worker(*worker, |worker| worker.supervisor = Some(supervisor));
        draft.seats.push(Seat { worker: *worker, team: place, load: 0, empty: false });
    }
    let deputies: Vec<WorkerId> =
        deputy.into_iter().chain(staff.iter().take(usize::from(spec.seniors)).copied()).collect();
    (draft.teams[place].manager, draft.teams[place].deputies) = (Some(manager), deputies);
    manager
}

/// Social workers who hold children and whose arrangements are plain, in an order of chance.
fn ordinary(draft: &Draft, chance: &mut Chance) -> Vec<usize> {
    let mut places: Vec<usize> = (0..draft.seats.len())
        .filter(|place| {
            draft.worker(draft.seats[*place].worker).is_some_and(|worker| {
                worker.role == Role::SocialWorker
                    && worker.asye_start.is_none()
                    && worker.first_day.is_some_and(|first| days(first, AS_AT) > 90)
            })
        })
        .collect();
    chance.shuffle(&mut places);
    places
}

fn add_leavers(draft: &mut Draft, chance: &mut Chance, spec: &Spec) {
    for place in ordinary(draft, chance).into_iter().take(usize::from(spec.moves.leavers)) {
        let id = draft.seats[place].worker;
        let agency = draft.worker(id).is_some_and(|worker| worker.contract == Contract::Agency);
        let notice_weeks = if agency { 4 } else { 8 };
        let last_week = chance.between(1, notice_weeks - 1);
        let notice = working(in_days(7 * (last_week - notice_weeks) + 4));
        draft.change_worker(id, |worker| {
            worker.last_day = Some(working_before(in_days(7 * last_week + 4)));
            worker.notice_given = Some(notice.min(in_days(-3)));
        });
    }
}

/// People who left during the last year, with their children handed over.
fn add_former(draft: &mut Draft, chance: &mut Chance, spec: &Spec) {
    for _ in 0..spec.moves.left_this_year {
        let Some(team) = chance.pick(&draft.teams).map(|team| team.id) else { return };
        let last_day = working_before(in_days(-chance.between(30, 355)));
        let first_day = working(last_day - chrono::Duration::days(chance.between(200, 2500)));
        let id = draft.add_worker(Role::SocialWorker, Some(team), first_day);
        draft.change_worker(id, |worker| worker.last_day = Some(last_day));
    }
}

/// Children still in the name of one person who has gone, at most.
pub(super) const LEFT_BEHIND: usize = 7;

/// People whose last day has passed and who still have children in their name.
fn add_gone(draft: &mut Draft, chance: &mut Chance, spec: &Spec) {
    let mut left = spec.unheld.left;
    while left > 0 {
        let place = chance.below(draft.teams.len());
        if draft.kinds[place] == TeamKind::LeavingCare && draft.teams.len() > 1 {
            continue;
        }
        let load = left.min(LEFT_BEHIND);
        left -= load;
        let team = draft.teams[place].id;
        let last_day = working_before(in_days(-7 * chance.between(1, 3) + 4));
        let id = draft.add_worker(Role::SocialWorker, Some(team), in_days(-chance.between(250, 1500)));
        draft.change_worker(id, |worker| {
            worker.last_day = Some(last_day);
            worker.notice_given = Some(working(last_day - chrono::Duration::weeks(8)));
        });
        draft.gone.push(Seat { worker: id, team: place, load: load as u16, empty: false });
        let vacancy = draft.posts.iter_mut().find(|post| {
            post.team == Some(team) && matches!(post.filling, PostFilling::Vacant { covered_by: None, .. })
        });
        if let Some(PostFilling::Vacant { since, .. }) = vacancy.map(|post| &mut post.filling) {
            *since = last_day.succ_opt();
        }
    }
}

/// People with a first day agreed.
fn add_starters(draft: &mut Draft, chance: &mut Chance, spec: &Spec) {
    let mut places: Vec<usize> = (0..draft.teams.len()).collect();
    chance.shuffle(&mut places);
    // Where posts are vacant first.
    let vacancies: Vec<u16> =
        spec.teams.iter().map(|team| team.vacancies.saturating_sub(team.agency)).collect();
    places.sort_by_key(|place| std::cmp::Reverse(vacancies.get(*place).copied()));
    for number in 0..spec.moves.starters {
        let Some(place) = places.get(usize::from(number) % places.len().max(1)) else { return };
        let (team, manager) = (draft.teams[*place].id, draft.teams[*place].manager);
        let newly = number < spec.moves.asye_starters;
        let first_day = if newly { monday(1) } else { working(monday(chance.between(2, 10))) };
        let id = draft.appoint(Role::SocialWorker, Some(team), first_day);
        draft.change_worker(id, |worker| {
            worker.asye_start = newly.then_some(first_day);
            worker.supervisor = manager;
        });
    }
}

/// New work goes to the teams that assess, or to every team where none does.
fn share_new_work(draft: &mut Draft) {
    let takes = |kind: TeamKind| matches!(kind, TeamKind::Assessment | TeamKind::Everything);
    let places: Vec<usize> = (0..draft.teams.len()).filter(|place| takes(draft.kinds[*place])).collect();
    for (number, place) in places.iter().enumerate() {
        let (share, over) = (100 / places.len(), 100 % places.len());
        draft.teams[*place].new_work_percent = Some((share + usize::from(number < over)) as u8);
    }
}

/// Teams of one kind that take new work follow each other on duty, at most six of them in a round.
fn add_duty(draft: &mut Draft) {
    let teams: Vec<usize> = (0..draft.teams.len())
        .filter(|place| matches!(draft.kinds[*place], TeamKind::Assessment | TeamKind::Everything))
        .collect();
    for round in teams.chunks(6) {
        for (turn, place) in round.iter().enumerate() {
            let order = draft
                .seats
                .iter()
                .filter(|seat| seat.team == *place)
                .filter(|seat| {
                    draft.worker(seat.worker).is_some_and(|w| w.role.holds_cases() && w.asye_start.is_none())
                })
                .map(|seat| seat.worker)
                .collect();
            draft.teams[*place].duty = Some(DutyPattern {
                one_week_in: round.len() as u8,
                first_week: Some(monday(i64::from(turn as u32) - 1)),
                order,
                ..DutyPattern::default()
            });
        }
    }
}
