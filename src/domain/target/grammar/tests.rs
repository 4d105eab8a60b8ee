//! Tables of what may be written, what it means and what is refused where; and that everything written reads back.

use proptest::prelude::*;

use super::*;
use crate::domain::ids::TeamId;
use crate::domain::plan::{CaseType, Contract, Recruited, Role, Team, arbitrary};
use crate::domain::state::ChildState;
use crate::domain::target::{Claim, Promise, Value, Variation, Varied};
use crate::domain::units::Fte;
use chrono::NaiveDate;

fn day(year: i32, month: u32, day: u32) -> NaiveDate {
    NaiveDate::from_ymd_opt(year, month, day).unwrap()
}

/// As at a Monday, with the teams T1 North, T2 Children in need and T3 North East.
fn plan() -> Plan {
    let mut plan = Plan::empty(day(2026, 9, 7));
    for (id, name) in [(1, "North"), (2, "Children in need"), (3, "North East")] {
        plan.teams.push(Team {
            id: TeamId(id),
            name: name.to_owned(),
            holds: Vec::new(),
            manager: None,
            deputies: Vec::new(),
            duty: None,
            new_work_percent: None,
            rota: crate::domain::plan::TeamRota::default(),
            notes: String::new(),
        });
    }
    plan
}

fn claim(text: &str) -> Claim {
    text.parse::<Promise>().unwrap_or_else(|error| panic!("{}", error.pointed(text))).claim
}

#[test]
fn a_promise_is_written_as_a_manager_would_say_it() {
    let without =
        |types: &[CaseType], working_days| Claim::NobodyWithoutOver { types: types.to_vec(), working_days };
    for (text, wanted) in [
        ("no child without a named social worker for over 5 working days", without(&[], 5)),
        ("No child without a named social worker for over 1 working day", without(&[], 1)),
        ("no child without a named social worker", without(&[], 0)),
        ("nobody waits over 5 working days", without(&[], 5)),
        ("Nobody waits over 5", without(&[], 5)),
        ("no one is waiting for more than 5 working-days", without(&[], 5)),
        (
            "no child protection child without a named worker for over 1 working day",
            without(&[CaseType::ChildProtection], 1),
        ),
        (
            "no child_protection, court or looked-after child waits longer than 1",
            without(&[CaseType::ChildProtection, CaseType::Court, CaseType::LookedAfter], 1),
        ),
        ("no child in need waits over 10 working days", without(&[CaseType::ChildInNeed], 10)),
        (
            "no care leavers without a social worker for over 3 working days",
            without(&[CaseType::CareLeaver], 3),
        ),
        (
            "at most 5 children without a named social worker",
            Claim::AtMostWithout { types: Vec::new(), children: 5 },
        ),
        (
            "no more than 2 children in need without a named social worker",
            Claim::AtMostWithout { types: vec![CaseType::ChildInNeed], children: 2 },
        ),
        ("at most 5 manager-held", Claim::AtMostInState { state: ChildState::ManagerHeld, children: 5 }),
        (
            "at most 5 children manager_held",
            Claim::AtMostInState { state: ChildState::ManagerHeld, children: 5 },
        ),
        (
            "at most 0 children in transfer, nobody",
            Claim::AtMostInState { state: ChildState::TransferNobody, children: 0 },
        ),
        ("at most 9 named, away", Claim::AtMostInState { state: ChildState::NamedAway, children: 9 }),
        ("no team over 3", Claim::NoTeamOver { children: 3 }),
        ("no team has more than 3 children without a named social worker", Claim::NoTeamOver { children: 3 }),
        ("average caseload under 16", Claim::AverageUnder { children: 16.0 }),
        ("average caseload under 16.5 counting everyone", Claim::AverageUnder { children: 16.5 }),
    ] {
        assert_eq!(claim(text), wanted, "{text}");
    }
}

#[test]
fn a_period_and_a_number_of_years_may_follow() {
    let of = |text: &str| {
        let text = format!("no team over 3 {text}");
        let promise: Promise =
            text.parse().unwrap_or_else(|error: GrammarError| panic!("{}", error.pointed(&text)));
        (promise.from, promise.to, promise.years_of_100)
    };
    let (december, march) = (Some(day(2026, 12, 7)), Some(day(2027, 3, 31)));
    assert_eq!(of(""), (None, None, 95));
    assert_eq!(of("from 07/12/2026 to 31/03/2027 in 90 of 100 years"), (december, march, 90));
    assert_eq!(of(", from 2026-12-07 until 03/2027, in 90 years of 100"), (december, march, 90));
    assert_eq!(of("in 19 years of 20 by 31 March 2027"), (None, march, 95));
    assert_eq!(of("between 7 December 2026 and March 2027 in 80%"), (december, march, 80));
    assert_eq!(of("on 07/12/2026"), (december, december, 95));
}

#[test]
fn several_promises_are_parted_by_semicolons_and_those_that_say_no_years_have_the_usual() {
    let found = promises("no team over 3; nobody waits over 5 in 99 of 100 years;", 80).unwrap();
    assert_eq!(found.iter().map(|promise| promise.years_of_100).collect::<Vec<_>>(), [80, 99]);
}

#[test]
fn what_is_not_understood_is_pointed_at() {
    for (text, at, part) in [
        ("", 0, "missing"),
        ("every child has a worker", 0, "“every” is not understood"),
        ("no child without a hat", 19, "named social worker"),
        ("nobody waits over five working days", 18, "number of working days"),
        ("nobody waits over 5 weeks", 20, "a week is 5"),
        ("nobody waits", 12, "over 5 working days"),
        ("at most 70000 children manager-held", 8, "too large"),
        ("at most 5 children at home", 19, "a state"),
        ("no team over 3 from 31/02/2027", 20, "not in the calendar"),
        ("no team over 3 from 07/12/2026 to 01/12/2026", 31, "before the first"),
        ("no team over 3 in 0 of 100 years", 18, "1 to 100"),
        ("no team over 3 in 1 of 3 years", 18, "1 to 100"),
        ("no team over 3 nor under", 15, "“nor”"),
        ("no court or court child waits over 5", 12, "twice"),
        ("average caseload under 0", 23, "0 to 1000"),
        ("né no team", 0, "“né”"),
    ] {
        let error = text.parse::<Promise>().unwrap_err();
        assert_eq!(error.at, at, "{text}: {}", error.sentence);
        assert!(error.sentence.contains(part), "{text}: {}", error.sentence);
        assert!(!error.sentence.ends_with('.'), "{}", error.sentence);
    }
    let text = "no team ofer 3";
    let pointed = text.parse::<Promise>().unwrap_err().pointed(text);
    assert!(pointed.starts_with("  no team ofer 3\n          ^\n“ofer” is not"), "{pointed}");
}

fn variation(text: &str) -> Variation {
    Variation::parse(text, &plan()).unwrap_or_else(|error| panic!("{}", error.pointed(text)))
}

#[test]
fn posts_say_of_what_where_from_when_and_how() {
    let posts = |teams: &[u32], fte: &str, contract, recruited| Varied::Posts {
        role: Role::SocialWorker,
        teams: teams.iter().map(|id| TeamId(*id)).collect(),
        fte: fte.parse::<Fte>().unwrap(),
        contract,
        from: day(2027, 1, 4),
        recruited,
    };
    let usual = posts(&[], "1.0", Contract::Permanent, Recruited::Starts);
    for (text, what, values) in [
        ("posts 0..4 from 04/01/2027", usual.clone(), vec![0, 1, 2, 3, 4]),
        ("Posts 0 to 4 of social workers in every team from 2027-01-04", usual.clone(), vec![0, 1, 2, 3, 4]),
        // The first working day of January 2027: Friday the 1st is a bank holiday.
        ("posts 0..8 step 4 from 01/2027", usual.clone(), vec![0, 4, 8]),
        ("posts 6, 2 or 4 from January 2027", usual, vec![6, 2, 4]),
        (
            "posts 1 of social worker in T1, north east and children in need from 04/01/2027, fte 0.8, agency, advertised",
            posts(&[1, 3, 2], "0.8", Contract::Agency, Recruited::Advertised),
            vec![1],
        ),
        (
            "posts 1 advertised fixed-term from 04/01/2027 at 0.8 fte in North",
            posts(&[1], "0.8", Contract::FixedTerm, Recruited::Advertised),
            vec![1],
        ),
    ] {
        let wanted = Variation { what, values: values.into_iter().map(Value::Count).collect() };
        assert_eq!(variation(text), wanted, "{text}");
    }
}

#[test]
fn everything_else_that_is_varied_has_words_of_its_own() {
    let days = |days: &[(i32, u32, u32)]| {
        days.iter().map(|(y, m, d)| Value::Day(day(*y, *m, *d))).collect::<Vec<_>>()
    };
    let start = Varied::StartOfPosts {
        count: 6,
        role: Role::SeniorPractitioner,
        teams: vec![TeamId(1)],
        fte: Fte::FULL,
        contract: Contract::Permanent,
        recruited: Recruited::Starts,
    };
    let agency_until = Varied::AgencyUntil { count: 3, teams: Vec::new(), from: day(2027, 1, 4) };
    let percents = |percents: &[u16]| percents.iter().map(|p| Value::Percent(*p)).collect::<Vec<_>>();
    let counts = |counts: &[u16]| counts.iter().map(|c| Value::Count(*c)).collect::<Vec<_>>();
    for (text, what, values) in [
        (
            "start 3 months from 01/2027 of 6 posts of senior practitioner in North",
            start.clone(),
            // Mondays: the first of January and of May are holidays or weekends, the first of February and March not.
            days(&[(2027, 1, 4), (2027, 2, 1), (2027, 3, 1)]),
        ),
        (
            "start 01/2027..03/2027 of 6 senior practitioners in T1",
            start,
            days(&[(2027, 1, 4), (2027, 2, 1), (2027, 3, 1)]),
        ),
        (
            "agency 0..2 in T1 from 04/01/2027 until 31/03/2027",
            Varied::Agency { teams: vec![TeamId(1)], from: day(2027, 1, 4), until: day(2027, 3, 31) },
            counts(&[0, 1, 2]),
        ),
        (
            "agency until 03/2027 or 06/2027 of 3 from 04/01/2027",
            agency_until.clone(),
            days(&[(2027, 3, 31), (2027, 6, 30)]),
        ),
        (
            "agency until 01/03/2027..16/03/2027 step 1 week of 3 agency workers from 04/01/2027",
            agency_until,
            days(&[(2027, 3, 1), (2027, 3, 8), (2027, 3, 15)]),
        ),
        ("cap 20..18", Varied::Cap { role: Role::SocialWorker }, counts(&[20, 19, 18])),
        (
            "cap 15, 18 of senior practitioner",
            Varied::Cap { role: Role::SeniorPractitioner },
            counts(&[15, 18]),
        ),
        (
            "demand 80%..150% step 35%",
            Varied::Demand { team: None, case_type: None },
            percents(&[80, 115, 150]),
        ),
        (
            "new work 80, 120 percent of North of child protection",
            Varied::Demand { team: Some(TeamId(1)), case_type: Some(CaseType::ChildProtection) },
            percents(&[80, 120]),
        ),
        ("sickness 100%", Varied::Sickness, percents(&[100])),
        ("turnover 50% or 100%", Varied::Turnover, percents(&[50, 100])),
        ("time-to-fill 50%", Varied::TimeToFill, percents(&[50])),
        ("length of work 90%", Varied::LengthOfWork, percents(&[90])),
    ] {
        assert_eq!(variation(text), Variation { what, values }, "{text}");
    }
}

#[test]
fn a_variation_that_is_not_understood_is_pointed_at() {
    for (text, at, part) in [
        ("", 0, "Write what is varied"),
        ("people 3", 0, "Write what is varied"),
        ("posts many from 04/01/2027", 6, "a range such as"),
        ("posts 0..4", 10, "from 04/01/2027"),
        ("posts 0..4 from 04/01/2027 in South", 30, "a team of the plan"),
        ("posts 0..4 from 04/01/2027 in T9", 30, "a team of the plan"),
        ("posts 0..4 from 04/01/2027 in T1, T1", 34, "twice"),
        ("posts 0..4 from 04/01/2027 fte 3", 31, "full-time equivalent"),
        ("posts 0..4 from 04/01/2027 monthly", 27, "Here may stand: of; in; from"),
        ("posts 0..4 step 0 from 04/01/2027", 16, "at least 1"),
        ("posts 1, 1 from 04/01/2027", 9, "twice"),
        ("posts 0..5000 from 04/01/2027", 6, "too many values"),
        ("start 01/2027 of social worker", 30, "how many posts"),
        ("start 03/2027..01/2027 of 2", 6, "earlier one first"),
        ("agency 2 from 04/01/2027 until 01/01/2027", 0, "before their first"),
        ("agency until 01/2026 of 2 from 04/01/2027", 0, "before the first"),
        ("demand 80% of Westminster", 14, "a team of the plan"),
        ("sickness 80% of T1", 13, "Take it out"),
    ] {
        let error = Variation::parse(text, &plan()).unwrap_err();
        assert_eq!(error.at, at, "{text}: {}", error.sentence);
        assert!(error.sentence.contains(part), "{text}: {}", error.sentence);
    }
}

#[test]
fn what_is_varied_is_said_in_words() {
    for (text, words) in [
        (
            "posts 0..40 in T1, T3 from 04/01/2027",
            "0 to 40 posts for social workers in North and North East, from 04/01/2027",
        ),
        (
            "posts 1 from 04/01/2027 fte 0.8 agency advertised",
            "1 post for social workers, 0.8 FTE each, agency, advertised from 04/01/2027",
        ),
        ("start 01/2027, 02/2027 of 6", "6 posts for social workers, starting 04/01/2027 to 01/02/2027"),
        ("demand 80%..150% of T1", "new work in North at 80 % to 150 % of what is supposed"),
        ("cap 15..20", "a cap of 15 to 20 children for social workers"),
    ] {
        assert_eq!(variation(text).words(&plan()), words);
    }
    let promise: Promise = "nobody waits over 5 from 07/12/2026 to 31/03/2027".parse().unwrap();
    assert_eq!(
        promise.words(),
        "no child without a named social worker for over 5 working days, from 07/12/2026 to 31/03/2027, in 95 years of 100"
    );
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 500, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_promise_reads_back_as_it_is_written_and_as_it_is_said(promise in arbitrary::promise()) {
        let text = promise.to_string();
        prop_assert_eq!(text.parse::<Promise>().map_err(|error| error.pointed(&text)), Ok(promise.clone()));
        let words = promise.words();
        prop_assert_eq!(words.parse::<Promise>().map_err(|error| error.pointed(&words)), Ok(promise));
    }

    #[test]
    fn any_variation_reads_back_as_it_is_written(variation in arbitrary::variation()) {
        let text = variation.text();
        prop_assert_eq!(Variation::read(&text).map_err(|error| error.pointed(&text)), Ok(variation));
    }

    #[test]
    fn no_text_makes_it_panic(text in "\\PC{0,40}") {
        drop(text.parse::<Promise>());
        drop(Variation::parse(&text, &plan()));
    }

    #[test]
    fn nothing_like_a_question_makes_it_panic(
        words in proptest::collection::vec(proptest::sample::select(vec![
            "no", "child", "posts", "0..4", "step", "2", "of", "in", "T1", "North", "from", "01/2027", "04/01/2027", ",", ";",
            "%", "start", "months", "agency", "until", "without", "over", "99999999", "at most", "named", "and", "é",
        ]), 0..12)
    ) {
        let text = words.join(" ");
        drop(promises(&text, 95));
        drop(Variation::parse(&text, &plan()));
    }
}
