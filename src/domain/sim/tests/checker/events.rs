//! What each event may say, given what was so before it.

use super::*;
use crate::domain::ids::WorkerId;
use crate::domain::plan::DutyPattern;
use crate::domain::sim::trace::{CaseNo, PersonNo};

impl Checker<'_> {
    fn case(&mut self, number: CaseNo) -> Result<&mut Case, String> {
        self.cases.get_mut(&number.0).ok_or_else(|| "the child is not open".to_owned())
    }
    fn person(&mut self, number: PersonNo) -> Result<&mut Person, String> {
        self.people.get_mut(&number.0).ok_or_else(|| "nobody knows them".to_owned())
    }

    pub(super) fn event(&mut self, what: &What) -> Result<(), String> {
        let today = self.today;
        if !matches!(
            what,
            What::Opened { .. }
                | What::Closed { .. }
                | What::Became { .. }
                | What::Away { .. }
                | What::Back { .. }
                | What::Notice { .. }
                | What::Left { .. }
                | What::Started { .. }
                | What::Needs { .. }
                | What::NeedsNoMore { .. }
                | What::Sent { .. }
        ) {
            self.hand_over();
        }
        match *what {
            What::Opened { case, family, team, case_type, priority, .. } => {
                if family == u32::MAX {
                    let id = *self.children.get(case.0 as usize).ok_or("not one of the plan's")?;
                    let known = self.plan.children.iter().position(|child| child.id == id).unwrap();
                    let child = std::sync::Arc::clone(self.plan.children.at(known).unwrap());
                    self.known_child(case.0, known, &child);
                    return Ok(());
                }
                must!(case.0 == self.next, "the next new child is {}", self.next);
                self.next += 1;
                self.opened += 1;
                must!(team < self.layout.teams.len(), "no such team");
                let priority = Priority::ALL.iter().position(|p| *p == priority).unwrap();
                let siblings = u64::from(family) | 1 << 40;
                let id = self.layout.teams[team];
                let duty = id.and_then(|id| self.plan.teams.get(id)).is_some_and(|team| team.duty.is_some());
                self.cases.insert(
                    case.0,
                    Case {
                        case_type,
                        priority,
                        holder: None,
                        own: S::AwaitingAllocation,
                        waiting: None,
                        family: siblings,
                        under_18: false,
                        advised: false,
                        given: false,
                        sent: false,
                        duty,
                        lost_today: true, // New work needs somebody the same day, as does a child whose worker left.
                        known: None,
                        handover: u32::MAX,
                    },
                );
            }
            What::Closed { case } => {
                self.case(case)?;
                self.cases.remove(&case.0);
                self.closed += 1;
            }
            What::Became { case, case_type } => {
                let priority = self.case(case)?.priority;
                let class = self.class(case_type, priority);
                let case = self.cases.get_mut(&case.0).unwrap();
                case.case_type = case_type;
                if let Some(waiting) = &mut case.waiting {
                    waiting.class = class;
                }
                if let Some((who, As::Adviser | As::Practitioner)) = case.holder
                    && self.people[&who].role == Role::PersonalAdviser
                {
                    let leaver = case_type == CaseType::CareLeaver && !case.under_18;
                    case.holder = Some((who, if leaver { As::Adviser } else { As::Practitioner }));
                }
            }
            What::Needs { case, team, why } => {
                let (case_type, priority) = {
                    let case = self.case(case)?;
                    (case.case_type, case.priority)
                };
                let class = self.class(case_type, priority);
                let case = self.cases.get_mut(&case.0).unwrap();
                case.lost_today = false;
                match &mut case.waiting {
                    Some(waiting) if why != NeedWhy::Transfer => {
                        must!(waiting.team == team, "waits in team {}", waiting.team);
                        waiting.why = why;
                    }
                    _ => case.waiting = Some(Waiting { team, since: today.day, why, class }),
                }
                if let (NeedWhy::Transfer, Some((who, As::Worker | As::Duty))) = (why, case.holder) {
                    case.holder = Some((who, As::Sender));
                }
                if let (NeedWhy::WorkerLeft, Some((who, _))) = (why, case.holder) {
                    // Before a last day: as many working days as a handover takes.
                    let (plan, days) =
                        (self.plan, u32::from(self.plan.policy.transfer_handover_working_days));
                    let person = &self.people[&who];
                    let known = person.known.and_then(|place| plan.workers.at(place)?.last_day);
                    let given = person.gone > 0 && person.gone <= today.day + days;
                    must!(given || known.is_some(), "somebody holds them who stays");
                }
            }
            What::NeedsNoMore { case } => {
                let case = self.case(case)?;
                // Handed over as agreed, or their worker is back.
                must!(case.waiting.take().is_some() || case.handover == today.day, "did not wait");
            }
            What::Sent { case } => {
                let case = self.case(case)?;
                if case.handover != today.day {
                    must!(case.holder.is_some(), "nobody held them");
                    case.own = S::TransferNobody;
                }
                case.holder = None;
                case.sent = true;
            }
            What::HeldByManager { case } => {
                let case = self.case(case)?;
                must!(case.waiting.is_some() && case.holder.is_none(), "does not wait for anybody");
                case.own = S::ManagerHeld;
            }
            What::Escalated { case, .. } => {
                let waiting = self.case(case)?.waiting.as_mut().ok_or("does not wait")?;
                waiting.class = waiting.class.saturating_sub(1);
                let waited = today.day - waiting.since;
                let least = self.plan.policy.escalation.iter().map(|step| step.after_working_days).min();
                must!(Some(waited) >= least.map(u32::from), "after {waited} days");
            }
            What::Allocated { case, to, waited, over_cap, .. } => {
                self.allocated(case, to, waited, over_cap)?;
            }
            What::Away { person, why } => {
                let person = self.person(person)?;
                must!(person.in_post() && person.away[kind_of(why)] >= 0, "not in post");
                person.away[kind_of(why)] += 1;
                must!(why == AwayWhy::Leave || person.away[kind_of(why)] == 1, "away twice over");
            }
            What::Back { person, why } => {
                let (day, weeks) = (today.day, u32::from(self.plan.workforce.sickness.phased_weeks));
                let person = self.person(person)?;
                must!(person.in_post(), "not in post");
                person.away[kind_of(why)] -= 1;
                must!(person.away[kind_of(why)] >= 0, "was not away");
                if why == AwayWhy::LongIllness && weeks > 0 {
                    // 40 percent in the first week, then by even steps to all of it in the last.
                    let steps = (weeks - 1).max(1);
                    person.phased.extend((0..weeks).map(|week| (day + 5 * week, 40 + 60 * week / steps)));
                    person.phased.push((day + 5 * weeks, 100));
                }
            }
            What::Notice { person, last_day } => {
                let notice = &self.plan.workforce.notice_weeks;
                let contract = self.person(person)?.contract;
                let weeks =
                    notice.iter().find(|(of, _)| *of == contract).map_or(0, |(_, weeks)| u32::from(*weeks));
                must!(last_day + 1 == today.day + 5 * weeks, "notice is {weeks} weeks");
                let person = self.person(person)?;
                // Somebody from an agency may be told not to come.
                must!(!person.left && person.gone == 0, "has given notice or is gone");
                person.gone = last_day + 1;
            }
            What::Left { person } => {
                let number = person.0;
                let plan = self.plan;
                let person = self.person(person)?;
                must!(!person.left, "has left already");
                let known = person.known.and_then(|place| plan.workers.at(place)?.last_day);
                must!(person.gone == today.day || known.is_some_and(|last| last < today.date), "no notice");
                person.left = true;
                for case in self.cases.values_mut() {
                    if let Some((_, what)) = case.holder.filter(|(who, _)| *who == number) {
                        case.holder = None;
                        case.own = if what == As::Closing { S::AwaitingClosure } else { S::Left };
                        case.lost_today = what != As::Closing;
                    }
                }
            }
            What::Started { person, team, role, contract, asye } => {
                if let Some(known) = self.people.get_mut(&person.0) {
                    must!(known.known.is_some() && !known.started, "has started already");
                    must!((known.role, known.team) == (role, team), "is somebody else");
                    known.started = true;
                    return Ok(());
                }
                must!(person.0 as usize == self.people.len(), "the next is {}", self.people.len());
                let new = Person {
                    role,
                    team,
                    started: true,
                    left: false,
                    away: [0; 4],
                    known: None,
                    contract,
                    asye,
                    start_day: today.day,
                    gone: 0,
                    phased: Vec::new(),
                    leave_from: self.leave.get(&person.0).cloned().unwrap_or_default(),
                    new_this_week: 0,
                };
                self.people.insert(person.0, new);
            }
            What::DayEnds { by_state, unnamed, waiting } => self.day_ends(&by_state, unnamed, waiting)?,
        }
        Ok(())
    }

    fn allocated(&mut self, number: CaseNo, to: PersonNo, waited: u32, over_cap: bool) -> Result<(), String> {
        let (plan, today) = (self.plan, self.today);
        let policy = &plan.policy;
        must!(policy.allocation_days.works_on(today.date), "nothing is allocated today");
        let full = self.is_full(to.0);
        let case = self.cases.get(&number.0).ok_or("the child is not open")?;
        let waiting = case.waiting.as_ref().ok_or("does not wait")?;
        let person = self.people.get(&to.0).ok_or("nobody knows them")?;
        must!(waited == today.day - waiting.since, "waited since day {}", waiting.since);
        must!(person.in_post() && person.at_work(), "is not at work");
        let order = self.layout.teams[waiting.team].and_then(|id| plan.teams.get(id)?.duty.as_ref());
        let known = person.known.and_then(|place| plan.workers.at(place)).map(|worker| worker.id);
        // A team may share its duty with people of another.
        let on_duty =
            case.duty && order.is_some_and(|duty| known.is_some_and(|worker| takes_duty(duty, worker)));
        must!(person.team == waiting.team || on_duty, "is in team {}, not {}", person.team, waiting.team);
        must!(
            person.may_hold(plan, case.case_type, case.under_18, today),
            "may not hold {:?}",
            case.case_type
        );
        must!(!person.quiet(plan, self.calendar, today), "goes away or leaves too soon");
        let forced = case.sent && policy.transfer_regardless_of_capacity;
        let sibling = self.cases.iter().any(|(other, theirs)| {
            *other != number.0
                && theirs.family == case.family
                && theirs.holder.is_some_and(|(who, what)| who == to.0 && what == As::Worker)
        });
        let together = sibling && policy.siblings == SiblingRule::Always;
        let any_cap = policy.over_cap_allowed.contains(&case.case_type) || forced || together;
        must!(over_cap == full, "holds {:?}, and may {:?}", self.load(to.0), person.cap(plan, today));
        must!(!over_cap || any_cap, "goes over the cap");
        let most = person.most_new(plan);
        must!(
            person.new_this_week < most || on_duty || any_cap,
            "{} new this week already",
            person.new_this_week
        );
        if !(forced || sibling || on_duty || case.given || case.under_18 || over_cap) {
            self.placed.push((case.case_type, waiting.class, waiting.since, waiting.team, number.0));
        }
        let what = match person.role {
            Role::PersonalAdviser | Role::FamilyPractitioner => {
                Self::what_is(As::Worker, person.role, case.case_type, case.under_18)
            }
            _ => As::Worker,
        };
        self.people.get_mut(&to.0).unwrap().new_this_week += 1;
        let case = self.cases.get_mut(&number.0).unwrap();
        (case.holder, case.waiting) = (Some((to.0, what)), None);
        (case.given, case.sent, case.duty) = (true, false, false);
        case.advised = what == As::Adviser;
        Ok(())
    }

    fn day_ends(&mut self, by_state: &[u32; 13], unnamed: u32, waiting: u32) -> Result<(), String> {
        let (plan, date) = (self.plan, self.today.date);
        let mut own = [0; 13];
        let (mut surely, mut perhaps) = (0, 0);
        let mut without = Vec::new();
        for (number, case) in &self.cases {
            let state = case.holder.map_or(case.own, |(who, what)| self.state_of(who, what));
            own[state as usize] += 1;
            must!(!case.lost_today, "child {number} lost their worker and needs nobody");
            let counts = plan.policy.counts_as_unnamed(state, case.case_type);
            match state {
                S::NamedAway => perhaps += u32::from(counts),
                S::OtherPractitioner if !counts => perhaps += 1,
                _ => {
                    surely += u32::from(counts);
                    without.extend(counts.then_some(*number));
                }
            }
        }
        must!(
            own == *by_state,
            "counted {own:?}, known {:?}",
            self.cases.iter().filter(|c| c.1.known.is_some()).collect::<Vec<_>>()
        );
        must!(self.opened - self.closed == self.cases.len(), "children have come or gone unseen");
        must!(
            (surely..=surely + perhaps).contains(&unnamed),
            "counted {surely} to {} unnamed",
            surely + perhaps
        );
        self.book(&without);
        let wait = self.cases.values().filter(|case| case.waiting.is_some()).count();
        must!(waiting as usize == wait, "counted {wait} waiting");
        if self.today.day > 0 && plan.policy.allocation_days.works_on(date) {
            self.nobody_waits_in_vain()?;
        }
        Ok(())
    }

    /// Nobody waits whom somebody could take under the cap, nor behind somebody less urgent who came later.
    fn nobody_waits_in_vain(&self) -> Result<(), String> {
        let today = self.today;
        let teams: Vec<usize> = self
            .cases
            .values()
            .filter_map(|case| case.waiting.as_ref().map(|waiting| waiting.team))
            .collect();
        let mut loads: BTreeMap<u32, (u64, u64)> = BTreeMap::new();
        for case in self.cases.values() {
            if let Some((who, _)) = case.holder {
                let load = loads.entry(who).or_default();
                load.0 += 1;
                load.1 += u64::from(self.plan.policy.weight(case.case_type).hundredths());
            }
        }
        let full = |number: &u32, person: &Person| {
            let (children, points) = loads.get(number).copied().unwrap_or_default();
            let (most, most_points) = person.cap(self.plan, today);
            // A duty turn takes its share of the room for work that does not come through duty.
            let worker = person.known.and_then(|place| self.plan.workers.at(place)).map(|worker| worker.id);
            let turns = self.plan.teams.iter().filter_map(|team| team.duty.as_ref()).flat_map(|d| &d.turns);
            let has_turn = turns
                .into_iter()
                .any(|turn| Some(turn.worker) == worker && turn.from <= today.date && today.date <= turn.to);
            let left = if has_turn { 100 - u64::from(self.plan.rota.duty_takes_percent) } else { 100 };
            let (most, most_points) = (
                most * left / 100,
                if most_points == u64::MAX { most_points } else { most_points * left / 100 },
            );
            children >= most || points >= most_points
        };
        let free: Vec<(&u32, &Person)> = self
            .people
            .iter()
            .filter(|(number, person)| {
                // Leave that would have begun after somebody was gone is not told, but nothing new came before it.
                let quiet = u32::from(self.plan.policy.no_new_before_leave_working_days);
                let gone =
                    self.left.get(number).is_some_and(|day| *day > today.day && day - today.day <= quiet);
                !gone
                    && teams.contains(&person.team)
                    && person.at_work()
                    && person.new_this_week < person.most_new(self.plan)
                    && !full(number, person)
                    && !person.quiet(self.plan, self.calendar, today)
            })
            .collect();
        for (number, case) in &self.cases {
            let Some(waiting) = &case.waiting else { continue };
            for (who, person) in &free {
                let could = person.team == waiting.team
                    && person.may_hold(self.plan, case.case_type, case.under_18, today);
                must!(
                    !could,
                    "{number} waits, and person {who} could take them: {case:?} {:?} {:?} {:?}",
                    self.load(**who),
                    person.cap(self.plan, today),
                    self.plan.workers.at(**who as usize)
                );
            }
            for (case_type, class, since, team, placed) in &self.placed {
                let before = waiting.class < *class && waiting.since <= *since;
                let same = *case_type == case.case_type && *team == waiting.team && !case.under_18;
                must!(!(before && same), "child {number} waits, and {placed} was placed: {case:?}");
            }
        }
        Ok(())
    }
}

/// Whether somebody is in the order of a duty, or has a turn of it.
fn takes_duty(duty: &DutyPattern, worker: WorkerId) -> bool {
    duty.order.contains(&worker) || duty.turns.iter().any(|turn| turn.worker == worker)
}
