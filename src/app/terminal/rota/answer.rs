//! What `rota` answers, as data.

use serde::Serialize;

use crate::app::terminal::plan_file::ProblemCounts;

/// What `rota` answers.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct RotaAnswer {
    /// The plan's title.
    pub title: String,
    /// The council or service.
    pub council: String,
    /// The plan's own date.
    pub as_at: String,
    /// The first day that is told.
    pub from: String,
    /// The last day that is told.
    pub to: String,
    /// The team, or null for the whole service.
    pub team: Option<String>,
    /// Everybody in post on a day between the two, in the order of teams and names.
    pub people: Vec<PersonLine>,
    /// Each team day by day, in the order of teams.
    pub teams: Vec<TeamDaysLine>,
    /// Everybody's individual supervision, in the order of teams and names.
    pub supervision: Vec<SupervisionLine>,
    /// Each team's group supervision, in the order of teams; empty when the service has none.
    pub group_supervision: Vec<GroupLine>,
    /// First day of the leave year that holds `from`.
    pub leave_year_from: String,
    /// Its last day.
    pub leave_year_to: String,
    /// Everybody's annual leave in that leave year, agency workers left out.
    pub allowances: Vec<AllowanceLine>,
    /// The end of the leave year that holds the plan's date, for each team.
    pub crunches: Vec<CrunchLine>,
    /// Everybody who manages a team or supervises, on the plan's date, the most overburdened first.
    pub managers: Vec<ManagerLine>,
    /// How many problems the plan has.
    pub problems: ProblemCounts,
}

/// One member of staff.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct PersonLine {
    /// Their id in the plan.
    pub id: String,
    /// Their name.
    pub name: String,
    /// Their team, or null.
    pub team: Option<String>,
    /// The role's key.
    pub role: &'static str,
    /// Contracted time.
    pub fte: f64,
    /// Days of the week they work.
    pub working_days: String,
    /// Days they work in every second week, or null when every week is alike.
    pub second_week: Option<String>,
    /// First day in post, or null when it is not recorded.
    pub first_day: Option<String>,
    /// Last day in post, or null when none is known.
    pub last_day: Option<String>,
    /// A letter for each day from `from` to `to`.
    pub days: String,
    /// Absences that touch the days, by first day.
    pub absences: Vec<AbsenceLine>,
    /// Duty turns that touch the days, by first day.
    pub duty: Vec<DutyLine>,
    /// Start of the assessed and supported year, or null.
    pub asye_start: Option<String>,
    /// Steps of the assessed and supported year within the days: the share of the cap from each on.
    pub asye_steps: Vec<ShareLine>,
    /// Weeks of phased returns within the days: the share of the cap from each on.
    pub phased_returns: Vec<ShareLine>,
}

/// One absence.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct AbsenceLine {
    /// Its id in the plan.
    pub id: String,
    /// The kind's key.
    pub kind: &'static str,
    /// `requested` or `agreed`.
    pub status: &'static str,
    /// First day away.
    pub first_day: String,
    /// Last day away as far as is known, or null.
    pub last_day: Option<String>,
    /// Names of those who cover, in order of preference.
    pub cover: Vec<String>,
}

/// One duty turn.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct DutyLine {
    /// The team whose duty it is.
    pub team: String,
    /// First day.
    pub from: String,
    /// Last day.
    pub to: String,
    /// It stays as it is when the rota is made anew.
    pub pinned: bool,
}

/// A share of the cap from a day on.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct ShareLine {
    /// From this day.
    pub from: String,
    /// Percent of the cap.
    pub percent: u8,
}

/// A team day by day.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct TeamDaysLine {
    /// The team's id in the plan.
    pub id: String,
    /// Its name.
    pub team: String,
    /// Every day from `from` to `to`.
    pub days: Vec<TeamDayLine>,
}

/// A team on one day.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct TeamDayLine {
    /// The day.
    pub date: String,
    /// Whether the service works on it.
    pub working: bool,
    /// Time of the posts for people who hold cases.
    pub established_fte: f64,
    /// Time of those who hold cases and are at work.
    pub present_fte: f64,
    /// People in an agreed absence on a day that they would work.
    pub away: u16,
    /// Children that could be taken under the caps.
    pub free_places: u32,
    /// Children whose worker is away with nobody present as cover.
    pub uncovered: u32,
    /// Who has the duty turn, or null.
    pub on_duty: Option<String>,
    /// What is wrong, a sentence each, the gravest first.
    pub red: Vec<String>,
}

/// One person's supervision.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct SupervisionLine {
    /// Their id in the plan.
    pub id: String,
    /// Their name.
    pub name: String,
    /// Their team, or null.
    pub team: Option<String>,
    /// By whom, or null.
    pub supervisor: Option<String>,
    /// Once in so many weeks.
    pub every_weeks: u8,
    /// The last one, or null when it is not recorded.
    pub last: Option<String>,
    /// When the next is due, or null when the last is not known and they are not new.
    pub due: Option<String>,
    /// Days overdue on the plan's date.
    pub overdue_days: u32,
    /// What is planned from `from` to `to`.
    pub sessions: Vec<SessionLine>,
    /// What cannot be, a sentence each.
    pub cannot: Vec<String>,
}

/// One team's group supervision.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct GroupLine {
    /// The team's id in the plan.
    pub id: String,
    /// Its name.
    pub team: String,
    /// The last one, or null when it is not recorded.
    pub last: Option<String>,
    /// When the next is due, or null when the last is not known.
    pub due: Option<String>,
    /// What is planned from `from` to `to`.
    pub sessions: Vec<SessionLine>,
    /// What cannot be, a sentence each.
    pub cannot: Vec<String>,
}

/// One supervision that is planned.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct SessionLine {
    /// The day.
    pub date: String,
    /// By when it has to be.
    pub due: String,
    /// Whether it is later than that.
    pub late: bool,
    /// Why it is not on the day on which it is due, or null.
    pub moved: Option<String>,
}

/// One person's annual leave, in their own working days.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct AllowanceLine {
    /// Their id in the plan.
    pub id: String,
    /// Their name.
    pub name: String,
    /// Their team, or null.
    pub team: Option<String>,
    /// What they may take.
    pub allowance: f64,
    /// Carried into the year.
    pub carried: f64,
    /// Taken before the plan's date.
    pub taken: f64,
    /// Agreed, from the plan's date on.
    pub booked: f64,
    /// Asked for and not agreed.
    pub requested: f64,
    /// Allowance and carried less taken and booked.
    pub left: f64,
    /// How the allowance comes about.
    pub how: String,
}

/// A team at the end of the leave year.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct CrunchLine {
    /// The team's id in the plan.
    pub id: String,
    /// Its name.
    pub team: String,
    /// Last day of the leave year.
    pub to: String,
    /// Working days left in it.
    pub working_days_left: u32,
    /// Days not booked that may not be carried over.
    pub must_take: f64,
    /// People away each day if it is all left to the last month.
    pub away_each_day_in_last_month: f64,
    /// What that means.
    pub sentence: String,
}

/// A manager's week, in hours.
#[derive(Clone, Debug, PartialEq, Serialize)]
pub struct ManagerLine {
    /// Their id in the plan.
    pub id: String,
    /// Their name.
    pub name: String,
    /// Their team, or null.
    pub team: Option<String>,
    /// People they supervise, in post.
    pub supervises: u32,
    /// The most that the service wants one to supervise.
    pub most_supervised: u32,
    /// Individual and group supervision.
    pub supervision_hours: f64,
    /// Children of those they supervise and of the teams they manage.
    pub children: u32,
    /// Oversight of them.
    pub oversight_hours: f64,
    /// Children in their own name.
    pub own_cases: u32,
    /// What those take.
    pub own_hours: f64,
    /// Everything else.
    pub other_hours: f64,
    /// All that is asked of them.
    pub asked_hours: f64,
    /// What they have.
    pub has_hours: f64,
    /// What a team of the most that the service wants would free.
    pub freed_hours: f64,
    /// What that means.
    pub sentence: String,
}
