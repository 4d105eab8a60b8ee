use super::*;
use crate::domain::ids::{ChildId, TeamId};
use crate::domain::plan::{CaseType, Holder};
use crate::domain::samples::{leave, on, sound};

/// What is offered for the first run of child 1.
fn offered(plan: &Plan) -> Vec<Remedy> {
    let calendar = plan.calendar.compile();
    let sight = Sight::new(plan, &calendar);
    let outlook = Outlook::new(&sight);
    let runs = outlook.runs(&sight);
    let Some(run) = runs.iter().find(|run| run.child == ChildId(1)) else { return Vec::new() };
    let child = plan.children.get(ChildId(1)).unwrap();
    Remedies::new(&sight, &outlook).for_run(child, run, 3)
}

/// Whether child 1 is without a named social worker on any day from the plan's date.
fn is_left_without(plan: &Plan) -> bool {
    let calendar = plan.calendar.compile();
    let sight = Sight::new(plan, &calendar);
    let outlook = Outlook::new(&sight);
    outlook.runs(&sight).iter().any(|run| run.child == ChildId(1))
}

#[test]
fn every_remedy_offered_puts_the_child_right_when_it_is_done() {
    let waiting = |x: &mut Plan| {
        x.children.change(ChildId(1), |c| c.holder = Holder::Tray(TeamId(1)));
    };
    let leaver = |x: &mut Plan| {
        x.workers.change(WorkerId(3), |w| w.last_day = Some(on("30/09/2026")));
    };
    let away = |x: &mut Plan| {
        x.absences = [leave(1, 3, "14/09/2026", "30/10/2026", &[])].into_iter().collect();
    };
    let manager = |x: &mut Plan| {
        x.children.change(ChildId(1), |c| c.holder = Holder::Manager(WorkerId(1)));
    };
    let cases: [&dyn Fn(&mut Plan); 4] = [&waiting, &leaver, &away, &manager];
    for (i, case) in cases.into_iter().enumerate() {
        let mut plan = sound();
        case(&mut plan);
        assert!(is_left_without(&plan), "case {i}");
        let remedies = offered(&plan);
        assert!(!remedies.is_empty(), "case {i} has no remedy");
        for remedy in remedies {
            let mended = apply(&plan, &remedy.edit).unwrap();
            assert!(!is_left_without(&mended), "case {i}: {}", remedy.what);
        }
    }
}

#[test]
fn cover_named_for_an_absence_that_has_begun_leaves_the_days_that_are_gone_as_they_were() {
    let mut plan = sound();
    plan.absences = [leave(1, 3, "03/08/2026", "30/10/2026", &[])].into_iter().collect();
    let cover = offered(&plan).into_iter().find(|remedy| remedy.what.starts_with("Name ")).unwrap();
    let mended = apply(&plan, &cover.edit).unwrap();
    let absence = mended.absences.at(0).unwrap();
    assert!(!absence.cover.is_empty());
    assert_eq!(absence.cover_from, Some(plan.about.as_at));
}

#[test]
fn where_nobody_has_room_a_case_type_that_may_go_over_the_cap_does_and_another_does_not() {
    for (case_type, over) in [(CaseType::ChildProtection, true), (CaseType::ChildInNeed, false)] {
        let mut plan = sound();
        plan.workers
            .change_where(|_| true, |w| w.cap = Some(crate::domain::plan::Cap { children: 0, points: None }));
        plan.children.change(ChildId(1), |c| (c.case_type, c.holder) = (case_type, Holder::Tray(TeamId(1))));
        let remedies = offered(&plan);
        assert_eq!(remedies.iter().any(|remedy| remedy.because.starts_with(OVER_CAP)), over);
        assert!(remedies.iter().any(|remedy| remedy.what.starts_with("One more")));
    }
}

#[test]
fn a_handover_that_is_agreed_is_never_cancelled_to_mend_what_comes_after_it() {
    // Ada hands over to Ben on 1 October; Ben goes on long leave in December.
    let mut plan = sound();
    plan.absences = [leave(1, 4, "01/12/2026", "31/03/2027", &[])].into_iter().collect();
    plan.children.change(ChildId(1), |c| {
        c.holder = Holder::Transfer {
            from: Some(TeamId(1)),
            to: TeamId(1),
            sender: Some(WorkerId(3)),
            receiver: Some(WorkerId(4)),
            on: Some(on("01/10/2026")),
        };
    });
    for remedy in offered(&plan) {
        let mended = apply(&plan, &remedy.edit).unwrap();
        assert_eq!(
            mended.children.get(ChildId(1)).unwrap().holder,
            plan.children.get(ChildId(1)).unwrap().holder
        );
    }
}
