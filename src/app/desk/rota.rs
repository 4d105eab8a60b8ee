//! The rota’s own questions: which duty is planned and for which weeks, the rota that was made, and turns given, swapped
//! and pinned.

use std::sync::Arc;

use chrono::{Days, NaiveDate};

use super::files::FAULT;
use super::{Desk, RotaPart, Screen};
use crate::app::calendar_files::CalendarOf;
use crate::app::job::{Job, Look};
use crate::app::view::rota::old_sickness;
use crate::app::words;
use crate::domain::edit::{AnyRecord, Edit, apply};
use crate::domain::fields::Value as _;
use crate::domain::ids::{AbsenceId, TeamId, Thing, WorkerId};
use crate::domain::plan::{Absence, AbsenceStatus, DutyTurn, Plan, monday_of};
use crate::domain::rota::duty::{self, DutyAsk, DutyRota};

/// Something asked for on the rota screen.
#[derive(Clone, Debug, PartialEq)]
pub enum RotaAsk {
    /// To look at the duty of a team.
    DutyTeam(TeamId),
    /// To look at duty from the week that holds this day.
    DutyFrom(NaiveDate),
    /// To look at so many weeks of duty.
    DutyWeeks(u16),
    /// To make the duty rota of the team and weeks that are looked at.
    MakeDuty,
    /// To stop making it.
    StopDuty,
    /// To put the rota that was made into the plan.
    PutDutyIn,
    /// To leave it.
    LeaveDuty,
    /// To add the same absences once more.
    Copy(Vec<AbsenceId>),
    /// To read the handover list of an absence; `None`: no more.
    Handover(Option<AbsenceId>),
    /// To choose where to save the handover list that is read.
    SaveHandover,
    /// Whether calendar files tell why somebody is away.
    CalendarReasons(bool),
    /// To choose where to save a calendar file.
    SaveCalendar(CalendarOf),
    /// To take out sickness that is kept no longer.
    TakeOutOldSickness,
}

/// The fewest and the most weeks for which a duty rota is made.
pub const DUTY_WEEKS: std::ops::RangeInclusive<u16> = 1..=104;
/// So many weeks, until others are asked for: what is planned now lasts beyond the summer.
const FIRST_WEEKS: u16 = 26;

/// The duty that is looked at.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DutyChoice {
    /// The team.
    pub team: TeamId,
    /// The Monday of the first week.
    pub from: NaiveDate,
    /// So many weeks.
    pub weeks: u16,
}

impl DutyChoice {
    /// The Sunday of the last week.
    pub fn to(&self) -> NaiveDate {
        let days = u64::from(self.weeks) * 7;
        self.from.checked_add_days(Days::new(days.saturating_sub(1))).unwrap_or(NaiveDate::MAX)
    }
}

/// A duty rota that was made.
#[derive(Debug)]
pub struct DutyMade {
    /// What it was made for.
    pub choice: DutyChoice,
    /// The plan that it was made of.
    pub plan: Arc<Plan>,
    /// The rota, or why there is none.
    pub rota: Result<DutyRota, Vec<String>>,
    /// What is wrong with it, looked at once more without what made it; nothing.
    pub wrong: Vec<String>,
}

/// What is looked at on the rota screen, and what is under way for it.
#[derive(Debug, Default)]
pub struct AtRota {
    team: Option<TeamId>,
    from: Option<NaiveDate>,
    weeks: Option<u16>,
    making: Option<(DutyChoice, Arc<Plan>, Job<Made>)>,
    made: Option<Arc<DutyMade>>,
    handover: Option<AbsenceId>,
    reasons: bool,
}

/// What comes back from the thread that makes a rota: the rota or why there is none, and what is wrong with it.
type Made = (Result<DutyRota, Vec<String>>, Vec<String>);

impl AtRota {
    /// The duty that is looked at: until another is chosen, that of the first team that takes duty, from the first week
    /// that has not begun. `None` without a team.
    pub fn choice(&self, plan: &Plan) -> Option<DutyChoice> {
        let known = self.team.filter(|team| plan.teams.get(*team).is_some());
        let first = || plan.teams.iter().find(|team| team.duty.is_some()).or_else(|| plan.teams.at(0));
        let team = known.or_else(|| first().map(|team| team.id))?;
        let week = monday_of(plan.about.as_at);
        let after = || week.checked_add_days(Days::new(7)).unwrap_or(week);
        let next = if week == plan.about.as_at { week } else { after() };
        Some(DutyChoice {
            team,
            from: self.from.map_or(next, monday_of),
            weeks: self.weeks.unwrap_or(FIRST_WEEKS),
        })
    }

    /// The rota that was made last for the duty that is looked at.
    pub fn made(&self) -> Option<&Arc<DutyMade>> {
        self.made.as_ref()
    }

    /// Whether a rota is being made.
    pub fn is_making(&self) -> bool {
        self.making.is_some()
    }

    /// The absence whose handover list is read.
    pub fn handover(&self) -> Option<AbsenceId> {
        self.handover
    }

    /// Whether calendar files tell why somebody is away.
    pub fn reasons(&self) -> bool {
        self.reasons
    }

    /// Forgets what was made for another choice.
    fn chooses(&mut self, change: impl FnOnce(&mut Self)) {
        change(self);
        (self.making, self.made) = (None, None);
    }
}

impl Desk {
    /// What is looked at on the rota screen.
    pub fn at_rota(&self) -> &AtRota {
        &self.at_rota
    }

    pub(super) fn ask_rota(&mut self, ask: RotaAsk) {
        match ask {
            RotaAsk::DutyTeam(team) => self.at_rota.chooses(|at| at.team = Some(team)),
            RotaAsk::DutyFrom(day) => self.at_rota.chooses(|at| at.from = Some(monday_of(day))),
            RotaAsk::DutyWeeks(weeks) => {
                let weeks = weeks.clamp(*DUTY_WEEKS.start(), *DUTY_WEEKS.end());
                self.at_rota.chooses(|at| at.weeks = Some(weeks));
            }
            RotaAsk::MakeDuty => self.make_duty(),
            RotaAsk::StopDuty => {
                // The thread is left to itself: it changes nothing, and nobody hears what it found.
                if self.at_rota.making.take().is_some() {
                    self.told = Some("No duty rota was made".to_owned());
                }
            }
            RotaAsk::PutDutyIn => self.put_duty_in(),
            RotaAsk::LeaveDuty => self.at_rota.made = None,
            RotaAsk::Copy(absences) => self.copy_absences(&absences),
            RotaAsk::Handover(absence) => {
                if absence.is_some() {
                    self.show_rota(RotaPart::Absences);
                }
                self.at_rota.handover = absence;
            }
            RotaAsk::SaveHandover => self.save_handover(),
            RotaAsk::CalendarReasons(reasons) => self.at_rota.reasons = reasons,
            RotaAsk::SaveCalendar(of) => self.save_calendar(of),
            RotaAsk::TakeOutOldSickness => self.take_out_old_sickness(),
        }
    }

    fn make_duty(&mut self) {
        let Some(session) = &self.session else { return };
        let Some(choice) = self.at_rota.choice(session.plan()) else {
            self.told = Some("Add a team first: a duty rota belongs to a team".to_owned());
            return;
        };
        let (plan, calendar) = (Arc::clone(session.plan()), Arc::clone(&session.reading().calendar));
        let ask = DutyAsk { team: choice.team, from: choice.from, weeks: choice.weeks };
        let work = {
            let plan = Arc::clone(&plan);
            move || {
                let rota = duty::plan_duty(&plan, &calendar, &ask);
                let wrong = rota.as_ref().map_or_else(|_| Vec::new(), |r| duty::verify(&plan, &calendar, r));
                (rota, wrong)
            }
        };
        self.at_rota.made = None;
        match Job::start("duty rota", self.wake.clone(), work) {
            Ok(job) => self.at_rota.making = Some((choice, plan, job)),
            Err(error) => self.tell("The duty rota was not made", vec![error.to_string()]),
        }
    }

    /// Looks at a rota that is being made.
    pub(super) fn collect_rota(&mut self) {
        let Some((_, _, job)) = &self.at_rota.making else { return };
        let outcome = match job.look() {
            Look::Working => return,
            Look::Failed => None,
            Look::Done(outcome) => Some(outcome),
        };
        let Some((choice, plan, _)) = self.at_rota.making.take() else { return };
        match outcome {
            None => self.tell("The duty rota was not made", vec![FAULT.to_owned()]),
            Some((rota, wrong)) => {
                self.at_rota.made = Some(Arc::new(DutyMade { choice, plan, rota, wrong }));
            }
        }
    }

    fn put_duty_in(&mut self) {
        let (Some(session), Some(made)) = (&self.session, self.at_rota.made.clone()) else { return };
        let Ok(rota) = &made.rota else { return };
        if is_outdated(&made.plan, session.plan()) {
            self.told = Some(
                "The rota was made for the plan as it was. Make it again before it is put in. Nothing was changed"
                    .to_owned(),
            );
            return;
        }
        let team = session.plan().teams.get(made.choice.team).map(|team| team.name.clone());
        if self.apply(&duty::put_in(session.plan(), rota)) {
            self.at_rota.made = None;
            let turns = words::count(rota.slots.len(), "turn", "turns");
            let whose = team.unwrap_or_default();
            self.told = Some(format!("Done: {whose} has {turns} in the plan. Undo takes them back"));
        }
    }

    /// The edit that gives turns, each named by one of its days, to somebody, or frees them.
    ///
    /// # Errors
    /// A sentence; then none of them is given.
    pub fn give_turns(&self, team: TeamId, days: &[NaiveDate], to: Option<WorkerId>) -> Result<Edit, String> {
        let session = self.session.as_ref().ok_or_else(String::new)?;
        let calendar = &session.reading().calendar;
        if let [day] = days {
            return duty::give(session.plan(), calendar, team, *day, to);
        }
        let mut plan = session.plan().as_ref().clone();
        let mut edits = Vec::new();
        for day in days {
            let edit = duty::give(&plan, calendar, team, *day, to)?;
            plan = apply(&plan, &edit).map_err(|refusal| refusal.to_string())?;
            edits.push(edit);
        }
        let verb = if to.is_some() { "give" } else { "free" };
        let label = format!("{verb} {}", words::count(days.len(), "duty turn", "duty turns"));
        Ok(Edit::Together { label, edits })
    }

    /// The edit that gives each of two turns to who has the other.
    ///
    /// # Errors
    /// A sentence.
    pub fn swap_turns(&self, team: TeamId, days: &[NaiveDate]) -> Result<Edit, String> {
        let session = self.session.as_ref().ok_or_else(String::new)?;
        let [one, other] = days else {
            return Err("Choose exactly two turns, with Ctrl and a click, to swap them".to_owned());
        };
        duty::swap(session.plan(), &session.reading().calendar, team, *one, *other)
    }

    /// The edit that pins turns, each named by one of its days, or lets them go.
    ///
    /// # Errors
    /// A sentence when there is no turn to pin.
    pub fn pin_turns(&self, team: TeamId, days: &[NaiveDate], pinned: bool) -> Result<Edit, String> {
        let session = self.session.as_ref().ok_or_else(String::new)?;
        pinned_edit(session.plan(), team, days, pinned)
    }

    fn copy_absences(&mut self, absences: &[AbsenceId]) {
        let Some(session) = &self.session else { return };
        let next = session.next(Thing::Absence(AbsenceId(0))).0;
        let known = absences.iter().filter_map(|id| session.plan().absences.get(*id));
        let copied = |(absence, id): (&Arc<Absence>, u32)| {
            // Nothing is agreed that nobody has looked at yet.
            Absence { id: AbsenceId(id), status: AbsenceStatus::Requested, ..absence.as_ref().clone() }
        };
        let copies: Vec<Absence> = known.zip(next..).map(copied).collect();
        let Some(first) = copies.first().map(|copy| copy.id) else { return };
        let told = match copies.len() {
            1 => "Copied as a request: choose who and when in the panel".to_owned(),
            many => format!("{many} absences were copied as requests: choose who and when in the panel"),
        };
        let records = copies.into_iter().map(|copy| AnyRecord::Absence(Box::new(copy))).collect();
        if self.apply(&Edit::Put(records)) {
            self.told = Some(told);
            self.selected = Some(Thing::Absence(first));
        }
    }

    fn take_out_old_sickness(&mut self) {
        let Some(session) = &self.session else { return };
        let Some(old) = old_sickness::view(session.plan()) else {
            self.told = Some(old_sickness::NONE.to_owned());
            return;
        };
        if self.apply(&old.edit) {
            self.told = Some(format!(
                "Done: {} taken out of the plan. Undo brings {} back until the plan is closed",
                words::count(old.count, "sickness absence was", "sickness absences were"),
                if old.count == 1 { "it" } else { "them" }
            ));
        }
    }

    /// Goes to a part of the rota, at its beginning.
    pub(super) fn show_rota(&mut self, part: RotaPart) {
        self.go(Screen::Rota);
        self.rota = part;
        self.at_rota.handover = None;
    }
}

/// The edit that pins the turns of these days, or lets them go. All are one step to undo.
fn pinned_edit(plan: &Plan, team: TeamId, days: &[NaiveDate], pinned: bool) -> Result<Edit, String> {
    let record = plan.teams.get(team).ok_or("The team is not in the plan any more")?;
    let mut turns: Vec<DutyTurn> = record.duty.as_ref().map(|duty| duty.turns.clone()).unwrap_or_default();
    let mut found = 0;
    for turn in turns.iter_mut().filter(|turn| days.iter().any(|day| turn.covers(*day))) {
        turn.pinned = pinned;
        found += 1;
    }
    if found == 0 {
        return Err(
            "Nobody has a turn on these days yet. Give it to somebody first, which pins it".to_owned()
        );
    }
    let verb = if pinned { "pin" } else { "unpin" };
    let label = format!("{verb} {} of {}", words::count(found, "duty turn", "duty turns"), record.name);
    let set = Edit::Set { of: Thing::Team(team), field: "duty_turns".to_owned(), to: turns.show() };
    Ok(Edit::Together { label, edits: vec![set] })
}

/// Whether a rota made for one plan is no longer that of another: teams, people, leave, days off or rules are others.
pub fn is_outdated(made_for: &Arc<Plan>, now: &Arc<Plan>) -> bool {
    !Arc::ptr_eq(made_for, now)
        && !(made_for.teams == now.teams
            && made_for.workers == now.workers
            && made_for.absences == now.absences
            && made_for.calendar == now.calendar
            && made_for.rota == now.rota
            && made_for.policy == now.policy
            && made_for.about.as_at == now.about.as_at)
}

#[cfg(test)]
mod tests;
