//! Step 2 of a day: work ends, or becomes another type (MODEL.md §10.3); and how children come to and from a seat.

use super::case::{hold, need_code};
use super::draws::Purpose;
use super::model::{NONE, Route, StartEnd};
use super::run::{Return, Run, Tell};
use super::seat::work;
use super::totals::LossReason;
use super::trace::{CaseNo, NeedWhy, What};
use crate::domain::plan::SiblingRule;
use crate::domain::state::ChildState;

/// How many children ahead of their turn are fetched.
const AHEAD: usize = 6;

impl Run<'_> {
    /// Draws the end of all work that is open at the start.
    pub fn begin_work(&mut self) {
        let m = self.m;
        for (slot, end) in &m.start.ends {
            let at = *slot as usize;
            let case = &self.cases[at];
            let kind = &m.types[usize::from(case.kind)];
            let bits = self.draws.bits(Purpose::Rest, case.key);
            let days = match *end {
                StartEnd::On(day) => {
                    self.ends.put(day, *slot);
                    continue;
                }
                StartEnd::Unknown => kind.rest.draw(bits),
                StartEnd::Age(age) => match kind.aged.draw_beyond(age, bits) {
                    None => kind.rest.draw(bits),
                    Some(NONE) => NONE,
                    Some(total) => total - age,
                },
                StartEnd::Closing => {
                    m.staff.closure.draw(self.draws.bits(Purpose::ClosureAuthorised, case.key))
                }
            };
            let days = days.max(1);
            let case = &mut self.cases[at];
            case.rest = days;
            if case.open && goes_on(case.hold, case.state) {
                case.due = days;
                if days != NONE {
                    self.ends.put(days, *slot);
                }
            }
        }
        for (day, slot) in &m.start.sends {
            self.sends.put(*day, (*slot, self.cases[*slot as usize].number));
        }
        for (day, slot, advised) in &m.start.birthdays {
            self.births.put(*day, (*slot, self.cases[*slot as usize].number, *advised));
        }
    }

    /// Work ends or becomes another type.
    pub fn work<S: Tell>(&mut self, tell: &mut S) {
        let mut place = 0;
        while let Some(slot) = self.ends.at(self.day, place) {
            place += 1;
            if let Some(soon) = self.ends.at(self.day, place + AHEAD) {
                // Asked for early, so that it is at hand when its turn comes: in a large service children lie far apart.
                std::hint::black_box(self.cases[soon as usize].due);
            }
            let case = &self.cases[slot as usize];
            if case.open && case.due == self.day {
                self.finish(slot, tell);
            }
        }
    }

    fn finish<S: Tell>(&mut self, slot: u32, tell: &mut S) {
        let case = &self.cases[slot as usize];
        let kind = &self.m.types[usize::from(case.kind)];
        let closing =
            case.end_known || case.hold == hold::CLOSING || case.state == ChildState::AwaitingClosure as u8;
        if closing || kind.then.is_empty() {
            self.close(slot, tell);
            return;
        }
        if let Some(only) = kind.outcome.only() {
            // Nothing to be drawn.
            return match kind.then[only as usize] {
                None => self.close(slot, tell),
                Some(next) => self.become_type(slot, next, tell),
            };
        }
        let bits = self.draws.nth(Purpose::Outcome, case.key, u32::from(case.steps));
        match kind.then[kind.outcome.draw(bits) as usize] {
            None => self.close(slot, tell),
            Some(next) => self.become_type(slot, next, tell),
        }
    }

    /// The work is over and the child is open no more.
    pub fn close<S: Tell>(&mut self, slot: u32, tell: &mut S) {
        let case = &self.cases[slot as usize];
        let (seat, held) = (case.seat, case.hold != hold::NOBODY);
        let siblings = self.m.rules.siblings != SiblingRule::Off && case.sibling_next != NONE;
        tell.tell(self.day, What::Closed { case: CaseNo(case.number) });
        self.totals.closures += 1;
        if case.queued {
            self.leave_queue(slot);
        }
        self.count(slot, false);
        if held {
            self.detach(slot);
            self.refresh_load(seat);
        }
        if siblings {
            self.part_from_siblings(slot);
        }
        let case = &self.cases[slot as usize];
        let again = self.m.teams[usize::from(case.team)].again;
        if again > 0 && !case.end_known {
            let bits = self.draws.bits(Purpose::Again, case.key);
            if bits < again {
                let year = self.m.rules.year as u64;
                let when = self.draws.bits(Purpose::AgainWhen, case.key);
                let days = ((u128::from(when) * u128::from(year)) >> 64) as u32 + 1;
                let entry = Return {
                    key: super::draws::within(case.key, 1),
                    team: case.team,
                    // Not always the latest of `people`, which a return to an earlier one leaves as it is.
                    person: if case.hold == hold::NOBODY {
                        case.people[0]
                    } else {
                        self.seats[case.seat as usize].person
                    },
                    seat: case.seat,
                    number: case.number,
                };
                self.returns.put(self.day.saturating_add(days), entry);
            }
        }
        self.cases[slot as usize].open = false;
        self.free_slots.push(slot);
    }

    fn become_type<S: Tell>(&mut self, slot: u32, next: u8, tell: &mut S) {
        let at = slot as usize;
        self.totals.steps += 1;
        self.count(slot, false);
        // The queue's lists are by type: out before the type changes, and in again after.
        let was_queued = self.cases[at].queued;
        if was_queued {
            let team = usize::from(self.cases[at].queue_team);
            self.queues[team].leave(&mut self.cases, slot);
        }
        let types = &self.m.types;
        let case = &mut self.cases[at];
        let points = types[usize::from(next)].points;
        if case.hold != hold::NOBODY && self.m.rules.weighted {
            let s = &mut self.seats[case.seat as usize];
            s.points = s.points + points - types[usize::from(case.kind)].points;
        }
        case.kind = next;
        case.steps += 1;
        case.class = class_of(types[usize::from(next)].never_waits, case.priority);
        let steps = u32::from(case.steps);
        let days =
            types[usize::from(next)].length.draw(self.draws.nth(Purpose::Length, case.key, steps)).max(1);
        // Whose worker left this morning stands still, as the work that has just ended did not.
        (case.due, case.rest) = (NONE, days);
        if goes_on(case.hold, case.state) {
            self.go_on(slot);
        }
        let case = self.cases[at];
        if was_queued {
            self.queues[usize::from(case.queue_team)].join(&mut self.cases, slot);
        }
        tell.tell(
            self.day,
            What::Became { case: CaseNo(case.number), case_type: types[usize::from(next)].case_type },
        );
        self.fit_holder(slot);
        self.count_again(slot);
        if case.hold != hold::NOBODY {
            self.refresh(case.seat);
        }
        if let Some(team) = self.goes_to(slot) {
            self.ask_transfer(slot, team, tell);
            return;
        }
        // Somebody who may not hold the new work keeps the child until another is found.
        let may = case.hold == hold::NOBODY
            || case.hold == hold::MANAGER
            || self.seats[case.seat as usize].mask >> next & 1 == 1
            || self.seats[case.seat as usize].work == work::NONE;
        if !may && !was_queued {
            self.need(slot, case.team, NeedWhy::MayNotHold, tell);
        }
    }

    /// A personal adviser is enough for care leavers over 18; for anybody else they are a practitioner.
    fn fit_holder(&mut self, slot: u32) {
        let case = self.cases[slot as usize];
        if case.hold != hold::ADVISER && case.hold != hold::PRACTITIONER {
            return;
        }
        if self.seats[case.seat as usize].work != work::ADVISER {
            return;
        }
        let leaver =
            self.m.types[usize::from(case.kind)].case_type == crate::domain::plan::CaseType::CareLeaver;
        let now = if leaver && !case.under_18 { hold::ADVISER } else { hold::PRACTITIONER };
        let s = &mut self.seats[case.seat as usize];
        s.held[usize::from(case.hold)] -= 1;
        s.held[usize::from(now)] += 1;
        self.cases[slot as usize].hold = now;
    }

    /// The other team that is to take the child's work; `None` where it stays.
    pub fn goes_to(&self, slot: u32) -> Option<u16> {
        let case = &self.cases[slot as usize];
        match &self.m.teams[usize::from(case.team)].routes[usize::from(case.kind)] {
            Route::Stays => None,
            Route::To(team) => Some(*team),
            Route::Among { teams, law } => {
                let bits = self.draws.nth(Purpose::ReceivingTeam, case.key, u32::from(case.steps));
                teams.get(law.draw(bits) as usize).copied().filter(|team| *team != case.team)
            }
        }
    }

    /// Gives a child to a seat. Counts and what follows from the seat are the caller's.
    pub fn attach(&mut self, slot: u32, seat: u32, held_as: u8) {
        let points = self.m.types[usize::from(self.cases[slot as usize].kind)].points;
        let s = &mut self.seats[seat as usize];
        let head = s.head;
        s.head = slot;
        s.held[usize::from(held_as)] += 1;
        s.load += 1;
        s.points += points;
        if head != NONE {
            self.cases[head as usize].previous = slot;
        }
        let case = &mut self.cases[slot as usize];
        (case.seat, case.hold, case.next, case.previous) = (seat, held_as, head, NONE);
    }

    /// Takes a child from their seat. The state afterwards is the caller's, and so are the counts; the case still says
    /// which seat it was.
    pub fn detach(&mut self, slot: u32) {
        let case = &mut self.cases[slot as usize];
        let (seat, held_as, next, previous) = (case.seat, case.hold, case.next, case.previous);
        let points = self.m.types[usize::from(case.kind)].points;
        (case.hold, case.next, case.previous) = (hold::NOBODY, NONE, NONE);
        let s = &mut self.seats[seat as usize];
        s.held[usize::from(held_as)] -= 1;
        s.load -= 1;
        s.points -= points;
        if previous == NONE {
            s.head = next;
        } else {
            self.cases[previous as usize].next = next;
        }
        if next != NONE {
            self.cases[next as usize].previous = previous;
        }
    }

    /// Nobody works with the child: what is left of the work is kept for later.
    pub fn stand_still(&mut self, slot: u32) {
        let day = self.day;
        let case = &mut self.cases[slot as usize];
        if case.end_known || case.hold == hold::CLOSING || case.due == day {
            return; // Ends on its day whatever happens.
        }
        case.rest = if case.due == NONE { NONE } else { case.due.saturating_sub(day).max(1) };
        case.due = NONE;
    }

    /// Somebody works with the child again.
    pub fn go_on(&mut self, slot: u32) {
        let case = &mut self.cases[slot as usize];
        if case.end_known || case.due != NONE || case.rest == NONE {
            return;
        }
        case.due = self.day.saturating_add(case.rest);
        let due = case.due;
        self.ends.put(due, slot);
    }

    /// The child needs a worker in a team.
    pub fn need<S: Tell>(&mut self, slot: u32, team: u16, why: NeedWhy, tell: &mut S) {
        let case = &mut self.cases[slot as usize];
        case.need = need_code(why);
        let number = CaseNo(case.number);
        tell.tell(self.day, What::Needs { case: number, team: usize::from(team), why });
        if case.queued {
            return; // Waits already, and goes on waiting from when they began.
        }
        case.queue_team = team;
        case.queued_on = self.day;
        case.escalated = 0;
        case.class = class_of(self.m.types[usize::from(case.kind)].never_waits, case.priority);
        self.queues[usize::from(team)].join(&mut self.cases, slot);
        self.live.waiting += 1;
        self.joined.push(slot);
    }

    /// New work needs a worker in a team. Most of it has one the same day, so the queue's lists are left alone until then.
    #[inline]
    pub fn need_new<S: Tell>(&mut self, slot: u32, team: u16, tell: &mut S) {
        let day = self.day;
        let case = &mut self.cases[slot as usize];
        (case.need, case.queue_team, case.queued_on, case.queued) =
            (need_code(NeedWhy::New), team, day, true);
        let number = CaseNo(case.number);
        tell.tell(day, What::Needs { case: number, team: usize::from(team), why: NeedWhy::New });
        self.live.waiting += 1;
        self.fresh[usize::from(team)].push(slot);
    }

    /// Leaves the queue, if in one, without an allocation.
    pub fn leave_queue(&mut self, slot: u32) {
        let case = &self.cases[slot as usize];
        if case.queued {
            self.totals.wait_days_unfinished += u64::from(self.day - case.queued_on);
            self.queues[usize::from(case.queue_team)].leave(&mut self.cases, slot);
            self.live.waiting -= 1;
        }
    }

    /// Somebody is back: those who only waited because of the absence stay with them.
    pub fn need_no_more<S: Tell>(&mut self, seat: u32, tell: &mut S) {
        let long = need_code(NeedWhy::LongAbsence);
        self.each_child(seat, |run, slot| {
            let case = &run.cases[slot as usize];
            if case.queued && case.need == long {
                tell.tell(run.day, What::NeedsNoMore { case: CaseNo(case.number) });
                run.leave_queue(slot);
            }
        });
    }

    /// One of today's children has lost their worker: the first time counts.
    pub fn lose(&mut self, slot: u32, why: LossReason) {
        let origin = self.cases[slot as usize].origin;
        if origin != NONE && self.lost[origin as usize].0 == NONE && self.m.start.named[origin as usize] {
            self.lost[origin as usize] = (self.day, why);
            self.touched.push(origin);
        }
    }

    /// One of today's children has no named social worker at the end of a day.
    pub fn mark_without(&mut self, origin: u32) {
        if origin != NONE && self.without[origin as usize] == NONE {
            self.without[origin as usize] = self.day;
            self.touched.push(origin);
        }
    }

    fn part_from_siblings(&mut self, slot: u32) {
        let case = &self.cases[slot as usize];
        let (next, previous) = (case.sibling_next, case.sibling_previous);
        if next == previous && next != slot {
            // Two of them: the other is alone now.
            self.cases[next as usize].sibling_next = NONE;
            self.cases[next as usize].sibling_previous = NONE;
        } else {
            self.cases[next as usize].sibling_previous = previous;
            self.cases[previous as usize].sibling_next = next;
        }
    }
}

/// Whether work goes on: somebody's name stands for the child, or the closure is under way (MODEL.md 10.3).
pub(super) fn goes_on(held_as: u8, state: u8) -> bool {
    held_as != hold::NOBODY
        || state == ChildState::ManagerHeld as u8
        || state == ChildState::AwaitingClosure as u8
}

/// The queue's class: those who may never wait first, then by priority.
pub(super) fn class_of(never_waits: bool, priority: u8) -> u8 {
    if never_waits { priority } else { 4 + priority }
}
