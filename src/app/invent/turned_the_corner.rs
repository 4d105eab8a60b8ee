//! “Turned the corner”: small teams, few agency workers, cover named, and a short waiting list that is looked after.

use std::sync::Arc;

use super::dates::{date, in_days};
use super::rota;
use super::scenarios::{self, NEW_TEAM, team};
use super::spec::{Ahead, Away, Moves, Spec, TeamKind, TeamSpec, Total, Unheld};
use super::{decision, service};
use crate::domain::ids::WorkerId;
use crate::domain::plan::{AbsenceKind, Cap, CaseType, Change, Holder, Plan, Role, Worker};
use crate::domain::units::Points;

/// A service two years after a bad inspection: teams of six and a manager, and the few children who wait a short time
/// for a named social worker have each been looked at this week.
pub fn turned_the_corner() -> Plan {
    let mut plan = service(&spec());
    rota::add_rota(&mut plan, spec().seed, rota::Keeps { overdue: 0.04, requests: 6 });
    weigh_cases(&mut plan);
    let mut decisions = vec![
        decision(
            68,
            "Head of service",
            "Small teams are kept: six who hold children and one manager, with no exceptions over the summer.",
            "Supervision happens, and changes of worker have fallen by a third since the teams became smaller.",
        ),
        decision(
            40,
            "Service manager",
            "Leave of a week or more is agreed only with somebody named as cover.",
            "Last August 30 children had nobody present for over a week.",
        ),
    ];
    // What was decided about each child who waits is in the log: that is the review.
    for child in plan.children.iter().filter(|child| matches!(child.holder, Holder::Tray(_))) {
        let mut reviewed = decision(
            4,
            "Team manager",
            "Safe to wait another week.",
            "Seen within ten days, family told whom to ring, a worker named for the next allocation meeting.",
        );
        reviewed.child = Some(child.id);
        decisions.push(reviewed);
    }
    plan.decisions = Arc::new(decisions);
    add_scenarios(&mut plan);
    debug_assert!(plan.decisions.iter().all(|decision| decision.on <= in_days(0)));
    plan
}

/// What keeps the recovery going, and what would put it to the test.
fn add_scenarios(plan: &mut Plan) {
    let large = team(plan, "Safeguarding 5");
    let stays = |worker: &&Arc<Worker>| {
        worker.team == Some(large) && worker.role == Role::SocialWorker && worker.last_day.is_none()
    };
    let movers: Vec<WorkerId> = plan.workers.iter().filter(stays).skip(1).step_by(2).map(|w| w.id).collect();
    let from = date(2027, 1, 11);
    scenarios::add(
        plan,
        "Smaller teams",
        "Safeguarding 5 has grown beyond six. Two teams, each with six who hold children and a manager.",
        vec![
            (
                Change::SplitTeam {
                    team: large,
                    new_name: "Safeguarding 8".to_owned(),
                    new_id: Some(NEW_TEAM),
                    workers: movers,
                },
                "Every other one moves, with their children, so that nobody changes worker for it.",
            ),
            (
                scenarios::posts(NEW_TEAM, Role::PracticeManager, 1, date(2026, 11, 2)),
                "A practice manager for the new team; until then the manager answers for both.",
            ),
            (scenarios::posts(NEW_TEAM, Role::SocialWorker, 2, from), "Up to six."),
            (scenarios::posts(large, Role::SocialWorker, 1, from), "Up to six here too."),
        ],
    );
    scenarios::add(
        plan,
        "Winter surge",
        "Does the waiting list come back in a bad winter?",
        vec![
            (
                Change::ScaleDemand { team: None, case_type: None, months: vec![1, 2, 3], factor: 1.25 },
                "As in the worst winter on record: a quarter more referrals after the new year.",
            ),
            (Change::ScaleAbsence { kind: AbsenceKind::Sickness, factor: 1.3 }, "And illness among us."),
        ],
    );
    scenarios::add(
        plan,
        "Two ASYE cohorts",
        "Six newly qualified workers in autumn and six in spring, instead of whoever answers an advertisement.",
        [("Assessment North", "Safeguarding 1"), ("Assessment West", "Safeguarding 4")]
            .into_iter()
            .zip([date(2026, 9, 28), date(2027, 3, 1)])
            .flat_map(|((assessment, safeguarding), from)| {
                let cohort = |name| Change::AsyeCohort { team: team(plan, name), count: 3, from };
                [
                    (cohort(assessment), "Three together: one practice educator looks after them."),
                    (
                        cohort(safeguarding),
                        "Three here, who hold no child protection or court alone in their first year.",
                    ),
                ]
            })
            .collect(),
    );
}

/// This council weights its cases, and asks a full-time worker to hold no more than twenty children.
fn weigh_cases(plan: &mut Plan) {
    let policy = Arc::make_mut(&mut plan.policy);
    policy.weights = [
        (CaseType::Assessment, 100),
        (CaseType::ChildInNeed, 100),
        (CaseType::ChildProtection, 150),
        (CaseType::PreProceedings, 175),
        (CaseType::Court, 200),
        (CaseType::LookedAfter, 125),
        (CaseType::CareLeaver, 75),
        (CaseType::DisabledChild, 90),
        (CaseType::PrivateFostering, 100),
        (CaseType::AsylumSeeking, 125),
    ]
    .map(|(case_type, hundredths)| (case_type, Points::from_hundredths(hundredths)))
    .to_vec();
    for limit in &mut policy.caps {
        let (children, points) = match limit.role {
            Role::SocialWorker => (20, 2600),
            Role::SeniorPractitioner => (17, 2200),
            _ => continue,
        };
        limit.cap = Cap { children, points: Some(Points::from_hundredths(points)) };
    }
}

fn spec() -> Spec {
    let team = |name: String, kind, part_time, asye, agency, vacancies, practitioners, load| TeamSpec {
        asye,
        part_time,
        agency,
        vacancies,
        practitioners,
        ..TeamSpec::new(name, kind, 6 - agency - practitioners, load)
    };
    let mut teams = Vec::new();
    for (number, area) in ["North", "South", "East", "West", "Central"].into_iter().enumerate() {
        let (agency, asye) = (u16::from(number == 2), u16::from(number != 3));
        teams.push(team(
            format!("Assessment {area}"),
            TeamKind::Assessment,
            1,
            asye,
            agency,
            agency,
            0,
            18.8,
        ));
    }
    for number in 1..=7_u16 {
        let (agency, vacancies) = (u16::from(number % 3 == 0), u16::from(number % 3 == 0 || number == 5));
        let name = format!("Safeguarding {number}");
        let other = u16::from(number % 2 == 0);
        teams.push(team(name, TeamKind::Safeguarding, 1, number % 2, agency, vacancies, other, 18.8));
    }
    for number in 1..=4_u16 {
        let name = format!("Looked after {number}");
        teams.push(team(name, TeamKind::LookedAfter, 1, 0, 0, u16::from(number == 2), 0, 18.0));
    }
    for area in ["north", "south"] {
        teams.push(team(format!("Disabled children {area}"), TeamKind::Disabled, 1, 0, 0, 0, 0, 19.2));
    }
    for (number, advisers) in [(1, 5), (2, 5), (3, 6), (4, 5), (5, 6)] {
        let name = format!("Leaving care {number}");
        teams.push(TeamSpec { advisers, ..TeamSpec::new(name, TeamKind::LeavingCare, 6 - advisers, 18.5) });
    }
    Spec {
        notes: "A service that has recovered. Few children wait, none whose case may never wait, and each is reviewed \
                every week: see the waiting register and the log. Worth trying: hold every vacancy for half a year, or \
                take the agency workers away, and see how soon the waiting list comes back."
            .to_owned(),
        service_managers: 3,
        total: Total::AsDrawn,
        spread: 0.05,
        range: (8, 25),
        unheld: Unheld {
            manager: 0,
            duty_worker: 3,
            duty_rota: 0,
            tray: 7,
            nobody: 0,
            transfer_named: 24,
            transfer_nobody: 0,
            left: 0,
            awaiting_closure: 11,
            only_less_pressing: true,
            reviewed_weekly: true,
            longest_days: 9,
        },
        away: Away { cover_named: 0.96, ..Away::default() },
        moves: Moves { leavers: 4, left_this_year: 10, starters: 4, asye_starters: 3 },
        receivers_named: 0.95,
        churn: 0.8,
        late_visits: 0.05,
        // Fewer come, fewer leave, and posts are filled in two months: the recovery goes on.
        ahead: Ahead {
            open: 0.965,
            assessed: 0.8,
            leavers: Some(0.06),
            days_to_fill: 60.0,
            long_illness: 0.02,
        },
        ..Spec::new(2_209, "Turned the corner", "Wrenshire", "WR", teams)
    }
}
