//! Verdicts held against the whole plan with the absence agreed, and alternatives against every other stretch of days.

use std::collections::{BTreeMap, BTreeSet};

use chrono::Duration;
use proptest::prelude::*;
use proptest::strategy::ValueTree as _;
use proptest::test_runner::TestRunner;

use super::*;
use crate::domain::presence::would_work;
use crate::domain::rota::any::{request, service};
use crate::domain::rota::cover::alone::{alone, held, total};
use crate::domain::rota::days::{Red, TeamDay, team_days};
use crate::domain::state::{Why, state_on};

/// A plan as it is on a stretch of days: every team's days, and each child on each day.
struct Picture {
    teams: Vec<Vec<TeamDay>>,
    /// Whether each child on each day has no named social worker, and whether that is because theirs is away.
    children: Vec<Vec<(bool, bool)>>,
    alone: Vec<((WorkerId, NaiveDate), u32)>,
}

impl Picture {
    fn of(plan: &Plan, from: NaiveDate, days: i64) -> Self {
        let calendar = plan.calendar.compile();
        let sight = Sight::new(plan, &calendar);
        let outlook = Outlook::new(&sight);
        let to = from + Duration::days(days);
        let on_day = |child, day| {
            let spell = state_on(&sight, child, day);
            spell.map_or((false, false), |spell| {
                (spell.unnamed, spell.unnamed && matches!(spell.why, Why::Away { .. }))
            })
        };
        Self {
            teams: plan.teams.iter().map(|team| team_days(&sight, &outlook, team.id, from, to)).collect(),
            children: plan
                .children
                .iter()
                .map(|child| from.iter_days().take(days as usize).map(|day| on_day(child, day)).collect())
                .collect(),
            alone: alone(&sight, &outlook, &held(plan), (from, to), |_| true)
                .into_iter()
                .map(|(key, of)| (key, total(&of)))
                .collect(),
        }
    }
}

/// What an absence makes worse, by looking at the whole plan before and after.
fn made_worse(before: &Plan, after: &Plan, from: NaiveDate) -> BTreeSet<About> {
    let as_at = before.about.as_at;
    let start = from.min(as_at);
    let (was, is) = (Picture::of(before, start, 150), Picture::of(after, start, 150));
    let mut worse = BTreeSet::new();
    for (was, is) in was.teams.iter().flatten().zip(is.teams.iter().flatten()) {
        for red in is.red.iter().filter(|red| !was.red.contains(red)) {
            worse.extend(match red {
                Red::TooManyAway { .. } => Some(About::TooManyAway),
                Red::TooFewPresent { .. } => Some(About::TooFewPresent),
                Red::NoManager => Some(About::NoManager),
                Red::DutyAway(_) => Some(About::Duty),
                // Children are looked at one by one, from the plan's date.
                Red::PastGrace { .. } | Red::NobodyOnDuty => None,
            });
        }
    }
    let skipped = (as_at - start).num_days() as usize;
    for (was, is) in was.children.iter().zip(&is.children) {
        let mut days = was.iter().zip(is).skip(skipped);
        if days.any(|(was, is)| (is.0 && !was.0) || (is.1 && !was.1)) {
            worse.insert(About::Uncovered);
        }
    }
    let most = u32::from(before.rota.most_covered);
    for (key, children) in &is.alone {
        let was = was.alone.iter().find(|(other, _)| other == key).map_or(0, |(_, children)| *children);
        if *children > most && *children > was {
            worse.insert(About::Cover);
        }
    }
    worse
}

/// What makes a request unsafe.
fn unsafe_about(plan: &Plan, request: &Request) -> BTreeSet<About> {
    let calendar = plan.calendar.compile();
    let (base, absence) = ask::parted(plan, request).unwrap();
    let sight = Sight::new(&base, &calendar);
    let outlook = Outlook::new(&sight);
    let ask = Ask::new(&sight, &outlook, absence).unwrap();
    let findings = findings::findings(&ask).into_iter();
    findings.filter(|finding| finding.weight == Weight::Unsafe).map(|finding| finding.about).collect()
}

/// The nearest stretches that are safe, by judging every one.
fn by_trying_all(plan: &Plan, request: &Request, most: usize) -> Vec<(NaiveDate, NaiveDate)> {
    let calendar = plan.calendar.compile();
    let worker = plan.workers.get(request.worker).unwrap();
    let works = |day: &NaiveDate| worker.in_post(*day) && would_work(&calendar, worker, *day);
    let between = |first: NaiveDate, last: NaiveDate| {
        first.iter_days().take_while(|day| *day <= last).filter(works).count()
    };
    let wanted = between(request.first_day, request.last_day);
    let mut found = Vec::new();
    for away in 0..=182 {
        for first in [request.first_day + Duration::days(away), request.first_day - Duration::days(away)] {
            if found.len() == most || first < plan.about.as_at || !works(&first) || wanted == 0 {
                continue;
            }
            // Long enough for everybody in these services.
            let Some(last) = first.iter_days().take(900).filter(works).nth(wanted - 1) else { continue };
            let mut other = Request { first_day: first, last_day: last, ..request.clone() };
            if other.absence.is_some_and(|id| plan.absences.get(id).is_none_or(|a| a.worker != worker.id)) {
                other.absence = None;
            }
            let mut plan = plan.clone();
            // Cover that was named late for the days asked for is named in time for others.
            other.absence.and_then(|id| plan.absences.change(id, |absence| absence.cover_from = None));
            if unsafe_about(&plan, &other).is_empty() && !found.contains(&(first, last)) {
                found.push((first, last));
            }
        }
    }
    found
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 192, ..ProptestConfig::default() })]
    #[test]
    fn a_request_is_unsafe_for_just_what_it_would_make_worse_and_safe_adds_no_red_day_and_no_unnamed_child(
        plan in service(), request in request(),
    ) {
        let (before, absence) = ask::parted(&plan, &request).unwrap();
        let after = ask::with(&before, &absence);
        let worse = made_worse(&before, &after, request.first_day);
        let mut found = unsafe_about(&plan, &request);
        // These are about the request itself.
        found.remove(&About::Twice);
        found.remove(&About::Days);
        prop_assert_eq!(found, worse);
    }
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 48, ..ProptestConfig::default() })]
    #[test]
    fn alternatives_are_the_nearest_that_are_safe_and_cover_that_is_proposed_makes_it_safe(
        plan in service(), request in request(),
    ) {
        let calendar = plan.calendar.compile();
        let verdict = judge(&plan, &calendar, &request).unwrap();
        prop_assert_eq!(&verdict, &judge(&plan, &calendar, &request).unwrap());
        let told: Vec<_> = verdict.alternatives.iter().map(|days| (days.first_day, days.last_day)).collect();
        let expected = if verdict.safe { Vec::new() } else { by_trying_all(&plan, &request, 3) };
        prop_assert_eq!(told, expected);
        for cover in &verdict.cover {
            let with = Request { cover: cover.people.clone(), ..request.clone() };
            prop_assert!(unsafe_about(&plan, &with).is_empty(), "{:?}", cover);
        }
    }
}

#[test]
fn the_services_made_by_chance_hold_every_reason_and_many_ways_out() {
    // Otherwise what is said of them above would be said of nothing.
    let mut runner = TestRunner::deterministic();
    let mut reasons: BTreeMap<About, u32> = BTreeMap::new();
    let (mut safe, mut elsewhere, mut covered) = (0, 0, 0);
    for _ in 0..300 {
        let (plan, request) = (service(), request()).new_tree(&mut runner).unwrap().current();
        let verdict = judged(&plan, &request);
        safe += u32::from(verdict.safe);
        elsewhere += u32::from(!verdict.alternatives.is_empty());
        covered += u32::from(!verdict.cover.is_empty());
        for about in unsafe_about(&plan, &request) {
            *reasons.entry(about).or_default() += 1;
        }
    }
    let wanted = [
        About::TooManyAway,
        About::TooFewPresent,
        About::NoManager,
        About::Uncovered,
        About::Duty,
        About::Cover,
        About::Twice,
        About::Days,
    ];
    assert_eq!(reasons.keys().copied().collect::<BTreeSet<_>>(), wanted.into_iter().collect());
    assert!(reasons.values().all(|times| *times >= 3), "{reasons:?}");
    assert!(safe >= 30 && elsewhere >= 30 && covered >= 3, "{safe} {elsewhere} {covered}");
}
