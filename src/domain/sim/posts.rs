//! Posts: notice, last days, vacancies and whoever fills them next (MODEL.md §10.2).

use super::draws::{Purpose, entity};
use super::law::Law;
use super::model::{FirstFill, Known, NONE, Refill, place_of};
use super::people::{StaffEvent, StaffWhat, hand_over_from};
use super::run::{Run, Tell};
use super::seat::{Seat, status, work};
use super::totals::LossReason;
use super::trace::{NeedWhy, PersonNo, What};
use crate::domain::plan::{Contract, Role};
use crate::domain::state::ChildState;

impl Run<'_> {
    /// When a seat that is empty at the start is filled.
    pub fn begin_vacancy(&mut self, seat: u32) {
        let model = &self.m.seats[seat as usize];
        let staff = &self.m.staff;
        let law = |law: &Law, run: &Self| law.draw(run.draws.nth(Purpose::FillTime, model.key, 0));
        let day = match model.first_fill {
            FirstFill::None => return,
            FirstFill::On(day) => day,
            FirstFill::Unknown => law(&staff.fill_rest, self),
            FirstFill::Advertised(day) => day.saturating_add(law(&staff.fill, self).max(1)),
            FirstFill::Running(days) => {
                let bits = self.draws.nth(Purpose::FillTime, model.key, 0);
                let drawn = staff.fill.draw_beyond(days, bits);
                drawn.map_or_else(
                    || law(&staff.fill_rest, self),
                    |total| if total == Law::NEVER { NONE } else { total - days },
                )
            }
        };
        let person = self.seats[seat as usize].generation;
        self.staff.put(day.max(1), StaffEvent { seat, person, what: StaffWhat::Fill });
    }

    /// Somebody gives notice.
    pub fn give_notice<S: Tell>(&mut self, seat: u32, tell: &mut S) {
        let s = &mut self.seats[seat as usize];
        if s.leaving {
            return;
        }
        s.leaving = true;
        let person = s.person;
        let gone = self.day.saturating_add(self.m.staff.notice[usize::from(s.contract)]);
        tell.tell(self.day, What::Notice { person: PersonNo(person), last_day: gone.saturating_sub(1) });
        if gone == self.day {
            self.leave_post(seat, tell);
            return;
        }
        let quiet = self.m.rules.quiet_days;
        if quiet > 0 {
            let from = gone.saturating_sub(quiet);
            if from <= self.day {
                self.seats[seat as usize].quiet += 1;
                self.refresh(seat);
            } else {
                self.staff.put(from, StaffEvent { seat, person, what: StaffWhat::QuietFrom });
            }
        }
        let from = hand_over_from(gone, self.m.rules.handover_days);
        if from <= self.day {
            self.hand_over(seat, tell);
        } else if from < gone {
            self.staff.put(from, StaffEvent { seat, person, what: StaffWhat::HandOver });
        }
        self.staff.put(gone, StaffEvent { seat, person, what: StaffWhat::Gone });
    }

    /// Yesterday was somebody's last day: nobody holds their children any more.
    pub fn leave_post<S: Tell>(&mut self, seat: u32, tell: &mut S) {
        let at = seat as usize;
        let s = self.seats[at];
        tell.tell(self.day, What::Left { person: PersonNo(s.person) });
        self.totals.leavers += u32::from(s.work != work::NONE);
        let mut slot = s.head;
        while slot != NONE {
            let next = self.cases[slot as usize].next;
            let closing = self.cases[slot as usize].hold == super::case::hold::CLOSING;
            self.count(slot, false);
            self.stand_still(slot);
            self.detach(slot);
            let case = &mut self.cases[slot as usize];
            case.state = if closing { ChildState::AwaitingClosure } else { ChildState::Left } as u8;
            self.count_again(slot);
            if !closing {
                self.lose(slot, LossReason::WorkerLeft);
                let why = NeedWhy::WorkerLeft;
                let case = self.cases[slot as usize];
                let team = if case.queued { case.queue_team } else { case.team };
                self.need(slot, team, why, tell);
            }
            slot = next;
        }
        let generation = s.generation + 1;
        self.seats[at] = Seat { generation, ..Seat::empty(s.team) };
        self.refresh(seat);
        for other in &self.m.seats[at].covers {
            self.changed.push(*other);
        }
        self.begin_refill(seat);
    }

    fn begin_refill(&mut self, seat: u32) {
        let model = &self.m.seats[seat as usize];
        let generation = self.seats[seat as usize].generation;
        let days = match model.refill {
            Refill::Never => return,
            Refill::Permanent => {
                self.m.staff.fill.draw(self.draws.nth(Purpose::FillTime, model.key, generation))
            }
            Refill::Agency { post } => {
                if self.seats[post as usize].person != NONE {
                    return;
                }
                self.m.staff.agency_fill.draw(self.draws.nth(Purpose::AgencyFill, model.key, generation))
            }
        };
        let day = self.day.saturating_add(days.max(1));
        self.staff.put(day, StaffEvent { seat, person: generation, what: StaffWhat::Fill });
    }

    /// Somebody new fills a seat today.
    pub fn start<S: Tell>(&mut self, seat: u32, contract: Contract, asye: bool, tell: &mut S) {
        let at = seat as usize;
        let m = self.m;
        let model = &m.seats[at];
        let person = self.next_person;
        self.next_person += 1;
        let generation = self.seats[at].generation.max(1);
        let mut s = Seat::empty(model.team);
        s.key = entity(model.key, u64::from(generation));
        s.person = person;
        s.generation = generation;
        s.full_cap = model.full_cap;
        s.full_points = model.full_points.unwrap_or(u32::MAX);
        s.fte = model.fte;
        s.known = Known::Present;
        s.status = status::AT_WORK;
        s.contract = place_of(contract) as u8;
        (s.work, s.mask) = super::compile::work_of(model.role, &m.types, &m.rules.counts);
        s.most_new = super::compile::most_new(m.rules.most_new, model.fte);
        if asye {
            s.mask &= !m.rules.asye_may_not;
        }
        let ramp = if asye {
            &m.rules.asye_ramp
        } else if contract == Contract::Agency {
            &m.rules.agency_ramp
        } else {
            &m.rules.starter_ramp
        };
        s.known_percent = ramp.first().copied().unwrap_or(100);
        s.set_cap();
        self.seats[at] = s;
        let event = |what| StaffEvent { seat, person, what };
        let mut percent = s.known_percent;
        for (week, next) in (0_u32..).zip(ramp.iter().copied()).skip(1) {
            if next != percent {
                self.staff.put(self.day + 5 * week, event(StaffWhat::Percent(next)));
                percent = next;
            }
        }
        if asye {
            self.staff.put(self.day + 5 * 52, event(StaffWhat::AsyeEnds));
        }
        tell.tell(
            self.day,
            What::Started {
                person: PersonNo(person),
                team: usize::from(model.team),
                role: model.role,
                contract,
                asye,
            },
        );
        self.totals.starters += u32::from(s.work != work::NONE);
        self.refresh(seat);
        if s.work != work::NONE {
            let mut leave = [0_u32; 64];
            let years = m.staff.leave_years.len().min(64);
            for (days, year) in leave.iter_mut().zip(&m.staff.leave_years) {
                let from = self.day.max(year.days.0);
                if from <= year.days.1 {
                    let place = (from - year.days.0) as usize;
                    let share = year.share_from.get(place).copied().unwrap_or(0.0);
                    *days = (share * f64::from(m.staff.leave_new) + 0.5) as u32;
                }
            }
            self.begin_chance(seat, &leave[..years]);
        }
        if model.covered_by != NONE {
            // A permanent worker has come: whoever covered the vacancy is given notice.
            let cover = model.covered_by;
            if self.seats[cover as usize].person != NONE {
                self.give_notice(cover, tell);
            }
        }
    }

    /// Newly qualified workers start together, in the posts of social workers that have been empty.
    pub fn start_cohort<S: Tell>(&mut self, mut places: u16, tell: &mut S) {
        for seat in 0..self.seats.len() as u32 {
            if places == 0 {
                break;
            }
            let model = &self.m.seats[seat as usize];
            let s = &self.seats[seat as usize];
            let later =
                matches!(model.first_fill, FirstFill::Advertised(day) if day > self.day && s.generation == 0);
            let empty = s.person == NONE && !later;
            if empty && model.refill == Refill::Permanent && model.role == Role::SocialWorker {
                self.start(seat, Contract::Permanent, true, tell);
                places -= 1;
            }
        }
    }
}
