//! A team's duty: its weeks, who has which turn, and who is on duty on a day.

use chrono::{Days, NaiveDate};

use super::rota::monday_of;
use crate::domain::ids::WorkerId;

/// Who is on duty when: turns as they were agreed and, where a day has none, the order.
#[derive(Clone, Debug, PartialEq)]
pub struct DutyPattern {
    /// The team is on duty one week in this many. 1 is every week.
    pub one_week_in: u8,
    /// The Monday of a week in which the team is on duty.
    pub first_week: Option<NaiveDate>,
    /// Workers in the order in which they take a duty week. Empty: everybody shares it.
    pub order: Vec<WorkerId>,
    /// How long one person is on duty at a time.
    pub unit: DutyUnit,
    /// Who was, is and will be on duty, by first day. Where a day has no turn, `order` decides.
    pub turns: Vec<DutyTurn>,
}

impl Default for DutyPattern {
    /// Every week, shared by everybody.
    fn default() -> Self {
        Self { one_week_in: 1, first_week: None, order: Vec::new(), unit: DutyUnit::Week, turns: Vec::new() }
    }
}

super::words::words!(
    /// How long one duty turn is.
    DutyUnit {
        /// Monday to Sunday.
        Week, "week", "A week";
        /// One working day.
        Day, "day", "A day";
    }
);

/// One turn of duty.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DutyTurn {
    /// First day.
    pub from: NaiveDate,
    /// Last day, included.
    pub to: NaiveDate,
    /// Who has it.
    pub worker: WorkerId,
    /// It stays as it is when the rota is made anew.
    pub pinned: bool,
}

impl DutyTurn {
    /// Whether the turn holds a day.
    pub fn covers(&self, date: NaiveDate) -> bool {
        self.from <= date && date <= self.to
    }
}

/// Days that somebody is on duty in a row, within one turn or, by the order, one week.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct DutyStretch {
    /// First day.
    pub from: NaiveDate,
    /// Last day, included.
    pub to: NaiveDate,
    /// Who.
    pub worker: WorkerId,
    /// By which turn; `None`: by the order.
    pub turn: Option<DutyTurn>,
}

/// Who is on duty: the one place that says so, for the screens, the solver and the forecast (docs/MODEL.md 15.2).
impl DutyPattern {
    /// The Monday from which duty weeks are counted, backwards and forwards: that of the first week or, where none is given,
    /// that of the earliest turn. `None`: there is neither.
    pub fn counted_from(&self) -> Option<NaiveDate> {
        let earliest = || self.turns.iter().map(|turn| turn.from).min();
        self.first_week.or_else(earliest).map(monday_of)
    }

    /// Whether the week of a day is a duty week of the team. A team on duty every week is so always; otherwise it is not
    /// while it is not known from which week they are counted.
    pub fn is_duty_week(&self, date: NaiveDate) -> bool {
        self.one_week_in <= 1
            || self.counted_from().is_some_and(|first| self.duty_week_since(first, date).is_some())
    }

    /// Which duty week the week of a day is, counted from one that begins on `first` as number 0.
    fn duty_week_since(&self, first: NaiveDate, date: NaiveDate) -> Option<i64> {
        let one_in = i64::from(self.one_week_in.max(1));
        let weeks = (monday_of(date) - first).num_days() / 7;
        (weeks.rem_euclid(one_in) == 0).then(|| weeks.div_euclid(one_in))
    }

    /// The turn that holds a day; the first listed where two do.
    pub fn turn_on(&self, date: NaiveDate) -> Option<&DutyTurn> {
        self.turns.iter().find(|turn| turn.covers(date))
    }

    /// Whose a day is by the order, whatever turns there are: the duty weeks go to those of the order, round and round, the
    /// first of all to the first of them.
    pub fn by_order(&self, date: NaiveDate) -> Option<WorkerId> {
        let length = i64::try_from(self.order.len()).ok().filter(|length| *length > 0)?;
        let week = self.duty_week_since(self.counted_from()?, date)?;
        self.order.get(usize::try_from(week.rem_euclid(length)).ok()?).copied()
    }

    /// Who is on duty on a day: whoever has the turn, or whose it is by the order where there is none.
    pub fn on_duty(&self, date: NaiveDate) -> Option<WorkerId> {
        self.turn_on(date).map_or_else(|| self.by_order(date), |turn| Some(turn.worker))
    }

    /// Everybody's duty that touches the days between two, turns and weeks of the order as a whole; by first day.
    pub fn stretches(&self, from: NaiveDate, to: NaiveDate) -> Vec<DutyStretch> {
        let turns = self.turns.iter().filter(|turn| turn.from <= turn.to).map(|turn| DutyStretch {
            from: turn.from,
            to: turn.to,
            worker: turn.worker,
            turn: Some(*turn),
        });
        let mut stretches: Vec<DutyStretch> = turns.collect();
        let mut open: Option<DutyStretch> = None;
        let sunday = monday_of(to).checked_add_days(Days::new(6)).unwrap_or(to);
        for day in monday_of(from).iter_days().take_while(|day| *day <= sunday) {
            let worker = if self.turn_on(day).is_some() { None } else { self.by_order(day) };
            match (&mut open, worker) {
                (Some(stretch), Some(worker))
                    if stretch.worker == worker && monday_of(stretch.from) == monday_of(day) =>
                {
                    stretch.to = day;
                }
                (_, worker) => {
                    stretches.extend(open.take());
                    open = worker.map(|worker| DutyStretch { from: day, to: day, worker, turn: None });
                }
            }
        }
        stretches.extend(open);
        stretches.retain(|stretch| stretch.from <= to && from <= stretch.to);
        stretches.sort_by_key(|stretch| (stretch.from, stretch.to, stretch.worker));
        stretches
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::domain::samples::on;

    const ADA: WorkerId = WorkerId(3);
    const BEN: WorkerId = WorkerId(4);
    const CYRA: WorkerId = WorkerId(5);

    fn duty(one_week_in: u8, first: Option<&str>, order: &[WorkerId], turns: &[(&str, &str)]) -> DutyPattern {
        let turns = turns.iter().map(|(from, to)| DutyTurn {
            from: on(from),
            to: on(to),
            worker: CYRA,
            pinned: false,
        });
        DutyPattern {
            one_week_in,
            first_week: first.map(on),
            order: order.to_vec(),
            turns: turns.collect(),
            ..DutyPattern::default()
        }
    }

    #[test]
    fn a_day_has_whoever_has_the_turn_or_whose_it_is_by_the_order() {
        let both = [ADA, BEN];
        // Weeks begin on Mondays: 07/09, 14/09, 21/09 and 28/09/2026.
        let (every, second) =
            (duty(1, Some("07/09/2026"), &both, &[]), duty(2, Some("07/09/2026"), &both, &[]));
        let midweek = duty(2, Some("09/09/2026"), &both, &[]);
        let taken = duty(2, Some("07/09/2026"), &both, &[("16/09/2026", "21/09/2026")]);
        // Without a first week the weeks are counted from that of the earliest turn.
        let from_turn = duty(2, None, &both, &[("23/09/2026", "23/09/2026"), ("08/09/2026", "08/09/2026")]);
        let unknown = duty(2, None, &both, &[]);
        let nobody = duty(1, None, &[], &[]);
        for (what, duty, day, week, who) in [
            ("the first week", &every, "13/09/2026", true, Some(ADA)),
            ("the second of every week", &every, "14/09/2026", true, Some(BEN)),
            ("the week before the first", &every, "06/09/2026", true, Some(BEN)),
            ("the first of every second", &second, "11/09/2026", true, Some(ADA)),
            ("a week between", &second, "14/09/2026", false, None),
            ("the second of every second", &second, "27/09/2026", true, Some(BEN)),
            ("backwards", &second, "24/08/2026", true, Some(BEN)),
            ("a first week that begins in its middle", &midweek, "07/09/2026", true, Some(ADA)),
            ("a turn in a week between", &taken, "18/09/2026", false, Some(CYRA)),
            ("a turn before the order", &taken, "21/09/2026", true, Some(CYRA)),
            ("the order after the turn", &taken, "22/09/2026", true, Some(BEN)),
            ("the earliest turn", &from_turn, "08/09/2026", true, Some(CYRA)),
            ("the rest of its week", &from_turn, "09/09/2026", true, Some(ADA)),
            ("a week between, by the turn", &from_turn, "14/09/2026", false, None),
            ("the next by the turn", &from_turn, "21/09/2026", true, Some(BEN)),
            ("from no known week", &unknown, "07/09/2026", false, None),
            ("every week, with nobody in particular", &nobody, "07/09/2026", true, None),
        ] {
            assert_eq!((duty.is_duty_week(on(day)), duty.on_duty(on(day))), (week, who), "{what}");
        }
    }

    #[test]
    fn what_the_order_gives_is_told_week_by_week_beside_the_turns() {
        // Every week from 07/09/2026 Ada and Ben in turn; Cyra has Wednesday to Tuesday across two of their weeks.
        let duty = duty(1, Some("07/09/2026"), &[ADA, BEN], &[("16/09/2026", "22/09/2026")]);
        let told: Vec<(NaiveDate, NaiveDate, WorkerId, bool)> = duty
            .stretches(on("10/09/2026"), on("29/09/2026"))
            .into_iter()
            .map(|stretch| (stretch.from, stretch.to, stretch.worker, stretch.turn.is_some()))
            .collect();
        assert_eq!(
            told,
            [
                (on("07/09/2026"), on("13/09/2026"), ADA, false),
                (on("14/09/2026"), on("15/09/2026"), BEN, false),
                (on("16/09/2026"), on("22/09/2026"), CYRA, true),
                (on("23/09/2026"), on("27/09/2026"), ADA, false),
                (on("28/09/2026"), on("04/10/2026"), BEN, false),
            ]
        );
        // What only reaches into the days is told as a whole, and nothing beside it.
        let [first] = duty.stretches(on("22/09/2026"), on("22/09/2026"))[..] else { panic!("one") };
        assert_eq!((first.from, first.to), (on("16/09/2026"), on("22/09/2026")));
    }
}
