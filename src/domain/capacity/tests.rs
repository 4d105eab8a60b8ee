use super::*;
use crate::domain::ids::ChildId;
use crate::domain::plan::{CaseType, Holder, PhasedReturn, Plan, Ramp, Role};
use crate::domain::samples::{child, leave, on, sound};
use crate::domain::units::Fte;

/// Ada's cap in children on a day.
fn cap(plan: &Plan, day: &str) -> u16 {
    let calendar = plan.calendar.compile();
    let sight = Sight::new(plan, &calendar);
    cap_on(&sight, plan.workers.get(WorkerId(3)).unwrap(), on(day)).children
}

fn ada(plan: &mut Plan, change: impl FnOnce(&mut Worker)) {
    plan.workers.change(WorkerId(3), change).unwrap();
}

#[test]
fn the_cap_is_scaled_by_contracted_time_and_rounded_down() {
    let mut plan = sound();
    assert_eq!(cap(&plan, "07/09/2026"), 18);
    ada(&mut plan, |w| w.fte = Fte::from_parts(8_000));
    assert_eq!(cap(&plan, "07/09/2026"), 14); // 18 × 0.8 = 14.4
    ada(&mut plan, |w| w.cap = Some(Cap { children: 20, points: Points::new(22.5) }));
    assert_eq!(cap(&plan, "07/09/2026"), 16); // her own cap: 20 × 0.8
    let calendar = plan.calendar.compile();
    let sight = Sight::new(&plan, &calendar);
    let full = cap_on(&sight, plan.workers.get(WorkerId(3)).unwrap(), on("07/09/2026"));
    assert_eq!(full.points, Points::new(18.0)); // 22.5 × 0.8
}

#[test]
fn a_starter_goes_up_the_ramp_week_by_week_from_the_first_day() {
    let mut plan = sound();
    ada(&mut plan, |w| w.first_day = Some(on("07/09/2026")));
    // 18 children: half for four weeks, three quarters for four more.
    for (day, expected) in
        [("07/09/2026", 9), ("04/10/2026", 9), ("05/10/2026", 13), ("01/11/2026", 13), ("02/11/2026", 18)]
    {
        assert_eq!(cap(&plan, day), expected, "{day}");
    }
    ada(&mut plan, |w| w.ramp = Some(Ramp::new(&[(0, 100)])));
    assert_eq!(cap(&plan, "07/09/2026"), 18);
}

#[test]
fn the_assessed_and_supported_year_has_its_own_ramp_and_ends_after_52_weeks() {
    let mut plan = sound();
    ada(&mut plan, |w| {
        w.first_day = Some(on("07/09/2026"));
        w.asye_start = Some(on("07/09/2026"));
    });
    // 40, 60, 75, 90 percent of 18: 7.2, 10.8, 13.5, 16.2. The starter's ramp is not counted on top.
    for (day, expected) in [
        ("07/09/2026", 7),
        ("18/10/2026", 7),
        ("19/10/2026", 10),
        ("07/12/2026", 13),
        ("08/03/2027", 16),
        ("05/09/2027", 16),
        ("06/09/2027", 18),
    ] {
        assert_eq!(cap(&plan, day), expected, "{day}");
    }
    let worker = plan.workers.get(WorkerId(3)).unwrap();
    assert!(in_asye(worker, on("05/09/2027")) && !in_asye(worker, on("06/09/2027")));
}

#[test]
fn a_phased_return_holds_week_by_week_from_the_day_back() {
    let mut plan = sound();
    plan.absences.change(crate::domain::ids::AbsenceId(1), |a| {
        a.phased_return = Some(PhasedReturn { weekly_percent: vec![40, 60] });
    });
    // Away 21 to 25 September; back from the 26th. 40 and 60 percent of 18: 7.2 and 10.8.
    for (day, expected) in
        [("25/09/2026", 18), ("26/09/2026", 7), ("02/10/2026", 7), ("03/10/2026", 10), ("10/10/2026", 18)]
    {
        assert_eq!(cap(&plan, day), expected, "{day}");
    }
}

#[test]
fn exactly_at_the_cap_is_not_over_it() {
    let cap = Cap { children: 2, points: Points::new(3.0) };
    let load = |children, points| Load { children, points: Points::new(points).unwrap() };
    assert!(!load(2, 3.0).is_over(&cap));
    assert!(load(3, 3.0).is_over(&cap) && load(2, 3.01).is_over(&cap));
    assert_eq!((load(1, 2.0).free_places(&cap), load(1, 3.0).free_places(&cap)), (1, 0));
    assert_eq!(load(5, 0.0).free_places(&cap), 0);
}

/// The room that somebody has on a day.
fn room_of(plan: &Plan, id: u32, day: &str) -> u32 {
    let calendar = plan.calendar.compile();
    let sight = Sight::new(plan, &calendar);
    let outlook = Outlook::new(&sight);
    let loads = Loads::on(&sight, &outlook, on(day));
    room(&sight, &loads, plan.workers.get(WorkerId(id)).unwrap())
}

#[test]
fn nobody_takes_a_child_while_away_or_in_the_three_working_days_before() {
    let plan = sound();
    // Ada holds two of her 18 and is on leave from Monday 21 to Friday 25 September.
    for (day, expected) in [
        ("15/09/2026", 16), // Tuesday
        ("16/09/2026", 0),  // Wednesday, Thursday, Friday: the three working days before
        ("18/09/2026", 0),
        ("21/09/2026", 0),
        ("25/09/2026", 0),
        ("28/09/2026", 16),
    ] {
        assert_eq!(room_of(&plan, 3, day), expected, "{day}");
    }
    assert_eq!(room_of(&plan, 1, "07/09/2026"), 0); // a manager holds no cases
}

#[test]
fn a_child_is_carried_by_whoever_is_named_at_work_or_away_and_by_nobody_after_they_left() {
    let mut plan = sound();
    plan.absences.push(leave(2, 5, "07/09/2026", "30/09/2026", &[4]));
    plan.children.push(child(9, 1, 1, 4));
    plan.children.change(ChildId(9), |c| {
        c.holder = Holder::DutyRota(crate::domain::ids::TeamId(1));
        c.case_type = CaseType::Court;
    });
    std::sync::Arc::make_mut(&mut plan.policy).weights =
        vec![(CaseType::ChildInNeed, Points::new(1.25).unwrap())];
    let loads = |plan: &Plan, id| {
        let calendar = plan.calendar.compile();
        let sight = Sight::new(plan, &calendar);
        Loads::on(&sight, &Outlook::new(&sight), on("07/09/2026")).of(WorkerId(id))
    };
    assert_eq!(loads(&plan, 3), Load { children: 2, points: Points::new(2.5).unwrap() });
    assert_eq!((loads(&plan, 5).children, loads(&plan, 4).children), (1, 0)); // cover answers, and does not hold
    plan.workers.change(WorkerId(3), |w| w.last_day = Some(on("06/09/2026")));
    assert_eq!(loads(&plan, 3).children, 0);
    assert_eq!(plan.workers.get(WorkerId(5)).map(|w| w.role), Some(Role::SeniorPractitioner));
}
