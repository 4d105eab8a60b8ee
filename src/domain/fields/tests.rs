use std::sync::Arc;

use proptest::prelude::*;

use crate::domain::calendar::{Closure, Division};
use crate::domain::edit::{Edit, apply};
use crate::domain::fields;
use crate::domain::ids::{AbsenceId, ChildId, PostId, ScenarioId, TeamId, Thing, WorkerId};
use crate::domain::plan::*;
use crate::domain::samples::{on, post, sound};
use crate::domain::units::{Fte, Points};

/// Everything in a plan that has fields.
fn things(plan: &Plan) -> Vec<Thing> {
    let mut things = vec![
        Thing::About,
        Thing::Calendar,
        Thing::Policy,
        Thing::Demand,
        Thing::Workforce,
        Thing::Forecast,
        Thing::Target,
    ];
    things.extend(plan.teams.iter().map(|r| Thing::Team(r.id)));
    things.extend(plan.posts.iter().map(|r| Thing::Post(r.id)));
    things.extend(plan.workers.iter().map(|r| Thing::Worker(r.id)));
    things.extend(plan.absences.iter().map(|r| Thing::Absence(r.id)));
    things.extend(plan.families.iter().map(|r| Thing::Family(r.id)));
    things.extend(plan.children.iter().map(|r| Thing::Child(r.id)));
    things.extend(plan.scenarios.iter().map(|r| Thing::Scenario(r.id)));
    things
}

fn set(plan: &Plan, of: Thing, field: &str, to: &str) -> Result<Plan, String> {
    let edit = Edit::Set { of, field: field.to_owned(), to: to.to_owned() };
    apply(plan, &edit).map_err(|refusal| refusal.0)
}

/// A plan in which every field of every kind of thing holds something.
fn full() -> Plan {
    let mut plan = sound();
    let about = Arc::make_mut(&mut plan.about);
    about.title = "Autumn: plan, “new”".to_owned();
    (about.council, about.author) = ("Example Borough".to_owned(), "M. Nash".to_owned());
    about.notes = "Two lines\nof notes".to_owned();
    let calendar = Arc::make_mut(&mut plan.calendar);
    calendar.division = Division::NorthernIreland;
    let closure = |label: &str| Closure {
        first_day: on("29/12/2026"),
        last_day: on("31/12/2026"),
        label: label.to_owned(),
    };
    calendar.closures = vec![closure("Christmas: offices shut"), closure("")];
    let policy = Arc::make_mut(&mut plan.policy);
    policy.weights =
        vec![(CaseType::Court, Points::new(2.25).unwrap()), (CaseType::ChildInNeed, Points::default())];
    policy.caps[0].cap.points = Points::new(20.5);
    policy.most_new_a_week = None;
    policy.allocation_days = WorkingDays::parse("Tue Thu").unwrap();
    policy.siblings = SiblingRule::Always;
    policy.visit_clock = VisitClock::DayOfVisit;
    policy.unnamed_states.clear();
    let demand = Arc::make_mut(&mut plan.demand);
    demand.official_figures_of = "England".to_owned();
    let share = |case_type, share| CaseMix { case_type, share };
    demand.teams = vec![
        TeamDemand {
            team: TeamId(1),
            families_a_week: 4.35,
            month_index: [0.9, 1.09, 1.1, 1.03, 0.84, 1.0, 1.04, 1.07, 0.87, 1.03, 0.96, 1.07],
            family_sizes: vec![1.0 / 3.0, 0.157, 0.07, 0.29, 0.1 + 0.2],
            case_mix: vec![share(CaseType::Assessment, 0.9), share(CaseType::AsylumSeeking, 0.1)],
            re_referral: 0.224,
            priorities: [0.2, 0.157, 1.0 / 3.0, 0.1 + 0.2],
        },
        TeamDemand {
            team: TeamId(2),
            families_a_week: 0.0,
            month_index: [1.0; 12],
            family_sizes: Vec::new(),
            case_mix: Vec::new(),
            re_referral: 0.0,
            priorities: TeamDemand::ALL_MEDIUM,
        },
    ];
    let then = |outcome, share| OutcomeShare { outcome, share };
    let journey = |case_type, length, then| Journey { case_type, length, then };
    demand.journeys = vec![
        journey(
            CaseType::Assessment,
            LengthOfWork::LogNormal { median_days: 48.0, mean_days: 56.5 },
            vec![then(Outcome::Closes, 0.6), then(Outcome::Becomes(CaseType::ChildProtection), 0.4)],
        ),
        journey(CaseType::Court, LengthOfWork::Exponential { mean_days: 266.0 }, Vec::new()),
        journey(CaseType::LookedAfter, LengthOfWork::Fixed { days: 900.0 }, vec![then(Outcome::Closes, 1.0)]),
    ];
    let workforce = Arc::make_mut(&mut plan.workforce);
    workforce.leavers_a_year = vec![(Contract::Agency, 1.0 / 3.0), (Contract::Permanent, 0.118)];
    workforce.notice_weeks = vec![(Contract::FixedTerm, 4), (Contract::Permanent, 12)];
    workforce.asye_cohorts = vec![(9, 6), (3, 2)];
    workforce.agency_ramp = Some(Ramp::new(&[(0, 50), (2, 100)]));
    let forecast = Arc::make_mut(&mut plan.forecast);
    (forecast.seed, forecast.error_percent, forecast.fixed_runs) = (u64::MAX, 0.75, Some(40));
    let target = Arc::make_mut(&mut plan.target);
    let promises =
        ["no child protection child waits over 1", "no team over 3 from 04/01/2027 in 80 of 100 years"];
    target.promises = promises.iter().map(|text| text.parse().unwrap()).collect();
    target.vary = crate::domain::target::Variation::read("posts 0..4 in T1, T2 from 04/01/2027 fte 0.8").ok();
    (target.costs.salaries, target.costs.on_costs_percent) = (vec![(Role::Student, 12)], 27);
    plan.teams.change(TeamId(1), |t| {
        t.holds = vec![CaseType::Assessment, CaseType::ChildInNeed];
        t.deputies = vec![WorkerId(2), WorkerId(5)];
        t.duty = Some(DutyPattern {
            one_week_in: 3,
            first_week: Some(on("07/09/2026")),
            order: vec![WorkerId(3), WorkerId(4)],
            ..DutyPattern::default()
        });
        t.new_work_percent = Some(60);
        t.notes = "North".to_owned();
    });
    plan.posts.push(post(
        2,
        2,
        PostFilling::Vacant {
            since: Some(on("01/06/2026")),
            expected: Some(on("02/11/2026")),
            recruiting_from: Some(on("05/10/2026")),
            covered_by: Some(WorkerId(4)),
        },
    ));
    plan.posts.push(post(3, 2, PostFilling::Held { since: Some(on("01/04/2026")) }));
    plan.workers.change(WorkerId(3), |w| {
        w.also_known_as = vec!["A. Brook".to_owned(), "Brook-Hall, Ada".to_owned()];
        w.fte = Fte::from_parts(5_214);
        w.working_days = WorkingDays::parse("Mon Wed Fri").unwrap();
        w.contract = Contract::FixedTerm;
        (w.first_day, w.last_day) = (Some(on("01/09/2025")), Some(on("31/08/2027")));
        (w.notice_given, w.asye_start) = (Some(on("01/09/2026")), Some(on("01/09/2025")));
        w.cap = Some(Cap { children: 12, points: Points::new(14.0) });
        w.ramp = Some(Ramp::new(&[(0, 40), (6, 80)]));
        w.skills = vec!["court".to_owned(), "Urdu".to_owned()];
        w.may_not_hold = vec![CaseType::Court, CaseType::ChildProtection];
        w.registration = "SW12345".to_owned();
        w.known_from = KnownFrom::ChildListOnly;
        w.notes = "Asked for Fridays".to_owned();
    });
    plan.workers.change(WorkerId(4), |w| w.working_days = WorkingDays::none());
    plan.absences.change(AbsenceId(1), |a| {
        (a.last_day, a.expected_return) = (None, Some(on("01/11/2026")));
        a.status = AbsenceStatus::Requested;
        a.cover = vec![WorkerId(4), WorkerId(5)];
        a.phased_return = Some(PhasedReturn { weekly_percent: vec![40, 60, 80] });
    });
    let named = |name: &str| PastHolder::Named(name.to_owned());
    plan.children.change(ChildId(1), |c| {
        c.priority = Priority::Urgent;
        c.holder = Holder::Transfer {
            from: Some(TeamId(1)),
            to: TeamId(2),
            sender: Some(WorkerId(3)),
            receiver: Some(WorkerId(5)),
            on: Some(on("01/10/2026")),
        };
        (c.closes, c.turns_18) = (Some(on("01/12/2027")), Some(on("15/05/2031")));
        c.due = DueKind::ALL.iter().map(|kind| DueDate { kind: *kind, on: on("14/09/2026") }).collect();
        let past = |who, from: Option<&str>, reason| PastWorker {
            who,
            from: from.map(on),
            to: on("01/03/2026"),
            reason,
        };
        c.past_workers = vec![
            past(PastHolder::Worker(WorkerId(4)), Some("01/02/2026"), Some(ChangeReason::WorkerLeft)),
            past(named("Pat Lee"), None, None),
            past(named("Lee Vale (agency)"), None, Some(ChangeReason::Other)),
            past(named("Kim Hale (agency)"), None, None),
        ];
        c.needs = vec![Need::Court, Need::Language("Urdu".to_owned()), Need::Skill("autism".to_owned())];
        c.pinned_to = Some(WorkerId(3));
        c.notes = "A note".to_owned();
    });
    plan.children.change(ChildId(2), |c| c.holder = Holder::AwaitingClosure(None));
    for (id, holder) in [
        (4, Holder::Manager(WorkerId(1))),
        (5, Holder::DutyWorker(WorkerId(4))),
        (6, Holder::DutyRota(TeamId(1))),
        (7, Holder::Tray(TeamId(2))),
        (8, Holder::Nobody),
        (9, Holder::LeadPractitioner(WorkerId(7))),
        (10, Holder::PersonalAdviser(WorkerId(6))),
        (11, Holder::AwaitingClosure(Some(WorkerId(3)))),
        (12, Holder::Transfer { from: None, to: TeamId(2), sender: None, receiver: None, on: None }),
    ] {
        let mut child = Child::new(ChildId(id), &format!("CH-{id}"), Some(TeamId(1)), CaseType::CareLeaver);
        child.holder = holder;
        plan.children.push(child);
    }
    plan.scenarios.push(Scenario {
        id: ScenarioId(1),
        name: "Six from September".to_owned(),
        description: "What six more would do".to_owned(),
        changes: Vec::new(),
    });
    plan
}

#[test]
fn every_field_of_every_thing_set_to_its_own_text_leaves_the_plan_as_it_was() {
    let plan = full();
    let mut seen = 0;
    for thing in things(&plan) {
        for (info, text) in fields::all(&plan, thing) {
            let after = set(&plan, thing, &info.key, &text);
            assert!(after.is_ok(), "{thing} {}: “{text}”: {after:?}", info.key);
            assert!(
                after.is_ok_and(|after| after == plan),
                "{thing} {}: “{text}” reads back as another",
                info.key
            );
            seen += 1;
        }
    }
    assert!(seen > 300, "{seen}");
}

#[test]
fn keys_are_unique_labels_are_there_and_a_field_that_does_not_exist_is_refused() {
    let plan = full();
    for thing in things(&plan) {
        let mut keys: Vec<&str> = fields::of(thing).iter().map(|info| info.key.as_str()).collect();
        let count = keys.len();
        keys.sort_unstable();
        keys.dedup();
        assert_eq!(keys.len(), count, "{thing}");
        assert!(fields::of(thing).iter().all(|i| !i.label.is_empty() && !i.hint.is_empty()), "{thing}");
        assert!(set(&plan, thing, "no_such_field", "1").is_err());
        assert_eq!(fields::get(&plan, thing, "no_such_field"), None);
    }
    assert_eq!(fields::get(&plan, Thing::Worker(WorkerId(99)), "name"), None);
    assert!(fields::all(&plan, Thing::Post(PostId(99))).is_empty());
}

#[test]
fn what_makes_no_sense_is_refused_with_a_sentence() {
    let plan = full();
    let child = Thing::Child(ChildId(1));
    let ada = Thing::Worker(WorkerId(3));
    for (thing, field, text) in [
        (ada, "fte", "2.5"),
        (ada, "working_days", "Mon Someday"),
        (ada, "first_day", "31/02/2026"),
        (ada, "role", "wizard"),
        (ada, "name", "  "),
        (ada, "team", "T9"),
        (ada, "supervisor", "W99"),
        (ada, "ramp", "week 4: 50%\nweek 2: 80%"),
        (ada, "ramp", "week 0: 150%"),
        (child, "holder", "worker"),
        (child, "holder", "worker T1"),
        (child, "holder", "tray T9"),
        (child, "holder", "transfer from T1"),
        (child, "family", "F9"),
        (child, "reference", ""),
        (child, "due", "14/09/2026 Picnic"),
        (Thing::About, "horizon_weeks", "0"),
        (Thing::About, "as_at", ""),
        (Thing::Policy, "grace_working_days", "-1"),
        (Thing::Calendar, "closures", "31/12/2026 - 29/12/2026: Back to front"),
        (Thing::Demand, "journeys", "assessment | log-normal median 60 mean 50 | closes 100"),
        (Thing::Demand, "teams", "T1 | mix assessment 120"),
        (Thing::Demand, "teams", "T1 | priorities 20 50 30"),
        (Thing::Demand, "teams", "T1 | priorities 120 0 0 0"),
        (Thing::Workforce, "leave_block_working_days", "0"),
        (Thing::Forecast, "seed", "-1"),
        (Thing::Forecast, "weeks", "0"),
        (Thing::Forecast, "weeks", "2001"),
        (Thing::Forecast, "error_percent", "0.4"),
        (Thing::Forecast, "most_runs", "9"),
        (Thing::Forecast, "fixed_runs", "0"),
        (Thing::Forecast, "fixed_runs", "100001"),
        (Thing::Forecast, "failing_chance_percent", "100"),
        (Thing::Post(PostId(1)), "covered_by", "W4"),
        (Thing::Post(PostId(1)), "held", "yes"),
    ] {
        let refused = set(&plan, thing, field, text);
        let sentence = refused.expect_err(&format!("{thing} {field} took “{text}”"));
        assert!(sentence.len() > 5, "{sentence}");
    }
}

#[test]
fn promises_and_variations_are_read_where_they_are_typed_and_their_teams_are_those_of_the_plan() {
    let plan = sound();
    let refused = |field: &str, text: &str| set(&plan, Thing::Target, field, text).unwrap_err();
    assert_eq!(
        refused("promises", "no team over 3\nno team ofer 3"),
        "“no team ofer 3”: “ofer” is not understood here. Write how many children a team may have: no team over 3"
    );
    assert!(
        refused("vary", "posts 0..4 in T99 from 04/01/2027")
            .ends_with("a team of the plan, by its name or its id")
    );
    assert!(refused("salary_social_worker", "a lot").starts_with("Write whole pounds"));
    let name = &plan.teams.get(TeamId(2)).unwrap().name;
    let plan = set(&plan, Thing::Target, "vary", &format!("posts 0..4 in {name} from 04/01/2027")).unwrap();
    let vary = |plan: &Plan| fields::get(plan, Thing::Target, "vary").unwrap();
    assert_eq!(vary(&plan), "posts 0..4 of social worker in T2 from 04/01/2027");
    let plan = set(&plan, Thing::Target, "vary", " ").unwrap();
    assert_eq!(vary(&plan), "");
}

#[test]
fn priorities_are_written_only_where_they_are_not_all_medium() {
    let plan = full();
    let text = fields::get(&plan, Thing::Demand, "teams").unwrap();
    let lines: Vec<&str> = text.lines().collect();
    assert!(lines[0].ends_with(" | priorities 20 15.7 33.33333333333333 30.000000000000004"), "{text}");
    assert!(!lines[1].contains("priorities"), "{text}");
    let after = set(&plan, Thing::Demand, "teams", "T1 | 2 families a week | priorities 20 50 30 0").unwrap();
    let text = fields::get(&after, Thing::Demand, "teams").unwrap();
    assert!(text.ends_with(" | priorities 20 50 30 0"), "{text}");
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn a_share_reads_back_exactly_whatever_its_digits(share in 0.0_f64..=1.0, ten_thousandths in 0_u32..=10_000) {
        for share in [share, f64::from(ten_thousandths) / 10_000.0, share / 1e6] {
            let mut plan = full();
            Arc::make_mut(&mut plan.demand).teams[0].re_referral = share;
            Arc::make_mut(&mut plan.workforce).leavers_a_year[0].1 = share;
            for (thing, field) in [(Thing::Demand, "teams"), (Thing::Workforce, "leavers_agency")] {
                let text = fields::get(&plan, thing, field).unwrap();
                prop_assert_eq!(set(&plan, thing, field, &text), Ok(plan.clone()), "{}", text);
            }
        }
    }

    #[test]
    fn nothing_that_is_typed_makes_a_field_panic(text in "\\PC{0,12}", words in "(week|T1|W3|on|by|to|transfer|:|,|-|[0-9/%. ]){0,9}") {
        let plan = full();
        for thing in [Thing::Policy, Thing::Demand, Thing::Workforce, Thing::Forecast, Thing::Calendar, Thing::Team(TeamId(1)),
            Thing::Post(PostId(2)), Thing::Worker(WorkerId(3)), Thing::Absence(AbsenceId(1)), Thing::Child(ChildId(1))]
        {
            for info in fields::of(thing) {
                for text in [&text, &words] {
                    let Ok(after) = set(&plan, thing, &info.key, text) else { continue };
                    // What was taken reads back as the same.
                    let shown = fields::get(&after, thing, &info.key).unwrap();
                    let again = set(&after, thing, &info.key, &shown).map(|p| fields::get(&p, thing, &info.key));
                    prop_assert_eq!(again, Ok(Some(shown)), "{} {}", thing, &info.key);
                }
            }
        }
    }
}

/// Parts of the demand's fields, for a plan in which each stands for something.
fn cells(plan: &Plan) -> Vec<String> {
    let teams = ["families_a_week", "sizes", "mix", "re_referral", "months"];
    let work = ["length", "median", "mean", "then", "share"];
    let of_team =
        teams.iter().flat_map(|name| plan.teams.iter().map(move |team| format!("{name}.{}", team.id)));
    let of_work = work.iter().flat_map(|name| {
        CaseType::ALL.iter().map(move |case_type| {
            let to = if *name == "share" { ".care_leaver" } else { "" };
            format!("{name}.{}{to}", case_type.key())
        })
    });
    of_team.chain(of_work).collect()
}

#[test]
fn a_part_of_the_demand_is_read_and_written_by_itself() {
    let plan = full();
    let get = |plan: &Plan, key: &str| fields::get(plan, Thing::Demand, key);
    assert_eq!(get(&plan, "families_a_week.T1").unwrap(), "4.35");
    assert_eq!(get(&plan, "mix.T1").unwrap(), "assessment 90, unaccompanied_asylum_seeking 10");
    assert_eq!(get(&plan, "median.assessment").unwrap(), "48");
    assert_eq!(get(&plan, "share.assessment.child_protection").unwrap(), "40");
    assert_eq!(get(&plan, "share.assessment.court").unwrap(), "0");
    assert_eq!(get(&plan, "length.care_leaver").unwrap(), "", "nothing is said of it");
    for unknown in
        ["families_a_week.T9", "families_a_week", "median.nothing", "share.assessment", "picnics.T1"]
    {
        assert_eq!(get(&plan, unknown), None, "{unknown}");
        assert!(set(&plan, Thing::Demand, unknown, "1").is_err(), "{unknown}");
    }
    let more = set(&plan, Thing::Demand, "share.assessment.court", "10").unwrap();
    assert_eq!(get(&more, "then.assessment").unwrap(), "child_protection 40, court 10, closes 50");
    let whole = set(&more, Thing::Demand, "then.assessment", "Child protection 40%, closes 60%").unwrap();
    assert_eq!(get(&whole, "then.assessment").unwrap(), "child_protection 40, closes 60");
    assert_eq!(
        set(&plan, Thing::Demand, "share.assessment.court", "61").unwrap_err(),
        "60 percent at most: the rest of assessment work already leads elsewhere"
    );
    let new = set(&plan, Thing::Demand, "length.care_leaver", "fixed 900").unwrap();
    assert_eq!(get(&new, "then.care_leaver").unwrap(), "closes 100");
    assert_eq!(set(&new, Thing::Demand, "length.care_leaver", "").unwrap(), plan);
}

proptest! {
    #![proptest_config(ProptestConfig { failure_persistence: None, cases: 64, ..ProptestConfig::default() })]

    #[test]
    fn nothing_that_is_typed_in_a_part_of_the_demand_makes_it_panic(
        text in "\\PC{0,12}",
        words in "(assessment|closes|court|log-normal|median|mean|fixed|,|[0-9%. ]){0,8}",
    ) {
        let plan = full();
        for key in cells(&plan) {
            for text in [&text, &words] {
                let Ok(after) = set(&plan, Thing::Demand, &key, text) else { continue };
                let shown = fields::get(&after, Thing::Demand, &key).unwrap();
                if let Ok(again) = set(&after, Thing::Demand, &key, &shown) {
                    prop_assert_eq!(fields::get(&again, Thing::Demand, &key), Some(shown), "{}", &key);
                }
            }
        }
    }
}
