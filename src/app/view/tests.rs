//! What the screens say is what the plan says: sentences, bars and totals against plain counting.

use std::sync::Arc;

use super::children::{self, Wanted};
use super::{overview, teams};
use crate::app::reading::Reading;
use crate::domain::edit::{Edit, apply};
use crate::domain::ids::{ChildId, TeamId, Thing, WorkerId};
use crate::domain::plan::{Holder, Plan};
use crate::domain::samples::{on, sound};

fn read(plan: Plan) -> Reading {
    Reading::new(Arc::new(plan), None)
}

fn with(change: impl Fn(&mut Plan)) -> Reading {
    let mut plan = sound();
    change(&mut plan);
    read(plan)
}

#[test]
fn the_bar_adds_up_to_the_list_and_each_part_leads_to_just_its_children() {
    for (_, plan) in crate::app::invent::examples() {
        let reading = read(plan);
        let bar = overview::state_bar(&reading);
        assert_eq!(bar.parts.iter().map(|part| part.count).sum::<u32>(), bar.total);
        let counted: u32 = bar.parts.iter().filter(|part| part.flagged).map(|part| part.count).sum();
        assert_eq!(counted, reading.now().unnamed);
        for part in &bar.parts {
            let behind = overview::behind(&part.key).unwrap();
            assert_eq!(
                children::table(&reading, None, &behind, 1).rows.len(),
                part.count as usize,
                "{}",
                part.key
            );
        }
    }
}

#[test]
fn each_thing_to_do_leads_to_as_many_children_as_it_says() {
    for (_, plan) in crate::app::invent::examples() {
        let reading = read(plan);
        for to_do in overview::to_do(&reading) {
            let overview::Leads::Children(wanted) = &to_do.leads else { continue };
            let first: String =
                to_do.what.chars().filter(|c| *c != ',').take_while(char::is_ascii_digit).collect();
            let Ok(said) = first.parse::<usize>() else { continue };
            assert_eq!(children::table(&reading, None, wanted, 1).rows.len(), said, "{}", to_do.what);
        }
    }
}

#[test]
fn a_transfer_that_is_still_to_come_is_not_among_those_who_wait_now() {
    let reading = with(|plan| {
        plan.children.change(ChildId(1), |c| c.holder = Holder::Tray(TeamId(1)));
        plan.children.change(ChildId(2), |c| {
            let (from, to, sender) = (None, TeamId(2), Some(WorkerId(3)));
            c.holder = Holder::Transfer { from, to, sender, receiver: None, on: Some(on("01/10/2026")) };
        });
    });
    let waiting =
        overview::to_do(&reading).into_iter().find(|to_do| to_do.what.contains("in a tray")).unwrap();
    assert!(waiting.what.starts_with("1 child "), "{}", waiting.what);
}

#[test]
fn the_rows_of_the_teams_add_up_to_the_service_with_children_in_no_team() {
    let reading = with(|plan| {
        plan.children.change(ChildId(1), |c| (c.team, c.holder) = (None, Holder::Nobody));
    });
    let table = teams::table(&reading, 1);
    let sum = |column: &str| -> u32 {
        let place = table.columns.iter().position(|c| c.key == column).unwrap();
        table.rows.iter().map(|row| row.cells[place].text.parse::<u32>().unwrap_or(0)).sum()
    };
    assert_eq!((sum("open"), sum("unnamed")), (reading.now().open(), reading.now().unnamed));
    assert!(teams::sentence(&reading).contains("in no team"));
}

#[test]
fn the_sentence_counts_each_child_once_and_names_the_longest_wait() {
    let reading = with(|plan| {
        plan.children.change(ChildId(1), |c| {
            (c.holder, c.held_since) = (Holder::Manager(WorkerId(1)), Some(on("01/09/2026")));
        });
    });
    // Tuesday 1 to Monday 7 September: five working days, both counted.
    let children = reading.now().open();
    assert_eq!(
        overview::sentence(&reading),
        format!(
            "1 of {children} children has no named social worker today: 1 held by a manager. The longest has waited 5 working days"
        )
    );
}

#[test]
fn the_flagged_come_first_and_the_longest_without_before_the_others() {
    let reading = with(|plan| {
        let tray = |c: &mut crate::domain::plan::Child, since: &str| {
            (c.holder, c.held_since) = (Holder::Tray(TeamId(1)), Some(on(since)));
            c.past_workers.clear();
        };
        plan.children.change(ChildId(3), |c| tray(c, "20/08/2026"));
        plan.children.change(ChildId(2), |c| tray(c, "01/09/2026"));
    });
    let rows = children::table(&reading, None, &Wanted::everyone(), 1).rows;
    let first: Vec<Thing> = rows.iter().take(2).map(|row| row.key).collect();
    assert_eq!(first, [Thing::Child(ChildId(3)), Thing::Child(ChildId(2))]);
}

#[test]
fn a_change_in_the_plan_changes_what_is_said_at_once() {
    let reading = with(|plan| {
        plan.children.change(ChildId(1), |c| c.holder = Holder::Manager(WorkerId(1)));
    });
    let allocate = Edit::Allocate {
        child: ChildId(1),
        worker: WorkerId(4),
        on: reading.on,
        reason: crate::domain::plan::ChangeReason::ManagingCaseloads,
    };
    let after = read(apply(&reading.plan, &allocate).unwrap());
    assert!(overview::sentence(&after).starts_with("Each of "));
}
