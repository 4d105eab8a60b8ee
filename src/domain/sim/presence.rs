//! What coming and going does to the children somebody holds: states, grace, and who counts.

use super::case::{Case, hold};
use super::model::{Known, NONE};
use super::people::{StaffEvent, StaffWhat};
use super::run::{Derived, Run, Tell};
use super::seat::{Seat, status, work};
use crate::domain::state::ChildState as State;

/// The state of a child by what a seat's name stands for and whether somebody is there (MODEL.md 1.2).
pub(super) fn state(held_as: u8, present: u8) -> usize {
    usize::from(TABLE[usize::from(held_as)][usize::from(present)])
}

/// [`worked_out`] for everything there is: it is asked for several times a child.
static TABLE: [[u8; 5]; hold::COUNT] = {
    let mut table = [[0; 5]; hold::COUNT];
    let mut held_as = 0;
    while held_as < hold::COUNT {
        let mut present = 0;
        while present < 5 {
            table[held_as][present] = worked_out(held_as as u8, present as u8);
            present += 1;
        }
        held_as += 1;
    }
    table
};

const fn worked_out(held_as: u8, present: u8) -> u8 {
    let state = match (held_as, present) {
        (hold::CLOSING, _) => State::AwaitingClosure,
        (_, status::NOT_STARTED | status::EMPTY) => State::AwaitingAllocation,
        (hold::MANAGER, _) => State::ManagerHeld,
        (hold::PRACTITIONER, _) => State::OtherPractitioner,
        (hold::ADVISER, _) => State::PersonalAdviserOnly,
        (_, status::COVERED) => State::NamedCovered,
        (_, status::AWAY) => State::NamedAway,
        (hold::DUTY, _) => State::DutyNamed,
        (hold::SENDER, _) => State::TransferNamed,
        _ => State::Named,
    };
    state as u8
}

/// Whether a worker who knows the child, or a present cover, is at work (MODEL.md 1.9).
fn is_present(held_as: u8, present: u8, own_state: u8) -> bool {
    match held_as {
        hold::NOBODY => own_state == State::AwaitingClosure as u8,
        hold::CLOSING => true,
        hold::MANAGER => false,
        _ => matches!(present, status::AT_WORK | status::COVERED),
    }
}

impl Run<'_> {
    /// Whether a child counts as having no named social worker (MODEL.md 1.1, 1.5 to 1.7).
    pub fn counts(&self, case: &Case) -> bool {
        let counts = &self.m.rules.counts;
        let kind = usize::from(case.kind);
        let state = self.state(case);
        if case.hold == hold::NOBODY {
            return counts[state][kind];
        }
        let seat = &self.seats[case.seat as usize];
        if state == State::NamedAway as usize {
            return counts[state][kind] && self.grace_is_over(case, seat);
        }
        if state == State::OtherPractitioner as usize && !counts[state][kind] {
            return seat.status == status::AWAY
                && counts[State::NamedAway as usize][kind]
                && self.grace_is_over(case, seat);
        }
        counts[state][kind]
    }

    fn grace_is_over(&self, case: &Case, seat: &Seat) -> bool {
        let from = seat.away_from.max(case.held_on);
        i64::from(from) + i64::from(self.m.rules.grace) <= i64::from(self.day)
    }

    /// Adds a child to the counts, or takes them away.
    #[inline]
    pub fn count(&mut self, slot: u32, add: bool) {
        let case = &self.cases[slot as usize];
        let present =
            if case.hold == hold::NOBODY { status::EMPTY } else { self.seats[case.seat as usize].status };
        let state =
            if case.hold == hold::NOBODY { usize::from(case.state) } else { state(case.hold, present) };
        let absent = u32::from(!is_present(case.hold, present, case.state));
        let (team, kind, unnamed) = (usize::from(case.team), usize::from(case.kind), case.unnamed);
        // One more, or one less: whole numbers that come round.
        let one = if add { 1 } else { u32::MAX };
        let live = &mut self.live;
        live.by_state[state] = live.by_state[state].wrapping_add(one);
        live.open = live.open.wrapping_add(one);
        live.open_of_team[team] = live.open_of_team[team].wrapping_add(one);
        live.not_present = live.not_present.wrapping_add(one.wrapping_mul(absent));
        if unnamed {
            live.unnamed = live.unnamed.wrapping_add(one);
            live.unnamed_in_state[state] = live.unnamed_in_state[state].wrapping_add(one);
            live.unnamed_of_team[team] = live.unnamed_of_team[team].wrapping_add(one);
            live.unnamed_of_type[kind] = live.unnamed_of_type[kind].wrapping_add(one);
        }
    }

    /// Counts a child again after a change, having been taken away before it.
    pub fn count_again(&mut self, slot: u32) {
        let unnamed = self.counts(&self.cases[slot as usize]);
        let case = &mut self.cases[slot as usize];
        if unnamed && !case.unnamed {
            self.newly_unnamed.push(slot);
        }
        case.unnamed = unnamed;
        self.count(slot, true);
    }

    /// As [`Self::refresh`], when nothing but the number of children has changed.
    pub fn refresh_load(&mut self, seat: u32) {
        let at = seat as usize;
        let s = &self.seats[at];
        if s.work == work::NONE || !s.in_post() {
            return;
        }
        let team = usize::from(s.team);
        let old = &mut self.derived[at];
        if s.status == status::AT_WORK {
            let free = u32::from(s.open_cap.saturating_sub(s.load));
            let of_team = &mut self.live.free_of_team[team];
            *of_team = *of_team + free - old.free;
            old.free = free;
            let first = self.m.teams[team].seats.0;
            self.keys[at] = if s.has_room() { s.load_key(seat - first) } else { u32::MAX };
        }
        let over = s.load > s.cap;
        if over != old.over {
            self.live.over_cap = self.live.over_cap + u32::from(over) - u32::from(old.over);
            old.over = over;
        }
    }

    /// Works out again what follows from a seat: who has room, free places, capacity, how the day is spent.
    pub fn refresh(&mut self, seat: u32) {
        let at = seat as usize;
        let s = &self.seats[at];
        let team = usize::from(s.team);
        let first = self.m.teams[team].seats.0;
        let holds_cases = s.work != work::NONE;
        let in_post = holds_cases && s.in_post();
        let at_work = holds_cases && s.status == status::AT_WORK;
        self.keys[at] = if at_work && s.has_room() { s.load_key(seat - first) } else { u32::MAX };
        let spends = if !in_post {
            0
        } else if at_work {
            1
        } else if matches!(s.known, Known::Away | Known::Covered(_)) {
            2
        } else if s.ill > 0 {
            3
        } else {
            4
        };
        let fte = if s.in_post() { s.fte } else { 0 };
        let before = &self.derived[at];
        let pay = if (before.fte, before.contract) == (fte, s.contract) {
            before.pay
        } else {
            self.m.seats[at].day_pay(s.generation, s.contract, fte)
        };
        let new = Derived {
            capacity: if in_post { u32::from(s.open_cap) } else { 0 },
            free: if at_work { u32::from(s.open_cap.saturating_sub(s.load)) } else { 0 },
            over: in_post && s.load > s.cap,
            spends,
            contract: s.contract,
            fte,
            pay,
        };
        let old = std::mem::replace(&mut self.derived[at], new);
        let live = &mut self.live;
        live.free_of_team[team] = live.free_of_team[team] + new.free - old.free;
        live.over_cap = live.over_cap + u32::from(new.over) - u32::from(old.over);
        if (old.fte, old.pay, old.contract) != (new.fte, new.pay, new.contract) {
            live.fte[usize::from(old.contract)] -= old.fte;
            live.fte[usize::from(new.contract)] += new.fte;
            live.pay = live.pay + new.pay - old.pay;
        }
        if old.capacity != new.capacity {
            live.capacity_of_team[team] = live.capacity_of_team[team] + new.capacity - old.capacity;
        }
        if old.spends != new.spends {
            if old.spends > 0 {
                live.people[usize::from(old.spends) - 1] -= 1;
            }
            if new.spends > 0 {
                live.people[usize::from(new.spends) - 1] += 1;
            }
        }
    }

    /// Marks a seat whose presence may have changed, and looks at all of them once everything of the morning is known.
    pub fn look_again(&mut self, seat: u32) {
        self.changed.push(seat);
    }

    /// Looks at every marked seat, and at those whom they cover.
    pub fn settle_presence<S: Tell>(&mut self, tell: &mut S) {
        while let Some(seat) = self.changed.pop() {
            let now = self.presence_of(seat);
            if now == self.seats[seat as usize].status {
                // How the day is spent may have changed: from leave into illness, say.
                self.refresh(seat);
                continue;
            }
            self.set_presence(seat, now, tell);
            for other in &self.m.seats[seat as usize].covers {
                self.changed.push(*other);
            }
        }
    }

    fn presence_of(&self, seat: u32) -> u8 {
        let s = &self.seats[seat as usize];
        if s.person == NONE || s.known == Known::Left {
            return status::EMPTY;
        }
        if s.known == Known::NotStarted {
            return status::NOT_STARTED;
        }
        if let Known::Covered(by) = s.known {
            let at_work = |seat: u32| {
                let cover = &self.seats[seat as usize];
                // Cover is a person, not a place: whoever fills the seat later covers nobody.
                cover.status == status::AT_WORK && cover.generation == 0
            };
            let windows = &self.m.seats[seat as usize].cover;
            let another =
                || windows.iter().any(|(from, to, by)| (*from..=*to).contains(&self.day) && at_work(*by));
            return if (by != NONE && at_work(by)) || another() { status::COVERED } else { status::AWAY };
        }
        if s.known == Known::Away || s.ill > 0 || s.leave > 0 { status::AWAY } else { status::AT_WORK }
    }

    /// Somebody comes, goes, or is covered: their children's states follow.
    fn set_presence<S: Tell>(&mut self, seat: u32, now: u8, tell: &mut S) {
        let at = seat as usize;
        let before = self.seats[at].status;
        let rules = &self.m.rules;
        let one_by_one = !rules.ordinary
            || self.seats[at].past_grace
            || before == status::NOT_STARTED
            || now == status::NOT_STARTED
            || now == status::EMPTY
            || (now == status::AWAY && rules.grace == 0);
        if one_by_one {
            self.each_child(seat, |run, slot| run.count(slot, false));
        } else {
            self.move_counts(seat, before, now);
        }
        let s = &mut self.seats[at];
        s.status = now;
        if now == status::AWAY {
            s.away_from = self.day as i32;
            s.past_grace = rules.grace == 0;
            let (person, from) = (s.person, s.away_from);
            let clock = |what| StaffEvent { seat, person, what };
            self.clocks.put(self.day.saturating_add(rules.grace), clock(StaffWhat::GraceOver(from)));
            self.clocks
                .put(self.day.saturating_add(rules.reallocate_after), clock(StaffWhat::Reallocate(from)));
        } else {
            s.past_grace = false;
            s.away_from = i32::MAX;
            if s.offered {
                s.offered = false;
                self.need_no_more(seat, tell);
            }
        }
        if one_by_one {
            self.each_child(seat, super::run::Run::count_again);
        }
        self.refresh(seat);
    }

    /// Moves the counts of all children of a seat from one presence to another, none of whom begins or ceases to count.
    fn move_counts(&mut self, seat: u32, before: u8, now: u8) {
        let held = self.seats[seat as usize].held;
        for (held_as, number) in (0_u8..).zip(held).filter(|(_, number)| *number > 0) {
            let number = u32::from(number);
            self.live.by_state[state(held_as, before)] -= number;
            self.live.by_state[state(held_as, now)] += number;
            if !is_present(held_as, before, 0) {
                self.live.not_present -= number;
            }
            if !is_present(held_as, now, 0) {
                self.live.not_present += number;
            }
        }
    }

    /// Does something with every child of a seat. What is done may not take the child from the seat.
    pub fn each_child(&mut self, seat: u32, mut what: impl FnMut(&mut Self, u32)) {
        let mut slot = self.seats[seat as usize].head;
        while slot != NONE {
            let next = self.cases[slot as usize].next;
            what(self, slot);
            slot = next;
        }
    }
}
