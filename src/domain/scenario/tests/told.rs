//! Changes in words.

use super::{switched, words, words_in_turn};
use crate::domain::edit::{AnyRecord, Edit};
use crate::domain::ids::{ChildId, TeamId, Thing, WorkerId};
use crate::domain::plan::{AbsenceKind, CaseType, Change, Contract, Ramp, Recruited, Role};
use crate::domain::samples::{on, sound, staff};
use crate::domain::units::Fte;

fn set(of: Thing, field: &str, to: &str) -> Change {
    Change::Edit(Edit::Set { of, field: field.to_owned(), to: to.to_owned() })
}

#[test]
fn every_change_is_told_in_a_line_that_a_manager_would_say() {
    let plan = sound();
    let (north, south, ada) = (TeamId(1), TeamId(2), WorkerId(3));
    let posts = |count, fte, contract, recruited, ramp| Change::AddPosts {
        team: north,
        role: Role::SocialWorker,
        count,
        fte,
        contract,
        from: on("05/10/2026"),
        recruited,
        ramp,
    };
    let demand = |team, case_type, months: &[u8], factor| Change::ScaleDemand {
        team,
        case_type,
        months: months.to_vec(),
        factor,
    };
    let half = Fte::from_parts(5_000);
    let split = |workers: &[u32]| Change::SplitTeam {
        team: north,
        new_name: "North East".to_owned(),
        new_id: None,
        workers: workers.iter().map(|id| WorkerId(*id)).collect(),
    };
    for (change, wanted) in [
        (
            posts(3, Fte::FULL, Contract::Permanent, Recruited::Starts, None),
            "Add 3 social worker posts, full time and permanent, in North from 05/10/2026",
        ),
        (
            posts(1, half, Contract::Permanent, Recruited::Advertised, None),
            "Add 1 social worker post, 0.5 FTE and permanent, in North, advertised from 05/10/2026",
        ),
        (
            posts(2, Fte::FULL, Contract::FixedTerm, Recruited::Starts, Some(Ramp::new(&[(0, 50)]))),
            "Add 2 social worker posts, full time and for a fixed term, in North from 05/10/2026, with a start-up ramp of their own",
        ),
        (
            Change::AgencyBridge { team: south, count: 2, from: on("14/09/2026"), until: on("18/12/2026") },
            "Add 2 agency workers in South from 14/09/2026 to 18/12/2026",
        ),
        (
            Change::ConvertAgency { worker: ada, on: on("02/11/2026") },
            "Ada Brook becomes permanent on 02/11/2026",
        ),
        (
            Change::HoldVacancies { team: None, until: Some(on("01/04/2027")) },
            "Vacant posts in every team are not recruited to before 01/04/2027",
        ),
        (Change::HoldVacancies { team: Some(north), until: None }, "Delete the vacant posts in North"),
        (
            Change::AsyeCohort { team: north, count: 1, from: on("28/09/2026") },
            "Add 1 newly qualified worker in North from 28/09/2026",
        ),
        (
            Change::CapForRole { role: Role::SocialWorker, children: 16 },
            "Cap of social workers: 16 instead of 18",
        ),
        (split(&[3]), "Split North: Ada Brook moves to a new team, North East"),
        (split(&[3, 4]), "Split North: Ada Brook and Ben Cole move to a new team, North East"),
        (
            split(&[3, 4, 7, 99]),
            "Split North: Ada Brook, Ben Cole and 2 others move to a new team, North East",
        ),
        (
            Change::AddTeam { id: TeamId(500_000), name: "West".to_owned(), holds: vec![CaseType::Court] },
            "Add the team West, which holds court",
        ),
        (Change::MergeTeams { from: TeamId(9), into: south }, "T9 is taken into South"),
        (
            Change::MoveCaseType { case_type: CaseType::Court, from: north, to: south },
            "Work of the type court moves from North to South",
        ),
        (
            demand(None, None, &[12, 1, 2], 1.25),
            "New work in every team in December, January and February: 25% more",
        ),
        (
            demand(Some(north), Some(CaseType::ChildProtection), &[], 0.875),
            "New work of the type child protection in North: 12.5% less",
        ),
        (Change::ScaleAbsence { kind: AbsenceKind::Sickness, factor: 1.2 }, "Sickness: 20% more"),
        (
            Change::ScaleLeavers { contract: Some(Contract::Agency), factor: 0.8 },
            "Leavers among agency staff: 20% fewer",
        ),
        (Change::ScaleLeavers { contract: None, factor: 1.0 }, "Leavers: as it is"),
        (Change::ScaleTimeToFill { factor: 0.5 }, "Time to fill a post: 50% less"),
        (set(Thing::Worker(ada), "fte", "0.6"), "Ada Brook, FTE: 0.6 instead of 1.0"),
        (
            set(Thing::Worker(ada), "last_day", "18/12/2026"),
            "Ada Brook, last day: 18/12/2026 instead of nothing",
        ),
        (set(Thing::Worker(ada), "contract", "agency"), "Ada Brook, contract: agency instead of permanent"),
        (
            set(Thing::Worker(ada), "supervisor", "W2"),
            "Ada Brook, supervised by: Owen Price instead of Moira Nash",
        ),
        (
            set(Thing::Child(ChildId(1)), "holder", "tray T2"),
            "CH-1, held by: tray South instead of worker Ada Brook",
        ),
        (
            set(Thing::Policy, "grace_working_days", "3"),
            "The rules, grace period (working days): 3 instead of 5",
        ),
        (set(Thing::Worker(WorkerId(99)), "fte", "0.6"), "W99, FTE: 0.6"),
        (Change::Edit(Edit::Remove(Thing::Worker(ada))), "Remove Ada Brook"),
        (
            Change::Edit(Edit::Put(vec![AnyRecord::Worker(Box::new(staff(
                50,
                "Zed Young",
                Role::Student,
                1,
                1,
            )))])),
            "Add member of staff Zed Young",
        ),
    ] {
        assert_eq!(words(&plan, &change), wanted);
    }
}

#[test]
fn a_change_is_told_against_the_plan_as_the_changes_before_it_leave_it() {
    let changes = switched(&[
        (Change::AddTeam { id: TeamId(500_000), name: "West".to_owned(), holds: Vec::new() }, true),
        (Change::AsyeCohort { team: TeamId(500_000), count: 2, from: on("28/09/2026") }, true),
        (Change::CapForRole { role: Role::SocialWorker, children: 16 }, false),
        (Change::CapForRole { role: Role::SocialWorker, children: 15 }, true),
    ]);
    assert_eq!(
        words_in_turn(&sound(), &changes),
        [
            "Add the team West, which holds any work",
            "Add 2 newly qualified workers in West from 28/09/2026",
            "Cap of social workers: 16 instead of 18",
            "Cap of social workers: 15 instead of 18",
        ]
    );
}
