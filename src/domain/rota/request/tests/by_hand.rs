//! Requests judged by hand.

use std::sync::Arc;

use super::*;
use crate::domain::calendar::Closure;
use crate::domain::ids::TeamId;
use crate::domain::plan::{AbsenceStatus, DueDate, DueKind, DutyPattern, DutyTurn, Role, WorkingDays};
use crate::domain::samples::{child, leave, sound, staff};
use crate::domain::units::Fte;

/// What is said about one thing.
fn said(verdict: &Verdict, about: About) -> Vec<(Weight, &str)> {
    let found = verdict.findings.iter().filter(|finding| finding.about == about);
    found.map(|finding| (finding.weight, finding.sentence.as_str())).collect()
}

fn stretches(verdict: &Verdict) -> Vec<(NaiveDate, NaiveDate)> {
    verdict.alternatives.iter().map(|days| (days.first_day, days.last_day)).collect()
}

#[test]
fn leave_without_cover_is_unsafe_from_the_day_after_the_grace_and_cover_makes_it_safe() {
    // Ada holds two. Thursday 1 to Wednesday 14 October is ten working days; five are grace, so from Thursday 8 to
    // Wednesday 14, five working days, neither child has a named social worker.
    let plan = sound();
    let verdict = judged(&plan, &ask_for(3, "01/10/2026", "14/10/2026", &[]));
    assert!(!verdict.safe);
    assert_eq!((verdict.working_days, verdict.children), (10, 2));
    let sentence = "2 children would have no named social worker on 5 days from 08/10/2026 to 14/10/2026: nobody at \
                    work is named as cover for longer than 5 working days (CH-1 and CH-2)";
    assert_eq!(said(&verdict, About::Uncovered), [(Weight::Unsafe, sentence)]);
    assert_eq!(verdict.findings[0].children, [ChildId(1), ChildId(2)]);
    assert_eq!(
        verdict.sentence,
        format!(
            "Ada Brook’s annual leave from 01/10/2026 to 14/10/2026 is not safe as it is asked for: {sentence}"
        )
    );
    // Ten working days without cover are five too many wherever they lie.
    assert_eq!(verdict.alternatives, []);
    let cover: Vec<&[WorkerId]> = verdict.cover.iter().map(|cover| cover.people.as_slice()).collect();
    assert_eq!(cover, [&[WorkerId(4)][..], &[WorkerId(5)]]);
    // Ben makes it good, and so does leave that is no longer than the grace.
    for (request, children) in [
        (ask_for(3, "01/10/2026", "14/10/2026", &[4]), 2),
        (ask_for(3, "01/10/2026", "07/10/2026", &[]), 2),
        (ask_for(7, "01/10/2026", "14/10/2026", &[]), 0),
    ] {
        let verdict = judged(&plan, &request);
        assert!(verdict.safe, "{}", verdict.sentence);
        assert_eq!(verdict.children, children);
        assert_eq!((verdict.alternatives.len(), verdict.cover.len()), (0, 0));
        assert!(
            verdict.sentence.ends_with(
                "working days): nobody loses their named social worker, and every rule for leave is kept"
            ),
            "{}",
            verdict.sentence
        );
    }
}

#[test]
fn the_nearest_days_that_are_safe_are_told_nearest_first() {
    // One may be away at once, and Ada is, from Monday 21 to Friday 25 September. Ben asks for the Thursday and the Friday.
    let mut plan = sound();
    plan.teams.change(TeamId(1), |team| team.rota.most_away = Some(1));
    let request = ask_for(4, "24/09/2026", "25/09/2026", &[]);
    let verdict = judged(&plan, &request);
    assert_eq!(
        said(&verdict, About::TooManyAway),
        [(Weight::Unsafe, "North would have 2 away on 24/09/2026 and 25/09/2026, and no more than 1 may be")]
    );
    let day = |text| on(text);
    assert_eq!(
        stretches(&verdict),
        [
            (day("28/09/2026"), day("29/09/2026")), // 4 days later
            (day("29/09/2026"), day("30/09/2026")), // 5
            (day("30/09/2026"), day("01/10/2026")), // 6; 7 earlier would be the 17th
        ]
    );
    // No cover makes room for two, so none is proposed.
    assert_eq!(verdict.cover, []);
    // Before the plan's date there is nothing: from the 8th on, with Ada away until the 11th, only later days are left.
    plan.absences
        .change(AbsenceId(1), |a| (a.first_day, a.last_day) = (day("07/09/2026"), Some(day("11/09/2026"))));
    let verdict = judged(&plan, &ask_for(4, "08/09/2026", "08/09/2026", &[]));
    assert_eq!(
        stretches(&verdict),
        [
            (day("14/09/2026"), day("14/09/2026")),
            (day("15/09/2026"), day("15/09/2026")),
            (day("16/09/2026"), day("16/09/2026"))
        ]
    );
    // A request that is in the plan already is not counted beside itself.
    let mut own = leave(2, 4, "28/09/2026", "29/09/2026", &[]);
    plan.absences.push(own.clone());
    let request = Request::of(&plan, AbsenceId(2)).unwrap();
    assert!(judged(&plan, &request).safe);
    assert!(!judged(&plan, &Request { absence: None, ..request }).safe);
    own.last_day = None;
    plan.absences.change(AbsenceId(2), |absence| *absence = own);
    assert_eq!(Request::of(&plan, AbsenceId(2)), None);
}

#[test]
fn each_rule_is_kept_or_broken_on_its_days() {
    type Change = fn(&mut Plan);
    let rows: [(&str, Change, Request, About, Option<&str>); 14] = [
        (
            "just as many as may be away",
            |x| {
                x.teams.change(TeamId(1), |team| team.rota.most_away = Some(2));
            },
            ask_for(4, "21/09/2026", "21/09/2026", &[]),
            About::TooManyAway,
            None,
        ),
        (
            "on a day of a colleague's leave",
            |x| {
                x.teams.change(TeamId(1), |team| team.rota.most_away = Some(1));
            },
            ask_for(4, "17/09/2026", "21/09/2026", &[]),
            About::TooManyAway,
            Some("North would have 2 away on 21/09/2026, and no more than 1 may be"),
        ),
        (
            "too many are away already, and a day off changes nothing",
            |x| {
                x.teams.change(TeamId(1), |team| team.rota.most_away = Some(0));
                x.workers
                    .change(WorkerId(4), |ben| ben.working_days = WorkingDays::parse("Tue-Fri").unwrap());
            },
            ask_for(4, "21/09/2026", "21/09/2026", &[]),
            About::TooManyAway,
            None,
        ),
        (
            "as little at work as may be",
            |x| {
                x.teams.change(TeamId(1), |team| team.rota.least_present = Some(Fte::FULL));
            },
            ask_for(4, "16/09/2026", "18/09/2026", &[]),
            About::TooFewPresent,
            None,
        ),
        (
            "less at work",
            |x| {
                x.teams.change(TeamId(1), |team| team.rota.least_present = Some(Fte::from_parts(15_000)));
            },
            ask_for(4, "18/09/2026", "21/09/2026", &[]),
            About::TooFewPresent,
            Some(
                "North would have as little as 0.0 FTE at work on 18/09/2026 and 21/09/2026, and at least 1.5 should be",
            ),
        ),
        (
            "somebody who holds no cases takes nothing from what is at work",
            |x| {
                x.teams.change(TeamId(1), |team| team.rota.least_present = Some(Fte::from_parts(20_000)));
            },
            ask_for(7, "16/09/2026", "16/09/2026", &[]),
            About::TooFewPresent,
            None,
        ),
        (
            "the only manager",
            |_| {},
            ask_for(1, "16/09/2026", "17/09/2026", &[]),
            About::NoManager,
            Some("North would have no manager at work on 16/09/2026 and 17/09/2026"),
        ),
        (
            "a deputy is there",
            |x| {
                x.teams.change(TeamId(1), |team| team.deputies = vec![WorkerId(2)]);
            },
            ask_for(1, "16/09/2026", "17/09/2026", &[]),
            About::NoManager,
            None,
        ),
        (
            "the deputy of another team, whose manager is away",
            |x| {
                x.teams.change(TeamId(2), |team| team.deputies = vec![WorkerId(1)]);
                x.teams.change(TeamId(1), |team| team.deputies = vec![WorkerId(5)]);
                x.absences.push(leave(2, 2, "16/09/2026", "16/09/2026", &[]));
            },
            ask_for(1, "16/09/2026", "17/09/2026", &[]),
            About::NoManager,
            Some("South would have no manager at work on 16/09/2026"),
        ),
        (
            "a duty turn",
            |x| {
                x.teams.change(TeamId(1), |team| {
                    let (from, to) = (on("14/09/2026"), on("20/09/2026"));
                    let turns = vec![DutyTurn { from, to, worker: WorkerId(4), pinned: false }];
                    team.duty = Some(DutyPattern { turns, ..DutyPattern::default() });
                });
            },
            ask_for(4, "18/09/2026", "22/09/2026", &[]),
            About::Duty,
            Some(
                "Ben Cole has the duty turn of North on 18/09/2026: swap it or give it to somebody else first",
            ),
        ),
        (
            "somebody covers too many",
            |x| Arc::make_mut(&mut x.rota).most_covered = 1,
            ask_for(3, "05/10/2026", "06/10/2026", &[4]),
            About::Cover,
            Some(
                "Ben Cole alone would cover 2 children on 05/10/2026 and 06/10/2026, and no more than 1 should fall to one person",
            ),
        ),
        (
            "away already",
            |_| {},
            ask_for(3, "25/09/2026", "28/09/2026", &[4]),
            About::Twice,
            Some("Ada Brook is away already: annual leave from 21/09/2026 to 25/09/2026"),
        ),
        (
            "not in post any more",
            |x| {
                x.workers.change(WorkerId(4), |ben| ben.last_day = Some(on("15/09/2026")));
            },
            ask_for(4, "16/09/2026", "17/09/2026", &[]),
            About::Days,
            Some("Ben Cole leaves on 15/09/2026, and is in post on none of these days"),
        ),
        (
            "whom they cover loses their named social worker",
            |x| {
                x.absences.change(AbsenceId(1), |absence| absence.last_day = Some(on("02/10/2026")));
            },
            ask_for(4, "21/09/2026", "30/09/2026", &[]),
            About::Uncovered,
            Some(
                "2 children would have no named social worker on 28/09/2026, 29/09/2026 and 30/09/2026: Ben Cole is their cover (CH-1 and CH-2)",
            ),
        ),
    ];
    for (what, change, request, about, expected) in rows {
        let mut plan = sound();
        change(&mut plan);
        let verdict = judged(&plan, &request);
        let found: Vec<&str> = said(&verdict, about)
            .into_iter()
            .filter(|(weight, _)| *weight == Weight::Unsafe)
            .map(|(_, sentence)| sentence)
            .collect();
        assert_eq!(found, expected.into_iter().collect::<Vec<_>>(), "{what}");
        assert_eq!(verdict.safe, expected.is_none(), "{what}: {}", verdict.sentence);
    }
}

#[test]
fn what_is_to_be_known_is_told_and_leaves_a_request_safe() {
    // Ben has a visit and a review in his leave, is Ada's only cover, and Gil has asked for the Friday.
    let mut plan = sound();
    let mut ben = child(8, 2, 1, 4);
    ben.due = vec![
        DueDate { kind: DueKind::Visit, on: on("22/09/2026") },
        DueDate { kind: DueKind::Review, on: on("23/09/2026") },
        DueDate { kind: DueKind::Court, on: on("02/10/2026") },
    ];
    plan.children.push(ben);
    let mut gil = leave(2, 7, "25/09/2026", "28/09/2026", &[]);
    gil.status = AbsenceStatus::Requested;
    plan.absences.push(gil);
    let holiday =
        Closure { first_day: on("25/09/2026"), last_day: on("30/09/2026"), label: "Half-term".to_owned() };
    Arc::make_mut(&mut plan.calendar).school_holidays.push(holiday);
    let verdict = judged(&plan, &ask_for(4, "22/09/2026", "25/09/2026", &[1]));
    assert!(verdict.safe, "{}", verdict.sentence);
    let all: Vec<&str> = verdict.findings.iter().map(|finding| finding.sentence.as_str()).collect();
    assert_eq!(
        all,
        [
            "Moira Nash is to cover Ben Cole’s annual leave from 22/09/2026 to 25/09/2026, but as a team manager cannot stand in for a social worker",
            "Ben Cole is the cover for Ada Brook’s annual leave on 4 days from 22/09/2026 to 25/09/2026, and nobody else named is there",
            "1 visit falls due: CH-8 on 22/09/2026",
            "1 review or other date falls due: CH-8, review, on 23/09/2026",
            "North would have 0 free places at the lowest, on 22/09/2026, instead of 17",
            "Away from the team on the same days: Ada Brook (4 days) and Gil Hart (1 day, asked for)",
            "In the school holidays: Half-term from 25/09/2026 to 30/09/2026",
        ]
    );
    assert!(verdict.findings.iter().all(|finding| finding.weight == Weight::Know));
    assert_eq!(verdict.findings[2].children, [ChildId(8)]);
}

#[test]
fn sickness_is_never_refused_and_never_moved_to_other_days() {
    let plan = sound();
    let mut request = ask_for(3, "01/10/2026", "14/10/2026", &[]);
    request.kind = AbsenceKind::Sickness;
    let verdict = judged(&plan, &request);
    assert!(!verdict.safe);
    assert!(
        verdict.sentence.starts_with(
            "Ada Brook’s sickness from 01/10/2026 to 14/10/2026 needs something done: 2 children would have"
        ),
        "{}",
        verdict.sentence
    );
    assert_eq!(verdict.alternatives, []);
    assert_eq!(verdict.cover.len(), 2);
}

#[test]
fn days_that_make_no_sense_are_told() {
    let plan = sound();
    let calendar = plan.calendar.compile();
    assert_eq!(
        judge(&plan, &calendar, &ask_for(3, "14/10/2026", "01/10/2026", &[])),
        Err("The last day, 01/10/2026, is before the first, 14/10/2026. Correct one of them".to_owned())
    );
    assert_eq!(
        judge(&plan, &calendar, &ask_for(99, "01/10/2026", "14/10/2026", &[])),
        Err("W99 is not in the plan. Choose somebody who is".to_owned())
    );
    let weekend = judged(&plan, &ask_for(4, "19/09/2026", "20/09/2026", &[]));
    assert!(weekend.safe);
    assert_eq!(
        said(&weekend, About::Days),
        [(Weight::Know, "Ben Cole works on none of these days, so no leave is needed")]
    );
    let past = judged(&plan, &ask_for(4, "04/09/2026", "07/09/2026", &[]));
    assert_eq!(
        said(&past, About::Days),
        [(Weight::Know, "These days begin before the plan’s date, 07/09/2026")]
    );
    assert_eq!(past.working_days, 2);
}

#[test]
fn the_job_share_partner_is_the_first_proposal_of_those_that_would_do() {
    let mut plan = sound();
    let mut ivy = staff(9, "Ivy Joyce", Role::SocialWorker, 1, 1);
    ivy.working_days = WorkingDays::parse("Wed-Fri").unwrap();
    ivy.rota.job_share = Some(WorkerId(3));
    plan.workers.push(ivy);
    let verdict = judged(&plan, &ask_for(3, "01/10/2026", "14/10/2026", &[]));
    let first = &verdict.cover[0];
    assert_eq!(first.people, [WorkerId(9)]);
    assert!(first.because.starts_with("shares the job, same team"), "{}", first.because);
    // Of Thursday 1 to Wednesday 14 October Ivy works the 1st, 2nd, 7th, 8th, 9th and 14th.
    assert_eq!((first.days_covered, first.days), (6, 10));
}
