//! `rota`: everybody's days, supervision, leave and managers' weeks, against a plan worked out by hand.

use caseload::app::invent;
use caseload::app::terminal::{Reading, RotaAnswer, rota_answer};
use caseload::domain::ids::{AbsenceId, TeamId, WorkerId};
use caseload::domain::plan::{
    AbsenceKind, AbsenceStatus, DutyPattern, DutyTurn, PhasedReturn, Plan, WorkingDays,
};

use crate::plans::{Folder, date, one_team, run};

/// One team with something on every sort of day: Ada works four days and is in her assessed year, Ben leaves, Cal is ill and
/// comes back by steps, Dee asks for leave and has a duty turn.
fn busy() -> Plan {
    let mut plan = one_team();
    plan.workers.change(WorkerId(2), |w| {
        w.working_days = WorkingDays::parse("Mon-Thu").unwrap();
        w.asye_start = Some(date("31/08/2026"));
        w.rota.last_supervised = Some(date("04/09/2026"));
    });
    plan.absences.change(AbsenceId(1), |absence| {
        absence.last_day = Some(date("11/09/2026"));
        absence.phased_return = Some(PhasedReturn { weekly_percent: vec![40, 60] });
        absence.cover = vec![WorkerId(5)];
    });
    let sickness = plan.absences.get(AbsenceId(1)).map(|absence| (**absence).clone()).unwrap();
    let mut leave = sickness;
    (leave.id, leave.worker, leave.kind) = (AbsenceId(2), WorkerId(5), AbsenceKind::AnnualLeave);
    (leave.first_day, leave.last_day) = (date("17/09/2026"), Some(date("18/09/2026")));
    (leave.status, leave.phased_return) = (AbsenceStatus::Requested, None);
    plan.absences.push(leave);
    plan.teams.change(TeamId(1), |team| {
        let turn =
            DutyTurn { from: date("07/09/2026"), to: date("13/09/2026"), worker: WorkerId(5), pinned: true };
        team.duty = Some(DutyPattern { turns: vec![turn], ..DutyPattern::default() });
    });
    plan
}

fn answer(plan: &Plan, to: &str) -> RotaAnswer {
    rota_answer(&Reading::new(plan).sight(), None, None, Some(date(to))).unwrap()
}

/// Every number is the other, to a millionth.
fn near(found: &[f64], expected: &[f64]) {
    let pairs = found.iter().zip(expected);
    let equal =
        found.len() == expected.len() && pairs.into_iter().all(|(one, other)| (one - other).abs() < 1e-6);
    assert!(equal, "{found:?} is not {expected:?}");
}

#[test]
fn every_day_has_a_letter() {
    let found = answer(&busy(), "20/09/2026");
    let days: Vec<(&str, &str)> = found.people.iter().map(|p| (p.name.as_str(), p.days.as_str())).collect();
    assert_eq!(
        days,
        [
            ("Ada", "====···====···"), // Fridays free
            ("Ben", "=====··=====--"), // gone after Friday 18/09
            ("Cal", "SSSSS··=====··"),
            ("Dee", "DDDDD··===ll··"), // leave asked for on the 17th and 18th
            ("Meg", "=====··=====··"),
        ]
    );
}

#[test]
fn absences_duty_last_days_steps_and_phased_returns_are_told() {
    let found = answer(&busy(), "31/10/2026");
    let person = |name: &str| found.people.iter().find(|person| person.name == name).unwrap();
    let cal = person("Cal");
    let [sick] = cal.absences.as_slice() else { panic!("{:?}", cal.absences) };
    assert_eq!(
        (sick.kind, sick.status, sick.last_day.as_deref()),
        ("sickness", "agreed", Some("2026-09-11"))
    );
    assert_eq!(sick.cover, ["Dee"]);
    // Back on Saturday 12/09: 40 percent that week, 60 the next, then all.
    let steps: Vec<(&str, u8)> = cal.phased_returns.iter().map(|s| (s.from.as_str(), s.percent)).collect();
    assert_eq!(steps, [("2026-09-12", 40), ("2026-09-19", 60), ("2026-09-26", 100)]);
    // The year began on 31/08, before the days: its second step is six weeks on.
    let ada = person("Ada");
    let steps: Vec<(&str, u8)> = ada.asye_steps.iter().map(|s| (s.from.as_str(), s.percent)).collect();
    assert_eq!(steps, [("2026-10-12", 60)]);
    assert_eq!(person("Ben").last_day.as_deref(), Some("2026-09-18"));
    let [duty] = person("Dee").duty.as_slice() else { panic!("{:?}", person("Dee").duty) };
    assert_eq!((duty.team.as_str(), duty.from.as_str(), duty.pinned), ("North", "2026-09-07", true));
    assert_eq!(person("Dee").absences[0].status, "requested");
}

#[test]
fn supervision_leave_and_managers_are_told() {
    let found = answer(&busy(), "20/09/2026");
    let ada = found.supervision.iter().find(|one| one.name == "Ada").unwrap();
    // Weekly in the first six weeks: last on Friday 04/09, due on Friday 11/09, which is not one of her days; Thursday. Then
    // 17/09.
    assert_eq!((ada.every_weeks, ada.due.as_deref(), ada.overdue_days), (1, Some("2026-09-11"), 0));
    let sessions: Vec<(&str, bool)> = ada.sessions.iter().map(|s| (s.date.as_str(), s.late)).collect();
    assert_eq!(sessions, [("2026-09-10", false), ("2026-09-17", false)]);
    assert_eq!(ada.sessions[0].moved.as_deref(), Some("Ada does not work on 11/09/2026 (Fri)"));
    assert_eq!(found.group_supervision.len(), 1);

    assert_eq!((found.leave_year_from.as_str(), found.leave_year_to.as_str()), ("2026-04-01", "2027-03-31"));
    let leave = |name: &str| found.allowances.iter().find(|one| one.name == name).unwrap();
    // Since 06/01/2020: 28 days; Ada 28 × 4 ÷ 5 = 22.4, so 22.5; Ben until 18/09, 171 days: 28 × 171 ÷ 365 = 13.1, so 13.5.
    near(&[leave("Meg").allowance, leave("Ada").allowance, leave("Ben").allowance], &[28.0, 22.5, 13.5]);
    near(&[leave("Dee").requested, leave("Dee").booked, leave("Dee").left], &[2.0, 0.0, 28.0]);
    assert_eq!(found.crunches.len(), 1);

    let [meg] = found.managers.as_slice() else { panic!("{:?}", found.managers) };
    // Ada weekly 2.5, three others 0.625, the group 0.5; five children not her own at 15 × 12 ÷ 52 ÷ 60; one of her own at
    // 37 ÷ 18; 12 besides.
    assert_eq!((meg.supervises, meg.children, meg.own_cases), (4, 5, 1));
    near(&[meg.supervision_hours, meg.oversight_hours, meg.own_hours], &[4.875, 0.2885, 2.0556]);
    near(&[meg.other_hours, meg.has_hours, meg.freed_hours], &[12.0, 37.0, 0.0]);
}

#[test]
fn days_that_make_no_sense_are_refused_with_a_sentence() {
    let plan = one_team();
    let reading = Reading::new(&plan);
    let sight = reading.sight();
    let refused = |team: Option<&str>, from: Option<&str>, to: Option<&str>| {
        rota_answer(&sight, team, from.map(date), to.map(date)).unwrap_err().to_string()
    };
    assert_eq!(
        refused(None, Some("10/09/2026"), Some("09/09/2026")),
        "The last day (09/09/2026) is before the first (10/09/2026). Give a later last day"
    );
    assert!(refused(None, Some("06/09/2026"), None).contains("Give 07/09/2026 or a later day"));
    assert_eq!(refused(None, None, Some("31/12/2036")), "Give 520 weeks at most");
    assert_eq!(refused(Some("South"), None, None), "There is no team called “South”. The teams are: North");
    // Eight weeks when nothing is said.
    let answer = rota_answer(&sight, Some("north"), None, None).unwrap();
    assert_eq!((answer.team.as_deref(), answer.to.as_str()), (Some("North"), "2026-11-01"));
    assert!(answer.people.iter().all(|person| person.days.chars().count() == 56));
}

#[test]
fn the_picture_is_drawn_for_people_and_the_json_holds_the_same() {
    let folder = Folder::new();
    let plan = folder.plan(&busy());
    let text = run(&["rota", &plan, "--to", "20/09/2026"]).answer;
    assert!(text.starts_with("One team, Nowhere, as at 07/09/2026\n"), "{text}");
    for line in [
        "Rota of the whole service from 07/09/2026 to 20/09/2026: 5 people\n",
        "\n  Week  07/09   14/09\n  North\n  Ada   ====··· ====···\n  Ben   =====·· =====--\n",
        "\n  Dee   DDDDD·· ===ll··\n",
        "Annual leave, asked for",
        "Phased return: 40% of the cap",
    ] {
        assert!(text.contains(line), "{line} is not in:\n{text}");
    }
    assert!(!text.contains("2026-09"), "{text}");
    let json = run(&["rota", &plan, "--to", "2026-09-20", "--team", "North", "--json"]).json();
    assert_eq!(json["people"][3]["days"], "DDDDD··===ll··");
    assert_eq!(json["team"], "North");
    assert_eq!(json["problems"]["errors"], 0);
    let long = run(&["rota", &plan, "--to", "30/11/2026"]);
    assert!(long.answer.contains("More than 8 weeks are not drawn"), "{}", long.answer);
    assert_eq!(run(&["rota", &plan, "--to", "06/09/2026"]).status, 2);
}

#[test]
fn the_same_plan_gives_the_same_rota_and_nobody_is_told_twice() {
    let plan = invent::large(300, 60, 5);
    let reading = Reading::new(&plan);
    let sight = reading.sight();
    let one = rota_answer(&sight, None, None, None).unwrap();
    assert_eq!(one, rota_answer(&sight, None, None, None).unwrap());
    let mut ids: Vec<&str> = one.people.iter().map(|person| person.id.as_str()).collect();
    ids.sort_unstable();
    let all = ids.len();
    ids.dedup();
    assert_eq!((ids.len(), all > 50), (all, true));
    // The teams together are the service, but for those in no team.
    let of_teams: usize = plan
        .teams
        .iter()
        .map(|team| {
            let answer = rota_answer(&sight, Some(&team.id.to_string()), None, None).unwrap();
            answer.supervision.len()
        })
        .sum();
    let in_none = one.supervision.iter().filter(|line| line.team.is_none()).count();
    assert_eq!(of_teams + in_none, one.supervision.len());
}
