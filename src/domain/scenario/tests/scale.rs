//! Caps, new work and how the workforce changes.

use std::sync::Arc;

use super::{after, why_not};
use crate::domain::ids::TeamId;
use crate::domain::plan::{AbsenceKind, CaseMix, CaseType, Change, Contract, Plan, Role, TeamDemand};
use crate::domain::samples::sound;

fn near(found: f64, wanted: f64) {
    assert!((found - wanted).abs() < 1e-9, "{found} and not {wanted}");
}

/// North takes 4 families a week, a quarter of their work child protection; South takes 2, all in need.
fn busy() -> Plan {
    let mut plan = sound();
    let mix = |case_type, share| CaseMix { case_type, share };
    let north = TeamDemand {
        families_a_week: 4.0,
        case_mix: vec![mix(CaseType::Assessment, 0.75), mix(CaseType::ChildProtection, 0.25)],
        ..TeamDemand::new(TeamId(1))
    };
    let south = TeamDemand {
        families_a_week: 2.0,
        case_mix: vec![mix(CaseType::ChildInNeed, 1.0)],
        ..TeamDemand::new(TeamId(2))
    };
    Arc::make_mut(&mut plan.demand).teams = vec![north, south];
    plan
}

fn scaled(team: Option<u32>, case_type: Option<CaseType>, months: &[u8], factor: f64) -> Change {
    Change::ScaleDemand { team: team.map(TeamId), case_type, months: months.to_vec(), factor }
}

#[test]
fn another_cap_leaves_the_points_as_they_are() {
    let mut plan = sound();
    let policy = Arc::make_mut(&mut plan.policy);
    policy.caps[0].cap.points = Some(crate::domain::units::Points::from_hundredths(2_000));
    let role = policy.caps[0].role;
    let cap = after(&plan, &Change::CapForRole { role, children: 15 }).policy.role_cap(role);
    assert_eq!((cap.children, cap.points.map(crate::domain::units::Points::hundredths)), (15, Some(2_000)));
    assert_eq!(
        why_not(&plan, &Change::CapForRole { role, children: 501 }),
        "A cap is at most 500 children, not 501"
    );
    let manager = Change::CapForRole { role: Role::TeamManager, children: 5 };
    assert_eq!(why_not(&plan, &manager), "Managers have no cap: no case is given to them");
}

#[test]
fn new_work_of_every_team_or_of_one_is_multiplied() {
    for (team, wanted) in [(None, [5.0, 2.5]), (Some(2), [4.0, 2.5])] {
        let plan = after(&busy(), &scaled(team, None, &[], 1.25));
        let families: Vec<f64> = plan.demand.teams.iter().map(|work| work.families_a_week).collect();
        assert_eq!(families, wanted);
    }
}

#[test]
fn new_work_of_some_months_changes_their_index_and_no_other() {
    let plan = after(&busy(), &scaled(Some(1), None, &[12, 1], 1.5));
    let mut wanted = [1.0; 12];
    (wanted[0], wanted[11]) = (1.5, 1.5);
    plan.demand.teams[0].month_index.iter().zip(wanted).for_each(|(index, wanted)| near(*index, wanted));
    plan.demand.teams[1].month_index.iter().for_each(|index| near(*index, 1.0));
    near(plan.demand.teams[0].families_a_week, 4.0);
}

#[test]
fn more_of_one_type_leaves_as_much_of_the_others() {
    // 4 families: 3 of assessment, 1 of child protection. Twice as much child protection: 3 and 2, so 5 families with
    // shares of 60 and 40 percent.
    let plan = after(&busy(), &scaled(None, Some(CaseType::ChildProtection), &[], 2.0));
    let north = &plan.demand.teams[0];
    near(north.families_a_week, 5.0);
    near(north.case_mix[0].share, 0.6);
    near(north.case_mix[1].share, 0.4);
    assert_eq!(plan.demand.teams[1], busy().demand.teams[1]);
    // None of it: 3 families, all assessment. None of all there is: no families.
    let none = after(&busy(), &scaled(None, Some(CaseType::ChildProtection), &[], 0.0));
    near(none.demand.teams[0].families_a_week, 3.0);
    near(none.demand.teams[0].case_mix[0].share, 1.0);
    let south = after(&busy(), &scaled(Some(2), Some(CaseType::ChildInNeed), &[], 0.0));
    near(south.demand.teams[1].families_a_week, 0.0);
}

#[test]
fn what_makes_no_sense_of_new_work_is_refused_with_a_sentence() {
    let in_need = Some(CaseType::ChildInNeed);
    for (change, why) in [
        (scaled(Some(9), None, &[], 1.1), "The team T9 is no longer in the plan"),
        (scaled(None, None, &[13], 1.1), "A month is a number from 1 to 12, not 13"),
        (
            scaled(None, in_need, &[1], 1.1),
            "Choose months or a type of work, not both: make two changes of it",
        ),
        (scaled(Some(1), in_need, &[], 1.1), "No new work of the type child in need comes there"),
        (
            scaled(None, None, &[], -0.5),
            "A factor cannot be less than nothing: 0.9 is a tenth less, 1.1 a tenth more",
        ),
        (scaled(None, None, &[], f64::NAN), "A factor is a number from 0 to 100: 1.1 is a tenth more"),
        (scaled(None, None, &[], 1e300), "A factor is a number from 0 to 100: 1.1 is a tenth more"),
    ] {
        assert_eq!(why_not(&busy(), &change), why, "{change:?}");
    }
    assert_eq!(
        why_not(&sound(), &scaled(None, None, &[], 1.1)),
        "No new work comes there, so there is nothing to change"
    );
}

#[test]
fn illness_leave_leavers_and_time_to_fill_are_multiplied() {
    let plan = sound();
    let ill = after(&plan, &Change::ScaleAbsence { kind: AbsenceKind::Sickness, factor: 1.5 });
    near(ill.workforce.sickness.short_spells_a_year, 3.3); // 2.2 × 1.5
    near(ill.workforce.sickness.long_share_a_year, 0.06); // 0.04 × 1.5
    let leave = after(&plan, &Change::ScaleAbsence { kind: AbsenceKind::AnnualLeave, factor: 1.1 });
    assert_eq!(leave.workforce.leave_days, (28, 31)); // 27.5 and 30.8
    let refused = why_not(&plan, &Change::ScaleAbsence { kind: AbsenceKind::Training, factor: 1.1 });
    assert!(refused.starts_with("The forecast supposes no training"), "{refused}");
    let share = |plan: &Plan, of| plan.workforce.leavers_a_year.iter().find(|(c, _)| *c == of).unwrap().1;
    let fewer = after(&plan, &Change::ScaleLeavers { contract: Some(Contract::Agency), factor: 0.5 });
    near(share(&fewer, Contract::Agency), 0.25);
    near(share(&fewer, Contract::Permanent), 0.118);
    let all = after(&plan, &Change::ScaleLeavers { contract: None, factor: 2.0 });
    near(share(&all, Contract::Permanent), 0.236);
    let faster = after(&plan, &Change::ScaleTimeToFill { factor: 0.5 });
    near(faster.workforce.time_to_fill.permanent_days, 52.5);
    near(faster.workforce.time_to_fill.agency_days, 10.5);
}
