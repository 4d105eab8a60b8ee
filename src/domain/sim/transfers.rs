//! Step 4 of a day: transfers are handed over, waiting is escalated, birthdays come (MODEL.md §10.5).

use super::case::hold;
use super::model::{NONE, UNKNOWN};
use super::run::{Run, Tell};
use super::seat::{status, work};
use super::totals::LossReason;
use super::trace::{CaseNo, NeedWhy, What};
use crate::domain::plan::CaseType;
use crate::domain::state::ChildState;

impl Run<'_> {
    /// Handovers, escalation and birthdays.
    pub fn transfers<S: Tell>(&mut self, tell: &mut S) {
        self.agreed_handovers(tell);
        let mut place = 0;
        while let Some((slot, number)) = self.sends.at(self.day, place) {
            place += 1;
            let case = &self.cases[slot as usize];
            if case.open && case.number == number && case.hold == hold::SENDER {
                self.send(slot, tell);
            }
        }
        let mut place = 0;
        while let Some((slot, queued_on)) = self.escalations.at(self.day, place) {
            place += 1;
            let case = &self.cases[slot as usize];
            if case.open && case.queued && case.queued_on == queued_on {
                self.escalate(slot, tell);
            }
        }
        let mut place = 0;
        while let Some((slot, number)) = self.graces.at(self.day, place) {
            place += 1;
            let case = &self.cases[slot as usize];
            if case.open && case.number == number && case.hold != hold::NOBODY && !case.unnamed {
                self.count(slot, false);
                self.count_again(slot);
                if self.cases[slot as usize].unnamed {
                    self.lose(slot, LossReason::Absence);
                }
            }
        }
        let mut place = 0;
        while let Some((slot, number, advised)) = self.births.at(self.day, place) {
            place += 1;
            if self.cases[slot as usize].number == number {
                self.turn_18(slot, advised);
            }
        }
    }

    /// Work that the child's team does not hold: another is asked for it. The sending worker stays named for a time.
    pub fn ask_transfer<S: Tell>(&mut self, slot: u32, team: u16, tell: &mut S) {
        self.totals.transfers += 1;
        let case = self.cases[slot as usize];
        if case.queued {
            self.leave_queue(slot);
        }
        if matches!(case.hold, hold::WORKER | hold::DUTY) {
            self.count(slot, false);
            let s = &mut self.seats[case.seat as usize];
            s.held[usize::from(case.hold)] -= 1;
            s.held[usize::from(hold::SENDER)] += 1;
            self.cases[slot as usize].hold = hold::SENDER;
            self.count_again(slot);
        }
        self.need(slot, team, NeedWhy::Transfer, tell);
        let handover = self.m.rules.handover_days;
        if self.cases[slot as usize].hold == hold::SENDER {
            if handover == 0 {
                self.send(slot, tell);
            } else {
                self.sends.put(self.day.saturating_add(handover), (slot, case.number));
            }
        }
    }

    /// The sending worker is named no longer: the receiving team's manager answers for the child.
    fn send<S: Tell>(&mut self, slot: u32, tell: &mut S) {
        let case = self.cases[slot as usize];
        tell.tell(self.day, What::Sent { case: CaseNo(case.number) });
        self.count(slot, false);
        self.stand_still(slot);
        self.detach(slot);
        self.refresh(case.seat);
        let child = &mut self.cases[slot as usize];
        child.state = ChildState::TransferNobody as u8;
        child.team = child.queue_team;
        self.count_again(slot);
        self.lose(slot, LossReason::Transfer);
        if self.m.rules.transfer_over_cap {
            self.forced.push((slot, case.number));
        }
    }

    /// Handovers whose day the plan holds.
    fn agreed_handovers<S: Tell>(&mut self, tell: &mut S) {
        let (m, today) = (self.m, self.day);
        let first = m.start.handovers.partition_point(|(day, ..)| *day < today);
        for (_, slot, receiver) in m.start.handovers[first..].iter().take_while(|(day, ..)| *day == today) {
            let case = self.cases[*slot as usize];
            if !case.open || case.origin == NONE {
                continue; // Closed.
            }
            if case.hold != hold::NOBODY && case.held_on > m.start.cases[*slot as usize].held_on {
                continue; // Given to somebody else already.
            }
            // The queue may have become another's since: of their own team, while the sender was away.
            let to = m.start.cases[*slot as usize].queue_team;
            let receives = self.seats.get(*receiver as usize);
            if !receives.is_some_and(|s| s.generation == 0 && s.person != NONE) {
                if case.hold != hold::NOBODY {
                    self.send(*slot, tell);
                }
                if case.queued && case.queue_team != to {
                    self.leave_queue(*slot);
                }
                self.count(*slot, false);
                let child = &mut self.cases[*slot as usize];
                child.team = to;
                child.state = match *receiver {
                    NONE => ChildState::TransferNobody,
                    UNKNOWN => ChildState::AwaitingAllocation,
                    _ => ChildState::Left, // Who was to take over has gone.
                } as u8;
                self.count_again(*slot);
                if !self.cases[*slot as usize].queued {
                    self.need(*slot, to, NeedWhy::Transfer, tell);
                }
                continue;
            }
            if case.queued {
                tell.tell(self.day, What::NeedsNoMore { case: CaseNo(case.number) });
                self.leave_queue(*slot);
            }
            self.count(*slot, false);
            if case.hold != hold::NOBODY {
                self.detach(*slot);
                self.refresh(case.seat);
            }
            self.lose(*slot, LossReason::Transfer);
            let child = &mut self.cases[*slot as usize];
            child.team = to;
            child.held_on = self.day as i32;
            let person = self.seats[*receiver as usize].person;
            self.new_worker(*slot, person);
            let held_as = super::compile::held_as(
                self.seats[*receiver as usize].work,
                self.m.seats[*receiver as usize].own_role,
                &self.m.types[usize::from(case.kind)],
                case.under_18,
            );
            self.attach(*slot, *receiver, held_as);
            self.go_on(*slot);
            self.count_again(*slot);
            self.refresh(*receiver);
            self.plan_grace(*slot);
        }
    }

    /// A child given to somebody away without cover has a grace period of their own.
    pub fn plan_grace(&mut self, slot: u32) {
        let case = &self.cases[slot as usize];
        if self.seats[case.seat as usize].status == status::AWAY {
            let day = i64::from(case.held_on) + i64::from(self.m.rules.grace);
            if day > i64::from(self.day) {
                self.graces.put(day as u32, (slot, case.number));
            }
        }
    }

    fn escalate<S: Tell>(&mut self, slot: u32, tell: &mut S) {
        let case = self.cases[slot as usize];
        let step = case.escalated;
        self.totals.escalations += 1;
        tell.tell(self.day, What::Escalated { case: CaseNo(case.number), step });
        let team = usize::from(case.queue_team);
        self.queues[team].leave(&mut self.cases, slot);
        let child = &mut self.cases[slot as usize];
        child.escalated += 1;
        child.class = child.class.saturating_sub(1);
        self.queues[team].join(&mut self.cases, slot);
        self.plan_escalation(slot);
    }

    /// Puts the next step of escalation into the diary of a child who waits.
    pub fn plan_escalation(&mut self, slot: u32) {
        let case = &self.cases[slot as usize];
        if let Some(after) = self.m.rules.escalation.get(usize::from(case.escalated)) {
            let day = case.queued_on.saturating_add(*after).max(self.day + 1);
            self.escalations.put(day, (slot, case.queued_on));
        }
    }

    fn turn_18(&mut self, slot: u32, advised: bool) {
        let case = &mut self.cases[slot as usize];
        case.under_18 = false;
        if !case.open || case.hold != hold::PRACTITIONER {
            return;
        }
        let case = *case;
        let kind = &self.m.types[usize::from(case.kind)];
        // Of the plan's own holder the list says whether they are an adviser, of anybody else their role.
        let same = self.m.start.cases[slot as usize].seat == case.seat;
        let adviser = if same { advised } else { self.seats[case.seat as usize].work == work::ADVISER };
        if !adviser || kind.case_type != CaseType::CareLeaver {
            return;
        }
        self.count(slot, false);
        let s = &mut self.seats[case.seat as usize];
        s.held[usize::from(hold::PRACTITIONER)] -= 1;
        s.held[usize::from(hold::ADVISER)] += 1;
        self.cases[slot as usize].hold = hold::ADVISER;
        self.count_again(slot);
    }
}
