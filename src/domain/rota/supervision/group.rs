//! Group supervision: for each team the day on which most of it are there.

use chrono::NaiveDate;

use super::diary::{Diary, Hindrance};
use super::{GroupSupervision, Session, plus};
use crate::domain::calendar::format_date;
use crate::domain::plan::{Team, Worker};

/// Days within which a group supervision is held that is overdue, or of which nobody knows when it was last.
const SOON_DAYS: i64 = 13;

/// Every team of two or more, in the order of teams. None when the service has no group supervision.
pub(super) fn teams(diary: &Diary<'_, '_>, to: NaiveDate) -> Vec<GroupSupervision> {
    let plan = diary.sight.plan();
    let Some(weeks) = plan.rota.group_supervision_weeks else { return Vec::new() };
    let every = 7 * i64::from(weeks.max(1));
    let in_sight = |worker: &Worker| {
        worker.first_day.is_none_or(|first| first <= to.max(diary.from))
            && worker.last_day.is_none_or(|last| diary.from <= last)
    };
    let team = |team: &Team| {
        let members: Vec<&Worker> = plan
            .workers
            .iter()
            .filter(|worker| worker.team == Some(team.id) && in_sight(worker))
            .map(AsRef::as_ref)
            .collect();
        (members.len() > 1).then(|| Group { diary, team, members, every }.planned(to))
    };
    plan.teams.iter().filter_map(|one| team(one)).collect()
}

/// Who of a team is there on a day: how many, whether the manager or a deputy is among them, of how many in post.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
struct There {
    people: usize,
    led: bool,
    of: usize,
}

struct Group<'d, 's, 'p> {
    diary: &'d Diary<'s, 'p>,
    team: &'p Team,
    members: Vec<&'p Worker>,
    every: i64,
}

impl Group<'_, '_, '_> {
    fn planned(&self, to: NaiveDate) -> GroupSupervision {
        let from = self.diary.from;
        let last = self.team.rota.last_group_supervision;
        let due = last.map(|last| plus(last, self.every));
        let mut group =
            GroupSupervision { team: self.team.id, last, due, sessions: Vec::new(), cannot: Vec::new() };
        let soon = plus(from, SOON_DAYS);
        // Overdue or not known: within a fortnight. Otherwise after half the interval, and not after the due day.
        let (mut window, mut by) = match (last, due) {
            (Some(last), Some(due)) if from <= due => ((self.half_after(last).max(from), due), due),
            (_, due) => ((from, soon), due.unwrap_or(soon)),
        };
        let mut first = true;
        while window.0 <= to {
            let early = first && (due.is_none_or(|due| due < from));
            let base = match self.session(window, by, early) {
                Ok(session) if session.date > to => break,
                Ok(session) => {
                    let date = session.date;
                    group.sessions.push(session);
                    date
                }
                Err(why) => {
                    group.cannot.push(why);
                    window.1
                }
            };
            by = plus(base, self.every);
            window = (self.half_after(base), by);
            first = false;
        }
        if let (None, true, Some(session)) = (due, group.cannot.is_empty(), group.sessions.first_mut()) {
            session.moved =
                Some("No group supervision is recorded before it, so it is within a fortnight".to_owned());
        }
        group
    }

    fn half_after(&self, date: NaiveDate) -> NaiveDate {
        plus(date, (self.every + 1) / 2)
    }

    /// The day of the window on which most are there; of those a day with the manager or a deputy; of those the nearest to
    /// the due day, or the first where it is early. When half the team is there on none of them, the first day after the
    /// window on which it is.
    fn session(
        &self,
        (start, end): (NaiveDate, NaiveDate),
        due: NaiveDate,
        early: bool,
    ) -> Result<Session, String> {
        let mut best: Option<(NaiveDate, There)> = None;
        for day in start.iter_days().take_while(|day| *day <= end) {
            let Some(there) = self.there(day) else { continue };
            let better = best.is_none_or(|(_, known)| {
                let (one, other) = ((there.people, there.led), (known.people, known.led));
                one > other || (one == other && !early)
            });
            if better {
                best = Some((day, there));
            }
        }
        let half = |there: There| there.people > 1 && there.people * 2 >= there.of;
        let after = || {
            let last = plus(end, self.every / 2).min(self.diary.end);
            let days = end.succ_opt()?.iter_days().take_while(move |day| *day <= last);
            let mut there = days.filter_map(|day| Some((day, self.there(day)?)));
            there.find(|(_, there)| half(*there))
        };
        let found = match best {
            Some((_, there)) if half(there) => best,
            _ => after().or(best.filter(|(_, there)| there.people > 1)),
        };
        let Some((date, there)) = found else {
            return Err(format!(
                "There is no day from {} to {} on which two people of {} are at work and not on duty: move leave or duty",
                format_date(start),
                format_date(end),
                self.team.name
            ));
        };
        let moved = if due < self.diary.from {
            Some(format!("Overdue since {}", format_date(due)))
        } else {
            (date != due).then(|| self.why(date, there, due))
        };
        Ok(Session { date, due, moved, late: date > due })
    }

    /// Who is there on a day; `None` when the service does not work.
    fn there(&self, day: NaiveDate) -> Option<There> {
        if !self.diary.sight.calendar.is_working_day(day) {
            return None;
        }
        let mut there = There { people: 0, led: false, of: 0 };
        for worker in self.members.iter().filter(|worker| worker.in_post(day)) {
            there.of += 1;
            if self.diary.hindrance(worker, day).is_none() {
                there.people += 1;
                there.led |= self.team.manager == Some(worker.id) || self.team.deputies.contains(&worker.id);
            }
        }
        Some(there)
    }

    /// Why it is not on the day on which it is due.
    fn why(&self, date: NaiveDate, there: There, due: NaiveDate) -> String {
        match self.there(due) {
            None => self.diary.words(&[Hindrance::Closed(due)]),
            Some(then) if then.people == there.people && then.led != there.led => {
                format!("Neither the manager nor a deputy is at work on {}", format_date(due))
            }
            Some(then) => format!(
                "{} of {} can be there on {}, {} on {}",
                there.people,
                there.of,
                format_date(date),
                then.people,
                format_date(due)
            ),
        }
    }
}
