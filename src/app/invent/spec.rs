//! What an invented service is to look like.

use crate::domain::plan::CaseType;

use super::cases;

/// What a team is for, which decides the case types it holds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum TeamKind {
    /// Takes new work and assesses it.
    Assessment,
    /// Child in need, child protection and court: "Safeguarding", "Care planning".
    Safeguarding,
    /// Looked-after children.
    LookedAfter,
    /// Disabled children.
    Disabled,
    /// Care leavers, held mostly by personal advisers.
    LeavingCare,
    /// One team that does everything.
    Everything,
}

impl TeamKind {
    /// The case types that such a team holds; none means any.
    pub fn holds(self) -> Vec<CaseType> {
        if self == Self::Everything {
            return Vec::new();
        }
        let mut holds: Vec<CaseType> = cases::mix(self).iter().map(|(case_type, _)| *case_type).collect();
        if self == Self::LeavingCare {
            holds.push(CaseType::CareLeaver);
        }
        holds.sort_unstable();
        holds
    }

    /// Whether such a team holds this case type.
    pub fn takes(self, case_type: CaseType) -> bool {
        self == Self::Everything || self.holds().contains(&case_type)
    }
}

/// One team of an invented service. Its manager is not counted in any number here.
#[derive(Clone, Debug, PartialEq)]
pub struct TeamSpec {
    /// Name as people say it.
    pub name: String,
    /// What it is for.
    pub kind: TeamKind,
    /// Case-holding social workers in post who are paid by the council, seniors and newly qualified included.
    pub social_workers: u16,
    /// How many of them are senior practitioners.
    pub seniors: u16,
    /// How many of them are in their assessed and supported year.
    pub asye: u16,
    /// How many of them work part-time.
    pub part_time: u16,
    /// Agency social workers, who cover vacant posts as far as there are any.
    pub agency: u16,
    /// Vacant full-time posts, those covered by agency workers included.
    pub vacancies: u16,
    /// Whether there is a practice manager beside the team manager.
    pub practice_manager: bool,
    /// Personal advisers.
    pub advisers: u16,
    /// Family practitioners who lead on children in need.
    pub practitioners: u16,
    /// Children for one full-time social worker, before chance and adjustment.
    pub load: f64,
}

impl TeamSpec {
    /// A team of so many permanent social workers and nobody else but its manager.
    pub fn new(name: impl Into<String>, kind: TeamKind, social_workers: u16, load: f64) -> Self {
        Self {
            name: name.into(),
            kind,
            social_workers,
            seniors: u16::from(social_workers > 3),
            asye: 0,
            part_time: 0,
            agency: 0,
            vacancies: 0,
            practice_manager: false,
            advisers: 0,
            practitioners: 0,
            load,
        }
    }
}

/// How many children there are in all.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Total {
    /// As many as chance gives.
    AsDrawn,
    /// This many, whoever holds them.
    Children(usize),
    /// As many as give this average by the Department for Education's definition: children held by case-holding
    /// social workers, over the full-time equivalent of those who hold any.
    Average(f64),
}

/// Children without an ordinary worker today: how many in each state.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Unheld {
    /// Held in a manager's name.
    pub manager: usize,
    /// Held by a designated duty worker.
    pub duty_worker: usize,
    /// Held by whoever is on duty.
    pub duty_rota: usize,
    /// In a team's tray.
    pub tray: usize,
    /// With nobody at all.
    pub nobody: usize,
    /// Due to move with a date agreed, and still with the sending worker. Taken from that worker's children.
    pub transfer_named: usize,
    /// Sent and not yet picked up.
    pub transfer_nobody: usize,
    /// Still in the name of somebody whose last day has passed.
    pub left: usize,
    /// Waiting for a closure to be authorised.
    pub awaiting_closure: usize,
    /// Whether only assessments and children in need may be among those who wait.
    pub only_less_pressing: bool,
    /// Whether each waiting child has a weekly review in the diary.
    pub reviewed_weekly: bool,
    /// The longest that any of them has waited, in days.
    pub longest_days: u16,
}

/// Who is away, and how well it is covered.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Away {
    /// Annual leave at full time, days a year.
    pub leave_days: u16,
    /// Share of staff off sick today, short and long.
    pub sick: f64,
    /// Share of staff on parental leave today or within the horizon.
    pub parental: f64,
    /// Share of absences of three days or more with somebody named as cover.
    pub cover_named: f64,
}

impl Default for Away {
    /// Sickness is the national 3.5 % of 2025; the rest is a plain assumption.
    fn default() -> Self {
        Self { leave_days: 26, sick: 0.035, parental: 0.03, cover_named: 0.6 }
    }
}

/// Who comes and who goes.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Moves {
    /// Social workers who have given notice.
    pub leavers: u16,
    /// Social workers who left in the last year and whose children went to others at the time.
    pub left_this_year: u16,
    /// Social workers with a first day agreed, each with a post of their own.
    pub starters: u16,
    /// How many of the starters are newly qualified and begin together in the September cohort.
    pub asye_starters: u16,
}

/// What an invented service supposes of the time to come.
#[derive(Clone, Copy, Debug, PartialEq)]
pub struct Ahead {
    /// Open children where work in and work out come level, against today.
    pub open: f64,
    /// The same of those who are being assessed: nobody goes over the cap for them, so that with more than the teams
    /// have places for the waiting list would grow without end.
    pub assessed: f64,
    /// Share of the council's own staff who leave in a year. `None`: by how often children have changed worker.
    pub leavers: Option<f64>,
    /// Median days from a vacancy to a start.
    pub days_to_fill: f64,
    /// Share of staff who have a long illness in a year.
    pub long_illness: f64,
}

impl Default for Ahead {
    /// As many children as today; staff as by default everywhere.
    fn default() -> Self {
        Self { open: 1.0, assessed: 1.0, leavers: None, days_to_fill: 105.0, long_illness: 0.04 }
    }
}

/// An invented service.
#[derive(Clone, Debug, PartialEq)]
pub struct Spec {
    /// The same seed and the same description give the same plan.
    pub seed: u64,
    /// The plan's title.
    pub title: String,
    /// The council, which must not be a real one.
    pub council: String,
    /// The letters that references begin with: "NB" for "NB-10432".
    pub letters: String,
    /// The plan's notes.
    pub notes: String,
    /// Service managers above the team managers.
    pub service_managers: u16,
    /// The teams.
    pub teams: Vec<TeamSpec>,
    /// How many children.
    pub total: Total,
    /// How unequal caseloads are: standard deviation over mean.
    pub spread: f64,
    /// The fewest and most children that chance gives one full-time worker.
    pub range: (u16, u16),
    /// Children without an ordinary worker.
    pub unheld: Unheld,
    /// Absence.
    pub away: Away,
    /// Comings and goings.
    pub moves: Moves,
    /// Share of agreed transfers with somebody named to receive the child.
    pub receivers_named: f64,
    /// How often children have changed worker, against an ordinary service: 1.5 is half as often again.
    pub churn: f64,
    /// Share of visits that are overdue.
    pub late_visits: f64,
    /// What is supposed of the time to come.
    pub ahead: Ahead,
}

impl Spec {
    /// A service with these teams and the ordinary share of everything else.
    pub fn new(seed: u64, title: &str, council: &str, letters: &str, teams: Vec<TeamSpec>) -> Self {
        Self {
            seed,
            title: title.to_owned(),
            council: council.to_owned(),
            letters: letters.to_owned(),
            notes: String::new(),
            service_managers: 1,
            teams,
            total: Total::AsDrawn,
            spread: 0.15,
            range: (6, 30),
            unheld: Unheld { longest_days: 21, ..Unheld::default() },
            away: Away::default(),
            moves: Moves::default(),
            receivers_named: 0.6,
            churn: 1.0,
            late_visits: 0.1,
            ahead: Ahead::default(),
        }
    }
}
