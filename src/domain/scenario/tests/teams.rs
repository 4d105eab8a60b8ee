//! New teams, split teams, merged teams, and types of work that move.

use std::sync::Arc;

use super::{after, why_not};
use crate::domain::ids::{ChildId, PostId, TeamId, WorkerId};
use crate::domain::plan::{
    CaseMix, CaseType, Change, DutyPattern, Holder, Plan, PostFilling, Role, TeamDemand, Words as _,
};
use crate::domain::samples::{child, on, post, sound, staff};

const NORTH: TeamId = TeamId(1);
const SOUTH: TeamId = TeamId(2);
const NEW: TeamId = TeamId(500_000);

fn split(workers: &[u32]) -> Change {
    let workers = workers.iter().map(|id| WorkerId(*id)).collect();
    Change::SplitTeam { team: NORTH, new_name: "North East".to_owned(), new_id: None, workers }
}

fn near(found: f64, wanted: f64) {
    assert!((found - wanted).abs() < 1e-9, "{found} and not {wanted}");
}

fn team_of(plan: &Plan, worker: u32) -> Option<TeamId> {
    plan.workers.get(WorkerId(worker)).and_then(|worker| worker.team)
}

#[test]
fn a_new_team_has_nobody_and_an_id_that_nobody_has() {
    let add = |id, name: &str| Change::AddTeam {
        id: TeamId(id),
        name: name.to_owned(),
        holds: vec![CaseType::Court],
    };
    let plan = after(&sound(), &add(500_000, " Court team "));
    let team = plan.teams.get(NEW).unwrap();
    assert_eq!((team.name.as_str(), team.holds.as_slice()), ("Court team", &[CaseType::Court][..]));
    assert_eq!(why_not(&sound(), &add(2, "Court team")), "The team South has the id T2 already");
    assert_eq!(why_not(&sound(), &add(500_000, "  ")), "A team needs a name");
}

/// North with three social workers, a practice manager, posts, duty and new work; South sends it a child.
fn large() -> Plan {
    let mut plan = sound();
    plan.workers.push(staff(8, "Fay Grant", Role::SocialWorker, 1, 1));
    plan.workers.push(staff(9, "Pat Reed", Role::PracticeManager, 1, 1));
    plan.posts.push(post(2, 1, PostFilling::Filled(WorkerId(8))));
    plan.posts.push(post(3, 1, PostFilling::Held { since: None }));
    plan.teams.change(NORTH, |team| {
        team.holds = vec![CaseType::ChildInNeed];
        team.deputies = vec![WorkerId(3), WorkerId(9)];
        team.duty = Some(DutyPattern {
            one_week_in: 2,
            first_week: None,
            order: vec![WorkerId(8), WorkerId(4)],
            ..DutyPattern::default()
        });
        team.new_work_percent = Some(60);
    });
    let mut more = child(4, 1, 1, 8);
    more.holder = Holder::Tray(NORTH);
    plan.children.push(more);
    let mut coming = child(5, 2, 2, 5);
    coming.holder = Holder::Transfer {
        from: Some(SOUTH),
        to: NORTH,
        sender: Some(WorkerId(5)),
        receiver: Some(WorkerId(3)),
        on: Some(on("14/09/2026")),
    };
    plan.children.push(coming);
    let work = TeamDemand { families_a_week: 6.0, ..TeamDemand::new(NORTH) };
    Arc::make_mut(&mut plan.demand).teams = vec![work];
    plan
}

#[test]
fn a_team_that_is_split_gives_away_people_posts_children_and_a_share_of_the_new_work() {
    // Ada moves: one of three full-time social workers, so a third of the work.
    let plan = after(&large(), &split(&[3]));
    let (north, new) = (plan.teams.get(NORTH).unwrap(), plan.teams.get(NEW).unwrap());
    assert_eq!(new.name, "North East");
    assert_eq!(new.holds, north.holds);
    assert_eq!((north.manager, new.manager), (Some(WorkerId(1)), Some(WorkerId(1)))); // Moira manages both
    assert_eq!((&north.deputies[..], &new.deputies[..]), (&[WorkerId(9)][..], &[WorkerId(3)][..]));
    assert_eq!(north.duty.as_ref().unwrap().order, [WorkerId(8), WorkerId(4)]);
    assert_eq!((north.new_work_percent, new.new_work_percent), (Some(40), Some(20)));
    assert_eq!((team_of(&plan, 3), team_of(&plan, 4)), (Some(NEW), Some(NORTH)));
    let post_team = |id| plan.posts.get(PostId(id)).unwrap().team;
    assert_eq!((post_team(1), post_team(2), post_team(3)), (Some(NEW), Some(NORTH), Some(NORTH)));
    let child_team = |id| plan.children.get(ChildId(id)).unwrap().team;
    assert_eq!((child_team(1), child_team(2), child_team(4)), (Some(NEW), Some(NEW), Some(NORTH)));
    // The child on the way to Ada goes to her new team.
    assert_eq!(child_team(5), Some(SOUTH));
    let coming = &plan.children.get(ChildId(5)).unwrap().holder;
    assert!(matches!(coming, Holder::Transfer { from: Some(SOUTH), to: NEW, .. }), "{coming:?}");
    near(plan.demand.teams[0].families_a_week, 4.0);
    assert_eq!(plan.demand.teams[1].team, NEW);
    near(plan.demand.teams[1].families_a_week, 2.0);
}

#[test]
fn a_manager_among_those_who_move_manages_the_new_team() {
    let plan = after(&large(), &split(&[3, 9]));
    assert_eq!(plan.teams.get(NEW).unwrap().manager, Some(WorkerId(9)));
    assert_eq!(plan.teams.get(NORTH).unwrap().manager, Some(WorkerId(1)));
    // Whom the old manager supervised the new one does now, but nobody themself.
    let by = |id| plan.workers.get(WorkerId(id)).unwrap().supervisor;
    assert_eq!((by(3), by(4), by(9)), (Some(WorkerId(9)), Some(WorkerId(1)), Some(WorkerId(1))));
    // The old manager goes: Pat, who stays, manages those who stay.
    let plan = after(&large(), &split(&[1, 3]));
    assert_eq!(plan.teams.get(NEW).unwrap().manager, Some(WorkerId(1)));
    assert_eq!(plan.teams.get(NORTH).unwrap().manager, Some(WorkerId(9)));
}

#[test]
fn a_split_that_no_longer_makes_sense_is_refused_with_a_sentence() {
    let plan = large();
    assert_eq!(why_not(&plan, &split(&[])), "Nobody is chosen who moves to the new team");
    assert_eq!(why_not(&plan, &split(&[3, 99])), "W99, who is to move, is no longer in the plan");
    assert_eq!(why_not(&plan, &split(&[5])), "Cyra Dunn is no longer in North");
    let taken = Change::SplitTeam {
        team: NORTH,
        new_name: "X".to_owned(),
        new_id: Some(SOUTH),
        workers: vec![WorkerId(3)],
    };
    assert_eq!(why_not(&plan, &taken), "The team South has the id T2 already");
}

#[test]
fn a_team_that_is_taken_in_leaves_nothing_behind() {
    let mut base = large();
    base.teams.change(SOUTH, |team| team.holds = vec![CaseType::Court, CaseType::ChildInNeed]);
    base.children.change(ChildId(3), |c| c.holder = Holder::DutyRota(NORTH));
    let mix = |case_type| vec![CaseMix { case_type, share: 1.0 }];
    // North: 6 families with one child each. South: 2 families with three children each: as many children.
    Arc::make_mut(&mut base.demand).teams = vec![
        TeamDemand { families_a_week: 6.0, case_mix: mix(CaseType::ChildInNeed), ..TeamDemand::new(NORTH) },
        TeamDemand {
            families_a_week: 2.0,
            case_mix: mix(CaseType::Court),
            family_sizes: vec![0.0, 0.0, 1.0],
            re_referral: 0.2,
            month_index: [2.0; 12],
            ..TeamDemand::new(SOUTH)
        },
    ];
    let plan = after(&base, &Change::MergeTeams { from: NORTH, into: SOUTH });
    assert_eq!(plan.teams.iter().map(|team| team.id).collect::<Vec<_>>(), [SOUTH]);
    let south = plan.teams.get(SOUTH).unwrap();
    assert_eq!(south.holds, [CaseType::ChildInNeed, CaseType::Court]);
    assert_eq!(south.manager, Some(WorkerId(2)));
    assert_eq!(south.deputies, [WorkerId(1), WorkerId(3), WorkerId(9)]);
    assert!(plan.workers.iter().all(|worker| worker.team == Some(SOUTH)));
    assert!(plan.posts.iter().all(|post| post.team == Some(SOUTH)));
    assert!(plan.children.iter().all(|child| child.team == Some(SOUTH)));
    let holder = |id| plan.children.get(ChildId(id)).unwrap().holder.clone();
    assert_eq!((holder(3), holder(4)), (Holder::DutyRota(SOUTH), Holder::Tray(SOUTH)));
    // From worker to worker is still a handover, though within the team.
    assert!(matches!(holder(5), Holder::Transfer { from: Some(SOUTH), to: SOUTH, receiver: Some(_), .. }));
    let [work] = plan.demand.teams.as_slice() else { panic!("{:?}", plan.demand.teams) };
    near(work.families_a_week, 8.0);
    // Three families in four have one child: (6 × 1 + 2 × 3) ÷ 8.
    assert_eq!(work.family_sizes, [0.75, 0.0, 0.25]);
    // Half of the children each.
    assert_eq!(work.case_mix.iter().map(|mix| mix.share).collect::<Vec<_>>(), [0.5, 0.5]);
    near(work.re_referral, 0.1);
    near(work.month_index[0], 1.25); // (6 × 1 + 2 × 2) ÷ 8
}

#[test]
fn a_child_on_the_way_between_two_teams_that_become_one_stays_with_whoever_has_them() {
    for (sender, day, wanted) in [
        (Some(5), None, Holder::Worker(WorkerId(5))),
        (Some(2), None, Holder::Manager(WorkerId(2))),
        (None, None, Holder::Tray(SOUTH)),
        (Some(5), Some("01/09/2026"), Holder::Tray(SOUTH)), // sent a week ago, picked up by nobody
    ] {
        let mut base = sound();
        base.children.change(ChildId(3), |child| {
            child.holder = Holder::Transfer {
                from: Some(SOUTH),
                to: NORTH,
                sender: sender.map(WorkerId),
                receiver: None,
                on: day.map(on),
            };
        });
        let plan = after(&base, &Change::MergeTeams { from: NORTH, into: SOUTH });
        assert_eq!(plan.children.get(ChildId(3)).unwrap().holder, wanted, "{sender:?} {day:?}");
    }
}

#[test]
fn a_type_of_work_that_moves_is_held_by_the_other_team_and_no_more_by_the_first() {
    let moved = |from, to| Change::MoveCaseType { case_type: CaseType::Court, from, to };
    // North holds any work: then all but court.
    let mut base = sound();
    base.teams.change(SOUTH, |team| team.holds = vec![CaseType::ChildInNeed]);
    let plan = after(&base, &moved(NORTH, SOUTH));
    let north = plan.teams.get(NORTH).unwrap();
    assert_eq!(north.holds.len(), CaseType::ALL.len() - 1);
    assert!(!north.holds.contains(&CaseType::Court));
    assert_eq!(plan.teams.get(SOUTH).unwrap().holds, [CaseType::ChildInNeed, CaseType::Court]);
    assert_eq!(plan.children, base.children);
    assert_eq!(why_not(&base, &moved(NORTH, NORTH)), "Choose two different teams");
    assert_eq!(why_not(&base, &moved(SOUTH, NORTH)), "South does not hold work of the type court");
    base.teams.change(SOUTH, |team| team.holds = vec![CaseType::Court]);
    // An empty list would mean any work.
    assert_eq!(
        why_not(&base, &moved(SOUTH, NORTH)),
        "South holds nothing else: take it into the other team instead"
    );
}
