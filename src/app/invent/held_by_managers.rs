//! “Held by managers”: vacancies in assessment, children in managers' names, and a gap at the point of transfer.

use std::sync::Arc;

use super::dates::date;
use super::rota;
use super::scenarios::{self, NEW_TEAM, set, team};
use super::spec::{Ahead, Away, Moves, Spec, TeamKind, TeamSpec, Total, Unheld};
use super::{decision, service};
use crate::domain::edit::Edit;
use crate::domain::fields;
use crate::domain::ids::{TeamId, Thing};
use crate::domain::plan::{Change, Contract, Plan, Role};

/// A service like one that an inspection found in 2018: 23 children with a manager and no named social worker, four
/// posts in ten vacant and eight in ten in assessment, and children lost between assessment and care planning.
pub fn held_by_managers() -> Plan {
    let mut plan = service(&spec());
    rota::add_rota(&mut plan, spec().seed, rota::Keeps { overdue: 0.45, requests: 5 });
    plan.decisions = Arc::new(vec![
        decision(
            61,
            "Head of service",
            "Agency cover agreed for every vacant post in assessment.",
            "Advertised twice with two people appointed; new work cannot wait for the third round.",
        ),
        decision(
            38,
            "Service manager",
            "Team managers in assessment may hold children for up to ten working days.",
            "Three social workers left in one month. To be looked at again in four weeks.",
        ),
        decision(
            24,
            "Service manager",
            "Transfers to care planning go on the date agreed, with or without a worker at the other end.",
            "Assessment has no room to keep them. The receiving team manager answers for each child.",
        ),
        decision(
            10,
            "Head of service",
            "A weekly list of every child without a named social worker, including those in managers' names.",
            "The caseload figures leave these children out.",
        ),
    ]);
    add_scenarios(&mut plan);
    plan
}

/// What the inspection led to elsewhere, what is quicker, and what is cheaper for a while.
fn add_scenarios(plan: &mut Plan) {
    let assessment =
        ["Assessment North", "Assessment Central", "Assessment South"].map(|name| team(plan, name));
    let spring = date(2027, 4, 12);
    let mut drive = vec![
        (
            Change::AddTeam {
                id: NEW_TEAM,
                name: "Assessment Coast".to_owned(),
                holds: plan.teams.get(assessment[0]).map_or_else(Vec::new, |team| team.holds.clone()),
            },
            "Three teams for the whole of Eastmere were too few even with every post filled.",
        ),
        (
            Change::Edit(new_manager(plan, assessment[1])),
            "The manager of Assessment Central answers for both until somebody is appointed.",
        ),
        (
            Change::Edit(quarter_of_new_work(plan, assessment)),
            "A quarter of what comes to each of the three goes to the new team.",
        ),
        (
            Change::AgencyBridge {
                team: NEW_TEAM,
                count: 6,
                from: date(2026, 10, 5),
                until: date(2027, 4, 30),
            },
            "Children cannot wait for spring.",
        ),
        (
            scenarios::posts(NEW_TEAM, Role::SocialWorker, 6, spring),
            "Half of the twelve whom the drive is to bring. They start before the agency workers go.",
        ),
    ];
    let elsewhere = assessment.map(|team| {
        (scenarios::posts(team, Role::SocialWorker, 2, spring), "Two more for each of the others.")
    });
    drive.extend(elsewhere);
    scenarios::add(
        plan,
        "Recruitment drive and a new team",
        "Twelve permanent social workers from spring, half of them in a fourth assessment team, and agency workers until then.",
        drive,
    );
    let agency =
        |team, count| Change::AgencyBridge { team, count, from: date(2026, 10, 5), until: date(2027, 6, 30) };
    let mut first: Vec<(Change, &str)> =
        assessment.map(|team| (agency(team, 3), "Three for each team, in three weeks’ time.")).into();
    first.push((
        agency(team(plan, "Care planning 1"), 2),
        "So that what assessment sends is picked up at the other end.",
    ));
    scenarios::add(
        plan,
        "Agency first",
        "Eleven agency workers for nine months: soon, dear, and gone again.",
        first,
    );
    scenarios::add(
        plan,
        "Vacancies held to save money",
        "What the finance board proposes: nobody is recruited to a vacant post until the new financial year.",
        vec![
            (
                Change::HoldVacancies { team: None, until: Some(date(2027, 4, 1)) },
                "Saves seven months of salaries. To be shown beside what it does to children.",
            ),
            (
                Change::ScaleLeavers { contract: Some(Contract::Permanent), factor: 1.15 },
                "Those who stay carry the rest. Our exit interviews name caseloads first; how many more is a guess.",
            ),
        ],
    );
}

/// The manager of one team manages the new one too.
fn new_manager(plan: &Plan, of: TeamId) -> Edit {
    let manager = plan.teams.get(of).and_then(|team| team.manager);
    set(Thing::Team(NEW_TEAM), "manager", &manager.map_or_else(String::new, |id| id.to_string()))
}

/// The new team gets a quarter of the new families of others, of the same kind as theirs.
fn quarter_of_new_work(plan: &Plan, from: [TeamId; 3]) -> Edit {
    let families = |team: TeamId| -> f64 {
        plan.demand.teams.iter().filter(|work| work.team == team).map(|work| work.families_a_week).sum()
    };
    let all: f64 = from.iter().map(|team| families(*team)).sum();
    let mut edits: Vec<Edit> = from
        .iter()
        .map(|team| (format!("families_a_week.{team}"), families(*team) * 0.75))
        .chain([(format!("families_a_week.{NEW_TEAM}"), all * 0.25)])
        .map(|(field, families)| set(Thing::Demand, &field, &format!("{families:.2}")))
        .collect();
    for field in ["sizes", "mix", "re_referral", "months"] {
        let same = fields::get(plan, Thing::Demand, &format!("{field}.{}", from[0])).unwrap_or_default();
        edits.push(set(Thing::Demand, &format!("{field}.{NEW_TEAM}"), &same));
    }
    Edit::Together {
        label: "give the new team a quarter of the new work of the other three".to_owned(),
        edits,
    }
}

fn spec() -> Spec {
    let assessment = |name| TeamSpec {
        seniors: 0,
        agency: 6,
        vacancies: 8,
        ..TeamSpec::new(name, TeamKind::Assessment, 1, 19.2)
    };
    let care_planning = |number: u16, agency, vacancies, practitioners| TeamSpec {
        asye: 1,
        part_time: 1,
        agency,
        vacancies,
        practitioners,
        practice_manager: number == 1,
        ..TeamSpec::new(format!("Care planning {number}"), TeamKind::Safeguarding, 5, 15.8)
    };
    let looked_after = |number: u16| TeamSpec {
        part_time: 1,
        agency: 1,
        vacancies: 1,
        ..TeamSpec::new(format!("Looked after {number}"), TeamKind::LookedAfter, 6, 16.0)
    };
    let teams = vec![
        assessment("Assessment North"),
        assessment("Assessment Central"),
        assessment("Assessment South"),
        care_planning(1, 2, 2, 1),
        care_planning(2, 2, 2, 2),
        care_planning(3, 2, 2, 1),
        looked_after(1),
        looked_after(2),
        TeamSpec { part_time: 1, ..TeamSpec::new("Disabled children", TeamKind::Disabled, 6, 17.0) },
        TeamSpec { advisers: 5, seniors: 0, ..TeamSpec::new("Leaving care", TeamKind::LeavingCare, 2, 15.0) },
    ];
    Spec {
        notes: "Start with the children held by managers: 23 of them, and no average caseload shows one. Then look at \
                vacancies in the three assessment teams, and at the children sent to care planning whom nobody has \
                picked up. More children are about to lose their worker: see who has given notice."
            .to_owned(),
        total: Total::AsDrawn,
        spread: 0.12,
        unheld: Unheld {
            manager: 23,
            duty_worker: 5,
            duty_rota: 9,
            tray: 14,
            nobody: 1,
            transfer_named: 22,
            transfer_nobody: 17,
            left: 9,
            awaiting_closure: 13,
            only_less_pressing: false,
            reviewed_weekly: false,
            longest_days: 45,
        },
        away: Away { cover_named: 0.35, sick: 0.045, ..Away::default() },
        moves: Moves { leavers: 6, left_this_year: 7, starters: 1, asye_starters: 1 },
        receivers_named: 0.35,
        churn: 1.6,
        late_visits: 0.22,
        ahead: Ahead { open: 1.045, assessed: 1.04, ..Ahead::default() },
        ..Spec::new(1_808, "Held by managers", "Eastmere", "EM", teams)
    }
}
