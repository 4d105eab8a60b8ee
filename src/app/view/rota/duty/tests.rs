//! The duty part says what the plan and the rota that was made say.

use std::sync::Arc;

use proptest::prelude::*;

use super::*;
use crate::domain::ids::TeamId;
use crate::domain::plan::{arbitrary, monday_of};
use crate::domain::rota::duty::{DutyAsk, DutyShare};
use crate::domain::samples::{on, sound};

/// A plan as at Monday 07/09/2026 whose team North takes duty one week in so many, in the order Ada Brook, Ben Cole.
fn with_duty(one_week_in: u8, change: impl Fn(&mut DutyPattern)) -> Plan {
    let mut plan = sound();
    let mut duty = DutyPattern {
        one_week_in,
        first_week: Some(on("07/09/2026")),
        order: vec![WorkerId(3), WorkerId(4)],
        ..DutyPattern::default()
    };
    change(&mut duty);
    plan.teams.change(TeamId(1), |team| team.duty = Some(duty.clone()));
    plan
}

fn choice(from: &str, weeks: u16) -> DutyChoice {
    DutyChoice { team: TeamId(1), from: on(from), weeks }
}

fn seen(plan: &Plan, choice: DutyChoice, made: Option<&DutyMade>) -> DutyView {
    let reading = Reading::new(Arc::new(plan.clone()), None);
    view(&reading, Some(choice), made, 1).unwrap()
}

fn texts(view: &DutyView, column: &str) -> Vec<String> {
    let place = view.turns.columns.iter().position(|c| c.key == column).unwrap();
    view.turns.rows.iter().map(|row| row.cells[place].text.clone()).collect()
}

#[test]
fn the_turns_of_a_team_that_is_on_duty_every_second_week_follow_its_order_but_for_those_in_the_plan() {
    let turn = DutyTurn { from: on("21/09/2026"), to: on("27/09/2026"), worker: WorkerId(7), pinned: true };
    let plan = with_duty(2, |duty| duty.turns = vec![turn]);
    // Six weeks from 07/09/2026, every second of them: 07/09, 21/09 and 05/10. The order gives the first to Ada Brook, the
    // second to Ben Cole and the third to Ada Brook again; but the second is Gil Hart’s in the plan.
    let view = seen(&plan, choice("07/09/2026", 6), None);
    assert_eq!(
        texts(&view, "days"),
        ["07/09/2026 to 13/09/2026", "21/09/2026 to 27/09/2026", "05/10/2026 to 11/10/2026"]
    );
    assert_eq!(texts(&view, "now"), ["Ada Brook (by the order)", "Gil Hart", "Ada Brook (by the order)"]);
    assert_eq!(texts(&view, "pinned"), ["", "Pinned", ""]);
    assert_eq!(view.sentence, "North has 3 turns from 07/09/2026 to 18/10/2026, 2 of them in nobody’s name");
    assert!(
        view.pattern
            .starts_with("On duty one week in 2, counted from the week of 07/09/2026, a week at a time")
    );
}

#[test]
fn a_turn_says_which_bank_holiday_lies_in_it_and_days_off_have_no_turn_of_a_day() {
    // Christmas Day 2026 is a Friday; Boxing Day, a Saturday, is given on Monday 28/12.
    let weeks = seen(&with_duty(1, |_| {}), choice("14/12/2026", 2), None);
    assert_eq!(texts(&weeks, "days_off"), ["", "Christmas Day"]);
    let days = seen(&with_duty(1, |duty| duty.unit = DutyUnit::Day), choice("21/12/2026", 1), None);
    assert_eq!(
        texts(&days, "days"),
        ["21/12/2026 (Mon)", "22/12/2026 (Tue)", "23/12/2026 (Wed)", "24/12/2026 (Thu)"]
    );
}

#[test]
fn a_team_that_takes_no_duty_is_told_how_to_begin_and_one_without_a_first_week_what_is_missing() {
    let none = seen(&sound(), choice("07/09/2026", 6), None);
    assert!(!none.takes_duty && none.turns.rows.is_empty());
    assert_eq!(none.sentence, "North takes no duty");
    assert!(none.pattern.contains("To begin, let the team take duty every week"));
    let third = with_duty(3, |duty| duty.first_week = None);
    let unknown = seen(&third, choice("07/09/2026", 6), None);
    assert!(unknown.turns.rows.is_empty());
    assert!(unknown.turns.empty.contains("Put in the Monday of one of them"));
    // On duty every week, no first week is needed to know the weeks; only whose turn it is by the order.
    let every = seen(&with_duty(1, |duty| duty.first_week = None), choice("07/09/2026", 3), None);
    assert_eq!(texts(&every, "now"), ["", "", ""]);
    assert_eq!(every.sentence, "North has 3 turns from 07/09/2026 to 27/09/2026, 3 of them in nobody’s name");
}

/// A rota of two weeks: the first for Ben Cole, where the plan has nobody; the second for nobody.
fn made(plan: &Plan) -> DutyMade {
    let slot = |from: &str, to: &str, worker: Option<u32>, why: &str| DutySlot {
        from: on(from),
        to: on(to),
        bank_holiday: false,
        worker: worker.map(WorkerId),
        pinned: false,
        why: why.into(),
    };
    let share = |worker, turns, fair, why_none: Option<&str>| DutyShare {
        worker: WorkerId(worker),
        before: 2,
        turns,
        bank_holidays: 0,
        fair,
        able: 1,
        why_none: why_none.map(str::to_owned),
    };
    let choice = choice("07/09/2026", 2);
    DutyMade {
        choice,
        plan: Arc::new(plan.clone()),
        rota: Ok(DutyRota {
            ask: DutyAsk { team: TeamId(1), from: choice.from, weeks: 2 },
            slots: vec![
                slot("07/09/2026", "13/09/2026", Some(4), "Had the fewest turns"),
                slot("14/09/2026", "20/09/2026", None, "Nobody is at work on four days of it"),
            ],
            shares: vec![share(3, 0, 1.0, None), share(4, 1, 1.0, None), share(1, 0, 0.0, Some("A manager"))],
            unmet: vec!["Nobody can take the turn of 14/09/2026".into()],
            proved: true,
        }),
        wrong: Vec::new(),
    }
}

#[test]
fn the_rota_that_was_made_stands_beside_what_the_plan_has() {
    let plan = with_duty(1, |duty| duty.order.clear());
    let made = made(&plan);
    let view = seen(&plan, made.choice, Some(&made));
    assert_eq!(texts(&view, "now"), ["", ""]);
    assert_eq!(texts(&view, "proposed"), ["Ben Cole", "Nobody"]);
    assert_eq!(texts(&view, "why")[0], "Had the fewest turns");
    let shown = view.made.unwrap();
    assert_eq!(shown.headline, "2 turns, 1 of them with nobody; 1 other than in the plan");
    assert!(shown.can_be_put_in && shown.warning.is_none() && shown.proved.starts_with("It is proved"));
    assert_eq!(shown.unmet, ["Nobody can take the turn of 14/09/2026"]);
    // The manager takes none and has no bar; of the two others Ada Brook has one turn fewer than the fair one.
    let bars: Vec<&str> = shown.bars.bars.iter().map(|bar| bar.name.as_str()).collect();
    assert_eq!(bars, ["Ada Brook", "Ben Cole"]);
    assert_eq!(shown.bars.sentence, "Furthest from fair: Ada Brook with 1.0 turns fewer than would be fair");
    assert_eq!(shown.shares.rows.len(), 3);
}

#[test]
fn a_rota_that_is_outdated_or_wrong_is_not_put_in_and_one_that_cannot_be_made_says_why() {
    let plan = with_duty(1, |duty| duty.order.clear());
    let mut away = plan.clone();
    away.absences.change(crate::domain::ids::AbsenceId(1), |absence| absence.first_day = on("14/09/2026"));
    let outdated = seen(&away, made(&plan).choice, Some(&made(&plan))).made.unwrap();
    assert!(!outdated.can_be_put_in && outdated.warning.unwrap().contains("Make it again"));

    let wrong = DutyMade { wrong: vec!["Ben Cole is away on 08/09/2026".into()], ..made(&plan) };
    let wrong = seen(&plan, wrong.choice, Some(&wrong)).made.unwrap();
    assert!(!wrong.can_be_put_in && wrong.warning.unwrap().contains("Ben Cole is away on 08/09/2026"));

    let none = DutyMade { rota: Err(vec!["North takes no duty".into()]), ..made(&plan) };
    let none = seen(&plan, none.choice, Some(&none)).made.unwrap();
    assert_eq!((none.headline.as_str(), none.can_be_put_in), ("No duty rota can be made", false));
    assert_eq!(none.unmet, ["North takes no duty"]);
}

#[test]
fn a_change_elsewhere_in_the_plan_does_not_outdate_a_rota() {
    let plan = Arc::new(with_duty(1, |_| {}));
    let mut other = (*plan).clone();
    other.children.change(crate::domain::ids::ChildId(1), |child| child.notes = "Seen".into());
    assert!(!is_outdated(&plan, &Arc::new(other)));
}

#[test]
fn what_is_asked_is_read_or_refused_with_a_sentence() {
    assert_eq!(ask_of("team", "T2"), Ok(RotaAsk::DutyTeam(TeamId(2))));
    assert_eq!(ask_of("from", "09/09/2026"), Ok(RotaAsk::DutyFrom(on("09/09/2026"))));
    assert_eq!(ask_of("weeks", " 52 "), Ok(RotaAsk::DutyWeeks(52)));
    for weeks in ["0", "105", "-1", "many", ""] {
        assert_eq!(
            ask_of("weeks", weeks),
            Err("Write a number of weeks from 1 to 104".to_owned()),
            "{weeks}"
        );
    }
    assert!(ask_of("from", "31/02/2026").is_err());
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(64))]
    #[test]
    fn the_duty_of_any_team_can_be_shown_with_no_day_twice(plan in arbitrary::plan(), weeks in 1_u16..=104) {
        let reading = Reading::new(Arc::new(plan), None);
        for team in &reading.plan.teams {
            let asked = DutyChoice { team: team.id, from: monday_of(reading.on), weeks };
            let view = view(&reading, Some(asked), None, 1).unwrap();
            let days: Vec<NaiveDate> = view.turns.rows.iter().map(|row| row.key).collect();
            prop_assert!(days.windows(2).all(|pair| pair[0] < pair[1]), "{days:?}");
            prop_assert!(view.takes_duty || days.is_empty());
        }
    }
}
