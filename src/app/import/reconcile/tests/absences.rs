//! Lists of absences: read, matched with the plan, accounted for to the last row.

use super::*;
use crate::app::terminal::{TableChoice, csv_table};
use crate::domain::calendar::WorkingCalendar;
use crate::domain::ids::{AbsenceId, WorkerId};
use crate::domain::plan::{Absence, AbsenceKind, AbsenceStatus};
use crate::domain::samples::{leave, sound};
use crate::domain::state::Sight;

fn sample_day(text: &str) -> NaiveDate {
    crate::domain::samples::on(text)
}

/// The plan of 07/09/2026 in which Ada Brook (W3) is on leave from 21 to 25 September with Ben Cole (W4) as cover.
fn with(list: &str) -> Preview {
    into(&sound(), list)
}

fn into(plan: &Plan, list: &str) -> Preview {
    look(Some(plan), &files(&[("absences.csv", list)]), &Options::new(plan.about.as_at))
}

fn of(shown: &Preview, id: u32) -> &Absence {
    shown.plan.absences.get(AbsenceId(id)).unwrap()
}

const HEADINGS: &str = "Employee Name,Employee Number,Job Title,Absence Type,Absence Start Date,Absence End Date,Approval Status,Covered By\n";

fn list(rows: &str) -> String {
    format!("{HEADINGS}{rows}")
}

#[test]
fn a_list_from_a_personnel_system_brings_absences_in() {
    let shown = with(&list(
        "\"Cole, Ben\",1001,Social Worker,Annual Leave,05/10/2026,09/10/2026,Approved,Ada Brook; Nobody Known\n\
         Cyra Dunn,1002,Senior,Sickness,01/09/2026,,,\n\
         Moira Nash,1003,Manager,Jury service,2026-11-02,2026-11-13,Pending,\n",
    ));
    let ben = of(&shown, 2);
    assert_eq!(
        (ben.worker, ben.kind, ben.status),
        (WorkerId(4), AbsenceKind::AnnualLeave, AbsenceStatus::Agreed)
    );
    assert_eq!((ben.first_day, ben.last_day), (sample_day("05/10/2026"), Some(sample_day("09/10/2026"))));
    assert_eq!(ben.cover, [WorkerId(3)]);
    assert_eq!(notes(&shown, "they are not named as cover").len(), 1);
    let cyra = of(&shown, 3);
    assert_eq!((cyra.kind, cyra.last_day, cyra.expected_return), (AbsenceKind::Sickness, None, None));
    assert_eq!(
        (of(&shown, 4).kind, of(&shown, 4).status),
        (AbsenceKind::PublicDuties, AbsenceStatus::Requested)
    );
    let tally = &shown.reconcile.absences[0];
    assert_eq!((tally.rows_read, tally.taken), (3, 3));
    let crate::domain::edit::Edit::Together { label, .. } = &shown.edit else { panic!("not one step") };
    assert_eq!(label, "bring in the absences of 07/09/2026 (3 absences)");
    assert_eq!(shown.changes[0].after, "Annual leave, 05/10/2026 to 09/10/2026");
    assert_eq!(shown.plan.about.as_at, sound().about.as_at);
}

#[test]
fn a_row_is_matched_by_person_kind_and_days_and_its_changes_are_told_field_by_field() {
    for (row, expected) in [
        ("Ada Brook,,,Annual leave,21/09/2026,25/09/2026,,\n", vec![]),
        // The same first day, a later last day.
        ("Ada Brook,,,Holiday,21/09/2026,02/10/2026,,\n", vec![("Last day", "25/09/2026", "02/10/2026")]),
        // Overlapping.
        (
            "Ada Brook,,,Annual leave,23/09/2026,30/09/2026,Requested,\n",
            vec![
                ("First day", "21/09/2026", "23/09/2026"),
                ("Last day", "25/09/2026", "30/09/2026"),
                ("Status", "Agreed", "Requested"),
            ],
        ),
        (
            "Ada Brook,,,Annual leave,21/09/2026,25/09/2026,,Gil Hart\n",
            vec![("Cover", "Ben Cole", "Gil Hart")],
        ),
        // No end in the list keeps the end that is known.
        ("Ada Brook,,,Annual leave,21/09/2026,,,\n", vec![]),
    ] {
        let shown = with(&list(row));
        let told: Vec<(&str, &str, &str)> = shown
            .changes
            .iter()
            .map(|line| (line.field, line.before.as_str(), line.after.as_str()))
            .collect();
        assert_eq!(told, expected, "{row}");
        assert_eq!(shown.plan.absences.len(), 1, "{row}");
    }
}

#[test]
fn another_kind_on_the_same_days_is_another_absence_and_that_they_overlap_is_told() {
    let shown = with(&list("Ada Brook,,,Sickness,22/09/2026,23/09/2026,,\n"));
    assert_eq!(shown.plan.absences.len(), 2);
    let told = notes(&shown, "Ada Brook is already away then (Annual leave, 21/09/2026 to 25/09/2026)");
    assert_eq!(told.len(), 1, "{:?}", shown.not_understood);
}

#[test]
fn rows_that_stand_for_one_absence_are_merged_and_one_that_was_longer_becomes_two() {
    let twice = with(&list(
        "Ben Cole,,,Annual leave,05/10/2026,09/10/2026,,\nBen Cole,,,Annual leave,05/10/2026,09/10/2026,,\n\
         Ben Cole,,,AL,06/10/2026,07/10/2026,,\n",
    ));
    let tally = &twice.reconcile.absences[0];
    assert_eq!((tally.taken, tally.merged, twice.plan.absences.len()), (1, 2, 2));
    // The later part stands first in the list: it must not pass for part of the leave that is being shortened.
    let parts = with(&list(
        "Ada Brook,,,Annual leave,24/09/2026,25/09/2026,,\nAda Brook,,,Annual leave,21/09/2026,22/09/2026,,\n",
    ));
    let days: Vec<_> = parts.plan.absences.iter().map(|a| (a.first_day, a.last_day.unwrap())).collect();
    let day = sample_day;
    assert_eq!(days, [(day("21/09/2026"), day("22/09/2026")), (day("24/09/2026"), day("25/09/2026"))]);
}

#[test]
fn what_is_off_too_short_or_too_old_is_left_out_by_reason() {
    let shown = with(
        "Name,Leave type,First day away,Last day away,Days taken,Status\n\
         Ben Cole,Annual leave,05/10/2026,09/10/2026,5,Cancelled\n\
         Ben Cole,Annual leave,12/10/2026,12/10/2026,0.5,Approved\n\
         Ben Cole,Sick,01/06/2025,05/06/2025,5,Completed\n\
         Ben Cole,Sick,01/06/2026,05/06/2026,5,Completed\n\
         Example Ada Brook,Annual leave,05/10/2026,09/10/2026,5,Agreed\n",
    );
    let left_out = &shown.reconcile.absences[0].left_out;
    for why in [LeftOut::Withdrawn, LeftOut::PartDay, LeftOut::OldSickness, LeftOut::Example] {
        assert_eq!(left_out.get(&why), Some(&1), "{why:?}");
    }
    assert_eq!(shown.plan.absences.len(), 2);
}

#[test]
fn rows_that_cannot_be_read_are_refused_with_their_place() {
    let shown = with(&list(
        ",,,Annual leave,05/10/2026,09/10/2026,,\n\
         Ben Cole,,,Annual leave,,09/10/2026,,\n\
         Ben Cole,,,Annual leave,05/10/2026,soon,,\n\
         Ben Cole,,,Annual leave,09/10/2026,05/10/2026,,\n\
         Zed Nobody,,,Annual leave,05/10/2026,09/10/2026,,\n",
    ));
    let refused: Vec<String> = shown
        .not_understood
        .iter()
        .filter(|it| it.severity == crate::app::import::Severity::RowRefused)
        .map(|it| format!("{}: {}", it.place, it.why))
        .collect();
    for expected in [
        "absences.csv, row 2, column A (Employee Name): the row does not say whose absence it is",
        "absences.csv, row 3, column E (Absence Start Date): the row has no first day",
        "absences.csv, row 4, column F (Absence End Date): “soon” is not a date",
        "absences.csv, row 5, column F (Absence End Date): the last day is before the first day",
        "absences.csv, row 6: nobody of this name is in the plan",
    ] {
        assert!(refused.iter().any(|why| why.starts_with(expected)), "{expected} is not in {refused:#?}");
    }
    assert_eq!((refused.len(), shown.reconcile.absences[0].refused, shown.changes.len()), (5, 5, 0));
}

#[test]
fn staff_of_a_list_brought_in_together_have_their_absences() {
    let staff = "Name,Team,Role,FTE\nZed Nolan,North,Social worker,1\n";
    let rows = list("Zed Nolan,,,Training,05/10/2026,06/10/2026,,\n");
    let gathered = files(&[("absences.csv", &rows), ("staff.csv", staff)]);
    let shown = look(Some(&sound()), &gathered, &on("2026-09-07"));
    assert_eq!(of(&shown, 2).worker, worker(&shown.plan, "Zed Nolan").id);
}

#[test]
fn two_people_of_one_name_are_told_apart_by_their_team_or_the_row_is_refused() {
    let mut plan = sound();
    plan.workers.change(WorkerId(5), |worker| worker.name = "Ada Brook".to_owned());
    let shown = into(
        &plan,
        "Name,Team,Kind of absence,First day away,Last day away\n\
         Ada Brook,South,Training,05/10/2026,05/10/2026\nAda Brook,,Training,06/10/2026,06/10/2026\n",
    );
    assert_eq!(of(&shown, 2).worker, WorkerId(5));
    assert_eq!(notes(&shown, "this may be the absence of Ada Brook or of Ada Brook").len(), 1);
    assert_eq!(shown.reconcile.absences[0].refused, 1);
}

#[test]
fn an_absence_without_a_reason_is_what_was_chosen_for_it_and_the_reason_of_a_second_column_leads_where_it_tells_more()
 {
    let rows = "Name,Leave type,Leave reason,First day away,Last day away\n\
         Ben Cole,Leave,Maternity,05/10/2026,09/10/2026\nBen Cole,Other absence,,12/10/2026,13/10/2026\n";
    let shown = with(rows);
    assert_eq!((of(&shown, 2).kind, of(&shown, 3).kind), (AbsenceKind::Parental, AbsenceKind::Special));
    assert_eq!(notes(&shown, "nothing says why Ben Cole is away; brought in as special leave").len(), 1);
}

#[test]
fn the_plans_own_table_of_absences_brought_in_again_changes_nothing() {
    let mut plan = sound();
    let mut sick = leave(2, 5, "01/09/2026", "01/09/2026", &[3, 4]);
    (sick.kind, sick.last_day, sick.expected_return) =
        (AbsenceKind::Sickness, None, Some(sample_day("05/10/2026")));
    let mut asked = leave(3, 4, "05/10/2026", "09/10/2026", &[]);
    asked.status = AbsenceStatus::Requested;
    for absence in [sick, asked] {
        plan.absences.push(absence);
    }
    let calendar = WorkingCalendar::new(&plan.calendar);
    let table = csv_table(&Sight::new(&plan, &calendar), TableChoice::Absences).unwrap();
    let shown = into(&plan, &table);
    assert_eq!(shown.reconcile.absences[0].taken, 3);
    assert!(shown.changes.is_empty(), "{:#?}", shown.changes);
    assert_eq!(shown.plan, plan);
}

#[test]
fn lists_of_absences_of_staff_and_of_children_are_told_apart_by_their_headings() {
    use crate::app::import::{TableKind, read_tables_from_bytes, table_kind, template};
    let kind = |text: &str| table_kind(&read_tables_from_bytes("list.csv", text.as_bytes()).unwrap()[0]);
    for (text, expected) in [
        (list("A B,,,Sick,05/10/2026,,,\n"), TableKind::AbsenceList),
        (
            "Surname,First name,Type,From,To\nCole,Ben,AL,05/10/2026,09/10/2026\n".to_owned(),
            TableKind::AbsenceList,
        ),
        (template::csv(&template::ABSENCES), TableKind::AbsenceList),
        (template::csv(&template::STAFF), TableKind::StaffList),
        (template::csv(&template::CHILDREN), TableKind::ChildList),
        (
            "Name,Team,Role,Start date,End date,Absence\nBen Cole,North,SW,05/10/2026,,None\n".to_owned(),
            TableKind::StaffList,
        ),
    ] {
        assert_eq!(kind(&text), expected, "{text}");
    }
}
