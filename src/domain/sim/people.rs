//! Step 1 of a day: people come back, go off, start and leave (MODEL.md §10.2).

use super::draws::Purpose;
use super::model::{Known, NONE, Refill, place_of};
use super::run::{Run, Tell};
use super::seat::{status, work};
use super::totals::LossReason;
use super::trace::{AwayWhy, NeedWhy, PersonNo, What};
use crate::domain::plan::Contract;

/// Something that happens to somebody in a seat.
#[derive(Clone, Copy, Debug)]
pub(super) struct StaffEvent {
    pub seat: u32,
    /// For whom it was meant; for an empty seat the number of times it has been filled.
    pub person: u32,
    pub what: StaffWhat,
}

/// What happens.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum StaffWhat {
    /// The next of what is known of the plan's worker.
    Known(u16),
    /// Cover named for their absence begins or ends.
    Cover,
    ShortIllness,
    ShortWell,
    LongIllness,
    LongWell,
    LeaveFrom,
    LeaveTo,
    QuietFrom,
    QuietTo,
    /// Somebody gives notice, as drawn for a contract that they may no longer have.
    Notice(u8),
    /// Somebody on another contract becomes permanent.
    Converts,
    Gone,
    /// The last day is near: the children are looked for a new worker.
    HandOver,
    /// The seat is filled.
    Fill,
    /// A duty turn takes another share of the room for other new work, percent.
    Duty(u8),
    /// Another share of the cap.
    Percent(u8),
    Phased(u8),
    AsyeEnds,
    /// Clocks of a stretch away without cover that began on a day.
    GraceOver(i32),
    Reallocate(i32),
}

impl Run<'_> {
    /// What is known ahead and what chance brings, for everybody at the start.
    pub fn begin_people(&mut self) {
        let m = self.m;
        for seat in 0..self.seats.len() as u32 {
            let model = &m.seats[seat as usize];
            let s = self.seats[seat as usize];
            let put = |run: &mut Self, day, what| {
                run.staff.put(day, StaffEvent { seat, person: s.person, what });
            };
            if s.person == NONE {
                self.begin_vacancy(seat);
                continue;
            }
            for (place, known) in (0_u16..).zip(&model.known) {
                put(self, known.day, StaffWhat::Known(place));
            }
            for (from, to, _) in &model.cover {
                put(self, (*from).max(1), StaffWhat::Cover);
                put(self, to.saturating_add(1), StaffWhat::Cover);
            }
            for (day, percent) in &model.percents {
                put(self, *day, StaffWhat::Percent(*percent));
            }
            for (day, percent) in &model.duty {
                put(self, *day, StaffWhat::Duty(*percent));
            }
            for (from, to) in &model.quiet {
                put(self, *from, StaffWhat::QuietFrom);
                put(self, *to, StaffWhat::QuietTo);
            }
            if model.asye_ends != NONE {
                put(self, model.asye_ends, StaffWhat::AsyeEnds);
            }
            if model.converts != NONE {
                put(self, model.converts, StaffWhat::Converts);
            }
            if model.leaves != NONE {
                put(self, model.leaves, StaffWhat::Gone);
            }
            if model.hands_over != NONE && s.work != work::NONE {
                put(self, model.hands_over, StaffWhat::HandOver);
            }
            if s.status == status::AWAY {
                let clock = |what| StaffEvent { seat, person: s.person, what };
                let after = |days: u32| (i64::from(s.away_from) + i64::from(days)).max(1) as u32;
                let rules = &m.rules;
                // Even when it is over already: children given to them since have clocks of their own.
                self.clocks.put(after(rules.grace), clock(StaffWhat::GraceOver(s.away_from)));
                self.clocks.put(after(rules.reallocate_after), clock(StaffWhat::Reallocate(s.away_from)));
            }
            if s.work != work::NONE && s.known != Known::NotStarted {
                self.begin_chance(seat, &model.leave);
            }
        }
    }

    /// Draws what may happen to somebody from today on: illness, leave, leaving.
    pub fn begin_chance(&mut self, seat: u32, leave: &[u32]) {
        let s = self.seats[seat as usize];
        let staff = &self.m.staff;
        let put = |run: &mut Self, days: u32, what| {
            run.staff.put(run.day.saturating_add(days.max(1)), StaffEvent { seat, person: s.person, what });
        };
        if let Some(gap) = &staff.short_gap {
            let days = gap.draw(self.draws.nth(Purpose::ShortGap, s.key, 0));
            put(self, days, StaffWhat::ShortIllness);
        }
        if let Some(gap) = &staff.long_gap {
            let days = gap.draw(self.draws.nth(Purpose::LongGap, s.key, 0));
            put(self, days, StaffWhat::LongIllness);
        }
        if let Some(tenure) = staff.tenure[usize::from(s.contract)].as_ref().filter(|_| !s.leaving) {
            let days = tenure.draw(self.draws.bits(Purpose::Tenure, s.key));
            put(self, days, StaffWhat::Notice(s.contract));
        }
        self.begin_leave(seat, leave);
    }

    /// Lays down the leave that is still to be taken, in stretches that do not overlap.
    fn begin_leave(&mut self, seat: u32, leave: &[u32]) {
        let s = self.seats[seat as usize];
        let staff = &self.m.staff;
        let block = staff.leave_block;
        let mut drawn = 0;
        for (year, days) in staff.leave_years.iter().zip(leave).filter(|(_, days)| **days > 0) {
            let (first, last) = (year.days.0.max(self.day + 1), year.days.1);
            if first > last {
                continue;
            }
            let stretches = days.div_ceil(block).min(MOST_STRETCHES as u32);
            let mut starts = [0_u32; MOST_STRETCHES];
            let starts = &mut starts[..stretches as usize];
            for start in starts.iter_mut() {
                let bits = self.draws.nth(Purpose::LeaveStart, s.key, drawn);
                drawn += 1;
                *start = (year.days.0 + year.start.draw(bits)).clamp(first, last);
            }
            starts.sort_unstable();
            // The last stretch is what is left over. Later ones give way; at the end of the year earlier ones do.
            let length = |place: usize| {
                if place + 1 == stretches as usize { days - block * (stretches - 1) } else { block }
            };
            let mut free = first;
            for start in starts.iter_mut() {
                *start = (*start).max(free);
                free = *start + block;
            }
            let mut end = last + 1;
            for (place, start) in starts.iter_mut().enumerate().rev() {
                *start = (*start).min(end.saturating_sub(length(place))).max(first);
                end = *start;
            }
            for (place, start) in starts.iter().enumerate() {
                let to = start + length(place);
                self.take_leave(seat, s.person, *start, to);
            }
        }
    }

    fn take_leave(&mut self, seat: u32, person: u32, from: u32, to: u32) {
        let quiet = self.m.rules.quiet_days;
        let event = |what| StaffEvent { seat, person, what };
        if quiet > 0 {
            let quiet_from = from.saturating_sub(quiet).max(self.day).max(1);
            self.staff.put(quiet_from, event(StaffWhat::QuietFrom));
            self.staff.put(from.max(quiet_from), event(StaffWhat::QuietTo));
        }
        self.staff.put(from, event(StaffWhat::LeaveFrom));
        self.staff.put(to, event(StaffWhat::LeaveTo));
    }

    /// People come back, go off, start and leave.
    pub fn people<S: Tell>(&mut self, tell: &mut S) {
        let kind = self.m.days[self.day as usize];
        if kind.starts_week && self.m.rules.most_new.is_some() {
            self.new_week();
        }
        if kind.cohort > 0 {
            self.start_cohort(kind.cohort, tell);
        }
        let mut place = 0;
        while let Some(event) = self.staff.at(self.day, place) {
            place += 1;
            self.happen(event, tell);
        }
        self.settle_presence(tell);
        let mut place = 0;
        while let Some(clock) = self.clocks.at(self.day, place) {
            place += 1;
            self.strike(clock, tell);
        }
    }

    fn new_week(&mut self) {
        for seat in 0..self.seats.len() as u32 {
            let s = &mut self.seats[seat as usize];
            if s.new_this_week > 0 {
                s.new_this_week = 0;
                self.refresh(seat);
            }
        }
    }

    fn happen<S: Tell>(&mut self, event: StaffEvent, tell: &mut S) {
        let StaffEvent { seat, person, what } = event;
        let at = seat as usize;
        if what == StaffWhat::Fill {
            let s = &self.seats[at];
            if s.person == NONE && s.generation == person {
                let contract = match self.m.seats[at].refill {
                    Refill::Agency { post } if self.seats[post as usize].person != NONE => return,
                    Refill::Agency { .. } => Contract::Agency,
                    _ => Contract::Permanent,
                };
                self.start(seat, contract, false, tell);
            }
            return;
        }
        if self.seats[at].person != person {
            return; // For somebody who has gone.
        }
        let who = PersonNo(person);
        let day = self.day;
        let staff = &self.m.staff;
        let s = &mut self.seats[at];
        let later = |days: u32| day.saturating_add(days.max(1));
        match what {
            StaffWhat::Known(place) => self.learn(seat, place, tell),
            StaffWhat::Cover => self.look_again(seat),
            StaffWhat::ShortIllness => {
                s.ill += 1;
                let length = staff.short_length.draw(self.draws.nth(
                    Purpose::ShortLength,
                    s.key,
                    u32::from(s.short_spells),
                ));
                self.staff.put(later(length), StaffEvent { seat, person, what: StaffWhat::ShortWell });
                tell.tell(day, What::Away { person: who, why: AwayWhy::ShortIllness });
                self.look_again(seat);
            }
            StaffWhat::LongIllness => {
                s.ill += 1;
                let length = staff.long_length.draw(self.draws.nth(
                    Purpose::LongLength,
                    s.key,
                    u32::from(s.long_spells),
                ));
                self.staff.put(later(length), StaffEvent { seat, person, what: StaffWhat::LongWell });
                tell.tell(day, What::Away { person: who, why: AwayWhy::LongIllness });
                self.look_again(seat);
            }
            StaffWhat::ShortWell => {
                s.ill -= 1;
                s.short_spells += 1;
                if let Some(gap) = &staff.short_gap {
                    let bits = self.draws.nth(Purpose::ShortGap, s.key, u32::from(s.short_spells));
                    self.staff.put(
                        later(gap.draw(bits)),
                        StaffEvent { seat, person, what: StaffWhat::ShortIllness },
                    );
                }
                tell.tell(day, What::Back { person: who, why: AwayWhy::ShortIllness });
                self.look_again(seat);
            }
            StaffWhat::LongWell => {
                s.ill -= 1;
                s.long_spells += 1;
                if let Some(gap) = &staff.long_gap {
                    let bits = self.draws.nth(Purpose::LongGap, s.key, u32::from(s.long_spells));
                    self.staff.put(
                        later(gap.draw(bits)),
                        StaffEvent { seat, person, what: StaffWhat::LongIllness },
                    );
                }
                self.begin_phased_return(seat, person);
                tell.tell(day, What::Back { person: who, why: AwayWhy::LongIllness });
                self.look_again(seat);
            }
            StaffWhat::LeaveFrom => {
                s.leave = s.leave.saturating_add(1);
                tell.tell(day, What::Away { person: who, why: AwayWhy::Leave });
                self.look_again(seat);
            }
            StaffWhat::LeaveTo => {
                s.leave = s.leave.saturating_sub(1);
                tell.tell(day, What::Back { person: who, why: AwayWhy::Leave });
                self.look_again(seat);
            }
            StaffWhat::QuietFrom => {
                s.quiet = s.quiet.saturating_add(1);
                self.refresh(seat);
            }
            StaffWhat::QuietTo => {
                s.quiet = s.quiet.saturating_sub(1);
                self.refresh(seat);
            }
            // What was drawn for a contract that has since changed lapses.
            StaffWhat::Notice(contract) if contract != s.contract => {}
            StaffWhat::Notice(_) => self.give_notice(seat, tell),
            StaffWhat::Converts => self.convert(seat),
            StaffWhat::Gone => self.leave_post(seat, tell),
            StaffWhat::HandOver => self.hand_over(seat, tell),
            StaffWhat::Percent(percent) => {
                s.known_percent = percent;
                s.set_cap();
                self.refresh(seat);
            }
            StaffWhat::Duty(percent) => {
                s.duty_takes = percent;
                s.set_cap();
                self.refresh(seat);
            }
            StaffWhat::Phased(percent) => {
                s.phased_percent = percent;
                s.set_cap();
                self.refresh(seat);
            }
            StaffWhat::AsyeEnds => {
                s.mask = if s.generation == 0 {
                    self.m.seats[at].mask_after_asye
                } else {
                    s.mask | self.m.rules.asye_may_not
                };
            }
            StaffWhat::Fill | StaffWhat::GraceOver(_) | StaffWhat::Reallocate(_) => {}
        }
    }

    /// The next of what is known of the plan's worker.
    fn learn<S: Tell>(&mut self, seat: u32, place: u16, tell: &mut S) {
        let at = seat as usize;
        let model = &self.m.seats[at];
        let Some(known) = model.known.get(usize::from(place)) else { return };
        let before = self.seats[at].known;
        let person = PersonNo(self.seats[at].person);
        self.seats[at].known = known.known;
        let away = |known| matches!(known, Known::Away | Known::Covered(_));
        if S::LISTENS {
            if before == Known::NotStarted {
                let (team, contract) = (usize::from(model.team), self.contract_of(seat));
                tell.tell(
                    self.day,
                    What::Started {
                        person,
                        team,
                        role: model.own_role,
                        contract,
                        asye: model.asye_ends != NONE,
                    },
                );
            }
            match (away(before), away(known.known)) {
                (false, true) => tell.tell(self.day, What::Away { person, why: AwayWhy::Planned }),
                (true, false) if known.known != Known::Left => {
                    tell.tell(self.day, What::Back { person, why: AwayWhy::Planned });
                }
                _ => {}
            }
        }
        if before == Known::NotStarted {
            self.totals.starters += u32::from(self.seats[at].work != work::NONE);
            if self.seats[at].work != work::NONE {
                // A part of the leave year: what is left of the entitlement is theirs.
                self.begin_chance(seat, &model.leave);
            }
        }
        self.look_again(seat);
    }

    /// Somebody becomes permanent, unless they have given notice: how long they stay is drawn anew.
    fn convert(&mut self, seat: u32) {
        let s = &mut self.seats[seat as usize];
        let permanent = place_of(Contract::Permanent);
        if s.leaving || usize::from(s.contract) == permanent {
            return;
        }
        s.contract = permanent as u8;
        let (person, key) = (s.person, s.key);
        if let Some(tenure) = self.m.staff.tenure[permanent].as_ref().filter(|_| s.work != work::NONE) {
            let days = tenure.draw(self.draws.nth(Purpose::Tenure, key, CONVERTED));
            let what = StaffWhat::Notice(permanent as u8);
            self.staff.put(self.day.saturating_add(days.max(1)), StaffEvent { seat, person, what });
        }
        self.refresh(seat);
    }

    fn contract_of(&self, seat: u32) -> Contract {
        let contract = usize::from(self.seats[seat as usize].contract);
        let all = [Contract::Permanent, Contract::Agency, Contract::FixedTerm];
        all.into_iter().find(|c| place_of(*c) == contract).unwrap_or(Contract::Permanent)
    }

    fn begin_phased_return(&mut self, seat: u32, person: u32) {
        let weeks = &self.m.staff.phased;
        if weeks.is_empty() {
            return;
        }
        for (week, percent) in (0_u32..).zip(weeks) {
            let what = StaffWhat::Phased(*percent);
            if week == 0 {
                self.seats[seat as usize].phased_percent = *percent;
                self.seats[seat as usize].set_cap();
            } else {
                self.staff.put(self.day + 5 * week, StaffEvent { seat, person, what });
            }
        }
        let what = StaffWhat::Phased(100);
        self.staff.put(self.day + 5 * weeks.len() as u32, StaffEvent { seat, person, what });
    }

    /// A clock of a stretch away strikes: grace is over, or the children are to be given to somebody else.
    fn strike<S: Tell>(&mut self, clock: StaffEvent, tell: &mut S) {
        let seat = clock.seat;
        let s = &self.seats[seat as usize];
        let (StaffWhat::GraceOver(from) | StaffWhat::Reallocate(from)) = clock.what else { return };
        if s.person != clock.person || s.status != status::AWAY || s.away_from != from {
            return;
        }
        if matches!(clock.what, StaffWhat::GraceOver(_)) {
            self.seats[seat as usize].past_grace = true;
            let grace = self.m.rules.grace;
            self.each_child(seat, |run, slot| {
                let held_on = run.cases[slot as usize].held_on;
                if held_on > from {
                    // Given to somebody already away: the child's own clock began that day.
                    let day = (i64::from(held_on) + i64::from(grace)).max(1) as u32;
                    if day > run.day {
                        run.graces.put(day, (slot, run.cases[slot as usize].number));
                        return;
                    }
                }
                run.count(slot, false);
                run.count_again(slot);
                if run.cases[slot as usize].unnamed {
                    run.lose(slot, LossReason::Absence);
                }
            });
        } else {
            self.seats[seat as usize].offered = true;
            self.offer_children(seat, NeedWhy::LongAbsence, tell);
        }
    }

    /// A last day is near: nothing new for them, their own children least of all.
    pub fn hand_over<S: Tell>(&mut self, seat: u32, tell: &mut S) {
        let s = &mut self.seats[seat as usize];
        s.quiet = s.quiet.saturating_add(1);
        self.refresh(seat);
        self.offer_children(seat, NeedWhy::WorkerLeft, tell);
    }

    /// The children of somebody who is away for long, or about to leave, are looked for another worker. Until one is
    /// found they stay where they are; those who are pinned, or wait already, are left alone.
    fn offer_children<S: Tell>(&mut self, seat: u32, why: NeedWhy, tell: &mut S) {
        self.scratch.clear();
        let mut children = std::mem::take(&mut self.scratch);
        self.each_child(seat, |_, slot| children.push(slot));
        for slot in &children {
            let case = &self.cases[*slot as usize];
            let may = !case.pinned && !case.queued && matches!(case.hold, 1 | 2 | 4 | 5);
            if may {
                self.need(*slot, case.team, why, tell);
            }
        }
        self.scratch = children;
    }
}

/// The day from which the children of somebody who leaves are looked for a new worker.
pub(super) fn hand_over_from(gone: u32, days: u32) -> u32 {
    gone.saturating_sub(days).max(1)
}

/// The number of the draw of how long somebody stays who has become permanent.
const CONVERTED: u32 = 1;
/// Stretches of leave in one year at most.
const MOST_STRETCHES: usize = 64;
