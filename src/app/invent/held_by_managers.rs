//! “Held by managers”: vacancies in assessment, children in managers' names, and a gap at the point of transfer.

use std::sync::Arc;

use super::spec::{Ahead, Away, Moves, Spec, TeamKind, TeamSpec, Total, Unheld};
use super::{decision, service};
use crate::domain::plan::Plan;

/// A service like one that an inspection found in 2018: 23 children with a manager and no named social worker, four
/// posts in ten vacant and eight in ten in assessment, and children lost between assessment and care planning.
pub fn held_by_managers() -> Plan {
    let mut plan = service(&spec());
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
    plan
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
