use super::*;
use crate::domain::ids::AbsenceId;
use crate::domain::plan::{Holder, PastWorker, Records};
use crate::domain::samples::{leave, on, sound};

/// What is said of child 1 on a day.
fn child_1(plan: &Plan, day: &str) -> Today {
    let calendar = plan.calendar.compile();
    let sight = Sight::new(plan, &calendar);
    Outlook::new(&sight).today(plan, 0, on(day)).unwrap()
}

fn change(plan: &mut Plan, change: impl FnOnce(&mut Child)) {
    plan.children.change(ChildId(1), change).unwrap();
}

fn past(id: u32, to: &str) -> PastWorker {
    PastWorker { who: PastHolder::Worker(WorkerId(id)), from: None, to: on(to), reason: None }
}

#[test]
fn waiting_is_counted_from_the_last_named_worker_through_managers_and_trays() {
    let mut plan = sound();
    change(&mut plan, |c| {
        c.holder = Holder::Manager(WorkerId(1));
        c.held_since = Some(on("01/09/2026"));
        c.past_workers = vec![past(3, "01/05/2026"), past(4, "31/07/2026")];
    });
    let today = child_1(&plan, "07/09/2026");
    assert_eq!(today.since, Some(on("01/09/2026")));
    assert_eq!(today.unnamed_since, Some(on("01/08/2026")));
}

#[test]
fn a_worker_of_an_earlier_piece_of_work_does_not_make_the_wait_longer() {
    let mut plan = sound();
    change(&mut plan, |c| {
        c.holder = Holder::Tray(TeamId(1));
        c.opened = Some(on("24/08/2026"));
        c.held_since = Some(on("26/08/2026"));
        c.past_workers = vec![past(4, "31/07/2024")];
    });
    assert_eq!(child_1(&plan, "07/09/2026").unnamed_since, Some(on("24/08/2026")));
}

#[test]
fn a_child_whom_nobody_ever_held_has_waited_since_the_day_that_is_recorded_and_no_other() {
    let mut plan = sound();
    change(&mut plan, |c| c.holder = Holder::Tray(TeamId(1)));
    // Held since 2 March, opened on 2 February.
    assert_eq!(child_1(&plan, "07/09/2026").unnamed_since, Some(on("02/03/2026")));
    change(&mut plan, |c| c.held_since = None);
    // A list without dates of allocation: the work began in February, which does not say that the wait did.
    let today = child_1(&plan, "07/09/2026");
    assert_eq!((today.since, today.unnamed_since), (None, None));
}

#[test]
fn a_leavers_child_waits_from_the_day_after_the_last_day_whether_or_not_dates_are_recorded() {
    let mut plan = sound();
    plan.workers.change(WorkerId(3), |w| w.last_day = Some(on("31/07/2026")));
    for recorded in [true, false] {
        if !recorded {
            change(&mut plan, |c| (c.held_since, c.opened) = (None, None));
        }
        let today = child_1(&plan, "07/09/2026");
        assert_eq!((today.since, today.unnamed_since), (Some(on("01/08/2026")), Some(on("01/08/2026"))));
    }
}

#[test]
fn a_worker_away_has_been_away_since_the_first_day_and_unnamed_since_the_grace_ended() {
    let mut plan = sound();
    plan.absences = [leave(1, 3, "24/08/2026", "02/10/2026", &[])].into_iter().collect();
    let today = child_1(&plan, "07/09/2026");
    assert_eq!(today.since, Some(on("24/08/2026")));
    // 24 to 28 August are the five working days of grace; 31 August is a bank holiday.
    assert_eq!(today.unnamed_since, Some(on("01/09/2026")));
}

/// Three children. Ada holds 1 and 2; her last day is 30 September. Cyra holds 3 and is on leave from Monday 14 to
/// Friday 25 September without cover: with five working days of grace child 3 counts from Monday 21.
fn worked_by_hand() -> Plan {
    let mut plan = sound();
    plan.workers.change(WorkerId(3), |w| w.last_day = Some(on("30/09/2026")));
    plan.absences = [leave(1, 5, "14/09/2026", "25/09/2026", &[])].into_iter().collect::<Records<_>>();
    plan
}

#[test]
fn days_worked_by_hand() {
    let plan = worked_by_hand();
    let calendar = plan.calendar.compile();
    let sight = Sight::new(&plan, &calendar);
    let outlook = Outlook::new(&sight);
    let days = outlook.days();
    let on_day = |day: &str| &days[(on(day) - outlook.from).num_days() as usize];
    //   day            named, away, left, no named social worker, nobody present
    for (day, expected) in [
        ("07/09/2026", [3, 0, 0, 0, 0]),
        ("14/09/2026", [2, 1, 0, 0, 1]),
        ("20/09/2026", [2, 1, 0, 0, 1]), // the Sunday: still in grace
        ("21/09/2026", [2, 1, 0, 1, 1]),
        ("25/09/2026", [2, 1, 0, 1, 1]),
        ("26/09/2026", [3, 0, 0, 0, 0]),
        ("30/09/2026", [3, 0, 0, 0, 0]), // the last day is in post
        ("01/10/2026", [1, 0, 2, 2, 2]),
    ] {
        let count = on_day(day);
        let found = [
            count.of(ChildState::Named),
            count.of(ChildState::NamedAway),
            count.of(ChildState::Left),
            count.unnamed,
            count.without_present,
        ];
        assert_eq!(found, expected, "{day}");
        assert_eq!(count.open(), 3);
    }
    assert_eq!(days.len(), 26 * 7 + 1);
    let second = outlook.days_where(|place| place == 2);
    assert_eq!(second.iter().map(|d| d.unnamed).sum::<u32>(), 5); // 21 to 25 September
}

#[test]
fn runs_worked_by_hand() {
    let plan = worked_by_hand();
    let calendar = plan.calendar.compile();
    let sight = Sight::new(&plan, &calendar);
    let runs = Outlook::new(&sight).runs(&sight);
    let short: Vec<_> = runs.iter().map(|r| (r.child.0, r.from, r.to, r.goes_on, r.working_days)).collect();
    // From 1 October 2026 to 8 March 2027: 113 weekdays (158 days less 45 of weekends), less Christmas Day, its
    // Monday after (28 December, for Boxing Day on a Saturday) and New Year's Day.
    let horizon = on("08/03/2027");
    assert_eq!(
        short,
        [
            (1, on("01/10/2026"), horizon, true, 110),
            (2, on("01/10/2026"), horizon, true, 110),
            (3, on("21/09/2026"), on("25/09/2026"), false, 5),
        ]
    );
}

#[test]
fn the_manager_who_answers_is_the_first_of_manager_and_deputies_in_post() {
    let mut plan = sound();
    plan.teams.change(TeamId(1), |t| t.deputies = vec![WorkerId(2)]);
    change(&mut plan, |c| c.holder = Holder::Tray(TeamId(1)));
    let answers = |plan: &Plan| {
        let calendar = plan.calendar.compile();
        let sight = Sight::new(plan, &calendar);
        let day = plan.about.as_at;
        let spell = Outlook::new(&sight).today(plan, 0, day).unwrap().spell;
        responsible_manager(&sight, plan.children.at(0).unwrap(), &spell, day)
    };
    assert_eq!(answers(&plan), Some(WorkerId(1)));
    plan.workers.change(WorkerId(1), |w| w.last_day = Some(on("01/09/2026")));
    assert_eq!(answers(&plan), Some(WorkerId(2)));
    assert_eq!(plan.absences.get(AbsenceId(1)).map(|a| a.worker), Some(WorkerId(3)));
}
