use super::*;
use crate::domain::ids::ChildId;
use crate::domain::plan::Holder;
use crate::domain::samples::{on, sound, staff};
use crate::domain::units::Fte;

fn loads(plan: &Plan) -> Vec<ManagerLoad> {
    let calendar = plan.calendar.compile();
    let sight = Sight::new(plan, &calendar);
    let outlook = Outlook::new(&sight);
    manager_loads(&sight, &outlook, &Loads::on(&sight, &outlook, plan.about.as_at))
}

fn of(plan: &Plan, id: u32) -> ManagerLoad {
    loads(plan).into_iter().find(|load| load.manager == WorkerId(id)).unwrap()
}

fn near(one: f64, other: f64) {
    assert!((one - other).abs() < 0.0005, "{one} is not {other}");
}

#[test]
fn a_managers_week_is_added_up_from_supervision_oversight_own_cases_and_the_rest() {
    let mut plan = sound();
    plan.children.change(ChildId(1), |c| c.holder = Holder::Manager(WorkerId(1)));
    let moira = of(&plan, 1);
    // Ada, Ben and Gil, each 90 + 60 minutes in four weeks: 3 × 2.5 ÷ 4 = 1.875. The group 120 minutes in four weeks: 0.5.
    assert_eq!((moira.span, moira.most), (3, 6));
    near(moira.supervision, 2.375);
    // Child 2, with Ada; child 1 is her own. 15 minutes a month: 15 × 12 ÷ 52 ÷ 60.
    assert_eq!((moira.children, moira.own_cases), (1, 1));
    near(moira.oversight, 0.0577);
    // One child of the 18 that a social worker may hold: 37 ÷ 18.
    near(moira.own, 2.0556);
    near(moira.other, 12.0);
    near(moira.asked, 16.4882);
    near(moira.has, 37.0);
    near(moira.freed_by_smaller_team, 0.0);
    assert_eq!(moira.sentence, "Moira Nash is asked for 16.5 of the 37.0 hours that they have in a week");
}

#[test]
fn newly_qualified_workers_take_more_and_part_time_managers_have_less() {
    let mut plan = sound();
    plan.workers.change(WorkerId(3), |w| w.asye_start = Some(on("07/09/2026")));
    plan.workers.change(WorkerId(1), |w| w.fte = Fte::from_parts(5_000));
    let moira = of(&plan, 1);
    // Ada weekly: 2.5. Ben and Gil 0.625 each, the group 0.5.
    near(moira.supervision, 4.25);
    // 12 × 0.5 and 37 × 0.5.
    near(moira.other, 6.0);
    near(moira.has, 18.5);
}

#[test]
fn a_smaller_team_frees_the_share_of_those_above_the_most() {
    let mut plan = sound();
    std::sync::Arc::make_mut(&mut plan.policy).most_supervised = 2;
    let moira = of(&plan, 1);
    // Individual supervision 1.875 and oversight of Ada's two children 0.1154, for a third of those supervised.
    near(moira.freed_by_smaller_team, (1.875 + 2.0 * 15.0 * 12.0 / 52.0 / 60.0) / 3.0);
    assert!(
        moira.sentence.ends_with(
            "They supervise 3 people, 1 more than the most of 2; a team of 2 would free 0.7 hours a week"
        ),
        "{}",
        moira.sentence
    );
}

#[test]
fn whoever_supervises_has_a_week_and_the_most_overburdened_comes_first() {
    let mut plan = sound();
    plan.workers.push(staff(8, "Kit Lane", Role::Student, 1, 5));
    for id in [4, 5] {
        let mut child = crate::domain::samples::child(10 + id, 2, 2, 5);
        child.holder = Holder::Worker(WorkerId(5));
        plan.children.push(child);
    }
    let order: Vec<u32> = loads(&plan).iter().map(|load| load.manager.0).collect();
    // Moira: 2.375 + 0.115 + 12 = 14.49. Owen: two people 1.25, group 0.5, three children 0.17, 12: 13.92.
    // Cyra: one student 0.625 and three of 18 children, 37 ÷ 6 = 6.17. She is no manager: nothing else.
    assert_eq!(order, [1, 2, 5]);
    let cyra = of(&plan, 5);
    near(cyra.other, 0.0);
    near(cyra.asked, 0.625 + 37.0 / 6.0);
    // Ten more people of Owen's put him first: 12 × 0.625 + 0.5 + 12.
    for id in 20..30 {
        plan.workers.push(staff(id, &format!("P{id}"), Role::SocialWorker, 2, 2));
    }
    assert_eq!(loads(&plan)[0].manager, WorkerId(2));
}

#[test]
fn a_manager_over_their_hours_is_told_by_how_much() {
    let mut plan = sound();
    std::sync::Arc::make_mut(&mut plan.rota).week_hours = 10.0;
    plan.children.change(ChildId(1), |c| c.holder = Holder::Manager(WorkerId(1)));
    // 2.375 + 0.0577 + 10 ÷ 18 + 12 = 14.99 of 10.
    assert_eq!(
        of(&plan, 1).sentence,
        "Moira Nash is asked for 15.0 hours a week and has 10.0: 5.0 too many. Their own 1 case takes 0.6"
    );
}

#[test]
fn nobody_counts_who_has_left_and_without_a_cap_own_cases_take_no_hours() {
    let mut plan = sound();
    plan.workers.change(WorkerId(4), |w| w.last_day = Some(on("06/09/2026")));
    std::sync::Arc::make_mut(&mut plan.policy).caps.clear();
    plan.children.change(ChildId(1), |c| c.holder = Holder::Manager(WorkerId(1)));
    let moira = of(&plan, 1);
    assert_eq!((moira.span, moira.own_cases), (2, 1));
    near(moira.own, 0.0);
    plan.workers.change(WorkerId(1), |w| w.last_day = Some(on("06/09/2026")));
    assert!(loads(&plan).iter().all(|load| load.manager != WorkerId(1)));
}
