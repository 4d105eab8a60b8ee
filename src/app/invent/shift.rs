//! Moves a whole plan in time, so that an example stays meaningful whatever today's date is.

use std::sync::Arc;

use chrono::{Datelike as _, Duration, NaiveDate};

use crate::domain::calendar::{Closure, ServiceCalendar};
use crate::domain::edit::{AnyRecord, Edit};
use crate::domain::plan::{
    About, Absence, Change, Child, Decision, DueDate, DutyPattern, DutyTurn, Holder, ListFacts, PastWorker,
    Plan, Post, PostFilling, Record, Records, Scenario, ScenarioChange, SecondWeek, Target, Team, TeamRota,
    Worker, WorkerRota,
};
use crate::domain::target::{Promise, Value, Variation, Varied};

/// The same plan with every date moved by whole weeks, so that it is as at the week of `as_at`: on that week's Monday
/// when the plan is as at a Monday, as every example is, and otherwise on the same day of the week as before.
///
/// Days of the week stay, bank holidays do not: leave round one Christmas may come to stand in an ordinary week.
/// Notes are left as their author wrote them.
#[must_use]
pub fn shift_to(plan: &Plan, as_at: NaiveDate) -> Plan {
    let monday = |date: NaiveDate| {
        i64::from(date.num_days_from_ce() - date.weekday().num_days_from_monday().cast_signed())
    };
    let shift = Shift(Duration::days(monday(as_at) - monday(plan.about.as_at)));
    // Every field is named, here and below, so that a new one with a date in it cannot be forgotten.
    let Plan {
        about,
        calendar,
        policy,
        teams,
        posts,
        workers,
        absences,
        families,
        children,
        demand,
        workforce,
        forecast,
        target,
        rota,
        scenarios,
        decisions,
    } = plan.clone();
    Plan {
        about: shared(about, |about| shift.about(about)),
        calendar: shared(calendar, |calendar| shift.calendar(calendar)),
        policy,
        teams: records(&teams, |team| shift.team(team)),
        posts: records(&posts, |post| shift.post(post)),
        workers: records(&workers, |worker| shift.worker(worker)),
        absences: records(&absences, |absence| shift.absence(absence)),
        families,
        children: records(&children, |child| shift.child(child)),
        demand,
        workforce,
        forecast,
        target: shared(target, |target| shift.target(target)),
        rota,
        scenarios: records(&scenarios, |scenario| shift.scenario(scenario)),
        decisions: shared(decisions, |decisions| decisions.iter_mut().for_each(|d| shift.decision(d))),
    }
}

fn shared<T: Clone>(mut value: Arc<T>, change: impl FnOnce(&mut T)) -> Arc<T> {
    change(Arc::make_mut(&mut value));
    value
}

fn records<T: Record>(list: &Records<T>, change: impl Fn(&mut T)) -> Records<T> {
    let moved = list.iter().map(|record| {
        let mut record = record.as_ref().clone();
        change(&mut record);
        record
    });
    moved.collect()
}

/// By how much.
#[derive(Clone, Copy, Debug)]
struct Shift(Duration);

impl Shift {
    /// A date at the very end of the calendar stays where it is.
    fn date(self, date: &mut NaiveDate) {
        *date = date.checked_add_signed(self.0).unwrap_or(*date);
    }

    fn maybe(self, date: &mut Option<NaiveDate>) {
        if let Some(date) = date {
            self.date(date);
        }
    }

    fn about(self, about: &mut About) {
        let About { title: _, council: _, author: _, as_at, horizon_weeks: _, notes: _ } = about;
        self.date(as_at);
    }

    fn calendar(self, calendar: &mut ServiceCalendar) {
        let ServiceCalendar { division: _, closures, school_holidays } = calendar;
        for Closure { first_day, last_day, label: _ } in closures.iter_mut().chain(school_holidays) {
            self.date(first_day);
            self.date(last_day);
        }
    }

    fn team(self, team: &mut Team) {
        let Team {
            id: _,
            name: _,
            holds: _,
            manager: _,
            deputies: _,
            duty,
            new_work_percent: _,
            rota,
            notes: _,
        } = team;
        if let Some(DutyPattern { one_week_in: _, first_week, order: _, unit: _, turns }) = duty {
            self.maybe(first_week);
            for DutyTurn { from, to, worker: _, pinned: _ } in turns {
                self.date(from);
                self.date(to);
            }
        }
        let TeamRota { most_away: _, least_present: _, managers_may_all_be_away: _, last_group_supervision } =
            rota;
        self.maybe(last_group_supervision);
    }

    fn post(self, post: &mut Post) {
        let Post { id: _, team: _, role: _, fte: _, filling, notes: _ } = post;
        match filling {
            PostFilling::Filled(_) => {}
            PostFilling::Vacant { since, expected, recruiting_from, covered_by: _ } => {
                self.maybe(since);
                self.maybe(expected);
                self.maybe(recruiting_from);
            }
            PostFilling::Held { since } => self.maybe(since),
        }
    }

    fn worker(self, worker: &mut Worker) {
        let Worker {
            id: _,
            name: _,
            also_known_as: _,
            role: _,
            team: _,
            fte: _,
            working_days: _,
            contract: _,
            permanent_from,
            first_day,
            last_day,
            notice_given,
            asye_start,
            cap: _,
            ramp: _,
            skills: _,
            may_not_hold: _,
            supervisor: _,
            registration: _,
            known_from: _,
            rota,
            notes: _,
        } = worker;
        let WorkerRota {
            second_week,
            job_share: _,
            service_from,
            leave_days: _,
            leave_carried: _,
            last_supervised,
            no_duty: _,
        } = rota;
        for date in
            [permanent_from, first_day, last_day, notice_given, asye_start, service_from, last_supervised]
        {
            self.maybe(date);
        }
        if let Some(SecondWeek { of, days: _ }) = second_week {
            self.date(of);
        }
    }

    fn absence(self, absence: &mut Absence) {
        let Absence {
            id: _,
            worker: _,
            kind: _,
            first_day,
            last_day,
            expected_return,
            status: _,
            cover: _,
            cover_from,
            phased_return: _,
            notes: _,
        } = absence;
        self.date(first_day);
        self.maybe(last_day);
        self.maybe(expected_return);
        self.maybe(cover_from);
    }

    fn child(self, child: &mut Child) {
        let Child {
            id: _,
            reference: _,
            family: _,
            team: _,
            case_type: _,
            priority: _,
            holder,
            held_since,
            opened,
            closes,
            turns_18,
            last_seen,
            due,
            past_workers,
            needs: _,
            pinned_to: _,
            last_list,
            notes: _,
        } = child;
        for date in [held_since, opened, closes, turns_18, last_seen] {
            self.maybe(date);
        }
        match holder {
            Holder::Transfer { from: _, to: _, sender: _, receiver: _, on } => self.maybe(on),
            Holder::Worker(_)
            | Holder::Manager(_)
            | Holder::DutyWorker(_)
            | Holder::DutyRota(_)
            | Holder::Tray(_)
            | Holder::Nobody
            | Holder::LeadPractitioner(_)
            | Holder::PersonalAdviser(_)
            | Holder::AwaitingClosure(_) => {}
        }
        for DueDate { kind: _, on } in due {
            self.date(on);
        }
        for PastWorker { who: _, from, to, reason: _ } in past_workers {
            self.maybe(from);
            self.date(to);
        }
        if let Some(ListFacts { as_at, team: _, worker: _, case_type: _ }) = last_list {
            self.date(as_at);
        }
    }

    fn decision(self, decision: &mut Decision) {
        let Decision { on, by: _, child: _, what: _, why: _ } = decision;
        self.date(on);
    }

    fn target(self, target: &mut Target) {
        let Target { promises, vary, costs: _ } = target;
        for Promise { claim: _, from, to, years_of_100: _ } in promises {
            self.maybe(from);
            self.maybe(to);
        }
        let Some(Variation { what, values }) = vary else { return };
        match what {
            Varied::Posts { from, .. } | Varied::AgencyUntil { from, .. } => self.date(from),
            Varied::Agency { teams: _, from, until } => {
                self.date(from);
                self.date(until);
            }
            Varied::StartOfPosts { .. }
            | Varied::Cap { .. }
            | Varied::Demand { .. }
            | Varied::Sickness
            | Varied::Turnover
            | Varied::TimeToFill
            | Varied::LengthOfWork => {}
        }
        for value in values {
            match value {
                Value::Day(day) => self.date(day),
                Value::Count(_) | Value::Percent(_) => {}
            }
        }
    }

    fn scenario(self, scenario: &mut Scenario) {
        let Scenario { id: _, name: _, description: _, changes } = scenario;
        for ScenarioChange { change, on: _, comment: _ } in changes {
            self.change(change);
        }
    }

    fn change(self, change: &mut Change) {
        match change {
            Change::Edit(edit) => self.edit(edit),
            Change::AddPosts { from, .. } | Change::AsyeCohort { from, .. } => self.date(from),
            Change::AgencyBridge { team: _, count: _, from, until } => {
                self.date(from);
                self.date(until);
            }
            Change::ConvertAgency { worker: _, on } => self.date(on),
            Change::HoldVacancies { team: _, until } => self.maybe(until),
            Change::AddTeam { .. }
            | Change::CapForRole { .. }
            | Change::SplitTeam { .. }
            | Change::MergeTeams { .. }
            | Change::MoveCaseType { .. }
            | Change::ScaleDemand { .. }
            | Change::ScaleAbsence { .. }
            | Change::ScaleLeavers { .. }
            | Change::ScaleTimeToFill { .. } => {}
        }
    }

    fn edit(self, edit: &mut Edit) {
        match edit {
            Edit::Set { of: _, field: _, to } => *to = self.typed(to),
            Edit::Put(records) => records.iter_mut().for_each(|record| self.record(record)),
            Edit::Allocate { child: _, worker: _, on, reason: _ } => self.date(on),
            Edit::Decide(decision) => self.decision(decision),
            Edit::Together { label: _, edits } => edits.iter_mut().for_each(|edit| self.edit(edit)),
            Edit::Remove(_) | Edit::MergeWorkers { .. } => {}
        }
    }

    fn record(self, record: &mut AnyRecord) {
        match record {
            AnyRecord::Team(team) => self.team(team),
            AnyRecord::Post(post) => self.post(post),
            AnyRecord::Worker(worker) => self.worker(worker),
            AnyRecord::Absence(absence) => self.absence(absence),
            AnyRecord::Child(child) => self.child(child),
            AnyRecord::Scenario(scenario) => self.scenario(scenario),
            AnyRecord::Family(_) => {}
        }
    }

    /// A value as a person types it, with every date in it moved: 07/09/2026 or 2026-09-07.
    fn typed(self, text: &str) -> String {
        let mut moved = String::with_capacity(text.len());
        let mut rest = text;
        let mut after_digit = false;
        while let Some(next) = rest.chars().next() {
            let form = ["%d/%m/%Y", "%Y-%m-%d"].into_iter().find_map(|form| {
                let word = rest.get(..10).filter(|_| !after_digit)?;
                let ends = !rest[10..].starts_with(|c: char| c.is_ascii_digit());
                let date = NaiveDate::parse_from_str(word, form).ok().filter(|_| ends && word.is_ascii())?;
                (date.format(form).to_string() == word).then_some((form, date))
            });
            if let Some((form, mut date)) = form {
                self.date(&mut date);
                moved.push_str(&date.format(form).to_string());
                rest = &rest[10..];
            } else {
                after_digit = next.is_ascii_digit();
                moved.push(next);
                rest = &rest[next.len_utf8()..];
            }
        }
        moved
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_inside_a_typed_value_move_and_nothing_else_does() {
        let week = Shift(Duration::weeks(1));
        for (before, after) in [
            ("07/09/2026", "14/09/2026"),
            ("visit 28/12/2026; review 2027-01-01", "visit 04/01/2027; review 2027-01-08"),
            ("107/09/2026", "107/09/2026"),
            ("07/09/20267", "07/09/20267"),
            ("31/02/2026", "31/02/2026"),
            ("W12, Zoë’s team", "W12, Zoë’s team"),
            ("", ""),
        ] {
            assert_eq!(week.typed(before), after);
        }
    }
}
