//! Small rotas whose answer can be worked out by hand.

use super::*;
use crate::domain::plan::{AbsenceStatus, DutyUnit, WorkingDays};
use crate::domain::samples::leave;
use crate::domain::units::Fte;

#[test]
fn three_people_take_turns_as_far_apart_as_can_be_and_in_the_order_of_names() {
    // Six turns, two each. The nearest two of one person can lie at most two whole weeks apart: in A B C A B C.
    let rota = rota(&north(3), 6);
    assert_eq!(letters(&rota), "ABCABC");
    assert!(rota.proved);
    assert_eq!(rota.unmet, Vec::<String>::new());
    let fair: Vec<f64> = rota.shares.iter().map(|share| share.fair).collect();
    assert_eq!(fair, [2.0, 2.0, 2.0, 0.0]); // Ada, Ben, Cyra, and Moira, who manages
    assert_eq!(rota.shares[3].why_none.as_deref(), Some("Team manager: takes no duty in this team"));
    assert_eq!(rota.slots[0].why, "The fewest turns so far by their share: 0 of 2.0");
    assert_eq!(
        rota.slots[3].why,
        "The fewest turns so far by their share: 1 of 2.0; Cyra Dunn had the turn of 21/09/2026, too near"
    );
}

#[test]
fn half_of_the_time_is_half_of_the_turns() {
    // 1.0 + 0.5 + 1.0 = 2.5: of ten turns four, two and four. Ben's five mornings are five working days.
    let mut plan = north(3);
    plan.workers.change(WorkerId(2), |ben| ben.fte = Fte::from_parts(5_000));
    assert_eq!(counts(&rota(&plan, 10), 3), [4, 2, 4]);
}

#[test]
fn turns_of_the_year_before_count_and_older_ones_do_not() {
    // Ada had two in the year before: of 2 + 4 two each are fair, so that she takes none.
    let mut plan = north(3);
    duty(&mut plan, |duty| duty.turns = vec![week("01/06/2026", 1, false), week("13/07/2026", 1, false)]);
    let made = rota(&plan, 4);
    assert_eq!(counts(&made, 3), [0, 2, 2]);
    assert_eq!((made.shares[0].before, made.shares[0].fair), (2, 2.0));
    assert_eq!(made.shares[0].why_none.as_deref(), Some("Had 2 turns in the year before, and 2.0 are fair"));
    // 364 days before 07/09/2026 is Monday 08/09/2025: a turn of the week before that is not counted.
    duty(&mut plan, |duty| duty.turns = vec![week("08/09/2025", 1, false), week("01/09/2025", 1, false)]);
    assert_eq!(rota(&plan, 4).shares[0].before, 1);
}

#[test]
fn nobody_who_is_away_has_the_turn_and_a_request_is_told() {
    // Ada is on leave for four days of the second week, Ben asks for the first. One day away leaves the four that are needed.
    let mut plan = north(2);
    plan.absences =
        [leave(1, 1, "15/09/2026", "18/09/2026", &[]), leave(2, 2, "07/09/2026", "11/09/2026", &[])]
            .into_iter()
            .collect();
    plan.absences.change(crate::domain::ids::AbsenceId(2), |asked| asked.status = AbsenceStatus::Requested);
    let rota = rota(&plan, 2);
    assert_eq!(letters(&rota), "AB");
    assert_eq!(
        rota.slots[1].why,
        "The only one who can; Ada Brook is at work on 1 of its 5 working days, and 4 are needed"
    );
    plan.absences.change(crate::domain::ids::AbsenceId(1), |away| away.first_day = on("18/09/2026"));
    plan.absences.change(crate::domain::ids::AbsenceId(2), |asked| asked.status = AbsenceStatus::Agreed);
    let rota = rota_from(&plan, on("09/09/2026"), 1);
    assert_eq!((letters(&rota).as_str(), rota.slots[0].from), ("A", on("07/09/2026")));
    let mut plan = north(1);
    plan.absences.push(leave(1, 1, "07/09/2026", "11/09/2026", &[]));
    plan.absences.change(crate::domain::ids::AbsenceId(1), |asked| asked.status = AbsenceStatus::Requested);
    assert_eq!(
        self::rota(&plan, 1).slots[0].why,
        "The only one who can. Has asked to be away 07/09/2026 to 11/09/2026, which is not agreed"
    );
}

#[test]
fn a_turn_that_nobody_can_take_says_why_of_each() {
    // Two people with a week between turns: A B A B. In the third week Ben is away and Ada is too near or has the turn herself.
    let mut plan = north(2);
    plan.absences.push(leave(1, 2, "14/09/2026", "25/09/2026", &[]));
    let made = rota(&plan, 3);
    // Ben can take the first only, Ada the first and third, or the second: A - A, B A -, or B - A. Two of three, one each.
    assert_eq!(made.slots.iter().filter(|slot| slot.worker.is_none()).count(), 1);
    assert_eq!(counts(&made, 2), [1, 1]);
    assert_eq!(made.unmet.len(), 1);
    assert!(made.unmet[0].contains("Ben Cole is away"), "{}", made.unmet[0]);
    assert!(made.unmet[0].contains("Ada Brook ha"), "{}", made.unmet[0]);
    assert!(made.proved);
    // Without a week between, all three are met.
    rules(&mut plan).duty_gap_weeks = 0;
    assert_eq!(letters(&rota(&plan, 3)), "BAA");
}

#[test]
fn pinned_turns_stay_and_are_told_where_they_break_a_rule() {
    // Cyra has the second week though she is on leave, and Ada the third. Ada cannot have the second or fourth beside it.
    let mut plan = north(3);
    plan.absences.push(leave(1, 3, "14/09/2026", "18/09/2026", &[]));
    duty(&mut plan, |duty| {
        duty.turns =
            vec![week("14/09/2026", 3, true), week("21/09/2026", 1, true), week("07/09/2026", 3, false)];
    });
    let made = rota(&plan, 4);
    assert_eq!(&letters(&made)[1..3], "CA");
    assert!(made.slots[1].pinned && made.slots[2].pinned && !made.slots[0].pinned);
    assert_eq!(made.unmet, ["14/09/2026 to 20/09/2026: the turn is pinned, and Cyra Dunn is away"]);
    assert_eq!(made.slots[1].why, "Pinned, and kept though Cyra Dunn is away");
    // First week: Ada or Ben; fourth: Ben or Cyra. 4 turns of three are 1.3 each: Ben takes one, and either of the others one more.
    assert_eq!(counts(&made, 3).iter().sum::<usize>(), 4);
    assert!(counts(&made, 3)[1] >= 1);
    // Somebody who is not in the plan, and two turns of one person side by side.
    duty(&mut plan, |duty| {
        duty.turns =
            vec![week("07/09/2026", 77, true), week("21/09/2026", 1, true), week("28/09/2026", 1, true)];
    });
    assert_eq!(
        rota(&plan, 4).unmet,
        [
            "07/09/2026 to 13/09/2026: the turn is pinned, and W77 (not in the plan) has it",
            "21/09/2026 to 27/09/2026: the turn is pinned, and Ada Brook has a turn shortly after it",
            "28/09/2026 to 04/10/2026: the turn is pinned, and Ada Brook has a turn shortly before it",
        ]
    );
}

#[test]
fn what_is_left_of_a_week_beside_a_pinned_turn_is_a_turn_of_its_own() {
    // Ada has Monday to Wednesday. Thursday to Sunday has two working days, and needs both.
    let mut plan = north(2);
    let monday = on("07/09/2026");
    let pinned = DutyTurn { from: monday, to: on("09/09/2026"), worker: WorkerId(1), pinned: true };
    duty(&mut plan, |duty| duty.turns = vec![pinned]);
    let made = rota(&plan, 1);
    let parts: Vec<_> = made.slots.iter().map(|slot| (slot.from, slot.to, slot.pinned)).collect();
    assert_eq!(parts, [(monday, on("09/09/2026"), true), (on("10/09/2026"), on("13/09/2026"), false)]);
    assert_eq!(letters(&made), "AB"); // one turn a week for one person
    plan.absences.push(leave(1, 2, "11/09/2026", "11/09/2026", &[]));
    assert_eq!(letters(&rota(&plan, 1)), "A-");
}

#[test]
fn nobody_on_the_days_they_may_not() {
    // 26 weeks from Monday 06/04/2026 end on Monday 05/10/2026, the fifth week.
    let mut plan = north(4);
    plan.workers.change(WorkerId(1), |ada| ada.asye_start = Some(on("06/04/2026")));
    plan.workers.change(WorkerId(2), |ben| ben.rota.no_duty = true);
    plan.workers.change(WorkerId(3), |cyra| cyra.working_days = WorkingDays::parse("Mon-Wed").unwrap());
    plan.workers.change(WorkerId(4), |dev| dev.last_day = Some(on("16/09/2026")));
    let made = rota(&plan, 5);
    assert_eq!(letters(&made), "D---A");
    let why = |place: usize| made.shares[place].why_none.as_deref();
    assert_eq!(why(1), Some("Takes no duty, as their form says"));
    assert_eq!(why(2), Some("Works 3 days a week, and a duty week needs 4: can never take one"));
    assert!(made.shares[2].fair.abs() < 1e-9);
    assert_eq!(
        made.unmet[0],
        "14/09/2026 to 20/09/2026: nobody can: Ada Brook is in the first weeks of the ASYE, until 05/10/2026; Cyra Dunn works only 3 of its days, and 4 are needed; Dev Ember is not in post"
    );
    // With the four weeks before her first turn only, nobody has been able to take one but Dev.
    let early = rota(&plan, 4);
    assert_eq!(early.shares[0].why_none.as_deref(), Some("In the first weeks of the ASYE, until 05/10/2026"));
}

#[test]
fn a_team_is_on_duty_one_week_in_so_many_from_its_first_week() {
    let mut plan = north(2);
    duty(&mut plan, |duty| duty.one_week_in = 3);
    let mondays = |plan: &Plan| rota(plan, 7).slots.iter().map(|slot| slot.from).collect::<Vec<_>>();
    assert_eq!(mondays(&plan), [on("07/09/2026"), on("28/09/2026"), on("19/10/2026")]);
    // From a Wednesday far ahead, backwards: 30/09/2026 lies in the week of 28/09/2026.
    duty(&mut plan, |duty| duty.first_week = Some(on("11/11/2026")));
    assert_eq!(mondays(&plan), [on("07/09/2026"), on("28/09/2026"), on("19/10/2026")]);
    duty(&mut plan, |duty| duty.first_week = Some(on("16/11/2026")));
    assert_eq!(mondays(&plan), [on("14/09/2026"), on("05/10/2026")]);
}

#[test]
fn only_those_who_are_named_take_duty_whatever_their_role() {
    let mut plan = north(3);
    plan.workers.change(WorkerId(2), |ben| ben.role = Role::PersonalAdviser);
    duty(&mut plan, |duty| duty.order = vec![WorkerId(3), WorkerId(2)]);
    let made = rota(&plan, 4);
    assert_eq!(counts(&made, 3), [0, 2, 2]);
    assert_eq!(made.shares[0].why_none.as_deref(), Some("Not among those named for the team’s duty"));
}

#[test]
fn a_day_is_taken_by_somebody_at_work_on_it_and_by_each_once_a_week() {
    // Monday 31/08/2026 is a bank holiday: four days. Ada works Tuesdays only, the four others every day; nobody twice.
    let mut plan = north(5);
    duty(&mut plan, |duty| duty.unit = DutyUnit::Day);
    rules(&mut plan).duty_gap_weeks = 0;
    plan.workers.change(WorkerId(1), |ada| ada.working_days = WorkingDays::parse("Tue").unwrap());
    let made = rota_from(&plan, on("31/08/2026"), 1);
    assert_eq!(made.slots.len(), 4);
    assert!(
        made.slots.iter().all(|slot| slot.from == slot.to && !slot.bank_holiday && slot.worker.is_some())
    );
    assert!(counts(&made, 5).iter().all(|turns| *turns <= 1));
    // Of the week after it has five days. With Ada away on her only day somebody of five would be needed twice.
    plan.absences.push(leave(1, 1, "08/09/2026", "08/09/2026", &[]));
    let made = rota(&plan, 1);
    assert_eq!(made.slots.iter().filter(|slot| slot.worker.is_none()).count(), 1);
    assert!(made.unmet[0].contains("too near"), "{}", made.unmet[0]);
}

#[test]
fn a_bank_holiday_goes_to_somebody_who_did_not_have_the_last() {
    // One turn each before and one each now; the week of 21/12/2026 holds Christmas Day, that of 31/08/2026 the bank
    // holiday of summer. Of two with a bank holiday two thirds each are fair: whoever had the last does not have this.
    for last in 1..=3 {
        let mut plan = north(3);
        let others: Vec<u32> = (1..=3).filter(|id| *id != last).collect();
        duty(&mut plan, |duty| {
            duty.turns = vec![
                week("17/08/2026", others[0], false),
                week("24/08/2026", others[1], false),
                week("31/08/2026", last, false),
            ];
        });
        let made = rota_from(&plan, on("07/12/2026"), 3);
        assert_eq!(counts(&made, 3), [1, 1, 1]);
        assert!(made.slots[2].bank_holiday && !made.slots[1].bank_holiday);
        assert_ne!(made.slots[2].worker, Some(WorkerId(last)));
        assert!(made.proved);
    }
}

#[test]
fn turns_before_and_after_the_weeks_asked_keep_their_distance() {
    // Ada had the week before and Ben has the week after: A | B A | B.
    let mut plan = north(2);
    duty(&mut plan, |duty| duty.turns = vec![week("31/08/2026", 1, false), week("21/09/2026", 2, false)]);
    assert_eq!(letters(&rota(&plan, 2)), "BA");
    assert_eq!(rota(&plan, 2).slots[0].why, "The only one who can; Ada Brook has a turn shortly before");
}

#[test]
fn a_long_absence_owes_no_duty() {
    // Cyra is on parental leave from before the year until 04/10/2026: she owes for two of the six weeks, (364 + 42) days of
    // the others against 14 of hers. Of 6 turns 2.95, 2.95 and 0.10 are fair.
    let mut plan = north(3);
    plan.absences.push(leave(1, 3, "01/09/2025", "04/10/2026", &[]));
    let made = rota(&plan, 6);
    assert_eq!(counts(&made, 3), [3, 3, 0]);
    assert!((made.shares[2].fair - 6.0 * 14.0 / 826.0).abs() < 1e-9);
}

#[test]
fn what_cannot_be_made_is_said() {
    let calendar = WorkingCalendar::default();
    let mut plan = north(1);
    let ask = |team, weeks| DutyAsk { team: TeamId(team), from: on("07/09/2026"), weeks };
    let sentences = |plan: &Plan, ask: &DutyAsk| plan_duty(plan, &calendar, ask).unwrap_err();
    assert_eq!(
        sentences(&plan, &ask(9, 0)),
        ["Ask for 1 to 104 weeks of duty, not 0", "T9 is not in the plan. Choose a team that is"]
    );
    plan.workers.change(WorkerId(1), |ada| ada.rota.no_duty = true);
    assert!(sentences(&plan, &ask(1, 3))[0].starts_with("Nobody in North takes duty in these weeks"));
    plan.teams.change(TeamId(1), |team| team.duty = None);
    assert!(sentences(&plan, &ask(1, 3))[0].starts_with("North takes no duty. Say on its form"));
}
