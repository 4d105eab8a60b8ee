//! Who could cover, in which order and why, and what is wrong with cover that is named.

use std::sync::Arc;

use proptest::prelude::*;

use super::*;
use crate::domain::ids::{ChildId, TeamId};
use crate::domain::plan::{
    AbsenceStatus, DutyPattern, DutyTurn, PastHolder, PastWorker, Plan, Role, WorkingDays,
};
use crate::domain::rota::any::{request, service};
use crate::domain::samples::{child, leave, on, sound, staff};

/// What is changed of a plan.
type Change = fn(&mut Plan);

/// North as in the sound plan, with Hal and Ivy as well, both social workers of North; Ada asks for 5 to 16 October.
fn plan() -> Plan {
    let mut plan = sound();
    plan.workers.push(staff(8, "Hal Innes", Role::SocialWorker, 1, 1));
    plan.workers.push(staff(9, "Ivy Joyce", Role::SocialWorker, 1, 1));
    plan
}

fn asked() -> Absence {
    let mut absence = leave(9, 3, "05/10/2026", "16/10/2026", &[]);
    absence.status = AbsenceStatus::Requested;
    absence
}

fn proposed(plan: &Plan, most: usize) -> Vec<CoverProposal> {
    let calendar = plan.calendar.compile();
    let sight = Sight::new(plan, &calendar);
    propose(&sight, &Outlook::new(&sight), &asked(), most)
}

fn found(plan: &Plan) -> Vec<CoverProblem> {
    let calendar = plan.calendar.compile();
    let sight = Sight::new(plan, &calendar);
    problems(&sight, &Outlook::new(&sight))
}

/// Ids of the people of each proposal.
fn people(proposals: &[CoverProposal]) -> Vec<Vec<u32>> {
    proposals.iter().map(|proposal| proposal.people.iter().map(|id| id.0).collect()).collect()
}

#[test]
fn cover_is_proposed_in_the_order_of_what_decides() {
    // Everybody of North is there and holds nobody: the lowest id first, then Cyra of South, who holds one.
    let all = proposed(&plan(), 10);
    assert_eq!(people(&all), [vec![4], vec![8], vec![9], vec![5]]);
    assert_eq!(all[0].because, "same team, room for 18, covers nobody else");
    assert_eq!(all[3].because, "in South, room for 14, covers nobody else");
    assert_eq!((all[0].days, all[0].days_covered, all[0].but.len()), (10, 10, 0));
    let rows: [(&str, Change, Vec<Vec<u32>>); 8] = [
        (
            "holds a brother or sister",
            |x| x.children.push(child(8, 1, 1, 9)),
            vec![vec![9], vec![4], vec![8], vec![5]],
        ),
        ("holds fewest", |x| x.children.push(child(8, 2, 1, 4)), vec![vec![8], vec![9], vec![4], vec![5]]),
        (
            "covers somebody else",
            |x| x.absences.push(leave(2, 9, "05/10/2026", "05/10/2026", &[4])),
            // Ivy is away on one day herself: nine days of ten, after Cyra with all ten, and paired with nobody.
            vec![vec![8], vec![4], vec![5], vec![9]],
        ),
        (
            "no room under the cap",
            |x| {
                x.workers.change(WorkerId(4), |w| {
                    w.cap = Some(crate::domain::plan::Cap { children: 0, points: None });
                });
            },
            vec![vec![8], vec![9], vec![4], vec![5]],
        ),
        (
            "knows a child",
            |x| {
                x.children.change(ChildId(1), |child| {
                    child.past_workers = vec![PastWorker {
                        who: PastHolder::Worker(WorkerId(9)),
                        from: None,
                        to: on("01/03/2026"),
                        reason: None,
                    }];
                });
            },
            vec![vec![9], vec![4], vec![8], vec![5]],
        ),
        (
            "would cover too many alone",
            // Two children of Ada's are one more than one person should have. Two people share them.
            |x| Arc::make_mut(&mut x.rota).most_covered = 1,
            vec![vec![4, 8], vec![4, 9], vec![8, 9], vec![4, 5]],
        ),
        (
            "at work on more days",
            |x| {
                x.workers.change(WorkerId(4), |w| w.working_days = WorkingDays::parse("Mon-Wed").unwrap());
            },
            vec![vec![8], vec![9], vec![5], vec![4]],
        ),
        (
            "shares the job",
            |x| {
                x.workers.change(WorkerId(9), |w| {
                    w.rota.job_share = Some(WorkerId(3));
                    w.working_days = WorkingDays::parse("Wed-Fri").unwrap();
                });
            },
            vec![vec![9], vec![4], vec![8], vec![5]],
        ),
    ];
    for (what, change, expected) in rows {
        let mut plan = plan();
        change(&mut plan);
        let all = proposed(&plan, 12);
        let first = people(&all).into_iter().take(4).collect::<Vec<_>>();
        assert_eq!(first, expected, "{what}");
    }
}

#[test]
fn what_speaks_against_cover_is_said() {
    let mut plan = plan();
    Arc::make_mut(&mut plan.rota).most_covered = 1;
    plan.absences.push(leave(2, 4, "14/10/2026", "16/10/2026", &[]));
    plan.teams.change(TeamId(1), |team| {
        team.duty = Some(DutyPattern {
            turns: vec![DutyTurn {
                from: on("05/10/2026"),
                to: on("11/10/2026"),
                worker: WorkerId(4),
                pinned: false,
            }],
            ..DutyPattern::default()
        });
    });
    plan.workers.change(WorkerId(4), |ben| {
        ben.asye_start = Some(on("01/09/2026"));
        ben.cap = Some(crate::domain::plan::Cap { children: 0, points: None });
    });
    plan.children.change(ChildId(2), |child| child.case_type = crate::domain::plan::CaseType::Court);
    let all = proposed(&plan, 100);
    let ben = all.iter().find(|proposal| proposal.people == [WorkerId(4)]).unwrap();
    assert_eq!(ben.because, "same team, at their cap, covers nobody else");
    assert_eq!(
        ben.but,
        [
            "Ben Cole is not at work on 14/10/2026, 15/10/2026 and 16/10/2026",
            "Ben Cole alone would cover 2 children on 7 days from 05/10/2026 to 13/10/2026, and no more than 1 should fall to one person",
            "Ben Cole has the duty turn on 5 days from 05/10/2026 to 09/10/2026",
            "Ben Cole may not hold court alone",
        ]
    );
    assert_eq!((ben.days_covered, ben.days), (7, 10));
    // A manager or a practitioner stands in for no social worker.
    assert!(all.iter().all(|proposal| proposal.people.iter().all(|id| ![1, 2, 3, 6, 7].contains(&id.0))));
}

#[test]
fn what_is_wrong_with_cover_that_is_named_is_told_with_its_days() {
    let week = "Ada Brook’s annual leave from 21/09/2026 to 25/09/2026";
    assert_eq!(found(&plan()), []);
    let rows: [(Change, u32, String, usize); 6] = [
        (
            |x| x.absences.push(leave(2, 4, "25/09/2026", "30/09/2026", &[])),
            4,
            format!(
                "Ben Cole is to cover {week}, but is away or not in post on 25/09/2026, with nobody else named who is there"
            ),
            1,
        ),
        (
            |x| {
                x.workers.change(WorkerId(4), |ben| ben.last_day = Some(on("23/09/2026")));
            },
            4,
            format!(
                "Ben Cole is to cover {week}, but is away or not in post on 24/09/2026 and 25/09/2026, with nobody else named who is there"
            ),
            2,
        ),
        (
            |x| {
                x.absences.change(AbsenceId(1), |absence| absence.cover = vec![WorkerId(1), WorkerId(4)]);
            },
            1,
            format!(
                "Moira Nash is to cover {week}, but as a team manager cannot stand in for a social worker"
            ),
            5,
        ),
        (
            |x| {
                x.absences.change(AbsenceId(1), |absence| absence.cover = vec![WorkerId(3), WorkerId(4)]);
            },
            3,
            format!("{week} is covered by themself"),
            5,
        ),
        (
            |x| {
                x.absences.change(AbsenceId(1), |absence| absence.cover = vec![WorkerId(99), WorkerId(4)]);
            },
            99,
            format!("W99 (not in the plan) is to cover {week}"),
            5,
        ),
        (
            |x| Arc::make_mut(&mut x.rota).most_covered = 1,
            4,
            "Ben Cole alone covers 2 children on 5 days from 21/09/2026 to 25/09/2026, and no more than 1 should fall to one person"
                .to_owned(),
            5,
        ),
    ];
    for (change, cover, sentence, days) in rows {
        let mut plan = plan();
        change(&mut plan);
        let found = found(&plan);
        let [one] = found.as_slice() else { panic!("{sentence}: {found:?}") };
        assert_eq!(
            (one.absence, one.cover, one.days.len()),
            (AbsenceId(1), WorkerId(cover), days),
            "{sentence}"
        );
        assert_eq!(one.sentence, sentence);
    }
}

#[test]
fn children_of_several_absences_are_added_up_and_a_second_person_takes_the_weight_off() {
    // Ada's two and Hal's one on the Monday and the Tuesday; 2 is the most.
    let mut plan = plan();
    Arc::make_mut(&mut plan.rota).most_covered = 2;
    plan.children.push(child(8, 3, 1, 8));
    plan.absences.push(leave(2, 8, "21/09/2026", "22/09/2026", &[4]));
    let days = [on("21/09/2026"), on("22/09/2026")];
    let all = found(&plan);
    assert_eq!(all.iter().map(|problem| problem.absence.0).collect::<Vec<_>>(), [1, 2]);
    assert!(
        all.iter().all(|problem| problem.days == days && problem.sentence.contains("3 children")),
        "{all:?}"
    );
    plan.absences.change(AbsenceId(2), |absence| absence.cover.push(WorkerId(9)));
    assert_eq!(found(&plan), []);
    // One that is only asked for leaves nobody to anybody yet.
    plan.absences.change(AbsenceId(2), |absence| {
        (absence.cover, absence.status) = (vec![WorkerId(4)], AbsenceStatus::Requested);
    });
    assert_eq!(found(&plan), []);
}

proptest! {
    #[test]
    fn proposals_are_the_same_whatever_the_order_of_the_list_and_name_only_people_who_can(
        plan in service(), request in request(),
    ) {
        let mut absence = leave(99, request.worker.0, "07/09/2026", "07/09/2026", &[]);
        (absence.first_day, absence.last_day) = (request.first_day, Some(request.last_day));
        let all = |plan: &Plan| {
            let calendar = plan.calendar.compile();
            let sight = Sight::new(plan, &calendar);
            propose(&sight, &Outlook::new(&sight), &absence, 50)
        };
        let mut turned = plan.clone();
        let workers: Vec<_> = plan.workers.iter().cloned().collect();
        turned.workers = workers.into_iter().rev().collect();
        let proposals = all(&plan);
        prop_assert_eq!(&proposals, &all(&turned));
        let of = plan.workers.get(absence.worker).unwrap().role;
        for proposal in proposals {
            prop_assert!(proposal.days_covered > 0 && proposal.days_covered <= proposal.days);
            for id in proposal.people {
                prop_assert!(id != absence.worker && can_stand_in(of, plan.workers.get(id).unwrap().role));
            }
        }
    }
}
