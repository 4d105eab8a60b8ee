//! Step 3 of a day: new families, and children who come again (MODEL.md §10.4).

use super::case::Case;
use super::draws::{Purpose, entity};
use super::model::{Families, NONE};
use super::run::{Return, Run, Tell};
use super::trace::{CaseNo, NeedWhy, What};
use super::work::class_of;
use crate::domain::plan::{Priority, SiblingRule, Words as _};
use crate::domain::state::ChildState;

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
            let on_day = entity(families.key, u64::from(day));
            let count = count.draw(self.draws.bits(Purpose::Families, on_day));
            let coming = Coming { families, team: number, duty: duty == Some(true), again: None };
            for family in 0..count {
                self.family(&coming, entity(on_day, u64::from(family)), tell);
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
            let key = entity(entity(on_day, u64::MAX), u64::from(child));
            if super::draws::unit(self.draws.bits(Purpose::AgainWhen, key)) < left {
                self.totals.came_again += 1;
                let again = Some(Return { key, team: coming.team, person: NONE, seat: NONE, number: NONE });
                self.family(&Coming { again, ..*coming }, key, tell);
            }
        }
    }

    fn family<S: Tell>(&mut self, coming: &Coming<'_>, key: u64, tell: &mut S) {
        let families = coming.families;
        let children = if coming.again.is_some() {
            1
        } else {
            families.size.draw(self.draws.bits(Purpose::FamilySize, key)) + 1
        };
        let kind = families.mix.draw(self.draws.bits(Purpose::CaseType, key)) as usize;
        let Some(kind) = families.types.get(kind).copied() else { return };
        let priority = families.priority.draw(self.draws.bits(Purpose::Priority, key)) as u8;
        let family = self.next_family;
        self.next_family += 1;
        self.totals.families += u32::from(coming.again.is_none());
        let mut first = NONE;
        for child in 0..children {
            let number = self.next_number;
            self.next_number += 1;
            let mut case = Case::new(entity(key, u64::from(child)), number, coming.team, kind, priority);
            let kind_model = &self.m.types[usize::from(kind)];
            case.class = class_of(kind_model.never_waits, priority);
            case.state = ChildState::AwaitingAllocation as u8;
            case.rest = kind_model.length.draw(self.draws.nth(Purpose::Length, case.key, 0)).max(1);
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
            self.count_again(slot);
            self.need(slot, team.unwrap_or(coming.team), NeedWhy::New, tell);
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
        let first = m.start.opens.partition_point(|(day, _)| *day < today);
        for (_, slot) in m.start.opens[first..].iter().take_while(|(day, _)| *day == today) {
            let case = &mut self.cases[*slot as usize];
            case.open = true;
            self.totals.arrivals += 1;
            self.count_again(*slot);
            let case = self.cases[*slot as usize];
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
            if super::work::goes_on(case.hold, case.state) {
                self.go_on(*slot);
            } else if !case.queued {
                self.need(*slot, case.team, NeedWhy::Backlog, tell);
            }
        }
    }
}
