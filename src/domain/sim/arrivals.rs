//! Step 3 of a day: new families, and children who come again (MODEL.md §10.4).

use super::case::{Case, hold};
use super::draws::{Purpose, within};
use super::model::{Families, NONE};
use super::run::{Return, Run, Tell};
use super::trace::{CaseNo, NeedWhy, What};
use super::work::class_of;
use crate::domain::plan::{Priority, SiblingRule, Words as _};
use crate::domain::state::ChildState;

/// Children of work closed before the plan's date, among what comes on a day.
const EARLY: u64 = 1 << 40;

/// What is new of a family.
struct Coming<'f> {
    families: &'f Families,
    team: u16,
    duty: bool,
    again: Option<Return>,
}

impl Run<'_> {
    /// New families, and children who come again.
    pub fn arrivals<S: Tell>(&mut self, tell: &mut S) {
        let m = self.m;
        let day = self.day;
        let month = usize::from(m.days[day as usize].month);
        for (number, team) in (0_u16..).zip(&m.teams) {
            let Some(families) = &team.families else { continue };
            let duty = families.duty_days.get(day as usize).copied();
            let count = match duty {
                Some(true) => &families.on_duty[month],
                Some(false) => continue,
                None => &families.count[month],
            };
            let on_day = within(families.key, u64::from(day));
            let count = count.draw(self.draws.bits(Purpose::Families, on_day));
            let coming = Coming { families, team: number, duty: duty == Some(true), again: None };
            for family in 0..count {
                self.family(&coming, within(on_day, u64::from(family)), tell);
            }
            if let Some(returning) = families.returning.get(month) {
                self.early_returns(&coming, returning, on_day, tell);
            }
        }
        let mut place = 0;
        while let Some(back) = self.returns.at(day, place) {
            place += 1;
            let Some(families) = &m.teams[usize::from(back.team)].families else { continue };
            let coming = Coming { families, team: back.team, duty: false, again: Some(back) };
            self.totals.came_again += 1;
            self.family(&coming, back.key, tell);
        }
        self.known_openings(tell);
    }

    /// Children of work closed before the plan's date, fewer as the year goes on.
    fn early_returns<S: Tell>(
        &mut self,
        coming: &Coming<'_>,
        law: &super::law::Law,
        on_day: u64,
        tell: &mut S,
    ) {
        let count = law.draw(self.draws.bits(Purpose::EarlyReturns, on_day));
        let year = self.m.rules.year;
        let left = 1.0 - f64::from(self.day) / year;
        for child in 0..count {
            let key = within(within(on_day, EARLY), u64::from(child));
            if super::draws::unit(self.draws.bits(Purpose::AgainWhen, key)) < left {
                self.totals.came_again += 1;
                let again = Some(Return { key, team: coming.team, person: NONE, seat: NONE, number: NONE });
                self.family(&Coming { again, ..*coming }, key, tell);
            }
        }
    }

    /// A value of a law. Where there is only one, nothing is drawn.
    #[inline]
    fn drawn(&self, law: &super::law::Law, purpose: Purpose, key: u64) -> u32 {
        law.only().unwrap_or_else(|| law.draw(self.draws.bits(purpose, key)))
    }

    fn family<S: Tell>(&mut self, coming: &Coming<'_>, key: u64, tell: &mut S) {
        let families = coming.families;
        let children =
            if coming.again.is_some() { 1 } else { self.drawn(&families.size, Purpose::FamilySize, key) + 1 };
        let kind = self.drawn(&families.mix, Purpose::CaseType, key) as usize;
        let Some(kind) = families.types.get(kind).copied() else { return };
        let priority = self.drawn(&families.priority, Purpose::Priority, key) as u8;
        let family = self.next_family;
        self.next_family += 1;
        self.totals.families += u32::from(coming.again.is_none());
        let mut first = NONE;
        for child in 0..children {
            let number = self.next_number;
            self.next_number += 1;
            let mut case = Case::new(within(key, u64::from(child)), number, coming.team, kind, priority);
            let kind_model = &self.m.types[usize::from(kind)];
            case.class = class_of(kind_model.never_waits, priority);
            case.state = ChildState::AwaitingAllocation as u8;
            case.counted = false;
            case.rest = kind_model.length.draw(self.draws.bits(Purpose::Length, case.key)).max(1);
            case.duty = coming.duty;
            if let Some(back) = coming.again {
                case.people[0] = back.person;
                case.seat = back.seat;
            }
            let slot = self.slot(case);
            self.totals.arrivals += 1;
            if S::LISTENS {
                let case_type = kind_model.case_type;
                let again = coming.again.filter(|back| back.number != NONE).map(|back| CaseNo(back.number));
                let priority = Priority::ALL.get(usize::from(priority)).copied().unwrap_or(Priority::Medium);
                let team = usize::from(coming.team);
                tell.tell(
                    self.day,
                    What::Opened { case: CaseNo(number), family, team, case_type, priority, again },
                );
            }
            let holds = self.m.teams[usize::from(coming.team)].holds;
            let team = if holds >> kind & 1 == 0 { self.goes_to(slot) } else { None };
            if let Some(team) = team {
                self.cases[slot as usize].team = team;
            }
            self.need_new(slot, team.unwrap_or(coming.team), tell);
            if children > 1 && self.m.rules.siblings != SiblingRule::Off {
                if first == NONE {
                    first = slot;
                    self.cases[slot as usize].sibling_next = slot;
                    self.cases[slot as usize].sibling_previous = slot;
                } else {
                    self.join_siblings(first, slot);
                }
            }
        }
    }

    /// Puts a child among the brothers and sisters of another.
    fn join_siblings(&mut self, of: u32, slot: u32) {
        let previous = self.cases[of as usize].sibling_previous;
        self.cases[slot as usize].sibling_next = of;
        self.cases[slot as usize].sibling_previous = previous;
        self.cases[previous as usize].sibling_next = slot;
        self.cases[of as usize].sibling_previous = slot;
    }

    /// Children of the plan who open today.
    fn known_openings<S: Tell>(&mut self, tell: &mut S) {
        let (m, today) = (self.m, self.day);
        let first = m.start.opens.partition_point(|opening| opening.day < today);
        for opening in m.start.opens[first..].iter().take_while(|opening| opening.day == today) {
            let slot = opening.slot;
            let (seat, held_as) = opening.held;
            let mut needs = opening.needs;
            let case = &mut self.cases[slot as usize];
            (case.open, case.unnamed) = (true, false);
            if held_as != hold::NOBODY {
                if self.seats[seat as usize].generation == 0 {
                    self.attach(slot, seat, held_as);
                } else if held_as != hold::CLOSING {
                    case.state = ChildState::Left as u8; // Gone since the plan's date.
                    let team = if held_as == hold::SENDER { case.queue_team } else { case.team };
                    needs = needs.or(Some((team, NeedWhy::WorkerLeft)));
                }
            }
            self.totals.arrivals += 1;
            self.count_again(slot);
            let case = self.cases[slot as usize];
            if S::LISTENS {
                tell.tell(
                    self.day,
                    What::Opened {
                        case: CaseNo(case.number),
                        family: u32::MAX,
                        team: usize::from(case.team),
                        case_type: m.types[usize::from(case.kind)].case_type,
                        priority: Priority::ALL
                            .get(usize::from(case.priority))
                            .copied()
                            .unwrap_or(Priority::Medium),
                        again: None,
                    },
                );
            }
            if case.hold != hold::NOBODY {
                self.refresh(seat);
                self.plan_grace(slot);
            }
            if super::work::goes_on(case.hold, case.state) {
                self.go_on(slot);
            }
            if let Some((team, why)) = needs {
                self.need(slot, team, why, tell);
            }
        }
    }
}
