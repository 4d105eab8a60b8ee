//! “The average hides”: an ordinary average caseload, four in ten social workers from agencies, and some with 28 children.

use std::sync::Arc;

use chrono::NaiveDate;

use super::dates::date;
use super::rota;
use super::scenarios::{self, set, team};
use super::spec::{Ahead, Away, Moves, Spec, TeamKind, TeamSpec, Total, Unheld};
use super::{decision, service};
use crate::domain::ids::{Thing, WorkerId};
use crate::domain::plan::{AbsenceKind, Change, Contract, Plan, Role, Worker};

/// A service whose average of 18.5 children says little: some hold 26 to 28 and others 8 to 12, and 41 in a hundred
/// social workers come from agencies.
pub fn average_hides() -> Plan {
    let mut plan = service(&spec());
    rota::add_rota(&mut plan, spec().seed, rota::Keeps { overdue: 0.25, requests: 8 });
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
    add_scenarios(&mut plan);
    plan
}

/// What agency workers becoming permanent, a lower cap and fewer leavers would each do.
fn add_scenarios(plan: &mut Plan) {
    let from = date(2026, 11, 2);
    let stays = |worker: &Worker| worker.contract == Contract::Agency && worker.last_day.is_none();
    // Those who have been here longest, and so are known best.
    let mut agency: Vec<(Option<NaiveDate>, WorkerId)> =
        plan.workers.iter().filter(|w| stays(w)).map(|w| (w.first_day, w.id)).collect();
    agency.sort_unstable();
    let convert = |(_, worker): &(Option<NaiveDate>, WorkerId)| {
        (
            Change::ConvertAgency { worker: *worker, on: from },
            "Here longest of those whose contract goes on, and known to the families.",
        )
    };
    let mut conversion: Vec<(Change, &str)> = agency.iter().take(10).map(convert).collect();
    conversion.push((
        Change::ScaleTimeToFill { factor: 0.9 },
        "With fewer posts out at once, the others are filled a little sooner: a guess.",
    ));
    scenarios::add(
        plan,
        "Agency conversion",
        "Ten agency workers become permanent in the posts they cover: the same people, who stay.",
        conversion,
    );
    scenarios::add(
        plan,
        "A cap of 16 for everybody",
        "Nobody above 16 children, whatever the average says: what that takes, and where children would wait.",
        vec![
            (
                Change::CapForRole { role: Role::SocialWorker, children: 16 },
                "The longest caseloads come down as work ends; nobody’s children are moved for it.",
            ),
            (
                Change::Edit(set(Thing::Policy, "over_cap_allowed", "")),
                "Nothing goes over the cap any more, court and protection included.",
            ),
            (
                scenarios::posts(team(plan, "Assessment East"), Role::SocialWorker, 2, date(2027, 1, 11)),
                "Where most of those above 16 are. Switch it off to see the cap alone.",
            ),
            (
                scenarios::posts(team(plan, "Assessment West"), Role::SocialWorker, 2, date(2027, 1, 11)),
                "As in Assessment East.",
            ),
        ],
    );
    scenarios::add(
        plan,
        "Turnover as in the best year",
        "As few leave as in our best year of the last five.",
        vec![
            (
                Change::ScaleLeavers { contract: None, factor: 0.6 },
                "Two thirds of last year’s leavers went within eighteen months of starting.",
            ),
            (
                Change::ScaleAbsence { kind: AbsenceKind::Sickness, factor: 0.85 },
                "Sickness was lower in that year too.",
            ),
        ],
    );
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
