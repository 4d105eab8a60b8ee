//! A rota put into the plan, turns swapped and given, and a checker that finds what is wrong.

use super::*;
use crate::domain::edit::{Edit, apply, label};
use crate::domain::plan::DutyUnit;
use crate::domain::rota::duty::{give, put_in, swap};
use crate::domain::samples::leave;

fn turns(plan: &Plan) -> Vec<(NaiveDate, u32, bool)> {
    let duty = plan.teams.get(TeamId(1)).unwrap().duty.clone().unwrap();
    duty.turns.iter().map(|turn| (turn.from, turn.worker.0, turn.pinned)).collect()
}

fn changed(plan: &Plan, edit: &Edit) -> Plan {
    apply(plan, edit).unwrap()
}

#[test]
fn a_rota_replaces_what_is_not_pinned_within_its_weeks_and_nothing_else() {
    let mut plan = north(3);
    let long = DutyTurn { from: on("03/09/2026"), to: on("09/09/2026"), worker: WorkerId(2), pinned: false };
    duty(&mut plan, |duty| {
        duty.turns = vec![
            long,
            week("14/09/2026", 3, true),
            week("21/09/2026", 3, false),
            week("28/09/2026", 2, false),
        ];
    });
    let made = rota(&plan, 3);
    let edit = put_in(&plan, &made);
    assert_eq!(label(&plan, &edit), "put in the duty rota of North, 07/09/2026 to 27/09/2026");
    let after = changed(&plan, &edit);
    let now = turns(&after);
    assert_eq!(now.len(), 5);
    // The turn over the edge ends on the day before, the pinned one and the one after stay, the one in the third week is new.
    assert_eq!(now[0], (on("03/09/2026"), 2, false));
    assert_eq!(after.teams.get(TeamId(1)).unwrap().duty.as_ref().unwrap().turns[0].to, on("06/09/2026"));
    assert_eq!(now[2], (on("14/09/2026"), 3, true));
    assert_eq!(now[4], (on("28/09/2026"), 2, false));
    for (turn, slot) in now[1..4].iter().zip(&made.slots) {
        assert_eq!((turn.0, Some(WorkerId(turn.1))), (slot.from, slot.worker));
    }
    // Made anew from what was put in, it is the same again.
    assert_eq!(letters(&rota(&after, 3)), letters(&made));
}

#[test]
fn what_is_put_in_settles_from_which_week_duty_is_counted() {
    let mut plan = north(3);
    duty(&mut plan, |duty| duty.one_week_in = 2);
    let after = changed(&plan, &put_in(&plan, &rota(&plan, 6)));
    let first = |plan: &Plan| plan.teams.get(TeamId(1)).unwrap().duty.as_ref().unwrap().first_week;
    assert_eq!(first(&after), Some(on("07/09/2026")));
    // A turn given by hand in a week between does not move the others.
    let mut given = after.clone();
    duty(&mut given, |duty| duty.turns.insert(0, week("31/08/2026", 2, true)));
    assert_eq!(letters(&rota(&given, 6)).len(), 3);
    assert_eq!(rota(&given, 6).slots[0].from, on("07/09/2026"));
}

#[test]
fn two_turns_are_swapped_and_pinned_unless_somebody_cannot() {
    let mut plan = north(3);
    duty(&mut plan, |duty| {
        duty.turns =
            vec![week("07/09/2026", 1, false), week("14/09/2026", 2, false), week("21/09/2026", 1, false)];
    });
    let calendar = WorkingCalendar::default();
    let swapped = |plan: &Plan, one: &str, other: &str| swap(plan, &calendar, TeamId(1), on(one), on(other));
    let edit = swapped(&plan, "09/09/2026", "18/09/2026").unwrap();
    assert_eq!(label(&plan, &edit), "swap duty of Ada Brook (07/09/2026) and Ben Cole (14/09/2026)");
    let expected = [(on("07/09/2026"), 2, true), (on("14/09/2026"), 1, true), (on("21/09/2026"), 1, false)];
    assert_eq!(turns(&changed(&plan, &edit)), expected);
    let refused = |plan: &Plan, one: &str, other: &str| swapped(plan, one, other).unwrap_err();
    assert_eq!(
        refused(&plan, "09/09/2026", "01/10/2026"),
        "No turn of North holds 01/10/2026. Give it to somebody first"
    );
    assert_eq!(
        refused(&plan, "09/09/2026", "21/09/2026"),
        "Ada Brook has both turns, so there is nothing to swap"
    );
    assert!(refused(&plan, "09/09/2026", "10/09/2026").contains("lie in one turn"));
    plan.absences.push(leave(1, 1, "14/09/2026", "18/09/2026", &[]));
    assert_eq!(
        refused(&plan, "09/09/2026", "18/09/2026"),
        "Ada Brook cannot take the turn of 14/09/2026 to 20/09/2026: is away"
    );
}

#[test]
fn a_turn_is_given_pinned_or_freed() {
    let mut plan = north(3);
    duty(&mut plan, |duty| duty.turns = vec![week("14/09/2026", 2, false)]);
    let calendar = WorkingCalendar::default();
    let given =
        |plan: &Plan, day: &str, to: Option<u32>| give(plan, &calendar, TeamId(1), on(day), to.map(WorkerId));
    let edit = given(&plan, "16/09/2026", Some(3)).unwrap();
    assert_eq!(label(&plan, &edit), "give the duty turn of 14/09/2026 in North to Cyra Dunn");
    assert_eq!(turns(&changed(&plan, &edit)), [(on("14/09/2026"), 3, true)]);
    // A week without a turn gets one, before the other.
    let edit = given(&plan, "09/09/2026", Some(1)).unwrap();
    assert_eq!(turns(&changed(&plan, &edit)), [(on("07/09/2026"), 1, true), (on("14/09/2026"), 2, false)]);
    assert_eq!(turns(&changed(&plan, &given(&plan, "14/09/2026", None).unwrap())), []);
    assert!(given(&plan, "07/09/2026", None).unwrap_err().starts_with("No turn of North holds 07/09/2026"));
    assert_eq!(
        given(&plan, "14/09/2026", Some(99)).unwrap_err(),
        "Moira Nash cannot take the turn of 14/09/2026 to 20/09/2026: is in a role that takes no duty"
    );
    // Who is not named may still be given a turn by hand; who takes no duty may not.
    duty(&mut plan, |duty| duty.order = vec![WorkerId(2)]);
    assert!(given(&plan, "14/09/2026", Some(3)).is_ok());
    plan.workers.change(WorkerId(3), |cyra| cyra.rota.no_duty = true);
    assert!(given(&plan, "14/09/2026", Some(3)).unwrap_err().ends_with("takes no duty"));
    // By days: the day itself, and none on a bank holiday.
    duty(&mut plan, |duty| (duty.unit, duty.turns) = (DutyUnit::Day, Vec::new()));
    let edit = given(&plan, "16/09/2026", Some(1)).unwrap();
    assert_eq!(turns(&changed(&plan, &edit)), [(on("16/09/2026"), 1, true)]);
    assert!(given(&plan, "31/08/2026", Some(1)).unwrap_err().contains("no working day"));
}

#[test]
fn the_checker_finds_each_thing_that_is_wrong() {
    let mut plan = north(3);
    plan.absences.push(leave(1, 3, "07/09/2026", "11/09/2026", &[]));
    let calendar = WorkingCalendar::default();
    let right = rota(&plan, 6);
    let wrong = |change: &dyn Fn(&mut DutyRota)| {
        let mut rota = right.clone();
        change(&mut rota);
        verify(&plan, &calendar, &rota).join("\n")
    };
    let away = wrong(&|rota| rota.slots[0].worker = Some(WorkerId(3)));
    assert!(away.contains("Cyra Dunn may not have the turn from 07/09/2026"), "{away}");
    let near = wrong(&|rota| rota.slots[1].worker = rota.slots[0].worker);
    assert!(near.contains("has another turn too near to that from 07/09/2026"), "{near}");
    let nobody = wrong(&|rota| rota.slots[5].worker = None);
    assert!(nobody.contains("Nothing is said of the turn from 12/10/2026"), "{nobody}");
    assert!(nobody.contains("could have the turn from 12/10/2026"), "{nobody}");
    let stranger = wrong(&|rota| rota.slots[5].worker = Some(WorkerId(50)));
    assert!(stranger.contains("W50, who is not in the plan"), "{stranger}");
    let missing = wrong(&|rota| drop(rota.slots.pop()));
    assert_eq!(missing, "The turn from 12/10/2026 is missing or not as it is pinned");
    let twice = wrong(&|rota| rota.slots.push(right.slots[5].clone()));
    assert_eq!(twice, "The turns are not in the order of their days, each once");
    let pinned = wrong(&|rota| rota.slots[2].pinned = true);
    assert!(pinned.contains("The turn from 21/09/2026 is missing or not as it is pinned"), "{pinned}");
    let bank = wrong(&|rota| rota.slots[2].bank_holiday = true);
    assert!(bank.contains("bank holidays from 21/09/2026"), "{bank}");
    let share = wrong(&|rota| rota.shares[0].turns += 1);
    assert!(share.contains("The share of Ada Brook"), "{share}");
    let silent = wrong(&|rota| rota.shares[3].why_none = None);
    assert!(silent.contains("why Moira Nash takes no turn"), "{silent}");
    // A fair rota made unfair: Ada gets a turn of Cyra's far from her own, and it is still said to be the best.
    let unfair = wrong(&|rota| {
        for (slot, id) in rota.slots.iter_mut().zip([1, 2, 1, 2, 1, 2]) {
            slot.worker = Some(WorkerId(id));
        }
        for (share, turns) in rota.shares.iter_mut().zip([3, 3, 0, 0]) {
            share.turns = turns;
            share.why_none = (turns == 0).then(String::new);
        }
    });
    assert!(unfair.contains("It would be better if Cyra Dunn had the turn from"), "{unfair}");
}
