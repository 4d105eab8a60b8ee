//! The promises of the invented services, by plain counting: nothing here asks the program's own figures.

use std::collections::HashSet;

use super::*;
use crate::domain::ids::WorkerId;
use crate::domain::plan::{
    AbsenceStatus, CaseType, Change, Child, Contract, DueKind, Holder, Outcome, PastHolder, PostFilling,
    Role, Scenario, ScenarioChange, Worker,
};
use chrono::{Datelike as _, NaiveDate};

fn worker(plan: &Plan, id: WorkerId) -> &Worker {
    plan.workers.get(id).unwrap()
}

fn holds_cases(plan: &Plan, id: WorkerId) -> bool {
    let worker = worker(plan, id);
    matches!(worker.role, Role::SocialWorker | Role::SeniorPractitioner) && worker.in_post(AS_AT)
}

/// Children in the name of a worker, whether or not they are about to move.
fn held_by(plan: &Plan, id: WorkerId) -> usize {
    let theirs = |child: &&Arc<Child>| match &child.holder {
        Holder::Worker(worker) => *worker == id,
        Holder::Transfer { sender, .. } => *sender == Some(id),
        _ => false,
    };
    plan.children.iter().filter(theirs).count()
}

/// Social workers with at least one child: cases, full-time equivalent, and each one's number with their time.
fn caseloads(plan: &Plan, team: Option<&str>) -> (usize, f64, Vec<(usize, f64)>) {
    let mut each = Vec::new();
    for worker in &plan.workers {
        let team_name =
            worker.team.map(|team| plan.teams.get(team).unwrap().name.clone()).unwrap_or_default();
        let held = held_by(plan, worker.id);
        if holds_cases(plan, worker.id) && held > 0 && team.is_none_or(|start| team_name.starts_with(start)) {
            each.push((held, worker.fte.value()));
        }
    }
    (each.iter().map(|(held, _)| held).sum(), each.iter().map(|(_, fte)| fte).sum(), each)
}

/// Full-time equivalent of registered staff in post: paid by the council, and from agencies.
fn in_post(plan: &Plan, team: Option<&str>) -> (f64, f64) {
    let mut sums = (0.0, 0.0);
    for worker in &plan.workers {
        let name = worker.team.map(|team| plan.teams.get(team).unwrap().name.clone()).unwrap_or_default();
        if worker.role.is_registered()
            && worker.in_post(AS_AT)
            && team.is_none_or(|start| name.starts_with(start))
        {
            if worker.contract == Contract::Agency {
                sums.1 += worker.fte.value();
            } else {
                sums.0 += worker.fte.value();
            }
        }
    }
    sums
}

/// Full-time equivalent of vacant posts: nobody fills them today, whoever may cover or be about to start.
fn vacant(plan: &Plan, team: Option<&str>) -> f64 {
    let posts = plan.posts.iter().filter(|post| {
        let name = post.team.map(|team| plan.teams.get(team).unwrap().name.clone()).unwrap_or_default();
        post.role.is_registered()
            && !matches!(post.filling, PostFilling::Filled(filler) if worker(plan, filler).in_post(AS_AT))
            && team.is_none_or(|start| name.starts_with(start))
    });
    posts.map(|post| post.fte.value()).sum()
}

fn vacancy_rate(plan: &Plan, team: Option<&str>) -> f64 {
    vacant(plan, team) / (vacant(plan, team) + in_post(plan, team).0)
}

fn count(plan: &Plan, wanted: impl Fn(&Holder) -> bool) -> usize {
    plan.children.iter().filter(|child| wanted(&child.holder)).count()
}

/// Everything that must be true of any plan made here.
fn assert_sound(plan: &Plan) {
    fn unique<K: std::hash::Hash + Eq>(keys: impl Iterator<Item = K>, what: &str) {
        let mut seen = HashSet::new();
        keys.for_each(|key| assert!(seen.insert(key), "{what} twice"));
    }
    unique(plan.teams.iter().map(|t| t.id), "team id");
    unique(plan.teams.iter().map(|t| &t.name), "team name");
    unique(plan.posts.iter().map(|p| p.id), "post id");
    unique(plan.workers.iter().map(|w| w.id), "worker id");
    unique(plan.workers.iter().map(|w| &w.name), "worker name");
    unique(plan.absences.iter().map(|a| a.id), "absence id");
    unique(plan.families.iter().map(|f| f.id), "family id");
    unique(plan.families.iter().map(|f| &f.reference), "family reference");
    unique(plan.children.iter().map(|c| c.id), "child id");
    unique(plan.children.iter().map(|c| &c.reference), "child reference");
    unique(plan.posts.iter().filter_map(|p| p.filling.worker()), "worker in a post");

    let workers: HashSet<_> = plan.workers.iter().map(|w| w.id).collect();
    let teams: HashSet<_> = plan.teams.iter().map(|t| t.id).collect();
    let families: HashSet<_> = plan.families.iter().map(|f| f.id).collect();
    for team in &plan.teams {
        let order = team.duty.iter().flat_map(|duty| &duty.order);
        assert!(team.manager.iter().chain(&team.deputies).chain(order).all(|w| workers.contains(w)));
        let manager = worker(plan, team.manager.unwrap());
        assert!(manager.role.is_manager() && manager.team == Some(team.id));
        let first = team.duty.as_ref().and_then(|duty| duty.first_week);
        assert!(first.is_none_or(|first| first.weekday() == chrono::Weekday::Mon));
    }
    for post in &plan.posts {
        assert!(post.team.is_none_or(|team| teams.contains(&team)));
        if let Some(filler) = post.filling.worker() {
            let filler = worker(plan, filler);
            assert_eq!((filler.team, filler.role), (post.team, post.role), "{filler:?}");
            assert_eq!(filler.contract == Contract::Agency, !matches!(post.filling, PostFilling::Filled(_)));
            assert!(filler.last_day.is_none_or(|last| last >= AS_AT), "a post filled by someone gone");
            assert_eq!(filler.fte, post.fte);
        }
    }
    for worker in &plan.workers {
        assert!(worker.team.is_none_or(|team| teams.contains(&team)));
        assert!(worker.supervisor.is_none_or(|s| workers.contains(&s) && s != worker.id));
        assert_eq!(
            worker.fte.parts(),
            worker.working_days.days_a_week() * 2000,
            "days and time of {}",
            worker.id
        );
        assert!(worker.last_day.is_none_or(|last| worker.first_day.unwrap() < last));
        assert!(worker.notice_given.is_none_or(|given| given < AS_AT && given <= worker.last_day.unwrap()));
    }
    for absence in &plan.absences {
        let away = worker(plan, absence.worker);
        assert!(absence.cover.iter().all(|w| workers.contains(w) && *w != absence.worker));
        assert!(absence.last_day.is_none_or(|last| absence.first_day <= last), "{absence:?}");
        assert!(absence.expected_return.is_none_or(|back| back > AS_AT));
        assert!(away.in_post(absence.first_day), "{absence:?} of {away:?}");
        assert!(absence.first_day <= AS_AT || absence.last_day.is_none_or(|last| away.in_post(last)));
    }
    let spans =
        |a: &crate::domain::plan::Absence| (a.first_day, a.known_last_day().unwrap_or(NaiveDate::MAX));
    let mut by_worker: Vec<_> = plan.absences.iter().map(|a| (a.worker, spans(a))).collect();
    by_worker.sort();
    for pair in by_worker.windows(2) {
        assert!(pair[0].0 != pair[1].0 || pair[0].1.1 < pair[1].1.0, "{:?} away twice at once", pair[0].0);
    }
    for child in &plan.children {
        assert_sound_child(plan, child);
        assert!(families.contains(&child.family.unwrap()) && teams.contains(&child.team.unwrap()));
        assert!(child.holder.workers().all(|w| workers.contains(&w)));
        assert!(child.holder.teams().all(|t| teams.contains(&t)));
    }
    assert!(plan.decisions.is_sorted_by_key(|decision| decision.on), "decisions, oldest first");
    assert_sound_ahead(plan);
}

fn assert_sound_child(plan: &Plan, child: &Child) {
    let (opened, since) = (child.opened.unwrap(), child.held_since.unwrap());
    assert!(opened <= since && since <= AS_AT, "{child:?}");
    assert!(child.last_seen.is_none_or(|seen| opened <= seen && seen <= AS_AT), "{child:?}");
    assert!(child.closes.is_none_or(|closes| closes > AS_AT));
    assert!(child.is_open(AS_AT));
    assert!(child.past_workers.iter().all(|past| past.from.is_none_or(|from| from <= past.to)), "{child:?}");
    assert!(child.past_workers.is_sorted_by_key(|past| past.to), "{child:?}");
    assert!(child.past_workers.last().is_none_or(|past| past.to < since), "{child:?}");
    for past in &child.past_workers {
        if let PastHolder::Worker(who) = past.who {
            assert!(worker(plan, who).first_day.unwrap() <= past.to, "{child:?} by {who}");
        }
    }
    if let Some(holder) = child.holder.worker() {
        let holder = worker(plan, holder);
        assert!(holder.first_day.unwrap() <= since, "{child:?} by {holder:?}");
        assert!(holder.last_day.is_none_or(|last| since <= last), "{child:?} by {holder:?}");
        let limited = matches!(child.case_type, CaseType::ChildProtection | CaseType::Court);
        assert!(!(limited && holder.asye_start.is_some()), "{child:?} by a newly qualified worker");
    }
    let suits = |roles: &[Role], id: WorkerId| roles.contains(&worker(plan, id).role);
    match child.holder {
        Holder::Worker(w) | Holder::DutyWorker(w) => {
            assert!(suits(&[Role::SocialWorker, Role::SeniorPractitioner], w));
        }
        Holder::Manager(w) => assert!(worker(plan, w).role.is_manager()),
        Holder::LeadPractitioner(w) => {
            assert!(suits(&[Role::FamilyPractitioner], w) && child.case_type == CaseType::ChildInNeed);
        }
        Holder::PersonalAdviser(w) => {
            assert!(suits(&[Role::PersonalAdviser], w) && child.case_type == CaseType::CareLeaver);
            assert!(child.turns_18.unwrap() < AS_AT);
        }
        Holder::Transfer { sender: Some(_), on, from, to, .. } => {
            assert!(on.unwrap() > AS_AT && from != Some(to));
        }
        Holder::Transfer { sender: None, receiver: None, on, .. } => assert!(on.unwrap() <= AS_AT),
        _ => {}
    }
    let team = plan.teams.get(child.team.unwrap()).unwrap();
    let moving = matches!(child.holder, Holder::Transfer { .. });
    let advised = matches!(child.holder, Holder::AwaitingClosure(_));
    assert!(moving || advised || team.holds.is_empty() || team.holds.contains(&child.case_type), "{child:?}");
}

fn assert_sound_ahead(plan: &Plan) {
    for demand in &plan.demand.teams {
        assert!(plan.teams.get(demand.team).is_some() && demand.families_a_week >= 0.0);
        let sum: f64 = demand.case_mix.iter().map(|mix| mix.share).sum();
        let sizes: f64 = demand.family_sizes.iter().sum();
        assert!((sum - 1.0).abs() < 1e-9 && (sizes - 1.0).abs() < 1e-9);
    }
    for journey in &plan.demand.journeys {
        let sum: f64 = journey.then.iter().map(|then| then.share).sum();
        assert!((sum - 1.0).abs() < 1e-9, "{journey:?}");
        for then in &journey.then {
            if let Outcome::Becomes(next) = then.outcome {
                assert!(plan.teams.iter().any(|team| team.holds.is_empty() || team.holds.contains(&next)));
            }
        }
    }
    let percent: u32 = plan.teams.iter().filter_map(|team| team.new_work_percent).map(u32::from).sum();
    assert!(plan.teams.is_empty() || percent == 100, "new work adds up to {percent}");
}

#[test]
fn every_example_is_sound_and_the_same_each_time() {
    for ((file, plan), (_, again)) in examples().iter().zip(&examples()) {
        assert_sound(plan);
        assert_eq!(plan, again, "{file} is not the same twice");
        assert_eq!((plan.about.as_at, plan.about.horizon_weeks), (AS_AT, 26));
        assert!(plan.scenarios.len() >= 3 && !plan.decisions.is_empty());
        assert!(
            plan.decisions.iter().all(|d| d.child.is_none_or(|child| plan.children.get(child).is_some()))
        );
    }
}

#[test]
fn the_first_plan_is_small_and_shows_five_things() {
    let plan = first_plan();
    assert_eq!((plan.teams.len(), plan.workers.len(), plan.children.len()), (1, 7, 71));
    let leaver = plan.workers.iter().find(|w| w.last_day.is_some()).unwrap();
    assert_eq!(leaver.last_day, NaiveDate::from_ymd_opt(2026, 9, 25));
    assert_eq!(held_by(&plan, leaver.id), 14);
    let ill: Vec<_> = plan.absences.iter().filter(|a| a.last_day.is_none()).collect();
    assert_eq!(ill.len(), 1);
    assert!(ill[0].cover.is_empty() && ill[0].covers(AS_AT) && held_by(&plan, ill[0].worker) == 11);
    assert_eq!(count(&plan, |h| matches!(h, Holder::Manager(_))), 1);
    assert_eq!(count(&plan, |h| matches!(h, Holder::Tray(_))), 2);
    assert_eq!(count(&plan, |h| matches!(h, Holder::Transfer { sender: None, receiver: Some(_), .. })), 1);
    assert_eq!(plan.workers.iter().filter(|w| w.asye_start.is_some()).count(), 1);
    assert_eq!(plan.workers.iter().filter(|w| w.fte.value() < 1.0).count(), 1);
}

#[test]
fn held_by_managers_has_the_figures_of_2018_and_2019() {
    let plan = held_by_managers();
    let by_manager = |holder: &Holder| {
        matches!(holder, Holder::Manager(_))
            || matches!(holder, Holder::Worker(w) if worker(&plan, *w).role.is_manager())
    };
    assert_eq!(count(&plan, by_manager), 23);
    assert!((vacancy_rate(&plan, None) - 0.40).abs() <= 0.01, "{}", vacancy_rate(&plan, None));
    let assessment = vacancy_rate(&plan, Some("Assessment"));
    assert!((assessment - 0.80).abs() <= 0.02, "{assessment}");
    let (cases, fte, _) = caseloads(&plan, Some("Assessment"));
    assert!((cases as f64 / fte - 18.0).abs() < 0.5, "{}", cases as f64 / fte);
    let stuck = |holder: &Holder| match holder {
        Holder::Transfer { from: Some(from), to, sender: None, .. } => {
            plan.teams.get(*from).unwrap().name.starts_with("Assessment")
                && plan.teams.get(*to).unwrap().name.starts_with("Care planning")
        }
        _ => false,
    };
    assert!(count(&plan, stuck) >= 10);
    let covered = |p: &&Arc<crate::domain::plan::Post>| {
        matches!(p.filling, PostFilling::Vacant { covered_by: Some(_), .. })
    };
    assert!(plan.posts.iter().filter(covered).count() > 20);
    assert!((1150..=1250).contains(&plan.children.len()), "{}", plan.children.len());
    let staff = plan.workers.iter().filter(|w| w.in_post(AS_AT)).count();
    assert!((84..=94).contains(&staff), "{staff}");
    assert!(plan.workers.iter().filter(|w| w.last_day.is_some_and(|last| last > AS_AT)).count() >= 5);
}

#[test]
fn the_average_hides_the_distribution() {
    let plan = average_hides();
    let (paid, agency) = in_post(&plan, None);
    assert!((agency / (agency + paid) - 0.41).abs() <= 0.005, "{}", agency / (agency + paid));
    let (cases, fte, each) = caseloads(&plan, None);
    assert!((cases as f64 / fte - 18.5).abs() <= 0.05, "{}", cases as f64 / fte);
    let between =
        |low: usize, high: usize| each.iter().filter(|(held, _)| (low..=high).contains(held)).count();
    assert!(between(26, 28) >= 4 && between(29, 99) == 0, "{each:?}");
    assert!(between(8, 12) >= 5, "{each:?}");
    assert!((900..=1500).contains(&plan.children.len()), "{}", plan.children.len());
    let staff = plan.workers.iter().filter(|w| w.in_post(AS_AT)).count();
    assert!((60..=90).contains(&staff), "{staff}");
}

#[test]
fn turned_the_corner_has_small_teams_and_a_short_list_looked_after() {
    let plan = turned_the_corner();
    for team in &plan.teams {
        let six = plan
            .workers
            .iter()
            .filter(|w| w.team == Some(team.id) && w.in_post(AS_AT) && !w.role.is_manager());
        assert_eq!(six.count(), 6, "{}", team.name);
    }
    let waiting: Vec<_> = plan
        .children
        .iter()
        .filter(|c| {
            matches!(
                c.holder,
                Holder::Tray(_)
                    | Holder::Nobody
                    | Holder::Manager(_)
                    | Holder::DutyRota(_)
                    | Holder::Transfer { sender: None, .. }
            )
        })
        .collect();
    assert!((6..=9).contains(&waiting.len()));
    for child in waiting {
        assert!(matches!(child.case_type, CaseType::Assessment | CaseType::ChildInNeed), "{child:?}");
        let review = child.due.iter().find(|due| due.kind == DueKind::Review).unwrap();
        assert!((review.on - AS_AT).num_days() <= 7);
        assert!(plan.decisions.iter().any(|d| d.child == Some(child.id) && (AS_AT - d.on).num_days() <= 7));
    }
    let (paid, agency) = in_post(&plan, None);
    assert!(agency / (agency + paid) < 0.05);
    let long: Vec<_> = plan
        .absences
        .iter()
        .filter(|a| {
            a.known_last_day().is_none_or(|last| last >= AS_AT && (last - a.first_day).num_days() >= 4)
        })
        .filter(|a| held_by(&plan, a.worker) > 0)
        .collect();
    let named = long.iter().filter(|a| !a.cover.is_empty()).count();
    assert!(named as f64 / long.len() as f64 > 0.9, "{named} of {}", long.len());
    assert!((2300..=2600).contains(&plan.children.len()), "{}", plan.children.len());
    let staff = plan.workers.iter().filter(|w| w.in_post(AS_AT)).count();
    assert!((145..=166).contains(&staff), "{staff}");
}

#[test]
fn every_example_can_be_written_to_a_file_and_read_back_as_it_was() {
    for (file, plan) in examples() {
        let opened = crate::app::format::read(&crate::app::format::write(&plan).unwrap()).unwrap();
        assert!(opened.notes.is_empty(), "{file}: {:?}", opened.notes);
        assert_eq!(opened.plan, plan, "{file}");
    }
}

#[test]
fn any_size_can_be_made() {
    for (children, workers) in [(0, 0), (1, 1), (40, 4), (300, 22), (1500, 110), (3000, 90)] {
        let plan = large(children, workers, 3);
        assert_sound(&plan);
        if workers > 3 {
            assert_eq!((plan.children.len(), plan.workers.len()), (children, workers));
        }
    }
    assert_eq!(large(300, 22, 3), large(300, 22, 3));
    assert_ne!(large(300, 22, 3), large(300, 22, 4));
    assert!(service(&Spec::new(1, "Empty", "Nowhere", "NW", Vec::new())).children.is_empty());
}

#[test]
fn a_plan_for_timing_is_as_large_as_asked_and_life_like() {
    let plan = large(20_000, 1_200, 1);
    assert_eq!((plan.children.len(), plan.workers.len(), plan.teams.len()), (20_000, 1_200, 120));
    assert_sound(&plan);
    assert!((vacancy_rate(&plan, None) - 0.142).abs() < 0.01, "{}", vacancy_rate(&plan, None));
    let (paid, agency) = in_post(&plan, None);
    assert!((agency / (agency + paid) - 0.13).abs() < 0.01);
    // Families of one to five children, in the shares supposed; care leavers apart.
    let mut sizes = vec![0_usize; plan.families.len() + 1];
    let mut care_leaver = vec![false; plan.families.len() + 1];
    for child in &plan.children {
        let family = child.family.unwrap().0 as usize;
        sizes[family] += 1;
        care_leaver[family] |= child.case_type == CaseType::CareLeaver;
    }
    let sizes: Vec<usize> = sizes
        .into_iter()
        .zip(care_leaver)
        .filter(|(size, leaver)| *size > 0 && !leaver)
        .map(|(size, _)| size)
        .collect();
    for (size, share) in [0.40, 0.35, 0.15, 0.07, 0.03].into_iter().enumerate() {
        let found = sizes.iter().filter(|s| **s == size + 1).count() as f64 / sizes.len() as f64;
        assert!((found - share).abs() < 0.045, "{found} of families have {} children", size + 1);
    }
    // Away sick today.
    let sick = plan
        .absences
        .iter()
        .filter(|a| a.kind == crate::domain::plan::AbsenceKind::Sickness && a.covers(AS_AT));
    assert!((sick.count() as f64 / 1200.0 - 0.035).abs() < 0.005);
    // About 26 days of leave a year each: for half a year with Christmas and without the summer, ten or eleven.
    let leave: usize = plan
        .absences
        .iter()
        .filter(|a| a.kind == crate::domain::plan::AbsenceKind::AnnualLeave && a.first_day >= AS_AT)
        .map(|a| {
            let week = worker(&plan, a.worker).working_days;
            a.first_day
                .iter_days()
                .take_while(|d| Some(*d) <= a.last_day)
                .filter(|d| week.works_on(*d))
                .count()
        })
        .sum();
    assert!((9.0..13.0).contains(&(leave as f64 / 1200.0)), "{}", leave as f64 / 1200.0);
    assert!(plan.absences.iter().any(|a| a.status == AbsenceStatus::Requested));
}

/// Every date in the text that `Debug` prints for a plan.
fn dates_in(plan: &Plan) -> Vec<NaiveDate> {
    let text = format!("{plan:?}");
    let bytes = text.as_bytes();
    (0..bytes.len().saturating_sub(9))
        .filter(|at| bytes[*at].is_ascii_digit() && (*at == 0 || !bytes[at - 1].is_ascii_digit()))
        .filter_map(|at| NaiveDate::parse_from_str(text.get(at..at + 10)?, "%Y-%m-%d").ok())
        .collect()
}

#[test]
fn a_shifted_plan_moves_every_date_by_the_same_weeks_and_back_again() {
    use crate::domain::edit::{AnyRecord, Edit};
    use crate::domain::ids::{ChildId, ScenarioId, TeamId, Thing};
    let mut plan = held_by_managers();
    let child = plan.children.at(0).unwrap().as_ref().clone();
    let change = |change| ScenarioChange { change, on: true, comment: String::new() };
    plan.scenarios.push(Scenario {
        id: ScenarioId(1),
        name: "All dates".to_owned(),
        description: String::new(),
        changes: vec![
            change(Change::AgencyBridge { team: TeamId(1), count: 1, from: AS_AT, until: dates::monday(9) }),
            change(Change::ConvertAgency { worker: WorkerId(4), on: AS_AT }),
            change(Change::HoldVacancies { team: None, until: Some(AS_AT) }),
            change(Change::AsyeCohort { team: TeamId(1), count: 1, from: AS_AT }),
            change(Change::Edit(Edit::Together {
                label: String::new(),
                edits: vec![
                    Edit::Put(vec![AnyRecord::Child(Box::new(child))]),
                    Edit::Set {
                        of: Thing::Worker(WorkerId(3)),
                        field: "last_day".to_owned(),
                        to: "2026-10-02".to_owned(),
                    },
                    Edit::Allocate {
                        child: ChildId(1),
                        worker: WorkerId(3),
                        on: AS_AT,
                        reason: crate::domain::plan::ChangeReason::Other,
                    },
                ],
            })),
        ],
    });
    plan.calendar = Arc::new(crate::domain::calendar::ServiceCalendar {
        closures: vec![crate::domain::calendar::Closure {
            first_day: dates::monday(16),
            last_day: dates::monday(17),
            label: "Closed".to_owned(),
        }],
        ..Default::default()
    });
    let before = dates_in(&plan);
    assert!(before.len() > 5000);
    for (year, month, day, monday) in
        [(2027, 3, 11, 8), (2026, 9, 13, 7), (2024, 2, 29, 26), (2031, 12, 1, 1)]
    {
        let shifted = shift_to(&plan, NaiveDate::from_ymd_opt(year, month, day).unwrap());
        assert_eq!(Some(shifted.about.as_at), NaiveDate::from_ymd_opt(year, month, monday));
        let moved = shifted.about.as_at - AS_AT;
        let expected: Vec<_> = before.iter().map(|date| *date + moved).collect();
        assert_eq!(dates_in(&shifted), expected);
        assert_eq!(shift_to(&shifted, AS_AT), plan);
    }
}
