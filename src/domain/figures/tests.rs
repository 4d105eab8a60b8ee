use std::sync::Arc;

use super::*;
use crate::domain::ids::{AbsenceId, ChildId, PostId};
use crate::domain::plan::{About, Absence, Holder, Plan, Records, Role};
use crate::domain::samples::{child, leave, on, post, sound, staff};

fn of(plan: &Plan, team: Option<TeamId>) -> Figures {
    let calendar = plan.calendar.compile();
    let sight = Sight::new(plan, &calendar);
    figures(&sight, &Outlook::new(&sight), plan.about.as_at, team)
}

/// Close enough to be the same number after a few divisions.
fn same(found: Option<f64>, expected: f64) {
    assert!(found.is_some_and(|found| (found - expected).abs() < 1e-9), "{found:?} is not {expected}");
}

/// The finding of 2018 in small: Ada (full time) holds 12 children and Ben (half time) 6. The manager holds 6 in her
/// own name and 3 wait in the tray. Cyra holds nobody.
fn hidden_children() -> Plan {
    let mut plan = sound();
    plan.absences = Records::default();
    plan.workers.change(WorkerId(4), |w| w.fte = Fte::from_parts(5_000));
    let mut children = Vec::new();
    for id in 1..=27 {
        let mut new = child(id, 1, 1, if id <= 12 { 3 } else { 4 });
        match id {
            19..=24 => new.holder = Holder::Manager(WorkerId(1)),
            25..=27 => new.holder = Holder::Tray(TeamId(1)),
            _ => {}
        }
        children.push(new);
    }
    plan.children = children.into_iter().collect();
    plan
}

#[test]
fn children_held_by_managers_and_nobody_drop_out_of_both_halves_of_the_official_average() {
    let figures = of(&hidden_children(), None);
    // 18 cases over 1.5 FTE who hold any; Cyra and the managers are in neither half.
    same(figures.average_caseload.value(), 12.0);
    // All 27 children over the same 1.5.
    same(figures.average_everyone.value(), 18.0);
    assert_eq!(figures.open_children, 27);
    assert_eq!(figures.left_out, [(ChildState::ManagerHeld, 6), (ChildState::AwaitingAllocation, 3)]);
    assert_eq!(figures.left_out_children.len(), 9);
    let held: u32 = figures.caseloads.iter().map(|c| c.load.children).sum();
    assert_eq!(held as usize + figures.left_out_children.len(), 27);
}

#[test]
fn a_caseload_stands_in_its_band_and_over_its_cap_only_above_it() {
    let figures = of(&hidden_children(), None);
    // Ada's 12 for 1 FTE and Ben's 6 for half of one are both 12 for each FTE.
    assert_eq!(figures.bands[2], (2, Fte::from_parts(15_000)));
    assert_eq!(figures.bands.iter().map(|(n, _)| n).sum::<u32>(), 2);
    assert_eq!(figures.over_cap, []); // Ben's cap is 9, Ada's 18
    let mut plan = hidden_children();
    plan.workers.change(WorkerId(4), |w| w.fte = Fte::from_parts(3_000)); // 5.4, so 5
    assert_eq!(of(&plan, None).over_cap, [WorkerId(4)]);
}

#[test]
fn bands_are_of_cases_for_each_fte_and_leave_out_what_dfe_calls_suspect() {
    let half = Fte::from_parts(5_000);
    let full = [(1, 0), (4, 0), (5, 1), (24, 4), (25, 5), (50, 5)];
    for (children, band) in full {
        assert_eq!(band_of(children, Fte::FULL), Some(band), "{children} children at full time");
    }
    // 12 for half an FTE are 24 for a whole one; 13 are 26.
    assert_eq!([band_of(12, half), band_of(13, half), band_of(25, half)], [Some(4), Some(5), Some(5)]);
    assert_eq!([band_of(51, Fte::FULL), band_of(26, half), band_of(3, Fte::ZERO)], [None, None, None]);
}

/// England on 30 September 2025, a thousandth of it: one worker stands for many.
#[test]
fn the_rates_of_2025_come_out_as_published() {
    let mut plan = sound();
    plan.children = Records::default();
    plan.absences = Records::default();
    let mut in_post = staff(1, "In post", Role::SocialWorker, 1, 0);
    in_post.fte = Fte::from_parts(361_863);
    let mut agency = staff(2, "Agency", Role::SocialWorker, 1, 0);
    (agency.fte, agency.contract) = (Fte::from_parts(54_159), Contract::Agency);
    let mut gone = staff(3, "Gone", Role::SocialWorker, 1, 0);
    (gone.fte, gone.last_day) = (Fte::from_parts(42_763), Some(on("06/09/2026")));
    plan.workers = [in_post, agency, gone].into_iter().collect();
    let vacant = |id, parts, covered: Option<u32>| {
        let covered_by = covered.map(WorkerId);
        let mut post = post(
            id,
            1,
            PostFilling::Vacant { since: None, expected: None, recruiting_from: None, covered_by },
        );
        post.fte = Fte::from_parts(parts);
        post
    };
    plan.posts = [vacant(1, 43_908, Some(2)), vacant(2, 59_654 - 43_908, None)].into_iter().collect();
    let figures = of(&plan, None);
    let published = |rate: Rate| format!("{:.1}", rate.percent().unwrap());
    assert_eq!(published(figures.turnover), "11.8");
    assert_eq!(published(figures.agency), "13.0");
    assert_eq!(published(figures.vacancy), "14.2");
    assert_eq!(published(figures.vacancies_covered), "73.6");
    assert_eq!(plan.posts.get(PostId(1)).map(|p| p.fte), Some(Fte::from_parts(43_908)));
}

#[test]
fn an_agency_worker_in_a_post_leaves_it_vacant_and_covered_however_the_plan_puts_it() {
    let fillings = [
        PostFilling::Filled(WorkerId(4)),
        PostFilling::Vacant {
            since: None,
            expected: None,
            recruiting_from: None,
            covered_by: Some(WorkerId(4)),
        },
    ];
    for filling in fillings {
        let mut plan = sound();
        plan.workers.change(WorkerId(4), |w| w.contract = Contract::Agency);
        plan.posts = [post(1, 1, filling)].into_iter().collect();
        let figures = of(&plan, None);
        assert!((figures.vacancy.count - 1.0).abs() < 1e-9);
        same(figures.vacancies_covered.value(), 1.0);
    }
}

#[test]
fn a_post_that_a_scenario_makes_is_no_vacancy_before_its_day() {
    const MADE: u32 = crate::domain::scenario::MADE_IDS;
    let day = Some(on("05/10/2026"));
    let mut starter = staff(MADE, "New social worker 1", Role::SocialWorker, 1, 1);
    starter.first_day = day;
    let mut agency = staff(8, "Lee Stone", Role::SocialWorker, 1, 1);
    (agency.contract, agency.permanent_from) = (Contract::Agency, day);
    let mut plan = sound();
    plan.workers.push(starter);
    plan.workers.push(agency);
    let advertised =
        PostFilling::Vacant { since: day, expected: None, recruiting_from: day, covered_by: None };
    plan.posts.push(post(MADE, 1, PostFilling::Filled(WorkerId(MADE))));
    plan.posts.push(post(MADE + 1, 1, PostFilling::Filled(WorkerId(8))));
    plan.posts.push(post(MADE + 2, 1, advertised));
    // Five registered social workers are in post, managers included, and one from an agency.
    let today = of(&plan, None);
    assert_eq!((today.vacancy.count, today.vacancy.of, today.agency.count), (0.0, 5.0, 1.0));
    // From 5 October the starter and whoever has become permanent are in post, and the third post is vacant.
    plan.about = Arc::new(About { as_at: on("05/10/2026"), ..plan.about.as_ref().clone() });
    let later = of(&plan, None);
    assert_eq!((later.vacancy.count, later.vacancy.of, later.agency.count), (1.0, 8.0, 0.0));
}

#[test]
fn turnover_counts_those_who_left_in_the_year_to_the_day() {
    let turnover = |last: &str| {
        let mut plan = sound();
        plan.workers.change(WorkerId(4), |w| w.last_day = Some(on(last)));
        of(&plan, None).turnover.count
    };
    // Still in post on the last day; a year and a day ago is another year.
    for (last, left) in [("07/09/2026", 0.0), ("06/09/2026", 1.0), ("07/09/2025", 1.0), ("06/09/2025", 0.0)] {
        assert!((turnover(last) - left).abs() < 1e-9, "{last}");
    }
}

#[test]
fn a_day_of_two_sicknesses_is_lost_once_and_only_if_it_would_have_been_worked() {
    use crate::domain::plan::WorkingDays;
    let mut plan = sound();
    let sick = |id, first: &str, last: &str| Absence {
        kind: AbsenceKind::Sickness,
        ..leave(id, 3, first, last, &[])
    };
    // Monday 10 to Friday 21 August, and the second of the two weeks once more: ten working days.
    plan.absences =
        [sick(1, "10/08/2026", "21/08/2026"), sick(2, "17/08/2026", "21/08/2026")].into_iter().collect();
    let lost = |plan: &Plan| of(plan, None).absence.count;
    assert!((lost(&plan) - 10.0).abs() < 1e-9);
    plan.workers.change(WorkerId(3), |w| w.working_days = WorkingDays::parse("Mon Tue").unwrap());
    assert!((lost(&plan) - 4.0).abs() < 1e-9);
    // Five social workers and managers in post (two managers, Ada, Ben, Cyra), 253 days each.
    same(of(&plan, None).absence.value(), 4.0 / (5.0 * 253.0));
    plan.absences.change(AbsenceId(1), |a| a.kind = AbsenceKind::AnnualLeave);
    plan.absences.change(AbsenceId(2), |a| a.kind = AbsenceKind::AnnualLeave);
    assert!(lost(&plan).abs() < 1e-9);
}

#[test]
fn a_team_has_its_own_figures_and_a_manager_a_span() {
    let plan = hidden_children();
    let north = of(&plan, Some(TeamId(1)));
    assert_eq!((north.open_children, of(&plan, Some(TeamId(2))).open_children), (27, 0));
    // Moira supervises Ada, Ben and Gil and holds six children herself.
    assert_eq!(north.spans, [Span { manager: WorkerId(1), supervises: 3, holds: 6 }]);
    assert_eq!(of(&plan, Some(TeamId(2))).average_caseload.value(), None);
    assert!(north.left_out_children.contains(&ChildId(19)));
}

#[test]
fn a_vacancy_is_covered_only_by_agency_and_only_as_far_as_their_time_goes() {
    // Two posts of 1.0: half of one is covered by agency at 0.5, the other by somebody whom the council employs.
    let mut plan = sound();
    plan.workers.change(WorkerId(4), |w| (w.contract, w.fte) = (Contract::Agency, Fte::from_parts(5_000)));
    let vacant = |id, by| {
        let covered_by = Some(WorkerId(by));
        post(id, 1, PostFilling::Vacant { since: None, expected: None, recruiting_from: None, covered_by })
    };
    plan.posts = [vacant(1, 4), vacant(2, 3)].into_iter().collect();
    same(of(&plan, None).vacancies_covered.value(), 0.25);
}

#[test]
fn a_teams_average_with_everyone_counted_is_never_below_the_official_one() {
    // Ben of team 1 holds a child of team 2; in team 1 another child waits.
    let mut plan = sound();
    plan.children.change(ChildId(1), |c| (c.team, c.holder) = (Some(TeamId(2)), Holder::Worker(WorkerId(4))));
    plan.children.change(ChildId(2), |c| (c.team, c.holder) = (Some(TeamId(1)), Holder::Tray(TeamId(1))));
    plan.children.change(ChildId(3), |c| (c.team, c.holder) = (Some(TeamId(2)), Holder::Worker(WorkerId(5))));
    let team_1 = of(&plan, Some(TeamId(1)));
    same(team_1.average_caseload.value(), 1.0);
    same(team_1.average_everyone.value(), 2.0);
}
