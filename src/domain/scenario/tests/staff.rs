//! Posts, and the people in them. Every plan is as at Monday 7 September 2026.

use std::sync::Arc;

use super::{after, why_not};
use crate::domain::ids::{PostId, TeamId, WorkerId};
use crate::domain::plan::{Change, Contract, Plan, PostFilling, Ramp, Records, Recruited, Role, Worker};
use crate::domain::samples::{on, post, sound, staff};
use crate::domain::units::Fte;

const NORTH: TeamId = TeamId(1);
/// The first record that a change makes.
const MADE: u32 = 1_000_000;

fn add(count: u16, recruited: Recruited) -> Change {
    Change::AddPosts {
        team: NORTH,
        role: Role::SocialWorker,
        count,
        fte: Fte::FULL,
        contract: Contract::Permanent,
        from: on("05/01/2027"),
        recruited,
        ramp: Some(Ramp::new(&[(0, 25), (4, 100)])),
    }
}

fn worker(plan: &Plan, id: u32) -> Arc<Worker> {
    Arc::clone(plan.workers.get(WorkerId(id)).unwrap())
}

fn filling(plan: &Plan, id: u32) -> PostFilling {
    plan.posts.get(PostId(id)).unwrap().filling.clone()
}

fn vacant(covered_by: Option<u32>) -> PostFilling {
    PostFilling::Vacant {
        since: Some(on("01/06/2026")),
        expected: None,
        recruiting_from: None,
        covered_by: covered_by.map(WorkerId),
    }
}

#[test]
fn posts_that_start_are_filled_by_people_with_the_first_day_the_contract_and_the_ramp() {
    let plan = after(&sound(), &add(2, Recruited::Starts));
    assert_eq!((plan.posts.len(), plan.workers.len()), (3, 9));
    for (id, name) in [(MADE, "New social worker 1"), (MADE + 1, "New social worker 2")] {
        assert_eq!(filling(&plan, id), PostFilling::Filled(WorkerId(id)));
        let new = worker(&plan, id);
        assert_eq!((new.name.as_str(), new.first_day, new.last_day), (name, Some(on("05/01/2027")), None));
        assert_eq!((new.team, new.supervisor), (Some(NORTH), Some(WorkerId(1)))); // Moira Nash manages North
        assert_eq!(new.ramp, Some(Ramp::new(&[(0, 25), (4, 100)])));
    }
    // Whatever has an id already keeps it, and names are numbered on.
    let plan = after(&plan, &add(1, Recruited::Starts));
    assert_eq!(worker(&plan, MADE + 2).name, "New social worker 3");
}

#[test]
fn posts_that_are_advertised_are_vacant_and_recruited_to_from_the_day() {
    let plan = after(&sound(), &add(2, Recruited::Advertised));
    assert_eq!(plan.workers.len(), 7);
    let day = Some(on("05/01/2027"));
    let wanted = PostFilling::Vacant { since: day, expected: None, recruiting_from: day, covered_by: None };
    assert_eq!((filling(&plan, MADE), filling(&plan, MADE + 1)), (wanted.clone(), wanted));
}

#[test]
fn what_makes_no_sense_of_new_posts_is_refused_with_a_sentence() {
    let plan = sound();
    let change = |what: fn(&mut Change)| {
        let mut change = add(1, Recruited::Starts);
        what(&mut change);
        why_not(&plan, &change)
    };
    assert_eq!(why_not(&plan, &add(0, Recruited::Starts)), "There has to be at least 1");
    assert_eq!(why_not(&plan, &add(501, Recruited::Starts)), "At most 500 in one change, not 501");
    let gone = change(|c| {
        if let Change::AddPosts { team, .. } = c {
            *team = TeamId(9);
        }
    });
    assert_eq!(gone, "The team T9 is no longer in the plan");
    let no_size = change(|c| {
        if let Change::AddPosts { fte, .. } = c {
            *fte = Fte::ZERO;
        }
    });
    assert_eq!(no_size, "A post needs a size: 1.0 is full time");
    let agency = change(|c| {
        if let Change::AddPosts { contract, recruited, .. } = c {
            (*contract, *recruited) = (Contract::Agency, Recruited::Advertised);
        }
    });
    assert!(agency.starts_with("Only permanent posts are advertised"), "{agency}");
    let manager = change(|c| {
        if let Change::AddPosts { role, recruited, .. } = c {
            (*role, *recruited) = (Role::TeamManager, Recruited::Advertised);
        }
    });
    assert!(manager.starts_with("Posts of managers"), "{manager}");
}

#[test]
fn an_agency_bridge_is_people_for_a_time_in_no_post() {
    let bridge =
        |from, until| Change::AgencyBridge { team: NORTH, count: 2, from: on(from), until: on(until) };
    let plan = after(&sound(), &bridge("14/09/2026", "18/12/2026"));
    assert_eq!((plan.posts.len(), plan.workers.len()), (1, 9));
    let second = worker(&plan, MADE + 1);
    assert_eq!((second.name.as_str(), second.contract), ("Agency worker 2", Contract::Agency));
    assert_eq!((second.first_day, second.last_day), (Some(on("14/09/2026")), Some(on("18/12/2026"))));
    assert_eq!(
        why_not(&sound(), &bridge("14/09/2026", "13/09/2026")),
        "The last day, 13/09/2026, is before the first, 14/09/2026"
    );
    assert_eq!(
        why_not(&sound(), &bridge("01/06/2026", "04/09/2026")),
        "The last day, 04/09/2026, is over already"
    );
}

/// North with Ben, an agency worker until Christmas, in a vacant post.
fn with_agency() -> Plan {
    let mut plan = sound();
    plan.workers.change(WorkerId(4), |ben| {
        ben.contract = Contract::Agency;
        ben.last_day = Some(on("24/12/2026"));
    });
    plan.posts.push(post(2, 1, vacant(Some(4))));
    plan
}

fn convert(worker: u32, day: &str) -> Change {
    Change::ConvertAgency { worker: WorkerId(worker), on: on(day) }
}

#[test]
fn an_agency_worker_becomes_permanent_in_the_post_they_cover() {
    let plan = after(&with_agency(), &convert(4, "02/11/2026"));
    let ben = worker(&plan, 4);
    assert_eq!((ben.permanent_from, ben.last_day), (Some(on("02/11/2026")), None));
    assert_eq!(ben.contract_on(on("01/11/2026")), Contract::Agency);
    assert_eq!(ben.contract_on(on("02/11/2026")), Contract::Permanent);
    assert_eq!(filling(&plan, 2), PostFilling::Filled(WorkerId(4)));
}

#[test]
fn an_agency_worker_who_covers_nothing_becomes_permanent_in_a_post_of_their_own() {
    let mut plan = with_agency();
    plan.posts.remove(PostId(2));
    let converted = after(&plan, &convert(4, "02/11/2026"));
    assert_eq!(filling(&converted, MADE), PostFilling::Filled(WorkerId(4)));
    // In a plan without any posts everybody is their own already.
    plan.posts = Records::default();
    assert!(after(&plan, &convert(4, "02/11/2026")).posts.is_empty());
}

#[test]
fn whoever_covers_for_somebody_expected_gets_a_post_of_their_own_and_the_starter_still_comes() {
    let mut plan = with_agency();
    let expecting = |covered_by| PostFilling::Vacant {
        since: Some(on("01/06/2026")),
        expected: Some(on("05/10/2026")),
        recruiting_from: None,
        covered_by,
    };
    plan.posts.change(PostId(2), |post| post.filling = expecting(Some(WorkerId(4))));
    let plan = after(&plan, &convert(4, "02/11/2026"));
    assert_eq!(filling(&plan, 2), expecting(None));
    assert_eq!(filling(&plan, MADE), PostFilling::Filled(WorkerId(4)));
}

#[test]
fn posts_that_are_advertised_only_later_are_no_vacancies_yet() {
    // One post more, advertised from 5 January; nothing else is vacant.
    let base = after(&sound(), &add(1, Recruited::Advertised));
    for change in [hold(None, None), hold(None, Some("01/04/2027"))] {
        assert!(why_not(&base, &change).starts_with("There is no vacant post to "));
    }
    let cohort = |from| Change::AsyeCohort { team: NORTH, count: 1, from: on(from) };
    let posts = |from| after(&base, &cohort(from)).posts.len() - base.posts.len();
    assert_eq!((posts("04/01/2027"), posts("05/01/2027")), (1, 0));
}

#[test]
fn a_plan_whose_last_posts_are_deleted_is_none_without_posts() {
    let mut base = with_agency();
    base.posts.remove(PostId(1));
    let plan = after(&base, &hold(None, None));
    // Of no size, so that no figure counts it, and never recruited to.
    let left = plan.posts.get(PostId(2)).unwrap();
    assert_eq!(
        (plan.posts.len(), left.fte, left.filling.clone()),
        (1, Fte::ZERO, PostFilling::Held { since: None })
    );
    assert_eq!(why_not(&plan, &hold(None, None)), "There is no vacant post to delete");
}

#[test]
fn whoever_is_permanent_gone_or_away_before_the_day_is_not_converted() {
    let plan = with_agency();
    assert_eq!(why_not(&plan, &convert(99, "02/11/2026")), "W99 is no longer in the plan");
    assert_eq!(why_not(&plan, &convert(3, "02/11/2026")), "Ada Brook is permanent by 02/11/2026 already");
    assert_eq!(why_not(&plan, &convert(4, "04/01/2027")), "Ben Cole leaves before that day, on 24/12/2026");
    let twice = after(&plan, &convert(4, "02/11/2026"));
    assert!(why_not(&twice, &convert(4, "02/12/2026")).contains("already"));
    // Earlier is another matter.
    assert_eq!(worker(&after(&twice, &convert(4, "01/10/2026")), 4).permanent_from, Some(on("01/10/2026")));
}

/// North and South with a vacant post each, one of them with somebody expected; one is filled by somebody who has left.
fn with_vacancies() -> Plan {
    let mut plan = with_agency();
    let mut left = staff(8, "Lee Stone", Role::SocialWorker, 2, 2);
    left.last_day = Some(on("31/07/2026"));
    plan.workers.push(left);
    plan.posts.push(post(
        3,
        2,
        PostFilling::Vacant {
            since: None,
            expected: Some(on("02/11/2026")),
            recruiting_from: None,
            covered_by: None,
        },
    ));
    plan.posts.push(post(4, 2, PostFilling::Filled(WorkerId(8))));
    plan.posts.push(post(5, 2, PostFilling::Held { since: None }));
    plan
}

fn hold(team: Option<u32>, until: Option<&str>) -> Change {
    Change::HoldVacancies { team: team.map(TeamId), until: until.map(on) }
}

#[test]
fn vacancies_that_are_held_are_recruited_to_from_the_day_and_expect_nobody_before_it() {
    let plan = after(&with_vacancies(), &hold(None, Some("01/04/2027")));
    let until = Some(on("01/04/2027"));
    let held = |since, covered_by: Option<u32>| PostFilling::Vacant {
        since,
        expected: None,
        recruiting_from: until,
        covered_by: covered_by.map(WorkerId),
    };
    assert_eq!(filling(&plan, 1), PostFilling::Filled(WorkerId(3)));
    assert_eq!(filling(&plan, 2), held(Some(on("01/06/2026")), Some(4)));
    assert_eq!(filling(&plan, 3), held(None, None));
    assert_eq!(filling(&plan, 4), held(Some(on("01/08/2026")), None)); // vacant in fact since 1 August
    assert_eq!(filling(&plan, 5), PostFilling::Held { since: None });
    // Of one team only, and whoever is expected later still comes.
    let south = after(&with_vacancies(), &hold(Some(2), Some("01/10/2026")));
    assert_eq!(filling(&south, 2), vacant(Some(4)));
    assert!(matches!(filling(&south, 3), PostFilling::Vacant { expected: Some(_), .. }));
}

#[test]
fn vacancies_without_a_day_are_deleted_and_whoever_covers_them_stays() {
    let plan = after(&with_vacancies(), &hold(None, None));
    assert_eq!(plan.posts.iter().map(|post| post.id.0).collect::<Vec<_>>(), [1]);
    assert_eq!(plan.workers.len(), with_vacancies().workers.len());
    assert_eq!(after(&with_vacancies(), &hold(Some(1), None)).posts.len(), 4);
}

#[test]
fn where_nothing_is_vacant_or_the_day_has_come_there_is_nothing_to_hold() {
    assert_eq!(why_not(&sound(), &hold(None, Some("01/04/2027"))), "There is no vacant post to hold");
    assert_eq!(why_not(&sound(), &hold(Some(1), None)), "There is no vacant post to delete");
    assert_eq!(
        why_not(&with_vacancies(), &hold(None, Some("07/09/2026"))),
        "07/09/2026 has come already: nothing would be held"
    );
}

#[test]
fn newly_qualified_workers_fill_what_is_vacant_first_and_the_others_get_posts_of_their_own() {
    let mut base = with_agency();
    base.posts.push(post(3, 1, vacant(None)));
    let cohort = Change::AsyeCohort { team: NORTH, count: 3, from: on("28/09/2026") };
    let plan = after(&base, &cohort);
    // Post 3, which nobody covers, before post 2, which Ben covers; the third is made.
    for (post, id) in [(3, MADE), (2, MADE + 1), (MADE, MADE + 2)] {
        assert_eq!(filling(&plan, post), PostFilling::Filled(WorkerId(id)), "post {post}");
        let new = worker(&plan, id);
        assert_eq!((new.first_day, new.asye_start), (Some(on("28/09/2026")), Some(on("28/09/2026"))));
        assert_eq!(new.contract, Contract::Permanent);
    }
    assert_eq!(worker(&plan, MADE).name, "Newly qualified worker 1");
    // Ben is given the four weeks of agency notice on 28 September: 25 October is his last day.
    assert_eq!(worker(&plan, 4).last_day, Some(on("25/10/2026")));
}
