//! Lists brought into an empty plan: who becomes a child, of which type, and who holds them.

use super::*;
use crate::app::import::fixtures::{Layout, annex_a};
use crate::domain::plan::{CaseType, DueKind, Need, Words as _};

const STAFF: &str = "Name,Team,Role,FTE,Contract,Start date\n\
    Ada Brook,Willow,Social Worker,1,Permanent,01/09/2024\n\
    Petra Lane,Willow,Team Manager,1,Permanent,06/01/2020\n\
    Jae Varley,Leaving Care,Personal Adviser,1,Permanent,06/01/2020\n\
    Kit Moss,Willow,Family Support Worker,1,Permanent,06/01/2020\n";

#[test]
fn every_word_in_a_workers_cell_lands_in_the_right_place() {
    let rows = [
        ("1", "CIN", "Willow", "Ada Brook", "worker Ada Brook"),
        ("2", "CIN", "Willow", "BROOK, Ada", "worker Ada Brook"),
        ("3", "CIN", "Willow", "Petra Lane", "manager Petra Lane"),
        ("4", "CIN", "Willow", "Una Reed (TM)", "manager Una Reed"),
        ("5", "CIN", "Willow", "Kit Moss", "practitioner Kit Moss"),
        ("6", "Care leaver", "Leaving Care", "Jae Varley", "adviser Jae Varley"),
        ("7", "CIN", "Willow", "Ada Brook (Duty)", "duty Ada Brook"),
        ("8", "CIN", "Willow", "Duty", "rota Willow"),
        ("9", "CIN", "Willow", "Locality 4 Duty Team", "rota Locality 4 Duty Team"),
        ("10", "CIN", "Willow", "Willow", "tray Willow"),
        ("11", "CIN", "Willow", "#N/A", "tray Willow"),
        ("12", "CIN", "willow ", "", "tray Willow"),
        ("13", "CIN", "", "Unallocated", "nobody"),
        ("14", "CIN", "Willow", "Nia Glyn (Agency)", "worker Nia Glyn"),
        ("15", "CIN", "Willow", "Ada Brook / Kit Moss", "worker Ada Brook"),
        ("16", "CIN", "Willow", "Team Manager", "manager Petra Lane"),
        ("17", "Awaiting closure", "Willow", "Ada Brook", "closing"),
    ];
    let mut text = "Child ID,Case type,Team,Worker,Last seen\n".to_owned();
    for (reference, case_type, team, worker, _) in rows {
        text.extend([reference, ",", case_type, ",", team, ",\"", worker, "\",\n"]);
    }
    let shown = look(None, &files(&[("children.csv", &text), ("staff.csv", STAFF)]), &on("2026-09-07"));
    for (reference, _, _, cell, wanted) in rows {
        assert_eq!(holder(&shown.plan, reference), wanted, "{cell}");
    }
    let plan = &shown.plan;
    // Willow, Leaving Care and the duty team: "willow " is no fourth team.
    assert_eq!(
        plan.teams.iter().map(|t| t.name.as_str()).collect::<Vec<_>>(),
        ["Willow", "Leaving Care", "Locality 4 Duty Team"]
    );
    assert_eq!(child(plan, "15").notes, "Also in the list: Kit Moss");
    let una = worker(plan, "Una Reed");
    assert_eq!((una.known_from, una.role), (KnownFrom::ChildListOnly, Role::TeamManager));
    assert_eq!(worker(plan, "Nia Glyn").contract.label(), "Agency");
    assert_eq!(plan.teams.at(0).unwrap().manager, Some(worker(plan, "Petra Lane").id));
    // 17 rows, all children; 4 people, 2 more known from the children only.
    assert_eq!((shown.reconcile.children[0].taken, plan.workers.len()), (17, 6));
}

#[test]
fn a_child_in_several_lists_is_one_child_of_the_weightiest_type() {
    use CaseType as C;
    let stem = "Child Unique ID,Date of Birth,";
    let list_3 = format!(
        "{stem}Date of Referral,Referral NFA?,Allocated Team,Allocated Worker\n\
        1,01/02/2012,01/06/2026,No,Front Door,Orla Fenn\n\
        2,01/02/2012,01/06/2026,Yes,Front Door,Orla Fenn\n\
        3,01/02/2012,03/09/2026,No,Front Door,Orla Fenn\n\
        4,01/02/2012,01/06/2026,No,Front Door,Orla Fenn\n"
    );
    let list_4 = format!(
        "{stem}Continuous Assessment Start Date,Continuous Assessment Date of Authorisation,\
        Was the child assessed as requiring LA children's social care support?,Allocated Team,Allocated Worker\n\
        1,01/02/2012,02/06/2026,10/07/2026,Yes,Willow,Ada Brook\n\
        4,01/02/2012,02/06/2026,10/07/2026,No,Willow,Ada Brook\n\
        5,01/02/2012,20/08/2026,,,Willow,Ada Brook\n\
        10,01/02/2012,02/06/2026,10/07/2026,Yes,Willow,Ada Brook\n"
    );
    let list_6 = format!(
        "{stem}CIN Start Date,CIN Closure Date,Case Status,Date Child Was Last Seen,Allocated Team,Allocated Worker\n\
        1,01/02/2012,10/07/2026,,CIN Plan,01/09/2026,Willow,#N/A\n\
        6,01/02/2012,10/07/2026,,CP,01/09/2026,Willow,Ada Brook\n\
        7,01/02/2012,10/07/2026,12/08/2026,CIN Plan,,Willow,Ada Brook\n\
        11,01/02/2012,10/07/2026,,CIN Plan,,Children with Disabilities Team,Ada Brook\n"
    );
    let list_7 = format!(
        "{stem}Child Protection Plan Start Date,Child Protection Plan End Date,Date of the Last Statutory Visit,Allocated Team,Allocated Worker\n\
        1,01/02/2012,20/07/2026,,02/09/2026,Oak,Rowan More\n\
        6,01/02/2012,20/01/2026,01/07/2026,,Oak,Rowan More\n"
    );
    let list_8 = format!(
        "{stem}Unaccompanied Asylum Seeking Child (UASC) within the Last 12 Months (Y/N),Date Started to be Looked After,Date Ceased to be Looked After,Child's Legal Status,Allocated Team,Allocated Worker\n\
        8,01/02/2012,Yes,01/05/2026,,C1: ICO,Care,Sian Hill\n\
        9,29/02/2008,No,01/05/2020,28/02/2026,C2,Care,Sian Hill\n"
    );
    let list_9 = format!(
        "{stem}Allocated Team,Allocated Worker,Allocated Personal Advisor,Eligibility Category\n\
        9,29/02/2008,Leaving Care,,Jae Varley,Former relevant\n"
    );
    let gathered = files(&[
        ("List 3.csv", &list_3),
        ("List 4.csv", &list_4),
        ("List 6.csv", &list_6),
        ("List 7.csv", &list_7),
        ("List 8.csv", &list_8),
        ("List 9.csv", &list_9),
    ]);
    let shown = look(None, &gathered, &on("2026-09-07"));
    let plan = &shown.plan;
    for (reference, case_type, who) in [
        ("1", C::ChildProtection, "worker Rowan More"), // lists 3, 4, 6 and 7
        ("3", C::Assessment, "worker Orla Fenn"),       // referred four days ago
        ("5", C::Assessment, "worker Ada Brook"),
        ("6", C::ChildInNeed, "worker Ada Brook"), // its plan ended, so the status CP is out of date
        ("8", C::AsylumSeeking, "worker Sian Hill"),
        ("9", C::CareLeaver, "adviser Jae Varley"),
        ("11", C::DisabledChild, "worker Ada Brook"),
    ] {
        assert_eq!((child(plan, reference).case_type, holder(plan, reference).as_str()), (case_type, who));
    }
    assert_eq!(plan.children.len(), 7);
    let first = child(plan, "1");
    assert_eq!((first.opened, first.last_seen), (Some(day("2026-07-20")), Some(day("2026-09-02"))));
    assert_eq!((first.turns_18, team_name(plan, first)), (Some(day("2030-02-01")), "Oak".into()));
    assert_eq!(child(plan, "9").turns_18, Some(day("2026-03-01"))); // Born on 29 February.
    assert_eq!(child(plan, "8").needs, [Need::Court]);
    // 17 rows: 7 children; merged: child 1 three, 6 one, 9 one; left out: 2 no further action, 4 went on and its
    // assessment ended, 7 closed, 10 assessed as in need. 7 + 5 + 5 = 17.
    let sum = totals(&shown.reconcile.children);
    assert_eq!((sum.rows_read, sum.taken, sum.merged, sum.left_out), (17, 7, 5, 5));
    let why = reasons_left_out(&shown.reconcile.children);
    let wanted = [
        (LeftOut::NoFurtherAction, 1),
        (LeftOut::WentOn, 1),
        (LeftOut::AssessmentEnded, 1),
        (LeftOut::AssessedInNeed, 1),
        (LeftOut::Closed, 1),
    ];
    assert_eq!(why.into_iter().collect::<Vec<_>>(), wanted);
    let said = notes(&shown, "says the worker is Orla Fenn");
    assert_eq!(said.len(), 1);
    assert!(said[0].why.contains("List 3 (referrals)") && said[0].why.contains("List 7"), "{}", said[0].why);
    assert_eq!(notes(&shown, "List 6 (children in need) says the worker is #N/A").len(), 1);
}

#[test]
fn both_layouts_of_annex_a_reconcile() {
    for layout in [Layout::Of2021, Layout::Of2024] {
        let bytes = annex_a(layout);
        let gathered = gather_bytes(&[("Annex A.xlsx", &bytes)], &[]);
        let shown = look(None, &gathered, &on("2026-03-31"));
        let plan = &shown.plan;
        // 501 to 508 but 502 (no further action): 7. List 6's row without a reference is refused.
        assert_eq!(plan.children.len(), 7);
        assert_eq!(child(plan, "501").case_type, CaseType::ChildProtection);
        assert_eq!(holder(plan, "501"), "worker Rowan Moreby");
        assert_eq!(holder(plan, "504"), "nobody"); // #N/A, and no team
        assert_eq!(child(plan, "505").case_type, CaseType::PrivateFostering);
        assert_eq!(holder(plan, "506"), "manager Petra Lane");
        assert_eq!(child(plan, "507").case_type, CaseType::AsylumSeeking);
        assert_eq!(plan.families.at(0).unwrap().reference, "71");
        let wanted = if layout == Layout::Of2024 { "adviser Jae Varley" } else { "worker Jae Varley" };
        assert_eq!(holder(plan, "508"), wanted);
        let sum = totals(&shown.reconcile.children);
        // 14 rows: 7 children, 3 merged (501 in lists 1 and 3, 507 in list 10), 4 left out (101, 201, 502, adopter),
        // 1 refused; that is 15 with list 11's row.
        assert_eq!((sum.rows_read, sum.taken, sum.merged, sum.left_out, sum.refused), (15, 7, 3, 4, 1));
    }
}

#[test]
fn a_plain_list_fills_dates_families_and_priorities() {
    let text = "Child ID,Family group,Date of birth,Case type,Team,Worker,Allocated date,Opened,Last seen,Next visit due,Next review due,Priority,Closed\n\
        C1,F1,14/02/2016,Child protection,Willow,Ada Brook,02/03/2026,20/02/2026,01/09/2026,11/09/2026,01/12/2026,Red,\n\
        C2,F1,,Purple,Willow,,,,,,,Sparkling,\n\
        C3,,,CIN,Willow,Ada Brook,,,,,,,30/06/2026\n\
        C4,,,CIN,Willow,Ada Brook,,01/10/2026,,,,,30/09/2026\n\
        EXAMPLE-1,,,CIN,Willow,Ada Brook,,,,,,,\n";
    let gathered = files(&[("children.csv", text)]);
    let shown = look(None, &gathered, &on("2026-09-07"));
    let first = child(&shown.plan, "C1");
    assert_eq!((first.held_since, first.opened), (Some(day("2026-03-02")), Some(day("2026-02-20"))));
    assert_eq!(first.due.iter().map(|d| d.kind).collect::<Vec<_>>(), [DueKind::Visit, DueKind::Review]);
    assert_eq!((first.priority.label(), first.family), ("High", child(&shown.plan, "C2").family));
    let second = child(&shown.plan, "C2");
    assert_eq!((second.case_type, second.held_since), (CaseType::ChildInNeed, None)); // No date is invented.
    // C4 closes on a day to come, and begins after the list: the start is left out, so that they count as open.
    let fourth = child(&shown.plan, "C4");
    assert_eq!((fourth.closes, fourth.opened), (Some(day("2026-09-30")), None));
    let lost: Vec<&str> = shown
        .not_understood
        .iter()
        .filter(|note| note.severity == crate::app::import::Severity::ValueIgnored)
        .map(|note| note.text.as_str())
        .collect();
    assert_eq!(lost, ["Purple", "Sparkling"]);
    // 5 rows: C1, C2, C4; C3 closed; the example row.
    let list = &shown.reconcile.children[0];
    assert_eq!((list.rows_read, list.taken, list.left_out_rows()), (5, 3, 2));

    let closed = Options { include_closed: true, ..on("2026-09-07") };
    let shown = look(None, &gathered, &closed);
    assert_eq!(child(&shown.plan, "C3").closes, Some(day("2026-06-30")));
}

#[test]
fn someone_marked_as_left_does_not_pass_for_a_named_worker() {
    let text = "Child ID,Case type,Team,Worker,Last seen\n1,CIN,Willow,Ada Brook (left),\n2,CIN,Willow,Tom Field (on maternity leave),\n";
    let shown = look(None, &files(&[("children.csv", text)]), &on("2026-09-07"));
    assert_eq!(worker(&shown.plan, "Ada Brook").last_day, Some(day("2026-09-06")));
    assert_eq!(worker(&shown.plan, "Tom Field").last_day, None);
    assert_eq!(
        (notes(&shown, "the last day is taken as").len(), notes(&shown, "enter the absence").len()),
        (1, 1)
    );
}

#[test]
fn the_label_and_the_summary_say_it_in_a_sentence() {
    let children = "Child ID,Case type,Team,Worker,Last seen\n1,CIN,Willow,Ada Brook,\n1,CIN,Willow,Ada Brook,\n,CIN,Willow,Ada Brook,\n2,Closed,Willow,,\n";
    let shown = look(None, &files(&[("children.csv", children), ("staff.csv", STAFF)]), &on("2026-09-07"));
    let summary = crate::app::view::import::summary(&shown, 1);
    assert_eq!(summary.label, "bring in the child list and staff list of 07/09/2026 (1 child, 4 staff)");
    assert!(
        summary.sentence.starts_with(
            "4 rows: 1 child, 1 merged, 1 left out, 1 refused. Staff list, 4 rows: 4 staff. 1 thing was not understood"
        ),
        "{}",
        summary.sentence
    );
    assert_eq!(summary.left_out, ["1 row: closed"]);
    assert_eq!(summary.lists.totals.as_deref().unwrap()[2..], ["8", "5", "0", "1", "1", "1", "0"]);
    for table in [&summary.lists, &summary.questions, &summary.changes, &summary.not_understood] {
        assert!(table.rows.iter().all(|row| row.cells.len() == table.columns.len()), "{}", table.name);
    }
}
