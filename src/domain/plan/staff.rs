//! Teams, posts, the people in them and when they are away.

use chrono::{Datelike, NaiveDate, Weekday};

use super::duty::DutyPattern;
use super::rota::{TeamRota, WorkerRota};
use super::words::{AbsenceKind, AbsenceStatus, CaseType, Contract, KnownFrom, Role};
use super::{Cap, Ramp};
use crate::domain::ids::{AbsenceId, PostId, TeamId, WorkerId};
use crate::domain::units::Fte;

/// A team.
#[derive(Clone, Debug, PartialEq)]
pub struct Team {
    /// Never changes.
    pub id: TeamId,
    /// Name as people say it.
    pub name: String,
    /// The case types it holds. Empty: any.
    pub holds: Vec<CaseType>,
    /// Its manager, who answers for a child that nobody holds.
    pub manager: Option<WorkerId>,
    /// Who stands in for the manager, in order.
    pub deputies: Vec<WorkerId>,
    /// How the team takes duty, if it does.
    pub duty: Option<DutyPattern>,
    /// Share of the service's new work, in percent. `None`: not set.
    pub new_work_percent: Option<u8>,
    /// Its rules for leave, and group supervision.
    pub rota: TeamRota,
    /// Notes.
    pub notes: String,
}

/// A post in the establishment.
#[derive(Clone, Debug, PartialEq)]
pub struct Post {
    /// Never changes.
    pub id: PostId,
    /// The team it belongs to.
    pub team: Option<TeamId>,
    /// What the post is for.
    pub role: Role,
    /// Its size.
    pub fte: Fte,
    /// Who fills it, or how it is vacant.
    pub filling: PostFilling,
    /// Notes.
    pub notes: String,
}

/// Who fills a post.
#[derive(Clone, Debug, PartialEq)]
pub enum PostFilling {
    /// Filled.
    Filled(WorkerId),
    /// Vacant.
    Vacant {
        /// Since when, where known.
        since: Option<NaiveDate>,
        /// When someone is expected to start, if it is being recruited to.
        expected: Option<NaiveDate>,
        /// The day from which it is recruited to. `None`: it is, and has been since it fell vacant.
        recruiting_from: Option<NaiveDate>,
        /// The agency worker who covers it.
        covered_by: Option<WorkerId>,
    },
    /// Vacant and held open on purpose: nobody is being recruited.
    Held {
        /// Since when, where known.
        since: Option<NaiveDate>,
    },
}

impl PostFilling {
    /// Whoever fills or covers the post.
    pub fn worker(&self) -> Option<WorkerId> {
        match self {
            Self::Filled(worker) => Some(*worker),
            Self::Vacant { covered_by, .. } => *covered_by,
            Self::Held { .. } => None,
        }
    }
}

/// The days of the week on which someone works.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub struct WorkingDays(u8);

impl WorkingDays {
    /// Monday to Friday.
    pub const MONDAY_TO_FRIDAY: Self = Self(0b001_1111);
    const NAMES: [&'static str; 7] = ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"];

    /// No day yet.
    pub const fn none() -> Self {
        Self(0)
    }
    /// With one more day.
    #[must_use]
    pub fn with(self, day: Weekday) -> Self {
        Self(self.0 | 1 << day.num_days_from_monday())
    }
    /// Whether this day of the week is worked.
    pub fn works(self, day: Weekday) -> bool {
        self.0 & (1 << day.num_days_from_monday()) != 0
    }
    /// Whether this date falls on a day of the week that is worked. Bank holidays are the calendar's business.
    pub fn works_on(self, date: NaiveDate) -> bool {
        self.works(date.weekday())
    }
    /// Days a week, 0 to 7.
    pub fn days_a_week(self) -> u32 {
        self.0.count_ones()
    }
    /// "Mon Tue Wed".
    pub fn text(self) -> String {
        let names: Vec<&str> =
            Self::NAMES.iter().enumerate().filter(|(i, _)| self.0 & (1 << i) != 0).map(|(_, n)| *n).collect();
        names.join(" ")
    }
    /// Reads "Mon Tue Wed", "Mon-Wed" or "Monday, Tuesday".
    pub fn parse(text: &str) -> Option<Self> {
        let position = |word: &str| {
            let word = word.trim().to_lowercase();
            (word.len() >= 2).then(|| Self::NAMES.iter().position(|n| word.starts_with(&n.to_lowercase())))?
        };
        let mut days = 0_u8;
        for part in text.split([',', ' ', ';', '/']).filter(|part| !part.is_empty()) {
            if let Some((from, to)) = part.split_once(['-', '–']) {
                let (from, to) = (position(from)?, position(to)?);
                if from > to {
                    return None;
                }
                days |= (from..=to).fold(0, |days, i| days | 1 << i);
            } else {
                days |= 1 << position(part)?;
            }
        }
        Some(Self(days))
    }
}

/// Somebody who works, worked or will work in the service.
#[derive(Clone, Debug, PartialEq)]
pub struct Worker {
    /// Never changes.
    pub id: WorkerId,
    /// Name as people say it.
    pub name: String,
    /// Other spellings met in lists, so that next week's list finds the same person.
    pub also_known_as: Vec<String>,
    /// What they do.
    pub role: Role,
    /// Their team.
    pub team: Option<TeamId>,
    /// Contracted time.
    pub fte: Fte,
    /// Days of the week they work.
    pub working_days: WorkingDays,
    /// How they are employed.
    pub contract: Contract,
    /// The day from which an agency or fixed-term worker is permanent, if that is agreed.
    pub permanent_from: Option<NaiveDate>,
    /// First day in post. `None`: before anything in the plan.
    pub first_day: Option<NaiveDate>,
    /// Last day in post, if it is known. They are in post on that day.
    pub last_day: Option<NaiveDate>,
    /// The day notice was given.
    pub notice_given: Option<NaiveDate>,
    /// Start of the assessed and supported year, if they are newly qualified.
    pub asye_start: Option<NaiveDate>,
    /// Their own cap at full time, instead of the one for their role.
    pub cap: Option<Cap>,
    /// Their own start-up ramp, instead of the service's.
    pub ramp: Option<Ramp>,
    /// What they are especially able to do ("court", "Urdu"), one phrase each.
    pub skills: Vec<String>,
    /// Case types they may not hold.
    pub may_not_hold: Vec<CaseType>,
    /// Who supervises them.
    pub supervisor: Option<WorkerId>,
    /// Social Work England registration number, where a list gave it.
    pub registration: String,
    /// Where they are known from.
    pub known_from: KnownFrom,
    /// Working pattern, leave, supervision and duty.
    pub rota: WorkerRota,
    /// Notes.
    pub notes: String,
}

impl Worker {
    /// A full-time permanent social worker with nothing else said.
    pub fn new(id: WorkerId, name: &str, role: Role, team: Option<TeamId>) -> Self {
        Self {
            id,
            name: name.to_owned(),
            also_known_as: Vec::new(),
            role,
            team,
            fte: Fte::FULL,
            working_days: WorkingDays::MONDAY_TO_FRIDAY,
            contract: Contract::Permanent,
            permanent_from: None,
            first_day: None,
            last_day: None,
            notice_given: None,
            asye_start: None,
            cap: None,
            ramp: None,
            skills: Vec::new(),
            may_not_hold: Vec::new(),
            supervisor: None,
            registration: String::new(),
            known_from: KnownFrom::Typed,
            rota: WorkerRota::default(),
            notes: String::new(),
        }
    }

    /// How they are employed on `date`: as the contract says, and permanently from the day that is agreed.
    pub fn contract_on(&self, date: NaiveDate) -> Contract {
        if self.permanent_from.is_some_and(|from| from <= date) { Contract::Permanent } else { self.contract }
    }

    /// In post on `date`: on or after the first day and not after the last.
    pub fn in_post(&self, date: NaiveDate) -> bool {
        self.first_day.is_none_or(|first| first <= date) && self.last_day.is_none_or(|last| date <= last)
    }
}

/// One absence of one member of staff.
#[derive(Clone, Debug, PartialEq)]
pub struct Absence {
    /// Never changes.
    pub id: AbsenceId,
    /// Who is away.
    pub worker: WorkerId,
    /// Why.
    pub kind: AbsenceKind,
    /// First day away.
    pub first_day: NaiveDate,
    /// Last day away. `None`: open-ended.
    pub last_day: Option<NaiveDate>,
    /// First day back, as expected, for an open-ended absence. They are taken to be back on that day.
    pub expected_return: Option<NaiveDate>,
    /// Asked for or agreed.
    pub status: AbsenceStatus,
    /// Who covers their children, in order of preference.
    pub cover: Vec<WorkerId>,
    /// The day from which the cover holds, where it was named after the absence began. `None`: from the first day.
    pub cover_from: Option<NaiveDate>,
    /// How they come back, if not at once.
    pub phased_return: Option<PhasedReturn>,
    /// Notes.
    pub notes: String,
}

impl Absence {
    /// The last day away as far as is known: the last day, or the day before the expected return.
    /// `None`: nobody knows.
    pub fn known_last_day(&self) -> Option<NaiveDate> {
        self.last_day.or_else(|| self.expected_return.and_then(|back| back.pred_opt()))
    }
    /// Whether `date` falls in the absence.
    pub fn covers(&self, date: NaiveDate) -> bool {
        self.first_day <= date && self.known_last_day().is_none_or(|last| date <= last)
    }
}

/// A return by steps: the percentage of the usual caseload in each week after coming back.
#[derive(Clone, Debug, PartialEq)]
pub struct PhasedReturn {
    /// Percent of the cap for each week back, in order (40, 60, 80). Full afterwards.
    pub weekly_percent: Vec<u8>,
}
