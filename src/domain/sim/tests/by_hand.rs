//! Single cases by hand: each way in which a child is held, and what happens on which day, without chance.

use std::sync::Arc;

use super::certain::{compare, still};
use super::{model, runs, trace};
use crate::domain::ids::{ChildId, TeamId, WorkerId};
use crate::domain::plan::{
    CaseMix, CaseType, Child, DutyPattern, DutyTurn, Holder, Journey, LengthOfWork, Plan, Role, SiblingRule,
    TeamDemand, WorkingDays,
};
use crate::domain::samples::{child, leave, on, sound, staff};
use crate::domain::sim::trace::What;
use crate::domain::sim::{Results, Series};
use crate::domain::state::ChildState as S;

/// One child of `samples::sound`, as at Monday 7 September 2026, changed; nothing by chance. Compared with what is known.
fn played(change: impl FnOnce(&mut Plan, &mut Child)) -> (Plan, Results) {
    let mut plan = sound();
    plan.children.retain(|_| false);
    plan.absences.retain(|_| false);
    let mut one = child(1, 1, 1, 3);
    change(&mut plan, &mut one);
    plan.children.push(one);
    let plan = still(&plan);
    compare(&plan).unwrap();
    let results = runs(&model(&plan), 1);
    (plan, results)
}

/// The state on a date; `None` when the child is not open.
fn state(results: &Results, date: &str) -> Option<S> {
    let day = results.layout.days.iter().position(|day| *day == on(date)).unwrap();
    let states = [
        S::Named,
        S::NamedCovered,
        S::NamedAway,
        S::Left,
        S::ManagerHeld,
        S::DutyNamed,
        S::DutyRota,
        S::AwaitingAllocation,
        S::TransferNamed,
        S::TransferNobody,
        S::OtherPractitioner,
        S::PersonalAdviserOnly,
        S::AwaitingClosure,
    ];
    states.into_iter().find(|state| results.count(0, Series::InState(*state), day) == 1)
}

fn unnamed(results: &Results, date: &str) -> bool {
    let day = results.layout.days.iter().position(|day| *day == on(date)).unwrap();
    results.count(0, Series::Unnamed, day) == 1
}

#[test]
fn every_kind_of_holder_is_the_state_that_is_known() {
    let worker = WorkerId(3);
    for (holder, wanted) in [
        (Holder::Worker(worker), S::Named),
        (Holder::Worker(WorkerId(1)), S::ManagerHeld),
        (Holder::Worker(WorkerId(7)), S::OtherPractitioner),
        (Holder::Worker(WorkerId(99)), S::AwaitingAllocation),
        (Holder::Manager(worker), S::ManagerHeld),
        (Holder::DutyWorker(worker), S::DutyNamed),
        (Holder::DutyRota(TeamId(1)), S::DutyRota),
        (Holder::Tray(TeamId(1)), S::AwaitingAllocation),
        (Holder::Nobody, S::AwaitingAllocation),
        (Holder::LeadPractitioner(worker), S::OtherPractitioner),
        (Holder::PersonalAdviser(WorkerId(6)), S::OtherPractitioner),
        (Holder::AwaitingClosure(None), S::AwaitingClosure),
        (Holder::AwaitingClosure(Some(worker)), S::AwaitingClosure),
    ] {
        let (_, results) = played(|_, child| child.holder = holder.clone());
        assert_eq!(state(&results, "01/12/2026"), Some(wanted), "{holder:?}");
    }
}

#[test]
fn days_away_count_from_the_working_day_after_the_grace_period() {
    // Away from Monday the 14th: that week is in grace, and the next Monday is not.
    let (_, results) = played(|plan, _| plan.absences.push(leave(1, 3, "14/09/2026", "02/10/2026", &[])));
    assert!(!unnamed(&results, "18/09/2026") && unnamed(&results, "21/09/2026"));
    assert!(unnamed(&results, "02/10/2026") && !unnamed(&results, "05/10/2026"));
    // Away since June, given the child last Thursday: Thursday to Wednesday are the child's own grace.
    let (_, results) = played(|plan, child| {
        plan.absences.push(leave(1, 3, "01/06/2026", "30/10/2026", &[]));
        child.held_since = Some(on("03/09/2026"));
    });
    assert!(!unnamed(&results, "09/09/2026") && unnamed(&results, "10/09/2026"));
}

fn transfer(sender: Option<u32>, receiver: Option<u32>, day: Option<&str>) -> Holder {
    Holder::Transfer {
        from: Some(TeamId(1)),
        to: TeamId(2),
        sender: sender.map(WorkerId),
        receiver: receiver.map(WorkerId),
        on: day.map(on),
    }
}

#[test]
fn a_handover_takes_the_child_to_the_receiver_on_its_day_whoever_sends() {
    for (sender, before) in [(3, S::TransferNamed), (1, S::ManagerHeld), (7, S::OtherPractitioner)] {
        let (_, results) =
            played(|_, child| child.holder = transfer(Some(sender), Some(5), Some("21/09/2026")));
        assert_eq!(state(&results, "18/09/2026"), Some(before));
        assert_eq!(state(&results, "21/09/2026"), Some(S::Named));
        let day = results.layout.days.iter().position(|day| *day == on("21/09/2026")).unwrap();
        assert_eq!(results.count(0, Series::OpenOfTeam(1), day), 1, "the work is the receiving team's");
    }
    let (_, results) = played(|_, child| child.holder = transfer(Some(3), None, Some("21/09/2026")));
    assert_eq!(state(&results, "21/09/2026"), Some(S::TransferNobody));
    let (_, results) = played(|_, child| child.holder = transfer(Some(3), Some(5), None));
    assert_eq!(state(&results, "01/12/2026"), Some(S::TransferNamed));
}

#[test]
fn nobody_is_handed_over_to_somebody_who_has_gone() {
    let (_, results) = played(|plan, child| {
        plan.workers.change(WorkerId(5), |worker| worker.last_day = Some(on("01/08/2026")));
        child.holder = transfer(Some(3), Some(5), Some("21/09/2026"));
    });
    assert_eq!(state(&results, "21/09/2026"), Some(S::Left));
    // The sender leaves before the day: until then their worker has left, and is in transfer to nobody from then on.
    let (_, results) = played(|plan, child| {
        plan.workers.change(WorkerId(3), |worker| worker.last_day = Some(on("11/09/2026")));
        child.holder = transfer(Some(3), None, Some("21/09/2026"));
    });
    assert_eq!(state(&results, "14/09/2026"), Some(S::Left));
    assert_eq!(state(&results, "21/09/2026"), Some(S::TransferNobody));
}

#[test]
fn a_child_who_opens_later_is_nobodys_before() {
    let (_, results) = played(|plan, child| {
        // Their worker goes away and comes back before the child opens: no count moves.
        plan.absences.push(leave(1, 3, "14/09/2026", "18/09/2026", &[]));
        (child.opened, child.held_since) = (Some(on("05/10/2026")), None);
        child.closes = Some(on("30/10/2026"));
    });
    assert_eq!(state(&results, "02/10/2026"), None);
    assert_eq!(state(&results, "05/10/2026"), Some(S::Named));
    assert_eq!(state(&results, "30/10/2026"), Some(S::Named));
    assert_eq!(state(&results, "02/11/2026"), None);
    // Opened on a Saturday and closed on the Sunday: nobody sees it.
    let (_, results) = played(|_, child| {
        (child.opened, child.held_since) = (Some(on("03/10/2026")), None);
        child.closes = Some(on("04/10/2026"));
    });
    assert_eq!((results.totals[0].arrivals, results.totals[0].open), (0, (0, 0)));
    // Their worker has left by then.
    let (_, results) = played(|plan, child| {
        plan.workers.change(WorkerId(3), |worker| worker.last_day = Some(on("11/09/2026")));
        (child.opened, child.held_since) = (Some(on("05/10/2026")), None);
    });
    assert_eq!(state(&results, "05/10/2026"), Some(S::Left));
}

#[test]
fn from_the_eighteenth_birthday_an_adviser_is_enough_and_a_lead_practitioner_what_they_were() {
    let leaver = |holder: Holder| {
        played(|_, child| {
            child.case_type = CaseType::CareLeaver;
            child.turns_18 = Some(on("21/09/2026"));
            child.holder = holder;
        })
        .1
    };
    for (holder, after) in [
        (Holder::PersonalAdviser(WorkerId(6)), S::PersonalAdviserOnly),
        (Holder::PersonalAdviser(WorkerId(3)), S::PersonalAdviserOnly),
        (Holder::Worker(WorkerId(6)), S::PersonalAdviserOnly),
        (Holder::LeadPractitioner(WorkerId(6)), S::OtherPractitioner),
        (Holder::LeadPractitioner(WorkerId(3)), S::OtherPractitioner),
    ] {
        let results = leaver(holder.clone());
        assert_eq!(state(&results, "18/09/2026"), Some(S::OtherPractitioner), "{holder:?}");
        assert_eq!(state(&results, "21/09/2026"), Some(after), "{holder:?}");
    }
}

/// [`sound`] with allocation every working day, nobody new, and this many children in the tray of the first team.
fn tray(children: u32) -> Plan {
    let mut plan = still(&sound());
    Arc::make_mut(&mut plan.policy).allocation_days = WorkingDays::MONDAY_TO_FRIDAY;
    for id in 10..10 + children {
        let mut waiting = Child::new(ChildId(id), "", Some(TeamId(1)), CaseType::ChildInNeed);
        waiting.closes = Some(on("01/06/2027"));
        plan.children.push(waiting);
    }
    plan
}

#[test]
fn children_who_wait_on_the_plans_date_are_escalated() {
    let mut plan = tray(1);
    Arc::make_mut(&mut plan.policy).most_new_a_week = Some(0);
    let told = trace(&model(&plan), 0);
    let escalated = told.events.iter().filter(|event| matches!(event.what, What::Escalated { .. }));
    assert_eq!(escalated.map(|event| event.day).collect::<Vec<_>>(), [5, 10, 20]);
}

#[test]
fn brothers_and_sisters_who_always_stay_together_do_not_wait_behind_others() {
    let mut plan = tray(2);
    let policy = Arc::make_mut(&mut plan.policy);
    policy.siblings = SiblingRule::Always;
    policy.caps.clear();
    // The second who waits has a brother with Ada Brook, whose cap is nought as everybody's.
    plan.children.change(ChildId(11), |child| child.family = Some(crate::domain::ids::FamilyId(1)));
    let told = trace(&model(&plan), 0);
    let given: Vec<_> = told
        .events
        .iter()
        .filter_map(|event| match event.what {
            What::Allocated { case, to, over_cap, .. } => Some((event.day, case.0, to.0, over_cap)),
            _ => None,
        })
        .collect();
    // Ten first: place 3 and 4 of the list of open children, and worker 2 is Ada Brook.
    assert_eq!(given, [(1, 4, 2, true)]);
}

#[test]
fn quiet_days_begin_when_they_begin_even_beyond_the_horizon() {
    let mut plan = tray(1);
    Arc::make_mut(&mut plan.forecast).weeks = 1;
    plan.absences.retain(|_| false);
    plan.workers.retain(|worker| worker.id != WorkerId(4) && worker.role != Role::FamilyPractitioner);
    plan.absences.push(leave(1, 3, "07/06/2027", "11/06/2027", &[]));
    // Ada Brook goes away next June: she can take a child on any day of this week.
    Arc::make_mut(&mut plan.policy).allocation_days = WorkingDays::none().with(chrono::Weekday::Fri);
    assert_eq!(runs(&model(&plan), 1).totals[0].allocations, 1);
}

#[test]
fn a_ramp_that_never_becomes_full_stays_where_it_ends() {
    let mut plan = tray(0);
    Arc::make_mut(&mut plan.policy).starter_ramp = crate::domain::plan::Ramp::new(&[(0, 20), (4, 50)]);
    plan.workers.push(staff(20, "Gone", Role::SocialWorker, 1, 0));
    plan.workers.change(WorkerId(20), |worker| worker.last_day = Some(on("01/05/2026")));
    plan.posts.push(crate::domain::samples::post(
        20,
        1,
        crate::domain::plan::PostFilling::Filled(WorkerId(20)),
    ));
    let results = runs(&model(&plan), 1);
    let capacity = results.counts_of_run(0, Series::CapacityOfTeam(0));
    let most = capacity.iter().max().copied().unwrap();
    // Half of 18 more than before, never all of it.
    assert_eq!((results.totals[0].starters, most - capacity[0]), (1, 9));
}

#[test]
fn work_lasts_its_length_from_the_day_it_is_given() {
    let mut plan = tray(0);
    let demand = Arc::make_mut(&mut plan.demand);
    demand.teams = vec![TeamDemand {
        families_a_week: 3.0,
        case_mix: vec![CaseMix { case_type: CaseType::CareLeaver, share: 1.0 }],
        ..TeamDemand::new(TeamId(1))
    }];
    demand.journeys = vec![Journey {
        case_type: CaseType::CareLeaver,
        length: LengthOfWork::Fixed { days: 7.0 },
        then: Vec::new(),
    }];
    // A length of seven days is five working days: whoever is placed on day d has closed on day d + 5.
    let told = trace(&model(&plan), 0);
    let mut given = std::collections::BTreeMap::new();
    for event in &told.events {
        match event.what {
            What::Allocated { case, .. } => {
                given.insert(case, event.day);
            }
            What::Closed { case } if given.contains_key(&case) => assert_eq!(event.day - given[&case], 5),
            _ => {}
        }
    }
    assert!(given.len() > 20);
}

#[test]
fn a_duty_turn_takes_its_share_of_the_room_and_gives_it_back() {
    let mut plan = tray(0);
    let from = on("14/09/2026");
    let turn = DutyTurn { from, to: on("20/09/2026"), worker: WorkerId(3), pinned: false };
    plan.absences.retain(|_| false);
    plan.teams.change(TeamId(1), |team| {
        team.duty = Some(DutyPattern { turns: vec![turn], ..DutyPattern::default() });
    });
    let without = {
        let mut plan = plan.clone();
        plan.teams.change(TeamId(1), |team| team.duty = None);
        runs(&model(&plan), 1)
    };
    let with = runs(&model(&plan), 1);
    // Ada Brook's cap is 18: half of it, from Monday to Friday and not a day longer.
    for (day, date) in with.layout.days.iter().enumerate() {
        let of = |results: &Results| results.counts_of_run(0, Series::CapacityOfTeam(0))[day];
        let less = if turn.covers(*date) { 9 } else { 0 };
        assert_eq!(of(&without) - of(&with), less, "{date}");
    }
    let over = |results: &Results| results.counts_of_run(0, Series::OverCap).clone();
    assert_eq!(over(&with), over(&without), "nobody is over their cap because of duty");
}

#[test]
fn new_work_on_duty_goes_to_whoever_has_the_turn_and_then_to_the_order() {
    let mut plan = tray(0);
    plan.absences.retain(|_| false);
    let demand = Arc::make_mut(&mut plan.demand);
    demand.teams = vec![TeamDemand {
        families_a_week: 2.0,
        case_mix: vec![CaseMix { case_type: CaseType::Assessment, share: 1.0 }],
        ..TeamDemand::new(TeamId(1))
    }];
    Arc::make_mut(&mut plan.policy).siblings = crate::domain::plan::SiblingRule::Off;
    let turn = DutyTurn { from: on("14/09/2026"), to: on("20/09/2026"), worker: WorkerId(4), pinned: false };
    plan.teams.change(TeamId(1), |team| {
        team.duty = Some(DutyPattern {
            first_week: Some(on("07/09/2026")),
            order: vec![WorkerId(3)],
            turns: vec![turn],
            ..DutyPattern::default()
        });
    });
    let days = runs(&model(&plan), 1).layout.days.clone();
    let (mut on_turn, mut in_order) = (0, 0);
    for run in 0..20 {
        let told = trace(&model(&plan), run);
        for event in &told.events {
            let date = days[event.day as usize];
            let What::Allocated { to, reason: crate::domain::plan::ChangeReason::FirstContact, .. } =
                event.what
            else {
                continue;
            };
            let who = told.workers.get(to.0 as usize).copied();
            if turn.covers(date) {
                assert_eq!(who, Some(WorkerId(4)), "{date}");
                on_turn += 1;
            } else if date < turn.from {
                assert_eq!(who, Some(WorkerId(3)), "{date}");
                in_order += 1;
            }
        }
    }
    assert!(on_turn > 10 && in_order > 10, "{on_turn} {in_order}");
}
