//! What holds for any rows at all, however dirty.

use proptest::prelude::*;

use super::*;
use crate::app::import::{ChildRow, ChildRows, Source, StaffRow, TableCount, WorkerText};

const FIRST: [&str; 6] = ["Ada", "Tom", "Nia", "Petra", "Siân", "Dustin"];
const LAST: [&str; 6] = ["Brook", "Field", "Glyn", "Lane", "O'Neill", "Hazlett"];

fn source(list: u8) -> Source {
    Source { file: "lists.xlsx".into(), sheet: Some(format!("List {list}").into()) }
}

fn name() -> impl Strategy<Value = String> {
    (0..6_usize, 0..6_usize, any::<bool>()).prop_map(|(first, last, turned)| {
        if turned {
            format!("{}, {}", LAST[last], FIRST[first])
        } else {
            format!("{} {}", FIRST[first], LAST[last])
        }
    })
}

fn cell() -> impl Strategy<Value = WorkerText> {
    prop_oneof![
        3 => name().prop_map(WorkerText::Person),
        1 => name().prop_map(|name| WorkerText::ManagerTagged { name, tag: "TM".into() }),
        1 => name().prop_map(|name| WorkerText::AgencyTagged { name, tag: "Agency".into() }),
        1 => (name(), prop::sample::select(vec!["Duty", "left", "ASYE", "40321", "on leave"]))
            .prop_map(|(name, tag)| WorkerText::PersonTagged { name, tag: tag.into() }),
        1 => Just(WorkerText::Blank),
        1 => Just(WorkerText::NotAvailable("#N/A".into())),
        1 => Just(WorkerText::Unallocated("TBC".into())),
        1 => prop::sample::select(vec!["Duty", "Locality 4 Duty Team"]).prop_map(|t| WorkerText::DutyTeam(t.into())),
        1 => Just(WorkerText::TeamName("Willow Team".into())),
        1 => Just(WorkerText::ManagerTagged { name: String::new(), tag: "Team Manager".into() }),
        1 => (name(), name()).prop_map(|(a, b)| WorkerText::Several(vec![a, b])),
    ]
}

fn date() -> impl Strategy<Value = Option<NaiveDate>> {
    prop::option::of((-900_i64..60).prop_map(|days| day("2026-09-07") + chrono::Duration::days(days)))
}

fn row() -> impl Strategy<Value = ChildRow> {
    let who = (
        0..=10_u8,
        1..25_u32,
        cell(),
        prop::option::of(prop::sample::select(vec!["Willow", "Oak", "willow"])),
    );
    let when = (date(), date(), date(), date());
    let flags = (any::<[bool; 5]>(), prop::option::of(any::<bool>()), prop::option::of(any::<bool>()));
    let words = (
        prop::option::of(prop::sample::select(vec![
            "CIN",
            "CP",
            "Closed",
            "Purple",
            "CLA",
            "Awaiting closure",
        ])),
        prop::option::of(prop::sample::select(vec!["C1", "C2", "S20"])),
        prop::option::of(1..4_u32),
        prop::option::of(cell()),
    );
    (who, when, flags, words).prop_map(|(who, when, flags, words)| {
        let (list, child, worker, team) = who;
        let mut row = ChildRow::new(source(list).row(2), list, child.to_string());
        row.worker = worker;
        row.team = team.map(str::to_owned);
        (row.opened, row.ended, row.last_seen, row.allocated_since) = when;
        [row.unaccompanied, row.disabled, row.private_fostering, row.says_worker, _] = flags.0;
        (row.referral_nfa, row.conference_led_to_plan) = (flags.1, flags.2);
        row.case_status = words.0.map(str::to_owned);
        row.case_type_text = words.0.map(str::to_owned);
        row.legal_status = words.1.map(str::to_owned);
        row.family = words.2.map(|family| family.to_string());
        row.personal_adviser = words.3;
        row
    })
}

/// Rows with the counts that the reader would have made of them.
fn gathered(rows: Vec<ChildRow>, staff: Vec<StaffRow>) -> Gathered {
    let count = |list: u8, taken: usize| TableCount {
        source: source(list),
        list,
        rows_read: taken + 3,
        taken,
        refused: 1,
        blank: 2,
    };
    let counts =
        (0..=10).map(|list| count(list, rows.iter().filter(|row| row.list == list).count())).collect();
    let open: BTreeSet<String> =
        rows.iter().filter(|row| !matches!(row.list, 1 | 2)).map(|row| row.reference.clone()).collect();
    let (rows, left_out) = rows.into_iter().partition(|row| open.contains(&row.reference));
    let staff_counts = if staff.is_empty() { Vec::new() } else { vec![count(99, staff.len())] };
    Gathered {
        children: ChildRows { rows, left_out, counts, not_understood: Vec::new() },
        staff,
        staff_counts,
        ..Gathered::default()
    }
}

fn staff_row() -> impl Strategy<Value = StaffRow> {
    (name(), 0..8_u8, date(), date(), prop::option::of(name())).prop_map(
        |(name, kind, start, end, manager)| {
            let role = match kind {
                0 => Some("Team Manager"),
                1 => Some("Personal Adviser"),
                2 => Some("ASYE"),
                3 => Some("Business support"),
                4 => None,
                _ => Some("Social Worker"),
            };
            StaffRow {
                place: source(99).row(2),
                vacant: kind == 7,
                name: if kind == 7 { String::new() } else { name },
                team: Some(if kind % 2 == 0 { "Willow".into() } else { "Oak".into() }),
                role_text: role.map(str::to_owned),
                role: role.and_then(crate::app::import::roles::parse_role),
                fte: None,
                contract: None,
                start,
                end,
                notice: None,
                cap: None,
                asye: kind == 2,
                asye_start: None,
                manager,
                working_days: None,
                absence_text: None,
                swe_number: None,
            }
        },
    )
}

/// Every person named in a leading cell is in the plan, by one spelling or another.
fn nobody_is_lost(shown: &Preview) {
    for child in &shown.plan.children {
        let Some(last) = &child.last_list else { continue };
        let teams = crate::app::import::TeamNames::default();
        let cell = meaning::read_again(last.worker.trim_end_matches(" (closing)"), &teams);
        if let Some(name) = cell.person().filter(|name| !name.is_empty()) {
            let key = name_key(name);
            assert!(shown.plan.workers.iter().any(|worker| name_key(&worker.name) == key), "{name}");
        }
    }
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(200))]

    #[test]
    fn any_rows_add_up_and_twice_is_once(
        rows in prop::collection::vec(row(), 0..60),
        staff in prop::collection::vec(staff_row(), 0..12),
        closed in any::<bool>(),
    ) {
        let gathered = gathered(rows, staff);
        let options = Options { include_closed: closed, ..on("2026-09-07") };
        let shown = look(None, &gathered, &options);
        nobody_is_lost(&shown);
        let references: BTreeSet<_> = shown.plan.children.iter().map(|child| &child.reference).collect();
        prop_assert_eq!(references.len(), shown.plan.children.len());
        prop_assert_eq!(shown.plan.children.len(), totals(&shown.reconcile.children).taken);
    }

    #[test]
    fn any_list_may_follow_any_other(
        first in prop::collection::vec(row(), 0..40),
        second in prop::collection::vec(row(), 0..40),
        staff in prop::collection::vec(staff_row(), 0..8),
        keep in any::<bool>(),
    ) {
        let plan = look(None, &gathered(first, Vec::new()), &on("2026-09-07")).plan;
        let options = Options { drop_missing: !keep, ..on("2026-09-14") };
        let shown = look(Some(&plan), &gathered(second, staff), &options);
        nobody_is_lost(&shown);
        for child in &shown.plan.children {
            for past in &child.past_workers {
                prop_assert!(past.from.is_none_or(|from| from <= past.to));
            }
        }
    }
}

#[test]
fn twenty_thousand_rows_become_eighteen_thousand_children_and_add_up_again_next_week() {
    let mut rows = Vec::new();
    let letters =
        |n: u32| -> String { (0..3).map(|i| char::from(b'a' + ((n / 26_u32.pow(i)) % 26) as u8)).collect() };
    let name = |n: u32| format!("{} {}{}", FIRST[(n % 6) as usize], LAST[(n / 6 % 6) as usize], letters(n));
    for n in 0..20_000_u32 {
        let list = [0, 6, 7, 8][(n % 4) as usize];
        let mut row = ChildRow::new(source(list).row(n + 2), list, format!("{}", n * 9 / 10));
        row.worker = WorkerText::Person(name(n % 1200));
        row.team = Some(format!("Locality {} Unit {}", n % 12, n % 5));
        row.opened = Some(day("2026-01-05"));
        row.birth_date = Some(day("2015-01-05"));
        row.case_type_text = Some("CIN".into());
        rows.push(row);
    }
    let gathered = gathered(rows, Vec::new());
    let shown = preview(None, &gathered, &on("2026-09-07"));
    let next = preview(Some(&shown.plan), &gathered, &on("2026-09-14"));
    assert!(shown.reconcile.adds_up() && next.reconcile.adds_up());
    assert_eq!((shown.plan.children.len(), shown.plan.workers.len()), (18_000, 1200));
}
