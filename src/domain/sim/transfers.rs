//! Step 4 of a day: transfers are handed over, waiting is escalated, birthdays come (MODEL.md §10.5).

use super::case::hold;
use super::model::NONE;
use super::run::{Run, Tell};
use super::totals::LossReason;
use super::trace::{CaseNo, NeedWhy, What};
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
        while let Some((slot, number)) = self.births.at(self.day, place) {
            place += 1;
            if self.cases[slot as usize].number == number && self.cases[slot as usize].open {
                self.turn_18(slot);
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
            if !case.open || case.origin == NONE || !matches!(case.hold, hold::SENDER | hold::NOBODY) {
                continue; // Closed, or given to somebody else already.
            }
            let gone = *receiver == NONE || self.seats[*receiver as usize].generation > 0;
            if gone {
                if case.hold == hold::SENDER {
                    self.send(*slot, tell);
                }
                if !self.cases[*slot as usize].queued {
                    let team = self.cases[*slot as usize].queue_team;
                    self.need(*slot, team, NeedWhy::Transfer, tell);
                }
                continue;
            }
            self.leave_queue(*slot);
            self.count(*slot, false);
            if case.hold != hold::NOBODY {
                self.detach(*slot);
                self.refresh(case.seat);
            }
            self.lose(*slot, LossReason::Transfer);
            let child = &mut self.cases[*slot as usize];
            child.team = child.queue_team;
            child.held_on = self.day as i32;
            let person = self.seats[*receiver as usize].person;
            self.new_worker(*slot, person);
            let held_as = super::compile::held_as(
                self.seats[*receiver as usize].work,
                self.m.seats[*receiver as usize].role,
                &self.m.types[usize::from(case.kind)],
                case.under_18,
            );
            self.attach(*slot, *receiver, held_as);
            self.go_on(*slot);
            self.count_again(*slot);
            self.refresh(*receiver);
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

    fn turn_18(&mut self, slot: u32) {
        self.cases[slot as usize].under_18 = false;
        let case = self.cases[slot as usize];
        if case.hold != hold::PRACTITIONER {
            return;
        }
        self.count(slot, false);
        let s = &mut self.seats[case.seat as usize];
        let kind = &self.m.types[usize::from(case.kind)];
        let held_as = super::compile::held_as(s.work, self.m.seats[case.seat as usize].role, kind, false);
        s.held[usize::from(case.hold)] -= 1;
        s.held[usize::from(held_as)] += 1;
        self.cases[slot as usize].hold = held_as;
        self.count_again(slot);
    }
}
