//! “A first plan”: one small team that a newcomer understands in five minutes.

use std::sync::Arc;

use chrono::{NaiveDate, Weekday};

use super::cases::{self, Mix};
use super::chance::Chance;
use super::children::{Slot, add_families, number_references};
use super::dates::{AS_AT, date, in_days};
use super::rota;
use super::scenarios::{self, set};
use super::spec::{Spec, TeamKind, TeamSpec};
use super::staff::{Draft, Seat};
use super::{decision, finish};
use crate::domain::edit::Edit;
use crate::domain::ids::{AbsenceId, TeamId, Thing, WorkerId};
use crate::domain::plan::{
    Absence, AbsenceKind, AbsenceStatus, Change, Child, DueDate, DueKind, DutyPattern, Holder, Plan, Policy,
    Priority, Role,
};

const TEAM: TeamId = TeamId(1);
const MANAGER: WorkerId = WorkerId(1);
const SENIOR: WorkerId = WorkerId(2);
const LEAVER: WorkerId = WorkerId(3);
const UNWELL: WorkerId = WorkerId(4);
const NEWLY_QUALIFIED: WorkerId = WorkerId(5);
const PART_TIME: WorkerId = WorkerId(6);
const STEADY: WorkerId = WorkerId(7);

/// The staff: name, role, first day and how many children.
const STAFF: [(WorkerId, &str, Role, NaiveDate, u16); 7] = [
    (MANAGER, "Rosalind Hebblethwaite", Role::TeamManager, date(2019, 4, 1), 0),
    (SENIOR, "Kwame Ashworth", Role::SeniorPractitioner, date(2017, 9, 4), 12),
    (LEAVER, "Orla Pemberton", Role::SocialWorker, date(2021, 10, 18), 14),
    (UNWELL, "Tariq Whittaker", Role::SocialWorker, date(2022, 1, 10), 11),
    (NEWLY_QUALIFIED, "Blessing Moyo", Role::SocialWorker, date(2026, 2, 2), 7),
    (PART_TIME, "Carys Lewandowska", Role::SocialWorker, date(2020, 6, 15), 8),
    (STEADY, "Sandeep Halliwell", Role::SocialWorker, date(2023, 3, 6), 15),
];

/// Seven staff and 71 children: one worker leaves in three weeks, one is ill without cover, one child is with the
/// manager, two wait and one is on the way from another service.
pub fn first_plan() -> Plan {
    let spec = Spec {
        notes: "A small team to learn with. Five things to look at. Orla Pemberton leaves in three weeks, and 14 \
                children are in her name. Tariq Whittaker is ill with nobody named as cover, so 11 children have a \
                name and nobody behind it. One child is in the manager’s name. Two wait in the tray. One is on the way \
                from the assessment service. Try naming cover for Tariq, then allocating the two who wait."
            .to_owned(),
        late_visits: 0.08,
        ..Spec::new(
            71,
            "A first plan",
            "Hallowfield",
            "HF",
            vec![TeamSpec::new("Family team", TeamKind::Everything, 6, 15.0)],
        )
    };
    let mut draft = Draft::new(spec.seed);
    add_people(&mut draft);
    add_absences(&mut draft);
    add_children(&mut draft, &spec);
    let mut plan = finish(draft, &spec, Policy::default());
    rota::add_rota(&mut plan, spec.seed, rota::Keeps { overdue: 0.3, requests: 0 });
    plan.decisions = Arc::new(vec![
        decision(
            19,
            "Rosalind Hebblethwaite",
            "Wait two weeks before moving Tariq Whittaker’s children to other workers.",
            "He hoped to be back by September. Now to be decided again.",
        ),
        decision(
            5,
            "Rosalind Hebblethwaite",
            "I hold one child myself until Orla’s children are shared out.",
            "Nobody had room on the day, and the family had met me.",
        ),
    ]);
    add_scenarios(&mut plan);
    plan
}

/// The two things to look at first, each with what would put it right, and a cap that the manager wonders about.
fn add_scenarios(plan: &mut Plan) {
    let absence = |worker, first_day| {
        let found = plan.absences.iter().find(|a| a.worker == worker && a.first_day == first_day);
        Thing::Absence(found.map_or(AbsenceId(0), |absence| absence.id))
    };
    let illness = absence(UNWELL, date(2026, 8, 10));
    let half_term = date(2026, 10, 26);
    let (senior_leave, steady_leave) = (absence(SENIOR, half_term), absence(STEADY, half_term));
    scenarios::add(
        plan,
        "Cover for Tariq and a replacement for Orla",
        "Somebody behind every name, and somebody in Orla’s chair while her post is filled.",
        vec![
            (
                Change::Edit(set(illness, "cover", &format!("{STEADY}, {SENIOR}"))),
                "Eleven children have a name and nobody behind it. Sandeep answers for them, and Kwame when he is away.",
            ),
            (
                Change::AgencyBridge {
                    team: TEAM,
                    count: 1,
                    from: date(2026, 9, 28),
                    until: date(2027, 1, 29),
                },
                "From the Monday after Orla leaves until somebody permanent can be expected.",
            ),
        ],
    );
    scenarios::add(
        plan,
        "A cap of 15",
        "What the team could hold if nobody had more than 15.",
        vec![
            (
                Change::CapForRole { role: Role::SocialWorker, children: 15 },
                "What the last audit asked for. Sandeep is there already.",
            ),
            (
                scenarios::posts(TEAM, Role::SocialWorker, 1, date(2027, 1, 4)),
                "If the cap costs more than we can hold: one post more, from the new year.",
            ),
        ],
    );
    let together = Edit::Together {
        label: "move Sandeep Halliwell’s week and let the two cover each other".to_owned(),
        edits: vec![
            set(steady_leave, "first_day", "02/11/2026"),
            set(steady_leave, "last_day", "06/11/2026"),
            set(steady_leave, "status", "agreed"),
            set(steady_leave, "cover", &SENIOR.to_string()),
            set(senior_leave, "cover", &STEADY.to_string()),
        ],
    };
    scenarios::add(
        plan,
        "Half-term leave moved",
        "The two most experienced are not away together.",
        vec![(
            Change::Edit(together),
            "Kwame has children at school and Sandeep does not mind. Each can cover the other.",
        )],
    );
}

fn add_people(draft: &mut Draft) {
    draft.add_team("Family team", TeamKind::Everything);
    for (id, name, role, first_day, load) in STAFF {
        let worker = draft.appoint(role, Some(TEAM), first_day);
        draft.names.keep(name);
        draft.change_worker(worker, |worker| {
            name.clone_into(&mut worker.name);
            worker.supervisor = (id != MANAGER).then_some(MANAGER);
        });
        draft.seats.push(Seat { worker, team: 0, load, empty: false });
    }
    draft.once_here = (0..6).map(|_| draft.names.next()).collect();
    draft.change_worker(SENIOR, |worker| worker.skills.push("court".to_owned()));
    draft.change_worker(LEAVER, |worker| {
        worker.last_day = Some(date(2026, 9, 25));
        worker.notice_given = Some(date(2026, 7, 31));
        "Moving to another council. Two weeks of leave already taken.".clone_into(&mut worker.notes);
    });
    draft.change_worker(NEWLY_QUALIFIED, |worker| worker.asye_start = worker.first_day);
    draft.make_part_time(PART_TIME, &[Weekday::Mon, Weekday::Tue, Weekday::Wed]);
    draft.change_worker(STEADY, |worker| worker.skills.push("Punjabi".to_owned()));
    let team = &mut draft.teams[0];
    (team.manager, team.deputies) = (Some(MANAGER), vec![SENIOR]);
    team.new_work_percent = Some(100);
    team.duty = Some(DutyPattern {
        one_week_in: 1,
        first_week: Some(AS_AT),
        order: vec![STEADY, SENIOR, LEAVER, PART_TIME],
        ..DutyPattern::default()
    });
}

fn add_absences(draft: &mut Draft) {
    let ill = draft.add_absence(UNWELL, AbsenceKind::Sickness, date(2026, 8, 10), None);
    "Signed off until further notice. Nobody named as cover yet.".clone_into(&mut ill.notes);
    let leave = |draft: &mut Draft, worker, first_day, last_day, cover: &[WorkerId]| -> usize {
        let absence = draft.add_absence(worker, AbsenceKind::AnnualLeave, first_day, Some(last_day));
        absence.cover = cover.to_vec();
        draft.absences.len() - 1
    };
    leave(draft, MANAGER, date(2026, 8, 17), date(2026, 8, 28), &[]);
    leave(draft, STEADY, date(2026, 9, 28), date(2026, 10, 2), &[SENIOR]);
    // Half-term: the two most experienced away together, and no cover for one of them.
    leave(draft, SENIOR, date(2026, 10, 26), date(2026, 10, 30), &[]);
    let asked = leave(draft, STEADY, date(2026, 10, 26), date(2026, 10, 30), &[]);
    leave(draft, PART_TIME, date(2026, 11, 9), date(2026, 11, 11), &[STEADY]);
    leave(draft, NEWLY_QUALIFIED, date(2026, 12, 21), date(2026, 12, 31), &[STEADY]);
    leave(draft, SENIOR, date(2026, 12, 29), date(2026, 12, 31), &[STEADY]);
    leave(draft, PART_TIME, date(2026, 12, 21), date(2026, 12, 23), &[SENIOR]);
    leave(draft, MANAGER, date(2026, 12, 21), date(2026, 12, 24), &[]);
    let spring = leave(draft, STEADY, date(2027, 2, 15), date(2027, 2, 19), &[SENIOR]);
    for place in [asked, spring] {
        draft.absences[place].status = AbsenceStatus::Requested;
    }
    draft.add_absence(NEWLY_QUALIFIED, AbsenceKind::Training, date(2026, 9, 16), Some(date(2026, 9, 16)));
    draft.add_absence(NEWLY_QUALIFIED, AbsenceKind::Training, date(2026, 10, 14), Some(date(2026, 10, 14)));
    in_order(&mut draft.absences);
}

fn in_order(absences: &mut [Absence]) {
    absences.sort_by_key(|absence| (absence.first_day, absence.worker));
    for (place, absence) in absences.iter_mut().enumerate() {
        absence.id = AbsenceId(place as u32 + 1);
    }
}

fn add_children(draft: &mut Draft, spec: &Spec) {
    let mut chance = Chance::new(spec.seed, 3);
    let slot = |holder, mix: Mix, most: Option<i64>| Slot { holder, team: 0, mix, at_most_days: most };
    for seat in draft.seats.clone() {
        let newly = seat.worker == NEWLY_QUALIFIED;
        let mix =
            if newly { cases::asye_mix(TeamKind::Everything) } else { cases::mix(TeamKind::Everything) };
        let slots = vec![slot(Holder::Worker(seat.worker), mix, None); usize::from(seat.load)];
        add_families(draft, &mut chance, spec, &slots);
    }
    // Those without a worker: one with the manager, two who wait, one on the way.
    let less_pressing = cases::less_pressing(TeamKind::Everything);
    add_families(draft, &mut chance, spec, &[slot(Holder::Manager(MANAGER), cases::IN_NEED, Some(9))]);
    let waiting = draft.children.len();
    let tray = Holder::Tray(TEAM);
    add_families(draft, &mut chance, spec, &[slot(tray.clone(), less_pressing, Some(8))]);
    add_families(draft, &mut chance, spec, &[slot(tray, cases::IN_NEED, Some(8))]);
    add_families(draft, &mut chance, spec, &[slot(Holder::Nobody, cases::IN_NEED, Some(9))]);
    for child in &mut draft.children[waiting - 1..] {
        child.closes = None;
    }
    wait_since(&mut draft.children[waiting], date(2026, 9, 2), date(2026, 8, 27), Priority::High);
    wait_since(&mut draft.children[waiting + 1], date(2026, 8, 28), date(2026, 8, 25), Priority::Medium);
    let coming = &mut draft.children[waiting + 2];
    wait_since(coming, date(2026, 9, 3), date(2026, 9, 1), Priority::Medium);
    coming.holder = Holder::Transfer {
        from: None,
        to: TEAM,
        sender: None,
        receiver: Some(STEADY),
        on: Some(date(2026, 9, 14)),
    };
    "Sent by the assessment service. Sandeep Halliwell takes over in a week; until then the manager answers."
        .clone_into(&mut coming.notes);
    number_references(draft, &spec.letters);
}

/// A child who waits since a day, was last seen on another, and is reviewed every week.
fn wait_since(child: &mut Child, since: NaiveDate, seen: NaiveDate, priority: Priority) {
    child.held_since = Some(since);
    child.opened = child.opened.map(|opened| opened.min(seen));
    child.past_workers.clear();
    (child.last_seen, child.priority) = (Some(seen), priority);
    child.due.retain(|due| due.kind != DueKind::Review);
    child.due.push(DueDate { kind: DueKind::Review, on: in_days(4) });
    child.due.sort_by_key(|due| due.on);
}
