//! “The average hides”: an ordinary average caseload, four in ten social workers from agencies, and some with 28 children.

use std::sync::Arc;

use super::spec::{Ahead, Away, Moves, Spec, TeamKind, TeamSpec, Total, Unheld};
use super::{decision, service};
use crate::domain::plan::Plan;

/// A service whose average of 18.5 children says little: some hold 26 to 28 and others 8 to 12, and 41 in a hundred
/// social workers come from agencies.
pub fn average_hides() -> Plan {
    let mut plan = service(&spec());
    plan.decisions = Arc::new(vec![
        decision(
            47,
            "Service manager",
            "No worker is to be given new children above 24, whatever the team's average.",
            "Supervision records show visits slipping first for those with the most.",
        ),
        decision(
            33,
            "Head of service",
            "Agency contracts in safeguarding extended by three months.",
            "Five posts are at interview; ending cover now would leave children without a worker.",
        ),
        decision(
            12,
            "Service manager",
            "Two agency workers asked whether they would become permanent.",
            "Both have been here for more than a year and families know them.",
        ),
    ]);
    plan
}

fn spec() -> Spec {
    let team = |name: &str, kind, social_workers, agency, vacancies, part_time, asye| TeamSpec {
        asye,
        part_time,
        agency,
        vacancies,
        ..TeamSpec::new(name, kind, social_workers, 18.5)
    };
    let teams = vec![
        team("Assessment East", TeamKind::Assessment, 4, 5, 5, 1, 1),
        team("Assessment West", TeamKind::Assessment, 4, 5, 5, 0, 1),
        TeamSpec { practice_manager: true, ..team("Safeguarding 1", TeamKind::Safeguarding, 4, 5, 5, 1, 0) },
        TeamSpec {
            practice_manager: true,
            practitioners: 2,
            ..team("Safeguarding 2", TeamKind::Safeguarding, 4, 5, 4, 1, 1)
        },
        team("Safeguarding 3", TeamKind::Safeguarding, 4, 5, 5, 0, 1),
        team("Looked after 1", TeamKind::LookedAfter, 5, 4, 4, 1, 0),
        team("Looked after 2", TeamKind::LookedAfter, 5, 3, 3, 1, 0),
        team("Disabled children", TeamKind::Disabled, 5, 1, 1, 1, 0),
        TeamSpec { advisers: 5, ..team("Leaving care", TeamKind::LeavingCare, 2, 0, 1, 0, 0) },
    ];
    Spec {
        notes: "The average caseload is 18.5 and looks ordinary. Look at the distribution instead: who holds 26 or \
                more, in which teams, and who holds few because they are new or part-time. Then ask what happens when \
                agency contracts end."
            .to_owned(),
        total: Total::Average(18.5),
        spread: 0.32,
        range: (8, 28),
        unheld: Unheld {
            manager: 4,
            duty_worker: 0,
            duty_rota: 4,
            tray: 8,
            nobody: 0,
            transfer_named: 12,
            transfer_nobody: 3,
            left: 0,
            awaiting_closure: 9,
            only_less_pressing: false,
            reviewed_weekly: false,
            longest_days: 20,
        },
        away: Away { cover_named: 0.6, ..Away::default() },
        moves: Moves { leavers: 5, left_this_year: 7, starters: 2, asye_starters: 1 },
        churn: 1.3,
        late_visits: 0.14,
        ahead: Ahead { open: 1.02, assessed: 0.84, ..Ahead::default() },
        ..Spec::new(4_118, "The average hides", "Ashenford", "AF", teams)
    }
}
