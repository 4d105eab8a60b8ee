//! The defaults, the fit and the balance, worked by hand.

use std::sync::Arc;

use proptest::prelude::*;

use super::*;
use crate::domain::ids::{ChildId, FamilyId, TeamId};
use crate::domain::plan::arbitrary;
use crate::domain::plan::*;
use crate::domain::samples::{on, sound, staff};

/// New work of one family of one child a week that begins as an assessment, unless said otherwise.
fn new_work(team: u32, families_a_week: f64) -> TeamDemand {
    TeamDemand {
        families_a_week,
        case_mix: vec![CaseMix { case_type: CaseType::Assessment, share: 1.0 }],
        ..TeamDemand::new(TeamId(team))
    }
}

fn journey(case_type: CaseType, days: f64, then: &[(Outcome, f64)]) -> Journey {
    let then = then.iter().map(|&(outcome, share)| OutcomeShare { outcome, share }).collect();
    Journey { case_type, length: LengthOfWork::Exponential { mean_days: days }, then }
}

fn with_demand(teams: Vec<TeamDemand>, journeys: Vec<Journey>) -> Plan {
    let mut plan = sound();
    plan.demand = Arc::new(Demand { official_figures_of: String::new(), teams, journeys });
    plan
}

const CLOSES: Outcome = Outcome::Closes;

fn becomes(case_type: CaseType) -> Outcome {
    Outcome::Becomes(case_type)
}

fn near(value: f64, wanted: f64) {
    assert!((value - wanted).abs() < 1e-6 * wanted.max(1.0), "{value} is not {wanted}");
}

/// A service of one team that holds everything, with so many children open, of full-time social workers 3 and 4.
fn service(children: u32, case_type: CaseType) -> Plan {
    let mut plan = sound();
    plan.teams.retain(|team| team.id == TeamId(1));
    let child = |n: u32| {
        let mut child = Child::new(ChildId(n), &format!("CH-{n}"), Some(TeamId(1)), case_type);
        child.opened = Some(on("01/06/2026"));
        child
    };
    plan.children = (1..=children).map(child).collect();
    plan
}

#[test]
fn two_types_of_work_come_level_by_hand() {
    // 14 families a week of one child are 2 a day. 50 days of assessment: 100 children. 30 % become children in need for 200
    // days: 0.6 a day, 120 children, of whom a tenth are assessed again: v = 2 + 0.1 × 0.3 v, v = 2 ÷ 0.97.
    let plan = with_demand(
        vec![new_work(1, 14.0)],
        vec![
            journey(CaseType::Assessment, 50.0, &[(CLOSES, 0.7), (becomes(CaseType::ChildInNeed), 0.3)]),
            journey(CaseType::ChildInNeed, 200.0, &[(CLOSES, 0.9), (becomes(CaseType::Assessment), 0.1)]),
        ],
    );
    let state = steady_state(&plan);
    let level = state.level.unwrap();
    near(level.by_type[0].begin_a_week, 14.0 / 0.97);
    near(level.by_type[0].children, 100.0 / 0.97);
    near(level.by_type[1].children, 120.0 / 0.97);
    near(level.children, 220.0 / 0.97); // 226.8
    near(level.social_workers.unwrap(), 220.0 / 0.97 / 18.0); // 12.6
    // South has one of the three children in need of today, so North, where work comes in, hands on a third, 0.2 a day. It has
    // two thirds assessed again itself: ÷ (1 − 0.1 × 0.3 × ⅔) = 0.98. What South has it keeps: ÷ 0.97, for 200 + 0.1 × 50 days.
    near(level.by_team[1].children, 41.0 / 0.98 / 0.97);
    near(level.by_team[0].children, 220.0 / 0.97 - 41.0 / 0.98 / 0.97);
    assert_eq!(
        state.sentence,
        "With these numbers, work in equals work out at about 227 children and 13 full-time social workers, each at the cap of 18. \
         The plan has 3 open children and 3.0 FTE of social workers in post"
    );
    assert!(state.notes.is_empty(), "{:?}", state.notes);
}

#[test]
fn re_referrals_come_on_top_of_new_families_and_large_families_bring_more_children() {
    let mut team = new_work(1, 7.0);
    team.re_referral = 0.2; // all = new ÷ 0.8
    team.family_sizes = vec![0.5, 0.5]; // 1.5 children
    team.month_index = [0.5; 12]; // half a usual year
    let plan = with_demand(vec![team], vec![journey(CaseType::Assessment, 40.0, &[(CLOSES, 1.0)])]);
    // 7 × 1.5 × 0.5 ÷ 7 = 0.75 a day; ÷ 0.8 = 0.9375; × 40 = 37.5.
    near(steady_state(&plan).level.unwrap().children, 37.5);
}

#[test]
fn work_goes_to_the_teams_that_hold_it_and_care_leavers_to_personal_advisers() {
    let mut plan = with_demand(
        vec![new_work(1, 7.0)],
        vec![
            journey(CaseType::Assessment, 36.0, &[(becomes(CaseType::CareLeaver), 0.5), (CLOSES, 0.5)]),
            journey(CaseType::CareLeaver, 100.0, &[(CLOSES, 1.0)]),
        ],
    );
    plan.teams.change(TeamId(1), |team| team.holds = vec![CaseType::Assessment]);
    plan.teams.change(TeamId(2), |team| team.holds = vec![CaseType::CareLeaver]);
    let state = steady_state(&plan);
    let level = state.level.unwrap();
    near(level.by_team[0].children, 36.0);
    near(level.by_team[1].children, 50.0);
    near(level.social_workers.unwrap(), 2.0); // 36 ÷ 18: the care leavers are with advisers
    near(level.advisers.unwrap(), 2.0); // 50 ÷ 25
    near(level.by_team[1].social_workers, 0.0);
    assert!(state.notes[0].contains("50 are care leavers"), "{:?}", state.notes);
}

#[test]
fn what_cannot_come_level_says_so() {
    let nothing = steady_state(&sound());
    assert_eq!(nothing.level, None);
    assert!(
        nothing.sentence.starts_with("Nothing is said yet of new work. Choose a council"),
        "{}",
        nothing.sentence
    );
    let round = with_demand(
        vec![new_work(1, 1.0)],
        vec![
            journey(CaseType::Assessment, 50.0, &[(becomes(CaseType::ChildInNeed), 1.0)]),
            journey(CaseType::ChildInNeed, 50.0, &[(becomes(CaseType::Assessment), 1.0)]),
        ],
    );
    assert_eq!(
        steady_state(&round).sentence,
        "Work in and work out never come level: assessment and child in need work goes round without end. Let a share of it close"
    );
    let mut again = new_work(1, 1.0);
    again.re_referral = 1.0;
    let again = with_demand(vec![again], vec![journey(CaseType::Assessment, 50.0, &[(CLOSES, 1.0)])]);
    assert!(steady_state(&again).sentence.contains("all the closed work of North comes back"));
    let mut some = with_demand(vec![new_work(1, 7.0)], Vec::new());
    assert!(steady_state(&some).notes[0].contains("Nothing says how long assessment work lasts"));
    Arc::make_mut(&mut some.demand).teams[0].families_a_week = 0.0;
    assert!(steady_state(&some).sentence.starts_with("No families come in"));
}

#[test]
fn laws_are_found_again_from_their_quantiles_and_bands() {
    // Median 100 and σ 0.5: upper quartile 100 × e^(0.6745 × 0.5), mean 100 × e^0.125.
    let (median, mean) = law::from_quartiles(100.0, 100.0 * (0.674_489_75_f64 * 0.5).exp()).unwrap();
    near(median, 100.0);
    assert!((mean - 100.0 * 0.125_f64.exp()).abs() < 1e-4, "{mean}");
    // England's ended child protection plans: by hand, σ 0.706 and a median of 225 days.
    let (median, sigma) = law::of_bands(&[16.3, 11.7, 43.3, 24.9, 3.8]).unwrap();
    assert!((median - 225.0).abs() < 2.0 && (sigma - 0.706).abs() < 0.005, "{median} {sigma}");
    // An exponential length: (1 − e^−1) of those who began in one mean are still open.
    let still = law::share_still_open(LengthOfWork::Exponential { mean_days: 1000.0 }, 1000);
    assert!((still - (1.0 - (-1.0_f64).exp())).abs() < 1e-5, "{still}");
}

#[test]
fn england_gives_journeys_that_start_as_many_plans_as_were_published() {
    let england = OfficialFigures::england();
    let all = journeys::journeys(&england, &|_| true);
    let mut begin = [0.0; 10];
    begin[0] = 1.0;
    let (flow, open) = flows::by_type(&all, &begin).unwrap();
    // 621,880 × 0.937 = 582,702 assessed; 185,660 and 62,110 plans started for them: 0.3186 and 0.1066.
    assert!((flow[flows::place(CaseType::ChildInNeed)] - 0.3186).abs() < 0.003, "{flow:?}");
    assert!((flow[flows::place(CaseType::ChildProtection)] - 0.1066).abs() < 0.002, "{flow:?}");
    // In a year so many assessed keep about as many plans open as were published: 103,440 and 49,900.
    let open_at_once = |case_type| open[flows::place(case_type)] * 582_702.0 / 365.0;
    assert!((open_at_once(CaseType::ChildInNeed) / 103_440.0 - 1.0).abs() < 0.03);
    assert!((open_at_once(CaseType::ChildProtection) / 49_900.0 - 1.0).abs() < 0.03);
    let length = |place: usize| all[place].length;
    // 34 working days × 7 ÷ 5 = 47.6; σ = ln(44 ÷ 34) ÷ 0.6745 = 0.382; mean 47.6 × e^(0.382² ÷ 2) = 51.2.
    assert_eq!(length(0), LengthOfWork::LogNormal { median_days: 48.0, mean_days: 51.0 });
    assert!(
        (mean_days(length(1)) - 204.0).abs() < 1.5,
        "103,440 × 365 ÷ 185,045 is 204 days: {:?}",
        length(1)
    );
    assert!((mean_days(length(2)) - 289.0).abs() < 2.0, "{:?}", length(2));
}

#[test]
fn a_plan_as_large_as_england_gets_englands_referrals() {
    let plan = service(400, CaseType::ChildInNeed);
    let made = defaults(&plan, &OfficialFigures::england());
    // 582,701.6 assessed × 400 ÷ 399,460 = 583.5 a year, 11.19 a week; 1.98 to a family: 5.652; without 22.4 %: 4.386.
    assert_eq!(made.demand.teams.len(), 1);
    let team = &made.demand.teams[0];
    assert!((team.families_a_week - 4.39).abs() < 0.011, "{}", team.families_a_week);
    assert!((team.re_referral - 0.224).abs() < 1e-9);
    assert_eq!(team.case_mix, [CaseMix { case_type: CaseType::Assessment, share: 1.0 }]);
    assert_eq!(team.family_sizes, FAMILY_SIZES);
    assert_eq!(made.demand.official_figures_of, "England, 2023/24");
    let footing = made.footing("families_a_week.T1").unwrap();
    assert!(
        footing.text.contains("582,702 children referred with further action, for 399,460 in need"),
        "{}",
        footing.text
    );
    assert!(footing.ground.is_assumption());
    assert_eq!(made.footing("length.assessment").unwrap().ground, Ground::Official);
    assert_eq!(made.footing("sizes.T1").unwrap().ground, Ground::Assumed);
    // Every figure says where it comes from.
    for name in ["families_a_week", "sizes", "mix", "re_referral", "months"] {
        assert!(made.footing(&format!("{name}.T1")).is_some(), "{name}");
    }
    for journey in &made.demand.journeys {
        for name in ["length", "median", "mean", "then"] {
            assert!(made.footing(&format!("{name}.{}", journey.case_type.key())).is_some(), "{name}");
        }
    }
}

#[test]
fn new_work_goes_to_those_who_assess_and_work_leads_only_where_it_is_held() {
    let mut plan = service(400, CaseType::ChildInNeed);
    plan.teams = sound().teams.iter().map(|team| (**team).clone()).collect();
    plan.teams.change(TeamId(1), |team| team.holds = vec![CaseType::Assessment]);
    plan.teams.change(TeamId(2), |team| {
        team.holds = vec![CaseType::ChildInNeed, CaseType::ChildProtection, CaseType::DisabledChild];
    });
    for n in 0..90 {
        plan.children.push(Child::new(ChildId(1000 + n), "D", Some(TeamId(2)), CaseType::DisabledChild));
    }
    let made = defaults(&plan, &OfficialFigures::england());
    let teams: Vec<u32> = made.demand.teams.iter().map(|team| team.team.0).collect();
    assert_eq!(teams, [1, 2], "the second only for disabled children");
    let second = &made.demand.teams[1];
    // 90 ÷ 900 days × 0.9 × 7 = 0.63 a week; 1.1 to a family; less 5 %: 0.544.
    assert!((second.families_a_week - 0.54).abs() < 0.006, "{}", second.families_a_week);
    assert_eq!(second.case_mix[0].case_type, CaseType::DisabledChild);
    assert!((second.month_index[7] - 1.0).abs() < 1e-9);
    let held =
        [CaseType::Assessment, CaseType::ChildInNeed, CaseType::ChildProtection, CaseType::DisabledChild];
    assert!(made.demand.journeys.iter().all(|journey| held.contains(&journey.case_type)));
    for next in made.demand.journeys.iter().flat_map(|journey| &journey.then) {
        assert!(
            matches!(next.outcome, Outcome::Closes)
                || matches!(next.outcome, Outcome::Becomes(t) if held.contains(&t))
        );
    }
    for journey in &made.demand.journeys {
        near(journey.then.iter().map(|next| next.share).sum(), 1.0);
    }
    // Shares that the plan sets come before staff.
    plan.teams.change(TeamId(2), |team| {
        (team.holds, team.new_work_percent) = (vec![CaseType::Assessment], Some(25));
    });
    let made = defaults(&plan, &OfficialFigures::england());
    let [first, second] = &made.demand.teams[..] else { panic!() };
    assert!((first.families_a_week / second.families_a_week - 3.0).abs() < 0.02);
}

#[test]
fn teams_that_do_not_assess_get_what_others_send_them() {
    let mut plan = service(300, CaseType::ChildProtection);
    plan.teams.change(TeamId(1), |team| team.holds = vec![CaseType::ChildInNeed, CaseType::ChildProtection]);
    let made = defaults(&plan, &OfficialFigures::england());
    let mix: Vec<CaseType> = made.demand.teams[0].case_mix.iter().map(|mix| mix.case_type).collect();
    assert_eq!(mix, [CaseType::ChildInNeed, CaseType::ChildProtection]);
    let level = steady_state(&Plan { demand: Arc::new(made.demand), ..plan }).level.unwrap();
    // England’s figures: nearly as many start as end, so the plan comes level not far from where it is.
    assert!((level.children / 300.0 - 1.0).abs() < 0.5, "{}", level.children);
}

#[test]
fn an_area_without_figures_takes_englands_and_says_so() {
    let england = OfficialFigures::england();
    let bare = OfficialFigures {
        area: "Example".to_owned(),
        referrals: None,
        re_referral_percent: None,
        no_further_action_percent: None,
        not_in_need_percent: None,
        episodes_started: None,
        episodes_at_31_march: None,
        assessment_working_days: [None; 3],
        section_47: None,
        conferences: None,
        protection_plans: [None; 3],
        need_plans: [None; 3],
        episode_lengths: None,
        protection_plan_lengths: None,
        ..england.clone()
    };
    let plan = service(400, CaseType::ChildInNeed);
    let (made, wanted) = (defaults(&plan, &bare), defaults(&plan, &england));
    assert_eq!(made.demand.teams, wanted.demand.teams);
    assert_eq!(made.demand.journeys, wanted.demand.journeys);
    assert!(made.notes[0].contains("England’s stand in"), "{:?}", made.notes);
    assert!(made.footing("length.assessment").unwrap().text.starts_with("England"));
}

#[test]
fn a_list_with_enough_says_how_many_come_and_how_long_they_stay() {
    // As at 7 September: 80 assessments in 40 families of two, one begun on each of the last 80 days.
    let mut plan = service(80, CaseType::Assessment);
    let as_at = on("07/09/2026");
    plan.families = (1..=40)
        .map(|n| Family { id: FamilyId(n), reference: format!("FA-{n}"), notes: String::new() })
        .collect();
    let children: Vec<Child> = plan
        .children
        .iter()
        .enumerate()
        .map(|(n, child)| {
            let mut child = (**child).clone();
            child.opened = as_at.checked_sub_days(chrono::Days::new(n as u64));
            child.family = Some(FamilyId(n as u32 / 2 + 1));
            child
        })
        .collect();
    plan.children = children.into_iter().collect();
    let made = fit(&plan, &OfficialFigures::england());
    // Open for 0.5 to 79.5 days, each as often: all last 80 days. The least spread that is allowed takes a hundredth off.
    assert_eq!(
        made.demand.journeys[0].length,
        LengthOfWork::LogNormal { median_days: 79.0, mean_days: 79.0 }
    );
    let team = &made.demand.teams[0];
    assert_eq!(team.family_sizes, [0.0, 1.0]);
    // 56 of them began in the last 56 days: 7 a week and the few who are done; families of two; 22.4 % were here before.
    let still = law::share_still_open(made.demand.journeys[0].length, 56);
    // 14 July to 7 September: 18 days of July, 31 of August, 7 of September.
    let season = (18.0 * 1.035 + 31.0 * 0.836 + 7.0 * 1.001) / 56.0;
    let wanted = 7.0 / still / season / 2.0 * (1.0 - 0.224);
    assert!((team.families_a_week - wanted).abs() < 0.006, "{} {wanted}", team.families_a_week);
    let footing = made.footing("families_a_week.T1").unwrap();
    assert_eq!(footing.ground, Ground::Fitted);
    assert!(footing.text.starts_with("From 56 children opened since 14/07/2026"), "{}", footing.text);
    assert_eq!(made.footing("sizes.T1").unwrap().text, "From 40 families with open children");
    // What the list does not show stays as it was, and says so.
    let text = &made.footing("length.child_in_need").unwrap().text;
    assert!(
        text.ends_with("Not fitted: only 0 child in need children have a day on which the work began"),
        "{text}"
    );
}

#[test]
fn a_list_with_too_little_changes_nothing_and_says_so() {
    let plan = service(20, CaseType::Assessment);
    let (made, wanted) =
        (fit(&plan, &OfficialFigures::england()), defaults(&plan, &OfficialFigures::england()));
    assert_eq!(made.demand, wanted.demand);
    assert!(made.footing("families_a_week.T1").unwrap().text.starts_with("Not fitted: only 20"));
    assert!(made.notes.iter().any(|note| note.contains("the list has 0 families")), "{:?}", made.notes);
    let empty = fit(&Plan::empty(on("07/09/2026")), &OfficialFigures::england());
    assert!(empty.demand.teams.is_empty() && !empty.notes.is_empty());
    // No children yet, but social workers: new work for the places they have.
    let mut plan = service(0, CaseType::Assessment);
    plan.workers = [staff(3, "Ada Brook", Role::SocialWorker, 1, 0)].into_iter().collect();
    let made = defaults(&plan, &OfficialFigures::england());
    assert!(made.footing("families_a_week.T1").unwrap().text.contains("the 18 children for whom"));
}

fn sound_numbers(demand: &Demand) -> Result<(), TestCaseError> {
    for team in &demand.teams {
        let numbers = team
            .family_sizes
            .iter()
            .chain(&team.month_index)
            .chain([&team.families_a_week, &team.re_referral]);
        prop_assert!(numbers.clone().all(|number| number.is_finite() && *number >= 0.0), "{team:?}");
        prop_assert!(team.case_mix.iter().all(|mix| mix.share > 0.0 && mix.share <= 1.0), "{team:?}");
    }
    for journey in &demand.journeys {
        prop_assert!(mean_days(journey.length).is_finite() && mean_days(journey.length) > 0.0, "{journey:?}");
        let sum: f64 = journey.then.iter().map(|next| next.share).sum();
        prop_assert!((sum - 1.0).abs() < 0.002, "{journey:?}");
    }
    Ok(())
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, cases: 96, ..ProptestConfig::default() })]

    #[test]
    fn whatever_the_plan_every_figure_is_a_number_that_can_be(plan in arbitrary::plan()) {
        let state = steady_state(&plan);
        prop_assert!(!state.sentence.is_empty());
        if let Some(level) = &state.level {
            let by_type = level.by_type.iter().flat_map(|level| [level.begin_a_week, level.mean_days, level.children]);
            let by_team = level.by_team.iter().flat_map(|level| [level.children, level.social_workers, level.fte_now]);
            let all = [level.children, level.with_advisers, level.social_workers.unwrap_or(0.0), level.advisers.unwrap_or(0.0)];
            prop_assert!(by_type.chain(by_team).chain(all).all(|number| number.is_finite() && number >= 0.0), "{level:?}");
        }
        for made in [defaults(&plan, &OfficialFigures::england()), fit(&plan, &OfficialFigures::england())] {
            sound_numbers(&made.demand)?;
            let state = steady_state(&Plan { demand: Arc::new(made.demand), ..plan.clone() });
            prop_assert!(!state.sentence.is_empty() && state.level.is_none_or(|level| level.children.is_finite()));
        }
    }

    #[test]
    fn the_children_of_all_types_are_those_of_all_teams(families in 0.1_f64..50.0, back in 0.0_f64..0.9, on in 0.0_f64..1.0) {
        let plan = with_demand(
            vec![new_work(1, families), new_work(2, families)],
            vec![
                journey(CaseType::Assessment, 50.0, &[(becomes(CaseType::ChildInNeed), on)]),
                journey(CaseType::ChildInNeed, 200.0, &[(becomes(CaseType::Assessment), back)]),
            ],
        );
        let level = steady_state(&plan).level.unwrap();
        let types: f64 = level.by_type.iter().map(|level| level.children).sum();
        let teams: f64 = level.by_team.iter().map(|level| level.children).sum();
        prop_assert!((types - teams).abs() < 1e-6 * types && (types - level.children).abs() < 1e-6 * types);
        let wanted = families * 2.0 / 7.0 * (50.0 + on * 200.0) / (1.0 - on * back);
        prop_assert!((types / wanted - 1.0).abs() < 1e-9, "{} {}", types, wanted);
    }
}
