//! Step 5 of a day: children who wait are given a worker, most urgent first (MODEL.md §10.6).

use super::case::{hold, need_of};
use super::model::NONE;
use super::results::LONGEST_WAIT;
use super::run::{Run, Tell};
use super::seat::{status, work};
use super::totals::LossReason;
use super::trace::{CaseNo, NeedWhy, PersonNo, What};
use crate::domain::plan::{ChangeReason, SiblingRule};
use crate::domain::state::ChildState;

/// Who is to have a child.
#[derive(Clone, Copy)]
struct Choice {
    seat: u32,
    over_cap: bool,
}

impl Run<'_> {
    /// Gives a worker to everybody who waits and can be placed.
    pub fn allocate<S: Tell>(&mut self, tell: &mut S) {
        if !self.forced.is_empty() {
            self.allocate_forced(tell);
        }
        loop {
            self.freed = false;
            for team in 0..self.queues.len() {
                if self.queues[team].is_empty() {
                    if !self.fresh[team].is_empty() {
                        self.allocate_fresh(team, tell);
                    }
                } else {
                    self.join_fresh(team);
                    if self.somebody_can_take(team) {
                        self.allocate_team(team, tell);
                    }
                }
            }
            if !self.freed {
                break;
            }
        }
    }

    /// New work of a team in which nobody else waits: in the order in which the queue would give it out.
    fn allocate_fresh<S: Tell>(&mut self, team: usize, tell: &mut S) {
        let mut fresh = std::mem::take(&mut self.fresh[team]);
        if fresh.len() > 1 {
            fresh.sort_by_key(|slot| self.cases[*slot as usize].class);
        }
        let mut blocked = 0_u16;
        for slot in fresh.drain(..) {
            let case = &self.cases[slot as usize];
            if !case.queued {
                continue; // Together with a brother or sister.
            }
            let kind = case.kind;
            if blocked >> kind & 1 == 0 {
                if let Some(choice) = self.choose_any(slot, kind) {
                    self.give(slot, choice, tell);
                    continue;
                }
                blocked |= 1 << kind;
            }
            self.queues[team].join(&mut self.cases, slot);
            self.joined.push(slot);
        }
        self.fresh[team] = fresh;
    }

    /// Whether there is any use in going through a team's queue: somebody has room, or a rule lets somebody be placed
    /// where nobody has.
    fn somebody_can_take(&self, team: usize) -> bool {
        let (first, last) = self.m.teams[team].seats;
        self.keys[first as usize..last as usize].iter().any(|key| *key != u32::MAX)
            || self.m.rules.places_without_room
            || !self.m.teams[team].duty.is_empty()
    }

    /// New work of a team joins its queue.
    pub fn join_fresh(&mut self, team: usize) {
        let mut fresh = std::mem::take(&mut self.fresh[team]);
        for slot in fresh.drain(..) {
            self.queues[team].join(&mut self.cases, slot);
            self.joined.push(slot);
        }
        self.fresh[team] = fresh;
    }

    /// Under the cap, or over it where the type of work may go over.
    fn choose_any(&self, slot: u32, kind: u8) -> Option<Choice> {
        let over = self.m.types[usize::from(kind)].over_cap;
        self.choose(slot).or_else(|| if over { self.choose_over_cap(slot) } else { None })
    }

    /// What a receiving team has to take whatever its capacity.
    fn allocate_forced<S: Tell>(&mut self, tell: &mut S) {
        let mut forced = std::mem::take(&mut self.forced);
        forced.retain(|(slot, number)| {
            let case = self.cases[*slot as usize];
            if !case.open || case.number != *number || !case.queued {
                return false;
            }
            let choice = self.choose(*slot).or_else(|| self.choose_over_cap(*slot));
            if let Some(choice) = choice {
                self.give(*slot, choice, tell);
            }
            choice.is_none()
        });
        self.forced = forced;
    }

    fn allocate_team<S: Tell>(&mut self, team: usize, tell: &mut S) {
        // Types that nobody in the team has room for today.
        let mut blocked = 0_u16;
        let mut young = false;
        loop {
            let slot = self.queues[team].first(&self.cases, blocked);
            if slot == NONE {
                if blocked != 0 && !self.freed {
                    self.allocate_claims(team, young, tell);
                }
                return;
            }
            let kind = self.cases[slot as usize].kind;
            if let Some(choice) = self.choose_any(slot, kind) {
                self.give(slot, choice, tell);
            } else {
                blocked |= 1 << kind;
                young |= self.cases[slot as usize].under_18;
            }
        }
    }

    /// Nobody has room for the first of their type; but some have a claim that the first has not: on whoever is on
    /// duty, on a brother's or sister's worker whatever their cap, or on a personal adviser from eighteen on.
    fn allocate_claims<S: Tell>(&mut self, team: usize, young: bool, tell: &mut S) {
        let on_duty = self.m.teams[team].duty.get(self.day as usize).copied().unwrap_or(NONE);
        let duty = on_duty != NONE && self.can_take_on_duty(on_duty);
        let always = self.m.rules.siblings == SiblingRule::Always;
        if !duty && !always && !young {
            return;
        }
        let mut claims = std::mem::take(&mut self.scratch);
        claims.clear();
        let cases = &self.cases;
        self.queues[team].each(cases, |slot| {
            let case = &cases[slot as usize];
            let claim = duty && case.duty || always && case.sibling_next != NONE || young && !case.under_18;
            if claim {
                claims.push(slot);
            }
        });
        claims.sort_unstable_by_key(|slot| {
            let case = &cases[*slot as usize];
            (case.class, case.queued_on, case.number)
        });
        for slot in &claims {
            if self.freed {
                break; // The place is first for those who came first.
            }
            if let Some(choice) = self.choose(*slot) {
                self.give(*slot, choice, tell);
            }
        }
        self.scratch = claims;
    }

    /// Those who joined a queue today and wait on: a manager holds them if that is the rule, and their clock runs.
    pub fn leave_waiting<S: Tell>(&mut self, tell: &mut S) {
        let allocates = self.m.days[self.day as usize].allocates;
        for team in 0..self.fresh.len() {
            if !self.fresh[team].is_empty() {
                self.join_fresh(team);
            }
        }
        let mut joined = std::mem::take(&mut self.joined);
        // A child can have left and joined again, and a place can have been taken by another since the last time.
        joined.sort_unstable();
        joined.dedup();
        for slot in joined.drain(..) {
            let case = &self.cases[slot as usize];
            if !case.open || !case.queued {
                continue;
            }
            let (held, team) = (case.hold != hold::NOBODY, usize::from(case.queue_team));
            if !case.counted {
                self.cases[slot as usize].counted = true;
                self.count_again(slot);
            }
            if allocates && self.m.rules.manager_overflow && !held && self.m.teams[team].managed {
                self.count(slot, false);
                self.cases[slot as usize].state = ChildState::ManagerHeld as u8;
                self.count_again(slot);
                self.go_on(slot);
                let number = self.cases[slot as usize].number;
                tell.tell(self.day, What::HeldByManager { case: CaseNo(number) });
            }
            self.plan_escalation(slot);
        }
        self.joined = joined;
    }

    /// Whether somebody may hold a type of work.
    fn may_hold(&self, seat: u32, slot: u32) -> bool {
        let case = &self.cases[slot as usize];
        let s = &self.seats[seat as usize];
        // A personal adviser is nobody's alone before they are 18.
        s.mask >> case.kind & 1 == 1 && !(case.under_18 && s.work == work::ADVISER)
    }

    /// Who is to have a child under their cap: a brother's or sister's worker, the worker they had, whoever is on duty,
    /// or whoever is least full for their cap.
    fn choose(&self, slot: u32) -> Option<Choice> {
        let case = &self.cases[slot as usize];
        let team = &self.m.teams[usize::from(case.queue_team)];
        let under = |seat| Some(Choice { seat, over_cap: false });
        if self.m.rules.siblings != SiblingRule::Off
            && case.sibling_next != NONE
            && let Some(choice) = self.choose_for_siblings(slot)
        {
            return Some(choice);
        }
        if case.need == super::case::need_code(NeedWhy::New) && case.seat != NONE {
            let s = &self.seats[case.seat as usize];
            let same = s.person == case.people[0] && s.team == case.queue_team;
            if same && self.keys[case.seat as usize] != u32::MAX && self.may_hold(case.seat, slot) {
                return under(case.seat);
            }
        }
        if !team.duty.is_empty() && case.duty {
            let on_duty = team.duty.get(self.day as usize).copied().unwrap_or(NONE);
            if on_duty != NONE && self.can_take_on_duty(on_duty) && self.may_hold(on_duty, slot) {
                return under(on_duty);
            }
        }
        let (first, last) = team.seats;
        let keys = &self.keys[first as usize..last as usize];
        let least = keys.iter().fold(u32::MAX, |least, key| least.min(*key));
        if least == u32::MAX {
            return None;
        }
        let seat = first + (least & 0xfff);
        if self.may_hold(seat, slot) {
            return under(seat);
        }
        let able = (first..last).filter(|seat| self.keys[*seat as usize] != u32::MAX);
        let able = able.filter(|seat| self.may_hold(*seat, slot));
        able.min_by_key(|seat| self.keys[*seat as usize]).and_then(under)
    }

    /// Whoever is on duty takes new work up to the cap, however much has come this week.
    fn can_take_on_duty(&self, seat: u32) -> bool {
        let s = &self.seats[seat as usize];
        s.generation == 0
            && s.status == status::AT_WORK
            && s.quiet == 0
            && s.load < s.cap
            && s.points < s.cap_points
    }

    /// Brothers and sisters stay together: the worker of one of them, or somebody with room for all who wait.
    fn choose_for_siblings(&self, slot: u32) -> Option<Choice> {
        let case = &self.cases[slot as usize];
        let rule = self.m.rules.siblings;
        let team = &self.m.teams[usize::from(case.queue_team)];
        let mut waiting = 1_u16;
        let mut sibling = case.sibling_next;
        while sibling != slot && sibling != NONE {
            let other = &self.cases[sibling as usize];
            if other.open && other.queued && other.queue_team == case.queue_team {
                waiting += 1;
            }
            if other.open && other.hold == hold::WORKER {
                let s = &self.seats[other.seat as usize];
                let fits = s.team == case.queue_team && self.may_hold(other.seat, slot);
                let room = self.keys[other.seat as usize] != u32::MAX;
                let always = rule == SiblingRule::Always
                    && s.status == status::AT_WORK
                    && s.quiet == 0
                    && s.load < u16::MAX;
                if fits && (room || always) && !s.leaving {
                    let over_cap = s.load >= s.cap || s.points >= s.cap_points;
                    return Some(Choice { seat: other.seat, over_cap });
                }
            }
            sibling = other.sibling_next;
        }
        if waiting == 1 {
            return None;
        }
        let (first, last) = team.seats;
        let able = (first..last).filter(|seat| {
            let s = &self.seats[*seat as usize];
            self.keys[*seat as usize] != u32::MAX
                && s.open_cap - s.load >= waiting
                && s.most_new - s.new_this_week >= waiting
                && self.may_hold(*seat, slot)
        });
        able.min_by_key(|seat| self.keys[*seat as usize]).map(|seat| Choice { seat, over_cap: false })
    }

    /// Nobody has room: whoever at work is least full for their cap.
    fn choose_over_cap(&self, slot: u32) -> Option<Choice> {
        let team = &self.m.teams[usize::from(self.cases[slot as usize].queue_team)];
        let (first, last) = team.seats;
        let able = (first..last).filter(|seat| {
            let s = &self.seats[*seat as usize];
            let can = s.status == status::AT_WORK && s.quiet == 0 && s.cap > 0 && s.load < u16::MAX;
            can && self.may_hold(*seat, slot)
        });
        let choice = able.min_by_key(|seat| self.seats[*seat as usize].load_key(seat - first))?;
        let s = &self.seats[choice as usize];
        Some(Choice { seat: choice, over_cap: s.load >= s.cap || s.points >= s.cap_points })
    }

    /// Gives a child to somebody.
    fn give<S: Tell>(&mut self, slot: u32, choice: Choice, tell: &mut S) {
        let at = slot as usize;
        let case = &self.cases[at];
        let waited = self.day - case.queued_on;
        let why = need_of(case.need);
        let (team, kind, under_18) = (case.queue_team, case.kind, case.under_18);
        let (counted, held, before, number) =
            (case.counted, case.hold != hold::NOBODY, case.seat, case.number);
        if self.cases[at].linked {
            self.queues[usize::from(team)].leave(&mut self.cases, slot);
        } else {
            self.cases[at].queued = false;
        }
        self.live.waiting -= 1;
        if counted {
            self.count(slot, false);
        }
        if held {
            self.detach(slot);
            self.refresh_load(before);
            self.freed = true; // A place, perhaps in a team that has had its turn.
            self.lose(
                slot,
                match why {
                    NeedWhy::Transfer => LossReason::Transfer,
                    NeedWhy::MayNotHold => LossReason::MayNotHold,
                    NeedWhy::LongAbsence => LossReason::Absence,
                    NeedWhy::WorkerLeft => LossReason::WorkerLeft,
                    NeedWhy::Backlog | NeedWhy::New => LossReason::Reallocated,
                },
            );
        }
        let s = &mut self.seats[choice.seat as usize];
        s.new_this_week = s.new_this_week.saturating_add(1);
        let person = s.person;
        let held_as = super::compile::held_as(
            s.work,
            self.m.seats[choice.seat as usize].role,
            &self.m.types[usize::from(kind)],
            under_18,
        );
        let child = &mut self.cases[at];
        child.team = team;
        child.held_on = self.day as i32;
        (child.duty, child.given, child.counted) = (false, true, true);
        self.new_worker(slot, person);
        self.attach(slot, choice.seat, held_as);
        self.go_on(slot);
        if held_as == hold::WORKER && self.m.rules.ordinary {
            // With somebody at work, in a state that never counts.
            self.cases[at].unnamed = false;
            self.count(slot, true);
        } else {
            self.count_again(slot);
        }
        self.refresh_load(choice.seat);
        let reason = reason_of(why);
        let totals = &mut self.totals;
        totals.allocations += 1;
        totals.wait_days += u64::from(waited);
        totals.by_reason[reason as usize] += 1;
        totals.over_cap += u32::from(choice.over_cap);
        self.live.allocations += 1;
        self.waits[(waited as usize).min(LONGEST_WAIT)] += 1;
        tell.tell(
            self.day,
            What::Allocated {
                case: CaseNo(number),
                to: PersonNo(person),
                reason,
                waited,
                over_cap: choice.over_cap,
            },
        );
    }

    /// Remembers a change of worker. A return to one of the last three is none.
    pub fn new_worker(&mut self, slot: u32, person: u32) {
        let day = self.day as i32;
        let case = &mut self.cases[slot as usize];
        if case.people.contains(&person) {
            return;
        }
        if case.people[0] != NONE {
            case.changed = [day, case.changed[0]];
        }
        case.people = [person, case.people[0], case.people[1]];
    }
}

/// The return's code for why a child was given a worker.
fn reason_of(why: NeedWhy) -> ChangeReason {
    match why {
        NeedWhy::New => ChangeReason::FirstContact,
        NeedWhy::WorkerLeft => ChangeReason::WorkerLeft,
        NeedWhy::LongAbsence => ChangeReason::AbsenceCover,
        NeedWhy::Transfer => ChangeReason::StandardTransfer,
        NeedWhy::Backlog | NeedWhy::MayNotHold => ChangeReason::ManagingCaseloads,
    }
}
