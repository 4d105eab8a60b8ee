//! `rota`: who is away, on duty, starting and leaving; supervision, annual leave and managers' weeks.

mod answer;
mod people;
mod table;

use chrono::{Duration, NaiveDate};

pub use answer::{
    AbsenceLine, AllowanceLine, CrunchLine, DutyLine, GroupLine, ManagerLine, PersonLine, RotaAnswer,
    SessionLine, ShareLine, SupervisionLine, TeamDayLine, TeamDaysLine,
};

use super::args::MOST_WEEKS;
use super::figures::{find_team, rounded};
use super::plan_file::{Failure, counts_of, day, iso};
use crate::domain::ahead::Outlook;
use crate::domain::calendar::format_date;
use crate::domain::capacity::Loads;
use crate::domain::check::check;
use crate::domain::ids::{TeamId, WorkerId};
use crate::domain::plan::{Team, Worker};
use crate::domain::rota::days::{TeamDay, team_days};
use crate::domain::rota::entitlement::{crunches, entitlements, leave_year};
use crate::domain::rota::managers::manager_loads;
use crate::domain::rota::supervision::{Session, in_order, supervision};
use crate::domain::state::Sight;

use people::TeamDuty;

/// Days that are told when no last day is given: eight weeks.
const USUAL_DAYS: i64 = 8 * 7;

/// Tells the rota of a team by name or id (all if `None`) from a day (the plan's own if `None`) to another (the last of
/// eight weeks if `None`).
///
/// # Errors
/// [`Failure::Usage`] for a first day before the plan's own date or after the last day, for more than [`MOST_WEEKS`], and for a
/// team that is not in the plan or is there twice.
pub fn rota_answer(
    sight: &Sight<'_>,
    team: Option<&str>,
    from: Option<NaiveDate>,
    to: Option<NaiveDate>,
) -> Result<RotaAnswer, Failure> {
    let plan = sight.plan();
    let from = day(plan, from)?;
    let to = to.or_else(|| from.checked_add_signed(Duration::days(USUAL_DAYS - 1))).unwrap_or(from);
    if to < from {
        return Err(Failure::Usage(format!(
            "The last day ({}) is before the first ({}). Give a later last day",
            format_date(to),
            format_date(from)
        )));
    }
    if (to - from).num_days() >= i64::from(MOST_WEEKS) * 7 {
        return Err(Failure::Usage(format!("Give {MOST_WEEKS} weeks at most")));
    }
    let team = team.map(|text| find_team(plan, text)).transpose()?;
    let telling = Telling {
        sight,
        outlook: Outlook { to: to.max(plan.about.horizon_end()), ..Outlook::new(sight) },
        team: team.map(|team| team.id),
        from,
        to,
    };
    let year = leave_year(plan, from);
    let (supervision, group_supervision) = telling.supervision();
    Ok(RotaAnswer {
        title: plan.about.title.clone(),
        council: plan.about.council.clone(),
        as_at: iso(plan.about.as_at),
        from: iso(from),
        to: iso(to),
        team: team.map(|team| team.name.clone()),
        people: telling.people(),
        teams: telling.teams(),
        supervision,
        group_supervision,
        leave_year_from: iso(year.0),
        leave_year_to: iso(year.1),
        allowances: telling.allowances(),
        crunches: telling.crunches(),
        managers: telling.managers(),
        problems: counts_of(&check(sight)),
    })
}

/// What is told of.
struct Telling<'s, 'p> {
    sight: &'s Sight<'p>,
    outlook: Outlook,
    team: Option<TeamId>,
    from: NaiveDate,
    to: NaiveDate,
}

impl<'p> Telling<'_, 'p> {
    fn wanted_teams(&self) -> impl Iterator<Item = &'p Team> + '_ {
        let teams = self.sight.plan().teams.iter().map(AsRef::as_ref);
        teams.filter(|team: &&Team| self.team.is_none_or(|wanted| team.id == wanted))
    }

    fn is_wanted(&self, worker: WorkerId) -> bool {
        self.team.is_none() || self.sight.lookup.worker(worker).is_some_and(|worker| worker.team == self.team)
    }

    fn name(&self, worker: WorkerId) -> String {
        self.sight.lookup.worker_name(worker)
    }

    fn team_of(&self, worker: WorkerId) -> Option<String> {
        let team = self.sight.lookup.worker(worker)?.team?;
        Some(self.sight.lookup.team_name(team))
    }

    fn people(&self) -> Vec<PersonLine> {
        let plan = self.sight.plan();
        let duties: Vec<TeamDuty<'_>> = plan.teams.iter().filter_map(|team| TeamDuty::of(team)).collect();
        let in_post = |worker: &&Worker| {
            worker.first_day.is_none_or(|first| first <= self.to)
                && worker.last_day.is_none_or(|last| self.from <= last)
        };
        in_order(plan)
            .into_iter()
            .filter(|worker| self.is_wanted(worker.id))
            .filter(in_post)
            .map(|worker| people::person(self.sight, &duties, worker, (self.from, self.to)))
            .collect()
    }

    fn teams(&self) -> Vec<TeamDaysLine> {
        let day = |day: TeamDay| TeamDayLine {
            date: iso(day.date),
            working: day.working,
            established_fte: day.established.value(),
            present_fte: day.present.value(),
            away: day.away,
            free_places: day.free_places,
            uncovered: day.uncovered,
            on_duty: day.on_duty.map(|worker| self.name(worker)),
            red: day.red.iter().map(|red| red.words(&self.sight.lookup)).collect(),
        };
        self.wanted_teams()
            .map(|team| TeamDaysLine {
                id: team.id.to_string(),
                team: team.name.clone(),
                days: team_days(self.sight, &self.outlook, team.id, self.from, self.to)
                    .into_iter()
                    .map(day)
                    .collect(),
            })
            .collect()
    }

    fn supervision(&self) -> (Vec<SupervisionLine>, Vec<GroupLine>) {
        let plan = supervision(self.sight, self.to);
        let sessions = |sessions: Vec<Session>| -> Vec<SessionLine> {
            sessions
                .into_iter()
                .filter(|session| self.from <= session.date)
                .map(|session| SessionLine {
                    date: iso(session.date),
                    due: iso(session.due),
                    late: session.late,
                    moved: session.moved,
                })
                .collect()
        };
        let people = plan.people.into_iter().filter(|one| self.is_wanted(one.worker));
        let people = people.map(|one| SupervisionLine {
            id: one.worker.to_string(),
            name: self.name(one.worker),
            team: self.team_of(one.worker),
            supervisor: one.supervisor.map(|supervisor| self.name(supervisor)),
            every_weeks: one.every_weeks,
            last: one.last.map(iso),
            due: one.due.map(iso),
            overdue_days: one.overdue_days,
            sessions: sessions(one.sessions),
            cannot: one.cannot,
        });
        let groups = plan.teams.into_iter().filter(|group| self.team.is_none_or(|team| group.team == team));
        let groups = groups.map(|group| GroupLine {
            id: group.team.to_string(),
            team: self.sight.lookup.team_name(group.team),
            last: group.last.map(iso),
            due: group.due.map(iso),
            sessions: sessions(group.sessions),
            cannot: group.cannot,
        });
        (people.collect(), groups.collect())
    }

    fn allowances(&self) -> Vec<AllowanceLine> {
        let all = entitlements(self.sight, self.from).into_iter().filter(|one| self.is_wanted(one.worker));
        all.map(|one| AllowanceLine {
            id: one.worker.to_string(),
            name: self.name(one.worker),
            team: self.team_of(one.worker),
            allowance: one.allowance.value(),
            carried: one.carried.value(),
            taken: one.taken.value(),
            booked: one.booked.value(),
            requested: one.requested.value(),
            left: one.left,
            how: one.how,
        })
        .collect()
    }

    fn crunches(&self) -> Vec<CrunchLine> {
        let all = crunches(self.sight).into_iter();
        all.filter(|(team, _)| self.team.is_none_or(|wanted| *team == wanted))
            .map(|(team, crunch)| CrunchLine {
                id: team.to_string(),
                team: self.sight.lookup.team_name(team),
                to: iso(crunch.to),
                working_days_left: crunch.working_days_left,
                must_take: crunch.must_take.value(),
                away_each_day_in_last_month: rounded(crunch.away_each_day_in_last_month),
                sentence: crunch.sentence,
            })
            .collect()
    }

    fn managers(&self) -> Vec<ManagerLine> {
        let loads = Loads::on(self.sight, &self.outlook, self.sight.plan().about.as_at);
        let manages = |worker: WorkerId| self.wanted_teams().any(|team| team.manager == Some(worker));
        let all = manager_loads(self.sight, &self.outlook, &loads).into_iter();
        all.filter(|load| self.is_wanted(load.manager) || manages(load.manager))
            .map(|load| ManagerLine {
                id: load.manager.to_string(),
                name: self.name(load.manager),
                team: self.team_of(load.manager),
                supervises: load.span,
                most_supervised: load.most,
                supervision_hours: rounded(load.supervision),
                children: load.children,
                oversight_hours: rounded(load.oversight),
                own_cases: load.own_cases,
                own_hours: rounded(load.own),
                other_hours: rounded(load.other),
                asked_hours: rounded(load.asked),
                has_hours: rounded(load.has),
                freed_hours: rounded(load.freed_by_smaller_team),
                sentence: load.sentence,
            })
            .collect()
    }
}
